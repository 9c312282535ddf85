/* UTF-8: validity, display width, and text from outside made harmless.
 *
 * Nothing here asks the C library's locale: a vendor's name has the same width
 * and the same folded form on every machine, on the screen and in the tests.
 * Nearly all text is ASCII, so each loop first runs over plain bytes.
 *
 * The four properties that matter:
 *  1. text_decode never reads past the NUL or the bound, and always advances.
 *  2. What text_add_safe wrote is well formed, holds no code point for which
 *     text_is_hostile answers 1, and is not changed by a second pass.
 *  3. text_width(s) is the width of what text_add_safe makes of s.
 *  4. text_add_fitted writes exactly `width` columns when asked to pad. */
#include "base/text.h"

#include <string.h>

#include "base/array.h"
#include "base/text_tables.h"

#include "base/banned.h"

#define REPLACEMENT 0xfffdu

/* Is c a byte from ' ' to '~'? */
static int is_plain(char c)
{
	return (unsigned char)c - 0x20u < 0x5f;
}

static size_t plain_run(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && is_plain(s[n]))
		n++;
	return n;
}

static int is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

size_t text_decode(const char *s, size_t len, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead;
	size_t n, i;
	uint32_t value;

	if (!len)
		return 0;
	lead = (unsigned char)s[0];
	if (lead < 0x80) {
		*cp = lead;
		return 1;
	}
	n = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) == 0xe0 ? 3 :
		lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
	*cp = REPLACEMENT;
	if (!n || n > len)
		return 1;
	value = lead & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if (!is_continuation(s[i]))     /* a NUL ends the text here, too */
			return 1;
		value = value << 6 | ((unsigned char)s[i] & 0x3f);
	}
	if (value < least[n] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 1;
	*cp = value;
	return n;
}

void text_encode(struct strbuf *out, uint32_t cp)
{
	char b[4];
	size_t n, i;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = REPLACEMENT;
	if (cp < 0x80) {
		strbuf_addc(out, (char)cp);
		return;
	}
	n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	for (i = n - 1; i > 0; i--, cp >>= 6)
		b[i] = (char)(0x80 | (cp & 0x3f));
	b[0] = (char)(0xf00u >> n | cp);
	strbuf_add(out, b, n);
}

static int in_ranges(const struct text_range *r, size_t n, uint32_t cp)
{
	size_t low = 0, high = n, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (cp > r[mid].last)
			low = mid + 1;
		else if (cp < r[mid].first)
			high = mid;
		else
			return 1;
	}
	return 0;
}

/* Controls and everything that is invisible, turns the writing direction or
 * breaks lines.  Variation selectors are among them: they make terminals and
 * width tables disagree. */
static const struct text_range hostile_ranges[] = {
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad }, { 0x034f, 0x034f },
	{ 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f },
	{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
	{ 0xfdd0, 0xfdef }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 },
	{ 0xfff0, 0xfffb }, { 0xfffe, 0xffff }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff },
};

int text_is_hostile(uint32_t cp)
{
	if (cp - 0x20u < 0x5f)
		return 0;
	if (cp > 0x10ffff || (cp & 0xfffe) == 0xfffe || (cp >= 0xd800 && cp <= 0xdfff))
		return 1;
	return in_ranges(hostile_ranges, ARRAY_SIZE(hostile_ranges), cp);
}

static int is_variation_selector(uint32_t cp)
{
	return (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0x180b && cp <= 0x180d) || cp == 0x180f ||
		(cp >= 0xe0100 && cp <= 0xe01ef);
}

/* The mark that stands for a hostile code point. */
static void add_mark(struct strbuf *out, uint32_t cp)
{
	if (is_variation_selector(cp))
		return;
	if (cp == '\n' || cp == '\t')
		strbuf_addc(out, ' ');
	else if (cp < 0x20)
		text_encode(out, 0x2400 + cp);
	else if (cp == 0x7f)
		text_encode(out, 0x2421);
	else
		text_encode(out, REPLACEMENT);
}

