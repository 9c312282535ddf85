/* What the two halves of the Procore connector share. */
#ifndef CONNECTORS_PROCORE_H
#define CONNECTORS_PROCORE_H

#include "connectors/connector.h"
#include "connectors/json.h"

extern const struct option_def procore_options[];
extern const struct feed procore_feeds[];

/* Headers every call carries, and the bearer. */
void procore_sign(const struct op_env *env, struct http_request *out);
/* Value of an option, the environment's own address for the two base addresses. */
const char *procore_option(const struct op_env *env, const char *name);
/* A signed request below the API's base address; path without the base. */
void procore_request(const struct op_env *env, struct http_request *out, const char *method,
	const char *path);
/* The same with a JSON body that changes something. */
void procore_write(const struct op_env *env, struct http_request *out, const char *method,
	const char *path, const char *body);
/* Procore's own words in an answer: "number: has already been taken; ..."; "" none. */
void procore_words(struct strbuf *out, const struct http_response *in);
enum error_class procore_explain(const struct http_response *in, struct error *err);

int procore_pull(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int procore_push(struct op *op, const struct http_response *in, struct http_request *out,
	struct error *err);
int procore_compose(struct strbuf *payload, const char *verb, const struct dossier *d,
	const struct profile *p, const struct op_env *env, const char *key, struct error *err);

extern const struct connector procore_connector;

#endif
