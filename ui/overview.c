/* The overview.
 *
 * Its numbers are read beside the screen's thread; until they come it says so, and the old ones stay while newer
 * ones are read.  Every line carries its number; bars and sparklines only repeat it.  Each number leads
 * to the list of exactly these records. */
#include "ui/overview.h"
#include "ui/app.h"
#include "ui/jobs.h"
#include "ui/places.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/filter.h"
#include "store/overview.h"
#include "store/sync_state.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define COLUMN_MIN 76
#define GAP        4
#define STALE_MS   (24 * 3600 * INT64_C(1000))
#define RUNS       3

/* Where Enter leads: a list, or (entity none) the screen of what runs. */
struct target { int column, line, x, width; enum entity entity; enum view view; const char *filter; };
struct seg { int column, line, x, width, right; enum role role; const char *text; int target; };

struct view_of {
	struct overlay overlay;
	struct overview o;              /* as read last */
	int have, stale, reading;
	uint64_t serial;
	struct pool pool;
	struct { struct seg *items; size_t len, cap; } segs;
	struct { struct target *items; size_t len, cap; } targets;
	int built_cols, built_rows, columns, width, lines[2], column, line;   /* while it is built: column, line */
	int cursor, top;                /* index into targets */
	struct rect body;
};

/* ---- asking ---- */

struct job {
	struct reader_job job;
	struct app *app;
	uint64_t serial;
	int64_t books, now_ms;
	char today[DATE_LEN], home[4];
	struct overview o;
};

static int job_run(struct reader_job *j, struct store *s, struct error *err)
{
	struct job *k = (struct job *)j;
	overview_release(&k->o);
	return overview_read(s, k->books, k->now_ms, k->today, k->home, &k->o, err);
}

static const struct overlay_ops overview_ops;

static struct view_of *shown(struct app *a)
{
	for (struct overlay *o = a->top; o; o = o->below)
		if (o->ops == &overview_ops)
			return (struct view_of *)o;
	return NULL;
}

static void job_done(struct reader_job *j)
{
	struct job *k = (struct job *)j;
	struct view_of *v = shown(k->app);
	if (v == NULL || v->serial != k->serial)
		return;
	v->reading = 0;
	k->app->dirty = 1;
	if (j->rc < 0) {
		v->stale = j->rc == ERR_CANCEL || j->rc == ERR_LATER;      /* asked again */
		if (!v->stale)
			app_say_error(k->app, &j->error);
		return;
	}
	overview_release(&v->o);
	v->o = k->o;
	memset(&k->o, 0, sizeof k->o);
	v->have = 1;
	v->built_cols = 0;
}

static void job_release(struct reader_job *j)
{
	struct job *k = (struct job *)j;
	overview_release(&k->o);
	error_release(&j->error);
	free(k);
}

void overview_changed(struct app *a)
{
	struct view_of *v = shown(a);
	if (v)
		v->stale = 1;
}

int overview_step(struct app *a)
{
	struct view_of *v = shown(a);
	struct job *k;
	if (v == NULL || !v->stale || v->reading)
		return 0;
	k = xcalloc(1, sizeof *k);
	k->job.kind = READ_OTHER;
	k->job.run = job_run;
	k->job.done = job_done;
	k->job.release = job_release;
	k->app = a;
	k->serial = v->serial;
	k->books = a->books;
	k->now_ms = clock_now_ms();
	date_today(k->today);
	snprintf(k->home, sizeof k->home, "%s", a->home ? a->home : "");
	v->stale = 0;
	v->reading = 1;
	reader_ask(a->reader, &k->job);
	return 1;
}

/* ---- building: lines of segments ---- */

static int put(struct view_of *v, int x, int width, int right, enum role role, const char *text)
{
	*ARRAY_PUSH(&v->segs) = (struct seg){ v->column, v->line, x, width, right, role, pool_strdup(&v->pool, text), -1 };
	return (int)v->segs.len - 1;
}

/* The same, leading to target.  The array moves as it grows: first the segment, then its place. */
static void put_lead(struct view_of *v, int x, int width, int right, enum role role, const char *text, int target)
{
	int at = put(v, x, width, right, role, text);
	v->segs.items[at].target = target;
}

