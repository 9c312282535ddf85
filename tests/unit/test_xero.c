/* Xero: signing in and choosing the organisation, what its answers mean, what lists bring - by
 * recorded answers. */
#include "xero_fixture.h"
#include "base/banned.h"

/* ---- signing in ---- */

#define TOKEN "{\"access_token\":\"t1\",\"expires_in\":1800,\"token_type\":\"Bearer\",\"refresh_token\":\"r2\"}"
#define LINK(id, name) "{\"id\":\"5d1f0c1e-0000-4000-8000-00000000c001\",\"tenantId\":\"" id "\",\"tenantType\":\"ORGANISATION\"," \
	"\"tenantName\":\"" name "\",\"createdDateUtc\":\"2026-03-02T20:11:07.5165400\"}"
#define ORGANISATION(demo) "{\"Status\":\"OK\",\"Organisations\":[{\"Name\":\"Harbour Civil Ltd\",\"BaseCurrency\":\"NZD\"," \
	"\"CountryCode\":\"NZ\",\"Class\":\"PREMIUM\",\"IsDemoCompany\":" demo ",\"PeriodLockDate\":\"/Date(1772236800000+0000)/\"," \
	"\"EndOfYearLockDate\":\"\\/Date(1743379200000)\\/\"}]}"
static void a_person_signs_in_with_pkce(void **state)
{
	struct fx f;
	struct strbuf b = STRBUF_INIT;

	begin(&f);
	fx_option(&f, "home_currency", "");
	fx_option(&f, "job_category", "");
	assert_int_equal(f.c->authorize_url(&b, &f.env, "http://localhost:8976/callback", "st", "ch", NULL), 0);
	assert_non_null(strstr(b.s, "https://login.test/identity/connect/authorize?response_type=code&client_id=APP1"));
	assert_non_null(strstr(b.s, "scope=accounting.invoices%20accounting.payments.read%20accounting.contacts%20"
		"accounting.settings%20offline_access"));
	assert_non_null(strstr(b.s, "code_challenge=ch&code_challenge_method=S256"));
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	f.secrets[0] = "code";
	f.secrets[1] = "c0de";
	f.secrets[2] = "code_verifier";
	f.secrets[3] = "verify";
	f.secrets[4] = "redirect_uri";
	f.secrets[5] = "http://localhost:8976/callback";
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	fx_asks(&f, "POST", "https://id.test/connect/token");
	assert_non_null(strstr(f.out.body, "grant_type=authorization_code&code=c0de&code_verifier=verify"));
	assert_non_null(strstr(f.out.body, "client_id=APP1"));
	assert_null(http_headers_get(&f.out.headers, "Authorization"));
	assert_int_equal(fx_answer(&f, 200, TOKEN, NULL), OP_SEND);
	/* The new pair is to be kept before the token is used for the first time. */
	assert_int_equal(f.op.n_save_secret, 1);
	assert_string_equal(f.op.save_secret[0].value, "r2");
	fx_asks(&f, "GET", API "/connections");
	assert_string_equal(http_headers_get(&f.out.headers, "Authorization"), "Bearer t1");
	assert_null(http_headers_get(&f.out.headers, "Xero-Tenant-Id"));
	assert_int_equal(fx_answer(&f, 200, "[" LINK(TENANT, "Harbour Civil Ltd") "]", NULL), OP_SEND);
	fx_asks(&f, "GET", BOOKS "Organisation");
	assert_string_equal(http_headers_get(&f.out.headers, "Xero-Tenant-Id"), TENANT);
	assert_int_equal(fx_answer(&f, 200, ORGANISATION("false"), NULL), OP_SEND);
	fx_asks(&f, "GET", BOOKS "TrackingCategories?includeArchived=true");
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_DONE);
	assert_string_equal(f.session.fingerprint, "xero:" TENANT);
	assert_string_equal(f.session.company, "Harbour Civil Ltd");
	assert_string_equal(f.session.endpoint, CATEGORY);
	assert_null(f.session.warning);
	assert_int_equal(f.op.n_save_option, 2);
	assert_string_equal(f.op.save_option[0].value, "NZD");
	assert_string_equal(f.op.save_option[1].name, "job_category");
	assert_string_equal(f.op.save_option[1].value, CATEGORY);
	assert_int_equal(f.session.expires_ms, NOW + 1800000 - 60000);
	strbuf_release(&b);
	fx_release(&f);
}

