/* Keys by name, and which key means which action where.
 *
 * A key is one number: the code point of a character (Ctrl-A is 1), or one of
 * UIKEY_..., with the bits UIKEY_WITH_... of what is held down beside it where the code does
 * not tell it already (Alt-1, Ctrl-PgDn, Shift-F3).  A key means nothing by itself: the action table gives each action its
 * default keys; a preset (data/keys/NAME.keys) and a file of the user's may change them, one
 * layer over the other:
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
/* Names apart by blanks, `none` for no key; -1 when one names no key, or there are too many. */
int keys_parse(uint32_t keys[ACTION_MAX_KEYS], const char *text);

/* The keys of every action of actions[], as they are bound now. */
struct keymap {
	uint32_t (*keys)[ACTION_MAX_KEYS];    /* owned; by index of actions[] */
	size_t n;
};

/* The defaults of the action table. */
void keymap_init(struct keymap *k);
void keymap_release(struct keymap *k);
/* Every fault of the files read: its sentence, with file and line. */
struct keymap_faults { struct error *items; size_t len, cap; };
void keymap_faults_release(struct keymap_faults *f);
/* Lays a file's text over what k holds; `file` is its name in the sentences.  A line that
 * cannot be used is left out and reported, as is every key that two actions of one context
 * want: the later of two lines goes without it, and so does an action that had it before and
 * is not mentioned in the file.  All the rest counts.  faults may be NULL. */
void keymap_apply(struct keymap *k, const char *text, const char *file, struct keymap_faults *faults);
/* The defaults, a preset over them and the user's file over that, as the setting `keys` says:
 * the name of a preset, or the path of a file that stands for the user's.  NULL: neither.
 * Initialises k; what is wrong is in faults, which may be NULL. */
void keymap_load(struct keymap *k, const char *setting, struct keymap_faults *faults);
/* The user's own file; to free(). */
char *keymap_user_file(void);
/* Index into actions[] of what the key does in these contexts (bits), the most
 * particular context first; -1: nothing. */
int keymap_find(const struct keymap *k, uint32_t key, unsigned contexts);
/* The keys of one action, "a F7"; nothing when it has none. */
void keymap_add_keys(struct strbuf *out, const struct keymap *k, int action);
/* The first one only, for the key bar. */
void keymap_add_first(struct strbuf *out, const struct keymap *k, int action);
int keymap_has(const struct keymap *k, size_t action, uint32_t key);
/* Two actions that are looked up in one place: there a key can only mean one of them. */
int keymap_meet(int one, int other);
/* 0, or -1 and the names of two actions that share a key in one context. */
int keymap_conflict(const struct keymap *k, const char **one, const char **other);

#endif