static void put_number(struct view_of *v, int x, int width, int64_t n, int target)
{
	struct strbuf text = STRBUF_INIT;
	lang_add_number(&text, n, 0, 0);
	put_lead(v, x, width, 1, n ? ROLE_TEXT : ROLE_DIM, n ? text.s : screen_glyph("·", "."), target);
	strbuf_release(&text);
}

static void put_money(struct view_of *v, const struct app *a, int x, int width, int64_t sum, const char *currency)
{
	struct strbuf text = STRBUF_INIT;
	lang_add_money(&text, sum, currency, a->home);
	put(v, x, width, 1, ROLE_TEXT, text.s);
	strbuf_release(&text);
}

static int lead(struct view_of *v, int x, int width, enum entity e, enum view view, const char *filter)
{
	struct strbuf shown = STRBUF_INIT;
	if (filter && *filter)
		filter_add_shown(&shown, e, filter);
	*ARRAY_PUSH(&v->targets) = (struct target){ v->column, v->line, x, width, e, view,
		pool_strdup(&v->pool, shown.len > 0 ? shown.s : "") };
	strbuf_release(&shown);
	return (int)v->targets.len - 1;
}

static void next_line(struct view_of *v)
{
	v->line++;
	v->lines[v->column] = v->line;
}

static void section(struct view_of *v, const char *title)
{
	if (v->line > 0)
		next_line(v);
	put(v, 0, v->width, 0, ROLE_SECTION, title);
	next_line(v);
}

static void nothing(struct view_of *v, const char *text)
{
	put(v, 2, v->width - 2, 0, ROLE_DIM, text);
	next_line(v);
}

/* ---- for a screen reader: a line for each number, its label before it ---- */

static int is_plain(const struct app *a)
{
	return a->options->hands.plain;
}

static void add_count(struct strbuf *out, const char *label, int64_t n)
{
	strbuf_addf(out, "%s ", label);
	lang_add_number(out, n, 0, 0);
}

static void add_sum(struct strbuf *out, const struct app *a, enum entity e, const struct query_total *t)
{
	strbuf_addf(out, ", %s ", TR(entities[e].fields[query_sum_field(e)].title));
	lang_add_money(out, t->sum, t->currency, a->home);
}

static void say(struct view_of *v, const char *text, int target)
{
	put_lead(v, 2, v->width - 2, 0, ROLE_TEXT, text, target);
	next_line(v);
}

/* A bar of at most `room` columns; what is not zero has one column at least. */
static void put_bar(struct view_of *v, const struct app *a, int x, int room, int64_t n, int64_t of)
{
	struct strbuf bar = STRBUF_INIT;
	int cells = of > 0 && n > 0 ? (int)((__int128)n * room / of) : 0;
	if (n > 0 && cells == 0)
		cells = 1;
	for (int i = 0; i < cells && !is_plain(a); i++)
		strbuf_adds(&bar, screen_glyph("█", "#"));
	put(v, x, room, 0, ROLE_PROGRESS, bar.s);
	strbuf_release(&bar);
}

static void put_spark(struct view_of *v, const struct app *a, int x, const int64_t n[], int count)
{
	static const char *const levels[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }, ascii[] = ".::||||#";
	struct strbuf text = STRBUF_INIT;
	int64_t most = 1;
	for (int i = 0; i < count; i++)
		most = n[i] > most ? n[i] : most;
	for (int i = 0; i < count && !is_plain(a); i++) {
		int level = (int)((__int128)n[i] * 7 / most);
		if (n[i] == 0)
			strbuf_addc(&text, ' ');
		else
			strbuf_adds(&text, screen_glyph(levels[level], (const char[]){ ascii[level], '\0' }));
	}
	put(v, x, count, 0, ROLE_PROGRESS, text.s);
	strbuf_release(&text);
}

/* ---- what waits ---- */

static void add_span(struct strbuf *out, const struct overview_span *s)
{
	if (s->below)
		/* TRANSLATORS: so many to so many days old, as short as it can be. */
		strbuf_addf(out, _("%1$d-%2$d d"), s->from, s->below - 1);
	else
		strbuf_addf(out, _("> %d d"), s->from - 1);
}

static void add_age_filter(struct strbuf *out, const struct overview_span *s)
{
	if (s->from)
		strbuf_addf(out, "age>=%dd", s->from);
	if (s->from && s->below)
		strbuf_addc(out, ' ');
	if (s->below)
		strbuf_addf(out, "age<%dd", s->below);
}

