/* Reading a filter expression: blanks separate conditions, all of them must hold; `|`
 * separates alternatives and binds weaker than the blank; parentheses group.
 *
 *	any   = all { "|" all }
 *	all   = { [-|!] "(" any ")" | term }
 *	term  = [-|!] [name (:|=|<|<=|>|>=)] value
 *
 * Whatever is typed gives terms or a sentence; nothing is left out silently.  What is merely
 * not finished yet (an open quote, an open parenthesis) is read as if it ended here.
 *
 * Everything beyond a flat list of terms (alternatives, a negated range, one of several
 * statuses) becomes a term FILTER_ANY, so that what needs no alternatives stays as simple
 * for the store as it looks. */
#include "model/filter.h"
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/filter_parts.h"
#include "model/money.h"
#include "model/status.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define MAX_DEPTH 16

struct terms { struct filter_term *items; size_t len, cap; };

struct reader {
	const char *start, *at;
	struct filter *f;
	enum entity e;
	struct error *err;
	int depth;
};

static struct filter_term *add_term(struct terms *to, int negate, enum filter_op op, int field)
{
	struct filter_term *t = ARRAY_PUSH(to);

	memset(t, 0, sizeof *t);
	t->op = op;
	t->field = field;
	t->negate = negate;
	return t;
}

/* Says what is wrong with the text from `from` to where we are. */
static int bad(struct reader *r, const char *from, const char *msgid, const char *a, const char *b, const char *c)
{
	r->f->bad_at = (size_t)(from - r->start);
	r->f->bad_len = (size_t)(r->at - from);
	return error_set(r->err, ERR_DATA, msgid, a, b, c, NULL);
}

/* ---- alternatives ---- */

static void describe(struct strbuf *out, const struct filter_term *terms, size_t n)
{
	for (size_t i = 0; i < n; i++)
		strbuf_addf(out, "%s%d,%d,%d,%lld,%s", i ? "&" : "", (int)terms[i].op, terms[i].negate, terms[i].field,
			(long long)terms[i].number, terms[i].text ? terms[i].text : "");
}

static struct filter_group group_of(struct reader *r, const struct terms *t)
{
	struct filter_group g = { pool_alloc(&r->f->pool, (t->len + 1) * sizeof *g.terms), t->len };

	if (t->len)
		memcpy(g.terms, t->items, t->len * sizeof *g.terms);
	return g;
}

/* One alternative that is not negated needs no term of its own. */
static void add_any(struct reader *r, struct terms *to, int negate, const struct terms *alternatives, size_t n)
{
	struct filter_group *groups;
	struct strbuf key = STRBUF_INIT;
	struct filter_term *t;

	if (n == 1 && (!negate || alternatives[0].len == 1)) {
		for (size_t i = 0; i < alternatives[0].len; i++) {
			struct filter_term one = alternatives[0].items[i];

			one.negate ^= negate;
			*ARRAY_PUSH(to) = one;
		}
		return;
	}
	groups = pool_alloc(&r->f->pool, n * sizeof *groups);
	for (size_t i = 0; i < n; i++) {
		groups[i] = group_of(r, &alternatives[i]);
		strbuf_adds(&key, i ? "|" : "(");
		describe(&key, groups[i].terms, groups[i].n_terms);
	}
	strbuf_addc(&key, ')');
	t = add_term(to, negate, FILTER_ANY, FILTER_ANYWHERE);
	t->groups = groups;
	t->n_groups = n;
	t->text = pool_strdup(&r->f->pool, key.s);
	strbuf_release(&key);
}

/* ---- values ---- */

static int number_value(struct reader *r, const struct field *fd, const char *from, const char *text, int64_t *out)
{
	int scale = fd->type == VALUE_MONEY ? 2 : fd->type == VALUE_QUANTITY ? QUANTITY_SCALE :
		fd->type == VALUE_PERCENT ? PERCENT_SCALE : 0;

	switch (filter_number(out, text, scale, fd->type == VALUE_MONEY)) {
	case NUMBER_TWO_WAYS:
		return bad(r, from, N_("\"%1$s\" can be read in two ways; type 1234 for a thousand, 1.23 or 1,23 for decimals"),
			text, NULL, NULL);
	case NUMBER_BAD:
		return bad(r, from, N_("\"%1$s\" is not a number that \"%2$s\" can be compared with; try >10000 or 1000..5000"),
			text, TR(fd->title), NULL);
	case NUMBER_FINE:
		break;
	}
	return 0;
}

