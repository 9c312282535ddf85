/* The simulated QuickBooks Online, request by request, without a socket.
 *
 * Each test starts a fresh simulator, gets a token with the refresh token of its credentials and
 * speaks the accounting API as a client would; what it must refuse matters as much as what it
 * accepts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sim/sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct world {
	struct sim *sim;
	char *client_id, *client_secret, *refresh, *realm;       /* owned */
	char *token;                 /* owned; NULL: not signed in */
	int no_accept;               /* the next request asks for nothing */
	int status;
	cJSON *json;                 /* owned; of the last answer */
	char *body, *location, *tid; /* owned */
};

static void forget(struct world *w)
{
	cJSON_Delete(w->json);
	free(w->body);
	free(w->location);
	free(w->tid);
	w->json = NULL;
	w->body = w->location = w->tid = NULL;
}

static void add_authorization(struct world *w, struct sim_request *req, int basic)
{
	struct strbuf b = STRBUF_INIT;
	char *pair;

	if (basic) {
		pair = xasprintf("%s:%s", w->client_id, w->client_secret);
		strbuf_adds(&b, "Basic ");
		digest_base64url(&b, pair, strlen(pair));
		while ((b.len - 6) % 4)
			strbuf_addc(&b, '=');
		for (size_t i = 6; i < b.len; i++)
			b.s[i] = b.s[i] == '-' ? '+' : b.s[i] == '_' ? '/' : b.s[i];
		free(pair);
	} else if (w->token) {
		strbuf_addf(&b, "Bearer %s", w->token);
	}
	if (b.len)
		sim_pairs_add(&req->headers, "Authorization", b.s);
	strbuf_release(&b);
}

static void exchange(struct world *w, const char *method, const char *target, const char *type,
	const char *body)
{
	char *path = xstrdup(target), *mark = strchr(path, '?');
	struct sim_request req = { .method = method, .target = target, .body = body ? body : "",
		.base = "http://127.0.0.1:1" };
	struct sim_response resp = { .status = 200 };

	strbuf_init(&resp.body);
	if (mark) {
		*mark = 0;
		sim_pairs_parse(&req.query, mark + 1, strlen(mark + 1));
	}
	req.path = path;
	req.body_len = strlen(req.body);
	req.json = jv_parse(req.body, req.body_len);
	if (type)
		sim_pairs_add(&req.headers, "Content-Type", type);
	if (!w->no_accept)
		sim_pairs_add(&req.headers, "Accept", "application/json");
	w->no_accept = 0;
	add_authorization(w, &req, strncmp(path, "/v3/", 4) != 0);
	sim_exchange(w->sim, "quickbooks", &req, &resp);
	forget(w);
	w->status = resp.status;
	w->body = xstrdup(resp.body.s);
	w->json = jv_parse(resp.body.s, resp.body.len);
	w->location = xstrdup(sim_pairs_get(&resp.headers, "Location"));
	w->tid = xstrdup(sim_pairs_get(&resp.headers, "intuit_tid"));
	cJSON_Delete(req.json);
	sim_pairs_release(&req.query);
	sim_pairs_release(&req.headers);
	sim_response_release(&resp);
	free(path);
}

/* Below /v3/company/<realm>/ */
static void get(struct world *w, const char *rest)
{
	char *target = xasprintf("/v3/company/%s/%s", w->realm, rest);

	exchange(w, "GET", target, NULL, NULL);
	free(target);
}

static void post(struct world *w, const char *rest, const char *body)
{
	char *target = xasprintf("/v3/company/%s/%s", w->realm, rest);

	exchange(w, "POST", target, "application/json", body);
	free(target);
}

static void query(struct world *w, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, "query?minorversion=75&query=");
	strbuf_add_urlencoded(&b, text);
	get(w, b.s);
	strbuf_release(&b);
}

static void control(struct world *w, const char *what, const char *body)
{
	char *target = xasprintf("/_sim/quickbooks/%s", what);

	exchange(w, "POST", target, "application/json", body);
	free(target);
	if (w->status != 200)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, 200);
}

/* The member at "Bill/Line/0/Amount" of the last answer as text. */
static char *value(const struct world *w, const char *path)
{
	struct strbuf b = STRBUF_INIT;
	const cJSON *v = w->json;
	char step[64];
	size_t n;

	while (*path && v) {
		n = strcspn(path, "/");
		assert_true(n < sizeof step);
		memcpy(step, path, n);
		step[n] = 0;
		v = cJSON_IsArray(v) ? cJSON_GetArrayItem(v, (int)strtol(step, NULL, 10)) : jv_get(v, step);
		path += n + (path[n] == '/');
	}
	if (!v)
		strbuf_adds(&b, "(absent)");
	else if (cJSON_IsString(v))
		strbuf_adds(&b, v->valuestring);
	else
		jv_print(&b, v);
	return strbuf_detach(&b);
}

static void expect(const struct world *w, const char *path, const char *wanted)
{
	char *got = value(w, path);

	if (strcmp(got, wanted))
		print_message("%s: %s\n", path, w->body);
	assert_string_equal(got, wanted);
	free(got);
}

static void expect_fault(const struct world *w, const char *code)
{
	expect(w, "Fault/Error/0/code", code);
}

static void ask_token(struct world *w, const char *refresh)
{
	char *body = xasprintf("grant_type=refresh_token&refresh_token=%s", refresh);

	exchange(w, "POST", "/oauth2/v1/tokens/bearer", "application/x-www-form-urlencoded", body);
	free(body);
	if (w->status != 200)
		return;
	free(w->token);
	w->token = value(w, "access_token");
}

