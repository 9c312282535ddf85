/* Procore, plain mode: the public REST API only (reference/procore-api.md).
 *
 * Order of this file: options, requests, explain, maps, feeds, pull, login, test, the
 * row.  Sending is in procore_push.c.
 *
 * Reading: one list per feed, at the largest page the connection allows, following
 * the Link header.  A cursor is an instant of the server's clock: the Date of the first
 * answer of the last complete read, less an overlap; what changed twice is simply
 * read twice.  The upper end of the range that the filter needs lies in the future on
 * purpose, so that a slow clock here loses nothing. */
#include "connectors/procore.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "connectors/mapping.h"
#include "net/oauth.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define TITLE "Procore"
#define OVERLAP_MS        (5 * 60 * INT64_C(1000))
#define OVERLAP_NO_DATE_MS (60 * 60 * INT64_C(1000))
#define FAR_MS            (366 * 86400 * INT64_C(1000))
#define MAX_PER_PAGE      2000       /* v1: advised ceiling, procore-api.md 4.3 */

/* ---- options ---- */

static const struct option_def options[] = {
	{ "environment", OPTION_CHOICE, 0, "production", "production|sandbox|monthly",
		N_("Environment"), N_("Chooses both addresses unless they are given") },
	{ "api_url", OPTION_URL, 0, NULL, NULL, N_("API address"),
		N_("Base address of the API, for example https://api.procore.com") },
	{ "login_url", OPTION_URL, 0, NULL, NULL, N_("Sign-in address"),
		N_("Base address for signing in, for example https://login.procore.com") },
	{ "company_id", OPTION_INT, OPTION_REQUIRED, NULL, NULL, N_("Company number"),
		N_("Procore's number of your company, from the address bar") },
	{ "grant", OPTION_CHOICE, 0, "client_credentials", "client_credentials|authorization_code",
		N_("Kind of sign-in"), N_("A service account, or a person with the browser") },
	{ "client_id", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, N_("Client id"), NULL },
	{ "client_secret", OPTION_SECRET, OPTION_REQUIRED, NULL, NULL, N_("Client secret"), NULL },
	{ "refresh_token", OPTION_SECRET, 0, NULL, NULL, N_("Refresh token"),
		N_("Kept up to date by the program; not typed") },
	{ "per_page", OPTION_INT, 0, "1000", NULL, N_("Records per page"),
		N_("At most 2000; smaller pages for a slow line") },
	{ "home_currency", OPTION_TEXT, 0, "USD", NULL, N_("Currency"),
		N_("Of records in which Procore names none") },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static const struct { const char *name, *api, *login; } environments[] = {
	{ "production", "https://api.procore.com", "https://login.procore.com" },
	{ "sandbox", "https://sandbox.procore.com", "https://login-sandbox.procore.com" },
	{ "monthly", "https://api-monthly.procore.com", "https://login-sandbox-monthly.procore.com" },
};

const char *procore_option(const struct op_env *env, const char *name)
{
	const char *v = option_get(env->options, options, name);

	if ((v && *v) || (strcmp(name, "api_url") && strcmp(name, "login_url")))
		return v ? v : "";
	v = option_get(env->options, options, "environment");
	for (size_t i = 0; i < ARRAY_SIZE(environments); i++)
		if (v && !strcmp(environments[i].name, v))
			return *name == 'a' ? environments[i].api : environments[i].login;
	return *name == 'a' ? environments[0].api : environments[0].login;
}

/* ---- requests ---- */

static void sign(const struct op_env *env, struct http_request *out)
{
	http_headers_set(&out->headers, "Accept", "application/json");
	http_headers_set(&out->headers, "Procore-Company-Id", procore_option(env, "company_id"));
	if (env->session && env->session->bearer)
		http_request_bearer(out, env->session->bearer);
}

void procore_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path)
{
	struct strbuf url = STRBUF_INIT;

	http_url_join(&url, procore_option(env, "api_url"), path);
	http_request_start(out, method, url.s);
	strbuf_release(&url);
	sign(env, out);
}

void procore_write(const struct op_env *env, struct http_request *out, const char *method,
	const char *path, const char *body)
{
	procore_request(env, out, method, path);
	if (body)
		http_request_set_body(out, "application/json", body, strlen(body));
	out->flags |= HTTP_MUTATES;
}