static void join(struct query_totals *to, const struct query_totals *t)
{
	to->count += t->count;
	for (size_t i = 0; i < t->n; i++) {
		size_t k = 0;
		while (k < to->n && strcmp(to->by_currency[k].currency, t->by_currency[i].currency) != 0)
			k++;
		if (k == to->n && to->n == ARRAY_SIZE(to->by_currency))
			continue;
		if (k == to->n)
			to->by_currency[to->n++] = (struct query_total){ "", 0, 0 };
		memcpy(to->by_currency[k].currency, t->by_currency[i].currency, sizeof to->by_currency[k].currency);
		to->by_currency[k].count += t->by_currency[i].count;
		to->by_currency[k].sum += t->by_currency[i].sum;
	}
}

enum { WAIT_LABEL = 15, WAIT_CELL = 8 };

static void say_waiting_of(struct app *a, struct view_of *v, enum entity e, const struct query_totals *all)
{
	struct strbuf text = STRBUF_INIT, filter = STRBUF_INIT;
	add_count(&text, TR(entities[e].plural), all->count);
	for (size_t i = 0; i < all->n && query_sum_field(e) >= 0; i++)
		add_sum(&text, a, e, &all->by_currency[i]);
	say(v, text.s, lead(v, 0, v->width, e, VIEW_READY, ""));
	for (int i = 0; i < AGE_COUNT; i++) {
		if (v->o.waits[e][i].count == 0)
			continue;
		strbuf_reset(&text);
		strbuf_reset(&filter);
		strbuf_addf(&text, "%s, ", TR(entities[e].plural));
		add_span(&text, &overview_spans[i]);
		lang_add_colon(&text);
		lang_add_number(&text, v->o.waits[e][i].count, 0, 0);
		add_age_filter(&filter, &overview_spans[i]);
		say(v, text.s, lead(v, 0, v->width, e, VIEW_READY, filter.s));
	}
	strbuf_release(&text);
	strbuf_release(&filter);
}

static void build_waiting_of(struct app *a, struct view_of *v, enum entity e)
{
	struct strbuf text = STRBUF_INIT;
	struct query_totals all = { 0 };
	int64_t n[AGE_COUNT];
	int x = WAIT_LABEL + WAIT_CELL, amount;
	for (int i = 0; i < AGE_COUNT; i++) {
		n[i] = v->o.waits[e][i].count;
		join(&all, &v->o.waits[e][i]);
	}
	if (is_plain(a)) {
		say_waiting_of(a, v, e, &all);
		return;
	}
	put(v, 2, WAIT_LABEL - 2, 0, ROLE_TEXT, TR(entities[e].plural));
	put_number(v, WAIT_LABEL, WAIT_CELL, all.count, lead(v, 0, x, e, VIEW_READY, ""));
	for (int i = 0; i < AGE_COUNT; i++, x += WAIT_CELL) {
		strbuf_reset(&text);
		add_age_filter(&text, &overview_spans[i]);
		put_number(v, x, WAIT_CELL, n[i], n[i] ? lead(v, x + 1, WAIT_CELL - 1, e, VIEW_READY, text.s) : -1);
	}
	put_spark(v, a, x + 1, n, AGE_COUNT);
	amount = x + AGE_COUNT + 2;
	strbuf_release(&text);
	for (size_t i = 0; i < all.n && query_sum_field(e) >= 0; i++) {
		if (i > 0)
			next_line(v);            /* each currency on a line of its own */
		put_money(v, a, amount, v->width - amount, all.by_currency[i].sum, all.by_currency[i].currency);
	}
	next_line(v);
}

static void build_waiting(struct app *a, struct view_of *v)
{
	int x = WAIT_LABEL + WAIT_CELL;
	put(v, 0, is_plain(a) ? v->width : x, 0, ROLE_SECTION, _("What waits, by age"));
	for (int i = 0; i < AGE_COUNT && !is_plain(a); i++, x += WAIT_CELL) {
		struct strbuf text = STRBUF_INIT;
		add_span(&text, &overview_spans[i]);
		put(v, x, WAIT_CELL, 1, ROLE_DIM, text.s);
		strbuf_release(&text);
	}
	next_line(v);
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		build_waiting_of(a, v, (enum entity)e);
}

