/* Whatever a person types or a file holds: filters, dates, decimals, key names, option files,
 * message arguments, names from outside.  A value or a clean error, and what was made safe is safe.
 *
 * The first byte chooses.  -fsanitize=fuzzer makes it a libFuzzer target; replay.c replays the
 * corpus and a few thousand changes of it, always the same ones. */
#include "base/args.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/option.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "model/filter.h"
#include "model/profile.h"
#include "tests/fuzz/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static const struct option_def option_table[] = {
	{ "name", OPTION_TEXT, 0, NULL, NULL, "Name", NULL },
	{ "number", OPTION_INT, 0, "1", NULL, "Number", NULL },
	{ "switch", OPTION_BOOL, 0, "no", NULL, "Switch", NULL },
	{ "url", OPTION_URL, 0, NULL, NULL, "Address", NULL },
	{ "choice", OPTION_CHOICE, 0, "a", "a|b", "Choice", NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static void must(int truth)
{
	if (!truth)
		abort();
}

static void terms(const struct filter_term *t, size_t n, enum entity e)
{
	for (size_t i = 0; i < n; i++) {
		must(t[i].field >= FILTER_ERP_CODE && t[i].field < entities[e].n_fields);
		must(t[i].op != FILTER_ANY || (t[i].n_groups > 0 && t[i].text));
		for (size_t k = 0; k < t[i].n_groups; k++)
			terms(t[i].groups[k].terms, t[i].groups[k].n_terms, e);
	}
}

static void filter(const char *text, enum entity e)
{
	struct error err = ERROR_INIT;
	struct filter f;
	int rc = filter_parse(&f, e, text, &err);

	must(rc == 0 || (f.n_terms == 0 && err.msgid));
	must(rc == 0 || (f.bad_at <= strlen(text) && f.bad_len <= strlen(text) - f.bad_at));
	terms(f.terms, f.n_terms, e);
	filter_release(&f);
	error_release(&err);
}

static void completion(const char *text, enum entity e)
{
	struct filter_completion c;
	size_t len = strlen(text);

	for (size_t at = 0; at <= len; at += len / 16 + 1) {
		filter_complete(&c, e, text, at);
		must(c.from <= c.to && c.to == at);
		for (size_t i = 0; i < c.n; i++)
			must(c.items[i].text[0] != '\0');
		filter_completion_release(&c);
	}
}

static void numbers(const char *text)
{
	struct strbuf b = STRBUF_INIT;
	int64_t n, again, ms;
	char at[INSTANT_LEN];

	if (decimal_parse(&n, text, 6, 1) == 0) {
		decimal_add(&b, n, 6, 0);
		must(decimal_parse(&again, b.s, 6, 1) == 0 && again == n);
	}
	if (instant_parse(&ms, text) == 0) {
		instant_format(at, ms);
		must(instant_parse(&again, at) == 0);
	}
	if (date_to_days(text, &n) == 0 && date_valid(text, 0)) {
		char day[DATE_LEN];

		date_from_days(day, n);
		must(strcmp(day, text) == 0);
	}
	strbuf_release(&b);
}

static void names(const char *text)
{
	struct strbuf safe = STRBUF_INIT, other = STRBUF_INIT;

	text_add_safe(&safe, text, 0);
	must(text_is_safe(safe.s));
	text_add_fitted(&other, safe.s, 20, -1, "…");
	must(text_width(other.s) == 20);
	strbuf_reset(&other);
	text_add_folded(&other, text);
	text_add_normalized_code(&safe, text);
	strbuf_reset(&other);
	text_add_csv(&other, text, 1);
	must(other.len == 0 || strchr("=+-@\t\r", other.s[0]) == NULL);
	strbuf_release(&safe);
	strbuf_release(&other);
}

static void files(const char *text)
{
	struct option_values v = { 0 };
	struct error err = ERROR_INIT;
	struct pool p = POOL_INIT;
	const char *args[4];

	if (option_parse(&v, option_table, text, "", &err) == 0)
		option_get_int(&v, option_table, "number");
	must(args_parse(text, &p, args, 4) <= 4);
	option_values_release(&v);
	error_release(&err);
	pool_release(&p);
}

static void formats(const char *text)
{
	struct strbuf b = STRBUF_INIT;
	struct id_format f = { .max_length = 10, .mask = text, .upper = 1 };

	if (id_format_propose(&b, &f, "J-2601") == 0)
		must(id_format_check(&f, b.s) == 0 || text_count_chars(b.s) > 10);
	strbuf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (size < 1 || size > 4096)
		return 0;
	text = xstrndup((const char *)data + 1, size - 1);
	switch (data[0] % 5) {
	case 0:
		filter(text, (enum entity)(data[0] / 5 % ENTITY_TAB_COUNT));
		completion(text, (enum entity)(data[0] / 5 % ENTITY_TAB_COUNT));
		break;
	case 1: numbers(text); break;
	case 2: names(text); break;
	case 3: files(text); break;
	default: formats(text); break;
	}
	free(text);
	return 0;
}
