/* Signing in: the address opened, what may come back, token requests, and the
 * loopback listener against hostile visitors. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/digest.h"
#include "net/callback.h"
#include "net/oauth.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/banned.h"

#define STATE "state-0123456789"

static void pkce_challenge_is_that_of_the_rfc(void **state)
{
	struct strbuf b = STRBUF_INIT;

	oauth_challenge(&b, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
	assert_string_equal(b.s, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
	strbuf_release(&b);
}

static void state_and_verifier_are_long_and_new(void **state)
{
	char a[OAUTH_STATE_LEN], b[OAUTH_STATE_LEN], v[OAUTH_VERIFIER_LEN];

	oauth_state_new(a);
	oauth_state_new(b);
	oauth_verifier_new(v);
	assert_int_equal(strlen(a), 43);
	assert_int_equal(strlen(v), 43);
	assert_string_not_equal(a, b);
	assert_int_equal(strspn(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
}

static void authorize_url_carries_everything_encoded(void **state)
{
	struct oauth_authorize a = { "https://login.example/oauth/authorize", "id&1",
		"http://127.0.0.1:5/callback", "api offline_access", STATE,
		"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" };
	struct strbuf b = STRBUF_INIT;

	oauth_authorize_url(&b, &a);
	assert_string_equal(b.s, "https://login.example/oauth/authorize?response_type=code&client_id=id%261"
		"&redirect_uri=http%3A%2F%2F127.0.0.1%3A5%2Fcallback&scope=api%20offline_access"
		"&state=" STATE "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
		"&code_challenge_method=S256");
	strbuf_reset(&b);
	a.endpoint = "https://login.example/authorize?tenant=1";
	a.scope = a.verifier = NULL;
	oauth_authorize_url(&b, &a);
	assert_non_null(strstr(b.s, "?tenant=1&response_type=code"));
	assert_null(strstr(b.s, "scope"));
	assert_null(strstr(b.s, "challenge"));
	strbuf_release(&b);
}

static void redirect_is_read_however_it_comes(void **state)
{
	static const struct { const char *text; int bare, rc; const char *code; } rows[] = {
		{ "code=abc&state=" STATE, 0, 0, "abc" },
		{ "state=" STATE "&code=a%2Fb%2Bc", 0, 0, "a/b+c" },
		{ "https://example.com/cb?code=abc&state=" STATE "#_=_", 1, 0, "abc" },
		{ "  <http://localhost:5/cb?state=" STATE "&code=abc>\r\n", 1, 0, "abc" },
		{ "  4/0AbC-d_e.f \n", 1, 0, "4/0AbC-d_e.f" },
		{ "a1b2c3==", 1, 0, "a1b2c3==" },
		{ "a1b2c3", 0, ERR_DATA, "" },
		{ "code=abc&state=other-0123456789", 1, ERR_DATA, "" },
		{ "code=abc&state=" STATE "x", 1, ERR_DATA, "" },
		{ "code=abc&state=", 1, ERR_DATA, "" },
		{ "code=abc", 1, ERR_DATA, "" },
		{ "code=&state=" STATE, 1, ERR_DATA, "" },
		{ "code=a%0d%0aX&state=" STATE, 1, ERR_DATA, "" },
		{ "code=a%00b&state=" STATE, 1, ERR_DATA, "" },
		{ "state=" STATE, 1, 0, "state=" STATE },     /* a code may hold anything */
		{ "https://example.com/", 1, ERR_DATA, "" },
		{ "", 1, ERR_DATA, "" },
		{ "two words", 1, ERR_DATA, "" },
		{ "error=access_denied&error_description=No+way%1b%5b2J&state=" STATE, 1, ERR_REFUSED, "" },
		{ "error=access_denied&state=other", 1, ERR_DATA, "" },
	};
	struct strbuf code = STRBUF_INIT, text = STRBUF_INIT;
	struct error err = ERROR_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		if (oauth_redirect_parse(&code, rows[i].text, STATE, rows[i].bare, &err) != rows[i].rc)
			fail_msg("%s", rows[i].text);
		assert_string_equal(code.s, rows[i].code);
		if (rows[i].rc == ERR_REFUSED) {
			error_text(&text, &err, 0);
			assert_non_null(strstr(text.s, "No way"));
			assert_null(strchr(text.s, '\x1b'));
		}
	}
	strbuf_release(&text);
	strbuf_release(&code);
	error_release(&err);
}

