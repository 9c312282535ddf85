/* Reading a filter expression: blanks separate terms, all of them must hold.
 *
 * A term is [-|!] [field(:|=|<|<=|>|>=)] value; without a field a comparison looks
 * at the amount the list sums, and a word looks into the search column. */
#include "model/filter.h"
#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/money.h"
#include "model/status.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct reader {
	const char *at;
	struct filter *f;
	enum entity e;
	struct error *err;
	ARRAY_OF(struct filter_term) terms;
};

/* Names people type that are not column names; also in the user's language. */
static const struct { enum entity e; const char *name; int field; } aliases[] = {
	{ ENTITY_COMMITMENT, "vendor", COMMITMENT_VENDOR_NAME },
	{ ENTITY_COMMITMENT, "job", COMMITMENT_JOB_NUMBER },
	{ ENTITY_COMMITMENT, "date", COMMITMENT_DATE },
	{ ENTITY_INVOICE, "vendor", INVOICE_VENDOR_NAME },
	{ ENTITY_INVOICE, "job", INVOICE_JOB_NUMBER },
	{ ENTITY_INVOICE, "commitment", INVOICE_COMMITMENT_NUMBER },
	{ ENTITY_INVOICE, "date", INVOICE_BILLING_DATE },
	{ ENTITY_INVOICE, "due", INVOICE_DUE_DATE },
	{ ENTITY_PAYMENT, "vendor", PAYMENT_VENDOR_NAME },
	{ ENTITY_PAYMENT, "job", PAYMENT_JOB_NUMBER },
	{ ENTITY_PAYMENT, "commitment", PAYMENT_COMMITMENT_NUMBER },
	{ ENTITY_PAYMENT, "invoice", PAYMENT_INVOICE_NUMBER },
	{ ENTITY_PAYMENT, "date", PAYMENT_DATE },
	{ ENTITY_VENDOR, "vendor", VENDOR_NAME },
	{ ENTITY_JOB, "job", JOB_NUMBER },
};

/* The amount a bare comparison means. */
static int amount_field(enum entity e)
{
	switch (e) {
	case ENTITY_JOB: return JOB_VALUE;
	case ENTITY_COMMITMENT: return COMMITMENT_AMOUNT;
	case ENTITY_INVOICE: return INVOICE_NET;
	case ENTITY_PAYMENT: return PAYMENT_AMOUNT;
	default: return -1;
	}
}

/* A word of the screen, typed with or without its capital and accents. */
static int same_word(const char *typed, const char *title)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	int same;

	text_add_folded(&a, typed);
	text_add_folded(&b, TR(title));
	same = strcmp(a.s, b.s) == 0;
	strbuf_release(&a);
	strbuf_release(&b);
	return same;
}

/* In the user's language "fournisseur" is what "vendor" is in English. */
static int same_alias(const char *typed, const char *alias)
{
	enum entity e = entity_parse(alias);

	return strcmp(typed, alias) == 0 || (e != ENTITY_NONE && same_word(typed, entities[e].title)) ||
		(strcmp(alias, "date") == 0 && same_word(typed, N_("Date")));
}

static int find_field(enum entity e, const char *name)
{
	int field = entity_field(e, name);

	for (size_t i = 0; i < ARRAY_SIZE(aliases); i++)
		if (aliases[i].e == e && same_alias(name, aliases[i].name))
			return aliases[i].field;
	for (int i = 0; i < entities[e].n_fields && field < 0; i++)
		if (entities[e].fields[i].type != VALUE_REF && same_word(name, entities[e].fields[i].title))
			field = i;
	return field;
}

static struct filter_term *add_term(struct reader *r, int negate, enum filter_op op, int field)
{
	struct filter_term *t = ARRAY_PUSH(&r->terms);

	memset(t, 0, sizeof *t);
	t->op = op;
	t->field = field;
	t->negate = negate;
	return t;
}

static enum filter_op read_op(const char **at, enum filter_op colon)
{
	const char *s = *at;

	if (s[0] == ':') { *at = s + 1; return colon; }
	if (s[0] == '=') { *at = s + 1; return FILTER_EQ; }
	if (s[0] == '<') { *at = s + 1 + (s[1] == '='); return s[1] == '=' ? FILTER_LE : FILTER_LT; }
	*at = s + 1 + (s[1] == '=');
	return s[1] == '=' ? FILTER_GE : FILTER_GT;
}

/* " 000,00" after "100": the next group of a number as French writes it. */
static int is_group(const char *s)
{
	return s[0] == ' ' && isdigit((unsigned char)s[1]) && isdigit((unsigned char)s[2]) &&
		isdigit((unsigned char)s[3]) && (s[4] == '\0' || s[4] == ' ' || s[4] == ',');
}

