/* Reading an ERP profile: data/profiles/<erp>.json and what the owner of the connection
 * answered about id formats (data/profiles/README describes the file).
 *
 * The file belongs to the program, yet it is read as carefully as anything else: an
 * unknown member is an error that names it, so that a misspelt limit is not a limit
 * silently lost.  Members beginning with "_" are remarks. */
#include "connectors/connector.h"
#include "connectors/json.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "model/check.h"
#include <stdio.h>
#include <string.h>
#include "base/banned.h"

struct reader {
	struct profile *p;
	struct error *err;
	int rc;
};

static void complain(struct reader *rd, const char *where, const char *what)
{
	if (rd->rc == 0)
		rd->rc = error_set(rd->err, ERR_CONFIG, N_("profile: \"%1$s\" in %2$s makes no sense"), what ? what : "",
			where, NULL);
}

static const char *keep(struct reader *rd, const json_node *n)
{
	return pool_strdup(&rd->p->pool, json_text(n));
}

static void read_directions(struct reader *rd, const json_node *o)
{
	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		enum entity e = entity_parse(json_name(m));
		struct profile_direction *d;

		if (e == ENTITY_NONE) {
			complain(rd, "directions", json_name(m));
			continue;
		}
		d = &rd->p->direction[e];
		for (const json_node *v = json_first(m); v; v = json_next(v)) {
			const char *name = json_name(v);
			if (!strcmp(name, "export"))
				d->exported = json_bool(v, 0);
			else if (!strcmp(name, "import"))
				d->imported = json_bool(v, 0);
			else if (!strcmp(name, "option"))
				d->option = keep(rd, v);
			else if (!strcmp(name, "note_en"))
				d->note_en = keep(rd, v);
			else if (!strcmp(name, "note_fr"))
				d->note_fr = keep(rd, v);
			else
				complain(rd, "directions", name);
		}
	}
}

static void read_limits(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;

	for (const json_node *m = json_first(o); m; m = json_next(m))
		p->n_limits += json_count(m);
	p->limits = pool_alloc(&p->pool, (p->n_limits + 1) * sizeof *p->limits);
	p->n_limits = 0;
	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		enum entity e = entity_parse(json_name(m));

		if (e == ENTITY_NONE)
			complain(rd, "limits", json_name(m));
		for (const json_node *v = json_first(m); v && e != ENTITY_NONE; v = json_next(v)) {
			int field = entity_field(e, json_name(v));
			int64_t max;

			if (field < 0 || json_int(v, &max) < 0 || max < 1 || max > 4000) {
				complain(rd, "limits", json_name(v));
				continue;
			}
			p->limits[p->n_limits++] = (struct profile_limit){ e, field, (int)max };
		}
	}
}

static void read_mandatory(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;
	size_t n = 0;

	for (const json_node *m = json_first(o); m; m = json_next(m))
		n += json_count(m);
	p->mandatory = pool_alloc(&p->pool, (n + 1) * sizeof *p->mandatory);
	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		enum entity e = entity_parse(json_name(m));

		for (const json_node *v = json_first(m); v; v = json_next(v)) {
			int field = e != ENTITY_NONE && json_text(v) ? entity_field(e, json_text(v)) : -1;

			if (field < 0)
				complain(rd, "mandatory", json_text(v) ? json_text(v) : json_name(m));
			else
				p->mandatory[p->n_mandatory++] = (struct profile_limit){ e, field, 0 };
		}
	}
}

static void read_labels(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;

	p->labels = pool_alloc(&p->pool, (json_count(o) + 1) * sizeof *p->labels);
	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		struct profile_label *l = &p->labels[p->n_labels++];

		l->entity = entity_parse(json_name(m));
		l->en = keep(rd, json_get(m, "en"));
		l->fr = keep(rd, json_get(m, "fr"));
		if (l->entity == ENTITY_NONE || !l->en || !l->fr)
			complain(rd, "labels", json_name(m));
	}
}