/* ---- cash ---- */

#define CASH_STATUS "status:ready,queued,sending"

static void add_cash_label(struct strbuf *out, const struct overview *o, int i)
{
	struct strbuf day = STRBUF_INIT;
	if (i == CASH_OVERDUE) {
		strbuf_adds(out, _("overdue"));
	} else if (i == CASH_UNDATED) {
		strbuf_adds(out, _("without a due date"));
	} else if (i == CASH_LATER) {
		lang_add_date(&day, o->weeks[OVERVIEW_WEEKS]);
		strbuf_addf(out, _("from %s on"), day.s);
	} else {
		char last[DATE_LEN];
		int64_t n;
		date_to_days(o->weeks[i - CASH_FIRST_WEEK + 1], &n);
		date_from_days(last, n - 1);
		lang_add_date(&day, last);
		strbuf_addf(out, i == CASH_FIRST_WEEK ? _("this week, to %s") : _("week to %s"), day.s);
	}
	strbuf_release(&day);
}

static void add_cash_filter(struct strbuf *out, const struct overview *o, int i)
{
	strbuf_adds(out, CASH_STATUS " ");
	if (i == CASH_OVERDUE) {
		strbuf_addf(out, "due<%s", o->today);
	} else if (i == CASH_UNDATED) {
		strbuf_adds(out, "-due>=1900-01-01");
	} else if (i == CASH_LATER) {
		strbuf_addf(out, "due>=%s", o->weeks[OVERVIEW_WEEKS]);
	} else {
		char last[DATE_LEN];
		int64_t n;
		date_to_days(o->weeks[i - CASH_FIRST_WEEK + 1], &n);
		date_from_days(last, n - 1);
		strbuf_addf(out, "due:%s..%s", o->weeks[i - CASH_FIRST_WEEK], last);
	}
}

static int64_t most_of(const struct query_totals *t, size_t n, size_t stride, const char *currency)
{
	int64_t most = 0;
	for (size_t i = 0; i < n; i++) {
		const struct query_totals *x = (const struct query_totals *)((const char *)t + i * stride);
		for (size_t k = 0; k < x->n; k++)
			if (strcmp(x->by_currency[k].currency, currency) == 0 && x->by_currency[k].sum > most)
				most = x->by_currency[k].sum;
	}
	return most;
}

/* Label, bar, count, sum: one line for each currency, the label on the first. */
static void build_sums(struct app *a, struct view_of *v, const char *label, enum role role, const struct query_totals *t,
	const struct query_totals *all, size_t n_all, size_t stride, const char *filter)
{
	int bar = v->width - 30 - 8 - 20, first = lead(v, 0, v->width, ENTITY_INVOICE, VIEW_READY, filter);
	for (size_t i = 0; i < t->n; i++) {
		const struct query_total *c = &t->by_currency[i];
		if (is_plain(a)) {
			struct strbuf text = STRBUF_INIT;
			strbuf_adds(&text, label);
			lang_add_colon(&text);
			add_count(&text, TR(entities[ENTITY_INVOICE].plural), c->count);
			add_sum(&text, a, ENTITY_INVOICE, c);
			say(v, text.s, first);
			strbuf_release(&text);
			continue;
		}
		if (i == 0)
			put_lead(v, 2, 26, 0, role, label, first);
		put_bar(v, a, 29, bar, c->sum, most_of(all, n_all, stride, c->currency));
		put_number(v, 30 + bar, 7, c->count, -1);
		put_money(v, a, 30 + bar + 8, 20, c->sum, c->currency);
		next_line(v);
	}
}

static void build_cash(struct app *a, struct view_of *v)
{
	int any = 0;
	section(v, _("Cash needed for invoices ready or approved, by due date"));
	for (int i = 0; i < CASH_COUNT; i++) {
		struct strbuf label = STRBUF_INIT, filter = STRBUF_INIT;
		if (v->o.cash[i].count == 0)
			continue;
		add_cash_label(&label, &v->o, i);
		add_cash_filter(&filter, &v->o, i);
		build_sums(a, v, label.s, i == CASH_OVERDUE ? ROLE_WARNING : ROLE_TEXT, &v->o.cash[i], v->o.cash, CASH_COUNT,
			sizeof v->o.cash[0], filter.s);
		any = 1;
		strbuf_release(&label);
		strbuf_release(&filter);
	}
	if (!any)
		nothing(v, _("No invoice is ready or approved."));
}

