/* HTTP values: headers, addresses, what hostile servers put into them, and what
 * is hidden before it is traced. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "net/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define NOW INT64_C(1795262400000)      /* 2026-11-21T12:00:00Z */

static void headers_know_no_case_and_keep_order(void **state)
{
	struct http_headers h;

	http_headers_init(&h);
	assert_int_equal(http_headers_add(&h, "Link", "a"), 0);
	assert_int_equal(http_headers_add(&h, "X-Total", "1"), 0);
	assert_int_equal(http_headers_add(&h, "link", "b"), 0);
	assert_string_equal(http_headers_get(&h, "LINK"), "a");
	assert_null(http_headers_get(&h, "Lin"));
	assert_int_equal(http_headers_set(&h, "LINK", "c"), 0);
	assert_int_equal(h.len, 2);
	assert_string_equal(http_headers_get(&h, "link"), "c");
	assert_string_equal(http_headers_get(&h, "x-total"), "1");
	http_headers_release(&h);
	assert_int_equal(h.len, 0);
}

static void headers_refuse_what_would_split_a_request(void **state)
{
	static const struct { const char *name, *value; } bad[] = {
		{ "", "x" }, { "a b", "x" }, { "a:b", "x" }, { "a\r\nb", "x" }, { "é", "x" },
		{ "X", "a\r\nEvil: 1" }, { "X", "a\nb" }, { "X", "\x1b[2J" }, { "X", "\x7f" },
	};
	struct http_headers h;
	size_t i;

	http_headers_init(&h);
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		assert_int_equal(http_headers_add(&h, bad[i].name, bad[i].value), -1);
		assert_int_equal(http_headers_add_secret(&h, bad[i].name, bad[i].value), -1);
		assert_int_equal(http_headers_set(&h, bad[i].name, bad[i].value), -1);
	}
	assert_int_equal(h.len, 0);
	assert_int_equal(http_headers_add(&h, "X", "tab\tand \xc3\xa9"), 0);
	http_headers_release(&h);
}

static void headers_hide_what_is_secret(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct http_headers h;

	http_headers_init(&h);
	http_headers_add(&h, "authorization", "Bearer CANARY");
	http_headers_add(&h, "Cookie", "s=CANARY");
	http_headers_add(&h, "Set-Cookie", "s=CANARY");
	http_headers_add_secret(&h, "X-Own", "CANARY");
	http_headers_add(&h, "Location", "https://a.example/cb?code=CANARY&x=1");
	http_headers_add(&h, "Accept", "application/json");
	http_headers_redacted(&out, &h);
	assert_null(strstr(out.s, "CANARY"));
	assert_non_null(strstr(out.s, "Accept: application/json\n"));
	assert_non_null(strstr(out.s, "authorization: (secret)\n"));
	assert_non_null(strstr(out.s, "x=1"));
	strbuf_release(&out);
	http_headers_release(&h);
}

static void request_bearer_is_tied_to_its_origin(void **state)
{
	struct http_request r, moved;

	http_request_init(&r);
	http_request_start(&r, "GET", "https://API.example:443/rest?x=1");
	assert_int_equal(http_request_bearer(&r, "abc\r\nX: 1"), -1);
	assert_int_equal(http_request_bearer(&r, ""), -1);
	assert_int_equal(http_request_bearer(&r, "a b"), -1);
	assert_null(http_headers_get(&r.headers, "authorization"));
	assert_null(r.origin);
	assert_int_equal(http_request_bearer(&r, "tok"), 0);
	assert_string_equal(http_headers_get(&r.headers, "authorization"), "Bearer tok");
	assert_true(r.headers.items[0].secret);
	assert_string_equal(r.origin, "https://api.example");
	http_request_set_body(&r, "application/json", "{}", 2);
	http_request_move(&moved, &r);
	assert_null(r.url);
	assert_string_equal(moved.body, "{}");
	http_request_release(&moved);
	http_request_release(&r);
}

