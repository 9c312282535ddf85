/* Acumatica: signing in and choosing endpoints, lists that fail and are asked for
 * otherwise, documents as they are composed, and each sent at most once - by recorded
 * answers. */
#include "connector_fixture.h"
#include "member_list.h"
#include "base/banned.h"

#define SITE "https://erp.test/acu"

static void begin(struct fx *f)
{
	fx_init(f, "acumatica");
	fx_option(f, "base_url", SITE);
	fx_option(f, "tenant", "Northside");
	fx_option(f, "user", "procore");
	fx_option(f, "branch", "NORTH");
	fx_option(f, "home_currency", "CAD");
	f->secrets[0] = "password";
	f->secrets[1] = "s3cret\"";
	f->session.cookies = pool_strdup(&f->session.pool, "ASP.NET_SessionId=abc");
	f->session.endpoint = "Default/22.200.001";
	f->session.construction = "ConstructLink/1.0.0";
	f->session.valid = 1;
}

/* ---- signing in ---- */

#define EP(n, v) "{\"name\":\"" n "\",\"version\":\"" v "\",\"href\":\"/x\"}"

static void the_best_endpoints_of_a_release_are_chosen(void **state)
{
	static const char *const cookies[] = { "Set-Cookie", "ASP.NET_SessionId=abc; path=/; HttpOnly", NULL };
	static const struct { const char *list, *endpoint, *construction, *warning; } cases[] = {
		{ "{\"version\":{\"acumaticaBuildVersion\":\"22.114.0020\"},\"endpoints\":[" EP("Default", "20.200.001") "]}",
			"Default/20.200.001", NULL, "customization" },
		{ "{\"version\":{\"acumaticaBuildVersion\":\"22.208.0032\"},\"endpoints\":[" EP("Default", "20.200.001") ","
			EP("Default", "22.200.001") "," EP("ConstructLink", "1.0.0") "," EP("ConstructLink", "1.10.0") "]}",
			"Default/22.200.001", "ConstructLink/1.10.0", NULL },
		{ "{\"version\":{\"acumaticaBuildVersion\":\"23.211.0018\"},\"endpoints\":[" EP("Default", "22.200.001") ","
			EP("Default", "23.200.001") "]}", "Default/23.200.001", "Default/23.200.001", "validated" },
		/* Older builds answer the bare list. */
		{ "[" EP("Default", "22.200.001") "," EP("ConstructLink", "1.0.0") "]", "Default/22.200.001",
			"ConstructLink/1.0.0", "validated" },
		{ "{\"version\":{\"acumaticaBuildVersion\":\"26.101.0225\"},\"endpoints\":[" EP("Default", "24.200.001") ","
			EP("Default", "25.200.001") "]}", "Default/24.200.001", "Default/24.200.001", "validated" },
	};
	char *text = fx_file("data/profiles/acumatica.json");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fx f;
		struct profile p;
		begin(&f);
		f.session.cookies = NULL;
		assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
		f.env.profile = &p;
		assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
		fx_asks(&f, "POST", SITE "/entity/auth/login");
		assert_string_equal(f.out.body, "{\"name\":\"procore\",\"password\":\"s3cret\\\"\",\"tenant\":\"Northside\","
			"\"branch\":\"NORTH\"}");
		assert_true(f.out.flags & HTTP_SECRET_BODY);
		assert_int_equal(fx_answer(&f, 204, "", cookies), OP_SEND);
		fx_asks(&f, "GET", SITE "/entity");
		assert_string_equal(http_headers_get(&f.out.headers, "Cookie"), "ASP.NET_SessionId=abc");
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_SEND);
		fx_asks(&f, "PUT", "/CompaniesStructure?$expand=Results");
		assert_false(f.out.flags & HTTP_MUTATES);
		assert_int_equal(fx_answer(&f, 200, "{\"Results\":[{\"CompanyID\":{\"value\":\"NS2\"},\"CompanyName\":"
			"{\"value\":\"Second\"}},{\"CompanyID\":{\"value\":\"NS1  \"},\"CompanyName\":{\"value\":\"Northside\"},"
			"\"BranchID\":{\"value\":\"NORTH\"}}]}", NULL), OP_DONE);
		assert_string_equal(f.session.endpoint, cases[i].endpoint);
		if (cases[i].construction)
			assert_string_equal(f.session.construction, cases[i].construction);
		else
			assert_null(f.session.construction);
		assert_string_equal(f.session.fingerprint, "acumatica:Northside:NS1");
		assert_string_equal(f.session.company, "Northside");
		if (cases[i].warning)
			assert_non_null(strstr(f.session.warning, cases[i].warning));
		else
			assert_null(f.session.warning);
		profile_release_all(&p);
		fx_release(&f);
	}
	free(text);
}

static void options_overrule_the_choice(void **state)
{
	static const char *const cookies[] = { "Set-Cookie", "ASP.NET_SessionId=abc; path=/", NULL };
	static const char list[] = "[" EP("Default", "20.200.001") "," EP("Default", "22.200.001") "," EP("Mine", "2") "]";
	struct fx f;

	begin(&f);
	fx_option(&f, "endpoint", "Default/20.200.001");
	fx_option(&f, "construction_endpoint", "Mine/2");
	fx_start(&f, OP_LOGIN);
	fx_answer(&f, 204, "", cookies);
	assert_int_equal(fx_answer(&f, 200, list, NULL), OP_SEND);
	assert_string_equal(f.session.endpoint, "Default/20.200.001");
	assert_string_equal(f.session.construction, "Mine/2");
	/* The company cannot be read: the tenant's name must do. */
	assert_int_equal(fx_answer(&f, 500, "{\"message\":\"x\"}", NULL), OP_DONE);
	assert_string_equal(f.session.fingerprint, "acumatica:Northside:");
	fx_option(&f, "endpoint", "Default/99.200.001");
	fx_start(&f, OP_LOGIN);
	fx_answer(&f, 204, "", cookies);
	assert_int_equal(fx_answer(&f, 200, list, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 204, "", NULL), OP_FAIL);          /* no cookie at all */
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_release(&f);
}

static void a_connected_application_signs_in_with_tokens(void **state)
{
	struct fx f;
	struct strbuf b = STRBUF_INIT;

	begin(&f);
	f.session.cookies = NULL;
	fx_option(&f, "login_kind", "oauth");
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_option(&f, "client_id", "6B1A@Northside");
	fx_start(&f, OP_LOGIN);
	fx_asks(&f, "POST", SITE "/identity/connect/token");
	assert_non_null(strstr(f.out.body, "grant_type=password"));
	assert_non_null(strstr(f.out.body, "scope=api"));
	f.secrets[2] = "refresh_token";
	f.secrets[3] = "old";
	fx_start(&f, OP_LOGIN);
	assert_non_null(strstr(f.out.body, "grant_type=refresh_token"));
	assert_int_equal(fx_answer(&f, 200, "{\"access_token\":\"t\",\"expires_in\":3600,\"refresh_token\":\"new\"}", NULL),
		OP_SEND);
	assert_string_equal(f.op.save_secret[0].value, "new");
	assert_string_equal(http_headers_get(&f.out.headers, "Authorization"), "Bearer t");
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 400, "{\"error\":\"invalid_grant\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	assert_int_equal(f.c->authorize_url(&b, &f.env, "http://127.0.0.1:1/", "st", "ch", NULL), 0);
	assert_non_null(strstr(b.s, SITE "/identity/connect/authorize?response_type=code&client_id=6B1A%40Northside"));
	assert_non_null(strstr(b.s, "code_challenge=ch&code_challenge_method=S256"));
	strbuf_release(&b);
	fx_release(&f);
}

