/* Ids in the order of a list, one after the other, from an index.
 *
 * A list is ordered by (key, id), a null key before all others.  Every step of the walk
 * is a range of the index (view, key): rows of the anchor's own key beyond it, then the
 * keys beyond, then the nulls when going down.  So any page at any depth costs the same.
 * The list of everything is the merge of the other lists, which the database does
 * row by row while the walk goes on.
 *
 * A second order is walk_groups.c's: it walks the first one here, and what is equal by
 * it goes on by the second. */
#include "store/search.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* ---- orders ---- */

/* The column of one order; 0, or ERR_BUG.  down: as asked for; a younger record has the greater time. */
static int order_column(struct store *s, enum entity e, int field, char column[64], int *text, int *down,
	struct error *err)
{
	static const struct { int field; const char *column; int text; } states[] = {
		{ SORT_ID, "", 0 }, { SORT_STATUS, "state", 1 }, { SORT_AGE, "changed_at", 0 },
		{ SORT_ERP, "erp_code", 1 }, { SORT_BOOKS, "books", 0 },
	};
	const struct entity_def *d = &entities[e];
	struct strbuf name = STRBUF_INIT;

	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		if (states[i].field != field)
			continue;
		snprintf(column, 64, "%s", states[i].column);
		*text = states[i].text;
		*down = (*down != 0) != (field == SORT_AGE);
		return 0;
	}
	if (field < 0 || field >= d->n_fields)
		return error_set(err, ERR_BUG, N_("a list cannot be sorted by that field"), NULL);
	table_sort_column(&name, s, e, field);
	snprintf(column, 64, "%s", name.s);
	*text = table_is_text(d->fields[field].type);
	*down = *down != 0;
	strbuf_release(&name);
	return 0;
}

static int has_index(enum entity e, int field)
{
	return field < 0 ? field != SORT_ERP : (entities[e].fields[field].flags & FIELD_SORT) != 0;
}

int order_of(struct order *out, struct store *s, const struct query *q, struct error *err)
{
	int rc;

	memset(out, 0, sizeof *out);
	out->descending = q->descending;
	out->descending2 = q->descending2;
	rc = order_column(s, q->entity, q->sort_field, out->column, &out->text, &out->descending, err);
	if (rc == 0 && q->sort2 && *out->column)
		rc = order_column(s, q->entity, q->sort2_field, out->column2, &out->text2, &out->descending2, err);
	if (strcmp(out->column, out->column2) == 0)
		*out->column2 = '\0';
	if (rc == 0)
		out->unindexed = !has_index(q->entity, q->sort_field) ||
			(*out->column2 && !has_index(q->entity, q->sort2_field));
	return rc;
}

static void read_key(struct db_stmt *st, int at, int text, struct pool *p, int *null, int64_t *n, const char **str)
{
	*null = col_null(st, at);
	if (!*null && text)
		*str = p ? col_str(st, at, p) : col_text(st, at);
	else if (!*null)
		*n = col_int(st, at);
}

int order_key(struct store *s, enum entity e, const struct order *o, int64_t id, struct pool *p,
	struct sort_key *out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	memset(out, 0, sizeof *out);
	out->id = id;
	snprintf(s->sql, sizeof s->sql, "SELECT \"%s\", \"%s\" FROM \"%s\" WHERE id=$1",
		*o->column ? o->column : "id", *o->column2 ? o->column2 : "id", entities[e].name);
	rc = store_ask(s, &st, err, s->sql, "i", id);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1) {
		read_key(st, 0, o->text, p, &out->null, &out->n, &out->s);
		if (*o->column2)
			read_key(st, 1, o->text2, p, &out->null2, &out->n2, &out->s2);
	}
	store_done(s, st);
	return rc == 1 ? 0 : rc < 0 ? rc : ERR_NOTFOUND;
}

static int compare_values(int text, int null_a, int64_t a, const char *sa, int null_b, int64_t b, const char *sb)
{
	if (null_a != null_b)
		return null_a ? -1 : 1;
	if (null_a)
		return 0;
	return text ? strcmp(sa, sb) : a < b ? -1 : a > b;
}

