/* The simulated Xero, request by request, without a socket.
 *
 * Each test starts a fresh simulator, takes a token and speaks the API as a client would; what it must
 * refuse matters as much as what it accepts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sim/sim.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

struct world {
	struct sim *sim;
	char *bearer, *tenant;       /* owned; NULL: not sent */
	struct sim_pairs extra;      /* headers of the next exchange */
	int status;
	cJSON *json;                 /* owned; of the last answer */
	char *body;                  /* owned */
	struct sim_pairs headers;    /* of the last answer */
};

static void forget(struct world *w)
{
	cJSON_Delete(w->json);
	free(w->body);
	sim_pairs_release(&w->headers);
	w->json = NULL;
	w->body = NULL;
}

static void plain(char *s)               /* %20 and the like */
{
	char *to = s, *from = s;

	for (; *from; from++) {
		if (*from == '%' && from[1] && from[2]) {
			char hex[3] = { from[1], from[2], 0 };

			*to++ = (char)strtol(hex, NULL, 16);
			from += 2;
		} else {
			*to++ = *from;
		}
	}
	*to = 0;
}

/* One exchange; the answer is in w until the next. */
static void send(struct world *w, const char *method, const char *target, const char *type,
	const char *body)
{
	char *path = xstrdup(target), *mark = strchr(path, '?');
	struct sim_request req = { .method = method, .target = target, .body = body ? body : "",
		.base = "http://127.0.0.1:1", .path = path };
	struct sim_response resp = { .status = 200 };

	strbuf_init(&resp.body);
	if (mark) {
		*mark = 0;
		sim_pairs_parse(&req.query, mark + 1, strlen(mark + 1));
	}
	plain(path);
	req.body_len = strlen(req.body);
	req.json = type && strstr(type, "json") ? jv_parse(req.body, req.body_len) : NULL;
	if (type)
		sim_pairs_add(&req.headers, "Content-Type", type);
	for (size_t i = 0; i < w->extra.len; i++)
		sim_pairs_add(&req.headers, w->extra.items[i].name, w->extra.items[i].value);
	if (w->bearer && !sim_header(&req, "Authorization"))
		sim_pairs_add(&req.headers, "Authorization", w->bearer);
	if (w->tenant && !sim_header(&req, "Xero-Tenant-Id"))
		sim_pairs_add(&req.headers, "xero-tenant-id", w->tenant);
	sim_exchange(w->sim, "xero", &req, &resp);
	forget(w);
	sim_pairs_release(&w->extra);
	w->status = resp.status;
	w->body = xstrdup(resp.body.s);
	w->json = jv_parse(resp.body.s, resp.body.len);
	for (size_t i = 0; i < resp.headers.len; i++)
		sim_pairs_add(&w->headers, resp.headers.items[i].name, resp.headers.items[i].value);
	cJSON_Delete(req.json);
	sim_pairs_release(&req.query);
	sim_pairs_release(&req.headers);
	sim_response_release(&resp);
	free(path);
}

#define API "/api.xro/2.0/"
#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"
#define CLIENT "7C1E5D0A93B64F2E8A6D41B0C95E2F37"
/* CLIENT:hY3kQz8-VnP1tR6wLbX0cJ5sMfD2uGa4 */
#define BASIC "Basic N0MxRTVEMEE5M0I2NEYyRThBNkQ0MUIwQzk1RTJGMzc6aFkza1F6OC1WblAxdFI2d0xiWDBjSjVzTWZEMnVHYTQ="

static void get(struct world *w, const char *target)
{
	send(w, "GET", target, NULL, NULL);
}

/* The value of "Invoices/0/Total" of the last answer as text. */
static const char *value(const struct world *w, const char *path, struct strbuf *out)
{
	const cJSON *v = w->json;
	char step[64];
	size_t n;

	strbuf_reset(out);
	while (*path && v) {
		n = strcspn(path, "/");
		assert_true(n < sizeof step);
		memcpy(step, path, n);
		step[n] = 0;
		v = cJSON_IsArray(v) ? cJSON_GetArrayItem(v, (int)strtol(step, NULL, 10)) : jv_get(v, step);
		path += n + (path[n] == '/');
	}
	if (!v)
		return "(absent)";
	if (cJSON_IsString(v))
		strbuf_adds(out, v->valuestring);
	else
		jv_print(out, v);
	return out->s;
}

static void expect(const struct world *w, const char *path, const char *wanted)
{
	struct strbuf b = STRBUF_INIT;
	const char *got = value(w, path, &b);

	if (strcmp(got, wanted))
		print_message("%s: %s\n", path, w->body);
	assert_string_equal(got, wanted);
	strbuf_release(&b);
}

static void expect_part(const struct world *w, const char *part)
{
	if (!strstr(w->body, part))
		print_message("%s\n", w->body);
	assert_non_null(strstr(w->body, part));
}

static void expect_status(const struct world *w, int status)
{
	if (w->status != status)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, status);
}

/* A copy of a value of the last answer; owned by the caller. */
static char *keep(const struct world *w, const char *path)
{
	struct strbuf b = STRBUF_INIT;

	value(w, path, &b);
	return strbuf_detach(&b);
}

static int count(const struct world *w, const char *list)
{
	return cJSON_GetArraySize(jv_get(w->json, list));
}

static void write_json(struct world *w, const char *method, const char *what, const char *body)
{
	char *target = xasprintf(API "%s", what);

	send(w, method, target, JSON, body);
	free(target);
}

static void control(struct world *w, const char *what, const char *body)
{
	char *target = xasprintf("/_sim/%s", what);

	send(w, "POST", target, JSON, body);
	free(target);
	expect_status(w, 200);
}

