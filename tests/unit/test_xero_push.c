/* Xero: documents as they are composed, and each sent at most once - by recorded answers. */
#include "xero_fixture.h"
#include "member_list.h"
#include "base/banned.h"

/* ---- documents ---- */

static struct record *rec(struct fx *f, enum entity e, const char *id)
{
	struct record *r = pool_alloc(&f->pool, sizeof *r);

	record_init(r, e);
	r->remote_id = id;
	return r;
}

static void put(struct fx *f, struct record *r, int field, const char *text)
{
	record_set_text(r, field, &f->pool, text);
}

static void parties(struct fx *f, struct dossier *d)
{
	struct record *job = rec(f, ENTITY_JOB, "14");

	put(f, job, JOB_NUMBER, "26-014");
	put(f, job, JOB_NAME, "Depot");
	memset(d, 0, sizeof *d);
	d->currency = "NZD";
	d->vendor.erp_id = CONTACT;
	d->vendor.erp_code = "V1001";
	d->job.procore = job;
	d->job.erp_id = OPTION_ID;
	d->job.erp_code = "26-014";
	d->retainage_account = "826";
}

static void commitment(struct fx *f, struct dossier *d)
{
	struct record *r = rec(f, ENTITY_COMMITMENT, "41");

	parties(f, d);
	put(f, r, COMMITMENT_NUMBER, "SC-003");
	put(f, r, COMMITMENT_TITLE, "Footings");
	put(f, r, COMMITMENT_DATE, "2026-03-04");
	record_set_int(r, COMMITMENT_AMOUNT, 9400050);
	d->record = r;
	d->lines = pool_alloc(&f->pool, 2 * sizeof *d->lines);
	d->n_lines = 2;
	for (int i = 0; i < 2; i++) {
		struct record *l = rec(f, ENTITY_COMMITMENT_LINE, i ? "178" : "177");
		put(f, l, COMMITMENT_LINE_DESCRIPTION, i ? "Slab" : "Concrete footings");
		record_set_int(l, COMMITMENT_LINE_AMOUNT, i ? 1000000 : 8400050);
		if (i) {
			record_set_int(l, COMMITMENT_LINE_QUANTITY, 40 * INT64_C(1000000));
			record_set_int(l, COMMITMENT_LINE_UNIT_COST, 250 * INT64_C(1000000));
		}
		d->lines[i].line = l;
		d->lines[i].cost_code = i ? NULL : "03-300.S";
		d->lines[i].cost_code_asked = i ? "03-350.S" : "03-300.S";
		d->lines[i].account = "320";
	}
}

static void invoice(struct fx *f, struct dossier *d)
{
	static const int64_t amounts[] = { 2100000, 500025, 0 }, kept[] = { 105000, 25001, 0 }, back[] = { 0, 0, 50000 };
	struct record *r = rec(f, ENTITY_INVOICE, "1187");

	parties(f, d);
	put(f, r, INVOICE_NUMBER, "INV-1187");
	put(f, r, INVOICE_BILLING_DATE, "2026-03-31");
	put(f, r, INVOICE_DUE_DATE, "2026-04-20");
	record_set_int(r, INVOICE_AMOUNT, 2600025);
	record_set_int(r, INVOICE_RETAINAGE, 130001);
	record_set_int(r, INVOICE_RELEASED, 50000);
	d->record = r;
	d->lines = pool_alloc(&f->pool, 3 * sizeof *d->lines);
	d->n_lines = 3;
	for (int i = 0; i < 3; i++) {
		struct record *l = rec(f, ENTITY_INVOICE_LINE, "9");
		put(f, l, INVOICE_LINE_DESCRIPTION, i == 0 ? "Footings" : i == 1 ? "Slab" : "Walls");
		record_set_int(l, INVOICE_LINE_AMOUNT, amounts[i]);
		record_set_int(l, INVOICE_LINE_RETAINAGE, kept[i]);
		record_set_int(l, INVOICE_LINE_RELEASED, back[i]);
		d->lines[i].line = l;
		d->lines[i].cost_code = d->lines[i].cost_code_asked = "03-300.S";
		d->lines[i].account = "320";
	}
}

