/* JSON of the simulators.
 *
 * A thin cover over cJSON: reading with a depth limit and full consumption,
 * printing without spaces, and numbers that stay exact.  cJSON prints a raw
 * node as it is, which is how amounts leave with all their digits. */
#include "sim/jsonv.h"

#include "base/decimal.h"
#include "base/xalloc.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define MAX_DEPTH 64
#define EXACT_INT INT64_C(9007199254740992)   /* 2^53 */

static int too_deep(const char *text, size_t len)
{
	int depth = 0, in_string = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = 0;
		} else if (c == '"') {
			in_string = 1;
		} else if (c == '{' || c == '[') {
			if (++depth > MAX_DEPTH)
				return 1;
		} else if (c == '}' || c == ']') {
			depth--;
		}
	}
	return 0;
}

cJSON *jv_parse(const char *text, size_t len)
{
	const char *end = NULL;
	cJSON *v;

	if (!len || too_deep(text, len))
		return NULL;
	v = cJSON_ParseWithLengthOpts(text, len, &end, 0);
	if (!v)
		return NULL;
	for (; end && end < text + len; end++)
		if (!strchr(" \t\r\n", *end)) {
			cJSON_Delete(v);
			return NULL;
		}
	return v;
}

void jv_print(struct strbuf *out, const cJSON *v)
{
	char *s = cJSON_PrintUnformatted(v);

	if (!s)
		BUG("a JSON value could not be printed");
	strbuf_adds(out, s);
	cJSON_free(s);
}

const cJSON *jv_get(const cJSON *v, const char *name)
{
	return cJSON_IsObject(v) ? cJSON_GetObjectItemCaseSensitive(v, name) : NULL;
}

const char *jv_str(const cJSON *v, const char *name)
{
	const cJSON *m = jv_get(v, name);

	return cJSON_IsString(m) ? m->valuestring : NULL;
}

int jv_is_int(const cJSON *v, int64_t *out)
{
	double d;
	int64_t n;

	if (cJSON_IsRaw(v) && !decimal_parse(&n, v->valuestring, 0, 1)) {
		if (out)
			*out = n;
		return 1;
	}
	if (!cJSON_IsNumber(v))
		return 0;
	d = v->valuedouble;
	if (!(d >= -(double)EXACT_INT && d <= (double)EXACT_INT) || d != floor(d))
		return 0;
	if (out)
		*out = (int64_t)d;
	return 1;
}

int64_t jv_int(const cJSON *v, const char *name, int64_t absent)
{
	int64_t n;

	return jv_is_int(jv_get(v, name), &n) ? n : absent;
}

int jv_bool(const cJSON *v, const char *name, int absent)
{
	const cJSON *m = jv_get(v, name);

	return cJSON_IsBool(m) ? cJSON_IsTrue(m) : absent;
}

int jv_decimal(const cJSON *v, int scale, int64_t *out)
{
	struct strbuf b = STRBUF_INIT;
	int rc;

	if (cJSON_IsString(v) || cJSON_IsRaw(v))
		return decimal_parse(out, v->valuestring, scale, 1);
	if (!cJSON_IsNumber(v))
		return -1;
	strbuf_addf(&b, "%.15g", v->valuedouble);
	rc = decimal_parse(out, b.s, scale, 1);
	strbuf_release(&b);
	return rc;
}

cJSON *jv_number(int64_t value, int scale)
{
	struct strbuf b = STRBUF_INIT;
	cJSON *v;

	decimal_add(&b, value, scale, 0);
	v = cJSON_CreateRaw(b.s);
	strbuf_release(&b);
	return v;
}

cJSON *jv_string(const char *s)
{
	return s ? cJSON_CreateString(s) : cJSON_CreateNull();
}

static cJSON *money_string(int64_t value, int scale)
{
	struct strbuf b = STRBUF_INIT;
	cJSON *v;

	decimal_add(&b, value, scale, 1);
	v = cJSON_CreateString(b.s);
	strbuf_release(&b);
	return v;
}

/* As text: cJSON would print it as a double and read it back to be sure. */
static cJSON *integer(int64_t n)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%lld", (long long)n);
	return cJSON_CreateRaw(digits);
}

void jv_add(cJSON *obj, const char *name, cJSON *value)
{
	cJSON_AddItemToObject(obj, name, value);
}

void jv_set(cJSON *obj, const char *name, cJSON *value)
{
	if (cJSON_GetObjectItemCaseSensitive(obj, name))
		cJSON_ReplaceItemInObjectCaseSensitive(obj, name, value);
	else
		cJSON_AddItemToObject(obj, name, value);
}

void jv_add_str(cJSON *obj, const char *name, const char *s)
{
	jv_add(obj, name, jv_string(s));
}

void jv_add_int(cJSON *obj, const char *name, int64_t n)
{
	jv_add(obj, name, integer(n));
}

void jv_add_bool(cJSON *obj, const char *name, int b)
{
	jv_add(obj, name, cJSON_CreateBool(b));
}

void jv_add_null(cJSON *obj, const char *name)
{
	jv_add(obj, name, cJSON_CreateNull());
}

void jv_add_money_str(cJSON *obj, const char *name, int64_t value, int scale)
{
	jv_add(obj, name, money_string(value, scale));
}

void jv_add_number(cJSON *obj, const char *name, int64_t value, int scale)
{
	jv_add(obj, name, jv_number(value, scale));
}

void jv_set_str(cJSON *obj, const char *name, const char *s)
{
	jv_set(obj, name, jv_string(s));
}

void jv_set_int(cJSON *obj, const char *name, int64_t n)
{
	jv_set(obj, name, integer(n));
}

void jv_set_bool(cJSON *obj, const char *name, int b)
{
	jv_set(obj, name, cJSON_CreateBool(b));
}

void jv_set_null(cJSON *obj, const char *name)
{
	jv_set(obj, name, cJSON_CreateNull());
}

void jv_set_money_str(cJSON *obj, const char *name, int64_t value, int scale)
{
	jv_set(obj, name, money_string(value, scale));
}

void jv_set_number(cJSON *obj, const char *name, int64_t value, int scale)
{
	jv_set(obj, name, jv_number(value, scale));
}
