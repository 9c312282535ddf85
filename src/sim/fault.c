/* Faults: what goes wrong on the way between a client and a simulated system.
 *
 * A list of faults, each for the next N exchanges that fit it.  The first that
 * fits is taken; one exchange suffers at most one fault. */
#include "sim/core.h"

#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static const char *const names[FAULT_KINDS] = {
	[FAULT_CUT_AFTER_APPLY] = "cut_after_apply",
	[FAULT_CUT_BEFORE] = "cut_before",
	[FAULT_DELAY] = "delay",
	[FAULT_STALL] = "stall",
	[FAULT_429] = "429",
	[FAULT_500] = "500",
	[FAULT_502] = "502",
	[FAULT_503] = "503",
	[FAULT_HTML] = "html",
	[FAULT_TRUNCATED] = "truncated",
	[FAULT_PARTIAL] = "partial",
	[FAULT_EXPIRED_TOKEN] = "expired_token",
	[FAULT_EXTRA_MEMBER] = "extra_member",
	[FAULT_MISSING_MEMBER] = "missing_member",
};

#define STALL_MS 30000

const char *fault_name(enum fault_kind kind)
{
	return names[kind];
}

static int kind_of(const char *name)
{
	for (int i = 0; i < FAULT_KINDS; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static int known_system(const char *name)
{
	for (size_t i = 0; sim_systems[i]; i++)
		if (!strcmp(sim_systems[i]->name, name))
			return 1;
	return 0;
}

/* "PUT /Bill": a method in capitals, a part of the target, or both. */
static void set_match(struct fault *f, const char *text)
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (n >= 3 && (text[n] == ' ' || !text[n])) {
		f->method = xstrndup(text, n);
		text += n;
		while (*text == ' ')
			text++;
	}
	if (*text)
		f->match = xstrdup(text);
}

static void set_defaults(struct fault *f)
{
	memset(f, 0, sizeof *f);
	f->count = 1;
	f->delay_ms = -1;
	f->retry_after = 2;
}

static int finish(struct fault *f, struct error *err)
{
	if (f->kind == FAULT_STALL && f->delay_ms < 0)
		f->delay_ms = STALL_MS;
	if (f->kind == FAULT_DELAY && f->delay_ms < 0)
		f->delay_ms = 1000;
	if (f->delay_ms < 0)
		f->delay_ms = 0;
	if (f->delay_ms > 3600000 || f->retry_after < -1 || f->retry_after > 86400) {
		fault_release(f);
		return error_set(err, ERR_CONFIG, N_("a fault: delay_ms or retry_after is out of range"),
			NULL);
	}
	return 0;
}

static int set_number(int64_t *out, const char *name, const char *value, struct error *err)
{
	if (decimal_parse(out, value, 0, 1) || *out < -1)
		return error_set(err, ERR_CONFIG, N_("a fault: %s wants a number, not “%s”"),
			name, value, NULL);
	return 0;
}

static int set_field(struct fault *f, const char *name, const char *value, struct error *err)
{
	if (!strcmp(name, "count"))
		return set_number(&f->count, name, value, err);
	if (!strcmp(name, "skip"))
		return set_number(&f->skip, name, value, err);
	if (!strcmp(name, "delay_ms"))
		return set_number(&f->delay_ms, name, value, err);
	if (!strcmp(name, "retry_after"))
		return set_number(&f->retry_after, name, value, err);
	if (!strcmp(name, "match")) {
		set_match(f, value);
		return 0;
	}
	return error_set(err, ERR_CONFIG,
		N_("a fault has no “%s”: count, skip, match, delay_ms, retry_after"), name, NULL);
}

static int set_kind(struct fault *f, const char *name, struct error *err)
{
	int k = kind_of(name);

	if (k < 0)
		return error_set(err, ERR_CONFIG, N_("“%s” is not a fault"), name, NULL);
	f->kind = (enum fault_kind)k;
	return 0;
}

int fault_parse(struct fault *f, const char *spec, struct error *err)
{
	const char *colon = strchr(spec, ':');
	char *part;
	int rc = 0;

	set_defaults(f);
	if (colon && colon < spec + strcspn(spec, ",=")) {
		f->system = xstrndup(spec, (size_t)(colon - spec));
		if (!known_system(f->system))
			rc = error_set(err, ERR_CONFIG, N_("“%s” is not a simulated system"), f->system, NULL);
		spec = colon + 1;
	}
	for (int first = 1; !rc && *spec; first = 0) {
		size_t n = strcspn(spec, ",");
		char *eq;

		part = xstrndup(spec, n);
		eq = strchr(part, '=');
		if (first)
			rc = set_kind(f, part, err);
		else if (!eq)
			rc = set_field(f, part, "", err);
		else {
			*eq = 0;
			rc = set_field(f, part, eq + 1, err);
		}
		free(part);
		spec += n + (spec[n] == ',');
	}
	if (rc) {
		fault_release(f);
		return rc;
	}
	return finish(f, err);
}

int fault_from_json(struct fault *f, const cJSON *v, const char *system, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	const cJSON *m;
	int rc = 0, have_kind = 0;

	set_defaults(f);
	f->system = xstrdup(system);
	cJSON_ArrayForEach(m, v) {
		strbuf_reset(&text);
		if (cJSON_IsString(m))
			strbuf_adds(&text, m->valuestring);
		else
			jv_print(&text, m);
		if (!strcmp(m->string, "kind")) {
			have_kind = 1;
			rc = set_kind(f, text.s, err);
		} else if (!strcmp(m->string, "system")) {
			free(f->system);
			f->system = strcmp(text.s, "all") ? xstrdup(text.s) : NULL;
			if (f->system && !known_system(f->system))
				rc = error_set(err, ERR_CONFIG, N_("“%s” is not a simulated system"),
					text.s, NULL);
		} else {
			rc = set_field(f, m->string, text.s, err);
		}
		if (rc)
			break;
	}
	if (!rc && !have_kind)
		rc = error_set(err, ERR_CONFIG, N_("a fault wants a kind"), NULL);
	strbuf_release(&text);
	if (rc) {
		fault_release(f);
		return rc;
	}
	return finish(f, err);
}

void fault_release(struct fault *f)
{
	free(f->system);
	free(f->method);
	free(f->match);
	f->system = f->method = f->match = NULL;
}

int fault_take(struct sim *sim, const char *system, const char *method, const char *target,
	struct fault *out)
{
	for (size_t i = 0; i < sim->faults.len; i++) {
		struct fault *f = &sim->faults.items[i];

		if (!f->count || (f->system && strcmp(f->system, system)) ||
		    (f->method && strcmp(f->method, method)) ||
		    (f->match && !strstr(target, f->match)))
			continue;
		if (f->skip > 0) {
			f->skip--;
			continue;
		}
		if (f->count > 0)
			f->count--;
		*out = *f;
		out->system = out->method = out->match = NULL;
		return 1;
	}
	return 0;
}

/* Adds a member that no release has yet in front of the others. */
static void add_members(struct strbuf *out, const char *s)
{
	int quoted = 0;

	for (; *s; s++) {
		strbuf_addc(out, *s);
		if (*s == '\\' && quoted && s[1])
			strbuf_addc(out, *++s);
		else if (*s == '"')
			quoted = !quoted;
		else if (*s == '{' && !quoted && s[1 + strspn(s + 1, " \t\r\n")] != '}')
			strbuf_adds(out, "\"AddedByANewRelease\":{\"Why\":[\"it is new\",1,null]},");
	}
}

/* Takes the last plain member out of every object that has three or more. */
static void drop_members(cJSON *v)
{
	cJSON *m, *last = NULL;
	int n = 0;

	cJSON_ArrayForEach(m, v) {
		n++;
		if (cJSON_IsObject(m) || cJSON_IsArray(m))
			drop_members(m);
		else if (m->string)
			last = m;
	}
	if (cJSON_IsObject(v) && last && n > 2)
		cJSON_Delete(cJSON_DetachItemViaPointer(v, last));
}

void fault_rewrite(enum fault_kind kind, struct strbuf *body)
{
	struct strbuf out = STRBUF_INIT;
	cJSON *v = jv_parse(body->s, body->len);

	if (!v)
		return;
	if (kind == FAULT_EXTRA_MEMBER) {
		add_members(&out, body->s);
	} else {
		drop_members(v);
		jv_print(&out, v);
	}
	strbuf_reset(body);
	strbuf_add(body, out.s, out.len);
	strbuf_release(&out);
	cJSON_Delete(v);
}

void fault_add_json(struct strbuf *out, const struct fault *f)
{
	strbuf_adds(out, "{\"kind\":");
	strbuf_add_json(out, names[f->kind]);
	strbuf_adds(out, ",\"system\":");
	strbuf_add_json(out, f->system);
	strbuf_adds(out, ",\"method\":");
	strbuf_add_json(out, f->method);
	strbuf_adds(out, ",\"match\":");
	strbuf_add_json(out, f->match);
	strbuf_addf(out, ",\"count\":%lld,\"skip\":%lld,\"delay_ms\":%lld,\"retry_after\":%lld}",
		(long long)f->count, (long long)f->skip, (long long)f->delay_ms,
		(long long)f->retry_after);
}