static void fits(const char *request, const char *json)
{
	char *list = fx_file("tests/data/xero-members.txt");
	struct json_doc doc;

	assert_int_equal(json_parse(&doc, json, strlen(json), NULL), 0);
	check_procore_body(list, request, "", json_root(&doc));
	json_release(&doc);
	free(list);
}

static void body_fits(struct fx *f, const char *request)
{
	char *body = fx_part(f, "body");

	fits(request, body);
	free(body);
}

#define TRACK "\"Tracking\":[{\"TrackingCategoryID\":\"" CATEGORY "\",\"TrackingOptionID\":\"" OPTION_ID "\"}]"

static void an_order_as_it_is_sent(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	fx_option(&f, "tax_type", "INPUT2");
	commitment(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"PurchaseOrders\":[{\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"PurchaseOrderNumber\":\"SC-003\","
		"\"Reference\":\"26-014 / Footings\",\"Date\":\"2026-03-04\",\"LineAmountTypes\":\"Exclusive\",\"CurrencyCode\":\"NZD\","
		"\"Status\":\"AUTHORISED\",\"LineItems\":[{\"Description\":\"Concrete footings\",\"Quantity\":1,\"UnitAmount\":84000.50,"
		"\"ItemCode\":\"03-300.S\",\"AccountCode\":\"320\",\"TaxType\":\"INPUT2\"," TRACK "},{\"Description\":\"Slab\",\"Quantity\":40,"
		"\"UnitAmount\":250.00,\"ItemCode\":\"03-350.S\",\"AccountCode\":\"320\",\"TaxType\":\"INPUT2\"," TRACK "}]}]}");
	fx_part_is(&f, "expect", "{\"sum\":\"94000.50\",\"inclusive\":false,\"date\":\"2026-03-04\",\"option\":\"" OPTION_ID "\","
		"\"amounts\":[\"84000.50\",\"10000.00\"]}");
	fx_part_is(&f, "items", "[{\"Code\":\"03-350.S\",\"IsPurchased\":true,\"PurchaseDetails\":{\"AccountCode\":\"320\",\"TaxType\":\"INPUT2\"}}]");
	body_fits(&f, "PUT_PurchaseOrders");
	/* The same without a session; by names when the category is known by its name. */
	{
		char *with = xstrdup(f.payload.s);
		f.session.valid = 0;
		fx_compose(&f, "k1", &d);
		assert_string_equal(f.payload.s, with);
		free(with);
		fx_option(&f, "job_category", "Job");
		fx_compose(&f, "k1", &d);
		assert_non_null(strstr(f.payload.s, "\"Tracking\":[{\"Name\":\"Job\",\"Option\":\"26-014 Depot\"}]"));
		body_fits(&f, "PUT_PurchaseOrders");
		f.session.valid = 1;
	}
	fx_option(&f, "order_number", "{job}/{number}");
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "lookup.number", "\"26-014/SC-003\"");
	fx_option(&f, "export_commitments", "no");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_REFUSED);
	fx_release(&f);
}

