/* Themes: the table of roles, its built-in looks, and the reader of theme files.
 *
 * Nothing here talks to the terminal; screen.c turns a look into attributes it
 * can show, and falls back to the mono column where there are no colours. */
#include "ui/theme.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/path.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define THEME_MAX_BYTES 65536

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, BRIGHT };

const char *const role_names[ROLE_COUNT] = {
	[ROLE_TEXT] = "text", [ROLE_DIM] = "dim", [ROLE_TITLE] = "title", [ROLE_TAB] = "tab",
	[ROLE_TAB_ACTIVE] = "tab-active", [ROLE_VIEW] = "view", [ROLE_HEADER] = "header",
	[ROLE_HEADER_CURSOR] = "header-cursor", [ROLE_CURSOR] = "cursor",
	[ROLE_CURSOR_AWAY] = "cursor-away", [ROLE_MARK] = "mark", [ROLE_READY] = "ready",
	[ROLE_HELD] = "held", [ROLE_QUEUED] = "queued", [ROLE_SYNCED] = "synced",
	[ROLE_CHANGED] = "changed", [ROLE_FAILED] = "failed", [ROLE_REJECTED] = "rejected",
	[ROLE_STAGED] = "staged", [ROLE_KEY] = "key", [ROLE_KEY_TITLE] = "key-title",
	[ROLE_KEY_OFF] = "key-off", [ROLE_MESSAGE] = "message", [ROLE_WARNING] = "warning",
	[ROLE_ERROR] = "error", [ROLE_DIALOG] = "dialog", [ROLE_DIALOG_TITLE] = "dialog-title",
	[ROLE_BUTTON] = "button", [ROLE_BUTTON_FOCUS] = "button-focus", [ROLE_INPUT] = "input",
	[ROLE_LABEL] = "label", [ROLE_SECTION] = "section", [ROLE_DIFFERENCE] = "difference",
	[ROLE_LINK] = "link", [ROLE_PROGRESS] = "progress",
};

