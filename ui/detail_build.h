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

/* --- its parts --- */
/* A line to choose; its number. */
int detail_add_link(struct detail *d, enum entity e, int64_t id, const char *field, const char *proposal, int fix);
void detail_build_findings(struct app *a, struct detail *d, int width);    /* detail_tree.c */
/* Procore's record and its counterpart, whichever of them is in front; NULL: there is none. */
void detail_sides(const struct detail *d, const struct record **procore, const struct record **erp);
/* detail_ledger.c: asks what the documents come to and waits a moment; what was known stays meanwhile. */
void detail_ask_sums(struct app *a, struct detail *d);
void detail_sums_release(struct detail *d);
#define DETAIL_LINES_MAX 400      /* lines of a document that are shown; more are counted */
void detail_build_sheet(struct app *a, struct detail *d, int width);       /* detail_account.c */
void detail_build_lines(struct app *a, struct detail *d, int width);
/* Could it be sent as it is now, or after a decision? */
int detail_sends(const struct detail *d);

#endif
