/* $filter: the OData 3 subset of the contract API as a small tree.
 *
 *	or      = and { "or" and }
 *	and     = unary { "and" unary }
 *	unary   = "not" unary | "(" or ")" | call | operand op operand
 *	operand = literal | Field | Linked/Field | cf.String(f='View.Field')
 *
 * Text is compared as the service's database does: without regard to case and
 * trailing blanks.  Detail rows cannot be filtered on. */
#include "sim/acumatica_query.h"
#include "sim/acumatica_body.h"
#include "base/date.h"
#include "base/decimal.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

enum op { OP_OR, OP_AND, OP_NOT, OP_EQ, OP_NE, OP_GT, OP_GE, OP_LT, OP_LE, OP_CONTAINS, OP_STARTS, OP_ENDS };

/* A field of the record or a literal. */
struct operand {
	int is_field;
	int linked, index;           /* linked -1: of the record itself; index -1: `custom` */
	const char *custom;          /* "View.Field" nobody's table has */
	char type;                   /* S N B D, 0 null */
	const char *s;
	int64_t n;
};

struct node {
	enum op op;
	struct node *a, *b;
	struct operand l, r;
};

struct acu_filter {
	struct pool pool;
	struct node *root;
};

struct parser {
	const struct acu_call *call;
	const struct acu_def *def;
	struct pool *pool;
	const char *p;
	struct strbuf *why;
	int depth;
};

static struct node *parse_or(struct parser *ps);

static void *complain(struct parser *ps, const char *what)
{
	if (!ps->why->len)
		strbuf_addf(ps->why, "%s at '%.40s'", what, ps->p);
	return NULL;
}

static void blanks(struct parser *ps)
{
	while (*ps->p == ' ')
		ps->p++;
}

static int word(struct parser *ps, const char *w)
{
	size_t n = strlen(w);

	blanks(ps);
	if (strncmp(ps->p, w, n) || isalnum((unsigned char)ps->p[n]) || ps->p[n] == '_')
		return 0;
	ps->p += n;
	return 1;
}

static int sign(struct parser *ps, char c)
{
	blanks(ps);
	if (*ps->p != c)
		return 0;
	ps->p++;
	return 1;
}

/* 'text' with doubled quotes; NULL. */
static const char *quoted(struct parser *ps)
{
	struct strbuf b = STRBUF_INIT;
	const char *s;

	if (!sign(ps, '\''))
		return complain(ps, "a quoted text was expected");
	for (; *ps->p; ps->p++) {
		if (*ps->p == '\'' && *++ps->p != '\'')
			break;
		strbuf_addc(&b, *ps->p);
	}
	if (ps->p[-1] != '\'') {
		strbuf_release(&b);
		return complain(ps, "a text without its closing quote");
	}
	s = pool_strdup(ps->pool, b.s);
	strbuf_release(&b);
	return s;
}

static char kind_of(char type)
{
	return strchr("IHL", type) ? 'N' : type == 'G' ? 'S' : type;
}

static int field_operand(struct parser *ps, struct operand *o, const char *name)
{
	const char *slash = strchr(name, '/');
	const struct acu_def *def = ps->def;
	char *head = slash ? pool_strndup(ps->pool, name, (size_t)(slash - name)) :
		pool_strdup(ps->pool, name);

	o->is_field = 1;
	o->linked = -1;
	o->index = acu_index(def, head);
	if (slash && o->index >= 0 && (def->fields[o->index].endpoints & ps->call->endpoint)) {
		if (def->fields[o->index].type != 'O') {
			complain(ps, "filtering on detail rows is not supported");
			return -1;
		}
		o->linked = o->index;
		def = def->fields[o->linked].sub;
		o->index = acu_index(def, slash + 1);
	}
	if (o->index < 0 || !(def->fields[o->index].endpoints & ps->call->endpoint) ||
	    strchr("OAQ", def->fields[o->index].type)) {
		strbuf_addf(ps->why, "the %s entity has no field '%s'", ps->def->name, name);
		return -1;
	}
	o->type = kind_of(def->fields[o->index].type);
	return 0;
}

/* After "cf.": Type(f='View.Field') */
static int custom_operand(struct parser *ps, struct operand *o)
{
	static const struct { const char *name; char type; } types[] = {
		{ "String", 'S' }, { "Decimal", 'N' }, { "Boolean", 'B' }, { "DateTime", 'D' },
		{ "Int", 'N' }, { "Short", 'N' }, { "Long", 'N' }, { "Guid", 'S' },
	};
	const char *name;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (word(ps, types[i].name))
			break;
	if (i == ARRAY_SIZE(types) || !sign(ps, '(') || !word(ps, "f") || !sign(ps, '=') ||
	    !(name = quoted(ps)) || !sign(ps, ')')) {
		complain(ps, "cf.Type(f='View.Field') was expected");
		return -1;
	}
	*o = (struct operand){ .is_field = 1, .linked = -1, .index = -1, .type = types[i].type,
		.custom = name };
	if (!acu_custom_known(ps->call->acu, ps->def, ps->def, name, &o->index)) {
		strbuf_addf(ps->why, "the screen %s has no field %s", ps->def->screen, name);
		return -1;
	}
	return 0;
}

