/* comptoir --demo: starts comptoir-sim as a child on free loopback ports, makes a
 * throw-away vault and database, and opens the program on them: real HTTP, real connectors, no
 * account.  Nothing of it touches the user's own files. */
#include "ui/demo.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/path.h"
#include "ui/app.h"
#include "ui/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

/* ---- the simulators ---- */

/* Beside this program, or in the PATH. */
static char *sim_program(void)
{
	char *path = path_beside_program("comptoir-sim");

	if (path && access(path, X_OK) == 0)
		return path;
	free(path);
	return xstrdup("comptoir-sim");
}

static int read_ready(struct demo *d, int fd)
{
	struct strbuf line = STRBUF_INIT;
	char c;
	ssize_t n;

	while ((n = read(fd, &c, 1)) == 1 || (n < 0 && errno == EINTR)) {
		if (n == 1 && c == '\n')
			break;
		if (n == 1)
			strbuf_addc(&line, c);
	}
	d->ready = strbuf_detach(&line);
	return *d->ready == '{' ? 0 : -1;
}

static int start_sim(struct demo *d)
{
	char *program = sim_program(), *log = path_join(d->home, "exchanges.jsonl");
	char *argv[12 + 2 * DEMO_MAX_SYSTEMS] = { program, "--exit-with-parent", "--log", log, "--system", "procore" };
	int pipes[2], rc = -1, n = 6;

	for (size_t i = 0; i < d->n_systems; i++) {
		argv[n++] = "--system";
		argv[n++] = (char *)(uintptr_t)d->systems[i];
	}
	if (d->n_systems > 1) {          /* a project belongs to one of them: enough projects for all */
		argv[n++] = "--scale";
		argv[n++] = "600";
	}
	argv[n] = NULL;

	if (pipe(pipes) == 0) {
		fcntl(pipes[0], F_SETFD, FD_CLOEXEC);
		d->sim = fork();
		if (d->sim == 0) {
			dup2(pipes[1], 1);
			close(pipes[1]);
			execvp(program, argv);
			_exit(127);
		}
		close(pipes[1]);
		rc = d->sim > 0 ? read_ready(d, pipes[0]) : -1;
		close(pipes[0]);
	}
	if (rc < 0)
		fprintf(stderr, _("comptoir: the simulator \"%s\" did not start; nothing was done\n"), program);
	free(program);
	free(log);
	return rc < 0 ? EX_UNAVAILABLE : 0;
}

/* Does what was typed name this system?  "sage" will do for "sage300". */
static int is_meant(const char *typed, const char *name)
{
	size_t n = strlen(typed);

	return strcmp(typed, "all") == 0 || (n >= 4 && strncmp(typed, name, n) == 0);
}

static int choose_systems(struct demo *d)
{
	const char *typed = d->cli.args.demo_system ? d->cli.args.demo_system : "acumatica";
	const struct connector_info *all;
	size_t n = worker_connectors(&all);

	for (size_t i = 0; i < n && d->n_systems < DEMO_MAX_SYSTEMS; i++)
		if (all[i].built && strcmp(all[i].role, "erp") == 0 && is_meant(typed, all[i].name))
			d->systems[d->n_systems++] = all[i].name;
	if (d->n_systems)
		return 0;
	fprintf(stderr, _("comptoir: there is no demo of \"%s\"; there are:"), typed);
	for (size_t i = 0; i < n; i++)
		if (all[i].built && strcmp(all[i].role, "erp") == 0)
			fprintf(stderr, " %s,", all[i].name);
	fprintf(stderr, " all\n");
	return EX_USAGE;
}

/* ---- a company of its own ---- */

static int make_home(struct demo *d)
{
	const char *tmp = getenv("TMPDIR");

	d->home = path_join(tmp && *tmp ? tmp : "/tmp", "comptoir-demo-XXXXXX");
	if (mkdtemp(d->home) == NULL) {
		fprintf(stderr, _("comptoir: no folder for the demo could be made in %s: %s\n"), d->home, strerror(errno));
		return EX_CANTCREAT;
	}
	setenv("COMPTOIR_HOME", d->home, 1);
	setenv("COMPTOIR_VAULT_COST", "min", 1);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	return remove(path);
}

/* The vault of the demo goes when it ends; its passphrase is told by the prompt. */
static int make_vault(struct demo *d)
{
	struct message *m = message_new(MSG_VAULT_CREATE);

	m->secret = secret_from_text(APP_DEMO_PASSPHRASE);
	return cli_ask(&d->cli, m, NULL);
}

