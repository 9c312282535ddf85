/* A page of the set-up: a text, then rows to fill in or to press, then what the row in hand
 * means.  Fields are made from a table of options: kind, choices, default, hint and check
 * come from there. */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include "base/option.h"
#include "ui/line_edit.h"
#include "ui/text_pane.h"
#include "vault/secret.h"

struct page_row {
	const struct option_def *def;   /* borrowed; NULL: a button */
	int id;                         /* of a button */
	char *label, *remark;           /* owned; remark: beside a button, and below when it has the focus */
	struct line_edit edit;
	struct secret *secret;          /* owned; of OPTION_SECRET */
	int kept;                       /* the vault holds this secret already: it may stay empty */
	int hidden, touched;
	struct error error;             /* of what stands there now */
};

struct page {
	struct text_pane text;          /* filled by the owner for each picture */
	struct { struct page_row *items; size_t len, cap; } rows;
	size_t focus, top;
	int text_y, text_h, rows_y, rows_h;   /* where it was drawn */
};

void page_init(struct page *p);
void page_release(struct page *p);
/* Without rows and text. */
void page_clear(struct page *p);
struct page_row *page_add_button(struct page *p, int id, const char *label, const char *remark);
/* value NULL: the option's default. */
struct page_row *page_add_field(struct page *p, const struct option_def *def, const char *value, int kept);
/* A field by the name of its option; NULL. */
struct page_row *page_field(struct page *p, const char *name);
const char *page_value(struct page *p, const char *name);
void page_focus(struct page *p, size_t row);

void page_draw(struct page *p, struct rect r);

enum page_result { PAGE_NOTHING, PAGE_MOVED, PAGE_CHANGED, PAGE_PRESSED };
/* PAGE_PRESSED: the button in the focus. */
enum page_result page_key(struct page *p, uint32_t key);
enum page_result page_mouse(struct page *p, const struct mouse_event *m);
/* Checks one field, or (row NULL) every field that is shown, and goes to the first one that is wrong. 0, or -1. */
int page_check(struct page *p, struct page_row *row);

/* A value of a choice in words of the user's language. */
const char *page_choice_word(const char *value);

#endif
