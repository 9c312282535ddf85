/* Rules of bills.
 *
 * A line gives its extended cost; what is retained of it, rounded half away
 * from zero to cents, is its percentage: sent, or the percentage of the order
 * line it bills, or the document's.  The document's amount is what is left.
 * A line that names an order line takes vendor, project, task, cost code and
 * account from there and raises what was billed of it. */
#include "sim/acumatica.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

static const struct acu_line_shape shape =
	{ ACU_BILL, "ProjectTask", "Qty", "Branch", "TransactionDescription", 1 };

/* ---- periods ---- */

static struct acu_rec *period_walk(struct acu_tenant *tenant, const char *id, int64_t ms)
{
	struct acu_table *t = &tenant->tables[ACU_PERIOD];
	struct acu_rec *year, *p;
	size_t i, k;

	for (i = 0; i < t->slots.len; i++) {
		year = acu_table_get(t, i);
		for (k = 0; year && k < acu_n_rows(year, "Details"); k++) {
			p = acu_row(year, "Details", k);
			if (id ? !strcmp(acu_text_or(p, "FinancialPeriodID", ""), id) :
			    ms >= acu_num(p, "StartDate") && ms < acu_num(p, "EndDate") + 86400000)
				return p;
		}
	}
	return NULL;
}

struct acu_rec *acu_period_of(struct acu_tenant *tenant, int64_t ms)
{
	return period_walk(tenant, NULL, ms);
}

struct acu_rec *acu_period_find(struct acu_tenant *tenant, const char *id)
{
	return period_walk(tenant, id, 0);
}

static void check_period(struct acu_call *call, struct acu_rec *work)
{
	const char *sent = acu_given(work, "PostPeriod") ? acu_text(work, "PostPeriod") : NULL, *id;
	struct acu_rec *p;
	char plain[7] = "", day[11];
	size_t n = 0;

	for (; sent && *sent && n < 6; sent++)
		if (*sent != '-')
			plain[n++] = *sent;
	p = n ? acu_period_find(call->tenant, plain) : acu_period_of(call->tenant, acu_num(work, "Date"));
	if (!p) {
		acu_date_text(day, acu_num(work, "Date"));
		acu_fail(work, "PostPeriod", "Error: The financial period for %s is not generated in the %s "
			"company.", n ? plain : day, call->tenant->name);
		return;
	}
	id = acu_text(p, "FinancialPeriodID");
	acu_put_text(work, "PostPeriod", id);
	if (strcmp(acu_text_or(p, "Status", "Open"), "Open") || acu_num(p, "ClosedInAP"))
		acu_fail(work, "PostPeriod", "Error: The %.2s-%s financial period is %s in the %s company.",
			id, id + 2, !strcmp(acu_text_or(p, "Status", ""), "Inactive") ? "inactive" : "closed",
			call->tenant->name);
}

/* ---- header ---- */

static void check_duplicate(struct acu_call *call, struct acu_rec *work)
{
	struct acu_table *t = &call->tenant->tables[ACU_BILL];
	const char *ref = acu_text(work, "VendorRef"), *vendor = acu_text_or(work, "Vendor", "");
	struct acu_rec *r;
	size_t i;
	int temp;

	for (i = 0; ref && i < t->slots.len; i++) {
		r = acu_table_peek(t, i, &temp);
		if (r && r->id != work->id && !strcasecmp(acu_text_or(r, "VendorRef", ""), ref) &&
		    !strcasecmp(acu_text_or(r, "Vendor", ""), vendor) &&
		    !strcmp(acu_text_or(r, "Type", ""), acu_text_or(work, "Type", "")) &&
		    strcmp(acu_text_or(r, "Status", ""), "Voided"))
			acu_fail(work, "VendorRef", "Error: The document with the '%s' vendor reference number "
				"already exists for the vendor: %s %s.", ref, acu_text(r, "Type"),
				acu_text(r, "ReferenceNbr"));
		if (temp)
			acu_free(r);
	}
}

