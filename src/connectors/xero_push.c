/* Sending one document to Xero at most once.
 *
 * PUT creates, always: a second PUT makes a second bill, and a purchase order with a number that is
 * taken silently overwrites the order that has it, even another vendor's.  So every attempt
 * begins by looking, and looks once more when a refusal leaves a doubt that looking can remove:
 *
 *             +-- same vendor and number, same sum --> DONE, adopted
 *   LOOK -----+-- anything else under the number ----> conflict, a person decides
 *             +-- absent -> [ITEMS that are missing] -> CREATE
 *
 *   CREATE ---+-- OK or WARNING, amounts as sent ----> DONE
 *             +-- OK, other amounts or vendor -------> conflict: it is there
 *             +-- refused ---------------------------> LOOK once more: found: as above;
 *             |                                        absent: refused for good
 *             +-- no decisive answer ----------------> unknown (the engine looks later)
 *
 * The idempotency key follows from the item's key and the body, not from the attempt: a request
 * that was lost and is sent again within its life time is answered by the first one.  A refusal is
 * remembered over there just the same; so a refusal of a later attempt is asked once more under a
 * key of that attempt's own, which is safe, because what was refused was not made. */
#include "connectors/xero.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "connectors/push.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define ITEMS_AT_ONCE 50
#define ITEMS_BY_NAME 20         /* more are looked for by reading the whole list */
#define OPTIONS_ADVISED 90

enum { STEP_LOOK = 1, STEP_FIND_ITEMS, STEP_ITEMS, STEP_CREATE };
enum { N_GROUP, N_LOOKED_AGAIN, N_OFF_JOB, N_OPTIONS };
enum { TEXT_NUMBER, TEXT_STATUS, TEXT_REFUSED, TEXT_TOTAL, TEXT_ITEMS, TEXT_WARNING };
#define TEXT_CATEGORY TEXT_ITEMS /* an option needs no items */

/* What differs between the entities. */
static const struct shape {
	const char *entity, *id, *number;
	const char *one;             /* for people */
} shapes[] = {
	{ "Contacts", "ContactID", "AccountNumber", N_("contact") },
	{ "Options", "TrackingOptionID", "Name", N_("tracking option") },
	{ "PurchaseOrders", "PurchaseOrderID", "PurchaseOrderNumber", N_("purchase order") },
	{ "Invoices", "InvoiceID", "InvoiceNumber", N_("bill") },
};

struct talk {
	struct op *op;
	const json_node *env;        /* the envelope */
	const struct shape *shape;
	struct http_request *out;
	struct error *err;
};

static int is(const struct talk *t, const char *entity)
{
	return !strcmp(t->shape->entity, entity);
}

static int is_document(const struct talk *t)
{
	return is(t, "Invoices") || is(t, "PurchaseOrders");
}

static int fail(struct talk *t, enum error_class cls, const char *msgid, const char *a, const char *b)
{
	error_set(t->err, cls, msgid, a ? a : "", b ? b : "", NULL);
	return OP_FAIL;
}

/* ---- looking ---- */

static int send_get(struct talk *t, const char *path, int step)
{
	xero_request(t->op->env, t->out, "GET", path);
	t->op->step = step;
	t->op->accept_status[0] = is(t, "PurchaseOrders") && step == STEP_LOOK ? 404 : 0;
	t->op->accept_status[1] = 0;
	return OP_SEND;
}

static void look_for_bill(struct talk *t, struct strbuf *path)
{
	const char *number = push_text(t->env, "lookup.number");

	strbuf_adds(path, "Invoices");
	/* The list of numbers is parted by commas. */
	http_url_add_param(path, strchr(number, ',') ? "searchTerm" : "InvoiceNumbers", number);
	http_url_add_param(path, "ContactIDs", push_text(t->env, "lookup.contact"));
	http_url_add_param(path, "Statuses", "DRAFT,SUBMITTED,AUTHORISED,PAID");
	http_url_add_param(path, "unitdp", "4");
	http_url_add_param(path, "page", "1");
}

