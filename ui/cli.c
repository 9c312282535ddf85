/* The command line: what was typed, the table of commands, and what they share.
 *
 * Every command takes the same road as the screens: it posts messages to the worker and
 * reads the store through a handle of its own. */
#include "ui/cli.h"
#include "ui/interrupt.h"
#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "store/outbox.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <termios.h>
#include <unistd.h>
#include <fcntl.h>

#include "base/banned.h"

const struct cli_command cli_commands[] = {
	{ "init", "", N_("Set everything up on the screen: vault, Procore, accounting system, first sync"), 0, 0, cmd_init },
	{ "tutor", "[--lang LANGUAGE]", N_("A guided tour of ten minutes in a sample company"), 0, 0, cmd_tutor },
	{ "sync", "[ENTITY] [--full] [--connection NAME] [--no-export] [--wait-for-hh2[=MINUTES]]",
		N_("Fetch what is new, judge it, and send what is approved"), CLI_STORE | CLI_UNLOCKED, 0, cmd_sync },
	{ "list", "ENTITY [--view VIEW] [--filter TEXT] [--sort FIELD] [--limit N]",
		N_("List records"), CLI_STORE, 1, cmd_list },
	{ "show", "ENTITY NUMBER [--payload]",
		N_("Show one record: amounts, findings, both sides, history"), CLI_STORE, 2, cmd_show },
	{ "approve", "ENTITY NUMBER... [--with-prerequisites] [--accept-warnings]",
		N_("Approve and export"), CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "reject", "ENTITY NUMBER... --reason TEXT",
		N_("Reject with a reason"), CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "retry", "ENTITY NUMBER...", N_("Try a failed export once more"), CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "undo", "ENTITY NUMBER...", N_("Take back what is approved and not yet sent"),
		CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "link", "ENTITY NUMBER ERP-NUMBER", N_("Tie a record to one that exists in the accounting system"),
		CLI_STORE | CLI_UNLOCKED, 3, cmd_link },
	{ "unlink", "ENTITY NUMBER", N_("Untie a record that was deleted in the accounting system"),
		CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "add", "ENTITY NUMBER...", N_("Add a vendor or job of the accounting system to Procore"),
		CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "archive", "ENTITY NUMBER...", N_("Hide a record of the accounting system from the list to import"),
		CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "restore", "ENTITY NUMBER...", N_("Bring an archived record back"), CLI_STORE | CLI_UNLOCKED, 2, cmd_decide },
	{ "set", "ENTITY NUMBER NAME [VALUE]",
		N_("Type a value for the export: erp_id, title, number, vendor_ref, accounting_date, name"),
		CLI_STORE | CLI_WORKER, 3, cmd_set },
	{ "comment", "ENTITY NUMBER TEXT", N_("Write a note about a record; it stays in the audit trail"),
		CLI_STORE | CLI_WORKER, 3, cmd_comment },
	{ "overview", "", N_("Sum up what waits, the cash it takes by week, failures and the largest vendors"), CLI_STORE, 0, cmd_overview },
	{ "jobs", "[--limit N]", N_("Syncs that ran, and exports that are not settled"), CLI_STORE, 0, cmd_jobs },
	{ "audit", "verify | list [--limit N]", N_("The audit trail: verify its chain, or read it"), CLI_STORE, 1, cmd_audit },
	{ "vault", "create | passphrase | list | set NAME | get NAME | remove NAME | unattended on FILE | unattended off",
		N_("The encrypted vault of credentials"), CLI_WORKER, 1, cmd_vault },
	{ "connection", "add NAME CONNECTOR [OPTION=VALUE...] | test NAME | list | remove NAME | options CONNECTOR",
		N_("Connections to Procore and to accounting systems"), CLI_STORE | CLI_WORKER, 1, cmd_connection },
	{ "login", "NAME", N_("Sign in with the browser"), CLI_STORE | CLI_UNLOCKED, 1, cmd_login },
	{ "profile", "list | show CONNECTOR", N_("What an accounting system takes and gives, and its limits"), 0, 1, cmd_profile },
	{ "user", "add NAME ROLE | grant NAME ENTITY import|export | revoke NAME ENTITY import|export | remove NAME | list",
		N_("People and their rights"), CLI_STORE | CLI_WORKER, 1, cmd_user },
	{ "doctor", "", N_("Check the set-up and say what to mend"), 0, 0, cmd_doctor },
	{ "keys", "[--preset NAME]", N_("List the keys as they are in force, and say which lines of the key files quarrel"), 0, 0, cmd_keys },
	{ "paths", "", N_("Say where things lie"), 0, 0, cmd_paths },
	{ "backup", "FILE", N_("Copy the database while it is in use"), CLI_STORE, 1, cmd_backup },
	{ "help", "[COMMAND]", N_("This list, or one command"), 0, 0, cmd_help },
	{ NULL, NULL, NULL, 0, 0, NULL },
};

