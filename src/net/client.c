/* Transfers, the one place that knows libcurl.
 *
 * Every transfer is set up by transfer_setup and nowhere else: the limits of
 * design.md 10 stand there, line by line.
 *
 * Two of them deserve a reason.  Redirects are never followed: a credential is
 * made for one origin, and a 3xx is for the connector to judge.  A request that
 * changes something gets a connection of its own (FRESH_CONNECT): on a kept one
 * libcurl takes an end without an answer for a connection that was dead before
 * and sends the request a second time by itself - and the other side may have
 * done the first already.  Reading uses kept connections and loses nothing.
 *
 *	client_start -> running -> finished -> client_take_finished
 *	                   \-- client_cancel --^
 * An answer is always delivered, once, whatever happened. */
#include "net/client.h"
#include "net/curl_door.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"

#include "base/banned.h"

#define BUFFER_BYTES 262144L
#define MAX_PER_HOST 4
#define LOW_SPEED_SECONDS 100
#define HEADER_BYTES_MAX ((size_t)256 << 10)
#define HEADER_COUNT_MAX 200
#define SECRET_BODY_ROOM 65536

struct transfer {
	struct client *client;             /* borrowed */
	CURL *easy;                        /* owned; NULL once it is over */
	struct curl_slist *lines;          /* owned, wiped */
	struct http_request request;
	struct http_response response;
	void *tag;                         /* the caller's */
	int64_t started_ms;
	size_t header_bytes;
	int too_big;
	char words[CURL_ERROR_SIZE];
	struct transfer *next;
};

struct client {
	const struct curl_door *curl;      /* NULL before the first transfer */
	CURLM *multi;
	int wake_fd;                       /* readable: somebody called client_wake */
	char *ca_bundle, *user_agent;      /* owned; ca_bundle may be NULL */
	int low_speed_seconds, max_per_host;
	struct transfer *running;          /* owned list */
	struct transfer *finished, **finished_tail;
	size_t running_count;
	struct client_counters counters;
};

/* ---- the client ---- */

int client_new(struct client **out, const struct client_options *opts, struct error *err)
{
	static const struct client_options none;
	struct client *c;
	int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	if (wake < 0)
		return error_set(err, ERR_LATER, N_("too many files are open; nothing was done, try again"), NULL);
	if (!opts)
		opts = &none;
	c = xcalloc(1, sizeof *c);
	c->wake_fd = wake;
	c->max_per_host = opts->max_per_host > 0 ? opts->max_per_host : MAX_PER_HOST;
	c->ca_bundle = xstrdup(opts->ca_bundle);
	c->user_agent = xstrdup(opts->user_agent ? opts->user_agent : "Comptoir");
	c->low_speed_seconds = opts->low_speed_seconds > 0 ? opts->low_speed_seconds : LOW_SPEED_SECONDS;
	c->finished_tail = &c->finished;
	*out = c;
	return 0;
}

/* The library, before the first transfer; -1: there is none. */
static int need_library(struct client *c)
{
	if (c->multi)
		return 0;
	c->curl = curl_door_open();
	c->multi = c->curl ? c->curl->multi_init() : NULL;
	if (!c->multi)
		return -1;
	c->curl->multi_setopt(c->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)c->max_per_host);
	return 0;
}

/* What the library holds of a transfer. */
static void transfer_detach(struct transfer *t)
{
	struct curl_slist *l;

	if (t->easy) {
		t->client->curl->multi_remove_handle(t->client->multi, t->easy);
		t->client->curl->easy_cleanup(t->easy);
		t->easy = NULL;
	}
	for (l = t->lines; l; l = l->next)
		http_wipe(l->data, strlen(l->data));
	if (t->lines)
		t->client->curl->slist_free_all(t->lines);
	t->lines = NULL;
}

static void transfer_free(struct transfer *t)
{
	transfer_detach(t);
	http_request_release(&t->request);
	http_response_release(&t->response);
	free(t);
}

static void list_free(struct transfer *t)
{
	struct transfer *next;

	for (; t; t = next) {
		next = t->next;
		transfer_free(t);
	}
}

