/* Signing in to hh2: the verdict is a number in an answer that is always 200.
 *
 * The session is the cookie .ASPXAUTH; two more keep a client on the same machine behind the
 * load balancer.  A request without a session, or with one that has ended, is answered the way
 * the tenant was told to: a page of HTML, a redirect to it, or 401. */
#include "sim/sage300.h"
#include "base/date.h"
#include "base/strbuf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

enum result {
	RESULT_USER = 1, RESULT_CLIENT = 2, RESULT_USER_LOCKED = 3, RESULT_CLIENT_LOCKED = 4, RESULT_OK = 5
};

#define AFFINITY "ApplicationGatewayAffinity"
#define AFFINITY_CORS "ApplicationGatewayAffinityCORS"

static const char affinity[] = "6a1f0c7be4d8905b3c2a9e7f41d0b856";

/* "Sat, 21-Nov-2026 22:00:00 GMT" */
static void cookie_date(struct strbuf *out, int64_t ms)
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
		"Oct", "Nov", "Dec" };
	char text[INSTANT_LEN];
	int month;

	instant_format(text, ms);
	month = (text[5] - '0') * 10 + text[6] - '0';
	strbuf_addf(out, "%s, %.2s-%s-%.4s %.8s GMT", days[ms / 86400000 % 7], text + 8, months[month - 1], text,
		text + 11);
}

/* ---- sessions ---- */

static void drop(struct s3 *s, size_t i)
{
	free(s->sessions.items[i].auth);
	s->sessions.items[i] = s->sessions.items[--s->sessions.len];
}

void s3_sessions_end(struct s3 *s)
{
	while (s->sessions.len)
		drop(s, s->sessions.len - 1);
}

void s3_sessions_release(struct s3 *s)
{
	s3_sessions_end(s);
	ARRAY_RELEASE(&s->sessions);
}

static void set_cookies(struct s3 *s, struct sim_response *resp, const struct s3_session *session)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, AFFINITY "=%s; Path=/", affinity);
	sim_respond_header(resp, "Set-Cookie", b.s);
	strbuf_reset(&b);
	strbuf_addf(&b, AFFINITY_CORS "=%s; Path=/; SameSite=None", affinity);
	sim_respond_header(resp, "Set-Cookie", b.s);
	strbuf_reset(&b);
	strbuf_addf(&b, ".ASPXAUTH=%s; expires=", session->auth);
	cookie_date(&b, session->ends_ms);
	strbuf_adds(&b, "; path=/; HttpOnly; SameSite=Lax");
	sim_respond_header(resp, "Set-Cookie", b.s);
	strbuf_release(&b);
}

static void open_session(struct s3 *s, struct sim_response *resp)
{
	int64_t life = sim_options(s->sim)->token_life_s ? sim_options(s->sim)->token_life_s : s->sw.cookie_s;
	struct strbuf b = STRBUF_INIT;
	struct s3_session *session;

	while (s->sessions.len >= 64)
		drop(s, 0);
	sim_add_token(s->sim, &b, 40);
	session = ARRAY_PUSH(&s->sessions);
	session->auth = strbuf_detach(&b);
	session->ends_ms = sim_now_ms(s->sim) + life * 1000;
	set_cookies(s, resp, session);
	sim_count(s->sim, "login");
}

/* ---- authenticate ---- */

static enum result judge(struct s3 *s, const char *key, const char *secret, const char *user,
	const char *password)
{
	if (!strcasecmp(user, "clientlocked") || !strcmp(key, "locked"))
		return RESULT_CLIENT_LOCKED;
	if (!strcasecmp(user, "badkey") || strcmp(key, s->api_key) || strcmp(secret, s->api_secret))
		return RESULT_CLIENT;
	if (!strcasecmp(user, "locked") || (s->sw.lock_after && s->wrong_passwords >= s->sw.lock_after))
		return RESULT_USER_LOCKED;
	if (strcasecmp(user, s->user) || strcmp(password, s->password)) {
		s->wrong_passwords++;
		return RESULT_USER;
	}
	s->wrong_passwords = 0;
	return RESULT_OK;
}

