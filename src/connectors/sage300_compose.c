/* The documents and import files for Sage, exactly as they will go out.
 *
 * An envelope holds in its member "body" what leaves: the document for hh2, or the file's name and
 * text.  Beside it stands what the conversation in sage300_push.c needs: how to look for an earlier
 * attempt, what must be there in the end, what follows.  It is composed twice: for the eye (what
 * is not known yet is null and named in "pending") and for sending, where that is an error.
 *
 * hh2 is spoken to in its ids alone.  Two of them are not in our books when the document is made and
 * stand as words until it leaves: "@payable", the account that the connection's owner named by
 * number, and "@item:3", line 3 of a commitment that was made in another way than through us.
 *
 * Amounts: every line is gross and carries its retainage beside it, as Sage keeps them; the header
 * is the sum of the lines or what is left of it, as the connection says.  Not sent, on purpose:
 * taxes, stored materials, released retainage. */
#include "connectors/sage300.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "connectors/push.h"
#include "model/money.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define MAX_DESCRIPTION 30

struct doc {
	struct json_writer w;
	const struct dossier *d;
	const struct profile *p;
	const struct op_env *env;
	const char *key;
	struct pool *pool;
	int decimals, strict;        /* strict: for sending */
	int date_of;                 /* field with the date of the record */
	int64_t gross, retained;
	const struct dossier_line **lines;   /* those that are sent */
	int n_lines;
	const char *pending[16];
	int n_pending;
	struct error *err;
	int rc;
};

/* ---- values ---- */

static const char *override(const struct dossier *d, const char *name, const char *own)
{
	const char *v = dossier_override_value(d, name);

	return v && *v ? v : own;
}

static void w_text(struct doc *m, const char *name, const char *value)
{
	if (value && *value)
		json_w_text(&m->w, name, value);
}

static void w_cut(struct doc *m, const char *name, const char *value)
{
	w_text(m, name, pool_strndup(m->pool, value, text_prefix_chars(value, MAX_DESCRIPTION)));
}

static void w_money(struct doc *m, const char *name, int64_t minor)
{
	json_w_decimal(&m->w, name, minor, m->decimals, m->decimals);
}

static void money_text(struct doc *m, const char *name, int64_t minor)
{
	struct strbuf b = STRBUF_INIT;

	decimal_add(&b, minor, m->decimals, m->decimals);
	json_w_text(&m->w, name, b.s);
	strbuf_release(&b);
}

/* Something another record must supply. */
static int lacks(struct doc *m, const char *value, const char *what)
{
	if (value && *value)
		return 0;
	for (int i = 0; i < m->n_pending; i++)
		if (!strcmp(m->pending[i], what))
			return 1;
	if (m->n_pending < 16)
		m->pending[m->n_pending++] = what;
	if (m->strict && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%1$s\" cannot be sent yet: its %2$s is not known in Sage 300 CRE"),
			record_name(m->d->record), what, NULL);
	return 1;
}

static void w_needed(struct doc *m, const char *name, const char *value, const char *what)
{
	if (lacks(m, value, what))
		json_w_null(&m->w, name);
	else
		json_w_text(&m->w, name, value);
}

static int is_order(const struct record *r)
{
	return !strcmp(record_text(r, COMMITMENT_KIND), KIND_PURCHASE_ORDER);
}

static const char *route(const struct doc *m)
{
	return sage300_option(m->env, m->d->record->entity == ENTITY_INVOICE ? "invoice_route" : "commitment_route");
}

static int by_file(const struct doc *m)
{
	return !strcmp(route(m), "file");
}

/* hh2's id of a counterpart: the row's, when there is one. */
static const char *id_of(const struct counterpart *c)
{
	return c->erp ? c->erp->remote_id : c->erp_id && sage300_is_id(c->erp_id) ? c->erp_id : NULL;
}

static const char *code_of(const struct counterpart *c)
{
	return c->erp && c->erp->remote_code ? c->erp->remote_code : c->erp_code && !sage300_is_id(c->erp_code)
		? c->erp_code : c->erp ? record_name(c->erp) : NULL;
}

/* ---- what a line is booked on ---- */

