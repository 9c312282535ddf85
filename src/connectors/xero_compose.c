/* The documents sent to Xero, exactly as they will go out.
 *
 * An envelope holds the request in its member "body" and beside it what the conversation
 * in xero_push.c needs: how to look for an earlier attempt, what the answer must say, the items that
 * must exist before.  It is composed twice: for the eye (no session, perhaps references that
 * are not there yet: they are null and named in "pending") and for sending, where anything
 * unresolved is an error.
 *
 * Money: a line is sent as one piece at its gross amount, so nothing is multiplied over there; what
 * is retained is a line of its own below zero on the account of retainage, what is released one
 * above zero.  Taxes are Xero's business; the sum before tax is what is compared afterwards. */
#include "connectors/xero.h"
#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "connectors/push.h"
#include "model/money.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define MAX_NAME 255
#define MAX_DESCRIPTION 4000
#define MAX_OPTION 100
#define MAX_ITEM_CODE 30
#define UNIT_DECIMALS 4          /* of quantities and unit prices over there */

struct doc {
	struct json_writer w;
	const struct dossier *d;
	const struct profile *p;
	const struct op_env *env;
	const char *currency;
	int decimals, strict;        /* strict: for sending */
	const char *pending[16];
	int n_pending;
	struct pool pool;
	ARRAY_OF(int64_t) amounts;   /* of the lines, as they are sent */
	int64_t total;
	struct error *err;
	int rc;
};

/* ---- values ---- */

static void w_text(struct doc *m, const char *name, const char *value)
{
	if (value && *value)
		json_w_text(&m->w, name, value);
}

/* At most max characters.  Only texts that are information come here; the others are findings. */
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

static void money_text(struct doc *m, const char *name, int64_t minor)
{
	struct strbuf b = STRBUF_INIT;

	decimal_add(&b, minor, m->decimals, m->decimals);
	json_w_text(&m->w, name, b.s);
	strbuf_release(&b);
}

/* Something another record must supply.  Null and noted for the eye, an error for sending. */
static void w_needed(struct doc *m, const char *name, const char *value, const char *what)
{
	if (value && *value) {
		json_w_text(&m->w, name, value);
		return;
	}
	json_w_null(&m->w, name);
	for (int i = 0; i < m->n_pending; i++)
		if (!strcmp(m->pending[i], what))
			return;
	if (m->n_pending < (int)ARRAY_SIZE(m->pending))
		m->pending[m->n_pending++] = what;
	if (m->strict && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("\"%1$s\" cannot be sent yet: its %2$s is not known in Xero"),
			record_name(m->d->record), what, NULL);
}

static const char *override(const struct dossier *d, const char *name, const char *own)
{
	const char *v = dossier_override_value(d, name);

	return v && *v ? v : own;
}

static const char *opt(const struct doc *m, const char *name)
{
	return xero_option(m->env, name);
}

/* The id over there of what a document refers to; NULL when it is not linked to a record of Xero. */
static const char *remote(const struct counterpart *c)
{
	const char *id = c->erp ? c->erp->remote_id : c->erp_id;

	return id && xero_is_guid(id) ? id : NULL;
}

static void too_large(struct doc *m)
{
	if (m->rc == 0)
		m->rc = error_set(m->err, ERR_DATA, N_("the amounts of \"%s\" are too large"), record_name(m->d->record), NULL);
}

/* ---- the envelope ---- */

static void envelope(struct doc *m, const char *entity)
{
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "system", "xero");
	json_w_text(&m->w, "verb", PUSH_EXPORT);
	json_w_text(&m->w, "entity", entity);
	json_w_text(&m->w, "method", "PUT");
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

/* Xero refuses < and >, blanks around and two in a row. */
static const char *clean_name(struct doc *m, const char *name)
{
	struct strbuf b = STRBUF_INIT;
	const char *s;

	for (; *name; name++) {
		char c = *name == '<' ? '(' : *name == '>' ? ')' : *name;

		if (c != ' ' || (b.len && b.s[b.len - 1] != ' '))
			strbuf_addc(&b, c);
	}
	while (b.len && b.s[b.len - 1] == ' ')
		strbuf_truncate(&b, b.len - 1);
	s = pool_strdup(&m->pool, b.s);
	strbuf_release(&b);
	return s;
}