static void a_refresh_and_a_custom_connection(void **state)
{
	struct fx f;

	begin(&f);
	f.secrets[0] = "refresh_token";
	f.secrets[1] = "r1";
	fx_start(&f, OP_LOGIN);
	assert_string_equal(f.out.body, "grant_type=refresh_token&refresh_token=r1&client_id=APP1");
	/* Half of the answer, or none: the old token still serves. */
	assert_int_equal(fx_answer(&f, 200, "{\"access_tok", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_LATER);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 500, "", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_LATER);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 400, "{\"error\":\"invalid_grant\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	fx_says(&f, "browser");
	f.secrets[2] = "client_secret";
	f.secrets[3] = "s3cret";
	fx_start(&f, OP_LOGIN);
	assert_string_equal(f.out.body, "grant_type=refresh_token&refresh_token=r1");
	assert_non_null(http_headers_get(&f.out.headers, "Authorization"));
	fx_option(&f, "grant", "client_credentials");
	fx_option(&f, "scope_set", "broad");
	fx_start(&f, OP_LOGIN);
	assert_string_equal(f.out.body, "grant_type=client_credentials&scope=accounting.transactions%20accounting.contacts%20"
		"accounting.settings");
	assert_string_equal(http_headers_get(&f.out.headers, "Authorization"), "Basic QVBQMTpzM2NyZXQ=");
	/* A token that lives for less than a minute has an end that lies ahead. */
	fx_answer(&f, 200, "{\"access_token\":\"t1\",\"expires_in\":40,\"token_type\":\"Bearer\"}", NULL);
	assert_int_equal(f.session.expires_ms, NOW + 40000);
	fx_start(&f, OP_LOGIN);
	assert_int_equal(fx_answer(&f, 400, "{\"error\":\"invalid_client\"}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	assert_int_equal(f.c->authorize_url(&f.payload, &f.env, "x", "st", "ch", &f.err), ERR_CONFIG);
	fx_release(&f);
}

static void the_first_organisation_is_never_taken_for_granted(void **state)
{
	static const char two[] = "[" LINK(TENANT, "Harbour Civil Ltd") "," LINK(OTHER, "Harbour Homes Ltd") "]";
	static const struct { const char *tenant, *list, *says; } cases[] = {
		{ "", two, "\"Harbour Civil Ltd\", \"Harbour Homes Ltd\"" },
		{ "Nobody", two, "Nobody" },
		{ "", "[]", "no organisation" },
		{ "harbour homes ltd", two, NULL },
		{ OTHER, two, NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fx f;
		begin(&f);
		f.secrets[0] = "refresh_token";
		f.secrets[1] = "r1";
		fx_option(&f, "tenant", cases[i].tenant);
		fx_start(&f, OP_LOGIN);
		assert_int_equal(fx_answer(&f, 200, TOKEN, NULL), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, "[{\"tenantId\":", NULL), OP_SEND);      /* asked again */
		fx_asks(&f, "GET", API "/connections");
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), cases[i].says ? OP_FAIL : OP_SEND);
		if (cases[i].says) {
			assert_int_equal(f.err.cls, ERR_CONFIG);
			fx_says(&f, cases[i].says);
		} else {
			assert_string_equal(f.session.fingerprint, "xero:" OTHER);
		}
		fx_release(&f);
	}
}

static void a_demo_company_is_not_the_real_books(void **state)
{
	static const struct { const char *environment, *demo; int warns; } cases[] = {
		{ "production", ORGANISATION("true"), 1 }, { "test", ORGANISATION("false"), 1 },
		{ "production", ORGANISATION("false"), 0 }, { "test", ORGANISATION("true"), 0 },
	};

	for (size_t i = 0; i < 4; i++) {
		struct fx f;
		begin(&f);
		f.secrets[0] = "refresh_token";
		f.secrets[1] = "r1";
		fx_option(&f, "environment", cases[i].environment);
		fx_start(&f, OP_LOGIN);
		fx_answer(&f, 200, TOKEN, NULL);
		fx_answer(&f, 200, "[" LINK(TENANT, "Harbour") "]", NULL);
		assert_int_equal(fx_answer(&f, 200, cases[i].demo, NULL), OP_DONE);      /* the category is known */
		assert_int_equal(f.session.warning != NULL, cases[i].warns);
		fx_release(&f);
	}
}

