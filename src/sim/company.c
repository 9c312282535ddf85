/* Makes the sample company: the hand-written sample first, then, for a large
 * scale, as many vendors, jobs, commitments and invoices of the same kinds as asked
 * for.  Everything follows from the seed; nothing asks the clock. */
#include "sim/company_make.h"

#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define DAY_MS INT64_C(86400000)
#define FIRST_FIN_YEAR 2025
#define LAST_CLOSED "2026-08"

uint64_t maker_chance(struct maker *m)
{
	uint64_t z = m->rng += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* min .. max */
int64_t maker_between(struct maker *m, int64_t min, int64_t max)
{
	return min + (int64_t)(maker_chance(m) % (uint64_t)(max - min + 1));
}

void *maker_grow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 64;
	return xreallocarray(items, *cap, size);
}

void maker_finding(struct maker *m, const char *name, enum co_entity entity, size_t index)
{
	struct co_finding *f;

	if (!name || m->invoice_limit)
		return;
	f = ADD(m, findings);
	f->name = name;
	f->entity = entity;
	f->index = (int)index;
}

const char *maker_day_after(struct maker *m, const char *date, int days)
{
	char out[DATE_LEN];
	int64_t n;

	if (date_to_days(date, &n))
		BUG("the sample company has a wrong date: %s", date);
	date_from_days(out, n + days);
	return pool_strdup(&m->co->pool, out);
}

/* Some time in the working day of that date. */
int64_t maker_stamp(struct maker *m, const char *date, int days)
{
	int64_t n, ms;

	if (date_to_days(date, &n))
		BUG("the sample company has a wrong date: %s", date);
	ms = (n + days) * DAY_MS + maker_between(m, 12 * 3600, 21 * 3600) * 1000;
	return ms;
}

void maker_note_stamp(struct maker *m, int64_t ms)
{
	if (ms > m->co->newest_at)
		m->co->newest_at = ms;
}

/* ---- fixed lists ---- */

static void *copy_list(const void *from, size_t n, size_t size)
{
	void *to = xreallocarray(NULL, n, size);

	memcpy(to, from, n * size);
	return to;
}

static void add_fixed(struct maker *m)
{
	struct company *co = m->co;

	co->n_branches = company_n_branches;
	co->branches = copy_list(company_branches, co->n_branches, sizeof *co->branches);
	co->n_customers = company_n_customers;
	co->customers = copy_list(company_customers, co->n_customers, sizeof *co->customers);
	co->n_cost_codes = company_n_cost_codes;
	co->cost_codes = copy_list(company_cost_codes, co->n_cost_codes, sizeof *co->cost_codes);
	for (size_t i = 0; i < co->n_cost_codes; i++) {
		co->cost_codes[i].id = CO_ID(CO_IDS_STANDARD_CODE, i);
		if (!co->cost_codes[i].erp_id)
			maker_finding(m, "cost_code_absent", CO_COST_CODE, i);
	}
	co->n_cost_types = company_n_cost_types;
	co->cost_types = copy_list(company_cost_types, co->n_cost_types, sizeof *co->cost_types);
	for (size_t i = 0; i < co->n_cost_types; i++) {
		co->cost_types[i].id = CO_ID(CO_IDS_COST_TYPE, i);
		if (!co->cost_types[i].erp_id)
			maker_finding(m, "cost_type_no_group", CO_COST_TYPE, i);
	}
	co->n_tax_codes = company_n_tax_codes;
	co->tax_codes = copy_list(company_tax_codes, co->n_tax_codes, sizeof *co->tax_codes);
	for (size_t i = 0; i < co->n_tax_codes; i++)
		co->tax_codes[i].id = CO_ID(CO_IDS_TAX_CODE, i);
}

