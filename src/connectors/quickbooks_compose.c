/* The documents sent to QuickBooks Online, exactly as they will go out.
 *
 * An envelope holds the request in its member "body" and beside it what the conversation in
 * quickbooks_push.c needs: how to look for an earlier attempt, what the answer must say, what must
 * be there first.  Ids that only the service can tell (an item about to be made, the payables
 * account, the parent of a job) stand in the body as "new:..." and are filled in when they are
 * known; nothing else of the body changes.
 *
 * How the guard works: `requestid` follows from our key, so that the service itself answers a
 * repeated request with what it did the first time; because nobody promises how long it
 * remembers, the note of the document carries the key as well, "[P:<key>]".
 *
 * What is not sent, on purpose: taxes (the service works them out from tax codes), stored
 * materials, documents in another currency than the company's own. */
#include "connectors/quickbooks.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "connectors/push.h"
#include "model/money.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define MAX_NUMBER 21
#define MAX_NAME 100
#define MAX_TEXT 4000
#define MAX_PHONE 21
#define MAX_NEW_ITEMS 64

struct new_item { const char *name; const struct dossier_line *line; };

struct doc {
	struct json_writer w;
	const struct dossier *d;
	const struct profile *p;
	const struct op_env *env;
	const char *key, *currency;
	int decimals, strict;        /* strict: for sending */
	struct new_item items[MAX_NEW_ITEMS];
	int n_items;
	const char *pending[16];
	int n_pending;
	struct error *err;
	int rc;
};

/* ---- values ---- */

static void w_text(struct doc *m, const char *name, const char *value)
{
	if (value && *value)
		json_w_text(&m->w, name, value);
}

/* At most max characters of what is information only. */
static void w_limited(struct doc *m, const char *name, const char *value, size_t max)
{
	char *cut = xstrndup(value, text_prefix_chars(value, max));

	w_text(m, name, cut);
	free(cut);
}

static void w_money(struct doc *m, const char *name, int64_t minor)
{
	json_w_decimal(&m->w, name, minor, m->decimals, m->decimals);
}

static void w_ref(struct doc *m, const char *name, const char *id, const char *label)
{
	json_w_object(&m->w, name);
	json_w_text(&m->w, "value", id);
	if (label)
		json_w_text(&m->w, "name", label);
	json_w_end_object(&m->w);
}

/* Something another record must supply.  Null and noted for the eye, an error for sending. */
static void needed(struct doc *m, const char *what)
{
	for (int i = 0; i < m->n_pending; i++)
		if (!strcmp(m->pending[i], what))
			return;
	if (m->n_pending < 16)
		m->pending[m->n_pending++] = what;
	if (m->strict && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%1$s\" cannot be sent yet: its %2$s is not known in QuickBooks"),
			record_name(m->d->record), what, NULL);
}

