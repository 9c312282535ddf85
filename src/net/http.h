/* HTTP as plain values: requests, answers, headers, addresses.  No I/O.
 *
 * What is secret (a bearer token, a cookie, a body with a password) is marked
 * when it is put in; it is wiped on release and never traced.
 *
 * Any thread, one at a time per value. */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/error.h"
#include "base/strbuf.h"
#include <stdint.h>

/* ---- headers ---- */

struct http_header {
	char *name;              /* owned */
	char *value;             /* owned */
	int secret;              /* wiped on release, "(secret)" in traces */
};

struct http_headers {
	struct http_header *items;  /* owned */
	size_t len, cap;
};

void http_headers_init(struct http_headers *h);
void http_headers_release(struct http_headers *h);
/* Adds; copies both.  Authorization, Cookie and the like are secret by their
 * name.  -1 and nothing added when name or value hold what a header may not
 * (control characters, a line end). */
int http_headers_add(struct http_headers *h, const char *name, const char *value);
int http_headers_add_secret(struct http_headers *h, const char *name, const char *value);
/* Replaces all of that name. */
int http_headers_set(struct http_headers *h, const char *name, const char *value);
/* The first value of that name in any case of letters, or NULL; lent. */
const char *http_headers_get(const struct http_headers *h, const char *name);
/* Name: value lines with secrets hidden, for traces and the audit trail. */
void http_headers_redacted(struct strbuf *out, const struct http_headers *h);

/* ---- request ---- */

enum {
	HTTP_MUTATES     = 1u << 0,  /* changes something there: a lost answer is ERR_UNKNOWN */
	HTTP_SECRET_BODY = 1u << 1,  /* the request's and the answer's body are secrets */
};

#define HTTP_TIMEOUT_READ_MS  120000
#define HTTP_TIMEOUT_WRITE_MS 300000
#define HTTP_CONNECT_TIMEOUT_MS 20000
#define HTTP_MAX_BYTES ((size_t)64 << 20)

struct http_request {
	char method[12];             /* "GET" */
	char *url;                   /* owned */
	struct http_headers headers;
	char *body;                  /* owned; NULL: none */
	size_t body_len;
	unsigned flags;
	int timeout_ms;              /* whole transfer; 0: by the flags */
	int connect_timeout_ms;      /* 0: HTTP_CONNECT_TIMEOUT_MS */
	size_t max_bytes;            /* of the unpacked body; 0: HTTP_MAX_BYTES */
	char *origin;                /* owned; NULL, or the only origin that may get the
	                              * credentials: another one is refused unsent */
};

void http_request_init(struct http_request *r);
void http_request_release(struct http_request *r);   /* wipes what is secret */
/* Method and address (copied). */
void http_request_start(struct http_request *r, const char *method, const char *url);
/* Copies the body; adds Content-Type when type is not NULL. */
void http_request_set_body(struct http_request *r, const char *type, const void *data, size_t len);
/* Gives the contents of src to dst, src is initialised anew. */
void http_request_move(struct http_request *dst, struct http_request *src);
/* "Authorization: Bearer TOKEN", secret; -1 for a token no header can carry.
 * Ties the request to the origin of its address. */
int http_request_bearer(struct http_request *r, const char *token);

/* ---- answer ---- */

enum http_transport {
	HTTP_TRANSPORT_OK,           /* there is a status */
	HTTP_TRANSPORT_RESOLVE,      /* no such host, or no name service */
	HTTP_TRANSPORT_CONNECT,      /* refused, unreachable, no answer to connecting */
	HTTP_TRANSPORT_TLS,          /* certificate or TLS version: see `detail` */
	HTTP_TRANSPORT_TIMEOUT,
	HTTP_TRANSPORT_CUT,          /* the connection ended too early */
	HTTP_TRANSPORT_TOO_BIG,      /* more than max_bytes */
	HTTP_TRANSPORT_CANCELLED,
	HTTP_TRANSPORT_REFUSED,      /* not sent: address or credentials not allowed */
};

struct http_response {
	int status;                  /* 0 without an answer */
	enum http_transport transport;
	char *detail;                /* owned; the transfer library's words; NULL */
	int sent;                    /* did any byte of the request leave? */
	struct http_headers headers;
	struct strbuf body;
	unsigned request_flags;      /* flags of the request it answers */
	char *method, *url;          /* owned; of that request */
	int64_t bytes_in, bytes_out; /* on the wire, with headers */
	int64_t duration_ms;
};

