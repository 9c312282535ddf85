/* Unhappy answers that mean the same everywhere.
 *
 * The important distinction is between a request that only reads, which may simply be
 * sent again, and one that changes something: for the latter every answer that does
 * not come from the service itself (a gateway's 502 or 504, a page of a proxy, a 500
 * in mid-work) leaves open whether it was carried out. */
#include "connectors/answer.h"
#include "base/i18n.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

int answer_happy(const struct http_response *in)
{
	return in->status >= 200 && in->status < 300;
}

int answer_is_page(const struct http_response *in)
{
	const char *type = http_response_header(in, "Content-Type");
	const char *s = in->body.s;
	size_t n = in->body.len;

	if (n == 0)
		return 0;
	if (type && !strncasecmp(type, "text/html", 9))
		return 1;
	while (n && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n')) {
		s++;
		n--;
	}
	return n && *s == '<';
}

int answer_undecided(const struct http_response *in)
{
	if (!(in->request_flags & HTTP_MUTATES))
		return 0;
	if (in->status == 0)
		return in->sent;
	if (in->status == 503)
		return http_response_header(in, "Retry-After") == NULL;
	return in->status >= 500 || in->status == 408 || (in->status >= 300 && in->status < 400)
		|| (answer_happy(in) && answer_is_page(in));
}

enum error_class answer_common(const struct http_response *in, const char *title, struct error *err)
{
	char status[16];

	snprintf(status, sizeof status, "%d", in->status);
	if (in->status == 0)
		return (enum error_class)http_transport_class(in, err);
	if (answer_undecided(in))
		return (enum error_class)error_set(err, ERR_UNKNOWN, N_("%1$s did not say whether it carried out "
			"the request (status %2$s); it will be looked up before anything is sent again"),
			title, status, NULL);
	if (in->status == 429)
		return (enum error_class)error_set(err, ERR_LATER, N_("%s asks to slow down; it is tried again later"),
			title, NULL);
	if (in->status == 503 || in->status == 502 || in->status == 504 || in->status == 408)
		return (enum error_class)error_set(err, ERR_LATER, N_("%1$s is busy or being maintained (status %2$s); "
			"it is tried again later"), title, status, NULL);
	if (in->status >= 300 && in->status < 400)
		return (enum error_class)error_set(err, ERR_CONFIG, N_("%s sent us to another address instead of "
			"answering; check the address of the connection"), title, NULL);
	if (answer_is_page(in) && (answer_happy(in) || in->status >= 500))
		return (enum error_class)error_set(err, ERR_LATER, N_("%1$s answered with a web page instead of data "
			"(status %2$s); if it stays so, check the address of the connection"), title, status, NULL);
	return ERR_NONE;
}
