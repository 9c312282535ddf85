/* See book.h. */
#include "tests/contract/book.h"

#include "base/args.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/json_writer.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "store/outbox.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define ROUNDS 40

void book_release(struct book *b)
{
	free(b->invoice_number);
	free(b->commitment_number);
	free(b->invoice_remote);
	free(b->commitment_remote);
	free(b->handed_on);
	b->invoice_number = b->commitment_number = b->invoice_remote = b->commitment_remote = b->handed_on = NULL;
	b->invoice = b->commitment = 0;
}

/* ---- choosing ---- */

static int waits_for(struct store *s, const struct record *r, struct pool *p, int64_t *fix)
{
	struct finding_array f = { 0 };
	int holds = 0, ok = 0;

	findings_list(s, r->entity, r->id, p, &f, NULL);
	for (size_t i = 0; i < f.len; i++) {
		if (!strcmp(f.items[i].severity, "note"))
			continue;
		holds++;
		ok = !strcmp(f.items[i].code, "commitment-not-exported") && f.items[i].prerequisite;
		*fix = f.items[i].fix_id;
	}
	ARRAY_RELEASE(&f);
	return ok && holds == 1;
}

/* with: the commitment goes first; else the invoice is ready by itself. */
static int fits(struct book *b, struct store *s, const struct record *r, struct pool *p, int with, struct record *c)
{
	int64_t fix = 0;

	if (record_int(r, INVOICE_RETAINAGE) == 0)
		return 0;
	if (!with)
		return r->state.status == STATUS_READY && r->state.n_warnings == 0;
	return r->state.status == STATUS_HELD && waits_for(s, r, p, &fix) &&
		records_get(s, ENTITY_COMMITMENT, fix, p, c, NULL) == 0 && c->state.status == STATUS_READY &&
		!c->state.n_warnings;
}

static void take(struct book *b, const struct record *r, const struct record *c)
{
	b->invoice = r->id;
	b->invoice_number = xstrdup(record_text(r, INVOICE_NUMBER));
	b->invoice_remote = xstrdup(r->remote_id);
	b->exports_commitment = c != NULL;
	if (c) {
		b->commitment = c->id;
		b->commitment_number = xstrdup(record_text(c, COMMITMENT_NUMBER));
		b->commitment_remote = xstrdup(c->remote_id);
	}
}

int book_choose(struct book *b)
{
	struct store *s = peer_look(b->peer);
	struct query q = { .entity = ENTITY_INVOICE, .view = VIEW_READY, .sort_field = SORT_ID };
	struct record_array rows = { 0 };
	struct pool p = POOL_INIT;
	struct record c;

	query_window(s, &q, 0, 0, 0, 500, &p, &rows, NULL);
	for (int with = 1; with >= 0 && !b->invoice; with--)
		for (size_t i = 0; i < rows.len && !b->invoice; i++)
			if (fits(b, s, &rows.items[i], &p, with, &c))
				take(b, &rows.items[i], with ? &c : NULL);
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	store_close(s);
	return b->invoice ? 0 : -1;
}

enum status book_status(struct book *b, enum entity e, int64_t id)
{
	struct store *s = peer_look(b->peer);
	struct pool p = POOL_INIT;
	struct record r;
	enum status is = records_get(s, e, id, &p, &r, NULL) == 0 ? r.state.status : STATUS_NONE;

	pool_release(&p);
	store_close(s);
	return is;
}

/* ---- sending ---- */

int book_approve(struct book *b, enum entity e, int64_t id, struct strbuf *what)
{
	struct message *m = message_new(MSG_DECIDE), *a;
	int cls;

	m->verb = VERB_APPROVE;
	m->number = DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS | DECIDE_ANY_VERSION;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ e, id, 0 };
	m->n_items = 1;
	a = peer_ask(b->peer, m);
	cls = (int)a->error.cls;
	if (cls && what)
		error_text(what, &a->error, 0);
	else if (what && a->text)
		strbuf_adds(what, a->text);
	message_free(a);
	return cls;
}

static int was_handed_on(const struct book *b, const char *name)
{
	const char *hit = b->handed_on ? strstr(b->handed_on, name) : NULL;

	return hit && hit[strlen(name)] == '\n';
}

