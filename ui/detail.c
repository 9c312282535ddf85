/* The detail pane: which record it shows, how large it is, and what its keys do. */
#include "ui/detail.h"
#include "ui/app.h"
#include "ui/detail_build.h"
#include "ui/form.h"
#include "ui/picker.h"
#include "ui/vault_view.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

#define SHARE      55        /* per cent of the room under the head of the screen */
#define SHARE_STEP 10
#define ROWS_MIN   6

void detail_init(struct detail *d)
{
	memset(d, 0, sizeof *d);
	d->entity = ENTITY_NONE;
	pane_init(&d->pane);
}

void detail_release(struct detail *d)
{
	pane_release(&d->pane);
	detail_sums_release(d);
	ARRAY_RELEASE(&d->links);
	pool_release(&d->pool);
	free(d->payload);
}

static int is_erp(const struct app *a, const struct record *r)
{
	for (size_t i = 0; i < a->connections.len; i++)
		if (a->connections.items[i].id == r->connection_id)
			return strcmp(a->connections.items[i].role, "erp") == 0;
	return 0;
}

static int load(struct app *a, struct detail *d, enum entity e, int64_t id)
{
	memset(&d->other, 0, sizeof d->other);
	memset(&d->link, 0, sizeof d->link);
	if (records_get(a->store, e, id, &d->pool, &d->record, NULL) < 0)
		return -1;
	d->is_erp = is_erp(a, &d->record);
	if (links_get(a->store, e, id, &d->pool, &d->link, NULL) == 0) {
		if (d->link.erp_record_id != 0 &&
		    records_get(a->store, e, d->link.erp_record_id, &d->pool, &d->other, NULL) < 0)
			memset(&d->other, 0, sizeof d->other);
	} else if (links_by_erp_record(a->store, e, id, &d->pool, &d->link, NULL) == 0) {
		if (records_get(a->store, e, d->link.record_id, &d->pool, &d->other, NULL) < 0)
			memset(&d->other, 0, sizeof d->other);
	} else {
		memset(&d->link, 0, sizeof d->link);
	}
	return 0;
}

/* ---- what will be sent, in the pane ---- */

int detail_sends(const struct detail *d)
{
	switch (d->record.state.status) {
	case STATUS_HELD: case STATUS_READY: case STATUS_QUEUED: case STATUS_FAILED: case STATUS_CONFLICT: case STATUS_UNKNOWN:
		return !d->is_erp;
	default:
		return 0;
	}
}

static struct message *preview_question(const struct record *r)
{
	struct message *m = message_new(MSG_PREVIEW);
	m->entity = r->entity;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ r->entity, r->id, r->state.version };
	m->n_items = 1;
	return m;
}

/* Asked once for every version of a record that somebody reads in full, not for those the
 * cursor only passes. */
static void ask_payload(struct app *a, struct detail *d)
{
	const struct record *r = &d->record;
	if (d->asked_entity == r->entity && d->asked_id == r->id && d->asked_version == r->state.version)
		return;
	if ((d->mode != DETAIL_FULL && a->focus != FOCUS_DETAIL) || !detail_sends(d))
		return;
	d->asked_entity = r->entity;
	d->asked_id = r->id;
	d->asked_version = r->state.version;
	free(d->payload);
	d->payload = NULL;
	app_ask(a, REQUEST_PEEK, VERB_COUNT, preview_question(r));
}

void peek_answer(struct app *a, const struct message *m)
{
	struct detail *d = &a->detail;
	struct strbuf text = STRBUF_INIT;
	free(d->payload);
	if (m->error.cls != ERR_NONE)
		error_text(&text, &m->error, 1);
	else if (worker_json_flat(&text, m->text ? m->text : "") < 0)
		strbuf_adds(&text, m->text);
	d->payload = strbuf_detach(&text);
	d->stale = 1;
}