static void test_tells_what_matters(void **state)
{
	static const char *const left[] = { "X-DayLimit-Remaining", "4539", NULL };
	struct fx f;

	begin(&f);
	f.session.company = "Harbour Civil Ltd";
	assert_int_equal(fx_start(&f, OP_TEST), OP_SEND);
	fx_asks(&f, "GET", BOOKS "Organisation");
	assert_int_equal(fx_answer(&f, 200, ORGANISATION("false"), NULL), OP_SEND);
	fx_asks(&f, "GET", BOOKS "TrackingCategories");
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_SEND);
	fx_asks(&f, "GET", BOOKS "Organisation/Actions");
	assert_int_equal(fx_answer(&f, 200, "{\"Actions\":[{\"Name\":\"CreateDraftBill\",\"Status\":\"ALLOWED\"},"
		"{\"Name\":\"CreateApprovedBill\",\"Status\":\"NOT-ALLOWED\"}]}", left), OP_DONE);
	assert_non_null(strstr(f.op.report.s, "Harbour Civil Ltd"));
	assert_non_null(strstr(f.op.report.s, "Country NZ, currency NZD"));
	assert_non_null(strstr(f.op.report.s, "Locked up to 2026-02-28"));
	assert_non_null(strstr(f.op.report.s, "Year locked up to 2025-03-31"));
	assert_non_null(strstr(f.op.report.s, "Allowed: CreateDraftBill"));
	assert_non_null(strstr(f.op.report.s, "Not allowed: CreateApprovedBill"));
	assert_non_null(strstr(f.op.report.s, "category \"Job\"; active: 1"));
	assert_non_null(strstr(f.op.report.s, "4539 calls left today"));
	fx_release(&f);
}

/* ---- answers ---- */

static const char refused[] = "{\"ErrorNumber\":10,\"Type\":\"ValidationException\",\"Message\":\"A validation exception occurred\","
	"\"Elements\":[{\"InvoiceNumber\":\"N\",\"ValidationErrors\":[{\"Message\":\"The document date cannot be before the end of year "
	"lock date, currently set at 31 March 2026\"},{\"Message\":\"second.\"}]}]}";

static void answers_have_their_meaning(void **state)
{
	static const struct { int status; unsigned flags; const char *type, *body; enum error_class cls; const char *says; } cases[] = {
		{ 200, 0, "application/json", "{}", ERR_NONE, NULL },
		{ 304, 0, NULL, "", ERR_NONE, NULL },
		{ 304, HTTP_MUTATES, NULL, "", ERR_UNKNOWN, NULL },
		{ 200, 0, "text/html", "<html>", ERR_LATER, "web page" },
		{ 400, HTTP_MUTATES, "application/json", refused, ERR_REFUSED, "locked period" },
		{ 400, HTTP_MUTATES, "application/json", refused, ERR_REFUSED, "31 March 2026; second" },
		{ 400, 0, "application/json", "{\"ErrorNumber\":16,\"Type\":\"QueryParseException\",\"Message\":\"No property\"}", ERR_REFUSED, "No property" },
		{ 401, 0, "application/json", "{\"Title\":\"Unauthorized\",\"Status\":401,\"Detail\":\"TokenExpired: token expired at x\"}", ERR_LOGIN, NULL },
		{ 401, 0, "application/json", "{\"Title\":\"Unauthorized\",\"Status\":401,\"Detail\":\"AuthorizationUnsuccessful\"}", ERR_CONFIG, "scope" },
		{ 403, 0, "application/json", "{\"Title\":\"Forbidden\",\"Status\":403,\"Detail\":\"AuthenticationUnsuccessful\"}", ERR_CONFIG, "not connected" },
		{ 404, 0, "text/html", "", ERR_CONFIG, "address" },
		{ 412, 0, "text/html", "", ERR_CONFIG, NULL },
		{ 429, 0, NULL, "", ERR_LATER, "slow down" },
		{ 429, HTTP_MUTATES, NULL, "", ERR_LATER, "slow down" },
		{ 500, 0, "application/json", "{\"Message\":\"An error occurred in Xero\"}", ERR_LATER, "An error occurred in Xero" },
		{ 501, 0, "application/json", "{}", ERR_LATER, NULL },
		{ 500, HTTP_MUTATES, "application/json", "{\"Message\":\"x\"}", ERR_UNKNOWN, NULL },
		{ 503, 0, "text/html", "<html>offline</html>", ERR_LATER, NULL },
		{ 503, HTTP_MUTATES, "text/html", "<html>offline</html>", ERR_UNKNOWN, NULL },
		{ 400, HTTP_MUTATES, "application/json", "{\"Elements\":[{\"ValidationErrors\":[{\"Message\":\"The contact name N is already "
			"assigned to another contact. x\"}]}]}", ERR_CONFLICT, "of that name" },
		{ 400, HTTP_MUTATES, "application/json", "{\"Message\":\"The specified contact details matched an archived contact. x\"}", ERR_CONFLICT, "Restore" },
		{ 400, HTTP_MUTATES, "application/json", "{\"Message\":\"Organisation is not subscribed to currency EUR\"}", ERR_REFUSED, "EUR" },
		{ 400, HTTP_MUTATES, "application/json", "{\"Message\":\"The TaxType code 'X' cannot be used with account code 'Y'\"}", ERR_REFUSED, "tax type" },
		{ 400, HTTP_MUTATES, "application/json", "{\"Message\":\"Invoice not of valid status for modification\"}", ERR_CONFLICT, NULL },
		{ 400, HTTP_MUTATES, "application/json", "{\"Message\":\"A Contact must be specified for this type of transaction\"}", ERR_REFUSED, "vendor" },
	};
	static const char *const day[] = { "X-Rate-Limit-Problem", "day", "Retry-After", "40980", NULL };
	struct http_response r;
	struct fx f;

	begin(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum error_class cls = fx_explain(&f, cases[i].status, cases[i].type, cases[i].body, cases[i].flags);
		if (cls != cases[i].cls)
			fail_msg("case %zu is %s", i, error_class_name(cls));
		if (cases[i].says)
			fx_says(&f, cases[i].says);
	}
	http_response_init(&r);
	http_response_set(&r, 429, NULL, "");
	for (int i = 0; day[i]; i += 2)
		http_headers_set(&r.headers, day[i], day[i + 1]);
	assert_int_equal(f.c->explain(&r, &f.err), ERR_LATER);
	fx_says(&f, "11 h 23 min");
	http_response_release(&r);
	fx_release(&f);
}

