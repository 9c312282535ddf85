/* The simulated Acumatica, request by request, without a socket.
 *
 * Each test starts a fresh simulator, signs in and speaks the contract API as a
 * client would; what it must refuse matters as much as what it accepts. */
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

#include "base/banned.h"

struct world {
	struct sim *sim;
	char *cookie;                /* owned; NULL: not signed in */
	const char *extra_name, *extra_value;    /* one more header, once */
	int status;
	cJSON *json;                 /* owned; of the last answer */
	char *body;                  /* owned */
	char *location;              /* owned */
};

static void forget(struct world *w)
{
	cJSON_Delete(w->json);
	free(w->body);
	free(w->location);
	w->json = NULL;
	w->body = w->location = NULL;
}

static void take_cookies(struct world *w, const struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < resp->headers.len; i++) {
		const char *v = resp->headers.items[i].value;

		if (strcasecmp(resp->headers.items[i].name, "Set-Cookie"))
			continue;
		strbuf_adds(&b, b.len ? "; " : "");
		strbuf_add(&b, v, strcspn(v, ";"));
	}
	if (b.len) {
		free(w->cookie);
		w->cookie = strbuf_detach(&b);
	}
	strbuf_release(&b);
}

static const char *plain(char *s)        /* %20 and the like */
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
	return s;
}

/* One exchange; the answer is in w until the next. */
static void send(struct world *w, const char *method, const char *target, const char *type,
	const char *body)
{
	char *path = xstrdup(target), *mark = strchr(path, '?');
	struct sim_request req = { .method = method, .target = target, .body = body ? body : "",
		.base = "http://127.0.0.1:1" };
	struct sim_response resp = { .status = 200 };
	struct strbuf length = STRBUF_INIT;

	strbuf_init(&resp.body);
	if (mark) {
		*mark = 0;
		sim_pairs_parse(&req.query, mark + 1, strlen(mark + 1));
	}
	req.path = plain(path);
	req.body_len = strlen(req.body);
	req.json = type && strstr(type, "json") ? jv_parse(req.body, req.body_len) : NULL;
	strbuf_addf(&length, "%zu", req.body_len);
	if (type) {
		sim_pairs_add(&req.headers, "Content-Type", type);
		sim_pairs_add(&req.headers, "Content-Length", length.s);
	}
	if (w->cookie)
		sim_pairs_add(&req.headers, "Cookie", w->cookie);
	if (w->extra_name)
		sim_pairs_add(&req.headers, w->extra_name, w->extra_value);
	w->extra_name = NULL;
	sim_exchange(w->sim, "acumatica", &req, &resp);
	forget(w);
	w->status = resp.status;
	w->body = xstrdup(resp.body.s);
	w->json = jv_parse(resp.body.s, resp.body.len);
	w->location = xstrdup(sim_pairs_get(&resp.headers, "Location"));
	take_cookies(w, &resp);
	cJSON_Delete(req.json);
	sim_pairs_release(&req.query);
	sim_pairs_release(&req.headers);
	sim_response_release(&resp);
	strbuf_release(&length);
	free(path);
}

static void get(struct world *w, const char *target)
{
	send(w, "GET", target, NULL, NULL);
}

static void put(struct world *w, const char *target, const char *body)
{
	send(w, "PUT", target, "application/json", body);
}

static void post(struct world *w, const char *target, const char *body)
{
	send(w, "POST", target, "application/json", body);
}

#define DEFAULT "/acu/entity/Default/22.200.001/"
#define CONSTRUCT "/acu/entity/ConstructLink/1.0.0/"
#define LOGIN "/acu/entity/auth/login"
#define GOOD_LOGIN "{\"name\":\"comptoir\",\"password\":\"Northside-2026\",\"tenant\":\"Northside\",\"branch\":\"NORTH\"}"

static void login(struct world *w)
{
	post(w, LOGIN, GOOD_LOGIN);
	assert_int_equal(w->status, 204);
	assert_non_null(w->cookie);
}

static void control(struct world *w, const char *what, const char *body)
{
	char *target = xasprintf("/_sim/acumatica/%s", what);

	post(w, target, body);
	free(target);
	if (w->status != 200)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, 200);
}

/* The value of "Field" or "Details/0/Field" of the last answer as text, for comparing. */
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
	if (jv_get(v, "value"))
		v = jv_get(v, "value");
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

static void expect_error(const struct world *w, const char *path, const char *part)
{
	struct strbuf b = STRBUF_INIT;
	const char *got = value(w, path, &b);

	if (!strstr(got, part))
		print_message("%s: %s\n", path, w->body);
	assert_non_null(strstr(got, part));
	strbuf_release(&b);
}

static int rows(const struct world *w)
{
	assert_true(cJSON_IsArray(w->json));
	return cJSON_GetArraySize(w->json);
}

static int setup_with(void **state, const char *name, const char *option)
{
	struct world *w = xcalloc(1, sizeof *w);
	struct sim_options opt = { .seed = 7 };
	const char *const systems[] = { "acumatica", NULL };
	struct error err = ERROR_INIT;

	if (name)
		sim_pairs_add(&opt.extra, name, option);
	assert_int_equal(digest_init(), 0);
	assert_int_equal(sim_start(&w->sim, &opt, systems, NULL, &err), 0);
	sim_pairs_release(&opt.extra);
	*state = w;
	return 0;
}

static int setup(void **state)
{
	return setup_with(state, NULL, NULL);
}

static int setup_2023r2(void **state)
{
	return setup_with(state, "acumatica.release", "2023R2");
}

static int teardown(void **state)
{
	struct world *w = *state;

	forget(w);
	free(w->cookie);
	sim_stop(w->sim);
	free(w);
	return 0;
}

/* ---- signing in ---- */

