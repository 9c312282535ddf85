/* The screens as a whole: start and end, keys to actions, messages from the worker to
 * what is shown.
 *
 * A view only draws what the store says.  A decision changes the store, by way of the
 * worker, and reaches the screen by the same road as a change from the ERP.  All the
 * screen knows by itself is which of its questions are still open. */
#include "ui/app.h"
#include "ui/batch.h"
#include "ui/comment.h"
#include "ui/confirm.h"
#include "ui/decide.h"
#include "ui/filter_line.h"
#include "ui/jobs.h"
#include "ui/loop.h"
#include "ui/overview.h"
#include "ui/plain.h"
#include "ui/problems.h"
#include "ui/sync_view.h"
#include "ui/tutor.h"
#include "ui/vault_view.h"
#include "ui/wizard.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/outbox.h"
#include "store/sync_state.h"

#include <string.h>

#include "base/banned.h"

#define ACTIVITY_MS      15000
#define GENERATION_MS    2000

/* ---- what an action is about ---- */

enum entity app_entity(const struct app *a)
{
	return a->tabs[a->tab].def->entity;
}

const struct record *app_record(const struct app *a)
{
	return table_current(&a->tabs[a->tab].table);
}

int items_by_record(const void *x, const void *y)
{
	const struct message_item *a = x, *b = y;
	if (a->entity != b->entity)
		return a->entity < b->entity ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static struct message_item *item_of(struct message_item *items, size_t n, enum entity e, int64_t id)
{
	return bsearch(&(struct message_item){ e, id, 0 }, items, n, sizeof *items, items_by_record);
}

struct message_item *app_items(const struct app *a, size_t *n)
{
	const struct table *t = &a->tabs[a->tab].table;
	const struct record *r = table_current(t);
	struct message_item *items;
	*n = t->marks.len > 0 ? t->marks.len : r != NULL;
	items = xcalloc(*n + 1, sizeof *items);
	for (size_t i = 0; i < *n; i++)
		items[i] = (struct message_item){ t->query.entity, t->marks.len > 0 ? t->marks.items[i] : r->id, 0 };
	for (size_t i = 0; i < t->rows.len; i++) {
		struct message_item *it = item_of(items, *n, t->query.entity, t->rows.items[i].id);
		if (it)
			it->version = t->rows.items[i].state.version;
	}
	return items;
}

/* ---- questions and answers ---- */

uint64_t app_ask(struct app *a, enum request_kind kind, enum verb verb, struct message *take_msg)
{
	struct request r = { .kind = kind, .verb = verb, .n_items = take_msg->n_items };
	if (r.n_items > 0) {
		r.items = xcalloc(r.n_items, sizeof *r.items);
		memcpy(r.items, take_msg->items, r.n_items * sizeof *r.items);
		r.by_record = 1;
		for (size_t i = 1; r.by_record && i < r.n_items; i++)
			r.by_record = items_by_record(&r.items[i - 1], &r.items[i]) < 0;
	}
	repeat_note(a, take_msg);
	r.id = worker_post(a->worker, take_msg);
	*ARRAY_PUSH(&a->requests) = r;
	a->dirty = 1;
	return r.id;
}

int app_pending(const struct app *a, enum entity e, int64_t id)
{
	for (size_t i = 0; i < a->requests.len; i++) {
		const struct request *r = &a->requests.items[i];
		if (r->kind == REQUEST_DECIDE && r->by_record && item_of(r->items, r->n_items, e, id))
			return 1;
		for (size_t k = 0; r->kind == REQUEST_DECIDE && !r->by_record && k < r->n_items; k++)
			if (r->items[k].entity == e && r->items[k].id == id)
				return 1;
	}
	return 0;
}

int app_syncing(const struct app *a)
{
	for (size_t i = 0; i < a->requests.len; i++)
		if (a->requests.items[i].kind == REQUEST_SYNC)
			return 1;
	return a->feeds.len > 0;
}

int app_unsettled(struct app *a)
{
	struct pool pool = POOL_INIT;
	struct outbox_array rows = { 0 };
	int n = 0;
	if (outbox_list(a->store, ENTITY_NONE, 0, &pool, &rows, NULL) == 0)
		for (size_t i = 0; i < rows.len; i++)
			n += rows.items[i].state == OUTBOX_QUEUED || rows.items[i].state == OUTBOX_SENDING ||
				rows.items[i].state == OUTBOX_UNKNOWN;
	ARRAY_RELEASE(&rows);
	pool_release(&pool);
	return n;
}

int app_forget(struct app *a, enum request_kind kind)
{
	int n = 0;
	for (size_t i = a->requests.len; i-- > 0;)
		if (a->requests.items[i].kind == kind) {
			free(a->requests.items[i].items);
			a->requests.items[i] = a->requests.items[--a->requests.len];
			n++;
		}
	return n;
}

/* 1 when it answers a question of ours. */
static int answer(struct app *a, const struct message *m)
{
	struct request r;
	size_t i;
	for (i = 0; i < a->requests.len; i++)
		if (a->requests.items[i].id == m->to)
			break;
	if (i == a->requests.len)
		return 0;
	r = a->requests.items[i];
	a->requests.items[i] = a->requests.items[--a->requests.len];
	switch (r.kind) {
	case REQUEST_DECIDE:
		decide_answer(a, &r, m);
		break;
	case REQUEST_PREVIEW:
		if (m->error.cls == ERR_NONE)
			preview_answer(a, m);
		else
			app_say_error(a, &m->error);
		break;
	case REQUEST_PEEK:
		peek_answer(a, m);
		break;
	case REQUEST_COMMENT:
		comment_answer(a, m);
		break;
	case REQUEST_LOOK:
		batch_looked(a, m);
		break;
	case REQUEST_SYNC:
		sync_done(a, m);
		break;
	case REQUEST_UNLOCK: case REQUEST_CREATE:
		vault_answer(a, r.kind == REQUEST_CREATE, &m->error);
		break;
	case REQUEST_OVERRIDE: case REQUEST_LOCK: case REQUEST_CANCEL:
		if (m->error.cls != ERR_NONE)
			app_say_error(a, &m->error);
		else if (r.kind == REQUEST_OVERRIDE)
			app_say(a, TONE_GOOD, "%s", _("Kept; the record was judged again with it."));
		else if (r.kind == REQUEST_LOCK)
			app_say(a, TONE_PLAIN, "%s", _("Locked. Browsing goes on; deciding asks for the passphrase."));
		break;
	}
	free(r.items);
	a->detail.stale = 1;
	return 1;
}

static void changed(struct app *a, unsigned bits)
{
	for (int i = 0; i < ENTITY_TAB_COUNT; i++)
		if (bits == 0 || (bits & (1u << a->tabs[i].def->entity))) {
			a->tabs[i].table.stale = 1;
			a->tabs[i].counts_stale = 1;
		}
	a->detail.stale = 1;
	a->facts_stale = 1;
	a->watch_stale = 1;
	text_reader_refresh(a, &jobs_reader);
	overview_changed(a);
}

static void worker_state(struct app *a, const struct message *m)
{
	a->vault = (int)(m->number & STATE_VAULT_MASK);
	a->read_only = a->options->read_only || (m->number & STATE_READ_ONLY);
	if (m->text) {
		free(a->user);
		a->user = xstrdup(m->text);
	}
	if (m->name) {
		free(a->role);
		a->role = xstrdup(m->name);
	}
	a->facts_stale = 1;
}

/* 1 when the end of this decision is told where the records sent from here are watched. */
static int is_watched(const struct app *a, const struct message_item *it)
{
	for (size_t i = 0; i < a->watched.len; i++)
		if (a->watched.items[i].entity == it->entity && a->watched.items[i].id == it->id)
			return 1;
	return 0;
}

/* Bad news; about a record, it names it. */
static void notice(struct app *a, const struct message *m)
{
	struct pool pool = POOL_INIT;
	struct record r;
	int final = m->number == 1;
	if (m->n_items > 0 && records_get(a->store, m->items[0].entity, m->items[0].id, &pool, &r, NULL) == 0) {
		struct error named = ERROR_INIT;
		struct strbuf why = STRBUF_INIT;
		error_text(&why, &m->error, 1);
		error_set(&named, m->error.cls, N_("%1$s %2$s: %3$s"), TR(entities[r.entity].title), record_name(&r),
			why.s, NULL);
		if (!final || !is_watched(a, &m->items[0]))
			app_problem(a, &named);
		error_release(&named);
		strbuf_release(&why);
	} else {
		app_problem(a, &m->error);
	}
	if (final)
		screen_bell();
	pool_release(&pool);
}

void app_message(struct app *a, const struct message *m)
{
	a->dirty = 1;
	if (wizard_message(a, m))
		return;
	switch (m->type) {
	case MSG_ANSWER:
		answer(a, m);
		break;
	case MSG_SYNC_DONE:
		if (!answer(a, m))
			sync_done(a, m);      /* begun before the screens were there */
		changed(a, 0);
		break;
	case MSG_WORKER_STATE:
		worker_state(a, m);
		break;
	case MSG_CHANGED:
		changed(a, (unsigned)m->number);
		break;
	case MSG_DECIDING:
		decide_progress(a, m);
		break;
	case MSG_PROGRESS:
		sync_progress(a, m);
		break;
	case MSG_PACE:
		sync_pace(a, m);
		break;
	case MSG_NOTICE:
		notice(a, m);
		break;
	case MSG_WORKER_FAILED:
		error_copy(&a->failed, &m->error);
		a->quit = 1;
		break;
	default:
		break;
	}
}

/* ---- facts beside the records ---- */

/* The company as Procore calls it, and the currency that needs no code. */
static void read_company(struct app *a)
{
	a->company = NULL;
	for (size_t i = 0; a->company == NULL && i < a->connections.len; i++) {
		char *name = xasprintf("company:%lld", (long long)a->connections.items[i].id);
		if (store_setting_get(a->store, name, &a->facts, &a->company, NULL) < 0)
			a->company = NULL;
		free(name);
	}
	a->home = NULL;
	for (size_t i = 0; i < a->connections.len; i++) {
		const struct connection *c = &a->connections.items[i];
		for (size_t k = 0; k < c->n_options; k++)
			if (strcmp(c->options[k].name, "home_currency") == 0 && *c->options[k].value &&
			    (a->home == NULL || strcmp(c->role, "erp") == 0))
				a->home = c->options[k].value;
	}
	if (a->home == NULL) {
		/* Nobody said: what most is in, and the same for the whole session. */
		const struct query_totals *t = &app_tab(a)->table.totals;
		if (*a->home_guess == '\0' && t->n > 0)
			memcpy(a->home_guess, t->by_currency[0].currency, sizeof a->home_guess);
		a->home = a->home_guess;
	}
}

static void read_ages(struct app *a)
{
	for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
		a->ages[e] = 0;
		for (size_t i = 0; i < a->connections.len; i++) {
			int64_t at = sync_age(a->store, a->connections.items[i].id, (enum entity)e);
			if (at > 0 && (a->ages[e] == 0 || at < a->ages[e]))
				a->ages[e] = at;
		}
	}
}

