/* The simulated Procore over real sockets: sign-in, refusals, pages, filters,
 * sync, invoices, payments. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "test_sim_client.h"

#include "base/banned.h"

#define COMPANY "562949953420001"

struct world {
	struct sim *sim;
	int port;
	char *client_id, *client_secret, *token;
	struct answer a;             /* the last answer */
};

static struct world *start_with(struct sim_options opt)
{
	static const char *const systems[] = { "procore", NULL };
	struct world *w = xcalloc(1, sizeof *w);
	struct strbuf line = STRBUF_INIT;
	const cJSON *c;
	cJSON *v;

	assert_int_equal(sim_start(&w->sim, &opt, systems, NULL, NULL), 0);
	w->port = sim_port(w->sim, "procore");
	sim_ready_line(w->sim, &line);
	v = jv_parse(line.s, line.len);
	assert_true(jv_bool(v, "ready", 0));
	c = jv_get(jv_get(v, "credentials"), "procore");
	w->client_id = xstrdup(jv_str(c, "client_id"));
	w->client_secret = xstrdup(jv_str(c, "client_secret"));
	cJSON_Delete(v);
	strbuf_release(&line);
	strbuf_init(&w->a.head);
	strbuf_init(&w->a.body);
	return w;
}

static void stop(struct world *w)
{
	sim_stop(w->sim);
	answer_release(&w->a);
	free(w->client_id);
	free(w->client_secret);
	free(w->token);
	free(w);
}

static int oauth(struct world *w, const char *fields)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "client_id=%s&client_secret=%s&%s", w->client_id, w->client_secret, fields);
	answer_release(&w->a);
	client_call(w->port, &w->a, "POST", "/oauth/token",
		"Content-Type: application/x-www-form-urlencoded\r\n", b.s);
	strbuf_release(&b);
	return w->a.status;
}

static void sign_in(struct world *w)
{
	assert_int_equal(oauth(w, "grant_type=client_credentials"), 200);
	free(w->token);
	w->token = xstrdup(jv_str(w->a.json, "access_token"));
	assert_non_null(w->token);
}

static int call(struct world *w, const char *method, const char *target, const char *body)
{
	struct strbuf h = STRBUF_INIT;

	strbuf_addf(&h, "Authorization: Bearer %s\r\nProcore-Company-Id: " COMPANY "\r\n%s",
		w->token ? w->token : "", body ? "Content-Type: application/json\r\n" : "");
	answer_release(&w->a);
	client_call(w->port, &w->a, method, target, h.s, body);
	strbuf_release(&h);
	return w->a.status;
}

static struct world *start(void)
{
	struct world *w = start_with((struct sim_options){ .seed = 1 });

	sign_in(w);
	return w;
}

static int callf(struct world *w, const char *method, char *target, char *body)
{
	int status = call(w, method, target, body);

	free(target);
	free(body);
	return status;
}

static int control(struct world *w, const char *method, const char *path, const char *body)
{
	struct strbuf t = STRBUF_INIT;

	strbuf_addf(&t, "/_sim%s", path);
	answer_release(&w->a);
	client_call(w->port, &w->a, method, t.s, NULL, body);
	strbuf_release(&t);
	return w->a.status;
}

/* The id of a record that shows a finding. */
static int64_t finding(struct world *w, const char *name)
{
	const cJSON *row;
	int64_t id = 0;

	assert_int_equal(control(w, "GET", "/company", NULL), 200);
	cJSON_ArrayForEach(row, jv_get(w->a.json, "findings"))
		if (!id && !strcmp(jv_str(row, "finding"), name))
			id = jv_int(row, "id", 0);
	assert_true(id > 0);
	return id;
}

/* ---- sign-in ---- */

