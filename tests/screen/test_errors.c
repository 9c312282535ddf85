/* Every class of error as a person meets it: what happened, what was not done, what to do; in English
 * and in French, on a small screen and on a large one.  The real program in its demonstration; what is
 * wrong is wrong in the simulators behind it, or in its own database. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"
#include "base/array.h"
#include "store/store.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define SAYS_MAX 4

/* ---- what goes wrong ---- */

static void erp_is_busy(struct program *p, struct store *s)
{
	program_faults(p->erp, "503", "PUT /acu/entity", -1);
}

static void answer_is_a_web_page(struct program *p, struct store *s)
{
	program_faults(p->procore, "html", "GET /rest", -1);
}

static void answer_is_cut_short(struct program *p, struct store *s)
{
	program_faults(p->procore, "truncated", "GET /rest", -1);
}

static void token_is_refused_at_once(struct program *p, struct store *s)
{
	program_faults(p->procore, "expired_token", "GET /rest", -1);
}

static void calls_are_too_many(struct program *p, struct store *s)
{
	program_faults(p->procore, "429", "GET /rest", -1);
}

/* The bill is looked for, sent, and made; its answer is lost, and so is every look after it. */
static void answer_is_lost(struct program *p, struct store *s)
{
	program_control(p->erp, "/_sim/fault", "{\"kind\":\"503\",\"count\":-1,\"skip\":1,\"match\":\"GET /acu/entity\"}");
	program_fault(p->erp, "cut_after_apply", "PUT /acu/entity");
}

static void period_is_closed(struct program *p, struct store *s)
{
	program_control(p->erp, "/_sim/acumatica/period", "{\"period\":\"102026\",\"status\":\"Closed\"}");
	program_control(p->erp, "/_sim/acumatica/period", "{\"period\":\"112026\",\"status\":\"Closed\"}");
}

static void user_may_only_read(struct program *p, struct store *s)
{
	const struct passwd *me = getpwuid(geteuid());
	char number[16];
	snprintf(number, sizeof number, "%u", (unsigned)geteuid());
	term_until(p->t, store_begin(s, NULL) == 0);
	assert_int_equal(store_user_put(s, "boss", ROLE_ADMINISTRATOR, NULL), 0);
	assert_int_equal(store_user_put(s, me ? me->pw_name : number, ROLE_READ_ONLY, NULL), 0);
	assert_int_equal(store_commit(s, NULL), 0);
}

static void another_copy_writes(struct program *p, struct store *s)
{
	term_until(p->t, store_begin(s, NULL) == 0);
}

static void nothing(struct program *p, struct store *s)
{
}

/* ---- and what is said ---- */

/* The first at once, on the line of messages or in a dialog; the others in the list of problems and messages. */
struct story {
	const char *name;
	void (*prepare)(struct program *, struct store *);
	const char *keys;
	const char *en[SAYS_MAX], *fr[SAYS_MAX];
};

static const struct story stories[] = {
	{ "later", erp_is_busy, "a",
		{ "Invoice 1042-07: Acumatica is busy", "it is tried again later", "Nothing is lost" },
		{ "Acumatica est occupé ou en entretien", "Facture 1042-07", "un nouvel essai aura lieu plus tard" } },
	{ "slow down", calls_are_too_many, "S",
		{ "procore: Procore asks to slow down", "it is tried again later" },
		{ "Procore demande de ralentir", "un nouvel essai aura lieu plus tard" } },
	{ "data, a web page", answer_is_a_web_page, "S",
		{ "Procore answered with a web page instead of data", "check the address of the connection" },
		{ "page Web", "vérifiez l’adresse de la connexion" } },
	{ "data, cut short", answer_is_cut_short, "S",
		{ "the answer is not usable JSON", "Nothing of it was taken over" },
		{ "la réponse n’est pas du JSON utilisable" } },
	{ "login and configuration", token_is_refused_at_once, "S",
		{ "Procore gave a token and refuses it at once", "they must belong to the same environment" },
		{ "Procore a donné un jeton et le refuse aussitôt", "elles doivent appartenir au même environnement" } },
	{ "refused", period_is_closed, "a",
		{ "Invoice 1042-07 is \"failed\": the financial period is not open", "Choose another accounting date (e)" },
		{ "la période comptable n’est pas ouverte dans Acumatica", "Facture 1042-07", "Choisissez une autre date comptable (e)" } },
	{ "unknown", answer_is_lost, "a",
		{ "Invoice 1042-07 is \"unknown\"", "looked up" },
		{ "Facture 1042-07", "mais la réponse s’est perdue", "avant toute répétition" } },
	{ "right", user_may_only_read, "a",
		{ "may only read", "an administrator can change that" },
		{ "ne peut que consulter", "un administrateur peut changer cela" } },
	{ "store", another_copy_writes, "a",
		{ "another copy of Comptoir is writing", "nothing was changed, try again in a moment" },
		{ "une autre copie de Comptoir écrit", "rien n’a été modifié" } },
	{ "locked", nothing, "L a",
		{ "The vault of the demonstration is locked", "Browsing goes on; deciding asks for the passphrase" },
		{ "Le coffre de la démonstration est verrouillé", "phrase de passe" } },
};

static void tell(void **state, size_t i, int rows, int cols, const char *lang, const char *const says[SAYS_MAX])
{
	struct program *p = *state;
	struct term *t = program_start(p, rows, cols, lang);
	char *path = program_database(p);
	struct store *s = NULL;
	assert_int_equal(store_open(&s, path, STORE_WRITE, NULL), 0);
	stories[i].prepare(p, s);
	term_keys(t, "/");
	term_type(t, "1042-07");
	term_keys(t, "Enter");
	term_wait(t, says == stories[i].fr ? " 1 affiché" : " 1 shown ");
	term_keys(t, stories[i].keys);
	term_wait(t, says[0]);
	term_keys(t, "Esc Esc !");
	for (int k = 1; k < SAYS_MAX && says[k]; k++)
		term_wait_words(t, says[k]);
	store_close(s);
	free(path);
}

static void in_english(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(stories); i++) {
		print_message("           %s\n", stories[i].name);
		tell(state, i, 24, 80, "C.UTF-8", stories[i].en);
		program_tear_down(state);
		program_set_up(state);
	}
}

static void in_french(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(stories); i++) {
		print_message("           %s\n", stories[i].name);
		tell(state, i, 50, 200, "fr_CA.UTF-8", stories[i].fr);
		program_tear_down(state);
		program_set_up(state);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, program_set_up, program_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(in_english),
		TEST(in_french),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
