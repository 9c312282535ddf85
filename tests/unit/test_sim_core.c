/* The common ground of the simulators: faults, log, control, forms, paths. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/path.h"
#include "test_sim_client.h"
#include <stdio.h>

#include "base/banned.h"

static struct sim *start(const char *log)
{
	struct sim_options opt = { .seed = 1, .log_path = log };
	struct sim *sim;

	assert_int_equal(sim_start(&sim, &opt, NULL, NULL, NULL), 0);
	return sim;
}

static void paths_match_their_patterns(void **state)
{
	static const struct { const char *path, *pattern; int hit; const char *first; } cases[] = {
		{ "/a/12/b", "/a/{id}/b", 1, "12" }, { "/a/12", "/a/{id}/b", 0, NULL },
		{ "/a/12/b/", "/a/{id}/b", 0, NULL }, { "/a//b", "/a/{id}/b", 0, NULL },
		{ "/a/x/y", "/a/{}/{}", 1, "x" }, { "/a", "/a", 1, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char seg[2][SIM_SEGMENT];

		assert_int_equal(sim_path_match(cases[i].path, cases[i].pattern, seg, 2), cases[i].hit);
		if (cases[i].first)
			assert_string_equal(seg[0], cases[i].first);
	}
}

static void forms_are_read_in_three_ways(void **state)
{
	static const struct { const char *type, *body; } cases[] = {
		{ "application/x-www-form-urlencoded", "x=1&grant=a%26b+c" },
		{ "application/json", "{\"grant\":\"a&b c\"}" },
		{ "multipart/form-data; boundary=QQ", "--QQ\r\nContent-Disposition: form-data; name=\"x\"\r\n"
		  "\r\n1\r\n--QQ\r\nContent-Disposition: form-data; name=\"grant\"\r\n\r\na&b c\r\n--QQ--\r\n" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sim_request req = { .method = "POST", .body = cases[i].body,
			.body_len = strlen(cases[i].body) };
		struct strbuf out = STRBUF_INIT;

		sim_pairs_add(&req.headers, "content-type", cases[i].type);
		req.json = jv_parse(req.body, req.body_len);
		assert_int_equal(sim_form(&req, "grant", &out), 1);
		assert_string_equal(out.s, "a&b c");
		assert_int_equal(sim_form(&req, "absent", &out), 0);
		cJSON_Delete(req.json);
		sim_pairs_release(&req.headers);
		strbuf_release(&out);
	}
}

static void fault_specifications_are_checked(void **state)
{
	static const struct { const char *spec; int good; } cases[] = {
		{ "503", 1 }, { "procore:cut_after_apply,count=-1", 1 },
		{ "acumatica:delay,delay_ms=10,match=PUT /Bill", 1 },
		{ "nowhere:503", 0 }, { "explode", 0 }, { "503,count=x", 0 }, { "503,colour=red", 0 },
		{ "stall,delay_ms=999999999", 0 },
	};
	struct sim *sim = start(NULL);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;

		if ((sim_add_fault(sim, cases[i].spec, &err) == 0) != cases[i].good)
			fail_msg("%s", cases[i].spec);
		assert_int_equal(err.msgid != NULL, !cases[i].good);
		error_release(&err);
	}
	sim_stop(sim);
}

static int get(int port, const char *target)
{
	struct answer a;

	client_call(port, &a, "GET", target, NULL, NULL);
	answer_release(&a);
	return a.status;
}

static void faults_hit_what_fits_and_no_more(void **state)
{
	struct sim *sim = start(NULL);
	int port = sim_port(sim, "procore");

	assert_int_equal(sim_add_fault(sim, "procore:503,count=2,skip=1,match=GET /rest", NULL), 0);
	assert_int_equal(get(port, "/oauth/token/info"), 401);
	assert_int_equal(get(port, "/rest/v1.0/me"), 401);
	assert_int_equal(get(port, "/rest/v1.0/me"), 503);
	assert_int_equal(get(sim_port(sim, "acumatica"), "/acu/rest"), 404);
	assert_int_equal(get(port, "/rest/v1.0/me"), 503);
	assert_int_equal(get(port, "/rest/v1.0/me"), 401);
	sim_stop(sim);
}

static void faults_look_as_they_should(void **state)
{
	struct sim *sim = start(NULL);
	int port = sim_port(sim, "procore");
	struct answer a;
	char *text;

	sim_add_fault(sim, "429,retry_after=17", NULL);
	client_call(port, &a, "GET", "/rest/v1.0/me", NULL, NULL);
	assert_int_equal(a.status, 429);
	text = answer_header(&a, "Retry-After");
	assert_string_equal(text, "17");
	free(text);
	answer_release(&a);
	sim_add_fault(sim, "html", NULL);
	client_call(port, &a, "GET", "/rest/v1.0/me", NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_null(a.json);
	assert_non_null(strstr(a.body.s, "<html>"));
	answer_release(&a);
	sim_add_fault(sim, "truncated", NULL);
	client_call(port, &a, "GET", "/rest/v1.0/me", NULL, NULL);
	assert_int_equal(a.status, 401);
	assert_true(a.body.len > 0);
	assert_null(a.json);
	answer_release(&a);
	sim_add_fault(sim, "cut_before", NULL);
	assert_int_equal(get(port, "/rest/v1.0/me"), 0);
	sim_add_fault(sim, "502", NULL);
	assert_int_equal(get(port, "/rest/v1.0/me"), 502);
	sim_stop(sim);
}

/* The answer is lost, what was asked for is done. */
static void cut_after_apply_applies(void **state)
{
	struct sim *sim = start(NULL);
	int port = sim_port(sim, "procore");
	struct answer a;
	char *body;
	cJSON *v;
	struct strbuf line = STRBUF_INIT;

	sim_ready_line(sim, &line);
	v = jv_parse(line.s, line.len);
	body = xasprintf("grant_type=client_credentials&client_id=%s&client_secret=%s",
		jv_str(jv_get(jv_get(v, "credentials"), "procore"), "client_id"),
		jv_str(jv_get(jv_get(v, "credentials"), "procore"), "client_secret"));
	sim_add_fault(sim, "cut_after_apply,match=POST /oauth", NULL);
	client_call(port, &a, "POST", "/oauth/token", NULL, body);
	assert_int_equal(a.status, 0);
	answer_release(&a);
	client_call(port, &a, "GET", "/_sim/counters", NULL, NULL);
	assert_int_equal(jv_int(jv_get(a.json, "procore"), "tokens_issued", 0), 1);
	assert_int_equal(jv_int(jv_get(a.json, "procore"), "faults", 0), 1);
	assert_int_equal(jv_int(jv_get(a.json, "procore"), "calls", 0), 1);
	answer_release(&a);
	free(body);
	cJSON_Delete(v);
	strbuf_release(&line);
	sim_stop(sim);
}