static int send_look(struct talk *t)
{
	struct strbuf path = STRBUF_INIT;
	int rc;

	if (is(t, "Invoices")) {
		look_for_bill(t, &path);
	} else if (is(t, "PurchaseOrders")) {
		strbuf_adds(&path, "PurchaseOrders");
		http_url_add_segment(&path, push_text(t->env, "lookup.number"));
	} else if (is(t, "Options")) {
		strbuf_adds(&path, "TrackingCategories?includeArchived=true");
	} else {
		/* By name; after a refusal, by our own key. */
		strbuf_adds(&path, "Contacts");
		http_url_add_param(&path, "searchTerm", push_text(t->env, t->op->n[N_LOOKED_AGAIN] > 1 ? "expect.number"
			: "expect.name"));
		http_url_add_param(&path, "includeArchived", "true");
		http_url_add_param(&path, "page", "1");
	}
	rc = send_get(t, path.s, STEP_LOOK);
	strbuf_release(&path);
	return rc;
}

/* ---- writing ---- */

static void add_key(struct talk *t, const char *path, const char *body, int step)
{
	struct strbuf b = STRBUF_INIT;
	char key[DIGEST_HEX_LEN];

	strbuf_addf(&b, "%s\n%s\n%s\n", t->op->item->key ? t->op->item->key : "", path, body);
	/* Items are made or left as they are: repeating costs nothing. */
	if (t->op->n[N_GROUP] || step == STEP_ITEMS)
		strbuf_addf(&b, "%d", t->op->item->attempt);
	digest_sha256_hex(key, b.s, b.len);
	http_headers_set(&t->out->headers, "Idempotency-Key", key);
	strbuf_release(&b);
}

static int send_write(struct talk *t, const char *method, const char *path, const char *body, int step)
{
	xero_request(t->op->env, t->out, method, path);
	http_request_set_body(t->out, "application/json", body, strlen(body));
	t->out->flags |= HTTP_MUTATES;
	add_key(t, path, body, step);
	t->op->step = step;
	return OP_SEND;
}

static int send_create(struct talk *t)
{
	struct strbuf path = STRBUF_INIT;
	const char *query = push_text(t->env, "query");
	char *body = push_body(t->env, "body");
	int rc;

	if (is(t, "Options")) {
		strbuf_adds(&path, "TrackingCategories");
		http_url_add_segment(&path, t->op->text[TEXT_CATEGORY]);
		strbuf_adds(&path, "/Options");
	} else {
		strbuf_addf(&path, "%s?%s", t->shape->entity, *query ? query : "summarizeErrors=false");
	}
	rc = send_write(t, "PUT", path.s, body, STEP_CREATE);
	strbuf_release(&path);
	free(body);
	return rc;
}

/* ---- items ---- */

static int quotable(const json_node *items)
{
	for (const json_node *i = json_first(items); i; i = json_next(i))
		if (strpbrk(push_text(i, "Code"), "\"\\"))
			return 0;
	return json_count(items) <= ITEMS_BY_NAME;
}

/* Which of the items that were thought missing are there by now? */
static int send_find_items(struct talk *t)
{
	const json_node *items = json_get(t->env, "items");
	struct strbuf path = STRBUF_INIT, where = STRBUF_INIT;
	int rc;

	strbuf_adds(&path, "Items");
	if (quotable(items)) {
		for (const json_node *i = json_first(items); i; i = json_next(i))
			strbuf_addf(&where, "%sCode==\"%s\"", where.len ? " OR " : "", push_text(i, "Code"));
		http_url_add_param(&path, "where", where.s);
	}
	rc = send_get(t, path.s, STEP_FIND_ITEMS);
	strbuf_release(&path);
	strbuf_release(&where);
	return rc;
}