static void read_field(struct reader *rd, enum entity e, const json_node *o)
{
	struct profile_field *f = &rd->p->fields[rd->p->n_fields++];
	int64_t max = 0;

	f->entity = e;
	for (const json_node *v = json_first(o); v; v = json_next(v)) {
		const char *name = json_name(v);

		if (!strcmp(name, "name"))
			f->name = keep(rd, v);
		else if (!strcmp(name, "label_en"))
			f->label_en = keep(rd, v);
		else if (!strcmp(name, "label_fr"))
			f->label_fr = keep(rd, v);
		else if (!strcmp(name, "option"))
			f->option = keep(rd, v);
		else if (!strcmp(name, "required"))
			f->required = json_bool(v, 0);
		else if (!strcmp(name, "max") && json_int(v, &max) == 0 && max > 0 && max <= 4000)
			f->max_chars = (int)max;
		else
			complain(rd, "fields", name);
	}
	if (e == ENTITY_NONE || !f->name || !f->label_en || !f->label_fr)
		complain(rd, "fields", f->name);
}

static void read_fields(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;
	size_t n = 0;

	for (const json_node *m = json_first(o); m; m = json_next(m))
		n += json_count(m);
	p->fields = pool_alloc(&p->pool, (n + 1) * sizeof *p->fields);
	for (const json_node *m = json_first(o); m; m = json_next(m))
		for (const json_node *v = json_first(m); v; v = json_next(v))
			read_field(rd, entity_parse(json_name(m)), v);
}

static void read_ids(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;

	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		int64_t max = 0;
		int k = 0;

		while (k < ID_KIND_COUNT && strcmp(id_kind_names[k], json_name(m)))
			k++;
		if (k == ID_KIND_COUNT) {
			complain(rd, "ids", json_name(m));
			continue;
		}
		for (const json_node *v = json_first(m); v; v = json_next(v))
			if (!strcmp(json_name(v), "mask"))
				p->id[k].mask = keep(rd, v);
			else if (!strcmp(json_name(v), "max") && json_int(v, &max) == 0 && max > 0 && max <= 255)
				p->id[k].max_length = (int)max;
			else if (!strcmp(json_name(v), "upper"))
				p->id[k].upper = json_bool(v, 1);
			else
				complain(rd, "ids", json_name(v));
	}
}

static void read_cost_codes(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;

	for (const json_node *v = json_first(o); v; v = json_next(v))
		if (!strcmp(json_name(v), "pattern") && json_text(v) && strstr(json_text(v), "{code}"))
			p->cost_code_pattern = keep(rd, v);
		else if (!strcmp(json_name(v), "by_job"))
			p->cost_codes_by_job = json_bool(v, 0);
		else if (!strcmp(json_name(v), "created"))
			p->cost_codes_created = json_bool(v, 0);
		else
			complain(rd, "cost_codes", json_name(v));
}

static int severity_parse(const char *s)
{
	static const char *const names[] = { "hold", "warning", "note", "off" };

	for (int i = 0; s && i < 4; i++)
		if (!strcmp(names[i], s))
			return i;
	return -1;
}

static void read_rules(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;

	p->rules = pool_alloc(&p->pool, (json_count(o) + 1) * sizeof *p->rules);
	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		struct profile_rule *r = &p->rules[p->n_rules++];
		int severity = severity_parse(json_text(json_get(m, "severity")));

		r->code = pool_strdup(&p->pool, json_name(m));
		if (severity < 0 || !check_rule_find(json_name(m)))
			complain(rd, "rules", json_name(m));
		r->severity = severity < 0 ? SEVERITY_HOLD : (enum severity)severity;
		r->message_en = keep(rd, json_get(m, "message_en"));
		r->message_fr = keep(rd, json_get(m, "message_fr"));
	}
}

