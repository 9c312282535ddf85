/* The lines of a dossier: what each one is booked on over there.
 *
 * A line of Procore's has a cost code, a cost type and perhaps a sub job.  What an ERP
 * makes of the three differs: a company-wide cost code beside an account group, an item called
 * "03-200.L", a category of one job's cost code.  The profile says how it calls the thing
 * (cost_code_pattern) and whether it belongs to a job; the rows the ERP was read with say whether
 * it is there, and on which account it goes. */
#include "sync/dossier_lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct work {
	struct lookup *k;
	struct pool *p;
	const struct profile *profile;       /* or NULL */
	const struct dossier *d;
	int64_t erp;
};

/* ---- cost types and accounts ---- */

/* The account group of a Procore cost type: by the mark it carries, by number, by name. */
static const struct record *erp_cost_type(struct lookup *k, int64_t erp, const struct record *type,
	const char *number)
{
	const struct record *r = NULL;

	if (type) {
		r = lookup_erp(k, ENTITY_COST_TYPE, erp, record_text(type, COST_TYPE_ORIGIN_ID));
		if (!r)
			r = lookup_code(k, ENTITY_COST_TYPE, erp, "", record_text(type, COST_TYPE_NUMBER));
		if (!r)
			r = lookup_code(k, ENTITY_COST_TYPE, erp, "", record_text(type, COST_TYPE_NAME));
	}
	return r ? r : lookup_code(k, ENTITY_COST_TYPE, erp, "", number);
}

static void find_cost_type(const struct work *w, struct dossier_line *l, const struct record *type,
	const char *number)
{
	const struct record *r;

	l->cost_type_asked = type ? record_text(type, COST_TYPE_NUMBER) : number;
	r = erp_cost_type(w->k, w->erp, type, l->cost_type_asked);
	l->erp_cost_type = r;
	l->cost_type = !r ? NULL : record_has(r, COST_TYPE_NUMBER) ? record_text(r, COST_TYPE_NUMBER) : r->remote_id;
}

static const char *filled(const struct record *r, int field)
{
	return r && record_has(r, field) && *record_text(r, field) ? record_text(r, field) : NULL;
}

/* Of the ERP's cost code, else of its cost type, else as the connection says. */
static void find_account(const struct work *w, struct dossier_line *l)
{
	l->account = filled(l->erp_cost_code, COST_CODE_ACCOUNT);
	if (!l->account)
		l->account = filled(l->erp_cost_type, COST_TYPE_ACCOUNT);
	if (!l->account && w->profile)
		l->account = profile_account(w->profile, l->cost_type_asked);
	l->erp_account = lookup_account(w->k, w->erp, l->account);
}

/* ---- cost codes ---- */

/* Adds the pattern with its places filled.  An empty place takes the character before it along:
 * "{code}.{type}" of a line without a type is the code alone. */
static void add_pattern(struct strbuf *out, const char *pattern, const char *code, const char *type,
	const char *job)
{
	const struct { const char *name, *value; } places[] = { { "{code}", code }, { "{type}", type },
		{ "{job}", job } };
	int empty_start = 0;

	while (*pattern) {
		size_t i = 0, n;

		while (i < 3 && strncmp(pattern, places[i].name, strlen(places[i].name)))
			i++;
		if (i == 3) {
			if (!empty_start)
				strbuf_addc(out, *pattern);
			empty_start = 0;
			pattern++;
			continue;
		}
		n = out->len;
		strbuf_adds(out, places[i].value ? places[i].value : "");
		if (out->len == n && n)
			strbuf_truncate(out, n - 1);
		else if (out->len == n)
			empty_start = 1;
		pattern += strlen(places[i].name);
	}
}

static const char *erp_job(const struct work *w)
{
	const struct counterpart *job = &w->d->job;

	return job->erp ? job->erp->remote_id : job->erp_id;
}

/* Whose list a line's code is in, where codes belong to a job: the job's, or that of the sub job
 * (an extra of Sage has cost codes of its own). */
static const char *owner(const struct work *w, const struct dossier_line *l)
{
	return l->task_asked && l->erp_task ? l->erp_task->remote_id : erp_job(w);
}

