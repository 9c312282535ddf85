/* Gathering what a set of records comes to.
 *
 * Of each record only numbers stay; texts are kept for those that are left out or warn.  Whether a held
 * record can be approved together with what it needs is asked here to say so, and
 * judged again by the worker, whose word counts. */
#include "ui/batch.h"
#include "ui/app.h"
#include "ui/decide.h"
#include "base/args.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define AT_ONCE    200            /* so many cost less than a frame */
#define PIECE      50
#define TREE_DEPTH 8
#define TREE_MOST  2000

/* ---- findings ---- */

static int is(const struct finding_row *f, const char *severity)
{
	return f->severity && strcmp(f->severity, severity) == 0;
}

static int has_proposal(const struct finding_row *f)
{
	return is(f, "hold") && !f->prerequisite && f->field && f->proposal && *f->proposal;
}

static void add_finding(struct app *a, struct strbuf *out, const struct record *r, const struct finding_row *f,
	struct pool *p)
{
	const char *args[FINDING_MAX_ARGS];
	worker_finding_text(out, systems_connector(a, r->state.books), f->code, args,
		(int)args_parse(f->args, p, args, FINDING_MAX_ARGS));
}

/* A vendor that works for several sets of books: it is in one of them already, and what is sent to
 * that ERP needs it there as well.  The worker judges it as it stands towards that one. */
static int is_elsewhere(struct app *a, const struct record *r, int64_t erp, struct pool *p)
{
	struct link l;
	return erp && r->entity == ENTITY_VENDOR &&
		(r->state.status == STATUS_SYNCED || r->state.status == STATUS_CHANGED) &&
		links_get_in(a->store, r->entity, r->id, erp, p, &l, NULL) < 0;
}

/* 1 when all that holds it are records to be approved first, which can be, and values that
 * are proposed.  Otherwise why gets what stands in the way deeper down. */
static int can_go(struct app *a, const struct record *r, struct pool *p, int depth, struct strbuf *why)
{
	struct finding_array f = { 0 };
	int yes = depth <= TREE_DEPTH && findings_list(a->store, r->entity, r->id, p, &f, NULL) == 0;
	for (size_t i = 0; i < f.len && yes; i++) {
		const struct finding_row *x = &f.items[i];
		struct record fix;
		if (!is(x, "hold") || has_proposal(x))
			continue;
		if (x->prerequisite && x->fix_id != 0 &&
		    records_get(a->store, x->fix_entity, x->fix_id, p, &fix, NULL) == 0 &&
		    !(fix.entity == r->entity && fix.id == r->id)) {
			if (is_elsewhere(a, &fix, r->state.books, p)) {
				fix.state.status = STATUS_READY;
				yes = !decide_refused(a, VERB_APPROVE, &fix, why);
				continue;
			}
			yes = fix.state.status == STATUS_QUEUED || fix.state.status == STATUS_SENDING ||
				(!decide_refused(a, VERB_APPROVE, &fix, why) && can_go(a, &fix, p, depth + 1, why));
			continue;
		}
		yes = 0;
		if (why && depth > 0) {
			strbuf_addf(why, "%s %s", TR(entities[r->entity].title), record_name(r));
			lang_add_colon(why);
		}
		if (why && (depth > 0 || !r->state.note || strcmp(r->state.note, x->code) != 0))
			add_finding(a, why, r, x, p);     /* the record's own note is told already */
	}
	ARRAY_RELEASE(&f);
	return yes;
}

/* ---- sums ---- */

void summary_add_amount(struct strbuf *out, const struct app *a, const struct record *r)
{
	int field = query_sum_field(r->entity);
	if (field >= 0 && record_has(r, field))
		lang_add_money(out, record_int(r, field), record_currency(r), a->home);
}

