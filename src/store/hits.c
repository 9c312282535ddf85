/* Which rows a filter may select, found by indexes and remembered.
 *
 * Every term that an index knows gives a set of ids, as one bit per id: words by the
 * search index, amounts and dates by the sort indexes, a state by its own.  The sets
 * are cut with each other.  What remains is looked at row by row (match.c), because
 * the search index only says "may hold".
 *
 *   a handful           all are looked at, sorted and kept: pages cost nothing more
 *   many candidates     the list's own index is walked and the bits say where to look; when they lie
 *                       far from there, or hardly any of them matches, they are sorted all the same
 *   no set at all       the walk looks at every row
 *
 * Counts and sums do not need them all: for words, and for what most of a list answers, one pass along an
 * index that holds the searched text and the amount is quicker (query.c).
 *
 * The last answer is kept until anybody commits, so paging and the totals line share
 * it with the page. */
#include "store/search.h"

#include "base/i18n.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* Candidates up to here are looked at and sorted at once. */
#define FEW 5000
/* When other terms left so many, words are not looked up: they are looked at. */
#define LOOK_AT 15000

void hits_free(struct hits *h)
{
	if (!h)
		return;
	free(h->signature);
	free(h->bits);
	pool_release(&h->pool);
	free(h);
}

/* What one ERP books may be asked for without a filter. */
static size_t n_terms(const struct query *q)
{
	return q->filter ? q->filter->n_terms : 0;
}

static char *signature_of(struct store *s, const struct query *q)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%d|%d|%lld|%lld", (int)q->entity, (int)q->view, (long long)store_generation(s),
		(long long)q->books);
	for (int i = 0; i < q->scope.n; i++)
		strbuf_addf(&b, "|of %d,%lld,%s", q->scope.field, (long long)q->scope.of[i].connection, q->scope.of[i].id);
	for (size_t i = 0; i < n_terms(q); i++) {
		const struct filter_term *t = &q->filter->terms[i];

		strbuf_addf(&b, "|%d,%d,%d,%lld,%zu:%s", (int)t->op, t->negate, t->field, (long long)t->number,
			t->text ? strlen(t->text) : 0, t->text ? t->text : "");
	}
	return strbuf_detach(&b);
}

/* ---- sets of ids ---- */

struct set { uint64_t *bits; int64_t n_bits; };

static void set_add(struct set *set, int64_t id)
{
	if (id < 0)
		return;
	if (id >= set->n_bits) {
		int64_t n = set->n_bits ? set->n_bits : 1024;

		while (n <= id)
			n *= 2;
		set->bits = xreallocarray(set->bits, (size_t)(n / 64), sizeof *set->bits);
		memset(set->bits + set->n_bits / 64, 0, (size_t)((n - set->n_bits) / 8));
		set->n_bits = n;
	}
	set->bits[id >> 6] |= UINT64_C(1) << (id & 63);
}

/* The hits become those that are in the set too; the set is used up. */
static void cut(struct hits *h, struct set *set)
{
	if (set->bits == NULL)
		set_add(set, 0);          /* nothing: an empty set, not "every row" */
	if (h->bits == NULL) {
		h->bits = set->bits;
		h->n_bits = set->n_bits;
		h->bits[0] &= ~UINT64_C(1);
		return;
	}
	if (set->n_bits < h->n_bits)
		h->n_bits = set->n_bits;
	for (int64_t i = 0; i < h->n_bits / 64; i++)
		h->bits[i] &= set->bits[i];
	free(set->bits);
}

static int64_t count_bits(const uint64_t *bits, int64_t n_bits)
{
	int64_t n = 0;

	for (int64_t i = 0; i < n_bits / 64; i++)
		n += __builtin_popcountll(bits[i]);
	return n;
}

/* The first column of every row. */
static int collect(struct store *s, struct db_stmt *st, struct set *set, struct error *err)
{
	int rc;

	while ((rc = store_step(s, st, err)) == 1)
		set_add(set, col_int(st, 0));
	store_done(s, st);
	return rc;
}