/* The codes still to be made, by line, in op->text[TEXT_ITEMS]; the first fifty of them now. */
static int send_items(struct talk *t)
{
	const char *codes = t->op->text[TEXT_ITEMS];
	struct strbuf body = STRBUF_INIT;
	int n = 0, rc;

	if (!codes || !*codes)
		return send_create(t);
	strbuf_adds(&body, "{\"Items\":[");
	for (; *codes && n < ITEMS_AT_ONCE; codes += strcspn(codes, "\n"), codes += *codes == '\n') {
		size_t len = strcspn(codes, "\n");

		for (const json_node *i = json_first(json_get(t->env, "items")); i; i = json_next(i)) {
			const char *code = push_text(i, "Code");
			if (strlen(code) != len || strncmp(code, codes, len))
				continue;
			if (n++)
				strbuf_addc(&body, ',');
			json_add(&body, i);
		}
	}
	strbuf_adds(&body, "]}");
	t->op->text[TEXT_ITEMS] = codes;
	rc = send_write(t, "POST", "Items?summarizeErrors=false&unitdp=4", body.s, STEP_ITEMS);
	strbuf_release(&body);
	return rc;
}

static int take_found_items(struct talk *t, const json_node *root)
{
	struct strbuf missing = STRBUF_INIT;

	for (const json_node *i = json_first(json_get(t->env, "items")); i; i = json_next(i)) {
		const json_node *there = json_first(json_get(root, "Items"));

		while (there && strcasecmp(push_text(there, "Code"), push_text(i, "Code")))
			there = json_next(there);
		if (!there)
			strbuf_addf(&missing, "%s\n", push_text(i, "Code"));
	}
	t->op->text[TEXT_ITEMS] = pool_strdup(t->op->pool, missing.s);
	strbuf_release(&missing);
	return send_items(t);
}

static int take_items(struct talk *t, const json_node *root)
{
	struct strbuf words = STRBUF_INIT;

	for (const json_node *i = json_first(json_get(root, "Items")); i; i = json_next(i))
		if (!strcmp(push_text(i, "StatusAttributeString"), "ERROR") || !xero_is_guid(push_text(i, "ItemID")))
			xero_element_words(&words, i, "ValidationErrors");
	if (words.len) {
		fail(t, ERR_REFUSED, N_("Xero did not take an item that the lines need: %1$s"), words.s, NULL);
		strbuf_release(&words);
		return OP_FAIL;
	}
	strbuf_release(&words);
	return send_items(t);
}

static int create(struct talk *t)
{
	return json_count(json_get(t->env, "items")) ? send_find_items(t) : send_create(t);
}

/* ---- what is there ---- */

static int same_decimal(const json_node *n, const char *text)
{
	int64_t a, b;

	return json_decimal(n, 6, &a) == 0 && decimal_parse(&b, text, 6, 1) == 0 && a == b;
}

static const char *text_of(struct talk *t, const json_node *o, const char *path)
{
	return xero_field(o, path, t->op->pool);
}

/* Does a line that says where it is tracked name the job? */
static int on_job(struct talk *t, const json_node *line)
{
	const json_node *tracking = json_get(line, "Tracking");

	for (const json_node *e = json_first(tracking); e; e = json_next(e)) {
		const char *id = text_of(t, e, "TrackingOptionID");

		if (*id ? !strcasecmp(id, push_text(t->env, "expect.option")) : *text_of(t, e, "Option") != '\0')
			return 1;
	}
	return !json_is_array(tracking);
}

static int all_on_job(struct talk *t, const json_node *doc)
{
	for (const json_node *l = json_first(json_get(doc, "LineItems")); l; l = json_next(l))
		if (!on_job(t, l))
			return 0;
	return 1;
}

/* The same sum, line for line. */
static int agrees(struct talk *t, const json_node *doc)
{
	const json_node *want = json_first(json_get(t->env, "expect.amounts"));
	const char *member = json_bool(json_get(t->env, "expect.inclusive"), 0) ? "Total" : "SubTotal";

	if (!same_decimal(json_get(doc, member), push_text(t->env, "expect.sum")))
		return 0;
	for (const json_node *l = json_first(json_get(doc, "LineItems")); l; l = json_next(l)) {
		if (!want || !same_decimal(json_get(l, "LineAmount"), json_text(want)))
			return 0;
		want = json_next(want);
	}
	return !want;
}

