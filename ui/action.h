/* actions[]: the one table of what a person can do.
 *
 * Dispatcher, key bar, `?`, palette, key file, manual and completion are read from
 * it.  Each row names what must hold before it runs (NEED_...): one place checks,
 * and says politely which is missing; the functions do only their own work and live in
 * the file of their subject. */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include "base/strbuf.h"
#include <stddef.h>

struct app;

/* Where a key is looked up; the most particular is asked first. */
#define CTX_DETAIL 1u      /* the detail pane has the focus */
#define CTX_TABLE  2u      /* the list is in front */
#define CTX_GLOBAL 4u      /* wherever no dialog is open */

/* What must hold before an action runs. */
#define NEED_ROW        1u      /* a record under the cursor, or marks */
#define NEED_EXPORT     2u      /* this user may decide on exports of this kind */
#define NEED_IMPORT     4u      /* ... on imports of this kind */
#define NEED_UNLOCKED   8u      /* an open vault; asks for the passphrase */
#define NEED_WRITER     16u     /* this copy may write (not a read-only one) */
#define NEED_SYNCING    32u     /* a sync is running */
#define NEED_CONNECTION 64u     /* at least one connection */
#define NEED_ONE        128u    /* exactly one record: not with several marks */
#define NEED_HERE       512u    /* a record under the cursor, whatever is marked */
#define NEED_MARKS      1024u   /* not a need: marks, or tells by marks, what the list holds */
#define NEED_BAR        256u    /* not a need: shown in the key bar when there is room */

struct action {
	const char *name;       /* stable, "approve": key file, palette, manual */
	unsigned context;       /* CTX_... */
	unsigned needs;         /* NEED_... */
	const char *keys;       /* default keys by name, apart by blanks; "" none */
	void (*run)(struct app *a);
	const char *title;      /* N_(): a few words, key bar and palette */
	const char *help;       /* N_(): one sentence */
};

extern const struct action actions[];     /* ends with name NULL */
extern const size_t n_actions;

/* Index by stable name; -1. */
int action_find(const char *name);
/* 0 when the action can run now; else -1, and out says why not and what to do. */
int action_possible(const struct app *a, const struct action *act, struct strbuf *out);
/* 1: the rows or marks it is about are still being read (typeahead.h). */
int action_waits(const struct app *a, const struct action *act);
/* Checks the needs, runs, now or when what it is about has been read; says why not on the message line; asks for the passphrase when only
 * that is missing and runs the action after it. */
void action_run(struct app *a, int index);

#endif
