/* What the parts of the Xero connector share. */
#ifndef CONNECTORS_XERO_H
#define CONNECTORS_XERO_H

#include "connectors/connector.h"
#include "connectors/json.h"

#define XERO_TITLE "Xero"
#define XERO_GUID_LEN 36

extern const struct option_def xero_options[];
extern const struct feed xero_feeds[];
extern const struct connector xero_connector;

const char *xero_option(const struct op_env *env, const char *name);
/* A signed request with the organisation's header; path below api.xro/2.0/
 * ("Invoices?..."), or with a slash in front below the API's own address ("/connections"). */
void xero_request(const struct op_env *env, struct http_request *out, const char *method, const char *path);
/* The messages of an unhappy answer, joined. */
void xero_words(struct strbuf *out, const struct http_response *in);
/* The messages of one element that came back in an answer ("ValidationErrors"). */
void xero_element_words(struct strbuf *out, const json_node *element, const char *list);
/* What refusing words mean: a class and our sentence in err. */
enum error_class xero_refusal(const char *words, struct error *err);
enum error_class xero_explain(const struct http_response *in, struct error *err);

/* "/Date(1774915200000+0000)/" in all its forms, or ISO with or without a zone: ms UTC; 0/-1. */
int xero_instant(const char *text, int64_t *ms);
/* Eight, four, four, four, twelve hexadecimal digits, not all of them zero. */
int xero_is_guid(const char *text);
/* The text of a member, in the pool; "" for null, [] and what is absent. */
const char *xero_field(const json_node *o, const char *path, struct pool *p);
/* What is known of it without asking: its name or id; NULL. */
const char *xero_known_category(const struct op_env *env);
/* The tracking category that holds the jobs, by the option job_category (name or id), else the one that
 * is alone or called so.  NULL and in *several the names when it cannot be told (in the pool; NULL: none). */
const json_node *xero_job_category(const struct op_env *env, const json_node *categories, struct pool *p,
	const char **several);
/* Where the number ends in "26-014 Depot". */
size_t xero_number_len(const char *option_name);

int xero_login(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
int xero_logout(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
int xero_test(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
int xero_authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err);
int xero_pull(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
int xero_push(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
/* Several bills in the same requests (xero_batch.c). */
int xero_push_many(struct op *op, const struct http_response *in, struct http_request *out, struct error *err);
int xero_batch_mark(struct strbuf *mark, const struct push_item *item);
/* A bill that stands there in the place of op->item: OP_DONE with op->result, or OP_FAIL (xero_push.c). */
int xero_judge_bill(struct op *op, const json_node *bill, int made, struct error *err);
int xero_bill_is_dead(const char *status);
#define XERO_BILL_QUERY "summarizeErrors=false&unitdp=4"
int xero_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err);

#endif
