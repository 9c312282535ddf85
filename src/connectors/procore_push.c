/* Writing to Procore: origin ids, rejections, payments issued, vendors and jobs added
 * from the ERP.
 *
 * Each item is one small conversation whose requests are written out beforehand in the
 * envelope made by compose:
 *
 *   look    a GET that shows whether an earlier attempt got through
 *   write   one request with the member "body", exactly as shown
 *   lines   one PATCH a line, for the lines that do not carry their id yet
 *
 *                 +- it is there: done, adopted
 *   look ---------+- it is there, but different: conflict, a person decides
 *                 +- absent: write, then lines
 *
 * The service has no idempotency key; origin_id is ours to choose and is the key here.
 * A look-up alone (OP_LOOKUP) stops after look.
 *
 * Why not the sync operation everywhere: its published description lists no id for
 * purchase orders and for lines, and no origin_code for projects.  Where a member is
 * missing there, the plain update of one record is used, which has it. */
#include "connectors/procore.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "connectors/answer.h"
#include "connectors/push.h"
#include "model/money.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

/* ---- compose ---- */

struct made {
	struct json_writer w;
	const struct dossier *d;
	const struct op_env *env;
	const char *key;
};

static int whole(const char *text, int64_t *out)
{
	return text && *text && decimal_parse(out, text, 0, 1) == 0 ? 0 : -1;
}

/* An id as the JSON integer the service wants; nothing when it is none. */
static void put_id(struct json_writer *w, const char *name, const char *id)
{
	int64_t n;

	if (whole(id, &n) == 0)
		json_w_int(w, name, n);
}

static void put_text(struct json_writer *w, const char *name, const char *text)
{
	if (text && *text)
		json_w_text(w, name, text);
}

static int not_numbered(struct error *err, const struct record *r)
{
	return error_set(err, ERR_DATA, N_("\"%s\" has no usable Procore number; sync again"),
		r ? record_name(r) : "", NULL);
}

static void envelope(struct made *m, const char *verb, enum entity e, const char *method)
{
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "system", "procore");
	json_w_text(&m->w, "verb", verb);
	json_w_text(&m->w, "entity", entities[e].name);
	json_w_text(&m->w, "key", m->key);
	json_w_text(&m->w, "method", method);
}

static void put_path(struct json_writer *w, const char *name, const char *path, const char *id)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, path);
	if (id)
		strbuf_addf(&b, "/%s", id);
	json_w_text(w, name, b.s);
	strbuf_release(&b);
}

/* "path/id?scope=..." of the record to look at. */
static void put_look(struct json_writer *w, const char *path, const char *id, const char *scope,
	const char *scope_id, const char *view)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "%s/%s", path, id);
	http_url_add_param(&b, scope, scope_id);
	if (view)
		http_url_add_param(&b, "view", view);
	json_w_text(w, "look", b.s);
	strbuf_release(&b);
}

static void put_origin(struct made *m, int with_code)
{
	struct strbuf data = STRBUF_INIT;

	json_w_text(&m->w, "origin_id", m->d->self.erp_id);
	if (with_code)
		put_text(&m->w, "origin_code", m->d->self.erp_code);
	strbuf_addf(&data, "comptoir:%s", m->key);
	json_w_text(&m->w, "origin_data", data.s);
	strbuf_release(&data);
}

/* A mark that a person has untied may be overwritten. */
static void put_expect(struct made *m)
{
	json_w_object(&m->w, "expect");
	put_text(&m->w, "untied", dossier_override_value(m->d, "unlinked"));
	json_w_text(&m->w, "origin_id", m->d->self.erp_id);
	put_text(&m->w, "origin_code", m->d->self.erp_code);
	json_w_end_object(&m->w);
}

