/* QuickBooks Online: signing in and which company it is for, every spelling of a fault, lists by page and by
 * change, payments with credits and void ones, documents as they are composed, and each sent at most once -
 * by recorded answers. */
#include "connector_fixture.h"
#include "quickbooks_members.h"
#include "base/banned.h"

#define API "https://quickbooks.api.intuit.com/v3/company/4620816365/"
#define T(n) "\"time\":\"2026-11-21T0" n ":00:00.000-08:00\""

static void begin(struct fx *f)
{
	fx_init(f, "quickbooks");
	fx_option(f, "client_id", "ABc");
	fx_option(f, "realm_id", "4620816365");
	fx_option(f, "home_currency", "USD");
	fx_option(f, "country", "US");
	f->secrets[0] = "client_secret";
	f->secrets[1] = "s3cret";
	f->session.bearer = pool_strdup(&f->session.pool, "tok");
	f->session.valid = 1;
}

/* ---- signing in ---- */

static void a_first_sign_in_learns_the_company(void **state)
{
	struct fx f;
	struct strbuf b = STRBUF_INIT;

	begin(&f);
	fx_option(&f, "realm_id", NULL);
	fx_option(&f, "country", NULL);
	f.session.bearer = NULL;
	assert_int_equal(f.c->authorize_url(&b, &f.env, "http://localhost:8123/callback", "st", "ch", NULL), 0);
	assert_string_equal(b.s, "https://appcenter.intuit.com/connect/oauth2?client_id=ABc&response_type=code&"
		"scope=com.intuit.quickbooks.accounting&redirect_uri=http%3A%2F%2Flocalhost%3A8123%2Fcallback&state=st");
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);                /* nobody has signed in */
	assert_int_equal(f.err.cls, ERR_CONFIG);
	f.secrets[2] = "code";
	f.secrets[3] = "c0de";
	f.secrets[4] = "redirect_uri";
	f.secrets[5] = "http://localhost:8123/callback";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);                /* a bare code does not name the company */
	fx_says(&f, "whole address");
	f.secrets[6] = "callback";
	f.secrets[7] = "code=c0de&state=st&realmId=4620816365";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	fx_asks(&f, "POST", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer");
	assert_string_equal(http_headers_get(&f.out.headers, "Authorization"), "Basic QUJjOnMzY3JldA==");
	assert_non_null(strstr(f.out.body, "grant_type=authorization_code"));
	assert_non_null(strstr(f.out.body, "code=c0de"));
	assert_null(strstr(f.out.body, "code_verifier"));
	assert_int_equal(fx_answer(&f, 200, "{\"token_type\":\"bearer\",\"access_token\":\"a1\",\"expires_in\":3600,"
		"\"refresh_token\":\"r1\",\"x_refresh_token_expires_in\":8726400}", NULL), OP_SEND);
	assert_string_equal(f.op.save_secret[0].value, "r1");
	fx_asks(&f, "GET", API "companyinfo/4620816365?minorversion=75");
	assert_string_equal(http_headers_get(&f.out.headers, "Authorization"), "Bearer a1");
	assert_string_equal(http_headers_get(&f.out.headers, "Accept"), "application/json");
	assert_int_equal(fx_answer(&f, 200, "{\"CompanyInfo\":{\"CompanyName\":\"Northside\",\"Country\":\"USA\"}," T("1") "}",
		NULL), OP_DONE);
	assert_string_equal(f.session.fingerprint, "4620816365");
	assert_string_equal(f.session.company, "Northside");
	assert_int_equal(f.op.n_save_option, 2);
	assert_string_equal(f.op.save_option[0].name, "realm_id");
	assert_string_equal(f.op.save_option[0].value, "4620816365");
	assert_string_equal(f.op.save_option[1].value, "US");
	/* The same connection, and the person chose another company. */
	fx_option(&f, "realm_id", "999");
	f.session.fingerprint = NULL;
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);
	fx_says(&f, "4620816365");
	strbuf_release(&b);
	fx_release(&f);
}

static void a_later_sign_in_is_one_request(void **state)
{
	struct fx f;

	begin(&f);
	f.session.bearer = NULL;
	f.secrets[2] = "refresh_token";
	f.secrets[3] = "r1";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	assert_non_null(strstr(f.out.body, "grant_type=refresh_token&refresh_token=r1"));
	assert_int_equal(fx_answer(&f, 200, "{\"access_token\":\"a2\",\"expires_in\":3600,\"refresh_token\":\"r2\"}", NULL),
		OP_DONE);
	assert_string_equal(f.op.save_secret[0].value, "r2");
	assert_int_equal(f.op.n_save_option, 0);
	assert_string_equal(f.session.fingerprint, "4620816365");
	assert_int_equal(f.session.expires_ms, NOW + 3600000);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 400, "{\"error\":\"invalid_grant\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_says(&f, "sign in again");
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 502, "<html>", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_LATER);
	fx_release(&f);
}

static void the_test_reports_the_company(void **state)
{
	static const char *const tid[] = { "intuit_tid", "1-65-abc", NULL };
	struct fx f;

	begin(&f);
	assert_int_equal(fx_start(&f, OP_TEST), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "{\"CompanyInfo\":{\"CompanyName\":\"Northside\",\"Country\":\"CA\"}}", tid), OP_SEND);
	fx_asks(&f, "GET", API "query?query=SELECT%20%2A%20FROM%20Preferences");
	assert_int_equal(fx_answer(&f, 200, "{\"QueryResponse\":{\"Preferences\":[{\"AccountingInfoPrefs\":{\"BookCloseDate\":"
		"\"2026-09-30\"},\"CurrencyPrefs\":{\"MultiCurrencyEnabled\":true,\"HomeCurrency\":{\"value\":\"CAD\"}},"
		"\"OtherPrefs\":{\"NameValue\":[{\"Name\":\"VendorAndPurchasesPrefs.UsingPurchaseOrder\",\"Value\":\"true\"}]}}]}}", NULL),
		OP_DONE);
	assert_non_null(strstr(f.op.report.s, "Northside"));
	assert_non_null(strstr(f.op.report.s, "Country: CA"));
	assert_non_null(strstr(f.op.report.s, "1-65-abc"));
	assert_non_null(strstr(f.op.report.s, "Home currency: CAD"));
	assert_non_null(strstr(f.op.report.s, "says USD"));
	assert_non_null(strstr(f.op.report.s, "currencies: yes"));
	assert_non_null(strstr(f.op.report.s, "2026-09-30"));
	assert_non_null(strstr(f.op.report.s, "Purchase orders: on"));
	fx_release(&f);
}

/* ---- answers ---- */

#define FAULT(code, detail) "{\"Fault\":{\"Error\":[{\"Message\":\"M\",\"Detail\":\"" detail "\",\"code\":\"" code \
	"\",\"element\":\"\"}],\"type\":\"ValidationFault\"}," T("1") "}"
#define LOWER(code, n) "{\"warnings\":null,\"intuitObject\":null,\"fault\":{\"error\":[{\"message\":\"message=X; errorCode=00" \
	code "; statusCode=" n "\",\"detail\":\"Token expired\",\"code\":\"" code "\",\"element\":null}],\"type\":\"AUTHENTICATION\"}," \
	"\"time\":1633520295688}"