static void w_needed_ref(struct doc *m, const char *name, const char *id, const char *what)
{
	if (!id || !*id) {
		needed(m, what);
		id = NULL;
	}
	w_ref(m, name, id, NULL);
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

static void refuse(struct doc *m, enum error_class cls, const char *msgid, const char *arg)
{
	if (m->rc == 0)
		m->rc = error_set(m->err, cls, msgid, arg, NULL);
}

/* Names of vendors, jobs and items: what the service itself does not take. */
static void check_name(struct doc *m, const char *name)
{
	if (strpbrk(name, ":\t\r\n"))
		refuse(m, ERR_CONFIG, N_("the name \"%s\" holds a colon, which QuickBooks does not take; type another name (e)"),
			name);
	if (text_count_chars(name) > MAX_NAME)
		refuse(m, ERR_CONFIG, N_("the name \"%s\" is longer than the 100 characters QuickBooks keeps; type a shorter one "
			"(e)"), name);
}

/* ---- the envelope ---- */

/* A repeated request with the same one is answered, not done again. */
static void request_id(struct doc *m, int item)
{
	struct strbuf b = STRBUF_INIT;
	char hex[DIGEST_HEX_LEN];

	strbuf_adds(&b, m->key);
	if (item)
		strbuf_addf(&b, "#item%d", item);
	digest_sha256_hex(hex, b.s, b.len);
	strbuf_reset(&b);
	strbuf_addf(&b, "c-%.32s", hex);
	json_w_text(&m->w, "requestid", b.s);
	strbuf_release(&b);
}

static void envelope(struct doc *m, const char *entity, const char *path)
{
	struct strbuf b = STRBUF_INIT;

	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "system", "quickbooks");
	json_w_text(&m->w, "verb", PUSH_EXPORT);
	json_w_text(&m->w, "entity", entity);
	json_w_text(&m->w, "method", "POST");
	json_w_text(&m->w, "path", path);
	request_id(m, 0);
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

/* "text [P:key]", the text cut so that the key always stands whole. */
static void w_note(struct doc *m, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_add(&b, text, text_prefix_chars(text, 1000));
	strbuf_addf(&b, "%s[P:%s]", b.len ? " " : "", m->key);
	w_text(m, "PrivateNote", b.s);
	strbuf_release(&b);
}

/* ---- vendors and jobs ---- */

static void w_address(struct doc *m, const char *line, const char *city, const char *state, const char *zip,
	const char *country)
{
	if (!*line && !*city && !*state && !*zip && !*country)
		return;
	json_w_object(&m->w, "BillAddr");
	w_limited(m, "Line1", line, 500);
	w_limited(m, "City", city, 255);
	w_text(m, "Country", country);
	w_limited(m, "CountrySubDivisionCode", state, 255);
	w_limited(m, "PostalCode", zip, 30);
	json_w_end_object(&m->w);
}

static void compose_vendor(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *name = override(m->d, "name", record_text(r, VENDOR_NAME)), *phone = record_text(r, VENDOR_PHONE);
	const char *mail = record_text(r, VENDOR_EMAIL);

	check_name(m, name);
	envelope(m, "Vendor", "vendor");
	json_w_object(&m->w, "lookup");
	json_w_text(&m->w, "name", name);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "name", name);
	json_w_text(&m->w, "zip", record_text(r, VENDOR_ZIP));
	json_w_text(&m->w, "tax_id", record_text(r, VENDOR_TAX_ID));
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	w_text(m, "DisplayName", name);
	w_limited(m, "CompanyName", record_has(r, VENDOR_LEGAL_NAME) ? record_text(r, VENDOR_LEGAL_NAME) : name, MAX_NAME);
	if (*phone && text_count_chars(phone) <= MAX_PHONE) {
		json_w_object(&m->w, "PrimaryPhone");
		json_w_text(&m->w, "FreeFormNumber", phone);
		json_w_end_object(&m->w);
	}
	if (*mail && text_count_chars(mail) <= MAX_NAME) {
		json_w_object(&m->w, "PrimaryEmailAddr");
		json_w_text(&m->w, "Address", mail);
		json_w_end_object(&m->w);
	}
	w_address(m, record_text(r, VENDOR_ADDRESS), record_text(r, VENDOR_CITY), record_text(r, VENDOR_STATE),
		record_text(r, VENDOR_ZIP), record_text(r, VENDOR_COUNTRY));
	w_text(m, "TaxIdentifier", record_text(r, VENDOR_TAX_ID));
	json_w_end_object(&m->w);
}

static void compose_job(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *number = record_text(r, JOB_NUMBER), *title = override(m->d, "name", record_text(r, JOB_NAME));
	const char *parent = override(m->d, "customer", quickbooks_option(m->env, "parent_customer"));
	struct strbuf name = STRBUF_INIT;

	number = override(m->d, "erp_id", number);
	strbuf_adds(&name, number);
	if (*title && strcmp(title, number))
		strbuf_addf(&name, "%s%s", name.len ? " " : "", title);
	check_name(m, name.s);
	envelope(m, "Customer", "customer");
	if (!*parent)
		needed(m, N_("parent customer"));
	json_w_object(&m->w, "resolve");
	json_w_text(&m->w, "parent", parent);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "lookup");
	json_w_text(&m->w, "name", name.s);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "name", name.s);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	w_text(m, "DisplayName", name.s);
	json_w_bool(&m->w, "Job", 1);
	w_ref(m, "ParentRef", "new:parent", *parent ? parent : NULL);
	w_address(m, record_text(r, JOB_ADDRESS), record_text(r, JOB_CITY), record_text(r, JOB_STATE),
		record_text(r, JOB_ZIP), record_text(r, JOB_COUNTRY));
	json_w_end_object(&m->w);
	strbuf_release(&name);
}

