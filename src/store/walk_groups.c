/* Ids in two orders: rows equal by the first stand by the second, then by id.
 *
 * There is an index for every order, none for pairs of them.  So the first order is walked,
 * and its rows are gathered group by group: rows with the same key.
 *
 *   a small group      is sorted here
 *   a great one        is walked along the index of the second order instead, passing
 *                      by the rows of other groups; they are few between two of its own
 *
 * A page therefore costs the groups it touches, at most GREAT rows each, at any depth. */
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define GREAT 30000

struct groups {
	struct walk outer;            /* the first order; reads the second's column */
	int walking;                  /* outer has begun */
	struct order order;           /* both */
	struct pool pools[2];         /* texts of the group, and of what follows it */
	int pool;                     /* the group's */
	struct { struct sort_key *items; size_t len, cap; } rows;     /* of the group */
	size_t at;
	struct sort_key next;         /* first row of the next group */
	int has_next, ended;
	int within;                   /* sub walks this group */
	struct walk sub;
	struct sort_key key;          /* of the group walked by sub */
	char *key_text;               /* owned */
};

static void begin_outer(struct walk *w, const struct sort_key *from)
{
	struct query q = { .entity = w->e, .view = w->view };
	struct groups *g = w->groups;

	walk_start(&g->outer, w->s, &q, &(struct order){ .text = 0 }, NULL, w->backward, INT64_MAX);
	g->outer.order = w->order;
	*g->outer.order.column2 = '\0';
	g->outer.down = w->down;
	g->outer.extra = w->order.column2;
	g->outer.anchored = from != NULL;
	if (from)
		g->outer.from = *from;
	g->walking = 1;
	g->has_next = 0;
}

static void begin(struct walk *w)
{
	struct groups *g = w->groups = xcalloc(1, sizeof *g);
	struct sort_key from = w->from;

	g->order = w->order;
	pool_init(&g->pools[0]);
	pool_init(&g->pools[1]);
	/* the whole group of the anchor, and what lies beyond it */
	from.id = w->down ? INT64_MAX : -1;
	begin_outer(w, w->anchored ? &from : NULL);
}

/* 1 and the next row of the first order, its texts in the pool; 0 at the end. */
static int outer_row(struct walk *w, struct pool *p, struct sort_key *out, struct error *err)
{
	struct groups *g = w->groups;
	int64_t id;
	int rc = walk_next(&g->outer, &id, err);

	if (rc != 1)
		return rc;
	walk_row(&g->outer, out, w->order.text2);
	if (out->s)
		out->s = pool_strdup(p, out->s);
	if (out->s2)
		out->s2 = pool_strdup(p, out->s2);
	return 1;
}

static int same_group(const struct order *o, const struct sort_key *a, const struct sort_key *b)
{
	if (a->null || b->null)
		return a->null && b->null;
	return o->text ? strcmp(a->s, b->s) == 0 : a->n == b->n;
}

/* In the direction of the walk. */
static int compare_rows(const void *a, const void *b, void *data)
{
	const struct walk *w = data;
	int c = order_compare(&w->groups->order, a, b);

	return w->backward ? -c : c;
}

/* Sorts the group; what the anchor has behind it is passed by. */
static void settle_group(struct walk *w)
{
	struct groups *g = w->groups;

	qsort_r(g->rows.items, g->rows.len, sizeof *g->rows.items, compare_rows, w);
	g->at = 0;
	if (w->anchored && same_group(&w->order, &g->rows.items[0], &w->from))
		while (g->at < g->rows.len && compare_rows(&g->rows.items[g->at], &w->from, w) <= 0)
			g->at++;
}

static void begin_within(struct walk *w, const struct sort_key *key)
{
	struct query q = { .entity = w->e, .view = w->view };
	struct groups *g = w->groups;
	struct order second = { .text = w->order.text2, .descending = w->order.descending2 };
	struct sort_key from = { .null = w->from.null2, .n = w->from.n2, .s = w->from.s2, .id = w->from.id };

	g->key = *key;
	free(g->key_text);
	g->key_text = xstrdup(key->s);
	g->key.s = g->key_text;
	memcpy(second.column, w->order.column2, sizeof second.column);
	walk_end(&g->outer);
	g->walking = 0;
	walk_start(&g->sub, w->s, &q, &second, w->anchored && same_group(&w->order, key, &w->from) ? &from : NULL,
		w->backward, w->limit);
	g->sub.only = w->order.column;
	g->sub.only_text = w->order.text;
	g->sub.only_key = g->key;
	g->within = 1;
	g->rows.len = g->at = 0;
}

/* 1 when there is another group, sorted or begun to be walked. */
static int next_group(struct walk *w, struct error *err)
{
	struct groups *g = w->groups;
	struct sort_key row;
	int rc = 1;

	g->rows.len = g->at = 0;
	g->pool = !g->pool;
	pool_reset(&g->pools[!g->pool]);
	if (!g->has_next && !g->ended)
		rc = outer_row(w, &g->pools[g->pool], &g->next, err);
	if (rc != 1 || g->ended)
		return g->ended ? 0 : rc;
	*ARRAY_PUSH(&g->rows) = g->next;
	g->has_next = 0;
	while ((rc = outer_row(w, &g->pools[g->pool], &row, err)) == 1) {
		if (!same_group(&w->order, &row, &g->rows.items[0])) {
			struct pool *other = &g->pools[!g->pool];

			g->next = row;
			g->next.s = row.s ? pool_strdup(other, row.s) : NULL;
			g->next.s2 = row.s2 ? pool_strdup(other, row.s2) : NULL;
			g->has_next = 1;
			break;
		}
		*ARRAY_PUSH(&g->rows) = row;
		if (g->rows.len > (w->s->great_group ? w->s->great_group : GREAT)) {
			begin_within(w, &g->rows.items[0]);
			return 1;
		}
	}
	if (rc < 0)
		return rc;
	g->ended = rc == 0;
	settle_group(w);
	return 1;
}

/* After a group walked by the second order: the first goes on beyond it. */
static void end_within(struct walk *w)
{
	struct groups *g = w->groups;
	struct sort_key from = g->key;

	walk_end(&g->sub);
	g->within = 0;
	from.id = w->down ? -1 : INT64_MAX;
	begin_outer(w, &from);
}

int groups_next(struct walk *w, int64_t *id, struct error *err)
{
	struct groups *g;
	int rc;

	if (!w->groups)
		begin(w);
	g = w->groups;
	for (;;) {
		if (g->at < g->rows.len) {
			*id = g->rows.items[g->at++].id;
			return 1;
		}
		if (g->within) {
			rc = walk_next(&g->sub, id, err);
			if (rc != 0)
				return rc;
			end_within(w);
		}
		rc = next_group(w, err);
		if (rc != 1)
			return rc;
	}
}

void groups_end(struct walk *w)
{
	struct groups *g = w->groups;

	if (!g)
		return;
	if (g->walking)
		walk_end(&g->outer);
	if (g->within)
		walk_end(&g->sub);
	ARRAY_RELEASE(&g->rows);
	free(g->key_text);
	pool_release(&g->pools[0]);
	pool_release(&g->pools[1]);
	free(g);
	w->groups = NULL;
}
