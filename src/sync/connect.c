/* Connections: adding, testing, removing, and a person signing in with the browser.
 *
 * What is checked when one is added is what can be checked without a network: the name,
 * the kind, every option against the connector's own table (among them the id formats),
 * and that a test system is not put beside real books. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "net/callback.h"
#include "net/oauth.h"
#include "store/audit.h"
#include "sync/judge.h"
#include "sync/profiles.h"
#include "sync/push.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define NAME_MAX_CHARS 40

/* A person at the browser. */
struct sign_in {
	struct line *line;               /* borrowed */
	uint64_t question;
	struct callback *callback;       /* owned */
	char state[OAUTH_STATE_LEN], verifier[OAUTH_VERIFIER_LEN];
	char *redirect;                  /* owned */
};

/* ---- loading ---- */

void connect_profile(struct worker *w, struct line *l)
{
	struct strbuf name = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct pool p = POOL_INIT;
	const char *seen = NULL;

	if (!l->def || !l->def->profile)
		return;
	if (l->has_profile)
		profile_release_all(&l->profile);
	l->has_profile = 0;
	if (profiles_load(&l->profile, l->def, &l->options, &err) < 0) {
		worker_notice(w, &err, 1);
	} else {
		l->has_profile = 1;
		strbuf_addf(&name, "construction:%lld", (long long)l->id);
		store_setting_get(w->store, name.s, &p, &seen, NULL);
		l->profile.construction = !seen ? -1 : *seen == '1';
	}
	error_release(&err);
	strbuf_release(&name);
	pool_release(&p);
}

static struct line *line_by_name(struct worker *w, const char *name)
{
	for (size_t i = 0; name && i < w->n_lines; i++)
		if (!strcmp(w->lines[i]->row.name, name))
			return w->lines[i];
	return NULL;
}

static void drop_line(struct worker *w, struct line *l)
{
	for (size_t i = 0; i < w->n_lines; i++)
		if (w->lines[i] == l) {
			memmove(w->lines + i, w->lines + i + 1, (w->n_lines - i - 1) * sizeof *w->lines);
			w->n_lines--;
			break;
		}
	line_free(l);
}

int connect_load(struct worker *w, struct error *err)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	int rc = store_connections(w->store, &p, &all, err);

	for (size_t i = 0; rc >= 0 && i < all.len; i++) {
		struct line *l;
		if (line_by_name(w, all.items[i].name))
			continue;
		l = line_new(w, &all.items[i]);
		connect_profile(w, l);
		w->lines = xreallocarray(w->lines, w->n_lines + 1, sizeof *w->lines);
		w->lines[w->n_lines++] = l;
	}
	ARRAY_RELEASE(&all);
	pool_release(&p);
	return rc < 0 ? rc : 0;
}

/* ---- adding ---- */

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

static int check_name(const char *name, struct error *err)
{
	size_t n = name ? strlen(name) : 0;

	if (n && n <= NAME_MAX_CHARS && *name != '.' &&      /* it names a folder, too */
	    strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == n)
		return 0;
	return error_set(err, ERR_DATA, N_("\"%1$s\" cannot name a connection; use letters, digits, - and _"),
		name ? name : "", NULL);
}

static int check_options(const struct connector *def, const struct message *m, struct error *err)
{
	struct option_values v = { 0 };
	int rc = 0;

	for (size_t i = 0; i < m->options.len && rc >= 0; i++)
		rc = option_set(&v, def->options, m->options.items[i].name, m->options.items[i].value, err);
	for (const struct option_def *o = def->options; o && o->name && rc >= 0; o++) {
		const char *value = option_get(&v, def->options, o->name);
		if ((o->flags & OPTION_REQUIRED) && o->type != OPTION_SECRET && (!value || !*value))
			rc = error_set(err, ERR_CONFIG, N_("\"%1$s\" (%2$s) is needed for a connection to %3$s"),
				o->name, TR(o->title), def->title, NULL);
		for (size_t i = 0; i < m->options.len && rc >= 0; i++)
			if (o->type == OPTION_SECRET && !strcmp(m->options.items[i].name, o->name))
				rc = error_set(err, ERR_CONFIG, N_("\"%1$s\" is a secret: it belongs into the vault, "
					"not among the options"), o->name, NULL);
	}
	option_values_release(&v);
	return rc;
}

/* "production", "test", or "" when this kind of system does not say. */
static const char *environment_of(const struct connector *def, const struct option_values *v)
{
	for (const struct option_def *o = def->options; o && o->name; o++)
		if (!strcmp(o->name, "environment")) {
			const char *value = option_get(v, def->options, "environment");
			return value && !strcmp(value, "production") ? "production" : "test";
		}
	return "";
}

