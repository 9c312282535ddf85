/* The story of design.md 15 in text: sync, list what waits, preflight, approve, export, be
 * paid, and the proof, which is asked of the simulators and not of ourselves.
 *
 * Nothing is chosen by name: the story takes the first invoice that waits for nothing but a
 * commitment that can be approved. */
#include "ui/demo.h"
#include "base/args.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "model/check.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/records.h"
#include "ui/demo_http.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/banned.h"

static void step(const char *title)
{
	printf("\n== %s\n", title);
	fflush(stdout);
}

static int sync_all(struct demo *d)
{
	struct message *m = message_new(MSG_SYNC), *answer;
	int rc;

	m->number = MSG_SYNC_EXPORT;
	rc = cli_ask(&d->cli, m, &answer);
	if (rc == 0 && answer->text)
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

static int choose_invoice(struct demo *d, struct record *invoice, struct record *commitment)
{
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_READY, .sort_field = SORT_ID };
	struct record_array rows = { 0 };
	int n, found = 0;

	query_window(d->cli.store, &q, 0, 0, 0, 5000, &d->cli.pool, &rows, NULL);
	for (size_t i = 0; i < rows.len && !found; i++) {
		const struct record *r = &rows.items[i];

		if (!only_prerequisites(d, r, &n) || n != 1 || record_int(r, INVOICE_RETAINAGE) == 0 ||
		    records_find(d->cli.store, ENTITY_COMMITMENT, r->connection_id, record_text(r, INVOICE_COMMITMENT),
			&d->cli.pool, commitment, NULL) < 0)
			continue;
		if (commitment->state.status == STATUS_READY) {
			*invoice = *r;
			found = 1;
		}
	}
	ARRAY_RELEASE(&rows);
	if (found)
		return 0;
	fprintf(stderr, _("comptoir: no invoice waits for its commitment alone; the story cannot be told\n"));
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
		worker_finding_text(&b, list.items[i].code, args, (int)n);
		cli_put(&b);
	}
	ARRAY_RELEASE(&list);
	strbuf_release(&b);
}

