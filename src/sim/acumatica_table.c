/* Entities of a tenant.
 *
 * A table is a list of slots that only grows.  Documents of a large sample
 * company are promised: the slot knows its company record and the record is
 * made when somebody asks for it, so that a million of them cost little.  Ids
 * hold kind and slot, keyed so that they look like GUIDs; keys are found
 * through an open hash of slot numbers. */
#include "sim/acumatica.h"
#include "base/xalloc.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define ID_KIND_SHIFT 56
#define ID_SLOT_SHIFT 16

void acu_table_init(struct acu_table *t, enum acu_kind kind, struct acu_tenant *tenant)
{
	*t = (struct acu_table){ .kind = kind, .def = acu_kind_def(kind), .tenant = tenant };
}

void acu_table_release(struct acu_table *t)
{
	size_t i;

	for (i = 0; i < t->slots.len; i++)
		acu_free(t->slots.items[i].rec);
	ARRAY_RELEASE(&t->slots);
	free(t->hash);
	free(t->order);
	free(t->cached);
	free(t->cached_filter);
}

uint64_t acu_slot_id(const struct acu_table *t, size_t slot)
{
	return (uint64_t)(t->kind + 1) << ID_KIND_SHIFT | (uint64_t)slot << ID_SLOT_SHIFT;
}

uint64_t acu_next_id(const struct acu_table *t)
{
	return acu_slot_id(t, t->slots.len);
}

/* The low half of the row numbers is for Details, the upper for any other kind of row. */
uint64_t acu_next_row_id(const struct acu_rec *r, const char *field)
{
	uint64_t top = r->id | (strcmp(field, "Details") ? 1u << (ID_SLOT_SHIFT - 1) : 0);
	size_t i;

	for (i = 0; i < acu_n_rows(r, field); i++)
		if (acu_row(r, field, i)->id > top)
			top = acu_row(r, field, i)->id;
	return top + 1;
}

/* ---- keys ---- */

static void keys_of(const struct acu_table *t, size_t slot, const char *keys[ACU_MAX_KEYS])
{
	const struct acu_slot *s = &t->slots.items[slot];
	int k;

	if (!s->rec) {
		acu_make_keys(t, s->source, keys);
		return;
	}
	for (k = 0; k < t->def->n_keys; k++)
		keys[k] = acu_text_or(s->rec, t->def->keys[k], "");
}

static size_t key_len(const char *s)
{
	size_t n = strlen(s);

	while (n && s[n - 1] == ' ')
		n--;
	return n;
}

static uint32_t keys_hash(const char *const *keys, int n)
{
	uint32_t h = 2166136261u;
	size_t i, len;
	int k;

	for (k = 0; k < n; k++) {
		len = key_len(keys[k]);
		for (i = 0; i < len; i++)
			h = (h ^ (unsigned char)toupper((unsigned char)keys[k][i])) * 16777619u;
		h = (h ^ 31) * 16777619u;
	}
	return h;
}

static int keys_compare(const char *const *a, const char *const *b, int n)
{
	size_t la, lb;
	int k, c;

	for (k = 0; k < n; k++) {
		la = key_len(a[k]);
		lb = key_len(b[k]);
		c = strncasecmp(a[k], b[k], la < lb ? la : lb);
		if (c || la != lb)
			return c ? c : la < lb ? -1 : 1;
	}
	return 0;
}

static void hash_insert(struct acu_table *t, size_t slot)
{
	const char *keys[ACU_MAX_KEYS];
	uint32_t i;

	keys_of(t, slot, keys);
	i = keys_hash(keys, t->def->n_keys) & (uint32_t)(t->hash_size - 1);
	while (t->hash[i])
		i = (i + 1) & (uint32_t)(t->hash_size - 1);
	t->hash[i] = (uint32_t)slot + 1;
	t->hash_used++;
}

