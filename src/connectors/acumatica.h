/* What the parts of the Acumatica connector share. */
#ifndef CONNECTORS_ACUMATICA_H
#define CONNECTORS_ACUMATICA_H

#include "connectors/connector.h"
#include "connectors/json.h"

#define ACUMATICA_TITLE "Acumatica"

/* By the table of the connection's own row: others than "acumatica" use these functions too (myob.c). */
const char *acumatica_option(const struct op_env *env, const char *name);
/* A signed request; path below <base>/entity/ ("Default/22.200.001/Vendor?..."). */
void acumatica_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path);
void acumatica_body(struct http_request *out, const char *body);
/* The service's own words: every nested field error of a 422, or the innermost message. */
void acumatica_words(struct strbuf *out, const struct http_response *in);
/* Is it the 500 of a list that cannot be turned into one statement? */
int acumatica_cannot_optimize(const struct http_response *in);
/* A record asked for by key that is not there: 404, or the 500 that says so. */
int acumatica_absent(const struct http_response *in);
enum error_class acumatica_explain(const struct http_response *in, struct error *err);
/* 'it''s' for $filter. */
void acumatica_quote(struct strbuf *out, const char *text);
/* The text of a wrapped field, trimmed right, in the pool; "" when empty. */
const char *acumatica_field(const json_node *o, const char *path, struct pool *p);

/* The id under which an order is kept: its number, which is also what other programs
 * wrote into Procore's origin ids.  Purchase orders and subcontracts are numbered by
 * sequences of their own; numbers without a letter in front could be the same. */
const char *acumatica_order_id(struct pool *p, const char *type, const char *number);

/* The options that are the same under every name the product is sold by: formats of ids, accounts, and what new
 * records get. */
#define ACUMATICA_COMMON_OPTIONS \
	{ "id_cost_code_mask", OPTION_TEXT, 0, "", NULL, N_("Format of cost codes"), \
		N_("# a digit, A a letter, * either, anything else itself: ##-###") }, \
	{ "id_cost_code_max", OPTION_INT, 0, "30", NULL, N_("Longest cost code"), NULL }, \
	{ "id_project_mask", OPTION_TEXT, 0, "", NULL, N_("Format of project ids"), NULL }, \
	{ "id_project_max", OPTION_INT, 0, "10", NULL, N_("Longest project id"), NULL }, \
	{ "id_template_mask", OPTION_TEXT, 0, "", NULL, N_("Format of project template ids"), NULL }, \
	{ "id_template_max", OPTION_INT, 0, "10", NULL, N_("Longest project template id"), NULL }, \
	{ "id_vendor_mask", OPTION_TEXT, 0, "", NULL, N_("Format of vendor ids"), NULL }, \
	{ "id_vendor_max", OPTION_INT, 0, "10", NULL, N_("Longest vendor id"), NULL }, \
	{ "id_customer_mask", OPTION_TEXT, 0, "", NULL, N_("Format of customer ids"), NULL }, \
	{ "id_customer_max", OPTION_INT, 0, "10", NULL, N_("Longest customer id"), NULL }, \
	{ "id_task_mask", OPTION_TEXT, 0, "", NULL, N_("Format of project task ids"), NULL }, \
	{ "id_task_max", OPTION_INT, 0, "10", NULL, N_("Longest project task id"), NULL }, \
	{ "line_account", OPTION_CHOICE, 0, "account", "account|item|task", N_("Account of a line"), \
		N_("From the account group's default account, from an item per cost type, or from the task") }, \
	{ "item", OPTION_TEXT, 0, "", NULL, N_("Item"), \
		N_("Non-stock item of every line when the account comes from items") }, \
	{ "default_task", OPTION_TEXT, 0, "", NULL, N_("Default task"), \
		N_("Of lines without a sub job; empty: the project's own default task") }, \
	{ "customer", OPTION_TEXT, 0, "", NULL, N_("Customer of new projects"), NULL }, \
	{ "project_template", OPTION_TEXT, 0, "", NULL, N_("Template of new projects"), NULL }, \
	{ "vendor_class", OPTION_TEXT, 0, "", NULL, N_("Class of new vendors"), NULL }

int acumatica_login(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int acumatica_logout(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int acumatica_test(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int acumatica_authorize_url(struct strbuf *out, const struct op_env *env, const char *redirect_uri,
	const char *state, const char *challenge, struct error *err);
extern const struct feed acumatica_feeds[];
int acumatica_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int acumatica_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int acumatica_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err);

extern const struct connector acumatica_connector;

#endif
