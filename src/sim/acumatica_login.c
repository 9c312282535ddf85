/* Signing in: cookie sessions, bearer tokens, and the seats both use up.
 *
 * A session is a seat while it lives: a cookie session until log-out or until
 * it was left alone too long, a token until it ends.  A grant with a refresh
 * token stays known after its access token ended, without a seat. */
#include "sim/acumatica.h"
#include "base/digest.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

static int alive(const struct acu *acu, const struct acu_session *s)
{
	int64_t now = sim_now_ms(acu->sim);

	if (s->token || (s->ends_ms && s->ends_ms <= now))
		return s->ends_ms > now;
	return now - s->used_ms < (int64_t)acu->sw.idle_s * 1000;
}

static void session_free(struct acu_session *s)
{
	free(s->cookie);
	free(s->auth);
	free(s->token);
	free(s->grant);
	free(s->user);
	free(s->branch);
	free(s->busy);
}

static void session_drop(struct acu *acu, size_t i)
{
	session_free(&acu->sessions.items[i]);
	memmove(acu->sessions.items + i, acu->sessions.items + i + 1,
		(acu->sessions.len - i - 1) * sizeof *acu->sessions.items);
	acu->sessions.len--;
}

static void purge(struct acu *acu)
{
	size_t i = 0;

	while (i < acu->sessions.len)
		if (alive(acu, &acu->sessions.items[i]) || acu->sessions.items[i].grant)
			i++;
		else
			session_drop(acu, i);
}

int acu_seats_taken(struct acu *acu)
{
	size_t i;
	int n = 0;

	purge(acu);
	for (i = 0; i < acu->sessions.len; i++)
		n += alive(acu, &acu->sessions.items[i]);
	return n;
}

void acu_session_end(struct acu *acu, struct acu_session *s)
{
	session_drop(acu, (size_t)(s - acu->sessions.items));
}

void acu_sessions_expire(struct acu *acu)
{
	size_t i;

	for (i = acu->sessions.len; i-- > 0;)
		if (acu->sessions.items[i].grant)
			acu->sessions.items[i].ends_ms = 0;
		else
			session_drop(acu, i);
}

void acu_sessions_release(struct acu *acu)
{
	size_t i;

	while (acu->sessions.len)
		session_drop(acu, acu->sessions.len - 1);
	ARRAY_RELEASE(&acu->sessions);
	for (i = 0; i < acu->codes.len; i++) {
		free(acu->codes.items[i].code);
		free(acu->codes.items[i].redirect);
		free(acu->codes.items[i].challenge);
		free(acu->codes.items[i].scope);
		free(acu->codes.items[i].client);
	}
	ARRAY_RELEASE(&acu->codes);
}

static char *token(struct acu *acu, size_t bytes)
{
	struct strbuf b = STRBUF_INIT;

	sim_add_token(acu->sim, &b, bytes);
	return strbuf_detach(&b);
}

/* Is name=value among the cookies sent? */
static int cookie_is(const char *cookies, const char *name, const char *value)
{
	size_t n = strlen(name), v = strlen(value);

	while (cookies && *cookies) {
		while (*cookies == ' ' || *cookies == ';')
			cookies++;
		if (!strncmp(cookies, name, n) && cookies[n] == '=')
			return !strncmp(cookies + n + 1, value, v) && strchr("; ", cookies[n + 1 + v]);
		cookies = strchr(cookies, ';');
	}
	return 0;
}

struct acu_session *acu_session_find(struct acu *acu, const struct sim_request *req)
{
	const char *bearer = sim_header(req, "Authorization"), *cookies = sim_header(req, "Cookie");
	struct acu_session *s;
	size_t i;

	if (bearer && strncasecmp(bearer, "Bearer ", 7))
		return NULL;
	for (i = 0; i < acu->sessions.len; i++) {
		s = &acu->sessions.items[i];
		if (!alive(acu, s))
			continue;
		if (bearer ? s->token && !strcmp(bearer + 7, s->token) :
		    s->cookie && cookie_is(cookies, "ASP.NET_SessionId", s->cookie) &&
		    cookie_is(cookies, ".ASPXAUTH", s->auth)) {
			s->used_ms = sim_now_ms(acu->sim);
			return s;
		}
	}
	return NULL;
}

/* A seat for one more; 1, or 0 and the refusal. */
static int take_seat(struct acu *acu, struct sim_response *resp)
{
	if (acu_seats_taken(acu) < acu->sw.seats)
		return 1;
	acu_error(resp, acu->sw.seat_status, "PX.Data.PXException",
		"API Login Limit: the number of API sessions the licence allows (%d) is in use.",
		acu->sw.seats);
	return 0;
}

