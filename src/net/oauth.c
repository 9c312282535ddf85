/* OAuth 2 as plain values.
 *
 * Codes, tokens and passwords pass through buffers that are made large enough
 * first, so that growing leaves no copies behind, and are wiped after use. */
#include "net/oauth.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/xalloc.h"

#include "base/banned.h"

#define CODE_MAX 4096

static void random_text(char out[OAUTH_STATE_LEN])
{
	uint8_t raw[32];
	struct strbuf b = STRBUF_INIT;

	digest_random(raw, sizeof raw);
	digest_base64url(&b, raw, sizeof raw);
	memcpy(out, b.s, OAUTH_STATE_LEN);
	http_wipe(b.s, b.len);
	http_wipe(raw, sizeof raw);
	strbuf_release(&b);
}

void oauth_state_new(char out[OAUTH_STATE_LEN])
{
	random_text(out);
}

void oauth_verifier_new(char out[OAUTH_VERIFIER_LEN])
{
	random_text(out);
}

void oauth_challenge(struct strbuf *out, const char *verifier)
{
	uint8_t hash[DIGEST_LEN];

	digest_sha256(hash, verifier, strlen(verifier));
	digest_base64url(out, hash, sizeof hash);
}

void oauth_authorize_url(struct strbuf *out, const struct oauth_authorize *a)
{
	struct strbuf challenge = STRBUF_INIT;

	strbuf_adds(out, a->endpoint);
	http_url_add_param(out, "response_type", "code");
	http_url_add_param(out, "client_id", a->client_id);
	http_url_add_param(out, "redirect_uri", a->redirect_uri);
	if (a->scope)
		http_url_add_param(out, "scope", a->scope);
	http_url_add_param(out, "state", a->state);
	if (a->verifier) {
		oauth_challenge(&challenge, a->verifier);
		http_url_add_param(out, "code_challenge", challenge.s);
		http_url_add_param(out, "code_challenge_method", "S256");
	}
	strbuf_release(&challenge);
}

/* ---- what came back ---- */

static int same_text(const char *a, const char *b)
{
	size_t i, n = strlen(a);
	unsigned char differs = 0;

	if (strlen(b) != n)
		return 0;
	for (i = 0; i < n; i++)
		differs |= (unsigned char)(a[i] ^ b[i]);
	return !differs;
}

static int is_code(const char *s)
{
	size_t n = strlen(s);

	for (; *s; s++)
		if (*s <= ' ' || *s >= 0x7f)
			return 0;
	return n > 0 && n <= CODE_MAX;
}

/* Is there a parameter of that name, to tell a query from a bare code? */
static int has_param(const char *query, const char *name)
{
	struct strbuf value = STRBUF_INIT;
	int rc = http_form_get(&value, query, name);

	http_wipe(value.s, value.len);
	strbuf_release(&value);
	return rc != 0;
}

static int refused_by_vendor(const char *query, struct error *err)
{
	struct strbuf raw = STRBUF_INIT, text = STRBUF_INIT;
	int rc;

	if (http_form_get(&raw, query, "error_description") <= 0 || !raw.len) {
		strbuf_reset(&raw);
		http_form_get(&raw, query, "error");
	}
	text_add_safe(&text, raw.s, 300);
	rc = error_set(err, ERR_REFUSED,
		N_("the sign-in was refused (\"%s\"): sign in again, with an account that may use this app"),
		text.s, NULL);
	strbuf_release(&raw);
	strbuf_release(&text);
	return rc;
}

static int query_parse(struct strbuf *code, const char *query, const char *state, struct error *err)
{
	struct strbuf got = STRBUF_INIT;
	int rc = 0;

	if (http_form_get(&got, query, "state") <= 0 || !same_text(got.s, state))
		rc = error_set(err, ERR_DATA,
			N_("this answer belongs to another sign-in: start it again and use the newest page"),
			NULL);
	else if (has_param(query, "error"))
		rc = refused_by_vendor(query, err);
	strbuf_reset(&got);
	if (!rc && (http_form_get(&got, query, "code") <= 0 || !is_code(got.s)))
		rc = error_set(err, ERR_DATA,
			N_("the address holds no sign-in code: copy the whole address after signing in"),
			NULL);
	if (!rc)
		strbuf_adds(code, got.s);
	http_wipe(got.s, got.len);
	strbuf_release(&got);
	return rc;
}

int oauth_redirect_parse(struct strbuf *code, const char *text, const char *state, int allow_bare,
	struct error *err)
{
	static const char blanks[] = " \t\r\n\"'<>";
	char *copy, *question;
	const char *query;
	size_t len;
	int rc;

