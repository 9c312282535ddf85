/* Sending one document to Acumatica at most once.
 *
 * The service gives documents their numbers and has no idempotency key: the same PUT
 * twice makes two.  So every attempt begins by looking, and looks again whenever an
 * answer of the service leaves a doubt that looking can remove:
 *
 *             +-- ours, complete -------------> [RELEASE] -> DONE, adopted
 *             +-- ours, lines missing --------> MORE -> [RELEASE] -> DONE
 *   LOOK -----+-- not ours, same amount+date -> READ -> adopted like ours
 *             +-- anything else --------------> conflict, a person decides
 *             +-- absent ---------------------> CREATE
 *
 *   CREATE ---+-- 200, amounts as sent -------> MORE -> [RELEASE] -> DONE
 *             +-- 200, other amounts ---------> conflict: it is there, on hold
 *             +-- 412, 409-like, 500 in the service's own form
 *             |        the request has ended over there --> LOOK once more:
 *             |        found: as above; absent: refused for good
 *             +-- 400, 403, 422 --------------> refused, nothing was kept
 *             +-- no decisive answer ---------> unknown (the engine looks later)
 *
 * "Ours" is what carries our key in its description.  RELEASE takes orders off hold
 * when the connection wants it; bills always stay on hold.  What fails after the
 * document exists does not undo the export: it becomes a remark, or, when the answer was
 * lost, the next look-up finds the document still on hold and finishes the work. */
#include "connectors/acumatica.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "connectors/push.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define MAX_POLLS 120
#define ACTIVATE_TASK "ActivateProjectTask"

enum { STEP_LOOK = 1, STEP_READ, STEP_CREATE, STEP_MORE, STEP_RELEASE, STEP_POLL, STEP_STATUS,
	STEP_TASK, STEP_ACTIVATE, STEP_ACTIVATE_TASK };
enum { N_BATCH, N_POLLS, N_LOOKED_AGAIN, N_TASK_THERE };
enum { TEXT_NUMBER, TEXT_REFUSED, TEXT_STATUS, TEXT_SENTENCE, TEXT_TOTAL, TEXT_RETAINAGE };

/* What differs between the entities. */
static const struct shape {
	const char *entity, *number, *vendor, *total, *order;   /* order: type in its id; NULL: none */
	const char *look_select, *read_select, *custom;
} shapes[] = {
	{ "Vendor", "VendorID", NULL, NULL, NULL, "VendorID,VendorName,Status", NULL, NULL },
	{ "Project", "ProjectID", NULL, NULL, NULL, "ProjectID,Description,Status", NULL, NULL },
	{ "PurchaseOrder", "OrderNbr", "VendorID", "OrderTotal", "Normal",
		"Type,OrderNbr,Status,VendorID,VendorRef,Date,Description,OrderTotal",
		"Type,OrderNbr,Status,VendorRef,OrderTotal,Details/LineNbr,Details/ExtendedCost,"
		"Details/CostCode", NULL },
	{ "Subcontract", "SubcontractNbr", "VendorID", "SubcontractTotal", "Subcontract",
		"SubcontractNbr,Status,VendorID,VendorRef,Date,Description,SubcontractTotal",
		"SubcontractNbr,Status,VendorRef,SubcontractTotal,RetainageTotal,Details/LineNbr,"
		"Details/ExtendedCost,Details/CostCode", NULL },
	{ "Bill", "ReferenceNbr", "Vendor", "Amount", NULL,
		"Type,ReferenceNbr,Status,Vendor,VendorRef,Date,Description,Amount,Balance",
		"Type,ReferenceNbr,Status,VendorRef,Date,Amount,Balance,Details/ExtendedCost,Details/Amount,"
		"Details/POLine,Details/CostCode",
		"CurrentDocument.CuryRetainageTotal,Details/Transactions.CuryRetainageAmt" },
};

struct talk {
	struct op *op;
	const json_node *env;        /* the envelope */
	const struct shape *shape;
	const char *endpoint;
	struct http_request *out;
	struct error *err;
};

