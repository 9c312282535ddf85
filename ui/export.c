/* The list to a file.
 *
 * All fields of the records the view and filter show, or of the marked ones, in the
 * canonical form for machines: amounts as plain decimals, dates as YYYY-MM-DD.  The end
 * of the file's name chooses the form; text cells are guarded against being read as
 * formulas.  An existing file is not overwritten. */
#include "ui/export.h"
#include "ui/app.h"
#include "ui/form.h"
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

static int64_t collect(struct app *a, enum format f, struct strbuf *out, struct error *err)
{
	struct table *t = &app_tab(a)->table;
	int64_t anchor = 0, n = 0;
	size_t got;
	add_header(out, f, t->query.entity);
	for (size_t i = 0; i < t->marks.len; i++, n++) {
		struct pool pool = POOL_INIT;
		struct record r;
		if (records_get(a->store, t->query.entity, t->marks.items[i], &pool, &r, NULL) == 0)
			add_record(out, f, &r);
		pool_release(&pool);
	}
	if (t->marks.len > 0)
		return n;
	do {
		struct pool pool = POOL_INIT;
		struct record_array rows = { 0 };
		int rc = query_window(a->store, &t->query, anchor, 0, 0, 500, &pool, &rows, err);
		got = rc < 0 ? 0 : rows.len;
		for (size_t i = 0; i < got; i++, n++)
			add_record(out, f, &rows.items[i]);
		anchor = got > 0 ? rows.items[got - 1].id : 0;
		ARRAY_RELEASE(&rows);
		pool_release(&pool);
		if (rc < 0)
			return rc;
	} while (got == 500 && n < EXPORT_MAX);
	return n;
}

static int done(struct app *a, struct form *form, void *data, struct error *err)
{
	const char *name = form_value(form, 0);
	enum format f = ends_with(name, ".tsv") ? FORMAT_TSV : ends_with(name, ".json") ? FORMAT_JSON :
		ends_with(name, ".ndjson") ? FORMAT_LINES : FORMAT_CSV;
	struct strbuf out = STRBUF_INIT;
	struct stat st;
	int64_t n;
	int rc = 0;
	if (*name == '\0')
		return error_set(err, ERR_DATA, N_("Type a file name, or press Esc."), NULL);
	if (lstat(name, &st) == 0)
		return error_set(err, ERR_DATA, N_("\"%s\" exists; nothing was written. Choose another name."), name, NULL);
	n = collect(a, f, &out, err);
	if (f == FORMAT_JSON)
		strbuf_adds(&out, "\n]\n");
	if (n < 0)
		rc = (int)n;
	else
		rc = path_write_file(name, out.s, out.len, 0600, err);
	strbuf_release(&out);
	if (rc == 0 && n >= EXPORT_MAX)
		app_say(a, TONE_WARNING, _("Only the first %1$lld records were written to %2$s; comptoir list --csv writes all."),
			(long long)n, name);
	else if (rc == 0)
		app_say(a, TONE_GOOD, P_("%1$lld record written to %2$s", "%1$lld records written to %2$s",
			(unsigned long)n), (long long)n, name);
	return rc;
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
