/* A client of the simulators for the tests: one plain HTTP exchange on a raw
 * socket, so that what is tested is what travels. */
#ifndef TEST_SIM_CLIENT_H
#define TEST_SIM_CLIENT_H

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "sim/jsonv.h"
#include "sim/sim.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct answer {
	int status;                  /* 0: the connection ended without an answer */
	struct strbuf head, body;
	cJSON *json;                 /* owned; NULL */
};

static inline void answer_release(struct answer *a)
{
	strbuf_release(&a->head);
	strbuf_release(&a->body);
	cJSON_Delete(a->json);
	a->json = NULL;
}

/* The value of a header as a pointer into head, up to its end of line; "" when absent. */
static inline char *answer_header(const struct answer *a, const char *name)
{
	const char *line = a->head.s;
	size_t n = strlen(name);

	while ((line = strstr(line, "\r\n"))) {
		line += 2;
		if (!strncasecmp(line, name, n) && line[n] == ':') {
			const char *v = line + n + 1;

			v += strspn(v, " ");
			return xstrndup(v, strcspn(v, "\r"));
		}
	}
	return xstrdup("");
}

static inline int client_connect(int port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	addr.sin_port = htons((uint16_t)port);
	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&addr, sizeof addr))
		BUG("no connection to port %d", port);
	return fd;
}

/* headers: whole lines, each with \r\n; NULL. */
static inline void client_send(int fd, const char *method, const char *target,
	const char *headers, const char *body)
{
	struct strbuf b = STRBUF_INIT;
	size_t at = 0;

	strbuf_addf(&b, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s", method, target,
		headers ? headers : "");
	if (body)
		strbuf_addf(&b, "Content-Length: %zu\r\n", strlen(body));
	strbuf_addf(&b, "\r\n%s", body ? body : "");
	while (at < b.len) {
		ssize_t n = send(fd, b.s + at, b.len - at, MSG_NOSIGNAL);

		if (n <= 0)
			break;
		at += (size_t)n;
	}
	strbuf_release(&b);
}

static inline void client_receive(int fd, struct answer *a)
{
	struct strbuf b = STRBUF_INIT;
	char buf[65536];
	const char *end;
	ssize_t n;

	memset(a, 0, sizeof *a);
	strbuf_init(&a->head);
	strbuf_init(&a->body);
	while ((n = read(fd, buf, sizeof buf)) > 0)
		strbuf_add(&b, buf, (size_t)n);
	close(fd);
	end = b.len ? strstr(b.s, "\r\n\r\n") : NULL;
	if (end) {
		strbuf_add(&a->head, b.s, (size_t)(end - b.s) + 2);
		strbuf_adds(&a->body, end + 4);
		a->status = (int)strtol(b.s + strcspn(b.s, " "), NULL, 10);
		a->json = jv_parse(a->body.s, a->body.len);
	}
	strbuf_release(&b);
}

static inline void client_call(int port, struct answer *a, const char *method,
	const char *target, const char *headers, const char *body)
{
	int fd = client_connect(port);

	client_send(fd, method, target, headers, body);
	client_receive(fd, a);
}

#endif
