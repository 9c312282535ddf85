/* Requests held to the vendor's description: operations, query parameters, members and their types.
 *
 * The service itself passes over members it does not know; this one refuses them, because a member that
 * nobody reads is a mistake of the client.  --lenient passes over them again. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/text.h"
#include <string.h>
#include <strings.h>
#include "base/banned.h"

const struct xero_schema *xero_schema_named(const char *name)
{
	for (const struct xero_schema *s = xero_schemas; name && s->name; s++)
		if (!strcmp(s->name, name))
			return s;
	return NULL;
}

/* Does the split path fit "/Invoices/{InvoiceID}/History"? */
static int path_fits(const struct xcall *c, const char *pattern)
{
	int i;

	for (i = 0; *pattern; i++) {
		size_t n = strcspn(++pattern, "/");

		if (i >= c->n_seg || (*pattern != '{' &&
		    (strncasecmp(pattern, c->seg[i], n) || c->seg[i][n])))
			return 0;
		pattern += n;
	}
	return i == c->n_seg;
}

const struct xero_op *xero_op_of(const struct xcall *c, const char *method, int *known_path)
{
	const struct xero_op *found = NULL;

	*known_path = 0;
	for (const struct xero_op *o = xero_ops; o->method; o++) {
		if (!path_fits(c, o->path))
			continue;
		*known_path = 1;
		/* a fixed path goes before one with a name in it */
		if (!strcmp(o->method, method) && (!found || strchr(found->path, '{')))
			found = o;
	}
	return found;
}

static int in_enum(const char *list, const char *s)
{
	size_t n = strlen(s);

	for (const char *p = list; ; p++) {
		size_t k = strcspn(p, "|");

		if (k == n && !strncmp(p, s, n))
			return 1;
		p += k;
		if (!*p)
			return 0;
	}
}

static int is_day(const char *s)
{
	int64_t ms;

	return date_valid(s, 1) && (!s[10] || !instant_parse(&ms, s) ||
		(strlen(s) == 19 && s[10] == 'T'));
}

/* ---- query ---- */

static int value_fits(const char *s, char type, const char *arg)
{
	struct xguid g;

	switch (type) {
	case 'I': return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 9;
	case 'B': return !strcasecmp(s, "true") || !strcasecmp(s, "false");
	case 'U': return xero_guid_parse(&g, s);
	case 'D': return is_day(s);
	case 'E': return in_enum(arg, s);
	default: return 1;
	}
}

/* Days that are text in the vendor's description and days all the same. */
static int is_day_parameter(const char *name)
{
	return !strcmp(name, "DateFrom") || !strcmp(name, "DateTo");
}

static int list_fits(struct xcall *c, const char *s, char type)
{
	while (*s) {
		size_t n = strcspn(s, ",");
		char *one = pool_strndup(&c->x->pool, s, n);

		if (!value_fits(one, type, NULL))
			return 0;
		s += n + (s[n] == ',');
	}
	return 1;
}

static int check_query(struct xcall *c)
{
	for (size_t i = 0; i < c->req->query.len; i++) {
		const struct sim_pair *p = &c->req->query.items[i];
		const struct xero_member *m = c->op->query;

		while (m && m->name && strcmp(m->name, p->name))
			m++;
		if (!m || !m->name) {
			if (sim_options(c->x->sim)->lenient)
				continue;
			xero_fail(c->resp, 400, 16, "QueryParseException", "The query parameter '%s' is not known "
				"for %s", p->name, c->op->path);
			return -1;
		}
		if (m->type == 'T' ? list_fits(c, p->value, *m->arg) :
		    value_fits(p->value, is_day_parameter(m->name) ? 'D' : m->type, m->arg))
			continue;
		xero_fail(c->resp, 400, 16, "QueryParseException", "The value '%s' of the query parameter "
			"'%s' is not valid", p->value, p->name);
		return -1;
	}
	return 0;
}

/* ---- headers ---- */

/* An empty If-Modified-Since is none; bodies are JSON for this client, and say so. */
static int check_headers(struct xcall *c)
{
	const char *since = sim_header(c->req, "If-Modified-Since");
	const char *type = sim_header(c->req, "Content-Type");

	if (sim_options(c->x->sim)->lenient)
		return 0;
	if (since && *since && !strcmp(c->req->method, "GET") && !xero_since_of(c)) {
		xero_fail(c->resp, 400, 16, "QueryParseException", "The value '%s' of the header "
			"If-Modified-Since is not valid", since);
		return -1;
	}
	if (c->op->body && c->req->body_len && type && strncasecmp(type, "application/json", 16)) {
		xero_fail(c->resp, 400, 14, "PostDataInvalidException", "The Content-Type '%s' is not one of "
			"this endpoint's", type);
		return -1;
	}
	return 0;
}

/* ---- body ---- */

static int wrong(struct xcall *c, const char *where, const char *name, const char *what)
{
	xero_fail(c->resp, 400, 14, "PostDataInvalidException", "%s.%s %s", where, name, what);
	return -1;
}

static int check_object(struct xcall *c, const cJSON *v, const struct xero_schema *s);

static int check_list(struct xcall *c, const cJSON *v, const struct xero_member *m, const char *where)
{
	const cJSON *e;

	if (!cJSON_IsArray(v))
		return wrong(c, where, m->name, "must be an array");
	cJSON_ArrayForEach(e, v) {
		if (!cJSON_IsObject(e))
			return wrong(c, where, m->name, "must be an array of objects");
		if (check_object(c, e, xero_schema_named(m->arg)))
			return -1;
	}
	return 0;
}

