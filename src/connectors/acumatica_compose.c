/* The documents sent to Acumatica, exactly as they will go out.
 *
 * An envelope holds the request in its member "body" and beside it what the conversation
 * in acumatica_push.c needs: how to look for an earlier attempt, what the answer must
 * say, what follows.  It is composed twice: for the eye (no session, perhaps references
 * that are not there yet: they are null and named in "pending") and for sending, where
 * anything unresolved is an error.
 *
 * How the guard works: numbers are given by Acumatica, so a document carries our key at
 * the end of its description, "[P:<key>]", beside vendor and vendor's reference.
 *
 * What is not sent, on purpose: taxes, stored materials, released retainage.  Amounts
 * are written as extended costs, the only amount of a line that the service takes as
 * it is; retainage as an amount a line, because a percentage would be rounded again
 * there.  Retainage of bills and orders is in no contract and goes through the custom
 * section, with the names of the screens (acumatica.md 6). */
#include "connectors/acumatica.h"
#include "base/date.h"
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

#define MAX_DESCRIPTION 256
#define MAX_UOM 6
#define LINES_AT_ONCE 200        /* acumatica.md 5.3: more in one request may time out */

struct doc {
	struct json_writer w;
	const struct dossier *d;
	const struct profile *p;
	const struct op_env *env;
	const char *key, *currency;
	int decimals, strict;        /* strict: for sending */
	const char *pending[16];
	int n_pending;
	struct error *err;
	int rc;
};

/* ---- wrapped values ---- */

static void w_text(struct doc *m, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	json_w_object(&m->w, name);
	json_w_text(&m->w, "value", value);
	json_w_end_object(&m->w);
}

static void w_decimal(struct doc *m, const char *name, int64_t value, int scale, int min)
{
	json_w_object(&m->w, name);
	json_w_decimal(&m->w, "value", value, scale, min);
	json_w_end_object(&m->w);
}

static void w_money(struct doc *m, const char *name, int64_t minor)
{
	w_decimal(m, name, minor, m->decimals, m->decimals);
}

static void w_int(struct doc *m, const char *name, int64_t value)
{
	json_w_object(&m->w, name);
	json_w_int(&m->w, "value", value);
	json_w_end_object(&m->w);
}

static void w_bool(struct doc *m, const char *name, int value)
{
	json_w_object(&m->w, name);
	json_w_bool(&m->w, "value", value);
	json_w_end_object(&m->w);
}

static void w_custom(struct doc *m, const char *name, const char *type)
{
	json_w_object(&m->w, name);
	json_w_text(&m->w, "type", type);
}

/* At most max characters; what is longer was a finding before and is an error now. */
static void w_limited(struct doc *m, const char *name, const char *value, size_t max)
{
	char *cut;

	if (text_count_chars(value) <= max) {
		w_text(m, name, value);
		return;
	}
	/* Descriptions of lines have no finding of their own; they are information only. */
	cut = xstrndup(value, text_prefix_chars(value, max));
	w_text(m, name, cut);
	free(cut);
}

/* Something another record must supply.  Null and noted for the eye, an error for sending. */
static void w_needed(struct doc *m, const char *name, const char *value, const char *what)
{
	if (value && *value) {
		w_text(m, name, value);
		return;
	}
	json_w_object(&m->w, name);
	json_w_null(&m->w, "value");
	json_w_end_object(&m->w);
	for (int i = 0; i < m->n_pending; i++)
		if (!strcmp(m->pending[i], what))
			return;
	if (m->n_pending < 16)
		m->pending[m->n_pending++] = what;
	if (m->strict && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%1$s\" cannot be sent yet: its %2$s is not known in Acumatica"),
			record_name(m->d->record), what, NULL);
}

static void money_text(struct doc *m, const char *name, int64_t minor)
{
	struct strbuf b = STRBUF_INIT;

	decimal_add(&b, minor, m->decimals, m->decimals);
	json_w_text(&m->w, name, b.s);
	strbuf_release(&b);
}

