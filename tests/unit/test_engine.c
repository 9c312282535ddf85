/* The engine alone: a connector made for the purpose against a server that answers from a
 * script.  What it does with tokens, refusals, reads and writes is told by what the server
 * saw. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "sync/work.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

/* ---- the server: one answer after the other ---- */

struct scripted { int status; const char *body; };      /* status 0: hangs up */

static struct {
	pthread_t thread;
	pthread_mutex_t lock;
	int fd, port, stop;
	const struct scripted *script;
	size_t at, n;
	char saw[40][96];            /* "GET /a token-1" */
	size_t seen;
} server;

static void note(const char *head)
{
	const char *auth = strstr(head, "Bearer ");
	char method[8] = "", path[40] = "", token[24] = "-";

	sscanf(head, "%7s %39s", method, path);
	if (auth)
		sscanf(auth + 7, "%23[^\r]", token);
	pthread_mutex_lock(&server.lock);
	if (server.seen < 40)
		snprintf(server.saw[server.seen++], sizeof server.saw[0], "%s %s %s", method, path, token);
	pthread_mutex_unlock(&server.lock);
}

static void serve(int fd)
{
	char head[8192];
	size_t len = 0;
	const struct scripted *s = NULL;
	struct strbuf out = STRBUF_INIT;

	while (len < sizeof head - 1) {
		ssize_t n = read(fd, head + len, sizeof head - 1 - len);
		if (n <= 0)
			break;
		len += (size_t)n;
		head[len] = '\0';
		if (strstr(head, "\r\n\r\n"))
			break;
	}
	head[len] = '\0';
	if (!len)
		return;
	note(head);
	pthread_mutex_lock(&server.lock);
	if (server.at < server.n)
		s = &server.script[server.at++];
	pthread_mutex_unlock(&server.lock);
	if (!s || !s->status)
		return;
	strbuf_addf(&out, "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
		"Connection: close\r\n\r\n%s", s->status, strlen(s->body), s->body);
	if (write(fd, out.s, out.len) < 0)
		server.stop = 1;
	strbuf_release(&out);
}

static void *server_main(void *data)
{
	for (;;) {
		int fd = accept(server.fd, NULL, NULL);
		if (fd < 0)
			return NULL;
		serve(fd);
		shutdown(fd, SHUT_WR);
		close(fd);
	}
}

static void server_start(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof a;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(server.fd, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(listen(server.fd, 8), 0);
	getsockname(server.fd, (struct sockaddr *)&a, &len);
	server.port = ntohs(a.sin_port);
	pthread_mutex_init(&server.lock, NULL);
	pthread_create(&server.thread, NULL, server_main, NULL);
}

#define SCRIPT(...) do { \
	static const struct scripted s_[] = { __VA_ARGS__ }; \
	pthread_mutex_lock(&server.lock); \
	server.script = s_; server.n = sizeof s_ / sizeof *s_; server.at = server.seen = 0; \
	pthread_mutex_unlock(&server.lock); \
} while (0)

static void saw(size_t i, const char *what)
{
	pthread_mutex_lock(&server.lock);
	if (i >= server.seen || strcmp(server.saw[i], what))
		fail_msg("request %zu is \"%s\", not \"%s\"", i + 1, i < server.seen ? server.saw[i] : "(none)", what);
	pthread_mutex_unlock(&server.lock);
}

static size_t seen(void)
{
	size_t n;

	pthread_mutex_lock(&server.lock);
	n = server.seen;
	pthread_mutex_unlock(&server.lock);
	return n;
}

/* ---- the connector ---- */

static const char *file_name, *file_text;    /* what the push hands on; or NULL */
static int learns;                           /* the sign-in brings an option */

static int logins;
static int token_was_kept;           /* when the first request carried it */
static struct worker w;

static void ask(const struct op *op, struct http_request *out, const char *method, const char *path)
{
	char url[96];

	snprintf(url, sizeof url, "http://127.0.0.1:%d%s", server.port, path);
	http_request_start(out, method, url);
	if (op->env->session->bearer)
		http_request_bearer(out, op->env->session->bearer);
}

