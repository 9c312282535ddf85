/* What a person keeps.
 *
 * Saved views are the user's own file below the configuration, read at the start and before each change; how
 * the tabs were left is a file of the program's own below the state, written in quiet moments and at the end, thrown
 * away when it cannot be read.  Both hold the same kind of sections (views.c).  The demonstration keeps nothing. */
#include "ui/desk.h"
#include "ui/app.h"
#include "ui/errand.h"
#include "ui/form.h"
#include "ui/picker.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/path.h"

#include <string.h>

#include "base/banned.h"

#define FILE_OF_VIEWS "views"
#define FILE_OF_LEFT  "lists"
#define QUIET_MS      1000          /* since the last key */
#define LEFT_HEADING  "# Comptoir lists 1"

/* ---- a tab as text, and back ---- */

static const struct column *column_sorted(const struct tab *t, int field)
{
	for (int i = 0; i < t->def->n_columns; i++)
		if (column_sort(&t->def->columns[i], t->def->entity) == field)
			return &t->def->columns[i];
	return NULL;
}

static char *sort_text(const struct tab *t)
{
	const struct query *q = &t->table.query;
	const struct column *one = column_sorted(t, q->sort_field);
	const struct column *two = q->sort2 ? column_sorted(t, q->sort2_field) : NULL;
	if (one == NULL)
		return NULL;
	return two ? xasprintf("%s%s %s%s", q->descending ? "-" : "", one->name, q->descending2 ? "-" : "", two->name) :
		xasprintf("%s%s", q->descending ? "-" : "", one->name);
}

static void describe(const struct tab *t, int number, struct saved_view *v)
{
	struct strbuf columns = STRBUF_INIT;
	saved_view_init(v, t->def->entity, number);
	v->view = xstrdup(views[t->table.query.view].name);
	v->filter = xstrdup(t->filter_text);
	v->sort = sort_text(t);
	layout_add_text(&columns, &t->layout, t->def->columns);
	v->columns = strbuf_detach(&columns);
	v->frozen = t->layout.frozen;
}

/* One word of a sort; 1 when it names a column that has an order. */
static int read_order(const struct tab *t, const char *word, int *field, int *descending)
{
	int c = column_find(t->def->columns, t->def->n_columns, word + (*word == '-'));
	*descending = *word == '-';
	*field = c < 0 ? COLUMN_NO_SORT : column_sort(&t->def->columns[c], t->def->entity);
	return *field != COLUMN_NO_SORT;
}

static void read_sort(const struct tab *t, const char *text, struct table_wish *w)
{
	char *copy = xstrdup(text ? text : ""), *save = NULL;
	char *one = strtok_r(copy, " \t", &save), *two = strtok_r(NULL, " \t", &save);
	w->sort_field = t->def->sort_field;
	w->descending = t->def->descending;
	if (one && read_order(t, one, &w->sort_field, &w->descending) && two)
		w->sort2 = read_order(t, two, &w->sort2_field, &w->descending2) && w->sort2_field != w->sort_field;
	if (w->sort_field == COLUMN_NO_SORT) {
		w->sort_field = t->def->sort_field;
		w->descending = t->def->descending;
	}
	free(copy);
}

/* The column a view sorts by is shown; of a saved view that is opened it is the chosen one. */
static void show_sorted(struct tab *t, const struct table_wish *w, int choose)
{
	for (int i = 0; i < t->def->n_columns; i++)
		if (column_sort(&t->def->columns[i], t->def->entity) == w->sort_field) {
			if (choose)
				t->column = i;
			t->layout.hidden &= ~(1u << i);
		}
}

static int arrange(struct tab *t, const struct saved_view *v, struct error *err)
{
	struct table_wish w = { .view = t->def->view, .filter = v->filter };
	int rc;
	if (v->view && view_parse(v->view) >= 0)
		w.view = (enum view)view_parse(v->view);
	read_sort(t, v->sort, &w);
	memset(&t->table.query.scope, 0, sizeof t->table.query.scope);
	tab_forget_widths(t);
	t->opened = 1;
	rc = table_set_all(&t->table, &w, err);
	if (rc < 0)
		return rc;
	tab_keep_filter(t, v->filter);
	if (v->columns)
		layout_parse(&t->layout, t->def->columns, t->def->n_columns, v->columns);
	if (v->frozen >= 0)
		t->layout.frozen = v->frozen;
	show_sorted(t, &w, 1);
	t->first = 0;
	return 0;
}

static int same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* ---- one saved view ---- */

