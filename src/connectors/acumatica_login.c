/* Signing in to Acumatica, by cookie or by token, and choosing the endpoints.
 *
 *   login or token -> GET /entity (build and endpoints) -> CompaniesStructure (which
 *   company is this?) -> done
 *
 * A 204 to the login does not prove that we are in the right tenant: an empty or, on
 * a site with one tenant, any name is accepted.  So a fingerprint is taken from something
 * the tenant owns, and the engine compares it before the first write.  The list of
 * endpoints is asked for after signing in because a tenant's own are hidden before. */
#include "connectors/acumatica.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "model/record.h"
#include "net/oauth.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

enum { STEP_LOGIN = 1, STEP_TOKEN, STEP_ENDPOINTS, STEP_COMPANY };

static const char *secret(const struct op_env *env, const char *name)
{
	const char *s = env->secret ? env->secret(env->secret_data, name) : NULL;

	return s && *s ? s : NULL;
}

static int wants_token(const struct op_env *env)
{
	return !strcmp(acumatica_option(env, "login_kind"), "oauth");
}

static int missing(struct error *err, const char *what)
{
	error_set(err, ERR_CONFIG, N_("the connection to Acumatica lacks \"%s\"; complete it first"), what, NULL);
	return OP_FAIL;
}

static int send_login(struct op *op, struct http_request *out, struct error *err)
{
	const struct op_env *env = op->env;
	const char *password = secret(env, "password"), *tenant = acumatica_option(env, "tenant");
	const char *branch = acumatica_option(env, "branch");
	struct strbuf body = STRBUF_INIT;
	struct json_writer w;

	if (!*acumatica_option(env, "user"))
		return missing(err, "user");
	if (!password)
		return missing(err, "password");
	json_w_init(&w, &body);
	json_w_object(&w, NULL);
	json_w_text(&w, "name", acumatica_option(env, "user"));
	json_w_text(&w, "password", password);
	if (*tenant)
		json_w_text(&w, "tenant", tenant);
	if (*branch)
		json_w_text(&w, "branch", branch);
	json_w_end_object(&w);
	acumatica_request(env, out, "POST", "auth/login");
	acumatica_body(out, body.s);
	out->flags |= HTTP_SECRET_BODY;
	http_wipe(body.s, body.len);
	strbuf_release(&body);
	op->step = STEP_LOGIN;
	return OP_SEND;
}

static int send_token(struct op *op, struct http_request *out, struct error *err)
{
	const struct op_env *env = op->env;
	struct strbuf url = STRBUF_INIT;
	struct oauth_token_ask ask = {
		.client_id = acumatica_option(env, "client_id"),
		.client_secret = secret(env, "client_secret"),
		.scope = "api offline_access",
	};

	if (!*ask.client_id)
		return missing(err, "client_id");
	if (secret(env, "code")) {
		ask.grant = OAUTH_CODE;
		ask.code = secret(env, "code");
		ask.verifier = secret(env, "code_verifier");
		ask.redirect_uri = secret(env, "redirect_uri");
		ask.scope = NULL;
	} else if (secret(env, "refresh_token")) {
		ask.grant = OAUTH_REFRESH;
		ask.refresh_token = secret(env, "refresh_token");
		ask.scope = NULL;
	} else if (*acumatica_option(env, "user") && secret(env, "password")) {
		ask.grant = OAUTH_PASSWORD;
		ask.username = acumatica_option(env, "user");
		ask.password = secret(env, "password");
		ask.scope = "api";
	} else {
		error_set(err, ERR_CONFIG, N_("nobody has signed in to Acumatica yet; sign in with the browser first"), NULL);
		return OP_FAIL;
	}
	http_url_join(&url, acumatica_option(env, "base_url"), "/identity/connect/token");
	ask.endpoint = url.s;
	oauth_token_request(out, &ask);
	http_headers_set(&out->headers, "Accept", "application/json");
	strbuf_release(&url);
	op->step = STEP_TOKEN;
	return OP_SEND;
}

