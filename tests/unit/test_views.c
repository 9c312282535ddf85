/* Saved views as text: reading, faults by line, and changing one without touching the others. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/lang.h"
#include "base/strbuf.h"
#include "model/filter.h"
#include "model/status.h"
#include "ui/tab.h"
#include "ui/views.h"

#include <string.h>

#include "base/banned.h"

static const char sample[] =
	"# mine\n"
	"[invoices 2]\n"
	"name    = Over 10,000\n"
	"view    = ready\n"
	"filter  = net>10000 vendor:a=b\n"
	"sort    = -net vendor\n"
	"columns = status number vendor:30 net -job\n"
	"frozen  = 3\n"
	"\n"
	"[jobs]\r\n"
	"view=all\r\n";

static void reads_what_is_there(void **state)
{
	struct saved_views v = { 0 };
	const struct saved_view *two;
	views_parse(&v, sample);
	assert_int_equal(v.len, 2);
	assert_int_equal(v.faults.len, 0);
	two = views_find(&v, ENTITY_INVOICE, 2);
	assert_non_null(two);
	assert_string_equal(two->name, "Over 10,000");
	assert_string_equal(two->filter, "net>10000 vendor:a=b");
	assert_string_equal(two->sort, "-net vendor");
	assert_int_equal(two->frozen, 3);
	assert_null(views_find(&v, ENTITY_INVOICE, 3));
	assert_string_equal(views_find(&v, ENTITY_JOB, 0)->view, "all");
	assert_int_equal(views_find(&v, ENTITY_JOB, 0)->frozen, -1);
	views_release(&v);
}

static void names_every_line_that_says_nothing(void **state)
{
	static const struct { const char *text, *line; } cases[] = {
		{ "[invoices 0]\n", "1" }, { "[invoices 10]\n", "1" }, { "[bills 2]\n", "1" }, { "[invoices 2\n", "1" },
		{ "[invoices 2]\n\nname\n", "3" }, { "[invoices 2]\ncolour = red\n", "2" },
		{ "[invoices 2]\nview = tomorrow\n", "2" }, { "[invoices 2]\nfrozen = -1\n", "2" },
		{ "[invoices 2]\nfrozen = many\n", "2" }, { "[sub_jobs 1]\n", "1" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct saved_views v = { 0 };
		views_parse(&v, cases[i].text);
		assert_int_equal(v.faults.len, 1);
		assert_string_equal(v.faults.items[0].args[0], cases[i].line);
		views_release(&v);
	}
}

static void lines_of_a_broken_section_belong_to_no_other(void **state)
{
	struct saved_views v = { 0 };
	views_parse(&v, "[invoices 1]\nname = One\n[nonsense]\nname = Lost\n[invoices 2]\nname = Two\n");
	assert_string_equal(views_find(&v, ENTITY_INVOICE, 1)->name, "One");
	assert_string_equal(views_find(&v, ENTITY_INVOICE, 2)->name, "Two");
	assert_int_equal(v.faults.len, 1);
	views_release(&v);
}

static void changing_one_leaves_the_rest(void **state)
{
	static const char before[] = "# head\n[invoices 1]\nname = One\n# why\n\nfilter = x\n\n[jobs 1]\nname = J\nodd line\n";
	struct saved_view v;
	struct saved_views read = { 0 };
	struct strbuf out = STRBUF_INIT, again = STRBUF_INIT;
	saved_view_init(&v, ENTITY_INVOICE, 1);
	v.name = xstrdup("Uno\nzwei");
	v.view = xstrdup("all");
	views_replace(&out, before, ENTITY_INVOICE, 1, &v);
	assert_string_equal(out.s, "# head\n[invoices 1]\nname    = Uno zwei\nview    = all\n# why\n\n\n[jobs 1]\nname = J\nodd line\n");
	views_parse(&read, out.s);
	assert_null(views_find(&read, ENTITY_INVOICE, 1)->filter);
	assert_string_equal(views_find(&read, ENTITY_JOB, 1)->name, "J");
	/* and away */
	views_replace(&again, out.s, ENTITY_INVOICE, 1, NULL);
	assert_null(strstr(again.s, "Uno"));
	assert_non_null(strstr(again.s, "# why"));
	assert_non_null(strstr(again.s, "odd line"));
	saved_view_release(&v);
	views_release(&read);
	strbuf_release(&out);
	strbuf_release(&again);
}

static void a_new_file_explains_itself(void **state)
{
	struct saved_view v;
	struct saved_views read = { 0 };
	struct strbuf out = STRBUF_INIT;
	saved_view_init(&v, ENTITY_PAYMENT, 9);
	v.name = xstrdup("Nine");
	views_replace(&out, "", ENTITY_PAYMENT, 9, &v);
	assert_int_equal(out.s[0], '#');
	views_parse(&read, out.s);
	assert_int_equal(read.faults.len, 0);
	assert_int_equal(read.len, 1);
	assert_string_equal(views_find(&read, ENTITY_PAYMENT, 9)->name, "Nine");
	saved_view_release(&v);
	views_release(&read);
	strbuf_release(&out);
}

/* What comes with Comptoir means what it says: lists, filters and columns exist. */
static void every_preset_can_be_opened(void **state)
{
	for (const struct view_preset *p = view_presets; p->name; p++) {
		const struct tab_def *d = tabs[p->entity];
		struct filter f;
		char *sort = xstrdup(p->sort ? p->sort : ""), *save = NULL;
		assert_true(p->number >= 1 && p->number <= VIEWS_NUMBERS);
		assert_true(view_parse(p->view) >= 0);
		assert_int_equal(filter_parse(&f, p->entity, p->filter ? p->filter : "", NULL), 0);
		filter_release(&f);
		for (char *w = strtok_r(sort, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
			int c = column_find(d->columns, d->n_columns, w + (*w == '-'));
			assert_true(c >= 0);
			assert_int_not_equal(column_sort(&d->columns[c], p->entity), COLUMN_NO_SORT);
		}
		free(sort);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_there),
		cmocka_unit_test(names_every_line_that_says_nothing),
		cmocka_unit_test(lines_of_a_broken_section_belong_to_no_other),
		cmocka_unit_test(changing_one_leaves_the_rest),
		cmocka_unit_test(a_new_file_explains_itself),
		cmocka_unit_test(every_preset_can_be_opened),
	};
	lang_init("en");
	return cmocka_run_group_tests_name("views", tests, NULL, NULL);
}