static void url_parse_is_strict(void **state)
{
	static const struct { const char *url; int ok; const char *host; int port; const char *target; } rows[] = {
		{ "https://a.example", 1, "a.example", 443, "" },
		{ "HTTPS://a.example/", 1, "a.example", 443, "/" },
		{ "http://127.0.0.1:8080/x?y=1#z", 1, "127.0.0.1", 8080, "/x?y=1" },
		{ "https://[::1]:9/p", 1, "::1", 9, "/p" },
		{ "https://a.example?q", 1, "a.example", 443, "?q" },
		{ "https://user@a.example/", 0, "", 0, "" },
		{ "https://user:pw@a.example/", 0, "", 0, "" },
		{ "https://", 0, "", 0, "" },
		{ "https:///x", 0, "", 0, "" },
		{ "https://a.example:0/", 0, "", 0, "" },
		{ "https://a.example:65536/", 0, "", 0, "" },
		{ "https://a.example:/", 0, "", 0, "" },
		{ "https://a.example:8x/", 0, "", 0, "" },
		{ "https://a b/", 0, "", 0, "" },
		{ "https://a.example/\r\nX: 1", 0, "", 0, "" },
		{ "https://a.example\\@b.example/", 0, "", 0, "" },
		{ "https://a%2eexample/", 0, "", 0, "" },
		{ "https://é.example/", 0, "", 0, "" },
		{ "https://[::1/", 0, "", 0, "" },
		{ "https://[::1]x/", 0, "", 0, "" },
		{ "ftp://a.example/", 0, "", 0, "" },
		{ "file:///etc/passwd", 0, "", 0, "" },
		{ "javascript:alert(1)", 0, "", 0, "" },
		{ "//a.example/", 0, "", 0, "" },
		{ "", 0, "", 0, "" },
	};
	struct http_url u;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		if ((http_url_parse(&u, rows[i].url) == 0) != rows[i].ok)
			fail_msg("%s", rows[i].url);
		if (!rows[i].ok)
			continue;
		assert_int_equal(u.host_len, strlen(rows[i].host));
		assert_memory_equal(u.host, rows[i].host, u.host_len);
		assert_int_equal(u.port, rows[i].port);
		assert_int_equal(u.target_len, strlen(rows[i].target));
		assert_memory_equal(u.target, rows[i].target, u.target_len);
	}
}