const char *connect_environment(const struct line *l)
{
	return l->def ? environment_of(l->def, &l->options) : "";
}

/* A test company and real books do not share a company, whichever side they stand on: what is
 * linked or exported in one would be taken for the other.  Refused when a connection is added or its
 * options change, and again before anything is sent (push_same_world). */
static int check_pair(struct worker *w, const char *name, const char *role, const char *environment,
	struct error *err)
{
	for (size_t i = 0; i < w->n_lines; i++) {
		const struct line *o = w->lines[i];
		const char *other = connect_environment(o);
		if (!*other || !*environment || !strcmp(o->row.name, name))
			continue;
		if (strcmp(other, environment))
			return error_set(err, ERR_CONFIG, N_("\"%1$s\" is a %2$s system and \"%3$s\" a %4$s one; "
				"a test is never paired with the real books, so nothing was saved"),
				name, environment, o->row.name, other, NULL);
	}
	if (!strcmp(role, "procore"))
		for (size_t i = 0; i < w->n_lines; i++)
			if (!strcmp(w->lines[i]->row.role, "procore") && strcmp(w->lines[i]->row.name, name))
				return error_set(err, ERR_CONFIG, N_("there is a connection to Procore already (\"%1$s\"); "
					"a company has one"), w->lines[i]->row.name, NULL);
	return 0;
}

static int was_read(struct worker *w, const struct line *l)
{
	for (int e = 0; e < ENTITY_COUNT; e++)
		if (sync_age(w->store, l->id, (enum entity)e))
			return 1;
	return 0;
}

static int put_connection(struct worker *w, const struct message *m, const struct connector *def,
	const struct line *old, const char *environment, struct error *err)
{
	struct pool p = POOL_INIT;
	struct connection c = { .id = old ? old->id : 0, .name = m->name, .connector = def->name,
		.role = def->role, .environment = *environment ? environment : "production" };
	struct strbuf detail = STRBUF_INIT;
	int64_t id;
	int rc;

	/* Whose books these are is settled with the first record read; before, it may be corrected. */
	c.fingerprint = old && was_read(w, old) ? old->row.fingerprint : NULL;
	c.release = old ? old->row.release : NULL;
	c.n_options = m->options.len;
	c.options = pool_alloc(&p, (c.n_options + 1) * sizeof *c.options);
	for (size_t i = 0; i < c.n_options; i++) {
		c.options[i].name = m->options.items[i].name;
		c.options[i].value = m->options.items[i].value;
	}
	strbuf_adds(&detail, "{\"connection\":");
	strbuf_add_json(&detail, m->name);
	strbuf_adds(&detail, ",\"connector\":");
	strbuf_add_json(&detail, def->name);
	strbuf_addc(&detail, '}');
	rc = store_begin(w->store, err);
	if (rc >= 0) {
		rc = store_connection_put(w->store, &c, &id, err);
		if (rc >= 0)
			rc = audit_add(w->store, w->user, "connection-add", ENTITY_NONE, 0, detail.s, err);
		if (rc >= 0 && (old || !strcmp(def->role, "erp")))
			rc = judge_all(w, err);      /* of several systems each job belongs to one */
		if (rc < 0)
			store_rollback(w->store);
		else
			rc = store_commit(w->store, err);
	}
	strbuf_release(&detail);
	pool_release(&p);
	return rc;
}

/* What is not said again of a connection that exists stays as it was, also what a sign-in learned. */
static void keep_options(const struct connector *def, const struct line *old, struct option_values *v)
{
	for (size_t i = 0; i < old->options.len; i++) {
		size_t k = 0;
		while (k < v->len && strcmp(v->items[k].name, old->options.items[i].name) != 0)
			k++;
		if (k == v->len)
			option_set(v, def->options, old->options.items[i].name, old->options.items[i].value, NULL);
	}
}

