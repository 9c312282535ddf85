/* What Sage itself does: books bills, posts them, pays them, voids them, and keeps the sums of
 * orders, categories and jobs.
 *
 * All of it happens in the layer of Sage; the cloud hears of it with the next hop. */
#include "sim/sage300.h"
#include "base/date.h"
#include "base/decimal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

enum { INVOICE_OPEN, INVOICE_PENDING_POST, INVOICE_POSTED, INVOICE_VOIDED };

static const char key_in_use[] = "Exception of type "
	"'DBI.Synchronization.Processing.TimberlineOffice.KeyAlreadyInUseException' was thrown.";

int s3_closed(const struct s3 *s, const char *date)
{
	return *s->closed && date && strncmp(date, s->closed, 10) <= 0;
}

/* ---- sums ---- */

static void add_to(struct s3 *s, enum s3_kind kind, const char *id, const char *name, int64_t cents)
{
	struct s3_rec *r = id ? s3_find(s, kind, id) : NULL;

	if (r && cents)
		s3_add_cents(s3_edit(s, kind, r), name, cents);
}

void s3_commit(struct s3 *s, const cJSON *item)
{
	const char *category = jv_str(item, "CategoryId");
	int64_t cents = s3_cents(item, "Amount");

	add_to(s, S3_CATEGORY, category, "OriginalCommitment", cents);
	add_to(s, S3_CATEGORY, category, "RevisedCommitment", cents);
}

/* A distribution of a bill is booked (sign 1) or taken back (-1). */
static void book_line(struct s3 *s, const cJSON *d, int sign)
{
	const char *category = jv_str(d, "CategoryId"), *order = jv_str(d, "CommitmentId");
	const char *item = jv_str(d, "CommitmentItemId");
	int64_t gross = sign * s3_cents(d, "Amount"), held = sign * s3_cents(d, "RetainageAmount");

	add_to(s, S3_CATEGORY, category, "JobToDateCost", gross);
	add_to(s, S3_JOB, jv_str(d, "JobId"), "JobToDateCostAmount", gross);
	if (!order)
		return;
	add_to(s, S3_CATEGORY, category, "CommitmentInvoiced", gross);
	add_to(s, S3_COMMITMENT, order, "AmountInvoiced", gross);
	add_to(s, S3_COMMITMENT, order, "AmountRetained", held);
	add_to(s, S3_ITEM, item, "AmountInvoiced", gross);
	add_to(s, S3_ITEM, item, "AmountRetained", held);
}

static void pay_line(struct s3 *s, const cJSON *d, int64_t cents)
{
	add_to(s, S3_CATEGORY, jv_str(d, "CategoryId"), "JobToDateDollarsPaid", cents);
	add_to(s, S3_JOB, jv_str(d, "JobId"), "JobToDateCostPaymentAmount", cents);
	add_to(s, S3_COMMITMENT, jv_str(d, "CommitmentId"), "AmountPaid", cents);
	add_to(s, S3_ITEM, jv_str(d, "CommitmentItemId"), "AmountPaid", cents);
}

/* The distributions of a bill, one after the other: slot of the next after *at; NULL at the end. */
static cJSON *next_line(struct s3 *s, uint32_t bill1, size_t *at)
{
	struct s3_table *t = &s->tables[S3_DISTRIBUTION];

	while (*at < t->recs.len) {
		struct s3_rec *r = &t->recs.items[(*at)++];

		if (r->parent == bill1)
			return s3_truth(s, S3_DISTRIBUTION, r);
	}
	return NULL;
}

/* What is paid goes to the lines in proportion to what each adds; the last takes the rest. */
static void spread(struct s3 *s, uint32_t bill1, int64_t cents)
{
	int64_t net = 0, left = cents, part;
	const cJSON *d, *last = NULL;
	size_t at;

	for (at = 0; (d = next_line(s, bill1, &at)); last = d)
		net += s3_cents(d, "Amount") - s3_cents(d, "RetainageAmount");
	for (at = 0; net && (d = next_line(s, bill1, &at));) {
		if (d == last || decimal_ratio(&part, cents, s3_cents(d, "Amount") - s3_cents(d, "RetainageAmount"), net))
			part = left;
		left -= part;
		pay_line(s, d, part);
	}
}