static void token_requests_hold_what_each_grant_needs(void **state)
{
	static const struct { struct oauth_token_ask ask; const char *body; unsigned flags; } rows[] = {
		{ { .endpoint = "https://l.example/oauth/token", .grant = OAUTH_CODE, .client_id = "id",
		    .client_secret = "s&t", .redirect_uri = "urn:ietf:wg:oauth:2.0:oob", .code = "c/1",
		    .verifier = "v" },
		  "grant_type=authorization_code&code=c%2F1&code_verifier=v"
		  "&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&client_id=id&client_secret=s%26t",
		  HTTP_SECRET_BODY | HTTP_MUTATES },
		{ { .endpoint = "https://l.example/oauth/token", .grant = OAUTH_REFRESH, .client_id = "id",
		    .refresh_token = "r" },
		  "grant_type=refresh_token&refresh_token=r&client_id=id", HTTP_SECRET_BODY | HTTP_MUTATES },
		{ { .endpoint = "https://l.example/oauth/token", .grant = OAUTH_CLIENT_CREDENTIALS,
		    .client_id = "id", .client_secret = "s", .code = "not sent" },
		  "grant_type=client_credentials&client_id=id&client_secret=s", HTTP_SECRET_BODY },
		{ { .endpoint = "https://l.example/oauth/token", .grant = OAUTH_PASSWORD, .client_id = "id",
		    .scope = "api offline_access", .username = "u", .password = "é" },
		  "grant_type=password&username=u&password=%C3%A9&scope=api%20offline_access&client_id=id",
		  HTTP_SECRET_BODY },
	};
	struct http_request r;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		http_request_init(&r);
		oauth_token_request(&r, &rows[i].ask);
		assert_string_equal(r.method, "POST");
		assert_string_equal(r.body, rows[i].body);
		assert_int_equal(r.body_len, strlen(rows[i].body));
		assert_int_equal(r.flags, rows[i].flags);
		assert_string_equal(r.origin, "https://l.example");
		assert_string_equal(http_headers_get(&r.headers, "content-type"), "application/x-www-form-urlencoded");
		http_request_release(&r);
	}
}

static void token_request_with_basic_authentication(void **state)
{
	struct oauth_token_ask ask = { .endpoint = "https://l.example/t", .grant = OAUTH_CLIENT_CREDENTIALS,
		.client_id = "Aladdin", .client_secret = "open sesame", .basic_auth = 1 };
	struct http_request r;

	http_request_init(&r);
	oauth_token_request(&r, &ask);
	assert_string_equal(http_headers_get(&r.headers, "Authorization"),
		"Basic QWxhZGRpbjpvcGVuJTIwc2VzYW1l");
	assert_true(r.headers.items[0].secret || r.headers.items[1].secret || r.headers.items[2].secret);
	assert_string_equal(r.body, "grant_type=client_credentials");
	http_request_release(&r);
	ask.client_secret = "?>?>~~";      /* a + of the usual alphabet, and padding */
	http_request_init(&r);
	oauth_token_request(&r, &ask);
	assert_string_equal(http_headers_get(&r.headers, "Authorization"),
		"Basic QWxhZGRpbjolM0YlM0UlM0YlM0V+fg==");
	http_request_release(&r);
}

static void revoke_request_names_the_token(void **state)
{
	struct http_request r;

	http_request_init(&r);
	oauth_revoke_request(&r, "https://l.example/oauth/revoke", "t", "id", NULL);
	assert_string_equal(r.body, "token=t&client_id=id");
	assert_int_equal(r.flags, HTTP_SECRET_BODY);
	http_request_release(&r);
}

/* ---- the listener ---- */

static struct callback *open_callback(void)
{
	struct callback_options o = { 0, "/callback", STATE, "Done <b>", "Refused" };
	struct callback *cb = NULL;

	assert_int_equal(callback_open(&cb, &o, NULL), 0);
	assert_true(callback_port(cb) > 0);
	return cb;
}

static int connect_to(const struct callback *cb)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)callback_port(cb)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
	return fd;
}

/* Steps until the visitor has an answer (or is hung up on) or something came of it. */
static int settle(struct callback *cb, int visitor, struct strbuf *code, struct error *err)
{
	struct pollfd p[2] = { { callback_fd(cb), POLLIN, 0 }, { visitor, POLLIN, 0 } };
	int rc = 0;

	while (!rc && !p[1].revents) {
		assert_true(poll(p, 2, 100000) > 0);
		if (p[0].revents)
			rc = callback_step(cb, code, err);
	}
	return rc;
}