static void faults_have_their_meaning_in_every_spelling(void **state)
{
	static const char xml[] = "<?xml version=\"1.0\"?><IntuitResponse><Fault type=\"AuthenticationFault\"><Error code=\"100\">"
		"<Message>General</Message><Detail>AuthenticationFailed &amp; more</Detail></Error></Fault></IntuitResponse>";
	static const struct { int status; const char *type; unsigned flags; const char *body; enum error_class cls;
		const char *says; } cases[] = {
		{ 200, "json", 0, "{\"QueryResponse\":{}}", ERR_NONE, NULL },
		{ 200, "json", HTTP_MUTATES, FAULT("6140", "Duplicate TxnId=145"), ERR_CONFLICT, "TxnId=145" },
		{ 400, "json", HTTP_MUTATES, FAULT("6210", "closed"), ERR_REFUSED, "closed for this date" },
		{ 400, "json", HTTP_MUTATES, FAULT("610", "Object Not Found"), ERR_REFUSED, "inactive or gone" },
		{ 400, "json", HTTP_MUTATES, FAULT("2500", "Invalid Reference Id"), ERR_REFUSED, "does not know" },
		{ 400, "json", HTTP_MUTATES, FAULT("5010", "Stale Object"), ERR_CONFLICT, "same time" },
		{ 400, "json", HTTP_MUTATES, FAULT("6240", "Duplicate Name"), ERR_CONFLICT, "used already" },
		{ 400, "json", 0, FAULT("6190", "subscription"), ERR_CONFIG, "subscription" },
		{ 400, "json", 0, FAULT("4001", "Invalid query"), ERR_REFUSED, "Invalid query" },
		{ 401, "json", 0, FAULT("3200", "x"), ERR_LOGIN, NULL },
		{ 401, "json", 0, LOWER("3200", "401"), ERR_LOGIN, NULL },
		{ 401, "xml", 0, xml, ERR_LOGIN, NULL },
		{ 403, "json", 0, LOWER("3100", "403"), ERR_CONFIG, "not authorised" },
		{ 401, "json", 0, LOWER("120", "401"), ERR_CONFIG, "administrator" },
		{ 429, "json", 0, LOWER("3001", "429"), ERR_LATER, NULL },
		{ 429, "json", HTTP_MUTATES, LOWER("3001", "429"), ERR_LATER, NULL },
		{ 200, "json", 0, LOWER("3001", "429"), ERR_LATER, NULL },
		{ 429, "json", 0, "{}", ERR_LATER, NULL },
		{ 500, "json", 0, FAULT("10000", "boom"), ERR_LATER, "boom" },
		{ 500, "json", HTTP_MUTATES, FAULT("10000", "boom"), ERR_UNKNOWN, NULL },
		{ 500, "json", HTTP_MUTATES, FAULT("6000", "rule"), ERR_UNKNOWN, NULL },
		{ 400, "json", HTTP_MUTATES, FAULT("6000", "a rule."), ERR_REFUSED, "a rule" },
		{ 502, "html", HTTP_MUTATES, "<html>", ERR_UNKNOWN, NULL },
		{ 504, "html", 0, "<html>", ERR_LATER, NULL },
		{ 200, "html", 0, "<html>", ERR_LATER, "web page" },
		{ 200, "json", 0, "{\"BatchItemResponse\":[{\"bId\":\"1\",\"Vendor\":{}},{\"bId\":\"2\",\"Fault\":{\"Error\":[{\"Message\":\"m\","
			"\"Detail\":\"in a batch\",\"code\":\"2020\"}]}}]}", ERR_REFUSED, "in a batch" },
		{ 200, "json", 0, "{\"CDCResponse\":[{\"QueryResponse\":[{\"Fault\":{\"Error\":[{\"Message\":\"m\",\"Detail\":\"in a list\","
			"\"code\":\"4000\"}]}}]}]}", ERR_REFUSED, "in a list" },
	};
	static const char *const types[][2] = { { "json", "application/json" }, { "xml", "application/xml" }, { "html", "text/html" } };
	struct fx f;

	begin(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *type = NULL;
		for (int k = 0; k < 3; k++)
			if (!strcmp(types[k][0], cases[i].type))
				type = types[k][1];
		if (fx_explain(&f, cases[i].status, type, cases[i].body, cases[i].flags) != cases[i].cls)
			fail_msg("%zu: %s", i, error_class_name(f.err.cls));
		if (cases[i].says)
			fx_says(&f, cases[i].says);
	}
	fx_release(&f);
}

/* ---- lists ---- */

#define VENDOR(id, name, at) "{\"Id\":\"" id "\",\"DisplayName\":\"" name "\",\"Active\":true,\"SyncToken\":\"0\"," \
	"\"MetaData\":{\"LastUpdatedTime\":\"2026-11-" at "-08:00\"}}"
#define ROWS(entity, rows) "{\"QueryResponse\":{\"" entity "\":[" rows "],\"startPosition\":1}," T("4") "}"
#define NONE "{\"QueryResponse\":{}," T("5") "}"

static void a_first_load_goes_by_time_and_ends_with_an_empty_page(void **state)
{
	struct fx f;

	begin(&f);
	fx_option(&f, "page_size", "2");
	f.op.feed = fx_feed(&f, "vendors");
	f.op.full = 1;
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", API "query?query=SELECT%20%2A%20FROM%20Vendor%20WHERE%20Active%20IN%20%28true%2C%20false%29%20"
		"ORDERBY%20MetaData.LastUpdatedTime%20STARTPOSITION%201%20MAXRESULTS%202&minorversion=75");
	assert_int_equal(fx_answer(&f, 200, ROWS("Vendor", VENDOR("1", "A", "01T10:00:00") "," VENDOR("2", "B", "02T10:00:00")), NULL),
		OP_SEND);
	fx_asks(&f, "GET", "AND%20MetaData.LastUpdatedTime%20%3E%3D%20%272026-11-02T10%3A00%3A00-08%3A00%27%20ORDERBY%20"
		"MetaData.LastUpdatedTime%20STARTPOSITION%202%20");
	/* A short page is not the last one: a server may give less than it was asked for. */
	assert_int_equal(fx_answer(&f, 200, ROWS("Vendor", VENDOR("3", "C", "02T10:00:00")), NULL), OP_SEND);
	fx_asks(&f, "GET", "2026-11-02T10%3A00%3A00-08%3A00%27%20ORDERBY%20MetaData.LastUpdatedTime%20STARTPOSITION%203%20");
	assert_string_equal(f.op.page_token, "2|1795262400000|2026-11-02T10:00:00-08:00");
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 3);
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 2), VENDOR_NAME), "C");
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 2), VENDOR_STATUS), "Active");
	assert_string_equal(f.op.next_cursor, "2026-11-21T11:55:00Z");   /* the first answer's time, less five minutes */
	/* Stopped there, it goes on from there. */
	f.op.page_token = "2|1795262400000|2026-11-02T10:00:00-08:00";
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", "2026-11-02T10%3A00%3A00-08%3A00%27%20ORDERBY%20MetaData.LastUpdatedTime%20STARTPOSITION%203%20");
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-11-21T11:55:00Z");
	/* A broken answer is no end. */
	f.op.page_token = NULL;
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 401, LOWER("3200", "401"), NULL), OP_RESTART);
	fx_release(&f);
}

static void changes_are_one_call_with_what_was_deleted(void **state)
{
	struct strbuf b = STRBUF_INIT;
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "vendors");
	f.op.cursor = "2026-11-20T11:55:00Z";
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", API "cdc?entities=Vendor&changedSince=2026-11-20T11%3A55%3A00%2B00%3A00&minorversion=75");
	assert_int_equal(fx_answer(&f, 200, "{\"CDCResponse\":[{\"QueryResponse\":[{}]}]," T("4") "}", NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 0);
	assert_string_equal(f.op.next_cursor, "2026-11-21T11:55:00Z");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{\"CDCResponse\":[{\"QueryResponse\":[{\"Vendor\":[" VENDOR("7", "G", "21T01:00:00")
		",{\"Id\":\"8\",\"status\":\"Deleted\",\"domain\":\"QBO\",\"MetaData\":{\"LastUpdatedTime\":\"2026-11-21T01:00:00-08:00\"}}],"
		"\"startPosition\":1,\"maxResults\":2,\"totalCount\":2}]}]," T("4") "}", NULL), OP_DONE);
	assert_int_equal(fx_record(&f, ENTITY_VENDOR, 0)->deleted, 0);
	assert_int_equal(fx_record(&f, ENTITY_VENDOR, 1)->deleted, 1);
	assert_string_equal(fx_record(&f, ENTITY_VENDOR, 1)->remote_id, "8");
	/* As many as it can tell of: the same time by pages. */
	f.op.page.len = 0;
	fx_start(&f, OP_PULL);
	strbuf_adds(&b, "{\"CDCResponse\":[{\"QueryResponse\":[{\"Vendor\":[");
	for (int i = 0; i < 1000; i++)
		strbuf_addf(&b, "%s{\"Id\":\"%d\",\"DisplayName\":\"V\"}", i ? "," : "", i + 1);
	strbuf_adds(&b, "]}]}]," T("4") "}");
	assert_int_equal(fx_answer(&f, 200, b.s, NULL), OP_SEND);
	fx_asks(&f, "GET", "AND%20MetaData.LastUpdatedTime%20%3E%3D%20%272026-11-20T11%3A55%3A00%2B00%3A00%27");
	/* A cursor older than the service looks back. */
	f.op.cursor = "2026-10-01T00:00:00Z";
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "query?query=SELECT%20%2A%20FROM%20Vendor%20WHERE%20Active%20IN%20%28true%2C%20false%29%20AND%20"
		"MetaData.LastUpdatedTime%20%3E%3D%20%272026-10-01T00%3A00%3A00%2B00%3A00%27");
	strbuf_release(&b);
	fx_release(&f);
}

