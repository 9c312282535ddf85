/* Summaries: what stands in a dialog before several records are decided. */
#ifndef UI_SUMMARY_H
#define UI_SUMMARY_H

#include "ui/batch.h"
#include "ui/confirm.h"
#include "ui/text_pane.h"

/* data: struct batch. */
void summary_approve(struct app *a, struct text_pane *p, int width, void *data);
void summary_tree(struct app *a, struct text_pane *p, int width, void *data);
/* Parts, for other verbs. */
void summary_count(struct app *a, struct text_pane *p, const struct batch *b, int width);
void summary_largest(struct app *a, struct text_pane *p, const struct batch *b, int width);
void summary_warnings(struct text_pane *p, const struct batch_lines *w, int width);
void summary_held(struct text_pane *p, const struct batch_lines *held, int width);
void summary_record(struct app *a, struct text_pane *p, const struct record *r, int number, int width);
/* "37 records, $ 412,906.18". */
void summary_add_count(struct strbuf *out, const struct app *a, const struct batch *b);

/* After the dialog of summary_approve was opened: asks where its vendors stand. */
void summary_ask(struct app *a, const struct batch *b);

/* The totals to type, of currencies whose sum is over the limit. */
extern const struct confirm_typing summary_totals;

#endif