static void read_facts(struct app *a)
{
	struct connection_array connections = { 0 };
	struct pool facts = POOL_INIT;
	int rc = store_connections(a->store, &facts, &connections, NULL);
	a->facts_stale = 0;
	if (rc == ERR_LATER) {                /* locked: what was known is shown until it answers */
		ARRAY_RELEASE(&connections);
		pool_release(&facts);
		a->generation = -1;           /* the next look finds it changed */
		return;
	}
	pool_release(&a->facts);
	ARRAY_RELEASE(&a->connections);
	a->facts = facts;
	a->connections = connections;
	if (rc < 0)
		a->connections.len = 0;
	memset(&a->rights, 0, sizeof a->rights);
	if (store_rights(a->store, a->user, &a->facts, &a->rights, NULL) < 0)
		memset(&a->rights, 0, sizeof a->rights);
	systems_read(a);
	read_company(a);
	read_ages(a);
}

static void need_facts(struct app *a)
{
	if (a->facts_stale)
		read_facts(a);
}

/* ---- idle moments and ticks ---- */

int app_idle(struct app *a)
{
	struct tab *t = app_tab(a);
	if (a->typed.len > 0 && typeahead_go_on(a) > 0)
		return 1;
	if (table_prefetch(&t->table))
		return 1;                /* nothing that is shown has changed */
	if (a->facts_stale) {
		read_facts(a);
	} else if (decide_watch(a) || batch_step(a) || overview_step(a)) {
		return 1;
	} else if (a->decide.grace_stale) {
		grace_read(a);
	} else if (reading_count(a)) {
		if (a->home == NULL || *a->home == '\0')
			a->facts_stale = 1;
	} else {
		int i = 0;
		while (i < ENTITY_TAB_COUNT && !a->tabs[i].counts_stale)
			i++;
		if (i == ENTITY_TAB_COUNT) {
			reader_warm(a->reader);
			return 0;
		}
		query_counts_in(a->store, a->tabs[i].def->entity, a->books, &a->tabs[i].counts, NULL);
		a->tabs[i].counts_stale = 0;
	}
	a->dirty = 1;
	return 1;
}

