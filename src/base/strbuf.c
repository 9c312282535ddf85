/* Growing string.
 *
 * The memory doubles, so that adding byte by byte stays linear.  An empty buffer
 * shares one static "" and owns nothing: releasing it twice is harmless. */
#include "base/strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"

#include "base/banned.h"

char strbuf_empty[1];

void strbuf_init(struct strbuf *b)
{
	b->s = strbuf_empty;
	b->len = b->cap = 0;
}

void strbuf_release(struct strbuf *b)
{
	if (b->cap)
		free(b->s);
	strbuf_init(b);
}

void strbuf_reset(struct strbuf *b)
{
	strbuf_truncate(b, 0);
}

void strbuf_truncate(struct strbuf *b, size_t len)
{
	if (len > b->len)
		return;
	b->len = len;
	if (b->cap)
		b->s[len] = '\0';
}

void strbuf_grow(struct strbuf *b, size_t extra)
{
	size_t need, cap;

	if (__builtin_add_overflow(b->len, extra, &need) || need >= SIZE_MAX / 2)
		BUG("a string of %zu + %zu bytes", b->len, extra);
	if (need < b->cap)
		return;
	cap = b->cap ? 2 * b->cap : 32;
	if (cap <= need)
		cap = need + 1;
	b->s = xrealloc(b->cap ? b->s : NULL, cap);
	b->cap = cap;
	b->s[b->len] = '\0';
}

void strbuf_add(struct strbuf *b, const void *data, size_t len)
{
	if (!len)
		return;
	strbuf_grow(b, len);
	memcpy(b->s + b->len, data, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void strbuf_adds(struct strbuf *b, const char *s)
{
	if (s)
		strbuf_add(b, s, strlen(s));
}

void strbuf_addc(struct strbuf *b, char c)
{
	if (b->len + 1 >= b->cap)
		strbuf_grow(b, 1);
	b->s[b->len++] = c;
	b->s[b->len] = '\0';
}

void strbuf_vaddf(struct strbuf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(b->cap ? b->s + b->len : NULL, b->cap ? b->cap - b->len : 0, fmt, ap);
	if (n < 0)
		BUG("format \"%s\"", fmt);
	if (b->len + (size_t)n >= b->cap) {
		strbuf_grow(b, (size_t)n);
		vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	b->len += (size_t)n;
}

void strbuf_addf(struct strbuf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(b, fmt, ap);
	va_end(ap);
}

static void add_json_char(struct strbuf *b, uint32_t cp)
{
	switch (cp) {
	case '"': strbuf_add(b, "\\\"", 2); return;
	case '\\': strbuf_add(b, "\\\\", 2); return;
	case '\b': strbuf_add(b, "\\b", 2); return;
	case '\f': strbuf_add(b, "\\f", 2); return;
	case '\n': strbuf_add(b, "\\n", 2); return;
	case '\r': strbuf_add(b, "\\r", 2); return;
	case '\t': strbuf_add(b, "\\t", 2); return;
	}
	if (cp < 0x20 || (cp >= 0x7f && cp <= 0x9f))
		strbuf_addf(b, "\\u%04x", (unsigned)cp);
	else
		text_encode(b, cp);
}

void strbuf_add_json(struct strbuf *b, const char *s)
{
	size_t len, n;
	uint32_t cp;

	if (!s) {
		strbuf_add(b, "null", 4);
		return;
	}
	len = strlen(s);
	strbuf_grow(b, len + 2);
	strbuf_addc(b, '"');
	for (; len; s += n, len -= n) {
		for (n = 0; n < len && (unsigned char)s[n] - 0x20u < 0x5f && s[n] != '"' && s[n] != '\\'; n++)
			;
		if (n) {
			strbuf_add(b, s, n);
			continue;
		}
		n = text_decode(s, len, &cp);
		add_json_char(b, cp);
	}
	strbuf_addc(b, '"');
}

static int is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '-' || c == '.' || c == '_' || c == '~';
}

void strbuf_add_urlencoded(struct strbuf *b, const char *s)
{
	for (; s && *s; s++) {
		if (is_unreserved((unsigned char)*s))
			strbuf_addc(b, *s);
		else
			strbuf_addf(b, "%%%02X", (unsigned char)*s);
	}
}

char *strbuf_detach(struct strbuf *b)
{
	char *s = b->cap ? b->s : xstrdup("");

	strbuf_init(b);
	return s;
}

char *xasprintf(const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	return strbuf_detach(&b);
}