/* ---- what was typed ---- */

enum { OPT_JSON = 256, OPT_CSV, OPT_PLAIN, OPT_LANG, OPT_USER, OPT_KEY_FILE, OPT_CA, OPT_FULL, OPT_NO_EXPORT,
	OPT_PREREQ, OPT_WARN, OPT_PAYLOAD, OPT_REASON, OPT_VIEW, OPT_FILTER, OPT_SORT, OPT_CONNECTION, OPT_LIMIT,
	OPT_PASS_FD, OPT_SETTLE, OPT_WAIT, OPT_YES, OPT_IMPORT, OPT_READ_ONLY, OPT_STORY, OPT_DEMO, OPT_ASCII,
	OPT_THEME, OPT_WAIT_HOP, OPT_HELP, OPT_VERSION, OPT_UNATTENDED, OPT_PLAIN_UI, OPT_RECORD, OPT_REPLAY, OPT_REPLAY_SPEED,
	OPT_REPLAY_DUMP, OPT_PRESET };

static const struct { struct option o; const char *value; const char *help; } options[] = {
	{ { "demo", optional_argument, NULL, OPT_DEMO }, "SYSTEM", N_("open a sample company on the simulators: acumatica (default), myob, xero, sage, quickbooks, or all") },
	{ { "story", no_argument, NULL, OPT_STORY }, NULL, N_("with --demo: the whole road in text, without a screen") },
	{ { "json", no_argument, NULL, OPT_JSON }, NULL, N_("data as JSON") },
	{ { "csv", no_argument, NULL, OPT_CSV }, NULL, N_("data as CSV") },
	{ { "plain", no_argument, NULL, OPT_PLAIN }, NULL, N_("data as plain text (default)") },
	{ { "lang", required_argument, NULL, OPT_LANG }, "en|fr|fr_CA", N_("language of the messages") },
	{ { "user", required_argument, NULL, OPT_USER }, "NAME", N_("decide as this user (default: the Unix user)") },
	{ { "key-file", required_argument, NULL, OPT_KEY_FILE }, "FILE", N_("open the import section of the vault with this key file") },
	{ { "unattended", no_argument, NULL, OPT_UNATTENDED }, NULL, N_("the same with the systemd credential \"comptoir-key\"") },
	{ { "passphrase-fd", required_argument, NULL, OPT_PASS_FD }, "N", N_("read the passphrase from this file descriptor") },
	{ { "ca-bundle", required_argument, NULL, OPT_CA }, "FILE", N_("trust these certificates instead of the system's") },
	{ { "full", no_argument, NULL, OPT_FULL }, NULL, N_("sync: read everything again, find deletions") },
	{ { "no-export", no_argument, NULL, OPT_NO_EXPORT }, NULL, N_("sync: only fetch") },
	{ { "wait-for-hh2", optional_argument, NULL, OPT_WAIT_HOP }, "MINUTES",
		N_("sync: where a copy is read (Sage 300 CRE through hh2), wait until newer data is in it, 30 minutes at most") },
	{ { "connection", required_argument, NULL, OPT_CONNECTION }, "NAME", N_("sync: only this connection") },
	{ { "view", required_argument, NULL, OPT_VIEW }, "VIEW", N_("list: ready, failed, synced, rejected, import or all") },
	{ { "filter", required_argument, NULL, OPT_FILTER }, "TEXT", N_("list: the same expression as on the screen") },
	{ { "sort", required_argument, NULL, OPT_SORT }, "[-]FIELD", N_("list: order; - for descending") },
	{ { "limit", required_argument, NULL, OPT_LIMIT }, "N", N_("at most so many rows") },
	{ { "payload", no_argument, NULL, OPT_PAYLOAD }, NULL, N_("show: exactly what will be sent") },
	{ { "with-prerequisites", no_argument, NULL, OPT_PREREQ }, NULL, N_("approve: vendor, job and commitment first where they are missing") },
	{ { "accept-warnings", no_argument, NULL, OPT_WARN }, NULL, N_("approve: in spite of warnings") },
	{ { "reason", required_argument, NULL, OPT_REASON }, "TEXT", N_("reject: the reason, kept in the history") },
	{ { "import", no_argument, NULL, OPT_IMPORT }, NULL, N_("vault set: readable by the unattended import") },
	{ { "wait", required_argument, NULL, OPT_WAIT }, "SECONDS", N_("approve: how long to wait for the answer (default 120)") },
	{ { "settle", required_argument, NULL, OPT_SETTLE }, "MS", N_("time between two look-ups of a lost answer (default: the connector's)") },
	{ { "read-only", no_argument, NULL, OPT_READ_ONLY }, NULL, N_("look, and change nothing") },
	{ { "theme", required_argument, NULL, OPT_THEME }, "NAME", N_("colours of the screens") },
	{ { "ascii", no_argument, NULL, OPT_ASCII }, NULL, N_("draw with ASCII characters alone") },
	{ { "plain-ui", no_argument, NULL, OPT_PLAIN_UI }, NULL, N_("screens for a screen reader: no lines and boxes, label before value") },
	{ { "preset", required_argument, NULL, OPT_PRESET }, "NAME", N_("keys: default, vi or function-keys, in place of the setting") },
	{ { "record", required_argument, NULL, OPT_RECORD }, "FILE", N_("write the keys of the screens to a new file, to be played again; no passwords") },
	{ { "replay", required_argument, NULL, OPT_REPLAY }, "FILE", N_("play such a file; Ctrl-C stops it") },
	{ { "replay-speed", required_argument, NULL, OPT_REPLAY_SPEED }, "N", N_("with --replay: as fast as it was typed (1), or so many times as fast") },
	{ { "replay-dump", required_argument, NULL, OPT_REPLAY_DUMP }, "FILE", N_("with --replay: at the end write the screen to this file, and leave") },
	{ { "yes", no_argument, NULL, OPT_YES }, NULL, N_("do not ask back") },
	{ { "help", no_argument, NULL, OPT_HELP }, NULL, N_("this text") },
	{ { "version", no_argument, NULL, OPT_VERSION }, NULL, N_("name and version") },
};

