/* user, audit, doctor, paths, backup. */
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "model/profile.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/sync_state.h"
#include "ui/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

/* ---- user ---- */

static void add_rights(struct strbuf *b, unsigned bits)
{
	int first = 1;

	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		if (bits & (1u << e)) {
			strbuf_addf(b, "%s%s", first ? "" : " ", entities[e].name);
			first = 0;
		}
}

static int list_users(struct cli *c)
{
	static const char *const names[] = { "user", "role", "can_import", "can_export" };
	const char *titles[] = { _("User"), _("Role"), _("May import"), _("May export") };
	struct rights_array list = { 0 };
	struct strbuf b = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct cli_table t;

	if (store_users(c->store, &c->pool, &list, &err) < 0) {
		int rc = cli_fail(&err);

		error_release(&err);
		return rc;
	}
	cli_table_init(&t, names, titles, 4, 0);
	for (size_t i = 0; i < list.len; i++) {
		int all = strcmp(list.items[i].role, ROLE_ADMINISTRATOR) == 0;

		cli_table_add(&t, list.items[i].user);
		cli_table_add(&t, list.items[i].role);
		strbuf_reset(&b);
		add_rights(&b, all ? ~0u : list.items[i].can_import);
		cli_table_add(&t, b.s);
		strbuf_reset(&b);
		add_rights(&b, all ? ~0u : list.items[i].can_export);
		cli_table_add(&t, b.s);
	}
	cli_table_print(&t, c->args.format, "user");
	if (c->args.format == CLI_PLAIN)
		printf("\n%s\n", _("These rights guide honest people: whoever owns the database file can change it.\n"
			"A shared database that enforces them is planned."));
	ARRAY_RELEASE(&list);
	strbuf_release(&b);
	return 0;
}

int cmd_user(struct cli *c, int argc, char **argv)
{
	const char *verb = argv[1];
	struct message *m;

	if (strcmp(verb, "list") == 0)
		return list_users(c);
	if (strcmp(verb, "add") == 0 && argc == 4) {
		m = message_new(MSG_USER_PUT);
		m->name = xstrdup(argv[2]);
		m->text = xstrdup(argv[3]);
		return cli_ask(c, m, NULL);
	}
	if (strcmp(verb, "remove") == 0 && argc == 3) {
		m = message_new(MSG_USER_REMOVE);
		m->name = xstrdup(argv[2]);
		return cli_ask(c, m, NULL);
	}
	if ((strcmp(verb, "grant") == 0 || strcmp(verb, "revoke") == 0) && argc == 5 &&
	    entity_parse(argv[3]) != ENTITY_NONE && (strcmp(argv[4], "import") == 0 || strcmp(argv[4], "export") == 0)) {
		m = message_new(MSG_USER_GRANT);
		m->name = xstrdup(argv[2]);
		m->entity = entity_parse(argv[3]);
		m->text = xstrdup(argv[4]);
		m->number = strcmp(verb, "grant") == 0;
		return cli_ask(c, m, NULL);
	}
	fprintf(stderr, _("comptoir: usage: comptoir user add NAME read-only|approver|administrator | grant NAME ENTITY import|export | "
		"revoke NAME ENTITY import|export | remove NAME | list\n"));
	return EX_USAGE;
}

/* ---- audit ---- */

static int list_audit(struct cli *c)
{
	static const char *const names[] = { "seq", "at", "actor", "action", "entity", "record", "detail", "hash" };
	const char *titles[] = { _("No."), _("When"), _("Who"), _("What"), _("Kind"), _("Record"), _("Detail"), _("Hash") };
	struct audit_array rows = { 0 };
	struct strbuf b = STRBUF_INIT;
	struct cli_table t;

	audit_list(c->store, ENTITY_NONE, 0, 0, c->args.limit ? (size_t)c->args.limit : 50, &c->pool, &rows, NULL);
	cli_table_init(&t, names, titles, 8, 0x21);
	for (size_t i = 0; i < rows.len; i++) {
		const struct audit_row *r = &rows.items[i];

		strbuf_reset(&b);
		strbuf_addf(&b, "%lld", (long long)r->seq);
		cli_table_add(&t, b.s);
		strbuf_reset(&b);
		lang_add_instant(&b, r->at_ms);
		cli_table_add(&t, b.s);
		cli_table_add(&t, r->actor);
		cli_table_add(&t, r->action);
		cli_table_add(&t, r->entity == ENTITY_NONE ? "" : entities[r->entity].name);
		strbuf_reset(&b);
		strbuf_addf(&b, "%lld", (long long)r->record_id);
		cli_table_add(&t, r->record_id ? b.s : "");
		cli_table_add(&t, r->detail);
		cli_table_add(&t, r->hash);
	}
	cli_table_print(&t, c->args.format, "audit");
	ARRAY_RELEASE(&rows);
	strbuf_release(&b);
	return 0;
}

