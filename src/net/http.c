/* Requests, answers and headers as plain values.
 *
 * Nothing here does I/O.  Two rules make the rest of the program simple: a header
 * that could break a request (a line end, a control character) cannot be put in,
 * and whatever is secret carries its mark from the moment it is put in until it is
 * wiped. */
#include "net/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/xalloc.h"

#include "base/banned.h"

void http_wipe(void *p, size_t len)
{
	if (p && len)
		explicit_bzero(p, len);
}

static void wipe_text(char *s)
{
	if (s)
		http_wipe(s, strlen(s));
}

/* ---- headers ---- */

static const char *const secret_names[] = {
	"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key",
};

static int is_secret_name(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(secret_names); i++)
		if (!strcasecmp(name, secret_names[i]))
			return 1;
	return 0;
}

/* A token of RFC 9110. */
static int is_header_name(const char *s)
{
	if (!*s)
		return 0;
	for (; *s; s++)
		if (*s <= ' ' || *s >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", *s))
			return 0;
	return 1;
}

static int is_header_value(const char *s)
{
	for (; *s; s++)
		if (((unsigned char)*s < ' ' && *s != '\t') || *s == 0x7f)
			return 0;
	return 1;
}

void http_headers_init(struct http_headers *h)
{
	memset(h, 0, sizeof *h);
}

static void header_release(struct http_header *h)
{
	if (h->secret)
		wipe_text(h->value);
	free(h->name);
	free(h->value);
}

void http_headers_release(struct http_headers *h)
{
	size_t i;

	for (i = 0; i < h->len; i++)
		header_release(&h->items[i]);
	ARRAY_RELEASE(h);
}

static int header_add(struct http_headers *h, const char *name, const char *value, int secret)
{
	struct http_header *new;

	if (!is_header_name(name) || !is_header_value(value))
		return -1;
	new = ARRAY_PUSH(h);
	new->name = xstrdup(name);
	new->value = xstrdup(value);
	new->secret = secret || is_secret_name(name);
	return 0;
}

int http_headers_add(struct http_headers *h, const char *name, const char *value)
{
	return header_add(h, name, value, 0);
}

int http_headers_add_secret(struct http_headers *h, const char *name, const char *value)
{
	return header_add(h, name, value, 1);
}

int http_headers_set(struct http_headers *h, const char *name, const char *value)
{
	size_t i, kept = 0;

	if (!is_header_name(name) || !is_header_value(value))
		return -1;
	for (i = 0; i < h->len; i++) {
		if (!strcasecmp(h->items[i].name, name))
			header_release(&h->items[i]);
		else
			h->items[kept++] = h->items[i];
	}
	h->len = kept;
	return header_add(h, name, value, 0);
}

const char *http_headers_get(const struct http_headers *h, const char *name)
{
	size_t i;

	for (i = 0; i < h->len; i++)
		if (!strcasecmp(h->items[i].name, name))
			return h->items[i].value;
	return NULL;
}

void http_headers_redacted(struct strbuf *out, const struct http_headers *h)
{
	const struct http_header *item;
	size_t i;

	for (i = 0; i < h->len; i++) {
		item = &h->items[i];
		strbuf_adds(out, item->name);
		strbuf_adds(out, ": ");
		if (item->secret)
			strbuf_adds(out, "(secret)");
		else if (!strcasecmp(item->name, "location") || !strcasecmp(item->name, "referer"))
			http_url_redacted(out, item->value);
		else
			strbuf_adds(out, item->value);
		strbuf_addc(out, '\n');
	}
}

/* ---- request ---- */

void http_request_init(struct http_request *r)
{
	memset(r, 0, sizeof *r);
}

void http_request_release(struct http_request *r)
{
	if (r->flags & HTTP_SECRET_BODY)
		http_wipe(r->body, r->body_len);
	http_headers_release(&r->headers);
	free(r->url);
	free(r->body);
	free(r->origin);
	http_request_init(r);
}

void http_request_start(struct http_request *r, const char *method, const char *url)
{
	char *copy = xstrdup(url);
	size_t len = strlen(method);

	if (len >= sizeof r->method)
		BUG("the method %s", method);
	memcpy(r->method, method, len + 1);
	free(r->url);
	r->url = copy;
}

void http_request_set_body(struct http_request *r, const char *type, const void *data, size_t len)
{
	char *copy = xmalloc(len + 1);

	if (len)
		memcpy(copy, data, len);
	copy[len] = 0;
	if (r->flags & HTTP_SECRET_BODY)
		http_wipe(r->body, r->body_len);
	free(r->body);
	r->body = copy;
	r->body_len = len;
	if (type)
		http_headers_set(&r->headers, "Content-Type", type);
}

void http_request_move(struct http_request *dst, struct http_request *src)
{
	*dst = *src;
	http_request_init(src);
}

int http_request_bearer(struct http_request *r, const char *token)
{
	struct strbuf b = STRBUF_INIT;
	int rc = -1;

	strbuf_grow(&b, strlen(token) + 16);
	strbuf_adds(&b, "Bearer ");
	strbuf_adds(&b, token);
	if (*token && !strpbrk(token, " \t"))
		rc = http_headers_set(&r->headers, "Authorization", b.s);
	http_wipe(b.s, b.len);
	strbuf_reset(&b);
	if (!rc && r->url && !http_url_origin(&b, r->url)) {
		free(r->origin);
		r->origin = strbuf_detach(&b);
	}
	strbuf_release(&b);
	return rc;
}

/* ---- answer ---- */

void http_response_init(struct http_response *r)
{
	memset(r, 0, sizeof *r);
	strbuf_init(&r->body);
}

void http_response_release(struct http_response *r)
{
	if (r->request_flags & HTTP_SECRET_BODY)
		http_wipe(r->body.s, r->body.len);
	http_headers_release(&r->headers);
	strbuf_release(&r->body);
	free(r->detail);
	free(r->method);
	free(r->url);
	http_response_init(r);
}

void http_response_move(struct http_response *dst, struct http_response *src)
{
	*dst = *src;
	http_response_init(src);
}

const char *http_response_header(const struct http_response *r, const char *name)
{
	return http_headers_get(&r->headers, name);
}

void http_response_set(struct http_response *r, int status, const char *content_type,
	const char *body)
{
	r->status = status;
	r->transport = HTTP_TRANSPORT_OK;
	r->sent = 1;
	if (content_type)
		http_headers_set(&r->headers, "Content-Type", content_type);
	strbuf_reset(&r->body);
	strbuf_adds(&r->body, body);
}

const char *http_transport_name(enum http_transport t)
{
	static const char *const names[] = {
		[HTTP_TRANSPORT_OK] = "ok",
		[HTTP_TRANSPORT_RESOLVE] = "resolve",
		[HTTP_TRANSPORT_CONNECT] = "connect",
		[HTTP_TRANSPORT_TLS] = "tls",
		[HTTP_TRANSPORT_TIMEOUT] = "timeout",
		[HTTP_TRANSPORT_CUT] = "cut",
		[HTTP_TRANSPORT_TOO_BIG] = "too-big",
		[HTTP_TRANSPORT_CANCELLED] = "cancelled",
		[HTTP_TRANSPORT_REFUSED] = "refused",
	};

	return (size_t)t < ARRAY_SIZE(names) ? names[t] : "?";
}

/* What an answer that never came means, by how far the request got. */
struct transport_meaning {
	enum http_transport transport;
	int sent, mutates;           /* 0, 1, or -1: either */
	enum error_class cls;
	const char *msgid;           /* %1$s the host, %2$s the library's words */
};

static const struct transport_meaning meanings[] = {
	{ HTTP_TRANSPORT_RESOLVE, -1, -1, ERR_LATER,
	  N_("the name \"%1$s\" was not found: nothing was sent; check the network and the address") },
	{ HTTP_TRANSPORT_CONNECT, -1, -1, ERR_LATER,
	  N_("\"%1$s\" cannot be reached: nothing was sent; it is tried again later (%2$s)") },
	{ HTTP_TRANSPORT_TLS, -1, -1, ERR_CONFIG,
	  N_("\"%1$s\" could not prove who it is: nothing was sent; "
	  "check the address, this computer's clock and the certificates (%2$s)") },
	{ HTTP_TRANSPORT_REFUSED, -1, -1, ERR_CONFIG,
	  N_("nothing was sent to \"%1$s\": only https addresses, and http on this computer, are allowed, "
	  "and credentials go only to the address they were made for") },
	{ HTTP_TRANSPORT_TOO_BIG, -1, 0, ERR_DATA,
	  N_("the answer of \"%1$s\" is larger than this program accepts: nothing was kept of it") },
	{ HTTP_TRANSPORT_CANCELLED, 1, 1, ERR_UNKNOWN,
	  N_("stopped after the request had left for \"%1$s\": what became of it is looked up there") },
	{ HTTP_TRANSPORT_CANCELLED, -1, -1, ERR_CANCEL,
	  N_("stopped before \"%1$s\" had answered") },
	{ HTTP_TRANSPORT_TIMEOUT, 0, -1, ERR_LATER,
	  N_("\"%1$s\" did not answer the call: nothing was sent; it is tried again later") },
	{ HTTP_TRANSPORT_TIMEOUT, 1, 0, ERR_LATER,
	  N_("\"%1$s\" did not answer in time: it is asked again later") },
	{ HTTP_TRANSPORT_CUT, 0, -1, ERR_LATER,
	  N_("the connection to \"%1$s\" broke before anything was sent: it is tried again later") },
	{ HTTP_TRANSPORT_CUT, 1, 0, ERR_LATER,
	  N_("the connection to \"%1$s\" broke before the answer was complete: it is asked again later") },
};

int http_transport_class(const struct http_response *r, struct error *err)
{
	int mutates = (r->request_flags & HTTP_MUTATES) != 0, sent = r->sent != 0, rc;
	const struct transport_meaning *m = NULL;
	const char *detail = r->detail ? r->detail : "";
	struct http_url u = { 0 };
	char *host;
	size_t i;

	if (r->transport == HTTP_TRANSPORT_OK && r->status)
		return 0;
	if (!r->url || http_url_parse(&u, r->url))
		host = xstrdup("?");
	else
		host = xstrndup(u.host, u.host_len);
	for (i = 0; i < ARRAY_SIZE(meanings) && !m; i++)
		if (meanings[i].transport == r->transport &&
		    (meanings[i].sent < 0 || meanings[i].sent == sent) &&
		    (meanings[i].mutates < 0 || meanings[i].mutates == mutates))
			m = &meanings[i];
	if (m)
		rc = error_set(err, m->cls, m->msgid, host, detail, NULL);
	else
		rc = error_set(err, ERR_UNKNOWN,
			N_("\"%1$s\" was sent the request but its answer was lost: "
			"whether it took effect is looked up there before anything is repeated"),
			host, NULL);
	free(host);
	return rc;
}

/* ---- reading headers ---- */

/* Days and months by their English names, as RFC 9110 wants them. */
static int month_number(const char name[4])
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *p = strlen(name) == 3 ? strstr(months, name) : NULL;

	return p && (p - months) % 3 == 0 ? (int)(p - months) / 3 + 1 : 0;
}

