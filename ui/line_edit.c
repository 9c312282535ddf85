/* One line of text being typed. */
#include "ui/line_edit.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <string.h>

#include "base/banned.h"

#define LINE_MAX_BYTES 1024

void line_edit_init(struct line_edit *e, const char *text)
{
	strbuf_init(&e->text);
	line_edit_set(e, text);
}

void line_edit_release(struct line_edit *e)
{
	strbuf_release(&e->text);
	e->at = 0;
}

void line_edit_set(struct line_edit *e, const char *text)
{
	strbuf_reset(&e->text);
	strbuf_adds(&e->text, text);
	e->at = e->text.len;
}

/* Start of the character before `at`, with the combining marks that belong to it. */
static size_t previous(const struct line_edit *e, size_t at)
{
	uint32_t cp;
	do {
		while (at > 0 && ((unsigned char)e->text.s[--at] & 0xc0) == 0x80)
			continue;
		text_decode(e->text.s + at, e->text.len - at, &cp);
	} while (at > 0 && text_char_width(cp) == 0);
	return at;
}

static size_t next(const struct line_edit *e, size_t at)
{
	uint32_t cp;
	if (at < e->text.len)
		at += text_decode(e->text.s + at, e->text.len - at, &cp);
	while (at < e->text.len) {
		size_t n = text_decode(e->text.s + at, e->text.len - at, &cp);
		if (text_char_width(cp) != 0)
			break;
		at += n;
	}
	return at;
}

static void replace(struct line_edit *e, size_t from, size_t to, const char *with)
{
	char *tail = xstrdup(e->text.s + to);
	strbuf_truncate(&e->text, from);
	strbuf_adds(&e->text, with);
	e->at = e->text.len;
	strbuf_adds(&e->text, tail);
	free(tail);
}

static size_t word_start(const struct line_edit *e)
{
	size_t at = e->at;
	while (at > 0 && e->text.s[at - 1] == ' ')
		at--;
	while (at > 0 && e->text.s[at - 1] != ' ')
		at--;
	return at;
}

static int insert(struct line_edit *e, uint32_t key)
{
	struct strbuf one = STRBUF_INIT;
	if (key < 32 || key == 127 || key >= 0x110000 || text_is_hostile(key))
		return 0;
	text_encode(&one, key);
	if (e->text.len + one.len <= LINE_MAX_BYTES)
		replace(e, e->at, e->at, one.s);
	strbuf_release(&one);
	return 1;
}

int line_edit_key(struct line_edit *e, uint32_t key)
{
	size_t len = e->text.len;
	switch (key) {
	case UIKEY_LEFT:
		e->at = previous(e, e->at);
		return 1;
	case UIKEY_RIGHT:
		e->at = next(e, e->at);
		return 1;
	case UIKEY_HOME: case UIKEY_CTRL('A'):
		e->at = 0;
		return 1;
	case UIKEY_END: case UIKEY_CTRL('E'):
		e->at = len;
		return 1;
	case UIKEY_BACKSPACE:
		replace(e, previous(e, e->at), e->at, "");
		return len > 0;
	case UIKEY_DELETE: case UIKEY_CTRL('D'): {
		size_t at = e->at;
		replace(e, at, next(e, at), "");
		return 1;
	}
	case UIKEY_CTRL('W'):
		replace(e, word_start(e), e->at, "");
		return 1;
	case UIKEY_CTRL('U'):
		replace(e, 0, e->at, "");
		return 1;
	case UIKEY_CTRL('K'):
		strbuf_truncate(&e->text, e->at);
		return 1;
	default:
		return insert(e, key);
	}
}

/* Scrolled so that the cursor is seen, with its place at the right edge. */
static size_t line_edit_from(const struct line_edit *e, int width)
{
	struct strbuf head = STRBUF_INIT;
	size_t from = 0;
	strbuf_add(&head, e->text.s, e->at);
	while (from < e->at && text_width(head.s + from) > width - 1) {
		uint32_t cp;
		from += text_decode(e->text.s + from, e->text.len - from, &cp);
	}
	strbuf_release(&head);
	return from;
}

void line_edit_draw(const struct line_edit *e, int y, int x, int width, enum role role, int focus)
{
	struct strbuf head = STRBUF_INIT;
	size_t from = line_edit_from(e, width);
	strbuf_add(&head, e->text.s, e->at);
	screen_put(y, x, width, role, e->text.s + from);
	if (focus)
		screen_cursor(y, x + text_width(head.s + from), 1);
	strbuf_release(&head);
}

void line_edit_draw_marked(const struct line_edit *e, int y, int x, int width, enum role role, size_t bad_at,
	size_t bad_len)
{
	size_t from = line_edit_from(e, width), end = bad_at + bad_len, len = e->text.len;
	int room;
	line_edit_draw(e, y, x, width, role, 1);
	if (end > len)
		end = len;
	if (bad_at < from)
		bad_at = from;
	if (bad_at >= end)
		return;
	char *head = xstrndup(e->text.s + from, bad_at - from), *bad = xstrndup(e->text.s + bad_at, end - bad_at);
	room = width - text_width(head);
	if (room > 0)
		screen_text(y, x + text_width(head), room, ROLE_ERROR, bad);
	free(head);
	free(bad);
}
