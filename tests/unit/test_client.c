/* Transfers against a small raw server in this process: what is refused, what is
 * cut, what is sent twice (nothing), and what reaches the trace. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/path.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "net/client.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/banned.h"

/* ---- the server: one thread for listening, one per connection ---- */

#define CONNECTIONS 256

struct server {
	int listener, port;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change;
	pthread_t handlers[CONNECTIONS];
	int fds[CONNECTIONS];
	int connections;
	int stopping;
	struct strbuf log;           /* every request, whole */
	int requests;
};

struct conversation { struct server *s; int fd; };

static struct server server;

static const unsigned char zeros_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1, 0x31, 0x01, 0x00, 0x00,
	0x00, 0xc2, 0xa0, 0xf5, 0x4f, 0x6d, 0x0d, 0x0f, 0xa0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x57, 0x03, 0x7d, 0x95, 0x11, 0xd4,
	0xa0, 0x86, 0x01, 0x00,
};

static void say(int fd, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void say(int fd, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	size_t at = 0;
	ssize_t n;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	while (at < b.len && (n = send(fd, b.s + at, b.len - at, MSG_NOSIGNAL)) > 0)
		at += (size_t)n;
	strbuf_release(&b);
}

static void say_body(int fd, const char *head, const void *body, size_t len)
{
	const char *p = body;
	ssize_t n;

	say(fd, "%sContent-Length: %zu\r\n\r\n", head, len);
	for (; len; p += n, len -= (size_t)n)
		if ((n = send(fd, p, len, MSG_NOSIGNAL)) <= 0)
			return;
}

static void wait_for_stop(struct server *s)
{
	pthread_mutex_lock(&s->lock);
	while (!s->stopping)
		pthread_cond_wait(&s->change, &s->lock);
	pthread_mutex_unlock(&s->lock);
}

static void say_big(int fd, int chunked)
{
	char block[1024];
	int i;

	memset(block, 'x', sizeof block);
	say(fd, "HTTP/1.1 200 OK\r\n%s\r\n", chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: 1024000\r\n");
	for (i = 0; i < 1000; i++) {
		if (chunked)
			say(fd, "400\r\n");
		if (send(fd, block, sizeof block, MSG_NOSIGNAL) < 0)
			return;
		if (chunked)
			say(fd, "\r\n");
	}
	if (chunked)
		say(fd, "0\r\n\r\n");
}

/* Answers one request; 0 keeps the connection. */
static int converse(struct server *s, int fd, const struct strbuf *request)
{
	const char *p = strchr(request->s, ' ');
	char path[64] = "";
	int i;

	if (p)
		snprintf(path, sizeof path, "%.*s", (int)strcspn(p + 1, " ?"), p + 1);
	if (!strcmp(path, "/ok"))
		return say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), 0;
	if (!strcmp(path, "/ok-then-gone"))
		return say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"), 1;
	if (!strcmp(path, "/echo"))
		return say_body(fd, "HTTP/1.1 201 Created\r\n", request->s, request->len), 0;
	if (!strcmp(path, "/to-file"))
		return say(fd, "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"), 0;
	if (!strcmp(path, "/to-http"))
		return say(fd, "HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:%d/ok\r\nContent-Length: 0\r\n\r\n",
			s->port), 0;
	if (!strcmp(path, "/headers"))
		return say(fd, "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
			"HTTP/1.1 404 Not Found\r\nx-RATE-limit-remaining:  7 \r\nLink: <a:b>; rel=\"next\"\r\n"
			"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nEmpty:\r\nContent-Length: 0\r\n\r\n"), 0;
	if (!strcmp(path, "/many-headers")) {
		say(fd, "HTTP/1.1 200 OK\r\n");
		for (i = 0; i < 500; i++)
			say(fd, "X-H%d: 1\r\n", i);
		return say(fd, "Content-Length: 0\r\n\r\n"), 1;
	}
	if (!strcmp(path, "/big") || !strcmp(path, "/big-chunked"))
		return say_big(fd, path[4] != 0), 1;
	if (!strcmp(path, "/zeros"))
		return say_body(fd, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", zeros_gz, sizeof zeros_gz), 0;
	if (!strcmp(path, "/half"))
		return say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":"), 1;
	if (!strcmp(path, "/garbage"))
		return say(fd, "I am no web server\r\n"), 1;
	if (!strcmp(path, "/hang"))
		wait_for_stop(s);
	return 1;                    /* "/cut" and anything else: not a word */
}

/* One whole request into b; 0 when the other side has gone. */
static int hear(int fd, struct strbuf *b)
{
	char chunk[4096];
	const char *end, *length;
	ssize_t n;

	strbuf_reset(b);
	for (;;) {
		end = b->len ? memmem(b->s, b->len, "\r\n\r\n", 4) : NULL;
		if (end) {
			length = strcasestr(b->s, "\r\ncontent-length:");
			if (b->len >= (size_t)(end + 4 - b->s) + (length ? strtoul(length + 17, NULL, 10) : 0))
				return 1;
		}
		n = recv(fd, chunk, sizeof chunk, 0);
		if (n <= 0)
			return 0;
		strbuf_add(b, chunk, (size_t)n);
	}
}

static void *handler(void *arg)
{
	struct conversation *c = arg;
	struct server *s = c->s;
	struct strbuf request = STRBUF_INIT;
	int over = 0;

	while (!over && hear(c->fd, &request)) {
		pthread_mutex_lock(&s->lock);
		strbuf_add(&s->log, request.s, request.len);
		s->requests++;
		pthread_cond_broadcast(&s->change);
		pthread_mutex_unlock(&s->lock);
		over = converse(s, c->fd, &request);
	}
	shutdown(c->fd, SHUT_RDWR);
	strbuf_release(&request);
	free(c);
	return NULL;
}

static void *listening(void *arg)
{
	struct server *s = arg;
	struct conversation *c;
	int fd;

	while ((fd = accept(s->listener, NULL, NULL)) >= 0) {
		pthread_mutex_lock(&s->lock);
		if (s->stopping || s->connections == CONNECTIONS) {
			pthread_mutex_unlock(&s->lock);
			close(fd);
			continue;
		}
		c = xmalloc(sizeof *c);
		c->s = s;
		c->fd = fd;
		s->fds[s->connections] = fd;
		if (pthread_create(&s->handlers[s->connections], NULL, handler, c))
			abort();
		s->connections++;
		pthread_mutex_unlock(&s->lock);
	}
	return NULL;
}

static int server_start(void **state)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;

	memset(&server, 0, sizeof server);
	strbuf_init(&server.log);
	pthread_mutex_init(&server.lock, NULL);
	pthread_cond_init(&server.change, NULL);
	server.listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(server.listener, (struct sockaddr *)&a, sizeof a) || listen(server.listener, 64) ||
	    getsockname(server.listener, (struct sockaddr *)&a, &len))
		return -1;
	server.port = ntohs(a.sin_port);
	return pthread_create(&server.thread, NULL, listening, &server);
}

