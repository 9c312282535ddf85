/* UTF-8: validity, display width, and text from outside made harmless. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/strbuf.h"
#include <stdint.h>

/* Decodes one code point of the NUL-terminated or `len`-bounded text at s;
 * returns its length in bytes (>= 1), and U+FFFD in *cp for one ill-formed byte.
 * len 0: returns 0. */
size_t text_decode(const char *s, size_t len, uint32_t *cp);
void text_encode(struct strbuf *out, uint32_t cp);

/* Terminal-safe copy, for every way out of the program: C0 and DEL become control
 * pictures (U+2400 and up); C1, bidi controls, invisible and zero-width code
 * points, tag characters and ill-formed bytes become U+FFFD.
 * \n, \t and CR LF become one blank, variation selectors are dropped.  Bounded at
 * max bytes of input (0: no bound); a character the bound cuts is left out. */
void text_add_safe(struct strbuf *out, const char *s, size_t max);
/* 1 when text_add_safe would change nothing. */
int text_is_safe(const char *s);
/* Is this code point one that never reaches a terminal as it is? */
int text_is_hostile(uint32_t cp);

/* Columns on a terminal: 0 combining, 2 wide, by one table of our own, the same
 * for the screen, plain output and the tests. */
int text_char_width(uint32_t cp);
int text_width(const char *s);
/* Adds s cut to at most `width` columns, ending in `ellipsis` when cut, padded
 * with blanks when pad is -1 (text left) or 1 (text right); 0: no padding. */
void text_add_fitted(struct strbuf *out, const char *s, int width, int pad,
	const char *ellipsis);

/* Case and diacritics folded for searching: "Létourneau" -> "letourneau",
 * "Œ" -> "oe", "ß" -> "ss"; compatibility digits kept; other scripts lowered. */
void text_add_folded(struct strbuf *out, const char *s);

/* The longest prefix of at most max code points; never cuts inside one. */
size_t text_prefix_chars(const char *s, size_t max_chars);
size_t text_count_chars(const char *s);
/* Letters and digits only, upper case: "03-200.s" -> "03200S". */
void text_add_normalized_code(struct strbuf *out, const char *s);

/* Does a spreadsheet read text that begins so as a formula? */
int text_begins_formula(const char *s);
/* A CSV field with quotes where needed and hostile code points marked (line ends
 * and tabs stay, in quotes); text that begins with = + - @ tab CR LF, or
 * their fullwidth forms, gets a leading apostrophe when guard is set. */
void text_add_csv(struct strbuf *out, const char *s, int guard);

#endif
