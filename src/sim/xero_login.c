/* Identity: the consent page that agrees by itself, tokens, their rotation, and the connections.
 *
 * The paths of login.xero.com, identity.xero.com and api.xero.com stand side by side on one port.  A
 * refresh token is good once; the one it replaced is good for half an hour more, as long as the new one
 * was never used, because an answer can be lost. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/digest.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define TOKEN_LIFE 1800
#define CODE_LIFE 300
#define REFRESH_LIFE (60 * 86400)
#define GRACE (30 * 60)

static const char *const broad[] = {
	"accounting.transactions", "accounting.transactions.read", "accounting.reports.read",
};

static const char *const granular[] = {
	"accounting.invoices", "accounting.invoices.read", "accounting.payments", "accounting.payments.read",
};

static const char *const common[] = {
	"accounting.contacts", "accounting.contacts.read", "accounting.settings",
	"accounting.settings.read", "accounting.attachments", "accounting.attachments.read", "projects",
	"projects.read", "offline_access", "openid", "profile", "email",
};

static int listed(const char *const *list, size_t n, const char *scope, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == len && !strncmp(list[i], scope, len))
			return 1;
	return 0;
}

static int scope_known(const struct xero *x, const char *scope, size_t len)
{
	return listed(common, ARRAY_SIZE(common), scope, len) ||
		(x->sw.scopes != 2 && listed(granular, ARRAY_SIZE(granular), scope, len)) ||
		(x->sw.scopes != 1 && listed(broad, ARRAY_SIZE(broad), scope, len));
}

/* Every word of a scope parameter is one this app may ask for. */
static int scopes_ok(const struct xero *x, const char *scopes)
{
	while (*scopes) {
		size_t n = strcspn(scopes, " ");

		if (n && !scope_known(x, scopes, n))
			return 0;
		scopes += n + (scopes[n] == ' ');
	}
	return 1;
}

/* All that a custom connection was given. */
static void all_scopes(const struct xero *x, struct strbuf *out)
{
	for (size_t i = 0; i < 8; i++)
		strbuf_addf(out, "%s%s", i ? " " : "", common[i]);
	for (size_t i = 0; x->sw.scopes != 2 && i < ARRAY_SIZE(granular); i++)
		strbuf_addf(out, " %s", granular[i]);
	for (size_t i = 0; x->sw.scopes != 1 && i < ARRAY_SIZE(broad); i++)
		strbuf_addf(out, " %s", broad[i]);
}

