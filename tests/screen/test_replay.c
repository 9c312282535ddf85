/* What was typed, written to a file and played again: the same screen at the end, no secret in
 * between. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/term.h"
#include "base/array.h"
#include "base/date.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "ui/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

struct fixture {
	char *folder;
	char *recording, *dump;
	const char *lang;           /* NULL: English */
	struct term *t;
	struct strbuf screen;
};

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	f->folder = term_folder();
	f->recording = path_join(f->folder, "recording");
	f->dump = path_join(f->folder, "dump");
	strbuf_init(&f->screen);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	term_free(f->t);
	term_folder_remove(f->folder);
	free(f->recording);
	free(f->dump);
	strbuf_release(&f->screen);
	free(f);
	return 0;
}

static void in_build(char *path, size_t size, const char *name)
{
	const char *dir = getenv("abs_top_builddir");
	snprintf(path, size, "%s/%s", dir ? dir : ".", name);
}

/* comptoir with these options, by way of a shell, which opens descriptors. */
static struct term *start(struct fixture *f, int rows, int cols, const char *options)
{
	char program[4096], locale[4096], env_locale[4200], tmp[4200], line[16384], lang[64];
	const char *argv[] = { "sh", "-c", line, NULL };
	const char *env[] = { env_locale, tmp, lang, NULL };

	in_build(program, sizeof program, "comptoir");
	in_build(locale, sizeof locale, "locale");
	snprintf(line, sizeof line, "exec %s %s", program, options);
	snprintf(env_locale, sizeof env_locale, "COMPTOIR_LOCALEDIR=%s", locale);
	snprintf(tmp, sizeof tmp, "TMPDIR=%s", f->folder);
	snprintf(lang, sizeof lang, "LC_ALL=%s", f->lang ? f->lang : "C.UTF-8");
	term_free(f->t);
	f->t = term_start(rows, cols, argv, env);
	return f->t;
}

static struct term *record(struct fixture *f, int rows, int cols)
{
	char options[8192];
	snprintf(options, sizeof options, "--demo --record=%s", f->recording);
	start(f, rows, cols, options);
	term_wait(f->t, f->lang ? "acumatica\302\240:" : "acumatica:");
	return f->t;
}

/* The screen at rest: what is played back is looked at when nothing is being counted. */
static void keep_screen(struct fixture *f)
{
	term_wait_gone(f->t, f->lang ? "comptage…" : "counting…");
	strbuf_reset(&f->screen);
	for (int y = 0; y < term_rows(f->t); y++)
		strbuf_addf(&f->screen, "%s\n", term_row(f->t, y));
}

static void quit(struct fixture *f)
{
	term_keys(f->t, "q");
	if (!term_ended_or(f->t, f->lang ? "[ Quitter" : "[ Quit"))      /* the number goes back to Procore still */
		term_keys(f->t, "Left Enter");
	assert_int_equal(term_exit(f->t), 0);
}

/* A slow machine may need a minute more or less: "0 min" is as good as "1 min". */
static void forget_minutes(char *text)
{
	for (char *at = text; (at = strstr(at, " min")) != NULL; at++)
		if (at > text && at[-1] >= '0' && at[-1] <= '9')
			at[-1] = '.';
}

static void assert_same_screen(struct fixture *f)
{
	struct strbuf dump = STRBUF_INIT;
	assert_int_equal(path_read_file(&dump, f->dump, 1 << 20, NULL), 0);
	forget_minutes(dump.s);
	forget_minutes(f->screen.s);
	if (strcmp(dump.s, f->screen.s) != 0)
		printf("recorded:\n%s\nplayed:\n%s", f->screen.s, dump.s);
	assert_true(strcmp(dump.s, f->screen.s) == 0);
	strbuf_release(&dump);
}

