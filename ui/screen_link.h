/* Places of the screen that are links: a part of the screen, used by screen.c alone. */
#ifndef UI_SCREEN_LINK_H
#define UI_SCREEN_LINK_H

#include "ui/curses.h"
#include "base/strbuf.h"

void screen_links_release(void);
/* A new frame is drawn: none so far. */
void screen_links_begin(void);
/* This text at this place leads there; both copied. */
void screen_links_add(int y, int x, attr_t attrs, short pair, const char *text, const char *url);
/* Row y goes to the terminal again, and what was a link there is none any more. */
void screen_links_row(int y);
/* After curses wrote its frame: what makes the places of this frame links, and those of the last one none.
 * Adds nothing when nothing changed. */
void screen_links_end(struct strbuf *out);

#endif
