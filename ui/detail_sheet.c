/* Arithmetic on the screen.
 *
 * Amounts of a sheet stand in columns that end at the same place; a rule stands over every
 * sum.  How many blocks go beside each other follows from the widest label and amount, so that
 * nothing is ever cut.  A schedule of values has one row per line where all amounts
 * fit, else two. */
#include "ui/detail_sheet.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define GAP     4       /* between blocks */
#define SIGN    2
#define MARK    3       /* " ok" */
#define COLUMNS 4

/* ---- texts ---- */

static void add_amount(struct strbuf *out, int64_t amount, const char *currency, const char *home)
{
	lang_add_amount(out, amount, currency);
	if (*currency && home && *home && strcmp(currency, home) != 0)
		strbuf_addf(out, " %s", currency);
}

static void add_label(struct strbuf *out, const struct sheet_row *r)
{
	strbuf_adds(out, TR(r->label));
	if (r->name && *r->name)
		strbuf_addf(out, " %s", r->name);
}

static void add_share(struct strbuf *out, int64_t tenths)
{
	lang_add_number(out, tenths, 1, 1);
	strbuf_adds(out, " %");
}

static const char *mark_of(enum sheet_check c)
{
	return c == SHEET_AGREES ? screen_glyph("✓", "ok") : c == SHEET_DIFFERS ? screen_glyph("≠", "!=") : "";
}

/* ---- a sheet ---- */

struct page { const struct sheet *s; const char *currency, *home; int label, amount; };

static void measure(struct page *g)
{
	for (size_t i = 0; i < g->s->n; i++) {
		const struct sheet_row *r = &g->s->rows[i];
		struct strbuf b = STRBUF_INIT;
		int w;
		if (r->kind == SHEET_HEADING || r->kind == SHEET_SHARE)
			continue;
		add_label(&b, r);
		w = text_width(b.s);
		g->label = w > g->label ? w : g->label;
		strbuf_reset(&b);
		add_amount(&b, r->amount, g->currency, g->home);
		w = text_width(b.s);
		g->amount = w > g->amount ? w : g->amount;
		strbuf_release(&b);
	}
}

/* Lines that a row takes: a sum has its rule over it. */
static int height_of(const struct sheet_row *r)
{
	return r->kind == SHEET_SUM ? 2 : 1;
}

static size_t block_end(const struct sheet *s, size_t from)
{
	size_t i = from + 1;
	while (i < s->n && s->rows[i].kind != SHEET_HEADING)
		i++;
	return i;
}

static int block_height(const struct sheet *s, size_t from)
{
	int h = 0;
	for (size_t i = from; i < block_end(s, from); i++)
		h += height_of(&s->rows[i]);
	return h;
}

static void put_rule(struct text_pane *p, int x, int width)
{
	struct strbuf rule = STRBUF_INIT;
	for (int i = 0; i < width; i++)
		strbuf_adds(&rule, screen_glyph("─", "-"));
	pane_put(p, x, width, 0, ROLE_DIM, rule.s);
	strbuf_release(&rule);
}

static void put_row(struct text_pane *p, const struct page *g, const struct sheet_row *r, int x)
{
	struct strbuf b = STRBUF_INIT;
	enum role role = r->kind == SHEET_SUM ? ROLE_TITLE : ROLE_TEXT;
	char sign[2] = { r->sign, '\0' };
	if (r->kind == SHEET_HEADING) {
		pane_put(p, x, 0, 0, ROLE_LABEL, TR(r->label));
		return;
	}
	if (r->kind == SHEET_SHARE) {
		add_share(&b, r->amount);
		strbuf_addf(&b, " %s", TR(r->label));
		pane_put(p, x + SIGN, 0, 0, ROLE_DIM, b.s);
	} else {
		add_label(&b, r);
		pane_put(p, x, 1, 0, role, sign);
		pane_put(p, x + SIGN, g->label, 0, r->kind == SHEET_SUM ? ROLE_TITLE : ROLE_LABEL, b.s);
		strbuf_reset(&b);
		add_amount(&b, r->amount, g->currency, g->home);
		pane_put(p, x + SIGN + g->label + 2, g->amount, 1, role, b.s);
		if (r->check != SHEET_UNSTATED)
			pane_put(p, x + SIGN + g->label + 2 + g->amount + 1, 2, 0,
				r->check == SHEET_DIFFERS ? ROLE_DIFFERENCE : ROLE_SYNCED, mark_of(r->check));
	}
	strbuf_release(&b);
}

