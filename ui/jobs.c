/* The jobs screen. */
#include "ui/jobs.h"
#include "ui/app.h"
#include "ui/sync_view.h"
#include "base/args.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/sync_state.h"

#include <string.h>

#include "base/banned.h"

#define RUNS_MAX 50

struct target { enum entity entity; int64_t id; };
struct jobs { struct { struct target *items; size_t len, cap; } targets; };

static const char *connection_name(const struct app *a, int64_t id)
{
	for (size_t i = 0; i < a->connections.len; i++)
		if (a->connections.items[i].id == id)
			return a->connections.items[i].name;
	return "";
}

static const char *feed_title(const char *feed)
{
	enum entity e = entity_parse(feed);
	if (strcmp(feed, "all") == 0)
		return _("everything");
	if (strcmp(feed, PROGRESS_WAITING) == 0)
		return _("waiting for newer data");
	return e == ENTITY_NONE ? feed : TR(entities[e].plural);
}

static void build_running(struct app *a, struct text_pane *p, int width)
{
	struct strbuf text = STRBUF_INIT;
	pane_section(p, _("Running now"));
	if (!app_syncing(a))
		pane_text(p, ROLE_DIM, 2, width, _("Nothing. s syncs this tab, S everything."));
	else if (a->feeds.len == 0)
		pane_text(p, ROLE_PROGRESS, 2, width, _("A sync begins: signing in. Nothing has arrived yet."));
	for (size_t i = 0; i < a->feeds.len; i++) {
		const struct progress *f = &a->feeds.items[i];
		strbuf_reset(&text);
		lang_add_number(&text, f->done, 0, 0);
		if (f->total > 0) {
			strbuf_adds(&text, " / ");
			lang_add_number(&text, f->total, 0, 0);
		}
		pane_line(p);
		pane_put(p, 2, 20, 0, ROLE_TEXT, f->connection);
		pane_put(p, 23, 24, 0, ROLE_TEXT, f->entity != ENTITY_NONE ? TR(entities[f->entity].plural) :
			feed_title(f->feed));
		pane_put(p, 48, 0, 0, ROLE_PROGRESS, text.s);
	}
	strbuf_release(&text);
}

static const char *waiting_word(enum outbox_state st)
{
	switch (st) {
	case OUTBOX_QUEUED: return _("waits to be sent");
	case OUTBOX_SENDING: return _("is being sent");
	case OUTBOX_WAITING: return _("will be tried again");
	case OUTBOX_UNKNOWN: return _("sent, no answer: being looked up");
	case OUTBOX_REFUSED: return _("refused: t tries again, r rejects");
	case OUTBOX_CONFLICT: return _("the sides differ: a person decides");
	default: return "";
	}
}

static void build_outbox_row(struct app *a, struct jobs *j, struct text_pane *p, int width,
	const struct outbox_row *o)
{
	struct strbuf text = STRBUF_INIT;
	struct pool pool = POOL_INIT;
	struct record r;
	const char *args[ERROR_MAX_ARGS];
	strbuf_addf(&text, "%s ", TR(entities[o->entity].title));
	if (records_get(a->store, o->entity, o->record_id, &pool, &r, NULL) == 0)
		strbuf_adds(&text, record_name(&r));
	pane_line(p);
	pane_put(p, 2, 30, 0, ROLE_LINK, text.s);
	strbuf_reset(&text);
	strbuf_adds(&text, waiting_word(o->state));
	if (o->attempt > 1) {
		strbuf_adds(&text, ", ");
		strbuf_addf(&text, P_("%d attempt", "%d attempts", (unsigned long)o->attempt), o->attempt);
	}
	if (o->not_before_ms > clock_now_ms()) {
		strbuf_adds(&text, ", ");
		lang_add_instant(&text, o->not_before_ms);
	}
	pane_put(p, 33, 0, 0, o->state == OUTBOX_REFUSED || o->state == OUTBOX_CONFLICT ||
		o->state == OUTBOX_UNKNOWN ? ROLE_FAILED : ROLE_QUEUED, text.s);
	*ARRAY_PUSH(&j->targets) = (struct target){ o->entity, o->record_id };
	pane_link(p, (int)j->targets.len - 1);
	if (o->error_msgid) {
		strbuf_reset(&text);
		phrase_text(&text, o->error_msgid, args,
			args_parse(o->error_args, &pool, args, ERROR_MAX_ARGS), 1);
		pane_text(p, ROLE_ERROR, 4, width, text.s);
	}
	strbuf_release(&text);
	pool_release(&pool);
}