/* ---- lines ---- */

static const char *item_name(const struct dossier_line *l)
{
	return l->cost_code ? l->cost_code : l->cost_code_asked ? l->cost_code_asked : "";
}

/* The place of a missing item among those to be made, from 1; noted when it is new. */
static int new_item(struct doc *m, const struct dossier_line *l)
{
	const char *name = item_name(l);

	for (int i = 0; i < m->n_items; i++)
		if (!strcmp(m->items[i].name, name))
			return i + 1;
	if (m->n_items == MAX_NEW_ITEMS) {
		refuse(m, ERR_CONFIG, N_("\"%s\" needs too many new items at once; make some of them in QuickBooks and sync"),
			record_name(m->d->record));
		return 1;
	}
	check_name(m, name);
	m->items[m->n_items++] = (struct new_item){ name, l };
	return m->n_items;
}

static void w_tax_code(struct doc *m)
{
	const char *code = quickbooks_option(m->env, "tax_code");

	if (!*code && quickbooks_is_us(m->env))
		code = "NON";
	if (*code)
		w_ref(m, "TaxCodeRef", code, NULL);
}

static void w_item_ref(struct doc *m, const struct dossier_line *l)
{
	struct strbuf b = STRBUF_INIT;

	if (l->erp_cost_code) {
		w_ref(m, "ItemRef", l->erp_cost_code->remote_id, NULL);
		return;
	}
	if (l->cost_code || !*item_name(l) || (m->p && !m->p->cost_codes_created)) {
		w_needed_ref(m, "ItemRef", NULL, N_("item"));
		return;
	}
	strbuf_addf(&b, "new:%d", new_item(m, l));
	w_ref(m, "ItemRef", b.s, item_name(l));
	strbuf_release(&b);
}

/* Quantity and price when they make exactly the amount; else one of the amount. */
static int by_unit(struct doc *m, int64_t quantity, int64_t cost, int64_t amount)
{
	int64_t v, to_minor = 1000000;

	for (int i = 0; i < m->decimals; i++)
		to_minor /= 10;
	if (quantity == 0 || cost == 0 || decimal_mul(&v, quantity, cost, QUANTITY_SCALE) < 0 || v % to_minor)
		return 0;
	return v / to_minor == amount;
}

static int on_accounts(const struct doc *m)
{
	return !strcmp(quickbooks_option(m->env, "line_kind"), "account");
}

static const char *account_id(const struct dossier_line *l)
{
	return l->erp_account ? l->erp_account->remote_id : NULL;
}

static void w_where(struct doc *m)
{
	w_needed_ref(m, "CustomerRef", m->d->job.erp_id, N_("job"));
	json_w_text(&m->w, "BillableStatus", "NotBillable");
	w_tax_code(m);
}

