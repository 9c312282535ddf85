/* What the rows of a list say, as text.
 *
 * Everything passes text_add_safe: what is copied into another program or spoken by a reader must
 * hold no control characters either. */
#include "ui/shown.h"
#include "ui/app.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

static const char *system_of(const void *data, int64_t id)
{
	return systems_name(data, id);
}

static const char *connector_of(const void *data, int64_t id)
{
	return systems_connector(data, id);
}

int shown_columns(const struct app *a, const struct tab *t, int columns[COLUMN_MAX])
{
	int n = 0;
	for (int i = 0; i < t->layout.n; i++) {
		int c = t->layout.order[i];
		if (!(t->layout.hidden & (1u << c)) && !(t->def->columns[c].field == COLUMN_SYSTEM && systems_shown(a)))
			columns[n++] = c;
	}
	return n;
}

void shown_add_cell(struct strbuf *out, const struct app *a, const struct tab *t, int column, const struct record *r)
{
	struct cell_context ctx = { .now_ms = clock_now_ms(), .home = a->home, .ascii = 1, .system_name = system_of,
		.connector = connector_of, .data = a };
	struct strbuf text = STRBUF_INIT;
	if (t->def->columns[column].field == COLUMN_STATUS)
		strbuf_adds(&text, TR(statuses[r->state.status].word));
	else
		column_add_cell(&text, &t->def->columns[column], r, &ctx);
	text_add_safe(out, text.s, 0);
	strbuf_release(&text);
}

/* The mark between units and tenths in the user's language. */
static char decimal_mark(void)
{
	struct strbuf text = STRBUF_INIT;
	char mark;
	lang_add_number(&text, 15, 1, 1);
	mark = text.len == 3 ? text.s[1] : '.';
	strbuf_release(&text);
	return mark;
}

static void add_number(struct strbuf *out, const struct record *r, int field)
{
	struct strbuf text = STRBUF_INIT;
	char mark = decimal_mark();
	record_add_value(&text, r, field);
	for (size_t i = 0; i < text.len; i++)
		strbuf_addc(out, text.s[i] == '.' ? mark : text.s[i]);
	strbuf_release(&text);
}

void shown_add_value(struct strbuf *out, const struct app *a, const struct tab *t, int column, const struct record *r)
{
	const struct column *c = &t->def->columns[column];
	struct strbuf text = STRBUF_INIT;
	enum value_type type = c->field >= 0 ? entities[r->entity].fields[c->field].type : VALUE_TEXT;
	if (c->field >= 0 && column_is_number(c, r->entity)) {
		add_number(out, r, c->field);
		return;
	}
	if (type == VALUE_DATE)
		record_add_value(&text, r, c->field);
	else
		shown_add_cell(&text, a, t, column, r);
	if (text.len > 0 && text_begins_formula(text.s))
		strbuf_addc(out, '\'');
	for (size_t i = 0; i < text.len; i++)
		strbuf_addc(out, (unsigned char)text.s[i] < ' ' ? ' ' : text.s[i]);
	strbuf_release(&text);
}

void shown_add_line(struct strbuf *out, const struct app *a, const struct tab *t, const struct record *r)
{
	int columns[COLUMN_MAX], n = shown_columns(a, t, columns);
	for (int i = 0; i < n; i++) {
		if (i > 0)
			strbuf_addc(out, '\t');
		if (r)
			shown_add_value(out, a, t, columns[i], r);
		else
			strbuf_adds(out, TR(t->def->columns[columns[i]].title));
	}
	strbuf_addc(out, '\n');
}

/* What is wanted first is said first: a line is cut at its end.  In an order of the user's own, as it is. */
static void by_rank(const struct tab *t, int *columns, int n)
{
	for (int i = 1; i < n && !t->layout.arranged; i++)
		for (int k = i; k > 0 && t->def->columns[columns[k - 1]].rank > t->def->columns[columns[k]].rank; k--) {
			int other = columns[k];
			columns[k] = columns[k - 1];
			columns[k - 1] = other;
		}
}

void shown_add_sentence(struct strbuf *out, const struct app *a, const struct tab *t, const struct record *r)
{
	int columns[COLUMN_MAX], n = shown_columns(a, t, columns);
	struct strbuf cell = STRBUF_INIT;
	by_rank(t, columns, n);
	text_add_safe(out, TR(entities[r->entity].title), 0);
	strbuf_addc(out, ' ');
	text_add_safe(out, record_name(r), 0);
	for (int i = 0; i < n; i++) {
		const struct column *c = &t->def->columns[columns[i]];
		if (c->field == entities[r->entity].number)
			continue;
		strbuf_reset(&cell);
		shown_add_cell(&cell, a, t, columns[i], r);
		if (cell.len > 0)
			strbuf_addf(out, "; %s %s", TR(c->title), cell.s);
	}
	strbuf_release(&cell);
}
