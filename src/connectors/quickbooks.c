/* QuickBooks Online: accounting API version 3 (reference/quickbooks.md).
 *
 * This file: options, requests, what its answers mean, the row.  Beside it:
 *
 *   quickbooks_login.c     signing in, the company, the test
 *   quickbooks_pull.c      how lists are read: queries by page, changes
 *   quickbooks_take.c      what an object of a list becomes
 *   quickbooks_compose.c   the documents to send
 *   quickbooks_push.c      the conversation that sends one of them at most once
 *
 * The service says no in five spellings: {"Fault":{"Error":[...]}} of the accounting API,
 * {"fault":{"error":[...]}} of its gateway, the same as XML, either of them with status 200, and
 * as the answer to one item of a batch.  quickbooks_fault_read knows them all, and everything
 * else goes by the fault's code.
 *
 * There is no draft: a bill is posted the moment it is sent. */
#include "connectors/quickbooks.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define API_PRODUCTION "https://quickbooks.api.intuit.com"
#define API_TEST "https://sandbox-quickbooks.api.intuit.com"

/* ---- options ---- */

const struct option_def quickbooks_options[] = {
	{ "environment", OPTION_CHOICE, 0, "production", "production|test",
		N_("Environment"), N_("The real books, or a sandbox company: never mixed with the other kind") },
	{ "client_id", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, N_("Client id"),
		N_("Of the app made for this company at developer.intuit.com") },
	{ "client_secret", OPTION_SECRET, 0, NULL, NULL, N_("Client secret"), NULL },
	{ "refresh_token", OPTION_SECRET, 0, NULL, NULL, N_("Refresh token"),
		N_("Kept up to date by the program; not typed") },
	{ "realm_id", OPTION_TEXT, 0, "", NULL, N_("Company id"),
		N_("Learned when somebody signs in with the browser; not typed") },
	{ "country", OPTION_TEXT, 0, "", NULL, N_("Country of the company"),
		N_("Learned from QuickBooks; not typed") },
	{ "redirect_uri", OPTION_TEXT, 0, "", NULL, N_("Redirect address of the app"),
		N_("As registered for the app when it is not an address of this machine; the address the browser ends "
			"at is then pasted here") },
	{ "redirect_host", OPTION_TEXT, 0, "localhost", NULL, N_("Host of the redirect address"), NULL },
	{ "redirect_port", OPTION_INT, 0, "0", NULL, N_("Port of the redirect address"), NULL },
	{ "home_currency", OPTION_TEXT, 0, "USD", NULL, N_("Currency of the company"), NULL },
	{ "connected_since", OPTION_TEXT, 0, "", NULL, N_("Connected since"),
		N_("Date (YYYY-MM-DD): projects made before are running ones and get a warning") },
	{ "parent_customer", OPTION_TEXT, 0, "", NULL, N_("Parent customer of jobs"),
		N_("Its name or id: jobs are its sub-customers; empty: every sub-customer is a job, and none are made") },
	{ "export_jobs", OPTION_BOOL, 0, "yes", NULL, N_("Make jobs"),
		N_("Approved projects become sub-customers; no: they are made in QuickBooks first") },
	{ "export_commitments", OPTION_BOOL, 0, "no", NULL, N_("Export commitments"),
		N_("As purchase orders, which need an edition with them (Plus or Advanced)") },
	{ "line_kind", OPTION_CHOICE, 0, "item", "item|account", N_("Lines are booked on"),
		N_("An item per job, cost code and type, or the account of the cost type alone") },
	{ "accounts", OPTION_TEXT, 0, "", NULL, N_("Expense accounts"),
		N_("By cost type, * for the others: L=5100 M=5200 *=5000") },
	{ "item_income_account", OPTION_TEXT, 0, "", NULL, N_("Income account of new items"),
		N_("Its id, where QuickBooks asks for one") },
	{ "retainage_account", OPTION_TEXT, 0, "", NULL, N_("Retainage account"),
		N_("Number, name or id of the liability account that holds retainage") },
	{ "retainage_lines", OPTION_CHOICE, 0, "one", "one|each", N_("Lines of retainage"),
		N_("One for the whole bill, or one after each line") },
	{ "ap_account", OPTION_TEXT, 0, "", NULL, N_("Payables account"),
		N_("Number, name or id; empty: the only one there is") },
	{ "tax_code", OPTION_TEXT, 0, "", NULL, N_("Tax code of lines"),
		N_("Its id; empty: NON in the United States, none elsewhere") },
	{ "tax_calculation", OPTION_CHOICE, 0, "auto", "auto|TaxExcluded|TaxInclusive|NotApplicable",
		N_("How tax is calculated"), N_("Outside the United States; auto: not applicable without a tax code") },
	{ "duplicate_numbers", OPTION_BOOL, 0, "no", NULL, N_("Same number of two vendors"),
		N_("Yes: QuickBooks is told to take a bill number that another vendor used too") },
	{ "bill_date", OPTION_CHOICE, 0, "billing", "billing|period_end", N_("Date of bills"),
		N_("The billing date of the invoice, or the last day of its period") },
	{ "period_check", OPTION_BOOL, 0, "yes", NULL, N_("Check periods"),
		N_("Reads up to which day the books are closed and says so before approval") },
	{ "payments", OPTION_BOOL, 0, "yes", NULL, N_("Import payments"), NULL },
	{ "page_size", OPTION_INT, 0, "1000", NULL, N_("Records per page"), NULL },
	{ "minor_version", OPTION_INT, 0, "75", NULL, N_("Minor version of the API"), NULL },
	{ "api_url", OPTION_URL, 0, NULL, NULL, N_("Address of the API"), N_("Empty: by the environment") },
	{ "login_url", OPTION_URL, 0, "https://appcenter.intuit.com", NULL, N_("Address of the sign-in page"), NULL },
	{ "token_url", OPTION_URL, 0, "https://oauth.platform.intuit.com", NULL, N_("Address of the token service"),
		NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

const char *quickbooks_option(const struct op_env *env, const char *name)
{
	const char *v = option_get(env->options, quickbooks_options, name);

	return v ? v : "";
}

const char *quickbooks_realm(const struct op_env *env)
{
	if (env->session && env->session->fingerprint)
		return env->session->fingerprint;
	return quickbooks_option(env, "realm_id");
}

int quickbooks_is_us(const struct op_env *env)
{
	const char *country = env->session && env->session->endpoint ? env->session->endpoint
		: quickbooks_option(env, "country");

	if (*country)
		return !strcmp(country, "US");
	return !strcmp(quickbooks_option(env, "home_currency"), "USD");
}

/* ---- requests ---- */

static const char *api_base(const struct op_env *env)
{
	const char *own = quickbooks_option(env, "api_url");

	if (*own)
		return own;
	return !strcmp(quickbooks_option(env, "environment"), "test") ? API_TEST : API_PRODUCTION;
}

void quickbooks_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path)
{
	struct strbuf base = STRBUF_INIT, url = STRBUF_INIT;

	http_url_join(&base, api_base(env), "/v3/company");
	http_url_add_segment(&base, quickbooks_realm(env));
	http_url_join(&url, base.s, path);
	http_url_add_param(&url, "minorversion", quickbooks_option(env, "minor_version"));
	http_request_start(out, method, url.s);
	http_headers_set(&out->headers, "Accept", "application/json");
	if (env->session && env->session->bearer)
		http_request_bearer(out, env->session->bearer);
	strbuf_release(&base);
	strbuf_release(&url);
}

void quickbooks_query(const struct op_env *env, struct http_request *out, const char *query)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_adds(&path, "query");
	http_url_add_param(&path, "query", query);
	quickbooks_request(env, out, "GET", path.s);
	strbuf_release(&path);
}

