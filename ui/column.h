/* Columns of a list: which there are, how wide they get, and how a value becomes a
 * cell. */
#ifndef UI_COLUMN_H
#define UI_COLUMN_H

#include "base/strbuf.h"
#include "model/record.h"
#include "ui/theme.h"
#include <stddef.h>

/* Columns that are no field of the entity. */
#define COLUMN_STATUS (-1)
#define COLUMN_AGE    (-2)
#define COLUMN_NOTES  (-3)
#define COLUMN_ERP    (-4)      /* number in the ERP */
#define COLUMN_SYSTEM (-5)      /* which ERP books it: shown when there are several */

struct column {
	const char *name;       /* stable: "vendor" */
	int field;              /* field of the entity, or COLUMN_... */
	int min;                /* columns of the terminal it needs at least */
	int max;                /* a fixed text gets no more before the others have enough */
	int flex;               /* share of the room that is left; 0: fixed */
	int rank;               /* 0: seen first; where it is narrow the highest is the last to be reached */
	const char *title;      /* N_() */
};
#define RANK_AWAY 99        /* a rank: not shown until it is asked for */
#define COLUMN_MAX 24

/* What cells need to know besides the record. */
struct cell_context {
	int64_t now_ms;
	const char *home;       /* currency shown without its code; "" none */
	int codes;              /* others are shown with it: its amounts keep room for a code, so that all align */
	int pending;            /* a decision of this record is not answered yet */
	int ascii;              /* glyphs */
	/* Name of the ERP connection with this id; NULL: the column stays empty. */
	const char *(*system_name)(const void *data, int64_t id);
	/* Which connector that connection is of; NULL: the program's own words for findings. */
	const char *(*connector)(const void *data, int64_t id);
	const void *data;
};

/* The text of one cell. */
void column_add_cell(struct strbuf *out, const struct column *c, const struct record *r,
	const struct cell_context *ctx);
/* 1 when its amounts are shown with the code of their currency. */
int column_is_foreign(const struct record *r, const char *home);
/* 1 for columns whose text stands at the right. */
int column_is_number(const struct column *c, enum entity e);
/* 1 for those that are never cut: numbers, ages, dates. */
int column_is_whole(const struct column *c, enum entity e);
/* Index by name; -1. */
int column_find(const struct column *cols, int n, const char *name);
/* The query's sort_field of a column, or -100 when it cannot be sorted. */
#define COLUMN_NO_SORT (-100)
int column_sort(const struct column *c, enum entity e);
enum role status_role(enum status st);
/* Status as glyph and word; "…" while a decision is under way. */
void status_add(struct strbuf *out, const struct record_state *st, int pending, int ascii);
/* The sentence of a record's note in the words of the system that books it (NULL: not known), "" when there
 * is none. */
void note_add(struct strbuf *out, const char *connector, const struct record_state *st);

#endif
