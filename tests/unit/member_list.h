/* Request bodies against lists of members (tests/data/...-members.txt): no name that the
 * description does not have, no other type, no value outside an enumeration. */
#ifndef TESTS_MEMBER_LIST_H
#define TESTS_MEMBER_LIST_H

#include "connector_fixture.h"

/* The rest of the line that begins with "prefix path ", or NULL. */
__attribute__((unused))
static const char *member_line(const char *list, const char *prefix, const char *path, char out[256])
{
	char *start = xasprintf("\n%s%s%s ", prefix, *prefix ? " " : "", path);
	const char *at = strstr(list, start);
	size_t n;

	out[0] = '\0';
	if (at) {
		at += strlen(start);
		n = strcspn(at, "\n");
		snprintf(out, 256, "%.*s", (int)n, at);
	}
	free(start);
	return at ? out : NULL;
}

__attribute__((unused))
static const char *json_kind(const json_node *n)
{
	return json_is_string(n) ? "string" : json_is_bool(n) ? "boolean" : json_is_array(n) ? "array"
		: json_is_object(n) ? "object" : json_is_number(n) ? "number" : "null";
}

/* Procore: "<operation> <path> <type>[ required][ a|b]". */
__attribute__((unused))
static void check_procore_member(const char *list, const char *op, const char *path, const json_node *n)
{
	char line[256], *type;
	const char *kind = json_kind(n);
	int64_t whole;

	if (!member_line(list, op, path, line))
		fail_msg("%s has no member %s", op, path);
	type = line;
	type[strcspn(type, " ")] = '\0';
	if (strcmp(type, "any") && strcmp(type, kind) &&
	    !(!strcmp(type, "integer") && json_is_number(n) && json_int(n, &whole) == 0) &&
	    !(!strcmp(type, "object") && !json_is_array(n)))
		fail_msg("%s %s is a %s, not a %s", op, path, type, kind);
	if (member_line(list, op, path, line) && json_is_string(n) && strchr(line, '|')) {
		char *wanted = xasprintf("|%s|", json_text(n)), *all = xasprintf("|%s|", strrchr(line, ' ') + 1);
		if (!strstr(all, wanted))
			fail_msg("%s %s: \"%s\" is not one of %s", op, path, json_text(n), all);
		free(wanted);
		free(all);
	}
}

__attribute__((unused))
static void check_procore_body(const char *list, const char *op, const char *path, const json_node *n)
{
	for (const json_node *m = json_first(n); m; m = json_next(m)) {
		char *p;
		if (json_is_array(n)) {
			check_procore_body(list, op, path, m);
			continue;
		}
		p = xasprintf("%s%s%s", path, *path ? "." : "", json_name(m));
		check_procore_member(list, op, p, m);
		if (json_is_array(m) || json_is_object(m))
			check_procore_body(list, op, p, m);
		free(p);
	}
}

/* Every required member at the top of the body is there. */
__attribute__((unused))
static void check_procore_required(const char *list, const char *op, const json_node *body)
{
	char *start = xasprintf("\n%s ", op);

	for (const char *at = strstr(list, start); at; at = strstr(at + 1, start)) {
		const char *name = at + strlen(start);
		size_t n = strcspn(name, " "), line = strcspn(name, "\n");
		char *copy = xstrndup(name, n), *rest = xstrndup(name, line);
		if (!memchr(name, '.', n) && strstr(rest, " required") && json_is_null(json_get(body, copy)))
			fail_msg("%s: required %s is missing", op, copy);
		free(copy);
		free(rest);
	}
	free(start);
}

/* Acumatica: "<Entity>.<path> <WrapperValue>|array|object|custom". */
__attribute__((unused))
static void check_acumatica_body(const char *list, const char *path, const json_node *n)
{
	for (const json_node *m = json_first(n); m; m = json_next(m)) {
		char line[256], *p;
		const json_node *v = json_get(m, "value");
		int ok;

		if (json_is_array(n)) {
			check_acumatica_body(list, path, m);
			continue;
		}
		p = xasprintf("%s.%s", path, json_name(m));
		if (!strcmp(json_name(m), "custom")) {
			/* Views of the screen, whatever row they stand in: <Entity>.custom.<View>.<Field>. */
			char *entity = xstrndup(path, strcspn(path, "."));
			for (const json_node *view = json_first(m); view; view = json_next(view))
				for (const json_node *c = json_first(view); c; c = json_next(c)) {
					char *q = xasprintf("%s.custom.%s.%s", entity, json_name(view), json_name(c));
					if (!member_line(list, "", q, line))
						fail_msg("the screen has no %s", q);
					assert_non_null(json_text(json_get(c, "type")));
					assert_false(json_is_null(json_get(c, "value")));
					assert_int_equal(json_count(c), 2);
					free(q);
				}
			free(entity);
			free(p);
			continue;
		}
		if (!member_line(list, "", p, line))
			fail_msg("the contract has no %s", p);
		if (!strcmp(line, "array") || !strcmp(line, "object")) {
			assert_string_equal(json_kind(m), line);
			check_acumatica_body(list, p, m);
			free(p);
			continue;
		}
		assert_int_equal(json_count(m), 1);
		ok = !strcmp(line, "StringValue") || !strcmp(line, "DateTimeValue") ? json_is_string(v) :
			!strcmp(line, "BooleanValue") ? json_is_bool(v) : json_is_number(v);
		if (!ok)
			fail_msg("%s is a %s, not a %s", p, line, json_kind(v));
		free(p);
	}
}

#endif
