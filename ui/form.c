/* Forms: labels, fields, one button each way.
 *
 * Enter moves to the next field and, on the last one, does it; Esc changes nothing.
 * A passphrase is typed into guarded memory byte by byte and shows one fixed mark,
 * whatever its length, so that a glance over the shoulder learns nothing. */
#include "ui/form.h"
#include "ui/app.h"
#include "ui/line_edit.h"
#include "ui/text_pane.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define FORM_WIDTH 66

struct form {
	struct overlay overlay;
	const struct form_def *def;
	char *text;                                   /* owned */
	char *labels[FORM_MAX_FIELDS];                /* owned */
	struct line_edit edits[FORM_MAX_FIELDS];
	struct secret *secrets[FORM_MAX_FIELDS];      /* owned; NULL for plain fields */
	int n, focus, waiting;
	struct strbuf message;
	void *data;
};

static const struct overlay_ops form_ops;

static void draw_secret(const struct form *f, int i, int y, int x, int width, int focus)
{
	size_t n = secret_count_chars(f->secrets[i]);
	/* TRANSLATORS: shown in place of a passphrase, whatever its length. */
	screen_put(y, x, width, ROLE_INPUT, n > 0 ? _("(typed, not shown)") : "");
	if (focus)
		screen_cursor(y, x, 1);
}

static int draw_text(struct text_pane *p, int y, int x, int width, enum role role, const char *text,
	int draw)
{
	int lines;
	pane_clear(p);
	if (text == NULL || *text == '\0')
		return 0;
	pane_text(p, role, 0, width, text);
	lines = pane_lines(p);
	if (draw)
		pane_draw(p, (struct rect){ y, x, lines, width }, 0);
	return lines;
}

static void form_draw(struct app *a, struct overlay *o)
{
	struct form *f = (struct form *)o;
	struct text_pane pane;
	int width = screen_cols() - 8 < FORM_WIDTH ? screen_cols() - 8 : FORM_WIDTH, lines, y;
	struct rect in;
	pane_init(&pane);
	lines = draw_text(&pane, 0, 0, width, ROLE_TEXT, f->text, 0);
	lines += lines > 0;
	lines += draw_text(&pane, 0, 0, width, ROLE_TEXT, f->message.s, 0);
	in = screen_box(overlay_rect(lines + f->n * 2 + 4, width + 4), TR(f->def->title));
	y = in.y + draw_text(&pane, in.y, in.x, in.w, ROLE_TEXT, f->text, 1);
	y += y > in.y;
	for (int i = 0; i < f->n; i++, y += 2) {
		int focus = i == f->focus && !f->waiting;
		int w = overlay_number(y, in.x, in.w, ROLE_LABEL, f->n > 1 ? i + 1 : 0);
		screen_put(y, in.x + w, in.w - w, ROLE_LABEL, f->labels[i]);
		if (f->secrets[i])
			draw_secret(f, i, y + 1, in.x, in.w, focus);
		else
			line_edit_draw(&f->edits[i], y + 1, in.x, in.w, ROLE_INPUT, focus);
	}
	y += draw_text(&pane, y, in.x, in.w, f->waiting ? ROLE_TEXT : ROLE_ERROR, f->message.s, 1);
	y = in.y + in.h - 1;
	if (!f->waiting) {
		struct strbuf ok = STRBUF_INIT;
		strbuf_addf(&ok, " Enter %s ", TR(f->def->ok));
		int w = screen_text(y, in.x, in.w, ROLE_BUTTON_FOCUS, ok.s);
		screen_text(y, in.x + w + 2, in.w - w - 2, ROLE_BUTTON, _(" Esc Cancel "));
		strbuf_release(&ok);
	}
	pane_release(&pane);
}

static void form_submit(struct app *a, struct form *f)
{
	struct error err = ERROR_INIT;
	strbuf_reset(&f->message);
	if (f->def->done(a, f, f->data, &err) == 0) {
		if (!f->waiting)
			overlay_close(a, &f->overlay);
	} else {
		error_text(&f->message, &err, 1);
		if (f->secrets[0])
			f->focus = 0;      /* nobody can see what was typed: from the start */
	}
	error_release(&err);
}