int order_compare(const struct order *o, const struct sort_key *a, const struct sort_key *b)
{
	int c = *o->column ? compare_values(o->text, a->null, a->n, a->s, b->null, b->n, b->s) : 0;
	int down = o->descending;

	if (c == 0 && *o->column2) {
		down = o->descending2;
		c = compare_values(o->text2, a->null2, a->n2, a->s2, b->null2, b->n2, b->s2);
	}
	if (c == 0)
		c = a->id < b->id ? -1 : a->id > b->id;
	return down ? -c : c;
}

/* ---- segments ---- */

/* Which part of the index: the conditions besides the view. */
enum part { PART_ALL_IDS, PART_IDS_BEYOND, PART_SAME, PART_BEYOND, PART_NULLS, PART_NULLS_BEYOND, PART_VALUES,
	PART_END };

static enum part part_of(const struct walk *w)
{
	static const enum part by_id[2][2] = { { PART_ALL_IDS, PART_END }, { PART_IDS_BEYOND, PART_END } };
	static const enum part up_start[] = { PART_NULLS, PART_VALUES, PART_END };
	static const enum part up_null[] = { PART_NULLS_BEYOND, PART_VALUES, PART_END };
	static const enum part up_value[] = { PART_SAME, PART_BEYOND, PART_END };
	static const enum part down_start[] = { PART_VALUES, PART_NULLS, PART_END };
	static const enum part down_null[] = { PART_NULLS_BEYOND, PART_END };
	static const enum part down_value[] = { PART_SAME, PART_BEYOND, PART_NULLS, PART_END };

	if (!*w->order.column)
		return by_id[w->anchored][w->segment];
	if (!w->anchored)
		return (w->down ? down_start : up_start)[w->segment];
	if (w->from.null)
		return (w->down ? down_null : up_null)[w->segment];
	return (w->down ? down_value : up_value)[w->segment];
}

/* $1: the key, $2: the id; $3: how many at most. */
static void add_condition(struct strbuf *sql, const struct walk *w, enum part part)
{
	const char *c = w->order.column, beyond = w->down ? '<' : '>';

	switch (part) {
	case PART_ALL_IDS:
		break;
	case PART_IDS_BEYOND:
		strbuf_addf(sql, " AND id%c$2", beyond);
		break;
	case PART_SAME:
		strbuf_addf(sql, " AND \"%s\"=$1 AND id%c$2", c, beyond);
		break;
	case PART_BEYOND:
		strbuf_addf(sql, " AND \"%s\"%c$1", c, beyond);
		break;
	case PART_NULLS:
		strbuf_addf(sql, " AND \"%s\" IS NULL", c);
		break;
	case PART_NULLS_BEYOND:
		strbuf_addf(sql, " AND \"%s\" IS NULL AND id%c$2", c, beyond);
		break;
	case PART_VALUES:         /* a range, which an index knows; IS NOT NULL it would skip through */
		strbuf_addf(sql, w->order.text ? " AND \"%s\">=''" : " AND \"%s\">=(-9223372036854775807 - 1)", c);
		break;
	case PART_END:
		break;
	}
}

static int has_key_order(enum part part)
{
	return part == PART_BEYOND || part == PART_VALUES;
}

static void add_select(struct strbuf *sql, const struct walk *w, enum part part, int view)
{
	strbuf_adds(sql, "SELECT id");
	if (has_key_order(part))
		strbuf_addf(sql, ", \"%s\" AS k", w->order.column);
	if (w->extra)
		strbuf_addf(sql, ", \"%s\" AS x", w->extra);
	strbuf_addf(sql, " FROM \"%s\" WHERE view=%d AND view>=0", entities[w->e].name, view);
	add_condition(sql, w, part);
	/* not as the index of that column would have it: the order's own is wanted */
	if (w->only)
		strbuf_addf(sql, w->only_key.null ? " AND COALESCE(\"%s\", NULL) IS NULL" :
			" AND COALESCE(\"%s\", NULL)=$4", w->only);
}

static void segment_sql(struct walk *w, enum part part)
{
	const char *dir = w->down ? " DESC" : "";

	strbuf_reset(&w->sql);
	if (w->view != VIEW_ALL) {
		add_select(&w->sql, w, part, (int)w->view);
	} else {
		for (int v = 0; v <= VIEW_ALL; v++) {
			strbuf_adds(&w->sql, v ? " UNION ALL " : "");
			add_select(&w->sql, w, part, v);
		}
	}
	if (has_key_order(part))
		strbuf_addf(&w->sql, " ORDER BY k%s, id%s", dir, dir);
	else
		strbuf_addf(&w->sql, " ORDER BY id%s", dir);
	strbuf_adds(&w->sql, " LIMIT $3");
}