static void token(struct world *w, const char *form)
{
	struct strbuf b = STRBUF_INIT;

	sim_pairs_add(&w->extra, "Authorization", BASIC);
	send(w, "POST", "/connect/token", FORM, form);
	expect_status(w, 200);
	strbuf_addf(&b, "Bearer %s", jv_str(w->json, "access_token"));
	free(w->bearer);
	w->bearer = strbuf_detach(&b);
}

static void login(struct world *w)
{
	token(w, "grant_type=client_credentials");
	get(w, "/connections");
	expect_status(w, 200);
	free(w->tenant);
	w->tenant = keep(w, "0/tenantId");
}

static int setup_rate(void **state, int64_t rate)
{
	struct world *w = xcalloc(1, sizeof *w);
	struct sim_options opt = { .seed = 7, .rate_hour = rate };
	const char *const systems[] = { "xero", NULL };
	struct error err = ERROR_INIT;

	assert_int_equal(digest_init(), 0);
	assert_int_equal(sim_start(&w->sim, &opt, systems, NULL, &err), 0);
	*state = w;
	return 0;
}

static int setup(void **state)
{
	return setup_rate(state, 0);
}

/* With the vendor's own limits. */
static int setup_usual(void **state)
{
	setup_rate(state, -1);
	login(*state);
	return 0;
}

static int setup_in(void **state)
{
	setup(state);
	login(*state);
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	forget(w);
	sim_pairs_release(&w->extra);
	free(w->bearer);
	free(w->tenant);
	sim_stop(w->sim);
	free(w);
	return 0;
}

/* ---- identity ---- */

static void test_a_token_is_needed_and_ends(void **state)
{
	struct world *w = *state;

	get(w, API "Organisation");
	expect_status(w, 401);
	sim_pairs_add(&w->extra, "Authorization", "Basic " "eDp5");
	send(w, "POST", "/connect/token", FORM, "grant_type=client_credentials");
	expect_status(w, 400);
	expect(w, "error", "invalid_client");
	login(w);
	get(w, API "Organisation");
	expect_status(w, 200);
	expect(w, "Organisations/0/IsDemoCompany", "true");
	expect(w, "Organisations/0/BaseCurrency", "CAD");
	control(w, "clock", "{\"advance_s\":1801}");
	get(w, API "Organisation");
	expect_status(w, 401);
	expect(w, "Title", "Unauthorized");
	expect_part(w, "TokenExpired");
}

