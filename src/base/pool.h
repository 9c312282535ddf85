/* Many small allocations, one release.
 *
 * A page of pulled records lives in one pool: hundreds of small strings and no
 * leak possible on an error path.  One thread at a time. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

struct pool {
	struct pool_block *blocks;  /* owned */
};
#define POOL_INIT { NULL }

void pool_init(struct pool *p);
void *pool_alloc(struct pool *p, size_t size);    /* zeroed, aligned for any type */
char *pool_strdup(struct pool *p, const char *s); /* NULL in, NULL out */
char *pool_strndup(struct pool *p, const char *s, size_t len);
char *pool_printf(struct pool *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void pool_reset(struct pool *p);    /* forgets everything, keeps one block */
void pool_release(struct pool *p);

#endif