static void build_vendors(struct app *a, struct view_of *v)
{
	section(v, _("Vendors with the largest open invoices"));
	if (v->o.n_vendors == 0)
		nothing(v, _("No invoice is open."));
	for (size_t i = 0; i < v->o.n_vendors; i++) {
		const struct overview_vendor *x = &v->o.vendors[i];
		struct strbuf filter = STRBUF_INIT;
		strbuf_adds(&filter, "vendor=");
		filter_add_quoted(&filter, x->name);
		build_sums(a, v, x->name, ROLE_TEXT, &x->open, &v->o.vendors[0].open, v->o.n_vendors, sizeof v->o.vendors[0],
			filter.s);
		strbuf_release(&filter);
	}
}

/* ---- what went wrong ---- */

static void put_wrong(const struct app *a, struct view_of *v, int status, enum entity e, int64_t n, const char *oldest,
	int target)
{
	const struct status_def *st = &statuses[status];
	struct strbuf text = STRBUF_INIT;
	if (is_plain(a)) {
		strbuf_adds(&text, TR(st->word));
		lang_add_colon(&text);
		add_count(&text, TR(entities[e].plural), n);
		if (oldest && *oldest)
			strbuf_addf(&text, ", %s", oldest);
		say(v, text.s, target);
	} else {
		strbuf_addf(&text, "%s %s", screen_glyph(st->glyph, st->ascii), TR(st->word));
		put(v, 2, 14, 0, status == STATUS_CHANGED ? ROLE_CHANGED : ROLE_FAILED, text.s);
		put_lead(v, 17, 20, 0, ROLE_TEXT, TR(entities[e].plural), target);
		put_number(v, 38, 8, n, target);
		put(v, 49, v->width - 49, 0, ROLE_TEXT, oldest);
		next_line(v);
	}
	strbuf_release(&text);
}

static void build_wrong(struct app *a, struct view_of *v)
{
	int any = 0;
	section(v, _("Failed, without an answer, or changed since"));
	for (int i = 0; i < OVERVIEW_WRONG; i++)
		for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
			const struct overview_wrong *w = &v->o.wrong[e][i];
			const struct status_def *st = &statuses[overview_wrong[i]];
			struct strbuf text = STRBUF_INIT;
			if (w->n == 0)
				continue;
			strbuf_addf(&text, "status:%s", st->name);
			int to = lead(v, 0, 46, (enum entity)e, st->view, text.s);
			any = 1;
			strbuf_reset(&text);
			if (w->oldest_ms) {
				struct strbuf age = STRBUF_INIT;
				lang_add_age(&age, w->oldest_ms, clock_now_ms());
				strbuf_addf(&text, _("the oldest %s"), age.s);
				strbuf_release(&age);
			}
			put_wrong(a, v, overview_wrong[i], (enum entity)e, w->n, text.s, to);
			strbuf_release(&text);
		}
	if (!any)
		nothing(v, _("Nothing failed, and every export has its answer."));
}

/* ---- freshness ---- */

static void add_since(struct strbuf *out, int64_t at)
{
	if (at)
		lang_add_age(out, at, clock_now_ms());
	else
		strbuf_adds(out, _("never"));
}

/* "Vendors 2 min, Jobs 2 min": feeds of one age together. */
static int add_feeds(struct strbuf *out, struct app *a, const struct connection *c)
{
	int64_t at[ENTITY_TAB_COUNT], oldest = INT64_MAX;
	struct strbuf ages[ENTITY_TAB_COUNT];
	int told = 0, any = 0;
	for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
		strbuf_init(&ages[e]);
		at[e] = sync_age(a->store, c->id, (enum entity)e);
		add_since(&ages[e], at[e]);
		any |= at[e] != 0;
		if (at[e] && at[e] < oldest)
			oldest = at[e];
	}
	for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
		if ((told & 1 << e) || (any && !at[e]))
			continue;            /* what this system does not bring */
		strbuf_adds(out, out->len ? "; " : "");
		for (int k = e, n = 0; k < ENTITY_TAB_COUNT; k++)
			if (strcmp(ages[k].s, ages[e].s) == 0) {
				strbuf_addf(out, "%s%s", n++ ? ", " : "", TR(entities[k].plural));
				told |= 1 << k;
			}
		strbuf_addf(out, " %s", ages[e].s);
	}
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		strbuf_release(&ages[e]);
	return !any || clock_now_ms() - oldest > STALE_MS;
}

