/* The preflight rules: one table at the end, one short function a row (those about what the accounting
 * system itself asks for are in check_rules_erp.c).
 *
 * Sources: reference/erp-integrations-tool.md 4.2-4.4 and 8 for what the ERP tool
 * asks for, reference/acumatica.md 12.2 and 13 for what Acumatica refuses.  Limits and
 * abilities come from the profile; a rule never names an ERP. */
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/check_rules.h"
#include "model/money.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define BIT(e) (1u << (e))
#define VENDOR BIT(ENTITY_VENDOR)
#define JOB BIT(ENTITY_JOB)
#define COMMITMENT BIT(ENTITY_COMMITMENT)
#define INVOICE BIT(ENTITY_INVOICE)

/* ---- helpers ---- */

char *rule_amount(struct findings *out, int64_t minor, const char *currency)
{
	struct strbuf b = STRBUF_INIT;
	char *s;

	strbuf_adds(&b, FINDING_MONEY);
	decimal_add(&b, minor, currency_decimals(currency), 0);
	strbuf_addf(&b, " %s", currency ? currency : "");
	s = pool_strndup(out->pool, b.s, b.len);
	strbuf_release(&b);
	return s;
}

const char *rule_value(const struct dossier *d, const char *name, const char *own)
{
	const char *v = dossier_override_value(d, name);

	return v && *v ? v : own;
}

/* A text longer than the profile's limit: a hold with a proposal cut at a character. */
static void check_length(RULE_ARGS, int field, const char *override)
{
	enum entity e = d->record->entity;
	int max = profile_max_chars(p, e, field);
	const char *text = rule_value(d, override, record_text(d->record, field));

	if (max <= 0 || text_count_chars(text) <= (size_t)max)
		return;
	struct strbuf limit = STRBUF_INIT;
	char *cut = pool_strndup(out->pool, text, text_prefix_chars(text, (size_t)max));
	size_t n = strlen(cut);

	while (n > 0 && cut[n - 1] == ' ')
		cut[--n] = '\0';
	decimal_add(&limit, max, 0, 0);
	struct finding *f = finding_add(rule, out, TR(entities[e].fields[field].title), text, limit.s, NULL);

	finding_field(out, f, override, cut);
	finding_fix(f, d->record, 0);
	strbuf_release(&limit);
}

static int is_one_of(const char *text, const char *const *list)
{
	for (; list && *list; list++)
		if (strcmp(text, *list) == 0)
			return 1;
	return 0;
}

static int is_active_word(const char *status)
{
	return status == NULL || *status == '\0' || strcmp(status, "Active") == 0;
}

/* ---- vendor ---- */

static void vendor_inactive(RULE_ARGS)
{
	const struct record *v = d->vendor.procore ? d->vendor.procore : d->record;

	if (v->entity == ENTITY_VENDOR && (v->deleted ||
	    (record_has(v, VENDOR_ACTIVE) && !record_int(v, VENDOR_ACTIVE))))
		finding_fix(finding_add(rule, out, record_text(v, VENDOR_NAME), NULL), v, 0);
}

static void vendor_name_long(RULE_ARGS)
{
	check_length(rule, p, d, out, VENDOR_NAME, "name");
}

static int is_two_capitals(const char *s)
{
	return s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' && s[2] == '\0';
}

/* Canada's provinces and the states of the U.S.A.: the pairs Procore itself refuses
 * when they do not match. */
static int state_known(const char *country, const char *state)
{
	static const char ca[] = " AB BC MB NB NL NS NT NU ON PE QC SK YT ";
	static const char us[] = " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS "
		"MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR ";
	char key[5] = { ' ', state[0], state[1], ' ', '\0' };

	if (strcmp(country, "CA") == 0)
		return strstr(ca, key) != NULL;
	if (strcmp(country, "US") == 0)
		return strstr(us, key) != NULL;
	return 1;
}

static void vendor_state(RULE_ARGS)
{
	const char *state = record_text(d->record, VENDOR_STATE);
	const char *country = record_text(d->record, VENDOR_COUNTRY);

	if (*state == '\0' && *country == '\0')
		return;
	if (!is_two_capitals(country) || (*state && (!is_two_capitals(state) || !state_known(country, state))))
		finding_fix(finding_add(rule, out, *state ? state : "-", *country ? country : "-", NULL),
			d->record, 0);
}

static void vendor_address_missing(RULE_ARGS)
{
	if (!record_has(d->record, VENDOR_STATE) || !record_has(d->record, VENDOR_CITY))
		finding_fix(finding_add(rule, out, record_text(d->record, VENDOR_NAME), NULL), d->record, 0);
}

/* The id a new vendor or project gets in the ERP: typed by the accountant, checked
 * against the format the connection was given. */
