/* Sending one document to Sage through hh2 at most once.
 *
 * hh2 has no idempotency key; Sage itself knows an invoice by vendor and number.  So every attempt
 * begins by looking for both, in hh2's own documents and among the invoices that came from Sage:
 *
 *              +-- a document, in Sage ---------------> [FIND the invoice] -> DONE
 *              +-- a document on its way -------------> WATCH
 *   DOCUMENTS -+-- a document that failed -> INVOICES -> UPDATE -> EXPORT
 *              +-- a document not sent on -------------> EXPORT
 *              +-- none --> INVOICES -+-- same amount -> adopted
 *                                     +-- other -------> conflict
 *                                     +-- none --------> [ACCOUNTS] [ITEMS] CREATE -> EXPORT
 *
 *   EXPORT -> STATUS, again and again -> VERDICT -+-- in Sage ----> [FIND] -> DONE
 *                                                 +-- not -> FAILURES -> refused, in their words
 *
 * `Completed` of the operation says that it ended, not how: only the document's state does.
 * What is still on its way when we have looked often enough stays `unknown`, in words, and is looked
 * up later; it is never made twice.  A document that failed is corrected and sent again as itself.
 *
 * A commitment leaves as a file for a person (WRITE), and is there when hh2 shows its number; or
 * goes through hh2 at an address that the connection's owner was told. */
#include "connectors/sage300.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/answer.h"
#include "connectors/push.h"
#include "connectors/sage300_talk.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

static int is_invoice(const struct talk *t)
{
	return !strcmp(push_text(t->env, "entity"), "invoice");
}

int sage300_is_file(const struct talk *t)
{
	return !strcmp(push_text(t->env, "route"), "file");
}

const char *sage300_code(const struct talk *t)
{
	return push_text(t->env, "lookup.code");
}

const char *sage300_word(const struct talk *t, const json_node *o, const char *path)
{
	return sage300_text(o, path, t->op->pool);
}

/* ---- requests ---- */

int sage300_get_list(struct talk *t, int step, const char *path, const char *filter, const char *value)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, path);
	if (filter)
		http_url_add_param(&b, filter, value);
	http_url_add_param_int(&b, "version", t->op->n[N_VERSION]);
	sage300_request(t->op->env, t->out, "GET", b.s);
	strbuf_release(&b);
	t->op->step = step;
	return OP_SEND;
}

static int get_one(struct talk *t, int step, const char *path, const char *name, const char *value)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, path);
	if (name)
		http_url_add_param(&b, name, value);
	sage300_request(t->op->env, t->out, "GET", b.s);
	strbuf_release(&b);
	t->op->step = step;
	return OP_SEND;
}

/* body NULL: an action with an empty one. */
int sage300_post(struct talk *t, int step, const char *path, const char *name, const char *value, const char *body,
	unsigned flags)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, path);
	if (name)
		http_url_add_param(&b, name, value);
	sage300_request(t->op->env, t->out, "POST", b.s);
	if (body)
		sage300_body(t->out, body);
	else
		sage300_no_body(t->out);
	t->out->flags |= flags;
	strbuf_release(&b);
	t->op->step = step;
	return OP_SEND;
}

static int send_documents(struct talk *t)
{
	return get_one(t, STEP_DOCUMENTS, SAGE300_DOCUMENT, NULL, NULL);
}

static int send_invoices(struct talk *t, int step)
{
	t->op->n[N_VERSION] = 0;
	return sage300_get_list(t, step, SAGE300_INVOICES, "vendor", push_text(t->env, "lookup.vendor"));
}

/* A list goes on above the largest version seen.  0 when it does not move any more. */
int sage300_moves_on(struct talk *t, const json_node *root)
{
	int64_t max = 0;

	for (const json_node *o = json_first(root); o; o = json_next(o))
		if (sage300_version(o) > max)
			max = sage300_version(o);
	if (max <= t->op->n[N_VERSION])
		return 0;
	t->op->n[N_VERSION] = max;
	return 1;
}

/* ---- the body, with the ids it still stands for by words ---- */