static int server_stop(void **state)
{
	int i;

	pthread_mutex_lock(&server.lock);
	server.stopping = 1;
	pthread_cond_broadcast(&server.change);
	for (i = 0; i < server.connections; i++)
		shutdown(server.fds[i], SHUT_RDWR);
	pthread_mutex_unlock(&server.lock);
	shutdown(server.listener, SHUT_RDWR);
	pthread_join(server.thread, NULL);
	for (i = 0; i < server.connections; i++) {
		pthread_join(server.handlers[i], NULL);
		close(server.fds[i]);
	}
	close(server.listener);
	strbuf_release(&server.log);
	pthread_mutex_destroy(&server.lock);
	pthread_cond_destroy(&server.change);
	return 0;
}

static void server_wait_requests(int n)
{
	pthread_mutex_lock(&server.lock);
	while (server.requests < n)
		pthread_cond_wait(&server.change, &server.lock);
	pthread_mutex_unlock(&server.lock);
}

/* How often a text stands in what was received. */
static int server_heard(const char *text)
{
	const char *p;
	int n = 0;

	pthread_mutex_lock(&server.lock);
	for (p = server.log.s; (p = strstr(p, text)); p++)
		n++;
	pthread_mutex_unlock(&server.lock);
	return n;
}

/* ---- the client's side ---- */

static void request_to(struct http_request *r, const char *method, const char *path, unsigned flags)
{
	char *url = xasprintf("http://127.0.0.1:%d%s", server.port, path);

	http_request_init(r);
	http_request_start(r, method, url);
	r->flags = flags;
	free(url);
}

