/* How a page becomes rows: each record, and the lines that stand behind it. */
#include "sync/pull.h"

#include "base/trace.h"
#include "base/xalloc.h"
#include "sync/work.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static enum entity child_of(enum entity e)
{
	return e == ENTITY_COMMITMENT ? ENTITY_COMMITMENT_LINE :
		e == ENTITY_INVOICE ? ENTITY_INVOICE_LINE : ENTITY_NONE;
}

/* The lines of `parent` that stand at `from`: how many. */
static size_t lines_at(const struct record_array *page, size_t from, const struct record *parent)
{
	enum entity child = child_of(parent->entity);
	size_t n = 0;

	while (child != ENTITY_NONE && from + n < page->len && page->items[from + n].entity == child &&
	    !strcmp(record_text(&page->items[from + n], entities[child].parent), parent->remote_id))
		n++;
	return n;
}

static int store_one(struct worker *w, struct record *r, int first_load, int64_t *added,
	int64_t *changed, unsigned *kinds, struct error *err)
{
	enum put_result result;
	int rc = records_put(w->store, r, &result, &r->id, err);

	if (rc == ERR_DATA) {            /* a record without an id is no reason to lose the page */
		trace(TRACE_SYNC, "a record of %s was left out", entities[r->entity].name);
		error_release(err);
		return 0;
	}
	if (rc < 0 || result == PUT_SAME)
		return rc < 0 ? rc : 0;
	*(result == PUT_ADDED ? added : changed) += 1;
	*kinds |= 1u << r->entity;
	worker_changed(w, r->entity);
	if (!first_load && r->entity != ENTITY_COMMITMENT_LINE && r->entity != ENTITY_INVOICE_LINE)
		rc = records_judge_dependents(w->store, r, err);
	return rc;
}

static unsigned hash_id(const char *id)
{
	unsigned h = 2166136261u;

	for (; *id; id++)
		h = (h ^ (unsigned char)*id) * 16777619u;
	return h;
}

/* A voided check may stand in a list twice, as what it was and as what it is: the later one counts, or every
 * full pass would change it forth and back.  Says of each record of the page whether it comes again;
 * NULL: none does. */
static unsigned char *come_again(const struct record_array *page)
{
	size_t size = 64, slot, *last;
	unsigned char *again = NULL;

	while (size < 2 * page->len)
		size *= 2;
	last = xcalloc(size, sizeof *last);      /* index + 1 */
	for (size_t i = 0; i < page->len; i++) {
		const struct record *r = &page->items[i];

		if (r->entity != ENTITY_PAYMENT || !r->remote_id)
			continue;
		for (slot = hash_id(r->remote_id) & (size - 1); last[slot]; slot = (slot + 1) & (size - 1))
			if (!strcmp(page->items[last[slot] - 1].remote_id, r->remote_id))
				break;
		if (last[slot] && !again)
			again = xcalloc(page->len, 1);
		if (last[slot])
			again[last[slot] - 1] = 1;
		last[slot] = i + 1;
	}
	free(last);
	return again;
}

/* ---- what tells less than before ---- */

/* Gone, and nothing else is said of it: it keeps what was known. */
static int is_tombstone(const struct record *r)
{
	for (int f = 0; f < entities[r->entity].n_fields; f++)
		if (record_has(r, f))
			return 0;
	return r->deleted;
}

static int bury(struct worker *w, const struct record *r, int first_load, int64_t *added, int64_t *changed,
	unsigned *kinds, struct error *err)
{
	struct pool p = POOL_INIT;
	struct record old;
	int rc = 0;

	if (records_find(w->store, r->entity, r->connection_id, r->remote_id, &p, &old, NULL) == 0 && !old.deleted) {
		old.deleted = 1;
		rc = store_one(w, &old, first_load, added, changed, kinds, err);
	}
	pool_release(&p);
	return rc;
}

/* "12|": a document that paid several bills and does not say any more which. */
static int is_whole_document(const struct record *r)
{
	size_t n = r->entity == ENTITY_PAYMENT && r->remote_id ? strlen(r->remote_id) : 0;

	return n > 1 && r->remote_id[n - 1] == '|' && record_has(r, PAYMENT_ORIGIN_ID);
}

/* Every payment known of it that does not follow on this page is void. */
static int void_document(struct worker *w, const struct record_array *page, size_t at, int first_load,
	int64_t *added, int64_t *changed, unsigned *kinds, struct error *err)
{
	const struct record *r = &page->items[at];
	struct record_array known = { 0 };
	struct pool p = POOL_INIT;
	int rc = records_where(w->store, ENTITY_PAYMENT, r->connection_id, PAYMENT_ORIGIN_ID,
		record_text(r, PAYMENT_ORIGIN_ID), 1000, &p, &known, err);

	for (size_t i = 0; i < known.len && rc >= 0; i++) {
		struct record *one = &known.items[i];
		size_t k = at + 1;

		while (k < page->len && strcmp(page->items[k].remote_id ? page->items[k].remote_id : "", one->remote_id))
			k++;
		if (k < page->len)
			continue;
		record_set_int(one, PAYMENT_VOID, 1);
		if (record_has(r, PAYMENT_STATUS))
			record_set_text(one, PAYMENT_STATUS, &p, record_text(r, PAYMENT_STATUS));
		rc = store_one(w, one, first_load, added, changed, kinds, err);
	}
	ARRAY_RELEASE(&known);
	pool_release(&p);
	return rc;
}

int pull_store_page(struct worker *w, struct line *l, const struct record_array *page, int first_load,
	int64_t *added, int64_t *changed, unsigned *kinds, struct error *err)
{
	unsigned char *again = come_again(page);
	int rc = 0;

	for (size_t i = 0; i < page->len && rc >= 0; i++) {
		struct record *r = &page->items[i];
		struct record_array lines;
		int64_t before;
		enum entity child = child_of(r->entity);

		if (again && again[i])
			continue;
		r->connection_id = l->id;
		if (is_whole_document(r)) {
			rc = void_document(w, page, i, first_load, added, changed, kinds, err);
			continue;
		}
		if (is_tombstone(r)) {
			rc = bury(w, r, first_load, added, changed, kinds, err);
			continue;
		}
		before = *added;
		rc = store_one(w, r, first_load, added, changed, kinds, err);
		if (rc < 0 || child == ENTITY_NONE || r->deleted)
			continue;
		lines.items = page->items + i + 1;
		lines.len = lines.cap = lines_at(page, i + 1, r);
		for (size_t n = 0; n < lines.len; n++)
			lines.items[n].connection_id = l->id;
		rc = (*added > before ? records_add_children : records_put_children)(w->store, child, l->id,
			r->remote_id, &lines, err);
		i += lines.len;
	}
	free(again);
	return rc;
}
