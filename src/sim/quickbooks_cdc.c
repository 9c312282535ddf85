/* Change data capture, batches, and requests that come twice.
 *
 * What changed since a moment comes whole, what was deleted as its tombstone; at most 1000 objects an
 * answer, oldest changes first, and not further back than 30 days.  The items of a batch run one
 * after another, queries before everything so that they do not see what the batch does. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define DAY_MS INT64_C(86400000)

/* ---- changes ---- */

struct change { enum qb_kind kind; uint32_t at; int64_t ms; };
struct changes { struct change *items; size_t len, cap; };

static int compare_changes(const void *x, const void *y)
{
	const struct change *a = x, *b = y;

	if (a->ms != b->ms)
		return a->ms < b->ms ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->at < b->at ? -1 : 1;
}

static void collect(struct qb *qb, enum qb_kind kind, int64_t since, struct changes *out)
{
	struct qb_table *t = &qb->tables[kind];

	for (size_t i = 0; i < t->recs.len; i++)
		if (t->recs.items[i].updated_ms >= since)
			*ARRAY_PUSH(out) = (struct change){ kind, (uint32_t)i, t->recs.items[i].updated_ms };
}

/* The entities named, each once: their number, or -1 and the fault. */
static int parse_entities(const char *text, enum qb_kind *kinds, struct qb_fault *fault)
{
	int n = 0, kind;

	for (size_t len; *text; text += len + (text[len] == ',')) {
		char *name;

		while (*text == ' ')
			text++;
		len = strcspn(text, ",");
		name = xstrndup(text, len);
		name[strcspn(name, " ")] = 0;
		kind = qb_kind_of(name, 0);
		if (kind < 0 || (qb_defs[kind].flags & QB_NO_CDC))
			qb_fail(fault, 2010, "entities", "Invalid entity %s: it is not supported in change data "
				"capture", name);
		free(name);
		if (fault->code)
			return -1;
		for (int i = 0; i < n; i++)
			if (kinds[i] == (enum qb_kind)kind)
				kind = -1;
		if (kind >= 0)
			kinds[n++] = (enum qb_kind)kind;
	}
	return n;
}

static cJSON *changed_of(struct qb *qb, enum qb_kind kind, const struct changes *list, size_t n)
{
	cJSON *out = cJSON_CreateObject(), *rows = cJSON_CreateArray();
	int count = 0;

	for (size_t i = 0; i < n; i++) {
		const struct qb_rec *r;

		if (list->items[i].kind != kind)
			continue;
		r = &qb->tables[kind].recs.items[list->items[i].at];
		cJSON_AddItemToArray(rows, r->dead ? qb_show_deleted(qb, r, 1) : qb_show(qb, kind, r));
		count++;
	}
	if (!count) {
		cJSON_Delete(rows);
		return out;
	}
	jv_add(out, qb_defs[kind].name, rows);
	jv_add_int(out, "startPosition", 1);
	jv_add_int(out, "maxResults", count);
	jv_add_int(out, "totalCount", count);
	return out;
}

void qb_cdc(struct qb_call *call)
{
	const char *entities = sim_query(call->req, "entities");
	const char *since = sim_query(call->req, "changedSince");
	cJSON *root, *answers, *parts, *holder;
	struct changes list = { 0 };
	enum qb_kind kinds[QB_KINDS];
	struct qb *qb = call->qb;
	int64_t from = 0;
	size_t most;
	int n;

	if (!entities || !*entities || !since)
		qb_fail(&call->fault, 2020, entities && *entities ? "changedSince" : "entities",
			"Required parameter is missing in the request");
	else if (instant_parse(&from, since))
		qb_fail(&call->fault, 2010, "changedSince", "changedSince is not a dateTime: %s", since);
	else if (from < sim_stamp_ms(qb->sim) - qb->sw.cdc_days * DAY_MS)
		qb_fail(&call->fault, 2010, "changedSince", "changedSince must not be more than %d days in the "
			"past", qb->sw.cdc_days);
	n = call->fault.code ? -1 : parse_entities(entities, kinds, &call->fault);
	if (call->fault.code) {
		qb_respond_fault(call);
		return;
	}
	for (int i = 0; i < n; i++)
		collect(qb, kinds[i], from / 1000 * 1000, &list);
	if (list.len)
		qsort(list.items, list.len, sizeof *list.items, compare_changes);
	most = list.len < (size_t)qb->sw.cdc_limit ? list.len : (size_t)qb->sw.cdc_limit;
	parts = cJSON_CreateArray();
	for (int i = 0; i < n; i++)
		cJSON_AddItemToArray(parts, changed_of(qb, kinds[i], &list, most));
	ARRAY_RELEASE(&list);
	holder = cJSON_CreateObject();
	jv_add(holder, "QueryResponse", parts);
	answers = cJSON_CreateArray();
	cJSON_AddItemToArray(answers, holder);
	root = cJSON_CreateObject();
	jv_add(root, "CDCResponse", answers);
	qb_respond(call, root);
}

/* ---- batches ---- */

static const char *const operations[] = { "create", "update", "delete" };

/* The entity member of an item: its kind, or -1. */
static int item_kind(const cJSON *item, const cJSON **body)
{
	for (int k = 0; k < QB_KINDS; k++) {
		*body = jv_get(item, qb_defs[k].name);
		if (*body)
			return k;
	}
	return -1;
}

