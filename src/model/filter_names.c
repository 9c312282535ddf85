/* The names of the filter language: fields, statuses, and what completes them.
 *
 * Each has a stable English name; beside it the word of the screen in the user's
 * language is known, without its accents, blanks and capitals. */
#include "model/filter_parts.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/status.h"

#include <string.h>

#include "base/banned.h"

/* Names in the order they are proposed.  title: N_(), the word of the user's language; a
 * field that is not here is still known by its column and by its title. */
static const struct name { enum entity e; const char *name; int field; const char *title; } names[] = {
	{ ENTITY_NONE, "status", NAME_STATUS, N_("Status") },
	{ ENTITY_INVOICE, "vendor", INVOICE_VENDOR_NAME, N_("Vendor") },
	{ ENTITY_INVOICE, "job", INVOICE_JOB_NUMBER, N_("Job") },
	{ ENTITY_INVOICE, "commitment", INVOICE_COMMITMENT_NUMBER, N_("Commitment") },
	{ ENTITY_INVOICE, "number", INVOICE_NUMBER, N_("Number") },
	{ ENTITY_INVOICE, "period", INVOICE_PERIOD, N_("Period") },
	{ ENTITY_INVOICE, "date", INVOICE_BILLING_DATE, N_("Date") },
	{ ENTITY_INVOICE, "due", INVOICE_DUE_DATE, N_("Due") },
	{ ENTITY_INVOICE, "amount", INVOICE_AMOUNT, N_("Amount") },
	{ ENTITY_INVOICE, "retainage", INVOICE_RETAINAGE, N_("Retainage") },
	{ ENTITY_INVOICE, "net", INVOICE_NET, N_("Net") },
	{ ENTITY_INVOICE, "currency", INVOICE_CURRENCY, N_("Currency") },
	{ ENTITY_COMMITMENT, "vendor", COMMITMENT_VENDOR_NAME, N_("Vendor") },
	{ ENTITY_COMMITMENT, "job", COMMITMENT_JOB_NUMBER, N_("Job") },
	{ ENTITY_COMMITMENT, "number", COMMITMENT_NUMBER, N_("Number") },
	{ ENTITY_COMMITMENT, "title", COMMITMENT_TITLE, N_("Title") },
	{ ENTITY_COMMITMENT, "date", COMMITMENT_DATE, N_("Date") },
	{ ENTITY_COMMITMENT, "amount", COMMITMENT_AMOUNT, N_("Amount") },
	{ ENTITY_COMMITMENT, "revised", COMMITMENT_REVISED, N_("Revised") },
	{ ENTITY_COMMITMENT, "currency", COMMITMENT_CURRENCY, N_("Currency") },
	{ ENTITY_PAYMENT, "vendor", PAYMENT_VENDOR_NAME, N_("Vendor") },
	{ ENTITY_PAYMENT, "job", PAYMENT_JOB_NUMBER, N_("Job") },
	{ ENTITY_PAYMENT, "commitment", PAYMENT_COMMITMENT_NUMBER, N_("Commitment") },
	{ ENTITY_PAYMENT, "invoice", PAYMENT_INVOICE_NUMBER, N_("Invoice") },
	{ ENTITY_PAYMENT, "number", PAYMENT_NUMBER, N_("Number") },
	{ ENTITY_PAYMENT, "date", PAYMENT_DATE, N_("Date") },
	{ ENTITY_PAYMENT, "method", PAYMENT_METHOD, N_("Method") },
	{ ENTITY_PAYMENT, "amount", PAYMENT_AMOUNT, N_("Amount") },
	{ ENTITY_PAYMENT, "voided", PAYMENT_VOID, N_("Voided") },
	{ ENTITY_VENDOR, "vendor", VENDOR_NAME, N_("Vendor") },
	{ ENTITY_VENDOR, "number", VENDOR_NUMBER, N_("Number") },
	{ ENTITY_VENDOR, "city", VENDOR_CITY, N_("City") },
	{ ENTITY_VENDOR, "active", VENDOR_ACTIVE, N_("Active") },
	{ ENTITY_JOB, "job", JOB_NUMBER, N_("Job") },
	{ ENTITY_JOB, "name", JOB_NAME, N_("Name") },
	{ ENTITY_JOB, "city", JOB_CITY, N_("City") },
	{ ENTITY_JOB, "start", JOB_START, N_("Start") },
	{ ENTITY_JOB, "value", JOB_VALUE, N_("Value") },
	{ ENTITY_JOB, "active", JOB_ACTIVE, N_("Active") },
	{ ENTITY_NONE, "erp", FILTER_ERP_CODE, N_("ERP") },
	{ ENTITY_NONE, "age", NAME_AGE, N_("Age") },
};

