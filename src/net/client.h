/* Transfers.  One struct client belongs to one thread (the worker's); only
 * client_wake may be called from another one.
 *
 * https only, http to this machine alone; redirects are never followed (a 3xx is
 * an answer like any other); certificates are always checked, TLS 1.2 or newer.
 *
 *	client_start(c, &request, tag, &err);
 *	for (;;) {
 *		client_poll(c, wait_ms, -1);
 *		while (client_take_finished(c, &tag, &response))
 *			...
 *	} */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include "net/http.h"

struct client;

struct client_options {
	const char *ca_bundle;       /* a PEM file; NULL: the system's */
	const char *user_agent;      /* NULL: "Comptoir" */
	int max_per_host;            /* connections; 0: 4 */
	int low_speed_seconds;       /* reading: cut when nothing comes that long; 0: 100 */
};

struct client_counters {
	int64_t calls;               /* transfers started */
	int64_t connections;         /* opened */
	int64_t bytes_in, bytes_out;
};

/* opts NULL: all defaults.  Proxies come from the usual variables (https_proxy,
 * no_proxy), never for this machine.  0 or a class. */
int client_new(struct client **out, const struct client_options *opts, struct error *err);
/* Abandons what is running; NULL is fine. */
void client_free(struct client *c);

/* Takes the request's contents in every case and leaves it initialised.  The tag
 * is given back with the answer.  An address or a header that is not allowed is
 * answered as HTTP_TRANSPORT_REFUSED, unsent: there is one road for answers. */
void client_start(struct client *c, struct http_request *take_request, void *tag);

/* Moves transfers on and waits up to timeout_ms for something to do; returns at
 * once when an answer is ready.  extra_fd (or -1) is waited on too: 1 when it is
 * readable, else 0. */
int client_poll(struct client *c, int timeout_ms, int extra_fd);
/* Ends client_poll early.  Any thread. */
void client_wake(struct client *c);
/* 1 and the next answer, which the caller releases; 0 none.  *out is overwritten,
 * not released. */
int client_take_finished(struct client *c, void **tag, struct http_response *out);
/* Ends the transfers with that tag; they come back as HTTP_TRANSPORT_CANCELLED. */
void client_cancel(struct client *c, void *tag);
void client_cancel_all(struct client *c);

size_t client_running(const struct client *c);
struct client_counters client_counters(const struct client *c);

#endif