static void test_login_is_required_and_checked(void **state)
{
	static const struct { const char *body; int status; const char *part; } cases[] = {
		{ "{\"name\":\"comptoir\",\"password\":\"wrong\"}", 500, "Invalid credentials" },
		{ "{\"name\":\"comptoir\",\"password\":\"Northside-2026\",\"tenant\":\"Nowhere\"}", 500,
		  "PXUndefinedCompanyException" },
		{ "{\"name\":\"comptoir\",\"password\":\"Northside-2026\",\"branch\":\"MOON\"}", 500, "Branch" },
		{ "{\"name\":\"comptoir\"}", 400, "password" },
	};
	struct world *w = *state;
	size_t i;

	get(w, DEFAULT "Vendor");
	assert_int_equal(w->status, 401);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		post(w, LOGIN, cases[i].body);
		assert_int_equal(w->status, cases[i].status);
		assert_non_null(strstr(w->body, cases[i].part));
	}
	login(w);
	get(w, DEFAULT "Vendor?$top=1&$select=VendorID");
	assert_int_equal(w->status, 200);
	assert_int_equal(rows(w), 1);
}

static void test_seats_are_few_and_come_back(void **state)
{
	struct world *w = *state;
	char *first;

	login(w);
	first = xstrdup(w->cookie);
	login(w);
	post(w, LOGIN, GOOD_LOGIN);
	assert_int_equal(w->status, 500);
	assert_non_null(strstr(w->body, "API Login Limit"));
	send(w, "POST", "/acu/entity/auth/logout", NULL, NULL);
	assert_int_equal(w->status, 411);
	post(w, "/acu/entity/auth/logout", "");
	assert_int_equal(w->status, 204);
	get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 401);
	login(w);
	/* Left alone, a seat is free again. */
	post(w, "/_sim/clock", "{\"advance_s\":601}");
	login(w);
	free(w->cookie);
	w->cookie = first;
	get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 401);
}

static void test_another_tenant_holds_another_company(void **state)
{
	struct world *w = *state;

	post(w, LOGIN, "{\"name\":\"comptoir\",\"password\":\"Northside-2026\",\"tenant\":\"Training\"}");
	assert_int_equal(w->status, 204);
	get(w, DEFAULT "Vendor");
	assert_int_equal(rows(w), 0);
	put(w, DEFAULT "CompaniesStructure?$expand=Results", "{}");
	expect(w, "Results/0/CompanyID", "TRAINING");
}

#define FORM "application/x-www-form-urlencoded"

static void test_oauth_tokens_end_and_rotate(void **state)
{
	struct world *w = *state;
	struct strbuf form = STRBUF_INIT, bearer = STRBUF_INIT, b = STRBUF_INIT;
	char *old;

	strbuf_adds(&form, "grant_type=password&username=comptoir&password=Northside-2026&scope=api%20"
		"offline_access&client_id=6B1A7E60-4C4E-9B36-3A0D-52E4D9A1C7F2%40Northside&client_secret=");
	send(w, "POST", "/acu/identity/connect/token", FORM, form.s);
	assert_int_equal(w->status, 400);
	expect(w, "error", "invalid_client");
	strbuf_adds(&form, "kA3tqf8VnY0cR5xZ");
	send(w, "POST", "/acu/identity/connect/token", FORM, form.s);
	assert_int_equal(w->status, 200);
	expect(w, "expires_in", "3600");
	strbuf_addf(&bearer, "Bearer %s", jv_str(w->json, "access_token"));
	old = xstrdup(jv_str(w->json, "refresh_token"));
	w->extra_name = "Authorization";
	w->extra_value = bearer.s;
	get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 200);
	post(w, "/_sim/clock", "{\"advance_s\":3601}");
	w->extra_name = "Authorization";
	get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 401);
	strbuf_reset(&form);
	strbuf_addf(&form, "grant_type=refresh_token&refresh_token=%s&client_secret=kA3tqf8VnY0cR5xZ&"
		"client_id=6B1A7E60-4C4E-9B36-3A0D-52E4D9A1C7F2%%40Northside", old);
	send(w, "POST", "/acu/identity/connect/token", FORM, form.s);
	assert_int_equal(w->status, 200);
	assert_string_not_equal(value(w, "refresh_token", &b), old);
	send(w, "POST", "/acu/identity/connect/token", FORM, form.s);
	expect(w, "error", "invalid_grant");
	free(old);
	strbuf_release(&form);
	strbuf_release(&bearer);
	strbuf_release(&b);
}

