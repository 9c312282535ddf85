/* Growing string; the only place of the program that concatenates.
 *
 * `s` is always NUL-terminated once anything was added, and "" after
 * strbuf_init.  The text may hold NUL bytes; `len` is the truth. */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
	char *s;      /* owned, or the shared "" while cap is 0 */
	size_t len;
	size_t cap;
};

extern char strbuf_empty[1];
#define STRBUF_INIT { strbuf_empty, 0, 0 }

void strbuf_init(struct strbuf *b);
void strbuf_release(struct strbuf *b);             /* frees; usable again */
void strbuf_reset(struct strbuf *b);               /* length 0, keeps memory */
void strbuf_grow(struct strbuf *b, size_t extra);
void strbuf_add(struct strbuf *b, const void *data, size_t len);
void strbuf_adds(struct strbuf *b, const char *s); /* NULL adds nothing */
void strbuf_addc(struct strbuf *b, char c);
void strbuf_addf(struct strbuf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Adds `s` as a JSON string with its quotes; every control character and
 * U+007F..U+009F escaped; ill-formed UTF-8 becomes U+FFFD.  NULL adds null. */
void strbuf_add_json(struct strbuf *b, const char *s);
/* Percent-encodes everything outside the unreserved set of RFC 3986. */
void strbuf_add_urlencoded(struct strbuf *b, const char *s);
void strbuf_truncate(struct strbuf *b, size_t len);
/* Gives the string away (free() it) and leaves the buffer empty. */
char *strbuf_detach(struct strbuf *b);

/* A formatted string on the heap. */
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