static const char *replace(struct pool *p, const char *text, const char *from, const char *to)
{
	struct strbuf b = STRBUF_INIT;
	const char *at;
	char *done;

	while ((at = strstr(text, from))) {
		strbuf_add(&b, text, (size_t)(at - text));
		strbuf_adds(&b, to);
		text = at + strlen(from);
	}
	strbuf_adds(&b, text);
	done = pool_strdup(p, b.s);
	strbuf_release(&b);
	return done;
}

/* TEXT_ITEMS: "1=id;2=id;" of the commitment. */
static const char *resolved(struct talk *t, const char *path)
{
	struct pool *p = t->op->pool;
	char *own = push_body(t->env, path);
	const char *body = pool_strdup(p, own), *payable = push_text(t->env, "payable");

	free(own);
	if (strstr(body, "\"@payable\""))
		body = replace(p, body, "@payable", sage300_is_id(payable) ? payable
			: sage300_remembered(t->op->env->session, "payable", p));
	for (const char *s = t->op->text[TEXT_ITEMS]; s && *s; s += strcspn(s, ";") + 1) {
		size_t n = strcspn(s, "="), len = strcspn(s, ";");

		body = replace(p, body, pool_printf(p, "\"@item:%.*s\"", (int)n, s),
			pool_printf(p, "\"%.*s\"", (int)(len - n - 1), s + n + 1));
	}
	return body;
}

static int needs_account(struct talk *t)
{
	const char *payable = push_text(t->env, "payable");

	return *payable && !sage300_is_id(payable)
		&& !*sage300_remembered(t->op->env->session, "payable", t->op->pool);
}

static int needs_items(struct talk *t)
{
	char *body = push_body(t->env, "body");
	int needs = strstr(body, "\"@item:") != NULL && !t->op->text[TEXT_ITEMS];

	free(body);
	return needs;
}

static int send_export(struct talk *t)
{
	return sage300_post(t, STEP_EXPORT, SAGE300_DOCUMENT "/actions/export", "document", t->op->text[TEXT_DOCUMENT], NULL,
		HTTP_MUTATES);
}

static int send_update(struct talk *t)
{
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;
	char now[INSTANT_LEN];
	int rc;

	instant_format(now, t->op->env->now_ms);
	now[strlen(now) - 1] = '\0';             /* Z */
	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	json_w_int(&w, "ActionLevel", 1);
	json_w_text(&w, "UpdatedOn", now);
	json_w_raw(&w, "Snapshot", resolved(t, "body.Snapshot"));
	json_w_null(&w, "ActivityId");
	json_w_end_object(&w);
	rc = sage300_post(t, STEP_UPDATE, SAGE300_DOCUMENT "/actions/update", "document", t->op->text[TEXT_DOCUMENT], b.s,
		HTTP_MUTATES);
	strbuf_release(&b);
	return rc;
}

/* A new document, or the failed one again: when all its ids are there. */
static int send_document(struct talk *t)
{
	const char *body;

	if (needs_account(t)) {
		t->op->n[N_VERSION] = 0;
		return sage300_get_list(t, STEP_ACCOUNTS, SAGE300_ACCOUNTS, NULL, NULL);
	}
	if (needs_items(t)) {
		t->op->n[N_VERSION] = 0;
		return sage300_get_list(t, STEP_ITEMS, SAGE300_ITEMS, "commitment", push_text(t->env, "commitment"));
	}
	body = resolved(t, "body");
	if (strstr(body, "\"@")) {
		error_set(t->err, ERR_CONFIG, N_("a line of \"%s\" is on none of the items that its commitment has in hh2; compare "
			"the two"), sage300_code(t), NULL);
		return OP_FAIL;
	}
	if (t->op->text[TEXT_DOCUMENT])
		return send_update(t);
	return sage300_post(t, STEP_CREATE, SAGE300_DOCUMENT, NULL, NULL, body, HTTP_MUTATES);
}

/* ---- amounts ---- */

static int same_decimal(const json_node *n, const char *text)
{
	int64_t a, b;

	return json_decimal(n, 6, &a) == 0 && decimal_parse(&b, text, 6, 1) == 0 && a == b;
}

/* ---- results ---- */