static void signing_out_always_sends_a_length(void **state)
{
	struct fx f;

	begin(&f);
	assert_int_equal(fx_start(&f, OP_LOGOUT), OP_SEND);
	fx_asks(&f, "POST", SITE "/entity/auth/logout");
	assert_non_null(f.out.body);
	assert_int_equal(f.out.body_len, 0);
	assert_int_equal(fx_answer(&f, 401, "", NULL), OP_DONE);
	f.session.cookies = NULL;
	assert_int_equal(fx_start(&f, OP_LOGOUT), OP_DONE);
	fx_release(&f);
}

/* ---- answers ---- */

static const char refused[] = "{\"id\":\"6e0f\",\"rowNumber\":1,\"error\":\"Inserting raised at least one error.\","
	"\"PostPeriod\":{\"value\":\"082026\",\"error\":\"The 08-2026 financial period is inactive.\"},"
	"\"Details\":[{\"id\":\"1\"},{\"id\":\"71aa\",\"Project\":{\"value\":\"T\",\"error\":\"Project 'T  ' is strange.\"}}]}";

static void answers_have_their_meaning(void **state)
{
	static const struct { int status; unsigned flags; const char *body; enum error_class cls; const char *says; } cases[] = {
		{ 200, 0, "[]", ERR_NONE, NULL },
		{ 204, HTTP_MUTATES, "", ERR_NONE, NULL },
		{ 200, 0, "<html>", ERR_LATER, "web page" },
		{ 302, 0, "<html>", ERR_CONFIG, NULL },
		{ 401, 0, "{\"message\":\"You are not logged in.\",\"exceptionType\":\"PX.Data.PXNotLoggedInException\"}", ERR_LOGIN, NULL },
		{ 403, 0, "{\"message\":\"no\"}", ERR_REFUSED, "no" },
		{ 404, 0, "{\"message\":\"No HTTP resource\"}", ERR_CONFIG, "published" },
		{ 412, HTTP_MUTATES, "", ERR_CONFLICT, NULL },
		{ 422, HTTP_MUTATES, refused, ERR_REFUSED, "PostPeriod: The 08-2026 financial period is inactive" },
		{ 422, HTTP_MUTATES, refused, ERR_REFUSED, "Details 2 Project: Project 'T  ' is strange" },
		{ 429, 0, "{\"message\":\"too many\"}", ERR_LATER, NULL },
		{ 429, HTTP_MUTATES, "{\"message\":\"too many\"}", ERR_LATER, NULL },
		{ 500, 0, "{\"message\":\"An error has occurred.\",\"exceptionMessage\":\"API Login Limit\"}", ERR_LATER, "seats" },
		{ 500, HTTP_MUTATES, "{\"exceptionMessage\":\"API Login Limit\"}", ERR_LATER, "seats" },
		{ 500, 0, "{\"message\":\"e\",\"exceptionMessage\":\"Invalid credentials. Please try again.\"}", ERR_CONFIG, "password" },
		{ 500, 0, "{\"exceptionMessage\":\"x\",\"exceptionType\":\"PX.Data.PXUndefinedCompanyException\"}", ERR_CONFIG, "tenant" },
		{ 500, 0, "{\"message\":\"m\",\"exceptionMessage\":\"outer\",\"innerException\":{\"exceptionMessage\":\"inner\"}}", ERR_LATER, "inner" },
		{ 500, HTTP_MUTATES, "{\"message\":\"m\",\"exceptionMessage\":\"rule\"}", ERR_REFUSED, "rule" },
		{ 500, HTTP_MUTATES, "<html>", ERR_UNKNOWN, NULL },
		{ 502, HTTP_MUTATES, "{\"message\":\"gateway\"}", ERR_UNKNOWN, NULL },
		{ 504, HTTP_MUTATES, "", ERR_UNKNOWN, NULL },
		{ 500, HTTP_MUTATES, "", ERR_UNKNOWN, NULL },
		{ 500, HTTP_MUTATES, "{\"exceptionMessage\":\"Another process has updated the record\"}", ERR_CONFLICT, NULL },
		{ 500, 0, "{\"exceptionType\":\"PX.Api.ContractBased.OptimizedExport.CannotOptimizeException\"}", ERR_NONE, NULL },
		{ 500, 0, "{\"exceptionMessage\":\"No entity satisfies the condition.\"}", ERR_NONE, NULL },
		{ 400, 0, "{\"message\":\"bad\",\"modelState\":{\"a\":[\"first\",\"second\"]}}", ERR_REFUSED, "first; second" },
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

static void lists_end_with_a_short_page_and_the_servers_own_time(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	fx_option(&f, "page_size", "2");
	f.op.feed = fx_feed(&f, "vendors");
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", SITE "/entity/Default/22.200.001/Vendor?$select=VendorID%2CVendorName");
	fx_asks(&f, "GET", "&$expand=MainContact%2CMainContact%2FAddress&$top=2&$skip=0");
	assert_null(strstr(f.out.url, "$filter"));
	assert_string_equal(http_headers_get(&f.out.headers, "PX-CbApiBranch"), "NORTH");
	assert_int_equal(fx_answer(&f, 200, "[{\"id\":\"g\",\"VendorID\":{\"value\":\"V1004   \"},\"VendorName\":{\"value\":\"Northside\"},"
		"\"Status\":{\"value\":\"Active\"},\"TaxRegistrationID\":{},\"LastModifiedDateTime\":{\"value\":\"2026-03-04T14:54:08.17-04:00\"},"
		"\"MainContact\":{\"Email\":{\"value\":\"a@b\"},\"Address\":{\"City\":{\"value\":\"Ottawa\"},\"State\":{\"value\":\"ON\"}}}},"
		"{\"VendorID\":{\"value\":\"V1005\"},\"Status\":{\"value\":\"On Hold\"},\"LastModifiedDateTime\":{\"value\":\"2026-01-01T00:00:00+00:00\"}}]",
		NULL), OP_SEND);
	fx_asks(&f, "GET", "&$top=2&$skip=2");
	r = fx_record(&f, ENTITY_VENDOR, 0);
	assert_string_equal(r->remote_id, "V1004");
	assert_string_equal(record_text(r, VENDOR_CITY), "Ottawa");
	assert_int_equal(record_int(r, VENDOR_ACTIVE), 1);
	assert_int_equal(record_int(fx_record(&f, ENTITY_VENDOR, 1), VENDOR_ACTIVE), 0);
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-03-04T18:49:08Z");
	/* Next time: since then; and the cursor never goes back. */
	f.op.cursor = "2026-03-04T18:49:08Z";
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "&$filter=LastModifiedDateTime%20gt%20datetimeoffset%272026-03-04T18%3A49%3A08%2B00%3A00%27");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-03-04T18:49:08Z");
	fx_release(&f);
}

static const char cannot[] = "{\"message\":\"e\",\"exceptionMessage\":\"Optimization cannot be performed.\","
	"\"exceptionType\":\"PX.Api.ContractBased.OptimizedExport.CannotOptimizeException\"}";

static void a_list_that_cannot_be_optimised_is_asked_for_more_modestly(void **state)
{
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "vendors");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 500, cannot, NULL), OP_SEND);
	assert_null(strstr(f.out.url, "$expand"));
	assert_null(strstr(f.out.url, "MainContact"));
	assert_int_equal(fx_answer(&f, 500, cannot, NULL), OP_SEND);
	fx_asks(&f, "GET", "$select=VendorID%2CLastModifiedDateTime&$top=");
	assert_int_equal(fx_answer(&f, 200, "[{\"VendorID\":{\"value\":\"V1\"}},{\"VendorID\":{\"value\":\"a/b\"}},"
		"{\"VendorID\":{\"value\":\"V 2\"}}]", NULL), OP_SEND);
	fx_asks(&f, "GET", "/Vendor/V1?$select=VendorID%2CVendorName");
	assert_int_equal(fx_answer(&f, 200, "{\"VendorID\":{\"value\":\"V1\"},\"VendorName\":{\"value\":\"One\"}}", NULL), OP_SEND);
	assert_string_equal(fx_record(&f, ENTITY_VENDOR, 0)->remote_id, "V1");
	fx_asks(&f, "GET", "/Vendor/V%202?");
	assert_int_equal(fx_answer(&f, 500, "{\"exceptionMessage\":\"No entity satisfies the condition.\"}", NULL), OP_DONE);
	/* When even that fails, it is said. */
	fx_start(&f, OP_PULL);
	for (int i = 0; i < 2; i++)
		assert_int_equal(fx_answer(&f, 500, cannot, NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 500, cannot, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	/* Bills do without their retainage first. */
	f.op.feed = fx_feed(&f, "bills");
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "$custom=CurrentDocument.CuryRetainageTotal");
	assert_int_equal(fx_answer(&f, 500, cannot, NULL), OP_SEND);
	assert_null(strstr(f.out.url, "$custom"));
	assert_int_equal(fx_answer(&f, 500, cannot, NULL), OP_SEND);
	fx_asks(&f, "GET", "$select=Type%2CReferenceNbr%2CLastModifiedDateTime");
	fx_release(&f);
}

