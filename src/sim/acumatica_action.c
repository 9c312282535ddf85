/* Actions, and payments as the accountant makes them in the ERP.
 *
 * An action that posts is a long operation: it is done at once, its status
 * address answers 202 for a while and then 204 or the failure, and until then
 * the session may not touch that entity.  Other actions answer 204. */
#include "sim/acumatica_body.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

struct acting {
	struct acu *acu;
	struct acu_tenant *tenant;
	struct acu_table *table;
	struct acu_rec *rec;
	const cJSON *parameters;
	struct strbuf *failure;
};

static int refuse(struct acting *a, const char *what)
{
	strbuf_adds(a->failure, what);
	return -1;
}

static int status_is(const struct acting *a, const char *status)
{
	return !strcmp(acu_text_or(a->rec, "Status", ""), status);
}

/* ---- hold and approval ---- */

static const char *hold_field(const struct acting *a)
{
	return a->table->kind == ACU_SUBCONTRACT ? "xHold" : "Hold";
}

static int put_on_hold(struct acting *a)
{
	if (status_is(a, "On Hold"))
		return 0;
	if ((a->table->kind == ACU_BILL && acu_num(a->rec, "xReleased")) || status_is(a, "Closed") ||
	    status_is(a, "Canceled") || status_is(a, "Completed"))
		return refuse(a, "The PutOnHold action is not available for the document in its status.");
	acu_put_num(a->rec, hold_field(a), 1);
	acu_put_text(a->rec, "Status", "On Hold");
	return 0;
}

static int release_from_hold(struct acting *a)
{
	const struct acu_switches *sw = &a->acu->sw;
	int order = a->table->kind != ACU_BILL;
	const char *total = a->table->kind == ACU_SUBCONTRACT ? "SubcontractTotal" : "OrderTotal";
	const char *status = "Balanced";

	if (!status_is(a, "On Hold") && !status_is(a, "Rejected"))
		return refuse(a, "The ReleaseFromHold action is not available for the document in its status.");
	if (order && sw->validate_totals && acu_num(a->rec, "ControlTotal") != acu_num(a->rec, total))
		return refuse(a, "The document is out of the balance.");
	if (order)
		status = sw->order_approval ? "Pending Approval" :
			sw->print_orders && !(a->table->kind == ACU_SUBCONTRACT && acu_num(a->rec, "DoNotPrint")) ?
			"Pending Printing" : "Open";
	else if (sw->bill_approval)
		status = "Pending Approval";
	acu_put_num(a->rec, hold_field(a), 0);
	acu_put_text(a->rec, "Status", status);
	return 0;
}

static int approve(struct acting *a)
{
	if (!status_is(a, "Pending Approval"))
		return refuse(a, "The Approve action is not available for the document in its status.");
	acu_put_text(a->rec, "Status", a->table->kind == ACU_BILL ? "Balanced" : "Open");
	return 0;
}

static int reject(struct acting *a)
{
	if (!status_is(a, "Pending Approval"))
		return refuse(a, "The Reject action is not available for the document in its status.");
	acu_put_text(a->rec, "Status", "Rejected");
	return 0;
}

/* ---- bills ---- */

static int release_bill(struct acting *a)
{
	struct acu_rec *p = acu_period_find(a->tenant, acu_text_or(a->rec, "PostPeriod", ""));

	if (!status_is(a, "Balanced"))
		return refuse(a, "Document Status is invalid for processing.");
	if (!p || strcmp(acu_text_or(p, "Status", ""), "Open"))
		return refuse(a, "The financial period is closed.");
	acu_put_num(a->rec, "xReleased", 1);
	acu_bill_refresh(a->rec);
	acu_bill_settle(a->tenant, a->rec, a->rec);
	return 0;
}

static struct acu_rec *new_bill(struct acting *a, const char *type)
{
	static const char *const same[] = { "Vendor", "VendorRef", "LocationID", "BranchID", "CurrencyID", "Terms",
		"PostPeriod", "Project", "Description" };
	struct acu_table *t = &a->tenant->tables[ACU_BILL];
	struct acu_rec *r = acu_new(t->def, acu_next_id(t));
	char number[16];
	size_t i;

	snprintf(number, sizeof number, "%06lld", (long long)a->tenant->next_bill++);
	acu_put_text(r, "Type", type);
	acu_put_text(r, "ReferenceNbr", number);
	for (i = 0; i < ARRAY_SIZE(same); i++)
		acu_put_text(r, same[i], acu_text(a->rec, same[i]));
	acu_put_num(r, "Date", acu_num(a->rec, "Date"));
	acu_put_num(r, "DueDate", acu_num(a->rec, "Date"));
	acu_put_num(r, "Hold", 0);
	acu_put_text(r, "Status", "Balanced");
	acu_put_text(r, "xOriginal", acu_text(a->rec, "ReferenceNbr"));
	acu_stamp(a->acu, r);
	return r;
}

