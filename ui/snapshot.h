/* Snapshots: the canonical JSON of a record as it was exported, rejected or decided on,
 * compared field by field with the record of today. */
#ifndef UI_SNAPSHOT_H
#define UI_SNAPSHOT_H

#include "model/record.h"

struct difference { int field; const char *then, *now; };   /* canonical texts, in the pool */
struct difference_array { struct difference *items; size_t len, cap; };

/* The text of a member of the snapshot (of its top level, or of its member "record"),
 * decoded into the pool; NULL when it has none. */
const char *snapshot_get(const char *json, const char *name, struct pool *p);
/* Fields in which record and snapshot differ, of those the snapshot knows and
 * that count as a change (FIELD_DRIFT).  Nothing when the snapshot cannot be read. */
void snapshot_compare(const char *json, const struct record *r, struct pool *p,
	struct difference_array *out);
/* A canonical text as people write it: amounts, dates and percentages by language. */
void snapshot_add_value(struct strbuf *out, const struct record *like, int field, const char *text);

#endif
