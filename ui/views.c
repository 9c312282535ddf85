/* Saved views as text.
 *
 * A file is sections; changing one view replaces its section and leaves every other line of the file to
 * its author.  What cannot be understood is said with its line and passed over. */
#include "ui/views.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "model/status.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* Work that comes up again and again, one key away.  A number the user saves over is the user's.
 * TRANSLATORS: "status:held" and the like are filters, typed in your language: no blanks in them. */
const struct view_preset view_presets[] = {
	{ ENTITY_VENDOR, 1, N_("Not linked yet"), "import", NULL, NULL },
	{ ENTITY_VENDOR, 2, N_("Held"), "ready", N_("status:held"), NULL },
	{ ENTITY_JOB, 1, N_("Held"), "ready", N_("status:held"), NULL },
	{ ENTITY_JOB, 2, N_("Largest first"), "all", NULL, "-value" },
	{ ENTITY_COMMITMENT, 1, N_("Held"), "ready", N_("status:held"), NULL },
	{ ENTITY_COMMITMENT, 2, N_("Over 100,000"), "ready", N_("revised>100000"), "-revised" },
	{ ENTITY_COMMITMENT, 3, N_("By vendor, largest first"), "all", NULL, "vendor -revised" },
	{ ENTITY_INVOICE, 1, N_("Overdue"), "ready", N_("overdue"), "due" },
	{ ENTITY_INVOICE, 2, N_("Over 10,000"), "ready", "net>10000", "-net" },
	{ ENTITY_INVOICE, 3, N_("Waiting more than 7 days"), "ready", N_("age>7d"), "-age" },
	{ ENTITY_INVOICE, 4, N_("Held"), "ready", N_("status:held"), NULL },
	{ ENTITY_INVOICE, 5, N_("By vendor, largest first"), "ready", NULL, "vendor -net" },
	{ ENTITY_PAYMENT, 1, N_("Newest first"), "all", NULL, "-date" },
	{ ENTITY_PAYMENT, 2, N_("Over 10,000"), "all", N_("amount>10000"), "-amount" },
	{ ENTITY_NONE, 0, NULL, NULL, NULL, NULL },
};

void saved_view_init(struct saved_view *v, enum entity e, int number)
{
	memset(v, 0, sizeof *v);
	v->entity = e;
	v->number = number;
	v->frozen = -1;
}

void saved_view_release(struct saved_view *v)
{
	free(v->name);
	free(v->view);
	free(v->filter);
	free(v->sort);
	free(v->columns);
	saved_view_init(v, v->entity, v->number);
}

void views_release(struct saved_views *v)
{
	for (size_t i = 0; i < v->len; i++)
		saved_view_release(&v->items[i]);
	for (size_t i = 0; i < v->faults.len; i++)
		error_release(&v->faults.items[i]);
	ARRAY_RELEASE(v);
	ARRAY_RELEASE(&v->faults);
}

const struct saved_view *views_find(const struct saved_views *v, enum entity e, int number)
{
	for (size_t i = v->len; i-- > 0;)
		if (v->items[i].entity == e && v->items[i].number == number)
			return &v->items[i];
	return NULL;
}

/* ---- reading ---- */

static char *trimmed(const char *s, size_t len)
{
	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t' || s[len - 1] == '\r'))
		len--;
	while (len > 0 && (*s == ' ' || *s == '\t')) {
		s++;
		len--;
	}
	return xstrndup(s, len);
}

static void fault(struct saved_views *v, size_t line, const char *msgid, const char *what)
{
	struct error *e = ARRAY_PUSH(&v->faults);
	char *n = xasprintf("%zu", line);
	memset(e, 0, sizeof *e);
	error_set(e, ERR_CONFIG, msgid, n, what, NULL);
	free(n);
}

/* "[invoices 2]"; 0, or -1. */
static int parse_heading(const char *s, enum entity *e, int *number)
{
	const char *end = strchr(s, ']'), *blank;
	char *inside, *name;
	int64_t n = 0;
	int ok;
	if (*s != '[' || end == NULL || end[1] != '\0')
		return -1;
	inside = trimmed(s + 1, (size_t)(end - s - 1));
	blank = strchr(inside, ' ');
	name = xstrndup(inside, blank ? (size_t)(blank - inside) : strlen(inside));
	*e = entity_parse(name);
	ok = *e != ENTITY_NONE && *e < ENTITY_TAB_COUNT &&
		(blank == NULL || (decimal_parse(&n, blank + strspn(blank, " \t"), 0, 1) == 0 && n >= 1 &&
		n <= VIEWS_NUMBERS));
	*number = (int)n;
	free(name);
	free(inside);
	return ok ? 0 : -1;
}

static char **place_of(struct saved_view *v, const char *key)
{
	if (strcmp(key, "name") == 0)
		return &v->name;
	if (strcmp(key, "view") == 0)
		return &v->view;
	if (strcmp(key, "filter") == 0)
		return &v->filter;
	if (strcmp(key, "sort") == 0)
		return &v->sort;
	return strcmp(key, "columns") == 0 ? &v->columns : NULL;
}

