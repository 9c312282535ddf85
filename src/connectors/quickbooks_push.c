/* Sending one record to QuickBooks Online at most once.
 *
 *   LOOK -----+-- ours, as sent ------------------------> DONE, adopted
 *             +-- not ours, same vendor, total and date -> adopted like ours
 *             +-- anything else of this vendor ----------> conflict, a person decides
 *             +-- absent -> [PARENT] [AP] [ITEMS -> ITEM -> ...] -> CREATE
 *
 *   CREATE ---+-- amounts as sent, links kept ----------> DONE
 *             +-- amounts as sent, a link missing ------> DONE, told: exported, not linked
 *             +-- other amounts ------------------------> conflict: it is posted already
 *             +-- 6140 (number is used) ----------------> READ what has it, judged as above
 *             +-- 6240 (name is used) ------------------> LOOK once more: adopted or a conflict
 *             +-- another fault ------------------------> refused, nothing was kept
 *             +-- no decisive answer -------------------> unknown (the engine looks later)
 *
 * "Ours" is what carries our key in its note.  Every request that makes something carries a
 * `requestid` that follows from the key, so that the service answers a repetition with what it
 * did the first time.  Items are looked for by name before any is made: the document before may
 * have made them. */
#include "connectors/quickbooks.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "connectors/push.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

enum { STEP_LOOK = 1, STEP_PARENT, STEP_AP, STEP_ITEMS, STEP_ITEM, STEP_CREATE, STEP_READ };
enum { N_LOOKED_AGAIN, N_ITEM };
enum { TEXT_PARENT, TEXT_AP, TEXT_ITEMS, TEXT_REFUSED };
	/* TEXT_ITEMS: ids of the items in their order, each with a comma behind it; "" still to be made */

struct talk {
	struct op *op;
	const json_node *env;        /* the envelope */
	const char *entity;
	struct http_request *out;
	struct error *err;
};

static int is(const struct talk *t, const char *entity)
{
	return !strcmp(t->entity, entity);
}

static int is_document(const struct talk *t)
{
	return is(t, "Bill") || is(t, "PurchaseOrder");
}

static int fail(struct talk *t, enum error_class cls, const char *msgid, const char *a, const char *b, const char *c)
{
	error_set(t->err, cls, msgid, a ? a : "", b ? b : "", c ? c : "", NULL);
	return OP_FAIL;
}

/* ---- requests ---- */

static int ask(struct talk *t, const char *query, int step)
{
	quickbooks_query(t->op->env, t->out, query);
	t->op->step = step;
	return OP_SEND;
}

static int send_look(struct talk *t)
{
	struct strbuf q = STRBUF_INIT;
	int rc;

	if (is_document(t)) {
		strbuf_addf(&q, "SELECT * FROM %s WHERE DocNumber = ", t->entity);
		quickbooks_quote(&q, push_text(t->env, "lookup.number"));
	} else {
		strbuf_addf(&q, "SELECT * FROM %s WHERE Active IN (true, false) AND DisplayName = ", t->entity);
		quickbooks_quote(&q, push_text(t->env, "lookup.name"));
	}
	rc = ask(t, q.s, STEP_LOOK);
	strbuf_release(&q);
	return rc;
}

static int send_parent(struct talk *t)
{
	const char *parent = push_text(t->env, "resolve.parent");
	struct strbuf q = STRBUF_INIT;
	int rc, by_id = *parent && !parent[strspn(parent, "0123456789")];

	strbuf_addf(&q, "SELECT * FROM Customer WHERE %s = ", by_id ? "Id" : "DisplayName");
	quickbooks_quote(&q, parent);
	rc = ask(t, q.s, STEP_PARENT);
	strbuf_release(&q);
	return rc;
}

static int send_ap(struct talk *t)
{
	return ask(t, "SELECT * FROM Account WHERE AccountType = 'Accounts Payable'", STEP_AP);
}

