/* Procore: signing in, reading page by page, what answers mean, and writing at most
 * once - by recorded answers. */
#include "connector_fixture.h"
#include "member_list.h"
#include "base/date.h"
#include "base/banned.h"

#define API "https://api.test"

static void begin(struct fx *f)
{
	fx_init(f, "procore");
	fx_option(f, "api_url", API);
	fx_option(f, "login_url", "https://login.test");
	fx_option(f, "company_id", "562949953420001");
	fx_option(f, "client_id", "id");
	fx_option(f, "home_currency", "CAD");
	f->secrets[0] = "client_secret";
	f->secrets[1] = "s3cret";
	f->session.bearer = pool_strdup(&f->session.pool, "token");
	f->session.valid = 1;
}

/* ---- signing in ---- */

static const char company[] = "[{\"id\":1,\"name\":\"Other\"},{\"id\":562949953420001,\"name\":\"Northside\"}]";

static void a_service_account_signs_in_and_finds_its_company(void **state)
{
	struct fx f;

	begin(&f);
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	fx_asks(&f, "POST", "https://login.test/oauth/token");
	assert_non_null(strstr(f.out.body, "grant_type=client_credentials"));
	assert_true(f.out.flags & HTTP_SECRET_BODY);
	assert_int_equal(fx_answer(&f, 200, "{\"access_token\":\"eyJ\",\"expires_in\":5400,\"created_at\":1}", NULL),
		OP_SEND);
	fx_asks(&f, "GET", API "/rest/v1.0/companies");
	assert_string_equal(http_headers_get(&f.out.headers, "Procore-Company-Id"), "562949953420001");
	assert_string_equal(http_headers_get(&f.out.headers, "Authorization"), "Bearer eyJ");
	assert_int_equal(fx_answer(&f, 200, company, NULL), OP_DONE);
	assert_string_equal(f.session.company, "Northside");
	assert_string_equal(f.session.fingerprint, "procore:562949953420001");
	assert_true(f.session.expires_ms == NOW + 5400 * 800);
	assert_int_equal(f.op.n_save_secret, 0);
	fx_release(&f);
}

