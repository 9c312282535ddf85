/* Ids in the order of a list, one after the other, from an index.
 *
 * A list is ordered by (key, id), a null key before all others.  Every step of the walk
 * is a range of the index (view, key): rows of the anchor's own key beyond it, then the
 * keys beyond, then the nulls when going down.  So any page at any depth costs the same.
 * The list of everything is the merge of the other lists, which the database does
 * row by row while the walk goes on. */
#include "store/search.h"

#include "base/i18n.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* ---- orders ---- */

int order_of(struct order *out, struct store *s, const struct query *q, struct error *err)
{
	const struct entity_def *d = &entities[q->entity];
	struct strbuf column = STRBUF_INIT;

	memset(out, 0, sizeof *out);
	out->descending = q->descending != 0;
	if (q->sort_field == SORT_STATUS) {
		snprintf(out->column, sizeof out->column, "state");
		out->text = 1;
	} else if (q->sort_field == SORT_AGE) {
		/* the youngest has the greatest time */
		snprintf(out->column, sizeof out->column, "changed_at");
		out->descending = !out->descending;
	} else if (q->sort_field >= 0) {
		if (q->sort_field >= d->n_fields || !(d->fields[q->sort_field].flags & FIELD_SORT))
			return error_set(err, ERR_BUG, N_("a list cannot be sorted by that field"), NULL);
		table_sort_column(&column, s, q->entity, q->sort_field);
		snprintf(out->column, sizeof out->column, "%s", column.s);
		out->text = table_is_text(d->fields[q->sort_field].type);
		strbuf_release(&column);
	}
	return 0;
}

int order_key(struct store *s, enum entity e, const struct order *o, int64_t id, struct pool *p,
	struct sort_key *out, struct error *err)
{
	struct db_stmt *st;
	int rc;

	memset(out, 0, sizeof *out);
	out->id = id;
	snprintf(s->sql, sizeof s->sql, "SELECT \"%s\" FROM \"%s\" WHERE id=$1", *o->column ? o->column : "id",
		entities[e].name);
	rc = store_ask(s, &st, err, s->sql, "i", id);
	if (rc < 0)
		return rc;
	rc = store_step(s, st, err);
	if (rc == 1) {
		out->null = col_null(st, 0);
		if (!out->null && o->text)
			out->s = col_str(st, 0, p);
		else if (!out->null)
			out->n = col_int(st, 0);
	}
	store_done(s, st);
	return rc == 1 ? 0 : rc < 0 ? rc : ERR_NOTFOUND;
}

int order_compare(const struct order *o, const struct sort_key *a, const struct sort_key *b)
{
	int c = 0;

	if (a->null != b->null)
		c = a->null ? -1 : 1;
	else if (!a->null && o->text)
		c = strcmp(a->s, b->s);
	else if (!a->null && *o->column)
		c = a->n < b->n ? -1 : a->n > b->n;
	if (c == 0)
		c = a->id < b->id ? -1 : a->id > b->id;
	return o->descending ? -c : c;
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
	strbuf_addf(sql, "SELECT id%s%s%s FROM \"%s\" WHERE view=%d", has_key_order(part) ? ", \"" : "",
		has_key_order(part) ? w->order.column : "", has_key_order(part) ? "\" AS k" : "",
		entities[w->e].name, view);
	add_condition(sql, w, part);
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
}

void walk_start(struct walk *w, struct store *s, const struct query *q, const struct order *o,
	const struct sort_key *from, int backward, int64_t limit)
{
	memset(w, 0, sizeof *w);
	w->s = s;
	w->e = q->entity;
	w->view = q->view;
	w->order = *o;
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

void walk_end(struct walk *w)
{
	store_done(w->s, w->st);
	w->st = NULL;
	strbuf_release(&w->sql);
}

int walk_count(struct walk *w, int64_t *n, struct error *err)
{
	enum part part;
	int rc = 0;

	for (*n = 0; rc >= 0 && (part = part_of(w)) != PART_END; w->segment++) {
		int first = w->view == VIEW_ALL ? 0 : (int)w->view;

		for (int v = first; rc >= 0 && v <= (int)w->view; v++) {
			strbuf_reset(&w->sql);
			strbuf_addf(&w->sql, "SELECT count(*) FROM \"%s\" WHERE view=%d", entities[w->e].name, v);
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