static void start(struct world *w, struct sim_options *opt)
{
	const char *systems[] = { "quickbooks", NULL };
	struct error err = ERROR_INIT;
	struct strbuf line = STRBUF_INIT;
	const cJSON *c;
	cJSON *v;

	memset(w, 0, sizeof *w);
	assert_int_equal(sim_start(&w->sim, opt, systems, NULL, &err), 0);
	sim_ready_line(w->sim, &line);
	v = jv_parse(line.s, line.len);
	c = jv_get(jv_get(v, "credentials"), "quickbooks");
	w->client_id = xstrdup(jv_str(c, "client_id"));
	w->client_secret = xstrdup(jv_str(c, "client_secret"));
	w->refresh = xstrdup(jv_str(c, "refresh_token"));
	w->realm = xstrdup(jv_str(c, "realm_id"));
	assert_string_equal(jv_str(c, "accounts"), "L=5010 M=5020 S=5030 E=5040");
	cJSON_Delete(v);
	strbuf_release(&line);
	ask_token(w, w->refresh);
	assert_int_equal(w->status, 200);
}

static void stop(struct world *w)
{
	forget(w);
	free(w->client_id);
	free(w->client_secret);
	free(w->refresh);
	free(w->realm);
	free(w->token);
	sim_stop(w->sim);
}

static void begin(struct world *w)
{
	struct sim_options opt = { .seed = 1 };

	start(w, &opt);
}

static void advance(struct world *w, const char *seconds)
{
	char *body = xasprintf("{\"advance_s\":%s}", seconds);

	exchange(w, "POST", "/_sim/clock", "application/json", body);
	free(body);
}

/* ---- tokens ---- */

static void test_tokens(void **state)
{
	struct world w;
	char *second;

	begin(&w);
	expect(&w, "token_type", "bearer");
	expect(&w, "expires_in", "3600");
	expect(&w, "x_refresh_token_expires_in", "8726400");
	expect(&w, "refresh_token", w.refresh);              /* fresh: the value stays */
	assert_non_null(w.tid);
	get(&w, "vendor/101");
	expect(&w, "Vendor/DisplayName", "Northside Concrete");
	advance(&w, "3601");
	get(&w, "vendor/101");
	assert_int_equal(w.status, 401);
	expect(&w, "fault/error/0/code", "3200");
	expect(&w, "fault/type", "AUTHENTICATION");
	advance(&w, "86400");
	ask_token(&w, w.refresh);
	second = value(&w, "refresh_token");
	assert_string_not_equal(second, w.refresh);          /* about once a day it changes */
	ask_token(&w, w.refresh);
	assert_int_equal(w.status, 200);                     /* the one before it still counts */
	expect(&w, "refresh_token", second);
	advance(&w, "86402");
	ask_token(&w, w.refresh);
	assert_int_equal(w.status, 400);
	expect(&w, "error", "invalid_grant");
	ask_token(&w, second);
	assert_int_equal(w.status, 200);
	free(second);
	second = value(&w, "refresh_token");
	advance(&w, "8726500");
	ask_token(&w, second);
	assert_int_equal(w.status, 400);                     /* 100 days and more without use */
	free(second);
	stop(&w);
}

static void test_seeded_refresh_survives(void **state)
{
	struct world w, again;

	begin(&w);
	begin(&again);
	assert_string_equal(w.refresh, again.refresh);
	assert_string_equal(w.client_secret, again.client_secret);
	stop(&w);
	stop(&again);
}

static void test_consent(void **state)
{
	struct world w;
	char *target, *code, *body;

	begin(&w);
	target = xasprintf("/connect/oauth2?client_id=%s&response_type=code&scope=com.intuit.quickbooks."
		"accounting&redirect_uri=https%%3A%%2F%%2Frelay.example%%2Fcb&state=s%%201", w.client_id);
	exchange(&w, "GET", target, NULL, NULL);
	assert_int_equal(w.status, 302);
	assert_non_null(strstr(w.location, "https://relay.example/cb?code="));
	assert_non_null(strstr(w.location, "&state=s%201"));
	assert_non_null(strstr(w.location, w.realm));
	code = strstr(w.location, "code=") + 5;
	code = xstrndup(code, strcspn(code, "&"));
	body = xasprintf("grant_type=authorization_code&code=%s&redirect_uri=https%%3A%%2F%%2Frelay.example"
		"%%2Fcb", code);
	exchange(&w, "POST", "/oauth2/v1/tokens/bearer", "application/x-www-form-urlencoded", body);
	assert_int_equal(w.status, 200);
	exchange(&w, "POST", "/oauth2/v1/tokens/bearer", "application/x-www-form-urlencoded", body);
	assert_int_equal(w.status, 400);                     /* good once */
	control(&w, "set", "{\"consent\":0}");
	exchange(&w, "GET", target, NULL, NULL);
	assert_non_null(strstr(w.location, "error=access_denied"));
	free(code);
	free(body);
	free(target);
	stop(&w);
}