/* ---- words ---- */

/* The text that the search column must hold for this term; NULL: none. */
static const char *needle_of(const struct query *q, const struct filter_term *t, struct strbuf *folded)
{
	if (t->negate || !t->text || t->op == FILTER_STATUS)
		return NULL;
	if (t->field < 0 && t->op != FILTER_EQ)
		return t->op == FILTER_HAS ? t->text : NULL;
	if (t->field >= 0 && !(entities[q->entity].fields[t->field].flags & FIELD_SEARCH))
		return NULL;
	if (t->op == FILTER_HAS)
		return t->text;
	if (t->op != FILTER_EQ)
		return NULL;
	strbuf_reset(folded);
	text_add_folded(folded, t->text);
	return folded->s;
}

static int by_index(const struct query *q, const struct filter_term *t);

/* -word: looked up too, and taken away. */
static int is_unwanted_word(const struct filter_term *t)
{
	return t->negate && t->op == FILTER_HAS && t->field == FILTER_ANYWHERE && t->text;
}

/* Rows that hold a needle of one or two characters, by all trigrams that begin so.  1; 0: it cannot be looked up. */
static int short_word(struct store *s, const char *table, const char *needle, struct set *set, struct error *err)
{
	struct strbuf exprs = STRBUF_INIT, sql = STRBUF_INIT;
	int n = s->db->ops->search_short(s->db, &exprs, table, needle), rc = 0;
	const char *expr = exprs.s;

	s->db->ops->search_sql(&sql, table);
	for (int i = 0; rc == 0 && i < n; i++, expr += strlen(expr) + 1) {
		struct db_stmt *st;

		rc = store_ask(s, &st, err, sql.s, "t", expr);
		if (rc == 0)
			rc = collect(s, st, set, err);
	}
	strbuf_release(&exprs);
	strbuf_release(&sql);
	return rc < 0 ? rc : n >= 0;
}

/* Rows that may hold what an expression of the search index says. */
static int long_words(struct store *s, const char *table, const char *expr, struct set *set, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc;

	s->db->ops->search_sql(&sql, table);
	rc = store_ask(s, &st, err, sql.s, "t", expr);
	if (rc == 0)
		rc = collect(s, st, set, err);
	strbuf_release(&sql);
	return rc;
}

/* Rows that may hold one word; *exact: they hold it for certain.  1; 0: it cannot be looked up. */
static int one_word(struct store *s, const char *table, const char *needle, struct set *set, int *exact,
	struct error *err)
{
	struct strbuf expr = STRBUF_INIT;
	int rc;

	if (s->db->ops->search_expr(s->db, &expr, table, needle, exact) == 0) {
		rc = long_words(s, table, expr.s, set, err);
		rc = rc < 0 ? rc : 1;
	} else {
		rc = short_word(s, table, needle, set, err);
		*exact = rc == 1;
	}
	strbuf_release(&expr);
	return rc;
}

/* Long needles are gathered in expr, to be looked up together; a short one is looked up here. */
static int cut_word(struct store *s, const struct query *q, const char *needle, struct hits *h,
	struct strbuf *expr, int *exact, struct error *err)
{
	const char *table = entities[q->entity].name;
	struct set set = { 0 };
	int rc;

	if (s->db->ops->search_expr(s->db, expr, table, needle, exact) == 0)
		return 0;
	rc = one_word(s, table, needle, &set, exact, err);
	if (rc == 1)
		cut(h, &set);
	else
		free(set.bits);
	return rc < 0 ? rc : 0;
}

