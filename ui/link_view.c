/* Linking: which record of the other side is this one's counterpart?  What the preflight
 * suggests comes first; typing searches the rest. */
#include "ui/decide.h"
#include "ui/app.h"
#include "ui/batch.h"
#include "ui/errand.h"
#include "ui/picker.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

#define CANDIDATES_MAX 200

struct candidates {
	struct message_item item;       /* the record to link */
	int to_erp;                     /* it is Procore's: the others are the ERP's */
	int64_t suggested;              /* what looks like the same; 0 */
	int64_t books;                  /* the connection it is booked in; 0: any */
};

/* The counterpart that the preflight found. */
static int64_t suggested(struct app *a, const struct record *r)
{
	struct finding_array f = { 0 };
	struct pool pool = POOL_INIT;
	int64_t id = 0;
	if (findings_list(a->store, r->entity, r->id, &pool, &f, NULL) == 0)
		for (size_t i = 0; i < f.len; i++)
			if (!f.items[i].prerequisite && f.items[i].fix_entity == r->entity && f.items[i].fix_id != r->id &&
			    (strcmp(f.items[i].code, "erp-match") == 0 || strcmp(f.items[i].code, "erp-duplicate") == 0))
				id = f.items[i].fix_id;
	ARRAY_RELEASE(&f);
	pool_release(&pool);
	return id;
}

static const char *connection_role(const struct app *a, int64_t id)
{
	for (size_t i = 0; i < a->connections.len; i++)
		if (a->connections.items[i].id == id)
			return a->connections.items[i].role;
	return "";
}

static void candidate_text(struct strbuf *out, const struct record *r)
{
	const struct entity_def *e = &entities[r->entity];
	strbuf_addf(out, "%s  %s", r->remote_code ? r->remote_code : record_name(r), record_text(r, e->label));
	if (r->entity == ENTITY_VENDOR && record_has(r, VENDOR_CITY))
		strbuf_addf(out, ", %s", record_text(r, VENDOR_CITY));
}

/* A search, beside the screen's thread. */
struct search {
	struct candidates c;
	char *typed;                    /* owned */
	uint64_t number;                /* of the dialog's question */
	struct id_array erps;           /* the connections that are accounting systems */
	struct pool pool;
	struct record_array rows;
};

static int has(const struct record_array *rows, int64_t id)
{
	for (size_t i = 0; i < rows->len; i++)
		if (rows->items[i].id == id)
			return 1;
	return 0;
}

/* Bills and orders of the ERP stand on no list of their own: what has the number that is typed. */
static int add_numbered(struct search *x, struct store *s, struct error *err)
{
	enum entity e = x->c.item.entity;
	int rc = 0;
	for (size_t i = 0; i < x->erps.len && rc >= 0 && x->c.to_erp && *x->typed; i++) {
		struct record_array found = { 0 };
		struct link l;
		rc = records_where(s, e, x->erps.items[i], entities[e].number, x->typed, 20, &x->pool, &found, err);
		for (size_t k = 0; k < found.len && rc >= 0; k++)
			if (!has(&x->rows, found.items[k].id) &&
			    links_by_erp_record(s, e, found.items[k].id, &x->pool, &l, NULL) < 0)
				*ARRAY_PUSH(&x->rows) = found.items[k];
		ARRAY_RELEASE(&found);
	}
	return rc < 0 ? rc : 0;
}

static void put_suggested_first(struct search *x, struct store *s)
{
	struct record first;
	if (x->c.suggested == 0 || *x->typed ||
	    records_get(s, x->c.item.entity, x->c.suggested, &x->pool, &first, NULL) < 0)
		return;
	for (size_t i = 0; i < x->rows.len; i++)
		if (x->rows.items[i].id == x->c.suggested)
			memmove(&x->rows.items[i], &x->rows.items[i + 1], (--x->rows.len - i) * sizeof first);
	ARRAY_PUSH(&x->rows);
	memmove(&x->rows.items[1], &x->rows.items[0], (x->rows.len - 1) * sizeof first);
	x->rows.items[0] = first;
}