/* Everything a connector asks for, from what the simulator says it accepts: an address
 * option is its base address, any other option or secret has the name of a credential. */
static int add_connection(struct demo *d, const struct connector_info *info)
{
	struct message *m = message_new(MSG_CONNECTION_ADD);
	struct strbuf value = STRBUF_INIT;
	struct error err = ERROR_INIT;
	int rc = 0;

	m->name = xstrdup(info->name);
	m->text = xstrdup(info->name);
	for (const struct option_def *o = info->options; o->name && rc == 0; o++) {
		char *path = xasprintf("credentials.%s.%s", info->name, o->name);

		strbuf_reset(&value);
		if (o->type != OPTION_SECRET &&
		    (worker_json_member(&value, d->ready, path) == 0 || (o->type == OPTION_URL &&
		     worker_json_member(&value, d->ready, info->name) == 0)) &&
		    option_set(&m->options, info->options, o->name, value.s, &err) < 0)
			rc = cli_fail(&err);
		free(path);
	}
	if (rc == 0)
		rc = cli_ask(&d->cli, m, NULL);
	else
		message_free(m);
	for (const struct option_def *o = info->options; o->name && rc == 0; o++) {
		char *path = xasprintf("credentials.%s.%s", info->name, o->name);

		strbuf_reset(&value);
		if (o->type == OPTION_SECRET && worker_json_member(&value, d->ready, path) == 0) {
			m = message_new(MSG_VAULT_SET);
			m->name = xasprintf("%s/%s", info->name, o->name);
			m->secret = secret_from_text(value.s);
			rc = cli_ask(&d->cli, m, NULL);
		}
		free(path);
	}
	strbuf_release(&value);
	error_release(&err);
	return rc;
}

static int add_connections(struct demo *d)
{
	const struct connector_info *all;
	struct strbuf base = STRBUF_INIT;
	size_t n = worker_connectors(&all);
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++) {
		strbuf_reset(&base);
		if (all[i].built && worker_json_member(&base, d->ready, all[i].name) == 0)
			rc = add_connection(d, &all[i]);
	}
	strbuf_release(&base);
	return rc;
}

static int show_screens(struct demo *d)
{
	struct app_options o = { .database = d->cli.database, .user = d->cli.user, .demo = 1,
		.theme = d->cli.args.theme, .ascii = d->cli.args.ascii, .mouse = d->cli.args.mouse,
		.hands = d->cli.args.hands, .bulk_grace_ms = d->cli.args.bulk_grace_ms,
		.confirm_above = d->cli.args.confirm_above, .tour = d->cli.args.tour, .script = d->cli.args.script };
	struct message *m = message_new(MSG_SYNC);
	struct error err = ERROR_INIT;
	int rc;

	m->number = MSG_SYNC_EXPORT;
	o.syncing = worker_post(d->cli.worker, m);
	rc = app_run(d->cli.worker, &o, &err);
	if (rc < 0)
		rc = cli_fail(&err);
	error_release(&err);
	return rc;
}

static void end_demo(struct demo *d)
{
	cli_release(&d->cli);
	if (d->sim > 0) {
		kill(d->sim, SIGTERM);
		while (waitpid(d->sim, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (d->home && getenv("COMPTOIR_KEEP_DEMO") == NULL)
		nftw(d->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(d->home);
	free(d->ready);
}

int demo_run(struct cli_args *a)
{
	struct demo d = { .sim = -1 };
	int rc;

	if (!a->story && (!isatty(0) || !isatty(1)))
		a->story = 1;
	d.cli.args = *a;
	if (a->story && a->settle_ms < 0)
		d.cli.args.settle_ms = 0;        /* nobody watches: lost answers are looked up at once */
	interrupt_catch();
	rc = choose_systems(&d);
	if (rc == 0)
		rc = make_home(&d);
	if (rc == 0)
		rc = start_sim(&d);
	if (rc == 0)
		rc = cli_open(&d.cli, CLI_WORKER | CLI_STORE);
	if (rc == 0)
		rc = make_vault(&d);
	if (rc == 0)
		rc = add_connections(&d);
	if (rc == 0)
		rc = a->story ? demo_story(&d) : show_screens(&d);
	end_demo(&d);
	return rc;
}

int cmd_tutor(struct cli *c, int argc, char **argv)
{
	if (!isatty(0) || !isatty(1)) {
		fprintf(stderr, _("comptoir: the tour needs a terminal; \"comptoir --demo --story\" tells the same road in text\n"));
		return EX_USAGE;
	}
	c->args.tour = 1;
	return demo_run(&c->args);
}