static void finish(struct client *c, struct http_response *out)
{
	void *tag;

	while (!client_take_finished(c, &tag, out))
		client_poll(c, 10000, -1);
	assert_ptr_equal(tag, c);
}

static void run(struct client *c, struct http_request *r, struct http_response *out)
{
	client_start(c, r, c);
	assert_null(r->url);
	finish(c, out);
}

static struct client *open_client(void)
{
	struct client *c = NULL;

	assert_int_equal(client_new(&c, NULL, NULL), 0);
	return c;
}

static void get(struct client *c, const char *path, struct http_response *out)
{
	struct http_request r;

	request_to(&r, "GET", path, 0);
	run(c, &r, out);
}

static void client_sends_method_headers_and_body(void **state)
{
	static const struct { const char *method, *body, *want; } rows[] = {
		{ "GET", NULL, "GET /echo?a=1 HTTP/1.1\r\n" },
		{ "POST", "{\"a\":1}", "Content-Length: 7\r\n" },
		{ "POST", NULL, "Content-Length: 0\r\n" },
		{ "PUT", "x", "PUT /echo?a=1 HTTP/1.1\r\n" },
		{ "PATCH", "x", "PATCH /echo?a=1 HTTP/1.1\r\n" },
		{ "DELETE", NULL, "DELETE /echo?a=1 HTTP/1.1\r\n" },
	};
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		request_to(&r, rows[i].method, "/echo?a=1", 0);
		http_headers_add(&r.headers, "Procore-Company-Id", "9007199254740993");
		http_headers_add(&r.headers, "X-Empty", "");
		if (rows[i].body)
			http_request_set_body(&r, "application/json", rows[i].body, strlen(rows[i].body));
		run(c, &r, &a);
		assert_int_equal(a.transport, HTTP_TRANSPORT_OK);
		assert_int_equal(a.status, 201);
		if (!strstr(a.body.s, rows[i].want))
			fail_msg("%s", a.body.s);
		assert_non_null(strstr(a.body.s, "\r\nProcore-Company-Id: 9007199254740993\r\n"));
		assert_non_null(strstr(a.body.s, "\r\nX-Empty:\r\n"));
		assert_non_null(strstr(a.body.s, "\r\nUser-Agent: Comptoir\r\n"));
		assert_non_null(strstr(a.body.s, "\r\nAccept-Encoding: gzip, deflate\r\n"));
		assert_null(strstr(a.body.s, "Expect:"));
		assert_int_equal(strstr(a.body.s, "Content-Type: application/json") != NULL, rows[i].body != NULL);
		assert_null(strstr(a.body.s, "x-www-form-urlencoded"));
		assert_true(a.sent);
		assert_string_equal(a.method, rows[i].method);
		http_response_release(&a);
	}
	client_free(c);
}

static void client_reads_headers_of_the_last_answer(void **state)
{
	struct client *c = open_client();
	struct http_response a;

	get(c, "/headers", &a);
	assert_int_equal(a.status, 404);
	assert_int_equal(http_header_int(&a, "X-Rate-Limit-Remaining"), 7);
	assert_string_equal(http_response_header(&a, "link"), "<a:b>; rel=\"next\"");
	assert_string_equal(http_response_header(&a, "Empty"), "");
	assert_null(http_response_header(&a, "X-Early"));
	assert_string_equal(a.headers.items[2].value, "a=1");
	assert_string_equal(a.headers.items[3].value, "b=2");
	assert_true(a.headers.items[3].secret);
	http_response_release(&a);
	client_free(c);
}

static void client_never_follows_a_redirect(void **state)
{
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;

	get(c, "/to-file", &a);
	assert_int_equal(a.status, 302);
	assert_string_equal(http_response_header(&a, "Location"), "file:///etc/passwd");
	assert_int_equal(a.body.len, 0);
	http_response_release(&a);
	request_to(&r, "POST", "/to-http", HTTP_MUTATES);
	http_request_bearer(&r, "token");
	run(c, &r, &a);
	assert_int_equal(a.status, 307);
	http_response_release(&a);
	assert_int_equal(server_heard("/ok"), 0);
	assert_int_equal(client_counters(c).calls, 2);
	client_free(c);
}

