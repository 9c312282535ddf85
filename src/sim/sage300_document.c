/* Documents: what hh2 keeps of a bill until Sage has it.
 *
 *	POST .../document                            create: its id
 *	POST .../document/actions/update?document=   another snapshot
 *	POST .../document/actions/export?document=   queue it for Sage: the operation's id
 *	GET  .../document?id=                        state 1 waiting, 9 in Sage, 6 refused
 *
 * Nothing keeps a client from creating the same document twice: Sage refuses the second bill of
 * that vendor and number.  What a second export does while the first is under way is not known:
 * by default both reach Sage, and the second is refused. */
#include "sim/sage300.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define SERVICE "/DocumentManagement/Api/V1/Document.svc/document"

enum { ACTION_CREATE = 1, ACTION_UPDATE = 2, ACTION_EXPORT = 3 };
enum { LEVEL_ERROR = 0, LEVEL_INFORMATION = 1 };

static void set_state(struct s3 *s, struct s3_rec *r, const char *state, int action, const char *error)
{
	cJSON *last = cJSON_CreateObject();
	char now[24];

	s3_stamp(now, sim_now_ms(s->sim));
	jv_add_str(last, "ActionDateTimeAgnostic", now);
	jv_add_str(last, "ErrorMessage", error);
	jv_add_int(last, "Level", error ? LEVEL_ERROR : LEVEL_INFORMATION);
	jv_add_int(last, "Type", action);
	jv_set(r->cloud, "LastAction", last);
	jv_set_str(r->cloud, "CurrentState", state);
	r->touched = 1;
	s3_bump(s, S3_DOCUMENT, r);
}

static void add_failure(struct s3 *s, const char *entity, const char *text)
{
	cJSON *v = s3_new(S3_FAILURE);
	char now[24], utc[25];

	s3_stamp(now, sim_now_ms(s->sim));
	memcpy(utc, now, 19);
	memcpy(utc + 19, "Z", 2);
	jv_set_str(v, "EntityId", entity);
	jv_set_str(v, "TypeId", s3_invoice_type);
	jv_set_str(v, "CreatedOnUtc", utc);
	jv_set_str(v, "ErrorMessage", text);
	s3_create_cloud(s, S3_FAILURE, v);
}

void s3_document_end(struct s3 *s, struct s3_rec *document)
{
	const char *error = s->fail_next;
	uint32_t slot1 = s3_slot(s, S3_DOCUMENT, document);

	if (!error)
		error = s3_book_invoice(s, jv_get(document->cloud, "Snapshot"), slot1);
	document = s3_at(s, S3_DOCUMENT, slot1);
	if (error)
		add_failure(s, document->id, error);
	set_state(s, document, error ? "6" : "9", ACTION_EXPORT, error);
	sim_count(s->sim, error ? "export_refused" : "export_done");
	free(s->fail_next);
	s->fail_next = NULL;
}

int s3_may_write(struct s3 *s, const struct sim_request *req, struct sim_response *resp, int body)
{
	const char *type = sim_header(req, "Content-Type");

	if (strcmp(req->method, "POST")) {
		s3_html(resp, 405, "Method not allowed.", "Please see the service help page.");
		return 0;
	}
	if (!s->sw.privilege) {
		s3_error(resp, 406, "The user does not have the privilege for this operation.");
		return 0;
	}
	if (body && (!type || !strcasestr(type, "application/json") || !cJSON_IsObject(req->json))) {
		s3_html(resp, 400, "Request Error", "The server encountered an error processing the request.");
		return 0;
	}
	return 1;
}

/* 1 when there was something to complain about: answered. */
static int complained(struct sim_response *resp, cJSON *errors)
{
	if (!errors->child) {
		cJSON_Delete(errors);
		return 0;
	}
	s3_errors(resp, errors);
	return 1;
}