void sage300_snapshot(struct talk *t, const char *status, const char *total)
{
	struct op *op = t->op;
	struct strbuf b = STRBUF_INIT;
	struct json_writer w;

	json_w_init(&w, &b);
	json_w_object(&w, NULL);
	json_w_text(&w, "number", sage300_code(t));
	json_w_text(&w, "status", status);
	json_w_text(&w, "total", total);
	if (is_invoice(t))
		json_w_text(&w, "retainage", push_text(t->env, "expect.retainage"));
	json_w_end_object(&w);
	op->result.snapshot = pool_strdup(op->pool, b.s);
	strbuf_release(&b);
}

int sage300_done(struct talk *t, const char *id, int adopted)
{
	t->op->result.remote_id = pool_strdup(t->op->pool, id);
	t->op->result.remote_code = pool_strdup(t->op->pool, sage300_code(t));
	t->op->result.adopted = adopted;
	t->op->result.found = 1;
	return OP_DONE;
}

int sage300_differs(struct talk *t, const char *id, const char *msgid, const char *there)
{
	t->op->result.remote_id = pool_strdup(t->op->pool, id);
	t->op->result.remote_code = pool_strdup(t->op->pool, sage300_code(t));
	if (t->op->kind == OP_LOOKUP) {
		t->op->result.found = -1;
		return OP_DONE;
	}
	error_set(t->err, ERR_CONFLICT, msgid, sage300_code(t), there, push_text(t->env, "expect.gross"), NULL);
	return OP_FAIL;
}

/* There is nothing of it: a look-up says so, a push goes on. */
int sage300_absent(struct talk *t)
{
	t->op->result.found = 0;
	return OP_DONE;
}

static int on_its_way(struct talk *t)
{
	/* The client beside Sage has not even fetched it: that is worth its own words. */
	error_set(t->err, ERR_UNKNOWN, t->op->n[N_RECEIVED] || !t->op->text[TEXT_OPERATION]
		? N_("hh2 is still at work on \"%s\"; it is looked up again and never sent twice")
		: N_("\"%s\" waits in hh2: the hh2 client beside Sage has not fetched it; see that it runs.  It is looked up again "
			"and never sent twice"), sage300_code(t), NULL);
	return OP_FAIL;
}

/* ---- states of a document ---- */

enum state { STATE_NEW, STATE_WORKING, STATE_EXPORTED, STATE_FAILED };

static int listed(const char *list, const char *state)
{
	size_t n = strlen(state), len;

	for (; *(list += strspn(list, " ,")); list += len) {
		len = strcspn(list, " ,");
		if (len == n && !strncmp(list, state, n))
			return 1;
	}
	return 0;
}

static enum state state_of(const struct talk *t, const json_node *document)
{
	const struct op_env *env = t->op->env;
	const char *s = sage300_word(t, document, "CurrentState");

	if (listed(sage300_option(env, "state_exported"), s))
		return STATE_EXPORTED;
	if (listed(sage300_option(env, "state_failed"), s))
		return STATE_FAILED;
	if (listed(sage300_option(env, "state_new"), s) && !*sage300_word(t, document, "LastAction.ErrorMessage"))
		return STATE_NEW;
	return STATE_WORKING;
}

/* hh2 answers one document as it is, or as a list of one. */
static const json_node *only(const json_node *root)
{
	return json_is_array(root) ? json_first(root) : root;
}

/* ---- DOCUMENTS ---- */

static int is_ours(const struct talk *t, const json_node *document)
{
	return !strcasecmp(sage300_word(t, document, "Snapshot.Header.Code"), sage300_code(t))
		&& !strcasecmp(sage300_word(t, document, "Snapshot.Header.VendorId"), push_text(t->env, "lookup.vendor"));
}

static int watch(struct talk *t);

static int take_documents(struct talk *t, const json_node *root)
{
	const json_node *hit = NULL;
	struct op *op = t->op;

	/* The last one counts: an earlier one of the same number failed or was given up. */
	for (const json_node *d = json_first(root); d; d = json_next(d))
		if (is_ours(t, d) && !(hit && state_of(t, hit) == STATE_EXPORTED))
			hit = d;
	if (!hit)
		return send_invoices(t, STEP_INVOICES);
	op->text[TEXT_DOCUMENT] = sage300_word(t, hit, "Id");
	switch (state_of(t, hit)) {
	case STATE_EXPORTED:
		if (!same_decimal(json_get(hit, "Snapshot.Header.Amount"), push_text(t->env, "expect.header")))
			return sage300_differs(t, op->text[TEXT_DOCUMENT], N_("hh2 has already sent \"%1$s\" of this vendor to Sage with "
				"another amount: %2$s, not %3$s; compare the two"), sage300_word(t, hit, "Snapshot.Header.Amount"));
		op->result.adopted = 1;
		return send_invoices(t, STEP_FIND);
	case STATE_WORKING:
		op->result.adopted = 1;
		return op->kind == OP_LOOKUP ? on_its_way(t) : watch(t);
	case STATE_NEW:
		return op->kind == OP_LOOKUP ? sage300_absent(t) : send_export(t);
	default:
		/* It failed: perhaps because the invoice is in Sage already. */
		op->text[TEXT_STATE] = "failed";
		return send_invoices(t, STEP_INVOICES);
	}
}

