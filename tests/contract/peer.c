/* comptoir-sim as a child and a worker on it. */
#include "tests/contract/peer.h"

#include "base/array.h"
#include "base/path.h"
#include "base/trace.h"
#include "base/xalloc.h"
#include "vault/secret.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define ANSWER_MS 300000

void peer_die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

/* ---- the simulator ---- */

static char *sim_program(void)
{
	const char *dir = getenv("abs_top_builddir");

	return path_join(dir ? dir : ".", "comptoir-sim");
}

static char *read_line(int fd)
{
	struct strbuf line = STRBUF_INIT;
	char c;

	while (read(fd, &c, 1) == 1 && c != '\n')
		strbuf_addc(&line, c);
	return strbuf_detach(&line);
}

void peer_sim_start(struct peer *p)
{
	char *program = sim_program(), *argv[ARRAY_SIZE(p->args) + 4];
	int pipes[2], n = 0;

	argv[n++] = program;
	argv[n++] = xstrdup("--exit-with-parent");
	for (int i = 0; p->args[i]; i++)
		argv[n++] = p->args[i];
	argv[n] = NULL;
	if (pipe2(pipes, O_CLOEXEC))
		peer_die("no pipe");
	p->sim = fork();
	if (p->sim == 0) {
		dup2(pipes[1], 1);
		execv(program, argv);
		_exit(127);
	}
	close(pipes[1]);
	free(p->ready);
	p->ready = read_line(pipes[0]);
	close(pipes[0]);
	if (*p->ready != '{')
		peer_die("%s did not start", program);
	free(argv[1]);
	free(program);
}

void peer_sim_stop(struct peer *p)
{
	if (p->sim <= 0)
		return;
	kill(p->sim, SIGTERM);
	while (waitpid(p->sim, NULL, 0) < 0 && errno == EINTR)
		;
	p->sim = 0;
}

/* The ports of the first start are kept, because the connections name them. */
static void keep_ports(struct peer *p)
{
	const struct connector_info *all;
	size_t count = worker_connectors(&all);
	struct strbuf url = STRBUF_INIT;
	int n = 0;

	while (p->args[n])
		n++;
	for (size_t i = 0; i < count; i++) {
		const char *port;
		strbuf_reset(&url);
		if (worker_json_member(&url, p->ready, all[i].name) < 0)
			continue;
		if ((size_t)n + 3 > ARRAY_SIZE(p->args))
			peer_die("too many systems for one simulator");
		port = strrchr(url.s, ':') + 1;
		p->args[n++] = xstrdup("--port");
		p->args[n++] = xasprintf("%s=%.*s", all[i].name, (int)strspn(port, "0123456789"), port);
	}
	strbuf_release(&url);
}

void peer_init(struct peer *p, const char *const *sim_args)
{
	const char *tmp = getenv("TMPDIR");

	memset(p, 0, sizeof *p);
	strbuf_init(&p->news);
	if (trace_init(getenv("COMPTOIR_TRACE")) < 0)
		peer_die("COMPTOIR_TRACE makes no sense");
	for (int i = 0; sim_args && sim_args[i]; i++)
		p->args[i] = xstrdup(sim_args[i]);
	p->home = path_join(tmp && *tmp ? tmp : "/tmp", "comptoir-test-XXXXXX");
	if (!mkdtemp(p->home))
		peer_die("no folder %s", p->home);
	setenv("COMPTOIR_HOME", p->home, 1);
	setenv("COMPTOIR_VAULT_COST", "min", 1);
	p->database = path_join(p->home, "comptoir.db");
	p->vault = path_join(p->home, "vault");
	peer_sim_start(p);
	keep_ports(p);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	return remove(path);
}