/* The user's own, else the one that comes with Comptoir; its strings are lent. */
static int find(const struct app *a, enum entity e, int number, struct saved_view *out)
{
	const struct saved_view *mine = views_find(&a->desk.saved, e, number);
	if (mine) {
		*out = *mine;
		return 1;
	}
	saved_view_init(out, e, number);
	for (const struct view_preset *p = view_presets; p->name; p++)
		if (p->entity == e && p->number == number) {
			out->built_in = 1;
			out->name = (char *)TR(p->name);
			out->view = (char *)p->view;
			out->filter = p->filter ? (char *)TR(p->filter) : NULL;
			out->sort = (char *)p->sort;
			return 1;
		}
	return 0;
}

static int changed_since(const struct tab *t, const struct saved_view *v)
{
	struct table_wish w = { .view = t->def->view };
	const struct query *q = &t->table.query;
	struct saved_view now;
	int changed;
	if (v->view && view_parse(v->view) >= 0)
		w.view = (enum view)view_parse(v->view);
	read_sort(t, v->sort, &w);
	describe(t, v->number, &now);
	changed = w.view != q->view || !same(v->filter, now.filter) || w.sort_field != q->sort_field ||
		!w.descending != !q->descending || w.sort2 != q->sort2 ||
		(q->sort2 && (w.sort2_field != q->sort2_field || !w.descending2 != !q->descending2)) ||
		(v->columns && !same(v->columns, now.columns)) || (v->frozen >= 0 && v->frozen != now.frozen);
	saved_view_release(&now);
	return changed;
}

void desk_add_name(struct strbuf *out, const struct app *a, const struct tab *t)
{
	struct saved_view v;
	if (t->saved == 0 || !find(a, t->def->entity, t->saved, &v))
		return;
	strbuf_addf(out, " %d %s%s", t->saved, v.name ? v.name : "", changed_since(t, &v) ? "*" : "");
}

void desk_choose(struct app *a, int number)
{
	struct tab *t = app_tab(a);
	struct error err = ERROR_INIT;
	struct saved_view v;
	if (!find(a, t->def->entity, number, &v)) {
		app_say(a, TONE_PLAIN, _("No view is saved under %d; W saves the list as it stands."), number);
		return;
	}
	if (arrange(t, &v, &err) < 0)
		app_say_error(a, &err);
	else
		t->saved = number;
	a->focus = FOCUS_TABLE;
	error_release(&err);
}

#define SAVED(n) \
	void act_saved_##n(struct app *a) \
	{ \
		desk_choose(a, n); \
	}
SAVED(1)
SAVED(2)
SAVED(3)
SAVED(4)
SAVED(5)
SAVED(6)
SAVED(7)
SAVED(8)
SAVED(9)

static void add_order(struct strbuf *out, const struct tab *t, int field, int descending)
{
	const struct column *c = column_sorted(t, field);
	if (c)
		strbuf_addf(out, "%s%s%s", out->len ? " " : "", TR(c->title), descending ? screen_glyph("▼", "v") :
			screen_glyph("▲", "^"));
}

/* What a view shows: its filter, else its order. */
static void add_content(struct strbuf *out, const struct tab *t, const struct saved_view *v)
{
	struct table_wish w = { .view = t->def->view };
	if (v->filter || v->sort == NULL) {
		strbuf_adds(out, v->filter ? v->filter : "");
		return;
	}
	read_sort(t, v->sort, &w);
	add_order(out, t, w.sort_field, w.descending);
	if (w.sort2)
		add_order(out, t, w.sort2_field, w.descending2);
}

void desk_fill(struct app *a, struct picker *p, const char *typed)
{
	for (int n = 1; n <= VIEWS_NUMBERS; n++) {
		struct saved_view v;
		struct strbuf content = STRBUF_INIT;
		char *left;
		if (!find(a, app_entity(a), n, &v))
			continue;
		left = xasprintf("%d  %s", n, v.name ? v.name : "");
		add_content(&content, app_tab(a), &v);
		if (picker_matches(left, typed))
			picker_add(p, VIEW_COUNT + n, left, content.s ? content.s : "", NULL);
		strbuf_release(&content);
		free(left);
	}
}

/* ---- the file of views ---- */