static void add_months(struct maker *m)
{
	struct company *co = m->co;

	co->fin_periods = xcalloc(FIN_MONTHS, sizeof *co->fin_periods);
	co->n_fin_periods = FIN_MONTHS;
	for (int i = 0; i < FIN_MONTHS; i++) {
		int year = FIRST_FIN_YEAR + i / 12, month = i % 12 + 1;
		int next_year = month == 12 ? year + 1 : year, next = month % 12 + 1;
		struct co_fin_period *p = &co->fin_periods[i];
		char *first_of_next = pool_printf(&co->pool, "%04d-%02d-01", next_year, next);

		m->month_start[i] = pool_printf(&co->pool, "%04d-%02d-01", year, month);
		m->month_end[i] = maker_day_after(m, first_of_next, -1);
		m->month_due[i] = maker_day_after(m, first_of_next, 14);
		p->id = pool_printf(&co->pool, "%02d%04d", month, year);
		p->start_date = m->month_start[i];
		p->end_date = m->month_end[i];
		p->closed = strncmp(m->month_start[i], LAST_CLOSED, 7) <= 0;
	}
}

/* ---- vendors, jobs ---- */

static const char *abbreviation(struct maker *m, const char *name)
{
	struct strbuf folded = STRBUF_INIT;
	char out[9];
	size_t n = 0;

	text_add_folded(&folded, name);
	for (const char *s = folded.s; *s && n + 1 < sizeof out; s++)
		if (*s >= 'a' && *s <= 'z')
			out[n++] = (char)(*s - 'a' + 'A');
	out[n] = 0;
	strbuf_release(&folded);
	return pool_strdup(&m->co->pool, out);
}

static void add_vendor(struct maker *m, const struct co_vendor_seed *s)
{
	struct company *co = m->co;
	size_t i = co->n_vendors;
	struct co_vendor *v = ADD(m, vendors);

	v->id = s->flags & VENDOR_ERP_ONLY ? 0 : CO_ID(CO_IDS_VENDOR, i);
	v->name = s->name;
	v->legal_name = s->name;
	v->abbreviated_name = abbreviation(m, s->name);
	v->address = s->address;
	v->city = s->city;
	v->state = s->state;
	v->zip = s->zip;
	v->country = s->country;
	v->phone = pool_printf(&co->pool, "%s-555-%04d",
		!strcmp(s->country, "US") ? "518" : !strcmp(s->language, "fr") ? "514" : "613",
		(int)(100 + i % 9900));
	v->email = i % 7 == 3 ? NULL :
		pool_printf(&co->pool, "ap%zu@vendor%zu.example", i, i);
	v->tax_number = i % 3 ? pool_printf(&co->pool, "%09dRT0001", (int)(101000000 + i * 37)) : NULL;
	v->language = s->language;
	v->currency = !strcmp(s->country, "US") ? "USD" : "CAD";
	v->terms = i % 4 ? "30D" : "45D";
	v->active = !(s->flags & VENDOR_INACTIVE);
	v->deleted = (s->flags & VENDOR_DELETED) != 0;
	if (s->flags & VENDOR_IN_ERP) {
		v->erp_id = pool_printf(&co->pool, "V%zu", 1004 + i);
		v->erp_name = s->erp_name ? s->erp_name : s->name;
		v->erp_active = !(s->flags & VENDOR_ERP_OFF);
		v->linked = (s->flags & VENDOR_LINKED) != 0;
	}
	v->created_at = maker_stamp(m, "2026-01-05", (int)(i % 20));
	v->updated_at = v->created_at + DAY_MS * (int64_t)(i % 90);
	maker_finding(m, s->finding, CO_VENDOR, i);
}

static int trade_by_code(const char *code)
{
	for (size_t i = 0; i < company_n_trades; i++)
		if (!strcmp(company_trades[i].code, code))
			return (int)i;
	return 0;
}

static void add_periods(struct maker *m, int project)
{
	struct co_project *p = &m->co->projects[project];

	p->first_period = (int)m->co->n_billing_periods;
	p->periods = PERIODS;
	for (int i = 0; i < PERIODS; i++) {
		size_t at = m->co->n_billing_periods;
		struct co_billing_period *b = ADD(m, billing_periods);

		b->id = CO_ID(CO_IDS_PERIOD, at);
		b->project = project;
		b->start_date = m->month_start[12 + i];
		b->end_date = m->month_end[12 + i];
		b->due_date = m->month_due[12 + i];
		b->closed = i < OCTOBER - 1;
	}
}