static void refresh_tokens_work_once(void **state)
{
	struct world *w = start_with((struct sim_options){ .seed = 1 });
	struct strbuf b = STRBUF_INIT;
	char *code, *first;
	const char *at;

	strbuf_addf(&b, "/oauth/authorize?response_type=code&client_id=%s&state=s"
		"&redirect_uri=urn:ietf:wg:oauth:2.0:oob", w->client_id);
	client_call(w->port, &w->a, "GET", b.s, NULL, NULL);
	assert_int_equal(w->a.status, 200);
	at = strstr(w->a.body.s, "<code");
	assert_non_null(at);
	at = strchr(at, '>') + 1;
	code = xstrndup(at, strcspn(at, "<"));
	strbuf_reset(&b);
	strbuf_addf(&b, "grant_type=authorization_code&redirect_uri=urn:ietf:wg:oauth:2.0:oob&code=%s",
		code);
	assert_int_equal(oauth(w, b.s), 200);
	first = xstrdup(jv_str(w->a.json, "refresh_token"));
	assert_non_null(first);
	assert_int_equal(jv_int(w->a.json, "expires_in", 0), 5400);
	assert_int_equal(oauth(w, b.s), 400);            /* a code works once */
	strbuf_reset(&b);
	strbuf_addf(&b, "grant_type=refresh_token&refresh_token=%s", first);
	assert_int_equal(oauth(w, b.s), 200);
	assert_string_not_equal(jv_str(w->a.json, "refresh_token"), first);
	free(w->token);
	w->token = xstrdup(jv_str(w->a.json, "access_token"));
	assert_int_equal(oauth(w, b.s), 401);            /* so does a refresh token */
	assert_string_equal(jv_str(w->a.json, "error"), "invalid_grant");
	assert_int_equal(call(w, "GET", "/rest/v1.0/me", NULL), 200);
	assert_string_equal(jv_str(w->a.json, "name"), "Amélie Rousseau");
	free(code);
	free(first);
	strbuf_release(&b);
	stop(w);
}

static void redirect_carries_code_and_state(void **state)
{
	struct world *w = start_with((struct sim_options){ .seed = 1 });
	struct strbuf b = STRBUF_INIT;
	char *where;

	strbuf_addf(&b, "/oauth/authorize?response_type=code&client_id=%s&state=a%%20b"
		"&redirect_uri=http%%3A%%2F%%2F127.0.0.1%%3A9999%%2Fcb"
		"&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
		w->client_id);
	client_call(w->port, &w->a, "GET", b.s, NULL, NULL);
	assert_int_equal(w->a.status, 302);
	where = answer_header(&w->a, "Location");
	assert_int_equal(strncmp(where, "http://127.0.0.1:9999/cb?code=", 30), 0);
	assert_non_null(strstr(where, "&state=a%20b"));
	strbuf_reset(&b);
	strbuf_addf(&b, "grant_type=authorization_code&redirect_uri=http://127.0.0.1:9999/cb&code=%.48s",
		where + 30);
	strbuf_adds(&b, "&code_verifier=wrong");
	assert_int_equal(oauth(w, b.s), 400);
	strbuf_truncate(&b, b.len - 5);
	strbuf_adds(&b, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
	assert_int_equal(oauth(w, b.s), 200);
	free(where);
	strbuf_release(&b);
	stop(w);
}

static void tokens_expire_by_the_clock(void **state)
{
	struct world *w = start();

	assert_int_equal(call(w, "GET", "/rest/v1.0/companies", NULL), 200);
	assert_int_equal(control(w, "POST", "/clock", "{\"advance_s\":5399}"), 200);
	assert_int_equal(call(w, "GET", "/rest/v1.0/companies", NULL), 200);
	assert_int_equal(control(w, "POST", "/clock", "{\"advance_s\":2}"), 200);
	assert_int_equal(call(w, "GET", "/rest/v1.0/companies", NULL), 401);
	assert_string_equal(jv_str(w->a.json, "message"), "The access token is invalid");
	stop(w);
}

static void wrong_client_is_refused(void **state)
{
	struct world *w = start_with((struct sim_options){ .seed = 1 });

	w->client_secret[0] ^= 1;
	assert_int_equal(oauth(w, "grant_type=client_credentials"), 401);
	assert_string_equal(jv_str(w->a.json, "error"), "invalid_client");
	stop(w);
}

/* ---- what is refused ---- */

static void requests_are_refused_as_the_service_does(void **state)
{
	static const struct { const char *method, *target, *body; int status; } cases[] = {
		{ "GET", "/rest/v1.0/vendors", NULL, 400 },
		{ "GET", "/rest/v1.0/vendors?company_id=7", NULL, 403 },
		{ "GET", "/rest/v1.0/vendors?company_id=" COMPANY "&filters[colour]=red", NULL, 400 },
		{ "GET", "/rest/v1.0/unheard_of", NULL, 404 },
		{ "DELETE", "/rest/v1.0/vendors?company_id=" COMPANY, NULL, 405 },
		{ "GET", "/rest/v1.0/vendors/5?company_id=" COMPANY, NULL, 404 },
		{ "GET", "/rest/v1.1/requisitions?project_id=5", NULL, 404 },
		{ "GET", "/rest/v1.1/requisitions", NULL, 400 },
		{ "POST", "/rest/v1.0/vendors", "{", 400 },
		{ "POST", "/rest/v1.0/vendors", "{\"company_id\":" COMPANY "}", 400 },
		{ "POST", "/rest/v1.0/vendors",
		  "{\"company_id\":" COMPANY ",\"vendor\":{\"name\":\"A\",\"colour\":\"red\"}}", 406 },
		{ "POST", "/rest/v1.0/vendors",
		  "{\"company_id\":" COMPANY ",\"vendor\":{\"name\":\"A\",\"zip\":5}}", 400 },
		{ "POST", "/rest/v1.0/vendors",
		  "{\"company_id\":" COMPANY ",\"vendor\":{\"name\":\" \"}}", 422 },
		{ "POST", "/rest/v1.0/vendors", "{\"company_id\":" COMPANY
		  ",\"vendor\":{\"name\":\"A\",\"state_code\":\"NV\",\"country_code\":\"CA\"}}", 422 },
		{ "PATCH", "/rest/v1.0/line_item_types/sync", "{\"company_id\":" COMPANY
		  ",\"updates\":[{\"name\":\"A\",\"base_type\":\"gold\"}]}", 422 },
	};
	struct world *w = start();

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int got = call(w, cases[i].method, cases[i].target, cases[i].body);

		if (got != cases[i].status)
			fail_msg("%s %s %s: %d instead of %d", cases[i].method, cases[i].target,
				cases[i].body ? cases[i].body : "", got, cases[i].status);
		assert_true(jv_get(w->a.json, "message") || jv_get(w->a.json, "errors"));
	}
	stop(w);
}

