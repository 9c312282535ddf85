/* Reading from hh2: lists by version, and what each brings.
 *
 * One counter numbers every change of the tenant.  `?version=N` brings what is above N, in the
 * order of the counter, a page at a time; asking again from the largest one seen goes on, and
 * an empty answer is the end.  So the cursor is a number, and an unchanged list costs one call.
 * Nothing is ever removed: IsArchived says that a record is gone.
 *
 * Two lists speak of another one.  A category names its cost code by id, and only that knows the
 * number; a payment names a vendor and an invoice number, and only the invoices know the id.
 * Such a list has an index: read as a whole before the first pass, later only for the jobs or
 * vendors that a changed row is of, after which the page is asked for once more. */
#include "connectors/sage300.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/mapping.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define STATUS_VOIDED 3          /* of an invoice */
#define MAX_GROUPS 3             /* more than so many jobs or vendors: the whole index at once */
#define CODES_SEEN "codes"       /* remembered: largest version of the cost codes read with the categories */

enum { STEP_LIST = 1, STEP_INDEX, STEP_CHILDREN };
enum { N_VERSION, N_INDEX, N_SEEN, N_ASKED };    /* op->n: where the list and the index are */

/* What an operation keeps between its calls; in its pool, behind op->text[0]. */
struct state {
	struct sage300_index *index;     /* key -> what is needed of it */
	struct sage300_index *groups;    /* jobs or vendors to read the index of; empty: all of it */
	size_t at;
	int whole;                       /* the index holds everything */
};

struct list {
	struct op *op;
	struct state *st;
	struct map_ctx ctx;
};

/* ---- maps ---- */

static void map_stamp(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	char out[INSTANT_LEN];
	int64_t ms;

	if (!json_text(n) || sage300_instant(&ms, json_text(n)) < 0)
		return;
	instant_format(out, ms);
	record_set_text(r, field, ctx->pool, out);
}