/* One exchange waits; the others do not, and neither does the end. */
static void stalled_exchange_holds_up_nobody(void **state)
{
	struct sim *sim = start(NULL);
	int port = sim_port(sim, "procore"), fd;
	struct answer a;

	sim_add_fault(sim, "procore:stall,delay_ms=3600000,match=/rest/v1.0/companies", NULL);
	fd = client_connect(port);
	client_send(fd, "GET", "/rest/v1.0/companies", NULL, NULL);
	do
		client_call(port, &a, "GET", "/_sim/log", NULL, NULL);
	while (!cJSON_GetArraySize(a.json) && (answer_release(&a), 1));
	assert_string_equal(jv_str(cJSON_GetArrayItem(a.json, 0), "fault"), "stall");
	answer_release(&a);
	assert_int_equal(get(port, "/rest/v1.0/me"), 401);
	sim_stop(sim);
	close(fd);
}

static void log_holds_every_exchange(void **state)
{
	char path[] = "/tmp/comptoir-sim-log-XXXXXX";
	int fd = mkstemp(path);
	struct sim *sim = start(path);
	struct strbuf text = STRBUF_INIT;
	struct answer a;
	cJSON *v;

	close(fd);
	client_call(sim_port(sim, "procore"), &a, "PATCH", "/rest/v1.0/vendors/sync?x=1",
		"X-Twice: one\r\nX-Twice: two\r\nContent-Type: application/json\r\n",
		"{\n \"amount\": 1234567.10\n}");
	answer_release(&a);
	client_call(sim_port(sim, "procore"), &a, "GET", "/_sim/log", NULL, NULL);
	assert_int_equal(cJSON_GetArraySize(a.json), 1);
	answer_release(&a);
	sim_stop(sim);
	assert_int_equal(path_read_file(&text, path, 100000, NULL), 0);
	assert_int_equal(text.s[text.len - 1], '\n');
	assert_non_null(strstr(text.s, "\"request_body\":{\"amount\":1234567.10}"));
	assert_non_null(strstr(text.s, "\"X-Twice\":[\"one\",\"two\"]"));
	v = jv_parse(text.s, text.len);
	assert_non_null(v);
	assert_string_equal(jv_str(v, "system"), "procore");
	assert_string_equal(jv_str(v, "method"), "PATCH");
	assert_string_equal(jv_str(v, "target"), "/rest/v1.0/vendors/sync?x=1");
	assert_int_equal(jv_int(v, "status", 0), 401);
	assert_non_null(jv_get(jv_get(v, "response_body"), "message"));
	assert_true(cJSON_IsNull(jv_get(v, "fault")));
	assert_non_null(jv_str(v, "at"));
	cJSON_Delete(v);
	strbuf_release(&text);
	unlink(path);
}

