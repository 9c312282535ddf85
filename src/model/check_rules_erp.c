/* The preflight rules about what the accounting system itself asks for: fields that must be filled in, values
 * Procore does not have, cost codes, accounts, amounts.  Whether a rule applies is read from the profile and
 * from the connection's options; no rule names a system.
 *
 * Sources: reference/xero.md, quickbooks.md, sage300cre-hh2.md and acumatica.md, the parts on failure modes. */
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/check_rules.h"

#include <string.h>

#include "base/banned.h"

/* ---- fields ---- */

/* Fields whose value can be typed for the export, and those an older rule already speaks of. */
static const struct { enum entity entity; int field; const char *override; int own_rule; } typed[] = {
	{ ENTITY_VENDOR, VENDOR_NAME, "name", 0 },
	{ ENTITY_JOB, JOB_NAME, "name", 0 },
	{ ENTITY_COMMITMENT, COMMITMENT_TITLE, "title", 0 },
	{ ENTITY_COMMITMENT, COMMITMENT_NUMBER, "number", 1 },
	{ ENTITY_COMMITMENT, COMMITMENT_VENDOR, NULL, 1 },
	{ ENTITY_INVOICE, INVOICE_NUMBER, "vendor_ref", 1 },
	{ ENTITY_INVOICE, INVOICE_BILLING_DATE, "accounting_date", 1 },
};

static int is_empty(const struct record *r, int field)
{
	switch (entities[r->entity].fields[field].type) {
	case VALUE_TEXT: case VALUE_DATE: case VALUE_INSTANT: case VALUE_REF:
		return *record_text(r, field) == '\0';
	default:
		return !record_has(r, field);
	}
}

static void field_missing(RULE_ARGS, int field)
{
	const char *title = TR(entities[d->record->entity].fields[field].title), *override = NULL;
	struct finding *f;

	for (size_t i = 0; i < ARRAY_SIZE(typed); i++)
		if (typed[i].entity == d->record->entity && typed[i].field == field) {
			if (typed[i].own_rule)
				return;
			override = typed[i].override;
		}
	if (!is_empty(d->record, field) || (override && *rule_value(d, override, "")))
		return;
	f = finding_add(rule, out, title, NULL);
	if (override)
		finding_field(out, f, override, NULL);
	finding_fix(f, d->record, 0);
}

static void line_field_missing(RULE_ARGS, enum entity e, int field)
{
	struct strbuf b = STRBUF_INIT;

	for (size_t i = 0; i < d->n_lines; i++) {
		const struct record *line = d->lines[i].line;

		if (line->entity != e || !rule_line_counts(&d->lines[i]) || !is_empty(line, field))
			continue;
		strbuf_reset(&b);
		strbuf_addf(&b, "%s (%s)", TR(entities[e].fields[field].title), rule_line(out, line));
		finding_fix(finding_add(rule, out, b.s, NULL), d->record, 0);
	}
	strbuf_release(&b);
}

void rule_field_missing(RULE_ARGS)
{
	for (size_t i = 0; i < p->n_mandatory; i++)
		if (p->mandatory[i].entity == d->record->entity)
			field_missing(rule, p, d, out, p->mandatory[i].field);
		else
			line_field_missing(rule, p, d, out, p->mandatory[i].entity, p->mandatory[i].field);
}

/* What goes into the export: typed for the record, else the connection's. */
static const char *export_value(const struct dossier *d, const struct profile_field *f)
{
	const char *own = dossier_override_value(d, f->name);

	return own && *own ? own : f->value ? f->value : "";
}

static const char *field_label(const struct profile_field *f)
{
	return lang_current() == LANG_EN ? f->label_en : f->label_fr;
}

void rule_export_field_missing(RULE_ARGS)
{
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct profile_field *pf = &p->fields[i];

		if (pf->entity != d->record->entity || !pf->required || *export_value(d, pf))
			continue;
		struct finding *f = finding_add(rule, out, field_label(pf), NULL);

		finding_field(out, f, pf->name, NULL);
		finding_fix(f, d->record, 0);
	}
}

