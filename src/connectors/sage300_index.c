/* A table of texts by text, in a pool, for what one list must know of another: the number of a
 * category's cost code, the invoice that a payment names.  It only grows, and goes with its pool. */
#include "connectors/sage300.h"
#include <string.h>
#include "base/banned.h"

struct entry { const char *key, *value; uint64_t hash; };

struct sage300_index {
	struct pool *pool;           /* borrowed */
	struct entry *entries;
	uint32_t *slots;             /* 1 + index of an entry; 0: free */
	size_t len, cap, n_slots;
};

static uint64_t hash_of(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return h ^ (h >> 29);
}

static size_t slot_of(const struct sage300_index *x, const char *key, uint64_t h)
{
	size_t at = h & (x->n_slots - 1);

	while (x->slots[at]) {
		const struct entry *e = &x->entries[x->slots[at] - 1];
		if (e->hash == h && !strcmp(e->key, key))
			break;
		at = (at + 1) & (x->n_slots - 1);
	}
	return at;
}

static void grow(struct sage300_index *x)
{
	struct entry *old = x->entries;

	x->cap *= 2;
	x->n_slots *= 2;
	x->entries = pool_alloc(x->pool, x->cap * sizeof *x->entries);
	x->slots = pool_alloc(x->pool, x->n_slots * sizeof *x->slots);
	memcpy(x->entries, old, x->len * sizeof *old);
	for (size_t i = 0; i < x->len; i++)
		x->slots[slot_of(x, x->entries[i].key, x->entries[i].hash)] = (uint32_t)(i + 1);
}

struct sage300_index *sage300_index_new(struct pool *p)
{
	struct sage300_index *x = pool_alloc(p, sizeof *x);

	x->pool = p;
	x->cap = 64;
	x->n_slots = 128;
	x->entries = pool_alloc(p, x->cap * sizeof *x->entries);
	x->slots = pool_alloc(p, x->n_slots * sizeof *x->slots);
	return x;
}

void sage300_index_put(struct sage300_index *x, const char *key, const char *value)
{
	uint64_t h = hash_of(key);
	size_t at = slot_of(x, key, h);

	if (x->slots[at]) {
		x->entries[x->slots[at] - 1].value = pool_strdup(x->pool, value);
		return;
	}
	if (x->len == x->cap) {
		grow(x);
		at = slot_of(x, key, h);
	}
	x->entries[x->len] = (struct entry){ pool_strdup(x->pool, key), pool_strdup(x->pool, value), h };
	x->slots[at] = (uint32_t)++x->len;
}

const char *sage300_index_get(const struct sage300_index *x, const char *key)
{
	size_t at = x ? slot_of(x, key, hash_of(key)) : 0;

	return x && x->slots[at] ? x->entries[x->slots[at] - 1].value : NULL;
}

size_t sage300_index_size(const struct sage300_index *x)
{
	return x ? x->len : 0;
}

const char *sage300_index_key(const struct sage300_index *x, size_t at)
{
	return x->entries[at].key;
}