static void keep_bill(struct acting *a, struct acu_rec *r)
{
	struct acu_table *t = &a->tenant->tables[ACU_BILL];

	acu_table_add_written(t, r);
}

static int reverse_bill(struct acting *a)
{
	struct acu_rec *r, *row, *copy;
	size_t i;

	if (!acu_num(a->rec, "xReleased"))
		return refuse(a, "Document Status is invalid for processing.");
	r = new_bill(a, "Debit Adj.");
	for (i = 0; i < acu_n_rows(a->rec, "Details"); i++) {
		row = acu_row(a->rec, "Details", i);
		copy = acu_add_row(r, "Details", acu_next_row_id(r, "Details"));
		acu_put_text(copy, "TransactionDescription", acu_text(row, "TransactionDescription"));
		acu_put_text(copy, "Account", acu_text(row, "Account"));
		acu_put_text(copy, "Project", acu_text(row, "Project"));
		acu_put_text(copy, "ProjectTask", acu_text(row, "ProjectTask"));
		acu_put_text(copy, "CostCode", acu_text(row, "CostCode"));
		acu_put_num(copy, "ExtendedCost", acu_num(row, "ExtendedCost"));
		acu_put_num(copy, "RetainageAmount", acu_num(row, "RetainageAmount"));
	}
	acu_bill_totals(r);
	keep_bill(a, r);
	return 0;
}

/* What was held back becomes a bill of its own, parameters.AmtToRelease of it or all. */
static int release_retainage(struct acting *a)
{
	const cJSON *amount = jv_get(jv_get(a->parameters, "AmtToRelease"), "value");
	int64_t left = acu_num(a->rec, "xUnreleased"), n = left;
	struct acu_rec *r, *row;

	if (!acu_num(a->rec, "xReleased") || !left)
		return refuse(a, "The document has no retainage to release.");
	if (amount && (jv_decimal(amount, ACU_SCALE, &n) || n <= 0 || n > left))
		return refuse(a, "The amount to release exceeds the unreleased retainage.");
	r = new_bill(a, "Bill");
	acu_put_num(r, "xRetainageDocument", 1);
	row = acu_add_row(r, "Details", acu_next_row_id(r, "Details"));
	acu_put_text(row, "TransactionDescription", "Retainage");
	acu_put_text(row, "Account", "20100");
	acu_put_num(row, "ExtendedCost", n);
	acu_bill_totals(r);
	keep_bill(a, r);
	acu_put_num(a->rec, "xUnreleased", left - n);
	acu_put_num(a->rec, "xReleasedRetainage", acu_num(a->rec, "xReleasedRetainage") + n);
	return 0;
}

/* ---- checks ---- */

static int release_check(struct acting *a)
{
	if (acu_num(a->rec, "xReleased"))
		return refuse(a, "Document Status is invalid for processing.");
	return refuse(a, "The check is not ready to be released.");
}

static int void_check(struct acting *a)
{
	const char *wrong = acu_void(a->tenant, acu_text(a->rec, "ReferenceNbr"));

	return wrong ? refuse(a, wrong) : 0;
}

/* ---- jobs ---- */

static int set_status(struct acting *a, const char *status)
{
	acu_put_text(a->rec, "Status", status);
	if (acu_index(a->rec->def, "Hold") >= 0)
		acu_put_num(a->rec, "Hold", !strcmp(status, "In Planning"));
	return 0;
}

static int activate(struct acting *a)
{
	if (status_is(a, "Active"))
		return refuse(a, "The action is not available: the status is Active.");
	return set_status(a, "Active");
}

static int hold_job(struct acting *a) { return set_status(a, "In Planning"); }
static int complete(struct acting *a) { return set_status(a, "Completed"); }
static int cancel(struct acting *a) { return set_status(a, "Canceled"); }
static int suspend(struct acting *a) { return set_status(a, "Suspended"); }

static int lock_commitments(struct acting *a)
{
	acu_put_num(a->rec, "xCommitmentsLocked", 1);
	return 0;
}

static int unlock_commitments(struct acting *a)
{
	acu_put_num(a->rec, "xCommitmentsLocked", 0);
	return 0;
}

/* ---- the table ---- */

