/* Whatever a service (or somebody between it and us) sends: records or a clean error.
 *
 * The first byte chooses what the rest is: a document to be read and written again, a
 * page of one of the lists, an answer in the middle of sending, an unhappy answer, a
 * profile.  Built with -fsanitize=fuzzer it is a libFuzzer target; with replay.c it reads
 * the files of the corpus and some changes of them, which is what `make check` does. */
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "connectors/connector.h"
#include "connectors/json.h"
#include "tests/fuzz/replay.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* One pass for a few names takes what is a document, and leaves one. */
static void some_of_it(const char *text, size_t len, int whole)
{
	struct json_names names = { .n = 0 };
	struct json_doc doc;
	struct strbuf own = STRBUF_INIT, left = STRBUF_INIT;
	int rc;

	json_names_add(&names, "id,a,b,value,vendor.id,amount,line_items");
	strbuf_add(&own, text, len);
	rc = json_parse_some(&doc, own.s, own.len, &names, NULL);
	if (whole && rc < 0)
		abort();
	if (rc < 0) {
		strbuf_release(&own);
		return;
	}
	json_add(&left, json_root(&doc));
	json_release(&doc);
	if (json_parse(&doc, left.s, left.len, NULL) < 0)
		abort();
	json_release(&doc);
	strbuf_release(&left);
	strbuf_release(&own);
}

/* What was read is written so that it reads the same. */
static void document(const char *text, size_t len)
{
	struct json_doc doc, again;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT, pretty = STRBUF_INIT;
	int rc = json_parse(&doc, text, len, NULL);

	some_of_it(text, len, rc == 0);
	if (rc < 0)
		return;
	json_add(&first, json_root(&doc));
	json_add_pretty(&pretty, json_root(&doc));
	json_release(&doc);
	if (json_parse(&again, first.s, first.len, NULL) < 0)
		abort();
	json_add(&second, json_root(&again));
	json_release(&again);
	if (strcmp(first.s, second.s))
		abort();
	strbuf_release(&first);
	strbuf_release(&second);
	strbuf_release(&pretty);
}

static const char *no_secret(void *data, const char *name)
{
	return "secret";
}

struct stage {
	struct session session;
	struct option_values options;
	struct op_env env;
	struct pool pool, page;
	struct op op;
	struct http_request out;
	struct error err;
	struct push_item item;
};

static void stage_open(struct stage *s, const struct connector *c, enum op_kind kind)
{
	memset(s, 0, sizeof *s);
	pool_init(&s->session.pool);
	pool_init(&s->pool);
	pool_init(&s->page);
	http_request_init(&s->out);
	s->session.endpoint = "Default/22.200.001";
	s->session.construction = "ConstructLink/1.0.0";
	s->session.valid = 1;
	option_set(&s->options, c->options, "base_url", "https://erp.test", NULL);
	option_set(&s->options, c->options, "api_url", "https://api.test", NULL);
	option_set(&s->options, c->options, "company_id", "1", NULL);
	option_set(&s->options, c->options, "user", "u", NULL);
	s->env = (struct op_env){ .options = &s->options, .option_defs = c->options, .secret = no_secret,
		.session = &s->session };
	s->op = (struct op){ .kind = kind, .connector = c, .env = &s->env, .pool = &s->pool, .page_pool = &s->page,
		.scope = "7", .item = &s->item };
	strbuf_init(&s->op.report);
}

static void stage_close(struct stage *s)
{
	http_request_release(&s->out);
	error_release(&s->err);
	ARRAY_RELEASE(&s->op.page);
	strbuf_release(&s->op.report);
	option_values_release(&s->options);
	pool_release(&s->session.pool);
	pool_release(&s->pool);
	pool_release(&s->page);
}

typedef int step_fn(struct op *, const struct http_response *, struct http_request *, struct error *);

/* The same answer again and again, until the operation ends or has had enough. */
static void play(struct stage *s, step_fn *step, const char *text, size_t len, int status)
{
	int rc = step(&s->op, NULL, &s->out, &s->err);

	for (int i = 0; i < 8 && rc == OP_SEND; i++) {
		struct http_response r;
		http_response_init(&r);
		http_response_set(&r, status, "application/json", "");
		strbuf_add(&r.body, text, len);
		http_headers_set(&r.headers, "Set-Cookie", "ASP.NET_SessionId=1; path=/");
		r.sent = 1;
		r.request_flags = s->out.flags;
		free(r.url);
		r.url = xstrdup(s->out.url);
		http_request_release(&s->out);
		http_request_init(&s->out);
		error_release(&s->err);
		s->op.page.len = 0;
		rc = step(&s->op, &r, &s->out, &s->err);
		if (rc == OP_FAIL && !s->err.cls)
			abort();
		http_response_release(&r);
	}
}

