/* The story of design.md 15 in text: sync, list what waits, preflight, approve, export, be
 * paid, and the proof, which is asked of the simulators and not of ourselves.
 *
 * It is told once for each accounting system of the company, and names none of them.  Nothing is chosen
 * by name either: it takes the first invoice that waits for nothing but a commitment that can be approved;
 * where commitments stay in Procore, the first one that is ready.  What a person would do between the
 * program and the system, handing a file on and letting the office's computer synchronise, it does through
 * the control of the simulator (demo_proof.c). */
#include "ui/demo_proof.h"
#include "base/args.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "model/check.h"
#include "store/audit.h"
#include "store/outbox.h"
#include "store/query.h"
#include "store/records.h"
#include "ui/interrupt.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/banned.h"

static void step(const char *title)
{
	printf("\n== %s\n", title);
	fflush(stdout);
}

static int sync_all(struct demo *d, int loud)
{
	struct message *m = message_new(MSG_SYNC), *answer;
	int rc;

	m->number = MSG_SYNC_EXPORT;
	rc = cli_ask(&d->cli, m, &answer);
	if (rc == 0 && loud && answer->text)
		printf("%s\n", answer->text);
	message_free(answer);
	return rc;
}

static int test_connections(struct demo *d)
{
	struct connection_array list = { 0 };
	struct message *m, *answer;
	int rc = 0;

	store_connections(d->cli.store, &d->cli.pool, &list, NULL);
	for (size_t i = 0; i < list.len && rc == 0; i++) {
		m = message_new(MSG_CONNECTION_TEST);
		m->name = xstrdup(list.items[i].name);
		rc = cli_ask(&d->cli, m, &answer);
		if (rc == 0 && answer->text)
			printf("%s\n", answer->text);
		message_free(answer);
	}
	ARRAY_RELEASE(&list);
	return rc;
}

static void list_waiting(struct demo *d)
{
	for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
		struct query_counts n;

		if (query_counts(d->cli.store, (enum entity)e, &n, NULL) < 0)
			continue;
		printf(_("  %-14s %lld ready, %lld held, %lld failed, %lld synced, %lld to import, %lld in all\n"),
			TR(entities[e].plural), (long long)n.ready, (long long)n.held, (long long)n.failed,
			(long long)n.synced, (long long)n.staged, (long long)n.all);
	}
}

/* 1 when every hold of the record is a record that can be approved first. */
static int only_prerequisites(struct demo *d, const struct record *r, int *n_prerequisites)
{
	struct finding_array list = { 0 };
	int ok = findings_list(d->cli.store, r->entity, r->id, &d->cli.pool, &list, NULL) == 0;

	*n_prerequisites = 0;
	for (size_t i = 0; i < list.len; i++) {
		if (strcmp(list.items[i].severity, "hold") != 0)
			continue;
		*n_prerequisites += list.items[i].prerequisite;
		ok = ok && list.items[i].prerequisite && list.items[i].fix_id;
	}
	ARRAY_RELEASE(&list);
	return ok;
}

/* with_commitment: one whose commitment waits too and nothing else; else one that is ready. */
static int fits(struct story *st, const struct record *r, int with_commitment)
{
	struct demo *d = st->d;
	int n;

	/* With retainage, and nothing that a system may leave out: what it comes to is the same for all. */
	if (record_int(r, INVOICE_RETAINAGE) == 0 || record_int(r, INVOICE_RELEASED) || record_int(r, INVOICE_MATERIALS) ||
	    record_int(r, INVOICE_TAX) || !only_prerequisites(d, r, &n) || n != with_commitment)
		return 0;
	st->has_commitment = records_find(d->cli.store, ENTITY_COMMITMENT, r->connection_id,
		record_text(r, INVOICE_COMMITMENT), &d->cli.pool, &st->commitment, NULL) == 0;
	return with_commitment ? st->has_commitment && st->commitment.state.status == STATUS_READY :
		r->state.status == STATUS_READY;
}

static int choose_invoice(struct story *st)
{
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_READY, .sort_field = SORT_ID,
		.books = st->erp->id };
	struct record_array rows = { 0 };
	int found = 0;

	query_window(st->d->cli.store, &q, 0, 0, 0, 5000, &st->d->cli.pool, &rows, NULL);
	for (int with_commitment = 1; with_commitment >= 0 && !found; with_commitment--)
		for (size_t i = 0; i < rows.len && !found; i++)
			if (fits(st, &rows.items[i], with_commitment)) {
				st->invoice = rows.items[i];
				st->exports_commitment = with_commitment;
				found = 1;
			}
	ARRAY_RELEASE(&rows);
	if (found)
		return 0;
	fprintf(stderr, _("comptoir: no invoice for %s waits for its commitment alone, and none is ready; the story cannot "
		"be told\n"), st->title);
	return EX_SOFTWARE;
}

static void print_preflight(struct demo *d, const struct record *r)
{
	struct finding_array list = { 0 };
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "  %s %s  %s  ", TR(entities[r->entity].title), record_name(r),
		TR(statuses[r->state.status].word));
	lang_add_money(&b, record_int(r, query_sum_field(r->entity)), record_currency(r), record_currency(r));
	cli_put(&b);
	findings_list(d->cli.store, r->entity, r->id, &d->cli.pool, &list, NULL);
	for (size_t i = 0; i < list.len; i++) {
		const char *args[FINDING_MAX_ARGS];
		size_t n = args_parse(list.items[i].args, &d->cli.pool, args, ARRAY_SIZE(args));

		strbuf_reset(&b);
		strbuf_addf(&b, "    - ");
		worker_finding_text(&b, cli_connector(&d->cli, r->state.books), list.items[i].code, args, (int)n);
		cli_put(&b);
	}
	ARRAY_RELEASE(&list);
	strbuf_release(&b);
}