void peer_release(struct peer *p)
{
	peer_close(p);
	peer_sim_stop(p);
	nftw(p->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	for (int i = 0; p->args[i]; i++)
		free(p->args[i]);
	free(p->ready);
	free(p->home);
	free(p->database);
	free(p->vault);
	strbuf_release(&p->news);
}

/* ---- the worker ---- */

static void seen(void *data, const struct message *m)
{
	struct peer *p = data;

	if (m->type == MSG_NOTICE && m->error.cls) {
		error_text(&p->news, &m->error, 0);
		strbuf_addc(&p->news, '\n');
	}
}

struct message *peer_ask(struct peer *p, struct message *take_m)
{
	const char *name = messages[take_m->type].name;
	uint64_t id = worker_post(p->worker, take_m);
	struct message *answer = worker_wait(p->worker, id, ANSWER_MS, seen, p);

	if (!answer)
		peer_die("no answer to %s; news: %s", name, p->news.s);
	return answer;
}

int peer_tell(struct peer *p, struct message *take_m)
{
	struct message *a = peer_ask(p, take_m);
	int cls = (int)a->error.cls;

	message_free(a);
	return cls;
}

struct message *peer_sync(struct peer *p, const char *connection, int64_t flags)
{
	struct message *m = message_new(MSG_SYNC);

	m->name = connection ? xstrdup(connection) : NULL;
	m->number = flags;
	return peer_ask(p, m);
}

void peer_open(struct peer *p)
{
	struct worker_options o = { .database = p->database, .vault = p->vault,
		.user = p->user ? p->user : "anne", .settle_ms = p->settle_ms, .probe_ms = p->probe_ms, .grace_ms = p->grace_ms,
		.bulk_grace_ms = p->bulk_grace_ms,
		.auto_lock_ms = p->auto_lock_ms };
	struct error err = ERROR_INIT;
	struct strbuf text = STRBUF_INIT;

	if (worker_start(&p->worker, &o, &err) < 0) {
		error_text(&text, &err, 0);
		peer_die("no worker: %s", text.s);
	}
	if (access(p->vault, F_OK) == 0) {
		struct message *m = message_new(MSG_UNLOCK);
		m->secret = secret_from_text("one two three");
		if (peer_tell(p, m))
			peer_die("the vault does not open");
	}
}

void peer_close(struct peer *p)
{
	worker_stop(p->worker);
	p->worker = NULL;
}

static void add_connection(struct peer *p, const struct connector_info *info)
{
	struct message *m = message_new(MSG_CONNECTION_ADD), *a;
	struct strbuf value = STRBUF_INIT;
	char *path;

	m->name = xstrdup(info->name);
	m->text = xstrdup(info->name);
	for (const struct option_def *o = info->options; o->name; o++) {
		strbuf_reset(&value);
		path = xasprintf("credentials.%s.%s", info->name, o->name);
		if (o->type != OPTION_SECRET && (worker_json_member(&value, p->ready, path) == 0 ||
		    (o->type == OPTION_URL && worker_json_member(&value, p->ready, info->name) == 0)))
			option_set(&m->options, info->options, o->name, value.s, NULL);
		free(path);
	}
	a = peer_ask(p, m);
	if (a->error.cls) {
		strbuf_reset(&value);
		error_text(&value, &a->error, 0);
		peer_die("connection %s: %s", info->name, value.s);
	}
	message_free(a);
	for (const struct option_def *o = info->options; o->name; o++) {
		strbuf_reset(&value);
		path = xasprintf("credentials.%s.%s", info->name, o->name);
		if (o->type == OPTION_SECRET && worker_json_member(&value, p->ready, path) == 0) {
			m = message_new(MSG_VAULT_SET);
			m->name = xasprintf("%s/%s", info->name, o->name);
			m->secret = secret_from_text(value.s);
			if (peer_tell(p, m))
				peer_die("no secret %s", o->name);
		}
		free(path);
	}
	strbuf_release(&value);
}

void peer_company(struct peer *p)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	struct strbuf base = STRBUF_INIT;
	struct message *m = message_new(MSG_VAULT_CREATE);

	m->secret = secret_from_text("one two three");
	if (peer_tell(p, m))
		peer_die("no vault");
	for (size_t i = 0; i < n; i++) {
		strbuf_reset(&base);
		if (all[i].built && worker_json_member(&base, p->ready, all[i].name) == 0)
			add_connection(p, &all[i]);
	}
	strbuf_release(&base);
}

/* ---- the control ---- */

static int dial(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a))
		peer_die("the simulator does not answer on port %d", port);
	return fd;
}

static void send_all(int fd, const char *s, size_t n)
{
	while (n) {
		ssize_t k = write(fd, s, n);
		if (k <= 0)
			peer_die("the simulator hung up");
		s += k;
		n -= (size_t)k;
	}
}

void peer_get(const char *url, struct strbuf *out)
{
	struct strbuf req = STRBUF_INIT;
	const char *host = strstr(url, "://") + 3, *colon = strchr(host, ':'), *path = strchr(host, '/');
	char chunk[4096];
	ssize_t n;
	int fd;

	if (!colon || !path || colon > path)
		peer_die("not an address of this machine: %s", url);
	fd = dial((int)strtol(colon + 1, NULL, 10));
	strbuf_addf(&req, "GET %s HTTP/1.1\r\nHost: %.*s\r\nConnection: close\r\n\r\n", path, (int)(path - host),
		host);
	send_all(fd, req.s, req.len);
	while ((n = read(fd, chunk, sizeof chunk)) > 0)
		strbuf_add(out, chunk, (size_t)n);
	close(fd);
	strbuf_release(&req);
}