void detail_show(struct app *a, const struct record *r, int width)
{
	struct detail *d = &a->detail;
	enum entity e = r ? r->entity : ENTITY_NONE;
	int64_t id = r ? r->id : 0;
	int other = e != d->entity || id != d->id, changed = other || d->stale;
	if (!changed && !d->rebuild && d->width == width) {
		if (id != 0 && d->record.id == id)
			ask_payload(a, d);
		return;
	}
	pane_clear(&d->pane);
	d->links.len = 0;
	pool_release(&d->pool);
	d->entity = e;
	d->id = id;
	d->stale = d->rebuild = 0;
	d->width = width;
	if (other)
		detail_sums_release(d);
	if (other)
		d->pane.top = d->pane.cursor = 0;
	if (other && (d->asked_entity != e || d->asked_id != id)) {
		free(d->payload);
		d->payload = NULL;
		d->asked_id = 0;
	}
	memset(&d->record, 0, sizeof d->record);
	if (id != 0 && load(a, d, e, id) == 0) {
		if (changed || !(d->sums.open || d->sums.known))
			detail_ask_sums(a, d);
		detail_build(a, d, width);
		ask_payload(a, d);
	} else if (id != 0) {
		d->stale = 1;           /* it could not be read now: at the next picture */
	}
}

void detail_draw(struct app *a, struct rect r, int focus)
{
	const struct record *rec = table_current(&app_tab(a)->table);
	struct rect in = { r.y + 1, r.x + 1, r.h - 1, r.w - 2 };
	screen_rule(r.y, r.x, r.w, focus ? ROLE_SECTION : ROLE_DIM);
	screen_text(r.y, r.x + 2, r.w - 4, focus ? ROLE_SECTION : ROLE_DIM,
		/* TRANSLATORS: heading of the pane that shows one record in full. */
		focus ? _(" Detail   Esc back to the list ") : _(" Detail   Tab goes there "));
	detail_show(a, rec, in.w);
	if (rec == NULL)
		screen_put(in.y, in.x, in.w, ROLE_DIM, _("Nothing is selected."));
	else
		pane_draw(&a->detail.pane, in, focus);
}

int detail_key(struct app *a, uint32_t key)
{
	struct detail *d = &a->detail;
	int rows = d->mode == DETAIL_FULL ? a->place.body_h : detail_rows(d, a->place.body_h);
	if (rows > 1)
		d->pane.height = rows - 1;      /* a key may come before the picture */
	return pane_key(&d->pane, key);
}

/* ---- editing values ---- */

struct edit { struct message_item item; char *field; };

static void edit_free(void *data)
{
	struct edit *e = data;
	free(e->field);
	free(e);
}

void edit_post(struct app *a, const struct message_item *item, const char *field, const char *value)
{
	struct message *m = message_new(MSG_OVERRIDE);
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = *item;
	m->n_items = 1;
	m->entity = item->entity;
	m->name = xstrdup(field);
	m->text = *value ? xstrdup(value) : NULL;
	app_ask(a, REQUEST_OVERRIDE, VERB_COUNT, m);
}

static int edit_done(struct app *a, struct form *f, void *data, struct error *err)
{
	struct edit *e = data;
	edit_post(a, &e->item, e->field, form_value(f, 0));
	return 0;
}

const char *edit_field_title(const char *field)
{
	static const struct { const char *name, *title; } titles[] = {
		{ "erp_id", N_("Number in the accounting system") }, { "erp", N_("Accounting system") },
		{ "accounting_date", N_("Accounting date (YYYY-MM-DD)") },
		{ "title", N_("Title to send") }, { "number", N_("Number to send") },
		{ "description", N_("Description to send") }, { "name", N_("Name to send") },
		{ "vendor_ref", N_("The vendor's invoice number") },
	};
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++)
		if (strcmp(titles[i].name, field) == 0)
			return TR(titles[i].title);
	return field;
}

static void edit_open(struct app *a, const char *field, const char *value)
{
	static const struct form_def def = { N_("Value for the export"), N_("Keep"), edit_done, NULL, edit_free };
	const struct record *r = app_record(a);
	struct form_field ff = { "value", edit_field_title(field), value, 0 };
	struct edit *e;
	if (r == NULL)
		return;
	if (strcmp(field, "erp") == 0) {         /* one of those there are: nothing to type */
		systems_choose(a, r);
		return;
	}
	e = xcalloc(1, sizeof *e);
	e->item = (struct message_item){ r->entity, r->id, r->state.version };
	e->field = xstrdup(field);
	form_open(a, &def, _("It is used for this record alone, in place of what Procore says. "
		"Leave it empty to go back to Procore's value."), &ff, 1, e);
}