static void test_authorization_code_needs_its_verifier(void **state)
{
	static const char verifier[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK";
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	uint8_t hash[DIGEST_LEN];
	char *code;
	int round;

	for (round = 0; round < 2; round++) {
		strbuf_reset(&b);
		strbuf_adds(&b, "/acu/identity/connect/authorize?response_type=code&scope=api&state=s1&client_id="
			"6B1A7E60-4C4E-9B36-3A0D-52E4D9A1C7F2%40Northside&redirect_uri=http%3A%2F%2F127.0.0.1"
			"%3A8899%2F&code_challenge_method=S256&code_challenge=");
		digest_sha256(hash, verifier, strlen(verifier));
		digest_base64url(&b, hash, sizeof hash);
		get(w, b.s);
		assert_int_equal(w->status, 302);
		assert_non_null(strstr(w->location, "http://127.0.0.1:8899/?code="));
		assert_non_null(strstr(w->location, "state=s1"));
		code = strstr(w->location, "code=") + 5;
		code = xstrndup(code, strcspn(code, "&"));
		strbuf_reset(&b);
		strbuf_addf(&b, "grant_type=authorization_code&code=%s&redirect_uri=http%%3A%%2F%%2F127.0.0.1"
			"%%3A8899%%2F&client_id=6B1A7E60-4C4E-9B36-3A0D-52E4D9A1C7F2%%40Northside&"
			"client_secret=kA3tqf8VnY0cR5xZ&code_verifier=%s%s", code, verifier, round ? "" : "x");
		send(w, "POST", "/acu/identity/connect/token", FORM, b.s);
		assert_int_equal(w->status, round ? 200 : 400);
		free(code);
	}
	strbuf_release(&b);
}

static void test_endpoints_follow_the_release(void **state)
{
	struct world *w = *state;

	get(w, "/acu/entity");
	assert_null(strstr(w->body, "ConstructLink"));
	assert_null(strstr(w->body, "23.200.001"));
	login(w);
	get(w, "/acu/entity");
	expect(w, "version/acumaticaBuildVersion", "23.108.0024");
	assert_non_null(strstr(w->body, "ConstructLink"));
	get(w, "/acu/entity/Default/23.200.001/Vendor");
	assert_int_equal(w->status, 404);
	get(w, DEFAULT "Subcontract");
	assert_int_equal(w->status, 404);
	get(w, CONSTRUCT "Subcontract?$top=1");
	assert_int_equal(w->status, 200);
	get(w, CONSTRUCT "swagger.json");
	assert_non_null(jv_get(jv_get(w->json, "definitions"), "SubcontractDetail"));
	control(w, "set", "{\"construct_endpoint\":false}");
	get(w, CONSTRUCT "Subcontract");
	assert_int_equal(w->status, 404);
}

static void test_2023r2_has_its_own_subcontracts(void **state)
{
	struct world *w = *state;

	login(w);
	get(w, "/acu/entity/Default/23.200.001/Subcontract/SC000001?$expand=Details");
	assert_int_equal(w->status, 200);
	expect(w, "SubcontractNbr", "SC000001");
	expect(w, "Details/0/LineNbr", "1");
}

/* ---- reading ---- */

static void test_lists_filter_select_and_page(void **state)
{
	static const struct { const char *query; int n; } cases[] = {
		{ "Vendor?$select=VendorID&$filter=VendorID%20eq%20'V1004'", 1 },
		{ "Vendor?$select=VendorID&$filter=VendorID%20eq%20'v1004%20'", 1 },
		{ "Vendor?$filter=VendorName%20eq%20'Location%20d''outils%20Simard%20inc.'", 1 },
		{ "Vendor?$filter=substringof('Concrete',VendorName)%20and%20Status%20eq%20'Active'", 1 },
		{ "Vendor?$filter=startswith(VendorName,'Northside')%20or%20endswith(VendorName,'Rental')", 2 },
		{ "Vendor?$filter=not%20(Status%20eq%20'Active')", 2 },
		{ "Vendor?$filter=MainContact/Address/City%20eq%20'Laval'", -1 },
		{ "Vendor?$filter=MainContact/Email%20eq%20'ap0@vendor0.example'", 1 },
		{ "Vendor?$filter=LastModifiedDateTime%20gt%20datetimeoffset'2099-01-01T00%3A00%3A00%2B00%3A00'", 0 },
		{ "Vendor?$filter=LastModifiedDateTime%20gt%20'2020-01-01'", -1 },
		{ "Vendor?$filter=Nonsense%20eq%20'1'", -1 },
		{ "Vendor?$select=Nonsense", -1 },
		{ "Vendor?$expand=VendorName", -1 },
		{ "Vendor?$orderby=VendorID", -1 },
		{ "Vendor?$top=5&$skip=2&$select=VendorID", 5 },
		{ "Bill?$filter=Amount%20ge%2038000.00%20and%20Amount%20le%2038000&$select=Amount", -2 },
		{ "Bill?$filter=Details/Project%20eq%20'J2601'", -1 },
		{ "Bill?$filter=cf.String(f%3D'Document.AttributePROCOREID')%20eq%20'X'", 0 },
		{ "Bill?$filter=cf.String(f%3D'Document.Nonsense')%20eq%20'X'", -1 },
		{ "ProjectTask?$filter=ProjectID%20eq%20'J2604'", 3 },
	};
	struct world *w = *state;
	char *target;
	size_t i;

	login(w);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		target = xasprintf("%s%s", DEFAULT, cases[i].query);
		get(w, target);
		free(target);
		if (cases[i].n == -1) {
			if (w->status != 400)
				print_message("%s: %s\n", cases[i].query, w->body);
			assert_int_equal(w->status, 400);
			continue;
		}
		if (w->status != 200 || (cases[i].n >= 0 && rows(w) != cases[i].n))
			print_message("%s: %s\n", cases[i].query, w->body);
		assert_int_equal(w->status, 200);
		if (cases[i].n >= 0)
			assert_int_equal(rows(w), cases[i].n);
	}
}

static void test_pages_cover_the_list_once(void **state)
{
	struct world *w = *state;
	struct strbuf seen = STRBUF_INIT, b = STRBUF_INIT;
	int skip, i, n, total;
	char *target;

	login(w);
	get(w, DEFAULT "Vendor?$select=VendorID");
	total = rows(w);
	for (skip = 0, n = 7; n == 7; skip += 7) {
		target = xasprintf("%sVendor?$select=VendorID&$top=7&$skip=%d", DEFAULT, skip);
		get(w, target);
		free(target);
		n = rows(w);
		for (i = 0; i < n; i++) {
			char *path = xasprintf("%d/VendorID", i), *mark;

			mark = xasprintf("|%s|", value(w, path, &b));
			assert_null(strstr(seen.s, mark));
			strbuf_adds(&seen, mark);
			free(mark);
			free(path);
		}
		total -= n;
	}
	assert_int_equal(total, 0);
	strbuf_release(&seen);
	strbuf_release(&b);
}