static void lists_become_records(void **state)
{
	static const char customers[] = ROWS("Customer",
		"{\"Id\":\"1\",\"DisplayName\":\"Northside\",\"Active\":true},"
		"{\"Id\":\"2\",\"DisplayName\":\"26-014 Harbour Tower\",\"FullyQualifiedName\":\"Northside:26-014 Harbour Tower\","
		"\"Job\":true,\"ParentRef\":{\"value\":\"1\"},\"Active\":true,\"BillAddr\":{\"City\":\"Laval\",\"Country\":\"CAN\"}},"
		"{\"Id\":\"3\",\"DisplayName\":\"Other\",\"FullyQualifiedName\":\"Elsewhere:Other\",\"Job\":true,\"ParentRef\":{\"value\":\"9\"}},"
		"{\"Id\":\"4\",\"DisplayName\":\"26-015\",\"FullyQualifiedName\":\"Northside:26-015\",\"IsProject\":true,"
		"\"ParentRef\":{\"value\":\"1\"},\"Active\":false}");
	const struct record *r;
	struct fx f;

	begin(&f);
	fx_option(&f, "parent_customer", "Northside");
	f.op.feed = fx_feed(&f, "jobs");
	f.op.full = 1;
	fx_start(&f, OP_PULL);
	fx_answer(&f, 200, customers, NULL);
	assert_int_equal(f.op.page.len, 3);
	assert_string_equal(record_text(fx_record(&f, ENTITY_CUSTOMER, 0), CUSTOMER_NAME), "Northside");
	r = fx_record(&f, ENTITY_JOB, 0);
	assert_string_equal(r->remote_id, "2");
	assert_string_equal(r->remote_code, "26-014");
	assert_string_equal(record_text(r, JOB_NUMBER), "26-014");
	assert_string_equal(record_text(r, JOB_NAME), "Harbour Tower");
	assert_string_equal(record_text(r, JOB_COUNTRY), "CA");
	r = fx_record(&f, ENTITY_JOB, 1);
	assert_string_equal(record_text(r, JOB_NAME), "26-015");
	assert_string_equal(record_text(r, JOB_STATUS), "Inactive");
	assert_int_equal(record_int(r, JOB_ACTIVE), 0);
	f.op.page.len = 0;
	f.op.feed = fx_feed(&f, "items");
	fx_start(&f, OP_PULL);
	fx_answer(&f, 200, ROWS("Item", "{\"Id\":\"211\",\"Name\":\"26-014-03-300.S\",\"Type\":\"Service\",\"Active\":true,"
		"\"PurchaseDesc\":\"Concrete\",\"ExpenseAccountRef\":{\"value\":\"80\"}},{\"Id\":\"1\",\"Name\":\"All\",\"Type\":\"Category\"},"
		"{\"Id\":\"212\",\"Name\":\"x\",\"Type\":\"NonInventory\",\"Active\":false}"), NULL);
	assert_int_equal(f.op.page.len, 2);
	r = fx_record(&f, ENTITY_COST_CODE, 0);
	assert_string_equal(record_text(r, COST_CODE_NUMBER), "26-014-03-300.S");
	assert_string_equal(record_text(r, COST_CODE_ACCOUNT), "80");
	assert_int_equal(record_int(fx_record(&f, ENTITY_COST_CODE, 1), COST_CODE_ACTIVE), 0);
	f.op.page.len = 0;
	f.op.feed = fx_feed(&f, "accounts");
	fx_start(&f, OP_PULL);
	fx_answer(&f, 200, ROWS("Account", "{\"Id\":\"80\",\"Name\":\"Subcontractors\",\"AcctNum\":\"5100\",\"AccountType\":"
		"\"Cost of Goods Sold\",\"Active\":true},{\"Id\":\"91\",\"Name\":\"Retainage payable\",\"AccountType\":\"Other Current Liability\"}"),
		NULL);
	assert_string_equal(record_text(fx_record(&f, ENTITY_ACCOUNT, 0), ACCOUNT_NUMBER), "5100");
	assert_string_equal(record_text(fx_record(&f, ENTITY_ACCOUNT, 1), ACCOUNT_NUMBER), "Retainage payable");
	/* Booked on accounts: items say nothing. */
	fx_option(&f, "line_kind", "account");
	f.op.feed = fx_feed(&f, "items");
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	fx_release(&f);
}

#define EXPENSE(amount, account) "{\"Id\":\"2\",\"Amount\":" amount ",\"DetailType\":\"AccountBasedExpenseLineDetail\"," \
	"\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"" account "\",\"name\":\"n\"},\"CustomerRef\":{\"value\":\"88\"}}}"
#define BILL(id) "{\"Id\":\"" id "\",\"DocNumber\":\"INV-1187\",\"VendorRef\":{\"value\":\"56\"},\"TxnDate\":\"2026-03-31\"," \
	"\"DueDate\":\"2026-04-30\",\"TotalAmt\":18950.00,\"Balance\":950.00,\"CurrencyRef\":{\"value\":\"USD\"}," \
	"\"LinkedTxn\":[{\"TxnId\":\"9\",\"TxnType\":\"BillPaymentCheck\"},{\"TxnId\":\"257\",\"TxnType\":\"PurchaseOrder\"}]," \
	"\"Line\":[" EXPENSE("21000.00", "80") "," EXPENSE("-2100.00", "91") "," EXPENSE("50", "91") "]}"

