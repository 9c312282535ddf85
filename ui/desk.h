/* What a person keeps: saved views on the keys 1 to 9 of each tab, and how each tab was left. */
#ifndef UI_DESK_H
#define UI_DESK_H

#include "ui/views.h"
#include <stdint.h>

struct app;
struct tab;
struct picker;

struct desk {
	struct saved_views saved;   /* of the user's file */
	char *left;                 /* owned: the text of the file of how the tabs were left; NULL: none */
	int64_t seen_ms;            /* the last key before it was looked at */
	int keeps;                  /* 0: nothing is read or written (the demonstration) */
};

/* At the start: reads both files; says what is wrong in them. */
void desk_open(struct app *a);
/* Once a second: writes how the tabs stand when that has changed and nobody types. */
void desk_tick(struct app *a);
/* At the end: writes how the tabs were left when that has changed. */
void desk_close(struct app *a);

/* The saved view a tab stands on: " 2 Over 10,000", with a star when it was changed since; nothing else. */
void desk_add_name(struct strbuf *out, const struct app *a, const struct tab *t);
/* Rows for the list of views: the saved ones of this tab. */
void desk_fill(struct app *a, struct picker *p, const char *typed);
void desk_choose(struct app *a, int number);
void desk_remove(struct app *a, int number);

/* Actions. */
void act_saved_1(struct app *a);
void act_saved_2(struct app *a);
void act_saved_3(struct app *a);
void act_saved_4(struct app *a);
void act_saved_5(struct app *a);
void act_saved_6(struct app *a);
void act_saved_7(struct app *a);
void act_saved_8(struct app *a);
void act_saved_9(struct app *a);
void act_save_view(struct app *a);

#endif