static void lists_that_are_not_there_or_not_wanted_cost_nothing(void **state)
{
	struct fx f;

	begin(&f);
	f.session.construction = NULL;
	f.op.feed = fx_feed(&f, "subcontracts");
	f.op.cursor = "2026-01-01T00:00:00Z";
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-01-01T00:00:00Z");
	fx_option(&f, "period_check", "no");
	f.op.feed = fx_feed(&f, "periods");
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	fx_release(&f);
}

static const char checks[] =
	"[{\"Type\":{\"value\":\"Payment\"},\"ReferenceNbr\":{\"value\":\"000045\"},\"Status\":{\"value\":\"Closed\"},"
	"\"Vendor\":{\"value\":\"V1004\"},\"PaymentRef\":{\"value\":\"20045\"},\"PaymentMethod\":{\"value\":\"CHECK\"},"
	"\"ApplicationDate\":{\"value\":\"2026-07-20T00:00:00+00:00\"},\"CurrencyID\":{\"value\":\"CAD\"},"
	"\"History\":[{\"DocType\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000047\"},\"VendorRef\":{\"value\":\"NC-2\"},"
	"\"AmountPaid\":{\"value\":8000.0}},{\"DocType\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000047\"},"
	"\"AmountPaid\":{\"value\":100.1}},{\"DocType\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000048\"},"
	"\"AmountPaid\":{\"value\":5}},{\"DocType\":{\"value\":\"Debit Adj.\"},\"ReferenceNbr\":{\"value\":\"9\"},"
	"\"AmountPaid\":{\"value\":1}}]},"
	"{\"Type\":{\"value\":\"Voided Payment\"},\"ReferenceNbr\":{\"value\":\"000044\"},\"Status\":{\"value\":\"Closed\"},"
	"\"Vendor\":{\"value\":\"V1004\"},\"History\":[{\"DocType\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000040\"},"
	"\"AmountPaid\":{\"value\":-70.00}}]},"
	"{\"Type\":{\"value\":\"Payment\"},\"ReferenceNbr\":{\"value\":\"000046\"},\"Status\":{\"value\":\"Pending Print\"},"
	"\"Details\":[{\"DocType\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000047\"},\"AmountPaid\":{\"value\":1}}]},"
	"{\"Type\":{\"value\":\"Check\"},\"ReferenceNbr\":{\"value\":\"000043\"},\"Status\":{\"value\":\"Open\"},\"History\":[],"
	"\"Details\":[{\"DocType\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000041\"},\"AmountPaid\":{\"value\":3}}]}]";

static void a_check_is_one_payment_for_each_bill(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	f.op.feed = fx_feed(&f, "checks");
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "&$expand=Details%2CHistory");
	assert_int_equal(fx_answer(&f, 200, checks, NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 4);
	r = fx_record(&f, ENTITY_PAYMENT, 0);
	assert_string_equal(r->remote_id, "000045|000047");
	assert_int_equal(record_int(r, PAYMENT_AMOUNT), 810010);
	assert_string_equal(record_text(r, PAYMENT_NUMBER), "20045");
	assert_string_equal(record_text(r, PAYMENT_INVOICE), "000047");
	assert_string_equal(record_text(r, PAYMENT_INVOICE_NUMBER), "NC-2");
	assert_string_equal(record_text(r, PAYMENT_DATE), "2026-07-20");
	assert_int_equal(record_int(r, PAYMENT_VOID), 0);
	assert_string_equal(fx_record(&f, ENTITY_PAYMENT, 1)->remote_id, "000045|000048");
	r = fx_record(&f, ENTITY_PAYMENT, 2);
	assert_string_equal(r->remote_id, "000044|000040");
	assert_int_equal(record_int(r, PAYMENT_VOID), 1);
	assert_int_equal(record_int(r, PAYMENT_AMOUNT), 7000);
	assert_string_equal(record_text(r, PAYMENT_CURRENCY), "CAD");
	assert_string_equal(fx_record(&f, ENTITY_PAYMENT, 3)->remote_id, "000043|000041");
	fx_release(&f);
}

