/* Xero: signing in and choosing the organisation, what lists bring, documents as they are
 * composed, and each sent at most once - by recorded answers. */
#include "connector_fixture.h"
#include "member_list.h"
#include "base/banned.h"

#define API "https://xero.test"
#define BOOKS API "/api.xro/2.0/"
#define TENANT "9b7c3a52-0000-4000-8000-00000000a001"
#define OTHER "9b7c3a52-0000-4000-8000-00000000a002"
#define CATEGORY "22f10184-0deb-44ae-a312-b1f6ea70e51f"
#define OPTION_ID "34669548-b989-487a-979f-0787d04568a2"
#define CONTACT "7b2e5d10-0000-4000-8000-000000000101"
#define STRANGER "7b2e5d10-0000-4000-8000-000000000102"
#define BILL "046d8a6d-1ae1-4b4d-9340-5601bdf41b87"
#define ORDER "56204648-8fbe-46f8-b09c-2125f7939533"
#define ZERO "00000000-0000-0000-0000-000000000000"

static void begin(struct fx *f)
{
	fx_init(f, "xero");
	fx_option(f, "api_url", API);
	fx_option(f, "login_url", "https://login.test");
	fx_option(f, "identity_url", "https://id.test");
	fx_option(f, "client_id", "APP1");
	fx_option(f, "home_currency", "NZD");
	fx_option(f, "retainage_account", "826");
	f->session.bearer = pool_strdup(&f->session.pool, "tok");
	f->session.fingerprint = "xero:" TENANT;
	fx_option(f, "job_category", CATEGORY);
	f->session.valid = 1;
}

/* ---- signing in ---- */

#define TOKEN "{\"access_token\":\"t1\",\"expires_in\":1800,\"token_type\":\"Bearer\",\"refresh_token\":\"r2\"}"
#define LINK(id, name) "{\"id\":\"5d1f0c1e-0000-4000-8000-00000000c001\",\"tenantId\":\"" id "\",\"tenantType\":\"ORGANISATION\"," \
	"\"tenantName\":\"" name "\",\"createdDateUtc\":\"2026-03-02T20:11:07.5165400\"}"
#define ORGANISATION(demo) "{\"Status\":\"OK\",\"Organisations\":[{\"Name\":\"Harbour Civil Ltd\",\"BaseCurrency\":\"NZD\"," \
	"\"CountryCode\":\"NZ\",\"Class\":\"PREMIUM\",\"IsDemoCompany\":" demo ",\"PeriodLockDate\":\"/Date(1772236800000+0000)/\"," \
	"\"EndOfYearLockDate\":\"\\/Date(1743379200000)\\/\"}]}"
#define CATEGORIES "{\"TrackingCategories\":[{\"TrackingCategoryID\":\"0c9fce3e-a111-4d99-803a-62cf3f40e633\",\"Name\":\"Region\"," \
	"\"Status\":\"ACTIVE\",\"Options\":[]},{\"TrackingCategoryID\":\"" CATEGORY "\",\"Name\":\"Job\",\"Status\":\"ACTIVE\"," \
	"\"Options\":[{\"TrackingOptionID\":\"" OPTION_ID "\",\"Name\":\"26-014 Depot\",\"Status\":\"ACTIVE\"}," \
	"{\"TrackingOptionID\":\"34669548-b989-487a-979f-0787d04568a3\",\"Name\":\"25-001 Old yard\",\"Status\":\"ARCHIVED\"}]}]}"

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

static void compose(struct fx *f, const struct dossier *d)
{
	struct strbuf why = STRBUF_INIT;
	int rc;

	strbuf_reset(&f->payload);
	rc = f->c->compose(&f->payload, "export", d, f->env.profile, &f->env, "k1", &f->err);
	error_text(&why, &f->err, 0);
	if (rc < 0)
		fail_msg("not composed: %s", why.s);
	strbuf_release(&why);
	f->item = (struct push_item){ .verb = "export", .entity = d->record->entity, .key = "k1",
		.payload = f->payload.s, .attempt = 1 };
}

