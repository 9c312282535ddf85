/* Questions that are answered at once: the vault, the users. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/xalloc.h"
#include "store/audit.h"
#include "sync/pull.h"
#include "sync/push.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static int need_vault(struct worker *w, struct error *err)
{
	if (!w->vault && w->vault_path && vault_probe(w->vault_path) != VAULT_MISSING)
		return vault_open(&w->vault, w->vault_path, err);   /* made by another copy meanwhile */
	if (w->vault)
		return 0;
	return error_set(err, ERR_NOTFOUND, N_("there is no vault yet; make one first"), NULL);
}

static int need_secret(const struct message *m, struct error *err)
{
	if (m->secret)
		return 0;
	return error_set(err, ERR_DATA, N_("no passphrase was given"), NULL);
}

static void opened(struct worker *w)
{
	vault_touch(w->vault, clock_mono_ms());
	w->push_pending = 1;
	worker_tell_state(w, 1);
}

static int vault_make(struct worker *w, struct message *m, struct error *err)
{
	int rc = need_secret(m, err);

	if (rc >= 0 && (w->vault || !w->vault_path))
		rc = error_set(err, ERR_CONFIG, N_("there is a vault already"), NULL);
	if (rc >= 0)
		rc = vault_create(&w->vault, w->vault_path, m->secret, NULL, err);
	if (rc >= 0)
		opened(w);
	return rc;
}

static int vault_enter(struct worker *w, struct message *m, struct error *err)
{
	int rc = need_vault(w, err);

	if (rc >= 0 && m->text)
		rc = vault_unlock_with_key_file(w->vault, m->text, err);
	else if (rc >= 0)
		rc = need_secret(m, err);
	if (rc >= 0 && !m->text)
		rc = vault_unlock(w->vault, m->secret, err);
	if (rc >= 0)
		opened(w);
	return rc;
}

static int vault_new_passphrase(struct worker *w, struct message *m, struct error *err)
{
	int rc = need_vault(w, err);

	if (rc >= 0 && (!m->secret || !m->secret2))
		rc = error_set(err, ERR_DATA, N_("no passphrase was given"), NULL);
	return rc < 0 ? rc : vault_change_passphrase(w->vault, m->secret, m->secret2, NULL, err);
}

/* "<connection>/<name>": what that line remembers is out of date. */
static void forget_secret(struct worker *w, const char *name)
{
	for (size_t i = 0; i < w->n_lines; i++) {
		struct line *l = w->lines[i];
		size_t n = strlen(l->row.name);
		if (strncmp(name, l->row.name, n) || name[n] != '/')
			continue;
		l->push_at = 0;
		pacer_reset(&l->pacer);
		if (line_quiet(l) && !l->session.valid)
			line_secrets_clear(l);
		else
			l->renew = l->session.valid;
	}
	w->push_pending = 1;
}

static int vault_put(struct worker *w, struct message *m, struct error *err)
{
	int rc = need_vault(w, err);

	if (rc >= 0 && (!m->name || !m->secret))
		rc = error_set(err, ERR_DATA, N_("a secret needs a name and a value"), NULL);
	if (rc >= 0)
		rc = vault_set(w->vault, m->number == 1 ? VAULT_IMPORT : VAULT_EXPORT, m->name, m->secret, err);
	if (rc >= 0)
		forget_secret(w, m->name);
	return rc;
}

static int vault_take_away(struct worker *w, struct message *m, struct error *err)
{
	int rc = need_vault(w, err);

	if (rc >= 0 && !m->name)
		rc = error_set(err, ERR_DATA, N_("a secret needs a name and a value"), NULL);
	if (rc >= 0)
		rc = vault_remove(w->vault, m->name, err);
	if (rc >= 0)
		forget_secret(w, m->name);
	return rc;
}

static int vault_give(struct worker *w, struct message *m, struct message *answer, struct error *err)
{
	int rc = need_vault(w, err);

	if (rc >= 0 && !m->name)
		rc = error_set(err, ERR_DATA, N_("a secret needs a name and a value"), NULL);
	return rc < 0 ? rc : vault_get(w->vault, m->name, &answer->secret, err);
}

static int vault_names(struct worker *w, struct message *answer, struct error *err)
{
	struct vault_names names = { 0 };
	struct strbuf text = STRBUF_INIT;
	int rc = need_vault(w, err);

	if (rc >= 0)
		rc = vault_list(w->vault, &names, err);
	if (rc >= 0) {
		for (size_t i = 0; i < names.len; i++) {
			strbuf_adds(&text, i ? "\n" : "");
			strbuf_adds(&text, names.items[i].name);
		}
		answer->text = strbuf_detach(&text);
	}
	vault_names_release(&names);
	strbuf_release(&text);
	return rc;
}

