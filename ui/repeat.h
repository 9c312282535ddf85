/* The last thing done, once more on the next row. */
#ifndef UI_REPEAT_H
#define UI_REPEAT_H

#include "model/decision.h"
#include <stdint.h>

struct app;
struct message;

enum repeat_kind { REPEAT_NOTHING, REPEAT_DECISION, REPEAT_COMMENT, REPEAT_MARK };

/* The member `repeat` of struct app. */
struct repeat {
	enum repeat_kind kind;
	enum verb verb;
	char *text;             /* owned: the reason or the comment, or NULL */
	int64_t id;             /* what it was done to, when it was one */
};
void repeat_release(struct repeat *r);

/* A question to the worker, before it is posted: decisions and comments are kept in mind. */
void repeat_note(struct app *a, const struct message *m);
/* A row was marked. */
void repeat_marked(struct app *a);

/* Actions. */
void act_repeat(struct app *a);

#endif
