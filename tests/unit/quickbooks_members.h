/* Does a body hold only what the vendor's schema knows?  Against tests/data/quickbooks-members.txt. */
#ifndef TESTS_QUICKBOOKS_MEMBERS_H
#define TESTS_QUICKBOOKS_MEMBERS_H

#include "connector_fixture.h"

/* The row "<type> <member> <kind>" of the list; the kind, or a failure. */
static const char *kind_of(const char *list, const char *type, const char *member, char *kind, size_t size)
{
	char *want = xasprintf("\n%s %s ", type, member);
	const char *at = strstr(list, want);

	if (!at)
		fail_msg("%s has no member %s", type, member);
	at += strlen(want);
	snprintf(kind, size, "%.*s", (int)strcspn(at, "\n"), at);
	free(want);
	return kind;
}

static int one_of(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *w = words + 1; *w; w += strcspn(w, "|"), w += *w == '|')
		if (strcspn(w, "|") == n && !strncmp(w, word, n))
			return 1;
	return 0;
}

/* Every member is one the vendor's schema knows, and of its type. */
static void fits(const char *list, const char *type, const json_node *o)
{
	char kind[512];

	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		const char *k = kind_of(list, type, json_name(m), kind, sizeof kind);
		const json_node *v = m;

		if (!strncmp(k, "list:", 5)) {
			assert_true(json_is_array(m));
			k += 5;
			v = json_first(m);
		}
		for (; v; v = v == m ? NULL : json_next(v)) {
			if (!strcmp(k, "text"))
				assert_true(json_is_string(v));
			else if (!strcmp(k, "number"))
				assert_true(json_is_number(v));
			else if (!strcmp(k, "bool"))
				assert_true(json_is_bool(v));
			else if (*k == '=')
				assert_true(json_text(v) && one_of(k, json_text(v)));
			else
				fits(list, k, v);
		}
	}
}

#endif
