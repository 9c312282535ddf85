/* Lines of text with roles.
 *
 * Content is built once for a width and drawn many times.  The cursor is a line; when
 * the pane has the focus the hardware cursor stands there, so that a screen reader
 * speaks the line the eye is on. */
#include "ui/text_pane.h"
#include "ui/app.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

void pane_init(struct text_pane *p)
{
	memset(p, 0, sizeof *p);
}

void pane_release(struct text_pane *p)
{
	ARRAY_RELEASE(&p->segs);
	ARRAY_RELEASE(&p->links);
	pool_release(&p->pool);
}

void pane_clear(struct text_pane *p)
{
	p->segs.len = p->links.len = 0;
	pool_release(&p->pool);
}

int pane_lines(const struct text_pane *p)
{
	return (int)p->links.len;
}

void pane_line(struct text_pane *p)
{
	*ARRAY_PUSH(&p->links) = -1;
}

void pane_put(struct text_pane *p, int x, int width, int right, enum role role, const char *text)
{
	struct pane_seg *s;
	if (p->links.len == 0)
		pane_line(p);
	s = ARRAY_PUSH(&p->segs);
	*s = (struct pane_seg){ (int)p->links.len - 1, x, width, right, role,
		pool_strdup(&p->pool, text ? text : ""), NULL };
}

void pane_url(struct text_pane *p, const char *url)
{
	if (p->segs.len > 0)
		p->segs.items[p->segs.len - 1].url = pool_strdup(&p->pool, url);
}

/* Bytes of s that fit in `width` columns, cut after a word where possible. */
static size_t fit_words(const char *s, int width)
{
	size_t at = 0, word = 0, len = strlen(s);
	int used = 0;
	while (at < len && s[at] != '\n') {
		uint32_t cp;
		size_t n = text_decode(s + at, len - at, &cp);
		int w = text_char_width(cp);
		if (cp == ' ')
			word = at;
		if (used + w > width)
			return word > 0 ? word : at > 0 ? at : n;
		used += w;
		at += n;
	}
	return at;
}

void pane_text(struct text_pane *p, enum role role, int indent, int width, const char *text)
{
	if (width < indent + 8)
		width = indent + 8;
	do {
		size_t n = fit_words(text, width - indent);
		char *line = pool_strndup(&p->pool, text, n);
		pane_line(p);
		pane_put(p, indent, 0, 0, role, line);
		text += n;
		if (*text == '\n')
			text++;
		else
			while (*text == ' ')
				text++;
	} while (*text);
}

void pane_textf(struct text_pane *p, enum role role, int indent, int width, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	pane_text(p, role, indent, width, text.s);
	strbuf_release(&text);
}

void pane_beside(struct text_pane *p, int x, enum role left_role, const char *left, int indent, enum role role,
	int width, const char *text)
{
	size_t at = p->segs.len;
	int line = pane_lines(p);
	pane_text(p, role, indent, width, text);
	(void)ARRAY_PUSH(&p->segs);
	memmove(p->segs.items + at + 1, p->segs.items + at, (p->segs.len - 1 - at) * sizeof *p->segs.items);
	p->segs.items[at] = (struct pane_seg){ line, x, indent > x ? indent - x - 1 : 0, 0, left_role,
		pool_strdup(&p->pool, left ? left : ""), NULL };
}

void pane_merge(struct text_pane *p, const struct text_pane *other, int top, int x)
{
	struct text_pane all = *p;
	size_t own = 0;
	all.segs.items = NULL;
	all.segs.len = all.segs.cap = 0;
	while (pane_lines(&all) < top + pane_lines(other))
		pane_line(&all);
	for (size_t i = 0; i < other->segs.len; i++) {
		struct pane_seg s = other->segs.items[i];
		s.line += top;
		s.x += x;
		s.text = pool_strdup(&all.pool, s.text);
		while (own < p->segs.len && p->segs.items[own].line <= s.line)
			*ARRAY_PUSH(&all.segs) = p->segs.items[own++];
		*ARRAY_PUSH(&all.segs) = s;
	}
	while (own < p->segs.len)
		*ARRAY_PUSH(&all.segs) = p->segs.items[own++];
	for (int i = 0; i < pane_lines(other); i++)
		if (all.links.items[top + i] < 0)
			all.links.items[top + i] = other->links.items[i];
	ARRAY_RELEASE(&p->segs);
	*p = all;
}