static int add_numbers(struct reader *r, struct terms *to, int negate, enum filter_op op, int field,
	const char *from, const char *text)
{
	const struct field *fd = &entities[r->e].fields[field];
	const char *dots = strstr(text, "..");
	struct terms range = { 0 };
	char *low, *high;
	int64_t a = 0, b = 0;
	int rc = 0;

	if (dots == NULL || (op != FILTER_HAS && op != FILTER_EQ)) {
		rc = number_value(r, fd, from, text, &a);
		if (rc == 0)
			add_term(to, negate, op == FILTER_HAS ? FILTER_EQ : op, field)->number = a;
		return rc;
	}
	low = pool_strndup(&r->f->pool, text, (size_t)(dots - text));
	high = pool_strdup(&r->f->pool, dots + 2);
	if (!*low && !*high)
		return bad(r, from, N_("a range needs a number before or after \"..\", for example 1000..5000"), NULL, NULL, NULL);
	if (*low && (rc = number_value(r, fd, from, low, &a)) == 0)
		add_term(&range, 0, FILTER_GE, field)->number = a;
	if (rc == 0 && *high && (rc = number_value(r, fd, from, high, &b)) == 0)
		add_term(&range, 0, FILTER_LE, field)->number = b;
	if (rc == 0 && *low && *high && a > b)
		rc = bad(r, from, N_("\"%1$s\" ends before it begins; the smaller number comes first, as in 1000..5000"), text,
			NULL, NULL);
	if (rc == 0)
		add_any(r, to, negate, &range, 1);
	ARRAY_RELEASE(&range);
	return rc;
}

static int bad_day(struct reader *r, int field, const char *from, const char *text)
{
	return bad(r, from, N_("\"%1$s\" is not a date for \"%2$s\"; try 2026-10, 2026-10-05, 2026-10-01..2026-11-15, today or <7d"),
		text, TR(entities[r->e].fields[field].title), NULL);
}

/* "<7d" of a date is the last seven days, of a due date the next seven; ">7d" what is further away. */
static void add_span(struct reader *r, struct terms *to, int negate, enum filter_op op, int field, int64_t seconds)
{
	int due = field == filter_due_field(r->e), near = op != FILTER_GT && op != FILTER_GE;
	struct strbuf today = STRBUF_INIT, then = STRBUF_INIT;
	char *day = pool_printf(&r->f->pool, "%c%lldd", due ? '+' : '-', (long long)(seconds / 86400));
	struct terms range = { 0 };

	filter_day(&today, "today");
	filter_day(&then, day);
	if (due && near) {
		add_term(&range, 0, FILTER_GE, field)->text = pool_strdup(&r->f->pool, today.s);
		add_term(&range, 0, FILTER_LE, field)->text = pool_printf(&r->f->pool, "%s~", then.s);
	} else if (due) {
		add_term(&range, 0, FILTER_GT, field)->text = pool_printf(&r->f->pool, "%s~", then.s);
	} else if (near) {
		add_term(&range, 0, FILTER_GT, field)->text = pool_printf(&r->f->pool, "%s~", then.s);
		add_term(&range, 0, FILTER_LE, field)->text = pool_printf(&r->f->pool, "%s~", today.s);
	} else {
		add_term(&range, 0, FILTER_LT, field)->text = pool_strdup(&r->f->pool, then.s);
	}
	add_any(r, to, negate, &range, 1);
	ARRAY_RELEASE(&range);
	strbuf_release(&today);
	strbuf_release(&then);
}