static const struct shape *shape_of(const char *entity)
{
	for (size_t i = 0; i < ARRAY_SIZE(shapes); i++)
		if (!strcmp(shapes[i].entity, entity))
			return &shapes[i];
	return NULL;
}

static int is_document(const struct talk *t)
{
	return t->shape->vendor != NULL;
}

static int is_bill(const struct talk *t)
{
	return !strcmp(t->shape->entity, "Bill");
}

/* ---- requests ---- */

static void request(struct talk *t, const char *method, const char *path)
{
	const char *branch = push_text(t->env, "body.Branch.value");

	acumatica_request(t->op->env, t->out, method, path);
	if (!*branch)
		branch = push_text(t->env, "body.BranchID.value");
	if (*branch)
		http_headers_set(&t->out->headers, "PX-CbApiBranch", branch);
}

static int send_look(struct talk *t)
{
	struct strbuf path = STRBUF_INIT, filter = STRBUF_INIT;
	const char *id = push_text(t->env, "expect.id");

	if (is_document(t)) {
		if (is_bill(t))
			strbuf_adds(&filter, "Type eq 'Bill' and ");
		else if (!strcmp(t->shape->entity, "PurchaseOrder"))
			strbuf_adds(&filter, "Type eq 'Normal' and ");
		strbuf_addf(&filter, "%s eq ", t->shape->vendor);
		acumatica_quote(&filter, push_text(t->env, "lookup.vendor"));
		strbuf_adds(&filter, " and VendorRef eq ");
		acumatica_quote(&filter, push_text(t->env, "lookup.vendor_ref"));
	} else if (*id) {
		strbuf_addf(&filter, "%s eq ", t->shape->number);
		acumatica_quote(&filter, id);
	} else {
		strbuf_adds(&filter, "VendorName eq ");
		acumatica_quote(&filter, push_text(t->env, "expect.name"));
	}
	strbuf_addf(&path, "%s/%s", t->endpoint, t->shape->entity);
	http_url_add_param(&path, "$filter", filter.s);
	http_url_add_param(&path, "$select", t->shape->look_select);
	http_url_add_param_int(&path, "$top", 20);
	request(t, "GET", path.s);
	t->op->step = STEP_LOOK;
	strbuf_release(&path);
	strbuf_release(&filter);
	return OP_SEND;
}

static void add_view(struct talk *t, struct strbuf *path)
{
	if (t->shape->read_select) {
		http_url_add_param(path, "$expand", "Details");
		http_url_add_param(path, "$select", t->shape->read_select);
	} else {
		http_url_add_param(path, "$select", t->shape->look_select);
	}
	if (t->shape->custom)
		http_url_add_param(path, "$custom", t->shape->custom);
}

/* "<entity>/<keys>" of the document that was made or found. */
static void add_keys(struct talk *t, struct strbuf *path)
{
	strbuf_addf(path, "%s/%s", t->endpoint, t->shape->entity);
	if (is_bill(t))
		strbuf_adds(path, "/Bill");
	else if (!strcmp(t->shape->entity, "PurchaseOrder"))
		strbuf_adds(path, "/Normal");
	http_url_add_segment(path, t->op->text[TEXT_NUMBER]);
}

static int send_read(struct talk *t, int step)
{
	struct strbuf path = STRBUF_INIT;

	add_keys(t, &path);
	if (step == STEP_STATUS)
		http_url_add_param(&path, "$select", "Status");
	else
		add_view(t, &path);
	request(t, "GET", path.s);
	t->op->step = step;
	strbuf_release(&path);
	return OP_SEND;
}

static int send_put(struct talk *t, const char *body, const char *condition, int step)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/%s", t->endpoint, t->shape->entity);
	add_view(t, &path);
	request(t, "PUT", path.s);
	http_headers_set(&t->out->headers, condition, "*");
	acumatica_body(t->out, body);
	t->out->flags |= HTTP_MUTATES;
	t->op->step = step;
	strbuf_release(&path);
	return OP_SEND;
}

