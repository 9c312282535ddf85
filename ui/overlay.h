/* Dialogs and full-screen panes over the tabs: a stack; the topmost gets the keys. */
#ifndef UI_OVERLAY_H
#define UI_OVERLAY_H

#include "ui/screen.h"
#include <stdint.h>

struct app;
struct overlay;
struct message;

struct overlay_ops {
	const char *name;
	void (*draw)(struct app *a, struct overlay *o);
	/* Every key but resize; pasted text comes as characters. */
	void (*key)(struct app *a, struct overlay *o, uint32_t key);
	void (*mouse)(struct app *a, struct overlay *o, const struct mouse_event *m); /* NULL allowed */
	void (*release)(struct overlay *o);       /* frees contents and itself */
	int takes_text;                           /* characters are typed into it */
	/* 1: this key is about rows that are still being read; it waits (typeahead.h).  NULL: none ever does. */
	int (*waits)(struct app *a, struct overlay *o, uint32_t key);
};

/* First member of every dialog. */
struct overlay {
	const struct overlay_ops *ops;
	struct overlay *below;
};

void overlay_push(struct app *a, struct overlay *take_o);
/* Closes this dialog, wherever it stands in the stack. */
void overlay_close(struct app *a, struct overlay *o);
void overlay_close_all(struct app *a);
/* A rectangle of at most h x w in the middle, clipped to the screen. */
struct rect overlay_rect(int h, int w);
/* For a screen reader: "2 " in front of a line that can be chosen; the columns used.  Nothing for 0, and on
 * screens that are seen. */
int overlay_number(int y, int x, int width, enum role role, int number);

#endif