static void add_total(struct query_totals *t, const char *currency, int64_t sum)
{
	char code[4] = "";
	size_t i = 0;
	memcpy(code, currency, strnlen(currency, 3));
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

static void add_top(struct batch *b, int64_t id, int64_t amount)
{
	size_t k = 0;
	while (k < b->n_top && b->top[k].amount >= amount)
		k++;
	if (k == BATCH_TOP)
		return;
	b->n_top += b->n_top < BATCH_TOP;
	memmove(&b->top[k + 1], &b->top[k], (b->n_top - k - 1) * sizeof b->top[0]);
	b->top[k].id = id;
	b->top[k].amount = amount;
}

static int vendor_fields(enum entity e, int *id, int *name)
{
	switch (e) {
	case ENTITY_INVOICE: *id = INVOICE_VENDOR; *name = INVOICE_VENDOR_NAME; return 1;
	case ENTITY_COMMITMENT: *id = COMMITMENT_VENDOR; *name = COMMITMENT_VENDOR_NAME; return 1;
	default: return 0;
	}
}

/* In order of id and currency: a company has thousands of vendors at most. */
static void add_vendor(struct batch *b, const struct record *r, int64_t amount)
{
	int id, name;
	size_t low = 0, high = b->vendors.len;
	struct batch_vendor *v;
	const char *ref, *currency = record_currency(r);
	if (!vendor_fields(r->entity, &id, &name) || !*record_text(r, name))
		return;
	ref = *record_text(r, id) ? record_text(r, id) : record_text(r, name);
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(b->vendors.items[mid].id, ref);
		c = c ? c : strcmp(b->vendors.items[mid].currency, currency);
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == b->vendors.len || strcmp(b->vendors.items[low].id, ref) != 0 ||
	    strcmp(b->vendors.items[low].currency, currency) != 0) {
		ARRAY_PUSH(&b->vendors);
		memmove(&b->vendors.items[low + 1], &b->vendors.items[low],
			(b->vendors.len - low - 1) * sizeof *b->vendors.items);
		b->vendors.items[low] = (struct batch_vendor){ pool_strdup(&b->pool, ref),
			pool_strdup(&b->pool, record_text(r, name)), pool_strdup(&b->pool, currency),
			*record_text(r, id) ? r->connection_id : 0, 0, 0, 0, 0 };
	}
	v = &b->vendors.items[low];
	v->count++;
	v->sum = (int64_t)((uint64_t)v->sum + (uint64_t)amount);
}

/* ---- one record ---- */

static void add_line(struct batch *b, struct batch_lines *to, const struct record *r, const char *text)
{
	*ARRAY_PUSH(to) = (struct batch_line){ { r->entity, r->id, r->state.version },
		pool_strdup(&b->pool, record_name(r)), pool_strdup(&b->pool, text) };
}

static void add_warnings(struct app *a, struct batch *b, const struct record *r, struct pool *p)
{
	struct finding_array f = { 0 };
	int any = 0;
	if (findings_list(a->store, r->entity, r->id, p, &f, NULL) < 0)
		f.len = 0;
	for (size_t i = 0; i < f.len; i++) {
		struct strbuf text = STRBUF_INIT;
		if (!is(&f.items[i], "warning"))
			continue;
		add_finding(a, &text, r, &f.items[i], p);
		add_line(b, &b->warned, r, text.s);
		any = 1;
		strbuf_release(&text);
	}
	if (!any)
		add_line(b, &b->warned, r, _("there is a warning; the detail says which"));
	ARRAY_RELEASE(&f);
}

static void add_ready(struct app *a, struct batch *b, const struct record *r, struct pool *p)
{
	int field = query_sum_field(r->entity);
	int64_t amount = field >= 0 ? record_int(r, field) : 0;
	*ARRAY_PUSH(&b->ready) = (struct message_item){ r->entity, r->id, r->state.version };
	add_total(&b->totals, record_currency(r), amount);
	add_top(b, r->id, amount);
	add_vendor(b, r, amount);
	if (r->state.n_warnings > 0 && (b->verb == VERB_APPROVE || b->verb == VERB_RETRY))
		add_warnings(a, b, r, p);
}

static void add_held(struct app *a, struct batch *b, const struct record *r, const char *why, struct pool *p)
{
	struct strbuf text = STRBUF_INIT, deeper = STRBUF_INIT;
	if (b->held.len == 0)
		b->first_status = r->state.status;
	strbuf_adds(&text, why);
	if (b->verb == VERB_APPROVE && r->state.status == STATUS_HELD && text.len == 0) {
		note_add(&text, systems_connector(a, r->state.books), &r->state);
		if (can_go(a, r, p, 0, &deeper)) {
			*ARRAY_PUSH(&b->curable) = (struct message_item){ r->entity, r->id, r->state.version };
			strbuf_addf(&text, " %s", _("(A approves it with what it needs)"));
		} else if (deeper.len > 0) {
			strbuf_addf(&text, " (%s)", deeper.s);
		}
	}
	add_line(b, &b->held, r, text.s);
	strbuf_release(&text);
	strbuf_release(&deeper);
}

/* The next one; 0 when the store does not answer now. */
static int add_one(struct app *a, struct batch *b)
{
	const struct message_item *it = &b->asked[b->at];
	struct pool p = POOL_INIT;
	struct strbuf why = STRBUF_INIT;
	struct record r;
	int rc = records_get(a->store, it->entity, it->id, &p, &r, NULL);
	if (rc == ERR_LATER || rc == ERR_CANCEL) {
		pool_release(&p);
		return 0;
	}
	b->at++;
	if (rc < 0) {
		b->gone++;
	} else {
		r.state.version = it->version ? it->version : r.state.version;
		if (decide_refused(a, b->verb, &r, &why) ||
		    (b->verb == VERB_APPROVE && r.state.status == STATUS_HELD))
			add_held(a, b, &r, why.s, &p);
		else
			add_ready(a, b, &r, &p);
	}
	strbuf_release(&why);
	pool_release(&p);
	return 1;
}

