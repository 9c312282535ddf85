/* What a set of records comes to before it is decided: which the verb applies to, which are left out and
 * why, what warns, and the sums.
 *
 * A large set is gathered in pieces in idle moments, behind a dialog that counts up and that Esc
 * ends; so 100,000 marks cost no key.  Nothing of it is kept but what the summary shows. */
#ifndef UI_BATCH_H
#define UI_BATCH_H

#include "base/array.h"
#include "base/pool.h"
#include "model/decision.h"
#include "store/query.h"
#include "store/records.h"
#include "sync/message.h"

struct app;
struct strbuf;

#define BATCH_TOP 3

/* A record the verb does not apply to, or that warns; text in the batch's pool. */
struct batch_line { struct message_item item; const char *name, *text; };
struct batch_lines { struct batch_line *items; size_t len, cap; };

struct batch_vendor { const char *id, *name, *currency; int64_t connection, count, sum, before; int known; };
                                          /* before: approved so far, once known */

struct batch {
	enum verb verb;
	enum entity entity;
	struct pool pool;
	struct message_item *asked;       /* owned: all that was marked */
	size_t n_asked, at;               /* at: the next one to look at */
	struct { struct message_item *items; size_t len, cap; } ready;   /* that the verb applies to */
	struct { struct message_item *items; size_t len, cap; } curable; /* held only by what can go with them */
	struct query_totals totals;       /* of ready */
	struct { int64_t id, amount; } top[BATCH_TOP];
	size_t n_top;
	struct { struct batch_vendor *items; size_t len, cap; } vendors; /* by id and currency */
	struct batch_lines held;          /* left out, and why */
	struct batch_lines warned;        /* ready, and what warns */
	int64_t hidden;                   /* marked and not shown by the view; -1: being counted */
	size_t gone;                      /* marked, and not here any more */
	int first_status;                 /* of the first record that is left out: enum status */

	/* together with what they need: as the worker would approve them */
	struct { struct message_item *items; size_t len, cap; } tree;
	struct { struct batch_proposal { struct message_item item; const char *name, *field, *value; } *items;
		size_t len, cap; } proposals;
	struct batch_lines tree_warned, tree_held;
	char *comment;                    /* owned: of a rejection */
};

/* Looks at the marks, or the record under the cursor, then calls `then`, which owns the batch from there; a small
 * set at once, a large one in pieces. */
void batch_gather(struct app *a, enum verb verb, void (*then)(struct app *a, struct batch *take_b));
void batch_free(void *b);
/* The next piece; 1 when there was one.  For idle moments. */
int batch_step(struct app *a);
/* 1 while a large set, or one the store does not answer about, is being gathered. */
int batch_open(struct app *a);
/* Asks the worker what would be approved with the ready and curable ones; then as above. */
void batch_look(struct app *a, struct batch *take_b, void (*then)(struct app *a, struct batch *take_b));
/* The worker's answer to that. */
void batch_looked(struct app *a, const struct message *m);

/* "42,118.00 $" of a record's amount; nothing when it has none. */
void summary_add_amount(struct strbuf *out, const struct app *a, const struct record *r);

#endif
