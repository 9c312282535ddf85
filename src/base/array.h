/* Growing typed arrays.
 *
 *	struct names { const char **items; size_t len, cap; } n = { 0 };
 *	*ARRAY_PUSH(&n) = "x";
 *	ARRAY_RELEASE(&n);
 *
 * Any struct with the members items, len and cap will do. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include "base/xalloc.h"

#define ARRAY_OF(type) struct { type *items; size_t len, cap; }

#define ARRAY_RESERVE(a, n) \
	((n) > (a)->cap ? (void)((a)->cap = (n) > 2 * (a)->cap ? (n) : 2 * (a)->cap, \
	  (a)->items = xreallocarray((a)->items, (a)->cap, sizeof *(a)->items)) : (void)0)

/* The address of a new last item; its contents are undefined. */
#define ARRAY_PUSH(a) \
	(ARRAY_RESERVE(a, (a)->len + 1), &(a)->items[(a)->len++])

#define ARRAY_RELEASE(a) \
	(free((a)->items), (a)->items = NULL, (a)->len = (a)->cap = 0)

#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))

#endif
