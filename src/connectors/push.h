/* What both sending connectors use: the verbs and the reading of envelopes. */
#ifndef CONNECTORS_PUSH_H
#define CONNECTORS_PUSH_H

#include "connectors/connector.h"
#include "connectors/json.h"

/* The same texts as OUT_... of store/outbox.h, which connectors may not include. */
#define PUSH_EXPORT    "export"
#define PUSH_WRITEBACK "writeback"
#define PUSH_REJECT    "reject"
#define PUSH_PAYMENT   "payment"
#define PUSH_ADD       "add"

/* Parses the payload of op->item; ERR_BUG when it is not an envelope of `system`. */
int push_envelope(struct json_doc *doc, const struct op *op, const char *system, struct error *err);
/* A member that is text; "" when absent. */
const char *push_text(const json_node *envelope, const char *path);
/* Member `path` as JSON text on the heap. */
char *push_body(const json_node *envelope, const char *path);

/* The ERP's line number in "SC000041|1" or "1"; "" when it ends in no number. */
const char *push_line_number(const char *order_line);

#endif