static int visit(struct callback *cb, const char *request, struct strbuf *code, char *answer, size_t size,
	struct error *err)
{
	int fd = connect_to(cb), rc;
	size_t at = 0;
	ssize_t n;

	assert_int_equal(write(fd, request, strlen(request)), strlen(request));
	rc = settle(cb, fd, code, err);
	while (at + 1 < size && (n = recv(fd, answer + at, size - 1 - at, 0)) > 0)
		at += (size_t)n;
	answer[at] = 0;
	close(fd);
	return rc;
}

static void callback_takes_the_right_request_and_closes(void **state)
{
	struct callback *cb = open_callback();
	struct strbuf code = STRBUF_INIT, address = STRBUF_INIT;
	char request[512], answer[2048], want[64];
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)callback_port(cb)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd;

	callback_address(&address, cb, NULL);
	snprintf(want, sizeof want, "http://127.0.0.1:%d/callback", callback_port(cb));
	assert_string_equal(address.s, want);
	snprintf(request, sizeof request, "GET /callback?code=the-code&state=" STATE " HTTP/1.1\r\n"
		"Host: 127.0.0.1:%d\r\nAccept: */*\r\n\r\n", callback_port(cb));
	assert_int_equal(visit(cb, request, &code, answer, sizeof answer, NULL), 1);
	assert_string_equal(code.s, "the-code");
	assert_non_null(strstr(answer, "HTTP/1.1 200 OK\r\n"));
	assert_non_null(strstr(answer, "Done &lt;b&gt;"));
	assert_null(strstr(answer, "the-code"));
	fd = socket(AF_INET, SOCK_STREAM, 0);                /* nobody listens any more */
	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), -1);
	close(fd);
	callback_free(cb);
	strbuf_release(&code);
	strbuf_release(&address);
}

static void callback_is_not_ended_by_strangers(void **state)
{
	static const struct { const char *request, *status; } rows[] = {
		{ "GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", "404" },
		{ "GET /callback?code=x&state=wrong HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", "400" },
		{ "GET /callback HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", "400" },
		{ "GET /callbackx?code=x&state=" STATE " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", "404" },
		{ "POST /callback?code=x&state=" STATE " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", "404" },
		{ "GET /callback?code=x&state=" STATE " HTTP/1.1\r\nHost: evil.example:%d\r\n\r\n", "404" },
		{ "GET /callback?code=x&state=" STATE " HTTP/1.1\r\nHost: 127.0.0.1:%d0\r\n\r\n", "404" },
		{ "GET /callback?code=x&state=" STATE "\r\nHost: 127.0.0.1:%d\r\n\r\n", "404" },
		{ "GET /callback?code=%%0d%%0ax&state=" STATE " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", "400" },
		{ "\x16\x03\x01 %d\r\n\r\n", "404" },
		{ "\r\n\r\n%d", "404" },
	};
	struct callback *cb = open_callback();
	struct strbuf code = STRBUF_INIT;
	char request[512], answer[2048];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(request, sizeof request, rows[i].request, callback_port(cb));
#pragma GCC diagnostic pop
		assert_int_equal(visit(cb, request, &code, answer, sizeof answer, NULL), 0);
		assert_string_equal(code.s, "");
		if (strncmp(answer + 9, rows[i].status, 3))
			fail_msg("%s -> %s", request, answer);
	}
	snprintf(request, sizeof request, "GET /callback?state=" STATE "&code=ok HTTP/1.1\r\n"
		"host:localhost:%d\r\n\r\n", callback_port(cb));
	assert_int_equal(visit(cb, request, &code, answer, sizeof answer, NULL), 1);
	assert_string_equal(code.s, "ok");
	callback_free(cb);
	strbuf_release(&code);
}