/* ---- explain ---- */

static void words_add(struct strbuf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	if (out->len)
		strbuf_adds(out, "; ");
	if (name && strcmp(name, "base"))
		strbuf_addf(out, "%s: ", name);
	strbuf_adds(out, text);
}

/* "errors" comes as an object of arrays, an object of texts or an array of texts. */
static void words_errors(struct strbuf *out, const json_node *errors)
{
	words_add(out, NULL, json_text(errors));
	for (const json_node *e = json_first(errors); e; e = json_next(e)) {
		const char *name = json_is_object(errors) ? json_name(e) : NULL;

		words_add(out, name, json_text(e));
		words_add(out, name, json_text(json_get(e, "message")));
		if (json_is_array(e))
			for (const json_node *m = json_first(e); m; m = json_next(m))
				words_add(out, name, json_text(m));
	}
}

void procore_words(struct strbuf *out, const struct http_response *in)
{
	struct json_doc doc;
	const json_node *root, *error;

	if (answer_is_page(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return;
	root = json_root(&doc);
	error = json_get(root, "error");
	words_add(out, NULL, json_text(json_get(root, "message")));
	words_errors(out, json_get(root, "errors"));
	words_add(out, NULL, json_text(json_get(root, "error_description")));
	if (!json_text(json_get(root, "error_description")))
		words_add(out, NULL, json_text(error));
	words_add(out, NULL, json_text(json_get(error, "message")));
	for (const json_node *d = json_first(json_get(error, "details")); d; d = json_next(d))
		words_add(out, json_text(json_get(d, "source")), json_text(json_get(d, "message")));
	json_release(&doc);
}

static const struct refusal { int status; enum error_class cls; const char *text; } refusals[] = {
	{ 401, ERR_LOGIN, N_("Procore asks to sign in again: %1$s") },
	{ 403, ERR_REFUSED, N_("Procore does not allow this account to do that: %1$s; an administrator of Procore "
		"can give the permission or switch the tool on in the project") },
	{ 404, ERR_NOTFOUND, N_("Procore does not know this record, or this account may not see it: %1$s") },
	{ 409, ERR_CONFLICT, N_("Procore reports a conflict: %1$s") },
	{ 0, ERR_REFUSED, N_("Procore refused the request: %1$s") },
};

enum error_class procore_explain(const struct http_response *in, struct error *err)
{
	enum error_class cls = answer_common(in, TITLE, err);
	struct strbuf words = STRBUF_INIT;
	const struct refusal *r = refusals;

	if (cls != ERR_NONE || answer_happy(in))
		return cls;
	if (in->status >= 500)
		return (enum error_class)error_set(err, ERR_LATER, N_("Procore had an internal error; it is tried again later"),
			NULL);
	procore_words(&words, in);
	if (!words.len)
		strbuf_addf(&words, "HTTP %d", in->status);
	while (r->status && r->status != in->status)
		r++;
	cls = r->cls;
	if (in->status == 403 && strstr(words.s, "not connected to this company"))
		cls = (enum error_class)error_set(err, ERR_CONFIG, N_("the application is not connected to this company: "
			"an administrator of Procore must install it in the App Marketplace (%1$s)"), words.s, NULL);
	else if (strstr(words.s, "Procore-Company-Id"))
		cls = (enum error_class)error_set(err, ERR_CONFIG, N_("the company number of the connection is missing or "
			"wrong: %1$s"), words.s, NULL);
	else
		error_set(err, cls, r->text, words.s, NULL);
	strbuf_release(&words);
	return cls;
}

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
	{ "period_id", INVOICE_PERIOD, map_text },
	{ "requisition_start", INVOICE_PERIOD_START, map_date },
	{ "requisition_end", INVOICE_PERIOD_END, map_date },
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

/* ---- feeds ---- */

static const struct feed feeds[] = {
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
} sources[] = {
	{ "vendors", "/rest/v1.0/vendors", "extended", ASK_COMPANY, take_vendor },
	{ "projects", "/rest/v1.1/projects", "normal", ASK_COMPANY, take_job },
	/* The description of this list requires a project although the types are the company's. */
	{ "cost-types", "/rest/v1.0/line_item_types", NULL, ASK_COMPANY | ASK_PROJECT, take_cost_type },
	{ "sub-jobs", "/rest/v1.0/sub_jobs", NULL, ASK_PROJECT, take_sub_job },
	{ "cost-codes", "/rest/v1.0/cost_codes", NULL, ASK_PROJECT, take_cost_code },
	{ "subcontracts", "/rest/v1.0/work_order_contracts", "extended", ASK_PROJECT | ASK_DELETED,
		take_subcontract },
	{ "purchase-orders", "/rest/v1.0/purchase_order_contracts", "extended", ASK_PROJECT | ASK_DELETED,
		take_purchase_order },
	/* Only the views extended and items bring the items; extended brings the summary too. */
	{ "invoices", "/rest/v1.1/requisitions", "extended", ASK_PROJECT, take_invoice },
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
	int64_t n = option_get_int(env->options, options, "per_page");

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
	op->text[0] = pool_strndup(op->pool, op->page_token, (size_t)(bar - op->page_token));
	http_request_start(out, "GET", bar + 1);
	sign(op->env, out);
	return 1;
}

static void note_start(struct op *op, const struct http_response *in)
{
	const char *date = http_response_header(in, "Date");
	char text[INSTANT_LEN];
	int64_t ms;

	if (op->text[0])
		return;
	if (date && http_date_parse(&ms, date) == 0)
		ms -= OVERLAP_MS;
	else
		ms = op->env->now_ms - OVERLAP_NO_DATE_MS;
	instant_format(text, ms);
	op->text[0] = pool_strdup(op->pool, text);
}

static int take_page(struct op *op, const struct source *s, const struct http_response *in,
	struct error *err)
{
	struct page pg = { .op = op, .ctx = { .pool = op->page_pool } };
	struct json_doc doc;
	const json_node *list;
	int rc = json_parse(&doc, in->body.s, in->body.len, err);

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
		pg.ctx.currency = pg.home;
		pg.ctx.unreadable = 0;
		s->take(&pg, o);
	}
	json_release(&doc);
	return 0;
}

static int pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct source *s = source_of(op->feed);
	struct strbuf next = STRBUF_INIT;
	int rc;

	if (!s)
		BUG("no source for feed %s", op->feed->name);
	if (!in) {
		op->step = 0;
		if (resume(op, out))
			return OP_SEND;
		op->text[0] = NULL;
		first_page(op, s, &next);
		procore_request(op->env, out, "GET", next.s);
		strbuf_release(&next);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (procore_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	note_start(op, in);
	if (http_header_int(in, "Total") > 0)
		op->total = http_header_int(in, "Total");
	if (take_page(op, s, in, err) < 0)
		return OP_FAIL;
	rc = http_link_next(&next, in);
	if (rc == 1 && in->url && strcmp(next.s, in->url)) {
		op->page_token = pool_printf(op->pool, "%s|%s", op->text[0], next.s);
		http_request_start(out, "GET", next.s);
		sign(op->env, out);
		strbuf_release(&next);
		return OP_SEND;
	}
	strbuf_release(&next);
	if (rc != 0) {
		error_set(err, ERR_DATA, N_("Procore's list \"%s\" leads to a wrong next page"), op->feed->name, NULL);
		return OP_FAIL;
	}
	op->page_token = NULL;
	op->next_cursor = op->text[0];
	return OP_DONE;
}

/* ---- login ---- */

static const char *secret(const struct op_env *env, const char *name)
{
	const char *s = env->secret ? env->secret(env->secret_data, name) : NULL;

	return s && *s ? s : NULL;
}

enum { LOGIN_TOKEN = 1, LOGIN_COMPANY };

static int ask_token(struct op *op, struct http_request *out, struct error *err)
{
	const struct op_env *env = op->env;
	struct strbuf url = STRBUF_INIT;
	struct oauth_token_ask ask = {
		.client_id = procore_option(env, "client_id"),
		.client_secret = secret(env, "client_secret"),
	};
	int person = !strcmp(procore_option(env, "grant"), "authorization_code");

	if (!ask.client_secret) {
		error_set(err, ERR_CONFIG, N_("the client secret of the Procore connection is missing; add it to the vault"),
			NULL);
		return OP_FAIL;
	}
	ask.grant = OAUTH_CLIENT_CREDENTIALS;
	if (person && secret(env, "code")) {
		ask.grant = OAUTH_CODE;
		ask.code = secret(env, "code");
		ask.verifier = secret(env, "code_verifier");
		ask.redirect_uri = secret(env, "redirect_uri");
	} else if (person) {
		ask.grant = OAUTH_REFRESH;
		ask.refresh_token = secret(env, "refresh_token");
		ask.redirect_uri = secret(env, "redirect_uri");
		if (!ask.refresh_token) {
			error_set(err, ERR_CONFIG, N_("nobody has signed in to Procore yet; sign in with the browser first"), NULL);
			return OP_FAIL;
		}
	}
	http_url_join(&url, procore_option(env, "login_url"), "/oauth/token");
	ask.endpoint = url.s;
	oauth_token_request(out, &ask);
	http_headers_set(&out->headers, "Accept", "application/json");
	strbuf_release(&url);
	op->accept_status[0] = 400;
	op->accept_status[1] = 401;
	op->accept_status[2] = 0;
	op->step = LOGIN_TOKEN;
	return OP_SEND;
}

static int token_refused(const struct op *op, const struct http_response *in, struct error *err)
{
	struct strbuf words = STRBUF_INIT;
	int person = !strcmp(procore_option(op->env, "grant"), "authorization_code");

	procore_words(&words, in);
	if (person)
		error_set(err, ERR_CONFIG, N_("Procore ended the sign-in (%s); sign in again with the browser"), words.s, NULL);
	else
		error_set(err, ERR_CONFIG, N_("Procore refused the client id or the client secret (%s)"), words.s, NULL);
	strbuf_release(&words);
	return OP_FAIL;
}

static int take_token(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	const char *token, *refresh;
	int64_t lifetime = 0;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return -1;
	token = json_text(json_get(json_root(&doc), "access_token"));
	refresh = json_text(json_get(json_root(&doc), "refresh_token"));
	if (!token || !*token) {
		json_wipe(&doc);
		return error_set(err, ERR_DATA, N_("Procore's sign-in answer holds no token"), NULL);
	}
	json_int(json_get(json_root(&doc), "expires_in"), &lifetime);
	se->bearer = pool_strdup(&se->pool, token);
	se->cookies = NULL;
	/* Ahead of the end, by our own clock: the answer's created_at is another one's. */
	se->expires_ms = lifetime > 0 ? op->env->now_ms + lifetime * 800 : 0;
	op->n_save_secret = 0;
	if (refresh && *refresh) {
		op->save_secret[0].name = "refresh_token";
		op->save_secret[0].value = pool_strdup(op->pool, refresh);
		op->n_save_secret = 1;
	}
	json_wipe(&doc);
	return 0;
}

/* The company is looked up by its number: a wrong one is told before anything is
 * read or written, and its name is shown.  1 found, 0 not there, -1 cannot tell. */
static int take_company(struct op *op, const struct http_response *in)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	struct strbuf next = STRBUF_INIT;
	int64_t wanted = option_get_int(op->env->options, options, "company_id"), id;
	int found = -1;

	if (!answer_happy(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return -1;
	if (json_is_array(json_root(&doc)))
		found = http_link_next(&next, in) == 0 ? 0 : -1;
	for (const json_node *c = json_first(json_root(&doc)); c; c = json_next(c))
		if (json_int(json_get(c, "id"), &id) == 0 && id == wanted) {
			struct record r;
			record_init(&r, ENTITY_BRANCH);
			record_set_text(&r, BRANCH_NAME, &se->pool, json_text(json_get(c, "name")));
			se->company = record_text(&r, BRANCH_NAME);
			found = 1;
		}
	strbuf_release(&next);
	json_release(&doc);
	return found;
}

static int login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct session *se = op->env->session;

	if (!in)
		return ask_token(op, out, err);
	if (op->step == LOGIN_TOKEN) {
		if (in->status == 400 || in->status == 401)
			return token_refused(op, in, err);
		if (procore_explain(in, err) == ERR_UNKNOWN) {
			/* A refresh changes something there, yet nothing is lost that signing in again
			 * would not mend. */
			error_set(err, ERR_LATER, N_("the answer to signing in to Procore was lost; it is tried again later"), NULL);
			return OP_FAIL;
		}
		if (procore_explain(in, err) != ERR_NONE || take_token(op, in, err) < 0)
			return OP_FAIL;
		procore_request(op->env, out, "GET", "/rest/v1.0/companies?per_page=1000");
		op->accept_status[0] = 403;
		op->accept_status[1] = 404;
		op->accept_status[2] = 0;
		op->step = LOGIN_COMPANY;
		return OP_SEND;
	}
	if (in->status == 401) {
		error_set(err, ERR_CONFIG, N_("Procore gave a token and refuses it at once; check the two addresses of the "
			"connection: they must belong to the same environment"), NULL);
		return OP_FAIL;
	}
	if (in->status != 403 && in->status != 404 && procore_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	if (take_company(op, in) == 0) {
		error_set(err, ERR_CONFIG, N_("this account does not see the company %s in Procore; check the company number"),
			procore_option(op->env, "company_id"), NULL);
		return OP_FAIL;
	}
	se->fingerprint = pool_printf(&se->pool, "procore:%s", procore_option(op->env, "company_id"));
	se->valid = 1;
	return OP_DONE;
}

static int authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err)
{
	if (strcmp(procore_option(env, "grant"), "authorization_code"))
		return error_set(err, ERR_CONFIG, N_("this connection signs in as a service account; nobody needs to sign in "
			"with the browser"), NULL);
	http_url_join(out, procore_option(env, "login_url"), "/oauth/authorize");
	http_url_add_param(out, "response_type", "code");
	http_url_add_param(out, "client_id", procore_option(env, "client_id"));
	http_url_add_param(out, "redirect_uri", redirect_uri);
	http_url_add_param(out, "state", state);
	if (challenge && *challenge) {
		http_url_add_param(out, "code_challenge", challenge);
		http_url_add_param(out, "code_challenge_method", "S256");
	}
	return 0;
}

/* ---- test ---- */

static int test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct session *se = op->env->session;
	struct strbuf path = STRBUF_INIT;
	int64_t total;

	if (!in) {
		strbuf_adds(&path, "/rest/v1.1/projects");
		http_url_add_param(&path, "company_id", procore_option(op->env, "company_id"));
		http_url_add_param(&path, "view", "ids");
		http_url_add_param_int(&path, "page", 1);
		http_url_add_param_int(&path, "per_page", 1);
		procore_request(op->env, out, "GET", path.s);
		strbuf_release(&path);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (procore_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	strbuf_addf(&op->report, _("Signed in to Procore; company: %s"),
		se->company ? se->company : procore_option(op->env, "company_id"));
	strbuf_addc(&op->report, '\n');
	total = http_header_int(in, "Total");
	if (total >= 0) {
		strbuf_addf(&op->report, P_("%lld active project is visible", "%lld active projects are visible",
			(unsigned long)total), (long long)total);
		strbuf_addc(&op->report, '\n');
	}
	return OP_DONE;
}

/* ---- the row ---- */

const struct connector procore_connector = {
	.name = "procore",
	.title = TITLE,
	.role = "procore",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_SUB_JOB)
		| CAP_PULL(ENTITY_COST_CODE) | CAP_PULL(ENTITY_COST_TYPE) | CAP_PULL(ENTITY_COMMITMENT_LINE)
		| CAP_PULL(ENTITY_INVOICE_LINE) | CAP_WRITEBACK | CAP_REJECT_INVOICE | CAP_ADD_PAYMENT
		| CAP_ADD(ENTITY_VENDOR) | CAP_ADD(ENTITY_JOB) | CAP_UNATTENDED,
	.options = options,
	.feeds = feeds,
	.login = login,
	.pull = pull,
	.push = procore_push,
	.test = test,
	.compose = procore_compose,
	.explain = procore_explain,
	.authorize_url = authorize_url,
	.settle_ms = 5000,
	.settle_probes = 2,
	.in_flight = 1,
};