static void test_details_come_only_when_expanded(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *target;

	login(w);
	get(w, CONSTRUCT "Subcontract/SC000001");
	assert_null(jv_get(w->json, "Details"));
	assert_non_null(jv_get(w->json, "_links"));
	expect(w, "Owner", "{}");
	target = xasprintf("%sSubcontract/%s?$select=SubcontractNbr,Details/LineNbr&$expand=Details", CONSTRUCT,
		value(w, "id", &b));
	get(w, target);
	expect(w, "SubcontractNbr", "SC000001");
	expect(w, "VendorID", "(absent)");
	expect(w, "Details/1/LineNbr", "2");
	expect(w, "Details/1/Task", "(absent)");
	get(w, DEFAULT "Bill/Bill/999999");
	assert_int_equal(w->status, 500);
	expect(w, "exceptionMessage", "No entity satisfies the condition.");
	get(w, DEFAULT "Bill/Bill|000001?$custom=CurrentDocument.CuryRetainageTotal,Document.RetainageApply");
	expect(w, "custom/Document/RetainageApply", "true");
	get(w, DEFAULT "Bill/Bill/000001?$custom=Document.Nonsense");
	assert_int_equal(w->status, 400);
	get(w, DEFAULT "CompaniesStructure");
	assert_int_equal(w->status, 405);
	free(target);
	strbuf_release(&b);
}

static void test_optimizer_refuses_the_fields_named(void **state)
{
	struct world *w = *state;

	login(w);
	control(w, "set", "{\"cannot_optimize\":\"Vendor.TaxZone\"}");
	get(w, DEFAULT "Vendor");
	assert_int_equal(w->status, 500);
	assert_non_null(strstr(w->body, "CannotOptimizeException"));
	get(w, DEFAULT "Vendor?$select=VendorID");
	assert_int_equal(w->status, 200);
	get(w, DEFAULT "Vendor/V1004");
	assert_int_equal(w->status, 200);
}

/* ---- writing ---- */

#define LINE_HEAD "\"Project\":{\"value\":\"J2601\"},\"ProjectTask\":{\"value\":\"01\"}," \
	"\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"53000\"}"

static void test_bodies_are_read_strictly(void **state)
{
	static const struct { const char *body; int status; const char *part; } cases[] = {
		{ "{\"Vendor\":{\"value\":\"V1004\"},\"VendorId\":{\"value\":\"V1004\"}}", 400, "VendorId" },
		{ "{\"Vendor\":\"V1004\"}", 400, "value" },
		{ "{\"Vendor\":{\"value\":\"V1004\",\"type\":\"x\"}}", 400, "type" },
		{ "{\"Vendor\":{\"value\":1004}}", 400, "StringValue" },
		{ "{\"Hold\":{\"value\":\"true\"}}", 400, "BooleanValue" },
		{ "{\"Date\":{\"value\":\"30/04/2026\"}}", 400, "DateTimeValue" },
		{ "{\"Details\":{\"value\":[]}}", 400, "array" },
		{ "{\"Details\":[{\"ExtendedCost\":{\"value\":\"12.50\"}}]}", 400, "DecimalValue" },
		{ "{\"Details\":[{\"POLine\":{\"value\":1.5}}]}", 400, "IntValue" },
		{ "{\"ApplyRetainage\":{\"value\":true}}", 400, "ApplyRetainage" },
		{ "{\"custom\":{\"Nonsense\":{\"RetainageApply\":{\"type\":\"CustomBooleanField\",\"value\":true}}}}",
		  400, "Nonsense.RetainageApply" },
		{ "{\"custom\":{\"Document\":{\"RetainageApply\":{\"type\":\"CustomStringField\",\"value\":\"1\"}}}}",
		  400, "CustomStringField" },
		{ "{\"custom\":{\"Document\":{\"RetainageApply\":{\"value\":true}}}}", 400, "type" },
		{ "[1]", 400, "object" },
		{ "{\"Vendor\":{\"value\":\"V1004\"}", 400, "object" },
	};
	struct world *w = *state;
	size_t i;

	login(w);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		put(w, DEFAULT "Bill", cases[i].body);
		if (w->status != cases[i].status || !strstr(w->body, cases[i].part))
			print_message("%s: %d %s\n", cases[i].body, w->status, w->body);
		assert_int_equal(w->status, cases[i].status);
		assert_non_null(strstr(w->body, cases[i].part));
	}
	send(w, "PUT", DEFAULT "Bill", "text/plain", "{}");
	assert_int_equal(w->status, 415);
	send(w, "PATCH", DEFAULT "Bill", "application/json", "{}");
	assert_int_equal(w->status, 405);
}

/* Inserts a subcontract of two lines, 10 % retained, and takes it off hold. */
static void open_subcontract(struct world *w)
{
	put(w, CONSTRUCT "Subcontract?$expand=Details&$select=SubcontractNbr,Status,SubcontractTotal,RetainageTotal,"
		"Details/LineNbr,Details/RetainageAmount,Details/Amount",
		"{\"VendorID\":{\"value\":\"V1004\"},\"VendorRef\":{\"value\":\"SC-T\"},"
		"\"ApplyRetainage\":{\"value\":true},\"RetainagePct\":{\"value\":10.0},"
		"\"Details\":[{\"Project\":{\"value\":\"J2601\"},\"Task\":{\"value\":\"01\"},"
		"\"CostCode\":{\"value\":\"03300\"},\"InventoryID\":{\"value\":\"SUBCON\"},"
		"\"OrderQty\":{\"value\":1},\"UnitCost\":{\"value\":24000.05}},"
		"{\"Project\":{\"value\":\"J2601\"},\"Task\":{\"value\":\"01\"},"
		"\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"53000\"},"
		"\"ExtendedCost\":{\"value\":1000.15}}]}");
	if (w->status != 200)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, 200);
	expect(w, "Status", "On Hold");
	expect(w, "SubcontractTotal", "25000.2");
	expect(w, "Details/0/RetainageAmount", "2400.01");       /* 2400.005 away from zero */
	expect(w, "Details/1/RetainageAmount", "100.02");        /* 100.015 */
	expect(w, "Details/1/Amount", "900.13");
	expect(w, "RetainageTotal", "2500.03");
}