/* A category is booked on, not a cost code alone; and one of the extra, when the line names one. */
static const struct record *category_of(const struct dossier_line *l)
{
	const struct record *r = l->erp_cost_code;

	if (!r || !record_has(r, COST_CODE_PARENT) || !*record_text(r, COST_CODE_PARENT))
		return NULL;
	if (l->task_asked && *l->task_asked && l->erp_task && record_has(r, COST_CODE_JOB)
			&& strcmp(record_text(r, COST_CODE_JOB), l->erp_task->remote_id))
		return NULL;
	return r;
}

static const char *cost_code_id(const struct dossier_line *l)
{
	const struct record *r = category_of(l);

	return r ? record_text(r, COST_CODE_PARENT) : NULL;
}

static const char *category_id(const struct dossier_line *l)
{
	const struct record *r = category_of(l);

	return r ? r->remote_id : NULL;
}

/* An extra is a job of its own in hh2; without one the line is the job's. */
static const char *job_id(const struct doc *m, const struct dossier_line *l)
{
	if (l->task_asked && *l->task_asked)
		return l->erp_task ? l->erp_task->remote_id : NULL;
	return id_of(&m->d->job);
}

/* "03-200.L": the cost code and the category of import files. */
static const char *half(struct doc *m, const struct dossier_line *l, int second)
{
	const struct record *r = category_of(l);
	const char *number = r ? record_text(r, COST_CODE_NUMBER) : l->cost_code ? l->cost_code : "";
	const char *dot = strrchr(number, '.');

	if (!dot)
		return NULL;
	return second ? dot + 1 : pool_strndup(m->pool, number, (size_t)(dot - number));
}

static void w_booking(struct doc *m, const struct dossier_line *l)
{
	w_needed(m, "JobId", job_id(m, l), l->task_asked && *l->task_asked ? N_("extra") : N_("job"));
	w_needed(m, "CostCodeId", cost_code_id(l), N_("cost code"));
	w_needed(m, "CategoryId", category_id(l), N_("category"));
}

/* ---- lines and sums ---- */

static const char *line_text(const struct dossier_line *l)
{
	const char *t;

	if (l->line->entity == ENTITY_COMMITMENT_LINE)
		return record_text(l->line, COMMITMENT_LINE_DESCRIPTION);
	t = record_text(l->line, INVOICE_LINE_DESCRIPTION);
	return !*t && l->commitment_line ? record_text(l->commitment_line, COMMITMENT_LINE_DESCRIPTION) : t;
}

static int64_t line_amount(const struct dossier_line *l)
{
	return record_int(l->line, l->line->entity == ENTITY_COMMITMENT_LINE ? COMMITMENT_LINE_AMOUNT
		: INVOICE_LINE_AMOUNT);
}

static int64_t line_retained(const struct dossier_line *l)
{
	return l->line->entity == ENTITY_COMMITMENT_LINE ? 0 : record_int(l->line, INVOICE_LINE_RETAINAGE);
}

/* A line of an invoice that bills nothing is left out. */
static void gather(struct doc *m)
{
	const struct record *r = m->d->record;
	int invoice = r->entity == ENTITY_INVOICE;

	m->lines = pool_alloc(m->pool, (m->d->n_lines + 1) * sizeof *m->lines);
	for (size_t i = 0; i < m->d->n_lines && m->rc == 0; i++) {
		const struct dossier_line *l = &m->d->lines[i];

		if (invoice && line_amount(l) == 0 && line_retained(l) != 0)
			m->rc = error_set(m->err, ERR_CONFIG, N_("a line of \"%s\" retains without billing; Sage keeps retainage only "
				"of what is billed"), record_name(r), NULL);
		if (invoice && line_amount(l) == 0)
			continue;
		m->lines[m->n_lines++] = l;
		if (decimal_sum(&m->gross, m->gross, line_amount(l)) < 0
				|| decimal_sum(&m->retained, m->retained, line_retained(l)) < 0)
			m->rc = error_set(m->err, ERR_DATA, N_("the amounts of \"%s\" are too large"), record_name(r), NULL);
	}
	if (m->rc == 0 && m->n_lines == 0)
		m->rc = error_set(m->err, ERR_CONFIG, invoice ? N_("no line of \"%s\" bills anything")
			: N_("\"%s\" has no lines"), record_name(r), NULL);
	if (m->rc == 0 && invoice && m->gross != record_int(r, INVOICE_AMOUNT))
		m->rc = error_set(m->err, ERR_DATA, N_("the lines of \"%s\" do not add up to its amount; sync again"),
			record_name(r), NULL);
	if (m->rc == 0 && invoice && m->gross - m->retained < 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%s\" is a credit: enter it in Sage by hand"), record_name(r), NULL);
}