static int login(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	if (!in) {
		ask(op, out, "GET", "/login");
		op->accept_status[0] = 403;
		return OP_SEND;
	}
	if (in->status == 403) {
		error_set(err, ERR_LOGIN, "no entry", NULL);
		return OP_FAIL;
	}
	op->env->session->bearer = pool_printf(&op->env->session->pool, "token-%d", ++logins);
	op->env->session->fingerprint = "the company";
	op->save_secret[0].name = "refresh_token";
	op->save_secret[0].value = pool_printf(op->pool, "refresh-%d", logins);
	op->n_save_secret = 1;
	if (learns) {
		op->save_option[0].name = "realm";
		op->save_option[0].value = pool_printf(op->pool, "realm-%d", logins);
		op->n_save_option = 1;
	}
	return OP_DONE;
}

static int logout(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	if (in)
		return OP_DONE;
	ask(op, out, "GET", "/logout");
	return OP_SEND;
}

/* Reads /page/1, /page/2 ...; "more" in an answer says there is another. */
static int pull(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	char path[32];

	if (in) {
		if (strcmp(in->body.s, "more") && strcmp(in->body.s, "end")) {
			error_set(err, ERR_DATA, "nonsense", NULL);
			return OP_FAIL;
		}
		record_init(ARRAY_PUSH(&op->page), ENTITY_VENDOR);
		op->n[0]++;
		if (!strcmp(in->body.s, "end"))
			return OP_DONE;
	} else {
		struct secret *kept = NULL;
		if (vault_get(w.vault, "fake/refresh_token", &kept, NULL) == 0)
			token_was_kept = 1;
		secret_free(kept);
		op->n[0] = op->page_token ? strtoll(op->page_token, NULL, 10) : 1;
	}
	op->page_token = in ? pool_printf(op->pool, "%d", (int)op->n[0]) : op->page_token;
	snprintf(path, sizeof path, "/page/%d", (int)op->n[0]);
	ask(op, out, "GET", path);
	return OP_SEND;
}

/* Looks, then writes once. */
static int push(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	if (file_name) {                     /* two files, then done */
		if (op->step++ == 2)
			return OP_DONE;
		op->file_name = op->step == 1 ? file_name : "second.txt";
		op->file_text = op->step == 1 ? file_text : "two\n";
		return OP_WRITE;
	}
	if (!in) {
		ask(op, out, "GET", "/look");
		op->step = 1;
		return OP_SEND;
	}
	if (in->status == 401)
		return OP_RESTART;
	if (op->step == 1) {
		ask(op, out, "POST", "/write");
		out->flags |= HTTP_MUTATES;
		op->step = 2;
		return OP_SEND;
	}
	if (in->status >= 500) {
		error_set(err, ERR_UNKNOWN, "who knows", NULL);
		return OP_FAIL;
	}
	op->result.remote_id = "1";
	return OP_DONE;
}

static enum error_class explain(const struct http_response *in, struct error *err)
{
	if (in->status == 200)
		return ERR_NONE;
	error_set(err, in->status == 401 ? ERR_LOGIN : in->status >= 500 ? ERR_LATER : ERR_REFUSED, "status", NULL);
	return err->cls;
}

static const struct feed feeds[] = { { "vendors", ENTITY_VENDOR, 0 }, { NULL, ENTITY_NONE, 0 } };

static const struct option_def options[] = {
	{ .name = "realm", .title = "Realm", .type = OPTION_TEXT },
	{ .name = NULL },
};

static const struct connector fake = { .options = options, .name = "fake", .title = "Fake", .role = "erp", .feeds = feeds,
	.login = login, .logout = logout, .pull = pull, .push = push, .explain = explain, .settle_probes = 1,
	.in_flight = 1 };

/* ---- a worker without its thread ---- */

static char *home;
static struct line *line;

