/* where and order: the little expressions that lists are filtered and sorted by.
 *
 *	or    = and { ("||" | "OR") and }          value = name | "text" | number | true | false | null
 *	and   = one { ("&&" | "AND") one }               | DateTime(y,m,d[,h,m,s]) | guid("...")
 *	one   = "(" or ")" | value [op value]      name may end in .Contains("x"), .StartsWith, .EndsWith,
 *	                                           .ToLower(), .ToUpper()
 *
 * Text is compared as it is, ids as ids, dates as instants; null equals what is not filled in. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/decimal.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

enum node { N_AND, N_OR, N_CMP, N_CALL, N_TRUTH };

struct operand {
	const char *name;                /* a member; NULL: a constant */
	int fold;                        /* ToLower: 1, ToUpper: 2 */
	struct xvalue v;
};

struct xwhere {
	enum node node;
	struct xwhere *left, *right;
	struct operand a, b;
	char op[3];
};

struct parser {
	struct xero *x;
	const char *at;
	const char *problem;
	int depth;
};

static void trouble(struct parser *p, const char *what)
{
	if (!p->problem)
		p->problem = pool_printf(&p->x->pool, "%s at '%.40s'", what, p->at);
}

static void blanks(struct parser *p)
{
	while (isspace((unsigned char)*p->at))
		p->at++;
}

static int word(struct parser *p, const char *text)
{
	size_t n = strlen(text);

	blanks(p);
	if (strncasecmp(p->at, text, n) || (isalpha((unsigned char)*text) &&
	    (isalnum((unsigned char)p->at[n]) || p->at[n] == '_')))
		return 0;
	p->at += n;
	return 1;
}

static const char *quoted(struct parser *p)
{
	struct strbuf b = STRBUF_INIT;
	const char *s;

	blanks(p);
	if (*p->at != '"') {
		trouble(p, "a text in quotes is expected");
		return "";
	}
	for (p->at++; *p->at && *p->at != '"'; p->at++) {
		if (*p->at == '\\' && p->at[1])
			p->at++;
		strbuf_addc(&b, *p->at);
	}
	if (*p->at == '"')
		p->at++;
	else
		trouble(p, "a text does not end");
	s = xero_text(p->x, b.s);
	strbuf_release(&b);
	return s;
}

static void date_time(struct parser *p, struct operand *o)
{
	long part[6] = { 0 };
	char text[32];
	int n = 0;

	if (!word(p, "("))
		trouble(p, "( is expected");
	do {
		char *end;

		blanks(p);
		part[n++] = strtol(p->at, &end, 10);
		if (end == p->at)
			trouble(p, "a number is expected");
		p->at = end;
	} while (n < 6 && word(p, ","));
	if (!word(p, ")") || n < 3)
		trouble(p, "DateTime wants year, month and day");
	o->v.type = 'D';
	for (int i = 0; i < n; i++)
		if (part[i] < 0 || part[i] > 9999)
			part[i] = 0;
	snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)part[0], (int)part[1] % 100,
		(int)part[2] % 100, (int)part[3] % 100, (int)part[4] % 100, (int)part[5] % 100);
	if (!p->problem && instant_parse(&o->v.n, text))
		trouble(p, "no such date");
}

static void number(struct parser *p, struct operand *o)
{
	size_t n = strspn(p->at, "-+.0123456789");
	char *text = pool_strndup(&p->x->pool, p->at, n);

	o->v.type = 'N';
	if (decimal_parse(&o->v.n, text, XERO_SCALE, 0))
		trouble(p, "a number is expected");
	p->at += n;
}

static void member(struct parser *p, struct operand *o)
{
	const char *start = p->at;

	while (isalnum((unsigned char)*p->at) || *p->at == '_' || *p->at == '.') {
		if (*p->at == '.' && (!strncasecmp(p->at, ".Contains", 9) || !strncasecmp(p->at, ".StartsWith", 11) ||
		    !strncasecmp(p->at, ".EndsWith", 9) || !strncasecmp(p->at, ".ToLower", 8) ||
		    !strncasecmp(p->at, ".ToUpper", 8)))
			break;
		p->at++;
	}
	if (p->at == start)
		trouble(p, "a member is expected");
	o->name = pool_strndup(&p->x->pool, start, (size_t)(p->at - start));
	if (!strncasecmp(p->at, ".ToLower()", 10) || !strncasecmp(p->at, ".ToUpper()", 10)) {
		o->fold = tolower((unsigned char)p->at[3]) == 'l' ? 1 : 2;
		p->at += 10;
	}
}