int xero_has_scope(const struct xtoken *token, const char *scope)
{
	const char *at = token->scope;
	size_t n = strlen(scope);

	while ((at = strstr(at, scope))) {
		if ((at == token->scope || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return 1;
		at += n;
	}
	return 0;
}

static char *fresh(struct xero *x, size_t bytes)
{
	struct strbuf b = STRBUF_INIT;

	sim_add_token(x->sim, &b, bytes);
	return strbuf_detach(&b);
}

static void token_free(struct xtoken *t)
{
	free(t->access);
	free(t->refresh);
	free(t->before);
	free(t->scope);
	free(t->client);
}

static void token_drop(struct xero *x, size_t i)
{
	token_free(&x->tokens.items[i]);
	memmove(x->tokens.items + i, x->tokens.items + i + 1,
		(x->tokens.len - i - 1) * sizeof *x->tokens.items);
	x->tokens.len--;
}

void xero_login_expire(struct xero *x)
{
	for (size_t i = 0; i < x->tokens.len; i++)
		x->tokens.items[i].ends_ms = 0;
}

void xero_login_release(struct xero *x)
{
	while (x->tokens.len)
		token_drop(x, x->tokens.len - 1);
	ARRAY_RELEASE(&x->tokens);
	for (size_t i = 0; i < x->codes.len; i++) {
		free(x->codes.items[i].code);
		free(x->codes.items[i].redirect);
		free(x->codes.items[i].challenge);
		free(x->codes.items[i].scope);
		free(x->codes.items[i].client);
	}
	ARRAY_RELEASE(&x->codes);
}

const struct xtoken *xero_token(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	const char *bearer = sim_header(req, "Authorization");
	int64_t now = sim_now_ms(x->sim);
	char detail[96], at[INSTANT_LEN];

	if (!bearer || strncasecmp(bearer, "Bearer ", 7)) {
		xero_problem(x, resp, 401, "Unauthorized", "AuthenticationUnsuccessful");
		return NULL;
	}
	for (size_t i = 0; i < x->tokens.len; i++) {
		struct xtoken *t = &x->tokens.items[i];

		if (strcmp(t->access, bearer + 7))
			continue;
		if (t->ends_ms > now)
			return t;
		instant_format(at, t->ends_ms ? t->ends_ms : now);
		snprintf(detail, sizeof detail, "TokenExpired: token expired at %.2s/%.2s/%.4s %.8s", at + 5,
			at + 8, at, at + 11);
		xero_problem(x, resp, 401, "Unauthorized", detail);
		return NULL;
	}
	xero_problem(x, resp, 401, "Unauthorized", "AuthenticationUnsuccessful");
	return NULL;
}

struct xero_tenant *xero_tenant_of(struct xero *x, const struct xtoken *token, const char *id)
{
	size_t n = token->custom ? (size_t)x->sw.custom_tenants : ARRAY_SIZE(x->tenants);
	struct xguid g;

	if (n > ARRAY_SIZE(x->tenants))
		n = ARRAY_SIZE(x->tenants);
	if (!id || !*id)
		return token->custom && n == 1 && x->tenants[0].connected ? &x->tenants[0] : NULL;
	if (!xero_guid_parse(&g, id))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (x->tenants[i].connected && xero_guid_same(x->tenants[i].id, g))
			return &x->tenants[i];
	return NULL;
}

/* ---- tokens ---- */

static void oauth_refuse(struct sim_response *resp, const char *error)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "error", error);
	sim_respond_json(resp, 400, v);
}

static void answer_token(struct xero *x, const struct xtoken *t, int64_t life, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "access_token", t->access);
	jv_add_int(v, "expires_in", life);
	jv_add_str(v, "token_type", "Bearer");
	if (t->refresh)
		jv_add_str(v, "refresh_token", t->refresh);
	jv_add_str(v, "scope", t->scope);
	sim_respond_json(resp, 200, v);
	sim_respond_header(resp, "Cache-Control", "no-store, no-cache, max-age=0");
	sim_count(x->sim, "token");
}

static void grant(struct xero *x, const char *client, const char *scope, int custom,
	struct sim_response *resp)
{
	int64_t life = sim_options(x->sim)->token_life_s ? sim_options(x->sim)->token_life_s : TOKEN_LIFE;
	int64_t now = sim_now_ms(x->sim);
	struct xtoken *t = ARRAY_PUSH(&x->tokens);

	*t = (struct xtoken){ .event = xero_new_guid(x), .access = fresh(x, 48), .scope = xstrdup(scope),
		.client = xstrdup(client), .ends_ms = now + life * 1000, .custom = custom };
	if (!custom && xero_has_scope(t, "offline_access")) {
		t->refresh = fresh(x, 24);
		t->refresh_ends_ms = now + (int64_t)REFRESH_LIFE * 1000;
	}
	answer_token(x, t, life, resp);
}

static int verifier_fits(const char *challenge, const char *verifier)
{
	uint8_t hash[DIGEST_LEN];
	struct strbuf b = STRBUF_INIT;
	size_t n = strlen(verifier);
	int ok;

	if (!*challenge)
		return !n;
	digest_sha256(hash, verifier, n);
	digest_base64url(&b, hash, sizeof hash);
	ok = n >= 43 && n <= 128 && !strcmp(b.s, challenge);
	strbuf_release(&b);
	return ok;
}

/* secret: the app proved itself; without it only a code with a challenge is good. */
static void token_code(struct xero *x, const struct sim_request *req, const char *client, int secret,
	struct sim_response *resp)
{
	struct strbuf code = STRBUF_INIT, redirect = STRBUF_INIT, verifier = STRBUF_INIT;
	struct xcode *c = NULL;

