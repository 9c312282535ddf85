/* Which accounting system is shown: all of them, or one. */
#include "ui/systems.h"
#include "ui/app.h"
#include "ui/picker.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "store/sync_state.h"

#include <string.h>

#include "base/banned.h"

#define ALL_SYSTEMS 0

static const struct connector_info *info_of(const char *connector)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].name, connector))
			return &all[i];
	return NULL;
}

void systems_read(struct app *a)
{
	int known = a->books == ALL_SYSTEMS;

	a->systems.len = 0;
	for (size_t i = 0; i < a->connections.len; i++) {
		const struct connection *c = &a->connections.items[i];
		const struct connector_info *info = info_of(c->connector);
		struct system *s;

		if (strcmp(c->role, "erp") != 0)
			continue;
		s = ARRAY_PUSH(&a->systems);
		*s = (struct system){ .id = c->id, .name = c->name, .connector = c->connector,
			.title = info ? info->title : c->connector, .environment = c->environment,
			.two_hops = info && info->two_hops };
		if (s->two_hops)
			sync_hop_times(a->store, c->id, &s->arrived_ms, &s->read_ms);
		known = known || c->id == a->books;
	}
	if (!known)
		a->books = ALL_SYSTEMS;          /* it was removed */
}

const struct system *systems_shown(const struct app *a)
{
	if (a->systems.len == 1)
		return &a->systems.items[0];
	for (size_t i = 0; i < a->systems.len; i++)
		if (a->systems.items[i].id == a->books)
			return &a->systems.items[i];
	return NULL;
}

const char *systems_name(const struct app *a, int64_t id)
{
	for (size_t i = 0; i < a->systems.len; i++)
		if (a->systems.items[i].id == id)
			return a->systems.items[i].name;
	return "";
}

const char *systems_connector(const struct app *a, int64_t id)
{
	for (size_t i = 0; i < a->systems.len; i++)
		if (a->systems.items[i].id == id || a->systems.len == 1)
			return a->systems.items[i].connector;
	return NULL;
}

void systems_add_title(struct strbuf *out, const struct app *a)
{
	const struct system *s = systems_shown(a);

	if (s)
		strbuf_adds(out, s->name);
	else if (a->systems.len > 1)
		strbuf_addf(out, P_("%d system", "%d systems", (unsigned long)a->systems.len), (int)a->systems.len);
}

int systems_add_ages(struct strbuf *out, const struct app *a)
{
	const struct system *s = systems_shown(a);
	struct strbuf there = STRBUF_INIT, here = STRBUF_INIT;

	if (!s || !s->two_hops)
		return 0;
	if (s->arrived_ms)
		lang_add_age(&there, s->arrived_ms, clock_now_ms());
	else
		strbuf_adds(&there, "?");
	if (s->read_ms)
		lang_add_age(&here, s->read_ms, clock_now_ms());
	else
		strbuf_adds(&here, "?");
	/* TRANSLATORS: two ages in the title: of the copy that is read, and of our reading of it */
	strbuf_addf(out, _(" source %1$s, read %2$s"), there.s, here.s);
	strbuf_release(&there);
	strbuf_release(&here);
	return 1;
}

const char *systems_badge(const struct app *a)
{
	const struct system *s = systems_shown(a) ? systems_shown(a) : a->systems.len > 0 ? a->systems.items : NULL;

	/* a company of tests is never together with a real one: any of them tells for all */
	/* TRANSLATORS: in the title line: a test company, not the real books. */
	return s && s->environment && strcmp(s->environment, "production") != 0 ? _("TEST") : NULL;
}

/* ---- choosing ---- */

static void fill(struct app *a, struct picker *p, const char *typed, void *data)
{
	if (picker_matches(_("All systems"), typed))
		picker_add(p, ALL_SYSTEMS, _("All systems"), "", NULL);
	for (size_t i = 0; i < a->systems.len; i++) {
		const struct system *s = &a->systems.items[i];
		struct strbuf left = STRBUF_INIT;

		strbuf_addf(&left, "%s  %s", s->name, s->title);
		if (picker_matches(left.s, typed))
			picker_add(p, s->id, left.s, strcmp(s->environment, "production") ? _("test company") : "", NULL);
		strbuf_release(&left);
	}
	if (*typed == '\0')
		picker_select(p, a->books);
}

static void chosen(struct app *a, int64_t id, void *data)
{
	a->books = id;
	for (int i = 0; i < ENTITY_TAB_COUNT; i++) {
		table_set_books(&a->tabs[i].table, id);
		a->tabs[i].counts_stale = 1;
		tab_forget_widths(&a->tabs[i]);
	}
	a->focus = FOCUS_TABLE;
}

/* ---- choosing for a job ---- */

static void fill_owners(struct app *a, struct picker *p, const char *typed, void *data)
{
	for (size_t i = 0; i < a->systems.len; i++) {
		const struct system *s = &a->systems.items[i];

		if (picker_matches(s->name, typed) || picker_matches(s->title, typed))
			picker_add(p, s->id, s->name, s->title, NULL);
	}
}

static void owner_chosen(struct app *a, int64_t id, void *data)
{
	edit_post(a, data, "erp", systems_name(a, id));
}

void systems_choose(struct app *a, const struct record *r)
{
	static const struct picker_def def = { N_("Which accounting system books it?"), NULL, fill_owners, owner_chosen,
		free, 0 };
	struct message_item *item = xmalloc(sizeof *item);

	*item = (struct message_item){ r->entity, r->id, r->state.version };
	picker_open(a, &def, item);
}

void act_system(struct app *a)
{
	static const struct picker_def def = { N_("Show the records of"), NULL, fill, chosen, NULL, 0 };

	if (a->systems.len < 2)
		app_say(a, TONE_PLAIN, "%s", _("There is only one accounting system; everything shown is booked there."));
	else
		picker_open(a, &def, NULL);
}