static const char *override(const struct dossier *d, const char *name, const char *own)
{
	const char *v = dossier_override_value(d, name);

	return v && *v ? v : own;
}

/* "text [P:key]", the text cut so that the key always stands whole. */
static void w_description(struct doc *m, const char *text)
{
	struct strbuf b = STRBUF_INIT;
	size_t room = MAX_DESCRIPTION - strlen(m->key) - 5;

	if (strlen(m->key) + 6 > MAX_DESCRIPTION)
		BUG("key too long");
	strbuf_add(&b, text, text_prefix_chars(text, room));
	strbuf_addf(&b, "%s[P:%s]", b.len ? " " : "", m->key);
	w_text(m, "Description", b.s);
	strbuf_release(&b);
}

/* ---- the envelope ---- */

static void envelope(struct doc *m, const char *entity, int construction)
{
	struct strbuf b = STRBUF_INIT;

	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "system", "acumatica");
	json_w_text(&m->w, "verb", PUSH_EXPORT);
	json_w_text(&m->w, "entity", entity);
	json_w_text(&m->w, "method", "PUT");
	json_w_bool(&m->w, "construction", construction);
	strbuf_addf(&b, "[P:%s]", m->key);
	json_w_text(&m->w, "marker", b.s);
	strbuf_release(&b);
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

/* ---- vendors ---- */

static const char *new_id(struct doc *m, const char *own, enum id_kind kind)
{
	const char *id = override(m->d, "erp_id", own);
	const struct id_format *f = m->p ? &m->p->id[kind] : NULL;

	if (m->p && m->p->numbers_assigned_by_erp)
		return NULL;
	if (id && *id && f && id_format_check(f, id) < 0 && m->strict && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("the number \"%s\" does not fit the format given for the connection"),
			id, NULL);
	return id;
}

static void compose_vendor(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *id = new_id(m, record_text(r, VENDOR_NUMBER), ID_VENDOR);
	const char *name = override(m->d, "name", record_text(r, VENDOR_NAME));
	int typed = !m->p || !m->p->numbers_assigned_by_erp;

	envelope(m, "Vendor", 0);
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "id", typed ? id : NULL);
	json_w_text(&m->w, "name", name);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	if (typed)
		w_needed(m, "VendorID", id, N_("vendor id"));
	w_text(m, "VendorName", name);
	w_text(m, "VendorClass", acumatica_option(m->env, "vendor_class"));
	w_text(m, "TaxRegistrationID", record_text(r, VENDOR_TAX_ID));
	json_w_object(&m->w, "MainContact");
	w_text(m, "Email", record_text(r, VENDOR_EMAIL));
	w_text(m, "Phone1", record_text(r, VENDOR_PHONE));
	json_w_object(&m->w, "Address");
	w_text(m, "AddressLine1", record_text(r, VENDOR_ADDRESS));
	w_text(m, "City", record_text(r, VENDOR_CITY));
	w_text(m, "State", record_text(r, VENDOR_STATE));
	w_text(m, "PostalCode", record_text(r, VENDOR_ZIP));
	w_text(m, "Country", record_text(r, VENDOR_COUNTRY));
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

/* ---- projects ---- */

