/* A connector's operation in the hand of a test: it is given recorded answers and what
 * it asks next is looked at.  No server, no thread, no clock. */
#ifndef TESTS_CONNECTOR_FIXTURE_H
#define TESTS_CONNECTOR_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "connectors/connector.h"
#include "connectors/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1795262400000)      /* 2026-11-21T12:00:00Z */

struct fx {
	const struct connector *c;
	struct option_values options;
	struct session session;
	struct op_env env;
	struct pool pool, page;
	struct op op;
	struct push_item item;
	struct strbuf payload;
	struct http_request out;             /* the last request */
	struct error err;
	const char *secrets[12];             /* name, value ... NULL */
	int (*fn)(struct op *, const struct http_response *, struct http_request *, struct error *);
};

__attribute__((unused))
static const char *fx_secret(void *data, const char *name)
{
	struct fx *f = data;

	for (int i = 0; i < 11 && f->secrets[i]; i += 2)
		if (!strcmp(f->secrets[i], name))
			return f->secrets[i + 1];
	return NULL;
}

__attribute__((unused))
static void fx_init(struct fx *f, const char *connector)
{
	memset(f, 0, sizeof *f);
	f->c = connector_find(connector);
	assert_non_null(f->c);
	pool_init(&f->session.pool);
	pool_init(&f->pool);
	pool_init(&f->page);
	strbuf_init(&f->payload);
	http_request_init(&f->out);
	f->env = (struct op_env){ .options = &f->options, .option_defs = f->c->options, .secret = fx_secret,
		.secret_data = f, .session = &f->session, .now_ms = NOW };
}

__attribute__((unused))
static void fx_release(struct fx *f)
{
	http_request_release(&f->out);
	strbuf_release(&f->payload);
	strbuf_release(&f->op.report);
	ARRAY_RELEASE(&f->op.page);
	error_release(&f->err);
	option_values_release(&f->options);
	pool_release(&f->session.pool);
	pool_release(&f->pool);
	pool_release(&f->page);
}

__attribute__((unused))
static void fx_option(struct fx *f, const char *name, const char *value)
{
	assert_int_equal(option_set(&f->options, f->c->options, name, value, &f->err), 0);
}

/* First call of an operation. */
__attribute__((unused))
static int fx_start(struct fx *f, enum op_kind kind)
{
	ARRAY_RELEASE(&f->op.page);
	strbuf_release(&f->op.report);
	{
		const struct feed *feed = f->op.feed;
		const char *scope = f->op.scope, *cursor = f->op.cursor, *token = f->op.page_token;
		int full = f->op.full;
		memset(&f->op, 0, sizeof f->op);
		f->op.feed = feed;
		f->op.scope = scope ? scope : "";
		f->op.cursor = cursor;
		f->op.page_token = token;
		f->op.full = full;
	}
	f->op.kind = kind;
	f->op.connector = f->c;
	f->op.env = &f->env;
	f->op.pool = &f->pool;
	f->op.page_pool = &f->page;
	f->op.item = &f->item;
	strbuf_init(&f->op.report);
	f->fn = kind == OP_LOGIN ? f->c->login : kind == OP_LOGOUT ? f->c->logout :
		kind == OP_PULL ? f->c->pull : kind == OP_TEST ? f->c->test : f->c->push;
	http_request_release(&f->out);
	http_request_init(&f->out);
	error_release(&f->err);
	return f->fn(&f->op, NULL, &f->out, &f->err);
}

/* An answer to the last request; headers: name, value ... NULL, or NULL. */
__attribute__((unused))
static int fx_answer(struct fx *f, int status, const char *body, const char *const *headers)
{
	struct http_response r;
	int rc;

	http_response_init(&r);
	if (status)
		http_response_set(&r, status, "application/json", body);
	else
		r.transport = HTTP_TRANSPORT_CUT;
	r.sent = 1;
	for (; headers && *headers; headers += 2)
		http_headers_set(&r.headers, headers[0], headers[1]);
	r.request_flags = f->out.flags;
	free(r.url);
	r.url = xstrdup(f->out.url ? f->out.url : "");
	http_request_release(&f->out);
	http_request_init(&f->out);
	error_release(&f->err);
	rc = f->fn(&f->op, &r, &f->out, &f->err);
	http_response_release(&r);
	return rc;
}