void filter_slug(struct strbuf *out, const char *s)
{
	struct strbuf folded = STRBUF_INIT;

	text_add_folded(&folded, s ? s : "");
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.s[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
			strbuf_addc(out, (char)c);
	}
	strbuf_release(&folded);
}

static int same_slug(const char *a, const char *b)
{
	struct strbuf x = STRBUF_INIT, y = STRBUF_INIT;
	int same;

	filter_slug(&x, a);
	filter_slug(&y, b);
	same = x.len > 0 && strcmp(x.s, y.s) == 0;
	strbuf_release(&x);
	strbuf_release(&y);
	return same;
}

/* A word as it was typed and a word of the screen: in English or as translated. */
int filter_same(const char *typed, const char *word)
{
	return same_slug(typed, word) || same_slug(typed, TR(word));
}

static int of(const struct name *n, enum entity e)
{
	return n->e == e || n->e == ENTITY_NONE;
}

int filter_name_find(enum entity e, const char *typed)
{
	const struct entity_def *d = &entities[e];

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (of(&names[i], e) && same_slug(typed, names[i].name))
			return names[i].field;
	for (int i = 0; i < d->n_fields; i++)
		if (d->fields[i].type != VALUE_REF && same_slug(typed, d->fields[i].name))
			return i;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (of(&names[i], e) && filter_same(typed, names[i].title))
			return names[i].field;
	for (int i = 0; i < d->n_fields; i++)
		if (d->fields[i].type != VALUE_REF && filter_same(typed, d->fields[i].title))
			return i;
	/* "statut" also where the screen speaks English: people copy filters from each other */
	if (same_slug(typed, "statut"))
		return NAME_STATUS;
	return NAME_UNKNOWN;
}

int filter_amount_field(enum entity e)
{
	switch (e) {
	case ENTITY_JOB: return JOB_VALUE;
	case ENTITY_COMMITMENT: return COMMITMENT_AMOUNT;
	case ENTITY_INVOICE: return INVOICE_NET;
	case ENTITY_PAYMENT: return PAYMENT_AMOUNT;
	default: return -1;
	}
}

int filter_date_field(enum entity e)
{
	switch (e) {
	case ENTITY_JOB: return JOB_START;
	case ENTITY_COMMITMENT: return COMMITMENT_DATE;
	case ENTITY_INVOICE: return INVOICE_BILLING_DATE;
	case ENTITY_PAYMENT: return PAYMENT_DATE;
	default: return -1;
	}
}

int filter_due_field(enum entity e)
{
	return e == ENTITY_INVOICE ? INVOICE_DUE_DATE : -1;
}

int filter_is_overdue(const char *typed)
{
	/* TRANSLATORS: typed in a filter, one word without blanks: invoices past their due date. */
	return filter_same(typed, N_("overdue"));
}

/* Does the status' name, or its word, begin with what was typed (whole: is it that)? */
static int status_is(int st, const struct strbuf *typed, int whole)
{
	struct strbuf word = STRBUF_INIT;
	int yes = 0;

	for (int k = 0; k < 3; k++) {
		strbuf_reset(&word);
		filter_slug(&word, k == 0 ? statuses[st].name : k == 1 ? statuses[st].word : TR(statuses[st].word));
		yes |= strncmp(word.s, typed->s, typed->len) == 0 && (!whole || word.len == typed->len);
	}
	strbuf_release(&word);
	return yes;
}

size_t filter_statuses(const char *typed, int out[], size_t max)
{
	struct strbuf t = STRBUF_INIT;
	size_t n = 0;

	filter_slug(&t, typed);
	for (int whole = 1; whole >= 0 && n == 0 && t.len > 0; whole--)
		for (int i = 1; i < STATUS_COUNT && n < max; i++)
			if (status_is(i, &t, whole))
				out[n++] = i;
	strbuf_release(&t);
	return n;
}

int filter_yes_no(const char *typed)
{
	if (filter_same(typed, N_("yes")) || same_slug(typed, "oui") || same_slug(typed, "true") ||
	    strcmp(typed, "1") == 0)
		return 1;
	if (filter_same(typed, N_("no")) || same_slug(typed, "non") || same_slug(typed, "false") ||
	    strcmp(typed, "0") == 0)
		return 0;
	return -1;
}

