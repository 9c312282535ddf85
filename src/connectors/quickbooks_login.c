/* Signing in to QuickBooks Online.
 *
 *   code or refresh token -> token [-> companyinfo, when the country is not known yet] -> done
 *
 * Which company it is (the realm id) stands in the address the browser came back with, and nowhere
 * else; it is kept with the connection, together with the country, so that later sign-ins are one
 * request: the new refresh token is then kept before anything at all is asked with it.  Its value
 * changes about once a day and the old one stops working.
 *
 * The vendor asks for the secret of the app with every token, in the Authorization header, and
 * knows no PKCE. */
#include "connectors/quickbooks.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "model/record.h"
#include "net/oauth.h"
#include <string.h>
#include "base/banned.h"

#define SCOPE "com.intuit.quickbooks.accounting"

enum { STEP_TOKEN = 1, STEP_COMPANY, STEP_PREFERENCES };

static const char *secret(const struct op_env *env, const char *name)
{
	const char *s = env->secret ? env->secret(env->secret_data, name) : NULL;

	return s && *s ? s : NULL;
}

static int missing(struct error *err, const char *what)
{
	error_set(err, ERR_CONFIG, N_("the connection to QuickBooks lacks \"%s\"; complete it first"), what, NULL);
	return OP_FAIL;
}

/* The company of the address that came back; "" when the person pasted the bare code. */
static const char *called_back(struct op *op)
{
	const char *query = secret(op->env, "callback"), *mark;
	struct strbuf b = STRBUF_INIT;
	const char *realm = "";

	if (!query)
		return "";
	mark = strchr(query, '?');
	if (http_form_get(&b, mark ? mark + 1 : query, "realmId") == 1 && b.len < 40
			&& strspn(b.s, "0123456789") == b.len)
		realm = pool_strdup(op->pool, b.s);
	strbuf_release(&b);
	return realm;
}

/* Which company this sign-in is for.  0, or OP_FAIL. */
static int settle_realm(struct op *op, struct error *err)
{
	const char *kept = quickbooks_option(op->env, "realm_id");
	const char *now = secret(op->env, "code") ? called_back(op) : "";

	if (!*kept && !*now) {
		error_set(err, ERR_CONFIG, secret(op->env, "code") ?
			N_("the pasted text does not say which company it is for; paste the whole address the browser ended at") :
			N_("nobody has signed in to QuickBooks yet; sign in with the browser first"), NULL);
		return OP_FAIL;
	}
	if (*kept && *now && strcmp(kept, now)) {
		error_set(err, ERR_CONFIG, N_("that sign-in was for the company %1$s, and this connection is to %2$s; choose "
			"the right company on QuickBooks's page, or make another connection"), now, kept, NULL);
		return OP_FAIL;
	}
	if (*now && !*kept) {
		op->save_option[op->n_save_option].name = "realm_id";
		op->save_option[op->n_save_option++].value = now;
	}
	op->env->session->fingerprint = pool_strdup(&op->env->session->pool, *now ? now : kept);
	return 0;
}

static const char *redirect_uri(const struct op_env *env)
{
	const char *own = quickbooks_option(env, "redirect_uri");

	return *own ? own : secret(env, "redirect_uri");
}

static int send_token(struct op *op, struct http_request *out, struct error *err)
{
	const struct op_env *env = op->env;
	struct strbuf url = STRBUF_INIT;
	struct oauth_token_ask ask = {
		.client_id = quickbooks_option(env, "client_id"),
		.client_secret = secret(env, "client_secret"),
		.basic_auth = 1,
	};

	if (!*ask.client_id)
		return missing(err, "client_id");
	if (!ask.client_secret)
		return missing(err, "client_secret");
	if (secret(env, "code")) {
		ask.grant = OAUTH_CODE;
		ask.code = secret(env, "code");
		ask.redirect_uri = redirect_uri(env);
	} else if (secret(env, "refresh_token")) {
		ask.grant = OAUTH_REFRESH;
		ask.refresh_token = secret(env, "refresh_token");
	} else {
		error_set(err, ERR_CONFIG, N_("nobody has signed in to QuickBooks yet; sign in with the browser first"), NULL);
		return OP_FAIL;
	}
	if (settle_realm(op, err) < 0)
		return OP_FAIL;
	http_url_join(&url, quickbooks_option(env, "token_url"), "/oauth2/v1/tokens/bearer");
	ask.endpoint = url.s;
	oauth_token_request(out, &ask);
	http_headers_set(&out->headers, "Accept", "application/json");
	strbuf_release(&url);
	op->step = STEP_TOKEN;
	return OP_SEND;
}