/* ---- reading ---- */

static void pull(struct fx *f, const char *feed)
{
	f->op.feed = fx_feed(f, feed);
	f->op.cursor = NULL;
	f->op.page_token = NULL;
	f->op.full = 0;
	assert_int_equal(fx_start(f, OP_PULL), OP_SEND);
}

static void lock_dates_are_two_periods(void **state)
{
	struct fx f;

	begin(&f);
	pull(&f, "organisation");
	assert_int_equal(fx_answer(&f, 200, ORGANISATION("false"), NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 2);
	assert_string_equal(record_text(fx_record(&f, ENTITY_PERIOD, 0), PERIOD_END), "2026-02-28");
	assert_string_not_equal(record_text(fx_record(&f, ENTITY_PERIOD, 0), PERIOD_STATUS), "Open");
	assert_string_equal(record_text(fx_record(&f, ENTITY_PERIOD, 1), PERIOD_START), "2026-03-01");
	assert_string_equal(record_text(fx_record(&f, ENTITY_PERIOD, 1), PERIOD_STATUS), "Open");
	pull(&f, "organisation");
	assert_int_equal(fx_answer(&f, 200, "{\"Organisations\":[{\"Name\":\"x\",\"PeriodLockDate\":[]}]}", NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 1);
	assert_string_equal(record_text(fx_record(&f, ENTITY_PERIOD, 0), PERIOD_STATUS), "Open");
	fx_release(&f);
}

static void options_of_one_category_are_jobs(void **state)
{
	struct fx f;

	begin(&f);
	pull(&f, "tracking");
	fx_asks(&f, "GET", BOOKS "TrackingCategories?includeArchived=true");
	assert_null(http_headers_get(&f.out.headers, "If-Modified-Since"));
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 2);
	assert_string_equal(fx_record(&f, ENTITY_JOB, 0)->remote_id, OPTION_ID);
	assert_string_equal(record_text(fx_record(&f, ENTITY_JOB, 0), JOB_NUMBER), "26-014");
	assert_string_equal(record_text(fx_record(&f, ENTITY_JOB, 0), JOB_NAME), "Depot");
	assert_string_equal(record_text(fx_record(&f, ENTITY_JOB, 0), JOB_STATUS), "Active");
	assert_string_equal(record_text(fx_record(&f, ENTITY_JOB, 1), JOB_NAME), "Old yard");
	assert_string_equal(record_text(fx_record(&f, ENTITY_JOB, 1), JOB_STATUS), "Archived");
	assert_int_equal(record_int(fx_record(&f, ENTITY_JOB, 1), JOB_ACTIVE), 0);
	fx_option(&f, "job_category", "region");
	pull(&f, "tracking");
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 0);
	/* A category that is not there any more does not make all jobs disappear. */
	fx_option(&f, "job_category", "Sites");
	pull(&f, "tracking");
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_REFUSED);
	fx_says(&f, "Sites");
	fx_release(&f);
}