static void task_key(struct doc *m, const char *project, const char *task)
{
	json_w_object(&m->w, "activate_task");
	json_w_object(&m->w, "entity");
	w_text(m, "ProjectID", project);
	w_text(m, "ProjectTaskID", task);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

/* A project without a template needs one task to book on. */
static void first_task(struct doc *m, const char *project, const char *task)
{
	json_w_object(&m->w, "task");
	w_text(m, "ProjectID", project);
	w_text(m, "ProjectTaskID", task);
	w_text(m, "Description", override(m->d, "name", record_text(m->d->record, JOB_NAME)));
	w_bool(m, "Default", 1);
	json_w_end_object(&m->w);
	task_key(m, project, task);
}

static void compose_job(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *id = new_id(m, record_text(r, JOB_NUMBER), ID_PROJECT);
	const char *name = override(m->d, "name", record_text(r, JOB_NAME));
	const char *template = override(m->d, "template", acumatica_option(m->env, "project_template"));
	const char *task = acumatica_option(m->env, "default_task");
	const char *branch = m->d->branch ? m->d->branch : acumatica_option(m->env, "branch");
	int activate = option_get_bool(m->env->options, m->env->option_defs, "activate_projects");

	envelope(m, "Project", 0);
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "id", id);
	json_w_text(&m->w, "name", name);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	w_needed(m, "ProjectID", id, N_("project id"));
	w_text(m, "Description", name);
	w_text(m, "Customer", override(m->d, "customer", acumatica_option(m->env, "customer")));
	w_text(m, "ProjectTemplateID", template);
	if (record_has(r, JOB_START) || record_has(r, JOB_COMPLETION)) {
		json_w_object(&m->w, "ProjectProperties");
		w_text(m, "StartDate", record_text(r, JOB_START));
		w_text(m, "EndDate", record_text(r, JOB_COMPLETION));
		json_w_end_object(&m->w);
	}
	if (*branch) {
		json_w_object(&m->w, "BillingAndAllocationSettings");
		w_text(m, "Branch", branch);
		json_w_end_object(&m->w);
	}
	json_w_end_object(&m->w);
	/* Off hold is how a project becomes active; the action ActivateProject exists from
	 * Default/22.200.001 on only. */
	if (activate) {
		json_w_object(&m->w, "activate");
		w_text(m, "ProjectID", id);
		w_bool(m, "Hold", 0);
		json_w_end_object(&m->w);
	}
	if (!*template)
		first_task(m, id, *task ? task : "01");
}

/* ---- commitments ---- */

static int is_order(const struct record *r)
{
	return !strcmp(record_text(r, COMMITMENT_KIND), KIND_PURCHASE_ORDER);
}

/* A unit price that gives exactly the amount of the line; else the line goes by amount. */
static int by_unit(struct doc *m, const struct record *line)
{
	int64_t quantity = record_int(line, COMMITMENT_LINE_QUANTITY);
	int64_t cost = record_int(line, COMMITMENT_LINE_UNIT_COST), amount, to_minor = 1000000;

	for (int i = 0; i < m->decimals; i++)
		to_minor /= 10;
	if (quantity == 0 || cost == 0 || decimal_mul(&amount, quantity, cost, QUANTITY_SCALE) < 0
			|| decimal_ratio(&amount, amount, 1, to_minor) < 0)
		return 0;
	return amount == record_int(line, COMMITMENT_LINE_AMOUNT);
}

static void w_unit(struct doc *m, const char *uom)
{
	char text[MAX_UOM + 1];
	size_t n = strlen(uom);

	if (n == 0 || n > MAX_UOM)
		return;
	for (size_t i = 0; i <= n; i++)
		text[i] = (char)toupper((unsigned char)uom[i]);
	w_text(m, "UOM", text);
}

/* The account of a line: from the account group, from an item, or left to the task. */
static void w_account(struct doc *m, const struct dossier_line *l)
{
	const char *way = acumatica_option(m->env, "line_account");

	if (!strcmp(way, "item"))
		w_needed(m, "InventoryID", acumatica_option(m->env, "item"), N_("item"));
	else if (strcmp(way, "task"))
		w_needed(m, "Account", l->account, N_("account of a cost type"));
}

