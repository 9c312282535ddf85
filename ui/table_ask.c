/* Questions of a list to the store, and their answers.
 *
 * The same question is asked here and now (no reader: tests, a program without threads) or travels to
 * the reader with a copy of all it needs.  Its answer is taken only when its number is still the one
 * the list waits for: a newer question of the list takes a newer number. */
#include "ui/table_parts.h"
#include "base/date.h"

#include <string.h>

#include "base/banned.h"

/* ---- queries that outlive the list's own ---- */

void kept_release(struct kept_query *k)
{
	free(k->text);
	k->text = NULL;
}

void kept_set(struct kept_query *k, const struct table *t)
{
	char *text = t->filter_text ? xstrdup(t->filter_text) : NULL;
	kept_release(k);
	k->q = t->query;
	k->q.filter = NULL;
	k->text = text;
}

static int same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

int kept_same(const struct kept_query *k, const struct table *t)
{
	const struct query *a = &k->q, *b = &t->query;
	return a->entity == b->entity && a->view == b->view && a->sort_field == b->sort_field &&
		!a->descending == !b->descending && a->books == b->books && a->sort2 == b->sort2 &&
		(!a->sort2 || (a->sort2_field == b->sort2_field && !a->descending2 == !b->descending2)) &&
		query_scope_same(&a->scope, &b->scope) && same_text(k->text, t->filter_text);
}

int kept_begin(const struct kept_query *k, struct filter *f, struct query *q, struct error *err)
{
	int rc;
	memset(f, 0, sizeof *f);
	*q = k->q;
	rc = filter_parse(f, q->entity, k->text ? k->text : "", err);
	if (rc == 0 && f->n_terms > 0)
		q->filter = f;
	return rc;
}

/* ---- rows ---- */

struct rows_job {
	struct reader_job job;
	struct table *t;                /* for done alone */
	uint64_t id;
	enum rows_kind kind;
	struct kept_query k;            /* owned text */
	int64_t anchor;
	struct id_array near;           /* ROWS_RELOAD: the first that is there is the anchor */
	size_t size;
	/* the answer */
	struct pool pool;
	struct record_array rows;
	size_t cursor;
	int at_first, at_last, found;
	int64_t used;
};

static void rows_forget(struct rows_job *j)
{
	ARRAY_RELEASE(&j->rows);
	pool_release(&j->pool);
	pool_init(&j->pool);
	j->cursor = 0;
	j->at_first = j->at_last = j->found = 0;
	j->used = 0;
}

/* Around the anchor: as many rows before it as after it; 0: from an end of the list. */
static int rows_read(struct rows_job *j, struct store *s, const struct query *q, int64_t anchor, int from_end,
	struct error *err)
{
	struct record_array after = { 0 };
	int rc = 0;
	if (anchor != 0 || from_end)
		rc = query_window(s, q, anchor, 1, 0, j->size, &j->pool, &j->rows, err);
	if (rc == 0 && (anchor != 0 || !from_end))
		rc = query_window(s, q, anchor, 0, 1, j->size, &j->pool, &after, err);
	if (rc == 0) {
		j->at_first = anchor == 0 && !from_end ? 1 : j->rows.len < j->size;
		j->at_last = anchor == 0 && from_end ? 1 : after.len < j->size;
		j->cursor = j->rows.len;
		for (size_t i = 0; i < after.len; i++)
			*ARRAY_PUSH(&j->rows) = after.items[i];
	}
	ARRAY_RELEASE(&after);
	j->used = anchor;
	return rc;
}

/* The first of the records near the cursor that is still in the list. */
static int nearest(struct rows_job *j, struct store *s, const struct query *q, struct error *err)
{
	j->used = 0;
	for (size_t i = 0; i < j->near.len; i++) {
		int rc = query_matches(s, q, j->near.items[i], err);
		if (rc < 0)
			return rc;
		if (rc == 1) {
			j->used = j->near.items[i];
			return 0;
		}
	}
	return 0;
}

static int rows_run(struct reader_job *job, struct store *s, struct error *err)
{
	struct rows_job *j = (struct rows_job *)job;
	struct filter f;
	struct query q;
	int rc;
	rows_forget(j);
	rc = kept_begin(&j->k, &f, &q, err);
	if (rc == 0 && (j->kind == ROWS_GOTO || j->kind == ROWS_SORTED)) {
		rc = query_matches(s, &q, j->anchor, err);
		j->found = rc == 1;
		if (rc == 0 && j->kind == ROWS_SORTED)
			rc = rows_read(j, s, &q, 0, 0, err);
		else if (rc == 1)
			rc = rows_read(j, s, &q, j->anchor, 0, err);
	} else if (rc == 0 && j->kind == ROWS_RELOAD) {
		rc = nearest(j, s, &q, err);
		if (rc == 0)
			rc = rows_read(j, s, &q, j->used, 0, err);
	} else if (rc == 0) {
		rc = rows_read(j, s, &q, j->anchor, j->kind == ROWS_LAST, err);
	}
	filter_release(&f);
	return rc;
}