/* Xero takes letters only for the country. */
static int is_letters(const char *s)
{
	return s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ")] == '\0';
}

static void vendor_address(struct doc *m, const struct record *r)
{
	if (!record_has(r, VENDOR_ADDRESS) && !record_has(r, VENDOR_CITY))
		return;
	json_w_array(&m->w, "Addresses");
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "AddressType", "STREET");
	w_limited(m, "AddressLine1", record_text(r, VENDOR_ADDRESS), 500);
	w_limited(m, "City", record_text(r, VENDOR_CITY), 255);
	w_limited(m, "Region", record_text(r, VENDOR_STATE), 255);
	w_limited(m, "PostalCode", record_text(r, VENDOR_ZIP), 50);
	if (is_letters(record_text(r, VENDOR_COUNTRY)))
		w_limited(m, "Country", record_text(r, VENDOR_COUNTRY), 50);
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
}

static void compose_vendor(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *name = clean_name(m, override(m->d, "name", record_text(r, VENDOR_NAME)));

	envelope(m, "Contacts");
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "name", name);
	json_w_text(&m->w, "number", r->remote_id);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	json_w_array(&m->w, "Contacts");
	json_w_object(&m->w, NULL);
	w_needed(m, "Name", name, N_("name"));
	/* Procore's own id: by it an earlier attempt is known again whatever the name is. */
	w_limited(m, "ContactNumber", r->remote_id ? r->remote_id : "", 50);
	w_limited(m, "AccountNumber", record_text(r, VENDOR_NUMBER), 50);
	w_limited(m, "EmailAddress", record_text(r, VENDOR_EMAIL), 255);
	w_limited(m, "TaxNumber", record_text(r, VENDOR_TAX_ID), 50);
	vendor_address(m, r);
	if (record_has(r, VENDOR_PHONE)) {
		json_w_array(&m->w, "Phones");
		json_w_object(&m->w, NULL);
		json_w_text(&m->w, "PhoneType", "DEFAULT");
		w_limited(m, "PhoneNumber", record_text(r, VENDOR_PHONE), 50);
		json_w_end_object(&m->w);
		json_w_end_array(&m->w);
	}
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
}

/* ---- jobs ---- */

static void compose_job(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *number = override(m->d, "erp_id", record_text(r, JOB_NUMBER));
	const char *name = override(m->d, "name", record_text(r, JOB_NAME)), *whole;

	whole = clean_name(m, pool_printf(&m->pool, "%s%s%s", number, *number && *name ? " " : "", name));
	whole = pool_strndup(&m->pool, whole, text_prefix_chars(whole, MAX_OPTION));
	envelope(m, "Options");
	if (strchr(number, ' ') && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("the number \"%s\" holds a blank: in Xero the number of a job ends at "
			"the first blank of its tracking option. Type another number (e)"), number, NULL);
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "number", number);
	json_w_text(&m->w, "name", whole);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	w_needed(m, "Name", whole, N_("number"));
	json_w_end_object(&m->w);
}

/* ---- lines ---- */

/* What the job's option is called over there. */
static const char *option_name(struct doc *m)
{
	const struct record *job = m->d->job.erp ? m->d->job.erp : m->d->job.procore;
	const char *number = job ? record_text(job, JOB_NUMBER) : "", *name = job ? record_text(job, JOB_NAME) : "";

	return *name && strcmp(name, number) ? pool_printf(&m->pool, "%s%s%s", number, *number ? " " : "", name) : number;
}

/* By ids when the category is known by its own, else by names: Xero takes either pair.  Nothing
 * of it depends on a session, so the same document is the same text at every attempt. */
static void w_tracking(struct doc *m)
{
	const char *category = xero_known_category(m->env), *option = remote(&m->d->job);

	json_w_array(&m->w, "Tracking");
	json_w_object(&m->w, NULL);
	if (category && !xero_is_guid(category)) {
		json_w_text(&m->w, "Name", category);
		w_needed(m, "Option", option ? option_name(m) : NULL, N_("job"));
	} else {
		w_needed(m, "TrackingCategoryID", category, N_("tracking category of jobs"));
		w_needed(m, "TrackingOptionID", option, N_("job"));
	}
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
}

/* What a line is booked on, as the item is called over there; "" for none. */
static const char *item_of(const struct dossier_line *l)
{
	if (l->cost_code && *l->cost_code)
		return l->cost_code;
	return l->cost_code_asked ? l->cost_code_asked : "";
}