static void control_refuses_nonsense(void **state)
{
	static const struct { const char *method, *path, *body; int status; } cases[] = {
		{ "GET", "/_sim/nothing", NULL, 404 }, { "POST", "/_sim/state", "{}", 405 },
		{ "POST", "/_sim/fault", "[]", 400 }, { "POST", "/_sim/fault", "{\"count\":1}", 400 },
		{ "POST", "/_sim/fault", "{\"kind\":\"503\",\"count\":-1}", 200 },
		{ "DELETE", "/_sim/fault", NULL, 200 }, { "POST", "/_sim/clock", "{}", 400 },
		{ "POST", "/_sim/clock", "{\"advance_s\":-5}", 400 }, { "GET", "/_sim/clock", NULL, 200 },
		{ "POST", "/_sim/procore/vendors/1", "{}", 404 },
		{ "POST", "/_sim/procore/castles/1", "{}", 404 }, { "POST", "/_sim/elsewhere/x/1", "{}", 404 },
	};
	struct sim *sim = start(NULL);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answer a;

		client_call(sim_port(sim, "procore"), &a, cases[i].method, cases[i].path, NULL,
			cases[i].body);
		if (a.status != cases[i].status)
			fail_msg("%s %s: %d", cases[i].method, cases[i].path, a.status);
		answer_release(&a);
	}
	sim_stop(sim);
}

static void taken_port_is_told(void **state)
{
	struct sim *sim = start(NULL), *second = NULL;
	int ports[SIM_MAX_SYSTEMS] = { sim_port(sim, "procore") };
	struct sim_options opt = { .seed = 1 };
	struct error err = ERROR_INIT;

	assert_int_equal(sim_start(&second, &opt, NULL, ports, &err), ERR_CONFIG);
	assert_non_null(err.msgid);
	error_release(&err);
	sim_stop(sim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_match_their_patterns),
		cmocka_unit_test(forms_are_read_in_three_ways),
		cmocka_unit_test(fault_specifications_are_checked),
		cmocka_unit_test(faults_hit_what_fits_and_no_more),
		cmocka_unit_test(faults_look_as_they_should),
		cmocka_unit_test(cut_after_apply_applies),
		cmocka_unit_test(stalled_exchange_holds_up_nobody),
		cmocka_unit_test(log_holds_every_exchange),
		cmocka_unit_test(control_refuses_nonsense),
		cmocka_unit_test(taken_port_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
