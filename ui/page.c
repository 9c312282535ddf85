/* Pages of the set-up.
 *
 * The text takes what it needs, the rows keep at least four lines, and what the row in
 * hand means stands at the bottom: on 24 lines as on 50.  A secret is typed into guarded memory
 * and shows one fixed mark, whatever its length. */
#include "ui/page.h"
#include "ui/app.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define ROWS_MIN  4
#define HINT_MAX  3
#define LABEL_MAX 34

void page_init(struct page *p)
{
	memset(p, 0, sizeof *p);
	pane_init(&p->text);
}

static void row_release(struct page_row *r)
{
	free(r->label);
	free(r->remark);
	line_edit_release(&r->edit);
	secret_free(r->secret);
	error_release(&r->error);
}

void page_clear(struct page *p)
{
	for (size_t i = 0; i < p->rows.len; i++)
		row_release(&p->rows.items[i]);
	p->rows.len = p->focus = p->top = 0;
	p->text.top = 0;
	pane_clear(&p->text);
}

void page_release(struct page *p)
{
	page_clear(p);
	ARRAY_RELEASE(&p->rows);
	pane_release(&p->text);
}

static struct page_row *add(struct page *p)
{
	struct page_row *r = ARRAY_PUSH(&p->rows);
	memset(r, 0, sizeof *r);
	return r;
}

struct page_row *page_add_button(struct page *p, int id, const char *label, const char *remark)
{
	struct page_row *r = add(p);
	r->id = id;
	r->label = xstrdup(label);
	r->remark = xstrdup(remark ? remark : "");
	line_edit_init(&r->edit, "");
	return r;
}

struct page_row *page_add_field(struct page *p, const struct option_def *def, const char *value, int kept)
{
	struct page_row *r = add(p);
	r->def = def;
	r->label = xstrdup(TR(def->title));
	r->remark = xstrdup(def->help ? TR(def->help) : "");
	r->kept = kept;
	if (def->type == OPTION_SECRET)
		r->secret = secret_new(0);
	line_edit_init(&r->edit, value ? value : def->fallback ? def->fallback : "");
	return r;
}

struct page_row *page_field(struct page *p, const char *name)
{
	for (size_t i = 0; i < p->rows.len; i++)
		if (p->rows.items[i].def && strcmp(p->rows.items[i].def->name, name) == 0)
			return &p->rows.items[i];
	return NULL;
}

const char *page_value(struct page *p, const char *name)
{
	struct page_row *r = page_field(p, name);
	return r ? r->edit.text.s : NULL;
}

void page_focus(struct page *p, size_t row)
{
	if (row < p->rows.len && !p->rows.items[row].hidden)
		p->focus = row;
}

/* ---- choices ---- */

const char *page_choice_word(const char *value)
{
	static const struct { const char *value, *word; } words[] = {
		{ "yes", N_("yes") }, { "no", N_("no") },
		{ "production", N_("the real books") }, { "test", N_("a test company") },
		{ "sandbox", N_("a test company (sandbox)") }, { "monthly", N_("a test company (monthly sandbox)") },
		{ "client_credentials", N_("a service account") },
		{ "authorization_code", N_("a person, with the browser") },
		{ "cookie", N_("a user and a password") }, { "oauth", N_("a connected application") },
	};
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strcmp(words[i].value, value) == 0)
			return TR(words[i].word);
	return value;
}

static int has_choices(const struct page_row *r)
{
	return r->def && (r->def->type == OPTION_CHOICE || r->def->type == OPTION_BOOL);
}

static const char *choices_of(const struct page_row *r)
{
	return r->def->type == OPTION_BOOL ? "yes|no" : r->def->choices ? r->def->choices : "";
}

/* The next or previous one, round and round. */
static void turn_choice(struct page_row *r, int step)
{
	const char *all = choices_of(r), *at = all;
	char *names[16];
	int n = 0, now = 0;
	for (; *at && n < 16; at += *at == '|') {
		size_t len = strcspn(at, "|");
		names[n] = xstrndup(at, len);
		if (strcmp(names[n], r->edit.text.s) == 0)
			now = n;
		n++;
		at += len;
	}
	if (n > 0)
		line_edit_set(&r->edit, names[(now + step + n) % n]);
	for (int i = 0; i < n; i++)
		free(names[i]);
}

