/* Allocation that cannot fail, and the end of the program when it must.
 *
 * Running out of memory and broken invariants leave by the same door: the
 * terminal is put back first, because a message on a terminal in curses mode is
 * a message nobody reads. */
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static void (*_Atomic bug_hook)(void);

void bug_set_hook(void (*restore_terminal)(void))
{
	atomic_store(&bug_hook, restore_terminal);
}

/* The hook runs once, even when the hook itself ends up here. */
static void run_hook(void)
{
	void (*hook)(void) = atomic_exchange(&bug_hook, NULL);

	if (hook)
		hook();
}

void bug_at(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	run_hook();
	fprintf(stderr, "comptoir: internal error at %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	fflush(stderr);
	abort();
}

static _Noreturn void out_of_memory(void)
{
	static const char text[] = "comptoir: out of memory\n";

	run_hook();
	if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(71);
	abort();
}

void *xmalloc(size_t size)
{
	void *ptr = malloc(size ? size : 1);

	if (!ptr)
		out_of_memory();
	return ptr;
}

void *xcalloc(size_t count, size_t size)
{
	void *ptr = count && size ? calloc(count, size) : calloc(1, 1);

	if (!ptr)
		out_of_memory();
	return ptr;
}

void *xrealloc(void *ptr, size_t size)
{
	void *grown = realloc(ptr, size ? size : 1);

	if (!grown)
		out_of_memory();
	return grown;
}

void *xreallocarray(void *ptr, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		out_of_memory();
	return xrealloc(ptr, total);
}

char *xstrdup(const char *s)
{
	return s ? xstrndup(s, strlen(s)) : NULL;
}

char *xstrndup(const char *s, size_t len)
{
	char *copy;

	if (!s)
		return NULL;
	len = strnlen(s, len);
	if (len == SIZE_MAX)
		out_of_memory();
	copy = xmalloc(len + 1);
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}
