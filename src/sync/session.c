/* What a sign-in brings besides the session: secrets to keep, options learned from the other side,
 * and whose books these are. */
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/judge.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static int save_secret(struct line *l, const char *name, const struct secret *value,
	struct error *err)
{
	struct worker *w = l->worker;
	enum vault_section section = VAULT_EXPORT;
	char *full = xasprintf("%s/%s", l->row.name, name);
	struct vault_names names = { 0 };
	int rc;

	if (!w->vault) {
		free(full);
		return error_set(err, ERR_LOCKED, N_("there is no vault to keep the new sign-in of \"%1$s\""),
			l->row.name, NULL);
	}
	if (vault_state(w->vault) == VAULT_IMPORT_ONLY)
		section = VAULT_IMPORT;
	if (vault_list(w->vault, &names, NULL) == 0)
		for (size_t i = 0; i < names.len; i++)
			if (!strcmp(names.items[i].name, full))
				section = names.items[i].section;
	vault_names_release(&names);
	rc = vault_set(w->vault, section, full, value, err);
	if (rc < 0)
		rc = vault_set(w->vault, section, full, value, err);
	free(full);
	return rc;
}

/* What a sign-in brought to keep goes to the vault before anything uses it.  When the
 * vault refuses, it stays in memory and is tried again at the next sign-in: the old one
 * may be used up already. */
int session_keep_secrets(struct task *t, struct error *err)
{
	struct line *l = t->line;
	int rc = 0;

	for (int i = 0; i < t->op.n_save_secret && i < 2; i++) {
		struct line_secret *s = line_secret_slot(l, t->op.save_secret[i].name);
		secret_free(s->value);
		s->value = secret_from_text(t->op.save_secret[i].value);
		s->unsaved = 1;
	}
	for (size_t i = 0; i < l->secrets.len; i++) {
		struct line_secret *s = &l->secrets.items[i];
		if (!s->unsaved)
			continue;
		crash_pass(&l->worker->crash, "secret");
		rc = save_secret(l, s->name, s->value, err);
		if (rc < 0)
			return rc;
		s->unsaved = 0;
	}
	return 0;
}

/* Another connection to the very same company: what is exported by one would be exported by the other
 * again. */
static const struct line *same_company(const struct line *l)
{
	const struct worker *w = l->worker;

	for (size_t i = 0; i < w->n_lines; i++) {
		const struct line *o = w->lines[i];
		if (o != l && l->session.fingerprint && o->row.fingerprint && !strcmp(o->row.role, l->row.role) &&
		    !strcmp(o->row.connector, l->row.connector) && !strcmp(o->row.fingerprint, l->session.fingerprint))
			return o;
	}
	return NULL;
}

int session_wrong_tenant(struct line *l, struct error *err)
{
	const struct line *twin = same_company(l);

	if (twin)
		return error_set(err, ERR_CONFIG, N_("\"%1$s\" is the same company as \"%2$s\" (%3$s); a company is connected "
			"once, so nothing is read or sent by \"%1$s\" until its settings are right"), l->row.name,
			twin->row.name, l->session.company ? l->session.company : l->session.fingerprint, NULL);
	return error_set(err, ERR_CONFIG, N_("\"%1$s\" is now another company (%2$s) than the one this "
		"connection was made for; nothing is read or sent until its settings are right again"),
		l->row.name, l->session.company ? l->session.company : l->session.fingerprint, NULL);
}

/* The company over there must be the one this connection was made for. */
void session_check_tenant(struct line *l)
{
	struct worker *w = l->worker;
	struct error err = ERROR_INIT;
	int changed = 0;
	int64_t id;

	l->wrong_tenant = 0;
	if (same_company(l) || (l->session.fingerprint && l->row.fingerprint &&
	    strcmp(l->session.fingerprint, l->row.fingerprint))) {
		l->wrong_tenant = 1;
		l->close = 1;
		session_wrong_tenant(l, &err);
		engine_fail_waiting(l, &err);
		worker_notice(w, &err, 1);
		error_release(&err);
		return;
	}
	if (l->session.fingerprint && !l->row.fingerprint) {
		l->row.fingerprint = pool_strdup(&l->pool, l->session.fingerprint);
		changed = 1;
	}
	if (l->session.build && (!l->row.release || strcmp(l->row.release, l->session.build))) {
		l->row.release = pool_strdup(&l->pool, l->session.build);
		changed = 1;
		if (l->session.warning) {
			error_set(&err, ERR_CONFIG, l->session.warning,
				l->session.warning_arg ? l->session.warning_arg : l->session.build, NULL);
			worker_notice(w, &err, 0);
			error_release(&err);
		}
	}
	if (changed && !w->read_only && store_connection_put(w->store, &l->row, &id, &err) < 0)
		worker_notice(w, &err, 0);
	error_release(&err);
}

/* Whether subcontracts can be sent there decides what is ready; it is known once seen. */
void session_note_construction(struct line *l)
{
	struct worker *w = l->worker;
	struct strbuf name = STRBUF_INIT;
	int now = l->session.construction != NULL;

	if (!l->has_profile || l->profile.construction == now)
		return;
	l->profile.construction = now;
	strbuf_addf(&name, "construction:%lld", (long long)l->id);
	if (!w->read_only && store_setting_put(w->store, name.s, now ? "1" : "0", NULL) >= 0)
		judge_all(w, NULL);
	strbuf_release(&name);
}

/* What the company is called over there, for the title of the screens. */
void session_note_company(struct line *l)
{
	struct pool p = POOL_INIT;
	const char *known = NULL;
	char *name;

	if (l->session.company == NULL || l->worker->read_only)
		return;
	name = pool_printf(&p, "company:%lld", (long long)l->id);
	if (store_setting_get(l->worker->store, name, &p, &known, NULL) == 0 &&
	    (known == NULL || strcmp(known, l->session.company) != 0))
		store_setting_put(l->worker->store, name, l->session.company, NULL);
	pool_release(&p);
}

/* ---- options learned over there ---- */

static int set_row_option(struct line *l, const char *name, const char *value)
{
	struct connection *c = &l->row;
	struct connection_option *more;

	for (size_t i = 0; i < c->n_options; i++)
		if (!strcmp(c->options[i].name, name)) {
			if (!strcmp(c->options[i].value, value))
				return 0;
			c->options[i].value = pool_strdup(&l->pool, value);
			return 1;
		}
	more = pool_alloc(&l->pool, (c->n_options + 1) * sizeof *more);
	if (c->n_options)
		memcpy(more, c->options, c->n_options * sizeof *more);
	more[c->n_options].name = pool_strdup(&l->pool, name);
	more[c->n_options].value = pool_strdup(&l->pool, value);
	c->options = more;
	c->n_options++;
	return 1;
}

void session_keep_options(struct task *t)
{
	struct line *l = t->line;
	struct error err = ERROR_INIT;
	int64_t id;
	int changed = 0, rc = 0;

	for (int i = 0; i < t->op.n_save_option && i < 2 && rc >= 0; i++) {
		const char *name = t->op.save_option[i].name, *value = t->op.save_option[i].value;

		rc = option_set(&l->options, l->def->options, name, value, &err);
		if (rc >= 0)
			changed |= set_row_option(l, name, value);
	}
	if (rc >= 0 && changed && !l->worker->read_only)
		rc = store_connection_put(l->worker->store, &l->row, &id, &err);
	if (rc >= 0 && changed)
		connect_profile(l->worker, l);           /* it may say what the profile goes by */
	if (rc < 0)
		worker_notice(l->worker, &err, 0);
	error_release(&err);
}
