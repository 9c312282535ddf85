/* What the tests and the demonstration do behind the client's back:
 *
 *	POST /_sim/quickbooks/pay     {"bill","amount","check","date","method","credit"}
 *	POST /_sim/quickbooks/credit  {"bill","amount","number","date"}: the vendor's credit
 *	POST /_sim/quickbooks/void    {"payment"}
 *	POST /_sim/quickbooks/close   {"date"}: the books up to that day
 *	POST /_sim/quickbooks/touch   {"entity","id"};  /delete the same
 *	POST /_sim/quickbooks/record  {"entity","id","set":{...}}: members changed by somebody
 *	POST /_sim/quickbooks/set     {"fault_form":1, ...}; GET shows the switches
 *
 * and the dump of everything that was created or changed. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define SWITCH(name, fallback) { #name, offsetof(struct qb_switches, name), fallback }

static const struct { const char *name; size_t at; int fallback; } switches[] = {
	SWITCH(fault_form, 0), SWITCH(fault_ok, 0), SWITCH(duplicate_docnumber, 1),
	SWITCH(minute_limit, 0), SWITCH(second_limit, 0), SWITCH(batch_limit, 0),
	SWITCH(cdc_limit, 1000), SWITCH(cdc_days, 30), SWITCH(batch_max, 30), SWITCH(total_count, 1),
	SWITCH(rotate, 1), SWITCH(consent, 1), SWITCH(require_tax, 1), SWITCH(orders, 1),
	SWITCH(subscription, 1), SWITCH(link_bills, 1), SWITCH(unit_price_rule, 1),
};

static int *switch_at(struct qb *qb, size_t i)
{
	return (int *)(void *)((char *)&qb->sw + switches[i].at);
}

int qb_switch_set(struct qb *qb, const char *name, const char *value)
{
	int64_t n;

	for (size_t i = 0; i < ARRAY_SIZE(switches); i++) {
		if (strcmp(switches[i].name, name))
			continue;
		if (!strcmp(value, "true") || !strcmp(value, "on") || !strcmp(value, "yes"))
			n = 1;
		else if (!strcmp(value, "false") || !strcmp(value, "off") || !strcmp(value, "no"))
			n = 0;
		else if (decimal_parse(&n, value, 0, 1) || n < 0 || n > INT32_MAX)
			return -1;
		*switch_at(qb, i) = (int)n;
		return 0;
	}
	return -1;
}

void qb_switches_init(struct qb *qb)
{
	for (size_t i = 0; i < ARRAY_SIZE(switches); i++) {
		char *name = xasprintf("quickbooks.%s", switches[i].name);
		const char *value = sim_extra(qb->sim, name, NULL);

		*switch_at(qb, i) = switches[i].fallback;
		if (value)
			qb_switch_set(qb, switches[i].name, value);
		free(name);
	}
}

/* ---- control ---- */

static void done(struct sim_response *resp, const char *name, const char *value)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, name, value);
	sim_respond_json(resp, 200, v);
}

static void wrong(struct sim_response *resp, const char *what)
{
	done(resp, "error", what);
	resp->status = 400;
}

/* A number or a string. */
static char *text_of(const cJSON *body, const char *name)
{
	const cJSON *m = jv_get(body, name);
	struct strbuf b = STRBUF_INIT;

	if (!m || cJSON_IsNull(m))
		return NULL;
	if (cJSON_IsString(m))
		strbuf_adds(&b, m->valuestring);
	else
		jv_print(&b, m);
	return strbuf_detach(&b);
}

/* By id, or by DocNumber; the id of a payment may be "payment|bill". */
static struct qb_rec *document(struct qb *qb, enum qb_kind kind, const char *text)
{
	struct qb_table *t = &qb->tables[kind];
	char *id = text ? xstrndup(text, strcspn(text, "|")) : NULL;
	struct qb_rec *found = id ? qb_find(qb, kind, id) : NULL;

	for (size_t i = 0; id && !found && i < t->recs.len; i++) {
		struct qb_rec *r = &t->recs.items[i];
		const char *number = r->dead ? NULL : r->v ? jv_str(r->v, "DocNumber") :
			qb_make_number(qb, kind, r->source);

		if (number && !strcmp(number, id))
			found = r;
	}
	free(id);
	return found;
}