static void client_refuses_addresses_unsent(void **state)
{
	static const char *const urls[] = {
		"http://api.example.invalid/", "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1",
		"https://user:pw@api.example.invalid/", "", "gopher://127.0.0.1/",
		"http://127.0.0.1.example.invalid/",
	};
	struct client *c = open_client();
	struct error err = ERROR_INIT;
	struct http_request r;
	struct http_response a;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(urls); i++) {
		http_request_init(&r);
		http_request_start(&r, "GET", urls[i]);
		run(c, &r, &a);
		assert_int_equal(a.transport, HTTP_TRANSPORT_REFUSED);
		assert_int_equal(a.status, 0);
		assert_false(a.sent);
		assert_int_equal(http_transport_class(&a, &err), ERR_CONFIG);
		http_response_release(&a);
	}
	request_to(&r, "GET / HTTP", "/ok", 0);
	run(c, &r, &a);
	assert_int_equal(a.transport, HTTP_TRANSPORT_REFUSED);
	http_response_release(&a);
	assert_int_equal(client_counters(c).calls, 0);
	assert_int_equal(server_heard("HTTP/1.1"), 0);
	error_release(&err);
	client_free(c);
}

static void client_keeps_credentials_at_their_origin(void **state)
{
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	char *other = xasprintf("http://localhost:%d/ok", server.port);

	request_to(&r, "GET", "/ok", 0);
	http_request_bearer(&r, "token");
	http_request_start(&r, "GET", other);         /* as if a Link header had said so */
	run(c, &r, &a);
	assert_int_equal(a.transport, HTTP_TRANSPORT_REFUSED);
	http_response_release(&a);
	assert_int_equal(server_heard("token"), 0);
	request_to(&r, "GET", "/ok", 0);
	http_request_bearer(&r, "token");
	run(c, &r, &a);
	assert_int_equal(a.status, 200);
	http_response_release(&a);
	assert_int_equal(server_heard("Authorization: Bearer token\r\n"), 1);
	free(other);
	client_free(c);
}

static void client_caps_what_it_takes(void **state)
{
	static const struct { const char *path; size_t max; enum http_transport want; } rows[] = {
		{ "/big", 1024000, HTTP_TRANSPORT_OK }, { "/big", 1023999, HTTP_TRANSPORT_TOO_BIG },
		{ "/big-chunked", 1024000, HTTP_TRANSPORT_OK },
		{ "/big-chunked", 5000, HTTP_TRANSPORT_TOO_BIG },
		{ "/zeros", 100000, HTTP_TRANSPORT_OK }, { "/zeros", 99999, HTTP_TRANSPORT_TOO_BIG },
		{ "/many-headers", 0, HTTP_TRANSPORT_TOO_BIG },
	};
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		request_to(&r, "GET", rows[i].path, 0);
		r.max_bytes = rows[i].max;
		run(c, &r, &a);
		if (a.transport != rows[i].want)
			fail_msg("%s: %s", rows[i].path, http_transport_name(a.transport));
		assert_int_equal(a.status, rows[i].want == HTTP_TRANSPORT_OK ? 200 : 0);
		if (rows[i].want == HTTP_TRANSPORT_OK)
			assert_int_equal(a.body.len, rows[i].max);
		http_response_release(&a);
	}
	client_free(c);
}

static void client_tells_a_lost_answer_from_an_unsent_request(void **state)
{
	static const struct { const char *path; enum http_transport want; int write, read; } rows[] = {
		{ "/cut", HTTP_TRANSPORT_CUT, ERR_UNKNOWN, ERR_LATER },
		{ "/half", HTTP_TRANSPORT_CUT, ERR_UNKNOWN, ERR_LATER },
		{ "/garbage", HTTP_TRANSPORT_CUT, ERR_UNKNOWN, ERR_LATER },
		{ "/hang", HTTP_TRANSPORT_TIMEOUT, ERR_UNKNOWN, ERR_LATER },
	};
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	size_t i;
	int mutates;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (mutates = 0; mutates < 2; mutates++) {
			request_to(&r, "POST", rows[i].path, mutates ? HTTP_MUTATES : 0);
			http_request_set_body(&r, "application/json", "{}", 2);
			if (rows[i].want == HTTP_TRANSPORT_TIMEOUT)
				r.timeout_ms = 300;
			run(c, &r, &a);
			if (a.transport != rows[i].want)
				fail_msg("%s: %s, %s", rows[i].path, http_transport_name(a.transport), a.detail);
			assert_true(a.sent);
			assert_int_equal(a.status, 0);
			assert_int_equal(http_transport_class(&a, NULL), mutates ? rows[i].write : rows[i].read);
			http_response_release(&a);
		}
	}
	client_free(c);
}

