/* Signing in to Xero, and which organisation it is.
 *
 *   token -> GET /connections (choose) -> GET Organisation [-> GET TrackingCategories] -> done
 *
 * The last only until it is known which tracking category holds the jobs: that is learned once and
 * kept among the connection's options, so that documents can be composed without a session.
 *
 * A token may reach several organisations; the first is never taken for granted.  The
 * organisation's id is the session's fingerprint "xero:<id>", which every request names in a
 * header.  session.endpoint is the id of the tracking category of jobs when it was just learned,
 * session.build the edition.
 *
 * A refresh token can be used once; the one before it is accepted for another half hour when the
 * answer was lost, so a lost answer costs nothing but another try. */
#include "connectors/xero.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "connectors/answer.h"
#include "connectors/mapping.h"
#include "model/record.h"
#include "net/oauth.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define MAX_AGAIN 2

enum { STEP_TOKEN = 1, STEP_CONNECTIONS, STEP_ORGANISATION, STEP_CATEGORIES };
enum { N_AGAIN };

static const char *secret(const struct op_env *env, const char *name)
{
	const char *s = env->secret ? env->secret(env->secret_data, name) : NULL;

	return s && *s ? s : NULL;
}

static int by_person(const struct op_env *env)
{
	return strcmp(xero_option(env, "grant"), "client_credentials") != 0;
}

/* ---- scopes ---- */

static const char *const scope_sets[][2] = {
	{ "granular", "accounting.invoices accounting.payments.read accounting.contacts accounting.settings" },
	{ "broad", "accounting.transactions accounting.contacts accounting.settings" },
};

/* offline: a person's sign-in is to last. */
static void add_scopes(struct strbuf *out, const struct op_env *env)
{
	const char *own = xero_option(env, "scopes"), *set = xero_option(env, "scope_set");

	if (*own) {
		strbuf_adds(out, own);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(scope_sets); i++)
		if (!strcmp(scope_sets[i][0], set))
			strbuf_adds(out, scope_sets[i][1]);
	if (by_person(env))
		strbuf_adds(out, " offline_access");
}

/* ---- the token ---- */

static int nobody(struct error *err)
{
	error_set(err, ERR_CONFIG, N_("nobody has signed in to Xero yet; sign in with the browser first"), NULL);
	return OP_FAIL;
}

static int send_token(struct op *op, struct http_request *out, struct error *err)
{
	const struct op_env *env = op->env;
	struct strbuf url = STRBUF_INIT, scopes = STRBUF_INIT;
	struct oauth_token_ask ask = { .client_id = xero_option(env, "client_id"),
		.client_secret = secret(env, "client_secret") };

	ask.basic_auth = ask.client_secret != NULL;
	if (!by_person(env)) {
		if (!ask.client_secret) {
			error_set(err, ERR_CONFIG, N_("the client secret of the Xero connection is missing; add it to the vault"),
				NULL);
			return OP_FAIL;
		}
		ask.grant = OAUTH_CLIENT_CREDENTIALS;
		add_scopes(&scopes, env);
		ask.scope = scopes.s;
	} else if (secret(env, "code")) {
		ask.grant = OAUTH_CODE;
		ask.code = secret(env, "code");
		/* An app with a secret proves itself by it, and was opened without a challenge. */
		ask.verifier = ask.client_secret ? NULL : secret(env, "code_verifier");
		ask.redirect_uri = secret(env, "redirect_uri");
	} else if (secret(env, "refresh_token")) {
		ask.grant = OAUTH_REFRESH;
		ask.refresh_token = secret(env, "refresh_token");
	} else {
		return nobody(err);
	}
	http_url_join(&url, xero_option(env, "identity_url"), "/connect/token");
	ask.endpoint = url.s;
	oauth_token_request(out, &ask);
	strbuf_release(&url);
	strbuf_release(&scopes);
	op->accept_status[0] = 400;
	op->accept_status[1] = 401;
	op->accept_status[2] = 0;
	op->step = STEP_TOKEN;
	return OP_SEND;
}

static int token_refused(const struct op *op, const struct http_response *in, struct error *err)
{
	struct strbuf words = STRBUF_INIT;

	xero_words(&words, in);
	if (!words.len)
		strbuf_addf(&words, "HTTP %d", in->status);
	if (xero_refusal(words.s, err) != ERR_CONFIG) {
		if (by_person(op->env))
			error_set(err, ERR_CONFIG, N_("Xero ended the sign-in (%1$s); sign in again with the browser"), words.s, NULL);
		else
			error_set(err, ERR_CONFIG, N_("Xero refused the client id or the client secret (%1$s)"), words.s, NULL);
	}
	strbuf_release(&words);
	return OP_FAIL;
}