/* What can be edited: every field a finding asks for, what was typed before, and the number. */
struct editable { int64_t id; struct { char *field, *value; } items[16]; size_t n; };

static void editable_add(struct editable *x, const char *field, const char *value)
{
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->items[i].field, field) == 0)
			return;
	if (x->n < ARRAY_SIZE(x->items)) {
		x->items[x->n].field = xstrdup(field);
		x->items[x->n++].value = xstrdup(value ? value : "");
	}
}

static void editable_collect(struct app *a, const struct record *r, struct editable *x)
{
	struct pool pool = POOL_INIT;
	struct override_array o = { 0 };
	struct finding_array f = { 0 };
	if (overrides_list(a->store, r->entity, r->id, &pool, &o, NULL) == 0)
		for (size_t i = 0; i < o.len; i++)
			editable_add(x, o.items[i].name, o.items[i].value);
	if (findings_list(a->store, r->entity, r->id, &pool, &f, NULL) == 0)
		for (size_t i = 0; i < f.len; i++)
			if (f.items[i].field && *f.items[i].field)
				editable_add(x, f.items[i].field, f.items[i].proposal);
	editable_add(x, "erp_id", r->state.erp_code);
	if (r->entity == ENTITY_INVOICE)
		editable_add(x, "accounting_date", record_text(r, INVOICE_BILLING_DATE));
	ARRAY_RELEASE(&o);
	ARRAY_RELEASE(&f);
	pool_release(&pool);
}

static void editable_free(void *data)
{
	struct editable *x = data;
	for (size_t i = 0; i < x->n; i++) {
		free(x->items[i].field);
		free(x->items[i].value);
	}
	free(x);
}

static void fill_editable(struct app *a, struct picker *p, const char *typed, void *data)
{
	const struct editable *x = data;
	for (size_t i = 0; i < x->n; i++)
		if (picker_matches(edit_field_title(x->items[i].field), typed))
			picker_add(p, (int64_t)i, edit_field_title(x->items[i].field), x->items[i].value, NULL);
}

static void editable_chosen(struct app *a, int64_t id, void *data)
{
	const struct editable *x = data;
	const struct record *r = app_record(a);
	if (r && r->id == x->id)
		edit_open(a, x->items[id].field, x->items[id].value);
	else
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
}

void act_edit(struct app *a)
{
	static const struct picker_def def = { N_("Which value?"), NULL, fill_editable, editable_chosen,
		editable_free, 0 };
	struct editable *x = xcalloc(1, sizeof *x);
	x->id = table_current_id(&app_tab(a)->table);
	editable_collect(a, app_record(a), x);
	picker_open(a, &def, x);
}

/* ---- opening, following, closing ---- */

static void follow(struct app *a, int link)
{
	struct detail_link l = a->detail.links.items[link];
	if (l.field) {
		char *field = xstrdup(l.field), *value = xstrdup(l.proposal);
		edit_open(a, field, value);
		free(field);
		free(value);
	} else {
		app_goto(a, l.entity, l.id);
	}
}

void act_open(struct app *a)
{
	struct detail *d = &a->detail;
	int link = pane_chosen(&d->pane);
	if (a->focus == FOCUS_DETAIL && link >= 0) {
		follow(a, link);
	} else if (d->mode == DETAIL_CLOSED) {
		d->mode = DETAIL_PANE;
	} else if (d->mode == DETAIL_PANE) {
		d->mode = DETAIL_FULL;
		a->focus = FOCUS_DETAIL;
	} else {
		d->mode = DETAIL_PANE;
		a->focus = FOCUS_TABLE;
	}
}

void act_close(struct app *a)
{
	struct tab *t = app_tab(a);
	if (a->detail.mode == DETAIL_FULL) {
		a->detail.mode = DETAIL_PANE;
		a->focus = FOCUS_TABLE;
	} else if (a->focus == FOCUS_DETAIL) {
		a->focus = FOCUS_TABLE;
	} else if (a->detail.mode == DETAIL_PANE) {
		a->detail.mode = DETAIL_CLOSED;
	} else if (t->filter_text) {
		tab_set_filter(t, NULL, NULL);
	} else if (places_up(a)) {
		return;                       /* a list that was stepped down to */
	} else if (t->table.marks.len > 0) {
		app_say(a, TONE_PLAIN, _("Marks are kept; press U to remove them all."));
	}
}

