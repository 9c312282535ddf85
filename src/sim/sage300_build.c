/* The members of a record of the sample company, as Sage had it at the start.
 *
 * The same record is always built the same: what changes later is kept in the record itself. */
#include "sim/sage300.h"
#include "base/date.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define DEFAULT_STAMP INT64_C(1767600000000)     /* 2026-01-05: set up before the sample begins */

static const struct { const char *code, *name; int expense, archived; } accounts[] = {
	{ "51000", "Job cost - labor", 1, 0 },
	{ "52000", "Job cost - materials", 1, 0 },
	{ "53000", "Job cost - subcontracts", 1, 0 },
	{ "54000", "Job cost - equipment", 1, 0 },
	{ "10200", "Cash in bank", 0, 0 },
	{ "20000", "Accounts payable", 0, 0 },
	{ "20100", "Retainage payable", 0, 0 },
	{ "61000", "Office supplies", 0, 0 },
	{ "59000", "Job cost - do not use", 1, 1 },
};

static const char *const vendor_types[] = { "Subcontractor", "Supplier", "Other" };

/* ---- values ---- */

static void put_cut(cJSON *v, const char *name, const char *text, size_t max)
{
	struct strbuf b = STRBUF_INIT;

	s3_cut(&b, text, max);
	jv_set_str(v, name, text ? b.s : NULL);
	strbuf_release(&b);
}

static void put_instant(cJSON *v, const char *name, int64_t ms)
{
	char text[INSTANT_LEN];

	instant_format(text, ms);
	jv_set_str(v, name, text);
}

/* "2026-03-31" as the cloud writes a day. */
static void put_day(cJSON *v, const char *name, const char *day)
{
	char text[24];

	if (!day)
		return;
	snprintf(text, sizeof text, "%.10sT00:00:00", day);
	jv_set_str(v, name, text);
}

static void put_cents(cJSON *v, const char *name, int64_t cents)
{
	jv_set_number(v, name, cents, 2);
}

static void put_id(struct s3 *s, cJSON *v, const char *name, enum s3_kind kind, uint32_t slot1)
{
	struct s3_rec *r = s3_at(s, kind, slot1);

	jv_set_str(v, name, r ? r->id : NULL);
}

static void put_company_id(struct s3 *s, cJSON *v, const char *name, enum co_entity e, int index)
{
	char id[CO_REMOTE_ID];

	company_remote_id(s->co, "sage300", e, index, id);
	jv_set_str(v, name, id);
}

const char *s3_account(struct s3 *s, const char *code)
{
	uint32_t i;

	for (i = 0; code && i < ARRAY_SIZE(accounts); i++)
		if (!strcmp(accounts[i].code, code))
			return s3_at(s, S3_ACCOUNT, i + 1)->id;
	return NULL;
}

const char *s3_expense(struct s3 *s, int type)
{
	return s3_at(s, S3_ACCOUNT, type >= 0 && type < 4 ? (uint32_t)type + 1 : 3)->id;
}

/* ---- lists of the company ---- */

static void build_account(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	jv_set_str(v, "Code", accounts[r->source].code);
	jv_set_str(v, "Name", accounts[r->source].name);
	jv_set_str(v, "Description", accounts[r->source].name);
	jv_set_int(v, "CostRequirement", accounts[r->source].expense);
	jv_set_bool(v, "IsActive", !accounts[r->source].archived);
	jv_set_bool(v, "IsArchived", accounts[r->source].archived);
}

static void build_vendor_type(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	jv_set_str(v, "Name", vendor_types[r->source]);
}

