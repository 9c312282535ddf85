/* Sage 300 CRE through hh2: signing in, lists by version and what one must know of another, documents
 * and import files as they are composed, and each sent at most once - by recorded answers. */
#include "connector_fixture.h"
#include "base/date.h"
#include "connectors/sage300.h"
#include "base/banned.h"

#define SITE "https://example.hh2.com"
#define V1 "3d7f0000-0000-4000-8000-00000000000a"
#define J1 "9c1e0000-0000-4000-8000-00000000000b"
#define X1 "9c1e0000-0000-4000-8000-0000000000e1"
#define C1 "a0b20000-0000-4000-8000-000000000001"
#define G1 "51de0000-0000-4000-8000-000000000001"
#define O1 "c7a90000-0000-4000-8000-000000000001"
#define I1 "e3110000-0000-4000-8000-000000000001"
#define I2 "e3110000-0000-4000-8000-000000000002"
#define A1 "11aa0000-0000-4000-8000-000000000001"
#define A2 "22bb0000-0000-4000-8000-000000000002"
#define D1 "d0c00000-0000-4000-8000-000000000001"
#define P1 "e0d50000-0000-4000-8000-000000000001"
#define B1 "b1110000-0000-4000-8000-000000000001"


static void begin(struct fx *f)
{
	fx_init(f, "sage300");
	fx_option(f, "base_url", SITE "/");
	fx_option(f, "user", "svc-connector");
	f->secrets[0] = "password";
	f->secrets[1] = "p\"w";
	f->secrets[2] = "api_key";
	f->secrets[3] = "key";
	f->secrets[4] = "api_secret";
	f->secrets[5] = "sec";
	f->session.cookies = pool_strdup(&f->session.pool, ".ASPXAUTH=a");
	f->session.construction = "hh2";
	f->session.valid = 1;
}

/* ---- signing in ---- */

/* Several Set-Cookie lines; fx_answer sets one of a name, so they are added by hand. */
static int answer_login(struct fx *f, const char *body, int with_session)
{
	struct http_response r;
	int rc;

	http_response_init(&r);
	http_response_set(&r, 200, "application/json", body);
	r.sent = 1;
	http_headers_add(&r.headers, "Date", "Sat, 21 Nov 2026 12:00:00 GMT");
	http_headers_add(&r.headers, "Set-Cookie", "ApplicationGatewayAffinityCORS=c; Path=/; SameSite=None; Secure");
	http_headers_add(&r.headers, "Set-Cookie", "ApplicationGatewayAffinity=g; Path=/");
	http_headers_add(&r.headers, "Set-Cookie", "other=o; Path=/");
	if (with_session)
		http_headers_add(&r.headers, "Set-Cookie", ".ASPXAUTH=A1B2; expires=Sat, 21-Nov-2026 12:20:00 GMT; path=/; HttpOnly");
	r.url = xstrdup(f->out.url);
	error_release(&f->err);
	rc = f->c->login(&f->op, &r, &f->out, &f->err);
	http_response_release(&r);
	return rc;
}

static void the_session_goes_first_and_ends_before_its_time(void **state)
{
	struct fx f;

	begin(&f);
	f.session.valid = 0;
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	fx_asks(&f, "POST", SITE "/Api/Security/V3/Session.svc/authenticate");
	assert_string_equal(f.out.body, "{\"ApiKey\":\"key\",\"ApiSecret\":\"sec\",\"Username\":\"svc-connector\",\"Password\":\"p\\\"w\"}");
	assert_true(f.out.flags & HTTP_SECRET_BODY);
	assert_null(http_headers_get(&f.out.headers, "Cookie"));
	assert_string_equal(http_headers_get(&f.out.headers, "Accept"), "application/json");
	assert_int_equal(answer_login(&f, "{\"AuthenticatedClient\":{\"Name\":\"Example Builders\"},\"AuthenticatedUser\":{},\"Result\":5}", 1), OP_DONE);
	assert_string_equal(f.session.cookies, ".ASPXAUTH=A1B2; ApplicationGatewayAffinity=g; ApplicationGatewayAffinityCORS=c; other=o");
	assert_string_equal(f.session.fingerprint, "sage300:example.hh2.com:Example Builders");
	assert_string_equal(f.session.company, "Example Builders");
	assert_int_equal(f.session.valid, 1);
	assert_int_equal(f.session.expires_ms, NOW + 16 * 60000);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(answer_login(&f, "{\"Result\":5}", 0), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_release(&f);
}

static void each_result_has_its_words(void **state)
{
	static const struct { const char *body; enum error_class cls; const char *says; } cases[] = {
		{ "{\"Result\":1}", ERR_CONFIG, "password" },
		{ "{\"Result\":2}", ERR_CONFIG, "API key" },
		{ "{\"Result\":3}", ERR_CONFIG, "locked the user" },
		{ "{\"Result\":4}", ERR_CONFIG, "support" },
		{ "{\"Result\":77}", ERR_CONFIG, "does not know" },
		{ "{}", ERR_LATER, "did not say" },
	};
	struct fx f;

	begin(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fx_start(&f, OP_LOGIN);
		assert_int_equal(answer_login(&f, cases[i].body, 1), OP_FAIL);
		assert_int_equal(f.err.cls, cases[i].cls);
		fx_says(&f, cases[i].says);
	}
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 200, "<html>sign in</html>", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	f.secrets[2] = "nothing";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);
	fx_says(&f, "api_key");
	fx_release(&f);
}

static void a_subdomain_is_taken_as_it_is_typed(void **state)
{
	static const struct { const char *typed, *base; } cases[] = {
		{ "example", SITE }, { "Example.hh2.com", SITE }, { "https://example.hh2.com/", SITE },
		{ "http://example.hh2.com/#/login", SITE }, { " example ", SITE }, { "example/", SITE },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fx f;
		struct strbuf b = STRBUF_INIT;
		begin(&f);
		fx_option(&f, "base_url", NULL);
		assert_int_equal(sage300_base(&b, &f.env), -1);
		fx_option(&f, "subdomain", cases[i].typed);
		assert_int_equal(sage300_base(&b, &f.env), 0);
		assert_string_equal(b.s, cases[i].base);
		strbuf_release(&b);
		fx_release(&f);
	}
}

static void answers_have_their_meaning(void **state)
{
	static const struct { int status; unsigned flags; const char *body; enum error_class cls; const char *says; } cases[] = {
		{ 200, 0, "[]", ERR_NONE, NULL },
		{ 200, HTTP_MUTATES, "\"" D1 "\"", ERR_NONE, NULL },
		{ 401, 0, "", ERR_LOGIN, NULL },
		{ 403, HTTP_MUTATES, "", ERR_LOGIN, NULL },
		{ 302, 0, "<html>", ERR_LOGIN, NULL },
		{ 200, 0, "<html>", ERR_LOGIN, NULL },
		{ 200, HTTP_MUTATES, "<html>", ERR_UNKNOWN, NULL },
		{ 400, HTTP_MUTATES, "{\"Errors\":[\"Code is too long.\",\"No vendor\"]}", ERR_REFUSED, "Code is too long.; No vendor" },
		{ 404, 0, "{}", ERR_REFUSED, "sync" },
		{ 406, 0, "{\"Message\":\"no right\"}", ERR_REFUSED, "no right" },
		{ 429, 0, "{}", ERR_LATER, NULL },
		{ 500, 0, "{\"Message\":\"oops\"}", ERR_LATER, "oops" },
		{ 500, HTTP_MUTATES, "{\"Message\":\"oops\"}", ERR_UNKNOWN, NULL },
		{ 503, HTTP_MUTATES, "", ERR_UNKNOWN, NULL },
	};
	struct fx f;

	begin(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum error_class cls = fx_explain(&f, cases[i].status, "application/json", cases[i].body, cases[i].flags);
		if (cls != cases[i].cls)
			fail_msg("%zu: %d %s: %s", i, cases[i].status, cases[i].body, error_class_name(cls));
		if (cases[i].says)
			fx_says(&f, cases[i].says);
	}
	fx_release(&f);
}