static void url_allowed_means_https_or_this_machine(void **state)
{
	static const struct { const char *url; int ok; } rows[] = {
		{ "https://api.procore.com/rest", 1 },
		{ "http://localhost:80/", 1 }, { "http://LOCALHOST/", 1 },
		{ "http://127.0.0.1/", 1 }, { "http://127.9.9.9:1/", 1 }, { "http://[::1]/", 1 },
		{ "http://127.0.0.1.evil.example/", 0 }, { "http://localhost.evil.example/", 0 },
		{ "http://128.0.0.1/", 0 }, { "http://127.1/", 0 }, { "http://0.0.0.0/", 0 },
		{ "http://api.procore.com/", 0 }, { "http://[::2]/", 0 }, { "http://10.0.0.1/", 0 },
		{ "file:///etc/passwd", 0 }, { "ftp://127.0.0.1/", 0 },
		{ "https://user@127.0.0.1/", 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (http_url_allowed(rows[i].url) != rows[i].ok)
			fail_msg("%s", rows[i].url);
	assert_true(http_url_is_local("https://127.0.0.1/"));
	assert_false(http_url_is_local("https://a.example/"));
}

static void url_origins_compare(void **state)
{
	static const struct { const char *a, *b; int same; } rows[] = {
		{ "https://a.example/x", "https://A.EXAMPLE:443/y?z", 1 },
		{ "https://a.example/", "http://a.example/", 0 },
		{ "https://a.example/", "https://a.example:444/", 0 },
		{ "https://a.example/", "https://b.a.example/", 0 },
		{ "https://a.example/", "https://a.example.evil/", 0 },
		{ "http://[::1]:80/", "http://[::1]/x", 1 },
		{ "https://a.example/", "nonsense", 0 },
		{ "nonsense", "nonsense", 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(http_url_same_origin(rows[i].a, rows[i].b), rows[i].same);
}

static void url_is_built_encoded(void **state)
{
	struct strbuf b = STRBUF_INIT;

	http_url_join(&b, "https://a.example/base//", "//rest/v1.0");
	http_url_add_segment(&b, "é/..?");
	http_url_add_param(&b, "filters[updated_at]", "2026-01-01...2026-02-01");
	http_url_add_param(&b, "$filter", "Vendor eq 'A&B'");
	http_url_add_param_int(&b, "page", INT64_MIN);
	assert_string_equal(b.s, "https://a.example/base/rest/v1.0/%C3%A9%2F..%3F"
		"?filters%5Bupdated_at%5D=2026-01-01...2026-02-01&$filter=Vendor%20eq%20%27A%26B%27"
		"&page=-9223372036854775808");
	strbuf_reset(&b);
	http_form_add(&b, "a b", "1&2=3");
	http_form_add(&b, "c", "");
	assert_string_equal(b.s, "a%20b=1%262%3D3&c=");
	strbuf_release(&b);
}

static void url_resolve_follows_references(void **state)
{
	static const struct { const char *base, *ref, *want; } rows[] = {
		{ "https://a.example/x/y?z=1", "https://b.example/q", "https://b.example/q" },
		{ "https://a.example/x/y?z=1", "/q?p=2", "https://a.example/q?p=2" },
		{ "https://a.example/x/y?z=1", "q", "https://a.example/x/q" },
		{ "https://a.example/x/y?z=1", "?p=2", "https://a.example/x/y?p=2" },
		{ "https://a.example/x/y?z=a/b", "q", "https://a.example/x/q" },
		{ "https://a.example", "q", "https://a.example/q" },
		{ "https://a.example", "?p=2", "https://a.example/?p=2" },
		{ "https://a.example/x", "//b.example/y", "https://b.example/y" },
		{ "https://a.example/x", "file:///etc/passwd", NULL },
		{ "https://a.example/x", "javascript:1", NULL },
		{ "https://a.example/x", "/a b", NULL },
		{ "https://a.example/x", "https://u@b/", NULL },
		{ "nonsense", "/q", NULL },
	};
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		strbuf_reset(&b);
		assert_int_equal(http_url_resolve(&b, rows[i].base, rows[i].ref), rows[i].want ? 0 : -1);
		assert_string_equal(b.s, rows[i].want ? rows[i].want : "");
	}
	strbuf_release(&b);
}

static void url_redacted_hides_codes_and_tokens(void **state)
{
	static const struct { const char *url, *want; } rows[] = {
		{ "https://a/x?code=S&page=2&ACCESS_TOKEN=S", "https://a/x?code=(secret)&page=2&ACCESS_TOKEN=(secret)" },
		{ "https://a/x?codes=1&x=code", "https://a/x?codes=1&x=code" },
		{ "https://a/x", "https://a/x" },
		{ "https://a/x?", "https://a/x?" },
		{ "https://a/x?client_secret=S", "https://a/x?client_secret=(secret)" },
		{ "https://user:S@a/x", "(address with a user name)" },
	};
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		strbuf_reset(&b);
		http_url_redacted(&b, rows[i].url);
		assert_string_equal(b.s, rows[i].want);
	}
	strbuf_release(&b);
}

static void form_values_are_found_and_decoded(void **state)
{
	static const struct { const char *form, *name; int rc; const char *want; } rows[] = {
		{ "a=1&b=2", "b", 1, "2" }, { "a=1&b=2", "c", 0, "" }, { "", "a", 0, "" },
		{ "a+b=x%20y+z", "a b", 1, "x y z" }, { "a=%C3%A9", "a", 1, "é" },
		{ "a=1&a=2", "a", 1, "1" }, { "a", "a", 1, "" }, { "a=", "a", 1, "" },
		{ "a=%", "a", -1, "" }, { "a=%2", "a", -1, "" }, { "a=%zz", "a", -1, "" },
		{ "a=%00", "a", -1, "" }, { "a=1#b=2", "b", 0, "" }, { "a=x=y", "a", 1, "x=y" },
		{ "%zz=1&a=2", "a", 1, "2" },
	};
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		strbuf_reset(&b);
		if (http_form_get(&b, rows[i].form, rows[i].name) != rows[i].rc)
			fail_msg("%s in %s", rows[i].name, rows[i].form);
		if (rows[i].rc > 0)
			assert_string_equal(b.s, rows[i].want);
	}
	strbuf_release(&b);
}

static void link_next_is_read_and_stays_at_home(void **state)
{
	static const struct { const char *link; int rc; const char *want; } rows[] = {
		{ "<https://a.example/v?page=2>; rel=\"next\", <https://a.example/v?page=9>; rel=\"last\"", 1,
		  "https://a.example/v?page=2" },
		{ "<https://a.example/v?page=9>; rel=last,<https://a.example/v?page=2>;rel=next", 1,
		  "https://a.example/v?page=2" },
		{ "</v?page=2>; title=\"a, b; c\"; REL=\"prev NEXT\"", 1, "https://a.example/v?page=2" },
		{ "<?page=3>; rel=\"next\"", 1, "https://a.example/v?page=3" },
		{ "<https://a.example/v?a=1,2>; rel=next", 1, "https://a.example/v?a=1,2" },
		{ "<https://evil.example/v?page=2>; rel=\"next\"", -1, "" },
		{ "<http://a.example/v?page=2>; rel=\"next\"", -1, "" },
		{ "<file:///etc/passwd>; rel=next", -1, "" },
		{ "<https://a.example/v>; rel=\"nextish\"", 0, "" },
		{ "<https://a.example/v>; x=next", 0, "" },
		{ "<https://a.example/v", 0, "" }, { "", 0, "" }, { "<>;rel=next=", 0, "" },
		{ ";;;,<,>", 0, "" },
	};
	struct http_response r;
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		http_response_init(&r);
		r.url = strdup("https://a.example/v?page=1");
		http_headers_add(&r.headers, "Link", rows[i].link);
		strbuf_reset(&b);
		if (http_link_next(&b, &r) != rows[i].rc)
			fail_msg("%s", rows[i].link);
		assert_string_equal(b.s, rows[i].want);
		http_response_release(&r);
	}
	strbuf_release(&b);
}

