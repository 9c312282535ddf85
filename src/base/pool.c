/* Many small allocations, one release.
 *
 * Blocks form a list, newest first; only the newest is filled.  Block sizes
 * double up to a bound, so a page of records costs a handful of mallocs and a
 * pool that holds three strings stays small.  Something larger than a block gets
 * one of its own, put behind the newest so that the room left there still counts.
 *
 * With the address sanitizer the bytes not handed out are poisoned: reading past
 * a string of the pool is found just as in memory from malloc. */
#include "base/pool.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#if defined(__SANITIZE_ADDRESS__)
#define POOL_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOL_POISON 1
#endif
#endif
#ifdef POOL_POISON
#include <sanitizer/asan_interface.h>
#define poison(p, n) __asan_poison_memory_region(p, n)
#define unpoison(p, n) __asan_unpoison_memory_region(p, n)
#else
#define poison(p, n) ((void)0)
#define unpoison(p, n) ((void)0)
#endif

#include "base/banned.h"

#define FIRST_BLOCK ((size_t)1024 - sizeof(struct pool_block))
#define LARGEST_BLOCK ((size_t)256 * 1024 - sizeof(struct pool_block))
#define ALIGN _Alignof(max_align_t)

struct pool_block {
	struct pool_block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char bytes[];
};

void pool_init(struct pool *p)
{
	p->blocks = NULL;
}

static struct pool_block *new_block(size_t size)
{
	struct pool_block *b = xmalloc(sizeof *b + size);

	b->next = NULL;
	b->size = size;
	b->used = 0;
	poison(b->bytes, b->size);
	return b;
}

static void *take(struct pool_block *b, size_t size, size_t align)
{
	size_t start = (b->used + align - 1) / align * align;

	if (start > b->size || size > b->size - start)
		return NULL;
	b->used = start + size;
	unpoison(b->bytes + start, size);
	return b->bytes + start;
}

static void *alloc_aligned(struct pool *p, size_t size, size_t align)
{
	struct pool_block *b = p->blocks;
	size_t next;
	void *ptr;

	if (!size)
		size = 1;
	if (size > SIZE_MAX / 2)
		BUG("a pool allocation of %zu bytes", size);
	if (b && (ptr = take(b, size, align)))
		return ptr;
	next = b && b->size >= FIRST_BLOCK ? 2 * b->size : FIRST_BLOCK;
	if (next > LARGEST_BLOCK)
		next = LARGEST_BLOCK;
	if (size > next / 2 && b) {        /* its own block, behind the newest */
		struct pool_block *own = new_block(size);

		own->next = b->next;
		b->next = own;
		return take(own, size, align);
	}
	b = new_block(size > next ? size : next);
	b->next = p->blocks;
	p->blocks = b;
	return take(b, size, align);
}

void *pool_alloc(struct pool *p, size_t size)
{
	void *ptr = alloc_aligned(p, size, ALIGN);

	return memset(ptr, 0, size ? size : 1);
}

char *pool_strndup(struct pool *p, const char *s, size_t len)
{
	char *copy;

	if (!s)
		return NULL;
	len = strnlen(s, len);
	copy = alloc_aligned(p, len + 1, 1);
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *pool_strdup(struct pool *p, const char *s)
{
	return s ? pool_strndup(p, s, strlen(s)) : NULL;
}

char *pool_printf(struct pool *p, const char *fmt, ...)
{
	char small[256], *s;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n < 0)
		BUG("a format that cannot be printed");
	if ((size_t)n < sizeof small)
		return pool_strndup(p, small, (size_t)n);
	s = alloc_aligned(p, (size_t)n + 1, 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

void pool_reset(struct pool *p)
{
	struct pool_block *keep = p->blocks;

	if (!keep)
		return;
	p->blocks = keep->next;
	keep->next = NULL;
	pool_release(p);
	keep->used = 0;
	poison(keep->bytes, keep->size);
	p->blocks = keep;
}

void pool_release(struct pool *p)
{
	struct pool_block *b, *next;

	for (b = p->blocks; b; b = next) {
		next = b->next;
		unpoison(b->bytes, b->size);
		free(b);
	}
	p->blocks = NULL;
}
