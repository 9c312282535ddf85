/* list and show: records as text, CSV or JSON. */
#include "base/args.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/check.h"
#include "store/audit.h"
#include "store/comments.h"
#include "store/outbox.h"
#include "store/query.h"
#include "ui/cli.h"
#include "ui/column.h"
#include "ui/detail_build.h"
#include "ui/snapshot.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/banned.h"

static int entity_arg(const char *name, enum entity *e)
{
	*e = entity_parse(name);
	if (*e != ENTITY_NONE && *e < ENTITY_TAB_COUNT)
		return 0;
	fprintf(stderr, _("comptoir: \"%s\" is not a kind of record; try vendors, jobs, commitments, invoices or payments\n"),
		name);
	return EX_USAGE;
}

/* ---- what a row shows ---- */

static const int list_fields[ENTITY_TAB_COUNT][8] = {
	[ENTITY_VENDOR] = { VENDOR_NUMBER, VENDOR_NAME, VENDOR_CITY, VENDOR_STATE, -1 },
	[ENTITY_JOB] = { JOB_NUMBER, JOB_NAME, JOB_CITY, JOB_START, JOB_VALUE, -1 },
	[ENTITY_COMMITMENT] = { COMMITMENT_NUMBER, COMMITMENT_TITLE, COMMITMENT_VENDOR_NAME,
		COMMITMENT_JOB_NUMBER, COMMITMENT_DATE, COMMITMENT_AMOUNT, COMMITMENT_CURRENCY, -1 },
	[ENTITY_INVOICE] = { INVOICE_NUMBER, INVOICE_VENDOR_NAME, INVOICE_JOB_NUMBER,
		INVOICE_COMMITMENT_NUMBER, INVOICE_PERIOD, INVOICE_AMOUNT, INVOICE_RETAINAGE, INVOICE_NET },
	[ENTITY_PAYMENT] = { PAYMENT_NUMBER, PAYMENT_DATE, PAYMENT_VENDOR_NAME, PAYMENT_INVOICE_NUMBER,
		PAYMENT_AMOUNT, PAYMENT_CURRENCY, -1 },
};

/* A value for people, or for machines when plain is 0. */
static void add_value(struct strbuf *out, const struct record *r, int field, int plain)
{
	if (!plain || !r->values[field].set) {
		record_add_value(out, r, field);
		return;
	}
	switch (entities[r->entity].fields[field].type) {
	case VALUE_MONEY:
		lang_add_amount(out, r->values[field].n, record_currency(r));
		break;
	case VALUE_DATE:
		lang_add_date(out, record_text(r, field));
		break;
	default:
		record_add_value(out, r, field);
	}
}

/* The first finding or error of a row, as one sentence. */
static void add_note(struct strbuf *out, const struct record_state *st, struct cli *c)
{
	const char *args[FINDING_MAX_ARGS];
	size_t n;

	if (st->note == NULL)
		return;
	n = args_parse(st->note_args, &c->pool, args, ARRAY_SIZE(args));
	worker_finding_text(out, cli_connector(c, st->books), st->note, args, (int)n);
}

static void add_row(struct cli_table *t, const struct record *r, struct cli *c)
{
	struct strbuf b = STRBUF_INIT;
	int plain = c->args.format == CLI_PLAIN;

	strbuf_addf(&b, "%lld", (long long)r->id);
	cli_table_add(t, b.s);
	strbuf_reset(&b);
	if (plain)
		status_add(&b, &r->state, 0, !lang_utf8());
	else
		strbuf_adds(&b, statuses[r->state.status].name);
	cli_table_add(t, b.s);
	for (int i = 0; i < 8 && list_fields[r->entity][i] >= 0; i++) {
		strbuf_reset(&b);
		add_value(&b, r, list_fields[r->entity][i], plain);
		cli_table_add(t, b.s);
	}
	cli_table_add(t, r->state.erp_code);
	strbuf_reset(&b);
	if (plain && r->state.resubmitted)
		strbuf_adds(&b, _("resubmitted"));
	if (plain && r->state.resubmitted && r->state.note)
		lang_add_colon(&b);
	add_note(&b, &r->state, c);
	cli_table_add(t, b.s);
	strbuf_release(&b);
}

