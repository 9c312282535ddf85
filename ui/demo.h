/* The demonstration: simulators as a child, a throw-away company beside the user's own. */
#ifndef UI_DEMO_H
#define UI_DEMO_H

#include "ui/cli.h"
#include <sys/types.h>

#define DEMO_MAX_SYSTEMS 8

struct demo {
	struct cli cli;
	char *home;                  /* owned: everything of the demo lies below it */
	char *ready;                 /* owned: what comptoir-sim printed when it was ready */
	pid_t sim;
	const char *systems[DEMO_MAX_SYSTEMS];  /* accounting systems, by name */
	size_t n_systems;
};

/* The same road in text: sync, what waits, preflight, approve, export, and the proof from the
 * simulators.  0 only when all of it happened. */
int demo_story(struct demo *d);

#endif
