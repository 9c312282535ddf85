/* The simulated hh2 tenant: import files of Sage, direct costs, and the commitment writer nobody published. */
#include "tests/unit/sim_sage300_fixture.h"

/* ---- import files ---- */

static void import(struct world *w, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, "{\"text\":");
	strbuf_add_json(&b, text);
	strbuf_addc(&b, '}');
	post(w, "/_sim/sage300/import-file", b.s);
	strbuf_release(&b);
}

static void test_a_commitment_comes_in_by_file(void **state)
{
	static const char file[] =
		"\"C\",\"SC-0084\",\"Drywall, \"\"north\"\"\",\"V1010\",\"J-2601\",11/21/2026,10.00\r\n"
		"\"D\",\"SC-0084\",1,\"\",\"09-200\",\"S\",\"Partitions\",62857.00\r\n"
		"\"D\",\"SC-0084\",2,\"\",\"09-200\",\"S\",\"Ceilings\",25143.00\r\n"
		"\"C\",\"SC-0085\",\"Electrical\",\"V1007\",\"J-2604\",2026-11-21,10\r\n"
		"\"D\",\"SC-0085\",1,\"01\",\"26-100\",\"S\",\"Lighting\",352000.00,1,352000,\"ls\"\r\n";
	struct world *w = *state;
	char *order;
	const cJSON *v;

	login(w);
	import(w, file);
	if (w->status != 200)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, 200);
	assert_int_equal(jv_int(w->json, "commitments", 0), 2);
	get(w, ORDERS);
	for (v = w->json->child; v; v = v->next)
		assert_string_not_equal(jv_str(v, "Code"), "SC-0084");
	control(w, "hop1", "{\"range\":\"week\",\"depth\":\"shallow\"}");
	get(w, ORDERS);
	v = row(w, "Code", "SC-0084");
	assert_string_equal(jv_str(v, "Description"), "Drywall, \"north\"");
	assert_int_equal(cents(v, "Amount"), 8800000);
	assert_int_equal(cents(v, "RetainagePercent"), 1000);
	assert_string_equal(jv_str(v, "Date"), "2026-11-21T00:00:00");
	order = xstrdup(jv_str(v, "Id"));
	get_with(w, ITEMS, "commitment=", order);
	assert_int_equal(rows(w), 2);
	free(order);
	import(w, file);
	assert_int_equal(w->status, 400);
	assert_non_null(strstr(w->body, "exists already"));
}

static void test_a_wrong_import_file_changes_nothing(void **state)
{
	static const struct { const char *text, *part; } cases[] = {
		{ "", "empty" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2601\",11/21/2026,10\n", "CR LF" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2601\",11/21/2026,10\r\n", "no items" },
		{ "\"D\",\"N1\",1,\"\",\"03-300\",\"S\",\"x\",5\r\n", "does not follow its commitment" },
		{ "\"X\",\"N1\"\r\n", "not known" },
		{ "\"C\",\"N1\",x,\"V1004\",\"J-2601\",11/21/2026,10\r\n"
		  "\"D\",\"N1\",1,\"\",\"03-300\",\"S\",\"x\",5\r\n",
		  "text without quotes" },
		{ "\"C\",\"N1\",\"x\",\"V9999\",\"J-2601\",11/21/2026,10\r\n"
		  "\"D\",\"N1\",1,\"\",\"03-300\",\"S\",\"x\",5\r\n",
		  "vendor 'V9999' is not set up" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2601\",21/11/2026,10\r\n"
		  "\"D\",\"N1\",1,\"\",\"03-300\",\"S\",\"x\",5\r\n",
		  "is not a date" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2601\",11/21/2026,10\r\n"
		  "\"D\",\"N1\",1,\"\",\"03-000\",\"S\",\"x\",5\r\n",
		  "group cost code" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2598\",11/21/2026,10\r\n"
		  "\"D\",\"N1\",1,\"\",\"23-300\",\"S\",\"x\",5\r\n",
		  "category 'S' is not set up" },
		{ "\"C\",\"NUMBER-OF-13-\",\"x\",\"V1004\",\"J-2601\",11/21/2026,10\r\n"
		  "\"D\",\"NUMBER-OF-13-\",1,\"\",\"03-300\",\"S\",\"x\",5\r\n", "longer than 12" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2601\",11/21/2026,10\r\n"
		  "\"D\",\"N1\",1,\"09\",\"03-300\",\"S\",\"x\",5\r\n",
		  "extra '09' is not set up" },
		{ "\"C\",\"N1\",\"x\",\"V1004\",\"J-2601\",11/21/2026,10\r\n\"D\",\"N1\",1,\"\",\"03-300\",\"S\",\"x\"\r\n",
		  "amount is missing" },
	};
	struct world *w = *state;
	int64_t version;
	size_t i;

	get(w, "/_sim/state");
	version = jv_int(w->json, "version", 0);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		import(w, cases[i].text);
		if (w->status != 400 || !strstr(w->body, cases[i].part))
			print_message("%zu: %s\n", i, w->body);
		assert_int_equal(w->status, 400);
		assert_non_null(strstr(w->body, cases[i].part));
	}
	get(w, "/_sim/state");
	assert_int_equal(jv_int(w->json, "version", 0), version);
	assert_int_equal(cJSON_GetArraySize(jv_get(w->json, "commitments")), 0);
}