static void read_views(struct app *a, int say)
{
	char *path = path_config(FILE_OF_VIEWS);
	struct strbuf text = STRBUF_INIT, line = STRBUF_INIT;
	struct error err = ERROR_INIT;
	views_release(&a->desk.saved);
	if (a->desk.keeps && path_read_file(&text, path, VIEWS_MAX_BYTES, NULL) == 0)
		views_parse(&a->desk.saved, text.s);
	for (size_t i = 0; say && i < a->desk.saved.faults.len; i++) {
		strbuf_reset(&line);
		error_text(&line, &a->desk.saved.faults.items[i], 1);
		error_set(&err, ERR_CONFIG, N_("%1$s, %2$s"), path, line.s, NULL);
		app_problem(a, &err);
	}
	error_release(&err);
	strbuf_release(&line);
	strbuf_release(&text);
	free(path);
}

static int write_views(struct app *a, enum entity e, int number, const struct saved_view *v, struct error *err)
{
	char *path = path_config(FILE_OF_VIEWS), *slash = strrchr(path, '/');
	struct strbuf text = STRBUF_INIT, next = STRBUF_INIT;
	int rc;
	if (slash) {
		*slash = '\0';
		rc = path_make_dir(path, err);
		*slash = '/';
	} else {
		rc = 0;
	}
	if (path_read_file(&text, path, VIEWS_MAX_BYTES, NULL) < 0)
		strbuf_reset(&text);
	views_replace(&next, text.s, e, number, v);
	if (rc == 0)
		rc = path_write_file(path, next.s, next.len, 0600, err);
	strbuf_release(&text);
	strbuf_release(&next);
	free(path);
	return rc;
}

/* In the demonstration a view lasts as long as the demonstration. */
static int keep_view(struct app *a, const struct saved_view *v, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	int rc = a->desk.keeps ? write_views(a, v->entity, v->number, v, err) : 0;
	if (rc == 0 && a->desk.keeps) {
		read_views(a, 0);
	} else if (rc == 0) {
		views_add_section(&text, v);
		views_parse(&a->desk.saved, text.s);
	}
	strbuf_release(&text);
	return rc;
}

static int save_done(struct app *a, struct form *f, void *data, struct error *err)
{
	struct tab *t = app_tab(a);
	struct saved_view v;
	int64_t n = 0;
	int rc;
	if (decimal_parse(&n, form_value(f, 0), 0, 1) < 0 || n < 1 || n > VIEWS_NUMBERS)
		return error_set(err, ERR_DATA, N_("the number is one from 1 to 9"), NULL);
	describe(t, (int)n, &v);
	v.name = xstrdup(form_value(f, 1));
	rc = keep_view(a, &v, err);
	saved_view_release(&v);
	if (rc < 0)
		return rc;
	t->saved = (int)n;
	app_say(a, TONE_GOOD, _("Saved; %d shows the list like this again."), (int)n);
	return 0;
}

void act_save_view(struct app *a)
{
	static const struct form_def def = { N_("Save this view"), N_("Save"), save_done, NULL, NULL };
	const struct tab *t = app_tab(a);
	struct saved_view v;
	int number = t->saved;
	char digit[2] = "";
	for (int n = 1; number == 0 && n <= VIEWS_NUMBERS; n++)
		if (!find(a, t->def->entity, n, &v))
			number = n;
	if (number > 0)
		digit[0] = (char)('0' + number);
	struct form_field fields[] = {
		{ "number", _("Number, 1 to 9"), digit, 0 },
		{ "name", _("Name"), number > 0 && find(a, t->def->entity, number, &v) ? v.name : "", 0 },
	};
	form_open(a, &def, _("List, filter, order and columns are kept under a number, which is the key that shows "
		"them again."), fields, 2, NULL);
}

void desk_remove(struct app *a, int number)
{
	struct tab *t = app_tab(a);
	const struct saved_view *mine = views_find(&a->desk.saved, t->def->entity, number);
	struct error err = ERROR_INIT;
	if (mine == NULL) {
		app_say(a, TONE_WARNING, "%s", _("This view comes with Comptoir; save another one over it with W."));
		return;
	}
	if (a->desk.keeps && write_views(a, t->def->entity, number, NULL, &err) < 0)
		app_say_error(a, &err);
	else if (a->desk.keeps)
		read_views(a, 0);
	else
		((struct saved_view *)mine)->number = 0;
	if (err.cls == ERR_NONE)
		app_say(a, TONE_PLAIN, _("View %d is gone."), number);
	if (t->saved == number)
		t->saved = 0;
	error_release(&err);
}

/* ---- how the tabs were left ---- */