static const struct action {
	enum acu_kind kind;
	const char *name;            /* of the contract, or the screen's own */
	int slow;
	int (*run)(struct acting *a);
} actions[] = {
	{ ACU_BILL, "ReleaseBill", 1, release_bill },
	{ ACU_BILL, "Release", 1, release_bill },
	{ ACU_BILL, "ReverseBill", 1, reverse_bill },
	{ ACU_BILL, "ReverseInvoice", 1, reverse_bill },
	{ ACU_BILL, "ReleaseRetainage", 1, release_retainage },
	{ ACU_BILL, "ReleaseFromHold", 0, release_from_hold },
	{ ACU_BILL, "PutOnHold", 0, put_on_hold },
	{ ACU_BILL, "Approve", 0, approve },
	{ ACU_BILL, "Reject", 0, reject },
	{ ACU_PURCHASE_ORDER, "ReleaseFromHold", 0, release_from_hold },
	{ ACU_PURCHASE_ORDER, "PutOnHold", 0, put_on_hold },
	{ ACU_PURCHASE_ORDER, "Approve", 0, approve },
	{ ACU_PURCHASE_ORDER, "Reject", 0, reject },
	{ ACU_SUBCONTRACT, "ReleaseFromHold", 0, release_from_hold },
	{ ACU_SUBCONTRACT, "PutOnHold", 0, put_on_hold },
	{ ACU_SUBCONTRACT, "Approve", 0, approve },
	{ ACU_SUBCONTRACT, "Reject", 0, reject },
	{ ACU_CHECK, "ReleaseCheck", 1, release_check },
	{ ACU_CHECK, "VoidCheck", 1, void_check },
	{ ACU_PROJECT, "ActivateProject", 0, activate },
	{ ACU_PROJECT, "HoldProject", 0, hold_job },
	{ ACU_PROJECT, "CompleteProject", 0, complete },
	{ ACU_PROJECT, "SuspendProject", 0, suspend },
	{ ACU_PROJECT, "CancelProject", 0, cancel },
	{ ACU_PROJECT, "LockProjectCommitments", 0, lock_commitments },
	{ ACU_PROJECT, "UnlockProjectCommitments", 0, unlock_commitments },
	{ ACU_TASK, "ActivateProjectTask", 0, activate },
	{ ACU_TASK, "HoldProjectTask", 0, hold_job },
	{ ACU_TASK, "CompleteProjectTask", 0, complete },
	{ ACU_TASK, "CancelProjectTask", 0, cancel },
};

/* A named action of the contract must be in this endpoint's. */
static int offered(const struct acu_call *call, const struct acu_table *t, const char *name)
{
	const struct acu_action *a;

	for (a = t->def->actions; a && a->name; a++)
		if (!strcmp(a->name, name))
			return (a->endpoints & call->endpoint) != 0;
	return 1;                        /* the screen's own actions can always be called */
}

static const struct action *action_named(struct acu_call *call, struct acu_table *t, const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(actions); i++)
		if (actions[i].kind == t->kind && !strcmp(actions[i].name, name) && offered(call, t, name))
			return &actions[i];
	return NULL;
}

/* The record {"entity": ...} names; NULL (answered). */
static struct acu_rec *acted_on(struct acu_call *call, struct acu_table *t, size_t *where)
{
	const cJSON *entity = jv_get(call->req->json, "entity");
	const char *id = jv_str(entity, "id"), *keys[ACU_MAX_KEYS];
	int64_t slot = -1;
	uint64_t guid;
	int k;

	if (!cJSON_IsObject(entity)) {
		acu_error(call->resp, 400, NULL, "The request is invalid: the entity is missing.");
		return NULL;
	}
	if (id) {
		if (acu_guid_parse(call->acu, id, &guid))
			slot = acu_table_find_id(t, guid);
	} else {
		for (k = 0; k < t->def->n_keys; k++)
			if (!(keys[k] = jv_str(jv_get(entity, t->def->keys[k]), "value")))
				break;
		if (k && k == t->def->n_keys)
			slot = acu_table_find(t, keys);
	}
	if (slot < 0) {
		acu_error(call->resp, call->acu->sw.missing_status, "PX.Data.PXException",
			"No entity satisfies the condition.");
		return NULL;
	}
	*where = (size_t)slot;
	return acu_table_get(t, *where);
}