static void build_vendor(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_vendor *c = &s->co->vendors[r->source];
	uint32_t type = r->source % 3 ? 1 : 2;
	cJSON *t = cJSON_CreateObject();

	put_cut(v, "Code", c->erp_id, 10);
	jv_set_str(v, "Name", c->erp_name);
	jv_set_str(v, "Address1", c->address);
	jv_set_str(v, "City", c->city);
	jv_set_str(v, "State", c->state);
	jv_set_str(v, "PostalCode", c->zip);
	jv_set_str(v, "Country", c->country);
	jv_set_str(v, "PhoneNumber", c->phone);
	put_instant(v, "CreatedOnUtc", c->created_at);
	jv_set_bool(v, "IsActive", c->erp_active);
	put_id(s, v, "TypeId", S3_VENDOR_TYPE, type);
	jv_add_str(t, "Id", s3_at(s, S3_VENDOR_TYPE, type)->id);
	jv_add_str(t, "Name", vendor_types[type - 1]);
	jv_set(v, "Type", t);
}

static void build_standard_code(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_cost_code *c = &s->co->cost_codes[r->source];
	int group = r->source == s->co->n_cost_codes;

	jv_set_str(v, "Code", group ? "03-000" : c->code);
	put_cut(v, "Name", group ? "Concrete" : c->name, 30);
	put_cut(v, "Description", group ? "Concrete" : c->name, 30);
}

static void build_standard_category(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_cost_type *t = &s->co->cost_types[r->source];

	put_cut(v, "Code", t->code, 3);
	put_cut(v, "Name", t->name, 30);
	put_cut(v, "Description", t->name, 30);
	put_cut(v, "AccumulationName", t->name, 30);
}

/* ---- jobs ---- */

/* Sage's words are In Progress, Unstarted, Closed, Hold and Pending; the numbers are a guess. */
static int job_status(const char *status)
{
	return !strcmp(status, "Active") ? 1 : !strcmp(status, "Completed") || !strcmp(status, "Canceled") ? 2 : 0;
}

static void build_extra(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_sub_job *j = &s->co->sub_jobs[r->source - s->co->n_projects];
	const struct co_project *p = &s->co->projects[j->project];

	put_cut(v, "Code", j->code, 10);
	put_cut(v, "Name", j->name, 30);
	put_id(s, v, "ParentId", S3_JOB, r->parent);
	put_cut(v, "ParentCode", p->number, 10);
	put_cut(v, "ParentName", p->erp_name, 30);
	jv_set_int(v, "Status", job_status(j->erp_status));
	jv_set_bool(v, "IsActive", !strcmp(j->erp_status, "Active"));
	put_instant(v, "CreatedOnUtc", j->created_at);
}

static void build_job(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct s3_roll *roll = &s->job_rolls[r - s->tables[S3_JOB].recs.items];
	const struct co_project *p;

	put_cents(v, "JobToDateCostAmount", roll->cost);
	put_cents(v, "JobToDateCostPaymentAmount", roll->paid);
	if (r->source >= s->co->n_projects) {
		build_extra(s, v, r);
		return;
	}
	p = &s->co->projects[r->source];
	put_cut(v, "Code", p->number, 10);
	put_cut(v, "Name", p->erp_name, 30);
	jv_set_str(v, "Address1", p->address);
	jv_set_str(v, "City", p->city);
	jv_set_str(v, "State", p->state);
	jv_set_str(v, "PostalCode", p->zip);
	jv_set_int(v, "Status", job_status(p->erp_status));
	jv_set_bool(v, "IsActive", !strcmp(p->erp_status, "Active"));
	put_instant(v, "CreatedOnUtc", p->created_at);
}

static void build_cost_code(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct s3_code *c = &s->codes.items[r->source];
	const struct co_cost_code *code = c->code >= 0 ? &s->co->cost_codes[c->code] : NULL;
	uint32_t slot = (uint32_t)(r - s->tables[S3_COST_CODE].recs.items);

	jv_set_str(v, "Code", code ? code->code : "03-000");
	put_cut(v, "Name", code ? code->name : "Concrete", 30);
	put_id(s, v, "JobId", S3_JOB, r->job);
	if (code)
		put_company_id(s, v, "StandardCostCodeId", CO_COST_CODE, c->code);
	else
		put_id(s, v, "StandardCostCodeId", S3_STANDARD_CODE, (uint32_t)s->tables[S3_STANDARD_CODE].recs.len);
	put_cut(v, "StandardCostCodeName", code ? code->name : "Concrete", 30);
	put_cut(v, "StandardCostCodeDescription", code ? code->name : "Concrete", 30);
	jv_set_bool(v, "IsGroupCode", !code);
	jv_set_int(v, "CostCodeStatus", 1);
	/* the codes of a job follow its group row */
	if (code && !strncmp(code->code, "03-", 3)) {
		while (slot && s->codes.items[slot].code >= 0)
			slot--;
		put_id(s, v, "ParentId", S3_COST_CODE, slot + 1);
	}
	put_instant(v, "CreatedOnUtc", DEFAULT_STAMP);
}

