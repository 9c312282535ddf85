/* Reading from QuickBooks Online: queries by page at first, what changed afterwards.
 *
 *   FULL     SELECT * FROM Bill ORDERBY MetaData.LastUpdatedTime, page after page: the next page
 *            begins at the last time seen, past the rows of that time that were read, and the
 *            first empty page ends it.  A row that somebody edits meanwhile moves to the end and
 *            is read once more; none is passed over, as would happen by counting rows.
 *   CHANGES  one call for everything that changed or was deleted since the cursor.  It holds at
 *            most 1,000 objects and looks back 30 days: beyond either the query is asked from the
 *            cursor on instead.
 *
 * The cursor is the service's own time in the first answer of a pass, less an overlap.
 * The page token is "<rows of that time>|<ms of the first answer>|<last time seen>". */
#include "connectors/quickbooks.h"
#include "base/date.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define OVERLAP_MS (5 * 60 * INT64_C(1000))
#define LOOK_BACK_MS (29 * 24 * 3600 * INT64_C(1000))   /* 30 days, less a day for clocks that differ */
#define MOST_CHANGES 1000

enum { STEP_QUERY = 1, STEP_CHANGES, STEP_ACCOUNT, STEP_PREFERENCES };
enum { N_SAME, N_TIME, N_CHANGES };                        /* op->n */
enum { TEXT_SINCE, TEXT_RETAINAGE };                     /* op->text */

const struct feed quickbooks_feeds[] = {
	{ "periods", ENTITY_PERIOD, FEED_FULL_ONLY },
	{ "accounts", ENTITY_ACCOUNT, FEED_INCREMENTAL },
	{ "vendors", ENTITY_VENDOR, FEED_INCREMENTAL },
	{ "jobs", ENTITY_JOB, FEED_INCREMENTAL },
	{ "items", ENTITY_COST_CODE, FEED_INCREMENTAL },
	{ "purchase-orders", ENTITY_COMMITMENT, FEED_INCREMENTAL },
	{ "bills", ENTITY_INVOICE, FEED_INCREMENTAL },
	{ "bill-payments", ENTITY_PAYMENT, FEED_INCREMENTAL },
	{ NULL, ENTITY_NONE, 0 },
};

#define LIST_ACTIVE  1u      /* inactive ones are left out unless asked for */
#define LIST_EDITION 2u      /* cheaper editions do not know it */

static const struct source {
	const char *feed, *entity;
	unsigned flags;
} sources[] = {
	{ "accounts", "Account", LIST_ACTIVE },
	{ "vendors", "Vendor", LIST_ACTIVE },
	{ "jobs", "Customer", LIST_ACTIVE },
	{ "items", "Item", LIST_ACTIVE },
	{ "purchase-orders", "PurchaseOrder", LIST_EDITION },
	{ "bills", "Bill", 0 },
	{ "bill-payments", "BillPayment", 0 },
};

static const struct source *source_of(const struct feed *f)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (!strcmp(sources[i].feed, f->name))
			return &sources[i];
	return NULL;
}

/* ---- requests ---- */

static int64_t page_size(const struct op *op)
{
	int64_t n = option_get_int(op->env->options, quickbooks_options, "page_size");

	return n < 1 || n > 1000 ? 1000 : n;
}

static int send_query(struct op *op, const struct source *s, struct http_request *out)
{
	const char *since = op->text[TEXT_SINCE];
	struct strbuf q = STRBUF_INIT;

	strbuf_addf(&q, "SELECT * FROM %s", s->entity);
	if (s->flags & LIST_ACTIVE)
		strbuf_adds(&q, " WHERE Active IN (true, false)");
	if (since && *since) {
		strbuf_addf(&q, " %s MetaData.LastUpdatedTime >= ", s->flags & LIST_ACTIVE ? "AND" : "WHERE");
		quickbooks_quote(&q, since);
	}
	strbuf_addf(&q, " ORDERBY MetaData.LastUpdatedTime STARTPOSITION %lld MAXRESULTS %lld",
		(long long)op->n[N_SAME] + 1, (long long)page_size(op));
	quickbooks_query(op->env, out, q.s);
	strbuf_release(&q);
	op->step = STEP_QUERY;
	return OP_SEND;
}

