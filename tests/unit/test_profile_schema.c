/* Every profile of data/profiles: what it says exists, both languages say it, and French is written as in
 * Québec.  The list of members in the README is that of the reader. */
#include "connector_fixture.h"
#include "base/path.h"
#include "model/check.h"
#include <dirent.h>
#include "base/banned.h"

struct names { char **items; size_t len, cap; };

static void names_add(struct names *n, char *take)
{
	*ARRAY_PUSH(n) = take;
}

static void names_release(struct names *n)
{
	for (size_t i = 0; i < n->len; i++)
		free(n->items[i]);
	ARRAY_RELEASE(n);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "acumatica", "myob" ... */
static void find_profiles(struct names *out)
{
	const char *root = getenv("abs_top_srcdir");
	char *dir = path_join(root ? root : ".", "data/profiles");
	DIR *d = opendir(dir);
	const struct dirent *e;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		const char *dot = strstr(e->d_name, ".json");
		if (dot && !dot[5])
			names_add(out, xstrndup(e->d_name, (size_t)(dot - e->d_name)));
	}
	closedir(d);
	free(dir);
	qsort(out->items, out->len, sizeof *out->items, by_name);
	assert_true(out->len >= 2);
}

static char *text_of(const char *name)
{
	char *file = xasprintf("data/profiles/%s.json", name), *text = fx_file(file);

	free(file);
	return text;
}

/* ---- the reader and its README ---- */

/* Lines such as "name, title    what" at the left edge. */
static void readme_members(struct names *out, const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";

	for (const char *line = text; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		const char *s = line;
		size_t n, before = out->len;

		while ((n = strspn(s, letters)) > 0) {
			names_add(out, xstrndup(s, n));
			s += n;
			if (strncmp(s, ", ", 2))
				break;
			s += 2;
		}
		if (strncmp(s, "  ", 2) || s == line)    /* an ordinary line of text */
			while (out->len > before)
				free(out->items[--out->len]);
	}
}

static void reader_members(struct names *out, const char *source)
{
	const char *s = strstr(source, "} members[] = {"), *end;

	assert_non_null(s);
	end = strstr(s, "};");
	while ((s = strstr(s, "{ \"")) != NULL && s < end) {
		names_add(out, xstrndup(s + 3, strcspn(s + 3, "\"")));
		s += 3;
	}
}

static void the_readme_lists_what_is_read(void **state)
{
	struct names said = { 0 }, done = { 0 };
	char *readme = fx_file("data/profiles/README"), *source = fx_file("src/connectors/profile.c");

	readme_members(&said, readme);
	reader_members(&done, source);
	qsort(said.items, said.len, sizeof *said.items, by_name);
	qsort(done.items, done.len, sizeof *done.items, by_name);
	for (size_t i = 0; i < said.len && i < done.len; i++)
		assert_string_equal(said.items[i], done.items[i]);
	assert_int_equal(said.len, done.len);
	assert_true(done.len > 10);
	names_release(&said);
	names_release(&done);
	free(readme);
	free(source);
}

/* ---- every file ---- */

static const struct connector *connector_of(const char *profile)
{
	for (const struct connector *const *c = connectors; *c; c++)
		if ((*c)->profile && !strcmp((*c)->profile, profile))
			return *c;
	return NULL;
}

static int has_option(const struct connector *c, const char *name)
{
	for (const struct option_def *o = c->options; o && o->name; o++)
		if (!strcmp(o->name, name))
			return 1;
	return 0;
}

/* The places %1$s .. %4$s of a text, as bits; -1 for anything else behind a %. */
static int places(const char *s)
{
	int bits = 0;

	for (; (s = strchr(s, '%')) != NULL; s++) {
		if (s[1] < '1' || s[1] > '4' || strncmp(s + 2, "$s", 2))
			return -1;
		bits |= 1 << (s[1] - '1');
	}
	return bits;
}

#define NBSP "\302\240"
#define NARROW "\342\200\257"

static void assert_french(const char *file, const char *fr)
{
	for (const char *s = fr; *s; s++) {
		int spaced = s > fr && s[-1] == ' ';
		int hard = s - fr >= 2 && !strncmp(s - 2, NBSP, 2);

		if (*s == '\'')
			fail_msg("%s: the apostrophe is ’: %s", file, fr);
		if (strchr(";!?", *s) && (spaced || hard || (s - fr >= 3 && !strncmp(s - 3, NARROW, 3))))
			fail_msg("%s: no space before ; ! ? in Canada: %s", file, fr);
		if (*s == ':' && (s[1] == ' ' || !s[1]) && !hard)
			fail_msg("%s: a no-break space before the colon: %s", file, fr);
		if (!strncmp(s, "«" NBSP, 4))
			continue;
		if (!strncmp(s, "«", 2))
			fail_msg("%s: no-break spaces within « »: %s", file, fr);
		if (!strncmp(s, "»", 2) && !hard)
			fail_msg("%s: no-break spaces within « »: %s", file, fr);
		if (*s == '"')
			fail_msg("%s: quotation marks are « »: %s", file, fr);
	}
}

static void assert_both(const char *file, const char *what, const char *en, const char *fr)
{
	if (!en != !fr)
		fail_msg("%s: %s: one language is missing", file, what);
	if (!en)
		return;
	assert_true(*en && *fr);
	if (places(en) < 0 || places(en) != places(fr))
		fail_msg("%s: %s: the places for values differ", file, what);
	assert_french(file, fr);
}