static const char *asked_code(const struct work *w, const char *code, const char *type)
{
	const char *pattern = w->profile ? w->profile->cost_code_pattern : NULL, *job, *made;
	struct strbuf text = STRBUF_INIT;

	if (!pattern || !strcmp(pattern, "{code}") || !code || !*code)
		return code;
	job = w->d->job.erp_code;
	if (!job && w->d->job.procore)
		job = record_name(w->d->job.procore);
	add_pattern(&text, pattern, code, type, job);
	made = pool_strndup(w->p, text.s, text.len);
	strbuf_release(&text);
	return made;
}

/* The mark Procore's code carries names the ERP's code, where that is not made of several things
 * and belongs to no other job. */
static const struct record *marked_code(const struct work *w, const struct dossier_line *l,
	const struct record *code)
{
	const char *pattern = w->profile && w->profile->cost_code_pattern ? w->profile->cost_code_pattern : "{code}";
	const struct record *r;

	if (!code || strcmp(pattern, "{code}"))
		return NULL;
	r = lookup_erp(w->k, ENTITY_COST_CODE, w->erp, record_text(code, COST_CODE_ORIGIN_ID));
	if (r && w->profile && w->profile->cost_codes_by_job && filled(r, COST_CODE_JOB) &&
	    (!owner(w, l) || strcmp(filled(r, COST_CODE_JOB), owner(w, l))))
		return NULL;
	return r;
}

/* By what it is called there: in the job's own list first, then among those of the company. */
static const struct record *called_code(const struct work *w, const struct dossier_line *l, const char *asked)
{
	const struct record *r = NULL;
	int by_job = w->profile && w->profile->cost_codes_by_job;

	if (by_job && owner(w, l))
		r = lookup_code(w->k, ENTITY_COST_CODE, w->erp, owner(w, l), asked);
	if (!r)
		r = lookup_code(w->k, ENTITY_COST_CODE, w->erp, "", asked);
	if (r && by_job && filled(r, COST_CODE_JOB) &&
	    (!owner(w, l) || strcmp(filled(r, COST_CODE_JOB), owner(w, l))))
		return NULL;                     /* another job's */
	return r;
}

static void find_cost_code(const struct work *w, struct dossier_line *l, const struct record *code,
	const char *number, const char *type)
{
	const struct record *r;

	l->cost_code_asked = asked_code(w, code ? record_text(code, COST_CODE_NUMBER) : number, type);
	r = marked_code(w, l, code);
	if (!r)
		r = called_code(w, l, l->cost_code_asked);
	l->erp_cost_code = r;
	l->cost_code = !r ? NULL : record_has(r, COST_CODE_NUMBER) ? record_text(r, COST_CODE_NUMBER) : r->remote_id;
}

/* ---- tasks ---- */

static void find_task(const struct work *w, struct dossier_line *l, const char *asked)
{
	const char *job = erp_job(w);
	const struct record_array *tasks;
	const struct record *task = NULL;

	l->task_asked = asked && *asked ? asked : NULL;
	if (!job)
		return;
	if (l->task_asked) {
		task = lookup_code(w->k, ENTITY_SUB_JOB, w->erp, job, asked);
	} else {
		tasks = lookup_children(w->k, ENTITY_SUB_JOB, w->erp, job);
		for (size_t i = 0; i < tasks->len && !task; i++)
			if (record_int(&tasks->items[i], SUB_JOB_DEFAULT))
				task = &tasks->items[i];
		if (!task && tasks->len == 1)
			task = &tasks->items[0];
	}
	l->erp_task = task;
	if (!task)
		return;
	l->task = record_text(task, SUB_JOB_NUMBER);
	l->task_status = record_has(task, SUB_JOB_STATUS) ? record_text(task, SUB_JOB_STATUS) : NULL;
}

/* ---- lines of a commitment ---- */

