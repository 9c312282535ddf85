/* The screens as a whole: tabs, focus, dialogs, message line, and what is under way
 * between the screen and the worker. */
#ifndef UI_APP_H
#define UI_APP_H

#include "store/store.h"
#include "sync/worker.h"
#include "ui/action.h"
#include "ui/address.h"
#include "ui/decide.h"
#include "ui/desk.h"
#include "ui/detail.h"
#include "ui/filter_line.h"
#include "ui/hands.h"
#include "ui/keymap.h"
#include "ui/overlay.h"
#include "ui/repeat.h"
#include "ui/places.h"
#include "ui/reader.h"
#include "ui/reading.h"
#include "ui/screen.h"
#include "ui/systems.h"
#include "ui/tab.h"
#include "ui/typeahead.h"

/* Opens the vault of the demonstration, which holds nothing of anybody. */
#define APP_DEMO_PASSPHRASE "demonstration"

struct app_options {
	const char *database;   /* path; opened here for reading */
	const char *user;       /* who decides */
	int demo;
	const char *theme;      /* name; NULL: the default */
	int ascii, mouse;       /* mouse: 1 on */
	int read_only;          /* another copy writes */
	struct hand_options hands;
	int64_t confirm_above;  /* sums over so many of the currency are typed to approve them; 0: never */
	struct script *script;  /* borrowed: keys are recorded to it or played from it; NULL */
	int64_t bulk_grace_ms;  /* before what was approved together is sent */
	int set_up;             /* enum wizard_how: the set-up over the lists */
	struct store *store;    /* given away: the database, opened by store_open_quick; NULL: not yet */
	int *back_to_welcome;   /* set to 1 when its first page was left backwards; NULL: it cannot be */
	int tour;               /* the guided tour */
	uint64_t syncing;       /* a sync that was asked of the worker before; 0: none */
};

/* Runs the screens until the user quits.  The worker stays the caller's.  Returns 0, or a
 * class with err when the screens could not start (the terminal is then as it was). */
int app_run(struct worker *w, const struct app_options *o, struct error *err);

/* ---- inside ui ---- */

/* As MSG_WORKER_STATE says; nothing is known before the first one: then the worker decides. */
enum { VAULT_IS_MISSING, VAULT_IS_LOCKED, VAULT_IS_IMPORT_ONLY, VAULT_IS_OPEN, VAULT_IS_UNKNOWN };


enum focus { FOCUS_TABLE, FOCUS_DETAIL };

/* What a question was about, until its answer comes. */
enum request_kind { REQUEST_DECIDE, REQUEST_PREVIEW, REQUEST_OVERRIDE, REQUEST_SYNC, REQUEST_UNLOCK,
	REQUEST_CREATE, REQUEST_LOCK, REQUEST_CANCEL, REQUEST_COMMENT, REQUEST_PEEK, REQUEST_LOOK };
struct request {
	uint64_t id;
	enum request_kind kind;
	enum verb verb;
	struct message_item *items;     /* owned; as they were asked about */
	size_t n_items;
	int by_record;                  /* in that order: a mark of 100,000 is; rows look themselves up at every frame */
};

enum tone { TONE_PLAIN, TONE_GOOD, TONE_WARNING, TONE_ERROR };
struct note {
	int64_t at_ms;              /* the last time */
	enum tone tone;
	char *text;                 /* owned */
	int problem;                /* in the list of problems until it is put away */
	int times;                  /* the same problem so often */
	int count;                  /* a message that counts up: the next of its kind takes its place */
	enum error_class cls;
};

struct progress {               /* one feed of a running sync */
	uint64_t to;
	char *connection, *feed;    /* owned */
	enum entity entity;         /* what it brings; ENTITY_NONE: several things */
	int64_t done, total;
	int64_t paused_until_ms;
};

struct app {
	struct worker *worker;      /* borrowed */
	struct store *store;        /* owned, read-only */
	struct reader *reader;      /* owned; what the lists ask is answered beside this thread */
	const struct app_options *options;
	struct error failed;        /* the worker could not begin */
	struct addresses addresses;
	struct repeat repeat;       /* what . does again */
	int64_t plain_said_ms;      /* screen reader: when a sync was last spoken of */
	char *theme;                /* owned; chosen in this session, or NULL */
	struct keymap keymap;
	struct tab tabs[ENTITY_TAB_COUNT];
	int tab;
	enum focus focus;
	struct detail detail;
	struct overlay *top;        /* owned: dialogs, topmost first */
	struct filter_line filter;
	struct desk desk;           /* saved views, and how the tabs were left */

