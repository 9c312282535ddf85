/* One export to one accounting system, as a person makes it, and what the system's books say of it.  Which system
 * it is matters nowhere: the simulators keep their books in one form (src/sim/sim.h). */
#ifndef TESTS_BOOK_H
#define TESTS_BOOK_H

#include "tests/contract/peer.h"

struct book {
	struct peer *peer;
	const char *system;          /* connector, connection and simulator: "xero" */
	int64_t invoice, commitment; /* records; commitment 0: none */
	int exports_commitment;      /* the commitment goes first */
	char *invoice_number, *commitment_number, *invoice_remote, *commitment_remote;     /* owned */
	char *handed_on;             /* owned: names of the files, one a line */
};

/* Chooses an invoice of that system that waits for its commitment alone, else one that is ready.  0, or -1. */
int book_choose(struct book *b);
void book_release(struct book *b);
enum status book_status(struct book *b, enum entity e, int64_t id);
/* Approves; the class of the answer.  what: gets the sentence of a refusal; may be NULL. */
int book_approve(struct book *b, enum entity e, int64_t id, struct strbuf *what);
/* Files are imported over there, the computer of the office synchronises: where there is such a step. */
void book_hand_on(struct book *b);
/* Sends, and hands on, until nothing is on its way.  The worker runs. */
void book_settle(struct book *b);
/* Rows of the outbox that have no end yet. */
int book_unsettled(struct book *b);
/* How many documents of the books' list ("orders", "bills") have that reference; -1: the list is missing. */
int book_count(struct book *b, const char *list, const char *ref);
/* What is wrong after the whole export, or NULL. */
const char *book_verify(struct book *b);
/* The worst sentence of the outbox for a record; "" none. */
void book_why(struct book *b, enum entity e, int64_t id, struct strbuf *out);

#endif
