/* messages[]: every message between the screen's thread and the worker.
 *
 * A message is a value with one owner: posting gives it away, the receiver
 * releases it.  It holds copies, never pointers into somebody's state.  Answers
 * carry the id of the question.  Nobody posts to their own mailbox. */
#ifndef SYNC_MESSAGE_H
#define SYNC_MESSAGE_H

#include "base/error.h"
#include "base/option.h"
#include "model/decision.h"
#include "model/entity.h"
#include "vault/secret.h"
#include <stdint.h>

enum message_type {
	/* questions: to the worker */
	MSG_VAULT_CREATE,    /* secret = passphrase */
	MSG_UNLOCK,          /* secret = passphrase; text = key file instead (unattended) */
	MSG_LOCK,
	MSG_PASSPHRASE,      /* secret = old, secret2 = new */
	MSG_VAULT_SET,       /* name, secret; number = 1: import section */
	MSG_VAULT_REMOVE,    /* name */
	MSG_VAULT_GET,       /* name; answer: secret */
	MSG_VAULT_LIST,      /* answer: text, one name a line */
	MSG_VAULT_UNATTENDED,/* text = key file; number 1 on, 0 off */
	MSG_ACTIVITY,        /* a key was pressed: auto-lock starts anew */
	MSG_SYNC,            /* entity or ENTITY_NONE = all; name = connection or NULL; number: MSG_SYNC_... flags */
	MSG_CANCEL,          /* number = request to cancel, a sync or a decision on many items; 0 = all syncs */
	MSG_DECIDE,          /* verb, items, text = comment; number: DECIDE_... flags; name = the ERP's connection
	                      * where it matters (a vendor may be in several), or NULL.  Answer: number done, number2
	                      * refused, text = refusals, one a line; DECIDE_LOOK: items = what would be decided, in
	                      * order, name = refusals, text = warnings, each a JSON array: entity, id, code, args */
	MSG_OVERRIDE,        /* items[0], name = field, text = value or NULL */
	MSG_COMMENT,         /* items, text: kept in the audit trail */
	MSG_PREVIEW,         /* items[0]: what will be sent; answer: text = JSON */
	MSG_CONNECTION_ADD,  /* name, text = connector, options, secrets by MSG_VAULT_SET after */
	MSG_CONNECTION_TEST, /* name; answer: text = report */
	MSG_CONNECTION_REMOVE, /* name */
	MSG_AUTHORIZE,       /* name: answer 1: text = address to open; then waits for the callback or MSG_AUTH_CODE */
	MSG_AUTH_CODE,       /* name, secret = pasted code or address */
	MSG_USER_PUT,        /* name, text = role */
	MSG_USER_GRANT,      /* name, entity, text = "import"/"export", number 1/0 */
	MSG_USER_REMOVE,     /* name */
	MSG_STOP,            /* finish the local transaction, abandon transfers, end */

	/* answers and news: to the screen */
	MSG_ANSWER,          /* to = question; error (cls 0: fine); text, number: result */
	MSG_WORKER_STATE,    /* number = enum vault_state | STATE_... bits; text = user; name = role */
	MSG_CHANGED,         /* number = bits 1u << entity: ask the store again */
	MSG_PROGRESS,        /* to = question; name = connection, text = feed; number done, number2 total;
	                      * text = PROGRESS_WAITING: waits for newer data since number of number2 seconds */
	MSG_DECIDING,        /* to = question of many items; number decided so far, number2 total */
	MSG_SYNC_DONE,       /* to = question; error; number rows changed, number2 calls of reading; text = summary */
	MSG_NOTICE,          /* error: for the problems list; items: the record it is about, if it is about one;
	                      * number = 1: also a bell */
	MSG_PACE,            /* name = connection; number = ms until it goes on (throttled, offline) ; error why */
	MSG_WORKER_FAILED,   /* error: the worker could not begin and is gone */
	MSG_TYPE_COUNT,
};

#define MSG_SYNC_FULL     1    /* a full pass, with deletions */
#define MSG_SYNC_EXPORT   2    /* also send what is queued (always for a person at the screen) */
#define MSG_SYNC_SEND_ONLY 4   /* read nothing; done when what is queued was sent, as far as it can be now */
#define MSG_SYNC_WAIT     8    /* of a system that is read from a copy (two hops): wait until something newer has
                                * arrived in it, number2 minutes at most; ERR_LATER when nothing has, then nothing of
                                * it is read.  Other connections are read as always. */
#define PROGRESS_WAITING "waiting"
#define DECIDE_PREREQUISITES 1 /* approve what it depends on first */
#define DECIDE_ACCEPT_WARNINGS 2
#define DECIDE_ANY_VERSION 4   /* the command line: no screen was seen, and nobody watches a countdown */
#define DECIDE_LOOK 8          /* only says what would be decided, and what warns; nothing is written */

/* MSG_WORKER_STATE, added to enum vault_state (0..3) */
#define STATE_VAULT_MASK   3
#define STATE_READ_ONLY    16  /* this copy writes nothing */
#define STATE_ELSEWHERE    32  /* another running copy sends what is queued */
#define STATE_BUSY         64  /* a sync or an export is under way */

struct message_item { enum entity entity; int64_t id; int64_t version; };

struct message {
	enum message_type type;
	uint64_t id;             /* of this message; given by mailbox_post */
	uint64_t to;             /* answers: the question's id */
	enum entity entity;
	enum verb verb;
	int64_t number, number2;
	char *name, *text;       /* owned */
	struct secret *secret, *secret2;  /* owned */
	struct message_item *items; size_t n_items;   /* owned */
	struct option_values options;     /* owned */
	struct error error;               /* owned */
	struct message *next;    /* the mailbox's */
};

struct message_def { const char *name; };
extern const struct message_def messages[MSG_TYPE_COUNT];

struct message *message_new(enum message_type type);      /* entity ENTITY_NONE */
void message_free(struct message *m);                     /* NULL is fine */

#endif