/* ---- reading ---- */

static void read_feed(struct fx *f, const char *name, const char *cursor)
{
	f->op.feed = fx_feed(f, name);
	f->op.cursor = cursor;
	f->op.page_token = NULL;
	f->op.full = 0;
	assert_int_equal(fx_start(f, OP_PULL), OP_SEND);
}

static void empty_page(struct fx *f)
{
	ARRAY_RELEASE(&f->op.page);
}

static void a_list_goes_on_above_the_largest_version(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	read_feed(&f, "vendors", NULL);
	fx_asks(&f, "GET", SITE SAGE300_VENDORS "?version=0");
	assert_string_equal(http_headers_get(&f.out.headers, "Cookie"), ".ASPXAUTH=a");
	assert_int_equal(fx_answer(&f, 200, "[{\"Id\":\"" V1 "\",\"Version\":7,\"Code\":\"NC01 \",\"Name\":\"Northside\",\"City\":\"Ottawa\","
		"\"State\":\"ON\",\"Type\":{\"Id\":\"1\",\"Name\":\"Sub\"},\"IsActive\":true,\"IsArchived\":false},"
		"{\"Id\":\"" V1 "2\",\"Version\":5,\"Code\":\"X\",\"IsActive\":false},{\"Id\":\"" V1 "3\",\"Version\":6,\"IsArchived\":true},"
		"{\"Version\":9007199254740,\"Id\":null}]", NULL), OP_SEND);
	fx_asks(&f, "GET", "?version=9007199254740");
	assert_string_equal(f.op.page_token, "9007199254740");
	assert_int_equal(f.op.page.len, 3);
	r = fx_record(&f, ENTITY_VENDOR, 0);
	assert_string_equal(r->remote_id, V1);
	assert_string_equal(r->remote_code, "NC01");
	assert_string_equal(record_text(r, VENDOR_CLASS), "Sub");
	assert_int_equal(record_int(r, VENDOR_ACTIVE), 1);
	assert_int_equal(r->deleted, 0);
	assert_int_equal(record_int(fx_record(&f, ENTITY_VENDOR, 1), VENDOR_ACTIVE), 0);
	assert_int_equal(fx_record(&f, ENTITY_VENDOR, 2)->deleted, 1);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "9007199254740");
	/* Unchanged: one call, and the cursor stays. */
	read_feed(&f, "vendors", "41");
	fx_asks(&f, "GET", "?version=41");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "41");
	/* The same page again would never end. */
	read_feed(&f, "vendors", "41");
	assert_int_equal(fx_answer(&f, 200, "[{\"Id\":\"" V1 "\",\"Version\":41}]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	/* Gone on from a page; a full pass begins at the beginning. */
	f.op.page_token = "30";
	f.op.cursor = "10";
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "?version=30");
	f.op.page_token = NULL;
	f.op.full = 1;
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "?version=0");
	assert_int_equal(fx_answer(&f, 200, "{\"a\":1}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "<html>", NULL), OP_RESTART);
	fx_release(&f);
}

static void a_job_with_a_parent_is_an_extra(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	read_feed(&f, "jobs", NULL);
	fx_answer(&f, 200, "[{\"Id\":\"" J1 "\",\"Version\":1,\"Code\":\"26-01\",\"Name\":\"Riverside\",\"ParentId\":null,\"Status\":1,\"IsActive\":true},"
		"{\"Id\":\"" X1 "\",\"Version\":2,\"Code\":\"A\",\"Name\":\"Annex\",\"ParentId\":\"" J1 "\",\"IsActive\":true}]", NULL);
	r = fx_record(&f, ENTITY_JOB, 0);
	assert_string_equal(record_text(r, JOB_NUMBER), "26-01");
	assert_string_equal(record_text(r, JOB_STATUS), "Active");
	r = fx_record(&f, ENTITY_SUB_JOB, 0);
	assert_string_equal(r->remote_id, X1);
	assert_string_equal(record_text(r, SUB_JOB_JOB), J1);
	assert_string_equal(record_text(r, SUB_JOB_NUMBER), "A");
	read_feed(&f, "accounts", NULL);
	fx_answer(&f, 200, "[{\"Id\":\"" A1 "\",\"Version\":1,\"Code\":\"20-5010\",\"Name\":null,\"Description\":\"Labour\",\"IsActive\":true}]", NULL);
	r = fx_record(&f, ENTITY_ACCOUNT, 0);
	assert_string_equal(record_text(r, ACCOUNT_NUMBER), "20-5010");
	assert_string_equal(record_text(r, ACCOUNT_NAME), "Labour");
	assert_int_equal(record_int(r, ACCOUNT_ACTIVE), 1);
	read_feed(&f, "standard-categories", NULL);
	fx_asks(&f, "GET", SITE SAGE300_CATEGORIES "?");
	fx_answer(&f, 200, "[{\"Id\":\"" G1 "\",\"Version\":1,\"Code\":\"L\",\"Name\":\"Labour\",\"AccumulationName\":\"Labor\"}]", NULL);
	assert_string_equal(record_text(fx_record(&f, ENTITY_COST_TYPE, 0), COST_TYPE_NUMBER), "L");
	fx_release(&f);
}

#define CODE(id, v, job, number, more) "{\"Id\":\"" id "\",\"Version\":" v ",\"Code\":\"" number "\",\"JobId\":\"" job "\"" more "}"
#define CATEGORY(id, v, job, code) "{\"Id\":\"" id "\",\"Version\":" v ",\"Code\":\"L\",\"Name\":\"Labour\",\"JobId\":\"" job "\",\"CostCodeId\":\"" code "\"}"

static void categories_carry_the_number_of_their_cost_code(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	/* First pass: the cost codes first, and they are rows, too. */
	read_feed(&f, "job-categories", NULL);
	fx_asks(&f, "GET", SITE SAGE300_JOB_CODES "?version=0");
	assert_int_equal(fx_answer(&f, 200, "[" CODE("c1", "3", J1, "03-200", ",\"IsActive\":true") ","
		CODE("c2", "4", J1, "03-000", ",\"IsGroupCode\":true") "]", NULL), OP_SEND);
	assert_int_equal(f.op.page.len, 2);
	assert_int_equal(record_int(fx_record(&f, ENTITY_COST_CODE, 0), COST_CODE_ACTIVE), 0);
	assert_null(f.op.page_token);
	empty_page(&f);
	fx_asks(&f, "GET", SAGE300_JOB_CODES "?version=4");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "GET", SITE SAGE300_JOB_CATEGORIES "?version=0");
	assert_int_equal(fx_answer(&f, 200, "[" CATEGORY("g1", "9", J1, "c1") "," CATEGORY("g2", "10", J1, "c2") ","
		CATEGORY("g3", "11", J1, "c9") "]", NULL), OP_SEND);
	r = fx_record(&f, ENTITY_COST_CODE, 0);
	assert_string_equal(r->remote_id, "g1");
	assert_string_equal(record_text(r, COST_CODE_NUMBER), "03-200.L");
	assert_string_equal(r->remote_code, "03-200.L");
	assert_string_equal(record_text(r, COST_CODE_JOB), J1);
	assert_string_equal(record_text(r, COST_CODE_PARENT), "c1");
	assert_int_equal(record_int(r, COST_CODE_ACTIVE), 1);
	assert_int_equal(record_int(fx_record(&f, ENTITY_COST_CODE, 1), COST_CODE_ACTIVE), 0);   /* a group */
	assert_int_equal(record_int(fx_record(&f, ENTITY_COST_CODE, 2), COST_CODE_ACTIVE), 0);   /* an orphan */
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "11");
	/* The list of cost codes itself has nothing left to read then. */
	read_feed(&f, "job-cost-codes", NULL);
	fx_asks(&f, "GET", SAGE300_JOB_CODES "?version=4");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "4");
	fx_release(&f);
}

