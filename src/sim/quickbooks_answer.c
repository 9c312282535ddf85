/* Answers of the simulated QuickBooks Online: faults in their three spellings, JSON and XML.
 *
 * What was asked for without "Accept: application/json" leaves as XML.  Errors of the gateway, before
 * the accounting service is reached, are written in small letters. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define ZONE "-05:00"
#define ZONE_MS (INT64_C(5) * 3600000)

enum { FORM_OWN, FORM_CAPITALS, FORM_SMALL, FORM_XML };

static const struct { int code, status; const char *type, *message; } faults[] = {
	{ 500, 400, "ValidationFault", "Unsupported Operation" },
	{ 610, 400, "ValidationFault", "Object Not Found" },
	{ 2010, 400, "ValidationFault", "Request has invalid or unsupported property" },
	{ 2020, 400, "ValidationFault",
	  "Required param missing, need to supply the required value for the API" },
	{ 2030, 400, "ValidationFault", "Invalid ID" },
	{ 2040, 400, "ValidationFault", "Invalid Number" },
	{ 2050, 400, "ValidationFault",
	  "String length is either shorter or longer than supported by specification" },
	{ 2170, 400, "ValidationFault", "Invalid Enumeration" },
	{ 2500, 400, "ValidationFault", "Invalid Reference Id" },
	{ 3001, 429, "ThrottleFault", "ThrottleExceeded" },
	{ 4000, 400, "ValidationFault", "Error parsing query" },
	{ 4001, 400, "ValidationFault", "Invalid query" },
	{ 5010, 400, "ValidationFault", "Stale Object Error" },
	{ 6000, 400, "ValidationFault",
	  "A business validation error has occurred while processing your request" },
	{ 6070, 400, "ValidationFault", "Amount calculation incorrect in the request" },
	{ 6140, 400, "ValidationFault", "Duplicate Document Number Error" },
	{ 6190, 400, "ValidationFault", "Invalid Company Status" },
	{ 6210, 400, "ValidationFault", "Account Period Closed, Cannot Update Through Services API" },
	{ 6240, 400, "ValidationFault", "Duplicate Name Exists Error" },
	{ 10000, 500, "SystemFault", "An application error has occurred while processing your request" },
};

static size_t row_of(int code)
{
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++)
		if (faults[i].code == code)
			return i;
	BUG("no fault %d", code);
}

int qb_fail(struct qb_fault *f, int code, const char *element, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	if (f->code)
		return -1;
	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	f->code = code;
	f->detail = strbuf_detach(&b);
	f->element = xstrdup(element);
	return -1;
}

void qb_fault_clear(struct qb_fault *f)
{
	free(f->detail);
	free(f->element);
	memset(f, 0, sizeof *f);
}

cJSON *qb_fault_json(const struct qb_fault *f)
{
	cJSON *v = cJSON_CreateObject(), *list = cJSON_CreateArray(), *e = cJSON_CreateObject();
	size_t row = row_of(f->code);
	char code[16];

	snprintf(code, sizeof code, "%d", f->code);
	jv_add_str(e, "Message", faults[row].message);
	jv_add_str(e, "Detail", f->detail);
	jv_add_str(e, "code", code);
	if (f->element)
		jv_add_str(e, "element", f->element);
	cJSON_AddItemToArray(list, e);
	jv_add(v, "Error", list);
	jv_add_str(v, "type", faults[row].type);
	return v;
}

void qb_time(char out[40], int64_t ms, int fraction)
{
	char text[INSTANT_LEN];

	instant_format(text, ms - ZONE_MS);
	text[19] = 0;
	if (fraction)
		snprintf(out, 40, "%s.%03d" ZONE, text, (int)(ms % 1000));
	else
		snprintf(out, 40, "%s" ZONE, text);
}

/* ---- JSON ---- */

static void send_text(struct qb_call *call, int status, const char *type, const char *text)
{
	sim_respond_text(call->resp, status, type, text);
}

static void send_json(struct qb_call *call, int status, cJSON *v)
{
	struct strbuf b = STRBUF_INIT;

	jv_print(&b, v);
	send_text(call, status, "application/json;charset=UTF-8", b.s);
	strbuf_release(&b);
	cJSON_Delete(v);
}

/* The gateway's spelling of an error. */
static cJSON *small_letters(const struct qb *qb, const char *code, const char *message,
	const char *detail, const char *type)
{
	static const char *const empty[] = { "report", "queryResponse", "batchItemResponse",
		"attachableResponse", "syncErrorResponse", "requestId" };
	cJSON *v = cJSON_CreateObject(), *f = cJSON_CreateObject(), *list = cJSON_CreateArray();
	cJSON *e = cJSON_CreateObject();

	jv_add_null(v, "warnings");
	jv_add_null(v, "intuitObject");
	jv_add_str(e, "message", message);
	jv_add_str(e, "detail", detail);
	jv_add_str(e, "code", code);
	jv_add_null(e, "element");
	cJSON_AddItemToArray(list, e);
	jv_add(f, "error", list);
	jv_add_str(f, "type", type);
	jv_add(v, "fault", f);
	for (size_t i = 0; i < ARRAY_SIZE(empty); i++)
		jv_add_null(v, empty[i]);
	jv_add_int(v, "time", sim_stamp_ms(qb->sim));
	jv_add_null(v, "status");
	jv_add(v, "cdcresponse", cJSON_CreateArray());
	return v;
}

/* ---- XML ---- */

