/* tabs[]: a tab is data: entity, columns, order, and what an empty list says. */
#ifndef UI_TAB_H
#define UI_TAB_H

#include "ui/cells.h"
#include "ui/column.h"
#include "ui/layout.h"
#include "ui/table.h"

struct tab_def {
	enum entity entity;
	const struct column *columns;
	int n_columns;
	enum view view;             /* at the start */
	int sort_field, descending;
};
/* In the order of the entities; one row in tab_x.c each. */
extern const struct tab_def *const tabs[ENTITY_TAB_COUNT];
extern const struct tab_def tab_vendors, tab_jobs, tab_commitments, tab_invoices, tab_payments;

struct app;
struct rect;
struct mouse_event;

/* A tab as it stands. */
struct tab {
	const struct tab_def *def;
	struct table table;
	struct query_counts counts;
	int counts_stale;
	int opened;                 /* loaded once */
	struct layout layout;       /* of the columns */
	struct layout_page page;    /* as drawn last; page.sequence: the shown columns in order */
	int first;                  /* where the page begins */
	int column;                 /* column cursor: index into def->columns */
	int wide[COLUMN_MAX];       /* widest text seen in this view */
	int codes;                  /* an amount with the code of its currency was seen in this view */
	struct cells cells;
	const struct record *seen;  /* the rows drawn last */
	int renewing;               /* newer ones are on their way */
	char *filter_text;          /* owned; as typed; NULL none */
	int saved;                  /* the saved view that was opened, 1..9; 0 */
};

void tab_init(struct tab *t, const struct tab_def *def, struct store *s);
void tab_release(struct tab *t);
/* Loads what is stale. */
void tab_refresh(struct tab *t);
void tab_forget_widths(struct tab *t);
/* The title with its counts: "Invoices 14 ●3 ⛔2". */
void tab_add_title(struct strbuf *out, const struct tab *t);
/* NULL or "" shows everything; 0, or the parser's error, the list unchanged. */
int tab_set_filter(struct tab *t, const char *text, struct error *err);
/* The table has this filter already. */
void tab_keep_filter(struct tab *t, const char *text);

/* --- tab_draw.c --- */
/* Draws header and rows; the list has the focus or not. */
void tab_draw(struct app *a, struct tab *t, struct rect r, int focus);
void tab_mouse(struct app *a, struct tab *t, struct rect r, const struct mouse_event *m);

/* Actions. */
void act_view_next(struct app *a);
void act_view_previous(struct app *a);
void act_view_choose(struct app *a);

/* --- tab_columns.c --- */
void act_column_left(struct app *a);
void act_column_right(struct app *a);
void act_column_narrower(struct app *a);
void act_column_wider(struct app *a);
void act_column_move_left(struct app *a);
void act_column_move_right(struct app *a);
void act_sort(struct app *a);
void act_sort_then(struct app *a);

#endif