static void http_dates_in_three_forms(void **state)
{
	static const struct { const char *s; int64_t want; } rows[] = {
		{ "Sun, 06 Nov 1994 08:49:37 GMT", INT64_C(784111777000) },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", INT64_C(784111777000) },
		{ "Sun Nov  6 08:49:37 1994", INT64_C(784111777000) },
		{ "Sat, 21 Nov 2026 12:00:00 GMT", NOW },
		{ "Sat, 29 Feb 2028 00:00:00 GMT", INT64_C(1835395200000) },
		{ "Mon, 30 Feb 2026 00:00:00 GMT", -1 },
		{ "Sat, 21 Nov 2026 24:00:00 GMT", -1 },
		{ "Sat, 21 Nov 2026 12:00:00", -1 },
		{ "Sat, 21 Nov 2026 12:00:00 GMT x", -1 },
		{ "Sat, 21 Nvo 2026 12:00:00 GMT", -1 },
		{ "Sat, 21 anF 2026 12:00:00 GMT", -1 },
		{ "2026-11-21T12:00:00Z", -1 },
		{ "", -1 },
	};
	int64_t ms;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ms = -1;
		if ((http_date_parse(&ms, rows[i].s) == 0) != (rows[i].want >= 0))
			fail_msg("%s", rows[i].s);
		if (rows[i].want >= 0)
			assert_int_equal(ms, rows[i].want);
	}
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	static const struct { const char *s; int64_t want; } rows[] = {
		{ "0", 0 }, { "7", 7000 }, { " 7 ", 7000 }, { "1.5", 1000 },
		{ "Sat, 21 Nov 2026 12:01:00 GMT", 60000 }, { "Sat, 21 Nov 2026 11:00:00 GMT", 0 },
		{ "-1", -1 }, { "soon", -1 }, { "", -1 }, { "7x", -1 },
		{ "99999999999999999999", -1 }, { "9223372036854775807", -1 },
	};
	struct http_response r;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		http_response_init(&r);
		http_headers_add(&r.headers, "retry-after", rows[i].s);
		if (http_retry_after_ms(&r, NOW) != rows[i].want)
			fail_msg("%s", rows[i].s);
		http_response_release(&r);
	}
	http_response_init(&r);
	assert_int_equal(http_retry_after_ms(&r, NOW), -1);
	http_response_release(&r);
}

