/* messages[]: the names of the messages, for traces, and how one is made and
 * released.  What each carries is told in message.h. */
#include "sync/message.h"

#include "base/xalloc.h"
#include <stdlib.h>

#include "base/banned.h"

const struct message_def messages[MSG_TYPE_COUNT] = {
	[MSG_VAULT_CREATE] = { "vault-create" },
	[MSG_UNLOCK] = { "unlock" },
	[MSG_LOCK] = { "lock" },
	[MSG_PASSPHRASE] = { "passphrase" },
	[MSG_VAULT_SET] = { "vault-set" },
	[MSG_VAULT_REMOVE] = { "vault-remove" },
	[MSG_VAULT_GET] = { "vault-get" },
	[MSG_VAULT_LIST] = { "vault-list" },
	[MSG_VAULT_UNATTENDED] = { "vault-unattended" },
	[MSG_ACTIVITY] = { "activity" },
	[MSG_SYNC] = { "sync" },
	[MSG_CANCEL] = { "cancel" },
	[MSG_DECIDE] = { "decide" },
	[MSG_OVERRIDE] = { "override" },
	[MSG_COMMENT] = { "comment" },
	[MSG_PREVIEW] = { "preview" },
	[MSG_CONNECTION_ADD] = { "connection-add" },
	[MSG_CONNECTION_TEST] = { "connection-test" },
	[MSG_CONNECTION_REMOVE] = { "connection-remove" },
	[MSG_AUTHORIZE] = { "authorize" },
	[MSG_AUTH_CODE] = { "auth-code" },
	[MSG_USER_PUT] = { "user-put" },
	[MSG_USER_GRANT] = { "user-grant" },
	[MSG_USER_REMOVE] = { "user-remove" },
	[MSG_STOP] = { "stop" },
	[MSG_ANSWER] = { "answer" },
	[MSG_WORKER_STATE] = { "worker-state" },
	[MSG_CHANGED] = { "changed" },
	[MSG_PROGRESS] = { "progress" },
	[MSG_DECIDING] = { "deciding" },
	[MSG_SYNC_DONE] = { "sync-done" },
	[MSG_NOTICE] = { "notice" },
	[MSG_PACE] = { "pace" },
	[MSG_WORKER_FAILED] = { "worker-failed" },
};

struct message *message_new(enum message_type type)
{
	struct message *m = xcalloc(1, sizeof *m);

	m->type = type;
	m->entity = ENTITY_NONE;
	return m;
}

void message_free(struct message *m)
{
	if (!m)
		return;
	free(m->name);
	free(m->text);
	secret_free(m->secret);
	secret_free(m->secret2);
	free(m->items);
	option_values_release(&m->options);
	error_release(&m->error);
	free(m);
}
