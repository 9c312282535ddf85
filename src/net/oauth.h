/* OAuth 2 as plain values: the address a person opens, what comes back, and the
 * token requests.  No I/O, no JSON: answers are read by the connectors.
 *
 * Strings handed in are copied; requests made here carry HTTP_SECRET_BODY. */
#ifndef NET_OAUTH_H
#define NET_OAUTH_H

#include "net/http.h"

#define OAUTH_STATE_LEN 44       /* 43 characters and NUL */
#define OAUTH_VERIFIER_LEN 44

/* Random, unguessable. */
void oauth_state_new(char out[OAUTH_STATE_LEN]);
void oauth_verifier_new(char out[OAUTH_VERIFIER_LEN]);
/* The S256 challenge of a verifier (RFC 7636). */
void oauth_challenge(struct strbuf *out, const char *verifier);

struct oauth_authorize {
	const char *endpoint;        /* https://login.example/oauth/authorize */
	const char *client_id;
	const char *redirect_uri;
	const char *scope;           /* NULL: none */
	const char *state;
	const char *verifier;        /* NULL: without PKCE */
};
void oauth_authorize_url(struct strbuf *out, const struct oauth_authorize *a);

/* What the redirect or the person brought back: a code.  `text` is the query of
 * the loopback request, a pasted address, or (allow_bare) the code alone, with
 * blanks around forgiven.  The state must be the one sent, except for a bare
 * code.  ERR_REFUSED with the vendor's reason when the person said no, ERR_DATA
 * for anything else.  code is reset first; it is secret: http_wipe it. */
int oauth_redirect_parse(struct strbuf *code, const char *text, const char *state,
	int allow_bare, struct error *err);

enum oauth_grant {
	OAUTH_CODE, OAUTH_REFRESH, OAUTH_CLIENT_CREDENTIALS, OAUTH_PASSWORD,
};

struct oauth_token_ask {
	const char *endpoint;
	enum oauth_grant grant;
	const char *client_id;
	const char *client_secret;   /* NULL: a public client */
	int basic_auth;              /* id and secret in the Authorization header */
	const char *redirect_uri;    /* NULL: not sent */
	const char *scope;           /* NULL: not sent */
	const char *code, *verifier; /* OAUTH_CODE; verifier may be NULL */
	const char *refresh_token;   /* OAUTH_REFRESH */
	const char *username, *password;
};
/* Fills an initialised request.  A refresh uses its token up on some systems:
 * the request is marked HTTP_MUTATES. */
void oauth_token_request(struct http_request *out, const struct oauth_token_ask *ask);
/* RFC 7009. */
void oauth_revoke_request(struct http_request *out, const char *endpoint, const char *token,
	const char *client_id, const char *client_secret);

#endif