static void secret_key(struct secret *s, uint32_t key)
{
	struct strbuf one = STRBUF_INIT;
	if (key == UIKEY_BACKSPACE) {
		secret_pop_char(s);
	} else if (key == UIKEY_CTRL('U')) {
		secret_clear(s);
	} else if (key >= 32 && key < 0x110000 && key != 127) {
		text_encode(&one, key);
		for (size_t i = 0; i < one.len; i++)
			secret_push_char(s, one.s[i]);
		secret_wipe(one.s, one.len);
	}
	strbuf_release(&one);
}

static void form_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct form *f = (struct form *)o;
	if (key == UIKEY_ESC || key == UIKEY_CTRL('C')) {
		if (f->def->cancelled)
			f->def->cancelled(a, f->data);
		overlay_close(a, o);
	} else if (f->waiting) {
		return;
	} else if (key == UIKEY_ENTER && f->focus == f->n - 1) {
		form_submit(a, f);
	} else if (key == UIKEY_ENTER || key == UIKEY_TAB || key == UIKEY_DOWN) {
		f->focus = (f->focus + 1) % f->n;
	} else if (key == UIKEY_BACKTAB || key == UIKEY_UP) {
		f->focus = (f->focus + f->n - 1) % f->n;
	} else if (f->secrets[f->focus]) {
		secret_key(f->secrets[f->focus], key);
	} else {
		line_edit_key(&f->edits[f->focus], key);
	}
}

static void form_release(struct overlay *o)
{
	struct form *f = (struct form *)o;
	for (int i = 0; i < f->n; i++) {
		free(f->labels[i]);
		line_edit_release(&f->edits[i]);
		secret_free(f->secrets[i]);
	}
	strbuf_release(&f->message);
	free(f->text);
	if (f->def->free_data)
		f->def->free_data(f->data);
	free(f);
}

static const struct overlay_ops form_ops = { "form", form_draw, form_key, NULL, form_release, 1, NULL };

struct form *form_open(struct app *a, const struct form_def *def, const char *text,
	const struct form_field *fields, int n, void *take_data)
{
	struct form *f = xcalloc(1, sizeof *f);
	f->overlay.ops = &form_ops;
	f->def = def;
	f->text = xstrdup(text);
	f->n = n;
	f->data = take_data;
	strbuf_init(&f->message);
	for (int i = 0; i < n; i++) {
		f->labels[i] = xstrdup(fields[i].label);
		line_edit_init(&f->edits[i], fields[i].value);
		if (fields[i].secret)
			f->secrets[i] = secret_new(0);
	}
	overlay_push(a, &f->overlay);
	return f;
}

const char *form_value(const struct form *f, int field)
{
	return f->edits[field].text.s;
}

struct secret *form_take_secret(struct form *f, int field)
{
	struct secret *s = f->secrets[field];
	f->secrets[field] = secret_new(0);
	return s;
}

const struct secret *form_secret(const struct form *f, int field)
{
	return f->secrets[field];
}

static struct form *find(struct app *a, const struct form_def *def)
{
	for (struct overlay *o = a->top; o; o = o->below)
		if (o->ops == &form_ops && ((struct form *)o)->def == def)
			return (struct form *)o;
	return NULL;
}

void form_fail(struct app *a, const struct form_def *def, const struct error *err)
{
	struct form *f = find(a, def);
	if (f == NULL)
		return;
	f->waiting = 0;
	f->focus = 0;
	for (int i = 0; i < f->n; i++)
		if (f->secrets[i])
			secret_clear(f->secrets[i]);
	strbuf_reset(&f->message);
	error_text(&f->message, err, 1);
	a->dirty = 1;
}

void form_wait(struct form *f, const char *text)
{
	f->waiting = 1;
	strbuf_reset(&f->message);
	strbuf_adds(&f->message, text);
}

void form_close(struct app *a, const struct form_def *def)
{
	struct form *f = find(a, def);
	if (f)
		overlay_close(a, &f->overlay);
}

int form_in_secret(const struct overlay *top)
{
	const struct form *f = (const struct form *)top;
	return top && top->ops == &form_ops && f->secrets[f->focus] != NULL;
}