/* ---- bills ---- */

static int code_taken(struct s3 *s, uint32_t vendor1, const char *code)
{
	struct s3_table *t = &s->tables[S3_INVOICE];
	size_t i;

	for (i = 0; i < t->recs.len; i++) {
		const cJSON *v;

		if (t->recs.items[i].vendor != vendor1)
			continue;
		v = s3_truth(s, S3_INVOICE, &t->recs.items[i]);
		if (!strcasecmp(jv_str(v, "Code"), code) && !jv_bool(v, "IsArchived", 0) &&
		    jv_int(v, "Status", 0) != INVOICE_VOIDED)
			return 1;
	}
	return 0;
}

static int gone(struct s3 *s, enum s3_kind kind, const char *id)
{
	struct s3_rec *r = id ? s3_find(s, kind, id) : NULL;
	const cJSON *v = r ? s3_truth(s, kind, r) : NULL;

	return id && (!v || !jv_bool(v, "IsActive", 1) || jv_bool(v, "IsArchived", 0));
}

static const char *check_line(struct s3 *s, const cJSON *d)
{
	const char *order = jv_str(d, "CommitmentId");
	struct s3_rec *r = order ? s3_find(s, S3_COMMITMENT, order) : NULL;

	if (gone(s, S3_JOB, jv_str(d, "JobId")))
		return "The job is not active.";
	if (gone(s, S3_COST_CODE, jv_str(d, "CostCodeId")) || gone(s, S3_CATEGORY, jv_str(d, "CategoryId")))
		return "The cost code or category is not set up for the job.";
	if (r && jv_bool(s3_truth(s, S3_COMMITMENT, r), "IsClosed", 0))
		return "The commitment is closed.";
	return NULL;
}

static const char *accounting_date(const cJSON *header)
{
	const char *date = jv_str(header, "AccountingDate");

	return date ? date : jv_str(header, "InvoiceDate");
}

static const char *check(struct s3 *s, const cJSON *header, const cJSON *lines)
{
	struct s3_rec *vendor = s3_find(s, S3_VENDOR, jv_str(header, "VendorId"));
	int64_t sum = 0, held = 0;
	const char *error;
	const cJSON *d;

	if (!vendor || gone(s, S3_VENDOR, vendor->id))
		return "The vendor is inactive.";
	if (code_taken(s, s3_slot(s, S3_VENDOR, vendor), jv_str(header, "Code")))
		return key_in_use;
	if (s3_closed(s, accounting_date(header)))
		return "The accounting date is in a closed period.";
	for (d = lines->child; d; d = d->next) {
		error = check_line(s, d);
		if (error)
			return error;
		sum += s3_cents(d, "Amount");
		held += s3_cents(d, "Retainage");
	}
	if (s->sw.header_amount && s3_cents(header, "Amount") != sum - (s->sw.header_amount == 2 ? held : 0))
		return "The invoice amount does not equal the total of its distributions.";
	return NULL;
}

static void copy(cJSON *to, const char *name, const cJSON *from, const char *as)
{
	const cJSON *m = jv_get(from, as);

	if (m && !cJSON_IsNull(m))
		jv_set(to, name, cJSON_Duplicate(m, 1));
}

static void copy_day(cJSON *to, const char *name, const cJSON *from, const char *as)
{
	const char *day = jv_str(from, as);
	char text[24];

	if (!day)
		return;
	snprintf(text, sizeof text, "%.10sT00:00:00", day);
	jv_set_str(to, name, text);
}

