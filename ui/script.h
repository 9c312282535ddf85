/* Keys and clock written to a file, and played back: for reports of what went wrong, for tests, and to
 * show something.
 *
 * A line each; events begin with the milliseconds since the start:
 *
 *	comptoir-script 1
 *	clock 2026-11-21T14:03:22Z         (@2026-...: a clock that stands still)
 *	size 24 80
 *	option lang fr_CA                  (what the program was started with, as far as it is seen)
 *	1204 key a
 *	1630 key Down
 *	1900 paste on
 *	2210 mouse press 5 17
 *	2840 resize 50 200
 *	4001 secret
 *
 * What is typed into a secret field is never written, not even how much of it: one line says
 * that there was some.  Played back, such a line is typed from a descriptor, or waited for.
 *
 * Keys are played in their order, each when the screen has come to rest, without the pauses there
 * were; the clock jumps over them.  So what is played does not depend on how fast a machine is. */
#ifndef UI_SCRIPT_H
#define UI_SCRIPT_H

#include "base/error.h"
#include "base/strbuf.h"
#include "ui/screen.h"

struct script;

/* --- recording --- */
/* To a new file, 0600; one that is there is refused. */
int script_record(struct script **out, const char *path, struct error *err);
/* Before the first event: an option the program was started with; value NULL: it has none. */
void script_option(struct script *s, const char *name, const char *value);
void script_size(struct script *s, int rows, int cols);
/* One event, as it is given to the app; nothing unless recording.  secret: it goes into a secret field. */
void script_key(struct script *s, uint32_t key, const struct mouse_event *m, int secret);
void script_resize(struct script *s, int rows, int cols);

/* --- playing --- */
/* Reads a file; ERR_DATA names the line that makes no sense.  The clock of the process begins at the
 * file's, so this comes before anything asks for the time; unless COMPTOIR_CLOCK says another. */
int script_replay(struct script **out, const char *path, struct error *err);
/* The options of the file in order: 0 when there is no i-th.  Lent. */
int script_option_at(const struct script *s, size_t i, const char **name, const char **value);
/* The size of the first screen; 0: the file does not say. */
void script_first_size(const struct script *s, int *rows, int *cols);
/* 1: with the pauses there were, 10: ten times as fast; 0 (as it is at first): without any. */
void script_set_speed(struct script *s, int64_t times);
/* What was secret is read from here, a line for each place; -1: a person types it. */
void script_set_secrets(struct script *s, int fd);
/* At the end the last screen is written to this file, and the program ends; path is borrowed. */
void script_set_dump(struct script *s, const char *path);
const char *script_dump_path(const struct script *s);   /* NULL: there is none */

enum script_step {
	SCRIPT_DONE,            /* nothing is left */
	SCRIPT_WAIT,            /* not yet: *wait_ms from now, with a speed */
	SCRIPT_KEY,             /* *key, with *m when it is UIKEY_MOUSE */
	SCRIPT_SIZE,            /* the screen has *rows and *cols now */
	SCRIPT_SECRET,          /* a person types: pass on keys as long as it is this */
};
struct script_event { uint32_t key; struct mouse_event mouse; int rows, cols; int64_t wait_ms; };
/* What comes next, to be called when the screen is at rest.  in_secret: a secret field has the focus. */
enum script_step script_next(struct script *s, struct script_event *e, int in_secret);
int script_playing(const struct script *s);             /* something is left; s may be NULL */
/* 1: next is a secret that a person types. */
int script_asks(const struct script *s);
/* A person takes over: nothing is left. */
void script_stop(struct script *s);

void script_free(struct script *s);                     /* NULL is fine */

#endif
