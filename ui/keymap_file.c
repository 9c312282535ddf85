/* Key files: a preset over the defaults, the user's file over the preset.
 *
 * A file is read line by line first, and only then laid over the map, because whether two
 * lines quarrel about a key depends on all of them.  Nothing in a file stops the program:
 * what cannot be used is left out and reported by line, so that a slip in one line does not
 * cost somebody the keys the hands know. */
#include "ui/action.h"
#include "ui/keymap.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/path.h"

#include <string.h>

#include "base/banned.h"

#define FILE_MAX_BYTES 65536

/* What the lines of one file say of each action; line 0: nothing. */
struct layer {
	const char *file;
	struct wish { int line; uint32_t keys[ACTION_MAX_KEYS]; } *wishes;   /* owned; by action */
	struct keymap_faults *faults;
};

void keymap_faults_release(struct keymap_faults *f)
{
	for (size_t i = 0; i < f->len; i++)
		error_release(&f->items[i]);
	ARRAY_RELEASE(f);
}

/* Where it stands is the first argument of every sentence. */
static void fault(const struct layer *l, int line, const char *msgid, const char *a, const char *b,
	const char *c)
{
	char *where;
	struct error err = ERROR_INIT;
	if (l->faults == NULL)
		return;
	where = xasprintf("%s:%d", l->file, line);
	error_set(&err, ERR_CONFIG, msgid, where, a, b, c, NULL);
	*ARRAY_PUSH(l->faults) = err;
	free(where);
}

/* ---- lines ---- */

static char *trim(char *s)
{
	size_t n;
	s += strspn(s, " \t");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r", s[n - 1]))
		s[--n] = '\0';
	return s;
}

static void read_line(struct layer *l, char *line, int number)
{
	char *eq, *name, *hash = strstr(line, " #");
	uint32_t keys[ACTION_MAX_KEYS];
	int action;
	if (hash)
		*hash = '\0';
	line = trim(line);
	if (*line == '\0' || *line == '#')
		return;
	eq = strchr(line, '=');
	if (eq == NULL) {
		fault(l, number, N_("%1$s: the line is not `action = key ...`; it is left out"), NULL, NULL, NULL);
		return;
	}
	*eq = '\0';
	name = trim(line);
	action = action_find(name);
	if (action < 0)
		fault(l, number, N_("%1$s: there is no action \"%2$s\"; the line is left out. comptoir keys lists them all."),
			name, NULL, NULL);
	else if (keys_parse(keys, eq + 1) < 0)
		fault(l, number, N_("%1$s: \"%2$s\" is not one to four names of keys; %3$s keeps the keys it had"),
			trim(eq + 1), name, NULL);
	else {
		if (l->wishes[action].line != 0)
			fault(l, number, N_("%1$s: the keys of %2$s were given before; this line counts"), name, NULL, NULL);
		l->wishes[action].line = number;
		memcpy(l->wishes[action].keys, keys, sizeof keys);
	}
}

static void read_lines(struct layer *l, const char *text)
{
	int number = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *copy = xstrndup(text, len);
		read_line(l, copy, ++number);
		free(copy);
		text += len;
		text += *text == '\n';
	}
}

/* ---- quarrels ---- */

static void drop(uint32_t keys[ACTION_MAX_KEYS], uint32_t key)
{
	int n = 0;
	for (int i = 0; i < ACTION_MAX_KEYS; i++)
		if (keys[i] != key)
			keys[n++] = keys[i];
	while (n < ACTION_MAX_KEYS)
		keys[n++] = UIKEY_NONE;
}

