/* Answers: every field as {"value": ...}, {} when empty, an error beside the
 * value when the record was refused; details and linked entities only when
 * asked for. */
#include "sim/acumatica_body.h"
#include "base/date.h"
#include "base/decimal.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

static void add_instant(struct strbuf *out, int64_t ms)
{
	char day[DATE_LEN];
	int64_t rest = ms % 86400000;

	if (rest < 0)
		rest += 86400000;
	date_from_days(day, (ms - rest) / 86400000);
	strbuf_addf(out, "\"%sT%02d:%02d:%02d", day, (int)(rest / 3600000),
		(int)(rest / 60000 % 60), (int)(rest / 1000 % 60));
	if (rest % 1000)
		strbuf_addf(out, ".%03d", (int)(rest % 1000));
	strbuf_adds(out, "+00:00\"");
}

static void add_value(struct strbuf *out, char type, union acu_val v)
{
	switch (type) {
	case 'S':
	case 'G':
		strbuf_add_json(out, v.s);
		break;
	case 'N':
		decimal_add(out, v.n, ACU_SCALE, 2);
		break;
	case 'B':
		strbuf_adds(out, v.n ? "true" : "false");
		break;
	case 'D':
		add_instant(out, v.n);
		break;
	default:
		strbuf_addf(out, "%lld", (long long)v.n);
	}
}

static void add_field(struct strbuf *out, const struct acu_rec *r, int i)
{
	const char *err = r->err ? r->err[i] : NULL;
	int set = r->flags[i] & ACU_SET;

	strbuf_addc(out, '{');
	if (set) {
		strbuf_adds(out, "\"value\":");
		add_value(out, r->def->fields[i].type, r->v[i]);
	}
	if (err) {
		strbuf_adds(out, set ? ",\"error\":" : "\"error\":");
		strbuf_add_json(out, err);
	}
	strbuf_addc(out, '}');
}

static const char *custom_type(char type)
{
	switch (type) {
	case 'N': return "CustomDecimalField";
	case 'B': return "CustomBooleanField";
	case 'D': return "CustomDateTimeField";
	case 'I': return "CustomIntField";
	case 'H': return "CustomShortField";
	case 'L': return "CustomLongField";
	case 'G': return "CustomGuidField";
	default: return "CustomStringField";
	}
}

/* The names of the custom section of r, as views with fields. */
struct customs { struct { const char *view, *field; int index; } items[64]; size_t n; };

static void customs_add(struct customs *c, const char *view, const char *field, int index)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (!strcmp(c->items[i].view, view) && !strcmp(c->items[i].field, field))
			return;
	if (c->n < ARRAY_SIZE(c->items)) {
		c->items[c->n].view = view;
		c->items[c->n].field = field;
		c->items[c->n++].index = index;
	}
}

static void customs_collect(struct customs *c, const struct acu_view *v, const struct acu_rec *r,
	const char *prefix, struct acu_paths *owned)
{
	const char *name, *dot;
	size_t i, n = strlen(prefix);
	int k;

	for (i = 0; i < v->custom.len; i++) {
		if (strncmp(v->custom.items[i], prefix, n) || strchr(v->custom.items[i] + n, '/'))
			continue;
		name = v->custom.items[i] + n;
		dot = strchr(name, '.');
		*ARRAY_PUSH(owned) = xstrndup(name, (size_t)(dot - name));
		customs_add(c, owned->items[owned->len - 1], dot + 1,
			acu_index_behind(r->def, owned->items[owned->len - 1], dot + 1));
	}
	for (k = 0; k < r->def->n; k++)
		if (r->flags[k] & ACU_SENT_CUSTOM)
			customs_add(c, r->def->fields[k].view, r->def->fields[k].field, k);
}

static void add_custom_field(struct strbuf *out, const struct acu_rec *r, const char *view,
	const char *field, int index)
{
	const struct acu_custom *kept;
	char *name;

	strbuf_add_json(out, field);
	if (index >= 0) {
		strbuf_addf(out, ":{\"type\":\"%s\"", custom_type(r->def->fields[index].type));
		if (r->flags[index] & ACU_SET) {
			strbuf_adds(out, ",\"value\":");
			add_value(out, r->def->fields[index].type, r->v[index]);
		}
		if (r->err && r->err[index]) {
			strbuf_adds(out, ",\"error\":");
			strbuf_add_json(out, r->err[index]);
		}
		strbuf_addc(out, '}');
		return;
	}
	name = xasprintf("%s.%s", view, field);
	kept = acu_custom_find(r, name);
	strbuf_addf(out, ":{\"type\":\"%s\"", kept ? kept->type : "CustomStringField");
	if (kept)
		strbuf_addf(out, ",\"value\":%s", kept->json);
	strbuf_addc(out, '}');
	free(name);
}