static void note_amount(struct doc *m, int64_t amount)
{
	int64_t cent = 1;

	*ARRAY_PUSH(&m->amounts) = amount;
	if (decimal_sum(&m->total, m->total, amount) < 0)
		too_large(m);
	/* Over there amounts have two decimals, whatever the currency. */
	for (int i = m->decimals; i > 2; i--)
		cent *= 10;
	if (amount % cent && m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, N_("an amount of \"%s\" has more than two decimals, which Xero cannot "
			"keep; enter it there by hand"), record_name(m->d->record), NULL);
}

/* The members that every line has, but for quantity and price. */
static void line_head(struct doc *m, const char *text, const char *fallback)
{
	json_w_object(&m->w, NULL);
	w_limited(m, "Description", *text ? text : *fallback ? fallback : "-", MAX_DESCRIPTION);
}

static void line_tail(struct doc *m, const char *item, const char *account, const char *tax, const char *what)
{
	w_text(m, "ItemCode", item);
	w_needed(m, "AccountCode", account, what);
	w_text(m, "TaxType", tax);
	w_tracking(m);
	json_w_end_object(&m->w);
}

static void one_piece(struct doc *m, int64_t amount)
{
	json_w_int(&m->w, "Quantity", 1);
	w_money(m, "UnitAmount", amount);
	note_amount(m, amount);
}

/* Items that Xero does not have yet, each once. */
static void w_items(struct doc *m, int bill)
{
	json_w_array(&m->w, "items");
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct dossier_line *l = &m->d->lines[i];
		int seen = 0;

		if (l->cost_code || !l->cost_code_asked || !*l->cost_code_asked)
			continue;
		if (bill && !record_int(l->line, INVOICE_LINE_AMOUNT) && !record_int(l->line, INVOICE_LINE_MATERIALS))
			continue;
		for (size_t n = 0; n < i && !seen; n++)
			seen = !m->d->lines[n].cost_code && m->d->lines[n].cost_code_asked
				&& !strcmp(m->d->lines[n].cost_code_asked, l->cost_code_asked)
				&& (!bill || record_int(m->d->lines[n].line, INVOICE_LINE_AMOUNT)
					|| record_int(m->d->lines[n].line, INVOICE_LINE_MATERIALS));
		if (seen)
			continue;
		if (text_count_chars(l->cost_code_asked) > MAX_ITEM_CODE && m->strict && m->rc == 0)
			m->rc = error_set(m->err, ERR_CONFIG, N_("the item code \"%s\" is longer than the 30 characters Xero keeps"),
				l->cost_code_asked, NULL);
		json_w_object(&m->w, NULL);
		json_w_text(&m->w, "Code", l->cost_code_asked);
		json_w_bool(&m->w, "IsPurchased", 1);
		json_w_object(&m->w, "PurchaseDetails");
		w_text(m, "AccountCode", l->account);
		w_text(m, "TaxType", opt(m, "tax_type"));
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
	}
	json_w_end_array(&m->w);
}

/* What the answer must say. */
static void w_expect(struct doc *m, const char *date, int inclusive)
{
	json_w_object(&m->w, "expect");
	money_text(m, "sum", m->total);
	json_w_bool(&m->w, "inclusive", inclusive);
	json_w_text(&m->w, "date", date);
	json_w_text(&m->w, "option", remote(&m->d->job));
	json_w_array(&m->w, "amounts");
	for (size_t i = 0; i < m->amounts.len; i++)
		money_text(m, NULL, m->amounts.items[i]);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
}

static void w_lookup(struct doc *m, const char *number)
{
	json_w_object(&m->w, "lookup");
	json_w_text(&m->w, "number", number);
	json_w_text(&m->w, "contact", remote(&m->d->vendor));
	json_w_end_object(&m->w);
}

static void w_contact(struct doc *m)
{
	json_w_object(&m->w, "Contact");
	w_needed(m, "ContactID", remote(&m->d->vendor), N_("vendor"));
	json_w_end_object(&m->w);
}

/* ---- commitments ---- */