static int64_t header_amount(const struct doc *m)
{
	return strcmp(sage300_option(m->env, "header_amount"), "net") ? m->gross : m->gross - m->retained;
}

static const char *own_date(const struct doc *m)
{
	return record_text(m->d->record, m->date_of);
}

static const char *accounting_date(const struct doc *m)
{
	return override(m->d, "accounting_date", own_date(m));
}

static const char *number_of(const struct doc *m)
{
	const struct record *r = m->d->record;

	return r->entity == ENTITY_INVOICE ? override(m->d, "vendor_ref", record_text(r, INVOICE_NUMBER))
		: override(m->d, "number", record_text(r, COMMITMENT_NUMBER));
}

static const char *description(struct doc *m)
{
	const struct record *r = m->d->record, *c = m->d->commitment.procore;
	const char *full;

	if (r->entity == ENTITY_COMMITMENT)
		return override(m->d, "title", record_text(r, COMMITMENT_TITLE));
	full = pool_printf(m->pool, "%s #%lld", c ? record_name(c) : record_text(r, INVOICE_COMMITMENT_NUMBER),
		(long long)record_int(r, INVOICE_SEQUENCE));
	return pool_strndup(m->pool, full, text_prefix_chars(full, MAX_DESCRIPTION));
}

/* ---- the envelope ---- */

static void envelope(struct doc *m, const char *entity)
{
	const char *since = m->env->session
		? sage300_remembered(m->env->session, SAGE300_COMMITMENTS_SEEN, m->pool) : "";

	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "system", "sage300");
	json_w_text(&m->w, "verb", PUSH_EXPORT);
	json_w_text(&m->w, "entity", entity);
	json_w_text(&m->w, "route", route(m));
	json_w_object(&m->w, "lookup");
	w_needed(m, "vendor", id_of(&m->d->vendor), N_("vendor"));
	w_needed(m, "code", number_of(m), N_("number"));
	w_text(m, "since", since);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "expect");
	money_text(m, "gross", m->gross);
	money_text(m, "retainage", m->retained);
	money_text(m, "header", header_amount(m));
	json_w_text(&m->w, "date", own_date(m));
	json_w_array(&m->w, "amounts");
	for (int i = 0; i < m->n_lines; i++)
		money_text(m, NULL, line_amount(m->lines[i]));
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	json_w_array(&m->w, "lines");
	for (int i = 0; i < m->n_lines; i++)
		json_w_text(&m->w, NULL, m->lines[i]->line->remote_id);
	json_w_end_array(&m->w);
}

static void pending(struct doc *m)
{
	if (!m->n_pending)
		return;
	json_w_array(&m->w, "pending");
	for (int i = 0; i < m->n_pending; i++)
		json_w_text(&m->w, NULL, m->pending[i]);
	json_w_end_array(&m->w);
}

/* ---- an invoice for hh2 ---- */

static const char *item_of(struct doc *m, const struct dossier_line *l)
{
	const char *n = push_line_number(l->order_line);

	if (l->order_line && sage300_is_id(l->order_line))
		return l->order_line;
	if (!*n && l->commitment_line)
		n = pool_printf(m->pool, "%lld", (long long)record_int(l->commitment_line, COMMITMENT_LINE_POSITION));
	return *n && strcmp(n, "0") ? pool_printf(m->pool, "@item:%s", n) : NULL;
}

static void w_distribution(struct doc *m, const struct dossier_line *l)
{
	const char *account = l->erp_account ? l->erp_account->remote_id : NULL;

	json_w_object(&m->w, NULL);
	w_money(m, "Amount", line_amount(l));
	w_money(m, "Retainage", line_retained(l));
	w_cut(m, "Description", line_text(l));
	w_booking(m, l);
	if (m->d->commitment.procore || m->d->commitment.erp_id) {
		w_needed(m, "CommitmentId", id_of(&m->d->commitment), N_("commitment"));
		w_needed(m, "CommitmentItemId", item_of(m, l), N_("line of the commitment"));
	}
	w_needed(m, "ExpenseAccountId", account, N_("expense account"));
	w_needed(m, "AccountsPayableAccountId", *sage300_option(m->env, "ap_account") ? "@payable" : account,
		N_("expense account"));
	json_w_end_object(&m->w);
}

