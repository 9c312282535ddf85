/* What the parts of the Sage 300 CRE connector share. */
#ifndef CONNECTORS_SAGE300_H
#define CONNECTORS_SAGE300_H

#include "connectors/connector.h"
#include "connectors/json.h"

#define SAGE300_TITLE "hh2"

extern const struct option_def sage300_options[];

const char *sage300_option(const struct op_env *env, const char *name);
/* "https://example.hh2.com" from the address or the subdomain as typed; 0, or -1: neither is given. */
int sage300_base(struct strbuf *out, const struct op_env *env);
/* A request with the session's cookies; path below the base ("/AccountsPayable/..."). */
void sage300_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path);
void sage300_body(struct http_request *out, const char *body);
/* A POST with nothing in it, as actions want it. */
void sage300_no_body(struct http_request *out);
enum error_class sage300_explain(const struct http_response *in, struct error *err);
/* Is it the text of one of hh2's ids? */
int sage300_is_id(const char *text);
/* A member as text without blanks at its ends, in the pool; "" when empty. */
const char *sage300_text(const json_node *o, const char *path, struct pool *p);
/* A time stamp with or without a zone (then UTC), in ms since 1970; 0 or -1. */
int sage300_instant(int64_t *ms, const char *text);
/* Member `Version`; 0 when there is none. */
int64_t sage300_version(const json_node *o);
/* Neither archived nor, with `active`, inactive. */
int sage300_is_live(const json_node *o, int active);

/* Small facts remembered as long as the session: "" when there is none of that name. */
void sage300_remember(struct session *se, const char *name, const char *value);
const char *sage300_remembered(const struct session *se, const char *name, struct pool *p);
/* The largest version of the commitments read in this session; it is the feed's name. */
#define SAGE300_COMMITMENTS_SEEN "commitments"

/* ---- a table of texts: ids that one list needs of another (sage300_index.c) ---- */

struct sage300_index;
struct sage300_index *sage300_index_new(struct pool *p);
/* value replaces an earlier one. */
void sage300_index_put(struct sage300_index *x, const char *key, const char *value);
const char *sage300_index_get(const struct sage300_index *x, const char *key);   /* or NULL */
size_t sage300_index_size(const struct sage300_index *x);
const char *sage300_index_key(const struct sage300_index *x, size_t at);

/* ---- import files of Sage (sage300_file.c) ---- */

/* The layouts of data/imports, compiled in; ends with name NULL. */
struct sage300_format { const char *name, *json; };
extern const struct sage300_format sage300_formats[];
const char *sage300_format(const char *name);            /* its text; NULL */

/* A layout: the program's own, or the columns that the connection's owner typed
 * ("=API,vendor:10!,invoice:15"), record by record. */
struct sage300_layout { const char *json, *header, *line; };

/* One value by its name, for a record of the file: the header (line -1) or a line; NULL: empty.
 * *number: written bare. */
typedef const char *(*sage300_value)(void *data, const char *name, int line, int *number);

/* Adds the file's text.  0, or ERR_CONFIG with the field that is missing or too long. */
int sage300_file_write(struct strbuf *out, const struct sage300_layout *layout, int n_lines, sage300_value value,
	void *data, struct error *err);
/* Has the record ("header", "line") a column for the field?  typed goes before json. */
int sage300_file_has(const char *json, const char *which, const char *typed, const char *field);
/* "2026-03-01" as "mm/dd/yyyy" wants it. */
void sage300_file_date(struct strbuf *out, const char *date, const char *shape);

/* ---- the operations ---- */

int sage300_login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int sage300_logout(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int sage300_test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
extern const struct feed sage300_feeds[];
int sage300_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int sage300_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int sage300_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err);

/* ---- addresses ---- */

#define SAGE300_ACCOUNTS      "/GeneralLedger/Api/V1/Account.svc/accounts"
#define SAGE300_JOBS          "/JobCosting/Api/V1/JobCost.svc/jobs"
#define SAGE300_JOB_CODES     "/JobCosting/Api/V1/JobCost.svc/jobs/costcodes"
#define SAGE300_JOB_CATEGORIES "/JobCosting/Api/V1/JobCost.svc/jobs/categories"
#define SAGE300_CATEGORIES    "/JobCosting/Api/V1/JobCost.svc/categories"
#define SAGE300_COMMITMENTS   "/JobCosting/Api/V1/Commitment.svc/commitments"
#define SAGE300_ITEMS         "/JobCosting/Api/V1/Commitment.svc/commitments/items"
#define SAGE300_VENDORS       "/AccountsPayable/Api/V1/Vendor.svc/vendors"
#define SAGE300_INVOICES      "/AccountsPayable/Api/V1/Invoice.svc/invoices"
#define SAGE300_PAYMENTS      "/AccountsPayable/Api/V1/Payment.svc/payments"
#define SAGE300_DOCUMENT      "/DocumentManagement/Api/V1/Document.svc/document"
#define SAGE300_FAILURES      "/Synchronization/EventService.svc/events/failures"
#define SAGE300_STATUS        "/Synchronization/RequestService.svc/status"

extern const struct connector sage300_connector;

#endif
