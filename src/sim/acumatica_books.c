/* The books of the simulated Acumatica in the form every accounting system shows them (sim.h): orders, bills
 * and payments that were created or changed, and all vendors and jobs. */
#include "sim/acumatica.h"
#include "base/decimal.h"
#include <stdio.h>
#include <string.h>
#include "base/banned.h"

static void text(struct strbuf *out, const char *name, const char *value)
{
	strbuf_addf(out, "%s\"%s\":", out->s[out->len - 1] == '{' ? "" : ",", name);
	strbuf_add_json(out, value ? value : "");
}

static void amount(struct strbuf *out, const char *name, int64_t millionths)
{
	struct strbuf b = STRBUF_INIT;

	decimal_add(&b, millionths, ACU_SCALE, 2);
	text(out, name, b.s);
	strbuf_release(&b);
}

static void order(struct strbuf *out, const struct acu_rec *r, int sub)
{
	const char *number = acu_text_or(r, sub ? "SubcontractNbr" : "OrderNbr", "");
	const struct acu_rec *line = acu_n_rows(r, "Details") ? acu_row(r, "Details", 0) : NULL;

	text(out, "id", number);
	text(out, "number", number);
	text(out, "ref", acu_text_or(r, "VendorRef", ""));
	text(out, "vendor", acu_text_or(r, "VendorID", ""));
	text(out, "job", line ? acu_text_or(line, "Project", "") : "");
	text(out, "kind", sub ? "subcontract" : "purchase_order");
	text(out, "status", acu_text_or(r, "Status", ""));
	amount(out, "total", acu_num(r, sub ? "SubcontractTotal" : "OrderTotal"));
}

static void bill(struct strbuf *out, const struct acu_rec *r)
{
	int64_t gross = 0, held = 0;

	for (size_t i = 0; i < acu_n_rows(r, "Details"); i++) {
		const struct acu_rec *line = acu_row(r, "Details", i);

		gross += acu_num(line, "ExtendedCost");
		held += acu_num(line, "RetainageAmount");
	}
	text(out, "id", acu_text_or(r, "ReferenceNbr", ""));
	text(out, "number", acu_text_or(r, "ReferenceNbr", ""));
	text(out, "ref", acu_text_or(r, "VendorRef", ""));
	text(out, "vendor", acu_text_or(r, "Vendor", ""));
	text(out, "job", acu_text_or(r, "Project", ""));
	text(out, "status", acu_text_or(r, "Status", ""));
	amount(out, "gross", gross);
	amount(out, "retained", held);
	amount(out, "total", acu_num(r, "Amount"));
	amount(out, "due", acu_num(r, "Balance"));
}

/* One row a bill it pays, as a client sees them. */
static int payments(struct strbuf *out, const struct acu_rec *r, int n)
{
	for (size_t i = 0; i < acu_n_rows(r, "History"); i++) {
		const struct acu_rec *row = acu_row(r, "History", i);
		char id[64];

		snprintf(id, sizeof id, "%s|%s", acu_text_or(r, "ReferenceNbr", ""), acu_text_or(row, "ReferenceNbr", ""));
		strbuf_adds(out, n++ ? ",\n{" : "{");
		text(out, "id", id);
		text(out, "number", acu_text_or(r, "PaymentRef", ""));
		text(out, "bill", acu_text_or(row, "ReferenceNbr", ""));
		amount(out, "amount", acu_num(row, "AmountPaid"));
		text(out, "status", acu_text_or(r, "Status", ""));
		strbuf_addc(out, '}');
	}
	return n;
}

static void master(struct strbuf *out, const struct acu_rec *r, const char *id, const char *name)
{
	text(out, "id", acu_text_or(r, id, ""));
	text(out, "number", acu_text_or(r, id, ""));
	text(out, "name", acu_text_or(r, name, ""));
}

static int add(struct strbuf *out, const struct acu_rec *r, enum acu_kind kind, int n)
{
	if (kind == ACU_CHECK)
		return payments(out, r, n);
	strbuf_adds(out, n++ ? ",\n{" : "{");
	if (kind == ACU_BILL)
		bill(out, r);
	else if (kind == ACU_VENDOR)
		master(out, r, "VendorID", "VendorName");
	else if (kind == ACU_PROJECT)
		master(out, r, "ProjectID", "Description");
	else
		order(out, r, kind == ACU_SUBCONTRACT);
	strbuf_addc(out, '}');
	return n;
}

/* Documents of the sample that nobody touched stay out: there may be a million. */
static int list(struct strbuf *out, struct acu *acu, enum acu_kind kind, int n)
{
	struct acu_table *t = &acu->tenants[0].tables[kind];
	int all = kind == ACU_VENDOR || kind == ACU_PROJECT;

	for (size_t i = 0; i < t->slots.len; i++)
		if (!t->slots.items[i].dead && (all || t->slots.items[i].touched))
			n = add(out, acu_table_get(t, i), kind, n);
	return n;
}

void acu_dump_books(struct strbuf *out, struct acu *acu)
{
	int n;

	strbuf_adds(out, "\"books\":{\"orders\":[");
	n = list(out, acu, ACU_SUBCONTRACT, 0);
	list(out, acu, ACU_PURCHASE_ORDER, n);
	strbuf_adds(out, "],\n\"bills\":[");
	list(out, acu, ACU_BILL, 0);
	strbuf_adds(out, "],\n\"payments\":[");
	list(out, acu, ACU_CHECK, 0);
	strbuf_adds(out, "],\n\"vendors\":[");
	list(out, acu, ACU_VENDOR, 0);
	strbuf_adds(out, "],\n\"jobs\":[");
	list(out, acu, ACU_PROJECT, 0);
	strbuf_adds(out, "]}\n");
}
