/* PUT and DELETE.
 *
 * A PUT works on a copy: the copy takes the members of the request, the rules
 * fill it and complain on its fields, and only a copy without a complaint
 * replaces the record.  So a refusal changes nothing, and its answer is the
 * copy with the complaints on it. */
#include "sim/acumatica_body.h"
#include "base/decimal.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

static const struct { enum acu_kind kind; const char *number, *title, *rows; } documents[] = {
	{ ACU_BILL, "ReferenceNbr", "AP Invoice", "AP Transactions" },
	{ ACU_PURCHASE_ORDER, "OrderNbr", "Purchase Order", "Purchase Order Line" },
	{ ACU_SUBCONTRACT, "SubcontractNbr", "Subcontract", "Subcontract Line" },
};

static const char *number_field(enum acu_kind kind)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(documents); i++)
		if (documents[i].kind == kind)
			return documents[i].number;
	return NULL;
}

/* ---- helpers of the rules ---- */

struct acu_rec *acu_refer(struct acu_call *call, struct acu_rec *r, const char *field,
	enum acu_kind kind, const char *label)
{
	const char *value = acu_text(r, field);
	struct acu_rec *found;

	if (!value)
		return NULL;
	found = acu_find1(call->tenant, kind, value);
	if (!found)
		acu_fail(r, field, kind == ACU_PROJECT ? "%s '%-10s' cannot be found in the system." :
			"%s '%s' cannot be found in the system.", label, value);
	return found;
}

void acu_length_check(struct acu_rec *r, const char *field, size_t max)
{
	const char *s = acu_text(r, field);

	if (s && text_count_chars(s) > max)
		acu_fail(r, field, "Error: The value of %s is too long: at most %zu characters are allowed.",
			field, max);
}

int64_t acu_round_cents(int64_t amount)
{
	int64_t cents;

	return decimal_ratio(&cents, amount, 1, ACU_CENT) ? 0 : cents * ACU_CENT;
}

int64_t acu_percent(int64_t amount, int64_t pct)
{
	int64_t cents;

	return decimal_ratio(&cents, amount, pct, INT64_C(1000000000000)) ? 0 : cents * ACU_CENT;
}

const char *acu_base_currency(struct acu_tenant *tenant, const char *branch)
{
	struct acu_table *t = &tenant->tables[ACU_COMPANIES];
	struct acu_rec *all = t->slots.len ? acu_table_get(t, 0) : NULL;
	size_t i;

	for (i = 0; all && i < acu_n_rows(all, "Results"); i++)
		if (!strcasecmp(acu_text_or(acu_row(all, "Results", i), "BranchID", ""), branch))
			return acu_text(acu_row(all, "Results", i), "BaseCurrencyID");
	return NULL;
}

static int known_currency(const char *code)
{
	static const char *const known[] = { "AUD", "CAD", "EUR", "GBP", "NZD", "USD" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(known[i], code))
			return 1;
	return 0;
}

void acu_currency_check(struct acu_call *call, struct acu_rec *work, const char *branch_field,
	int retainage)
{
	const char *branch = acu_text_or(work, branch_field, "");
	const char *base = acu_base_currency(call->tenant, branch);

	if (!base) {
		acu_fail(work, branch_field, "Branch '%s' cannot be found in the system.", branch);
		return;
	}
	acu_default_text(work, "CurrencyID", base);
	if (!known_currency(acu_text(work, "CurrencyID")))
		acu_fail(work, "CurrencyID", "Currency '%s' cannot be found in the system.",
			acu_text(work, "CurrencyID"));
	else if (retainage && strcmp(acu_text(work, "CurrencyID"), base))
		acu_fail(work, "CurrencyID", "Retainage cannot be applied to a document in the %s currency: "
			"it differs from the base currency %s.", acu_text(work, "CurrencyID"), base);
}

void acu_stamp(struct acu *acu, struct acu_rec *r)
{
	if (acu_index(r->def, "LastModifiedDateTime") >= 0)
		acu_put_num(r, "LastModifiedDateTime", sim_stamp_ms(acu->sim));
}

