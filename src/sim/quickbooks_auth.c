/* OAuth 2.0 of the simulated QuickBooks Online: consent, tokens, revocation.
 *
 * The consent page agrees at once.  A refresh token lives 100 days from its last use and changes its
 * value about once a day; the value before it is good for another day.  The first one follows from the
 * seed, so that a connection made once works after a restart of the simulator. */
#include "sim/quickbooks.h"

#include "base/digest.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define DAY_MS (INT64_C(86400000))
#define REFRESH_LIFE_S INT64_C(8726400)
#define SCOPE "com.intuit.quickbooks.accounting"

/* Always the same for a seed. */
static char *settled(const struct qb *qb, const char *what, const char *prefix, int len)
{
	char *text = xasprintf("quickbooks %s %llu", what, (unsigned long long)qb->co->seed);
	char hex[DIGEST_HEX_LEN];

	digest_sha256_hex(hex, text, strlen(text));
	free(text);
	return xasprintf("%s%.*s", prefix, len, hex);
}

static char *token(struct qb *qb, const char *prefix, size_t bytes)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, prefix);
	sim_add_token(qb->sim, &b, bytes);
	return strbuf_detach(&b);
}

void qb_auth_init(struct qb *qb)
{
	qb->client_id = settled(qb, "client", "AB", 48);
	qb->client_secret = settled(qb, "secret", "", 40);
	qb->refresh = settled(qb, "refresh", "AB11", 46);
	qb->refresh_ms = qb->refresh_used_ms = sim_now_ms(qb->sim);
}

void qb_auth_release(struct qb *qb)
{
	free(qb->client_id);
	free(qb->client_secret);
	free(qb->refresh);
	free(qb->refresh_before);
	for (size_t i = 0; i < qb->tokens.len; i++)
		free(qb->tokens.items[i].access);
	ARRAY_RELEASE(&qb->tokens);
	for (size_t i = 0; i < qb->codes.len; i++) {
		free(qb->codes.items[i].code);
		free(qb->codes.items[i].redirect);
	}
	ARRAY_RELEASE(&qb->codes);
}

void qb_auth_expire(struct qb *qb)
{
	for (size_t i = 0; i < qb->tokens.len; i++)
		qb->tokens.items[i].ends_ms = 0;
}

int qb_auth_ok(struct qb *qb, const struct sim_request *req)
{
	const char *bearer = sim_header(req, "Authorization");

	if (!bearer || strncasecmp(bearer, "Bearer ", 7))
		return 0;
	for (size_t i = 0; i < qb->tokens.len; i++)
		if (!strcmp(qb->tokens.items[i].access, bearer + 7))
			return qb->tokens.items[i].ends_ms > sim_now_ms(qb->sim);
	return 0;
}

/* ---- tokens ---- */

static void refuse(struct sim_response *resp, int status, const char *error)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "error", error);
	sim_respond_json(resp, status, v);
}

/* Plain base 64, as Basic wants it. */
static void add_base64(struct strbuf *out, const char *s)
{
	struct strbuf url = STRBUF_INIT;

	digest_base64url(&url, s, strlen(s));
	for (size_t i = 0; i < url.len; i++)
		strbuf_addc(out, url.s[i] == '-' ? '+' : url.s[i] == '_' ? '/' : url.s[i]);
	while (out->len % 4)
		strbuf_addc(out, '=');
	strbuf_release(&url);
}

static int client_ok(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	const char *sent = sim_header(req, "Authorization");
	char *pair = xasprintf("%s:%s", qb->client_id, qb->client_secret);
	struct strbuf b = STRBUF_INIT;
	int ok;

	add_base64(&b, pair);
	ok = sent && !strncasecmp(sent, "Basic ", 6) && !strcmp(sent + 6, b.s);
	strbuf_release(&b);
	free(pair);
	if (!ok)
		refuse(resp, 401, "invalid_client");
	return ok;
}

static int has_form(const struct sim_request *req)
{
	const char *type = sim_header(req, "Content-Type");

	return type && !strncasecmp(type, "application/x-www-form-urlencoded", 33);
}