static void writeback_vendor(struct made *m)
{
	const char *id = m->d->record->remote_id, *company = procore_option(m->env, "company_id");

	envelope(m, PUSH_WRITEBACK, ENTITY_VENDOR, "PATCH");
	put_path(&m->w, "path", "/rest/v1.0/vendors/sync", NULL);
	put_look(&m->w, "/rest/v1.0/vendors", id, "company_id", company, "extended");
	put_expect(m);
	json_w_object(&m->w, "body");
	put_id(&m->w, "company_id", company);
	json_w_array(&m->w, "updates");
	json_w_object(&m->w, NULL);
	put_id(&m->w, "id", id);
	put_origin(m, 1);
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
}

static void writeback_job(struct made *m)
{
	const char *id = m->d->record->remote_id, *company = procore_option(m->env, "company_id");

	envelope(m, PUSH_WRITEBACK, ENTITY_JOB, "PATCH");
	put_path(&m->w, "path", "/rest/v1.0/projects", id);
	put_look(&m->w, "/rest/v1.0/projects", id, "company_id", company, NULL);
	put_expect(m);
	json_w_object(&m->w, "body");
	put_id(&m->w, "company_id", company);
	json_w_object(&m->w, "project");
	put_origin(m, 1);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

static void writeback_lines(struct made *m, const char *path, const char *job)
{
	json_w_array(&m->w, "lines");
	for (size_t i = 0; i < m->d->n_lines; i++) {
		const struct dossier_line *l = &m->d->lines[i];
		struct strbuf b = STRBUF_INIT;

		if (!*push_line_number(l->order_line) || !l->line || !l->line->remote_id)
			continue;
		json_w_object(&m->w, NULL);
		json_w_text(&m->w, "id", l->line->remote_id);
		strbuf_addf(&b, "%s/%s/line_items/%s", path, m->d->record->remote_id, l->line->remote_id);
		json_w_text(&m->w, "path", b.s);
		strbuf_reset(&b);
		strbuf_addf(&b, "%s|%s", m->d->self.erp_id, push_line_number(l->order_line));
		json_w_text(&m->w, "origin_id", b.s);
		json_w_object(&m->w, "body");
		put_id(&m->w, "project_id", job);
		json_w_object(&m->w, "line_item");
		json_w_text(&m->w, "origin_id", b.s);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
		json_w_end_object(&m->w);
		strbuf_release(&b);
	}
	json_w_end_array(&m->w);
}

static void writeback_commitment(struct made *m)
{
	const struct record *r = m->d->record;
	const char *job = record_text(r, COMMITMENT_JOB);
	int order = !strcmp(record_text(r, COMMITMENT_KIND), KIND_PURCHASE_ORDER);
	const char *path = order ? "/rest/v1.0/purchase_order_contracts" : "/rest/v1.0/work_order_contracts";

	envelope(m, PUSH_WRITEBACK, ENTITY_COMMITMENT, "PATCH");
	if (order)
		put_path(&m->w, "path", path, r->remote_id);
	else
		put_path(&m->w, "path", "/rest/v1.0/work_order_contracts/sync", NULL);
	put_look(&m->w, path, r->remote_id, "project_id", job, NULL);
	put_expect(m);
	json_w_object(&m->w, "body");
	put_id(&m->w, "project_id", job);
	if (order) {
		json_w_object(&m->w, "purchase_order_contract");
		put_origin(m, 1);
		json_w_end_object(&m->w);
	} else {
		json_w_array(&m->w, "updates");
		json_w_object(&m->w, NULL);
		put_id(&m->w, "id", r->remote_id);
		put_origin(m, 1);
		json_w_end_object(&m->w);
		json_w_end_array(&m->w);
	}
	json_w_end_object(&m->w);
	writeback_lines(m, path, job);
}

/* Invoices: origin ids, and rejection by a status. */
static void change_invoice(struct made *m, const char *verb)
{
	const struct record *r = m->d->record;
	const char *job = record_text(r, INVOICE_JOB);

	envelope(m, verb, ENTITY_INVOICE, "PATCH");
	put_path(&m->w, "path", "/rest/v1.1/requisitions", r->remote_id);
	put_look(&m->w, "/rest/v1.1/requisitions", r->remote_id, "project_id", job, NULL);
	if (!strcmp(verb, PUSH_REJECT)) {
		json_w_object(&m->w, "expect");
		json_w_text(&m->w, "status", "revise_and_resubmit");
		json_w_end_object(&m->w);
	} else {
		put_expect(m);
	}
	json_w_object(&m->w, "body");
	put_id(&m->w, "project_id", job);
	put_id(&m->w, "commitment_id", record_text(r, INVOICE_COMMITMENT));
	json_w_object(&m->w, "requisition");
	if (!strcmp(verb, PUSH_REJECT))
		json_w_text(&m->w, "status", "revise_and_resubmit");
	else
		put_origin(m, 0);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
}

/* The three kinds Procore knows, from whatever the ERP calls its payment method. */
static const char *payment_method(const char *text)
{
	static const struct { const char *word, *kind; } words[] = {
		{ "chec", "check" }, { "chq", "check" }, { "cheque", "check" }, { "chk", "check" },
		{ "card", "credit_card" }, { "visa", "credit_card" }, { "cc", "credit_card" },
		{ "ach", "electronic" }, { "eft", "electronic" }, { "wire", "electronic" },
		{ "fedwire", "electronic" }, { "electronic", "electronic" }, { "virement", "electronic" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncasecmp(text, words[i].word, strlen(words[i].word)))
			return words[i].kind;
	return NULL;
}

static int compose_payment(struct made *m, struct error *err)
{
	const struct record *pay = m->d->record;
	const struct record *inv = m->d->invoice.procore, *com = m->d->commitment.procore;
	const char *job = inv ? record_text(inv, INVOICE_JOB) : com ? record_text(com, COMMITMENT_JOB) : "";
	const char *contract = inv ? record_text(inv, INVOICE_COMMITMENT) : com ? com->remote_id : "";
	struct strbuf b = STRBUF_INIT;
	int64_t n;

	if (whole(job, &n) < 0 || whole(contract, &n) < 0)
		return error_set(err, ERR_CONFIG, N_("the payment %s pays nothing that was exported from Procore; link its "
			"invoice first"), record_name(pay), NULL);
	envelope(m, PUSH_PAYMENT, ENTITY_PAYMENT, "POST");
	put_path(&m->w, "path", "/rest/v1.0/contract_payments", NULL);
	strbuf_adds(&b, "/rest/v1.0/contract_payments");
	http_url_add_param(&b, "project_id", job);
	http_url_add_param(&b, "contract_id", contract);
	strbuf_adds(&b, "&page=1&per_page=100");
	json_w_text(&m->w, "look", b.s);
	json_w_bool(&m->w, "look_list", 1);
	strbuf_reset(&b);
	strbuf_addf(&b, "?project_id=%s&contract_id=%s", job, contract);
	json_w_text(&m->w, "scope", b.s);
	strbuf_reset(&b);
	money_add(&b, record_int(pay, PAYMENT_AMOUNT), record_currency(pay));
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "origin_id", pay->remote_id);
	json_w_text(&m->w, "check_number", record_text(pay, PAYMENT_NUMBER));
	json_w_text(&m->w, "date", record_text(pay, PAYMENT_DATE));
	json_w_text(&m->w, "amount", b.s);
	json_w_bool(&m->w, "void", record_int(pay, PAYMENT_VOID) != 0);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	put_id(&m->w, "project_id", job);
	put_id(&m->w, "contract_id", contract);
	json_w_object(&m->w, "contract_payment");
	put_text(&m->w, "date", record_text(pay, PAYMENT_DATE));
	put_text(&m->w, "invoice_number", inv ? record_text(inv, INVOICE_NUMBER)
		: record_text(pay, PAYMENT_INVOICE_NUMBER));
	put_text(&m->w, "invoice_date", inv ? record_text(inv, INVOICE_BILLING_DATE) : "");
	put_text(&m->w, "check_number", record_text(pay, PAYMENT_NUMBER));
	put_text(&m->w, "payment_method", payment_method(record_text(pay, PAYMENT_METHOD)));
	json_w_text(&m->w, "amount", b.s);
	if (inv)
		put_id(&m->w, "requisition_id", inv->remote_id);
	json_w_text(&m->w, "origin_id", pay->remote_id);
	json_w_end_object(&m->w);
	json_w_end_object(&m->w);
	strbuf_release(&b);
	return 0;
}

static const char *two_letters(const char *s)
{
	return strlen(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' ? s : NULL;
}

/* A vendor or job of the ERP, made in Procore. */
static void compose_add(struct made *m, const struct record *r)
{
	static const struct { int vendor, job; const char *name; int state; } members[] = {
		{ VENDOR_NAME, JOB_NAME, "name", 0 },
		{ -1, JOB_NUMBER, "project_number", 0 },
		{ VENDOR_ADDRESS, JOB_ADDRESS, "address", 0 },
		{ VENDOR_CITY, JOB_CITY, "city", 0 },
		{ VENDOR_ZIP, JOB_ZIP, "zip", 0 },
		{ VENDOR_STATE, JOB_STATE, "state_code", 1 },
		{ VENDOR_COUNTRY, JOB_COUNTRY, "country_code", 1 },
		{ VENDOR_PHONE, -1, "business_phone", 0 },
		{ VENDOR_EMAIL, -1, "email_address", 0 },
		{ -1, JOB_START, "start_date", 0 },
		{ -1, JOB_COMPLETION, "completion_date", 0 },
	};
	int vendor = r->entity == ENTITY_VENDOR, pair;
	const char *company = procore_option(m->env, "company_id");
	const char *path = vendor ? "/rest/v1.0/vendors" : "/rest/v1.1/projects";
	const char *code = r->remote_code ? r->remote_code : record_text(r, entities[r->entity].number);
	struct strbuf b = STRBUF_INIT;

	envelope(m, PUSH_ADD, r->entity, "PATCH");
	put_path(&m->w, "path", vendor ? "/rest/v1.0/vendors/sync" : "/rest/v1.0/projects/sync", NULL);
	strbuf_adds(&b, path);
	http_url_add_param(&b, "company_id", company);
	http_url_add_param(&b, "view", vendor ? "extended" : "normal");
	http_url_add_param(&b, "filters[origin_id]", r->remote_id);
	if (!vendor)
		http_url_add_param(&b, "filters[by_status]", "All");
	strbuf_adds(&b, "&page=1&per_page=100");
	json_w_text(&m->w, "look", b.s);
	strbuf_release(&b);
	json_w_bool(&m->w, "look_list", 1);
	json_w_object(&m->w, "expect");
	json_w_text(&m->w, "origin_id", r->remote_id);
	json_w_end_object(&m->w);
	json_w_object(&m->w, "body");
	put_id(&m->w, "company_id", company);
	json_w_array(&m->w, "updates");
	json_w_object(&m->w, NULL);
	json_w_text(&m->w, "origin_id", r->remote_id);
	if (vendor)
		put_text(&m->w, "origin_code", code);
	/* Procore refuses a state without its country, or the other way round. */
	pair = two_letters(record_text(r, vendor ? VENDOR_STATE : JOB_STATE))
		&& two_letters(record_text(r, vendor ? VENDOR_COUNTRY : JOB_COUNTRY));
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		int field = vendor ? members[i].vendor : members[i].job;
		if (field >= 0 && (!members[i].state || pair))
			put_text(&m->w, members[i].name, record_text(r, field));
	}
	json_w_bool(&m->w, vendor ? "is_active" : "active", 1);
	json_w_end_object(&m->w);
	json_w_end_array(&m->w);
	json_w_end_object(&m->w);
}

static int cannot(const char *verb, enum entity e, struct error *err)
{
	return error_set(err, ERR_REFUSED, N_("Procore's interface cannot do that (%1$s %2$s)"), verb,
		entities[e].name, NULL);
}

int procore_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err)
{
	struct made m = { .d = d, .env = env, .key = key };
	const struct record *r = d->record;
	int rc = 0;
	int64_t n;

	json_w_init(&m.w, payload);
	if (!strcmp(verb, PUSH_PAYMENT)) {
		rc = compose_payment(&m, err);
	} else if (!strcmp(verb, PUSH_ADD)) {
		if (d->self.erp)
			r = d->self.erp;
		if (r->entity != ENTITY_VENDOR && r->entity != ENTITY_JOB)
			return cannot(verb, r->entity, err);
		compose_add(&m, r);
	} else if (whole(r->remote_id, &n) < 0) {
		return not_numbered(err, r);
	} else if (!strcmp(verb, PUSH_REJECT)) {
		if (r->entity != ENTITY_INVOICE)
			return cannot(verb, r->entity, err);
		change_invoice(&m, verb);
	} else if (!strcmp(verb, PUSH_WRITEBACK)) {
		if (!d->self.erp_id)
			return error_set(err, ERR_CONFIG, N_("\"%s\" is not linked to the accounting system; there is "
				"nothing to write back"), record_name(r), NULL);
		if (r->entity == ENTITY_VENDOR)
			writeback_vendor(&m);
		else if (r->entity == ENTITY_JOB)
			writeback_job(&m);
		else if (r->entity == ENTITY_COMMITMENT)
			writeback_commitment(&m);
		else if (r->entity == ENTITY_INVOICE)
			change_invoice(&m, verb);
		else
			return cannot(verb, r->entity, err);
	} else {
		return cannot(verb, r->entity, err);
	}
	if (rc == 0)
		json_w_end_object(&m.w);
	return rc;
}