static void test_subcontract_is_released_by_action(void **state)
{
	struct world *w = *state;
	char *nbr;
	char *body;
	struct strbuf b = STRBUF_INIT;

	login(w);
	open_subcontract(w);
	nbr = xstrdup(value(w, "SubcontractNbr", &b));
	body = xasprintf("{\"entity\":{\"SubcontractNbr\":{\"value\":\"%s\"}}}", nbr);
	post(w, CONSTRUCT "Subcontract/Nonsense", body);
	assert_int_equal(w->status, 404);
	post(w, CONSTRUCT "Subcontract/ReleaseFromHold", body);
	assert_int_equal(w->status, 204);
	post(w, CONSTRUCT "Subcontract/ReleaseFromHold", body);
	assert_int_equal(w->status, 500);
	free(body);
	body = xasprintf("%sSubcontract/%s?$select=Status", CONSTRUCT, nbr);
	get(w, body);
	expect(w, "Status", "Open");
	free(body);
	free(nbr);
	strbuf_release(&b);
}

static void test_bill_keeps_retainage_of_its_order(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT, body = STRBUF_INIT;
	char *nbr, *target;

	login(w);
	open_subcontract(w);
	nbr = xstrdup(value(w, "SubcontractNbr", &b));
	strbuf_addf(&body, "{\"Type\":{\"value\":\"Bill\"},\"Vendor\":{\"value\":\"V1004\"},"
		"\"VendorRef\":{\"value\":\"T-01\"},\"Date\":{\"value\":\"2026-10-31\"},\"Hold\":{\"value\":true},"
		"\"Details\":[{\"POOrderType\":{\"value\":\"Subcontract\"},\"POOrderNbr\":{\"value\":\"%s\"},"
		"\"POLine\":{\"value\":1},\"Qty\":{\"value\":0},\"ExtendedCost\":{\"value\":2400.05}}]}", nbr);
	put(w, CONSTRUCT "Bill", body.s);
	assert_int_equal(w->status, 422);        /* the order is on hold */
	expect_error(w, "Details/0/POOrderNbr/error", "cannot be billed");
	expect(w, "ReferenceNbr", "<NEW>");
	target = xasprintf("{\"entity\":{\"SubcontractNbr\":{\"value\":\"%s\"}}}", nbr);
	post(w, CONSTRUCT "Subcontract/ReleaseFromHold", target);
	assert_int_equal(w->status, 204);
	free(target);
	put(w, CONSTRUCT "Bill?$expand=Details&$custom=Document.RetainageApply,CurrentDocument.CuryRetainageTotal,"
		"Details/Transactions.CuryRetainageAmt&$select=Status,Amount,Balance,PostPeriod,RetainageAmount,"
		"Details/ProjectTask,Details/CostCode,Details/Branch,Details/Amount", body.s);
	assert_int_equal(w->status, 200);
	expect(w, "Status", "On Hold");
	expect(w, "Amount", "2160.04");
	expect(w, "RetainageAmount", "240.01");   /* 240.005 */
	expect(w, "PostPeriod", "102026");
	expect(w, "Details/0/CostCode", "03300");
	expect(w, "Details/0/ProjectTask", "01");
	expect(w, "Details/0/Branch", "NORTH");
	expect(w, "Details/0/custom/Transactions/CuryRetainageAmt", "240.01");
	expect(w, "custom/CurrentDocument/CuryRetainageTotal", "240.01");
	get(w, "/_sim/state");
	expect(w, "Subcontract/0/Details/0/BilledAmount", "2400.05");
	expect(w, "Bill/0/RetainageAmount", "240.01");
	free(nbr);
	strbuf_release(&b);
	strbuf_release(&body);
}

static void test_header_without_retainage_drops_it(void **state)
{
	struct world *w = *state;

	login(w);
	put(w, DEFAULT "Bill?$expand=Details&$select=Amount&$custom=Details/Transactions.CuryRetainageAmt",
		"{\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-10-31\"},\"Details\":[{" LINE_HEAD
		",\"ExtendedCost\":{\"value\":100.00},\"custom\":{\"Transactions\":{\"RetainagePct\":"
		"{\"type\":\"CustomDecimalField\",\"value\":10.0}}}}]}");
	assert_int_equal(w->status, 200);
	expect(w, "Amount", "100");
	put(w, DEFAULT "Bill?$expand=Details&$select=Amount&$custom=Details/Transactions.CuryRetainageAmt",
		"{\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-10-31\"},"
		"\"custom\":{\"Document\":{\"RetainageApply\":{\"type\":\"CustomBooleanField\",\"value\":true}}},"
		"\"Details\":[{" LINE_HEAD
		",\"ExtendedCost\":{\"value\":100.00},\"custom\":{\"Transactions\":{\"RetainagePct\":"
		"{\"type\":\"CustomDecimalField\",\"value\":10.0}}}}]}");
	assert_int_equal(w->status, 200);
	expect(w, "Amount", "90");
}

