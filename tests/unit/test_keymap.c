/* Keys by name, the table from keys to actions, and the action table itself. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "ui/action.h"
#include "ui/keymap.h"
#include "ui/theme.h"

#include <ctype.h>
#include <string.h>

#include "base/banned.h"

static void names_and_keys_go_both_ways(void **state)
{
	static const struct { const char *name; uint32_t key; } cases[] = {
		{ "a", 'a' }, { "A", 'A' }, { "?", '?' }, { "F", 'F' }, { "é", 0xe9 }, { "Space", ' ' },
		{ "Tab", 9 }, { "Enter", 13 }, { "Esc", 27 }, { "Ctrl-P", 16 }, { "F1", UIKEY_F1 },
		{ "F12", UIKEY_F12 }, { "PgDn", UIKEY_PGDN }, { "Shift-Down", UIKEY_SHIFT_DOWN },
		{ "Backspace", UIKEY_BACKSPACE }, { "Alt-1", UIKEY_ALT('1') }, { "Alt-é", UIKEY_ALT(0xe9) },
		{ "Ctrl-PgUp", UIKEY_WITH_CTRL | UIKEY_PGUP }, { "Shift-F3", UIKEY_WITH_SHIFT | (UIKEY_F1 + 2) },
		{ "Shift-Tab", UIKEY_BACKTAB }, { "Ctrl-Shift-Left", UIKEY_WITH_CTRL | UIKEY_WITH_SHIFT | UIKEY_LEFT },
		{ "Ctrl-Space", UIKEY_WITH_CTRL | ' ' }, { "Alt-Enter", UIKEY_ALT(13) }, { "-", '-' },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf name = STRBUF_INIT;
		assert_int_equal(key_parse(cases[i].name), cases[i].key);
		key_add_name(&name, cases[i].key);
		assert_string_equal(name.s, cases[i].name);
		strbuf_release(&name);
	}
}

static void nonsense_names_no_key(void **state)
{
	static const char *const bad[] = { "", "F0", "F13", "F01", "Ctrl-", "Ctrl-1", "Ctrl-PP", "ab", "\x80",
		"\x1b", "\x7f", "Alt-", "Ctrl-Ctrl-A", "Shift-a", "Alt-Nowhere", "Shift-F13" };
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(key_parse(bad[i]), UIKEY_NONE);
	assert_int_equal(key_parse("ctrl-p"), 16);
	assert_int_equal(key_parse("pgup"), UIKEY_PGUP);
	assert_int_equal(key_parse("alt-pgup"), UIKEY_ALT(UIKEY_PGUP));
	assert_int_equal(key_parse("Shift-Ctrl-F5"), key_parse("Ctrl-Shift-F5"));
	/* what no terminal tells apart is one key */
	assert_int_equal(key_parse("Ctrl-I"), UIKEY_TAB);
	assert_int_equal(key_parse("Ctrl-M"), UIKEY_ENTER);
	assert_int_equal(key_parse("Ctrl-H"), UIKEY_BACKSPACE);
}

static void defaults_do_not_conflict(void **state)
{
	const char *one = "", *other = "";
	struct keymap k;
	keymap_init(&k);
	if (keymap_conflict(&k, &one, &other) < 0)
		fail_msg("%s and %s share a key", one, other);
	keymap_release(&k);
}

static void the_most_particular_context_wins(void **state)
{
	struct keymap k;
	keymap_init(&k);
	assert_int_equal(keymap_find(&k, 'a', CTX_TABLE | CTX_GLOBAL), action_find("approve"));
	assert_int_equal(keymap_find(&k, 'q', CTX_TABLE | CTX_GLOBAL), action_find("quit"));
	assert_int_equal(keymap_find(&k, 'a', CTX_GLOBAL), -1);
	assert_int_equal(keymap_find(&k, UIKEY_NONE, CTX_TABLE), -1);
	keymap_release(&k);
}

/* The faults of one text, each in a line. */
static char *apply(struct keymap *k, const char *text)
{
	struct keymap_faults faults = { 0 };
	struct strbuf all = STRBUF_INIT;
	keymap_apply(k, text, "keys.conf", &faults);
	for (size_t i = 0; i < faults.len; i++) {
		error_text(&all, &faults.items[i], 0);
		strbuf_addc(&all, '\n');
	}
	keymap_faults_release(&faults);
	return strbuf_detach(&all);
}