static cJSON *line_record(const cJSON *d, const char *bill, int n)
{
	static const char *const names[][2] = {
		{ "Description", "Description" }, { "Amount", "Amount" }, { "RetainageAmount", "Retainage" },
		{ "TaxAmount", "TaxAmount" }, { "TaxLiabilityAmount", "TaxLiability" },
		{ "TaxGroupId", "TaxGroupId" }, { "DiscountOfferedAmount", "DiscountOffered" },
		{ "MiscDeductionAmount", "MiscDeduction" }, { "MiscDeduction2Percent", "MiscDeduction2Percentage" },
		{ "JobId", "JobId" }, { "CostCodeId", "CostCodeId" }, { "CategoryId", "CategoryId" },
		{ "CommitmentId", "CommitmentId" }, { "CommitmentItemId", "CommitmentItemId" },
		{ "ExpenseAccountId", "ExpenseAccountId" },
		{ "AccountsPayableAccountId", "AccountsPayableAccountId" }, { "Units", "Units" },
		{ "UnitCost", "UnitCost" }, { "Is1099Exempt", "Is1099Exempt" }, { "JointPayee", "JointPayee" },
		{ "Draw", "Draw" }, { "Authorization", "Authorization" }, { "MiscEntry1", "MiscEntry1" },
		{ "MiscEntry2", "MiscEntry2" },
	};
	cJSON *v = s3_new(S3_DISTRIBUTION);
	char code[16];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		copy(v, names[i][0], d, names[i][1]);
	snprintf(code, sizeof code, "%d", n);
	jv_set_str(v, "Code", code);
	jv_set_str(v, "InvoiceId", bill);
	return v;
}

/* Without an account of its own a line's payable is that of its expense. */
static void complete_line(cJSON *v)
{
	if (!jv_str(v, "AccountsPayableAccountId"))
		jv_set_str(v, "AccountsPayableAccountId", jv_str(v, "ExpenseAccountId"));
}

static void add_cost(struct s3 *s, const cJSON *bill, const cJSON *line, const struct s3_rec *d)
{
	static const char *const names[] = { "JobId", "CostCodeId", "CategoryId", "Amount", "Units", "UnitCost",
		"Description", "CommitmentId" };
	struct s3_rec *r;
	cJSON *v;
	size_t i;

	if (!d->job)
		return;
	v = s3_new(S3_TRANSACTION);
	for (i = 0; i < ARRAY_SIZE(names); i++)
		copy(v, names[i], line, names[i]);
	jv_set_int(v, "TransactionType", 1);
	copy(v, "TransactionDate", bill, "InvoiceDate");
	copy(v, "AccountingDate", bill, "AccountingDate");
	copy(v, "Code", bill, "Code");
	copy(v, "Reference1", bill, "Code");
	copy(v, "VendorId", bill, "VendorId");
	r = s3_create(s, S3_TRANSACTION, v);
	r->job = d->job;
	r->vendor = d->vendor;
	r->parent = d->parent;
}

static cJSON *bill_record(const cJSON *header, const cJSON *snapshot)
{
	static const char *const names[] = { "Code", "VendorId", "Amount", "Description", "DiscountAmount",
		"TaxAmount" };
	cJSON *v = s3_new(S3_INVOICE);
	int64_t days;
	char due[DATE_LEN], text[24];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		copy(v, names[i], header, names[i]);
	copy_day(v, "InvoiceDate", header, "InvoiceDate");
	copy_day(v, "AccountingDate", header, "InvoiceDate");
	copy_day(v, "AccountingDate", header, "AccountingDate");
	copy_day(v, "PaymentDate", header, "PaymentDate");
	snprintf(text, sizeof text, "%.10s", jv_str(header, "InvoiceDate"));
	if (!date_to_days(text, &days)) {
		date_from_days(due, days + 30);
		snprintf(text, sizeof text, "%sT00:00:00", due);
		jv_set_str(v, "DueDate", text);
	}
	jv_set_bool(v, "IsPending", 1);
	jv_set_bool(v, "IsSuspended", jv_bool(snapshot, "ShouldSuspendInAP", 0));
	jv_set_int(v, "Status", INVOICE_PENDING_POST);
	return v;
}

