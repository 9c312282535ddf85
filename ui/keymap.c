/* Keys by name, and the table from keys to actions.
 *
 * The defaults stand in actions[]; files replace the keys of the actions they name
 * (keymap_file.c).  A key may mean one thing in the list and another in the detail, but only one
 * in each, and nothing there that it means everywhere. */
#include "ui/keymap.h"
#include "ui/action.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

#include "base/banned.h"

static const struct { uint32_t key; const char *name; } named[] = {
	{ UIKEY_SPACE, "Space" }, { UIKEY_TAB, "Tab" }, { UIKEY_ENTER, "Enter" }, { UIKEY_ESC, "Esc" },
	{ UIKEY_UP, "Up" }, { UIKEY_DOWN, "Down" }, { UIKEY_LEFT, "Left" }, { UIKEY_RIGHT, "Right" },
	{ UIKEY_HOME, "Home" }, { UIKEY_END, "End" }, { UIKEY_PGUP, "PgUp" }, { UIKEY_PGDN, "PgDn" },
	{ UIKEY_INSERT, "Ins" }, { UIKEY_DELETE, "Del" }, { UIKEY_BACKSPACE, "Backspace" },
	{ UIKEY_BACKTAB, "Shift-Tab" },
};

/* In the order they are written. */
static const struct { uint32_t bit; const char *name; } held[] = {
	{ UIKEY_WITH_CTRL, "Ctrl-" }, { UIKEY_WITH_ALT, "Alt-" }, { UIKEY_WITH_SHIFT, "Shift-" },
};

void key_add_name(struct strbuf *out, uint32_t key)
{
	for (size_t i = 0; i < ARRAY_SIZE(held); i++)
		if (key & held[i].bit)
			strbuf_adds(out, held[i].name);
	key &= ~(uint32_t)UIKEY_WITH_ANY;
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		if (named[i].key == key) {
			strbuf_adds(out, named[i].name);
			return;
		}
	if (key >= UIKEY_F1 && key <= UIKEY_F12)
		strbuf_addf(out, "F%u", (unsigned)(key - UIKEY_F1 + 1));
	else if (key >= 1 && key < 32)
		strbuf_addf(out, "Ctrl-%c", (int)(key + 64));
	else if (key > 32 && key < 0x110000 && key != 127)
		text_encode(out, key);
}

/* Without what is held down beside it. */
static uint32_t parse_bare(const char *name)
{
	uint32_t cp;
	size_t len = strlen(name);
	int64_t n;
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		if (strcasecmp(named[i].name, name) == 0)
			return named[i].key;
	if ((name[0] == 'F' || name[0] == 'f') && len > 1 && name[1] != '0' &&
	    decimal_parse(&n, name + 1, 0, 1) == 0)
		return n >= 1 && n <= 12 ? UIKEY_F1 + (uint32_t)(n - 1) : UIKEY_NONE;
	if (len > 0 && text_decode(name, len, &cp) == len && cp > 32 && cp != 127 && cp != 0xfffd)
		return cp;
	return UIKEY_NONE;
}

/* What a terminal sends when these are held down together with the key; UIKEY_NONE: nothing
 * of its own. */
static uint32_t combine(uint32_t bits, uint32_t key)
{
	if (key == UIKEY_NONE || bits == 0)
		return key;
	if (key == UIKEY_TAB && bits == UIKEY_WITH_SHIFT)
		return UIKEY_BACKTAB;
	if (key >= UIKEY_UP || key == UIKEY_SPACE)
		return key == UIKEY_SPACE && (bits & UIKEY_WITH_SHIFT) ? UIKEY_NONE : key | bits;
	if (bits & UIKEY_WITH_CTRL) {
		/* a letter is a control character; of these three a terminal makes other keys */
		if (key >= 'a' && key <= 'z')
			key -= 'a' - 'A';
		if (key < 'A' || key > 'Z')
			return UIKEY_NONE;
		key = key == 'H' ? UIKEY_BACKSPACE : key == 'J' ? UIKEY_ENTER : UIKEY_CTRL(key);
		bits &= ~(uint32_t)UIKEY_WITH_CTRL;
	}
	return bits & UIKEY_WITH_SHIFT ? UIKEY_NONE : key | bits;
}