static void check_vendor(struct acu_call *call, struct acu_rec *work)
{
	struct acu_rec *v = acu_refer(call, work, "Vendor", ACU_VENDOR, "Vendor");
	const char *status = v ? acu_text_or(v, "Status", "Active") : "Active";

	if (!acu_has(work, "Vendor"))
		acu_fail(work, "Vendor", "Error: 'Vendor' cannot be empty.");
	if (!strcmp(status, "Inactive") || !strcmp(status, "On Hold"))
		acu_fail(work, "Vendor", "The vendor status is '%s'.", status);
	if (!v)
		return;
	acu_default_text(work, "Terms", acu_text(v, "Terms"));
	acu_default_text(work, "CurrencyID", acu_text(v, "CurrencyID"));
	acu_default_text(work, "LocationID", "MAIN");
}

static void due_date(struct acu_rec *work)
{
	const char *terms = acu_text_or(work, "Terms", "30D");
	long days = strtol(terms + strcspn(terms, "0123456789"), NULL, 10);

	if (!acu_has(work, "DueDate") || (acu_sent(work, "Date") && !acu_sent(work, "DueDate")))
		acu_put_num(work, "DueDate", acu_num(work, "Date") + days * INT64_C(86400000));
}

/* ---- links to orders ---- */

static struct acu_rec *order_of(struct acu_tenant *tenant, const struct acu_rec *row)
{
	const char *type = acu_text(row, "POOrderType"), *nbr = acu_text(row, "POOrderNbr");

	if (!type || !nbr)
		return NULL;
	return strcmp(type, "Subcontract") ? acu_find2(tenant, ACU_PURCHASE_ORDER, type, nbr) :
		acu_find1(tenant, ACU_SUBCONTRACT, nbr);
}

static struct acu_rec *order_line(struct acu_rec *order, int64_t nbr)
{
	size_t i;

	for (i = 0; order && i < acu_n_rows(order, "Details"); i++)
		if (acu_num(acu_row(order, "Details", i), "LineNbr") == nbr)
			return acu_row(order, "Details", i);
	return NULL;
}

static void take_from_line(struct acu_rec *row, const struct acu_rec *line)
{
	static const char *const same[] = { "Project", "CostCode", "Account", "InventoryID", "UOM" };
	const char *task = acu_text(line, acu_index(line->def, "Task") >= 0 ? "Task" : "ProjectTask");
	size_t i;

	/* The order's values stand, whatever was sent beside the link. */
	for (i = 0; i < ARRAY_SIZE(same); i++)
		if (acu_has(line, same[i]))
			acu_put_text(row, same[i], acu_text(line, same[i]));
	acu_put_text(row, "ProjectTask", task);
	acu_put_text(row, "Branch", acu_text(line, "BranchID"));
	acu_default_text(row, "TransactionDescription", acu_text(line, "LineDescription"));
}

static struct acu_rec *check_link(struct acu_call *call, struct acu_rec *work, struct acu_rec *row)
{
	struct acu_rec *order, *line;
	const char *status;

	if (!acu_has(row, "POOrderNbr"))
		return NULL;
	if (!acu_has(row, "POOrderType")) {
		acu_fail(row, "POOrderType", "Error: 'PO Type' cannot be empty.");
		return NULL;
	}
	order = order_of(call->tenant, row);
	if (!order) {
		acu_fail(row, "POOrderNbr", "PO Number '%s' cannot be found in the system.",
			acu_text(row, "POOrderNbr"));
		return NULL;
	}
	line = order_line(order, acu_num(row, "POLine"));
	status = acu_text_or(order, "Status", "");
	if (strcmp(acu_text_or(order, "VendorID", ""), acu_text_or(work, "Vendor", "")))
		acu_fail(row, "POOrderNbr", "The vendor of the order '%s' differs from the vendor of the bill.",
			acu_text(row, "POOrderNbr"));
	else if (acu_has(work, "CurrencyID") &&
		 strcmp(acu_text_or(order, "CurrencyID", ""), acu_text(work, "CurrencyID")))
		acu_fail(row, "POOrderNbr", "The currency of the order '%s' differs from the currency of the "
			"bill.", acu_text(row, "POOrderNbr"));
	else if (call->acu->sw.orders_open_for_bills && strcmp(status, "Open") &&
		 (acu_sent(row, "POOrderNbr") || !acu_has(row, "ExtendedCost")))
		acu_fail(row, "POOrderNbr", "The order '%s' cannot be billed: its status is %s.",
			acu_text(row, "POOrderNbr"), status);
	else if (!line)
		acu_fail(row, "POLine", "PO Line Nbr. '%lld' cannot be found in the system.",
			(long long)acu_num(row, "POLine"));
	else
		take_from_line(row, line);
	return line;
}

