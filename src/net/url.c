/* Addresses: reading, building, and telling one origin from another.
 *
 * An address that came from a server (a Link header, a redirect) is as hostile as
 * any other data, so reading is strict: http or https, a plain ASCII host, no user
 * name, no blanks, no backslash. */
#include "net/http.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/xalloc.h"

#include "base/banned.h"

static int is_plain(const char *s)
{
	for (; *s; s++)
		if (*s <= ' ' || *s >= 0x7f || *s == '\\')
			return 0;
	return 1;
}

/* A name, an IPv4 address, or what stands between [ and ]. */
static int is_host(const char *s, size_t len, int bracketed)
{
	size_t i;
	char c;

	if (!len || len > 253)
		return 0;
	for (i = 0; i < len; i++) {
		c = s[i];
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (bracketed ? c == ':' || c == '.' : c == '.' || c == '-' || c == '_'))
			continue;
		return 0;
	}
	return 1;
}

static int port_parse(const char *s, size_t len)
{
	int port = 0;
	size_t i;

	if (!len || len > 5)
		return -1;
	for (i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		port = port * 10 + (s[i] - '0');
	}
	return port >= 1 && port <= 65535 ? port : -1;
}

/* "host", "host:port" or "[v6]:port". */
static int authority_parse(struct http_url *out, const char *s, size_t len)
{
	const char *end = s + len, *colon;
	int bracketed = len && *s == '[';

	out->host = s + bracketed;
	if (bracketed) {
		colon = memchr(s, ']', len);
		if (!colon)
			return -1;
		out->host_len = (size_t)(colon++ - out->host);
	} else {
		colon = memchr(s, ':', len);
		if (!colon)
			colon = end;
		out->host_len = (size_t)(colon - s);
	}
	if (!is_host(out->host, out->host_len, bracketed))
		return -1;
	if (colon == end)
		return 0;
	out->port = *colon == ':' ? port_parse(colon + 1, (size_t)(end - colon - 1)) : -1;
	return out->port < 0 ? -1 : 0;
}

int http_url_parse(struct http_url *out, const char *url)
{
	size_t len;

	memset(out, 0, sizeof *out);
	if (!is_plain(url))
		return -1;
	out->scheme = url;
	if (!strncasecmp(url, "https://", 8)) {
		out->scheme_len = 5;
		out->port = 443;
	} else if (!strncasecmp(url, "http://", 7)) {
		out->scheme_len = 4;
		out->port = 80;
	} else {
		return -1;
	}
	url += out->scheme_len + 3;
	len = strcspn(url, "/?#");
	if (memchr(url, '@', len) || authority_parse(out, url, len))
		return -1;
	out->target = url + len;
	out->target_len = strcspn(out->target, "#");
	return 0;
}