static void add_project(struct maker *m, const struct co_project_seed *s)
{
	struct company *co = m->co;
	size_t i = co->n_projects;
	struct co_project *p = ADD(m, projects);

	p->id = CO_ID(CO_IDS_PROJECT, i);
	p->number = s->number;
	p->name = s->name;
	p->address = s->address;
	p->city = s->city;
	p->state = s->state;
	p->zip = s->zip;
	p->country = s->country;
	p->start_date = s->start;
	p->completion_date = s->completion;
	p->currency = co->branches[s->branch].currency;
	p->total_value = s->value;
	p->active = 1;
	p->branch = s->branch;
	p->customer = s->customer;
	p->erp_id = s->erp_id;
	p->erp_name = s->erp_id ? s->name : NULL;
	p->erp_status = s->erp_status;
	p->linked = s->linked;
	p->running_before = s->running_before;
	p->created_at = maker_stamp(m, s->start, -7);
	p->updated_at = p->created_at + DAY_MS * 3;
	add_periods(m, (int)i);
	maker_finding(m, s->finding, CO_PROJECT, i);
}

static void add_sub_job(struct maker *m, int project, const struct co_sub_job_seed *s)
{
	struct company *co = m->co;
	size_t i = co->n_sub_jobs;
	struct co_sub_job *j = ADD(m, sub_jobs);
	struct co_project *p = &co->projects[project];

	j->id = s->in_procore ? CO_ID(CO_IDS_SUB_JOB, i) : 0;
	j->project = project;
	j->code = s->code;
	j->name = s->name;
	j->erp_id = s->erp_id;
	j->erp_status = s->erp_status;
	j->linked = s->in_procore && s->erp_id;
	j->created_at = p->created_at + DAY_MS;
	j->updated_at = j->created_at;
	if (!p->sub_jobs)
		p->first_sub_job = (int)i;
	p->sub_jobs++;
	maker_finding(m, s->finding, CO_SUB_JOB, i);
}

/* ---- commitments ---- */

static int cost_code_of(const struct company *co, const char *code)
{
	for (size_t i = 0; i < co->n_cost_codes; i++)
		if (!strcmp(co->cost_codes[i].code, code))
			return (int)i;
	return -1;
}

/* The n-th sub job of the project that is usable; -1 when Procore has none. */
static int usable_sub_job(const struct company *co, const struct co_project *p, int nth,
	int completed)
{
	int found = 0;

	for (int pass = 0; pass < 2; pass++) {
		int n = 0;

		for (int i = 0; i < p->sub_jobs; i++) {
			const struct co_sub_job *j = &co->sub_jobs[p->first_sub_job + i];

			if (!j->id || !j->erp_status ||
			    (completed != 0) != !strcmp(j->erp_status, "Completed"))
				continue;
			if (pass && n == nth % found)
				return p->first_sub_job + i;
			n++;
		}
		found = n;
		if (!found)
			return -1;
	}
	return -1;
}

static void add_line(struct maker *m, struct co_commitment *c, const struct co_commitment_seed *s,
	int k, int64_t amount)
{
	struct company *co = m->co;
	const struct co_vendor *v = &co->vendors[c->vendor];
	const struct co_project *p = &co->projects[c->project];
	const char *code = co->vendors[c->vendor].notes;
	const struct co_trade *t = &company_trades[trade_by_code(code)];
	size_t i = co->n_lines;
	struct co_line *l = ADD(m, lines);
	int completed = s->finding && !strcmp(s->finding, "commitment_task_completed");

	l->id = CO_ID(CO_IDS_LINE, i);
	l->position = k + 1;
	l->description = strcmp(v->language, "fr") ? t->lines_en[k % 3] : t->lines_fr[k % 3];
	l->amount = amount;
	l->cost_code = cost_code_of(co, code);
	l->cost_type = c->kind == CO_SUBCONTRACT ? 2 : !strcmp(code, "01-500") ? 3 : 1;
	l->sub_job = usable_sub_job(co, p, k, completed);
	l->tax_code = -1;
	if (c->kind == CO_PURCHASE_ORDER && amount % 10000 == 0) {
		l->quantity = (amount / 10000) * 1000000;
		l->unit_cost = INT64_C(100) * 1000000;
		l->uom = !strcmp(code, "01-500") ? "hr" : "ea";
	}
	if (!s->finding || k + 1 != c->lines)
		return;
	if (!strcmp(s->finding, "line_no_cost_code"))
		l->cost_code = -1;
	else if (!strcmp(s->finding, "line_cost_type_no_group"))
		l->cost_type = 4;
	else if (!strcmp(s->finding, "line_tax_code"))
		l->tax_code = 0;
}