static void transport_class_tells_sent_from_unsent(void **state)
{
	static const struct { enum http_transport t; int sent, mutates, want; const char *says; } rows[] = {
		{ HTTP_TRANSPORT_RESOLVE, 0, 1, ERR_LATER, "nothing was sent" },
		{ HTTP_TRANSPORT_CONNECT, 0, 1, ERR_LATER, "nothing was sent" },
		{ HTTP_TRANSPORT_TLS, 0, 1, ERR_CONFIG, "erp.example" },
		{ HTTP_TRANSPORT_REFUSED, 0, 1, ERR_CONFIG, "nothing was sent" },
		{ HTTP_TRANSPORT_TIMEOUT, 0, 1, ERR_LATER, "nothing was sent" },
		{ HTTP_TRANSPORT_TIMEOUT, 1, 0, ERR_LATER, "in time" },
		{ HTTP_TRANSPORT_TIMEOUT, 1, 1, ERR_UNKNOWN, "looked up" },
		{ HTTP_TRANSPORT_CUT, 0, 1, ERR_LATER, "before anything was sent" },
		{ HTTP_TRANSPORT_CUT, 1, 0, ERR_LATER, "asked again" },
		{ HTTP_TRANSPORT_CUT, 1, 1, ERR_UNKNOWN, "looked up" },
		{ HTTP_TRANSPORT_TOO_BIG, 1, 0, ERR_DATA, "larger" },
		{ HTTP_TRANSPORT_TOO_BIG, 1, 1, ERR_UNKNOWN, "looked up" },
		{ HTTP_TRANSPORT_CANCELLED, 0, 1, ERR_CANCEL, "stopped" },
		{ HTTP_TRANSPORT_CANCELLED, 1, 0, ERR_CANCEL, "stopped" },
		{ HTTP_TRANSPORT_CANCELLED, 1, 1, ERR_UNKNOWN, "looked up" },
		{ HTTP_TRANSPORT_OK, 1, 1, 0, "" },
	};
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;
	struct http_response r;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		http_response_init(&r);
		r.url = strdup("https://erp.example/entity");
		r.transport = rows[i].t;
		r.status = rows[i].t == HTTP_TRANSPORT_OK ? 500 : 0;
		r.sent = rows[i].sent;
		r.request_flags = rows[i].mutates ? HTTP_MUTATES : 0;
		if (http_transport_class(&r, &err) != rows[i].want)
			fail_msg("%s sent %d mutates %d", http_transport_name(rows[i].t), rows[i].sent,
				rows[i].mutates);
		strbuf_reset(&b);
		error_text(&b, &err, 0);
		if (rows[i].want && (!strstr(b.s, rows[i].says) || !strstr(b.s, "erp.example")))
			fail_msg("\"%s\" does not say \"%s\" of the host", b.s, rows[i].says);
		http_response_release(&r);
	}
	strbuf_release(&b);
	error_release(&err);
}

static void answer(struct http_response *r, const char *url, const char *cookie)
{
	http_response_init(r);
	r->url = strdup(url);
	if (cookie)
		http_headers_add(&r->headers, "Set-Cookie", cookie);
}

static const char *sent_to(const struct http_cookies *jar, struct http_request *r, const char *url)
{
	http_request_release(r);
	http_request_start(r, "GET", url);
	http_cookies_send(jar, r);
	return http_headers_get(&r->headers, "Cookie");
}