static void test_wrong_client_and_revoke(void **state)
{
	struct world w;
	char *body;

	begin(&w);
	body = xasprintf("{\"token\":\"%s\"}", w.refresh);
	exchange(&w, "POST", "/v2/oauth2/tokens/revoke", "application/json", body);
	assert_int_equal(w.status, 200);
	free(body);
	get(&w, "vendor/101");
	assert_int_equal(w.status, 401);
	ask_token(&w, w.refresh);
	assert_int_equal(w.status, 400);
	free(w.client_secret);
	w.client_secret = xstrdup("wrong");
	ask_token(&w, w.refresh);
	assert_int_equal(w.status, 401);
	expect(&w, "error", "invalid_client");
	stop(&w);
}

static void test_wrong_realm(void **state)
{
	struct world w;

	begin(&w);
	exchange(&w, "GET", "/v3/company/123/vendor/101", NULL, NULL);
	assert_int_equal(w.status, 403);
	expect(&w, "fault/error/0/code", "3100");
	stop(&w);
}

/* ---- queries ---- */

static void test_queries(void **state)
{
	static const struct { const char *text, *path, *wanted; } rows[] = {
		{ "select * from Vendor where DisplayName = 'Northside Concrete'", "QueryResponse/Vendor/0/Id", "101" },
		{ "SELECT * FROM Vendor WHERE DisplayName LIKE 'Summit%'", "QueryResponse", "{}" },
		{ "select * from Vendor where Active in (true,false) and DisplayName like 'Summit%'",
		  "QueryResponse/Vendor/0/Active", "false" },
		{ "select count(*) from Account where AccountType = 'Bank'", "QueryResponse/totalCount", "2" },
		{ "select * from Account where AcctNum = '2110'", "QueryResponse/Account/0/AccountType",
		  "Other Current Liability" },
		{ "select * from Item where Name = 'J-2601-03-300.S'", "QueryResponse/Item/0/Type", "Service" },
		{ "select * from Item where Name = 'J-2604-07-500.S'", "QueryResponse", "{}" },
		{ "select * from Customer where Job = true orderby DisplayName", "QueryResponse/Customer/0/ParentRef/value",
		  "58" },
		{ "select count(*) from Customer where IsProject = true", "QueryResponse/totalCount", "1" },
		{ "select * from Bill order by TxnDate desc startposition 1 maxresults 1", "QueryResponse/maxResults", "1" },
		{ "select Id, DisplayName from Vendor where Id = '102'", "QueryResponse/Vendor/0/BillAddr", "(absent)" },
		{ "select * from Bill where TotalAmt > '100000000'", "QueryResponse", "{}" },
		{ "select * from PurchaseOrder", "QueryResponse", "{}" },
		{ "select * from Vendor where DisplayName = 'Location d\\'outils Simard inc.'",
		  "QueryResponse/Vendor/0/Id", "128" },
	};
	struct world w;

	begin(&w);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		query(&w, rows[i].text);
		if (w.status != 200)
			print_message("%s: %s\n", rows[i].text, w.body);
		assert_int_equal(w.status, 200);
		expect(&w, rows[i].path, rows[i].wanted);
	}
	stop(&w);
}

static void test_query_faults(void **state)
{
	static const struct { const char *text, *code; } rows[] = {
		{ "select * from Bill where DocNumber = 'a' or DocNumber = 'b'", "4000" },
		{ "select * from Bill, Vendor", "4000" },
		{ "delete from Bill", "4000" },
		{ "select * from Bill where DocNumber = 'a", "4000" },
		{ "select * from Bill group by VendorRef", "4000" },
		{ "select * from Bill maxresults ten", "4000" },
		{ "select * from Bill startposition 0", "4001" },
		{ "select * from Invoices", "4001" },
		{ "select * from Bill where PrivateNote = 'x'", "4001" },
		{ "select * from Bill where Nothing = 'x'", "4001" },
		{ "select * from Bill where TxnDate > 'yesterday'", "4001" },
		{ "select Nothing from Bill", "4001" },
	};
	struct world w;

	begin(&w);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		query(&w, rows[i].text);
		if (w.status != 400)
			print_message("%s: %s\n", rows[i].text, w.body);
		assert_int_equal(w.status, 400);
		expect_fault(&w, rows[i].code);
		expect(&w, "Fault/type", "ValidationFault");
	}
	stop(&w);
}

static void test_pages(void **state)
{
	struct sim_options opt = { .seed = 1, .page_cap = 7 };
	struct world w;
	char *all, *text;
	int seen = 0, total;

	start(&w, &opt);
	query(&w, "select count(*) from Bill");
	all = value(&w, "QueryResponse/totalCount");
	total = (int)strtol(all, NULL, 10);
	free(all);
	assert_true(total > 100);
	for (;;) {
		text = xasprintf("select * from Bill orderby MetaData.LastUpdatedTime startposition %d "
			"maxresults 1000", seen + 1);
		query(&w, text);
		free(text);
		if (!jv_get(jv_get(w.json, "QueryResponse"), "Bill"))
			break;
		seen += cJSON_GetArraySize(jv_get(jv_get(w.json, "QueryResponse"), "Bill"));
	}
	assert_int_equal(seen, total);
	stop(&w);
}

/* ---- the sample company ---- */

