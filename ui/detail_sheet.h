/* Sheets of arithmetic and schedules of values, drawn as on paper. */
#ifndef UI_DETAIL_SHEET_H
#define UI_DETAIL_SHEET_H

#include "model/sheet.h"
#include "ui/text_pane.h"

/* The blocks beside each other where there is room, sums under a rule, a mark where a stated
 * sum agrees or differs, and a sentence for each that differs. */
void sheet_add(struct text_pane *p, const struct sheet *s, const char *currency, const char *home, int width);

/* Lines and their total: number, code, words, amounts. */
struct schedule_view {
	const struct schedule_line *lines;
	size_t n;
	const struct schedule_line *total;      /* NULL: it does not fit */
	int commitment;                         /* lines of a contract: amount, billed, left */
	const char *currency;
};
void schedule_add(struct text_pane *p, const struct schedule_view *v, int width);

#endif