static void operand(struct parser *p, struct operand *o)
{
	blanks(p);
	if (*p->at == '"') {
		o->v.type = 'S';
		o->v.s = quoted(p);
	} else if (isdigit((unsigned char)*p->at) || *p->at == '-') {
		number(p, o);
	} else if (word(p, "null")) {
		o->v.type = 0;
	} else if (word(p, "true") || word(p, "false")) {
		o->v.type = 'B';
		o->v.n = tolower((unsigned char)p->at[-2]) == 'u';
	} else if (word(p, "DateTime")) {
		date_time(p, o);
	} else if (word(p, "guid")) {
		o->v.type = 'G';
		if (!word(p, "(") || !xero_guid_parse(&o->v.g, quoted(p)) || !word(p, ")"))
			trouble(p, "guid(\"...\") is expected");
	} else {
		member(p, o);
	}
}

static struct xwhere *new_node(struct parser *p, enum node node)
{
	struct xwhere *w = pool_alloc(&p->x->pool, sizeof *w);

	w->node = node;
	return w;
}

static struct xwhere *either(struct parser *p);

static struct xwhere *one(struct parser *p)
{
	static const char *const ops[] = { "==", "!=", "<=", ">=", "<", ">", "=" };
	static const char *const calls[] = { ".Contains", ".StartsWith", ".EndsWith" };
	struct xwhere *w;

	if (++p->depth > 32) {
		trouble(p, "too deep");
		return new_node(p, N_TRUTH);
	}
	if (word(p, "(")) {
		w = either(p);
		if (!word(p, ")"))
			trouble(p, ") is expected");
		p->depth--;
		return w;
	}
	w = new_node(p, N_TRUTH);
	operand(p, &w->a);
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++)
		if (!strncasecmp(p->at, calls[i], strlen(calls[i]))) {
			p->at += strlen(calls[i]);
			w->node = N_CALL;
			w->op[0] = calls[i][1];
			if (!word(p, "("))
				trouble(p, "( is expected");
			w->b.v.type = 'S';
			w->b.v.s = quoted(p);
			if (!word(p, ")"))
				trouble(p, ") is expected");
			p->depth--;
			return w;
		}
	for (size_t i = 0; i < ARRAY_SIZE(ops); i++)
		if (word(p, ops[i])) {
			w->node = N_CMP;
			memcpy(w->op, ops[i], strlen(ops[i]));
			operand(p, &w->b);
			break;
		}
	p->depth--;
	return w;
}

static struct xwhere *both(struct parser *p)
{
	struct xwhere *w = one(p), *up;

	while (!p->problem && (word(p, "&&") || word(p, "AND"))) {
		up = new_node(p, N_AND);
		up->left = w;
		up->right = one(p);
		w = up;
	}
	return w;
}

static struct xwhere *either(struct parser *p)
{
	struct xwhere *w = both(p), *up;

	while (!p->problem && (word(p, "||") || word(p, "OR"))) {
		up = new_node(p, N_OR);
		up->left = w;
		up->right = both(p);
		w = up;
	}
	return w;
}

struct xwhere *xero_where_parse(struct xero *x, const char *text, const char **problem)
{
	struct parser p = { .x = x, .at = text };
	struct xwhere *w = either(&p);

	blanks(&p);
	if (*p.at)
		trouble(&p, "more than was understood");
	*problem = p.problem;
	return p.problem ? NULL : w;
}

/* ---- matching ---- */

/* 0, or -1: no such member. */
static int evaluate(const struct operand *o, const struct xhead *r, struct xvalue *out, const char **problem)
{
	if (!o->name) {
		*out = o->v;
		return 0;
	}
	if (xero_value(r, o->name, out))
		return 0;
	*problem = o->name;
	return -1;
}

static int empty(const struct xvalue *v)
{
	return !v->type || (v->type == 'S' && !v->s);
}

