/* Create, update, delete and void: what is the same for every entity.
 *
 * A request is read strictly, merged into a copy of the record, checked by the rules of its entity,
 * and only then kept: a refused request changes nothing.  A full update forgets what it does not say,
 * a sparse one keeps it; lists are replaced as a whole by both. */
#include "sim/quickbooks.h"

#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* Set by the service; what a request says about them is not heard. */
static const char *const own[] = { "Id", "SyncToken", "MetaData", "domain", "sparse", "status" };
static const char *const kept[] = { "Balance", "HomeBalance", "IsProject", "Level", "FullyQualifiedName",
	"CurrentBalance", "CurrentBalanceWithSubAccounts", "BalanceWithJobs" };

static int listed(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], name))
			return 1;
	return 0;
}

int qb_require(struct qb_save *s, const cJSON *v, const char *member)
{
	const cJSON *m = jv_get(v, member);

	if (m && !cJSON_IsNull(m) && !(cJSON_IsString(m) && !*m->valuestring) &&
	    !(cJSON_IsObject(m) && jv_get(m, "name") && !jv_get(m, "value")))
		return 0;
	return qb_fail(&s->call->fault, 2020, member, "Required parameter %s is missing in the request",
		member);
}

static const char *name_of(enum qb_kind kind, const cJSON *v)
{
	const char *name = jv_str(v, qb_defs[kind].flags & QB_NAME ? "DisplayName" : "Name");

	return name ? name : jv_str(v, "DocNumber");
}

/* Was the same thing referred to before this request? */
static int unchanged(const struct qb_save *s, const char *member, const char *id)
{
	const char *before = s->old ? qb_ref_id(s->old, member) : NULL;

	return before && !strcmp(before, id);
}

struct qb_rec *qb_refer(struct qb_save *s, cJSON *v, const char *member, enum qb_kind kind)
{
	cJSON *ref = cJSON_GetObjectItemCaseSensitive(v, member);
	struct qb_fault *f = &s->call->fault;
	struct qb *qb = s->call->qb;
	const char *id = jv_str(ref, "value");
	struct qb_rec *r;
	int temp, active;
	cJSON *target;

	if (!ref)
		return NULL;
	if (!id) {
		qb_fail(f, 2020, member, "Required parameter %s.value is missing in the request", member);
		return NULL;
	}
	r = qb_find(qb, kind, id);
	if (!r) {
		qb_fail(f, 2500, member, "Invalid Reference Id : %s element id %s not found", qb_defs[kind].name,
			id);
		return NULL;
	}
	target = qb_peek(qb, kind, r, &temp);
	active = jv_bool(target, "Active", 1) || unchanged(s, member, id);
	if (active)
		jv_set_str(ref, "name", name_of(kind, target));
	if (temp)
		cJSON_Delete(target);
	if (active)
		return r;
	qb_fail(f, 610, member, "Object Not Found : Something you're trying to use has been made inactive. "
		"Check the fields with accounts, customers, items, vendors or employees. (%s %s)", member, id);
	return NULL;
}

/* ---- merging ---- */

static void drop_nulls(cJSON *v)
{
	for (cJSON *m = v->child, *next; m; m = next) {
		next = m->next;
		if (cJSON_IsNull(m))
			cJSON_Delete(cJSON_DetachItemViaPointer(v, m));
		else if (cJSON_IsObject(m) || cJSON_IsArray(m))
			drop_nulls(m);
	}
}

/* The record as it will be, before the rules look at it. */
static cJSON *merged(const cJSON *old, const cJSON *body, int sparse)
{
	cJSON *work = old && sparse ? cJSON_Duplicate(old, 1) : cJSON_CreateObject();
	const cJSON *m;

	cJSON_ArrayForEach(m, body) {
		if (listed(own, ARRAY_SIZE(own), m->string) || listed(kept, ARRAY_SIZE(kept), m->string))
			continue;
		jv_set(work, m->string, cJSON_Duplicate(m, 1));
	}
	for (size_t i = 0; old && !sparse && i < ARRAY_SIZE(kept); i++)
		if (jv_get(old, kept[i]))
			jv_set(work, kept[i], cJSON_Duplicate(jv_get(old, kept[i]), 1));
	drop_nulls(work);
	return work;
}

/* ---- keeping ---- */