static void put_paragraph(struct view_of *v, int x, enum role role, const char *text, int to)
{
	size_t len = strlen(text), at = 0;
	while (at < len) {
		size_t n = 0, word = 0;
		int used = 0;
		while (at + n < len && used < v->width - x) {
			uint32_t cp;
			size_t step = text_decode(text + at + n, len - at - n, &cp);
			used += text_char_width(cp);
			if (used > v->width - x)
				break;
			if (cp == ' ')
				word = n;
			n += step;
		}
		if (at + n < len && word)
			n = word;
		char *line = pool_strndup(&v->pool, text + at, n);
		put_lead(v, x, v->width - x, 0, role, line, to);
		next_line(v);
		at += n;
		while (text[at] == ' ')
			at++;
	}
}

static void build_fresh(struct app *a, struct view_of *v)
{
	section(v, _("How fresh the data are"));
	if (a->connections.len == 0)
		nothing(v, _("No system is connected yet."));
	for (size_t i = 0; i < a->connections.len; i++) {
		const struct connection *c = &a->connections.items[i];
		struct strbuf text = STRBUF_INIT;
		int to = lead(v, 0, v->width, ENTITY_NONE, VIEW_ALL, ""), old = add_feeds(&text, a, c);
		for (size_t k = 0; k < a->systems.len; k++)
			if (a->systems.items[k].id == c->id && a->systems.items[k].two_hops) {
				strbuf_adds(&text, "; ");
				strbuf_adds(&text, _("at the source "));
				add_since(&text, a->systems.items[k].arrived_ms);
			}
		put(v, 2, 16, 0, ROLE_TEXT, c->name);
		put_paragraph(v, 19, old ? ROLE_WARNING : ROLE_TEXT, text.s, to);
		strbuf_release(&text);
	}
}

static const char *run_word(const char *state)
{
	static const struct { const char *name, *word; } words[] = { { "running", N_("running") }, { "done", N_("done") },
		{ "partial", N_("partly done") }, { "failed", N_("failed") }, { "cancelled", N_("stopped") } };
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strcmp(words[i].name, state) == 0)
			return TR(words[i].word);
	return state;
}

static void build_runs(struct app *a, struct view_of *v)
{
	struct sync_run_array runs = { 0 };
	struct pool p = POOL_INIT;
	section(v, _("The last syncs"));
	if (sync_run_list(a->store, RUNS, &p, &runs, NULL) < 0 || runs.len == 0)
		nothing(v, _("None yet; S reads everything."));
	for (size_t i = 0; i < runs.len; i++) {
		const struct sync_run *r = &runs.items[i];
		struct strbuf at = STRBUF_INIT, n = STRBUF_INIT, text = STRBUF_INIT;
		const char *name = "";
		for (size_t k = 0; k < a->connections.len; k++)
			if (a->connections.items[k].id == r->connection_id)
				name = a->connections.items[k].name;
		int to = lead(v, 0, v->width, ENTITY_NONE, VIEW_ALL, "");
		lang_add_instant(&at, r->started_ms);
		lang_add_number(&n, r->added + r->changed + r->deleted, 0, 0);
		put_lead(v, 2, 17, 0, ROLE_TEXT, at.s, to);
		put(v, 20, 16, 0, ROLE_TEXT, name);
		strbuf_addf(&text, P_("%1$s, %2$s change, %3$s", "%1$s, %2$s changes, %3$s",
			(unsigned long)(r->added + r->changed + r->deleted)), run_word(r->state), n.s, r->actor ? r->actor : "");
		put(v, 37, v->width - 37, 0, strcmp(r->state, "failed") == 0 ? ROLE_WARNING : ROLE_TEXT, text.s);
		next_line(v);
		strbuf_release(&at);
		strbuf_release(&n);
		strbuf_release(&text);
	}
	ARRAY_RELEASE(&runs);
	pool_release(&p);
}

