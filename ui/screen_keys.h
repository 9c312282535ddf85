/* Keys as the terminal sends them: a part of the screen, used by screen.c alone. */
#ifndef UI_SCREEN_KEYS_H
#define UI_SCREEN_KEYS_H

#include "ui/curses.h"
#include "ui/screen.h"

/* Teaches curses the sequences that are not in every terminal's description.  After newterm. */
void screen_keys_define(void);
/* The next key that waits at this pad, UIKEY_NONE when there is none. */
uint32_t screen_keys_read(WINDOW *keys, struct mouse_event *m);

#endif