/* ---- checks ---- */

int page_check(struct page *p, struct page_row *row)
{
	int bad = 0;
	for (size_t i = 0; row == NULL && i < p->rows.len; i++) {
		struct page_row *r = &p->rows.items[i];
		if (r->def && !r->hidden && page_check(p, r) < 0 && !bad) {
			p->focus = i;
			bad = 1;
		}
	}
	if (row == NULL)
		return bad ? -1 : 0;
	error_release(&row->error);
	if (row->def->type == OPTION_SECRET) {
		if ((row->def->flags & OPTION_REQUIRED) && !row->kept && secret_len(row->secret) == 0)
			error_set(&row->error, ERR_CONFIG, N_("This is needed; type it, it stays unseen."), NULL);
	} else if ((row->def->flags & OPTION_REQUIRED) && row->edit.text.len == 0) {
		error_set(&row->error, ERR_CONFIG, N_("This is needed."), NULL);
	} else {
		struct option_values v = { 0 };
		const struct option_def one[] = { *row->def, { .name = NULL } };
		if (option_set(&v, one, row->def->name, row->edit.text.s, &row->error) < 0 && row->error.args[0]) {
			free(row->error.args[0]);            /* people know it by its title */
			row->error.args[0] = xasprintf("\"%s\"", row->label);
		}
		option_values_release(&v);
	}
	return row->error.cls ? -1 : 0;
}

/* ---- drawing ---- */

static size_t shown(const struct page *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->rows.len; i++)
		n += !p->rows.items[i].hidden;
	return n;
}

/* Lines of a text in at most `most` lines at y; draw 0 only counts. */
static int paragraph(int y, int x, int width, int most, enum role role, const char *text, int draw)
{
	struct text_pane pane;
	int lines;
	if (text == NULL || *text == '\0')
		return 0;
	pane_init(&pane);
	pane_text(&pane, role, 0, width, text);
	lines = pane_lines(&pane) < most ? pane_lines(&pane) : most;
	if (draw)
		pane_draw(&pane, (struct rect){ y, x, lines, width }, 0);
	pane_release(&pane);
	return lines;
}

static void hint_of(struct strbuf *out, const struct page_row *r, enum role *role)
{
	*role = ROLE_DIM;
	if (r->error.cls && (r->touched || r->def == NULL)) {
		*role = ROLE_WARNING;
		error_text(out, &r->error, 1);
		return;
	}
	strbuf_adds(out, r->remark);
	if (has_choices(r)) {
		if (out->len)
			strbuf_adds(out, ". ");
		strbuf_adds(out, _("Left and right change it."));
	} else if (r->secret && (r->def->help || *r->remark == '\0')) {
		if (out->len)
			strbuf_adds(out, ". ");
		strbuf_adds(out, r->kept ? _("The vault holds one; what you type replaces it.") :
			_("Goes into the vault, encrypted; it is never shown."));
	} else if (r->def && r->def->fallback && *r->def->fallback) {
		if (out->len)
			strbuf_adds(out, ". ");
		strbuf_addf(out, _("Usually: %s"), r->def->fallback);
	}
}

