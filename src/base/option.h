/* Options: one table describes them, files and command lines set them.
 *
 * A file is `name = value` lines with [sections]; # begins a comment.  The owner
 * of a table keeps the values in a struct option_values. */
#ifndef BASE_OPTION_H
#define BASE_OPTION_H

#include "base/error.h"
#include <stdint.h>

enum option_type { OPTION_TEXT, OPTION_INT, OPTION_BOOL, OPTION_URL, OPTION_CHOICE, OPTION_SECRET };

#define OPTION_REQUIRED 1u

struct option_def {
	const char *name;         /* stable, ASCII */
	enum option_type type;
	unsigned flags;
	const char *fallback;     /* default as text; NULL: none */
	const char *choices;      /* "a|b|c" for OPTION_CHOICE, else NULL */
	const char *title;        /* N_() */
	const char *help;         /* N_(), one sentence; NULL allowed */
};                                /* a table ends with name NULL */

struct option_values {
	struct option_value { char *name, *value; } *items;  /* owned */
	size_t len, cap;
};

/* The value set, else the table's default, else NULL. */
const char *option_get(const struct option_values *v, const struct option_def *defs,
	const char *name);
int64_t option_get_int(const struct option_values *v, const struct option_def *defs,
	const char *name);
int option_get_bool(const struct option_values *v, const struct option_def *defs,
	const char *name);
/* Checks against the table (unknown name, type, choice): 0 or ERR_CONFIG with a
 * sentence that names the option.  value NULL removes. */
int option_set(struct option_values *v, const struct option_def *defs,
	const char *name, const char *value, struct error *err);
void option_values_release(struct option_values *v);
/* Reads one section of a file's text into v; "" is what stands before the first
 * section.  The error names the line. */
int option_parse(struct option_values *v, const struct option_def *defs,
	const char *text, const char *section, struct error *err);

#endif
