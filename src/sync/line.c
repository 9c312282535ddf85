/* A connection as a value: its row, its options, the secrets it needs and the session it
 * has.  What happens on it is in engine.c. */
#include "sync/work.h"

#include "base/date.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct line_secret *line_secret_slot(struct line *l, const char *name)
{
	struct line_secret *s;

	for (size_t i = 0; i < l->secrets.len; i++)
		if (!strcmp(l->secrets.items[i].name, name))
			return &l->secrets.items[i];
	s = ARRAY_PUSH(&l->secrets);
	s->name = xstrdup(name);
	s->value = NULL;
	s->unsaved = s->once = 0;
	return s;
}

void line_secret_put(struct line *l, const char *name, const char *value, int how)
{
	struct line_secret *s = line_secret_slot(l, name);

	secret_free(s->value);
	s->value = secret_from_text(value);
	s->once = how == LINE_SECRET_ONCE;
	s->unsaved = how == LINE_SECRET_KEEP;
}

int line_built(const struct line *l)
{
	return l->def && l->def->pull;
}

const char *line_option(const struct line *l, const char *name)
{
	if (!l->def || !l->def->options)
		return NULL;
	for (const struct option_def *d = l->def->options; d->name; d++)
		if (!strcmp(d->name, name))
			return option_get(&l->options, l->def->options, name);
	return NULL;
}

static const char *line_secret(void *data, const char *name)
{
	struct line *l = data;
	struct worker *w = l->worker;
	struct line_secret *s = line_secret_slot(l, name);
	char *full;

	if (!s->value && w->vault && vault_state(w->vault) != VAULT_LOCKED) {
		full = xasprintf("%s/%s", l->row.name, name);
		if (vault_get(w->vault, full, &s->value, NULL) < 0)
			s->value = NULL;
		free(full);
	}
	return s->value ? secret_text(s->value) : NULL;
}

void line_env(struct line *l, struct op_env *env)
{
	memset(env, 0, sizeof *env);
	env->options = &l->options;
	env->option_defs = l->def ? l->def->options : NULL;
	env->secret = line_secret;
	env->secret_data = l;
	env->session = &l->session;
	env->now_ms = clock_now_ms();
	env->profile = l->has_profile ? &l->profile : NULL;
}

void line_session_clear(struct line *l)
{
	struct session *s = &l->session;

	if (s->bearer)
		http_wipe(s->bearer, strlen(s->bearer));
	if (s->cookies)
		http_wipe(s->cookies, strlen(s->cookies));
	pool_release(&s->pool);
	memset(s, 0, sizeof *s);
	pool_init(&s->pool);
}

void line_secrets_clear(struct line *l)
{
	for (size_t i = 0; i < l->secrets.len; i++) {
		free(l->secrets.items[i].name);
		secret_free(l->secrets.items[i].value);
	}
	ARRAY_RELEASE(&l->secrets);
}

int64_t line_waited_ms(const struct line *l)
{
	return l->waited_ms + (l->paced_since ? clock_mono_ms() - l->paced_since : 0);
}

int line_quiet(const struct line *l)
{
	return !l->tasks && !l->running;
}

/* For tests (settle_ms 0): no waiting of our own; what the other side demands still counts. */
static const int no_wait[] = { 1 };
static const struct pacer_policy hurried = { "hurried", 2, 0, no_wait, 1, 50, 10 };

struct line *line_new(struct worker *w, const struct connection *c)
{
	struct line *l = xcalloc(1, sizeof *l);

	l->worker = w;
	pool_init(&l->pool);
	pool_init(&l->session.pool);
	l->id = c->id;
	l->row = *c;
	l->row.name = pool_strdup(&l->pool, c->name);
	l->row.connector = pool_strdup(&l->pool, c->connector);
	l->row.role = pool_strdup(&l->pool, c->role);
	l->row.environment = pool_strdup(&l->pool, c->environment);
	l->row.fingerprint = pool_strdup(&l->pool, c->fingerprint);
	l->row.release = pool_strdup(&l->pool, c->release);
	l->row.options = pool_alloc(&l->pool, (c->n_options + 1) * sizeof *l->row.options);
	l->def = connector_find(c->connector);
	for (size_t i = 0; i < c->n_options; i++) {
		l->row.options[i].name = pool_strdup(&l->pool, c->options[i].name);
		l->row.options[i].value = pool_strdup(&l->pool, c->options[i].value);
		if (l->def && l->def->options)   /* an option of an older release is left out */
			option_set(&l->options, l->def->options, c->options[i].name, c->options[i].value, NULL);
	}
	pacer_init(&l->pacer, w->settle_ms == 0 ? &hurried : pacer_policy_find(c->connector),
		(uint64_t)clock_now_ms() + (uint64_t)c->id);
	l->used_at = clock_mono_ms();
	return l;
}

void line_free(struct line *l)
{
	struct task *t, *next;

	if (!l)
		return;
	for (t = l->tasks; t; t = next) {
		next = t->next;
		task_free(t);
	}
	line_session_clear(l);
	pool_release(&l->session.pool);
	line_secrets_clear(l);
	ARRAY_RELEASE(&l->alone);
	option_values_release(&l->options);
	if (l->has_profile)
		profile_release_all(&l->profile);
	pool_release(&l->pool);
	free(l);
}
