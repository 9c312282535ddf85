/* Acumatica (and MYOB Acumatica, the same product under another name): contract API
 * version 4 (reference/acumatica.md).
 *
 * This file: options, requests, what its answers mean, the row.  Beside it:
 *
 *   acumatica_login.c     signing in and out, choosing the endpoints
 *   acumatica_pull.c      lists and what they bring
 *   acumatica_compose.c   the documents to send
 *   acumatica_push.c      the conversation that sends one of them at most once
 *
 * Two endpoints are in play.  Everything the built-in "Default" endpoint knows goes
 * there.  Subcontracts exist in it only from 2023R2 on; before that a customization
 * project must publish an endpoint with them, and session->construction is that one, or
 * NULL when there is none.  What no endpoint names (retainage of bills and orders)
 * travels in the "custom" section, which works on every release. */
#include "connectors/acumatica.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "base/banned.h"

/* ---- options ---- */

static const struct option_def acumatica_options[] = {
	{ "base_url", OPTION_URL, OPTION_REQUIRED, NULL, NULL, N_("Address of the site"),
		N_("For example https://company.acumatica.com, with the instance if there is one") },
	{ "environment", OPTION_CHOICE, 0, "production", "production|test",
		N_("Environment"), N_("The real books, or a test company: never mixed with the other kind") },
	{ "tenant", OPTION_TEXT, 0, "", NULL, N_("Tenant"), N_("As on the sign-in screen; empty on a site with one") },
	{ "branch", OPTION_TEXT, 0, "", NULL, N_("Branch"), N_("Of documents whose project names none") },
	{ "login_kind", OPTION_CHOICE, 0, "cookie", "cookie|oauth", N_("Kind of sign-in"),
		N_("A user and password, or a connected application") },
	{ "user", OPTION_TEXT, 0, "", NULL, N_("User"), NULL },
	{ "password", OPTION_SECRET, 0, NULL, NULL, N_("Password"), NULL },
	{ "client_id", OPTION_TEXT, 0, "", NULL, N_("Client id"), N_("Of the connected application: <id>@<tenant>") },
	{ "client_secret", OPTION_SECRET, 0, NULL, NULL, N_("Client secret"), NULL },
	{ "refresh_token", OPTION_SECRET, 0, NULL, NULL, N_("Refresh token"),
		N_("Kept up to date by the program; not typed") },
	{ "endpoint", OPTION_TEXT, 0, "auto", NULL, N_("Endpoint"),
		N_("Name and version, or auto: the newest one this program knows") },
	{ "construction_endpoint", OPTION_TEXT, 0, "auto", NULL, N_("Endpoint with subcontracts"),
		N_("Name and version, auto, or none") },
	{ "construction_name", OPTION_TEXT, 0, "ConstructLink", NULL, N_("Name of the customization's endpoint"),
		N_("Looked for first when the endpoint with subcontracts is auto") },
	{ "connected_since", OPTION_TEXT, 0, "", NULL, N_("Connected since"),
		N_("Date (YYYY-MM-DD): projects made before are running ones and get a warning") },
	{ "home_currency", OPTION_TEXT, 0, "USD", NULL, N_("Currency of the company"), NULL },
	{ "ids_typed", OPTION_BOOL, 0, "yes", NULL, N_("Ids are typed"),
		N_("No: Acumatica numbers new vendors and projects itself") },
	ACUMATICA_COMMON_OPTIONS,
	{ "activate_projects", OPTION_BOOL, 0, "yes", NULL, N_("Activate new projects"), NULL },
	{ "commitments_open", OPTION_BOOL, 0, "yes", NULL, N_("Release commitments from hold"),
		N_("No: they stay On Hold until somebody opens them in Acumatica") },
	{ "subcontract_label", OPTION_TEXT, 0, "Subcontract", NULL, N_("Label of subcontracts on bills"),
		N_("The order type as Acumatica shows it in the user's language") },
	{ "bill_date", OPTION_CHOICE, 0, "billing", "billing|period_end", N_("Date of bills"),
		N_("The billing date of the invoice, or the last day of its period") },
	{ "period_check", OPTION_BOOL, 0, "yes", NULL, N_("Check periods"),
		N_("Reads which financial periods are open and says so before approval") },
	{ "payments", OPTION_BOOL, 0, "yes", NULL, N_("Import payments"), NULL },
	{ "page_size", OPTION_INT, 0, "500", NULL, N_("Records per page"), NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

const char *acumatica_option(const struct op_env *env, const char *name)
{
	const char *v = option_get(env->options, env->option_defs, name);

	return v ? v : "";
}

/* ---- requests ---- */

void acumatica_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path)
{
	struct strbuf base = STRBUF_INIT, url = STRBUF_INIT;
	const char *branch = acumatica_option(env, "branch");

	http_url_join(&base, acumatica_option(env, "base_url"), "/entity");
	if (*path)
		http_url_join(&url, base.s, path);
	else
		strbuf_adds(&url, base.s);
	http_request_start(out, method, url.s);
	http_headers_set(&out->headers, "Accept", "application/json");
	if (*branch && strncmp(path, "auth/", 5))
		http_headers_set(&out->headers, "PX-CbApiBranch", branch);
	if (env->session && env->session->bearer) {
		http_request_bearer(out, env->session->bearer);
	} else if (env->session && env->session->cookies) {
		struct strbuf origin = STRBUF_INIT;

		http_headers_add_secret(&out->headers, "Cookie", env->session->cookies);
		if (!out->origin && http_url_origin(&origin, url.s) == 0)
			out->origin = strbuf_detach(&origin);
		strbuf_release(&origin);
	}
	strbuf_release(&base);
	strbuf_release(&url);
}

void acumatica_body(struct http_request *out, const char *body)
{
	http_request_set_body(out, "application/json", body, strlen(body));
}

void acumatica_quote(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			strbuf_addc(out, '\'');
		strbuf_addc(out, *text);
	}
	strbuf_addc(out, '\'');
}

