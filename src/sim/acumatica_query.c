/* $select, $expand, $custom, and lists.
 *
 * A list is one statement for the service: the filter runs over every record in
 * the order of the keys, $skip and $top cut the result.  Matching slots are
 * remembered until something changes, so that the next page does not search
 * again. */
#include "sim/acumatica_query.h"
#include "sim/acumatica_body.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

static void paths_release(struct acu_paths *p)
{
	size_t i;

	for (i = 0; i < p->len; i++)
		free(p->items[i]);
	ARRAY_RELEASE(p);
}

void acu_view_release(struct acu_view *v)
{
	paths_release(&v->select);
	paths_release(&v->expand);
	paths_release(&v->custom);
}

static void split(struct acu_paths *out, const char *list)
{
	const char *end;

	while (*list) {
		while (*list == ' ' || *list == ',')
			list++;
		for (end = list; *end && *end != ','; end++)
			;
		if (end > list)
			*ARRAY_PUSH(out) = xstrndup(list, (size_t)(end - list));
		list = end;
	}
}

/* The field a path names; NULL. */
static const struct acu_field *resolve(const struct acu_def *def, unsigned endpoint, const char *path)
{
	const char *slash = strchr(path, '/');
	char *head = slash ? xstrndup(path, (size_t)(slash - path)) : xstrdup(path);
	int i = acu_index(def, head);

	free(head);
	if (i < 0 || !(def->fields[i].endpoints & endpoint))
		return NULL;
	if (!slash)
		return &def->fields[i];
	return def->fields[i].sub ? resolve(def->fields[i].sub, endpoint, slash + 1) : NULL;
}

static int check_paths(struct acu_call *call, const struct acu_view *v, const struct acu_paths *p,
	const char *option, int nested_only)
{
	static const char *const always[] = { "id", "rowNumber", "note", "custom", "files", "_links" };
	const struct acu_field *f;
	size_t i, k;

	for (i = 0; i < p->len; i++) {
		f = resolve(v->def, v->endpoint, p->items[i]);
		for (k = 0; !f && !nested_only && k < ARRAY_SIZE(always); k++)
			if (!strcmp(p->items[i], always[k]))
				break;
		if ((!f && (nested_only || k == ARRAY_SIZE(always))) ||
		    (f && nested_only && !strchr("OAQ", f->type))) {
			acu_error(call->resp, 400, "PX.Data.PXException",
				"%s: the %s entity of %s has no %s %s.", option, v->def->name,
				v->endpoint_name, nested_only ? "linked entity or detail" : "field",
				p->items[i]);
			return -1;
		}
	}
	return 0;
}

static int check_custom(struct acu_call *call, const struct acu_view *v)
{
	const struct acu_def *def;
	const char *name;
	size_t i;

	for (i = 0; i < v->custom.len; i++) {
		def = acu_custom_scope(v->def, v->endpoint, v->custom.items[i], &name);
		if (!def || !acu_custom_known(call->acu, v->def, def, name, NULL)) {
			acu_error(call->resp, 400, "PX.Data.PXException",
				"$custom: the screen %s has no field %s.", v->def->screen, v->custom.items[i]);
			return -1;
		}
	}
	return 0;
}

static int check_options(struct acu_call *call)
{
	static const char *const known[] = { "$select", "$expand", "$filter", "$top", "$skip", "$custom" };
	size_t i, k;

	if (sim_options(call->acu->sim)->lenient)
		return 0;
	for (i = 0; i < call->req->query.len; i++) {
		for (k = 0; k < ARRAY_SIZE(known); k++)
			if (!strcmp(call->req->query.items[i].name, known[k]))
				break;
		if (k == ARRAY_SIZE(known)) {
			acu_error(call->resp, 400, "PX.Data.PXException",
				"The query option %s is not supported.", call->req->query.items[i].name);
			return -1;
		}
	}
	return 0;
}

int acu_view_init(struct acu_view *v, struct acu_call *call, const struct acu_def *def)
{
	const char *select = sim_query(call->req, "$select");
	const char *expand = sim_query(call->req, "$expand");
	const char *custom = sim_query(call->req, "$custom");

	*v = (struct acu_view){ .acu = call->acu, .base = call->acu->base,
		.endpoint_name = call->endpoint_name, .def = def, .endpoint = call->endpoint };
	v->has_select = select && *select;
	split(&v->select, select ? select : "");
	split(&v->expand, expand ? expand : "");
	split(&v->custom, custom ? custom : "");
	if (check_options(call) || check_paths(call, v, &v->select, "$select", 0) ||
	    check_paths(call, v, &v->expand, "$expand", 1) || check_custom(call, v)) {
		acu_view_release(v);
		return -1;
	}
	return 0;
}

static int listed(const struct acu_paths *p, const char *prefix, const char *name)
{
	size_t i, n = strlen(prefix);

	for (i = 0; i < p->len; i++)
		if (!strncmp(p->items[i], prefix, n) && !strcmp(p->items[i] + n, name))
			return 1;
	return 0;
}

/* Does any path lie below this prefix? */
static int narrowed(const struct acu_paths *p, const char *prefix)
{
	size_t i, n = strlen(prefix);

	for (i = 0; i < p->len; i++)
		if (!strncmp(p->items[i], prefix, n))
			return 1;
	return 0;
}

static int is_key(const struct acu_def *def, const char *name)
{
	int k;

	for (k = 0; k < def->n_keys; k++)
		if (!strcmp(def->keys[k], name))
			return 1;
	return 0;
}

