/* What the tests and the demonstration do behind the client's back:
 *
 *	POST /_sim/sage300/pay          {"bill","check","amount","type":0|1|2,"date","reference":true}
 *	POST /_sim/sage300/void         {"payment"} or {"bill"}
 *	POST /_sim/sage300/close        {"date"}
 *	POST /_sim/sage300/touch        {"entity":"vendor"|"job"|..., "id", "set":{member:value}}
 *	POST /_sim/sage300/delete       {"entity","id"}: archived, as Sage has no deletion
 *	POST /_sim/sage300/import-file  {"text"}: see sage300_import.c
 *	POST /_sim/sage300/hop1         {"range":"today|week|month|year|all","depth":"shallow|deep"}
 *	POST /_sim/sage300/client       {"online":false}: nothing comes from Sage or goes to it
 *	POST /_sim/sage300/set          {switch:value}; GET shows them
 *
 * The first six change Sage; with hop1=auto, the default, the cloud hears of it at once.  And the
 * dump of everything that was created or changed. */
#include "sim/sage300.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/strbuf.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define SWITCH(name, fallback) { #name, offsetof(struct s3_switches, name), fallback }

static const struct { const char *name; size_t at; int fallback; } switches[] = {
	SWITCH(polls, 1), SWITCH(operation_s, 0), SWITCH(commitment_writer, 0), SWITCH(strict_cookies, 0),
	SWITCH(description_max, 30), SWITCH(code_max, 15), SWITCH(lock_after, 0), SWITCH(cookie_s, 1800),
	SWITCH(privilege, 1), SWITCH(header_amount, 1), SWITCH(line_max, 0),
};

static int *switch_at(struct s3 *s, size_t i)
{
	return (int *)(void *)((char *)&s->sw + switches[i].at);
}

/* ---- switches ---- */

/* The place of value in words (which end with NULL); -1. */
static int word(const char *const *words, const char *value)
{
	int i;

	for (i = 0; words[i]; i++)
		if (!strcmp(words[i], value))
			return i;
	return -1;
}

static const char *const expired_words[] = { "default", "html", "302", "401", NULL };
static const char *const again_words[] = { "duplicate", "refuse", "same", NULL };
static const char *const hop1_words[] = { "manual", "auto", NULL };

static int number(int64_t *n, const char *value)
{
	if (!strcmp(value, "true") || !strcmp(value, "on") || !strcmp(value, "yes"))
		*n = 1;
	else if (!strcmp(value, "false") || !strcmp(value, "off") || !strcmp(value, "no"))
		*n = 0;
	else if (decimal_parse(n, value, 0, 1) || *n < 0 || *n > INT32_MAX)
		return -1;
	return 0;
}

/* 0; -1 when it is unknown or the value makes no sense. */
static int set_switch(struct s3 *s, const char *name, const char *value)
{
	int64_t n;
	size_t i;
	int w;

	if (!strcmp(name, "expired") && (w = word(expired_words, value)) >= 0) {
		s->expired = (enum s3_refusal)w;
		return 0;
	}
	if (!strcmp(name, "export_again") && (w = word(again_words, value)) >= 0) {
		s->export_again = (enum s3_again)w;
		return 0;
	}
	if (!strcmp(name, "hop1") && (w = word(hop1_words, value)) >= 0) {
		s->hop1_auto = w;
		return 0;
	}
	if (!strcmp(name, "fail_next")) {
		free(s->fail_next);
		s->fail_next = *value ? xstrdup(value) : NULL;
		return 0;
	}
	if (number(&n, value))
		return -1;
	if (!strcmp(name, "version_gap")) {      /* other people's changes */
		s->version += n;
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(switches); i++)
		if (!strcmp(switches[i].name, name)) {
			*switch_at(s, i) = (int)n;
			return 0;
		}
	return -1;
}