static void later_only_the_jobs_concerned_are_asked_about(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	read_feed(&f, "job-categories", "11");
	fx_asks(&f, "GET", SAGE300_JOB_CATEGORIES "?version=11");
	assert_int_equal(fx_answer(&f, 200, "[" CATEGORY("g1", "20", "j1", "c1") "," CATEGORY("g2", "21", "j2", "c2") "]", NULL), OP_SEND);
	assert_int_equal(f.op.page.len, 0);
	fx_asks(&f, "GET", SAGE300_JOB_CODES "?job=j1&version=0");
	assert_int_equal(fx_answer(&f, 200, "[" CODE("c1", "3", "j1", "1", "") "]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "GET", SAGE300_JOB_CODES "?job=j2&version=0");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "GET", SAGE300_JOB_CATEGORIES "?version=11");
	assert_int_equal(fx_answer(&f, 200, "[" CATEGORY("g1", "20", "j1", "c1") "," CATEGORY("g2", "21", "j2", "c2") "]", NULL), OP_SEND);
	assert_string_equal(record_text(fx_record(&f, ENTITY_COST_CODE, 0), COST_CODE_NUMBER), "1.L");
	assert_int_equal(record_int(fx_record(&f, ENTITY_COST_CODE, 1), COST_CODE_ACTIVE), 0);
	assert_string_equal(f.op.page_token, "21");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	/* A cost code that changed takes its categories along, and no others. */
	read_feed(&f, "job-cost-codes", "4");
	assert_int_equal(fx_answer(&f, 200, "[" CODE("c1", "30", "j1", "1", ",\"IsActive\":false") "]", NULL), OP_SEND);
	fx_asks(&f, "GET", SAGE300_JOB_CATEGORIES "?job=j1&version=0");
	empty_page(&f);
	assert_int_equal(fx_answer(&f, 200, "[" CATEGORY("g1", "20", "j1", "c1") "," CATEGORY("g7", "21", "j1", "c7") "]", NULL), OP_SEND);
	assert_int_equal(f.op.page.len, 1);
	r = fx_record(&f, ENTITY_COST_CODE, 0);
	assert_string_equal(r->remote_id, "g1");
	assert_int_equal(record_int(r, COST_CODE_ACTIVE), 0);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "GET", SAGE300_JOB_CODES "?version=30");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "30");
	fx_release(&f);
}

static void documents_are_read(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	read_feed(&f, "commitments", NULL);
	fx_answer(&f, 200, "[{\"Id\":\"" O1 "\",\"Version\":5,\"Code\":\"SC-1\",\"Name\":null,\"Description\":\"Drywall\",\"Type\":1,\"VendorId\":\"" V1 "\","
		"\"JobId\":\"" J1 "\",\"Date\":\"2026-03-01T00:00:00\",\"Amount\":1100.10,\"AmountOriginal\":1000.10,\"AmountApproved\":100.0,"
		"\"AmountInvoiced\":0,\"CreatedOnUtc\":\"2023-11-29T18:35:48.8712983\",\"RetainagePercent\":10.0,\"IsClosed\":false,\"IsCommited\":true},{\"Id\":\"o2\",\"Version\":6,\"Code\":\"PO-1\",\"Type\":2,"
		"\"Amount\":0.005,\"IsClosed\":true}]", NULL);
	r = fx_record(&f, ENTITY_COMMITMENT, 0);
	assert_string_equal(record_text(r, COMMITMENT_KIND), KIND_SUBCONTRACT);
	assert_string_equal(record_text(r, COMMITMENT_TITLE), "Drywall");
	assert_string_equal(record_text(r, COMMITMENT_VENDOR_REF), "SC-1");
	assert_string_equal(record_text(r, COMMITMENT_DATE), "2026-03-01");
	assert_string_equal(record_text(r, COMMITMENT_STATUS), "Open");
	assert_int_equal(record_int(r, COMMITMENT_AMOUNT), 100010);
	assert_int_equal(record_int(r, COMMITMENT_REVISED), 110010);
	assert_string_equal(record_text(r, COMMITMENT_CREATED), "2023-11-29T18:35:48Z");
	assert_int_equal(record_int(r, COMMITMENT_RETAINAGE_PERCENT), 100000);
	r = fx_record(&f, ENTITY_COMMITMENT, 1);
	assert_string_equal(record_text(r, COMMITMENT_KIND), KIND_PURCHASE_ORDER);
	assert_string_equal(record_text(r, COMMITMENT_STATUS), "Closed");
	assert_false(record_has(r, COMMITMENT_AMOUNT));          /* half a cent is not read */
	fx_answer(&f, 200, "[]", NULL);
	assert_string_equal(sage300_remembered(&f.session, "commitments", &f.pool), "6");
	read_feed(&f, "invoices", NULL);
	fx_answer(&f, 200, "[{\"Id\":\"" B1 "\",\"Version\":5,\"Code\":\"NC-2\",\"VendorId\":\"" V1 "\",\"Amount\":1000.0,\"RetainageAmount\":100.0,"
		"\"RetainageHeldAmount\":100.0,\"TotalPaidAmount\":400.5,\"InvoiceDate\":\"2026-03-31T00:00:00\",\"Status\":2},"
		"{\"Id\":\"b2\",\"Version\":6,\"Code\":\"NC-3\",\"Amount\":1.005,\"Status\":3}]", NULL);
	r = fx_record(&f, ENTITY_INVOICE, 0);
	assert_string_equal(record_text(r, INVOICE_STATUS), "Posted");
	assert_int_equal(record_int(r, INVOICE_AMOUNT), 100000);
	assert_int_equal(record_int(r, INVOICE_NET), 90000);
	assert_int_equal(record_int(r, INVOICE_BALANCE), 49950);
	assert_false(record_has(fx_record(&f, ENTITY_INVOICE, 1), INVOICE_AMOUNT));
	assert_false(record_has(fx_record(&f, ENTITY_INVOICE, 1), INVOICE_NET));
	fx_release(&f);
}

#define PAY(id, v, more) "{\"Id\":\"" id "\",\"Version\":" v ",\"Code\":\"20045\",\"Amount\":400.5,\"PaymentDate\":\"2026-04-20T00:00:00\",\"VendorId\":\"v1\",\"Type\":0" more "}"
#define INV(id, v, vendor, code, more) "{\"Id\":\"" id "\",\"Version\":" v ",\"VendorId\":\"" vendor "\",\"Code\":\"" code "\"" more "}"

