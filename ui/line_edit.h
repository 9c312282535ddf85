/* One line of text being typed: cursor, deleting, scrolling; the filter, the prompts
 * and the pickers share it. */
#ifndef UI_LINE_EDIT_H
#define UI_LINE_EDIT_H

#include "base/strbuf.h"
#include "ui/screen.h"

struct line_edit { struct strbuf text; size_t at; };   /* at: byte offset of the cursor */

void line_edit_init(struct line_edit *e, const char *text);
void line_edit_release(struct line_edit *e);
void line_edit_set(struct line_edit *e, const char *text);
/* 1 when the key changed text or cursor. */
int line_edit_key(struct line_edit *e, uint32_t key);
/* Draws in `width` columns; with the focus the hardware cursor is put there. */
void line_edit_draw(const struct line_edit *e, int y, int x, int width, enum role role, int focus);
/* The same with the focus; bad_len bytes from bad_at are shown as wrong. */
void line_edit_draw_marked(const struct line_edit *e, int y, int x, int width, enum role role, size_t bad_at,
	size_t bad_len);

#endif