static void build_outbox(struct app *a, struct jobs *j, struct text_pane *p, int width)
{
	struct pool pool = POOL_INIT;
	struct outbox_array rows = { 0 };
	pane_section(p, _("Decisions not settled yet"));
	if (outbox_list(a->store, ENTITY_NONE, 0, &pool, &rows, NULL) < 0 || rows.len == 0)
		pane_text(p, ROLE_DIM, 2, width, _("None: everything approved has arrived."));
	for (size_t i = 0; i < rows.len; i++)
		build_outbox_row(a, j, p, width, &rows.items[i]);
	ARRAY_RELEASE(&rows);
	pool_release(&pool);
}

static void build_run(struct app *a, struct text_pane *p, int width, const struct sync_run *r)
{
	static const struct { const char *state, *word; enum role role; } states[] = {
		{ "running", N_("running"), ROLE_PROGRESS }, { "done", N_("done"), ROLE_SYNCED },
		{ "partial", N_("in part"), ROLE_WARNING }, { "failed", N_("failed"), ROLE_FAILED },
		{ "cancelled", N_("stopped"), ROLE_WARNING },
	};
	struct strbuf text = STRBUF_INIT;
	const char *args[ERROR_MAX_ARGS], *word = r->state;
	struct pool pool = POOL_INIT;
	enum role role = ROLE_TEXT;
	for (size_t i = 0; i < ARRAY_SIZE(states); i++)
		if (r->state && strcmp(states[i].state, r->state) == 0) {
			word = TR(states[i].word);
			role = states[i].role;
		}
	lang_add_instant(&text, r->started_ms);
	pane_line(p);
	pane_put(p, 2, 17, 0, ROLE_DIM, text.s);
	pane_put(p, 20, 9, 0, role, word);
	pane_put(p, 30, 14, 0, ROLE_TEXT, connection_name(a, r->connection_id));
	pane_put(p, 45, 16, 0, ROLE_TEXT, r->title ? feed_title(r->title) : "");
	strbuf_reset(&text);
	strbuf_addf(&text, _("%1$lld new, %2$lld changed, %3$lld gone; %4$lld calls"), (long long)r->added,
		(long long)r->changed, (long long)r->deleted, (long long)r->calls);
	if (r->ended_ms > r->started_ms)
		strbuf_addf(&text, ", %lld s", (long long)((r->ended_ms - r->started_ms + 999) / 1000));
	if (width >= 62 + 40)
		pane_put(p, 62, 0, 0, ROLE_TEXT, text.s);
	else
		pane_text(p, ROLE_TEXT, 20, width, text.s);
	if (r->error_msgid) {
		strbuf_reset(&text);
		phrase_text(&text, r->error_msgid, args,
			args_parse(r->error_args, &pool, args, ERROR_MAX_ARGS), 1);
		pane_text(p, ROLE_ERROR, 20, width, text.s);
	}
	strbuf_release(&text);
	pool_release(&pool);
}

static void build(struct app *a, struct text_pane *p, int width, void *data)
{
	struct jobs *j = data;
	struct pool pool = POOL_INIT;
	struct sync_run_array runs = { 0 };
	j->targets.len = 0;
	build_running(a, p, width);
	build_outbox(a, j, p, width);
	pane_section(p, _("Syncs, newest first"));
	if (sync_run_list(a->store, RUNS_MAX, &pool, &runs, NULL) < 0 || runs.len == 0)
		pane_text(p, ROLE_DIM, 2, width, _("None yet."));
	for (size_t i = 0; i < runs.len; i++)
		build_run(a, p, width, &runs.items[i]);
	ARRAY_RELEASE(&runs);
	pool_release(&pool);
}

static void enter(struct app *a, struct overlay *o, int link, void *data)
{
	struct jobs *j = data;
	struct target t = j->targets.items[link];
	overlay_close(a, o);
	app_goto(a, t.entity, t.id);
}

static int key(struct app *a, struct overlay *o, uint32_t k, void *data)
{
	if (k != 'c')
		return 0;
	action_run(a, action_find("cancel-sync"));
	return 1;
}

static void free_jobs(void *data)
{
	struct jobs *j = data;
	ARRAY_RELEASE(&j->targets);
	free(j);
}

const struct text_reader jobs_reader = { N_("What runs"),
	N_("Enter goes to the record   c stops the sync   Esc back"), build, enter, key, free_jobs };

void act_jobs(struct app *a)
{
	text_reader_open(a, &jobs_reader, xcalloc(1, sizeof(struct jobs)));
}
