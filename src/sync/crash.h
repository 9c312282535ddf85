/* Stopping on purpose, for the crash tests: COMPTOIR_CRASH=POINT:N ends the
 * process at the Nth pass over that point, "any" counting all of them.  Without
 * the variable a point costs one comparison. */
#ifndef SYNC_CRASH_H
#define SYNC_CRASH_H

struct crash {
	char point[32];
	long left;        /* 0: off */
};

void crash_init(struct crash *c);
void crash_pass(struct crash *c, const char *point);

#define CRASH_EXIT 99

#endif