/* The total over the lines: 5/7 and 2/7, or 3/6, 2/6 and 1/6, the rest in the last. */
static void add_lines(struct maker *m, struct co_commitment *c, const struct co_commitment_seed *s)
{
	static const int parts[3][4] = { { 1, 0, 0, 1 }, { 5, 2, 0, 7 }, { 3, 2, 1, 6 } };
	int64_t left = s->total;

	c->first_line = (int)m->co->n_lines;
	c->lines = s->lines;
	for (int k = 0; k < s->lines; k++) {
		const int *part = parts[s->lines - 1];
		int64_t amount = s->total * part[k] / part[3] / 100 * 100;

		if (k + 1 == s->lines)
			amount = left;
		left -= amount;
		add_line(m, c, s, k, amount);
	}
}

static void add_change_order(struct maker *m, int commitment, const char *number,
	const char *title, const char *status, int64_t amount)
{
	struct company *co = m->co;
	size_t i = co->n_change_orders;
	struct co_change_order *o = ADD(m, change_orders);

	o->id = CO_ID(CO_IDS_CHANGE_ORDER, i);
	o->commitment = commitment;
	o->number = number;
	o->title = title;
	o->status = status;
	o->date = "2026-09-18";
	o->amount = amount;
	o->cost_code = co->lines[co->commitments[commitment].first_line].cost_code;
	o->cost_type = 2;
	o->created_at = maker_stamp(m, o->date, -10);
	o->updated_at = maker_stamp(m, o->date, 0);
}

static const char *erp_order_number(struct maker *m, enum co_commitment_kind kind)
{
	if (kind == CO_SUBCONTRACT)
		return pool_printf(&m->co->pool, "SC%06d", ++m->subcontracts);
	return pool_printf(&m->co->pool, "PO%06d", ++m->orders);
}

static void add_oddities(struct maker *m, struct co_commitment *c, size_t i, const char *finding)
{
	if (!finding)
		return;
	maker_finding(m, finding, CO_COMMITMENT, i);
	if (!strcmp(finding, "commitment_lines_sum"))
		c->total += 50000;
	else if (!strcmp(finding, "commitment_currency"))
		c->currency = "USD";
	else if (!strcmp(finding, "commitment_deleted"))
		c->deleted = 1;
}

static void add_commitment(struct maker *m, const struct co_commitment_seed *s)
{
	struct company *co = m->co;
	size_t i = co->n_commitments;
	struct co_commitment *c = ADD(m, commitments);
	const struct co_vendor *v = &co->vendors[s->vendor];
	const struct co_project *p = &co->projects[s->project];
	const struct co_trade *t = &company_trades[trade_by_code(v->notes)];

	c->id = CO_ID(CO_IDS_COMMITMENT, i);
	c->kind = s->kind;
	c->number = s->number;
	c->title = s->title ? s->title : strcmp(v->language, "fr") ? t->title_en : t->title_fr;
	c->description = i % 5 == 1 ? "Prices include freight.\nPrix livrés au chantier." : NULL;
	c->status = s->status;
	c->executed = s->exported || !strcmp(s->status, "Approved") || !strcmp(s->status, "Complete");
	c->vendor = s->vendor;
	c->project = s->project;
	c->retainage = s->retainage;
	c->currency = p->currency;
	c->total = s->total;
	c->contract_date = s->exported ? maker_day_after(m, p->start_date, (int)(i % 12)) :
		maker_day_after(m, "2026-10-06", (int)(i % 28));
	c->delivery_date = c->kind == CO_PURCHASE_ORDER ? maker_day_after(m, c->contract_date, 30) : NULL;
	c->created_at = maker_stamp(m, c->contract_date, -4);
	c->updated_at = maker_stamp(m, c->contract_date, 3);
	maker_note_stamp(m, c->updated_at);
	add_lines(m, c, s);
	if (s->exported) {
		c->erp_id = erp_order_number(m, s->kind);
		c->linked = 1;
	}
	add_oddities(m, c, i, s->finding);
	if (!strcmp(s->number, "SC-0077")) {
		add_change_order(m, (int)i, "001", "Frost walls", "approved", 940000);
		add_change_order(m, (int)i, "002", "Added footing", "approved", 300000);
		add_change_order(m, (int)i, "003", "Winter heating", "pending", 515000);
	}
	maker_add_invoices(m, (int)i, s->invoices);
}