/* A quantity and a unit price that give exactly the amount of the line; else it goes as one piece. */
static int by_unit(struct doc *m, const struct record *line)
{
	int64_t quantity = record_int(line, COMMITMENT_LINE_QUANTITY);
	int64_t cost = record_int(line, COMMITMENT_LINE_UNIT_COST), amount, to_minor = 1000000, fine = 1;

	for (int i = 0; i < m->decimals; i++)
		to_minor /= 10;
	for (int i = UNIT_DECIMALS; i < QUANTITY_SCALE; i++)
		fine *= 10;
	if (quantity == 0 || cost == 0 || quantity % fine || cost % fine
			|| decimal_mul(&amount, quantity, cost, QUANTITY_SCALE) < 0
			|| decimal_ratio(&amount, amount, 1, to_minor) < 0)
		return 0;
	return amount == record_int(line, COMMITMENT_LINE_AMOUNT);
}

static void order_line(struct doc *m, const struct dossier_line *l)
{
	const struct record *line = l->line;
	int64_t amount = record_int(line, COMMITMENT_LINE_AMOUNT);

	line_head(m, record_text(line, COMMITMENT_LINE_DESCRIPTION), item_of(l));
	if (by_unit(m, line)) {
		json_w_decimal(&m->w, "Quantity", record_int(line, COMMITMENT_LINE_QUANTITY), QUANTITY_SCALE, 0);
		json_w_decimal(&m->w, "UnitAmount", record_int(line, COMMITMENT_LINE_UNIT_COST), QUANTITY_SCALE, 2);
		note_amount(m, amount);
	} else {
		one_piece(m, amount);
	}
	line_tail(m, item_of(l), l->account, opt(m, "tax_type"), N_("account of a cost type"));
}

/* "{number}", "{job}-{number}": how purchase orders are called, by the connection. */
static const char *order_number(struct doc *m, const char *number)
{
	const char *pattern = opt(m, "order_number"), *job = "", *s;
	struct strbuf b = STRBUF_INIT;

	if (m->d->job.procore)
		job = record_text(m->d->job.procore, JOB_NUMBER);
	for (s = *pattern ? pattern : "{number}"; *s; ) {
		if (!strncmp(s, "{number}", 8)) {
			strbuf_adds(&b, number);
			s += 8;
		} else if (!strncmp(s, "{job}", 5)) {
			strbuf_adds(&b, job);
			s += 5;
		} else {
			strbuf_addc(&b, *s++);
		}
	}
	s = pool_strndup(&m->pool, b.s, text_prefix_chars(b.s, MAX_NAME));
	strbuf_release(&b);
	return s;
}

static void order_reference(struct doc *m)
{
	const struct record *r = m->d->record, *job = m->d->job.procore;
	const char *title = override(m->d, "title", record_text(r, COMMITMENT_TITLE));
	const char *number = job ? record_text(job, JOB_NUMBER) : record_text(r, COMMITMENT_JOB_NUMBER);

	w_limited(m, "Reference", pool_printf(&m->pool, "%s%s%s", number, *number && *title ? " / " : "", title), MAX_NAME);
}

static void compose_commitment(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *typed = override(m->d, "number", record_text(r, COMMITMENT_NUMBER));
	const char *number = *typed ? order_number(m, typed) : "";
	const char *date = override(m->d, "accounting_date", record_text(r, COMMITMENT_DATE));
	const char *created = record_text(r, COMMITMENT_CREATED);

	if (!*date && strlen(created) >= DATE_LEN - 1)
		date = pool_strndup(&m->pool, created, DATE_LEN - 1);
	envelope(m, "PurchaseOrders");
	json_w_text(&m->w, "query", "summarizeErrors=false");
	w_lookup(m, number);
	w_items(m, 0);
	json_w_object(&m->w, "body");
	json_w_array(&m->w, "PurchaseOrders");
	json_w_object(&m->w, NULL);
	w_contact(m);
	w_needed(m, "PurchaseOrderNumber", number, N_("number"));
	order_reference(m);
	w_text(m, "Date", date);
	json_w_text(&m->w, "LineAmountTypes", opt(m, "line_amounts"));
	w_text(m, "CurrencyCode", m->currency);
	json_w_text(&m->w, "Status", opt(m, "order_status"));
	json_w_array(&m->w, "LineItems");
	for (size_t i = 0; i < m->d->n_lines; i++)
		order_line(m, &m->d->lines[i]);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	w_expect(m, date, !strcmp(opt(m, "line_amounts"), "Inclusive"));
	json_w_array(&m->w, "lines");
	for (size_t i = 0; i < m->d->n_lines; i++)
		json_w_text(&m->w, NULL, m->d->lines[i].line->remote_id);
	json_w_end_array(&m->w);
}