/* ---- push ---- */

enum { STEP_LOOK = 1, STEP_WRITE, STEP_LINE, STEP_DELETE, STEP_UNMARK };
enum { N_LINE, N_UNMARKED };
enum { TEXT_ID, TEXT_DONE_LINES };

enum seen { SEEN_ABSENT, SEEN_EQUAL, SEEN_DIFFERENT };

static int same_amount(const json_node *n, const char *text)
{
	int64_t a, b;

	return json_decimal(n, 6, &a) == 0 && decimal_parse(&b, text, 6, 1) == 0 && a == b;
}

/* Judges one record of Procore's against what the envelope expects. */
static enum seen judge(struct op *op, const json_node *env, const json_node *o)
{
	const json_node *expect = json_get(env, "expect");
	const char *status = json_text(json_get(expect, "status"));
	const char *amount = json_text(json_get(expect, "amount"));
	const char *wanted = json_text(json_get(expect, "origin_id"));
	const char *origin = json_scalar(json_get(o, "origin_id"), op->pool);

	if (status)
		return !strcmp(push_text(o, "status"), status) ? SEEN_EQUAL : SEEN_ABSENT;
	if (!origin || !*origin || !strcmp(origin, push_text(expect, "untied")))
		return SEEN_ABSENT;
	if (!wanted || strcmp(origin, wanted))
		return SEEN_DIFFERENT;
	return amount && !same_amount(json_get(o, "amount"), amount) ? SEEN_DIFFERENT : SEEN_EQUAL;
}