void pane_section(struct text_pane *p, const char *title)
{
	if (p->links.len > 0)
		pane_line(p);
	pane_line(p);
	pane_put(p, 0, 0, 0, ROLE_SECTION, title);
}

void pane_link(struct text_pane *p, int link)
{
	if (p->links.len > 0)
		p->links.items[p->links.len - 1] = link;
}

int pane_chosen(const struct text_pane *p)
{
	return p->cursor >= 0 && p->cursor < pane_lines(p) ? p->links.items[p->cursor] : -1;
}

static void limit(struct text_pane *p)
{
	int n = pane_lines(p), last = n > p->height ? n - p->height : 0;
	if (p->cursor >= n)
		p->cursor = n - 1;
	if (p->cursor < 0)
		p->cursor = 0;
	if (p->top > last)
		p->top = last;
	if (p->top < 0)
		p->top = 0;
}

static void follow(struct text_pane *p)
{
	limit(p);
	if (p->cursor < p->top)
		p->top = p->cursor;
	if (p->cursor >= p->top + p->height)
		p->top = p->cursor - p->height + 1;
}

void pane_draw(struct text_pane *p, struct rect r, int focus)
{
	int edge = r.x + r.w < screen_cols() ? r.x + r.w : r.x + r.w - 1;
	p->height = r.h > 0 ? r.h : 1;
	limit(p);
	if (focus)
		follow(p);
	for (int y = 0; y < r.h; y++)
		screen_put(r.y + y, r.x, r.w, ROLE_TEXT, "");
	for (size_t i = 0; i < p->segs.len; i++) {
		const struct pane_seg *s = &p->segs.items[i];
		int y = s->line - p->top, room = r.w - s->x;
		enum role role = s->role;
		if (y < 0 || y >= r.h || room <= 0)
			continue;
		if (focus && s->line == p->cursor && p->links.items[s->line] >= 0)
			role = ROLE_CURSOR;
		if (s->url && screen_has_links())
			screen_link(r.y + y, r.x + s->x, room, role, s->text, s->url);
		if (s->right)
			screen_put_right(r.y + y, r.x + s->x, s->width < room ? s->width : room, role, s->text);
		else if (s->width > 0)
			screen_put(r.y + y, r.x + s->x, s->width < room ? s->width : room, role, s->text);
		else
			screen_text(r.y + y, r.x + s->x, room, role, s->text);
	}
	/* beside the text, where there is a margin: an amount may reach its edge */
	if (pane_lines(p) > p->top + r.h && r.h > 0)
		screen_put(r.y + r.h - 1, edge, 1, ROLE_DIM, screen_glyph("↓", "v"));
	if (p->top > 0)
		screen_put(r.y, edge, 1, ROLE_DIM, screen_glyph("↑", "^"));
	if (focus)
		screen_cursor(r.y + p->cursor - p->top, r.x, 0);
}

void pane_scroll(struct text_pane *p, int lines)
{
	p->top += lines;
	limit(p);
	if (p->cursor < p->top)
		p->cursor = p->top;
	if (p->cursor >= p->top + p->height)
		p->cursor = p->top + p->height - 1;
}