static int same_contact(struct talk *t, const json_node *doc)
{
	return !strcasecmp(text_of(t, doc, "Contact.ContactID"), push_text(t->env, "lookup.contact"));
}

static void make_snapshot(struct talk *t, const json_node *doc)
{
	static const struct { const char *name, *member; } rows[] = { { "status", "Status" }, { "subtotal", "SubTotal" },
		{ "tax", "TotalTax" }, { "total", "Total" }, { "due", "AmountDue" }, { "name", "Name" } };
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;

	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	json_w_text(&w, "number", t->op->text[TEXT_NUMBER]);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (*text_of(t, doc, rows[i].member))
			json_w_text(&w, rows[i].name, text_of(t, doc, rows[i].member));
	if (t->op->text[TEXT_WARNING])
		json_w_text(&w, "warning", t->op->text[TEXT_WARNING]);
	json_w_end_object(&w);
	t->op->result.snapshot = pool_strdup(t->op->pool, b.s);
	strbuf_release(&b);
}

static void take_identity(struct talk *t, const json_node *doc)
{
	struct op *op = t->op;
	const char *number = text_of(t, doc, t->shape->number);
	struct strbuf warning = STRBUF_INIT;

	if (is(t, "Options"))
		number = pool_strndup(op->pool, number, xero_number_len(number));
	if (is(t, "Contacts") && !*number)
		number = text_of(t, doc, "ContactNumber");
	if (is(t, "Contacts") && !*number)
		number = text_of(t, doc, "Name");
	op->text[TEXT_NUMBER] = number;
	op->text[TEXT_STATUS] = text_of(t, doc, "Status");
	op->text[TEXT_TOTAL] = text_of(t, doc, json_bool(json_get(t->env, "expect.inclusive"), 0) ? "Total" : "SubTotal");
	xero_element_words(&warning, doc, "Warnings");
	if (warning.len)
		op->text[TEXT_WARNING] = pool_strdup(op->pool, warning.s);
	strbuf_release(&warning);
	op->result.remote_id = text_of(t, doc, t->shape->id);
	op->result.remote_code = number;
	make_snapshot(t, doc);
}

static void take_lines(struct talk *t, const json_node *doc)
{
	size_t total = json_count(json_get(t->env, "lines")), n = 0;
	const json_node *id = json_first(json_get(t->env, "lines"));
	struct push_line *lines = pool_alloc(t->op->pool, (total + 1) * sizeof *lines);

	for (const json_node *l = json_first(json_get(doc, "LineItems")); l && id; l = json_next(l), id = json_next(id)) {
		const char *line = text_of(t, l, "LineItemID");
		if (!*line || !json_text(id))
			continue;
		lines[n].remote_id = pool_strdup(t->op->pool, json_text(id));
		lines[n++].erp_line = line;
	}
	t->op->result.lines = lines;
	t->op->result.n_lines = n;
}

/* Something to tell about what is there now. */
static const char *remark(const struct talk *t)
{
	const char *status = t->op->text[TEXT_STATUS] ? t->op->text[TEXT_STATUS] : "";

	if (t->op->text[TEXT_WARNING])
		return N_("Xero took it with a warning; look at it there");
	if (t->op->n[N_OFF_JOB])
		return N_("not all of its lines are on the job in Xero; look at it there");
	if (is_document(t) && !strcmp(status, "SUBMITTED"))
		return N_("it awaits approval in Xero");
	if (is_document(t) && !strcmp(status, "DRAFT"))
		return N_("it is a draft in Xero; approve it there");
	if (is(t, "Options") && t->op->n[N_OPTIONS] >= OPTIONS_ADVISED)
		return N_("the tracking category has 90 active options or more; Xero advises at most 100: archive finished jobs");
	return NULL;
}

static int done(struct talk *t, int made)
{
	t->op->result.note = remark(t);
	t->op->result.adopted = !made;
	t->op->result.found = 1;
	return OP_DONE;
}

