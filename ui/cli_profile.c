/* comptoir profile: what an accounting system takes and gives, read from its profile and nothing else.
 *
 * The map has one section a kind of fact; a section without facts is left out.  Everything a person reads is
 * in the language of the program, from the profile where it has own words; --json holds both languages. */
#include "ui/cli.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "model/check.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

#define COLUMNS 100

static const char *const severity_names[] = { "hold", "warning", "note", "off" };
static const char *const severity_words[] = { N_("hold"), N_("warning"), N_("note"), N_("off") };

static int french(void)
{
	return lang_current() != LANG_EN;
}

static const char *own_words(const char *en, const char *fr)
{
	return french() && fr ? fr : en;
}

/* ---- plain text ---- */

static void heading(const char *title)
{
	printf("\n%s\n", title);
}

/* `first` in front of the first line, blanks of its width in front of the others. */
static void put_wrapped(const char *first, const char *text)
{
	struct strbuf safe = STRBUF_INIT, line = STRBUF_INIT;
	int indent = text_width(first), width = indent;
	const char *s;

	text_add_safe(&safe, text ? text : "", 0);
	strbuf_adds(&line, first);
	for (s = safe.s; *s;) {
		size_t blanks = strspn(s, " "), word = strcspn(s + blanks, " ");
		char *w = xstrndup(s, blanks + word);
		int n = text_width(w);

		if (width + n > COLUMNS && width > indent) {
			cli_put(&line);
			strbuf_reset(&line);
			for (int i = 0; i < indent; i++)
				strbuf_addc(&line, ' ');
			strbuf_add(&line, s + blanks, word);
			width = indent + n - (int)blanks;
		} else {
			strbuf_adds(&line, w);
			width += n;
		}
		s += blanks + word;
		free(w);
	}
	cli_put(&line);
	strbuf_release(&safe);
	strbuf_release(&line);
}

static const char *arrow(const struct profile_direction *d, int ascii)
{
	static const char *const signs[2][4] = { { "–", "→", "←", "↔" }, { "-", "->", "<-", "<->" } };

	return signs[ascii][(d->exported ? 1 : 0) | (d->imported ? 2 : 0)];
}

static int is_shown(const struct profile *p, enum entity e)
{
	if (e == ENTITY_COMMITMENT_LINE || e == ENTITY_INVOICE_LINE)
		return 0;
	return e < ENTITY_TAB_COUNT || p->direction[e].exported || p->direction[e].imported ||
		p->direction[e].note_en || profile_word(p, e, 0);
}

static void put_entity(const struct profile *p, enum entity e, int ascii)
{
	const struct profile_direction *d = &p->direction[e];
	const char *word = profile_word(p, e, french()), *note = own_words(d->note_en, d->note_fr);
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, "  ");
	text_add_fitted(&b, TR(entities[e].plural), 22, -1, "");
	text_add_fitted(&b, arrow(d, ascii), 5, -1, "");
	text_add_safe(&b, word ? word : "", 0);
	cli_put(&b);
	if (note)
		put_wrapped("        ", note);
	if (d->option) {
		strbuf_reset(&b);
		strbuf_addf(&b, d->exported ? _("exported unless the option \"%s\" of the connection says no") :
			_("exported when the option \"%s\" of the connection says yes"), d->option);
		put_wrapped("        ", b.s);
	}
	strbuf_release(&b);
}

static void put_directions(const struct profile *p, int ascii)
{
	struct strbuf b = STRBUF_INIT;

	heading(_("What is exchanged"));
	strbuf_addf(&b, ascii ? _("-> from Procore to %1$s, <- from %1$s to Procore, <-> both, - neither") :
		_("→ from Procore to %1$s, ← from %1$s to Procore, ↔ both, – neither"), p->title);
	put_wrapped("  ", b.s);
	for (int e = 0; e < ENTITY_COUNT; e++)
		if (is_shown(p, (enum entity)e))
			put_entity(p, (enum entity)e, ascii);
	strbuf_release(&b);
}

/* "Title: ", as the language writes it. */
static void put_title(const char *title)
{
	printf(_("%s: "), title);
}

static void put_limits(const struct profile *p)
{
	if (p->n_limits)
		heading(_("The most characters it keeps"));
	for (size_t i = 0; i < p->n_limits; i++) {
		const struct profile_limit *l = &p->limits[i];

		printf("  %s, ", TR(entities[l->entity].title));
		put_title(TR(entities[l->entity].fields[l->field].title));
		printf("%d\n", l->max_chars);
	}
}