/* ---- INVOICES ---- */

static int is_hit(const struct talk *t, const json_node *invoice)
{
	int64_t status = 0;

	json_int(json_get(invoice, "Status"), &status);
	return sage300_is_live(invoice, 0) && status != 3
		&& !strcasecmp(sage300_word(t, invoice, "VendorId"), push_text(t->env, "lookup.vendor"))
		&& !strcasecmp(sage300_word(t, invoice, "Code"), sage300_code(t));
}

static int same_invoice(const struct talk *t, const json_node *invoice)
{
	const json_node *amount = json_get(invoice, "Amount");

	return (same_decimal(amount, push_text(t->env, "expect.gross"))
			|| same_decimal(amount, push_text(t->env, "expect.header")))
		&& !strncmp(sage300_word(t, invoice, "InvoiceDate"), push_text(t->env, "expect.date"), 10);
}

static const char *status_word(const struct talk *t, const json_node *invoice)
{
	static const char *const words[] = { "Open", "PendingPost", "Posted", "Voided" };
	int64_t n;

	if (json_int(json_get(invoice, "Status"), &n) == 0 && n >= 0 && n < (int64_t)ARRAY_SIZE(words))
		return words[n];
	return sage300_word(t, invoice, "Status");
}

static int take_invoices(struct talk *t, const json_node *root)
{
	struct op *op = t->op;

	for (const json_node *o = json_first(root); o; o = json_next(o)) {
		if (!is_hit(t, o))
			continue;
		if (!same_invoice(t, o))
			return sage300_differs(t, sage300_word(t, o, "Id"), N_("Sage already has another invoice \"%1$s\" of this vendor: %2$s there, "
				"%3$s here; link it, or correct the number"), sage300_word(t, o, "Amount"));
		sage300_snapshot(t, status_word(t, o), sage300_word(t, o, "Amount"));
		return sage300_done(t, sage300_word(t, o, "Id"), 1);
	}
	if (json_first(root) && sage300_moves_on(t, root))
		return sage300_get_list(t, STEP_INVOICES, SAGE300_INVOICES, "vendor", push_text(t->env, "lookup.vendor"));
	if (sage300_is_file(t))
		return sage300_write_file(t);
	/* A failed one is corrected by sending it again. */
	return op->kind == OP_LOOKUP ? sage300_absent(t) : send_document(t);
}

/* The invoice that a document became: its id, when hh2 has read it back from Sage already. */
static int take_found(struct talk *t, const json_node *root)
{
	struct op *op = t->op;

	for (const json_node *o = json_first(root); o; o = json_next(o))
		if (is_hit(t, o)) {
			sage300_snapshot(t, status_word(t, o), sage300_word(t, o, "Amount"));
			return sage300_done(t, sage300_word(t, o, "Id"), op->result.adopted);
		}
	if (json_first(root) && sage300_moves_on(t, root))
		return sage300_get_list(t, STEP_FIND, SAGE300_INVOICES, "vendor", push_text(t->env, "lookup.vendor"));
	sage300_snapshot(t, "Exported", push_text(t->env, "expect.gross"));
	op->result.note = N_("it is in Sage; hh2's own list shows it after its next sync with Sage");
	return sage300_done(t, op->text[TEXT_DOCUMENT], op->result.adopted);
}

/* ---- ACCOUNTS, ITEMS ---- */