static void a_rotated_refresh_token_is_handed_over_before_it_is_used(void **state)
{
	struct fx f;

	begin(&f);
	fx_option(&f, "grant", "authorization_code");
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	f.secrets[2] = "refresh_token";
	f.secrets[3] = "old";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	assert_non_null(strstr(f.out.body, "grant_type=refresh_token"));
	assert_non_null(strstr(f.out.body, "refresh_token=old"));
	assert_true(f.out.flags & HTTP_MUTATES);
	assert_int_equal(fx_answer(&f, 200, "{\"access_token\":\"a\",\"refresh_token\":\"new\",\"expires_in\":5400}", NULL),
		OP_SEND);
	assert_int_equal(f.op.n_save_secret, 1);
	assert_string_equal(f.op.save_secret[0].name, "refresh_token");
	assert_string_equal(f.op.save_secret[0].value, "new");
	/* The old one is used up: an end of the sign-in, not a reason to try for ever. */
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 401, "{\"error\":\"invalid_grant\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_says(&f, "browser");
	/* A code that a person brought back. */
	f.secrets[4] = "code";
	f.secrets[5] = "C0DE";
	f.secrets[6] = "redirect_uri";
	f.secrets[7] = "http://127.0.0.1:9/cb";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	assert_non_null(strstr(f.out.body, "grant_type=authorization_code"));
	assert_non_null(strstr(f.out.body, "code=C0DE"));
	/* A lost answer is tried again, never unknown. */
	assert_int_equal(fx_answer(&f, 0, NULL, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_LATER);
	fx_release(&f);
}

static void a_wrong_secret_or_company_is_a_matter_of_settings(void **state)
{
	struct fx f;

	begin(&f);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 401, "{\"error\":\"invalid_client\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_start(&f, OP_LOGIN);
	fx_answer(&f, 200, "{\"access_token\":\"a\",\"expires_in\":5400}", NULL);
	assert_int_equal(fx_answer(&f, 200, "[{\"id\":1,\"name\":\"Other\"}]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_says(&f, "562949953420001");
	f.secrets[0] = NULL;
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_release(&f);
}

static void the_address_a_person_opens(void **state)
{
	struct fx f;
	struct strbuf b = STRBUF_INIT;

	begin(&f);
	assert_int_equal(f.c->authorize_url(&b, &f.env, "http://127.0.0.1:1/cb", "st", "ch", NULL), ERR_CONFIG);
	fx_option(&f, "grant", "authorization_code");
	assert_int_equal(f.c->authorize_url(&b, &f.env, "http://127.0.0.1:1/cb", "st", NULL, NULL), 0);
	assert_string_equal(b.s, "https://login.test/oauth/authorize?response_type=code&client_id=id&"
		"redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&state=st");
	strbuf_release(&b);
	fx_release(&f);
}

/* ---- reading ---- */

static void a_list_is_followed_by_its_links_and_ends_with_a_cursor(void **state)
{
	static const char *const page1[] = { "Link", "<" API "/rest/v1.0/vendors?page=2>; rel=\"next\", <" API
		"/rest/v1.0/vendors?page=9>; rel=\"last\"", "Total", "3", "Date", "Sat, 21 Nov 2026 12:00:00 GMT", NULL };
	static const char *const page2[] = { "Total", "3", "Date", "Sat, 21 Nov 2026 12:10:00 GMT", NULL };
	struct fx f;
	const struct record *r;

	begin(&f);
	f.op.feed = fx_feed(&f, "vendors");
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", API "/rest/v1.0/vendors?company_id=562949953420001&view=extended&page=1&per_page=1000");
	assert_int_equal(fx_answer(&f, 200, "[{\"id\":562949953421312,\"name\":\"Toitures L\xc3\xa9tourneau\",\"city\":null,"
		"\"state_code\":\"QC\",\"country_code\":\"CA\",\"is_active\":true,\"origin_id\":null,"
		"\"origin_code\":null,\"business_register\":{\"type\":\"BN\",\"identifier\":\"1\"},"
		"\"updated_at\":\"2026-07-01T14:03:11Z\"},{\"id\":\"77\",\"name\":\"B\\u001b[31m\",\"is_active\":false,"
		"\"origin_id\":\"V-1\",\"origin_code\":\"V-1\"},{\"name\":\"no id\"}]", page1), OP_SEND);
	fx_asks(&f, "GET", API "/rest/v1.0/vendors?page=2");
	assert_string_equal(http_headers_get(&f.out.headers, "Procore-Company-Id"), "562949953420001");
	assert_int_equal(f.op.page.len, 2);
	assert_int_equal(f.op.total, 3);
	r = fx_record(&f, ENTITY_VENDOR, 0);
	assert_string_equal(r->remote_id, "562949953421312");
	assert_string_equal(r->remote_version, "2026-07-01T14:03:11Z");
	assert_string_equal(record_text(r, VENDOR_NAME), "Toitures L\xc3\xa9tourneau");
	assert_int_equal(record_int(r, VENDOR_ACTIVE), 1);
	assert_false(record_has(r, VENDOR_CITY));
	assert_false(record_has(r, VENDOR_ORIGIN_ID));
	r = fx_record(&f, ENTITY_VENDOR, 1);
	assert_string_equal(r->remote_id, "77");
	assert_int_equal(record_int(r, VENDOR_ACTIVE), 0);
	assert_string_equal(record_text(r, VENDOR_NUMBER), "V-1");
	assert_null(strchr(record_text(r, VENDOR_NAME), 0x1b));
	assert_non_null(f.op.page_token);
	f.op.page.len = 0;
	assert_int_equal(fx_answer(&f, 200, "[]", page2), OP_DONE);
	/* The server's clock at the first page, less the overlap. */
	assert_string_equal(f.op.next_cursor, "2026-11-21T11:55:00Z");
	assert_null(f.op.page_token);
	fx_release(&f);
}

static void the_next_time_only_changes_are_asked_for(void **state)
{
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "subcontracts");
	f.op.scope = "86";
	f.op.cursor = "2026-11-20T11:55:00Z";
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", "work_order_contracts?project_id=86&view=extended&filters%5Bupdated_at%5D="
		"2026-11-20T11%3A55%3A00Z...2027-11-22T12%3A00%3A00Z&filters%5Binclude_deleted%5D=with&page=1");
	f.op.full = 1;
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	assert_null(strstr(f.out.url, "updated_at"));
	fx_release(&f);
}

static void a_stopped_list_goes_on_where_it_was(void **state)
{
	static const char *const links[] = { "Link", "<" API "/rest/v1.0/vendors?page=2>; rel=\"next\"", "Date",
		"Sat, 21 Nov 2026 12:00:00 GMT", NULL };
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "vendors");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "[]", links), OP_SEND);
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", API "/rest/v1.0/vendors?page=2");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-11-21T11:55:00Z");
	/* A token for another address is not followed. */
	f.op.page_token = "2026-11-21T11:55:00Z|https://elsewhere.test/rest/v1.0/vendors?page=2";
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", API "/rest/v1.0/vendors?company_id=");
	fx_release(&f);
}