static void check_new_id(RULE_ARGS, enum id_kind kind, const char *suggestion)
{
	const struct id_format *f = &p->id[kind];
	const char *id = dossier_override_value(d, "erp_id");
	struct strbuf proposal = STRBUF_INIT, format = STRBUF_INIT;
	struct finding *found;

	if (p->numbers_assigned_by_erp || (id && id_format_check(f, id) == 0))
		return;
	if (id == NULL && suggestion && *suggestion && id_format_check(f, suggestion) == 0)
		strbuf_adds(&proposal, suggestion);
	else if (suggestion)
		id_format_propose(&proposal, f, suggestion);
	if (f->mask)
		strbuf_adds(&format, f->mask);
	for (int i = 0; format.len == 0 && i < f->max_length; i++)
		strbuf_addc(&format, '*');       /* any letter or digit */
	found = finding_add(rule, out, id ? id : "", format.len ? format.s : "-", NULL);
	finding_field(out, found, "erp_id", proposal.len ? proposal.s : NULL);
	finding_fix(found, d->record, 0);
	strbuf_release(&proposal);
	strbuf_release(&format);
}

static void vendor_id(RULE_ARGS)
{
	const char *own = record_text(d->record, VENDOR_NUMBER);
	struct strbuf folded = STRBUF_INIT, code = STRBUF_INIT;

	if (dossier_override_value(d, "erp_id") != NULL)
		return;
	if (*own && id_format_check(&p->id[ID_VENDOR], own) == 0)
		return;                          /* Procore's own number will do */
	text_add_folded(&folded, record_text(d->record, VENDOR_NAME));
	text_add_normalized_code(&code, folded.s);
	if (p->id[ID_VENDOR].max_length == 0 && code.len > 10)
		strbuf_truncate(&code, 10);
	check_new_id(rule, p, d, out, ID_VENDOR, code.s);
	strbuf_release(&folded);
	strbuf_release(&code);
}

static void erp_id_format(RULE_ARGS)
{
	enum id_kind kind = d->record->entity == ENTITY_VENDOR ? ID_VENDOR : ID_PROJECT;
	const char *id = dossier_override_value(d, "erp_id");

	if (id && id_format_check(&p->id[kind], id) < 0)
		check_new_id(rule, p, d, out, kind, id);
}

static void erp_match(RULE_ARGS)
{
	if (d->erp_match == NULL || d->self.erp_code)
		return;
	finding_fix(finding_add(rule, out, record_name(d->erp_match),
		record_text(d->erp_match, entities[d->erp_match->entity].label), NULL), d->erp_match, 0);
}

/* ---- job ---- */

static void job_number_format(RULE_ARGS)
{
	const char *own = record_text(d->record, JOB_NUMBER);

	if (dossier_override_value(d, "erp_id") || id_format_check(&p->id[ID_PROJECT], own) == 0)
		return;
	check_new_id(rule, p, d, out, ID_PROJECT, own);
}

static void job_name_long(RULE_ARGS)
{
	check_length(rule, p, d, out, JOB_NAME, "name");
}

static void job_running(RULE_ARGS)
{
	const char *created = record_text(d->record, JOB_CREATED);

	if (p->connected_since && *created && strncmp(created, p->connected_since, 10) < 0) {
		char day[DATE_LEN] = "";

		memcpy(day, created, strlen(created) < 10 ? strlen(created) : 10);
		finding_fix(finding_add(rule, out, day, p->connected_since, NULL), d->record, 0);
	}
}

static void job_inactive(RULE_ARGS)
{
	if (d->record->deleted || (record_has(d->record, JOB_ACTIVE) && !record_int(d->record, JOB_ACTIVE)))
		finding_fix(finding_add(rule, out, record_name(d->record), NULL), d->record, 0);
}

/* ---- what a commitment or an invoice needs ---- */

static void vendor_missing(RULE_ARGS)
{
	if (d->vendor.procore == NULL)
		finding_fix(finding_add(rule, out, record_name(d->record), NULL), d->record, 0);
}

static void vendor_not_linked(RULE_ARGS)
{
	if (d->vendor.procore && d->vendor.erp_code == NULL)
		finding_fix(finding_add(rule, out, record_text(d->vendor.procore, VENDOR_NAME), NULL),
			d->vendor.procore, 1);
}

static void job_not_linked(RULE_ARGS)
{
	if (d->job.procore == NULL || d->job.erp_code == NULL)
		finding_fix(finding_add(rule, out, d->job.procore ? record_name(d->job.procore) : "-", NULL),
			d->job.procore, 1);
}

static void erp_vendor_inactive(RULE_ARGS)
{
	if (d->vendor.erp && !is_active_word(record_text(d->vendor.erp, VENDOR_STATUS)))
		finding_fix(finding_add(rule, out, d->vendor.erp_code ? d->vendor.erp_code : "",
			record_text(d->vendor.erp, VENDOR_STATUS), NULL), d->vendor.erp, 0);
}

static void job_not_active(RULE_ARGS)
{
	if (d->job.erp && !is_active_word(record_text(d->job.erp, JOB_STATUS)))
		finding_fix(finding_add(rule, out, d->job.erp_code ? d->job.erp_code : "",
			record_text(d->job.erp, JOB_STATUS), NULL), d->job.erp, 0);
}

