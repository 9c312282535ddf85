/* The cells of a list as text, made once per row and kept while the row stays what it is. */
#ifndef UI_CELLS_H
#define UI_CELLS_H

#include "base/pool.h"
#include "ui/column.h"

struct cell_text { const char *text; int width; };   /* text NULL: not made yet */

struct row_cells;
struct cells {
	struct pool pool;
	struct row_cells **slots;   /* owned; by id */
	size_t n;
	/* what all of them depend on */
	int64_t minute;
	char home[8];
	int codes, ascii;
};

void cells_init(struct cells *c);
void cells_release(struct cells *c);
/* Everything is made anew: the data changed. */
void cells_forget(struct cells *c);
/* The same if what they depend on besides the record is another now. */
void cells_check(struct cells *c, const struct cell_context *ctx);
/* One cell of a record (ctx->pending: of this record).  Lent until the next cells_forget or cells_check. */
const struct cell_text *cells_get(struct cells *c, const struct column *cols, int n, int column,
	const struct record *r, const struct cell_context *ctx);

#endif
