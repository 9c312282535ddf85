/* Reading JSON safely: the only door to cJSON.
 *
 * A document is parsed from bounded bytes after a scan of its depth, fully
 * consumed, in an arena of its own (cJSON's hooks) that one call releases.
 * Amounts are exact: a number comes as the decimal text of at most 15 digits it can
 * carry, or it is refused; text is parsed as text.  No binary fraction leaves this
 * file.  One thread at a time parses (the arena hooks are per thread). */
#ifndef CONNECTORS_JSON_H
#define CONNECTORS_JSON_H

#include "base/error.h"
#include "base/json_writer.h"
#include "base/pool.h"
#include <stdint.h>

#define JSON_MAX_DEPTH 64

struct json;                       /* one document; also one node of it */
typedef struct json json_node;

/* The document's root; owned by *doc, released with json_release. */
struct json_doc { void *root; void *arena; };
int json_parse(struct json_doc *doc, const char *text, size_t len, struct error *err);
/* Names of members that are read, of objects at any depth. */
#define JSON_NAMES_SLOTS 256
struct json_names {
	struct { const char *at; size_t len; } slots[JSON_NAMES_SLOTS];   /* borrowed; a hash table */
	int n;
};
/* Adds the names of a path, "summary.net", or of a list of them, "Status,Contact/Email"; at most half as many
 * as there are slots. */
void json_names_add(struct json_names *names, const char *path);
/* Like json_parse, without the members that are not named: what nobody reads is checked, but never
 * becomes a tree.  text: mended in place and lent until json_release; text[len] is a NUL. */
int json_parse_some(struct json_doc *doc, char *text, size_t len, const struct json_names *wanted,
	struct error *err);
void json_release(struct json_doc *doc);
/* The same, wiped first: for documents that hold secrets. */
void json_wipe(struct json_doc *doc);
const json_node *json_root(const struct json_doc *doc);

/* All getters accept NULL nodes.  A path is "vendor.id" (members only). */
const json_node *json_get(const json_node *n, const char *path);
const json_node *json_first(const json_node *array_or_object);
const json_node *json_next(const json_node *n);
size_t json_count(const json_node *array);
const char *json_name(const json_node *n);            /* member name; or NULL */
int json_is_array(const json_node *n);
int json_is_object(const json_node *n);
int json_is_null(const json_node *n);                 /* absent counts */
int json_is_string(const json_node *n);
int json_is_number(const json_node *n);
int json_is_bool(const json_node *n);
/* Text of a string, or NULL. */
const char *json_text(const json_node *n);
/* A string, number (exact decimal) or boolean as text in the pool; NULL for null,
 * arrays, objects and numbers that 15 digits cannot carry. */
const char *json_scalar(const json_node *n, struct pool *p);
/* Whole numbers and ids up to 2^53 from numbers, any 64-bit one from strings; 0/-1. */
int json_int(const json_node *n, int64_t *out);
int json_bool(const json_node *n, int fallback);
/* A number or a string as 10^-scale units, exactly; 0, or -1. */
int json_decimal(const json_node *n, int scale, int64_t *out);
/* The node as compact JSON text. */
struct strbuf;
void json_add(struct strbuf *out, const json_node *n);
/* The same indented, for people; 2 blanks a level. */
void json_add_pretty(struct strbuf *out, const json_node *n);
int json_pretty_text(struct strbuf *out, const char *json);   /* parse + indent; -1: not JSON */

#endif
