/* The set-up in the screens: language, sample company or own, vault, Procore, the
 * accounting system, a test of each, the first sync.
 *
 * The first two pages come before anything of the user's is made (wizard_welcome).  The
 * others are an overlay over the empty lists, and talk to the worker by the same messages as
 * the command line.  A connection is saved when everything it needs was typed, its secrets
 * before it and in the vault alone; what is saved when is on the page. */
#ifndef UI_WIZARD_H
#define UI_WIZARD_H

#include "base/error.h"

struct app;
struct message;
struct screen_options;
struct store;

enum wizard_how {
	WIZARD_NONE,
	WIZARD_START,        /* goes on where it stopped */
	WIZARD_CONNECT,      /* the connections alone */
};

/* What the two pages before the start ended with. */
enum welcome { WELCOME_LEAVE, WELCOME_COMPANY, WELCOME_DEMO, WELCOME_TOUR };

/* Shows them in a terminal that belongs to nobody yet; the language is chosen when it
 * returns.  An enum welcome, or a class. */
int wizard_welcome(const struct screen_options *o, struct error *err);

/* 1 while the set-up is not complete and nobody has said that it is. store may be NULL: no database. */
int wizard_is_needed(struct store *s, int vault_exists);

void wizard_open(struct app *a, enum wizard_how how);
/* News from the worker; 1: it was for the set-up alone. */
int wizard_message(struct app *a, const struct message *m);
void act_connect(struct app *a);
struct overlay;
/* 1: the dialog on top is the set-up, and what is typed now is secret. */
int wizard_in_secret(const struct overlay *top);

#endif