static void no_construction_endpoint(RULE_ARGS)
{
	const char *kind = d->record->entity == ENTITY_COMMITMENT ? record_text(d->record, COMMITMENT_KIND) :
		record_text(d->record, INVOICE_COMMITMENT_KIND);

	if (p->construction == 0 && strcmp(kind, KIND_SUBCONTRACT) == 0)
		finding_add(rule, out, p->title ? p->title : "", NULL);
}

static void currency_foreign(RULE_ARGS)
{
	const char *cur = d->currency, *vendors = d->vendor.erp ? record_text(d->vendor.erp, VENDOR_CURRENCY) : "";
	int64_t retained = d->record->entity == ENTITY_INVOICE ? record_int(d->record, INVOICE_RETAINAGE) :
		record_int(d->record, COMMITMENT_RETAINAGE_PERCENT);

	/* there a document is in its vendor's currency, whatever it says */
	if (p->home_documents_only && p->home_currency && *vendors && strcmp(vendors, p->home_currency) != 0)
		cur = vendors;
	if (p->home_currency == NULL || cur == NULL || *cur == '\0' || strcmp(cur, p->home_currency) == 0)
		return;
	if (p->home_documents_only || (retained != 0 && !p->foreign_retainage_supported))
		finding_fix(finding_add(rule, out, cur, p->home_currency, NULL), d->record, 0);
}

/* ---- commitment ---- */

static int commitment_is_ready(const struct profile *p, const struct dossier *d)
{
	static const char *const usual[] = { "Approved", "Complete", NULL };

	return !d->record->deleted && is_one_of(record_text(d->record, COMMITMENT_STATUS),
		p->ready_commitment ? p->ready_commitment : usual);
}

static void commitment_not_approved(RULE_ARGS)
{
	if (!commitment_is_ready(p, d))
		finding_fix(finding_add(rule, out, record_text(d->record, COMMITMENT_STATUS), NULL), d->record, 0);
}

static void commitment_no_lines(RULE_ARGS)
{
	if (d->n_lines == 0)
		finding_fix(finding_add(rule, out, record_name(d->record), NULL), d->record, 0);
}

char *rule_line(struct findings *out, const struct record *line)
{
	int description = line->entity == ENTITY_COMMITMENT_LINE ? COMMITMENT_LINE_DESCRIPTION :
		INVOICE_LINE_DESCRIPTION;
	int position = line->entity == ENTITY_COMMITMENT_LINE ? COMMITMENT_LINE_POSITION :
		INVOICE_LINE_POSITION;
	struct strbuf n = STRBUF_INIT;
	char *s;

	decimal_add(&n, record_int(line, position), 0, 0);
	if (record_has(line, description)) {
		strbuf_adds(&n, " ");
		strbuf_adds(&n, record_text(line, description));
	}
	s = pool_strndup(out->pool, n.s, n.len);
	strbuf_release(&n);
	return s;
}

int rule_line_counts(const struct dossier_line *l)
{
	if (l->line->entity == ENTITY_COMMITMENT_LINE)
		return 1;
	return record_int(l->line, INVOICE_LINE_AMOUNT) != 0 || record_int(l->line, INVOICE_LINE_RETAINAGE) != 0;
}

static void line_no_cost_code(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (rule_line_counts(l) && (l->cost_code_asked == NULL || *l->cost_code_asked == '\0'))
			finding_fix(finding_add(rule, out, rule_line(out, l->line), NULL), d->record, 0);
	}
}

static void cost_code_unknown(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (!p->cost_codes_created && rule_line_counts(l) && l->cost_code == NULL && l->cost_code_asked &&
		    *l->cost_code_asked)
			finding_fix(finding_add(rule, out, l->cost_code_asked, rule_line(out, l->line), NULL),
				d->record, 0);
	}
}

static void cost_code_format(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];
		const char *code = l->cost_code_asked;

		if (rule_line_counts(l) && code && *code && l->cost_code == NULL &&
		    id_format_check(&p->id[ID_COST_CODE], code) < 0)
			finding_fix(finding_add(rule, out, code,
				p->id[ID_COST_CODE].mask ? p->id[ID_COST_CODE].mask : "-", NULL), d->record, 0);
	}
}

static void cost_type_unknown(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (l->line->entity != ENTITY_COMMITMENT_LINE || l->cost_type)
			continue;
		finding_fix(finding_add(rule, out,
			l->cost_type_asked && *l->cost_type_asked ? l->cost_type_asked : "-",
			rule_line(out, l->line), NULL), d->record, 0);
	}
}

static void cost_type_no_account(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (rule_line_counts(l) && l->cost_type && l->account == NULL)
			finding_add(rule, out, l->cost_type, rule_line(out, l->line), NULL);
	}
}

/* A line without a sub job goes to the project's default task. */
static void task_none(RULE_ARGS)
{
	for (size_t i = 0; d->job.erp_code && i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (rule_line_counts(l) && l->task == NULL && (l->task_asked == NULL || *l->task_asked == '\0'))
			finding_fix(finding_add(rule, out, d->job.erp_code, rule_line(out, l->line), NULL),
				d->job.erp, 0);
	}
}

