/* approve, reject, retry, undo, unlink, add, archive, restore, link, set: the same messages as
 * the keys of the screens.  A decision is durable when the worker answers; the command then
 * waits until nothing of it is on its way any more, and says how it ended. */
#include "base/args.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "store/outbox.h"
#include "ui/cli.h"
#include "ui/interrupt.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/banned.h"

/* How one record stands in the outbox, of what was open or came after a row: 0 settled well, EX_..., or -1 still on its way. */
static int outbox_verdict(struct cli *c, enum entity e, int64_t id, int64_t after, struct strbuf *why)
{
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;
	int verdict = 0;

	if (outbox_list(c->store, e, id, &p, &rows, NULL) < 0)
		verdict = EX_IOERR;
	for (size_t i = 0; i < rows.len && verdict >= 0; i++) {
		const struct outbox_row *o = &rows.items[i];
		const char *args[ERROR_MAX_ARGS];

		if (o->id <= after && o->state > OUTBOX_UNKNOWN)
			continue;        /* settled before this */
		switch (o->state) {
		case OUTBOX_QUEUED: case OUTBOX_SENDING: case OUTBOX_WAITING: case OUTBOX_UNKNOWN:
			verdict = -1;
			break;
		case OUTBOX_REFUSED: case OUTBOX_CONFLICT:
			verdict = EX_DATAERR;
			break;
		default:
			break;
		}
		if (verdict && o->error_msgid) {
			strbuf_reset(why);
			phrase_text(why, o->error_msgid, args, args_parse(o->error_args, &p, args, ARRAY_SIZE(args)), 1);
		}
	}
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	return verdict;
}

/* The newest row of the outbox: what is decided now comes after it. */
static int64_t newest_row(struct cli *c, enum entity e, const int64_t *ids, size_t n)
{
	int64_t newest = 0;

	for (size_t i = 0; i < n; i++) {
		struct outbox_array rows = { 0 };
		struct pool p = POOL_INIT;

		if (outbox_list(c->store, e, ids[i], &p, &rows, NULL) == 0)
			for (size_t k = 0; k < rows.len; k++)
				newest = rows.items[k].id > newest ? rows.items[k].id : newest;
		ARRAY_RELEASE(&rows);
		pool_release(&p);
	}
	return newest;
}

/* What the worker tells meanwhile; its last state goes to *state. */
static void drain_news(struct cli *c, int64_t *state)
{
	struct message *m;

	while ((m = worker_take(c->worker)) != NULL) {
		if ((m->type == MSG_NOTICE || m->type == MSG_PACE) && m->error.msgid)
			cli_fail(&m->error);
		if (m->type == MSG_WORKER_STATE)
			*state = m->number;
		message_free(m);
	}
}

static void wait_news(struct cli *c, int64_t *state)
{
	struct pollfd fd = { .fd = worker_fd(c->worker), .events = POLLIN };

	poll(&fd, 1, 50);
	drain_news(c, state);
}

int cli_wait_outbox(struct cli *c, enum entity e, const int64_t *ids, size_t n, int64_t after)
{
	int64_t end = clock_mono_ms() + c->args.wait_s * 1000, state = 0;
	struct strbuf why = STRBUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		int verdict;

		while ((verdict = outbox_verdict(c, e, ids[i], after, &why)) < 0 && !interrupted() &&
		       clock_mono_ms() < end)
			wait_news(c, &state);
		if (verdict < 0) {
			fprintf(stderr, _("comptoir: not settled yet; it goes on at the next sync. %s\n"), why.s);
			rc = EX_TEMPFAIL;
		} else if (verdict > 0) {
			fprintf(stderr, "comptoir: %s\n", why.s);
			rc = verdict;
		}
	}
	/* A new job's tasks are fetched at once: the next command judges by them. */
	drain_news(c, &state);
	while (e == ENTITY_JOB && (state & STATE_BUSY) && !interrupted() && clock_mono_ms() < end)
		wait_news(c, &state);
	strbuf_release(&why);
	return rc;
}

