/* A worker for the tests of the screens alone: the functions of sync/worker.h, answered
 * at once in the same thread, without network, vault or sign-in.
 *
 * It writes decisions into the store by the store's own functions, so that the screens see
 * what they would see; it sends nothing.  What is asked of it is written down for
 * the tests (driver.h). */
#include "tests/screen/driver.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "model/check.h"
#include "store/comments.h"
#include "store/outbox.h"
#include "store/records.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/banned.h"

struct worker {
	struct store *store;
	int fd, vault;
	int64_t grace_ms;
	uint64_t last_id, open_sync;
	struct message *first, **last;
};

static void tell(struct worker *w, struct message *m)
{
	uint64_t one = 1;
	ssize_t n = write(w->fd, &one, sizeof one);
	(void)n;
	m->next = NULL;
	*w->last = m;
	w->last = &m->next;
}

static void tell_state(struct worker *w)
{
	struct message *m = message_new(MSG_WORKER_STATE);
	m->number = w->vault;
	m->text = xstrdup("marie");
	m->name = xstrdup(ROLE_ADMINISTRATOR);
	tell(w, m);
}

struct worker *fake_worker_new(struct store *s, int vault)
{
	struct worker *w = xcalloc(1, sizeof *w);
	w->store = s;
	w->vault = vault;
	w->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	w->last = &w->first;
	tell_state(w);
	return w;
}

void fake_worker_grace(struct worker *w, int64_t ms)
{
	w->grace_ms = ms;
}

void fake_worker_free(struct worker *w)
{
	struct message *m;
	while ((m = worker_take(w)) != NULL)
		message_free(m);
	close(w->fd);
	free(w);
}

static int decide_one(struct worker *w, const struct message *m, const struct message_item *it,
	struct error *err)
{
	static const enum status next[VERB_COUNT] = { [VERB_APPROVE] = STATUS_QUEUED,
		[VERB_REJECT] = STATUS_REJECTED, [VERB_RETRY] = STATUS_QUEUED, [VERB_ARCHIVE] = STATUS_ARCHIVED,
		[VERB_RESTORE] = STATUS_STAGED, [VERB_ADD] = STATUS_QUEUED, [VERB_LINK] = STATUS_SYNCED,
		[VERB_UNLINK] = STATUS_READY };
	int sends = m->verb == VERB_APPROVE || m->verb == VERB_RETRY;
	struct decision_request d = { .verb = m->verb, .entity = it->entity, .record_id = it->id,
		.version = it->version, .actor = "marie", .comment = m->text, .seen = "{}",
		.connection_id = sends ? 2 : 0, .out_verb = sends ? OUT_EXPORT : NULL,
		.not_before_ms = sends && m->n_items > 1 && w->grace_ms ? clock_now_ms() + w->grace_ms : 0,
		.new_status = next[m->verb] };
	int64_t outbox;
	if (m->verb == VERB_UNDO)
		return outbox_undo(w->store, it->entity, it->id, "marie", err);
	return outbox_decide(w->store, &d, &outbox, err);
}

/* What stands before it first, each once. */
static void look_at(struct worker *w, enum entity e, int64_t id, struct message *out, struct strbuf *lines)
{
	struct finding_array f = { 0 };
	struct pool p = POOL_INIT;
	struct record r;
	for (size_t i = 0; i < out->n_items; i++)
		if (out->items[i].entity == e && out->items[i].id == id)
			return;
	findings_list(w->store, e, id, &p, &f, NULL);
	for (size_t i = 0; i < f.len; i++) {
		const struct finding_row *x = &f.items[i];
		if (x->prerequisite && x->fix_id)
			look_at(w, x->fix_entity, x->fix_id, out, lines);
		if (strcmp(x->severity, "warning") == 0)
			strbuf_addf(lines, "[\"%s\",\"%lld\",\"%s\",%s\n", entities[e].name, (long long)id, x->code,
				x->args + 1);
	}
	if (records_get(w->store, e, id, &p, &r, NULL) == 0) {
		out->items = xreallocarray(out->items, out->n_items + 1, sizeof *out->items);
		out->items[out->n_items++] = (struct message_item){ e, id, r.state.version };
	}
	ARRAY_RELEASE(&f);
	pool_release(&p);
}

static void look(struct worker *w, const struct message *m, struct message *out)
{
	struct strbuf lines = STRBUF_INIT;
	for (size_t i = 0; i < m->n_items; i++)
		look_at(w, m->items[i].entity, m->items[i].id, out, &lines);
	out->text = strbuf_detach(&lines);
}

static void changed(struct worker *w)
{
	struct message *m = message_new(MSG_CHANGED);
	m->number = 31;
	tell(w, m);
}

static void sync_done(struct worker *w, uint64_t to, enum error_class cls)
{
	struct message *m = message_new(MSG_SYNC_DONE);
	m->to = to;
	if (cls)
		error_set(&m->error, cls, N_("stopped"), NULL);
	tell(w, m);
}

