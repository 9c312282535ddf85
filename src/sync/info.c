/* What the screens may know of connectors and profiles without including them.  Nothing
 * here touches the worker; any thread. */
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "connectors/connector.h"
#include "connectors/json.h"
#include "model/check.h"
#include "sync/worker.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define PROFILE_MAX_BYTES (1u << 20)
#define MAX_CONNECTORS 32

static struct connector_info infos[MAX_CONNECTORS];
static size_t n_infos;
static pthread_once_t infos_once = PTHREAD_ONCE_INIT;

static void make_infos(void)
{
	for (const struct connector *const *c = connectors; *c && n_infos < MAX_CONNECTORS; c++)
		infos[n_infos++] = (struct connector_info){ .name = (*c)->name, .title = (*c)->title,
			.role = (*c)->role, .options = (*c)->options, .built = (*c)->pull != NULL,
			.person_signs_in = (*c)->authorize_url != NULL };
}

size_t worker_connectors(const struct connector_info **out)
{
	pthread_once(&infos_once, make_infos);
	*out = infos;
	return n_infos;
}

/* The profile of a connector with all its options at their defaults. */
static int load_profile(struct profile *p, const char *connector, struct error *err)
{
	const struct connector *c = connector_find(connector);
	struct option_values none = { 0 };
	struct strbuf text = STRBUF_INIT;
	char *file, *own, *installed;
	int rc;

	if (!c || !c->profile)
		return error_set(err, ERR_NOTFOUND, N_("there is no profile of \"%1$s\""),
			connector ? connector : "", NULL);
	file = xasprintf("profiles/%s.json", c->profile);
	own = path_config(file);
	installed = path_installed(file);
	rc = path_read_file(&text, own, PROFILE_MAX_BYTES, NULL);
	if (rc < 0)
		rc = path_read_file(&text, installed, PROFILE_MAX_BYTES, err);
	if (rc >= 0)
		rc = profile_load(p, text.s, &none, c->options, err);
	strbuf_release(&text);
	free(file);
	free(own);
	free(installed);
	return rc;
}

static const char *in_language(const char *en, const char *fr)
{
	return lang_current() != LANG_EN && fr ? fr : en;
}

void worker_profile_note(struct strbuf *out, const char *connector, enum entity e)
{
	struct profile p;

	if (e < 0 || e >= ENTITY_COUNT || load_profile(&p, connector, NULL) < 0)
		return;
	strbuf_adds(out, in_language(p.direction[e].note_en, p.direction[e].note_fr));
	profile_release_all(&p);
}

static void show_json(struct strbuf *out, const struct profile *p)
{
	struct json_writer w;

	json_w_init(&w, out);
	json_w_object(&w, NULL);
	json_w_text(&w, "profile", p->name);
	json_w_text(&w, "title", p->title);
	json_w_object(&w, "entities");
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct profile_direction *d = &p->direction[e];
		if (!d->exported && !d->imported && !d->note_en)
			continue;
		json_w_object(&w, entities[e].name);
		json_w_bool(&w, "export", d->exported);
		json_w_bool(&w, "import", d->imported);
		json_w_text(&w, "note", in_language(d->note_en, d->note_fr));
		json_w_end_object(&w);
	}
	json_w_end_object(&w);
	json_w_array(&w, "limits");
	for (size_t i = 0; i < p->n_limits; i++) {
		json_w_object(&w, NULL);
		json_w_text(&w, "entity", entities[p->limits[i].entity].name);
		json_w_text(&w, "field", entities[p->limits[i].entity].fields[p->limits[i].field].name);
		json_w_int(&w, "max", p->limits[i].max_chars);
		json_w_end_object(&w);
	}
	json_w_end_array(&w);
	json_w_array(&w, "releases");
	for (size_t i = 0; i < p->n_releases; i++) {
		json_w_object(&w, NULL);
		json_w_text(&w, "name", p->releases[i].name);
		json_w_bool(&w, "validated", p->releases[i].validated);
		json_w_bool(&w, "needs_custom_endpoint", p->releases[i].needs_custom_endpoint);
		json_w_end_object(&w);
	}
	json_w_end_array(&w);
	json_w_bool(&w, "tax", p->tax_supported);
	json_w_bool(&w, "stored_materials", p->stored_materials_supported);
	json_w_bool(&w, "purchase_order_invoices", p->po_invoices_supported);
	json_w_bool(&w, "foreign_retainage", p->foreign_retainage_supported);
	json_w_end_object(&w);
	strbuf_addc(out, '\n');
}