int cmd_audit(struct cli *c, int argc, char **argv)
{
	struct audit_verdict v;
	struct error err = ERROR_INIT;
	int rc;

	if (strcmp(argv[1], "list") == 0)
		return list_audit(c);
	if (strcmp(argv[1], "verify") != 0) {
		fprintf(stderr, _("comptoir: usage: comptoir audit verify | list\n"));
		return EX_USAGE;
	}
	rc = audit_verify(c->store, &v, &err);
	if (rc < 0)
		rc = cli_fail(&err);
	else if (c->args.format == CLI_JSON)
		printf("{\"schema\":1,\"kind\":\"audit\",\"intact\":true,\"rows\":%lld,\"head\":\"%s\"}\n", (long long)v.rows, v.head);
	else
		printf(_("The audit trail is intact: %lld rows, head %s.\n"), (long long)v.rows, v.head);
	error_release(&err);
	return rc;
}

/* ---- doctor and paths ---- */

static void path_line(struct cli *c, const char *name, const char *title, char *path)
{
	int there = access(path, F_OK) == 0;

	if (c->args.format == CLI_JSON)
		printf("%s\"%s\":\"%s\"", strcmp(name, "config") == 0 ? "{\"schema\":1,\"kind\":\"paths\"," : ",", name, path);
	else
		printf("%-14s %s%s\n", title, path, there ? "" : _("  (not there yet)"));
	free(path);
}

int cmd_paths(struct cli *c, int argc, char **argv)
{
	path_line(c, "config", _("settings"), path_config("comptoir.conf"));
	path_line(c, "keys", _("keys"), path_config("keys.conf"));
	path_line(c, "vault", _("vault"), path_data("vault"));
	path_line(c, "database", _("database"), path_data("comptoir.db"));
	path_line(c, "state", _("state"), path_state(""));
	path_line(c, "installed", _("installed"), path_installed(""));
	if (c->args.format == CLI_JSON)
		printf("}\n");
	return 0;
}

static int doctor_line(int ok, const char *what, const char *remedy)
{
	printf("%s %s\n", ok ? "✓" : "✗", what);
	if (!ok && remedy)
		printf("    %s\n", remedy);
	return ok ? 0 : 1;
}

/* Mode and owner of a private file; a file that is not there yet is fine. */
static int private_file(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 || (st.st_uid == geteuid() && (st.st_mode & 077) == 0);
}

int cli_by_browser(const struct connection *c)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	const char *chosen = NULL;

	for (size_t i = 0; i < c->n_options; i++)
		if (strcmp(c->options[i].name, "grant") == 0 || strcmp(c->options[i].name, "login_kind") == 0)
			chosen = c->options[i].value;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].name, c->connector) == 0) {
			struct option_values none = { 0 };

			if (!chosen)
				chosen = option_get(&none, all[i].options, "grant");
			if (!chosen)
				chosen = option_get(&none, all[i].options, "login_kind");
			return all[i].person_signs_in && (!chosen || strcmp(chosen, "authorization_code") == 0 ||
				strcmp(chosen, "oauth") == 0);
		}
	return 0;
}

/* Has each connection answered once, and what makes it. */
static int doctor_connections(const struct connection_array *conns)
{
	int bad = 0;

	for (size_t i = 0; i < conns->len; i++) {
		const struct connection *c = &conns->items[i];
		struct strbuf what = STRBUF_INIT, remedy = STRBUF_INIT;

		strbuf_addf(&what, _("\"%s\" has answered"), c->name);
		strbuf_addf(&remedy, cli_by_browser(c) ? _("Sign in with the browser: comptoir login %s") :
			_("Try it: comptoir connection test %s"), c->name);
		bad += doctor_line(c->fingerprint != NULL, what.s, remedy.s);
		strbuf_release(&what);
		strbuf_release(&remedy);
	}
	return bad;
}

