/* Requests and answers as the systems see them: name-value pairs, paths, bodies. */
#include "sim/sim.h"

#include "base/array.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

void sim_pairs_add(struct sim_pairs *p, const char *name, const char *value)
{
	struct sim_pair *pair = ARRAY_PUSH(p);

	pair->name = xstrdup(name);
	pair->value = xstrdup(value ? value : "");
}

const char *sim_pairs_get(const struct sim_pairs *p, const char *name)
{
	for (size_t i = 0; i < p->len; i++)
		if (!strcmp(p->items[i].name, name))
			return p->items[i].value;
	return NULL;
}

void sim_pairs_release(struct sim_pairs *p)
{
	for (size_t i = 0; i < p->len; i++) {
		free(p->items[i].name);
		free(p->items[i].value);
	}
	ARRAY_RELEASE(p);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static void add_decoded(struct strbuf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '%' && i + 2 < len && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
			strbuf_addc(out, (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2])));
			i += 2;
		} else {
			strbuf_addc(out, s[i] == '+' ? ' ' : s[i]);
		}
	}
}

void sim_pairs_parse(struct sim_pairs *out, const char *text, size_t len)
{
	struct strbuf name = STRBUF_INIT, value = STRBUF_INIT;
	size_t at = 0;

	while (at < len) {
		const char *amp = memchr(text + at, '&', len - at);
		size_t n = amp ? (size_t)(amp - (text + at)) : len - at;
		const char *eq = memchr(text + at, '=', n);
		size_t name_len = eq ? (size_t)(eq - (text + at)) : n;

		strbuf_reset(&name);
		strbuf_reset(&value);
		add_decoded(&name, text + at, name_len);
		if (eq)
			add_decoded(&value, eq + 1, n - name_len - 1);
		if (name.len)
			sim_pairs_add(out, name.s, value.s);
		at += n + 1;
	}
	strbuf_release(&name);
	strbuf_release(&value);
}

const char *sim_query(const struct sim_request *req, const char *name)
{
	return sim_pairs_get(&req->query, name);
}

const char *sim_header(const struct sim_request *req, const char *name)
{
	for (size_t i = 0; i < req->headers.len; i++)
		if (!strcasecmp(req->headers.items[i].name, name))
			return req->headers.items[i].value;
	return NULL;
}

/* multipart/form-data: the part named so, without file parts. */
static int multipart_field(const struct sim_request *req, const char *type, const char *name,
	struct strbuf *out)
{
	const char *b = strstr(type, "boundary=");
	struct strbuf mark = STRBUF_INIT, head = STRBUF_INIT;
	const char *at = req->body;
	int found = 0;

	if (!b)
		return 0;
	b += strlen("boundary=");
	strbuf_adds(&mark, "--");
	for (; *b && !strchr("\"; ", *b) ; b++)
		strbuf_addc(&mark, *b);
	strbuf_addf(&head, "name=\"%s\"", name);
	while (!found && (at = strstr(at, mark.s))) {
		const char *data = strstr(at, "\r\n\r\n");
		const char *hit = strstr(at, head.s);
		const char *end;

		at += mark.len;
		if (!data || !hit || hit > data)
			continue;
		end = strstr(data, "\r\n--");
		if (!end)
			break;
		strbuf_add(out, data + 4, end > data + 4 ? (size_t)(end - data - 4) : 0);
		found = 1;
	}
	strbuf_release(&mark);
	strbuf_release(&head);
	return found;
}

int sim_form(const struct sim_request *req, const char *name, struct strbuf *out)
{
	const char *type = sim_header(req, "Content-Type");
	struct sim_pairs form = { 0 };
	const char *v;
	int found = 0;

	if (req->json) {
		const cJSON *m = jv_get(req->json, name);

		if (cJSON_IsString(m))
			strbuf_adds(out, m->valuestring);
		else if (cJSON_IsNumber(m))
			jv_print(out, m);
		else
			return 0;
		return 1;
	}
	if (type && !strncasecmp(type, "multipart/form-data", 19))
		return multipart_field(req, type, name, out);
	sim_pairs_parse(&form, req->body, req->body_len);
	v = sim_pairs_get(&form, name);
	if (v) {
		strbuf_adds(out, v);
		found = 1;
	}
	sim_pairs_release(&form);
	return found;
}

int sim_path_match(const char *path, const char *pattern, char (*seg)[SIM_SEGMENT], size_t max)
{
	size_t n = 0;

	while (*pattern) {
		if (*pattern == '{') {
			size_t len = strcspn(path, "/");

			if (!len || len >= SIM_SEGMENT)
				return 0;
			if (n < max) {
				memcpy(seg[n], path, len);
				seg[n][len] = 0;
				n++;
			}
			path += len;
			pattern += strcspn(pattern, "}");
			if (*pattern)
				pattern++;
		} else if (*pattern++ != *path++) {
			return 0;
		}
	}
	return !*path;
}

void sim_respond_header(struct sim_response *resp, const char *name, const char *value)
{
	sim_pairs_add(&resp->headers, name, value);
}

void sim_respond_json(struct sim_response *resp, int status, cJSON *v)
{
	resp->status = status;
	strbuf_reset(&resp->body);
	jv_print(&resp->body, v);
	cJSON_Delete(v);
	sim_respond_header(resp, "Content-Type", "application/json; charset=utf-8");
}

void sim_respond_text(struct sim_response *resp, int status, const char *type, const char *text)
{
	resp->status = status;
	strbuf_reset(&resp->body);
	strbuf_adds(&resp->body, text);
	sim_respond_header(resp, "Content-Type", type);
}

void sim_response_release(struct sim_response *resp)
{
	sim_pairs_release(&resp->headers);
	strbuf_release(&resp->body);
}
