/* Columns: a value of a record as the text of a cell.  Where they stand: layout.c. */
#include "ui/column.h"
#include "ui/screen.h"
#include "base/array.h"
#include "base/args.h"
#include "base/error.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/date.h"
#include "model/check.h"
#include "model/money.h"
#include "store/query.h"
#include "sync/worker.h"

#include <string.h>

#include "base/banned.h"

static const enum role roles[STATUS_COUNT] = {
	[STATUS_NONE] = ROLE_TEXT, [STATUS_NOT_READY] = ROLE_DIM, [STATUS_HELD] = ROLE_HELD,
	[STATUS_READY] = ROLE_READY, [STATUS_QUEUED] = ROLE_QUEUED, [STATUS_SENDING] = ROLE_QUEUED,
	[STATUS_SYNCED] = ROLE_SYNCED, [STATUS_CHANGED] = ROLE_CHANGED, [STATUS_FAILED] = ROLE_FAILED,
	[STATUS_CONFLICT] = ROLE_FAILED, [STATUS_UNKNOWN] = ROLE_FAILED,
	[STATUS_REJECTED] = ROLE_REJECTED, [STATUS_STAGED] = ROLE_STAGED, [STATUS_ARCHIVED] = ROLE_DIM,
	[STATUS_INVALID] = ROLE_FAILED,
};

enum role status_role(enum status st)
{
	return roles[st];
}

void status_add(struct strbuf *out, const struct record_state *st, int pending, int ascii)
{
	const struct status_def *d = &statuses[st->status];
	if (!screen_plain()) {
		strbuf_adds(out, pending ? (ascii ? "~" : "…") : ascii ? d->ascii : d->glyph);
		strbuf_addc(out, ' ');
	}
	strbuf_adds(out, TR(d->word));
	if (st->resubmitted)
		strbuf_adds(out, ascii ? " R" : " ↻");
}

void note_add(struct strbuf *out, const char *connector, const struct record_state *st)
{
	const char *args[FINDING_MAX_ARGS];
	struct pool pool = POOL_INIT;
	size_t n;
	if (st->note == NULL || *st->note == '\0')
		return;
	n = args_parse(st->note_args, &pool, args, FINDING_MAX_ARGS);
	if (check_rule_find(st->note))
		worker_finding_text(out, connector, st->note, args, (int)n);
	else
		phrase_text(out, st->note, args, n, 1);
	pool_release(&pool);
}

static void add_notes(struct strbuf *out, const struct record *r, const struct cell_context *ctx)
{
	const struct record_state *st = &r->state;
	size_t start = out->len;
	int more = st->n_holds + st->n_warnings - 1;
	if (r->deleted)
		strbuf_adds(out, _("deleted there"));
	if (st->resubmitted)
		strbuf_addf(out, "%s%s", out->len > start ? ", " : "", _("resubmitted"));
	if (st->note && *st->note) {
		if (out->len > start)
			lang_add_colon(out);
		if (more > 0)
			/* TRANSLATORS: so many more reasons besides the one that follows. */
			strbuf_addf(out, "(+%d) ", more);
		note_add(out, ctx->connector ? ctx->connector(ctx->data, st->books) : NULL, st);
	} else if (st->erp_code && out->len == start) {
		/* TRANSLATORS: the number the record has in the accounting system. */
		strbuf_addf(out, _("ERP %s"), st->erp_code);
	}
}

int column_is_foreign(const struct record *r, const char *home)
{
	const char *currency = record_currency(r);
	return *currency && home && *home && strcmp(currency, home) != 0;
}

static void add_field(struct strbuf *out, const struct column *c, const struct record *r,
	const struct cell_context *ctx)
{
	const struct field *f = &entities[r->entity].fields[c->field];
	const char *currency = record_currency(r);
	int64_t n = record_int(r, c->field);
	if (!record_has(r, c->field))
		return;
	switch (f->type) {
	case VALUE_MONEY:
		lang_add_amount(out, n, currency);
		if (column_is_foreign(r, ctx->home))
			strbuf_addf(out, " %s", currency);
		else if (ctx->codes)
			strbuf_adds(out, "    ");
		break;
	case VALUE_QUANTITY:
		lang_add_number(out, n, QUANTITY_SCALE, 0);
		break;
	case VALUE_PERCENT:
		lang_add_number(out, n, PERCENT_SCALE, 1);
		strbuf_adds(out, " %");
		break;
	case VALUE_INT:
		strbuf_addf(out, "%lld", (long long)n);
		break;
	case VALUE_BOOL:
		strbuf_adds(out, n ? _("yes") : _("no"));
		break;
	case VALUE_DATE:
		lang_add_date(out, record_text(r, c->field));
		break;
	case VALUE_INSTANT: {
		int64_t ms;
		if (instant_parse(&ms, record_text(r, c->field)) == 0)
			lang_add_instant(out, ms);
		break;
	}
	case VALUE_TEXT: case VALUE_REF:
		strbuf_adds(out, record_text(r, c->field));
		break;
	}
}

void column_add_cell(struct strbuf *out, const struct column *c, const struct record *r,
	const struct cell_context *ctx)
{
	switch (c->field) {
	case COLUMN_STATUS:
		status_add(out, &r->state, ctx->pending, ctx->ascii);
		break;
	case COLUMN_AGE:
		if (r->state.changed_ms > 0)
			lang_add_age(out, r->state.changed_ms, ctx->now_ms);
		break;
	case COLUMN_NOTES:
		add_notes(out, r, ctx);
		break;
	case COLUMN_SYSTEM:
		if (ctx->system_name && r->state.books)
			strbuf_adds(out, ctx->system_name(ctx->data, r->state.books));
		break;
	case COLUMN_ERP:
		strbuf_adds(out, r->state.erp_code);
		break;
	default:
		add_field(out, c, r, ctx);
	}
}

int column_is_number(const struct column *c, enum entity e)
{
	if (c->field == COLUMN_AGE)
		return 1;
	if (c->field < 0)
		return 0;
	switch (entities[e].fields[c->field].type) {
	case VALUE_MONEY: case VALUE_QUANTITY: case VALUE_PERCENT: case VALUE_INT:
		return 1;
	default:
		return 0;
	}
}

int column_is_whole(const struct column *c, enum entity e)
{
	return column_is_number(c, e) || (c->field >= 0 && (entities[e].fields[c->field].type == VALUE_DATE ||
		entities[e].fields[c->field].type == VALUE_INSTANT));
}

int column_find(const struct column *cols, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(cols[i].name, name) == 0)
			return i;
	return -1;
}

/* Notes are written in the words of the screen when they are drawn: nothing keeps them in an order. */
int column_sort(const struct column *c, enum entity e)
{
	switch (c->field) {
	case COLUMN_STATUS: return SORT_STATUS;
	case COLUMN_AGE: return SORT_AGE;
	case COLUMN_ERP: return SORT_ERP;
	case COLUMN_SYSTEM: return SORT_BOOKS;
	case COLUMN_NOTES: return COLUMN_NO_SORT;
	default: return c->field;
	}
}