static const struct map_row account_map[] = {
	{ "Code", ACCOUNT_NUMBER, map_trimmed },
	{ "Name", ACCOUNT_NAME, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row vendor_map[] = {
	{ "Code", VENDOR_NUMBER, map_trimmed },
	{ "Name", VENDOR_NAME, map_trimmed },
	{ "Address1", VENDOR_ADDRESS, map_trimmed },
	{ "City", VENDOR_CITY, map_trimmed },
	{ "State", VENDOR_STATE, map_trimmed },
	{ "PostalCode", VENDOR_ZIP, map_trimmed },
	{ "Country", VENDOR_COUNTRY, map_trimmed },
	{ "PhoneNumber", VENDOR_PHONE, map_trimmed },
	{ "Type.Name", VENDOR_CLASS, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row job_map[] = {
	{ "Code", JOB_NUMBER, map_trimmed },
	{ "Name", JOB_NAME, map_trimmed },
	{ "Address1", JOB_ADDRESS, map_trimmed },
	{ "City", JOB_CITY, map_trimmed },
	{ "State", JOB_STATE, map_trimmed },
	{ "PostalCode", JOB_ZIP, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row extra_map[] = {
	{ "Code", SUB_JOB_NUMBER, map_trimmed },
	{ "Name", SUB_JOB_NAME, map_trimmed },
	{ "ParentId", SUB_JOB_JOB, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row type_map[] = {
	{ "Code", COST_TYPE_NUMBER, map_trimmed },
	{ "Name", COST_TYPE_NAME, map_trimmed },
	{ "AccumulationName", COST_TYPE_BASE, map_trimmed },
	{ NULL, 0, NULL },
};

static const struct map_row commitment_map[] = {
	{ "Code", COMMITMENT_NUMBER, map_trimmed },
	{ "Name", COMMITMENT_TITLE, map_trimmed },
	{ "Description", COMMITMENT_TITLE, map_trimmed },
	{ "VendorId", COMMITMENT_VENDOR, map_trimmed },
	{ "JobId", COMMITMENT_JOB, map_trimmed },
	{ "Date", COMMITMENT_DATE, map_date },
	{ "RetainagePercent", COMMITMENT_RETAINAGE_PERCENT, map_percent },
	{ "CreatedOnUtc", COMMITMENT_CREATED, map_stamp },
	{ "AmountOriginal", COMMITMENT_AMOUNT, map_money },
	{ "AmountApproved", COMMITMENT_CHANGES, map_money },
	{ "Amount", COMMITMENT_REVISED, map_money },
	{ "AmountInvoiced", COMMITMENT_BILLED, map_money },
	{ NULL, 0, NULL },
};

static const struct map_row invoice_map[] = {
	{ "Code", INVOICE_NUMBER, map_trimmed },
	{ "VendorId", INVOICE_VENDOR, map_trimmed },
	{ "InvoiceDate", INVOICE_BILLING_DATE, map_date },
	{ "DueDate", INVOICE_DUE_DATE, map_date },
	{ "Amount", INVOICE_AMOUNT, map_money },
	{ "TaxAmount", INVOICE_TAX, map_money },
	{ NULL, 0, NULL },
};

static const struct map_row payment_map[] = {
	{ "Code", PAYMENT_NUMBER, map_trimmed },
	{ "PaymentDate", PAYMENT_DATE, map_date },
	{ "Status", PAYMENT_STATUS, map_trimmed },
	{ "VendorId", PAYMENT_VENDOR, map_trimmed },
	{ "Reference1", PAYMENT_INVOICE_NUMBER, map_trimmed },
	{ "Amount", PAYMENT_AMOUNT, map_money },
	{ NULL, 0, NULL },
};

/* ---- what a row becomes ---- */

static const char *text(struct list *l, const json_node *o, const char *path)
{
	return sage300_text(o, path, l->ctx.pool);
}

static struct record *begin(struct list *l, enum entity e, const json_node *o)
{
	const char *id = text(l, o, "Id");
	struct record *r;

	if (!*id)
		return NULL;
	r = ARRAY_PUSH(&l->op->page);
	record_init(r, e);
	r->remote_id = id;
	r->remote_version = text(l, o, "Version");
	r->deleted = !sage300_is_live(o, 0);
	l->ctx.currency = sage300_option(l->op->env, "home_currency");
	l->ctx.unreadable = 0;
	return r;
}

static void put(struct list *l, struct record *r, int f, const char *t)
{
	if (t && *t)
		record_set_text(r, f, l->ctx.pool, t);
}

/* What people call it, when it differs from the id. */
static void set_code(struct list *l, struct record *r, const json_node *o)
{
	const char *code = text(l, o, "Code");

	if (*code)
		r->remote_code = code;
}

static void set_active(struct list *l, struct record *r, int field, const json_node *o)
{
	record_set_int(r, field, sage300_is_live(o, 1));
}

static void take_account(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_ACCOUNT, o);

	if (!r)
		return;
	map_apply(account_map, &l->ctx, r, o, 0);
	if (!record_has(r, ACCOUNT_NAME))
		put(l, r, ACCOUNT_NAME, text(l, o, "Description"));
	set_code(l, r, o);
	set_active(l, r, ACCOUNT_ACTIVE, o);
}

static void take_vendor(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_VENDOR, o);

	if (!r)
		return;
	map_apply(vendor_map, &l->ctx, r, o, 0);
	set_code(l, r, o);
	set_active(l, r, VENDOR_ACTIVE, o);
	put(l, r, VENDOR_STATUS, sage300_is_live(o, 1) ? "Active" : "Inactive");
}

/* An extra is a job with a parent; Procore calls it a sub job. */
static void take_job(struct list *l, const json_node *o)
{
	int extra = *text(l, o, "ParentId") != '\0';
	struct record *r = begin(l, extra ? ENTITY_SUB_JOB : ENTITY_JOB, o);
	const char *status = sage300_is_live(o, 1) ? "Active" : "Inactive";

	if (!r)
		return;
	map_apply(extra ? extra_map : job_map, &l->ctx, r, o, 0);
	set_code(l, r, o);
	put(l, r, extra ? SUB_JOB_STATUS : JOB_STATUS, status);
	if (!extra)
		set_active(l, r, JOB_ACTIVE, o);
}

static void take_type(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COST_TYPE, o);

	if (!r)
		return;
	map_apply(type_map, &l->ctx, r, o, 0);
	if (!record_has(r, COST_TYPE_NAME))
		put(l, r, COST_TYPE_NAME, text(l, o, "Description"));
	set_code(l, r, o);
	set_active(l, r, COST_TYPE_ACTIVE, o);
}

/* ---- cost codes and categories ---- */

/* In the index: "+" for one that can be booked on, "-" for a heading or an inactive one; the number. */
static const char *code_entry(struct list *l, const json_node *o)
{
	int usable = sage300_is_live(o, 1) && !json_bool(json_get(o, "IsGroupCode"), 0);

	return pool_printf(l->ctx.pool, "%c%s", usable ? '+' : '-', text(l, o, "Code"));
}

/* A cost code alone is not booked on; it is there to be seen, and named by its categories. */
static void take_code(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COST_CODE, o);

	if (!r)
		return;
	put(l, r, COST_CODE_NUMBER, text(l, o, "Code"));
	put(l, r, COST_CODE_NAME, text(l, o, "Name"));
	if (!record_has(r, COST_CODE_NAME))
		put(l, r, COST_CODE_NAME, text(l, o, "StandardCostCodeDescription"));
	put(l, r, COST_CODE_JOB, text(l, o, "JobId"));
	record_set_int(r, COST_CODE_ACTIVE, 0);
	set_code(l, r, o);
}

static void take_category(struct list *l, const json_node *o)
{
	const char *parent = text(l, o, "CostCodeId"), *entry = sage300_index_get(l->st->index, parent);
	struct record *r = begin(l, ENTITY_COST_CODE, o);
	const char *number;

	if (!r)
		return;
	number = entry && entry[1] ? pool_printf(l->ctx.pool, "%s.%s", entry + 1, text(l, o, "Code")) : text(l, o, "Code");
	put(l, r, COST_CODE_NUMBER, number);
	put(l, r, COST_CODE_NAME, text(l, o, "Name"));
	if (!record_has(r, COST_CODE_NAME))
		put(l, r, COST_CODE_NAME, text(l, o, "StandardCategoryDescription"));
	put(l, r, COST_CODE_JOB, text(l, o, "JobId"));
	put(l, r, COST_CODE_PARENT, parent);
	record_set_int(r, COST_CODE_ACTIVE, entry && *entry == '+' && sage300_is_live(o, 1));
	r->remote_code = number;
}

/* Categories of the cost codes that changed. */
static void take_child(struct list *l, const json_node *o)
{
	if (sage300_index_get(l->st->index, text(l, o, "CostCodeId")))
		take_category(l, o);
}

/* ---- documents ---- */

static void take_commitment(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_COMMITMENT, o);
	int64_t type = 0, order = option_get_int(l->op->env->options, sage300_options, "type_order");

	if (!r)
		return;
	map_apply(commitment_map, &l->ctx, r, o, 0);
	set_code(l, r, o);
	if (!record_has(r, COMMITMENT_AMOUNT) && record_has(r, COMMITMENT_REVISED))
		record_set_int(r, COMMITMENT_AMOUNT, record_int(r, COMMITMENT_REVISED));
	json_int(json_get(o, "Type"), &type);
	put(l, r, COMMITMENT_KIND, type == order ? KIND_PURCHASE_ORDER : KIND_SUBCONTRACT);
	put(l, r, COMMITMENT_CURRENCY, l->ctx.currency);
	put(l, r, COMMITMENT_VENDOR_REF, text(l, o, "Code"));
	put(l, r, COMMITMENT_STATUS, json_bool(json_get(o, "IsClosed"), 0) ? "Closed"
		: json_bool(json_get(o, "IsCommited"), 1) ? "Open" : "Pending");
	map_hold(&l->ctx, r, COMMITMENT_AMOUNT);
}

static int64_t money(struct list *l, const json_node *o, const char *path)
{
	int64_t v;

	return map_amount(&l->ctx, json_get(o, path), &v) == 0 ? v : 0;
}

static void take_invoice(struct list *l, const json_node *o)
{
	static const char *const status[] = { "Open", "PendingPost", "Posted", "Voided" };
	struct record *r = begin(l, ENTITY_INVOICE, o);
	int64_t retained, s, net;

	if (!r)
		return;
	map_apply(invoice_map, &l->ctx, r, o, 0);
	set_code(l, r, o);
	put(l, r, INVOICE_CURRENCY, l->ctx.currency);
	if (json_int(json_get(o, "Status"), &s) == 0 && s >= 0 && s < (int64_t)ARRAY_SIZE(status))
		put(l, r, INVOICE_STATUS, status[s]);
	else
		put(l, r, INVOICE_STATUS, text(l, o, "Status"));
	retained = money(l, o, "RetainageAmount");
	net = record_int(r, INVOICE_AMOUNT) - retained;      /* amounts are bounded: map_amount */
	record_set_int(r, INVOICE_RETAINAGE, retained);
	record_set_int(r, INVOICE_NET, net);
	/* What is still held is not due yet; what was released is paid with the rest. */
	if (!json_is_null(json_get(o, "RetainageHeldAmount")))
		net = record_int(r, INVOICE_AMOUNT) - money(l, o, "RetainageHeldAmount");
	record_set_int(r, INVOICE_BALANCE, net - money(l, o, "TotalPaidAmount"));
	record_set_int(r, INVOICE_OPEN, record_int(r, INVOICE_BALANCE));
	map_hold(&l->ctx, r, INVOICE_AMOUNT);
	if (!record_has(r, INVOICE_AMOUNT)) {
		r->values[INVOICE_NET].set = 0;
		r->values[INVOICE_BALANCE].set = r->values[INVOICE_OPEN].set = 0;
	}
}

static int is_void(struct list *l, const json_node *o)
{
	const char *status = text(l, o, "Status"), *w = sage300_option(l->op->env, "void_words");
	size_t n;

	if (!sage300_is_live(o, 0))
		return 1;
	for (; *(w += strspn(w, " ,")); w += n) {
		n = strcspn(w, " ,");
		if (n == strlen(status) && !strncasecmp(w, status, n))
			return 1;
	}
	return 0;
}

static const char *invoice_key(struct list *l, const json_node *o, const char *number)
{
	return pool_printf(l->ctx.pool, "%s|%s", text(l, o, "VendorId"), text(l, o, number));
}

/* Check, credit card or electronic: a number, or the word itself. */
static const char *method(struct list *l, const json_node *o)
{
	static const char *const words[] = { "Check", "CreditCard", "Electronic" };
	int64_t n;

	if (json_is_number(json_get(o, "Type")) && json_int(json_get(o, "Type"), &n) == 0)
		return n >= 0 && n < (int64_t)ARRAY_SIZE(words) ? words[n] : "";
	return text(l, o, "Type");
}

static void take_payment(struct list *l, const json_node *o)
{
	struct record *r = begin(l, ENTITY_PAYMENT, o);
	const char *bill;

	if (!r)
		return;
	map_apply(payment_map, &l->ctx, r, o, 0);
	set_code(l, r, o);
	/* Gone there means void here: a person must see that it was taken back. */
	r->deleted = 0;
	record_set_int(r, PAYMENT_VOID, is_void(l, o));
	if (record_int(r, PAYMENT_AMOUNT) < 0)
		record_set_int(r, PAYMENT_AMOUNT, -record_int(r, PAYMENT_AMOUNT));
	put(l, r, PAYMENT_METHOD, method(l, o));
	put(l, r, PAYMENT_CURRENCY, l->ctx.currency);
	bill = record_has(r, PAYMENT_INVOICE_NUMBER)
		? sage300_index_get(l->st->index, invoice_key(l, o, "Reference1")) : NULL;
	if (bill && *bill)
		put(l, r, PAYMENT_INVOICE, bill);
	else
		r->values[PAYMENT_INVOICE_NUMBER].set = 0;   /* a number alone could be another vendor's */
	map_hold(&l->ctx, r, PAYMENT_AMOUNT);
}

/* ---- indexes ---- */

static void index_code(struct list *l, const json_node *o)
{
	sage300_index_put(l->st->index, text(l, o, "Id"), code_entry(l, o));
}

/* Two live invoices of one number: neither is meant for sure.  A live one is an entry of its own. */
static void index_invoice(struct list *l, const json_node *o)
{
	struct sage300_index *x = l->st->index;
	const char *key = invoice_key(l, o, "Code"), *id = text(l, o, "Id"), *before = sage300_index_get(x, key);
	int64_t status = 0;

	json_int(json_get(o, "Status"), &status);
	if (!sage300_is_live(o, 0) || status == STATUS_VOIDED) {
		if (!before)
			sage300_index_put(x, key, id);
		return;
	}
	if (before && (!*before || (sage300_index_get(x, before) && strcmp(before, id)))) {
		sage300_index_put(x, key, "");
		return;
	}
	sage300_index_put(x, key, id);
	sage300_index_put(x, id, key);
}

static const char *category_needs(struct list *l, const json_node *o)
{
	return text(l, o, "CostCodeId");
}

static const char *payment_needs(struct list *l, const json_node *o)
{
	return *text(l, o, "Reference1") ? invoice_key(l, o, "Reference1") : "";
}

/* ---- feeds ---- */

const struct feed sage300_feeds[] = {
	{ "accounts", ENTITY_ACCOUNT, FEED_INCREMENTAL },
	{ "vendors", ENTITY_VENDOR, FEED_INCREMENTAL },
	{ "jobs", ENTITY_JOB, FEED_INCREMENTAL },
	{ "standard-categories", ENTITY_COST_TYPE, FEED_INCREMENTAL },
	{ "job-categories", ENTITY_COST_CODE, FEED_INCREMENTAL },
	{ "job-cost-codes", ENTITY_COST_CODE, FEED_INCREMENTAL },
	{ "commitments", ENTITY_COMMITMENT, FEED_INCREMENTAL },
	{ "invoices", ENTITY_INVOICE, FEED_INCREMENTAL },
	{ "payments", ENTITY_PAYMENT, FEED_INCREMENTAL },
	{ NULL, ENTITY_NONE, 0 },
};

static const struct source {
	const char *feed, *path;
	void (*take)(struct list *l, const json_node *o);
	/* the index it needs; and for cost codes the categories that follow a changed one */
	const char *index, *group, *filter;          /* list, member naming the group, its filter */
	void (*note)(struct list *l, const json_node *o);
	const char *(*needs)(struct list *l, const json_node *o);
	void (*also)(struct list *l, const json_node *o);    /* rows of the index are rows of ours, too */
} sources[] = {
	{ "accounts", SAGE300_ACCOUNTS, take_account, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "vendors", SAGE300_VENDORS, take_vendor, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "jobs", SAGE300_JOBS, take_job, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "standard-categories", SAGE300_CATEGORIES, take_type, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "job-categories", SAGE300_JOB_CATEGORIES, take_category, SAGE300_JOB_CODES, "JobId", "job", index_code,
		category_needs, take_code },
	{ "job-cost-codes", SAGE300_JOB_CODES, take_code, SAGE300_JOB_CATEGORIES, "JobId", "job", NULL, NULL, NULL },
	{ "commitments", SAGE300_COMMITMENTS, take_commitment, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "invoices", SAGE300_INVOICES, take_invoice, NULL, NULL, NULL, NULL, NULL, NULL },
	{ "payments", SAGE300_PAYMENTS, take_payment, SAGE300_INVOICES, "VendorId", "vendor", index_invoice,
		payment_needs, NULL },
};

static const struct source *source_of(const struct feed *f)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (!strcmp(sources[i].feed, f->name))
			return &sources[i];
	return NULL;
}

/* ---- state ---- */

static struct state *state_of(struct op *op)
{
	if (!op->text[0]) {
		struct state *s = pool_alloc(op->pool, sizeof *s);

		s->index = sage300_index_new(op->pool);
		s->groups = sage300_index_new(op->pool);
		op->text[0] = (const char *)s;
	}
	return (struct state *)(uintptr_t)op->text[0];
}

static int is_full(const struct op *op)
{
	return op->full || !op->cursor;
}

/* ---- requests ---- */

static void ask(struct op *op, struct http_request *out, const char *path, const char *filter,
	const char *value, int64_t version)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, path);
	if (filter)
		http_url_add_param(&b, filter, value);
	http_url_add_param_int(&b, "version", version);
	sage300_request(op->env, out, "GET", b.s);
	strbuf_release(&b);
}