static void task_missing(RULE_ARGS)
{
	for (size_t i = 0; d->job.erp_code && i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];

		if (rule_line_counts(l) && l->task == NULL && l->task_asked && *l->task_asked)
			finding_fix(finding_add(rule, out, l->task_asked, d->job.erp_code,
				rule_line(out, l->line), NULL), d->job.erp, 0);
	}
}

/* Active works everywhere; In Planning only on commitments (reference/acumatica.md 10.5). */
static void task_not_active(RULE_ARGS)
{
	int commitment = d->record->entity == ENTITY_COMMITMENT;

	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];
		const char *st = l->task_status;

		if (!rule_line_counts(l) || l->task == NULL || is_active_word(st) ||
		    (commitment && strcmp(st, "In Planning") == 0))
			continue;
		finding_fix(finding_add(rule, out, l->task, st, rule_line(out, l->line), NULL), d->job.erp, 0);
	}
}

static void lines_total(RULE_ARGS)
{
	int64_t sum = 0;

	if (d->n_lines == 0)
		return;
	for (size_t i = 0; i < d->n_lines; i++)
		if (decimal_sum(&sum, sum, record_int(d->lines[i].line, COMMITMENT_LINE_AMOUNT)) < 0)
			return;
	if (sum != record_int(d->record, COMMITMENT_AMOUNT))
		finding_fix(finding_add(rule, out, rule_amount(out, sum, d->currency),
			rule_amount(out, record_int(d->record, COMMITMENT_AMOUNT), d->currency), NULL),
			d->record, 0);
}

static void title_long(RULE_ARGS)
{
	check_length(rule, p, d, out, COMMITMENT_TITLE, "title");
}

static void number_long(RULE_ARGS)
{
	check_length(rule, p, d, out, COMMITMENT_NUMBER, "number");
}

static void number_missing(RULE_ARGS)
{
	if (*rule_value(d, "number", record_text(d->record, COMMITMENT_NUMBER)) == '\0') {
		struct finding *f = finding_add(rule, out, "", NULL);

		finding_field(out, f, "number", NULL);
		finding_fix(f, d->record, 0);
	}
}

static void number_duplicate(RULE_ARGS)
{
	if (d->same_number)
		finding_fix(finding_add(rule, out, record_name(d->record),
			d->vendor.procore ? record_text(d->vendor.procore, VENDOR_NAME) : "-", NULL),
			d->same_number, 0);
}

static void erp_duplicate(RULE_ARGS)
{
	if (d->erp_same_number && d->self.erp_code == NULL)
		finding_fix(finding_add(rule, out, record_name(d->record),
			d->erp_same_number->remote_code ? d->erp_same_number->remote_code :
			d->erp_same_number->remote_id, NULL), d->erp_same_number, 0);
}

static void commitment_zero(RULE_ARGS)
{
	if (d->n_lines > 0 && record_int(d->record, COMMITMENT_AMOUNT) == 0)
		finding_fix(finding_add(rule, out, record_name(d->record), NULL), d->record, 0);
}

static void tax_ignored(RULE_ARGS)
{
	if (p->tax_supported)
		return;
	if (d->record->entity == ENTITY_INVOICE) {
		if (record_int(d->record, INVOICE_TAX) != 0)
			finding_fix(finding_add(rule, out,
				rule_amount(out, record_int(d->record, INVOICE_TAX), d->currency), NULL), d->record, 0);
		return;
	}
	for (size_t i = 0; i < d->n_lines; i++)
		if (record_has(d->lines[i].line, COMMITMENT_LINE_TAX_CODE)) {
			finding_fix(finding_add(rule, out,
				record_text(d->lines[i].line, COMMITMENT_LINE_TAX_CODE), NULL), d->record, 0);
			return;
		}
}

/* ---- invoice ---- */

static int invoice_is_ready(const struct profile *p, const struct dossier *d)
{
	static const char *const usual[] = { "approved", "approved_as_noted", "pending_owner_approval", NULL };

	return !d->record->deleted && is_one_of(record_text(d->record, INVOICE_STATUS),
		p->ready_invoice ? p->ready_invoice : usual);
}

static void invoice_status(RULE_ARGS)
{
	if (!invoice_is_ready(p, d))
		finding_fix(finding_add(rule, out, record_text(d->record, INVOICE_STATUS), NULL), d->record, 0);
}

static void commitment_not_exported(RULE_ARGS)
{
	if (!p->direction[ENTITY_COMMITMENT].exported)
		return;                          /* there an invoice goes alone */
	if (d->commitment.procore == NULL || d->commitment.erp_code == NULL)
		finding_fix(finding_add(rule, out,
			d->commitment.procore ? record_name(d->commitment.procore) : "-", NULL),
			d->commitment.procore, 1);
}

static void po_invoice(RULE_ARGS)
{
	if (!p->po_invoices_supported &&
	    strcmp(record_text(d->record, INVOICE_COMMITMENT_KIND), KIND_PURCHASE_ORDER) == 0)
		finding_fix(finding_add(rule, out, record_text(d->record, INVOICE_COMMITMENT_NUMBER), NULL),
			d->commitment.procore, 0);
}

