/* Copying: a cell, rows, the list, to the clipboard of the person's own machine. */
#ifndef UI_CLIPBOARD_H
#define UI_CLIPBOARD_H

#include "base/error.h"

struct app;

/* At most so much is copied at once: more is more than terminals take. */
#define CLIPBOARD_MAX 65536

/* The sequence that hands text to a terminal's clipboard (OSC 52); inside tmux also in the form tmux
 * passes on.  In plain Base64, so that no text can end it. */
void clipboard_sequence(struct strbuf *out, const void *text, size_t len, int tmux);
/* By the way the settings say.  ERR_CONFIG: it is switched off, or there is no way. */
int clipboard_copy(struct app *a, const char *text, size_t len, struct error *err);

/* Actions. */
void act_copy_cell(struct app *a);
void act_copy_rows(struct app *a);
void act_copy_list(struct app *a);

#endif