int http_date_parse(int64_t *ms, const char *s)
{
	int day, year, hour, minute, second, n = 0, month;
	char mon[4] = "", iso[DATE_LEN + 16];
	int64_t days;

	if (strlen(s) > 64)
		return -1;
	if (sscanf(s, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day, mon, &year, &hour,
	    &minute, &second, &n) == 6 && n && !s[n])
		;
	else if (sscanf(s, "%*9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT%n", &day, mon, &year,
	    &hour, &minute, &second, &n) == 6 && n && !s[n])
		year += year < 70 ? 2000 : 1900;
	else if (sscanf(s, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d%n", mon, &day, &hour, &minute,
	    &second, &year, &n) == 6 && n && !s[n])
		;
	else
		return -1;
	month = month_number(mon);
	if (!month || day < 1 || day > 31 || year < 1970 || year > 9999 || hour < 0 || hour > 23 ||
	    minute < 0 || minute > 59 || second < 0 || second > 60)
		return -1;
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
	if (!date_valid(iso, 0) || date_to_days(iso, &days))
		return -1;
	*ms = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
	return 0;
}

/* A whole number >= 0 that fits; -1.  Blanks around are forgiven, and so is a
 * fraction, which is dropped. */
static int64_t whole_number(const char *s)
{
	int64_t v = 0;

	while (*s == ' ' || *s == '\t')
		s++;
	if (*s < '0' || *s > '9')
		return -1;
	for (; *s >= '0' && *s <= '9'; s++)
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, *s - '0', &v))
			return -1;
	if (*s == '.')
		do
			s++;
		while (*s >= '0' && *s <= '9');
	while (*s == ' ' || *s == '\t')
		s++;
	return *s ? -1 : v;
}