/* The job of an extra; a job itself. */
static uint32_t project_of(struct s3 *s, uint32_t job1)
{
	const struct s3_rec *job = s3_at(s, S3_JOB, job1);

	return job && job->parent ? job->parent : job1;
}

const char *s3_book_invoice(struct s3 *s, const cJSON *snapshot, uint32_t document1)
{
	const cJSON *header = jv_get(snapshot, "Header"), *lines = jv_get(snapshot, "Distributions"), *d;
	const char *error = check(s, header, lines);
	int64_t held = 0;
	uint32_t bill1;
	struct s3_rec *r, *line;
	cJSON *v, *bill;
	int n = 0;

	if (error)
		return error;
	bill = bill_record(header, snapshot);
	r = s3_create(s, S3_INVOICE, bill);
	r->parent = document1;
	r->vendor = s3_slot(s, S3_VENDOR, s3_find(s, S3_VENDOR, jv_str(bill, "VendorId")));
	bill1 = s3_slot(s, S3_INVOICE, r);
	for (d = lines->child; d; d = d->next) {
		if (jv_bool(d, "ShouldDelete", 0))
			continue;
		v = line_record(d, r->id, ++n);
		complete_line(v);
		line = s3_create(s, S3_DISTRIBUTION, v);
		line->parent = bill1;
		line->vendor = r->vendor;
		line->job = s3_slot(s, S3_JOB, s3_find(s, S3_JOB, jv_str(v, "JobId")));
		if (!r->job)
			r->job = project_of(s, line->job);
		held += s3_cents(v, "RetainageAmount");
		book_line(s, v, 1);
		add_cost(s, bill, v, line);
	}
	jv_set_number(bill, "RetainageAmount", held, 2);
	jv_set_number(bill, "RetainageHeldAmount", held, 2);
	return NULL;
}

void s3_book_cost(struct s3 *s, struct s3_rec *transaction)
{
	const cJSON *v = s3_truth(s, S3_TRANSACTION, transaction);

	add_to(s, S3_CATEGORY, jv_str(v, "CategoryId"), "JobToDateCost", s3_cents(v, "Amount"));
	add_to(s, S3_JOB, jv_str(v, "JobId"), "JobToDateCostAmount", s3_cents(v, "Amount"));
}

static void post(struct s3 *s, struct s3_rec *bill)
{
	cJSON *v = s3_edit(s, S3_INVOICE, bill);

	jv_set_int(v, "Status", INVOICE_POSTED);
	jv_set_bool(v, "IsPending", 0);
}

void s3_post_invoices(struct s3 *s)
{
	struct s3_table *t = &s->tables[S3_INVOICE];
	size_t i;

	for (i = 0; i < t->recs.len; i++)
		if (t->recs.items[i].sage && jv_int(t->recs.items[i].sage, "Status", 0) == INVOICE_PENDING_POST)
			post(s, &t->recs.items[i]);
}

const char *s3_void_invoice(struct s3 *s, struct s3_rec *bill)
{
	uint32_t bill1 = s3_slot(s, S3_INVOICE, bill);
	const cJSON *d;
	size_t at = 0;
	cJSON *v;

	if (s3_cents(s3_truth(s, S3_INVOICE, bill), "TotalPaidAmount"))
		return "the bill has payments";
	if (jv_int(bill->sage, "Status", 0) == INVOICE_VOIDED)
		return "the bill is void already";
	while ((d = next_line(s, bill1, &at)))
		book_line(s, d, -1);
	v = s3_edit(s, S3_INVOICE, bill);
	jv_set_int(v, "Status", INVOICE_VOIDED);
	jv_set_bool(v, "IsActive", 0);
	jv_set_bool(v, "IsPending", 0);
	return NULL;
}

/* ---- payments ---- */

