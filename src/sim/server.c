/* The ports: libmicrohttpd on one side, sim_answer on the other.
 *
 * Each connection has its own thread, so an exchange that is stalled on purpose
 * holds up nobody else.  The lock is taken while a system answers and never
 * while something waits. */
#include "sim/core.h"

#include "base/i18n.h"
#include "base/xalloc.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/banned.h"

#define MAX_BODY (64u << 20)

/* One exchange while it lasts. */
struct exchange {
	char *target;                /* as sent */
	int begun, too_big;
	struct strbuf body;
};

struct slow_body { char *data; size_t len, cut; };

static void *on_uri(void *data, const char *uri, struct MHD_Connection *c)
{
	struct exchange *x = xcalloc(1, sizeof *x);

	x->target = xstrdup(uri);
	strbuf_init(&x->body);
	return x;
}

static void on_completed(void *data, struct MHD_Connection *c, void **con_cls,
	enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *con_cls;

	if (!x)
		return;
	strbuf_release(&x->body);
	free(x->target);
	free(x);
	*con_cls = NULL;
}

static void on_connection(void *data, struct MHD_Connection *c, void **socket_context,
	enum MHD_ConnectionNotificationCode code)
{
	struct sim_slot *slot = data;

	if (code != MHD_CONNECTION_NOTIFY_STARTED)
		return;
	pthread_mutex_lock(&slot->sim->lock);
	slot->connections++;
	pthread_mutex_unlock(&slot->sim->lock);
}

static enum MHD_Result add_header(void *data, enum MHD_ValueKind kind, const char *name,
	const char *value)
{
	sim_pairs_add(data, name, value);
	return MHD_YES;
}

static int hex(char c)
{
	const char *digits = "0123456789abcdef", *at;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* The path decoded: a coded slash stays coded, so that it is not a separator. */
static void decode_path(struct strbuf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		int c = -1;

		if (s[i] == '%' && i + 2 < len && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0)
			c = hex(s[i + 1]) * 16 + hex(s[i + 2]);
		if (c > 0 && c != '/') {
			strbuf_addc(out, (char)c);
			i += 2;
		} else {
			strbuf_addc(out, s[i]);
		}
	}
}

static void fill_request(struct sim_request *req, struct sim_slot *slot,
	struct MHD_Connection *c, struct exchange *x, const char *method, struct strbuf *text)
{
	const char *q = strchr(x->target, '?');
	size_t path_len = q ? (size_t)(q - x->target) : strlen(x->target);
	size_t base_at;
	const char *host;

	memset(req, 0, sizeof *req);
	MHD_get_connection_values(c, MHD_HEADER_KIND, add_header, &req->headers);
	decode_path(text, x->target, path_len);
	strbuf_addc(text, 0);
	base_at = text->len;
	host = sim_header(req, "Host");
	if (host)
		strbuf_addf(text, "http://%s", host);
	else
		strbuf_addf(text, "http://127.0.0.1:%d", slot->port);
	req->path = text->s;
	req->base = text->s + base_at;
	req->method = method;
	req->target = x->target;
	req->body = x->body.s;
	req->body_len = x->body.len;
	if (q)
		sim_pairs_parse(&req->query, q + 1, strlen(q + 1));
	req->json = jv_parse(req->body, req->body_len);
}

static void release_request(struct sim_request *req)
{
	sim_pairs_release(&req->headers);
	sim_pairs_release(&req->query);
	cJSON_Delete(req->json);
}

/* Waits, or less when the simulator is being stopped. */
static void wait_ms(struct sim *sim, int64_t ms)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += (time_t)(ms / 1000);
	until.tv_nsec += (long)(ms % 1000) * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	pthread_mutex_lock(&sim->lock);
	while (!sim->stopping && pthread_cond_timedwait(&sim->stop, &sim->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&sim->lock);
}

static ssize_t slow_read(void *data, uint64_t pos, char *buf, size_t max)
{
	struct slow_body *b = data;

	if (pos >= b->cut)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (max > b->cut - pos)
		max = b->cut - (size_t)pos;
	memcpy(buf, b->data + pos, max);
	return (ssize_t)max;
}

static void slow_free(void *data)
{
	struct slow_body *b = data;

	free(b->data);
	free(b);
}

/* The answer's half with the whole's length, then the end of the connection. */
static struct MHD_Response *partial_response(const struct sim_response *resp)
{
	struct slow_body *b = xcalloc(1, sizeof *b);

	b->data = xmalloc(resp->body.len + 1);
	memcpy(b->data, resp->body.s, resp->body.len);
	b->len = resp->body.len;
	b->cut = resp->body.len / 2;
	return MHD_create_response_from_callback(b->len, 4096, slow_read, b, slow_free);
}