static void bind_segment(struct walk *w, enum part part)
{
	if (part == PART_SAME || part == PART_BEYOND) {
		if (w->order.text)
			bind_text(w->st, 1, w->from.s);
		else
			bind_int(w->st, 1, w->from.n);
	}
	if (part == PART_SAME || part == PART_IDS_BEYOND || part == PART_NULLS_BEYOND)
		bind_int(w->st, 2, w->from.id);
	if (w->only && !w->only_key.null && w->only_text)
		bind_text(w->st, 4, w->only_key.s);
	else if (w->only && !w->only_key.null)
		bind_int(w->st, 4, w->only_key.n);
}

void walk_start(struct walk *w, struct store *s, const struct query *q, const struct order *o,
	const struct sort_key *from, int backward, int64_t limit)
{
	memset(w, 0, sizeof *w);
	w->s = s;
	w->e = q->entity;
	w->view = q->view;
	w->order = *o;
	w->backward = backward != 0;
	w->down = (o->descending != 0) != (backward != 0);
	w->anchored = from != NULL;
	if (from)
		w->from = *from;
	w->limit = limit;
	strbuf_init(&w->sql);
}

int walk_next(struct walk *w, int64_t *id, struct error *err)
{
	int rc;

	if (w->order.unindexed)
		return rank_next(w, id, err);
	if (*w->order.column2)
		return groups_next(w, id, err);
	for (;;) {
		enum part part = part_of(w);

		if (part == PART_END)
			return 0;
		if (w->st == NULL) {
			segment_sql(w, part);
			rc = store_stmt(w->s, w->sql.s, &w->st, err);
			if (rc < 0)
				return rc;
			bind_segment(w, part);
			bind_int(w->st, 3, w->limit);
		}
		rc = store_step(w->s, w->st, err);
		if (rc == 1)
			*id = col_int(w->st, 0);
		if (rc != 0)
			return rc;
		store_done(w->s, w->st);
		w->st = NULL;
		w->segment++;
	}
}

void walk_row(struct walk *w, struct sort_key *out, int extra_text)
{
	enum part part = part_of(w);
	int at = 1;

	memset(out, 0, sizeof *out);
	out->id = col_int(w->st, 0);
	if (has_key_order(part))
		read_key(w->st, at++, w->order.text, NULL, &out->null, &out->n, &out->s);
	else if (part == PART_SAME)
		*out = (struct sort_key){ .n = w->from.n, .s = w->from.s, .id = out->id };
	else
		out->null = 1;
	if (w->extra)
		read_key(w->st, at, extra_text, NULL, &out->null2, &out->n2, &out->s2);
}

void walk_end(struct walk *w)
{
	groups_end(w);
	store_done(w->s, w->st);
	w->st = NULL;
	strbuf_release(&w->sql);
}

static int count_in_groups(struct walk *w, int64_t *n, struct error *err)
{
	int64_t id;
	int rc;

	*n = 0;
	while ((rc = walk_next(w, &id, err)) == 1)
		++*n;
	return rc;
}

int walk_count(struct walk *w, int64_t *n, struct error *err)
{
	enum part part;
	int rc = 0;

	if (*w->order.column2 || w->order.unindexed)
		return count_in_groups(w, n, err);
	for (*n = 0; rc >= 0 && (part = part_of(w)) != PART_END; w->segment++) {
		int first = w->view == VIEW_ALL ? 0 : (int)w->view;

		for (int v = first; rc >= 0 && v <= (int)w->view; v++) {
			strbuf_reset(&w->sql);
			strbuf_addf(&w->sql, "SELECT count(*) FROM \"%s\" WHERE view=%d AND view>=0", entities[w->e].name, v);
			add_condition(&w->sql, w, part);
			rc = store_stmt(w->s, w->sql.s, &w->st, err);
			if (rc < 0)
				break;
			bind_segment(w, part);
			rc = store_step(w->s, w->st, err);
			if (rc == 1)
				*n += col_int(w->st, 0);
			store_done(w->s, w->st);
			w->st = NULL;
		}
	}
	return rc < 0 ? rc : 0;
}