/* Rows of one column of the page, `first` to `end`; line counts from its top. */
static void put_line(struct text_pane *p, const struct page *g, size_t first, size_t end, int line, int x)
{
	int at = 0;
	for (size_t i = first; i < end; i++) {
		const struct sheet_row *r = &g->s->rows[i];
		if (r->kind == SHEET_HEADING && i > first && at++ == line)
			return;             /* an empty line between blocks */
		if (r->kind == SHEET_SUM && at++ == line) {
			put_rule(p, x + SIGN + g->label + 2, g->amount);
			return;
		}
		if (at++ == line) {
			put_row(p, g, r, x);
			return;
		}
	}
}

static int column_height(const struct sheet *s, size_t first, size_t end)
{
	int h = 0;
	for (size_t i = first; i < end; i = block_end(s, i))
		h += block_height(s, i) + (i > first);
	return h;
}

/* Blocks into n columns, from left to right, so that the highest is as low as can be. */
static int split(const struct sheet *s, int n, size_t ends[COLUMNS])
{
	int total = column_height(s, 0, s->n), limit = (total + n - 1) / n, used;
	for (;; limit++) {
		size_t at = 0;
		for (used = 0; used < n && at < s->n; used++) {
			size_t first = at;
			while (at < s->n && (at == first || column_height(s, first, block_end(s, at)) <= limit))
				at = block_end(s, at);
			ends[used] = at;
		}
		if (at >= s->n)
			return used;
	}
}

static void add_differences(struct text_pane *p, const struct page *g, int width)
{
	for (size_t i = 0; i < g->s->n; i++) {
		const struct sheet_row *r = &g->s->rows[i];
		struct strbuf ours = STRBUF_INIT, theirs = STRBUF_INIT, by = STRBUF_INIT, line = STRBUF_INIT, label = STRBUF_INIT;
		if (r->check != SHEET_DIFFERS)
			continue;
		add_label(&label, r);
		add_amount(&ours, r->amount, g->currency, g->home);
		add_amount(&theirs, r->stated, g->currency, g->home);
		add_amount(&by, (int64_t)((uint64_t)r->stated - (uint64_t)r->amount), g->currency, g->home);
		strbuf_addf(&line, "%s ", mark_of(SHEET_DIFFERS));
		if (r->source)
			/* TRANSLATORS: name of a sum, what was added up, who says otherwise, what it says, the difference. */
			strbuf_addf(&line, _("This does not add up: %1$s is %2$s here, but %3$s says %4$s; the difference is %5$s."),
				label.s, ours.s, TR(r->source), theirs.s, by.s);
		else
			strbuf_addf(&line, _("This does not add up: %1$s is %2$s by its parts, but the record itself says %3$s; the difference is %4$s."),
				label.s, ours.s, theirs.s, by.s);
		pane_text(p, ROLE_DIFFERENCE, 0, width, line.s);
		strbuf_release(&ours);
		strbuf_release(&theirs);
		strbuf_release(&by);
		strbuf_release(&line);
		strbuf_release(&label);
	}
}

void sheet_add(struct text_pane *p, const struct sheet *s, const char *currency, const char *home, int width)
{
	struct page g = { .s = s, .currency = currency, .home = home };
	size_t ends[COLUMNS];
	int block, n, height = 0;
	if (s->n == 0)
		return;
	measure(&g);
	block = SIGN + g.label + 2 + g.amount + MARK;
	n = (width + GAP) / (block + GAP);
	n = n < 1 ? 1 : n > COLUMNS ? COLUMNS : n;
	n = split(s, n, ends);
	for (int c = 0; c < n; c++) {
		int h = column_height(s, c ? ends[c - 1] : 0, ends[c]);
		height = h > height ? h : height;
	}
	for (int line = 0; line < height; line++) {
		pane_line(p);
		for (int c = 0; c < n; c++)
			put_line(p, &g, c ? ends[c - 1] : 0, ends[c], line, c * (block + GAP));
	}
	add_differences(p, &g, width);
}