/* For a dark background, in the terminal's own colours. */
static const struct { enum role role; struct look look; unsigned mono; } builtin[] = {
	{ ROLE_TEXT,          { -1, -1, 0 }, 0 },
	{ ROLE_DIM,           { CYAN, -1, 0 }, 0 },
	{ ROLE_TITLE,         { -1, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_TAB,           { -1, -1, 0 }, 0 },
	{ ROLE_TAB_ACTIVE,    { BLACK, CYAN, 0 }, LOOK_REVERSE },
	{ ROLE_VIEW,          { CYAN, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_HEADER,        { -1, -1, LOOK_BOLD | LOOK_UNDERLINE }, LOOK_BOLD | LOOK_UNDERLINE },
	{ ROLE_HEADER_CURSOR, { BLACK, WHITE, 0 }, LOOK_REVERSE },
	{ ROLE_CURSOR,        { BLACK, CYAN, 0 }, LOOK_REVERSE },
	{ ROLE_CURSOR_AWAY,   { -1, -1, LOOK_UNDERLINE | LOOK_BOLD }, LOOK_UNDERLINE | LOOK_BOLD },
	{ ROLE_MARK,          { YELLOW, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_READY,         { BRIGHT + GREEN, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_HELD,          { YELLOW, -1, 0 }, 0 },
	{ ROLE_QUEUED,        { BRIGHT + CYAN, -1, LOOK_BOLD }, 0 },
	{ ROLE_SYNCED,        { GREEN, -1, 0 }, 0 },
	{ ROLE_CHANGED,       { BRIGHT + MAGENTA, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_FAILED,        { BRIGHT + RED, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_REJECTED,      { BRIGHT + MAGENTA, -1, 0 }, 0 },
	{ ROLE_STAGED,        { CYAN, -1, 0 }, 0 },
	{ ROLE_KEY,           { -1, -1, LOOK_BOLD | LOOK_REVERSE }, LOOK_REVERSE },
	{ ROLE_KEY_TITLE,     { -1, -1, 0 }, 0 },
	{ ROLE_KEY_OFF,       { BRIGHT + BLACK, -1, 0 }, LOOK_DIM },
	{ ROLE_MESSAGE,       { -1, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_WARNING,       { YELLOW, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_ERROR,         { BRIGHT + RED, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_DIALOG,        { -1, -1, 0 }, 0 },
	{ ROLE_DIALOG_TITLE,  { CYAN, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_BUTTON,        { -1, -1, 0 }, 0 },
	{ ROLE_BUTTON_FOCUS,  { BLACK, CYAN, 0 }, LOOK_REVERSE },
	{ ROLE_INPUT,         { -1, -1, LOOK_UNDERLINE }, LOOK_UNDERLINE },
	{ ROLE_LABEL,         { CYAN, -1, 0 }, 0 },
	{ ROLE_SECTION,       { CYAN, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_DIFFERENCE,    { YELLOW, -1, LOOK_BOLD }, LOOK_BOLD },
	{ ROLE_LINK,          { CYAN, -1, LOOK_UNDERLINE }, LOOK_UNDERLINE },
	{ ROLE_PROGRESS,      { GREEN, -1, 0 }, 0 },
};

void theme_init(struct theme *t, int mono)
{
	memset(t, 0, sizeof *t);
	for (size_t i = 0; i < ARRAY_SIZE(builtin); i++) {
		struct look *l = &t->roles[builtin[i].role];
		*l = builtin[i].look;
		if (mono)
			*l = (struct look){ -1, -1, builtin[i].mono };
	}
	t->terminals[0].fg = WHITE;
	t->terminals[0].bg = BLACK;
	t->terminals[1].fg = BLACK;
	t->terminals[1].bg = BRIGHT + WHITE;
	t->n_terminals = mono ? 2 : 1;
}

static int parse_rgb(const char *digits, int32_t *out)
{
	int32_t n = 0;
	if (strlen(digits) != 6 || strspn(digits, "0123456789abcdefABCDEF") != 6)
		return -1;
	for (; *digits; digits++)
		n = n * 16 + (*digits <= '9' ? *digits - '0' : (*digits | 32) - 'a' + 10);
	*out = COLOUR_RGB | n;
	return 0;
}

static int parse_colour(const char *word, int32_t *out)
{
	static const char *const names[] = { "black", "red", "green", "yellow", "blue", "magenta",
		"cyan", "white" };
	int64_t n;
	int bright = 0;
	if (word[0] == '#')
		return parse_rgb(word + 1, out);
	if (strcmp(word, "default") == 0) {
		*out = -1;
		return 0;
	}
	if (strcmp(word, "gray") == 0 || strcmp(word, "grey") == 0) {
		*out = BRIGHT + BLACK;
		return 0;
	}
	if (strncmp(word, "bright-", 7) == 0) {
		bright = BRIGHT;
		word += 7;
	}
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(word, names[i]) == 0) {
			*out = (int32_t)i + bright;
			return 0;
		}
	if (decimal_parse(&n, word, 0, 1) == 0 && n >= 0 && n < 256 && !bright) {
		*out = (int32_t)n;
		return 0;
	}
	return -1;
}

static int parse_attr(const char *word, unsigned *attrs)
{
	static const struct { const char *name; unsigned bit; } names[] = { { "bold", LOOK_BOLD },
		{ "underline", LOOK_UNDERLINE }, { "reverse", LOOK_REVERSE }, { "dim", LOOK_DIM } };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(word, names[i].name) == 0) {
			*attrs |= names[i].bit;
			return 0;
		}
	return -1;
}

/* What it takes the terminal's own colours to be; the first such line forgets the default's. */
static int parse_terminal(struct theme *t, char **words, size_t n, int *seen)
{
	int32_t fg, bg;
	if (n != 3 || *seen == THEME_TERMINALS || parse_colour(words[1], &fg) < 0 || parse_colour(words[2], &bg) < 0 ||
	    fg < 0 || bg < 0)
		return -1;
	t->terminals[*seen].fg = fg;
	t->terminals[*seen].bg = bg;
	t->n_terminals = ++*seen;
	return 0;
}

/* One "role = fg bg attr..." without its comment; the text is cut into words. */
static int parse_line(struct theme *t, char *line, int *terminals)
{
	char *words[8], *save = NULL;
	size_t n = 0;
	for (char *w = strtok_r(line, " \t\r=", &save); w != NULL; w = strtok_r(NULL, " \t\r=", &save)) {
		if (n == ARRAY_SIZE(words))
			return -1;
		words[n++] = w;
	}
	if (n == 0)
		return 0;
	if (strcmp(words[0], "terminal") == 0)
		return parse_terminal(t, words, n, terminals);
	for (int role = 0; role < ROLE_COUNT; role++) {
		struct look look = { -1, -1, 0 };
		if (strcmp(words[0], role_names[role]) != 0)
			continue;
		if (n < 3 || parse_colour(words[1], &look.fg) < 0 || parse_colour(words[2], &look.bg) < 0)
			return -1;
		for (size_t i = 3; i < n; i++)
			if (parse_attr(words[i], &look.attrs) < 0)
				return -1;
		t->roles[role] = look;
		return 0;
	}
	return -1;
}

/* A comment begins the line or stands after a blank, and no colour follows its #. */
static void cut_comment(char *line)
{
	for (char *c = line; *c; c++)
		if (*c == '#' && (c == line || ((c[-1] == ' ' || c[-1] == '\t') &&
		    (strspn(c + 1, "0123456789abcdefABCDEF") != 6 || (c[7] && !strchr(" \t\r", c[7])))))) {
			*c = '\0';
			return;
		}
}

int theme_parse(struct theme *t, const char *text, struct error *err)
{
	int number = 0, terminals = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);
		int rc;
		number++;
		cut_comment(line);
		rc = parse_line(t, line, &terminals);
		free(line);
		if (rc < 0) {
			char *at = xasprintf("%d", number);
			rc = error_set(err, ERR_CONFIG,
				N_("line %s of the theme is not `role = foreground background attributes`"), at, NULL);
			free(at);
			return rc;
		}
		text += len;
		text += *text == '\n';
	}
	return 0;
}

int theme_load(struct theme *t, const char *name, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	char *file, *path;
	int rc;
	if (name == NULL || strcmp(name, "default") == 0 || strcmp(name, "mono") == 0) {
		theme_init(t, name != NULL && strcmp(name, "mono") == 0);
		return 0;
	}
	theme_init(t, 0);
	if (strchr(name, '/') || name[0] == '.')
		return error_set(err, ERR_CONFIG, N_("there is no theme named \"%s\""), name, NULL);
	file = xasprintf("themes/%s.theme", name);
	path = path_config(file);
	rc = path_read_file(&text, path, THEME_MAX_BYTES, NULL);
	free(path);
	if (rc < 0) {
		path = path_installed(file);
		rc = path_read_file(&text, path, THEME_MAX_BYTES, NULL);
		free(path);
	}
	free(file);
	if (rc < 0)
		rc = error_set(err, ERR_CONFIG, N_("there is no theme named \"%s\""), name, NULL);
	else
		rc = theme_parse(t, text.s, err);
	strbuf_release(&text);
	return rc;
}

/* ---- which there are ---- */

static int by_name(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	int first = (strcmp(y, "default") == 0) - (strcmp(x, "default") == 0);
	return first ? first : strcmp(x, y);
}

static void add_name(struct theme_names *out, const char *name, size_t len)
{
	for (size_t i = 0; i < out->len; i++)
		if (strncmp(out->items[i], name, len) == 0 && out->items[i][len] == '\0')
			return;
	*ARRAY_PUSH(out) = xstrndup(name, len);
}

static void add_folder(struct theme_names *out, char *take_path)
{
	DIR *d = opendir(take_path);
	struct dirent *e;
	while (d && (e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);
		if (len > 6 && e->d_name[0] != '.' && strcmp(e->d_name + len - 6, ".theme") == 0)
			add_name(out, e->d_name, len - 6);
	}
	if (d)
		closedir(d);
	free(take_path);
}

void theme_list(struct theme_names *out)
{
	memset(out, 0, sizeof *out);
	add_name(out, "default", 7);
	add_name(out, "mono", 4);
	add_folder(out, path_installed("themes"));
	add_folder(out, path_config("themes"));
	qsort(out->items, out->len, sizeof *out->items, by_name);
}

void theme_names_release(struct theme_names *n)
{
	for (size_t i = 0; i < n->len; i++)
		free(n->items[i]);
	ARRAY_RELEASE(n);
}

void theme_colours(const struct theme *t, enum role role, int terminal, int32_t *fg, int32_t *bg)
{
	const struct look *l = &t->roles[role];
	int32_t f = l->fg >= 0 ? l->fg : t->terminals[terminal].fg, b = l->bg >= 0 ? l->bg : t->terminals[terminal].bg;
	*fg = l->attrs & LOOK_REVERSE ? b : f;
	*bg = l->attrs & LOOK_REVERSE ? f : b;
}

/* ---- the one chosen ---- */

/* Two lines: the name, and the setting at that time. */
char *theme_chosen(const char *setting)
{
	char *path = path_state("theme"), *name = NULL, *end;
	struct strbuf text = STRBUF_INIT;
	if (path_read_file(&text, path, 4096, NULL) == 0 && text.len > 0 && (end = strchr(text.s, '\n')) != NULL) {
		size_t len = strlen(setting ? setting : "");
		if (strncmp(end + 1, setting ? setting : "", len) == 0 && strcmp(end + 1 + len, "\n") == 0)
			name = xstrndup(text.s, (size_t)(end - text.s));
	}
	strbuf_release(&text);
	free(path);
	return name;
}

int theme_choose(const char *setting, const char *name, struct error *err)
{
	char *path = path_state("theme"), *dir = path_state("");
	char *text = xasprintf("%s\n%s\n", name, setting ? setting : "");
	int rc = path_make_dir(dir, err);
	if (rc == 0)
		rc = path_write_file(path, text, strlen(text), 0600, err);
	free(text);
	free(dir);
	free(path);
	return rc;
}