/* Two lines of the file want the same key: the earlier one has it. */
static void settle_lines(struct layer *l, int one, int other)
{
	int first = l->wishes[one].line < l->wishes[other].line ? one : other, second = one + other - first;
	uint32_t wanted[ACTION_MAX_KEYS];
	memcpy(wanted, l->wishes[first].keys, sizeof wanted);
	for (int i = 0; i < ACTION_MAX_KEYS; i++)
		for (int k = 0; wanted[i] != UIKEY_NONE && k < ACTION_MAX_KEYS; k++)
			if (l->wishes[second].keys[k] == wanted[i]) {
				struct strbuf key = STRBUF_INIT;
				key_add_name(&key, wanted[i]);
				fault(l, l->wishes[second].line, N_("%1$s: the key %2$s is already given to %3$s in this file; %4$s goes without it"),
					key.s, actions[first].name, actions[second].name);
				strbuf_release(&key);
				drop(l->wishes[second].keys, wanted[i]);
			}
}

/* The line takes a key from an action the file does not mention. */
static void settle_layers(struct layer *l, struct keymap *k, int mine, int other)
{
	for (int i = 0; i < ACTION_MAX_KEYS; i++) {
		uint32_t key = l->wishes[mine].keys[i];
		struct strbuf name = STRBUF_INIT;
		if (key == UIKEY_NONE || !keymap_has(k, (size_t)other, key))
			continue;
		key_add_name(&name, key);
		fault(l, l->wishes[mine].line, N_("%1$s: the key %2$s was the one of %3$s, which goes without it; "
			"a line for %3$s of its own settles this"), name.s, actions[other].name, NULL);
		strbuf_release(&name);
		drop(k->keys[other], key);
	}
}

void keymap_apply(struct keymap *k, const char *text, const char *file, struct keymap_faults *faults)
{
	struct layer l = { file, xcalloc(k->n, sizeof(struct wish)), faults };
	read_lines(&l, text);
	for (int a = 0; a < (int)k->n; a++)
		for (int b = a + 1; l.wishes[a].line != 0 && b < (int)k->n; b++)
			if (l.wishes[b].line != 0 && keymap_meet(a, b))
				settle_lines(&l, a, b);
	for (int a = 0; a < (int)k->n; a++)
		for (int b = 0; l.wishes[a].line != 0 && b < (int)k->n; b++)
			if (l.wishes[b].line == 0 && keymap_meet(a, b))
				settle_layers(&l, k, a, b);
	for (size_t i = 0; i < k->n; i++)
		if (l.wishes[i].line != 0)
			memcpy(k->keys[i], l.wishes[i].keys, sizeof k->keys[i]);
	free(l.wishes);
}

/* ---- files ---- */

char *keymap_user_file(void)
{
	return path_config("keys.conf");
}

/* 0, or -1 when it cannot be read. */
static int apply_file(struct keymap *k, const char *path, struct keymap_faults *faults, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	const char *name = strrchr(path, '/');
	int rc = path_read_file(&text, path, FILE_MAX_BYTES, err);
	if (rc == 0 && text.len > 0)
		keymap_apply(k, text.s, name ? name + 1 : path, faults);
	strbuf_release(&text);
	return rc < 0 ? -1 : 0;
}

static void apply_preset(struct keymap *k, const char *name, struct keymap_faults *faults)
{
	char *file = xasprintf("keys/%s.keys", name), *path = path_installed(file);
	struct error err = ERROR_INIT;
	if (name[0] == '.' || apply_file(k, path, faults, NULL) < 0) {
		error_set(&err, ERR_CONFIG, N_("There are no keys by the name \"%s\": default, vi and function-keys are here; "
			"the default ones are used."), name, NULL);
		if (faults)
			*ARRAY_PUSH(faults) = err;
		else
			error_release(&err);
	}
	free(file);
	free(path);
}

void keymap_load(struct keymap *k, const char *setting, struct keymap_faults *faults)
{
	int is_path = setting && strchr(setting, '/');
	char *path = is_path ? xstrdup(setting) : keymap_user_file();
	struct error err = ERROR_INIT;
	keymap_init(k);
	if (setting && *setting && !is_path)
		apply_preset(k, setting, faults);
	if (apply_file(k, path, faults, &err) == 0 || !is_path || faults == NULL)
		error_release(&err);          /* nobody needs to have a file */
	else
		*ARRAY_PUSH(faults) = err;
	free(path);
}