/* The first day of the period named; '~' sorts after every digit, so "2026-10~" ends October. */
static int add_days(struct reader *r, struct terms *to, int negate, enum filter_op op, int field,
	const char *from, const char *text)
{
	const char *dots = strstr(text, "..");
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	struct terms range = { 0 };
	int64_t span = filter_span(text);
	int rc = 0;

	if (span >= 86400 && op != FILTER_EQ) {
		add_span(r, to, negate, op, field, span);
		return 0;
	}
	if (dots && (op == FILTER_HAS || op == FILTER_EQ)) {
		char *low = pool_strndup(&r->f->pool, text, (size_t)(dots - text));

		if ((*low && filter_day(&a, low) < 0) || (dots[2] && filter_day(&b, dots + 2) < 0) || (!*low && !dots[2]))
			rc = bad_day(r, field, from, text);
		else if (a.len && b.len && strncmp(a.s, b.s, a.len < b.len ? a.len : b.len) > 0)
			rc = bad(r, from, N_("\"%1$s\" ends before it begins; the earlier day comes first, as in 2026-10-01..2026-11-15"),
				text, NULL, NULL);
		op = FILTER_HAS;
	} else if (filter_day(&a, text) < 0) {
		rc = bad_day(r, field, from, text);
	} else if (op == FILTER_HAS || op == FILTER_EQ) {
		/* "week" is from its Monday on, every other word a period of its own */
		if (!filter_same(text, "week") && !filter_same(text, N_("week")))
			strbuf_add(&b, a.s, a.len);
	}
	if (rc == 0 && a.len && (op == FILTER_HAS || op == FILTER_EQ))
		add_term(&range, 0, FILTER_GE, field)->text = pool_strdup(&r->f->pool, a.s);
	if (rc == 0 && b.len)
		add_term(&range, 0, FILTER_LE, field)->text = pool_printf(&r->f->pool, "%s~", b.s);
	if (rc == 0 && range.len == 0)
		add_term(&range, 0, op, field)->text = op == FILTER_LE || op == FILTER_GT ?
			pool_printf(&r->f->pool, "%s~", a.s) : pool_strdup(&r->f->pool, a.s);
	if (rc == 0)
		add_any(r, to, negate, &range, 1);
	ARRAY_RELEASE(&range);
	strbuf_release(&a);
	strbuf_release(&b);
	return rc;
}

/* One status, several with commas, or the beginning of some. */
static int add_status(struct reader *r, struct terms *to, int negate, const char *from, const char *text)
{
	struct terms wanted[STATUS_COUNT] = { { 0 } };
	int hits[STATUS_COUNT], rc = 0;
	size_t n_wanted = 0;

	while (rc == 0 && *text) {
		size_t len = strcspn(text, ",");
		char *one = pool_strndup(&r->f->pool, text, len);
		size_t n = filter_statuses(one, hits, STATUS_COUNT);

		if (n == 0 && len > 0)
			rc = bad(r, from, N_("\"%s\" is not a status; try status:ready, status:held or status:failed"), one, NULL,
				NULL);
		for (size_t i = 0; rc == 0 && i < n; i++) {
			size_t k = 0;

			while (k < n_wanted && wanted[k].items[0].number != hits[i])
				k++;
			if (k == n_wanted)
				add_term(&wanted[n_wanted++], 0, FILTER_STATUS, FILTER_ANYWHERE)->number = hits[i];
		}
		text += len + (text[len] == ',');
	}
	if (rc == 0 && n_wanted == 0)
		rc = bad(r, from, N_("\"%s\" is not a status; try status:ready, status:held or status:failed"), ",", NULL, NULL);
	if (rc == 0)
		add_any(r, to, negate, wanted, n_wanted);
	for (size_t i = 0; i < n_wanted; i++)
		ARRAY_RELEASE(&wanted[i]);
	return rc;
}

static int add_age(struct reader *r, struct terms *to, int negate, enum filter_op op, const char *from,
	const char *text)
{
	int64_t span = filter_span(text), now = clock_now_ms() / 60000 * 60000;

	if (span < 0 || op == FILTER_HAS || op == FILTER_EQ)
		return bad(r, from, N_("\"%1$s\" is not an age; try age>30d or age<2w (h hours, d days, w weeks, m months)"),
			text, NULL, NULL);
	add_term(to, negate, op == FILTER_GT || op == FILTER_GE ? FILTER_CHANGED_BEFORE : FILTER_CHANGED_SINCE,
		FILTER_ANYWHERE)->number = now - span * 1000;
	return 0;
}

static int add_overdue(struct reader *r, struct terms *to, int negate, const char *from, const char *word)
{
	int field = filter_due_field(r->e);
	struct strbuf today = STRBUF_INIT;
	struct terms late = { 0 };

	if (field < 0)
		return bad(r, from, N_("these records have no due date; type \"%1$s\" in quotes to look for the word"), word,
			NULL, NULL);
	filter_day(&today, "today");
	add_term(&late, 0, FILTER_LT, field)->text = pool_strdup(&r->f->pool, today.s);
	if (r->e == ENTITY_INVOICE)         /* what is paid is not late any more; not known: it may be */
		add_term(&late, 1, FILTER_EQ, INVOICE_OPEN)->number = 0;
	add_any(r, to, negate, &late, 1);
	ARRAY_RELEASE(&late);
	strbuf_release(&today);
	return 0;
}

