/* The screens on the driver's small company, in a terminal and a folder of their own: what the tests of the desk
 * begin and end with. */
#ifndef TESTS_SCREEN_DESK_H
#define TESTS_SCREEN_DESK_H

#include "tests/screen/term.h"

#include <stdio.h>
#include <stdlib.h>

struct fixture { struct term *t; char *folder; };

__attribute__((unused))
static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->folder = term_folder();
	*state = f;
	return 0;
}

__attribute__((unused))
static int tear_down(void **state)
{
	struct fixture *f = *state;
	term_free(f->t);
	term_folder_remove(f->folder);
	free(f);
	return 0;
}

/* Starts the driver with up to three options; NULL ends them.  env: one "NAME=value", or NULL. */
__attribute__((unused))
static struct term *desk_start(struct fixture *f, int rows, int cols, const char *env, const char *a, const char *b,
	const char *c)
{
	static char path[4096], locale[4200];
	const char *dir = getenv("abs_top_builddir"), *other = getenv("SCREEN_DRIVER");
	const char *argv[] = { other ? other : path, f->folder, a, a ? b : NULL, a && b ? c : NULL, NULL };
	const char *envs[] = { locale, env, NULL };
	snprintf(path, sizeof path, "%s/tests/screen/driver", dir ? dir : ".");
	snprintf(locale, sizeof locale, "COMPTOIR_LOCALEDIR=%s/locale", dir ? dir : ".");
	term_free(f->t);
	return f->t = term_start(rows, cols, argv, envs);
}

#endif
