/* The grammar of what stands in a document of JSON: texts, numbers, names of members.
 *
 * It sees raw bytes from outside, so it believes nothing: a text without an end, a byte that is no UTF-8, an
 * escape of half a character.  What can be mended is mended in place and keeps its length; the tree is built
 * by json.c. */
#include "connectors/json_scan.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/xalloc.h"
#include <string.h>
#include "base/banned.h"

static int hex4(const char *s, const char *end, unsigned *out)
{
	unsigned v = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		unsigned char c = (unsigned char)s[i];
		unsigned d;
		if (c >= '0' && c <= '9')
			d = c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			d = (unsigned)((c | 32) - 'a' + 10);
		else
			return -1;
		v = v << 4 | d;
	}
	*out = v;
	return 0;
}

/* s stands on the u of an escape; returns how many bytes belong to it, 0 when ill-formed. */
static size_t scan_unicode(char *s, char *end)
{
	unsigned hi, lo;

	if (hex4(s + 1, end, &hi) < 0)
		return 0;
	if (hi >= 0xd800 && hi < 0xdc00 && end - s >= 11 && s[5] == '\\' && s[6] == 'u'
			&& hex4(s + 7, end, &lo) == 0 && lo >= 0xdc00 && lo < 0xe000)
		return 11;
	if (hi == 0 || (hi >= 0xd800 && hi < 0xe000))
		memcpy(s + 1, "fffd", 4);
	return 5;
}

/* How many of the next eight characters need no look: no control character, no quote, no backslash, none
 * past ASCII.  A borrow may make a plain one look suspect, but only after one that is. */
static size_t plain_of_eight(const char *s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	uint64_t w, quote, slash, suspect;

	memcpy(&w, s, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	quote = w ^ ones * '"';
	slash = w ^ ones * '\\';
	suspect = (w | (w - ones * 0x20) | (quote - ones) | (slash - ones)) & tops;
	return suspect ? (size_t)__builtin_ctzll(suspect) / 8 : 8;
}

void json_scan_text(struct scan *sc)
{
	char *s = sc->s + 1;

	sc->escaped = 0;
	while (s < sc->end) {
		size_t n = sc->end - s >= 8 ? plain_of_eight(s) : 0;

		s += n;
		if (n == 8)
			continue;
		if (*s == '"')
			break;
		if ((unsigned char)*s < 0x20) {
			sc->why = N_("the answer is not usable JSON: a control character inside a text");
			return;
		}
		if ((unsigned char)*s >= 0x80) {
			uint32_t cp;
			n = text_decode(s, (size_t)(sc->end - s), &cp);
			if (n == 1)
				*s = '?';
			s += n;
			continue;
		}
		if (*s != '\\') {
			s++;
			continue;
		}
		s++;
		sc->escaped = 1;
		if (s < sc->end && *s == 'u') {
			n = scan_unicode(s, sc->end);
			if (n == 0) {
				sc->why = N_("the answer is not usable JSON: an ill-formed escape");
				return;
			}
			s += n;
		} else if (s < sc->end && strchr("\"\\/bfnrt", *s) && *s) {
			s++;
		} else {
			sc->why = N_("the answer is not usable JSON: an ill-formed escape");
			return;
		}
	}
	if (s >= sc->end) {
		sc->why = N_("the answer is not usable JSON: a text that does not end");
		return;
	}
	sc->s = s + 1;
}

static char *digits(char *s, const char *end)
{
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return s;
}

void json_scan_number(struct scan *sc)
{
	char *begin = sc->s, *s = sc->s, *from;

	if (*s == '-')
		s++;
	from = s;
	s = digits(s, sc->end);
	if (s == from || (*from == '0' && s - from > 1))
		goto bad;
	if (s < sc->end && *s == '.') {
		from = ++s;
		s = digits(s, sc->end);
		if (s == from)
			goto bad;
	}
	if (s < sc->end && (*s == 'e' || *s == 'E')) {
		s++;
		if (s < sc->end && (*s == '+' || *s == '-'))
			s++;
		from = s;
		s = digits(s, sc->end);
		if (s == from)
			goto bad;
	}
	/* cJSON copies at most 63 characters of a number. */
	if (s - begin > 60)
		goto bad;
	sc->s = s;
	return;
bad:
	sc->why = N_("the answer is not usable JSON: an ill-formed number");
}

/* Writes the character and returns where it ends. */
static char *put_utf8(char *out, uint32_t cp)
{
	int n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

	for (int i = n - 1; i > 0; i--, cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3f));
	*out = (char)(n == 1 ? cp : 0xf00u >> n | cp);
	return out + n;
}

/* What an escape stands for is never longer. */
void json_unescape(char *s)
{
	static const char names[] = "bfnrt", meant[] = "\b\f\n\r\t";
	char *out = s = strchrnul(s, '\\');

	while (*s) {
		const char *name;
		unsigned cp, low;

		if (*s != '\\') {
			*out++ = *s++;
			continue;
		}
		s++;
		if (*s != 'u') {
			name = strchr(names, *s);
			*out++ = name ? meant[name - names] : *s;
			s++;
			continue;
		}
		hex4(s + 1, s + 5, &cp);
		s += 5;
		if (cp >= 0xd800 && cp < 0xdc00) {
			hex4(s + 2, s + 6, &low);
			cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
			s += 6;
		}
		out = put_utf8(out, cp);
	}
	*out = '\0';
}

/* ---- names ---- */

static unsigned slot_of(const char *name, size_t len)
{
	return ((unsigned)len * 31 + (unsigned char)name[0] * 7u + (unsigned char)name[len - 1] * 3u +
		(unsigned char)name[len / 2]) % JSON_NAMES_SLOTS;
}

int json_names_find(const struct json_names *names, const char *name, size_t len)
{
	unsigned i;

	if (!len)
		return -1;
	for (i = slot_of(name, len); names->slots[i].at; i = (i + 1) % JSON_NAMES_SLOTS)
		if (names->slots[i].len == len && !memcmp(names->slots[i].at, name, len))
			return (int)i;
	return -1;
}

void json_names_add(struct json_names *names, const char *path)
{
	for (size_t len; *path; path += len + (path[len] != '\0')) {
		unsigned i;

		len = strcspn(path, ".,/");
		if (!len || json_names_find(names, path, len) >= 0)
			continue;
		if (++names->n > JSON_NAMES_SLOTS / 2)
			BUG("too many names of members, at %s", path);
		for (i = slot_of(path, len); names->slots[i].at; i = (i + 1) % JSON_NAMES_SLOTS)
			;
		names->slots[i].at = path;
		names->slots[i].len = len;
	}
}
