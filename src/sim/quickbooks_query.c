/* The query language of the simulated QuickBooks Online, parsed.
 *
 *	SELECT * | count(*) | member, ...  FROM Entity
 *	  [WHERE member op value [AND ...]]  [ORDERBY member [ASC|DESC]]
 *	  [STARTPOSITION n] [MAXRESULTS n]
 *
 * op is = < > <= >= IN LIKE.  Text in single quotes, \' inside.  There is no OR, no join, no
 * grouping.  What cannot be read is fault 4000; an entity, member or value that makes no sense 4001. */
#include "sim/quickbooks.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/xalloc.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define DEFAULT_ROWS 100
#define MOST_ROWS 1000

enum token { T_END, T_WORD, T_TEXT, T_NUMBER, T_SIGN, T_BAD };

struct lexer {
	const char *text, *at;
	enum token token;
	size_t from;                 /* where the token begins */
	struct strbuf value;
	struct qb_fault *fault;
};

static int fail_at(struct lexer *l)
{
	return qb_fail(l->fault, 4000, NULL, "QueryParserError: Encountered \"%s\" at line 1, column %zu",
		l->token == T_END ? "<EOF>" : l->value.s, l->from + 1);
}

static void read_text(struct lexer *l)
{
	for (l->at++; *l->at && *l->at != '\''; l->at++) {
		if (*l->at == '\\' && l->at[1])
			l->at++;
		strbuf_addc(&l->value, *l->at);
	}
	l->token = *l->at ? T_TEXT : T_BAD;
	l->at += *l->at != 0;
}

static void read_run(struct lexer *l, enum token token, const char *more)
{
	l->token = token;
	while (*l->at && (isalnum((unsigned char)*l->at) || strchr(more, *l->at)))
		strbuf_addc(&l->value, *l->at++);
}

static void next(struct lexer *l)
{
	strbuf_reset(&l->value);
	while (*l->at && strchr(" \t\r\n", *l->at))
		l->at++;
	l->from = (size_t)(l->at - l->text);
	if (!*l->at) {
		l->token = T_END;
	} else if (*l->at == '\'') {
		read_text(l);
	} else if (isdigit((unsigned char)*l->at) || (*l->at == '-' && isdigit((unsigned char)l->at[1]))) {
		strbuf_addc(&l->value, *l->at++);
		read_run(l, T_NUMBER, ".");
	} else if (isalpha((unsigned char)*l->at) || *l->at == '_') {
		read_run(l, T_WORD, "_.");
	} else if (strchr("<>!", *l->at) && l->at[1] == '=') {
		l->token = *l->at == '!' ? T_BAD : T_SIGN;
		strbuf_add(&l->value, l->at, 2);
		l->at += 2;
	} else {
		l->token = strchr("=<>(),*", *l->at) ? T_SIGN : T_BAD;
		strbuf_addc(&l->value, *l->at++);
	}
}

static int is_word(const struct lexer *l, const char *word)
{
	return l->token == T_WORD && !strcasecmp(l->value.s, word);
}

static int is_sign(const struct lexer *l, const char *sign)
{
	return l->token == T_SIGN && !strcmp(l->value.s, sign);
}

static int want_word(struct lexer *l, const char *word)
{
	if (!is_word(l, word))
		return fail_at(l);
	next(l);
	return 0;
}

static int want_sign(struct lexer *l, const char *sign)
{
	if (!is_sign(l, sign))
		return fail_at(l);
	next(l);
	return 0;
}

/* ---- members ---- */

/* May a query name this member?  Its last part, or NULL and the fault. */
static const struct qb_member *filterable(struct qb *qb, struct qb_query *q, const char *path,
	struct qb_fault *fault)
{
	static const char always[] = " Id MetaData.CreateTime MetaData.LastUpdatedTime ";
	const struct qb_def *def = &qb_defs[q->kind];
	const struct qb_member *m = qb_schema_path(qb->tables[q->kind].type, path);
	char *list = xasprintf(" %s ", def->filter), *word = xasprintf(" %s ", path);
	int ok = m && (strstr(always, word) || strstr(list, word));

	free(list);
	free(word);
	if (!m)
		qb_fail(fault, 4001, NULL, "QueryValidationError: Property %s not found for Entity %s", path,
			def->name);
	else if (!ok)
		qb_fail(fault, 4001, NULL, "QueryValidationError: property '%s' is not queryable", path);
	return ok ? m : NULL;
}

static int value_ok(const struct qb_member *m, const char *value)
{
	int64_t n;

	switch (m->code) {
	case 'd': return !decimal_parse(&n, value, 7, 1);
	case 'n': case 'p': return !decimal_parse(&n, value, 0, 1);
	case 'b': return !strcasecmp(value, "true") || !strcasecmp(value, "false");
	case 'D': return date_valid(value, 0) || !instant_parse(&n, value);
	case 'T': return !instant_parse(&n, value);
	default: return 1;
	}
}

static int take_value(struct lexer *l, struct qb_cond *c)
{
	if (l->token != T_TEXT && l->token != T_NUMBER && !is_word(l, "true") && !is_word(l, "false"))
		return fail_at(l);
	if (!value_ok(c->member, l->value.s))
		return qb_fail(l->fault, 4001, NULL, "QueryValidationError: value %s is not valid for property %s",
			l->value.s, c->path);
	*ARRAY_PUSH(&c->values) = xstrdup(l->value.s);
	next(l);
	return 0;
}

static int take_list(struct lexer *l, struct qb_cond *c)
{
	if (want_sign(l, "("))
		return -1;
	do {
		if (c->values.len && want_sign(l, ","))
			return -1;
		if (take_value(l, c))
			return -1;
	} while (is_sign(l, ","));
	return want_sign(l, ")");
}