static void a_payment_is_matched_by_vendor_and_number_or_not_at_all(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	read_feed(&f, "payments", NULL);
	fx_asks(&f, "GET", SITE SAGE300_INVOICES "?version=0");
	assert_int_equal(fx_answer(&f, 200, "[" INV("b1", "1", "v1", "N-1", ",\"Status\":2") "," INV("b2", "2", "v2", "N-9", "") ","
		INV("b3", "3", "v1", "N-3", ",\"Status\":2") "," INV("b4", "4", "v1", "N-3", ",\"Status\":2") ","
		INV("b5", "5", "v1", "N-5", ",\"Status\":3") "," INV("b6", "6", "v1", "N-5", ",\"Status\":1") ","
		INV("b7", "7", "v1", "N-5", ",\"IsArchived\":true") "," INV("b8", "8", "v1", "N-3", "") "]", NULL), OP_SEND);
	assert_int_equal(f.op.page.len, 0);
	fx_answer(&f, 200, "[]", NULL);
	fx_asks(&f, "GET", SITE SAGE300_PAYMENTS "?version=0");
	fx_answer(&f, 200, "[" PAY("p1", "1", ",\"Reference1\":\"N-1\",\"Status\":\"Cleared\"") "," PAY("p2", "2", ",\"Reference1\":\"N-9\"") ","
		PAY("p3", "3", ",\"Reference1\":\"N-3\"") "," PAY("p4", "4", ",\"Reference1\":\"N-5\",\"Status\":\"VOID\"") ","
		PAY("p5", "5", ",\"Reference1\":null,\"IsArchived\":true") "]", NULL);
	r = fx_record(&f, ENTITY_PAYMENT, 0);
	assert_string_equal(record_text(r, PAYMENT_INVOICE), "b1");
	assert_string_equal(record_text(r, PAYMENT_INVOICE_NUMBER), "N-1");
	assert_string_equal(record_text(r, PAYMENT_METHOD), "Check");
	assert_int_equal(record_int(r, PAYMENT_AMOUNT), 40050);
	assert_int_equal(record_int(r, PAYMENT_VOID), 0);
	assert_false(record_has(fx_record(&f, ENTITY_PAYMENT, 1), PAYMENT_INVOICE));         /* another vendor's */
	assert_false(record_has(fx_record(&f, ENTITY_PAYMENT, 1), PAYMENT_INVOICE_NUMBER));
	assert_false(record_has(fx_record(&f, ENTITY_PAYMENT, 2), PAYMENT_INVOICE));         /* two of them */
	r = fx_record(&f, ENTITY_PAYMENT, 3);
	assert_string_equal(record_text(r, PAYMENT_INVOICE), "b6");
	assert_int_equal(record_int(r, PAYMENT_VOID), 1);
	r = fx_record(&f, ENTITY_PAYMENT, 4);
	assert_int_equal(record_int(r, PAYMENT_VOID), 1);
	assert_int_equal(r->deleted, 0);
	/* Later by vendor. */
	read_feed(&f, "payments", "5");
	assert_int_equal(fx_answer(&f, 200, "[" PAY("p6", "6", ",\"Reference1\":\"N-1\"") "]", NULL), OP_SEND);
	fx_asks(&f, "GET", SAGE300_INVOICES "?vendor=v1&version=0");
	fx_answer(&f, 200, "[" INV("b1", "1", "v1", "N-1", "") "]", NULL);
	fx_answer(&f, 200, "[]", NULL);
	fx_asks(&f, "GET", SAGE300_PAYMENTS "?version=5");
	fx_answer(&f, 200, "[" PAY("p6", "6", ",\"Reference1\":\"N-1\"") "]", NULL);
	assert_string_equal(record_text(fx_record(&f, ENTITY_PAYMENT, 0), PAYMENT_INVOICE), "b1");
	fx_option(&f, "payments", "no");
	f.op.feed = fx_feed(&f, "payments");
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	fx_release(&f);
}

/* ---- composing ---- */

static struct record *rec(struct fx *f, enum entity e, const char *id, const char *code)
{
	struct record *r = pool_alloc(&f->pool, sizeof *r);

	record_init(r, e);
	r->remote_id = id;
	r->remote_code = code;
	return r;
}

static void put(struct fx *f, struct record *r, int field, const char *text)
{
	record_set_text(r, field, &f->pool, text);
}

static const struct record *category(struct fx *f)
{
	struct record *r = rec(f, ENTITY_COST_CODE, G1, "03-200.L");

	put(f, r, COST_CODE_NUMBER, "03-200.L");
	put(f, r, COST_CODE_PARENT, C1);
	put(f, r, COST_CODE_JOB, J1);
	return r;
}

static void counterparts(struct fx *f, struct dossier *d)
{
	d->currency = "USD";
	d->vendor.erp = rec(f, ENTITY_VENDOR, V1, "NC01");
	d->vendor.erp_id = V1;
	d->vendor.erp_code = "NC01";
	d->job.erp = rec(f, ENTITY_JOB, J1, "26-01");
	d->job.erp_id = J1;
	d->job.erp_code = "26-01";
}

static void book(struct fx *f, struct dossier_line *l)
{
	l->erp_cost_code = category(f);
	l->cost_code = "03-200.L";
	l->account = "20-5010";
	l->erp_account = rec(f, ENTITY_ACCOUNT, A1, "20-5010");
}

static void commitment(struct fx *f, struct dossier *d, const char *kind)
{
	struct record *r = rec(f, ENTITY_COMMITMENT, "41", NULL);

	memset(d, 0, sizeof *d);
	counterparts(f, d);
	put(f, r, COMMITMENT_NUMBER, "SC-001");
	put(f, r, COMMITMENT_TITLE, "B\303\251ton \"arm\303\251\"");
	put(f, r, COMMITMENT_KIND, kind);
	put(f, r, COMMITMENT_DATE, "2026-03-05");
	record_set_int(r, COMMITMENT_RETAINAGE_PERCENT, 100000);
	d->record = r;
	d->lines = pool_alloc(&f->pool, 3 * sizeof *d->lines);
	d->n_lines = 2;
	for (int i = 0; i < 2; i++) {
		struct record *l = rec(f, ENTITY_COMMITMENT_LINE, i ? "178" : "177", NULL);
		put(f, l, COMMITMENT_LINE_DESCRIPTION, i ? "Slab" : "A footing with a description too long for Sage");
		record_set_int(l, COMMITMENT_LINE_AMOUNT, i ? 1000000 : 2000050);
		record_set_int(l, COMMITMENT_LINE_POSITION, i + 1);
		d->lines[i].line = l;
		book(f, &d->lines[i]);
	}
	d->lines[1].task_asked = d->lines[1].task = "A";
	d->lines[1].erp_task = rec(f, ENTITY_SUB_JOB, X1, "A");
	put(f, (struct record *)(uintptr_t)d->lines[1].erp_cost_code, COST_CODE_JOB, X1);
}

