/* Between outbox.c and decide.c. */
#ifndef STORE_DECIDE_H
#define STORE_DECIDE_H

#include "store/outbox.h"

/* Does this row's fate show as the state of its record? */
int outbox_carries_state(const struct outbox_row *row);
/* The same, of a vendor that may be in another system already; 1, 0 or a class. */
int outbox_carries_state_now(struct store *s, const struct outbox_row *row, struct error *err);
/* Sets the record's state (STATUS_NONE: leaves it) and its note. */
int outbox_tell_record(struct store *s, const struct outbox_row *row, enum status status,
	const struct error *why, const char *erp_code, struct error *err);

#endif
