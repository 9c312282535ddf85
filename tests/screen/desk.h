/* The screens on the driver's small company, in a terminal and a folder of their own: what the tests of the desk
 * begin and end with. */
#ifndef TESTS_SCREEN_DESK_H
#define TESTS_SCREEN_DESK_H

#include "tests/screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* fd: what a test holds open until its end, -1: nothing. */
struct fixture { struct term *t; char *folder; int fd; };

__attribute__((unused))
static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->folder = term_folder();
	f->fd = -1;
	*state = f;
	return 0;
}

__attribute__((unused))
static int tear_down(void **state)
{
	struct fixture *f = *state;
	if (f->fd >= 0)
		close(f->fd);
	term_free(f->t);
	term_folder_remove(f->folder);
	free(f);
	return 0;
}

static const char *desk_driver(void)
{
	static char path[4096];
	const char *dir = getenv("abs_top_builddir"), *other = getenv("SCREEN_DRIVER");
	snprintf(path, sizeof path, "%s/tests/screen/driver", dir ? dir : ".");
	return other ? other : path;
}

/* Starts the driver with these options; NULL: none.  env: one "NAME=value", or NULL. */
__attribute__((unused))
static struct term *desk_begin(struct fixture *f, int rows, int cols, const char *env, const char *const options[])
{
	static char locale[4200];
	const char *dir = getenv("abs_top_builddir"), *argv[12] = { desk_driver(), f->folder };
	const char *envs[] = { locale, env, NULL };
	for (size_t i = 0; options && options[i] && i < 9; i++)
		argv[i + 2] = options[i];
	snprintf(locale, sizeof locale, "COMPTOIR_LOCALEDIR=%s/locale", dir ? dir : ".");
	term_free(f->t);
	return f->t = term_start(rows, cols, argv, envs);
}
#define OPTIONS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define desk_start(f, rows, cols, env, ...) desk_begin(f, rows, cols, env, OPTIONS(__VA_ARGS__))

#endif