/* ---- the sample, and more of it ---- */

static void add_sample(struct maker *m)
{
	for (size_t i = 0; i < company_n_vendor_seeds; i++) {
		add_vendor(m, &company_vendor_seeds[i]);
		m->co->vendors[i].notes = company_vendor_seeds[i].trade;
	}
	for (size_t i = 0; i < company_n_project_seeds; i++)
		add_project(m, &company_project_seeds[i]);
	for (size_t i = 0; i < company_n_sub_job_seeds; i++)
		add_sub_job(m, company_sub_job_seeds[i].project, &company_sub_job_seeds[i]);
	for (size_t i = 0; i < company_n_commitment_seeds; i++)
		add_commitment(m, &company_commitment_seeds[i]);
}

static void add_more_vendors(struct maker *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t family = maker_chance(m) % company_n_families, place = maker_chance(m) % company_n_places;
		const struct co_trade *t = &company_trades[maker_chance(m) % company_n_trades];
		int us = place >= 14, fr = place < 7;
		struct co_vendor_seed s = { .address = "100 Main Street", .flags = VENDOR_IN_ERP };

		if (!strcmp(t->code, "07-500"))
			t = &company_trades[2];
		s.name = fr ?
			pool_printf(&m->co->pool, "%s %s %zu inc.", t->title_fr, company_families[family], i) :
			pool_printf(&m->co->pool, "%s %s %zu", company_families[family], t->title_en, i);
		s.city = company_places[place];
		s.state = us ? "NY" : fr ? "QC" : "ON";
		s.country = us ? "US" : "CA";
		s.zip = us ? "12901" : fr ? "H7L 3W8" : "K1N 5T2";
		s.language = fr ? "fr" : "en";
		s.trade = t->code;
		if (i % 50)
			s.flags |= VENDOR_LINKED;
		add_vendor(m, &s);
		m->co->vendors[m->co->n_vendors - 1].notes = s.trade;
	}
}

static void add_more_projects(struct maker *m, size_t n)
{
	static const struct co_sub_job_seed task = { 0, 0, NULL, "General", "01", "Active", NULL };

	for (size_t i = 0; i < n; i++) {
		size_t place = maker_chance(m) % company_n_places;
		int branch = place >= 14 ? 2 : place < 7 ? 1 : 0;
		struct co_project_seed s = { .address = "1 Site Road", .start = "2026-01-12",
			.completion = "2027-12-17", .value = maker_between(m, 2, 40) * 100000000,
			.branch = branch, .customer = (int)(i % company_n_customers),
			.erp_status = "Active", .linked = 1 };

		s.number = pool_printf(&m->co->pool, "K-%04zu", 1000 + i);
		s.erp_id = pool_printf(&m->co->pool, "K%04zu", 1000 + i);
		s.name = pool_printf(&m->co->pool, branch == 1 ? "Complexe %s, phase %zu" :
			"%s Centre, phase %zu", company_places[place], 1 + i % 5);
		s.city = company_places[place];
		s.state = branch == 2 ? "NY" : branch == 1 ? "QC" : "ON";
		s.country = branch == 2 ? "US" : "CA";
		s.zip = branch == 2 ? "12901" : "H7L 3W8";
		add_project(m, &s);
		add_sub_job(m, (int)m->co->n_projects - 1, &task);
	}
}