void cli_help(FILE *out)
{
	fprintf(out, _("Comptoir: between Procore and the accounting system.\n\n"
		"  comptoir                 the screens\n"
		"  comptoir --demo          a sample company, nothing to set up\n"
		"  comptoir COMMAND ...     the same functions as commands\n\n"));
	fprintf(out, "%s\n", _("Commands:"));
	for (const struct cli_command *c = cli_commands; c->name; c++)
		fprintf(out, "  %s %s\n        %s\n", c->name, c->usage, TR(c->help));
	fprintf(out, "\n%s\n", _("Options:"));
	for (size_t i = 0; i < ARRAY_SIZE(options); i++)
		fprintf(out, "  --%s%s%s%s\n        %s\n", options[i].o.name, !options[i].value ? "" :
			options[i].o.has_arg == optional_argument ? "[=" : " ", options[i].value ? options[i].value : "",
			options[i].o.has_arg == optional_argument ? "]" : "", TR(options[i].help));
	fprintf(out, "\n%s\n", _("Exit codes: 0 fine, 1 differences, 2 partly done, 64-78 as sysexits, 75 try again."));
}

static int int_option(const char *name, const char *text, int64_t *out)
{
	if (decimal_parse(out, text, 0, 1) == 0 && *out >= 0)
		return 0;
	fprintf(stderr, _("comptoir: --%s needs a whole number, not \"%s\"\n"), name, text);
	return EX_USAGE;
}

