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

static void a_file_changes_the_keys_it_names(void **state)
{
	struct error err = ERROR_INIT;
	struct strbuf keys = STRBUF_INIT;
	struct keymap k;
	keymap_init(&k);
	assert_int_equal(keymap_parse(&k, "# mine\n\n approve = F11 Y # both\nquit=none\n", &err), 0);
	assert_int_equal(keymap_find(&k, 'a', CTX_TABLE), -1);
	assert_int_equal(keymap_find(&k, 'Y', CTX_TABLE), action_find("approve"));
	assert_int_equal(keymap_find(&k, 'q', CTX_GLOBAL), -1);
	keymap_add_keys(&keys, &k, action_find("approve"));
	assert_string_equal(keys.s, "F11 Y");
	strbuf_release(&keys);
	keymap_release(&k);
}

static void a_bad_file_is_refused_with_its_line(void **state)
{
	static const struct { const char *text, *says; } bad[] = {
		{ "approve = a\nnothing here\n", "line 2" }, { "fly = a\n", "fly" },
		{ "approve = Hyper-Q\n", "Hyper-Q" }, { "approve = r\n", "reject" },
		{ "approve = 1 2 3 4 5\n", "line 1" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct error err = ERROR_INIT;
		struct strbuf text = STRBUF_INIT;
		struct keymap k;
		keymap_init(&k);
		assert_int_equal(keymap_parse(&k, bad[i].text, &err), ERR_CONFIG);
		error_text(&text, &err, 0);
		assert_non_null(strstr(text.s, bad[i].says));
		strbuf_release(&text);
		error_release(&err);
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
		cmocka_unit_test(a_bad_file_is_refused_with_its_line),
		cmocka_unit_test(every_action_is_complete),
		cmocka_unit_test(themes_are_read_over_what_was_there),
		cmocka_unit_test(every_role_has_a_name_and_mono_has_no_colour),
	};
	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