/* The tenant of that name; NULL and a refusal. */
static struct acu_tenant *tenant_of(struct acu *acu, const char *name, struct sim_response *resp)
{
	size_t i;

	if (!*name || !acu->sw.multi_tenant)
		return &acu->tenants[0];
	for (i = 0; i < ARRAY_SIZE(acu->tenants); i++)
		if (!strcasecmp(acu->tenants[i].name, name))
			return &acu->tenants[i];
	acu_error(resp, 500, "PX.Data.PXUndefinedCompanyException",
		"The tenant %s is not defined on this site.", name);
	return NULL;
}

/* ---- cookies ---- */

static void login(struct acu *acu, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf name = STRBUF_INIT, password = STRBUF_INIT, tenant = STRBUF_INIT, branch = STRBUF_INIT;
	struct acu_session *s;
	struct acu_tenant *where;
	struct strbuf header = STRBUF_INIT;

	if (!sim_form(req, "name", &name) || !sim_form(req, "password", &password)) {
		acu_error(resp, 400, NULL, "The request is invalid: name and password are needed.");
		goto out;
	}
	if (!sim_form(req, "tenant", &tenant))
		sim_form(req, "company", &tenant);
	sim_form(req, "branch", &branch);
	where = tenant_of(acu, tenant.s, resp);
	if (!where)
		goto out;
	if (strcasecmp(name.s, acu->user) || strcmp(password.s, acu->password)) {
		acu_error(resp, 500, "PX.Data.PXException", "Invalid credentials. Please try again.");
		goto out;
	}
	if (branch.len && !acu_base_currency(where, branch.s)) {
		acu_error(resp, 500, "PX.Data.PXException", "Branch '%s' cannot be found in the system.",
			branch.s);
		goto out;
	}
	if (!take_seat(acu, resp))
		goto out;
	s = ARRAY_PUSH(&acu->sessions);
	*s = (struct acu_session){ .cookie = token(acu, 12), .auth = token(acu, 32),
		.user = xstrdup(name.s), .branch = xstrdup(branch.s), .tenant = where,
		.used_ms = sim_now_ms(acu->sim), .seat = 1 };
	if (sim_options(acu->sim)->token_life_s)
		s->ends_ms = s->used_ms + sim_options(acu->sim)->token_life_s * 1000;
	sim_count(acu->sim, "login");
	resp->status = 204;
	strbuf_addf(&header, "ASP.NET_SessionId=%s; path=/; HttpOnly; SameSite=Lax", s->cookie);
	sim_respond_header(resp, "Set-Cookie", header.s);
	strbuf_reset(&header);
	strbuf_addf(&header, ".ASPXAUTH=%s; path=/; HttpOnly", s->auth);
	sim_respond_header(resp, "Set-Cookie", header.s);
	sim_respond_header(resp, "Set-Cookie", "Locale=Culture=en-US&TimeZone=GMTE0000U; path=/");
	strbuf_reset(&header);
	strbuf_addf(&header, "UserBranch=%s; path=/", branch.len ? branch.s : "1");
	sim_respond_header(resp, "Set-Cookie", header.s);
out:
	strbuf_release(&name);
	strbuf_release(&password);
	strbuf_release(&tenant);
	strbuf_release(&branch);
	strbuf_release(&header);
}

static void logout(struct acu *acu, const struct sim_request *req, struct sim_response *resp)
{
	struct acu_session *s;

	if (!sim_header(req, "Content-Length")) {
		sim_respond_text(resp, 411, "text/html; charset=us-ascii",
			"<!DOCTYPE HTML><HTML><HEAD><TITLE>Length Required</TITLE></HEAD>"
			"<BODY><h2>Length Required</h2><p>HTTP Error 411. The request must be chunked or have a "
			"content length.</p></BODY></HTML>");
		return;
	}
	s = acu_session_find(acu, req);
	if (s) {
		if (s->grant)
			s->ends_ms = 0;          /* the seat is free, the grant stays */
		else
			acu_session_end(acu, s);
		sim_count(acu->sim, "logout");
	}
	resp->status = 204;
}

/* ---- OAuth ---- */

static void oauth_refuse(struct sim_response *resp, const char *error)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "error", error);
	sim_respond_json(resp, 400, v);
}

/* The password or code flow has been granted: a session with its tokens. */
static void grant(struct acu *acu, struct acu_tenant *tenant, const char *scope,
	struct sim_response *resp)
{
	int64_t life = sim_options(acu->sim)->token_life_s ? sim_options(acu->sim)->token_life_s : 3600;
	struct acu_session *s;
	cJSON *v;

