/* The detail pane: one record in full. */
#ifndef UI_DETAIL_H
#define UI_DETAIL_H

#include "model/record.h"
#include "store/ledger.h"
#include "store/records.h"
#include "ui/text_pane.h"

struct app;
struct message_item;
struct message;

enum detail_mode { DETAIL_CLOSED, DETAIL_PANE, DETAIL_FULL };

/* What Enter on a line does: goes to a record, or edits a value. */
struct detail_link {
	enum entity entity;
	int64_t id;
	const char *field, *proposal;   /* a value to type, and what is proposed; NULL: the record is gone to */
	int fix;                        /* 1: it lifts a reason of this record; 2: of a record below it */
};

/* What its documents come to (detail_ledger.c). */
struct detail_sums {
	uint64_t asked;                 /* the question asked last */
	int open, known;                /* it has no answer yet; there is an answer, of this or the question before */
	struct commitment_facts commitment;
	struct account_facts account;
	int64_t *billed;                /* owned: on the lines of a commitment, in their order */
	size_t n_billed;
};

struct detail {
	enum detail_mode mode;
	enum entity entity;             /* of the record shown */
	int64_t id;
	struct pool pool;               /* of record, other side and links */
	struct record record, other;    /* other: its counterpart; other.id 0: none */
	struct link link;               /* link.id 0: not linked */
	struct { struct detail_link *items; size_t len, cap; } links;
	struct text_pane pane;
	int width, stale;               /* width the pane was built for; 0: not yet */
	int rebuild;                    /* the sums have come; nothing else has changed */
	struct detail_sums sums;
	int is_erp;                     /* the record is one of an accounting system */
	char *payload;                  /* owned: what will be sent, one value a line; NULL: not asked */
	int64_t asked_id, asked_version;/* the record it was asked for last */
	enum entity asked_entity;
	int share;                      /* of the list's room for the pane, per cent; 0: the usual */
};

void detail_init(struct detail *d);
void detail_release(struct detail *d);
/* Shows this record (NULL: none); builds when something changed. */
void detail_show(struct app *a, const struct record *r, int width);
void detail_draw(struct app *a, struct rect r, int focus);
/* Keys of the focused pane itself (scrolling); 1: taken. */
int detail_key(struct app *a, uint32_t key);

void act_open(struct app *a);            /* Enter: opens, expands, follows a link */
void act_close(struct app *a);           /* Esc: one step back */
void act_focus(struct app *a);           /* Tab */
void act_goto_fix(struct app *a);        /* g */
void act_preview(struct app *a);         /* p */
void act_edit(struct app *a);            /* e */
/* Asks for a value in place of Procore's; "": Procore's again. */
void edit_post(struct app *a, const struct message_item *item, const char *field, const char *value);
/* What such a value is called, translated. */
const char *edit_field_title(const char *field);
/* Esc before the answer; 1 when one was waited for. */
int preview_stop(struct app *a);
/* The answer to a preview. */
void preview_answer(struct app *a, const struct message *m);
/* The answer to the quiet one, for the pane. */
void peek_answer(struct app *a, const struct message *m);
void act_detail_larger(struct app *a);   /* Alt-Up */
void act_detail_smaller(struct app *a);  /* Alt-Down */
/* Rows of `room` that the pane takes beside the list. */
int detail_rows(const struct detail *d, int room);

#endif