static int cut_words(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	const char *table = entities[q->entity].name;
	struct strbuf expr = STRBUF_INIT, folded = STRBUF_INIT;
	int rc = 0, there = s->db->ops->search_built(s->db, table) && !(h->bits && count_bits(h->bits, h->n_bits) <= LOOK_AT);

	for (size_t i = 0; rc == 0 && i < q->filter->n_terms; i++) {
		const struct filter_term *t = &q->filter->terms[i];
		const char *needle = needle_of(q, t, &folded);
		int exact = 0;

		if (by_index(q, t) || (t->op == FILTER_ANY && !t->negate) || is_unwanted_word(t))
			continue;
		if (needle && there)
			rc = cut_word(s, q, needle, h, &expr, &exact, err);
		if (!exact || t->field != FILTER_ANYWHERE)
			h->exact = 0;
	}
	if (rc == 0 && expr.len) {
		struct set set = { 0 };

		rc = long_words(s, table, expr.s, &set, err);
		if (rc == 0)
			cut(h, &set);
		else
			free(set.bits);
	}
	strbuf_release(&expr);
	strbuf_release(&folded);
	return rc < 0 ? rc : 0;
}

/* Of rows that may hold the word, those that do; they are few. */
static int keep_certain(struct store *s, const struct query *q, const struct filter_term *t, struct set *set,
	struct error *err)
{
	struct filter_term wanted = *t;
	struct filter one = { .terms = &wanted, .n_terms = 1 };
	struct query all = { .entity = q->entity, .view = VIEW_ALL, .filter = &one };

	wanted.negate = 0;
	for (int64_t i = 0; i < set->n_bits / 64; i++)
		for (uint64_t word = set->bits[i]; word; word &= word - 1) {
			int rc = hits_test(s, &all, 0, i * 64 + __builtin_ctzll(word), NULL, NULL, err);

			if (rc < 0)
				return rc;
			if (rc == 0)
				set->bits[i] &= ~(word & -word);
		}
	return 0;
}

/* Every row there is. */
static int everything(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	struct set set = { 0 };
	int64_t newest = 0;
	int rc;

	snprintf(s->sql, sizeof s->sql, "SELECT COALESCE(MAX(id), 0) FROM \"%s\"", entities[q->entity].name);
	rc = store_number(s, &newest, err, s->sql, NULL);
	if (rc < 0)
		return rc;
	set_add(&set, newest);
	memset(set.bits, 0xff, (size_t)(set.n_bits / 8));
	cut(h, &set);
	return 0;
}

/* Takes away the rows with an unwanted word.  When they are many and not certain, each row is
 * looked at instead. */
static int cut_unwanted(struct store *s, const struct query *q, const struct filter_term *t, struct hits *h,
	struct error *err)
{
	const char *table = entities[q->entity].name;
	struct set set = { 0 };
	int exact = 0, rc = s->db->ops->search_built(s->db, table);

	if (rc == 1)
		rc = one_word(s, table, t->text, &set, &exact, err);
	if (rc == 1 && (exact || count_bits(set.bits, set.n_bits) <= FEW)) {
		rc = exact ? 0 : keep_certain(s, q, t, &set, err);
		if (rc == 0 && h->bits == NULL)
			rc = everything(s, q, h, err);
		for (int64_t i = 0; rc == 0 && i < h->n_bits / 64 && i < set.n_bits / 64; i++)
			h->bits[i] &= ~set.bits[i];
	} else if (rc >= 0) {
		h->exact = 0;
		rc = 0;
	}
	free(set.bits);
	return rc;
}

/* ---- amounts, dates, states ---- */

static const char *operator_of(enum filter_op op)
{
	switch (op) {
	case FILTER_LT: case FILTER_CHANGED_BEFORE: return "<";
	case FILTER_LE: return "<=";
	case FILTER_GT: return ">";
	case FILTER_GE: case FILTER_CHANGED_SINCE: return ">=";
	default: return "=";
	}
}