static void strange_pages_end_the_list_with_a_reason(void **state)
{
	static const char *const elsewhere[] = { "Link", "<https://evil.test/x>; rel=\"next\"", NULL };
	static const char *const again[] = { "Link", "<" API "/rest/v1.0/vendors?company_id=562949953420001&"
		"view=extended&page=1&per_page=1000>; rel=\"next\"", NULL };
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "vendors");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "[]", elsewhere), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "[]", again), OP_FAIL);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{\"a\":1}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "[{\"id\":1,\"name\":", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 401, "{}", NULL), OP_RESTART);
	fx_release(&f);
}

static const char contract[] =
	"[{\"id\":41,\"number\":\"SC-001\",\"title\":\"Structural concrete\",\"status\":\"Approved\",\"executed\":true,"
	"\"accounting_method\":\"unit\",\"vendor\":{\"id\":70112,\"company\":\"Northside Concrete\"},"
	"\"retainage_percent\":\"10.0\",\"grand_total\":\"25000.0\",\"approved_change_orders\":\"-100.5\","
	"\"revised_contract\":\"24899.50\",\"origin_id\":null,\"contract_date\":null,\"execution_date\":\"2026-02-03\","
	"\"currency_configuration\":{\"currency_iso_code\":\"USD\",\"currency_exchange_rate\":1.3333333333333333},"
	"\"line_items\":[{\"id\":177,\"position\":1,\"description\":\"Slab\",\"amount\":\"25000.0\",\"quantity\":\"100.0\","
	"\"unit_cost\":\"250.0\",\"uom\":\"m3\",\"cost_code\":{\"id\":1472,\"full_code\":\"03-300\",\"biller_type\":\"SubJob\","
	"\"biller_id\":9},\"line_item_type\":{\"id\":47,\"code\":\"S\"},\"tax_code_id\":null,\"origin_id\":\"SC1|1\"},"
	"{\"id\":178,\"amount\":\"0.0\",\"wbs_code\":{\"flat_code\":\"P1.05-120.M\"},\"tax_code_id\":3}],"
	"\"payments_issued\":[{\"id\":9,\"amount\":\"8100.0\",\"check_number\":\"20045\",\"date\":\"2026-07-20\","
	"\"invoice_number\":\"NC-0002\",\"origin_id\":\"PMT\"}]},"
	"{\"id\":42,\"number\":\"SC-002\",\"deleted_at\":\"2026-07-01T00:00:00Z\",\"line_items\":[{\"id\":1}]}]";

static void commitments_bring_lines_and_payments(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	f.op.feed = fx_feed(&f, "subcontracts");
	f.op.scope = "86";
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, contract, NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 5);
	r = fx_record(&f, ENTITY_COMMITMENT, 0);
	assert_string_equal(record_text(r, COMMITMENT_KIND), KIND_SUBCONTRACT);
	assert_string_equal(record_text(r, COMMITMENT_VENDOR), "70112");
	assert_string_equal(record_text(r, COMMITMENT_JOB), "86");
	assert_string_equal(record_text(r, COMMITMENT_CURRENCY), "USD");
	assert_string_equal(record_text(r, COMMITMENT_DATE), "2026-02-03");
	assert_int_equal(record_int(r, COMMITMENT_AMOUNT), 2500000);
	assert_int_equal(record_int(r, COMMITMENT_CHANGES), -10050);
	assert_int_equal(record_int(r, COMMITMENT_REVISED), 2489950);
	assert_int_equal(record_int(r, COMMITMENT_RETAINAGE_PERCENT), 100000);
	r = fx_record(&f, ENTITY_COMMITMENT_LINE, 0);
	assert_string_equal(record_text(r, COMMITMENT_LINE_COMMITMENT), "41");
	assert_string_equal(record_text(r, COMMITMENT_LINE_COST_CODE_NUMBER), "03-300");
	assert_string_equal(record_text(r, COMMITMENT_LINE_COST_TYPE_NUMBER), "S");
	assert_string_equal(record_text(r, COMMITMENT_LINE_SUB_JOB), "9");
	assert_true(record_int(r, COMMITMENT_LINE_UNIT_COST) == 250000000);
	r = fx_record(&f, ENTITY_COMMITMENT_LINE, 1);
	assert_string_equal(record_text(r, COMMITMENT_LINE_COST_CODE_NUMBER), "05-120");
	assert_string_equal(record_text(r, COMMITMENT_LINE_COST_TYPE_NUMBER), "M");
	assert_string_equal(record_text(r, COMMITMENT_LINE_TAX_CODE), "3");
	r = fx_record(&f, ENTITY_PAYMENT, 0);
	assert_string_equal(record_text(r, PAYMENT_COMMITMENT), "41");
	assert_string_equal(record_text(r, PAYMENT_NUMBER), "20045");
	assert_int_equal(record_int(r, PAYMENT_AMOUNT), 810000);
	r = fx_record(&f, ENTITY_COMMITMENT, 1);
	assert_true(r->deleted);
	fx_release(&f);
}