/* ---- the set ---- */

void batch_free(void *data)
{
	struct batch *b = data;
	if (b == NULL)
		return;
	ARRAY_RELEASE(&b->ready);
	ARRAY_RELEASE(&b->curable);
	ARRAY_RELEASE(&b->vendors);
	ARRAY_RELEASE(&b->held);
	ARRAY_RELEASE(&b->warned);
	ARRAY_RELEASE(&b->tree);
	ARRAY_RELEASE(&b->proposals);
	ARRAY_RELEASE(&b->tree_warned);
	ARRAY_RELEASE(&b->tree_held);
	pool_release(&b->pool);
	free(b->asked);
	free(b->comment);
	free(b);
}

/* ---- the dialog that counts up ---- */

struct gathering {
	struct overlay overlay;
	struct batch *b;                /* owned until it is given away */
	void (*then)(struct app *a, struct batch *b);
	int64_t percent;
	uint64_t question;              /* the worker was asked; 0: gathering here */
	int counting;                   /* the marks that are not shown are being counted */
};

static void gathering_draw(struct app *a, struct overlay *o)
{
	struct gathering *g = (struct gathering *)o;
	struct rect in = screen_box(overlay_rect(5, 60), TR(verbs[g->b->verb].title));
	struct strbuf text = STRBUF_INIT, at = STRBUF_INIT, of = STRBUF_INIT;
	lang_add_number(&at, (int64_t)g->b->at, 0, 0);
	lang_add_number(&of, (int64_t)g->b->n_asked, 0, 0);
	if (g->question)
		strbuf_adds(&text, _("Looking at what has to go with it..."));
	else
		strbuf_addf(&text, _("Looking at %1$s of %2$s records..."), at.s, of.s);
	screen_put(in.y, in.x, in.w, ROLE_TEXT, text.s);
	screen_put(in.y + in.h - 1, in.x, in.w, ROLE_DIM, _("Esc stop; nothing is changed"));
	screen_cursor(in.y, in.x, 0);
	strbuf_release(&text);
	strbuf_release(&at);
	strbuf_release(&of);
}

