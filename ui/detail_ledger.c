/* What the documents of the record in the detail come to, added up beside the screen's thread.
 *
 * Hundreds of documents that no cache knows take longer than a key may wait, so the cursor never waits
 * for them: the pane says that they are being counted, and is built once more when the answer has
 * come.  After a change of the data the sums stay until the new ones are there. */
#include "ui/detail_build.h"
#include "ui/app.h"

#include "base/banned.h"

struct sums_job {
	struct reader_job job;
	struct app *a;                  /* for done alone */
	uint64_t id;
	struct record record, erp;      /* their ids alone; texts owned */
	struct detail_sums sums;        /* the answer */
};

static void id_of(struct record *out, const struct record *r)
{
	*out = (struct record){ .entity = r->entity, .id = r->id, .connection_id = r->connection_id,
		.remote_id = r->remote_id ? xstrdup(r->remote_id) : NULL };
}

/* What was billed on each line of a commitment. */
static int billed(struct sums_job *j, struct store *s, struct error *err)
{
	struct record_array lines = { 0 };
	struct pool pool = POOL_INIT;
	int rc = 0;
	if (j->record.remote_id)
		rc = records_children(s, ENTITY_COMMITMENT_LINE, j->record.connection_id, j->record.remote_id, &pool,
			&lines, err);
	j->sums.n_billed = 0;
	free(j->sums.billed);
	j->sums.billed = xcalloc(lines.len + 1, sizeof *j->sums.billed);
	for (size_t i = 0; rc == 0 && i < lines.len && i < DETAIL_LINES_MAX; i++) {
		rc = ledger_billed(s, &lines.items[i], &j->sums.billed[i], err);
		j->sums.n_billed = i + 1;
	}
	ARRAY_RELEASE(&lines);
	pool_release(&pool);
	return rc;
}

static int sums_run(struct reader_job *job, struct store *s, struct error *err)
{
	struct sums_job *j = (struct sums_job *)job;
	const struct record *erp = j->erp.id ? &j->erp : NULL;
	int rc;
	switch (j->record.entity) {
	case ENTITY_COMMITMENT:
		rc = ledger_commitment(s, &j->record, erp, &j->sums.commitment, err);
		return rc < 0 ? rc : billed(j, s, err);
	case ENTITY_JOB:
		return ledger_job(s, &j->record, erp, &j->sums.account, err);
	default:
		return ledger_vendor(s, &j->record, erp, &j->sums.account, err);
	}
}

static void sums_done(struct reader_job *job)
{
	struct sums_job *j = (struct sums_job *)job;
	struct detail *d = &j->a->detail;
	if (d->sums.asked != j->id)
		return;
	d->sums.open = 0;
	if (job->rc == ERR_CANCEL)
		return;
	free(d->sums.billed);
	j->sums.asked = j->id;
	d->sums = j->sums;
	d->sums.known = job->rc == 0;
	j->sums.billed = NULL;
	d->rebuild = 1;
	j->a->dirty = 1;
}

static void sums_release(struct reader_job *job)
{
	struct sums_job *j = (struct sums_job *)job;
	free((char *)j->record.remote_id);
	free((char *)j->erp.remote_id);
	free(j->sums.billed);
	error_release(&job->error);
	free(j);
}

void detail_sums_release(struct detail *d)
{
	free(d->sums.billed);
	d->sums = (struct detail_sums){ .asked = d->sums.asked + 1 };
}

void detail_ask_sums(struct app *a, struct detail *d)
{
	const struct record *procore, *erp;
	struct sums_job *j;
	if (d->entity != ENTITY_COMMITMENT && d->entity != ENTITY_JOB && d->entity != ENTITY_VENDOR)
		return;
	detail_sides(d, &procore, &erp);
	j = xcalloc(1, sizeof *j);
	j->job = (struct reader_job){ .kind = READ_DETAIL, .run = sums_run, .done = sums_done, .release = sums_release };
	j->a = a;
	j->id = ++d->sums.asked;
	id_of(&j->record, procore ? procore : &d->record);
	if (erp)
		id_of(&j->erp, erp);
	d->sums.open = 1;
	reader_ask(a->reader, &j->job);
	reader_serve(a->reader, READER_PATIENCE_MS);
	d->rebuild = 0;                 /* it is built now */
}