static void test_refusals_save_nothing(void **state)
{
	static const struct { const char *members, *path, *part; } cases[] = {
		{ "\"Vendor\":{\"value\":\"NOBODY\"}", "Vendor/error", "cannot be found in the system" },
		{ "\"Vendor\":{\"value\":\"V1037\"}", "Vendor/error", "Inactive" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-08-31\"}", "PostPeriod/error",
		  "08-2026 financial period is closed" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2031-08-31\"}", "PostPeriod/error",
		  "not generated" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Type\":{\"value\":\"Invoice\"}", "Type/error", "list" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"BranchID\":{\"value\":\"MOON\"}", "BranchID/error", "Branch" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"CurrencyID\":{\"value\":\"XXX\"}", "CurrencyID/error", "Currency" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"ReferenceNbr\":{\"value\":\"A-1\"}", "ReferenceNbr/error", "found" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"VendorRef\":{\"value\":\"12345678901234567890123456789012345678901\"}",
		  "VendorRef/error", "too long" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"Project\":{\"value\":\"NOPE\"}}]",
		  "Details/0/Project/error", "Project 'NOPE      ' cannot be found" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"Project\":{\"value\":\"J2606\"},"
		  "\"ProjectTask\":{\"value\":\"01\"},\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"53000\"}}]",
		  "Details/0/Project/error", "In Planning" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"Project\":{\"value\":\"J2604\"},"
		  "\"ProjectTask\":{\"value\":\"03\"},\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"53000\"}}]",
		  "Details/0/ProjectTask/error", "Completed" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"Project\":{\"value\":\"J2601\"},"
		  "\"ProjectTask\":{\"value\":\"01\"},\"CostCode\":{\"value\":\"07500\"},\"Account\":{\"value\":\"53000\"}}]",
		  "Details/0/CostCode/error", "Cost Code '07500' cannot be found" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"Project\":{\"value\":\"J2601\"},"
		  "\"ProjectTask\":{\"value\":\"01\"},\"CostCode\":{\"value\":\"03300\"},\"Account\":{\"value\":\"61000\"}}]",
		  "Details/0/Account/error", "Account Group" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"POOrderType\":{\"value\":\"Subcontract\"},"
		  "\"POOrderNbr\":{\"value\":\"SC999999\"},\"POLine\":{\"value\":1},\"Account\":{\"value\":\"53000\"}}]",
		  "Details/0/POOrderNbr/error", "cannot be found" },
		{ "\"Vendor\":{\"value\":\"V1004\"},\"Details\":[{\"POOrderType\":{\"value\":\"Subcontract\"},"
		  "\"POOrderNbr\":{\"value\":\"SC000002\"},\"POLine\":{\"value\":1},\"Account\":{\"value\":\"53000\"}}]",
		  "Details/0/POOrderNbr/error", "vendor" },
	};
	struct world *w = *state;
	char *body;
	size_t i;

	login(w);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		body = xasprintf("{%s%s}", cases[i].members, strstr(cases[i].members, "\"Date\"") ? "" :
			",\"Date\":{\"value\":\"2026-10-31\"}");
		put(w, DEFAULT "Bill", body);
		free(body);
		if (w->status != 422)
			print_message("%s: %d %s\n", cases[i].members, w->status, w->body);
		assert_int_equal(w->status, 422);
		expect_error(w, cases[i].path, cases[i].part);
		expect_error(w, "error", "raised at least one error");
	}
	get(w, "/_sim/state");
	expect(w, "Bill", "[]");
	expect(w, "counters", "{}");
}

static void test_put_matches_by_key_id_and_precondition(void **state)
{
	static const char vendor[] = "{\"VendorID\":{\"value\":\"v9001\"},\"VendorName\":{\"value\":\"É 1\"}}";
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *body;

	login(w);
	w->extra_name = "If-Match";
	w->extra_value = "*";
	put(w, DEFAULT "Vendor", vendor);
	assert_int_equal(w->status, 412);
	w->extra_name = "If-None-Match";
	put(w, DEFAULT "Vendor", vendor);
	assert_int_equal(w->status, 200);
	expect(w, "VendorID", "V9001");
	expect(w, "VendorName", "É 1");
	expect(w, "Status", "(absent)");         /* neither sent nor selected */
	w->extra_name = "If-None-Match";
	put(w, DEFAULT "Vendor", vendor);
	assert_int_equal(w->status, 412);
	put(w, DEFAULT "Vendor?$select=VendorID,Status,Terms",
		"{\"VendorID\":{\"value\":\"V9001\"},\"Terms\":{\"value\":\"45D\"}}");
	expect(w, "Status", "Active");
	expect(w, "Terms", "45D");
	body = xasprintf("{\"id\":\"%s\",\"VendorName\":{\"value\":\"É 2\"}}", value(w, "id", &b));
	put(w, DEFAULT "Vendor", body);
	assert_int_equal(w->status, 200);
	free(body);
	get(w, DEFAULT "Vendor/V9001?$select=VendorName");
	expect(w, "VendorName", "É 2");
	put(w, DEFAULT "Vendor?$filter=VendorName%20eq%20'%C3%89%202'",
		"{\"Terms\":{\"value\":\"60D\"}}");
	assert_int_equal(w->status, 200);
	put(w, DEFAULT "Vendor?$filter=Status%20eq%20'Active'", "{\"Terms\":{\"value\":\"60D\"}}");
	assert_int_equal(w->status, 500);
	get(w, "/_sim/state");
	expect(w, "counters/Vendor/inserted", "1");
	expect(w, "counters/Vendor/updated", "3");
	strbuf_release(&b);
}

static void test_repeated_put_makes_a_second_bill_that_a_lookup_finds(void **state)
{
	static const char bill[] = "{\"Vendor\":{\"value\":\"V1004\"},\"VendorRef\":{\"value\":\"DUP-1\"},"
		"\"Date\":{\"value\":\"2026-10-31\"},\"Details\":[{" LINE_HEAD ",\"ExtendedCost\":{\"value\":5}}]}";
	static const char look[] = DEFAULT "Bill?$filter=Type%20eq%20'Bill'%20and%20Vendor%20eq%20'V1004'%20and%20"
		"VendorRef%20eq%20'DUP-1'&$select=Type,ReferenceNbr,Status,Amount&$top=5";
	struct world *w = *state;

	login(w);
	get(w, look);
	assert_int_equal(rows(w), 0);
	put(w, DEFAULT "Bill", bill);
	assert_int_equal(w->status, 200);
	get(w, look);
	assert_int_equal(rows(w), 1);
	expect(w, "0/Status", "On Hold");
	put(w, DEFAULT "Bill", bill);
	assert_int_equal(w->status, 200);
	get(w, look);
	assert_int_equal(rows(w), 2);
	control(w, "set", "{\"duplicate_vendor_ref\":true}");
	put(w, DEFAULT "Bill", bill);
	assert_int_equal(w->status, 422);
	expect_error(w, "VendorRef/error", "already exists");
}

