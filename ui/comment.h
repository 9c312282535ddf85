/* C: a comment on the record under the cursor, or on the marked ones. */
#ifndef UI_COMMENT_H
#define UI_COMMENT_H

struct app;
struct message;

void act_comment(struct app *a);
void comment_answer(struct app *a, const struct message *m);

#endif
