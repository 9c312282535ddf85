/* The real program in its demonstration, in a terminal, and the simulators behind it: told what to get
 * wrong by their control addresses. */
#ifndef TESTS_SCREEN_PROGRAM_H
#define TESTS_SCREEN_PROGRAM_H

#include "base/strbuf.h"
#include "tests/screen/term.h"

struct program {
	struct term *t;
	char *folder;               /* where the demonstration lives */
	char *procore, *erp;        /* "http://127.0.0.1:PORT" of its simulators */
};

/* For cmocka: *state becomes a struct program with an empty folder. */
int program_set_up(void **state);
int program_tear_down(void **state);
/* Starts comptoir with these arguments, NULL after the last. */
struct term *program_run(struct program *p, int rows, int cols, const char *lang, const char *const args[]);
/* Starts `comptoir --demo` and waits for the end of its first sync.  lang: "C.UTF-8", "fr_CA.UTF-8". */
struct term *program_start(struct program *p, int rows, int cols, const char *lang);
/* The demonstration's database; to free(). */
char *program_database(const struct program *p);

/* The next exchange that fits ("PUT /entity") suffers this: see comptoir-sim --help. */
void program_fault(const char *simulator, const char *kind, const char *match);
/* The same for `count` exchanges (-1: all). */
void program_faults(const char *simulator, const char *kind, const char *match, int count);
/* The next exchange that fits is answered in an hour: longer than any test waits. */
void program_silence(const char *simulator, const char *match);
/* Until the exchange of program_fault or program_silence has begun. */
void program_until_hit(struct program *p, const char *simulator);
/* A POST to a control address, "/_sim/acumatica/period". */
void program_control(const char *simulator, const char *path, const char *body);

/* "http://127.0.0.1:PORT" of the simulator behind a connection; to free(). */
char *program_simulator(const struct program *p, const char *connection);
/* What a simulator says was made or changed in it. */
void program_state(const char *simulator, struct strbuf *out);

#endif
