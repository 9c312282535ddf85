/* Keys as the terminal sends them.
 *
 * A terminal's description knows the plain keys and some of those with Shift; the rest is
 * sent in one of three ways, which are taught to curses here for every terminal:
 *
 *	xterm, tmux, most others    CSI 1 ; m A    CSI 5 ; m ~    m - 1: Shift 1, Alt 2, Ctrl 4
 *	rxvt                        CSI a   ESC O a   CSI 5 $   CSI 5 ^   CSI 5 @
 *	linux console, xterm        F13... for Shift-F1..., as its description says
 *
 * Alt with a character comes as ESC and the character.  Curses waits some milliseconds after
 * an ESC; what is there by then belongs to it, so that ESC alone is a key at once.  Before
 * a key that is a sequence ESC stays a key of its own. */
#include "ui/screen_keys.h"
#include "base/array.h"
#include "base/xalloc.h"

#include <stdio.h>

#include "base/banned.h"

enum { CODE_PASTE_BEGIN = 0x7f0, CODE_PASTE_END, CODE_HELD = 0x1000 };

/* The code of a key with others held down: two small numbers, which curses keeps in 16 bits. */
#define CODE_OF(bits, index) (CODE_HELD | (int)(bits) << 6 | (int)(index))

/* tail: the letter, or the number before ~, in xterm's form; cap: in a description; rxvt: its
 * letter for arrows. */
static const struct { uint32_t key; const char *tail, *cap; char rxvt; } keys[] = {
	{ UIKEY_UP, "A", "kUP", 'a' }, { UIKEY_DOWN, "B", "kDN", 'b' }, { UIKEY_RIGHT, "C", "kRIT", 'c' },
	{ UIKEY_LEFT, "D", "kLFT", 'd' }, { UIKEY_HOME, "H", "kHOM", 0 }, { UIKEY_END, "F", "kEND", 0 },
	{ UIKEY_INSERT, "2", "kIC", 0 }, { UIKEY_DELETE, "3", "kDC", 0 }, { UIKEY_PGUP, "5", "kPRV", 0 },
	{ UIKEY_PGDN, "6", "kNXT", 0 }, { UIKEY_HOME, "1", NULL, 0 }, { UIKEY_END, "4", NULL, 0 },
	{ UIKEY_HOME, "7", NULL, 0 }, { UIKEY_END, "8", NULL, 0 },
	{ UIKEY_F1, "P", NULL, 0 }, { UIKEY_F1 + 1, "Q", NULL, 0 }, { UIKEY_F1 + 2, "R", NULL, 0 },
	{ UIKEY_F1 + 3, "S", NULL, 0 }, { UIKEY_F1, "11", NULL, 0 }, { UIKEY_F1 + 1, "12", NULL, 0 },
	{ UIKEY_F1 + 2, "13", NULL, 0 }, { UIKEY_F1 + 3, "14", NULL, 0 }, { UIKEY_F1 + 4, "15", NULL, 0 },
	{ UIKEY_F1 + 5, "17", NULL, 0 }, { UIKEY_F1 + 6, "18", NULL, 0 }, { UIKEY_F1 + 7, "19", NULL, 0 },
	{ UIKEY_F1 + 8, "20", NULL, 0 }, { UIKEY_F1 + 9, "21", NULL, 0 }, { UIKEY_F1 + 10, "23", NULL, 0 },
	{ UIKEY_F12, "24", NULL, 0 },
};

/* Shift, Alt and Ctrl are the bits 1, 2 and 4 of what terminals send, less one. */
static uint32_t held(unsigned bits)
{
	return (bits & 1 ? UIKEY_WITH_SHIFT : 0u) | (bits & 2 ? UIKEY_WITH_ALT : 0u) |
		(bits & 4 ? UIKEY_WITH_CTRL : 0u);
}


static void define_as_xterm(size_t i, unsigned bits)
{
	char *s = keys[i].tail[0] >= 'A' ? xasprintf("\033[1;%u%s", bits + 1, keys[i].tail) :
		xasprintf("\033[%s;%u~", keys[i].tail, bits + 1);
	define_key(s, CODE_OF(bits, i));
	free(s);
}

static void define_as_described(size_t i, unsigned bits)
{
	char *name = bits == 1 ? xstrdup(keys[i].cap) : xasprintf("%s%u", keys[i].cap, bits + 1);
	const char *s = tigetstr(name);
	if (s && s != (const char *)-1)
		define_key(s, CODE_OF(bits, i));
	free(name);
}

static void define_as_rxvt(size_t i)
{
	static const struct { char end; unsigned bits; } ends[] = { { '$', 1 }, { '^', 4 }, { '@', 5 } };
	char *s;
	if (keys[i].rxvt) {
		s = xasprintf("\033[%c", keys[i].rxvt);
		define_key(s, CODE_OF(1, i));
		free(s);
		s = xasprintf("\033O%c", keys[i].rxvt);
		define_key(s, CODE_OF(4, i));
		free(s);
	}
	for (size_t k = 0; keys[i].tail[0] < 'A' && k < ARRAY_SIZE(ends); k++) {
		s = xasprintf("\033[%s%c", keys[i].tail, ends[k].end);
		define_key(s, CODE_OF(ends[k].bits, i));
		free(s);
	}
}