#define PAGED(page, pages) "\"DateTimeUTC\":\"\\/Date(1774915200000)\\/\",\"pagination\":{\"page\":" page ",\"pageSize\":2,\"pageCount\":" \
	pages ",\"itemCount\":3}"
#define PERSON(id, rest) "{\"ContactID\":\"7b2e5d10-0000-4000-8000-00000000010" id "\",\"UpdatedDateUTC\":\"/Date(1774915100000+0000)/\"," rest "}"

static void contacts_come_by_page_from_where_the_last_reading_ended(void **state)
{
	struct fx f;

	begin(&f);
	pull(&f, "contacts");
	fx_asks(&f, "GET", BOOKS "Contacts?includeArchived=true&page=1&pageSize=1000&order=ContactID%20ASC");
	assert_null(http_headers_get(&f.out.headers, "If-Modified-Since"));
	assert_int_equal(fx_answer(&f, 200, "{" PAGED("1", "2") ",\"Contacts\":[" PERSON("1", "\"Name\":\"Maçonnerie Roy\","
		"\"ContactStatus\":\"ACTIVE\",\"ContactNumber\":\"C1\",\"AccountNumber\":\"V1001\",\"EmailAddress\":\"a@b.c\",\"Addresses\":[null,"
		"{\"AddressType\":\"POBOX\",\"City\":\"Elsewhere\"},{\"AddressType\":\"STREET\",\"AddressLine1\":\"1 Wharf\",\"City\":\"Napier\"}],"
		"\"Phones\":[{\"PhoneType\":\"FAX\",\"PhoneNumber\":\"9\"},{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"555\",\"PhoneAreaCode\":\"06\"}],"
		"\"PaymentTerms\":{\"Bills\":{\"Day\":20,\"Type\":\"OFFOLLOWINGMONTH\"}}") ","
		PERSON("2", "\"Name\":\"Gone\",\"ContactStatus\":\"ARCHIVED\",\"PaymentTerms\":[]") "]}", NULL), OP_SEND);
	assert_int_equal(f.op.page.len, 2);
	assert_int_equal(f.op.total, 3);
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_NUMBER), "V1001");
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_CITY), "Napier");
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_PHONE), "06 555");
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_TERMS), "20 OFFOLLOWINGMONTH");
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_STATUS), "Active");
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 1), VENDOR_STATUS), "Archived");
	fx_asks(&f, "GET", "&page=2&");
	f.op.page.len = 0;
	assert_int_equal(fx_answer(&f, 200, "{" PAGED("2", "2") ",\"Contacts\":[" PERSON("3", "\"Name\":\"Twin\",\"ContactStatus\":\"ARCHIVED\","
		"\"MergedToContactID\":\"" CONTACT "\"") "]}", NULL), OP_DONE);
	assert_string_equal(record_text(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_STATUS), "Merged into " CONTACT);
	assert_int_equal(record_int(fx_record(&f, ENTITY_VENDOR, 0), VENDOR_ACTIVE), 0);
	/* By the service's clock, less five minutes; the first page's. */
	assert_string_equal(f.op.next_cursor, "2026-03-30T23:55:00Z");
	f.op.feed = fx_feed(&f, "contacts");
	f.op.cursor = "2026-03-30T23:55:00Z";
	f.op.page_token = "7|1774915100000|1774915200000";
	assert_int_equal(fx_start(&f, OP_PULL), OP_SEND);
	fx_asks(&f, "GET", "&page=7&");
	assert_string_equal(http_headers_get(&f.out.headers, "If-Modified-Since"), "2026-03-30T23:55:00Z");
	assert_int_equal(fx_answer(&f, 304, "", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-03-30T23:55:00Z");
	/* Without word of pages, a short one is the last. */
	f.op.cursor = NULL;
	f.op.page_token = NULL;
	fx_option(&f, "page_size", "1");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[" PERSON("1", "\"Name\":\"A\"") "]}", NULL), OP_SEND);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":[]}", NULL), OP_DONE);
	assert_string_equal(f.op.next_cursor, "2026-03-30T23:53:20Z");
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 200, "{\"Contacts\":{}}", NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_DATA);
	fx_start(&f, OP_PULL);
	assert_int_equal(fx_answer(&f, 401, "{\"Detail\":\"TokenExpired\"}", NULL), OP_RESTART);
	fx_release(&f);
}