static void add_custom(struct strbuf *out, const struct acu_view *v, const struct acu_rec *r,
	const char *prefix)
{
	struct acu_paths owned = { 0 };
	struct customs c = { .n = 0 };
	const char *view;
	size_t i, k;
	int first = 1;

	customs_collect(&c, v, r, prefix, &owned);
	strbuf_adds(out, ",\"custom\":{");
	for (i = 0; i < c.n; i++) {
		view = c.items[i].view;
		if (!view)
			continue;
		strbuf_adds(out, first ? "" : ",");
		first = 0;
		strbuf_add_json(out, view);
		strbuf_adds(out, ":{");
		for (k = i; k < c.n; k++) {
			if (!c.items[k].view || strcmp(c.items[k].view, view))
				continue;
			strbuf_adds(out, k == i ? "" : ",");
			add_custom_field(out, r, view, c.items[k].field, c.items[k].index);
			if (k > i)
				c.items[k].view = NULL;
		}
		strbuf_addc(out, '}');
	}
	strbuf_addc(out, '}');
	for (i = 0; i < owned.len; i++)
		free(owned.items[i]);
	ARRAY_RELEASE(&owned);
}

static void add_record(struct strbuf *out, const struct acu_view *v, const struct acu_rec *r,
	const char *prefix, int row);

static void add_nested(struct strbuf *out, const struct acu_view *v, const struct acu_rec *r, int i,
	const char *prefix)
{
	char *below = xasprintf("%s%s/", prefix, r->def->fields[i].name);
	size_t k;

	if (r->def->fields[i].type == 'O') {
		if (r->flags[i] & ACU_SET)
			add_record(out, v, r->v[i].rec, below, 1);
		else
			strbuf_adds(out, "{}");
	} else {
		strbuf_addc(out, '[');
		for (k = 0; (r->flags[i] & ACU_SET) && k < r->v[i].rows->len; k++) {
			strbuf_adds(out, k ? "," : "");
			add_record(out, v, r->v[i].rows->items[k], below, 1);
		}
		strbuf_addc(out, ']');
	}
	free(below);
}

static int nested_failure(const struct acu_rec *r, int i)
{
	size_t k;

	if (!(r->flags[i] & ACU_SET))
		return 0;
	if (r->def->fields[i].type == 'O')
		return acu_failed(r->v[i].rec);
	for (k = 0; r->def->fields[i].type == 'A' && k < r->v[i].rows->len; k++)
		if (acu_failed(r->v[i].rows->items[k]))
			return 1;
	return 0;
}

static void add_record(struct strbuf *out, const struct acu_view *v, const struct acu_rec *r,
	const char *prefix, int row)
{
	const struct acu_field *f;
	char guid[37];
	int i;

	acu_guid(v->acu, guid, r->id);
	strbuf_addf(out, "{\"id\":\"%s\",\"rowNumber\":%d,\"note\":{\"value\":", guid, r->row);
	strbuf_add_json(out, r->note ? r->note : "");
	strbuf_addc(out, '}');
	if (r->error) {
		strbuf_adds(out, ",\"error\":");
		strbuf_add_json(out, r->error);
	}
	for (i = 0; i < r->def->n; i++) {
		f = &r->def->fields[i];
		if (!acu_view_shows(v, prefix, f, r->flags[i]) &&
		    !(v->errors && f->name[0] != 'x' && ((r->err && r->err[i]) || nested_failure(r, i))))
			continue;
		strbuf_addf(out, ",\"%s\":", f->name);
		if (f->type == 'O' || f->type == 'A')
			add_nested(out, v, r, i, prefix);
		else
			add_field(out, r, i);
	}
	add_custom(out, v, r, prefix);
	if (!row) {
		strbuf_addf(out, ",\"_links\":{\"self\":\"%s/entity/%s/%s/%s\"", v->base,
			v->endpoint_name, r->def->name, guid);
		if (*r->def->graph)
			strbuf_addf(out, ",\"files:put\":\"%s/entity/%s/files/%s/%s/%s/{filename}\"", v->base,
				v->endpoint_name, r->def->graph, r->def->view, guid);
		strbuf_addc(out, '}');
	}
	strbuf_adds(out, ",\"files\":[]}");
}

void acu_render(struct strbuf *out, const struct acu_view *v, const struct acu_rec *r)
{
	add_record(out, v, r, "", 0);
}