static void rows_release(struct reader_job *job)
{
	struct rows_job *j = (struct rows_job *)job;
	kept_release(&j->k);
	ARRAY_RELEASE(&j->near);
	ARRAY_RELEASE(&j->rows);
	pool_release(&j->pool);
	error_release(&job->error);
	free(j);
}

/* The rows become the list's. */
static void take_rows(struct table *t, struct rows_job *j)
{
	struct record_array rows = t->rows;
	struct pool pool = t->pool;
	t->rows = j->rows;
	t->pool = j->pool;
	t->at_first = j->at_first;
	t->at_last = j->at_last;
	j->rows = rows;
	j->pool = pool;
	kept_release(&t->work->shown);
	t->work->shown = j->k;
	j->k.text = NULL;
	t->stale = 0;
}

static void rows_done(struct reader_job *job)
{
	struct rows_job *j = (struct rows_job *)job;
	struct table *t = j->t;
	struct table_work *w = t->work;
	if (w->rows_id != j->id)
		return;                       /* a newer question took its place */
	if (job->rc == ERR_CANCEL) {
		w->lost = 1;                  /* another list's did: asked again when this one is drawn */
		t->stale = 1;
		return;
	}
	w->rows_id = 0;
	w->found = j->found;
	t->news |= j->kind != ROWS_READY;
	t->waiting = WAITING_NOT;
	error_release(&t->error);
	if (job->rc < 0) {
		error_move(&t->error, &job->error);
		w->moves = 0;
		t->stale = 0;
		return;
	}
	if (j->kind == ROWS_GOTO && !j->found) {
		if (w->late_goto) {           /* whoever asked has gone on meanwhile */
			t->missed = 1;
			rows_ask(t, ROWS_FIRST, 0, j->size, 0);
		}
		return;
	}
	/* rows_came wants to know where the cursor was among the old rows */
	{
		int64_t current = table_current_id(t);
		size_t at = j->cursor;
		if (w->moves == 0 && t->rows.len > 0)
			w->line = (int)(t->cursor - t->top);   /* it may have moved since the question */
		take_rows(t, j);
		if (j->kind == ROWS_AROUND || j->kind == ROWS_READY || j->kind == ROWS_RELOAD)
			for (size_t i = 0; i < t->rows.len; i++)
				if (t->rows.items[i].id == current)
					at = i;
		t->cursor = at < t->rows.len ? at : t->rows.len > 0 ? t->rows.len - 1 : 0;
	}
	if (w->again) {
		w->again = 0;
		t->stale = 1;
	}
	rows_came(t, j->kind, j->anchor, j->used);
}

/* Records to look for when the one under the cursor has left the list: itself, the following, the
 * preceding. */
#define NEIGHBOURS 64

static void add_near(struct rows_job *j, const struct table *t)
{
	for (size_t d = 0; d < NEIGHBOURS && t->cursor + d < t->rows.len; d++)
		*ARRAY_PUSH(&j->near) = t->rows.items[t->cursor + d].id;
	for (size_t d = 1; d < NEIGHBOURS && d <= t->cursor && t->cursor < t->rows.len; d++)
		*ARRAY_PUSH(&j->near) = t->rows.items[t->cursor - d].id;
}

static enum waiting waits_for(const struct table *t, enum rows_kind kind)
{
	if (kind == ROWS_READY)
		return WAITING_NOT;
	if (kind == ROWS_GOTO || kind == ROWS_SORTED || !kept_same(&t->work->shown, t))
		return WAITING_LIST;
	return WAITING_MORE;
}

static void ask_here(struct table *t, struct reader_job *job)
{
	job->rc = job->run(job, t->store, &job->error);
	/* nobody overtakes a question here: it was stopped from outside, and that is its answer */
	if (job->rc == ERR_CANCEL)
		job->rc = ERR_LATER;
	job->done(job);
	job->release(job);
}

int rows_wait(struct table *t)
{
	int64_t end = clock_mono_ms() + READER_PATIENCE_MS, left = READER_PATIENCE_MS;
	while (t->work->rows_id != 0 && t->reader && left > 0 && reader_serve(t->reader, (int)left) > 0)
		left = end - clock_mono_ms();
	return t->work->rows_id == 0;
}

/* So many thousand steps of the database may be done between a key and its picture. */
#define STEPS_AT_ONCE 60

