/* A question with its facts and buttons.  The safe answer is Cancel: it has the focus
 * at first whenever anything warns. */
#ifndef UI_CONFIRM_H
#define UI_CONFIRM_H

#include "ui/overlay.h"
#include "ui/text_pane.h"

struct confirm_def {
	const char *title;              /* N_() */
	/* The facts, for a width. */
	void (*build)(struct app *a, struct text_pane *p, int width, void *data);
	const char *buttons[3];         /* N_(): the last one is Cancel and does nothing */
	void (*chosen)(struct app *a, int button, void *data);
	void (*free_data)(void *data);  /* NULL allowed */
};

/* focus: the button that has it at first. */
void confirm_open(struct app *a, const struct confirm_def *def, int focus, void *take_data);

#endif