static int date_literal(struct parser *ps, struct operand *o)
{
	const char *s = quoted(ps);

	o->type = 'D';
	if (!s || acu_date_parse(&o->n, s)) {
		complain(ps, "a date was expected");
		return -1;
	}
	return 0;
}

static int number_literal(struct parser *ps, struct operand *o)
{
	const char *start = ps->p;
	char *text;
	int bad;

	while (*ps->p == '-' || *ps->p == '.' || isdigit((unsigned char)*ps->p))
		ps->p++;
	text = xstrndup(start, (size_t)(ps->p - start));
	o->type = 'N';
	bad = decimal_parse(&o->n, text, ACU_SCALE, 1);
	free(text);
	if (*ps->p && strchr("mMdDlL", *ps->p))
		ps->p++;
	if (bad)
		complain(ps, "a number was expected");
	return bad ? -1 : 0;
}

static int operand(struct parser *ps, struct operand *o)
{
	const char *start;

	blanks(ps);
	*o = (struct operand){ .linked = -1, .index = -1 };
	if (*ps->p == '\'') {
		o->type = 'S';
		return (o->s = quoted(ps)) ? 0 : -1;
	}
	if (*ps->p == '-' || isdigit((unsigned char)*ps->p))
		return number_literal(ps, o);
	if (!strncmp(ps->p, "cf.", 3)) {
		ps->p += 3;
		return custom_operand(ps, o);
	}
	start = ps->p;
	while (isalnum((unsigned char)*ps->p) || *ps->p == '_' || *ps->p == '/')
		ps->p++;
	o->s = pool_strndup(ps->pool, start, (size_t)(ps->p - start));
	if (*ps->p == '\'') {
		if (!strcmp(o->s, "guid"))
			return o->type = 'S', (o->s = quoted(ps)) ? 0 : -1;
		if (!strcmp(o->s, "datetimeoffset") || !strcmp(o->s, "datetime") || !strcmp(o->s, "date"))
			return date_literal(ps, o);
	}
	if (!strcmp(o->s, "true") || !strcmp(o->s, "false")) {
		o->type = 'B';
		o->n = *o->s == 't';
		return 0;
	}
	if (!strcmp(o->s, "null"))
		return o->type = 0, 0;
	if (!*o->s) {
		complain(ps, "a field or a value was expected");
		return -1;
	}
	return field_operand(ps, o, o->s);
}

static struct node *make(struct parser *ps, enum op op, struct node *a, struct node *b)
{
	struct node *n = pool_alloc(ps->pool, sizeof *n);

	n->op = op;
	n->a = a;
	n->b = b;
	return n;
}

static struct node *text_call(struct parser *ps, enum op op)
{
	struct node *n = make(ps, op, NULL, NULL);
	struct operand first, second;

	if (!sign(ps, '(') || operand(ps, &first) || !sign(ps, ',') || operand(ps, &second) ||
	    !sign(ps, ')'))
		return complain(ps, "two arguments in parentheses were expected");
	/* OData 3: substringof('part', Field), the others (Field, 'part'). */
	n->l = op == OP_CONTAINS ? second : first;
	n->r = op == OP_CONTAINS ? first : second;
	if (!n->l.is_field || n->r.is_field || n->l.type != 'S' || n->r.type != 'S')
		return complain(ps, "a text field and a text were expected");
	if (word(ps, "eq") && !word(ps, "true"))
		return complain(ps, "true was expected");
	return n;
}

static struct node *comparison(struct parser *ps)
{
	static const char *const names[] = { "eq", "ne", "gt", "ge", "lt", "le" };
	struct operand l, r, swap;
	struct node *n;
	size_t i;

	if (operand(ps, &l))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (word(ps, names[i]))
			break;
	if (i == ARRAY_SIZE(names)) {
		if (!l.is_field || l.type != 'B')
			return complain(ps, "eq, ne, gt, ge, lt or le was expected");
		r = (struct operand){ .type = 'B', .n = 1, .linked = -1, .index = -1 };
		i = 0;
	} else if (operand(ps, &r)) {
		return NULL;
	}
	n = make(ps, OP_EQ + i, NULL, NULL);
	if (!l.is_field && r.is_field) {
		static const enum op mirrored[] = { OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE };

		swap = l;
		l = r;
		r = swap;
		n->op = mirrored[i];
	}
	if (!l.is_field || (r.type && l.type != r.type))
		return complain(ps, "the two sides of a comparison do not agree in type");
	n->l = l;
	n->r = r;
	return n;
}

static struct node *unary(struct parser *ps)
{
	struct node *n;

	blanks(ps);
	if (++ps->depth > 50)
		return complain(ps, "too deep");
	if (word(ps, "not"))
		n = (n = unary(ps)) ? make(ps, OP_NOT, n, NULL) : NULL;
	else if (sign(ps, '('))
		n = (n = parse_or(ps)) && sign(ps, ')') ? n : complain(ps, "a parenthesis is missing");
	else if (word(ps, "substringof"))
		n = text_call(ps, OP_CONTAINS);
	else if (word(ps, "startswith"))
		n = text_call(ps, OP_STARTS);
	else if (word(ps, "endswith"))
		n = text_call(ps, OP_ENDS);
	else
		n = comparison(ps);
	ps->depth--;
	return n;
}