static int take_token(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct json_doc doc;
	const char *token, *refresh;
	int64_t lifetime = 1800;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0) {
		/* The old token serves for half an hour yet. */
		return error_set(err, ERR_LATER, N_("the answer to signing in to Xero was lost; it is tried again later"), NULL);
	}
	token = json_text(json_get(json_root(&doc), "access_token"));
	refresh = json_text(json_get(json_root(&doc), "refresh_token"));
	if (!token || !*token) {
		json_wipe(&doc);
		return error_set(err, ERR_DATA, N_("Xero's sign-in answer holds no token"), NULL);
	}
	json_int(json_get(json_root(&doc), "expires_in"), &lifetime);
	se->bearer = pool_strdup(&se->pool, token);
	/* Two minutes ahead of the end, of which the engine adds one; a short life has none to give. */
	se->expires_ms = op->env->now_ms + lifetime * 1000 - (lifetime >= 240 ? 60000 : 0);
	op->n_save_secret = 0;
	if (refresh && *refresh) {
		op->save_secret[0].name = "refresh_token";
		op->save_secret[0].value = pool_strdup(op->pool, refresh);
		op->n_save_secret = 1;
	}
	json_wipe(&doc);
	return 0;
}

/* ---- the organisation ---- */

/* Text that is safe to show. */
static const char *safe(struct pool *p, const char *text)
{
	struct record r;

	record_init(&r, ENTITY_BRANCH);
	record_set_text(&r, BRANCH_NAME, p, text);
	return record_text(&r, BRANCH_NAME);
}

static int choose_tenant(struct op *op, const json_node *list, struct error *err)
{
	struct session *se = op->env->session;
	const char *wanted = xero_option(op->env, "tenant"), *id = NULL, *name = NULL;
	struct strbuf names = STRBUF_INIT;
	int n = 0, hits = 0, rc = 0;

	for (const json_node *c = json_first(list); c; c = json_next(c)) {
		const char *tenant = xero_field(c, "tenantId", op->pool), *title = xero_field(c, "tenantName", op->pool);
		const char *type = xero_field(c, "tenantType", op->pool);

		if (!*tenant || (*type && strcmp(type, "ORGANISATION")))
			continue;
		strbuf_addf(&names, "%s\"%s\"", n++ ? ", " : "", title);
		if (*wanted && strcasecmp(wanted, tenant) && strcasecmp(wanted, title))
			continue;
		hits++;
		id = tenant;
		name = title;
	}
	if (hits == 1) {
		se->fingerprint = pool_printf(&se->pool, "xero:%s", id);
		se->company = safe(&se->pool, name);
	} else if (n == 0) {
		rc = error_set(err, ERR_CONFIG, N_("the sign-in reaches no organisation in Xero; sign in again with the "
			"browser and choose one"), NULL);
	} else if (hits == 0) {
		rc = error_set(err, ERR_CONFIG, N_("the sign-in does not reach the organisation \"%1$s\"; it reaches %2$s"),
			wanted, safe(op->pool, names.s), NULL);
	} else {
		rc = error_set(err, ERR_CONFIG, N_("the sign-in reaches several organisations (%1$s); say in the connection "
			"which one is meant (tenant=...)"), safe(op->pool, names.s), NULL);
	}
	strbuf_release(&names);
	return rc;
}

static void warn_environment(struct op *op, int demo)
{
	struct session *se = op->env->session;
	int production = !strcmp(xero_option(op->env, "environment"), "production");

	se->warning = NULL;
	se->warning_arg = se->company;
	if (demo && production)
		se->warning = N_("\"%s\" is a demo company of Xero, but the connection says that it holds the real books");
	else if (!demo && !production)
		se->warning = N_("\"%s\" is no demo company of Xero, but the connection says that it is for tests");
}

static void learn(struct op *op, const char *option, const char *value)
{
	op->save_option[op->n_save_option].name = option;
	op->save_option[op->n_save_option++].value = value;
}

