/* Lists as hh2 answers them: what changed after a number, in the order of the numbers.
 *
 *	?version=N      only what has a higher number; at most 1000, lowest first
 *	?page=P         the same in steps of a page, from 0
 *	?job= ?vendor= ?commitment= ?invoice= ?document= ?entity= ?q= ?qcode=
 *
 * A filter that a list does not know is ignored, as the service does; a name no list knows is
 * refused, unless the simulator is lenient.  Without Accept: application/json it is XML. */
#include "sim/sage300.h"
#include "base/decimal.h"
#include "base/strbuf.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

enum filter {
	F_JOB = 1, F_VENDOR = 2, F_COMMITMENT = 4, F_INVOICE = 8, F_DOCUMENT = 16, F_ENTITY = 32, F_Q = 64,
	F_QCODE = 128
};

static const struct { const char *path; enum s3_kind kind; unsigned filters; } lists[] = {
	{ "/GeneralLedger/Api/V1/Account.svc/accounts", S3_ACCOUNT, 0 },
	{ "/JobCosting/Api/V1/JobCost.svc/jobs", S3_JOB, F_Q },
	{ "/JobCosting/Api/V1/JobCost.svc/jobs/costcodes", S3_COST_CODE, F_JOB },
	{ "/JobCosting/Api/V1/JobCost.svc/jobs/categories", S3_CATEGORY, F_JOB },
	{ "/JobCosting/Api/V1/JobCost.svc/costcodes", S3_STANDARD_CODE, 0 },
	{ "/JobCosting/Api/V1/JobCost.svc/categories", S3_STANDARD_CATEGORY, 0 },
	{ "/JobCosting/Api/V1/Commitment.svc/commitments", S3_COMMITMENT, F_JOB | F_VENDOR },
	{ "/JobCosting/Api/V1/Commitment.svc/commitments/items", S3_ITEM, F_COMMITMENT },
	{ "/JobCosting/Api/V1/JobTransaction.svc/job/transactions", S3_TRANSACTION, F_JOB },
	{ "/AccountsPayable/Api/V1/Vendor.svc/vendors", S3_VENDOR, F_QCODE },
	{ "/AccountsPayable/Api/V1/Vendor.svc/vendors/types", S3_VENDOR_TYPE, 0 },
	{ "/AccountsPayable/Api/V1/Invoice.svc/invoices", S3_INVOICE, F_VENDOR | F_DOCUMENT },
	{ "/AccountsPayable/Api/V1/Invoice.svc/invoices/distributions", S3_DISTRIBUTION, F_INVOICE | F_DOCUMENT },
	{ "/AccountsPayable/Api/V1/Payment.svc/payments", S3_PAYMENT, F_VENDOR },
	{ "/AccountsReceivable/Api/V1/Invoice.svc/invoices", S3_AR_INVOICE, 0 },
	{ "/DocumentManagement/Api/V1/Document.svc/document", S3_DOCUMENT, 0 },
	{ "/Synchronization/EventService.svc/events/failures", S3_FAILURE, F_ENTITY },
};

static const char *const names[] = {
	"version", "page", "job", "vendor", "commitment", "invoice", "document", "entity", "q", "qcode",
	"customer", "id"
};

/* What a request asks of a list. */
struct asked {
	int64_t version, page;
	unsigned filters;                /* those that apply */
	uint32_t job, vendor, parent, document;          /* slot + 1 */
	const char *entity, *q, *qcode;
	int nothing;                     /* a filter names what does not exist */
};

/* ---- answers ---- */

static const char *job_status_word(int64_t n)
{
	static const char *const words[] = { "Unstarted", "InProgress", "Closed", "Hold", "Pending" };

	return n >= 0 && n < (int64_t)ARRAY_SIZE(words) ? words[n] : "Unstarted";
}