static enum MHD_Result send_response(struct MHD_Connection *c, const struct sim_response *resp,
	int partial)
{
	struct MHD_Response *r = partial && resp->body.len > 1 ? partial_response(resp) :
		MHD_create_response_from_buffer(resp->body.len, resp->body.s, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result rc;

	for (size_t i = 0; i < resp->headers.len; i++)
		MHD_add_response_header(r, resp->headers.items[i].name, resp->headers.items[i].value);
	rc = MHD_queue_response(c, (unsigned)resp->status, r);
	MHD_destroy_response(r);
	return rc;
}

static const char maintenance[] =
	"<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body>"
	"<h1>We will be back shortly</h1><p>Nous serons de retour sous peu.</p></body></html>\n";

static void refuse(struct sim_slot *slot, struct sim_response *resp, const struct fault *f,
	int status, const char *message)
{
	struct strbuf n = STRBUF_INIT;

	slot->sys->refuse(slot->state, resp, status, message);
	if ((status == 429 || status == 503) && f->retry_after >= 0) {
		strbuf_addf(&n, "%lld", (long long)f->retry_after);
		sim_respond_header(resp, "Retry-After", n.s);
		strbuf_release(&n);
	}
}

/* The exchange with its fault; 0 when nothing is to be answered. */
static int answer_with(struct sim_slot *slot, const struct fault *f, struct sim_request *req,
	struct sim_response *resp)
{
	switch (f->kind) {
	case FAULT_CUT_BEFORE:
		return 0;
	case FAULT_429:
		refuse(slot, resp, f, 429, "You have surpassed the max number of requests");
		return 1;
	case FAULT_500:
		refuse(slot, resp, f, 500, "Internal server error");
		return 1;
	case FAULT_503:
		refuse(slot, resp, f, 503, "Service temporarily unavailable");
		return 1;
	case FAULT_502:
		sim_respond_text(resp, 502, "text/html", maintenance);
		return 1;
	case FAULT_HTML:
		sim_respond_text(resp, 200, "text/html; charset=utf-8", maintenance);
		return 1;
	case FAULT_EXPIRED_TOKEN:
		slot->sys->expire(slot->sim, slot->state);
		break;
	default:
		break;
	}
	sim_answer(slot->sim, slot, req, resp);
	if (f->kind == FAULT_TRUNCATED)
		strbuf_truncate(&resp->body, resp->body.len / 2);
	else if (f->kind == FAULT_EXTRA_MEMBER || f->kind == FAULT_MISSING_MEMBER)
		fault_rewrite(f->kind, &resp->body);
	return f->kind != FAULT_CUT_AFTER_APPLY;
}

static enum MHD_Result exchange(struct sim_slot *slot, struct MHD_Connection *c,
	struct exchange *x, const char *method)
{
	struct sim *sim = slot->sim;
	struct strbuf text = STRBUF_INIT;
	struct sim_response resp = { .status = 200 };
	struct sim_request req;
	struct fault f = { 0 };
	enum MHD_Result rc = MHD_NO;
	int faulty = 0, sent = 1, control;
	int64_t at;

	strbuf_init(&resp.body);
	fill_request(&req, slot, c, x, method, &text);
	control = !strncmp(req.path, "/_sim/", 6);
	pthread_mutex_lock(&sim->lock);
	at = sim_now_ms(sim);
	if (!control)
		faulty = fault_take(sim, slot->sys->name, method, x->target, &f);
	if (faulty) {
		slot->faults++;
		sent = answer_with(slot, &f, &req, &resp);
	} else {
		sim_answer(sim, slot, &req, &resp);
	}
	if (!control)
		journal_add(sim, slot, &req, sent ? &resp : NULL, at,
			faulty ? fault_name(f.kind) : NULL);
	pthread_mutex_unlock(&sim->lock);
	if (faulty && f.delay_ms)
		wait_ms(sim, f.delay_ms);
	if (sent)
		rc = send_response(c, &resp, faulty && f.kind == FAULT_PARTIAL);
	release_request(&req);
	sim_response_release(&resp);
	strbuf_release(&text);
	return rc;
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *c, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_len,
	void **con_cls)
{
	struct exchange *x = *con_cls;

	if (!x->begun) {
		x->begun = 1;
		return MHD_YES;
	}
	if (*upload_len) {
		if (x->body.len + *upload_len > MAX_BODY)
			return MHD_NO;
		strbuf_add(&x->body, upload, *upload_len);
		*upload_len = 0;
		return MHD_YES;
	}
	return exchange(data, c, x, method);
}

int server_open(struct sim_slot *slot, struct error *err)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	const union MHD_DaemonInfo *info;
	struct strbuf port = STRBUF_INIT;
	int rc = 0;

	addr.sin_port = htons((uint16_t)slot->port);
	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	slot->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD |
		MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, (uint16_t)slot->port, NULL, NULL,
		on_request, slot,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&addr,
		MHD_OPTION_URI_LOG_CALLBACK, on_uri, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, slot,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(256 * 1024),
		MHD_OPTION_END);
	if (!slot->daemon) {
		strbuf_addf(&port, "%d", slot->port);
		rc = error_set(err, ERR_CONFIG, N_("port %s of 127.0.0.1 cannot be opened for %s: %s"),
			port.s, slot->sys->name, strerror(errno), NULL);
		strbuf_release(&port);
		return rc;
	}
	info = MHD_get_daemon_info(slot->daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (info)
		slot->port = info->port;
	return 0;
}

void server_close(struct sim_slot *slot)
{
	if (slot->daemon)
		MHD_stop_daemon(slot->daemon);
	slot->daemon = NULL;
}