static void build_category(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct s3_cat *c = &s->cats.items[r->source];
	const struct co_cost_type *t = &s->co->cost_types[c->type];

	put_cut(v, "Code", t->code, 3);
	put_cut(v, "Name", t->name, 30);
	put_id(s, v, "JobId", S3_JOB, r->job);
	put_id(s, v, "CostCodeId", S3_COST_CODE, r->parent);
	put_company_id(s, v, "StandardCategoryId", CO_COST_TYPE, c->type);
	put_cut(v, "StandardCategoryName", t->name, 30);
	put_cut(v, "StandardCategoryDescription", t->name, 30);
	put_cut(v, "StandardCategoryAccumulationName", t->name, 30);
	put_cents(v, "OriginalEstimate", c->roll.committed);
	put_cents(v, "Estimate", c->roll.committed);
	put_cents(v, "OriginalCommitment", c->roll.committed);
	put_cents(v, "RevisedCommitment", c->roll.committed);
	put_cents(v, "CommitmentInvoiced", c->roll.invoiced);
	put_cents(v, "JobToDateCost", c->roll.cost);
	put_cents(v, "JobToDateDollarsPaid", c->roll.paid);
	put_instant(v, "CreatedOnUtc", DEFAULT_STAMP);
}

/* ---- documents ---- */

struct sums { int64_t amount, invoiced, retained, paid; };

/* What was billed on line i of a commitment in Sage. */
static void add_sums(const struct company *co, const struct co_commitment *c, int i, struct sums *out)
{
	const struct co_invoice *v;
	const struct co_item *it;
	int k;

	out->amount += co->lines[c->first_line + i].amount;
	for (k = 0; k < c->invoices; k++) {
		v = &co->invoices[c->first_invoice + k];
		if (!v->erp_id || v->erp_by_hand)
			continue;
		it = &co->items[v->first_item + i];
		out->invoiced += s3_booked(it);
		out->retained += s3_retained(it);
		out->paid += s3_line_paid(co, c->first_invoice + k, i);
	}
}

static void put_sums(cJSON *v, const struct sums *sums)
{
	put_cents(v, "Amount", sums->amount);
	put_cents(v, "AmountOriginal", sums->amount);
	put_cents(v, "AmountApproved", sums->amount);
	put_cents(v, "AmountInvoiced", sums->invoiced);
	put_cents(v, "AmountPaid", sums->paid);
	put_cents(v, "AmountRetained", sums->retained);
}

static void build_commitment(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_commitment *c = &s->co->commitments[r->source];
	struct sums sums = { 0 };
	int i;

	put_cut(v, "Code", c->number, 12);
	put_cut(v, "Name", c->title, 30);
	put_cut(v, "Description", c->title, 30);
	jv_set_int(v, "Type", c->kind == CO_SUBCONTRACT ? 1 : 2);
	put_id(s, v, "VendorId", S3_VENDOR, r->vendor);
	put_id(s, v, "JobId", S3_JOB, r->job);
	put_day(v, "Date", c->contract_date);
	for (i = 0; i < c->lines; i++)
		add_sums(s->co, c, i, &sums);
	put_sums(v, &sums);
	jv_set_number(v, "RetainagePercent", c->retainage, 2);
	jv_set_bool(v, "IsClosed", !strcmp(c->status, "Complete") || !strcmp(c->status, "Closed"));
	put_instant(v, "CreatedOnUtc", c->created_at);
}

