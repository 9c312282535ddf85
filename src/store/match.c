/* Does a row answer a filter?  The one place that says what a filter means; indexes only
 * bring candidates to it. */
#include "store/search.h"

#include "base/text.h"

#include <string.h>

#include "base/banned.h"

static int holds_folded(const char *text, const char *needle)
{
	struct strbuf folded = STRBUF_INIT;
	int yes;

	text_add_folded(&folded, text);
	yes = strstr(folded.s, needle) != NULL;
	strbuf_release(&folded);
	return yes;
}

static int equal_folded(const char *text, const char *other)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	int yes;

	text_add_folded(&a, text);
	text_add_folded(&b, other);
	yes = strcmp(a.s, b.s) == 0;
	strbuf_release(&a);
	strbuf_release(&b);
	return yes;
}

static int by_order(enum filter_op op, int order)
{
	switch (op) {
	case FILTER_EQ: return order == 0;
	case FILTER_LT: return order < 0;
	case FILTER_LE: return order <= 0;
	case FILTER_GT: return order > 0;
	case FILTER_GE: return order >= 0;
	default: return 0;
	}
}

static int match_field(const struct filter_term *t, const struct record *r)
{
	enum value_type type = entities[r->entity].fields[t->field].type;
	const struct value *v = &r->values[t->field];

	if (!record_has(r, t->field))
		return 0;
	if (!table_is_text(type))
		return by_order(t->op == FILTER_HAS ? FILTER_EQ : t->op, v->n < t->number ? -1 : v->n > t->number);
	if (t->op == FILTER_HAS)
		return holds_folded(v->s, t->text);
	if (t->op == FILTER_EQ && (type == VALUE_TEXT || type == VALUE_REF))
		return equal_folded(v->s, t->text);
	return by_order(t->op, strcmp(v->s, t->text));
}

static int match_code(const struct filter_term *t, const char *code)
{
	return code && (t->op == FILTER_EQ ? equal_folded(code, t->text) : holds_folded(code, t->text));
}

static int match_terms(const struct filter_term *terms, size_t n, const struct record *r, const char *search);

static int match_any(const struct filter_term *t, const struct record *r, const char *search)
{
	for (size_t i = 0; i < t->n_groups; i++)
		if (match_terms(t->groups[i].terms, t->groups[i].n_terms, r, search))
			return 1;
	return 0;
}

static int match_term(const struct filter_term *t, const struct record *r, const char *search)
{
	int yes;

	if (t->op == FILTER_ANY)
		yes = match_any(t, r, search);
	else if (t->op == FILTER_STATUS)
		yes = r->state.status == (enum status)t->number;
	else if (t->op == FILTER_CHANGED_BEFORE || t->op == FILTER_CHANGED_SINCE)
		yes = (r->state.changed_ms < t->number) == (t->op == FILTER_CHANGED_BEFORE);
	else if (t->field == FILTER_ERP_CODE)
		yes = match_code(t, r->state.erp_code);
	else if (t->field < 0)
		yes = t->text && strstr(search, t->text) != NULL;
	else
		yes = match_field(t, r);
	return yes != (t->negate != 0);
}

static int match_terms(const struct filter_term *terms, size_t n, const struct record *r, const char *search)
{
	for (size_t i = 0; i < n; i++)
		if (!match_term(&terms[i], r, search))
			return 0;
	return 1;
}

int match_record(const struct filter *f, const struct record *r, const char *search)
{
	return f == NULL || match_terms(f->terms, f->n_terms, r, search);
}

int match_words_only(const struct filter *f)
{
	for (size_t i = 0; f && i < f->n_terms; i++)
		if (f->terms[i].op != FILTER_HAS || f->terms[i].field != FILTER_ANYWHERE)
			return 0;
	return 1;
}

int match_words(const struct filter *f, const char *search)
{
	return match_record(f, NULL, search);
}