/* Under our number stands something else. */
static int other_is_there(struct talk *t, const char *msgid, const char *a, const char *b)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = -1;
		return OP_DONE;
	}
	return fail(t, ERR_CONFLICT, msgid, a, b);
}

static int judge_document(struct talk *t, const json_node *doc, int made)
{
	take_identity(t, doc);
	if (!same_contact(t, doc))
		return other_is_there(t, made
			? N_("Xero wrote this into the purchase order %1$s of \"%2$s\", which had the same number: look at it there at once")
			: N_("the number %1$s belongs to a purchase order of \"%2$s\" in Xero; type another number (e)"),
			t->op->text[TEXT_NUMBER], text_of(t, doc, "Contact.Name"));
	if (!agrees(t, doc)) {
		if (t->op->kind == OP_LOOKUP) {
			t->op->result.found = -1;
			return OP_DONE;
		}
		error_set(t->err, ERR_CONFLICT, N_("Xero holds the %1$s %2$s with other amounts than were approved: %3$s there, "
			"%4$s here. Correct or delete it in Xero, then try again"), t->shape->one, t->op->text[TEXT_NUMBER],
			t->op->text[TEXT_TOTAL], push_text(t->env, "expect.sum"), NULL);
		return OP_FAIL;
	}
	if (made && !all_on_job(t, doc))
		return fail(t, ERR_CONFLICT, N_("Xero made the %1$s %2$s without the job: was its tracking option renamed or archived? "
			"Correct it there, then try again"), t->shape->one, t->op->text[TEXT_NUMBER]);
	take_lines(t, doc);
	t->op->n[N_OFF_JOB] = !all_on_job(t, doc);
	return done(t, made);
}

/* ---- LOOK ---- */

static int nothing_there(struct talk *t)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = 0;
		return OP_DONE;
	}
	if (!t->op->text[TEXT_REFUSED])
		return create(t);
	/* Refused before, and really not there: that refusal is final. */
	xero_refusal(t->op->text[TEXT_REFUSED], t->err);
	return OP_FAIL;
}

int xero_bill_is_dead(const char *status)
{
	return !strcmp(status, "DELETED") || !strcmp(status, "VOIDED");
}

static int look_bills(struct talk *t, const json_node *list)
{
	const json_node *hit = NULL;
	int n = 0;

	for (const json_node *b = json_first(list); b; b = json_next(b)) {
		if (strcmp(text_of(t, b, "Type"), "ACCPAY") || xero_bill_is_dead(text_of(t, b, "Status")) || !same_contact(t, b)
				|| strcasecmp(text_of(t, b, "InvoiceNumber"), push_text(t->env, "lookup.number")))
			continue;
		hit = b;
		n++;
	}
	if (n > 1)
		return other_is_there(t, N_("Xero has several bills of \"%1$s\" with the number %2$s; delete what is too many there"),
			text_of(t, hit, "Contact.Name"), push_text(t->env, "lookup.number"));
	return hit ? judge_document(t, hit, 0) : nothing_there(t);
}

static int look_orders(struct talk *t, const json_node *list)
{
	const json_node *o = json_first(list);

	while (o && strcasecmp(text_of(t, o, "PurchaseOrderNumber"), push_text(t->env, "lookup.number")))
		o = json_next(o);
	if (!o)
		return nothing_there(t);
	if (xero_bill_is_dead(text_of(t, o, "Status"))) {
		if (t->op->kind == OP_LOOKUP)
			return nothing_there(t);
		return fail(t, ERR_CONFLICT, N_("a deleted purchase order still holds the number %1$s in Xero, where no other may "
			"take it; type another number (e)"), push_text(t->env, "lookup.number"), NULL);
	}
	return judge_document(t, o, 0);
}