void screen_keys_define(void)
{
	define_key("\033[200~", CODE_PASTE_BEGIN);
	define_key("\033[201~", CODE_PASTE_END);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		define_as_rxvt(i);
		for (unsigned bits = 1; bits < 8; bits++) {
			define_as_xterm(i, bits);
			if (keys[i].cap)
				define_as_described(i, bits);
		}
	}
}

static uint32_t from_code(wint_t code)
{
	static const struct { int code; uint32_t key; } map[] = {
		{ KEY_UP, UIKEY_UP }, { KEY_DOWN, UIKEY_DOWN }, { KEY_LEFT, UIKEY_LEFT },
		{ KEY_RIGHT, UIKEY_RIGHT }, { KEY_HOME, UIKEY_HOME }, { KEY_END, UIKEY_END },
		{ KEY_FIND, UIKEY_HOME }, { KEY_SELECT, UIKEY_END }, { KEY_PPAGE, UIKEY_PGUP },
		{ KEY_NPAGE, UIKEY_PGDN }, { KEY_IC, UIKEY_INSERT }, { KEY_DC, UIKEY_DELETE },
		{ KEY_BACKSPACE, UIKEY_BACKSPACE }, { KEY_BTAB, UIKEY_BACKTAB }, { KEY_ENTER, UIKEY_ENTER },
		{ KEY_SR, UIKEY_SHIFT_UP }, { KEY_SF, UIKEY_SHIFT_DOWN },
		{ KEY_SLEFT, UIKEY_WITH_SHIFT | UIKEY_LEFT }, { KEY_SRIGHT, UIKEY_WITH_SHIFT | UIKEY_RIGHT },
		{ KEY_SHOME, UIKEY_WITH_SHIFT | UIKEY_HOME }, { KEY_SEND, UIKEY_WITH_SHIFT | UIKEY_END },
		{ KEY_SPREVIOUS, UIKEY_WITH_SHIFT | UIKEY_PGUP }, { KEY_SNEXT, UIKEY_WITH_SHIFT | UIKEY_PGDN },
		{ KEY_SIC, UIKEY_WITH_SHIFT | UIKEY_INSERT }, { KEY_SDC, UIKEY_WITH_SHIFT | UIKEY_DELETE },
		{ KEY_MOUSE, UIKEY_MOUSE }, { KEY_RESIZE, UIKEY_RESIZE }, { CODE_PASTE_BEGIN, UIKEY_PASTE_BEGIN },
		{ CODE_PASTE_END, UIKEY_PASTE_END },
	};
	static const unsigned function_rows[] = { 0, 1, 4, 5, 2 };   /* F1, F13, F25, F37, F49 */
	if (code >= CODE_HELD && (code & 63) < ARRAY_SIZE(keys))
		return keys[code & 63].key | held((unsigned)code >> 6 & 7);
	if (code >= (wint_t)KEY_F(1) && code <= (wint_t)KEY_F(60)) {
		unsigned n = (unsigned)(code - (wint_t)KEY_F(1));
		return (UIKEY_F1 + n % 12) | held(function_rows[n / 12]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(map); i++)
		if (code == (wint_t)map[i].code)
			return map[i].key;
	return UIKEY_OTHER;
}

static int read_mouse(struct mouse_event *m)
{
	MEVENT ev;
	if (getmouse(&ev) != OK)
		return -1;
	m->y = ev.y;
	m->x = ev.x;
	m->kind = ev.bstate & BUTTON4_PRESSED ? ev.bstate & BUTTON_SHIFT ? MOUSE_WHEEL_LEFT : MOUSE_WHEEL_UP :
		ev.bstate & BUTTON5_PRESSED ? ev.bstate & BUTTON_SHIFT ? MOUSE_WHEEL_RIGHT : MOUSE_WHEEL_DOWN : MOUSE_PRESS;
	return 0;
}

static uint32_t from_character(wint_t c)
{
	return c == 127 || c == 8 ? UIKEY_BACKSPACE : c == '\n' ? UIKEY_ENTER :
		c == 0 ? UIKEY_WITH_CTRL | UIKEY_SPACE : (uint32_t)c;
}

uint32_t screen_keys_read(WINDOW *pad, struct mouse_event *m)
{
	wint_t code, next;
	int rc = wget_wch(pad, &code);
	if (rc == ERR)
		return UIKEY_NONE;
	if (rc == KEY_CODE_YES) {
		uint32_t key = from_code(code);
		if (key == UIKEY_MOUSE && read_mouse(m) < 0)
			return UIKEY_OTHER;
		return key;
	}
	if (code != UIKEY_ESC)
		return from_character(code);
	rc = wget_wch(pad, &next);
	if (rc == ERR)
		return UIKEY_ESC;
	if (rc == OK && next != UIKEY_ESC)
		return UIKEY_ALT(from_character(next));
	/* another key: it is read the next time */
	if (rc == KEY_CODE_YES)
		ungetch((int)next);
	else
		unget_wch((wchar_t)next);
	return UIKEY_ESC;
}