static void order_line(struct doc *m, const struct dossier_line *l, int order)
{
	const struct record *line = l->line;
	const char *branch = m->d->branch ? m->d->branch : acumatica_option(m->env, "branch");
	int64_t retainage = record_int(m->d->record, COMMITMENT_RETAINAGE_PERCENT);
	int unit = by_unit(m, line);

	json_w_object(&m->w, NULL);
	if (order && strcmp(acumatica_option(m->env, "line_account"), "item"))
		w_text(m, "LineType", "Service");
	w_text(m, "BranchID", branch);
	w_limited(m, "LineDescription", record_text(line, COMMITMENT_LINE_DESCRIPTION), MAX_DESCRIPTION);
	w_needed(m, "Project", m->d->job.erp_code, N_("project"));
	w_needed(m, order ? "ProjectTask" : "Task", l->task, N_("project task"));
	w_needed(m, "CostCode", l->cost_code, N_("cost code"));
	w_account(m, l);
	if (unit) {
		w_decimal(m, "OrderQty", record_int(line, COMMITMENT_LINE_QUANTITY), QUANTITY_SCALE, 0);
		w_unit(m, record_text(line, COMMITMENT_LINE_UOM));
		w_decimal(m, "UnitCost", record_int(line, COMMITMENT_LINE_UNIT_COST), QUANTITY_SCALE, 2);
	} else {
		w_decimal(m, "OrderQty", 1, 0, 0);
		w_money(m, "UnitCost", record_int(line, COMMITMENT_LINE_AMOUNT));
	}
	w_money(m, "ExtendedCost", record_int(line, COMMITMENT_LINE_AMOUNT));
	if (!order && retainage)
		w_decimal(m, "RetainagePct", retainage, PERCENT_SCALE, 2);
	if (order && retainage) {
		json_w_object(&m->w, "custom");
		json_w_object(&m->w, "Transactions");
		w_custom(m, "RetainagePct", "CustomDecimalField");
		json_w_decimal(&m->w, "value", retainage, PERCENT_SCALE, 2);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
	}
	json_w_end_object(&m->w);
}

/* Lines from first on, at most LINES_AT_ONCE; returns the first that is left. */
static size_t order_lines(struct doc *m, size_t first, int order)
{
	size_t i, end = first + LINES_AT_ONCE;

	json_w_array(&m->w, "Details");
	for (i = first; i < m->d->n_lines && i < end; i++)
		order_line(m, &m->d->lines[i], order);
	json_w_end_array(&m->w);
	return i;
}