/* "2026-11-21T12:00:00Z" with the offset spelt out, as the vendor's own examples have it. */
static const char *stamp(struct op *op, int64_t ms)
{
	char text[INSTANT_LEN];

	instant_format(text, ms);
	text[strlen(text) - 1] = '\0';
	return pool_printf(op->pool, "%s+00:00", text);
}

static int send_changes(struct op *op, const struct source *s, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_adds(&path, "cdc");
	http_url_add_param(&path, "entities", s->entity);
	http_url_add_param(&path, "changedSince", op->text[TEXT_SINCE]);
	quickbooks_request(op->env, out, "GET", path.s);
	strbuf_release(&path);
	op->step = STEP_CHANGES;
	return OP_SEND;
}

/* Which account holds retainage: the bills name accounts by their ids alone. */
static int send_accounts(struct op *op, struct http_request *out)
{
	quickbooks_query(op->env, out, "SELECT * FROM Account WHERE Active IN (true, false) MAXRESULTS 1000");
	op->step = STEP_ACCOUNT;
	return OP_SEND;
}

static int send_list(struct op *op, const struct source *s, struct http_request *out)
{
	return op->n[N_CHANGES] ? send_changes(op, s, out) : send_query(op, s, out);
}

static int needs_account(const struct op *op)
{
	return !op->text[TEXT_RETAINAGE] && !strcmp(op->feed->name, "bills")
		&& *quickbooks_option(op->env, "retainage_account");
}

/* ---- answers ---- */

/* The service's time of the first answer; a pass that began before goes on with its own. */
static void note_time(struct op *op, const json_node *root)
{
	const char *t = json_text(json_get(root, "time"));
	int64_t ms;

	if (!op->n[N_TIME] && t && instant_parse(&ms, t) == 0)
		op->n[N_TIME] = ms;
}

/* Where the next page begins: the last time of this one, and how many rows of it were read. */
static void note_place(struct op *op, const json_node *rows, size_t n)
{
	const char *last = "";
	size_t same = 0;

	for (const json_node *r = json_first(rows); r; r = json_next(r)) {
		const char *t = json_text(json_get(r, "MetaData.LastUpdatedTime"));

		t = t ? t : "";
		same = strcmp(t, last) ? 1 : same + 1;
		last = t;
	}
	if (!*last || (op->text[TEXT_SINCE] && !strcmp(last, op->text[TEXT_SINCE])))
		op->n[N_SAME] += (int64_t)n;
	else
		op->n[N_SAME] = (int64_t)same;
	if (*last)
		op->text[TEXT_SINCE] = pool_strdup(op->pool, last);
}

static int finish(struct op *op)
{
	char text[INSTANT_LEN];

	op->page_token = NULL;
	op->next_cursor = op->cursor;
	if (op->n[N_TIME]) {
		instant_format(text, op->n[N_TIME] - OVERLAP_MS);
		if (!op->cursor || strcmp(text, op->cursor) > 0)
			op->next_cursor = pool_strdup(op->pool, text);
	}
	return OP_DONE;
}

static int take_query(struct op *op, const struct source *s, const json_node *root, struct http_request *out,
	struct error *err)
{
	const json_node *rows = quickbooks_rows(root, s->entity);
	size_t n = json_count(rows);

	if (!json_is_object(json_get(root, "QueryResponse"))) {
		error_set(err, ERR_DATA, N_("QuickBooks's answer for \"%s\" is not a list"), s->feed, NULL);
		return OP_FAIL;
	}
	note_time(op, root);
	if (n == 0)
		return finish(op);
	for (const json_node *r = json_first(rows); r; r = json_next(r))
		quickbooks_take(op, s->feed, r, op->text[TEXT_RETAINAGE] ? op->text[TEXT_RETAINAGE] : "");
	note_place(op, rows, n);
	op->page_token = pool_printf(op->pool, "%lld|%lld|%s", (long long)op->n[N_SAME],
		(long long)op->n[N_TIME], op->text[TEXT_SINCE] ? op->text[TEXT_SINCE] : "");
	return send_query(op, s, out);
}