static void read_recording(struct fixture *f, struct strbuf *text)
{
	struct stat st;
	assert_int_equal(stat(f->recording, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(path_read_file(text, f->recording, 1 << 20, NULL), 0);
}

static void write_file(const char *path, const char *text)
{
	assert_int_equal(path_write_file(path, text, strlen(text), 0600, NULL), 0);
}

/* ---- with the program ---- */

/* Leaves what is being recorded, and plays it to the same picture. */
static void play_again(struct fixture *f)
{
	char options[8192];
	keep_screen(f);
	quit(f);

	snprintf(options, sizeof options, "--replay=%s --replay-dump=%s", f->recording, f->dump);
	start(f, 24, 80, options);
	assert_int_equal(term_exit(f->t), 0);
	assert_true(term_restored(f->t));
	assert_same_screen(f);
}

static void what_was_typed_is_played_again(void **state)
{
	struct fixture *f = *state;
	struct term *t = record(f, 24, 80);
	term_keys(t, "Down Down Space /");
	term_type(t, "job:J-2604");
	term_keys(t, "Enter");
	term_wait(t, "6 shown");
	term_wait(t, "1 marked");
	term_keys(t, "End Enter");
	term_wait(t, "(1 marked  $ 37,906.20) 1 not shown");
	term_wait(t, "●9 ⊘15");
	term_wait(t, "Held before         49,856.01");
	play_again(f);
}

static void sizes_are_part_of_it(void **state)
{
	struct fixture *f = *state;
	struct term *t = record(f, 24, 80);
	char options[8192];
	term_keys(t, "Down Down");
	term_resize(t, 30, 100);
	term_wait_row(t, 29, " a approve...");
	term_keys(t, "Down");
	term_wait_row(t, 7, "▸...");
	term_wait(t, "24 shown   $ 1,359,525.29");
	term_wait(t, "●9 ⊘15");
	keep_screen(f);
	quit(f);

	snprintf(options, sizeof options, "--replay=%s --replay-dump=%s", f->recording, f->dump);
	start(f, 45, 130, options);
	assert_int_equal(term_exit(f->t), 0);
	assert_same_screen(f);
}

/* Two are approved and taken back, one is rejected; filters, marks, another tab, and the window changes. */
static void decide_and_undo(struct fixture *f, const char *ask, const char *approved, const char *rejected)
{
	struct term *t = record(f, 24, 80);
	term_keys(t, "/");
	term_type(t, "J-2601 status:ready <40000");
	term_keys(t, "Enter");
	term_wait(t, f->lang ? " 2 affichés" : " 2 shown");
	term_keys(t, "Home Space Space a");
	term_wait(t, ask);
	term_keys(t, "Enter");
	term_wait(t, approved);
	term_keys(t, "u");
	term_wait_gone(t, "▷");
	term_wait(t, f->lang ? "2 décisions reprises" : "2 decisions taken back");
	term_resize(t, 40, 130);
	term_wait_row(t, 39, " a ...");
	term_keys(t, "U / Ctrl-U");
	term_type(t, "76-07");
	term_keys(t, "Enter");
	term_wait_gone(t, "1042-07");
	term_wait(t, f->lang ? "1 affiché " : "1 shown ");
	term_keys(t, "r");
	term_wait(t, f->lang ? "╭─ Rejeter" : "╭─ Reject");
	term_keys(t, "r Enter");
	term_wait(t, rejected);
	term_resize(t, 24, 80);
	term_wait_row(t, 23, " a ...");
	term_keys(t, "Alt-3");
	term_wait(t, "PO-0203");
	term_keys(t, "Down Space Alt-4");
	term_wait(t, f->lang ? "[Factures" : "[Invoices");
	term_wait(t, "76-07");
	term_keys(t, "/ Ctrl-U");
	term_type(t, "job:J-2604");
	term_wait(t, f->lang ? " 6 affichés" : " 6 shown");
	term_keys(t, "Enter Down Down Space");
	term_wait(t, "●8 ⊘15");
	term_wait(t, f->lang ? "(1 marqué  1" : "(1 marked  $ 1");
	play_again(f);
}

static void decisions_are_played_again(void **state)
{
	decide_and_undo(*state, "[ Approve", "2 records approved", "Invoice 76-07: rejected");
}

static void decisions_are_played_again_in_french(void **state)
{
	struct fixture *f = *state;
	f->lang = "fr_CA.UTF-8";
	decide_and_undo(f, "[ Approuver", "2 éléments approuvés", "rejet fait");
}

/* Records a decision that needs the passphrase. */
static void record_passphrase(struct fixture *f)
{
	struct strbuf text = STRBUF_INIT;
	struct term *t = record(f, 24, 80);
	term_keys(t, "L");
	term_wait(t, "locked");
	term_keys(t, "/");
	term_type(t, "1042-07");
	term_keys(t, "Enter");
	term_wait(t, "1 shown");
	term_keys(t, "a");
	term_wait_words(t, "its passphrase is");
	term_type(t, "demonstration");
	term_wait(t, "(typed, not shown)");
	term_keys(t, "Enter");
	term_wait(t, "Invoice 1042-07 has arrived");
	quit(f);

	read_recording(f, &text);
	assert_non_null(strstr(text.s, "clock 20"));
	assert_non_null(strstr(text.s, "option demo\n"));
	assert_non_null(strstr(text.s, "size 24 80\n"));
	assert_non_null(strstr(text.s, " key L\n"));
	assert_non_null(strstr(text.s, " key a\n"));
	assert_non_null(strstr(text.s, " secret\n"));
	assert_null(strstr(text.s, "demonstration"));
	/* none of its letters, which are no keys of the rest */
	for (const char *letter = "demstri"; *letter; letter++) {
		char line[16];
		snprintf(line, sizeof line, " key %c\n", *letter);
		assert_null(strstr(text.s, line));
	}
	strbuf_release(&text);
}

static void a_passphrase_comes_from_a_descriptor(void **state)
{
	struct fixture *f = *state;
	struct strbuf dump = STRBUF_INIT;
	char *passphrase = path_join(f->folder, "passphrase"), options[12288];
	record_passphrase(f);
	write_file(passphrase, "demonstration\n");
	snprintf(options, sizeof options, "--replay=%s --replay-dump=%s --passphrase-fd 3 3<%s", f->recording, f->dump,
		passphrase);
	start(f, 24, 80, options);
	assert_int_equal(term_exit(f->t), 0);
	assert_int_equal(path_read_file(&dump, f->dump, 1 << 20, NULL), 0);
	assert_non_null(strstr(dump.s, "Invoice 1042-07 has arrived"));
	strbuf_release(&dump);
	free(passphrase);
}

static void or_a_person_types_it_and_has_the_keys_at_the_end(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;
	char options[8192], *end;
	record_passphrase(f);
	read_recording(f, &text);             /* without its last line, which leaves */
	end = strstr(text.s, " key q\n");
	assert_non_null(end);
	while (end > text.s && end[-1] != '\n')
		end--;
	*end = '\0';
	write_file(f->recording, text.s);
	snprintf(options, sizeof options, "--replay=%s", f->recording);
	start(f, 24, 80, options);
	term_wait_words(f->t, "its passphrase is");
	term_type(f->t, "demonstration");
	term_keys(f->t, "Enter");
	term_wait(f->t, "Here the recording ends");
	term_keys(f->t, "?");
	term_wait(f->t, "Keys");
	term_keys(f->t, "Esc");
	quit(f);
	strbuf_release(&text);
}

static void a_file_that_is_there_is_kept(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;
	char options[8192];
	write_file(f->recording, "mine\n");
	snprintf(options, sizeof options, "--demo --record=%s", f->recording);
	start(f, 24, 80, options);
	term_wait_words(f->t, "nothing is recorded");
	assert_int_not_equal(term_exit(f->t), 0);
	read_recording(f, &text);
	assert_string_equal(text.s, "mine\n");
	strbuf_release(&text);
}

static void a_bad_line_is_named(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *text; int line; } bad[] = {
		{ "", 1 },
		{ "comptoir-script 2\n", 1 },
		{ "comptoir-script 1\nclock yesterday\n", 2 },
		{ "comptoir-script 1\nsize 24\n", 2 },
		{ "comptoir-script 1\n\n# a remark\n12 key Nonsense\n", 4 },
		{ "comptoir-script 1\n12 key a\n13 mouse kick 1 1\n", 3 },
		{ "comptoir-script 1\n12 key a\n13 mouse press 1\n", 3 },
		{ "comptoir-script 1\n12 resize 5\n", 2 },
		{ "comptoir-script 1\n12 paste maybe\n", 2 },
		{ "comptoir-script 1\nx key a\n", 2 },
		{ "comptoir-script 1\n99999999999999999999 key a\n", 2 },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char options[8192], line[32];
		write_file(f->recording, bad[i].text);
		snprintf(options, sizeof options, "--replay=%s", f->recording);
		snprintf(line, sizeof line, "line %d of", bad[i].line);
		start(f, 24, 80, options);
		term_wait_words(f->t, line);
		assert_int_equal(term_exit(f->t), 65);
	}
}

/* ---- the file alone ---- */

static enum script_step next(struct script *s, struct script_event *e, int in_secret)
{
	memset(e, 0, sizeof *e);
	return script_next(s, e, in_secret);
}

/* Every key there is a name for, with everything held beside it, and what is no key. */
static void every_key_comes_back(void **state)
{
	struct fixture *f = *state;
	static const uint32_t with[] = { 0, UIKEY_WITH_SHIFT, UIKEY_WITH_ALT, UIKEY_WITH_CTRL,
		UIKEY_WITH_ALT | UIKEY_WITH_CTRL };
	struct { uint32_t *items; size_t len, cap; } keys = { 0 };
	struct mouse_event m = { .y = 7, .x = 31, .kind = MOUSE_WHEEL_DOWN };
	struct script_event e;
	struct script *s;
	size_t named = 0;
	setenv("COMPTOIR_CLOCK", "2026-11-21T12:00:00Z", 1);
	assert_int_equal(script_record(&s, f->recording, NULL), 0);
	script_option(s, "lang", "fr_CA");
	script_size(s, 50, 200);
	for (uint32_t key = 1; key <= UIKEY_F12; key = key == 0x17f ? 0x1f3a9 : key == 0x1f3a9 ? UIKEY_UP : key + 1)
		for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
			struct strbuf name = STRBUF_INIT;
			key_add_name(&name, key | with[i]);
			if (key != UIKEY_CTRL('Z') && name.len && key_parse(name.s) == (key | with[i])) {
				*ARRAY_PUSH(&keys) = key | with[i];
				script_key(s, key | with[i], NULL, 0);
				named++;
			}
			strbuf_release(&name);
		}
	assert_true(named > 300);
	script_key(s, UIKEY_PASTE_BEGIN, NULL, 0);
	script_key(s, UIKEY_PASTE_END, NULL, 0);
	script_key(s, UIKEY_MOUSE, &m, 0);
	script_resize(s, 24, 80);
	script_free(s);

	assert_int_equal(script_replay(&s, f->recording, NULL), 0);
	for (size_t i = 0; i < keys.len; i++) {
		assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
		assert_int_equal(e.key, keys.items[i]);
	}
	assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
	assert_int_equal(e.key, UIKEY_PASTE_BEGIN);
	assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
	assert_int_equal(e.key, UIKEY_PASTE_END);
	assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
	assert_int_equal(e.key, UIKEY_MOUSE);
	assert_int_equal(e.mouse.kind, MOUSE_WHEEL_DOWN);
	assert_int_equal(e.mouse.y, 7);
	assert_int_equal(e.mouse.x, 31);
	assert_int_equal(next(s, &e, 0), SCRIPT_SIZE);
	assert_int_equal(e.rows, 24);
	assert_int_equal(next(s, &e, 0), SCRIPT_DONE);
	script_free(s);
	ARRAY_RELEASE(&keys);
}