static void order_retainage(struct doc *m)
{
	int64_t retainage = record_int(m->d->record, COMMITMENT_RETAINAGE_PERCENT);

	json_w_object(&m->w, "custom");
	json_w_object(&m->w, "CurrentDocument");
	w_custom(m, "RetainageApply", "CustomBooleanField");
	json_w_bool(&m->w, "value", retainage != 0);
	json_w_end_object(&m->w);
	if (retainage) {
		w_custom(m, "DefRetainagePct", "CustomDecimalField");
		json_w_decimal(&m->w, "value", retainage, PERCENT_SCALE, 2);
		json_w_end_object(&m->w);
	}
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

static const char *order_date(const struct dossier *d)
{
	return override(d, "accounting_date", record_text(d->record, COMMITMENT_DATE));
}

/* What the answer must say: checked line by line and in total. */
static void order_expect(struct doc *m, int64_t *total)
{
	int64_t pct = record_int(m->d->record, COMMITMENT_RETAINAGE_PERCENT), retained = 0, part;

	*total = 0;
	for (size_t i = 0; i < m->d->n_lines; i++) {
		int64_t v = record_int(m->d->lines[i].line, COMMITMENT_LINE_AMOUNT);
		if (decimal_sum(total, *total, v) < 0 || money_percent(&part, v, pct) < 0
				|| decimal_sum(&retained, retained, part) < 0)
			m->rc = error_set(m->err, ERR_DATA, N_("the amounts of \"%s\" are too large"),
				record_name(m->d->record), NULL);
	}
	json_w_object(&m->w, "expect");
	money_text(m, "total", *total);
	money_text(m, "retainage", retained);
	json_w_text(&m->w, "date", order_date(m->d));
	json_w_array(&m->w, "amounts");
	for (size_t i = 0; i < m->d->n_lines; i++)
		money_text(m, NULL, record_int(m->d->lines[i].line, COMMITMENT_LINE_AMOUNT));
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	json_w_array(&m->w, "lines");
	for (size_t i = 0; i < m->d->n_lines; i++)
		json_w_text(&m->w, NULL, m->d->lines[i].line->remote_id);
	json_w_end_array(&m->w);
}

static void order_lookup(struct doc *m, const char *number)
{
	json_w_object(&m->w, "lookup");
	json_w_text(&m->w, "vendor", m->d->vendor.erp_code);
	json_w_text(&m->w, "vendor_ref", number);
	json_w_end_object(&m->w);
}

static void compose_commitment(struct doc *m)
{
	const struct record *r = m->d->record;
	int order = is_order(r);
	const char *number = override(m->d, "number", record_text(r, COMMITMENT_NUMBER));
	const char *branch = m->d->branch ? m->d->branch : acumatica_option(m->env, "branch");
	int64_t total, retainage = record_int(r, COMMITMENT_RETAINAGE_PERCENT);
	size_t next;

	envelope(m, order ? "PurchaseOrder" : "Subcontract", !order);
	order_lookup(m, number);
	order_expect(m, &total);
	json_w_bool(&m->w, "open", option_get_bool(m->env->options, m->env->option_defs, "commitments_open"));
	json_w_object(&m->w, "body");
	if (order)
		w_text(m, "Type", "Normal");
	w_needed(m, "VendorID", m->d->vendor.erp_code, N_("vendor"));
	w_text(m, "Date", order_date(m->d));
	w_text(m, "VendorRef", number);
	w_description(m, override(m->d, "title", record_text(r, COMMITMENT_TITLE)));
	w_text(m, "Branch", branch);
	w_text(m, "CurrencyID", m->currency);
	w_money(m, "ControlTotal", total);
	if (order) {
		w_bool(m, "Hold", 1);
		order_retainage(m);
	} else {
		w_bool(m, "ApplyRetainage", retainage != 0);
		if (retainage)
			w_decimal(m, "RetainagePct", retainage, PERCENT_SCALE, 2);
		w_bool(m, "DoNotPrint", 1);
		w_bool(m, "DoNotEmail", 1);
	}
	next = order_lines(m, 0, order);
	json_w_end_object(&m->w);
	if (next >= m->d->n_lines)
		return;
	json_w_array(&m->w, "more");
	while (next < m->d->n_lines) {
		json_w_object(&m->w, NULL);
		next = order_lines(m, next, order);
		json_w_end_object(&m->w);
	}
	json_w_end_array(&m->w);
}

/* ---- bills ---- */

static int bills(const struct dossier_line *l)
{
	return record_int(l->line, INVOICE_LINE_AMOUNT) != 0;
}

static void bill_line(struct doc *m, const struct dossier_line *l, int apply)
{
	const struct record *line = l->line, *of = l->commitment_line;
	const char *text = record_text(line, INVOICE_LINE_DESCRIPTION);
	int64_t number = 0;
	int unit = of && record_int(line, INVOICE_LINE_QUANTITY) && by_unit(m, of);

	json_w_object(&m->w, NULL);
	w_text(m, "POOrderType", is_order(m->d->commitment.procore ? m->d->commitment.procore : m->d->record)
		? "Normal" : acumatica_option(m->env, "subcontract_label"));
	w_needed(m, "POOrderNbr", m->d->commitment.erp_code, N_("commitment"));
	if (*push_line_number(l->order_line) && decimal_parse(&number, push_line_number(l->order_line), 0, 1) == 0)
		w_int(m, "POLine", number);
	else
		w_needed(m, "POLine", NULL, N_("line of the commitment"));
	if (!*text && of)
		text = record_text(of, COMMITMENT_LINE_DESCRIPTION);
	w_limited(m, "TransactionDescription", text, MAX_DESCRIPTION);
	w_decimal(m, "Qty", unit ? record_int(line, INVOICE_LINE_QUANTITY) : 0, QUANTITY_SCALE, 0);
	w_money(m, "ExtendedCost", record_int(line, INVOICE_LINE_AMOUNT));
	w_needed(m, "Project", m->d->job.erp_code, N_("project"));
	w_needed(m, "ProjectTask", l->task, N_("project task"));
	w_needed(m, "CostCode", l->cost_code, N_("cost code"));
	w_text(m, "Branch", m->d->branch ? m->d->branch : acumatica_option(m->env, "branch"));
	if (apply) {
		json_w_object(&m->w, "custom");
		json_w_object(&m->w, "Transactions");
		w_custom(m, "CuryRetainageAmt", "CustomDecimalField");
		json_w_decimal(&m->w, "value", record_int(line, INVOICE_LINE_RETAINAGE), m->decimals, m->decimals);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
	}
	json_w_end_object(&m->w);
}

static size_t bill_lines(struct doc *m, size_t first, int apply)
{
	size_t i, n = 0;

	json_w_array(&m->w, "Details");
	for (i = first; i < m->d->n_lines && n < LINES_AT_ONCE; i++)
		if (bills(&m->d->lines[i])) {
			bill_line(m, &m->d->lines[i], apply);
			n++;
		}
	json_w_end_array(&m->w);
	/* The rest may hold lines that bill nothing. */
	while (i < m->d->n_lines && !bills(&m->d->lines[i]))
		i++;
	return i;
}

static const char *bill_date(struct doc *m)
{
	const struct record *r = m->d->record;
	int end = !strcmp(acumatica_option(m->env, "bill_date"), "period_end") && record_has(r, INVOICE_PERIOD_END);

	return override(m->d, "accounting_date", record_text(r, end ? INVOICE_PERIOD_END : INVOICE_BILLING_DATE));
}

/* Sums of what is sent; refuses what Acumatica's bills cannot say. */
static void bill_sums(struct doc *m, int64_t *gross, int64_t *retained)
{
	*gross = *retained = 0;
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct record *line = m->d->lines[i].line;
		int64_t kept = record_int(line, INVOICE_LINE_RETAINAGE);

		if (!bills(&m->d->lines[i]) && kept != 0) {
			m->rc = error_set(m->err, ERR_CONFIG, N_("a line of \"%s\" retains without billing; Acumatica keeps "
				"retainage only of what is billed"), record_name(m->d->record), NULL);
			return;
		}
		if (decimal_sum(gross, *gross, record_int(line, INVOICE_LINE_AMOUNT)) < 0
				|| decimal_sum(retained, *retained, kept) < 0)
			m->rc = error_set(m->err, ERR_DATA, N_("the amounts of \"%s\" are too large"),
				record_name(m->d->record), NULL);
	}
	if (m->rc == 0 && *gross - *retained < 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%s\" is a credit: enter it in Acumatica as a debit adjustment"),
			record_name(m->d->record), NULL);
	if (m->rc == 0 && *gross != record_int(m->d->record, INVOICE_AMOUNT))
		m->rc = error_set(m->err, ERR_DATA, N_("the lines of \"%s\" do not add up to its amount; sync again"),
			record_name(m->d->record), NULL);
}

