/* connection, login, profile: the systems Comptoir talks to. */
#include "base/array.h"
#include "base/i18n.h"
#include "ui/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

static const struct connector_info *find_connector(const char *name)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].name, name) == 0)
			return &all[i];
	fprintf(stderr, _("comptoir: there is no connector \"%s\"; these are known:\n"), name);
	for (size_t i = 0; i < n; i++)
		fprintf(stderr, "  %-14s %s%s\n", all[i].name, all[i].title, all[i].built ? "" : _(" (not built in)"));
	return NULL;
}

/* NAME=VALUE words become options; on a terminal the ones that are missing are asked for,
 * secrets without echo into the vault. */
static int fill_options(struct cli *c, const struct connector_info *info, struct message *m, int argc, char **argv)
{
	struct error err = ERROR_INIT;
	char line[512];

	for (int i = 4; i < argc; i++) {
		char *eq = strchr(argv[i], '=');

		if (eq == NULL) {
			fprintf(stderr, _("comptoir: \"%s\" is not OPTION=VALUE\n"), argv[i]);
			return EX_USAGE;
		}
		char *name = xstrndup(argv[i], (size_t)(eq - argv[i]));
		int rc = option_set(&m->options, info->options, name, eq + 1, &err);

		free(name);
		if (rc < 0) {
			rc = cli_fail(&err);
			error_release(&err);
			return rc;
		}
	}
	for (const struct option_def *o = info->options; isatty(0) && argc == 4 && o->name; o++) {
		if (o->type == OPTION_SECRET)
			continue;
		fprintf(stderr, "%s%s%s%s: ", TR(o->title), o->fallback ? " [" : "", o->fallback ? o->fallback : "",
			o->fallback ? "]" : "");
		if (fgets(line, sizeof line, stdin) == NULL)
			break;
		line[strcspn(line, "\n")] = '\0';
		if (*line && option_set(&m->options, info->options, o->name, line, &err) < 0) {
			cli_fail(&err);
			error_release(&err);
			o--;
		}
	}
	return 0;
}

static int ask_secrets(struct cli *c, const char *connection, const struct connector_info *info)
{
	int rc = 0;

	for (const struct option_def *o = info->options; isatty(0) && o->name && rc == 0; o++) {
		struct error err = ERROR_INIT;
		struct message *m;

		if (o->type != OPTION_SECRET)
			continue;
		m = message_new(MSG_VAULT_SET);
		m->name = xasprintf("%s/%s", connection, o->name);
		m->secret = cli_read_secret(c, TR(o->title), &err);
		error_release(&err);
		if (m->secret == NULL || secret_len(m->secret) == 0) {
			message_free(m);
			continue;
		}
		rc = cli_ask(c, m, NULL);
	}
	return rc;
}

static int do_add(struct cli *c, int argc, char **argv)
{
	const struct connector_info *info = find_connector(argv[3]);
	struct message *m;
	int rc;

	if (info == NULL)
		return EX_USAGE;
	if (!info->built) {
		fprintf(stderr, _("comptoir: %s is not built into this program; nothing was added\n"), info->title);
		return EX_UNAVAILABLE;
	}
	m = message_new(MSG_CONNECTION_ADD);
	m->name = xstrdup(argv[2]);
	m->text = xstrdup(argv[3]);
	rc = fill_options(c, info, m, argc, argv);
	if (rc) {
		message_free(m);
		return rc;
	}
	rc = cli_ask(c, m, NULL);
	if (rc == 0 && isatty(0) && c->args.passphrase_fd < 0 && (rc = cli_unlock(c)) == 0)
		rc = ask_secrets(c, argv[2], info);
	if (rc == 0)
		printf(_("Added \"%s\". Test it with \"comptoir connection test %s\".\n"), argv[2], argv[2]);
	return rc;
}

