/* Moving and marking in the list. */
#ifndef UI_MOVE_H
#define UI_MOVE_H

struct app;
void act_down(struct app *a);
void act_up(struct app *a);
void act_page_down(struct app *a);
void act_page_up(struct app *a);
void act_first(struct app *a);
void act_last(struct app *a);
void act_mark(struct app *a);
void act_mark_down(struct app *a);
void act_mark_up(struct app *a);
void act_mark_range(struct app *a);
void act_mark_all(struct app *a);
void act_mark_invert(struct app *a);
void act_mark_same(struct app *a);
void act_unmark_all(struct app *a);

#endif