static void read_releases(struct reader *rd, const json_node *a)
{
	struct profile *p = rd->p;

	p->releases = pool_alloc(&p->pool, (json_count(a) + 1) * sizeof *p->releases);
	for (const json_node *m = json_first(a); m; m = json_next(m)) {
		struct profile_release *r = &p->releases[p->n_releases++];

		r->name = keep(rd, json_get(m, "name"));
		r->build_prefix = keep(rd, json_get(m, "build_prefix"));
		r->validated = json_bool(json_get(m, "validated"), 0);
		r->needs_custom_endpoint = json_bool(json_get(m, "needs_custom_endpoint"), 0);
		if (!r->name || !r->build_prefix)
			complain(rd, "releases", r->name);
	}
}

static const char *const *read_words(struct reader *rd, const json_node *a)
{
	const char **list = pool_alloc(&rd->p->pool, (json_count(a) + 1) * sizeof *list);
	size_t n = 0;

	for (const json_node *m = json_first(a); m; m = json_next(m))
		if (json_text(m))
			list[n++] = keep(rd, m);
	return n ? list : NULL;
}

static void read_supports(struct reader *rd, const json_node *o)
{
	struct profile *p = rd->p;
	const struct { const char *name; int *flag; } flags[] = {
		{ "tax", &p->tax_supported },
		{ "stored_materials", &p->stored_materials_supported },
		{ "po_invoices", &p->po_invoices_supported },
		{ "foreign_retainage", &p->foreign_retainage_supported },
		{ "released_retainage", &p->released_retainage_supported },
		{ "negative_invoices", &p->negative_invoices_supported },
	};

	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		size_t i = 0;
		while (i < ARRAY_SIZE(flags) && strcmp(flags[i].name, json_name(m)))
			i++;
		if (!strcmp(json_name(m), "foreign_documents"))
			p->home_documents_only = !json_bool(m, 1);
		else if (i == ARRAY_SIZE(flags))
			complain(rd, "supports", json_name(m));
		else
			*flags[i].flag = json_bool(m, 0);
	}
}

static void read_hop_ranges(struct reader *rd, const json_node *a)
{
	struct profile_hop *h = &rd->p->first_hop;

	h->ranges = pool_alloc(&rd->p->pool, (json_count(a) + 1) * sizeof *h->ranges);
	for (const json_node *m = json_first(a); m; m = json_next(m)) {
		struct profile_hop_range *r = &h->ranges[h->n_ranges++];
		int64_t days = 0;

		if (json_get(m, "days") && (json_int(json_get(m, "days"), &days) < 0 || days < 0 || days > 36500))
			complain(rd, "first_hop", "days");
		r->days = (int)days;
		r->en = keep(rd, json_get(m, "en"));
		r->fr = keep(rd, json_get(m, "fr"));
		if (!r->en || !r->fr)
			complain(rd, "first_hop", "ranges");
	}
}

static void read_first_hop(struct reader *rd, const json_node *o)
{
	struct profile_hop *h = &rd->p->first_hop;
	const struct { const char *name; const char **text; } texts[] = {
		{ "depth_en", &h->depth_en }, { "depth_fr", &h->depth_fr },
		{ "deep_en", &h->deep_en }, { "deep_fr", &h->deep_fr },
	};

	for (const json_node *m = json_first(o); m; m = json_next(m)) {
		size_t i = 0;

		while (i < ARRAY_SIZE(texts) && strcmp(texts[i].name, json_name(m)))
			i++;
		if (i < ARRAY_SIZE(texts))
			*texts[i].text = keep(rd, m);
		else if (!strcmp(json_name(m), "steps_en"))
			h->steps_en = read_words(rd, m);
		else if (!strcmp(json_name(m), "steps_fr"))
			h->steps_fr = read_words(rd, m);
		else if (!strcmp(json_name(m), "ranges"))
			read_hop_ranges(rd, m);
		else
			complain(rd, "first_hop", json_name(m));
	}
	if (!h->steps_en || !h->steps_fr || h->n_ranges == 0 || !h->depth_en || !h->depth_fr || !h->deep_en ||
	    !h->deep_fr)
		complain(rd, "first_hop", NULL);
}