static int take_accounts(struct talk *t, const json_node *root)
{
	const char *wanted = push_text(t->env, "payable");

	for (const json_node *o = json_first(root); o; o = json_next(o))
		if (sage300_is_live(o, 0) && !strcasecmp(sage300_word(t, o, "Code"), wanted)) {
			sage300_remember(t->op->env->session, "payable", sage300_word(t, o, "Id"));
			return send_document(t);
		}
	if (json_first(root) && sage300_moves_on(t, root))
		return sage300_get_list(t, STEP_ACCOUNTS, SAGE300_ACCOUNTS, NULL, NULL);
	error_set(t->err, ERR_CONFIG, N_("the account \"%s\" of the option ap_account is not in hh2; correct the option"),
		wanted, NULL);
	return OP_FAIL;
}

static int take_items(struct talk *t, const json_node *root)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, t->op->text[TEXT_ITEMS]);
	for (const json_node *o = json_first(root); o; o = json_next(o))
		if (sage300_is_live(o, 0) && sage300_is_id(sage300_word(t, o, "Id")))
			strbuf_addf(&b, "%s=%s;", sage300_word(t, o, "Code"), sage300_word(t, o, "Id"));
	t->op->text[TEXT_ITEMS] = pool_strdup(t->op->pool, b.s);
	strbuf_release(&b);
	if (json_first(root) && sage300_moves_on(t, root))
		return sage300_get_list(t, STEP_ITEMS, SAGE300_ITEMS, "commitment", push_text(t->env, "commitment"));
	return send_document(t);
}

/* ---- on its way ---- */

/* 2, 4, 8 ... 60 seconds. */
static int pause_before(int64_t poll)
{
	int64_t s = 2;

	while (poll-- > 0 && s < 60)
		s *= 2;
	return (int)(s < 60 ? s : 60) * 1000;
}

static int once_more(struct talk *t)
{
	int64_t polls = option_get_int(t->op->env->options, sage300_options, "polls");

	if (t->op->n[N_POLLS] >= (polls > 0 ? polls : 8))
		return 0;
	t->op->pause_ms = pause_before(t->op->n[N_POLLS]++);
	return 1;
}

/* By its operation when we know it, else by the document itself. */
static int watch(struct talk *t)
{
	const char *operation = t->op->text[TEXT_OPERATION];

	if (!once_more(t))
		return on_its_way(t);
	if (!operation)
		return get_one(t, STEP_VERDICT, SAGE300_DOCUMENT, "id", t->op->text[TEXT_DOCUMENT]);
	/* Of a commitment that hh2 does not show yet every answer comes to us: starting anew would make it twice. */
	return sage300_post(t, t->op->step >= STEP_SYNC ? STEP_SYNC_STATUS : STEP_STATUS,
		pool_printf(t->op->pool, "%s/%s", SAGE300_STATUS, operation), NULL, NULL, NULL,
		t->op->step >= STEP_SYNC ? HTTP_MUTATES : 0);
}

/* The id of an operation or of what was made: a text alone.  NULL. */
static const char *bare_id(const struct talk *t, const json_node *root)
{
	const char *id = json_text(root) ? json_text(root) : json_text(json_get(root, "Id"));

	return sage300_is_id(id) ? pool_strdup(t->op->pool, id) : NULL;
}

static int no_id(struct talk *t)
{
	error_set(t->err, ERR_UNKNOWN, N_("hh2's answer to sending \"%s\" holds no id; it is looked up before anything is sent "
		"again"), sage300_code(t), NULL);
	return OP_FAIL;
}

static int start_watching(struct talk *t, const json_node *root)
{
	t->op->text[TEXT_OPERATION] = bare_id(t, root);
	if (!t->op->text[TEXT_OPERATION])
		return no_id(t);
	return watch(t);
}

/* 1 ended, 0 not yet. */
static int take_status(struct talk *t, const json_node *root)
{
	t->op->n[N_RECEIVED] = *sage300_word(t, root, "TransmittedOn") != '\0';
	t->op->text[TEXT_SINCE] = sage300_word(t, root, "CreatedOn");
	return *sage300_word(t, root, "CompletedOn") != '\0' || *sage300_word(t, root, "DisabledOn") != '\0';
}