/* The owner's own profiles: each that lies there must be one of a system, and readable. */
static int doctor_profiles(void)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	char *dir = path_config("profiles");
	DIR *d = opendir(dir);
	struct dirent *e;
	int bad = 0;

	while (d && (e = readdir(d)) != NULL) {
		const char *dot = strrchr(e->d_name, '.'), *connector = NULL;
		struct strbuf what = STRBUF_INIT, why = STRBUF_INIT;
		struct error err = ERROR_INIT;
		struct profile p;

		if (!dot || strcmp(dot, ".json") != 0)
			continue;
		for (size_t i = 0; i < n; i++)
			if (all[i].profile && strlen(all[i].profile) == (size_t)(dot - e->d_name) &&
			    strncmp(all[i].profile, e->d_name, (size_t)(dot - e->d_name)) == 0)
				connector = all[i].name;
		strbuf_addf(&what, _("your own profile %s can be used"), e->d_name);
		if (!connector)
			strbuf_adds(&why, _("No system has this name; see \"comptoir profile list\"."));
		else if (worker_profile(&p, connector, &err) < 0)
			error_text(&why, &err, 1);
		else
			profile_release_all(&p);
		bad += doctor_line(why.len == 0, what.s, why.s);
		error_release(&err);
		strbuf_release(&what);
		strbuf_release(&why);
	}
	if (d)
		closedir(d);
	free(dir);
	return bad;
}

static int doctor_store(struct cli *c)
{
	struct connection_array conns = { 0 };
	struct outbox_array out = { 0 };
	struct audit_verdict v;
	struct error err = ERROR_INIT;
	int procore = 0, erp = 0, bad = 0;

	if (store_open(&c->store, c->database, STORE_READ, &err) < 0) {
		bad = cli_fail(&err) != 0;
		error_release(&err);
		return bad;
	}
	bad += doctor_line(store_check(c->store, &err) == 0, _("the database is sound"),
		_("Restore the last copy made with \"comptoir backup\"."));
	bad += doctor_line(audit_verify(c->store, &v, &err) == 0, _("the audit trail is intact"),
		_("Somebody changed the audit trail; see \"comptoir audit verify\"."));
	store_connections(c->store, &c->pool, &conns, &err);
	for (size_t i = 0; i < conns.len; i++) {
		procore += strcmp(conns.items[i].role, "procore") == 0;
		erp += strcmp(conns.items[i].role, "erp") == 0;
	}
	bad += doctor_line(procore > 0, _("a connection to Procore"), _("Add one: comptoir init, or comptoir connection add procore procore"));
	bad += doctor_line(erp > 0, _("a connection to an accounting system"),
		_("Add one: comptoir init, or comptoir connection add acumatica acumatica"));
	bad += doctor_connections(&conns);
	outbox_list(c->store, ENTITY_NONE, 0, &c->pool, &out, &err);
	bad += doctor_line(out.len == 0, _("nothing is on its way"), _("See \"comptoir jobs\"; \"comptoir sync\" goes on with it."));
	ARRAY_RELEASE(&conns);
	ARRAY_RELEASE(&out);
	error_release(&err);
	return bad;
}

int cmd_doctor(struct cli *c, int argc, char **argv)
{
	char *profile = path_installed("profiles/acumatica.json");
	int bad = 0;

	bad += doctor_line(lang_utf8(), _("the terminal uses UTF-8"), _("Set LANG to a UTF-8 locale, or use --ascii."));
	bad += doctor_line(access(profile, R_OK) == 0, _("the installed data is found"), profile);
	bad += doctor_profiles();
	bad += doctor_line(access(c->vault, F_OK) == 0, _("there is a vault"), _("Make one: comptoir init, or comptoir vault create"));
	bad += doctor_line(private_file(c->vault), _("the vault is private"), _("Run: chmod 600 on the file named by \"comptoir paths\"."));
	bad += doctor_line(private_file(c->database), _("the database is private"),
		_("Run: chmod 600 on the file named by \"comptoir paths\"."));
	if (access(c->database, F_OK) == 0)
		bad += doctor_store(c);
	else
		bad += doctor_line(0, _("there is a database"), _("The first start makes it: comptoir init"));
	free(profile);
	return bad ? 1 : 0;
}

int cmd_backup(struct cli *c, int argc, char **argv)
{
	struct error err = ERROR_INIT;
	int rc = store_backup(c->store, argv[1], &err);

	if (rc < 0)
		rc = cli_fail(&err);
	else
		printf(_("The database was copied to %s. The vault is a file of its own; copy it too.\n"), argv[1]);
	error_release(&err);
	return rc;
}