static const char requisition[] =
	"[{\"id\":1280646,\"number\":2,\"invoice_number\":\"NC-0002\",\"commitment_id\":41,"
	"\"commitment_type\":\"WorkOrderContract\",\"vendor_id\":562949953421312,\"vendor_name\":\"Northside\","
	"\"period_id\":117330,\"requisition_start\":\"2026-06-01\",\"requisition_end\":\"2026-06-30\","
	"\"billing_date\":\"2026-06-30\",\"status\":\"approved\",\"final\":false,\"origin_id\":null,"
	"\"summary\":{\"original_contract_sum\":\"25000.0\",\"total_completed_and_stored_to_date\":\"15000.0\","
	"\"total_retainage\":\"1500.0\",\"less_previous_certificates_for_payment\":\"5400.0\",\"current_payment_due\":\"8100.0\"},"
	"\"items\":[{\"id\":900177,\"item_type\":\"contract_item\",\"line_item_id\":177,\"cost_code_id\":1472,"
	"\"work_completed_from_previous_application\":\"6000.0\",\"work_completed_this_period\":\"9000.0\","
	"\"materials_presently_stored\":\"250.25\",\"materials_presently_stored_from_previous_progress\":\"50.0\","
	"\"work_completed_retainage_retained_this_period\":\"900.0\",\"work_completed_retainage_percent_this_period\":\"10.0\","
	"\"work_completed_retainage_released_this_period\":\"25.0\",\"position\":1},"
	"{\"id\":900178,\"item_type\":\"change_order_item\",\"commitment_line_item_id\":555,"
	"\"work_completed_this_period\":%s}]}]";

static void an_invoice_is_the_sum_of_its_items(void **state)
{
	struct fx f;
	const struct record *r;
	char *body = xasprintf(requisition, "\"0.50\"");

	begin(&f);
	f.op.feed = fx_feed(&f, "invoices");
	f.op.scope = "86";
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "/rest/v1.1/requisitions?project_id=86&view=extended");
	assert_int_equal(fx_answer(&f, 200, body, NULL), OP_DONE);
	r = fx_record(&f, ENTITY_INVOICE, 0);
	assert_int_equal(record_int(r, INVOICE_AMOUNT), 900050);
	assert_int_equal(record_int(r, INVOICE_PREVIOUS), 600000);
	assert_int_equal(record_int(r, INVOICE_MATERIALS), 20025);
	assert_int_equal(record_int(r, INVOICE_RETAINAGE), 90000);
	assert_int_equal(record_int(r, INVOICE_RELEASED), 2500);
	assert_int_equal(record_int(r, INVOICE_NET), 810000);
	assert_string_equal(record_text(r, INVOICE_COMMITMENT), "41");
	assert_string_equal(record_text(r, INVOICE_CURRENCY), "CAD");
	assert_string_equal(record_text(r, INVOICE_PERIOD), "2026-06");
	assert_string_equal(record_text(r, INVOICE_PERIOD_START), "2026-06-01");
	assert_string_equal(record_text(r, INVOICE_PERIOD_END), "2026-06-30");
	r = fx_record(&f, ENTITY_INVOICE_LINE, 0);
	assert_string_equal(record_text(r, INVOICE_LINE_COMMITMENT_LINE), "177");
	assert_int_equal(record_int(r, INVOICE_LINE_RETAINAGE_PERCENT), 100000);
	r = fx_record(&f, ENTITY_INVOICE_LINE, 1);
	assert_string_equal(record_text(r, INVOICE_LINE_COMMITMENT_LINE), "555");
	free(body);
	fx_release(&f);
}

static void an_amount_that_cannot_be_read_exactly_holds_the_invoice(void **state)
{
	static const char *const bad[] = { "\"0.505\"", "\"12,50\"", "0.1234567890123456", "\"1e400\"" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct fx f;
		char *body = xasprintf(requisition, bad[i]);
		begin(&f);
		f.op.feed = fx_feed(&f, "invoices");
		f.op.scope = "86";
		fx_start(&f, OP_PULL);
		assert_int_equal(fx_answer(&f, 200, body, NULL), OP_DONE);
		assert_false(record_has(fx_record(&f, ENTITY_INVOICE, 0), INVOICE_AMOUNT));
		free(body);
		fx_release(&f);
	}
}

/* ---- answers ---- */