static int check_text(struct xcall *c, const cJSON *v, const struct xero_member *m, const char *where)
{
	const char *s;
	struct xguid g;

	if (!cJSON_IsString(v))
		return wrong(c, where, m->name, "must be a string");
	s = v->valuestring;
	if (m->type == 'U' && !xero_guid_parse(&g, s))
		return wrong(c, where, m->name, "must be a GUID");
	if (m->type == 'D' && !is_day(s))
		return wrong(c, where, m->name, "must be a date YYYY-MM-DD");
	if (m->type == 'E' && !in_enum(m->arg, s))
		return wrong(c, where, m->name, "is not one of the values allowed");
	return 0;
}

static int check_member(struct xcall *c, const cJSON *v, const struct xero_member *m, const char *where)
{
	int64_t n;

	if (cJSON_IsNull(v))
		return 0;
	switch (m->type) {
	case 'N':
		/* the service reads numbers in quotes too; its description does not */
		if (!cJSON_IsNumber(v) && !(sim_options(c->x->sim)->lenient && !jv_decimal(v, 6, &n)))
			return wrong(c, where, m->name, "must be a number");
		return 0;
	case 'I':
		return jv_is_int(v, &n) ? 0 : wrong(c, where, m->name, "must be an integer");
	case 'B':
		return cJSON_IsBool(v) ? 0 : wrong(c, where, m->name, "must be a boolean");
	case 'O':
		if (!cJSON_IsObject(v))
			return wrong(c, where, m->name, "must be an object");
		return check_object(c, v, xero_schema_named(m->arg));
	case 'A':
		return check_list(c, v, m, where);
	case 'T':
		return cJSON_IsArray(v) ? 0 : wrong(c, where, m->name, "must be an array");
	default:
		return check_text(c, v, m, where);
	}
}

static const struct xero_member *member_named(const struct xero_schema *s, const char *name)
{
	for (unsigned i = 0; i < s->n; i++)
		if (!strcmp(s->members[i].name, name))
			return &s->members[i];
	return NULL;
}

static int check_object(struct xcall *c, const cJSON *v, const struct xero_schema *s)
{
	const cJSON *e;

	if (!s)
		return 0;
	cJSON_ArrayForEach(e, v) {
		const struct xero_member *m = member_named(s, e->string);

		if (!m && sim_options(c->x->sim)->lenient)
			continue;
		if (!m)
			return wrong(c, s->name, e->string, "is not known");
		if (check_member(c, e, m, s->name))
			return -1;
	}
	for (unsigned i = 0; i < s->n; i++)
		if (s->members[i].required && !jv_get(v, s->members[i].name))
			return wrong(c, s->name, s->members[i].name, "is required");
	return 0;
}

/* The list a body's schema is an envelope of; NULL: it is a single object. */
static const struct xero_member *envelope(const struct xero_schema *s)
{
	for (unsigned i = 0; i < s->n; i++)
		if (s->members[i].type == 'A' && strcmp(s->members[i].name, "Warnings") &&
		    (!strcmp(s->members[i].name, s->name) || !strcmp(s->name, "TrackingOptions")))
			return &s->members[i];
	return NULL;
}

/* Beside the list of an envelope stand only its own members. */
static int check_envelope(struct xcall *c, const struct xero_schema *s, const struct xero_member *m)
{
	const cJSON *e;

	if (sim_options(c->x->sim)->lenient)
		return 0;
	cJSON_ArrayForEach(e, c->req->json)
		if (strcasecmp(e->string, m->name) && !member_named(s, e->string))
			return wrong(c, s->name, e->string, "is not known");
	return 0;
}

static const cJSON *member_any_case(const cJSON *v, const char *name)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, v)
		if (!strcasecmp(e->string, name))
			return e;
	return NULL;
}

const cJSON *xero_elements(struct xcall *c, cJSON **owned)
{
	const struct xero_schema *s = xero_schema_named(c->op->body);
	const struct xero_member *m = s ? envelope(s) : NULL;
	const cJSON *list = m ? member_any_case(c->req->json, m->name) : NULL;

	*owned = NULL;
	if (cJSON_IsArray(list) && cJSON_GetArraySize(list))
		return list;
	if (cJSON_IsArray(list) || cJSON_IsArray(c->req->json)) {
		xero_fail(c->resp, 400, 17, "NoDataProcessedException", "No data has been processed for this "
			"endpoint. This endpoint is expecting %s data to be specified in the request body.",
			m ? m->arg : s ? s->name : "");
		return NULL;
	}
	*owned = cJSON_CreateArray();
	cJSON_AddItemReferenceToArray(*owned, list ? (cJSON *)(uintptr_t)list : c->req->json);
	return *owned;
}

static int check_body(struct xcall *c)
{
	const struct xero_schema *s = xero_schema_named(c->op->body);
	const struct xero_member *m;
	const cJSON *e, *list;
	cJSON *owned;
	int bad = 0;

	if (!s)
		return 0;
	if (!cJSON_IsObject(c->req->json)) {
		xero_fail(c->resp, 400, 17, "PostDataInvalidException", c->req->json ?
			"JSON for post data was not an object" : "The post data could not be read as JSON");
		return -1;
	}
	m = envelope(s);
	if (m && member_any_case(c->req->json, m->name) && check_envelope(c, s, m))
		return -1;
	list = xero_elements(c, &owned);
	if (!list)
		return -1;
	cJSON_ArrayForEach(e, list)
		if (!bad && !cJSON_IsObject(e))
			bad = wrong(c, s->name, m ? m->name : "", "must hold objects");
		else if (!bad)
			bad = check_object(c, e, m ? xero_schema_named(m->arg) : s);
	cJSON_Delete(owned);
	return bad;
}

int xero_check(struct xcall *c)
{
	return check_query(c) || check_headers(c) || check_body(c) ? -1 : 0;
}
