/* A comment on records: a note that people leave each other in the audit trail.
 *
 * It decides nothing and sends nothing, so it needs no open vault: somebody who looks at a list
 * may write down what they found.  Who may only read may not write here either. */
#include "base/i18n.h"
#include "base/text.h"
#include "model/decision.h"
#include "store/comments.h"
#include "store/records.h"
#include "sync/work.h"

#include <string.h>

#include "base/banned.h"

#define MAX_CHARS 2000
#define MAX_ITEMS 1000

static int check(const struct message *m, struct error *err)
{
	const char *s = m->text ? m->text : "";

	if (m->n_items == 0 || m->n_items > MAX_ITEMS)
		return error_set(err, ERR_DATA, m->n_items ? N_("a comment is for at most 1000 records at a time; nothing was kept") :
			N_("nothing was chosen"), NULL);
	if (s[strspn(s, " \t\n")] == '\0')
		return error_set(err, ERR_DATA, N_("the comment is empty; nothing was kept"), NULL);
	if (text_count_chars(s) > MAX_CHARS)
		return error_set(err, ERR_DATA, N_("the comment is longer than 2000 characters; nothing was kept"), NULL);
	return 0;
}

static int keep(struct worker *w, const struct message *m, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record r;
	int rc = store_begin(w->store, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == 0 && i < m->n_items; i++) {
		const struct message_item *item = &m->items[i];

		rc = item->entity < 0 || item->entity >= ENTITY_TAB_COUNT ?
			error_set(err, ERR_DATA, N_("nothing was chosen"), NULL) :
			records_get(w->store, item->entity, item->id, &p, &r, err);
		if (rc == 0)
			rc = comments_add(w->store, w->user, item->entity, item->id, m->text, err);
	}
	pool_release(&p);
	if (rc < 0) {
		store_rollback(w->store);
		return rc;
	}
	return store_commit(w->store, err);
}

void comment_question(struct worker *w, struct message *m)
{
	struct error err = ERROR_INIT;
	struct pool p = POOL_INIT;
	struct rights who;
	int rc = worker_may_write(w, &err);

	if (rc >= 0)
		rc = worker_rights(w, &p, &who, &err);
	if (rc >= 0)
		rc = rights_may_comment(&who, &err);
	if (rc >= 0)
		rc = check(m, &err);
	if (rc >= 0)
		rc = keep(w, m, &err);
	if (rc >= 0)
		worker_changed(w, m->items[0].entity);
	worker_reply(w, m->id, &err);
	error_release(&err);
	pool_release(&p);
}