int64_t http_header_int(const struct http_response *r, const char *name)
{
	const char *s = http_response_header(r, name);

	return s ? whole_number(s) : -1;
}

int64_t http_retry_after_ms(const struct http_response *r, int64_t now_ms)
{
	const char *s = http_response_header(r, "Retry-After");
	int64_t v;

	if (!s)
		return -1;
	v = whole_number(s);
	if (v >= 0)
		return v > INT64_MAX / 1000 ? -1 : v * 1000;
	if (http_date_parse(&v, s))
		return -1;
	return v > now_ms ? v - now_ms : 0;
}

/* One "name=value" or "name" of a Link header; gives what follows it. */
static const char *link_param(const char *p, const char **name, size_t *name_len,
	const char **value, size_t *value_len)
{
	while (*p == ';' || *p == ' ' || *p == '\t')
		p++;
	*name = p;
	*name_len = strcspn(p, "=;, \t");
	p += *name_len;
	while (*p == ' ' || *p == '\t')
		p++;
	*value = p;
	*value_len = 0;
	if (*p != '=')
		return p;
	p++;
	while (*p == ' ' || *p == '\t')
		p++;
	if (*p == '"') {
		*value = ++p;
		*value_len = strcspn(p, "\"");
		p += *value_len;
		return *p ? p + 1 : p;
	}
	*value = p;
	*value_len = strcspn(p, ";, \t");
	return p + *value_len;
}