/* A row that names an order without a line stands for all its lines. */
static void expand_orders(struct acu_call *call, struct acu_rec *work)
{
	struct acu_rec *row, *order, *line, *more;
	size_t i, k, n = acu_n_rows(work, "Details");

	for (i = 0; i < n; i++) {
		row = acu_row(work, "Details", i);
		order = acu_has(row, "POLine") ? NULL : order_of(call->tenant, row);
		for (k = 0; order && k < acu_n_rows(order, "Details"); k++) {
			line = acu_row(order, "Details", k);
			more = k ? acu_add_row(work, "Details", acu_next_row_id(work, "Details")) : row;
			acu_put_text(more, "POOrderType", acu_text(row, "POOrderType"));
			acu_put_text(more, "POOrderNbr", acu_text(row, "POOrderNbr"));
			acu_put_num(more, "POLine", acu_num(line, "LineNbr"));
			acu_put_num(more, "Qty", acu_num(line, "OrderQty"));
			acu_put_num(more, "ExtendedCost",
				acu_num(line, "ExtendedCost") - acu_num(line, "xBilledAmount"));
		}
	}
}

/* ---- lines ---- */

static void check_lines(struct acu_call *call, struct acu_rec *work)
{
	int said = acu_has(work, "ApplyRetainage"), inherit = call->acu->sw.inherit_retainage;
	size_t i, n = acu_n_rows(work, "Details");
	struct acu_rec *row, **lines = xcalloc(n + 1, sizeof *lines);

	for (i = 0; i < n; i++) {
		row = acu_row(work, "Details", i);
		lines[i] = check_link(call, work, row);
		/* The service selects Apply Retainage itself when a linked line has retainage. */
		if (!said && inherit && lines[i] && acu_num(lines[i], "RetainagePct"))
			acu_put_num(work, "ApplyRetainage", 1);
	}
	for (i = 0; i < n; i++) {
		row = acu_row(work, "Details", i);
		acu_line_check(call, &shape, work, row);
		acu_line_amount(row, "Qty");
		acu_line_retainage(row, (int)acu_num(work, "ApplyRetainage"), lines[i] && inherit ?
			acu_num(lines[i], "RetainagePct") : acu_num(work, "RetainagePct"));
	}
	free(lines);
}

void acu_bill_totals(struct acu_rec *bill)
{
	int64_t lines = 0, retained = 0, ext, held;
	struct acu_rec *row;
	size_t i;

	for (i = 0; i < acu_n_rows(bill, "Details"); i++) {
		row = acu_row(bill, "Details", i);
		ext = acu_num(row, "ExtendedCost");
		held = acu_num(row, "RetainageAmount");
		acu_put_num(row, "Amount", ext - held);
		acu_put_num(row, "xRetainageBalance", held);
		lines += ext;
		retained += held;
	}
	acu_put_num(bill, "TaxTotal", 0);
	acu_put_num(bill, "Amount", lines - retained);
	acu_put_num(bill, "Balance", lines - retained);
	acu_put_num(bill, "RetainageAmount", retained);
	acu_put_num(bill, "xUnreleased", retained);
}

static void status(struct acu_call *call, const struct acu_rec *old, struct acu_rec *work,
	int sent_amount, int64_t amount)
{
	const char *before = old ? acu_text_or(old, "Status", "On Hold") : "On Hold";

	if (acu_num(work, "Hold")) {
		acu_put_text(work, "Status", "On Hold");
		return;
	}
	if (strcmp(before, "On Hold") && strcmp(before, "Rejected"))
		return;
	if (call->acu->sw.validate_totals && (!sent_amount || amount != acu_num(work, "Amount")))
		acu_fail(work, "Amount", "The document is out of the balance.");
	acu_put_text(work, "Status", call->acu->sw.bill_approval ? "Pending Approval" : "Balanced");
}