void s3_switches_init(struct s3 *s)
{
	static const char *const words[] = { "expired", "export_again", "hop1" };
	const char *value;
	char name[64];
	size_t i;

	s->hop1_auto = s->client_online = 1;
	for (i = 0; i < ARRAY_SIZE(switches); i++) {
		*switch_at(s, i) = switches[i].fallback;
		snprintf(name, sizeof name, "sage300.%s", switches[i].name);
		value = sim_extra(s->sim, name, NULL);
		if (value)
			set_switch(s, switches[i].name, value);
	}
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		snprintf(name, sizeof name, "sage300.%s", words[i]);
		value = sim_extra(s->sim, name, NULL);
		if (value)
			set_switch(s, words[i], value);
	}
	value = sim_extra(s->sim, "sage300.client", "online");
	s->client_online = strcmp(value, "offline") != 0;
}

static void show_switches(struct s3 *s, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(switches); i++)
		jv_add_int(v, switches[i].name, *switch_at(s, i));
	jv_add_str(v, "expired", expired_words[s->expired]);
	jv_add_str(v, "export_again", again_words[s->export_again]);
	jv_add_str(v, "hop1", hop1_words[s->hop1_auto]);
	jv_add_bool(v, "online", s->client_online);
	sim_respond_json(resp, 200, v);
}

/* ---- verbs ---- */

static void done(struct sim_response *resp, const char *name, const char *value)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, name, value);
	sim_respond_json(resp, 200, v);
}

static void wrong(struct sim_response *resp, const char *what)
{
	done(resp, "error", what);
	resp->status = 400;
}

static void control_set(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;
	const cJSON *m;
	int bad = 0;

	for (m = body->child; m && !bad; m = m->next) {
		strbuf_reset(&b);
		if (cJSON_IsString(m))
			strbuf_adds(&b, m->valuestring);
		else if (!cJSON_IsNull(m))
			jv_print(&b, m);
		bad = set_switch(s, m->string, b.s);
	}
	strbuf_release(&b);
	if (bad)
		wrong(resp, "unknown switch, or a value that makes no sense");
	else
		show_switches(s, resp);
}

/* A check number may come as text or as a number. */
static const char *check_of(const cJSON *body, char out[24])
{
	int64_t n;

	if (jv_str(body, "check"))
		return jv_str(body, "check");
	snprintf(out, 24, "%lld", jv_is_int(jv_get(body, "check"), &n) ? (long long)n : 30001LL);
	return out;
}

static void control_pay(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	const char *bill = jv_str(body, "bill"), *date = jv_str(body, "date");
	struct s3_rec *r = bill ? s3_bill_named(s, bill, jv_str(body, "vendor")) : NULL, *payment;
	int64_t cents = 0, type = jv_int(body, "type", 0);
	const char *error;
	char today[24], check[24];

	if (!r || type < 0 || type > 2 ||
	    (jv_get(body, "amount") && jv_decimal(jv_get(body, "amount"), 2, &cents))) {
		wrong(resp, "a bill that Sage has and an amount are needed");
		return;
	}
	s3_stamp(today, sim_now_ms(s->sim));
	error = s3_pay(s, r, cents, check_of(body, check), (int)type, date ? date : today,
		jv_bool(body, "reference", 1), &payment);
	if (error)
		wrong(resp, error);
	else
		done(resp, "payment", payment->id);
}

static void control_void(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	const char *payment = jv_str(body, "payment"), *bill = jv_str(body, "bill"), *error = NULL;
	struct s3_rec *r = payment ? s3_payment_named(s, payment) : bill ? s3_bill_named(s, bill, NULL) : NULL;

	if (!r)
		error = "a payment or a bill that Sage has is needed";
	else
		error = payment ? s3_void_payment(s, r) : s3_void_invoice(s, r);
	if (error)
		wrong(resp, error);
	else
		done(resp, payment ? "payment" : "bill", r->id);
}

static void control_close(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	const char *date = jv_str(body, "date");

	if (!date || (*date && !date_valid(date, 0))) {
		wrong(resp, "a date such as 2026-10-31 is needed");
		return;
	}
	snprintf(s->closed, sizeof s->closed, "%s", date);
	done(resp, "closed", s->closed);
}

