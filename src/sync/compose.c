/* Composing what will be sent: the dossier of a record as it is now, and the connector's
 * request for it.  The preview on the screen comes from here too, so that it is what is sent. */
#include "sync/push.h"

#include "base/i18n.h"
#include "sync/dossier.h"
#include "sync/judge.h"
#include "sync/work.h"
#include <string.h>

#include "base/banned.h"

int push_same_world(struct worker *w, const struct line *l, struct error *err)
{
	const char *mine = connect_environment(l), *other;

	if (l->def && l->def->profile && !l->has_profile)
		return error_set(err, ERR_CONFIG, N_("the profile of \"%1$s\" could not be read, so what it takes "
			"is not known; nothing is sent there"), l->row.name, NULL);
	for (size_t i = 0; i < w->n_lines; i++) {
		const struct line *o = w->lines[i];
		other = connect_environment(o);
		if (o != l && *mine && *other && strcmp(other, mine))
			return error_set(err, ERR_CONFIG, N_("\"%1$s\" is a %2$s system and \"%3$s\" a %4$s one; "
				"a test is never mixed with the real books, so nothing is sent"),
				l->row.name, mine, o->row.name, other, NULL);
	}
	return 0;
}

int push_load(struct line *l, const char *verb, enum entity e, int64_t id, struct pool *p,
	struct dossier *d, struct error *err)
{
	struct worker *w = l->worker;
	struct dossier_override *more;
	int rc;

	lookup_clear(w->lookup);
	rc = dossier_begin(w->lookup, e, id, strcmp(verb, OUT_EXPORT) ? 0 : l->id, p, d, err);
	if (rc < 0)
		return rc;
	dossier_complete(w->lookup, judge_profile(w, d->erp), p, d);
	if (!strcmp(verb, OUT_REJECT)) {
		struct decision_array all = { 0 };
		decisions_list(w->store, e, id, p, &all, NULL);
		more = pool_alloc(p, (d->n_overrides + 1) * sizeof *more);
		if (d->n_overrides)
			memcpy(more, d->overrides, d->n_overrides * sizeof *more);
		more[d->n_overrides].name = "reason";
		more[d->n_overrides].value = all.len ? all.items[all.len - 1].comment : "";
		d->overrides = more;
		d->n_overrides++;
		ARRAY_RELEASE(&all);
	}
	return 0;
}

int push_compose_dossier(struct line *l, const char *verb, const struct dossier *d, const char *key,
	struct strbuf *payload, struct error *err)
{
	struct op_env env;

	line_env(l, &env);
	if (!l->def->compose)
		return error_set(err, ERR_CONFIG, N_("\"%1$s\" cannot be written to"), l->row.name, NULL);
	return l->def->compose(payload, verb, d, judge_profile(l->worker, d->erp), &env, key, err);
}

int push_compose(struct line *l, const char *verb, enum entity e, int64_t id, const char *key,
	struct strbuf *payload, struct error *err)
{
	struct pool p = POOL_INIT;
	struct dossier d;
	int rc = push_load(l, verb, e, id, &p, &d, err);

	if (rc >= 0)
		rc = push_compose_dossier(l, verb, &d, key, payload, err);
	lookup_clear(l->worker->lookup);
	pool_release(&p);
	return rc;
}