/* A payment that somebody else wrote there, by hand or with another program: same check,
 * day and amount on the same commitment and invoice.  A second one would be paid twice in
 * Procore's books. */
static int is_same_payment(const json_node *env, const json_node *o)
{
	const char *check = push_text(env, "expect.check_number");

	return *check && !strcmp(push_text(o, "check_number"), check)
		&& !strcmp(push_text(o, "date"), push_text(env, "expect.date"))
		&& !strcmp(push_text(o, "invoice_number"), push_text(env, "body.contract_payment.invoice_number"))
		&& same_amount(json_get(o, "amount"), push_text(env, "expect.amount"));
}

/* The lines of the envelope that Procore shows with their id already, as ",1,2,". */
static const char *lines_done(struct op *op, const json_node *env, const json_node *o)
{
	struct strbuf b = STRBUF_INIT;
	const char *text;

	strbuf_addc(&b, ',');
	for (const json_node *l = json_first(json_get(o, "line_items")); l; l = json_next(l)) {
		const char *id = json_scalar(json_get(l, "id"), op->pool);
		const char *origin = json_text(json_get(l, "origin_id"));

		for (const json_node *e = json_first(json_get(env, "lines")); id && origin && e; e = json_next(e))
			if (!strcmp(push_text(e, "id"), id) && !strcmp(push_text(e, "origin_id"), origin))
				strbuf_addf(&b, "%s,", id);
	}
	text = pool_strdup(op->pool, b.s);
	strbuf_release(&b);
	return text;
}