static int vault_unattended_set(struct worker *w, struct message *m, struct error *err)
{
	int rc = need_vault(w, err);

	if (rc >= 0 && m->number && !m->text)
		rc = error_set(err, ERR_DATA, N_("no key file was named"), NULL);
	if (rc < 0)
		return rc;
	return m->number ? vault_enable_unattended(w->vault, m->text, err) :
		vault_disable_unattended(w->vault, err);
}

/* ---- users ---- */

static int administer(struct worker *w, struct error *err)
{
	struct pool p = POOL_INIT;
	struct rights who;
	int rc = worker_may_write(w, err);

	if (rc >= 0)
		rc = worker_rights(w, &p, &who, err);
	if (rc >= 0)
		rc = rights_may_administer(&who, err);
	pool_release(&p);
	return rc;
}

static int is_role(const char *role)
{
	return role && (!strcmp(role, ROLE_READ_ONLY) || !strcmp(role, ROLE_APPROVER) ||
		!strcmp(role, ROLE_ADMINISTRATOR));
}

static int user_change(struct worker *w, const struct message *m, struct error *err)
{
	switch (m->type) {
	case MSG_USER_PUT:
		if (!is_role(m->text))
			return error_set(err, ERR_DATA, N_("\"%1$s\" is not a role; there are read-only, approver and "
				"administrator"), m->text ? m->text : "", NULL);
		return store_user_put(w->store, m->name, m->text, err);
	case MSG_USER_GRANT:
		if (m->entity < 0 || m->entity >= ENTITY_TAB_COUNT || !m->text ||
		    (strcmp(m->text, "import") && strcmp(m->text, "export")))
			return error_set(err, ERR_DATA, N_("\"%1$s\" is not a right; there are import and export, each "
				"for a kind of record"), m->text ? m->text : "", NULL);
		return store_user_grant(w->store, m->name, m->entity, m->text, m->number != 0, err);
	default:
		return store_user_remove(w->store, m->name, err);
	}
}

static int user_question(struct worker *w, const struct message *m, struct error *err)
{
	struct strbuf detail = STRBUF_INIT;
	int rc = administer(w, err);

	if (rc >= 0 && (!m->name || !*m->name))
		rc = error_set(err, ERR_DATA, N_("no user was named"), NULL);
	if (rc >= 0)
		rc = store_begin(w->store, err);
	if (rc < 0)
		return rc;
	strbuf_adds(&detail, "{\"user\":");
	strbuf_add_json(&detail, m->name);
	strbuf_adds(&detail, ",\"what\":");
	strbuf_add_json(&detail, m->text);
	strbuf_addf(&detail, ",\"entity\":");
	strbuf_add_json(&detail, m->entity >= 0 ? entities[m->entity].name : NULL);
	strbuf_addf(&detail, ",\"on\":%s}", m->number ? "true" : "false");
	rc = user_change(w, m, err);
	if (rc >= 0)
		rc = audit_add(w->store, w->user, messages[m->type].name, ENTITY_NONE, 0, detail.s, err);
	strbuf_release(&detail);
	if (rc < 0) {
		store_rollback(w->store);
		return rc;
	}
	rc = store_commit(w->store, err);
	worker_tell_state(w, 1);
	return rc;
}

/* ---- the table ---- */

int answer_question(struct worker *w, struct message *m)
{
	struct message *a = worker_answer(m->id);
	struct error *err = &a->error;

	switch (m->type) {
	case MSG_VAULT_CREATE:
		vault_make(w, m, err);
		break;
	case MSG_UNLOCK:
		vault_enter(w, m, err);
		break;
	case MSG_LOCK:
		worker_lock(w);
		break;
	case MSG_PASSPHRASE:
		vault_new_passphrase(w, m, err);
		break;
	case MSG_VAULT_SET:
		vault_put(w, m, err);
		break;
	case MSG_VAULT_REMOVE:
		vault_take_away(w, m, err);
		break;
	case MSG_VAULT_GET:
		vault_give(w, m, a, err);
		break;
	case MSG_VAULT_LIST:
		vault_names(w, a, err);
		break;
	case MSG_VAULT_UNATTENDED:
		vault_unattended_set(w, m, err);
		break;
	case MSG_ACTIVITY:
		if (w->vault)
			vault_touch(w->vault, clock_mono_ms());
		break;
	case MSG_USER_PUT:
	case MSG_USER_GRANT:
	case MSG_USER_REMOVE:
		user_question(w, m, err);
		break;
	default:
		message_free(a);
		return 0;
	}
	if (m->type == MSG_ACTIVITY)
		message_free(a);         /* sent with every key; nobody waits for it */
	else
		worker_tell(w, a);
	return 1;
}