static int take_cookies(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct http_cookies jar;
	struct strbuf b = STRBUF_INIT;
	int rc = 0;

	http_cookies_init(&jar);
	http_cookies_take(&jar, in, op->env->now_ms);
	for (size_t i = 0; i < jar.len; i++)
		strbuf_addf(&b, "%s%s=%s", b.len ? "; " : "", jar.items[i].name, jar.items[i].value);
	if (http_cookies_get(&jar, "ASP.NET_SessionId")) {
		se->cookies = pool_strdup(&se->pool, b.s);
		se->bearer = NULL;
		se->expires_ms = 0;
	} else {
		rc = error_set(err, ERR_DATA, N_("Acumatica's sign-in answer holds no session"), NULL);
	}
	if (b.len)
		http_wipe(b.s, b.len);
	strbuf_release(&b);
	http_cookies_release(&jar);
	return rc;
}

static int take_token(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	const char *token, *refresh;
	int64_t lifetime = 3600;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return -1;
	token = json_text(json_get(json_root(&doc), "access_token"));
	refresh = json_text(json_get(json_root(&doc), "refresh_token"));
	if (!token || !*token) {
		json_wipe(&doc);
		return error_set(err, ERR_DATA, N_("Acumatica's sign-in answer holds no token"), NULL);
	}
	json_int(json_get(json_root(&doc), "expires_in"), &lifetime);
	se->bearer = pool_strdup(&se->pool, token);
	se->cookies = NULL;
	se->expires_ms = op->env->now_ms + lifetime * 800;
	op->n_save_secret = 0;
	if (refresh && *refresh) {
		op->save_secret[0].name = "refresh_token";
		op->save_secret[0].value = pool_strdup(op->pool, refresh);
		op->n_save_secret = 1;
	}
	json_wipe(&doc);
	return 0;
}

/* ---- endpoints ---- */

/* Versions of "Default" whose fields this program was written against, best first. */
static const char *const known_defaults[] = { "24.200.001", "23.200.001", "22.200.001", "20.200.001" };

static int listed(const json_node *list, const char *name, const char *version)
{
	for (const json_node *e = json_first(list); e; e = json_next(e)) {
		const char *n = json_text(json_get(e, "name")), *v = json_text(json_get(e, "version"));
		if (n && v && !strcmp(n, name) && !strcmp(v, version))
			return 1;
	}
	return 0;
}

/* The highest version of an endpoint of that name. */
static const char *newest(const json_node *list, const char *name)
{
	const char *best = NULL;

	for (const json_node *e = json_first(list); e; e = json_next(e)) {
		const char *n = json_text(json_get(e, "name")), *v = json_text(json_get(e, "version"));
		if (n && v && !strcmp(n, name) && (!best || strverscmp(v, best) > 0))
			best = v;
	}
	return best;
}

static int has(const json_node *list, const char *name_version)
{
	const char *slash = strchr(name_version, '/');
	char name[64];

	if (!slash || (size_t)(slash - name_version) >= sizeof name)
		return 0;
	snprintf(name, sizeof name, "%.*s", (int)(slash - name_version), name_version);
	return listed(list, name, slash + 1);
}

static const char *choose_default(const struct op *op, const json_node *list, struct pool *p)
{
	const char *wanted = acumatica_option(op->env, "endpoint");

	if (*wanted && strcmp(wanted, "auto"))
		return has(list, wanted) ? pool_strdup(p, wanted) : NULL;
	for (size_t i = 0; i < ARRAY_SIZE(known_defaults); i++)
		if (listed(list, "Default", known_defaults[i]))
			return pool_printf(p, "Default/%s", known_defaults[i]);
	return NULL;
}

