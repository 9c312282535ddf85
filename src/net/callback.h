/* The sign-in callback: a very small web server on 127.0.0.1 that waits for the
 * one request the browser makes when a person has signed in (RFC 8252).
 *
 * Never blocks: poll callback_fd, then callback_step.  One thread. */
#ifndef NET_CALLBACK_H
#define NET_CALLBACK_H

#include "base/error.h"
#include "base/strbuf.h"

struct callback;

struct callback_options {
	int port;                    /* 0: a free one */
	const char *path;            /* "/callback" */
	const char *state;           /* the one sent */
	const char *page_done;       /* shown in the browser; text, translated by the caller */
	const char *page_refused;
};

/* ERR_CONFIG when the port is taken. */
int callback_open(struct callback **out, const struct callback_options *o, struct error *err);
void callback_free(struct callback *cb);     /* closes everything; NULL is fine */
int callback_port(const struct callback *cb);
/* http://127.0.0.1:PORT/callback, or with host "localhost" where the vendor demands it. */
void callback_address(struct strbuf *out, const struct callback *cb, const char *host);
int callback_fd(const struct callback *cb);  /* readable: call callback_step */
/* 0: keep waiting.  1: *code holds the code; the listener is closed.  A class:
 * the person or the vendor refused (ERR_REFUSED), or too many wrong requests
 * (ERR_DATA); closed as well.  Requests with another path or state are answered
 * with an error page and do not end the waiting. */
int callback_step(struct callback *cb, struct strbuf *code, struct error *err);
/* After callback_step gave 1: the whole query that came, as it was sent; secret.  "" before. */
const char *callback_query(const struct callback *cb);

#endif