static int take_option(struct cli_args *a, int opt, const char *value)
{
	switch (opt) {
	case OPT_JSON: a->format = CLI_JSON; return 0;
	case OPT_CSV: a->format = CLI_CSV; return 0;
	case OPT_PLAIN: a->format = CLI_PLAIN; return 0;
	case OPT_LANG: a->lang = value; return 0;
	case OPT_USER: a->user = value; return 0;
	case OPT_KEY_FILE: a->key_file = value; return 0;
	case OPT_UNATTENDED: a->unattended = 1; return 0;
	case OPT_CA: a->ca_bundle = value; return 0;
	case OPT_FULL: a->full = 1; return 0;
	case OPT_NO_EXPORT: a->no_export = 1; return 0;
	case OPT_WAIT_HOP: a->wait_hop = 30; return value ? int_option("wait-for-hh2", value, &a->wait_hop) : 0;
	case OPT_PREREQ: a->prerequisites = 1; return 0;
	case OPT_WARN: a->accept_warnings = 1; return 0;
	case OPT_PAYLOAD: a->payload = 1; return 0;
	case OPT_REASON: a->reason = value; return 0;
	case OPT_VIEW: a->view = value; return 0;
	case OPT_FILTER: a->filter = value; return 0;
	case OPT_SORT: a->sort = value; return 0;
	case OPT_CONNECTION: a->connection = value; return 0;
	case OPT_YES: a->yes = 1; return 0;
	case OPT_IMPORT: a->import_section = 1; return 0;
	case OPT_READ_ONLY: a->read_only = 1; return 0;
	case OPT_STORY: a->story = 1; return 0;
	case OPT_DEMO: a->demo = 1; a->demo_system = value; return 0;
	case OPT_ASCII: a->ascii = 1; return 0;
	case OPT_THEME: a->theme = value; return 0;
	case OPT_PLAIN_UI: a->hands.plain = 1; return 0;
	case OPT_PRESET: a->preset = value; return 0;
	case OPT_RECORD: a->record = value; return 0;
	case OPT_REPLAY: a->replay = value; return 0;
	case OPT_REPLAY_SPEED: return int_option("replay-speed", value, &a->replay_speed);
	case OPT_REPLAY_DUMP: a->replay_dump = value; return 0;
	case OPT_LIMIT: return int_option("limit", value, &a->limit);
	case OPT_PASS_FD: return int_option("passphrase-fd", value, &a->passphrase_fd);
	case OPT_SETTLE: return int_option("settle", value, &a->settle_ms);
	case OPT_WAIT: return int_option("wait", value, &a->wait_s);
	default: return EX_USAGE;
	}
}