static int send_items(struct talk *t)
{
	struct strbuf q = STRBUF_INIT;
	int rc, n = 0;

	strbuf_adds(&q, "SELECT * FROM Item WHERE Active IN (true, false) AND Name IN (");
	for (const json_node *i = json_first(json_get(t->env, "items")); i; i = json_next(i)) {
		strbuf_adds(&q, n++ ? ", " : "");
		quickbooks_quote(&q, push_text(i, "name"));
	}
	strbuf_adds(&q, ") MAXRESULTS 1000");
	rc = ask(t, q.s, STEP_ITEMS);
	strbuf_release(&q);
	return rc;
}

static int post(struct talk *t, const char *path, const char *requestid, const char *body, int step)
{
	struct strbuf url = STRBUF_INIT;

	strbuf_adds(&url, path);
	http_url_add_param(&url, "requestid", requestid);
	if (step == STEP_CREATE && json_bool(json_get(t->env, "duplicates"), 0))
		http_url_add_param(&url, "include", "allowduplicatedocnum");
	quickbooks_request(t->op->env, t->out, "POST", url.s);
	http_request_set_body(t->out, "application/json", body, strlen(body));
	t->out->flags |= HTTP_MUTATES;
	t->op->step = step;
	strbuf_release(&url);
	return OP_SEND;
}

/* ---- filling in ---- */

/* The id of item number n (from 1); "" while it has none. */
static const char *item_id(struct talk *t, int64_t n)
{
	const char *s = t->op->text[TEXT_ITEMS] ? t->op->text[TEXT_ITEMS] : "";

	while (--n > 0 && *s)
		s += strcspn(s, ",") + 1;
	return pool_strndup(t->op->pool, s, strcspn(s, ","));
}

static const char *filled(struct talk *t, const char *name, size_t len)
{
	char *end;

	if (len == strlen("parent") && !strncmp(name, "parent", len))
		return t->op->text[TEXT_PARENT];
	if (len == strlen("ap") && !strncmp(name, "ap", len))
		return t->op->text[TEXT_AP];
	if (isdigit((unsigned char)*name))
		return item_id(t, strtoll(name, &end, 10));
	return NULL;
}

/* The body with every "value":"new:..." made an id. */
static char *whole_body(struct talk *t)
{
	static const char mark[] = "\"value\":\"new:";
	char *body = push_body(t->env, "body"), *at = body, *hit;
	struct strbuf b = STRBUF_INIT;

	while ((hit = strstr(at, mark))) {
		char *name = hit + strlen(mark);
		size_t len = strcspn(name, "\"");
		const char *id = filled(t, name, len);

		strbuf_add(&b, at, (size_t)(hit - at));
		strbuf_addf(&b, "\"value\":\"%s\"", id ? id : "");
		at = name + len + (name[len] == '"');
	}
	strbuf_adds(&b, at);
	free(body);
	return strbuf_detach(&b);
}

/* ---- what must be there first ---- */

static int send_item(struct talk *t)
{
	const json_node *i = json_first(json_get(t->env, "items"));
	char *body;
	int rc;

	for (int64_t n = 1; n < t->op->n[N_ITEM] && i; n++)
		i = json_next(i);
	body = push_body(i, "body");
	rc = post(t, "item", push_text(i, "requestid"), body, STEP_ITEM);
	free(body);
	return rc;
}

/* The next thing that is missing, else the record itself. */
static int send_next(struct talk *t)
{
	const json_node *resolve = json_get(t->env, "resolve");
	int64_t n, items = (int64_t)json_count(json_get(t->env, "items"));
	char *body;
	int rc;

	if (json_text(json_get(resolve, "parent")) && !t->op->text[TEXT_PARENT])
		return send_parent(t);
	if (json_text(json_get(resolve, "ap")) && !t->op->text[TEXT_AP])
		return send_ap(t);
	if (items && !t->op->text[TEXT_ITEMS])
		return send_items(t);
	for (n = 1; n <= items; n++)
		if (!*item_id(t, n)) {
			t->op->n[N_ITEM] = n;
			return send_item(t);
		}
	body = whole_body(t);
	rc = post(t, push_text(t->env, "path"), push_text(t->env, "requestid"), body, STEP_CREATE);
	free(body);
	return rc;
}