static void report_fault(struct qb_call *call, struct sim_response *resp)
{
	wrong(resp, call->fault.detail ? call->fault.detail : "refused");
	qb_fault_clear(&call->fault);
}

static cJSON *line_for(int64_t cents, int64_t id, const char *type)
{
	cJSON *l = cJSON_CreateObject(), *links = cJSON_CreateArray();

	jv_add(l, "Amount", qb_money(cents));
	cJSON_AddItemToArray(links, qb_link(id, type, NULL));
	jv_add(l, "LinkedTxn", links);
	return l;
}

static cJSON *payment_body(struct qb *qb, const cJSON *bill, const cJSON *body, int64_t total,
	cJSON *lines)
{
	char *check = text_of(body, "check"), *date = text_of(body, "date"), *method = text_of(body, "method");
	const char *currency = qb_ref_id(bill, "CurrencyRef");
	cJSON *v = cJSON_CreateObject(), *means = cJSON_CreateObject();
	char today[11];

	qb_today(qb, today);
	jv_add(v, "VendorRef", cJSON_Duplicate(jv_get(bill, "VendorRef"), 1));
	jv_add_str(v, "DocNumber", check ? check : "To print");
	jv_add_str(v, "TxnDate", date ? date : today);
	if (method && strcmp(method, "check") && strcmp(method, "CHECK")) {
		jv_add_str(v, "PayType", "CreditCard");
		jv_add(means, "CCAccountRef", qb_ref(QB_ACC_CARD, NULL));
		jv_add(v, "CreditCardPayment", means);
	} else {
		jv_add_str(v, "PayType", "Check");
		jv_add(means, "BankAccountRef", qb_ref(currency && !strcmp(currency, "USD") ? QB_ACC_BANK_USD :
			QB_ACC_BANK, NULL));
		jv_add(v, "CheckPayment", means);
	}
	jv_add(v, "TotalAmt", qb_money(total));
	jv_add(v, "Line", lines);
	free(check);
	free(date);
	free(method);
	return v;
}

/* What the service gives back must be what it takes: through the same door. */
static cJSON *write_body(struct qb_call *call, enum qb_kind kind, cJSON *body)
{
	struct strbuf b = STRBUF_INIT;
	cJSON *parsed, *out;

	jv_print(&b, body);
	cJSON_Delete(body);
	parsed = jv_parse(b.s, b.len);
	out = qb_write(call, kind, QB_SAVE, parsed, "allowduplicatedocnum");
	cJSON_Delete(parsed);
	strbuf_release(&b);
	return out;
}

static void control_pay(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	struct qb *qb = call->qb;
	char *number = text_of(body, "bill"), *credit = text_of(body, "credit"), *id;
	struct qb_rec *bill = document(qb, QB_BILL, number);
	struct qb_rec *back = credit ? document(qb, QB_VENDOR_CREDIT, credit) : NULL;
	int64_t amount = 0, reduced;
	cJSON *v, *out, *lines;

	free(number);
	if (!bill || (credit && !back) ||
	    (jv_get(body, "amount") && jv_decimal(jv_get(body, "amount"), 2, &amount))) {
		free(credit);
		wrong(resp, "a bill, and an amount that is a number, are needed");
		return;
	}
	free(credit);
	v = qb_body(qb, QB_BILL, bill);
	if (!amount)
		amount = qb_cents(v, "Balance");
	reduced = back ? qb_cents(qb_body(qb, QB_VENDOR_CREDIT, back), "Balance") : 0;
	if (reduced > amount)
		reduced = amount;
	lines = cJSON_CreateArray();
	cJSON_AddItemToArray(lines, line_for(amount, bill->id, "Bill"));
	if (reduced)
		cJSON_AddItemToArray(lines, line_for(reduced, back->id, "VendorCredit"));
	out = write_body(call, QB_BILL_PAYMENT, payment_body(qb, v, body, amount - reduced, lines));
	if (!out) {
		report_fault(call, resp);
		return;
	}
	id = xasprintf("%s|%lld", jv_str(out, "Id"), (long long)bill->id);
	done(resp, "payment", id);
	free(id);
	cJSON_Delete(out);
}