static int send_create(struct talk *t)
{
	char *body = push_body(t->env, "body");
	int rc = send_put(t, body, "If-None-Match", STEP_CREATE);

	free(body);
	return rc;
}

static void key_members(struct talk *t, struct json_writer *w)
{
	if (!strcmp(t->shape->entity, "PurchaseOrder") || is_bill(t)) {
		json_w_object(w, "Type");
		json_w_text(w, "value", is_bill(t) ? "Bill" : "Normal");
		json_w_end_object(w);
	}
	json_w_object(w, t->shape->number);
	json_w_text(w, "value", t->op->text[TEXT_NUMBER]);
	json_w_end_object(w);
}

/* The next lines of a long document, by its keys. */
static int send_more(struct talk *t)
{
	const json_node *batch = json_first(json_get(t->env, "more"));
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;
	char *details;
	int rc;

	for (int64_t i = 0; i < t->op->n[N_BATCH] && batch; i++)
		batch = json_next(batch);
	if (!batch)
		return 0;
	details = push_body(batch, "Details");
	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	key_members(t, &w);
	json_w_raw(&w, "Details", details);
	json_w_end_object(&w);
	rc = send_put(t, b.s, "If-Match", STEP_MORE);
	strbuf_release(&b);
	free(details);
	return rc;
}

static int send_post(struct talk *t, const char *entity, const char *action, const char *body, int step)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/%s/%s", t->endpoint, entity, action);
	request(t, "POST", path.s);
	acumatica_body(t->out, body);
	t->out->flags |= HTTP_MUTATES;
	t->op->step = step;
	strbuf_release(&path);
	return OP_SEND;
}

static int send_release(struct talk *t)
{
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;
	int subcontract = !strcmp(t->shape->entity, "Subcontract"), rc;

	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	if (subcontract)
		json_w_object(&w, "entity");
	key_members(t, &w);
	if (subcontract) {
		json_w_end_object(&w);
	} else {
		json_w_object(&w, "Hold");
		json_w_bool(&w, "value", 0);
		json_w_end_object(&w);
	}
	json_w_end_object(&w);
	rc = subcontract ? send_post(t, "Subcontract", "ReleaseFromHold", b.s, STEP_RELEASE)
		: send_put(t, b.s, "If-Match", STEP_RELEASE);
	strbuf_release(&b);
	return rc;
}

/* ---- reading answers ---- */

static int same_decimal(const json_node *n, const char *text)
{
	int64_t a, b;

	return json_decimal(n, 6, &a) == 0 && decimal_parse(&b, text, 6, 1) == 0 && a == b;
}

/* How many lines agree with what was to be sent, in order; -1: one differs. */
static int lines_agree(struct talk *t, const json_node *doc)
{
	const json_node *want = json_first(json_get(t->env, "expect.amounts"));
	int n = 0;

	for (const json_node *l = json_first(json_get(doc, "Details")); l; l = json_next(l), n++) {
		if (!want || !same_decimal(json_get(l, "ExtendedCost.value"), json_text(want)))
			return -1;
		want = json_next(want);
	}
	return n;
}

static void take_lines(struct talk *t, const json_node *doc)
{
	size_t total = json_count(json_get(t->env, "lines")), n = 0;
	const json_node *id = json_first(json_get(t->env, "lines"));
	struct push_line *lines = pool_alloc(t->op->pool, (total + 1) * sizeof *lines);

	for (const json_node *l = json_first(json_get(doc, "Details")); l && id; l = json_next(l), id = json_next(id)) {
		const char *number = acumatica_field(l, "LineNbr", t->op->pool);
		if (!*number)
			continue;
		lines[n].remote_id = pool_strdup(t->op->pool, json_text(id));
		lines[n++].erp_line = number;
	}
	t->op->result.lines = lines;
	t->op->result.n_lines = n;
}

/* The same id under which pulling keeps it. */
static const char *remote_id(struct talk *t)
{
	const char *number = t->op->text[TEXT_NUMBER];

	return t->shape->order ? acumatica_order_id(t->op->pool, t->shape->order, number) : number;
}

