/* The simulated hh2 tenant of a Sage 300 CRE: addresses and errors.
 *
 * Everything is a WCF service: /<Area>/Api/V1/<Service>.svc/<operation>, without regard to
 * case.  Lists are in sage300_list.c, what is written in sage300_document.c. */
#include "sim/sage300.h"
#include "base/strbuf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

/* ---- errors ---- */

void s3_html(struct sim_response *resp, int status, const char *title, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addf(&b, "<!DOCTYPE html>\r\n<html><head><title>%s</title></head><body><h1>%s</h1><p>%s</p>"
		"</body></html>\r\n", title, title, text);
	sim_respond_text(resp, status, "text/html; charset=utf-8", b.s);
	strbuf_release(&b);
}

void s3_errors(struct sim_response *resp, cJSON *list)
{
	cJSON *v = cJSON_CreateObject();

	jv_add(v, "Errors", list);
	sim_respond_json(resp, 400, v);
}

void s3_error(struct sim_response *resp, int status, const char *fmt, ...)
{
	cJSON *list = cJSON_CreateArray();
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	cJSON_AddItemToArray(list, jv_string(b.s));
	strbuf_release(&b);
	s3_errors(resp, list);
	resp->status = status;
}

void s3_answer_id(const struct sim_request *req, struct sim_response *resp, const char *id)
{
	s3_respond(req, resp, jv_string(id), "string");
}

static void refuse(void *state, struct sim_response *resp, int status, const char *message)
{
	if (status >= 500)
		s3_html(resp, status, "Request Error", message);
	else
		s3_error(resp, status, "%s", message);
}

/* ---- addresses ---- */

static void handle(struct sim *sim, void *state, const struct sim_request *req, struct sim_response *resp)
{
	struct s3 *s = state;

	if (!strcasecmp(req->path, "/Api/Security/V3/Session.svc/authenticate")) {
		s3_authenticate(s, req, resp);
		return;
	}
	if (!strcmp(req->path, "/")) {
		s3_html(resp, 200, "hh2 Cloud Services", "Sign in to hh2.");
		return;
	}
	if (!s3_session_ok(s, req, resp))
		return;
	if (s->sw.operation_s)
		s3_look(s, NULL);                /* the clock moves them all */
	if (s3_document_handle(s, req->path, req, resp) || s3_list(s, req->path, req, resp))
		return;
	s3_html(resp, 404, "Endpoint not found.", "Please see the service help page.");
}

/* ---- life ---- */

static void *init(struct sim *sim)
{
	struct s3 *s = xcalloc(1, sizeof *s);

	s->sim = sim;
	s->co = sim_company(sim);
	s->user = xstrdup(sim_extra(sim, "sage300.user", "svc-comptoir"));
	s->password = xstrdup(sim_extra(sim, "sage300.password", "Northside-2026"));
	s->api_key = xstrdup(sim_extra(sim, "sage300.api_key", "9f1d52c8a7e04b3d"));
	s->api_secret = xstrdup(sim_extra(sim, "sage300.api_secret", "Zt4mQ8xWc1RbK6vN"));
	s3_switches_init(s);
	s3_seed(s);
	return s;
}

static void release(void *state)
{
	struct s3 *s = state;

	s3_sessions_release(s);
	s3_tables_release(s);
	s3_seed_release(s);
	ARRAY_RELEASE(&s->operations);
	free(s->fail_next);
	free(s->user);
	free(s->password);
	free(s->api_key);
	free(s->api_secret);
	free(s);
}

static void expire(struct sim *sim, void *state)
{
	s3_sessions_end(state);
}

static void credentials(struct sim *sim, void *state, cJSON *obj)
{
	const struct s3 *s = state;

	jv_set_str(obj, "api_key", s->api_key);
	jv_set_str(obj, "api_secret", s->api_secret);
	jv_set_str(obj, "user", s->user);
	jv_set_str(obj, "password", s->password);
	/* what the set-up guide asks the customer for */
	jv_set_str(obj, "environment", "test");
	jv_set_str(obj, "home_currency", s->co->home_currency);
	jv_set_str(obj, "accounts", "L=51000 M=52000 S=53000 E=54000");
	jv_set_str(obj, "ap_account", "20000");
	jv_set_str(obj, "retainage_account", "20100");
	jv_set_str(obj, "connected_since", s->co->connected_on);
	jv_set_str(obj, "commitment_route", s->sw.commitment_writer ? "hh2" : "file");
}

const struct sim_system sim_sage300 = {
	.name = "sage300",
	.title = "Sage 300 CRE through hh2 Cloud Services",
	.base_path = "",
	.init = init, .handle = handle, .control = s3_control, .refuse = refuse, .expire = expire,
	.dump = s3_dump, .credentials = credentials, .release = release,
};