static int set_up(void **state)
{
	char dir[] = "/tmp/comptoir-unit-XXXXXX";
	struct connection c = { .name = "fake", .connector = "fake", .role = "erp", .environment = "test" };
	struct secret *pass = secret_from_text("pass");

	assert_int_equal(digest_init(), 0);
	assert_non_null(mkdtemp(dir));
	home = xstrdup(dir);
	server_start();
	memset(&w, 0, sizeof w);
	w.in = mailbox_new();
	w.out = mailbox_new();
	w.push_fd = -1;
	w.database = path_join(home, "t.db");
	w.vault_path = path_join(home, "vault");
	w.user = xstrdup("anne");
	setenv("COMPTOIR_VAULT_COST", "min", 1);
	assert_int_equal(store_open(&w.store, w.database, STORE_WRITE, NULL), 0);
	assert_int_equal(vault_create(&w.vault, w.vault_path, pass, NULL, NULL), 0);
	assert_int_equal(client_new(&w.client, NULL, NULL), 0);
	assert_int_equal(store_connection_put(w.store, &c, &c.id, NULL), 0);
	secret_free(pass);
	w.lookup = lookup_new(w.store);
	line = line_new(&w, &c);
	line->def = &fake;
	w.lines = xcalloc(1, sizeof *w.lines);
	w.lines[0] = line;
	w.n_lines = 1;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const files[] = { "t.db", "t.db-wal", "t.db-shm", "vault", "vault.old", "vault.lock",
		"vault.backup", "vault~", "exports/fake/bill-1.txt", "exports/fake/second.txt" };
	static const char *const folders[] = { "exports/fake", "exports", "" };

	line_free(line);
	free(w.lines);
	client_free(w.client);
	lookup_free(w.lookup);
	vault_free(w.vault);
	store_close(w.store);
	mailbox_free(w.in);
	mailbox_free(w.out);
	free(w.database);
	free(w.vault_path);
	free(w.user);
	shutdown(server.fd, SHUT_RDWR);
	close(server.fd);
	pthread_join(server.thread, NULL);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *f = path_join(home, files[i]);
		unlink(f);
		free(f);
	}
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		char *f = path_join(home, folders[i]);
		rmdir(f);
		free(f);
	}
	free(home);
	return 0;
}

static struct { int ended, rc, pages; enum error_class cls; int64_t calls, bytes; } result;

static int on_page(struct task *t, int last, struct error *err)
{
	result.pages += (int)t->op.page.len;
	return 0;
}

static void on_end(struct task *t, int rc, struct error *err)
{
	result.ended++;
	result.calls = t->counts.calls;
	result.bytes = t->counts.bytes;
	result.rc = rc;
	result.cls = err->cls;
}

static void begin(void)
{
	memset(&result, 0, sizeof result);
	line_session_clear(line);
	line_secrets_clear(line);
	logins = 0;
	token_was_kept = 0;
}

static struct task *make(enum op_kind kind)
{
	struct task *t = task_new(line, kind, PRIORITY_PERSON);

	t->op.feed = &feeds[0];
	t->op.scope = "";
	t->on_page = on_page;
	t->on_end = on_end;
	task_submit(t);
	return t;
}

/* Until `n` tasks have ended. */
static void run_until(int n)
{
	int64_t end = clock_mono_ms() + 60000;

	while (result.ended < n) {
		engine_start(&w);
		client_poll(w.client, 20, -1);
		while (engine_answers(&w))
			;
		if (clock_mono_ms() > end)
			fail_msg("it does not end");
	}
}

/* ---- tests ---- */

static void a_task_signs_in_first_and_the_token_is_kept_before_it_is_used(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 200, "more" }, { 200, "end" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.rc, 0);
	assert_int_equal(result.pages, 2);
	assert_int_equal(token_was_kept, 1);
	saw(0, "GET /login -");
	saw(1, "GET /page/1 token-1");
	saw(2, "GET /page/2 token-1");
	assert_int_equal(seen(), 3);
	assert_string_equal(line->row.fingerprint, "the company");
}

static void a_401_signs_in_once_and_goes_on_from_the_stored_page(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 200, "more" }, { 401, "" }, { 200, "in" }, { 200, "end" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.rc, 0);
	assert_int_equal(result.pages, 2);
	saw(2, "GET /page/2 token-1");
	saw(3, "GET /login -");
	saw(4, "GET /page/2 token-2");
}

static void a_second_401_in_a_row_ends_in_words(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 401, "" }, { 200, "in" }, { 401, "" }, { 200, "in" }, { 200, "end" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.cls, ERR_LOGIN);
	assert_int_equal(logins, 2);
}

static void a_refused_sign_in_ends_what_waits_for_it(void **state)
{
	begin();
	SCRIPT({ 403, "" });
	make(OP_PULL);
	make(OP_PULL);
	run_until(2);
	assert_int_equal(result.cls, ERR_LOGIN);
	assert_int_equal(seen(), 1);
	assert_true(line_quiet(line));
}

