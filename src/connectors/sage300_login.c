/* Signing in to hh2.
 *
 * Two pairs are asked for at once: the integration's key and secret, and a user of the
 * company's own site.  The answer is 200 even when they are wrong; its `Result` decides.
 * The session lies in cookies: .ASPXAUTH is the session itself, the two others tie it to one
 * of hh2's servers.  They go back in that order, which the service minds. */
#include "connectors/sage300.h"
#include "base/date.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "model/record.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define SESSION_COOKIE ".ASPXAUTH"
#define SHORT_LIFE_MS (5 * 60000)

static const char *secret(const struct op_env *env, const char *name)
{
	const char *s = env->secret ? env->secret(env->secret_data, name) : NULL;

	return s && *s ? s : NULL;
}

static int missing(struct error *err, const char *what)
{
	error_set(err, ERR_CONFIG, N_("the connection to hh2 lacks \"%s\"; complete it first"), what, NULL);
	return OP_FAIL;
}

static int send_login(struct op *op, struct http_request *out, struct error *err)
{
	static const char *const needed[] = { "api_key", "api_secret", "password" };
	const struct op_env *env = op->env;
	struct strbuf body = STRBUF_INIT, base = STRBUF_INIT;
	struct json_writer w;
	int rc = sage300_base(&base, env);

	strbuf_release(&base);
	if (rc < 0)
		return missing(err, "base_url");
	if (!*sage300_option(env, "user"))
		return missing(err, "user");
	for (size_t i = 0; i < ARRAY_SIZE(needed); i++)
		if (!secret(env, needed[i]))
			return missing(err, needed[i]);
	json_w_init(&w, &body);
	json_w_object(&w, NULL);
	json_w_text(&w, "ApiKey", secret(env, "api_key"));
	json_w_text(&w, "ApiSecret", secret(env, "api_secret"));
	json_w_text(&w, "Username", sage300_option(env, "user"));
	json_w_text(&w, "Password", secret(env, "password"));
	json_w_end_object(&w);
	env->session->cookies = NULL;
	sage300_request(env, out, "POST", "/Api/Security/V3/Session.svc/authenticate");
	sage300_body(out, body.s);
	out->flags |= HTTP_SECRET_BODY;
	http_wipe(body.s, body.len);
	strbuf_release(&body);
	return OP_SEND;
}

/* ---- the verdict ---- */

static int take_result(const json_node *root, struct error *err)
{
	static const char *const words[] = {
		[1] = N_("hh2 refused the user or the password of the connection; correct them before anything else is tried"),
		[2] = N_("hh2 refused the API key or the API secret of the connection; correct them before anything else is tried"),
		[3] = N_("hh2 locked the user of the connection; have it unlocked in hh2, then try again"),
		[4] = N_("hh2 locked this integration; only hh2's support can unlock it"),
	};
	int64_t result;

	if (json_int(json_get(root, "Result"), &result) < 0)
		return error_set(err, ERR_LATER, N_("hh2 did not say whether it accepts the sign-in; it is tried again later"),
			NULL);
	if (result == 5)
		return 0;
	if (result >= 1 && result <= 4)
		return error_set(err, ERR_CONFIG, words[result], NULL);
	return error_set(err, ERR_CONFIG, N_("hh2 refused the sign-in for a reason this program does not know"), NULL);
}

/* ---- the session ---- */

static int rank(const char *name)
{
	static const char *const order[] = { SESSION_COOKIE, "ApplicationGatewayAffinity",
		"ApplicationGatewayAffinityCORS" };

	for (int i = 0; i < (int)ARRAY_SIZE(order); i++)
		if (!strcmp(name, order[i]))
			return i;
	return (int)ARRAY_SIZE(order);
}

static void add_cookies(struct strbuf *out, const struct http_cookies *jar)
{
	for (int r = 0; r <= rank(""); r++)
		for (size_t i = 0; i < jar->len; i++)
			if (rank(jar->items[i].name) == r)
				strbuf_addf(out, "%s%s=%s", out->len ? "; " : "", jar->items[i].name,
					jar->items[i].value);
}

/* How long the session cookie lives, by the server's own clock; 0 when it does not say. */
static int64_t lifetime_ms(const struct http_response *in, int64_t now_ms)
{
	const char *date = http_response_header(in, "Date");
	int64_t from = now_ms, end;

	if (date)
		http_date_parse(&from, date);
	for (size_t i = 0; i < in->headers.len; i++) {
		const struct http_header *h = &in->headers.items[i];
		const char *s;
		struct strbuf text = STRBUF_INIT;
		int rc;

		if (strcasecmp(h->name, "Set-Cookie") || strncmp(h->value, SESSION_COOKIE "=", sizeof SESSION_COOKIE))
			continue;
		s = strcasestr(h->value, "expires=");
		if (!s)
			return 0;
		s += strlen("expires=");
		strbuf_add(&text, s, strcspn(s, ";"));
		for (char *c = text.s; c < text.s + text.len; c++)
			if (*c == '-')           /* "21-Nov-2026", as ASP.NET writes it */
				*c = ' ';
		rc = http_date_parse(&end, text.s);
		strbuf_release(&text);
		return rc == 0 && end > from ? end - from : 0;
	}
	return 0;
}

