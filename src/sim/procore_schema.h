/* Shapes: what Procore takes and gives, from the table that procore-rules.py made. */
#ifndef SIM_PROCORE_SCHEMA_H
#define SIM_PROCORE_SCHEMA_H

#include "base/strbuf.h"
#include "sim/sim.h"

/* One operation as text; body NULL: it takes none. */
struct pc_rule {
	const char *method, *path, *query, *body, *answer;
};
extern const struct pc_rule pc_rules[];        /* ends with method NULL */

enum shape_kind {
	SHAPE_ANY, SHAPE_INT, SHAPE_NUMBER, SHAPE_STRING, SHAPE_BOOL, SHAPE_DATE, SHAPE_TIME,
	SHAPE_ENUM, SHAPE_ARRAY, SHAPE_OBJECT
};

struct shape {
	enum shape_kind kind;
	struct shape *item;          /* of an array; owned */
	struct shape_member { char *name; int required; struct shape *shape; } *members;
	char **choices;              /* of an enum */
	size_t n;                    /* members or choices */
};

/* The text must be well-formed: it is ours. */
struct shape *shape_parse(const char *text);
void shape_free(struct shape *s);
const struct shape *shape_member(const struct shape *s, const char *name);

/* Is v of that shape?  0; or the status of the refusal (400 a wrong type or a missing
 * member, 406 an unknown one, 422 a value that is not in the list) and a sentence. */
int shape_check(const struct shape *s, const cJSON *v, const char *where, struct strbuf *why);
/* The same for the query of a request; `lenient`: unknown names pass. */
int shape_check_query(const struct shape *s, const struct sim_pairs *query, int lenient,
	struct strbuf *why);
/* Only the members of the shape, in its order; with `fill`, absent ones become null.  Takes
 * v and gives what remains of it. */
cJSON *shape_project(const struct shape *s, cJSON *v, int fill);

#endif
