/* The demonstration as a test fixture.  Where its simulators listen stands in its own database. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/program.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "store/store.h"
#include "ui/demo_http.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

int program_set_up(void **state)
{
	struct program *p = xcalloc(1, sizeof *p);
	p->folder = term_folder();
	*state = p;
	return 0;
}

int program_tear_down(void **state)
{
	struct program *p = *state;
	term_free(p->t);
	term_folder_remove(p->folder);
	free(p->procore);
	free(p->erp);
	free(p);
	return 0;
}

static const char *in_build(char *path, size_t size, const char *name)
{
	const char *dir = getenv("abs_top_builddir");
	snprintf(path, size, "%s/%s", dir ? dir : ".", name);
	return path;
}

char *program_database(const struct program *p)
{
	char *pattern = path_join(p->folder, "comptoir-demo-*/data/comptoir.db"), *path;
	glob_t files;
	assert_int_equal(glob(pattern, 0, NULL, &files), 0);
	path = xstrdup(files.gl_pathv[0]);
	globfree(&files);
	free(pattern);
	return path;
}

static char *address(const char *database, const char *connection, const char *option)
{
	struct pool pool = POOL_INIT;
	struct connection c;
	struct store *s = NULL;
	char *found = NULL;
	assert_int_equal(store_open(&s, database, STORE_READ, NULL), 0);
	assert_int_equal(store_connection_find(s, connection, &pool, &c, NULL), 0);
	for (size_t i = 0; i < c.n_options && !found; i++)
		if (strcmp(c.options[i].name, option) == 0)
			found = xstrdup(c.options[i].value);
	assert_non_null(found);
	found[strlen("http://") + strcspn(found + strlen("http://"), "/")] = '\0';
	store_close(s);
	pool_release(&pool);
	return found;
}

char *program_simulator(const struct program *p, const char *connection)
{
	char *database = program_database(p);
	char *found = address(database, connection, strcmp(connection, "acumatica") && strcmp(connection, "myob") ?
		"api_url" : "base_url");
	free(database);
	return found;
}

void program_state(const char *simulator, struct strbuf *out)
{
	char *url = xasprintf("%s/_sim/state", simulator);
	strbuf_reset(out);
	assert_int_equal(demo_http(out, url, NULL), 0);
	free(url);
}

struct term *program_run(struct program *p, int rows, int cols, const char *lang, const char *const args[])
{
	char program[4096], locale[4096], env_locale[4200], env_lang[64], tmp[4200];
	const char *argv[8] = { in_build(program, sizeof program, "comptoir") };
	const char *env[] = { env_locale, env_lang, tmp, NULL };

	for (int i = 0; args[i] && i < 6; i++)
		argv[i + 1] = args[i];
	snprintf(env_locale, sizeof env_locale, "COMPTOIR_LOCALEDIR=%s", in_build(locale, sizeof locale, "locale"));
	snprintf(env_lang, sizeof env_lang, "LANG=%s", lang);
	snprintf(tmp, sizeof tmp, "TMPDIR=%s", p->folder);
	return p->t = term_start(rows, cols, argv, env);
}

struct term *program_start(struct program *p, int rows, int cols, const char *lang)
{
	char *database;

	program_run(p, rows, cols, lang, (const char *const[]){ "--demo", NULL });
	term_wait(p->t, strncmp(lang, "fr", 2) == 0 ? "acumatica\302\240:" : "acumatica:");
	database = program_database(p);
	p->procore = address(database, "procore", "api_url");
	p->erp = address(database, "acumatica", "base_url");
	free(database);
	return p->t;
}

void program_control(const char *simulator, const char *path, const char *body)
{
	char *url = xasprintf("%s%s", simulator, path);
	assert_int_equal(demo_http(NULL, url, body), 0);
	free(url);
}

void program_faults(const char *simulator, const char *kind, const char *match, int count)
{
	char *body = xasprintf("{\"kind\":\"%s\",\"count\":%d,\"match\":\"%s\"}", kind, count, match);
	program_control(simulator, "/_sim/fault", body);
	free(body);
}

void program_fault(const char *simulator, const char *kind, const char *match)
{
	program_faults(simulator, kind, match, 1);
}

static int is_hit(const char *url, struct strbuf *text)
{
	strbuf_reset(text);
	assert_int_equal(demo_http(text, url, NULL), 0);
	return strstr(text->s, "\"count\":1") == NULL;
}

void program_until_hit(struct program *p, const char *simulator)
{
	char *url = xasprintf("%s/_sim/fault", simulator);
	struct strbuf text = STRBUF_INIT;
	term_until(p->t, is_hit(url, &text));
	strbuf_release(&text);
	free(url);
}

void program_silence(const char *simulator, const char *match)
{
	char *body = xasprintf("{\"kind\":\"stall\",\"count\":1,\"delay_ms\":3600000,\"match\":\"%s\"}", match);
	program_control(simulator, "/_sim/fault", body);
	free(body);
}