/* ---- what is meant by a name nobody knows ---- */

static int distance(const char *a, const char *b)
{
	int row[32], n = (int)strlen(b);

	if (n > 30 || strlen(a) > 30)
		return 99;
	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 1; a[i - 1]; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= n; j++) {
			int best = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[n];
}

/* The name as it is proposed: the word of the screen in the user's language, else the stable one. */
static const char *shown_name(const struct name *n, struct pool *p)
{
	struct strbuf b = STRBUF_INIT, folded = STRBUF_INIT;
	const char *word = TR(n->title), *out;

	if (lang_current() == LANG_EN || strcmp(word, n->title) == 0)
		return n->name;
	text_add_folded(&folded, word);
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.s[i];

		if ((c >= 'a' && c <= 'z') || c >= 0x80)
			strbuf_addc(&b, (char)c);
		else if (b.len > 0 && b.s[b.len - 1] != '_')
			strbuf_addc(&b, '_');
	}
	while (b.len > 0 && b.s[b.len - 1] == '_')
		strbuf_truncate(&b, b.len - 1);
	out = b.len > 0 ? pool_strdup(p, b.s) : n->name;
	strbuf_release(&b);
	strbuf_release(&folded);
	return out;
}

const char *filter_name_near(enum entity e, const char *typed, struct pool *p)
{
	struct strbuf t = STRBUF_INIT, s = STRBUF_INIT;
	const char *near = "";
	int best = 3;

	filter_slug(&t, typed);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (!of(&names[i], e))
			continue;
		for (int k = 0; k < 2; k++) {
			int d;

			strbuf_reset(&s);
			filter_slug(&s, k ? TR(names[i].title) : names[i].name);
			d = distance(t.s, s.s);
			if (d < best && (size_t)d * 2 < s.len) {
				best = d;
				near = shown_name(&names[i], p);
			}
		}
	}
	strbuf_release(&t);
	strbuf_release(&s);
	return near;
}

/* ---- completion ---- */

#define MAX_CANDIDATES 24

static void add(struct filter_completion *out, const char *text, const char *title)
{
	for (size_t i = 0; i < out->n; i++)
		if (strcmp(out->items[i].text, text) == 0)
			return;
	if (out->n < MAX_CANDIDATES)
		out->items[out->n++] = (struct filter_candidate){ text, title };
}

static int begins(const char *word, const struct strbuf *typed)
{
	struct strbuf s = STRBUF_INIT;
	int yes;

	filter_slug(&s, word);
	yes = strncmp(s.s, typed->s, typed->len) == 0;
	strbuf_release(&s);
	return yes;
}

static void complete_names(struct filter_completion *out, enum entity e, const char *before, const char *typed)
{
	struct strbuf t = STRBUF_INIT;

	filter_slug(&t, typed);
	for (size_t i = 0; t.len > 0 && i < ARRAY_SIZE(names); i++)
		if (of(&names[i], e) && (begins(names[i].name, &t) || begins(TR(names[i].title), &t)))
			add(out, pool_printf(&out->pool, "%s%s:", before, shown_name(&names[i], &out->pool)),
				TR(names[i].title));
	if (t.len > 0 && filter_due_field(e) >= 0 && (begins("overdue", &t) || begins(_("overdue"), &t)))
		add(out, pool_printf(&out->pool, "%s%s", before, lang_current() == LANG_EN ? "overdue" : _("overdue")),
			"");
	strbuf_release(&t);
}

/* One blank-free word for a status: "not-ready", "non-pret". */
static const char *status_name(int st, struct pool *p)
{
	struct strbuf folded = STRBUF_INIT;
	const char *out;

	if (lang_current() == LANG_EN)
		return statuses[st].name;
	text_add_folded(&folded, TR(statuses[st].word));
	for (size_t i = 0; i < folded.len; i++)
		if (folded.s[i] == ' ' || folded.s[i] == '\'')
			folded.s[i] = '-';
	out = pool_strdup(p, folded.s);
	strbuf_release(&folded);
	return out;
}

/* ---- a filter of the program's own ---- */

static const struct name *named(enum entity e, const char *s, size_t len)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (of(&names[i], e) && strlen(names[i].name) == len && strncmp(names[i].name, s, len) == 0)
			return &names[i];
	return NULL;
}