static int take_organisation(struct op *op, const json_node *root, struct error *err)
{
	struct session *se = op->env->session;
	const json_node *o = json_first(json_get(root, "Organisations"));
	const char *name = xero_field(o, "Name", op->pool), *currency = xero_field(o, "BaseCurrency", op->pool);

	if (!json_is_object(o))
		return error_set(err, ERR_DATA, N_("Xero did not tell which organisation this is"), NULL);
	if (*name)
		se->company = safe(&se->pool, name);
	se->build = pool_printf(&se->pool, "%s %s", safe(op->pool, xero_field(o, "CountryCode", op->pool)),
		safe(op->pool, xero_field(o, "Class", op->pool)));
	warn_environment(op, json_bool(json_get(o, "IsDemoCompany"), 0));
	if (strlen(currency) == 3 && !*xero_option(op->env, "home_currency"))
		learn(op, "home_currency", safe(op->pool, currency));
	return 0;
}

static void take_categories(struct op *op, const json_node *root)
{
	struct session *se = op->env->session;
	const char *several;
	const json_node *c = xero_job_category(op->env, json_get(root, "TrackingCategories"), op->pool, &several);

	if (c) {
		se->endpoint = pool_strdup(&se->pool, xero_field(c, "TrackingCategoryID", op->pool));
		learn(op, "job_category", se->endpoint);
	} else if (several && !se->warning) {
		se->warning = N_("it is not clear which tracking category holds the jobs (%s); say it in the connection "
			"(job_category=...)");
		se->warning_arg = safe(&se->pool, several);
	}
}

/* ---- login, logout ---- */

static int ask(struct op *op, int step, struct http_request *out)
{
	static const char *const paths[] = { [STEP_CONNECTIONS] = "/connections", [STEP_ORGANISATION] = "Organisation",
		[STEP_CATEGORIES] = "TrackingCategories?includeArchived=true" };

	xero_request(op->env, out, "GET", paths[step]);
	op->step = step;
	op->accept_status[0] = 0;
	return OP_SEND;
}

static int take_step(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	struct json_doc doc;
	int rc = 0;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0) {
		if (op->n[N_AGAIN]++ < MAX_AGAIN) {      /* half of an answer */
			error_release(err);
			return ask(op, op->step, out);
		}
		return OP_FAIL;
	}
	if (op->step == STEP_CONNECTIONS)
		rc = choose_tenant(op, json_root(&doc), err);
	else if (op->step == STEP_ORGANISATION)
		rc = take_organisation(op, json_root(&doc), err);
	else
		take_categories(op, json_root(&doc));
	json_release(&doc);
	if (rc < 0)
		return OP_FAIL;
	if (op->step < (*xero_option(op->env, "job_category") ? STEP_ORGANISATION : STEP_CATEGORIES))
		return ask(op, op->step + 1, out);
	op->env->session->valid = 1;
	return OP_DONE;
}

int xero_login(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	enum error_class cls;

	if (!in) {
		memset(op->n, 0, sizeof op->n);
		op->n_save_option = 0;
		return send_token(op, out, err);
	}
	if (op->step == STEP_TOKEN && (in->status == 400 || in->status == 401))
		return token_refused(op, in, err);
	cls = xero_explain(in, err);
	if (cls == ERR_UNKNOWN) {
		error_set(err, ERR_LATER, N_("the answer to signing in to Xero was lost; it is tried again later"), NULL);
		return OP_FAIL;
	}
	if (cls == ERR_LOGIN) {
		error_set(err, ERR_CONFIG, N_("Xero gave a token and refuses it at once; check the addresses of the connection"),
			NULL);
		return OP_FAIL;
	}
	if (cls != ERR_NONE)
		return OP_FAIL;
	if (op->step != STEP_TOKEN)
		return take_step(op, in, out, err);
	if (take_token(op, in, err) < 0)
		return OP_FAIL;
	return ask(op, STEP_CONNECTIONS, out);
}

/* There is nothing to sign out of: the token runs out by itself, and revoking would end the grant that a
 * person gave. */
int xero_logout(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	if (op->env->session)
		op->env->session->valid = 0;
	return OP_DONE;
}

int xero_authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err)
{
	struct strbuf scopes = STRBUF_INIT;

	if (!by_person(env))
		return error_set(err, ERR_CONFIG, N_("this connection signs in by itself (a custom connection); nobody needs "
			"to sign in with the browser"), NULL);
	add_scopes(&scopes, env);
	http_url_join(out, xero_option(env, "login_url"), "/identity/connect/authorize");
	http_url_add_param(out, "response_type", "code");
	http_url_add_param(out, "client_id", xero_option(env, "client_id"));
	http_url_add_param(out, "redirect_uri", redirect_uri);
	http_url_add_param(out, "scope", scopes.s);
	http_url_add_param(out, "state", state);
	if (challenge && *challenge && !secret(env, "client_secret")) {
		http_url_add_param(out, "code_challenge", challenge);
		http_url_add_param(out, "code_challenge_method", "S256");
	}
	strbuf_release(&scopes);
	return 0;
}