/* ---- the lines of orders and bills ---- */

void acu_line_amount(struct acu_rec *row, const char *qty_field)
{
	int64_t qty = acu_num(row, qty_field), n;

	if (acu_given(row, "ExtendedCost")) {
		acu_put_num(row, "ExtendedCost", acu_round_cents(acu_num(row, "ExtendedCost")));
		/* The service derives the unit cost when only the total was sent. */
		if (qty && !acu_given(row, "UnitCost") &&
		    !decimal_ratio(&n, acu_num(row, "ExtendedCost"), 1000000, qty))
			acu_put_num(row, "UnitCost", n);
	} else if (acu_sent(row, qty_field) || acu_sent(row, "UnitCost") || !acu_has(row, "ExtendedCost")) {
		if (decimal_ratio(&n, qty, acu_num(row, "UnitCost"), INT64_C(10000000000)))
			acu_fail(row, "ExtendedCost", "Error: The amount is too large.");
		else
			acu_put_num(row, "ExtendedCost", n * ACU_CENT);
	}
}

void acu_line_retainage(struct acu_rec *row, int apply, int64_t fallback)
{
	int64_t ext = acu_num(row, "ExtendedCost"), amount, pct = 0;

	if (!apply) {                    /* the fields are disabled: what was sent is dropped */
		acu_put_num(row, "RetainagePct", 0);
		acu_put_num(row, "RetainageAmount", 0);
		return;
	}
	if (acu_given(row, "RetainageAmount")) {
		amount = acu_round_cents(acu_num(row, "RetainageAmount"));
		if (acu_given(row, "RetainagePct") && acu_percent(ext, acu_num(row, "RetainagePct")) == amount)
			pct = acu_num(row, "RetainagePct");
		else if (!ext || decimal_ratio(&pct, amount, 100000000, ext))
			pct = 0;
	} else if (acu_has(row, "RetainageAmount") && !acu_sent(row, "ExtendedCost") &&
		   !acu_sent(row, "RetainagePct")) {
		return;                  /* nothing that bears on it was sent */
	} else {
		pct = acu_has(row, "RetainagePct") ? acu_num(row, "RetainagePct") : fallback;
		amount = acu_percent(ext, pct);
	}
	if (pct < 0 || pct > 100000000)
		acu_fail(row, "RetainagePct", "Error: The retainage percentage must be between 0 and 100.");
	acu_put_num(row, "RetainagePct", pct);
	acu_put_num(row, "RetainageAmount", amount);
}

static void task_check(struct acu_call *call, const struct acu_line_shape *shape, struct acu_rec *row,
	const char *project)
{
	const char *task = acu_text(row, shape->task), *status;
	struct acu_rec *t;

	if (!task) {
		acu_fail(row, shape->task, "Error: 'Project Task' cannot be empty.");
		return;
	}
	t = acu_find2(call->tenant, ACU_TASK, project, task);
	if (!t) {
		acu_fail(row, shape->task, "Project Task '%s' cannot be found in the system.", task);
		return;
	}
	status = acu_text_or(t, "Status", "");
	if (strcmp(status, "Active") && (shape->billing || strcmp(status, "In Planning")))
		acu_fail(row, shape->task, "Project Task '%s' is not active: its status is %s.", task, status);
}

static void project_check(struct acu_call *call, const struct acu_line_shape *shape, struct acu_rec *row)
{
	struct acu_rec *p = acu_refer(call, row, "Project", ACU_PROJECT, "Project"), *linked;
	const char *status, *branch;

	if (!p)
		return;
	status = acu_text_or(p, "Status", "");
	linked = acu_linked(p, "VisibilitySettings");
	if (strcmp(status, "Active"))
		acu_fail(row, "Project", "Project '%s' is not active: its status is %s.",
			acu_text(row, "Project"), status);
	else if (linked && !acu_num(linked, shape->billing ? "AP" : "PO"))
		acu_fail(row, "Project", "Project '%s' is not visible in this module.",
			acu_text(row, "Project"));
	else if (!shape->billing && acu_num(p, "xCommitmentsLocked"))
		acu_fail(row, "Project", "Project '%s': the original commitments are locked. Use a change "
			"order.", acu_text(row, "Project"));
	linked = acu_linked(p, "BillingAndAllocationSettings");
	branch = linked ? acu_text(linked, "Branch") : NULL;
	if (call->acu->sw.block_branch_mismatch && branch &&
	    strcmp(branch, acu_text_or(row, shape->branch, "")))
		acu_fail(row, shape->branch, "The branch of the document differs from the branch %s of the "
			"project '%s'.", branch, acu_text(row, "Project"));
	task_check(call, shape, row, acu_text(row, "Project"));
	if (!acu_has(row, "CostCode"))
		acu_fail(row, "CostCode", "Error: 'Cost Code' cannot be empty.");
}