static void invoice(struct fx *f, struct dossier *d)
{
	static struct dossier order;
	struct record *r = rec(f, ENTITY_INVOICE, "1280646", NULL);

	commitment(f, &order, KIND_SUBCONTRACT);
	memset(d, 0, sizeof *d);
	counterparts(f, d);
	put(f, r, INVOICE_NUMBER, "NC-0002");
	put(f, r, INVOICE_BILLING_DATE, "2026-03-31");
	put(f, r, INVOICE_COMMITMENT_KIND, KIND_SUBCONTRACT);
	record_set_int(r, INVOICE_SEQUENCE, 3);
	record_set_int(r, INVOICE_AMOUNT, 1500025);
	d->record = r;
	d->commitment.procore = order.record;
	d->commitment.erp = rec(f, ENTITY_COMMITMENT, O1, "SC-001");
	d->commitment.erp_id = O1;
	d->commitment.erp_code = "SC-001";
	d->lines = pool_alloc(&f->pool, 4 * sizeof *d->lines);
	d->n_lines = 3;
	for (int i = 0; i < 3; i++) {
		static const int64_t amounts[] = { 1000025, 500000, 0 }, kept[] = { 100003, 50000, 0 };
		struct record *l = rec(f, ENTITY_INVOICE_LINE, i ? "900178" : "900177", NULL);
		record_set_int(l, INVOICE_LINE_AMOUNT, amounts[i]);
		record_set_int(l, INVOICE_LINE_RETAINAGE, kept[i]);
		d->lines[i] = order.lines[0];
		d->lines[i].commitment_line = order.lines[i % 2].line;
		d->lines[i].line = l;
		d->lines[i].order_line = i ? I2 : I1;
	}
}

#define BOOKING "\"JobId\":\"" J1 "\",\"CostCodeId\":\"" C1 "\",\"CategoryId\":\"" G1 "\",\"CommitmentId\":\"" O1 "\","

static void an_invoice_as_it_is_sent(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1:2", &d);
	fx_part_is(&f, "body", "{\"DocumentTypeId\":\"76744AB9-4697-430A-ADB5-701E633472A9\",\"Snapshot\":{\"Header\":{\"Code\":\"NC-0002\","
		"\"VendorId\":\"" V1 "\",\"Description\":\"SC-001 #3\",\"Amount\":15000.25,\"InvoiceDate\":\"2026-03-31\","
		"\"AccountingDate\":\"2026-03-31\"},\"Distributions\":[{\"Amount\":10000.25,\"Retainage\":1000.03,"
		"\"Description\":\"A footing with a description t\"," BOOKING "\"CommitmentItemId\":\"" I1 "\",\"ExpenseAccountId\":\"" A1 "\","
		"\"AccountsPayableAccountId\":\"" A1 "\"},{\"Amount\":5000.00,\"Retainage\":500.00,\"Description\":\"Slab\"," BOOKING
		"\"CommitmentItemId\":\"" I2 "\",\"ExpenseAccountId\":\"" A1 "\",\"AccountsPayableAccountId\":\"" A1 "\"}]}}");
	fx_part_is(&f, "expect", "{\"gross\":\"15000.25\",\"retainage\":\"1500.03\",\"header\":\"15000.25\",\"date\":\"2026-03-31\","
		"\"amounts\":[\"10000.25\",\"5000.00\"]}");
	fx_option(&f, "header_amount", "net");
	fx_compose(&f, "k1:2", &d);
	fx_part_is(&f, "body.Snapshot.Header.Amount", "13500.22");
	fx_release(&f);
}

static void what_sage_could_not_hold_is_not_composed(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.record, INVOICE_AMOUNT, 1500026);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_DATA);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.lines[2].line, INVOICE_LINE_RETAINAGE, 5);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.lines[0].line, INVOICE_LINE_AMOUNT, -9000000);
	record_set_int((struct record *)(uintptr_t)d.record, INVOICE_AMOUNT, -8500000);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "credit");
	invoice(&f, &d);
	d.currency = "CAD";
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "CAD");
	invoice(&f, &d);
	assert_int_equal(f.c->compose(&f.payload, "reject", &d, NULL, &f.env, "k", &f.err), ERR_REFUSED);
	assert_int_equal(f.payload.len, 0);
	/* Only a cost code, no category of it; an extra that is not known. */
	put(&f, (struct record *)(uintptr_t)d.lines[0].erp_cost_code, COST_CODE_PARENT, "");
	d.lines[1].task_asked = "B";
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	f.session.valid = 0;                     /* for the eye */
	fx_compose(&f, "k1:2", &d);
	fx_part_is(&f, "pending", "[\"cost code\",\"category\",\"extra\"]");
	/* A category of the job is none of its extra. */
	invoice(&f, &d);
	d.lines[0].task_asked = "A";
	d.lines[0].erp_task = rec(&f, ENTITY_SUB_JOB, X1, "A");
	fx_compose(&f, "k1:2", &d);
	fx_part_is(&f, "pending", "[\"cost code\",\"category\"]");
	f.session.valid = 1;
	assert_int_equal(fx_start(&f, OP_PUSH), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_release(&f);
}

#define COMMITMENT_FILE \
	"\"C\",\"SC-001\",\"Beton \"\"arme\"\"\",\"NC01\",\"26-01\",\"03/05/2026\",10.00\r\n" \
	"\"D\",\"SC-001\",1,\"\",\"03-200\",\"L\",\"A footing with a description t\",20000.50\r\n" \
	"\"D\",\"SC-001\",2,\"A\",\"03-200\",\"L\",\"Slab\",10000.00\r\n"

static void a_commitment_is_a_file(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT);
	fx_compose(&f, "k1:2", &d);
	fx_text_is(&f, "body.name", "commitment-SC-001-k1-2.txt");
	fx_text_is(&f, "body.text", COMMITMENT_FILE);
	fx_part_is(&f, "verified", "false");
	/* The owner's own columns; what they have no place for is not lost in silence. */
	fx_option(&f, "commitment_header", "=H,number:12!,,date,amount");
	fx_option(&f, "import_date", "dd.mm.yy");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "retainage_percent");
	record_set_int((struct record *)(uintptr_t)d.record, COMMITMENT_RETAINAGE_PERCENT, 0);
	fx_compose(&f, "k1:2", &d);
	{
		char *text = fx_text(&f, "body.text");
		assert_non_null(strstr(text, "\"H\",\"SC-001\",,\"05.03.26\",30000.50\r\n"));
		free(text);
	}
	fx_option(&f, "commitment_line", "=L,amount");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "extra");
	fx_option(&f, "commitment_line", "extra,item:1!,description:4~,vendor!");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "vendor");
	fx_option(&f, "commitment_line", "extra,number:3");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "too long");
	fx_option(&f, "commitment_line", NULL);
	fx_option(&f, "commitment_header", NULL);
	put(&f, (struct record *)(uintptr_t)d.record, COMMITMENT_TITLE, "A title of more than thirty characters");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_option(&f, "commitment_route", "off");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "commitment_route");
	fx_release(&f);
}

static void invoices_go_by_file_as_well(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	fx_option(&f, "invoice_route", "file");
	fx_option(&f, "ap_account", "20-2000");
	invoice(&f, &d);
	fx_compose(&f, "k1:2", &d);
	fx_text_is(&f, "body.text",
		"\"APIF\",\"NC01\",\"NC-0002\",\"SC-001 #3\",15000.25,,,,\"03/31/2026\",,,\"\",\"03/31/2026\"\r\n"
		"\"APDF\",\"SC-001\",1,\"26-01\",\"03-200\",\"L\",\"20-5010\",\"\",\"20-2000\",,10000.25,1000.03,,,\"A footing with a description t\",,\r\n"
		"\"APDF\",\"SC-001\",2,\"26-01\",\"03-200\",\"L\",\"20-5010\",\"\",\"20-2000\",,5000.00,500.00,,,\"Slab\",,\r\n");
	fx_option(&f, "invoice_format", "api");
	fx_compose(&f, "k1:2", &d);
	{
		char *text = fx_text(&f, "body.text");
		assert_int_equal(strncmp(text, "\"API\",\"NC01\",\"NC-0002\",\"SC-001 #3\",15000.25,\"03/31/2026\",\"\",\"03/31/2026\",,,,,,\r\n\"APD\",", 84), 0);
		free(text);
	}
	fx_option(&f, "invoice_format", "own");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_option(&f, "invoice_header", "=API,vendor:10!,invoice:15!,amount");
	fx_option(&f, "invoice_line", "=APD,amount,retainage");
	fx_compose(&f, "k1:2", &d);
	fx_text_is(&f, "body.text", "\"API\",\"NC01\",\"NC-0002\",15000.25\r\n\"APD\",10000.25,1000.03\r\n\"APD\",5000.00,500.00\r\n");
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", SAGE300_INVOICES "?vendor=" V1 "&version=0");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_WRITE);
	assert_string_equal(f.op.file_name, "invoice-NC-0002-k1-2.txt");
	fx_release(&f);
}