static int by_index(const struct query *q, const struct filter_term *t)
{
	const struct field *f;

	if (t->negate)
		return 0;
	if (t->op == FILTER_STATUS || t->op == FILTER_CHANGED_BEFORE || t->op == FILTER_CHANGED_SINCE)
		return 1;
	if (t->field < 0)
		return 0;
	f = &entities[q->entity].fields[t->field];
	return (f->flags & FIELD_SORT) && f->type != VALUE_TEXT && f->type != VALUE_REF;
}

static int cut_range(struct store *s, const struct query *q, const struct filter_term *t, struct hits *h,
	struct error *err)
{
	const struct entity_def *d = &entities[q->entity];
	int status = t->op == FILTER_STATUS, rc = 0;
	struct set set = { 0 };
	struct db_stmt *st;

	snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%s\" WHERE view=$1 AND view>=0 AND \"%s\"%s$2", d->name,
		status ? "state" : t->field < 0 ? "changed_at" : d->fields[t->field].name,
		status ? "=" : operator_of(t->op));
	for (int v = q->view == VIEW_ALL ? 0 : (int)q->view; rc == 0 && v <= (int)q->view; v++) {
		if (status)
			rc = store_ask(s, &st, err, s->sql, "it", I64(v), statuses[t->number].name);
		else if (t->field >= 0 && table_is_text(d->fields[t->field].type))
			rc = store_ask(s, &st, err, s->sql, "it", I64(v), t->text);
		else
			rc = store_ask(s, &st, err, s->sql, "ii", I64(v), t->number);
		if (rc == 0)
			rc = collect(s, st, &set, err);
	}
	if (rc == 0)
		cut(h, &set);
	else
		free(set.bits);
	return rc;
}

/* What one ERP books, by its index. */
static int cut_books(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	struct set set = { 0 };
	struct db_stmt *st;
	int rc = 0;

	snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%s\" WHERE view=$1 AND view>=0 AND books=$2",
		entities[q->entity].name);
	for (int v = q->view == VIEW_ALL ? 0 : (int)q->view; rc == 0 && v <= (int)q->view; v++) {
		rc = store_ask(s, &st, err, s->sql, "ii", I64(v), q->books);
		if (rc == 0)
			rc = collect(s, st, &set, err);
	}
	if (rc == 0)
		cut(h, &set);
	else
		free(set.bits);
	return rc;
}

/* What refers to one record, by the index of that field. */
static int cut_scope(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	struct set set = { 0 };
	struct db_stmt *st;
	int rc = 0;

	snprintf(s->sql, sizeof s->sql, "SELECT id FROM \"%s\" WHERE connection_id=$1 AND \"%s\"=$2",
		entities[q->entity].name, entities[q->entity].fields[q->scope.field].name);
	for (int i = 0; rc == 0 && i < q->scope.n; i++) {
		rc = store_ask(s, &st, err, s->sql, "it", q->scope.of[i].connection, q->scope.of[i].id);
		if (rc == 0)
			rc = collect(s, st, &set, err);
	}
	if (rc == 0)
		cut(h, &set);
	else
		free(set.bits);
	return rc;
}

static int in_scope(const struct query_scope *s, const struct record *r)
{
	for (int i = 0; i < s->n; i++)
		if (r->connection_id == s->of[i].connection && strcmp(record_text(r, s->field), s->of[i].id) == 0)
			return 1;
	return 0;
}

static int find(struct store *s, const struct query *q, struct hits *h, struct error *err);

static void set_join(struct set *set, const struct hits *h)
{
	set_add(set, 0);
	if (h->n_bits > set->n_bits) {
		set_add(set, h->n_bits - 1);
		set->bits[(h->n_bits - 1) >> 6] &= ~(UINT64_C(1) << ((h->n_bits - 1) & 63));
	}
	for (int64_t i = 0; i < h->n_bits / 64; i++)
		set->bits[i] |= h->bits[i];
}

/* What one of the groups brings, joined; nothing is cut when one of them may bring any row. */
static int cut_any(struct store *s, const struct query *q, const struct filter_term *t, struct hits *h,
	struct error *err)
{
	struct set set = { 0 };
	int rc = 0, all = 0;