/* The cost account of the line's task, when the line names neither item nor account. */
static void default_account(struct acu_call *call, const struct acu_line_shape *shape, struct acu_rec *row)
{
	struct acu_rec *task = acu_find2(call->tenant, ACU_TASK, acu_text_or(row, "Project", ""),
		acu_text_or(row, shape->task, ""));
	struct acu_rec *values = task ? acu_linked(task, "DefaultValues") : NULL;

	if (values)
		acu_put_text(row, "Account", acu_text(values, "DefaultCostAccount"));
}

static void account_check(struct acu_call *call, const struct acu_line_shape *shape, struct acu_rec *row)
{
	struct acu_rec *item = acu_refer(call, row, "InventoryID", ACU_ITEM, "Inventory ID"), *account;
	int project = strcmp(acu_text_or(row, "Project", "X"), "X") != 0;

	if (item && strcmp(acu_text_or(item, "ItemStatus", "Active"), "Active"))
		acu_fail(row, "InventoryID", "The item '%s' is %s.", acu_text(row, "InventoryID"),
			acu_text(item, "ItemStatus"));
	if (item && shape->kind == ACU_SUBCONTRACT && acu_num(item, "RequireReceipt"))
		acu_fail(row, "InventoryID", "The item '%s' requires a receipt and cannot be used in a "
			"subcontract.", acu_text(row, "InventoryID"));
	if (item) {
		acu_default_text(row, "Account", acu_text(item, "ExpenseAccount"));
		acu_default_text(row, "UOM", acu_text(item, "BaseUnit"));
	}
	if (!acu_has(row, "Account"))
		default_account(call, shape, row);
	if (!acu_has(row, "Account")) {
		if (!acu_has(row, "InventoryID"))
			acu_fail(row, "Account", "Error: 'Account' cannot be empty.");
		return;
	}
	account = acu_refer(call, row, "Account", ACU_ACCOUNT, "Account");
	if (!account)
		return;
	if (!acu_num(account, "Active"))
		acu_fail(row, "Account", "Account '%s' is inactive.", acu_text(row, "Account"));
	else if (project && !acu_has(account, "AccountGroup"))
		acu_fail(row, "Account", "Record is associated with Project whereas Account '%s' is not "
			"associated with any Account Group", acu_text(row, "Account"));
	acu_put_text(row, "Description", acu_text(account, "Description"));
}

void acu_line_check(struct acu_call *call, const struct acu_line_shape *shape,
	const struct acu_rec *head, struct acu_rec *row)
{
	if (acu_index(head->def, "Project") >= 0)
		acu_default_text(row, "Project", acu_text(head, "Project"));
	acu_default_text(row, "Project", "X");
	acu_default_text(row, shape->branch,
		acu_text_or(head, shape->billing ? "BranchID" : "Branch", ""));
	if (!acu_base_currency(call->tenant, acu_text_or(row, shape->branch, "")))
		acu_fail(row, shape->branch, "Branch '%s' cannot be found in the system.",
			acu_text_or(row, shape->branch, ""));
	if (strcmp(acu_text(row, "Project"), "X"))
		project_check(call, shape, row);
	acu_refer(call, row, "CostCode", ACU_COST_CODE, "Cost Code");
	account_check(call, shape, row);
	acu_length_check(row, shape->text, 256);
	acu_length_check(row, "UOM", 6);
}