/* What the ERP holds now, for the history and for comparing later. */
static void make_snapshot(struct talk *t)
{
	struct op *op = t->op;
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;

	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	json_w_text(&w, "number", op->text[TEXT_NUMBER]);
	json_w_text(&w, "status", op->text[TEXT_STATUS]);
	if (op->text[TEXT_TOTAL])
		json_w_text(&w, "total", op->text[TEXT_TOTAL]);
	if (op->text[TEXT_RETAINAGE])
		json_w_text(&w, "retainage", op->text[TEXT_RETAINAGE]);
	json_w_end_object(&w);
	op->result.snapshot = pool_strdup(op->pool, b.s);
	strbuf_release(&b);
}

static void take_identity(struct talk *t, const json_node *doc)
{
	struct op *op = t->op;
	const char *retainage = acumatica_field(doc, "custom.CurrentDocument.CuryRetainageTotal", op->pool);

	op->text[TEXT_NUMBER] = acumatica_field(doc, t->shape->number, op->pool);
	op->text[TEXT_STATUS] = acumatica_field(doc, "Status", op->pool);
	if (t->shape->total)
		op->text[TEXT_TOTAL] = acumatica_field(doc, t->shape->total, op->pool);
	if (!*retainage)
		retainage = acumatica_field(doc, "RetainageTotal", op->pool);
	op->text[TEXT_RETAINAGE] = *retainage ? retainage : NULL;
	op->result.remote_code = op->text[TEXT_NUMBER];
	op->result.remote_id = remote_id(t);
	make_snapshot(t);
}

/* Does a bill hold what it should?  Orders are judged by their lines. */
static int bill_agrees(struct talk *t, const json_node *doc)
{
	const json_node *retained = json_get(doc, "custom.CurrentDocument.CuryRetainageTotal.value");

	if (!json_is_null(retained) && !same_decimal(retained, push_text(t->env, "expect.retainage")))
		return 0;
	return same_decimal(json_get(doc, "Amount.value"), push_text(t->env, "expect.total"));
}

static int differs(struct talk *t, const json_node *doc)
{
	struct op *op = t->op;

	if (op->kind == OP_LOOKUP) {
		op->result.found = -1;
		return OP_DONE;
	}
	error_set(t->err, ERR_CONFLICT, N_("Acumatica holds %1$s %2$s with other amounts than were approved: %3$s there, "
		"%4$s here. Correct or delete it in Acumatica, then try again"), t->shape->entity,
		op->text[TEXT_NUMBER], acumatica_field(doc, t->shape->total, op->pool),
		push_text(t->env, "expect.total"), NULL);
	return OP_FAIL;
}

/* ---- after the document is there ---- */

static const char *remark(const char *status, int wanted_open)
{
	if (!strcmp(status, "Pending Approval"))
		return N_("it awaits approval in Acumatica");
	if (!strcmp(status, "Pending Printing") || !strcmp(status, "Pending Email"))
		return N_("it waits to be printed or mailed in Acumatica");
	if (!strcmp(status, "Rejected"))
		return N_("it was rejected in Acumatica");
	if (wanted_open && !strcmp(status, "On Hold"))
		return N_("it is still on hold in Acumatica; open it there");
	return NULL;
}

static int wants_open(const struct talk *t)
{
	return json_bool(json_get(t->env, "open"), 0);
}

static int finish(struct talk *t)
{
	if (!t->op->result.note)
		t->op->result.note = remark(t->op->text[TEXT_STATUS] ? t->op->text[TEXT_STATUS] : "", wants_open(t));
	t->op->result.found = 1;
	return OP_DONE;
}

static int release_or_finish(struct talk *t)
{
	const char *status = t->op->text[TEXT_STATUS];

	if (wants_open(t) && status && !strcmp(status, "On Hold"))
		return send_release(t);
	return finish(t);
}

