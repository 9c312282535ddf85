/* Keys by name, and which key means which action where.
 *
 * A key is one number: the code point of a character (Ctrl-A is 1), or one of
 * UIKEY_..., with the bits UIKEY_WITH_... of what is held down beside it where the code does
 * not tell it already (Alt-1, Ctrl-PgDn, Shift-F3).  A key means nothing by itself: the action table gives each action its
 * default keys, and a file of the user's may change them:
 *
 *	approve = a F7
 *	quit    = q none        # none: no other key
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "base/error.h"
#include <stdint.h>

enum {
	UIKEY_NONE = 0,
	UIKEY_TAB = 9, UIKEY_ENTER = 13, UIKEY_ESC = 27, UIKEY_SPACE = 32,
	UIKEY_UP = 0x110000, UIKEY_DOWN, UIKEY_LEFT, UIKEY_RIGHT, UIKEY_HOME, UIKEY_END, UIKEY_PGUP,
	UIKEY_PGDN, UIKEY_INSERT, UIKEY_DELETE, UIKEY_BACKSPACE, UIKEY_BACKTAB,
	UIKEY_F1, UIKEY_F12 = UIKEY_F1 + 11,
	UIKEY_MOUSE, UIKEY_RESIZE, UIKEY_PASTE_BEGIN, UIKEY_PASTE_END, UIKEY_OTHER,
	UIKEY_WITH_SHIFT = 1 << 24, UIKEY_WITH_ALT = 1 << 25, UIKEY_WITH_CTRL = 1 << 26,
	UIKEY_SHIFT_UP = UIKEY_WITH_SHIFT | UIKEY_UP, UIKEY_SHIFT_DOWN = UIKEY_WITH_SHIFT | UIKEY_DOWN,
};
#define UIKEY_WITH_ANY (UIKEY_WITH_SHIFT | UIKEY_WITH_ALT | UIKEY_WITH_CTRL)
#define UIKEY_CTRL(c) ((uint32_t)(c) & 31u)
#define UIKEY_ALT(c) ((uint32_t)(c) | UIKEY_WITH_ALT)

/* "a", "Space", "Ctrl-P", "F5", "PgDn", "Alt-1", "Ctrl-Shift-Left"; names are the same in both languages. */
void key_add_name(struct strbuf *out, uint32_t key);
/* UIKEY_NONE when it names no key. */
uint32_t key_parse(const char *name);

#define ACTION_MAX_KEYS 4

/* The keys of every action of actions[], as they are bound now. */
struct keymap {
	uint32_t (*keys)[ACTION_MAX_KEYS];    /* owned; by index of actions[] */
	size_t n;
};

/* The defaults of the action table. */
void keymap_init(struct keymap *k);
void keymap_release(struct keymap *k);
/* Reads a file's text over the defaults.  ERR_CONFIG names the line: an unknown
 * action or key, or one key for two actions of the same context. */
int keymap_parse(struct keymap *k, const char *text, struct error *err);
/* Index into actions[] of what the key does in these contexts (bits), the most
 * particular context first; -1: nothing. */
int keymap_find(const struct keymap *k, uint32_t key, unsigned contexts);
/* The keys of one action, "a F7"; nothing when it has none. */
void keymap_add_keys(struct strbuf *out, const struct keymap *k, int action);
/* The first one only, for the key bar. */
void keymap_add_first(struct strbuf *out, const struct keymap *k, int action);
/* 0, or -1 and the names of two actions that share a key in one context. */
int keymap_conflict(const struct keymap *k, const char **one, const char **other);

#endif