static int64_t next_id(struct qb *qb, enum qb_kind kind)
{
	if (qb_defs[kind].flags & QB_TXN)
		return qb->next_txn++;
	return qb_defs[kind].flags & QB_NAME ? qb->next_name++ : qb->next_list++;
}

static void raise_vendor(struct qb *qb, const cJSON *v, int64_t cents)
{
	struct qb_rec *r = v ? qb_find(qb, QB_VENDOR, qb_ref_id(v, "VendorRef")) : NULL;

	if (r && cents)
		qb_set_money(qb_body(qb, QB_VENDOR, r), "Balance",
			qb_cents(qb_body(qb, QB_VENDOR, r), "Balance") + cents);
}

/* What other records feel of this change; before, after: NULL when there is none. */
static void settle(struct qb *qb, enum qb_kind kind, const cJSON *before, const cJSON *after)
{
	int sign = kind == QB_BILL ? 1 : kind == QB_VENDOR_CREDIT ? -1 : 0;

	if (sign && before)
		raise_vendor(qb, before, -sign * qb_cents(before, "Balance"));
	if (sign && after)
		raise_vendor(qb, after, sign * qb_cents(after, "Balance"));
	if (kind == QB_BILL)
		qb_settle_orders(qb, before, after);
}

static struct qb_rec *keep(struct qb_save *s)
{
	struct qb *qb = s->call->qb;
	struct qb_table *t = &qb->tables[s->kind];
	struct qb_rec *r = s->rec;
	cJSON *before = NULL;

	if (r) {
		before = qb_body(qb, s->kind, r);
		r->v = s->work;
		qb_mark(qb, s->kind, r);
		t->updated++;
	} else {
		r = qb_table_add(t, next_id(qb, s->kind), QB_MADE_HERE, s->work, qb_stamp(qb));
		r->touched = 1;
		t->inserted++;
	}
	settle(qb, s->kind, before, s->work);
	cJSON_Delete(before);
	s->call->wrote = 1;
	return r;
}

static int check(struct qb_save *s)
{
	switch (s->kind) {
	case QB_BILL:
	case QB_VENDOR_CREDIT:
	case QB_PURCHASE_ORDER:
		return qb_check_txn(s);
	case QB_BILL_PAYMENT:
		return qb_check_payment(s);
	default:
		return qb_check_name(s);
	}
}

static cJSON *save_payment(struct qb_save *s)
{
	struct qb *qb = s->call->qb;
	cJSON *before = s->rec ? cJSON_Duplicate(qb_body(qb, s->kind, s->rec), 1) : NULL;
	int64_t id = s->rec ? s->rec->id : 0;
	struct qb_rec *r;

	if (before)
		qb_apply_payment(qb, id, before, -1, 1);
	if (check(s)) {
		if (before)
			qb_apply_payment(qb, id, before, 1, 1);
		cJSON_Delete(before);
		cJSON_Delete(s->work);
		return NULL;
	}
	r = keep(s);
	qb_apply_payment(qb, r->id, r->v, 1, 0);
	if (before)                          /* what it paid before has changed, too */
		for (const cJSON *l = jv_get(before, "Line") ? jv_get(before, "Line")->child : NULL; l; l = l->next) {
			const cJSON *link = jv_get(l, "LinkedTxn") ? jv_get(l, "LinkedTxn")->child : NULL;
			struct qb_rec *b = qb_find(qb, QB_BILL, jv_str(link, "TxnId"));

			if (b)
				qb_mark(qb, QB_BILL, b);
		}
	cJSON_Delete(before);
	return qb_show(qb, s->kind, r);
}

/* The record a request means, with its token looked at; NULL and the fault. */
static struct qb_rec *addressed(struct qb_call *call, enum qb_kind kind, const cJSON *body)
{
	const char *id = jv_str(body, "Id"), *token = jv_str(body, "SyncToken");
	struct qb_rec *r;
	char now[16];

	if (!id || !token) {
		qb_fail(&call->fault, 2020, id ? "SyncToken" : "Id",
			"Required parameter %s is missing in the request", id ? "SyncToken" : "Id");
		return NULL;
	}
	r = qb_find(call->qb, kind, id);
	if (!r) {
		qb_fail(&call->fault, 610, "Id", "Object Not Found : Something you're trying to use has been made "
			"inactive or was deleted. Id=%s", id);
		return NULL;
	}
	snprintf(now, sizeof now, "%d", r->sync);
	if (strcmp(now, token)) {
		qb_fail(&call->fault, 5010, "SyncToken", "Stale Object Error : You and another person were working "
			"on this at the same time, and they finished before you did, so your work was not saved.");
		return NULL;
	}
	return r;
}