static const char *choose_construction(const struct op *op, const json_node *list, struct pool *p)
{
	const char *wanted = acumatica_option(op->env, "construction_endpoint");
	const char *name = acumatica_option(op->env, "construction_name"), *version;

	if (!strcmp(wanted, "none"))
		return NULL;
	if (*wanted && strcmp(wanted, "auto"))
		return has(list, wanted) ? pool_strdup(p, wanted) : NULL;
	version = *name ? newest(list, name) : NULL;
	if (version)
		return pool_printf(p, "%s/%s", name, version);
	/* Subcontract is in Default from 23.200.001 on. */
	for (size_t i = 0; i < 2; i++)
		if (listed(list, "Default", known_defaults[i]))
			return pool_printf(p, "Default/%s", known_defaults[i]);
	return NULL;
}

static int take_endpoints(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	const json_node *root, *list;
	const char *build;
	const struct profile_release *release;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return -1;
	root = json_root(&doc);
	list = json_is_array(root) ? root : json_get(root, "endpoints");
	build = json_text(json_get(root, "version.acumaticaBuildVersion"));
	se->build = pool_strdup(&se->pool, build ? build : "");
	se->endpoint = choose_default(op, list, &se->pool);
	se->construction = choose_construction(op, list, &se->pool);
	json_release(&doc);
	if (!se->endpoint)
		return error_set(err, ERR_CONFIG, N_("the site offers no endpoint this program can use (wanted: %s)"),
			acumatica_option(op->env, "endpoint"), NULL);
	release = profile_find_release(op->env->profile ? op->env->profile : &(struct profile){ 0 }, se->build);
	se->warning = NULL;
	se->warning_arg = NULL;
	if (!se->construction) {
		se->warning = N_("this Acumatica (%s) offers no endpoint with subcontracts: publish the customization "
			"project with it, else subcontracts and their invoices cannot be exported");
		se->warning_arg = se->build;
	} else if (op->env->profile && (!release || !release->validated)) {
		se->warning = N_("this release of Acumatica (%s) has not been validated with this program; watch the first "
			"exports closely");
		se->warning_arg = se->build;
	}
	return 0;
}

static const char *safe(struct pool *p, const char *text)
{
	struct record r;

	record_init(&r, ENTITY_BRANCH);
	record_set_text(&r, BRANCH_NAME, p, text);
	return record_text(&r, BRANCH_NAME);
}

/* The fingerprint: tenant and the company whose id comes first.  Companies that are
 * added later do not change it, another tenant does. */
static void take_company(struct op *op, const struct http_response *in)
{
	struct session *se = op->env->session;
	const char *tenant = acumatica_option(op->env, "tenant"), *branch = acumatica_option(op->env, "branch");
	const char *first = "", *name = NULL;
	struct json_doc doc;

	if (answer_happy(in) && json_parse(&doc, in->body.s, in->body.len, NULL) == 0) {
		for (const json_node *r = json_first(json_get(json_root(&doc), "Results")); r; r = json_next(r)) {
			const char *id = acumatica_field(r, "CompanyID", op->pool);
			const char *b = acumatica_field(r, "BranchID", op->pool);

			if (!*id)
				continue;
			if (!*first || strcmp(id, first) < 0)
				first = id;
			if (!name || (*branch && !strcmp(b, branch)))
				name = acumatica_field(r, "CompanyName", op->pool);
		}
		json_release(&doc);
	}
	if (name && *name)
		se->company = safe(&se->pool, name);
	se->fingerprint = pool_printf(&se->pool, "acumatica:%s:%s", tenant, safe(op->pool, first));
}

/* ---- login, logout ---- */

static void send_companies(struct op *op, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/CompaniesStructure", op->env->session->endpoint);
	http_url_add_param(&path, "$expand", "Results");
	acumatica_request(op->env, out, "PUT", path.s);
	acumatica_body(out, "{}");
	strbuf_release(&path);
	/* A tenant that is not set up, or a user who may not: then the tenant's name must do. */
	op->accept_status[0] = 500;
	op->accept_status[1] = 403;
	op->accept_status[2] = 404;
	op->accept_status[3] = 0;
	op->step = STEP_COMPANY;
}

