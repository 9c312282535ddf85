/* Reading a typed total.
 *
 * Points, commas and blanks may group or, the last of them, separate the decimals.  Where a text
 * can be read two ways ("1,234" with a currency of three decimals) either reading counts:
 * the amount it is compared with is known. */
#include "ui/total.h"
#include "base/lang.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define MOST 40

/* Digits and marks alone; blanks of every kind are one mark.  -1: nothing that was asked for. */
static int reduce(char out[MOST], const char *text, int *negative)
{
	size_t len = strlen(text), at = 0;
	int n = 0;
	*negative = 0;
	while (at < len) {
		uint32_t cp;
		at += text_decode(text + at, len - at, &cp);
		if (n == MOST - 1)
			return -1;
		if (cp >= '0' && cp <= '9') {
			out[n++] = (char)cp;
		} else if (cp == '.' || cp == ',') {
			out[n++] = (char)cp;
		} else if (cp == ' ' || cp == 0xa0 || cp == 0x202f || cp == 0x2009) {
			if (n > 0)
				out[n++] = ' ';
		} else if (cp == '-' || cp == '(' || cp == 0x2212) {
			if (n > 0)
				return -1;
			*negative = 1;
		} else if (cp != ')' && cp != '$' && cp != 0x20ac && cp != 0xa3 && !(cp >= 'A' && cp <= 'Z')) {
			return -1;
		}
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return n > 0 ? 0 : -1;
}

/* The digits before `end`, in groups of three by one kind of mark; -1. */
static int whole(const char *s, int end, int64_t *out)
{
	char mark = '\0';
	int group = 0, digits = 0;
	*out = 0;
	for (int i = 0; i < end; i++) {
		if (s[i] < '0' || s[i] > '9') {
			if (group == 0 || group > 3 || (mark && (s[i] != mark || group != 3)))
				return -1;
			mark = s[i];
			group = 0;
			continue;
		}
		if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, s[i] - '0', out))
			return -1;
		group++;
		digits++;
	}
	return digits > 0 && (!mark || group == 3) ? 0 : -1;
}

static int is(const char *s, int whole_end, int decimals_at, int scale, int64_t minor)
{
	int64_t n;
	if (whole(s, whole_end, &n) < 0)
		return 0;
	for (int i = 0; i < scale; i++) {
		int digit = decimals_at > 0 && s[decimals_at] ? s[decimals_at++] - '0' : 0;
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, digit, &n))
			return 0;
	}
	return n == minor && (decimals_at <= 0 || s[decimals_at] == '\0');
}

int total_typed_is(const char *text, int64_t minor, const char *currency)
{
	char s[MOST];
	int negative, scale = currency_decimals(currency), len, last;
	if (reduce(s, text, &negative) < 0 || minor == INT64_MIN)
		return 0;
	if (negative)
		minor = -minor;
	len = (int)strlen(s);
	if (minor < 0)
		return 0;
	if (is(s, len, 0, scale, minor))
		return 1;
	for (last = len - 1; last >= 0 && s[last] >= '0' && s[last] <= '9'; last--)
		;
	/* the same mark cannot group and separate */
	if (last <= 0 || last == len - 1 || s[last] == ' ' || len - 1 - last > scale ||
	    memchr(s, s[last], (size_t)last))
		return 0;
	return is(s, last, last + 1, scale, minor);
}
