/* A simulated hh2 tenant, asked request by request without a socket; what the tests of it share. */
#ifndef TESTS_SIM_SAGE300_FIXTURE_H
#define TESTS_SIM_SAGE300_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sim/sim.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define AUTH "/Api/Security/V3/Session.svc/authenticate"
#define GOOD_AUTH "{\"ApiKey\":\"9f1d52c8a7e04b3d\",\"ApiSecret\":\"Zt4mQ8xWc1RbK6vN\"," \
	"\"Username\":\"svc-comptoir\",\"Password\":\"Northside-2026\"}"
#define ACCOUNTS "/GeneralLedger/Api/V1/Account.svc/accounts"
#define JOBS "/JobCosting/Api/V1/JobCost.svc/jobs"
#define CODES "/JobCosting/Api/V1/JobCost.svc/jobs/costcodes"
#define CATEGORIES "/JobCosting/Api/V1/JobCost.svc/jobs/categories"
#define ORDERS "/JobCosting/Api/V1/Commitment.svc/commitments"
#define ITEMS "/JobCosting/Api/V1/Commitment.svc/commitments/items"
#define COSTS "/JobCosting/Api/V1/JobTransaction.svc/job/transactions"
#define VENDORS "/AccountsPayable/Api/V1/Vendor.svc/vendors"
#define INVOICES "/AccountsPayable/Api/V1/Invoice.svc/invoices"
#define LINES "/AccountsPayable/Api/V1/Invoice.svc/invoices/distributions"
#define PAYMENTS "/AccountsPayable/Api/V1/Payment.svc/payments"
#define DOCUMENT "/DocumentManagement/Api/V1/Document.svc/document"
#define STATUS "/Synchronization/RequestService.svc/status/"
#define FAILURES "/Synchronization/EventService.svc/events/failures"

struct world {
	struct sim *sim;
	char *cookie;                /* owned; NULL: not signed in */
	const char *accept;
	int status;
	cJSON *json;                 /* owned; of the last answer */
	char *body;                  /* owned */
	struct strbuf set_cookies;   /* a line each */
	char *location;              /* owned */
};

static inline void forget(struct world *w)
{
	cJSON_Delete(w->json);
	free(w->body);
	free(w->location);
	strbuf_release(&w->set_cookies);
	w->json = NULL;
	w->body = w->location = NULL;
}

static inline void keep(struct world *w, struct sim_response *resp)
{
	size_t i;

	forget(w);
	strbuf_init(&w->set_cookies);
	w->status = resp->status;
	w->body = xstrdup(resp->body.s);
	w->json = jv_parse(resp->body.s, resp->body.len);
	w->location = xstrdup(sim_pairs_get(&resp->headers, "Location"));
	for (i = 0; i < resp->headers.len; i++)
		if (!strcasecmp(resp->headers.items[i].name, "Set-Cookie"))
			strbuf_addf(&w->set_cookies, "%s\n", resp->headers.items[i].value);
}

/* One exchange; the answer is in w until the next. */
static inline void send(struct world *w, const char *method, const char *target, const char *body)
{
	char *path = xstrdup(target), *mark = strchr(path, '?');
	struct sim_request req = { .method = method, .target = target, .body = body ? body : "",
		.base = "http://127.0.0.1:1" };
	struct sim_response resp = { .status = 200 };

	strbuf_init(&resp.body);
	if (mark) {
		*mark = 0;
		sim_pairs_parse(&req.query, mark + 1, strlen(mark + 1));
	}
	req.path = path;
	req.body_len = strlen(req.body);
	req.json = jv_parse(req.body, req.body_len);
	if (body)
		sim_pairs_add(&req.headers, "Content-Type", "application/json");
	sim_pairs_add(&req.headers, "Accept", w->accept ? w->accept : "application/json");
	if (w->cookie)
		sim_pairs_add(&req.headers, "Cookie", w->cookie);
	sim_exchange(w->sim, "sage300", &req, &resp);
	keep(w, &resp);
	cJSON_Delete(req.json);
	sim_pairs_release(&req.query);
	sim_pairs_release(&req.headers);
	sim_response_release(&resp);
	free(path);
}

