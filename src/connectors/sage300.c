/* Sage 300 Construction and Real Estate through hh2's cloud (reference/sage300cre-hh2.md).
 *
 * This file: options, requests, what the answers mean, the row.  Beside it:
 *
 *   sage300_login.c     signing in: a verdict in a number, a session in cookies
 *   sage300_pull.c      lists by version, and what they bring
 *   sage300_index.c     what one list must know of another
 *   sage300_compose.c   documents and import files as they will go out
 *   sage300_file.c      the writer of import files, by column layouts (data/imports)
 *   sage300_push.c      the conversation that sends one of them at most once; sage300_order.c its
 *                       half about commitments
 *
 * Two hops: Sage is a desktop program; a client beside it carries its data to hh2 and our
 * documents back.  What is read here is a copy, and what is written has arrived in Sage only when
 * that client says so.  hh2 knows everything by ids of its own; the number that people know is
 * `Code`.  Every record carries a `Version` of one counter for the whole tenant: asking for what
 * is above the last one seen brings the changes, until an empty answer. */
#include "connectors/sage300.h"
#include "base/date.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "base/banned.h"

/* ---- options ---- */

const struct option_def sage300_options[] = {
	{ "base_url", OPTION_URL, 0, "", NULL, N_("Address of the hh2 site"),
		N_("For example https://example.hh2.com; or give the subdomain alone") },
	{ "subdomain", OPTION_TEXT, 0, "", NULL, N_("hh2 subdomain"), N_("example, or example.hh2.com") },
	{ "environment", OPTION_CHOICE, 0, "production", "production|test",
		N_("Environment"), N_("The real books, or a test company: never mixed with the other kind") },
	{ "user", OPTION_TEXT, OPTION_REQUIRED, NULL, NULL, N_("hh2 user"), N_("Of the company's hh2 site") },
	{ "password", OPTION_SECRET, 0, NULL, NULL, N_("Password"), NULL },
	{ "api_key", OPTION_SECRET, 0, NULL, NULL, N_("API key"), N_("Given by hh2 for this integration") },
	{ "api_secret", OPTION_SECRET, 0, NULL, NULL, N_("API secret"), N_("Given by hh2 together with the key") },
	{ "connected_since", OPTION_TEXT, 0, "", NULL, N_("Connected since"),
		N_("Date (YYYY-MM-DD): projects made before are running ones and get a warning") },
	{ "home_currency", OPTION_TEXT, 0, "USD", NULL, N_("Currency of the company"), NULL },
	{ "accounts", OPTION_TEXT, 0, "", NULL, N_("Expense accounts by cost type"),
		N_("Cost type = account, for example L=20-5010 M=20-5020 *=20-5000; * stands for every other type") },
	{ "ap_account", OPTION_TEXT, 0, "", NULL, N_("Accounts payable account"),
		N_("Number of the account; empty: the expense account of each line, as hh2 allows") },
	{ "id_cost_code_mask", OPTION_TEXT, 0, "", NULL, N_("Format of cost codes"),
		N_("# a digit, A a letter, * either, anything else itself: ##-###") },
	{ "id_project_mask", OPTION_TEXT, 0, "", NULL, N_("Format of project ids"), NULL },
	{ "id_vendor_mask", OPTION_TEXT, 0, "", NULL, N_("Format of vendor ids"), NULL },
	{ "id_task_mask", OPTION_TEXT, 0, "", NULL, N_("Format of extras"), NULL },
	{ "export_commitments", OPTION_BOOL, 0, "yes", NULL, N_("Export commitments"), NULL },
	{ "commitment_route", OPTION_CHOICE, 0, "file", "file|hh2|off", N_("Way of commitments"),
		N_("An import file for Sage; through hh2, whose address for it is not published; or none") },
	{ "invoice_route", OPTION_CHOICE, 0, "hh2", "hh2|file", N_("Way of invoices"),
		N_("Through hh2, or an import file for Accounts Payable") },
	{ "invoice_format", OPTION_CHOICE, 0, "apif", "apif|api|own", N_("Layout of the invoice file"),
		N_("Fixed (APIF/APDF), variable (API/APD), or the columns given below") },
	{ "invoice_header", OPTION_TEXT, 0, "", NULL, N_("Columns of the invoice record"),
		N_("As Sage prints the import format: =API,vendor:10!,invoice:15!,description:30,amount") },
	{ "invoice_line", OPTION_TEXT, 0, "", NULL, N_("Columns of the distribution record"), NULL },
	{ "commitment_header", OPTION_TEXT, 0, "", NULL, N_("Columns of the commitment record"),
		N_("Empty: the layout that comes with the program") },
	{ "commitment_line", OPTION_TEXT, 0, "", NULL, N_("Columns of the item record"), NULL },
	{ "import_date", OPTION_TEXT, 0, "mm/dd/yyyy", NULL, N_("Dates in import files"),
		N_("As on the workstation: mm, dd, yy or yyyy, and what stands between") },
	{ "import_verified", OPTION_BOOL, 0, "no", NULL, N_("The layout has been confirmed"),
		N_("Yes after the first file that Sage took in exactly as meant") },
	{ "header_amount", OPTION_CHOICE, 0, "gross", "gross|net", N_("Amount of an invoice's header"),
		N_("The sum of its lines, or what is left of it after retainage") },
	{ "document_type", OPTION_TEXT, 0, "76744AB9-4697-430A-ADB5-701E633472A9", NULL,
		N_("Document type of invoices"), N_("hh2's id of the document \"AP invoice\"") },
	{ "state_exported", OPTION_TEXT, 0, "9", NULL, N_("State: exported"),
		N_("The number by which hh2 marks a document that is in Sage") },
	{ "state_failed", OPTION_TEXT, 0, "6", NULL, N_("State: failed"), N_("Several are parted by blanks") },
	{ "state_new", OPTION_TEXT, 0, "1", NULL, N_("State: new"), N_("Made in hh2, and not on its way yet") },
	{ "polls", OPTION_INT, 0, "8", NULL, N_("How often the way to Sage is looked at"),
		N_("After 2, 4, 8 ... at most 60 seconds each; then the document waits, visibly, and is looked up later") },
	{ "commitment_path", OPTION_TEXT, 0, SAGE300_COMMITMENTS, NULL, N_("Address for new commitments"),
		N_("Only for the way through hh2: as hh2 told you") },
	{ "item_path", OPTION_TEXT, 0, SAGE300_ITEMS, NULL, N_("Address for new items of commitments"), NULL },
	{ "commitment_sync", OPTION_TEXT, 0, SAGE300_ITEMS "/synchronize", NULL,
		N_("Address that sends a commitment to Sage"), NULL },
	{ "type_subcontract", OPTION_INT, 0, "1", NULL, N_("Commitment type of subcontracts"), NULL },
	{ "type_order", OPTION_INT, 0, "2", NULL, N_("Commitment type of purchase orders"), NULL },
	{ "void_words", OPTION_TEXT, 0, "void voided cancelled canceled", NULL, N_("Status of voided payments"), NULL },
	{ "payments", OPTION_BOOL, 0, "yes", NULL, N_("Import payments"), NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

const char *sage300_option(const struct op_env *env, const char *name)
{
	const char *v = option_get(env->options, sage300_options, name);

	return v ? v : "";
}

/* ---- addresses ---- */

/* "example", "example.hh2.com", "https://example.hh2.com/": a host all of them. */
static void add_host(struct strbuf *out, const char *typed)
{
	const char *host = strstr(typed, "://"), *c;
	size_t n;

	host = host ? host + 3 : typed;
	host += strspn(host, " \t");
	n = strcspn(host, "/?# \t");
	for (c = host; c < host + n; c++)
		strbuf_addc(out, (char)tolower((unsigned char)*c));
	if (n && !memchr(host, '.', n) && !memchr(host, ':', n))
		strbuf_adds(out, ".hh2.com");
}

int sage300_base(struct strbuf *out, const struct op_env *env)
{
	const char *url = sage300_option(env, "base_url"), *sub = sage300_option(env, "subdomain");
	size_t n = strlen(url);

	while (n && url[n - 1] == '/')
		n--;
	if (n) {
		strbuf_add(out, url, n);
		return 0;
	}
	if (!*sub)
		return -1;
	strbuf_adds(out, "https://");
	n = out->len;
	add_host(out, sub);
	return out->len > n ? 0 : -1;
}

void sage300_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path)
{
	struct strbuf url = STRBUF_INIT, origin = STRBUF_INIT;

	sage300_base(&url, env);
	strbuf_adds(&url, path);
	http_request_start(out, method, url.s);
	/* Without it hh2 answers XML. */
	http_headers_set(&out->headers, "Accept", "application/json");
	if (env->session && env->session->cookies) {
		http_headers_add_secret(&out->headers, "Cookie", env->session->cookies);
		if (!out->origin && http_url_origin(&origin, url.s) == 0)
			out->origin = strbuf_detach(&origin);
	}
	strbuf_release(&origin);
	strbuf_release(&url);
}

void sage300_body(struct http_request *out, const char *body)
{
	http_request_set_body(out, "application/json", body, strlen(body));
}

void sage300_no_body(struct http_request *out)
{
	http_request_set_body(out, "application/json", "", 0);
}

/* ---- small things ---- */

int sage300_is_id(const char *text)
{
	size_t i;

	for (i = 0; text && text[i]; i++) {
		int bar = i == 8 || i == 13 || i == 18 || i == 23;
		if (bar ? text[i] != '-' : !isxdigit((unsigned char)text[i]))
			return 0;
	}
	return i == 36;
}

const char *sage300_text(const json_node *o, const char *path, struct pool *p)
{
	const char *t = json_scalar(json_get(o, path), p);
	size_t len;

	if (!t)
		return "";
	t += strspn(t, " ");
	len = strlen(t);
	while (len && t[len - 1] == ' ')
		len--;
	return pool_strndup(p, t, len);
}

int sage300_instant(int64_t *ms, const char *text)
{
	char whole[48];
	const char *t = strchr(text, 'T');

	if (!t || strlen(text) > 40)
		return instant_parse(ms, text);
	snprintf(whole, sizeof whole, "%s%s", text, strpbrk(t, "Zz+-") ? "" : "Z");
	return instant_parse(ms, whole);
}

int64_t sage300_version(const json_node *o)
{
	int64_t v = 0;

	return json_int(json_get(o, "Version"), &v) == 0 && v > 0 ? v : 0;
}

int sage300_is_live(const json_node *o, int active)
{
	return !json_bool(json_get(o, "IsArchived"), 0) && !(active && !json_bool(json_get(o, "IsActive"), 1));
}

/* session->construction is ours: "hh2 name=value name=value". */
void sage300_remember(struct session *se, const char *name, const char *value)
{
	struct strbuf b = STRBUF_INIT;
	size_t n = strlen(name);

	strbuf_addf(&b, "hh2 %s=%s", name, value);
	for (const char *s = se->construction ? se->construction : ""; *s; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		if (memchr(s, '=', len) && !(len > n && s[n] == '=' && !strncmp(s, name, n)))
			strbuf_addf(&b, " %.*s", (int)len, s);
		s += len;
	}
	se->construction = pool_strdup(&se->pool, b.s);
	strbuf_release(&b);
}

const char *sage300_remembered(const struct session *se, const char *name, struct pool *p)
{
	const char *s = se ? se->construction : NULL;
	size_t n = strlen(name);

	for (; s && *s; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");
		if (len > n && s[n] == '=' && !strncmp(s, name, n))
			return pool_strndup(p, s + n + 1, len - n - 1);
		s += len;
	}
	return "";
}

/* ---- what the service says ---- */

/* {"Errors": [...]} of a refused document, or a message. */
static void words_of(struct strbuf *out, const struct http_response *in)
{
	static const char *const members[] = { "Message", "message", "ErrorMessage", "Error", "error" };
	struct json_doc doc;
	const json_node *root;

	if (answer_is_page(in) || json_parse(&doc, in->body.s, in->body.len, NULL) < 0)
		return;
	root = json_root(&doc);
	for (const json_node *e = json_first(json_get(root, "Errors")); e; e = json_next(e)) {
		const char *t = json_text(e);
		if (!t)
			t = json_text(json_get(e, "Message"));
		if (t)
			strbuf_addf(out, "%s%s", out->len ? "; " : "", t);
	}
	for (size_t i = 0; i < ARRAY_SIZE(members) && !out->len; i++)
		strbuf_adds(out, json_text(json_get(root, members[i])));
	if (!out->len)
		strbuf_adds(out, json_text(root));
	while (out->len && (out->s[out->len - 1] == '.' || out->s[out->len - 1] == ' '))
		strbuf_truncate(out, out->len - 1);
	json_release(&doc);
}

/* A session that ended: 401 and 403, a way to the sign-in page, or that page itself. */
static int signed_out(const struct http_response *in)
{
	return in->status == 401 || in->status == 403 || (in->status >= 301 && in->status <= 303)
		|| in->status == 307 || (answer_happy(in) && answer_is_page(in)
			&& !(in->request_flags & HTTP_MUTATES));
}

static enum error_class by_status(const struct http_response *in, const char *words, struct error *err)
{
	switch (in->status) {
	case 404:
		return (enum error_class)error_set(err, ERR_REFUSED, N_("hh2 does not know what was asked for (%1$s); sync "
			"Sage with hh2, then the lists here"), words, NULL);
	case 406:
		return (enum error_class)error_set(err, ERR_REFUSED, N_("the hh2 user of the connection may not do this "
			"(%1$s); ask for the right in hh2"), words, NULL);
	default:
		break;
	}
	if (in->status >= 500 && !(in->request_flags & HTTP_MUTATES))
		return (enum error_class)error_set(err, ERR_LATER, N_("hh2 had an error: %1$s"), words, NULL);
	return (enum error_class)error_set(err, ERR_REFUSED, N_("hh2 refused: %1$s"), words, NULL);
}

enum error_class sage300_explain(const struct http_response *in, struct error *err)
{
	struct strbuf words = STRBUF_INIT;
	enum error_class cls;

	if (in->status && signed_out(in))
		return (enum error_class)error_set(err, ERR_LOGIN, N_("hh2 does not accept the session; it answered with its "
			"sign-in page or refused"), NULL);
	cls = answer_common(in, SAGE300_TITLE, err);
	if (cls == ERR_NONE && !answer_happy(in)) {
		words_of(&words, in);
		if (!words.len)
			strbuf_addf(&words, "HTTP %d", in->status);
		cls = by_status(in, words.s, err);
	}
	strbuf_release(&words);
	return cls;
}

/* ---- the row ---- */

const struct connector sage300_connector = {
	.name = "sage300",
	.title = "Sage 300 CRE",
	.role = "erp",
	.profile = "sage300",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_SUB_JOB)
		| CAP_PULL(ENTITY_COST_CODE) | CAP_PULL(ENTITY_COST_TYPE) | CAP_PULL(ENTITY_ACCOUNT)
		| CAP_EXPORT(ENTITY_COMMITMENT) | CAP_EXPORT(ENTITY_INVOICE) | CAP_TWO_HOPS | CAP_UNATTENDED,
	.options = sage300_options,
	.feeds = sage300_feeds,
	.login = sage300_login,
	.logout = sage300_logout,
	.pull = sage300_pull,
	.push = sage300_push,
	.test = sage300_test,
	.compose = sage300_compose,
	.explain = sage300_explain,
	/* A document whose answer was lost is in hh2's own list at once. */
	.settle_ms = 60000,
	.settle_probes = 2,
	.in_flight = 2,
};