static void gathering_key(struct app *a, struct overlay *o, uint32_t key)
{
	if (key != UIKEY_ESC && key != UIKEY_CTRL('C'))
		return;
	overlay_close(a, o);
	app_say(a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
}

static void gathering_release(struct overlay *o)
{
	struct gathering *g = (struct gathering *)o;
	batch_free(g->b);
	free(g);
}

static const struct overlay_ops gathering_ops = { "gathering", gathering_draw, gathering_key, NULL,
	gathering_release, 0, NULL };

static struct gathering *under_way(struct app *a)
{
	for (struct overlay *o = a->top; o; o = o->below)
		if (o->ops == &gathering_ops)
			return (struct gathering *)o;
	return NULL;
}

int batch_open(struct app *a)
{
	const struct gathering *g = under_way(a);
	return g && !g->question;
}

static void gathering_open(struct app *a, struct batch *b, uint64_t question,
	void (*then)(struct app *a, struct batch *b))
{
	struct gathering *g = xcalloc(1, sizeof *g);
	g->overlay.ops = &gathering_ops;
	g->b = b;
	g->then = then;
	g->question = question;
	overlay_push(a, &g->overlay);
}

static void gathered(struct app *a, struct gathering *g)
{
	void (*then)(struct app *a, struct batch *b) = g->then;
	struct batch *b = g->b;
	g->b = NULL;
	overlay_close(a, &g->overlay);
	then(a, b);
}

/* The summary says how many of the marks the list does not show, so it waits for one count of them, however
 * often the data change meanwhile. */
static int hidden_known(struct app *a, struct gathering *g)
{
	struct table *t = &app_tab(a)->table;
	if (g->b->hidden < 0 && g->counting && !t->counting_marks)
		g->b->hidden = t->marks_hidden;
	else if (g->b->hidden < 0)
		g->b->hidden = table_marks_hidden(t);
	g->counting = 1;
	return g->b->hidden >= 0;
}

int batch_step(struct app *a)
{
	struct gathering *g = under_way(a);
	int64_t percent;
	if (g == NULL || g->question)
		return 0;
	if (g->b->at == g->b->n_asked && !hidden_known(a, g))
		return 0;                     /* the reader's answer wakes us */
	for (int i = 0; i < PIECE && g->b->at < g->b->n_asked; i++)
		if (!add_one(a, g->b))
			return 0;             /* the next second tries again */
	percent = (int64_t)(g->b->at * 100 / g->b->n_asked);
	if (percent != g->percent)
		a->dirty = 1;
	g->percent = percent;
	if (g->b->at == g->b->n_asked && hidden_known(a, g))
		gathered(a, g);
	return 1;
}

void batch_gather(struct app *a, enum verb verb, void (*then)(struct app *a, struct batch *b))
{
	struct batch *b = xcalloc(1, sizeof *b);
	b->verb = verb;
	b->entity = app_entity(a);
	b->asked = app_items(a, &b->n_asked);
	b->hidden = app_tab(a)->table.marks.len > 0 ? table_marks_hidden(&app_tab(a)->table) : 0;
	while (b->n_asked <= AT_ONCE && b->hidden >= 0 && b->at < b->n_asked && add_one(a, b))
		;
	if (b->at < b->n_asked || b->hidden < 0)
		gathering_open(a, b, 0, then);
	else
		then(a, b);
}

/* ---- together with what they need ---- */

static void parse_line(struct app *a, struct batch *b, char *line, struct pool *p)
{
	const char *x[3 + FINDING_MAX_ARGS];
	size_t n = args_parse(line, p, x, 3 + FINDING_MAX_ARGS);
	struct strbuf text = STRBUF_INIT;
	struct record r;
	if (n < 3 || entity_parse(x[0]) == ENTITY_NONE ||
	    records_get(a->store, entity_parse(x[0]), strtoll(x[1], NULL, 10), p, &r, NULL) < 0)
		return;
	if (*x[2] == '\0' && n == 5) {
		*ARRAY_PUSH(&b->proposals) = (struct batch_proposal){ { r.entity, r.id, r.state.version },
			pool_strdup(&b->pool, record_name(&r)), pool_strdup(&b->pool, x[3]), pool_strdup(&b->pool, x[4]) };
		return;
	}
	worker_finding_text(&text, systems_connector(a, r.state.books), x[2], x + 3, (int)n - 3);
	add_line(b, &b->tree_warned, &r, text.s);
	strbuf_release(&text);
}

static void parse_lines(struct app *a, struct batch *b, const char *lines)
{
	while (lines && *lines) {
		struct pool p = POOL_INIT;
		size_t n = strcspn(lines, "\n");
		parse_line(a, b, pool_strndup(&p, lines, n), &p);
		lines += n + (lines[n] == '\n');
		pool_release(&p);
	}
}

/* The sums are of what was marked and can go, not of what goes before it. */
static void sum_tree(struct app *a, struct batch *b)
{
	int field = query_sum_field(b->entity);
	memset(&b->totals, 0, sizeof b->totals);
	for (size_t i = 0; i < b->tree.len; i++) {
		struct pool p = POOL_INIT;
		struct record r;
		if (b->tree.items[i].entity == b->entity &&
		    records_get(a->store, b->entity, b->tree.items[i].id, &p, &r, NULL) == 0)
			add_total(&b->totals, record_currency(&r), field >= 0 ? record_int(&r, field) : 0);
		pool_release(&p);
	}
}

void batch_looked(struct app *a, const struct message *m)
{
	struct gathering *g = under_way(a);
	struct batch *b;
	if (g == NULL || g->question != m->to)
		return;          /* given up meanwhile */
	b = g->b;
	if (m->error.cls != ERR_NONE) {
		app_say_error(a, &m->error);
		overlay_close(a, &g->overlay);
		return;
	}
	for (size_t i = 0; i < m->n_items; i++)
		*ARRAY_PUSH(&b->tree) = m->items[i];
	sum_tree(a, b);
	parse_lines(a, b, m->text);
	for (const char *s = m->name; s && *s;) {
		size_t n = strcspn(s, "\n");
		*ARRAY_PUSH(&b->tree_held) = (struct batch_line){ { ENTITY_NONE, 0, 0 }, "", pool_strndup(&b->pool, s, n) };
		s += n + (s[n] == '\n');
	}
	gathered(a, g);
}

void batch_look(struct app *a, struct batch *b, void (*then)(struct app *a, struct batch *b))
{
	struct message *m;
	size_t n = b->ready.len + b->curable.len;
	if (n > TREE_MOST) {
		app_say(a, TONE_WARNING, _("What %1$d records need is too much for one summary; mark %2$d at most, or approve "
			"with a what is ready."), (int)n, TREE_MOST);
		batch_free(b);
		return;
	}
	m = message_new(MSG_DECIDE);
	m->verb = VERB_APPROVE;
	m->items = xcalloc(n, sizeof *m->items);
	if (b->ready.len)
		memcpy(m->items, b->ready.items, b->ready.len * sizeof *m->items);
	if (b->curable.len)
		memcpy(m->items + b->ready.len, b->curable.items, b->curable.len * sizeof *m->items);
	m->n_items = n;
	m->number = DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS | DECIDE_LOOK;
	gathering_open(a, b, app_ask(a, REQUEST_LOOK, VERB_APPROVE, m), then);
}
