/* What waits for the sync client on the Sage server, and how far it is.
 *
 * An operation is created in the cloud, transmitted to the client, received there and completed;
 * completed says that it has ended, not that it went well.  It comes further each time somebody
 * looks at it, or with the clock; not at all while the client is offline. */
#include "sim/sage300.h"
#include "base/date.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define STATUS "/Synchronization/RequestService.svc/status/"

/* How many of transmitted, received and completed are behind it. */
static int64_t stages(const struct s3 *s, const struct s3_operation *o)
{
	if (s->sw.operation_s)
		return (sim_now_ms(s->sim) - o->created_ms) * 3 / (s->sw.operation_s * INT64_C(1000));
	return s->sw.polls ? (int64_t)(o->looks - 1) * 3 / s->sw.polls : 3;
}

static void look(struct s3 *s, struct s3_operation *o)
{
	int64_t now = sim_now_ms(s->sim), n;
	struct s3_operation copy;

	if (o->completed_ms || !s->client_online)
		return;
	o->looks++;
	n = stages(s, o);
	if (n >= 1 && !o->transmitted_ms)
		o->transmitted_ms = now;
	if (n >= 2 && !o->received_ms)
		o->received_ms = now;
	if (n < 3)
		return;
	o->completed_ms = now;
	copy = *o;
	if (copy.kind == S3_DOCUMENT)
		s3_document_end(s, s3_find(s, S3_DOCUMENT, copy.subject));
	else
		s3_entity_end(s, s3_find(s, S3_PENDING, copy.subject));
}

const char *s3_operation_add(struct s3 *s, enum s3_kind kind, const char *subject)
{
	struct s3_operation *o = ARRAY_PUSH(&s->operations);

	memset(o, 0, sizeof *o);
	s3_guid(s, o->id, "operation", (int64_t)s->operations.len);
	snprintf(o->subject, sizeof o->subject, "%s", subject);
	o->kind = kind;
	o->created_ms = sim_now_ms(s->sim);
	return o->id;
}

struct s3_operation *s3_operation_of(struct s3 *s, const char *subject)
{
	size_t i;

	for (i = s->operations.len; i-- > 0;)
		if (!s->operations.items[i].completed_ms && !strcasecmp(s->operations.items[i].subject, subject))
			return &s->operations.items[i];
	return NULL;
}

void s3_look(struct s3 *s, const char *subject)
{
	size_t i;

	for (i = 0; i < s->operations.len; i++)
		if (!subject || !strcasecmp(s->operations.items[i].subject, subject))
			look(s, &s->operations.items[i]);
}

/* Without zone, seven digits of a second: as hh2 writes these. */
static void put_time(cJSON *v, const char *name, int64_t ms)
{
	char second[24], text[40];

	if (!ms) {
		jv_add_null(v, name);
		return;
	}
	s3_stamp(second, ms);
	snprintf(text, sizeof text, "%s.%03d0000", second, (int)(ms % 1000));
	jv_add_str(v, name, text);
}

int s3_operation_handle(struct s3 *s, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	struct s3_operation *o = NULL;
	cJSON *v;
	size_t i;

	if (strncasecmp(path, STATUS, strlen(STATUS)))
		return 0;
	for (i = 0; i < s->operations.len; i++)
		if (!strcasecmp(s->operations.items[i].id, path + strlen(STATUS)))
			o = &s->operations.items[i];
	if (strcmp(req->method, "POST")) {
		s3_html(resp, 405, "Method not allowed.", "Please see the service help page.");
		return 1;
	}
	if (!o) {
		s3_error(resp, 404, "The request was not found.");
		return 1;
	}
	look(s, o);
	v = cJSON_CreateObject();
	jv_add_str(v, "Id", o->id);
	put_time(v, "CreatedOn", o->created_ms);
	put_time(v, "TransmittedOn", o->transmitted_ms);
	put_time(v, "ReceivedOn", o->received_ms);
	put_time(v, "DisabledOn", 0);
	put_time(v, "CompletedOn", o->completed_ms);
	s3_respond(req, resp, v, "RequestStatus");
	return 1;
}
