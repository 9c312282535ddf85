/* What is looked up again and again, remembered for one run.
 *
 * One hash table of named slots: the name says what was asked ("r4:2:1042" is the
 * record 1042 of entity 4, connection 2), the value is the answer, and "there is none"
 * is an answer too.  All of it lies in one pool; when it has grown past a bound it is
 * forgotten as a whole, between two records, never in the middle of one. */
#include "sync/lookup.h"

#include "base/text.h"
#include "base/xalloc.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define SLOTS 65536
#define LIST_STEP 512

struct slot {
	struct slot *next;
	uint64_t hash;
	const char *name;        /* in the pool */
	void *value;             /* in the pool; NULL: there is none */
	int64_t number;
};

struct lookup {
	struct store *store;     /* borrowed */
	struct pool pool;
	struct slot **slots;     /* owned, SLOTS of them */
	size_t n;
	struct strbuf name;
	struct connection_array connections;
	int has_connections;
	int overrides;           /* is there any?  -1: not asked yet */
	ARRAY_OF(struct record_array *) lists;   /* owned arrays to free */
};

struct lookup *lookup_new(struct store *s)
{
	struct lookup *k = xcalloc(1, sizeof *k);

	k->store = s;
	pool_init(&k->pool);
	strbuf_init(&k->name);
	k->slots = xcalloc(SLOTS, sizeof *k->slots);
	k->overrides = -1;
	return k;
}

void lookup_begin(struct lookup *k)
{
	k->overrides = -1;
}

void lookup_clear(struct lookup *k)
{
	for (size_t i = 0; i < k->lists.len; i++)
		ARRAY_RELEASE(k->lists.items[i]);
	ARRAY_RELEASE(&k->lists);
	ARRAY_RELEASE(&k->connections);
	k->has_connections = 0;
	k->overrides = -1;
	if (k->n)
		memset(k->slots, 0, SLOTS * sizeof *k->slots);
	k->n = 0;
	pool_release(&k->pool);
	pool_init(&k->pool);
}

void lookup_free(struct lookup *k)
{
	if (!k)
		return;
	lookup_clear(k);
	pool_release(&k->pool);
	strbuf_release(&k->name);
	free(k->slots);
	free(k);
}

size_t lookup_size(const struct lookup *k)
{
	return k->n;
}

struct store *lookup_store(const struct lookup *k)
{
	return k->store;
}

static uint64_t hash_name(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return h;
}

/* The slot of the name in k->name; *fresh when it was not there. */
static struct slot *slot_at(struct lookup *k, int *fresh)
{
	uint64_t h = hash_name(k->name.s);
	struct slot **at = &k->slots[h % SLOTS], *s;

	for (s = *at; s; s = s->next)
		if (s->hash == h && !strcmp(s->name, k->name.s)) {
			*fresh = 0;
			return s;
		}
	s = pool_alloc(&k->pool, sizeof *s);
	s->hash = h;
	s->name = pool_strndup(&k->pool, k->name.s, k->name.len);
	s->next = *at;
	*at = s;
	k->n++;
	*fresh = 1;
	return s;
}

static void add_number(struct strbuf *out, int64_t n)
{
	char text[24], *at = text + sizeof text;
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;

	*--at = '\0';
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (n < 0)
		*--at = '-';
	strbuf_adds(out, at);
}

/* "r4:2:1042" */
static void name_it(struct lookup *k, char what, int e, int64_t connection, const char *id)
{
	strbuf_reset(&k->name);
	strbuf_addc(&k->name, what);
	add_number(&k->name, e);
	strbuf_addc(&k->name, ':');
	add_number(&k->name, connection);
	strbuf_addc(&k->name, ':');
	strbuf_adds(&k->name, id);
}

static void *keep_record(struct lookup *k, const struct record *r)
{
	struct record *copy = pool_alloc(&k->pool, sizeof *copy);

	*copy = *r;                      /* its texts are in our pool already */
	return copy;
}