static void a_file_changes_the_keys_it_names(void **state)
{
	struct strbuf keys = STRBUF_INIT;
	struct keymap k;
	char *faults;
	keymap_init(&k);
	faults = apply(&k, "# mine\n\n approve = F11 Alt-y # both\nquit=none\n");
	assert_string_equal(faults, "");
	assert_int_equal(keymap_find(&k, 'a', CTX_TABLE), -1);
	assert_int_equal(keymap_find(&k, UIKEY_ALT('y'), CTX_TABLE), action_find("approve"));
	assert_int_equal(keymap_find(&k, 'q', CTX_GLOBAL), -1);
	keymap_add_keys(&keys, &k, action_find("approve"));
	assert_string_equal(keys.s, "F11 Alt-y");
	strbuf_release(&keys);
	keymap_release(&k);
	free(faults);
}

static void every_fault_is_named_with_its_line_and_the_rest_counts(void **state)
{
	static const char *const says[] = {
		"keys.conf:1: the line is not", "keys.conf:2: there is no action \"fly\"",
		"keys.conf:3: \"Hyper-Q\" is not", "approve keeps the keys it had",
		"keys.conf:5: the key Alt-m is already given to mark in this file; help goes without it",
		"keys.conf:6: \"1 2 3 4 5\" is not",
		"keys.conf:7: the key r was the one of reject, which goes without it",
		"keys.conf:9: the keys of undo were given before",
	};
	const char *one = "", *other = "";
	struct strbuf keys = STRBUF_INIT;
	struct keymap k;
	char *faults;
	size_t lines = 0;
	keymap_init(&k);
	faults = apply(&k, "nothing here\nfly = a\napprove = Hyper-Q\nmark = Alt-m\nhelp = Alt-m F1\nfilter = 1 2 3 4 5\n"
		"retry = r\nundo = F11\nundo = F12\n");
	for (size_t i = 0; i < ARRAY_SIZE(says); i++)
		if (strstr(faults, says[i]) == NULL)
			fail_msg("nobody says \"%s\" in:\n%s", says[i], faults);
	for (const char *c = faults; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 7);
	assert_int_equal(keymap_find(&k, 'a', CTX_TABLE), action_find("approve"));
	assert_int_equal(keymap_find(&k, UIKEY_ALT('m'), CTX_TABLE | CTX_GLOBAL), action_find("mark"));
	assert_int_equal(keymap_find(&k, UIKEY_F1, CTX_TABLE | CTX_GLOBAL), action_find("help"));
	assert_int_equal(keymap_find(&k, 'r', CTX_TABLE), action_find("retry"));
	assert_int_equal(keymap_find(&k, UIKEY_F12, CTX_TABLE), action_find("undo"));
	keymap_add_keys(&keys, &k, action_find("reject"));
	assert_string_equal(keys.s, "");
	assert_int_equal(keymap_conflict(&k, &one, &other), 0);
	strbuf_release(&keys);
	keymap_release(&k);
	free(faults);
}

static void a_key_of_the_list_may_not_hide_one_that_means_something_everywhere(void **state)
{
	struct keymap k;
	char *faults;
	keymap_init(&k);
	faults = apply(&k, "mark = q\n");
	assert_non_null(strstr(faults, "the key q was the one of quit"));
	assert_int_equal(keymap_find(&k, 'q', CTX_TABLE | CTX_GLOBAL), action_find("mark"));
	assert_int_equal(keymap_find(&k, UIKEY_F1 + 9, CTX_GLOBAL), action_find("quit"));
	keymap_release(&k);
	free(faults);
}

static void actions_that_change_keys_with_each_other_do_not_quarrel(void **state)
{
	struct keymap k;
	char *faults;
	keymap_init(&k);
	faults = apply(&k, "approve = r\nreject = a\n");
	assert_string_equal(faults, "");
	assert_int_equal(keymap_find(&k, 'r', CTX_TABLE), action_find("approve"));
	assert_int_equal(keymap_find(&k, 'a', CTX_TABLE), action_find("reject"));
	keymap_release(&k);
	free(faults);
}