void quickbooks_quote(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
	strbuf_addc(out, '\'');
}

/* ---- answers ---- */

const json_node *quickbooks_rows(const json_node *root, const char *entity)
{
	const json_node *rows = json_get(json_get(root, "QueryResponse"), entity);

	return json_is_array(rows) ? rows : NULL;
}

const char *quickbooks_field(const json_node *o, const char *path, struct pool *p)
{
	const json_node *n = json_get(o, path);
	const char *t = json_scalar(json_is_object(n) ? json_get(n, "value") : n, p);
	size_t len = t ? strlen(t) : 0;

	while (len && t[len - 1] == ' ')
		len--;
	return t ? pool_strndup(p, t, len) : "";
}

int quickbooks_account_is(const json_node *account, const char *meant, struct pool *p)
{
	static const char *const members[] = { "Id", "AcctNum", "Name", "FullyQualifiedName" };

	for (size_t i = 0; *meant && i < ARRAY_SIZE(members); i++)
		if (!strcmp(quickbooks_field(account, members[i], p), meant))
			return 1;
	return 0;
}

/* ---- faults ---- */

/* The codes come as "6140", as "003001", and in the gateway's messages as errorCode=003200. */
static int code_of(const char *text)
{
	const char *at = text ? strstr(text, "errorCode=") : NULL;
	long v = strtol(at ? at + strlen("errorCode=") : text ? text : "", NULL, 10);

	return v > 0 && v < 1000000 ? (int)v : 0;
}

