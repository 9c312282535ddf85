/* Options: one table describes them, files and command lines set them.
 *
 * A value is checked when it is set and kept as text, so that getting one cannot
 * fail.  Values may be secrets: they are wiped before their memory goes back, and
 * no message of this file repeats one. */
#include "base/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/xalloc.h"

#include "base/banned.h"

static const struct option_def *find_def(const struct option_def *defs, const char *name)
{
	for (; defs && defs->name; defs++)
		if (!strcmp(defs->name, name))
			return defs;
	return NULL;
}

static struct option_value *find_value(const struct option_values *v, const char *name)
{
	size_t i;

	for (i = 0; v && i < v->len; i++)
		if (!strcmp(v->items[i].name, name))
			return &v->items[i];
	return NULL;
}

const char *option_get(const struct option_values *v, const struct option_def *defs,
	const char *name)
{
	const struct option_value *value = find_value(v, name);
	const struct option_def *def = value ? NULL : find_def(defs, name);

	return value ? value->value : def ? def->fallback : NULL;
}

int64_t option_get_int(const struct option_values *v, const struct option_def *defs,
	const char *name)
{
	const char *text = option_get(v, defs, name);
	int64_t value;

	return text && !decimal_parse(&value, text, 0, 1) ? value : 0;
}

/* 1, 0, or -1 when it is neither. */
static int read_bool(const char *s)
{
	static const char *const words[] = { "no", "yes", "false", "true", "off", "on", "0", "1" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcasecmp(s, words[i]))
			return (int)(i % 2);
	return -1;
}

int option_get_bool(const struct option_values *v, const struct option_def *defs,
	const char *name)
{
	const char *text = option_get(v, defs, name);

	return text && read_bool(text) == 1;
}

/* ---- checks ---- */

static int is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value), n;

	for (; choices && *choices; choices += n + (choices[n] == '|')) {
		n = strcspn(choices, "|");
		if (n == len && !strncmp(choices, value, n))
			return 1;
	}
	return 0;
}

/* localhost, 127.a.b.c or [::1]: the host alone, without a port. */
static int is_loopback(const char *host, size_t len)
{
	int dots = 0;
	size_t i;

	if (len == 9 && !strncasecmp(host, "localhost", 9))
		return 1;
	if (len == 5 && !strncmp(host, "[::1]", 5))
		return 1;
	if (len < 9 || strncmp(host, "127.", 4))
		return 0;
	for (i = 0; i < len; i++) {
		dots += host[i] == '.';
		if (host[i] != '.' && (host[i] < '0' || host[i] > '9'))
			return 0;
	}
	return dots == 3 && host[len - 1] != '.';
}

static int is_port(const char *s, size_t len)
{
	unsigned port = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9' || port > 65535)
			return 0;
		port = port * 10 + (unsigned)(s[i] - '0');
	}
	return port > 0 && port <= 65535;
}

/* https://host[:port][/path], or http:// on this machine; nothing that hides
 * where a request goes: no user part, no blanks, no backslash. */
static int is_url(const char *s)
{
	const char *host, *end, *colon;
	int secure;
	size_t i;

	for (i = 0; s[i]; i++)
		if ((unsigned char)s[i] <= 0x20 || (unsigned char)s[i] >= 0x7f || s[i] == '\\')
			return 0;
	secure = !strncasecmp(s, "https://", 8);
	if (!secure && strncasecmp(s, "http://", 7))
		return 0;
	host = s + (secure ? 8 : 7);
	end = host + strcspn(host, "/?#");
	if (memchr(host, '@', (size_t)(end - host)))
		return 0;
	colon = *host == '[' ? memchr(host, ']', (size_t)(end - host)) : host;
	if (!colon)
		return 0;
	colon = memchr(colon, ':', (size_t)(end - colon));
	if (colon && !is_port(colon + 1, (size_t)(end - colon - 1)))
		return 0;
	if (!colon)
		colon = end;
	return colon > host && (secure || is_loopback(host, (size_t)(colon - host)));
}

static int check(const struct option_def *def, const char *value, struct error *err)
{
	int64_t number;

	if (!*value && def->flags & OPTION_REQUIRED)
		return error_set(err, ERR_CONFIG, N_("The option %s may not be empty."), def->name, NULL);
	if (!*value && def->type != OPTION_CHOICE)
		return 0;
	switch (def->type) {
	case OPTION_INT:
		if (decimal_parse(&number, value, 0, 1))
			return error_set(err, ERR_CONFIG,
				N_("The option %s wants a whole number, not \"%s\"."), def->name, value, NULL);
		break;
	case OPTION_BOOL:
		if (read_bool(value) < 0)
			return error_set(err, ERR_CONFIG,
				N_("The option %s wants yes or no, not \"%s\"."), def->name, value, NULL);
		break;
	case OPTION_URL:
		if (!is_url(value))
			return error_set(err, ERR_CONFIG,
				N_("The option %s wants an address that begins with https:// "
				   "(http:// only for this machine), not \"%s\"."), def->name, value, NULL);
		break;
	case OPTION_CHOICE:
		if (!is_choice(def->choices, value))
			return error_set(err, ERR_CONFIG, N_("The option %s is one of %s, not \"%s\"."),
				def->name, def->choices ? def->choices : "", value, NULL);
		break;
	case OPTION_TEXT:
	case OPTION_SECRET:
		break;
	}
	return 0;
}

/* ---- setting ---- */

