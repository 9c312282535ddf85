/* The log: one JSON object per exchange, in a file and for GET /_sim/log.
 *
 * Bodies that are JSON stand in it as JSON, with every digit as it was sent:
 * the text itself is embedded after taking out the blanks.  An exchange whose
 * connection was cut has status 0 and no answer. */
#include "sim/core.h"

#include "base/array.h"
#include "base/date.h"
#include "base/xalloc.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/banned.h"

static void add_headers(struct strbuf *out, const struct sim_pairs *h)
{
	int any = 0;

	strbuf_addc(out, '{');
	for (size_t i = 0; i < h->len; i++) {
		size_t same = 0, before = 0;

		for (size_t k = 0; k < h->len; k++)
			if (!strcasecmp(h->items[k].name, h->items[i].name)) {
				same++;
				before += k < i;
			}
		if (before)
			continue;
		if (any++)
			strbuf_addc(out, ',');
		strbuf_add_json(out, h->items[i].name);
		strbuf_addc(out, ':');
		if (same == 1) {
			strbuf_add_json(out, h->items[i].value);
			continue;
		}
		strbuf_addc(out, '[');
		for (size_t k = i, n = 0; k < h->len; k++)
			if (!strcasecmp(h->items[k].name, h->items[i].name)) {
				if (n++)
					strbuf_addc(out, ',');
				strbuf_add_json(out, h->items[k].value);
			}
		strbuf_addc(out, ']');
	}
	strbuf_addc(out, '}');
}

/* JSON as JSON (on one line), text as a string, nothing as null. */
static void add_body(struct strbuf *out, const char *body, size_t len, int json, int compact)
{
	if (!len) {
		strbuf_adds(out, "null");
	} else if (json && compact) {
		strbuf_add(out, body, len);
	} else if (json) {
		char *text = xstrndup(body, len);

		cJSON_Minify(text);
		strbuf_adds(out, text);
		free(text);
	} else {
		strbuf_add_json(out, body);
	}
}

/* The systems declare what they write; a truncated answer is no JSON any more. */
static int is_json(const struct sim_response *resp, const char *fault)
{
	if (fault && (!strcmp(fault, "truncated") || !strcmp(fault, "partial")))
		return 0;
	for (size_t i = 0; i < resp->headers.len; i++)
		if (!strcasecmp(resp->headers.items[i].name, "Content-Type"))
			return !strncasecmp(resp->headers.items[i].value, "application/json", 16) ||
				strstr(resp->headers.items[i].value, "+json") != NULL;
	return 0;
}

static void write_line(int fd, const char *s, size_t len)
{
	while (len) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;     /* a full disk does not stop the simulator */
		s += n;
		len -= (size_t)n;
	}
}

static void keep(struct sim *sim, char *line, size_t len)
{
	size_t drop = 0;

	*ARRAY_PUSH(&sim->log) = line;
	sim->log_bytes += len;
	while (drop + 1 < sim->log.len &&
	       (sim->log.len - drop > LOG_KEEP || sim->log_bytes > LOG_KEEP_BYTES)) {
		sim->log_bytes -= strlen(sim->log.items[drop]);
		free(sim->log.items[drop++]);
	}
	if (drop) {
		memmove(sim->log.items, sim->log.items + drop,
			(sim->log.len - drop) * sizeof *sim->log.items);
		sim->log.len -= drop;
	}
}

void journal_add(struct sim *sim, const struct sim_slot *slot, const struct sim_request *req,
	const struct sim_response *resp, int64_t at_ms, const char *fault)
{
	struct strbuf b = STRBUF_INIT;
	char at[INSTANT_LEN];
	size_t len;

	instant_format(at, at_ms);
	strbuf_addf(&b, "{\"at\":\"%s\",\"system\":\"%s\",\"method\":", at, slot->sys->name);
	strbuf_add_json(&b, req->method);
	strbuf_adds(&b, ",\"target\":");
	strbuf_add_json(&b, req->target);
	strbuf_adds(&b, ",\"request_headers\":");
	add_headers(&b, &req->headers);
	strbuf_adds(&b, ",\"request_body\":");
	add_body(&b, req->body, req->body_len, req->json != NULL, 0);
	strbuf_addf(&b, ",\"status\":%d,\"response_headers\":", resp ? resp->status : 0);
	if (resp)
		add_headers(&b, &resp->headers);
	else
		strbuf_adds(&b, "{}");
	strbuf_adds(&b, ",\"response_body\":");
	if (resp)
		add_body(&b, resp->body.s, resp->body.len, is_json(resp, fault), 1);
	else
		strbuf_adds(&b, "null");
	strbuf_adds(&b, ",\"fault\":");
	strbuf_add_json(&b, fault);
	strbuf_adds(&b, "}");
	len = b.len;
	if (sim->log_fd >= 0) {
		strbuf_addc(&b, '\n');
		write_line(sim->log_fd, b.s, b.len);
		strbuf_truncate(&b, len);
	}
	keep(sim, strbuf_detach(&b), len);
}

void journal_release(struct sim *sim)
{
	for (size_t i = 0; i < sim->log.len; i++)
		free(sim->log.items[i]);
	ARRAY_RELEASE(&sim->log);
	if (sim->log_fd >= 0)
		close(sim->log_fd);
	sim->log_fd = -1;
}