static void compose_document(struct doc *m)
{
	json_w_text(&m->w, "payable", sage300_option(m->env, "ap_account"));
	json_w_text(&m->w, "commitment", id_of(&m->d->commitment));
	json_w_object(&m->w, "body");
	json_w_text(&m->w, "DocumentTypeId", sage300_option(m->env, "document_type"));
	json_w_object(&m->w, "Snapshot");
	json_w_object(&m->w, "Header");
	w_needed(m, "Code", number_of(m), N_("invoice number"));
	w_needed(m, "VendorId", id_of(&m->d->vendor), N_("vendor"));
	w_text(m, "Description", description(m));
	w_money(m, "Amount", header_amount(m));
	w_needed(m, "InvoiceDate", own_date(m), N_("billing date"));
	w_needed(m, "AccountingDate", accounting_date(m), N_("billing date"));
	json_w_end_object(&m->w);
	json_w_array(&m->w, "Distributions");
	for (int i = 0; i < m->n_lines; i++)
		w_distribution(m, m->lines[i]);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

/* ---- a commitment for hh2, at the address the connection's owner was told ---- */

static void w_item(struct doc *m, const struct dossier_line *l, int i)
{
	const struct record *line = l->line;

	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "Code", pool_printf(m->pool, "%d", i + 1));
	w_cut(m, "Description", line_text(l));
	w_booking(m, l);
	w_money(m, "Amount", line_amount(l));
	if (record_int(line, COMMITMENT_LINE_QUANTITY))
		json_w_decimal(&m->w, "Units", record_int(line, COMMITMENT_LINE_QUANTITY), QUANTITY_SCALE, 0);
	if (record_int(line, COMMITMENT_LINE_UNIT_COST))
		json_w_decimal(&m->w, "UnitCost", record_int(line, COMMITMENT_LINE_UNIT_COST), QUANTITY_SCALE, 2);
	json_w_end_object(&m->w);
}

static void compose_commitment(struct doc *m)
{
	const struct record *r = m->d->record;

	json_w_object(&m->w, "body");
	w_needed(m, "Code", number_of(m), N_("number"));
	w_text(m, "Description", description(m));
	json_w_int(&m->w, "Type", option_get_int(m->env->options, sage300_options,
		is_order(r) ? "type_order" : "type_subcontract"));
	w_needed(m, "VendorId", id_of(&m->d->vendor), N_("vendor"));
	w_needed(m, "JobId", id_of(&m->d->job), N_("job"));
	w_needed(m, "Date", accounting_date(m), N_("date"));
	json_w_decimal(&m->w, "RetainagePercent", record_int(r, COMMITMENT_RETAINAGE_PERCENT), PERCENT_SCALE, 1);
	json_w_bool(&m->w, "IsCommited", 1);
	json_w_end_object(&m->w);
	json_w_array(&m->w, "items");
	for (int i = 0; i < m->n_lines; i++)
		w_item(m, m->lines[i], i);
	json_w_end_array(&m->w);
}

/* ---- import files ---- */

static const char *amount_text(struct doc *m, int64_t minor, int *number)
{
	struct strbuf b = STRBUF_INIT;
	const char *t;

	*number = 1;
	decimal_add(&b, minor, m->decimals, m->decimals);
	t = pool_strdup(m->pool, b.s);
	strbuf_release(&b);
	return t;
}

static const char *date_text(struct doc *m, const char *date)
{
	struct strbuf b = STRBUF_INIT;
	const char *t;

	sage300_file_date(&b, date, sage300_option(m->env, "import_date"));
	t = pool_strdup(m->pool, b.s);
	strbuf_release(&b);
	return t;
}

