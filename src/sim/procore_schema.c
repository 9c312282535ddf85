/* Shapes: reading their short form, judging requests by them, trimming answers.
 *
 * Every answer is cut to the members the vendor declares for that operation, so
 * one builder per kind of record serves the list, the single record and the
 * sync, each of which declares a little more or less. */
#include "sim/procore_schema.h"

#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* ---- reading ---- */

static struct shape *parse(const char **at);

static void parse_object(struct shape *s, const char **at)
{
	struct { struct shape_member *items; size_t len, cap; } list = { 0 };

	while (**at != '}') {
		size_t n = strcspn(*at, ":");
		struct shape_member m = { 0 };

		m.required = (*at)[n - 1] == '!';
		m.name = xstrndup(*at, n - (size_t)m.required);
		*at += n + 1;
		m.shape = parse(at);
		*ARRAY_PUSH(&list) = m;
		if (**at == ',')
			(*at)++;
	}
	(*at)++;
	s->members = list.items;
	s->n = list.len;
}

static void parse_enum(struct shape *s, const char **at)
{
	struct { char **items; size_t len, cap; } list = { 0 };

	while (**at != ')') {
		size_t n = strcspn(*at, "|)");

		*ARRAY_PUSH(&list) = xstrndup(*at, n);
		*at += n;
		if (**at == '|')
			(*at)++;
	}
	(*at)++;
	s->choices = list.items;
	s->n = list.len;
}

static struct shape *parse(const char **at)
{
	static const char letters[] = "*insbdt";
	static const enum shape_kind kinds[] = { SHAPE_ANY, SHAPE_INT, SHAPE_NUMBER, SHAPE_STRING,
		SHAPE_BOOL, SHAPE_DATE, SHAPE_TIME };
	struct shape *s = xcalloc(1, sizeof *s);
	char c = *(*at)++;

	if (c == '{') {
		s->kind = SHAPE_OBJECT;
		parse_object(s, at);
	} else if (c == '[') {
		s->kind = SHAPE_ARRAY;
		s->item = parse(at);
		(*at)++;
	} else if (c == '(') {
		s->kind = SHAPE_ENUM;
		parse_enum(s, at);
	} else {
		const char *k = strchr(letters, c);

		if (!c || !k)
			BUG("a shape has the unknown letter %c", c);
		s->kind = kinds[k - letters];
	}
	return s;
}

struct shape *shape_parse(const char *text)
{
	return parse(&text);
}

void shape_free(struct shape *s)
{
	if (!s)
		return;
	shape_free(s->item);
	for (size_t i = 0; i < s->n; i++) {
		if (s->kind == SHAPE_ENUM) {
			free(s->choices[i]);
			continue;
		}
		free(s->members[i].name);
		shape_free(s->members[i].shape);
	}
	free(s->members);
	free(s->choices);
	free(s);
}

/* custom_field_ stands for every custom field. */
const struct shape *shape_member(const struct shape *s, const char *name)
{
	if (!s || s->kind != SHAPE_OBJECT)
		return NULL;
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->members[i].name, name) ||
		    (!strcmp(s->members[i].name, "custom_field_") && !strncmp(name, "custom_field_", 13)))
			return s->members[i].shape;
	return NULL;
}

/* ---- judging ---- */

static int wrong_type(const char *where, const char *wanted, struct strbuf *why)
{
	strbuf_addf(why, "%s is invalid, must be %s", where, wanted);
	return 400;
}

static int instant_ok(const char *s)
{
	int64_t ms;

	return !instant_parse(&ms, s);
}

static int check_enum(const struct shape *s, const char *text, const char *where,
	struct strbuf *why)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->choices[i], text))
			return 0;
	strbuf_addf(why, "%s: %s is not one of", where, text);
	for (size_t i = 0; i < s->n; i++)
		strbuf_addf(why, "%s %s", i ? "," : "", s->choices[i]);
	return 422;
}

static int check_members(const struct shape *s, const cJSON *v, const char *where,
	struct strbuf *why)
{
	struct strbuf path = STRBUF_INIT;
	const cJSON *m;
	int rc = 0;

	for (size_t i = 0; i < s->n && !rc; i++)
		if (s->members[i].required && !jv_get(v, s->members[i].name)) {
			strbuf_addf(why, "%s%s%s is missing", where, *where ? "." : "",
				s->members[i].name);
			rc = 400;
		}
	cJSON_ArrayForEach(m, v) {
		const struct shape *sub = shape_member(s, m->string);

		if (rc)
			break;
		strbuf_reset(&path);
		strbuf_addf(&path, "%s%s%s", where, *where ? "." : "", m->string);
		if (sub) {
			rc = shape_check(sub, m, path.s, why);
		} else {
			strbuf_addf(why, "%s is not a known attribute", path.s);
			rc = 406;
		}
	}
	strbuf_release(&path);
	return rc;
}

