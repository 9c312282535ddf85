/* The demonstration's hands and witnesses (demo_proof.h): everything goes through the control addresses of the
 * simulators, which share no code with the program. */
#include "ui/demo_proof.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/json_writer.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "model/money.h"
#include "ui/demo_http.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/banned.h"

#define FILE_MAX_BYTES (4u << 20)

void proof_release(struct story *st)
{
	for (size_t i = 0; i < st->handed_on.len; i++)
		free(st->handed_on.items[i]);
	ARRAY_RELEASE(&st->handed_on);
	free(st->payment);
	st->payment = NULL;
}

int proof_is(int ok, const char *what)
{
	printf("  %s %s\n", ok ? (lang_utf8() ? "✓" : "+") : (lang_utf8() ? "✗" : "-"), what);
	return ok ? 0 : 1;
}

/* The same with the name of the system in it. */
static int proved(const struct story *st, int ok, const char *fmt)
{
	const char *args[] = { st->title };
	struct strbuf b = STRBUF_INIT;
	int rc;

	phrase_text(&b, fmt, args, 1, 1);
	rc = proof_is(ok, b.s);
	strbuf_release(&b);
	return rc;
}

/* ---- the control ---- */

static int control(const struct demo *d, const char *system, const char *path, const char *body, struct strbuf *out)
{
	struct strbuf url = STRBUF_INIT;
	char *member = xasprintf("control.%s", system);
	int rc = worker_json_member(&url, d->ready, member);

	strbuf_adds(&url, path);
	strbuf_reset(out);
	if (rc == 0)
		rc = demo_http(out, url.s, body);
	free(member);
	strbuf_release(&url);
	return rc;
}

/* POST /_sim/<system>/<verb> */
static int act(const struct story *st, const char *verb, const char *body, struct strbuf *out)
{
	char *path = xasprintf("/%s/%s", st->erp->connector, verb);
	int rc = control(st->d, st->erp->connector, path, body, out);

	free(path);
	return rc;
}

static int was_handed_on(const struct story *st, const char *name)
{
	for (size_t i = 0; i < st->handed_on.len; i++)
		if (!strcmp(st->handed_on.items[i], name))
			return 1;
	return 0;
}

static void import_file(struct story *st, const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	struct strbuf text = STRBUF_INIT, body = STRBUF_INIT, answer = STRBUF_INIT;
	struct json_writer w;

	if (path_read_file(&text, path, FILE_MAX_BYTES, NULL) >= 0) {
		json_w_init(&w, &body);
		json_w_object(&w, NULL);
		json_w_text(&w, "name", name);
		json_w_text(&w, "text", text.s);
		json_w_end_object(&w);
		if (act(st, "import-file", body.s, &answer) == 0) {
			*ARRAY_PUSH(&st->handed_on) = xstrdup(name);
			proved(st, 1, N_("the file for %s was handed on and imported there"));
		} else {
			fprintf(stderr, "%s: %s\n", name, answer.s);
		}
	}
	strbuf_release(&text);
	strbuf_release(&body);
	strbuf_release(&answer);
	free(path);
}

void proof_hand_on(struct story *st)
{
	const char *slash = strrchr(st->d->cli.database, '/');
	char *folder = xasprintf("%.*sexports/%s", slash ? (int)(slash - st->d->cli.database) + 1 : 0,
		st->d->cli.database, st->erp->name);
	struct strbuf answer = STRBUF_INIT;
	DIR *dir = opendir(folder);
	const struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.' && !was_handed_on(st, e->d_name))
			import_file(st, folder, e->d_name);
	if (dir)
		closedir(dir);
	act(st, "hop1", "{}", &answer);          /* only where there is such a step */
	strbuf_release(&answer);
	free(folder);
}

/* ---- the proof ---- */

static int same_amount(const struct record *r, int field, const char *text)
{
	int64_t n;

	return decimal_parse(&n, text, currency_decimals(record_currency(r)), 1) == 0 && n == record_int(r, field);
}

/* A member of the books' document with that reference; how many there are. */
static int books(const char *state, const char *list, const char *ref, const char *member, struct strbuf *out)
{
	char *path = xasprintf("books.%s", list);
	int n;

	strbuf_reset(out);
	n = worker_json_find(out, state, path, "ref", ref, member);
	free(path);
	return n;
}

