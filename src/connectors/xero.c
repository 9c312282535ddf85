/* Xero: the Accounting API, version 2.0 (reference/xero.md).
 *
 * This file: options, requests, what its answers mean, the row.  Beside it:
 *
 *   xero_login.c     signing in, choosing the organisation, what a test reports
 *   xero_pull.c      lists and what they bring
 *   xero_compose.c   the documents to send
 *   xero_push.c      the conversation that sends one of them at most once
 *
 * Words of this system: a vendor is a contact, a job an option of one tracking category, what a
 * line is booked on an item ("CODE.TYPE"), a commitment a purchase order, an invoice a bill
 * (an invoice of the type ACCPAY).  Retainage is a line of its own on a liability account. */
#include "connectors/xero.h"
#include "base/date.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

/* ---- options ---- */

const struct option_def xero_options[] = {
	{ "api_url", OPTION_URL, 0, "https://api.xero.com", NULL, N_("API address"), NULL },
	{ "login_url", OPTION_URL, 0, "https://login.xero.com", NULL, N_("Sign-in address"),
		N_("Where a person signs in with the browser") },
	{ "identity_url", OPTION_URL, 0, "https://identity.xero.com", NULL, N_("Address of tokens"), NULL },
	{ "environment", OPTION_CHOICE, 0, "production", "production|test",
		N_("Environment"), N_("The real books, or a demo company: never mixed with the other kind") },
	{ "tenant", OPTION_TEXT, 0, "", NULL, N_("Organisation"),
		N_("Name or id; needed when the sign-in reaches more than one organisation") },
	{ "grant", OPTION_CHOICE, 0, "authorization_code", "authorization_code|client_credentials",
		N_("Kind of sign-in"), N_("A person with the browser, or a custom connection") },
	{ "client_id", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, N_("Client id"), NULL },
	{ "client_secret", OPTION_SECRET, 0, NULL, NULL, N_("Client secret"),
		N_("Of a custom connection or a web app; a PKCE app has none") },
	{ "refresh_token", OPTION_SECRET, 0, NULL, NULL, N_("Refresh token"),
		N_("Kept up to date by the program; not typed") },
	{ "scope_set", OPTION_CHOICE, 0, "granular", "granular|broad", N_("Kind of scopes"),
		N_("Granular for apps made since March 2026, broad for older ones") },
	{ "scopes", OPTION_TEXT, 0, "", NULL, N_("Scopes"), N_("Exactly these instead of the kind above") },
	{ "redirect_port", OPTION_INT, 0, "8976", NULL, N_("Port of the sign-in page"),
		N_("http://localhost:PORT/callback must be one of the app's redirect addresses") },
	{ "redirect_host", OPTION_TEXT, 0, "localhost", NULL, N_("Host of the sign-in page"), NULL },
	{ "connected_since", OPTION_TEXT, 0, "", NULL, N_("Connected since"),
		N_("Date (YYYY-MM-DD): projects made before are running ones and get a warning") },
	{ "home_currency", OPTION_TEXT, 0, "", NULL, N_("Currency of the organisation"),
		N_("Empty: as the organisation says") },
	{ "job_category", OPTION_TEXT, 0, "", NULL, N_("Tracking category of jobs"),
		N_("Name or id; learned when there is one, or one called Job or Project") },
	{ "accounts", OPTION_TEXT, 0, "", NULL, N_("Accounts of cost types"),
		N_("For example L=320 M=310 *=300: cost type and account code, * for all others") },
	{ "retainage_account", OPTION_TEXT, 0, "", NULL, N_("Account of retainage"),
		N_("Code of the liability account on which retainage is held") },
	{ "retainage_lines", OPTION_CHOICE, 0, "line", "line|sum", N_("Lines of retainage"),
		N_("One for every line that retains, or one for the whole bill") },
	{ "retainage_text", OPTION_TEXT, 0, "Retainage", NULL, N_("Text of retainage held"), NULL },
	{ "released_text", OPTION_TEXT, 0, "Retainage released", NULL, N_("Text of retainage released"), NULL },
	{ "tax_type", OPTION_TEXT, 0, "", NULL, N_("Tax type of lines"),
		N_("For example INPUT2 or NONE; empty: the account's own") },
	{ "retainage_tax_type", OPTION_TEXT, 0, "", NULL, N_("Tax type of retainage"),
		N_("Empty: as the lines") },
	{ "line_amounts", OPTION_CHOICE, 0, "Exclusive", "Exclusive|Inclusive|NoTax", N_("Amounts of lines"),
		N_("Without tax, with tax, or no tax at all") },
	{ "bill_status", OPTION_CHOICE, 0, "SUBMITTED", "DRAFT|SUBMITTED|AUTHORISED", N_("Status of bills"),
		N_("SUBMITTED: somebody approves them in Xero") },
	{ "bill_date", OPTION_CHOICE, 0, "billing", "billing|period_end", N_("Date of bills"),
		N_("The billing date of the invoice, or the last day of its period") },
	{ "due_days", OPTION_INT, 0, "30", NULL, N_("Days until a bill is due"),
		N_("When Procore tells no due date") },
	{ "export_commitments", OPTION_BOOL, 0, "yes", NULL, N_("Export commitments"),
		N_("As purchase orders; no: bills alone are sent") },
	{ "order_status", OPTION_CHOICE, 0, "AUTHORISED", "DRAFT|SUBMITTED|AUTHORISED",
		N_("Status of purchase orders"), NULL },
	{ "order_number", OPTION_TEXT, 0, "{number}", NULL, N_("Number of purchase orders"),
		N_("Made of {number} and {job}: two projects must not use the same one") },
	{ "contacts", OPTION_CHOICE, 0, "all", "all|suppliers", N_("Contacts to read"),
		N_("All, or without those that are only customers") },
	{ "credits", OPTION_BOOL, 0, "yes", NULL, N_("Read credit notes"),
		N_("What lowers a bill without a payment; shown, never sent on") },
	{ "payments", OPTION_BOOL, 0, "yes", NULL, N_("Import payments"), NULL },
	{ "id_cost_code_mask", OPTION_TEXT, 0, "", NULL, N_("Format of item codes"),
		N_("# a digit, A a letter, * either, anything else itself: ##-###") },
	{ "id_cost_code_max", OPTION_INT, 0, "30", NULL, N_("Longest item code"), NULL },
	{ "page_size", OPTION_INT, 0, "1000", NULL, N_("Records per page"), N_("At most 1000") },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

const char *xero_option(const struct op_env *env, const char *name)
{
	const char *v = option_get(env->options, xero_options, name);

	return v ? v : "";
}

/* ---- requests ---- */

void xero_request(const struct op_env *env, struct http_request *out, const char *method, const char *path)
{
	struct strbuf base = STRBUF_INIT, url = STRBUF_INIT;
	const struct session *se = env->session;

	if (*path == '/') {
		http_url_join(&url, xero_option(env, "api_url"), path);
	} else {
		http_url_join(&base, xero_option(env, "api_url"), "/api.xro/2.0");
		http_url_join(&url, base.s, path);
	}
	http_request_start(out, method, url.s);
	http_headers_set(&out->headers, "Accept", "application/json");
	/* The fingerprint is "xero:<organisation's id>". */
	if (*path != '/' && se && se->fingerprint && strlen(se->fingerprint) > 5)
		http_headers_set(&out->headers, "Xero-Tenant-Id", se->fingerprint + 5);
	if (se && se->bearer)
		http_request_bearer(out, se->bearer);
	strbuf_release(&base);
	strbuf_release(&url);
}

/* ---- values ---- */

int xero_instant(const char *text, int64_t *ms)
{
	char with_zone[64];
	size_t n = text ? strlen(text) : 0;
	char *end;

	if (n > 6 && !strncmp(text, "/Date(", 6)) {
		long long v = strtoll(text + 6, &end, 10);

		if (end == text + 6)
			return -1;
		if (*end == '+' || *end == '-')          /* a zone: the number is UTC all the same */
			end += 1 + strspn(end + 1, "0123456789");
		*ms = v;
		return strcmp(end, ")/") ? -1 : 0;
	}
	if (n && n < sizeof with_zone - 2 && instant_parse(ms, text) < 0) {
		snprintf(with_zone, sizeof with_zone, "%sZ", text);
		return instant_parse(ms, with_zone);
	}
	return n && n < sizeof with_zone - 2 ? 0 : -1;
}

int xero_is_guid(const char *text)
{
	int nonzero = 0;

	for (int i = 0; i < XERO_GUID_LEN; i++) {
		int dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (!text || !(dash ? text[i] == '-' : isxdigit((unsigned char)text[i])))
			return 0;
		nonzero |= !dash && text[i] != '0';
	}
	return !text[XERO_GUID_LEN] && nonzero;
}

const char *xero_field(const json_node *o, const char *path, struct pool *p)
{
	const char *t = json_scalar(json_get(o, path), p);
	size_t len = t ? strlen(t) : 0;

	while (len && t[len - 1] == ' ')
		len--;
	return t ? pool_strndup(p, t, len) : "";
}

size_t xero_number_len(const char *option_name)
{
	return strcspn(option_name, " ");
}

const char *xero_known_category(const struct op_env *env)
{
	const char *option = xero_option(env, "job_category");

	return *option ? option : env->session ? env->session->endpoint : NULL;
}

const json_node *xero_job_category(const struct op_env *env, const json_node *categories, struct pool *p,
	const char **several)
{
	static const char *const usual[] = { "Job", "Jobs", "Project", "Projects" };
	const char *wanted = xero_option(env, "job_category");
	const json_node *only = NULL, *named = NULL;
	struct strbuf names = STRBUF_INIT;
	int n = 0;

	*several = NULL;
	for (const json_node *c = json_first(categories); c; c = json_next(c)) {
		const char *name = xero_field(c, "Name", p);
		const char *status = xero_field(c, "Status", p);

		if (*wanted && (!strcasecmp(name, wanted) || !strcasecmp(xero_field(c, "TrackingCategoryID", p), wanted)))
			named = c;
		if (!json_is_object(c) || (*status && strcmp(status, "ACTIVE")))
			continue;
		strbuf_addf(&names, "%s%s", n++ ? ", " : "", name);
		only = c;
	}
	if (n && !named)
		*several = pool_strdup(p, names.s);
	strbuf_release(&names);
	if (*wanted || n == 0)
		return named;
	for (size_t i = 0; n > 1 && i < ARRAY_SIZE(usual); i++)
		for (const json_node *c = json_first(categories); c; c = json_next(c))
			if (!strcasecmp(xero_field(c, "Name", p), usual[i]) && !strcmp(xero_field(c, "Status", p), "ACTIVE"))
				return c;
	return n == 1 ? only : NULL;
}

/* ---- what the service says ---- */

static void add_words(struct strbuf *out, const char *text)
{
	if (!text || !*text || strstr(out->s, text) || out->len > 2000)
		return;
	strbuf_addf(out, "%s%s", out->len ? "; " : "", text);
	while (out->len && (out->s[out->len - 1] == '.' || out->s[out->len - 1] == ' '))
		strbuf_truncate(out, out->len - 1);      /* it stands in the middle of our sentences */
}

void xero_element_words(struct strbuf *out, const json_node *element, const char *list)
{
	for (const json_node *v = json_first(json_get(element, list)); v; v = json_next(v))
		add_words(out, json_text(json_get(v, "Message")));
	/* Lines may have their own. */
	for (const json_node *l = json_first(json_get(element, "LineItems")); l; l = json_next(l))
		for (const json_node *v = json_first(json_get(l, list)); v; v = json_next(v))
			add_words(out, json_text(json_get(v, "Message")));
}

void xero_words(struct strbuf *out, const struct http_response *in)
{
	static const char *const members[] = { "Detail", "error_description", "error", "Message", "message", "Title" };
	struct json_doc doc;
	const json_node *root;

	if (answer_is_page(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return;
	root = json_root(&doc);
	for (const json_node *e = json_first(json_get(root, "Elements")); e; e = json_next(e))
		xero_element_words(out, e, "ValidationErrors");
	for (size_t i = 0; i < ARRAY_SIZE(members) && !out->len; i++)
		add_words(out, json_text(json_get(root, members[i])));
	json_release(&doc);
}

static const struct meaning {
	const char *text;            /* among the words */
	enum error_class cls;
	const char *msgid;           /* %1$s: the service's words */
} meanings[] = {
	{ "lock date", ERR_REFUSED, N_("the date lies in a locked period in Xero: %1$s. Choose another accounting date (e) "
		"or have the lock date moved") },
	{ "already assigned to another contact", ERR_CONFLICT, N_("Xero already has a contact of that name: %1$s. Link the "
		"two, or choose another name") },
	{ "matched an archived contact", ERR_CONFLICT, N_("Xero has an archived contact like this one: %1$s. Restore it "
		"there and link the two") },
	{ "must be unique", ERR_CONFLICT, N_("the number is taken in Xero: %1$s. Type another one (e)") },
	{ "already exists", ERR_CONFLICT, N_("it is already there in Xero: %1$s") },
	{ "not subscribed to currency", ERR_REFUSED, N_("the organisation does not use this currency: %1$s. Add it in "
		"Xero's currency settings") },
	{ "TaxType", ERR_REFUSED, N_("the tax does not fit the account in Xero: %1$s. Correct the tax type of the "
		"connection or the account") },
	{ "ccount code", ERR_REFUSED, N_("Xero does not take the account: %1$s. Correct the accounts of the connection "
		"or of the item") },
	{ "racking", ERR_REFUSED, N_("Xero does not take the tracking: %1$s. Was the job renamed or archived there? Sync "
		"the jobs and try again") },
	{ "not of valid status", ERR_CONFLICT, N_("the document cannot be changed any more in Xero: %1$s") },
	{ "cannot be updated", ERR_CONFLICT, N_("the document cannot be changed any more in Xero: %1$s") },
	{ "status change is invalid", ERR_CONFLICT, N_("the document cannot be changed any more in Xero: %1$s") },
	{ "A Contact must be specified", ERR_REFUSED, N_("Xero does not know the vendor: %1$s. Link the vendor again") },
	{ "invalid_client", ERR_CONFIG, N_("Xero refused the client id or the client secret (%1$s)") },
	{ "unauthorized_client", ERR_CONFIG, N_("this app may not sign in this way (%1$s); check the kind of sign-in") },
	{ "invalid_scope", ERR_CONFIG, N_("Xero does not give these scopes to the app (%1$s); choose the other kind of "
		"scopes in the connection") },
	{ "invalid_grant", ERR_CONFIG, N_("Xero ended the sign-in (%1$s); sign in again with the browser") },
};

enum error_class xero_refusal(const char *words, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(meanings); i++)
		if (strstr(words, meanings[i].text))
			return (enum error_class)error_set(err, meanings[i].cls, meanings[i].msgid, words, NULL);
	return (enum error_class)error_set(err, ERR_REFUSED, N_("Xero refused: %1$s"), words, NULL);
}

/* 429: which of the limits, and for how long. */
static enum error_class throttled(const struct http_response *in, struct error *err)
{
	const char *which = http_response_header(in, "X-Rate-Limit-Problem");
	int64_t after = http_header_int(in, "Retry-After");
	char hours[16], minutes[16];

	if (!which || strncasecmp(which, "day", 3))
		return (enum error_class)error_set(err, ERR_LATER, N_("Xero asks to slow down (%s); it is tried again later"),
			which && *which ? which : "429", NULL);
	if (after < 0)
		return (enum error_class)error_set(err, ERR_LATER, N_("the calls this organisation has a day in Xero are used "
			"up; nothing is lost, it goes on tomorrow"), NULL);
	snprintf(hours, sizeof hours, "%d", (int)(after / 3600));
	snprintf(minutes, sizeof minutes, "%02d", (int)(after % 3600 / 60));
	return (enum error_class)error_set(err, ERR_LATER, N_("the calls this organisation has a day in Xero are used up; "
		"nothing is lost, it can go on in %1$s h %2$s min"), hours, minutes, NULL);
}

static enum error_class by_status(const struct http_response *in, const char *words, struct error *err)
{
	switch (in->status) {
	case 401:
		if (strstr(words, "AuthorizationUnsuccessful") || strstr(words, "scope"))
			return (enum error_class)error_set(err, ERR_CONFIG, N_("the sign-in does not allow this (%1$s): a scope is "
				"missing; sign in again and agree to all of them"), words, NULL);
		return (enum error_class)error_set(err, ERR_LOGIN, N_("Xero asks to sign in again"), NULL);
	case 403:
		return (enum error_class)error_set(err, ERR_CONFIG, N_("the organisation is not connected to this app (any "
			"more): %1$s. Sign in again with the browser and choose it"), words, NULL);
	case 404:
		return (enum error_class)error_set(err, ERR_CONFIG, N_("Xero does not know this address; check the addresses of "
			"the connection"), NULL);
	case 412:
		return (enum error_class)error_set(err, ERR_CONFIG, N_("Xero does not accept the way we connect (%1$s)"),
			words, NULL);
	default:
		break;
	}
	if (in->status >= 500)
		return (enum error_class)error_set(err, ERR_LATER, N_("Xero had an error (%1$s); it is tried again later"),
			words, NULL);
	return xero_refusal(words, err);
}

enum error_class xero_explain(const struct http_response *in, struct error *err)
{
	struct strbuf words = STRBUF_INIT;
	enum error_class cls;

	/* "Not modified": a list without news. */
	if (in->status == 304 && !(in->request_flags & HTTP_MUTATES))
		return ERR_NONE;
	if (in->status == 429)
		return throttled(in, err);
	cls = answer_common(in, XERO_TITLE, err);
	if (cls != ERR_NONE || answer_happy(in))
		return cls;
	xero_words(&words, in);
	if (!words.len)
		strbuf_addf(&words, "HTTP %d", in->status);
	cls = by_status(in, words.s, err);
	strbuf_release(&words);
	return cls;
}

/* ---- the row ---- */

/* "About 50 elements per call are advised" (Xero, best practices). */
static const struct push_batch batches[] = {
	{ "export", ENTITY_INVOICE, 50 },
	{ NULL, ENTITY_NONE, 0 },
};

const struct connector xero_connector = {
	.name = "xero",
	.title = XERO_TITLE,
	.role = "erp",
	.profile = "xero",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_COST_CODE)
		| CAP_PULL(ENTITY_PERIOD) | CAP_PULL(ENTITY_ACCOUNT) | CAP_EXPORT(ENTITY_VENDOR)
		| CAP_EXPORT(ENTITY_JOB) | CAP_EXPORT(ENTITY_COMMITMENT) | CAP_EXPORT(ENTITY_INVOICE)
		| CAP_UNATTENDED,
	.options = xero_options,
	.feeds = xero_feeds,
	.login = xero_login,
	.logout = xero_logout,
	.pull = xero_pull,
	.push = xero_push,
	.test = xero_test,
	.compose = xero_compose,
	.batches = batches,
	.batch_mark = xero_batch_mark,
	.explain = xero_explain,
	.authorize_url = xero_authorize_url,
	.settle_ms = 30000,
	.settle_probes = 2,
	.in_flight = 4,              /* of five; the sixth is refused */
};
