/* Allocation that succeeds or ends the program.
 *
 * Sizes that come from outside the program are bounded by the caller before
 * they reach these functions.  Everything returned is released with free().
 * Any thread. */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>
#include <stdlib.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *ptr, size_t size);
/* Overflow-checked count * size. */
void *xreallocarray(void *ptr, size_t count, size_t size);
/* NULL in, NULL out. */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);

/* A broken invariant: restores the terminal through the hook, writes where,
 * and aborts.  Never used for what another system sends. */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Called once before the program ends by BUG or a lack of memory. */
void bug_set_hook(void (*restore_terminal)(void));

#endif