static int approve(struct demo *d, struct record *r)
{
	struct message *m = cli_message_about(MSG_DECIDE, r), *answer;
	int rc;

	m->verb = VERB_APPROVE;
	m->number = DECIDE_ACCEPT_WARNINGS;
	rc = cli_ask(&d->cli, m, &answer);
	message_free(answer);
	if (rc == 0)
		rc = cli_wait_outbox(&d->cli, r->entity, &r->id, 1, 0);
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

/* ---- the proof ---- */

static int state_of(struct demo *d, const char *system, const char *path, const char *body, struct strbuf *out)
{
	struct strbuf url = STRBUF_INIT;
	char *member = xasprintf("control.%s", system);
	int rc = worker_json_member(&url, d->ready, member);

	strbuf_adds(&url, path);
	strbuf_reset(out);
	if (rc == 0)
		rc = demo_http(out, url.s, body);
	free(member);
	strbuf_release(&url);
	return rc;
}

static int proved(int ok, const char *what)
{
	printf("  %s %s\n", ok ? (lang_utf8() ? "✓" : "+") : (lang_utf8() ? "✗" : "-"), what);
	return ok ? 0 : 1;
}

static int same_amount(const struct record *r, int field, const char *text)
{
	struct strbuf want = STRBUF_INIT;
	int same;

	record_add_value(&want, r, field);
	same = strcmp(want.s, text) == 0;
	strbuf_release(&want);
	return same;
}

static int prove_export(struct demo *d, const struct record *commitment, const struct record *invoice)
{
	struct strbuf state = STRBUF_INIT, got = STRBUF_INIT;
	int bad = 0, n;

	if (state_of(d, "acumatica", "/state", NULL, &state) < 0)
		return 1;
	n = worker_json_find(NULL, state.s, "Subcontract", "VendorRef", record_text(commitment, COMMITMENT_NUMBER), "Status");
	bad += proved(n == 1, _("one subcontract in Acumatica"));
	n = worker_json_find(&got, state.s, "Bill", "VendorRef", record_text(invoice, INVOICE_NUMBER), "Status");
	bad += proved(n == 1 && strcmp(got.s, "On Hold") == 0, _("one bill in Acumatica, On Hold"));
	strbuf_reset(&got);
	worker_json_find(&got, state.s, "Bill", "VendorRef", record_text(invoice, INVOICE_NUMBER), "Amount");
	bad += proved(same_amount(invoice, INVOICE_NET, got.s), _("its balance is the net amount: gross less retainage"));
	if (state_of(d, "procore", "/state", NULL, &state) < 0)
		return bad + 1;
	strbuf_reset(&got);
	worker_json_find(&got, state.s, "commitments", "id", commitment->remote_id, "origin_code");
	bad += proved(got.len > 0 && strcmp(got.s, commitment->state.erp_code) == 0,
		_("Procore's commitment carries the number in Acumatica"));
	strbuf_reset(&got);
	worker_json_find(&got, state.s, "requisitions", "id", invoice->remote_id, "origin_id");
	bad += proved(got.len > 0, _("Procore's invoice carries its origin id"));
	strbuf_release(&state);
	strbuf_release(&got);
	return bad;
}

static int pay_and_prove(struct demo *d, const struct record *invoice)
{
	struct strbuf body = STRBUF_INIT, state = STRBUF_INIT, got = STRBUF_INIT;
	int rc, bad;

	strbuf_addf(&body, "{\"bill\":\"%s\",\"check\":\"20045\",\"amount\":\"", invoice->state.erp_code);
	record_add_value(&body, invoice, INVOICE_NET);
	strbuf_adds(&body, "\"}");
	bad = proved(state_of(d, "acumatica", "/acumatica/pay", body.s, &state) == 0, _("a check is written in Acumatica"));
	rc = bad ? EX_SOFTWARE : sync_all(d);
	if (rc == 0)
		rc = cli_wait_outbox(&d->cli, ENTITY_INVOICE, &invoice->id, 1, 0);
	if (rc == 0 && state_of(d, "procore", "/state", NULL, &state) == 0) {
		int n = worker_json_find(&got, state.s, "contract_payments", "requisition_id", invoice->remote_id, "amount");

		bad += proved(n == 1 && got.len > 0, _("it came back to Procore as a payment issued"));
	}
	strbuf_release(&body);
	strbuf_release(&state);
	strbuf_release(&got);
	return rc ? rc : bad ? EX_SOFTWARE : 0;
}

static int prove_audit(struct demo *d)
{
	struct audit_verdict v;

	return proved(audit_verify(d->cli.store, &v, NULL) == 0 && v.rows > 0, _("the audit trail is intact")) ? EX_SOFTWARE : 0;
}

int demo_story(struct demo *d)
{
	struct record invoice, commitment;
	int rc;

	step(_("The connections"));
	rc = test_connections(d);
	if (rc)
		return rc;
	step(_("Sync"));
	rc = sync_all(d);
	if (rc)
		return rc;
	step(_("What waits"));
	list_waiting(d);
	rc = choose_invoice(d, &invoice, &commitment);
	if (rc)
		return rc;
	step(_("Preflight of an invoice and of its commitment"));
	print_preflight(d, &invoice);
	print_preflight(d, &commitment);
	step(_("Approve the commitment, then the invoice"));
	rc = approve(d, &commitment);
	if (rc == 0 && records_get(d->cli.store, ENTITY_INVOICE, invoice.id, &d->cli.pool, &invoice, NULL) < 0)
		rc = EX_IOERR;
	if (rc == 0)
		rc = approve(d, &invoice);
	if (rc)
		return rc;
	step(_("What the simulators say"));
	rc = sync_all(d);
	if (rc == 0 && prove_export(d, &commitment, &invoice))
		rc = EX_SOFTWARE;
	if (rc == 0)
		rc = pay_and_prove(d, &invoice);
	if (rc == 0)
		rc = prove_audit(d);
	if (rc == 0)
		printf("\n%s\n", _("All of it happened. Run \"comptoir --demo\" on a terminal to do it by hand."));
	return rc;
}