static void cookies_go_back_where_they_came_from(void **state)
{
	struct http_cookies jar;
	struct http_response r;
	struct http_request q;

	http_cookies_init(&jar);
	http_request_init(&q);
	answer(&r, "https://erp.example/entity/auth/login", "ASP.NET_SessionId=abc; path=/; HttpOnly; Secure");
	http_headers_add(&r.headers, "set-cookie", ".ASPXAUTH=t=t; Path=/entity");
	http_headers_add(&r.headers, "Set-Cookie", "old=1; Expires=Sat, 21 Nov 2026 11:59:59 GMT");
	http_headers_add(&r.headers, "Set-Cookie", "=nameless");
	http_headers_add(&r.headers, "Set-Cookie", "nonsense");
	http_cookies_take(&jar, &r, NOW);
	http_response_release(&r);
	assert_int_equal(jar.len, 2);
	assert_string_equal(http_cookies_get(&jar, ".ASPXAUTH"), "t=t");
	assert_string_equal(sent_to(&jar, &q, "https://erp.example/entity/Default/1"),
		"ASP.NET_SessionId=abc; .ASPXAUTH=t=t");
	assert_string_equal(q.origin, "https://erp.example");
	assert_true(q.headers.items[0].secret);
	assert_string_equal(sent_to(&jar, &q, "https://erp.example/entities"), "ASP.NET_SessionId=abc");
	assert_string_equal(sent_to(&jar, &q, "https://erp.example"), "ASP.NET_SessionId=abc");
	assert_null(sent_to(&jar, &q, "https://erp.example.evil/entity/"));
	assert_null(sent_to(&jar, &q, "http://erp.example/entity/"));
	answer(&r, "https://evil.example/", "ASP.NET_SessionId=stolen; path=/");
	http_cookies_take(&jar, &r, NOW);
	http_response_release(&r);
	assert_string_equal(http_cookies_get(&jar, "ASP.NET_SessionId"), "abc");
	answer(&r, "https://erp.example/", "ASP.NET_SessionId=new; path=/");
	http_headers_add(&r.headers, "Set-Cookie", ".ASPXAUTH=; Max-Age=0; path=/entity");
	http_cookies_take(&jar, &r, NOW);
	http_response_release(&r);
	assert_int_equal(jar.len, 1);
	assert_string_equal(http_cookies_get(&jar, "ASP.NET_SessionId"), "new");
	http_request_release(&q);
	http_cookies_release(&jar);
}

static void cookies_are_bounded(void **state)
{
	struct http_cookies jar;
	struct http_response r;
	char line[64], *big;
	int i;

	http_cookies_init(&jar);
	answer(&r, "https://erp.example/", NULL);
	for (i = 0; i < 1000; i++) {
		snprintf(line, sizeof line, "c%d=%d", i, i);
		http_headers_add(&r.headers, "Set-Cookie", line);
	}
	big = malloc(20000);
	assert_non_null(big);
	memset(big, 'x', 19999);
	big[19999] = 0;
	big[1] = '=';
	http_headers_add(&r.headers, "Set-Cookie", big);
	http_cookies_take(&jar, &r, NOW);
	assert_int_equal(jar.len, 64);
	free(big);
	http_response_release(&r);
	http_cookies_release(&jar);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_know_no_case_and_keep_order),
		cmocka_unit_test(headers_refuse_what_would_split_a_request),
		cmocka_unit_test(headers_hide_what_is_secret),
		cmocka_unit_test(request_bearer_is_tied_to_its_origin),
		cmocka_unit_test(url_parse_is_strict),
		cmocka_unit_test(url_allowed_means_https_or_this_machine),
		cmocka_unit_test(url_origins_compare),
		cmocka_unit_test(url_is_built_encoded),
		cmocka_unit_test(url_resolve_follows_references),
		cmocka_unit_test(url_redacted_hides_codes_and_tokens),
		cmocka_unit_test(form_values_are_found_and_decoded),
		cmocka_unit_test(link_next_is_read_and_stays_at_home),
		cmocka_unit_test(http_dates_in_three_forms),
		cmocka_unit_test(retry_after_is_seconds_or_a_date),
		cmocka_unit_test(transport_class_tells_sent_from_unsent),
		cmocka_unit_test(cookies_go_back_where_they_came_from),
		cmocka_unit_test(cookies_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