/* With the code flow: the verifier is checked, refresh tokens rotate, the old one has half an hour. */
static void test_pkce_and_rotation(void **state)
{
	static const char verifier[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK";
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	uint8_t hash[DIGEST_LEN];
	char *code = NULL, *first = NULL;

	digest_sha256(hash, verifier, strlen(verifier));
	for (int round = 0; round < 2; round++) {
		const char *to;

		strbuf_reset(&b);
		strbuf_adds(&b, "/identity/connect/authorize?response_type=code&client_id=" CLIENT "&scope="
			"offline_access%20accounting.contacts.read&state=s1&redirect_uri=http%3A%2F%2Flocalhost%3A7"
			"%2Fcallback&code_challenge_method=S256&code_challenge=");
		digest_base64url(&b, hash, sizeof hash);
		get(w, b.s);
		expect_status(w, 302);
		to = sim_pairs_get(&w->headers, "Location");
		assert_non_null(strstr(to, "http://localhost:7/callback?code="));
		assert_non_null(strstr(to, "state=s1"));
		free(code);
		code = xstrndup(strstr(to, "code=") + 5, strcspn(strstr(to, "code=") + 5, "&"));
		strbuf_reset(&b);
		strbuf_addf(&b, "grant_type=authorization_code&client_id=" CLIENT "&code=%s&redirect_uri=http"
			"%%3A%%2F%%2Flocalhost%%3A7%%2Fcallback&code_verifier=%s%s", code, verifier,
			round ? "" : "x");
		send(w, "POST", "/connect/token", FORM, b.s);
		expect_status(w, round ? 200 : 400);
	}
	first = keep(w, "refresh_token");
	strbuf_reset(&b);
	strbuf_addf(&b, "Bearer %s", jv_str(w->json, "access_token"));
	w->bearer = xstrdup(b.s);
	get(w, "/connections");
	assert_int_equal(cJSON_GetArraySize(w->json), 2);
	w->tenant = keep(w, "1/tenantId");
	get(w, API "Contacts?page=1");
	expect_status(w, 200);
	assert_int_equal(count(w, "Contacts"), 0);       /* the other organisation is empty */
	get(w, API "Invoices?page=1");
	expect_status(w, 401);
	expect(w, "Detail", "AuthorizationUnsuccessful");
	write_json(w, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"x\"}]}");
	expect_status(w, 401);
	strbuf_reset(&b);
	strbuf_addf(&b, "grant_type=refresh_token&client_id=" CLIENT "&refresh_token=%s", first);
	send(w, "POST", "/connect/token", FORM, b.s);
	expect_status(w, 200);
	assert_string_not_equal(jv_str(w->json, "refresh_token"), first);
	send(w, "POST", "/connect/token", FORM, b.s);    /* the answer was lost */
	expect_status(w, 200);
	control(w, "clock", "{\"advance_s\":1900}");
	send(w, "POST", "/connect/token", FORM, b.s);
	expect_status(w, 400);
	expect(w, "error", "invalid_grant");
	free(first);
	free(code);
	strbuf_release(&b);
}

static void test_another_tenant_is_forbidden(void **state)
{
	struct world *w = *state;
	char *tenant;

	sim_pairs_add(&w->extra, "Xero-Tenant-Id", "9b7c3a52-0000-4000-8000-00000000a001");
	get(w, API "Organisation");
	expect_status(w, 403);
	expect(w, "Detail", "AuthenticationUnsuccessful");
	tenant = w->tenant;
	w->tenant = NULL;                /* no header at all */
	get(w, API "Organisation");
	expect_status(w, 403);
	w->tenant = tenant;
	control(w, "xero/disconnect", "{}");
	get(w, API "Organisation");
	expect_status(w, 403);
	get(w, "/connections");
	assert_int_equal(cJSON_GetArraySize(w->json), 0);
}

/* ---- lists ---- */

static void test_lists_and_pages(void **state)
{
	struct world *w = *state;
	int all, sum = 0;

	get(w, API "Invoices?page=1&pageSize=1000");
	expect_status(w, 200);
	all = count(w, "Invoices");
	assert_true(all > 100);
	expect(w, "pagination/pageCount", "1");
	for (int page = 1; page <= 4; page++) {
		char *target = xasprintf(API "Invoices?page=%d&pageSize=50", page);

		get(w, target);
		sum += count(w, "Invoices");
		free(target);
	}
	assert_int_equal(sum, all);
	get(w, API "Invoices");                          /* without page: no lines */
	assert_int_equal(count(w, "Invoices"), all);
	assert_null(jv_get(w->json, "pagination"));
	expect(w, "Invoices/0/LineItems", "[]");
	get(w, API "Invoices?page=1&bogus=1");
	expect_status(w, 400);
	get(w, API "Invoices/11111111-1111-4111-8111-111111111111");
	expect_status(w, 404);
	assert_string_equal(w->body, "");
}

static void test_where_order_and_since(void **state)
{
	static const struct { const char *what; int n; } cases[] = {
		{ "where=InvoiceNumber==%22PC-4410%22", 1 },
		{ "where=Type==%22ACCPAY%22%20AND%20Status==%22VOIDED%22", 1 },
		{ "where=(Status==%22VOIDED%22||Status==%22DRAFT%22)%26%26Total%3E60", 2 },
		{ "where=(Status==%22VOIDED%22||Status==%22DRAFT%22)%26%26Total%3E130", 1 },
		{ "where=InvoiceNumber.StartsWith(%22PC-4%22)", 3 },
		{ "where=InvoiceNumber.StartsWith(%22PC-%22)%20AND%20Date%3E=DateTime(2026,09,15)", 2 },
		{ "where=Url!=null", 0 },
		{ "Statuses=VOIDED,DRAFT", 2 }, { "InvoiceNumbers=PC-4410,PC-4391", 2 },
		{ "searchTerm=pc-45", 1 },
	};
	struct world *w = *state;
	char *stamp;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *target = xasprintf(API "Invoices?page=1&%s", cases[i].what);

		get(w, target);
		expect_status(w, 200);
		if (count(w, "Invoices") != cases[i].n)
			print_message("%s\n", cases[i].what);
		assert_int_equal(count(w, "Invoices"), cases[i].n);
		free(target);
	}
	get(w, API "Invoices?page=1&where=Nothing==1");
	expect_status(w, 400);
	get(w, API "Invoices?page=1&where=Total%3E(");
	expect_status(w, 400);
	get(w, API "Invoices?page=1&order=Total%20DESC&where=InvoiceNumber.StartsWith(%22PC-%22)");
	expect(w, "Invoices/0/InvoiceNumber", "PC-4410");
	sim_pairs_add(&w->extra, "If-Modified-Since", "2099-01-01T00:00:00");
	get(w, API "Invoices?page=1");
	assert_int_equal(count(w, "Invoices"), 0);
	control(w, "clock", "{\"advance_s\":60}");
	control(w, "xero/touch", "{\"entity\":\"bill\",\"id\":\"PC-4410\"}");
	get(w, API "Invoices?page=1&InvoiceNumbers=PC-4410");
	expect_part(w, "\\/Date(");                      /* the slashes are escaped */
	stamp = keep(w, "Invoices/0/UpdatedDateUTCString");
	sim_pairs_add(&w->extra, "If-Modified-Since", stamp);
	get(w, API "Invoices?page=1");
	expect(w, "Invoices/0/InvoiceNumber", "PC-4410");
	assert_int_equal(count(w, "Invoices"), 1);
	stamp[19] = 0;                                   /* without its Z it is UTC too */
	sim_pairs_add(&w->extra, "If-Modified-Since", stamp);
	get(w, API "Invoices?page=1");
	assert_int_equal(count(w, "Invoices"), 1);
	free(stamp);
}

static void test_the_sample_company(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;

	get(w, API "TrackingCategories");
	expect(w, "TrackingCategories/0/Name", "Job");
	expect(w, "TrackingCategories/0/Options/0/Name", "J-2601 Elm Street Medical Centre");
	get(w, API "PurchaseOrders/SC-0077");
	expect(w, "PurchaseOrders/0/Total", "210000");
	expect(w, "PurchaseOrders/0/LineItems/0/ItemCode", "03-300.S");
	expect_part(w, "\"UnitAmount\":150000.0000");
	get(w, API "Invoices?page=1&InvoiceNumbers=1042-05");
	expect(w, "Invoices/0/SubTotal", "36000");       /* 40,000.00 less 10 % */
	expect(w, "Invoices/0/AmountDue", "0");
	expect(w, "Invoices/0/Status", "PAID");
	expect_part(w, "\"UnitAmount\":-4000.00,");
	expect_part(w, "\"AccountCode\":\"826\"");
	get(w, API "Contacts?page=1&includeArchived=true&where=ContactStatus==%22ARCHIVED%22");
	assert_int_equal(count(w, "Contacts"), 2);
	get(w, API "Contacts?page=1&where=ContactStatus==%22ARCHIVED%22");
	assert_int_equal(count(w, "Contacts"), 0);
	get(w, API "Payments?page=1&where=Status==%22DELETED%22");
	assert_true(count(w, "Payments") >= 1);
	get(w, API "Items");
	assert_string_equal(value(w, "Items/0/PurchaseDetails/AccountCode", &b), "330");
	get(w, API "Items/32-100.S");
	expect_status(w, 404);                           /* an invoice needs it: it has to be made */
	strbuf_release(&b);
}