void client_free(struct client *c)
{
	if (!c)
		return;
	list_free(c->running);
	list_free(c->finished);
	if (c->multi)
		c->curl->multi_cleanup(c->multi);
	close(c->wake_fd);
	free(c->ca_bundle);
	free(c->user_agent);
	free(c);
}

/* ---- what comes in ---- */

static void response_restart(struct http_response *r)
{
	http_headers_release(&r->headers);
	strbuf_reset(&r->body);
}

/* One header line, CR LF included.  A new status line (after 100 Continue or a
 * proxy's answer) begins anew. */
static size_t on_header(char *line, size_t size, size_t count, void *userdata)
{
	struct transfer *t = userdata;
	struct http_response *r = &t->response;
	size_t len = size * count, end = len;
	char *copy, *value;

	t->header_bytes += len;
	if (t->header_bytes > HEADER_BYTES_MAX || r->headers.len >= HEADER_COUNT_MAX) {
		t->too_big = 1;
		return 0;
	}
	if (len > 5 && !strncmp(line, "HTTP/", 5)) {
		response_restart(r);
		return len;
	}
	while (end && (line[end - 1] == '\r' || line[end - 1] == '\n' || line[end - 1] == ' '))
		end--;
	if (memchr(line, 0, end) || !memchr(line, ':', end))
		return len;
	copy = xstrndup(line, end);
	value = strchr(copy, ':');
	*value++ = 0;
	value += strspn(value, " \t");
	http_headers_add(&r->headers, copy, value);
	http_wipe(copy, end);
	free(copy);
	return len;
}

static size_t on_body(char *data, size_t size, size_t count, void *userdata)
{
	struct transfer *t = userdata;
	size_t len = size * count;
	size_t max = t->request.max_bytes ? t->request.max_bytes : HTTP_MAX_BYTES;

	if (len > max - t->response.body.len) {
		t->too_big = 1;
		return 0;
	}
	strbuf_add(&t->response.body, data, len);
	return len;
}

/* ---- setting up ---- */

static void add_line(struct transfer *t, const char *line)
{
	struct curl_slist *l = t->client->curl->slist_append(t->lines, line);

	if (!l)
		BUG("out of memory");
	t->lines = l;
}

static void setup_headers(struct transfer *t)
{
	const struct http_headers *h = &t->request.headers;
	struct strbuf line = STRBUF_INIT;
	size_t i;

	for (i = 0; i < h->len; i++) {
		strbuf_reset(&line);
		strbuf_grow(&line, strlen(h->items[i].name) + strlen(h->items[i].value) + 3);
		strbuf_adds(&line, h->items[i].name);
		strbuf_adds(&line, *h->items[i].value ? ": " : ";");
		strbuf_adds(&line, h->items[i].value);
		add_line(t, line.s);
		http_wipe(line.s, line.len);
	}
	if (!http_headers_get(h, "Content-Type"))
		add_line(t, "Content-Type:");    /* not the library's guess */
	add_line(t, "Expect:");
	t->client->curl->easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->lines);
	strbuf_release(&line);
}

static void setup_method(struct transfer *t)
{
	const struct http_request *r = &t->request;
	const char *m = r->method;

	if (!strcmp(m, "HEAD")) {
		t->client->curl->easy_setopt(t->easy, CURLOPT_NOBODY, 1L);
		return;
	}
	if (r->body || !strcmp(m, "POST") || !strcmp(m, "PUT") || !strcmp(m, "PATCH")) {
		/* Without a body: Content-Length: 0, which IIS insists on. */
		t->client->curl->easy_setopt(t->easy, CURLOPT_POST, 1L);
		t->client->curl->easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body_len);
		t->client->curl->easy_setopt(t->easy, CURLOPT_POSTFIELDS, r->body ? r->body : "");
	}
	if (strcmp(m, "GET") || r->body)
		t->client->curl->easy_setopt(t->easy, CURLOPT_CUSTOMREQUEST, m);
}