static void client_says_unreachable_when_nobody_listens(void **state)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;
	struct client *c = open_client();
	struct http_request r;
	struct http_response answer;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char url[64];

	/* Bound and not listening: nobody else can take it meanwhile. */
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	snprintf(url, sizeof url, "http://127.0.0.1:%d/", ntohs(a.sin_port));
	http_request_init(&r);
	http_request_start(&r, "POST", url);
	r.flags = HTTP_MUTATES;
	run(c, &r, &answer);
	assert_int_equal(answer.transport, HTTP_TRANSPORT_CONNECT);
	assert_false(answer.sent);
	assert_int_equal(http_transport_class(&answer, NULL), ERR_LATER);
	http_response_release(&answer);
	close(fd);
	client_free(c);
}

static void client_wants_tls_behind_https(void **state)
{
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	char url[64];

	snprintf(url, sizeof url, "https://127.0.0.1:%d/garbage", server.port);
	http_request_init(&r);
	http_request_start(&r, "POST", url);
	http_request_bearer(&r, "CANARY");
	r.flags = HTTP_MUTATES;
	r.timeout_ms = 300;                  /* the raw server waits for an end of headers */
	run(c, &r, &a);
	assert_true(a.transport == HTTP_TRANSPORT_TLS || a.transport == HTTP_TRANSPORT_TIMEOUT);
	assert_false(a.sent);
	assert_int_equal(server_heard("CANARY"), 0);
	http_response_release(&a);
	client_free(c);
}

/* The heart of "exactly once": on a kept connection the library would take a cut
 * for an old, dead connection and send the request again by itself. */
static void client_never_sends_a_change_twice(void **state)
{
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	int i;

	for (i = 1; i <= 5; i++) {
		get(c, "/ok", &a);
		assert_int_equal(a.status, 200);
		http_response_release(&a);
		request_to(&r, "POST", "/cut", HTTP_MUTATES);
		http_request_set_body(&r, "application/json", "{}", 2);
		run(c, &r, &a);
		assert_int_equal(a.transport, HTTP_TRANSPORT_CUT);
		http_response_release(&a);
		assert_int_equal(server_heard("POST /cut"), i);
	}
	client_free(c);
}

static void client_reads_through_a_connection_that_died(void **state)
{
	struct client *c = open_client();
	struct http_response a;
	int i;

	for (i = 0; i < 5; i++) {
		get(c, "/ok-then-gone", &a);
		assert_int_equal(a.status, 200);
		http_response_release(&a);
	}
	client_free(c);
}

static void client_keeps_connections_and_bounds_them(void **state)
{
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	void *tag;
	int i, done = 0;

	for (i = 0; i < 10; i++) {
		get(c, "/ok", &a);
		http_response_release(&a);
	}
	assert_int_equal(client_counters(c).connections, 1);
	for (i = 0; i < 40; i++) {
		request_to(&r, "GET", "/ok", 0);
		client_start(c, &r, &r);
	}
	assert_int_equal(client_running(c), 40);
	while (done < 40) {
		client_poll(c, 10000, -1);
		while (client_take_finished(c, &tag, &a)) {
			assert_int_equal(a.status, 200);
			http_response_release(&a);
			done++;
		}
	}
	assert_int_equal(client_running(c), 0);
	assert_true(client_counters(c).connections <= 4);
	assert_int_equal(client_counters(c).calls, 50);
	assert_true(client_counters(c).bytes_in > 50 * 20);
	client_free(c);
}