void rule_export_field_long(RULE_ARGS)
{
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct profile_field *pf = &p->fields[i];
		const char *text = export_value(d, pf);
		struct strbuf limit = STRBUF_INIT;

		if (pf->entity != d->record->entity || pf->max_chars <= 0 ||
		    text_count_chars(text) <= (size_t)pf->max_chars)
			continue;
		decimal_add(&limit, pf->max_chars, 0, 0);
		struct finding *f = finding_add(rule, out, field_label(pf), text, limit.s, NULL);

		finding_field(out, f, pf->name,
			pool_strndup(out->pool, text, text_prefix_chars(text, (size_t)pf->max_chars)));
		finding_fix(f, d->record, 0);
		strbuf_release(&limit);
	}
}

/* ---- names, systems ---- */

/* Off unless a profile says that names are unique there. */
void rule_name_in_use(RULE_ARGS)
{
	int label = entities[d->record->entity].label;
	const char *name = rule_value(d, "name", record_text(d->record, label));

	if (d->erp_match == NULL || d->self.erp_code || strcmp(record_text(d->erp_match, label), name) != 0)
		return;
	struct finding *f = finding_add(rule, out, name, NULL);

	finding_field(out, f, "name", NULL);
	finding_fix(f, d->erp_match, 0);
}

void rule_job_no_system(RULE_ARGS)
{
	const struct record *job = d->no_system_job ? d->no_system_job : d->record;
	struct finding *f;

	if (!d->no_system)
		return;
	f = finding_add(rule, out, record_name(job), d->systems ? d->systems : "-", NULL);
	if (job == d->record)
		finding_field(out, f, "erp", NULL);
	finding_fix(f, job, 0);
}

/* ---- cost codes ---- */

static int is_new_code(const struct profile *p, const struct dossier_line *l)
{
	return p->cost_codes_created && rule_line_counts(l) && l->cost_code == NULL && l->cost_code_asked &&
		*l->cost_code_asked;
}

/* Was this code asked for by a line before? */
static int asked_before(const struct dossier *d, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (rule_line_counts(&d->lines[i]) && d->lines[i].cost_code_asked &&
		    strcmp(d->lines[i].cost_code_asked, d->lines[at].cost_code_asked) == 0)
			return 1;
	return 0;
}

void rule_cost_code_created(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++)
		if (is_new_code(p, &d->lines[i]) && !asked_before(d, i) &&
		    id_format_check(&p->id[ID_COST_CODE], d->lines[i].cost_code_asked) == 0)
			finding_add(rule, out, d->lines[i].cost_code_asked, rule_line(out, d->lines[i].line), NULL);
}

/* "####", or as many stars as it may have characters. */
static const char *format_text(struct findings *out, const struct id_format *f)
{
	struct strbuf b = STRBUF_INIT;
	const char *s;

	if (f->mask)
		return f->mask;
	for (int i = 0; i < f->max_length; i++)
		strbuf_addc(&b, '*');
	s = pool_strdup(out->pool, b.len ? b.s : "-");
	strbuf_release(&b);
	return s;
}

void rule_cost_code_unfit(RULE_ARGS)
{
	const struct id_format *f = &p->id[ID_COST_CODE];

	for (size_t i = 0; i < d->n_lines; i++)
		if (is_new_code(p, &d->lines[i]) && id_format_check(f, d->lines[i].cost_code_asked) < 0)
			finding_fix(finding_add(rule, out, d->lines[i].cost_code_asked, format_text(out, f),
				rule_line(out, d->lines[i].line), NULL), d->record, 0);
}