static int take_verdict(struct talk *t, const json_node *root)
{
	const json_node *d = only(root);
	enum state s = state_of(t, d);

	t->op->text[TEXT_STATE] = sage300_word(t, d, "LastAction.ErrorMessage");
	if (s == STATE_EXPORTED)
		return send_invoices(t, STEP_FIND);
	if (s != STATE_FAILED && !t->op->text[TEXT_OPERATION])
		return watch(t);
	return get_one(t, STEP_FAILURES, SAGE300_FAILURES, "entity", t->op->text[TEXT_DOCUMENT]);
}

/* Failures pile up for a document: those of this attempt, by hh2's own clock. */
static int take_failures(struct talk *t, const json_node *root)
{
	struct op *op = t->op;
	const char *words = NULL, *newest = "";
	int64_t since = 0, at;

	if (op->text[TEXT_SINCE] && sage300_instant(&since, op->text[TEXT_SINCE]) < 0)
		since = 0;
	for (const json_node *f = json_first(root); f; f = json_next(f)) {
		const char *when = sage300_word(t, f, "CreatedOnUtc");

		if (strcmp(when, newest) < 0 || (sage300_instant(&at, when) == 0 && at < since))
			continue;
		words = sage300_word(t, f, "ErrorMessage");
		newest = when;
	}
	if (!words || !*words)
		words = op->text[TEXT_STATE] ? op->text[TEXT_STATE] : "";
	if (strstr(words, "KeyAlreadyInUse"))
		error_set(t->err, ERR_REFUSED, N_("Sage 300 CRE did not take the invoice: the number \"%1$s\" is already used for "
			"this vendor there, or the record is open on a screen.  Correct the number, or close the record and "
			"try again"), sage300_code(t), NULL);
	else
		error_set(t->err, ERR_REFUSED, N_("Sage 300 CRE did not take the invoice \"%1$s\": %2$s"), sage300_code(t),
			*words ? words : "?", NULL);
	return OP_FAIL;
}

/* ---- commitments ---- */

int sage300_unverified(const struct talk *t)
{
	return sage300_is_file(t) && !json_bool(json_get(t->env, "verified"), 0);
}

static int waits_for_import(struct talk *t)
{
	const char *msgid;

	if (is_invoice(t))
		msgid = sage300_unverified(t) ? N_("the file %1$s is written; import it in Sage (Accounts Payable: Tools, Import Invoices).  "
			"Its layout is unverified: compare it with the format that Sage prints.  Comptoir marks %2$s as exported "
			"when hh2 shows it") : N_("the file %1$s is written; import it in Sage (Accounts Payable: Tools, Import "
			"Invoices).  Comptoir marks %2$s as exported when hh2 shows it");
	else
		msgid = sage300_unverified(t) ? N_("the file %1$s is written; import it in Sage (Job Cost: Tools, Import Commitments).  Its "
			"layout is unverified: compare it with the format that Sage prints.  Comptoir marks %2$s as exported "
			"when hh2 shows it") : N_("the file %1$s is written; import it in Sage (Job Cost: Tools, Import "
			"Commitments).  Comptoir marks %2$s as exported when hh2 shows it");
	error_set(t->err, ERR_UNKNOWN, msgid, push_text(t->env, "body.name"), sage300_code(t), NULL);
	return OP_FAIL;
}

int sage300_write_file(struct talk *t)
{
	if (t->op->kind == OP_LOOKUP && !t->op->item->interrupted)
		return waits_for_import(t);
	t->op->file_name = pool_strdup(t->op->pool, push_text(t->env, "body.name"));
	t->op->file_text = pool_strdup(t->op->pool, push_text(t->env, "body.text"));
	t->op->step = STEP_WRITTEN;
	return OP_WRITE;
}

/* ---- steps ---- */