static void company_header_is_demanded(void **state)
{
	struct world *w = start();
	struct strbuf h = STRBUF_INIT;

	strbuf_addf(&h, "Authorization: Bearer %s\r\n", w->token);
	answer_release(&w->a);
	client_call(w->port, &w->a, "GET", "/rest/v1.0/vendors?company_id=" COMPANY, h.s, NULL);
	assert_int_equal(w->a.status, 400);
	assert_non_null(strstr(w->a.body.s, "Missing Procore-Company-Id header!"));
	strbuf_adds(&h, "Procore-Company-Id: 7\r\n");
	answer_release(&w->a);
	client_call(w->port, &w->a, "GET", "/rest/v1.0/vendors?company_id=" COMPANY, h.s, NULL);
	assert_int_equal(w->a.status, 403);
	strbuf_release(&h);
	stop(w);
}

static void limits_are_told_and_kept(void **state)
{
	struct world *w = start_with((struct sim_options){ .seed = 1, .rate_hour = 100,
		.rate_spike = 3 });
	char *text;

	sign_in(w);
	for (int left = 2; left >= 0; left--) {
		assert_int_equal(call(w, "GET", "/rest/v1.0/companies", NULL), 200);
		text = answer_header(&w->a, "X-Rate-Limit-Remaining");
		assert_int_equal(strtol(text, NULL, 10), left);
		free(text);
	}
	assert_int_equal(call(w, "GET", "/rest/v1.0/companies", NULL), 429);
	text = answer_header(&w->a, "Retry-After");
	assert_in_range(strtol(text, NULL, 10), 1, 10);
	free(text);
	text = answer_header(&w->a, "X-Rate-Limit-Reset");
	assert_true(strtoll(text, NULL, 10) > 1700000000);
	free(text);
	control(w, "POST", "/clock", "{\"advance_s\":11}");
	assert_int_equal(call(w, "GET", "/rest/v1.0/companies", NULL), 200);
	stop(w);
}