static void create(struct s3 *s, const struct sim_request *req, struct sim_response *resp)
{
	struct s3_rec *r;
	cJSON *v;

	if (!s3_may_write(s, req, resp, 1) || complained(resp, s3_check_document(s, req->json)))
		return;
	v = s3_new(S3_DOCUMENT);
	jv_set_str(v, "DocumentTypeId", jv_str(req->json, "DocumentTypeId"));
	jv_set(v, "Snapshot", cJSON_Duplicate(jv_get(req->json, "Snapshot"), 1));
	r = s3_create_cloud(s, S3_DOCUMENT, v);
	set_state(s, r, "1", ACTION_CREATE, NULL);
	resp->wrote = 1;
	s3_answer_id(req, resp, r->id);
}

static const char *document_asked(const struct sim_request *req)
{
	size_t i;

	for (i = 0; i < req->query.len; i++)
		if (!strcasecmp(req->query.items[i].name, "document"))
			return req->query.items[i].value;
	return NULL;
}

static struct s3_rec *find(struct s3 *s, const char *id, struct sim_response *resp)
{
	struct s3_rec *r = s3_find(s, S3_DOCUMENT, id);

	if (!r)
		s3_error(resp, 404, "The document was not found.");
	return r;
}

static int in_state(const struct s3_rec *r, const char *state)
{
	const char *now = jv_str(r->cloud, "CurrentState");

	return now && !strcmp(now, state);
}

static void update(struct s3 *s, const struct sim_request *req, struct sim_response *resp)
{
	struct s3_rec *r;

	if (!s3_may_write(s, req, resp, 1))
		return;
	r = find(s, document_asked(req), resp);
	if (!r || complained(resp, s3_check_snapshot(s, req->json)))
		return;
	if (in_state(r, "9") || s3_operation_of(s, r->id)) {
		s3_error(resp, 400, "The document has been exported.");
		return;
	}
	jv_set(r->cloud, "Snapshot", cJSON_Duplicate(jv_get(req->json, "Snapshot"), 1));
	set_state(s, r, "1", ACTION_UPDATE, NULL);
	resp->wrote = 1;
	resp->status = 200;
}

static void export(struct s3 *s, const struct sim_request *req, struct sim_response *resp)
{
	struct s3_operation *under_way;
	struct s3_rec *r;

	if (!s3_may_write(s, req, resp, 0))
		return;
	r = find(s, document_asked(req), resp);
	if (!r)
		return;
	under_way = s3_operation_of(s, r->id);
	if (under_way && s->export_again == S3_AGAIN_SAME) {
		s3_answer_id(req, resp, under_way->id);
		return;
	}
	if ((under_way || in_state(r, "9")) && s->export_again == S3_AGAIN_REFUSE) {
		s3_error(resp, 400, "The document has been exported.");
		return;
	}
	resp->wrote = 1;
	s3_answer_id(req, resp, s3_operation_add(s, S3_DOCUMENT, r->id));
}

static void get_one(struct s3 *s, const struct sim_request *req, const char *id, struct sim_response *resp)
{
	struct s3_rec *r = find(s, id, resp);

	if (!r)
		return;
	s3_look(s, r->id);
	s3_respond(req, resp, s3_cloud_copy(s, S3_DOCUMENT, s3_find(s, S3_DOCUMENT, id)), s3_type(S3_DOCUMENT));
}

int s3_document_handle(struct s3 *s, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	const char *id = NULL;
	size_t i;

	if (s3_operation_handle(s, path, req, resp) || s3_entity_handle(s, path, req, resp))
		return 1;
	if (!strcasecmp(path, SERVICE "/actions/update")) {
		update(s, req, resp);
		return 1;
	}
	if (!strcasecmp(path, SERVICE "/actions/export")) {
		export(s, req, resp);
		return 1;
	}
	if (strcasecmp(path, SERVICE))
		return 0;
	for (i = 0; i < req->query.len; i++)
		if (!strcasecmp(req->query.items[i].name, "id"))
			id = req->query.items[i].value;
	if (strcmp(req->method, "GET"))
		create(s, req, resp);
	else if (id)
		get_one(s, req, id, resp);
	else {
		s3_look(s, NULL);
		return 0;                        /* the list of documents */
	}
	return 1;
}
