/* Looks as the terminal can show them, from sixteen million colours down to none.
 *
 *	direct      TERM says that numbers are colours (xterm-direct): they are used as they are
 *	palette     256 colours, and the terminal says it can show any (COLORTERM) and lets them be
 *	            changed: the nearest free one of the 256 is made exactly the colour.  Where the
 *	            terminal does not do it after all, the nearest one is what is seen
 *	256         the nearest one
 *	16, 8       the nearest one that can be read on its background
 *	none        bold, underlined, reversed: also for NO_COLOR
 *
 * What was changed in the palette is put back by curses when it ends (the `oc` of the terminal's
 * description), and by screen_restore. */
#include "ui/screen_colour.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define PALETTE 256

enum depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_PALETTE, DEPTH_DIRECT };

/* Curses has one set of colours per screen, and one screen per process. */
static struct {
	enum depth depth;
	int32_t made[PALETTE];        /* what the colour was changed to; 0: not changed */
} colours;

static int says_truecolour(void)
{
	const char *ct = getenv("COLORTERM");
	return ct && (strcmp(ct, "truecolor") == 0 || strcmp(ct, "24bit") == 0);
}

static int has_rgb_numbers(void)
{
	const char *s = tigetstr("RGB");
	return COLORS > PALETTE && (tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || (s && s != (const char *)-1));
}

void screen_colour_start(void)
{
	const char *no = getenv("NO_COLOR");
	memset(&colours, 0, sizeof colours);
	if ((no && *no) || !has_colors() || start_color() == ERR || COLORS < 8)
		return;
	use_default_colors();
	colours.depth = has_rgb_numbers() ? DEPTH_DIRECT : COLORS >= PALETTE ?
		(says_truecolour() && can_change_color() ? DEPTH_PALETTE : DEPTH_256) : COLORS >= 16 ? DEPTH_16 : DEPTH_8;
}

/* rrggbb in the thousandths curses counts in. */
static void make_colour(int index, int32_t rgb)
{
	/* upward, so that the terminal comes down to the same number again */
	init_extended_color(index, ((int)(rgb >> 16 & 255) * 1000 + 254) / 255, ((int)(rgb >> 8 & 255) * 1000 + 254) / 255,
		((int)(rgb & 255) * 1000 + 254) / 255);
}

static int palette_colour(int32_t colour)
{
	unsigned char used[PALETTE];
	int index;
	for (int i = 16; i < PALETTE; i++) {
		if (colours.made[i] == colour)
			return i;
		used[i] = colours.made[i] != 0;
	}
	index = colour_nearest_256(colour, used);
	colours.made[index] = colour;
	make_colour(index, colour);
	return index;
}

/* One that cannot be shown, on (or, -1, under) another that is shown already. */
static int few_colours(int32_t colour, int on, attr_t *bold)
{
	if (colours.depth == DEPTH_8 && colour == 8)
		return on < 0 ? -1 : 7;       /* grey: bold black is black where bold changes no colour */
	if (colours.depth == DEPTH_8 && colour > 8 && colour < 16) {
		*bold = A_BOLD;
		return (int)colour - 8;
	}
	return colour_nearest_16(colour, colours.depth == DEPTH_8 ? 8 : 16, on);
}

/* The number curses knows a colour by. */
static int number(int32_t colour, int on, attr_t *bold)
{
	if (colour < 0)
		return -1;
	switch (colours.depth) {
	case DEPTH_MONO:
		return -1;
	case DEPTH_DIRECT:
		/* numbers below eight are the terminal's own also there */
		return colour < 8 ? (int)colour : (int)(colour_rgb(colour) > 7 ? colour_rgb(colour) : 0);
	case DEPTH_PALETTE:
		return COLOUR_IS_RGB(colour) ? palette_colour(colour) : (int)colour;
	case DEPTH_256:
		return COLOUR_IS_RGB(colour) ? colour_nearest_256(colour, NULL) : (int)colour;
	case DEPTH_16: case DEPTH_8:
		break;
	}
	return colour < (colours.depth == DEPTH_8 ? 8 : 16) ? (int)colour : few_colours(colour, on, bold);
}

static attr_t look_attrs(const struct look *l)
{
	attr_t a = A_NORMAL;
	if (l->attrs & LOOK_BOLD)
		a |= A_BOLD;
	if (l->attrs & LOOK_UNDERLINE)
		a |= A_UNDERLINE;
	if (l->attrs & LOOK_REVERSE)
		a |= A_REVERSE;
	if (l->attrs & LOOK_DIM)
		a |= A_DIM;
	return a;
}

void screen_colour_apply(const struct theme *t, attr_t attrs[ROLE_COUNT], short pairs[ROLE_COUNT])
{
	memset(colours.made, 0, sizeof colours.made);
	for (int i = 0; i < ROLE_COUNT; i++) {
		const struct look *l = &t->roles[i];
		attr_t bold = 0, unused = 0;
		int bg = number(l->bg, -1, &unused), fg = number(l->fg, bg, &bold);
		pairs[i] = 0;
		if (fg >= 0 || bg >= 0) {
			pairs[i] = (short)(i + 1);
			init_extended_pair(i + 1, fg, bg);
		}
		attrs[i] = look_attrs(l) | bold;
	}
}

/* Konsole, rxvt and others say in COLORFGBG what they draw on: white is 7 or 15. */
static int on_light(void)
{
	const char *s = getenv("COLORFGBG"), *last = s ? strrchr(s, ';') : NULL;
	return last && (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}

int screen_colour_theme(const char *name, attr_t attrs[ROLE_COUNT], short pairs[ROLE_COUNT], struct error *err)
{
	struct theme t;
	int rc = 0;
	if ((name == NULL || strcmp(name, "default") == 0) && on_light())
		name = "light";
	rc = theme_load(&t, name, err);
	if (rc < 0)
		return rc;
	if (colours.depth == DEPTH_MONO)
		theme_init(&t, 1);
	screen_colour_apply(&t, attrs, pairs);
	return 0;
}

void screen_colour_again(void)
{
	for (int i = 16; i < PALETTE; i++)
		if (colours.made[i])
			make_colour(i, colours.made[i]);
}
