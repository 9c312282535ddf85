/* The sums of a whole company, made up in a few passes: one along the open rows of each entity, one along
 * what failed.  Of invoices everything is gathered in the one pass: age, cash by week,
 * vendor. */
#include "store/overview.h"

#include "base/date.h"
#include "base/i18n.h"
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define DAY_MS (86400 * INT64_C(1000))

const struct overview_span overview_spans[AGE_COUNT] = { { 0, 3 }, { 3, 8 }, { 8, 31 }, { 31, 0 } };
const int overview_wrong[OVERVIEW_WRONG] = { STATUS_FAILED, STATUS_CONFLICT, STATUS_UNKNOWN, STATUS_CHANGED };

int overview_is_cash(enum status st)
{
	return st == STATUS_READY || st == STATUS_QUEUED || st == STATUS_SENDING;
}

static void add(struct query_totals *t, const char *currency, int64_t sum)
{
	char code[4] = "";
	size_t i = 0;

	memcpy(code, currency ? currency : "", currency ? strnlen(currency, 3) : 0);
	t->count++;
	while (i < t->n && strcmp(t->by_currency[i].currency, code) != 0)
		i++;
	if (i == t->n) {
		if (t->n == ARRAY_SIZE(t->by_currency))
			return;
		memcpy(t->by_currency[t->n++].currency, code, sizeof code);
	}
	t->by_currency[i].count++;
	t->by_currency[i].sum = (int64_t)((uint64_t)t->by_currency[i].sum + (uint64_t)sum);
}

/* ---- ages ---- */

/* The filter's ages count from the whole minute too, so both find the same rows. */
static int age_of(int64_t now_ms, int64_t changed_ms)
{
	int64_t now = now_ms / 60000 * 60000;
	int i = AGE_COUNT - 1;

	while (i > 0 && changed_ms >= now - overview_spans[i].from * DAY_MS)
		i--;
	return i;
}

/* ---- weeks ---- */

static void make_weeks(struct overview *o, const char *today)
{
	int64_t day = 0;

	snprintf(o->today, sizeof o->today, "%.10s", today);
	date_to_days(o->today, &day);
	memcpy(o->weeks[0], o->today, sizeof o->today);
	day -= (day + 3) % 7;            /* 1970-01-01 was a Thursday: back to the Monday */
	for (int i = 1; i <= OVERVIEW_WEEKS; i++)
		date_from_days(o->weeks[i], day + i * 7);
}

static int week_of(const struct overview *o, const char *due)
{
	int i = 0;

	if (!due || !*due)
		return CASH_UNDATED;
	if (strcmp(due, o->today) < 0)
		return CASH_OVERDUE;
	while (i < OVERVIEW_WEEKS && strcmp(due, o->weeks[i + 1]) >= 0)
		i++;
	return CASH_FIRST_WEEK + i;
}

/* ---- vendors: a hash table by folded name ---- */

struct vendor { char *key, *name; struct query_totals open; };   /* owned */
struct vendors { struct vendor *items; size_t len, cap; size_t *slots; size_t n_slots; };

static uint64_t hash_of(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	while (*s)
		h = (h ^ (unsigned char)*s++) * UINT64_C(1099511628211);
	return h;
}

static void put_slot(struct vendors *v, size_t at)
{
	size_t i = hash_of(v->items[at].key) & (v->n_slots - 1);

	while (v->slots[i])
		i = (i + 1) & (v->n_slots - 1);
	v->slots[i] = at + 1;
}

static struct vendor *vendor_of(struct vendors *v, const char *key, const char *name)
{
	size_t i;

	if (v->len * 2 >= v->n_slots) {
		v->n_slots = v->n_slots ? v->n_slots * 2 : 256;
		free(v->slots);
		v->slots = xcalloc(v->n_slots, sizeof *v->slots);
		for (size_t k = 0; k < v->len; k++)
			put_slot(v, k);
	}
	for (i = hash_of(key) & (v->n_slots - 1); v->slots[i]; i = (i + 1) & (v->n_slots - 1))
		if (strcmp(v->items[v->slots[i] - 1].key, key) == 0)
			return &v->items[v->slots[i] - 1];
	*ARRAY_PUSH(v) = (struct vendor){ .key = xstrdup(key), .name = xstrdup(name) };
	put_slot(v, v->len - 1);
	return &v->items[v->len - 1];
}

static int64_t sum_in(const struct query_totals *t, const char *currency)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->by_currency[i].currency, currency) == 0)
			return t->by_currency[i].sum;
	return 0;
}

static int64_t largest_in(const struct query_totals *t)
{
	int64_t best = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->by_currency[i].sum > best)
			best = t->by_currency[i].sum;
	return best;
}

/* By the home currency; those without any by what they have. */
static int before(const struct query_totals *a, const struct query_totals *b, const char *home)
{
	int64_t x = sum_in(a, home), y = sum_in(b, home);

	return x != y ? x > y : largest_in(a) > largest_in(b);
}

static void keep_top(struct overview *o, struct vendors *v, const char *home)
{
	for (size_t i = 0; i < v->len; i++) {
		size_t k = o->n_vendors;

		while (k > 0 && before(&v->items[i].open, &o->vendors[k - 1].open, home))
			k--;
		if (k == OVERVIEW_VENDORS)
			continue;
		if (o->n_vendors == OVERVIEW_VENDORS)
			free(o->vendors[--o->n_vendors].name);
		memmove(&o->vendors[k + 1], &o->vendors[k], (o->n_vendors - k) * sizeof o->vendors[0]);
		o->vendors[k] = (struct overview_vendor){ v->items[i].name, v->items[i].open };
		v->items[i].name = NULL;
		o->n_vendors++;
	}
}