void act_focus(struct app *a)
{
	if (a->detail.mode == DETAIL_CLOSED)
		a->detail.mode = DETAIL_PANE;
	a->focus = a->focus == FOCUS_TABLE ? FOCUS_DETAIL : FOCUS_TABLE;
	if (a->focus == FOCUS_TABLE && a->detail.mode == DETAIL_FULL)
		a->detail.mode = DETAIL_PANE;
}

/* ---- g: to what fixes it ---- */

static void fill_fixes(struct app *a, struct picker *p, const char *typed, void *data)
{
	struct detail *d = &a->detail;
	for (size_t i = 0; i < d->links.len; i++) {
		const struct detail_link *l = &d->links.items[i];
		struct strbuf text = STRBUF_INIT;
		struct record r;
		struct pool pool = POOL_INIT;
		strbuf_addf(&text, "%zu  ", i + 1);
		if (l->field)
			strbuf_addf(&text, "%s", edit_field_title(l->field));
		else if (records_get(a->store, l->entity, l->id, &pool, &r, NULL) == 0)
			strbuf_addf(&text, "%s %s", TR(entities[l->entity].title), record_name(&r));
		if (picker_matches(text.s, typed))
			picker_add(p, (int64_t)i, text.s, l->proposal, NULL);
		strbuf_release(&text);
		pool_release(&pool);
	}
}

static void fix_chosen(struct app *a, int64_t id, void *data)
{
	if ((size_t)id < a->detail.links.len)
		follow(a, (int)id);
}

void act_goto_fix(struct app *a)
{
	static const struct picker_def def = { N_("Go to what fixes it"),
		N_("number or arrows   Enter goes there   Esc stays"), fill_fixes, fix_chosen, NULL, 0 };
	int ways = 0, first = 0;
	detail_show(a, app_record(a), a->detail.width > 0 ? a->detail.width : screen_cols() - 2);
	for (size_t i = a->detail.links.len; i-- > 0;)
		if (a->detail.links.items[i].fix == 1) {
			first = (int)i;
			ways++;
		}
	if (ways == 0)
		app_say(a, TONE_PLAIN, _("Nothing stands in the way of this record."));
	else if (ways == 1)
		follow(a, first);
	else
		picker_open(a, &def, NULL);
}

/* ---- p: what will be sent ---- */

static void preview_build(struct app *a, struct text_pane *p, int width, void *data)
{
	pane_text(p, ROLE_DIM, 0, width, _("This is exactly what the accounting system will get when the record "
		"is approved. Nothing was sent."));
	pane_line(p);
	pane_text(p, ROLE_TEXT, 0, width, data);
}

void act_preview(struct app *a)
{
	app_ask(a, REQUEST_PREVIEW, VERB_COUNT, preview_question(app_record(a)));
}

int preview_stop(struct app *a)
{
	if (app_forget(a, REQUEST_PREVIEW) == 0)
		return 0;
	app_say(a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	return 1;
}

void preview_answer(struct app *a, const struct message *m)
{
	static const struct text_reader def = { N_("What will be sent"), NULL, preview_build, NULL, NULL, free };
	struct strbuf text = STRBUF_INIT;
	if (worker_json_pretty(&text, m->text ? m->text : "") < 0) {
		strbuf_reset(&text);
		strbuf_adds(&text, m->text);
	}
	text_reader_open(a, &def, strbuf_detach(&text));
}

/* ---- how large ---- */

int detail_rows(const struct detail *d, int room)
{
	int rows = room * (d->share ? d->share : SHARE) / 100;
	if (rows < ROWS_MIN)
		rows = ROWS_MIN;
	return rows > room - 3 ? room - 3 : rows;
}

static void resize(struct app *a, int by)
{
	struct detail *d = &a->detail;
	int share = (d->share ? d->share : SHARE) + by;
	if (d->mode == DETAIL_CLOSED)
		d->mode = DETAIL_PANE;
	else if (share >= 15 && share <= 95)
		d->share = share;
}

void act_detail_larger(struct app *a)
{
	resize(a, SHARE_STEP);
}

void act_detail_smaller(struct app *a)
{
	resize(a, -SHARE_STEP);
}