	for (size_t i = 0; rc == 0 && i < t->n_groups; i++) {
		struct filter group = { .terms = t->groups[i].terms, .n_terms = t->groups[i].n_terms };
		struct query part = *q;
		struct hits one = { 0 };

		part.filter = &group;
		part.books = 0;
		part.scope.n = 0;
		rc = find(s, &part, &one, err);
		h->exact = h->exact && one.exact;
		if (rc == 0 && one.bits)
			set_join(&set, &one);
		all |= one.bits == NULL;
		free(one.bits);
	}
	if (all)
		h->exact = 0;
	if (rc == 0 && !all)
		cut(h, &set);
	else
		free(set.bits);
	return rc;
}

static int find(struct store *s, const struct query *q, struct hits *h, struct error *err)
{
	int words = 0, rc = 0;

	h->exact = 1;
	if (q->books)
		rc = cut_books(s, q, h, err);
	if (rc == 0 && q->scope.n > 0)
		rc = cut_scope(s, q, h, err);
	for (size_t i = 0; rc == 0 && i < n_terms(q); i++) {
		const struct filter_term *t = &q->filter->terms[i];

		if (by_index(q, t))
			rc = cut_range(s, q, t, h, err);
		else if (t->op == FILTER_ANY && !t->negate)
			rc = cut_any(s, q, t, h, err);
		else
			words = 1;
	}
	if (rc == 0 && words) {
		int exact = h->exact;

		rc = cut_words(s, q, h, err);
		/* a term that is neither looked up exactly nor a range is looked at */
		for (size_t i = 0; i < q->filter->n_terms; i++) {
			const struct filter_term *t = &q->filter->terms[i];

			if (!by_index(q, t) && !(t->op == FILTER_ANY && !t->negate) && !is_unwanted_word(t) &&
			    (t->negate || t->field != FILTER_ANYWHERE || t->op != FILTER_HAS))
				exact = 0;
		}
		h->exact = h->exact && exact;
	}
	/* last, when little may be left to take away from */
	for (size_t i = 0; rc == 0 && i < n_terms(q); i++)
		if (is_unwanted_word(&q->filter->terms[i]))
			rc = cut_unwanted(s, q, &q->filter->terms[i], h, err);
	h->count = h->bits ? count_bits(h->bits, h->n_bits) : 0;
	return rc;
}

/* ---- looking at rows ---- */

void totals_add(struct query_totals *t, const char *currency, int64_t count, int64_t sum)
{
	size_t i = 0;

	t->count += count;
	while (i < t->n && strcmp(t->by_currency[i].currency, currency) != 0)
		i++;
	if (i == t->n) {
		if (t->n == ARRAY_SIZE(t->by_currency))
			return;
		snprintf(t->by_currency[t->n++].currency, sizeof t->by_currency[0].currency, "%s", currency);
	}
	t->by_currency[i].count += count;
	t->by_currency[i].sum = (int64_t)((uint64_t)t->by_currency[i].sum + (uint64_t)sum);
}

static int in_view(const struct query *q, int64_t view)
{
	return q->view == VIEW_ALL ? view >= 0 : view == (int64_t)q->view;
}