static int line_is_done(const struct op *op, const char *id)
{
	char key[64];

	snprintf(key, sizeof key, ",%s,", id);
	return op->text[TEXT_DONE_LINES] && strstr(op->text[TEXT_DONE_LINES], key) != NULL;
}

static const json_node *next_line(struct op *op, const json_node *env)
{
	int64_t i = 0;

	for (const json_node *l = json_first(json_get(env, "lines")); l; l = json_next(l), i++)
		if (i >= op->n[N_LINE] && !line_is_done(op, push_text(l, "id"))) {
			op->n[N_LINE] = i + 1;
			return l;
		}
	return NULL;
}

static void take_result(struct op *op, const json_node *o)
{
	struct strbuf b = STRBUF_INIT;

	op->result.remote_id = json_scalar(json_get(o, "id"), op->pool);
	op->result.remote_code = json_scalar(json_get(o, "number"), op->pool);
	json_add(&b, o);
	if (b.len < 4096)
		op->result.snapshot = pool_strdup(op->pool, b.s);
	strbuf_release(&b);
}

static void send_look(struct op *op, const char *path, struct http_request *out)
{
	op->step = STEP_LOOK;
	procore_request(op->env, out, "GET", path);
}

static int send_line(struct op *op, const json_node *env, struct http_request *out)
{
	const json_node *line = next_line(op, env);
	char *body;

	if (!line)
		return OP_DONE;
	body = push_body(line, "body");
	op->step = STEP_LINE;
	procore_write(op->env, out, "PATCH", push_text(line, "path"), body);
	free(body);
	return OP_SEND;
}