static void build_item(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_commitment *c = &s->co->commitments[s3_at(s, S3_COMMITMENT, r->parent)->source];
	int gone = r->source >= s->co->n_lines;
	const struct co_line *l = &s->co->lines[gone ? (uint32_t)c->first_line : r->source];
	struct sums sums = { 0 };
	char code[16];

	snprintf(code, sizeof code, "%d", gone ? c->lines + 1 : l->position);
	jv_set_str(v, "Code", code);
	put_cut(v, "Name", gone ? "Withdrawn" : l->description, 30);
	put_cut(v, "Description", gone ? "Withdrawn" : l->description, 30);
	put_id(s, v, "CommitmentId", S3_COMMITMENT, r->parent);
	put_id(s, v, "JobId", S3_JOB, r->job);
	put_id(s, v, "CostCodeId", S3_COST_CODE, s3_code_of(s, r->job, l->cost_code));
	put_id(s, v, "CategoryId", S3_CATEGORY, s3_category_of(s, r->job, l->cost_code, l->cost_type));
	if (l->cost_type >= 0 && s->co->cost_types[l->cost_type].erp_id)
		put_company_id(s, v, "StandardCategoryId", CO_COST_TYPE, l->cost_type);
	if (!gone) {
		add_sums(s->co, c, (int)(r->source - (uint32_t)c->first_line), &sums);
		jv_set_number(v, "Units", l->quantity, 6);
		jv_set_number(v, "UnitCost", l->unit_cost, 6);
	}
	put_sums(v, &sums);
	jv_set_bool(v, "IsActive", !gone);
	jv_set_bool(v, "IsArchived", gone);
	put_instant(v, "CreatedOnUtc", c->created_at);
}

static const char *billed_on(const struct co_invoice *v)
{
	return v->billing_date ? v->billing_date : v->submitted_date;
}

static void build_invoice(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_invoice *i = &s->co->invoices[r->source];
	const struct co_commitment *c = &s->co->commitments[i->commitment];
	int64_t gross = 0, held = 0, days;
	char due[DATE_LEN];
	int k;

	for (k = 0; k < i->items; k++) {
		gross += s3_booked(&s->co->items[i->first_item + k]);
		held += s3_retained(&s->co->items[i->first_item + k]);
	}
	put_cut(v, "Code", i->invoice_number ? i->invoice_number : i->erp_id, 15);
	put_id(s, v, "VendorId", S3_VENDOR, r->vendor);
	put_cents(v, "Amount", gross);
	put_cut(v, "Description", c->title, 30);
	put_day(v, "InvoiceDate", billed_on(i));
	if (!date_to_days(billed_on(i), &days)) {
		date_from_days(due, days + 30);
		put_day(v, "DueDate", due);
	}
	put_day(v, "AccountingDate", billed_on(i));
	put_cents(v, "RetainageAmount", held);
	put_cents(v, "RetainageHeldAmount", held);
	put_cents(v, "TotalPaidAmount", s3_line_paid(s->co, (int)r->source, -1));
	jv_set_int(v, "Status", i->erp_by_hand ? 0 : 2);
}

static void build_distribution(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_invoice *i = &s->co->invoices[s3_at(s, S3_INVOICE, r->parent)->source];
	const struct co_commitment *c = &s->co->commitments[i->commitment];
	int n = (int)r->source - i->first_item;
	const struct co_line *l = &s->co->lines[c->first_line + n];
	const struct co_item *it = &s->co->items[r->source];
	char code[16];

	snprintf(code, sizeof code, "%d", n + 1);
	put_id(s, v, "InvoiceId", S3_INVOICE, r->parent);
	jv_set_str(v, "Code", code);
	put_cut(v, "Description", l->description, 30);
	put_cents(v, "Amount", s3_booked(it));
	put_cents(v, "RetainageAmount", s3_retained(it));
	put_id(s, v, "JobId", S3_JOB, r->job);
	put_id(s, v, "CostCodeId", S3_COST_CODE, s3_code_of(s, r->job, l->cost_code));
	put_id(s, v, "CategoryId", S3_CATEGORY, s3_category_of(s, r->job, l->cost_code, l->cost_type));
	if (!i->erp_by_hand) {
		put_id(s, v, "CommitmentId", S3_COMMITMENT, s->order_slot[i->commitment]);
		put_id(s, v, "CommitmentItemId", S3_ITEM, s->item_slot[c->first_line + n]);
	}
	jv_set_str(v, "ExpenseAccountId", s3_expense(s, l->cost_type));
	jv_set_str(v, "AccountsPayableAccountId", s3_account(s, "20000"));
}