/* The record that {"entity","id"} names; and its kind. */
static struct s3_rec *entity_named(struct s3 *s, const cJSON *body, enum s3_kind *kind)
{
	static const struct { const char *name; enum s3_kind kind; } names[] = {
		{ "account", S3_ACCOUNT }, { "vendor", S3_VENDOR }, { "job", S3_JOB }, { "sub_job", S3_JOB },
		{ "cost_code", S3_COST_CODE }, { "category", S3_CATEGORY }, { "commitment", S3_COMMITMENT },
		{ "item", S3_ITEM }, { "invoice", S3_INVOICE }, { "payment", S3_PAYMENT },
		{ "standard_code", S3_STANDARD_CODE }, { "standard_category", S3_STANDARD_CATEGORY },
	};
	const char *entity = jv_str(body, "entity"), *id = jv_str(body, "id");
	struct s3_rec *r = NULL;
	size_t i, k;

	for (i = 0; entity && id && i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i].name, entity))
			continue;
		*kind = names[i].kind;
		r = s3_find(s, *kind, id);
		for (k = 0; !r && k < s->tables[*kind].recs.len; k++) {
			struct s3_rec *x = &s->tables[*kind].recs.items[k];
			const char *code = jv_str(s3_truth(s, *kind, x), "Code");

			if (code && !strcmp(code, id))
				r = x;
		}
	}
	return r;
}

static void control_touch(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	enum s3_kind kind = S3_ACCOUNT;
	struct s3_rec *r = entity_named(s, body, &kind);
	const cJSON *set = jv_get(body, "set"), *m;
	cJSON *v;

	if (!r) {
		wrong(resp, "there is no such record");
		return;
	}
	v = s3_edit(s, kind, r);
	for (m = set ? set->child : NULL; m; m = m->next) {
		if (!jv_get(v, m->string) || !strcmp(m->string, "Id")) {
			wrong(resp, "a member is unknown");
			return;
		}
		jv_set(v, m->string, cJSON_Duplicate(m, 1));
	}
	done(resp, "changed", r->id);
}

static void control_delete(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	enum s3_kind kind = S3_ACCOUNT;
	struct s3_rec *r = entity_named(s, body, &kind);
	cJSON *v;

	if (!r) {
		wrong(resp, "there is no such record");
		return;
	}
	v = s3_edit(s, kind, r);
	jv_set_bool(v, "IsArchived", 1);
	if (jv_get(v, "IsActive"))
		jv_set_bool(v, "IsActive", 0);
	done(resp, "archived", r->id);
}

static void control_hop1(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	static const char *const ranges[] = { "today", "week", "month", "year", "all", NULL };
	static const int64_t days[] = { 1, 7, 31, 366, 0 };
	const char *range = jv_str(body, "range"), *depth = jv_str(body, "depth");
	int i = word(ranges, range ? range : "all");
	int64_t n;
	cJSON *v;

	if (i < 0 || (depth && strcmp(depth, "shallow") && strcmp(depth, "deep"))) {
		wrong(resp, "range is today, week, month, year or all; depth is shallow or deep");
		return;
	}
	n = s3_hop1(s, days[i], depth && !strcmp(depth, "deep"));
	if (n < 0) {
		wrong(resp, "the sync client is offline");
		return;
	}
	v = cJSON_CreateObject();
	jv_add_int(v, "changed", n);
	jv_add_int(v, "version", s->version);
	sim_respond_json(resp, 200, v);
}

static void control_client(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	s->client_online = jv_bool(body, "online", s->client_online);
	if (s->client_online && s->hop1_auto)
		s3_hop1(s, 0, 0);
	show_switches(s, resp);
}

static void control_import(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	s3_import(s, body, resp);
}

