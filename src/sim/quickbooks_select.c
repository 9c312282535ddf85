/* Queries of the simulated QuickBooks Online, run.
 *
 * A list is the indexes of the records that fit, in order; it is kept until something changes, so
 * that the pages of one list cost one pass.  Entries made inactive are left out unless the query
 * speaks of Active. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

/* One value, to compare: a number, or text. */
struct key { int numeric; int64_t n; char *s; };         /* s owned */

static int numeric(const struct qb_member *m)
{
	return m->code == 'd' || m->code == 'n' || m->code == 'p' || m->code == 'T' || m->code == 'b' ||
		m->code == 'i';
}

static int64_t number_of(const struct qb_member *m, const char *s)
{
	int64_t n = 0;

	if (m->code == 'T')
		return instant_parse(&n, s) ? 0 : n / 1000 * 1000;
	if (m->code == 'b')
		return !strcasecmp(s, "true");
	return decimal_parse(&n, s, 7, 1) ? -1 : n;
}

static char *folded(const char *s)
{
	struct strbuf b = STRBUF_INIT;

	for (; *s; s++)
		strbuf_addc(&b, *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s);
	return strbuf_detach(&b);
}

/* Follows a path; through the first element of an array. */
static const cJSON *member_at(const cJSON *v, const char *path)
{
	char step[64];
	size_t n;

	while (*path && v) {
		n = strcspn(path, ".");
		snprintf(step, sizeof step, "%.*s", (int)n, path);
		v = jv_get(cJSON_IsArray(v) ? v->child : v, step);
		path += n + (path[n] == '.');
	}
	return v && cJSON_IsObject(v) && jv_get(v, "value") ? jv_get(v, "value") : v;
}

static int from_record(const struct qb_rec *r, const char *path, struct key *k)
{
	if (strcmp(path, "Id") && strncmp(path, "MetaData.", 9))
		return 0;
	*k = (struct key){ .numeric = 1 };
	if (!strcmp(path, "Id"))
		k->n = r->id * 10000000;
	else
		k->n = strstr(path, "Create") ? r->created_ms : r->updated_ms;
	return 1;
}

/* 0 when the record has no such value. */
static int key_of(const cJSON *v, const struct qb_rec *r, const char *path, const struct qb_member *m,
	struct key *k)
{
	struct strbuf b = STRBUF_INIT;
	const cJSON *x;

	if (from_record(r, path, k))
		return 1;
	x = member_at(v, path);
	if (!x || cJSON_IsNull(x))
		return 0;
	if (cJSON_IsString(x))
		strbuf_adds(&b, x->valuestring);
	else
		jv_print(&b, x);
	*k = (struct key){ .numeric = numeric(m) };
	if (k->numeric)
		k->n = number_of(m, b.s);
	else
		k->s = folded(b.s);
	strbuf_release(&b);
	return 1;
}

static int compare(const struct key *a, const struct key *b)
{
	if (a->numeric)
		return a->n < b->n ? -1 : a->n > b->n;
	return strcmp(a->s ? a->s : "", b->s ? b->s : "");
}

/* % stands for anything. */
static int like(const char *s, const char *pattern)
{
	for (; *pattern && *pattern != '%'; pattern++, s++)
		if (*s != *pattern)
			return 0;
	if (!*pattern)
		return !*s;
	while (*pattern == '%')
		pattern++;
	for (; ; s++) {
		if (like(s, pattern))
			return 1;
		if (!*s)
			return 0;
	}
}

static int one_fits(const struct qb_cond *c, const struct key *k, const char *value)
{
	struct key wanted = { .numeric = k->numeric };
	int order, fits;

	if (k->numeric)
		wanted.n = number_of(c->member, value);
	else
		wanted.s = folded(value);
	if (c->op == QB_LIKE) {
		fits = !k->numeric && like(k->s, wanted.s);
	} else {
		order = compare(k, &wanted);
		fits = c->op == QB_LT ? order < 0 : c->op == QB_GT ? order > 0 : c->op == QB_LE ? order <= 0 :
			c->op == QB_GE ? order >= 0 : order == 0;
	}
	free(wanted.s);
	return fits;
}

static int condition_fits(const struct qb_cond *c, const cJSON *v, const struct qb_rec *r)
{
	struct key k = { 0 };
	int fits = 0;

	if (!key_of(v, r, c->path, c->member, &k))
		return 0;
	for (size_t i = 0; i < c->values.len && !fits; i++)
		fits = one_fits(c, &k, c->values.items[i]);
	free(k.s);
	return fits;
}

static int names_active(const struct qb_query *q)
{
	for (size_t i = 0; i < q->where.len; i++)
		if (!strcmp(q->where.items[i].path, "Active"))
			return 1;
	return 0;
}

static int on_record(const char *path)
{
	return !strcmp(path, "Id") || !strncmp(path, "MetaData.", 9);
}

/* A promised document whose number is another one need not be made. */
static int number_differs(const struct qb *qb, const struct qb_query *q, const struct qb_rec *r)
{
	const char *number = r->v ? NULL : qb_make_number(qb, q->kind, r->source);

	for (size_t i = 0; number && i < q->where.len; i++)
		if (q->where.items[i].op == QB_EQ && !strcmp(q->where.items[i].path, "DocNumber") &&
		    strcasecmp(q->where.items[i].values.items[0], number))
			return 1;
	return 0;
}

