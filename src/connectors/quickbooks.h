/* What the parts of the QuickBooks Online connector share. */
#ifndef CONNECTORS_QUICKBOOKS_H
#define CONNECTORS_QUICKBOOKS_H

#include "connectors/connector.h"
#include "connectors/json.h"

#define QUICKBOOKS_TITLE "QuickBooks"

extern const struct option_def quickbooks_options[];

const char *quickbooks_option(const struct op_env *env, const char *name);
/* The company's id: of the session, else as it was kept with the connection; "" unknown. */
const char *quickbooks_realm(const struct op_env *env);
/* Books of a company of the United States (no tax on purchases): what the session saw, else
 * what the currency suggests. */
int quickbooks_is_us(const struct op_env *env);

/* A signed request; path below /v3/company/<realm>/ ("vendor"), minor version added. */
void quickbooks_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path);
/* GET query?query=... */
void quickbooks_query(const struct op_env *env, struct http_request *out, const char *query);
/* 'it\'s' for a query. */
void quickbooks_quote(struct strbuf *out, const char *text);

/* A fault in any of its spellings. */
struct quickbooks_fault {
	int there;
	int code;                    /* of the first error; 0: none given */
	struct strbuf words;         /* every error, for people, with the vendor's trace id */
};
void quickbooks_fault_read(struct quickbooks_fault *f, const struct http_response *in);
void quickbooks_fault_release(struct quickbooks_fault *f);
enum error_class quickbooks_explain(const struct http_response *in, struct error *err);

/* The rows of a query's answer ("Vendor"); NULL when there are none. */
const json_node *quickbooks_rows(const json_node *root, const char *entity);
/* A member as text in the pool; "" when absent.  A reference: its value. */
const char *quickbooks_field(const json_node *o, const char *path, struct pool *p);
/* Is this account the one meant by a number, a name or an id? */
int quickbooks_account_is(const json_node *account, const char *meant, struct pool *p);

int quickbooks_login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int quickbooks_logout(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int quickbooks_test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int quickbooks_authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err);
extern const struct feed quickbooks_feeds[];
int quickbooks_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
/* The records of one object of the list `feed`, appended to op->page.  retainage: id of the account
 * that holds retainage, or "". */
void quickbooks_take(struct op *op, const char *feed, const json_node *object, const char *retainage);
int quickbooks_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int quickbooks_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err);

extern const struct connector quickbooks_connector;

#endif