static void invoice_zero(RULE_ARGS)
{
	if (record_int(d->record, INVOICE_AMOUNT) == 0 && record_int(d->record, INVOICE_RELEASED) == 0)
		finding_fix(finding_add(rule, out, record_name(d->record), NULL), d->record, 0);
}

static void retainage_release_only(RULE_ARGS)
{
	if (!p->released_retainage_supported && record_int(d->record, INVOICE_AMOUNT) == 0 &&
	    record_int(d->record, INVOICE_RELEASED) != 0)
		finding_fix(finding_add(rule, out,
			rule_amount(out, record_int(d->record, INVOICE_RELEASED), d->currency), NULL), d->record, 0);
}

static void retainage_released_ignored(RULE_ARGS)
{
	if (!p->released_retainage_supported && record_int(d->record, INVOICE_AMOUNT) != 0 &&
	    record_int(d->record, INVOICE_RELEASED) != 0)
		finding_fix(finding_add(rule, out,
			rule_amount(out, record_int(d->record, INVOICE_RELEASED), d->currency), NULL), d->record, 0);
}

static void materials_ignored(RULE_ARGS)
{
	if (!p->stored_materials_supported && record_int(d->record, INVOICE_MATERIALS) != 0)
		finding_fix(finding_add(rule, out,
			rule_amount(out, record_int(d->record, INVOICE_MATERIALS), d->currency), NULL), d->record, 0);
}

static void invoice_no_number(RULE_ARGS)
{
	if (*rule_value(d, "vendor_ref", record_text(d->record, INVOICE_NUMBER)) == '\0') {
		struct finding *f = finding_add(rule, out, record_text(d->record, INVOICE_COMMITMENT_NUMBER), NULL);
		struct strbuf proposal = STRBUF_INIT;

		strbuf_addf(&proposal, "%s-%02lld", record_text(d->record, INVOICE_COMMITMENT_NUMBER),
			(long long)record_int(d->record, INVOICE_SEQUENCE));
		finding_field(out, f, "vendor_ref", proposal.s);
		finding_fix(f, d->record, 0);
		strbuf_release(&proposal);
	}
}

static void invoice_number_long(RULE_ARGS)
{
	check_length(rule, p, d, out, INVOICE_NUMBER, "vendor_ref");
}

static void billing_date_missing(RULE_ARGS)
{
	const char *date = rule_value(d, "accounting_date", record_text(d->record, INVOICE_BILLING_DATE));

	if (!date_valid(date, 0)) {
		struct finding *f = finding_add(rule, out, record_name(d->record), NULL);

		finding_field(out, f, "accounting_date", record_has(d->record, INVOICE_PERIOD_END) ?
			record_text(d->record, INVOICE_PERIOD_END) : NULL);
		finding_fix(f, d->record, 0);
	}
}

static void period_closed(RULE_ARGS)
{
	const char *date = rule_value(d, "accounting_date", d->record->entity == ENTITY_INVOICE ?
		record_text(d->record, INVOICE_BILLING_DATE) : record_text(d->record, COMMITMENT_DATE));

	if (d->period_status == NULL || strcmp(d->period_status, "Open") == 0 || !date_valid(date, 0))
		return;
	struct finding *f = finding_add(rule, out, date, d->period_status, NULL);

	finding_field(out, f, "accounting_date", d->period_open_date);
	finding_fix(f, d->record, 0);
}

static void over_billed(RULE_ARGS)
{
	const struct record *c = d->commitment.procore;
	int64_t contract;

	if (c == NULL)
		return;
	contract = record_has(c, COMMITMENT_REVISED) ? record_int(c, COMMITMENT_REVISED) :
		record_int(c, COMMITMENT_AMOUNT);
	if (d->billed_to_date > contract)
		finding_fix(finding_add(rule, out, rule_amount(out, d->billed_to_date, d->currency),
			rule_amount(out, contract, d->currency), NULL), c, 0);
}

static void line_over_billed(RULE_ARGS)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		const struct dossier_line *l = &d->lines[i];
		int64_t total;

		if (l->commitment_line == NULL || !rule_line_counts(l) ||
		    decimal_sum(&total, l->billed_before, record_int(l->line, INVOICE_LINE_AMOUNT)) < 0)
			continue;
		if (total > record_int(l->commitment_line, COMMITMENT_LINE_AMOUNT) &&
		    record_int(l->commitment_line, COMMITMENT_LINE_AMOUNT) > 0)
			finding_fix(finding_add(rule, out, rule_line(out, l->line),
				rule_amount(out, total, d->currency),
				rule_amount(out, record_int(l->commitment_line, COMMITMENT_LINE_AMOUNT),
					d->currency), NULL), d->commitment.procore, 0);
	}
}

static void line_not_in_erp(RULE_ARGS)
{
	if (d->commitment.erp_code == NULL || !p->direction[ENTITY_COMMITMENT].exported)
		return;
	for (size_t i = 0; i < d->n_lines; i++)
		if (rule_line_counts(&d->lines[i]) && d->lines[i].order_line == NULL)
			finding_fix(finding_add(rule, out, rule_line(out, d->lines[i].line),
				d->commitment.erp_code, NULL), d->commitment.procore, 0);
}