uint32_t key_parse(const char *name)
{
	uint32_t bits = 0;
	size_t i = 0;
	while (i < ARRAY_SIZE(held)) {
		size_t n = strlen(held[i].name);
		if (strncasecmp(name, held[i].name, n) == 0 && !(bits & held[i].bit)) {
			bits |= held[i].bit;
			name += n;
			i = 0;
		} else {
			i++;
		}
	}
	return combine(bits, parse_bare(name));
}

int keys_parse(uint32_t keys[ACTION_MAX_KEYS], const char *text)
{
	char *copy = xstrdup(text), *save = NULL;
	size_t n = 0;
	int rc = 0;
	memset(keys, 0, sizeof(uint32_t) * ACTION_MAX_KEYS);
	for (char *w = strtok_r(copy, " \t\r", &save); w; w = strtok_r(NULL, " \t\r", &save)) {
		uint32_t key = key_parse(w);
		if (strcasecmp(w, "none") == 0)
			continue;
		if (key == UIKEY_NONE || n == ACTION_MAX_KEYS) {
			rc = -1;
			break;
		}
		keys[n++] = key;
	}
	free(copy);
	return rc;
}

void keymap_init(struct keymap *k)
{
	k->n = n_actions;
	k->keys = xcalloc(k->n, sizeof *k->keys);
	for (size_t i = 0; i < k->n; i++)
		if (keys_parse(k->keys[i], actions[i].keys) < 0)
			BUG("keys of action %s", actions[i].name);
}

void keymap_release(struct keymap *k)
{
	free(k->keys);
	k->keys = NULL;
	k->n = 0;
}

int keymap_has(const struct keymap *k, size_t action, uint32_t key)
{
	for (int i = 0; i < ACTION_MAX_KEYS; i++)
		if (k->keys[action][i] == key)
			return 1;
	return 0;
}

int keymap_find(const struct keymap *k, uint32_t key, unsigned contexts)
{
	if (key == UIKEY_NONE)
		return -1;
	for (unsigned ctx = CTX_DETAIL; ctx <= CTX_GLOBAL; ctx <<= 1)
		for (size_t i = 0; (contexts & ctx) && i < k->n; i++)
			if ((actions[i].context & ctx) && keymap_has(k, i, key))
				return (int)i;
	return -1;
}

void keymap_add_keys(struct strbuf *out, const struct keymap *k, int action)
{
	size_t start = out->len;
	for (int i = 0; i < ACTION_MAX_KEYS; i++)
		if (k->keys[action][i] != UIKEY_NONE) {
			if (out->len > start)
				strbuf_addc(out, ' ');
			key_add_name(out, k->keys[action][i]);
		}
}

void keymap_add_first(struct strbuf *out, const struct keymap *k, int action)
{
	if (k->keys[action][0] != UIKEY_NONE)
		key_add_name(out, k->keys[action][0]);
}

int keymap_meet(int one, int other)
{
	unsigned a = actions[one].context, b = actions[other].context;
	/* what is global is looked up behind every other */
	return (a & b) || (a & CTX_GLOBAL) || (b & CTX_GLOBAL);
}

int keymap_conflict(const struct keymap *k, const char **one, const char **other)
{
	for (size_t a = 0; a < k->n; a++)
		for (size_t b = a + 1; b < k->n; b++)
			for (int i = 0; i < ACTION_MAX_KEYS && keymap_meet((int)a, (int)b); i++)
				if (k->keys[a][i] != UIKEY_NONE && keymap_has(k, b, k->keys[a][i])) {
					*one = actions[a].name;
					*other = actions[b].name;
					return -1;
				}
	return 0;
}