static void rehash(struct acu_table *t)
{
	size_t i, size = 64;

	while (size < 2 * (t->slots.len + 1))
		size *= 2;
	free(t->hash);
	t->hash = xcalloc(size, sizeof *t->hash);
	t->hash_size = size;
	t->hash_used = 0;
	for (i = 0; i < t->slots.len; i++)
		if (!t->slots.items[i].dead)
			hash_insert(t, i);
}

int64_t acu_table_find(struct acu_table *t, const char *const *keys)
{
	const char *own[ACU_MAX_KEYS];
	uint32_t i;
	size_t slot;

	if (!t->hash_size)
		return -1;
	i = keys_hash(keys, t->def->n_keys) & (uint32_t)(t->hash_size - 1);
	for (; t->hash[i]; i = (i + 1) & (uint32_t)(t->hash_size - 1)) {
		slot = t->hash[i] - 1;
		if (t->slots.items[slot].dead)
			continue;
		keys_of(t, slot, own);
		if (!keys_compare(keys, own, t->def->n_keys))
			return (int64_t)slot;
	}
	return -1;
}

int64_t acu_table_find_id(struct acu_table *t, uint64_t id)
{
	uint64_t slot = (id & ((1ull << ID_KIND_SHIFT) - 1)) >> ID_SLOT_SHIFT;

	if (id >> ID_KIND_SHIFT != (uint64_t)t->kind + 1 || slot >= t->slots.len ||
	    acu_slot_id(t, slot) != id || t->slots.items[slot].dead)
		return -1;
	return (int64_t)slot;
}

struct acu_rec *acu_find1(struct acu_tenant *tenant, enum acu_kind kind, const char *key)
{
	int64_t slot = key && *key ? acu_table_find(&tenant->tables[kind], &key) : -1;

	return slot < 0 ? NULL : acu_table_get(&tenant->tables[kind], (size_t)slot);
}

struct acu_rec *acu_find2(struct acu_tenant *tenant, enum acu_kind kind, const char *key1,
	const char *key2)
{
	const char *keys[2] = { key1, key2 };
	int64_t slot = key1 && key2 ? acu_table_find(&tenant->tables[kind], keys) : -1;

	return slot < 0 ? NULL : acu_table_get(&tenant->tables[kind], (size_t)slot);
}

/* ---- contents ---- */

static void changed(struct acu_table *t)
{
	t->generation++;
	free(t->order);
	t->order = NULL;
}

static size_t push(struct acu_table *t, struct acu_rec *rec, uint32_t source)
{
	size_t slot = t->slots.len;

	*ARRAY_PUSH(&t->slots) = (struct acu_slot){ .rec = rec, .source = source };
	if (2 * (t->slots.len + 1) > t->hash_size)
		rehash(t);
	else
		hash_insert(t, slot);
	changed(t);
	return slot;
}

size_t acu_table_add(struct acu_table *t, struct acu_rec *rec)
{
	return push(t, rec, ACU_MADE_HERE);
}

void acu_table_add_written(struct acu_table *t, struct acu_rec *rec)
{
	size_t slot = acu_table_add(t, rec);     /* may move the slots */

	t->slots.items[slot].touched = 1;
}

void acu_table_promise(struct acu_table *t, uint32_t source)
{
	push(t, NULL, source);
}

void acu_table_replace(struct acu_table *t, size_t slot, struct acu_rec *rec)
{
	struct acu_slot *s = &t->slots.items[slot];
	const char *before[ACU_MAX_KEYS], *after[ACU_MAX_KEYS];
	struct acu_rec *old = s->rec;
	int moved;

	keys_of(t, slot, before);
	s->rec = rec;
	keys_of(t, slot, after);
	moved = keys_compare(before, after, t->def->n_keys);
	if (old != rec)
		acu_free(old);
	if (moved)
		rehash(t);
	changed(t);
}

void acu_mark(struct acu_tenant *tenant, struct acu_rec *r)
{
	struct acu_table *t = &tenant->tables[(r->id >> ID_KIND_SHIFT) - 1];
	int64_t slot = acu_table_find_id(t, r->id);

	acu_stamp(tenant->acu, r);
	t->generation++;
	if (slot >= 0)
		t->slots.items[slot].touched = 1;
}