/* ---- a schedule of values ---- */

enum { S_SCHEDULED, S_BEFORE, S_NOW, S_STORED, S_TO_DATE, S_SHARE, S_LEFT, S_RETAINED, S_COUNT };

static int64_t value(const struct schedule_line *l, int col)
{
	switch (col) {
	case S_SCHEDULED: return l->scheduled;
	case S_BEFORE: return l->before;
	case S_NOW: return l->now;
	case S_STORED: return l->stored;
	case S_TO_DATE: return l->to_date;
	case S_SHARE: return l->share;
	case S_LEFT: return l->left;
	default: return l->retained;
	}
}

static const char *title_of(const struct schedule_view *v, int col)
{
	switch (col) {
	case S_SCHEDULED: return v->commitment ? _("Amount") : _("Scheduled");
	case S_BEFORE: return _("Before");
	case S_NOW: return _("This period");
	/* TRANSLATORS: narrow column: materials stored this period. */
	case S_STORED: return _("Stored");
	case S_TO_DATE: return v->commitment ? _("Billed") : _("To date");
	case S_SHARE: return "%";
	case S_LEFT: return _("Left");
	default: return _("Retained");
	}
}

struct grid {
	const struct schedule_view *v;
	int wide[S_COUNT], shown[S_COUNT];
	int code, numbers, words;       /* widths */
	int two;                        /* two rows per line */
};

static void add_value(struct strbuf *out, const struct schedule_view *v, const struct schedule_line *l, int col)
{
	if (col == S_SHARE) {
		if (l->share >= 0)
			lang_add_number(out, l->share, 1, 1);
	} else if ((col != S_SCHEDULED && col != S_LEFT) || l->has_scheduled) {
		lang_add_amount(out, value(l, col), v->currency);
	}
}

/* A column with nothing in it says nothing. */
static int is_used(const struct schedule_view *v, int col)
{
	int any = 0;
	if (v->commitment && (col == S_BEFORE || col == S_NOW || col == S_STORED || col == S_RETAINED))
		return 0;
	if (col == S_NOW || col == S_TO_DATE)
		return 1;
	for (size_t i = 0; i < v->n; i++)
		any |= col == S_SCHEDULED || col == S_LEFT ? v->lines[i].has_scheduled : col == S_SHARE ? v->lines[i].share >= 0 :
			col == S_BEFORE ? v->lines[i].has_before : col == S_STORED ? v->lines[i].stored != 0 : 1;
	return any;
}

static const char *code_of(const struct schedule_view *v, const struct record *r)
{
	return record_text(r, v->commitment ? COMMITMENT_LINE_COST_CODE_NUMBER : INVOICE_LINE_COST_CODE_NUMBER);
}

static void widen(struct grid *g, int col, const char *text)
{
	int w = text_width(text);
	g->wide[col] = w > g->wide[col] ? w : g->wide[col];
}

static void lay_out(struct grid *g, int width)
{
	static const int last_to_go[] = { S_LEFT, S_STORED, S_BEFORE, S_SCHEDULED };
	struct strbuf b = STRBUF_INIT;
	for (int c = 0; c < S_COUNT; c++) {
		g->shown[c] = is_used(g->v, c);
		widen(g, c, title_of(g->v, c));
		for (size_t i = 0; i <= g->v->n; i++) {
			strbuf_reset(&b);
			if (i < g->v->n || g->v->total)
				add_value(&b, g->v, i < g->v->n ? &g->v->lines[i] : g->v->total, c);
			widen(g, c, b.s);
		}
	}
	for (size_t i = 0; i < g->v->n; i++) {
		int w = text_width(code_of(g->v, g->v->lines[i].line));
		g->code = w > g->code ? w : g->code;
	}
	g->code = g->code > 14 ? 14 : g->code;
	for (int c = 0; c < S_COUNT; c++)
		g->numbers += g->shown[c] ? g->wide[c] + 2 : 0;
	g->words = width - g->numbers - 5 - g->code - 2 - MARK;
	g->two = g->words < 16;
	for (size_t i = 0; g->two && g->numbers + MARK > width && i < sizeof last_to_go / sizeof *last_to_go; i++)
		if (g->shown[last_to_go[i]]) {
			g->shown[last_to_go[i]] = 0;
			g->numbers -= g->wide[last_to_go[i]] + 2;
		}
	if (g->two)
		g->words = width - 5 - g->code - 2;
	strbuf_release(&b);
}