void s3_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	static const struct {
		const char *path;
		void (*run)(struct s3 *s, const cJSON *body, struct sim_response *resp);
		int in_sage;
	} table[] = {
		{ "/pay", control_pay, 1 }, { "/void", control_void, 1 }, { "/close", control_close, 0 },
		{ "/touch", control_touch, 1 }, { "/delete", control_delete, 1 },
		{ "/import-file", control_import, 1 }, { "/hop1", control_hop1, 0 },
		{ "/client", control_client, 0 }, { "/set", control_set, 0 },
	};
	struct s3 *s = state;
	size_t i;

	if (!strcmp(path, "/set") && !strcmp(req->method, "GET")) {
		show_switches(s, resp);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcmp(table[i].path, path))
			continue;
		if (!cJSON_IsObject(req->json)) {
			wrong(resp, "a JSON object is needed");
			return;
		}
		table[i].run(s, req->json, resp);
		if (table[i].in_sage && s->hop1_auto && resp->status == 200)
			s3_hop1(s, 0, 0);
		return;
	}
	wrong(resp, "unknown: pay, void, close, touch, delete, import-file, hop1, client and set are known");
	resp->status = 404;
}

/* ---- dump ---- */

static void add_money(struct strbuf *out, const char *name, int64_t cents)
{
	strbuf_addf(out, ",\"%s\":\"", name);
	decimal_add(out, cents, 2, 2);
	strbuf_addc(out, '"');
}

static void add_text(struct strbuf *out, const char *name, const char *text)
{
	strbuf_addf(out, ",\"%s\":", name);
	strbuf_add_json(out, text ? text : "");
}

static void add_head(struct strbuf *out, const char *id, const char *number)
{
	strbuf_addf(out, "{\"id\":\"%s\"", id);
	add_text(out, "number", number);
}

static void book_order(struct s3 *s, struct strbuf *out, const struct s3_rec *r, const cJSON *v)
{
	add_head(out, r->id, jv_str(v, "Code"));
	add_text(out, "ref", jv_str(v, "Code"));
	add_text(out, "vendor", jv_str(v, "VendorId"));
	add_text(out, "job", jv_str(v, "JobId"));
	add_text(out, "kind", jv_int(v, "Type", 1) == 2 ? "purchase_order" : "subcontract");
	add_text(out, "status", jv_bool(v, "IsClosed", 0) ? "Closed" : "Open");
	add_money(out, "total", s3_cents(v, "Amount"));
	add_money(out, "invoiced", s3_cents(v, "AmountInvoiced"));
	add_money(out, "paid", s3_cents(v, "AmountPaid"));
}

static void book_bill(struct s3 *s, struct strbuf *out, const struct s3_rec *r, const cJSON *v)
{
	static const char *const words[] = { "Open", "PendingPost", "Posted", "Voided" };
	int64_t gross = s3_cents(v, "Amount"), held = s3_cents(v, "RetainageHeldAmount");
	const struct s3_rec *job = s3_at(s, S3_JOB, r->job);
	int64_t status = jv_int(v, "Status", 0);

	add_head(out, r->id, jv_str(v, "Code"));
	add_text(out, "ref", jv_str(v, "Code"));
	add_text(out, "vendor", jv_str(v, "VendorId"));
	add_text(out, "job", job ? job->id : NULL);
	add_text(out, "status", status >= 0 && status < 4 ? words[status] : "");
	add_money(out, "gross", gross);
	add_money(out, "retained", held);
	add_money(out, "total", gross - held);
	add_money(out, "due", status == 3 ? 0 : gross - held - s3_cents(v, "TotalPaidAmount"));
	if (r->source == S3_MADE_HERE && r->parent)
		add_text(out, "document", s3_at(s, S3_DOCUMENT, r->parent)->id);
}

static void book_payment(struct s3 *s, struct strbuf *out, const struct s3_rec *r, const cJSON *v)
{
	const struct s3_rec *bill = s3_at(s, S3_INVOICE, r->parent);

	add_head(out, r->id, jv_str(v, "Code"));
	add_text(out, "bill", bill ? bill->id : NULL);
	add_money(out, "amount", s3_cents(v, "Amount"));
	add_text(out, "status", jv_str(v, "Status"));
}

static void book_named(struct s3 *s, struct strbuf *out, const struct s3_rec *r, const cJSON *v)
{
	add_head(out, r->id, jv_str(v, "Code"));
	add_text(out, "name", jv_str(v, "Name"));
}