static void setup_limits(struct transfer *t, int local)
{
	const struct http_request *r = &t->request;
	int mutates = (r->flags & HTTP_MUTATES) != 0;
	long total = r->timeout_ms ? r->timeout_ms :
		mutates ? HTTP_TIMEOUT_WRITE_MS : HTTP_TIMEOUT_READ_MS;
	long connect = r->connect_timeout_ms ? r->connect_timeout_ms : HTTP_CONNECT_TIMEOUT_MS;
	const struct curl_door *curl = t->client->curl;
	CURL *e = t->easy;

	curl->easy_setopt(e, CURLOPT_PROTOCOLS_STR, local ? "http,https" : "https");
	curl->easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "https");
	curl->easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	curl->easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L);
	curl->easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L);
	curl->easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl->easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl->easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
	curl->easy_setopt(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl->easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl->easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl->easy_setopt(e, CURLOPT_BUFFERSIZE, BUFFER_BYTES);   /* pages are long: fewer wake-ups */
	curl->easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
	curl->easy_setopt(e, CURLOPT_TIMEOUT_MS, total);
	curl->easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, connect);
	if (mutates) {
		curl->easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
	} else {
		curl->easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 1L);
		curl->easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)t->client->low_speed_seconds);
	}
	if (t->client->ca_bundle)
		curl->easy_setopt(e, CURLOPT_CAINFO, t->client->ca_bundle);
	if (local)
		curl->easy_setopt(e, CURLOPT_PROXY, "");   /* this machine is never behind a proxy */
}

static void transfer_setup(struct transfer *t, int local)
{
	const struct curl_door *curl = t->client->curl;
	CURL *e = t->easy;

	setup_limits(t, local);
	setup_method(t);
	setup_headers(t);
	curl->easy_setopt(e, CURLOPT_URL, t->request.url);
	curl->easy_setopt(e, CURLOPT_USERAGENT, t->client->user_agent);
	curl->easy_setopt(e, CURLOPT_ERRORBUFFER, t->words);
	curl->easy_setopt(e, CURLOPT_PRIVATE, (char *)t);
	curl->easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl->easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl->easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl->easy_setopt(e, CURLOPT_WRITEDATA, t);
	if (t->request.flags & HTTP_SECRET_BODY)
		strbuf_grow(&t->response.body, SECRET_BODY_ROOM);   /* grows without leaving copies */
}

/* ---- traces ---- */

static void trace_request(const struct transfer *t)
{
	struct strbuf url = STRBUF_INIT, headers = STRBUF_INIT;

	if (!trace_on(TRACE_HTTP))
		return;
	http_url_redacted(&url, t->request.url);
	http_headers_redacted(&headers, &t->request.headers);
	trace(TRACE_HTTP, "> %s %s (%zu bytes)", t->request.method, url.s, t->request.body_len);
	trace(TRACE_HTTP, "> %s", headers.s);
	strbuf_release(&url);
	strbuf_release(&headers);
}

static void trace_response(const struct transfer *t)
{
	const struct http_response *r = &t->response;
	struct strbuf url = STRBUF_INIT, headers = STRBUF_INIT;

	if (!trace_on(TRACE_HTTP))
		return;
	http_url_redacted(&url, r->url);
	http_headers_redacted(&headers, &r->headers);
	trace(TRACE_HTTP, "< %d %s %s %s (%zu bytes, %lld ms%s%s)", r->status,
		http_transport_name(r->transport), r->method, url.s, r->body.len,
		(long long)r->duration_ms, r->detail ? ", " : "", r->detail ? r->detail : "");
	if (r->headers.len)
		trace(TRACE_HTTP, "< %s", headers.s);
	strbuf_release(&url);
	strbuf_release(&headers);
}

/* ---- ending ---- */

/* A handshake that fell silent is like a line that fell silent; anything else in
 * it (no common version, not TLS at all) stays until a setting changes. */
static enum http_transport handshake_failure(const struct transfer *t)
{
	long number = 0;

