/* The demo proves what it did by asking the simulators, not by asking itself: a few lines
 * of HTTP/1.0 to the loopback address, nothing else. */
#include "ui/demo_http.h"
#include "base/decimal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/banned.h"

static int dial(const char *url, const char **path)
{
	static const char prefix[] = "http://127.0.0.1:";
	struct sockaddr_in to = { .sin_family = AF_INET };
	int fd;
	long port;
	char *end;

	if (strncmp(url, prefix, sizeof prefix - 1) != 0)
		return -1;
	port = strtol(url + sizeof prefix - 1, &end, 10);
	if (port <= 0 || port > 65535)
		return -1;
	*path = *end ? end : "/";
	to.sin_port = htons((uint16_t)port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static int send_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

static void read_all(int fd, struct strbuf *out)
{
	char buf[8192];
	ssize_t n;

	while ((n = read(fd, buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			strbuf_add(out, buf, (size_t)n);
}

int demo_http(struct strbuf *answer, const char *url, const char *body)
{
	struct strbuf text = STRBUF_INIT;
	const char *path, *blank;
	int fd = dial(url, &path), ok = 0;

	if (fd < 0)
		return -1;
	strbuf_addf(&text, "%s %s HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n", body ? "POST" : "GET", path);
	if (body)
		strbuf_addf(&text, "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
	strbuf_adds(&text, "\r\n");
	strbuf_adds(&text, body);
	if (send_all(fd, text.s, text.len) == 0) {
		strbuf_reset(&text);
		read_all(fd, &text);
		blank = strstr(text.s, "\r\n\r\n");
		ok = blank && text.len > 12 && text.s[9] == '2';
		if (blank && answer)
			strbuf_adds(answer, blank + 4);
	}
	close(fd);
	strbuf_release(&text);
	return ok ? 0 : -1;
}