static char *part(struct fx *f, const char *path)
{
	struct json_doc doc;
	struct strbuf b = STRBUF_INIT;

	assert_int_equal(json_parse(&doc, f->payload.s, f->payload.len, NULL), 0);
	json_add(&b, json_get(json_root(&doc), path));
	json_release(&doc);
	return strbuf_detach(&b);
}

static void part_is(struct fx *f, const char *path, const char *want)
{
	char *have = part(f, path);

	assert_string_equal(have, want);
	free(have);
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
	char *body = part(f, "body");

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
	compose(&f, &d);
	part_is(&f, "body", "{\"PurchaseOrders\":[{\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"PurchaseOrderNumber\":\"SC-003\","
		"\"Reference\":\"26-014 / Footings\",\"Date\":\"2026-03-04\",\"LineAmountTypes\":\"Exclusive\",\"CurrencyCode\":\"NZD\","
		"\"Status\":\"AUTHORISED\",\"LineItems\":[{\"Description\":\"Concrete footings\",\"Quantity\":1,\"UnitAmount\":84000.50,"
		"\"ItemCode\":\"03-300.S\",\"AccountCode\":\"320\",\"TaxType\":\"INPUT2\"," TRACK "},{\"Description\":\"Slab\",\"Quantity\":40,"
		"\"UnitAmount\":250.00,\"ItemCode\":\"03-350.S\",\"AccountCode\":\"320\",\"TaxType\":\"INPUT2\"," TRACK "}]}]}");
	part_is(&f, "expect", "{\"sum\":\"94000.50\",\"inclusive\":false,\"date\":\"2026-03-04\",\"option\":\"" OPTION_ID "\","
		"\"amounts\":[\"84000.50\",\"10000.00\"]}");
	part_is(&f, "items", "[{\"Code\":\"03-350.S\",\"IsPurchased\":true,\"PurchaseDetails\":{\"AccountCode\":\"320\",\"TaxType\":\"INPUT2\"}}]");
	body_fits(&f, "PUT_PurchaseOrders");
	/* The same without a session; by names when the category is known by its name. */
	{
		char *with = xstrdup(f.payload.s);
		f.session.valid = 0;
		compose(&f, &d);
		assert_string_equal(f.payload.s, with);
		free(with);
		fx_option(&f, "job_category", "Job");
		compose(&f, &d);
		assert_non_null(strstr(f.payload.s, "\"Tracking\":[{\"Name\":\"Job\",\"Option\":\"26-014 Depot\"}]"));
		body_fits(&f, "PUT_PurchaseOrders");
		f.session.valid = 1;
	}
	fx_option(&f, "order_number", "{job}/{number}");
	compose(&f, &d);
	part_is(&f, "lookup.number", "\"26-014/SC-003\"");
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
	compose(&f, &d);
	part_is(&f, "body", "{\"Invoices\":[{\"Type\":\"ACCPAY\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"InvoiceNumber\":\"INV-1187\","
		"\"Date\":\"2026-03-31\",\"DueDate\":\"2026-04-20\",\"LineAmountTypes\":\"Exclusive\",\"CurrencyCode\":\"NZD\",\"Status\":\"SUBMITTED\","
		"\"LineItems\":[{\"Description\":\"Footings\",\"Quantity\":1,\"UnitAmount\":21000.00,\"ItemCode\":\"03-300.S\",\"AccountCode\":\"320\"," TRACK "},"
		"{\"Description\":\"Retainage: Footings\",\"Quantity\":1,\"UnitAmount\":-1050.00,\"AccountCode\":\"826\"," TRACK "},"
		"{\"Description\":\"Slab\",\"Quantity\":1,\"UnitAmount\":5000.25,\"ItemCode\":\"03-300.S\",\"AccountCode\":\"320\"," TRACK "},"
		"{\"Description\":\"Retainage: Slab\",\"Quantity\":1,\"UnitAmount\":-250.01,\"AccountCode\":\"826\"," TRACK "},"
		"{\"Description\":\"Retainage released: Walls\",\"Quantity\":1,\"UnitAmount\":500.00,\"AccountCode\":\"826\"," TRACK "}]}]}");
	part_is(&f, "expect.sum", "\"25200.24\"");
	body_fits(&f, "PUT_Invoices");
	fx_option(&f, "retainage_lines", "sum");
	fx_option(&f, "retainage_tax_type", "NONE");
	fx_option(&f, "bill_status", "AUTHORISED");
	compose(&f, &d);
	part_is(&f, "expect.amounts", "[\"21000.00\",\"5000.25\",\"-1300.01\",\"500.00\"]");
	{
		char *body = part(&f, "body");
		assert_non_null(strstr(body, "\"UnitAmount\":-1300.01,\"AccountCode\":\"826\",\"TaxType\":\"NONE\""));
		assert_non_null(strstr(body, "\"Status\":\"AUTHORISED\""));
		free(body);
	}
	/* No due date: some days later. */
	put(&f, (struct record *)(uintptr_t)d.record, INVOICE_DUE_DATE, "");
	((struct record *)(uintptr_t)d.record)->values[INVOICE_DUE_DATE].set = 0;
	fx_option(&f, "due_days", "20");
	compose(&f, &d);
	{
		char *body = part(&f, "body");
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
	compose(&f, &d);
	part_is(&f, "expect.sum", "\"500.00\"");
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
	compose(&f, &d);
	part_is(&f, "expect.sum", "\"26200.24\"");
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
	compose(&f, &d);
	part_is(&f, "pending", "[\"vendor\",\"account of a cost type\",\"account of retainage\"]");
	f.session.valid = 1;
	assert_int_equal(fx_start(&f, OP_PUSH), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFIG);
	f.env.session = NULL;
	compose(&f, &d);
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
	compose(&f, &d);
	part_is(&f, "body", "{\"Contacts\":[{\"Name\":\"Roy (& fils)\",\"ContactNumber\":\"552001\",\"AccountNumber\":\"V9\","
		"\"Addresses\":[{\"AddressType\":\"STREET\",\"AddressLine1\":\"1 Wharf\",\"City\":\"Napier\",\"Country\":\"NZ\"}],"
		"\"Phones\":[{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"555\"}]}]}");
	body_fits(&f, "PUT_Contacts");
	r = rec(&f, ENTITY_JOB, "15");
	put(&f, r, JOB_NUMBER, "26-015");
	put(&f, r, JOB_NAME, "New wing");
	d.record = r;
	compose(&f, &d);
	part_is(&f, "body", "{\"Name\":\"26-015 New wing\"}");
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
	compose(&f, &d);
	assert_int_equal(fx_start(&f, OP_PUSH), OP_SEND);
	fx_asks(&f, "GET", BOOKS "Invoices?InvoiceNumbers=INV-1187&ContactIDs=" CONTACT "&Statuses=DRAFT%2CSUBMITTED%2CAUTHORISED%2CPAID");
	assert_int_equal(fx_answer(&f, 200, BILLS(""), NULL), OP_SEND);
	fx_asks(&f, "PUT", BOOKS "Invoices?summarizeErrors=false&unitdp=4");
	assert_string_equal(http_headers_get(&f.out.headers, "Xero-Tenant-Id"), TENANT);
	assert_true(f.out.flags & HTTP_MUTATES);
	first = xstrdup(http_headers_get(&f.out.headers, "Idempotency-Key"));
	assert_true(strlen(first) <= 128);
	{
		char *body = part(&f, "body");
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
	compose(&f, &d);
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
	compose(&f, &d);
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
	compose(&f, &d);
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
	compose(&f, &d);
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
	compose(&f, &d);
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
	compose(&f, &d);
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
	compose(&f, &d);
	fx_start(&f, OP_PUSH);
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_FAIL);
	assert_int_equal(f.err.cls, ERR_CONFLICT);
	fx_says(&f, "26-014 Depot");
	put(&f, r, JOB_NAME, "depot");
	compose(&f, &d);
	fx_start(&f, OP_LOOKUP);
	assert_int_equal(fx_answer(&f, 200, CATEGORIES, NULL), OP_DONE);
	assert_int_equal(f.op.result.found, 1);
	put(&f, r, JOB_NUMBER, "25-001");
	put(&f, r, JOB_NAME, "Old yard");
	compose(&f, &d);
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