	sim_form(req, "code", &code);
	sim_form(req, "redirect_uri", &redirect);
	sim_form(req, "code_verifier", &verifier);
	for (size_t i = 0; i < x->codes.len; i++)
		if (x->codes.items[i].code && !strcmp(x->codes.items[i].code, code.s))
			c = &x->codes.items[i];
	if (!c || c->ends_ms <= sim_now_ms(x->sim) || strcmp(c->redirect, redirect.s) ||
	    strcmp(c->client, client) || !verifier_fits(c->challenge, verifier.s))
		oauth_refuse(resp, "invalid_grant");
	else if (!secret && !*c->challenge)
		oauth_refuse(resp, "invalid_client");
	else
		grant(x, client, c->scope, 0, resp);
	if (c) {
		free(c->code);           /* good once */
		c->code = NULL;
	}
	strbuf_release(&code);
	strbuf_release(&redirect);
	strbuf_release(&verifier);
}

static void token_refresh(struct xero *x, const struct sim_request *req, const char *client,
	struct sim_response *resp)
{
	int64_t life = sim_options(x->sim)->token_life_s ? sim_options(x->sim)->token_life_s : TOKEN_LIFE;
	int64_t now = sim_now_ms(x->sim);
	struct strbuf refresh = STRBUF_INIT;
	struct xtoken *t = NULL;
	int current = 0;

	sim_form(req, "refresh_token", &refresh);
	for (size_t i = 0; i < x->tokens.len && !t; i++) {
		struct xtoken *one = &x->tokens.items[i];

		current = one->refresh && !strcmp(one->refresh, refresh.s) && one->refresh_ends_ms > now;
		if (current || (one->before && !strcmp(one->before, refresh.s) && one->before_ends_ms > now))
			t = one;
	}
	strbuf_release(&refresh);
	if (!t || strcmp(t->client, client)) {
		oauth_refuse(resp, "invalid_grant");
		return;
	}
	if (current) {
		free(t->before);
		t->before = t->refresh;
		t->before_ends_ms = now + (int64_t)GRACE * 1000;
	} else {
		free(t->refresh);
	}
	free(t->access);
	t->access = fresh(x, 48);
	t->refresh = fresh(x, 24);
	t->ends_ms = now + life * 1000;
	t->refresh_ends_ms = now + (int64_t)REFRESH_LIFE * 1000;
	sim_count(x->sim, "token_refresh");
	answer_token(x, t, life, resp);
}

static void token_custom(struct xero *x, const struct sim_request *req, const char *client,
	struct sim_response *resp)
{
	struct strbuf scope = STRBUF_INIT;

	sim_form(req, "scope", &scope);
	if (!scopes_ok(x, scope.s))
		oauth_refuse(resp, "invalid_scope");
	else {
		if (!scope.len)
			all_scopes(x, &scope);
		grant(x, client, scope.s, 1, resp);
		sim_count(x->sim, "login");
	}
	strbuf_release(&scope);
}

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Authorization: Basic: the client and its secret; 1, 0 without one, -1 when it is wrong. */
static int basic(const struct xero *x, const struct sim_request *req, struct strbuf *client)
{
	const char *header = sim_header(req, "Authorization"), *colon;
	struct strbuf b = STRBUF_INIT;
	unsigned bits = 0;
	int n = 0, ok;

	if (!header || strncasecmp(header, "Basic ", 6))
		return 0;
	for (const char *s = header + 6; base64_value(*s) >= 0; s++) {
		bits = bits << 6 | (unsigned)base64_value(*s);
		n += 6;
		if (n >= 8) {
			n -= 8;
			strbuf_addc(&b, (char)(bits >> n & 0xff));
		}
	}
	colon = strchr(b.s, ':');
	ok = colon && !strcmp(colon + 1, x->client_secret) &&
		(size_t)(colon - b.s) == strlen(x->client_id) &&
		!strncmp(b.s, x->client_id, (size_t)(colon - b.s));
	if (ok)
		strbuf_adds(client, x->client_id);
	strbuf_release(&b);
	return ok ? 1 : -1;
}