/* ---- bills ---- */

static const char *bill_date(struct doc *m)
{
	const struct record *r = m->d->record;
	int end = !strcmp(opt(m, "bill_date"), "period_end") && record_has(r, INVOICE_PERIOD_END);

	return override(m->d, "accounting_date", record_text(r, end ? INVOICE_PERIOD_END : INVOICE_BILLING_DATE));
}

/* Procore's own, else some days later; never before the bill. */
static const char *due_date(struct doc *m, const char *date)
{
	const char *due = record_text(m->d->record, INVOICE_DUE_DATE);
	char text[DATE_LEN];
	int64_t day;

	if (!date_valid(date, 0) || date_to_days(date, &day) < 0)
		return due;
	if (!date_valid(due, 0)) {
		int64_t n = option_get_int(m->env->options, xero_options, "due_days");

		date_from_days(text, day + (n < 0 || n > 3650 ? 30 : n));
		return pool_strdup(&m->pool, text);
	}
	return strcmp(due, date) < 0 ? date : due;
}

static int64_t gross_of(const struct dossier_line *l)
{
	return record_int(l->line, INVOICE_LINE_AMOUNT) + record_int(l->line, INVOICE_LINE_MATERIALS);
}

static const char *bill_text(const struct dossier_line *l)
{
	const char *text = record_text(l->line, INVOICE_LINE_DESCRIPTION);

	return !*text && l->commitment_line ? record_text(l->commitment_line, COMMITMENT_LINE_DESCRIPTION) : text;
}

/* A line on the account of retainage: below zero what is held, above zero what is released. */
static void retainage_line(struct doc *m, const char *label, const char *text, int64_t amount)
{
	const char *tax = opt(m, "retainage_tax_type");
	const char *account = m->d->retainage_account ? m->d->retainage_account : opt(m, "retainage_account");

	if (amount == 0)
		return;
	line_head(m, pool_printf(&m->pool, "%s%s%s", label, *text ? ": " : "", text), label);
	one_piece(m, amount);
	line_tail(m, NULL, account, *tax ? tax : opt(m, "tax_type"), N_("account of retainage"));
}

static void bill_lines(struct doc *m)
{
	int each = strcmp(opt(m, "retainage_lines"), "sum") != 0;
	int64_t held = 0, released = 0;

	json_w_array(&m->w, "LineItems");
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct dossier_line *l = &m->d->lines[i];

		if (gross_of(l) != 0) {
			line_head(m, bill_text(l), item_of(l));
			one_piece(m, gross_of(l));
			line_tail(m, item_of(l), l->account, opt(m, "tax_type"), N_("account of a cost type"));
		}
		if (each) {
			retainage_line(m, opt(m, "retainage_text"), bill_text(l), -record_int(l->line, INVOICE_LINE_RETAINAGE));
			retainage_line(m, opt(m, "released_text"), bill_text(l), record_int(l->line, INVOICE_LINE_RELEASED));
		} else if (decimal_sum(&held, held, record_int(l->line, INVOICE_LINE_RETAINAGE)) < 0
				|| decimal_sum(&released, released, record_int(l->line, INVOICE_LINE_RELEASED)) < 0) {
			too_large(m);
		}
	}
	if (!each) {
		retainage_line(m, opt(m, "retainage_text"), "", -held);
		retainage_line(m, opt(m, "released_text"), "", released);
	}
	json_w_end_array(&m->w);
}

static void refuse(struct doc *m, const char *msgid)
{
	if (m->rc == 0)
		m->rc = error_set(m->err, ERR_CONFIG, msgid, record_name(m->d->record), NULL);
}