static void answers_have_their_meaning(void **state)
{
	static const struct { int status; unsigned flags; const char *type, *body; enum error_class cls; const char *says; }
	cases[] = {
		{ 200, 0, "application/json", "[]", ERR_NONE, NULL },
		{ 200, 0, "text/html", "<html>", ERR_LATER, "web page" },
		{ 200, HTTP_MUTATES, "text/html", "<html>", ERR_UNKNOWN, "looked up" },
		{ 302, 0, "text/html", "", ERR_CONFIG, "address" },
		{ 400, 0, "application/json", "{\"message\":\"Missing Procore-Company-Id header!\"}", ERR_CONFIG, "company" },
		{ 400, 0, "application/json", "{\"errors\":[\"bad\"]}", ERR_REFUSED, "bad" },
		{ 401, 0, "application/json", "{\"message\":\"The access token is invalid\"}", ERR_LOGIN, "invalid" },
		{ 403, 0, "application/json", "{\"message\":\"App is not connected to this company\"}", ERR_CONFIG, "Marketplace" },
		{ 403, 0, "application/json", "{\"message\":\"no\"}", ERR_REFUSED, "administrator" },
		{ 404, 0, "application/json", "{}", ERR_NOTFOUND, "HTTP 404" },
		{ 409, HTTP_MUTATES, "application/json", "{\"message\":\"taken\"}", ERR_CONFLICT, "taken" },
		{ 422, HTTP_MUTATES, "application/json", "{\"errors\":{\"number\":[\"has already been taken\"],\"base\":[\"x\"]}}",
			ERR_REFUSED, "number: has already been taken; x" },
		{ 422, 0, "application/json", "{\"error\":{\"message\":\"no\",\"details\":[{\"message\":\"m\",\"source\":\"s\"}]}}",
			ERR_REFUSED, "no; s: m" },
		{ 429, 0, "application/json", "{}", ERR_LATER, "slow" },
		{ 429, HTTP_MUTATES, "application/json", "{}", ERR_LATER, "slow" },
		{ 500, 0, "application/json", "{}", ERR_LATER, NULL },
		{ 500, HTTP_MUTATES, "application/json", "{}", ERR_UNKNOWN, NULL },
		{ 502, HTTP_MUTATES, "text/html", "<p>", ERR_UNKNOWN, NULL },
		{ 503, 0, "application/json", "{}", ERR_LATER, NULL },
		{ 503, HTTP_MUTATES, "application/json", "{}", ERR_UNKNOWN, NULL },
	};
	struct fx f;

	begin(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum error_class cls = fx_explain(&f, cases[i].status, cases[i].type, cases[i].body, cases[i].flags);
		if (cls != cases[i].cls)
			fail_msg("%d %s: %s", cases[i].status, cases[i].body, error_class_name(cls));
		if (cases[i].says)
			fx_says(&f, cases[i].says);
	}
	fx_release(&f);
}

/* ---- writing ---- */

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

static void compose(struct fx *f, const char *verb, const struct dossier *d)
{
	strbuf_reset(&f->payload);
	assert_int_equal(f->c->compose(&f->payload, verb, d, NULL, &f->env, "k1", &f->err), 0);
	f->item = (struct push_item){ .verb = verb, .entity = d->record->entity, .key = "k1", .payload = f->payload.s,
		.attempt = 1 };
}

/* The body of the request on its way fits the published description. */
static void check_body(struct fx *f, const char *operation)
{
	char *list = fx_file("tests/data/procore-members.txt");
	struct json_doc doc;

	assert_int_equal(json_parse(&doc, f->out.body, f->out.body_len, NULL), 0);
	check_procore_body(list, operation, "", json_root(&doc));
	check_procore_required(list, operation, json_root(&doc));
	json_release(&doc);
	free(list);
	assert_true(f->out.flags & HTTP_MUTATES);
}

static void invoice(struct fx *f, struct dossier *d)
{
	struct record *r = rec(f, ENTITY_INVOICE, "1280646");

	put(f, r, INVOICE_JOB, "86");
	put(f, r, INVOICE_COMMITMENT, "41");
	put(f, r, INVOICE_NUMBER, "NC-0002");
	put(f, r, INVOICE_BILLING_DATE, "2026-06-30");
	memset(d, 0, sizeof *d);
	d->record = r;
	d->self.erp_id = d->self.erp_code = "000047";
}

static void origin_ids_are_written_after_a_look(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	compose(&f, "writeback", &d);
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", API "/rest/v1.1/requisitions/1280646?project_id=86");
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646,\"origin_id\":null}", NULL), OP_SEND);
	fx_asks(&f, "PATCH", API "/rest/v1.1/requisitions/1280646");
	assert_string_equal(f.out.body, "{\"project_id\":86,\"commitment_id\":41,\"requisition\":{\"origin_id\":\"000047\","
		"\"origin_data\":\"comptoir:k1\"}}");
	check_body(&f, "PATCH/rest/v1.1/requisitions/{id}");
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646,\"origin_id\":\"000047\"}", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, "1280646");
	assert_int_equal(f.op.result.adopted, 0);
	/* Again: it is there already. */
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646,\"origin_id\":\"000047\"}", NULL), OP_DONE);
	assert_int_equal(f.op.result.adopted, 1);
	/* Somebody else's. */
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646,\"origin_id\":\"999\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "999");
	fx_release(&f);
}