static void start_table(struct cli_table *t, enum entity e)
{
	static const char *names[16], *titles[16];
	unsigned right = 1;
	int n = 0;

	names[n] = "id"; titles[n++] = _("Id");
	names[n] = "status"; titles[n++] = _("Status");
	for (int i = 0; i < 8 && list_fields[e][i] >= 0; i++) {
		const struct field *f = &entities[e].fields[list_fields[e][i]];

		if (f->type == VALUE_MONEY)
			right |= 1u << n;
		names[n] = f->name; titles[n++] = TR(f->title);
	}
	names[n] = "erp_code"; titles[n++] = _("ERP");
	names[n] = "note"; titles[n++] = _("Notes");
	cli_table_init(t, names, titles, n, right);
}

static int sort_arg(struct cli *c, struct query *q)
{
	const char *name = c->args.sort;

	q->sort_field = SORT_ID;
	if (name == NULL)
		return 0;
	if (*name == '-') {
		q->descending = 1;
		name++;
	}
	if (strcmp(name, "status") == 0)
		q->sort_field = SORT_STATUS;
	else if (strcmp(name, "age") == 0)
		q->sort_field = SORT_AGE;
	else
		q->sort_field = entity_field(q->entity, name);
	if (q->sort_field != -1 && (q->sort_field < 0 ||
	    (entities[q->entity].fields[q->sort_field].flags & FIELD_SORT)))
		return 0;
	fprintf(stderr, _("comptoir: the list cannot be sorted by \"%s\"\n"), name);
	return EX_USAGE;
}

static void print_totals(struct cli *c, const struct query *q)
{
	struct query_totals totals;
	struct strbuf b = STRBUF_INIT;

	if (c->args.format != CLI_PLAIN || query_totals(c->store, q, &totals, NULL) < 0)
		return;
	strbuf_addf(&b, P_("%lld record", "%lld records", (unsigned long)totals.count), (long long)totals.count);
	for (size_t i = 0; i < totals.n && query_sum_field(q->entity) >= 0; i++) {
		strbuf_adds(&b, "   ");
		lang_add_money(&b, totals.by_currency[i].sum, totals.by_currency[i].currency, "");
	}
	cli_put(&b);
	strbuf_release(&b);
}

