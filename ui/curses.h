/* The one door to curses: screen.c alone includes it. */
#ifndef UI_CURSES_H
#define UI_CURSES_H

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>
#undef bell             /* it names every capability of a terminal by a macro */

#endif
