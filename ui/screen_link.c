/* Places of the screen that are links (OSC 8).
 *
 * Curses knows characters and attributes, not links.  So its frame goes out first; then the text of
 * every link is written once more to the place where it stands, with the link around it.  The
 * characters and attributes are the ones curses believes to be there, and cursor and attributes are left
 * as they were found: its picture stays true.  A place that is no link any more is written without
 * one, because curses would not write what looks the same. */
#include "ui/screen_link.h"
#include "base/array.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/banned.h"

#define ROWS_MAX 512
#define TEXT_MAX 128

struct place { int y, x; attr_t attrs; short pair; char *text, *url; };
struct places { struct place *items; size_t len, cap; };

/* Of the one screen a process has. */
static struct {
	struct places next, shown;
	unsigned char written[ROWS_MAX];
	struct strbuf *out;
} links;

static void places_clear(struct places *p)
{
	for (size_t i = 0; i < p->len; i++) {
		free(p->items[i].text);
		free(p->items[i].url);
	}
	p->len = 0;
}

void screen_links_release(void)
{
	places_clear(&links.next);
	places_clear(&links.shown);
	ARRAY_RELEASE(&links.next);
	ARRAY_RELEASE(&links.shown);
}

void screen_links_begin(void)
{
	places_clear(&links.next);
}

void screen_links_add(int y, int x, attr_t attrs, short pair, const char *text, const char *url)
{
	if (*text && y < ROWS_MAX)
		*ARRAY_PUSH(&links.next) = (struct place){ y, x, attrs, pair, xstrdup(text), xstrdup(url) };
}

void screen_links_row(int y)
{
	if (y >= 0 && y < ROWS_MAX)
		links.written[y] = 1;
}

static int same(const struct place *a, const struct place *b)
{
	return a->y == b->y && a->x == b->x && a->attrs == b->attrs && a->pair == b->pair &&
		strcmp(a->text, b->text) == 0 && strcmp(a->url, b->url) == 0;
}

static int has(const struct places *list, const struct place *p)
{
	for (size_t i = 0; i < list->len; i++)
		if (same(&list->items[i], p))
			return 1;
	return 0;
}

/* Does curses believe that this text stands there? A dialog may lie over it. */
static int is_there(const struct place *p)
{
	wchar_t want[TEXT_MAX + 1], got[TEXT_MAX + 1];
	size_t n = mbstowcs(want, p->text, TEXT_MAX);
	if (n == (size_t)-1 || n == 0 || n >= TEXT_MAX)
		return 0;
	return mvinnwstr(p->y, p->x, got, (int)n) != ERR && wcsncmp(want, got, n) == 0;
}

static int put(int c)
{
	strbuf_addc(links.out, (char)c);
	return c;
}

static void write_place(const struct place *p, const char *url)
{
	const char *cup = tigetstr("cup");
	if (links.out->len == 0) {
		vid_puts(A_NORMAL, 0, NULL, put);
		strbuf_adds(links.out, "\0337");
	}
	tputs(tiparm(cup, p->y, p->x), 1, put);
	vid_puts(p->attrs, p->pair, NULL, put);
	if (url)
		strbuf_addf(links.out, "\033]8;;%s\033\\", url);
	strbuf_adds(links.out, p->text);
	if (url)
		strbuf_adds(links.out, "\033]8;;\033\\");
	vid_puts(A_NORMAL, 0, NULL, put);
}

void screen_links_end(struct strbuf *out)
{
	struct places was = links.shown;
	links.out = out;
	for (size_t i = 0; i < was.len; i++)
		if (!has(&links.next, &was.items[i]) && is_there(&was.items[i]))
			write_place(&was.items[i], NULL);
	for (size_t i = 0; i < links.next.len; i++) {
		const struct place *p = &links.next.items[i];
		if ((links.written[p->y] || !has(&was, p)) && is_there(p))
			write_place(p, p->url);
	}
	if (out->len > 0)
		strbuf_adds(out, "\0338");
	memset(links.written, 0, sizeof links.written);
	links.shown = links.next;
	links.next = was;
	places_clear(&links.next);
	links.out = NULL;
}
