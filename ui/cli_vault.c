/* vault: create, passphrase, list, set, remove, unattended. */
#include "base/array.h"
#include "base/i18n.h"
#include "ui/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

/* Twice on a terminal, so that a slip of the finger does not lock everything away. */
static struct secret *new_passphrase(struct cli *c, struct error *err)
{
	struct secret *a = cli_read_secret(c, _("New passphrase:"), err), *b;

	if (a == NULL)
		return NULL;
	if (secret_count_chars(a) < 8) {
		error_set(err, ERR_DATA, N_("a passphrase has at least 8 characters; several words are best; nothing was changed"), NULL);
		secret_free(a);
		return NULL;
	}
	if (c->args.passphrase_fd >= 0)
		return a;
	b = cli_read_secret(c, _("Once more:"), err);
	if (b == NULL || !secret_equal(a, b)) {
		if (b)
			error_set(err, ERR_DATA, N_("the two passphrases differ; nothing was changed"), NULL);
		secret_free(a);
		a = NULL;
	}
	secret_free(b);
	return a;
}

static int fail(struct error *err, struct message *m)
{
	int rc = cli_fail(err);

	error_release(err);
	message_free(m);
	return rc;
}

static int do_create(struct cli *c)
{
	struct message *m = message_new(MSG_VAULT_CREATE);
	struct error err = ERROR_INIT;

	m->secret = new_passphrase(c, &err);
	return m->secret ? cli_ask(c, m, NULL) : fail(&err, m);
}

static int do_passphrase(struct cli *c)
{
	struct message *m = message_new(MSG_PASSPHRASE);
	struct error err = ERROR_INIT;

	m->secret = cli_read_secret(c, _("Present passphrase:"), &err);
	if (m->secret)
		m->secret2 = new_passphrase(c, &err);
	return m->secret && m->secret2 ? cli_ask(c, m, NULL) : fail(&err, m);
}

/* The value comes from standard input when that is not a terminal, so that it never is an
 * argument. */
static struct secret *read_value(struct cli *c, struct error *err)
{
	int64_t before = c->args.passphrase_fd;
	struct secret *s;

	c->args.passphrase_fd = isatty(0) ? -1 : 0;
	s = cli_read_secret(c, _("Value:"), err);
	c->args.passphrase_fd = before;
	return s;
}

static int do_set(struct cli *c, const char *name)
{
	struct message *m = message_new(MSG_VAULT_SET);
	struct error err = ERROR_INIT;

	m->name = xstrdup(name);
	m->number = c->args.import_section;
	m->secret = read_value(c, &err);
	return m->secret ? cli_ask(c, m, NULL) : fail(&err, m);
}

static int do_unattended(struct cli *c, int argc, char **argv)
{
	struct message *m = message_new(MSG_VAULT_UNATTENDED);

	m->number = argc > 2 && strcmp(argv[2], "on") == 0;
	m->text = xstrdup(argc > 3 ? argv[3] : "");
	return cli_ask(c, m, NULL);
}

/* A value on the screen stays in its memory and over somebody's shoulder: to a terminal only
 * when it was asked for twice. */
static int do_get(struct cli *c, const char *name)
{
	struct message *m = message_new(MSG_VAULT_GET), *answer;
	int rc;

	if (isatty(1) && !c->args.yes) {
		fprintf(stderr, _("comptoir: the value would stand on the screen; write it to a file or a program, or add --yes\n"));
		message_free(m);
		return EX_USAGE;
	}
	m->name = xstrdup(name);
	rc = cli_ask(c, m, &answer);
	if (rc == 0 && answer->secret) {
		fwrite(secret_data(answer->secret), 1, secret_len(answer->secret), stdout);
		putchar('\n');
	}
	message_free(answer);
	return rc;
}

int cmd_vault(struct cli *c, int argc, char **argv)
{
	static const struct { const char *name; int words; } verbs_known[] = {
		{ "create", 2 }, { "passphrase", 2 }, { "list", 2 }, { "set", 3 }, { "get", 3 }, { "remove", 3 }, { "unattended", 3 },
	};
	const char *verb = argv[1];
	struct message *m, *answer;
	size_t i = 0;
	int rc;

	while (i < ARRAY_SIZE(verbs_known) && strcmp(verbs_known[i].name, verb) != 0)
		i++;
	if (i == ARRAY_SIZE(verbs_known) || argc < verbs_known[i].words ||
	    (strcmp(verb, "unattended") == 0 && strcmp(argv[2], "off") != 0 && argc < 4)) {
		fprintf(stderr, _("comptoir: usage: comptoir vault create | passphrase | list | set NAME | get NAME | remove NAME | "
			"unattended on FILE | unattended off\n"));
		return EX_USAGE;
	}
	if (strcmp(verb, "create") == 0)
		return do_create(c);
	if (strcmp(verb, "passphrase") == 0)
		return do_passphrase(c);
	rc = cli_unlock(c);
	if (rc)
		return rc;
	if (strcmp(verb, "set") == 0)
		return do_set(c, argv[2]);
	if (strcmp(verb, "get") == 0)
		return do_get(c, argv[2]);
	if (strcmp(verb, "unattended") == 0)
		return do_unattended(c, argc, argv);
	if (strcmp(verb, "remove") == 0) {
		m = message_new(MSG_VAULT_REMOVE);
		m->name = xstrdup(argv[2]);
		return cli_ask(c, m, NULL);
	}
	rc = cli_ask(c, message_new(MSG_VAULT_LIST), &answer);
	if (rc == 0 && answer->text && *answer->text)
		printf("%s\n", answer->text);
	message_free(answer);
	return rc;
}
