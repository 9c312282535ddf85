/* Saved views: what a list shows, under a number and a name; and how each tab was left.
 *
 * The file is text, to be read, changed and passed on:
 *
 *	[invoices 2]
 *	name    = Over 10,000
 *	view    = ready
 *	filter  = net>10000
 *	sort    = -net vendor          # - : descending; at most two
 *	columns = status number vendor:30 net -job
 *	frozen  = 2
 *
 * Everything but the heading may be missing: then it stays as the tab begins.  Nothing here draws. */
#ifndef UI_VIEWS_H
#define UI_VIEWS_H

#include "base/error.h"
#include "model/entity.h"

#define VIEWS_NUMBERS 9
#define VIEWS_MAX_BYTES 262144

struct saved_view {
	enum entity entity;
	int number;                 /* 1..9; 0: how the tab was left */
	char *name, *view, *filter, *sort, *columns;   /* owned; NULL: not said */
	int frozen;                 /* -1: not said */
	int built_in;
};

struct saved_views {
	struct saved_view *items;
	size_t len, cap;
	/* The lines that say nothing, as sentences; such a line is passed over. */
	struct { struct error *items; size_t len, cap; } faults;
};

void saved_view_init(struct saved_view *v, enum entity e, int number);
void saved_view_release(struct saved_view *v);
void views_release(struct saved_views *v);
/* Reads a text and adds what it holds. */
void views_parse(struct saved_views *out, const char *text);
/* By tab and number; NULL. */
const struct saved_view *views_find(const struct saved_views *v, enum entity e, int number);
/* The section of one view as text. */
void views_add_section(struct strbuf *out, const struct saved_view *v);
/* The text of a file with the section of (e, number) replaced by `v`, or without it (v NULL); what else stands
 * there, comments too, stays as it is.  A free-standing new file begins with an explanation. */
void views_replace(struct strbuf *out, const char *text, enum entity e, int number, const struct saved_view *v);
/* The views that come with Comptoir: names marked for translation; ends with a NULL name. */
struct view_preset { enum entity entity; int number; const char *name, *view, *filter, *sort; };
extern const struct view_preset view_presets[];

#endif