static void callback_survives_silence_floods_and_pieces(void **state)
{
	struct callback *cb = open_callback();
	struct strbuf code = STRBUF_INIT;
	char request[512], big[9000];
	size_t i;
	int silent[20], fd;

	for (i = 0; i < ARRAY_SIZE(silent); i++) {      /* more than it keeps */
		struct pollfd p = { callback_fd(cb), POLLIN, 0 };

		silent[i] = connect_to(cb);
		assert_int_equal(poll(&p, 1, 100000), 1);
		assert_int_equal(callback_step(cb, &code, NULL), 0);
	}
	fd = connect_to(cb);                            /* longer than it reads */
	memset(big, 'a', sizeof big);
	assert_true(write(fd, big, sizeof big) > 0);
	assert_int_equal(settle(cb, fd, &code, NULL), 0);
	close(fd);
	fd = connect_to(cb);                            /* one byte at a time */
	snprintf(request, sizeof request, "GET /callback?code=slow&state=" STATE " HTTP/1.1\r\n"
		"Host: 127.0.0.1:%d\r\n\r\n", callback_port(cb));
	for (i = 0; i + 1 < strlen(request); i++) {
		struct pollfd p = { callback_fd(cb), POLLIN, 0 };

		assert_int_equal(write(fd, request + i, 1), 1);
		assert_int_equal(poll(&p, 1, 100000), 1);
		assert_int_equal(callback_step(cb, &code, NULL), 0);
	}
	assert_int_equal(write(fd, request + i, 1), 1);
	assert_int_equal(settle(cb, fd, &code, NULL), 1);
	assert_string_equal(code.s, "slow");
	close(fd);
	for (i = 0; i < ARRAY_SIZE(silent); i++)
		close(silent[i]);
	callback_free(cb);
	strbuf_release(&code);
}

static void callback_gives_up_after_many_wrong_ones(void **state)
{
	struct callback *cb = open_callback();
	struct strbuf code = STRBUF_INIT;
	struct error err = ERROR_INIT;
	char request[256], answer[2048];
	int i, rc = 0;

	snprintf(request, sizeof request, "GET /callback?code=x&state=guess HTTP/1.1\r\n"
		"Host: 127.0.0.1:%d\r\n\r\n", callback_port(cb));
	for (i = 0; i < 200 && !rc; i++)
		rc = visit(cb, request, &code, answer, sizeof answer, &err);
	assert_int_equal(rc, ERR_DATA);
	assert_in_range(i, 60, 70);
	error_release(&err);
	callback_free(cb);
	strbuf_release(&code);
}

static void callback_reports_a_refusal(void **state)
{
	struct callback *cb = open_callback();
	struct strbuf code = STRBUF_INIT, text = STRBUF_INIT;
	struct error err = ERROR_INIT;
	char request[256], answer[2048];

	snprintf(request, sizeof request, "GET /callback?error=access_denied&state=" STATE " HTTP/1.1\r\n"
		"Host: 127.0.0.1:%d\r\n\r\n", callback_port(cb));
	assert_int_equal(visit(cb, request, &code, answer, sizeof answer, &err), ERR_REFUSED);
	error_text(&text, &err, 0);
	assert_non_null(strstr(text.s, "access_denied"));
	assert_non_null(strstr(answer, "Refused"));
	error_release(&err);
	callback_free(cb);
	strbuf_release(&code);
	strbuf_release(&text);
}

static void callback_says_when_its_port_is_taken(void **state)
{
	struct callback *cb = open_callback(), *second = NULL;
	struct callback_options o = { callback_port(cb), "/callback", STATE, "a", "b" };
	struct error err = ERROR_INIT;
	struct strbuf text = STRBUF_INIT;

	assert_int_equal(callback_open(&second, &o, &err), ERR_CONFIG);
	assert_null(second);
	error_text(&text, &err, 0);
	assert_non_null(strstr(text.s, "paste the address"));
	callback_free(cb);
	assert_int_equal(callback_open(&second, &o, NULL), 0);   /* and free again at once */
	assert_int_equal(callback_port(second), o.port);
	callback_free(second);
	error_release(&err);
	strbuf_release(&text);
}

static int setup(void **state)
{
	return digest_init();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pkce_challenge_is_that_of_the_rfc),
		cmocka_unit_test(state_and_verifier_are_long_and_new),
		cmocka_unit_test(authorize_url_carries_everything_encoded),
		cmocka_unit_test(redirect_is_read_however_it_comes),
		cmocka_unit_test(token_requests_hold_what_each_grant_needs),
		cmocka_unit_test(token_request_with_basic_authentication),
		cmocka_unit_test(revoke_request_names_the_token),
		cmocka_unit_test(callback_takes_the_right_request_and_closes),
		cmocka_unit_test(callback_is_not_ended_by_strangers),
		cmocka_unit_test(callback_survives_silence_floods_and_pieces),
		cmocka_unit_test(callback_gives_up_after_many_wrong_ones),
		cmocka_unit_test(callback_reports_a_refusal),
		cmocka_unit_test(callback_says_when_its_port_is_taken),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