static int is_loopback(const struct http_url *u)
{
	char host[64];
	struct in_addr v4;

	if (u->host_len >= sizeof host)
		return 0;
	memcpy(host, u->host, u->host_len);
	host[u->host_len] = 0;
	if (!strcasecmp(host, "localhost") || !strcmp(host, "::1"))
		return 1;
	return inet_pton(AF_INET, host, &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127;
}

int http_url_is_local(const char *url)
{
	struct http_url u;

	return !http_url_parse(&u, url) && is_loopback(&u);
}

int http_url_allowed(const char *url)
{
	struct http_url u;

	if (http_url_parse(&u, url))
		return 0;
	return u.scheme_len == 5 || is_loopback(&u);
}

int http_url_origin(struct strbuf *out, const char *url)
{
	struct http_url u;
	size_t i;
	int v6;
	char c;

	if (http_url_parse(&u, url))
		return -1;
	v6 = memchr(u.host, ':', u.host_len) != NULL;
	strbuf_adds(out, u.scheme_len == 5 ? "https://" : "http://");
	strbuf_adds(out, v6 ? "[" : "");
	for (i = 0; i < u.host_len; i++) {
		c = u.host[i];
		strbuf_addc(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	}
	strbuf_adds(out, v6 ? "]" : "");
	if (u.port != (u.scheme_len == 5 ? 443 : 80))
		strbuf_addf(out, ":%d", u.port);
	return 0;
}

int http_url_same_origin(const char *a, const char *b)
{
	struct strbuf x = STRBUF_INIT, y = STRBUF_INIT;
	int same = !http_url_origin(&x, a) && !http_url_origin(&y, b) && !strcmp(x.s, y.s);

	strbuf_release(&x);
	strbuf_release(&y);
	return same;
}

/* ---- building ---- */

void http_url_join(struct strbuf *out, const char *base, const char *path)
{
	size_t len = strlen(base);

	while (len && base[len - 1] == '/')
		len--;
	while (*path == '/')
		path++;
	strbuf_add(out, base, len);
	strbuf_addc(out, '/');
	strbuf_adds(out, path);
}

void http_url_add_segment(struct strbuf *url, const char *segment)
{
	if (!url->len || url->s[url->len - 1] != '/')
		strbuf_addc(url, '/');
	strbuf_add_urlencoded(url, segment);
}

/* A name keeps its "$" ($filter, $top), which a query may hold as it is and which
 * some systems look for before they decode. */
static void add_name(struct strbuf *out, const char *name)
{
	while (*name == '$') {
		strbuf_addc(out, '$');
		name++;
	}
	strbuf_add_urlencoded(out, name);
}

void http_url_add_param(struct strbuf *url, const char *name, const char *value)
{
	strbuf_addc(url, url->len && memchr(url->s, '?', url->len) ? '&' : '?');
	add_name(url, name);
	strbuf_addc(url, '=');
	strbuf_add_urlencoded(url, value);
}

void http_url_add_param_int(struct strbuf *url, const char *name, int64_t value)
{
	char text[32];

	snprintf(text, sizeof text, "%" PRId64, value);
	http_url_add_param(url, name, text);
}

void http_form_add(struct strbuf *body, const char *name, const char *value)
{
	if (body->len)
		strbuf_addc(body, '&');
	strbuf_add_urlencoded(body, name);
	strbuf_addc(body, '=');
	strbuf_add_urlencoded(body, value);
}

int http_url_resolve(struct strbuf *out, const char *base, const char *reference)
{
	struct http_url u, check;
	struct strbuf whole = STRBUF_INIT;
	size_t path_len, dir_len;
	int rc;

	if (http_url_parse(&u, base) || !is_plain(reference))
		return -1;
	path_len = 0;
	while (path_len < u.target_len && u.target[path_len] != '?')
		path_len++;
	for (dir_len = path_len; dir_len && u.target[dir_len - 1] != '/'; dir_len--)
		;
	if (!strncmp(reference, "//", 2))
		strbuf_add(&whole, base, u.scheme_len + 1);
	else if (*reference == '/')
		strbuf_add(&whole, base, (size_t)(u.target - base));
	else if (*reference == '?' || !*reference || *reference == '#')
		strbuf_add(&whole, base, (size_t)(u.target - base) + path_len);
	else if (!memchr(reference, ':', strcspn(reference, "/?#")))
		strbuf_add(&whole, base, (size_t)(u.target - base) + dir_len);
	if (whole.len && whole.s[whole.len - 1] != '/' && !path_len && *reference != '/')
		strbuf_addc(&whole, '/');
	strbuf_adds(&whole, reference);
	rc = http_url_parse(&check, whole.s);
	if (!rc)
		strbuf_add(out, whole.s, (size_t)(check.target - whole.s) + check.target_len);
	strbuf_release(&whole);
	return rc;
}

/* ---- hiding and reading parameters ---- */

static const char *const hidden_params[] = {
	"code", "token", "access_token", "refresh_token", "id_token", "client_secret", "secret",
	"password", "pwd", "assertion", "api_key", "apikey", "signature", "sig", "state",
	"code_verifier", "authorization",
};

static int is_hidden(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(hidden_params); i++)
		if (strlen(hidden_params[i]) == len && !strncasecmp(hidden_params[i], name, len))
			return 1;
	return 0;
}

void http_url_redacted(struct strbuf *out, const char *url)
{
	size_t head = strcspn(url, "?"), name_len, len;
	const char *at = memchr(url, '@', head);
	const char *p;

	if (at) {
		strbuf_adds(out, "(address with a user name)");
		return;
	}
	strbuf_add(out, url, head);
	for (p = url + head; *p; p += len) {
		strbuf_addc(out, *p++);        /* ? or & */
		len = strcspn(p, "&");
		name_len = strcspn(p, "=&");
		if (name_len < len && is_hidden(p, name_len)) {
			strbuf_add(out, p, name_len);
			strbuf_adds(out, "=(secret)");
		} else {
			strbuf_add(out, p, len);
		}
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int decode(struct strbuf *out, const char *s, size_t len)
{
	size_t i;
	int hi, lo;

	for (i = 0; i < len; i++) {
		if (s[i] == '%') {
			if (len - i < 3)
				return -1;
			hi = hex_value(s[i + 1]);
			lo = hex_value(s[i + 2]);
			if (hi < 0 || lo < 0 || !(hi | lo))
				return -1;
			strbuf_addc(out, (char)(hi << 4 | lo));
			i += 2;
		} else {
			strbuf_addc(out, s[i] == '+' ? ' ' : s[i]);
		}
	}
	return 1;
}

int http_form_get(struct strbuf *out, const char *form, const char *name)
{
	struct strbuf key = STRBUF_INIT;
	size_t len, name_len;
	int rc = 0;

	for (; *form && !rc; form += len + (form[len] == '&')) {
		len = strcspn(form, "&#");
		name_len = strcspn(form, "=&#");
		strbuf_reset(&key);
		if (decode(&key, form, name_len) > 0 && !strcmp(key.s, name))
			rc = decode(out, form + name_len + (name_len < len), len - name_len - (name_len < len));
		if (form[len] == '#')
			break;
	}
	strbuf_release(&key);
	return rc;
}