/* The value of a term: quoted, or up to the next blank; compared: a number with its groups. */
static void read_value(struct reader *r, struct strbuf *out, int compared)
{
	size_t start = out->len;

	if (*r->at == '"') {
		r->at++;
		while (*r->at && *r->at != '"')
			strbuf_addc(out, *r->at++);
		if (*r->at == '"')
			r->at++;
		return;
	}
	do {
		while (*r->at && *r->at != ' ')
			strbuf_addc(out, *r->at++);
	} while (compared && lang_current() != LANG_EN && out->len - start <= 11 &&
		 strspn(out->s + start, "0123456789 -") == out->len - start && is_group(r->at) &&
		 (strbuf_addc(out, *r->at++), 1));
}

/* "12 500,50", "12,500.50", "$500": digits, sign and one decimal mark remain. */
static void plain_number(struct strbuf *out, const char *s)
{
	const char *comma = strrchr(s, ','), *dot = strrchr(s, '.');
	const char *mark = comma && (!dot || comma > dot) ? comma : dot;

	if (mark == comma && comma && strlen(comma + 1) == 3 && !dot)
		mark = NULL;                      /* 12,500: a thousands mark */
	for (; *s; s++) {
		if ((*s >= '0' && *s <= '9') || *s == '-')
			strbuf_addc(out, *s);
		else if (s == mark)
			strbuf_addc(out, '.');
	}
}

static int number_value(struct reader *r, const struct field *fd, const char *text, int64_t *out)
{
	struct strbuf plain = STRBUF_INIT;
	int scale = fd->type == VALUE_MONEY ? 2 : fd->type == VALUE_QUANTITY ? QUANTITY_SCALE :
		fd->type == VALUE_PERCENT ? PERCENT_SCALE : 0;
	int rc;

	plain_number(&plain, text);
	rc = plain.len ? decimal_parse(out, plain.s, scale, 1) : -1;
	strbuf_release(&plain);
	if (rc < 0)
		return error_set(r->err, ERR_DATA,
			N_("\"%1$s\" is not a number that \"%2$s\" can be compared with; try >10000"),
			text, TR(fd->title), NULL);
	return 0;
}

/* A date or the beginning of one: 2026, 2026-10, 2026-10-05. */
static int date_prefix(const char *s)
{
	static const char shape[] = "####-##-##";
	size_t n = strlen(s);

	if (n != 4 && n != 7 && n != 10)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (shape[i] == '#' ? (s[i] < '0' || s[i] > '9') : s[i] != shape[i])
			return 0;
	return 1;
}

/* first: the first day of the period named; else the day after its last ('~' sorts
 * after every digit, so "2026-10~" ends October). */
static int add_date(struct reader *r, int negate, enum filter_op op, int field, const char *text)
{
	const struct field *fd = &entities[r->e].fields[field];
	const char *dots = strstr(text, "..");
	struct filter_term *t;
	char *from, *to;

	if (dots && !negate) {
		from = pool_strndup(&r->f->pool, text, (size_t)(dots - text));
		to = pool_strdup(&r->f->pool, dots + 2);
		if ((*from && !date_prefix(from)) || (*to && !date_prefix(to)))
			goto bad;
		if (*from)
			add_term(r, 0, FILTER_GE, field)->text = from;
		if (*to)
			add_term(r, 0, FILTER_LE, field)->text = pool_printf(&r->f->pool, "%s~", to);
		return 0;
	}
	if (!date_prefix(text))
		goto bad;
	if (op == FILTER_HAS || op == FILTER_EQ) {
		if (negate)
			goto bad;
		add_term(r, 0, FILTER_GE, field)->text = pool_strdup(&r->f->pool, text);
		add_term(r, 0, FILTER_LE, field)->text = pool_printf(&r->f->pool, "%s~", text);
		return 0;
	}
	t = add_term(r, negate, op, field);
	t->text = op == FILTER_LE || op == FILTER_GT ? pool_printf(&r->f->pool, "%s~", text) :
		pool_strdup(&r->f->pool, text);
	return 0;
bad:
	return error_set(r->err, ERR_DATA,
		N_("\"%1$s\" is not a date for \"%2$s\"; try 2026-10, 2026-10-05 or 2026-09..2026-10"),
		text, TR(fd->title), NULL);
}

static int add_status(struct reader *r, int negate, const char *text)
{
	for (int i = 1; i < STATUS_COUNT; i++) {
		struct strbuf word = STRBUF_INIT, typed = STRBUF_INIT;
		int hit;

		text_add_folded(&word, TR(statuses[i].word));
		text_add_folded(&typed, text);
		hit = strcmp(word.s, typed.s) == 0 || strcmp(statuses[i].name, text) == 0;
		strbuf_release(&word);
		strbuf_release(&typed);
		if (hit) {
			add_term(r, negate, FILTER_STATUS, -1)->number = i;
			return 0;
		}
	}
	return error_set(r->err, ERR_DATA,
		N_("\"%s\" is not a status; try status:ready, status:held or status:failed"), text, NULL);
}