static void bill_description(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *own = record_text(r, INVOICE_BILLING_DATE), *date = bill_date(m);
	const struct record *c = m->d->commitment.procore;
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%s #%lld", c ? record_name(c) : record_text(r, INVOICE_COMMITMENT_NUMBER),
		(long long)record_int(r, INVOICE_SEQUENCE));
	if (record_has(r, INVOICE_PERIOD_START) && record_has(r, INVOICE_PERIOD_END))
		strbuf_addf(&b, " %s/%s", record_text(r, INVOICE_PERIOD_START), record_text(r, INVOICE_PERIOD_END));
	if (*own && strcmp(own, date))
		strbuf_addf(&b, " (%s)", own);           /* the vendor's own date, when another was taken */
	w_description(m, b.s);
	strbuf_release(&b);
}

static void compose_invoice(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *number = override(m->d, "vendor_ref", record_text(r, INVOICE_NUMBER));
	int64_t gross, retained;
	size_t next, lines = 0;
	int apply;

	if (!strcmp(record_text(r, INVOICE_COMMITMENT_KIND), KIND_PURCHASE_ORDER)
			&& !(m->p && m->p->po_invoices_supported)) {
		m->rc = error_set(m->err, ERR_CONFIG, N_("invoices of purchase orders are not exported to Acumatica"), NULL);
		return;
	}
	bill_sums(m, &gross, &retained);
	if (m->rc < 0)
		return;
	apply = retained != 0;
	envelope(m, "Bill", 0);
	order_lookup(m, number);
	json_w_object(&m->w, "expect");
	money_text(m, "gross", gross);
	money_text(m, "retainage", retained);
	money_text(m, "total", gross - retained);
	json_w_text(&m->w, "date", bill_date(m));
	json_w_array(&m->w, "amounts");
	for (size_t i = 0; i < m->d->n_lines; i++)
		if (bills(&m->d->lines[i]) && ++lines)
			money_text(m, NULL, record_int(m->d->lines[i].line, INVOICE_LINE_AMOUNT));
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	w_text(m, "Type", "Bill");
	w_needed(m, "Vendor", m->d->vendor.erp_code, N_("vendor"));
	w_needed(m, "VendorRef", number, N_("invoice number"));
	w_needed(m, "Date", bill_date(m), N_("billing date"));
	w_text(m, "BranchID", m->d->branch ? m->d->branch : acumatica_option(m->env, "branch"));
	w_text(m, "CurrencyID", m->currency);
	bill_description(m);
	w_needed(m, "Project", m->d->job.erp_code, N_("project"));
	w_bool(m, "Hold", 1);
	w_money(m, "Amount", gross - retained);
	json_w_object(&m->w, "custom");
	json_w_object(&m->w, "Document");
	w_custom(m, "RetainageApply", "CustomBooleanField");
	json_w_bool(&m->w, "value", apply);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
	next = bill_lines(m, 0, apply);
	json_w_end_object(&m->w);
	if (next < m->d->n_lines) {
		json_w_array(&m->w, "more");
		while (next < m->d->n_lines) {
			json_w_object(&m->w, NULL);
			next = bill_lines(m, next, apply);
			json_w_end_object(&m->w);
		}
		json_w_end_array(&m->w);
	}
	if (lines == 0 && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("no line of \"%s\" bills anything"), record_name(r), NULL);
}