/* Until the company has as many invoices as asked for. */
static void add_more_commitments(struct maker *m, size_t first_vendor, size_t first_project)
{
	static const char *const words[] = {
		"sssssssssa", "ssssssssS", "sssssssssn", "ssssssssSo", "sssssssss", "sssssssssr",
		"ssssssssSa", "sssssssssa", "sssssssspa", "sssssssssd",
	};
	const struct company *co = m->co;

	for (size_t i = 0; co->n_invoices < m->invoice_limit; i++) {
		struct co_commitment_seed s = { .kind = CO_SUBCONTRACT, .status = "Approved",
			.exported = 1, .lines = 2, .retainage = i % 6 ? 1000 : 500 };

		s.number = pool_printf(&m->co->pool, "SC-%zu", 10000 + i);
		s.vendor = (int)(first_vendor + maker_chance(m) % (co->n_vendors - first_vendor));
		if (!co->vendors[s.vendor].linked)
			s.vendor = (int)first_vendor + 1;
		s.project = (int)(first_project + i % (co->n_projects - first_project));
		s.total = maker_between(m, 200, 20000) * 10000;
		s.invoices = words[maker_chance(m) % ARRAY_SIZE(words)];
		add_commitment(m, &s);
	}
}

struct company *company_make(uint64_t seed, int64_t scale)
{
	struct company *co = xcalloc(1, sizeof *co);
	struct maker m = { .co = co, .rng = seed };
	size_t vendors, projects;

	co->seed = seed;
	co->scale = scale;
	co->id = INT64_C(562949953420001);
	co->name = "Northside Builders";
	co->name_fr = "Constructions Northside";
	co->tenant = "Northside";
	co->home_currency = "CAD";
	co->connected_on = "2026-01-05";
	pool_init(&co->pool);
	add_months(&m);
	add_fixed(&m);
	add_sample(&m);
	vendors = co->n_vendors;
	projects = co->n_projects;
	if (scale > (int64_t)co->n_invoices) {
		m.invoice_limit = (size_t)scale;
		add_more_vendors(&m, (size_t)(10 + scale / 500));
		add_more_projects(&m, (size_t)(4 + (scale / 1000 < 200 ? scale / 1000 : 200)));
		add_more_commitments(&m, vendors, projects);
	}
	/* The trade of a vendor was kept there while commitments were made. */
	for (size_t i = 0; i < co->n_vendors; i++)
		co->vendors[i].notes = i % 9 == 4 ? "Certificat de conformité CNESST reçu." : NULL;
	return co;
}

void company_free(struct company *co)
{
	if (!co)
		return;
	free(co->branches);
	free(co->customers);
	free(co->vendors);
	free(co->cost_codes);
	free(co->cost_types);
	free(co->tax_codes);
	free(co->projects);
	free(co->sub_jobs);
	free(co->billing_periods);
	free(co->fin_periods);
	free(co->commitments);
	free(co->lines);
	free(co->change_orders);
	free(co->invoices);
	free(co->items);
	free(co->payments);
	free(co->findings);
	pool_release(&co->pool);
	free(co);
}

int company_finding(const struct company *co, const char *name, int nth)
{
	for (size_t i = 0; i < co->n_findings; i++)
		if (!strcmp(co->findings[i].name, name) && !nth--)
			return co->findings[i].index;
	return -1;
}

const char *company_entity_name(enum co_entity e)
{
	static const char *const names[] = {
		[CO_VENDOR] = "vendor", [CO_PROJECT] = "project", [CO_SUB_JOB] = "sub_job",
		[CO_COST_CODE] = "cost_code", [CO_COST_TYPE] = "cost_type",
		[CO_COMMITMENT] = "commitment", [CO_INVOICE] = "invoice", [CO_PAYMENT] = "payment",
		[CO_CHANGE_ORDER] = "change_order",
	};

	return names[e];
}

int64_t company_lines_total(const struct company *co, int commitment)
{
	const struct co_commitment *c = &co->commitments[commitment];
	int64_t sum = 0;

	for (int i = 0; i < c->lines; i++)
		sum += co->lines[c->first_line + i].amount;
	return sum;
}
