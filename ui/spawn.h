/* Programs beside ours: a browser, something that keeps the clipboard. */
#ifndef UI_SPAWN_H
#define UI_SPAWN_H

#include "base/error.h"

/* Starts argv (found in PATH, no shell) in a session of its own, with its output thrown away and
 * `input` (len bytes, at most SPAWN_INPUT_MAX, may be NULL) on its standard input.  Never waits.
 * ERR_CONFIG when there is no such program. */
#define SPAWN_INPUT_MAX 65536
int spawn_program(char *const argv[], const void *input, size_t len, struct error *err);
/* 1 when PATH has a program of that name (or it is a path to one). */
int spawn_finds(const char *name);

#endif