static int conflict(const json_node *env, const json_node *o, struct error *err)
{
	const char *there = push_text(o, "origin_id");
	const char *ours = push_text(env, "expect.origin_id");
	struct strbuf amount = STRBUF_INIT;

	if (!strcmp(there, ours)) {
		if (json_text(json_get(o, "amount")))
			strbuf_adds(&amount, json_text(json_get(o, "amount")));
		else
			json_add(&amount, json_get(o, "amount"));
		error_set(err, ERR_CONFLICT, N_("Procore holds the payment %1$s with another amount: %2$s there, %3$s in the "
			"accounting system; correct it in Procore"), ours, amount.s, push_text(env, "expect.amount"), NULL);
	} else {
		error_set(err, ERR_CONFLICT, N_("in Procore this record already belongs to \"%1$s\" of the accounting system, "
			"not to \"%2$s\"; unlink one of them"), there, ours, NULL);
	}
	strbuf_release(&amount);
	return OP_FAIL;
}

static int send_delete(struct op *op, const json_node *env, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/%s%s", push_text(env, "path"), op->result.remote_id, push_text(env, "scope"));
	procore_write(op->env, out, "DELETE", path.s, NULL);
	strbuf_release(&path);
	op->step = STEP_DELETE;
	return OP_SEND;
}