static int take_parent(struct talk *t, const json_node *root)
{
	const json_node *c = json_first(quickbooks_rows(root, "Customer"));

	if (!c)
		return fail(t, ERR_CONFIG, N_("QuickBooks has no customer \"%1$s\" to put jobs under; correct the parent "
			"customer"), push_text(t->env, "resolve.parent"), NULL, NULL);
	t->op->text[TEXT_PARENT] = quickbooks_field(c, "Id", t->op->pool);
	return send_next(t);
}

static int take_ap(struct talk *t, const json_node *root)
{
	const json_node *rows = quickbooks_rows(root, "Account");
	const char *meant = push_text(t->env, "resolve.ap");
	const json_node *hit = NULL;

	if (!*meant && json_count(rows) == 1)
		hit = json_first(rows);
	for (const json_node *a = json_first(rows); a && !hit; a = json_next(a))
		if (quickbooks_account_is(a, meant, t->op->pool))
			hit = a;
	if (!hit)
		return fail(t, ERR_CONFIG, *meant ? N_("QuickBooks has no payables account \"%1$s\"; correct the connection") :
			N_("QuickBooks has several payables accounts, or none; say in the connection which one to use"), meant, NULL,
			NULL);
	t->op->text[TEXT_AP] = quickbooks_field(hit, "Id", t->op->pool);
	return send_next(t);
}

/* Can a line stand on it?  0, or OP_FAIL in words. */
static int usable(struct talk *t, const json_node *item)
{
	const char *name = quickbooks_field(item, "Name", t->op->pool);

	if (!json_bool(json_get(item, "Active"), 1))
		return fail(t, ERR_REFUSED, N_("the item \"%1$s\" is inactive in QuickBooks; make it active, sync, and try again"),
			name, NULL, NULL);
	if (!*quickbooks_field(item, "ExpenseAccountRef", t->op->pool))
		return fail(t, ERR_REFUSED, N_("the item \"%1$s\" has no expense account in QuickBooks; set it there, sync, and "
			"try again"), name, NULL, NULL);
	return 0;
}

static int take_items(struct talk *t, const json_node *root)
{
	const json_node *rows = quickbooks_rows(root, "Item");
	struct strbuf ids = STRBUF_INIT;
	int rc = 0;

	for (const json_node *i = json_first(json_get(t->env, "items")); i && rc == 0; i = json_next(i)) {
		for (const json_node *r = json_first(rows); r; r = json_next(r))
			if (!strcasecmp(quickbooks_field(r, "Name", t->op->pool), push_text(i, "name"))) {
				rc = usable(t, r);
				strbuf_adds(&ids, quickbooks_field(r, "Id", t->op->pool));
				break;
			}
		strbuf_addc(&ids, ',');
	}
	t->op->text[TEXT_ITEMS] = pool_strdup(t->op->pool, ids.s);
	strbuf_release(&ids);
	return rc < 0 ? OP_FAIL : send_next(t);
}

static int take_item(struct talk *t, const json_node *root)
{
	const char *id = quickbooks_field(root, "Item.Id", t->op->pool);
	struct strbuf ids = STRBUF_INIT;
	int64_t n, items = (int64_t)json_count(json_get(t->env, "items"));

	if (!*id)
		return fail(t, ERR_UNKNOWN, N_("QuickBooks's answer ended too early; it will be looked up"), NULL, NULL, NULL);
	for (n = 1; n <= items; n++)
		strbuf_addf(&ids, "%s,", n == t->op->n[N_ITEM] ? id : item_id(t, n));
	t->op->text[TEXT_ITEMS] = pool_strdup(t->op->pool, ids.s);
	strbuf_release(&ids);
	return send_next(t);
}

/* ---- judging a document ---- */

static int same_decimal(const json_node *n, const char *text)
{
	int64_t a, b;

	return json_decimal(n, 6, &a) == 0 && decimal_parse(&b, text, 6, 1) == 0 && a == b;
}

