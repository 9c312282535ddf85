/* ERP profiles: looking things up in them, and the formats of ids.
 *
 * A mask says one character at a time what may stand there: '#' a digit, 'A' a
 * letter, '*' either, anything else itself.  Separators may be left out by the
 * other system, so a text that fits once the literals are taken out fits too. */
#include "model/profile.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

#include "base/banned.h"

const char *const id_kind_names[ID_KIND_COUNT] = {
	"cost_code", "project", "template", "vendor", "customer", "task",
};

void profile_release_all(struct profile *p)
{
	pool_release(&p->pool);
	memset(p, 0, sizeof *p);
}

int profile_max_chars(const struct profile *p, enum entity e, int field)
{
	for (size_t i = 0; i < p->n_limits; i++)
		if (p->limits[i].entity == e && p->limits[i].field == field)
			return p->limits[i].max_chars;
	return 0;
}

const char *profile_word(const struct profile *p, enum entity e, int french)
{
	for (size_t i = 0; i < p->n_labels; i++)
		if (p->labels[i].entity == e)
			return french ? p->labels[i].fr : p->labels[i].en;
	return NULL;
}

const char *profile_account(const struct profile *p, const char *cost_type)
{
	const char *any = NULL;

	for (size_t i = 0; i < p->n_accounts; i++) {
		if (cost_type && !strcmp(p->accounts[i].type, cost_type))
			return p->accounts[i].account;
		if (!strcmp(p->accounts[i].type, "*"))
			any = p->accounts[i].account;
	}
	return any;
}

const struct profile_rule *profile_rule(const struct profile *p, const char *code)
{
	for (size_t i = 0; p && i < p->n_rules; i++)
		if (strcmp(p->rules[i].code, code) == 0)
			return &p->rules[i];
	return NULL;
}

const struct profile_release *profile_find_release(const struct profile *p, const char *build)
{
	const struct profile_release *best = NULL;

	for (size_t i = 0; build && i < p->n_releases; i++) {
		const char *prefix = p->releases[i].build_prefix;

		if (strncmp(build, prefix, strlen(prefix)) == 0 &&
		    (best == NULL || strlen(prefix) > strlen(best->build_prefix)))
			best = &p->releases[i];
	}
	return best;
}

static int place_fits(char mask, char c, int upper)
{
	switch (mask) {
	case '#':
		return isdigit((unsigned char)c);
	case 'A':
		return isalpha((unsigned char)c) && (!upper || isupper((unsigned char)c));
	case '*':
		return isalnum((unsigned char)c) &&
			(!upper || !isalpha((unsigned char)c) || isupper((unsigned char)c));
	default:
		return c == mask;
	}
}

static int is_place(char c)
{
	return c == '#' || c == 'A' || c == '*';
}

static int mask_fits(const char *mask, const char *text, int upper)
{
	for (; *mask && *text; mask++, text++)
		if (!place_fits(*mask, *text, upper))
			return 0;
	return *mask == '\0' && *text == '\0';
}

static int bare_mask_fits(const char *mask, const char *text, int upper)
{
	for (; *mask; mask++) {
		if (!is_place(*mask))
			continue;
		if (*text == '\0' || !place_fits(*mask, *text, upper))
			return 0;
		text++;
	}
	return *text == '\0';
}

int id_format_check(const struct id_format *f, const char *text)
{
	if (text == NULL || *text == '\0')
		return -1;
	if (f->max_length > 0 && text_count_chars(text) > (size_t)f->max_length)
		return -1;
	if (f->mask == NULL || *f->mask == '\0')
		return 0;
	return mask_fits(f->mask, text, f->upper) || bare_mask_fits(f->mask, text, f->upper) ? 0 : -1;
}

/* Letters and digits of the text, in order, poured into the mask's places; what is left
 * over, or a place that stays empty, makes it no honest proposal. */
static int propose_by_mask(struct strbuf *out, const struct id_format *f, const char *plain)
{
	size_t start = out->len;

	for (const char *m = f->mask; *m; m++) {
		if (!is_place(*m)) {
			strbuf_addc(out, *m);
			continue;
		}
		if (*plain == '\0' || !place_fits(*m, *plain, f->upper)) {
			strbuf_truncate(out, start);
			return -1;
		}
		strbuf_addc(out, *plain++);
	}
	if (*plain) {
		strbuf_truncate(out, start);
		return -1;
	}
	return 0;
}

int id_format_propose(struct strbuf *out, const struct id_format *f, const char *text)
{
	struct strbuf plain = STRBUF_INIT, folded = STRBUF_INIT;
	int rc = 0;

	text_add_folded(&folded, text ? text : "");
	text_add_normalized_code(&plain, folded.s);
	if (plain.len == 0)
		rc = -1;
	else if (f->mask && *f->mask)
		rc = propose_by_mask(out, f, plain.s);
	else if (f->max_length > 0 && plain.len > (size_t)f->max_length)
		strbuf_add(out, plain.s, (size_t)f->max_length);
	else
		strbuf_add(out, plain.s, plain.len);
	strbuf_release(&plain);
	strbuf_release(&folded);
	return rc;
}