void acu_table_remove(struct acu_table *t, size_t slot)
{
	acu_free(t->slots.items[slot].rec);
	t->slots.items[slot].rec = NULL;
	t->slots.items[slot].dead = 1;
	rehash(t);
	changed(t);
}

struct acu_rec *acu_table_peek(struct acu_table *t, size_t slot, int *temp)
{
	struct acu_slot *s = &t->slots.items[slot];

	*temp = 0;
	if (s->dead)
		return NULL;
	if (s->rec)
		return s->rec;
	*temp = 1;
	return acu_make(t, slot);
}

struct acu_rec *acu_table_get(struct acu_table *t, size_t slot)
{
	int temp;
	struct acu_rec *r = acu_table_peek(t, slot, &temp);

	if (temp)
		t->slots.items[slot].rec = r;
	return r;
}

static int compare_slots(const void *a, const void *b, void *ctx)
{
	const char *ka[ACU_MAX_KEYS], *kb[ACU_MAX_KEYS];
	const struct acu_table *t = ctx;

	keys_of(t, *(const uint32_t *)a, ka);
	keys_of(t, *(const uint32_t *)b, kb);
	return keys_compare(ka, kb, t->def->n_keys);
}

const uint32_t *acu_table_order(struct acu_table *t, size_t *n)
{
	int sorted = 1;
	size_t i;

	if (!t->order) {
		t->order = xreallocarray(NULL, t->slots.len + 1, sizeof *t->order);
		t->n_order = 0;
		for (i = 0; i < t->slots.len; i++)
			if (!t->slots.items[i].dead)
				t->order[t->n_order++] = (uint32_t)i;
		for (i = 1; i < t->n_order && sorted; i++)
			sorted = compare_slots(&t->order[i - 1], &t->order[i], t) <= 0;
		if (!sorted)
			qsort_r(t->order, t->n_order, sizeof *t->order, compare_slots, t);
	}
	*n = t->n_order;
	return t->order;
}

/* ---- ids as GUIDs: four rounds of a Feistel network over the id ---- */

static uint32_t feistel_round(uint64_t seed, uint32_t half, unsigned n)
{
	uint64_t x = half + seed * 0x9e3779b97f4a7c15u + n * 0xbf58476d1ce4e5b9u;

	x ^= x >> 30;
	x *= 0x94d049bb133111ebu;
	return (uint32_t)(x >> 27);
}

void acu_guid(const struct acu *acu, char out[37], uint64_t id)
{
	uint32_t left = (uint32_t)(id >> 32), right = (uint32_t)id, t;
	unsigned n;

	for (n = 0; n < 4; n++) {
		t = right;
		right = left ^ feistel_round(acu->seed, right, n);
		left = t;
	}
	snprintf(out, 37, "%08x-%04x-4%03x-a%03x-%012llx", left, right >> 16,
		(unsigned)acu->seed & 0xfff, (left ^ right) & 0xfff,
		(unsigned long long)((uint64_t)(right & 0xffff) << 32 | (left * 2654435761u)));
}

int acu_guid_parse(const struct acu *acu, const char *s, uint64_t *id)
{
	uint32_t left, right, t;
	unsigned a, b, c, d, n;
	unsigned long long e;
	char again[37];
	size_t i;

	if (strlen(s) != 36)
		return 0;
	for (i = 0; i < 36; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? s[i] != '-' :
		    !isxdigit((unsigned char)s[i]))
			return 0;
	if (sscanf(s, "%8x-%4x-%4x-%4x-%12llx", &a, &b, &c, &d, &e) != 5)
		return 0;
	left = a;
	right = (uint32_t)(b << 16) | (uint32_t)(e >> 32);
	for (n = 4; n-- > 0;) {
		t = left;
		left = right ^ feistel_round(acu->seed, left, n);
		right = t;
	}
	*id = (uint64_t)left << 32 | right;
	acu_guid(acu, again, *id);
	if (strcasecmp(again, s))
		*id = 0;         /* well formed, and nobody's */
	return 1;
}