static void import_file(struct book *b, const char *folder, const char *name)
{
	char *path = path_join(folder, name), *verb = xasprintf("%s/import-file", b->system);
	struct strbuf text = STRBUF_INIT, body = STRBUF_INIT;
	struct json_writer w;

	if (path_read_file(&text, path, 1 << 22, NULL) >= 0) {
		json_w_init(&w, &body);
		json_w_object(&w, NULL);
		json_w_text(&w, "name", name);
		json_w_text(&w, "text", text.s);
		json_w_end_object(&w);
		if (peer_try(b->peer, b->system, "POST", verb, body.s, NULL) / 100 == 2) {
			char *more = xasprintf("%s%s\n", b->handed_on ? b->handed_on : "", name);
			free(b->handed_on);
			b->handed_on = more;
		}
	}
	strbuf_release(&text);
	strbuf_release(&body);
	free(path);
	free(verb);
}

void book_hand_on(struct book *b)
{
	char *folder = xasprintf("%s/exports/%s", b->peer->home, b->system);
	char *hop = xasprintf("%s/hop1", b->system);
	DIR *dir = opendir(folder);
	const struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.' && !was_handed_on(b, e->d_name))
			import_file(b, folder, e->d_name);
	if (dir)
		closedir(dir);
	peer_try(b->peer, b->system, "POST", hop, "{}", NULL);
	free(folder);
	free(hop);
}

int book_unsettled(struct book *b)
{
	struct store *s = peer_look(b->peer);
	struct outbox_array rows = { 0 };
	struct pool p = POOL_INIT;
	int n;

	outbox_list(s, ENTITY_NONE, 0, &p, &rows, NULL);
	n = (int)rows.len;
	ARRAY_RELEASE(&rows);
	pool_release(&p);
	store_close(s);
	return n;
}

void book_settle(struct book *b)
{
	for (int i = 0; i < ROUNDS; i++) {
		message_free(peer_sync(b->peer, NULL, MSG_SYNC_SEND_ONLY));
		if (!book_unsettled(b))
			return;
		book_hand_on(b);
		message_free(peer_sync(b->peer, NULL, MSG_SYNC_EXPORT));
	}
}

void book_why(struct book *b, enum entity e, int64_t id, struct strbuf *out)
{
	struct store *s = peer_look(b->peer);
	struct pool p = POOL_INIT;
	struct record r;

	if (records_get(s, e, id, &p, &r, NULL) == 0 && r.state.note) {
		const char *args[ERROR_MAX_ARGS];
		size_t n = args_parse(r.state.note_args, &p, args, ARRAY_SIZE(args));

		worker_finding_text(out, b->system, r.state.note, args, (int)n);
	}
	pool_release(&p);
	store_close(s);
}

/* ---- the books ---- */

int book_count(struct book *b, const char *list, const char *ref)
{
	struct strbuf state = STRBUF_INIT;
	char *path = xasprintf("books.%s", list);
	int n;

	peer_control(b->peer, b->system, "state", NULL, &state);
	n = worker_json_find(NULL, state.s, path, "ref", ref, "ref");
	strbuf_release(&state);
	free(path);
	return n;
}

static int has_origin(struct book *b, const char *list, const char *remote)
{
	struct strbuf state = STRBUF_INIT, origin = STRBUF_INIT;
	int ok;

	peer_control(b->peer, "procore", "state", NULL, &state);
	ok = worker_json_find(&origin, state.s, list, "id", remote, "origin_id") == 1 && origin.len;
	strbuf_release(&state);
	strbuf_release(&origin);
	return ok;
}

const char *book_verify(struct book *b)
{
	int n = book_count(b, "bills", b->invoice_number);

	if (n != 1)
		return n > 1 ? "more than one bill" : "no bill";
	if (b->exports_commitment && (n = book_count(b, "orders", b->commitment_number)) != 1)
		return n > 1 ? "more than one order" : "no order";
	if (!has_origin(b, "requisitions", b->invoice_remote))
		return "Procore's invoice carries no origin id";
	if (b->exports_commitment && !has_origin(b, "commitments", b->commitment_remote))
		return "Procore's commitment carries no origin id";
	if (book_unsettled(b))
		return "the outbox still holds something";
	if (b->exports_commitment && book_status(b, ENTITY_COMMITMENT, b->commitment) != STATUS_SYNCED)
		return "the commitment is not synced";
	return book_status(b, ENTITY_INVOICE, b->invoice) == STATUS_SYNCED ? NULL : "the invoice is not synced";
}