static void client_cancel_comes_back_as_an_answer(void **state)
{
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;
	void *tag;
	int one, two;

	request_to(&r, "POST", "/hang", HTTP_MUTATES);
	client_start(c, &r, &one);
	request_to(&r, "GET", "/hang", 0);
	client_start(c, &r, &two);
	while (server_heard("/hang") < 2)
		client_poll(c, 10, -1);
	server_wait_requests(2);
	client_cancel(c, &one);
	assert_int_equal(client_running(c), 1);
	assert_int_equal(client_take_finished(c, &tag, &a), 1);
	assert_ptr_equal(tag, &one);
	assert_int_equal(a.transport, HTTP_TRANSPORT_CANCELLED);
	assert_true(a.sent);
	assert_int_equal(http_transport_class(&a, NULL), ERR_UNKNOWN);
	http_response_release(&a);
	assert_int_equal(client_take_finished(c, &tag, &a), 0);
	client_cancel_all(c);
	assert_int_equal(client_take_finished(c, &tag, &a), 1);
	assert_ptr_equal(tag, &two);
	assert_int_equal(http_transport_class(&a, NULL), ERR_CANCEL);
	http_response_release(&a);
	request_to(&r, "GET", "/hang", 0);               /* and one abandoned by client_free */
	client_start(c, &r, &one);
	client_poll(c, 0, -1);
	client_free(c);
}

static void *wake(void *arg)
{
	client_wake(arg);
	return NULL;
}

static void client_poll_is_woken(void **state)
{
	struct client *c = open_client();
	pthread_t t;
	int p[2];

	assert_int_equal(pthread_create(&t, NULL, wake, c), 0);
	assert_int_equal(client_poll(c, 600000, -1), 0);      /* ten minutes if nobody wakes it */
	pthread_join(t, NULL);
	assert_int_equal(pipe(p), 0);
	assert_int_equal(client_poll(c, 0, p[0]), 0);
	assert_int_equal(write(p[1], "x", 1), 1);
	assert_int_equal(client_poll(c, 600000, p[0]), 1);
	close(p[0]);
	close(p[1]);
	client_free(c);
}

static void client_uses_no_proxy_for_this_machine(void **state)
{
	struct client *c;
	struct http_response a;

	setenv("http_proxy", "http://127.0.0.1:1/", 1);
	setenv("all_proxy", "http://127.0.0.1:1/", 1);
	c = open_client();
	get(c, "/ok", &a);
	assert_int_equal(a.status, 200);
	http_response_release(&a);
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	client_free(c);
}

static void client_trace_holds_no_secret(void **state)
{
	char log[] = "/tmp/client-trace-XXXXXX";
	int fd = mkstemp(log);
	char *spec = xasprintf("http:%s", log);
	struct strbuf text = STRBUF_INIT, redacted = STRBUF_INIT;
	struct client *c = open_client();
	struct http_request r;
	struct http_response a;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(trace_init(spec), 0);
	request_to(&r, "POST", "/echo?code=CANARY&page=3", HTTP_SECRET_BODY);
	http_request_bearer(&r, "CANARY");
	http_headers_add(&r.headers, "Cookie", "s=CANARY");
	http_request_set_body(&r, "application/x-www-form-urlencoded", "password=CANARY", 15);
	run(c, &r, &a);
	assert_non_null(strstr(a.body.s, "password=CANARY"));    /* it did go out */
	http_response_release(&a);
	request_to(&r, "GET", "/hang?access_token=CANARY", 0);
	r.timeout_ms = 100;
	run(c, &r, &a);
	http_response_release(&a);
	trace_end();
	assert_int_equal(path_read_file(&text, log, 1 << 20, NULL), 0);
	assert_non_null(strstr(text.s, "POST http://127.0.0.1:"));
	assert_non_null(strstr(text.s, "page=3"));
	assert_non_null(strstr(text.s, "timeout"));
	assert_null(strstr(text.s, "CANARY"));
	unlink(log);
	strbuf_release(&text);
	strbuf_release(&redacted);
	free(spec);
	client_free(c);
}

#define T(f) cmocka_unit_test_setup_teardown(f, server_start, server_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(client_sends_method_headers_and_body),
		T(client_reads_headers_of_the_last_answer),
		T(client_never_follows_a_redirect),
		T(client_refuses_addresses_unsent),
		T(client_keeps_credentials_at_their_origin),
		T(client_caps_what_it_takes),
		T(client_tells_a_lost_answer_from_an_unsent_request),
		T(client_says_unreachable_when_nobody_listens),
		T(client_wants_tls_behind_https),
		T(client_never_sends_a_change_twice),
		T(client_reads_through_a_connection_that_died),
		T(client_keeps_connections_and_bounds_them),
		T(client_cancel_comes_back_as_an_answer),
		T(client_poll_is_woken),
		T(client_uses_no_proxy_for_this_machine),
		T(client_trace_holds_no_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