/* The list of one entity among what changed; NULL when nothing did. */
static const json_node *changed_rows(const json_node *root, const char *entity)
{
	for (const json_node *c = json_first(json_get(root, "CDCResponse")); c; c = json_next(c))
		for (const json_node *q = json_first(json_get(c, "QueryResponse")); q; q = json_next(q))
			if (json_is_array(json_get(q, entity)))
				return json_get(q, entity);
	return NULL;
}

static int is_tombstone(const json_node *o)
{
	const char *status = json_text(json_get(o, "status"));

	return status && !strcmp(status, "Deleted");
}

static int take_changes(struct op *op, const struct source *s, const json_node *root, struct http_request *out,
	struct error *err)
{
	const json_node *rows = changed_rows(root, s->entity);
	size_t n = json_count(rows);
	int alive = 0;

	if (!json_is_array(json_get(root, "CDCResponse"))) {
		error_set(err, ERR_DATA, N_("QuickBooks's answer for \"%s\" is not a list"), s->feed, NULL);
		return OP_FAIL;
	}
	for (const json_node *r = json_first(rows); r; r = json_next(r))
		alive |= !is_tombstone(r);
	if (alive && needs_account(op))
		return send_accounts(op, out);
	note_time(op, root);
	for (const json_node *r = json_first(rows); r; r = json_next(r))
		quickbooks_take(op, s->feed, r, op->text[TEXT_RETAINAGE] ? op->text[TEXT_RETAINAGE] : "");
	if (n < MOST_CHANGES)
		return finish(op);
	/* There may be more than it tells: the same time by pages.  What was deleted and is not among
	 * these is found by the next full pass. */
	op->n[N_CHANGES] = 0;
	op->n[N_SAME] = 0;
	return send_query(op, s, out);
}

static void take_account(struct op *op, const json_node *root)
{
	const char *meant = quickbooks_option(op->env, "retainage_account");

	op->text[TEXT_RETAINAGE] = "";
	for (const json_node *a = json_first(quickbooks_rows(root, "Account")); a; a = json_next(a))
		if (quickbooks_account_is(a, meant, op->pool)) {
			op->text[TEXT_RETAINAGE] = quickbooks_field(a, "Id", op->pool);
			return;
		}
}

/* ---- periods ---- */

static void add_period(struct op *op, const char *id, const char *from, const char *to, const char *status)
{
	struct record *r = ARRAY_PUSH(&op->page);

	record_init(r, ENTITY_PERIOD);
	r->remote_id = id;
	record_set_text(r, PERIOD_NUMBER, op->page_pool, id);
	record_set_text(r, PERIOD_START, op->page_pool, from);
	record_set_text(r, PERIOD_END, op->page_pool, to);
	record_set_text(r, PERIOD_STATUS, op->page_pool, status);
}

/* The books know one line only: closed up to a day, open after it. */
static int take_preferences(struct op *op, const json_node *root, struct error *err)
{
	const json_node *prefs = json_first(quickbooks_rows(root, "Preferences"));
	const char *closed = quickbooks_field(prefs, "AccountingInfoPrefs.BookCloseDate", op->pool);
	const char *home = quickbooks_field(prefs, "CurrencyPrefs.HomeCurrency", op->pool);
	const char *ours = quickbooks_option(op->env, "home_currency");
	char next[DATE_LEN];
	int64_t day;

	if (!prefs) {
		error_set(err, ERR_DATA, N_("QuickBooks's answer for \"%s\" is not a list"), "periods", NULL);
		return OP_FAIL;
	}
	if (*home && *ours && strcmp(home, ours)) {
		error_set(err, ERR_CONFIG, N_("the company's home currency in QuickBooks is %1$s, and the connection says %2$s; "
			"correct the connection first"), home, ours, NULL);
		return OP_FAIL;
	}
	if (date_valid(closed, 1) && date_to_days(pool_strndup(op->pool, closed, DATE_LEN - 1), &day) == 0) {
		date_from_days(next, day + 1);
		add_period(op, "closed", "1900-01-01", pool_strndup(op->pool, closed, DATE_LEN - 1), "Closed");
		add_period(op, "open", next, "9999-12-31", "Open");
	} else {
		add_period(op, "open", "1900-01-01", "9999-12-31", "Open");
	}
	op->next_cursor = op->cursor;
	return OP_DONE;
}

