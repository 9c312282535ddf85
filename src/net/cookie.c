/* Cookies of a session log-in.
 *
 * A jar belongs to one connection and listens to one origin, the one of its first
 * answer; what comes from there goes back there and nowhere else, so Domain is
 * not read at all.  Without a Path a cookie counts for the whole origin: the
 * log-in lies in another folder than what it opens. */
#include "net/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/xalloc.h"

#include "base/banned.h"

#define COOKIES_MAX 64
#define COOKIE_LEN_MAX 8192

void http_cookies_init(struct http_cookies *c)
{
	memset(c, 0, sizeof *c);
}

static void cookie_release(struct http_cookie *c)
{
	if (c->value)
		http_wipe(c->value, strlen(c->value));
	free(c->name);
	free(c->value);
	free(c->path);
}

void http_cookies_release(struct http_cookies *c)
{
	size_t i;

	for (i = 0; i < c->len; i++)
		cookie_release(&c->items[i]);
	ARRAY_RELEASE(c);
	free(c->origin);
	c->origin = NULL;
}

static void trim(const char **s, size_t *len)
{
	while (*len && (**s == ' ' || **s == '\t'))
		(*s)++, (*len)--;
	while (*len && ((*s)[*len - 1] == ' ' || (*s)[*len - 1] == '\t'))
		(*len)--;
}

struct attributes {
	const char *path;
	size_t path_len;
	int secure, gone;
};

static int is_word(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && !strncasecmp(s, word, len);
}

static void attribute_read(struct attributes *a, const char *s, size_t len, int64_t now_ms)
{
	const char *eq = memchr(s, '=', len), *value = eq ? eq + 1 : s + len;
	size_t name_len = eq ? (size_t)(eq - s) : len, value_len = (size_t)(s + len - value);
	char text[80];
	int64_t when;

	trim(&s, &name_len);
	trim(&value, &value_len);
	if (is_word(s, name_len, "secure")) {
		a->secure = 1;
	} else if (is_word(s, name_len, "path") && value_len && *value == '/') {
		a->path = value;
		a->path_len = value_len;
	} else if (is_word(s, name_len, "max-age") && value_len) {
		a->gone = *value == '-' || (value_len == 1 && *value == '0');
	} else if (is_word(s, name_len, "expires") && value_len < sizeof text) {
		memcpy(text, value, value_len);
		text[value_len] = 0;
		if (!http_date_parse(&when, text) && when <= now_ms)
			a->gone = 1;
	}
}

static void cookie_drop(struct http_cookies *c, const char *name, size_t len, const char *path)
{
	size_t i;

	for (i = 0; i < c->len; i++) {
		if (strlen(c->items[i].name) == len && !strncmp(c->items[i].name, name, len) &&
		    !strcmp(c->items[i].path, path)) {
			cookie_release(&c->items[i]);
			memmove(&c->items[i], &c->items[i + 1], (c->len - i - 1) * sizeof *c->items);
			c->len--;
			return;
		}
	}
}

static void cookie_take(struct http_cookies *c, const char *line, int64_t now_ms)
{
	size_t len = strcspn(line, ";"), name_len, value_len;
	const char *eq = memchr(line, '=', len), *name = line, *value, *p;
	struct attributes a = { "/", 1, 0, 0 };
	struct http_cookie *new;
	char *path;

	if (!eq || strlen(line) > COOKIE_LEN_MAX)
		return;
	name_len = (size_t)(eq - line);
	value = eq + 1;
	value_len = len - name_len - 1;
	trim(&name, &name_len);
	trim(&value, &value_len);
	if (!name_len)
		return;
	for (p = line + len; *p == ';'; p += len) {
		p++;
		len = strcspn(p, ";");
		attribute_read(&a, p, len, now_ms);
	}
	path = xstrndup(a.path, a.path_len);
	cookie_drop(c, name, name_len, path);
	if (a.gone || c->len >= COOKIES_MAX) {
		free(path);
		return;
	}
	new = ARRAY_PUSH(c);
	new->name = xstrndup(name, name_len);
	new->value = xstrndup(value, value_len);
	new->path = path;
	new->secure = a.secure;
}

void http_cookies_take(struct http_cookies *c, const struct http_response *r, int64_t now_ms)
{
	struct strbuf origin = STRBUF_INIT;
	size_t i;

	if (!r->url || http_url_origin(&origin, r->url))
		goto out;
	if (!c->origin)
		c->origin = xstrdup(origin.s);
	if (strcmp(c->origin, origin.s))
		goto out;
	for (i = 0; i < r->headers.len; i++)
		if (!strcasecmp(r->headers.items[i].name, "set-cookie"))
			cookie_take(c, r->headers.items[i].value, now_ms);
out:
	strbuf_release(&origin);
}

/* RFC 6265 5.1.4. */
static int path_matches(const char *path, const struct http_url *u)
{
	const char *target = u->target_len ? u->target : "/";
	size_t have = strcspn(target, "?#"), want = strlen(path);

	if (u->target_len && u->target_len < have)
		have = u->target_len;
	if (have < want || strncmp(target, path, want))
		return 0;
	return have == want || path[want - 1] == '/' || target[want] == '/';
}

void http_cookies_send(const struct http_cookies *c, struct http_request *r)
{
	struct strbuf line = STRBUF_INIT;
	struct http_url u;
	size_t i;

	if (!c->origin || !r->url || http_url_parse(&u, r->url) ||
	    !http_url_same_origin(c->origin, r->url))
		return;
	strbuf_grow(&line, 4096);
	for (i = 0; i < c->len; i++) {
		/* On this machine a session may ask for https and get the simulator. */
		if (c->items[i].secure && u.scheme_len != 5 && !http_url_allowed(r->url))
			continue;
		if (!path_matches(c->items[i].path, &u))
			continue;
		strbuf_adds(&line, line.len ? "; " : "");
		strbuf_adds(&line, c->items[i].name);
		strbuf_addc(&line, '=');
		strbuf_adds(&line, c->items[i].value);
	}
	if (line.len) {
		http_headers_set(&r->headers, "Cookie", line.s);
		free(r->origin);
		r->origin = xstrdup(c->origin);
	}
	http_wipe(line.s, line.len);
	strbuf_release(&line);
}

const char *http_cookies_get(const struct http_cookies *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->len; i++)
		if (!strcmp(c->items[i].name, name))
			return c->items[i].value;
	return NULL;
}
