/* The sign-in callback (RFC 8252, 7.3).
 *
 * A listener on 127.0.0.1 and ::1, the same port, and at most a few connections,
 * all inside one epoll descriptor so that the worker polls one number.  Whatever
 * a local program or a web page sends here is hostile until path and state are
 * right: requests are small, GET only, with our own host name in Host (a page
 * elsewhere that points its name at this machine has another one), and only so
 * many of them.  The first right one ends everything. */
#include "net/callback.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "net/http.h"
#include "net/oauth.h"

#include "base/banned.h"

#define CONNECTIONS 8
#define REQUEST_MAX 8192
#define WRONG_MAX 64
#define LISTENERS 2

struct visitor {
	int fd;                      /* -1: free */
	unsigned age;
	struct strbuf in;
};

struct callback {
	char *query;                 /* owned; of the request that brought the code; or NULL */
	int epoll, port;
	int listeners[LISTENERS];    /* -1: none */
	struct visitor visitors[CONNECTIONS];
	unsigned next_age;
	int wrong;
	char *path, *state, *page_done, *page_refused;   /* owned */
};

/* ---- opening and closing ---- */

static int listen_on(int family, int port)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int on = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(fd, family == AF_INET ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6,
	    family == AF_INET ? sizeof v4 : sizeof v6) < 0 || listen(fd, CONNECTIONS) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static int port_of(int fd)
{
	struct sockaddr_in a;
	socklen_t len = sizeof a;

	return getsockname(fd, (struct sockaddr *)&a, &len) < 0 ? -1 : ntohs(a.sin_port);
}

/* Listeners are the numbers from 0, visitors follow. */
static int watch(struct callback *cb, int fd, unsigned number)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u32 = number };

	return epoll_ctl(cb->epoll, EPOLL_CTL_ADD, fd, &ev);
}

static void visitor_close(struct visitor *v)
{
	if (v->fd >= 0)
		close(v->fd);
	v->fd = -1;
	http_wipe(v->in.s, v->in.len);
	strbuf_release(&v->in);
}

static void close_all(struct callback *cb)
{
	size_t i;

	for (i = 0; i < CONNECTIONS; i++)
		visitor_close(&cb->visitors[i]);
	for (i = 0; i < LISTENERS; i++) {
		if (cb->listeners[i] >= 0)
			close(cb->listeners[i]);
		cb->listeners[i] = -1;
	}
}

int callback_open(struct callback **out, const struct callback_options *o, struct error *err)
{
	struct callback *cb = xcalloc(1, sizeof *cb);
	char port[16], text[128];
	size_t i;
	int rc = 0;

	for (i = 0; i < CONNECTIONS; i++) {
		cb->visitors[i].fd = -1;
		strbuf_init(&cb->visitors[i].in);
	}
	cb->listeners[1] = -1;
	cb->path = xstrdup(o->path);
	cb->state = xstrdup(o->state);
	cb->page_done = xstrdup(o->page_done);
	cb->page_refused = xstrdup(o->page_refused);
	cb->epoll = epoll_create1(EPOLL_CLOEXEC);
	cb->listeners[0] = listen_on(AF_INET, o->port);
	if (cb->epoll < 0 || cb->listeners[0] < 0 || watch(cb, cb->listeners[0], 0) < 0) {
		snprintf(port, sizeof port, "%d", o->port);
		rc = error_set(err, ERR_CONFIG,
			N_("the sign-in cannot wait on port %s of this computer: %s; "
			"close the program that uses it, or paste the address by hand"),
			port, strerror_r(errno, text, sizeof text), NULL);
		callback_free(cb);
		return rc;
	}
	cb->port = port_of(cb->listeners[0]);
	cb->listeners[1] = listen_on(AF_INET6, cb->port);   /* where there is IPv6 */
	if (cb->listeners[1] >= 0)
		watch(cb, cb->listeners[1], 1);
	*out = cb;
	return 0;
}

void callback_free(struct callback *cb)
{
	if (!cb)
		return;
	close_all(cb);
	if (cb->epoll >= 0)
		close(cb->epoll);
	http_wipe(cb->state, strlen(cb->state));
	if (cb->query)
		http_wipe(cb->query, strlen(cb->query));
	free(cb->query);
	free(cb->path);
	free(cb->state);
	free(cb->page_done);
	free(cb->page_refused);
	free(cb);
}

int callback_port(const struct callback *cb)
{
	return cb->port;
}

const char *callback_query(const struct callback *cb)
{
	return cb->query ? cb->query : "";
}

int callback_fd(const struct callback *cb)
{
	return cb->epoll;
}

void callback_address(struct strbuf *out, const struct callback *cb, const char *host)
{
	strbuf_addf(out, "http://%s:%d%s", host ? host : "127.0.0.1", cb->port, cb->path);
}

/* ---- answering ---- */

static void add_html(struct strbuf *out, const char *s)
{
	for (; *s; s++) {
		switch (*s) {
		case '<': strbuf_adds(out, "&lt;"); break;
		case '>': strbuf_adds(out, "&gt;"); break;
		case '&': strbuf_adds(out, "&amp;"); break;
		case '"': strbuf_adds(out, "&quot;"); break;
		default: strbuf_addc(out, *s);
		}
	}
}

