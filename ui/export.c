/* The list to a file.
 *
 * All fields of the records the view and filter show, or of the marked ones, in the
 * canonical form for machines: amounts as plain decimals, dates as YYYY-MM-DD.  The end
 * of the file's name chooses the form; text cells are guarded against being read as
 * formulas.  An existing file is not overwritten.  Reading and writing are done beside the screen's
 * thread. */
#include "ui/export.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/reader.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text.h"

#include <string.h>
#include <sys/stat.h>

#include "base/banned.h"

#define EXPORT_MAX 100000

enum format { FORMAT_CSV, FORMAT_TSV, FORMAT_JSON, FORMAT_LINES };   /* lines: an object a line */

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);
	return n >= m && strcmp(s + n - m, end) == 0;
}

static void add_tsv(struct strbuf *out, const char *s)
{
	for (; *s; s++)
		strbuf_addc(out, *s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s);
}

static void add_cell(struct strbuf *out, enum format f, const char *text, int guard, int first)
{
	if (!first)
		strbuf_addc(out, f == FORMAT_CSV ? ',' : '\t');
	if (f == FORMAT_CSV)
		text_add_csv(out, text, guard);
	else
		add_tsv(out, text);
}

static void add_header(struct strbuf *out, enum format f, enum entity e)
{
	if (f == FORMAT_JSON)
		strbuf_addc(out, '[');
	if (f == FORMAT_JSON || f == FORMAT_LINES)
		return;
	add_cell(out, f, "status", 0, 1);
	add_cell(out, f, "erp_code", 0, 0);
	for (int i = 0; i < entities[e].n_fields; i++) {
		const char *name = entities[e].fields[i].name;
		add_cell(out, f, strcmp(name, "status") == 0 ? "status_there" : name, 0, 0);
	}
	strbuf_adds(out, f == FORMAT_CSV ? "\r\n" : "\n");
}

static void add_record(struct strbuf *out, enum format f, const struct record *r)
{
	struct strbuf text = STRBUF_INIT;
	if (f == FORMAT_JSON || f == FORMAT_LINES) {
		if (f == FORMAT_JSON)
			strbuf_adds(out, out->len > 1 ? ",\n" : "\n");
		strbuf_adds(out, "{\"status\":");
		strbuf_add_json(out, statuses[r->state.status].name);
		strbuf_adds(out, ",\"erp_code\":");
		strbuf_add_json(out, r->state.erp_code);
		strbuf_adds(out, ",\"record\":");
		record_add_json(out, r, 0);
		strbuf_adds(out, f == FORMAT_JSON ? "}" : "}\n");
		return;
	}
	add_cell(out, f, statuses[r->state.status].name, 0, 1);
	add_cell(out, f, r->state.erp_code ? r->state.erp_code : "", 1, 0);
	for (int i = 0; i < entities[r->entity].n_fields; i++) {
		enum value_type t = entities[r->entity].fields[i].type;
		strbuf_reset(&text);
		record_add_value(&text, r, i);
		add_cell(out, f, text.s, t == VALUE_TEXT || t == VALUE_REF, 0);
	}
	strbuf_adds(out, f == FORMAT_CSV ? "\r\n" : "\n");
	strbuf_release(&text);
}

/* A file on its way. */
struct writing {
	struct app *a;                  /* for the end alone */
	enum format format;
	char *name;                     /* owned */
	struct strbuf text;
	int64_t n;
	int whole;                      /* the marked ones: all of them, however many */
};

static int add_page(void *data, struct record_array *rows, struct pool *pool)
{
	struct writing *w = data;
	for (size_t i = 0; i < rows->len; i++, w->n++)
		add_record(&w->text, w->format, &rows->items[i]);
	return !w->whole && w->n >= EXPORT_MAX;
}

static int exists(const char *name, struct error *err)
{
	struct stat st;
	if (lstat(name, &st) < 0)
		return 0;
	return error_set(err, ERR_DATA, N_("\"%s\" exists; nothing was written. Choose another name."), name, NULL);
}

static int write_file(void *data, struct error *err)
{
	struct writing *w = data;
	int rc = exists(w->name, err);
	if (rc < 0)
		return rc;
	if (w->format == FORMAT_JSON)
		strbuf_adds(&w->text, "\n]\n");
	return path_write_file(w->name, w->text.s, w->text.len, 0600, err);
}

static void say_written(void *data, int rc, const struct error *err)
{
	struct writing *w = data;
	w->a->writing--;
	if (rc == ERR_CANCEL)
		app_say(w->a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	else if (rc < 0)
		app_say_error(w->a, err);
	else if (!w->whole && w->n >= EXPORT_MAX)
		app_say(w->a, TONE_WARNING, _("Only the first %1$lld records were written to %2$s; comptoir list --csv writes all."),
			(long long)w->n, w->name);
	else
		app_say(w->a, TONE_GOOD, P_("%1$lld record written to %2$s", "%1$lld records written to %2$s",
			(unsigned long)w->n), (long long)w->n, w->name);
}

static void writing_free(void *data)
{
	struct writing *w = data;
	strbuf_release(&w->text);
	free(w->name);
	free(w);
}

static int done(struct app *a, struct form *form, void *data, struct error *err)
{
	static const struct table_reading how = { add_page, write_file, say_written, writing_free };
	const char *name = form_value(form, 0);
	struct table *t = &app_tab(a)->table;
	struct writing *w;
	int rc;
	if (*name == '\0')
		return error_set(err, ERR_DATA, N_("Type a file name, or press Esc."), NULL);
	rc = exists(name, err);
	if (rc < 0)
		return rc;
	w = xcalloc(1, sizeof *w);
	w->a = a;
	w->format = ends_with(name, ".tsv") ? FORMAT_TSV : ends_with(name, ".json") ? FORMAT_JSON :
		ends_with(name, ".ndjson") ? FORMAT_LINES : FORMAT_CSV;
	w->name = xstrdup(name);
	w->whole = t->marks.len > 0;
	strbuf_init(&w->text);
	add_header(&w->text, w->format, t->query.entity);
	a->writing++;
	table_take_all(t, READ_FILE, w->whole, &how, w);
	return 0;
}

void act_export(struct app *a)
{
	static const struct form_def def = { N_("Save the list"), N_("Save"), done, NULL, NULL };
	struct tab *t = app_tab(a);
	char *name = xasprintf("%ss-%s.csv", entities[t->def->entity].name, views[t->table.query.view].name);
	struct form_field ff = { "file", _("File (.csv, .tsv or .json)"), name, 0 };
	form_open(a, &def, t->table.marks.len > 0 ? _("The marked records are written.") :
		_("All records of this view and filter are written."), &ff, 1, NULL);
	free(name);
}
