/* What the detail pane says about a record, section by section. */
#ifndef UI_DETAIL_BUILD_H
#define UI_DETAIL_BUILD_H

#include "store/outbox.h"

struct app;
struct detail;

/* What a row of the outbox carries where, and how far it is: translated. */
const char *detail_outbox_what(const char *verb);
const char *detail_outbox_word(enum outbox_state st);

/* Fills d->pane for a width from d->record and the store. */
void detail_build(struct app *a, struct detail *d, int width);
/* The first part only: head, findings, arithmetic. */
void detail_build_sums(struct app *a, struct detail *d, int width);

#endif