/* Bytes of the code point that the bound cut, at the end of s: 0 to 3. */
static size_t cut_tail(const char *s, size_t len)
{
	size_t back;
	unsigned char c;

	for (back = 1; back <= 3 && back <= len; back++) {
		c = (unsigned char)s[len - back];
		if (c < 0x80)
			return 0;
		if (c >= 0xc2)
			return back < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) ? back : 0;
	}
	return 0;
}

void text_add_safe(struct strbuf *out, const char *s, size_t max)
{
	size_t len, n;
	uint32_t cp;

	if (!s)
		return;
	len = max ? strnlen(s, max) : strlen(s);
	if (max && len == max)
		len -= cut_tail(s, len);
	for (; len; s += n, len -= n) {
		n = plain_run(s, len);
		if (n) {
			strbuf_add(out, s, n);
			continue;
		}
		n = text_decode(s, len, &cp);
		if (cp == '\r' && len > 1 && s[1] == '\n')     /* one line end, one blank */
			continue;
		if (text_is_hostile(cp))
			add_mark(out, cp);
		else
			text_encode(out, cp);
	}
}

int text_is_safe(const char *s)
{
	size_t len, n;
	uint32_t cp;

	for (len = s ? strlen(s) : 0; len; s += n, len -= n) {
		n = plain_run(s, len);
		if (n)
			continue;
		n = text_decode(s, len, &cp);
		if ((n == 1 && cp == REPLACEMENT) || text_is_hostile(cp))
			return 0;
	}
	return 1;
}

int text_char_width(uint32_t cp)
{
	if (cp < 0x300)
		return 1;
	if (is_variation_selector(cp))
		return 0;
	if (text_is_hostile(cp))
		return 1;        /* the mark that stands for it */
	if (in_ranges(zero_ranges, ARRAY_SIZE(zero_ranges), cp))
		return 0;
	return 1 + in_ranges(wide_ranges, ARRAY_SIZE(wide_ranges), cp);
}

/* The next character of a text and its columns; its bytes, 0 at the end. */
static size_t next_char(const char *s, size_t len, int *width)
{
	uint32_t cp;
	size_t n;

	if (len && is_plain(*s)) {
		*width = 1;
		return 1;
	}
	n = text_decode(s, len, &cp);
	if (n)
		*width = cp == '\r' && len > 1 && s[1] == '\n' ? 0 : text_char_width(cp);
	return n;
}

int text_width(const char *s)
{
	size_t len = s ? strlen(s) : 0, n;
	int width = 0, w;

	for (; (n = next_char(s, len, &w)); s += n, len -= n)
		width += w;
	return width;
}

/* The longest prefix of at most `width` columns, with the marks that combine
 * with its last character; its bytes, and its columns in *used. */
static size_t prefix_columns(const char *s, size_t len, int width, int *used)
{
	size_t done = 0, n;
	int w;

	*used = 0;
	while ((n = next_char(s + done, len - done, &w)) && *used + w <= width) {
		*used += w;
		done += n;
	}
	return done;
}

static void add_blanks(struct strbuf *out, int n)
{
	while (n-- > 0)
		strbuf_addc(out, ' ');
}

void text_add_fitted(struct strbuf *out, const char *s, int width, int pad,
	const char *ellipsis)
{
	size_t len = s ? strlen(s) : 0, end;
	int used, dots = 0;

	if (width <= 0)
		return;
	end = prefix_columns(s, len, width, &used);
	if (end < len) {
		dots = text_width(ellipsis);
		if (dots > width) {
			ellipsis = NULL;
			dots = 0;
		}
		end = prefix_columns(s, len, width - dots, &used);
	} else {
		ellipsis = NULL;
	}
	if (pad > 0)
		add_blanks(out, width - used - dots);
	strbuf_add(out, s, end);
	strbuf_adds(out, ellipsis);
	if (pad < 0)
		add_blanks(out, width - used - dots);
}