static void vendors_release(struct vendors *v)
{
	for (size_t i = 0; i < v->len; i++) {
		free(v->items[i].key);
		free(v->items[i].name);
	}
	ARRAY_RELEASE(v);
	free(v->slots);
}

/* ---- the passes ---- */

static int pass_open(struct store *s, enum entity e, int64_t books, struct overview *o, struct error *err)
{
	const struct table *t = &s->tables[e];
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc;

	strbuf_addf(&sql, "SELECT changed_at, \"%s\"", entities[e].fields[t->currency].name);
	if (t->sum >= 0)
		strbuf_addf(&sql, ", \"%s\"", entities[e].fields[t->sum].name);
	strbuf_addf(&sql, " FROM \"%s\" WHERE view=%d AND view>=0 AND ($1=0 OR books=$1)", t->name, VIEW_READY);
	rc = store_ask(s, &st, err, sql.s, "i", books);
	strbuf_release(&sql);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		add(&o->waits[e][age_of(o->at_ms, col_int(st, 0))], col_text(st, 1), t->sum >= 0 ? col_int(st, 2) : 0);
	store_done(s, st);
	return rc;
}

static int pass_invoices(struct store *s, int64_t books, struct overview *o, struct vendors *v, struct error *err)
{
	struct db_stmt *st;
	char sql[200];
	int rc;

	snprintf(sql, sizeof sql, "SELECT changed_at, currency, net, state, due_date, vendor_name_key, vendor_name"
		" FROM invoice WHERE view=%d AND view>=0 AND ($1=0 OR books=$1)", VIEW_READY);
	rc = store_ask(s, &st, err, sql, "i", books);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		const char *currency = col_text(st, 1), *key = col_text(st, 5), *name = col_text(st, 6);
		int64_t net = col_int(st, 2);

		add(&o->waits[ENTITY_INVOICE][age_of(o->at_ms, col_int(st, 0))], currency, net);
		if (overview_is_cash(status_parse(col_text(st, 3))))
			add(&o->cash[week_of(o, col_text(st, 4))], currency, net);
		if (name && *name)
			add(&vendor_of(v, key ? key : name, name)->open, currency, net);
	}
	store_done(s, st);
	return rc;
}

static int pass_wrong(struct store *s, enum entity e, int64_t books, struct overview *o, struct error *err)
{
	struct db_stmt *st;
	char sql[200];
	int rc;

	snprintf(sql, sizeof sql, "SELECT state, count(*), MIN(changed_at) FROM \"%s\""
		" WHERE view=%d AND view>=0 AND ($1=0 OR books=$1) GROUP BY state", entities[e].name, VIEW_FAILED);
	rc = store_ask(s, &st, err, sql, "i", books);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1)
		for (int i = 0; i < OVERVIEW_WRONG; i++)
			if (status_parse(col_text(st, 0)) == (enum status)overview_wrong[i])
				o->wrong[e][i] = (struct overview_wrong){ col_int(st, 1), col_int(st, 2) };
	store_done(s, st);
	if (rc < 0)
		return rc;
	rc = store_number(s, &o->wrong[e][OVERVIEW_WRONG - 1].n, err, "SELECT COALESCE(SUM(n), 0) FROM tally"
		" WHERE entity=$1 AND view>=0 AND state=$2 AND ($3=0 OR books=$3)", "tti", entities[e].name,
		statuses[STATUS_CHANGED].name, books);
	return rc < 0 ? rc : 0;
}

int overview_read(struct store *s, int64_t books, int64_t now_ms, const char *today, const char *home,
	struct overview *out, struct error *err)
{
	struct vendors v = { 0 };
	int rc = 0;

	memset(out, 0, sizeof *out);
	out->at_ms = now_ms;
	make_weeks(out, today);
	s->db->ops->calm(s->db);
	s->querying++;
	if (!s->open_tx && s->querying == 1)
		s->db->ops->begin_read(s->db);
	for (int e = 0; e < ENTITY_TAB_COUNT && rc == 0; e++) {
		rc = pass_wrong(s, (enum entity)e, books, out, err);
		if (rc == 0)
			rc = e == ENTITY_INVOICE ? pass_invoices(s, books, out, &v, err) :
				pass_open(s, (enum entity)e, books, out, err);
	}
	if (!s->open_tx && s->querying == 1)
		s->db->ops->end_read(s->db);
	s->querying--;
	if (rc == 0)
		keep_top(out, &v, home ? home : "");
	vendors_release(&v);
	if (rc < 0)
		overview_release(out);
	return rc;
}

void overview_release(struct overview *o)
{
	for (size_t i = 0; i < o->n_vendors; i++)
		free(o->vendors[i].name);
	memset(o, 0, sizeof *o);
}

/* ---- a vendor so far ---- */

int overview_vendor_approved(struct store *s, enum entity e, int64_t connection, const char *vendor,
	const char *currency, int64_t *sum, struct error *err)
{
	char sql[300];
	int rc;

	if (e != ENTITY_INVOICE && e != ENTITY_COMMITMENT)
		return error_set(err, ERR_BUG, N_("there is no such list"), NULL);
	snprintf(sql, sizeof sql, "SELECT COALESCE(SUM(\"%s\"), 0) FROM \"%s\" WHERE connection_id=$1 AND vendor=$2"
		" AND COALESCE(currency, '')=$3 AND deleted=0 AND state IN ('queued', 'sending', 'unknown', 'synced', 'changed')",
		entities[e].fields[s->tables[e].sum].name, entities[e].name);
	*sum = 0;
	rc = store_number(s, sum, err, sql, "itt", connection, vendor, currency);
	return rc < 0 ? rc : 0;
}