void acu_bill_check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work)
{
	int64_t amount = acu_num(work, "Amount");
	int sent = acu_given(work, "Amount");

	(void)t;
	if (old && acu_num(old, "xReleased")) {
		acu_fail(work, NULL, "Document Status is invalid for processing: %s %s has been released.",
			acu_text(old, "Type"), acu_text(old, "ReferenceNbr"));
		return;
	}
	acu_default_text(work, "Type", "Bill");
	if (!old && !acu_given(work, "Hold"))
		acu_put_num(work, "Hold", call->acu->sw.hold_default);
	if (!acu_has(work, "Date"))
		acu_put_num(work, "Date", call->today);
	acu_default_text(work, "BranchID", call->branch);
	check_vendor(call, work);
	due_date(work);
	check_period(call, work);
	acu_length_check(work, "VendorRef", 40);
	acu_length_check(work, "Description", 512);
	if (call->acu->sw.require_vendor_ref && !acu_has(work, "VendorRef"))
		acu_fail(work, "VendorRef", "Error: 'Vendor Ref.' cannot be empty.");
	if (call->acu->sw.duplicate_vendor_ref)
		check_duplicate(call, work);
	acu_refer(call, work, "Project", ACU_PROJECT, "Project");
	expand_orders(call, work);
	check_lines(call, work);
	acu_currency_check(call, work, "BranchID", (int)acu_num(work, "ApplyRetainage"));
	acu_bill_totals(work);
	status(call, old, work, sent, amount);
}

/* ---- after it was kept ---- */

/* Adds sign times the bill's amounts to what was billed of its order lines. */
static void bill_orders(struct acu_tenant *tenant, const struct acu_rec *bill, int sign)
{
	struct acu_rec *row, *order, *line;
	size_t i;

	for (i = 0; bill && i < acu_n_rows(bill, "Details"); i++) {
		row = acu_row(bill, "Details", i);
		order = order_of(tenant, row);
		line = order_line(order, acu_num(row, "POLine"));
		if (!line)
			continue;
		acu_put_num(line, "xBilledAmount",
			acu_num(line, "xBilledAmount") + sign * acu_num(row, "ExtendedCost"));
		acu_put_num(line, "xBilledQty", acu_num(line, "xBilledQty") + sign * acu_num(row, "Qty"));
		acu_mark(tenant, order);
	}
}

/* Lines billed in full are closed once the bill is released, and the order with its last line. */
static void close_orders(struct acu_tenant *tenant, const struct acu_rec *bill)
{
	struct acu_rec *order, *line;
	size_t i, k, open;

	for (i = 0; i < acu_n_rows(bill, "Details"); i++) {
		order = order_of(tenant, acu_row(bill, "Details", i));
		open = 0;
		for (k = 0; order && k < acu_n_rows(order, "Details"); k++) {
			line = acu_row(order, "Details", k);
			if (acu_num(line, "xBilledAmount") < acu_num(line, "ExtendedCost")) {
				open++;
				continue;
			}
			acu_put_num(line, "Completed", 1);
			if (acu_index(line->def, "Closed") >= 0)
				acu_put_num(line, "Closed", 1);
		}
		if (order && !open)
			acu_put_text(order, "Status", "Closed");
	}
}

void acu_bill_settle(struct acu_tenant *tenant, const struct acu_rec *old, const struct acu_rec *work)
{
	bill_orders(tenant, old, -1);
	bill_orders(tenant, work, 1);
	if (work && acu_num(work, "xReleased"))
		close_orders(tenant, work);
}

void acu_bill_refresh(struct acu_rec *bill)
{
	int64_t paid = 0;
	struct acu_rec *a;
	size_t i;

	for (i = 0; i < acu_n_rows(bill, "Applications"); i++) {
		a = acu_row(bill, "Applications", i);
		if (strcmp(acu_text_or(a, "Status", ""), "Voided"))
			paid += acu_num(a, "AmountPaid");
	}
	acu_put_num(bill, "Balance", acu_num(bill, "Amount") - paid);
	if (acu_num(bill, "xReleased"))
		acu_put_text(bill, "Status", acu_num(bill, "Balance") || acu_num(bill, "xUnreleased") ?
			"Open" : "Closed");
}