/* ---- the operation ---- */

/* Goes on where a pass was stopped, else begins: by changes when the cursor is young enough. */
static void resume(struct op *op)
{
	long long same = 0, time = 0;
	int at = 0;
	int64_t ms;

	memset(op->n, 0, sizeof op->n);
	memset(op->text, 0, sizeof op->text);
	if (op->page_token && sscanf(op->page_token, "%lld|%lld|%n", &same, &time, &at) == 2 && at
			&& same >= 0 && time >= 0) {
		op->n[N_SAME] = same;
		op->n[N_TIME] = time;
		op->text[TEXT_SINCE] = pool_strdup(op->pool, op->page_token + at);
		return;
	}
	if (!op->cursor || op->full || instant_parse(&ms, op->cursor) < 0)
		return;
	op->text[TEXT_SINCE] = stamp(op, ms);
	op->n[N_CHANGES] = op->env->now_ms - ms < LOOK_BACK_MS;
}

/* Items say nothing to a connection that books on accounts. */
static int not_wanted(const struct op *op)
{
	if (!strcmp(op->feed->name, "bill-payments"))
		return !option_get_bool(op->env->options, quickbooks_options, "payments");
	return !strcmp(op->feed->name, "items") && !strcmp(quickbooks_option(op->env, "line_kind"), "account");
}

static int begin(struct op *op, const struct source *s, struct http_request *out)
{
	if (!strcmp(op->feed->name, "periods")) {
		if (!option_get_bool(op->env->options, quickbooks_options, "period_check")) {
			op->next_cursor = op->cursor;
			return OP_DONE;
		}
		quickbooks_query(op->env, out, "SELECT * FROM Preferences");
		op->step = STEP_PREFERENCES;
		return OP_SEND;
	}
	if (not_wanted(op)) {
		op->next_cursor = op->cursor;
		return OP_DONE;
	}
	resume(op);
	if (s->flags & LIST_EDITION) {
		op->accept_status[0] = 400;
		op->accept_status[1] = 0;
	}
	if (!op->n[N_CHANGES] && needs_account(op))
		return send_accounts(op, out);
	return send_list(op, s, out);
}

/* An edition without purchase orders says so: there are none, and that is no failure. */
static int not_in_edition(const struct source *s, const struct http_response *in)
{
	struct quickbooks_fault f;
	int yes;

	if (!s || !(s->flags & LIST_EDITION) || in->status != 400)
		return 0;
	quickbooks_fault_read(&f, in);
	yes = f.there && (f.code == 6000 || f.code == 5020 || strstr(f.words.s, "not supported") != NULL);
	quickbooks_fault_release(&f);
	return yes;
}

int quickbooks_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct source *s = source_of(op->feed);
	struct json_doc doc;
	enum error_class cls;
	int rc;

	if (!s && strcmp(op->feed->name, "periods"))
		BUG("no source for feed %s", op->feed->name);
	if (!in)
		return begin(op, s, out);
	if (not_in_edition(s, in))
		return finish(op);
	cls = quickbooks_explain(in, err);
	if (in->status == 401 && cls == ERR_LOGIN)
		return OP_RESTART;
	if (cls != ERR_NONE || json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	switch (op->step) {
	case STEP_PREFERENCES:
		rc = take_preferences(op, json_root(&doc), err);
		break;
	case STEP_ACCOUNT:
		take_account(op, json_root(&doc));
		rc = send_list(op, s, out);
		break;
	case STEP_CHANGES:
		rc = take_changes(op, s, json_root(&doc), out, err);
		break;
	default:
		rc = take_query(op, s, json_root(&doc), out, err);
	}
	json_release(&doc);
	return rc;
}