/* ---- approving ---- */

#define PATIENCE_MS 60000
#define ROUNDS 20              /* more than any export needs to arrive */

enum way { ARRIVED, MOVING, UNKNOWN };

static enum way way_of(struct demo *d, const struct record *r)
{
	struct outbox_array rows = { 0 };
	enum way way = ARRIVED;

	outbox_list(d->cli.store, r->entity, r->id, &d->cli.pool, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++)
		if (rows.items[i].state == OUTBOX_UNKNOWN)
			way = UNKNOWN;
		else if (rows.items[i].state < OUTBOX_UNKNOWN && way == ARRIVED)
			way = MOVING;
	ARRAY_RELEASE(&rows);
	return way;
}

/* Until nothing of it moves, or nobody can say. */
static enum way wait_for(struct demo *d, const struct record *r)
{
	int64_t end = clock_mono_ms() + PATIENCE_MS;
	enum way way;

	while ((way = way_of(d, r)) == MOVING && !interrupted() && clock_mono_ms() < end) {
		struct pollfd fd = { .fd = worker_fd(d->cli.worker), .events = POLLIN };
		struct message *m;

		poll(&fd, 1, 50);
		while ((m = worker_take(d->cli.worker)) != NULL)
			message_free(m);
	}
	return way;
}

static int approve(struct story *st, struct record *r)
{
	struct demo *d = st->d;
	struct message *m = cli_message_about(MSG_DECIDE, r), *answer;
	enum way way = UNKNOWN;
	int rc;

	m->verb = VERB_APPROVE;
	m->number = DECIDE_ACCEPT_WARNINGS;
	rc = cli_ask(&d->cli, m, &answer);
	message_free(answer);
	for (int i = 0; rc == 0 && i < ROUNDS && (way = wait_for(d, r)) != ARRIVED && !interrupted(); i++)
		if (way == UNKNOWN) {
			proof_hand_on(st);
			rc = sync_all(d, 0);
		}
	if (rc == 0 && records_get(d->cli.store, r->entity, r->id, &d->cli.pool, r, NULL) < 0)
		rc = EX_IOERR;
	if (rc == 0)
		print_preflight(d, r);
	if (rc == 0 && r->state.status != STATUS_SYNCED) {
		fprintf(stderr, _("comptoir: the export did not end as synced\n"));
		rc = EX_SOFTWARE;
	}
	return rc;
}

/* ---- the story ---- */

/* Paid there, seen here; voided there, gone here. */
static int pay_and_void(struct story *st)
{
	int rc = proof_pay(st);

	if (rc == 0)
		rc = sync_all(st->d, 1);
	if (rc == 0)
		rc = proof_paid(st);
	if (rc == 0)
		rc = proof_void(st);
	if (rc == 0)
		rc = sync_all(st->d, 1);
	return rc ? rc : proof_voided(st);
}

static int tell(struct story *st)
{
	struct demo *d = st->d;
	struct strbuf title = STRBUF_INIT;
	int rc;

	strbuf_addf(&title, _("%s: preflight of an invoice and of its commitment"), st->title);
	step(title.s);
	strbuf_release(&title);
	rc = choose_invoice(st);
	if (rc)
		return rc;
	print_preflight(d, &st->invoice);
	if (st->has_commitment)
		print_preflight(d, &st->commitment);
	step(st->exports_commitment ? _("Approve the commitment, then the invoice") : _("Approve the invoice"));
	if (st->exports_commitment)
		rc = approve(st, &st->commitment);
	if (rc == 0 && records_get(d->cli.store, ENTITY_INVOICE, st->invoice.id, &d->cli.pool, &st->invoice, NULL) < 0)
		rc = EX_IOERR;
	if (rc == 0)
		rc = approve(st, &st->invoice);
	if (rc)
		return rc;
	step(_("What the simulators say"));
	rc = sync_all(d, 1);
	if (rc == 0)
		rc = proof_export(st);
	return rc ? rc : pay_and_void(st);
}

static int tell_all(struct demo *d)
{
	struct connection_array list = { 0 };
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	int rc = store_connections(d->cli.store, &d->cli.pool, &list, NULL) < 0 ? EX_IOERR : 0, told = 0;

	for (size_t i = 0; i < list.len && rc == 0; i++) {
		struct story st = { .d = d, .erp = &list.items[i], .title = list.items[i].name };

		if (strcmp(list.items[i].role, "erp") != 0)
			continue;
		for (size_t k = 0; k < n; k++)
			if (!strcmp(all[k].name, list.items[i].connector))
				st.title = all[k].title;
		rc = tell(&st);
		told++;
		proof_release(&st);
	}
	ARRAY_RELEASE(&list);
	return rc ? rc : told ? 0 : EX_SOFTWARE;
}

int demo_story(struct demo *d)
{
	struct audit_verdict v;
	int rc;

	step(_("The connections"));
	rc = test_connections(d);
	if (rc)
		return rc;
	step(_("Sync"));
	rc = sync_all(d, 1);
	if (rc)
		return rc;
	step(_("What waits"));
	list_waiting(d);
	rc = tell_all(d);
	if (rc)
		return rc;
	if (proof_is(audit_verify(d->cli.store, &v, NULL) == 0 && v.rows > 0, _("the audit trail is intact")))
		return EX_SOFTWARE;
	printf("\n%s\n", _("All of it happened. Run \"comptoir --demo\" on a terminal to do it by hand."));
	return 0;
}