static void documents_and_periods_are_read(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	f.op.feed = fx_feed(&f, "bills");
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "$filter=Type%20eq%20%27Bill%27&");
	fx_answer(&f, 200, "[{\"Type\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"000047\"},\"Vendor\":{\"value\":\"V1004 \"},"
		"\"VendorRef\":{\"value\":\"NC-2\"},\"Amount\":{\"value\":8100.00},\"Balance\":{\"value\":0.0},\"CurrencyID\":{\"value\":\"CAD\"},"
		"\"custom\":{\"CurrentDocument\":{\"CuryRetainageTotal\":{\"type\":\"CustomDecimalField\",\"value\":900.0}}}}]", NULL);
	r = fx_record(&f, ENTITY_INVOICE, 0);
	assert_string_equal(r->remote_id, "000047");
	assert_string_equal(r->remote_code, "000047");
	assert_string_equal(record_text(r, INVOICE_NUMBER), "NC-2");
	assert_string_equal(record_text(r, INVOICE_VENDOR), "V1004");
	assert_int_equal(record_int(r, INVOICE_NET), 810000);
	assert_int_equal(record_int(r, INVOICE_AMOUNT), 900000);
	f.op.feed = fx_feed(&f, "subcontracts");
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", SITE "/entity/ConstructLink/1.0.0/Subcontract?");
	fx_answer(&f, 200, "[{\"SubcontractNbr\":{\"value\":\"SC000041\"},\"SubcontractTotal\":{\"value\":25000.0},\"RetainagePct\":{\"value\":10.0}},"
		"{\"SubcontractNbr\":{\"value\":\"000041\"},\"SubcontractTotal\":{\"value\":0.005}}]", NULL);
	r = fx_record(&f, ENTITY_COMMITMENT, 0);
	assert_string_equal(r->remote_id, "SC000041");
	assert_int_equal(record_int(r, COMMITMENT_AMOUNT), 2500000);
	r = fx_record(&f, ENTITY_COMMITMENT, 1);
	assert_string_equal(r->remote_id, "Subcontract|000041");
	assert_false(record_has(r, COMMITMENT_AMOUNT));          /* half a cent is not read */
	f.op.feed = fx_feed(&f, "periods");
	fx_start(&f, OP_PULL);
	fx_answer(&f, 200, "[{\"FinancialYear\":{\"value\":\"2026\"},\"Details\":[{\"FinancialPeriodID\":{\"value\":\"102026\"},"
		"\"StartDate\":{\"value\":\"2026-10-01T00:00:00+00:00\"},\"EndDate\":{\"value\":\"2026-10-31T00:00:00+00:00\"},"
		"\"Status\":{\"value\":\"Open\"},\"ClosedInAP\":{\"value\":true}},{\"FinancialPeriodID\":{\"value\":\"132026\"},"
		"\"AdjustmentPeriod\":{\"value\":true}}]}]", NULL);
	assert_int_equal(f.op.page.len, 1);
	r = fx_record(&f, ENTITY_PERIOD, 0);
	assert_string_equal(record_text(r, PERIOD_STATUS), "Closed");
	assert_string_equal(record_text(r, PERIOD_END), "2026-10-31");
	fx_release(&f);
}

/* ---- composing ---- */

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

static void commitment(struct fx *f, struct dossier *d, const char *kind, size_t n_lines)
{
	struct record *r = rec(f, ENTITY_COMMITMENT, "41");

	memset(d, 0, sizeof *d);
	put(f, r, COMMITMENT_NUMBER, "SC-001");
	put(f, r, COMMITMENT_TITLE, "Structural concrete");
	put(f, r, COMMITMENT_KIND, kind);
	put(f, r, COMMITMENT_DATE, "2026-10-05");
	put(f, r, COMMITMENT_CURRENCY, "CAD");
	record_set_int(r, COMMITMENT_RETAINAGE_PERCENT, 100000);
	d->record = r;
	d->currency = "CAD";
	d->branch = "NORTH";
	d->vendor.erp_code = "V1004";
	d->job.erp_code = "J2601";
	d->lines = pool_alloc(&f->pool, (n_lines + 1) * sizeof *d->lines);
	d->n_lines = n_lines;
	for (size_t i = 0; i < n_lines; i++) {
		struct record *l = rec(f, ENTITY_COMMITMENT_LINE, pool_printf(&f->pool, "%zu", 177 + i));
		put(f, l, COMMITMENT_LINE_DESCRIPTION, i % 2 ? "Slab" : "Footing");
		record_set_int(l, COMMITMENT_LINE_AMOUNT, i % 2 ? 1000000 : 2000050);
		if (i % 2) {
			record_set_int(l, COMMITMENT_LINE_QUANTITY, 40 * INT64_C(1000000));
			record_set_int(l, COMMITMENT_LINE_UNIT_COST, 250 * INT64_C(1000000));
			put(f, l, COMMITMENT_LINE_UOM, "m3");
		}
		d->lines[i].line = l;
		d->lines[i].cost_code = "03300";
		d->lines[i].account = "52000";
		d->lines[i].task = "01";
	}
}

static void body_fits(struct fx *f, const char *entity)
{
	char *list = fx_file("tests/data/acumatica-members.txt");
	struct json_doc doc;

	assert_int_equal(json_parse(&doc, f->payload.s, f->payload.len, NULL), 0);
	check_acumatica_body(list, entity, json_get(json_root(&doc), "body"));
	json_release(&doc);
	free(list);
}

static void a_subcontract_as_it_is_sent(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"VendorID\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-10-05\"},\"VendorRef\":{\"value\":\"SC-001\"},"
		"\"Description\":{\"value\":\"Structural concrete [P:k1]\"},\"Branch\":{\"value\":\"NORTH\"},\"CurrencyID\":{\"value\":\"CAD\"},"
		"\"ControlTotal\":{\"value\":30000.50},\"ApplyRetainage\":{\"value\":true},\"RetainagePct\":{\"value\":10.00},"
		"\"DoNotPrint\":{\"value\":true},\"DoNotEmail\":{\"value\":true},\"Details\":[{\"BranchID\":{\"value\":\"NORTH\"},"
		"\"LineDescription\":{\"value\":\"Footing\"},\"Project\":{\"value\":\"J2601\"},\"Task\":{\"value\":\"01\"},"
		"\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"52000\"},\"OrderQty\":{\"value\":1},\"UnitCost\":{\"value\":20000.50},"
		"\"ExtendedCost\":{\"value\":20000.50},\"RetainagePct\":{\"value\":10.00}},{\"BranchID\":{\"value\":\"NORTH\"},"
		"\"LineDescription\":{\"value\":\"Slab\"},\"Project\":{\"value\":\"J2601\"},\"Task\":{\"value\":\"01\"},"
		"\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"52000\"},\"OrderQty\":{\"value\":40},\"UOM\":{\"value\":\"M3\"},"
		"\"UnitCost\":{\"value\":250.00},\"ExtendedCost\":{\"value\":10000.00},\"RetainagePct\":{\"value\":10.00}}]}");
	fx_part_is(&f, "expect", "{\"total\":\"30000.50\",\"retainage\":\"3000.05\",\"date\":\"2026-10-05\","
		"\"amounts\":[\"20000.50\",\"10000.00\"]}");
	body_fits(&f, "Subcontract");
	f.session.construction = NULL;
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k1", &f.err), ERR_CONFIG);
	fx_release(&f);
}

