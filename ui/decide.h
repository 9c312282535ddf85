/* Decisions from the screens: approve, reject, undo, retry, link, unlink, add, archive. */
#ifndef UI_DECIDE_H
#define UI_DECIDE_H

#include "model/decision.h"
#include "model/record.h"
#include "store/outbox.h"
#include "sync/message.h"

struct app;
struct request;
struct strbuf;

/* What the screens remember of decisions; the member `decide` of struct app. */
struct decide_state {
	/* grace.c: approved and not sent yet, as the store says */
	struct outbox_grace grace;
	int grace_stale, grace_said;
	int64_t grace_shown;            /* seconds as drawn last */
	/* a question of many items under way; 0: none */
	uint64_t many;
	int64_t many_done, many_total;
	int undo_after;                 /* u was pressed meanwhile: stop, then take back */
	/* the last records approved together: u takes back what is left of them */
	struct message_item *last;      /* owned */
	size_t n_last;
	/* watch.c: the next one to look at, how many of those before it stay; when the next pass may begin */
	size_t watch_at, watch_kept;
	int64_t watch_rest_ms;
	int arrived, arrived_import;    /* in this pass */
	struct message_item arrived_last;
};
void decide_release(struct app *a);

/* 1 when it is known here that this user may not, or that the state does not allow it; why (or NULL)
 * says so, without the record's name. */
int decide_refused(struct app *a, enum verb verb, const struct record *r, struct strbuf *why);
void decide_post(struct app *a, enum verb verb, const struct message_item *items, size_t n, const char *comment,
	int64_t flags);

/* Nothing of the batch can be done: why the first cannot. */
struct batch;
void decide_say_held(struct app *a, const struct batch *b);

/* --- watch.c --- */
void decide_answer(struct app *a, const struct request *r, const struct message *m);
/* A question of many items goes on. */
void decide_progress(struct app *a, const struct message *m);
/* Says which of the records sent from here have arrived, or were refused; a piece at a time: 1 when
 * there is more. */
int decide_watch(struct app *a);

/* --- grace.c --- */
/* Asks the store what has its grace; for idle moments. */
void grace_read(struct app *a);
/* The worker's answer to a decision. */
void grace_decided(struct app *a, const struct request *r, const struct message *m);
/* Once a second; 1 when what is drawn has changed. */
int grace_tick(struct app *a);
/* "37 approved, sent in 4 s - u takes them back"; nothing when nothing waits.  brief: for a narrow place. */
void grace_add(struct strbuf *out, const struct app *a, int brief);

void act_approve(struct app *a);
void act_approve_tree(struct app *a);
void act_reject(struct app *a);
void act_undo(struct app *a);
void act_retry(struct app *a);
void act_link(struct app *a);
void act_unlink(struct app *a);
void act_add(struct app *a);
void act_archive(struct app *a);

#endif
