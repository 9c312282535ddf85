/* Rules of purchase orders and subcontracts: one table of the service behind
 * two screens, so one set of rules with the names of each screen's fields.
 *
 * Retainage of a line is its percentage of the extended cost, rounded half away
 * from zero to cents; an amount that was sent stands and gives the percentage. */
#include "sim/acumatica.h"
#include <string.h>
#include "base/banned.h"

struct order_shape {
	struct acu_line_shape line;
	const char *hold, *total, *number;
};

static const struct order_shape shapes[] = {
	{ { ACU_PURCHASE_ORDER, "ProjectTask", "OrderQty", "BranchID", "LineDescription", 0 },
		"Hold", "OrderTotal", "OrderNbr" },
	{ { ACU_SUBCONTRACT, "Task", "OrderQty", "BranchID", "LineDescription", 0 },
		"xHold", "SubcontractTotal", "SubcontractNbr" },
};

/* ---- lines ---- */

static int64_t next_line(const struct acu_rec *work)
{
	int64_t n, top = 0;
	size_t i;

	for (i = 0; i < acu_n_rows(work, "Details"); i++) {
		n = acu_num(acu_row(work, "Details", i), "LineNbr");
		if (n > top)
			top = n;
	}
	return top + 1;
}

static void check_line(struct acu_call *call, const struct order_shape *shape, struct acu_rec *work,
	struct acu_rec *row)
{
	if (!acu_has(row, "LineNbr"))
		acu_put_num(row, "LineNbr", next_line(work));
	acu_line_check(call, &shape->line, work, row);
	acu_line_amount(row, "OrderQty");
	acu_line_retainage(row, (int)acu_num(work, "ApplyRetainage"), acu_num(work, "RetainagePct"));
	if (acu_num(row, "ExtendedCost") < acu_num(row, "xBilledAmount") && acu_num(row, "xBilledAmount") > 0 &&
	    acu_sent(row, "ExtendedCost"))
		acu_fail(row, "ExtendedCost", "The amount of the line cannot be less than its billed amount.");
	acu_put_text(row, "OrderNbr", acu_text(work, shape->number));
	if (shape->line.kind == ACU_SUBCONTRACT)
		acu_put_num(row, "Amount", acu_num(row, "ExtendedCost") - acu_num(row, "DiscountAmount") -
			acu_num(row, "RetainageAmount"));
}

/* ---- header ---- */

static int on_hold(const char *status)
{
	return !strcmp(status, "On Hold") || !strcmp(status, "Rejected");
}

static void check_lock(const struct acu_rec *old, struct acu_rec *work, const struct order_shape *shape)
{
	const char *status = acu_text_or(old, "Status", "");

	if (!strcmp(status, "Closed") || !strcmp(status, "Completed") || !strcmp(status, "Canceled"))
		acu_fail(work, NULL, "The order has the %s status and cannot be changed.", status);
	else if (!on_hold(status) && acu_sent(work, "Details") && !acu_num(work, shape->hold))
		acu_fail(work, NULL, "The order has the %s status: put it on hold to change its lines.", status);
}

static void check_vendor(struct acu_call *call, struct acu_rec *work)
{
	struct acu_rec *v = acu_refer(call, work, "VendorID", ACU_VENDOR, "Vendor");
	const char *status = v ? acu_text_or(v, "Status", "Active") : "Active";

	if (!acu_has(work, "VendorID"))
		acu_fail(work, "VendorID", "Error: 'Vendor' cannot be empty.");
	if (strcmp(status, "Active") && strcmp(status, "One-Time"))
		acu_fail(work, "VendorID", "The vendor status is '%s'.", status);
	if (!v)
		return;
	acu_default_text(work, "Terms", acu_text(v, "Terms"));
	acu_default_text(work, "CurrencyID", acu_text(v, "CurrencyID"));
	acu_default_text(work, "Location", "MAIN");
}

static void totals(const struct order_shape *shape, struct acu_rec *work)
{
	int64_t lines = 0, retained = 0, discount = 0;
	struct acu_rec *row;
	size_t i;

	for (i = 0; i < acu_n_rows(work, "Details"); i++) {
		row = acu_row(work, "Details", i);
		lines += acu_num(row, "ExtendedCost");
		retained += acu_num(row, "RetainageAmount");
		if (shape->line.kind == ACU_SUBCONTRACT)
			discount += acu_num(row, "DiscountAmount");
	}
	acu_put_num(work, "LineTotal", lines);
	acu_put_num(work, "TaxTotal", 0);
	acu_put_num(work, shape->total, lines - discount);
	acu_put_num(work, shape->line.kind == ACU_SUBCONTRACT ? "RetainageTotal" : "RetainageAmount", retained);
	if (shape->line.kind == ACU_SUBCONTRACT)
		acu_put_num(work, "DiscountTotal", discount);
}

static const char *released_status(const struct acu *acu, const struct order_shape *shape,
	const struct acu_rec *work)
{
	if (acu->sw.order_approval)
		return "Pending Approval";
	if (acu->sw.print_orders && (shape->line.kind != ACU_SUBCONTRACT || !acu_num(work, "DoNotPrint")))
		return "Pending Printing";
	if (acu->sw.print_orders && (shape->line.kind != ACU_SUBCONTRACT || !acu_num(work, "DoNotEmail")))
		return "Pending Email";
	return "Open";
}

static void status(struct acu_call *call, const struct order_shape *shape, const struct acu_rec *old,
	struct acu_rec *work)
{
	const char *before = old ? acu_text_or(old, "Status", "On Hold") : "On Hold";

	if (acu_num(work, shape->hold)) {
		acu_put_text(work, "Status", "On Hold");
		return;
	}
	if (!on_hold(before))
		return;
	if (call->acu->sw.validate_totals && acu_num(work, "ControlTotal") != acu_num(work, shape->total))
		acu_fail(work, "ControlTotal", "The document is out of the balance.");
	acu_put_text(work, "Status", released_status(call->acu, shape, work));
}

void acu_order_check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work)
{
	const struct order_shape *shape = &shapes[t->kind == ACU_SUBCONTRACT];
	size_t i;

	if (!old && t->kind == ACU_PURCHASE_ORDER)
		acu_default_text(work, "Type", "Normal");
	if (!old && !acu_given(work, shape->hold))
		acu_put_num(work, shape->hold, t->kind == ACU_SUBCONTRACT || call->acu->sw.hold_default);
	if (old)
		check_lock(old, work, shape);
	if (!acu_has(work, "Date"))
		acu_put_num(work, "Date", call->today);
	acu_default_text(work, "Branch", call->branch);
	check_vendor(call, work);
	acu_currency_check(call, work, "Branch", (int)acu_num(work, "ApplyRetainage"));
	if (t->kind == ACU_PURCHASE_ORDER)
		acu_refer(call, work, "Project", ACU_PROJECT, "Project");
	acu_length_check(work, "VendorRef", 40);
	acu_length_check(work, "Description", 256);
	if (call->acu->sw.require_vendor_ref && !acu_has(work, "VendorRef"))
		acu_fail(work, "VendorRef", "Error: 'Vendor Ref.' cannot be empty.");
	for (i = 0; i < acu_n_rows(work, "Details"); i++)
		check_line(call, shape, work, acu_row(work, "Details", i));
	totals(shape, work);
	status(call, shape, old, work);
}