/* A payment that carries an origin id is locked; only the id itself may be changed. */
static int send_unmark(struct op *op, const json_node *env, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT, body = STRBUF_INIT;
	struct json_writer w;
	int64_t project = 0, contract = 0;

	json_int(json_get(env, "body.project_id"), &project);
	json_int(json_get(env, "body.contract_id"), &contract);
	strbuf_addf(&path, "%s/%s", push_text(env, "path"), op->result.remote_id);
	json_w_init(&w, &body);
	json_w_object(&w, NULL);
	json_w_int(&w, "project_id", project);
	json_w_int(&w, "contract_id", contract);
	json_w_object(&w, "contract_payment");
	json_w_text(&w, "origin_id", "");
	json_w_end_object(&w);
	json_w_end_object(&w);
	procore_write(op->env, out, "PATCH", path.s, body.s);
	strbuf_release(&path);
	strbuf_release(&body);
	op->step = STEP_UNMARK;
	op->n[N_UNMARKED] = 1;
	return OP_SEND;
}

/* What the look-up showed decides what follows. */
static int after_look(struct op *op, const json_node *env, const json_node *o, enum seen seen,
	struct http_request *out, struct error *err)
{
	int is_void = json_bool(json_get(env, "expect.void"), 0);
	char *body;

	if (o)
		take_result(op, o);
	if (o && json_count(json_get(env, "lines")))
		op->text[TEXT_DONE_LINES] = lines_done(op, env, o);
	if (is_void)
		seen = !o ? SEEN_EQUAL : SEEN_ABSENT;    /* wanted: that it is not there */
	if (op->kind == OP_LOOKUP) {
		if (seen == SEEN_EQUAL && next_line(op, env))
			seen = SEEN_ABSENT;
		op->result.found = seen == SEEN_EQUAL ? 1 : seen == SEEN_DIFFERENT ? -1 : 0;
		return OP_DONE;
	}
	if (seen == SEEN_DIFFERENT)
		return conflict(env, o, err);
	if (seen == SEEN_EQUAL) {
		op->result.adopted = 1;
		return send_line(op, env, out);
	}
	if (is_void)
		return send_delete(op, env, out);
	op->step = STEP_WRITE;
	body = push_body(env, "body");
	procore_write(op->env, out, push_text(env, "method"), push_text(env, "path"), body);
	free(body);
	return OP_SEND;
}

static int take_look(struct op *op, const json_node *env, const struct http_response *in,
	struct http_request *out, struct error *err)
{
	struct json_doc doc;
	struct strbuf next = STRBUF_INIT;
	const json_node *o = NULL;
	enum seen seen = SEEN_ABSENT;
	int rc;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	if (!json_bool(json_get(env, "look_list"), 0)) {
		o = json_root(&doc);
		seen = judge(op, env, o);
	} else {
		for (const json_node *c = json_first(json_root(&doc)); c && !o; c = json_next(c))
			if (!strcmp(push_text(c, "origin_id"), push_text(env, "expect.origin_id"))) {
				o = c;
				seen = judge(op, env, c);
			}
		for (const json_node *c = json_first(json_root(&doc)); c && !o; c = json_next(c))
			if (is_same_payment(env, c)) {
				o = c;
				seen = SEEN_EQUAL;
			}
		if (!o && http_link_next(&next, in) == 1 && strcmp(next.s, in->url ? in->url : "")) {
			procore_request(op->env, out, "GET", "/");
			http_request_start(out, "GET", next.s);
			strbuf_release(&next);
			json_release(&doc);
			return OP_SEND;
		}
	}
	rc = after_look(op, env, o, seen, out, err);
	strbuf_release(&next);
	json_release(&doc);
	return rc;
}