static int add_yes_no(struct reader *r, struct terms *to, int negate, int field, const char *from, const char *text)
{
	int yes = filter_yes_no(text);

	if (yes < 0)
		return bad(r, from, N_("\"%1$s\" is neither yes nor no; \"%2$s\" is one of the two"), text,
			TR(entities[r->e].fields[field].title), NULL);
	add_term(to, negate, FILTER_EQ, field)->number = yes;
	return 0;
}

static void add_text(struct reader *r, struct terms *to, int negate, enum filter_op op, int field, const char *text)
{
	struct strbuf folded = STRBUF_INIT;

	if (op == FILTER_HAS)
		text_add_folded(&folded, text);
	else
		strbuf_adds(&folded, text);
	if (folded.len > 0)
		add_term(to, negate, op, field)->text = pool_strdup(&r->f->pool, folded.s);
	strbuf_release(&folded);
}

static int add_field(struct reader *r, struct terms *to, int negate, enum filter_op op, int field,
	const char *from, const char *text)
{
	switch (field) {
	case NAME_STATUS:
		return add_status(r, to, negate, from, text);
	case NAME_AGE:
		return add_age(r, to, negate, op, from, text);
	case FILTER_ERP_CODE:
		add_text(r, to, negate, op == FILTER_EQ ? op : FILTER_HAS, field, text);
		return 0;
	}
	switch (entities[r->e].fields[field].type) {
	case VALUE_MONEY: case VALUE_QUANTITY: case VALUE_PERCENT: case VALUE_INT:
		return add_numbers(r, to, negate, op, field, from, text);
	case VALUE_BOOL:
		return add_yes_no(r, to, negate, field, from, text);
	case VALUE_DATE: case VALUE_INSTANT:
		return add_days(r, to, negate, op, field, from, text);
	case VALUE_TEXT: case VALUE_REF:
		break;
	}
	add_text(r, to, negate, op, field, text);
	return 0;
}

/* ---- words ---- */

static enum filter_op read_op(const char **at)
{
	const char *s = *at;
	int two;

	if (s[0] == ':' && s[1] != '<' && s[1] != '>' && s[1] != '=') {
		*at = s + 1;
		return FILTER_HAS;
	}
	s += s[0] == ':';               /* date:<7d is date<7d */
	two = s[0] != '=' && s[1] == '=';
	*at = s + 1 + two;
	return s[0] == '=' ? FILTER_EQ : s[0] == '<' ? two ? FILTER_LE : FILTER_LT : two ? FILTER_GE : FILTER_GT;
}

/* " 000,00" after "100": the next group of a number as French writes it. */
static int is_group(const char *s)
{
	return s[0] == ' ' && strspn(s + 1, "0123456789") == 3 && (s[4] == '\0' || strchr(" ,.|)$%", s[4]) != NULL);
}

/* The number that ends here, of at most 11 characters, may go on with a group. */
static int group_may_follow(const char *s, size_t len)
{
	const char *dots = strstr(s, "..");
	size_t from = dots ? (size_t)(dots - s) + 2 : 0, digits;

	if (from < len && s[from] == '-')
		from++;
	digits = strspn(s + from, "0123456789 ");
	return digits > 0 && digits <= 11 && from + digits == len && strspn(s + from, "0123456789") <= 3;
}

static int ends_word(const struct reader *r, char c)
{
	return c == '\0' || c == ' ' || c == '|' || (c == ')' && r->depth > 0);
}

/* The value of a term: quoted (a quote in it is doubled), or up to the next blank; numbers: with their
 * groups. */
static void read_value(struct reader *r, struct strbuf *out, int numbers)
{
	if (*r->at == '"') {
		r->at++;
		while (*r->at && (*r->at != '"' || r->at[1] == '"')) {
			r->at += *r->at == '"';
			strbuf_addc(out, *r->at++);
		}
		if (*r->at == '"')
			r->at++;
		return;
	}
	do {
		while (!ends_word(r, *r->at))
			strbuf_addc(out, *r->at++);
	} while (numbers && lang_current() != LANG_EN && group_may_follow(out->s, out->len) && is_group(r->at) &&
		 (strbuf_addc(out, *r->at++), 1));
}