static void grant(struct qb *qb, struct sim_response *resp)
{
	int64_t life = sim_options(qb->sim)->token_life_s ? sim_options(qb->sim)->token_life_s : 3600;
	struct qb_token *t = ARRAY_PUSH(&qb->tokens);
	cJSON *v = cJSON_CreateObject();

	t->access = token(qb, "eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..", 48);
	t->ends_ms = sim_now_ms(qb->sim) + life * 1000;
	jv_add_str(v, "token_type", "bearer");
	jv_add_str(v, "access_token", t->access);
	jv_add_int(v, "expires_in", life);
	jv_add_str(v, "refresh_token", qb->refresh);
	jv_add_int(v, "x_refresh_token_expires_in", REFRESH_LIFE_S);
	sim_respond_json(resp, 200, v);
	sim_respond_header(resp, "Cache-Control", "no-cache, no-store");
	sim_count(qb->sim, "tokens_issued");
}

static void replace_refresh(struct qb *qb)
{
	free(qb->refresh_before);
	qb->refresh_before = qb->refresh;
	qb->refresh = token(qb, "AB11", 23);
	qb->replaced_ms = qb->refresh_ms = sim_now_ms(qb->sim);
}

static void use_code(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf code = STRBUF_INIT, redirect = STRBUF_INIT;
	struct qb_code *c = NULL;

	sim_form(req, "code", &code);
	sim_form(req, "redirect_uri", &redirect);
	for (size_t i = 0; i < qb->codes.len; i++)
		if (qb->codes.items[i].code && !strcmp(qb->codes.items[i].code, code.s))
			c = &qb->codes.items[i];
	if (!c || c->ends_ms <= sim_now_ms(qb->sim) || strcmp(c->redirect, redirect.s)) {
		refuse(resp, 400, "invalid_grant");
	} else {
		replace_refresh(qb);
		qb->revoked = 0;
		qb->refresh_used_ms = sim_now_ms(qb->sim);
		grant(qb, resp);
	}
	if (c) {
		free(c->code);               /* good once */
		c->code = NULL;
	}
	strbuf_release(&code);
	strbuf_release(&redirect);
}

static void use_refresh(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	int64_t now = sim_now_ms(qb->sim);
	struct strbuf sent = STRBUF_INIT;
	int current, before;

	sim_form(req, "refresh_token", &sent);
	current = !strcmp(sent.s, qb->refresh);
	before = qb->refresh_before && !strcmp(sent.s, qb->refresh_before) &&
		now - qb->replaced_ms <= DAY_MS;
	strbuf_release(&sent);
	if (qb->revoked || (!current && !before) || now - qb->refresh_used_ms > REFRESH_LIFE_S * 1000) {
		refuse(resp, 400, "invalid_grant");
		return;
	}
	qb->refresh_used_ms = now;
	if (current && (qb->sw.rotate == 2 || (qb->sw.rotate == 1 && now - qb->refresh_ms >= DAY_MS)))
		replace_refresh(qb);
	grant(qb, resp);
	sim_count(qb->sim, "token_refresh");
}

static void token_request(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf type = STRBUF_INIT;

	if (!client_ok(qb, req, resp))
		return;
	if (!has_form(req) || !sim_form(req, "grant_type", &type))
		refuse(resp, 400, "invalid_request");
	else if (!strcmp(type.s, "authorization_code"))
		use_code(qb, req, resp);
	else if (!strcmp(type.s, "refresh_token"))
		use_refresh(qb, req, resp);
	else
		refuse(resp, 400, "unsupported_grant_type");
	strbuf_release(&type);
}

static void revoke(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf sent = STRBUF_INIT;
	int known;

	if (!client_ok(qb, req, resp))
		return;
	if (!sim_form(req, "token", &sent)) {
		refuse(resp, 400, "invalid_request");
		return;
	}
	known = !strcmp(sent.s, qb->refresh) || (qb->refresh_before && !strcmp(sent.s, qb->refresh_before));
	for (size_t i = 0; !known && i < qb->tokens.len; i++)
		known = !strcmp(sent.s, qb->tokens.items[i].access);
	strbuf_release(&sent);
	if (!known) {
		refuse(resp, 400, "invalid_token");
		return;
	}
	qb->revoked = 1;
	qb_auth_expire(qb);
	resp->status = 200;
	sim_count(qb->sim, "revoke");
}

