/* Lines of text with roles, to scroll and to choose from: the detail pane, help, jobs,
 * problems, what will be sent. */
#ifndef UI_TEXT_PANE_H
#define UI_TEXT_PANE_H

#include "base/pool.h"
#include "ui/screen.h"

struct pane_seg { int line, x, width, right; enum role role; const char *text, *url; };     /* url: NULL none */

struct text_pane {
	struct pool pool;
	struct { struct pane_seg *items; size_t len, cap; } segs;   /* ascending line */
	struct { int *items; size_t len, cap; } links;   /* per line: what Enter does there; -1 */
	int top, cursor, height;
};

void pane_init(struct text_pane *p);
void pane_release(struct text_pane *p);
/* What was put last leads there; copied. */
void pane_url(struct text_pane *p, const char *url);
/* Forgets the lines, keeps cursor and scroll. */
void pane_clear(struct text_pane *p);
int pane_lines(const struct text_pane *p);
/* Begins a line; what follows is added to it. */
void pane_line(struct text_pane *p);
/* Text at column x of the current line.  width 0: as long as it is; right: it ends at
 * x + width. */
void pane_put(struct text_pane *p, int x, int width, int right, enum role role, const char *text);
/* A paragraph in its own lines, broken between words. */
void pane_text(struct text_pane *p, enum role role, int indent, int width, const char *text);
void pane_textf(struct text_pane *p, enum role role, int indent, int width, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* A paragraph of which the first line has `left` at column x in front of it. */
void pane_beside(struct text_pane *p, int x, enum role left_role, const char *left, int indent, enum role role,
	int width, const char *text);
/* Lines of another pane beside these, from line `top` and column x on. */
void pane_merge(struct text_pane *p, const struct text_pane *other, int top, int x);
/* An empty line (not at the top) and a heading. */
void pane_section(struct text_pane *p, const char *title);
/* The current line can be chosen. */
void pane_link(struct text_pane *p, int link);
/* Of the line under the cursor; -1. */
int pane_chosen(const struct text_pane *p);

void pane_draw(struct text_pane *p, struct rect r, int focus);
/* Up, down, pages, ends; 1 when the key was one of these. */
int pane_key(struct text_pane *p, uint32_t key);
void pane_scroll(struct text_pane *p, int lines);

/* A full-screen dialog around a pane.  build fills it for a width, again after every
 * resize and whenever the data change; enter (NULL allowed) gets the link under the cursor. */
struct overlay;
struct app;
struct text_reader {
	const char *title, *hint;                 /* N_() */
	void (*build)(struct app *a, struct text_pane *p, int width, void *data);
	void (*enter)(struct app *a, struct overlay *o, int link, void *data);
	int (*key)(struct app *a, struct overlay *o, uint32_t key, void *data); /* 1: taken */
	void (*free_data)(void *data);            /* NULL allowed */
};
struct overlay *text_reader_open(struct app *a, const struct text_reader *def, void *take_data);
/* Builds the topmost reader again if it shows this definition. */
void text_reader_refresh(struct app *a, const struct text_reader *def);

#endif