static int add_field_term(struct reader *r, int negate, enum filter_op op, int field, const char *text)
{
	const struct field *fd = &entities[r->e].fields[field];
	struct strbuf folded = STRBUF_INIT;
	struct filter_term *t;
	int64_t n;

	switch (fd->type) {
	case VALUE_MONEY: case VALUE_QUANTITY: case VALUE_PERCENT: case VALUE_INT:
		if (number_value(r, fd, text, &n) < 0)
			return ERR_DATA;
		add_term(r, negate, op == FILTER_HAS ? FILTER_EQ : op, field)->number = n;
		return 0;
	case VALUE_BOOL:
		add_term(r, negate, FILTER_EQ, field)->number =
			strcmp(text, "yes") == 0 || strcmp(text, "oui") == 0 || strcmp(text, "true") == 0 ||
			strcmp(text, "1") == 0;
		return 0;
	case VALUE_DATE: case VALUE_INSTANT:
		return add_date(r, negate, op, field, text);
	case VALUE_TEXT: case VALUE_REF:
		break;
	}
	t = add_term(r, negate, op, field);
	if (op == FILTER_HAS) {
		text_add_folded(&folded, text);
		t->text = pool_strdup(&r->f->pool, folded.s);
	} else {
		t->text = pool_strdup(&r->f->pool, text);
	}
	strbuf_release(&folded);
	return 0;
}

/* A name followed by an operator; the name, or NULL and nothing is read. */
static char *read_name(struct reader *r)
{
	const char *s = r->at;

	while ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '_' || (*s & 0x80))
		s++;
	if (s == r->at || *s == '\0' || strchr(":=<>", *s) == NULL)
		return NULL;
	char *name = pool_strndup(&r->f->pool, r->at, (size_t)(s - r->at));

	r->at = s;
	return name;
}

static int read_term(struct reader *r)
{
	struct strbuf value = STRBUF_INIT;
	int negate = 0, field = -1, rc = 0;
	enum filter_op op = FILTER_HAS;
	char *name;

	if ((*r->at == '-' || *r->at == '!') && r->at[1] && r->at[1] != ' ') {
		negate = 1;
		r->at++;
	}
	name = read_name(r);
	if (name) {
		op = read_op(&r->at, FILTER_HAS);
	} else if (*r->at == '<' || *r->at == '>') {
		op = read_op(&r->at, FILTER_HAS);
		field = amount_field(r->e);
	}
	read_value(r, &value, op != FILTER_HAS);
	if (value.len == 0 && (name || op != FILTER_HAS)) {
		rc = error_set(r->err, ERR_DATA, N_("the filter ends too early: a value is missing after \"%s\""),
			name ? name : op == FILTER_LT || op == FILTER_LE ? "<" : ">", NULL);
	} else if (name && (strcmp(name, "status") == 0 || same_word(name, N_("Status")) ||
	    strcmp(name, "statut") == 0)) {
		rc = add_status(r, negate, value.s);
	} else if (name) {
		field = find_field(r->e, name);
		rc = field >= 0 ? add_field_term(r, negate, op, field, value.s) :
			error_set(r->err, ERR_DATA,
				N_("there is no field \"%1$s\" here; try vendor:, job:, status: or an amount such as >10000"),
				name, NULL);
	} else if (op != FILTER_HAS) {
		rc = field >= 0 ? add_field_term(r, negate, op, field, value.s) :
			error_set(r->err, ERR_DATA, N_("these records have no amount to compare with \"%s\""),
				value.s, NULL);
	} else if (value.len > 0) {
		struct strbuf folded = STRBUF_INIT;

		text_add_folded(&folded, value.s);
		if (folded.len)
			add_term(r, negate, FILTER_HAS, -1)->text = pool_strdup(&r->f->pool, folded.s);
		strbuf_release(&folded);
	}
	strbuf_release(&value);
	return rc;
}

int filter_parse(struct filter *f, enum entity e, const char *text, struct error *err)
{
	struct reader r = { .at = text ? text : "", .f = f, .e = e, .err = err };
	int rc = 0;

	memset(f, 0, sizeof *f);
	pool_init(&f->pool);
	while (rc == 0) {
		while (*r.at == ' ')
			r.at++;
		if (*r.at == '\0')
			break;
		rc = read_term(&r);
	}
	if (rc < 0) {
		filter_release(f);
	} else if (r.terms.len) {
		f->terms = pool_alloc(&f->pool, r.terms.len * sizeof *f->terms);
		memcpy(f->terms, r.terms.items, r.terms.len * sizeof *f->terms);
		f->n_terms = r.terms.len;
	}
	ARRAY_RELEASE(&r.terms);
	return rc;
}

void filter_release(struct filter *f)
{
	pool_release(&f->pool);
	f->terms = NULL;
	f->n_terms = 0;
}
