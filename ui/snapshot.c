/* Snapshots.
 *
 * The store keeps them as record_add_json wrote them: one object of texts, numbers and
 * booleans.  The reader here walks such an object member by member and skips whatever
 * else may stand in it; anything ill-formed ends it, which shows as "no difference
 * known" and never as a wrong one. */
#include "ui/snapshot.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/money.h"

#include <string.h>

#include "base/banned.h"

static const char *skip_blank(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

/* Past a string that begins at its quote; NULL when it does not end. */
static const char *skip_string(const char *s)
{
	for (s++; *s && *s != '"'; s++)
		if (*s == '\\' && *++s == '\0')
			return NULL;
	return *s ? s + 1 : NULL;
}

/* Past one value of any kind; NULL at the end of the text. */
static const char *skip_value(const char *s)
{
	int depth = 0;
	do {
		s = skip_blank(s);
		if (*s == '"') {
			s = skip_string(s);
			if (s == NULL)
				return NULL;
			continue;
		}
		if (*s == '{' || *s == '[')
			depth++;
		else if (*s == '}' || *s == ']')
			depth--;
		else if (*s == '\0')
			return NULL;
		else if (strchr(",:", *s) == NULL) {
			s += strcspn(s, ",:{}[]\" \t\r\n");
			continue;
		}
		s++;
	} while (depth > 0);
	return s;
}

static int hex4(const char *s, uint32_t *out)
{
	*out = 0;
	for (int i = 0; i < 4; i++) {
		char c = s[i];
		int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
			c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
		if (d < 0)
			return -1;
		*out = *out * 16 + (uint32_t)d;
	}
	return 0;
}

static void decode_string(struct strbuf *out, const char *s)
{
	for (s++; *s && *s != '"'; s++) {
		uint32_t cp, low;
		if (*s != '\\') {
			strbuf_addc(out, *s);
			continue;
		}
		s++;
		if (*s == 'u' && hex4(s + 1, &cp) == 0) {
			s += 4;
			if (cp >= 0xd800 && cp < 0xdc00 && s[1] == '\\' && s[2] == 'u' && hex4(s + 3, &low) == 0) {
				cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
				s += 6;
			}
			text_encode(out, cp);
		} else {
			strbuf_addc(out, *s == 'n' ? '\n' : *s == 't' ? '\t' : *s == 'r' ? '\r' :
				*s == 'b' ? '\b' : *s == 'f' ? '\f' : *s);
		}
	}
}

/* Where the value of a member of the object at s begins; NULL. */
static const char *member(const char *s, const char *name)
{
	struct strbuf key = STRBUF_INIT;
	const char *found = NULL;
	s = skip_blank(s);
	if (*s++ != '{')
		return NULL;
	while (s && found == NULL) {
		s = skip_blank(s);
		if (*s != '"')
			break;
		strbuf_reset(&key);
		decode_string(&key, s);
		s = skip_string(s);
		if (s == NULL || *(s = skip_blank(s)) != ':')
			break;
		s = skip_blank(s + 1);
		if (strcmp(key.s, name) == 0) {
			found = s;
			break;
		}
		s = skip_value(s);
		if (s == NULL || *(s = skip_blank(s)) != ',')
			break;
		s++;
	}
	strbuf_release(&key);
	return found;
}

const char *snapshot_get(const char *json, const char *name, struct pool *p)
{
	struct strbuf text = STRBUF_INIT;
	const char *inner, *v, *end, *result;
	if (json == NULL)
		return NULL;
	inner = member(json, "record");
	v = member(inner && *inner == '{' ? inner : json, name);
	if (v == NULL || strncmp(v, "null", 4) == 0)
		return NULL;
	if (*v == '"') {
		if (skip_string(v) == NULL)
			return NULL;
		decode_string(&text, v);
	} else {
		end = skip_value(v);
		if (end == NULL)
			return NULL;
		strbuf_add(&text, v, (size_t)(end - v));
	}
	result = pool_strdup(p, text.s);
	strbuf_release(&text);
	return result;
}

void snapshot_compare(const char *json, const struct record *r, struct pool *p,
	struct difference_array *out)
{
	const struct entity_def *e = &entities[r->entity];
	struct strbuf now = STRBUF_INIT;
	for (int i = 0; json && i < e->n_fields; i++) {
		const char *then;
		if (!(e->fields[i].flags & FIELD_DRIFT) || e->fields[i].type == VALUE_REF)
			continue;
		then = snapshot_get(json, e->fields[i].name, p);
		strbuf_reset(&now);
		record_add_value(&now, r, i);
		if (then == NULL || strcmp(then, now.s) == 0)
			continue;
		*ARRAY_PUSH(out) = (struct difference){ i, then, pool_strdup(p, now.s) };
	}
	strbuf_release(&now);
}

void snapshot_add_value(struct strbuf *out, const struct record *like, int field, const char *text)
{
	int64_t n;
	if (text == NULL)
		return;
	switch (entities[like->entity].fields[field].type) {
	case VALUE_MONEY:
		if (money_parse(&n, text, record_currency(like)) == 0) {
			lang_add_amount(out, n, record_currency(like));
			return;
		}
		break;
	case VALUE_PERCENT:
		if (decimal_parse(&n, text, PERCENT_SCALE, 1) == 0) {
			lang_add_number(out, n, PERCENT_SCALE, 1);
			strbuf_adds(out, " %");
			return;
		}
		break;
	case VALUE_QUANTITY:
		if (decimal_parse(&n, text, QUANTITY_SCALE, 1) == 0) {
			lang_add_number(out, n, QUANTITY_SCALE, 0);
			return;
		}
		break;
	case VALUE_DATE:
		lang_add_date(out, text);
		return;
	case VALUE_BOOL:
		strbuf_adds(out, strcmp(text, "true") == 0 ? _("yes") : _("no"));
		return;
	default:
		break;
	}
	strbuf_adds(out, text);
}