static void a_look_up_only_looks(void **state)
{
	static const struct { const char *body; int found; } cases[] = {
		{ "{\"id\":1,\"origin_id\":null}", 0 }, { "{\"id\":1,\"origin_id\":\"000047\"}", 1 },
		{ "{\"id\":1,\"origin_id\":\"x\"}", -1 },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	compose(&f, "writeback", &d);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(fx_start(&f, OP_LOOKUP), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, cases[i].body, NULL), OP_DONE);
		assert_int_equal(f.op.result.found, cases[i].found);
	}
	fx_release(&f);
}

static void what_is_not_decisive_is_unknown(void **state)
{
	static const struct { int status; const char *body; int rc; enum error_class cls; } cases[] = {
		{ 500, "{}", OP_FAIL, ERR_UNKNOWN }, { 504, "<html>", OP_FAIL, ERR_UNKNOWN },
		{ 200, "{\"id\":12", OP_FAIL, ERR_UNKNOWN }, { 429, "{}", OP_FAIL, ERR_LATER },
		{ 422, "{\"errors\":{\"base\":[\"no\"]}}", OP_FAIL, ERR_REFUSED }, { 401, "{}", OP_RESTART, ERR_NONE },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	compose(&f, "writeback", &d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, "{\"id\":1280646,\"origin_id\":null}", NULL);
		assert_int_equal(fx_answer(&f, cases[i].status, cases[i].body, NULL), cases[i].rc);
		if (cases[i].rc == OP_FAIL)
			assert_int_equal(f.err.cls, cases[i].cls);
	}
	fx_release(&f);
}