static int send_list(struct op *op, const struct source *s, struct http_request *out)
{
	op->step = STEP_LIST;
	ask(op, out, s->path, NULL, NULL, op->n[N_VERSION]);
	return OP_SEND;
}

/* The index, or the children, from op->n[N_INDEX] on: whole, or of the group at work. */
static int send_index(struct op *op, const struct source *s, int step, struct http_request *out)
{
	struct state *st = state_of(op);
	int one = sage300_index_size(st->groups) > 0;

	op->step = step;
	ask(op, out, s->index, one ? s->filter : NULL, one ? sage300_index_key(st->groups, st->at) : NULL,
		op->n[N_INDEX]);
	return OP_SEND;
}

static void begin_index(struct op *op)
{
	struct state *st = state_of(op);

	st->at = 0;
	op->n[N_INDEX] = 0;
}

/* ---- the beginning and the end ---- */

static int64_t number(const char *t)
{
	int64_t v = 0;

	return t && decimal_parse(&v, t, 0, 1) == 0 && v > 0 ? v : 0;
}

/* The cost codes came with the categories of this very pass: they go on from there. */
static int64_t codes_seen(struct op *op)
{
	return number(sage300_remembered(op->env->session, CODES_SEEN, op->pool));
}

static int start(struct op *op, const struct source *s, struct http_request *out)
{
	memset(op->n, 0, sizeof op->n);
	memset(op->text, 0, sizeof op->text);
	if (!strcmp(s->feed, "payments") && !option_get_bool(op->env->options, sage300_options, "payments")) {
		op->next_cursor = op->cursor;
		return OP_DONE;
	}
	op->n[N_VERSION] = is_full(op) ? 0 : number(op->cursor);
	if (is_full(op) && !op->page_token && !strcmp(s->feed, "job-cost-codes"))
		op->n[N_VERSION] = codes_seen(op);
	if (op->page_token)
		op->n[N_VERSION] = number(op->page_token);
	op->n[N_SEEN] = op->n[N_VERSION];
	op->n[N_ASKED] = -1;
	/* A first pass needs all of the index, and the list itself is long: index first. */
	if (s->note && is_full(op) && !op->page_token) {
		begin_index(op);
		return send_index(op, s, STEP_INDEX, out);
	}
	return send_list(op, s, out);
}