static void start_job(struct acu_call *call, struct acu_table *t, const char *name, struct strbuf *failure)
{
	struct acu_job *job = ARRAY_PUSH(&call->acu->jobs);
	char guid[37];
	char *where;

	acu_guid(call->acu, guid, UINT64_C(0xfe) << 56 | call->acu->jobs.len);
	*job = (struct acu_job){ .id = xstrdup(guid), .kind = t->kind, .polls = call->acu->sw.polls,
		.where = xasprintf("%s/%s/%s/status/%s", call->endpoint_name, t->def->name, name, guid),
		.failure = failure->len ? strbuf_detach(failure) : NULL };
	free(call->session->busy);
	call->session->busy = xstrdup(guid);
	where = xasprintf("%s/entity/%s", call->acu->base, job->where);
	sim_respond_header(call->resp, "Location", where);
	free(where);
	call->resp->status = 202;
}

void acu_act(struct acu_call *call, struct acu_table *t, const char *name)
{
	const struct action *action = action_named(call, t, name);
	struct strbuf failure = STRBUF_INIT;
	struct acting a = { .acu = call->acu, .tenant = call->tenant, .table = t, .failure = &failure };
	const cJSON *m;
	size_t slot;

	if (!action) {
		acu_error(call->resp, 404, NULL, "No HTTP resource was found that matches the request URI '%s'.",
			call->req->path);
		return;
	}
	for (m = call->req->json->child; m; m = m->next)
		if (strcmp(m->string, "entity") && strcmp(m->string, "parameters")) {
			acu_error(call->resp, 400, NULL, "The request is invalid: unknown member '%s'.", m->string);
			return;
		}
	a.rec = acted_on(call, t, &slot);
	if (!a.rec)
		return;
	a.parameters = jv_get(call->req->json, "parameters");
	if (!action->run(&a)) {
		acu_mark(call->tenant, a.rec);
		t->updated++;
		call->resp->wrote = 1;
	}
	if (action->slow)
		start_job(call, t, name, &failure);
	else if (failure.len)
		acu_error(call->resp, 500, "PX.Data.PXInvalidOperationException", "%s", failure.s);
	else
		call->resp->status = 204;
	strbuf_release(&failure);
}

/* ---- long operations ---- */

int acu_job_poll(struct acu *acu, struct acu_session *s, const char *path, struct sim_response *resp)
{
	struct acu_job *job;
	size_t i;

	for (i = 0; i < acu->jobs.len; i++)
		if (!strcasecmp(acu->jobs.items[i].where, path))
			break;
	if (i == acu->jobs.len)
		return 0;
	job = &acu->jobs.items[i];
	if (job->polls > 0) {
		job->polls--;
		resp->status = 202;
		return 1;
	}
	if (s->busy && !strcmp(s->busy, job->id)) {
		free(s->busy);
		s->busy = NULL;
	}
	if (job->failure)
		acu_error(resp, 500, "PX.Data.PXException", "%s", job->failure);
	else
		resp->status = 204;
	return 1;
}

int acu_busy(struct acu *acu, const struct acu_session *s, enum acu_kind kind)
{
	size_t i;

	for (i = 0; s->busy && i < acu->jobs.len; i++)
		if (!strcmp(acu->jobs.items[i].id, s->busy))
			return acu->jobs.items[i].kind == kind && acu->jobs.items[i].polls > 0;
	return 0;
}

/* ---- payments made in the ERP ---- */

static int released(const char *status)
{
	return !strcmp(status, "Open") || !strcmp(status, "Closed");
}

static void add_application(struct acu_rec *bill, const char *type, const char *number, int64_t amount,
	const char *status)
{
	struct acu_rec *row = acu_add_row(bill, "Applications", acu_next_row_id(bill, "Applications"));

	acu_put_text(row, "DocType", type);
	acu_put_text(row, "ReferenceNbr", number);
	acu_put_num(row, "AmountPaid", amount);
	acu_put_text(row, "Status", status);
}

static struct acu_rec *new_check(struct acu_tenant *tenant, const struct acu_rec *bill, const char *type,
	const char *number, int64_t amount)
{
	struct acu_table *t = &tenant->tables[ACU_CHECK];
	struct acu_rec *r = acu_new(t->def, acu_next_id(t));

	acu_put_text(r, "Type", type);
	acu_put_text(r, "ReferenceNbr", number);
	acu_put_text(r, "Vendor", acu_text(bill, "Vendor"));
	acu_put_text(r, "CurrencyID", acu_text(bill, "CurrencyID"));
	acu_put_text(r, "CashAccount", "10200");
	acu_put_num(r, "PaymentAmount", amount);
	acu_put_num(r, "UnappliedBalance", 0);
	acu_stamp(tenant->acu, r);
	return r;
}