/* ---- consent ---- */

/* Production keys need https; http on this machine is for development keys. */
static int redirect_ok(const char *uri)
{
	static const char *const local[] = { "http://localhost", "http://127.0.0.1" };

	if (!uri)
		return 0;
	if (!strncmp(uri, "https://", 8) && uri[8])
		return 1;
	for (size_t i = 0; i < ARRAY_SIZE(local); i++)
		if (!strncmp(uri, local[i], strlen(local[i])) && strchr(":/", uri[strlen(local[i])]))
			return 1;
	return 0;
}

static int has_word(const char *list, const char *word)
{
	const char *at = list ? strstr(list, word) : NULL;

	return at && (at == list || at[-1] == ' ') && strchr(" ", at[strlen(word)]);
}

static void consent(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	const char *client = sim_query(req, "client_id"), *redirect = sim_query(req, "redirect_uri");
	const char *type = sim_query(req, "response_type"), *state = sim_query(req, "state");
	struct strbuf to = STRBUF_INIT;
	struct qb_code *c;

	if (!client || strcmp(client, qb->client_id) || !redirect_ok(redirect) || !state || !*state ||
	    !type || strcmp(type, "code") || !has_word(sim_query(req, "scope"), SCOPE)) {
		sim_respond_text(resp, 400, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><h1>"
			"Sorry, but something isn't right</h1><p>client_id, response_type, scope, redirect_uri or "
			"state is invalid.</p></body></html>");
		return;
	}
	strbuf_addf(&to, "%s%c", redirect, strchr(redirect, '?') ? '&' : '?');
	if (qb->sw.consent) {
		c = ARRAY_PUSH(&qb->codes);
		*c = (struct qb_code){ .code = token(qb, "AB11", 20), .redirect = xstrdup(redirect),
			.ends_ms = sim_now_ms(qb->sim) + 600000 };
		strbuf_addf(&to, "code=%s&realmId=%s&state=", c->code, qb->realm);
	} else {
		strbuf_adds(&to, "error=access_denied&state=");
	}
	strbuf_add_urlencoded(&to, state);
	resp->status = 302;
	sim_respond_header(resp, "Location", to.s);
	strbuf_release(&to);
}

static void discovery(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	static const char *const ends[][2] = { { "issuer", "/op/v1" },
		{ "authorization_endpoint", "/connect/oauth2" },
		{ "token_endpoint", "/oauth2/v1/tokens/bearer" },
		{ "revocation_endpoint", "/v2/oauth2/tokens/revoke" } };
	static const char methods[] = "[\"client_secret_basic\"]";
	cJSON *v = cJSON_CreateObject();

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		char *url = xasprintf("%s%s", req->base ? req->base : "", ends[i][1]);

		jv_add_str(v, ends[i][0], url);
		free(url);
	}
	jv_add(v, "response_types_supported", jv_parse("[\"code\"]", 8));
	jv_add(v, "token_endpoint_auth_methods_supported", jv_parse(methods, sizeof methods - 1));
	sim_respond_json(resp, 200, v);
}

int qb_auth_handle(struct qb *qb, const struct sim_request *req, struct sim_response *resp)
{
	static const struct {
		const char *path, *method;
		void (*answer)(struct qb *qb, const struct sim_request *req, struct sim_response *resp);
	} table[] = {
		{ "/connect/oauth2", "GET", consent },
		{ "/oauth2/v1/tokens/bearer", "POST", token_request },
		{ "/v2/oauth2/tokens/revoke", "POST", revoke },
		{ "/.well-known/openid_configuration", "GET", discovery },
		{ "/.well-known/openid_configuration/", "GET", discovery },
		{ "/.well-known/openid_sandbox_configuration", "GET", discovery },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcmp(table[i].path, req->path))
			continue;
		if (strcmp(table[i].method, req->method))
			refuse(resp, 405, "invalid_request");
		else
			table[i].answer(qb, req, resp);
		return 1;
	}
	return 0;
}