/* A sync operation says 200 and lists what it refused beside what it took. */
static int take_sync(struct op *op, const json_node *root, struct error *err)
{
	const json_node *bad = json_first(json_get(root, "errors"));
	const json_node *good = json_first(json_get(root, "entities"));
	struct strbuf words = STRBUF_INIT;

	if (bad) {
		struct http_response one;
		struct strbuf text = STRBUF_INIT;

		http_response_init(&one);
		json_add(&text, bad);
		http_response_set(&one, 422, "application/json", text.s);
		procore_words(&words, &one);
		http_response_release(&one);
		strbuf_release(&text);
		if (strstr(words.s, "origin_id") && strstr(words.s, "taken"))
			error_set(err, ERR_CONFLICT, N_("Procore reports a conflict: %1$s"), words.s, NULL);
		else
			error_set(err, ERR_REFUSED, N_("Procore refused the request: %1$s"), words.s, NULL);
		strbuf_release(&words);
		return OP_FAIL;
	}
	if (!good) {
		error_set(err, ERR_UNKNOWN, N_("Procore's answer names neither success nor refusal; it will be looked up"), NULL);
		return OP_FAIL;
	}
	take_result(op, good);
	return OP_DONE;
}

static int take_write(struct op *op, const json_node *env, const struct http_response *in,
	struct http_request *out, struct error *err)
{
	struct json_doc doc;
	const json_node *root;
	int rc = OP_DONE;

	/* Carried out, but the answer cannot be read: the look-up will tell. */
	if (json_parse(&doc, in->body.s, in->body.len, NULL) < 0) {
		error_set(err, ERR_UNKNOWN, N_("Procore's answer ended too early; it will be looked up"), NULL);
		return OP_FAIL;
	}
	root = json_root(&doc);
	if (json_is_array(json_get(root, "entities")) || json_is_array(json_get(root, "errors")))
		rc = take_sync(op, root, err);
	else
		take_result(op, root);
	json_release(&doc);
	return rc == OP_DONE ? send_line(op, env, out) : rc;
}

static int is_lock(int status)
{
	return status == 403 || status == 405 || status == 409 || status == 422;
}

/* Answers while a voided payment is being removed. */
static int take_removal(struct op *op, const json_node *env, const struct http_response *in,
	struct http_request *out, struct error *err)
{
	struct strbuf words = STRBUF_INIT;

	if (answer_happy(in) && !answer_undecided(in))
		return op->step == STEP_UNMARK ? send_delete(op, env, out) : OP_DONE;
	if (in->status == 404)
		return OP_DONE;
	if (is_lock(in->status) && !op->n[N_UNMARKED])
		return send_unmark(op, env, out);
	if (is_lock(in->status)) {
		procore_words(&words, in);
		error_set(err, ERR_REFUSED, N_("the payment was voided in the accounting system, but Procore keeps it locked "
			"(%s); remove it in Procore by hand"), words.s, NULL);
		strbuf_release(&words);
		return OP_FAIL;
	}
	if (procore_explain(in, err) == ERR_NONE)
		error_set(err, ERR_UNKNOWN, N_("Procore's answer names neither success nor refusal; it will be looked up"), NULL);
	return OP_FAIL;
}

int procore_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct json_doc doc;
	const json_node *env;
	int rc = OP_FAIL;

	if (in && in->status == 401)
		return OP_RESTART;
	if (push_envelope(&doc, op, "procore", err) < 0)
		return OP_FAIL;
	env = json_root(&doc);
	if (!in) {
		memset(op->n, 0, sizeof op->n);
		op->text[TEXT_DONE_LINES] = NULL;
		memset(&op->result, 0, sizeof op->result);
		send_look(op, push_text(env, "look"), out);
		rc = OP_SEND;
	} else if (op->step == STEP_DELETE || op->step == STEP_UNMARK) {
		rc = take_removal(op, env, in, out, err);
	} else if (procore_explain(in, err) != ERR_NONE) {
		rc = OP_FAIL;
	} else if (op->step == STEP_LOOK) {
		rc = take_look(op, env, in, out, err);
	} else if (op->step == STEP_WRITE) {
		rc = take_write(op, env, in, out, err);
	} else {
		rc = send_line(op, env, out);
	}
	json_release(&doc);
	return rc;
}
