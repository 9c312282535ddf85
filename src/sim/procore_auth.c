/* Procore's OAuth 2.0: the three grants, rotation of refresh tokens, info, revoke.
 *
 * The authorize page agrees at once: a simulator has nobody to ask.  A refresh
 * token works once; the answer that carried its successor may be lost, and then
 * only a new sign-in helps, exactly as with the real service. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/digest.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define CODE_LIFE_MS (10 * 60 * 1000)
#define TOKEN_LIFE_S 5400
#define OOB "urn:ietf:wg:oauth:2.0:oob"

static void oauth_error(struct sim_response *resp, int status, const char *error,
	const char *description)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "error", error);
	jv_add_str(v, "error_description", description);
	sim_respond_json(resp, status, v);
}

static int64_t token_life_ms(const struct procore *pc)
{
	int64_t s = sim_options(pc->sim)->token_life_s;

	return (s ? s : TOKEN_LIFE_S) * 1000;
}

/* ---- tokens ---- */

static char *new_secret(struct procore *pc, size_t bytes)
{
	struct strbuf b = STRBUF_INIT;

	sim_add_token(pc->sim, &b, bytes);
	return strbuf_detach(&b);
}

static void issue(struct procore *pc, int user, struct sim_response *resp)
{
	struct pc_token *t = ARRAY_PUSH(&pc->tokens);
	cJSON *v = cJSON_CreateObject();

	memset(t, 0, sizeof *t);
	t->access = new_secret(pc, 32);
	t->refresh = user ? new_secret(pc, 32) : NULL;
	t->user = user || pc->grant_user;
	t->created_ms = sim_now_ms(pc->sim);
	t->expires_ms = t->created_ms + token_life_ms(pc);
	jv_add_str(v, "access_token", t->access);
	jv_add_str(v, "token_type", "Bearer");
	jv_add_int(v, "expires_in", token_life_ms(pc) / 1000);
	if (t->refresh)
		jv_add_str(v, "refresh_token", t->refresh);
	jv_add_int(v, "created_at", t->created_ms / 1000);
	sim_respond_json(resp, 200, v);
	sim_respond_header(resp, "Cache-Control", "no-store");
	sim_count(pc->sim, "tokens_issued");
}

static int client_ok(struct procore *pc, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf id = STRBUF_INIT, secret = STRBUF_INIT;
	int ok = sim_form(req, "client_id", &id) && sim_form(req, "client_secret", &secret) &&
		!strcmp(id.s, pc->client_id) && !strcmp(secret.s, pc->client_secret);

	strbuf_release(&id);
	strbuf_release(&secret);
	if (!ok)
		oauth_error(resp, 401, "invalid_client", "Client authentication failed due to unknown "
			"client, no client authentication included, or unsupported authentication method.");
	return ok;
}

static void invalid_grant(struct sim_response *resp)
{
	oauth_error(resp, 400, "invalid_grant", "The provided authorization grant is invalid, "
		"expired, revoked, does not match the redirection URI used in the authorization "
		"request, or was issued to another client.");
}

/* ---- grants ---- */

static int verifier_ok(const struct sim_request *req, const struct pc_code *code)
{
	struct strbuf v = STRBUF_INIT, hashed = STRBUF_INIT;
	uint8_t digest[DIGEST_LEN];
	int ok = 1;

	if (code->challenge && sim_form(req, "code_verifier", &v)) {
		digest_sha256(digest, v.s, v.len);
		digest_base64url(&hashed, digest, sizeof digest);
		ok = !strcmp(code->plain ? v.s : hashed.s, code->challenge);
	}
	strbuf_release(&v);
	strbuf_release(&hashed);
	return ok;
}

static void grant_code(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf code = STRBUF_INIT, uri = STRBUF_INIT;
	struct pc_code *hit = NULL;

	if (sim_form(req, "code", &code) && sim_form(req, "redirect_uri", &uri))
		for (size_t i = 0; i < pc->codes.len; i++)
			if (!strcmp(pc->codes.items[i].code, code.s))
				hit = &pc->codes.items[i];
	if (!hit || hit->used || hit->expires_ms < sim_now_ms(pc->sim) ||
	    strcmp(hit->redirect_uri, uri.s) || !verifier_ok(req, hit)) {
		invalid_grant(resp);
	} else {
		hit->used = 1;
		issue(pc, 1, resp);
	}
	strbuf_release(&code);
	strbuf_release(&uri);
}