static void a_bill_holds_retainage_below_zero(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"Invoices\":[{\"Type\":\"ACCPAY\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"InvoiceNumber\":\"INV-1187\","
		"\"Date\":\"2026-03-31\",\"DueDate\":\"2026-04-20\",\"LineAmountTypes\":\"Exclusive\",\"CurrencyCode\":\"NZD\",\"Status\":\"SUBMITTED\","
		"\"LineItems\":[{\"Description\":\"Footings\",\"Quantity\":1,\"UnitAmount\":21000.00,\"ItemCode\":\"03-300.S\",\"AccountCode\":\"320\"," TRACK "},"
		"{\"Description\":\"Retainage: Footings\",\"Quantity\":1,\"UnitAmount\":-1050.00,\"AccountCode\":\"826\"," TRACK "},"
		"{\"Description\":\"Slab\",\"Quantity\":1,\"UnitAmount\":5000.25,\"ItemCode\":\"03-300.S\",\"AccountCode\":\"320\"," TRACK "},"
		"{\"Description\":\"Retainage: Slab\",\"Quantity\":1,\"UnitAmount\":-250.01,\"AccountCode\":\"826\"," TRACK "},"
		"{\"Description\":\"Retainage released: Walls\",\"Quantity\":1,\"UnitAmount\":500.00,\"AccountCode\":\"826\"," TRACK "}]}]}");
	fx_part_is(&f, "expect.sum", "\"25200.24\"");
	body_fits(&f, "PUT_Invoices");
	fx_option(&f, "retainage_lines", "sum");
	fx_option(&f, "retainage_tax_type", "NONE");
	fx_option(&f, "bill_status", "AUTHORISED");
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "expect.amounts", "[\"21000.00\",\"5000.25\",\"-1300.01\",\"500.00\"]");
	{
		char *body = fx_part(&f, "body");
		assert_non_null(strstr(body, "\"UnitAmount\":-1300.01,\"AccountCode\":\"826\",\"TaxType\":\"NONE\""));
		assert_non_null(strstr(body, "\"Status\":\"AUTHORISED\""));
		free(body);
	}
	/* No due date: some days later. */
	put(&f, (struct record *)(uintptr_t)d.record, INVOICE_DUE_DATE, "");
	((struct record *)(uintptr_t)d.record)->values[INVOICE_DUE_DATE].set = 0;
	fx_option(&f, "due_days", "20");
	fx_compose(&f, "k1", &d);
	{
		char *body = fx_part(&f, "body");
		assert_non_null(strstr(body, "\"DueDate\":\"2026-04-20\""));
		free(body);
	}
	fx_release(&f);
}

static void a_release_alone_is_a_bill(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	invoice(&f, &d);
	r = (struct record *)(uintptr_t)d.record;
	d.lines += 2;
	d.n_lines = 1;
	record_set_int(r, INVOICE_AMOUNT, 0);
	record_set_int(r, INVOICE_RETAINAGE, 0);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "expect.sum", "\"500.00\"");
	fx_release(&f);
}

static void bills_xero_could_not_hold_are_not_composed(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	invoice(&f, &d);
	r = (struct record *)(uintptr_t)d.record;
	record_set_int(r, INVOICE_AMOUNT, 2600026);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_DATA);
	/* Stored materials whose retainage no line shows. */
	invoice(&f, &d);
	r = (struct record *)(uintptr_t)d.record;
	record_set_int((struct record *)(uintptr_t)d.lines[0].line, INVOICE_LINE_MATERIALS, 100000);
	record_set_int(r, INVOICE_MATERIALS, 100000);
	record_set_int(r, INVOICE_NET, 2600025 + 100000 - 130001 + 50000 - 5000);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "stored materials");
	record_set_int(r, INVOICE_NET, 2600025 + 100000 - 130001 + 50000);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "expect.sum", "\"26200.24\"");
	strbuf_reset(&f.payload);
	invoice(&f, &d);
	r = (struct record *)(uintptr_t)d.record;
	record_set_int((struct record *)(uintptr_t)d.lines[0].line, INVOICE_LINE_AMOUNT, -9000000);
	record_set_int(r, INVOICE_AMOUNT, -9000000 + 500025);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "credit note");
	assert_int_equal(f.payload.len, 0);
	fx_release(&f);
}

static void what_is_not_resolved_is_shown_but_never_sent(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	d.vendor.erp_id = NULL;
	d.lines[0].account = NULL;
	d.retainage_account = NULL;
	fx_option(&f, "retainage_account", "");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k1", &f.err), ERR_CONFIG);
	f.session.valid = 0;                     /* for the eye */
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "pending", "[\"vendor\",\"account of a cost type\",\"account of retainage\"]");
	f.session.valid = 1;
	assert_int_equal(fx_start(&f, OP_PUSH), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	f.env.session = NULL;
	fx_compose(&f, "k1", &d);
	fx_release(&f);
}