static void add_statuses(struct strbuf *out, const char *s, size_t len, struct pool *p)
{
	while (len > 0) {
		size_t n = strcspn(s, ",");
		int st = 0;

		n = n < len ? n : len;
		while (st < STATUS_COUNT && (strlen(statuses[st].name) != n || strncmp(statuses[st].name, s, n) != 0))
			st++;
		if (st < STATUS_COUNT)
			strbuf_adds(out, status_name(st, p));
		else
			strbuf_add(out, s, n);
		s += n;
		len -= n;
		if (len > 0) {
			strbuf_addc(out, *s++);
			len--;
		}
	}
}

void filter_add_shown(struct strbuf *out, enum entity e, const char *text)
{
	struct pool p = POOL_INIT;

	while (*text) {
		size_t sign = strspn(text, " -(|"), name = strcspn(text + sign, ":=<> \""), value, len = 0;
		const struct name *n = named(e, text + sign, name);
		int quoted = 0;

		strbuf_add(out, text, sign);
		text += sign;
		value = name + strspn(text + name, ":=<>");
		if (n && value > name)
			strbuf_adds(out, shown_name(n, &p));
		else
			strbuf_add(out, text, name);
		strbuf_add(out, text + name, value - name);
		text += value;
		while (text[len] && (quoted || text[len] != ' ')) {
			quoted ^= text[len] == '"';
			len++;
		}
		if (n && n->field == NAME_STATUS) {
			add_statuses(out, text, len, &p);
		} else if (n && n->field == NAME_AGE && len > 1 && text[len - 1] == 'd' && lang_current() != LANG_EN) {
			strbuf_add(out, text, len - 1);
			strbuf_addc(out, 'j');
		} else {
			strbuf_add(out, text, len);
		}
		text += len;
	}
	pool_release(&p);
}

static void complete_statuses(struct filter_completion *out, const char *before, const char *typed)
{
	struct strbuf t = STRBUF_INIT;

	filter_slug(&t, typed);
	for (int i = 1; i < STATUS_COUNT; i++)
		if (begins(statuses[i].name, &t) || begins(TR(statuses[i].word), &t))
			add(out, pool_printf(&out->pool, "%s%s", before, status_name(i, &out->pool)), TR(statuses[i].word));
	strbuf_release(&t);
}

static void complete_words(struct filter_completion *out, const char *before, const char *typed,
	const char *const *words, size_t n)
{
	struct strbuf t = STRBUF_INIT;

	filter_slug(&t, typed);
	for (size_t i = 0; i < n; i++)
		if (begins(words[i], &t) || begins(TR(words[i]), &t))
			add(out, pool_printf(&out->pool, "%s%s", before, TR(words[i])), "");
	strbuf_release(&t);
}

static const char *expected(enum entity e, int field)
{
	if (field == NAME_STATUS)
		return _("a status, or several with commas: status:ready,held");
	if (field == NAME_AGE)
		return _("how long ago it changed: age>30d, age<2w (h hours, d days, w weeks, m months)");
	if (field < 0)
		return _("a part of it: erp:V-100");
	switch (entities[e].fields[field].type) {
	case VALUE_MONEY: case VALUE_QUANTITY: case VALUE_PERCENT: case VALUE_INT:
		return _("a number, > >= < <= before it, or a range: 1000..5000");
	case VALUE_DATE: case VALUE_INSTANT:
		return _("2026-10, 2026-10-05, a range 2026-10-01..2026-11-15, today, week, month, <7d");
	case VALUE_BOOL:
		return _("yes or no");
	default:
		return _("a part of it; in quotes when it holds blanks; = before it for the whole");
	}
}

static void complete_value(struct filter_completion *out, enum entity e, int field, const char *before,
	const char *typed)
{
	static const char *const days[] = { N_("today"), N_("yesterday"), N_("week"), N_("month"), N_("year") };
	static const char *const yes_no[] = { N_("yes"), N_("no") };
	const char *comma = strrchr(typed, ',');

	if (*typed == '\0')
		out->expects = expected(e, field);
	if (field == NAME_STATUS) {
		if (comma)
			before = pool_printf(&out->pool, "%s%.*s", before, (int)(comma + 1 - typed), typed);
		complete_statuses(out, before, comma ? comma + 1 : typed);
	} else if (field >= 0 && (entities[e].fields[field].type == VALUE_DATE ||
		   entities[e].fields[field].type == VALUE_INSTANT)) {
		complete_words(out, before, typed, days, ARRAY_SIZE(days));
	} else if (field >= 0 && entities[e].fields[field].type == VALUE_BOOL) {
		complete_words(out, before, typed, yes_no, ARRAY_SIZE(yes_no));
	}
}