static int look_contacts(struct talk *t, const json_node *list)
{
	const char *number = push_text(t->env, "expect.number"), *name = push_text(t->env, "expect.name");
	const json_node *hit = NULL, *archived = NULL;

	for (const json_node *c = json_first(list); c; c = json_next(c)) {
		const char *status = text_of(t, c, "ContactStatus");
		int ours = *number && !strcmp(text_of(t, c, "ContactNumber"), number);

		if (!ours && strcasecmp(text_of(t, c, "Name"), name))
			continue;
		if (*status && strcmp(status, "ACTIVE"))
			archived = c;
		else if (!hit || ours)
			hit = c;
	}
	if (hit) {
		take_identity(t, hit);
		return done(t, 0);
	}
	if (archived && t->op->kind == OP_PUSH)
		return fail(t, ERR_CONFLICT, N_("Xero has an archived contact \"%1$s\"; restore it there and link the two, or choose "
			"another name"), text_of(t, archived, "Name"), NULL);
	/* Refused because of our own key, which an earlier attempt left under another name? */
	if (t->op->text[TEXT_REFUSED] && t->op->n[N_LOOKED_AGAIN] == 1) {
		t->op->n[N_LOOKED_AGAIN]++;
		return send_look(t);
	}
	return nothing_there(t);
}

static int look_options(struct talk *t, const json_node *root)
{
	const json_node *same = NULL, *number = NULL, *c;
	const char *wanted = push_text(t->env, "expect.number"), *several;

	c = xero_job_category(t->op->env, json_get(root, "TrackingCategories"), t->op->pool, &several);
	t->op->n[N_OPTIONS] = 0;
	if (!c || !strcmp(text_of(t, c, "Status"), "ARCHIVED"))
		return fail(t, ERR_CONFIG, N_("Xero has no active tracking category for jobs (%s); make one there, or correct it in "
			"the connection (job_category=...)"), several, NULL);
	t->op->text[TEXT_CATEGORY] = text_of(t, c, "TrackingCategoryID");
	for (const json_node *o = json_first(json_get(c, "Options")); o; o = json_next(o)) {
		const char *name = text_of(t, o, "Name"), *status = text_of(t, o, "Status");

		if (xero_bill_is_dead(status))
			continue;
		t->op->n[N_OPTIONS] += !*status || !strcmp(status, "ACTIVE");
		if (!strcasecmp(name, push_text(t->env, "expect.name")))
			same = o;
		else if (*wanted && strlen(wanted) == xero_number_len(name) && !strncasecmp(name, wanted, strlen(wanted)))
			number = o;
	}
	if (same && !strcmp(text_of(t, same, "Status"), "ARCHIVED"))
		return other_is_there(t, N_("the tracking option \"%1$s\" is archived in Xero; make it active there and link the two"),
			text_of(t, same, "Name"), NULL);
	if (same) {
		take_identity(t, same);
		return done(t, 0);
	}
	if (number)
		return other_is_there(t, N_("the number \"%1$s\" belongs to \"%2$s\" in Xero; choose another one, or link the two"),
			wanted, text_of(t, number, "Name"));
	return nothing_there(t);
}

static int take_look(struct talk *t, const json_node *root)
{
	const json_node *list = json_get(root, is(t, "Options") ? "TrackingCategories" : t->shape->entity);

	if (!json_is_array(list))
		return fail(t, ERR_DATA, N_("Xero's answer for \"%1$s\" is not a list"), t->shape->entity, NULL);
	if (is(t, "Invoices"))
		return look_bills(t, list);
	if (is(t, "PurchaseOrders"))
		return look_orders(t, list);
	return is(t, "Options") ? look_options(t, root) : look_contacts(t, list);
}

/* ---- CREATE ---- */

/* Refused, in words: ask once more under another key, then look, then it is final. */
static int refused(struct talk *t, const char *words)
{
	struct op *op = t->op;

	error_release(t->err);
	if (!op->n[N_GROUP] && op->item->attempt > 1) {
		op->n[N_GROUP] = 1;
		return send_create(t);
	}
	op->text[TEXT_REFUSED] = pool_strdup(op->pool, words);
	if (op->n[N_LOOKED_AGAIN]++)
		return nothing_there(t);
	return send_look(t);
}