static void test_sample_bill_adds_up(void **state)
{
	const struct company *co;
	struct world w;
	int64_t total, sum, cents;
	const cJSON *bill, *line;
	int negative = 0;

	begin(&w);
	co = sim_company(w.sim);
	query(&w, "select * from Bill maxresults 1000");
	cJSON_ArrayForEach(bill, jv_get(jv_get(w.json, "QueryResponse"), "Bill")) {
		sum = 0;
		cJSON_ArrayForEach(line, jv_get(bill, "Line")) {
			assert_int_equal(jv_decimal(jv_get(line, "Amount"), 2, &cents), 0);
			sum += cents;
			negative += cents < 0;
		}
		assert_int_equal(jv_decimal(jv_get(bill, "TotalAmt"), 2, &total), 0);
		assert_int_equal(sum, total);
	}
	assert_true(negative > 100);                         /* retainage */
	for (size_t i = 0; i < co->n_invoices; i++) {
		char id[CO_REMOTE_ID], *rest;
		struct co_sums sums;

		if (!co->invoices[i].erp_id)
			continue;
		company_remote_id(co, "quickbooks", CO_INVOICE, (int)i, id);
		rest = xasprintf("bill/%s", id);
		get(&w, rest);
		free(rest);
		company_invoice_sums(co, (int)i, &sums);
		assert_int_equal(jv_decimal(jv_get(jv_get(w.json, "Bill"), "TotalAmt"), 2, &total), 0);
		assert_int_equal(total, sums.due);
		assert_string_equal(jv_str(jv_get(w.json, "Bill"), "DocNumber"), co->invoices[i].invoice_number);
	}
	stop(&w);
}

static void test_sample_payments(void **state)
{
	const struct company *co;
	struct world w;
	int voided;

	begin(&w);
	co = sim_company(w.sim);
	for (size_t i = 0; i < co->n_payments; i++) {
		char id[CO_REMOTE_ID], *rest, *bill;
		int64_t cents;

		if (!co->payments[i].erp_id)
			continue;
		company_remote_id(co, "quickbooks", CO_PAYMENT, (int)i, id);
		bill = strchr(id, '|');
		assert_non_null(bill);
		*bill++ = 0;
		rest = xasprintf("billpayment/%s", id);
		get(&w, rest);
		free(rest);
		assert_int_equal(w.status, 200);
		voided = !strcmp(co->payments[i].erp_status, "Voided");
		assert_int_equal(jv_decimal(jv_get(jv_get(w.json, "BillPayment"), "TotalAmt"), 2, &cents), 0);
		assert_int_equal(cents, voided ? 0 : co->payments[i].amount);
		expect(&w, "BillPayment/PrivateNote", voided ? "Voided" : "(absent)");
		expect(&w, "BillPayment/Line/0/LinkedTxn/0/TxnId", voided ? "(absent)" : bill);
	}
	stop(&w);
}

/* ---- bills ---- */

#define LINE(amount) "{\"Description\":\"work\",\"Amount\":" amount ",\"DetailType\":" \
	"\"ItemBasedExpenseLineDetail\",\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"402\"}," \
	"\"Qty\":1,\"UnitPrice\":" amount ",\"CustomerRef\":{\"value\":\"101\"}," \
	"\"BillableStatus\":\"NotBillable\"}}"
#define HELD(amount) "{\"Description\":\"Retainage\",\"Amount\":" amount ",\"DetailType\":" \
	"\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"91\"}}}"
#define BILL(number, lines) "{\"VendorRef\":{\"value\":\"101\"},\"DocNumber\":\"" number "\"," \
	"\"TxnDate\":\"2026-11-10\",\"GlobalTaxCalculation\":\"NotApplicable\",\"Line\":[" lines "]}"

static void test_bill(void **state)
{
	struct world w;

	begin(&w);
	post(&w, "bill?requestid=one", BILL("T-1", LINE("21000") "," HELD("-2100")));
	assert_int_equal(w.status, 200);
	expect(&w, "Bill/TotalAmt", "18900");
	expect(&w, "Bill/Balance", "18900");
	expect(&w, "Bill/SyncToken", "0");
	expect(&w, "Bill/Line/1/Id", "2");
	expect(&w, "Bill/APAccountRef/value", "33");
	expect(&w, "Bill/Line/0/ItemBasedExpenseLineDetail/ItemRef/name", "J-2601-03-300.S");
	post(&w, "bill?requestid=one", BILL("T-1", LINE("21000")));
	expect(&w, "Bill/TotalAmt", "18900");             /* the first answer again */
	query(&w, "select count(*) from Bill where DocNumber = 'T-1'");
	expect(&w, "QueryResponse/totalCount", "1");
	post(&w, "bill", BILL("T-1", LINE("1")));
	expect_fault(&w, "6140");
	expect(&w, "Fault/Error/0/element", "DocNumber");
	assert_non_null(strstr(w.body, "TxnType=Bill with TxnId="));
	post(&w, "bill?include=allowduplicatedocnum", BILL("T-1", LINE("1")));
	assert_int_equal(w.status, 200);
	stop(&w);
}