int acumatica_login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct session *se = op->env->session;
	int rc;

	if (!in)
		return wants_token(op->env) ? send_token(op, out, err) : send_login(op, out, err);
	if (op->step == STEP_COMPANY) {
		take_company(op, in);
		se->valid = 1;
		return OP_DONE;
	}
	rc = acumatica_explain(in, err);
	if (rc == ERR_UNKNOWN) {
		error_set(err, ERR_LATER, N_("the answer to signing in to Acumatica was lost; it is tried again later"), NULL);
		return OP_FAIL;
	}
	if (rc == ERR_LOGIN) {
		error_set(err, ERR_CONFIG, N_("Acumatica signed us in and does not accept the session; check the address and "
			"the tenant of the connection"), NULL);
		return OP_FAIL;
	}
	if (rc != ERR_NONE)
		return OP_FAIL;
	if (op->step == STEP_ENDPOINTS) {
		if (take_endpoints(op, in, err) < 0)
			return OP_FAIL;
		send_companies(op, out);
		return OP_SEND;
	}
	rc = op->step == STEP_TOKEN ? take_token(op, in, err) : take_cookies(op, in, err);
	if (rc < 0)
		return OP_FAIL;
	acumatica_request(op->env, out, "GET", "");
	op->step = STEP_ENDPOINTS;
	return OP_SEND;
}

int acumatica_logout(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct session *se = op->env->session;
	/* A grant with a refresh token keeps one seat and needs it: signing out is not asked for,
	 * and could end the grant that a person gave. */
	int keeps = se && se->bearer && op->env->secret(op->env->secret_data, "refresh_token");

	if (!in && !keeps && se && (se->bearer || se->cookies)) {
		acumatica_request(op->env, out, "POST", "auth/logout");
		http_request_set_body(out, NULL, "", 0);     /* Content-Length: 0, else the site answers 411 */
		op->accept_status[0] = 401;
		op->accept_status[1] = 403;
		op->accept_status[2] = 500;
		op->accept_status[3] = 0;
		return OP_SEND;
	}
	/* Whatever the answer: the seat frees itself after a while. */
	if (se)
		se->valid = 0;
	return OP_DONE;
}

int acumatica_authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err)
{
	if (!wants_token(env))
		return error_set(err, ERR_CONFIG, N_("this connection signs in with a user and a password; nobody needs to "
			"sign in with the browser"), NULL);
	http_url_join(out, acumatica_option(env, "base_url"), "/identity/connect/authorize");
	http_url_add_param(out, "response_type", "code");
	http_url_add_param(out, "client_id", acumatica_option(env, "client_id"));
	http_url_add_param(out, "redirect_uri", redirect_uri);
	http_url_add_param(out, "scope", "api offline_access");
	http_url_add_param(out, "state", state);
	if (challenge && *challenge) {
		http_url_add_param(out, "code_challenge", challenge);
		http_url_add_param(out, "code_challenge_method", "S256");
	}
	return 0;
}

/* ---- test ---- */

static void say(struct op *op, const char *text, const char *arg)
{
	const char *args[] = { arg };

	phrase_text(&op->report, text, args, 1, 1);
	strbuf_addc(&op->report, '\n');
}

int acumatica_test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct session *se = op->env->session;
	struct strbuf path = STRBUF_INIT;

	if (!in) {
		strbuf_addf(&path, "%s/Vendor", se->endpoint);
		http_url_add_param(&path, "$select", "VendorID");
		http_url_add_param_int(&path, "$top", 1);
		acumatica_request(op->env, out, "GET", path.s);
		strbuf_release(&path);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (acumatica_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	say(op, N_("Signed in to Acumatica; company: %s"), se->company ? se->company : acumatica_option(op->env, "tenant"));
	say(op, N_("Build %s"), se->build && *se->build ? se->build : "?");
	say(op, N_("Endpoint: %s"), se->endpoint);
	if (se->construction)
		say(op, N_("Subcontracts: %s"), se->construction);
	if (se->warning)
		say(op, se->warning, se->warning_arg);
	return OP_DONE;
}