static void bills_show_what_is_held_back(void **state)
{
	static const char accounts[] = ROWS("Account", "{\"Id\":\"91\",\"Name\":\"Retainage\",\"AcctNum\":\"2150\"}");
	static const char changed[] = "{\"CDCResponse\":[{\"QueryResponse\":[{\"Bill\":[" BILL("145") "]}]}]," T("4") "}";
	const struct record *r;
	struct fx f;

	begin(&f);
	fx_option(&f, "retainage_account", "2150");
	f.op.feed = fx_feed(&f, "bills");
	f.op.full = 1;
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "FROM%20Account%20");
	assert_int_equal(fx_answer(&f, 200, accounts, NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Bill%20ORDERBY");
	assert_int_equal(fx_answer(&f, 200, ROWS("Bill", BILL("145")), NULL), OP_SEND);
	r = fx_record(&f, ENTITY_INVOICE, 0);
	assert_int_equal(record_int(r, INVOICE_AMOUNT), 2100000);
	assert_int_equal(record_int(r, INVOICE_RETAINAGE), 210000);
	assert_int_equal(record_int(r, INVOICE_RELEASED), 5000);
	assert_int_equal(record_int(r, INVOICE_NET), 1895000);
	assert_string_equal(record_text(r, INVOICE_STATUS), "Partially paid");
	assert_string_equal(record_text(r, INVOICE_JOB), "88");
	assert_string_equal(record_text(r, INVOICE_COMMITMENT), "257");
	assert_string_equal(r->remote_code, "INV-1187");
	/* The same by changes; without any, the account is not asked for. */
	f.op.page.len = 0;
	f.op.full = 0;
	f.op.cursor = "2026-11-20T11:55:00Z";
	f.op.page_token = NULL;
	fx_start(&f, OP_PULL);
	fx_asks(&f, "GET", "/cdc?entities=Bill&");
	assert_int_equal(fx_answer(&f, 200, changed, NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Account%20");
	assert_int_equal(fx_answer(&f, 200, accounts, NULL), OP_SEND);
	fx_asks(&f, "GET", "/cdc?entities=Bill&");
	assert_int_equal(fx_answer(&f, 200, changed, NULL), OP_DONE);
	assert_int_equal(record_int(fx_record(&f, ENTITY_INVOICE, 0), INVOICE_RETAINAGE), 210000);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{\"CDCResponse\":[{\"QueryResponse\":[{}]}]," T("4") "}", NULL), OP_DONE);
	fx_release(&f);
}

#define PAID(amount, id, type) "{\"Amount\":" amount ",\"LinkedTxn\":[{\"TxnId\":\"" id "\",\"TxnType\":\"" type "\"}]}"
#define PAYMENT(id, total, note, lines) "{\"Id\":\"" id "\",\"DocNumber\":\"5001\",\"TxnDate\":\"2026-04-28\",\"PayType\":\"Check\"," \
	"\"VendorRef\":{\"value\":\"56\"},\"TotalAmt\":" total ",\"PrivateNote\":\"" note "\",\"Line\":[" lines "]}"

static void a_payment_is_the_money_for_each_bill(void **state)
{
	static const struct { const char *body; size_t n; struct { const char *id, *amount, *status; } rows[2]; } cases[] = {
		{ PAYMENT("12", "300.00", "", PAID("100.00", "145", "Bill") "," PAID("200.00", "146", "Bill")), 2,
			{ { "12|145", "10000", "Paid" }, { "12|146", "20000", "Paid" } } },
		/* Credits go to the bills in their order. */
		{ PAYMENT("12", "150.00", "", PAID("100.00", "145", "Bill") "," PAID("200.00", "146", "Bill") ","
			PAID("150.00", "70", "VendorCredit")), 1, { { "12|146", "15000", "Paid, credit 50.00" } } },
		{ PAYMENT("12", "250.00", "", PAID("100.00", "145", "Bill") "," PAID("200.00", "146", "Bill") ","
			PAID("50.00", "70", "VendorCredit")), 2,
			{ { "12|145", "5000", "Paid, credit 50.00" }, { "12|146", "20000", "Paid" } } },
		/* Paid by credits alone: no money moved. */
		{ PAYMENT("12", "0", "", PAID("100.00", "145", "Bill") "," PAID("100.00", "70", "VendorCredit")), 0, { { NULL, NULL, NULL } } },
		/* More money than bills: the rest stays with the vendor as a credit. */
		{ PAYMENT("12", "500.00", "", PAID("100.00", "145", "Bill")), 1, { { "12|145", "10000", "Paid" } } },
		{ PAYMENT("12", "300.00", "", PAID("100.00", "145", "Bill") "," PAID("200.00", "145", "Bill")), 1,
			{ { "12|145", "30000", "Paid" } } },
		{ PAYMENT("12", "0", "Voided", ""), 1, { { "12|", NULL, "Voided" } } },
	};
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "bill-payments");
	f.op.full = 1;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *body = xasprintf("{\"QueryResponse\":{\"BillPayment\":[%s]}," T("4") "}", cases[i].body);

		f.op.page.len = 0;
		f.op.page_token = NULL;
		fx_start(&f, OP_PULL);
		fx_answer(&f, 200, body, NULL);
		if (f.op.page.len != cases[i].n)
			fail_msg("%zu: %zu payments", i, f.op.page.len);
		for (size_t k = 0; k < cases[i].n; k++) {
			const struct record *r = &f.op.page.items[k];
			assert_string_equal(r->remote_id, cases[i].rows[k].id);
			assert_string_equal(record_text(r, PAYMENT_STATUS), cases[i].rows[k].status);
			assert_int_equal(record_int(r, PAYMENT_VOID), cases[i].rows[k].amount == NULL);
			if (cases[i].rows[k].amount)
				assert_int_equal(record_int(r, PAYMENT_AMOUNT), strtol(cases[i].rows[k].amount, NULL, 10));
			assert_string_equal(record_text(r, PAYMENT_NUMBER), "5001");
			assert_string_equal(record_text(r, PAYMENT_ORIGIN_ID), "12");
		}
		free(body);
	}
	fx_release(&f);
}

static void payments_that_changed_take_back_what_they_were(void **state)
{
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "bill-payments");
	f.op.cursor = "2026-11-20T11:55:00Z";
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{\"CDCResponse\":[{\"QueryResponse\":[{\"BillPayment\":["
		PAYMENT("12", "100.00", "", PAID("100.00", "145", "Bill")) ",{\"Id\":\"13\",\"status\":\"Deleted\"}]}]}]," T("4") "}", NULL),
		OP_DONE);
	assert_int_equal(f.op.page.len, 3);
	assert_string_equal(f.op.page.items[0].remote_id, "12|");
	assert_int_equal(record_int(&f.op.page.items[0], PAYMENT_VOID), 1);
	assert_string_equal(f.op.page.items[1].remote_id, "12|145");
	assert_int_equal(record_int(&f.op.page.items[1], PAYMENT_VOID), 0);
	assert_string_equal(f.op.page.items[2].remote_id, "13|");
	assert_string_equal(record_text(&f.op.page.items[2], PAYMENT_STATUS), "Deleted");
	assert_int_equal(f.op.page.items[2].deleted, 0);
	fx_option(&f, "payments", "no");
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	fx_release(&f);
}

static void the_closing_date_makes_two_periods(void **state)
{
	static const char prefs[] = ROWS("Preferences", "{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2026-09-30\"},\"CurrencyPrefs\":"
		"{\"HomeCurrency\":{\"value\":\"USD\"}}}");
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "periods");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, prefs, NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 2);
	assert_string_equal(record_text(&f.op.page.items[0], PERIOD_STATUS), "Closed");
	assert_string_equal(record_text(&f.op.page.items[0], PERIOD_END), "2026-09-30");
	assert_string_equal(record_text(&f.op.page.items[1], PERIOD_STATUS), "Open");
	assert_string_equal(record_text(&f.op.page.items[1], PERIOD_START), "2026-10-01");
	f.op.page.len = 0;
	fx_start(&f, OP_PULL);
	fx_answer(&f, 200, ROWS("Preferences", "{\"AccountingInfoPrefs\":{}}"), NULL);
	assert_int_equal(f.op.page.len, 1);
	fx_option(&f, "home_currency", "CAD");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, prefs, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_option(&f, "period_check", "no");
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	fx_release(&f);
}

static void orders_of_an_edition_without_them_are_none(void **state)
{
	struct fx f;

	begin(&f);
	f.op.feed = fx_feed(&f, "purchase-orders");
	f.op.full = 1;
	fx_start(&f, OP_PULL);
	assert_int_equal(f.op.accept_status[0], 400);
	assert_int_equal(fx_answer(&f, 400, FAULT("6000", "feature is not supported"), NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 0);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 400, FAULT("4001", "bad"), NULL), OP_FAIL);
	fx_start(&f, OP_PULL);
	fx_answer(&f, 200, ROWS("PurchaseOrder", "{\"Id\":\"257\",\"DocNumber\":\"SC-003\",\"VendorRef\":{\"value\":\"56\"},\"POStatus\":"
		"\"Open\",\"TotalAmt\":30000.5,\"TxnDate\":\"2026-03-01\",\"Memo\":\"SC-003 Concrete\"}"), NULL);
	assert_string_equal(record_text(fx_record(&f, ENTITY_COMMITMENT, 0), COMMITMENT_VENDOR_REF), "SC-003");
	assert_int_equal(record_int(fx_record(&f, ENTITY_COMMITMENT, 0), COMMITMENT_AMOUNT), 3000050);
	fx_release(&f);
}

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

static struct profile profile;