static struct node *parse_and(struct parser *ps)
{
	struct node *n = unary(ps), *b;

	while (n && word(ps, "and"))
		n = (b = unary(ps)) ? make(ps, OP_AND, n, b) : NULL;
	return n;
}

static struct node *parse_or(struct parser *ps)
{
	struct node *n = parse_and(ps), *b;

	while (n && word(ps, "or"))
		n = (b = parse_and(ps)) ? make(ps, OP_OR, n, b) : NULL;
	return n;
}

struct acu_filter *acu_filter_parse(const struct acu_call *call, const struct acu_def *def,
	const char *text, struct strbuf *why)
{
	struct acu_filter *f = xcalloc(1, sizeof *f);
	struct parser ps = { .call = call, .def = def, .pool = &f->pool, .p = text, .why = why };

	pool_init(&f->pool);
	f->root = parse_or(&ps);
	blanks(&ps);
	if (f->root && *ps.p)
		f->root = complain(&ps, "nothing more was expected");
	if (!f->root) {
		complain(&ps, "not a filter");
		acu_filter_free(f);
		return NULL;
	}
	return f;
}

void acu_filter_free(struct acu_filter *f)
{
	if (!f)
		return;
	pool_release(&f->pool);
	free(f);
}

/* ---- evaluation ---- */

struct value { int set; const char *s; int64_t n; };

static struct value value_of(const struct operand *o, const struct acu_rec *r)
{
	struct value v = { 0 };

	if (o->index < 0)                        /* a field of the screen nothing was kept for */
		return v;
	if (o->linked >= 0) {
		if (!(r->flags[o->linked] & ACU_SET))
			return v;
		r = r->v[o->linked].rec;
	}
	if (!(r->flags[o->index] & ACU_SET))
		return v;
	v.set = 1;
	if (o->type == 'S')
		v.s = r->v[o->index].s;
	else
		v.n = r->v[o->index].n;
	/* Whole numbers are kept as they are; literals are millionths. */
	if (strchr("IHL", r->def->fields[o->index].type))
		v.n *= 1000000;
	return v;
}

static size_t trimmed(const char *s)
{
	size_t n = strlen(s);

	while (n && s[n - 1] == ' ')
		n--;
	return n;
}

static int compare_text(const char *a, const char *b)
{
	size_t la = trimmed(a), lb = trimmed(b);
	int c = strncasecmp(a, b, la < lb ? la : lb);

	return c ? c : (la > lb) - (la < lb);
}

static int match_text(enum op op, const char *s, const char *part)
{
	size_t n = trimmed(s), k = strlen(part);

	if (op == OP_CONTAINS)
		return strcasestr(s, part) != NULL;
	if (k > n)
		return 0;
	return !strncasecmp(op == OP_STARTS ? s : s + n - k, part, k);
}

static int holds(const struct node *n, const struct acu_rec *r)
{
	struct value v = value_of(&n->l, r);
	int c;

	if (n->op >= OP_CONTAINS)
		return v.set && match_text(n->op, v.s, n->r.s);
	if (!n->r.type)                          /* null */
		return n->op == OP_EQ ? !v.set : n->op == OP_NE && v.set;
	if (!v.set) {
		if (n->l.type == 'S' && !*n->r.s)
			return n->op == OP_EQ;
		if (n->l.type == 'B')
			return n->op == OP_EQ ? !n->r.n : n->op == OP_NE && n->r.n;
		return n->op == OP_NE;
	}
	c = n->l.type == 'S' ? compare_text(v.s, n->r.s) : (v.n > n->r.n) - (v.n < n->r.n);
	switch (n->op) {
	case OP_EQ: return c == 0;
	case OP_NE: return c != 0;
	case OP_GT: return c > 0;
	case OP_GE: return c >= 0;
	case OP_LT: return c < 0;
	default: return c <= 0;
	}
}

static int match(const struct node *n, const struct acu_rec *r)
{
	switch (n->op) {
	case OP_OR: return match(n->a, r) || match(n->b, r);
	case OP_AND: return match(n->a, r) && match(n->b, r);
	case OP_NOT: return !match(n->a, r);
	default: return holds(n, r);
	}
}

int acu_filter_match(const struct acu_filter *f, const struct acu_rec *r)
{
	return match(f->root, r);
}

static const char *equals(const struct node *n, int index)
{
	const char *s;

	if (n->op == OP_AND) {
		s = equals(n->a, index);
		return s ? s : equals(n->b, index);
	}
	return n->op == OP_EQ && n->l.linked < 0 && n->l.index == index && n->r.s && *n->r.s ? n->r.s : NULL;
}

const char *acu_filter_equals(const struct acu_filter *f, const struct acu_def *def, const char *name)
{
	int index = acu_index(def, name);

	return index < 0 ? NULL : equals(f->root, index);
}

int acu_text_same(const char *a, const char *b)
{
	return !compare_text(a, b);
}