static cJSON *save(struct qb_call *call, enum qb_kind kind, const cJSON *body, const char *include)
{
	struct qb_save s = { .call = call, .kind = kind, .include = include };
	struct qb_rec *r;

	if (jv_get(body, "Id")) {
		s.rec = addressed(call, kind, body);
		if (!s.rec)
			return NULL;
		s.old = qb_body(call->qb, kind, s.rec);
	}
	s.work = merged(s.old, body, jv_bool(body, "sparse", 0));
	if (kind == QB_BILL_PAYMENT)
		return save_payment(&s);
	if (check(&s)) {
		cJSON_Delete(s.work);
		return NULL;
	}
	r = keep(&s);
	return qb_show(call->qb, kind, r);
}

/* ---- delete and void ---- */

static cJSON *delete(struct qb_call *call, enum qb_kind kind, const cJSON *body)
{
	struct qb *qb = call->qb;
	struct qb_save s = { .call = call, .kind = kind };

	if (!(qb_defs[kind].flags & QB_TXN)) {
		qb_fail(&call->fault, 500, NULL, "Unsupported Operation : %s cannot be deleted, only made inactive",
			qb_defs[kind].name);
		return NULL;
	}
	s.rec = addressed(call, kind, body);
	if (!s.rec)
		return NULL;
	s.old = qb_body(qb, kind, s.rec);
	if (qb_check_delete(&s))
		return NULL;
	if (kind == QB_BILL_PAYMENT)
		qb_apply_payment(qb, s.rec->id, s.old, -1, 0);
	s.rec->dead = 1;
	qb_mark(qb, kind, s.rec);
	settle(qb, kind, s.old, NULL);
	qb->tables[kind].deleted++;
	call->wrote = 1;
	return qb_show_deleted(qb, s.rec, 0);
}

static cJSON *cancel(struct qb_call *call, enum qb_kind kind, const cJSON *body)
{
	struct qb *qb = call->qb;
	struct qb_save s = { .call = call, .kind = kind };
	const cJSON *line, *link;
	cJSON *v;

	if (kind != QB_BILL_PAYMENT) {
		qb_fail(&call->fault, 500, NULL, "Unsupported Operation : %s cannot be voided", qb_defs[kind].name);
		return NULL;
	}
	s.rec = addressed(call, kind, body);
	if (!s.rec)
		return NULL;
	v = qb_body(qb, kind, s.rec);
	s.old = v;
	if (qb_check_open(&s, v))
		return NULL;
	qb_apply_payment(qb, s.rec->id, v, -1, 0);
	cJSON_ArrayForEach(line, jv_get(v, "Line")) {
		link = jv_get(line, "LinkedTxn") ? jv_get(line, "LinkedTxn")->child : NULL;
		if (link && !strcmp(jv_str(link, "TxnType"), "Bill") && !s.rec->bill)
			s.rec->bill = strtoll(jv_str(link, "TxnId"), NULL, 10);
	}
	qb_set_money(v, "TotalAmt", 0);
	jv_set(v, "Line", cJSON_CreateArray());
	jv_set_str(v, "PrivateNote", "Voided");
	qb_mark(qb, kind, s.rec);
	qb->tables[kind].updated++;
	call->wrote = 1;
	return qb_show(qb, kind, s.rec);
}

cJSON *qb_write(struct qb_call *call, enum qb_kind kind, enum qb_verb verb, const cJSON *body,
	const char *include)
{
	struct qb *qb = call->qb;

	if (!cJSON_IsObject(body)) {
		qb_fail(&call->fault, 2010, NULL, "Property Name:failed to parse json object; a property "
			"specified is unsupported or invalid");
		return NULL;
	}
	if (qb_schema_check(qb->tables[kind].type, body, sim_options(qb->sim)->lenient, &call->fault))
		return NULL;
	if (qb_defs[kind].flags & QB_FIXED) {
		qb_fail(&call->fault, 500, NULL, "Unsupported Operation : %s is read only here",
			qb_defs[kind].name);
		return NULL;
	}
	if (verb == QB_DELETE)
		return delete(call, kind, body);
	return verb == QB_VOID ? cancel(call, kind, body) : save(call, kind, body, include);
}