static void grant_refresh(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf refresh = STRBUF_INIT;
	struct pc_token *hit = NULL;

	if (sim_form(req, "refresh_token", &refresh))
		for (size_t i = 0; i < pc->tokens.len; i++) {
			struct pc_token *t = &pc->tokens.items[i];

			if (t->refresh && !strcmp(t->refresh, refresh.s) && !t->revoked)
				hit = t;
		}
	strbuf_release(&refresh);
	if (!hit) {
		oauth_error(resp, 401, "invalid_grant", "The refresh token is invalid");
		return;
	}
	hit->revoked = 1;        /* it dies at once, whatever becomes of the answer */
	sim_count(pc->sim, "token_refreshes");
	issue(pc, 1, resp);
}

static void post_token(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf grant = STRBUF_INIT;

	sim_form(req, "grant_type", &grant);
	if (!client_ok(pc, req, resp))
		;
	else if (!strcmp(grant.s, "authorization_code"))
		grant_code(pc, req, resp);
	else if (!strcmp(grant.s, "refresh_token"))
		grant_refresh(pc, req, resp);
	else if (!strcmp(grant.s, "client_credentials"))
		issue(pc, 0, resp);
	else
		oauth_error(resp, 400, grant.len ? "unsupported_grant_type" : "invalid_request",
			"The authorization grant type is not supported by the authorization server.");
	strbuf_release(&grant);
}

/* ---- the authorize page ---- */

static int redirect_allowed(const char *uri)
{
	static const char *const starts[] = { "http://localhost:", "http://localhost/",
		"http://127.0.0.1:", "http://127.0.0.1/", "https://" };

	if (!strcmp(uri, OOB))
		return 1;
	for (size_t i = 0; i < ARRAY_SIZE(starts); i++)
		if (!strncmp(uri, starts[i], strlen(starts[i])))
			return 1;
	return !strcmp(uri, "http://localhost");
}

static const struct pc_code *new_code(struct procore *pc, const struct sim_request *req,
	const char *uri)
{
	const char *challenge = sim_query(req, "code_challenge");
	const char *method = sim_query(req, "code_challenge_method");
	struct pc_code *c = ARRAY_PUSH(&pc->codes);

	memset(c, 0, sizeof *c);
	c->code = new_secret(pc, 24);
	c->redirect_uri = xstrdup(uri);
	c->challenge = xstrdup(challenge);
	c->plain = !method || strcmp(method, "S256");
	c->expires_ms = sim_now_ms(pc->sim) + CODE_LIFE_MS;
	return c;
}

static void get_authorize(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp)
{
	const char *type = sim_query(req, "response_type"), *id = sim_query(req, "client_id");
	const char *uri = sim_query(req, "redirect_uri"), *state = sim_query(req, "state");
	struct strbuf b = STRBUF_INIT;
	const struct pc_code *c;

	if (!id || strcmp(id, pc->client_id) || !uri || !redirect_allowed(uri) || !type ||
	    strcmp(type, "code")) {
		sim_respond_text(resp, !id || strcmp(id, pc->client_id) ? 401 : 400,
			"text/html; charset=utf-8",
			"<!DOCTYPE html><title>Procore</title><p>The authorization request is invalid.</p>\n");
		return;
	}
	c = new_code(pc, req, uri);
	if (!strcmp(uri, OOB)) {
		strbuf_addf(&b, "<!DOCTYPE html>\n<html><head><title>Authorization code</title></head><body>"
			"<p>Authorization code:</p><code id=\"authorization_code\">%s</code></body></html>\n",
			c->code);
		sim_respond_text(resp, 200, "text/html; charset=utf-8", b.s);
	} else {
		strbuf_addf(&b, "%s%ccode=%s", uri, strchr(uri, '?') ? '&' : '?', c->code);
		if (state) {
			strbuf_adds(&b, "&state=");
			strbuf_add_urlencoded(&b, state);
		}
		sim_respond_text(resp, 302, "text/html", "");
		sim_respond_header(resp, "Location", b.s);
	}
	strbuf_release(&b);
}