static void build(struct app *a, struct view_of *v, int cols, int rows)
{
	v->segs.len = v->targets.len = 0;
	pool_release(&v->pool);
	v->columns = cols >= 2 * COLUMN_MIN + GAP + 2 ? 2 : 1;
	v->width = v->columns == 2 ? (cols - 2 - GAP) / 2 : cols - 2;
	v->column = v->line = v->lines[0] = v->lines[1] = 0;
	build_waiting(a, v);
	build_cash(a, v);
	if (v->columns == 2) {
		build_vendors(a, v);
		v->column = 1;
		v->line = 0;
		build_wrong(a, v);
	} else {
		build_wrong(a, v);
		build_vendors(a, v);
	}
	build_fresh(a, v);
	build_runs(a, v);
	v->built_cols = cols;
	v->built_rows = rows;
	if (v->cursor >= (int)v->targets.len)
		v->cursor = v->targets.len ? (int)v->targets.len - 1 : 0;
}

/* ---- drawing ---- */

static void draw_segs(struct view_of *v)
{
	const struct target *t = v->targets.len ? &v->targets.items[v->cursor] : NULL;
	for (size_t i = 0; i < v->segs.len; i++) {
		const struct seg *s = &v->segs.items[i];
		int y = s->line - v->top, x = v->body.x + s->column * (v->width + GAP) + s->x;
		enum role role = s->target == v->cursor ? ROLE_CURSOR : s->role;
		if (y < 0 || y >= v->body.h)
			continue;
		if (s->right)
			screen_put_right(v->body.y + y, x, s->width, role, s->text);
		else
			screen_put(v->body.y + y, x, s->width, role, s->text);
	}
	if (t && t->line >= v->top && t->line < v->top + v->body.h) {
		int x = v->body.x + t->column * (v->width + GAP) + t->x;
		if (t->x == 0)
			screen_text(v->body.y + t->line - v->top, x, 1, ROLE_CURSOR, screen_glyph("▸", ">"));
		screen_cursor(v->body.y + t->line - v->top, x, 0);
	}
}

static void follow(struct view_of *v)
{
	const struct target *t = v->targets.len ? &v->targets.items[v->cursor] : NULL;
	int all = v->lines[0] > v->lines[1] ? v->lines[0] : v->lines[1], last = all > v->body.h ? all - v->body.h : 0;
	if (t && t->line < v->top + 1)
		v->top = t->line - 1;
	if (t && t->line >= v->top + v->body.h)
		v->top = t->line - v->body.h + 1;
	if (v->top > last)
		v->top = last;
	if (v->top < 0)
		v->top = 0;
}

static void overview_draw(struct app *a, struct overlay *o)
{
	struct view_of *v = (struct view_of *)o;
	int rows = screen_rows(), cols = screen_cols();
	struct strbuf title = STRBUF_INIT;
	screen_clear();
	screen_put(0, 0, cols, ROLE_TITLE, "");
	strbuf_adds(&title, _("Overview"));
	if (a->company && *a->company)
		strbuf_addf(&title, "  %s", a->company);
	if (systems_shown(a))
		strbuf_addf(&title, " / %s", systems_shown(a)->name);
	screen_text(0, 1, cols - 2, ROLE_DIALOG_TITLE, title.s);
	if (v->reading || v->stale) {
		int w = text_width(_("counting..."));
		screen_put(0, cols - w - 1, w, ROLE_PROGRESS, _("counting..."));
	}
	v->body = (struct rect){ 1, 1, rows - 3, cols - 2 };
	if (v->have) {
		if (v->built_cols != cols || v->built_rows != rows)
			build(a, v, cols, rows);
		follow(v);
		draw_segs(v);
		if ((v->lines[0] > v->top + v->body.h || v->lines[1] > v->top + v->body.h))
			screen_put(rows - 3, cols - 1, 1, ROLE_DIM, screen_glyph("↓", "v"));
	} else {
		screen_text(2, 3, cols - 4, ROLE_DIM, _("The numbers are being counted; Esc goes back."));
		screen_cursor(2, 3, 0);
	}
	screen_text(rows - 1, 1, cols - 2, ROLE_DIM, _("arrows move   Enter shows these records   Esc back"));
	strbuf_release(&title);
}

/* ---- moving ---- */