static void draw_field(const struct page_row *r, struct rect at, int label_w, int focus)
{
	int x = at.x + 2 + label_w + 2, w = at.w - label_w - 4;
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "%s%s", r->label, (r->def->flags & OPTION_REQUIRED) ? " *" : "");
	screen_put(at.y, at.x, 2, ROLE_TEXT, focus ? screen_glyph("▸", ">") : "");
	screen_put(at.y, at.x + 2, label_w, r->error.cls && r->touched ? ROLE_WARNING : ROLE_LABEL, text.s);
	strbuf_reset(&text);
	if (has_choices(r)) {
		strbuf_addf(&text, focus ? "< %s >" : "  %s", page_choice_word(r->edit.text.s));
		screen_put(at.y, x, w, focus ? ROLE_INPUT : ROLE_TEXT, text.s);
		if (focus)
			screen_cursor(at.y, x, 0);
	} else if (r->secret) {
		size_t n = secret_count_chars(r->secret);
		screen_put(at.y, x, w, ROLE_INPUT, n > 0 ? _("(typed, not shown)") :
			/* TRANSLATORS: in place of a password that is kept already. */
			r->kept ? _("(in the vault)") : "");
		if (focus)
			screen_cursor(at.y, x, 1);
	} else {
		line_edit_draw(&r->edit, at.y, x, w, ROLE_INPUT, focus);
	}
	strbuf_release(&text);
}

static void draw_button(const struct page_row *r, struct rect at, int label_w, int focus)
{
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "[ %s ]", r->label);
	int w = screen_text(at.y, at.x + 2, at.w - 2, focus ? ROLE_BUTTON_FOCUS : ROLE_BUTTON, text.s);
	screen_put(at.y, at.x, 2, ROLE_TEXT, focus ? screen_glyph("▸", ">") : "");
	if (focus)
		screen_cursor(at.y, at.x + 4, 0);
	if (w < label_w)
		w = label_w;
	if (at.w - w - 4 > 12)
		screen_put(at.y, at.x + w + 4, at.w - w - 4, ROLE_DIM, r->remark);
	strbuf_release(&text);
}

static int labels_width(const struct page *p)
{
	int w = 0;
	for (size_t i = 0; i < p->rows.len; i++) {
		const struct page_row *r = &p->rows.items[i];
		int this = text_width(r->label) + (r->def ? r->def->flags & OPTION_REQUIRED ? 2 : 0 : 4);
		if (!r->hidden && this > w)
			w = this;
	}
	return w < LABEL_MAX ? w : LABEL_MAX;
}

static void draw_rows(struct page *p, struct rect r)
{
	size_t before = 0, at = 0, n = shown(p);
	int label_w = labels_width(p);
	for (size_t i = 0; i < p->focus; i++)
		before += !p->rows.items[i].hidden;
	if (before < p->top)
		p->top = before;
	if (before >= p->top + (size_t)r.h)
		p->top = before - (size_t)r.h + 1;
	if (p->top > 0 && p->top + (size_t)r.h > n)
		p->top = n > (size_t)r.h ? n - (size_t)r.h : 0;
	for (size_t i = 0; i < p->rows.len; i++) {
		const struct page_row *row = &p->rows.items[i];
		struct rect line;
		if (row->hidden || at++ < p->top || at > p->top + (size_t)r.h)
			continue;
		line = (struct rect){ r.y + (int)(at - 1 - p->top), r.x, 1, r.w - 2 };
		if (row->def)
			draw_field(row, line, label_w, i == p->focus);
		else
			draw_button(row, line, label_w, i == p->focus);
	}
	if (p->top > 0)
		screen_put(r.y, r.x + r.w - 1, 1, ROLE_DIM, screen_glyph("↑", "^"));
	if (n > p->top + (size_t)r.h)
		screen_put(r.y + r.h - 1, r.x + r.w - 1, 1, ROLE_DIM, screen_glyph("↓", "v"));
}

void page_draw(struct page *p, struct rect r)
{
	struct strbuf hint = STRBUF_INIT;
	enum role role = ROLE_DIM;
	int n = (int)shown(p), lines = pane_lines(&p->text), hint_h, room;
	if (p->focus < p->rows.len)
		hint_of(&hint, &p->rows.items[p->focus], &role);
	hint_h = paragraph(0, 0, r.w, HINT_MAX, role, hint.s, 0);
	room = r.h - HINT_MAX - 1 - (lines > 0);
	p->rows_h = n < ROWS_MIN ? n : ROWS_MIN;
	if (room - lines > p->rows_h)
		p->rows_h = room - lines < n ? room - lines : n;
	p->text_h = lines < room - p->rows_h ? lines : room - p->rows_h;
	p->text_y = r.y;
	pane_draw(&p->text, (struct rect){ r.y, r.x, p->text_h, r.w }, 0);
	p->rows_y = r.y + p->text_h + (lines > 0);
	draw_rows(p, (struct rect){ p->rows_y, r.x, p->rows_h, r.w });
	paragraph(p->rows_y + p->rows_h + 1, r.x, r.w, hint_h, role, hint.s, 1);
	strbuf_release(&hint);
}

