/* How the screens begin.
 *
 * Without a vault and a connection the first two pages of the set-up come before anything is
 * made: who chooses the sample company or the tour leaves no trace.  Only then the worker is
 * started, which makes the database, and the screens open with the rest of the set-up over
 * them. */
#include "ui/start.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "ui/app.h"
#include "ui/config.h"
#include "ui/wizard.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

#define SETTINGS_MAX (256u << 10)

/* ---- what is there ---- */

static int exists(const char *name)
{
	char *path = path_data(name);
	int there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* *out: the database where it is there and of this version, or NULL; the caller closes it.  One that is there and
 * cannot be read as it is (an earlier version's, or somebody works on it) is of somebody who has begun. */
static int is_needed(struct store **out)
{
	char *path = path_data("comptoir.db");
	int there = access(path, F_OK) == 0, needed;

	*out = NULL;
	if (there && store_open_quick(out, path, NULL) < 0)
		needed = !exists("vault");
	else
		needed = wizard_is_needed(*out, exists("vault"));
	free(path);
	return needed;
}

static int has_connections(void)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	struct store *s = NULL;
	char *path = path_data("comptoir.db");
	int n = 0;

	if (access(path, F_OK) == 0 && store_open_quick(&s, path, NULL) < 0)
		n = exists("vault");
	else if (s && store_connections(s, &p, &all, NULL) == 0)
		n = all.len > 0;
	store_close(s);
	ARRAY_RELEASE(&all);
	pool_release(&p);
	free(path);
	return n;
}

/* ---- the language, kept among the settings ---- */

static int is_language_line(const char *line)
{
	size_t n = strlen("language");

	line += strspn(line, " \t");
	return strncmp(line, "language", n) == 0 && (line[n] == '=' || line[n] == ' ' || line[n] == '\t');
}

/* Its line is replaced, or stands first; everything else stays as it is. */
static void keep_language(const char *code)
{
	char *path = path_config("comptoir.conf"), *dir = path_config("");
	struct strbuf old = STRBUF_INIT, text = STRBUF_INIT;
	struct error err = ERROR_INIT;
	int rc = path_make_dir(dir, &err);

	if (rc == 0 && access(path, F_OK) == 0)
		rc = path_read_file(&old, path, SETTINGS_MAX, &err);
	strbuf_addf(&text, "language = %s\n", code);
	for (const char *at = old.len ? old.s : ""; *at;) {
		size_t n = strcspn(at, "\n");

		n += at[n] == '\n';
		if (!is_language_line(at))
			strbuf_add(&text, at, n);
		at += n;
	}
	if (rc == 0)
		rc = path_write_file(path, text.s, text.len, 0600, &err);
	if (rc < 0)
		cli_fail(&err);          /* this session speaks it all the same */
	error_release(&err);
	strbuf_release(&old);
	strbuf_release(&text);
	free(path);
	free(dir);
}

/* ---- the faces ---- */

/* take_store: the database is as this version makes it, and nobody has to wait for the worker; or NULL. */
static int run_app(struct cli *c, enum wizard_how how, struct store *take_store, int *back)
{
	struct app_options o = { .mouse = c->args.mouse, .theme = c->args.theme, .ascii = c->args.ascii,
		.hands = c->args.hands, .bulk_grace_ms = c->args.bulk_grace_ms,
		.confirm_above = c->args.confirm_above, .read_only = c->args.read_only, .set_up = how, .back_to_welcome = back,
		.script = c->args.script, .store = take_store };
	struct error err = ERROR_INIT;
	int rc = cli_open(c, take_store ? CLI_WORKER_LATER : CLI_WORKER);

	if (rc) {
		store_close(take_store);
		return rc;
	}
	o.database = c->database;
	o.user = c->user;
	rc = app_run(c->worker, &o, &err);
	if (rc < 0)
		rc = cli_fail(&err);
	error_release(&err);
	return rc;
}

/* The two pages before anything is made.  0: go on to the own company; else *rc is the end. */
static int welcome(struct cli *c, int *rc)
{
	struct screen_options so = { .theme = c->args.theme, .ascii = c->args.ascii, .mouse = c->args.mouse,
		.plain = c->args.hands.plain };
	struct error err = ERROR_INIT;
	const char *before = lang_code();
	int chosen = wizard_welcome(&so, &err);

	*rc = 0;
	if (chosen == WELCOME_COMPANY) {
		if (strcmp(before, lang_code()) != 0)
			keep_language(lang_code());
		return 0;
	}
	if (chosen == WELCOME_DEMO || chosen == WELCOME_TOUR) {
		c->args.tour = chosen == WELCOME_TOUR;
		c->args.user = c->args.ca_bundle = c->args.key_file = NULL;   /* nothing of the user's is in it */
		*rc = demo_run(&c->args);
	} else if (chosen < 0) {
		*rc = cli_fail(&err);
	}
	error_release(&err);
	return 1;
}

int start_screens(struct cli *c, int set_up)
{
	struct cli_args args = c->args;
	int rc = 0, back;

	if (!isatty(0) || !isatty(1)) {
		fprintf(stderr, set_up ? _("comptoir: the set-up needs a terminal; without one: comptoir vault create, "
			"comptoir connection add, comptoir sync\n") :
			_("comptoir: the screens need a terminal; see \"comptoir help\" for the commands\n"));
		return EX_USAGE;
	}
	if (args.read_only)
		return run_app(c, WIZARD_NONE, NULL, NULL);
	do {
		struct store *s = NULL;
		enum wizard_how how = set_up ? has_connections() ? WIZARD_CONNECT : WIZARD_START :
			is_needed(&s) ? WIZARD_START : WIZARD_NONE;

		if (how != WIZARD_NONE) {
			store_close(s);
			s = NULL;
		}
		back = 0;
		if (how == WIZARD_START && !args.script && !exists("vault") && !has_connections() && welcome(c, &rc))
			break;
		rc = run_app(c, how, s, &back);
		if (back) {              /* from the first page after: nothing was made but an empty database */
			cli_release(c);
			c->args = args;
		}
	} while (back);
	return rc;
}

int cmd_init(struct cli *c, int argc, char **argv)
{
	return start_screens(c, 1);
}