int acu_view_shows(const struct acu_view *v, const char *prefix, const struct acu_field *f,
	unsigned char flags)
{
	if (!(f->endpoints & v->endpoint) || f->type == 'Q')
		return 0;
	if (v->errors)
		return (flags & ACU_SENT) || (!*prefix && is_key(v->def, f->name));
	if (f->type == 'O' || f->type == 'A')
		return listed(&v->expand, prefix, f->name);
	if (!*prefix && v->sent_only && !v->has_select)
		return (flags & ACU_SENT) || is_key(v->def, f->name);
	if (*prefix ? narrowed(&v->select, prefix) : v->has_select)
		return listed(&v->select, prefix, f->name);
	return 1;
}

/* ---- lists ---- */

/* A pair of the cannot_optimize switch that this request touches; 1 and an answer. */
static int unoptimizable(struct acu_call *call, const struct acu_view *v, const char *filter)
{
	struct acu_paths pairs = { 0 };
	size_t i, n = strlen(v->def->name);
	int hit = 0;

	split(&pairs, call->acu->cannot_optimize ? call->acu->cannot_optimize : "");
	for (i = 0; i < pairs.len && !hit; i++) {
		const char *field = pairs.items[i] + n + 1;

		if (strncmp(pairs.items[i], v->def->name, n) || pairs.items[i][n] != '.')
			continue;
		hit = (!v->has_select && !strchr(field, '/')) || listed(&v->select, "", field) ||
			narrowed(&v->expand, field) || (filter && strstr(filter, field));
		if (hit)
			acu_error(call->resp, 500,
				"PX.Api.ContractBased.OptimizedExport.CannotOptimizeException",
				"Optimization cannot be performed.The following fields cause the error:\n"
				"%s.%s: View has BQL delegate", v->def->name, field);
	}
	paths_release(&pairs);
	return hit;
}

static uint32_t *search(struct acu_table *t, const struct acu_filter *f, size_t *n)
{
	const uint32_t *order = acu_table_order(t, n);
	uint32_t *hits = xreallocarray(NULL, *n + 1, sizeof *hits);
	const char *ref = f ? acu_filter_equals(f, t->def, "VendorRef") : NULL, *own;
	size_t i, total = *n, found = 0;
	const struct acu_slot *s;
	struct acu_rec *r;
	int temp;

	for (i = 0; i < total; i++) {
		/* The look-up before an export must not build every promised document. */
		s = &t->slots.items[order[i]];
		own = ref && !s->rec ? acu_make_ref(t, s->source) : NULL;
		if (own && !acu_text_same(own, ref))
			continue;
		if (f) {
			r = acu_table_peek(t, order[i], &temp);
			if (acu_filter_match(f, r))
				hits[found++] = order[i];
			if (temp)
				acu_free(r);
		} else {
			hits[found++] = order[i];
		}
	}
	*n = found;
	return hits;
}

uint32_t *acu_select_slots(struct acu_call *call, struct acu_table *t, const char *filter, size_t *n)
{
	struct strbuf why = STRBUF_INIT;
	struct acu_filter *f = NULL;

	if (t->cached && t->cached_generation == t->generation &&
	    !strcmp(t->cached_filter, filter ? filter : "")) {
		*n = t->n_cached;
		return t->cached;
	}
	if (filter && *filter) {
		f = acu_filter_parse(call, t->def, filter, &why);
		if (!f) {
			acu_error(call->resp, 400, "PX.Data.PXException", "$filter: %s", why.s);
			strbuf_release(&why);
			return NULL;
		}
	}
	free(t->cached);
	free(t->cached_filter);
	t->cached = search(t, f, &t->n_cached);
	t->cached_filter = xstrdup(filter ? filter : "");
	t->cached_generation = t->generation;
	acu_filter_free(f);
	strbuf_release(&why);
	*n = t->n_cached;
	return t->cached;
}

/* A whole number not below 0; 0, or -1 (answered). */
static int count_option(struct acu_call *call, const char *name, int64_t *out)
{
	const char *s = sim_query(call->req, name);

	if (!s)
		return 0;
	if (!*s || decimal_parse(out, s, 0, 1) || *out < 0) {
		acu_error(call->resp, 400, "PX.Data.PXException", "%s: %s is not a number.", name, s);
		return -1;
	}
	return 0;
}

void acu_list(struct acu_call *call, struct acu_table *t)
{
	const char *filter = sim_query(call->req, "$filter");
	int64_t top = INT64_MAX, skip = 0;
	struct acu_view v;
	struct acu_rec *r;
	uint32_t *hits;
	size_t i, n;
	int temp;

	if (acu_view_init(&v, call, t->def))
		return;
	if (count_option(call, "$top", &top) || count_option(call, "$skip", &skip) ||
	    unoptimizable(call, &v, filter) ||
	    !(hits = acu_select_slots(call, t, filter, &n))) {
		acu_view_release(&v);
		return;
	}
	strbuf_addc(&call->resp->body, '[');
	for (i = (size_t)(skip < (int64_t)n ? skip : (int64_t)n); i < n && top-- > 0; i++) {
		r = acu_table_peek(t, hits[i], &temp);
		if (call->resp->body.s[call->resp->body.len - 1] != '[')
			strbuf_addc(&call->resp->body, ',');
		acu_render(&call->resp->body, &v, r);
		if (temp)
			acu_free(r);
	}
	strbuf_addc(&call->resp->body, ']');
	call->resp->status = 200;
	sim_respond_header(call->resp, "Content-Type", "application/json; charset=utf-8");
	acu_view_release(&v);
}