/* ---- keys ---- */

static int step(struct page *p, int by)
{
	size_t n = p->rows.len, at = p->focus;
	for (size_t i = 0; i < n; i++) {
		at = (at + n + (size_t)(by + (int)n)) % n;
		if (!p->rows.items[at].hidden) {
			p->focus = at;
			return 1;
		}
	}
	return 0;
}

static int secret_key(struct secret *s, uint32_t key)
{
	struct strbuf one = STRBUF_INIT;
	int taken = 1;
	if (key == UIKEY_BACKSPACE) {
		secret_pop_char(s);
	} else if (key == UIKEY_CTRL('U')) {
		secret_clear(s);
	} else if (key >= 32 && key < 0x110000 && key != 127) {
		text_encode(&one, key);
		for (size_t i = 0; i < one.len; i++)
			secret_push_char(s, one.s[i]);
		secret_wipe(one.s, one.len);
	} else {
		taken = 0;
	}
	strbuf_release(&one);
	return taken;
}

static enum page_result field_key(struct page *p, struct page_row *r, uint32_t key)
{
	int changed = 0;
	if (has_choices(r)) {
		changed = key == UIKEY_RIGHT || key == UIKEY_SPACE || key == UIKEY_LEFT;
		if (changed)
			turn_choice(r, key == UIKEY_LEFT ? -1 : 1);
	} else if (r->secret) {
		changed = secret_key(r->secret, key);
	} else {
		changed = line_edit_key(&r->edit, key);
	}
	if (!changed)
		return PAGE_NOTHING;
	r->touched = 1;
	page_check(p, r);
	return PAGE_CHANGED;
}

enum page_result page_key(struct page *p, uint32_t key)
{
	struct page_row *r = p->focus < p->rows.len ? &p->rows.items[p->focus] : NULL;
	if (key == UIKEY_PGDN || key == UIKEY_PGUP) {
		pane_scroll(&p->text, (key == UIKEY_PGDN ? 1 : -1) * (p->text_h > 1 ? p->text_h - 1 : 1));
		return PAGE_MOVED;
	}
	if (r == NULL)
		return PAGE_NOTHING;
	if (key == UIKEY_DOWN || key == UIKEY_TAB || (key == UIKEY_ENTER && r->def)) {
		if (r->def) {
			r->touched = 1;
			page_check(p, r);
		}
		return step(p, 1) ? PAGE_MOVED : PAGE_NOTHING;
	}
	if (key == UIKEY_UP || key == UIKEY_BACKTAB)
		return step(p, -1) ? PAGE_MOVED : PAGE_NOTHING;
	if (r->def)
		return field_key(p, r, key);
	return key == UIKEY_ENTER || key == UIKEY_SPACE ? PAGE_PRESSED : PAGE_NOTHING;
}

enum page_result page_mouse(struct page *p, const struct mouse_event *m)
{
	size_t at = 0, want;
	if (m->kind != MOUSE_PRESS) {
		pane_scroll(&p->text, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
		return PAGE_MOVED;
	}
	if (m->y < p->rows_y || m->y >= p->rows_y + p->rows_h)
		return PAGE_NOTHING;
	want = p->top + (size_t)(m->y - p->rows_y);
	for (size_t i = 0; i < p->rows.len; i++) {
		if (p->rows.items[i].hidden || at++ != want)
			continue;
		p->focus = i;
		return p->rows.items[i].def ? PAGE_MOVED : PAGE_PRESSED;
	}
	return PAGE_NOTHING;
}