const struct record *lookup_record(struct lookup *k, enum entity e, int64_t connection,
	const char *remote_id)
{
	struct record r;
	struct slot *s;
	int fresh;

	if (!remote_id || !*remote_id)
		return NULL;
	name_it(k, 'r', e, connection, remote_id);
	s = slot_at(k, &fresh);
	if (fresh && records_find(k->store, e, connection, remote_id, &k->pool, &r, NULL) == 0 && !r.deleted)
		s->value = keep_record(k, &r);
	return s->value;
}

const struct record *lookup_by_id(struct lookup *k, enum entity e, int64_t id)
{
	struct record r;
	struct slot *s;
	int fresh;

	if (!id)
		return NULL;
	name_it(k, 'i', e, id, "");
	s = slot_at(k, &fresh);
	if (fresh && records_get(k->store, e, id, &k->pool, &r, NULL) == 0 && !r.deleted)
		s->value = keep_record(k, &r);
	return s->value;
}

static void name_link(struct lookup *k, enum entity e, int64_t record_id, int64_t connection)
{
	name_it(k, 'l', e, record_id, "");
	add_number(&k->name, connection);
}

const struct link *lookup_link(struct lookup *k, enum entity e, int64_t record_id, int64_t connection)
{
	struct link l;
	struct slot *s;
	int fresh;

	name_link(k, e, record_id, connection);
	s = slot_at(k, &fresh);
	if (fresh && links_get_in(k->store, e, record_id, connection, &k->pool, &l, NULL) == 0) {
		struct link *copy = pool_alloc(&k->pool, sizeof *copy);
		*copy = l;
		s->value = copy;
	}
	return s->value;
}

int64_t lookup_linked(struct lookup *k, enum entity e, int64_t connection, const char *id,
	const struct record *r)
{
	struct pool scratch = POOL_INIT;
	struct link l;
	struct slot *s;
	int found, fresh;

	name_it(k, 'f', e, connection, id);
	s = slot_at(k, &fresh);
	if (s->number)
		return s->number;
	found = r && links_by_erp_record(k->store, e, r->id, &scratch, &l, NULL) == 0;
	if (!found)
		found = links_by_erp(k->store, e, connection, id, &scratch, &l, NULL) == 0;
	if (!found && r && strcmp(r->remote_id, id))
		found = links_by_erp(k->store, e, connection, r->remote_id, &scratch, &l, NULL) == 0;
	if (found)
		s->number = l.record_id;
	pool_release(&scratch);
	return s->number;
}

void lookup_set_link(struct lookup *k, const struct link *l)
{
	struct link *copy = pool_alloc(&k->pool, sizeof *copy);
	struct slot *s;
	int fresh;

	*copy = *l;
	copy->erp_id = pool_strdup(&k->pool, l->erp_id);
	copy->erp_code = pool_strdup(&k->pool, l->erp_code);
	copy->origin = pool_strdup(&k->pool, l->origin);
	copy->snapshot = pool_strdup(&k->pool, l->snapshot);
	copy->erp_snapshot = pool_strdup(&k->pool, l->erp_snapshot);
	name_link(k, l->entity, l->record_id, l->connection_id);
	s = slot_at(k, &fresh);
	s->value = copy;
	name_link(k, l->entity, l->record_id, 0);
	s = slot_at(k, &fresh);
	if (!s->value || ((const struct link *)s->value)->connection_id == l->connection_id)
		s->value = copy;
}

void lookup_drop_link(struct lookup *k, enum entity e, int64_t record_id, int64_t connection)
{
	int fresh;

	name_link(k, e, record_id, connection);
	slot_at(k, &fresh)->value = NULL;
	name_link(k, e, record_id, 0);
	slot_at(k, &fresh)->value = NULL;
}

/* One row by a text field, the first when there are several. */
static const struct record *by_field(struct lookup *k, enum entity e, int64_t connection, int field,
	const char *value)
{
	struct record_array found = { 0 };
	const struct record *r = NULL;

	if (records_where(k->store, e, connection, field, value, 1, &k->pool, &found, NULL) == 0 && found.len)
		r = keep_record(k, &found.items[0]);
	ARRAY_RELEASE(&found);
	return r;
}

