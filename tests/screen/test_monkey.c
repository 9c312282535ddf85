/* Keys by chance on a company of two thousand invoices: whatever is pressed, the screens answer, the way
 * back to the list is open, and the terminal is given back as it was.
 *
 *	MONKEY_SEED=7 MONKEY_SEEDS=20 MONKEY_KEYS=5000 tests/screen/test_monkey
 *
 * The same seed presses the same keys; what fails tells the seed and its last keys.  MONKEY_DRIVER is
 * another driver, one built with sanitizers for example. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/banned.h"

#define LAST 80         /* keys told */
#define BATCH 40        /* keys between two looks */

struct monkey {
	uint64_t seed, random;
	char *folder;
	struct term *t;
	const char *lang;
	char last[LAST][16];
	size_t pressed;
	int fine;
};

static unsigned chance(struct monkey *m, unsigned below)
{
	m->random = m->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((m->random >> 33) % below);
}

/* ---- keys ---- */

/* No "/" (F3 filters as well) and no "~": a list is saved where somebody types, and that stays in the
 * folder.  No Ctrl-Z: nobody is there to bring it back. */
static const char *const moves[] = { "\033OA", "\033OB", "\033OC", "\033OD", "\033OH", "\033OF", "\033[5~", "\033[6~",
	"\033[1;2A", "\033[1;2B", "\033[1;3A", "\033[1;3B", "\033[1;3C", "\033[1;3D", "\033[1;5C", "\033[1;5D", "\033[5;5~", "\033[6;5~",
	"\t", "\033[Z", "\r", "\r", "\r", "\177", "\033[3~", "\033[2~", " ", " ", "\0331", "\0332", "\0333", "\0334", "\0334", "\0335" };
static const char *const functions[] = { "\033OP", "\033OQ", "\033OR", "\033OR", "\033OS", "\033[15~", "\033[17~", "\033[18~",
	"\033[19~", "\033[20~", "\033[23~", "\033[24~", "\001", "\002", "\005", "\006", "\010", "\013", "\014", "\016", "\020", "\022",
	"\025", "\027", "\031" };
static const char actions[] = "aaArrmspphAutgeClniixMIM**,,,Uv"
	"Vw@W123456789<>oo+O(){}EddGjk[]cJ0!:LT.yYbB?x;\"'#$%&-=\\^_`|";
static const char *const words[] = { "granite", "bélanger", "9000", "status:ready", "overdue", ">4000 <9000", "-zz | co",
	"(a", "1..2", "2026-10", "1234.50", "é", "中文", "\xff\xc3", "🚧", "vendor:", "approve", "columns", "\033[200~pasted\ttext\r\n\033[201~",
	"\033[200~", "\033[201~", "\033[<0;10;10M\033[<0;10;10m", "\033[<64;5;5M", "\033[<65;99;99M", "\033[<", "\033[999;999~", "\033]0;x\007" };

static void press(struct monkey *m, const char *bytes)
{
	snprintf(m->last[m->pressed++ % LAST], sizeof m->last[0], "%s", bytes);
	term_type(m->t, bytes);
}

static void press_one(struct monkey *m)
{
	char letter[2] = { 0 };
	unsigned n = chance(m, 100);

	if (n < 30)
		press(m, moves[chance(m, sizeof moves / sizeof *moves)]);
	else if (n < 70)
		*letter = actions[chance(m, sizeof actions - 1)];
	else if (n < 76)
		press(m, functions[chance(m, sizeof functions / sizeof *functions)]);
	else if (n < 84)
		press(m, words[chance(m, sizeof words / sizeof *words)]);
	else if (n < 88)
		*letter = (char)('a' + (int)chance(m, 26));
	else if (n < 90)
		*letter = (char)('0' + (int)chance(m, 10));
	else if (n < 97)
		press(m, "\033");
	else
		term_resize(m->t, 1 + (int)chance(m, 60), 1 + (int)chance(m, 200));
	if (*letter)
		press(m, letter);
}

/* ---- looks ---- */

static void tell(struct monkey *m)
{
	size_t from = m->pressed > LAST ? m->pressed - LAST : 0;

	print_error("seed %llu, %zu keys; the last:", (unsigned long long)m->seed, m->pressed);
	for (size_t i = from; i < m->pressed; i++) {
		print_error(" ");
		for (const char *c = m->last[i % LAST]; *c; c++)
			print_error((unsigned char)*c <= 32 || *c == 127 ? "\\%03o" : "%c", (unsigned char)*c);
	}
	print_error("\n");
}