/* The total without the tax that the service put on top. */
static int same_total(struct talk *t, const json_node *doc)
{
	int64_t total, tax = 0, want;

	if (json_decimal(json_get(doc, "TotalAmt"), 6, &total) < 0
			|| decimal_parse(&want, push_text(t->env, "expect.total"), 6, 1) < 0)
		return 0;
	if (total == want)
		return 1;
	if (strcmp(quickbooks_field(doc, "GlobalTaxCalculation", t->op->pool), "TaxExcluded"))
		return 0;
	return json_decimal(json_get(doc, "TxnTaxDetail.TotalTax"), 6, &tax) == 0 && total - tax == want;
}

static int same_lines(struct talk *t, const json_node *doc)
{
	const json_node *want = json_first(json_get(t->env, "expect.amounts"));

	for (const json_node *l = json_first(json_get(doc, "Line")); l; l = json_next(l)) {
		const char *kind = quickbooks_field(l, "DetailType", t->op->pool);

		if (!strcmp(kind, "SubTotalLineDetail") || !strcmp(kind, "TaxLineDetail"))
			continue;
		if (!want || !same_decimal(json_get(l, "Amount"), json_text(want)))
			return 0;
		want = json_next(want);
	}
	return want == NULL;
}

static int same_vendor(struct talk *t, const json_node *doc)
{
	return !strcmp(quickbooks_field(doc, "VendorRef", t->op->pool), push_text(t->env, "lookup.vendor"));
}

static int is_ours(struct talk *t, const json_node *doc)
{
	return strstr(quickbooks_field(doc, "PrivateNote", t->op->pool), push_text(t->env, "marker")) != NULL;
}

/* A link that was asked for and is not there was dropped without a word. */
static int link_dropped(struct talk *t, const json_node *doc)
{
	const char *order = push_text(t->env, "expect.order");

	if (!*order)
		return 0;
	for (const json_node *l = json_first(json_get(doc, "LinkedTxn")); l; l = json_next(l))
		if (!strcmp(quickbooks_field(l, "TxnType", t->op->pool), "PurchaseOrder")
				&& !strcmp(quickbooks_field(l, "TxnId", t->op->pool), order))
			return 0;
	return 1;
}

static void take_lines(struct talk *t, const json_node *doc)
{
	const json_node *id = json_first(json_get(t->env, "lines"));
	size_t n = 0;
	struct push_line *lines = pool_alloc(t->op->pool, (json_count(json_get(t->env, "lines")) + 1) * sizeof *lines);

	for (const json_node *l = json_first(json_get(doc, "Line")); l && id; l = json_next(l)) {
		const char *number = quickbooks_field(l, "Id", t->op->pool);

		if (!*number)
			continue;
		lines[n].remote_id = pool_strdup(t->op->pool, json_text(id));
		lines[n++].erp_line = number;
		id = json_next(id);
	}
	t->op->result.lines = lines;
	t->op->result.n_lines = n;
}

/* ---- the end ---- */

static void make_snapshot(struct talk *t, const json_node *o, const char *tid)
{
	static const char *const members[] = { "TotalAmt", "Balance", "SyncToken", "POStatus", "TxnTaxDetail.TotalTax" };
	static const char *const names[] = { "total", "balance", "version", "status", "tax" };
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;

	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	json_w_text(&w, "number", t->op->result.remote_code);
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (*quickbooks_field(o, members[i], t->op->pool))
			json_w_text(&w, names[i], quickbooks_field(o, members[i], t->op->pool));
	if (tid)
		json_w_text(&w, "intuit_tid", tid);
	json_w_end_object(&w);
	t->op->result.snapshot = pool_strdup(t->op->pool, b.s);
	strbuf_release(&b);
}

static void take_identity(struct talk *t, const json_node *o, const struct http_response *in)
{
	const char *name = quickbooks_field(o, is_document(t) ? "DocNumber" : "DisplayName", t->op->pool);
	const char *id = quickbooks_field(o, "Id", t->op->pool);

	/* A job is called by its number, which is the first word. */
	if (is(t, "Customer"))
		name = pool_strndup(t->op->pool, name, strcspn(name, " "));
	t->op->result.remote_id = id;
	t->op->result.remote_code = *name ? name : id;
	make_snapshot(t, o, http_response_header(in, "intuit_tid"));
}