/* One line of a bill or an order. */
static void cost_line(struct doc *m, const struct dossier_line *l, const char *text, int64_t amount,
	int64_t quantity, int64_t cost)
{
	w_limited(m, "Description", text, MAX_TEXT);
	w_money(m, "Amount", amount);
	if (on_accounts(m)) {
		json_w_text(&m->w, "DetailType", "AccountBasedExpenseLineDetail");
		json_w_object(&m->w, "AccountBasedExpenseLineDetail");
		w_needed_ref(m, "AccountRef", account_id(l), N_("account of a cost type"));
	} else {
		json_w_text(&m->w, "DetailType", "ItemBasedExpenseLineDetail");
		json_w_object(&m->w, "ItemBasedExpenseLineDetail");
		w_item_ref(m, l);
		if (by_unit(m, quantity, cost, amount)) {
			json_w_decimal(&m->w, "Qty", quantity, QUANTITY_SCALE, 0);
			json_w_decimal(&m->w, "UnitPrice", cost, QUANTITY_SCALE, 2);
		} else {
			json_w_int(&m->w, "Qty", 1);
			w_money(m, "UnitPrice", amount);
		}
	}
	w_where(m);
	json_w_end_object(&m->w);
}

static void w_new_items(struct doc *m)
{
	const char *income = quickbooks_option(m->env, "item_income_account");

	if (!m->n_items)
		return;
	json_w_array(&m->w, "items");
	for (int i = 0; i < m->n_items; i++) {
		const struct dossier_line *l = m->items[i].line;
		const struct record *on = l->commitment_line ? l->commitment_line : l->line;
		int field = on->entity == ENTITY_COMMITMENT_LINE ? COMMITMENT_LINE_DESCRIPTION : INVOICE_LINE_DESCRIPTION;
		struct strbuf b = STRBUF_INIT;

		json_w_object(&m->w, NULL);
		strbuf_addf(&b, "new:%d", i + 1);
		json_w_text(&m->w, "ref", b.s);
		json_w_text(&m->w, "name", m->items[i].name);
		request_id(m, i + 1);
		json_w_object(&m->w, "body");
		json_w_text(&m->w, "Name", m->items[i].name);
		json_w_text(&m->w, "Type", "Service");
		w_needed_ref(m, "ExpenseAccountRef", account_id(l), N_("account of a cost type"));
		if (*income)
			w_ref(m, "IncomeAccountRef", income, NULL);
		w_limited(m, "PurchaseDesc", record_text(on, field), MAX_TEXT);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
		strbuf_release(&b);
	}
	json_w_end_array(&m->w);
}

/* ---- what documents share ---- */

/* A document is in its vendor's currency there, whatever it says. */
static void check_currency(struct doc *m)
{
	const char *home = quickbooks_option(m->env, "home_currency"), *own = m->d->currency ? m->d->currency : "";
	const char *vendors = m->d->vendor.erp ? record_text(m->d->vendor.erp, VENDOR_CURRENCY) : "";

	if (*own && *home && strcmp(own, home) && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%1$s\" is in %2$s, and only documents in the company's own currency "
			"(%3$s) are exported; enter it in QuickBooks"), record_name(m->d->record), own, home, NULL);
	if (*vendors && *home && strcmp(vendors, home) && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("QuickBooks keeps the vendor %1$s in %2$s, and only documents in the company's "
			"own currency (%3$s) are exported; enter \"%4$s\" there"), record_text(m->d->vendor.erp, VENDOR_NAME), vendors, home,
			record_name(m->d->record), NULL);
}

static void check_number(struct doc *m, const char *number)
{
	if (!*number)
		refuse(m, ERR_CONFIG, N_("\"%s\" has no number to send; type one (e)"), record_name(m->d->record));
	if (text_count_chars(number) > MAX_NUMBER)
		refuse(m, ERR_CONFIG, N_("the number \"%s\" is longer than the 21 characters QuickBooks keeps; type a shorter one "
			"(e)"), number);
}

/* Outside the United States every document says how its tax is worked out. */
static void w_tax_calculation(struct doc *m)
{
	const char *how = quickbooks_option(m->env, "tax_calculation");

	if (quickbooks_is_us(m->env))
		return;
	if (!strcmp(how, "auto"))
		how = *quickbooks_option(m->env, "tax_code") ? "TaxExcluded" : "NotApplicable";
	json_w_text(&m->w, "GlobalTaxCalculation", how);
}

static void w_lookup(struct doc *m, const char *number)
{
	json_w_object(&m->w, "lookup");
	json_w_text(&m->w, "vendor", m->d->vendor.erp_id);
	json_w_text(&m->w, "number", number);
	json_w_end_object(&m->w);
}