static int search_run(void *data, struct store *s, struct error *err)
{
	struct search *x = data;
	const struct candidates *c = &x->c;
	struct filter f;
	struct query q = { .entity = c->item.entity, .view = c->to_erp ? VIEW_IMPORT : VIEW_ALL,
		.sort_field = entities[c->item.entity].label, .books = c->to_erp ? c->books : 0 };
	int rc;
	x->rows.len = 0;
	pool_release(&x->pool);
	memset(&f, 0, sizeof f);
	if (filter_parse(&f, q.entity, x->typed, NULL) == 0 && f.n_terms > 0)
		q.filter = &f;
	if (!(entities[q.entity].fields[q.sort_field].flags & FIELD_SORT))
		q.sort_field = SORT_ID;
	rc = query_window(s, &q, 0, 0, 0, CANDIDATES_MAX, &x->pool, &x->rows, err);
	filter_release(&f);
	if (rc == 0)
		rc = add_numbered(x, s, err);
	if (rc == 0)
		put_suggested_first(x, s);
	return rc;
}

static void search_done(struct app *a, void *data, int rc, const struct error *err)
{
	struct search *x = data;
	const struct candidates *c = &x->c;
	struct picker *p = picker_waiting(a, x->number);
	if (p && rc < 0)
		app_say_error(a, err);
	for (size_t i = 0; p && rc == 0 && i < x->rows.len; i++) {
		struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
		const struct record *r = &x->rows.items[i];
		if ((strcmp(connection_role(a, r->connection_id), "erp") == 0) != c->to_erp ||
		    r->state.erp_code != NULL)
			continue;
		candidate_text(&left, r);
		summary_add_amount(&right, a, r);
		if (c->to_erp && a->systems.len > 1)
			strbuf_addf(&right, "%s%s", right.len > 0 ? "  " : "", systems_name(a, r->connection_id));
		if (r->id == c->suggested)
			strbuf_addf(&right, "%s%s", right.len > 0 ? "  " : "", _("suggested"));
		picker_add(p, r->id, left.s, right.s, NULL);
		strbuf_release(&left);
		strbuf_release(&right);
	}
}

static void search_release(void *data)
{
	struct search *x = data;
	free(x->typed);
	ARRAY_RELEASE(&x->erps);
	ARRAY_RELEASE(&x->rows);
	pool_release(&x->pool);
	free(x);
}

static void fill_candidates(struct app *a, struct picker *p, const char *typed, void *data)
{
	static const struct errand how = { search_run, search_done, search_release };
	struct search *x = xcalloc(1, sizeof *x);
	x->c = *(const struct candidates *)data;
	x->typed = xstrdup(typed);
	x->number = picker_later(p);
	for (size_t i = 0; i < a->connections.len; i++)
		if (strcmp(a->connections.items[i].role, "erp") == 0)
			*ARRAY_PUSH(&x->erps) = a->connections.items[i].id;
	pool_init(&x->pool);
	errand_ask(a, &how, 0, x);
}

static void candidate_chosen(struct app *a, int64_t id, void *data)
{
	const struct candidates *c = data;
	struct message_item other = { c->item.entity, id, 0 };
	struct pool pool = POOL_INIT;
	struct record r;
	if (records_get(a->store, c->item.entity, id, &pool, &r, NULL) == 0)
		other.version = r.state.version;
	pool_release(&pool);
	/* Procore's record first, its counterpart second */
	decide_post(a, VERB_LINK, c->to_erp ? (struct message_item[]){ c->item, other } :
		(struct message_item[]){ other, c->item }, 2, NULL, 0);
}

void act_link(struct app *a)
{
	static const struct picker_def to_erp = { N_("Link to which record of the accounting system?"),
		N_("type to search   Enter link   Esc cancel"), fill_candidates, candidate_chosen, free, 0 };
	static const struct picker_def to_procore = { N_("Link to which record of Procore?"),
		N_("type to search   Enter link   Esc cancel"), fill_candidates, candidate_chosen, free, 0 };
	const struct record *r = app_record(a);
	struct strbuf why = STRBUF_INIT;
	struct candidates *c;
	if (decide_refused(a, VERB_LINK, r, &why)) {
		app_say(a, TONE_WARNING, "%s", why.s);
		strbuf_release(&why);
		return;
	}
	c = xcalloc(1, sizeof *c);
	c->item = (struct message_item){ r->entity, r->id, r->state.version };
	c->to_erp = strcmp(connection_role(a, r->connection_id), "erp") != 0;
	c->suggested = suggested(a, r);
	c->books = r->entity == ENTITY_VENDOR ? 0 : r->state.books;    /* a vendor may be in several systems */
	picker_open(a, c->to_erp ? &to_erp : &to_procore, c);
}