int cli_parse(struct cli_args *a, int argc, char **argv)
{
	struct option table[ARRAY_SIZE(options) + 1];
	int opt;

	memset(a, 0, sizeof *a);
	a->passphrase_fd = -1;
	a->settle_ms = -1;
	a->wait_s = -1;
	a->mouse = 1;
	a->limit = 0;
	for (size_t i = 0; i < ARRAY_SIZE(options); i++)
		table[i] = options[i].o;
	memset(&table[ARRAY_SIZE(options)], 0, sizeof table[0]);
	while ((opt = getopt_long(argc, argv, "", table, NULL)) != -1) {
		int rc;

		if (opt == OPT_HELP) {
			lang_init(a->lang);
			cli_help(stdout);
			exit(0);
		}
		if (opt == OPT_VERSION) {
			printf("%s\n", PACKAGE_STRING);
			exit(0);
		}
		rc = take_option(a, opt, optarg);
		if (rc) {
			fprintf(stderr, _("comptoir: see \"comptoir --help\"\n"));
			return rc;
		}
	}
	a->words = argv + optind;
	a->n_words = argc - optind;
	return 0;
}

/* ---- what commands share ---- */

int cli_fail(const struct error *err)
{
	struct strbuf text = STRBUF_INIT, safe = STRBUF_INIT;

	error_text(&text, err, 1);
	text_add_safe(&safe, text.s, 0);
	fprintf(stderr, "comptoir: %s\n", safe.s);
	strbuf_release(&text);
	strbuf_release(&safe);
	return error_exit_code(err->cls);
}

int cli_usage(const struct cli_command *cmd)
{
	fprintf(stderr, _("comptoir: usage: comptoir %s %s\n"), cmd->name, cmd->usage);
	return EX_USAGE;
}

static const char *unix_user(struct pool *p)
{
	const struct passwd *pw = getpwuid(geteuid());

	return pw && pw->pw_name ? pool_strdup(p, pw->pw_name) : pool_printf(p, "%u", (unsigned)geteuid());
}

/* The terminal's line without echo; -1 when there is none, or a signal came meanwhile.  With
 * news (called when the worker has something to say; 1: that was it) the line is only one way
 * to get on: 1 when the news came first, and no line is no error. */
static int read_line_hidden(struct cli *c, int fd, struct secret *out, int (*news)(struct cli *c, void *data),
	void *data)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .fd = interrupt_fd(), .events = POLLIN },
		{ .fd = news ? worker_fd(c->worker) : -1, .events = POLLIN } };
	struct termios old, quiet;
	int tty = isatty(fd) && tcgetattr(fd, &old) == 0;
	char ch;
	ssize_t n = -1;
	int told = 0;

	if (tty) {
		quiet = old;
		quiet.c_lflag &= (tcflag_t)~ECHO;
		tcsetattr(fd, TCSAFLUSH, &quiet);
	}
	for (;;) {
		if ((poll(p, ARRAY_SIZE(p), -1) < 0 && errno == EINTR) || p[1].revents) {
			n = -1;
			if (interrupted())
				break;
			continue;
		}
		if (news && p[2].revents && (told = news(c, data)) != 0)
			break;
		if (news && !p[0].revents)
			continue;
		n = read(fd, &ch, 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (news && n <= 0 && secret_len(out) == 0) {
			p[0].fd = -1;            /* nobody to type it: the news will come */
			continue;
		}
		if (n <= 0 || ch == '\n')
			break;
		if (ch != '\r')
			secret_push_char(out, ch);
	}
	secret_wipe(&ch, sizeof ch);
	if (tty) {
		tcsetattr(fd, TCSAFLUSH, &old);
		fputc('\n', stderr);
	}
	if (told)
		return 1;
	return !interrupted() && (secret_len(out) > 0 || n > 0) ? 0 : -1;
}

struct secret *cli_read_secret(struct cli *c, const char *prompt, struct error *err)
{
	return cli_read_secret_or(c, prompt, NULL, NULL, err);
}