/* SC-003, invoice 7: 21,000.00 on an item that is there, 500.00 on one that is not; 10 % is kept. */
static void invoice(struct fx *f, struct dossier *d)
{
	static const struct { const char *id, *text; int64_t amount, held; } lines[] = {
		{ "901", "Concrete footings", 2100000, 210000 }, { "902", "Survey", 50000, 5000 }, { "903", "Nothing", 0, 0 },
	};
	struct record *r = rec(f, ENTITY_INVOICE, "301"), *account = rec(f, ENTITY_ACCOUNT, "91");
	struct record *item = rec(f, ENTITY_COST_CODE, "211"), *expense = rec(f, ENTITY_ACCOUNT, "80");

	memset(d, 0, sizeof *d);
	memset(&profile, 0, sizeof profile);
	profile.cost_codes_created = 1;
	f->env.profile = &profile;
	put(f, r, INVOICE_NUMBER, "INV-1187");
	put(f, r, INVOICE_JOB_NUMBER, "26-014");
	put(f, r, INVOICE_COMMITMENT_NUMBER, "SC-003");
	put(f, r, INVOICE_BILLING_DATE, "2026-03-31");
	put(f, r, INVOICE_DUE_DATE, "2026-04-30");
	put(f, r, INVOICE_CURRENCY, "USD");
	record_set_int(r, INVOICE_SEQUENCE, 7);
	record_set_int(r, INVOICE_AMOUNT, 2150000);
	d->record = r;
	d->currency = "USD";
	d->vendor.erp_id = "56";
	d->job.erp_id = "88";
	d->job.erp_code = "26-014";
	d->erp_retainage_account = account;
	d->lines = pool_alloc(&f->pool, 3 * sizeof *d->lines);
	d->n_lines = 3;
	for (size_t i = 0; i < 3; i++) {
		struct record *l = rec(f, ENTITY_INVOICE_LINE, lines[i].id);
		put(f, l, INVOICE_LINE_DESCRIPTION, lines[i].text);
		record_set_int(l, INVOICE_LINE_AMOUNT, lines[i].amount);
		record_set_int(l, INVOICE_LINE_RETAINAGE, lines[i].held);
		d->lines[i].line = l;
		d->lines[i].erp_account = expense;
		d->lines[i].cost_code_asked = i ? "26-014-01-710.S" : "26-014-03-300.S";
	}
	put(f, item, COST_CODE_NUMBER, "26-014-03-300.S");
	d->lines[0].erp_cost_code = item;
	d->lines[0].cost_code = "26-014-03-300.S";
}

static void body_fits(struct fx *f, const char *type)
{
	char *list = fx_file("tests/data/quickbooks-members.txt");
	struct json_doc doc;

	assert_int_equal(json_parse(&doc, f->payload.s, f->payload.len, NULL), 0);
	fits(list, type, json_get(json_root(&doc), "body"));
	for (const json_node *i = json_first(json_get(json_root(&doc), "items")); i; i = json_next(i))
		fits(list, "Item", json_get(i, "body"));
	json_release(&doc);
	free(list);
}

#define AT "\"CustomerRef\":{\"value\":\"88\"},\"BillableStatus\":\"NotBillable\",\"TaxCodeRef\":{\"value\":\"NON\"}}"
#define LINE_1 "{\"Description\":\"Concrete footings\",\"Amount\":21000.00,\"DetailType\":\"ItemBasedExpenseLineDetail\"," \
	"\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"211\"},\"Qty\":1,\"UnitPrice\":21000.00," AT
#define LINE_2(ref) "{\"Description\":\"Survey\",\"Amount\":500.00,\"DetailType\":\"ItemBasedExpenseLineDetail\"," \
	"\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"" ref "\",\"name\":\"26-014-01-710.S\"},\"Qty\":1,\"UnitPrice\":500.00," AT
#define HELD(text, amount) "{\"Description\":\"" text "\",\"Amount\":" amount ",\"DetailType\":\"AccountBasedExpenseLineDetail\"," \
	"\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"91\"}," AT "}"
#define HEAD "{\"VendorRef\":{\"value\":\"56\"},\"DocNumber\":\"INV-1187\",\"TxnDate\":\"2026-03-31\",\"DueDate\":\"2026-04-30\"," \
	"\"PrivateNote\":\"Procore 26-014 SC-003 #7 [P:k1]\","

static void a_bill_has_its_lines_gross_and_retainage_below(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", HEAD "\"Line\":[" LINE_1 "}," LINE_2("new:1") "}," HELD("Retainage", "-2150.00") "]}");
	fx_part_is(&f, "items", "[{\"ref\":\"new:1\",\"name\":\"26-014-01-710.S\",\"requestid\":\"c-5682818208d5d88e03a0f0a54d483d71\","
		"\"body\":{\"Name\":\"26-014-01-710.S\",\"Type\":\"Service\",\"ExpenseAccountRef\":{\"value\":\"80\"},\"PurchaseDesc\":\"Survey\"}}]");
	fx_part_is(&f, "expect", "{\"total\":\"19350.00\",\"date\":\"2026-03-31\",\"amounts\":[\"21000.00\",\"500.00\",\"-2150.00\"]}");
	body_fits(&f, "Bill");
	/* One of retainage after each line, a release, the order, and books outside the United States. */
	d.commitment.erp_id = "257";
	d.lines[0].order_line = "257|1";
	record_set_int((struct record *)(uintptr_t)d.lines[1].line, INVOICE_LINE_RELEASED, 1000);
	fx_option(&f, "retainage_lines", "each");
	fx_option(&f, "country", "CA");
	fx_compose(&f, "k1", &d);
	body_fits(&f, "Bill");
	fx_part_is(&f, "expect", "{\"total\":\"19360.00\",\"date\":\"2026-03-31\",\"amounts\":[\"21000.00\",\"-2100.00\",\"500.00\","
		"\"-50.00\",\"10.00\"],\"order\":\"257\"}");
	fx_part_is(&f, "body.LinkedTxn", "[{\"TxnId\":\"257\",\"TxnType\":\"PurchaseOrder\"}]");
	fx_part_is(&f, "body.GlobalTaxCalculation", "\"NotApplicable\"");
	assert_non_null(strstr(f.payload.s, "\"LinkedTxn\":[{\"TxnId\":\"257\",\"TxnType\":\"PurchaseOrder\",\"TxnLineId\":\"1\"}]"));
	assert_null(strstr(f.payload.s, "NON"));
	fx_option(&f, "tax_code", "5");
	fx_option(&f, "ap_account", "2000");
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body.GlobalTaxCalculation", "\"TaxExcluded\"");
	fx_part_is(&f, "resolve", "{\"ap\":\"2000\"}");
	fx_part_is(&f, "body.APAccountRef", "{\"value\":\"new:ap\"}");
	assert_non_null(strstr(f.payload.s, "\"TaxCodeRef\":{\"value\":\"5\"}"));
	/* Booked on accounts. */
	fx_option(&f, "line_kind", "account");
	fx_compose(&f, "k1", &d);
	body_fits(&f, "Bill");
	fx_part_is(&f, "items", "null");
	assert_non_null(strstr(f.payload.s, "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"80\"},\"CustomerRef\""));
	fx_release(&f);
}