static void test_bill_refused(void **state)
{
	static const struct { const char *body, *code; } rows[] = {
		{ "{\"Line\":[" LINE("1") "]}", "2020" },
		{ BILL("R-1", ""), "2020" },
		{ "{\"VendorRef\":{\"value\":\"101\"},\"Line\":[" LINE("1") "]}", "2020" },
		{ BILL("R-1", "{\"Amount\":\"1.00\",\"DetailType\":\"AccountBasedExpenseLineDetail\"}"), "2010" },
		{ "{\"VendorRef\":{\"value\":\"101\"},\"Vendor\":1}", "2010" },
		{ "{\"VendorRef\":{\"value\":101}}", "2010" },
		{ "{\"VendorRef\":{\"value\":\"9999\"},\"Line\":[]}", "2500" },
		{ "{\"VendorRef\":{\"value\":\"134\"},\"Line\":[]}", "610" },
		{ BILL("R-1", "{\"Amount\":1,\"DetailType\":\"Nothing\"}"), "2170" },
		{ BILL("A-NUMBER-OF-22-LETTERS", LINE("1")), "2050" },
		{ BILL("R-1", "{\"Amount\":1,\"DetailType\":\"ItemBasedExpenseLineDetail\","
		  "\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"402\"},\"Qty\":2,\"UnitPrice\":1}}"), "6070" },
		{ BILL("R-1", "{\"Amount\":1,\"DetailType\":\"ItemBasedExpenseLineDetail\","
		  "\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"21\"}}}"), "6000" },
		{ BILL("R-1", "{\"Amount\":1,\"DetailType\":\"ItemBasedExpenseLineDetail\","
		  "\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"22\"}}}"), "610" },
		{ BILL("R-1", LINE("1") "," HELD("-2")), "6000" },
		{ BILL("R-1", HELD("1.001")), "2040" },
		{ "{\"VendorRef\":{\"value\":\"101\"},\"CurrencyRef\":{\"value\":\"USD\"},"
		  "\"GlobalTaxCalculation\":\"NotApplicable\",\"Line\":[" LINE("1") "]}", "6000" },
		{ "{\"VendorRef\":{\"value\":\"101\"},\"GlobalTaxCalculation\":\"TaxExcluded\",\"Line\":["
		  LINE("1") "]}", "6000" },
	};
	struct world w;

	begin(&w);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		post(&w, "bill", rows[i].body);
		if (w.status != 400)
			print_message("%zu %s\n", i, w.body);
		assert_int_equal(w.status, 400);
		expect_fault(&w, rows[i].code);
	}
	query(&w, "select count(*) from Bill where DocNumber = 'R-1'");
	expect(&w, "QueryResponse/totalCount", "0");
	stop(&w);
}

static void test_bill_tax(void **state)
{
	struct world w;

	begin(&w);
	post(&w, "bill", "{\"VendorRef\":{\"value\":\"101\"},\"GlobalTaxCalculation\":\"TaxExcluded\",\"Line\":["
		"{\"Amount\":100.05,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":"
		"{\"AccountRef\":{\"value\":\"41\"},\"TaxCodeRef\":{\"value\":\"6\"}}},"
		"{\"Amount\":100.05,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":"
		"{\"AccountRef\":{\"value\":\"41\"},\"TaxCodeRef\":{\"value\":\"6\"}}}]}");
	assert_int_equal(w.status, 200);
	/* 200.10 at 5 % = 10.01 (10.005 away from zero), at 9.975 % = 19.96 */
	expect(&w, "Bill/TxnTaxDetail/TotalTax", "29.97");
	expect(&w, "Bill/TotalAmt", "230.07");
	stop(&w);
}

static void test_update_and_delete(void **state)
{
	struct world w;
	char *id, *body;

	begin(&w);
	post(&w, "bill", BILL("U-1", LINE("100")));
	id = value(&w, "Bill/Id");
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"seen\"}", id);
	post(&w, "bill", body);
	expect(&w, "Bill/PrivateNote", "seen");
	expect(&w, "Bill/DocNumber", "U-1");
	expect(&w, "Bill/SyncToken", "1");
	post(&w, "bill", body);
	expect_fault(&w, "5010");
	free(body);
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"1\",\"VendorRef\":{\"value\":\"101\"},"
		"\"GlobalTaxCalculation\":\"NotApplicable\",\"Line\":[" LINE("70") "]}", id);
	post(&w, "bill", body);
	expect(&w, "Bill/PrivateNote", "(absent)");          /* a full update forgets */
	expect(&w, "Bill/DocNumber", "(absent)");
	expect(&w, "Bill/TotalAmt", "70");
	expect(&w, "Bill/Line/0/Id", "2");
	free(body);
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"2\"}", id);
	post(&w, "bill?operation=delete", body);
	expect(&w, "Bill/status", "Deleted");
	post(&w, "bill?operation=delete", body);
	expect_fault(&w, "610");
	free(body);
	get(&w, "cdc?entities=Bill&changedSince=2026-11-20T00:00:00-05:00");
	expect(&w, "CDCResponse/0/QueryResponse/0/Bill/0/status", "Deleted");
	expect(&w, "CDCResponse/0/QueryResponse/0/Bill/0/Id", id);
	post(&w, "vendor?operation=delete", "{\"Id\":\"101\",\"SyncToken\":\"0\"}");
	expect_fault(&w, "500");
	free(id);
	stop(&w);
}

static void test_closed_books(void **state)
{
	struct world w;

	begin(&w);
	control(&w, "close", "{\"date\":\"2026-11-10\"}");
	post(&w, "bill", BILL("C-1", LINE("1")));
	expect_fault(&w, "6210");
	get(&w, "preferences");
	expect(&w, "Preferences/AccountingInfoPrefs/BookCloseDate", "2026-11-10");
	control(&w, "close", "{\"date\":\"2026-11-09\"}");
	post(&w, "bill", BILL("C-1", LINE("1")));
	assert_int_equal(w.status, 200);
	stop(&w);
}

/* ---- orders ---- */