/* Rows that an index finds, without a way to the reader and back; 0: it takes longer than that. */
static int rows_at_once(struct table *t, struct rows_job *j)
{
	int news = t->news;
	if (!t->at_once || j->kind == ROWS_READY || !query_is_quick(t->store, &t->query))
		return 0;
	store_limit(t->store, STEPS_AT_ONCE);
	j->job.rc = rows_run(&j->job, t->store, &j->job.error);
	store_limit(t->store, 0);
	if (j->job.rc == ERR_CANCEL || j->job.rc == ERR_LATER) {
		error_release(&j->job.error);
		return 0;
	}
	rows_done(&j->job);
	t->news = news;               /* whoever asked draws */
	rows_release(&j->job);
	return 1;
}

int rows_ask(struct table *t, enum rows_kind kind, int64_t anchor, size_t size, int wait)
{
	struct table_work *w = t->work;
	struct rows_job *j = xcalloc(1, sizeof *j);
	int open = w->rows_id != 0 && !w->lost;
	j->job = (struct reader_job){ .kind = READ_ROWS, .run = rows_run, .done = rows_done,
		.release = rows_release };
	j->t = t;
	j->kind = kind;
	j->anchor = anchor;
	j->size = size;
	pool_init(&j->pool);
	kept_set(&j->k, t);
	if (kind == ROWS_RELOAD)
		add_near(j, t);
	w->rows_id = j->id = ++w->last_id;
	w->kind = kind;
	w->anchor = anchor;
	w->size = size;
	w->lost = w->late_goto = 0;
	t->waiting = waits_for(t, kind);
	if (t->reader == NULL) {
		ask_here(t, &j->job);
		return 1;
	}
	if (rows_at_once(t, j)) {
		if (open)
			reader_drop(t->reader, READ_ROWS);      /* this answer took its place */
		return 1;
	}
	reader_ask(t->reader, &j->job);
	return wait ? rows_wait(t) : 0;
}

void rows_drop(struct table *t)
{
	if (t->work->rows_id == 0)
		return;
	t->work->rows_id = 0;
	t->work->moves = 0;
	t->work->lost = t->work->again = 0;
	t->waiting = WAITING_NOT;
	reader_drop(t->reader, READ_ROWS);
}

/* ---- totals of the list ---- */

struct totals_job {
	struct reader_job job;
	struct table *t;
	uint64_t id;
	struct kept_query k;
	struct query_totals totals;
	int64_t *ids;                   /* owned: of the marks; NULL: the list's totals */
	size_t n;
	int64_t hidden;
};

static int totals_run(struct reader_job *job, struct store *s, struct error *err)
{
	struct totals_job *j = (struct totals_job *)job;
	struct filter f;
	struct query q;
	int64_t shown = 0;
	int rc = kept_begin(&j->k, &f, &q, err);
	memset(&j->totals, 0, sizeof j->totals);
	if (rc == 0 && j->ids == NULL)
		rc = query_totals(s, &q, &j->totals, err);
	else if (rc == 0)
		rc = query_totals_of(s, q.entity, j->ids, j->n, &j->totals, err);
	if (rc == 0 && j->ids)
		rc = query_count_of(s, &q, j->ids, j->n, &shown, err);
	j->hidden = (int64_t)j->n - shown;
	filter_release(&f);
	return rc;
}

static void totals_release(struct reader_job *job)
{
	struct totals_job *j = (struct totals_job *)job;
	kept_release(&j->k);
	free(j->ids);
	error_release(&job->error);
	free(j);
}

static void totals_done(struct reader_job *job)
{
	struct totals_job *j = (struct totals_job *)job;
	struct table *t = j->t;
	struct table_work *w = t->work;
	if (w->totals_id != j->id)
		return;
	w->totals_id = 0;
	t->counting = 0;
	t->news = 1;
	if (job->rc == ERR_CANCEL || w->totals_epoch != t->epoch)
		return;                       /* asked again in the next moment without keys */
	if (job->rc == 0)
		t->totals = j->totals;
	t->totals_stale = 0;
}

static void marked_done(struct reader_job *job)
{
	struct totals_job *j = (struct totals_job *)job;
	struct table *t = j->t;
	struct table_work *w = t->work;
	if (w->marked_id != j->id)
		return;
	w->marked_id = 0;
	t->counting_marks = 0;
	t->news = 1;
	if (job->rc == ERR_CANCEL)
		return;
	if (job->rc == 0) {
		t->marked = j->totals;
		t->marks_hidden = j->hidden;
	}
	t->marked_stale = w->marked_changed;
}

