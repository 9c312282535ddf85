/* Records in two layers, their change numbers, and the hop from Sage to the cloud.
 *
 * The cloud numbers every change of the tenant with one counter.  A hop copies what Sage has and
 * gives each copied record the next number; a deep hop does it with everything, changed or not. */
#include "sim/sage300.h"
#include "base/date.h"
#include "base/strbuf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define DAY_MS INT64_C(86400000)

/* ---- ids ---- */

static uint64_t mixed(uint64_t x)                /* splitmix64 */
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

void s3_guid(const struct s3 *s, char out[S3_ID], const char *what, int64_t n)
{
	uint64_t h = mixed(sim_options(s->sim)->seed ^ UINT64_C(0x5a6e300));
	const char *c;

	for (c = what; *c; c++)
		h = mixed(h ^ (unsigned char)*c);
	h = mixed(h ^ (uint64_t)n);
	snprintf(out, S3_ID, "%08x-%04x-4%03x-9%03x-%012llx", (unsigned)(h >> 32), (unsigned)(h >> 16 & 0xffff),
		(unsigned)(h >> 4 & 0xfff), (unsigned)(h & 0xfff),
		(unsigned long long)(mixed(h) & UINT64_C(0xffffffffffff)));
}

static int lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static uint32_t hash_id(const char *id)
{
	uint32_t h = 2166136261u;

	for (; *id; id++)
		h = (h ^ (uint32_t)lower((unsigned char)*id)) * 16777619u;
	return h;
}

static int same_id(const char *a, const char *b)
{
	while (*a && lower((unsigned char)*a) == lower((unsigned char)*b))
		a++, b++;
	return !*a && !*b;
}

static void hash_put(struct s3_table *t, uint32_t slot)
{
	size_t at = hash_id(t->recs.items[slot].id) % t->hash_size;

	while (t->hash[at])
		at = (at + 1) % t->hash_size;
	t->hash[at] = slot + 1;
}

static void hash_add(struct s3_table *t, uint32_t slot)
{
	uint32_t i;

	if (t->recs.len * 2 < t->hash_size) {
		hash_put(t, slot);
		return;
	}
	free(t->hash);
	t->hash_size = t->hash_size ? t->hash_size * 4 : 256;
	t->hash = xcalloc(t->hash_size, sizeof *t->hash);
	for (i = 0; i < t->recs.len; i++)
		hash_put(t, i);
}

struct s3_rec *s3_find(struct s3 *s, enum s3_kind kind, const char *id)
{
	struct s3_table *t = &s->tables[kind];
	size_t at;

	if (!id || !t->hash_size)
		return NULL;
	for (at = hash_id(id) % t->hash_size; t->hash[at]; at = (at + 1) % t->hash_size)
		if (same_id(t->recs.items[t->hash[at] - 1].id, id))
			return &t->recs.items[t->hash[at] - 1];
	return NULL;
}

struct s3_rec *s3_at(struct s3 *s, enum s3_kind kind, uint32_t slot1)
{
	return slot1 ? &s->tables[kind].recs.items[slot1 - 1] : NULL;
}

uint32_t s3_slot(struct s3 *s, enum s3_kind kind, const struct s3_rec *r)
{
	return r ? (uint32_t)(r - s->tables[kind].recs.items) + 1 : 0;
}

/* ---- records ---- */

void s3_bump(struct s3 *s, enum s3_kind kind, struct s3_rec *r)
{
	r->version = ++s->version;
	s->tables[kind].stale = 1;
}

static struct s3_rec *push(struct s3 *s, enum s3_kind kind, const char *id, uint32_t source)
{
	struct s3_table *t = &s->tables[kind];
	struct s3_rec *r = ARRAY_PUSH(&t->recs);

	*r = (struct s3_rec){ .source = source };
	snprintf(r->id, sizeof r->id, "%s", id);
	hash_add(t, (uint32_t)t->recs.len - 1);
	return r;
}

struct s3_rec *s3_promise(struct s3 *s, enum s3_kind kind, const char *id, uint32_t source)
{
	struct s3_rec *r = push(s, kind, id, source);

	s3_bump(s, kind, r);
	return r;
}

struct s3_rec *s3_create_as(struct s3 *s, enum s3_kind kind, cJSON *sage, const char *id)
{
	struct s3_rec *r = push(s, kind, id, S3_MADE_HERE);

	jv_set_str(sage, "Id", r->id);
	r->sage = sage;
	r->dirty = r->touched = 1;
	r->changed_ms = sim_now_ms(s->sim);
	return r;
}

