/* A network that does not answer, and the screens over it: the real program in its
 * demonstration, whose simulators are told to keep silent for half a minute.  Every wait of
 * these tests is shorter than that silence, so a key that had to wait for it fails. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/store.h"
#include "tests/screen/term.h"
#include "ui/demo_http.h"
#include "base/path.h"
#include "base/strbuf.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct fixture { struct term *t; char *folder, *procore, *erp; };

static const char *in_build(char *path, size_t size, const char *name)
{
	const char *dir = getenv("abs_top_builddir");
	snprintf(path, size, "%s/%s", dir ? dir : ".", name);
	return path;
}

/* Where the demonstration's simulators listen stands in its own database. */
static char *address(const char *folder, const char *connection, const char *option)
{
	char *pattern = path_join(folder, "comptoir-demo-*/data/comptoir.db"), *found = NULL;
	struct pool pool = POOL_INIT;
	struct connection c;
	struct store *s = NULL;
	glob_t files;

	assert_int_equal(glob(pattern, 0, NULL, &files), 0);
	assert_int_equal(store_open(&s, files.gl_pathv[0], STORE_READ, NULL), 0);
	assert_int_equal(store_connection_find(s, connection, &pool, &c, NULL), 0);
	for (size_t i = 0; i < c.n_options; i++)
		if (strcmp(c.options[i].name, option) == 0)
			found = xstrdup(c.options[i].value);
	assert_non_null(found);
	found[strlen("http://") + strcspn(found + strlen("http://"), "/")] = '\0';
	globfree(&files);
	store_close(s);
	pool_release(&pool);
	free(pattern);
	return found;
}

static struct term *start(struct fixture *f, int rows, int cols, const char *lang)
{
	char program[4096], locale[4096], env_locale[4200], env_lang[64], tmp[4200];
	const char *argv[] = { in_build(program, sizeof program, "comptoir"), "--demo", NULL };
	const char *env[] = { env_locale, env_lang, tmp, NULL };

	snprintf(env_locale, sizeof env_locale, "COMPTOIR_LOCALEDIR=%s", in_build(locale, sizeof locale, "locale"));
	snprintf(env_lang, sizeof env_lang, "LANG=%s", lang);
	snprintf(tmp, sizeof tmp, "TMPDIR=%s", f->folder);
	f->t = term_start(rows, cols, argv, env);
	term_wait(f->t, "acumatica:");        /* the first sync is over */
	f->procore = address(f->folder, "procore", "api_url");
	f->erp = address(f->folder, "acumatica", "base_url");
	return f->t;
}

static void fault(const char *base, const char *kind, const char *match)
{
	char *url = xasprintf("%s/_sim/fault", base);
	char *body = xasprintf("{\"kind\":\"%s\",\"count\":1,\"match\":\"%s\"}", kind, match);
	assert_int_equal(demo_http(NULL, url, body), 0);
	free(url);
	free(body);
}

/* Until the request that is to be kept waiting is there. */
static void until_it_is_silent(const char *base)
{
	char *url = xasprintf("%s/_sim/fault", base);
	struct strbuf text = STRBUF_INIT;
	do {
		strbuf_reset(&text);
		assert_int_equal(demo_http(&text, url, NULL), 0);
	} while (strstr(text.s, "\"count\":1"));
	strbuf_release(&text);
	free(url);
}

/* Everything that is not the network goes on as ever. */
static void works_as_ever(struct term *t, const char *number, const char *shown, const char *tab)
{
	term_keys(t, "/ Ctrl-U");
	term_type(t, number);
	term_wait(t, shown);
	term_keys(t, "Enter Enter");
	term_wait(t, "37");
	term_keys(t, "Esc Esc");
	term_wait_gone(t, shown);
	term_keys(t, "]");
	term_wait(t, "000");
	term_keys(t, "[ End");
	term_resize(t, 30, 110);
	term_wait(t, tab);
	term_keys(t, "Home");
}

static void a_silent_procore_stops_no_key_and_a_sync_can_be_stopped(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, "C.UTF-8");
	fault(f->procore, "stall", "GET /rest");
	term_keys(t, "S");
	until_it_is_silent(f->procore);
	works_as_ever(t, "1042-07", "1 shown", "[Invoices");
	term_keys(t, "J");
	term_wait(t, "everything");
	term_keys(t, "Esc c");
	term_wait(t, "stopped");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void an_erp_that_keeps_the_answer_leaves_the_record_visibly_on_its_way(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 50, 200, "C.UTF-8");
	fault(f->erp, "stall", "PUT /entity");
	term_keys(t, "/");
	term_type(t, "1042-07");
	term_keys(t, "Enter a");
	until_it_is_silent(f->erp);
	term_keys(t, "Esc v v v v v");
	term_wait(t, "All");
	term_keys(t, "/");
	term_type(t, "1042-07");
	term_keys(t, "Enter");
	term_wait(t, "sending");
	works_as_ever(t, "1042-07", "1 shown", "[Invoices");
	term_keys(t, "q");
	term_wait(t, "1 decision is still on its way.");
	term_keys(t, "Left Enter");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static void en_francais_aussi(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, "fr_CA.UTF-8");
	fault(f->procore, "stall", "GET /rest");
	term_keys(t, "S");
	until_it_is_silent(f->procore);
	works_as_ever(t, "1042-07", "1 affiché", "[Factures");
	term_keys(t, "c");
	term_wait(t, "arrêt");
	term_keys(t, "q");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	f->folder = term_folder();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	term_free(f->t);
	term_folder_remove(f->folder);
	free(f->procore);
	free(f->erp);
	free(f);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_silent_procore_stops_no_key_and_a_sync_can_be_stopped),
		TEST(an_erp_that_keeps_the_answer_leaves_the_record_visibly_on_its_way),
		TEST(en_francais_aussi),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
