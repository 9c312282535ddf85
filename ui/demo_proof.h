/* What the demonstration does and asks through the control of the simulators: the office's computer that
 * synchronises, the person who hands a file on, the check that is written; and the proof of what happened. */
#ifndef UI_DEMO_PROOF_H
#define UI_DEMO_PROOF_H

#include "store/records.h"
#include "ui/demo.h"

/* The story of one accounting system. */
struct story {
	struct demo *d;
	const struct connection *erp;    /* borrowed */
	const char *title;               /* of the system, for people */
	struct record invoice, commitment;
	int has_commitment;              /* the invoice has one in Procore */
	int exports_commitment;          /* it is exported first */
	struct { char **items; size_t len, cap; } handed_on;   /* owned: files */
	char *payment;                   /* owned: its id over there; NULL */
};

void proof_release(struct story *st);
/* "+ sentence" or "- sentence"; 0, or 1 when it is not so. */
int proof_is(int ok, const char *what);
/* Between the program and the system: files are imported, the computer of the office synchronises. */
void proof_hand_on(struct story *st);
/* Each 0, or an exit code after saying what is not so. */
int proof_export(struct story *st);
int proof_pay(struct story *st);
int proof_paid(struct story *st);
int proof_void(struct story *st);
int proof_voided(struct story *st);

#endif
