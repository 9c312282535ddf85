/* Data on stdout: one table, three forms.  Text from outside was made safe at import and
 * is made safe here again; CSV cells that a spreadsheet would run are guarded. */
#include "ui/cli.h"
#include "base/array.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

void cli_put(const struct strbuf *b)
{
	fwrite(b->s, 1, b->len, stdout);
	fputc('\n', stdout);
}

void cli_table_init(struct cli_table *t, const char *const *names, const char *const *titles,
	int columns, unsigned right)
{
	memset(t, 0, sizeof *t);
	t->columns = columns;
	t->right = right;
	t->names = names;
	for (int i = 0; i < columns; i++)
		cli_table_add(t, titles[i]);
}

void cli_table_add(struct cli_table *t, const char *text)
{
	if (t->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 64;
		t->cells = xreallocarray(t->cells, t->cap, sizeof *t->cells);
	}
	strbuf_init(&t->cells[t->n]);
	text_add_safe(&t->cells[t->n++], text ? text : "", 0);
}

#define COLUMN_MAX 60

static void print_plain(const struct cli_table *t)
{
	struct strbuf line = STRBUF_INIT;
	int width[32] = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		int w = text_width(t->cells[i].s), col = (int)(i % (size_t)t->columns);

		if (w > COLUMN_MAX && col != t->columns - 1)
			w = COLUMN_MAX;
		if (w > width[col])
			width[col] = w;
	}
	for (size_t i = 0; i < t->n; i++) {
		int col = (int)(i % (size_t)t->columns);

		if (col == t->columns - 1) {
			strbuf_adds(&line, t->cells[i].s);
			while (line.len && line.s[line.len - 1] == ' ')
				strbuf_truncate(&line, line.len - 1);
			cli_put(&line);
			strbuf_reset(&line);
		} else {
			text_add_fitted(&line, t->cells[i].s, width[col], t->right & (1u << col) ? 1 : -1, "…");
			strbuf_adds(&line, "  ");
		}
	}
	strbuf_release(&line);
}

static void print_csv(const struct cli_table *t)
{
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < t->n; i++) {
		int col = (int)(i % (size_t)t->columns);
		int title = i < (size_t)t->columns;

		strbuf_adds(&line, col ? "," : "");
		text_add_csv(&line, title ? t->names[col] : t->cells[i].s, !(t->right & (1u << col)));
		if (col == t->columns - 1) {
			strbuf_addc(&line, '\r');
			cli_put(&line);
			strbuf_reset(&line);
		}
	}
	strbuf_release(&line);
}

static void print_json(const struct cli_table *t, const char *kind)
{
	struct strbuf out = STRBUF_INIT;
	struct json_writer w;

	json_w_init(&w, &out);
	json_w_object(&w, NULL);
	json_w_int(&w, "schema", 1);
	json_w_text(&w, "kind", kind);
	json_w_array(&w, "rows");
	for (size_t i = (size_t)t->columns; i < t->n; i++) {
		int col = (int)(i % (size_t)t->columns);

		if (col == 0)
			json_w_object(&w, NULL);
		json_w_text(&w, t->names[col], t->cells[i].s);
		if (col == t->columns - 1)
			json_w_end_object(&w);
	}
	json_w_end_array(&w);
	json_w_end_object(&w);
	cli_put(&out);
	strbuf_release(&out);
}

void cli_table_print(struct cli_table *t, enum cli_format f, const char *kind)
{
	if (f == CLI_JSON)
		print_json(t, kind);
	else if (f == CLI_CSV)
		print_csv(t);
	else
		print_plain(t);
	for (size_t i = 0; i < t->n; i++)
		strbuf_release(&t->cells[i]);
	free(t->cells);
	memset(t, 0, sizeof *t);
}