static void vendors_and_jobs_as_they_are_sent(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	parties(&f, &d);
	r = rec(&f, ENTITY_VENDOR, "552001");
	put(&f, r, VENDOR_NAME, " Roy  <& fils> ");
	put(&f, r, VENDOR_ADDRESS, "1 Wharf");
	put(&f, r, VENDOR_CITY, "Napier");
	put(&f, r, VENDOR_COUNTRY, "NZ");
	put(&f, r, VENDOR_PHONE, "555");
	put(&f, r, VENDOR_NUMBER, "V9");
	d.record = r;
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"Contacts\":[{\"Name\":\"Roy (& fils)\",\"ContactNumber\":\"552001\",\"AccountNumber\":\"V9\","
		"\"Addresses\":[{\"AddressType\":\"STREET\",\"AddressLine1\":\"1 Wharf\",\"City\":\"Napier\",\"Country\":\"NZ\"}],"
		"\"Phones\":[{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"555\"}]}]}");
	body_fits(&f, "PUT_Contacts");
	r = rec(&f, ENTITY_JOB, "15");
	put(&f, r, JOB_NUMBER, "26-015");
	put(&f, r, JOB_NAME, "New wing");
	d.record = r;
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"Name\":\"26-015 New wing\"}");
	body_fits(&f, "PUT_Options");
	fx_release(&f);
}

/* ---- sending ---- */

#define LT(amount, option) "{\"LineItemID\":\"792b7e40-b9f2-47f0-8624-b09f4b0166dd\",\"LineAmount\":" amount "," \
	"\"Tracking\":[{\"Name\":\"Job\",\"TrackingOptionID\":\"" option "\"}]}"
#define L(amount) LT(amount, OPTION_ID)
#define BILL_LINES "\"LineItems\":[" L("21000.00") "," L("-1050.00") "," L("5000.2500") "," L("-250.01") "," L("500") "]"
#define THE_BILL(id, contact, status, subtotal, how) "{\"Type\":\"ACCPAY\",\"InvoiceID\":\"" id "\",\"InvoiceNumber\":\"INV-1187\"," \
	"\"Contact\":{\"ContactID\":\"" contact "\",\"Name\":\"Roy\"},\"Status\":\"" status "\",\"SubTotal\":" subtotal ",\"TotalTax\":3780.04," \
	"\"Total\":28980.28,\"StatusAttributeString\":\"" how "\"," BILL_LINES "}"
#define BILLS(x) "{\"Invoices\":[" x "]}"