	strbuf_reset(code);
	text += strspn(text, blanks);
	for (len = strlen(text); len && strchr(blanks, text[len - 1]); len--)
		;
	copy = xstrndup(text, len);
	question = strchr(copy, '?');
	query = question ? question + 1 : copy;
	if (question || has_param(query, "code") || has_param(query, "error"))
		rc = query_parse(code, query, state, err);
	else if (allow_bare && is_code(copy) && !strstr(copy, "://"))
		rc = 0;
	else
		rc = error_set(err, ERR_DATA,
			N_("this is no sign-in code: copy the code, or the whole address after signing in"),
			NULL);
	if (!rc && !code->len)
		strbuf_adds(code, copy);
	http_wipe(copy, len);
	free(copy);
	return rc;
}

/* ---- token requests ---- */

static size_t text_len(const char *s)
{
	return s ? strlen(s) : 0;
}

static void add(struct strbuf *body, const char *name, const char *value)
{
	if (value)
		http_form_add(body, name, value);
}

/* RFC 6749 2.3.1: both parts form-encoded, then base64. */
static void basic_auth(struct http_request *r, const char *id, const char *secret)
{
	struct strbuf pair = STRBUF_INIT, line = STRBUF_INIT;
	size_t i;

	strbuf_grow(&pair, 3 * (text_len(id) + text_len(secret)) + 2);
	strbuf_grow(&line, 4 * (text_len(id) + text_len(secret)) + 32);
	strbuf_add_urlencoded(&pair, id);
	strbuf_addc(&pair, ':');
	strbuf_add_urlencoded(&pair, secret);
	strbuf_adds(&line, "Basic ");
	digest_base64url(&line, pair.s, pair.len);
	for (i = 6; i < line.len; i++)
		line.s[i] = line.s[i] == '-' ? '+' : line.s[i] == '_' ? '/' : line.s[i];
	while ((line.len - 6) % 4)
		strbuf_addc(&line, '=');
	http_headers_set(&r->headers, "Authorization", line.s);
	http_wipe(pair.s, pair.len);
	http_wipe(line.s, line.len);
	strbuf_release(&pair);
	strbuf_release(&line);
}

static void finish(struct http_request *r, struct strbuf *body)
{
	struct strbuf origin = STRBUF_INIT;

	r->flags |= HTTP_SECRET_BODY;
	http_request_set_body(r, "application/x-www-form-urlencoded", body->s, body->len);
	http_headers_set(&r->headers, "Accept", "application/json");
	if (!http_url_origin(&origin, r->url)) {
		free(r->origin);
		r->origin = strbuf_detach(&origin);
	}
	strbuf_release(&origin);
	http_wipe(body->s, body->len);
	strbuf_release(body);
}

void oauth_token_request(struct http_request *out, const struct oauth_token_ask *a)
{
	static const char *const grants[] = {
		[OAUTH_CODE] = "authorization_code",
		[OAUTH_REFRESH] = "refresh_token",
		[OAUTH_CLIENT_CREDENTIALS] = "client_credentials",
		[OAUTH_PASSWORD] = "password",
	};
	struct strbuf body = STRBUF_INIT;

	http_request_start(out, "POST", a->endpoint);
	if (a->grant == OAUTH_CODE || a->grant == OAUTH_REFRESH)
		out->flags |= HTTP_MUTATES;
	strbuf_grow(&body, 512 + 3 * (text_len(a->client_id) + text_len(a->client_secret) +
		text_len(a->redirect_uri) + text_len(a->scope) + text_len(a->code) +
		text_len(a->verifier) + text_len(a->refresh_token) + text_len(a->username) +
		text_len(a->password)));
	add(&body, "grant_type", grants[a->grant]);
	if (a->grant == OAUTH_CODE) {
		add(&body, "code", a->code);
		add(&body, "code_verifier", a->verifier);
	} else if (a->grant == OAUTH_REFRESH) {
		add(&body, "refresh_token", a->refresh_token);
	} else if (a->grant == OAUTH_PASSWORD) {
		add(&body, "username", a->username);
		add(&body, "password", a->password);
	}
	add(&body, "redirect_uri", a->redirect_uri);
	add(&body, "scope", a->scope);
	if (a->basic_auth && a->client_secret) {
		basic_auth(out, a->client_id, a->client_secret);
	} else {
		add(&body, "client_id", a->client_id);
		add(&body, "client_secret", a->client_secret);
	}
	finish(out, &body);
}

void oauth_revoke_request(struct http_request *out, const char *endpoint, const char *token,
	const char *client_id, const char *client_secret)
{
	struct strbuf body = STRBUF_INIT;

	http_request_start(out, "POST", endpoint);
	strbuf_grow(&body, 64 + 3 * (text_len(token) + text_len(client_id) + text_len(client_secret)));
	add(&body, "token", token);
	add(&body, "client_id", client_id);
	add(&body, "client_secret", client_secret);
	finish(out, &body);
}