static void items_and_accounts(void **state)
{
	struct fx f;

	begin(&f);
	pull(&f, "items");
	fx_asks(&f, "GET", BOOKS "Items?unitdp=4");
	fx_answer(&f, 200, "{\"Items\":[{\"ItemID\":\"" ORDER "\",\"Code\":\"03-300.S\",\"Name\":\"Concrete\",\"IsPurchased\":true,"
		"\"PurchaseDetails\":{\"AccountCode\":\"091\"}},{\"ItemID\":\"" BILL "\",\"Code\":\"SALE\",\"IsPurchased\":false,"
		"\"PurchaseDetails\":{}}]}", NULL);
	assert_string_equal(record_text(fx_record(&f, ENTITY_COST_CODE, 0), COST_CODE_NUMBER), "03-300.S");
	assert_string_equal(record_text(fx_record(&f, ENTITY_COST_CODE, 0), COST_CODE_ACCOUNT), "091");
	assert_int_equal(record_int(fx_record(&f, ENTITY_COST_CODE, 1), COST_CODE_ACTIVE), 0);
	pull(&f, "accounts");
	fx_answer(&f, 200, "{\"Accounts\":[{\"AccountID\":\"" ORDER "\",\"Code\":\"091\",\"Name\":\"Costs\",\"Type\":\"DIRECTCOSTS\","
		"\"Status\":\"ACTIVE\"},{\"AccountID\":\"" BILL "\",\"Name\":\"Bank\",\"Type\":\"BANK\",\"Status\":\"ARCHIVED\"}]}", NULL);
	assert_string_equal(record_text(fx_record(&f, ENTITY_ACCOUNT, 0), ACCOUNT_NUMBER), "091");
	assert_string_equal(record_text(fx_record(&f, ENTITY_ACCOUNT, 0), ACCOUNT_KIND), "DIRECTCOSTS");
	assert_int_equal(record_int(fx_record(&f, ENTITY_ACCOUNT, 1), ACCOUNT_ACTIVE), 0);
	fx_release(&f);
}

#define WHO "\"Contact\":{\"ContactID\":\"" CONTACT "\",\"Name\":\"Roy\"}"
#define ON_JOB "\"Tracking\":[{\"Name\":\"Region\",\"Option\":\"North\"},{\"TrackingCategoryID\":\"" CATEGORY "\",\"TrackingOptionID\":\"" \
	OPTION_ID "\",\"Name\":\"Job\",\"Option\":\"26-014 Depot\"}]"