static int take_operator(struct lexer *l, struct qb_cond *c)
{
	static const struct { const char *sign; enum qb_op op; } signs[] = {
		{ "=", QB_EQ }, { "<", QB_LT }, { ">", QB_GT }, { "<=", QB_LE }, { ">=", QB_GE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (is_sign(l, signs[i].sign)) {
			c->op = signs[i].op;
			next(l);
			return take_value(l, c);
		}
	if (is_word(l, "in")) {
		c->op = QB_IN;
		next(l);
		return take_list(l, c);
	}
	if (want_word(l, "like"))
		return -1;
	c->op = QB_LIKE;
	if (c->member->code != 's' && c->member->code != 'i')
		return qb_fail(l->fault, 4001, NULL, "QueryValidationError: LIKE is for text, not for %s", c->path);
	return take_value(l, c);
}

static int take_condition(struct qb *qb, struct lexer *l, struct qb_query *q)
{
	struct qb_cond *c;

	if (l->token != T_WORD)
		return fail_at(l);
	c = ARRAY_PUSH(&q->where);
	memset(c, 0, sizeof *c);
	c->path = xstrdup(l->value.s);
	c->member = filterable(qb, q, c->path, l->fault);
	if (!c->member)
		return -1;
	next(l);
	return take_operator(l, c);
}

/* ---- clauses ---- */

static int take_columns(struct lexer *l, struct qb_query *q)
{
	if (is_sign(l, "*")) {
		next(l);
		return 0;
	}
	if (is_word(l, "count")) {
		q->count = 1;
		next(l);
		return want_sign(l, "(") || want_sign(l, "*") || want_sign(l, ")") ? -1 : 0;
	}
	do {
		if (q->columns.len)
			next(l);
		if (l->token != T_WORD)
			return fail_at(l);
		*ARRAY_PUSH(&q->columns) = xstrdup(l->value.s);
		next(l);
	} while (is_sign(l, ","));
	return 0;
}

static int check_columns(struct qb *qb, struct qb_query *q, struct qb_fault *fault)
{
	for (size_t i = 0; i < q->columns.len; i++)
		if (!qb_schema_path(qb->tables[q->kind].type, q->columns.items[i]))
			return qb_fail(fault, 4001, NULL, "QueryValidationError: Property %s not found for Entity %s",
				q->columns.items[i], qb_defs[q->kind].name);
	return 0;
}

static int take_entity(struct qb *qb, struct lexer *l, struct qb_query *q)
{
	int kind;

	if (l->token != T_WORD)
		return fail_at(l);
	kind = qb_kind_of(l->value.s, 0);
	if (kind < 0)
		return qb_fail(l->fault, 4001, NULL, "QueryValidationError: Metadata not found for Entity: %s",
			l->value.s);
	q->kind = (enum qb_kind)kind;
	next(l);
	return check_columns(qb, q, l->fault);
}

static int take_order(struct qb *qb, struct lexer *l, struct qb_query *q)
{
	if (l->token != T_WORD)
		return fail_at(l);
	q->order = xstrdup(l->value.s);
	q->order_member = filterable(qb, q, q->order, l->fault);
	if (!q->order_member)
		return -1;
	next(l);
	if (is_word(l, "desc") || is_word(l, "asc")) {
		q->descending = is_word(l, "desc");
		next(l);
	}
	return 0;
}

static int take_number(struct lexer *l, int64_t *out)
{
	next(l);
	if (l->token != T_NUMBER || decimal_parse(out, l->value.s, 0, 1))
		return fail_at(l);
	if (*out < 1)
		return qb_fail(l->fault, 4001, NULL, "QueryValidationError: %s must be 1 or greater", l->value.s);
	next(l);
	return 0;
}

static int take_tail(struct qb *qb, struct lexer *l, struct qb_query *q)
{
	if (is_word(l, "where")) {
		do {
			next(l);
			if (take_condition(qb, l, q))
				return -1;
		} while (is_word(l, "and"));
	}
	if (is_word(l, "orderby") || is_word(l, "order")) {
		int split = is_word(l, "order");

		next(l);
		if ((split && want_word(l, "by")) || take_order(qb, l, q))
			return -1;
	}
	q->filter_len = l->from - q->filter_from;
	if (is_word(l, "startposition") && take_number(l, &q->start))
		return -1;
	if (is_word(l, "maxresults") && take_number(l, &q->max))
		return -1;
	return l->token == T_END ? 0 : fail_at(l);
}

int qb_query_parse(struct qb *qb, struct qb_query *q, const char *text, struct qb_fault *fault)
{
	struct lexer l = { .text = text, .at = text, .fault = fault };
	int rc;

	memset(q, 0, sizeof *q);
	q->start = 1;
	q->max = DEFAULT_ROWS;
	strbuf_init(&l.value);
	next(&l);
	rc = want_word(&l, "select") || take_columns(&l, q) || want_word(&l, "from") ? -1 : 0;
	if (!rc) {
		q->filter_from = l.from;
		rc = take_entity(qb, &l, q) || take_tail(qb, &l, q) ? -1 : 0;
	}
	if (q->max > MOST_ROWS)
		q->max = MOST_ROWS;
	strbuf_release(&l.value);
	return rc;
}

void qb_query_release(struct qb_query *q)
{
	for (size_t i = 0; i < q->columns.len; i++)
		free(q->columns.items[i]);
	ARRAY_RELEASE(&q->columns);
	for (size_t i = 0; i < q->where.len; i++) {
		struct qb_cond *c = &q->where.items[i];

		free(c->path);
		for (size_t k = 0; k < c->values.len; k++)
			free(c->values.items[k]);
		ARRAY_RELEASE(&c->values);
	}
	ARRAY_RELEASE(&q->where);
	free(q->order);
}