static void w_resolve(struct doc *m, int always)
{
	const char *ap = quickbooks_option(m->env, "ap_account");

	if (!*ap && !always)
		return;
	json_w_object(&m->w, "resolve");
	json_w_text(&m->w, "ap", ap);
	json_w_end_object(&m->w);
}

static void w_ap_account(struct doc *m, int always)
{
	const char *ap = quickbooks_option(m->env, "ap_account");

	if (*ap || always)
		w_ref(m, "APAccountRef", "new:ap", NULL);
}

/* ---- orders ---- */

static const char *order_date(const struct dossier *d)
{
	return override(d, "accounting_date", record_text(d->record, COMMITMENT_DATE));
}

static void compose_order(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *number = override(m->d, "number", record_text(r, COMMITMENT_NUMBER));
	const char *full = record_text(r, COMMITMENT_NUMBER);
	struct strbuf memo = STRBUF_INIT;
	int64_t total = 0;

	check_currency(m);
	check_number(m, number);
	for (size_t i = 0; i < m->d->n_lines; i++)
		if (decimal_sum(&total, total, record_int(m->d->lines[i].line, COMMITMENT_LINE_AMOUNT)) < 0)
			refuse(m, ERR_DATA, N_("the amounts of \"%s\" are too large"), record_name(r));
	envelope(m, "PurchaseOrder", "purchaseorder");
	w_lookup(m, number);
	w_resolve(m, 1);
	json_w_object(&m->w, "expect");
	money_text(m, "total", total);
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
	json_w_object(&m->w, "body");
	w_needed_ref(m, "VendorRef", m->d->vendor.erp_id, N_("vendor"));
	w_ap_account(m, 1);
	json_w_text(&m->w, "DocNumber", number);
	w_text(m, "TxnDate", order_date(m->d));
	strbuf_addf(&memo, "%s%s%s", full, *full ? " " : "", override(m->d, "title", record_text(r, COMMITMENT_TITLE)));
	w_limited(m, "Memo", memo.s, MAX_TEXT);
	w_note(m, full);
	w_tax_calculation(m);
	json_w_array(&m->w, "Line");
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct record *line = m->d->lines[i].line;

		json_w_object(&m->w, NULL);
		cost_line(m, &m->d->lines[i], record_text(line, COMMITMENT_LINE_DESCRIPTION),
			record_int(line, COMMITMENT_LINE_AMOUNT), record_int(line, COMMITMENT_LINE_QUANTITY),
			record_int(line, COMMITMENT_LINE_UNIT_COST));
		json_w_end_object(&m->w);
	}
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	w_new_items(m);
	strbuf_release(&memo);
}

/* ---- bills ---- */

struct sums { int64_t gross, held, released, net; };

static int bills(const struct dossier_line *l)
{
	return record_int(l->line, INVOICE_LINE_AMOUNT) != 0;
}

static int each_line(const struct doc *m)
{
	return !strcmp(quickbooks_option(m->env, "retainage_lines"), "each");
}

static void bill_sums(struct doc *m, struct sums *s)
{
	const struct record *r = m->d->record;
	int bad = 0;

	memset(s, 0, sizeof *s);
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct record *line = m->d->lines[i].line;

		bad |= decimal_sum(&s->gross, s->gross, record_int(line, INVOICE_LINE_AMOUNT));
		bad |= decimal_sum(&s->held, s->held, record_int(line, INVOICE_LINE_RETAINAGE));
		bad |= decimal_sum(&s->released, s->released, record_int(line, INVOICE_LINE_RELEASED));
	}
	bad |= decimal_sum(&s->net, s->gross, -s->held);
	bad |= decimal_sum(&s->net, s->net, s->released);
	if (bad)
		refuse(m, ERR_DATA, N_("the amounts of \"%s\" are too large"), record_name(r));
	if (s->gross != record_int(r, INVOICE_AMOUNT))
		refuse(m, ERR_DATA, N_("the lines of \"%s\" do not add up to its amount; sync again"), record_name(r));
	if (s->net <= 0)
		refuse(m, ERR_CONFIG, N_("nothing is due on \"%s\": a credit is entered in QuickBooks as a vendor credit"),
			record_name(r));
}

