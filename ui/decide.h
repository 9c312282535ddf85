/* Decisions from the screens: approve, reject, undo, retry, link, unlink, add, archive. */
#ifndef UI_DECIDE_H
#define UI_DECIDE_H

struct app;
struct request;
struct message;

void decide_answer(struct app *a, const struct request *r, const struct message *m);
/* Says which of the records sent from here have arrived, or were refused. */
void decide_watch(struct app *a);

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