/* ---- test ---- */

enum { TEST_ORGANISATION = 1, TEST_CATEGORIES, TEST_ACTIONS };

static void say(struct op *op, const char *text, const char *a, const char *b)
{
	const char *args[] = { a, b };

	phrase_text(&op->report, text, args, b ? 2 : 1, 1);
	strbuf_addc(&op->report, '\n');
}

static void say_date(struct op *op, const char *text, const json_node *n)
{
	char day[DATE_LEN];
	int64_t ms;

	if (!json_text(n) || xero_instant(json_text(n), &ms) < 0)
		return;
	date_from_days(day, ms / 86400000);
	say(op, text, day, NULL);
}

static void report_organisation(struct op *op, const json_node *o)
{
	const struct session *se = op->env->session;

	say(op, N_("Signed in to Xero; organisation: %s"), se->company ? se->company : "?", NULL);
	say(op, N_("Country %1$s, currency %2$s"), safe(op->pool, xero_field(o, "CountryCode", op->pool)),
		safe(op->pool, xero_field(o, "BaseCurrency", op->pool)));
	say_date(op, N_("Locked up to %s"), json_get(o, "PeriodLockDate"));
	say_date(op, N_("Year locked up to %s"), json_get(o, "EndOfYearLockDate"));
	if (se->warning)
		say(op, se->warning, se->warning_arg ? se->warning_arg : "", NULL);
}

static void report_categories(struct op *op, const json_node *root)
{
	const char *several;
	const json_node *c = xero_job_category(op->env, json_get(root, "TrackingCategories"), op->pool, &several);
	char n[16];
	int active = 0;

	for (const json_node *o = json_first(json_get(c, "Options")); o; o = json_next(o))
		active += !strcmp(xero_field(o, "Status", op->pool), "ACTIVE");
	snprintf(n, sizeof n, "%d", active);
	if (c)
		say(op, N_("Jobs are options of the tracking category \"%1$s\"; active: %2$s"),
			safe(op->pool, xero_field(c, "Name", op->pool)), n);
	else
		say(op, N_("There is no tracking category for jobs (%s)"), xero_option(op->env, "job_category"), NULL);
}

static void report_actions(struct op *op, const json_node *root, const struct http_response *in)
{
	static const char *const needed[] = { "CreateDraftBill", "CreateApprovedBill", "CreateDraftPurchaseOrder",
		"CreateApprovedPurchaseOrder", "UseMulticurrency" };
	struct strbuf yes = STRBUF_INIT, no = STRBUF_INIT;
	int64_t left = http_header_int(in, "X-DayLimit-Remaining");

	for (const json_node *a = json_first(json_get(root, "Actions")); a; a = json_next(a)) {
		const char *name = xero_field(a, "Name", op->pool);
		struct strbuf *out = strcmp(xero_field(a, "Status", op->pool), "ALLOWED") ? &no : &yes;

		for (size_t i = 0; i < ARRAY_SIZE(needed); i++)
			if (!strcmp(name, needed[i]))
				strbuf_addf(out, "%s%s", out->len ? ", " : "", name);
	}
	if (yes.len)
		say(op, N_("Allowed: %s"), yes.s, NULL);
	if (no.len)
		say(op, N_("Not allowed: %s"), no.s, NULL);
	if (left >= 0) {
		strbuf_addf(&op->report, P_("%lld call left today", "%lld calls left today", (unsigned long)left),
			(long long)left);
		strbuf_addc(&op->report, '\n');
	}
	strbuf_release(&yes);
	strbuf_release(&no);
}

int xero_test(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	struct json_doc doc;

	if (!in) {
		xero_request(op->env, out, "GET", "Organisation");
		op->step = TEST_ORGANISATION;
		return OP_SEND;
	}
	if (in->status == 401 && xero_explain(in, err) == ERR_LOGIN)
		return OP_RESTART;
	if (xero_explain(in, err) != ERR_NONE || json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	if (op->step == TEST_ORGANISATION) {
		report_organisation(op, json_first(json_get(json_root(&doc), "Organisations")));
		xero_request(op->env, out, "GET", "TrackingCategories");
	} else if (op->step == TEST_CATEGORIES) {
		report_categories(op, json_root(&doc));
		xero_request(op->env, out, "GET", "Organisation/Actions");
	}
	if (op->step++ < TEST_ACTIONS) {
		json_release(&doc);
		return OP_SEND;
	}
	report_actions(op, json_root(&doc), in);
	json_release(&doc);
	return OP_DONE;
}