/* The document as the service shows it, just made, extended, or found. */
static int judge_document(struct talk *t, const json_node *doc, int made)
{
	struct op *op = t->op;
	int wanted = (int)json_count(json_get(t->env, "expect.amounts")), n = lines_agree(t, doc);
	int first = (int)json_count(json_get(t->env, "body.Details")), batch = 0;

	take_identity(t, doc);
	if (n < 0 || n > wanted)
		return differs(t, doc);
	if (n < wanted) {
		/* Only whole batches can be missing. */
		int at = first;
		for (const json_node *b = json_first(json_get(t->env, "more")); b && at < n; b = json_next(b), batch++)
			at += (int)json_count(json_get(b, "Details"));
		if (at != n)
			return differs(t, doc);
		if (op->kind == OP_LOOKUP) {
			op->result.found = 0;    /* there, but not whole: sending again completes it */
			return OP_DONE;
		}
		op->n[N_BATCH] = batch;
		return send_more(t);
	}
	if (is_bill(t) && !bill_agrees(t, doc))
		return differs(t, doc);
	take_lines(t, doc);
	op->result.adopted = !made;
	if (op->kind == OP_LOOKUP) {
		op->result.found = !(wants_open(t) && !strcmp(op->text[TEXT_STATUS], "On Hold"));
		return OP_DONE;
	}
	return release_or_finish(t);
}

/* ---- projects: what follows ---- */

/* The action has a name from Default/22.200.001 on; before that its internal one. */
/* The oldest endpoint names no action of tasks: there the form's own name serves. */
static const char *task_action(const struct talk *t)
{
	return strstr(t->endpoint, "/20.200.") ? "Activate" : ACTIVATE_TASK;
}

static int send_activate_task(struct talk *t, const char *action)
{
	char *body;
	int rc;

	if (!json_is_object(json_get(t->env, "activate_task")))
		return finish(t);
	body = push_body(t->env, "activate_task");
	rc = send_post(t, "ProjectTask", action, body, STEP_ACTIVATE_TASK);
	free(body);
	return rc;
}

static int send_activate(struct talk *t)
{
	char *body;
	int rc;

	if (!json_is_object(json_get(t->env, "activate"))
			|| !strcmp(t->op->text[TEXT_STATUS] ? t->op->text[TEXT_STATUS] : "", "Active"))
		return send_activate_task(t, task_action(t));
	body = push_body(t->env, "activate");
	rc = send_put(t, body, "If-Match", STEP_ACTIVATE);
	free(body);
	return rc;
}

static int send_task(struct talk *t)
{
	struct strbuf path = STRBUF_INIT;
	char *body;

	if (!json_is_object(json_get(t->env, "task")))
		return send_activate(t);
	body = push_body(t->env, "task");
	strbuf_addf(&path, "%s/ProjectTask", t->endpoint);
	http_url_add_param(&path, "$select", "ProjectID,ProjectTaskID,Status");
	request(t, "PUT", path.s);
	http_headers_set(&t->out->headers, "If-None-Match", "*");
	acumatica_body(t->out, body);
	t->out->flags |= HTTP_MUTATES;
	t->op->step = STEP_TASK;
	free(body);
	strbuf_release(&path);
	return OP_SEND;
}

static int after_master(struct talk *t)
{
	return strcmp(t->shape->entity, "Project") ? finish(t) : send_task(t);
}

/* ---- LOOK ---- */

static int is_dead(const char *status)
{
	static const char *const dead[] = { "Voided", "Canceled", "Cancelled" };

	for (size_t i = 0; i < ARRAY_SIZE(dead); i++)
		if (!strcmp(status, dead[i]))
			return 1;
	return 0;
}

static int same_day(const char *a, const char *b)
{
	return !strncmp(a, b, 10);
}

static int is_hit(struct talk *t, const json_node *row)
{
	struct pool *p = t->op->pool;

	/* The service compares generously (case, underscore as a wildcard): once more, exactly. */
	return !strcasecmp(acumatica_field(row, t->shape->vendor, p), push_text(t->env, "lookup.vendor"))
		&& !strcasecmp(acumatica_field(row, "VendorRef", p), push_text(t->env, "lookup.vendor_ref"))
		&& !is_dead(acumatica_field(row, "Status", p));
}