/* A name followed by an operator; the name, or NULL and nothing is read. */
static char *read_name(struct reader *r)
{
	const char *s = r->at;
	char *name;

	while ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s & 0x80) ||
	       (s > r->at && (*s == '_' || *s == '-' || *s == '\'') && s[1] && strchr(":=<> |", s[1]) == NULL))
		s++;
	if (s == r->at || *s == '\0' || strchr(":=<>", *s) == NULL)
		return NULL;
	name = pool_strndup(&r->f->pool, r->at, (size_t)(s - r->at));
	r->at = s;
	return name;
}

static int no_such_field(struct reader *r, const char *from, const char *name)
{
	const char *near = filter_name_near(r->e, name, &r->f->pool);

	r->at = from + strlen(name);
	if (*near)
		return bad(r, from, N_("there is no field \"%1$s\" here; is %2$s: meant? In quotes it is looked for as a text"),
			name, near, NULL);
	return bad(r, from, filter_amount_field(r->e) >= 0 ?
		N_("there is no field \"%1$s\" here; try vendor:, job:, status: or an amount such as >10000; in quotes it is looked for as a text") :
		N_("there is no field \"%1$s\" here; try number:, city: or status:; in quotes it is looked for as a text"),
		name, NULL, NULL);
}

/* A word by itself: the amount's range, a month, "overdue", or text anywhere. */
static int add_word(struct reader *r, struct terms *to, int negate, const char *from, const char *word, int quoted)
{
	const char *dots = quoted ? NULL : strstr(word, "..");
	int amount = filter_amount_field(r->e), date = filter_date_field(r->e), rc = 0;
	struct strbuf day = STRBUF_INIT;

	if (!quoted && filter_is_overdue(word))
		return add_overdue(r, to, negate, from, word);
	if (dots && dots > word) {
		if (date >= 0 && filter_looks_like_day(word, (size_t)(dots - word)))
			return add_days(r, to, negate, FILTER_HAS, date, from, word);
		if (amount >= 0 && strspn(word, "0123456789 ,-.$") == strlen(word))
			return add_numbers(r, to, negate, FILTER_HAS, amount, from, word);
	}
	filter_day(&day, word);
	if (!quoted && date >= 0 && day.len > 0 && filter_looks_like_day(word, strlen(word))) {
		struct terms either[2] = { { 0 }, { 0 } };

		add_text(r, &either[0], 0, FILTER_HAS, FILTER_ANYWHERE, word);
		rc = add_days(r, &either[1], 0, FILTER_HAS, date, from, word);
		add_any(r, to, negate, either, 2);
		ARRAY_RELEASE(&either[0]);
		ARRAY_RELEASE(&either[1]);
	} else {
		add_text(r, to, negate, FILTER_HAS, FILTER_ANYWHERE, word);
	}
	strbuf_release(&day);
	return rc;
}

static int is_number(enum value_type t)
{
	return t == VALUE_MONEY || t == VALUE_QUANTITY || t == VALUE_PERCENT || t == VALUE_INT;
}

/* "1 000..5 000": a number of which there is more behind the dots. */
static int is_range(const char *s)
{
	return s[strspn(s, "0123456789")] == ' ' && strncmp(s + strspn(s, "0123456789 ,"), "..", 2) == 0;
}

static int read_condition(struct reader *r, struct terms *to, int negate, const char *from)
{
	struct strbuf value = STRBUF_INIT;
	const char *op_at, *value_at;
	int field = NAME_UNKNOWN, bare, quoted, rc;
	enum filter_op op = FILTER_HAS;
	char *name = read_name(r);

	if (name)
		field = filter_name_find(r->e, name);
	op_at = r->at;
	bare = !name && strchr("<>=", *r->at) != NULL && *r->at;
	if (name || bare)
		op = read_op(&r->at);
	value_at = r->at;
	quoted = *r->at == '"';
	if (name && field == NAME_UNKNOWN) {
		read_value(r, &value, 0);
		rc = no_such_field(r, op_at - strlen(name), name);
		strbuf_release(&value);
		return rc;
	}
	if (bare)
		field = filter_amount_field(r->e);
	read_value(r, &value, !quoted && (name || bare ? field >= 0 && is_number(entities[r->e].fields[field].type) :
		is_range(r->at)));
	if (value.len == 0 && (name || bare))
		rc = bad(r, from, N_("a value is missing after \"%1$s\"; for example %2$s"),
			pool_strndup(&r->f->pool, from, (size_t)(value_at - from)),
			bare ? ">10000" : field == NAME_STATUS ? "status:ready" : field == NAME_AGE ? "age>30d" : "vendor:roof", NULL);
	else if (bare && field < 0)
		rc = bad(r, from, N_("these records have no amount to compare with \"%s\"; look for text, or in a field such as number:"),
			value.s, NULL, NULL);
	else if (name || bare)
		rc = add_field(r, to, negate, op, field, from, value.s);
	else
		rc = add_word(r, to, negate, from, value.s, quoted);
	strbuf_release(&value);
	return rc;
}

