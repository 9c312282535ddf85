/* Marks: a set of ids, and what marks many at once.
 *
 * The set is a sorted array: a million ids are eight megabytes, merged in one pass.  Which ids a list
 * holds is the store's answer (query_ids and its like), never a walk over rows. */
#include "ui/table_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* ---- sets of ids ---- */

static size_t id_set_place(const struct id_set *s, int64_t id)
{
	size_t lo = 0, hi = s->len;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (s->items[mid] < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

int id_set_has(const struct id_set *s, int64_t id)
{
	size_t at = id_set_place(s, id);
	return at < s->len && s->items[at] == id;
}

int id_set_add(struct id_set *s, int64_t id)
{
	size_t at = id_set_place(s, id);
	if (at < s->len && s->items[at] == id)
		return 0;
	*ARRAY_PUSH(s) = id;
	memmove(s->items + at + 1, s->items + at, (s->len - 1 - at) * sizeof *s->items);
	s->items[at] = id;
	return 1;
}

int id_set_remove(struct id_set *s, int64_t id)
{
	size_t at = id_set_place(s, id);
	if (at == s->len || s->items[at] != id)
		return 0;
	memmove(s->items + at, s->items + at + 1, (s->len - 1 - at) * sizeof *s->items);
	s->len--;
	return 1;
}

size_t id_set_merge(struct id_set *s, const int64_t *ids, size_t n)
{
	struct id_set out = { 0 };
	size_t before = s->len, i = 0, k = 0;
	if (n == 0)
		return 0;
	out.cap = s->len + n;
	out.items = xreallocarray(NULL, out.cap, sizeof *out.items);
	while (i < s->len || k < n) {
		if (k == n || (i < s->len && s->items[i] < ids[k])) {
			out.items[out.len++] = s->items[i++];
		} else {
			i += i < s->len && s->items[i] == ids[k];
			out.items[out.len++] = ids[k++];
		}
	}
	ARRAY_RELEASE(s);
	*s = out;
	return s->len - before;
}

size_t id_set_flip(struct id_set *s, const int64_t *ids, size_t n)
{
	struct id_set out = { 0 };
	size_t added = 0, i = 0, k = 0;
	if (n == 0)
		return 0;
	out.cap = s->len + n;
	out.items = xreallocarray(NULL, out.cap, sizeof *out.items);
	while (i < s->len || k < n) {
		if (k == n || (i < s->len && s->items[i] < ids[k])) {
			out.items[out.len++] = s->items[i++];
		} else if (i < s->len && s->items[i] == ids[k]) {
			i++;
			k++;
		} else {
			out.items[out.len++] = ids[k++];
			added++;
		}
	}
	ARRAY_RELEASE(s);
	*s = out;
	return added;
}

/* ---- marks ---- */

void marks_changed(struct table *t)
{
	t->marked_stale = 1;
	t->work->marked_changed = 1;
}

void table_mark(struct table *t)
{
	int64_t id = table_current_id(t);
	if (id == 0)
		return;
	if (!id_set_remove(&t->marks, id))
		id_set_add(&t->marks, id);
	t->mark_from = id;
	marks_changed(t);
	table_move(t, 1);
}

void table_mark_move(struct table *t, int delta)
{
	int64_t id = table_current_id(t);
	if (id == 0)
		return;
	id_set_add(&t->marks, id);
	table_move(t, delta);
	id_set_add(&t->marks, table_current_id(t));
	t->mark_from = table_current_id(t);
	marks_changed(t);
}

int64_t marks_adopt(struct table *t, int op, const int64_t *ids, size_t n)
{
	int64_t got;
	if (n > TABLE_MARKS_MAX)
		return MARKED_TOO_MANY;
	if (op == MARK_INVERT) {
		id_set_flip(&t->marks, ids, n);
		got = (int64_t)t->marks.len;
	} else {
		got = (int64_t)id_set_merge(&t->marks, ids, n);
	}
	t->mark_from = table_current_id(t);
	marks_changed(t);
	return got;
}

static int64_t mark_many(struct table *t, int op, int field)
{
	int64_t id = table_current_id(t);
	if (id == 0 || (op == MARK_RANGE && t->mark_from == 0))
		return MARKED_NOTHING;
	if (!table_settled(t))
		return MARKED_BUSY;           /* of which list? */
	return marks_ask(t, op, field);
}

int64_t table_mark_range(struct table *t)
{
	return mark_many(t, MARK_RANGE, 0);
}

int64_t table_mark_all(struct table *t)
{
	return mark_many(t, MARK_ALL, 0);
}

int64_t table_mark_invert(struct table *t)
{
	return mark_many(t, MARK_INVERT, 0);
}

int64_t table_mark_same(struct table *t, int field)
{
	return mark_many(t, MARK_SAME, field);
}

int table_marks_news(struct table *t, int *op, int64_t *n)
{
	int ready = t->mark_news.ready;
	*op = t->mark_news.op;
	*n = t->mark_news.n;
	t->mark_news.ready = 0;
	return ready;
}

void table_unmark_all(struct table *t)
{
	t->marks.len = 0;
	t->mark_from = 0;
	marks_changed(t);
}

void table_unmark(struct table *t, struct id_set *ids)
{
	size_t kept = 0, at = 0, before = t->marks.len;
	if (ids->len == 0 || before == 0)
		return;
	qsort(ids->items, ids->len, sizeof *ids->items, compare_ids);
	for (size_t i = 0; i < before; i++) {
		while (at < ids->len && ids->items[at] < t->marks.items[i])
			at++;
		if (at == ids->len || ids->items[at] != t->marks.items[i])
			t->marks.items[kept++] = t->marks.items[i];
	}
	t->marks.len = kept;
	if (kept != before)
		marks_changed(t);
}

int64_t table_marks_hidden(struct table *t)
{
	if (t->marks.len == 0)
		return 0;
	if (t->marked_stale)
		table_count_marks(t);
	if (t->marked_stale && t->reader)
		reader_serve(t->reader, READER_PATIENCE_MS);
	return t->marked_stale ? -1 : t->marks_hidden;
}