static void put_mandatory(const struct profile *p)
{
	if (p->n_mandatory)
		heading(_("What must be filled in"));
	for (size_t i = 0; i < p->n_mandatory; i++) {
		const struct profile_limit *l = &p->mandatory[i];

		printf("  %s, %s\n", TR(entities[l->entity].title), TR(entities[l->entity].fields[l->field].title));
	}
}

static void put_fields(const struct profile *p)
{
	struct strbuf b = STRBUF_INIT;

	if (p->n_fields)
		heading(_("What it asks for and Procore does not have"));
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct profile_field *f = &p->fields[i];

		strbuf_reset(&b);
		strbuf_addf(&b, "  %s, %s (%s)", TR(entities[f->entity].title), own_words(f->label_en, f->label_fr), f->name);
		if (f->required)
			strbuf_addf(&b, ", %s", _("required"));
		if (f->max_chars)
			strbuf_addf(&b, P_(", at most %d character", ", at most %d characters", f->max_chars), f->max_chars);
		if (f->option)
			strbuf_addf(&b, _(", for all by the option \"%s\""), f->option);
		cli_put(&b);
	}
	strbuf_release(&b);
}

static void put_ids(const struct profile *p)
{
	static const char *const kinds[ID_KIND_COUNT] = { N_("Cost code"), N_("Project"), N_("Project template"),
		N_("Vendor"), N_("Customer"), N_("Task") };
	int n = 0;

	for (int k = 0; k < ID_KIND_COUNT; k++) {
		const struct id_format *f = &p->id[k];

		if (!f->mask && !f->max_length)
			continue;
		if (n++ == 0)
			heading(_("Formats of ids (# a digit, A a letter, * either)"));
		printf("  ");
		put_title(TR(kinds[k]));
		if (f->mask)
			printf("%s%s", f->mask, f->max_length ? ", " : "");
		if (f->max_length)
			printf(P_("at most %d character", "at most %d characters", f->max_length), f->max_length);
		printf("\n");
	}
}

static void put_booking(const struct profile *p)
{
	heading(_("How a line is booked"));
	printf(_("  its cost code is called %s there\n"), p->cost_code_pattern);
	if (p->cost_codes_by_job)
		printf("  %s\n", _("cost codes belong to a job"));
	if (p->cost_codes_created)
		printf("  %s\n", _("a cost code that is missing is made with the first document that needs it"));
	for (size_t i = 0; i < p->n_accounts; i++) {
		printf("  ");
		put_title(p->accounts[i].type);
		printf("%s\n", p->accounts[i].account);
	}
}

static void put_statuses(const char *title, const char *const *list)
{
	if (!list)
		return;
	printf("  ");
	put_title(title);
	for (size_t i = 0; list[i]; i++)
		printf("%s%s", i ? ", " : "", list[i]);
	printf("\n");
}

struct ability { const char *name, *words; int has; };

static size_t abilities(const struct profile *p, struct ability out[7])
{
	const struct ability all[] = {
		{ "tax", N_("tax"), p->tax_supported },
		{ "stored_materials", N_("stored materials"), p->stored_materials_supported },
		{ "po_invoices", N_("invoices of purchase orders"), p->po_invoices_supported },
		{ "foreign_documents", N_("documents in a foreign currency"), !p->home_documents_only },
		{ "foreign_retainage", N_("retainage in a foreign currency"), p->foreign_retainage_supported },
		{ "released_retainage", N_("released retainage"), p->released_retainage_supported },
		{ "negative_invoices", N_("invoices below zero"), p->negative_invoices_supported },
	};

	memcpy(out, all, sizeof all);
	return ARRAY_SIZE(all);
}

static void put_abilities(const struct profile *p)
{
	struct ability list[7];
	size_t n = abilities(p, list);

	heading(_("What goes along with an export"));
	put_statuses(_("commitments with the status"), p->ready_commitment);
	put_statuses(_("invoices with the status"), p->ready_invoice);
	for (size_t i = 0; i < n; i++) {
		printf("  ");
		put_title(TR(list[i].words));
		printf("%s\n", list[i].has ? _("yes") : _("no"));
	}
}