static int add(struct worker *w, struct message *m, struct error *err)
{
	const struct connector *def = connector_find(m->text);
	struct line *old = line_by_name(w, m->name);
	const char *environment;
	int rc = administer(w, err);

	if (rc >= 0)
		rc = check_name(m->name, err);
	if (rc >= 0 && (!def || !def->pull))
		rc = error_set(err, ERR_CONFIG, def ? N_("%1$s is not built into this program yet") :
			N_("there is no system called \"%1$s\""), def ? def->title : m->text ? m->text : "", NULL);
	if (rc >= 0 && old && !strcmp(old->row.connector, def->name))
		keep_options(def, old, &m->options);
	if (rc >= 0)
		rc = check_options(def, m, err);
	if (rc >= 0 && old && strcmp(old->row.connector, def->name))
		rc = error_set(err, ERR_CONFIG, N_("\"%1$s\" is a connection to another system; choose another name"),
			m->name, NULL);
	if (rc >= 0 && old && !line_quiet(old))
		rc = error_set(err, ERR_LATER, N_("\"%1$s\" is at work; stop the sync first"), m->name, NULL);
	if (rc < 0)
		return rc;
	environment = environment_of(def, &m->options);
	rc = check_pair(w, m->name, def->role, environment, err);
	if (rc >= 0)
		rc = put_connection(w, m, def, old, environment, err);
	if (rc < 0)
		return rc;
	if (old)
		drop_line(w, old);
	lookup_clear(w->lookup);
	w->judging = 1;
	return connect_load(w, err);
}

static int take_away(struct worker *w, const struct message *m, struct error *err)
{
	struct line *l = line_by_name(w, m->name);
	int rc = administer(w, err);

	if (rc >= 0 && !l)
		rc = error_set(err, ERR_NOTFOUND, N_("there is no connection \"%1$s\""), m->name ? m->name : "", NULL);
	if (rc >= 0 && !line_quiet(l))
		rc = error_set(err, ERR_LATER, N_("\"%1$s\" is at work; stop the sync first"), m->name, NULL);
	if (rc >= 0)
		rc = store_connection_remove(w->store, m->name, err);
	if (rc < 0)
		return rc;
	drop_line(w, l);
	lookup_clear(w->lookup);
	rc = judge_all(w, err);
	return rc < 0 ? rc : audit_add(w->store, w->user, "connection-remove", ENTITY_NONE, 0, NULL, err);
}

/* ---- testing ---- */

struct testing { uint64_t question; };

static void tested(struct task *t, int rc, struct error *err)
{
	struct testing *q = t->data;
	struct message *a = worker_answer(q->question);

	if (rc < 0)
		error_move(&a->error, err);
	else
		a->text = xstrdup(t->op.report.s);
	worker_tell(t->line->worker, a);
	if (t->line->session.valid)
		t->line->close = 1;              /* sign-out is part of the test */
	free(q);
}

static int test(struct worker *w, struct line *l, uint64_t question, struct error *err)
{
	struct testing *q;
	struct task *t;

	if (!l)
		return error_set(err, ERR_NOTFOUND, N_("there is no such connection"), NULL);
	if (!line_built(l) || !l->def->test)
		return error_set(err, ERR_CONFIG, N_("%1$s is not built into this program yet"), l->row.connector,
			NULL);
	pacer_reset(&l->pacer);
	q = xcalloc(1, sizeof *q);
	q->question = question;
	t = task_new(l, OP_TEST, PRIORITY_PERSON);
	t->on_end = tested;
	t->data = q;
	t->question = question;
	if (l->session.valid)
		l->renew = 1;                    /* so that the sign-in is tested too */
	task_submit(t);
	return 0;
}

/* ---- a person signs in ---- */

static void sign_in_free(struct sign_in *s)
{
	if (!s)
		return;
	callback_free(s->callback);
	free(s->redirect);
	http_wipe(s->verifier, sizeof s->verifier);
	free(s);
}

void connect_stop(struct worker *w)
{
	sign_in_free(w->sign_in);
	w->sign_in = NULL;
}

int connect_fd(const struct worker *w)
{
	return w->sign_in && w->sign_in->callback ? callback_fd(w->sign_in->callback) : -1;
}

static int authorize(struct worker *w, const struct message *m, struct strbuf *url, struct error *err)
{
	struct line *l = line_by_name(w, m->name);
	struct sign_in *s;
	struct strbuf text = STRBUF_INIT, challenge = STRBUF_INIT;
	struct callback_options o = { .path = "/callback",
		.page_done = _("You are signed in. You can close this page."),
		.page_refused = _("The sign-in was refused. You can close this page.") };
	const char *port;
	struct op_env env;
	int rc = worker_needs_open(w, err);

	if (rc >= 0 && (!l || !line_built(l)))
		rc = error_set(err, ERR_NOTFOUND, N_("there is no connection \"%1$s\""), m->name ? m->name : "", NULL);
	if (rc >= 0 && !l->def->authorize_url)
		rc = error_set(err, ERR_CONFIG, N_("%1$s needs no sign-in with the browser"), l->def->title, NULL);
	if (rc < 0)
		return rc;
	connect_stop(w);
	s = xcalloc(1, sizeof *s);
	s->line = l;
	s->question = m->id;
	oauth_state_new(s->state);
	oauth_verifier_new(s->verifier);
	o.state = s->state;
	port = line_option(l, "redirect_port");
	o.port = port ? (int)strtol(port, NULL, 10) : 0;
	rc = callback_open(&s->callback, &o, err);
	if (rc >= 0) {
		callback_address(&text, s->callback, line_option(l, "redirect_host"));
		s->redirect = strbuf_detach(&text);
		oauth_challenge(&challenge, s->verifier);
		line_env(l, &env);
		rc = l->def->authorize_url(url, &env, s->redirect, s->state, challenge.s, err);
	}
	strbuf_release(&challenge);
	if (rc < 0)
		sign_in_free(s);
	else
		w->sign_in = s;
	return rc;
}