static void a_purchase_order_as_it_is_sent(void **state)
{
	struct fx f;
	struct dossier d;
	char *body;

	begin(&f);
	fx_option(&f, "line_account", "item");
	fx_option(&f, "item", "SUBLABOR");
	commitment(&f, &d, KIND_PURCHASE_ORDER, 1);
	fx_compose(&f, "k1", &d);
	body_fits(&f, "PurchaseOrder");
	body = fx_part(&f, "body");
	assert_non_null(strstr(body, "\"Type\":{\"value\":\"Normal\"}"));
	assert_non_null(strstr(body, "\"Hold\":{\"value\":true}"));
	assert_non_null(strstr(body, "\"ProjectTask\":{\"value\":\"01\"}"));
	assert_non_null(strstr(body, "\"InventoryID\":{\"value\":\"SUBLABOR\"}"));
	assert_null(strstr(body, "Account"));
	assert_non_null(strstr(body, "\"custom\":{\"CurrentDocument\":{\"RetainageApply\":{\"type\":\"CustomBooleanField\",\"value\":true}"));
	free(body);
	fx_release(&f);
}

static void invoice(struct fx *f, struct dossier *d)
{
	static struct dossier order;
	struct record *r = rec(f, ENTITY_INVOICE, "1280646");

	commitment(f, &order, KIND_SUBCONTRACT, 2);
	memset(d, 0, sizeof *d);
	put(f, r, INVOICE_NUMBER, "NC-0002");
	put(f, r, INVOICE_BILLING_DATE, "2026-10-31");
	put(f, r, INVOICE_PERIOD_START, "2026-10-01");
	put(f, r, INVOICE_PERIOD_END, "2026-10-31");
	put(f, r, INVOICE_COMMITMENT_KIND, KIND_SUBCONTRACT);
	record_set_int(r, INVOICE_SEQUENCE, 3);
	record_set_int(r, INVOICE_AMOUNT, 1500025);
	d->record = r;
	d->currency = "CAD";
	d->branch = "NORTH";
	d->vendor.erp_code = "V1004";
	d->job.erp_code = "J2601";
	d->commitment.erp_code = "SC000041";
	d->commitment.procore = order.record;
	d->lines = pool_alloc(&f->pool, 4 * sizeof *d->lines);
	d->n_lines = 3;
	for (int i = 0; i < 3; i++) {
		static const int64_t amounts[] = { 1000025, 500000, 0 }, kept[] = { 100003, 50000, 0 };
		struct record *l = rec(f, ENTITY_INVOICE_LINE, "900177");
		record_set_int(l, INVOICE_LINE_AMOUNT, amounts[i]);
		record_set_int(l, INVOICE_LINE_RETAINAGE, kept[i]);
		if (i == 1)
			record_set_int(l, INVOICE_LINE_QUANTITY, 20 * INT64_C(1000000));
		d->lines[i] = order.lines[i % 2];
		d->lines[i].commitment_line = order.lines[i % 2].line;
		d->lines[i].line = l;
		d->lines[i].order_line = i ? "2" : "SC000041|1";
	}
}

static void a_bill_is_on_hold_with_retainage_by_line(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"Type\":{\"value\":\"Bill\"},\"Vendor\":{\"value\":\"V1004\"},\"VendorRef\":{\"value\":\"NC-0002\"},"
		"\"Date\":{\"value\":\"2026-10-31\"},\"BranchID\":{\"value\":\"NORTH\"},\"CurrencyID\":{\"value\":\"CAD\"},"
		"\"Description\":{\"value\":\"SC-001 #3 2026-10-01/2026-10-31 [P:k1]\"},\"Project\":{\"value\":\"J2601\"},"
		"\"Hold\":{\"value\":true},\"Amount\":{\"value\":13500.22},\"custom\":{\"Document\":{\"RetainageApply\":"
		"{\"type\":\"CustomBooleanField\",\"value\":true}}},\"Details\":[{\"POOrderType\":{\"value\":\"Subcontract\"},"
		"\"POOrderNbr\":{\"value\":\"SC000041\"},\"POLine\":{\"value\":1},\"TransactionDescription\":{\"value\":\"Footing\"},"
		"\"Qty\":{\"value\":0},\"ExtendedCost\":{\"value\":10000.25},\"Project\":{\"value\":\"J2601\"},\"ProjectTask\":{\"value\":\"01\"},"
		"\"CostCode\":{\"value\":\"03300\"},\"Branch\":{\"value\":\"NORTH\"},\"custom\":{\"Transactions\":{\"CuryRetainageAmt\":"
		"{\"type\":\"CustomDecimalField\",\"value\":1000.03}}}},{\"POOrderType\":{\"value\":\"Subcontract\"},"
		"\"POOrderNbr\":{\"value\":\"SC000041\"},\"POLine\":{\"value\":2},\"TransactionDescription\":{\"value\":\"Slab\"},"
		"\"Qty\":{\"value\":20},\"ExtendedCost\":{\"value\":5000.00},\"Project\":{\"value\":\"J2601\"},\"ProjectTask\":{\"value\":\"01\"},"
		"\"CostCode\":{\"value\":\"03300\"},\"Branch\":{\"value\":\"NORTH\"},\"custom\":{\"Transactions\":{\"CuryRetainageAmt\":"
		"{\"type\":\"CustomDecimalField\",\"value\":500.00}}}}]}");
	fx_part_is(&f, "expect", "{\"gross\":\"15000.25\",\"retainage\":\"1500.03\",\"total\":\"13500.22\",\"date\":\"2026-10-31\","
		"\"amounts\":[\"10000.25\",\"5000.00\"]}");
	body_fits(&f, "Bill");
	fx_release(&f);
}

static void bills_acumatica_could_not_hold_are_not_composed(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	invoice(&f, &d);
	r = (struct record *)(uintptr_t)d.record;
	record_set_int(r, INVOICE_AMOUNT, 1500026);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_DATA);
	invoice(&f, &d);
	put(&f, (struct record *)(uintptr_t)d.record, INVOICE_COMMITMENT_KIND, KIND_PURCHASE_ORDER);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.lines[2].line, INVOICE_LINE_RETAINAGE, 5);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.lines[0].line, INVOICE_LINE_AMOUNT, -9000000);
	record_set_int((struct record *)(uintptr_t)d.record, INVOICE_AMOUNT, -8500000);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "debit adjustment");
	assert_int_equal(f.payload.len, 0);
	fx_release(&f);
}