/* ---- lists ---- */

static void pages_follow_their_links(void **state)
{
	struct world *w = start();
	char *next = xstrdup("/rest/v1.0/vendors?company_id=" COMPANY "&per_page=20"), *link, *end;
	int pages = 0, total = 0;
	int64_t last = 0;

	while (next) {
		const cJSON *v;

		assert_int_equal(call(w, "GET", next, NULL), 200);
		free(next);
		next = NULL;
		pages++;
		cJSON_ArrayForEach(v, w->a.json) {
			assert_true(jv_int(v, "id", 0) > last);
			last = jv_int(v, "id", 0);
			total++;
		}
		link = answer_header(&w->a, "Link");
		assert_int_equal(strstr(link, "rel=\"first\"") != NULL, pages > 1);
		end = strstr(link, ">; rel=\"next\"");
		if (end) {
			*end = 0;
			next = xstrdup(strstr(strrchr(link, '<'), "/rest"));
		}
		free(link);
	}
	link = answer_header(&w->a, "Total");
	assert_int_equal(total, strtol(link, NULL, 10));
	free(link);
	assert_int_equal(pages, 3);
	stop(w);
}

static void page_cap_holds(void **state)
{
	struct world *w = start_with((struct sim_options){ .seed = 1, .page_cap = 7 });
	char *text;

	sign_in(w);
	call(w, "GET", "/rest/v1.0/vendors?company_id=" COMPANY "&per_page=500", NULL);
	assert_int_equal(cJSON_GetArraySize(w->a.json), 7);
	text = answer_header(&w->a, "Per-Page");
	assert_string_equal(text, "7");
	free(text);
	stop(w);
}

static void updated_at_chooses_what_changed(void **state)
{
	static const char *const filters[] = { "2026-11-20T00:00:00Z...2099-01-01T00:00:00Z",
		"%222026-11-20T00:00:00Z...2099-01-01T00:00:00Z%22", "2026-11-20...2099-01-01" };
	struct world *w = start();
	int64_t id = finding(w, "vendor_not_linked");

	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		callf(w, "GET", xasprintf("/rest/v1.0/vendors?company_id=" COMPANY
			"&filters[updated_at]=%s", filters[i]), NULL);
		assert_int_equal(cJSON_GetArraySize(w->a.json), i ? 1 : 0);
		if (!i)
			assert_int_equal(callf(w, "POST", xasprintf("/_sim/procore/vendors/%lld",
				(long long)id), NULL), 200);
	}
	assert_int_equal(jv_int(cJSON_GetArrayItem(w->a.json, 0), "id", 0), id);
	assert_int_equal(call(w, "GET", "/rest/v1.0/vendors?company_id=" COMPANY
		"&filters[updated_at]=yesterday", NULL), 400);
	stop(w);
}

static int64_t project(struct world *w, const char *number)
{
	const cJSON *p;
	int64_t id = 0;

	assert_int_equal(call(w, "GET", "/rest/v1.1/projects?company_id=" COMPANY, NULL), 200);
	cJSON_ArrayForEach(p, w->a.json)
		if (!strcmp(jv_str(p, "project_number"), number))
			id = jv_int(p, "id", 0);
	assert_true(id > INT64_C(4294967296));
	return id;
}

static int count(struct world *w, int64_t scope, const char *query)
{
	assert_int_equal(callf(w, "GET", xasprintf("/rest/v1.0/work_order_contracts?project_id=%lld%s",
		(long long)scope, query), NULL), 200);
	return cJSON_GetArraySize(w->a.json);
}