static void commitments_go_through_sync_and_their_lines_follow(void **state)
{
	struct fx f;
	struct record *r;
	struct dossier_line lines[3];
	struct dossier d = { 0 };

	begin(&f);
	r = rec(&f, ENTITY_COMMITMENT, "41");
	put(&f, r, COMMITMENT_JOB, "86");
	put(&f, r, COMMITMENT_KIND, KIND_SUBCONTRACT);
	memset(lines, 0, sizeof lines);
	for (int i = 0; i < 3; i++) {
		static const char *const ids[] = { "177", "178", "179" }, *const numbers[] = { "1", "SC000041|2", NULL };
		lines[i].line = rec(&f, ENTITY_COMMITMENT_LINE, ids[i]);
		lines[i].order_line = numbers[i];
	}
	d.record = r;
	d.lines = lines;
	d.n_lines = 3;
	d.self.erp_id = d.self.erp_code = "SC000041";
	compose(&f, "writeback", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", "/rest/v1.0/work_order_contracts/41?project_id=86");
	assert_int_equal(fx_answer(&f, 200, "{\"id\":41,\"origin_id\":null,\"line_items\":[{\"id\":177,"
		"\"origin_id\":\"SC000041|1\"},{\"id\":178,\"origin_id\":null}]}", NULL), OP_SEND);
	fx_asks(&f, "PATCH", "/rest/v1.0/work_order_contracts/sync");
	check_body(&f, "PATCH/rest/v1.0/work_order_contracts/sync");
	/* 200 with a list of what was refused is a refusal. */
	assert_int_equal(fx_answer(&f, 200, "{\"entities\":[],\"errors\":[{\"id\":41,\"errors\":{\"origin_id\":"
		"[\"has already been taken\"]}}]}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "{\"id\":41,\"origin_id\":null,\"line_items\":[{\"id\":177,\"origin_id\":\"SC000041|1\"}]}", NULL);
	assert_int_equal(fx_answer(&f, 200, "{\"entities\":[{\"id\":41,\"number\":\"SC-001\"}],\"errors\":[]}", NULL), OP_SEND);
	fx_asks(&f, "PATCH", "/rest/v1.0/work_order_contracts/41/line_items/178");
	assert_string_equal(f.out.body, "{\"project_id\":86,\"line_item\":{\"origin_id\":\"SC000041|2\"}}");
	check_body(&f, "PATCH/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/{id}");
	assert_int_equal(fx_answer(&f, 200, "{\"id\":178}", NULL), OP_DONE);
	/* The header is done, a line is not: not finished yet. */
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, "{\"id\":41,\"origin_id\":\"SC000041\",\"line_items\":[{\"id\":177,"
		"\"origin_id\":\"SC000041|1\"},{\"id\":178,\"origin_id\":null}]}", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 0);
	put(&f, r, COMMITMENT_KIND, KIND_PURCHASE_ORDER);
	compose(&f, "writeback", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "{\"id\":41,\"origin_id\":null,\"line_items\":[]}", NULL);
	fx_asks(&f, "PATCH", "/rest/v1.0/purchase_order_contracts/41");
	check_body(&f, "PATCH/rest/v1.0/purchase_order_contracts/{id}");
	fx_release(&f);
}

static void vendors_and_jobs_are_marked_and_added(void **state)
{
	static const struct { enum entity e; const char *verb, *operation, *path; } cases[] = {
		{ ENTITY_VENDOR, "writeback", "PATCH/rest/v1.0/vendors/sync", "/rest/v1.0/vendors/sync" },
		{ ENTITY_JOB, "writeback", "PATCH/rest/v1.0/projects/{id}", "/rest/v1.0/projects/7" },
		{ ENTITY_VENDOR, "add", "PATCH/rest/v1.0/vendors/sync", "/rest/v1.0/vendors/sync" },
		{ ENTITY_JOB, "add", "PATCH/rest/v1.0/projects/sync", "/rest/v1.0/projects/sync" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fx f;
		struct dossier d = { 0 };
		struct record *r;
		int add = !strcmp(cases[i].verb, "add");

		begin(&f);
		r = rec(&f, cases[i].e, add ? "V1004" : "7");
		put(&f, r, entities[cases[i].e].label, "Name");
		put(&f, r, entities[cases[i].e].number, "V1004");
		put(&f, r, cases[i].e == ENTITY_VENDOR ? VENDOR_STATE : JOB_STATE, "QC");
		put(&f, r, cases[i].e == ENTITY_VENDOR ? VENDOR_COUNTRY : JOB_COUNTRY, "CA");
		d.record = r;
		d.self.erp_id = d.self.erp_code = "V1004";
		compose(&f, cases[i].verb, &d);
		fx_start(&f, OP_PUSH);
		assert_string_equal(f.out.method, "GET");
		assert_int_equal(fx_answer(&f, 200, add ? "[]" : "{\"id\":7,\"origin_id\":null}", NULL), OP_SEND);
		fx_asks(&f, "PATCH", cases[i].path);
		check_body(&f, cases[i].operation);
		assert_int_equal(fx_answer(&f, 200, add || cases[i].e == ENTITY_VENDOR
			? "{\"entities\":[{\"id\":9}],\"errors\":[]}" : "{\"id\":9}", NULL), OP_DONE);
		assert_string_equal(f.op.result.remote_id, "9");
		fx_release(&f);
	}
}

static void a_rejection_is_a_status(void **state)
{
	struct fx f;
	struct dossier d;
	struct error err = ERROR_INIT;

	begin(&f);
	invoice(&f, &d);
	compose(&f, "reject", &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646,\"status\":\"approved\"}", NULL), OP_SEND);
	check_body(&f, "PATCH/rest/v1.1/requisitions/{id}");
	assert_non_null(strstr(f.out.body, "\"status\":\"revise_and_resubmit\""));
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646}", NULL), OP_DONE);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{\"id\":1280646,\"status\":\"revise_and_resubmit\"}", NULL), OP_DONE);
	d.record = rec(&f, ENTITY_VENDOR, "1");
	assert_int_equal(f.c->compose(&f.payload, "reject", &d, NULL, &f.env, "k", &err), ERR_REFUSED);
	error_release(&err);
	fx_release(&f);
}

static void payment(struct fx *f, struct dossier *d, int64_t amount, int is_void)
{
	struct dossier inv;
	struct record *r = rec(f, ENTITY_PAYMENT, "000045|000047");

	invoice(f, &inv);
	put(f, r, PAYMENT_NUMBER, "20045");
	put(f, r, PAYMENT_DATE, "2026-07-20");
	put(f, r, PAYMENT_METHOD, "CHECK");
	put(f, r, PAYMENT_CURRENCY, "CAD");
	record_set_int(r, PAYMENT_AMOUNT, amount);
	record_set_int(r, PAYMENT_VOID, is_void);
	memset(d, 0, sizeof *d);
	d->record = r;
	d->invoice.procore = inv.record;
}