/* Are the lines what the invoice says, and is it something a bill can say? */
static void check_sums(struct doc *m)
{
	const struct record *r = m->d->record;
	int64_t gross = 0, materials = 0, held = 0, released = 0;
	const struct { int64_t *sum; int line, whole; } sums[] = {
		{ &gross, INVOICE_LINE_AMOUNT, INVOICE_AMOUNT }, { &materials, INVOICE_LINE_MATERIALS, INVOICE_MATERIALS },
		{ &held, INVOICE_LINE_RETAINAGE, INVOICE_RETAINAGE }, { &released, INVOICE_LINE_RELEASED, INVOICE_RELEASED },
	};

	for (size_t s = 0; s < ARRAY_SIZE(sums); s++) {
		for (size_t i = 0; i < m->d->n_lines; i++)
			if (decimal_sum(sums[s].sum, *sums[s].sum, record_int(m->d->lines[i].line, sums[s].line)) < 0)
				too_large(m);
		if (m->rc == 0 && *sums[s].sum != record_int(r, sums[s].whole))
			m->rc = error_set(m->err, ERR_DATA, N_("the lines of \"%s\" do not add up to its amount; sync again"),
				record_name(r), NULL);
	}
	/* Of stored materials Procore tells what is held back only in the amount due. */
	if (materials != 0 && record_has(r, INVOICE_NET)
			&& gross + materials - held + released + record_int(r, INVOICE_TAX) != record_int(r, INVOICE_NET))
		refuse(m, N_("\"%s\" holds back retainage on stored materials, which the lines do not show; enter the bill in "
			"Xero by hand"));
	if (m->amounts.len == 0)
		refuse(m, N_("no line of \"%s\" bills anything"));
	else if (m->total <= 0)
		refuse(m, N_("\"%s\" leaves nothing to pay, or a credit: enter it in Xero as a credit note"));
}

static void compose_invoice(struct doc *m)
{
	const struct record *r = m->d->record;
	const char *number = override(m->d, "vendor_ref", record_text(r, INVOICE_NUMBER)), *date = bill_date(m);

	envelope(m, "Invoices");
	json_w_text(&m->w, "query", XERO_BILL_QUERY);
	w_lookup(m, number);
	w_items(m, 1);
	json_w_object(&m->w, "body");
	json_w_array(&m->w, "Invoices");
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "Type", "ACCPAY");
	w_contact(m);
	w_needed(m, "InvoiceNumber", number, N_("invoice number"));
	w_needed(m, "Date", date, N_("billing date"));
	w_needed(m, "DueDate", due_date(m, date), N_("due date"));
	json_w_text(&m->w, "LineAmountTypes", opt(m, "line_amounts"));
	w_text(m, "CurrencyCode", m->currency);
	json_w_text(&m->w, "Status", opt(m, "bill_status"));
	bill_lines(m);
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
	w_expect(m, date, !strcmp(opt(m, "line_amounts"), "Inclusive"));
	if (m->rc == 0)
		check_sums(m);
}

/* ---- the door ---- */

static int not_wanted(const struct doc *m)
{
	return m->d->record->entity == ENTITY_COMMITMENT
		&& !option_get_bool(m->env->options, xero_options, "export_commitments");
}

int xero_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err)
{
	const struct session *se = env->session;
	struct doc m = { .d = d, .p = p, .env = env, .err = err };
	size_t mark = payload->len;

	pool_init(&m.pool);
	m.strict = se != NULL && se->valid;
	m.currency = d->currency && *d->currency ? d->currency : xero_option(env, "home_currency");
	m.decimals = currency_decimals(m.currency);
	json_w_init(&m.w, payload);
	if (strcmp(verb, PUSH_EXPORT))
		return error_set(err, ERR_REFUSED, N_("Xero's connector cannot do that (%s)"), verb, NULL);
	if (not_wanted(&m))
		return error_set(err, ERR_REFUSED, N_("commitments are not exported on this connection (export_commitments)"),
			NULL);
	switch (d->record->entity) {
	case ENTITY_VENDOR:     compose_vendor(&m); break;
	case ENTITY_JOB:        compose_job(&m); break;
	case ENTITY_COMMITMENT: compose_commitment(&m); break;
	case ENTITY_INVOICE:    compose_invoice(&m); break;
	default:
		return error_set(err, ERR_REFUSED, N_("Xero's connector cannot do that (%s)"),
			entities[d->record->entity].name, NULL);
	}
	if (m.rc < 0) {
		strbuf_truncate(payload, mark);
	} else {
		pending(&m);
		json_w_end_object(&m.w);
	}
	ARRAY_RELEASE(&m.amounts);
	pool_release(&m.pool);
	return m.rc;
}