static void test_released_bills_refuse_changes_and_actions_take_time(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *nbr, *entity, *put_body, *where;

	login(w);
	put(w, DEFAULT "Bill", "{\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-10-31\"},"
		"\"Hold\":{\"value\":false},\"Details\":[{" LINE_HEAD ",\"ExtendedCost\":{\"value\":50.00}}]}");
	assert_int_equal(w->status, 200);
	nbr = xstrdup(value(w, "ReferenceNbr", &b));
	entity = xasprintf("{\"entity\":{\"Type\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"%s\"}}}", nbr);
	put_body = xasprintf("{\"Type\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"%s\"},"
		"\"Description\":{\"value\":\"late\"}}", nbr);
	post(w, DEFAULT "Bill/ReleaseBill", entity);
	assert_int_equal(w->status, 202);
	where = xstrdup(w->location);
	get(w, DEFAULT "Bill?$top=1");
	assert_int_equal(w->status, 500);
	assert_non_null(strstr(w->body, "long operation"));
	get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 200);
	get(w, where);
	assert_int_equal(w->status, 202);
	get(w, where);
	assert_int_equal(w->status, 204);
	put(w, DEFAULT "Bill", put_body);
	assert_int_equal(w->status, 422);
	expect_error(w, "error", "released");
	free(where);
	post(w, DEFAULT "Bill/ReleaseBill", entity);
	where = xstrdup(w->location);
	get(w, where);
	get(w, where);
	assert_int_equal(w->status, 500);
	send(w, "DELETE", DEFAULT "Bill/Bill/000001", NULL, NULL);
	assert_int_equal(w->status, 500);
	free(nbr);
	free(entity);
	free(put_body);
	free(where);
	strbuf_release(&b);
}

static void test_checks_pay_and_are_voided(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *nbr, *body, *target;

	login(w);
	put(w, DEFAULT "Bill", "{\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-10-31\"},"
		"\"VendorRef\":{\"value\":\"PAY-1\"},\"Details\":[{" LINE_HEAD ",\"ExtendedCost\":{\"value\":150.00}}]}");
	nbr = xstrdup(value(w, "ReferenceNbr", &b));
	body = xasprintf("{\"bill\":\"%s\",\"amount\":\"100.00\",\"check\":\"20999\",\"status\":\"Open\"}", nbr);
	control(w, "pay", body);
	get(w, DEFAULT "Check?$filter=PaymentRef%20eq%20'20999'&$expand=History,Details");
	assert_int_equal(rows(w), 1);
	expect(w, "0/Status", "Open");
	expect(w, "0/PaymentAmount", "100");
	expect(w, "0/History/0/VendorRef", "PAY-1");
	expect(w, "0/History/0/Balance", "50");
	target = xasprintf("%sBill/Bill/%s?$expand=Applications", DEFAULT, nbr);
	get(w, target);
	expect(w, "Status", "Open");
	expect(w, "Balance", "50");
	control(w, "void", "{\"check\":\"20999\"}");
	get(w, target);
	expect(w, "Balance", "150");
	get(w, DEFAULT "Check?$filter=PaymentRef%20eq%20'20999'");
	assert_int_equal(rows(w), 2);
	put(w, DEFAULT "Check", "{}");
	assert_int_equal(w->status, 403);
	free(nbr);
	free(body);
	free(target);
	strbuf_release(&b);
}

static void test_periods_and_switches_can_be_changed(void **state)
{
	static const char order[] = "{\"VendorID\":{\"value\":\"V1004\"},\"Hold\":{\"value\":false},\"Details\":[{"
		LINE_HEAD ",\"ExtendedCost\":{\"value\":5}}]}";
	struct world *w = *state;

	login(w);
	control(w, "period", "{\"period\":\"102026\",\"status\":\"Inactive\"}");
	put(w, DEFAULT "Bill", "{\"Vendor\":{\"value\":\"V1004\"},\"Date\":{\"value\":\"2026-10-31\"}}");
	assert_int_equal(w->status, 422);
	expect_error(w, "PostPeriod/error", "10-2026 financial period is inactive");
	put(w, DEFAULT "PurchaseOrder?$select=Status,OrderNbr,Branch", order);
	expect(w, "Status", "Open");
	expect(w, "Branch", "NORTH");
	w->extra_name = "PX-CbApiBranch";
	w->extra_value = "QC";
	control(w, "set", "{\"order_approval\":true}");
	w->extra_name = "PX-CbApiBranch";
	put(w, DEFAULT "PurchaseOrder?$select=Status,Branch", order);
	expect(w, "Status", "Pending Approval");
	expect(w, "Branch", "QC");
	control(w, "set", "{\"order_approval\":false,\"validate_totals\":true}");
	put(w, DEFAULT "PurchaseOrder", order);
	assert_int_equal(w->status, 422);
	expect_error(w, "ControlTotal/error", "out of the balance");
}

static void test_projects_start_in_planning_with_the_tasks_of_their_template(void **state)
{
	struct world *w = *state;

	login(w);
	put(w, DEFAULT "Project?$select=Status,ProjectID", "{\"ProjectID\":{\"value\":\"J2607\"},"
		"\"ProjectTemplateID\":{\"value\":\"STANDARD\"},\"Customer\":{\"value\":\"C1001\"},"
		"\"Description\":{\"value\":\"Annexe\"}}");
	assert_int_equal(w->status, 200);
	expect(w, "Status", "In Planning");
	get(w, DEFAULT "ProjectTask?$filter=ProjectID%20eq%20'J2607'");
	assert_int_equal(rows(w), 2);
	expect(w, "0/Status", "In Planning");
	post(w, DEFAULT "Project/ActivateProject", "{\"entity\":{\"ProjectID\":{\"value\":\"J2607\"}}}");
	assert_int_equal(w->status, 204);
	get(w, DEFAULT "Project/J2607");
	expect(w, "Status", "Active");
	put(w, DEFAULT "Project", "{\"ProjectID\":{\"value\":\"THIS-IS-TOO-LONG\"},\"Description\":{\"value\":\"x\"}}");
	assert_int_equal(w->status, 422);
}