static enum severity severity_of(const struct profile *p, const struct check_rule *r)
{
	const struct profile_rule *own = profile_rule(p, r->code);

	return own ? own->severity : r->severity;
}

static void put_rules(const struct profile *p)
{
	static const char *const any[FINDING_MAX_ARGS] = { "…", "…", "…", "…" };
	struct strbuf front = STRBUF_INIT, text = STRBUF_INIT;

	heading(_("What is checked before an export"));
	for (const struct check_rule *r = check_rules; r->code; r++) {
		strbuf_reset(&front);
		strbuf_reset(&text);
		strbuf_adds(&front, "  ");
		text_add_fitted(&front, TR(severity_words[severity_of(p, r)]), 14, -1, "");
		finding_text(&text, p, r->code, any, FINDING_MAX_ARGS);
		strbuf_addf(&text, " (%s)", r->code);
		put_wrapped(front.s, text.s);
	}
	strbuf_release(&front);
	strbuf_release(&text);
}

static void put_releases(const struct profile *p)
{
	if (p->n_releases)
		heading(_("Releases"));
	for (size_t i = 0; i < p->n_releases; i++) {
		printf("  ");
		put_title(p->releases[i].name);
		printf("%s%s%s\n", p->releases[i].validated ? _("validated") : _("not validated"),
			p->releases[i].needs_custom_endpoint ? ", " : "", p->releases[i].needs_custom_endpoint ?
			_("subcontracts by the customization's endpoint only") : "");
	}
}

static void show_plain(const struct profile *p, int ascii)
{
	printf("%s (%s)\n", p->title, p->name);
	put_directions(p, ascii);
	put_limits(p);
	put_mandatory(p);
	put_fields(p);
	put_ids(p);
	put_booking(p);
	put_abilities(p);
	put_rules(p);
	put_releases(p);
}

/* ---- JSON ---- */

static void json_both(struct json_writer *w, const char *name, const char *en, const char *fr)
{
	json_w_object(w, name);
	json_w_text(w, "en", en);
	json_w_text(w, "fr", fr);
	json_w_end_object(w);
}

static void json_entities(struct json_writer *w, const struct profile *p)
{
	static const char *const directions[] = { "none", "export", "import", "both" };

	json_w_array(w, "entities");
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct profile_direction *d = &p->direction[e];

		if (!is_shown(p, (enum entity)e))
			continue;
		json_w_object(w, NULL);
		json_w_text(w, "entity", entities[e].name);
		json_w_text(w, "direction", directions[(d->exported ? 1 : 0) | (d->imported ? 2 : 0)]);
		json_w_text(w, "option", d->option);
		json_both(w, "word", profile_word(p, (enum entity)e, 0), profile_word(p, (enum entity)e, 1));
		json_both(w, "note", d->note_en, d->note_fr);
		json_w_end_object(w);
	}
	json_w_end_array(w);
}

static void json_limits(struct json_writer *w, const char *name, const struct profile_limit *list, size_t n)
{
	json_w_array(w, name);
	for (size_t i = 0; i < n; i++) {
		json_w_object(w, NULL);
		json_w_text(w, "entity", entities[list[i].entity].name);
		json_w_text(w, "field", entities[list[i].entity].fields[list[i].field].name);
		if (list[i].max_chars)
			json_w_int(w, "max", list[i].max_chars);
		json_w_end_object(w);
	}
	json_w_end_array(w);
}

static void json_fields(struct json_writer *w, const struct profile *p)
{
	json_w_array(w, "fields");
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct profile_field *f = &p->fields[i];

		json_w_object(w, NULL);
		json_w_text(w, "entity", entities[f->entity].name);
		json_w_text(w, "name", f->name);
		json_both(w, "label", f->label_en, f->label_fr);
		json_w_text(w, "option", f->option);
		json_w_bool(w, "required", f->required);
		json_w_int(w, "max", f->max_chars);
		json_w_end_object(w);
	}
	json_w_end_array(w);
}

static void json_ids(struct json_writer *w, const struct profile *p)
{
	json_w_object(w, "ids");
	for (int k = 0; k < ID_KIND_COUNT; k++) {
		json_w_object(w, id_kind_names[k]);
		json_w_text(w, "mask", p->id[k].mask);
		json_w_int(w, "max", p->id[k].max_length);
		json_w_bool(w, "upper", p->id[k].upper);
		json_w_end_object(w);
	}
	json_w_end_object(w);
	json_w_object(w, "cost_codes");
	json_w_text(w, "pattern", p->cost_code_pattern);
	json_w_bool(w, "by_job", p->cost_codes_by_job);
	json_w_bool(w, "created", p->cost_codes_created);
	json_w_end_object(w);
}