static int do_list(struct cli *c)
{
	static const char *const names[] = { "name", "connector", "role", "environment", "release" };
	const char *titles[] = { _("Name"), _("Connector"), _("Role"), _("Environment"), _("Release") };
	struct connection_array list = { 0 };
	struct error err = ERROR_INIT;
	struct cli_table t;
	int rc = store_connections(c->store, &c->pool, &list, &err);

	if (rc < 0) {
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	cli_table_init(&t, names, titles, 5, 0);
	for (size_t i = 0; i < list.len; i++) {
		cli_table_add(&t, list.items[i].name);
		cli_table_add(&t, list.items[i].connector);
		cli_table_add(&t, list.items[i].role);
		cli_table_add(&t, list.items[i].environment);
		cli_table_add(&t, list.items[i].release);
	}
	cli_table_print(&t, c->args.format, "connection");
	ARRAY_RELEASE(&list);
	return 0;
}

static int do_options(const char *connector)
{
	const struct connector_info *info = find_connector(connector);

	if (info == NULL)
		return EX_USAGE;
	for (const struct option_def *o = info->options; o && o->name; o++)
		printf("%s%s%s%s%s\n    %s%s%s\n", o->name, o->fallback ? " = " : "", o->fallback ? o->fallback : "",
			o->flags & OPTION_REQUIRED ? "  *" : "", o->type == OPTION_SECRET ? _("  (vault)") : "",
			TR(o->title), o->help ? ". " : "", o->help ? TR(o->help) : "");
	return 0;
}

/* A person signs in to this one, and what was signed in does not count any more (or never did). */
static int needs_browser(struct cli *c, const char *name)
{
	struct connection_array list = { 0 };
	int yes = 0;

	if (store_connections(c->store, &c->pool, &list, NULL) < 0)
		return 0;
	for (size_t i = 0; i < list.len; i++)
		if (strcmp(list.items[i].name, name) == 0)
			yes = cli_by_browser(&list.items[i]);
	ARRAY_RELEASE(&list);
	return yes;
}

int cmd_connection(struct cli *c, int argc, char **argv)
{
	const char *verb = argv[1];
	struct message *m, *answer;
	int rc;

	if (strcmp(verb, "list") == 0)
		return do_list(c);
	if (strcmp(verb, "options") == 0 && argc > 2)
		return do_options(argv[2]);
	if (strcmp(verb, "add") == 0 && argc > 3)
		return do_add(c, argc, argv);
	if (strcmp(verb, "test") == 0 && argc > 2) {
		rc = cli_unlock(c);
		if (rc)
			return rc;
		m = message_new(MSG_CONNECTION_TEST);
		m->name = xstrdup(argv[2]);
		rc = cli_ask(c, m, &answer);
		if (rc == 0 && answer->text)
			printf("%s\n", answer->text);
		else if (rc && needs_browser(c, argv[2]))
			fprintf(stderr, _("comptoir: to sign in with the browser: comptoir login %s\n"), argv[2]);
		message_free(answer);
		return rc;
	}
	if (strcmp(verb, "remove") == 0 && argc > 2) {
		m = message_new(MSG_CONNECTION_REMOVE);
		m->name = xstrdup(argv[2]);
		return cli_ask(c, m, NULL);
	}
	fprintf(stderr, _("comptoir: usage: comptoir connection add NAME CONNECTOR [OPTION=VALUE...] | test NAME | list | "
		"remove NAME | options CONNECTOR\n"));
	return EX_USAGE;
}

/* The browser may come back to the program by itself, before anything is pasted. */
struct login { uint64_t question; struct message *answer; };

static int came_back(struct cli *c, void *data)
{
	struct login *l = data;
	struct message *m;

	while (l->answer == NULL && (m = worker_take(c->worker)) != NULL) {
		if (m->type == MSG_ANSWER && m->to == l->question)
			l->answer = m;
		else
			message_free(m);
	}
	return l->answer != NULL;
}

int cmd_login(struct cli *c, int argc, char **argv)
{
	struct message *m = message_new(MSG_AUTHORIZE), *answer;
	struct error err = ERROR_INIT;
	struct login login = { 0, NULL };
	int rc;

	m->name = xstrdup(argv[1]);
	rc = cli_ask(c, m, &answer);
	if (rc)
		return rc;
	printf(_("Open this address in a browser and sign in:\n\n  %s\n\n"
		"Then paste the code, or the address you were sent to, here.\n"), answer->text ? answer->text : "");
	fflush(stdout);
	login.question = answer->to;
	message_free(answer);
	m = message_new(MSG_AUTH_CODE);
	m->name = xstrdup(argv[1]);
	c->args.passphrase_fd = isatty(0) ? -1 : 0;      /* it was read; what is pasted comes from the terminal or a pipe */
	m->secret = cli_read_secret_or(c, _("Code:"), came_back, &login, &err);
	if (login.answer) {
		rc = login.answer->error.cls ? cli_fail(&login.answer->error) : 0;
		if (rc == 0 && login.answer->text)
			printf("%s\n", login.answer->text);
		message_free(login.answer);
		secret_free(m->secret);
		m->secret = NULL;
		message_free(m);
		return rc;
	}
	if (m->secret == NULL) {
		rc = cli_fail(&err);
		error_release(&err);
		message_free(m);
		return rc;
	}
	rc = cli_ask(c, m, &answer);
	if (rc == 0 && answer->text)
		printf("%s\n", answer->text);
	message_free(answer);
	return rc;
}
