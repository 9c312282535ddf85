/* Going places: tabs, to a record and back, down from a record to what belongs to it.
 *
 * A step down (or a jump) remembers where it came from and how the other tab stood; back undoes exactly that. */
#ifndef UI_PLACES_H
#define UI_PLACES_H

#include "base/strbuf.h"
#include "store/query.h"

struct app;

/* A tab as it stands: what it shows, and the record under the cursor. */
struct place {
	int tab;
	int64_t id;
	enum view view;
	char *filter;               /* owned */
	int sort_field, descending, sort2, sort2_field, descending2;
	struct query_scope scope;
	int saved;
};

struct jump {
	struct place from;
	struct place before;        /* the tab it went to, as it stood; after going back: as it stood then */
	char *crumb;                /* owned; the record a step down began at; NULL: a jump */
};

/* Clears both directions. */
void places_release(struct app *a);
/* "J-2601 > SC-0077 > " in front of a list that was stepped down to; nothing else. */
void places_add_crumbs(struct strbuf *out, const struct app *a);
/* One level up when the list was stepped down to; 1 when it did. */
int places_up(struct app *a);

/* Actions. */
void act_drill(struct app *a);
void act_back(struct app *a);
void act_forward(struct app *a);
void act_tab_next(struct app *a);
void act_tab_previous(struct app *a);
void act_tab_1(struct app *a);
void act_tab_2(struct app *a);
void act_tab_3(struct app *a);
void act_tab_4(struct app *a);
void act_tab_5(struct app *a);

#endif