int pane_key(struct text_pane *p, uint32_t key)
{
	int page = p->height > 1 ? p->height - 1 : 1;
	switch (key) {
	case UIKEY_UP: case 'k':
		p->cursor--;
		break;
	case UIKEY_DOWN: case 'j':
		p->cursor++;
		break;
	case UIKEY_PGUP:
		p->top -= page;
		p->cursor -= page;
		break;
	case UIKEY_PGDN: case UIKEY_SPACE:
		p->top += page;
		p->cursor += page;
		break;
	case UIKEY_HOME:
		p->cursor = p->top = 0;
		break;
	case UIKEY_END:
		p->cursor = pane_lines(p) - 1;
		break;
	default:
		return 0;
	}
	follow(p);
	return 1;
}

/* ---- the dialog around a pane ---- */

struct reader_overlay {
	struct overlay overlay;
	const struct text_reader *def;
	struct text_pane pane;
	int width;              /* the content was built for; 0: not yet */
	void *data;
};

/* Also for a key that comes before the picture. */
static struct rect reader_build(struct app *a, struct reader_overlay *r)
{
	struct rect in = { 2, 1, screen_rows() - 4, screen_cols() - 2 };
	if (r->width != in.w) {
		pane_clear(&r->pane);
		r->def->build(a, &r->pane, in.w, r->data);
		r->width = in.w;
	}
	r->pane.height = in.h > 0 ? in.h : 1;
	return in;
}

static void reader_draw(struct app *a, struct overlay *o)
{
	struct reader_overlay *r = (struct reader_overlay *)o;
	struct rect in = reader_build(a, r);
	screen_clear();
	screen_put(0, 0, screen_cols(), ROLE_TITLE, "");
	screen_text(0, 1, screen_cols() - 2, ROLE_DIALOG_TITLE, TR(r->def->title));
	screen_rule(1, 0, screen_cols(), ROLE_DIM);
	pane_draw(&r->pane, in, 1);
	screen_text(screen_rows() - 1, 1, screen_cols() - 2, ROLE_DIM,
		r->def->hint ? TR(r->def->hint) : _("Esc back   arrows, PgUp, PgDn: read"));
}

static void reader_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct reader_overlay *r = (struct reader_overlay *)o;
	int link;
	reader_build(a, r);
	if (pane_key(&r->pane, key))
		return;
	if (r->def->key && r->def->key(a, o, key, r->data))
		return;
	link = pane_chosen(&r->pane);
	if (key == UIKEY_ENTER && r->def->enter && link >= 0)
		r->def->enter(a, o, link, r->data);
	else if (key == UIKEY_ESC || key == 'q' || key == UIKEY_CTRL('C'))
		overlay_close(a, o);
}

static void reader_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct reader_overlay *r = (struct reader_overlay *)o;
	int line = m->y - 2 + r->pane.top;
	if (m->kind == MOUSE_WHEEL_UP)
		pane_scroll(&r->pane, -3);
	else if (m->kind == MOUSE_WHEEL_DOWN)
		pane_scroll(&r->pane, 3);
	else if (m->y >= 2 && line < pane_lines(&r->pane)) {
		if (line == r->pane.cursor)
			reader_key(a, o, UIKEY_ENTER);
		else
			r->pane.cursor = line;
	}
}

static void reader_release(struct overlay *o)
{
	struct reader_overlay *r = (struct reader_overlay *)o;
	pane_release(&r->pane);
	if (r->def->free_data)
		r->def->free_data(r->data);
	free(r);
}

static const struct overlay_ops reader_ops = { "reader", reader_draw, reader_key, reader_mouse,
	reader_release, 0, NULL };

struct overlay *text_reader_open(struct app *a, const struct text_reader *def, void *take_data)
{
	struct reader_overlay *r = xcalloc(1, sizeof *r);
	r->overlay.ops = &reader_ops;
	r->def = def;
	r->data = take_data;
	pane_init(&r->pane);
	overlay_push(a, &r->overlay);
	return &r->overlay;
}

void text_reader_refresh(struct app *a, const struct text_reader *def)
{
	for (struct overlay *o = a->top; o; o = o->below)
		if (o->ops == &reader_ops && ((struct reader_overlay *)o)->def == def) {
			((struct reader_overlay *)o)->width = 0;
			a->dirty = 1;
		}
}