static char *make_order(struct world *w)
{
	post(w, "purchaseorder", "{\"VendorRef\":{\"value\":\"101\"},\"APAccountRef\":{\"value\":\"33\"},"
		"\"DocNumber\":\"SC-1\",\"GlobalTaxCalculation\":\"NotApplicable\",\"Line\":["
		LINE("100") "," LINE("50") "]}");
	assert_int_equal(w->status, 200);
	expect(w, "PurchaseOrder/POStatus", "Open");
	expect(w, "PurchaseOrder/TotalAmt", "150");
	return value(w, "PurchaseOrder/Id");
}

static void bill_order(struct world *w, const char *number, const char *order, const char *line,
	const char *amount)
{
	char *body = xasprintf("{\"VendorRef\":{\"value\":\"101\"},\"DocNumber\":\"%s\","
		"\"GlobalTaxCalculation\":\"NotApplicable\",\"Line\":[{\"Amount\":%s,\"DetailType\":"
		"\"ItemBasedExpenseLineDetail\",\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"402\"}},"
		"\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"PurchaseOrder\",\"TxnLineId\":\"%s\"}]}]}", number,
		amount, order, line);

	post(w, "bill", body);
	free(body);
	assert_int_equal(w->status, 200);
}

static void test_orders(void **state)
{
	struct world w;
	char *order, *rest, *bill, *body;

	begin(&w);
	order = make_order(&w);
	rest = xasprintf("purchaseorder/%s", order);
	bill_order(&w, "O-1", order, "7", "100");            /* no such line: dropped silently */
	expect(&w, "Bill/LinkedTxn", "[]");
	expect(&w, "Bill/Line/0/LinkedTxn", "[]");
	bill_order(&w, "O-2", order, "1", "100");
	expect(&w, "Bill/LinkedTxn/0/TxnId", order);
	expect(&w, "Bill/Line/0/LinkedTxn/0/TxnLineId", "1");
	get(&w, rest);
	expect(&w, "PurchaseOrder/POStatus", "Open");
	expect(&w, "PurchaseOrder/LinkedTxn/0/TxnType", "Bill");
	bill_order(&w, "O-3", order, "2", "50");
	bill = value(&w, "Bill/Id");
	get(&w, rest);
	expect(&w, "PurchaseOrder/POStatus", "Closed");
	body = value(&w, "PurchaseOrder/SyncToken");
	assert_string_equal(body, "2");
	free(body);
	bill_order(&w, "O-4", order, "2", "1");              /* closed: dropped */
	expect(&w, "Bill/LinkedTxn", "[]");
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"2\"}", order);
	post(&w, "purchaseorder?operation=delete", body);
	expect_fault(&w, "6000");
	free(body);
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"0\"}", bill);
	post(&w, "bill?operation=delete", body);
	assert_int_equal(w.status, 200);
	free(body);
	get(&w, rest);
	expect(&w, "PurchaseOrder/POStatus", "Open");
	control(&w, "set", "{\"orders\":false}");
	post(&w, "purchaseorder", "{\"VendorRef\":{\"value\":\"101\"}}");
	expect_fault(&w, "6000");
	free(bill);
	free(rest);
	free(order);
	stop(&w);
}

/* ---- payments ---- */

static void test_payment(void **state)
{
	struct world w;
	char *id, *rest, *body;

	begin(&w);
	post(&w, "bill", BILL("P-1", LINE("100")));
	id = value(&w, "Bill/Id");
	rest = xasprintf("bill/%s", id);
	body = xasprintf("{\"VendorRef\":{\"value\":\"101\"},\"PayType\":\"Check\",\"CheckPayment\":"
		"{\"BankAccountRef\":{\"value\":\"35\"}},\"TotalAmt\":60,\"Line\":[{\"Amount\":60,\"LinkedTxn\":"
		"[{\"TxnId\":\"%s\",\"TxnType\":\"Bill\"}]}]}", id);
	post(&w, "billpayment", body);
	assert_int_equal(w.status, 200);
	free(id);
	id = value(&w, "BillPayment/Id");
	get(&w, rest);
	expect(&w, "Bill/Balance", "40");
	expect(&w, "Bill/LinkedTxn/0/TxnType", "BillPaymentCheck");
	expect(&w, "Bill/SyncToken", "1");
	post(&w, "billpayment", body);
	expect_fault(&w, "6000");                            /* more than is open */
	free(body);
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"1\"}", strchr(rest, '/') + 1);
	post(&w, "bill?operation=delete", body);
	expect_fault(&w, "6000");
	free(body);
	body = xasprintf("{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true}", id);
	post(&w, "billpayment?operation=update&include=void", body);
	expect(&w, "BillPayment/TotalAmt", "0");
	expect(&w, "BillPayment/PrivateNote", "Voided");
	expect(&w, "BillPayment/Line", "[]");
	get(&w, rest);
	expect(&w, "Bill/Balance", "100");
	expect(&w, "Bill/LinkedTxn", "[]");
	free(body);
	free(rest);
	free(id);
	stop(&w);
}