static int take_session(struct op *op, const struct http_response *in, struct error *err)
{
	struct session *se = op->env->session;
	struct http_cookies jar;
	struct strbuf b = STRBUF_INIT;
	int64_t life = lifetime_ms(in, op->env->now_ms);
	int rc = 0;

	http_cookies_init(&jar);
	http_cookies_take(&jar, in, op->env->now_ms);
	add_cookies(&b, &jar);
	if (http_cookies_get(&jar, SESSION_COOKIE)) {
		se->cookies = pool_strdup(&se->pool, b.s);
		/* A session shorter than the time we would renew it ahead: better to wait for its refusal. */
		se->expires_ms = life >= SHORT_LIFE_MS ? op->env->now_ms + life / 10 * 8 : 0;
	} else {
		rc = error_set(err, ERR_DATA, N_("hh2's sign-in answer holds no session"), NULL);
	}
	if (b.len)
		http_wipe(b.s, b.len);
	strbuf_release(&b);
	http_cookies_release(&jar);
	return rc;
}

static const char *safe(struct pool *p, const char *text)
{
	struct record r;

	record_init(&r, ENTITY_BRANCH);
	record_set_text(&r, BRANCH_NAME, p, text);
	return record_text(&r, BRANCH_NAME);
}

static void take_company(struct op *op, const json_node *root)
{
	struct session *se = op->env->session;
	const char *name = safe(&se->pool, sage300_text(root, "AuthenticatedClient.Name", op->pool));
	struct strbuf base = STRBUF_INIT;
	const char *host;

	sage300_base(&base, op->env);
	host = strstr(base.s, "://");
	host = host ? host + 3 : base.s;
	se->company = *name ? name : NULL;
	/* A site of this machine changes its port; a name in front of hh2.com stands for the tenant. */
	se->fingerprint = pool_printf(&se->pool, "sage300:%.*s:%s", (int)strcspn(host, ":/"), host, name);
	se->endpoint = pool_strdup(&se->pool, host);
	se->construction = "hh2";
	strbuf_release(&base);
}

int sage300_login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct json_doc doc;
	enum error_class cls;
	int rc;

	if (!in)
		return send_login(op, out, err);
	cls = sage300_explain(in, err);
	if (cls == ERR_LOGIN) {
		error_set(err, ERR_CONFIG, N_("there is no hh2 at this address, or it does not let programs sign in; check the "
			"address of the connection"), NULL);
		return OP_FAIL;
	}
	if (cls != ERR_NONE || json_parse(&doc, in->body.s, in->body.len, err) < 0)
		return OP_FAIL;
	rc = take_result(json_root(&doc), err);
	if (rc == 0)
		rc = take_session(op, in, err);
	if (rc == 0) {
		take_company(op, json_root(&doc));
		op->env->session->valid = 1;
	}
	json_wipe(&doc);
	return rc < 0 ? OP_FAIL : OP_DONE;
}

/* hh2 has no way to sign out: the cookie runs out by itself. */
int sage300_logout(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	if (op->env->session)
		op->env->session->valid = 0;
	return OP_DONE;
}

/* ---- test ---- */

static void say(struct op *op, const char *text, const char *arg)
{
	const char *args[] = { arg };

	phrase_text(&op->report, text, args, 1, 1);
	strbuf_addc(&op->report, '\n');
}

static void say_routes(struct op *op)
{
	const struct op_env *env = op->env;
	const char *way = sage300_option(env, "commitment_route");
	int file = !strcmp(way, "file") || !strcmp(sage300_option(env, "invoice_route"), "file");

	if (!strcmp(way, "file"))
		say(op, N_("Commitments leave as import files for Sage"), NULL);
	else if (!strcmp(way, "hh2"))
		say(op, N_("Commitments leave through hh2, at an address hh2 has not published: watch the first ones"), NULL);
	else
		say(op, N_("Commitments are not exported"), NULL);
	if (file && !option_get_bool(env->options, sage300_options, "import_verified"))
		say(op, N_("The layout of the import file is unverified: compare it with the format that Sage prints, and set "
			"import_verified after the first file that was taken in as meant"), NULL);
}

int sage300_test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	const struct session *se = op->env->session;
	struct strbuf path = STRBUF_INIT;
	enum error_class cls;

	if (!in) {
		/* Above every version there can be: proves the session and brings nothing. */
		strbuf_adds(&path, SAGE300_VENDORS);
		http_url_add_param_int(&path, "version", (INT64_C(1) << 53) - 1);
		sage300_request(op->env, out, "GET", path.s);
		strbuf_release(&path);
		return OP_SEND;
	}
	cls = sage300_explain(in, err);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	if (cls != ERR_NONE)
		return OP_FAIL;
	say(op, N_("Signed in to hh2; company: %s"), se->company ? se->company : "?");
	say(op, N_("Site: %s"), se->endpoint);
	say_routes(op);
	say(op, N_("What hh2 holds is as old as its last sync with Sage"), NULL);
	return OP_DONE;
}
