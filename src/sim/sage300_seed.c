/* The sample company as Sage holds it: which records there are.
 *
 * Their members are made when somebody looks (sage300_build.c).  A job has every cost code and
 * category of the company's standard, but for one that an invoice needs: that one its accountant
 * has still to add.  Jobs of another accounting system are not here, nor is what belongs to them. */
#include "sim/sage300.h"
#include "base/decimal.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define N_ACCOUNTS 9
#define N_VENDOR_TYPES 3

void s3_cut(struct strbuf *out, const char *text, size_t max)
{
	const char *slash = text ? strstr(text, " / ") : NULL;
	char *part = xstrndup(text ? text : "", slash ? (size_t)(slash - text) : strlen(text ? text : ""));

	strbuf_add(out, part, text_prefix_chars(part, max));
	free(part);
}

int64_t s3_booked(const struct co_item *it)
{
	return it->work_now + it->stored - it->stored_before;
}

int64_t s3_retained(const struct co_item *it)
{
	return it->retained_now + it->stored_retained - it->stored_retained_before;
}

/* The first payment of an invoice; payments stand in the order of their invoices. */
static size_t first_payment(const struct company *co, int invoice)
{
	size_t lo = 0, hi = co->n_payments, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (co->payments[mid].invoice < invoice)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static int64_t paid_of(const struct company *co, int invoice)
{
	int64_t sum = 0;
	size_t k;

	for (k = first_payment(co, invoice); k < co->n_payments && co->payments[k].invoice == invoice; k++)
		if (co->payments[k].erp_id && strcmp(co->payments[k].erp_status, "Voided"))
			sum += co->payments[k].amount;
	return sum;
}

/* In proportion to what each line adds to the bill; the last line takes the rest. */
int64_t s3_line_paid(const struct company *co, int invoice, int line)
{
	const struct co_invoice *v = &co->invoices[invoice];
	const struct co_item *it = &co->items[v->first_item];
	int64_t net = 0, paid = paid_of(co, invoice), left = paid, part = 0;
	int i, last = 0;

	for (i = 0; i < v->items; i++) {
		net += s3_booked(&it[i]) - s3_retained(&it[i]);
		if (s3_booked(&it[i]))
			last = i;
	}
	if (line < 0)
		return paid;
	for (i = 0; net && i <= line; i++) {
		if (i == last)
			part = left;
		else if (i > last || decimal_ratio(&part, paid, s3_booked(&it[i]) - s3_retained(&it[i]), net))
			part = 0;
		left -= part;
	}
	return part;
}

static int ours(const struct s3 *s, int project)
{
	return s->co->projects[project].erp_id && !strcmp(sim_erp_of(s->sim, project), "sage300");
}

static int order_ours(const struct s3 *s, const struct co_commitment *c)
{
	return c->erp_id && ours(s, c->project) && s->co->vendors[c->vendor].erp_id;
}

/* ---- where a line is booked ---- */

uint32_t s3_job_of(const struct s3 *s, int project, int sub_job)
{
	return sub_job >= 0 && s->extra_slot[sub_job] ? s->extra_slot[sub_job] : s->job_slot[project];
}

static size_t code_index(const struct s3 *s, uint32_t job1, int code)
{
	return (size_t)(job1 - 1) * s->co->n_cost_codes + (size_t)code;
}

uint32_t s3_code_of(const struct s3 *s, uint32_t job1, int code)
{
	return job1 && code >= 0 ? (uint32_t)s->code_at[code_index(s, job1, code)] : 0;
}

uint32_t s3_category_of(const struct s3 *s, uint32_t job1, int code, int type)
{
	if (!job1 || code < 0 || type < 0)
		return 0;
	return (uint32_t)s->cat_at[code_index(s, job1, code) * s->co->n_cost_types + (size_t)type];
}

/* ---- lists of the company ---- */

static void add_own(struct s3 *s, enum s3_kind kind, uint32_t n)
{
	char id[S3_ID];
	uint32_t i;

	for (i = 0; i < n; i++) {
		s3_guid(s, id, s3_type(kind), i);
		s3_promise(s, kind, id, i);
	}
}

static struct s3_rec *add_of_company(struct s3 *s, enum s3_kind kind, enum co_entity e, int index,
	uint32_t source)
{
	char id[CO_REMOTE_ID];

	company_remote_id(s->co, "sage300", e, index, id);
	return s3_promise(s, kind, id, source);
}

static void add_lists(struct s3 *s)
{
	const struct company *co = s->co;
	char id[S3_ID];
	size_t i;

	add_own(s, S3_ACCOUNT, N_ACCOUNTS);
	add_own(s, S3_VENDOR_TYPE, N_VENDOR_TYPES);
	for (i = 0; i < co->n_vendors; i++)
		if (co->vendors[i].erp_id) {
			add_of_company(s, S3_VENDOR, CO_VENDOR, (int)i, (uint32_t)i);
			s->vendor_slot[i] = (uint32_t)s->tables[S3_VENDOR].recs.len;
		}
	for (i = 0; i < co->n_cost_codes; i++)
		if (co->cost_codes[i].erp_id)
			add_of_company(s, S3_STANDARD_CODE, CO_COST_CODE, (int)i, (uint32_t)i);
	s3_guid(s, id, "group", 0);
	s3_promise(s, S3_STANDARD_CODE, id, (uint32_t)co->n_cost_codes);
	for (i = 0; i < co->n_cost_types; i++)
		if (co->cost_types[i].erp_id)
			add_of_company(s, S3_STANDARD_CATEGORY, CO_COST_TYPE, (int)i, (uint32_t)i);
}

/* ---- jobs, their codes and categories ---- */

static void add_jobs(struct s3 *s)
{
	const struct company *co = s->co;
	const struct co_sub_job *j;
	struct s3_rec *r;
	size_t i;

	for (i = 0; i < co->n_projects; i++)
		if (ours(s, (int)i)) {
			add_of_company(s, S3_JOB, CO_PROJECT, (int)i, (uint32_t)i);
			s->job_slot[i] = (uint32_t)s->tables[S3_JOB].recs.len;
		}
	for (i = 0; i < co->n_sub_jobs; i++) {
		j = &co->sub_jobs[i];
		if (!j->id || !j->erp_id || !s->job_slot[j->project])
			continue;
		r = add_of_company(s, S3_JOB, CO_SUB_JOB, (int)i, (uint32_t)(co->n_projects + i));
		r->parent = s->job_slot[j->project];
		s->extra_slot[i] = (uint32_t)s->tables[S3_JOB].recs.len;
	}
}

/* Does a commitment book on that code and category of that job? */
static int uses(const struct s3 *s, const struct co_commitment *c, uint32_t job1, int code, int type)
{
	int i;

	for (i = 0; i < c->lines; i++) {
		const struct co_line *l = &s->co->lines[c->first_line + i];

		if (l->cost_code == code && l->cost_type == type &&
		    s3_job_of(s, c->project, l->sub_job) == job1)
			return 1;
	}
	return 0;
}

static int missing_from(const struct s3 *s, const struct co_commitment *c)
{
	const struct company *co = s->co;
	const struct co_line *l;
	uint32_t job1;
	size_t i;
	int k;

	for (k = 0; k < c->lines; k++) {
		l = &co->lines[c->first_line + k];
		if (l->cost_code < 0 || !co->cost_codes[l->cost_code].erp_id || l->cost_type < 0 ||
		    !co->cost_types[l->cost_type].erp_id)
			return 0;
		job1 = s3_job_of(s, c->project, l->sub_job);
		for (i = 0; i < co->n_commitments; i++)
			if (order_ours(s, &co->commitments[i]) &&
			    uses(s, &co->commitments[i], job1, l->cost_code, l->cost_type))
				return 0;
	}
	return c->lines > 0;
}

/* The last commitment with an approved invoice whose category no order of Sage uses. */
static int find_needy(const struct s3 *s)
{
	const struct company *co = s->co;
	const struct co_commitment *c;
	int i, spared = company_finding(co, "chain_ready", 0), k;

	for (i = (int)co->n_commitments - 1; i >= 0; i--) {
		c = &co->commitments[i];
		if (c->erp_id || c->deleted || i == spared || !ours(s, c->project) || strcmp(c->status, "Approved"))
			continue;
		for (k = 0; k < c->invoices; k++)
			if (!strcmp(co->invoices[c->first_invoice + k].status, "approved"))
				break;
		if (k < c->invoices && missing_from(s, c))
			return i;
	}
	return -1;
}

static uint32_t add_code(struct s3 *s, uint32_t job1, int code)
{
	struct s3_rec *r;
	char id[S3_ID];

	*ARRAY_PUSH(&s->codes) = (struct s3_code){ .job = job1, .code = code };
	s3_guid(s, id, "job cost code", (int64_t)s->codes.len);
	r = s3_promise(s, S3_COST_CODE, id, (uint32_t)s->codes.len - 1);
	r->job = job1;
	return (uint32_t)s->tables[S3_COST_CODE].recs.len;
}

static void add_category(struct s3 *s, uint32_t job1, uint32_t code1, int code, int type)
{
	size_t at = code_index(s, job1, code) * s->co->n_cost_types + (size_t)type;
	struct s3_rec *r;
	char id[S3_ID];

	*ARRAY_PUSH(&s->cats) = (struct s3_cat){ .code_slot = code1, .type = type };
	s3_guid(s, id, "job category", (int64_t)s->cats.len);
	r = s3_promise(s, S3_CATEGORY, id, (uint32_t)s->cats.len - 1);
	r->job = job1;
	r->parent = code1;
	s->cat_at[at] = (int32_t)s->tables[S3_CATEGORY].recs.len;
}

static void add_codes(struct s3 *s)
{
	const struct company *co = s->co;
	size_t jobs = s->tables[S3_JOB].recs.len, j, c, t;
	uint32_t code1, job1;

	s->code_at = xcalloc(jobs * co->n_cost_codes + 1, sizeof *s->code_at);
	s->cat_at = xcalloc(jobs * co->n_cost_codes * co->n_cost_types + 1, sizeof *s->cat_at);
	s->job_rolls = xcalloc(jobs + 1, sizeof *s->job_rolls);
	s->needy = find_needy(s);
	for (j = 0; j < jobs; j++) {
		job1 = (uint32_t)j + 1;
		add_code(s, job1, -1);
		for (c = 0; c < co->n_cost_codes; c++) {
			if (!co->cost_codes[c].erp_id)
				continue;
			code1 = add_code(s, job1, (int)c);
			s->code_at[code_index(s, job1, (int)c)] = (int32_t)code1;
			for (t = 0; t < co->n_cost_types; t++)
				if (co->cost_types[t].erp_id && (s->needy < 0 ||
				    !uses(s, &co->commitments[s->needy], job1, (int)c, (int)t)))
					add_category(s, job1, code1, (int)c, (int)t);
		}
	}
}

/* ---- documents ---- */

static struct s3_roll *roll_of(struct s3 *s, const struct co_commitment *c, const struct co_line *l)
{
	uint32_t cat1 = s3_category_of(s, s3_job_of(s, c->project, l->sub_job), l->cost_code, l->cost_type);

	return cat1 ? &s->cats.items[cat1 - 1].roll : NULL;
}

static void add_orders(struct s3 *s)
{
	const struct company *co = s->co;
	struct s3_rec *r;
	struct s3_roll *roll;
	char id[S3_ID];
	size_t i;
	int k;

	for (i = 0; i < co->n_commitments; i++) {
		const struct co_commitment *c = &co->commitments[i];

		if (!order_ours(s, c))
			continue;
		r = add_of_company(s, S3_COMMITMENT, CO_COMMITMENT, (int)i, (uint32_t)i);
		r->job = s->job_slot[c->project];
		r->vendor = s->vendor_slot[c->vendor];
		s->order_slot[i] = (uint32_t)s->tables[S3_COMMITMENT].recs.len;
		for (k = 0; k < c->lines + (s->order_slot[i] == 1); k++) {
			uint32_t line = (uint32_t)(k < c->lines ? c->first_line + k : (int)(co->n_lines + i));

			s3_guid(s, id, "item", line);
			r = s3_promise(s, S3_ITEM, id, line);
			r->parent = s->order_slot[i];
			r->vendor = s->vendor_slot[c->vendor];
			if (k == c->lines) {             /* the first order has an item that is gone */
				r->job = s->job_slot[c->project];
				continue;
			}
			r->job = s3_job_of(s, c->project, co->lines[line].sub_job);
			s->item_slot[line] = (uint32_t)s->tables[S3_ITEM].recs.len;
			roll = roll_of(s, c, &co->lines[line]);
			if (roll)
				roll->committed += co->lines[line].amount;
		}
	}
}

/* Line i of an invoice: its distribution, its job transaction, what they add to the sums. */
static void add_line(struct s3 *s, const struct co_invoice *v, int i)
{
	const struct co_commitment *c = &s->co->commitments[v->commitment];
	const struct co_line *l = &s->co->lines[c->first_line + i];
	const struct co_item *it = &s->co->items[v->first_item + i];
	uint32_t job1 = s3_job_of(s, c->project, l->sub_job);
	uint32_t bill1 = (uint32_t)s->tables[S3_INVOICE].recs.len;
	struct s3_roll *roll = roll_of(s, c, l);
	enum s3_kind kinds[2] = { S3_DISTRIBUTION, S3_TRANSACTION };
	int64_t paid = s3_line_paid(s->co, (int)(v - s->co->invoices), i);
	struct s3_rec *r;
	char id[S3_ID];
	int k;

	if (!s3_booked(it) && !s3_retained(it))
		return;
	for (k = 0; k < 2; k++) {
		s3_guid(s, id, s3_type(kinds[k]), v->first_item + i);
		r = s3_promise(s, kinds[k], id, (uint32_t)(v->first_item + i));
		r->job = job1;
		r->vendor = s->vendor_slot[c->vendor];
		r->parent = bill1;
	}
	if (roll) {
		roll->invoiced += v->erp_by_hand ? 0 : s3_booked(it);
		roll->cost += s3_booked(it);
		roll->paid += paid;
	}
	s->job_rolls[job1 - 1].cost += s3_booked(it);
	s->job_rolls[job1 - 1].paid += paid;
}

static void add_bills(struct s3 *s)
{
	const struct company *co = s->co;
	struct s3_rec *r;
	size_t i;
	int k;

	for (i = 0; i < co->n_invoices; i++) {
		const struct co_invoice *v = &co->invoices[i];
		const struct co_commitment *c = &co->commitments[v->commitment];

		if (!v->erp_id || !ours(s, c->project) || !s->vendor_slot[c->vendor])
			continue;
		r = add_of_company(s, S3_INVOICE, CO_INVOICE, (int)i, (uint32_t)i);
		r->vendor = s->vendor_slot[c->vendor];
		r->job = s->job_slot[c->project];
		s->bill_slot[i] = (uint32_t)s->tables[S3_INVOICE].recs.len;
		for (k = 0; k < v->items; k++)
			add_line(s, v, k);
	}
}

static void add_payments(struct s3 *s)
{
	const struct company *co = s->co;
	struct s3_rec *r;
	size_t i;

	s->unpaired = -1;
	for (i = 0; i < co->n_payments; i++) {
		const struct co_payment *p = &co->payments[i];

		if (!p->erp_id || !s->bill_slot[p->invoice])
			continue;
		r = add_of_company(s, S3_PAYMENT, CO_PAYMENT, (int)i, (uint32_t)i);
		r->vendor = s3_at(s, S3_INVOICE, s->bill_slot[p->invoice])->vendor;
		r->parent = s->bill_slot[p->invoice];
		if (!p->id && strcmp(p->erp_status, "Voided"))
			s->unpaired = (int)i;
	}
}

void s3_seed(struct s3 *s)
{
	const struct company *co = s->co;

	s->vendor_slot = xcalloc(co->n_vendors + 1, sizeof *s->vendor_slot);
	s->job_slot = xcalloc(co->n_projects + 1, sizeof *s->job_slot);
	s->extra_slot = xcalloc(co->n_sub_jobs + 1, sizeof *s->extra_slot);
	s->order_slot = xcalloc(co->n_commitments + 1, sizeof *s->order_slot);
	s->item_slot = xcalloc(co->n_lines + 1, sizeof *s->item_slot);
	s->bill_slot = xcalloc(co->n_invoices + 1, sizeof *s->bill_slot);
	add_lists(s);
	add_jobs(s);
	add_codes(s);
	add_orders(s);
	add_bills(s);
	add_payments(s);
	s->hop1_ms = sim_stamp_ms(s->sim);
}

void s3_seed_release(struct s3 *s)
{
	free(s->vendor_slot);
	free(s->job_slot);
	free(s->extra_slot);
	free(s->order_slot);
	free(s->item_slot);
	free(s->bill_slot);
	free(s->code_at);
	free(s->cat_at);
	free(s->job_rolls);
	ARRAY_RELEASE(&s->codes);
	ARRAY_RELEASE(&s->cats);
}