static void answer(struct visitor *v, const char *status, const char *text)
{
	struct strbuf page = STRBUF_INIT, whole = STRBUF_INIT;

	strbuf_adds(&page, "<!doctype html><meta charset=\"utf-8\"><title>Comptoir</title><p>");
	add_html(&page, text);
	strbuf_adds(&page, "</p>\n");
	strbuf_addf(&whole, "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n"
		"Content-Length: %zu\r\nContent-Security-Policy: default-src 'none'\r\n"
		"Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\n"
		"Connection: close\r\n\r\n", status, page.len);
	strbuf_add(&whole, page.s, page.len);
	/* Less than a fresh socket's buffer: it goes whole, or the browser is gone. */
	if (send(v->fd, whole.s, whole.len, MSG_NOSIGNAL) == (ssize_t)whole.len)
		shutdown(v->fd, SHUT_WR);
	strbuf_release(&page);
	strbuf_release(&whole);
	visitor_close(v);
}

/* The value of a header in the request's text, up to its line's end. */
static const char *request_header(const char *request, const char *name, size_t *len)
{
	const char *line = strstr(request, "\r\n");
	size_t n = strlen(name);

	for (; line; line = strstr(line, "\r\n")) {
		line += 2;
		if (!strncasecmp(line, name, n) && line[n] == ':') {
			line += n + 1;
			line += strspn(line, " \t");
			*len = strcspn(line, "\r\n");
			return line;
		}
	}
	return NULL;
}

static int host_is_ours(const struct callback *cb, const char *request)
{
	static const char *const hosts[] = { "127.0.0.1", "localhost", "[::1]" };
	size_t i, len, n;
	const char *value = request_header(request, "Host", &len);
	char port[16];

	if (!value)
		return 0;
	snprintf(port, sizeof port, ":%d", cb->port);
	for (i = 0; i < ARRAY_SIZE(hosts); i++) {
		n = strlen(hosts[i]);
		if (len == n + strlen(port) && !strncasecmp(value, hosts[i], n) &&
		    !strncmp(value + n, port, strlen(port)))
			return 1;
	}
	return 0;
}

/* The query of "GET /callback?query HTTP/1.1" when the path is ours; a copy. */
static char *request_query(const struct callback *cb, const char *request)
{
	size_t path_len = strlen(cb->path), len;
	const char *p = request;

	if (strncmp(p, "GET ", 4) || strncmp(p + 4, cb->path, path_len))
		return NULL;
	p += 4 + path_len;
	len = strcspn(p, " \r\n");
	if (strncmp(p + len, " HTTP/1.", 8) || (len && *p != '?'))
		return NULL;
	return len ? xstrndup(p + 1, len - 1) : xstrdup("");
}

/* 1 done, 0 go on, or a class. */
static int handle(struct callback *cb, struct visitor *v, struct strbuf *code, struct error *err)
{
	struct error why = ERROR_INIT;
	char *query = host_is_ours(cb, v->in.s) ? request_query(cb, v->in.s) : NULL;
	int rc;

	if (!query) {
		answer(v, "404 Not Found", cb->page_refused);
		cb->wrong++;
		return 0;
	}
	rc = oauth_redirect_parse(code, query, cb->state, 0, &why);
	if (rc == ERR_DATA) {                /* not the answer that is waited for */
		trace(TRACE_HTTP, "sign-in callback: a request without the right state");
		answer(v, "400 Bad Request", cb->page_refused);
		cb->wrong++;
		rc = 0;
	} else {
		answer(v, "200 OK", rc ? cb->page_refused : cb->page_done);
		if (rc && err)
			error_move(err, &why);
		close_all(cb);
		if (!rc) {
			cb->query = query;
			query = NULL;
		}
		rc = rc ? rc : 1;
	}
	if (query)
		http_wipe(query, strlen(query));
	free(query);
	error_release(&why);
	return rc;
}

static void welcome(struct callback *cb, int listener)
{
	struct visitor *v = &cb->visitors[0];
	size_t i;
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0)
		return;
	for (i = 0; i < CONNECTIONS && v->fd >= 0; i++)    /* a free place, else the oldest */
		if (cb->visitors[i].fd < 0 || cb->visitors[i].age < v->age)
			v = &cb->visitors[i];
	visitor_close(v);
	v->fd = fd;
	v->age = cb->next_age++;
	strbuf_grow(&v->in, REQUEST_MAX);
	watch(cb, fd, (unsigned)(LISTENERS + (v - cb->visitors)));
}

static int listen_to(struct callback *cb, struct visitor *v, struct strbuf *code, struct error *err)
{
	char chunk[2048];
	ssize_t n = recv(v->fd, chunk, sizeof chunk, 0);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0 || memchr(chunk, 0, (size_t)n) || v->in.len + (size_t)n > REQUEST_MAX) {
		if (n > 0)
			cb->wrong++;
		visitor_close(v);
		return 0;
	}
	strbuf_add(&v->in, chunk, (size_t)n);
	http_wipe(chunk, sizeof chunk);
	return strstr(v->in.s, "\r\n\r\n") ? handle(cb, v, code, err) : 0;
}

int callback_step(struct callback *cb, struct strbuf *code, struct error *err)
{
	struct epoll_event ev;
	unsigned rounds;
	int rc = 0;

	for (rounds = 0; rounds < 256 && !rc && epoll_wait(cb->epoll, &ev, 1, 0) == 1; rounds++) {
		if (ev.data.u32 < LISTENERS)
			welcome(cb, cb->listeners[ev.data.u32]);
		else if (ev.data.u32 < LISTENERS + CONNECTIONS &&
		    cb->visitors[ev.data.u32 - LISTENERS].fd >= 0)
			rc = listen_to(cb, &cb->visitors[ev.data.u32 - LISTENERS], code, err);
		if (!rc && cb->wrong > WRONG_MAX) {
			close_all(cb);
			rc = error_set(err, ERR_DATA,
				N_("too many wrong answers came to the sign-in: start it again, "
				"or paste the address by hand"), NULL);
		}
	}
	return rc;
}
