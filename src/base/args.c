/* The arguments of a message as a JSON array of texts.  Only this program writes
 * them (strbuf_add_json), so the reader knows just what that writes. */
#include "base/args.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

void args_add_json(struct strbuf *out, const char *const *args, size_t n)
{
	strbuf_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			strbuf_addc(out, ',');
		strbuf_add_json(out, args[i] ? args[i] : "");
	}
	strbuf_addc(out, ']');
}

static int hex4(const char *s, uint32_t *cp)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++) {
		char c = s[i];

		v <<= 4;
		if (c >= '0' && c <= '9')
			v |= (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			v |= (uint32_t)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			v |= (uint32_t)(c - 'A' + 10);
		else
			return -1;
	}
	*cp = v;
	return 0;
}

/* Reads one string after its opening quote; the end, or NULL. */
static const char *read_string(const char *s, struct strbuf *out)
{
	for (; *s && *s != '"'; s++) {
		uint32_t cp;

		if (*s != '\\') {
			strbuf_addc(out, *s);
			continue;
		}
		switch (*++s) {
		case 'n': strbuf_addc(out, '\n'); break;
		case 't': strbuf_addc(out, '\t'); break;
		case 'r': strbuf_addc(out, '\r'); break;
		case 'b': strbuf_addc(out, '\b'); break;
		case 'f': strbuf_addc(out, '\f'); break;
		case 'u':
			if (hex4(s + 1, &cp) < 0)
				return NULL;
			text_encode(out, cp ? cp : 0xfffd);
			s += 4;
			break;
		case '\0': return NULL;
		default: strbuf_addc(out, *s);
		}
	}
	return *s == '"' ? s + 1 : NULL;
}

size_t args_parse(const char *json, struct pool *p, const char **out, size_t max)
{
	struct strbuf item = STRBUF_INIT;
	size_t n = 0;

	if (json == NULL || *json != '[')
		return 0;
	json++;
	while (n < max && *json == '"') {
		strbuf_reset(&item);
		json = read_string(json + 1, &item);
		if (json == NULL)
			break;
		out[n++] = pool_strndup(p, item.s, item.len);
		if (*json == ',')
			json++;
	}
	strbuf_release(&item);
	return n;
}