const struct record *lookup_erp(struct lookup *k, enum entity e, int64_t connection,
	const char *id_or_code)
{
	const struct record *r;
	struct slot *s;
	int fresh;

	if (!id_or_code || !*id_or_code)
		return NULL;
	r = lookup_record(k, e, connection, id_or_code);
	if (r)
		return r;
	name_it(k, 'n', e, connection, id_or_code);
	s = slot_at(k, &fresh);
	if (fresh)
		s->value = (void *)by_field(k, e, connection, entities[e].number, id_or_code);
	return s->value;
}

const struct record_array *lookup_children(struct lookup *k, enum entity child, int64_t connection,
	const char *parent)
{
	struct record_array *list;
	struct slot *s;
	int fresh;

	name_it(k, 'c', child, connection, parent ? parent : "");
	s = slot_at(k, &fresh);
	if (fresh) {
		s->value = list = pool_alloc(&k->pool, sizeof *list);
		*ARRAY_PUSH(&k->lists) = list;
		if (parent && *parent)
			records_children(k->store, child, connection, parent, &k->pool, list, NULL);
	}
	return s->value;
}

const struct record_array *lookup_all(struct lookup *k, enum entity e, int64_t connection)
{
	struct record_array *list;
	struct slot *s;
	int64_t after = 0;
	size_t before;
	int fresh;

	name_it(k, 'a', e, connection, "");
	s = slot_at(k, &fresh);
	if (!fresh)
		return s->value;
	s->value = list = pool_alloc(&k->pool, sizeof *list);
	*ARRAY_PUSH(&k->lists) = list;
	do {
		before = list->len;
		if (records_list(k->store, e, connection, after, LIST_STEP, &k->pool, list, NULL) < 0)
			break;
		if (list->len > before)
			after = list->items[list->len - 1].id;
	} while (list->len - before == LIST_STEP);
	return list;
}

/* "03-200" and "03200" are the same code. */
static void add_code(struct strbuf *out, const char *parent, const char *code)
{
	strbuf_adds(out, parent);
	strbuf_addc(out, '|');
	text_add_normalized_code(out, code);
}

static void remember(struct lookup *k, enum entity e, int64_t connection, const char *parent,
	const char *code, const struct record *r)
{
	struct strbuf key = STRBUF_INIT;
	struct slot *s;
	int fresh;

	if (!code || !*code)
		return;
	add_code(&key, parent, code);
	name_it(k, 'k', e, connection, key.s);
	strbuf_release(&key);
	s = slot_at(k, &fresh);
	if (!s->value)
		s->value = (void *)r;
}

/* The whole list once by normalized number; then by name where no number says so. */
static void index_codes(struct lookup *k, enum entity e, int64_t connection)
{
	const struct record_array *all;
	int parent = e == ENTITY_SUB_JOB ? SUB_JOB_JOB : e == ENTITY_COST_CODE ? COST_CODE_JOB : -1;
	int fresh;

	name_it(k, 'K', e, connection, "");
	slot_at(k, &fresh);
	if (!fresh)
		return;
	all = lookup_all(k, e, connection);
	for (size_t i = 0; i < all->len; i++) {
		const struct record *r = &all->items[i];
		const char *p = parent >= 0 ? record_text(r, parent) : "";
		remember(k, e, connection, p, record_text(r, entities[e].number), r);
		remember(k, e, connection, p, r->remote_id, r);
	}
	/* Asked without a job: those of no job are there already, then the others. */
	for (size_t i = 0; e == ENTITY_COST_CODE && i < all->len; i++) {
		remember(k, e, connection, "", record_text(&all->items[i], entities[e].number), &all->items[i]);
		remember(k, e, connection, "", all->items[i].remote_id, &all->items[i]);
	}
	if (e == ENTITY_COST_TYPE)
		for (size_t i = 0; i < all->len; i++)
			remember(k, e, connection, "", record_text(&all->items[i], COST_TYPE_NAME),
				&all->items[i]);
}