static void add_left(struct strbuf *out, const struct app *a)
{
	strbuf_adds(out, LEFT_HEADING "\n");
	for (int i = 0; i < ENTITY_TAB_COUNT; i++) {
		struct saved_view v;
		describe(&a->tabs[i], 0, &v);
		if (a->tabs[i].table.query.scope.n > 0) {      /* stepped down to: not how the tab is used */
			free(v.view);
			v.view = xstrdup(views[a->tabs[i].def->view].name);
		}
		free(v.filter);                                /* tomorrow's list is not narrowed by yesterday's question */
		v.filter = NULL;
		views_add_section(out, &v);
		saved_view_release(&v);
	}
}

/* Tabs nobody has looked at are arranged without asking for their rows. */
static void arrange_left(struct tab *t, const struct saved_view *v)
{
	struct table_wish w = { .view = t->def->view };
	struct query *q = &t->table.query;
	if (v->view && view_parse(v->view) >= 0)
		w.view = (enum view)view_parse(v->view);
	read_sort(t, v->sort, &w);
	q->view = w.view;
	q->sort_field = w.sort_field;
	q->descending = w.descending;
	q->sort2 = w.sort2;
	q->sort2_field = w.sort2_field;
	q->descending2 = w.descending2;
	if (v->columns)
		layout_parse(&t->layout, t->def->columns, t->def->n_columns, v->columns);
	if (v->frozen >= 0)
		t->layout.frozen = v->frozen;
	show_sorted(t, &w, 0);
}

static void read_left(struct app *a)
{
	char *path = path_state(FILE_OF_LEFT);
	struct strbuf text = STRBUF_INIT;
	struct saved_views left = { 0 };
	size_t n = strlen(LEFT_HEADING);
	if (path_read_file(&text, path, VIEWS_MAX_BYTES, NULL) == 0) {
		if (strncmp(text.s, LEFT_HEADING, n) == 0 && (text.s[n] == '\n' || text.s[n] == '\r'))
			views_parse(&left, text.s);
		if (left.len == 0 || left.faults.len > 0)
			app_say(a, TONE_WARNING, _("%s cannot be read; the lists begin as they do for everybody."), path);
		else
			for (size_t i = 0; i < left.len; i++)
				if (left.items[i].number == 0)
					arrange_left(&a->tabs[left.items[i].entity], &left.items[i]);
	}
	views_release(&left);
	strbuf_release(&text);
	free(path);
}

void desk_open(struct app *a)
{
	struct strbuf left = STRBUF_INIT;
	a->desk.keeps = !a->options->demo;
	if (a->desk.keeps)
		read_left(a);
	add_left(&left, a);
	a->desk.left = strbuf_detach(&left);
	read_views(a, 1);
}

/* ---- written in a quiet moment ---- */

struct left { char *path, *text; };

static int write_left(const char *path, const char *text, struct error *err)
{
	char *folder = xstrdup(path), *slash = strrchr(folder, '/');
	int rc = 0;
	if (slash) {
		*slash = '\0';
		rc = path_make_dir(folder, err);
	}
	free(folder);
	return rc < 0 ? rc : path_write_file(path, text, strlen(text), 0600, err);
}

static int left_run(void *data, struct store *s, struct error *err)
{
	const struct left *l = data;
	return write_left(l->path, l->text, err);
}

/* What cannot be kept is no reason to disturb anybody. */
static void left_done(struct app *a, void *data, int rc, const struct error *err)
{
}

static void left_release(void *data)
{
	struct left *l = data;
	free(l->path);
	free(l->text);
	free(l);
}

void desk_tick(struct app *a)
{
	static const struct errand how = { left_run, left_done, left_release };
	struct strbuf left = STRBUF_INIT;
	struct left *l;
	if (!a->desk.keeps || a->desk.left == NULL || a->key_ms <= a->desk.seen_ms || !errand_free(a) ||
	    clock_mono_ms() - a->key_ms < QUIET_MS)
		return;
	a->desk.seen_ms = a->key_ms;
	add_left(&left, a);
	if (strcmp(left.s, a->desk.left) != 0) {
		l = xcalloc(1, sizeof *l);
		l->path = path_state(FILE_OF_LEFT);
		l->text = xstrdup(left.s);
		free(a->desk.left);
		a->desk.left = strbuf_detach(&left);
		errand_ask(a, &how, 0, l);
	}
	strbuf_release(&left);
}

void desk_close(struct app *a)
{
	struct strbuf left = STRBUF_INIT;
	char *path = path_state(FILE_OF_LEFT);
	if (a->desk.keeps && a->desk.left) {
		add_left(&left, a);
		if (strcmp(left.s, a->desk.left) != 0)
			write_left(path, left.s, NULL);
	}
	views_release(&a->desk.saved);
	free(a->desk.left);
	a->desk.left = NULL;
	strbuf_release(&left);
	free(path);
}