static int take_token(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	const char *token, *refresh;
	struct json_doc doc;
	int64_t lifetime = 3600;

	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return -1;
	token = json_text(json_get(json_root(&doc), "access_token"));
	refresh = json_text(json_get(json_root(&doc), "refresh_token"));
	if (!token || !*token) {
		json_wipe(&doc);
		return error_set(err, ERR_DATA, N_("QuickBooks's sign-in answer holds no token"), NULL);
	}
	json_int(json_get(json_root(&doc), "expires_in"), &lifetime);
	se->bearer = pool_strdup(&se->pool, token);
	se->expires_ms = op->env->now_ms + lifetime * 1000;
	se->build = pool_printf(&se->pool, "v3.%s", quickbooks_option(op->env, "minor_version"));
	op->n_save_secret = 0;
	if (refresh && *refresh) {
		op->save_secret[0].name = "refresh_token";
		op->save_secret[0].value = pool_strdup(op->pool, refresh);
		op->n_save_secret = 1;
	}
	json_wipe(&doc);
	return 0;
}

static const char *safe(struct pool *p, const char *text)
{
	struct record r;

	record_init(&r, ENTITY_BRANCH);
	record_set_text(&r, BRANCH_NAME, p, text);
	return record_text(&r, BRANCH_NAME);
}

/* Answers give the country as US or, of late, USA. */
static const char *country_of(const json_node *info, struct pool *p)
{
	const char *c = quickbooks_field(info, "Country", p);

	if (!strcmp(c, "USA") || !strcmp(c, "United States"))
		return "US";
	return safe(p, c);
}

/* One that could not be told from another is left empty and asked for again next time. */
static void take_company(struct op *op, const json_node *info)
{
	struct session *se = op->env->session;
	const char *name = quickbooks_field(info, "CompanyName", op->pool);

	if (*name)
		se->company = safe(&se->pool, name);
	se->endpoint = pool_strdup(&se->pool, country_of(info, op->pool));
}

static void send_company(struct op *op, struct http_request *out)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_adds(&path, "companyinfo");
	http_url_add_segment(&path, quickbooks_realm(op->env));
	quickbooks_request(op->env, out, "GET", path.s);
	strbuf_release(&path);
	op->step = STEP_COMPANY;
}

static int done(struct op *op)
{
	struct session *se = op->env->session;

	if (!se->endpoint || !*se->endpoint)
		se->endpoint = pool_strdup(&se->pool, quickbooks_option(op->env, "country"));
	if (*se->endpoint && strcmp(se->endpoint, quickbooks_option(op->env, "country"))) {
		op->save_option[op->n_save_option].name = "country";
		op->save_option[op->n_save_option++].value = pool_strdup(op->pool, se->endpoint);
	}
	/* There is nothing special to be published for subcontracts here. */
	se->construction = "";
	se->valid = 1;
	return OP_DONE;
}

int quickbooks_login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct json_doc doc;
	int rc;

	if (!in) {
		op->n_save_option = 0;
		return send_token(op, out, err);
	}
	rc = quickbooks_explain(in, err);
	if (rc == ERR_UNKNOWN) {
		error_set(err, ERR_LATER, N_("the answer to signing in to QuickBooks was lost; it is tried again later"), NULL);
		return OP_FAIL;
	}
	if (rc == ERR_LOGIN) {
		error_set(err, ERR_CONFIG, op->step == STEP_TOKEN ?
			N_("QuickBooks refused the client id or the client secret") :
			N_("QuickBooks signed us in and does not accept the sign-in for this company; sign in with the browser "
				"again"), NULL);
		return OP_FAIL;
	}
	if (rc != ERR_NONE)
		return OP_FAIL;
	if (op->step == STEP_TOKEN) {
		if (take_token(op, in, err) < 0)
			return OP_FAIL;
		if (*quickbooks_option(op->env, "country") && !secret(op->env, "code"))
			return done(op);
		send_company(op, out);
		return OP_SEND;
	}
	if (json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	take_company(op, json_get(json_root(&doc), "CompanyInfo"));
	json_release(&doc);
	return done(op);
}