static const char *bill_date(const struct doc *m)
{
	const struct record *r = m->d->record;
	int end = !strcmp(quickbooks_option(m->env, "bill_date"), "period_end") && record_has(r, INVOICE_PERIOD_END);

	return override(m->d, "accounting_date", record_text(r, end ? INVOICE_PERIOD_END : INVOICE_BILLING_DATE));
}

/* The order a line bills, when both are known in QuickBooks; "" else. */
static const char *order_of(const struct doc *m, const struct dossier_line *l)
{
	const char *id = m->d->commitment.erp_id;

	if (!id || !*id || id[strspn(id, "0123456789")] || !l->order_line || !*push_line_number(l->order_line))
		return "";
	return id;
}

static void w_link(struct doc *m, const char *order, const char *line)
{
	json_w_array(&m->w, "LinkedTxn");
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "TxnId", order);
	json_w_text(&m->w, "TxnType", "PurchaseOrder");
	if (line)
		json_w_text(&m->w, "TxnLineId", line);
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
}

static void bill_line(struct doc *m, const struct dossier_line *l)
{
	const struct record *line = l->line, *of = l->commitment_line;
	const char *text = record_text(line, INVOICE_LINE_DESCRIPTION), *order = order_of(m, l);

	if (!*text && of)
		text = record_text(of, COMMITMENT_LINE_DESCRIPTION);
	json_w_object(&m->w, NULL);
	cost_line(m, l, text, record_int(line, INVOICE_LINE_AMOUNT), record_int(line, INVOICE_LINE_QUANTITY),
		of ? record_int(of, COMMITMENT_LINE_UNIT_COST) : 0);
	if (*order)
		w_link(m, order, push_line_number(l->order_line));
	json_w_end_object(&m->w);
}

/* Held back: negative; released: positive. */
static void retainage_line(struct doc *m, const char *text, int64_t amount)
{
	const struct record *account = m->d->erp_retainage_account;

	if (amount == 0)
		return;
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "Description", text);
	w_money(m, "Amount", amount);
	json_w_text(&m->w, "DetailType", "AccountBasedExpenseLineDetail");
	json_w_object(&m->w, "AccountBasedExpenseLineDetail");
	w_needed_ref(m, "AccountRef", account ? account->remote_id : NULL, N_("retainage account"));
	w_where(m);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

#define HELD "Retainage"
#define RELEASED "Retainage released"

static void bill_lines(struct doc *m, const struct sums *s)
{
	json_w_array(&m->w, "Line");
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct dossier_line *l = &m->d->lines[i];

		if (bills(l))
			bill_line(m, l);
		if (each_line(m)) {
			retainage_line(m, HELD, -record_int(l->line, INVOICE_LINE_RETAINAGE));
			retainage_line(m, RELEASED, record_int(l->line, INVOICE_LINE_RELEASED));
		}
	}
	if (!each_line(m)) {
		retainage_line(m, HELD, -s->held);
		retainage_line(m, RELEASED, s->released);
	}
	json_w_end_array(&m->w);
}

static void expect_amount(struct doc *m, int64_t amount)
{
	if (amount)
		money_text(m, NULL, amount);
}

static void bill_expect(struct doc *m, const struct sums *s, const char **order)
{
	*order = "";
	json_w_object(&m->w, "expect");
	money_text(m, "total", s->net);
	json_w_text(&m->w, "date", bill_date(m));
	json_w_array(&m->w, "amounts");
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct dossier_line *l = &m->d->lines[i];

		expect_amount(m, record_int(l->line, INVOICE_LINE_AMOUNT));
		if (each_line(m)) {
			expect_amount(m, -record_int(l->line, INVOICE_LINE_RETAINAGE));
			expect_amount(m, record_int(l->line, INVOICE_LINE_RELEASED));
		}
		if (bills(l) && *order_of(m, l))
			*order = order_of(m, l);
	}
	if (!each_line(m)) {
		expect_amount(m, -s->held);
		expect_amount(m, s->released);
	}
	json_w_end_array(&m->w);
	if (**order)
		json_w_text(&m->w, "order", *order);
	json_w_end_object(&m->w);
}

