/* What the files of the set-up share. */
#ifndef UI_WIZARD_PAGES_H
#define UI_WIZARD_PAGES_H

#include "base/pool.h"
#include "store/store.h"
#include "sync/worker.h"
#include "ui/overlay.h"
#include "ui/page.h"
#include "ui/wizard.h"

enum wizard_page {
	WPAGE_LANGUAGE, WPAGE_WAY, WPAGE_WAIT, WPAGE_PASSPHRASE, WPAGE_UNLOCK, WPAGE_LIST, WPAGE_FIELDS,
	WPAGE_SIGN_IN, WPAGE_RESULT, WPAGE_SYSTEM, WPAGE_READY, WPAGE_SYNC, WPAGE_COUNT
};

/* Buttons.  From B_SYSTEM on: the connector or connection with that number. */
enum { B_NEXT = 1, B_COMPANY, B_DEMO, B_TOUR, B_LEAVE, B_CREATE, B_UNLOCK, B_SAVE, B_MORE, B_LATER, B_CHANGE,
	B_TEST, B_BROWSER, B_REMOVE, B_OPEN, B_COPY, B_PASTED, B_ADD, B_SYNC, B_STOP, B_FINISH, B_LIST, B_SYSTEM = 100 };

/* Questions to the worker, one at a time. */
enum wizard_ask { WASK_NOTHING, WASK_CREATE, WASK_UNLOCK, WASK_NAMES, WASK_SECRET, WASK_ADD, WASK_TEST, WASK_ADDRESS,
	WASK_CODE, WASK_REMOVE };

struct wizard {
	struct overlay overlay;
	enum wizard_how how;
	enum wizard_page at;
	struct page page;               /* of every page but the fields */
	struct page fields;             /* kept, so that nothing typed is lost */
	struct error problem;           /* shown on the page */

	/* the connection in hand */
	const struct connector_info *info;   /* borrowed, static */
	char name[64];
	int exists, all;                /* all: every option is shown */
	char *secrets_kept;             /* owned: names in the vault, one a line; NULL: not known */
	int browser;                    /* this test begins with the browser */
	char *address;                  /* owned: to open there */
	uint64_t sign_in;               /* question that is open while somebody is at the browser */

	enum wizard_ask asking;
	uint64_t question, sync;
	int tested;                     /* there is a result */
	char *report;                   /* owned; NULL: `failure` */
	struct error failure;
	int sync_done;
	char *sync_report;              /* owned */
	struct error sync_failure;

	enum welcome welcome;           /* before the start: what was chosen */
	int left;
};

struct wizard_page_def {
	int step;                       /* of WIZARD_STEPS; 0: none */
	const char *title;              /* N_() */
	void (*text)(struct app *a, struct wizard *w, struct text_pane *p, int width);
	void (*rows)(struct app *a, struct wizard *w, struct page *p);   /* NULL: none of its own */
	void (*press)(struct app *a, struct wizard *w, int button);
	void (*changed)(struct app *a, struct wizard *w);               /* NULL allowed: the focus or a field */
	void (*back)(struct app *a, struct wizard *w);                  /* Esc */
};
extern const struct wizard_page_def wizard_connection_pages[WPAGE_COUNT];   /* wizard_connect.c: some of them */

/* --- wizard.c --- */
void wizard_go(struct app *a, struct wizard *w, enum wizard_page at);
/* To the first page that is not done. */
void wizard_route(struct app *a, struct wizard *w);
/* Closes; says what was saved. */
void wizard_leave(struct app *a, struct wizard *w);
void wizard_ask(struct app *a, struct wizard *w, enum wizard_ask what, struct message *take_msg);
/* The page says why it cannot go on; moves err. */
void wizard_fail(struct app *a, struct wizard *w, struct error *err);

/* --- wizard_connect.c --- */
/* Connections in the store into a pool of the caller's. */
void wizard_connections(struct app *a, struct pool *p, struct connection_array *out);
/* Puts a connection in hand: a new one (c NULL) or one that exists. */
void wizard_take(struct app *a, struct wizard *w, const struct connector_info *info, const struct connection *c);
const struct connector_info *wizard_connector(const char *name);
/* An answer to a question of these pages. */
void wizard_connect_answer(struct app *a, struct wizard *w, enum wizard_ask what, const struct message *m);

#endif