static int take_created(struct talk *t, const json_node *root)
{
	const json_node *doc = json_first(json_get(root, t->shape->entity));
	struct strbuf words = STRBUF_INIT;
	int rc;

	if (!json_is_object(doc))
		return fail(t, ERR_UNKNOWN, N_("Xero's answer does not show what it made; it will be looked up"), NULL, NULL);
	if (!strcmp(text_of(t, doc, "StatusAttributeString"), "ERROR") || !xero_is_guid(text_of(t, doc, t->shape->id))) {
		xero_element_words(&words, doc, "ValidationErrors");
		rc = refused(t, words.len ? words.s : "ERROR");
		strbuf_release(&words);
		return rc;
	}
	if (is_document(t))
		return judge_document(t, doc, 1);
	take_identity(t, doc);
	return done(t, 1);
}

static int create_failed(struct talk *t, const struct http_response *in, enum error_class cls)
{
	struct strbuf words = STRBUF_INIT;
	int rc;

	if (in->status == 404)
		return fail(t, ERR_REFUSED, N_("Xero does not know something the document refers to; sync, correct the link, and "
			"try again"), NULL, NULL);
	if (cls != ERR_REFUSED && cls != ERR_CONFLICT)
		return OP_FAIL;
	xero_words(&words, in);
	rc = refused(t, words.len ? words.s : "HTTP 400");
	strbuf_release(&words);
	return rc;
}

/* ---- steps ---- */

static int take_answer(struct talk *t, const struct http_response *in)
{
	int step = t->op->step, rc, wrote = step == STEP_CREATE || step == STEP_ITEMS;
	struct json_doc doc;

	if (json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return fail(t, wrote ? ERR_UNKNOWN : ERR_LATER, N_("Xero's answer ended too early; it will be looked up"), NULL,
			NULL);
	switch (step) {
	case STEP_LOOK:       rc = take_look(t, json_root(&doc)); break;
	case STEP_FIND_ITEMS: rc = take_found_items(t, json_root(&doc)); break;
	case STEP_ITEMS:      rc = take_items(t, json_root(&doc)); break;
	default:              rc = take_created(t, json_root(&doc)); break;
	}
	json_release(&doc);
	return rc;
}

static int step(struct talk *t, const struct http_response *in)
{
	enum error_class cls;

	if (t->op->step == STEP_LOOK && in->status == 404 && is(t, "PurchaseOrders"))
		return nothing_there(t);
	cls = xero_explain(in, t->err);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	if (cls == ERR_NONE)
		return take_answer(t, in);
	return t->op->step == STEP_CREATE ? create_failed(t, in, cls) : OP_FAIL;
}

static int unresolved(struct talk *t)
{
	const json_node *p = json_first(json_get(t->env, "pending"));

	if (!p)
		return 0;
	fail(t, ERR_CONFIG, N_("it cannot be sent yet: its %s is not known in Xero"), json_text(p), NULL);
	return 1;
}

static const struct shape *shape_of(const char *entity)
{
	for (size_t i = 0; i < ARRAY_SIZE(shapes); i++)
		if (!strcmp(shapes[i].entity, entity))
			return &shapes[i];
	return NULL;
}

int xero_judge_bill(struct op *op, const json_node *bill, int made, struct error *err)
{
	struct talk t = { .op = op, .shape = shape_of("Invoices"), .err = err };
	struct json_doc doc;
	int rc;

	if (push_envelope(&doc, op, "xero", err) < 0)
		return OP_FAIL;
	t.env = json_root(&doc);
	rc = judge_document(&t, bill, made);
	json_release(&doc);
	return rc;
}

int xero_push(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	struct error local = ERROR_INIT;
	struct talk t = { .op = op, .out = out, .err = err ? err : &local };
	struct json_doc doc;
	int rc = OP_FAIL;

	if (op->n_parts) {
		rc = xero_push_many(op, in, out, t.err);
		goto out;
	}
	if (push_envelope(&doc, op, "xero", t.err) < 0)
		goto out;
	t.env = json_root(&doc);
	t.shape = shape_of(push_text(t.env, "entity"));
	if (!t.shape) {
		fail(&t, ERR_BUG, N_("what was to be sent was made for another system"), NULL, NULL);
	} else if (in) {
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