static void take_value(struct saved_views *out, struct saved_view *v, size_t line, const char *key, const char *value)
{
	char **place = place_of(v, key);
	int64_t n;
	if (strcmp(key, "frozen") == 0) {
		if (decimal_parse(&n, value, 0, 1) == 0 && n >= 0 && n <= 99)
			v->frozen = (int)n;
		else
			fault(out, line, N_("line %1$s: \"%2$s\" is no number of columns"), value);
	} else if (place == NULL) {
		fault(out, line, N_("line %1$s: \"%2$s\" is none of name, view, filter, sort, columns, frozen"), key);
	} else if (place == &v->view && view_parse(value) < 0) {
		fault(out, line, N_("line %1$s: there is no list \"%2$s\"; there are ready, failed, synced, rejected, import, all"),
			value);
	} else {
		free(*place);
		*place = *value ? xstrdup(value) : NULL;
	}
}

static void read_line(struct saved_views *out, struct saved_view **open, size_t line, const char *s)
{
	const char *equals = strchr(s, '=');
	enum entity e;
	int number;
	if (*s == '\0' || *s == '#')
		return;
	if (*s == '[') {
		*open = NULL;
		if (parse_heading(s, &e, &number) < 0) {
			fault(out, line, N_("line %1$s: \"%2$s\" names no view; it would be [invoices 2], with a number from 1 to 9"), s);
			return;
		}
		*open = ARRAY_PUSH(out);
		saved_view_init(*open, e, number);
	} else if (equals == NULL) {
		fault(out, line, N_("line %1$s: \"%2$s\" is no setting; it would be name = value"), s);
	} else if (*open) {
		char *key = trimmed(s, (size_t)(equals - s)), *value = trimmed(equals + 1, strlen(equals + 1));
		take_value(out, *open, line, key, value);
		free(key);
		free(value);
	}
}

void views_parse(struct saved_views *out, const char *text)
{
	struct saved_view *open = NULL;
	size_t line = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *s = trimmed(text, len);
		line++;
		read_line(out, &open, line, s);
		free(s);
		text += len + (text[len] == '\n');
	}
}

/* ---- writing ---- */

static void add_value(struct strbuf *out, const char *key, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	strbuf_addf(out, "%-7s = ", key);
	for (; *value; value++)
		strbuf_addc(out, *value == '\n' || *value == '\r' ? ' ' : *value);
	strbuf_addc(out, '\n');
}

void views_add_section(struct strbuf *out, const struct saved_view *v)
{
	static const char *const plurals[ENTITY_TAB_COUNT] = { "vendors", "jobs", "commitments", "invoices", "payments" };
	if (v->number > 0)
		strbuf_addf(out, "[%s %d]\n", plurals[v->entity], v->number);
	else
		strbuf_addf(out, "[%s]\n", plurals[v->entity]);
	add_value(out, "name", v->name);
	add_value(out, "view", v->view);
	add_value(out, "filter", v->filter);
	add_value(out, "sort", v->sort);
	add_value(out, "columns", v->columns);
	if (v->frozen >= 0)
		strbuf_addf(out, "%-7s = %d\n", "frozen", v->frozen);
}

static void add_explanation(struct strbuf *out)
{
	strbuf_adds(out, "# Saved views of Comptoir: what a list shows, on the keys 1 to 9 of its tab.\n"
		"# One section for each: [vendors 1] [jobs 1] [commitments 1] [invoices 1] [payments 1], 2 ...\n"
		"#   name    = what it is called\n"
		"#   view    = ready, failed, synced, rejected, import or all\n"
		"#   filter  = as typed after /\n"
		"#   sort    = a column, and a second one for rows equal by the first; - before it: descending\n"
		"#   columns = in this order; name:30 for a width; -name hides it\n"
		"#   frozen  = so many columns stay when the list scrolls sideways\n"
		"# What is missing is as the tab begins; columns stay as they are.  This file can be given to others.\n");
}

void views_replace(struct strbuf *out, const char *text, enum entity e, int number, const struct saved_view *v)
{
	int inside = 0, written = 0;
	if (*text == '\0')
		add_explanation(out);
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *s = trimmed(text, len);
		enum entity found;
		int n;
		if (*s == '[') {
			inside = parse_heading(s, &found, &n) == 0 && found == e && n == number;
			if (inside && !written && v) {
				views_add_section(out, v);
				written = 1;
			}
		} else if (inside && (*s == '\0' || *s == '#')) {
			/* blank lines and comments in between stay */
			strbuf_add(out, text, len);
			strbuf_addc(out, '\n');
			free(s);
			text += len + (text[len] == '\n');
			continue;
		}
		if (!inside) {
			strbuf_add(out, text, len);
			strbuf_addc(out, '\n');
		}
		free(s);
		text += len + (text[len] == '\n');
	}
	if (v && !written) {
		strbuf_addc(out, '\n');
		views_add_section(out, v);
	}
}