static int fits(struct qb *qb, const struct qb_query *q, const struct qb_rec *r)
{
	int temp = 0, ok = 1, active = (qb_defs[q->kind].flags & QB_LIST) && !names_active(q);
	cJSON *v = NULL;
	size_t i;

	if (r->dead || number_differs(qb, q, r))
		return 0;
	for (i = 0; i < q->where.len && ok; i++)
		if (on_record(q->where.items[i].path))
			ok = condition_fits(&q->where.items[i], NULL, r);
	for (i = 0; i < q->where.len && ok; i++) {
		if (on_record(q->where.items[i].path))
			continue;
		if (!v)
			v = qb_peek(qb, q->kind, r, &temp);
		ok = condition_fits(&q->where.items[i], v, r);
	}
	if (ok && active) {
		if (!v)
			v = qb_peek(qb, q->kind, r, &temp);
		ok = jv_bool(v, "Active", 1);
	}
	if (temp)
		cJSON_Delete(v);
	return ok;
}

/* ---- order ---- */

struct sortable { uint32_t at; int absent; struct key key; };

static int compare_rows(const void *x, const void *y)
{
	const struct sortable *a = x, *b = y;
	int order;

	if (a->absent != b->absent)
		return a->absent ? -1 : 1;
	order = a->absent ? 0 : compare(&a->key, &b->key);
	return order ? order : a->at < b->at ? -1 : 1;
}

static void sort_rows(struct qb *qb, const struct qb_query *q, uint32_t *rows, size_t n)
{
	struct qb_table *t = &qb->tables[q->kind];
	struct sortable *list = xcalloc(n + 1, sizeof *list);
	int own = on_record(q->order), temp = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct qb_rec *r = &t->recs.items[rows[i]];
		cJSON *v = own ? NULL : qb_peek(qb, q->kind, r, &temp);

		list[i].at = rows[i];
		list[i].absent = !key_of(v, r, q->order, q->order_member, &list[i].key);
		if (temp)
			cJSON_Delete(v);
	}
	qsort(list, n, sizeof *list, compare_rows);
	for (i = 0; i < n; i++) {
		rows[i] = list[q->descending ? n - 1 - i : i].at;
		free(list[i].key.s);
	}
	free(list);
}

static void make_list(struct qb *qb, const struct qb_query *q, const char *text)
{
	struct qb_table *t = &qb->tables[q->kind];
	char *key = xstrndup(text + q->filter_from, q->filter_len);

	if (t->cached_query && t->cached_generation == t->generation && !strcmp(t->cached_query, key)) {
		free(key);
		return;
	}
	free(t->cached_query);
	free(t->cached);
	t->cached_query = key;
	t->cached_generation = t->generation;
	t->cached = xcalloc(t->recs.len + 1, sizeof *t->cached);
	t->n_cached = 0;
	for (size_t i = 0; i < t->recs.len; i++)
		if (fits(qb, q, &t->recs.items[i]))
			t->cached[t->n_cached++] = (uint32_t)i;
	if (q->order && t->n_cached)
		sort_rows(qb, q, t->cached, t->n_cached);
}

/* Only the members that were named, with Id. */
static cJSON *project(const struct qb_query *q, cJSON *v)
{
	cJSON *out;

	if (!q->columns.len)
		return v;
	out = cJSON_CreateObject();
	jv_add_str(out, "domain", "QBO");
	jv_add_bool(out, "sparse", 1);
	for (size_t i = 0; i < q->columns.len; i++) {
		char *top = xstrndup(q->columns.items[i], strcspn(q->columns.items[i], "."));
		const cJSON *m = jv_get(v, top);

		if (m && !jv_get(out, top))
			jv_add(out, top, cJSON_Duplicate(m, 1));
		free(top);
	}
	cJSON_Delete(v);
	return out;
}

cJSON *qb_query_run(struct qb *qb, const char *text, struct qb_fault *fault)
{
	int64_t cap = sim_options(qb->sim)->page_cap;
	cJSON *out = NULL, *list;
	struct qb_table *t;
	struct qb_query q;
	size_t from, n;

	if (qb_query_parse(qb, &q, text, fault))
		goto done;
	t = &qb->tables[q.kind];
	make_list(qb, &q, text);
	out = cJSON_CreateObject();
	if (q.count) {
		jv_add_int(out, "totalCount", (int64_t)t->n_cached);
		goto done;
	}
	n = (size_t)(cap && cap < q.max ? cap : q.max);
	from = (size_t)(q.start - 1);
	if (from >= t->n_cached)
		goto done;
	if (n > t->n_cached - from)
		n = t->n_cached - from;
	list = cJSON_CreateArray();
	for (size_t i = 0; i < n; i++)
		cJSON_AddItemToArray(list, project(&q, qb_show(qb, q.kind, &t->recs.items[t->cached[from + i]])));
	jv_add(out, qb_defs[q.kind].name, list);
	jv_add_int(out, "startPosition", q.start);
	jv_add_int(out, "maxResults", (int64_t)n);
	if (qb->sw.total_count)
		jv_add_int(out, "totalCount", (int64_t)t->n_cached);
done:
	qb_query_release(&q);
	return out;
}
