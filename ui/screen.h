/* The terminal: starts and ends curses, draws text by role, reads keys.
 *
 * The only file that talks to curses and to the terminal.  One screen per process,
 * the screen's thread only, except screen_restore.  Text given to the drawing
 * functions may come from outside: it is made terminal-safe here, every time. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "base/error.h"
#include "ui/keymap.h"
#include "ui/theme.h"

struct screen_options {
	const char *theme;      /* name; NULL: the default */
	int ascii;              /* nothing outside ASCII is drawn */
	int mouse;
	enum { BELL_NO, BELL_YES, BELL_VISIBLE } ring;
	int links;              /* places may be links */
	int plain;              /* for a screen reader: nothing is drawn that is no text */
};

struct mouse_event {
	int y, x;
	enum { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN,
		MOUSE_WHEEL_LEFT, MOUSE_WHEEL_RIGHT } kind;     /* with Shift */
};

struct rect { int y, x, h, w; };

/* Takes the terminal over.  ERR_CONFIG: not a terminal, or an unknown one; a theme that
 * cannot be read is given back in err with 0 as result, and the default used. */
int screen_start(const struct screen_options *o, struct error *err);
/* Gives the terminal back as it was. */
void screen_end(void);
/* The same from a signal handler or a dying program: async-signal-safe. */
void screen_restore(void);
/* Ctrl-Z: gives the terminal back, stops, and takes it over again when continued. */
void screen_suspend(void);

/* The colours of another theme from the next frame on; ERR_CONFIG: there is none of that name,
 * and all stays as it is. */
int screen_theme(const char *name, struct error *err);

int screen_rows(void);
int screen_cols(void);
/* The last rows are left to a panel: screen_rows() is so much less; 0: none.  They are drawn on by their
 * number all the same. */
void screen_reserve(int rows);
int screen_ascii(void);
/* 1 for a screen reader: ui/plain.c draws the rows. */
int screen_plain(void);
/* One of two texts by what the terminal can show. */
const char *screen_glyph(const char *utf8, const char *ascii);

/* --- drawing, into the picture of the next frame --- */
void screen_clear(void);
/* Exactly `width` columns at y, x: cut with an ellipsis or padded. */
void screen_put(int y, int x, int width, enum role role, const char *text);
/* The same with the text at the right; what is too long becomes ####, because a cut
 * amount would be another amount. */
void screen_put_right(int y, int x, int width, enum role role, const char *text);
/* At most `width` columns, no padding; returns the columns used. */
int screen_text(int y, int x, int width, enum role role, const char *text);
/* The text put there with this role leads to an address that was composed here (ui/address.h). */
void screen_link(int y, int x, int width, enum role role, const char *text, const char *url);
int screen_has_links(void);
void screen_fill(struct rect r, enum role role);
void screen_rule(int y, int x, int width, enum role role);
/* A frame with a title; returns the rectangle inside it. */
struct rect screen_box(struct rect r, const char *title);
/* Where the hardware cursor rests: on what has the focus.  visible 0: it stands there
 * for readers of the screen, without being drawn. */
void screen_cursor(int y, int x, int visible);
/* Marks the frame for output; the loop alone calls screen_flush. */
void screen_flush(void);
/* Everything is drawn anew, also what curses believes to be there. */
void screen_redraw(void);
/* What was drawn last, a line each, without colours. */
void screen_add_text(struct strbuf *out);
/* Draws so many rows and columns of the terminal, or as many of them as it has. */
void screen_set_size(int rows, int cols);
/* The title of the terminal's window; "" nothing. */
void screen_bell(void);
/* Bytes for the terminal itself, between two frames: only what was composed here, never text from
 * outside as it came. */
void screen_send(const char *bytes, size_t len);

/* --- input --- */
int screen_signal_fd(void);         /* readable after a signal */
/* What came: bits of SCREEN_...; empties the pipe. */
#define SCREEN_RESIZED 1u
#define SCREEN_HANGUP  2u           /* SIGHUP, SIGTERM, SIGINT: end in good order */
unsigned screen_signals(void);
/* Next key that waits, UIKEY_NONE when there is none. */
uint32_t screen_key(struct mouse_event *m);

#endif
