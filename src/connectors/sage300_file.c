/* Import files of Sage, by layouts that are data.
 *
 * A layout is two lists of columns, one for the record that begins a document and one for
 * those that follow.  It comes from data/imports, compiled in, or from the connection's owner, who
 * copied it from what Sage prints.  What a column holds is asked by name; nothing that the document
 * has and the layout has no place for is lost in silence: that is the composer's to check
 * (sage300_file_has).  Text is brought to ASCII, which is what Sage reads. */
#include "connectors/sage300.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/text.h"
#include <string.h>
#include "base/banned.h"

struct column {
	const char *field;           /* NULL: stays empty */
	int max, required, cut;
};

struct columns { struct column *items; size_t len, cap; };

const char *sage300_format(const char *name)
{
	for (const struct sage300_format *f = sage300_formats; f->name; f++)
		if (!strcmp(f->name, name))
			return f->json;
	return NULL;
}

/* ---- layouts ---- */

static int read_json(struct columns *out, const char *json, const char *which, struct pool *p, struct error *err)
{
	struct json_doc doc;
	int rc = json_parse(&doc, json, strlen(json), err);

	if (rc < 0)
		return rc;
	for (const json_node *o = json_first(json_get(json_root(&doc), which)); o; o = json_next(o)) {
		struct column *c = ARRAY_PUSH(out);
		int64_t max = 0;

		json_int(json_get(o, "max"), &max);
		*c = (struct column){ pool_strdup(p, json_text(json_get(o, "field"))), (int)max,
			json_bool(json_get(o, "required"), 0), json_bool(json_get(o, "cut"), 0) };
	}
	json_release(&doc);
	return 0;
}

/* "=API,vendor:10!,,description:30~": ! required, ~ may be cut. */
static void read_typed(struct columns *out, const char *typed, struct pool *p)
{
	for (;; typed++) {
		size_t n = strcspn(typed, ","), name;
		struct column *c = ARRAY_PUSH(out);
		int64_t max = 0;

		*c = (struct column){ NULL, 0, 0, 0 };
		typed += strspn(typed, " ");
		n = strcspn(typed, ",");
		name = *typed == '=' ? n : strcspn(typed, ",:!~ ");
		if (name)
			c->field = pool_strndup(p, typed, name);
		c->required = *typed != '=' && memchr(typed, '!', n) != NULL;
		c->cut = *typed != '=' && memchr(typed, '~', n) != NULL;
		if (typed[name] == ':' && decimal_parse(&max, pool_strndup(p, typed + name + 1,
				strspn(typed + name + 1, "0123456789")), 0, 1) == 0 && max < 1000)
			c->max = (int)max;
		typed += n;
		if (!*typed)
			break;
	}
}

static int read_columns(struct columns *out, const char *json, const char *which, const char *typed,
	struct pool *p, struct error *err)
{
	memset(out, 0, sizeof *out);
	if (typed && *typed) {
		read_typed(out, typed, p);
		return 0;
	}
	return json ? read_json(out, json, which, p, err) : 0;
}

int sage300_file_has(const char *json, const char *which, const char *typed, const char *field)
{
	struct pool p = POOL_INIT;
	struct columns c;
	int has = 0;

	if (read_columns(&c, json, which, typed, &p, NULL) == 0)
		for (size_t i = 0; i < c.len; i++)
			has |= c.items[i].field && !strcmp(c.items[i].field, field);
	ARRAY_RELEASE(&c);
	pool_release(&p);
	return has;
}

/* ---- cells ---- */