const struct record *lookup_code(struct lookup *k, enum entity e, int64_t connection,
	const char *parent, const char *code)
{
	struct strbuf key = STRBUF_INIT;
	struct slot *s;
	int fresh;

	if (!code || !*code)
		return NULL;
	index_codes(k, e, connection);
	add_code(&key, parent ? parent : "", code);
	name_it(k, 'k', e, connection, key.s);
	strbuf_release(&key);
	s = slot_at(k, &fresh);
	return s->value;
}

const struct record *lookup_account(struct lookup *k, int64_t connection, const char *number)
{
	struct slot *s;
	int fresh;

	if (!number || !*number)
		return NULL;
	name_it(k, 'A', ENTITY_ACCOUNT, connection, number);
	s = slot_at(k, &fresh);
	if (fresh)
		s->value = (void *)by_field(k, ENTITY_ACCOUNT, connection, ACCOUNT_NUMBER, number);
	if (fresh && !s->value)
		s->value = (void *)lookup_record(k, ENTITY_ACCOUNT, connection, number);
	if (fresh && !s->value)
		s->value = (void *)by_field(k, ENTITY_ACCOUNT, connection, ACCOUNT_NAME, number);
	return s->value;
}

const char *lookup_override(struct lookup *k, enum entity e, int64_t id, const char *name)
{
	struct override_array o = { 0 };
	struct slot *s;
	int fresh;

	name_it(k, 'o', e, id, name);
	s = slot_at(k, &fresh);
	if (fresh && overrides_list(k->store, e, id, &k->pool, &o, NULL) >= 0)
		for (size_t i = 0; i < o.len; i++)
			if (!strcmp(o.items[i].name, name))
				s->value = (void *)o.items[i].value;
	ARRAY_RELEASE(&o);
	return s->value;
}

int lookup_any_override(struct lookup *k)
{
	if (k->overrides < 0)
		k->overrides = overrides_any(k->store, NULL) != 0;
	return k->overrides;
}

const struct record *lookup_period(struct lookup *k, int64_t connection, const char *date)
{
	const struct record_array *all = lookup_all(k, ENTITY_PERIOD, connection);

	for (size_t i = 0; date && *date && i < all->len; i++) {
		const struct record *r = &all->items[i];
		if (strcmp(record_text(r, PERIOD_START), date) <= 0 &&
		    strcmp(record_text(r, PERIOD_END), date) >= 0)
			return r;
	}
	return NULL;
}

const char *lookup_open_day(struct lookup *k, int64_t connection, const char *date)
{
	const struct record_array *all = lookup_all(k, ENTITY_PERIOD, connection);
	const char *best = NULL;

	for (size_t i = 0; date && i < all->len; i++) {
		const char *start = record_text(&all->items[i], PERIOD_START);
		if (strcmp(record_text(&all->items[i], PERIOD_STATUS), "Open") || strcmp(start, date) < 0)
			continue;
		if (!best || strcmp(start, best) < 0)
			best = start;
	}
	return best;
}

/* A company's name as people compare it: words alone, without its legal form at the end. */
static void add_company_name(struct strbuf *out, const char *name)
{
	static const char *const forms[] = { "inc", "incorporated", "ltd", "ltee", "limited", "limitee", "llc", "llp",
		"corp", "corporation", "co", "cie", "enr", "senc", "sencrl", "sarl", "sa" };
	struct strbuf folded = STRBUF_INIT;
	size_t start = out->len, last;
	int legal = 1;

	text_add_folded(&folded, name);
	for (const char *c = folded.s; *c; c++)
		if (isalnum((unsigned char)*c) || (*c & 0x80))
			strbuf_addc(out, *c);
		else if (*c != '.' && *c != '\'' && out->len > start && out->s[out->len - 1] != ' ')
			strbuf_addc(out, ' ');
	while (legal) {
		legal = 0;
		while (out->len > start && out->s[out->len - 1] == ' ')
			strbuf_truncate(out, out->len - 1);
		for (last = out->len; last > start && out->s[last - 1] != ' '; last--)
			;
		for (size_t i = 0; i < ARRAY_SIZE(forms) && last > start && !legal; i++)
			legal = !strcmp(out->s + last, forms[i]);
		if (legal)
			strbuf_truncate(out, last);
	}
	strbuf_release(&folded);
}