/* However it is typed, corrected and pasted, a secret leaves one line; and it is typed nowhere else. */
static void a_secret_leaves_one_line(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT;
	struct script_event e;
	struct script *s;
	int fds[2];
	setenv("COMPTOIR_CLOCK", "2026-11-21T12:00:00Z", 1);
	assert_int_equal(script_record(&s, f->recording, NULL), 0);
	for (const char *c = "@#%"; *c; c++)
		script_key(s, (uint32_t)*c, NULL, 1);
	script_key(s, UIKEY_BACKSPACE, NULL, 1);
	script_key(s, 0xe9, NULL, 1);
	script_key(s, UIKEY_PASTE_BEGIN, NULL, 1);
	script_key(s, (uint32_t)'%', NULL, 1);
	script_key(s, UIKEY_PASTE_END, NULL, 1);
	script_key(s, UIKEY_ENTER, NULL, 1);
	script_key(s, 'a', NULL, 0);
	script_free(s);
	read_recording(f, &text);
	assert_null(strpbrk(strstr(text.s, "clock"), "@#%"));
	assert_null(strstr(text.s, "Backspace"));
	assert_null(strstr(text.s, "paste"));
	assert_null(strstr(strstr(text.s, "secret") + 1, "secret"));
	strbuf_release(&text);

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "hé\n", strlen("hé\n")), strlen("hé\n"));
	assert_int_equal(script_replay(&s, f->recording, NULL), 0);
	script_set_secrets(s, fds[0]);
	assert_int_equal(next(s, &e, 1), SCRIPT_KEY);
	assert_int_equal(e.key, 'h');
	assert_int_equal(next(s, &e, 1), SCRIPT_KEY);
	assert_int_equal(e.key, 0xe9);
	assert_int_equal(next(s, &e, 1), SCRIPT_KEY);
	assert_int_equal(e.key, UIKEY_ENTER);
	assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
	assert_int_equal(e.key, 'a');
	script_free(s);

	/* the screen is another than it was: playing stops, nothing is typed */
	assert_int_equal(write(fds[1], "hé\n", strlen("hé\n")), strlen("hé\n"));
	assert_int_equal(script_replay(&s, f->recording, NULL), 0);
	script_set_secrets(s, fds[0]);
	assert_int_equal(next(s, &e, 0), SCRIPT_DONE);
	assert_false(script_playing(s));
	script_free(s);
	close(fds[0]);
	close(fds[1]);
}

