/* The only mutex in the program: two mailboxes, one each way. */
#ifndef SYNC_MAILBOX_H
#define SYNC_MAILBOX_H

#include "sync/message.h"

struct mailbox;

struct mailbox *mailbox_new(void);
void mailbox_free(struct mailbox *m);
/* Gives the message away; returns the id it got.  Any thread but the owner.
 * wake (may be NULL) is called after, e.g. client_wake. */
uint64_t mailbox_post(struct mailbox *m, struct message *take_msg);
/* Next message or NULL; the owner. */
struct message *mailbox_take(struct mailbox *m);
/* Readable when something waits. */
int mailbox_fd(const struct mailbox *m);
void mailbox_set_wake(struct mailbox *m, void (*wake)(void *), void *data);

#endif