static void wipe(char *s)
{
	if (s)
		explicit_bzero(s, strlen(s));
	free(s);
}

static void remove_value(struct option_values *v, const char *name)
{
	struct option_value *value = find_value(v, name);

	if (!value)
		return;
	free(value->name);
	wipe(value->value);
	v->len--;
	memmove(value, value + 1, (size_t)(v->items + v->len - value) * sizeof *value);
}

int option_set(struct option_values *v, const struct option_def *defs,
	const char *name, const char *value, struct error *err)
{
	const struct option_def *def = find_def(defs, name);
	struct option_value *old;
	char *copy;
	int rc;

	if (!def)
		return error_set(err, ERR_CONFIG, N_("There is no option called %s."), name, NULL);
	if (!value) {
		remove_value(v, name);
		return 0;
	}
	rc = check(def, value, err);
	if (rc)
		return rc;
	copy = xstrdup(value);        /* first: value may be the old one */
	old = find_value(v, name);
	if (old) {
		wipe(old->value);
		old->value = copy;
	} else {
		*ARRAY_PUSH(v) = (struct option_value){ xstrdup(name), copy };
	}
	return 0;
}

void option_values_release(struct option_values *v)
{
	size_t i;

	for (i = 0; i < v->len; i++) {
		free(v->items[i].name);
		wipe(v->items[i].value);
	}
	ARRAY_RELEASE(v);
}

/* ---- files ---- */

/* A line of a file, its blanks cut off at both ends, as name and value. */
struct line {
	char *text;       /* owned */
	char *name;       /* into text; NULL: nothing to set */
	char *value;      /* into text */
	int is_section;   /* name is the section's */
};

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static char *trim(char *s)
{
	size_t len;

	while (is_blank(*s))
		s++;
	for (len = strlen(s); len && is_blank(s[len - 1]); len--)
		;
	s[len] = '\0';
	return s;
}

/* Ends the string at a # that stands first or after a blank. */
static void cut_comment(char *s)
{
	size_t i;

	for (i = 0; s[i]; i++) {
		if (s[i] == '#' && (!i || is_blank(s[i - 1]))) {
			s[i] = '\0';
			return;
		}
	}
}

/* Takes the quotes off in place; \" and \\ stand for themselves.  0, or -1 when
 * the closing quote is missing or something follows it. */
static int unquote(char *s)
{
	char *to = s, *from = s + 1;

	for (; *from && *from != '"'; from++) {
		if (*from == '\\' && (from[1] == '"' || from[1] == '\\'))
			from++;
		*to++ = *from;
	}
	if (*from != '"')
		return -1;
	from++;
	cut_comment(from);
	if (*trim(from))
		return -1;
	*to = '\0';
	return 0;
}

/* Takes one line apart; 0, or -1 when it is neither empty, a section nor name =
 * value. */
static int read_line(struct line *l, const char *start, size_t len)
{
	char *s, *end;

	*l = (struct line){ .text = xstrndup(start, len) };
	s = trim(l->text);
	if (!*s || *s == '#')
		return 0;
	if (*s == '[') {
		end = strchr(s, ']');
		if (!end)
			return -1;
		cut_comment(end + 1);
		if (*trim(end + 1))
			return -1;
		*end = '\0';
		l->is_section = 1;
		l->name = trim(s + 1);
		return 0;
	}
	end = strchr(s, '=');
	if (!end || end == s)
		return -1;
	*end = '\0';
	l->name = trim(s);
	l->value = trim(end + 1);
	if (*l->value == '"')
		return unquote(l->value);
	cut_comment(l->value);
	l->value = trim(l->value);
	return 0;
}

/* Puts the number of the line before what err says. */
static int at_line(struct error *err, int rc, unsigned number)
{
	struct strbuf why = STRBUF_INIT;
	char digits[16];

	if (!err)
		return rc;
	snprintf(digits, sizeof digits, "%u", number);
	error_text(&why, err, 1);
	error_set(err, rc, N_("Line %s: %s"), digits, why.s, NULL);
	strbuf_release(&why);
	return rc;
}

static int parse_lines(struct option_values *v, const struct option_def *defs,
	const char *text, const char *section, struct error *err)
{
	int wanted = !*section, rc = 0;
	unsigned number = 0;
	struct line l;
	size_t len;

	for (; !rc && *text; text += len + (text[len] == '\n')) {
		number++;
		len = strcspn(text, "\n");
		rc = read_line(&l, text, len);
		if (rc)
			rc = error_set(err, ERR_CONFIG, N_("this is neither \"name = value\" nor a section."), NULL);
		else if (l.is_section)
			wanted = !strcmp(l.name, section);
		else if (l.name && wanted)
			rc = option_set(v, defs, l.name, l.value, err);
		wipe(l.text);
		if (rc)
			return at_line(err, rc, number);
	}
	return 0;
}

int option_parse(struct option_values *v, const struct option_def *defs,
	const char *text, const char *section, struct error *err)
{
	struct option_values read = { NULL, 0, 0 };
	size_t i;
	int rc;

	if (!strncmp(text, "\xef\xbb\xbf", 3))        /* what some editors put first */
		text += 3;
	rc = parse_lines(&read, defs, text, section ? section : "", err);
	for (i = 0; !rc && i < read.len; i++)        /* all of it or nothing */
		rc = option_set(v, defs, read.items[i].name, read.items[i].value, err);
	option_values_release(&read);
	return rc;
}