static void bill_note(struct doc *m)
{
	const struct record *r = m->d->record, *c = m->d->commitment.procore;
	const char *own = record_text(r, INVOICE_BILLING_DATE), *date = bill_date(m);
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "Procore %s %s #%lld", record_text(r, INVOICE_JOB_NUMBER),
		c ? record_name(c) : record_text(r, INVOICE_COMMITMENT_NUMBER), (long long)record_int(r, INVOICE_SEQUENCE));
	if (*own && strcmp(own, date))
		strbuf_addf(&b, " (%s)", own);           /* the vendor's own date, when another was taken */
	w_note(m, b.s);
	strbuf_release(&b);
}

static void compose_bill(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *number = override(m->d, "vendor_ref", record_text(r, INVOICE_NUMBER)), *date = bill_date(m), *order;
	struct sums s;

	check_currency(m);
	check_number(m, number);
	bill_sums(m, &s);
	if (m->rc < 0)
		return;
	envelope(m, "Bill", "bill");
	w_lookup(m, number);
	w_resolve(m, 0);
	bill_expect(m, &s, &order);
	json_w_bool(&m->w, "duplicates", option_get_bool(m->env->options, quickbooks_options, "duplicate_numbers"));
	json_w_object(&m->w, "body");
	w_needed_ref(m, "VendorRef", m->d->vendor.erp_id, N_("vendor"));
	w_ap_account(m, 0);
	json_w_text(&m->w, "DocNumber", number);
	if (*date)
		json_w_text(&m->w, "TxnDate", date);
	else
		needed(m, N_("billing date"));
	w_text(m, "DueDate", record_text(r, INVOICE_DUE_DATE));
	bill_note(m);
	w_tax_calculation(m);
	if (*order)
		w_link(m, order, NULL);
	bill_lines(m, &s);
	json_w_end_object(&m->w);
	w_new_items(m);
}

/* Switched off in the connection: nothing of the kind leaves, however it came to be approved. */
static int switched_off(const struct doc *m)
{
	enum entity e = m->d->record->entity;

	if (!m->strict)
		return 0;
	return (e == ENTITY_COMMITMENT && !option_get_bool(m->env->options, quickbooks_options, "export_commitments"))
		|| (e == ENTITY_JOB && !option_get_bool(m->env->options, quickbooks_options, "export_jobs"));
}

int quickbooks_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err)
{
	const struct session *se = env->session;
	struct doc m = { .d = d, .p = p, .env = env, .key = key, .err = err };
	size_t mark = payload->len;

	m.strict = se != NULL && se->valid;
	m.currency = d->currency && *d->currency ? d->currency : quickbooks_option(env, "home_currency");
	m.decimals = currency_decimals(m.currency);
	json_w_init(&m.w, payload);
	if (strcmp(verb, PUSH_EXPORT))
		return error_set(err, ERR_REFUSED, N_("QuickBooks's connector cannot do that (%s)"), verb, NULL);
	if (switched_off(&m))
		return error_set(err, ERR_CONFIG, N_("\"%s\" is of a kind that this connection does not export; its options say so"),
			record_name(d->record), NULL);
	switch (d->record->entity) {
	case ENTITY_VENDOR:     compose_vendor(&m); break;
	case ENTITY_JOB:        compose_job(&m); break;
	case ENTITY_COMMITMENT: compose_order(&m); break;
	case ENTITY_INVOICE:    compose_bill(&m); break;
	default:
		return error_set(err, ERR_REFUSED, N_("QuickBooks's connector cannot do that (%s)"),
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