static void read_ready_commitment(struct reader *rd, const json_node *a)
{
	rd->p->ready_commitment = read_words(rd, a);
}

static void read_ready_invoice(struct reader *rd, const json_node *a)
{
	rd->p->ready_invoice = read_words(rd, a);
}

static void read_name(struct reader *rd, const json_node *n)
{
	rd->p->name = keep(rd, n);
}

static void read_title(struct reader *rd, const json_node *n)
{
	rd->p->title = keep(rd, n);
}

static const struct { const char *name; void (*read)(struct reader *rd, const json_node *n); } members[] = {
	{ "name", read_name },
	{ "title", read_title },
	{ "labels", read_labels },
	{ "directions", read_directions },
	{ "ids", read_ids },
	{ "limits", read_limits },
	{ "mandatory", read_mandatory },
	{ "fields", read_fields },
	{ "cost_codes", read_cost_codes },
	{ "first_hop", read_first_hop },
	{ "ready_commitment", read_ready_commitment },
	{ "ready_invoice", read_ready_invoice },
	{ "supports", read_supports },
	{ "rules", read_rules },
	{ "releases", read_releases },
};

static void read_file(struct reader *rd, const json_node *root)
{
	for (const json_node *m = json_first(root); m; m = json_next(m)) {
		const char *name = json_name(m);
		size_t i = 0;

		if (!name || *name == '_')
			continue;
		while (i < ARRAY_SIZE(members) && strcmp(members[i].name, name))
			i++;
		if (i == ARRAY_SIZE(members))
			complain(rd, "the file", name);
		else
			members[i].read(rd, m);
	}
	if (!rd->p->name || !rd->p->title)
		complain(rd, "the file", "name, title");
}

/* ---- what the connection adds ---- */

static const char *value(const struct option_values *v, const struct option_def *defs, const char *name)
{
	const char *s;

	for (const struct option_def *d = defs; d && d->name; d++)
		if (!strcmp(d->name, name)) {
			s = option_get(v, defs, name);
			return s && *s ? s : NULL;
		}
	return NULL;
}

static void read_formats(struct reader *rd, const struct option_values *v, const struct option_def *defs)
{
	struct profile *p = rd->p;
	char name[48];

	for (int k = 0; k < ID_KIND_COUNT; k++) {
		const char *mask, *max;

		snprintf(name, sizeof name, "id_%s_mask", id_kind_names[k]);
		mask = value(v, defs, name);
		snprintf(name, sizeof name, "id_%s_max", id_kind_names[k]);
		max = value(v, defs, name);
		if (mask)
			p->id[k].mask = pool_strdup(&p->pool, mask);
		if (max)
			p->id[k].max_length = (int)option_get_int(v, defs, name);
	}
}

/* "L=320 M=310 *=300": cost type and account; commas do as well as blanks. */
static void read_accounts(struct reader *rd, const char *text)
{
	struct profile *p = rd->p;
	size_t room = 1;

	for (const char *s = text; *s; s++)
		room += *s == '=';
	p->accounts = pool_alloc(&p->pool, room * sizeof *p->accounts);
	for (const char *s = text; *(s += strspn(s, " ,")); s += strcspn(s, " ,")) {
		size_t len = strcspn(s, " ,"), type = strcspn(s, "=");

		if (type == 0 || type + 1 >= len) {
			complain(rd, "accounts", pool_strndup(&p->pool, s, len));
			continue;
		}
		p->accounts[p->n_accounts++] = (struct profile_account){ pool_strndup(&p->pool, s, type),
			pool_strndup(&p->pool, s + type + 1, len - type - 1) };
	}
}