static void xml_text(struct strbuf *out, const char *s)
{
	for (; *s; s++)
		if (*s == '<')
			strbuf_adds(out, "&lt;");
		else if (*s == '>')
			strbuf_adds(out, "&gt;");
		else if (*s == '&')
			strbuf_adds(out, "&amp;");
		else if ((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t')
			strbuf_addc(out, *s);
		else
			strbuf_adds(out, "&#xFFFD;");
}

static void xml_value(struct strbuf *out, const cJSON *v, const char *name, const char *type, int depth)
{
	const cJSON *m;
	int64_t n;

	if (cJSON_IsNull(v)) {
		strbuf_addf(out, "<%s i:nil=\"true\"/>", name);
		return;
	}
	strbuf_addf(out, "<%s>", name);
	if (cJSON_IsString(v))
		xml_text(out, v->valuestring);
	else if (cJSON_IsBool(v))
		strbuf_adds(out, cJSON_IsTrue(v) ? "true" : "false");
	else if (!strcmp(name, "Status") && !strcmp(type, "Job") && jv_is_int(v, &n))
		strbuf_adds(out, job_status_word(n));
	else if (cJSON_IsObject(v) || cJSON_IsArray(v))
		for (m = v->child; m && depth < 8; m = m->next)
			xml_value(out, m, m->string ? m->string : type, type, depth + 1);
	else
		jv_print(out, v);
	strbuf_addf(out, "</%s>", name);
}

static int wants_json(const struct sim_request *req)
{
	const char *accept = sim_header(req, "Accept");

	return accept && strcasestr(accept, "application/json");
}

void s3_respond(const struct sim_request *req, struct sim_response *resp, cJSON *v, const char *type)
{
	struct strbuf b = STRBUF_INIT;
	const cJSON *m;

	if (wants_json(req)) {
		sim_respond_json(resp, 200, v);
		return;
	}
	if (cJSON_IsString(v)) {
		strbuf_adds(&b, "<string xmlns=\"http://schemas.microsoft.com/2003/10/Serialization/\">");
		xml_text(&b, v->valuestring);
		strbuf_adds(&b, "</string>");
	} else if (cJSON_IsArray(v)) {
		strbuf_addf(&b, "<ArrayOf%s xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">", type);
		for (m = v->child; m; m = m->next)
			xml_value(&b, m, type, type, 0);
		strbuf_addf(&b, "</ArrayOf%s>", type);
	} else {
		xml_value(&b, v, type, type, 0);
	}
	sim_respond_text(resp, 200, "application/xml; charset=utf-8", b.s);
	strbuf_release(&b);
	cJSON_Delete(v);
}

/* ---- filters ---- */

/* As WCF reads its addresses: names without regard to case. */
static const char *query(const struct sim_request *req, const char *name)
{
	size_t i;

	for (i = 0; i < req->query.len; i++)
		if (!strcasecmp(req->query.items[i].name, name))
			return req->query.items[i].value;
	return NULL;
}

static uint32_t link_of(struct s3 *s, const struct sim_request *req, struct asked *a, enum filter f,
	const char *name, enum s3_kind kind)
{
	const char *id = query(req, name);
	struct s3_rec *r;

	if (!id || !*id)
		return 0;
	r = s3_find(s, kind, id);
	a->filters |= f;
	a->nothing |= !r;
	return s3_slot(s, kind, r);
}

/* 0; -1 and the answer. */
static int read_query(struct s3 *s, const struct sim_request *req, struct sim_response *resp,
	unsigned filters, struct asked *a)
{
	const char *version = query(req, "version"), *page = query(req, "page");
	size_t i, k;

	for (i = 0; i < req->query.len && !sim_options(s->sim)->lenient; i++) {
		for (k = 0; k < ARRAY_SIZE(names) && strcasecmp(names[k], req->query.items[i].name); k++)
			;
		if (k == ARRAY_SIZE(names)) {
			s3_error(resp, 400, "The parameter '%s' is not known.", req->query.items[i].name);
			return -1;
		}
	}
	if ((version && (decimal_parse(&a->version, version, 0, 1) || a->version < 0)) ||
	    (page && (decimal_parse(&a->page, page, 0, 1) || a->page < 0 || a->page > 1000000))) {
		s3_error(resp, 400, "version and page are whole numbers.");
		return -1;
	}
	if (filters & F_JOB)
		a->job = link_of(s, req, a, F_JOB, "job", S3_JOB);
	if (filters & F_VENDOR)
		a->vendor = link_of(s, req, a, F_VENDOR, "vendor", S3_VENDOR);
	if (filters & F_COMMITMENT)
		a->parent = link_of(s, req, a, F_COMMITMENT, "commitment", S3_COMMITMENT);
	if (filters & F_INVOICE)
		a->parent = link_of(s, req, a, F_INVOICE, "invoice", S3_INVOICE);
	if (filters & F_DOCUMENT)
		a->document = link_of(s, req, a, F_DOCUMENT, "document", S3_DOCUMENT);
	a->entity = filters & F_ENTITY ? query(req, "entity") : NULL;
	a->q = filters & F_Q ? query(req, "q") : NULL;
	a->qcode = filters & F_QCODE ? query(req, "qcode") : NULL;
	return 0;
}

static int linked(struct s3 *s, enum s3_kind kind, const struct asked *a, const struct s3_rec *r)
{
	uint32_t document = r->parent;

	if (kind == S3_DISTRIBUTION && r->parent)
		document = s3_at(s, S3_INVOICE, r->parent)->parent;
	return !(a->nothing || (a->filters & F_JOB && r->job != a->job) ||
		(a->filters & F_VENDOR && r->vendor != a->vendor) ||
		(a->filters & (F_COMMITMENT | F_INVOICE) && r->parent != a->parent) ||
		(a->filters & F_DOCUMENT && document != a->document));
}

static int named(const struct asked *a, const cJSON *v)
{
	const char *code = jv_str(v, "Code"), *name = jv_str(v, "Name"), *entity = jv_str(v, "EntityId");

	if (a->entity && (!entity || strcasecmp(entity, a->entity)))
		return 0;
	if (a->qcode && (!code || strcasecmp(code, a->qcode)))
		return 0;
	return !a->q || (code && strcasestr(code, a->q)) || (name && strcasestr(name, a->q));
}

static size_t first_after(struct s3 *s, enum s3_kind kind, const uint32_t *order, size_t n, int64_t version)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (s->tables[kind].recs.items[order[mid]].version <= version)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static cJSON *collect(struct s3 *s, enum s3_kind kind, const struct asked *a)
{
	int64_t size = S3_PAGE, skip;
	cJSON *list = cJSON_CreateArray(), *v;
	const uint32_t *order;
	size_t n, i;
	int64_t got = 0;

	if (sim_options(s->sim)->page_cap && sim_options(s->sim)->page_cap < size)
		size = sim_options(s->sim)->page_cap;
	skip = a->page * size;
	order = s3_order(s, kind, &n);
	for (i = first_after(s, kind, order, n, a->version); i < n && got < size; i++) {
		const struct s3_rec *r = &s->tables[kind].recs.items[order[i]];

		if (!linked(s, kind, a, r))
			continue;
		if (!a->entity && !a->q && !a->qcode && skip > 0) {
			skip--;
			continue;
		}
		v = s3_cloud_copy(s, kind, r);
		if (!named(a, v) || skip > 0) {
			skip -= named(a, v);
			cJSON_Delete(v);
			continue;
		}
		cJSON_AddItemToArray(list, v);
		got++;
	}
	return list;
}

int s3_list(struct s3 *s, const char *path, const struct sim_request *req, struct sim_response *resp)
{
	struct asked a = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lists); i++)
		if (!strcasecmp(lists[i].path, path))
			break;
	if (i == ARRAY_SIZE(lists))
		return 0;
	if (strcmp(req->method, "GET"))
		s3_html(resp, 405, "Method not allowed.", "Please see the service help page.");
	else if (!read_query(s, req, resp, lists[i].filters, &a))
		s3_respond(req, resp, collect(s, lists[i].kind, &a), s3_type(lists[i].kind));
	return 1;
}
