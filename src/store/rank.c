/* Orders without an index: all ids of a list, sorted once and kept.
 *
 * Sorting a million rows takes seconds, so it is done once for all pages: eight bytes a row, until
 * somebody commits.  Where a page begins is found by its anchor's id. */
#include "store/search.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct rank {
	char *signature;      /* owned: entity, view, order, generation */
	int64_t *ids;         /* owned */
	size_t n, cap;
};

void rank_free(struct rank *r)
{
	if (!r)
		return;
	free(r->signature);
	free(r->ids);
	free(r);
}

static void add_key(struct strbuf *sql, const char *column, int descending)
{
	const char *dir = descending ? " DESC" : "";

	strbuf_addf(sql, "CASE WHEN \"%1$s\" IS NULL THEN 0 ELSE 1 END%2$s, \"%1$s\"%2$s, ", column, dir);
}

static void rank_sql(struct strbuf *sql, const struct walk *w)
{
	const struct order *o = &w->order;
	int down = *o->column2 ? o->descending2 : o->descending;

	strbuf_addf(sql, "SELECT id FROM \"%s\" WHERE ", entities[w->e].name);
	strbuf_adds(sql, w->view == VIEW_ALL ? "view>=$1 AND view>=0" : "view=$1 AND view>=0");
	strbuf_adds(sql, " ORDER BY ");
	add_key(sql, o->column, o->descending);
	if (*o->column2)
		add_key(sql, o->column2, o->descending2);
	strbuf_adds(sql, down ? "id DESC" : "id");
}

static int build(struct walk *w, struct rank *r, const char *sql, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(w->s, &st, err, sql, "i", w->view == VIEW_ALL ? I64(0) : I64(w->view));

	if (rc < 0)
		return rc;
	while ((rc = store_step(w->s, st, err)) == 1) {
		if (r->n == r->cap) {
			r->cap = r->cap ? 2 * r->cap : 1024;
			r->ids = xreallocarray(r->ids, r->cap, sizeof *r->ids);
		}
		r->ids[r->n++] = col_int(st, 0);
	}
	store_done(w->s, st);
	return rc;
}

/* The list's ranking, from the last time or anew. */
static int rank_get(struct walk *w, struct error *err)
{
	struct strbuf sql = STRBUF_INIT, signature = STRBUF_INIT;
	struct store *s = w->s;
	struct rank *r;
	int rc = 0;

	rank_sql(&sql, w);
	strbuf_addf(&signature, "%d|%lld|%s", (int)w->view, (long long)store_generation(s), sql.s);
	if (!s->rank || s->open_tx || strcmp(s->rank->signature, signature.s) != 0) {
		rank_free(s->rank);
		s->rank = NULL;
		r = xcalloc(1, sizeof *r);
		r->signature = strbuf_detach(&signature);
		rc = build(w, r, sql.s, err);
		if (rc < 0)
			rank_free(r);
		else
			s->rank = r;
	}
	strbuf_release(&signature);
	strbuf_release(&sql);
	w->rank = s->rank;
	return rc;
}

/* Rows there are on the way of the walk from the one it stands on. */
static void begin(struct walk *w)
{
	const struct rank *r = w->rank;
	size_t at = 0;

	if (!w->anchored) {
		w->rank_left = r->n;
		return;
	}
	while (at < r->n && r->ids[at] != w->from.id)
		at++;
	if (at == r->n)                   /* of another list: from its beginning */
		w->rank_left = r->n;
	else
		w->rank_left = w->backward ? at : r->n - 1 - at;
}

int rank_next(struct walk *w, int64_t *id, struct error *err)
{
	if (!w->rank) {
		int rc = rank_get(w, err);

		if (rc < 0)
			return rc;
		begin(w);
	}
	if (w->s->db->ops->interrupted(w->s->db))
		return error_set(err, ERR_CANCEL, N_("stopped; nothing was changed"), NULL);
	if (w->rank_left == 0)
		return 0;
	*id = w->rank->ids[w->backward ? w->rank_left - 1 : w->rank->n - w->rank_left];
	w->rank_left--;
	return 1;
}
