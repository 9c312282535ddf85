/* One question at a time: its number tells whether the answer is still wanted. */
#include "ui/errand.h"
#include "ui/app.h"

#include "base/banned.h"

struct errand_job {
	struct reader_job job;
	struct app *a;                  /* for done alone */
	uint64_t id;
	const struct errand *how;
	void *data;                     /* owned */
};

static int errand_run(struct reader_job *job, struct store *s, struct error *err)
{
	struct errand_job *j = (struct errand_job *)job;
	return j->how->run(j->data, s, err);
}

static void errand_done(struct reader_job *job)
{
	struct errand_job *j = (struct errand_job *)job;
	struct app *a = j->a;
	if (a->errand.id != j->id)
		return;
	a->errand.holds = a->errand.open = 0;
	if (job->rc == ERR_CANCEL)
		return;
	j->how->done(a, j->data, job->rc, &job->error);
	a->dirty = 1;
}

static void errand_release(struct reader_job *job)
{
	struct errand_job *j = (struct errand_job *)job;
	j->how->release(j->data);
	error_release(&job->error);
	free(j);
}

void errand_ask(struct app *a, const struct errand *how, int holds, void *take_data)
{
	struct errand_job *j = xcalloc(1, sizeof *j);
	j->job = (struct reader_job){ .kind = READ_ERRAND, .run = errand_run, .done = errand_done,
		.release = errand_release };
	j->a = a;
	j->how = how;
	j->data = take_data;
	j->id = ++a->errand.id;
	a->errand.holds = holds;
	a->errand.open = 1;
	reader_ask(a->reader, &j->job);
	reader_serve(a->reader, READER_PATIENCE_MS);
}

int errand_holds(const struct app *a)
{
	return a->errand.holds;
}

int errand_free(const struct app *a)
{
	return !a->errand.open;
}

int errand_stop(struct app *a)
{
	if (!a->errand.holds)
		return 0;
	a->errand.id++;
	a->errand.holds = a->errand.open = 0;
	reader_drop(a->reader, READ_ERRAND);
	return 1;
}