static void check_directions(const char *file, const struct profile *p, const struct connector *c)
{
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct profile_direction *d = &p->direction[e];

		assert_both(file, entities[e].name, d->note_en, d->note_fr);
		if (d->option && !has_option(c, d->option))
			fail_msg("%s: %s: the connection has no option \"%s\"", file, entities[e].name, d->option);
		if ((d->exported || d->imported) && !profile_word(p, (enum entity)e, 0))
			fail_msg("%s: no word for %s", file, entities[e].name);
	}
}

static void check_file(const char *name)
{
	const struct connector *c = connector_of(name);
	struct option_values none = { 0 };
	struct error err = ERROR_INIT;
	struct strbuf why = STRBUF_INIT;
	char *text = text_of(name);
	struct profile p;

	if (!c)
		fail_msg("%s: no row of connectors[] has this profile", name);
	if (profile_load(&p, text, &none, c->options, &err) < 0) {
		error_text(&why, &err, 0);
		fail_msg("%s: %s", name, why.s);
	}
	assert_string_equal(p.name, name);
	assert_true(p.title && *p.title);
	check_directions(name, &p, c);
	for (size_t i = 0; i < p.n_labels; i++)
		assert_both(name, "a label", p.labels[i].en, p.labels[i].fr);
	for (size_t i = 0; i < p.n_fields; i++) {
		assert_both(name, p.fields[i].name, p.fields[i].label_en, p.fields[i].label_fr);
		if (p.fields[i].option && !has_option(c, p.fields[i].option))
			fail_msg("%s: the connection has no option \"%s\"", name, p.fields[i].option);
	}
	for (size_t i = 0; i < p.n_rules; i++) {
		const struct profile_rule *r = &p.rules[i];
		const struct check_rule *own = check_rule_find(r->code);

		if (!own)
			fail_msg("%s: there is no rule \"%s\"", name, r->code);
		assert_both(name, r->code, r->message_en, r->message_fr);
		if (r->message_en && (places(r->message_en) & ~places(own->message)))
			fail_msg("%s: %s: a place that the rule does not give", name, r->code);
	}
	profile_release_all(&p);
	strbuf_release(&why);
	error_release(&err);
	free(text);
}

static void every_profile_is_sound(void **state)
{
	struct names files = { 0 };

	find_profiles(&files);
	for (size_t i = 0; i < files.len; i++)
		check_file(files.items[i]);
	names_release(&files);
}

static void every_built_system_has_a_profile(void **state)
{
	for (const struct connector *const *c = connectors; *c; c++)
		if ((*c)->pull && !strcmp((*c)->role, "erp")) {
			assert_non_null((*c)->profile);
			free(text_of((*c)->profile));
		}
}

/* ---- the owner's file ---- */

static void the_owners_file_says_only_what_differs(void **state)
{
	static const struct { const char *own, *base, *want; } cases[] = {
		{ "{}", "{\"a\":1,\"b\":[1,2]}", "{\"a\":1,\"b\":[1,2]}" },
		{ "{\"a\":2}", "{\"a\":1,\"b\":[1,2]}", "{\"a\":2,\"b\":[1,2]}" },
		{ "{\"b\":[3]}", "{\"a\":1,\"b\":[1,2]}", "{\"a\":1,\"b\":[3]}" },
		{ "{\"o\":{\"y\":5}}", "{\"o\":{\"x\":1,\"y\":2}}", "{\"o\":{\"x\":1,\"y\":5}}" },
		{ "{\"o\":{\"z\":9},\"n\":true}", "{\"o\":{\"x\":1}}", "{\"o\":{\"x\":1,\"z\":9},\"n\":true}" },
		{ "{\"o\":null}", "{\"o\":{\"x\":1},\"p\":\"\303\251\"}", "{\"p\":\"\303\251\"}" },
		{ "{\"o\":3}", "{\"o\":{\"x\":1}}", "{\"o\":3}" },
	};
	struct strbuf out = STRBUF_INIT, line = STRBUF_INIT;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		strbuf_reset(&out);
		strbuf_reset(&line);
		assert_int_equal(profile_merge(&out, cases[i].base, cases[i].own, NULL), 0);
		for (const char *s = out.s; *s; s++)
			if (*s != '\n')
				strbuf_addc(&line, *s);
		assert_string_equal(line.s, cases[i].want);
	}
	assert_true(profile_merge(&out, "{}", "[1]", NULL) < 0);
	assert_true(profile_merge(&out, "{}", "{nonsense", NULL) < 0);
	strbuf_release(&out);
	strbuf_release(&line);
}

static void an_own_limit_and_rule_count(void **state)
{
	static const char own[] = "{\"limits\":{\"vendor\":{\"name\":12}},\"rules\":{\"po-invoice\":{\"severity\":\"off\"}},"
		"\"ready_invoice\":[\"approved\"]}";
	struct strbuf merged = STRBUF_INIT;
	char *text = text_of("acumatica");
	struct profile p;

	assert_int_equal(profile_merge(&merged, text, own, NULL), 0);
	assert_int_equal(profile_load(&p, merged.s, NULL, NULL, NULL), 0);
	assert_int_equal(profile_max_chars(&p, ENTITY_VENDOR, VENDOR_NAME), 12);
	assert_int_equal(profile_max_chars(&p, ENTITY_VENDOR, VENDOR_CITY), 50);
	assert_int_equal(profile_rule(&p, "po-invoice")->severity, SEVERITY_OFF);
	assert_int_equal(profile_rule(&p, "job-running")->severity, SEVERITY_WARNING);
	assert_null(p.ready_invoice[1]);
	profile_release_all(&p);
	strbuf_release(&merged);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_readme_lists_what_is_read),
		cmocka_unit_test(every_profile_is_sound),
		cmocka_unit_test(every_built_system_has_a_profile),
		cmocka_unit_test(the_owners_file_says_only_what_differs),
		cmocka_unit_test(an_own_limit_and_rule_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