/* The clock begins at the recording's and jumps over its pauses. */
static void the_clock_is_the_recording_s(void **state)
{
	struct fixture *f = *state;
	struct script_event e;
	struct script *s;
	int64_t then;
	unsetenv("COMPTOIR_CLOCK");
	assert_int_equal(instant_parse(&then, "2021-03-04T05:06:07Z"), 0);
	write_file(f->recording, "comptoir-script 1\nclock 2021-03-04T05:06:07Z\n1000 key a\n3601000 key b\n");
	assert_int_equal(script_replay(&s, f->recording, NULL), 0);
	assert_true(clock_now_ms() >= then && clock_now_ms() < then + 1000000);
	assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
	assert_int_equal(next(s, &e, 0), SCRIPT_KEY);
	assert_true(clock_now_ms() >= then + 3601000);
	script_free(s);
	clock_replace(NULL, NULL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_was_typed_is_played_again),
		TEST(sizes_are_part_of_it),
		TEST(decisions_are_played_again),
		TEST(decisions_are_played_again_in_french),
		TEST(a_passphrase_comes_from_a_descriptor),
		TEST(or_a_person_types_it_and_has_the_keys_at_the_end),
		TEST(a_file_that_is_there_is_kept),
		TEST(a_bad_line_is_named),
		TEST(the_clock_is_the_recording_s),
		TEST(every_key_comes_back),
		TEST(a_secret_leaves_one_line),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