static inline void get(struct world *w, const char *target)
{
	send(w, "GET", target, NULL);
}

static inline void get_with(struct world *w, const char *list, const char *query, const char *value)
{
	char *target = xasprintf("%s?%s%s", list, query, value);

	get(w, target);
	free(target);
}

static inline void post(struct world *w, const char *target, const char *body)
{
	send(w, "POST", target, body);
}

static inline void login(struct world *w)
{
	struct strbuf b = STRBUF_INIT;
	const char *line;

	post(w, AUTH, GOOD_AUTH);
	assert_int_equal(w->status, 200);
	assert_int_equal(jv_int(w->json, "Result", 0), 5);
	line = strstr(w->set_cookies.s, ".ASPXAUTH=");
	assert_non_null(line);
	strbuf_add(&b, line, strcspn(line, ";"));
	for (line = w->set_cookies.s; *line; line += strcspn(line, "\n") + 1)
		if (strncmp(line, ".ASPXAUTH=", 10)) {
			strbuf_adds(&b, "; ");
			strbuf_add(&b, line, strcspn(line, ";"));
		}
	free(w->cookie);
	w->cookie = strbuf_detach(&b);
	strbuf_release(&b);
}

static inline void control(struct world *w, const char *what, const char *body)
{
	char *target = xasprintf("/_sim/sage300/%s", what);

	post(w, target, body);
	free(target);
	if (w->status != 200)
		print_message("%s\n", w->body);
	assert_int_equal(w->status, 200);
}

static inline int rows(const struct world *w)
{
	if (!cJSON_IsArray(w->json))
		print_message("%s\n", w->body);
	assert_true(cJSON_IsArray(w->json));
	return cJSON_GetArraySize(w->json);
}

/* The row of the last answer with that text; fails without one. */
static const cJSON *row(const struct world *w, const char *member, const char *text)
{
	const cJSON *v;

	for (v = w->json->child; v; v = v->next)
		if (jv_str(v, member) && !strcmp(jv_str(v, member), text))
			return v;
	print_message("no %s %s in %s\n", member, text, w->body);
	fail();
	return NULL;
}

static inline int64_t cents(const cJSON *v, const char *member)
{
	int64_t n = -1;

	assert_int_equal(jv_decimal(jv_get(v, member), 2, &n), 0);
	return n;
}

static inline int64_t top_version(const struct world *w)
{
	const cJSON *v;
	int64_t top = 0;

	for (v = w->json->child; v; v = v->next)
		if (jv_int(v, "Version", 0) > top)
			top = jv_int(v, "Version", 0);
	return top;
}

/* The id of a row of a list, by another member. */
static inline char *id_of(struct world *w, const char *list, const char *member, const char *text)
{
	get(w, list);
	return xstrdup(jv_str(row(w, member, text), "Id"));
}

static inline int setup_with(void **state, const char *name, const char *option, int64_t cap)
{
	struct world *w = xcalloc(1, sizeof *w);
	struct sim_options opt = { .seed = 7, .page_cap = cap };
	const char *const systems[] = { "sage300", NULL };
	struct error err = ERROR_INIT;

	strbuf_init(&w->set_cookies);
	if (name)
		sim_pairs_add(&opt.extra, name, option);
	assert_int_equal(digest_init(), 0);
	assert_int_equal(sim_start(&w->sim, &opt, systems, NULL, &err), 0);
	sim_pairs_release(&opt.extra);
	*state = w;
	return 0;
}

static inline int setup(void **state)
{
	return setup_with(state, NULL, NULL, 0);
}

static inline int setup_manual(void **state)
{
	return setup_with(state, "sage300.hop1", "manual", 0);
}

static inline int setup_pages(void **state)
{
	return setup_with(state, NULL, NULL, 7);
}

static inline int setup_writer(void **state)
{
	return setup_with(state, "sage300.commitment_writer", "1", 0);
}

static inline int teardown(void **state)
{
	struct world *w = *state;

	forget(w);
	free(w->cookie);
	sim_stop(w->sim);
	free(w);
	return 0;
}