/* Answers that must be JSON; what is not, after something was sent, settles nothing. */
static int take(struct talk *t, const json_node *root)
{
	struct op *op = t->op;

	switch (op->step) {
	case STEP_DOCUMENTS:   return take_documents(t, root);
	case STEP_INVOICES:    return take_invoices(t, root);
	case STEP_ACCOUNTS:    return take_accounts(t, root);
	case STEP_ITEMS:       return take_items(t, root);
	case STEP_FIND:        return take_found(t, root);
	case STEP_COMMITMENTS: return sage300_take_commitments(t, root);
	case STEP_LINES:       return sage300_take_lines(t, root);
	case STEP_CREATE:
		op->text[TEXT_DOCUMENT] = bare_id(t, root);
		return op->text[TEXT_DOCUMENT] ? send_export(t) : no_id(t);
	case STEP_EXPORT:
		return start_watching(t, root);
	case STEP_STATUS:
		return take_status(t, root) ? get_one(t, STEP_VERDICT, SAGE300_DOCUMENT, "id", op->text[TEXT_DOCUMENT])
			: watch(t);
	case STEP_VERDICT:     return take_verdict(t, root);
	case STEP_FAILURES:    return take_failures(t, root);
	case STEP_HEADER:
		op->text[TEXT_ID] = bare_id(t, root);
		op->n[N_NEXT] = 0;
		return op->text[TEXT_ID] ? sage300_send_item(t) : no_id(t);
	case STEP_ITEM:
		op->n[N_NEXT]++;
		return sage300_send_item(t);
	case STEP_SYNC:
		return start_watching(t, root);
	default:
		if (!take_status(t, root))
			return watch(t);
		/* It ended; only the list says how. */
		op->text[TEXT_ITEMS] = NULL;
		op->n[N_VERSION] = 0;
		sage300_get_list(t, STEP_LINES, SAGE300_ITEMS, "commitment", op->text[TEXT_ID]);
		t->out->flags |= HTTP_MUTATES;
		return OP_SEND;
	}
}

/* Lists must be lists: an object where one was promised would look like "nothing there". */
static int wants_list(int step)
{
	return step == STEP_DOCUMENTS || step == STEP_INVOICES || step == STEP_ACCOUNTS || step == STEP_ITEMS
		|| step == STEP_FIND || step == STEP_COMMITMENTS || step == STEP_LINES;
}

static int step(struct talk *t, const struct http_response *in)
{
	enum error_class cls = sage300_explain(in, t->err);
	struct json_doc doc;
	int rc;

	/* A commitment that was begun here cannot be looked for yet: from there on nothing starts anew. */
	if (cls != ERR_NONE && (t->op->step >= STEP_ITEM || (t->op->step == STEP_LINES && t->op->text[TEXT_OPERATION])))
		return sage300_not_shown(t);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	/* Correcting has no answer of interest. */
	if (cls == ERR_NONE && t->op->step == STEP_UPDATE)
		return send_export(t);
	if (cls != ERR_NONE)
		return OP_FAIL;
	if (json_parse(&doc, in->body.s, in->body.len, NULL) < 0) {
		error_set(t->err, in->request_flags & HTTP_MUTATES ? ERR_UNKNOWN : ERR_DATA,
			N_("hh2's answer ended too early; it will be looked up"), NULL);
		return OP_FAIL;
	}
	if (wants_list(t->op->step) && !json_is_array(json_root(&doc))) {
		error_set(t->err, ERR_LATER, N_("hh2 could not be searched for an earlier attempt; nothing was sent"), NULL);
		rc = OP_FAIL;
	} else {
		rc = take(t, json_root(&doc));
	}
	json_release(&doc);
	return rc;
}

static int unresolved(struct talk *t)
{
	const json_node *p = json_first(json_get(t->env, "pending"));

	if (!p)
		return 0;
	error_set(t->err, ERR_CONFIG, N_("it cannot be sent yet: its %s is not known in Sage 300 CRE"), json_text(p), NULL);
	return 1;
}

static int first(struct talk *t)
{
	struct op *op = t->op;

	if (op->step == STEP_WRITTEN)
		return waits_for_import(t);
	if (op->kind == OP_PUSH && unresolved(t))
		return OP_FAIL;
	memset(&op->result, 0, sizeof op->result);
	memset(op->n, 0, sizeof op->n);
	memset(op->text, 0, sizeof op->text);
	if (!is_invoice(t))
		return sage300_send_commitments(t);
	return sage300_is_file(t) ? send_invoices(t, STEP_INVOICES) : send_documents(t);
}

int sage300_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err)
{
	struct error local = ERROR_INIT;
	struct talk t = { .op = op, .out = out, .err = err ? err : &local };
	struct json_doc doc;
	int rc = OP_FAIL;

	if (push_envelope(&doc, op, "sage300", t.err) < 0)
		goto out;
	t.env = json_root(&doc);
	rc = in ? step(&t, in) : first(&t);
	json_release(&doc);
out:
	error_release(&local);
	return rc;
}