/* Gross - retained + released must be what Procore calls due (tax aside). */
static void net_mismatch(RULE_ARGS)
{
	const struct record *r = d->record;
	int64_t net = record_int(r, INVOICE_AMOUNT) + record_int(r, INVOICE_MATERIALS) -
		record_int(r, INVOICE_RETAINAGE) + record_int(r, INVOICE_RELEASED) + record_int(r, INVOICE_TAX);

	if (record_has(r, INVOICE_NET) && net != record_int(r, INVOICE_NET))
		finding_fix(finding_add(rule, out, rule_amount(out, net, d->currency),
			rule_amount(out, record_int(r, INVOICE_NET), d->currency), NULL), r, 0);
}

int check_ready(const struct profile *p, const struct dossier *d)
{
	switch (d->record->entity) {
	case ENTITY_VENDOR:
		return !d->record->deleted &&
			(!record_has(d->record, VENDOR_ACTIVE) || record_int(d->record, VENDOR_ACTIVE));
	case ENTITY_JOB:
		return !d->record->deleted &&
			(!record_has(d->record, JOB_ACTIVE) || record_int(d->record, JOB_ACTIVE));
	case ENTITY_COMMITMENT:
		return commitment_is_ready(p, d);
	case ENTITY_INVOICE:
		return invoice_is_ready(p, d);
	default:
		return 0;
	}
}

#define HOLD SEVERITY_HOLD
#define WARN SEVERITY_WARNING
#define NOTE SEVERITY_NOTE