	t->client->curl->easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (number == ECONNRESET || number == EPIPE || strstr(t->words, "SYSCALL") ||
	    strstr(t->words, "reset by peer"))
		return HTTP_TRANSPORT_CONNECT;
	return HTTP_TRANSPORT_TLS;
}

static enum http_transport transport_of(const struct transfer *t, CURLcode code)
{
	if (t->too_big)
		return HTTP_TRANSPORT_TOO_BIG;
	if (t->response.sent && code != CURLE_OK && code != CURLE_OPERATION_TIMEDOUT &&
	    code != CURLE_FILESIZE_EXCEEDED)
		return HTTP_TRANSPORT_CUT;     /* whatever it is called: something had left */
	switch (code) {
	case CURLE_OK:
		return HTTP_TRANSPORT_OK;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return HTTP_TRANSPORT_RESOLVE;
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY:
		return HTTP_TRANSPORT_CONNECT;
	case CURLE_SSL_CONNECT_ERROR:
		return handshake_failure(t);
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
		return HTTP_TRANSPORT_TLS;
	case CURLE_OPERATION_TIMEDOUT:
		return HTTP_TRANSPORT_TIMEOUT;
	case CURLE_FILESIZE_EXCEEDED:
		return HTTP_TRANSPORT_TOO_BIG;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return HTTP_TRANSPORT_REFUSED;
	default:
		return HTTP_TRANSPORT_CUT;
	}
}

static void finish(struct transfer *t, enum http_transport transport, const char *detail)
{
	struct client *c = t->client;
	struct http_response *r = &t->response;
	struct transfer **p;

	r->transport = transport;
	r->detail = detail && *detail ? xstrdup(detail) : NULL;
	r->duration_ms = clock_mono_ms() - t->started_ms;
	if (transport != HTTP_TRANSPORT_OK)
		r->status = 0;
	for (p = &c->running; *p && *p != t; p = &(*p)->next)
		;
	if (*p) {
		*p = t->next;
		c->running_count--;
	}
	transfer_detach(t);
	trace_response(t);
	http_request_release(&t->request);
	t->next = NULL;
	*c->finished_tail = t;
	c->finished_tail = &t->next;
}

/* What the library measured; before the handle goes. */
static void measure(struct transfer *t)
{
	struct client *c = t->client;
	struct http_response *r = &t->response;
	long status = 0, asked = 0, answered = 0, connections = 0;
	curl_off_t up = 0, down = 0;

	t->client->curl->easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	t->client->curl->easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &asked);
	t->client->curl->easy_getinfo(t->easy, CURLINFO_HEADER_SIZE, &answered);
	t->client->curl->easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connections);
	t->client->curl->easy_getinfo(t->easy, CURLINFO_SIZE_UPLOAD_T, &up);
	t->client->curl->easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
	r->status = (int)status;
	r->sent = asked > 0;
	r->bytes_out = asked + up;
	r->bytes_in = answered + down;
	c->counters.connections += connections;
	c->counters.bytes_in += r->bytes_in;
	c->counters.bytes_out += r->bytes_out;
}

/* ---- the caller's side ---- */

static int is_method(const char *m)
{
	if (!*m)
		return 0;
	for (; *m; m++)
		if (*m < 'A' || *m > 'Z')
			return 0;
	return 1;
}

/* Why a request may not go out, or NULL. */
static const char *refusal(const struct http_request *r)
{
	if (!r->url || !http_url_allowed(r->url))
		return "only https addresses, and http on this computer, are allowed";
	if (!is_method(r->method))
		return "no such method";
	if (r->origin && !http_url_same_origin(r->origin, r->url))
		return "the credentials belong to another address";
	return NULL;
}