/* ---- groups ---- */

static int read_any(struct reader *r, struct terms *to, int negate);

static int read_one(struct reader *r, struct terms *to)
{
	const char *from = r->at;
	int negate = 0, rc;

	if ((*r->at == '-' || *r->at == '!') && r->at[1] && r->at[1] != ' ') {
		negate = 1;
		r->at++;
	}
	if (*r->at != '(')
		return read_condition(r, to, negate, from);
	r->at++;
	if (++r->depth > MAX_DEPTH)
		return bad(r, from, N_("there are more parentheses in each other than can be followed; %1$s are enough for anything"),
			"16", NULL, NULL);
	rc = read_any(r, to, negate);
	r->depth--;
	if (*r->at == ')')
		r->at++;
	return rc;
}

/* Up to the end or the parenthesis that closes it. */
static int read_any(struct reader *r, struct terms *to, int negate)
{
	struct { struct terms *items; size_t len, cap; } all = { 0 };
	const char *bar = NULL;
	int rc = 0;

	memset(ARRAY_PUSH(&all), 0, sizeof *all.items);
	for (;;) {
		while (*r->at == ' ')
			r->at++;
		if (rc < 0 || *r->at == '\0' || (*r->at == ')' && r->depth > 0))
			break;
		if (*r->at == '|') {
			if (all.items[all.len - 1].len == 0) {
				bar = r->at++;
				rc = bad(r, bar, N_("\"|\" stands between two conditions, as in roof | concrete"), NULL, NULL, NULL);
				break;
			}
			bar = r->at++;
			memset(ARRAY_PUSH(&all), 0, sizeof *all.items);
			continue;
		}
		rc = read_one(r, &all.items[all.len - 1]);
	}
	if (rc == 0 && all.len > 1 && all.items[all.len - 1].len == 0)
		rc = bad(r, bar, N_("another condition is expected after \"|\", as in roof | concrete"), NULL, NULL, NULL);
	if (rc == 0 && all.items[0].len > 0)
		add_any(r, to, negate, all.items, all.len);
	for (size_t i = 0; i < all.len; i++)
		ARRAY_RELEASE(&all.items[i]);
	ARRAY_RELEASE(&all);
	return rc;
}

int filter_parse(struct filter *f, enum entity e, const char *text, struct error *err)
{
	struct reader r = { .start = text ? text : "", .at = text ? text : "", .f = f, .e = e, .err = err };
	struct terms terms = { 0 };
	size_t bad_at, bad_len;
	int rc;

	memset(f, 0, sizeof *f);
	pool_init(&f->pool);
	rc = read_any(&r, &terms, 0);
	if (rc < 0) {
		bad_at = f->bad_at;
		bad_len = f->bad_len;
		filter_release(f);
		f->bad_at = bad_at;
		f->bad_len = bad_len;
	} else if (terms.len) {
		struct filter_group g = group_of(&r, &terms);

		f->terms = g.terms;
		f->n_terms = g.n_terms;
	}
	ARRAY_RELEASE(&terms);
	return rc;
}

void filter_add_quoted(struct strbuf *out, const char *value)
{
	strbuf_addc(out, '"');
	for (; *value; value++) {
		if (*value == '"')
			strbuf_addc(out, '"');
		strbuf_addc(out, *value);
	}
	strbuf_addc(out, '"');
}

void filter_release(struct filter *f)
{
	pool_release(&f->pool);
	f->terms = NULL;
	f->n_terms = 0;
}