static void an_absent_bill_is_made_once(void **state)
{
	struct fx f;
	struct dossier d;
	char *first;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", BOOKS "Invoices?InvoiceNumbers=INV-1187&ContactIDs=" CONTACT "&Statuses=DRAFT%2CSUBMITTED%2CAUTHORISED%2CPAID");
	assert_int_equal(fx_answer(&f, 200, BILLS(""), NULL), OP_SEND);
	fx_asks(&f, "PUT", BOOKS "Invoices?summarizeErrors=false&unitdp=4");
	assert_string_equal(http_headers_get(&f.out.headers, "Xero-Tenant-Id"), TENANT);
	assert_true(f.out.flags & HTTP_MUTATES);
	first = xstrdup(http_headers_get(&f.out.headers, "Idempotency-Key"));
	assert_true(strlen(first) <= 128);
	{
		char *body = fx_part(&f, "body");
		assert_string_equal(f.out.body, body);       /* exactly what was shown */
		free(body);
	}
	assert_int_equal(fx_answer(&f, 200, BILLS(THE_BILL(BILL, CONTACT, "SUBMITTED", "25200.24", "OK")), NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, BILL);
	assert_string_equal(f.op.result.remote_code, "INV-1187");
	assert_int_equal(f.op.result.adopted, 0);
	assert_string_equal(f.op.result.note, "it awaits approval in Xero");
	assert_non_null(strstr(f.op.result.snapshot, "\"total\":\"28980.28\""));
	/* The answer was lost, and it is sent again: under the same key. */
	f.item.attempt = 2;
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_string_equal(http_headers_get(&f.out.headers, "Idempotency-Key"), first);
	assert_int_equal(fx_answer(&f, 0, NULL, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	/* Half an answer is none. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Invoices\":[{\"Inv", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	free(first);
	fx_release(&f);
}

static void what_is_there_already_is_adopted_or_a_conflict(void **state)
{
	static const struct { const char *list; int found; } cases[] = {
		{ BILLS(THE_BILL(BILL, CONTACT, "AUTHORISED", "25200.240", "")), 1 },
		{ BILLS(THE_BILL(BILL, CONTACT, "AUTHORISED", "25200.25", "")), -1 },
		{ BILLS(THE_BILL(BILL, CONTACT, "DRAFT", "25200.24", "") "," THE_BILL(ORDER, CONTACT, "DRAFT", "25200.24", "")), -1 },
		{ BILLS(THE_BILL(BILL, STRANGER, "DRAFT", "25200.24", "")), 0 },
		{ BILLS(THE_BILL(BILL, CONTACT, "VOIDED", "25200.24", "")), 0 },
		{ BILLS(""), 0 },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fx_start(&f, OP_LOOKUP);
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_DONE);
		assert_int_equal(f.op.result.found, cases[i].found);
		fx_start(&f, OP_PUSH);
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL),
			cases[i].found > 0 ? OP_DONE : cases[i].found < 0 ? OP_FAIL : OP_SEND);
		if (cases[i].found > 0)
			assert_int_equal(f.op.result.adopted, 1);
		if (cases[i].found < 0)
			assert_int_equal(f.err.cls, ERR_CONFLICT);
	}
	fx_release(&f);
}

#define REFUSED_BILL BILLS("{\"InvoiceID\":\"" ZERO "\",\"InvoiceNumber\":\"INV-1187\",\"HasErrors\":true,\"StatusAttributeString\":\"ERROR\"," \
	"\"ValidationErrors\":[{\"Message\":\"The document date cannot be before the period lock date, currently set at x\"}]}")

static void a_refusal_is_final_when_nothing_is_there(void **state)
{
	struct fx f;
	struct dossier d;
	char *first;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	first = xstrdup(http_headers_get(&f.out.headers, "Idempotency-Key"));
	assert_int_equal(fx_answer(&f, 200, REFUSED_BILL, NULL), OP_SEND);
	fx_asks(&f, "GET", "Invoices?InvoiceNumbers=");
	assert_int_equal(fx_answer(&f, 200, BILLS(""), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_says(&f, "locked period");
	/* The person had the date opened: what Xero remembers of the first refusal does not count. */
	f.item.attempt = 2;
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_string_equal(http_headers_get(&f.out.headers, "Idempotency-Key"), first);
	assert_int_equal(fx_answer(&f, 200, REFUSED_BILL, NULL), OP_SEND);
	fx_asks(&f, "PUT", "Invoices?");
	assert_string_not_equal(http_headers_get(&f.out.headers, "Idempotency-Key"), first);
	assert_int_equal(fx_answer(&f, 200, BILLS(THE_BILL(BILL, CONTACT, "DRAFT", "25200.24", "WARNING")), NULL), OP_DONE);
	/* Other refusals: by status. */
	f.item.attempt = 1;
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_int_equal(fx_answer(&f, 404, "", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_int_equal(fx_answer(&f, 429, "", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_LATER);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_int_equal(fx_answer(&f, 401, "{\"Detail\":\"TokenExpired: x\"}", NULL), OP_RESTART);
	/* Made, but not what was approved. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_int_equal(fx_answer(&f, 200, BILLS(THE_BILL(BILL, CONTACT, "DRAFT", "25200.23", "OK")), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "25200.23 there, 25200.24 here");
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, BILLS(""), NULL);
	assert_int_equal(fx_answer(&f, 200, BILLS("{\"InvoiceID\":\"" BILL "\",\"InvoiceNumber\":\"INV-1187\",\"SubTotal\":25200.24,"
		"\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"LineItems\":[" LT("21000.00", STRANGER) "," L("-1050.00") "," L("5000.25") ","
		L("-250.01") "," L("500") "]}"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "without the job");
	free(first);
	fx_release(&f);
}

#define THE_ORDER(contact, status, how) "{\"PurchaseOrders\":[{\"PurchaseOrderID\":\"" ORDER "\",\"PurchaseOrderNumber\":\"SC-003\"," \
	"\"Contact\":{\"ContactID\":\"" contact "\",\"Name\":\"Roy\"},\"Status\":\"" status "\",\"SubTotal\":94000.50,\"StatusAttributeString\":\"" how \
	"\",\"LineItems\":[" L("84000.50") "," L("10000.0") "]}]}"

static void items_come_before_the_order_and_its_number_is_looked_up(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", BOOKS "PurchaseOrders/SC-003");
	assert_int_equal(f.op.accept_status[0], 404);
	assert_int_equal(fx_answer(&f, 404, "", NULL), OP_SEND);
	fx_asks(&f, "GET", BOOKS "Items?where=Code%3D%3D%2203-350.S%22");
	assert_int_equal(fx_answer(&f, 200, "{\"Items\":[]}", NULL), OP_SEND);
	fx_asks(&f, "POST", BOOKS "Items?summarizeErrors=false&unitdp=4");
	fits("POST_Items", f.out.body);
	assert_string_equal(f.out.body, "{\"Items\":[{\"Code\":\"03-350.S\",\"IsPurchased\":true,\"PurchaseDetails\":{\"AccountCode\":\"320\"}}]}");
	assert_int_equal(fx_answer(&f, 200, "{\"Items\":[{\"ItemID\":\"" BILL "\",\"Code\":\"03-350.S\",\"StatusAttributeString\":\"OK\"}]}", NULL), OP_SEND);
	fx_asks(&f, "PUT", BOOKS "PurchaseOrders?summarizeErrors=false");
	assert_int_equal(fx_answer(&f, 200, THE_ORDER(CONTACT, "AUTHORISED", "OK"), NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, ORDER);
	assert_int_equal(f.op.result.n_lines, 2);
	assert_string_equal(f.op.result.lines[1].remote_id, "178");
	/* The item is there by now: nothing is written over it. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 404, "", NULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Items\":[{\"ItemID\":\"" BILL "\",\"Code\":\"03-350.s\"}]}", NULL), OP_SEND);
	fx_asks(&f, "PUT", BOOKS "PurchaseOrders");
	/* The trap: written into another vendor's order. */
	assert_int_equal(fx_answer(&f, 200, THE_ORDER(STRANGER, "AUTHORISED", "OK"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "look at it there at once");
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 404, "", NULL);
	fx_answer(&f, 200, "{\"Items\":[]}", NULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Items\":[{\"ItemID\":\"" ZERO "\",\"StatusAttributeString\":\"ERROR\",\"ValidationErrors\":"
		"[{\"Message\":\"Account code '320' is not a valid code\"}]}]}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_says(&f, "320");
	fx_release(&f);
}

static void a_number_that_is_taken_is_never_written_over(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, THE_ORDER(CONTACT, "AUTHORISED", ""), NULL), OP_DONE);
	assert_int_equal(f.op.result.adopted, 1);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, THE_ORDER(STRANGER, "DRAFT", ""), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "SC-003 belongs to a purchase order of \"Roy\"");
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, THE_ORDER(CONTACT, "DELETED", ""), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 404, "", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 0);
	fx_release(&f);
}

static void a_contact_is_found_by_name_or_by_our_key(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	parties(&f, &d);
	r = rec(&f, ENTITY_VENDOR, "552001");
	put(&f, r, VENDOR_NAME, "Roy & fils");
	d.record = r;
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", BOOKS "Contacts?searchTerm=Roy%20%26%20fils&includeArchived=true&page=1");
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[{\"ContactID\":\"" STRANGER "\",\"Name\":\"Roy & fils inc\"},{\"ContactID\":\"" CONTACT
		"\",\"Name\":\"ROY & FILS\",\"ContactStatus\":\"ACTIVE\"}]}", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, CONTACT);
	assert_int_equal(f.op.result.adopted, 1);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[{\"ContactID\":\"" CONTACT "\",\"Name\":\"Roy & fils\",\"ContactStatus\":\"ARCHIVED\"}]}",
		NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "archived");
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[]}", NULL), OP_SEND);
	fx_asks(&f, "PUT", BOOKS "Contacts?summarizeErrors=false");
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[{\"ContactID\":\"" CONTACT "\",\"Name\":\"Roy & fils\",\"ContactNumber\":\"552001\","
		"\"StatusAttributeString\":\"OK\"}]}", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_code, "552001");
	/* An earlier attempt was renamed over there: our key finds it. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "{\"Contacts\":[]}", NULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[{\"ContactID\":\"" ZERO "\",\"StatusAttributeString\":\"ERROR\",\"ValidationErrors\":"
		"[{\"Message\":\"ContactNumber is taken\"}]}]}", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[]}", NULL), OP_SEND);
	fx_asks(&f, "GET", "Contacts?searchTerm=552001");
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[{\"ContactID\":\"" CONTACT "\",\"Name\":\"Roy et fils\",\"ContactNumber\":\"552001\"}]}",
		NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, CONTACT);
	fx_release(&f);
}

static void a_job_is_an_option(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	parties(&f, &d);
	r = rec(&f, ENTITY_JOB, "15");
	put(&f, r, JOB_NUMBER, "26-015");
	put(&f, r, JOB_NAME, "New wing");
	d.record = r;
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", BOOKS "TrackingCategories?includeArchived=true");
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_SEND);
	fx_asks(&f, "PUT", BOOKS "TrackingCategories/" CATEGORY "/Options");
	assert_string_equal(f.out.body, "{\"Name\":\"26-015 New wing\"}");
	assert_int_equal(fx_answer(&f, 200, "{\"Options\":[{\"TrackingOptionID\":\"" OPTION_ID "\",\"Name\":\"26-015 New wing\",\"Status\":\"ACTIVE\"}]}",
		NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, OPTION_ID);
	assert_string_equal(f.op.result.remote_code, "26-015");
	put(&f, r, JOB_NUMBER, "26-014");
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "26-014 Depot");
	put(&f, r, JOB_NAME, "depot");
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 1);
	put(&f, r, JOB_NUMBER, "25-001");
	put(&f, r, JOB_NAME, "Old yard");
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_FAIL);
	fx_says(&f, "archived");
	fx_release(&f);
}

static void the_profile_reads_and_says_what_is_off(void **state)
{
	char *text = fx_file("data/profiles/xero.json");
	struct profile p;
	struct fx f;

	begin(&f);
	fx_option(&f, "accounts", "L=320 *=300");
	fx_option(&f, "export_commitments", "no");
	assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
	assert_string_equal(p.cost_code_pattern, "{code}.{type}");
	assert_true(p.cost_codes_created);
	assert_false(p.direction[ENTITY_COMMITMENT].exported);
	assert_string_equal(p.retainage_account, "826");
	assert_string_equal(profile_account(&p, "L"), "320");
	assert_int_equal(profile_rule(&p, "task-none")->severity, SEVERITY_OFF);
	assert_int_equal(profile_max_chars(&p, ENTITY_INVOICE, INVOICE_NUMBER), 255);
	assert_true(p.released_retainage_supported && p.po_invoices_supported && !p.negative_invoices_supported);
	profile_release_all(&p);
	free(text);
	fx_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_as_it_is_sent),
		cmocka_unit_test(a_bill_holds_retainage_below_zero),
		cmocka_unit_test(a_release_alone_is_a_bill),
		cmocka_unit_test(bills_xero_could_not_hold_are_not_composed),
		cmocka_unit_test(what_is_not_resolved_is_shown_but_never_sent),
		cmocka_unit_test(vendors_and_jobs_as_they_are_sent),
		cmocka_unit_test(an_absent_bill_is_made_once),
		cmocka_unit_test(what_is_there_already_is_adopted_or_a_conflict),
		cmocka_unit_test(a_refusal_is_final_when_nothing_is_there),
		cmocka_unit_test(items_come_before_the_order_and_its_number_is_looked_up),
		cmocka_unit_test(a_number_that_is_taken_is_never_written_over),
		cmocka_unit_test(a_contact_is_found_by_name_or_by_our_key),
		cmocka_unit_test(a_job_is_an_option),
		cmocka_unit_test(the_profile_reads_and_says_what_is_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