static cJSON *verdict(struct s3 *s, enum result result)
{
	cJSON *v = cJSON_CreateObject(), *client = NULL, *user = NULL;
	char id[S3_ID];

	if (result == RESULT_OK) {
		client = cJSON_CreateObject();
		jv_add_str(client, "Name", s->co->name);
		user = cJSON_CreateObject();
		s3_guid(s, id, "user", 0);
		jv_add_str(user, "Id", id);
		jv_add_str(user, "Username", s->user);
		jv_add_str(user, "FirstName", "Service");
		jv_add_str(user, "LastName", "Connector");
		jv_add_str(user, "Email", "it@northside.example");
	}
	jv_add(v, "AuthenticatedClient", client ? client : cJSON_CreateNull());
	jv_add(v, "AuthenticatedUser", user ? user : cJSON_CreateNull());
	jv_add_int(v, "Result", result);
	return v;
}

void s3_authenticate(struct s3 *s, const struct sim_request *req, struct sim_response *resp)
{
	static const char *const members[] = { "ApiKey", "ApiSecret", "Username", "Password" };
	const char *type = sim_header(req, "Content-Type"), *values[4];
	enum result result;
	size_t i;

	if (strcmp(req->method, "POST")) {
		s3_html(resp, 405, "Method not allowed.", "Please see the service help page.");
		return;
	}
	if (!type || !strcasestr(type, "application/json") || !cJSON_IsObject(req->json)) {
		s3_html(resp, 400, "Request Error", "The server encountered an error processing the request.");
		return;
	}
	for (i = 0; i < 4; i++) {
		values[i] = jv_str(req->json, members[i]);
		if (!values[i])
			values[i] = "";
	}
	result = judge(s, values[0], values[1], values[2], values[3]);
	if (result == RESULT_OK)
		open_session(s, resp);
	s3_respond(req, resp, verdict(s, result), "AuthenticationResult");
}

/* ---- with every request ---- */

/* The value of a cookie as a piece of the header, and where it stands among them (0..); -1. */
static int cookie_at(const char *cookies, const char *name, const char **value, size_t *len)
{
	size_t n = strlen(name);
	int at = 0;

	while (cookies && *cookies) {
		cookies += strspn(cookies, " ;");
		if (!strncmp(cookies, name, n) && cookies[n] == '=') {
			*value = cookies + n + 1;
			*len = strcspn(*value, "; ");
			return at;
		}
		at++;
		cookies = strchr(cookies, ';');
	}
	return -1;
}

static void unknown(struct s3 *s, struct sim_response *resp, enum s3_refusal how)
{
	if (how == S3_401) {
		s3_html(resp, 401, "Unauthorized", "You do not have permission to view this page.");
	} else if (how == S3_302) {
		s3_html(resp, 302, "Object moved", "Object moved to the sign-in page.");
		sim_respond_header(resp, "Location", "/#login");
	} else {
		s3_html(resp, 200, "hh2 Cloud Services", "Sign in to hh2.");
	}
}

int s3_session_ok(struct s3 *s, const struct sim_request *req, struct sim_response *resp)
{
	const char *cookies = sim_header(req, "Cookie"), *auth, *value;
	size_t len, n, i;
	int at = cookie_at(cookies, ".ASPXAUTH", &auth, &len);
	int sticky = cookie_at(cookies, AFFINITY, &value, &n) > at &&
		cookie_at(cookies, AFFINITY_CORS, &value, &n) > at;

	if (at < 0 || (s->sw.strict_cookies && (at || !sticky))) {
		unknown(s, resp, s->expired == S3_BY_CASE ? S3_HTML : s->expired);
		return 0;
	}
	for (i = 0; i < s->sessions.len; i++)
		if (strlen(s->sessions.items[i].auth) == len && !strncmp(s->sessions.items[i].auth, auth, len) &&
		    s->sessions.items[i].ends_ms > sim_now_ms(s->sim))
			return 1;
	unknown(s, resp, s->expired == S3_BY_CASE ? S3_401 : s->expired);
	return 0;
}