void app_tick(struct app *a)
{
	int64_t now = clock_mono_ms();
	typeahead_tick(a);
	desk_tick(a);
	if (screen_plain())
		plain_tick(a);
	if (grace_tick(a) || batch_open(a) || (app_syncing(a) && !screen_plain()) || now / 60000 != (now - 1000) / 60000)
		a->dirty = 1;      /* waiting times and ages move on */
	if (now - a->checked_ms >= GENERATION_MS) {
		int64_t g = store_generation(a->store);
		a->checked_ms = now;
		if (g != a->generation) {
			changed(a, 0);
			a->dirty = 1;
		}
		a->generation = g;
	}
}

/* ---- leaving ---- */

static void quit_build(struct app *a, struct text_pane *p, int width, void *data)
{
	int n = app_unsettled(a);
	if (n > 0)
		pane_textf(p, ROLE_TEXT, 0, width, P_("%d decision is still on its way.", "%d decisions are still on their way.",
			(unsigned long)n), n);
	if (app_syncing(a))
		pane_text(p, ROLE_TEXT, 0, width, _("A sync is running; what has arrived is kept."));
	if (a->writing > 0)
		pane_text(p, ROLE_WARNING, 0, width, _("A list is still being written to a file; when you quit now, nothing of it is "
			"written."));
	if (a->typed.len > 0)
		pane_text(p, ROLE_WARNING, 0, width, _("What was typed last still waits for the list; nothing is done with it."));
	pane_text(p, ROLE_TEXT, 0, width, _("Nothing gets lost: what is approved is sent at the next start, and what was sent "
		"without an answer is looked up first."));
}