static int tell_result(struct cli *c, enum entity e, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct record r;

		if (records_get(c->store, e, ids[i], &c->pool, &r, NULL) < 0)
			continue;
		printf("%s %s: %s%s%s\n", TR(entities[e].title), record_name(&r), TR(statuses[r.state.status].word),
			r.state.erp_code ? "  " : "", r.state.erp_code ? r.state.erp_code : "");
	}
	return 0;
}

int cmd_decide(struct cli *c, int argc, char **argv)
{
	enum entity e = entity_parse(argv[1]);
	int verb = verb_parse(argv[0]);
	struct message *m, *answer;
	int64_t *ids;
	size_t n = (size_t)(argc - 2);
	int rc = 0;

	if (e == ENTITY_NONE || e >= ENTITY_TAB_COUNT || verb < 0) {
		fprintf(stderr, _("comptoir: \"%s\" is not a kind of record; try vendors, jobs, commitments, invoices or payments\n"),
			argv[1]);
		return EX_USAGE;
	}
	ids = xcalloc(n, sizeof *ids);
	m = message_new(MSG_DECIDE);
	m->verb = (enum verb)verb;
	m->entity = e;
	m->text = xstrdup(c->args.reason);
	m->number = DECIDE_ANY_VERSION | (c->args.prerequisites ? DECIDE_PREREQUISITES : 0) |
		(c->args.accept_warnings || c->args.yes ? DECIDE_ACCEPT_WARNINGS : 0);
	m->items = xcalloc(n, sizeof *m->items);
	m->n_items = n;
	for (size_t i = 0; i < n && rc == 0; i++) {
		struct record r;

		rc = cli_find_record(c, e, argv[i + 2], &r);
		if (rc == 0) {
			ids[i] = r.id;
			m->items[i] = (struct message_item){ e, r.id, r.state.version };
		}
	}
	if (rc) {
		message_free(m);
	} else {
		int64_t after = newest_row(c, e, ids, n), left_out = 0;

		rc = cli_ask(c, m, &answer);
		if (rc == 0 && answer->text)
			fprintf(stderr, "comptoir: %s\n", answer->text);
		if (rc == 0)
			left_out = answer->number2;
		message_free(answer);
		if (rc == 0)
			rc = cli_wait_outbox(c, e, ids, n, after);
		if (rc == 0 || rc == EX_TEMPFAIL)
			tell_result(c, e, ids, n);
		if (rc == 0 && left_out)
			rc = 2;          /* partly done */
	}
	free(ids);
	return rc;
}

struct message *cli_message_about(enum message_type type, const struct record *r)
{
	struct message *m = message_new(type);

	m->entity = r->entity;
	m->items = xcalloc(1, sizeof *m->items);
	m->n_items = 1;
	m->items[0] = (struct message_item){ r->entity, r->id, r->state.version };
	return m;
}

int cmd_link(struct cli *c, int argc, char **argv)
{
	enum entity e = entity_parse(argv[1]);
	struct message *m;
	struct record r;
	int rc;

	if (e == ENTITY_NONE || e >= ENTITY_TAB_COUNT)
		return EX_USAGE;
	rc = cli_find_record(c, e, argv[2], &r);
	if (rc)
		return rc;
	m = cli_message_about(MSG_DECIDE, &r);
	m->verb = VERB_LINK;
	m->number = DECIDE_ANY_VERSION;
	m->text = xstrdup(argv[3]);
	rc = cli_ask(c, m, NULL);
	return rc ? rc : tell_result(c, e, &r.id, 1);
}

int cmd_set(struct cli *c, int argc, char **argv)
{
	enum entity e = entity_parse(argv[1]);
	struct message *m;
	struct record r;
	int rc;

	if (e == ENTITY_NONE || e >= ENTITY_TAB_COUNT)
		return EX_USAGE;
	rc = cli_find_record(c, e, argv[2], &r);
	if (rc)
		return rc;
	m = cli_message_about(MSG_OVERRIDE, &r);
	m->name = xstrdup(argv[3]);
	m->text = argc > 4 ? xstrdup(argv[4]) : NULL;
	rc = cli_ask(c, m, NULL);
	return rc ? rc : tell_result(c, e, &r.id, 1);
}