int shape_check(const struct shape *s, const cJSON *v, const char *where, struct strbuf *why)
{
	const cJSON *item;
	int rc = 0;

	switch (s->kind) {
	case SHAPE_ANY:
		return 0;
	case SHAPE_INT:
		return jv_is_int(v, NULL) ? 0 : wrong_type(where, "an integer", why);
	case SHAPE_NUMBER:
		return cJSON_IsNumber(v) ? 0 : wrong_type(where, "a number", why);
	case SHAPE_BOOL:
		return cJSON_IsBool(v) ? 0 : wrong_type(where, "a boolean", why);
	case SHAPE_STRING:
		return cJSON_IsString(v) ? 0 : wrong_type(where, "a string", why);
	case SHAPE_DATE:
		return cJSON_IsString(v) && date_valid(v->valuestring, 0) ? 0 :
			wrong_type(where, "a date (YYYY-MM-DD)", why);
	case SHAPE_TIME:
		return cJSON_IsString(v) && instant_ok(v->valuestring) ? 0 :
			wrong_type(where, "a date and time", why);
	case SHAPE_ENUM:
		if (!cJSON_IsString(v))
			return wrong_type(where, "a string", why);
		return check_enum(s, v->valuestring, where, why);
	case SHAPE_ARRAY:
		if (!cJSON_IsArray(v))
			return wrong_type(where, "an array", why);
		cJSON_ArrayForEach(item, v) {
			rc = shape_check(s->item, item, where, why);
			if (rc)
				return rc;
		}
		return 0;
	case SHAPE_OBJECT:
		if (!cJSON_IsObject(v))
			return wrong_type(*where ? where : "the body", "an object", why);
		return check_members(s, v, where, why);
	}
	return 0;
}

static int check_query_value(const struct shape *s, const char *name, const char *value,
	struct strbuf *why)
{
	int64_t n;

	switch (s->kind) {
	case SHAPE_INT:
		return decimal_parse(&n, value, 0, 1) ? wrong_type(name, "an integer", why) : 0;
	case SHAPE_BOOL:
		return !strcmp(value, "true") || !strcmp(value, "false") ? 0 :
			wrong_type(name, "a boolean", why);
	case SHAPE_ENUM:
		return check_enum(s, value, name, why) ? 400 : 0;
	default:
		return 0;
	}
}

/* filters[id] may be written filters[id][], and the other way round. */
static const struct shape *query_member(const struct shape *s, const char *name)
{
	const struct shape *m = shape_member(s, name);
	size_t n = strlen(name);
	char *other;

	if (m)
		return m;
	if (n > 2 && !strcmp(name + n - 2, "[]"))
		other = xstrndup(name, n - 2);
	else
		other = xasprintf("%s[]", name);
	m = shape_member(s, other);
	free(other);
	return m;
}

int shape_check_query(const struct shape *s, const struct sim_pairs *query, int lenient,
	struct strbuf *why)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->members[i].required && !sim_pairs_get(query, s->members[i].name)) {
			strbuf_addf(why, "%s is missing", s->members[i].name);
			return 400;
		}
	for (size_t i = 0; i < query->len; i++) {
		const char *name = query->items[i].name;
		const struct shape *m = query_member(s, name);
		int rc;

		if (!m && !lenient) {
			strbuf_addf(why, "%s is not a known parameter", name);
			return 400;
		}
		if (!m || m->kind == SHAPE_ARRAY)
			continue;
		rc = check_query_value(m, name, query->items[i].value, why);
		if (rc)
			return rc;
	}
	return 0;
}

/* ---- trimming ---- */

static cJSON *project_object(const struct shape *s, cJSON *v, int fill)
{
	cJSON *out = cJSON_CreateObject();

	for (size_t i = 0; i < s->n; i++) {
		const struct shape_member *m = &s->members[i];
		cJSON *item = cJSON_DetachItemFromObjectCaseSensitive(v, m->name);

		if (item)
			jv_add(out, m->name, shape_project(m->shape, item, fill));
		else if (fill && strcmp(m->name, "custom_field_"))
			jv_add_null(out, m->name);
	}
	cJSON_Delete(v);
	return out;
}

cJSON *shape_project(const struct shape *s, cJSON *v, int fill)
{
	if (s->kind == SHAPE_OBJECT && cJSON_IsObject(v))
		return project_object(s, v, fill);
	if (s->kind == SHAPE_ARRAY && cJSON_IsArray(v) && s->item->kind != SHAPE_ANY) {
		cJSON *out = cJSON_CreateArray(), *item;

		while ((item = cJSON_DetachItemFromArray(v, 0)))
			cJSON_AddItemToArray(out, shape_project(s->item, item, fill));
		cJSON_Delete(v);
		return out;
	}
	return v;
}