static void what_is_not_resolved_is_shown_but_never_sent(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	d.commitment.erp_code = NULL;
	d.lines[0].order_line = NULL;
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k1", &f.err), ERR_CONFIG);
	f.session.valid = 0;                     /* for the eye */
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "pending", "[\"commitment\",\"line of the commitment\"]");
	f.session.valid = 1;
	assert_int_equal(fx_start(&f, OP_PUSH), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	assert_int_equal(fx_start(&f, OP_LOOKUP), OP_SEND);
	f.env.session = NULL;
	fx_compose(&f, "k1", &d);
	fx_release(&f);
}

static void vendors_and_projects_as_they_are_sent(void **state)
{
	struct fx f;
	struct dossier d = { 0 };
	struct dossier_override typed[] = { { "erp_id", "V2000" }, { "name", "Short name" } };
	struct record *r;
	char *body;

	begin(&f);
	r = rec(&f, ENTITY_VENDOR, "1");
	put(&f, r, VENDOR_NAME, "A name that is much too long for it");
	put(&f, r, VENDOR_CITY, "Laval");
	d.record = r;
	d.overrides = typed;
	d.n_overrides = 2;
	fx_compose(&f, "k1", &d);
	body_fits(&f, "Vendor");
	body = fx_part(&f, "body");
	assert_non_null(strstr(body, "{\"VendorID\":{\"value\":\"V2000\"},\"VendorName\":{\"value\":\"Short name\"}"));
	free(body);
	r = rec(&f, ENTITY_JOB, "2");
	put(&f, r, JOB_NAME, "Job");
	put(&f, r, JOB_START, "2026-01-12");
	d.record = r;
	fx_option(&f, "customer", "C1");
	fx_compose(&f, "k1", &d);
	body_fits(&f, "Project");
	fx_part_is(&f, "task", "{\"ProjectID\":{\"value\":\"V2000\"},\"ProjectTaskID\":{\"value\":\"01\"},\"Description\":{\"value\":\"Short name\"},"
		"\"Default\":{\"value\":true}}");
	fx_option(&f, "project_template", "STANDARD");
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "task", "null");
	fx_part_is(&f, "activate", "{\"ProjectID\":{\"value\":\"V2000\"},\"Hold\":{\"value\":false}}");
	fx_release(&f);
}

/* ---- sending ---- */

#define V(n, v) "\"" n "\":{\"value\":" v "}"

static const char made[] = "{\"id\":\"g\"," V("SubcontractNbr", "\"SC000041\"") "," V("Status", "\"On Hold\"") ","
	V("SubcontractTotal", "30000.50") "," V("RetainageTotal", "3000.05") ",\"Details\":[{" V("LineNbr", "1") ","
	V("ExtendedCost", "20000.5") "},{" V("LineNbr", "2") "," V("ExtendedCost", "10000.0") "}]}";

static void an_absent_subcontract_is_made_and_opened(void **state)
{
	static const char *const later[] = { "Location", "/acu/entity/ConstructLink/1.0.0/Subcontract/ReleaseFromHold/status/1", NULL };
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	d.vendor.erp_code = "O'NEIL";
	fx_compose(&f, "k1", &d);
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", SITE "/entity/ConstructLink/1.0.0/Subcontract?$filter=VendorID%20eq%20%27O%27%27NEIL%27%20and%20"
		"VendorRef%20eq%20%27SC-001%27&$select=");
	assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_SEND);
	fx_asks(&f, "PUT", SITE "/entity/ConstructLink/1.0.0/Subcontract?$expand=Details&$select=SubcontractNbr");
	assert_string_equal(http_headers_get(&f.out.headers, "If-None-Match"), "*");
	assert_string_equal(http_headers_get(&f.out.headers, "PX-CbApiBranch"), "NORTH");
	assert_true(f.out.flags & HTTP_MUTATES);
	{
		char *body = fx_part(&f, "body");
		assert_string_equal(f.out.body, body);       /* exactly what was shown */
		free(body);
	}
	assert_int_equal(fx_answer(&f, 200, made, NULL), OP_SEND);
	fx_asks(&f, "POST", SITE "/entity/ConstructLink/1.0.0/Subcontract/ReleaseFromHold");
	assert_string_equal(f.out.body, "{\"entity\":{\"SubcontractNbr\":{\"value\":\"SC000041\"}}}");
	assert_int_equal(fx_answer(&f, 202, "", later), OP_SEND);
	fx_asks(&f, "GET", "https://erp.test/acu/entity/ConstructLink/1.0.0/Subcontract/ReleaseFromHold/status/1");
	assert_int_equal(fx_answer(&f, 202, "", later), OP_SEND);
	assert_int_equal(fx_answer(&f, 204, "", NULL), OP_SEND);
	fx_asks(&f, "GET", "/Subcontract/SC000041?$select=Status");
	assert_int_equal(fx_answer(&f, 200, "{" V("Status", "\"Pending Approval\"") "}", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, "SC000041");
	assert_int_equal(f.op.result.adopted, 0);
	assert_int_equal(f.op.result.n_lines, 2);
	assert_string_equal(f.op.result.lines[1].remote_id, "178");
	assert_string_equal(f.op.result.lines[1].erp_line, "2");
	assert_string_equal(f.op.result.note, "it awaits approval in Acumatica");
	assert_non_null(strstr(f.op.result.snapshot, "\"status\":\"Pending Approval\""));
	fx_release(&f);
}

#define HIT(number, description, total, status) "[{" V("SubcontractNbr", number) "," V("Status", status) "," \
	V("VendorID", "\"V1004\"") "," V("VendorRef", "\"SC-001 \"") "," V("Date", "\"2026-10-05T00:00:00\"") "," \
	V("Description", description) "," V("SubcontractTotal", total) "}]"

static void what_is_there_already_is_adopted_or_a_conflict(void **state)
{
	static const struct { const char *list; int adopts; } cases[] = {
		{ HIT("\"SC000041\"", "\"Structural concrete [P:k1]\"", "30000.5", "\"Open\""), 1 },
		{ HIT("\"SC000041\"", "\"by hand\"", "30000.50", "\"Open\""), 1 },
		{ HIT("\"SC000041\"", "\"by hand\"", "30000.51", "\"Open\""), 0 },
		{ HIT("\"SC000041\"", "\"[P:k11]\"", "1", "\"Open\""), 0 },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < 4; i++) {
		fx_start(&f, OP_PUSH);
		if (!cases[i].adopts) {
			assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_FAIL);
			assert_int_equal(f.err.cls, ERR_CONFLICT);
			fx_says(&f, "SC000041");
			fx_start(&f, OP_LOOKUP);
			assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_DONE);
			assert_int_equal(f.op.result.found, -1);
			continue;
		}
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_SEND);
		fx_asks(&f, "GET", "/Subcontract/SC000041?$expand=Details");
		assert_int_equal(fx_answer(&f, 200, "{" V("SubcontractNbr", "\"SC000041\"") "," V("Status", "\"Open\"") ",\"Details\":[{"
			V("LineNbr", "1") "," V("ExtendedCost", "20000.5") "},{" V("LineNbr", "3") "," V("ExtendedCost", "10000") "}]}",
			NULL), OP_DONE);
		assert_int_equal(f.op.result.adopted, 1);
		assert_string_equal(f.op.result.lines[1].erp_line, "3");
	}
	/* A canceled one is not there, another vendor's neither. */
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, HIT("\"SC000041\"", "\"[P:k1]\"", "30000.5", "\"Canceled\""), NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 0);
	fx_release(&f);
}