static void reads_are_tried_again_and_writes_are_not(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 502, "" }, { 0, "" }, { 200, "here" }, { 502, "" }, { 200, "never" });
	make(OP_PUSH);
	run_until(1);
	assert_int_equal(result.cls, ERR_UNKNOWN);
	saw(1, "GET /look token-1");
	saw(2, "GET /look token-1");
	saw(3, "GET /look token-1");
	saw(4, "POST /write token-1");
	assert_int_equal(seen(), 5);
}

static int read_export(struct strbuf *out, const char *name)
{
	char *path = xasprintf("%s/exports/fake/%s", home, name);
	struct stat st;
	int rc = path_read_file(out, path, 4096, NULL);

	if (rc >= 0) {
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	free(path);
	return rc;
}

static void hand_on(const char *name, const char *text)
{
	begin();
	file_name = name;
	file_text = text;
	SCRIPT({ 200, "in" });
	make(OP_PUSH);
	run_until(1);
	file_name = NULL;
}

static void a_file_is_handed_on_once_and_never_replaced(void **state)
{
	static const char *const bad[] = { "", "../x", ".hidden", "a/b", "a\nb" };
	struct strbuf text = STRBUF_INIT;

	hand_on("bill-1.txt", "one\n");
	assert_int_equal(result.rc, 0);
	assert_int_equal(read_export(&text, "bill-1.txt"), 0);
	assert_string_equal(text.s, "one\n");
	strbuf_reset(&text);
	assert_int_equal(read_export(&text, "second.txt"), 0);
	hand_on("bill-1.txt", "one\n");                           /* as after a stop before the commit */
	assert_int_equal(result.rc, 0);
	hand_on("bill-1.txt", "another\n");
	assert_int_equal(result.cls, ERR_CONFLICT);
	hand_on("bill-1.txt", "o");
	assert_int_equal(result.cls, ERR_CONFLICT);
	strbuf_reset(&text);
	assert_int_equal(read_export(&text, "bill-1.txt"), 0);
	assert_string_equal(text.s, "one\n");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		hand_on(bad[i], "x");
		assert_int_equal(result.cls, ERR_BUG);
	}
	strbuf_release(&text);
}

static void an_option_learned_at_sign_in_is_kept_with_the_connection(void **state)
{
	struct connection c;
	struct pool p = POOL_INIT;

	begin();
	learns = 1;
	SCRIPT({ 200, "in" }, { 200, "end" });
	make(OP_PULL);
	run_until(1);
	learns = 0;
	assert_int_equal(result.rc, 0);
	assert_string_equal(line_option(line, "realm"), "realm-1");
	assert_int_equal(store_connection_find(w.store, "fake", &p, &c, NULL), 0);
	assert_int_equal(c.n_options, 1);
	assert_string_equal(c.options[0].name, "realm");
	assert_string_equal(c.options[0].value, "realm-1");
	pool_release(&p);
}

static void signing_in_and_waiting_are_counted_apart(void **state)
{
	static const int schedule[] = { 40 };
	static const struct pacer_policy slow = { "slow", 2, 0, schedule, 1, 50, 10 };
	struct task_counts before = line->sign_counts;
	int64_t waited = line_waited_ms(line);
	struct pacer own = line->pacer;

	begin();
	pacer_init(&line->pacer, &slow, 1);
	SCRIPT({ 200, "in" }, { 502, "" }, { 200, "end" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.rc, 0);
	assert_int_equal(result.calls, 2);                         /* the one that failed, and again */
	assert_int_equal(line->sign_counts.calls - before.calls, 1);
	assert_true(line->sign_counts.bytes > before.bytes);
	assert_true(result.bytes > 100);
	assert_true(line_waited_ms(line) > waited);                /* the back-off between the two */
	assert_int_equal(line->paced_since, 0);
	line->pacer = own;
}

static void a_write_without_an_answer_is_unknown(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 200, "here" }, { 0, "" }, { 200, "never" });
	make(OP_PUSH);
	run_until(1);
	assert_int_equal(result.cls, ERR_UNKNOWN);
	assert_int_equal(seen(), 3);
}