static void control_credit(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	struct qb *qb = call->qb;
	char *number = text_of(body, "bill"), *own = text_of(body, "number"), *date = text_of(body, "date");
	struct qb_rec *bill = document(qb, QB_BILL, number);
	cJSON *v, *l, *d, *lines, *out;
	int64_t amount;
	char today[11];

	free(number);
	if (!bill || jv_decimal(jv_get(body, "amount"), 2, &amount) || amount <= 0) {
		free(own);
		free(date);
		wrong(resp, "a bill and an amount are needed");
		return;
	}
	qb_today(qb, today);
	v = cJSON_CreateObject();
	l = cJSON_CreateObject();
	d = cJSON_CreateObject();
	lines = cJSON_CreateArray();
	jv_add(v, "VendorRef", cJSON_Duplicate(jv_get(qb_body(qb, QB_BILL, bill), "VendorRef"), 1));
	if (own)
		jv_add_str(v, "DocNumber", own);
	jv_add_str(v, "TxnDate", date ? date : today);
	jv_add_str(v, "GlobalTaxCalculation", "NotApplicable");
	jv_add(l, "Amount", qb_money(amount));
	jv_add_str(l, "DetailType", "AccountBasedExpenseLineDetail");
	jv_add(d, "AccountRef", qb_ref(QB_ACC_COST, NULL));
	jv_add(l, "AccountBasedExpenseLineDetail", d);
	cJSON_AddItemToArray(lines, l);
	jv_add(v, "Line", lines);
	free(own);
	free(date);
	out = write_body(call, QB_VENDOR_CREDIT, v);
	if (!out) {
		report_fault(call, resp);
		return;
	}
	done(resp, "credit", jv_str(out, "Id"));
	cJSON_Delete(out);
}

static void send_id(struct qb_call *call, enum qb_kind kind, enum qb_verb verb, const struct qb_rec *r,
	struct sim_response *resp, const char *name)
{
	cJSON *v = cJSON_CreateObject(), *out;
	char id[24], token[24];

	snprintf(id, sizeof id, "%lld", (long long)r->id);
	snprintf(token, sizeof token, "%d", r->sync);
	jv_add_str(v, "Id", id);
	jv_add_str(v, "SyncToken", token);
	out = qb_write(call, kind, verb, v, NULL);
	cJSON_Delete(v);
	if (!out) {
		report_fault(call, resp);
		return;
	}
	done(resp, name, id);
	cJSON_Delete(out);
}

static void control_void(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	char *text = text_of(body, "payment");
	struct qb_rec *r = document(call->qb, QB_BILL_PAYMENT, text);

	free(text);
	if (!r)
		wrong(resp, "there is no such payment");
	else
		send_id(call, QB_BILL_PAYMENT, QB_VOID, r, resp, "payment");
}

static void control_close(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	const char *date = jv_str(body, "date");
	struct qb *qb = call->qb;
	struct qb_rec *r = &qb->tables[QB_PREFERENCES].recs.items[0];

	if (!date || (*date && !date_valid(date, 0))) {
		wrong(resp, "a date YYYY-MM-DD is needed; an empty one opens the books");
		return;
	}
	snprintf(qb->close_date, sizeof qb->close_date, "%s", date);
	r->sync++;
	r->updated_ms = qb_stamp(qb);
	qb->tables[QB_PREFERENCES].generation++;
	done(resp, "date", date);
}

/* "vendor" and "job" of every system, or the service's own word. */
static int kind_word(const char *word)
{
	static const struct { const char *word; enum qb_kind kind; } words[] = {
		{ "job", QB_CUSTOMER }, { "project", QB_CUSTOMER }, { "payment", QB_BILL_PAYMENT },
		{ "invoice", QB_BILL }, { "commitment", QB_PURCHASE_ORDER }, { "order", QB_PURCHASE_ORDER },
		{ "cost_code", QB_ITEM }, { "credit", QB_VENDOR_CREDIT },
	};

	for (size_t i = 0; word && i < ARRAY_SIZE(words); i++)
		if (!strcmp(words[i].word, word))
			return words[i].kind;
	return word ? qb_kind_of(word, 0) : -1;
}