static void test_rows_are_changed_and_deleted_by_id(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	char *nbr, *first, *second, *body;

	login(w);
	put(w, DEFAULT "Bill?$expand=Details&$select=ReferenceNbr,Amount", "{\"Vendor\":{\"value\":\"V1004\"},"
		"\"Date\":{\"value\":\"2026-10-31\"},\"Details\":[{\"POOrderType\":{\"value\":\"Subcontract\"},"
		"\"POOrderNbr\":{\"value\":\"SC000017\"},\"POLine\":{\"value\":1},\"ExtendedCost\":{\"value\":100}},"
		"{" LINE_HEAD ",\"ExtendedCost\":{\"value\":40}}]}");
	assert_int_equal(w->status, 200);
	expect(w, "Amount", "130");              /* the order retains 10 %, the other line nothing */
	nbr = xstrdup(value(w, "ReferenceNbr", &b));
	first = xstrdup(value(w, "Details/0/id", &b));
	second = xstrdup(value(w, "Details/1/id", &b));
	body = xasprintf("{\"Type\":{\"value\":\"Bill\"},\"ReferenceNbr\":{\"value\":\"%s\"},\"Details\":["
		"{\"id\":\"%s\",\"ExtendedCost\":{\"value\":60}},{\"id\":\"%s\",\"delete\":true}]}", nbr, first, second);
	get(w, "/_sim/state");
	expect(w, "Subcontract/0/Details/0/BilledAmount", "68671");
	put(w, DEFAULT "Bill?$expand=Details&$select=Amount", body);
	assert_int_equal(w->status, 200);
	expect(w, "Amount", "54");
	expect(w, "Details/1", "(absent)");
	get(w, "/_sim/state");
	expect(w, "Subcontract/0/Details/0/BilledAmount", "68631");
	put(w, DEFAULT "Bill", body);            /* the second row is gone */
	assert_int_equal(w->status, 400);
	free(body);
	body = xasprintf("%sBill/Bill/%s", DEFAULT, nbr);
	send(w, "DELETE", body, NULL, NULL);
	assert_int_equal(w->status, 204);
	get(w, body);
	assert_int_equal(w->status, 500);
	get(w, "/_sim/state");
	expect(w, "Subcontract/0/Details/0/BilledAmount", "68571");
	free(body);
	free(nbr);
	free(first);
	free(second);
	strbuf_release(&b);
}

static void test_sample_documents_agree_with_themselves(void **state)
{
	struct world *w = *state;
	struct strbuf b = STRBUF_INIT;
	int i, n, k;

	login(w);
	get(w, DEFAULT "Bill?$expand=Details&$custom=CurrentDocument.CuryRetainageTotal,Details/Transactions.CuryRetainageAmt");
	n = rows(w);
	assert_true(n > 80);
	for (i = 0; i < n; i++) {
		const cJSON *bill = cJSON_GetArrayItem(w->json, i), *row;
		int64_t amount, sum = 0, cost, held;

		assert_int_equal(jv_decimal(jv_get(jv_get(bill, "Amount"), "value"), 2, &amount), 0);
		for (k = 0; k < cJSON_GetArraySize(jv_get(bill, "Details")); k++) {
			row = cJSON_GetArrayItem(jv_get(bill, "Details"), k);
			jv_decimal(jv_get(jv_get(row, "ExtendedCost"), "value"), 2, &cost);
			jv_decimal(jv_get(jv_get(jv_get(jv_get(row, "custom"), "Transactions"), "CuryRetainageAmt"),
				"value"), 2, &held);
			sum += cost - held;
		}
		assert_int_equal(sum, amount);
	}
	get(w, DEFAULT "Check?$filter=Type%20eq%20'Voided%20Payment'&$expand=History");
	assert_int_equal(rows(w), 1);
	get(w, DEFAULT "Bill?$filter=Vendor%20eq%20'V1004'%20and%20VendorRef%20eq%20'1042-05'&$select=ReferenceNbr");
	assert_int_equal(rows(w), 1);
	get(w, DEFAULT "ProjectBudget?$filter=ProjectID%20eq%20'J2601'&$top=1");
	assert_int_equal(rows(w), 1);
	strbuf_release(&b);
}

static void test_requests_a_minute_are_counted(void **state)
{
	struct world *w = *state;
	int i;

	login(w);
	control(w, "set", "{\"rate\":3}");
	for (i = 0; i < 4; i++)
		get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 429);
	post(w, "/_sim/clock", "{\"advance_s\":60}");
	get(w, DEFAULT "Vendor?$top=1");
	assert_int_equal(w->status, 200);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_login_is_required_and_checked), T(test_seats_are_few_and_come_back),
		T(test_another_tenant_holds_another_company), T(test_oauth_tokens_end_and_rotate),
		T(test_authorization_code_needs_its_verifier), T(test_endpoints_follow_the_release),
		cmocka_unit_test_setup_teardown(test_2023r2_has_its_own_subcontracts, setup_2023r2, teardown),
		T(test_lists_filter_select_and_page), T(test_pages_cover_the_list_once),
		T(test_details_come_only_when_expanded), T(test_optimizer_refuses_the_fields_named),
		T(test_bodies_are_read_strictly), T(test_subcontract_is_released_by_action),
		T(test_bill_keeps_retainage_of_its_order), T(test_header_without_retainage_drops_it),
		T(test_refusals_save_nothing), T(test_put_matches_by_key_id_and_precondition),
		T(test_repeated_put_makes_a_second_bill_that_a_lookup_finds),
		T(test_released_bills_refuse_changes_and_actions_take_time),
		T(test_checks_pay_and_are_voided), T(test_periods_and_switches_can_be_changed),
		T(test_rows_are_changed_and_deleted_by_id), T(test_sample_documents_agree_with_themselves),
		T(test_requests_a_minute_are_counted),
		T(test_projects_start_in_planning_with_the_tasks_of_their_template),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