const struct check_rule check_rules[] = {
	/* vendor */
	{ "vendor-inactive", VENDOR | COMMITMENT | INVOICE, HOLD, N_("the vendor \"%1$s\" is not active in Procore"),
		N_("Activate it in Procore's directory, then sync the vendors."), vendor_inactive },
	{ "vendor-name-long", VENDOR, HOLD, N_("the name \"%2$s\" is longer than the %3$s characters the accounting system keeps"),
		N_("Accept the proposed name or type a shorter one (e)."), vendor_name_long },
	{ "vendor-state", VENDOR, HOLD, N_("the state or province \"%1$s\" does not belong to the country \"%2$s\""),
		N_("Correct the address in Procore with two-letter codes, then sync."), vendor_state },
	{ "vendor-address", VENDOR, WARN, N_("city or state of \"%1$s\" is missing: the address will be incomplete in the accounting system"),
		N_("Complete the address in Procore, or approve as it is."), vendor_address_missing },
	{ "vendor-id", VENDOR, HOLD, N_("this vendor needs a number for the accounting system"),
		N_("Accept the proposed number or type one (e)."), vendor_id },
	{ "erp-id-format", VENDOR | JOB, HOLD, N_("the number \"%1$s\" does not fit the format %2$s"),
		N_("Type a number that fits (e)."), erp_id_format },
	{ "name-in-use", VENDOR | JOB, SEVERITY_OFF, N_("the accounting system already has \"%1$s\"; a name may be there only once"),
		N_("Link them (l) if they are the same; otherwise type another name (e)."), rule_name_in_use },
	{ "erp-match", VENDOR | JOB, WARN, N_("the accounting system already has \"%1$s\" %2$s, which looks like the same"),
		N_("Link them (l) instead of making a second one."), erp_match },
	{ "field-missing", VENDOR | JOB | COMMITMENT | INVOICE, HOLD, N_("%1$s is missing"),
		N_("Fill it in in Procore, then sync; or type it (e)."), rule_field_missing },
	{ "export-field-missing", VENDOR | JOB | COMMITMENT | INVOICE, HOLD, N_("the accounting system asks for \"%1$s\""),
		N_("Type it for this record (e), or set it for all in the connection."), rule_export_field_missing },
	{ "export-field-long", VENDOR | JOB | COMMITMENT | INVOICE, HOLD, N_("%1$s \"%2$s\" is longer than the %3$s characters the accounting system keeps"),
		N_("Accept the proposed value or type a shorter one (e)."), rule_export_field_long },
	/* job */
	{ "job-no-system", VENDOR | JOB | COMMITMENT | INVOICE, HOLD, N_("nothing says which accounting system books \"%1$s\" (there are: %2$s)"),
		N_("Type the name of the connection (e) at the job."), rule_job_no_system },
	{ "job-inactive", JOB, HOLD, N_("the job \"%1$s\" is not active in Procore"),
		N_("Activate it in Procore, then sync the jobs."), job_inactive },
	{ "job-number-format", JOB, HOLD, N_("the job number does not fit the format %2$s of the accounting system"),
		N_("Accept the proposed number or type one (e)."), job_number_format },
	{ "job-name-long", JOB, HOLD, N_("the name \"%2$s\" is longer than the %3$s characters the accounting system keeps"),
		N_("Accept the proposed name or type a shorter one (e)."), job_name_long },
	{ "job-running", JOB, WARN, N_("a running project: made on %1$s, before the connection of %2$s; what was booked before is not synchronised"),
		N_("Check the opening balances by hand before you approve."), job_running },
	/* references */
	{ "vendor-missing", COMMITMENT, HOLD, N_("no contract company is named on \"%1$s\""),
		N_("Choose the company in Procore, then sync the commitments."), vendor_missing },
	{ "vendor-not-linked", COMMITMENT | INVOICE, HOLD, N_("the vendor \"%1$s\" is not in the accounting system yet"),
		N_("Link or approve the vendor first; approving with prerequisites does both."), vendor_not_linked },
	{ "erp-vendor-inactive", COMMITMENT | INVOICE, HOLD, N_("the vendor %1$s is \"%2$s\" in the accounting system"),
		N_("Make it active there, then sync the vendors."), erp_vendor_inactive },
	{ "job-not-linked", COMMITMENT | INVOICE, HOLD, N_("the job \"%1$s\" is not in the accounting system yet"),
		N_("Link or approve the job first; approving with prerequisites does both."), job_not_linked },
	{ "job-not-active", COMMITMENT | INVOICE, HOLD, N_("the project %1$s is \"%2$s\" in the accounting system"),
		N_("Activate the project there, then sync the jobs."), job_not_active },
	{ "no-construction-endpoint", COMMITMENT | INVOICE, HOLD, N_("%1$s offers no endpoint for subcontracts on this release"),
		N_("Publish the customization project with the construction endpoint there, then test the connection."), no_construction_endpoint },
	{ "currency-foreign", COMMITMENT | INVOICE, HOLD, N_("retainage in %1$s: the accounting system keeps retainage only in %2$s"),
		N_("Enter this document in the accounting system by hand."), currency_foreign },
	/* commitment */
	{ "commitment-not-approved", COMMITMENT, HOLD, N_("its status in Procore is \"%1$s\""),
		N_("The project team approves it in Procore; then it becomes ready by itself."), commitment_not_approved },
	{ "commitment-no-lines", COMMITMENT, HOLD, N_("\"%1$s\" has no schedule of values"),
		N_("Add its lines in Procore, then sync the commitments."), commitment_no_lines },
	{ "line-no-cost-code", COMMITMENT | INVOICE, HOLD, N_("line %1$s has no cost code"),
		N_("Choose a cost code in Procore, then sync."), line_no_cost_code },
	{ "cost-code-unknown", COMMITMENT | INVOICE, HOLD, N_("cost code %1$s not in the accounting system (line %2$s)"),
		N_("Add the cost code there and sync, or choose another one in Procore."), cost_code_unknown },
	{ "cost-code-created", COMMITMENT | INVOICE, NOTE, N_("cost code %1$s is new: it is made in the accounting system with this document (line %2$s)"),
		NULL, rule_cost_code_created },
	{ "cost-code-unfit", COMMITMENT | INVOICE, HOLD, N_("cost code %1$s cannot be made in the accounting system: it does not fit the format %2$s (line %3$s)"),
		N_("Choose another cost code in Procore, or shorten it there, then sync."), rule_cost_code_unfit },
	{ "cost-code-inactive", COMMITMENT | INVOICE, HOLD, N_("cost code %1$s cannot be booked on in the accounting system: it is inactive, or a heading (line %2$s)"),
		N_("Activate it there and sync, or choose another one in Procore."), rule_cost_code_inactive },
	{ "cost-code-no-account", COMMITMENT | INVOICE, HOLD, N_("no account is known for the cost type %1$s (line %2$s)"),
		N_("Say in the option \"accounts\" of the connection which account it is booked on."), rule_cost_code_no_account },
	{ "account-unknown", COMMITMENT | INVOICE, HOLD, N_("the account %1$s is not in the accounting system (%2$s)"),
		N_("Correct the account in the connection, or add it there and sync."), rule_account_unknown },
	{ "account-inactive", COMMITMENT | INVOICE, HOLD, N_("the account %1$s is not active in the accounting system (%2$s)"),
		N_("Activate the account there and sync, or name another one in the connection."), rule_account_inactive },
	{ "cost-code-format", COMMITMENT | INVOICE, NOTE, N_("cost code %1$s does not fit the format %2$s"),
		NULL, cost_code_format },
	{ "cost-type-unknown", COMMITMENT, HOLD, N_("cost type %1$s has no account group in the accounting system (line %2$s)"),
		N_("Add the account group there and sync, or choose another cost type in Procore."), cost_type_unknown },
	{ "cost-type-no-account", COMMITMENT | INVOICE, HOLD, N_("account group %1$s has no default account (line %2$s)"),
		N_("Set the default account of the account group there, then sync."), cost_type_no_account },
	{ "task-none", COMMITMENT | INVOICE, HOLD, N_("the project %1$s has no default task in the accounting system (line %2$s)"),
		N_("Mark one of its tasks as default there, then sync the jobs; or choose a sub job in Procore."), task_none },
	{ "task-missing", COMMITMENT | INVOICE, HOLD, N_("the project %2$s has no task %1$s in the accounting system (line %3$s)"),
		N_("Add the task to the project there, then sync the jobs."), task_missing },
	{ "task-not-active", COMMITMENT | INVOICE, HOLD, N_("the task %1$s is \"%2$s\" in the accounting system (line %3$s)"),
		N_("Activate the task there, then sync the jobs."), task_not_active },
	{ "lines-total", COMMITMENT, HOLD, N_("its lines add up to %1$s, the commitment says %2$s"),
		N_("Correct the schedule of values in Procore, then sync."), lines_total },
	{ "title-long", COMMITMENT, HOLD, N_("the title is longer than the %3$s characters the accounting system keeps"),
		N_("Accept the proposed title or type a shorter one (e)."), title_long },
	{ "number-missing", COMMITMENT, HOLD, N_("the commitment has no number"),
		N_("Number it in Procore, or type the number to send (e)."), number_missing },
	{ "number-long", COMMITMENT, HOLD, N_("the number \"%2$s\" is longer than the %3$s characters the accounting system keeps"),
		N_("Accept the proposed number or type a shorter one (e)."), number_long },
	{ "number-duplicate", COMMITMENT | INVOICE, HOLD, N_("another record of the vendor %2$s has the same number \"%1$s\""),
		N_("Compare the two; correct the number in Procore or reject one of them."), number_duplicate },
	{ "erp-duplicate", COMMITMENT | INVOICE, HOLD, N_("the accounting system already has number \"%1$s\" of this vendor as %2$s"),
		N_("Link them (l) if they are the same; otherwise correct the number in Procore."), erp_duplicate },
	{ "commitment-zero", COMMITMENT, WARN, N_("the amount of \"%1$s\" is zero"), NULL, commitment_zero },
	{ "tax-ignored", COMMITMENT | INVOICE, WARN, N_("tax is not exported (%1$s): the accounting system works it out by its own rules"),
		N_("Check the tax there after the export."), tax_ignored },
	/* invoice */
	{ "invoice-status", INVOICE, HOLD, N_("its status in Procore is \"%1$s\""),
		N_("The project team approves it in Procore; then it becomes ready by itself."), invoice_status },
	{ "po-invoice", INVOICE, HOLD, N_("invoices of purchase orders are not exported (%1$s)"),
		N_("Enter the bill in the accounting system by hand."), po_invoice },
	{ "commitment-not-exported", INVOICE, HOLD, N_("its commitment \"%1$s\" is not in the accounting system yet"),
		N_("Approve the commitment first; approving with prerequisites does both."), commitment_not_exported },
	{ "line-not-in-erp", INVOICE, HOLD, N_("line %1$s is not on the order %2$s in the accounting system"),
		N_("Add the line to the order there by hand, or bill it by hand."), line_not_in_erp },
	{ "invoice-zero", INVOICE, HOLD, N_("the total of \"%1$s\" is zero"),
		N_("There is nothing to book; reject it with a reason."), invoice_zero },
	{ "invoice-negative", INVOICE, HOLD, N_("the invoice comes to %1$s; the accounting system takes no bill of zero or less"),
		N_("Enter it there by hand as a credit note."), rule_invoice_negative },
	{ "retainage-no-account", INVOICE, HOLD, N_("retainage of %1$s is held back, and the connection names no account for it"),
		N_("Set the option \"retainage_account\" of the connection."), rule_retainage_no_account },
	{ "retainage-release-only", INVOICE, HOLD, N_("this invoice only releases retainage (%1$s), which is not exported"),
		N_("Release the retainage in the accounting system."), retainage_release_only },
	{ "retainage-released-ignored", INVOICE, WARN, N_("the released retainage of %1$s is not sent"),
		N_("Release it in the accounting system after the export."), retainage_released_ignored },
	{ "materials-ignored", INVOICE, WARN, N_("stored materials of %1$s and their retainage are not sent"),
		N_("Book them in the accounting system by hand if you need them there."), materials_ignored },
	{ "invoice-no-number", INVOICE, HOLD, N_("the vendor's invoice number is missing"),
		N_("Accept the proposed number or type one (e)."), invoice_no_number },
	{ "invoice-number-long", INVOICE, HOLD, N_("the number \"%2$s\" is longer than the %3$s characters the accounting system keeps"),
		N_("Accept the proposed number or type a shorter one (e)."), invoice_number_long },
	{ "billing-date-missing", INVOICE, HOLD, N_("the billing date is missing"),
		N_("Accept the end of the period or type a date (e)."), billing_date_missing },
	{ "period-closed", INVOICE, HOLD, N_("the accounting period of %1$s is \"%2$s\""),
		N_("Accept the first open day or type another date (e), or open the period there and sync."), period_closed },
	{ "over-billed", INVOICE, WARN, N_("billed to date %1$s is more than the contract of %2$s"),
		N_("Ask the project team for the missing change order."), over_billed },
	{ "line-over-billed", INVOICE, NOTE, N_("line %1$s: billed %2$s of %3$s"), NULL, line_over_billed },
	{ "net-mismatch", INVOICE, WARN, N_("gross less retainage makes %1$s, Procore says %2$s is due"),
		N_("Compare the lines with the invoice before you approve."), net_mismatch },
	{ NULL, 0, SEVERITY_OFF, NULL, NULL, NULL },
};
