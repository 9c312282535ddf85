/* Running the preflight rules over a dossier.  The rules are in check_rules.c. */
#include "model/check.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "model/check_rules.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

const char *dossier_override_value(const struct dossier *d, const char *name)
{
	for (size_t i = 0; i < d->n_overrides; i++)
		if (strcmp(d->overrides[i].name, name) == 0)
			return d->overrides[i].value;
	return NULL;
}

struct finding *finding_add(const struct check_rule *rule, struct findings *out, ...)
{
	struct finding *f = ARRAY_PUSH(out);
	const char *arg;
	va_list ap;

	memset(f, 0, sizeof *f);
	f->code = rule->code;
	f->severity = rule->severity;
	f->fix_entity = ENTITY_NONE;
	va_start(ap, out);
	while ((arg = va_arg(ap, const char *)) != NULL && f->n_args < FINDING_MAX_ARGS)
		f->args[f->n_args++] = pool_strdup(out->pool, arg);
	va_end(ap);
	return f;
}

void finding_fix(struct finding *f, const struct record *r, int prerequisite)
{
	if (r == NULL)
		return;
	f->fix_entity = r->entity;
	f->fix_id = r->id;
	f->prerequisite = prerequisite;
}

void finding_field(struct findings *out, struct finding *f, const char *field, const char *proposal)
{
	f->field = field;
	f->proposal = pool_strdup(out->pool, proposal);
}

static int by_severity(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->severity != y->severity)
		return x->severity < y->severity ? -1 : 1;
	return 0;
}

/* A stable sort of a few items. */
static void sort_findings(struct findings *out)
{
	for (size_t i = 1; i < out->len; i++)
		for (size_t k = i; k > 0 && by_severity(&out->items[k - 1], &out->items[k]) > 0; k--) {
			struct finding t = out->items[k];

			out->items[k] = out->items[k - 1];
			out->items[k - 1] = t;
		}
}

void check_run(const struct profile *p, const struct dossier *d, struct findings *out)
{
	unsigned bit = 1u << d->record->entity;

	for (const struct check_rule *r = check_rules; r->code; r++) {
		const struct profile_rule *changed = profile_rule(p, r->code);
		size_t before = out->len;

		if (!(r->entities & bit) || (changed ? changed->severity : r->severity) == SEVERITY_OFF)
			continue;
		/* Without a system nothing else can be judged: its rules, formats and records are unknown. */
		if (d->no_system && strcmp(r->code, "job-no-system") != 0)
			continue;
		r->run(r, p, d, out);
		for (size_t i = before; changed && i < out->len; i++)
			out->items[i].severity = changed->severity;
	}
	sort_findings(out);
}

void findings_release(struct findings *f)
{
	ARRAY_RELEASE(f);
}

const struct check_rule *check_rule_find(const char *code)
{
	for (const struct check_rule *r = check_rules; r->code; r++)
		if (strcmp(r->code, code) == 0)
			return r;
	return NULL;
}

/* An argument as people read it: amounts by their language. */
static const char *readable(const char *arg, struct pool *p)
{
	const char *number = arg && !strncmp(arg, FINDING_MONEY, 2) ? arg + 2 : NULL;
	const char *currency = number ? strchr(number, ' ') : NULL;
	struct strbuf out = STRBUF_INIT;
	int64_t minor;
	char *digits;

	if (!currency)
		return arg;
	digits = pool_strndup(p, number, (size_t)(currency - number));
	if (decimal_parse(&minor, digits, currency_decimals(currency + 1), 1) < 0)
		return arg;
	lang_add_money(&out, minor, currency + 1, currency + 1);
	arg = pool_strndup(p, out.s, out.len);
	strbuf_release(&out);
	return arg;
}

void finding_text(struct strbuf *out, const struct profile *p, const char *code,
	const char *const *args, int n_args)
{
	const struct check_rule *rule = check_rule_find(code);
	const struct profile_rule *own = p ? profile_rule(p, code) : NULL;
	const char *message = NULL, *shown[FINDING_MAX_ARGS];
	struct pool amounts = POOL_INIT;
	size_t n = n_args < FINDING_MAX_ARGS ? (size_t)n_args : FINDING_MAX_ARGS;

	for (size_t i = 0; i < n; i++)
		shown[i] = readable(args[i], &amounts);
	if (own)
		message = lang_current() == LANG_EN ? own->message_en : own->message_fr;
	if (message)
		phrase_text(out, message, shown, n, 0);
	else if (rule)
		phrase_text(out, rule->message, shown, n, 1);
	else
		phrase_text(out, code, shown, n, 1);
	pool_release(&amounts);
}

void finding_remedy(struct strbuf *out, const char *code)
{
	const struct check_rule *rule = check_rule_find(code);

	if (rule && rule->remedy)
		strbuf_adds(out, TR(rule->remedy));
}