	struct { struct request *items; size_t len, cap; } requests;
	struct { struct progress *items; size_t len, cap; } feeds;
	struct { struct note *items; size_t len, cap; } notes;
	struct { struct jump *items; size_t len, cap; } jumps, ahead;   /* the way back, and forward again */
	struct { struct message_item *items; size_t len, cap; } watched;  /* sent: told when they arrive */
	int watch_total, watch_arrived;   /* since nothing was on its way */
	int watch_stale;
	struct decide_state decide;
	uint64_t overview_serial;   /* of the overview opened last */
	uint64_t pickers;           /* questions they have asked */
	int note_shown;             /* the last note is on the message line */

	int vault;                  /* VAULT_IS_... */
	int read_only;              /* this copy writes nothing */
	char *user, *role;          /* owned */
	struct pool facts;          /* company, connections, rights: read again with the data */
	struct rights rights;
	struct connection_array connections;
	struct { struct system *items; size_t len, cap; } systems;
	int64_t books;              /* the system whose records are shown; 0: all */
	const char *company;
	const char *home;           /* currency */
	char home_guess[4];         /* when no connection says it */
	int64_t ages[ENTITY_TAB_COUNT];
	int facts_stale;

	int after_unlock;           /* action to run once the vault is open; -1 */
	int64_t after_unlock_id;    /* the record it was asked for */
	int writing;                /* lists on their way to a file */
	int pasting;                /* between the marks of a bracketed paste */
	struct typeahead typed;     /* keys that wait for what they are about */
	struct { uint64_t id; int holds, open; } errand;      /* the question asked last (errand.h) */
	int64_t generation, checked_ms, activity_ms, key_ms;
	int dirty, quit;
	struct tutor *tutor;        /* owned; the guided tour, or NULL */
	struct { int tabs_y, view_y, body_h, list_y, list_h, detail_y, detail_h, bar_y; int tab_x[ENTITY_TAB_COUNT],
		tab_w[ENTITY_TAB_COUNT], n_bar; struct { int x, w, action; } bar[24]; } place;     /* where things were drawn last */
};

static inline struct tab *app_tab(struct app *a)
{
	return &a->tabs[a->tab];
}

/* The record an action is about: the one in the detail pane, or under the cursor. */
const struct record *app_record(const struct app *a);
/* What the next action applies to: the marks, else the record under the cursor, with the
 * version on the screen.  An array of message items to free(). */
struct message_item *app_items(const struct app *a, size_t *n);
/* For qsort: by entity and id. */
int items_by_record(const void *x, const void *y);
enum entity app_entity(const struct app *a);

/* --- messages to the user --- */
void app_say(struct app *a, enum tone tone, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The same; several in a row are one message that counts up. */
void app_say_count(struct app *a, enum tone tone, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Why what was just asked for was not done. */
void app_say_error(struct app *a, const struct error *err);
/* What happened by itself: stays in the problems list until it is put away; the same again is one entry. */
void app_problem(struct app *a, const struct error *err);
void notes_release(struct app *a);

/* --- talking to the worker --- */
uint64_t app_ask(struct app *a, enum request_kind kind, enum verb verb, struct message *take_msg);
/* Its answer is not wanted any more; how many there were. */
int app_forget(struct app *a, enum request_kind kind);
/* 1 while a decision on this record has no answer yet. */
int app_pending(const struct app *a, enum entity e, int64_t id);
int app_syncing(const struct app *a);
/* Queued or sending at this moment, for the question at the end. */
int app_unsettled(struct app *a);

/* --- events: called by the loop --- */
void app_key(struct app *a, uint32_t key, const struct mouse_event *m);
/* The same for a key, or an action, that waited or need not (typeahead.h). */
void app_key_now(struct app *a, uint32_t key, const struct mouse_event *m);
void app_action_now(struct app *a, int action);
void app_message(struct app *a, const struct message *m);
/* One piece of idle work; 1 when there may be more. */
int app_idle(struct app *a);
void app_tick(struct app *a);
void app_draw(struct app *a);
void app_resized(struct app *a);

/* --- going places --- */
void app_open_tab(struct app *a, int tab);
/* Shows a record in its own tab; 0, or -1 when it has none or is gone (said). */
int app_goto(struct app *a, enum entity e, int64_t id);
/* Shows a list: view and filter ("" none) of a tab; back leads to where it was called. */
void app_show(struct app *a, enum entity e, enum view view, const char *filter);

/* Actions. */
void act_quit(struct app *a);
void act_suspend(struct app *a);
void act_redraw(struct app *a);

#endif