/* Where the numbers begin: after the words, or, in a row of their own, at the right. */
static void put_numbers(struct text_pane *p, const struct grid *g, const struct schedule_line *l, enum role role,
	int width)
{
	struct strbuf b = STRBUF_INIT;
	int x = width - g->numbers - MARK;
	if (x < 0)
		x = 0;
	for (int c = 0; c < S_COUNT; c++) {
		if (!g->shown[c])
			continue;
		strbuf_reset(&b);
		if (l)
			add_value(&b, g->v, l, c);
		else
			strbuf_adds(&b, title_of(g->v, c));
		pane_put(p, x + 2, g->wide[c], 1, role, b.s);
		x += g->wide[c] + 2;
	}
	if (l && l->check == SHEET_DIFFERS)
		pane_put(p, x + 1, 2, 0, ROLE_DIFFERENCE, mark_of(SHEET_DIFFERS));
	strbuf_release(&b);
}

static void put_words(struct text_pane *p, const struct grid *g, const struct record *r, int position)
{
	struct strbuf b = STRBUF_INIT;
	int of = g->v->commitment;
	pane_line(p);
	if (r) {
		int field = of ? COMMITMENT_LINE_POSITION : INVOICE_LINE_POSITION;
		strbuf_addf(&b, "%lld", record_has(r, field) ? (long long)record_int(r, field) : (long long)position);
		pane_put(p, 0, 3, 1, ROLE_DIM, b.s);
		pane_put(p, 5, g->code, 0, ROLE_TEXT, code_of(g->v, r));
		pane_put(p, 5 + g->code + 2, g->words, 0, ROLE_TEXT,
			record_text(r, of ? COMMITMENT_LINE_DESCRIPTION : INVOICE_LINE_DESCRIPTION));
	} else {
		pane_put(p, 5, g->code, 0, ROLE_LABEL, g->code >= 4 ? _("Code") : "");
		pane_put(p, 5 + g->code + 2, g->words, 0, ROLE_LABEL, _("Description"));
	}
	strbuf_release(&b);
}

static void line_differs(struct text_pane *p, const struct schedule_view *v, const struct schedule_line *l, int width)
{
	struct strbuf ours = STRBUF_INIT, theirs = STRBUF_INIT, line = STRBUF_INIT;
	lang_add_amount(&ours, l->to_date, v->currency);
	lang_add_amount(&theirs, l->stated, v->currency);
	strbuf_addf(&line, "%s ", mark_of(SHEET_DIFFERS));
	strbuf_addf(&line, _("to date: %1$s by its parts, but the line itself says %2$s"), ours.s, theirs.s);
	pane_text(p, ROLE_DIFFERENCE, 5, width, line.s);
	strbuf_release(&ours);
	strbuf_release(&theirs);
	strbuf_release(&line);
}

void schedule_add(struct text_pane *p, const struct schedule_view *v, int width)
{
	struct grid g = { .v = v };
	lay_out(&g, width);
	put_words(p, &g, NULL, 0);
	if (g.two)
		pane_line(p);
	put_numbers(p, &g, NULL, ROLE_LABEL, width);
	for (size_t i = 0; i < v->n; i++) {
		put_words(p, &g, v->lines[i].line, (int)i + 1);
		if (g.two)
			pane_line(p);
		put_numbers(p, &g, &v->lines[i], ROLE_TEXT, width);
		if (v->lines[i].check == SHEET_DIFFERS)
			line_differs(p, v, &v->lines[i], width);
	}
	pane_line(p);
	if (!v->total) {
		pane_put(p, 5, 0, 0, ROLE_WARNING, _("The lines are too large to add up."));
		return;
	}
	put_rule(p, width - g.numbers - MARK > 0 ? width - g.numbers - MARK + 2 : 2, g.numbers - 2);
	pane_line(p);
	pane_put(p, 0, 0, 0, ROLE_TITLE, _("Total"));
	if (width - g.numbers - MARK <= text_width(_("Total")))
		pane_line(p);
	put_numbers(p, &g, v->total, ROLE_TITLE, width);
}