static void token_request(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf client = STRBUF_INIT, type = STRBUF_INIT;
	int proved = basic(x, req, &client);

	sim_form(req, "grant_type", &type);
	if (!proved)
		sim_form(req, "client_id", &client);
	if (req->json)                   /* must be form-encoded */
		oauth_refuse(resp, "invalid_request");
	else if (proved < 0 || strcmp(client.s, x->client_id))
		oauth_refuse(resp, "invalid_client");
	else if (!strcmp(type.s, "authorization_code"))
		token_code(x, req, client.s, proved, resp);
	else if (!strcmp(type.s, "refresh_token"))
		token_refresh(x, req, client.s, resp);
	else if (strcmp(type.s, "client_credentials"))
		oauth_refuse(resp, "unsupported_grant_type");
	else if (!proved)
		oauth_refuse(resp, "invalid_client");
	else
		token_custom(x, req, client.s, resp);
	strbuf_release(&client);
	strbuf_release(&type);
}

/* A token that is revoked takes its connection with it; unknown ones are fine too. */
static void revocation(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf client = STRBUF_INIT, token = STRBUF_INIT;
	int proved = basic(x, req, &client);

	sim_form(req, "token", &token);
	if (!proved)
		sim_form(req, "client_id", &client);
	if (proved < 0 || strcmp(client.s, x->client_id)) {
		oauth_refuse(resp, "invalid_client");
	} else {
		for (size_t i = x->tokens.len; i-- > 0;)
			if ((x->tokens.items[i].refresh && !strcmp(x->tokens.items[i].refresh, token.s)) ||
			    !strcmp(x->tokens.items[i].access, token.s))
				token_drop(x, i);
		sim_respond_text(resp, 200, "text/plain", "");
	}
	strbuf_release(&client);
	strbuf_release(&token);
}

/* ---- consent ---- */

/* https anywhere, http only on this machine. */
static int redirect_ok(const char *redirect)
{
	static const char *const local[] = { "http://localhost", "http://127.0.0.1", "http://[::1]" };

	if (!redirect)
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(local); i++)
		if (!strncmp(redirect, local[i], strlen(local[i])) &&
		    strchr(":/", redirect[strlen(local[i])]))
			return 1;
	return !strncmp(redirect, "https://", 8);
}

/* The user is signed in, picks both organisations and agrees: straight back. */
static void authorize(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	const char *client = sim_query(req, "client_id"), *redirect = sim_query(req, "redirect_uri");
	const char *type = sim_query(req, "response_type"), *scope = sim_query(req, "scope");
	const char *state = sim_query(req, "state"), *challenge = sim_query(req, "code_challenge");
	const char *method = sim_query(req, "code_challenge_method"), *error = NULL;
	struct strbuf to = STRBUF_INIT;
	struct xcode *c;

	if (!client || strcmp(client, x->client_id) || !redirect_ok(redirect)) {
		sim_respond_text(resp, 400, "text/html", "<html><body><h1>Sorry, something went wrong</h1><p>"
			"unauthorized_client: Invalid redirect_uri or client</p></body></html>");
		return;
	}
	if (!type || strcmp(type, "code"))
		error = "unsupported_response_type";
	else if (!scope || !*scope || !scopes_ok(x, scope))
		error = "invalid_scope";
	else if (challenge && (!method || strcmp(method, "S256")))
		error = "invalid_request";
	strbuf_addf(&to, "%s%c", redirect, strchr(redirect, '?') ? '&' : '?');
	if (error) {
		strbuf_addf(&to, "error=%s", error);
	} else {
		c = ARRAY_PUSH(&x->codes);
		*c = (struct xcode){ .code = fresh(x, 20), .redirect = xstrdup(redirect),
			.challenge = xstrdup(challenge ? challenge : ""), .scope = xstrdup(scope),
			.client = xstrdup(client), .ends_ms = sim_now_ms(x->sim) + CODE_LIFE * 1000 };
		strbuf_addf(&to, "code=%s&scope=", c->code);
		strbuf_add_urlencoded(&to, scope);
	}
	if (state) {
		strbuf_adds(&to, "&state=");
		strbuf_add_urlencoded(&to, state);
	}
	if (!error) {
		strbuf_adds(&to, "&session_state=");
		sim_add_token(x->sim, &to, 16);
	}
	resp->status = 302;
	sim_respond_header(resp, "Location", to.s);
	strbuf_release(&to);
}

