/* Roles of what is drawn, and the look each one has: themes as data.
 *
 * Drawing code names a role and never a colour.  A theme is a small text file
 * (data/themes/NAME.theme, or the user's own below themes/ of the configuration):
 *
 *	terminal = white black              # what it takes the terminal's own colours to be
 *	cursor   = black cyan bold
 *	held     = #e69f00 default
 *
 * A role a theme does not mention keeps the look of the default theme.  No state is told by
 * colour or bold alone: glyph and word say it first. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "ui/theme_colour.h"
#include "base/error.h"

enum role {
	ROLE_TEXT, ROLE_DIM, ROLE_TITLE, ROLE_TAB, ROLE_TAB_ACTIVE, ROLE_VIEW, ROLE_HEADER,
	ROLE_HEADER_CURSOR, ROLE_CURSOR, ROLE_CURSOR_AWAY, ROLE_MARK,
	ROLE_READY, ROLE_HELD, ROLE_QUEUED, ROLE_SYNCED, ROLE_CHANGED, ROLE_FAILED, ROLE_REJECTED,
	ROLE_STAGED, ROLE_KEY, ROLE_KEY_TITLE, ROLE_KEY_OFF, ROLE_MESSAGE, ROLE_WARNING, ROLE_ERROR,
	ROLE_DIALOG, ROLE_DIALOG_TITLE, ROLE_BUTTON, ROLE_BUTTON_FOCUS, ROLE_INPUT, ROLE_LABEL,
	ROLE_SECTION, ROLE_DIFFERENCE, ROLE_LINK, ROLE_PROGRESS,
	ROLE_COUNT
};

#define LOOK_BOLD      1u
#define LOOK_UNDERLINE 2u
#define LOOK_REVERSE   4u
#define LOOK_DIM       8u

/* Colours as in ui/theme_colour.h. */
struct look { int32_t fg, bg; unsigned attrs; };

#define THEME_TERMINALS 2

struct theme {
	struct look roles[ROLE_COUNT];
	/* Colours of terminals it is made for, where it leaves them as they are. */
	struct { int32_t fg, bg; } terminals[THEME_TERMINALS];
	int n_terminals;
};

struct theme_names { char **items; size_t len, cap; };   /* owned */

extern const char *const role_names[ROLE_COUNT];

/* The built-in look, with colours or (mono) without any. */
void theme_init(struct theme *t, int mono);
/* Reads the text of a theme over what t holds; ERR_CONFIG names the line. */
int theme_parse(struct theme *t, const char *text, struct error *err);
/* Finds NAME among the user's and the installed themes; "default" and "mono" are
 * always there. */
int theme_load(struct theme *t, const char *name, struct error *err);
/* All there are, in alphabetical order but "default" first. */
void theme_list(struct theme_names *out);
void theme_names_release(struct theme_names *n);
/* The colours text of a role has for the eye on the i-th terminal. */
void theme_colours(const struct theme *t, enum role role, int terminal, int32_t *fg, int32_t *bg);

/* What was chosen on the screen, as long as the setting is the one it was chosen over; else
 * NULL.  To free(). */
char *theme_chosen(const char *setting);
int theme_choose(const char *setting, const char *name, struct error *err);

#endif