/* ---- matching ---- */

/* The value of a key in the request; the default of a document's type when absent. */
static const char *sent_key(const struct acu_table *t, const cJSON *body, const char *key)
{
	const char *s = jv_str(jv_get(body, key), "value");

	if (s || strcmp(key, "Type"))
		return s;
	return t->kind == ACU_BILL ? "Bill" : t->kind == ACU_PURCHASE_ORDER ? "Normal" : NULL;
}

/* 0 and the slot (-1: none), or -1 when it was answered. */
static int match(struct acu_call *call, struct acu_table *t, int64_t *slot)
{
	const char *id = jv_str(call->req->json, "id"), *filter = sim_query(call->req, "$filter");
	const char *keys[ACU_MAX_KEYS];
	uint32_t *hits;
	uint64_t guid;
	size_t n;
	int k;

	*slot = -1;
	if (id) {
		*slot = acu_guid_parse(call->acu, id, &guid) ? acu_table_find_id(t, guid) : -1;
		if (*slot >= 0)
			return 0;
		acu_error(call->resp, call->acu->sw.missing_status, "PX.Data.PXException",
			"No entity satisfies the condition.");
		return -1;
	}
	for (k = 0; k < t->def->n_keys; k++)
		if (!(keys[k] = sent_key(t, call->req->json, t->def->keys[k])))
			break;
	if (k && k == t->def->n_keys) {
		*slot = acu_table_find(t, keys);
		return 0;
	}
	if (!filter)
		return 0;
	hits = acu_select_slots(call, t, filter, &n);
	if (!hits)
		return -1;
	if (n > 1) {
		acu_error(call->resp, 500, "PX.Data.PXException", "More than one entity satisfies the condition.");
		return -1;
	}
	if (n)
		*slot = hits[0];
	return 0;
}

static int precondition(struct acu_call *call, int64_t slot)
{
	const char *none = sim_header(call->req, "If-None-Match"), *some = sim_header(call->req, "If-Match");

	if ((none && !strcmp(none, "*") && slot >= 0) || (some && !strcmp(some, "*") && slot < 0)) {
		call->resp->status = 412;
		return -1;
	}
	return 0;
}

/* ---- answers ---- */

static void answer(struct acu_call *call, struct acu_view *v, const struct acu_rec *r, int status)
{
	acu_render(&call->resp->body, v, r);
	call->resp->status = status;
	sim_respond_header(call->resp, "Content-Type", "application/json; charset=utf-8");
}

static void answer_refusal(struct acu_call *call, struct acu_view *v, struct acu_rec *work, int inserting)
{
	const char *title = work->def->name, *number = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(documents); i++)
		if (acu_kind_def(documents[i].kind) == work->def) {
			title = documents[i].title;
			number = documents[i].number;
			if (acu_rows(work, "Details") && !work->err)
				title = documents[i].rows;
		}
	if (number && inserting)
		acu_put_text(work, number, "<NEW>");
	acu_fail(work, NULL, "%s  '%s' record raised at least one error. Please review the errors.",
		inserting ? "Inserting" : "Updating", title);
	v->errors = 1;
	answer(call, v, work, 422);
}

/* ---- numbers ---- */

static int64_t *sequence(struct acu_tenant *tenant, enum acu_kind kind)
{
	return kind == ACU_BILL ? &tenant->next_bill : kind == ACU_SUBCONTRACT ? &tenant->next_subcontract :
		&tenant->next_order;
}

static void number(struct acu_table *t, struct acu_rec *work)
{
	const char *field = number_field(t->kind);
	static const char *const prefix[] = { "PO", "SC", "" };
	int64_t *next;
	char *s;

	if (!field || acu_has(work, field))
		return;
	next = sequence(t->tenant, t->kind);
	s = xasprintf("%s%06lld", prefix[t->kind == ACU_PURCHASE_ORDER ? 0 : t->kind == ACU_SUBCONTRACT ?
		1 : 2], (long long)(*next)++);
	acu_put_text(work, field, s);
	free(s);
}

