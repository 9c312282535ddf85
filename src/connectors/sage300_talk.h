/* A conversation that sends one document to Sage: what its two halves share (sage300_push.c: the
 * conversation and invoices, sage300_order.c: commitments and their items). */
#ifndef CONNECTORS_SAGE300_TALK_H
#define CONNECTORS_SAGE300_TALK_H

#include "connectors/sage300.h"

enum { STEP_DOCUMENTS = 1, STEP_INVOICES, STEP_ACCOUNTS, STEP_ITEMS, STEP_CREATE, STEP_UPDATE, STEP_EXPORT,
	STEP_STATUS, STEP_VERDICT, STEP_FAILURES, STEP_FIND, STEP_COMMITMENTS, STEP_LINES, STEP_WRITTEN,
	STEP_HEADER, STEP_ITEM, STEP_SYNC, STEP_SYNC_STATUS };
enum { N_VERSION, N_POLLS, N_NEXT, N_RECEIVED };     /* of the list at work; item to be made next */
enum { TEXT_DOCUMENT, TEXT_OPERATION, TEXT_SINCE, TEXT_ID, TEXT_ITEMS, TEXT_STATE };

struct talk {
	struct op *op;
	const json_node *env;        /* the envelope */
	struct http_request *out;
	struct error *err;
};

/* Does it leave as an import file? */
int sage300_is_file(const struct talk *t);
const char *sage300_code(const struct talk *t);                 /* the number that is looked for */
const char *sage300_word(const struct talk *t, const json_node *o, const char *path);
/* The next request, for that step: OP_SEND.  A list goes on from op->n[N_VERSION]. */
int sage300_get_list(struct talk *t, int step, const char *path, const char *filter, const char *value);
int sage300_post(struct talk *t, int step, const char *path, const char *name, const char *value, const char *body,
	unsigned flags);
/* Takes the largest version of a page; 0 when it is none above the last one. */
int sage300_moves_on(struct talk *t, const json_node *root);
/* Results: what is there now, it is there, it is there and differs (msgid: %1$s the number, %2$s
 * there, %3$s here), it is not there, it is to be written as a file. */
void sage300_snapshot(struct talk *t, const char *status, const char *total);
int sage300_done(struct talk *t, const char *id, int adopted);
int sage300_differs(struct talk *t, const char *id, const char *msgid, const char *there);
int sage300_absent(struct talk *t);
int sage300_write_file(struct talk *t);
/* Is it a file whose layout nobody has confirmed yet? */
int sage300_unverified(const struct talk *t);

int sage300_send_commitments(struct talk *t);
int sage300_take_commitments(struct talk *t, const json_node *root);
int sage300_take_lines(struct talk *t, const json_node *root);
int sage300_send_item(struct talk *t);
int sage300_not_shown(struct talk *t);

#endif