/* Letters of Latin-1 without their accents; anything else that is not ASCII becomes a question mark. */
static void add_ascii(struct strbuf *out, const char *s)
{
	static const char plain[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
	size_t n = strlen(s), step;
	uint32_t cp;

	for (; n; s += step, n -= step) {
		step = text_decode(s, n, &cp);
		if (cp < 0x20 || cp == 0x7f)
			strbuf_addc(out, ' ');
		else if (cp < 0x80)
			strbuf_addc(out, (char)cp);
		else if (cp >= 0xc0 && cp <= 0xff)
			strbuf_addc(out, plain[cp - 0xc0]);
		else if (cp == 0x152 || cp == 0x153)
			strbuf_addc(out, cp == 0x152 ? 'O' : 'o');
		else if (cp == 0x2018 || cp == 0x2019)
			strbuf_addc(out, '\'');
		else if (cp == 0x2013 || cp == 0x2014)
			strbuf_addc(out, '-');
		else
			strbuf_addc(out, cp == 0xa0 ? ' ' : '?');
	}
}

static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			strbuf_addc(out, '"');
		strbuf_addc(out, *text);
	}
	strbuf_addc(out, '"');
}

void sage300_file_date(struct strbuf *out, const char *date, const char *shape)
{
	if (strlen(date) < 10)
		return;
	while (*shape) {
		size_t n = strspn(shape, (char[]){ *shape, '\0' });

		if (*shape == 'y')
			strbuf_add(out, n > 2 ? date : date + 2, n > 2 ? 4 : 2);
		else if (*shape == 'm')
			strbuf_add(out, date + 5, 2);
		else if (*shape == 'd')
			strbuf_add(out, date + 8, 2);
		else
			strbuf_add(out, shape, n);
		shape += n;
	}
}

static int add_cell(struct strbuf *out, const struct column *c, int line, sage300_value value, void *data,
	struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	int number = 0, rc = 0;
	const char *v;
	size_t n;

	if (!c->field || !strcmp(c->field, "blank"))
		return 0;
	v = *c->field == '=' ? c->field + 1 : value(data, c->field, line, &number);
	add_ascii(&text, v ? v : "");
	n = text.len;
	if (c->required && !n)
		rc = error_set(err, ERR_CONFIG, N_("the import file cannot be made: its column \"%s\" would stay empty"),
			c->field, NULL);
	else if (c->max && n > (size_t)c->max && !c->cut)
		rc = error_set(err, ERR_CONFIG, N_("the import file cannot be made: \"%1$s\" is too long for its column "
			"\"%2$s\""), text.s, c->field, NULL);
	if (c->max && n > (size_t)c->max)
		strbuf_truncate(&text, (size_t)c->max);
	if (rc == 0 && number)
		strbuf_adds(out, text.s);
	else if (rc == 0)
		add_quoted(out, text.s);
	strbuf_release(&text);
	return rc;
}

static int add_record(struct strbuf *out, const struct columns *c, int line, sage300_value value, void *data,
	struct error *err)
{
	int rc = 0;

	for (size_t i = 0; i < c->len && rc == 0; i++) {
		if (i)
			strbuf_addc(out, ',');
		rc = add_cell(out, &c->items[i], line, value, data, err);
	}
	strbuf_adds(out, "\r\n");
	return rc;
}

int sage300_file_write(struct strbuf *out, const struct sage300_layout *layout, int n_lines, sage300_value value,
	void *data, struct error *err)
{
	struct pool p = POOL_INIT;
	struct columns header, line = { 0 };
	int rc = read_columns(&header, layout->json, "header", layout->header, &p, err);

	if (rc == 0)
		rc = read_columns(&line, layout->json, "line", layout->line, &p, err);
	if (rc == 0 && (!header.len || !line.len))
		rc = error_set(err, ERR_CONFIG, N_("the connection does not say which columns the import file has; type them as "
			"Sage prints them, or choose a layout of the program"), NULL);
	if (rc == 0)
		rc = add_record(out, &header, -1, value, data, err);
	for (int i = 0; i < n_lines && rc == 0; i++)
		rc = add_record(out, &line, i, value, data, err);
	ARRAY_RELEASE(&header);
	ARRAY_RELEASE(&line);
	pool_release(&p);
	return rc;
}