/* ---- sending ---- */

#define DOC(state, amount) "{\"Id\":\"" D1 "\",\"CurrentState\":" state ",\"Snapshot\":{\"Header\":{\"Code\":\"NC-0002\",\"VendorId\":\"" V1 \
	"\",\"Amount\":" amount "}},\"LastAction\":{\"ErrorMessage\":null}}"
#define BILL(id, amount, date) "{\"Id\":\"" id "\",\"Version\":4,\"VendorId\":\"" V1 "\",\"Code\":\"NC-0002\",\"Amount\":" amount \
	",\"InvoiceDate\":\"" date "T00:00:00\",\"Status\":1}"

static void looked_and_found_nothing(struct fx *f)
{
	assert_int_equal(fx_start(f, OP_PUSH), OP_SEND);
	fx_asks(f, "GET", SITE SAGE300_DOCUMENT);
	assert_int_equal(fx_answer(f, 200, "[" "{\"Id\":\"x\",\"CurrentState\":\"9\",\"Snapshot\":{\"Header\":{\"Code\":\"NC-0002\",\"VendorId\":\"other\"}}}" "]",
		NULL), OP_SEND);
	fx_asks(f, "GET", SITE SAGE300_INVOICES "?vendor=" V1 "&version=0");
	assert_int_equal(fx_answer(f, 200, "[{\"Version\":2,\"VendorId\":\"" V1 "\",\"Code\":\"NC-0001\"}]", NULL), OP_SEND);
	fx_asks(f, "GET", SAGE300_INVOICES "?vendor=" V1 "&version=2");
	assert_int_equal(fx_answer(f, 200, "[]", NULL), OP_SEND);
}

/* Up to the operation that is under way. */
static void sent(struct fx *f)
{
	fx_asks(f, "POST", SITE SAGE300_DOCUMENT);
	assert_true(f->out.flags & HTTP_MUTATES);
	assert_int_equal(fx_answer(f, 200, "\"" D1 "\"", NULL), OP_SEND);
	fx_asks(f, "POST", SITE SAGE300_DOCUMENT "/actions/export?document=" D1);
	assert_true(f->out.flags & HTTP_MUTATES);
	assert_int_equal(f->out.body_len, 0);
	assert_int_equal(fx_answer(f, 200, "\"" P1 "\"", NULL), OP_SEND);
}

#define STATUS(transmitted, completed) "{\"Id\":\"" P1 "\",\"CreatedOn\":\"2026-03-31T18:35:48.87\",\"TransmittedOn\":" transmitted \
	",\"ReceivedOn\":null,\"DisabledOn\":null,\"CompletedOn\":" completed "}"