static const char *header_value(struct doc *m, const char *name, int *number)
{
	const struct record *r = m->d->record;
	struct strbuf b = STRBUF_INIT;
	const char *t;

	if (!strcmp(name, "description"))
		return description(m);
	if (!strcmp(name, "amount"))
		return amount_text(m, header_amount(m), number);
	if (!strcmp(name, "vendor"))
		return code_of(&m->d->vendor);
	if (!strcmp(name, "date") || !strcmp(name, "invoice_date"))
		return date_text(m, own_date(m));
	if (!strcmp(name, "accounting_date"))
		return date_text(m, accounting_date(m));
	if (!strcmp(name, "payment_date"))
		return r->entity == ENTITY_INVOICE ? date_text(m, record_text(r, INVOICE_DUE_DATE)) : NULL;
	if (!strcmp(name, "retainage_percent") && r->entity == ENTITY_COMMITMENT) {
		*number = 1;
		decimal_add(&b, record_int(r, COMMITMENT_RETAINAGE_PERCENT), PERCENT_SCALE, 2);
		t = pool_strdup(m->pool, b.s);
		strbuf_release(&b);
		return t;
	}
	return NULL;
}

static const char *line_value(struct doc *m, const char *name, int i, int *number)
{
	const struct dossier_line *l = m->lines[i];
	const struct record *of = l->line->entity == ENTITY_COMMITMENT_LINE ? NULL : l->commitment_line;
	const char *n;

	if (!strcmp(name, "description"))
		return line_text(l);
	if (!strcmp(name, "amount"))
		return amount_text(m, line_amount(l), number);
	if (!strcmp(name, "retainage"))
		return amount_text(m, line_retained(l), number);
	if (!strcmp(name, "cost_code"))
		return half(m, l, 0);
	if (!strcmp(name, "category"))
		return half(m, l, 1);
	if (!strcmp(name, "extra"))
		return l->task_asked && *l->task_asked ? l->task : NULL;
	if (!strcmp(name, "account"))
		return l->account;
	if (!strcmp(name, "payable_account"))
		return sage300_option(m->env, "ap_account");
	if (!strcmp(name, "item") && l->line->entity == ENTITY_COMMITMENT_LINE) {
		*number = 1;
		return pool_printf(m->pool, "%d", i + 1);
	}
	if (!strcmp(name, "item")) {
		n = push_line_number(l->order_line);
		*number = 1;
		return *n ? n : of ? pool_printf(m->pool, "%lld",
			(long long)record_int(of, COMMITMENT_LINE_POSITION)) : NULL;
	}
	return NULL;
}

static const char *file_value(void *data, const char *name, int line, int *number)
{
	struct doc *m = data;

	if (!strcmp(name, "number") || !strcmp(name, "invoice"))
		return number_of(m);
	if (!strcmp(name, "job"))
		return code_of(&m->d->job);
	if (!strcmp(name, "commitment"))
		return m->d->record->entity == ENTITY_INVOICE ? code_of(&m->d->commitment) : number_of(m);
	return line < 0 ? header_value(m, name, number) : line_value(m, name, line, number);
}

static struct sage300_layout layout_of(const struct doc *m)
{
	int invoice = m->d->record->entity == ENTITY_INVOICE;
	const char *own = sage300_option(m->env, "invoice_format");
	struct sage300_layout l = { NULL, NULL, NULL };

	if (!invoice)
		l.json = sage300_format("sage300-commitment");
	else if (strcmp(own, "own"))
		l.json = sage300_format(!strcmp(own, "api") ? "sage300-api" : "sage300-apif");
	if (!invoice || !l.json) {
		l.header = sage300_option(m->env, invoice ? "invoice_header" : "commitment_header");
		l.line = sage300_option(m->env, invoice ? "invoice_line" : "commitment_line");
	}
	return l;
}

/* What the document has and the layout has no column for. */
static void check_layout(struct doc *m, const struct sage300_layout *l)
{
	const char *lost = NULL;

	for (int i = 0; i < m->n_lines && !lost; i++)
		if (m->lines[i]->task_asked && *m->lines[i]->task_asked
				&& !sage300_file_has(l->json, "line", l->line, "extra"))
			lost = "extra";
	if (!lost && m->retained && !sage300_file_has(l->json, "line", l->line, "retainage"))
		lost = "retainage";
	if (!lost && m->d->record->entity == ENTITY_COMMITMENT
			&& record_int(m->d->record, COMMITMENT_RETAINAGE_PERCENT)
			&& !sage300_file_has(l->json, "header", l->header, "retainage_percent"))
		lost = "retainage_percent";
	if (lost && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("the layout of the import file has no column \"%s\", which this document "
			"needs; add the column, or enter the document in Sage by hand"), lost, NULL);
}