static struct qb_rec *named(struct qb_call *call, const cJSON *body, int *kind)
{
	char *id = text_of(body, "id");
	struct qb_rec *r;

	*kind = kind_word(jv_str(body, "entity"));
	r = *kind < 0 ? NULL : document(call->qb, (enum qb_kind)*kind, id);
	free(id);
	return r;
}

static void control_touch(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	struct qb_rec *r;
	int kind;

	r = named(call, body, &kind);
	if (!r) {
		wrong(resp, "there is no such record");
		return;
	}
	qb_mark(call->qb, (enum qb_kind)kind, r);
	done(resp, "touched", qb_defs[kind].name);
}

/* As the program does it: the name is freed. */
static void make_inactive(struct qb_call *call, enum qb_kind kind, const struct qb_rec *r,
	struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject(), *out;
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)r->id);
	jv_add_str(v, "Id", text);
	snprintf(text, sizeof text, "%d", r->sync);
	jv_add_str(v, "SyncToken", text);
	jv_add_bool(v, "sparse", 1);
	jv_add_bool(v, "Active", 0);
	out = write_body(call, kind, v);
	if (!out) {
		report_fault(call, resp);
		return;
	}
	done(resp, "inactive", jv_str(out, "Id"));
	cJSON_Delete(out);
}

static void control_delete(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	struct qb_rec *r;
	int kind;

	r = named(call, body, &kind);
	if (!r) {
		wrong(resp, "there is no such record");
		return;
	}
	if (qb_defs[kind].flags & QB_TXN) {
		send_id(call, (enum qb_kind)kind, QB_DELETE, r, resp, "deleted");
		return;
	}
	if (!(qb_defs[kind].flags & QB_LIST)) {
		wrong(resp, "a record of this kind stays");
		return;
	}
	make_inactive(call, (enum qb_kind)kind, r, resp);
}

static void control_record(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	const cJSON *set = jv_get(body, "set"), *m;
	struct qb_rec *r;
	cJSON *v;
	int kind;

	r = named(call, body, &kind);
	if (!r || !set || qb_schema_check(call->qb->tables[kind].type, set, 0, &call->fault)) {
		qb_fault_clear(&call->fault);
		wrong(resp, "there is no such record, or a member is unknown or of another type");
		return;
	}
	v = qb_body(call->qb, (enum qb_kind)kind, r);
	cJSON_ArrayForEach(m, set)
		jv_set(v, m->string, cJSON_Duplicate(m, 1));
	qb_mark(call->qb, (enum qb_kind)kind, r);
	done(resp, "changed", qb_defs[kind].name);
}

static void show_switches(struct qb *qb, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();

	for (size_t i = 0; i < ARRAY_SIZE(switches); i++)
		jv_add_int(v, switches[i].name, *switch_at(qb, i));
	sim_respond_json(resp, 200, v);
}

static void control_set(struct qb_call *call, const cJSON *body, struct sim_response *resp)
{
	const cJSON *m;

	cJSON_ArrayForEach(m, body) {
		char *value = text_of(body, m->string);
		int bad = !value || qb_switch_set(call->qb, m->string, value);

		free(value);
		if (bad) {
			wrong(resp, "unknown switch, or a value that makes no sense");
			return;
		}
	}
	show_switches(call->qb, resp);
}

void qb_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	static const struct {
		const char *path;
		void (*run)(struct qb_call *call, const cJSON *body, struct sim_response *resp);
	} table[] = {
		{ "/pay", control_pay }, { "/credit", control_credit }, { "/void", control_void },
		{ "/close", control_close }, { "/touch", control_touch }, { "/delete", control_delete },
		{ "/record", control_record }, { "/set", control_set },
	};
	struct qb_call call = { .qb = state, .req = req, .resp = resp };

	if (!strcmp(path, "/set") && !strcmp(req->method, "GET")) {
		show_switches(call.qb, resp);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcmp(table[i].path, path))
			continue;
		if (cJSON_IsObject(req->json))
			table[i].run(&call, req->json, resp);
		else
			wrong(resp, "a JSON object is needed");
		return;
	}
	wrong(resp, "unknown: pay, credit, void, close, touch, delete, record and set are known");
	resp->status = 404;
}