static void presets_are_without_fault_and_under_the_file_of_the_user(void **state)
{
	static const char *const presets[] = { "default", "vi", "function-keys" };
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++) {
		struct keymap_faults faults = { 0 };
		const char *one = "", *other = "";
		struct strbuf text = STRBUF_INIT;
		struct keymap k;
		keymap_load(&k, presets[i], &faults);
		if (faults.len > 0) {
			error_text(&text, &faults.items[0], 0);
			fail_msg("%s: %s", presets[i], text.s);
		}
		if (keymap_conflict(&k, &one, &other) < 0)
			fail_msg("%s: %s and %s share a key", presets[i], one, other);
		assert_int_equal(keymap_find(&k, 'l', CTX_TABLE), action_find(i == 1 ? "column-right" : "link"));
		free(apply(&k, "column-right = F11\n"));
		assert_int_equal(keymap_find(&k, UIKEY_F1 + 10, CTX_TABLE), action_find("column-right"));
		keymap_release(&k);
	}
}

static void a_preset_or_file_that_is_not_there_is_named(void **state)
{
	static const char *const missing[] = { "emacs", "../keys/vi", "/nowhere/my.keys" };
	for (size_t i = 0; i < ARRAY_SIZE(missing); i++) {
		struct keymap_faults faults = { 0 };
		struct strbuf text = STRBUF_INIT;
		struct keymap k;
		keymap_load(&k, missing[i], &faults);
		assert_int_equal(faults.len, 1);
		error_text(&text, &faults.items[0], 0);
		assert_non_null(strstr(text.s, missing[i]));
		assert_int_equal(keymap_find(&k, 'a', CTX_TABLE), action_find("approve"));
		strbuf_release(&text);
		keymap_faults_release(&faults);
		keymap_release(&k);
	}
}

static void every_action_is_complete(void **state)
{
	for (size_t i = 0; i < n_actions; i++) {
		const struct action *a = &actions[i];
		assert_non_null(a->run);
		assert_true(a->context != 0);
		assert_true(*a->title && *a->help);
		assert_int_equal(a->help[strlen(a->help) - 1], '.');
		assert_int_equal(action_find(a->name), i);
		for (const char *c = a->name; *c; c++)
			assert_true(islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '-');
	}
	assert_null(actions[n_actions].name);
	assert_int_equal(action_find("no such"), -1);
}

static void themes_are_read_over_what_was_there(void **state)
{
	struct error err = ERROR_INIT;
	struct theme t;
	theme_init(&t, 0);
	assert_int_equal(theme_parse(&t, "# c\ncursor = black bright-yellow bold underline\nheld=208 default\n", &err), 0);
	assert_int_equal(t.roles[ROLE_CURSOR].fg, 0);
	assert_int_equal(t.roles[ROLE_CURSOR].bg, 11);
	assert_int_equal(t.roles[ROLE_CURSOR].attrs, LOOK_BOLD | LOOK_UNDERLINE);
	assert_int_equal(t.roles[ROLE_HELD].fg, 208);
	assert_int_equal(t.roles[ROLE_HELD].bg, -1);
	assert_int_equal(theme_parse(&t, "cursor = black\n", &err), ERR_CONFIG);
	assert_int_equal(theme_parse(&t, "cursors = black red\n", &err), ERR_CONFIG);
	assert_int_equal(theme_parse(&t, "cursor = black red shiny\n", &err), ERR_CONFIG);
	assert_int_equal(theme_load(&t, "../keys", &err), ERR_CONFIG);
	error_release(&err);
}

static void every_role_has_a_name_and_mono_has_no_colour(void **state)
{
	struct theme t;
	theme_init(&t, 1);
	for (int i = 0; i < ROLE_COUNT; i++) {
		assert_non_null(role_names[i]);
		assert_int_equal(t.roles[i].fg, -1);
		assert_int_equal(t.roles[i].bg, -1);
	}
	assert_true(t.roles[ROLE_CURSOR].attrs & LOOK_REVERSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_keys_go_both_ways),
		cmocka_unit_test(nonsense_names_no_key),
		cmocka_unit_test(defaults_do_not_conflict),
		cmocka_unit_test(the_most_particular_context_wins),
		cmocka_unit_test(a_file_changes_the_keys_it_names),
		cmocka_unit_test(every_fault_is_named_with_its_line_and_the_rest_counts),
		cmocka_unit_test(a_key_of_the_list_may_not_hide_one_that_means_something_everywhere),
		cmocka_unit_test(actions_that_change_keys_with_each_other_do_not_quarrel),
		cmocka_unit_test(presets_are_without_fault_and_under_the_file_of_the_user),
		cmocka_unit_test(a_preset_or_file_that_is_not_there_is_named),
		cmocka_unit_test(every_action_is_complete),
		cmocka_unit_test(themes_are_read_over_what_was_there),
		cmocka_unit_test(every_role_has_a_name_and_mono_has_no_colour),
	};
	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