static int prove_bill(struct story *st, const char *state, struct strbuf *got)
{
	const char *ref = record_text(&st->invoice, INVOICE_NUMBER);
	int bad = proved(st, books(state, "bills", ref, "status", got) == 1, N_("one bill in %s"));

	books(state, "bills", ref, "total", got);
	bad += proof_is(same_amount(&st->invoice, INVOICE_NET, got->s),
		_("its balance is the net amount: gross less retainage"));
	books(state, "bills", ref, "retained", got);
	return bad + proof_is(same_amount(&st->invoice, INVOICE_RETAINAGE, got->s), _("it keeps the retainage back"));
}

int proof_export(struct story *st)
{
	struct strbuf state = STRBUF_INIT, got = STRBUF_INIT;
	int bad = 0;

	if (control(st->d, st->erp->connector, "/state", NULL, &state) < 0)
		bad += proved(st, 0, N_("%s answers"));
	if (st->exports_commitment)
		bad += proved(st, books(state.s, "orders", record_text(&st->commitment, COMMITMENT_NUMBER), "status",
			&got) == 1, N_("one commitment in %s"));
	bad += prove_bill(st, state.s, &got);
	if (control(st->d, "procore", "/state", NULL, &state) < 0)
		bad += proof_is(0, _("Procore answers"));
	strbuf_reset(&got);
	worker_json_find(&got, state.s, "commitments", "id", st->commitment.remote_id, "origin_code");
	if (st->exports_commitment)
		bad += proved(st, got.len > 0 && st->commitment.state.erp_code &&
			strcmp(got.s, st->commitment.state.erp_code) == 0, N_("Procore's commitment carries the number in %s"));
	strbuf_reset(&got);
	worker_json_find(&got, state.s, "requisitions", "id", st->invoice.remote_id, "origin_id");
	bad += proof_is(got.len > 0, _("Procore's invoice carries its origin id"));
	strbuf_release(&state);
	strbuf_release(&got);
	return bad ? EX_SOFTWARE : 0;
}

int proof_pay(struct story *st)
{
	struct strbuf body = STRBUF_INIT, answer = STRBUF_INIT, id = STRBUF_INIT;
	int bad;

	strbuf_adds(&body, "{\"bill\":");
	strbuf_add_json(&body, st->invoice.state.erp_code);
	strbuf_adds(&body, ",\"check\":\"20045\",\"amount\":\"");
	record_add_value(&body, &st->invoice, INVOICE_NET);
	strbuf_adds(&body, "\"}");
	bad = act(st, "pay", body.s, &answer) < 0 || worker_json_member(&id, answer.s, "payment") < 0;
	if (bad)
		fprintf(stderr, "%s\n", answer.s);
	bad = proved(st, !bad, N_("a check is written in %s"));
	if (!bad)
		st->payment = xstrdup(id.s);
	proof_hand_on(st);
	strbuf_release(&body);
	strbuf_release(&answer);
	strbuf_release(&id);
	return bad ? EX_SOFTWARE : 0;
}

/* Payments of the invoice in Procore: how many; a member of the first. */
static int payments(struct story *st, const char *member, struct strbuf *got)
{
	struct strbuf state = STRBUF_INIT;
	int n = control(st->d, "procore", "/state", NULL, &state) < 0 ? -1 : 0;

	strbuf_reset(got);
	if (n == 0)
		n = worker_json_find(got, state.s, "contract_payments", "requisition_id", st->invoice.remote_id, member);
	strbuf_release(&state);
	return n;
}

int proof_paid(struct story *st)
{
	struct strbuf got = STRBUF_INIT;
	int ok = payments(st, "amount", &got) == 1 && same_amount(&st->invoice, INVOICE_NET, got.s);

	strbuf_release(&got);
	return proof_is(ok, _("it came back to Procore as a payment issued, of the same amount")) ? EX_SOFTWARE : 0;
}

int proof_void(struct story *st)
{
	struct strbuf body = STRBUF_INIT, answer = STRBUF_INIT;
	int bad;

	strbuf_adds(&body, "{\"payment\":");
	strbuf_add_json(&body, st->payment ? st->payment : "");
	strbuf_adds(&body, "}");
	bad = act(st, "void", body.s, &answer) < 0;
	if (bad)
		fprintf(stderr, "%s\n", answer.s);
	bad = proved(st, !bad, N_("the check is voided in %s"));
	proof_hand_on(st);
	strbuf_release(&body);
	strbuf_release(&answer);
	return bad ? EX_SOFTWARE : 0;
}

int proof_voided(struct story *st)
{
	struct strbuf got = STRBUF_INIT;
	int n = payments(st, "_deleted", &got), ok = n == 0 || strcmp(got.s, "true") == 0;

	strbuf_release(&got);
	return proof_is(ok, _("Procore's payment issued is gone too")) ? EX_SOFTWARE : 0;
}
