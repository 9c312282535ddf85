/* A question with its facts and buttons.  The safe answer is Cancel: it has the focus
 * at first whenever anything warns.
 *
 * Something may have to be typed first (the total of what is approved): then only Cancel works until every
 * field holds it. */
#ifndef UI_CONFIRM_H
#define UI_CONFIRM_H

#include "ui/overlay.h"
#include "ui/text_pane.h"

#define CONFIRM_FIELDS 8

struct confirm_def {
	const char *title;              /* N_() */
	/* The facts, for a width. */
	void (*build)(struct app *a, struct text_pane *p, int width, void *data);
	const char *buttons[3];         /* N_(): the last one is Cancel and does nothing */
	void (*chosen)(struct app *a, int button, void *data);
	void (*free_data)(void *data);  /* NULL allowed */
};

/* What is to be typed. */
struct confirm_typing {
	/* Adds the label of a field, translated; 0: there is no such field. */
	int (*field)(struct app *a, int i, struct strbuf *label, void *data);
	/* Is it that? */
	int (*typed)(struct app *a, int i, const char *text, void *data);
};

/* focus: the button that has it at first. */
void confirm_open(struct app *a, const struct confirm_def *def, int focus, void *take_data);
/* The data of the open dialog with these facts, which are built anew; NULL: there is none. */
void *confirm_again(struct app *a, void (*build)(struct app *a, struct text_pane *p, int width, void *data));
/* The first field has the focus, unless it is to be on Cancel. */
void confirm_open_typing(struct app *a, const struct confirm_def *def, const struct confirm_typing *typing,
	int focus, void *take_data);

#endif