/* A number sent for a new document: taken only under manual numbering. */
static void number_check(struct acu_call *call, struct acu_table *t, struct acu_rec *work)
{
	const char *field = number_field(t->kind), *sent = field ? acu_text(work, field) : NULL;

	if (!field || !sent)
		return;
	if (!strcmp(sent, "<NEW>"))
		acu_put_text(work, field, NULL);
	else if (!call->acu->sw.manual_numbers)
		acu_fail(work, field, "%s '%s' cannot be found in the system.", field, sent);
	else
		acu_length_check(work, field, 15);
}

static void check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work)
{
	if (!old)
		number_check(call, t, work);
	if (t->kind == ACU_BILL)
		acu_bill_check(call, t, old, work);
	else if (t->kind == ACU_PURCHASE_ORDER || t->kind == ACU_SUBCONTRACT)
		acu_order_check(call, t, old, work);
	else
		acu_master_check(call, t, old, work);
}

static void keep(struct acu_call *call, struct acu_table *t, int64_t slot, struct acu_rec *work)
{
	struct acu_rec *old = slot >= 0 ? acu_table_get(t, (size_t)slot) : NULL;

	number(t, work);
	acu_stamp(call->acu, work);
	if (t->kind == ACU_BILL)
		acu_bill_settle(t->tenant, old, work);
	acu_master_settle(call, t, old, work);
	if (slot >= 0) {
		acu_table_replace(t, (size_t)slot, work);
		t->updated++;
	} else {
		slot = (int64_t)acu_table_add(t, work);
		t->inserted++;
	}
	t->slots.items[slot].touched = 1;
	call->resp->wrote = 1;
}

static void inquiry(struct acu_call *call, struct acu_table *t)
{
	struct acu_view v;

	if (acu_view_init(&v, call, t->def))
		return;
	answer(call, &v, acu_table_get(t, 0), 200);
	acu_view_release(&v);
}

void acu_put(struct acu_call *call, struct acu_table *t)
{
	struct strbuf why = STRBUF_INIT;
	struct acu_rec *old, *work;
	struct acu_view v;
	int64_t slot;

	if (t->kind == ACU_COMPANIES) {
		inquiry(call, t);
		return;
	}
	if (t->kind == ACU_CHECK || t->kind == ACU_PERIOD || t->kind == ACU_CHANGE_ORDER) {
		acu_error(call->resp, 403, "PX.Data.PXException", "You have insufficient rights to change the "
			"records of the %s form.", t->def->screen);
		return;
	}
	if (match(call, t, &slot) || precondition(call, slot) || acu_view_init(&v, call, t->def))
		return;
	v.sent_only = 1;
	old = slot >= 0 ? acu_table_get(t, (size_t)slot) : NULL;
	work = old ? acu_clone(old) : acu_new(t->def, acu_next_id(t));
	if (acu_apply(call, t->def, work, call->req->json, &why)) {
		acu_error(call->resp, 400, NULL, "The request is invalid. %s", why.s);
		acu_free(work);
	} else {
		check(call, t, old, work);
		if (acu_failed(work)) {
			answer_refusal(call, &v, work, !old);
			acu_free(work);
		} else {
			keep(call, t, slot, work);
			answer(call, &v, work, 200);
			acu_clear_marks(work);
		}
	}
	acu_view_release(&v);
	strbuf_release(&why);
}

void acu_delete(struct acu_call *call, struct acu_table *t, size_t slot)
{
	struct acu_rec *r = acu_table_get(t, slot);
	const char *status = acu_text_or(r, "Status", "");

	if (!number_field(t->kind) || (strcmp(status, "On Hold") && strcmp(status, "Balanced"))) {
		acu_error(call->resp, 500, "PX.Data.PXException", "%s cannot be deleted.", t->def->name);
		return;
	}
	if (t->kind == ACU_BILL)
		acu_bill_settle(t->tenant, r, NULL);
	acu_table_remove(t, slot);
	t->deleted++;
	call->resp->wrote = 1;
	call->resp->status = 204;
}