/* The nearest target in a direction: of the same column by lines, of the same line by columns. */
static void move_line(struct view_of *v, int by)
{
	const struct target *t;
	int best = -1;
	if (v->targets.len == 0)
		return;
	t = &v->targets.items[v->cursor];
	for (int i = 0; i < (int)v->targets.len; i++) {
		const struct target *x = &v->targets.items[i];
		if (x->column != t->column || (by > 0 ? x->line <= t->line : x->line >= t->line))
			continue;
		if (best < 0 || (by > 0 ? x->line < v->targets.items[best].line : x->line > v->targets.items[best].line) ||
		    (x->line == v->targets.items[best].line && abs(x->x - t->x) < abs(v->targets.items[best].x - t->x)))
			best = i;
	}
	if (best >= 0)
		v->cursor = best;
}

static void move_cell(struct view_of *v, int by)
{
	const struct target *t;
	int best = -1, other = -1;
	if (v->targets.len == 0)
		return;
	t = &v->targets.items[v->cursor];
	for (int i = 0; i < (int)v->targets.len; i++) {
		const struct target *x = &v->targets.items[i];
		if (x->column == t->column && x->line == t->line && (by > 0 ? x->x > t->x : x->x < t->x) &&
		    (best < 0 || abs(x->x - t->x) < abs(v->targets.items[best].x - t->x)))
			best = i;
		if (x->column == t->column + by &&
		    (other < 0 || abs(x->line - t->line) < abs(v->targets.items[other].line - t->line)))
			other = i;
	}
	if (best >= 0 || other >= 0)
		v->cursor = best >= 0 ? best : other;
}

static void enter(struct app *a, struct view_of *v)
{
	struct target t;
	char *filter;
	if (!v->have || v->targets.len == 0)
		return;
	t = v->targets.items[v->cursor];
	if (t.entity == ENTITY_NONE) {
		act_jobs(a);
		return;
	}
	filter = xstrdup(t.filter);
	overlay_close(a, &v->overlay);
	app_show(a, t.entity, t.view, filter);
	free(filter);
}

static void overview_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct view_of *v = (struct view_of *)o;
	switch (key) {
	case UIKEY_ESC: case UIKEY_CTRL('C'): case 'q': case '0':
		overlay_close(a, o);
		break;
	case UIKEY_DOWN: case 'j':
		move_line(v, 1);
		break;
	case UIKEY_UP: case 'k':
		move_line(v, -1);
		break;
	case UIKEY_RIGHT: case 'l': case UIKEY_TAB:
		move_cell(v, 1);
		break;
	case UIKEY_LEFT: case 'h': case UIKEY_BACKTAB:
		move_cell(v, -1);
		break;
	case UIKEY_HOME:
		v->cursor = 0;
		break;
	case UIKEY_END:
		v->cursor = v->targets.len ? (int)v->targets.len - 1 : 0;
		break;
	case UIKEY_PGDN:
		for (int i = 0; i < 8; i++)
			move_line(v, 1);
		break;
	case UIKEY_PGUP:
		for (int i = 0; i < 8; i++)
			move_line(v, -1);
		break;
	case UIKEY_ENTER:
		enter(a, v);
		break;
	default:
		break;
	}
}

static void overview_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct view_of *v = (struct view_of *)o;
	int line = m->y - v->body.y + v->top;
	if (m->kind != MOUSE_PRESS) {
		move_line(v, m->kind == MOUSE_WHEEL_UP ? -1 : 1);
		return;
	}
	for (int i = (int)v->targets.len - 1; i >= 0; i--) {
		const struct target *t = &v->targets.items[i];
		int x = v->body.x + t->column * (v->width + GAP) + t->x;
		if (t->line != line || m->x < x || m->x >= x + t->width)
			continue;
		if (v->cursor == i)
			enter(a, v);
		else
			v->cursor = i;
		return;
	}
}

static void overview_free(struct overlay *o)
{
	struct view_of *v = (struct view_of *)o;
	overview_release(&v->o);
	ARRAY_RELEASE(&v->segs);
	ARRAY_RELEASE(&v->targets);
	pool_release(&v->pool);
	free(v);
}

static const struct overlay_ops overview_ops = { "overview", overview_draw, overview_key, overview_mouse,
	overview_free, 0, NULL };

void act_overview(struct app *a)
{
	struct view_of *v = xcalloc(1, sizeof *v);
	v->overlay.ops = &overview_ops;
	v->stale = 1;
	v->serial = ++a->overview_serial;
	overlay_push(a, &v->overlay);
}