static void discovery(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	static const char *const ends[][2] = { { "issuer", "" },
		{ "authorization_endpoint", "/identity/connect/authorize" },
		{ "token_endpoint", "/connect/token" }, { "revocation_endpoint", "/connect/revocation" } };
	cJSON *v = cJSON_CreateObject();
	struct strbuf b = STRBUF_INIT;

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		strbuf_reset(&b);
		strbuf_addf(&b, "%s%s", req->base ? req->base : "", ends[i][1]);
		jv_add_str(v, ends[i][0], b.s);
	}
	jv_add(v, "code_challenge_methods_supported", jv_parse("[\"S256\"]", 8));
	strbuf_release(&b);
	sim_respond_json(resp, 200, v);
}

/* ---- connections ---- */

/* "2026-03-02T20:11:07.5165400": seven decimals and no zone. */
static void add_iso(cJSON *v, const char *name, int64_t ms)
{
	char text[INSTANT_LEN];
	struct strbuf b = STRBUF_INIT;

	instant_format(text, ms);
	strbuf_addf(&b, "%.19s.%03d5400", text, (int)(ms % 1000));
	jv_add_str(v, name, b.s);
	strbuf_release(&b);
}

static void connections(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	const struct xtoken *token = xero_token(x, req, resp);
	const char *event = sim_query(req, "authEventId");
	cJSON *list;
	char id[37];

	if (!token)
		return;
	list = cJSON_CreateArray();
	for (size_t i = 0; i < ARRAY_SIZE(x->tenants); i++) {
		const struct xero_tenant *t = &x->tenants[i];
		cJSON *v;

		xero_guid_text(id, t->id);
		if (xero_tenant_of(x, token, id) != t)
			continue;
		xero_guid_text(id, token->event);
		if (event && strcasecmp(event, id))
			continue;
		v = cJSON_CreateObject();
		xero_guid_text(id, t->connection);
		jv_add_str(v, "id", id);
		xero_guid_text(id, token->event);
		jv_add_str(v, "authEventId", id);
		xero_guid_text(id, t->id);
		jv_add_str(v, "tenantId", id);
		jv_add_str(v, "tenantType", "ORGANISATION");
		jv_add_str(v, "tenantName", t->name);
		add_iso(v, "createdDateUtc", t->connected_at);
		add_iso(v, "updatedDateUtc", t->connected_at + 3);
		cJSON_AddItemToArray(list, v);
	}
	sim_respond_json(resp, 200, list);
	sim_respond_header(resp, "X-AppMinLimit-Remaining", "9999");
}

static void disconnect(struct xero *x, const struct sim_request *req, const char *id,
	struct sim_response *resp)
{
	struct xguid g;

	if (!xero_token(x, req, resp))
		return;
	for (size_t i = 0; xero_guid_parse(&g, id) && i < ARRAY_SIZE(x->tenants); i++)
		if (x->tenants[i].connected && xero_guid_same(x->tenants[i].connection, g)) {
			x->tenants[i].connected = 0;
			resp->status = 204;
			return;
		}
	xero_not_found(resp);
}

int xero_login_handle(struct xero *x, const struct sim_request *req, struct sim_response *resp)
{
	static const struct {
		const char *path, *method;
		void (*answer)(struct xero *x, const struct sim_request *req, struct sim_response *resp);
	} table[] = {
		{ "/identity/connect/authorize", "GET", authorize },
		{ "/connect/authorize", "GET", authorize },
		{ "/connect/token", "POST", token_request },
		{ "/connect/revocation", "POST", revocation },
		{ "/.well-known/openid-configuration", "GET", discovery },
		{ "/connections", "GET", connections },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcasecmp(table[i].path, req->path))
			continue;
		if (strcmp(table[i].method, req->method))
			sim_respond_text(resp, 405, "text/html", "");
		else
			table[i].answer(x, req, resp);
		return 1;
	}
	if (!strncasecmp(req->path, "/connections/", 13) && !strcmp(req->method, "DELETE")) {
		disconnect(x, req, req->path + 13, resp);
		return 1;
	}
	return 0;
}