static const char *find_fold(uint32_t cp)
{
	size_t low = 0, high = ARRAY_SIZE(fold_table), mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (cp == fold_table[mid].first)
			return fold_table[mid].to;
		if (cp > fold_table[mid].first)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static uint32_t lower(uint32_t cp)
{
	size_t low = 0, high = ARRAY_SIZE(lower_table), mid;
	const struct text_lower *row;

	while (low < high) {
		mid = (low + high) / 2;
		row = &lower_table[mid];
		if (cp > row->last)
			low = mid + 1;
		else if (cp < row->first)
			high = mid;
		else
			return (cp - row->first) % row->step ? cp : (uint32_t)((int64_t)cp + row->delta);
	}
	return cp;
}

static void add_folded_char(struct strbuf *out, uint32_t cp)
{
	const char *to;

	if (cp < 0x80) {
		strbuf_addc(out, cp >= 'A' && cp <= 'Z' ? (char)(cp + 32) : (char)cp);
		return;
	}
	to = find_fold(cp);
	if (!to) {
		cp = lower(cp);
		to = find_fold(cp);
	}
	if (to)
		strbuf_adds(out, to);
	else if (!text_is_hostile(cp) && !in_ranges(zero_ranges, ARRAY_SIZE(zero_ranges), cp))
		text_encode(out, cp);
}

void text_add_folded(struct strbuf *out, const char *s)
{
	size_t len = s ? strlen(s) : 0, n;
	uint32_t cp;

	strbuf_grow(out, len);
	for (; (n = text_decode(s, len, &cp)); s += n, len -= n)
		add_folded_char(out, cp);
}

size_t text_prefix_chars(const char *s, size_t max_chars)
{
	size_t len = s ? strlen(s) : 0, done = 0, n;
	uint32_t cp;

	while (max_chars-- && (n = text_decode(s + done, len - done, &cp)))
		done += n;
	return done;
}

size_t text_count_chars(const char *s)
{
	size_t len = s ? strlen(s) : 0, count = 0, n;
	uint32_t cp;

	for (; (n = text_decode(s, len, &cp)); s += n, len -= n)
		count++;
	return count;
}

/* Letters and digits among what folding leaves. */
static int is_code_char(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z');
	return cp >= 0x100 && !(cp >= 0x2000 && cp <= 0x2bff) && !(cp >= 0x3000 && cp <= 0x3004) &&
		!(cp >= 0x3008 && cp <= 0x3020) && cp != REPLACEMENT;
}

void text_add_normalized_code(struct strbuf *out, const char *s)
{
	struct strbuf folded = STRBUF_INIT;
	size_t i, n;
	uint32_t cp;

	text_add_folded(&folded, s);
	for (i = 0; (n = text_decode(folded.s + i, folded.len - i, &cp)); i += n) {
		if (!is_code_char(cp))
			continue;
		text_encode(out, cp >= 'a' && cp <= 'z' ? cp - 32 : cp);
	}
	strbuf_release(&folded);
}

int text_begins_formula(const char *s)
{
	uint32_t cp;

	if (!text_decode(s, strlen(s), &cp))
		return 0;
	return cp == '=' || cp == '+' || cp == '-' || cp == '@' || cp == '\t' || cp == '\r' || cp == '\n' ||
		cp == 0xff1d || cp == 0xff0b || cp == 0xff0d || cp == 0xff20;
}

void text_add_csv(struct strbuf *out, const char *s, int guard)
{
	size_t len, n;
	uint32_t cp;
	int quote;

	if (!s)
		return;
	guard = guard && text_begins_formula(s);
	quote = s[strcspn(s, ",;\"\r\n\t")] || *s == ' ' || (*s && s[strlen(s) - 1] == ' ');
	if (quote)
		strbuf_addc(out, '"');
	if (guard)
		strbuf_addc(out, '\'');
	for (len = strlen(s); (n = text_decode(s, len, &cp)); s += n, len -= n) {
		if (cp == '"')
			strbuf_add(out, "\"\"", 2);
		else if (cp == '\n' || cp == '\t' || cp == '\r' || !text_is_hostile(cp))
			text_encode(out, cp);
		else
			add_mark(out, cp);
	}
	if (quote)
		strbuf_addc(out, '"');
}