static void read_connection(struct reader *rd, const struct option_values *v, const struct option_def *defs)
{
	struct profile *p = rd->p;
	const char *since = value(v, defs, "connected_since");

	read_formats(rd, v, defs);
	if (since && date_valid(since, 0))
		p->connected_since = pool_strdup(&p->pool, since);
	else if (since)
		complain(rd, "connected_since", since);
	p->home_currency = pool_strdup(&p->pool, value(v, defs, "home_currency"));
	p->retainage_account = pool_strdup(&p->pool, value(v, defs, "retainage_account"));
	for (const struct option_def *d = defs; d->name; d++)
		p->retainage_account_asked |= !strcmp(d->name, "retainage_account");
	for (size_t i = 0; i < p->n_fields; i++)
		if (p->fields[i].option)
			p->fields[i].value = pool_strdup(&p->pool, value(v, defs, p->fields[i].option));
	if (value(v, defs, "accounts"))
		read_accounts(rd, value(v, defs, "accounts"));
	for (int e = 0; e < ENTITY_COUNT; e++)
		if (p->direction[e].option && value(v, defs, p->direction[e].option))
			p->direction[e].exported = option_get_bool(v, defs, p->direction[e].option);
	if (value(v, defs, "ids_typed"))
		p->numbers_assigned_by_erp = !option_get_bool(v, defs, "ids_typed");
}

int profile_load(struct profile *p, const char *json_text_, const struct option_values *options,
	const struct option_def *defs, struct error *err)
{
	struct reader rd = { .p = p, .err = err };
	struct json_doc doc;
	int rc;

	memset(p, 0, sizeof *p);
	pool_init(&p->pool);
	p->cost_code_pattern = "{code}";
	for (int k = 0; k < ID_KIND_COUNT; k++)
		p->id[k].upper = 1;
	p->construction = -1;            /* not known before somebody signed in */
	rc = json_parse(&doc, json_text_, strlen(json_text_), err);
	if (rc < 0)
		return rc;
	read_file(&rd, json_root(&doc));
	if (options && defs)
		read_connection(&rd, options, defs);
	json_release(&doc);
	if (rd.rc < 0)
		profile_release_all(p);
	return rd.rc;
}

/* ---- the customer's own file ---- */

static const json_node *member_named(const json_node *o, const char *name)
{
	for (const json_node *m = json_first(o); m; m = json_next(m))
		if (json_name(m) && !strcmp(json_name(m), name))
			return m;
	return NULL;
}

static void add_merged(struct strbuf *out, const json_node *base, const json_node *own);

static void add_member(struct strbuf *out, int *n, const json_node *base, const json_node *own)
{
	if (own && json_is_null(own))
		return;
	strbuf_adds(out, (*n)++ ? ",\n" : "");
	strbuf_add_json(out, json_name(base ? base : own));
	strbuf_addc(out, ':');
	if (base && own)
		add_merged(out, base, own);
	else
		json_add(out, base ? base : own);
}

/* Objects member by member; of anything else the owner's stands. */
static void add_merged(struct strbuf *out, const json_node *base, const json_node *own)
{
	int n = 0;

	if (!json_is_object(base) || !json_is_object(own)) {
		json_add(out, own);
		return;
	}
	strbuf_addc(out, '{');
	for (const json_node *m = json_first(base); m; m = json_next(m))
		add_member(out, &n, m, member_named(own, json_name(m)));
	for (const json_node *m = json_first(own); m; m = json_next(m))
		if (!member_named(base, json_name(m)))
			add_member(out, &n, NULL, m);
	strbuf_addc(out, '}');
}

int profile_merge(struct strbuf *out, const char *shipped, const char *own, struct error *err)
{
	struct json_doc base, over;
	int rc = json_parse(&base, shipped, strlen(shipped), err);

	if (rc < 0)
		return rc;
	rc = json_parse(&over, own, strlen(own), err);
	if (rc >= 0) {
		if (json_is_object(json_root(&over)))
			add_merged(out, json_root(&base), json_root(&over));
		else
			rc = error_set(err, ERR_CONFIG, N_("the file of the profile holds no object"), NULL);
		json_release(&over);
	}
	json_release(&base);
	return rc;
}