/* A token is not handed back: the grant of the person would end with it. */
int quickbooks_logout(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	if (op->env->session)
		op->env->session->valid = 0;
	return OP_DONE;
}

int quickbooks_authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect,
	const char *state, const char *challenge, struct error *err)
{
	const char *own = quickbooks_option(env, "redirect_uri");
	struct strbuf url = STRBUF_INIT;

	if (!*quickbooks_option(env, "client_id"))
		return error_set(err, ERR_CONFIG, N_("the connection to QuickBooks lacks \"%s\"; complete it first"),
			"client_id", NULL);
	http_url_join(&url, quickbooks_option(env, "login_url"), "/connect/oauth2");
	http_url_add_param(&url, "client_id", quickbooks_option(env, "client_id"));
	http_url_add_param(&url, "response_type", "code");
	http_url_add_param(&url, "scope", SCOPE);
	http_url_add_param(&url, "redirect_uri", *own ? own : redirect);
	http_url_add_param(&url, "state", state);
	strbuf_add(out, url.s, url.len);
	strbuf_release(&url);
	return 0;
}

/* ---- test ---- */

static void say(struct op *op, const char *text, const char *arg)
{
	const char *args[] = { safe(op->pool, arg) };

	phrase_text(&op->report, text, args, 1, 1);
	strbuf_addc(&op->report, '\n');
}

static const char *other_pref(const json_node *prefs, const char *name, struct pool *p)
{
	for (const json_node *n = json_first(json_get(prefs, "OtherPrefs.NameValue")); n; n = json_next(n))
		if (strstr(quickbooks_field(n, "Name", p), name))
			return quickbooks_field(n, "Value", p);
	return NULL;
}

static int says_yes(const char *value)
{
	return !strcmp(value, "true") || !strcmp(value, "TRUE") || !strcmp(value, "1");
}

static void report_company(struct op *op, const struct http_response *in, const json_node *info)
{
	const char *tid = http_response_header(in, "intuit_tid");

	say(op, N_("Signed in to QuickBooks; company: %s"), quickbooks_field(info, "CompanyName", op->pool));
	say(op, N_("Company id: %s"), quickbooks_realm(op->env));
	say(op, N_("Country: %s"), quickbooks_field(info, "Country", op->pool));
	if (tid)
		say(op, N_("Trace id for the vendor's support: %s"), tid);
}

static void report_preferences(struct op *op, const json_node *prefs)
{
	const char *home = quickbooks_field(prefs, "CurrencyPrefs.HomeCurrency", op->pool);
	const char *closed = quickbooks_field(prefs, "AccountingInfoPrefs.BookCloseDate", op->pool);
	const char *orders = other_pref(prefs, "PurchaseOrder", op->pool);

	say(op, N_("Home currency: %s"), *home ? home : "?");
	if (*home && strcmp(home, quickbooks_option(op->env, "home_currency")))
		say(op, N_("The connection says %s; correct it before anything is sent"),
			quickbooks_option(op->env, "home_currency"));
	say(op, json_bool(json_get(prefs, "CurrencyPrefs.MultiCurrencyEnabled"), 0) ?
		N_("Several currencies: yes") : N_("Several currencies: no"), "");
	if (*closed)
		say(op, N_("The books are closed up to %s"), closed);
	else
		say(op, N_("The books are not closed"), "");
	if (orders)
		say(op, says_yes(orders) ? N_("Purchase orders: on") : N_("Purchase orders: off"), "");
	else
		say(op, N_("Purchase orders: QuickBooks does not say"), "");
}

int quickbooks_test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct json_doc doc;
	const json_node *root;

	if (!in) {
		send_company(op, out);
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (quickbooks_explain(in, err) != ERR_NONE || json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	root = json_root(&doc);
	if (op->step == STEP_COMPANY) {
		report_company(op, in, json_get(root, "CompanyInfo"));
		quickbooks_query(op->env, out, "SELECT * FROM Preferences");
		op->step = STEP_PREFERENCES;
		json_release(&doc);
		return OP_SEND;
	}
	report_preferences(op, json_first(quickbooks_rows(root, "Preferences")));
	json_release(&doc);
	return OP_DONE;
}
