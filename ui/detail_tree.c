/* Preflight as a tree: every reason an export would fail, what is to be done about it and
 * the key that goes there; under a record that has to be exported first, the reasons that
 * one would fail, and so on. */
#include "ui/detail_build.h"
#include "ui/app.h"
#include "base/args.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/check.h"

#include <string.h>

#include "base/banned.h"

#define MAX_DEPTH 6
#define INDENT    3

struct tree {
	struct app *a;
	struct detail *d;
	int width;
	int numbered;           /* g alone does not know which one is meant */
	struct { enum entity e; int64_t id; } path[MAX_DEPTH + 1];   /* from the record down to here */
};

int detail_add_link(struct detail *d, enum entity e, int64_t id, const char *field, const char *proposal, int fix)
{
	struct detail_link *l = ARRAY_PUSH(&d->links);
	*l = (struct detail_link){ e, id, pool_strdup(&d->pool, field), pool_strdup(&d->pool, proposal),
		fix };
	return (int)d->links.len - 1;
}

/* A line to choose, with the branch of the tree in front. */
static void put_link(struct tree *t, int depth, int link, const char *text)
{
	pane_line(&t->d->pane);
	pane_put(&t->d->pane, depth * INDENT + 1, 0, 0, ROLE_DIM, screen_glyph("└", "`-"));
	pane_put(&t->d->pane, depth * INDENT + INDENT + 1, 0, 0, ROLE_LINK, text);
	pane_link(&t->d->pane, link);
}

/* The keys that go there: "g: ", "g 2: "; nothing below a single reason, where g goes to the reason. */
static void add_keys(const struct tree *t, struct strbuf *out, int depth, int link)
{
	struct strbuf key = STRBUF_INIT;
	keymap_add_first(&key, &t->a->keymap, action_find("goto-fix"));
	if (t->numbered)
		strbuf_addf(&key, " %d", link + 1);
	if (t->numbered || depth == 0)
		strbuf_addf(out, _("%s: "), key.s);
	strbuf_release(&key);
}

static void put_value(struct tree *t, int depth, enum entity e, int64_t id, const struct finding_row *f)
{
	struct strbuf text = STRBUF_INIT;
	int link = detail_add_link(t->d, e, id, f->field, f->proposal, depth ? 2 : 1);
	add_keys(t, &text, depth, link);
	if (f->proposal && *f->proposal)
		strbuf_addf(&text, _("use \"%1$s\", or type another value"), f->proposal);
	else
		strbuf_adds(&text, _("type a value"));
	put_link(t, depth, link, text.s);
	strbuf_release(&text);
}

static int on_path(const struct tree *t, int depth, enum entity e, int64_t id)
{
	for (int i = 0; i <= depth; i++)
		if (t->path[i].e == e && t->path[i].id == id)
			return 1;
	return 0;
}

static void put_findings(struct tree *t, int depth);

static void put_record(struct tree *t, int depth, const struct finding_row *f)
{
	struct detail *d = t->d;
	struct strbuf text = STRBUF_INIT, state = STRBUF_INIT;
	struct record fix;
	int link;
	if (f->fix_id == 0 || f->fix_entity < 0 || f->fix_entity >= ENTITY_COUNT || on_path(t, depth, f->fix_entity, f->fix_id) ||
	    records_get(t->a->store, f->fix_entity, f->fix_id, &d->pool, &fix, NULL) < 0)
		return;
	link = detail_add_link(d, f->fix_entity, f->fix_id, NULL, NULL, depth ? 2 : 1);
	add_keys(t, &text, depth, link);
	if (f->fix_entity < ENTITY_TAB_COUNT)
		status_add(&state, &fix.state, 0, screen_ascii());
	/* TRANSLATORS: kind of record, its number. */
	strbuf_addf(&text, _("go to %1$s %2$s"), TR(entities[f->fix_entity].title), record_name(&fix));
	strbuf_addf(&text, state.len ? "   %s" : "%s", state.s);
	if (f->prerequisite && depth == 0)
		strbuf_addf(&text, "   %s", _("A approves it first"));
	put_link(t, depth, link, text.s);
	if (f->prerequisite && depth < MAX_DEPTH) {
		t->path[depth + 1].e = f->fix_entity;
		t->path[depth + 1].id = f->fix_id;
		put_findings(t, depth + 1);
	}
	strbuf_release(&text);
	strbuf_release(&state);
}

static void put_finding(struct tree *t, int depth, const struct finding_row *f)
{
	const char *args[FINDING_MAX_ARGS];
	struct text_pane *p = &t->d->pane;
	struct strbuf text = STRBUF_INIT;
	int hold = f->severity && strcmp(f->severity, "hold") == 0, indent = depth ? depth * INDENT + 1 : 0;
	int warning = f->severity && strcmp(f->severity, "warning") == 0;
	size_t n = args_parse(f->args, &t->d->pool, args, FINDING_MAX_ARGS);
	strbuf_adds(&text, hold ? screen_glyph("⊘ ", "# ") : warning ? "! " : "i ");
	/* TRANSLATORS: in front of a reason why an export would fail, a warning, a remark. */
	strbuf_addf(&text, _("%s: "), hold ? _("Held") : warning ? _("Warning") : _("Note"));
	worker_finding_text(&text, systems_connector(t->a, t->d->record.state.books), f->code, args, (int)n);
	pane_text(p, hold ? ROLE_HELD : warning ? ROLE_WARNING : ROLE_DIM, indent, t->width, text.s);
	strbuf_reset(&text);
	finding_remedy(&text, f->code);
	if (text.len > 0 && depth == 0)
		pane_text(p, ROLE_TEXT, indent + 2, t->width, text.s);
	put_record(t, depth, f);
	if (f->field && *f->field)
		put_value(t, depth, t->path[depth].e, t->path[depth].id, f);
	strbuf_release(&text);
}

/* Under another record only what holds it: its remarks are its own. */
static void put_findings(struct tree *t, int depth)
{
	struct finding_array found = { 0 };
	if (findings_list(t->a->store, t->path[depth].e, t->path[depth].id, &t->d->pool, &found, NULL) == 0)
		for (size_t i = 0; i < found.len; i++)
			if (depth == 0 || (found.items[i].severity && strcmp(found.items[i].severity, "hold") == 0))
				put_finding(t, depth, &found.items[i]);
	ARRAY_RELEASE(&found);
}

void detail_build_findings(struct app *a, struct detail *d, int width)
{
	struct tree t = { .a = a, .d = d, .width = width };
	struct finding_array found = { 0 };
	int ways = 0;
	if (findings_list(a->store, d->entity, d->id, &d->pool, &found, NULL) == 0)
		for (size_t i = 0; i < found.len; i++)
			ways += (found.items[i].fix_id != 0 && (found.items[i].fix_entity != d->entity || found.items[i].fix_id != d->id)) +
				(found.items[i].field && *found.items[i].field);
	ARRAY_RELEASE(&found);
	t.numbered = ways > 1;
	t.path[0].e = d->entity;
	t.path[0].id = d->id;
	put_findings(&t, 0);
}