static int is_ours(struct talk *t, const json_node *row)
{
	return strstr(acumatica_field(row, "Description", t->op->pool), push_text(t->env, "marker")) != NULL;
}

static int looks_same(struct talk *t, const json_node *row)
{
	return same_day(acumatica_field(row, "Date", t->op->pool), push_text(t->env, "expect.date"))
		&& same_decimal(json_get(json_get(row, t->shape->total), "value"), push_text(t->env, "expect.total"));
}

static int several(struct talk *t, int found)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = -1;
		return OP_DONE;
	}
	error_set(t->err, ERR_CONFLICT, found > 1
		? N_("Acumatica has several documents of the vendor %1$s with the number \"%2$s\"; delete what is too many there")
		: N_("Acumatica already has another document of the vendor %1$s with the number \"%2$s\" (%3$s); link it, "
			"or correct the number"), push_text(t->env, "lookup.vendor"), push_text(t->env, "lookup.vendor_ref"),
		t->op->text[TEXT_NUMBER] ? t->op->text[TEXT_NUMBER] : "", NULL);
	return OP_FAIL;
}

static int nothing_there(struct talk *t)
{
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = 0;
		return OP_DONE;
	}
	if (t->op->text[TEXT_REFUSED]) {
		/* Refused before, and really not there: that refusal is final. */
		error_set(t->err, ERR_REFUSED, t->op->text[TEXT_SENTENCE], t->op->text[TEXT_REFUSED], NULL);
		return OP_FAIL;
	}
	return send_create(t);
}