static int finish(struct talk *t, int adopted)
{
	t->op->result.adopted = adopted;
	t->op->result.found = 1;
	return OP_DONE;
}

static int differs(struct talk *t, const json_node *doc)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = -1;
		return OP_DONE;
	}
	return fail(t, ERR_CONFLICT, N_("QuickBooks holds %1$s with other amounts than were approved: %2$s there, %3$s "
		"here. It is posted already: correct or delete it in QuickBooks, then try again"),
		t->op->result.remote_code, quickbooks_field(doc, "TotalAmt", t->op->pool), push_text(t->env, "expect.total"));
}

/* The document as the service shows it, just made or found. */
static int judge_document(struct talk *t, const json_node *doc, const struct http_response *in, int made)
{
	take_identity(t, doc, in);
	if (!same_total(t, doc) || !same_lines(t, doc))
		return differs(t, doc);
	take_lines(t, doc);
	if (link_dropped(t, doc))
		t->op->result.note = N_("exported, not linked: QuickBooks did not keep the link to the purchase order; link the "
			"bill to it there");
	else if (!same_decimal(json_get(doc, "TotalAmt"), push_text(t->env, "expect.total")))
		t->op->result.note = N_("QuickBooks added tax by its tax code; compare the total there");
	return finish(t, !made);
}

/* ---- LOOK ---- */

static int nothing_there(struct talk *t)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = 0;
		return OP_DONE;
	}
	if (t->op->text[TEXT_REFUSED])
		return fail(t, ERR_CONFLICT, N_("the name \"%1$s\" is used in QuickBooks by a customer, a vendor or an employee; "
			"type another name (e), or link the two"), push_text(t->env, "lookup.name"), NULL, NULL);
	return send_next(t);
}

static int other_document(struct talk *t, int found)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = -1;
		return OP_DONE;
	}
	return fail(t, ERR_CONFLICT, found > 1
		? N_("QuickBooks has several documents of this vendor with the number \"%1$s\"; delete what is too many there")
		: N_("QuickBooks already has another document of this vendor with the number \"%1$s\" (id %2$s); link it, or "
			"correct the number"), push_text(t->env, "lookup.number"), t->op->result.remote_id, NULL);
}

static int looks_same(struct talk *t, const json_node *doc)
{
	return !strncmp(quickbooks_field(doc, "TxnDate", t->op->pool), push_text(t->env, "expect.date"), 10)
		&& same_total(t, doc);
}

static int look_documents(struct talk *t, const json_node *rows, const struct http_response *in)
{
	const json_node *ours = NULL, *other = NULL;
	int n_ours = 0, n_other = 0;

	for (const json_node *r = json_first(rows); r; r = json_next(r)) {
		if (!same_vendor(t, r) || strcmp(quickbooks_field(r, "DocNumber", t->op->pool),
				push_text(t->env, "lookup.number")))
			continue;
		if (is_ours(t, r)) {
			ours = r;
			n_ours++;
		} else {
			other = r;
			n_other++;
		}
	}
	if (n_ours == 0 && n_other == 0)
		return nothing_there(t);
	take_identity(t, ours ? ours : other, in);
	if (n_ours == 1)
		return judge_document(t, ours, in, 0);
	if (n_ours > 1 || n_other > 1 || !looks_same(t, other))
		return other_document(t, n_ours > 1 ? n_ours : n_other);
	return judge_document(t, other, in, 0);
}

/* Blanks and case apart. */
static int same_code(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " -");
		b += strspn(b, " -");
		if (toupper((unsigned char)*a) != toupper((unsigned char)*b))
			return 0;
		if (!*a)
			return 1;
	}
}

/* Tax numbers come back with all but their end hidden. */
static int same_tax_id(const char *shown, const char *ours)
{
	size_t hidden = strspn(shown, "Xx*-"), left = strlen(shown + hidden), len = strlen(ours);

	if (!hidden)
		return same_code(shown, ours);
	return len >= left && !strcmp(ours + len - left, shown + hidden);
}