static void xml_attribute(struct strbuf *out, const cJSON *v, const char *name)
{
	const cJSON *m = jv_get(v, name);

	if (!m || cJSON_IsNull(m))
		return;
	strbuf_addf(out, " %s=\"", name);
	if (cJSON_IsString(m))
		qb_xml_text(out, m->valuestring);
	else
		jv_print(out, m);
	strbuf_addc(out, '"');
}

static void xml_fault(struct strbuf *out, const cJSON *f)
{
	static const char *const parts[] = { "Message", "Detail" };
	const cJSON *e;

	strbuf_adds(out, "<Fault");
	xml_attribute(out, f, "type");
	strbuf_addc(out, '>');
	cJSON_ArrayForEach(e, jv_get(f, "Error")) {
		strbuf_adds(out, "<Error");
		xml_attribute(out, e, "code");
		xml_attribute(out, e, "element");
		strbuf_addc(out, '>');
		for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
			strbuf_addf(out, "<%s>", parts[i]);
			qb_xml_text(out, jv_str(e, parts[i]) ? jv_str(e, parts[i]) : "");
			strbuf_addf(out, "</%s>", parts[i]);
		}
		strbuf_adds(out, "</Error>");
	}
	strbuf_adds(out, "</Fault>");
}

static void xml_children(struct qb *qb, struct strbuf *out, const cJSON *v);

static void xml_wrapped(struct qb *qb, struct strbuf *out, const char *name, const cJSON *v)
{
	static const char *const attributes[] = { "bId", "startPosition", "maxResults", "totalCount" };

	strbuf_addf(out, "<%s", name);
	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++)
		xml_attribute(out, v, attributes[i]);
	strbuf_addc(out, '>');
	xml_children(qb, out, v);
	strbuf_addf(out, "</%s>", name);
}

static void xml_child(struct qb *qb, struct strbuf *out, const char *name, const cJSON *v)
{
	const struct qb_type *t = qb_schema_type(qb->schema, name);
	const cJSON *e;

	if (cJSON_IsArray(v)) {
		cJSON_ArrayForEach(e, v)
			xml_child(qb, out, name, e);
	} else if (!strcmp(name, "Fault")) {
		xml_fault(out, v);
	} else if (t) {
		qb_schema_xml(out, t, name, v);
	} else if (cJSON_IsObject(v)) {
		xml_wrapped(qb, out, name, v);
	}
}

static void xml_children(struct qb *qb, struct strbuf *out, const cJSON *v)
{
	const cJSON *c;

	cJSON_ArrayForEach(c, v)
		xml_child(qb, out, c->string, c);
}

static void send_xml(struct qb_call *call, int status, const cJSON *root)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
		"<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\"");
	xml_attribute(&b, root, "time");
	strbuf_addc(&b, '>');
	xml_children(call->qb, &b, root);
	strbuf_adds(&b, "</IntuitResponse>");
	send_text(call, status, "application/xml", b.s);
	strbuf_release(&b);
}

/* ---- all of it ---- */

static void send_root(struct qb_call *call, int status, cJSON *root)
{
	char now[40];

	qb_time(now, sim_stamp_ms(call->qb->sim), 1);
	jv_add_str(root, "time", now);
	if (!call->xml) {
		send_json(call, status, root);
		return;
	}
	send_xml(call, status, root);
	cJSON_Delete(root);
}

void qb_respond(struct qb_call *call, cJSON *root)
{
	send_root(call, 200, root);
}

void qb_respond_fault(struct qb_call *call)
{
	struct qb_fault *f = &call->fault;
	size_t row = row_of(f->code);
	int form = call->qb->sw.fault_form, status = faults[row].status, xml = call->xml;
	cJSON *root;
	char code[16];

	if (call->qb->sw.fault_ok && status == 400)
		status = 200;
	snprintf(code, sizeof code, "%d", f->code);
	if (form == FORM_SMALL) {
		send_json(call, status, small_letters(call->qb, code, faults[row].message, f->detail,
			faults[row].type));
	} else {
		root = cJSON_CreateObject();
		jv_add(root, "Fault", qb_fault_json(f));
		call->xml = xml || form == FORM_XML;
		send_root(call, status, root);
		call->xml = xml;
	}
	qb_fault_clear(f);
}

void qb_respond_gateway(struct qb_call *call, int status, const char *code, const char *name,
	const char *detail)
{
	int form = call->qb->sw.fault_form, xml = call->xml;
	const char *small = status == 401 ? "AUTHENTICATION" : status == 403 ? "AUTHORIZATION" : "SERVICE";
	const char *type = status == 401 ? "AuthenticationFault" : status == 403 ? "AuthorizationFault" :
		"SystemFault";
	char *message = xasprintf("message=%s; errorCode=%06ld; statusCode=%d", name,
		strtol(code, NULL, 10), status);
	cJSON *root, *f, *list, *e;

	if (form == FORM_SMALL || (form == FORM_OWN && !xml)) {
		send_json(call, status, small_letters(call->qb, code, message, detail, small));
	} else {
		root = cJSON_CreateObject();
		f = cJSON_CreateObject();
		list = cJSON_CreateArray();
		e = cJSON_CreateObject();
		jv_add_str(e, "Message", message);
		jv_add_str(e, "Detail", detail);
		jv_add_str(e, "code", code);
		cJSON_AddItemToArray(list, e);
		jv_add(f, "Error", list);
		jv_add_str(f, "type", type);
		jv_add(root, "Fault", f);
		call->xml = xml || form == FORM_XML;
		send_root(call, status, root);
		call->xml = xml;
	}
	free(message);
}