static void contracts_are_filtered(void **state)
{
	struct world *w = start();
	int64_t p = project(w, "J-2601");
	int all = count(w, p, "");

	assert_int_equal(count(w, p, "&filters[include_deleted]=with"), all + 1);
	assert_int_equal(count(w, p, "&filters[include_deleted]=only"), 1);
	assert_non_null(jv_str(cJSON_GetArrayItem(w->a.json, 0), "deleted_at"));
	assert_int_equal(count(w, p, "&filters[status]=Void"), 1);
	assert_int_equal(count(w, p, "&filters[origin_id]=SC000007"), 1);
	assert_string_equal(jv_str(cJSON_GetArrayItem(w->a.json, 0), "number"), "SC-0067");
	assert_int_equal(count(w, p, "&view=extended&filters[origin_id]=SC000007"), 1);
	assert_int_equal(cJSON_GetArraySize(jv_get(cJSON_GetArrayItem(w->a.json, 0), "line_items")), 3);
	stop(w);
}

static void version_two_wraps_and_writes_ids_as_texts(void **state)
{
	struct world *w = start();
	int64_t p = project(w, "J-2601");
	const cJSON *data;

	assert_int_equal(callf(w, "GET", xasprintf("/rest/v2.0/companies/" COMPANY
		"/projects/%lld/commitment_contracts?per_page=500", (long long)p), NULL), 200);
	data = jv_get(w->a.json, "data");
	assert_true(cJSON_GetArraySize(data) > 10);
	assert_non_null(jv_str(cJSON_GetArrayItem(data, 0), "id"));
	assert_int_equal(callf(w, "GET", xasprintf("/rest/v2.0/companies/" COMPANY
		"/projects/%lld/commitment_contracts", (long long)p), NULL), 200);
	assert_int_equal(cJSON_GetArraySize(jv_get(w->a.json, "data")), 10);
	assert_int_equal(call(w, "GET", "/rest/v2.0/companies/" COMPANY
		"/projects/1/commitment_contracts", NULL), 404);
	stop(w);
}

static void hidden_project_is_forbidden(void **state)
{
	struct world *w = start();
	int64_t p = project(w, "J-2603");

	assert_int_equal(callf(w, "POST", xasprintf("/_sim/procore/projects/%lld", (long long)p),
		xstrdup("{\"hidden\":true}")), 200);
	assert_int_equal(callf(w, "GET", xasprintf("/rest/v1.1/requisitions?project_id=%lld",
		(long long)p), NULL), 403);
	stop(w);
}

/* ---- sync ---- */

static void sync_follows_its_table(void **state)
{
	struct world *w = start();
	int64_t known = finding(w, "vendor_not_linked");
	const cJSON *made, *errors;
	int64_t id;

	assert_int_equal(callf(w, "PATCH", xstrdup("/rest/v1.0/vendors/sync"), xasprintf(
		"{\"company_id\":" COMPANY ",\"updates\":["
		"{\"name\":\"Neither\"},"
		"{\"id\":1,\"name\":\"ghost\"},"
		"{\"id\":%lld,\"city\":\"Hull\"},"
		"{\"origin_id\":\"V9001\",\"name\":\"By origin\"},"
		"{\"origin_id\":\"V9001\",\"city\":\"Laval\"},"
		"{\"id\":%lld,\"origin_id\":\"V9002\"},"
		"{\"id\":%lld,\"origin_id\":\"V1004\"}]}", (long long)known, (long long)known,
		(long long)known)), 200);
	made = jv_get(w->a.json, "entities");
	errors = jv_get(w->a.json, "errors");
	assert_int_equal(cJSON_GetArraySize(made), 5);
	assert_int_equal(cJSON_GetArraySize(errors), 2);
	id = jv_int(cJSON_GetArrayItem(made, 2), "id", 0);
	assert_int_equal(jv_int(cJSON_GetArrayItem(made, 3), "id", 0), id);
	assert_string_equal(jv_str(cJSON_GetArrayItem(made, 3), "name"), "By origin");
	assert_string_equal(jv_str(cJSON_GetArrayItem(made, 4), "origin_id"), "V9002");
	assert_true(jv_bool(cJSON_GetArrayItem(made, 4), "synced_to_erp", 0));
	assert_string_equal(jv_str(cJSON_GetArrayItem(errors, 0), "name"), "ghost");
	assert_string_equal(cJSON_GetArrayItem(jv_get(jv_get(cJSON_GetArrayItem(errors, 0), "errors"),
		"id"), 0)->valuestring, "Entity with this ID not found");
	assert_non_null(jv_get(jv_get(cJSON_GetArrayItem(errors, 1), "errors"), "origin_id"));
	stop(w);
}