/* ---- writing ---- */

/* A line; its amount, account and tax type. */
static void add_line(struct strbuf *b, const char *amount, const char *account, const char *tax)
{
	strbuf_addf(b, "%s{\"Description\":\"Work\",\"Quantity\":1,\"UnitAmount\":%s,\"AccountCode\":\"%s\","
		"\"TaxType\":\"%s\",\"Tracking\":[{\"Name\":\"Job\",\"Option\":\"J-2601 Elm Street Medical Centre\""
		"}]}", b->s[b->len - 1] == '[' ? "" : ",", amount, account, tax);
}

static char *contact_id(struct world *w)
{
	get(w, API "Contacts?page=1&searchTerm=Maple");
	return keep(w, "Contacts/0/ContactID");
}

/* Sends a bill of these amounts and account; the contact is the sample's drywall company. */
static void put_bill(struct world *w, const char *query, const char *number, const char *members,
	const char *const *amounts, const char *account, const char *tax)
{
	struct strbuf b = STRBUF_INIT;
	char *id = contact_id(w), *target = xasprintf("Invoices%s", query);

	strbuf_addf(&b, "{\"Invoices\":[{\"Type\":\"ACCPAY\",\"Contact\":{\"ContactID\":\"%s\"},"
		"\"InvoiceNumber\":\"%s\",\"Date\":\"2026-11-30\",\"DueDate\":\"2026-12-20\",%s,"
		"\"LineItems\":[", id, number, members);
	for (; *amounts; amounts++)
		add_line(&b, *amounts, account, tax);
	strbuf_adds(&b, "]}]}");
	write_json(w, "PUT", target, b.s);
	free(id);
	free(target);
	strbuf_release(&b);
}

#define SUBMITTED "\"Status\":\"SUBMITTED\""
#define APPROVED "\"Status\":\"AUTHORISED\""

static void test_a_bill_is_summed_line_by_line(void **state)
{
	static const char *const amounts[] = { "25.06", "25.61", "25.63", NULL };
	static const char *const half[] = { "16.65", NULL }, *const cents[] = { "0.5", NULL };
	struct world *w = *state;

	/* 13 %: 3.26 + 3.33 + 3.33, while 13 % of 76.30 is 9.92 */
	put_bill(w, "?summarizeErrors=false", "T-1", SUBMITTED, amounts, "330", "TAX001");
	expect_status(w, 200);
	expect(w, "Invoices/0/StatusAttributeString", "OK");
	expect(w, "Invoices/0/SubTotal", "76.3");
	expect(w, "Invoices/0/LineItems/0/TaxAmount", "3.26");
	expect(w, "Invoices/0/LineItems/1/TaxAmount", "3.33");
	expect(w, "Invoices/0/TotalTax", "9.92");
	expect_part(w, "\"Quantity\":1.0000");
	/* 13 % of 16.65 is 2.1645; of 0.50 it is 0.065, and a half goes away from zero */
	put_bill(w, "?summarizeErrors=false", "T-2", SUBMITTED, half, "330", "TAX001");
	expect(w, "Invoices/0/TotalTax", "2.16");
	put_bill(w, "?summarizeErrors=false", "T-2", SUBMITTED, cents, "330", "TAX001");
	expect(w, "Invoices/0/TotalTax", "0.07");
	/* the tax inside: 16.65 - 16.65/1.13 */
	put_bill(w, "?summarizeErrors=false", "T-3", SUBMITTED ",\"LineAmountTypes\":\"Inclusive\"", half,
		"330", "TAX001");
	expect(w, "Invoices/0/TotalTax", "1.92");
	expect(w, "Invoices/0/Total", "16.65");
	put_bill(w, "?summarizeErrors=false", "T-4", SUBMITTED ",\"LineAmountTypes\":\"NoTax\"", half, "330",
		"TAX001");
	expect(w, "Invoices/0/TotalTax", "0");
}

static void test_unit_amounts_have_two_or_four_decimals(void **state)
{
	static const char *const fine[] = { "1.23456", NULL };
	struct world *w = *state;

	put_bill(w, "?summarizeErrors=false", "U-1", SUBMITTED, fine, "330", "NONE");
	expect_part(w, "\"UnitAmount\":1.23,");
	put_bill(w, "?summarizeErrors=false&unitdp=4", "U-2", SUBMITTED, fine, "330", "NONE");
	expect_part(w, "\"UnitAmount\":1.2346,");
	expect(w, "Invoices/0/Total", "1.23");
}