struct secret *cli_read_secret_or(struct cli *c, const char *prompt, int (*news)(struct cli *c, void *data),
	void *data, struct error *err)
{
	struct secret *s = secret_new(0);
	int fd = (int)c->args.passphrase_fd;
	int own = -1, rc = -1;

	if (fd < 0) {
		fd = own = open("/dev/tty", O_RDWR | O_CLOEXEC);
		if (fd >= 0)
			fprintf(stderr, "%s ", prompt);
	}
	if (fd >= 0 || news)
		rc = read_line_hidden(c, fd, s, news, data);
	if (rc != 0) {
		if (rc > 0)
			error_release(err);
		else if (interrupted())
			error_set(err, ERR_CANCEL, N_("stopped on request"), NULL);
		else
			error_set(err, ERR_LOCKED, N_("no passphrase was given and there is no terminal to ask on; "
				"use --passphrase-fd or --key-file"), NULL);
		secret_free(s);
		s = NULL;
	}
	if (own >= 0)
		close(own);
	return s;
}

static char *credential_path(struct cli *c)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");

	if (c->args.key_file)
		return xstrdup(c->args.key_file);
	return c->args.unattended && dir ? path_join(dir, "comptoir-key") : NULL;
}

int cli_unlock(struct cli *c)
{
	struct error err = ERROR_INIT;
	struct message *m;
	int rc;

	if (c->unlocked)
		return 0;
	m = message_new(MSG_UNLOCK);
	m->text = credential_path(c);
	if (m->text == NULL)
		m->secret = cli_read_secret(c, _("Passphrase of the vault:"), &err);
	if (m->text == NULL && m->secret == NULL) {
		message_free(m);
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	rc = cli_ask(c, m, NULL);
	c->unlocked = rc == 0;
	return rc;
}

static int start_worker(struct cli *c, unsigned needs, struct error *err)
{
	struct worker_options o = { .database = c->database, .vault = c->vault, .user = c->user,
		.ca_bundle = c->args.ca_bundle, .settle_ms = (int)c->args.settle_ms,
		.auto_lock_ms = c->args.auto_lock_ms, .grace_ms = c->args.grace_ms, .bulk_grace_ms = c->args.bulk_grace_ms,
		.read_only = c->args.read_only, .fetch_only = c->args.no_export };

	interrupt_catch();
	if (c->worker)
		return 0;
	if (needs & CLI_WORKER_LATER) {
		c->worker = worker_new(&o);
		return 0;
	}
	return worker_start(&c->worker, &o, err);
}

int cli_start_worker(struct cli *c, struct error *err)
{
	return start_worker(c, CLI_WORKER, err);
}

int cli_open(struct cli *c, unsigned needs)
{
	struct error err = ERROR_INIT;
	int rc = 0;

	c->database = path_data("comptoir.db");
	c->vault = path_data("vault");
	c->user = c->args.user ? c->args.user : unix_user(&c->pool);
	/* The worker makes and migrates the database, so it comes first. */
	if ((needs & (CLI_WORKER | CLI_WORKER_LATER | CLI_UNLOCKED)) || ((needs & CLI_STORE) && access(c->database, F_OK) != 0))
		rc = start_worker(c, needs, &err);
	if (rc == 0 && (needs & CLI_STORE))
		rc = store_open(&c->store, c->database, STORE_READ, &err);
	if (rc < 0) {
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	return needs & CLI_UNLOCKED ? cli_unlock(c) : 0;
}

const char *cli_connector(struct cli *c, int64_t connection)
{
	if (c->connections.len == 0)
		store_connections(c->store, &c->pool, &c->connections, NULL);
	for (size_t i = 0; i < c->connections.len; i++)
		if (c->connections.items[i].id == connection)
			return c->connections.items[i].connector;
	return NULL;
}

void cli_release(struct cli *c)
{
	ARRAY_RELEASE(&c->connections);
	if (c->worker)
		worker_stop(c->worker);
	store_close(c->store);
	pool_release(&c->pool);
	free(c->database);
	free(c->vault);
	memset(c, 0, sizeof *c);
}

#define STOP_SYNC_MS 5000      /* how long a sync may take to give up after a signal */
#define STOP_MS      200       /* and any other question */

/* News that come while a question waits for its answer. */
static void show_news(void *data, const struct message *m)
{
	struct cli *c = data;
	struct strbuf b = STRBUF_INIT;

	if (m->type == MSG_PROGRESS && isatty(2) && m->name) {
		strbuf_addf(&b, "%s %s %lld", m->name, m->text ? m->text : "", (long long)m->number);
		if (m->number2 > 0)
			strbuf_addf(&b, "/%lld", (long long)m->number2);
		fprintf(stderr, "\r%-70.70s\r", b.s);
	} else if ((m->type == MSG_NOTICE || m->type == MSG_PACE) && m->error.msgid) {
		cli_fail(&m->error);
	}
	(void)c;
	strbuf_release(&b);
}

/* The answer, or NULL when a signal came and no answer followed soon. */
static struct message *wait_for(struct cli *c, uint64_t id, int64_t patience_ms)
{
	struct pollfd p[] = { { .fd = worker_fd(c->worker), .events = POLLIN },
		{ .fd = interrupt_fd(), .events = POLLIN } };
	int64_t end = -1;
	struct message *m;

	for (;;) {
		while ((m = worker_take(c->worker)) != NULL) {
			if (m->to == id && (m->type == MSG_ANSWER || m->type == MSG_SYNC_DONE))
				return m;
			show_news(c, m);
			message_free(m);
		}
		if (end < 0 && interrupted()) {
			worker_post(c->worker, message_new(MSG_CANCEL));
			end = clock_mono_ms() + patience_ms;
			p[1].fd = -1;
		}
		if (end >= 0 && clock_mono_ms() >= end)
			return NULL;
		poll(p, ARRAY_SIZE(p), end < 0 ? -1 : (int)(end - clock_mono_ms() + 1));
	}
}

/* partly: the answer is given also with an error, when it says what was done all the same. */
static int ask(struct cli *c, struct message *take_question, struct message **answer, int partly)
{
	int64_t patience_ms = take_question->type == MSG_SYNC ? STOP_SYNC_MS : STOP_MS;
	struct message *m = wait_for(c, worker_post(c->worker, take_question), patience_ms);
	int rc = 0;

	if (answer)
		*answer = NULL;
	if (m == NULL) {
		struct error err = ERROR_INIT;

		error_set(&err, ERR_CANCEL, N_("stopped on request"), NULL);
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	if (m->error.cls != ERR_NONE)
		rc = cli_fail(&m->error);
	if (answer && (rc == 0 || (partly && m->text)))
		*answer = m;
	else
		message_free(m);
	return rc;
}

int cli_ask(struct cli *c, struct message *take_question, struct message **answer)
{
	return ask(c, take_question, answer, 0);
}

int cli_ask_partly(struct cli *c, struct message *take_question, struct message **answer)
{
	return ask(c, take_question, answer, 1);
}

int cli_run(struct cli *c)
{
	const char *name = c->args.n_words ? c->args.words[0] : "help";
	const struct cli_command *cmd = cli_commands;
	int rc;

	while (cmd->name && strcmp(cmd->name, name) != 0)
		cmd++;
	if (cmd->name == NULL) {
		fprintf(stderr, _("comptoir: there is no command \"%s\"; see \"comptoir help\"\n"), name);
		return EX_USAGE;
	}
	if (c->args.n_words - 1 < cmd->min_words)
		return cli_usage(cmd);
	rc = cli_open(c, cmd->needs);
	return rc ? rc : cmd->run(c, c->args.n_words, c->args.words);
}

int cmd_help(struct cli *c, int argc, char **argv)
{
	for (const struct cli_command *cmd = cli_commands; argc > 1 && cmd->name; cmd++)
		if (strcmp(cmd->name, argv[1]) == 0) {
			printf("comptoir %s %s\n    %s\n", cmd->name, cmd->usage, TR(cmd->help));
			return 0;
		}
	cli_help(stdout);
	return 0;
}