static void bills_quickbooks_could_not_hold_are_not_composed(void **state)
{
	struct dossier_override typed[] = { { "vendor_ref", "A number of twenty-two!" } };
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.record, INVOICE_AMOUNT, 2150001);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, &profile, &f.env, "k", &f.err), ERR_DATA);
	invoice(&f, &d);
	record_set_int((struct record *)(uintptr_t)d.lines[1].line, INVOICE_LINE_RETAINAGE, 9000000);
	assert_int_equal(f.c->compose(&f.payload, "export", &d, &profile, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "vendor credit");
	invoice(&f, &d);
	d.currency = "CAD";
	assert_int_equal(f.c->compose(&f.payload, "export", &d, &profile, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "own currency");
	invoice(&f, &d);
	d.vendor.erp = rec(&f, ENTITY_VENDOR, "56");
	put(&f, (struct record *)(uintptr_t)d.vendor.erp, VENDOR_CURRENCY, "EUR");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, &profile, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "in EUR");
	invoice(&f, &d);
	d.overrides = typed;
	d.n_overrides = 1;
	assert_int_equal(f.c->compose(&f.payload, "export", &d, &profile, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "21 characters");
	invoice(&f, &d);
	d.erp_retainage_account = NULL;
	assert_int_equal(f.c->compose(&f.payload, "export", &d, &profile, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "retainage account");
	assert_int_equal(f.payload.len, 0);
	f.session.valid = 0;                     /* for the eye it is shown */
	d.vendor.erp_id = NULL;
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "pending", "[\"vendor\",\"retainage account\"]");
	f.session.valid = 1;
	assert_int_equal(fx_start(&f, OP_PUSH), OP_FAIL);
	fx_release(&f);
}

static void order(struct fx *f, struct dossier *d)
{
	struct record *r = rec(f, ENTITY_COMMITMENT, "41"), *l = rec(f, ENTITY_COMMITMENT_LINE, "177");
	struct record *item = rec(f, ENTITY_COST_CODE, "211");

	fx_option(f, "export_commitments", "yes");
	memset(d, 0, sizeof *d);
	put(f, r, COMMITMENT_NUMBER, "SC-003");
	put(f, r, COMMITMENT_TITLE, "Structural concrete");
	put(f, r, COMMITMENT_DATE, "2026-03-01");
	d->record = r;
	d->currency = "USD";
	d->vendor.erp_id = "56";
	d->job.erp_id = "88";
	d->lines = pool_alloc(&f->pool, sizeof *d->lines);
	d->n_lines = 1;
	put(f, l, COMMITMENT_LINE_DESCRIPTION, "Slab");
	record_set_int(l, COMMITMENT_LINE_AMOUNT, 1000000);
	record_set_int(l, COMMITMENT_LINE_QUANTITY, 40 * INT64_C(1000000));
	record_set_int(l, COMMITMENT_LINE_UNIT_COST, 250 * INT64_C(1000000));
	d->lines[0].line = l;
	d->lines[0].erp_cost_code = item;
	d->lines[0].cost_code = "26-014-03-300.S";
}

static void an_order_vendors_and_jobs_as_they_are_sent(void **state)
{
	struct fx f;
	struct dossier d;
	struct record *r;

	begin(&f);
	order(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_part_is(&f, "body", "{\"VendorRef\":{\"value\":\"56\"},\"APAccountRef\":{\"value\":\"new:ap\"},\"DocNumber\":\"SC-003\","
		"\"TxnDate\":\"2026-03-01\",\"Memo\":\"SC-003 Structural concrete\",\"PrivateNote\":\"SC-003 [P:k1]\",\"Line\":[{"
		"\"Description\":\"Slab\",\"Amount\":10000.00,\"DetailType\":\"ItemBasedExpenseLineDetail\",\"ItemBasedExpenseLineDetail\":{"
		"\"ItemRef\":{\"value\":\"211\"},\"Qty\":40,\"UnitPrice\":250.00," AT "}]}");
	body_fits(&f, "PurchaseOrder");
	fx_option(&f, "export_commitments", "no");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "does not export");
	memset(&d, 0, sizeof d);
	r = rec(&f, ENTITY_VENDOR, "1");
	put(&f, r, VENDOR_NAME, "Kestrel Concrete");
	put(&f, r, VENDOR_CITY, "Laval");
	put(&f, r, VENDOR_ZIP, "H7A 1B2");
	put(&f, r, VENDOR_PHONE, "514-555-0199 extension 1234");
	put(&f, r, VENDOR_EMAIL, "ap@kestrel.example");
	d.record = r;
	fx_compose(&f, "k1", &d);
	body_fits(&f, "Vendor");
	fx_part_is(&f, "body", "{\"DisplayName\":\"Kestrel Concrete\",\"CompanyName\":\"Kestrel Concrete\",\"PrimaryEmailAddr\":{\"Address\":"
		"\"ap@kestrel.example\"},\"BillAddr\":{\"City\":\"Laval\",\"PostalCode\":\"H7A 1B2\"}}");
	put(&f, r, VENDOR_NAME, "A:B");
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "colon");
	r = rec(&f, ENTITY_JOB, "2");
	put(&f, r, JOB_NUMBER, "26-014");
	put(&f, r, JOB_NAME, "Harbour Tower");
	d.record = r;
	assert_int_equal(f.c->compose(&f.payload, "export", &d, NULL, &f.env, "k", &f.err), ERR_CONFIG);
	fx_says(&f, "parent customer");
	fx_option(&f, "parent_customer", "Northside");
	fx_compose(&f, "k1", &d);
	body_fits(&f, "Customer");
	fx_part_is(&f, "body", "{\"DisplayName\":\"26-014 Harbour Tower\",\"Job\":true,\"ParentRef\":{\"value\":\"new:parent\",\"name\":"
		"\"Northside\"}}");
	fx_release(&f);
}

/* ---- sending ---- */

#define MADE(total, lines, more) "{\"Bill\":{\"Id\":\"145\",\"SyncToken\":\"0\",\"DocNumber\":\"INV-1187\",\"TxnDate\":\"2026-03-31\"," \
	"\"VendorRef\":{\"value\":\"56\"},\"PrivateNote\":\"Procore 26-014 SC-003 #7 [P:k1]\",\"TotalAmt\":" total ",\"Balance\":" total \
	more ",\"Line\":[" lines "]}," T("4") "}"
#define L3 "{\"Id\":\"1\",\"Amount\":21000.0},{\"Id\":\"2\",\"Amount\":500},{\"Id\":\"3\",\"Amount\":-2150.00}"

static void an_absent_bill_is_made_after_its_items(void **state)
{
	static const char *const tid[] = { "intuit_tid", "1-65-abc", NULL };
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", API "query?query=SELECT%20%2A%20FROM%20Bill%20WHERE%20DocNumber%20%3D%20%27INV-1187%27&minorversion=75");
	/* The same number of another vendor is not ours. */
	assert_int_equal(fx_answer(&f, 200, ROWS("Bill", "{\"Id\":\"9\",\"DocNumber\":\"INV-1187\",\"VendorRef\":{\"value\":\"57\"},"
		"\"TotalAmt\":19350.00}"), NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Item%20WHERE%20Active%20IN%20%28true%2C%20false%29%20AND%20Name%20IN%20%28%2726-014-01-710.S%27%29");
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_SEND);
	fx_asks(&f, "POST", API "item?requestid=c-5682818208d5d88e03a0f0a54d483d71&minorversion=75");
	assert_string_equal(f.out.body, "{\"Name\":\"26-014-01-710.S\",\"Type\":\"Service\",\"ExpenseAccountRef\":{\"value\":\"80\"},"
		"\"PurchaseDesc\":\"Survey\"}");
	assert_true(f.out.flags & HTTP_MUTATES);
	assert_int_equal(fx_answer(&f, 200, "{\"Item\":{\"Id\":\"340\",\"Name\":\"26-014-01-710.S\"}," T("4") "}", NULL), OP_SEND);
	fx_asks(&f, "POST", API "bill?requestid=c-");
	assert_string_equal(f.out.body, HEAD "\"Line\":[" LINE_1 "}," LINE_2("340") "}," HELD("Retainage", "-2150.00") "]}");
	assert_int_equal(fx_answer(&f, 200, MADE("19350.00", L3, ""), tid), OP_DONE);
	assert_string_equal(f.op.result.remote_id, "145");
	assert_string_equal(f.op.result.remote_code, "INV-1187");
	assert_int_equal(f.op.result.adopted, 0);
	assert_null(f.op.result.note);
	assert_non_null(strstr(f.op.result.snapshot, "\"total\":\"19350\""));
	assert_non_null(strstr(f.op.result.snapshot, "\"intuit_tid\":\"1-65-abc\""));
	fx_release(&f);
}

static void a_link_that_was_dropped_is_told(void **state)
{
	static const struct { const char *more; int told; } cases[] = {
		{ ",\"LinkedTxn\":[{\"TxnId\":\"257\",\"TxnType\":\"PurchaseOrder\"}]", 0 }, { "", 1 }, { ",\"LinkedTxn\":[]", 1 },
		{ ",\"LinkedTxn\":[{\"TxnId\":\"258\",\"TxnType\":\"PurchaseOrder\"}]", 1 },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	for (size_t i = 0; i < 4; i++) {
		char *body = xasprintf("{\"Bill\":{\"Id\":\"145\",\"DocNumber\":\"INV-1187\",\"VendorRef\":{\"value\":\"56\"},"
			"\"TotalAmt\":19350.00,\"Line\":[" L3 "]%s}}", cases[i].more);

		invoice(&f, &d);
		d.lines[1].erp_cost_code = d.lines[0].erp_cost_code;
		d.commitment.erp_id = "257";
		d.lines[0].order_line = "1";
		fx_compose(&f, "k1", &d);
		fx_start(&f, OP_PUSH);
		assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_SEND);
		fx_asks(&f, "POST", API "bill?requestid=");
		assert_int_equal(fx_answer(&f, 200, body, NULL), OP_DONE);
		if (cases[i].told)
			assert_non_null(strstr(f.op.result.note, "not linked"));
		else
			assert_null(f.op.result.note);
		free(body);
	}
	fx_release(&f);
}

static void answers_to_a_post_are_told_apart(void **state)
{
	static const struct { int status; const char *body; int rc; enum error_class cls; const char *says; } cases[] = {
		{ 400, FAULT("6210", "closed"), OP_FAIL, ERR_REFUSED, "another accounting date" },
		{ 400, FAULT("610", "Vendor inactive"), OP_FAIL, ERR_REFUSED, "Vendor inactive" },
		{ 400, FAULT("2500", "Invalid Reference Id : Item"), OP_FAIL, ERR_REFUSED, "Item" },
		{ 400, FAULT("5010", "stale"), OP_FAIL, ERR_CONFLICT, NULL },
		{ 200, FAULT("6000", "rule"), OP_FAIL, ERR_REFUSED, "rule" },
		{ 429, LOWER("3001", "429"), OP_FAIL, ERR_LATER, NULL },
		{ 500, FAULT("10000", "boom"), OP_FAIL, ERR_UNKNOWN, NULL },
		{ 503, "<html>", OP_FAIL, ERR_UNKNOWN, NULL },
		{ 200, "<html>", OP_FAIL, ERR_UNKNOWN, NULL },
		{ 200, "{\"Bill\":{\"Id\":", OP_FAIL, ERR_UNKNOWN, NULL },
		{ 200, "{}", OP_FAIL, ERR_UNKNOWN, NULL },
		{ 401, LOWER("3200", "401"), OP_RESTART, ERR_NONE, NULL },
		{ 200, MADE("19350.01", L3, ""), OP_FAIL, ERR_CONFLICT, "19350.01" },
		{ 200, MADE("19350.00", "{\"Id\":\"1\",\"Amount\":21500.0},{\"Id\":\"3\",\"Amount\":-2150.00}", ""), OP_FAIL, ERR_CONFLICT, "posted" },
		{ 200, MADE("20317.50", L3, ",\"GlobalTaxCalculation\":\"TaxExcluded\",\"TxnTaxDetail\":{\"TotalTax\":967.50}"), OP_DONE, ERR_NONE, NULL },
		{ 200, MADE("20317.50", L3, ",\"TxnTaxDetail\":{\"TotalTax\":967.50}"), OP_FAIL, ERR_CONFLICT, NULL },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	d.lines[1].erp_cost_code = d.lines[0].erp_cost_code;
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, NONE, NULL);
		fx_asks(&f, "POST", "/bill?");
		if (fx_answer(&f, cases[i].status, cases[i].body, NULL) != cases[i].rc)
			fail_msg("%zu", i);
		if (cases[i].rc == OP_FAIL && f.err.cls != cases[i].cls)
			fail_msg("%zu: %s", i, error_class_name(f.err.cls));
		if (cases[i].says)
			fx_says(&f, cases[i].says);
		if (cases[i].rc == OP_DONE)
			assert_non_null(strstr(f.op.result.note, "tax"));
	}
	fx_release(&f);
}