static void list(const struct connector *c, unsigned which, const char *text, size_t len)
{
	struct stage s;
	unsigned n = 0;

	while (c->feeds[n].name)
		n++;
	stage_open(&s, c, OP_PULL);
	s.op.feed = &c->feeds[which % n];
	play(&s, c->pull, text, len, 200);
	stage_close(&s);
}

static const char *const payloads[] = {
	"{\"system\":\"acumatica\",\"entity\":\"Bill\",\"marker\":\"[P:k]\",\"lookup\":{\"vendor\":\"V\",\"vendor_ref\":\"R\"},"
		"\"expect\":{\"total\":\"1.00\",\"retainage\":\"0.00\",\"date\":\"2026-01-01\",\"amounts\":[\"1.00\"]},\"body\":{\"Details\":[{}]}}",
	"{\"system\":\"acumatica\",\"entity\":\"Subcontract\",\"construction\":true,\"open\":true,\"marker\":\"[P:k]\","
		"\"lookup\":{\"vendor\":\"V\",\"vendor_ref\":\"R\"},\"expect\":{\"total\":\"1.00\",\"date\":\"2026-01-01\","
		"\"amounts\":[\"1.00\"]},\"lines\":[\"1\"],\"body\":{\"Details\":[{}]}}",
	"{\"system\":\"acumatica\",\"entity\":\"Project\",\"expect\":{\"id\":\"J\",\"name\":\"N\"},\"body\":{},\"task\":{},"
		"\"activate\":{},\"activate_task\":{}}",
	"{\"system\":\"procore\",\"look\":\"/a\",\"method\":\"PATCH\",\"path\":\"/b\",\"expect\":{\"origin_id\":\"O\"},\"body\":{},"
		"\"lines\":[{\"id\":\"1\",\"origin_id\":\"O|1\",\"path\":\"/c\",\"body\":{}}]}",
	"{\"system\":\"procore\",\"look\":\"/a\",\"look_list\":true,\"method\":\"POST\",\"path\":\"/b\",\"scope\":\"?x\","
		"\"expect\":{\"origin_id\":\"O\",\"amount\":\"1.00\",\"void\":true},\"body\":{}}",
};

static void sending(unsigned which, int look, const char *text, size_t len)
{
	const char *payload = payloads[which % (sizeof payloads / sizeof *payloads)];
	const struct connector *c = connector_find(strstr(payload, "\"procore\"") ? "procore" : "acumatica");
	struct stage s;

	stage_open(&s, c, look ? OP_LOOKUP : OP_PUSH);
	s.item = (struct push_item){ .verb = "export", .key = "k", .payload = payload };
	play(&s, c->push, text, len, 200);
	stage_close(&s);
}

static void unhappy(const struct connector *c, int status, unsigned flags, const char *text, size_t len)
{
	struct http_response r;
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;

	http_response_init(&r);
	http_response_set(&r, status, "application/json", "");
	strbuf_add(&r.body, text, len);
	r.request_flags = flags;
	r.sent = 1;
	if (c->explain(&r, &err) != ERR_NONE)
		error_text(&b, &err, 0);
	strbuf_release(&b);
	error_release(&err);
	http_response_release(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int unhappy_ones[] = { 400, 401, 403, 404, 409, 412, 422, 429, 500, 503 };
	const char *text = (const char *)data + 1;
	size_t len = size ? size - 1 : 0;
	unsigned which = size ? data[0] >> 3 : 0;
	struct profile p;
	struct stage s;
	char *copy;

	if (size == 0)
		return 0;
	switch (data[0] & 7) {
	case 1: list(connector_find("procore"), which, text, len); break;
	case 2: list(connector_find("acumatica"), which, text, len); break;
	case 3: sending(which, 0, text, len); break;
	case 4: sending(which, 1, text, len); break;
	case 5:
		unhappy(connector_find(which & 1 ? "procore" : "acumatica"), unhappy_ones[which % 10],
			which & 2 ? HTTP_MUTATES : 0, text, len);
		break;
	case 6:
		copy = xstrndup(text, len);
		if (profile_load(&p, copy, NULL, NULL, NULL) == 0)
			profile_release_all(&p);
		free(copy);
		break;
	case 7:
		stage_open(&s, connector_find(which & 1 ? "procore" : "acumatica"), OP_LOGIN);
		play(&s, s.op.connector->login, text, len, which & 2 ? 200 : 204);
		stage_close(&s);
		break;
	default: document(text, len); break;
	}
	return 0;
}
