/* Cells that were made already.
 *
 * A row is known by its id and by what decides over its texts: version, state, whether a decision is under
 * way.  When the data changes, the tab forgets them all; when the minute does, ages move on and the same
 * happens. */
#include "ui/cells.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define SLOTS 2048      /* a power of two */
#define FULL  900       /* screens of rows, and what lies ready around them */

struct row_cells {
	int64_t id, version, changed_ms;
	enum status status;
	int pending;
	struct cell_text cells[];
};

void cells_init(struct cells *c)
{
	memset(c, 0, sizeof *c);
}

void cells_release(struct cells *c)
{
	pool_release(&c->pool);
	free(c->slots);
	memset(c, 0, sizeof *c);
}

void cells_forget(struct cells *c)
{
	if (c->n == 0)
		return;
	pool_reset(&c->pool);
	memset(c->slots, 0, SLOTS * sizeof *c->slots);
	c->n = 0;
}

void cells_check(struct cells *c, const struct cell_context *ctx)
{
	int64_t minute = ctx->now_ms / 60000;
	const char *home = ctx->home ? ctx->home : "";
	if (c->minute == minute && c->codes == ctx->codes && c->ascii == ctx->ascii &&
	    strncmp(c->home, home, sizeof c->home - 1) == 0 && c->n < FULL)
		return;
	cells_forget(c);
	c->minute = minute;
	c->codes = ctx->codes;
	c->ascii = ctx->ascii;
	memset(c->home, 0, sizeof c->home);
	memcpy(c->home, home, strnlen(home, sizeof c->home - 1));
}

static struct row_cells *row_of(struct cells *c, int n, const struct record *r, int pending)
{
	size_t at = (size_t)((uint64_t)r->id * UINT64_C(0x9e3779b97f4a7c15) >> 53) & (SLOTS - 1);
	struct row_cells *row;
	if (c->slots == NULL)
		c->slots = xcalloc(SLOTS, sizeof *c->slots);
	while ((row = c->slots[at]) != NULL && row->id != r->id)
		at = (at + 1) & (SLOTS - 1);
	if (row == NULL) {
		row = c->slots[at] = pool_alloc(&c->pool, sizeof *row + (size_t)n * sizeof row->cells[0]);
		c->n++;
	} else if (row->version == r->state.version && row->changed_ms == r->state.changed_ms &&
		   row->status == r->state.status && row->pending == pending) {
		return row;
	} else {
		memset(row->cells, 0, (size_t)n * sizeof row->cells[0]);
	}
	row->id = r->id;
	row->version = r->state.version;
	row->changed_ms = r->state.changed_ms;
	row->status = r->state.status;
	row->pending = pending;
	return row;
}

const struct cell_text *cells_get(struct cells *c, const struct column *cols, int n, int column,
	const struct record *r, const struct cell_context *ctx)
{
	struct cell_text *cell = &row_of(c, n, r, ctx->pending)->cells[column];
	if (cell->text == NULL) {
		struct strbuf text = STRBUF_INIT;
		column_add_cell(&text, &cols[column], r, ctx);
		cell->text = pool_strndup(&c->pool, text.s, text.len);
		cell->width = text_width(cell->text);
		strbuf_release(&text);
	}
	return cell;
}
