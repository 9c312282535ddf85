/* A list read from end to end, for a file or the clipboard, beside the screen's thread.
 *
 * It goes on page by page and is the least urgent of all questions; one that is more urgent
 * interrupts it, and it goes on behind the last whole page. */
#include "ui/table_parts.h"

#include <string.h>

#include "base/banned.h"

#define PAGE 500

struct list_job {
	struct reader_job job;
	const struct table_reading *how;
	void *data;                     /* owned */
	struct kept_query k;
	struct id_array ids;            /* of the marks; none: the list */
	size_t at;                      /* of the ids, or of the rows of the list */
	int64_t anchor;                 /* the last row of the page before */
	int all;                        /* every page was taken */
};

/* The next page of the marks; what is gone meanwhile is left out. */
static int marked_page(struct list_job *j, struct store *s, struct pool *p, struct record_array *rows, size_t *next)
{
	enum entity e = j->k.q.entity;
	for (*next = j->at; *next < j->ids.len && rows->len < PAGE; ++*next) {
		struct record r;
		int rc = records_get(s, e, j->ids.items[*next], p, &r, NULL);
		if (rc == 0)
			*ARRAY_PUSH(rows) = r;
		else if (rc == ERR_CANCEL || rc == ERR_LATER)
			return rc;
	}
	return 0;
}

static int one_page(struct list_job *j, struct store *s, const struct query *q, struct error *err)
{
	struct pool pool = POOL_INIT;
	struct record_array rows = { 0 };
	size_t next = 0;
	int rc = j->ids.len > 0 ? marked_page(j, s, &pool, &rows, &next) :
		query_window(s, q, j->anchor, 0, 0, PAGE, &pool, &rows, err);
	if (rc == 0) {
		j->all = j->ids.len > 0 ? next == j->ids.len : rows.len < PAGE;
		j->at = j->ids.len > 0 ? next : j->at + rows.len;
		if (rows.len > 0)
			j->anchor = rows.items[rows.len - 1].id;
		j->all |= j->how->page(j->data, &rows, &pool);
	}
	ARRAY_RELEASE(&rows);
	pool_release(&pool);
	return rc;
}

static int list_run(struct reader_job *job, struct store *s, struct error *err)
{
	struct list_job *j = (struct list_job *)job;
	struct filter f;
	struct query q;
	int rc = kept_begin(&j->k, &f, &q, err);
	while (rc == 0 && !j->all)
		rc = one_page(j, s, &q, err);
	if (rc == 0 && j->how->end)
		rc = j->how->end(j->data, err);
	filter_release(&f);
	return rc;
}

static void list_done(struct reader_job *job)
{
	struct list_job *j = (struct list_job *)job;
	j->how->done(j->data, job->rc, &job->error);
}

static void list_release(struct reader_job *job)
{
	struct list_job *j = (struct list_job *)job;
	j->how->release(j->data);
	kept_release(&j->k);
	ARRAY_RELEASE(&j->ids);
	error_release(&job->error);
	free(j);
}

void table_take_all(struct table *t, int kind, int marked, const struct table_reading *how, void *take_data)
{
	struct list_job *j = xcalloc(1, sizeof *j);
	j->job = (struct reader_job){ .kind = (enum reader_kind)kind, .run = list_run, .done = list_done, .release = list_release };
	j->how = how;
	j->data = take_data;
	kept_set(&j->k, t);
	for (size_t i = 0; marked && i < t->marks.len; i++)
		*ARRAY_PUSH(&j->ids) = t->marks.items[i];
	reader_ask(t->reader, &j->job);
	reader_serve(t->reader, READER_PATIENCE_MS);
}