static int look_documents(struct talk *t, const json_node *list)
{
	const json_node *ours = NULL, *other = NULL;
	int n_ours = 0, n_other = 0;

	for (const json_node *r = json_first(list); r; r = json_next(r)) {
		if (!is_hit(t, r))
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
	t->op->text[TEXT_NUMBER] = acumatica_field(ours ? ours : other, t->shape->number, t->op->pool);
	t->op->result.remote_code = t->op->text[TEXT_NUMBER];
	t->op->result.remote_id = remote_id(t);
	if (n_ours == 1)
		return send_read(t, STEP_READ);
	if (n_ours > 1 || n_other > 1 || !looks_same(t, other))
		return several(t, n_ours > 1 ? n_ours : n_other);
	return send_read(t, STEP_READ);
}

static int look_master(struct talk *t, const json_node *list)
{
	const char *id = push_text(t->env, "expect.id"), *name = push_text(t->env, "expect.name");
	const char *name_field = strcmp(t->shape->entity, "Vendor") ? "Description" : "VendorName";
	const json_node *hit = NULL;

	for (const json_node *r = json_first(list); r && !hit; r = json_next(r)) {
		const char *there = acumatica_field(r, t->shape->number, t->op->pool);
		const char *called = acumatica_field(r, name_field, t->op->pool);
		if (*id ? !strcasecmp(there, id) : !strcasecmp(called, name))
			hit = r;
	}
	if (!hit)
		return nothing_there(t);
	take_identity(t, hit);
	if (strcmp(acumatica_field(hit, name_field, t->op->pool), name)) {
		if (t->op->kind == OP_LOOKUP) {
			t->op->result.found = -1;
			return OP_DONE;
		}
		error_set(t->err, ERR_CONFLICT, N_("the number \"%1$s\" belongs to \"%2$s\" in Acumatica; choose another one, or "
			"link the two"), id, acumatica_field(hit, name_field, t->op->pool), NULL);
		return OP_FAIL;
	}
	t->op->result.adopted = 1;
	if (t->op->kind == OP_LOOKUP) {
		int open = json_is_object(json_get(t->env, "activate"))
			&& !strcmp(t->op->text[TEXT_STATUS], "In Planning");
		t->op->result.found = !open;
		return OP_DONE;
	}
	return after_master(t);
}

static int take_look(struct talk *t, const json_node *list)
{
	if (!json_is_array(list)) {
		error_set(t->err, ERR_DATA, N_("Acumatica's answer for \"%s\" is not a list"), t->shape->entity, NULL);
		return OP_FAIL;
	}
	return is_document(t) ? look_documents(t, list) : look_master(t, list);
}

/* ---- refusals ---- */

/* The service itself ended the request with an error, or says the record is there: one
 * more look decides. */
static int look_again(struct talk *t, const struct http_response *in)
{
	struct strbuf words = STRBUF_INIT;

	if (t->op->n[N_LOOKED_AGAIN]++)
		return OP_FAIL;
	acumatica_words(&words, in);
	t->op->text[TEXT_SENTENCE] = t->err->msgid;      /* static */
	t->op->text[TEXT_REFUSED] = pool_strdup(t->op->pool, words.s);
	strbuf_release(&words);
	error_release(t->err);
	return send_look(t);
}

static int create_refused(struct talk *t, const struct http_response *in, enum error_class cls)
{
	if (in->status == 412 || cls == ERR_CONFLICT || (in->status == 500 && cls == ERR_REFUSED))
		return look_again(t, in);
	return OP_FAIL;
}

/* Something after the document was made did not work: a remark, no failure. */
static int after_trouble(struct talk *t, enum error_class cls)
{
	if (cls == ERR_LATER || cls == ERR_UNKNOWN || cls == ERR_LOGIN)
		return OP_FAIL;
	error_release(t->err);
	switch (t->op->step) {
	case STEP_TASK:
	case STEP_ACTIVATE_TASK:
		/* A task that was there before refuses to be activated twice. */
		if (!t->op->result.note && !t->op->n[N_TASK_THERE])
			t->op->result.note = N_("it was made, but its task could not be; complete it in Acumatica");
		return t->op->step == STEP_TASK ? send_activate(t) : finish(t);
	case STEP_ACTIVATE:
		t->op->result.note = N_("it was made, but could not be activated; activate it in Acumatica");
		return send_activate_task(t, task_action(t));
	default:
		t->op->result.note = N_("it was made, but Acumatica did not take it off hold; open it there");
		return finish(t);
	}
}

/* ---- steps ---- */

/* How long to leave the service alone before it is asked again how far it is. */
static int pause_before(int64_t poll)
{
	static const int seconds[] = { 1, 1, 2, 3, 5 };

	return 1000 * seconds[poll < (int64_t)ARRAY_SIZE(seconds) ? poll : (int64_t)ARRAY_SIZE(seconds) - 1];
}

static int start_polling(struct talk *t, const struct http_response *in)
{
	const char *location = http_response_header(in, "Location");
	struct strbuf url = STRBUF_INIT;

	if (in->status != 202 || !location || !in->url || http_url_resolve(&url, in->url, location) < 0
			|| !http_url_same_origin(url.s, in->url) || t->op->n[N_POLLS]++ >= MAX_POLLS) {
		strbuf_release(&url);
		return 0;
	}
	request(t, "GET", "");
	http_request_start(t->out, "GET", url.s);
	t->op->step = STEP_POLL;
	t->op->pause_ms = pause_before(t->op->n[N_POLLS] - 1);
	strbuf_release(&url);
	return OP_SEND;
}

static int poll_again(struct talk *t, const struct http_response *in)
{
	if (in->status != 202 || t->op->n[N_POLLS]++ >= MAX_POLLS)
		return send_read(t, STEP_STATUS);
	request(t, "GET", "");
	http_request_start(t->out, "GET", in->url);
	t->op->pause_ms = pause_before(t->op->n[N_POLLS] - 1);
	return OP_SEND;
}

/* An answer with a record in it. */
static int take_record(struct talk *t, const struct http_response *in)
{
	struct json_doc doc;
	int step = t->op->step, rc;

	if (json_parse(&doc, in->body.s, in->body.len, NULL) < 0) {
		error_set(t->err, step == STEP_LOOK || step == STEP_READ || step == STEP_STATUS ? ERR_DATA : ERR_UNKNOWN,
			N_("Acumatica's answer ended too early; it will be looked up"), NULL);
		return OP_FAIL;
	}
	if (step == STEP_LOOK) {
		rc = take_look(t, json_root(&doc));
	} else if (step == STEP_STATUS || step == STEP_RELEASE) {
		t->op->text[TEXT_STATUS] = acumatica_field(json_root(&doc), "Status", t->op->pool);
		make_snapshot(t);
		rc = finish(t);
	} else if (is_document(t)) {
		rc = judge_document(t, json_root(&doc), step != STEP_READ);
	} else {
		take_identity(t, json_root(&doc));
		rc = step == STEP_ACTIVATE ? send_activate_task(t, task_action(t)) : after_master(t);
	}
	json_release(&doc);
	return rc;
}

static int step(struct talk *t, const struct http_response *in)
{
	struct op *op = t->op;
	enum error_class cls = acumatica_explain(in, t->err);
	int rc;

	if (cls == ERR_NONE && (acumatica_cannot_optimize(in) || acumatica_absent(in))
			&& !(in->request_flags & HTTP_MUTATES)) {
		error_set(t->err, ERR_LATER, N_("Acumatica could not be searched for an earlier attempt; nothing was sent"), NULL);
		return OP_FAIL;
	}
	switch (op->step) {
	case STEP_CREATE:
		return cls == ERR_NONE ? take_record(t, in) : create_refused(t, in, cls);
	case STEP_TASK:
		if (cls != ERR_NONE && in->status != 412)
			return after_trouble(t, cls);
		op->n[N_TASK_THERE] = in->status == 412;
		error_release(t->err);
		return send_activate(t);
	case STEP_ACTIVATE:
		return cls == ERR_NONE ? take_record(t, in) : after_trouble(t, cls);
	case STEP_ACTIVATE_TASK:
		if (in->status == 404 && in->url && strstr(in->url, ACTIVATE_TASK)) {
			error_release(t->err);
			return send_activate_task(t, "Activate");
		}
		return cls == ERR_NONE ? finish(t) : after_trouble(t, cls);
	case STEP_RELEASE:
		if (cls != ERR_NONE)
			return after_trouble(t, cls);
		rc = start_polling(t, in);
		if (rc)
			return rc;
		return in->body.len ? take_record(t, in) : send_read(t, STEP_STATUS);
	case STEP_POLL:
		return cls == ERR_NONE ? poll_again(t, in) : after_trouble(t, cls);
	case STEP_STATUS:
		return cls == ERR_NONE ? take_record(t, in) : after_trouble(t, cls);
	default:
		return cls == ERR_NONE ? take_record(t, in) : OP_FAIL;
	}
}

static int unresolved(struct talk *t)
{
	const json_node *p = json_first(json_get(t->env, "pending"));

	if (!p)
		return 0;
	error_set(t->err, ERR_CONFIG, N_("it cannot be sent yet: its %s is not known in Acumatica"), json_text(p), NULL);
	return 1;
}

int acumatica_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct talk t = { .op = op, .out = out, .err = err };
	const struct session *se = op->env->session;
	struct error local = ERROR_INIT;
	struct json_doc doc;
	int rc = OP_FAIL;

	if (in && in->status == 401)
		return OP_RESTART;
	if (!err)
		t.err = &local;
	if (push_envelope(&doc, op, "acumatica", t.err) < 0)
		goto out;
	t.env = json_root(&doc);
	t.shape = shape_of(push_text(t.env, "entity"));
	t.endpoint = json_bool(json_get(t.env, "construction"), 0) ? se->construction : se->endpoint;
	if (!t.shape || !t.endpoint) {
		error_set(t.err, ERR_CONFIG, N_("this Acumatica offers no endpoint with subcontracts; publish the "
			"customization project for the tenant"), NULL);
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