static void a_look_up_says_what_is_not_finished(void **state)
{
	static const struct { const char *document; int found; } cases[] = {
		{ made, 0 },                                         /* still on hold: sending again opens it */
		{ "{" V("SubcontractNbr", "\"SC000041\"") "," V("Status", "\"Open\"") ",\"Details\":[{" V("ExtendedCost", "20000.5") "},{"
			V("ExtendedCost", "10000.00") "}]}", 1 },
		{ "{" V("SubcontractNbr", "\"SC000041\"") "," V("Status", "\"Open\"") ",\"Details\":[{" V("ExtendedCost", "20000.5") "},{"
			V("ExtendedCost", "10000.01") "}]}", -1 },
		{ "{" V("SubcontractNbr", "\"SC000041\"") "," V("Status", "\"Open\"") ",\"Details\":[]}", -1 },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < 4; i++) {
		fx_start(&f, OP_LOOKUP);
		assert_int_equal(fx_answer(&f, 200, HIT("\"SC000041\"", "\"[P:k1]\"", "30000.5", "\"Open\""), NULL), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, cases[i].document, NULL), OP_DONE);
		assert_int_equal(f.op.result.found, cases[i].found);
	}
	fx_release(&f);
}

static void answers_to_a_put_are_told_apart(void **state)
{
	static const struct { int status; const char *body; int rc; enum error_class cls; } cases[] = {
		{ 422, "{\"error\":\"e\",\"VendorID\":{\"error\":\"Vendor 'X' cannot be found in the system.\"}}", OP_FAIL, ERR_REFUSED },
		{ 400, "{\"message\":\"bad\"}", OP_FAIL, ERR_REFUSED },
		{ 403, "{\"message\":\"no\"}", OP_FAIL, ERR_REFUSED },
		{ 429, "", OP_FAIL, ERR_LATER },
		{ 503, "<html>", OP_FAIL, ERR_UNKNOWN },
		{ 504, "<html>", OP_FAIL, ERR_UNKNOWN },
		{ 500, "<html>", OP_FAIL, ERR_UNKNOWN },
		{ 200, "<html>", OP_FAIL, ERR_UNKNOWN },
		{ 200, "{\"SubcontractNbr\":", OP_FAIL, ERR_UNKNOWN },
		{ 302, "", OP_FAIL, ERR_UNKNOWN },
		{ 401, "", OP_RESTART, ERR_NONE },
		{ 200, "{" V("SubcontractNbr", "\"SC000041\"") "," V("Status", "\"On Hold\"") "," V("SubcontractTotal", "1.0")
			",\"Details\":[{" V("ExtendedCost", "20000.5") "},{" V("ExtendedCost", "9999.99") "}]}", OP_FAIL, ERR_CONFLICT },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, "[]", NULL);
		if (fx_answer(&f, cases[i].status, cases[i].body, NULL) != cases[i].rc)
			fail_msg("%zu", i);
		if (cases[i].rc == OP_FAIL && f.err.cls != cases[i].cls)
			fail_msg("%zu: %s", i, error_class_name(f.err.cls));
	}
	fx_release(&f);
}

/* The service ended the request itself: looking once more tells. */
static void an_error_in_the_services_own_form_is_looked_at_again(void **state)
{
	static const struct { int status; const char *body; } cases[] = {
		{ 500, "{\"message\":\"m\",\"exceptionMessage\":\"Some rule.\"}" }, { 412, "" },
		{ 422, "{\"VendorRef\":{\"error\":\"The document with the 'x' vendor reference number already exists\"}}" },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < 3; i++) {
		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, "[]", NULL);
		assert_int_equal(fx_answer(&f, cases[i].status, cases[i].body, NULL), OP_SEND);
		fx_asks(&f, "GET", "$filter=");
		assert_int_equal(fx_answer(&f, 200, "[]", NULL), OP_FAIL);
		assert_int_equal(f.err.cls, ERR_REFUSED);
		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, "[]", NULL);
		fx_answer(&f, cases[i].status, cases[i].body, NULL);
		assert_int_equal(fx_answer(&f, 200, HIT("\"SC000041\"", "\"[P:k1]\"", "30000.5", "\"Open\""), NULL), OP_SEND);
		fx_asks(&f, "GET", "/Subcontract/SC000041?");
	}
	fx_release(&f);
}

static void trouble_after_the_document_is_made_is_a_remark(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 2);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[]", NULL);
	fx_answer(&f, 200, made, NULL);
	assert_int_equal(fx_answer(&f, 500, "{\"exceptionMessage\":\"not available\"}", NULL), OP_DONE);
	assert_non_null(strstr(f.op.result.note, "hold"));
	assert_string_equal(f.op.result.remote_code, "SC000041");
	/* When it is wanted on hold, nothing more is asked. */
	fx_option(&f, "commitments_open", "no");
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[]", NULL);
	assert_int_equal(fx_answer(&f, 200, made, NULL), OP_DONE);
	assert_null(f.op.result.note);
	fx_release(&f);
}

static void a_bill_with_other_amounts_is_a_conflict(void **state)
{
	static const char answer[] = "{" V("Type", "\"Bill\"") "," V("ReferenceNbr", "\"000126\"") "," V("Status", "\"On Hold\"") ","
		V("Amount", "%s") ",\"Details\":[{" V("ExtendedCost", "10000.25") "},{" V("ExtendedCost", "5000.0")
		"}],\"custom\":{\"CurrentDocument\":{\"CuryRetainageTotal\":{\"type\":\"CustomDecimalField\",\"value\":%s}}}}";
	static const struct { const char *amount, *retained; int rc; } cases[] = {
		{ "13500.22", "1500.03", OP_DONE }, { "15000.25", "0.0", OP_FAIL }, { "13500.22", "1500.02", OP_FAIL },
		{ "13500.23", "1500.03", OP_FAIL },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < 4; i++) {
		char *body = xasprintf(answer, cases[i].amount, cases[i].retained);
		fx_start(&f, OP_PUSH);
		fx_asks(&f, "GET", SITE "/entity/Default/22.200.001/Bill?$filter=Type%20eq%20%27Bill%27%20and%20Vendor%20eq");
		fx_answer(&f, 200, "[]", NULL);
		fx_asks(&f, "PUT", "&$custom=CurrentDocument.CuryRetainageTotal%2CDetails%2FTransactions.CuryRetainageAmt");
		assert_int_equal(fx_answer(&f, 200, body, NULL), cases[i].rc);
		if (cases[i].rc == OP_FAIL)
			assert_int_equal(f.err.cls, ERR_CONFLICT);
		else
			assert_string_equal(f.op.result.snapshot, "{\"number\":\"000126\",\"status\":\"On Hold\",\"total\":\"13500.22\","
				"\"retainage\":\"1500.03\"}");
		free(body);
	}
	fx_release(&f);
}

