/* sync and jobs. */
#include "base/args.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "store/outbox.h"
#include "store/sync_state.h"
#include "ui/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/banned.h"

#define EX_PARTLY 2

/* What was sent and has no answer yet is said, and is no success. */
static int tell_unknown(struct cli *c)
{
	struct outbox_array rows = { 0 };
	unsigned long n = 0;

	outbox_list(c->store, ENTITY_NONE, 0, &c->pool, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++)
		n += rows.items[i].state == OUTBOX_UNKNOWN;
	ARRAY_RELEASE(&rows);
	if (n == 0)
		return 0;
	fputs("comptoir: ", stderr);
	fprintf(stderr, P_("%lu export has no answer yet; the next sync looks it up (see comptoir jobs)\n",
		"%lu exports have no answer yet; the next sync looks them up (see comptoir jobs)\n", n), n);
	return EX_PARTLY;
}

int cmd_sync(struct cli *c, int argc, char **argv)
{
	struct message *m = message_new(MSG_SYNC), *answer;
	int rc;

	if (argc > 1) {
		m->entity = entity_parse(argv[1]);
		if (m->entity == ENTITY_NONE) {
			fprintf(stderr, _("comptoir: \"%s\" is not a kind of record; try vendors, jobs, commitments, invoices or payments\n"),
				argv[1]);
			message_free(m);
			return EX_USAGE;
		}
	}
	m->name = xstrdup(c->args.connection);
	m->number = (c->args.full ? MSG_SYNC_FULL : 0) | (c->args.no_export ? 0 : MSG_SYNC_EXPORT) |
		(c->args.wait_hop ? MSG_SYNC_WAIT : 0);
	m->number2 = c->args.wait_hop;
	rc = cli_ask_partly(c, m, &answer);
	if (rc == 0 && c->args.format == CLI_JSON)
		printf("{\"schema\":1,\"kind\":\"sync\",\"changed\":%lld}\n", (long long)answer->number);
	else if (c->args.format != CLI_JSON && answer && answer->text && *answer->text)
		printf("%s\n", answer->text);
	message_free(answer);
	return rc ? rc : tell_unknown(c);
}

static void add_phrase(struct strbuf *b, const char *msgid, const char *args_json, struct pool *p)
{
	const char *args[ERROR_MAX_ARGS];

	if (msgid)
		phrase_text(b, msgid, args, args_parse(args_json, p, args, ARRAY_SIZE(args)), 1);
}

static void add_number(struct cli_table *t, int64_t n)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%lld", (long long)n);
	cli_table_add(t, b.s);
	strbuf_release(&b);
}

static int print_runs(struct cli *c)
{
	static const char *const names[] = { "started", "title", "state", "calls", "added", "changed", "deleted", "error" };
	const char *titles[] = { _("Started"), _("What"), _("State"), _("Calls"), _("Added"), _("Changed"),
		_("Deleted"), _("Why") };
	struct sync_run_array runs = { 0 };
	struct strbuf b = STRBUF_INIT;
	struct cli_table t;
	int rc = sync_run_list(c->store, c->args.limit ? (size_t)c->args.limit : 20, &c->pool, &runs, NULL);

	cli_table_init(&t, names, titles, 8, 0x78);
	for (size_t i = 0; i < runs.len; i++) {
		const struct sync_run *r = &runs.items[i];

		strbuf_reset(&b);
		lang_add_instant(&b, r->started_ms);
		cli_table_add(&t, b.s);
		cli_table_add(&t, r->title);
		cli_table_add(&t, r->state);
		add_number(&t, r->calls);
		add_number(&t, r->added);
		add_number(&t, r->changed);
		add_number(&t, r->deleted);
		strbuf_reset(&b);
		add_phrase(&b, r->error_msgid, r->error_args, &c->pool);
		cli_table_add(&t, b.s);
	}
	cli_table_print(&t, c->args.format, "sync_run");
	ARRAY_RELEASE(&runs);
	strbuf_release(&b);
	return rc < 0 ? EX_IOERR : 0;
}

static int print_outbox(struct cli *c)
{
	static const char *const names[] = { "id", "verb", "entity", "record", "state", "attempt", "error" };
	const char *titles[] = { _("Id"), _("What"), _("Kind"), _("Record"), _("State"), _("Attempt"), _("Why") };
	struct outbox_array rows = { 0 };
	struct strbuf b = STRBUF_INIT;
	struct cli_table t;
	int rc = outbox_list(c->store, ENTITY_NONE, 0, &c->pool, &rows, NULL);

	if (rows.len == 0 && c->args.format == CLI_PLAIN) {
		ARRAY_RELEASE(&rows);
		return rc < 0 ? EX_IOERR : 0;
	}
	cli_table_init(&t, names, titles, 7, 0x21);
	for (size_t i = 0; i < rows.len; i++) {
		const struct outbox_row *o = &rows.items[i];
		struct record r;

		add_number(&t, o->id);
		cli_table_add(&t, o->verb);
		cli_table_add(&t, entities[o->entity].name);
		cli_table_add(&t, records_get(c->store, o->entity, o->record_id, &c->pool, &r, NULL) == 0 ?
			record_name(&r) : "?");
		cli_table_add(&t, outbox_state_name(o->state));
		add_number(&t, o->attempt);
		strbuf_reset(&b);
		add_phrase(&b, o->error_msgid, o->error_args, &c->pool);
		cli_table_add(&t, b.s);
	}
	cli_table_print(&t, c->args.format, "outbox");
	ARRAY_RELEASE(&rows);
	strbuf_release(&b);
	return rc < 0 ? EX_IOERR : 0;
}

int cmd_jobs(struct cli *c, int argc, char **argv)
{
	int rc = print_runs(c);

	if (c->args.format == CLI_PLAIN)
		putchar('\n');
	return rc ? rc : print_outbox(c);
}