static void test_what_is_refused_on_a_bill(void **state)
{
	static const char *const one[] = { "100", NULL }, *const less[] = { "-100", NULL };
	static const struct {
		const char *const *amounts;
		const char *members, *account, *tax, *message;
	} cases[] = {
		{ one, SUBMITTED, "999", "NONE", "Account code '999' is not a valid code" },
		{ one, SUBMITTED, "399", "NONE", "Account code '399' is not a valid code" },
		{ one, SUBMITTED, "800", "NONE", "Account code '800' is not a valid code" },
		{ one, SUBMITTED, "330", "OUTPUT", "cannot be used with account code '330'" },
		{ one, SUBMITTED, "330", "TAX004", "The TaxType code 'TAX004' does not exist" },
		{ less, SUBMITTED, "330", "NONE", "cannot be negative" },
		{ one, SUBMITTED ",\"CurrencyCode\":\"EUR\"", "330", "NONE",
		  "Organisation is not subscribed to currency EUR" },
		{ one, "\"Status\":\"PAID\"", "330", "NONE", "Invoice not of valid status for modification" },
		{ one, SUBMITTED ",\"Url\":\"https://xero.example\"", "330", "NONE", "Url" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		put_bill(w, "?summarizeErrors=false", "R-1", cases[i].members, cases[i].amounts,
			cases[i].account, cases[i].tax);
		expect_status(w, 200);
		expect(w, "Invoices/0/StatusAttributeString", "ERROR");
		expect(w, "Invoices/0/InvoiceID", "00000000-0000-0000-0000-000000000000");
		expect_part(w, cases[i].message);
		put_bill(w, "", "R-1", cases[i].members, cases[i].amounts, cases[i].account, cases[i].tax);
		expect_status(w, 400);
		expect(w, "ErrorNumber", "10");
		expect(w, "Elements/0/InvoiceNumber", "R-1");
	}
	get(w, API "Invoices?page=1&InvoiceNumbers=R-1");
	assert_int_equal(count(w, "Invoices"), 0);
	put_bill(w, "", "R-2", SUBMITTED ",\"Descripton\":\"x\"", one, "330", "NONE");
	expect_status(w, 400);
	expect(w, "ErrorNumber", "14");
	put_bill(w, "", "R-2", "\"Status\":\"NEW\"", one, "330", "NONE");
	expect_status(w, 400);
}

static void test_the_good_are_stored_beside_the_bad(void **state)
{
	struct world *w = *state;

	write_json(w, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"Fresh Air Ltd\"},{\"Name\":"
		"\"maple leaf drywall\"}]}");
	expect_status(w, 400);
	assert_int_equal(cJSON_GetArraySize(jv_get(w->json, "Elements")), 1);
	expect_part(w, "already assigned to another contact");
	get(w, API "Contacts?page=1&searchTerm=Fresh");
	assert_int_equal(count(w, "Contacts"), 1);
	write_json(w, "PUT", "Contacts?summarizeErrors=false", "{\"Contacts\":[{\"Name\":"
		"\"Summit Mechanical Services\"}]}");
	expect_part(w, "matched an archived contact");
	write_json(w, "POST", "Contacts?summarizeErrors=false", "{\"Contacts\":[{\"Name\":\"Fresh Air Ltd\","
		"\"ContactNumber\":\"P-9\"}]}");
	expect(w, "Contacts/0/ContactNumber", "P-9");
	get(w, API "Contacts/P-9");
	expect(w, "Contacts/0/Name", "Fresh Air Ltd");
}

static void test_a_repeat_within_six_minutes_is_the_same(void **state)
{
	static const char body[] = "{\"Contacts\":[{\"Name\":\"Once Only Ltd\"}]}";
	struct world *w = *state;
	char *first;

	sim_pairs_add(&w->extra, "Idempotency-Key", "k1");
	write_json(w, "PUT", "Contacts?summarizeErrors=false", body);
	first = xstrdup(w->body);
	sim_pairs_add(&w->extra, "Idempotency-Key", "k1");
	write_json(w, "PUT", "Contacts?summarizeErrors=false", body);
	assert_string_equal(w->body, first);
	sim_pairs_add(&w->extra, "Idempotency-Key", "k1");
	write_json(w, "PUT", "Contacts?summarizeErrors=false", "{\"Contacts\":[{\"Name\":\"Another\"}]}");
	expect_status(w, 400);
	control(w, "clock", "{\"advance_s\":361}");
	sim_pairs_add(&w->extra, "Idempotency-Key", "k1");
	write_json(w, "PUT", "Contacts?summarizeErrors=false", body);
	expect(w, "Contacts/0/StatusAttributeString", "ERROR");
	free(first);
}

static void test_limits_are_told(void **state)
{
	struct world *w = *state;

	control(w, "xero/set", "{\"minute_limit\":2}");
	get(w, API "Currencies");
	get(w, API "Currencies");
	for (int i = 0; i < 3 && w->status != 429; i++)  /* a minute may have begun */
		get(w, API "Currencies");
	expect_status(w, 429);
	assert_string_equal(sim_pairs_get(&w->headers, "X-Rate-Limit-Problem"), "minute");
	assert_string_equal(sim_pairs_get(&w->headers, "X-MinLimit-Remaining"), "0");
	assert_non_null(sim_pairs_get(&w->headers, "Retry-After"));
	control(w, "clock", "{\"advance_s\":60}");
	get(w, API "Currencies");
	expect_status(w, 200);
	control(w, "xero/set", "{\"minute_limit\":0,\"day_limit\":1}");
	get(w, API "Currencies");
	expect_status(w, 429);
	assert_string_equal(sim_pairs_get(&w->headers, "X-Rate-Limit-Problem"), "day");
}

static void test_the_usual_limit_is_sixty_a_minute(void **state)
{
	struct world *w = *state;
	int n = 0;

	for (w->status = 200; w->status == 200 && n < 130; n++)
		get(w, API "Currencies");
	assert_int_equal(w->status, 429);
	assert_true(n > 60);                             /* more when a minute began between */
}

/* ---- lives of documents ---- */

static void test_lines_keep_their_ids_or_go(void **state)
{
	static const char *const two[] = { "100", "50", NULL };
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *id, *line, *target;

	put_bill(w, "?summarizeErrors=false", "L-1", SUBMITTED, two, "330", "NONE");
	id = keep(w, "Invoices/0/InvoiceID");
	line = keep(w, "Invoices/0/LineItems/1/LineItemID");
	target = xasprintf("Invoices/%s", id);
	strbuf_addf(&b, "{\"Invoices\":[{\"InvoiceID\":\"%s\",\"LineItems\":[{\"LineItemID\":\"%s\","
		"\"Description\":\"Changed\"},{\"Description\":\"New\",\"Quantity\":2,\"UnitAmount\":5,"
		"\"AccountCode\":\"330\"}]}]}", id, line);
	write_json(w, "POST", target, b.s);
	expect_status(w, 200);
	expect(w, "Invoices/0/LineItems/0/LineItemID", line);
	expect(w, "Invoices/0/LineItems/0/LineAmount", "50");
	expect(w, "Invoices/0/LineItems/1/LineAmount", "10");
	expect(w, "Invoices/0/SubTotal", "60");
	free(id);
	free(line);
	free(target);
	strbuf_release(&b);
}

static void pay(struct world *w, const char *id, const char *amount)
{
	char *body = xasprintf("{\"Payments\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Account\":{\"Code\":"
		"\"090\"},\"Date\":\"2026-12-05\",\"Amount\":%s}]}", id, amount);

	write_json(w, "PUT", "Payments?summarizeErrors=false", body);
	free(body);
}

static void test_a_bill_is_paid_and_unpaid(void **state)
{
	static const char *const one[] = { "100", NULL };
	struct world *w = *state;
	char *id, *payment, *target, *of_payment;

	put_bill(w, "?summarizeErrors=false", "P-1", SUBMITTED, one, "330", "NONE");
	id = keep(w, "Invoices/0/InvoiceID");
	target = xasprintf("Invoices/%s", id);
	pay(w, id, "40");
	expect_part(w, "Payments can only be made against Authorised documents");
	write_json(w, "POST", target, "{\"Invoices\":[{" APPROVED "}]}");
	expect_status(w, 200);
	pay(w, id, "100.01");
	expect_part(w, "exceeds the amount outstanding");
	pay(w, id, "40");
	expect(w, "Payments/0/Status", "AUTHORISED");
	payment = keep(w, "Payments/0/PaymentID");
	write_json(w, "POST", target, "{\"Invoices\":[{\"Date\":\"2026-11-29\"}]}");
	expect_status(w, 400);
	expect_part(w, "cannot be edited as it has a payment");
	write_json(w, "POST", target, "{\"Invoices\":[{\"DueDate\":\"2026-12-24\"}]}");
	expect_status(w, 200);
	write_json(w, "POST", target, "{\"Invoices\":[{\"Status\":\"VOIDED\"}]}");
	expect_status(w, 400);
	pay(w, id, "60");
	get(w, API "Invoices?page=1&InvoiceNumbers=P-1");
	expect(w, "Invoices/0/Status", "PAID");
	expect(w, "Invoices/0/AmountDue", "0");
	of_payment = xasprintf("Payments/%s", payment);
	write_json(w, "POST", of_payment, "{\"Status\":\"DELETED\"}");
	expect(w, "Payments/0/Status", "DELETED");
	get(w, API "Invoices?page=1&InvoiceNumbers=P-1");
	expect(w, "Invoices/0/Status", "AUTHORISED");
	expect(w, "Invoices/0/AmountDue", "40");
	write_json(w, "POST", target, "{\"Invoices\":[{\"Status\":\"DELETED\"}]}");
	expect_part(w, "Invoice not of valid status for modification");
	free(id);
	free(payment);
	free(target);
	free(of_payment);
}

static void test_a_credit_lowers_a_bill(void **state)
{
	static const char *const one[] = { "100", NULL };
	struct world *w = *state;

	put_bill(w, "?summarizeErrors=false", "C-1", APPROVED, one, "330", "NONE");
	control(w, "xero/credit", "{\"bill\":\"C-1\",\"amount\":\"30.00\"}");
	get(w, API "Invoices?page=1&InvoiceNumbers=C-1");
	expect(w, "Invoices/0/AmountCredited", "30");
	expect(w, "Invoices/0/AmountDue", "70");
	expect(w, "Invoices/0/CreditNotes/0/AppliedAmount", "30");
	control(w, "xero/pay", "{\"bill\":\"C-1\",\"check\":\"88\",\"batch\":true}");
	get(w, API "BatchPayments");
	expect(w, "BatchPayments/0/TotalAmount", "70");
	get(w, API "Payments?page=1&order=UpdatedDateUTC%20DESC");
	expect(w, "Payments/0/BatchPayment/TotalAmount", "70.00");
	control(w, "xero/void", "{\"payment\":\"88\"}");
	get(w, API "Invoices?page=1&InvoiceNumbers=C-1");
	expect(w, "Invoices/0/AmountDue", "70");
	expect(w, "Invoices/0/Status", "AUTHORISED");
}

static void test_lock_dates_hold(void **state)
{
	static const char *const one[] = { "100", NULL };
	struct world *w = *state;

	control(w, "xero/lock-date", "{\"date\":\"2026-12-31\"}");
	put_bill(w, "?summarizeErrors=false", "D-1", SUBMITTED, one, "330", "NONE");
	expect_part(w, "The document date cannot be before the period lock date");
	control(w, "xero/close", "{\"date\":\"2026-12-31\",\"year\":true}");
	put_bill(w, "?summarizeErrors=false", "D-1", SUBMITTED, one, "330", "NONE");
	expect_part(w, "end of year lock date");
	get(w, API "Organisation");
	expect_part(w, "PeriodLockDate");
	control(w, "xero/close", "{}");
	put_bill(w, "?summarizeErrors=false", "D-1", SUBMITTED, one, "330", "NONE");
	expect(w, "Invoices/0/StatusAttributeString", "OK");
}

static void test_the_number_of_an_order_is_a_trap(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *id, *again, *contact = contact_id(w);

	get(w, API "PurchaseOrders/SC-0077");
	id = keep(w, "PurchaseOrders/0/PurchaseOrderID");
	strbuf_addf(&b, "{\"PurchaseOrders\":[{\"PurchaseOrderNumber\":\"SC-0077\",\"Contact\":{\"ContactID\":"
		"\"%s\"},\"Status\":\"AUTHORISED\",\"LineItems\":[{\"Description\":\"x\",\"Quantity\":1,"
		"\"UnitAmount\":5.1234,\"AccountCode\":\"330\"}]}]}", contact);
	write_json(w, "PUT", "PurchaseOrders?summarizeErrors=false", b.s);
	again = keep(w, "PurchaseOrders/0/PurchaseOrderID");
	assert_string_equal(id, again);                  /* another company's order was changed */
	expect(w, "PurchaseOrders/0/Contact/ContactID", contact);
	expect_part(w, "\"UnitAmount\":5.1234");
	control(w, "xero/delete", "{\"entity\":\"order\",\"id\":\"SC-0077\"}");
	write_json(w, "PUT", "PurchaseOrders?summarizeErrors=false", b.s);
	expect(w, "PurchaseOrders/0/PurchaseOrderID", "00000000-0000-0000-0000-000000000000");
	assert_int_equal(cJSON_GetArraySize(jv_get(cJSON_GetArrayItem(jv_get(w->json, "PurchaseOrders"), 0),
		"ValidationErrors")), 2);
	get(w, API "PurchaseOrders/SC-NONE");
	expect_status(w, 404);
	free(id);
	free(again);
	free(contact);
	strbuf_release(&b);
}

static void test_tracking_has_its_limits(void **state)
{
	struct world *w = *state;
	char *category, *target, *option, *of_option;

	write_json(w, "PUT", "TrackingCategories", "{\"Name\":\"Region\"}");
	expect_status(w, 400);                           /* two are active already */
	get(w, API "TrackingCategories");
	category = keep(w, "TrackingCategories/0/TrackingCategoryID");
	option = keep(w, "TrackingCategories/0/Options/0/TrackingOptionID");
	target = xasprintf("TrackingCategories/%s/Options", category);
	of_option = xasprintf("%s/%s", target, option);
	write_json(w, "PUT", target, "{\"Name\":\"J-2699 New site\"}");
	expect(w, "Options/0/Status", "ACTIVE");
	write_json(w, "PUT", target, "{\"Name\":\"j-2699 new site\"}");
	expect_status(w, 400);
	write_json(w, "DELETE", of_option, NULL);
	expect_status(w, 400);                           /* bills stand on it */
	write_json(w, "POST", of_option, "{\"Status\":\"ARCHIVED\"}");
	expect_status(w, 200);
	get(w, API "TrackingCategories");
	expect_part(w, "J-2602");
	assert_null(strstr(w->body, "J-2601"));
	sim_pairs_add(&w->extra, "If-Modified-Since", "2099-01-01T00:00:00");
	get(w, API "TrackingCategories?includeArchived=true");
	expect_part(w, "J-2601");                        /* this list is always whole */
	free(category);
	free(option);
	free(target);
	free(of_option);
}

static void test_items_and_history(void **state)
{
	struct world *w = *state;
	char *id, *target;

	write_json(w, "PUT", "Items?summarizeErrors=false", "{\"Items\":[{\"Code\":\"32-100.S\",\"Name\":"
		"\"Paving\",\"IsPurchased\":true,\"PurchaseDetails\":{\"AccountCode\":\"330\"}}]}");
	expect(w, "Items/0/StatusAttributeString", "OK");
	write_json(w, "PUT", "Items?summarizeErrors=false", "{\"Items\":[{\"Code\":"
		"\"1234567890123456789012345678901\"}]}");
	expect_part(w, "maximum length of 30");
	write_json(w, "PUT", "Items", "{\"Items\":[{\"Name\":\"x\"}]}");
	expect_status(w, 400);                           /* Code is required */
	get(w, API "Invoices?page=1&InvoiceNumbers=PC-4410");
	id = keep(w, "Invoices/0/InvoiceID");
	target = xasprintf("Invoices/%s/History", id);
	write_json(w, "PUT", target, "{\"HistoryRecords\":[{\"Details\":\"Exported\"}]}");
	expect_status(w, 200);
	free(id);
	id = xasprintf(API "%s", target);
	get(w, id);
	expect(w, "HistoryRecords/0/Details", "Exported");
	free(id);
	free(target);
}

static void test_the_books(void **state)
{
	static const char *const parts[] = { "orders", "bills", "payments", "vendors", "jobs" };
	struct world *w = *state;
	const cJSON *books;
	struct strbuf b = STRBUF_INIT;

	get(w, "/_sim/state");
	expect_status(w, 200);
	books = jv_get(w->json, "books");
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		assert_true(cJSON_GetArraySize(jv_get(books, parts[i])) > 0);
	assert_string_equal(value(w, "Invoices", &b), "[]");     /* nothing was changed */
	assert_non_null(strstr(w->body, "\"ref\":\"1042-05\""));
	assert_non_null(strstr(w->body, "\"gross\":\"40000.00\",\"retained\":\"4000.00\",\"total\":\"36000.00\""));
	strbuf_release(&b);
}

/* ---- currencies, merged contacts, leniency ---- */

static void test_amounts_have_the_decimals_of_their_currency(void **state)
{
	static const char *const one[] = { "100.5", NULL };
	struct world *w = *state;

	write_json(w, "PUT", "Currencies", "{\"Code\":\"JPY\"}");
	expect_status(w, 200);
	write_json(w, "PUT", "Currencies", "{\"Code\":\"KWD\"}");
	put_bill(w, "?summarizeErrors=false", "Y-1", SUBMITTED ",\"CurrencyCode\":\"JPY\"", one, "330", "TAX001");
	expect_part(w, "\"LineAmount\":101,");
	expect_part(w, "\"TotalTax\":13,");
	put_bill(w, "?summarizeErrors=false&unitdp=4", "Y-2", SUBMITTED ",\"CurrencyCode\":\"KWD\"", one, "330",
		"TAX002");
	expect_part(w, "\"TotalTax\":15.050,");          /* 14.975 % of 100.5 is 15.049875 */
	put_bill(w, "?summarizeErrors=false", "Y-3", SUBMITTED ",\"CurrencyCode\":\"USD\"", one, "330", "NONE");
	expect_part(w, "\"CurrencyRate\":0.7300000000");
}

static void test_a_merged_contact_says_where_it_went(void **state)
{
	struct world *w = *state;
	char *into = contact_id(w), *from, *body, *target;

	get(w, API "Contacts?page=1&searchTerm=Rivard");
	from = keep(w, "Contacts/0/ContactID");
	body = xasprintf("{\"from\":\"%s\",\"into\":\"%s\"}", from, into);
	control(w, "xero/merge", body);
	target = xasprintf(API "Contacts/%s", from);
	get(w, target);
	expect(w, "Contacts/0/MergedToContactID", into);
	expect(w, "Contacts/0/ContactStatus", "ARCHIVED");
	get(w, API "PurchaseOrders/SC-0062");
	expect(w, "PurchaseOrders/0/Contact/ContactID", into);
	free(into);
	free(from);
	free(body);
	free(target);
}

static void test_methods_and_bodies_are_held_to_the_description(void **state)
{
	static const struct { const char *method, *what, *body; int status; const char *part; } cases[] = {
		{ "DELETE", "Invoices", NULL, 405, "not allowed" },
		{ "PUT", "Invoices", "{\"Invoices\":[]}", 400, "NoDataProcessedException" },
		{ "PUT", "Invoices", "oops", 400, "could not be read" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"Type\":1}]}", 400, "Invoice.Type must be a string" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"LineItems\":{}}]}", 400, "must be an array" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"Date\":\"31/03/2026\"}]}", 400, "must be a date" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"LineItems\":[{\"UnitAmount\":\"5\"}]}]}", 400,
		  "LineItem.UnitAmount must be a number" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"Contact\":{\"ContactID\":\"7\"}}]}", 400,
		  "Contact.ContactID must be a GUID" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"Type\":\"ACCPAY\",\"Contact\":{\"ContactID\":"
		  "\"11111111-1111-4111-8111-111111111111\"}}]}", 404, "" },
		{ "PUT", "Invoices", "{\"Invoices\":[{\"Type\":\"ACCPAY\"}],\"Bogus\":1}", 400, "Invoices.Bogus is not known" },
		{ "PUT", "Nothing", "{}", 404, "" },
		{ "PUT", "Invoices", "{\"Type\":\"ACCPAY\",\"Contact\":{\"Name\":\"Bare Object Ltd\"}}", 200,
		  "Bare Object Ltd" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		write_json(w, cases[i].method, cases[i].what, cases[i].body);
		expect_status(w, cases[i].status);
		expect_part(w, cases[i].part);
	}
	send(w, "PUT", API "Items", "text/plain", "{\"Items\":[{\"Code\":\"A\"}]}");
	expect_status(w, 400);
	expect_part(w, "Content-Type");
	sim_pairs_add(&w->extra, "If-Modified-Since", "yesterday");
	get(w, API "Invoices");
	expect_status(w, 400);
	expect_part(w, "If-Modified-Since");
	get(w, API "PurchaseOrders?DateFrom=2026-02-31");
	expect_status(w, 400);
	send(w, "GET", API "Currencies", JSON, "{}");    /* the vendor's own client does so */
	expect_status(w, 200);
	get(w, API "Invoices?page=1&createdByMyApp=true");
	assert_int_equal(count(w, "Invoices"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_token_is_needed_and_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pkce_and_rotation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_another_tenant_is_forbidden, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_lists_and_pages, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_where_order_and_since, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_the_sample_company, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_a_bill_is_summed_line_by_line, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_unit_amounts_have_two_or_four_decimals, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_refused_on_a_bill, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_the_good_are_stored_beside_the_bad, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_a_repeat_within_six_minutes_is_the_same, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_limits_are_told, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_the_usual_limit_is_sixty_a_minute, setup_usual, teardown),
		cmocka_unit_test_setup_teardown(test_lines_keep_their_ids_or_go, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_a_bill_is_paid_and_unpaid, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_a_credit_lowers_a_bill, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_lock_dates_hold, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_the_number_of_an_order_is_a_trap, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_tracking_has_its_limits, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_items_and_history, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_amounts_have_the_decimals_of_their_currency, setup_in,
			teardown),
		cmocka_unit_test_setup_teardown(test_a_merged_contact_says_where_it_went, setup_in, teardown),
		cmocka_unit_test_setup_teardown(test_methods_and_bodies_are_held_to_the_description, setup_in,
			teardown),
		cmocka_unit_test_setup_teardown(test_the_books, setup_in, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
