/* Reading from Procore: maps, feeds, pages.
 *
 * One list per feed, at the largest page the connection allows, following the Link
 * header.  A cursor is an instant of the server's clock: the Date of the first answer
 * of the last complete read, less an overlap; what changed twice is simply read twice.
 * The upper end of the range that the filter needs lies in the future on purpose, so that
 * a slow clock here loses nothing.
 *
 * The list of purchase orders is described without their lines: such orders are noted
 * and read one by one before the next page is asked for. */
#include "connectors/procore.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/mapping.h"
#include <string.h>
#include "base/banned.h"

#define OVERLAP_MS         (5 * 60 * INT64_C(1000))
#define OVERLAP_NO_DATE_MS (60 * 60 * INT64_C(1000))
#define FAR_MS             (366 * 86400 * INT64_C(1000))
#define MAX_PER_PAGE       2000      /* v1: advised ceiling, procore-api.md 4.3 */

enum { STEP_LIST, STEP_ONE };                    /* op->step */
enum { TEXT_CURSOR, TEXT_IDS, TEXT_NEXT };       /* op->text; ids: still to be read, by line */

/* ---- maps ---- */

static const struct map_row vendor_map[] = {
	{ "name", VENDOR_NAME, map_text },
	{ "legal_name", VENDOR_LEGAL_NAME, map_text },
	{ "address", VENDOR_ADDRESS, map_text },
	{ "city", VENDOR_CITY, map_text },
	{ "state_code", VENDOR_STATE, map_text },
	{ "zip", VENDOR_ZIP, map_text },
	{ "country_code", VENDOR_COUNTRY, map_text },
	{ "business_phone", VENDOR_PHONE, map_text },
	{ "email_address", VENDOR_EMAIL, map_text },
	{ "is_active", VENDOR_ACTIVE, map_bool },
	{ "business_register.identifier", VENDOR_TAX_ID, map_text },
	{ "vendor_group.name", VENDOR_CLASS, map_text },
	{ "origin_code", VENDOR_NUMBER, map_text },
	{ "origin_id", VENDOR_ORIGIN_ID, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row job_map[] = {
	{ "name", JOB_NAME, map_text },
	{ "project_number", JOB_NUMBER, map_text },
	{ "address", JOB_ADDRESS, map_text },
	{ "city", JOB_CITY, map_text },
	{ "state_code", JOB_STATE, map_text },
	{ "zip", JOB_ZIP, map_text },
	{ "country_code", JOB_COUNTRY, map_text },
	{ "active", JOB_ACTIVE, map_bool },
	{ "project_stage.name", JOB_STATUS, map_text },
	{ "start_date", JOB_START, map_date },
	{ "completion_date", JOB_COMPLETION, map_date },
	{ "total_value", JOB_VALUE, map_money },
	{ "origin_id", JOB_ORIGIN_ID, map_text },
	{ "created_at", JOB_CREATED, map_instant },
	{ NULL, 0, NULL },
};

static const struct map_row sub_job_map[] = {
	{ "name", SUB_JOB_NAME, map_text },
	{ "code", SUB_JOB_NUMBER, map_text },
	{ "origin_id", SUB_JOB_ORIGIN_ID, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row cost_code_map[] = {
	{ "name", COST_CODE_NAME, map_text },
	{ "full_code", COST_CODE_NUMBER, map_text },
	{ "origin_id", COST_CODE_ORIGIN_ID, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row cost_type_map[] = {
	{ "name", COST_TYPE_NAME, map_text },
	{ "code", COST_TYPE_NUMBER, map_text },
	{ "base_type", COST_TYPE_BASE, map_text },
	{ "origin_id", COST_TYPE_ORIGIN_ID, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row commitment_map[] = {
	{ "number", COMMITMENT_NUMBER, map_text },
	{ "title", COMMITMENT_TITLE, map_text },
	{ "description", COMMITMENT_DESCRIPTION, map_text },
	{ "status", COMMITMENT_STATUS, map_text },
	{ "executed", COMMITMENT_EXECUTED, map_bool },
	{ "accounting_method", COMMITMENT_METHOD, map_text },
	{ "vendor.id", COMMITMENT_VENDOR, map_text },
	{ "vendor.company", COMMITMENT_VENDOR_NAME, map_text },
	{ "retainage_percent", COMMITMENT_RETAINAGE_PERCENT, map_percent },
	{ "contract_date", COMMITMENT_DATE, map_date },
	{ "grand_total", COMMITMENT_AMOUNT, map_money },
	{ "approved_change_orders", COMMITMENT_CHANGES, map_money },
	{ "revised_contract", COMMITMENT_REVISED, map_money },
	{ "total_requisitions_amount", COMMITMENT_BILLED, map_money },
	{ "origin_id", COMMITMENT_ORIGIN_ID, map_text },
	{ "created_at", COMMITMENT_CREATED, map_instant },
	{ NULL, 0, NULL },
};

static const struct map_row commitment_line_map[] = {
	{ "position", COMMITMENT_LINE_POSITION, map_int },
	{ "description", COMMITMENT_LINE_DESCRIPTION, map_text },
	{ "amount", COMMITMENT_LINE_AMOUNT, map_money },
	{ "quantity", COMMITMENT_LINE_QUANTITY, map_quantity },
	{ "unit_cost", COMMITMENT_LINE_UNIT_COST, map_quantity },
	{ "uom", COMMITMENT_LINE_UOM, map_text },
	{ "cost_code.id", COMMITMENT_LINE_COST_CODE, map_text },
	{ "cost_code.full_code", COMMITMENT_LINE_COST_CODE_NUMBER, map_text },
	{ "line_item_type.id", COMMITMENT_LINE_COST_TYPE, map_text },
	{ "line_item_type.code", COMMITMENT_LINE_COST_TYPE_NUMBER, map_text },
	{ "tax_code_id", COMMITMENT_LINE_TAX_CODE, map_text },
	{ "origin_id", COMMITMENT_LINE_ORIGIN_ID, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row payment_map[] = {
	{ "check_number", PAYMENT_NUMBER, map_text },
	{ "date", PAYMENT_DATE, map_date },
	{ "status", PAYMENT_STATUS, map_text },
	{ "payment_method", PAYMENT_METHOD, map_text },
	{ "requisition_id", PAYMENT_INVOICE, map_text },
	{ "invoice_number", PAYMENT_INVOICE_NUMBER, map_text },
	{ "amount", PAYMENT_AMOUNT, map_money },
	{ "origin_id", PAYMENT_ORIGIN_ID, map_text },
	{ NULL, 0, NULL },
};

static const struct map_row invoice_map[] = {
	{ "number", INVOICE_SEQUENCE, map_int },
	{ "invoice_number", INVOICE_NUMBER, map_text },
	{ "status", INVOICE_STATUS, map_text },
	{ "vendor_id", INVOICE_VENDOR, map_text },
	{ "vendor_name", INVOICE_VENDOR_NAME, map_text },
	{ "commitment_id", INVOICE_COMMITMENT, map_text },
	{ "requisition_start", INVOICE_PERIOD_START, map_date },
	{ "requisition_end", INVOICE_PERIOD_END, map_date },
	{ "requisition_end", INVOICE_PERIOD, map_month },
	{ "billing_date", INVOICE_BILLING_DATE, map_date },
	{ "submitted_at", INVOICE_SUBMITTED, map_date },
	{ "final", INVOICE_FINAL, map_bool },
	{ "summary_text.project_number", INVOICE_JOB_NUMBER, map_text },
	{ "summary.original_contract_sum", INVOICE_CONTRACT, map_money },
	{ "summary.net_change_by_change_orders", INVOICE_CHANGES, map_money },
	{ "summary.total_completed_and_stored_to_date", INVOICE_TO_DATE, map_money },
	{ "summary.total_retainage", INVOICE_RETAINED_TO_DATE, map_money },
	{ "summary.less_previous_certificates_for_payment", INVOICE_CERTIFIED_BEFORE, map_money },
	{ "summary.current_payment_due", INVOICE_NET, map_money },
	{ "summary.tax_applicable_to_this_payment", INVOICE_TAX, map_money },
	{ "summary.balance_to_finish_including_retainage", INVOICE_BALANCE, map_money },
	{ "origin_id", INVOICE_ORIGIN_ID, map_text },
	{ "created_at", INVOICE_CREATED, map_instant },
	{ NULL, 0, NULL },
};

static const struct map_row invoice_line_map[] = {
	{ "item_type", INVOICE_LINE_KIND, map_text },
	{ "description_of_work", INVOICE_LINE_DESCRIPTION, map_text },
	{ "scheduled_value", INVOICE_LINE_SCHEDULED, map_money },
	{ "work_completed_from_previous_application", INVOICE_LINE_PREVIOUS, map_money },
	{ "work_completed_this_period", INVOICE_LINE_AMOUNT, map_money },
	{ "work_completed_this_period_quantity", INVOICE_LINE_QUANTITY, map_quantity },
	{ "total_completed_and_stored_to_date", INVOICE_LINE_TO_DATE, map_money },
	{ "work_completed_retainage_percent_this_period", INVOICE_LINE_RETAINAGE_PERCENT, map_percent },
	{ "work_completed_retainage_retained_this_period", INVOICE_LINE_RETAINAGE, map_money },
	{ "cost_code_id", INVOICE_LINE_COST_CODE, map_text },
	{ "position", INVOICE_LINE_POSITION, map_int },
	{ NULL, 0, NULL },
};

/* ---- one object of a list ---- */

struct page {
	struct op *op;
	struct map_ctx ctx;
	const char *home;            /* currency when the object names none */
};

static struct record *begin(struct page *pg, enum entity e, const json_node *o)
{
	const char *id = map_id(&pg->ctx, json_get(o, "id"));
	struct record *r;

	if (!id)
		return NULL;
	r = ARRAY_PUSH(&pg->op->page);
	record_init(r, e);
	r->remote_id = id;
	r->remote_version = pool_strdup(pg->ctx.pool, json_text(json_get(o, "updated_at")));
	r->deleted = !json_is_null(json_get(o, "deleted_at"));
	return r;
}

static void set_currency(struct page *pg, const json_node *o)
{
	const char *c = json_text(json_get(o, "currency_configuration.currency_iso_code"));

	pg->ctx.currency = c && strlen(c) == 3 ? pool_strdup(pg->ctx.pool, c) : pg->home;
}

static void put_text(struct page *pg, struct record *r, int field, const char *text)
{
	if (text && *text)
		record_set_text(r, field, pg->ctx.pool, text);
}

static void take_vendor(struct page *pg, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_VENDOR, o);

	if (r)
		map_apply(vendor_map, &pg->ctx, r, o, 0);
}

static void take_job(struct page *pg, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_JOB, o);

	if (!r)
		return;
	set_currency(pg, o);
	map_apply(job_map, &pg->ctx, r, o, 0);
	pg->ctx.unreadable = 0;                  /* a project's value goes nowhere */
	put_text(pg, r, JOB_CURRENCY, pg->ctx.currency);
	if (!record_has(r, JOB_STATUS))
		put_text(pg, r, JOB_STATUS, record_int(r, JOB_ACTIVE) ? "Active" : "Inactive");
}

static void take_cost_type(struct page *pg, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_COST_TYPE, o);

	if (r)
		map_apply(cost_type_map, &pg->ctx, r, o, 0);
}

static void take_sub_job(struct page *pg, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_SUB_JOB, o);

	if (!r)
		return;
	map_apply(sub_job_map, &pg->ctx, r, o, 0);
	put_text(pg, r, SUB_JOB_JOB, pg->op->scope);
}

/* The sub job behind a cost code: its biller, when that is one. */
static const char *sub_job_of(struct page *pg, const json_node *cost_code)
{
	const char *type = json_text(json_get(cost_code, "biller_type"));

	if (!type || strcmp(type, "SubJob"))
		return NULL;
	return map_id(&pg->ctx, json_get(cost_code, "biller_id"));
}

static void take_cost_code(struct page *pg, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_COST_CODE, o);

	if (!r)
		return;
	map_apply(cost_code_map, &pg->ctx, r, o, 0);
	if (!record_has(r, COST_CODE_NUMBER))
		map_text(&pg->ctx, r, COST_CODE_NUMBER, json_get(o, "code"));
	put_text(pg, r, COST_CODE_JOB, pg->op->scope);
	put_text(pg, r, COST_CODE_SUB_JOB, sub_job_of(pg, o));
}

/* "03-300.S": the last dot parts cost code and cost type; with a sub job in front
 * ("EXT.03-300.S") the one before it parts the sub job. */
static void split_budget_code(struct page *pg, struct record *r, const json_node *wbs, int code_field,
	int type_field)
{
	const char *flat = json_text(json_get(wbs, "flat_code"));
	const char *dot = flat ? strrchr(flat, '.') : NULL;
	const char *from = flat;

	if (!flat || record_has(r, code_field))
		return;
	if (dot)
		for (const char *c = flat; c < dot; c++)
			if (*c == '.')
				from = c + 1;
	put_text(pg, r, code_field, pool_strndup(pg->ctx.pool, from,
		dot ? (size_t)(dot - from) : strlen(from)));
	if (dot && type_field >= 0 && !record_has(r, type_field))
		put_text(pg, r, type_field, dot + 1);
}

static void take_line(struct page *pg, const char *commitment, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_COMMITMENT_LINE, o);

	if (!r)
		return;
	map_apply(commitment_line_map, &pg->ctx, r, o, 0);
	if (!record_has(r, COMMITMENT_LINE_AMOUNT))
		map_money(&pg->ctx, r, COMMITMENT_LINE_AMOUNT, json_get(o, "total_amount"));
	put_text(pg, r, COMMITMENT_LINE_COMMITMENT, commitment);
	put_text(pg, r, COMMITMENT_LINE_SUB_JOB, sub_job_of(pg, json_get(o, "cost_code")));
	put_text(pg, r, COMMITMENT_LINE_CURRENCY, pg->ctx.currency);
	split_budget_code(pg, r, json_get(o, "wbs_code"), COMMITMENT_LINE_COST_CODE_NUMBER,
		COMMITMENT_LINE_COST_TYPE_NUMBER);
}

static void take_payment(struct page *pg, const char *commitment, const char *number,
	const char *vendor, const char *vendor_name, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_PAYMENT, o);

	if (!r)
		return;
	map_apply(payment_map, &pg->ctx, r, o, 0);
	if (!record_has(r, PAYMENT_NUMBER))
		map_text(&pg->ctx, r, PAYMENT_NUMBER, json_get(o, "payment_number"));
	put_text(pg, r, PAYMENT_COMMITMENT, commitment);
	put_text(pg, r, PAYMENT_COMMITMENT_NUMBER, number);
	put_text(pg, r, PAYMENT_JOB, pg->op->scope);
	put_text(pg, r, PAYMENT_VENDOR, vendor);
	put_text(pg, r, PAYMENT_VENDOR_NAME, vendor_name);
	put_text(pg, r, PAYMENT_CURRENCY, pg->ctx.currency);
	map_hold(&pg->ctx, r, PAYMENT_AMOUNT);
}

static const char *const date_members[] = {
	"signed_contract_received_date", "execution_date", "issued_on_date", "contract_start_date", "created_at",
};

static void take_commitment(struct page *pg, const json_node *o, const char *kind)
{
	struct record *r = begin(pg, ENTITY_COMMITMENT, o);
	size_t at = pg->op->page.len - 1;
	const char *id, *number, *vendor, *vendor_name;

	if (!r)
		return;
	set_currency(pg, o);
	map_apply(commitment_map, &pg->ctx, r, o, 0);
	for (size_t i = 0; i < ARRAY_SIZE(date_members) && !record_has(r, COMMITMENT_DATE); i++)
		map_date(&pg->ctx, r, COMMITMENT_DATE, json_get(o, date_members[i]));
	put_text(pg, r, COMMITMENT_KIND, kind);
	put_text(pg, r, COMMITMENT_JOB, pg->op->scope);
	put_text(pg, r, COMMITMENT_CURRENCY, pg->ctx.currency);
	id = r->remote_id;
	number = record_text(r, COMMITMENT_NUMBER);
	vendor = record_text(r, COMMITMENT_VENDOR);
	vendor_name = record_text(r, COMMITMENT_VENDOR_NAME);
	if (r->deleted)
		return;
	for (const json_node *l = json_first(json_get(o, "line_items")); l; l = json_next(l))
		take_line(pg, id, l);
	/* Lines moved the array: the record is found again by its place. */
	map_hold(&pg->ctx, &pg->op->page.items[at], COMMITMENT_AMOUNT);
	for (const json_node *p = json_first(json_get(o, "payments_issued")); p; p = json_next(p))
		take_payment(pg, id, number, vendor, vendor_name, p);
}

static void take_subcontract(struct page *pg, const json_node *o)
{
	take_commitment(pg, o, KIND_SUBCONTRACT);
}

static void take_purchase_order(struct page *pg, const json_node *o)
{
	take_commitment(pg, o, KIND_PURCHASE_ORDER);
}

/* Sums of an invoice's lines, minor units. */
struct sums { int64_t work, previous, materials, retained, released; };

static void add_to(int64_t *sum, int64_t v, struct map_ctx *ctx)
{
	if (decimal_sum(sum, *sum, v) < 0)
		ctx->unreadable++;
}

static int64_t amount_at(struct page *pg, const json_node *o, const char *name)
{
	int64_t v = 0;

	map_amount(&pg->ctx, json_get(o, name), &v);
	return v;
}

static void take_item(struct page *pg, const char *invoice, const json_node *o, struct sums *s)
{
	struct record *r = begin(pg, ENTITY_INVOICE_LINE, o);
	int64_t materials, released;

	if (!r)
		return;
	map_apply(invoice_line_map, &pg->ctx, r, o, 0);
	/* What was stored this period: the store now less the store before. */
	materials = amount_at(pg, o, "materials_presently_stored")
		- amount_at(pg, o, "materials_presently_stored_from_previous_progress");
	released = amount_at(pg, o, "work_completed_retainage_released_this_period")
		+ amount_at(pg, o, "materials_stored_retainage_released_this_period");
	record_set_int(r, INVOICE_LINE_MATERIALS, materials);
	record_set_int(r, INVOICE_LINE_RELEASED, released);
	put_text(pg, r, INVOICE_LINE_INVOICE, invoice);
	put_text(pg, r, INVOICE_LINE_CURRENCY, pg->ctx.currency);
	/* A line of the contract, of its detail, or of a change order. */
	map_text(&pg->ctx, r, INVOICE_LINE_COMMITMENT_LINE, json_get(o, "line_item_id"));
	if (!record_has(r, INVOICE_LINE_COMMITMENT_LINE))
		map_text(&pg->ctx, r, INVOICE_LINE_COMMITMENT_LINE, json_get(o, "commitment_line_item_id"));
	split_budget_code(pg, r, json_get(o, "wbs_code"), INVOICE_LINE_COST_CODE_NUMBER, -1);
	add_to(&s->work, record_int(r, INVOICE_LINE_AMOUNT), &pg->ctx);
	add_to(&s->previous, record_int(r, INVOICE_LINE_PREVIOUS), &pg->ctx);
	add_to(&s->retained, record_int(r, INVOICE_LINE_RETAINAGE), &pg->ctx);
	add_to(&s->materials, materials, &pg->ctx);
	add_to(&s->released, released, &pg->ctx);
}

static void take_invoice(struct page *pg, const json_node *o)
{
	struct record *r = begin(pg, ENTITY_INVOICE, o);
	size_t at = pg->op->page.len - 1;
	const char *type = json_text(json_get(o, "commitment_type"));
	struct sums s = { 0 };

	if (!r)
		return;
	set_currency(pg, o);
	map_apply(invoice_map, &pg->ctx, r, o, 0);
	put_text(pg, r, INVOICE_JOB, pg->op->scope);
	put_text(pg, r, INVOICE_CURRENCY, pg->ctx.currency);
	if (type)
		put_text(pg, r, INVOICE_COMMITMENT_KIND, strstr(type, "PurchaseOrder")
			? KIND_PURCHASE_ORDER : KIND_SUBCONTRACT);
	for (const json_node *i = json_first(json_get(o, "items")); i; i = json_next(i))
		take_item(pg, pg->op->page.items[at].remote_id, i, &s);
	r = &pg->op->page.items[at];
	record_set_int(r, INVOICE_AMOUNT, s.work);
	record_set_int(r, INVOICE_MATERIALS, s.materials);
	record_set_int(r, INVOICE_RETAINAGE, s.retained);
	record_set_int(r, INVOICE_RELEASED, s.released);
	record_set_int(r, INVOICE_PREVIOUS, s.previous);
	map_hold(&pg->ctx, r, INVOICE_AMOUNT);
}

/* The members that are read by name, beside the tables.  A page of invoices is mostly sums that follow from
 * others. */
static const char *const invoice_reads[] = { "id", "updated_at", "deleted_at", "data",
	"currency_configuration.currency_iso_code", "commitment_type", "items", "materials_presently_stored",
	"materials_presently_stored_from_previous_progress", "work_completed_retainage_released_this_period",
	"materials_stored_retainage_released_this_period", "line_item_id", "commitment_line_item_id",
	"wbs_code.flat_code", NULL };
static const char *const commitment_reads[] = { "id", "updated_at", "deleted_at", "data",
	"currency_configuration.currency_iso_code", "line_items", "total_amount", "cost_code.biller_type",
	"cost_code.biller_id", "wbs_code.flat_code", "payments_issued", "payment_number",
	"signed_contract_received_date", "execution_date", "issued_on_date", "contract_start_date", "created_at", NULL };
static const struct map_row *const invoice_maps[] = { invoice_map, invoice_line_map, NULL };
static const struct map_row *const commitment_maps[] = { commitment_map, commitment_line_map, payment_map, NULL };

/* ---- feeds ---- */

const struct feed procore_feeds[] = {
	{ "vendors", ENTITY_VENDOR, FEED_INCREMENTAL },
	{ "projects", ENTITY_JOB, FEED_INCREMENTAL },
	{ "cost-types", ENTITY_COST_TYPE, FEED_PER_JOB },
	{ "sub-jobs", ENTITY_SUB_JOB, FEED_PER_JOB | FEED_FULL_ONLY },
	{ "cost-codes", ENTITY_COST_CODE, FEED_PER_JOB | FEED_FULL_ONLY },
	{ "subcontracts", ENTITY_COMMITMENT, FEED_PER_JOB | FEED_INCREMENTAL },
	{ "purchase-orders", ENTITY_COMMITMENT, FEED_PER_JOB | FEED_INCREMENTAL },
	{ "invoices", ENTITY_INVOICE, FEED_PER_JOB | FEED_INCREMENTAL },
	{ NULL, ENTITY_NONE, 0 },
};

#define ASK_COMPANY 1u           /* company_id= */
#define ASK_PROJECT 2u           /* project_id= the scope */
#define ASK_DELETED 4u           /* with deleted ones when only changes are read */

static const struct source {
	const char *feed, *path, *view;
	unsigned ask;
	void (*take)(struct page *pg, const json_node *o);
	const char *lines;           /* read one by one when the list comes without this member */
} sources[] = {
	{ "vendors", "/rest/v1.0/vendors", "extended", ASK_COMPANY, take_vendor, NULL },
	{ "projects", "/rest/v1.1/projects", "normal", ASK_COMPANY, take_job, NULL },
	/* The description of this list requires a project although the types are the company's. */
	{ "cost-types", "/rest/v1.0/line_item_types", NULL, ASK_COMPANY | ASK_PROJECT, take_cost_type, NULL },
	{ "sub-jobs", "/rest/v1.0/sub_jobs", NULL, ASK_PROJECT, take_sub_job, NULL },
	{ "cost-codes", "/rest/v1.0/cost_codes", NULL, ASK_PROJECT, take_cost_code, NULL },
	{ "subcontracts", "/rest/v1.0/work_order_contracts", "extended", ASK_PROJECT | ASK_DELETED,
		take_subcontract, "line_items" },
	{ "purchase-orders", "/rest/v1.0/purchase_order_contracts", "extended", ASK_PROJECT | ASK_DELETED,
		take_purchase_order, "line_items" },
	/* Only the views extended and items bring the items; extended brings the summary too. */
	{ "invoices", "/rest/v1.1/requisitions", "extended", ASK_PROJECT, take_invoice, NULL },
};

static const struct source *source_of(const struct feed *f)
{
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++)
		if (!strcmp(sources[i].feed, f->name))
			return &sources[i];
	return NULL;
}

/* ---- pull ---- */

static int64_t per_page(const struct op_env *env)
{
	int64_t n = option_get_int(env->options, procore_options, "per_page");

	return n < 1 ? 1000 : n > MAX_PER_PAGE ? MAX_PER_PAGE : n;
}

static void first_page(struct op *op, const struct source *s, struct strbuf *path)
{
	const struct op_env *env = op->env;
	int64_t since;

	strbuf_adds(path, s->path);
	if (s->ask & ASK_COMPANY)
		http_url_add_param(path, "company_id", procore_option(env, "company_id"));
	if (s->ask & ASK_PROJECT)
		http_url_add_param(path, "project_id", op->scope);
	if (s->view)
		http_url_add_param(path, "view", s->view);
	if (!strcmp(s->feed, "projects"))
		http_url_add_param(path, "filters[by_status]", "All");
	if ((op->feed->flags & FEED_INCREMENTAL) && op->cursor && !op->full
			&& instant_parse(&since, op->cursor) == 0) {
		char until[INSTANT_LEN];
		struct strbuf range = STRBUF_INIT;

		instant_format(until, (since > env->now_ms ? since : env->now_ms) + FAR_MS);
		strbuf_addf(&range, "%s...%s", op->cursor, until);
		http_url_add_param(path, "filters[updated_at]", range.s);
		strbuf_release(&range);
		if (s->ask & ASK_DELETED)
			http_url_add_param(path, "filters[include_deleted]", "with");
	}
	http_url_add_param_int(path, "page", 1);
	http_url_add_param_int(path, "per_page", per_page(env));
}

/* The page token: "<cursor for the next time>|<address of the page>". */
static int resume(struct op *op, struct http_request *out)
{
	const char *bar = op->page_token ? strchr(op->page_token, '|') : NULL;

	if (!bar || !http_url_same_origin(bar + 1, procore_option(op->env, "api_url")))
		return 0;
	op->text[TEXT_CURSOR] = pool_strndup(op->pool, op->page_token, (size_t)(bar - op->page_token));
	http_request_start(out, "GET", bar + 1);
	procore_sign(op->env, out);
	return 1;
}

static void note_start(struct op *op, const struct http_response *in)
{
	const char *date = http_response_header(in, "Date");
	char text[INSTANT_LEN];
	int64_t ms;

	if (op->text[TEXT_CURSOR])
		return;
	if (date && http_date_parse(&ms, date) == 0)
		ms -= OVERLAP_MS;
	else
		ms = op->env->now_ms - OVERLAP_NO_DATE_MS;
	instant_format(text, ms);
	op->text[TEXT_CURSOR] = pool_strdup(op->pool, text);
}

static int parse_page(struct json_doc *doc, const struct source *s, const struct http_response *in, struct error *err)
{
	const int invoices = s->take == take_invoice;
	const struct map_row *const *maps = invoices ? invoice_maps : commitment_maps;
	const char *const *reads = invoices ? invoice_reads : commitment_reads;
	struct json_names names = { .n = 0 };

	if (!invoices && s->take != take_subcontract && s->take != take_purchase_order)
		return json_parse(doc, in->body.s, in->body.len, err);
	for (; *maps; maps++)
		for (const struct map_row *row = *maps; row->path; row++)
			json_names_add(&names, row->path);
	for (; *reads; reads++)
		json_names_add(&names, *reads);
	return json_parse_some(doc, in->body.s, in->body.len, &names, err);
}

/* Notes the records that the list leaves incomplete. */
static int take_page(struct op *op, const struct source *s, const struct http_response *in,
	struct error *err)
{
	struct page pg = { .op = op, .ctx = { .pool = op->page_pool } };
	struct strbuf ids = STRBUF_INIT;
	struct json_doc doc;
	const json_node *list;
	int rc = parse_page(&doc, s, in, err);

	if (rc < 0)
		return rc;
	list = json_root(&doc);
	if (json_is_object(list) && json_is_array(json_get(list, "data")))
		list = json_get(list, "data");
	if (!json_is_array(list)) {
		json_release(&doc);
		return error_set(err, ERR_DATA, N_("Procore's answer for \"%s\" is not a list"), op->feed->name, NULL);
	}
	pg.home = procore_option(op->env, "home_currency");
	for (const json_node *o = json_first(list); o; o = json_next(o)) {
		const char *id = map_id(&pg.ctx, json_get(o, "id"));

		pg.ctx.currency = pg.home;
		pg.ctx.unreadable = 0;
		if (s->lines && id && !json_is_array(json_get(o, s->lines)) && json_is_null(json_get(o, "deleted_at")))
			strbuf_addf(&ids, "%s\n", id);
		else
			s->take(&pg, o);
	}
	op->text[TEXT_IDS] = ids.len ? pool_strdup(op->pool, ids.s) : NULL;
	strbuf_release(&ids);
	json_release(&doc);
	return 0;
}

static int take_one(struct op *op, const struct source *s, const struct http_response *in,
	struct error *err)
{
	struct page pg = { .op = op, .ctx = { .pool = op->page_pool } };
	struct json_doc doc;
	int rc;

	if (in->status == 404)                   /* deleted since it was listed */
		return 0;
	rc = json_parse(&doc, in->body.s, in->body.len, err);
	if (rc < 0)
		return rc;
	pg.home = pg.ctx.currency = procore_option(op->env, "home_currency");
	if (json_is_object(json_root(&doc)))
		s->take(&pg, json_root(&doc));
	else
		rc = error_set(err, ERR_DATA, N_("Procore's answer for \"%s\" makes no sense"), op->feed->name, NULL);
	json_release(&doc);
	return rc;
}

/* The next record noted; 0 when there is none. */
static int send_one(struct op *op, const struct source *s, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;
	const char *ids = op->text[TEXT_IDS], *end;

	if (!ids || !*ids)
		return 0;
	end = strchr(ids, '\n');
	strbuf_addf(&path, "%s/%.*s", s->path, (int)(end - ids), ids);
	http_url_add_param(&path, "project_id", op->scope);
	procore_request(op->env, out, "GET", path.s);
	strbuf_release(&path);
	op->text[TEXT_IDS] = end + 1;
	op->step = STEP_ONE;
	op->accept_status[0] = 404;
	return 1;
}

/* What follows a page: its records one by one, then the next page, then nothing. */
static int go_on(struct op *op, const struct source *s, struct http_request *out)
{
	if (send_one(op, s, out))
		return OP_SEND;
	op->step = STEP_LIST;
	op->accept_status[0] = 0;
	if (op->text[TEXT_NEXT]) {
		op->page_token = pool_printf(op->pool, "%s|%s", op->text[TEXT_CURSOR], op->text[TEXT_NEXT]);
		http_request_start(out, "GET", op->text[TEXT_NEXT]);
		procore_sign(op->env, out);
		return OP_SEND;
	}
	op->page_token = NULL;
	op->next_cursor = op->text[TEXT_CURSOR];
	return OP_DONE;
}

int procore_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct source *s = source_of(op->feed);
	struct strbuf next = STRBUF_INIT;
	int rc;

	if (!s)
		BUG("no source for feed %s", op->feed->name);
	if (!in) {
		op->step = STEP_LIST;
		op->accept_status[0] = 0;
		op->text[TEXT_IDS] = op->text[TEXT_NEXT] = NULL;
		if (resume(op, out))
			return OP_SEND;
		op->text[TEXT_CURSOR] = NULL;
		first_page(op, s, &next);
		procore_request(op->env, out, "GET", next.s);
		strbuf_release(&next);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (!(op->step == STEP_ONE && in->status == 404) && procore_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	if (op->step == STEP_ONE)
		return take_one(op, s, in, err) < 0 ? OP_FAIL : go_on(op, s, out);
	note_start(op, in);
	if (http_header_int(in, "Total") > 0)
		op->total = http_header_int(in, "Total");
	if (take_page(op, s, in, err) < 0)
		return OP_FAIL;
	rc = http_link_next(&next, in);
	if (rc == 1 && (!in->url || !strcmp(next.s, in->url)))
		rc = -1;
	op->text[TEXT_NEXT] = rc == 1 ? pool_strdup(op->pool, next.s) : NULL;
	strbuf_release(&next);
	if (rc < 0) {
		error_set(err, ERR_DATA, N_("Procore's list \"%s\" leads to a wrong next page"), op->feed->name, NULL);
		return OP_FAIL;
	}
	return go_on(op, s, out);
}