const char *s3_pay(struct s3 *s, struct s3_rec *bill, int64_t cents, const char *check_number, int type,
	const char *date, int reference, struct s3_rec **out)
{
	uint32_t bill1 = s3_slot(s, S3_INVOICE, bill);
	cJSON *v = s3_truth(s, S3_INVOICE, bill), *p;
	int64_t due = s3_cents(v, "Amount") - s3_cents(v, "RetainageHeldAmount") - s3_cents(v, "TotalPaidAmount");
	struct s3_rec *r;
	char text[24];

	if (jv_int(v, "Status", 0) == INVOICE_VOIDED)
		return "the bill is void";
	if (!cents)
		cents = due;
	if (cents <= 0 || cents > due)
		return "that is more than is owed";
	if (jv_int(v, "Status", 0) != INVOICE_POSTED)
		post(s, bill);
	v = s3_edit(s, S3_INVOICE, bill);
	snprintf(text, sizeof text, "%.10sT00:00:00", date);
	s3_add_cents(v, "TotalPaidAmount", cents);
	jv_set_str(v, "PaymentDate", text);
	spread(s, bill1, cents);
	p = s3_new(S3_PAYMENT);
	jv_set_str(p, "Code", check_number);
	jv_set_number(p, "Amount", cents, 2);
	jv_set_str(p, "PaymentDate", text);
	jv_set_str(p, "VendorId", jv_str(v, "VendorId"));
	jv_set_int(p, "Type", type);
	jv_set_str(p, "Status", "Posted");
	jv_set_str(p, "AccountReference", "10200");
	if (reference)
		jv_set_str(p, "Reference1", jv_str(v, "Code"));
	r = s3_create(s, S3_PAYMENT, p);
	r->vendor = bill->vendor;
	r->parent = bill1;
	*out = r;
	return NULL;
}

const char *s3_void_payment(struct s3 *s, struct s3_rec *payment)
{
	struct s3_rec *bill = s3_at(s, S3_INVOICE, payment->parent);
	cJSON *v = s3_truth(s, S3_PAYMENT, payment);
	int64_t cents = s3_cents(v, "Amount");

	if (jv_bool(v, "IsArchived", 0))
		return "the payment is void already";
	v = s3_edit(s, S3_PAYMENT, payment);
	jv_set_str(v, "Status", "Voided");
	jv_set_bool(v, "IsArchived", 1);
	if (bill) {
		s3_add_cents(s3_edit(s, S3_INVOICE, bill), "TotalPaidAmount", -cents);
		spread(s, payment->parent, -cents);
	}
	return NULL;
}

/* ---- by name ---- */

struct s3_rec *s3_bill_named(struct s3 *s, const char *text, const char *vendor)
{
	struct s3_table *t = &s->tables[S3_INVOICE];
	struct s3_rec *r = s3_find(s, S3_INVOICE, text), *document = s3_find(s, S3_DOCUMENT, text);
	uint32_t document1 = s3_slot(s, S3_DOCUMENT, document);
	size_t i;

	for (i = t->recs.len; !r && i-- > 0;) {
		const cJSON *v;

		if (document1) {
			if (t->recs.items[i].parent == document1)
				r = &t->recs.items[i];
			continue;
		}
		v = s3_truth(s, S3_INVOICE, &t->recs.items[i]);
		if (!strcasecmp(jv_str(v, "Code"), text) &&
		    (!vendor || !strcasecmp(jv_str(v, "VendorId"), vendor)))
			r = &t->recs.items[i];
	}
	return r;
}

struct s3_rec *s3_payment_named(struct s3 *s, const char *text)
{
	struct s3_table *t = &s->tables[S3_PAYMENT];
	struct s3_rec *r = s3_find(s, S3_PAYMENT, text);
	size_t i;

	for (i = t->recs.len; !r && i-- > 0;)
		if (!strcmp(jv_str(s3_truth(s, S3_PAYMENT, &t->recs.items[i]), "Code"), text))
			r = &t->recs.items[i];
	return r;
}