static void test_a_bill_comes_in_by_file(void **state)
{
	struct world *w = *state;
	const cJSON *v;

	login(w);
	import(w, "\"API\",\"V1004\",\"Q-1\",\"October\",500.00,10/31/2026,\"\",10/31/2026\r\n"
		"\"APD\",\"SC-0077\",1,\"J-2601\",\"03-300\",\"S\",\"53000\",\"\",\"\",\"\",500.00,\"\",\"N\",\"\","
		"\"Slab\",\"\",\"\"\r\n");
	if (w->status != 200)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, 200);
	assert_int_equal(jv_int(w->json, "bills", 0), 1);
	get(w, INVOICES);
	v = row(w, "Code", "Q-1");
	assert_int_equal(cents(v, "Amount"), 50000);
	assert_string_equal(jv_str(v, "InvoiceDate"), "2026-10-31T00:00:00");
	/* the columns of a company's own format, with retainage */
	post(w, "/_sim/sage300/import-file",
		"{\"columns\":{\"API\":[\"invoice\",\"vendor\",\"amount\",\"invoice_date\"],"
		"\"APD\":[\"job\",\"extra\",\"cost_code\",\"category\",\"expense_account\",\"amount\",\"retainage\"]},"
		"\"text\":\"\\\"API\\\",\\\"Q-2\\\",\\\"V1004\\\",80,10/31/2026\\r\\n\\\"APD\\\",\\\"J-2601\\\",\\\"\\\","
		"\\\"03-300\\\",\\\"S\\\",\\\"53000\\\",80,8\\r\\n\"}");
	assert_int_equal(w->status, 200);
	get(w, INVOICES);
	assert_int_equal(cents(row(w, "Code", "Q-2"), "RetainageHeldAmount"), 800);
	import(w, "\"API\",\"V1004\",\"Q-1\",\"October\",500.00,10/31/2026\r\n"
		"\"APD\",\"\",\"\",\"J-2601\",\"03-300\",\"S\",\"53000\",\"\",\"\",\"\",500.00\r\n");
	assert_int_equal(w->status, 400);
	assert_non_null(strstr(w->body, "KeyAlreadyInUse"));
}

/* ---- other writes ---- */

static void test_direct_costs_are_synchronized(void **state)
{
	struct world *w = *state;
	struct refs r;
	char *body, *id, *target;
	int64_t before;

	login(w);
	find_refs(w, &r);
	get_with(w, CATEGORIES, "job=", r.job);
	before = cents(row(w, "Id", r.category), "JobToDateCost");
	body = xasprintf("{\"AccountingDate\":\"2026-11-20\",\"TransactionDate\":\"2026-11-20\",\"Amount\":12.34,"
		"\"Description\":\"Fuel\",\"JobId\":\"%s\",\"CostCodeId\":\"%s\",\"CategoryId\":\"%s\","
		"\"DebitAccountId\":\"%s\",\"CreditAccountId\":\"%s\",\"TransactionType\":1}", r.job, r.code, r.category,
		r.expense, r.payable);
	post(w, "/JobCosting/Api/V1/JobTransaction.svc/transactions/direct-costs", body);
	assert_int_equal(w->status, 200);
	id = xstrdup(w->json->valuestring);
	target = xasprintf("/JobCosting/Api/V1/JobTransaction.svc/job/transaction/synchronize?id=%s", id);
	send(w, "POST", target, "");
	assert_int_equal(w->status, 200);
	free(target);
	target = xstrdup(w->json->valuestring);
	poll(w, target);
	poll(w, target);
	assert_non_null(jv_str(w->json, "CompletedOn"));
	control(w, "hop1", "{}");
	get_with(w, COSTS, "job=", r.job);
	assert_int_equal(cents(row(w, "Id", id), "Amount"), 1234);
	get_with(w, CATEGORIES, "job=", r.job);
	assert_int_equal(cents(row(w, "Id", r.category), "JobToDateCost") - before, 1234);
	free(target);
	free(id);
	free(body);
	free_refs(&r);
}

static void test_commitments_only_where_they_are_accepted(void **state)
{
	struct world *w = *state;

	login(w);
	post(w, ORDERS, "{\"Code\":\"SC-0084\"}");
	assert_int_equal(w->status, 405);
}

static void test_the_commitment_writer(void **state)
{
	struct world *w = *state;
	struct refs r;
	char *body, *id, *target;

	login(w);
	find_refs(w, &r);
	body = xasprintf("{\"Code\":\"SC-0084\",\"Description\":\"Drywall\",\"Type\":1,\"VendorId\":\"%s\","
		"\"JobId\":\"%s\",\"Date\":\"2026-03-01\",\"RetainagePercent\":10.0,\"IsCommited\":true}", r.vendor, r.job);
	post(w, ORDERS, body);
	assert_int_equal(w->status, 200);
	id = xstrdup(w->json->valuestring);
	free(body);
	body = xasprintf("{\"Code\":\"1\",\"Description\":\"Walls\",\"CommitmentId\":\"%s\",\"JobId\":\"%s\","
		"\"CostCodeId\":\"%s\",\"CategoryId\":\"%s\",\"Amount\":70.50}", id, r.job, r.code, r.category);
	post(w, ITEMS, body);
	assert_int_equal(w->status, 200);
	target = xasprintf("%s/synchronize?commitment=%s", ITEMS, id);
	send(w, "POST", target, "");
	assert_int_equal(w->status, 200);
	free(target);
	target = xstrdup(w->json->valuestring);
	poll(w, target);
	poll(w, target);
	control(w, "hop1", "{}");
	get(w, ORDERS);
	assert_int_equal(cents(row(w, "Id", id), "Amount"), 7050);
	free(target);
	free(body);
	free(id);
	free_refs(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		M(test_a_commitment_comes_in_by_file), T(test_a_wrong_import_file_changes_nothing),
		T(test_a_bill_comes_in_by_file), T(test_direct_costs_are_synchronized),
		T(test_commitments_only_where_they_are_accepted),
		cmocka_unit_test_setup_teardown(test_the_commitment_writer, setup_writer, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