static void a_lookup_that_never_answers_has_sent_nothing(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 500, "" }, { 500, "" }, { 500, "" }, { 500, "" }, { 500, "" }, { 500, "" },
		{ 500, "" }, { 500, "" }, { 500, "" });
	make(OP_PUSH);
	run_until(1);
	assert_int_equal(result.cls, ERR_LATER);
	for (size_t i = 1; i < seen(); i++)
		saw(i, "GET /look token-1");
}

static void nonsense_is_read_again_from_the_stored_page_and_then_told(void **state)
{
	begin();
	SCRIPT({ 200, "in" }, { 200, "more" }, { 200, "half" }, { 200, "end" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.rc, 0);
	assert_int_equal(result.pages, 2);
	begin();
	SCRIPT({ 200, "in" }, { 200, "half" }, { 200, "half" }, { 200, "half" }, { 200, "half" }, { 200, "half" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.cls, ERR_DATA);
}

static void a_person_goes_before_the_night(void **state)
{
	struct task *late;

	begin();
	SCRIPT({ 200, "in" }, { 200, "here" }, { 200, "written" }, { 200, "end" });
	late = make(OP_PULL);
	late->priority = PRIORITY_PULL;
	line->tasks = NULL;
	late->next = NULL;
	task_submit(late);
	{
		struct task *t = task_new(line, OP_PUSH, PRIORITY_PUSH);
		t->on_end = on_end;
		task_submit(t);
	}
	run_until(2);
	saw(1, "GET /look token-1");
	saw(2, "POST /write token-1");
	saw(3, "GET /page/1 token-1");
}

static void a_locked_vault_is_not_signed_in_with(void **state)
{
	struct secret *pass = secret_from_text("pass");

	begin();
	vault_lock(w.vault);
	SCRIPT({ 200, "in" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.cls, ERR_LOCKED);
	assert_int_equal(seen(), 0);
	assert_int_equal(vault_unlock(w.vault, pass, NULL), 0);
	secret_free(pass);
}

static void another_company_is_not_read(void **state)
{
	begin();
	line->row.fingerprint = "some other company";
	SCRIPT({ 200, "in" }, { 200, "out" });
	make(OP_PULL);
	run_until(1);
	assert_int_equal(result.cls, ERR_CONFIG);
	assert_int_equal(result.pages, 0);
	line->row.fingerprint = NULL;
	line->wrong_tenant = 0;
	for (int64_t end = clock_mono_ms() + 60000; line->session.valid && clock_mono_ms() < end;) {    /* it is given back */
		engine_start(&w);
		client_poll(w.client, 20, -1);
		while (engine_answers(&w))
			;
	}
	assert_false(line->session.valid);
	saw(1, "GET /logout token-1");
}

static void cancelling_ends_with_cancel(void **state)
{
	struct task *t;

	begin();
	SCRIPT({ 200, "in" }, { 200, "end" });
	t = make(OP_PULL);
	task_cancel(t);
	assert_int_equal(result.ended, 1);
	assert_int_equal(result.cls, ERR_CANCEL);
	assert_true(line_quiet(line));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_task_signs_in_first_and_the_token_is_kept_before_it_is_used),
		cmocka_unit_test(a_401_signs_in_once_and_goes_on_from_the_stored_page),
		cmocka_unit_test(a_second_401_in_a_row_ends_in_words),
		cmocka_unit_test(a_refused_sign_in_ends_what_waits_for_it),
		cmocka_unit_test(reads_are_tried_again_and_writes_are_not),
		cmocka_unit_test(a_file_is_handed_on_once_and_never_replaced),
		cmocka_unit_test(an_option_learned_at_sign_in_is_kept_with_the_connection),
		cmocka_unit_test(signing_in_and_waiting_are_counted_apart),
		cmocka_unit_test(a_write_without_an_answer_is_unknown),
		cmocka_unit_test(a_lookup_that_never_answers_has_sent_nothing),
		cmocka_unit_test(nonsense_is_read_again_from_the_stored_page_and_then_told),
		cmocka_unit_test(a_person_goes_before_the_night),
		cmocka_unit_test(a_locked_vault_is_not_signed_in_with),
		cmocka_unit_test(another_company_is_not_read),
		cmocka_unit_test(cancelling_ends_with_cancel),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
