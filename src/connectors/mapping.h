/* From JSON to records by tables: one row names a member of the answer, the field
 * it fills and the transform between them.
 *
 * Amounts need the record's currency, so the caller sets ctx->currency first.
 * Nothing unreadable is guessed: the field stays null and ctx->unreadable counts
 * it, so that the caller can hold the record back (map_hold). */
#ifndef CONNECTORS_MAPPING_H
#define CONNECTORS_MAPPING_H

#include "base/pool.h"
#include "connectors/json.h"
#include "model/record.h"

struct map_ctx {
	struct pool *pool;           /* of the page */
	const char *currency;        /* of the record; "" unknown: two decimals */
	int unreadable;              /* amounts that could not be read exactly */
};

struct map_row {
	const char *path;            /* "vendor.id"; with Acumatica's wrapping left out */
	int field;
	void (*set)(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
};                                   /* a table ends with path NULL */

void map_text(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_trimmed(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_date(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
/* The month of a date: "2026-11". */
void map_month(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_instant(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_money(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_quantity(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_percent(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_int(struct map_ctx *ctx, struct record *r, int field, const json_node *n);
void map_bool(struct map_ctx *ctx, struct record *r, int field, const json_node *n);

/* Fills the record's fields from an object.  wrapped: every member is {"value": X}.  Rows of the same path
 * stand one below the other. */
void map_apply(const struct map_row *rows, struct map_ctx *ctx, struct record *r,
	const json_node *object, int wrapped);
/* One amount in minor units of ctx->currency; 0, or -1 (counted when not null). */
int map_amount(struct map_ctx *ctx, const json_node *n, int64_t *out);
/* After unreadable amounts: takes the field away, so that the rules hold the record
 * instead of exporting what is not known exactly. */
void map_hold(struct map_ctx *ctx, struct record *r, int field);
/* An id: number or text as text in the pool; NULL when there is none. */
const char *map_id(struct map_ctx *ctx, const json_node *n);

#endif
