/* Records: one array of values beside one array of flags, both as long as the
 * definition's table of fields. */
#include "sim/acumatica_rec.h"
#include "base/date.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

struct acu_rec *acu_new(const struct acu_def *def, uint64_t id)
{
	struct acu_rec *r = xcalloc(1, sizeof *r);

	r->def = def;
	r->id = id;
	r->row = 1;
	r->v = xcalloc((size_t)def->n, sizeof *r->v);
	r->flags = xcalloc((size_t)def->n, 1);
	return r;
}

void acu_empty_at(struct acu_rec *r, int i)
{
	if (!(r->flags[i] & ACU_SET))
		return;
	switch (r->def->fields[i].type) {
	case 'S':
	case 'G':
		free(r->v[i].s);
		break;
	case 'O':
		acu_free(r->v[i].rec);
		break;
	case 'A':
		while (r->v[i].rows->len)
			acu_drop_row(r->v[i].rows, r->v[i].rows->len - 1);
		ARRAY_RELEASE(r->v[i].rows);
		free(r->v[i].rows);
		break;
	}
	r->v[i].n = 0;
	r->flags[i] &= (unsigned char)~ACU_SET;
}

static void free_errors(struct acu_rec *r)
{
	int i;

	for (i = 0; r->err && i < r->def->n; i++)
		free(r->err[i]);
	free(r->err);
	free(r->error);
	r->err = NULL;
	r->error = NULL;
}

void acu_free(struct acu_rec *r)
{
	size_t c;
	int i;

	if (!r)
		return;
	for (i = 0; i < r->def->n; i++)
		acu_empty_at(r, i);
	free_errors(r);
	for (c = 0; c < r->custom.len; c++) {
		free(r->custom.items[c].name);
		free(r->custom.items[c].type);
		free(r->custom.items[c].json);
	}
	ARRAY_RELEASE(&r->custom);
	free(r->v);
	free(r->flags);
	free(r->note);
	free(r);
}

static void clone_value(struct acu_rec *c, const struct acu_rec *r, int i)
{
	size_t k;

	switch (r->def->fields[i].type) {
	case 'S':
	case 'G':
		c->v[i].s = xstrdup(r->v[i].s);
		break;
	case 'O':
		c->v[i].rec = acu_clone(r->v[i].rec);
		break;
	case 'A':
		c->v[i].rows = xcalloc(1, sizeof *c->v[i].rows);
		for (k = 0; k < r->v[i].rows->len; k++)
			*ARRAY_PUSH(c->v[i].rows) = acu_clone(r->v[i].rows->items[k]);
		break;
	default:
		c->v[i].n = r->v[i].n;
	}
	c->flags[i] = ACU_SET;
}

struct acu_rec *acu_clone(const struct acu_rec *r)
{
	struct acu_rec *c = acu_new(r->def, r->id);
	size_t k;
	int i;

	c->row = r->row;
	c->note = xstrdup(r->note);
	for (i = 0; i < r->def->n; i++)
		if (r->flags[i] & ACU_SET)
			clone_value(c, r, i);
	for (k = 0; k < r->custom.len; k++)
		acu_custom_put(c, r->custom.items[k].name, r->custom.items[k].type,
			r->custom.items[k].json);
	return c;
}

int acu_index(const struct acu_def *def, const char *name)
{
	int lo = 0, hi = def->n - 1;

	while (lo <= hi) {
		int mid = (lo + hi) / 2, c = strcmp(name, def->fields[mid].name);

		if (!c)
			return mid;
		if (c < 0)
			hi = mid - 1;
		else
			lo = mid + 1;
	}
	return -1;
}

int acu_index_behind(const struct acu_def *def, const char *view, const char *field)
{
	int i;

	for (i = 0; i < def->n; i++)
		if (*def->fields[i].field && !strcmp(def->fields[i].field, field) &&
		    !strcmp(def->fields[i].view, view))
			return i;
	return -1;
}

static int filled(const struct acu_rec *r, const char *field)
{
	int i = acu_index(r->def, field);

	return i >= 0 && (r->flags[i] & ACU_SET) ? i : -1;
}

const char *acu_text(const struct acu_rec *r, const char *field)
{
	int i = filled(r, field);

	return i >= 0 ? r->v[i].s : NULL;
}

const char *acu_text_or(const struct acu_rec *r, const char *field, const char *absent)
{
	const char *s = acu_text(r, field);

	return s ? s : absent;
}

int64_t acu_num(const struct acu_rec *r, const char *field)
{
	int i = filled(r, field);

	return i >= 0 ? r->v[i].n : 0;
}

int acu_has(const struct acu_rec *r, const char *field)
{
	return filled(r, field) >= 0;
}

int acu_sent(const struct acu_rec *r, const char *field)
{
	int i = acu_index(r->def, field);

	return i >= 0 && (r->flags[i] & (ACU_SENT | ACU_SENT_CUSTOM));
}

int acu_given(const struct acu_rec *r, const char *field)
{
	return acu_sent(r, field) && acu_has(r, field);
}

struct acu_rec *acu_linked(const struct acu_rec *r, const char *field)
{
	int i = filled(r, field);

	return i >= 0 ? r->v[i].rec : NULL;
}

