/* A record in the other systems' own pages: $BROWSER, and the addresses. */
#ifndef UI_BROWSER_H
#define UI_BROWSER_H

#include "base/error.h"

struct app;

/* The arguments that open url: the first command of `list` (as $BROWSER: commands apart by colons,
 * %s for the address, at the end when there is none) whose program there is; NULL: none.  The
 * array and its strings are freed by browser_args_free.  finds: spawn_finds, or a test's. */
char **browser_args(const char *list, const char *url, int (*finds)(const char *name));
void browser_args_free(char **args);
/* Opens an address that begins with http:// or https:// and holds nothing but plain characters.
 * ERR_NOTFOUND: there is no browser here. */
int browser_open(const char *url, struct error *err);

/* Actions. */
void act_browse_procore(struct app *a);
void act_browse_erp(struct app *a);

#endif
