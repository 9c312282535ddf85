/* What the rows of a list say, as text for other eyes and programs: copying, reading aloud. */
#ifndef UI_SHOWN_H
#define UI_SHOWN_H

#include "ui/tab.h"

/* The columns that are shown, left to right, by index; how many. */
int shown_columns(const struct app *a, const struct tab *t, int columns[COLUMN_MAX]);
/* A cell as it is drawn; no glyphs: a status is its word. */
void shown_add_cell(struct strbuf *out, const struct app *a, const struct tab *t, int column, const struct record *r);
/* A cell for a spreadsheet: amounts and dates without separators, text that would be a formula guarded,
 * no tab and no line end. */
void shown_add_value(struct strbuf *out, const struct app *a, const struct tab *t, int column, const struct record *r);
/* Values of the shown columns with tabs between them and a line end; r NULL: the titles. */
void shown_add_line(struct strbuf *out, const struct app *a, const struct tab *t, const struct record *r);
/* "Invoice 1042-07; Vendor Northside Concrete; ...": label before value, what is empty left out. */
void shown_add_sentence(struct strbuf *out, const struct app *a, const struct tab *t, const struct record *r);

#endif