static void orders_and_bills(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	pull(&f, "purchase-orders");
	fx_answer(&f, 200, "{\"PurchaseOrders\":[{\"PurchaseOrderID\":\"" ORDER "\",\"PurchaseOrderNumber\":\"SC-003\",\"Reference\":\"Depot\","
		WHO ",\"Status\":\"AUTHORISED\",\"Date\":\"/Date(1772582400000+0000)/\",\"CurrencyCode\":\"NZD\",\"SubTotal\":84000.0000,"
		"\"TotalTax\":12600.00,\"Total\":96600.00,\"LineItems\":[{\"LineItemID\":\"" BILL "\",\"Description\":\"Footings\",\"Quantity\":1.0000,"
		"\"UnitAmount\":84000.00,\"LineAmount\":84000.00,\"ItemCode\":\"03-300.S\"," ON_JOB "}]}]}", NULL);
	r = fx_record(&f, ENTITY_COMMITMENT, 0);
	assert_string_equal(r->remote_code, "SC-003");
	assert_int_equal(record_int(r, COMMITMENT_AMOUNT), 8400000);
	assert_string_equal(record_text(r, COMMITMENT_DATE), "2026-03-04");
	assert_string_equal(record_text(r, COMMITMENT_JOB), OPTION_ID);
	assert_string_equal(record_text(r, COMMITMENT_JOB_NUMBER), "26-014");
	r = fx_record(&f, ENTITY_COMMITMENT_LINE, 0);
	assert_int_equal(record_int(r, COMMITMENT_LINE_AMOUNT), 8400000);
	assert_string_equal(record_text(r, COMMITMENT_LINE_COST_CODE_NUMBER), "03-300.S");
	pull(&f, "bills");
	fx_asks(&f, "GET", BOOKS "Invoices?where=Type%3D%3D%22ACCPAY%22&page=1&pageSize=1000&order=InvoiceID%20ASC");
	fx_answer(&f, 200, "{\"Invoices\":[{\"Type\":\"ACCPAY\",\"InvoiceID\":\"" BILL "\",\"InvoiceNumber\":\"INV-1187\"," WHO ","
		"\"Status\":\"AUTHORISED\",\"DateString\":\"2026-03-31T00:00:00\",\"Date\":\"/Date(1774915200000)/\",\"DueDate\":\"/Date(1776643200000+0000)/\","
		"\"LineAmountTypes\":\"Exclusive\",\"CurrencyCode\":\"NZD\",\"SubTotal\":19950.00,\"TotalTax\":2992.50,\"Total\":22942.50,"
		"\"AmountDue\":22442.50,\"AmountCredited\":500.0,\"LineItems\":[{\"LineAmount\":21000.00,\"AccountCode\":\"320\"," ON_JOB "},"
		"{\"LineAmount\":-1050.00,\"AccountCode\":\"826\"}]},{\"Type\":\"ACCPAY\",\"InvoiceID\":\"" ORDER "\",\"InvoiceNumber\":\"INV-1188\",\"Status\":\"VOIDED\","
		"\"LineItems\":[]}]}", NULL);
	r = fx_record(&f, ENTITY_INVOICE, 0);
	assert_string_equal(record_text(r, INVOICE_NUMBER), "INV-1187");
	assert_string_equal(record_text(r, INVOICE_BILLING_DATE), "2026-03-31");
	assert_string_equal(record_text(r, INVOICE_DUE_DATE), "2026-04-20");
	assert_int_equal(record_int(r, INVOICE_AMOUNT), 2100000);
	assert_int_equal(record_int(r, INVOICE_RETAINAGE), 105000);
	assert_int_equal(record_int(r, INVOICE_NET), 2294250);
	assert_int_equal(record_int(r, INVOICE_BALANCE), 2244250);
	assert_string_equal(record_text(r, INVOICE_VENDOR), CONTACT);
	assert_string_equal(record_text(r, INVOICE_STATUS), "AUTHORISED, credited 500.00");
	r = fx_record(&f, ENTITY_INVOICE, 1);
	assert_string_equal(record_text(r, INVOICE_STATUS), "VOIDED");
	assert_false(record_has(r, INVOICE_NUMBER));             /* nobody's any more */
	assert_string_equal(r->remote_code, "INV-1188");
	fx_release(&f);
}

#define PAYMENT(id, rest) "{\"PaymentID\":\"99ea7f6b-c513-4066-bc27-b7c65dcd76c" id "\",\"PaymentType\":\"ACCPAYPAYMENT\"," \
	"\"Date\":\"/Date(1774915200000+0000)/\",\"Invoice\":{\"InvoiceID\":\"" BILL "\",\"InvoiceNumber\":\"INV-1187\",\"CurrencyCode\":\"NZD\"," \
	WHO "}," rest "}"