/* Is the vendor of that name the one we mean?  Nothing that both sides know may differ. */
static int same_party(struct talk *t, const json_node *o)
{
	const char *zip = quickbooks_field(o, "BillAddr.PostalCode", t->op->pool), *our_zip = push_text(t->env, "expect.zip");
	const char *tax = quickbooks_field(o, "TaxIdentifier", t->op->pool), *our_tax = push_text(t->env, "expect.tax_id");

	if (is(t, "Customer")) {
		/* A job: below the parent that is meant, when it is told by name or id. */
		const char *parent = push_text(t->env, "resolve.parent");
		const char *full = quickbooks_field(o, "FullyQualifiedName", t->op->pool), *colon = strrchr(full, ':');

		if (json_is_null(json_get(o, "ParentRef")))
			return 0;
		return !strcmp(quickbooks_field(o, "ParentRef", t->op->pool), parent)
			|| !strcmp(quickbooks_field(o, "ParentRef.name", t->op->pool), parent)
			|| (colon && (size_t)(colon - full) == strlen(parent) && !strncmp(full, parent, strlen(parent)));
	}
	if (*zip && *our_zip && !same_code(zip, our_zip))
		return 0;
	return !*tax || !*our_tax || same_tax_id(tax, our_tax);
}

static int look_parties(struct talk *t, const json_node *rows, const struct http_response *in)
{
	const char *name = push_text(t->env, "lookup.name");
	const json_node *hit = NULL;

	for (const json_node *r = json_first(rows); r && !hit; r = json_next(r))
		if (!strcasecmp(quickbooks_field(r, "DisplayName", t->op->pool), name))
			hit = r;
	if (!hit)
		return nothing_there(t);
	take_identity(t, hit, in);
	if (same_party(t, hit) && json_bool(json_get(hit, "Active"), 1))
		return finish(t, 1);
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = -1;
		return OP_DONE;
	}
	return fail(t, ERR_CONFLICT, N_("QuickBooks already has another \"%1$s\" (id %2$s), inactive or with another address, "
		"tax number or parent; link it, or type another name (e)"), name, t->op->result.remote_id, NULL);
}

static int take_look(struct talk *t, const json_node *root, const struct http_response *in)
{
	const json_node *rows = quickbooks_rows(root, t->entity);

	if (!json_is_object(json_get(root, "QueryResponse")))
		return fail(t, ERR_DATA, N_("QuickBooks's answer for \"%s\" is not a list"), t->entity, NULL, NULL);
	return is_document(t) ? look_documents(t, rows, in) : look_parties(t, rows, in);
}

/* ---- refusals ---- */

/* "... is assigned to TxnType=Bill with TxnId=145": what has the number is read. */
static int read_holder(struct talk *t, const char *words)
{
	const char *type = strstr(words, "TxnType="), *id = strstr(words, "TxnId=");
	struct strbuf path = STRBUF_INIT;
	size_t len = id ? strspn(id + strlen("TxnId="), "0123456789") : 0;

	if (!type || !len || t->op->n[N_LOOKED_AGAIN]++ || strncmp(type + strlen("TxnType="), t->entity, strlen(t->entity)))
		return OP_FAIL;
	error_release(t->err);
	for (const char *c = t->entity; *c; c++)
		strbuf_addc(&path, (char)tolower((unsigned char)*c));
	strbuf_addf(&path, "/%.*s", (int)len, id + strlen("TxnId="));
	quickbooks_request(t->op->env, t->out, "GET", path.s);
	t->op->step = STEP_READ;
	strbuf_release(&path);
	return OP_SEND;
}

static int take_holder(struct talk *t, const json_node *root, const struct http_response *in)
{
	const json_node *doc = json_get(root, t->entity);

	take_identity(t, doc, in);
	if (same_vendor(t, doc) && (is_ours(t, doc) || looks_same(t, doc)))
		return judge_document(t, doc, in, 0);
	return fail(t, ERR_CONFLICT, N_("the number \"%1$s\" is used in QuickBooks by another document (id %2$s); correct the "
		"number (e), or let the connection take numbers of other vendors twice"), push_text(t->env, "lookup.number"),
		t->op->result.remote_id, NULL);
}