int hits_test(struct store *s, const struct query *q, int words_known, int64_t id, char currency[4],
	int64_t *sum, struct error *err)
{
	const struct filter *f = q->filter;
	struct pool p = POOL_INIT;
	struct db_stmt *st;
	struct record r;
	int rc, yes = 0;

	if (s->db->ops->interrupted(s->db))
		return error_set(err, ERR_CANCEL, N_("stopped; nothing was changed"), NULL);
	rc = store_fixed(s, &s->tables[q->entity].look, &st, err);
	if (rc < 0)
		return rc;
	bind_int(st, 1, id);
	rc = store_step(s, st, err);
	if (rc == 1 && in_view(q, col_int(st, 0)) && (!q->books || col_int(st, 5) == q->books)) {
		if (currency) {
			const char *code = col_text(st, 2);

			snprintf(currency, 4, "%s", code ? code : "");
			*sum = col_int(st, 3);
		}
		if (q->scope.n == 0 && (!f || f->n_terms == 0 || words_known)) {
			yes = 1;
		} else if (q->scope.n == 0 && match_words_only(f)) {
			yes = match_words(f, col_text(st, 1));
		} else {
			rc = records_get(s, q->entity, id, &p, &r, err);
			yes = rc == 0 && (q->scope.n == 0 || in_scope(&q->scope, &r)) &&
				(!f || f->n_terms == 0 || words_known || match_record(f, &r, col_text(st, 1)));
		}
	}
	store_done(s, st);
	pool_release(&p);
	return rc < 0 ? rc : yes;
}

/* ---- few: looked at once, sorted, kept ---- */

static int compare_keys(const void *a, const void *b, void *order)
{
	return order_compare(order, a, b);
}

static int list_one(struct store *s, const struct query *q, struct hits *h, int64_t id, size_t *n,
	struct error *err)
{
	char currency[4] = "";
	int64_t sum = 0;
	int rc = hits_test(s, q, h->exact, id, currency, &sum, err);

	if (rc != 1)
		return rc;
	rc = order_key(s, q->entity, &h->order, id, &h->pool, &h->list[*n], err);
	if (rc == 0) {
		++*n;
		totals_add(&h->totals, currency, 1, sum);
	}
	return rc;
}

int hits_list(struct store *s, const struct query *q, const struct order *o, struct hits *h,
	struct error *err)
{
	size_t n = 0;
	int rc = 0;

	h->listed = 0;
	h->order = *o;
	pool_reset(&h->pool);
	memset(&h->totals, 0, sizeof h->totals);
	h->list = pool_alloc(&h->pool, (size_t)(h->count + 1) * sizeof *h->list);
	for (int64_t i = 0; rc >= 0 && i < h->n_bits / 64; i++)
		for (uint64_t word = h->bits[i]; rc >= 0 && word; word &= word - 1)
			rc = list_one(s, q, h, i * 64 + __builtin_ctzll(word), &n, err);
	if (rc < 0)
		return rc;
	h->n_list = n;
	qsort_r(h->list, n, sizeof *h->list, compare_keys, &h->order);
	h->listed = h->totalled = 1;
	return 0;
}

/* Is the last answer still the answer to this? */
static int known(const struct store *s, const char *signature)
{
	return s->hits && !s->open_tx && strcmp(s->hits->signature, signature) == 0;
}

int hits_known(struct store *s, const struct query *q)
{
	char *signature = signature_of(s, q);
	int yes = known(s, signature);

	free(signature);
	return yes;
}

static int same_order(const struct order *a, const struct order *b)
{
	return a->descending == b->descending && strcmp(a->column, b->column) == 0 &&
		strcmp(a->column2, b->column2) == 0 && (!*a->column2 || a->descending2 == b->descending2);
}

int hits_listed(const struct hits *h, const struct order *o)
{
	return h->listed && same_order(&h->order, o);
}

int hits_get(struct store *s, const struct query *q, const struct order *o, struct hits **out,
	struct error *err)
{
	char *signature = signature_of(s, q);
	struct hits *h = s->hits;
	int rc = 0;

	if (!known(s, signature)) {
		hits_free(s->hits);
		s->hits = NULL;
		h = xcalloc(1, sizeof *h);
		h->signature = signature;
		pool_init(&h->pool);
		rc = find(s, q, h, err);
	} else {
		free(signature);
	}
	if (rc == 0 && h->bits && h->count <= FEW && o && !hits_listed(h, o))
		rc = hits_list(s, q, o, h, err);
	if (rc < 0) {
		hits_free(h);
		s->hits = NULL;
		return rc;
	}
	s->hits = h;
	*out = h;
	return 0;
}
