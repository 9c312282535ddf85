/* A short list of texts as a JSON array, the form in which the arguments of a
 * message are kept in the database. */
#ifndef BASE_ARGS_H
#define BASE_ARGS_H

#include "base/pool.h"
#include "base/strbuf.h"

/* Adds ["a","b"]; n 0 adds []. */
void args_add_json(struct strbuf *out, const char *const *args, size_t n);
/* Reads at most max texts into the pool; returns how many (0 for NULL or nonsense). */
size_t args_parse(const char *json, struct pool *p, const char **out, size_t max);

#endif