static void add_words(struct quickbooks_fault *f, const char *message, const char *detail)
{
	const char *first = message && *message ? message : NULL, *more = detail && *detail ? detail : NULL;

	if (f->words.len > 1500 || (!first && !more))
		return;
	/* The detail mostly repeats the message before it says more. */
	if (first && more && !strncmp(more, first, strlen(first)))
		first = NULL;
	strbuf_addf(&f->words, "%s%s%s%s", f->words.len ? "; " : "", first ? first : "", first && more ? ": " : "",
		more ? more : "");
}

static void take_errors(struct quickbooks_fault *f, const json_node *fault)
{
	const json_node *list = json_get(fault, "Error");

	if (json_is_null(list))
		list = json_get(fault, "error");
	f->there = 1;
	for (const json_node *e = json_first(list); e; e = json_next(e)) {
		const char *message = json_text(json_get(e, "Message")), *detail = json_text(json_get(e, "Detail"));
		const char *code = json_text(json_get(e, "code"));

		if (!message)
			message = json_text(json_get(e, "message"));
		if (!detail)
			detail = json_text(json_get(e, "detail"));
		if (!f->code)
			f->code = code_of(code);
		if (!f->code)
			f->code = code_of(message && strstr(message, "errorCode=") ? message : NULL);
		add_words(f, message, detail);
	}
}

/* Where a fault can stand: at the root, in each list of a query or a batch. */
static void find_fault(struct quickbooks_fault *f, const json_node *n, int depth)
{
	if (depth > 4)
		return;
	for (const json_node *m = json_first(n); m && !f->there; m = json_next(m)) {
		const char *name = json_name(m);

		if (name && json_is_object(m) && (!strcmp(name, "Fault") || !strcmp(name, "fault")))
			take_errors(f, m);
		else if (!name || !strcmp(name, "BatchItemResponse") || !strcmp(name, "CDCResponse")
				|| !strcmp(name, "QueryResponse"))
			if (json_is_object(m) || json_is_array(m))
				find_fault(f, m, depth + 1);
	}
}

/* The text between <name> or <name ...> and </name>, entities undone. */
static void xml_text(struct strbuf *out, const char *s, const char *name)
{
	static const struct { const char *entity, c; } known[] = {
		{ "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&apos;", '\'' },
	};
	char open[32];
	const char *at;

	snprintf(open, sizeof open, "<%s", name);
	at = strstr(s, open);
	at = at ? strchr(at, '>') : NULL;
	if (!at || at[-1] == '/')
		return;
	for (at++; *at && *at != '<'; at++) {
		char c = *at;

		for (size_t i = 0; *at == '&' && i < ARRAY_SIZE(known); i++)
			if (!strncmp(at, known[i].entity, strlen(known[i].entity))) {
				c = known[i].c;
				at += strlen(known[i].entity) - 1;
				break;
			}
		strbuf_addc(out, c);
	}
}