struct acu_rows *acu_rows(const struct acu_rec *r, const char *field)
{
	int i = filled(r, field);

	return i >= 0 ? r->v[i].rows : NULL;
}

size_t acu_n_rows(const struct acu_rec *r, const char *field)
{
	struct acu_rows *rows = acu_rows(r, field);

	return rows ? rows->len : 0;
}

struct acu_rec *acu_row(const struct acu_rec *r, const char *field, size_t i)
{
	return acu_rows(r, field)->items[i];
}

static int must(const struct acu_rec *r, const char *field)
{
	int i = acu_index(r->def, field);

	if (i < 0)
		BUG("%s has no field %s", r->def->name, field);
	return i;
}

void acu_put_text(struct acu_rec *r, const char *field, const char *s)
{
	int i = must(r, field);
	char *copy = s && *s ? xstrdup(s) : NULL;

	acu_empty_at(r, i);
	if (copy) {
		r->v[i].s = copy;
		r->flags[i] |= ACU_SET;
	}
}

void acu_default_text(struct acu_rec *r, const char *field, const char *s)
{
	if (!acu_has(r, field))
		acu_put_text(r, field, s);
}

void acu_put_num(struct acu_rec *r, const char *field, int64_t n)
{
	int i = must(r, field);

	r->v[i].n = n;
	r->flags[i] |= ACU_SET;
}

void acu_put_date(struct acu_rec *r, const char *field, const char *iso)
{
	int64_t ms;

	if (!iso || instant_parse(&ms, iso))
		acu_empty_at(r, must(r, field));
	else
		acu_put_num(r, field, ms);
}

struct acu_rec *acu_link(struct acu_rec *r, const char *field)
{
	int i = must(r, field);

	if (!(r->flags[i] & ACU_SET)) {
		r->v[i].rec = acu_new(r->def->fields[i].sub, r->id + 1000003u * (unsigned)(i + 1));
		r->flags[i] |= ACU_SET;
	}
	return r->v[i].rec;
}

struct acu_rec *acu_add_row(struct acu_rec *r, const char *field, uint64_t id)
{
	int i = must(r, field);
	struct acu_rec *row;

	if (!(r->flags[i] & ACU_SET)) {
		r->v[i].rows = xcalloc(1, sizeof *r->v[i].rows);
		r->flags[i] |= ACU_SET;
	}
	row = acu_new(r->def->fields[i].sub, id);
	*ARRAY_PUSH(r->v[i].rows) = row;
	row->row = (int)r->v[i].rows->len;
	return row;
}

void acu_drop_row(struct acu_rows *rows, size_t i)
{
	acu_free(rows->items[i]);
	memmove(rows->items + i, rows->items + i + 1, (rows->len - i - 1) * sizeof *rows->items);
	rows->len--;
	for (; i < rows->len; i++)
		rows->items[i]->row = (int)i + 1;
}

void acu_fail(struct acu_rec *r, const char *field, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	char **slot = &r->error;
	va_list ap;

	if (field) {
		if (!r->err)
			r->err = xcalloc((size_t)r->def->n, sizeof *r->err);
		slot = &r->err[must(r, field)];
	}
	if (*slot)
		return;
	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	*slot = strbuf_detach(&b);
}

int acu_failed(const struct acu_rec *r)
{
	size_t k;
	int i;

	if (r->error)
		return 1;
	for (i = 0; i < r->def->n; i++) {
		if (r->err && r->err[i])
			return 1;
		if (!(r->flags[i] & ACU_SET))
			continue;
		if (r->def->fields[i].type == 'O' && acu_failed(r->v[i].rec))
			return 1;
		for (k = 0; r->def->fields[i].type == 'A' && k < r->v[i].rows->len; k++)
			if (acu_failed(r->v[i].rows->items[k]))
				return 1;
	}
	return 0;
}

void acu_clear_marks(struct acu_rec *r)
{
	size_t k;
	int i;

	free_errors(r);
	for (i = 0; i < r->def->n; i++) {
		r->flags[i] &= ACU_SET;
		if (!(r->flags[i] & ACU_SET))
			continue;
		if (r->def->fields[i].type == 'O')
			acu_clear_marks(r->v[i].rec);
		for (k = 0; r->def->fields[i].type == 'A' && k < r->v[i].rows->len; k++)
			acu_clear_marks(r->v[i].rows->items[k]);
	}
}

struct acu_custom *acu_custom_find(const struct acu_rec *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->custom.len; i++)
		if (!strcmp(r->custom.items[i].name, name))
			return &r->custom.items[i];
	return NULL;
}

void acu_custom_put(struct acu_rec *r, const char *name, const char *type, const char *json)
{
	struct acu_custom *c = acu_custom_find(r, name);

	if (!c) {
		c = ARRAY_PUSH(&r->custom);
		*c = (struct acu_custom){ xstrdup(name), NULL, NULL };
	}
	free(c->type);
	free(c->json);
	c->type = xstrdup(type);
	c->json = xstrdup(json);
}

void acu_date_text(char out[11], int64_t ms)
{
	int64_t days = ms >= 0 ? ms / 86400000 : -((-ms + 86399999) / 86400000);

	date_from_days(out, days);
}