#define FOUND(vendor, date, note, total) ROWS("Bill", "{\"Id\":\"145\",\"DocNumber\":\"INV-1187\",\"TxnDate\":\"" date "\"," \
	"\"VendorRef\":{\"value\":\"" vendor "\"},\"PrivateNote\":\"" note "\",\"TotalAmt\":" total ",\"Line\":[" L3 "]}")

static void what_is_there_already_is_adopted_or_a_conflict(void **state)
{
	static const struct { const char *list; int found; } cases[] = {
		{ FOUND("56", "2026-04-02", "Procore [P:k1]", "19350.00"), 1 },
		{ FOUND("56", "2026-03-31", "by hand", "19350.00"), 1 },
		{ FOUND("56", "2026-04-02", "by hand", "19350.00"), -1 },
		{ FOUND("56", "2026-03-31", "by hand", "19350.01"), -1 },
		{ FOUND("56", "2026-03-31", "[P:k1]", "1.00"), -1 },
		{ FOUND("57", "2026-03-31", "[P:k1]", "19350.00"), 0 },
		{ NONE, 0 },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fx_start(&f, OP_LOOKUP);
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_DONE);
		if (f.op.result.found != cases[i].found)
			fail_msg("%zu: found %d", i, f.op.result.found);
		fx_start(&f, OP_PUSH);
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), cases[i].found > 0 ? OP_DONE : cases[i].found < 0 ? OP_FAIL : OP_SEND);
		if (cases[i].found > 0)
			assert_int_equal(f.op.result.adopted, 1);
		else if (cases[i].found < 0)
			assert_int_equal(f.err.cls, ERR_CONFLICT);
	}
	fx_release(&f);
}

/* 6140 names the document that has the number. */
static void a_number_that_is_used_is_looked_into(void **state)
{
	static const char used[] = FAULT("6140", "Duplicate Document Number Error : You must specify a different number. This number "
		"has already been used. DocNumber=INV-1187 is assigned to TxnType=Bill with TxnId=145");
	static const struct { const char *vendor, *note; int rc; } cases[] = {
		{ "56", "[P:k1]", OP_DONE }, { "57", "x", OP_FAIL }, { "56", "x", OP_DONE },
	};
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	d.lines[1].erp_cost_code = d.lines[0].erp_cost_code;
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < 3; i++) {
		char *body = xasprintf("{\"Bill\":{\"Id\":\"145\",\"DocNumber\":\"INV-1187\",\"TxnDate\":\"2026-03-31\",\"VendorRef\":"
			"{\"value\":\"%s\"},\"PrivateNote\":\"%s\",\"TotalAmt\":19350.00,\"Line\":[" L3 "]}}", cases[i].vendor, cases[i].note);

		fx_start(&f, OP_PUSH);
		fx_answer(&f, 200, NONE, NULL);
		assert_int_equal(fx_answer(&f, 400, used, NULL), OP_SEND);
		fx_asks(&f, "GET", API "bill/145?minorversion=75");
		assert_int_equal(fx_answer(&f, 200, body, NULL), cases[i].rc);
		if (cases[i].rc == OP_FAIL)
			assert_int_equal(f.err.cls, ERR_CONFLICT);
		else
			assert_int_equal(f.op.result.adopted, 1);
		free(body);
	}
	fx_option(&f, "duplicate_numbers", "yes");
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	fx_asks(&f, "POST", "&include=allowduplicatedocnum&minorversion=75");
	/* A credit note has it: nothing of ours. */
	assert_int_equal(fx_answer(&f, 400, FAULT("6140", "DocNumber=INV-1187 is assigned to TxnType=VendorCredit with TxnId=7"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_release(&f);
}

static void items_are_used_when_they_can_be(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	invoice(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 200, ROWS("Item", "{\"Id\":\"341\",\"Name\":\"26-014-01-710.s\",\"Active\":true,\"ExpenseAccountRef\":"
		"{\"value\":\"80\"}}"), NULL), OP_SEND);
	fx_asks(&f, "POST", "/bill?");
	assert_non_null(strstr(f.out.body, "\"ItemRef\":{\"value\":\"341\""));
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 200, ROWS("Item", "{\"Id\":\"341\",\"Name\":\"26-014-01-710.S\",\"Active\":false}"), NULL), OP_FAIL);
	fx_says(&f, "inactive");
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 200, ROWS("Item", "{\"Id\":\"341\",\"Name\":\"26-014-01-710.S\",\"Active\":true}"), NULL), OP_FAIL);
	fx_says(&f, "expense account");
	/* Somebody was faster. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 400, FAULT("6240", "Duplicate Name Exists Error"), NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Item%20");
	fx_release(&f);
}

static void an_order_finds_its_payables_account_and_keeps_its_lines(void **state)
{
	struct fx f;
	struct dossier d;

	begin(&f);
	order(&f, &d);
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", "FROM%20PurchaseOrder%20WHERE%20DocNumber%20%3D%20%27SC-003%27");
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Account%20WHERE%20AccountType%20%3D%20%27Accounts%20Payable%27");
	assert_int_equal(fx_answer(&f, 200, ROWS("Account", "{\"Id\":\"33\",\"Name\":\"Accounts Payable\"}"), NULL), OP_SEND);
	fx_asks(&f, "POST", API "purchaseorder?requestid=");
	assert_non_null(strstr(f.out.body, "\"APAccountRef\":{\"value\":\"33\"}"));
	assert_int_equal(fx_answer(&f, 200, "{\"PurchaseOrder\":{\"Id\":\"257\",\"DocNumber\":\"SC-003\",\"POStatus\":\"Open\",\"TotalAmt\":10000,"
		"\"Line\":[{\"Id\":\"4\",\"Amount\":10000.00,\"DetailType\":\"ItemBasedExpenseLineDetail\"}]}}", NULL), OP_DONE);
	assert_int_equal(f.op.result.n_lines, 1);
	assert_string_equal(f.op.result.lines[0].remote_id, "177");
	assert_string_equal(f.op.result.lines[0].erp_line, "4");
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 200, ROWS("Account", "{\"Id\":\"33\"},{\"Id\":\"34\"}"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_release(&f);
}

static void a_vendor_of_the_name_is_linked_only_when_it_is_the_same(void **state)
{
	static const struct { const char *row; int found; } cases[] = {
		{ "{\"Id\":\"56\",\"DisplayName\":\"O'Neil\",\"Active\":true}", 1 },
		{ "{\"Id\":\"56\",\"DisplayName\":\"O'NEIL\",\"Active\":true,\"BillAddr\":{\"PostalCode\":\"h7a1b2\"},\"TaxIdentifier\":\"XXXXX6789\"}", 1 },
		{ "{\"Id\":\"56\",\"DisplayName\":\"O'Neil\",\"Active\":true,\"BillAddr\":{\"PostalCode\":\"H7A 1B3\"}}", -1 },
		{ "{\"Id\":\"56\",\"DisplayName\":\"O'Neil\",\"Active\":true,\"TaxIdentifier\":\"XXXXX6780\"}", -1 },
		{ "{\"Id\":\"56\",\"DisplayName\":\"O'Neil\",\"Active\":false}", -1 },
	};
	struct dossier d = { 0 };
	struct record *r;
	struct fx f;

	begin(&f);
	r = rec(&f, ENTITY_VENDOR, "1");
	put(&f, r, VENDOR_NAME, "O'Neil");
	put(&f, r, VENDOR_ZIP, "H7A 1B2");
	put(&f, r, VENDOR_TAX_ID, "123456789");
	d.record = r;
	fx_compose(&f, "k1", &d);
	for (size_t i = 0; i < 5; i++) {
		char *list = xasprintf("{\"QueryResponse\":{\"Vendor\":[%s]}}", cases[i].row);

		fx_start(&f, OP_PUSH);
		fx_asks(&f, "GET", "DisplayName%20%3D%20%27O%5C%27Neil%27");
		assert_int_equal(fx_answer(&f, 200, list, NULL), cases[i].found > 0 ? OP_DONE : OP_FAIL);
		assert_string_equal(f.op.result.remote_id, "56");
		fx_start(&f, OP_LOOKUP);
		fx_answer(&f, 200, list, NULL);
		assert_int_equal(f.op.result.found, cases[i].found);
		free(list);
	}
	/* The name is a customer's or an employee's. */
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	fx_asks(&f, "POST", API "vendor?requestid=");
	assert_int_equal(fx_answer(&f, 400, FAULT("6240", "The name supplied already exists"), NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Vendor");
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "employee");
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Vendor\":{\"Id\":\"77\",\"DisplayName\":\"O'Neil\"}}", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, "77");
	fx_release(&f);
}