static int check_item(struct qb_call *call, const cJSON *item)
{
	static const char known[] = "|bId|operation|optionsData|Query|";
	const char *bid = jv_str(item, "bId"), *id = sim_query(call->req, "requestid");
	const cJSON *m;

	if (!bid || !*bid)
		return qb_fail(&call->fault, 2020, "bId", "Required parameter bId is missing in the request");
	if (id && strlen(bid) > 10)
		return qb_fail(&call->fault, 2050, "bId", "bId may have up to 10 characters with a requestid");
	cJSON_ArrayForEach(m, item) {
		char *word = xasprintf("|%s|", m->string);
		int ok = strstr(known, word) != NULL || qb_kind_of(m->string, 0) >= 0;

		free(word);
		if (!ok && !sim_options(call->qb->sim)->lenient)
			return qb_fail(&call->fault, 2010, m->string, "Property Name:%s specified is unsupported or "
				"invalid", m->string);
	}
	return 0;
}

static cJSON *run_write(struct qb_call *call, const cJSON *item, const char **name)
{
	const char *operation = jv_str(item, "operation"), *options = jv_str(item, "optionsData");
	int is_void = options && !strcmp(options, "void"), has_id;
	const cJSON *body = NULL;
	int kind = item_kind(item, &body);
	size_t i = 0;

	while (operation && i < ARRAY_SIZE(operations) && strcmp(operations[i], operation))
		i++;
	if (kind < 0 || !operation || i == ARRAY_SIZE(operations)) {
		qb_fail(&call->fault, operation && i == ARRAY_SIZE(operations) ? 2170 : 2020, "operation",
			"A batch item needs an operation create, update or delete and an entity, or a Query");
		return NULL;
	}
	*name = qb_defs[kind].name;
	has_id = jv_str(body, "Id") != NULL;
	if (i != 0 && !has_id) {
		qb_fail(&call->fault, 2020, "Id", "Required parameter Id is missing in the request");
		return NULL;
	}
	if (i == 0 && has_id) {
		qb_fail(&call->fault, 2010, "Id", "Property Name:Id is not for create");
		return NULL;
	}
	return qb_write(call, (enum qb_kind)kind, i == 2 ? QB_DELETE : is_void ? QB_VOID : QB_SAVE, body,
		options);
}

static void run_item(struct qb_call *call, const cJSON *item, cJSON *out)
{
	const char *query = jv_str(item, "Query"), *name = "QueryResponse";
	cJSON *v = NULL;

	if (jv_str(item, "bId"))
		jv_add_str(out, "bId", jv_str(item, "bId"));
	if (!check_item(call, item))
		v = query ? qb_query_run(call->qb, query, &call->fault) : run_write(call, item, &name);
	if (v) {
		jv_add(out, name, v);
		return;
	}
	jv_add(out, "Fault", qb_fault_json(&call->fault));
	qb_fault_clear(&call->fault);
}

void qb_batch(struct qb_call *call)
{
	const cJSON *list = jv_get(call->req->json, "BatchItemRequest"), *item;
	int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
	cJSON *root, *out;

	if (!n)
		qb_fail(&call->fault, 2020, "BatchItemRequest",
			"Required parameter BatchItemRequest is missing in the request");
	else if (n > call->qb->sw.batch_max)
		qb_fail(&call->fault, 6000, "BatchItemRequest", "The number of items in the batch, %d, exceeds "
			"the maximum of %d", n, call->qb->sw.batch_max);
	if (call->fault.code) {
		qb_respond_fault(call);
		return;
	}
	out = cJSON_CreateArray();
	for (int i = 0; i < n; i++)
		cJSON_AddItemToArray(out, cJSON_CreateObject());
	for (int pass = 0; pass < 2; pass++) {
		cJSON *answer = out->child;

		cJSON_ArrayForEach(item, list) {
			if (pass == (jv_str(item, "Query") == NULL))
				run_item(call, item, answer);
			answer = answer->next;
		}
	}
	root = cJSON_CreateObject();
	jv_add(root, "BatchItemResponse", out);
	qb_respond(call, root);
	call->resp->wrote = call->wrote;
}

/* ---- the same request again ---- */

int qb_repeat_answer(struct qb_call *call, size_t max)
{
	const char *id = sim_query(call->req, "requestid");
	struct qb *qb = call->qb;

	if (!id)
		return 0;
	if (!*id || strlen(id) > max) {
		qb_fail(&call->fault, 2050, "requestid", "requestid may have 1 to %zu characters", max);
		qb_respond_fault(call);
		return 1;
	}
	for (size_t i = 0; i < qb->repeats.len; i++) {
		const struct qb_repeat *k = &qb->repeats.items[i];

		if (strcmp(k->id, id))
			continue;
		sim_respond_text(call->resp, k->status, *k->body == '<' ? "application/xml" :
			"application/json;charset=UTF-8", k->body);
		sim_count(qb->sim, "requestid_repeated");
		return 1;
	}
	return 0;
}

void qb_repeat_keep(struct qb_call *call)
{
	const char *id = sim_query(call->req, "requestid");
	struct qb_repeat *k;

	if (!id || !call->wrote)
		return;
	k = ARRAY_PUSH(&call->qb->repeats);
	*k = (struct qb_repeat){ .id = xstrdup(id), .status = call->resp->status,
		.body = xstrdup(call->resp->body.s) };
}

void qb_repeats_release(struct qb *qb)
{
	for (size_t i = 0; i < qb->repeats.len; i++) {
		free(qb->repeats.items[i].id);
		free(qb->repeats.items[i].body);
	}
	ARRAY_RELEASE(&qb->repeats);
}