__attribute__((unused))
static enum error_class fx_explain(struct fx *f, int status, const char *type, const char *body, unsigned flags)
{
	struct http_response r;
	enum error_class cls;

	http_response_init(&r);
	http_response_set(&r, status, type, body);
	r.sent = 1;
	r.request_flags = flags;
	error_release(&f->err);
	cls = f->c->explain(&r, &f->err);
	http_response_release(&r);
	return cls;
}

/* The error's sentence holds the text. */
__attribute__((unused))
static void fx_says(struct fx *f, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	error_text(&b, &f->err, 0);
	if (!strstr(b.s, text))
		fail_msg("\"%s\" does not say \"%s\"", b.s, text);
	strbuf_release(&b);
}

__attribute__((unused))
static void fx_asks(struct fx *f, const char *method, const char *part)
{
	if (strcmp(f->out.method, method) || !f->out.url || !strstr(f->out.url, part))
		fail_msg("%s %s is not %s ...%s...", f->out.method, f->out.url ? f->out.url : "", method, part);
}

__attribute__((unused))
static const struct feed *fx_feed(struct fx *f, const char *name)
{
	for (const struct feed *d = f->c->feeds; d->name; d++)
		if (!strcmp(d->name, name))
			return d;
	fail_msg("no feed %s", name);
	return NULL;
}

__attribute__((unused))
static const struct record *fx_record(struct fx *f, enum entity e, size_t n)
{
	for (size_t i = 0; i < f->op.page.len; i++)
		if (f->op.page.items[i].entity == e && n-- == 0)
			return &f->op.page.items[i];
	fail_msg("no such record");
	return NULL;
}

/* Composes the dossier as it would be sent under this key; the result is the fixture's payload and item. */
__attribute__((unused))
static void fx_compose(struct fx *f, const char *key, const struct dossier *d)
{
	struct strbuf why = STRBUF_INIT;
	int rc;

	strbuf_reset(&f->payload);
	rc = f->c->compose(&f->payload, "export", d, f->env.profile, &f->env, key, &f->err);
	error_text(&why, &f->err, 0);
	if (rc < 0)
		fail_msg("not composed: %s", why.s);
	strbuf_release(&why);
	f->item = (struct push_item){ .verb = "export", .entity = d->record->entity, .key = key,
		.payload = f->payload.s, .attempt = 1 };
}

/* The member `path` of the composed envelope, as JSON; the caller frees it. */
__attribute__((unused))
static char *fx_part(struct fx *f, const char *path)
{
	struct json_doc doc;
	struct strbuf b = STRBUF_INIT;

	assert_int_equal(json_parse(&doc, f->payload.s, f->payload.len, NULL), 0);
	json_add(&b, json_get(json_root(&doc), path));
	json_release(&doc);
	return strbuf_detach(&b);
}

__attribute__((unused))
static void fx_part_is(struct fx *f, const char *path, const char *want)
{
	char *is = fx_part(f, path);

	assert_string_equal(is, want);
	free(is);
}

/* The same of a string, as its text; the caller frees it. */
__attribute__((unused))
static char *fx_text(struct fx *f, const char *path)
{
	struct json_doc doc;
	char *text;

	assert_int_equal(json_parse(&doc, f->payload.s, f->payload.len, NULL), 0);
	assert_true(json_is_string(json_get(json_root(&doc), path)));
	text = xstrdup(json_text(json_get(json_root(&doc), path)));
	json_release(&doc);
	return text;
}

__attribute__((unused))
static void fx_text_is(struct fx *f, const char *path, const char *want)
{
	char *is = fx_text(f, path);

	assert_string_equal(is, want);
	free(is);
}

/* A file of tests/data, whole. */
__attribute__((unused))
static char *fx_file(const char *path)
{
	const char *root = getenv("abs_top_srcdir");
	char *full = xasprintf("%s/%s", root ? root : ".", path);
	FILE *file = fopen(full, "rb");
	struct strbuf b = STRBUF_INIT;
	char chunk[4096];
	size_t n;

	if (!file)
		fail_msg("%s is not there", full);
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
		strbuf_add(&b, chunk, n);
	fclose(file);
	free(full);
	return strbuf_detach(&b);
}

#endif