void http_response_init(struct http_response *r);
void http_response_release(struct http_response *r);
void http_response_move(struct http_response *dst, struct http_response *src);
const char *http_response_header(const struct http_response *r, const char *name);
/* For recorded answers in tests. */
void http_response_set(struct http_response *r, int status, const char *content_type,
	const char *body);
const char *http_transport_name(enum http_transport t);

/* What a transfer without an answer means: 0 when there is a status; else the
 * class, with a sentence that names the host.  Before the request left:
 * ERR_LATER (a bad certificate: ERR_CONFIG).  After it left: ERR_UNKNOWN when the
 * request mutates, else ERR_LATER.  ERR_CANCEL for a cancelled one that had not
 * left or changes nothing.  For an answer that was too big the request did take
 * effect: ERR_UNKNOWN or ERR_DATA. */
int http_transport_class(const struct http_response *r, struct error *err);

/* ---- addresses ---- */

struct http_url {                    /* all lent from the text parsed */
	const char *scheme; size_t scheme_len;
	const char *host; size_t host_len;       /* without [ ] */
	int port;                                /* 443 or 80 when not given */
	const char *target; size_t target_len;   /* path and query, "" for none; no fragment */
};

/* 0, or -1: not http(s), user:password in it, blanks or control characters. */
int http_url_parse(struct http_url *out, const char *url);
/* 1 for https, and for http to 127.0.0.0/8, [::1] or localhost. */
int http_url_allowed(const char *url);
/* 1 when the host is this machine by its name or number. */
int http_url_is_local(const char *url);
/* "https://host:port", the port only when it is not the usual one; -1. */
int http_url_origin(struct strbuf *out, const char *url);
int http_url_same_origin(const char *a, const char *b);
/* base and path with exactly one slash between. */
void http_url_join(struct strbuf *out, const char *base, const char *path);
/* Adds "/" when needed and the segment, encoded. */
void http_url_add_segment(struct strbuf *url, const char *segment);
/* Adds ?name=value or &name=value, encoded ("$" stays in the name). */
void http_url_add_param(struct strbuf *url, const char *name, const char *value);
void http_url_add_param_int(struct strbuf *url, const char *name, int64_t value);
/* A reference (absolute, "//host/..", "/path", "?query", "file") against a base. */
int http_url_resolve(struct strbuf *out, const char *base, const char *reference);
/* The address with the values of code, token, secret, password... hidden. */
void http_url_redacted(struct strbuf *out, const char *url);

/* name=value&... of a form body. */
void http_form_add(struct strbuf *body, const char *name, const char *value);
/* The decoded value of name in a query or form (without "?"); 1 found, 0 not,
 * -1 ill-formed or holding a NUL. */
int http_form_get(struct strbuf *out, const char *form, const char *name);

/* ---- reading headers ---- */

/* The target of rel="next" in the Link headers, made absolute against r->url: 1;
 * 0 none; -1 when it leads to another origin. */
int http_link_next(struct strbuf *out, const struct http_response *r);
/* Any relation. */
int http_link_rel(struct strbuf *out, const struct http_response *r, const char *rel);
/* RFC 9110 date in its three forms; 0 or -1. */
int http_date_parse(int64_t *ms, const char *s);
/* Retry-After: seconds or date, as a time to wait in ms; -1 absent or nonsense. */
int64_t http_retry_after_ms(const struct http_response *r, int64_t now_ms);
/* A header that is a whole number >= 0; -1 absent or nonsense. */
int64_t http_header_int(const struct http_response *r, const char *name);

/* ---- cookies (session log-ins) ---- */

struct http_cookie {
	char *name, *value, *path;   /* owned; wiped on release */
	int secure;
};
struct http_cookies {
	struct http_cookie *items;   /* owned */
	size_t len, cap;
	char *origin;                /* owned; of the first answer taken */
};

void http_cookies_init(struct http_cookies *c);
void http_cookies_release(struct http_cookies *c);
/* Keeps what Set-Cookie says (replacing, deleting); answers of another origin
 * than the first are not listened to. */
void http_cookies_take(struct http_cookies *c, const struct http_response *r, int64_t now_ms);
/* Adds one Cookie header when the request goes to that origin and path. */
void http_cookies_send(const struct http_cookies *c, struct http_request *r);
const char *http_cookies_get(const struct http_cookies *c, const char *name);

/* Wipes memory in a way the compiler keeps. */
void http_wipe(void *p, size_t len);

#endif