struct s3_rec *s3_create(struct s3 *s, enum s3_kind kind, cJSON *sage)
{
	char id[S3_ID];

	s3_guid(s, id, s3_type(kind), ++s->made + INT64_C(1000000000));
	return s3_create_as(s, kind, sage, id);
}

struct s3_rec *s3_create_cloud(struct s3 *s, enum s3_kind kind, cJSON *cloud)
{
	struct s3_rec *r = s3_create(s, kind, cloud);

	r->cloud = cloud;
	r->sage = NULL;
	r->dirty = 0;
	s3_bump(s, kind, r);
	return r;
}

cJSON *s3_truth(struct s3 *s, enum s3_kind kind, struct s3_rec *r)
{
	if (!r->sage)
		r->sage = s3_build(s, kind, r);
	return r->sage;
}

cJSON *s3_edit(struct s3 *s, enum s3_kind kind, struct s3_rec *r)
{
	r->dirty = r->touched = 1;
	r->changed_ms = sim_now_ms(s->sim);
	return s3_truth(s, kind, r);
}

cJSON *s3_cloud_copy(struct s3 *s, enum s3_kind kind, const struct s3_rec *r)
{
	cJSON *v = r->cloud ? cJSON_Duplicate(r->cloud, 1) : s3_build(s, kind, r);

	jv_set_int(v, "Version", r->version);
	return v;
}

int64_t s3_cents(const cJSON *v, const char *name)
{
	int64_t n;

	return jv_decimal(jv_get(v, name), 2, &n) ? 0 : n;
}

void s3_add_cents(cJSON *v, const char *name, int64_t delta)
{
	jv_set_number(v, name, s3_cents(v, name) + delta, 2);
}

void s3_stamp(char out[24], int64_t ms)
{
	char text[INSTANT_LEN];

	instant_format(text, ms);
	snprintf(out, 24, "%.19s", text);
}

/* ---- the cloud's order ---- */

struct numbered { int64_t version; uint32_t slot; };

static int by_version(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return x->version < y->version ? -1 : x->version > y->version;
}

const uint32_t *s3_order(struct s3 *s, enum s3_kind kind, size_t *n)
{
	struct s3_table *t = &s->tables[kind];
	struct numbered *list;
	size_t i;

	if (t->stale) {
		list = xreallocarray(NULL, t->recs.len, sizeof *list);
		t->n_order = 0;
		for (i = 0; i < t->recs.len; i++)
			if (t->recs.items[i].version)
				list[t->n_order++] = (struct numbered){ t->recs.items[i].version, (uint32_t)i };
		qsort(list, t->n_order, sizeof *list, by_version);
		t->order = xreallocarray(t->order, t->recs.len, sizeof *t->order);
		for (i = 0; i < t->n_order; i++)
			t->order[i] = list[i].slot;
		free(list);
		t->stale = 0;
	}
	*n = t->n_order;
	return t->order;
}

/* ---- the hop ---- */

static void carry(struct s3 *s, enum s3_kind kind, struct s3_rec *r)
{
	if (r->sage) {
		cJSON_Delete(r->cloud);
		r->cloud = cJSON_Duplicate(r->sage, 1);
	}
	r->dirty = 0;
	s3_bump(s, kind, r);
}

int64_t s3_hop1(struct s3 *s, int64_t days, int deep)
{
	int64_t now = sim_now_ms(s->sim), carried = 0, since = 0;
	size_t i;
	int k;

	if (!s->client_online)
		return -1;
	if (days)
		since = (now / DAY_MS - days + 1) * DAY_MS;
	for (k = 0; k < S3_SAGE_KINDS; k++) {
		for (i = 0; i < s->tables[k].recs.len; i++) {
			struct s3_rec *r = &s->tables[k].recs.items[i];

			if (!deep && (!r->dirty || r->changed_ms < since))
				continue;
			carry(s, (enum s3_kind)k, r);
			carried++;
		}
	}
	s->hop1_ms = now;
	s->hops++;
	s3_post_invoices(s);
	return carried;
}

void s3_tables_release(struct s3 *s)
{
	size_t i;
	int k;

	for (k = 0; k < S3_KINDS; k++) {
		struct s3_table *t = &s->tables[k];

		for (i = 0; i < t->recs.len; i++) {
			cJSON_Delete(t->recs.items[i].sage);
			cJSON_Delete(t->recs.items[i].cloud);
		}
		ARRAY_RELEASE(&t->recs);
		free(t->hash);
		free(t->order);
	}
}