static int finish(struct op *op)
{
	op->page_token = NULL;
	op->next_cursor = pool_printf(op->pool, "%" PRId64, op->n[N_VERSION]);
	/* What an import file made later brings will be above it. */
	if (!strcmp(op->feed->name, SAGE300_COMMITMENTS_SEEN))
		sage300_remember(op->env->session, SAGE300_COMMITMENTS_SEEN, op->next_cursor);
	return OP_DONE;
}

/* ---- answers ---- */

/* Is everything there that the page needs?  If not, what must be read first. */
static int needs_index(struct list *l, const struct source *s, const json_node *root)
{
	struct op *op = l->op;
	struct state *st = l->st;

	if (!s->needs || st->whole || op->n[N_ASKED] == op->n[N_VERSION])
		return 0;
	st->groups = sage300_index_new(op->pool);
	for (const json_node *o = json_first(root); o; o = json_next(o)) {
		const char *key = s->needs(l, o), *group = text(l, o, s->group);

		if (*key && *group && !sage300_index_get(st->index, key))
			sage300_index_put(st->groups, group, "");
	}
	if (!sage300_index_size(st->groups))
		return 0;
	if (sage300_index_size(st->groups) > MAX_GROUPS)
		st->groups = sage300_index_new(op->pool);
	op->n[N_ASKED] = op->n[N_VERSION];
	return 1;
}

