/* Writing JSON: the writer only takes care of commas and nesting. */
#include "base/json_writer.h"
#include "base/decimal.h"
#include "base/xalloc.h"

#include "base/banned.h"

void json_w_init(struct json_writer *w, struct strbuf *out)
{
	w->out = out;
	w->depth = 0;
	w->comma[0] = 0;
}

static void before(struct json_writer *w, const char *name)
{
	if (w->comma[w->depth])
		strbuf_addc(w->out, ',');
	w->comma[w->depth] = 1;
	if (name) {
		strbuf_add_json(w->out, name);
		strbuf_addc(w->out, ':');
	}
}

static void begin(struct json_writer *w, const char *name, char c)
{
	before(w, name);
	strbuf_addc(w->out, c);
	if (w->depth + 1 >= JSON_WRITER_DEPTH)
		BUG("JSON nested too deeply");
	w->comma[++w->depth] = 0;
}

static void finish(struct json_writer *w, char c)
{
	if (w->depth == 0)
		BUG("JSON closed twice");
	w->depth--;
	strbuf_addc(w->out, c);
}

void json_w_object(struct json_writer *w, const char *name) { begin(w, name, '{'); }
void json_w_end_object(struct json_writer *w) { finish(w, '}'); }
void json_w_array(struct json_writer *w, const char *name) { begin(w, name, '['); }
void json_w_end_array(struct json_writer *w) { finish(w, ']'); }

void json_w_text(struct json_writer *w, const char *name, const char *value)
{
	before(w, name);
	strbuf_add_json(w->out, value);
}

void json_w_int(struct json_writer *w, const char *name, int64_t value)
{
	before(w, name);
	strbuf_addf(w->out, "%lld", (long long)value);
}

void json_w_decimal(struct json_writer *w, const char *name, int64_t value, int scale,
	int min_decimals)
{
	before(w, name);
	decimal_add(w->out, value, scale, min_decimals);
}

void json_w_bool(struct json_writer *w, const char *name, int value)
{
	before(w, name);
	strbuf_adds(w->out, value ? "true" : "false");
}

void json_w_null(struct json_writer *w, const char *name)
{
	before(w, name);
	strbuf_adds(w->out, "null");
}

void json_w_raw(struct json_writer *w, const char *name, const char *json)
{
	before(w, name);
	strbuf_adds(w->out, json);
}
