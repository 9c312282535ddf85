/* Procore, plain mode: the public REST API only (reference/procore-api.md).
 *
 * This file: options, requests, what its answers mean, signing in, the row.  Reading
 * is in procore_pull.c, sending in procore_push.c. */
#include "connectors/procore.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "connectors/mapping.h"
#include "net/oauth.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define TITLE "Procore"

/* ---- options ---- */

const struct option_def procore_options[] = {
	{ "environment", OPTION_CHOICE, 0, "production", "production|sandbox|monthly",
		N_("Environment"), N_("Chooses both addresses unless they are given") },
	{ "api_url", OPTION_URL, 0, NULL, NULL, N_("API address"),
		N_("Base address of the API, for example https://api.procore.com") },
	{ "login_url", OPTION_URL, 0, NULL, NULL, N_("Sign-in address"),
		N_("Base address for signing in, for example https://login.procore.com") },
	{ "company_id", OPTION_INT, OPTION_REQUIRED, NULL, NULL, N_("Company number"),
		N_("Procore's number of your company, from the address bar") },
	{ "grant", OPTION_CHOICE, 0, "client_credentials", "client_credentials|authorization_code",
		N_("Kind of sign-in"), N_("A service account, or a person with the browser") },
	{ "client_id", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, N_("Client id"), NULL },
	{ "client_secret", OPTION_SECRET, OPTION_REQUIRED, NULL, NULL, N_("Client secret"), NULL },
	{ "refresh_token", OPTION_SECRET, 0, NULL, NULL, N_("Refresh token"),
		N_("Kept up to date by the program; not typed") },
	{ "per_page", OPTION_INT, 0, "1000", NULL, N_("Records per page"),
		N_("At most 2000; smaller pages for a slow line") },
	{ "home_currency", OPTION_TEXT, 0, "USD", NULL, N_("Currency"),
		N_("Of records in which Procore names none") },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static const struct { const char *name, *api, *login; } environments[] = {
	{ "production", "https://api.procore.com", "https://login.procore.com" },
	{ "sandbox", "https://sandbox.procore.com", "https://login-sandbox.procore.com" },
	{ "monthly", "https://api-monthly.procore.com", "https://login-sandbox-monthly.procore.com" },
};

const char *procore_option(const struct op_env *env, const char *name)
{
	const char *v = option_get(env->options, procore_options, name);

	if ((v && *v) || (strcmp(name, "api_url") && strcmp(name, "login_url")))
		return v ? v : "";
	v = option_get(env->options, procore_options, "environment");
	for (size_t i = 0; i < ARRAY_SIZE(environments); i++)
		if (v && !strcmp(environments[i].name, v))
			return *name == 'a' ? environments[i].api : environments[i].login;
	return *name == 'a' ? environments[0].api : environments[0].login;
}

/* ---- requests ---- */

void procore_sign(const struct op_env *env, struct http_request *out)
{
	http_headers_set(&out->headers, "Accept", "application/json");
	http_headers_set(&out->headers, "Procore-Company-Id", procore_option(env, "company_id"));
	if (env->session && env->session->bearer)
		http_request_bearer(out, env->session->bearer);
}

void procore_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path)
{
	struct strbuf url = STRBUF_INIT;

	http_url_join(&url, procore_option(env, "api_url"), path);
	http_request_start(out, method, url.s);
	strbuf_release(&url);
	procore_sign(env, out);
}

void procore_write(const struct op_env *env, struct http_request *out, const char *method,
	const char *path, const char *body)
{
	procore_request(env, out, method, path);
	if (body)
		http_request_set_body(out, "application/json", body, strlen(body));
	out->flags |= HTTP_MUTATES;
}

/* ---- explain ---- */

static void words_add(struct strbuf *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	if (out->len)
		strbuf_adds(out, "; ");
	if (name && strcmp(name, "base"))
		strbuf_addf(out, "%s: ", name);
	strbuf_adds(out, text);
}