const char *acumatica_field(const json_node *o, const char *path, struct pool *p)
{
	const json_node *n = json_get(o, path);
	const char *t = json_scalar(json_is_object(n) ? json_get(n, "value") : n, p);
	size_t len = t ? strlen(t) : 0;

	while (len && t[len - 1] == ' ')
		len--;
	return t ? pool_strndup(p, t, len) : "";
}

const char *acumatica_order_id(struct pool *p, const char *type, const char *number)
{
	if (isalpha((unsigned char)*number))
		return pool_strdup(p, number);
	return pool_printf(p, "%s|%s", type, number);
}

/* ---- what the service says ---- */

/* Every "error" of a refused record, depth first, with the way to it. */
static void walk_errors(struct strbuf *out, const json_node *n, const char *path, int depth)
{
	const char *own = json_text(json_get(n, "error"));
	int row = 0;

	if (depth > 8 || out->len > 2000)
		return;
	if (own && *own && *path) {
		if (out->len)
			strbuf_adds(out, "; ");
		strbuf_addf(out, "%s: %s", path, own);
	}
	for (const json_node *m = json_first(n); m; m = json_next(m)) {
		struct strbuf way = STRBUF_INIT;
		const char *name = json_name(m);

		row++;
		if (!json_is_object(m) && !json_is_array(m))
			continue;
		if (name && (!strcmp(name, "custom") || !strcmp(name, "_links") || !strcmp(name, "files")))
			continue;
		if (json_is_array(n))
			strbuf_addf(&way, "%s %d", path, row);
		else
			strbuf_addf(&way, "%s%s%s", path, *path ? " " : "", name ? name : "");
		walk_errors(out, m, way.s, depth + 1);
		strbuf_release(&way);
	}
}