/* -1, 0, 1 as strcmp; 2: they are not equal and have no order. */
static int compare(const struct xvalue *a, const struct xvalue *b, int fold)
{
	struct xguid g;

	if (empty(a) || empty(b))
		return empty(a) && empty(b) ? 0 : 2;
	if (a->type == 'G' && b->type == 'G')
		return xero_guid_same(a->g, b->g) ? 0 : 2;
	if (a->type == 'G' && b->type == 'S')
		return xero_guid_parse(&g, b->s) && xero_guid_same(a->g, g) ? 0 : 2;
	if (a->type != b->type)
		return 2;
	if (a->type == 'S') {
		int n = fold ? strcasecmp(a->s, b->s) : strcmp(a->s, b->s);

		return n < 0 ? -1 : n > 0;
	}
	return a->n < b->n ? -1 : a->n > b->n;
}

static int holds(const char *op, int order)
{
	if (!strcmp(op, "==") || !strcmp(op, "="))
		return order == 0;
	if (!strcmp(op, "!="))
		return order != 0;
	if (order == 2)
		return 0;
	return op[0] == '<' ? order < (op[1] == '=' ? 1 : 0) : order > (op[1] == '=' ? -1 : 0);
}

static int has_part(char call, const char *s, const char *part)
{
	size_t n = strlen(s), k = strlen(part);

	if (call == 'C')
		return strstr(s, part) != NULL;
	if (k > n)
		return 0;
	return call == 'S' ? !strncmp(s, part, k) : !strcmp(s + n - k, part);
}

int xero_where_match(const struct xwhere *w, const struct xhead *r, const char **problem)
{
	struct xvalue a, b;
	int left;

	switch (w->node) {
	case N_AND:
	case N_OR:
		left = xero_where_match(w->left, r, problem);
		if (left < 0 || left == (w->node == N_OR))
			return left;
		return xero_where_match(w->right, r, problem);
	case N_CMP:
		if (evaluate(&w->a, r, &a, problem) || evaluate(&w->b, r, &b, problem))
			return -1;
		return holds(w->op, compare(&a, &b, w->a.fold || w->b.fold));
	case N_CALL:
		if (evaluate(&w->a, r, &a, problem))
			return -1;
		return a.type == 'S' && a.s && has_part(w->op[0], a.s, w->b.v.s);
	default:
		if (evaluate(&w->a, r, &a, problem))
			return -1;
		return a.type == 'B' && a.n;
	}
}

/* ---- order ---- */

#define MAX_KEYS 4

struct keys { char name[MAX_KEYS][64]; int down[MAX_KEYS]; int n; };

static int by_keys(const void *a, const void *b, void *data)
{
	const struct keys *k = data;
	const struct xhead *x = *(struct xhead *const *)a, *y = *(struct xhead *const *)b;
	struct xvalue u, v;
	int c;

	for (int i = 0; i < k->n; i++) {
		xero_value(x, k->name[i], &u);
		xero_value(y, k->name[i], &v);
		c = empty(&u) || empty(&v) ? empty(&v) - empty(&u) : compare(&u, &v, 1);
		if (c && c != 2)
			return k->down[i] ? -c : c;
	}
	if (x->id.hi != y->id.hi)
		return x->id.hi < y->id.hi ? -1 : 1;
	return x->id.lo < y->id.lo ? -1 : x->id.lo > y->id.lo;
}

int xero_order(struct xero *x, struct xlist *list, const char *text, const char **problem)
{
	struct keys k = { .n = 0 };
	struct xvalue v;

	while (*text && k.n < MAX_KEYS) {
		size_t n;

		text += strspn(text, " ,");
		n = strcspn(text, " ,");
		if (!n || n >= sizeof k.name[0])
			break;
		memcpy(k.name[k.n], text, n);
		k.name[k.n][n] = 0;
		text += n;
		text += strspn(text, " ");
		if (!strncasecmp(text, "DESC", 4))
			k.down[k.n] = 1;
		if (!strncasecmp(text, "DESC", 4) || !strncasecmp(text, "ASC", 3))
			text += strcspn(text, " ,");
		if (list->len && !xero_value(list->items[0], k.name[k.n], &v) &&
		    !strchr(k.name[k.n], '.')) {
			*problem = xero_text(x, k.name[k.n]);
			return -1;
		}
		k.n++;
	}
	if (list->len)
		qsort_r(list->items, list->len, sizeof *list->items, by_keys, &k);
	return 0;
}