static void sync_takes_a_thousand(void **state)
{
	struct world *w = start();

	for (int n = 1000; n <= 1001; n++) {
		struct strbuf b = STRBUF_INIT;

		strbuf_adds(&b, "{\"company_id\":" COMPANY ",\"updates\":[");
		for (int i = 0; i < n; i++)
			strbuf_adds(&b, i ? ",{\"name\":\"x\"}" : "{\"name\":\"x\"}");
		strbuf_adds(&b, "]}");
		assert_int_equal(call(w, "PATCH", "/rest/v1.0/vendors/sync", b.s), n > 1000 ? 413 : 200);
		strbuf_release(&b);
	}
	stop(w);
}

/* ---- invoices and payments ---- */

static int64_t contract_of(struct world *w, int64_t p, int64_t invoice)
{
	assert_int_equal(callf(w, "GET", xasprintf("/rest/v1.1/requisitions/%lld?project_id=%lld",
		(long long)invoice, (long long)p), NULL), 200);
	return jv_int(w->a.json, "commitment_id", 0);
}

static int patch_invoice(struct world *w, int64_t p, int64_t c, int64_t id, const char *attrs)
{
	return callf(w, "PATCH", xasprintf("/rest/v1.1/requisitions/%lld", (long long)id), xasprintf(
		"{\"project_id\":%lld,\"commitment_id\":%lld,\"requisition\":%s}", (long long)p,
		(long long)c, attrs));
}

static void only_the_latest_invoice_is_edited(void **state)
{
	struct world *w = start();
	int64_t p = project(w, "J-2601"), c = finding(w, "worked_example"), latest = 0, before, item;
	const cJSON *v;

	assert_int_equal(callf(w, "GET", xasprintf("/rest/v1.1/requisitions?project_id=%lld&view=items"
		"&filters[commitment_id]=%lld", (long long)p, (long long)c), NULL), 200);
	assert_int_equal(cJSON_GetArraySize(w->a.json), 3);
	v = cJSON_GetArrayItem(w->a.json, 2);
	latest = jv_int(v, "id", 0);
	before = jv_int(v, "previous_requisition_id", 0);
	item = jv_int(cJSON_GetArrayItem(jv_get(v, "items"), 0), "id", 0);
	assert_string_equal(jv_str(jv_get(v, "summary"), "current_payment_due"), "37906.2");
	assert_int_equal(contract_of(w, p, latest), c);
	assert_int_equal(patch_invoice(w, p, c, before, "{\"status\":\"draft\"}"), 422);
	assert_int_equal(patch_invoice(w, p, c, before, "{\"origin_id\":\"B1\"}"), 200);
	assert_string_equal(jv_str(w->a.json, "origin_id"), "B1");
	assert_int_equal(patch_invoice(w, p, c, latest, "{\"origin_id\":\"B1\"}"), 422);
	assert_int_equal(patch_invoice(w, p, c, latest, "{\"status\":\"revise_and_resubmit\"}"), 200);
	assert_string_equal(jv_str(w->a.json, "status"), "revise_and_resubmit");
	assert_int_equal(patch_invoice(w, p, c + 1, latest, "{\"status\":\"draft\"}"), 404);
	assert_int_equal(callf(w, "PATCH", xasprintf("/rest/v1.1/requisitions/%lld", (long long)latest),
		xasprintf("{\"project_id\":%lld,\"commitment_id\":%lld,\"requisition\":{\"items\":[{\"id\":%lld,"
		"\"item_type\":\"contract_item\",\"work_completed_this_period\":\"20000.00\"}]}}", (long long)p,
		(long long)c, (long long)item)), 200);
	/* the other line stays at 12,034.00: (20,000.00 + 12,034.00) less 10 % */
	assert_string_equal(jv_str(jv_get(w->a.json, "summary"), "current_payment_due"), "28830.6");
	stop(w);
}