static void add_history(struct acu_rec *check, const char *field, const struct acu_rec *bill, int64_t amount)
{
	struct acu_rec *row = acu_add_row(check, field, acu_next_row_id(check, field));

	acu_put_text(row, "DocType", acu_text(bill, "Type"));
	acu_put_text(row, "ReferenceNbr", acu_text(bill, "ReferenceNbr"));
	if (acu_index(row->def, "VendorRef") >= 0)
		acu_put_text(row, "VendorRef", acu_text(bill, "VendorRef"));
	acu_put_num(row, "AmountPaid", amount);
	acu_put_num(row, "Balance", acu_num(bill, "Balance"));
}

const char *acu_pay(struct acu_tenant *tenant, const char *bill_nbr, int64_t amount, const char *check,
	const char *status, const char *date, const char *method, char number[16])
{
	struct acu_table *t = &tenant->tables[ACU_CHECK];
	struct acu_rec *bill = acu_find2(tenant, ACU_BILL, "Bill", bill_nbr), *r;
	int64_t left;
	int live = released(status);

	if (!bill)
		return "there is no such bill";
	if (!acu_num(bill, "xReleased")) {       /* the accountant releases before paying */
		acu_put_num(bill, "Hold", 0);
		acu_put_num(bill, "xReleased", 1);
		acu_bill_refresh(bill);
		acu_bill_settle(tenant, bill, bill);
	}
	left = acu_num(bill, "Balance");
	if (!amount)
		amount = left;
	if (amount <= 0 || amount > left)
		return "the amount is more than what is left to pay of the bill";
	snprintf(number, 16, "%06lld", (long long)tenant->next_check++);
	if (live) {
		add_application(bill, tenant->acu->check_type, number, amount, status);
		acu_bill_refresh(bill);
	}
	acu_mark(tenant, bill);
	r = new_check(tenant, bill, tenant->acu->check_type, number, amount);
	acu_put_text(r, "Status", status);
	acu_put_text(r, "PaymentRef", check);
	acu_put_text(r, "PaymentMethod", method);
	acu_put_num(r, "Hold", !strcmp(status, "On Hold"));
	acu_put_num(r, "xReleased", live);
	if (date)
		acu_put_date(r, "ApplicationDate", date);
	else
		acu_put_num(r, "ApplicationDate", sim_now_ms(tenant->acu->sim) / 86400000 * 86400000);
	add_history(r, live ? "History" : "Details", bill, amount);
	acu_table_add_written(t, r);
	return NULL;
}

static void unapply(struct acu_tenant *tenant, struct acu_rec *check, struct acu_rec *voiding)
{
	struct acu_rec *row, *bill, *a;
	size_t i, k;

	for (i = 0; i < acu_n_rows(check, "History"); i++) {
		row = acu_row(check, "History", i);
		bill = acu_find2(tenant, ACU_BILL, acu_text(row, "DocType"), acu_text(row, "ReferenceNbr"));
		if (!bill)
			continue;
		for (k = 0; k < acu_n_rows(bill, "Applications"); k++) {
			a = acu_row(bill, "Applications", k);
			if (!strcmp(acu_text_or(a, "ReferenceNbr", ""), acu_text(check, "ReferenceNbr")))
				acu_put_text(a, "Status", "Voided");
		}
		acu_bill_refresh(bill);
		acu_mark(tenant, bill);
		add_history(voiding, "History", bill, -acu_num(row, "AmountPaid"));
	}
}

const char *acu_void(struct acu_tenant *tenant, const char *number)
{
	struct acu_table *t = &tenant->tables[ACU_CHECK];
	struct acu_rec *check = acu_find2(tenant, ACU_CHECK, tenant->acu->check_type, number), *r;

	if (!check)
		return "there is no such check";
	if (!released(acu_text_or(check, "Status", "")))
		return "only a released check can be voided";
	r = new_check(tenant, check, "Voided Payment", number, -acu_num(check, "PaymentAmount"));
	acu_put_text(r, "Status", "Closed");
	acu_put_text(r, "PaymentRef", acu_text(check, "PaymentRef"));
	acu_put_text(r, "PaymentMethod", acu_text(check, "PaymentMethod"));
	acu_put_num(r, "ApplicationDate", sim_now_ms(tenant->acu->sim) / 86400000 * 86400000);
	acu_put_num(r, "xReleased", 1);
	unapply(tenant, check, r);
	acu_put_text(check, "Status", "Voided");
	acu_mark(tenant, check);
	acu_table_add_written(t, r);
	return NULL;
}