int peer_try(struct peer *p, const char *system, const char *method, const char *path, const char *body,
	struct strbuf *out)
{
	char *member = xasprintf("control.%s", system), chunk[65536], *head;
	struct strbuf url = STRBUF_INIT, req = STRBUF_INIT, all = STRBUF_INIT;
	const char *port;
	ssize_t n;
	int fd, status;

	if (worker_json_member(&url, p->ready, member) < 0)
		peer_die("no control of %s", system);
	port = strrchr(url.s, ':') + 1;
	fd = dial((int)strtol(port, NULL, 10));
	strbuf_addf(&req, "%s /_sim/%s HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
		"Content-Length: %zu\r\n\r\n", method, path, body ? strlen(body) : 0);
	strbuf_adds(&req, body);
	send_all(fd, req.s, req.len);
	while ((n = read(fd, chunk, sizeof chunk)) > 0)
		strbuf_add(&all, chunk, (size_t)n);
	close(fd);
	head = strstr(all.s, "\r\n\r\n");
	status = head && !strncmp(all.s, "HTTP/1.", 7) ? (int)strtol(all.s + 9, NULL, 10) : 0;
	if (out && head)
		strbuf_adds(out, head + 4);
	strbuf_release(&url);
	strbuf_release(&req);
	strbuf_release(&all);
	free(member);
	return status;
}

void peer_control(struct peer *p, const char *system, const char *path, const char *body,
	struct strbuf *out)
{
	struct strbuf said = STRBUF_INIT;
	int status = peer_try(p, system, body ? "POST" : "GET", path, body, &said);

	if (status / 100 != 2)
		peer_die("control %s: %d %.200s", path, status, said.s);
	if (out)
		strbuf_adds(out, said.s);
	strbuf_release(&said);
}

void peer_fault(struct peer *p, const char *system, const char *json)
{
	peer_control(p, system, "fault", json, NULL);
}

int64_t peer_counter(struct peer *p, const char *system, const char *path)
{
	struct strbuf json = STRBUF_INIT, value = STRBUF_INIT;
	int64_t n;

	peer_control(p, system, "counters", NULL, &json);
	worker_json_member(&value, json.s, path);
	n = strtoll(value.s, NULL, 10);
	strbuf_release(&json);
	strbuf_release(&value);
	return n;
}

/* ---- looking ---- */

struct store *peer_look(struct peer *p)
{
	struct store *s;

	if (store_open(&s, p->database, STORE_READ, NULL) < 0)
		peer_die("the database does not open");
	return s;
}

int64_t peer_rows(struct peer *p, enum entity e)
{
	struct store *s = peer_look(p);
	struct query_counts n = { 0 };

	query_counts(s, e, &n, NULL);
	store_close(s);
	return n.all;
}

/* ---- keeping ---- */

static const char *const kept[] = { "comptoir.db", "comptoir.db-wal", "comptoir.db-shm", "vault" };

static void copy_file(const char *from, const char *to, int mode)
{
	struct strbuf data = STRBUF_INIT;

	if (path_read_file(&data, from, (size_t)1 << 30, NULL) < 0)
		unlink(to);
	else if (path_write_file(to, data.s, data.len, mode, NULL) < 0)
		peer_die("no copy of %s", from);
	strbuf_release(&data);
}

static void copy_all(struct peer *p, const char *from, const char *to)
{
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		char *a = xasprintf("%s/%s%s", p->home, kept[i], from);
		char *b = xasprintf("%s/%s%s", p->home, kept[i], to);
		copy_file(a, b, 0600);
		free(a);
		free(b);
	}
}

void peer_keep_as(struct peer *p, const char *name)
{
	copy_all(p, "", name);
}

/* Files handed on belong to what was done since. */
void peer_restore_as(struct peer *p, const char *name)
{
	char *exports = path_join(p->home, "exports");

	nftw(exports, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(exports);
	copy_all(p, name, "");
}

void peer_restore_vault(struct peer *p)
{
	char *from = path_join(p->home, "vault.kept");

	copy_file(from, p->vault, 0600);
	free(from);
}

void peer_restore_seats(struct peer *p, const char *system)
{
	peer_control(p, system, "clock", "{\"advance_s\":1200}", NULL);
}

void peer_keep(struct peer *p)
{
	peer_keep_as(p, ".kept");
}

void peer_restore(struct peer *p)
{
	peer_restore_as(p, ".kept");
}