/* "errors" comes as an object of arrays, an object of texts or an array of texts. */
static void words_errors(struct strbuf *out, const json_node *errors)
{
	words_add(out, NULL, json_text(errors));
	for (const json_node *e = json_first(errors); e; e = json_next(e)) {
		const char *name = json_is_object(errors) ? json_name(e) : NULL;

		words_add(out, name, json_text(e));
		words_add(out, name, json_text(json_get(e, "message")));
		if (json_is_array(e))
			for (const json_node *m = json_first(e); m; m = json_next(m))
				words_add(out, name, json_text(m));
	}
}

void procore_words(struct strbuf *out, const struct http_response *in)
{
	struct json_doc doc;
	const json_node *root, *error;

	if (answer_is_page(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return;
	root = json_root(&doc);
	error = json_get(root, "error");
	words_add(out, NULL, json_text(json_get(root, "message")));
	words_errors(out, json_get(root, "errors"));
	words_add(out, NULL, json_text(json_get(root, "error_description")));
	if (!json_text(json_get(root, "error_description")))
		words_add(out, NULL, json_text(error));
	words_add(out, NULL, json_text(json_get(error, "message")));
	for (const json_node *d = json_first(json_get(error, "details")); d; d = json_next(d))
		words_add(out, json_text(json_get(d, "source")), json_text(json_get(d, "message")));
	json_release(&doc);
}

static const struct refusal { int status; enum error_class cls; const char *text; } refusals[] = {
	{ 401, ERR_LOGIN, N_("Procore asks to sign in again: %1$s") },
	{ 403, ERR_REFUSED, N_("Procore does not allow this account to do that: %1$s; an administrator of Procore "
		"can give the permission or switch the tool on in the project") },
	{ 404, ERR_NOTFOUND, N_("Procore does not know this record, or this account may not see it: %1$s") },
	{ 409, ERR_CONFLICT, N_("Procore reports a conflict: %1$s") },
	{ 0, ERR_REFUSED, N_("Procore refused the request: %1$s") },
};

enum error_class procore_explain(const struct http_response *in, struct error *err)
{
	enum error_class cls = answer_common(in, TITLE, err);
	struct strbuf words = STRBUF_INIT;
	const struct refusal *r = refusals;

	if (cls != ERR_NONE || answer_happy(in))
		return cls;
	if (in->status >= 500)
		return (enum error_class)error_set(err, ERR_LATER, N_("Procore had an internal error; it is tried again later"),
			NULL);
	procore_words(&words, in);
	if (!words.len)
		strbuf_addf(&words, "HTTP %d", in->status);
	while (r->status && r->status != in->status)
		r++;
	cls = r->cls;
	if (in->status == 403 && strstr(words.s, "not connected to this company"))
		cls = (enum error_class)error_set(err, ERR_CONFIG, N_("the application is not connected to this company: "
			"an administrator of Procore must install it in the App Marketplace (%1$s)"), words.s, NULL);
	else if (strstr(words.s, "Procore-Company-Id"))
		cls = (enum error_class)error_set(err, ERR_CONFIG, N_("the company number of the connection is missing or "
			"wrong: %1$s"), words.s, NULL);
	else
		error_set(err, cls, r->text, words.s, NULL);
	strbuf_release(&words);
	return cls;
}

/* ---- login ---- */

static const char *secret(const struct op_env *env, const char *name)
{
	const char *s = env->secret ? env->secret(env->secret_data, name) : NULL;

	return s && *s ? s : NULL;
}

enum { LOGIN_TOKEN = 1, LOGIN_COMPANY };

static int ask_token(struct op *op, struct http_request *out, struct error *err)
{
	const struct op_env *env = op->env;
	struct strbuf url = STRBUF_INIT;
	struct oauth_token_ask ask = {
		.client_id = procore_option(env, "client_id"),
		.client_secret = secret(env, "client_secret"),
	};
	int person = !strcmp(procore_option(env, "grant"), "authorization_code");

	if (!ask.client_secret) {
		error_set(err, ERR_CONFIG, N_("the client secret of the Procore connection is missing; add it to the vault"),
			NULL);
		return OP_FAIL;
	}
	ask.grant = OAUTH_CLIENT_CREDENTIALS;
	if (person && secret(env, "code")) {
		ask.grant = OAUTH_CODE;
		ask.code = secret(env, "code");
		ask.verifier = secret(env, "code_verifier");
		ask.redirect_uri = secret(env, "redirect_uri");
	} else if (person) {
		ask.grant = OAUTH_REFRESH;
		ask.refresh_token = secret(env, "refresh_token");
		ask.redirect_uri = secret(env, "redirect_uri");
		if (!ask.refresh_token) {
			error_set(err, ERR_CONFIG, N_("nobody has signed in to Procore yet; sign in with the browser first"), NULL);
			return OP_FAIL;
		}
	}
	http_url_join(&url, procore_option(env, "login_url"), "/oauth/token");
	ask.endpoint = url.s;
	oauth_token_request(out, &ask);
	http_headers_set(&out->headers, "Accept", "application/json");
	strbuf_release(&url);
	op->accept_status[0] = 400;
	op->accept_status[1] = 401;
	op->accept_status[2] = 0;
	op->step = LOGIN_TOKEN;
	return OP_SEND;
}

static int token_refused(const struct op *op, const struct http_response *in, struct error *err)
{
	struct strbuf words = STRBUF_INIT;
	int person = !strcmp(procore_option(op->env, "grant"), "authorization_code");

	procore_words(&words, in);
	if (person)
		error_set(err, ERR_CONFIG, N_("Procore ended the sign-in (%s); sign in again with the browser"), words.s, NULL);
	else
		error_set(err, ERR_CONFIG, N_("Procore refused the client id or the client secret (%s)"), words.s, NULL);
	strbuf_release(&words);
	return OP_FAIL;
}

static int take_token(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	const char *token, *refresh;
	int64_t lifetime = 0;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return -1;
	token = json_text(json_get(json_root(&doc), "access_token"));
	refresh = json_text(json_get(json_root(&doc), "refresh_token"));
	if (!token || !*token) {
		json_wipe(&doc);
		return error_set(err, ERR_DATA, N_("Procore's sign-in answer holds no token"), NULL);
	}
	json_int(json_get(json_root(&doc), "expires_in"), &lifetime);
	se->bearer = pool_strdup(&se->pool, token);
	se->cookies = NULL;
	/* Ahead of the end, by our own clock: the answer's created_at is another one's. */
	se->expires_ms = lifetime > 0 ? op->env->now_ms + lifetime * 800 : 0;
	op->n_save_secret = 0;
	if (refresh && *refresh) {
		op->save_secret[0].name = "refresh_token";
		op->save_secret[0].value = pool_strdup(op->pool, refresh);
		op->n_save_secret = 1;
	}
	json_wipe(&doc);
	return 0;
}

/* The company is looked up by its number: a wrong one is told before anything is
 * read or written, and its name is shown.  1 found, 0 not there, -1 cannot tell. */
static int take_company(struct op *op, const struct http_response *in)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	struct strbuf next = STRBUF_INIT;
	int64_t wanted = option_get_int(op->env->options, procore_options, "company_id"), id;
	int found = -1;

	if (!answer_happy(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return -1;
	if (json_is_array(json_root(&doc)))
		found = http_link_next(&next, in) == 0 ? 0 : -1;
	for (const json_node *c = json_first(json_root(&doc)); c; c = json_next(c))
		if (json_int(json_get(c, "id"), &id) == 0 && id == wanted) {
			struct record r;
			record_init(&r, ENTITY_BRANCH);
			record_set_text(&r, BRANCH_NAME, &se->pool, json_text(json_get(c, "name")));
			se->company = record_text(&r, BRANCH_NAME);
			found = 1;
		}
	strbuf_release(&next);
	json_release(&doc);
	return found;
}

static int login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct session *se = op->env->session;

	if (!in)
		return ask_token(op, out, err);
	if (op->step == LOGIN_TOKEN) {
		if (in->status == 400 || in->status == 401)
			return token_refused(op, in, err);
		if (procore_explain(in, err) == ERR_UNKNOWN) {
			/* A refresh changes something there, yet nothing is lost that signing in again
			 * would not mend. */
			error_set(err, ERR_LATER, N_("the answer to signing in to Procore was lost; it is tried again later"), NULL);
			return OP_FAIL;
		}
		if (procore_explain(in, err) != ERR_NONE || take_token(op, in, err) < 0)
			return OP_FAIL;
		procore_request(op->env, out, "GET", "/rest/v1.0/companies?per_page=1000");
		op->accept_status[0] = 401;
		op->accept_status[1] = 403;
		op->accept_status[2] = 404;
		op->accept_status[3] = 0;
		op->step = LOGIN_COMPANY;
		return OP_SEND;
	}
	if (in->status == 401) {
		error_set(err, ERR_CONFIG, N_("Procore gave a token and refuses it at once; check the two addresses of the "
			"connection: they must belong to the same environment"), NULL);
		return OP_FAIL;
	}
	if (in->status != 403 && in->status != 404 && procore_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	if (take_company(op, in) == 0) {
		error_set(err, ERR_CONFIG, N_("this account does not see the company %s in Procore; check the company number"),
			procore_option(op->env, "company_id"), NULL);
		return OP_FAIL;
	}
	se->fingerprint = pool_printf(&se->pool, "procore:%s", procore_option(op->env, "company_id"));
	se->valid = 1;
	return OP_DONE;
}

static int authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err)
{
	if (strcmp(procore_option(env, "grant"), "authorization_code"))
		return error_set(err, ERR_CONFIG, N_("this connection signs in as a service account; nobody needs to sign in "
			"with the browser"), NULL);
	http_url_join(out, procore_option(env, "login_url"), "/oauth/authorize");
	http_url_add_param(out, "response_type", "code");
	http_url_add_param(out, "client_id", procore_option(env, "client_id"));
	http_url_add_param(out, "redirect_uri", redirect_uri);
	http_url_add_param(out, "state", state);
	if (challenge && *challenge) {
		http_url_add_param(out, "code_challenge", challenge);
		http_url_add_param(out, "code_challenge_method", "S256");
	}
	return 0;
}

/* ---- test ---- */

static int test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct session *se = op->env->session;
	struct strbuf path = STRBUF_INIT;
	int64_t total;

	if (!in) {
		strbuf_adds(&path, "/rest/v1.1/projects");
		http_url_add_param(&path, "company_id", procore_option(op->env, "company_id"));
		http_url_add_param(&path, "view", "ids");
		http_url_add_param_int(&path, "page", 1);
		http_url_add_param_int(&path, "per_page", 1);
		procore_request(op->env, out, "GET", path.s);
		strbuf_release(&path);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (procore_explain(in, err) != ERR_NONE)
		return OP_FAIL;
	strbuf_addf(&op->report, _("Signed in to Procore; company: %s"),
		se->company ? se->company : procore_option(op->env, "company_id"));
	strbuf_addc(&op->report, '\n');
	total = http_header_int(in, "Total");
	if (total >= 0) {
		strbuf_addf(&op->report, P_("%lld active project is visible", "%lld active projects are visible",
			(unsigned long)total), (long long)total);
		strbuf_addc(&op->report, '\n');
	}
	return OP_DONE;
}

/* ---- the row ---- */

const struct connector procore_connector = {
	.name = "procore",
	.title = TITLE,
	.role = "procore",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_SUB_JOB)
		| CAP_PULL(ENTITY_COST_CODE) | CAP_PULL(ENTITY_COST_TYPE) | CAP_PULL(ENTITY_COMMITMENT_LINE)
		| CAP_PULL(ENTITY_INVOICE_LINE) | CAP_WRITEBACK | CAP_REJECT_INVOICE | CAP_ADD_PAYMENT
		| CAP_ADD(ENTITY_VENDOR) | CAP_ADD(ENTITY_JOB) | CAP_UNATTENDED,
	.options = procore_options,
	.feeds = procore_feeds,
	.login = login,
	.pull = procore_pull,
	.push = procore_push,
	.test = test,
	.compose = procore_compose,
	.explain = procore_explain,
	.authorize_url = authorize_url,
	.settle_ms = 5000,
	.settle_probes = 2,
	.in_flight = 1,
};