void rule_cost_code_inactive(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct record *code = d->lines[i].erp_cost_code;

		if (code && rule_line_counts(&d->lines[i]) && (code->deleted ||
		    (record_has(code, COST_CODE_ACTIVE) && !record_int(code, COST_CODE_ACTIVE))))
			finding_fix(finding_add(rule, out, d->lines[i].cost_code ? d->lines[i].cost_code : record_name(code),
				rule_line(out, d->lines[i].line), NULL), code, 0);
	}
}

/* ---- accounts ---- */

/* Where cost types are the system's own, "cost-type-no-account" speaks of theirs. */
void rule_cost_code_no_account(RULE_ARGS)
{
	if (p->n_accounts == 0 && !p->cost_codes_created)
		return;
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (rule_line_counts(l) && l->account == NULL && l->cost_type == NULL)
			finding_fix(finding_add(rule, out,
				l->cost_type_asked && *l->cost_type_asked ? l->cost_type_asked : "-",
				rule_line(out, l->line), NULL), d->record, 0);
	}
}

static int holds_retainage(const struct profile *p, const struct dossier *d)
{
	return d->record->entity == ENTITY_INVOICE && (record_int(d->record, INVOICE_RETAINAGE) != 0 ||
		(p->released_retainage_supported && record_int(d->record, INVOICE_RELEASED) != 0));
}

/* Only where the system's accounts are read at all. */
void rule_account_unknown(RULE_ARGS)
{
	if (!p->direction[ENTITY_ACCOUNT].imported)
		return;
	for (size_t i = 0; i < d->n_lines; i++)
		if (rule_line_counts(&d->lines[i]) && d->lines[i].account && d->lines[i].erp_account == NULL)
			finding_add(rule, out, d->lines[i].account, rule_line(out, d->lines[i].line), NULL);
	if (holds_retainage(p, d) && d->retainage_account && d->erp_retainage_account == NULL)
		finding_add(rule, out, d->retainage_account, TR(entities[ENTITY_INVOICE].fields[INVOICE_RETAINAGE].title),
			NULL);
}

static int is_inactive(const struct record *account)
{
	return account && (account->deleted ||
		(record_has(account, ACCOUNT_ACTIVE) && !record_int(account, ACCOUNT_ACTIVE)));
}

void rule_account_inactive(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++)
		if (rule_line_counts(&d->lines[i]) && is_inactive(d->lines[i].erp_account))
			finding_fix(finding_add(rule, out, record_name(d->lines[i].erp_account),
				rule_line(out, d->lines[i].line), NULL), d->lines[i].erp_account, 0);
	if (holds_retainage(p, d) && is_inactive(d->erp_retainage_account))
		finding_fix(finding_add(rule, out, record_name(d->erp_retainage_account),
			TR(entities[ENTITY_INVOICE].fields[INVOICE_RETAINAGE].title), NULL),
			d->erp_retainage_account, 0);
}

void rule_retainage_no_account(RULE_ARGS)
{
	if (p->retainage_account_asked && holds_retainage(p, d) && d->retainage_account == NULL)
		finding_fix(finding_add(rule, out,
			rule_amount(out, record_int(d->record, INVOICE_RETAINAGE), d->currency), NULL), d->record, 0);
}

/* ---- amounts ---- */

/* What the bill would come to there; nothing at all is for "invoice-zero" to say. */
void rule_invoice_negative(RULE_ARGS)
{
	const struct record *r = d->record;
	int64_t sent = record_int(r, INVOICE_AMOUNT) - record_int(r, INVOICE_RETAINAGE);

	if (p->negative_invoices_supported || record_int(r, INVOICE_AMOUNT) == 0)
		return;
	if (p->stored_materials_supported)
		sent += record_int(r, INVOICE_MATERIALS);
	if (p->released_retainage_supported)
		sent += record_int(r, INVOICE_RELEASED);
	if (sent <= 0)
		finding_fix(finding_add(rule, out, rule_amount(out, sent, d->currency), NULL), r, 0);
}