void filter_complete(struct filter_completion *out, enum entity e, const char *text, size_t at)
{
	size_t from = at, op;
	char *word, *name, *sign = "";
	int quotes = 0;

	memset(out, 0, sizeof *out);
	pool_init(&out->pool);
	out->items = pool_alloc(&out->pool, MAX_CANDIDATES * sizeof *out->items);
	out->expects = "";
	for (size_t i = 0; i < at; i++)
		quotes += text[i] == '"';
	while (from > 0 && strchr(" |(", text[from - 1]) == NULL)
		from--;
	out->from = from;
	out->to = at;
	/* in the middle of a word, or within quotes, nothing is proposed */
	if (quotes % 2 || from == at || (text[at] && strchr(" |)", text[at]) == NULL))
		return;
	word = pool_strndup(&out->pool, text + from, at - from);
	if (*word == '-' || *word == '!') {
		sign = pool_strndup(&out->pool, word, 1);
		word++;
	}
	op = strcspn(word, ":=<>");
	if (word[op] == '\0') {
		complete_names(out, e, sign, word);
	} else if (op > 0) {
		size_t end = op + strspn(word + op, ":=<>");
		int field;

		name = pool_strndup(&out->pool, word, op);
		field = filter_name_find(e, name);
		if (field != NAME_UNKNOWN)
			complete_value(out, e, field, pool_printf(&out->pool, "%s%.*s", sign, (int)end, word), word + end);
	}
}

void filter_completion_release(struct filter_completion *c)
{
	pool_release(&c->pool);
	c->items = NULL;
	c->n = 0;
}

/* ---- examples ---- */

const char *const *filter_examples(enum entity e)
{
	/* TRANSLATORS: left of the tab a filter as it is typed (names may be translated: vendor ->
	 * fournisseur, without blanks), right of it what it finds. */
	static const char *const with_amounts[] = {
		N_("roof letour\tboth words, anywhere, without regard to accents"),
		N_("\"two words\"\tthese words side by side"),
		N_("-void\tnot this word; also -status:held, -(a | b)"),
		N_("roof | concrete\tone or the other; (roof | concrete) >1000"),
		N_("vendor:letour\tin one field: vendor, job, number, erp ..."),
		N_("status:ready,held\tone of these statuses"),
		N_(">10000\tthe amount; also <=500 and 1000..5000"),
		N_("amount>=10000\tan amount by its name"),
		N_("2026-10\tof that month, or with that text"),
		N_("date:2026-10-01..2026-11-15\tfrom one day to another"),
		N_("date:<7d\tof the last 7 days; h, d, w, m; today, week, month"),
		N_("age>30d\tnot changed for 30 days"),
		NULL,
	};
	static const char *const with_due[] = {
		N_("roof letour\tboth words, anywhere, without regard to accents"),
		N_("\"two words\"\tthese words side by side"),
		N_("-void\tnot this word; also -status:held, -(a | b)"),
		N_("roof | concrete\tone or the other; (roof | concrete) >1000"),
		N_("vendor:letour\tin one field: vendor, job, number, erp ..."),
		N_("status:ready,held\tone of these statuses"),
		N_(">10000\tthe amount; also <=500 and 1000..5000"),
		N_("amount>=10000\tan amount by its name"),
		N_("2026-10\tof that month, or with that text"),
		N_("date:2026-10-01..2026-11-15\tfrom one day to another"),
		N_("date:<7d\tof the last 7 days; h, d, w, m; today, week, month"),
		N_("overdue\tpast the due date and not paid; due:<7d is due within 7 days"),
		N_("age>30d\tnot changed for 30 days"),
		NULL,
	};
	static const char *const without_amounts[] = {
		N_("roof letour\tboth words, anywhere, without regard to accents"),
		N_("\"two words\"\tthese words side by side"),
		N_("-void\tnot this word; also -status:held, -(a | b)"),
		N_("roof | concrete\tone or the other"),
		N_("city:laval\tin one field: vendor, number, city, erp ..."),
		N_("status:ready,held\tone of these statuses"),
		N_("age>30d\tnot changed for 30 days"),
		NULL,
	};

	return filter_due_field(e) >= 0 ? with_due : filter_amount_field(e) >= 0 ? with_amounts : without_amounts;
}