/* ---- documents to send ---- */

/* The references of SC-0077's first item. */
struct refs { char *vendor, *order, *item, *job, *code, *category, *expense, *payable; };

static inline void find_refs(struct world *w, struct refs *r)
{
	const cJSON *v;

	r->expense = id_of(w, ACCOUNTS, "Code", "53000");
	r->payable = id_of(w, ACCOUNTS, "Code", "20000");
	get(w, ORDERS);
	v = row(w, "Code", "SC-0077");
	r->order = xstrdup(jv_str(v, "Id"));
	r->vendor = xstrdup(jv_str(v, "VendorId"));
	get_with(w, ITEMS, "commitment=", r->order);
	v = w->json->child;
	r->item = xstrdup(jv_str(v, "Id"));
	r->job = xstrdup(jv_str(v, "JobId"));
	r->code = xstrdup(jv_str(v, "CostCodeId"));
	r->category = xstrdup(jv_str(v, "CategoryId"));
}

static inline void free_refs(struct refs *r)
{
	free(r->vendor);
	free(r->order);
	free(r->item);
	free(r->job);
	free(r->code);
	free(r->category);
	free(r->expense);
	free(r->payable);
}

static inline char *snapshot(const struct refs *r, const char *code, const char *text, const char *header_amount)
{
	return xasprintf("{\"Header\":{\"Code\":\"%s\",\"VendorId\":\"%s\",\"Description\":\"%s\",\"Amount\":%s,"
		"\"InvoiceDate\":\"2026-10-31\",\"AccountingDate\":\"2026-10-31\"},\"Distributions\":["
		"{\"Amount\":500.00,\"Retainage\":50.00,\"Description\":\"Slab\",\"JobId\":\"%s\",\"CostCodeId\":\"%s\","
		"\"CategoryId\":\"%s\",\"CommitmentId\":\"%s\",\"CommitmentItemId\":\"%s\",\"ExpenseAccountId\":\"%s\","
		"\"AccountsPayableAccountId\":\"%s\"}]}", code, r->vendor, text, header_amount, r->job, r->code,
		r->category, r->order, r->item, r->expense, r->payable);
}

/* Creates it: its id, or NULL. */
static inline char *create(struct world *w, const char *snap)
{
	char *body = xasprintf("{\"DocumentTypeId\":\"76744AB9-4697-430A-ADB5-701E633472A9\","
		"\"Snapshot\":%s}", snap);

	post(w, DOCUMENT, body);
	free(body);
	return w->status == 200 && cJSON_IsString(w->json) ? xstrdup(w->json->valuestring) : NULL;
}

static inline char *create_bill(struct world *w, const struct refs *r, const char *code)
{
	char *snap = snapshot(r, code, "Slab", "500.00"), *id = create(w, snap);

	free(snap);
	if (!id)
		print_message("%s\n", w->body);
	assert_non_null(id);
	return id;
}

static inline char *export(struct world *w, const char *document)
{
	char *target = xasprintf("%s/actions/export?document=%s", DOCUMENT, document);

	send(w, "POST", target, "");
	free(target);
	assert_int_equal(w->status, 200);
	assert_true(cJSON_IsString(w->json));
	return xstrdup(w->json->valuestring);
}

static inline void poll(struct world *w, const char *operation)
{
	char *target = xasprintf("%s%s", STATUS, operation);

	send(w, "POST", target, NULL);
	free(target);
	assert_int_equal(w->status, 200);
}

static inline const char *document_state(struct world *w, const char *document)
{
	get_with(w, DOCUMENT, "id=", document);
	assert_int_equal(w->status, 200);
	return jv_str(w->json, "CurrentState");
}

static inline void export_to_the_end(struct world *w, const char *document)
{
	char *op = export(w, document);
	int i;

	for (i = 0; i < 10; i++) {
		poll(w, op);
		if (jv_str(w->json, "CompletedOn"))
			break;
	}
	assert_true(i < 10);
	free(op);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define M(f) cmocka_unit_test_setup_teardown(f, setup_manual, teardown)

#endif