static void index_names(struct lookup *k, int64_t connection)
{
	const struct record_array *all;
	struct strbuf folded = STRBUF_INIT;
	int fresh;

	name_it(k, 'V', ENTITY_VENDOR, connection, "");
	slot_at(k, &fresh);
	if (!fresh)
		return;
	all = lookup_all(k, ENTITY_VENDOR, connection);
	for (size_t i = 0; i < all->len; i++) {
		const struct record *r = &all->items[i];
		struct link l;
		struct slot *s;
		if (links_by_erp_record(k->store, ENTITY_VENDOR, r->id, &k->pool, &l, NULL) == 0)
			continue;
		strbuf_reset(&folded);
		add_company_name(&folded, record_text(r, VENDOR_NAME));
		name_it(k, 'v', ENTITY_VENDOR, connection, folded.s);
		s = slot_at(k, &fresh);
		if (!s->value)
			s->value = (void *)r;
	}
	strbuf_release(&folded);
}

const struct record *lookup_vendor_name(struct lookup *k, int64_t connection, const char *name)
{
	struct strbuf folded = STRBUF_INIT;
	struct slot *s;
	int fresh;

	if (!name || !*name)
		return NULL;
	index_names(k, connection);
	add_company_name(&folded, name);
	name_it(k, 'v', ENTITY_VENDOR, connection, folded.s);
	strbuf_release(&folded);
	s = slot_at(k, &fresh);
	return s->value;
}

static void index_spellings(struct lookup *k, int64_t connection)
{
	const struct record_array *all;
	struct strbuf folded = STRBUF_INIT;
	struct slot *s;
	int fresh;

	name_it(k, 'W', ENTITY_VENDOR, connection, "");
	slot_at(k, &fresh);
	if (!fresh)
		return;
	all = lookup_all(k, ENTITY_VENDOR, connection);
	for (size_t i = 0; i < all->len; i++) {
		strbuf_reset(&folded);
		text_add_folded(&folded, record_text(&all->items[i], VENDOR_NAME));
		name_it(k, 'w', ENTITY_VENDOR, connection, folded.s);
		s = slot_at(k, &fresh);
		s->value = (void *)&all->items[i];
		s->number++;
	}
	strbuf_release(&folded);
}

const struct record *lookup_one_name(struct lookup *k, int64_t connection, const char *name)
{
	struct strbuf folded = STRBUF_INIT;
	struct slot *s;
	int fresh;

	if (!connection || !name || !*name)
		return NULL;
	index_spellings(k, connection);
	text_add_folded(&folded, name);
	name_it(k, 'w', ENTITY_VENDOR, connection, folded.s);
	strbuf_release(&folded);
	s = slot_at(k, &fresh);
	return s->number == 1 ? s->value : NULL;
}

int64_t lookup_sum(struct lookup *k, enum entity e, int64_t connection, int field, const char *value,
	int sum_field)
{
	struct strbuf key = STRBUF_INIT;
	struct slot *s;
	int fresh;

	strbuf_addf(&key, "%d:%d:%s", field, sum_field, value);
	name_it(k, 's', e, connection, key.s);
	strbuf_release(&key);
	s = slot_at(k, &fresh);
	if (fresh)
		records_sum(k->store, e, connection, field, value, sum_field, &s->number, NULL);
	return s->number;
}

const struct connection_array *lookup_connections(struct lookup *k)
{
	if (!k->has_connections) {
		store_connections(k->store, &k->pool, &k->connections, NULL);
		k->has_connections = 1;
	}
	return &k->connections;
}

const struct connection *lookup_connection(struct lookup *k, int64_t id)
{
	const struct connection_array *all = lookup_connections(k);

	for (size_t i = 0; i < all->len; i++)
		if (all->items[i].id == id)
			return &all->items[i];
	return NULL;
}