static void answer(struct worker *w, const struct message *m)
{
	struct message *out = message_new(MSG_ANSWER);
	out->to = m->id;
	switch (m->type) {
	case MSG_DECIDE:
		if (m->number & DECIDE_LOOK) {
			look(w, m, out);
			break;
		}
		for (size_t i = 0; i < m->n_items && out->error.cls == ERR_NONE; i++)
			decide_one(w, m, &m->items[i], &out->error);
		out->number = (int64_t)m->n_items;
		changed(w);
		break;
	case MSG_OVERRIDE:
		overrides_put(w->store, m->items[0].entity, m->items[0].id, m->name, m->text, &out->error);
		changed(w);
		break;
	case MSG_COMMENT:
		store_begin(w->store, &out->error);
		for (size_t i = 0; i < m->n_items; i++)
			comments_add(w->store, "marie", m->items[i].entity, m->items[i].id, m->text, &out->error);
		store_commit(w->store, &out->error);
		changed(w);
		break;
	case MSG_UNLOCK: case MSG_VAULT_CREATE:
		if (m->type == MSG_UNLOCK && strcmp(secret_text(m->secret), "correct horse") != 0)
			error_set(&out->error, ERR_LOGIN, N_("that is not the passphrase of this vault; nothing was opened"), NULL);
		else
			w->vault = 3;
		tell_state(w);
		break;
	case MSG_LOCK:
		w->vault = 1;
		tell_state(w);
		break;
	case MSG_PREVIEW:
		out->text = xstrdup("{\"Type\":{\"value\":\"Bill\"},\"Hold\":{\"value\":true}}");
		break;
	case MSG_CANCEL:
		if (w->open_sync)
			sync_done(w, w->open_sync, ERR_CANCEL);
		w->open_sync = 0;
		break;
	default:
		break;
	}
	tell(w, out);
}

/* One tab is up to date at once; everything takes until it is stopped. */
static void start_sync(struct worker *w, const struct message *m)
{
	struct message *p = message_new(MSG_PROGRESS);
	p->to = m->id;
	p->name = xstrdup("acumatica");
	p->text = xstrdup("vendors");
	p->number = 812;
	p->number2 = 2030;
	if (m->number & MSG_SYNC_WAIT) {
		free(p->text);
		p->text = xstrdup(PROGRESS_WAITING);
		p->number = 5;
		p->number2 = m->number2 * 60;
	}
	tell(w, p);
	if (m->entity == ENTITY_NONE || (m->number & MSG_SYNC_WAIT))
		w->open_sync = m->id;
	else
		sync_done(w, m->id, ERR_NONE);
}

void worker_begin(struct worker *w)
{
}

uint64_t worker_post(struct worker *w, struct message *take_msg)
{
	uint64_t id = take_msg->id = ++w->last_id;
	if (take_msg->type == MSG_SYNC)
		start_sync(w, take_msg);
	else if (take_msg->type != MSG_ACTIVITY)
		answer(w, take_msg);
	message_free(take_msg);
	return id;
}

struct message *worker_take(struct worker *w)
{
	struct message *m = w->first;
	uint64_t n;
	if (m == NULL) {
		ssize_t got = read(w->fd, &n, sizeof n);
		(void)got;
		return NULL;
	}
	w->first = m->next;
	if (w->first == NULL)
		w->last = &w->first;
	m->next = NULL;
	return m;
}

int worker_fd(const struct worker *w)
{
	return w->fd;
}

void worker_finding_text(struct strbuf *out, const char *connector, const char *code, const char *const *args,
	int n_args)
{
	finding_text(out, NULL, code, args, n_args);
}

int worker_json_pretty(struct strbuf *out, const char *json)
{
	int depth = 0;
	for (; *json; json++) {
		depth += *json == '{';
		depth -= *json == '}';
		strbuf_addc(out, *json);
		if (*json == '{' || *json == ',')
			strbuf_addf(out, "\n%*s", depth * 2, "");
	}
	return 0;
}

int worker_json_flat(struct strbuf *out, const char *json)
{
	for (; *json; json++)
		if (strncmp(json, "value\":", 7) == 0)
			json += 6;
		else if (strchr("{}\"", *json) == NULL)
			strbuf_addc(out, *json == ',' ? '\n' : *json);
	return 0;
}

size_t worker_connectors(const struct connector_info **out)
{
	static const struct connector_info infos[] = {
		{ .name = "procore", .title = "Procore", .role = "procore", .built = 1 },
		{ .name = "acumatica", .title = "Acumatica", .role = "erp", .built = 1 },
		{ .name = "xero", .title = "Xero", .role = "erp", .built = 1 },
		{ .name = "sage300", .title = "Sage 300 CRE", .role = "erp", .built = 1, .two_hops = 1 },
	};
	*out = infos;
	return sizeof infos / sizeof *infos;
}

int worker_first_hop(struct strbuf *out, const char *connector, int days)
{
	strbuf_addf(out, "1. Fill the copy of %s (%d).\n2. Come back.\n", connector, days);
	return 0;
}

void worker_profile_note(struct strbuf *out, const char *connector, enum entity e)
{
	(void)out;
	(void)connector;
	(void)e;
}

int worker_profile(struct profile *out, const char *connector, struct error *err)
{
	(void)out;
	(void)connector;
	return error_set(err, ERR_NOTFOUND, N_("there is no such profile"), NULL);
}