int cmd_list(struct cli *c, int argc, char **argv)
{
	struct query q = { .view = VIEW_ALL };
	struct filter filter = { .n_terms = 0 };
	struct record_array page = { 0 };
	struct error err = ERROR_INIT;
	struct cli_table t;
	int64_t last = 0, left = c->args.limit ? c->args.limit : INT64_MAX;
	int view, rc = entity_arg(argv[1], &q.entity);

	if (rc || (rc = sort_arg(c, &q)) != 0)
		return rc;
	view = c->args.view ? view_parse(c->args.view) : VIEW_ALL;
	if (view < 0) {
		fprintf(stderr, _("comptoir: there is no view \"%s\"; try ready, failed, synced, rejected, import or all\n"),
			c->args.view);
		return EX_USAGE;
	}
	q.view = (enum view)view;
	if (filter_parse(&filter, q.entity, c->args.filter, &err) < 0) {
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	q.filter = &filter;
	start_table(&t, q.entity);
	while (rc == 0 && left > 0) {
		size_t max = left < 500 ? (size_t)left : 500;

		page.len = 0;
		if (query_window(c->store, &q, last, 0, 0, max, &c->pool, &page, &err) < 0) {
			rc = cli_fail(&err);
			break;
		}
		for (size_t i = 0; i < page.len; i++)
			add_row(&t, &page.items[i], c);
		left -= (int64_t)page.len;
		if (page.len < max)
			break;
		last = page.items[page.len - 1].id;
	}
	cli_table_print(&t, c->args.format, entities[q.entity].name);
	if (rc == 0)
		print_totals(c, &q);
	ARRAY_RELEASE(&page);
	filter_release(&filter);
	error_release(&err);
	return rc;
}

/* ---- one record ---- */

/* Rows of Procore's before rows of the ERP: the number on the screen means the former. */
static int is_erp_row(struct cli *c, const struct record *r)
{
	struct connection conn;

	return store_connection_get(c->store, r->connection_id, &c->pool, &conn, NULL) == 0 &&
		strcmp(conn.role, "erp") == 0;
}

int cli_find_record(struct cli *c, enum entity e, const char *name, struct record *out)
{
	struct record_array found = { 0 };
	struct error err = ERROR_INIT;
	int64_t id = 0;
	size_t hits = 0;
	int rc = 0;

	if (*name == '#') {
		id = strtoll(name + 1, NULL, 10);
		rc = records_get(c->store, e, id, &c->pool, out, &err);
	} else {
		rc = records_where(c->store, e, 0, entities[e].number, name, 50, &c->pool, &found, &err);
		if (rc == 0 && found.len == 0)       /* a new vendor has only a name */
			rc = records_where(c->store, e, 0, entities[e].label, name, 50, &c->pool, &found, &err);
		for (int pass = 0; rc == 0 && pass < 2 && hits == 0; pass++)
			for (size_t i = 0; i < found.len; i++)
				if (is_erp_row(c, &found.items[i]) == pass) {
					*out = found.items[i];
					hits++;
				}
		if (rc == 0 && hits == 0)
			rc = error_set(&err, ERR_NOTFOUND, N_("there is no %1$s \"%2$s\" here; sync first, or see \"comptoir list\""),
				TR(entities[e].title), name, NULL);
		if (rc == 0 && hits > 1)
			rc = error_set(&err, ERR_DATA, N_("several records have the number \"%1$s\"; name one by its id: #%2$s..."),
				name, "123", NULL);
	}
	if (rc < 0)
		rc = cli_fail(&err);
	error_release(&err);
	ARRAY_RELEASE(&found);
	return rc;
}

static void show_fields(const struct record *r)
{
	struct strbuf b = STRBUF_INIT;
	int width = 0;

	for (int i = 0; i < entities[r->entity].n_fields; i++)
		if (record_has(r, i) && text_width(TR(entities[r->entity].fields[i].title)) > width)
			width = text_width(TR(entities[r->entity].fields[i].title));
	for (int i = 0; i < entities[r->entity].n_fields; i++) {
		if (!record_has(r, i) || entities[r->entity].fields[i].type == VALUE_REF)
			continue;
		strbuf_reset(&b);
		strbuf_adds(&b, "  ");
		text_add_fitted(&b, TR(entities[r->entity].fields[i].title), width, -1, "…");
		strbuf_adds(&b, "  ");
		add_value(&b, r, i, 1);
		cli_put(&b);
	}
	strbuf_release(&b);
}

static void show_findings(struct cli *c, const struct record *r)
{
	struct finding_array list = { 0 };
	struct strbuf b = STRBUF_INIT;

	if (findings_list(c->store, r->entity, r->id, &c->pool, &list, NULL) < 0)
		return;
	if (list.len)
		printf("\n%s\n", _("Findings:"));
	for (size_t i = 0; i < list.len; i++) {
		const struct finding_row *f = &list.items[i];
		const char *args[FINDING_MAX_ARGS];
		size_t n = args_parse(f->args, &c->pool, args, ARRAY_SIZE(args));

		strbuf_reset(&b);
		strbuf_addf(&b, "  %s ", strcmp(f->severity, "hold") == 0 ? "⛔" : strcmp(f->severity, "warning") == 0 ? "⚠" : "·");
		worker_finding_text(&b, cli_connector(c, r->state.books), f->code, args, (int)n);
		cli_put(&b);
		strbuf_reset(&b);
		finding_remedy(&b, f->code);
		if (b.len)
			printf("      %s\n", b.s);
		if (f->proposal)
			printf("      %s: %s\n", f->field, f->proposal);
	}
	ARRAY_RELEASE(&list);
	strbuf_release(&b);
}

/* Field by field, what differs from a snapshot. */
static void show_difference(struct cli *c, const struct record *r, const char *snapshot, const char *title)
{
	struct difference_array diff = { 0 };
	struct strbuf line = STRBUF_INIT;

	snapshot_compare(snapshot, r, &c->pool, &diff);
	if (diff.len)
		printf("\n%s:\n", title);
	for (size_t i = 0; i < diff.len; i++) {
		struct strbuf then = STRBUF_INIT, now = STRBUF_INIT;

		snapshot_add_value(&then, r, diff.items[i].field, diff.items[i].then);
		snapshot_add_value(&now, r, diff.items[i].field, diff.items[i].now);
		strbuf_reset(&line);
		strbuf_adds(&line, "  ");
		phrase_text(&line, N_("%1$s: was %2$s, is now %3$s"), (const char *const[]){
			TR(entities[r->entity].fields[diff.items[i].field].title), then.s, *now.s ? now.s : "-" }, 3, 1);
		cli_put(&line);
		strbuf_release(&then);
		strbuf_release(&now);
	}
	ARRAY_RELEASE(&diff);
	strbuf_release(&line);
}

/* Since it was rejected, and on both sides since it was exported. */
static void show_changes(struct cli *c, const struct record *r)
{
	struct decision_array all = { 0 };
	const struct decision_row *last = NULL;
	struct record other;
	struct link l;

	decisions_list(c->store, r->entity, r->id, &c->pool, &all, NULL);
	for (size_t i = 0; i < all.len; i++)
		if (strcmp(all.items[i].verb, verbs[VERB_REJECT].name) == 0 && (!last || all.items[i].at_ms >= last->at_ms))
			last = &all.items[i];
	if (last && (r->state.resubmitted || r->state.status == STATUS_REJECTED))
		show_difference(c, r, last->seen, _("Changed since it was rejected"));
	if (links_get(c->store, r->entity, r->id, &c->pool, &l, NULL) == 0) {
		show_difference(c, r, l.snapshot, _("Changed in Procore since it was exported"));
		if (l.erp_record_id && records_get(c->store, r->entity, l.erp_record_id, &c->pool, &other, NULL) == 0)
			show_difference(c, &other, l.erp_snapshot, _("Changed in the accounting system since it was exported"));
	}
	ARRAY_RELEASE(&all);
}

static const char *verb_title(const char *name)
{
	int verb = verb_parse(name);

	return verb >= 0 ? TR(verbs[verb].title) : name;
}

static void show_history(struct cli *c, const struct record *r)
{
	struct outbox_array out = { 0 };
	struct comment_array comments = { 0 };
	struct decision_array decisions = { 0 };
	struct strbuf b = STRBUF_INIT;

	if (decisions_list(c->store, r->entity, r->id, &c->pool, &decisions, NULL) == 0 && decisions.len)
		printf("\n%s\n", _("Decisions:"));
	for (size_t i = 0; i < decisions.len; i++) {
		strbuf_reset(&b);
		strbuf_adds(&b, "  ");
		lang_add_instant(&b, decisions.items[i].at_ms);
		strbuf_addf(&b, "  %s  %s", decisions.items[i].actor, verb_title(decisions.items[i].verb));
		if (decisions.items[i].comment) {
			lang_add_colon(&b);
			strbuf_adds(&b, decisions.items[i].comment);
		}
		cli_put(&b);
	}
	if (comments_list(c->store, r->entity, r->id, 100, &c->pool, &comments, NULL) == 0 && comments.len)
		printf("\n%s\n", _("Comments:"));
	for (size_t i = 0; i < comments.len; i++) {
		strbuf_reset(&b);
		strbuf_adds(&b, "  ");
		lang_add_instant(&b, comments.items[i].at_ms);
		strbuf_addf(&b, "  %s  %s", comments.items[i].actor, comments.items[i].text);
		cli_put(&b);
	}
	ARRAY_RELEASE(&comments);
	if (outbox_list(c->store, r->entity, r->id, &c->pool, &out, NULL) == 0 && out.len)
		printf("\n%s\n", _("Sent, or on its way:"));
	for (size_t i = 0; i < out.len; i++) {
		const struct outbox_row *o = &out.items[i];
		const char *args[ERROR_MAX_ARGS];
		size_t n = args_parse(o->error_args, &c->pool, args, ARRAY_SIZE(args));

		strbuf_reset(&b);
		strbuf_adds(&b, "  ");
		strbuf_addf(&b, _("%s: %s"), detail_outbox_what(o->verb), detail_outbox_word(o->state));
		if (o->remote_code)
			strbuf_addf(&b, ", %s", o->remote_code);
		if (o->error_msgid)
			lang_add_colon(&b);
		if (o->error_msgid)
			phrase_text(&b, o->error_msgid, args, n, 1);
		cli_put(&b);
	}
	ARRAY_RELEASE(&out);
	ARRAY_RELEASE(&decisions);
	strbuf_release(&b);
}

static void show_json(struct cli *c, const struct record *r)
{
	struct strbuf out = STRBUF_INIT, rec = STRBUF_INIT, note = STRBUF_INIT;
	struct finding_array list = { 0 };
	struct json_writer w;

	record_add_json(&rec, r, 0);
	add_note(&note, &r->state, c);
	json_w_init(&w, &out);
	json_w_object(&w, NULL);
	json_w_int(&w, "schema", 1);
	json_w_text(&w, "kind", entities[r->entity].name);
	json_w_int(&w, "id", r->id);
	json_w_text(&w, "remote_id", r->remote_id);
	json_w_text(&w, "status", statuses[r->state.status].name);
	json_w_text(&w, "erp_code", r->state.erp_code);
	json_w_text(&w, "note", note.len ? note.s : NULL);
	json_w_raw(&w, "record", rec.s);
	json_w_array(&w, "findings");
	findings_list(c->store, r->entity, r->id, &c->pool, &list, NULL);
	for (size_t i = 0; i < list.len; i++) {
		json_w_object(&w, NULL);
		json_w_text(&w, "code", list.items[i].code);
		json_w_text(&w, "severity", list.items[i].severity);
		json_w_raw(&w, "args", list.items[i].args ? list.items[i].args : "[]");
		json_w_text(&w, "field", list.items[i].field);
		json_w_text(&w, "proposal", list.items[i].proposal);
		json_w_bool(&w, "prerequisite", list.items[i].prerequisite);
		json_w_end_object(&w);
	}
	json_w_end_array(&w);
	json_w_end_object(&w);
	cli_put(&out);
	ARRAY_RELEASE(&list);
	strbuf_release(&out);
	strbuf_release(&rec);
	strbuf_release(&note);
}

/* What will be sent needs the connector, so the worker answers. */
static int show_payload(struct cli *c, const struct record *r)
{
	struct message *m, *answer;
	struct error err = ERROR_INIT;
	int rc = cli_start_worker(c, &err);

	if (rc < 0) {
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	m = cli_message_about(MSG_PREVIEW, r);
	rc = cli_ask(c, m, &answer);
	if (rc == 0 && answer->text)
		printf("%s\n", answer->text);
	message_free(answer);
	return rc;
}

int cmd_show(struct cli *c, int argc, char **argv)
{
	enum entity e;
	struct record r;
	struct strbuf b = STRBUF_INIT;
	int rc = entity_arg(argv[1], &e);

	if (rc || (rc = cli_find_record(c, e, argv[2], &r)) != 0)
		return rc;
	if (c->args.payload)
		return show_payload(c, &r);
	if (c->args.format == CLI_JSON) {
		show_json(c, &r);
		return 0;
	}
	strbuf_addf(&b, "%s %s  ", TR(entities[e].title), record_name(&r));
	status_add(&b, &r.state, 0, !lang_utf8());
	if (r.state.erp_code)
		strbuf_addf(&b, "  (%s %s)", _("ERP"), r.state.erp_code);
	cli_put(&b);
	strbuf_release(&b);
	show_fields(&r);
	show_findings(c, &r);
	show_changes(c, &r);
	show_history(c, &r);
	return 0;
}