static void test_credit_and_control(void **state)
{
	struct world w;
	char *bill, *credit, *payment, *body;

	begin(&w);
	post(&w, "bill", BILL("K-1", LINE("100")));
	bill = value(&w, "Bill/Id");
	control(&w, "credit", "{\"bill\":\"K-1\",\"amount\":\"30.00\"}");
	credit = value(&w, "credit");
	body = xasprintf("{\"bill\":\"%s\",\"check\":\"777\",\"credit\":\"%s\"}", bill, credit);
	control(&w, "pay", body);
	free(body);
	payment = value(&w, "payment");
	assert_non_null(strchr(payment, '|'));
	assert_string_equal(strchr(payment, '|') + 1, bill);
	query(&w, "select * from BillPayment where DocNumber = '777'");
	expect(&w, "QueryResponse/BillPayment/0/TotalAmt", "70");
	expect(&w, "QueryResponse/BillPayment/0/Line/0/Amount", "100");
	expect(&w, "QueryResponse/BillPayment/0/Line/1/LinkedTxn/0/TxnType", "VendorCredit");
	query(&w, "select * from Bill where DocNumber = 'K-1'");
	expect(&w, "QueryResponse/Bill/0/Balance", "0");
	exchange(&w, "GET", "/_sim/state", NULL, NULL);
	assert_non_null(strstr(w.body, "\"number\":\"777\""));
	assert_non_null(strstr(w.body, "\"amount\":\"70.00\""));
	body = xasprintf("{\"payment\":\"%s\"}", payment);
	control(&w, "void", body);
	free(body);
	query(&w, "select * from Bill where DocNumber = 'K-1'");
	expect(&w, "QueryResponse/Bill/0/Balance", "100");
	get(&w, "vendorcredit/1");
	assert_int_equal(w.status, 400);
	free(bill);
	free(credit);
	free(payment);
	stop(&w);
}

/* ---- names ---- */

static void test_names(void **state)
{
	struct world w;

	begin(&w);
	post(&w, "vendor", "{\"DisplayName\":\"northside concrete\"}");
	expect_fault(&w, "6240");
	post(&w, "vendor", "{\"DisplayName\":\"Elm Street Health Partners\"}");
	expect_fault(&w, "6240");                            /* a customer is so called */
	post(&w, "vendor", "{\"DisplayName\":\"A:B\"}");
	expect_fault(&w, "6000");
	post(&w, "vendor", "{\"DisplayName\":\"Abroad\",\"BillAddr\":{\"Country\":\"US\"},"
		"\"CurrencyRef\":{\"value\":\"USD\"}}");
	expect(&w, "Vendor/BillAddr/Country", "USA");
	post(&w, "vendor", "{\"CompanyName\":\"No name\"}");
	expect_fault(&w, "2020");
	post(&w, "vendor", "{\"Id\":\"101\",\"SyncToken\":\"0\",\"sparse\":true,\"Active\":false}");
	expect(&w, "Vendor/DisplayName", "Northside Concrete (deleted)");
	expect(&w, "Vendor/CompanyName", "Northside Concrete");
	post(&w, "vendor", "{\"DisplayName\":\"Northside Concrete\"}");
	assert_int_equal(w.status, 200);                     /* the name was freed */
	expect(&w, "Vendor/CurrencyRef/value", "CAD");
	post(&w, "bill", BILL("N-1", LINE("1")));
	expect_fault(&w, "610");
	post(&w, "customer", "{\"DisplayName\":\"J-2700 New job\",\"Job\":true,\"ParentRef\":{\"value\":\"58\"},"
		"\"IsProject\":true}");
	expect(&w, "Customer/FullyQualifiedName", "Construction projects:J-2700 New job");
	expect(&w, "Customer/Level", "1");
	expect(&w, "Customer/IsProject", "false");
	post(&w, "customer", "{\"DisplayName\":\"J-2701\",\"Job\":true}");
	expect_fault(&w, "2020");
	post(&w, "item", "{\"Name\":\"J-2700-03-300.S\",\"Type\":\"Service\",\"ExpenseAccountRef\":"
		"{\"value\":\"43\"}}");
	assert_int_equal(w.status, 200);
	post(&w, "item", "{\"Name\":\"J-2700-03-300.S\",\"Type\":\"Service\",\"ExpenseAccountRef\":"
		"{\"value\":\"43\"}}");
	expect_fault(&w, "6240");
	stop(&w);
}

/* ---- changes, batches ---- */

static void test_changes(void **state)
{
	struct world w;

	begin(&w);
	control(&w, "delete", "{\"entity\":\"job\",\"id\":\"102\"}");
	get(&w, "customer/102");
	expect(&w, "Customer/Active", "false");
	get(&w, "cdc?entities=Customer&changedSince=2026-11-20T00:00:00-05:00");
	expect(&w, "CDCResponse/0/QueryResponse/0/Customer/0/Id", "102");
	control(&w, "touch", "{\"entity\":\"vendor\",\"id\":\"102\"}");
	get(&w, "cdc?entities=Vendor,Customer&changedSince=2026-11-20T00:00:00-05:00");
	expect(&w, "CDCResponse/0/QueryResponse/0/Vendor/0/Id", "102");
	expect(&w, "CDCResponse/0/QueryResponse/0/maxResults", "1");
	expect(&w, "CDCResponse/0/QueryResponse/1/totalCount", "1");
	get(&w, "cdc?entities=Item&changedSince=2026-11-20T00:00:00-05:00");
	expect(&w, "CDCResponse/0/QueryResponse/0", "{}");
	get(&w, "cdc?entities=TaxCode&changedSince=2026-11-20T00:00:00-05:00");
	assert_int_equal(w.status, 400);
	get(&w, "cdc?entities=Bill&changedSince=2026-01-01T00:00:00-05:00");
	assert_int_equal(w.status, 400);
	control(&w, "set", "{\"cdc_limit\":2,\"cdc_days\":3650}");
	get(&w, "cdc?entities=Bill&changedSince=2026-01-01T00:00:00-05:00");
	expect(&w, "CDCResponse/0/QueryResponse/0/maxResults", "2");
	stop(&w);
}