/* Lines beyond the first batch follow by key, and only whole batches count as missing. */
static void long_documents_go_in_batches(void **state)
{
	struct fx f;
	struct dossier d;
	struct strbuf b = STRBUF_INIT;
	size_t sizes[] = { 200, 400, 450 };

	begin(&f);
	commitment(&f, &d, KIND_SUBCONTRACT, 450);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, "[]", NULL);
	for (int k = 0; k < 3; k++) {
		struct json_doc doc;
		fx_asks(&f, "PUT", "/Subcontract?");
		assert_string_equal(http_headers_get(&f.out.headers, k ? "If-Match" : "If-None-Match"), "*");
		assert_int_equal(json_parse(&doc, f.out.body, f.out.body_len, NULL), 0);
		assert_int_equal(json_count(json_get(json_root(&doc), "Details")), k == 2 ? 50 : 200);
		json_release(&doc);
		strbuf_reset(&b);
		strbuf_adds(&b, "{" V("SubcontractNbr", "\"SC1\"") "," V("Status", "\"On Hold\"") ",\"Details\":[");
		for (size_t i = 0; i < sizes[k]; i++)
			strbuf_addf(&b, "%s{\"LineNbr\":{\"value\":%zu},\"ExtendedCost\":{\"value\":%s}}", i ? "," : "", i + 1,
				i % 2 ? "10000.0" : "20000.5");
		strbuf_adds(&b, "]}");
		assert_int_equal(fx_answer(&f, 200, b.s, NULL), OP_SEND);
	}
	fx_asks(&f, "POST", "/Subcontract/ReleaseFromHold");
	assert_int_equal(f.op.result.n_lines, 450);
	/* Stopped after the second: the look-up says unfinished, sending again completes it. */
	strbuf_reset(&b);
	strbuf_adds(&b, "{" V("SubcontractNbr", "\"SC1\"") "," V("Status", "\"On Hold\"") ",\"Details\":[");
	for (size_t i = 0; i < 400; i++)
		strbuf_addf(&b, "%s{\"ExtendedCost\":{\"value\":%s}}", i ? "," : "", i % 2 ? "10000.0" : "20000.5");
	strbuf_adds(&b, "]}");
	fx_start(&f, OP_LOOKUP);
	fx_answer(&f, 200, HIT("\"SC1\"", "\"[P:k1]\"", "1", "\"On Hold\""), NULL);
	assert_int_equal(fx_answer(&f, 200, b.s, NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 0);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, HIT("\"SC1\"", "\"[P:k1]\"", "1", "\"On Hold\""), NULL);
	assert_int_equal(fx_answer(&f, 200, b.s, NULL), OP_SEND);
	fx_asks(&f, "PUT", "/Subcontract?");
	strbuf_release(&b);
	fx_release(&f);
}

static void a_project_is_made_with_its_task_and_activated(void **state)
{
	struct fx f;
	struct dossier d = { 0 };
	struct record *r;

	begin(&f);
	r = rec(&f, ENTITY_JOB, "2");
	put(&f, r, JOB_NUMBER, "J2609");
	put(&f, r, JOB_NAME, "Job");
	d.record = r;
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", "/Project?$filter=ProjectID%20eq%20%27J2609%27");
	fx_answer(&f, 200, "[]", NULL);
	fx_asks(&f, "PUT", "/Project?");
	fx_answer(&f, 200, "{" V("ProjectID", "\"J2609  \"") "," V("Status", "\"In Planning\"") "}", NULL);
	fx_asks(&f, "PUT", "/ProjectTask?");
	assert_string_equal(http_headers_get(&f.out.headers, "If-None-Match"), "*");
	fx_answer(&f, 200, "{}", NULL);
	fx_asks(&f, "PUT", "/Project?");
	assert_string_equal(http_headers_get(&f.out.headers, "If-Match"), "*");
	assert_string_equal(f.out.body, "{\"ProjectID\":{\"value\":\"J2609\"},\"Hold\":{\"value\":false}}");
	fx_answer(&f, 200, "{" V("ProjectID", "\"J2609\"") "," V("Status", "\"Active\"") "}", NULL);
	fx_asks(&f, "POST", "/ProjectTask/ActivateProjectTask");
	assert_int_equal(fx_answer(&f, 404, "{\"message\":\"no such action\"}", NULL), OP_SEND);
	fx_asks(&f, "POST", "/ProjectTask/Activate");
	assert_int_equal(fx_answer(&f, 204, "", NULL), OP_DONE);
	assert_non_null(strstr(f.op.result.snapshot, "Active"));
	assert_string_equal(f.op.result.remote_id, "J2609");
	assert_null(f.op.result.note);
	/* The number is another project's. */
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, "[{" V("ProjectID", "\"J2609\"") "," V("Description", "\"Other\"") "}]", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "Other");
	fx_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_endpoints_of_a_release_are_chosen),
		cmocka_unit_test(options_overrule_the_choice),
		cmocka_unit_test(a_connected_application_signs_in_with_tokens),
		cmocka_unit_test(signing_out_always_sends_a_length),
		cmocka_unit_test(answers_have_their_meaning),
		cmocka_unit_test(lists_end_with_a_short_page_and_the_servers_own_time),
		cmocka_unit_test(a_list_that_cannot_be_optimised_is_asked_for_more_modestly),
		cmocka_unit_test(lists_that_are_not_there_or_not_wanted_cost_nothing),
		cmocka_unit_test(a_check_is_one_payment_for_each_bill),
		cmocka_unit_test(documents_and_periods_are_read),
		cmocka_unit_test(a_subcontract_as_it_is_sent),
		cmocka_unit_test(a_purchase_order_as_it_is_sent),
		cmocka_unit_test(a_bill_is_on_hold_with_retainage_by_line),
		cmocka_unit_test(bills_acumatica_could_not_hold_are_not_composed),
		cmocka_unit_test(what_is_not_resolved_is_shown_but_never_sent),
		cmocka_unit_test(vendors_and_projects_as_they_are_sent),
		cmocka_unit_test(an_absent_subcontract_is_made_and_opened),
		cmocka_unit_test(what_is_there_already_is_adopted_or_a_conflict),
		cmocka_unit_test(a_look_up_says_what_is_not_finished),
		cmocka_unit_test(answers_to_a_put_are_told_apart),
		cmocka_unit_test(an_error_in_the_services_own_form_is_looked_at_again),
		cmocka_unit_test(trouble_after_the_document_is_made_is_a_remark),
		cmocka_unit_test(a_bill_with_other_amounts_is_a_conflict),
		cmocka_unit_test(long_documents_go_in_batches),
		cmocka_unit_test(a_project_is_made_with_its_task_and_activated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