static void commitment_line(const struct work *w, struct dossier_line *l, const struct record *line)
{
	int64_t c = line->connection_id;
	const struct record *code = lookup_record(w->k, ENTITY_COST_CODE, c,
		record_text(line, COMMITMENT_LINE_COST_CODE));
	const struct record *type = lookup_record(w->k, ENTITY_COST_TYPE, c,
		record_text(line, COMMITMENT_LINE_COST_TYPE));
	const struct record *sub = lookup_record(w->k, ENTITY_SUB_JOB, c,
		record_text(line, COMMITMENT_LINE_SUB_JOB));
	const struct link *link = lookup_link(w->k, ENTITY_COMMITMENT_LINE, line->id, w->erp);

	find_task(w, l, sub ? record_text(sub, SUB_JOB_NUMBER) :
		record_text(line, COMMITMENT_LINE_SUB_JOB_NUMBER));
	find_cost_type(w, l, type, record_text(line, COMMITMENT_LINE_COST_TYPE_NUMBER));
	find_cost_code(w, l, code, record_text(line, COMMITMENT_LINE_COST_CODE_NUMBER), l->cost_type_asked);
	find_account(w, l);
	l->order_line = link ? link->erp_id : NULL;
	if (!l->order_line && record_has(line, COMMITMENT_LINE_ORIGIN_ID))
		l->order_line = record_text(line, COMMITMENT_LINE_ORIGIN_ID);
}

static void load_commitment(const struct work *w, struct dossier *d)
{
	const struct record_array *lines = lookup_children(w->k, ENTITY_COMMITMENT_LINE,
		d->record->connection_id, d->record->remote_id);

	d->lines = pool_alloc(w->p, (lines->len + 1) * sizeof *d->lines);
	for (size_t i = 0; i < lines->len; i++) {
		struct dossier_line *l = &d->lines[d->n_lines++];
		l->line = &lines->items[i];
		commitment_line(w, l, l->line);
	}
}

/* ---- lines of an invoice ---- */

static const struct record *line_of(const struct record_array *lines, const char *remote_id)
{
	for (size_t i = 0; i < lines->len; i++)
		if (!strcmp(lines->items[i].remote_id, remote_id))
			return &lines->items[i];
	return NULL;
}

/* What other invoices billed on the same line of the commitment. */
static int64_t billed_before(struct lookup *k, const struct record *line, const struct record *on)
{
	if (!on)
		return record_int(line, INVOICE_LINE_PREVIOUS);
	return lookup_sum(k, ENTITY_INVOICE_LINE, line->connection_id, INVOICE_LINE_COMMITMENT_LINE,
		on->remote_id, INVOICE_LINE_AMOUNT) - record_int(line, INVOICE_LINE_AMOUNT);
}

static void invoice_line(const struct work *w, struct dossier_line *l, const struct record_array *on)
{
	const struct record *line = l->line, *code;

	l->commitment_line = line_of(on, record_text(line, INVOICE_LINE_COMMITMENT_LINE));
	if (l->commitment_line)
		commitment_line(w, l, l->commitment_line);
	code = lookup_record(w->k, ENTITY_COST_CODE, line->connection_id,
		record_text(line, INVOICE_LINE_COST_CODE));
	if (code || !l->cost_code) {
		find_cost_code(w, l, code, record_text(line, INVOICE_LINE_COST_CODE_NUMBER), l->cost_type_asked);
		find_account(w, l);
	}
	if (!l->commitment_line)
		find_task(w, l, NULL);
	l->billed_before = billed_before(w->k, line, l->commitment_line);
}

static void load_invoice(const struct work *w, struct dossier *d)
{
	const struct record *r = d->record;
	struct record_array lines = { 0 };
	const struct record_array *on = lookup_children(w->k, ENTITY_COMMITMENT_LINE, r->connection_id,
		record_text(r, INVOICE_COMMITMENT));

	records_children(lookup_store(w->k), ENTITY_INVOICE_LINE, r->connection_id, r->remote_id, w->p, &lines,
		NULL);
	d->lines = pool_alloc(w->p, (lines.len + 1) * sizeof *d->lines);
	for (size_t i = 0; i < lines.len; i++) {
		struct dossier_line *l = &d->lines[d->n_lines++];
		struct record *copy = pool_alloc(w->p, sizeof *copy);

		*copy = lines.items[i];
		l->line = copy;
		invoice_line(w, l, on);
	}
	ARRAY_RELEASE(&lines);
}

void dossier_load_lines(struct lookup *k, const struct profile *profile, struct pool *p, struct dossier *d)
{
	struct work w = { k, p, profile, d, d->erp };

	if (d->record->entity == ENTITY_COMMITMENT)
		load_commitment(&w, d);
	else
		load_invoice(&w, d);
}