int acumatica_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err)
{
	const struct session *se = env->session;
	struct doc m = { .d = d, .p = p, .env = env, .key = key, .err = err };
	size_t mark = payload->len;

	m.strict = se != NULL && se->valid;
	m.currency = d->currency && *d->currency ? d->currency : acumatica_option(env, "home_currency");
	m.decimals = currency_decimals(m.currency);
	json_w_init(&m.w, payload);
	if (strcmp(verb, PUSH_EXPORT))
		return error_set(err, ERR_REFUSED, N_("Acumatica's connector cannot do that (%s)"), verb, NULL);
	if (m.strict && !se->construction && d->record->entity == ENTITY_COMMITMENT && !is_order(d->record))
		return error_set(err, ERR_CONFIG, N_("this Acumatica offers no endpoint with subcontracts; publish the "
			"customization project for the tenant"), NULL);
	switch (d->record->entity) {
	case ENTITY_VENDOR:     compose_vendor(&m); break;
	case ENTITY_JOB:        compose_job(&m); break;
	case ENTITY_COMMITMENT: compose_commitment(&m); break;
	case ENTITY_INVOICE:    compose_invoice(&m); break;
	default:
		return error_set(err, ERR_REFUSED, N_("Acumatica's connector cannot do that (%s)"),
			entities[d->record->entity].name, NULL);
	}
	if (m.rc < 0) {
		strbuf_truncate(payload, mark);
		return m.rc;
	}
	pending(&m);
	json_w_end_object(&m.w);
	return 0;
}