static void xml_fault(struct quickbooks_fault *f, const char *s)
{
	struct strbuf message = STRBUF_INIT, detail = STRBUF_INIT;
	const char *error = strstr(s, "<Error"), *code = error ? strstr(error, "code=\"") : NULL;

	if (!strstr(s, "<Fault"))
		return;
	f->there = 1;
	if (code)
		f->code = code_of(code + strlen("code=\""));
	if (error) {
		xml_text(&message, error + 1, "Message");
		xml_text(&detail, error + 1, "Detail");
	}
	if (!f->code && strstr(message.s, "errorCode="))
		f->code = code_of(message.s);
	add_words(f, message.s, detail.s);
	strbuf_release(&message);
	strbuf_release(&detail);
}

void quickbooks_fault_read(struct quickbooks_fault *f, const struct http_response *in)
{
	const char *tid = http_response_header(in, "intuit_tid"), *text;
	struct json_doc doc;

	memset(f, 0, sizeof *f);
	strbuf_init(&f->words);
	if (in->body.len && answer_is_page(in)) {
		xml_fault(f, in->body.s);
	} else if (in->body.len && json_parse(&doc, in->body.s, in->body.len, NULL) == 0) {
		const json_node *root = json_root(&doc);

		find_fault(f, root, 0);
		text = json_text(json_get(root, "error_description"));
		if (!text)
			text = json_text(json_get(root, "error"));
		if (!f->there && text && !answer_happy(in))
			strbuf_adds(&f->words, text);
		json_release(&doc);
	}
	while (f->words.len && strchr(". \n", f->words.s[f->words.len - 1]))
		strbuf_truncate(&f->words, f->words.len - 1);      /* it stands in the middle of our sentences */
	if (f->words.len && tid && *tid && strlen(tid) < 80)
		strbuf_addf(&f->words, " [intuit_tid %s]", tid);
}

void quickbooks_fault_release(struct quickbooks_fault *f)
{
	strbuf_release(&f->words);
}

static const struct meaning {
	int code;
	enum error_class cls;
	const char *msgid;           /* %1$s: the service's words */
} meanings[] = {
	{ 100, ERR_LOGIN, N_("QuickBooks asks to sign in again") },
	{ 3200, ERR_LOGIN, N_("QuickBooks asks to sign in again") },
	{ 120, ERR_CONFIG, N_("the user who signed in may not use this company any more (%1$s); sign in to QuickBooks "
		"again with the browser, as an administrator") },
	{ 3100, ERR_CONFIG, N_("the app is not authorised for this company (%1$s); sign in to QuickBooks again with "
		"the browser") },
	{ 610, ERR_REFUSED, N_("something the record refers to is inactive or gone in QuickBooks: %1$s. Correct the "
		"link, sync, and try again") },
	{ 2500, ERR_REFUSED, N_("QuickBooks does not know something the record refers to: %1$s. Correct the link, sync, "
		"and try again") },
	{ 3001, ERR_LATER, N_("QuickBooks asks to slow down; it is tried again later") },
	{ 5010, ERR_CONFLICT, N_("somebody changed the record in QuickBooks at the same time: %1$s") },
	{ 6070, ERR_REFUSED, N_("QuickBooks finds that the amount of a line is not its quantity times its price: %1$s") },
	{ 6140, ERR_CONFLICT, N_("QuickBooks already has a document with this number: %1$s") },
	{ 6190, ERR_CONFIG, N_("the company's subscription to QuickBooks has ended: %1$s") },
	{ 6210, ERR_REFUSED, N_("the books are closed for this date in QuickBooks: %1$s. Choose another accounting date "
		"(e) or have the closing date moved") },
	{ 6240, ERR_CONFLICT, N_("the name is used already in QuickBooks: %1$s") },
	{ 10000, ERR_LATER, N_("QuickBooks had an error: %1$s") },
};