static void json_words(struct json_writer *w, const char *name, const char *const *list)
{
	json_w_array(w, name);
	for (size_t i = 0; list && list[i]; i++)
		json_w_text(w, NULL, list[i]);
	json_w_end_array(w);
}

static void json_rules(struct json_writer *w, const struct profile *p)
{
	json_w_array(w, "rules");
	for (const struct check_rule *r = check_rules; r->code; r++) {
		const struct profile_rule *own = profile_rule(p, r->code);

		json_w_object(w, NULL);
		json_w_text(w, "code", r->code);
		json_w_text(w, "severity", severity_names[severity_of(p, r)]);
		json_both(w, "message", own && own->message_en ? own->message_en : r->message,
			own ? own->message_fr : NULL);
		json_w_end_object(w);
	}
	json_w_end_array(w);
}

static void show_json(const struct profile *p)
{
	struct strbuf out = STRBUF_INIT;
	struct ability list[7];
	size_t n = abilities(p, list);
	struct json_writer w;

	json_w_init(&w, &out);
	json_w_object(&w, NULL);
	json_w_int(&w, "schema", 1);
	json_w_text(&w, "kind", "profile");
	json_w_text(&w, "name", p->name);
	json_w_text(&w, "title", p->title);
	json_entities(&w, p);
	json_limits(&w, "limits", p->limits, p->n_limits);
	json_limits(&w, "mandatory", p->mandatory, p->n_mandatory);
	json_fields(&w, p);
	json_ids(&w, p);
	json_words(&w, "ready_commitment", p->ready_commitment);
	json_words(&w, "ready_invoice", p->ready_invoice);
	json_w_object(&w, "supports");
	for (size_t i = 0; i < n; i++)
		json_w_bool(&w, list[i].name, list[i].has);
	json_w_end_object(&w);
	json_rules(&w, p);
	json_w_array(&w, "releases");
	for (size_t i = 0; i < p->n_releases; i++) {
		json_w_object(&w, NULL);
		json_w_text(&w, "name", p->releases[i].name);
		json_w_bool(&w, "validated", p->releases[i].validated);
		json_w_bool(&w, "needs_custom_endpoint", p->releases[i].needs_custom_endpoint);
		json_w_end_object(&w);
	}
	json_w_end_array(&w);
	json_w_end_object(&w);
	cli_put(&out);
	strbuf_release(&out);
}

/* ---- the command ---- */

/* Is there a file of the owner's for it? */
static int has_own(const char *name)
{
	char *file = xasprintf("profiles/%s.json", name), *path = path_config(file);
	int has = access(path, R_OK) == 0;

	free(file);
	free(path);
	return has;
}

static int list_profiles(struct cli *c)
{
	static const char *const names[] = { "name", "title", "own_file" };
	const char *const titles[] = { _("Name"), _("Title"), _("Own file") };
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	struct cli_table t;

	cli_table_init(&t, names, titles, 3, 0);
	for (size_t i = 0; i < n; i++) {
		struct profile p;

		if (!all[i].built || worker_profile(&p, all[i].name, NULL) < 0)
			continue;
		cli_table_add(&t, all[i].name);
		cli_table_add(&t, p.title);
		cli_table_add(&t, has_own(p.name) ? _("yes") : _("no"));
		profile_release_all(&p);
	}
	cli_table_print(&t, c->args.format, "profiles");
	return 0;
}

int cmd_profile(struct cli *c, int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct profile p;
	int rc;

	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return list_profiles(c);
	if (argc != 3 || strcmp(argv[1], "show") != 0) {
		fprintf(stderr, _("comptoir: usage: comptoir %s %s\n"), "profile", "list | show CONNECTOR");
		return EX_USAGE;
	}
	rc = worker_profile(&p, argv[2], &err);
	if (rc < 0) {
		rc = cli_fail(&err);
	} else {
		if (c->args.format == CLI_JSON)
			show_json(&p);
		else
			show_plain(&p, c->args.ascii || !lang_utf8());
		profile_release_all(&p);
	}
	error_release(&err);
	return rc;
}