static void test_batch(void **state)
{
	struct strbuf b = STRBUF_INIT;
	struct world w;

	begin(&w);
	post(&w, "batch", "{\"BatchItemRequest\":["
		"{\"bId\":\"a\",\"operation\":\"create\",\"Vendor\":{\"DisplayName\":\"New one\"}},"
		"{\"bId\":\"b\",\"operation\":\"create\",\"Vendor\":{\"DisplayName\":\"Harbour Mechanical Ltd.\"}},"
		"{\"bId\":\"c\",\"Query\":\"select count(*) from Vendor where DisplayName = 'New one'\"},"
		"{\"bId\":\"d\",\"operation\":\"replace\",\"Vendor\":{}}]}");
	assert_int_equal(w.status, 200);
	expect(&w, "BatchItemResponse/0/Vendor/DisplayName", "New one");
	expect(&w, "BatchItemResponse/1/Fault/Error/0/code", "6240");
	expect(&w, "BatchItemResponse/2/QueryResponse/totalCount", "0");     /* not seen yet */
	expect(&w, "BatchItemResponse/3/Fault/Error/0/code", "2170");
	strbuf_adds(&b, "{\"BatchItemRequest\":[");
	for (int i = 0; i < 31; i++)
		strbuf_addf(&b, "%s{\"bId\":\"%d\",\"Query\":\"select count(*) from Term\"}", i ? "," : "", i);
	strbuf_adds(&b, "]}");
	post(&w, "batch", b.s);
	expect_fault(&w, "6000");
	post(&w, "batch?requestid=0123456789012345678901234567890123456", "{\"BatchItemRequest\":[]}");
	expect_fault(&w, "2050");
	strbuf_release(&b);
	stop(&w);
}

/* ---- the form of answers ---- */

static void test_xml_and_spellings(void **state)
{
	struct world w;

	begin(&w);
	w.no_accept = 1;
	get(&w, "vendor/101");
	assert_non_null(strstr(w.body, "<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\""));
	assert_non_null(strstr(w.body, "<Vendor domain=\"QBO\" sparse=\"false\"><Id>101</Id>"));
	w.no_accept = 1;
	query(&w, "select nonsense");
	assert_non_null(strstr(w.body, "<Fault type=\"ValidationFault\"><Error code=\"4000\">"));
	control(&w, "set", "{\"fault_form\":2}");
	query(&w, "select nonsense");
	expect(&w, "fault/error/0/code", "4000");
	control(&w, "set", "{\"fault_form\":3}");
	query(&w, "select nonsense");
	assert_non_null(strstr(w.body, "<Error code=\"4000\">"));
	control(&w, "set", "{\"fault_form\":0,\"fault_ok\":true}");
	query(&w, "select nonsense");
	assert_int_equal(w.status, 200);
	expect_fault(&w, "4000");
	control(&w, "set", "{\"fault_form\":1,\"fault_ok\":false,\"subscription\":0}");
	get(&w, "vendor/101");
	expect_fault(&w, "6190");
	stop(&w);
}

static void test_limits(void **state)
{
	struct world w;
	int refused = 0;

	begin(&w);
	control(&w, "set", "{\"minute_limit\":3}");
	for (int i = 0; i < 8; i++) {
		get(&w, "vendor/101");
		refused += w.status == 429;
	}
	assert_int_equal(refused, 5);
	advance(&w, "61");
	get(&w, "vendor/101");
	assert_int_equal(w.status, 200);
	stop(&w);
}

static void test_unsupported(void **state)
{
	struct world w;

	begin(&w);
	get(&w, "Vendor/101");
	expect_fault(&w, "500");                             /* addresses are in small letters */
	get(&w, "vendor/99999");
	expect_fault(&w, "610");
	post(&w, "bill", "no json");
	expect_fault(&w, "2010");
	post(&w, "vendor", "{\"DisplayName\":\"\xff\xfe\"}");
	expect_fault(&w, "500");
	get(&w, "vendor/101?colour=blue");
	expect_fault(&w, "2010");
	get(&w, "vendor/101?format=json");                   /* as the client libraries ask */
	assert_int_equal(w.status, 200);
	post(&w, "taxcode", "{\"Name\":\"x\"}");
	expect_fault(&w, "500");
	stop(&w);
}

static int64_t november(void)
{
	return INT64_C(1795262400000);                       /* 2026-11-21, noon */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens), cmocka_unit_test(test_seeded_refresh_survives),
		cmocka_unit_test(test_consent), cmocka_unit_test(test_wrong_client_and_revoke),
		cmocka_unit_test(test_wrong_realm), cmocka_unit_test(test_queries),
		cmocka_unit_test(test_query_faults), cmocka_unit_test(test_pages),
		cmocka_unit_test(test_sample_bill_adds_up), cmocka_unit_test(test_sample_payments),
		cmocka_unit_test(test_bill), cmocka_unit_test(test_bill_refused),
		cmocka_unit_test(test_bill_tax), cmocka_unit_test(test_update_and_delete),
		cmocka_unit_test(test_closed_books), cmocka_unit_test(test_orders),
		cmocka_unit_test(test_payment), cmocka_unit_test(test_credit_and_control),
		cmocka_unit_test(test_names), cmocka_unit_test(test_changes), cmocka_unit_test(test_batch),
		cmocka_unit_test(test_xml_and_spellings), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_unsupported),
	};

	clock_replace(november, NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
