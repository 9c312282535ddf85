/* Copying.
 *
 * OSC 52 asks the terminal to keep the text, so it also arrives over SSH, at the machine the
 * person sits at.  Nothing answers: the message line says what was handed over, so that somebody
 * whose terminal does not do it finds out by reading and not by pasting something else.  A
 * program may be named in its place. */
#include "ui/clipboard.h"
#include "ui/app.h"
#include "ui/reader.h"
#include "ui/shown.h"
#include "ui/spawn.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define ROW_LEAST 16             /* bytes; more rows than fill the clipboard even so are not read */
#define WORDS_MAX 16
#define SAID_MAX  40              /* of a copied cell, on the message line */

/* ---- the ways ---- */

static void add_base64(struct strbuf *out, const unsigned char *s, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < len; i += 3) {
		uint32_t n = (uint32_t)s[i] << 16 | (i + 1 < len ? (uint32_t)s[i + 1] << 8 : 0) |
			(i + 2 < len ? (uint32_t)s[i + 2] : 0);
		strbuf_addc(out, digits[n >> 18]);
		strbuf_addc(out, digits[n >> 12 & 63]);
		strbuf_addc(out, i + 1 < len ? digits[n >> 6 & 63] : '=');
		strbuf_addc(out, i + 2 < len ? digits[n & 63] : '=');
	}
}

void clipboard_sequence(struct strbuf *out, const void *text, size_t len, int tmux)
{
	strbuf_adds(out, "\033]52;c;");
	add_base64(out, text, len);
	strbuf_addc(out, '\a');
	if (!tmux)
		return;
	/* tmux takes the one or passes on the other, by its own settings; neither harms */
	strbuf_adds(out, "\033Ptmux;\033\033]52;c;");
	add_base64(out, text, len);
	strbuf_adds(out, "\a\033\\");
}

static int by_program(const char *command, const char *text, size_t len, struct error *err)
{
	char *copy = xstrdup(command ? command : ""), *save = NULL, *argv[WORDS_MAX + 1] = { NULL };
	size_t n = 0;
	int rc;
	for (char *w = strtok_r(copy, " \t", &save); w && n < WORDS_MAX; w = strtok_r(NULL, " \t", &save))
		argv[n++] = w;
	if (n == 0)
		rc = error_set(err, ERR_CONFIG, N_("The setting clipboard says \"command\", and clipboard_command names no program."), NULL);
	else
		rc = spawn_program(argv, text, len, err);
	free(copy);
	return rc;
}

int clipboard_copy(struct app *a, const char *text, size_t len, struct error *err)
{
	const struct hand_options *h = &a->options->hands;
	const char *term = getenv("TERM"), *tmux = getenv("TMUX");
	struct strbuf out = STRBUF_INIT;
	if (h->clipboard && strcmp(h->clipboard, "off") == 0)
		return error_set(err, ERR_CONFIG, N_("Copying is switched off by the setting clipboard."), NULL);
	if (h->clipboard && strcmp(h->clipboard, "command") == 0)
		return by_program(h->clipboard_command, text, len, err);
	if (term && strncmp(term, "linux", 5) == 0)
		return error_set(err, ERR_CONFIG, N_("This terminal has no clipboard; E writes the list to a file."), NULL);
	clipboard_sequence(&out, text, len, tmux && *tmux);
	screen_send(out.s, out.len);
	strbuf_release(&out);
	return 0;
}

/* ---- what is copied ---- */

/* 1 when it was copied, else it was said why not. */
static int copied(struct app *a, const struct strbuf *text)
{
	struct error err = ERROR_INIT;
	int ok = clipboard_copy(a, text->s, text->len, &err) == 0;
	if (!ok)
		app_say_error(a, &err);
	error_release(&err);
	return ok;
}

void act_copy_cell(struct app *a)
{
	struct tab *t = app_tab(a);
	const struct record *r = app_record(a);
	struct strbuf text = STRBUF_INIT, said = STRBUF_INIT;
	shown_add_value(&text, a, t, t->column, r);
	text_add_fitted(&said, text.s, SAID_MAX, 0, screen_glyph("…", "..."));
	if (text.len == 0)
		app_say(a, TONE_PLAIN, _("%s is empty here; nothing was copied."), TR(t->def->columns[t->column].title));
	else if (copied(a, &text))
		app_say(a, TONE_GOOD, _("Copied %1$s: %2$s"), TR(t->def->columns[t->column].title), said.s);
	strbuf_release(&said);
	strbuf_release(&text);
}