static struct totals_job *totals_job(struct table *t, enum reader_kind kind, void (*done)(struct reader_job *))
{
	struct totals_job *j = xcalloc(1, sizeof *j);
	j->job = (struct reader_job){ .kind = kind, .run = totals_run, .done = done, .release = totals_release };
	j->t = t;
	j->id = ++t->work->last_id;
	kept_set(&j->k, t);
	return j;
}

static int ask_totals(struct table *t, struct totals_job *j)
{
	if (t->reader == NULL) {
		ask_here(t, &j->job);
		return 1;
	}
	reader_ask(t->reader, &j->job);
	return 0;
}

int table_count(struct table *t)
{
	struct table_work *w = t->work;
	struct totals_job *j;
	if (w->totals_id != 0 && w->totals_epoch == t->epoch)
		return 0;                     /* under way */
	j = totals_job(t, READ_TOTALS, totals_done);
	w->totals_id = j->id;
	w->totals_epoch = t->epoch;
	t->counting = 1;
	return ask_totals(t, j);
}

int table_count_marks(struct table *t)
{
	struct table_work *w = t->work;
	struct totals_job *j;
	if (t->marks.len == 0) {
		memset(&t->marked, 0, sizeof t->marked);
		t->marks_hidden = 0;
		t->marked_stale = 0;
		w->marked_id = 0;
		t->counting_marks = 0;
		return 1;
	}
	if (w->marked_id != 0 && !w->marked_changed)
		return 0;
	j = totals_job(t, READ_MARKED, marked_done);
	j->n = t->marks.len;
	j->ids = xreallocarray(NULL, j->n, sizeof *j->ids);
	memcpy(j->ids, t->marks.items, j->n * sizeof *j->ids);
	w->marked_id = j->id;
	w->marked_changed = 0;
	t->counting_marks = 1;
	return ask_totals(t, j);
}

/* ---- which rows a mark of many means ---- */

struct marks_job {
	struct reader_job job;
	struct table *t;
	uint64_t id;
	int op, field;
	int64_t from, to;
	struct kept_query k;
	struct id_array ids;
};

static int marks_run(struct reader_job *job, struct store *s, struct error *err)
{
	struct marks_job *j = (struct marks_job *)job;
	struct filter f;
	struct query q;
	int rc = kept_begin(&j->k, &f, &q, err);
	j->ids.len = 0;
	if (rc == 0 && j->op == MARK_RANGE)
		rc = query_between(s, &q, j->from, j->to, TABLE_MARKS_MAX, &j->ids, err);
	else if (rc == 0 && j->op == MARK_SAME)
		rc = query_same(s, &q, j->field, j->to, TABLE_MARKS_MAX, &j->ids, err);
	else if (rc == 0)
		rc = query_ids(s, &q, TABLE_MARKS_MAX, &j->ids, err);
	if (rc == 0 && j->ids.len > 1)
		qsort(j->ids.items, j->ids.len, sizeof *j->ids.items, compare_ids);
	filter_release(&f);
	return rc;
}

static void marks_release(struct reader_job *job)
{
	struct marks_job *j = (struct marks_job *)job;
	kept_release(&j->k);
	ARRAY_RELEASE(&j->ids);
	error_release(&job->error);
	free(j);
}

static void marks_done(struct reader_job *job)
{
	struct marks_job *j = (struct marks_job *)job;
	struct table *t = j->t;
	if (t->work->marks_id != j->id)
		return;
	t->work->marks_id = 0;
	t->marking = 0;
	t->news = 1;
	t->mark_news = (struct table_marked){ 1, j->op,
		job->rc < 0 ? MARKED_NOTHING : marks_adopt(t, j->op, j->ids.items, j->ids.len) };
}

int64_t marks_ask(struct table *t, int op, int field)
{
	struct table_work *w = t->work;
	int64_t end = clock_mono_ms() + READER_PATIENCE_MS, left = READER_PATIENCE_MS, n;
	struct marks_job *j;
	if (w->marks_id != 0)
		return MARKED_BUSY;
	j = xcalloc(1, sizeof *j);
	j->job = (struct reader_job){ .kind = READ_MARKS, .run = marks_run, .done = marks_done,
		.release = marks_release };
	j->t = t;
	j->id = w->marks_id = ++w->last_id;
	j->op = op;
	j->field = field;
	j->from = t->mark_from;
	j->to = table_current_id(t);
	kept_set(&j->k, t);
	t->marking = 1;
	if (t->reader == NULL)
		ask_here(t, &j->job);
	else
		reader_ask(t->reader, &j->job);
	while (w->marks_id != 0 && left > 0 && reader_serve(t->reader, (int)left) > 0)
		left = end - clock_mono_ms();
	return table_marks_news(t, &op, &n) ? n : MARKED_LATER;
}