static void synced_payment_is_locked(void **state)
{
	struct world *w = start();
	int64_t p = project(w, "J-2601"), c = finding(w, "worked_example"), id;
	char *scope = xasprintf("\"project_id\":%lld,\"contract_id\":%lld", (long long)p, (long long)c);

	assert_int_equal(callf(w, "GET", xasprintf("/rest/v1.0/contract_payments?project_id=%lld",
		(long long)p), NULL), 400);
	assert_int_equal(callf(w, "POST", xstrdup("/rest/v1.0/contract_payments"),
		xasprintf("{%s,\"contract_payment\":{\"check_number\":\"9\"}}", scope)), 422);
	assert_int_equal(callf(w, "POST", xstrdup("/rest/v1.0/contract_payments"),
		xasprintf("{%s,\"contract_payment\":{\"date\":\"2026-11-20\",\"amount\":\"100.50\","
		"\"payment_method\":\"check\",\"origin_id\":\"PMT-1\"}}", scope)), 201);
	id = jv_int(w->a.json, "id", 0);
	assert_string_equal(jv_str(w->a.json, "amount"), "100.5");
	assert_int_equal(callf(w, "POST", xstrdup("/rest/v1.0/contract_payments"),
		xasprintf("{%s,\"contract_payment\":{\"date\":\"2026-11-20\",\"amount\":\"100.50\","
		"\"origin_id\":\"PMT-1\"}}", scope)), 422);
	assert_int_equal(callf(w, "PATCH", xasprintf("/rest/v1.0/contract_payments/%lld",
		(long long)id), xasprintf("{%s,\"contract_payment\":{\"amount\":\"1.00\"}}", scope)), 422);
	assert_int_equal(callf(w, "DELETE", xasprintf("/rest/v1.0/contract_payments/%lld?project_id=%lld"
		"&contract_id=%lld", (long long)id, (long long)p, (long long)c), NULL), 422);
	assert_int_equal(callf(w, "PATCH", xasprintf("/rest/v1.0/contract_payments/%lld",
		(long long)id), xasprintf("{%s,\"contract_payment\":{\"origin_data\":\"seen\"}}", scope)), 200);
	assert_string_equal(jv_str(w->a.json, "origin_id"), "PMT-1");
	assert_int_equal(control(w, "GET", "/state", NULL), 200);
	assert_int_equal(cJSON_GetArraySize(jv_get(w->a.json, "contract_payments")), 1);
	free(scope);
	stop(w);
}

static void erp_product_locks_contracts(void **state)
{
	struct sim_options opt = { .seed = 1 };
	struct world *w;
	int64_t p;

	sim_pairs_add(&opt.extra, "procore.erp", "on");
	w = start_with(opt);
	sim_pairs_release(&opt.extra);
	sign_in(w);
	p = project(w, "J-2601");
	assert_int_equal(callf(w, "PATCH", xasprintf("/rest/v1.0/work_order_contracts/%lld",
		(long long)finding(w, "worked_example")), xasprintf("{\"project_id\":%lld,"
		"\"work_order_contract\":{\"status\":\"Void\"}}", (long long)p)), 422);
	stop(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refresh_tokens_work_once),
		cmocka_unit_test(redirect_carries_code_and_state),
		cmocka_unit_test(tokens_expire_by_the_clock),
		cmocka_unit_test(wrong_client_is_refused),
		cmocka_unit_test(requests_are_refused_as_the_service_does),
		cmocka_unit_test(company_header_is_demanded),
		cmocka_unit_test(limits_are_told_and_kept),
		cmocka_unit_test(pages_follow_their_links),
		cmocka_unit_test(page_cap_holds),
		cmocka_unit_test(updated_at_chooses_what_changed),
		cmocka_unit_test(contracts_are_filtered),
		cmocka_unit_test(version_two_wraps_and_writes_ids_as_texts),
		cmocka_unit_test(hidden_project_is_forbidden),
		cmocka_unit_test(sync_follows_its_table),
		cmocka_unit_test(sync_takes_a_thousand),
		cmocka_unit_test(only_the_latest_invoice_is_edited),
		cmocka_unit_test(synced_payment_is_locked),
		cmocka_unit_test(erp_product_locks_contracts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