/* The code is there: it is used at once, by the same test as any other sign-in. */
static int use_code(struct worker *w, const char *code, const char *query, uint64_t question,
	struct error *err)
{
	struct sign_in *s = w->sign_in;
	struct line *l = s->line;

	line_session_clear(l);
	line_secret_put(l, "code", code, LINE_SECRET_ONCE);
	line_secret_put(l, "callback", query, LINE_SECRET_ONCE);
	line_secret_put(l, "code_verifier", s->verifier, LINE_SECRET_ONCE);
	line_secret_put(l, "redirect_uri", s->redirect, LINE_SECRET_KEEP);
	connect_stop(w);
	return test(w, l, question, err);
}

/* The query of what was pasted: that of an address, or the code alone as one. */
static void add_query(struct strbuf *out, const char *text, const char *code)
{
	const char *question = strchr(text, '?');

	if (!question && !strstr(text, "code=")) {
		strbuf_addf(out, "code=%s", code);
		return;
	}
	text = question ? question + 1 : text + strspn(text, " \t\r\n\"'<>");
	strbuf_add(out, text, strcspn(text, "# \t\r\n\"'<>"));
}

static void wipe(struct strbuf *b)
{
	if (b->cap)
		http_wipe(b->s, b->len);
	strbuf_release(b);
}

static int auth_code(struct worker *w, const struct message *m, struct error *err)
{
	struct strbuf code = STRBUF_INIT, query = STRBUF_INIT;
	int rc;

	if (!w->sign_in || !m->name || strcmp(w->sign_in->line->row.name, m->name))
		return error_set(err, ERR_REFUSED, N_("no sign-in is under way for \"%1$s\"; begin it anew"),
			m->name ? m->name : "", NULL);
	if (!m->secret)
		return error_set(err, ERR_DATA, N_("no code was given"), NULL);
	rc = oauth_redirect_parse(&code, secret_text(m->secret), w->sign_in->state, 1, err);
	if (rc >= 0) {
		add_query(&query, secret_text(m->secret), code.s);
		rc = use_code(w, code.s, query.s, m->id, err);
	}
	wipe(&code);
	wipe(&query);
	return rc;
}

void connect_step(struct worker *w)
{
	struct strbuf code = STRBUF_INIT, query = STRBUF_INIT;
	struct error err = ERROR_INIT;
	uint64_t question;
	int rc;

	if (!w->sign_in || !w->sign_in->callback)
		return;
	question = w->sign_in->question;
	rc = callback_step(w->sign_in->callback, &code, &err);
	if (rc == 1) {
		strbuf_adds(&query, callback_query(w->sign_in->callback));
		rc = use_code(w, code.s, query.s, question, &err);
	}
	if (rc < 0) {
		connect_stop(w);
		worker_reply(w, question, &err);
	}
	wipe(&code);
	wipe(&query);
	error_release(&err);
}

/* ---- the table ---- */

int connect_question(struct worker *w, struct message *m)
{
	struct message *a = worker_answer(m->id);
	struct strbuf text = STRBUF_INIT;
	int later = 0;

	switch (m->type) {
	case MSG_CONNECTION_ADD:
		add(w, m, &a->error);
		break;
	case MSG_CONNECTION_REMOVE:
		take_away(w, m, &a->error);
		break;
	case MSG_CONNECTION_TEST:
		later = test(w, line_by_name(w, m->name), m->id, &a->error) >= 0;
		break;
	case MSG_AUTHORIZE:
		if (authorize(w, m, &text, &a->error) >= 0)
			a->text = strbuf_detach(&text);
		break;
	case MSG_AUTH_CODE:
		later = auth_code(w, m, &a->error) >= 0;
		break;
	default:
		message_free(a);
		return 0;
	}
	strbuf_release(&text);
	if (later)
		message_free(a);
	else
		worker_tell(w, a);
	return 1;
}