/* ---- the rest ---- */

static struct pc_token *bearer(struct procore *pc, const struct sim_request *req)
{
	const char *h = sim_header(req, "Authorization");

	if (!h || strncasecmp(h, "Bearer ", 7))
		return NULL;
	for (size_t i = 0; i < pc->tokens.len; i++) {
		struct pc_token *t = &pc->tokens.items[i];

		if (!strcmp(t->access, h + 7))
			return t->revoked || t->expires_ms <= sim_now_ms(pc->sim) ? NULL : t;
	}
	return NULL;
}

const struct pc_token *pc_authorize(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp)
{
	const struct pc_token *t = bearer(pc, req);

	if (!t) {
		sim_respond_header(resp, "WWW-Authenticate",
			"Bearer realm=\"Procore\", error=\"invalid_token\"");
		pc_refuse(resp, 401, "The access token is invalid");
	}
	return t;
}

static void get_info(struct procore *pc, const struct sim_request *req, struct sim_response *resp)
{
	const struct pc_token *t = pc_authorize(pc, req, resp);
	cJSON *v, *app;

	if (!t)
		return;
	v = cJSON_CreateObject();
	app = cJSON_CreateObject();
	jv_add_int(v, "resource_owner_id", CO_ID(CO_IDS_USER, t->user ? 1 : 2));
	jv_add(v, "scope", cJSON_CreateArray());
	jv_add_int(v, "expires_in", (t->expires_ms - sim_now_ms(pc->sim)) / 1000);
	jv_add_str(app, "uid", pc->client_id);
	jv_add(v, "application", app);
	jv_add_int(v, "created_at", t->created_ms / 1000);
	sim_respond_json(resp, 200, v);
}

static void post_revoke(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf token = STRBUF_INIT;

	if (!client_ok(pc, req, resp))
		return;
	if (sim_form(req, "token", &token))
		for (size_t i = 0; i < pc->tokens.len; i++) {
			struct pc_token *t = &pc->tokens.items[i];

			if (!strcmp(t->access, token.s) || (t->refresh && !strcmp(t->refresh, token.s))) {
				t->revoked = 1;
				sim_count(pc->sim, "tokens_revoked");
			}
		}
	strbuf_release(&token);
	sim_respond_json(resp, 200, cJSON_CreateObject());
}

void pc_oauth(struct procore *pc, const struct sim_request *req, struct sim_response *resp)
{
	static const struct {
		const char *method, *path;
		void (*run)(struct procore *, const struct sim_request *, struct sim_response *);
	} rows[] = {
		{ "GET", "/oauth/authorize", get_authorize },
		{ "POST", "/oauth/token", post_token },
		{ "GET", "/oauth/token/info", get_info },
		{ "POST", "/oauth/revoke", post_revoke },
	};
	int known = 0;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (strcmp(rows[i].path, req->path))
			continue;
		known = 1;
		if (!strcmp(rows[i].method, req->method)) {
			rows[i].run(pc, req, resp);
			return;
		}
	}
	pc_refuse(resp, known ? 405 : 404, known ? "Method not allowed" : "Not found");
}

void pc_expire_tokens(struct procore *pc)
{
	for (size_t i = 0; i < pc->tokens.len; i++)
		pc->tokens.items[i].expires_ms = 0;
}

void pc_auth_release(struct procore *pc)
{
	for (size_t i = 0; i < pc->tokens.len; i++) {
		free(pc->tokens.items[i].access);
		free(pc->tokens.items[i].refresh);
	}
	for (size_t i = 0; i < pc->codes.len; i++) {
		free(pc->codes.items[i].code);
		free(pc->codes.items[i].redirect_uri);
		free(pc->codes.items[i].challenge);
	}
	ARRAY_RELEASE(&pc->tokens);
	ARRAY_RELEASE(&pc->codes);
}