	if (!take_seat(acu, resp))
		return;
	s = ARRAY_PUSH(&acu->sessions);
	*s = (struct acu_session){ .token = token(acu, 32), .user = xstrdup(acu->user),
		.branch = xstrdup(""), .tenant = tenant, .used_ms = sim_now_ms(acu->sim), .seat = 1 };
	s->ends_ms = s->used_ms + life * 1000;
	if (strstr(scope, "offline_access"))
		s->grant = token(acu, 32);
	v = cJSON_CreateObject();
	jv_add_str(v, "access_token", s->token);
	jv_add_int(v, "expires_in", life);
	jv_add_str(v, "token_type", "Bearer");
	if (s->grant)
		jv_add_str(v, "refresh_token", s->grant);
	jv_add_str(v, "scope", scope);
	sim_respond_json(resp, 200, v);
	sim_respond_header(resp, "Cache-Control", "no-store, no-cache, max-age=0");
}

/* "<guid>@<tenant>": the tenant; NULL when the client is unknown. */
static struct acu_tenant *client_tenant(struct acu *acu, const char *client)
{
	const char *at = strchr(acu->client_id, '@');
	size_t i, n = (size_t)(at - acu->client_id);

	if (strncmp(client, acu->client_id, n) || client[n] != '@')
		return NULL;
	for (i = 0; i < ARRAY_SIZE(acu->tenants); i++)
		if (!strcasecmp(client + n + 1, acu->tenants[i].name))
			return &acu->tenants[i];
	return NULL;
}

static int scope_ok(const char *scope)
{
	return !strncmp(scope, "api", 3) || strstr(scope, " api");
}

static void token_password(struct acu *acu, struct acu_tenant *tenant, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf user = STRBUF_INIT, password = STRBUF_INIT, scope = STRBUF_INIT;

	sim_form(req, "username", &user);
	sim_form(req, "password", &password);
	sim_form(req, "scope", &scope);
	if (!scope_ok(scope.s))
		oauth_refuse(resp, "invalid_scope");
	else if (strcasecmp(user.s, acu->user) || strcmp(password.s, acu->password))
		oauth_refuse(resp, "invalid_grant");
	else
		grant(acu, tenant, scope.s, resp);
	strbuf_release(&user);
	strbuf_release(&password);
	strbuf_release(&scope);
}

static int verifier_fits(const char *challenge, const char *verifier)
{
	uint8_t hash[DIGEST_LEN];
	struct strbuf b = STRBUF_INIT;
	int ok;

	if (!*challenge)
		return !*verifier;
	digest_sha256(hash, verifier, strlen(verifier));
	digest_base64url(&b, hash, sizeof hash);
	ok = strlen(verifier) >= 43 && !strcmp(b.s, challenge);
	strbuf_release(&b);
	return ok;
}

static void token_code(struct acu *acu, struct acu_tenant *tenant, const char *client,
	const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf code = STRBUF_INIT, redirect = STRBUF_INIT, verifier = STRBUF_INIT;
	struct acu_code *c = NULL;
	size_t i;

	sim_form(req, "code", &code);
	sim_form(req, "redirect_uri", &redirect);
	sim_form(req, "code_verifier", &verifier);
	for (i = 0; i < acu->codes.len; i++)
		if (acu->codes.items[i].code && !strcmp(acu->codes.items[i].code, code.s))
			c = &acu->codes.items[i];
	if (!c || c->ends_ms <= sim_now_ms(acu->sim) || strcmp(c->redirect, redirect.s) ||
	    strcmp(c->client, client) || !verifier_fits(c->challenge, verifier.s))
		oauth_refuse(resp, "invalid_grant");
	else
		grant(acu, tenant, c->scope, resp);
	if (c) {
		free(c->code);           /* good once */
		c->code = NULL;
	}
	strbuf_release(&code);
	strbuf_release(&redirect);
	strbuf_release(&verifier);
}

static void token_refresh(struct acu *acu, struct acu_tenant *tenant, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf refresh = STRBUF_INIT;
	size_t i;

	sim_form(req, "refresh_token", &refresh);
	for (i = 0; i < acu->sessions.len; i++)
		if (acu->sessions.items[i].grant && !strcmp(acu->sessions.items[i].grant, refresh.s))
			break;
	if (i == acu->sessions.len || acu->sessions.items[i].tenant != tenant) {
		oauth_refuse(resp, "invalid_grant");
	} else {
		session_drop(acu, i);
		grant(acu, tenant, "api offline_access", resp);
		sim_count(acu->sim, "token_refresh");
	}
	strbuf_release(&refresh);
}

