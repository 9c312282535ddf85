/* Inside the reading of JSON: texts, numbers and names of members, byte by byte.  One thread. */
#ifndef CONNECTORS_JSON_SCAN_H
#define CONNECTORS_JSON_SCAN_H

#include "connectors/json.h"

struct arena;                        /* json.c */

struct scan {
	struct arena *arena;         /* borrowed */
	char *s, *end;
	const struct json_names *wanted;   /* borrowed, or NULL */
	int depth;
	uint64_t objects;            /* bit per depth: an object, not an array */
	int left_out;                /* inside a value that nobody reads */
	int escaped;                 /* the last text holds escapes */
	char mark;                   /* what stands after the last value, at s */
	const char *why;             /* what is wrong; NULL: nothing */
};

/* From a quote to behind the next one, and from a number's first character to behind its last: the grammar
 * is checked, what a text of C cannot hold is mended in place. */
void json_scan_text(struct scan *sc);
void json_scan_number(struct scan *sc);
/* In place, of a text that json_scan_text has seen and that now ends with a NUL. */
void json_unescape(char *s);
/* Where a name stands among those that are read, or -1. */
int json_names_find(const struct json_names *names, const char *name, size_t len);

#endif