static const json_node *innermost(const json_node *e)
{
	for (int i = 0; i < 8 && json_is_object(json_get(e, "innerException")); i++)
		e = json_get(e, "innerException");
	return e;
}

static void model_state(struct strbuf *out, const json_node *state)
{
	for (const json_node *m = json_first(state); m; m = json_next(m))
		for (const json_node *t = json_first(m); t; t = json_next(t))
			if (json_text(t))
				strbuf_addf(out, "%s%s", out->len ? "; " : "", json_text(t));
}

void acumatica_words(struct strbuf *out, const struct http_response *in)
{
	struct json_doc doc;
	const json_node *root, *e;
	const char *text;

	if (answer_is_page(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return;
	root = json_root(&doc);
	walk_errors(out, root, "", 0);
	e = innermost(root);
	text = json_text(json_get(e, "exceptionMessage"));
	if (!text)
		text = json_text(json_get(root, "exceptionMessage"));
	if (!out->len)
		model_state(out, json_get(root, "modelState"));
	if (!out->len && !text)
		text = json_text(json_get(root, "error_description"));
	if (!out->len && !text)
		text = json_text(json_get(root, "error"));
	if (!out->len && !text)
		text = json_text(json_get(root, "messageDetail"));
	if (!out->len && !text)
		text = json_text(json_get(root, "message"));
	if (text && *text)
		strbuf_addf(out, "%s%s", out->len ? "; " : "", text);
	while (out->len && (out->s[out->len - 1] == '.' || out->s[out->len - 1] == ' '))
		strbuf_truncate(out, out->len - 1);          /* it stands in the middle of our sentences */
	json_release(&doc);
}

static int body_says(const struct http_response *in, const char *text)
{
	return in->body.len && strstr(in->body.s, text) != NULL;
}

int acumatica_cannot_optimize(const struct http_response *in)
{
	return in->status == 500 && body_says(in, "CannotOptimizeException");
}

int acumatica_absent(const struct http_response *in)
{
	return (in->status == 500 || in->status == 404) && body_says(in, "No entity satisfies");
}

static const struct meaning {
	const char *text;            /* in the body */
	enum error_class cls;
	const char *msgid;           /* %1$s: the service's words */
} meanings[] = {
	{ "API Login Limit", ERR_LATER, N_("all API seats of Acumatica's licence are in use; it is tried again later "
		"(a seat that nobody closed frees itself after some minutes)") },
	{ "nvalid credentials", ERR_CONFIG, N_("Acumatica refused the user or the password: %1$s") },
	{ "invalid_client", ERR_CONFIG, N_("Acumatica refused the client id or the client secret: %1$s") },
	{ "invalid_grant", ERR_CONFIG, N_("Acumatica ended the sign-in (%1$s); sign in again") },
	{ "PXUndefinedCompanyException", ERR_CONFIG, N_("Acumatica does not know the tenant of this connection: %1$s") },
	{ "PXSetupNotEnteredException", ERR_CONFIG, N_("Acumatica is not set up for this: %1$s") },
	{ "Another process has", ERR_CONFLICT, N_("somebody changed the record in Acumatica at the same time: %1$s") },
	{ "long oper", ERR_LATER, N_("Acumatica is still busy with the operation before: %1$s") },
	{ "inancial period", ERR_REFUSED, N_("the financial period is not open in Acumatica: %1$s. Choose another "
		"accounting date (e) or have the period opened") },
	{ "ost Period cannot be empty", ERR_REFUSED, N_("Acumatica finds no financial period for the date: %1$s") },
	{ "vendor reference number", ERR_CONFLICT, N_("Acumatica already has a bill of this vendor with this number: "
		"%1$s") },
	{ "out of the balance", ERR_REFUSED, N_("Acumatica finds that the total differs from the lines: %1$s") },
	{ "cannot be found in the system", ERR_REFUSED, N_("Acumatica does not know something the document refers to: "
		"%1$s. Correct the link or the code, sync, and try again") },
};

static enum error_class by_status(const struct http_response *in, const char *words, struct error *err)
{
	switch (in->status) {
	case 401:
		return (enum error_class)error_set(err, ERR_LOGIN, N_("Acumatica asks to sign in again"), NULL);
	case 403:
		return (enum error_class)error_set(err, ERR_REFUSED, N_("the user of the connection may not do this in "
			"Acumatica, or the feature is off: %1$s"), words, NULL);
	case 404:
		return (enum error_class)error_set(err, ERR_CONFIG, N_("Acumatica does not know this address (%1$s); is the "
			"customization project still published, and the endpoint of the connection right?"), words, NULL);
	case 412:
		return (enum error_class)error_set(err, ERR_CONFLICT, N_("the record is already there in Acumatica"), NULL);
	default:
		break;
	}
	if (in->status >= 500 && !(in->request_flags & HTTP_MUTATES))
		return (enum error_class)error_set(err, ERR_LATER, N_("Acumatica had an error: %1$s"), words, NULL);
	return (enum error_class)error_set(err, ERR_REFUSED, N_("Acumatica refused: %1$s"), words, NULL);
}

enum error_class acumatica_explain(const struct http_response *in, struct error *err)
{
	struct strbuf words = STRBUF_INIT;
	enum error_class cls = ERR_NONE;

	/* Two answers that are no failure: pull and push ask on in another way. */
	if (!(in->request_flags & HTTP_MUTATES) && (acumatica_cannot_optimize(in) || acumatica_absent(in)))
		return ERR_NONE;
	if (in->status >= 400 && !answer_is_page(in))
		acumatica_words(&words, in);
	/* An error in the service's own form is an answer: what it belongs to has ended.
	 * Everything else of that kind is judged without knowing the system. */
	if (!words.len || in->status == 429 || in->status > 500)
		cls = answer_common(in, ACUMATICA_TITLE, err);
	if (body_says(in, "API Login Limit") && in->status >= 400)
		cls = ERR_NONE;
	if (cls == ERR_NONE && !answer_happy(in)) {
		if (!words.len)
			strbuf_addf(&words, "HTTP %d", in->status);
		for (size_t i = 0; i < ARRAY_SIZE(meanings) && cls == ERR_NONE; i++)
			if (body_says(in, meanings[i].text) && in->status != 401)
				cls = (enum error_class)error_set(err, meanings[i].cls, meanings[i].msgid, words.s, NULL);
		if (cls == ERR_NONE)
			cls = by_status(in, words.s, err);
	}
	strbuf_release(&words);
	return cls;
}

/* ---- the row ---- */

const struct connector acumatica_connector = {
	.name = "acumatica",
	.title = ACUMATICA_TITLE,
	.role = "erp",
	.profile = "acumatica",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_SUB_JOB)
		| CAP_PULL(ENTITY_COST_CODE) | CAP_PULL(ENTITY_COST_TYPE) | CAP_PULL(ENTITY_CUSTOMER)
		| CAP_PULL(ENTITY_BRANCH) | CAP_PULL(ENTITY_PERIOD) | CAP_EXPORT(ENTITY_VENDOR)
		| CAP_EXPORT(ENTITY_JOB) | CAP_EXPORT(ENTITY_COMMITMENT) | CAP_EXPORT(ENTITY_INVOICE)
		| CAP_UNATTENDED,
	.options = acumatica_options,
	.feeds = acumatica_feeds,
	.login = acumatica_login,
	.logout = acumatica_logout,
	.pull = acumatica_pull,
	.push = acumatica_push,
	.test = acumatica_test,
	.compose = acumatica_compose,
	.explain = acumatica_explain,
	.authorize_url = acumatica_authorize_url,
	/* A lost write may still be running there: acumatica.md 9, step 4. */
	.settle_ms = 30000,
	.settle_probes = 2,
	.in_flight = 1,
};
