/* Direct costs, and commitments where the tenant accepts them.
 *
 * Both are sent to hh2 first, which answers their id; synchronize queues them for Sage.  The
 * direct cost is known from clients in use.  That hh2 takes commitments is known, the shape is a
 * guess (the read shape is what is accepted): --option sage300.commitment_writer=1 opens it. */
#include "sim/sage300.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define COSTS "/JobCosting/Api/V1/JobTransaction.svc/transactions/direct-costs"
#define COST_SYNC "/JobCosting/Api/V1/JobTransaction.svc/job/transaction/synchronize"
#define ORDERS "/JobCosting/Api/V1/Commitment.svc/commitments"

static const char *query(const struct sim_request *req, const char *name)
{
	size_t i;

	for (i = 0; i < req->query.len; i++)
		if (!strcasecmp(req->query.items[i].name, name))
			return req->query.items[i].value;
	return NULL;
}

/* Kept in hh2 until it is synchronized. */
static void keep(struct s3 *s, enum s3_kind kind, const struct sim_request *req, struct sim_response *resp,
	cJSON *errors)
{
	struct s3_rec *r;

	if (errors->child) {
		s3_errors(resp, errors);
		return;
	}
	cJSON_Delete(errors);
	r = s3_create_cloud(s, S3_PENDING, cJSON_Duplicate(req->json, 1));
	r->source = kind;
	resp->wrote = 1;
	s3_answer_id(req, resp, r->id);
}

static void synchronize(struct s3 *s, enum s3_kind kind, const char *id, const struct sim_request *req,
	struct sim_response *resp)
{
	struct s3_rec *r = id ? s3_find(s, S3_PENDING, id) : NULL;

	if (!s3_may_write(s, req, resp, 0))
		return;
	if (!r || r->source != (uint32_t)kind) {
		s3_error(resp, 404, "The entity was not found.");
		return;
	}
	resp->wrote = 1;
	s3_answer_id(req, resp, s3_operation_add(s, kind, r->id));
}

int s3_entity_handle(struct s3 *s, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	int post = !strcmp(req->method, "POST");

	if (!strcasecmp(path, COSTS)) {
		if (s3_may_write(s, req, resp, 1))
			keep(s, S3_TRANSACTION, req, resp, s3_check_direct_cost(s, req->json));
		return 1;
	}
	if (!strcasecmp(path, COST_SYNC)) {
		synchronize(s, S3_TRANSACTION, query(req, "id"), req, resp);
		return 1;
	}
	if (!s->sw.commitment_writer || !post)
		return 0;
	if (!strcasecmp(path, ORDERS)) {
		if (s3_may_write(s, req, resp, 1))
			keep(s, S3_COMMITMENT, req, resp, s3_check_commitment(s, req->json));
		return 1;
	}
	if (!strcasecmp(path, ORDERS "/items")) {
		if (s3_may_write(s, req, resp, 1))
			keep(s, S3_ITEM, req, resp, s3_check_item(s, req->json));
		return 1;
	}
	if (!strcasecmp(path, ORDERS "/items/synchronize") || !strcasecmp(path, ORDERS "/synchronize")) {
		synchronize(s, S3_COMMITMENT, query(req, "commitment") ? query(req, "commitment") : query(req, "id"),
			req, resp);
		return 1;
	}
	return 0;
}

/* ---- in Sage ---- */

/* Every member sent that a record of that kind has. */
static cJSON *record_of(enum s3_kind kind, const cJSON *sent)
{
	cJSON *v = s3_new(kind);
	const cJSON *m;

	for (m = sent->child; m; m = m->next)
		if (jv_get(v, m->string) && strcmp(m->string, "Version") && !cJSON_IsNull(m))
			jv_set(v, m->string, cJSON_Duplicate(m, 1));
	return v;
}

static void link_to(struct s3 *s, struct s3_rec *r)
{
	r->job = s3_slot(s, S3_JOB, s3_find(s, S3_JOB, jv_str(r->sage, "JobId")));
	r->vendor = s3_slot(s, S3_VENDOR, s3_find(s, S3_VENDOR, jv_str(r->sage, "VendorId")));
}

static int number_taken(struct s3 *s, const char *code)
{
	size_t i;

	for (i = 0; code && i < s->tables[S3_COMMITMENT].recs.len; i++) {
		const char *other = jv_str(s3_truth(s, S3_COMMITMENT, &s->tables[S3_COMMITMENT].recs.items[i]), "Code");

		if (other && !strcasecmp(other, code))
			return 1;
	}
	return 0;
}

static int64_t add_items(struct s3 *s, const char *order_id, uint32_t order1)
{
	struct s3_table *t = &s->tables[S3_PENDING];
	int64_t total = 0;
	size_t i;

	for (i = 0; i < t->recs.len; i++) {
		const struct s3_rec *p = &t->recs.items[i];
		const char *of = jv_str(p->cloud, "CommitmentId");
		struct s3_rec *r;

		if (p->source != S3_ITEM || !of || strcasecmp(of, order_id))
			continue;
		r = s3_create_as(s, S3_ITEM, record_of(S3_ITEM, p->cloud), p->id);
		link_to(s, r);
		r->parent = order1;
		jv_set_number(r->sage, "AmountOriginal", s3_cents(r->sage, "Amount"), 2);
		jv_set_number(r->sage, "AmountApproved", s3_cents(r->sage, "Amount"), 2);
		total += s3_cents(r->sage, "Amount");
		s3_commit(s, r->sage);
	}
	return total;
}

static void end_commitment(struct s3 *s, const struct s3_rec *pending)
{
	uint32_t order1;
	struct s3_rec *r;
	int64_t total;
	char id[S3_ID];

	memcpy(id, pending->id, sizeof id);
	if (s3_find(s, S3_COMMITMENT, id) || number_taken(s, jv_str(pending->cloud, "Code")))
		return;
	r = s3_create_as(s, S3_COMMITMENT, record_of(S3_COMMITMENT, pending->cloud), id);
	link_to(s, r);
	order1 = s3_slot(s, S3_COMMITMENT, r);
	total = add_items(s, id, order1);
	r = s3_at(s, S3_COMMITMENT, order1);
	jv_set_number(r->sage, "Amount", total, 2);
	jv_set_number(r->sage, "AmountOriginal", total, 2);
	jv_set_number(r->sage, "AmountApproved", total, 2);
}

void s3_entity_end(struct s3 *s, struct s3_rec *pending)
{
	struct s3_rec *r;

	if (pending->source == S3_COMMITMENT) {
		end_commitment(s, pending);
	} else if (!s3_find(s, S3_TRANSACTION, pending->id)) {
		r = s3_create_as(s, S3_TRANSACTION, record_of(S3_TRANSACTION, pending->cloud), pending->id);
		link_to(s, r);
		s3_book_cost(s, r);
	}
}