static void a_new_invoice_is_sent_and_watched_to_its_verdict(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1:2", &d);
	looked_and_found_nothing(&f);
	{
		char *body = fx_part(&f, "body");
		assert_string_equal(f.out.body, body);       /* exactly what was shown */
		free(body);
	}
	sent(&f);
	for (int i = 0; i < 3; i++) {
		fx_asks(&f, "POST", SITE SAGE300_STATUS "/" P1);
		assert_false(f.out.flags & HTTP_MUTATES);
		assert_int_equal(f.op.pause_ms, 2000 << i);
		assert_int_equal(fx_answer(&f, 200, i < 2 ? STATUS("null", "null") : STATUS("\"2026-03-31T18:35:49\"", "\"2026-03-31T18:36:49\""),
			NULL), OP_SEND);
	}
	fx_asks(&f, "GET", SITE SAGE300_DOCUMENT "?id=" D1);
	assert_int_equal(fx_answer(&f, 200, DOC("\"9\"", "15000.25"), NULL), OP_SEND);
	/* Read back from Sage already: its own id. */
	fx_asks(&f, "GET", SAGE300_INVOICES "?vendor=" V1);
	assert_int_equal(fx_answer(&f, 200, "[" BILL(B1, "15000.25", "2026-03-31") "]", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, B1);
	assert_string_equal(f.op.result.remote_code, "NC-0002");
	assert_int_equal(f.op.result.adopted, 0);
	assert_non_null(strstr(f.op.result.snapshot, "\"status\":\"PendingPost\""));
	fx_release(&f);
}

static void before_sage_was_read_back_the_document_stands_for_it(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1:2", &d);
	for (int kind = 0; kind < 2; kind++) {
		assert_int_equal(fx_start(&f, kind ? OP_LOOKUP : OP_PUSH), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, "[" DOC("9", "15000.25") "]", NULL), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
		assert_string_equal(f.op.result.remote_id, D1);
		assert_int_equal(f.op.result.found, 1);
		assert_int_equal(f.op.result.adopted, 1);
		assert_non_null(f.op.result.note);
	}
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("9", "15000.24") "]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "15000.24");
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("9", "15000.24") "]", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, -1);
	/* What Sage has by hand: adopted when it is the same, else a conflict. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[]", NULL);
	assert_int_equal(fx_answer(&f, 200, "[" BILL(B1, "15000.25", "2026-03-31") "]", NULL), OP_DONE);
	assert_int_equal(f.op.result.adopted, 1);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[]", NULL);
	assert_int_equal(fx_answer(&f, 200, "[" BILL(B1, "15000.25", "2026-03-30") "]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_start(&f, OP_LOOKUP);
	fx_answer(&f, 200, "[]", NULL);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 0);
	fx_release(&f);
}

static void what_is_still_on_its_way_is_never_made_again(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	fx_option(&f, "polls", "2");
	invoice(&f, &d);
	fx_compose(&f, "k1:2", &d);
	looked_and_found_nothing(&f);
	sent(&f);
	assert_int_equal(fx_answer(&f, 200, STATUS("null", "null"), NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, STATUS("null", "null"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	fx_says(&f, "client beside Sage");
	/* Looked up: still there, still at work. */
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("3", "15000.25") "]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	fx_says(&f, "at work");
	/* Sent again by a person: watched, not made. */
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("3", "15000.25") "]", NULL), OP_SEND);
	fx_asks(&f, "GET", SAGE300_DOCUMENT "?id=" D1);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("3", "15000.25") "]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, DOC("9", "15000.25"), NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	/* Made, and the export never left. */
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("1", "15000.25") "]", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 0);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "[" DOC("1", "15000.25") "]", NULL), OP_SEND);
	fx_asks(&f, "POST", "/actions/export?document=" D1);
	/* Lost answers settle nothing. */
	assert_int_equal(fx_answer(&f, 200, "", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	looked_and_found_nothing(&f);
	assert_int_equal(fx_answer(&f, 0, "", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	looked_and_found_nothing(&f);
	assert_int_equal(fx_answer(&f, 400, "{\"Errors\":[\"Description is too long\"]}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_says(&f, "Description is too long");
	looked_and_found_nothing(&f);
	assert_int_equal(fx_answer(&f, 401, "", NULL), OP_RESTART);
	/* A search that cannot be read sends nothing. */
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "{}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_LATER);
	fx_release(&f);
}

#define FAILURE(when, words) "{\"Id\":\"f\",\"Version\":1,\"EntityId\":\"" D1 "\",\"CreatedOnUtc\":\"" when "\",\"ErrorMessage\":\"" words "\"}"
#define KEY_USED "Exception of type 'DBI.Synchronization.Processing.TimberlineOffice.KeyAlreadyInUseException' was thrown."

static void a_failure_is_told_in_words_and_the_document_corrected(void **state)
{
	static const struct { const char *failures, *says; } cases[] = {
		{ "[" FAILURE("2026-03-30T00:00:00", "an old one") "," FAILURE("2026-03-31T18:36:00Z", KEY_USED) "]", "already used for this vendor" },
		{ "[" FAILURE("2026-03-31T18:36:00Z", "Period is closed") "," FAILURE("2026-03-30T00:00:00", KEY_USED) "]", "Period is closed" },
		{ "[" FAILURE("2026-03-30T00:00:00", "an old one") "]", "of the action" },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1:2", &d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		looked_and_found_nothing(&f);
		sent(&f);
		fx_answer(&f, 200, STATUS("\"2026-03-31T18:35:49\"", "\"2026-03-31T18:36:49\""), NULL);
		assert_int_equal(fx_answer(&f, 200, "{\"Id\":\"" D1 "\",\"CurrentState\":\"6\",\"LastAction\":{\"ErrorMessage\":\"of the action\"}}", NULL), OP_SEND);
		fx_asks(&f, "GET", SITE SAGE300_FAILURES "?entity=" D1);
		assert_int_equal(fx_answer(&f, 200, cases[i].failures, NULL), OP_FAIL);
		assert_int_equal(f.err.cls, ERR_REFUSED);
		fx_says(&f, cases[i].says);
	}
	/* Tried again: the same document, corrected. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[" DOC("6", "1.00") "]", NULL);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "POST", SITE SAGE300_DOCUMENT "/actions/update?document=" D1);
	{
		char *snapshot = fx_part(&f, "body.Snapshot"), *want = xasprintf("{\"ActionLevel\":1,\"UpdatedOn\":\"2026-11-21T12:00:00\",\"Snapshot\":%s,"
			"\"ActivityId\":null}", snapshot);
		assert_string_equal(f.out.body, want);
		free(want);
		free(snapshot);
	}
	assert_int_equal(fx_answer(&f, 200, "", NULL), OP_SEND);
	fx_asks(&f, "POST", "/actions/export?document=" D1);
	fx_release(&f);
}

static void accounts_and_items_known_by_number_are_resolved(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	fx_option(&f, "ap_account", "20-2000");
	invoice(&f, &d);
	d.lines[0].order_line = NULL;
	d.lines[1].order_line = "SC-001|2";
	fx_compose(&f, "k1:2", &d);
	looked_and_found_nothing(&f);
	fx_asks(&f, "GET", SITE SAGE300_ACCOUNTS "?version=0");
	assert_int_equal(fx_answer(&f, 200, "[{\"Id\":\"" A1 "\",\"Version\":1,\"Code\":\"x\"}]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[{\"Id\":\"" A2 "\",\"Version\":2,\"Code\":\"20-2000\"}]", NULL), OP_SEND);
	fx_asks(&f, "GET", SITE SAGE300_ITEMS "?commitment=" O1 "&version=0");
	assert_int_equal(fx_answer(&f, 200, "[{\"Id\":\"" I1 "\",\"Version\":1,\"Code\":\"1\"},{\"Id\":\"" I2 "\",\"Version\":2,\"Code\":\"2\"}]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "POST", SITE SAGE300_DOCUMENT);
	assert_null(strstr(f.out.body, "@"));
	assert_non_null(strstr(f.out.body, "\"CommitmentItemId\":\"" I2 "\",\"ExpenseAccountId\":\"" A1 "\",\"AccountsPayableAccountId\":\"" A2 "\""));
	/* The account is remembered; an item that is not there is a person's. */
	looked_and_found_nothing(&f);
	fx_asks(&f, "GET", SAGE300_ITEMS);
	assert_int_equal(fx_answer(&f, 200, "[{\"Id\":\"" I1 "\",\"Version\":1,\"Code\":\"1\"}]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_release(&f);
}

#define ORDER(vendor) "[{\"Id\":\"" O1 "\",\"Version\":50,\"Code\":\"SC-001\",\"VendorId\":\"" vendor "\",\"AmountOriginal\":30000.50}]"
#define ITEM(id, v, n, amount) "{\"Id\":\"" id "\",\"Version\":" v ",\"Code\":\"" n "\",\"AmountOriginal\":" amount "}"

static void a_file_is_written_once_and_found_when_a_person_imported_it(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	sage300_remember(&f.session, "commitments", "44");
	commitment(&f, &d, KIND_SUBCONTRACT);
	fx_compose(&f, "k1:2", &d);
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", SITE SAGE300_COMMITMENTS "?version=0");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_WRITE);
	assert_string_equal(f.op.file_name, "commitment-SC-001-k1-2.txt");
	assert_string_equal(f.op.file_text, COMMITMENT_FILE);
	assert_int_equal(f.fn(&f.op, NULL, &f.out, &f.err), OP_FAIL);    /* after it was written */
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	fx_says(&f, "commitment-SC-001-k1-2.txt");
	fx_says(&f, "unverified");
	/* Looked up: only what is newer. */
	assert_int_equal(fx_start(&f, OP_LOOKUP), OP_SEND);
	fx_asks(&f, "GET", SAGE300_COMMITMENTS "?version=44");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, ORDER(V1), NULL), OP_SEND);
	fx_asks(&f, "GET", SITE SAGE300_ITEMS "?commitment=" O1 "&version=0");
	assert_int_equal(fx_answer(&f, 200, "[" ITEM(I2, "1", "0002", "10000.0") "," ITEM(I1, "2", "1", "20000.5") "]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 1);
	assert_string_equal(f.op.result.remote_id, O1);
	assert_string_equal(f.op.result.remote_code, "SC-001");
	assert_int_equal(f.op.result.n_lines, 2);
	assert_string_equal(f.op.result.lines[0].remote_id, "177");
	assert_string_equal(f.op.result.lines[0].erp_line, I1);
	assert_string_equal(f.op.result.lines[1].erp_line, I2);
	assert_non_null(strstr(f.op.result.note, "import_verified"));
	/* Other amounts, a line too few or too many, another vendor: a person compares. */
	for (int i = 0; i < 3; i++) {
		static const char *const items[] = { "[" ITEM(I1, "1", "1", "20000.5") "," ITEM(I2, "2", "2", "10000.01") "]",
			"[" ITEM(I1, "1", "1", "20000.5") "]",
			"[" ITEM(I1, "1", "1", "20000.5") "," ITEM(I2, "2", "2", "10000.0") "," ITEM(O1, "3", "3", "1.0") "]" };
		fx_start(&f, OP_LOOKUP);
		fx_answer(&f, 200, ORDER(V1), NULL);
		assert_int_equal(fx_answer(&f, 200, items[i], NULL), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
		assert_int_equal(f.op.result.found, -1);
	}
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, ORDER("other"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_option(&f, "import_verified", "yes");
	fx_compose(&f, "k1:2", &d);
	fx_start(&f, OP_LOOKUP);
	fx_answer(&f, 200, "[]", NULL);
	fx_says(&f, "import it in Sage");
	fx_release(&f);
}

static void a_commitment_goes_through_hh2_where_its_address_is_known(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	fx_option(&f, "commitment_route", "hh2");
	commitment(&f, &d, KIND_PURCHASE_ORDER);
	fx_compose(&f, "k1:2", &d);
	fx_part_is(&f, "body", "{\"Code\":\"SC-001\",\"Description\":\"B\303\251ton \\\"arm\303\251\\\"\",\"Type\":2,\"VendorId\":\"" V1 "\",\"JobId\":\"" J1
		"\",\"Date\":\"2026-03-05\",\"RetainagePercent\":10.0,\"IsCommited\":true}");
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "POST", SITE SAGE300_COMMITMENTS);
	assert_int_equal(fx_answer(&f, 200, "\"" O1 "\"", NULL), OP_SEND);
	fx_asks(&f, "POST", SITE SAGE300_ITEMS);
	assert_int_equal(strncmp(f.out.body, "{\"CommitmentId\":\"" O1 "\",\"Code\":\"1\",", 66), 0);
	assert_int_equal(fx_answer(&f, 200, "\"" I1 "\"", NULL), OP_SEND);
	assert_non_null(strstr(f.out.body, "\"Code\":\"2\",\"Description\":\"Slab\",\"JobId\":\"" X1 "\""));
	assert_int_equal(fx_answer(&f, 200, "\"" I2 "\"", NULL), OP_SEND);
	fx_asks(&f, "POST", SITE SAGE300_ITEMS "/synchronize?commitment=" O1);
	assert_int_equal(fx_answer(&f, 200, "\"" P1 "\"", NULL), OP_SEND);
	fx_asks(&f, "POST", SAGE300_STATUS "/" P1);
	assert_true(f.out.flags & HTTP_MUTATES);         /* every answer comes to us */
	assert_int_equal(fx_answer(&f, 200, STATUS("null", "null"), NULL), OP_SEND);
	fx_asks(&f, "POST", SAGE300_STATUS "/" P1);
	assert_int_equal(fx_answer(&f, 200, STATUS("\"2026-03-31T18:35:49\"", "\"2026-03-31T18:35:49\""), NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[" ITEM(I1, "1", "1", "20000.5") "," ITEM(I2, "2", "2", "10000.0") "]", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, O1);
	assert_int_equal(f.op.result.adopted, 0);
	assert_int_equal(f.op.result.n_lines, 2);
	/* hh2 shows it late: what is not seen is never made twice. */
	for (int kind = 0; kind < 2; kind++) {
		fx_start(&f, kind ? OP_LOOKUP : OP_PUSH);
		fx_answer(&f, 200, ORDER(V1), NULL);
		fx_answer(&f, 200, "[" ITEM(I1, "1", "1", "20000.5") "]", NULL);
		assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_FAIL);
		assert_int_equal(f.err.cls, ERR_UNKNOWN);
	}
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_UNKNOWN);
	/* Begun and broken off in any way. */
	for (int status = 400; status < 430; status += status == 400 ? 1 : 28) {
		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, "[]", NULL);
		fx_answer(&f, 200, "\"" O1 "\"", NULL);
		assert_int_equal(fx_answer(&f, status, "{}", NULL), OP_FAIL);
		assert_int_equal(f.err.cls, ERR_UNKNOWN);
	}
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[]", NULL);
	assert_int_equal(fx_answer(&f, 400, "{\"Errors\":[\"no\"]}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_release(&f);
}

/* ---- profile and test ---- */

static void the_profile_knows_sages_limits(void **state)
{
	struct fx f;
	struct profile p;
	char *text = fx_file("data/profiles/sage300.json");

	begin(&f);
	fx_option(&f, "accounts", "L=20-5010 *=20-5000");
	fx_option(&f, "export_commitments", "no");
	assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
	assert_string_equal(p.name, "sage300");
	assert_string_equal(p.cost_code_pattern, "{code}.{type}");
	assert_true(p.cost_codes_by_job);
	assert_int_equal(profile_max_chars(&p, ENTITY_COMMITMENT, COMMITMENT_NUMBER), 12);
	assert_int_equal(profile_max_chars(&p, ENTITY_INVOICE, INVOICE_NUMBER), 15);
	assert_false(p.direction[ENTITY_COMMITMENT].exported);
	assert_true(p.direction[ENTITY_INVOICE].exported);
	assert_false(p.direction[ENTITY_VENDOR].exported);
	assert_string_equal(profile_account(&p, "M"), "20-5000");
	profile_release_all(&p);
	free(text);
	assert_true(f.c->caps & CAP_TWO_HOPS);
	assert_int_equal(fx_start(&f, OP_TEST), OP_SEND);
	f.session.company = "Example Builders";
	f.session.endpoint = "example.hh2.com";
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_non_null(strstr(f.op.report.s, "unverified"));
	assert_int_equal(fx_start(&f, OP_TEST), OP_SEND);
	assert_int_equal(fx_answer(&f, 403, "", NULL), OP_RESTART);
	assert_int_equal(fx_start(&f, OP_LOGOUT), OP_DONE);
	assert_int_equal(f.session.valid, 0);
	fx_release(&f);
}

static void the_index_holds_many(void **state)
{
	struct pool p = POOL_INIT;
	struct sage300_index *x = sage300_index_new(&p);

	for (int i = 0; i < 5000; i++)
		sage300_index_put(x, pool_printf(&p, "key %d", i), pool_printf(&p, "%d", i));
	sage300_index_put(x, "key 17", "other");
	assert_int_equal(sage300_index_size(x), 5000);
	assert_string_equal(sage300_index_get(x, "key 17"), "other");
	assert_string_equal(sage300_index_get(x, "key 4999"), "4999");
	assert_string_equal(sage300_index_key(x, 3), "key 3");
	assert_null(sage300_index_get(x, "key"));
	pool_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_session_goes_first_and_ends_before_its_time),
		cmocka_unit_test(each_result_has_its_words),
		cmocka_unit_test(a_subdomain_is_taken_as_it_is_typed),
		cmocka_unit_test(answers_have_their_meaning),
		cmocka_unit_test(a_list_goes_on_above_the_largest_version),
		cmocka_unit_test(a_job_with_a_parent_is_an_extra),
		cmocka_unit_test(categories_carry_the_number_of_their_cost_code),
		cmocka_unit_test(later_only_the_jobs_concerned_are_asked_about),
		cmocka_unit_test(documents_are_read),
		cmocka_unit_test(a_payment_is_matched_by_vendor_and_number_or_not_at_all),
		cmocka_unit_test(an_invoice_as_it_is_sent),
		cmocka_unit_test(what_sage_could_not_hold_is_not_composed),
		cmocka_unit_test(a_commitment_is_a_file),
		cmocka_unit_test(invoices_go_by_file_as_well),
		cmocka_unit_test(a_new_invoice_is_sent_and_watched_to_its_verdict),
		cmocka_unit_test(before_sage_was_read_back_the_document_stands_for_it),
		cmocka_unit_test(what_is_still_on_its_way_is_never_made_again),
		cmocka_unit_test(a_failure_is_told_in_words_and_the_document_corrected),
		cmocka_unit_test(accounts_and_items_known_by_number_are_resolved),
		cmocka_unit_test(a_file_is_written_once_and_found_when_a_person_imported_it),
		cmocka_unit_test(a_commitment_goes_through_hh2_where_its_address_is_known),
		cmocka_unit_test(the_profile_knows_sages_limits),
		cmocka_unit_test(the_index_holds_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