static enum error_class by_code(int code, const char *words, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(meanings); i++)
		if (meanings[i].code == code)
			return (enum error_class)error_set(err, meanings[i].cls, meanings[i].msgid, words, NULL);
	return ERR_NONE;
}

static enum error_class by_status(const struct http_response *in, const char *words, struct error *err)
{
	if (in->status == 401)
		return (enum error_class)error_set(err, ERR_LOGIN, N_("QuickBooks asks to sign in again"), NULL);
	if (in->status == 403)
		return (enum error_class)error_set(err, ERR_CONFIG, N_("the app or the user who signed in may not use this "
			"company in QuickBooks: %1$s"), words, NULL);
	if (strstr(words, "invalid_grant"))
		return (enum error_class)error_set(err, ERR_CONFIG, N_("QuickBooks ended the sign-in (%1$s); sign in again "
			"with the browser"), words, NULL);
	if (strstr(words, "invalid_client"))
		return (enum error_class)error_set(err, ERR_CONFIG, N_("QuickBooks refused the client id or the client "
			"secret: %1$s"), words, NULL);
	if (in->status >= 500 && !(in->request_flags & HTTP_MUTATES))
		return (enum error_class)error_set(err, ERR_LATER, N_("QuickBooks had an error: %1$s"), words, NULL);
	return (enum error_class)error_set(err, ERR_REFUSED, N_("QuickBooks refused: %1$s"), words, NULL);
}

enum error_class quickbooks_explain(const struct http_response *in, struct error *err)
{
	struct quickbooks_fault f;
	enum error_class cls = ERR_NONE;

	quickbooks_fault_read(&f, in);
	/* A fault is an answer of the service itself: what it belongs to was not done.  Not so with
	 * an error of the service's inside: that one may come from after the work. */
	if (f.there && (in->status < 500 || in->status == 503 || !(in->request_flags & HTTP_MUTATES))
			&& !(f.code == 10000 && (in->request_flags & HTTP_MUTATES)))
		cls = by_code(f.code, f.words.s, err);
	if (cls == ERR_NONE && f.there && f.code == 10000 && (in->request_flags & HTTP_MUTATES))
		cls = (enum error_class)error_set(err, ERR_UNKNOWN, N_("QuickBooks had an error while it worked (%1$s); it will "
			"be looked up before anything is sent again"), f.words.s, NULL);
	if (cls == ERR_NONE && (!f.there || in->status == 429 || in->status >= 500))
		cls = answer_common(in, QUICKBOOKS_TITLE, err);
	if (cls == ERR_NONE && (f.there || !answer_happy(in))) {
		if (!f.words.len)
			strbuf_addf(&f.words, "HTTP %d", in->status);
		cls = by_status(in, f.words.s, err);
	}
	quickbooks_fault_release(&f);
	return cls;
}

/* ---- the row ---- */

const struct connector quickbooks_connector = {
	.name = "quickbooks",
	.title = "QuickBooks Online",
	.role = "erp",
	.profile = "quickbooks",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_COST_CODE)
		| CAP_PULL(ENTITY_CUSTOMER) | CAP_PULL(ENTITY_PERIOD) | CAP_PULL(ENTITY_ACCOUNT)
		| CAP_EXPORT(ENTITY_VENDOR) | CAP_EXPORT(ENTITY_JOB) | CAP_EXPORT(ENTITY_COMMITMENT)
		| CAP_EXPORT(ENTITY_INVOICE) | CAP_UNATTENDED,
	.options = quickbooks_options,
	.feeds = quickbooks_feeds,
	.login = quickbooks_login,
	.logout = quickbooks_logout,
	.pull = quickbooks_pull,
	.push = quickbooks_push,
	.test = quickbooks_test,
	.compose = quickbooks_compose,
	.explain = quickbooks_explain,
	.authorize_url = quickbooks_authorize_url,
	.settle_ms = 30000,
	.settle_probes = 2,
	.in_flight = 4,                  /* the vendor allows 10 at a time */
};