/* Adds a row; 0 when there is no room left for it. */
static int add_row(struct strbuf *out, struct app *a, const struct tab *t, const struct record *r)
{
	size_t before = out->len;
	shown_add_line(out, a, t, r);
	if (out->len <= CLIPBOARD_MAX)
		return 1;
	strbuf_truncate(out, before);
	return 0;
}

static void say_rows(struct app *a, int64_t n, int cut)
{
	if (cut)
		app_say(a, TONE_WARNING, P_("Only the first %lld row was copied, which is as much as a terminal takes; E writes the whole list to a file.",
			"Only the first %lld rows were copied, which is as much as a terminal takes; E writes the whole list to a file.",
			(unsigned long)n), (long long)n);
	else
		app_say(a, TONE_GOOD, P_("Copied %lld row, with its titles, for a spreadsheet.",
			"Copied %lld rows, with their titles, for a spreadsheet.", (unsigned long)n), (long long)n);
}

/* Rows on their way to the clipboard; they are put into words on the screen's thread. */
struct copying {
	struct app *a;                  /* for the end alone */
	struct tab *t;
	struct { struct copied_page { struct record_array rows; struct pool pool; } *items; size_t len, cap; } pages;
	size_t n;
	int cut;                        /* there are more */
};

static int take_page(void *data, struct record_array *rows, struct pool *pool)
{
	struct copying *c = data;
	c->n += rows->len;
	*ARRAY_PUSH(&c->pages) = (struct copied_page){ *rows, *pool };
	memset(rows, 0, sizeof *rows);
	pool_init(pool);
	c->cut = c->n > CLIPBOARD_MAX / ROW_LEAST;
	return c->cut;
}

static void copy_pages(void *data, int rc, const struct error *err)
{
	struct copying *c = data;
	struct strbuf text = STRBUF_INIT;
	int64_t n = 0;
	int room = 1;
	shown_add_line(&text, c->a, c->t, NULL);
	for (size_t i = 0; rc == 0 && room && i < c->pages.len; i++)
		for (size_t k = 0; room && k < c->pages.items[i].rows.len; k++)
			n += room = add_row(&text, c->a, c->t, &c->pages.items[i].rows.items[k]);
	if (rc == ERR_CANCEL)
		app_say(c->a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	else if (rc < 0)
		app_say_error(c->a, err);
	else if (n == 0 && c->n > 0)
		app_say(c->a, TONE_WARNING, "%s", _("That is more than a terminal takes; nothing was copied. E writes it to a file."));
	else if (copied(c->a, &text))
		say_rows(c->a, n, !room || c->cut);
	strbuf_release(&text);
}

static void copying_free(void *data)
{
	struct copying *c = data;
	for (size_t i = 0; i < c->pages.len; i++) {
		ARRAY_RELEASE(&c->pages.items[i].rows);
		pool_release(&c->pages.items[i].pool);
	}
	ARRAY_RELEASE(&c->pages);
	free(c);
}

static void copy_many(struct app *a, int marked)
{
	static const struct table_reading how = { take_page, NULL, copy_pages, copying_free };
	struct copying *c = xcalloc(1, sizeof *c);
	c->a = a;
	c->t = app_tab(a);
	table_take_all(&c->t->table, READ_COPY, marked, &how, c);
}

void act_copy_rows(struct app *a)
{
	struct tab *t = app_tab(a);
	struct strbuf text = STRBUF_INIT;
	if (t->table.marks.len > 0) {
		copy_many(a, 1);
		return;
	}
	shown_add_line(&text, a, t, NULL);
	shown_add_line(&text, a, t, app_record(a));
	if (text.len > CLIPBOARD_MAX)
		app_say(a, TONE_WARNING, "%s", _("That is more than a terminal takes; nothing was copied. E writes it to a file."));
	else if (copied(a, &text))
		say_rows(a, 1, 0);
	strbuf_release(&text);
}

void act_copy_list(struct app *a)
{
	if (!table_settled(&app_tab(a)->table))
		app_say(a, TONE_WARNING, "%s", _("The list is still being searched; nothing was copied."));
	else
		copy_many(a, 0);
}
