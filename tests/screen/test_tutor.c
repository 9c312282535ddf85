/* The guided tour, walked from its first task to its last with the keys it names, in
 * English and in French; and with keys it does not ask for. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "ui/tutor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static struct term *start(void **state, int rows, int cols, const char *lang)
{
	lang_init(lang);
	return program_run(*state, rows, cols, "C.UTF-8", (const char *const[]){ "tutor", "--lang", lang, NULL });
}

static int end(void **state)
{
	lang_init("en");
	return program_tear_down(state);
}

/* What is typed for each task, by its title; the text names these keys. */
static const struct { const char *title, *named, *keys; } walk[] = {
	{ "Welcome", NULL, "" },
	{ "Move", "Down", "Down Down" },
	{ "Filter", "/", "/ letour Enter" },
	{ "Detail and arithmetic", "Enter", "Enter" },
	{ "Held, and why", "/", "Esc Esc Up / 104-02 Space status:held Enter" },
	{ "Go to the cause", "g", "g" },
	{ "And back", "Backspace", "Backspace" },
	{ "What will be sent", "p", "/ Ctrl-U status:ready Enter p" },
	{ "Approve one", "a", "/ Ctrl-U 1042-07 Enter a" },
	{ "Mark several", "Space", "/ Ctrl-U status:ready Enter Space Space Space" },
	{ "Approve many, and take it back", "a", "a" },
	{ "Reject with a reason", "r", "U r" },
	{ "Sync", "s", "s" },
	{ "Failed and unknown", "v", "v" },
	{ "Overview", NULL, "0" },
	{ "A view of your own", "W", "W" },
	{ "Help", "?", "? Esc Up :" },
	{ "Where to go next", NULL, "" },
};

static int has_step(struct term *t, const char *title, int at, int of)
{
	char text[200];
	snprintf(text, sizeof text, _(" Tour %1$d/%2$d: %3$s "), at, of, gettext(title));
	return term_has(t, text);
}

/* The first of the tasks from this one on that is shown: those whose action is not in this program are left out. */
static size_t step_shown(struct term *t, size_t from, int at, int of)
{
	while (from < sizeof walk / sizeof *walk && !has_step(t, walk[from].title, at, of))
		from++;
	return from;
}

/* How many tasks there are is on the screen: "Tour 1/18". */
static int count_steps(struct term *t)
{
	const char *row, *slash;
	row = term_row(t, term_find(t, gettext("Welcome")));
	slash = strstr(row, "1/");
	assert_non_null(slash);
	return (int)strtol(slash + 2, NULL, 10);
}

static void do_task(struct term *t, size_t i)
{
	term_keys(t, walk[i].keys);
	if (strcmp(walk[i].title, "Go to the cause") == 0) {
		if (!term_ended_or(t, _("Go to what fixes it")))
			term_keys(t, "Enter");
	} else if (strcmp(walk[i].title, "What will be sent") == 0) {
		term_wait(t, "\"system\"");
		term_keys(t, "Esc");
	} else if (strcmp(walk[i].title, "Approve many, and take it back") == 0) {
		term_wait(t, "[ ");
		term_keys(t, "Left Enter");     /* warnings put the focus on the safe answer */
		term_wait_gone(t, "[ ");
		term_keys(t, "u");
	} else if (strcmp(walk[i].title, "Reject with a reason") == 0) {
		term_wait(t, "╭─ ");
		term_keys(t, "Down Enter");
	} else if (strcmp(walk[i].title, "A view of your own") == 0) {
		term_keys(t, "Esc");
	} else if (strcmp(walk[i].title, "Help") == 0) {
		term_wait(t, _("What do you want to do?"));
		term_keys(t, "Esc");
	} else if (strcmp(walk[i].title, "Overview") == 0) {
		term_keys(t, "Esc");
	}
}

static void walk_all(struct term *t)
{
	char next[32];
	int n, at = 1;
	term_wait(t, gettext("Welcome"));
	term_wait(t, "Ctrl-N");
	n = count_steps(t);
	assert_true(n >= 12);
	for (size_t i = 0; at < n; i++) {
		term_until(t, step_shown(t, i, at, n) < sizeof walk / sizeof *walk);
		i = step_shown(t, i, at, n);
		if (walk[i].named) {
			term_wait(t, walk[i].named);
			term_wait_gone(t, _("Done."));
		}
		do_task(t, i);
		term_wait(t, _("Done."));
		term_keys(t, "Ctrl-N");
		at++;
		snprintf(next, sizeof next, " %d/%d", at, n);
		term_wait(t, next);
	}
	assert_int_equal(at, n);
	term_wait(t, "comptoir init");
	term_keys(t, "Ctrl-N");
	term_wait_gone(t, "Ctrl-N");
}

static void the_whole_tour_in_english(void **state)
{
	walk_all(start(state, 24, 80, "en"));
}

static void the_whole_tour_in_french(void **state)
{
	walk_all(start(state, 50, 200, "fr_CA"));
}

static void other_keys_do_no_harm(void **state)
{
	struct term *t = start(state, 24, 80, "en");
	term_wait(t, "Done.");
	term_keys(t, "Ctrl-N");
	term_wait(t, "Press Down");
	term_keys(t, "Z ] J Esc Up Ctrl-N");
	term_wait(t, "First go to the tab Invoices: Alt-4.");
	term_keys(t, "Ctrl-O");
	term_wait(t, ": Move");
	term_keys(t, "Ctrl-O Ctrl-O");
	term_wait(t, ": Welcome");
	term_resize(t, 50, 200);
	term_wait_row(t, 49, " Ctrl-N next...");
	term_resize(t, 24, 80);
	term_wait_row(t, 23, " Ctrl-N next...");
	term_keys(t, "? Ctrl-N");
	term_wait(t, ": Move");
	term_keys(t, "Esc Up Ctrl-X");
	term_wait(t, "The tour is over");
	term_wait_gone(t, "Ctrl-N");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, program_set_up, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_whole_tour_in_english),
		TEST(the_whole_tour_in_french),
		TEST(other_keys_do_no_harm),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("tutor", tests, NULL, NULL);
}
