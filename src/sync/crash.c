/* Stopping on purpose: what a power cut does, at a place a test can name. */
#include "sync/crash.h"

#include "base/trace.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

void crash_init(struct crash *c)
{
	const char *spec = getenv("COMPTOIR_CRASH");
	const char *colon = spec ? strrchr(spec, ':') : NULL;
	size_t n;

	memset(c, 0, sizeof *c);
	if (!colon)
		return;
	n = (size_t)(colon - spec);
	if (n >= sizeof c->point)
		return;
	memcpy(c->point, spec, n);
	c->left = strtol(colon + 1, NULL, 10);
}

void crash_pass(struct crash *c, const char *point)
{
	if (c->left <= 0)
		return;
	if (strcmp(c->point, "any") && strcmp(c->point, point))
		return;
	if (--c->left == 0) {
		trace(TRACE_OUTBOX, "stopped on purpose at %s", point);
		_exit(CRASH_EXIT);
	}
}