static void quit_chosen(struct app *a, int button, void *data)
{
	a->quit = 1;
}

void act_quit(struct app *a)
{
	static const struct confirm_def def = { N_("Quit now?"), quit_build, { N_("Quit"), N_("Stay"), NULL },
		quit_chosen, NULL };
	if (app_unsettled(a) > 0 || app_syncing(a) || a->typed.len > 0 || a->writing > 0)
		confirm_open(a, &def, 1, NULL);
	else
		a->quit = 1;
}

void act_suspend(struct app *a)
{
	screen_suspend();
	app_resized(a);
}

void act_redraw(struct app *a)
{
	screen_redraw();
	app_resized(a);
}

/* ---- keys ---- */

static void mouse_key(struct app *a, const struct mouse_event *m)
{
	struct rect list = { a->place.list_y, 0, a->place.list_h, screen_cols() };
	if (m->kind == MOUSE_WHEEL_LEFT || m->kind == MOUSE_WHEEL_RIGHT) {
		if (a->top == NULL && a->detail.mode != DETAIL_FULL)
			action_run(a, action_find(m->kind == MOUSE_WHEEL_LEFT ? "column-left" : "column-right"));
		return;
	}
	if (a->top) {
		if (a->top->ops->mouse)
			a->top->ops->mouse(a, a->top, m);
		return;
	}
	if (m->kind == MOUSE_PRESS && m->y == a->place.tabs_y) {
		for (int i = 0; i < ENTITY_TAB_COUNT; i++)
			if (m->x >= a->place.tab_x[i] && m->x < a->place.tab_x[i] + a->place.tab_w[i])
				app_open_tab(a, i);
	} else if (m->kind == MOUSE_PRESS && m->y == a->place.view_y) {
		action_run(a, action_find("view"));
	} else if (m->kind == MOUSE_PRESS && m->y == a->place.bar_y) {
		for (int i = 0; i < a->place.n_bar; i++)
			if (m->x >= a->place.bar[i].x && m->x < a->place.bar[i].x + a->place.bar[i].w)
				action_run(a, a->place.bar[i].action);
	} else if (m->y >= list.y && m->y < list.y + list.h) {
		a->focus = FOCUS_TABLE;
		tab_mouse(a, app_tab(a), list, m);
	} else if (m->y >= a->place.detail_y && m->y < a->place.detail_y + a->place.detail_h) {
		if (m->kind == MOUSE_PRESS) {
			a->focus = FOCUS_DETAIL;
			a->detail.pane.cursor = a->detail.pane.top + m->y - a->place.detail_y - 1;
		} else {
			pane_scroll(&a->detail.pane, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
		}
	}
}

static void activity(struct app *a)
{
	int64_t now = clock_mono_ms();
	if (a->vault != VAULT_IS_OPEN || (a->activity_ms != 0 && now - a->activity_ms < ACTIVITY_MS))
		return;
	a->activity_ms = now;
	worker_post(a->worker, message_new(MSG_ACTIVITY));
}

/* Pasted text goes where text is typed and nowhere else: a pasted line must never approve
 * anything. */
static int swallow_paste(struct app *a, uint32_t key)
{
	int typing = a->filter.open || (a->top && a->top->ops->takes_text);
	if (key == UIKEY_PASTE_BEGIN) {
		a->pasting = 1;
		if (!typing)
			app_say(a, TONE_WARNING, "%s", _("Pasted text is only taken where something is typed; nothing was done."));
		return 1;
	}
	if (key == UIKEY_PASTE_END) {
		a->pasting = 0;
		return 1;
	}
	return a->pasting && (!typing || key == UIKEY_ENTER || key == UIKEY_ESC || key == UIKEY_TAB);
}

static void plain_key(struct app *a, uint32_t key)
{
	unsigned contexts = CTX_GLOBAL | (a->focus == FOCUS_DETAIL ? CTX_DETAIL : CTX_TABLE);
	int action;
	if (a->focus == FOCUS_DETAIL) {
		detail_show(a, app_record(a), a->detail.width > 0 ? a->detail.width : screen_cols() - 2);
		if (detail_key(a, key))
			return;
	}
	if (key == UIKEY_ESC && ((a->focus == FOCUS_TABLE && reading_stop(a)) || preview_stop(a)))
		return;
	action = keymap_find(&a->keymap, key, contexts);
	if (action >= 0) {
		action_run(a, action);
	} else if (key == UIKEY_CTRL('C')) {
		app_say(a, TONE_PLAIN, _("q quits; Esc goes one step back."));
	} else if (key != UIKEY_OTHER && key != UIKEY_RESIZE) {
		struct strbuf name = STRBUF_INIT;
		key_add_name(&name, key);
		app_say(a, TONE_PLAIN, _("%s does nothing here; ? shows the keys."), name.s);
		strbuf_release(&name);
	}
}

/* A terminal sends Alt and a character as Esc and the character.  Where nothing is bound to the pair, it is
 * two keys that came together: over a slow line, or typed by a script. */
static int is_two_keys(const struct app *a, uint32_t key)
{
	return (key & UIKEY_WITH_ANY) == UIKEY_WITH_ALT && (key & ~(uint32_t)UIKEY_WITH_ALT) < UIKEY_UP &&
		(a->top || a->filter.open || keymap_find(&a->keymap, key, CTX_GLOBAL | CTX_TABLE | CTX_DETAIL) < 0);
}

void app_key(struct app *a, uint32_t key, const struct mouse_event *m)
{
	if (is_two_keys(a, key)) {
		app_key(a, UIKEY_ESC, m);
		app_key(a, key & ~(uint32_t)UIKEY_WITH_ALT, m);
		return;
	}
	a->dirty = 1;
	a->key_ms = clock_mono_ms();
	activity(a);
	if (key == UIKEY_RESIZE)
		app_resized(a);
	else if (!typeahead_key(a, key, m))
		app_key_now(a, key, m);
}

void app_key_now(struct app *a, uint32_t key, const struct mouse_event *m)
{
	struct plain_state before;
	if (swallow_paste(a, key) || tutor_key(a, key))
		return;
	if (a->note_shown && key != UIKEY_MOUSE)
		a->note_shown = 0;      /* read: it stays in the list of messages */
	need_facts(a);
	before = plain_before(a);
	if (key == UIKEY_MOUSE)
		mouse_key(a, m);
	else if (a->top)
		a->top->ops->key(a, a->top, key);
	else if (a->filter.open)
		filter_line_key(a, key);
	else
		plain_key(a, key);
	if (screen_plain())
		plain_after(a, &before);
}

void app_action_now(struct app *a, int action)
{
	struct plain_state before;
	a->note_shown = 0;
	need_facts(a);
	before = plain_before(a);
	action_run(a, action);
	if (screen_plain())
		plain_after(a, &before);
}

/* ---- start and end ---- */

static void load_keys(struct app *a)
{
	struct keymap_faults faults = { 0 };
	keymap_load(&a->keymap, a->options->hands.keys, &faults);
	for (size_t i = 0; i < faults.len; i++)
		app_problem(a, &faults.items[i]);
	keymap_faults_release(&faults);
}

static void app_init(struct app *a, struct worker *w, const struct app_options *o)
{
	memset(a, 0, sizeof *a);
	a->worker = w;
	a->options = o;
	a->tab = ENTITY_INVOICE;
	a->user = xstrdup(o->user);
	a->after_unlock = -1;
	a->vault = VAULT_IS_UNKNOWN;
	a->read_only = o->read_only;
	a->facts_stale = 1;
	a->decide.grace_stale = 1;
	a->home = "";
	line_edit_init(&a->filter.edit, "");
	detail_init(&a->detail);
	if (o->syncing)
		*ARRAY_PUSH(&a->requests) = (struct request){ .kind = REQUEST_SYNC, .verb = VERB_COUNT, .id = o->syncing };
}

static void app_release(struct app *a)
{
	tutor_close(a);
	overlay_close_all(a);
	reader_stop(a->reader);
	desk_close(a);
	for (int i = 0; i < ENTITY_TAB_COUNT; i++)
		tab_release(&a->tabs[i]);
	places_release(a);
	for (size_t i = 0; i < a->requests.len; i++)
		free(a->requests.items[i].items);
	notes_release(a);
	ARRAY_RELEASE(&a->requests);
	ARRAY_RELEASE(&a->typed);
	ARRAY_RELEASE(&a->connections);
	ARRAY_RELEASE(&a->systems);
	ARRAY_RELEASE(&a->watched);
	decide_release(a);
	sync_release(a);
	filter_line_release(a);
	detail_release(&a->detail);
	keymap_release(&a->keymap);
	pool_release(&a->facts);
	addresses_release(&a->addresses);
	repeat_release(&a->repeat);
	error_release(&a->failed);
	free(a->theme);
	free(a->user);
	free(a->role);
	store_close(a->store);
}

int app_run(struct worker *w, const struct app_options *o, struct error *err)
{
	struct screen_options so = { .theme = o->theme, .ascii = o->ascii, .mouse = o->mouse };
	struct error start = ERROR_INIT;
	struct app *a = xcalloc(1, sizeof *a);
	int rc;
	plain_options(&so, &o->hands);
	app_init(a, w, o);
	a->store = o->store;
	rc = reader_start(&a->reader, o->database, err);
	if (rc == 0 && a->store == NULL)
		rc = store_open_quick(&a->store, o->database, err);
	if (rc == 0)
		a->generation = store_generation(a->store);      /* before anything is read: the worker begins after it */
	for (int i = 0; i < ENTITY_TAB_COUNT; i++) {
		tab_init(&a->tabs[i], tabs[i], a->store);
		table_set_reader(&a->tabs[i].table, a->reader);
		a->tabs[i].table.at_once = 1;
	}
	if (rc == 0)
		rc = screen_start(&so, &start);
	if (rc == 0) {
		load_keys(a);
		if (start.cls != ERR_NONE)
			app_say_error(a, &start);      /* a theme that cannot be read */
		desk_open(a);
		read_facts(a);
		if (o->set_up)
			wizard_open(a, (enum wizard_how)o->set_up);
		if (o->tour)
			tutor_open(a);
		loop_run(a);
		screen_end();
		rc = a->failed.cls;
		if (rc < 0 && err)
			error_move(err, &a->failed);
	}
	if (rc < 0 && start.cls != ERR_NONE && err)
		error_move(err, &start);
	error_release(&start);
	app_release(a);
	free(a);
	return rc;
}