void client_start(struct client *c, struct http_request *take_request, void *tag)
{
	struct transfer *t = xcalloc(1, sizeof *t);
	const char *why;

	t->client = c;
	t->tag = tag;
	t->started_ms = clock_mono_ms();
	http_request_move(&t->request, take_request);
	http_response_init(&t->response);
	t->response.request_flags = t->request.flags;
	t->response.url = xstrdup(t->request.url ? t->request.url : "");
	t->response.method = xstrdup(t->request.method);
	why = refusal(&t->request);
	if (!why && need_library(c) < 0)
		why = "the network library (libcurl) is not installed, or does not start";
	if (why) {
		finish(t, HTTP_TRANSPORT_REFUSED, why);
		return;
	}
	t->easy = c->curl->easy_init();
	if (!t->easy)
		BUG("out of memory");
	transfer_setup(t, http_url_is_local(t->request.url));
	t->next = c->running;
	c->running = t;
	c->running_count++;
	c->counters.calls++;
	trace_request(t);
	if (c->curl->multi_add_handle(c->multi, t->easy))
		finish(t, HTTP_TRANSPORT_CONNECT, "the transfer could not be started");
}

static void collect(struct client *c)
{
	enum http_transport transport;
	struct transfer *t;
	CURLcode code;
	CURLMsg *msg;
	char *owner;
	int left;

	while ((msg = c->curl->multi_info_read(c->multi, &left))) {
		if (msg->msg != CURLMSG_DONE)
			continue;
		code = msg->data.result;
		owner = NULL;
		c->curl->easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &owner);
		t = (struct transfer *)(void *)owner;
		measure(t);
		transport = transport_of(t, code);
		finish(t, transport, code == CURLE_OK ? NULL :
			*t->words ? t->words : c->curl->easy_strerror(code));
	}
}

/* Nothing runs: an ordinary wait. */
static int wait_alone(const struct client *c, int timeout_ms, int extra_fd)
{
	struct pollfd fds[2] = { { c->wake_fd, POLLIN, 0 }, { extra_fd, POLLIN, 0 } };

	poll(fds, extra_fd >= 0 ? 2 : 1, timeout_ms);
	return extra_fd >= 0 && fds[1].revents != 0;
}

static int wait_with_transfers(struct client *c, int timeout_ms, int extra_fd)
{
	struct curl_waitfd fds[2] = { { c->wake_fd, CURL_WAIT_POLLIN, 0 }, { extra_fd, CURL_WAIT_POLLIN, 0 } };
	int still = 0;

	c->curl->multi_perform(c->multi, &still);
	collect(c);
	c->curl->multi_poll(c->multi, fds, extra_fd >= 0 ? 2 : 1, c->finished ? 0 : timeout_ms, NULL);
	c->curl->multi_perform(c->multi, &still);
	collect(c);
	return extra_fd >= 0 && fds[1].revents != 0;
}

int client_poll(struct client *c, int timeout_ms, int extra_fd)
{
	int ready = c->multi ? wait_with_transfers(c, timeout_ms, extra_fd) :
		wait_alone(c, c->finished ? 0 : timeout_ms, extra_fd);
	uint64_t wakes;

	while (read(c->wake_fd, &wakes, sizeof wakes) > 0)
		;
	return ready;
}

void client_wake(struct client *c)
{
	const uint64_t one = 1;

	(void)!write(c->wake_fd, &one, sizeof one);   /* full: it wakes all the same */
}

int client_take_finished(struct client *c, void **tag, struct http_response *out)
{
	struct transfer *t = c->finished;

	if (!t)
		return 0;
	c->finished = t->next;
	if (!c->finished)
		c->finished_tail = &c->finished;
	*tag = t->tag;
	http_response_move(out, &t->response);
	transfer_free(t);
	return 1;
}

static void cancel(struct client *c, void *tag, int all)
{
	struct transfer *t, *next;

	for (t = c->running; t; t = next) {
		next = t->next;
		if (!all && t->tag != tag)
			continue;
		measure(t);
		finish(t, HTTP_TRANSPORT_CANCELLED, NULL);
	}
}

void client_cancel(struct client *c, void *tag)
{
	cancel(c, tag, 0);
}

void client_cancel_all(struct client *c)
{
	cancel(c, NULL, 1);
}

size_t client_running(const struct client *c)
{
	return c->running_count;
}

struct client_counters client_counters(const struct client *c)
{
	return c->counters;
}