/* Cost codes changed since the last time: their categories change with them. */
static int needs_children(struct list *l, const struct source *s, const json_node *root)
{
	if (strcmp(s->feed, "job-cost-codes") || is_full(l->op))
		return 0;
	l->st->groups = sage300_index_new(l->op->pool);
	for (const json_node *o = json_first(root); o; o = json_next(o)) {
		index_code(l, o);
		if (*text(l, o, s->group))
			sage300_index_put(l->st->groups, text(l, o, s->group), "");
	}
	return sage300_index_size(l->st->groups) > 0;
}

static int64_t newest(const json_node *root)
{
	int64_t max = 0;

	for (const json_node *o = json_first(root); o; o = json_next(o))
		if (sage300_version(o) > max)
			max = sage300_version(o);
	return max;
}

static int stuck(const struct source *s, struct error *err)
{
	error_set(err, ERR_DATA, N_("hh2 brings the same page of \"%s\" again and again; the list was left there"),
		s->feed, NULL);
	return OP_FAIL;
}

static int take_list(struct list *l, const struct source *s, const json_node *root,
	struct http_request *out, struct error *err)
{
	struct op *op = l->op;
	int64_t max = newest(root);

	if (!json_first(root))
		return finish(op);
	if (max <= op->n[N_VERSION])
		return stuck(s, err);
	if (needs_index(l, s, root)) {
		begin_index(op);
		return send_index(op, s, STEP_INDEX, out);
	}
	for (const json_node *o = json_first(root); o; o = json_next(o))
		s->take(l, o);
	op->n[N_VERSION] = max;
	if (needs_children(l, s, root)) {
		begin_index(op);
		return send_index(op, s, STEP_CHILDREN, out);
	}
	op->page_token = pool_printf(op->pool, "%" PRId64, max);
	return send_list(op, s, out);
}