static void a_payment_is_added_once_and_removed_when_it_is_void(void **state)
{
	static const char there[] = "[{\"id\":1,\"origin_id\":null,\"amount\":\"1.0\"},{\"id\":5,\"origin_id\":\"000045|000047\","
		"\"amount\":\"8100.0\"}]";
	static const char by_hand[] = "[{\"id\":6,\"origin_id\":\"PMT-1\",\"amount\":\"8100.0\",\"check_number\":\"20045\","
		"\"date\":\"2026-07-20\",\"invoice_number\":\"NC-0002\"}]";
	static const char *const more[] = { "Link", "<" API "/rest/v1.0/contract_payments?page=2>; rel=\"next\"", NULL };
	struct fx f;
	struct dossier d;

	begin(&f);
	payment(&f, &d, 810000, 0);
	compose(&f, "payment", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", "/rest/v1.0/contract_payments?project_id=86&contract_id=41");
	assert_int_equal(fx_answer(&f, 200, "[{\"id\":1,\"origin_id\":null}]", more), OP_SEND);
	fx_asks(&f, "GET", "contract_payments?page=2");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "POST", "/rest/v1.0/contract_payments");
	check_body(&f, "POST/rest/v1.0/contract_payments");
	assert_non_null(strstr(f.out.body, "\"amount\":\"8100.00\""));
	assert_non_null(strstr(f.out.body, "\"payment_method\":\"check\""));
	assert_non_null(strstr(f.out.body, "\"requisition_id\":1280646"));
	assert_int_equal(fx_answer(&f, 201, "{\"id\":5}", NULL), OP_DONE);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, there, NULL), OP_DONE);
	assert_int_equal(f.op.result.adopted, 1);
	assert_string_equal(f.op.result.remote_id, "5");
	/* The same check, written by somebody else. */
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, by_hand, NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, "6");
	payment(&f, &d, 900000, 0);
	compose(&f, "payment", &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, there, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	/* Void: removed; a locked one is unmarked first. */
	payment(&f, &d, 810000, 1);
	compose(&f, "payment", &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, there, NULL), OP_SEND);
	fx_asks(&f, "DELETE", "/rest/v1.0/contract_payments/5?project_id=86&contract_id=41");
	assert_int_equal(fx_answer(&f, 422, "{\"errors\":{\"base\":[\"synced with ERP\"]}}", NULL), OP_SEND);
	fx_asks(&f, "PATCH", "/rest/v1.0/contract_payments/5");
	check_body(&f, "PATCH/rest/v1.0/contract_payments/{id}");
	assert_int_equal(fx_answer(&f, 200, "{\"id\":5}", NULL), OP_SEND);
	fx_asks(&f, "DELETE", "/rest/v1.0/contract_payments/5");
	assert_int_equal(fx_answer(&f, 422, "{\"errors\":{\"base\":[\"synced with ERP\"]}}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, there, NULL);
	assert_int_equal(fx_answer(&f, 200, "", NULL), OP_DONE);
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 1);
	fx_release(&f);
}

static void only_what_procore_can_take_is_composed(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	d.self.erp_id = NULL;
	assert_int_equal(f.c->compose(&f.payload, "writeback", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	d.self.erp_id = "1";
	((struct record *)(uintptr_t)d.record)->remote_id = "abc";
	assert_int_equal(f.c->compose(&f.payload, "writeback", &d, NULL, &f.env, "k", &f.err), ERR_DATA);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_DATA);
	payment(&f, &d, 1, 0);
	d.invoice.procore = NULL;
	assert_int_equal(f.c->compose(&f.payload, "payment", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	f.item = (struct push_item){ .payload = "{\"system\":\"acumatica\",\"body\":{}}" };
	assert_int_equal(fx_start(&f, OP_PUSH), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_BUG);
	fx_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_service_account_signs_in_and_finds_its_company),
		cmocka_unit_test(a_rotated_refresh_token_is_handed_over_before_it_is_used),
		cmocka_unit_test(a_wrong_secret_or_company_is_a_matter_of_settings),
		cmocka_unit_test(the_address_a_person_opens),
		cmocka_unit_test(a_list_is_followed_by_its_links_and_ends_with_a_cursor),
		cmocka_unit_test(the_next_time_only_changes_are_asked_for),
		cmocka_unit_test(a_stopped_list_goes_on_where_it_was),
		cmocka_unit_test(strange_pages_end_the_list_with_a_reason),
		cmocka_unit_test(commitments_bring_lines_and_payments),
		cmocka_unit_test(an_invoice_is_the_sum_of_its_items),
		cmocka_unit_test(an_amount_that_cannot_be_read_exactly_holds_the_invoice),
		cmocka_unit_test(answers_have_their_meaning),
		cmocka_unit_test(origin_ids_are_written_after_a_look),
		cmocka_unit_test(a_look_up_only_looks),
		cmocka_unit_test(what_is_not_decisive_is_unknown),
		cmocka_unit_test(commitments_go_through_sync_and_their_lines_follow),
		cmocka_unit_test(vendors_and_jobs_are_marked_and_added),
		cmocka_unit_test(a_rejection_is_a_status),
		cmocka_unit_test(a_payment_is_added_once_and_removed_when_it_is_void),
		cmocka_unit_test(only_what_procore_can_take_is_composed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