static const char *yes_no(int yes)
{
	return yes ? _("yes") : _("no");
}

static void show_text(struct strbuf *out, const struct profile *p)
{
	strbuf_addf(out, "%s\n\n", p->title ? p->title : p->name);
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct profile_direction *d = &p->direction[e];
		const char *note = in_language(d->note_en, d->note_fr);
		if (!d->exported && !d->imported && !note)
			continue;
		strbuf_addf(out, _("%s: exported %s, imported %s"), TR(entities[e].plural), yes_no(d->exported),
			yes_no(d->imported));
		if (note)
			strbuf_addf(out, " - %s", note);
		strbuf_addc(out, '\n');
	}
	strbuf_addc(out, '\n');
	for (size_t i = 0; i < p->n_limits; i++) {
		strbuf_addf(out, _("%s, %s: at most %d characters"), TR(entities[p->limits[i].entity].title),
			TR(entities[p->limits[i].entity].fields[p->limits[i].field].title), p->limits[i].max_chars);
		strbuf_addc(out, '\n');
	}
	strbuf_addc(out, '\n');
	strbuf_addf(out, _("Tax: %s. Stored materials: %s. Invoices of purchase orders: %s. "
		"Retainage in a foreign currency: %s."),
		yes_no(p->tax_supported), yes_no(p->stored_materials_supported), yes_no(p->po_invoices_supported),
		yes_no(p->foreign_retainage_supported));
	strbuf_addc(out, '\n');
	for (size_t i = 0; i < p->n_releases; i++) {
		strbuf_addf(out, p->releases[i].validated ? _("Release %s: validated") : _("Release %s: not validated"),
			p->releases[i].name);
		if (p->releases[i].needs_custom_endpoint)
			strbuf_addf(out, ", %s", _("subcontracts by the customization's endpoint only"));
		strbuf_addc(out, '\n');
	}
}

int worker_profile_show(struct strbuf *out, const char *connector, int json, struct error *err)
{
	struct profile p;
	int rc = load_profile(&p, connector, err);

	if (rc < 0)
		return rc;
	if (json)
		show_json(out, &p);
	else
		show_text(out, &p);
	profile_release_all(&p);
	return 0;
}

/* The words of an ERP's own profile where it has some.  Read once and kept. */
static struct profile profiles[MAX_CONNECTORS];
static size_t n_profiles;
static pthread_once_t profiles_once = PTHREAD_ONCE_INIT;

static void make_profiles(void)
{
	for (const struct connector *const *c = connectors; *c; c++)
		if ((*c)->pull && (*c)->profile && n_profiles < MAX_CONNECTORS &&
		    load_profile(&profiles[n_profiles], (*c)->name, NULL) >= 0)
			n_profiles++;
}

void worker_finding_text(struct strbuf *out, const char *code, const char *const *args, int n_args)
{
	const struct profile *own = NULL;

	pthread_once(&profiles_once, make_profiles);
	for (size_t i = 0; i < n_profiles && !own; i++)
		if (profile_rule(&profiles[i], code))
			own = &profiles[i];
	finding_text(out, own, code, args, n_args);
}

int worker_json_pretty(struct strbuf *out, const char *json)
{
	return json_pretty_text(out, json);
}