/* A page of the index or of the children; an empty one ends the group. */
static int take_index(struct list *l, const struct source *s, const json_node *root,
	struct http_request *out, struct error *err)
{
	struct op *op = l->op;
	struct state *st = l->st;
	int children = op->step == STEP_CHILDREN, all = !sage300_index_size(st->groups);
	int64_t max = newest(root);

	if (json_first(root)) {
		if (max <= op->n[N_INDEX])
			return stuck(s, err);
		for (const json_node *o = json_first(root); o; o = json_next(o)) {
			if (children)
				take_child(l, o);
			else
				s->note(l, o);
			if (!children && s->also && all && is_full(op))
				s->also(l, o);
		}
		op->n[N_INDEX] = max;
		return send_index(op, s, op->step, out);
	}
	if (!children && all) {
		st->whole = 1;
		if (s->also && is_full(op))
			sage300_remember(op->env->session, CODES_SEEN,
				pool_printf(op->pool, "%" PRId64, op->n[N_INDEX]));
	} else if (++st->at < sage300_index_size(st->groups)) {
		op->n[N_INDEX] = 0;
		return send_index(op, s, op->step, out);
	}
	if (children)
		op->page_token = pool_printf(op->pool, "%" PRId64, op->n[N_VERSION]);
	return send_list(op, s, out);
}

int sage300_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct source *s = source_of(op->feed);
	struct list l = { .op = op, .ctx = { .pool = op->page_pool, .currency = "" } };
	struct json_doc doc;
	enum error_class cls;
	int rc;

	if (!s)
		BUG("no source for feed %s", op->feed->name);
	if (!in)
		return start(op, s, out);
	cls = sage300_explain(in, err);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	if (cls != ERR_NONE || json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	l.st = state_of(op);
	if (!json_is_array(json_root(&doc))) {
		error_set(err, ERR_DATA, N_("hh2's answer for \"%s\" is not a list"), s->feed, NULL);
		rc = OP_FAIL;
	} else {
		rc = op->step == STEP_LIST ? take_list(&l, s, json_root(&doc), out, err)
			: take_index(&l, s, json_root(&doc), out, err);
	}
	json_release(&doc);
	return rc;
}