/* Is rel among the blank-separated words? */
static int has_word(const char *words, size_t len, const char *rel)
{
	size_t n, want = strlen(rel);

	while (len) {
		for (n = 0; n < len && words[n] != ' ' && words[n] != '\t'; n++)
			;
		if (n == want && !strncasecmp(words, rel, n))
			return 1;
		n += n < len;
		words += n;
		len -= n;
	}
	return 0;
}

/* Looks through one Link header; 1 and the target when rel is there. */
static int link_find(struct strbuf *target, const char *p, const char *rel)
{
	const char *name, *value, *url;
	size_t name_len, value_len, url_len;
	int found;

	while ((p = strchr(p, '<'))) {
		url = p + 1;
		url_len = strcspn(url, ">");
		if (!url[url_len])
			return 0;
		p = url + url_len + 1;
		found = 0;
		for (;;) {
			while (*p == ' ' || *p == '\t')
				p++;
			if (*p != ';')
				break;
			p = link_param(p, &name, &name_len, &value, &value_len);
			if (name_len == 3 && !strncasecmp(name, "rel", 3))
				found |= has_word(value, value_len, rel);
		}
		if (found) {
			strbuf_add(target, url, url_len);
			return 1;
		}
	}
	return 0;
}

int http_link_rel(struct strbuf *out, const struct http_response *r, const char *rel)
{
	struct strbuf target = STRBUF_INIT, whole = STRBUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; i < r->headers.len && !rc; i++)
		if (!strcasecmp(r->headers.items[i].name, "link"))
			rc = link_find(&target, r->headers.items[i].value, rel);
	if (rc && (!r->url || http_url_resolve(&whole, r->url, target.s) ||
	    !http_url_same_origin(whole.s, r->url)))
		rc = -1;
	if (rc > 0)
		strbuf_adds(out, whole.s);
	strbuf_release(&target);
	strbuf_release(&whole);
	return rc;
}

int http_link_next(struct strbuf *out, const struct http_response *r)
{
	return http_link_rel(out, r, "next");
}