/* The record as Sage has it: lent when it was kept, else made and to be deleted. */
static const cJSON *peek(struct s3 *s, enum s3_kind kind, const struct s3_rec *r, cJSON **temp)
{
	*temp = r->sage ? NULL : s3_build(s, kind, r);
	return r->sage ? r->sage : *temp;
}

static void dump_books(struct s3 *s, struct strbuf *out)
{
	static const struct {
		const char *name;
		enum s3_kind kind;
		void (*add)(struct s3 *s, struct strbuf *out, const struct s3_rec *r, const cJSON *v);
	} parts[] = {
		{ "orders", S3_COMMITMENT, book_order }, { "bills", S3_INVOICE, book_bill },
		{ "payments", S3_PAYMENT, book_payment }, { "vendors", S3_VENDOR, book_named },
		{ "jobs", S3_JOB, book_named },
	};
	size_t p, i;

	strbuf_adds(out, "\"books\":{");
	for (p = 0; p < ARRAY_SIZE(parts); p++) {
		const struct s3_table *t = &s->tables[parts[p].kind];

		strbuf_addf(out, "%s\"%s\":[", p ? ",\n" : "", parts[p].name);
		for (i = 0; i < t->recs.len; i++) {
			cJSON *temp;
			const cJSON *v = peek(s, parts[p].kind, &t->recs.items[i], &temp);

			strbuf_adds(out, i ? ",\n" : "");
			parts[p].add(s, out, &t->recs.items[i], v);
			strbuf_addc(out, '}');
			cJSON_Delete(temp);
		}
		strbuf_addc(out, ']');
	}
	strbuf_adds(out, "}");
}

/* What was created or changed, each as Sage has it (documents and failures as hh2 has them). */
static void dump_touched(struct s3 *s, struct strbuf *out, enum s3_kind kind, const char *name)
{
	const struct s3_table *t = &s->tables[kind];
	size_t i, n = 0;

	strbuf_addf(out, ",\n\"%s\":[", name);
	for (i = 0; i < t->recs.len; i++) {
		const struct s3_rec *r = &t->recs.items[i];

		if (!r->touched)
			continue;
		strbuf_adds(out, n++ ? ",\n" : "");
		jv_print(out, r->sage ? r->sage : r->cloud);
	}
	strbuf_addc(out, ']');
}

void s3_dump(struct sim *sim, void *state, struct strbuf *out)
{
	static const struct { enum s3_kind kind; const char *name; } shown[] = {
		{ S3_VENDOR, "vendors" }, { S3_JOB, "jobs" }, { S3_COST_CODE, "cost_codes" },
		{ S3_CATEGORY, "categories" }, { S3_COMMITMENT, "commitments" }, { S3_ITEM, "items" },
		{ S3_INVOICE, "invoices" }, { S3_DISTRIBUTION, "distributions" }, { S3_PAYMENT, "payments" },
		{ S3_TRANSACTION, "transactions" }, { S3_DOCUMENT, "documents" }, { S3_FAILURE, "failures" },
	};
	struct s3 *s = state;
	char stamp[24];
	size_t i;

	s3_stamp(stamp, s->hop1_ms);
	strbuf_addf(out, "{\"system\":\"sage300\",\"version\":%lld,\"hop1\":\"%s\",\"hop1_at\":\"%sZ\","
		"\"hops\":%lld,\"online\":%s,\"operations\":%zu,\n", (long long)s->version, hop1_words[s->hop1_auto], stamp,
		(long long)s->hops, s->client_online ? "true" : "false", s->operations.len);
	dump_books(s, out);
	for (i = 0; i < ARRAY_SIZE(shown); i++)
		dump_touched(s, out, shown[i].kind, shown[i].name);
	if (s->needy >= 0) {
		strbuf_adds(out, ",\n\"category_missing_for\":");
		strbuf_add_json(out, s->co->commitments[s->needy].number);
	}
	strbuf_adds(out, "}\n");
}