static void payments_take_their_number_from_the_batch(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	pull(&f, "payments");
	fx_asks(&f, "GET", "Payments?where=PaymentType%3D%3D%22ACCPAYPAYMENT%22&page=1");
	assert_int_equal(fx_answer(&f, 200, "{\"Payments\":[" PAYMENT("1", "\"Amount\":500.00,\"Status\":\"AUTHORISED\",\"Reference\":\"EFT 7\"") ","
		PAYMENT("2", "\"Amount\":22442.5,\"Status\":\"DELETED\",\"Reference\":\"\",\"BatchPaymentID\":\"d0e9bbbf-5b8a-48b6-906a-035591fcb061\","
		"\"BatchPayment\":{\"BatchPaymentID\":\"d0e9bbbf-5b8a-48b6-906a-035591fcb061\",\"TotalAmount\":\"22442.50\",\"IsReconciled\":\"false\"}")
		"]}", NULL), OP_SEND);
	assert_int_equal(f.op.page.len, 0);
	fx_asks(&f, "GET", BOOKS "BatchPayments");
	assert_int_equal(fx_answer(&f, 200, "{\"BatchPayments\":[{\"BatchPaymentID\":\"d0e9bbbf-5b8a-48b6-906a-035591fcb061\","
		"\"Reference\":\"RUN 12\"}]}", NULL), OP_DONE);
	r = fx_record(&f, ENTITY_PAYMENT, 0);
	assert_string_equal(record_text(r, PAYMENT_NUMBER), "EFT 7");
	assert_string_equal(record_text(r, PAYMENT_DATE), "2026-03-31");
	assert_string_equal(record_text(r, PAYMENT_INVOICE), BILL);
	assert_int_equal(record_int(r, PAYMENT_AMOUNT), 50000);
	assert_int_equal(record_int(r, PAYMENT_VOID), 0);
	r = fx_record(&f, ENTITY_PAYMENT, 1);
	assert_string_equal(record_text(r, PAYMENT_NUMBER), "RUN 12");
	assert_string_equal(record_text(r, PAYMENT_METHOD), "batch");
	assert_int_equal(record_int(r, PAYMENT_VOID), 1);
	/* Nothing new: one call. */
	pull(&f, "payments");
	assert_int_equal(fx_answer(&f, 200, "{\"Payments\":[]}", NULL), OP_DONE);
	fx_release(&f);
}

static void a_credit_is_shown_and_is_no_payment(void **state)
{
	struct fx f;
	const struct record *r;

	begin(&f);
	pull(&f, "credit-notes");
	assert_int_equal(fx_answer(&f, 200, "{\"CreditNotes\":[{\"CreditNoteID\":\"" ORDER "\",\"CreditNoteNumber\":\"CN-5\",\"Type\":\"ACCPAYCREDIT\","
		"\"Status\":\"AUTHORISED\",\"CurrencyCode\":\"NZD\",\"Date\":\"/Date(1774915200000+0000)/\"," WHO ",\"Allocations\":[{\"Amount\":100.00,"
		"\"Invoice\":{\"InvoiceNumber\":\"INV-1187\"}},{\"Amount\":30.50,\"Invoice\":{\"InvoiceNumber\":\"INV-1190\"}}]},"
		"{\"CreditNoteID\":\"" BILL "\",\"Type\":\"ACCPAYCREDIT\",\"Status\":\"DRAFT\"}]}", NULL), OP_DONE);
	assert_int_equal(f.op.page.len, 1);
	r = fx_record(&f, ENTITY_PAYMENT, 0);
	assert_string_equal(record_text(r, PAYMENT_METHOD), "credit");
	assert_string_equal(record_text(r, PAYMENT_STATUS), "AUTHORISED: INV-1187, INV-1190");
	assert_int_equal(record_int(r, PAYMENT_AMOUNT), 13050);
	/* No reference to a bill: what decides about writing back finds none. */
	assert_false(record_has(r, PAYMENT_INVOICE));
	assert_false(record_has(r, PAYMENT_INVOICE_NUMBER));
	fx_option(&f, "credits", "no");
	f.op.feed = fx_feed(&f, "credit-notes");
	assert_int_equal(fx_start(&f, OP_PULL), OP_DONE);
	fx_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_person_signs_in_with_pkce),
		cmocka_unit_test(a_refresh_and_a_custom_connection),
		cmocka_unit_test(the_first_organisation_is_never_taken_for_granted),
		cmocka_unit_test(a_demo_company_is_not_the_real_books),
		cmocka_unit_test(test_tells_what_matters),
		cmocka_unit_test(answers_have_their_meaning),
		cmocka_unit_test(lock_dates_are_two_periods),
		cmocka_unit_test(options_of_one_category_are_jobs),
		cmocka_unit_test(contacts_come_by_page_from_where_the_last_reading_ended),
		cmocka_unit_test(items_and_accounts),
		cmocka_unit_test(orders_and_bills),
		cmocka_unit_test(payments_take_their_number_from_the_batch),
		cmocka_unit_test(a_credit_is_shown_and_is_no_payment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