/* Letters, digits and dashes; the key makes it the only one of its name. */
static const char *file_name(struct doc *m)
{
	char *name = pool_printf(m->pool, "%s-%s-%.8s.txt", m->d->record->entity == ENTITY_INVOICE ? "invoice"
		: "commitment", number_of(m), m->key);

	for (char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c) && *c != '.')
			*c = '-';
	return name;
}

static void compose_file(struct doc *m)
{
	struct sage300_layout l = layout_of(m);
	struct strbuf text = STRBUF_INIT;
	int rc = 0;

	lacks(m, code_of(&m->d->vendor), N_("vendor"));
	lacks(m, code_of(&m->d->job), N_("job"));
	if (m->d->record->entity == ENTITY_INVOICE && m->d->commitment.procore)
		lacks(m, code_of(&m->d->commitment), N_("commitment"));
	for (int i = 0; i < m->n_lines; i++) {
		lacks(m, category_id(m->lines[i]), N_("category"));
		if (m->lines[i]->task_asked && *m->lines[i]->task_asked)
			lacks(m, m->lines[i]->task, N_("extra"));
	}
	check_layout(m, &l);
	if (m->rc == 0 && !m->n_pending)
		rc = sage300_file_write(&text, &l, m->n_lines, file_value, m, m->err);
	if (m->rc == 0)
		m->rc = rc;
	json_w_bool(&m->w, "verified", option_get_bool(m->env->options, sage300_options, "import_verified"));
	json_w_object(&m->w, "body");
	json_w_text(&m->w, "name", file_name(m));
	json_w_text(&m->w, "text", text.s);
	json_w_end_object(&m->w);
	strbuf_release(&text);
}

/* ---- */

static int allowed(const struct doc *m, const char *currency, struct error *err)
{
	enum entity e = m->d->record->entity;
	const char *home = sage300_option(m->env, "home_currency");

	if (e != ENTITY_COMMITMENT && e != ENTITY_INVOICE)
		return error_set(err, ERR_REFUSED, N_("Sage 300 CRE's connector cannot do that (%s)"), entities[e].name, NULL);
	if (!strcmp(route(m), "off"))
		return error_set(err, ERR_CONFIG, N_("commitments of this connection are not exported (option "
			"commitment_route)"), NULL);
	if (e == ENTITY_INVOICE && !strcmp(record_text(m->d->record, INVOICE_COMMITMENT_KIND), KIND_PURCHASE_ORDER)
			&& m->p && !m->p->po_invoices_supported)
		return error_set(err, ERR_CONFIG, N_("invoices of purchase orders are not exported to Sage"), NULL);
	if (strcmp(currency, home))
		return error_set(err, ERR_CONFIG, N_("\"%1$s\" is in %2$s, and Sage keeps these books in %3$s alone; enter it "
			"there by hand"), record_name(m->d->record), currency, home, NULL);
	return 0;
}

int sage300_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err)
{
	struct pool pool = POOL_INIT;
	struct doc m = { .d = d, .p = p, .env = env, .key = key, .err = err, .pool = &pool };
	const char *currency = d->currency && *d->currency ? d->currency : sage300_option(env, "home_currency");
	size_t mark = payload->len;

	if (strcmp(verb, PUSH_EXPORT))
		return error_set(err, ERR_REFUSED, N_("Sage 300 CRE's connector cannot do that (%s)"), verb, NULL);
	m.strict = env->session != NULL && env->session->valid;
	m.decimals = currency_decimals(currency);
	m.date_of = d->record->entity == ENTITY_INVOICE ? INVOICE_BILLING_DATE : COMMITMENT_DATE;
	m.rc = allowed(&m, currency, err);
	json_w_init(&m.w, payload);
	if (m.rc == 0)
		gather(&m);
	if (m.rc == 0) {
		envelope(&m, d->record->entity == ENTITY_INVOICE ? "invoice" : "commitment");
		if (by_file(&m))
			compose_file(&m);
		else if (d->record->entity == ENTITY_INVOICE)
			compose_document(&m);
		else
			compose_commitment(&m);
		pending(&m);
		json_w_end_object(&m.w);
	}
	if (m.rc < 0)
		strbuf_truncate(payload, mark);
	pool_release(&pool);
	return m.rc;
}