static void build_transaction(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_invoice *i = &s->co->invoices[s3_at(s, S3_INVOICE, r->parent)->source];
	const struct co_commitment *c = &s->co->commitments[i->commitment];
	const struct co_line *l = &s->co->lines[c->first_line + ((int)r->source - i->first_item)];

	put_id(s, v, "JobId", S3_JOB, r->job);
	put_id(s, v, "CostCodeId", S3_COST_CODE, s3_code_of(s, r->job, l->cost_code));
	put_id(s, v, "CategoryId", S3_CATEGORY, s3_category_of(s, r->job, l->cost_code, l->cost_type));
	jv_set_int(v, "TransactionType", 1);
	put_day(v, "TransactionDate", billed_on(i));
	put_day(v, "AccountingDate", billed_on(i));
	put_cents(v, "Amount", s3_booked(&s->co->items[r->source]));
	put_cut(v, "Description", l->description, 30);
	put_cut(v, "Code", i->invoice_number ? i->invoice_number : i->erp_id, 15);
	put_cut(v, "Reference1", i->invoice_number ? i->invoice_number : i->erp_id, 15);
	put_id(s, v, "VendorId", S3_VENDOR, r->vendor);
	if (!i->erp_by_hand)
		put_id(s, v, "CommitmentId", S3_COMMITMENT, s->order_slot[i->commitment]);
}

static void build_payment(struct s3 *s, cJSON *v, const struct s3_rec *r)
{
	const struct co_payment *p = &s->co->payments[r->source];
	const struct co_invoice *i = &s->co->invoices[p->invoice];
	int voided = !strcmp(p->erp_status, "Voided");

	jv_set_str(v, "Code", p->check_number ? p->check_number : p->erp_id);
	put_cents(v, "Amount", p->amount);
	put_day(v, "PaymentDate", p->date);
	put_id(s, v, "VendorId", S3_VENDOR, r->vendor);
	jv_set_int(v, "Type", strcmp(p->method, "electronic") ? 0 : 2);
	jv_set_str(v, "Status", voided ? "Voided" : "Posted");
	jv_set_str(v, "AccountReference", "10200");
	if ((int)r->source != s->unpaired)
		put_cut(v, "Reference1", i->invoice_number ? i->invoice_number : i->erp_id, 15);
	jv_set_bool(v, "IsArchived", voided);
}

cJSON *s3_build(struct s3 *s, enum s3_kind kind, const struct s3_rec *r)
{
	static void (*const build[S3_KINDS])(struct s3 *s, cJSON *v, const struct s3_rec *r) = {
		[S3_ACCOUNT] = build_account, [S3_VENDOR_TYPE] = build_vendor_type,
		[S3_VENDOR] = build_vendor, [S3_STANDARD_CODE] = build_standard_code,
		[S3_STANDARD_CATEGORY] = build_standard_category, [S3_JOB] = build_job,
		[S3_COST_CODE] = build_cost_code, [S3_CATEGORY] = build_category,
		[S3_COMMITMENT] = build_commitment, [S3_ITEM] = build_item, [S3_INVOICE] = build_invoice,
		[S3_DISTRIBUTION] = build_distribution, [S3_TRANSACTION] = build_transaction,
		[S3_PAYMENT] = build_payment,
	};
	cJSON *v = s3_new(kind);

	jv_set_str(v, "Id", r->id);
	if (build[kind] && r->source != S3_MADE_HERE)
		build[kind](s, v, r);
	return v;
}