static void token_request(struct acu *acu, const struct sim_request *req, struct sim_response *resp)
{
	struct strbuf client = STRBUF_INIT, secret = STRBUF_INIT, type = STRBUF_INIT;
	struct acu_tenant *tenant;

	sim_form(req, "client_id", &client);
	sim_form(req, "client_secret", &secret);
	sim_form(req, "grant_type", &type);
	tenant = client_tenant(acu, client.s);
	if (req->json)                   /* must be form-encoded */
		oauth_refuse(resp, "invalid_request");
	else if (!tenant || strcmp(secret.s, acu->client_secret))
		oauth_refuse(resp, "invalid_client");
	else if (!strcmp(type.s, "password"))
		token_password(acu, tenant, req, resp);
	else if (!strcmp(type.s, "authorization_code"))
		token_code(acu, tenant, client.s, req, resp);
	else if (!strcmp(type.s, "refresh_token"))
		token_refresh(acu, tenant, req, resp);
	else
		oauth_refuse(resp, "unsupported_grant_type");
	strbuf_release(&client);
	strbuf_release(&secret);
	strbuf_release(&type);
}

static int loopback(const char *redirect)
{
	const char *registered[] = { "http://127.0.0.1", "http://localhost", "http://[::1]" };
	size_t i;

	for (i = 0; redirect && i < ARRAY_SIZE(registered); i++)
		if (!strncmp(redirect, registered[i], strlen(registered[i])) &&
		    strchr(":/", redirect[strlen(registered[i])]))
			return 1;
	return 0;
}

/* The user is signed in and consents: straight back to the redirect address. */
static void authorize(struct acu *acu, const struct sim_request *req, struct sim_response *resp)
{
	const char *client = sim_query(req, "client_id"), *redirect = sim_query(req, "redirect_uri");
	const char *type = sim_query(req, "response_type"), *scope = sim_query(req, "scope");
	const char *state = sim_query(req, "state"), *challenge = sim_query(req, "code_challenge");
	const char *method = sim_query(req, "code_challenge_method");
	struct strbuf to = STRBUF_INIT;
	struct acu_code *c;

	if (!client || !client_tenant(acu, client) || !loopback(redirect)) {
		oauth_refuse(resp, "unauthorized_client");
		return;
	}
	if (!type || strcmp(type, "code") || !scope || !scope_ok(scope) ||
	    (challenge && (!method || strcmp(method, "S256")))) {
		oauth_refuse(resp, "invalid_request");
		return;
	}
	c = ARRAY_PUSH(&acu->codes);
	*c = (struct acu_code){ .code = token(acu, 24), .redirect = xstrdup(redirect),
		.challenge = xstrdup(challenge ? challenge : ""), .scope = xstrdup(scope),
		.client = xstrdup(client), .ends_ms = sim_now_ms(acu->sim) + 300000 };
	strbuf_addf(&to, "%s%ccode=%s&scope=", redirect, strchr(redirect, '?') ? '&' : '?', c->code);
	strbuf_add_urlencoded(&to, scope);
	if (state) {
		strbuf_adds(&to, "&state=");
		strbuf_add_urlencoded(&to, state);
	}
	resp->status = 302;
	sim_respond_header(resp, "Location", to.s);
	strbuf_release(&to);
}

static void discovery(struct acu *acu, const struct sim_request *req, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();
	struct strbuf b = STRBUF_INIT;
	static const char *const ends[][2] = { { "issuer", "" },
		{ "authorization_endpoint", "/connect/authorize" }, { "token_endpoint", "/connect/token" } };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ends); i++) {
		strbuf_reset(&b);
		strbuf_addf(&b, "%s%s/identity%s", req->base ? req->base : "", acu->base, ends[i][1]);
		jv_add_str(v, ends[i][0], b.s);
	}
	jv_add(v, "scopes_supported", jv_parse("[\"api\",\"offline_access\",\"api:concurrent_access\"]", 48));
	jv_add(v, "code_challenge_methods_supported", jv_parse("[\"S256\"]", 8));
	strbuf_release(&b);
	sim_respond_json(resp, 200, v);
}

int acu_login_handle(struct acu *acu, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	static const struct {
		const char *path, *method;
		void (*answer)(struct acu *acu, const struct sim_request *req, struct sim_response *resp);
	} table[] = {
		{ "/entity/auth/login", "POST", login },
		{ "/entity/auth/logout", "POST", logout },
		{ "/identity/connect/authorize", "GET", authorize },
		{ "/identity/connect/token", "POST", token_request },
		{ "/identity/.well-known/openid-configuration", "GET", discovery },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcasecmp(table[i].path, path))
			continue;
		if (strcmp(table[i].method, req->method))
			acu_error(resp, 405, NULL,
				"The requested resource does not support http method '%s'.", req->method);
		else
			table[i].answer(acu, req, resp);
		return 1;
	}
	return 0;
}