/* What a program that ended badly wrote last. */
static void tell_output(struct monkey *m)
{
	size_t len;
	const char *out = term_output(m->t, &len);

	fprintf(stderr, "%s\n", out + (len > 3000 ? len - 3000 : 0));
}

static void start(struct monkey *m, int again)
{
	char program[4096], locale[4200], lang[64], line[9000];
	const char *dir = getenv("abs_top_builddir"), *driver = getenv("MONKEY_DRIVER");
	const char *argv[] = { "sh", "-c", line, NULL };
	const char *env[] = { locale, lang, "BROWSER=true", "COMPTOIR_VAULT_COST=min", NULL };

	snprintf(program, sizeof program, "%s/tests/screen/driver", dir ? dir : ".");
	snprintf(line, sizeof line, "cd %s && exec %s %s/data %s books systems mouse grace=1", m->folder,
		driver ? driver : program, m->folder, again ? "again" : "invoices=2000");
	snprintf(locale, sizeof locale, "COMPTOIR_LOCALEDIR=%s/locale", dir ? dir : ".");
	snprintf(lang, sizeof lang, "LC_ALL=%s", m->lang);
	m->t = term_start(24, 80, argv, env);
	term_wait(m->t, "marie");
}

/* Somebody pressed the key that leaves: all is as it was before, and the next one starts. */
static void left(struct monkey *m)
{
	int status = term_exit(m->t);
	int restored = term_restored(m->t);

	if (status || !restored) {
		tell(m);
		tell_output(m);
	}
	assert_int_equal(status, 0);
	assert_true(restored);
	term_free(m->t);
	start(m, 1);
}

static int has_ended(struct monkey *m)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)term_pid(m->t), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

/* An answer may come late and open a page of its own: so it is tried again. */
static void back_to_the_list(struct monkey *m)
{
	press(m, "\033[201~");
	for (int i = 0; i < 12; i++) {
		press(m, "\033");
		term_pump(m->t);
	}
}

/* Out of every dialog, line and pane there is a way, and there the help opens. */
static void look(struct monkey *m)
{
	const char *help = *m->lang == 'f' ? "Touches  trouver" : "Keys  find";
	int there = 0;

	kill(term_pid(m->t), SIGCONT);   /* "suspend", from the list of all actions */
	term_resize(m->t, 40, 120);
	for (int tries = 0; !there && tries < 20; tries++) {
		back_to_the_list(m);
		press(m, "\033OP");
		for (int i = 0; i < 25 * (tries + 1) && !term_has(m->t, help) && !has_ended(m); i++)
			term_pump(m->t);
		if (has_ended(m)) {
			left(m);
			return;
		}
		there = term_has(m->t, help);
	}
	if (!there)
		term_wait(m->t, help);           /* shows the screen */
	press(m, "\033");
	term_wait_gone(m->t, help);
}

static void play(struct monkey *m, unsigned keys)
{
	start(m, 0);
	for (unsigned i = 0; i < keys; i++) {
		press_one(m);
		if (i % BATCH == BATCH - 1)
			look(m);
	}
	look(m);
	back_to_the_list(m);
	press(m, "q");
	if (!term_ended_or(m->t, *m->lang == 'f' ? "[ Quitter" : "[ Quit"))
		term_keys(m->t, "Left Enter");
	assert_int_equal(term_exit(m->t), 0);
	assert_true(term_restored(m->t));
}

/* ---- seeds ---- */

static unsigned number(const char *name, unsigned otherwise)
{
	const char *text = getenv(name);

	return text && *text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

static int tear_down(void **state)
{
	struct monkey *m = *state;

	if (m == NULL)
		return 0;
	if (m->t && !m->fine)
		tell(m);
	term_free(m->t);
	term_folder_remove(m->folder);
	free(m);
	*state = NULL;
	return 0;
}

static void keys_by_chance(void **state)
{
	unsigned first = number("MONKEY_SEED", 4), seeds = number("MONKEY_SEEDS", 2), keys = number("MONKEY_KEYS", 240);

	for (unsigned i = 0; i < seeds; i++) {
		struct monkey *m = calloc(1, sizeof *m);

		assert_non_null(m);
		*state = m;
		m->seed = m->random = first + i;
		m->lang = (first + i) % 2 ? "fr_CA.UTF-8" : "C.UTF-8";
		m->folder = term_folder();
		play(m, keys);
		m->fine = 1;
		print_message("           seed %u: %zu keys\n", first + i, m->pressed);
		tear_down(state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_teardown(keys_by_chance, tear_down) };

	return cmocka_run_group_tests_name("monkey", tests, NULL, NULL);
}