static int create_refused(struct talk *t, const struct http_response *in)
{
	struct quickbooks_fault f;
	int rc = OP_FAIL;

	quickbooks_fault_read(&f, in);
	if (f.code == 6140 && t->op->step == STEP_CREATE && is_document(t)) {
		rc = read_holder(t, f.words.s);
	} else if (f.code == 6240 && !t->op->n[N_LOOKED_AGAIN]++) {
		/* Somebody was faster: the name is looked for once more. */
		t->op->text[TEXT_REFUSED] = "6240";
		error_release(t->err);
		if (t->op->step == STEP_ITEM) {
			t->op->text[TEXT_ITEMS] = NULL;
			t->op->text[TEXT_REFUSED] = NULL;
			rc = send_items(t);
		} else {
			rc = send_look(t);
		}
	}
	quickbooks_fault_release(&f);
	return rc;
}

/* ---- steps ---- */

static int take(struct talk *t, const struct http_response *in)
{
	int mutates = t->op->step == STEP_CREATE || t->op->step == STEP_ITEM, rc;
	const json_node *root;
	struct json_doc doc;

	if (json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return fail(t, mutates ? ERR_UNKNOWN : ERR_DATA, N_("QuickBooks's answer ended too early; it will be looked up"),
			NULL, NULL, NULL);
	root = json_root(&doc);
	switch (t->op->step) {
	case STEP_LOOK:   rc = take_look(t, root, in); break;
	case STEP_PARENT: rc = take_parent(t, root); break;
	case STEP_AP:     rc = take_ap(t, root); break;
	case STEP_ITEMS:  rc = take_items(t, root); break;
	case STEP_ITEM:   rc = take_item(t, root); break;
	case STEP_READ:   rc = take_holder(t, root, in); break;
	default:
		if (!*quickbooks_field(json_get(root, t->entity), "Id", t->op->pool)) {
			rc = fail(t, ERR_UNKNOWN, N_("QuickBooks's answer ended too early; it will be looked up"), NULL, NULL, NULL);
		} else if (is_document(t)) {
			rc = judge_document(t, json_get(root, t->entity), in, 1);
		} else {
			take_identity(t, json_get(root, t->entity), in);
			rc = finish(t, 0);
		}
	}
	json_release(&doc);
	return rc;
}

static int step(struct talk *t, const struct http_response *in)
{
	enum error_class cls = quickbooks_explain(in, t->err);

	if (cls == ERR_NONE)
		return take(t, in);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	if ((t->op->step == STEP_CREATE || t->op->step == STEP_ITEM) && cls == ERR_CONFLICT)
		return create_refused(t, in);
	return OP_FAIL;
}

static int unresolved(struct talk *t)
{
	const json_node *p = json_first(json_get(t->env, "pending"));

	if (!p)
		return 0;
	error_set(t->err, ERR_CONFIG, N_("it cannot be sent yet: its %s is not known in QuickBooks"), json_text(p), NULL);
	return 1;
}

int quickbooks_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct talk t = { .op = op, .out = out, .err = err };
	struct error local = ERROR_INIT;
	struct json_doc doc;
	int rc = OP_FAIL;

	if (!err)
		t.err = &local;
	if (push_envelope(&doc, op, "quickbooks", t.err) < 0)
		goto out;
	t.env = json_root(&doc);
	t.entity = push_text(t.env, "entity");
	if (in) {
		rc = step(&t, in);
	} else if (op->kind == OP_LOOKUP || !unresolved(&t)) {
		memset(&op->result, 0, sizeof op->result);
		memset(op->n, 0, sizeof op->n);
		memset(op->text, 0, sizeof op->text);
		rc = send_look(&t);
	}
	json_release(&doc);
out:
	error_release(&local);
	return rc;
}