static void a_job_goes_below_its_parent(void **state)
{
	struct dossier d = { 0 };
	struct record *r;
	struct fx f;

	begin(&f);
	fx_option(&f, "parent_customer", "Northside");
	r = rec(&f, ENTITY_JOB, "2");
	put(&f, r, JOB_NUMBER, "26-014");
	put(&f, r, JOB_NAME, "Harbour Tower");
	d.record = r;
	fx_compose(&f, "k1", &d);
	fx_start(&f, OP_PUSH);
	fx_asks(&f, "GET", "FROM%20Customer%20WHERE%20Active%20IN%20%28true%2C%20false%29%20AND%20DisplayName%20%3D%20%2726-014%20Harbour%20Tower%27");
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_SEND);
	fx_asks(&f, "GET", "FROM%20Customer%20WHERE%20DisplayName%20%3D%20%27Northside%27");
	assert_int_equal(fx_answer(&f, 200, ROWS("Customer", "{\"Id\":\"1\",\"DisplayName\":\"Northside\"}"), NULL), OP_SEND);
	fx_asks(&f, "POST", API "customer?requestid=");
	assert_non_null(strstr(f.out.body, "\"ParentRef\":{\"value\":\"1\",\"name\":\"Northside\"}"));
	assert_int_equal(fx_answer(&f, 200, "{\"Customer\":{\"Id\":\"90\",\"DisplayName\":\"26-014 Harbour Tower\"}}", NULL), OP_DONE);
	assert_string_equal(f.op.result.remote_id, "90");
	assert_string_equal(f.op.result.remote_code, "26-014");
	fx_start(&f, OP_PUSH);
	fx_answer(&f, 200, NONE, NULL);
	assert_int_equal(fx_answer(&f, 200, NONE, NULL), OP_FAIL);
	fx_says(&f, "Northside");
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, ROWS("Customer", "{\"Id\":\"90\",\"DisplayName\":\"26-014 Harbour Tower\",\"Active\":true,"
		"\"ParentRef\":{\"value\":\"1\"},\"FullyQualifiedName\":\"Northside:26-014 Harbour Tower\"}"), NULL), OP_DONE);
	assert_int_equal(f.op.result.adopted, 1);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, ROWS("Customer", "{\"Id\":\"90\",\"DisplayName\":\"26-014 Harbour Tower\",\"Active\":true,"
		"\"ParentRef\":{\"value\":\"2\"},\"FullyQualifiedName\":\"Elsewhere:26-014 Harbour Tower\"}"), NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_release(&f);
}

static void the_profile_is_read_and_the_connection_switches_it(void **state)
{
	char *text = fx_file("data/profiles/quickbooks.json");
	struct profile p;
	struct fx f;

	begin(&f);
	assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
	assert_int_equal(p.direction[ENTITY_COMMITMENT].exported, 0);
	assert_int_equal(p.direction[ENTITY_JOB].exported, 1);
	assert_string_equal(p.cost_code_pattern, "{job}-{code}.{type}");
	assert_int_equal(p.cost_codes_created, 1);
	assert_int_equal(profile_max_chars(&p, ENTITY_INVOICE, INVOICE_NUMBER), 21);
	profile_release_all(&p);
	fx_option(&f, "export_commitments", "yes");
	fx_option(&f, "export_jobs", "no");
	assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
	assert_int_equal(p.direction[ENTITY_COMMITMENT].exported, 1);
	assert_int_equal(p.direction[ENTITY_JOB].exported, 0);
	profile_release_all(&p);
	free(text);
	fx_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_sign_in_learns_the_company),
		cmocka_unit_test(a_later_sign_in_is_one_request),
		cmocka_unit_test(the_test_reports_the_company),
		cmocka_unit_test(faults_have_their_meaning_in_every_spelling),
		cmocka_unit_test(a_first_load_goes_by_time_and_ends_with_an_empty_page),
		cmocka_unit_test(changes_are_one_call_with_what_was_deleted),
		cmocka_unit_test(lists_become_records),
		cmocka_unit_test(bills_show_what_is_held_back),
		cmocka_unit_test(a_payment_is_the_money_for_each_bill),
		cmocka_unit_test(payments_that_changed_take_back_what_they_were),
		cmocka_unit_test(the_closing_date_makes_two_periods),
		cmocka_unit_test(orders_of_an_edition_without_them_are_none),
		cmocka_unit_test(a_bill_has_its_lines_gross_and_retainage_below),
		cmocka_unit_test(bills_quickbooks_could_not_hold_are_not_composed),
		cmocka_unit_test(an_order_vendors_and_jobs_as_they_are_sent),
		cmocka_unit_test(an_absent_bill_is_made_after_its_items),
		cmocka_unit_test(a_link_that_was_dropped_is_told),
		cmocka_unit_test(answers_to_a_post_are_told_apart),
		cmocka_unit_test(what_is_there_already_is_adopted_or_a_conflict),
		cmocka_unit_test(a_number_that_is_used_is_looked_into),
		cmocka_unit_test(items_are_used_when_they_can_be),
		cmocka_unit_test(an_order_finds_its_payables_account_and_keeps_its_lines),
		cmocka_unit_test(a_vendor_of_the_name_is_linked_only_when_it_is_the_same),
		cmocka_unit_test(a_job_goes_below_its_parent),
		cmocka_unit_test(the_profile_is_read_and_the_connection_switches_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
