/* Numbers and days as people type them.
 *
 * Both languages' ways of writing an amount are taken wherever only one meaning is
 * possible; "1,234" under French and "1.234" under both could be either, and are asked about
 * rather than guessed. */
#include "model/filter_parts.h"
#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

/* ---- numbers ---- */

/* Blanks of every width, and the Swiss apostrophe, become one blank. */
static size_t group_mark(const char *s)
{
	static const char *const marks[] = { " ", "'", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x99" };

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (strncmp(s, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

static size_t currency_mark(const char *s)
{
	static const char *const marks[] = { "$", "\xe2\x82\xac", "\xc2\xa3", "%" };

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (strncmp(s, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

/* Digits, commas, dots and one kind of blank remain; -1 for anything else. */
static int strip(struct strbuf *out, const char *s, int *minus)
{
	size_t n;

	*minus = 0;
	while (*s) {
		if ((*s >= '0' && *s <= '9') || *s == ',' || *s == '.')
			strbuf_addc(out, *s++);
		else if ((n = group_mark(s)) > 0) {
			strbuf_addc(out, ' ');
			s += n;
		} else if ((n = currency_mark(s)) > 0)
			s += n;
		else if (*s == '-' && out->len == 0 && !*minus) {
			*minus = 1;
			s++;
		} else
			return -1;
	}
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		strbuf_truncate(out, out->len - 1);
	return 0;
}

/* Are the digits between `mark`s in threes, the first one to three? */
static int grouped(const char *s, size_t len, char mark)
{
	size_t run = 0, groups = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && s[i] != mark) {
			run++;
			continue;
		}
		if (groups == 0 ? run == 0 || run > 3 : run != 3)
			return 0;
		groups++;
		run = 0;
	}
	return 1;
}

/* The whole part: digits alone, or in threes by one mark. */
static int whole_part(struct strbuf *out, const char *s, size_t len, char decimal)
{
	static const char marks[] = " ,.";
	char used = '\0';

	for (size_t i = 0; i < len; i++)
		if (strchr(marks, s[i])) {
			if (used && used != s[i])
				return -1;
			used = s[i];
		}
	if (used && (used == decimal || !grouped(s, len, used)))
		return -1;
	for (size_t i = 0; i < len; i++)
		if (s[i] >= '0' && s[i] <= '9')
			strbuf_addc(out, s[i]);
	return 0;
}

static size_t count(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

/* Where the decimals begin, NULL when there are none; *two_ways when that is a guess. */
static const char *decimal_mark(const char *s, int money, int *two_ways)
{
	const char *comma = strrchr(s, ','), *dot = strrchr(s, '.'), *mark;
	char thousands = lang_current() == LANG_EN ? ',' : ' ';

	*two_ways = 0;
	if (comma && dot)
		return comma > dot ? comma : dot;
	mark = comma ? comma : dot;
	if (mark == NULL || count(s, *mark) > 1)
		return NULL;
	if (strlen(mark + 1) != 3 || strchr(s, ' ') || mark == s || mark - s > 3)
		return mark;
	if (*mark == thousands)
		return NULL;
	*two_ways = money;
	return mark;
}

enum number_fault filter_number(int64_t *out, const char *text, int scale, int money)
{
	struct strbuf digits = STRBUF_INIT, plain = STRBUF_INIT;
	enum number_fault fault = NUMBER_BAD;
	const char *mark;
	int minus, two_ways;

	if (strip(&digits, text, &minus) == 0 && digits.len > 0) {
		mark = decimal_mark(digits.s, money, &two_ways);
		strbuf_adds(&plain, minus ? "-" : "");
		if (two_ways)
			fault = NUMBER_TWO_WAYS;
		else if (whole_part(&plain, digits.s, mark ? (size_t)(mark - digits.s) : digits.len,
				mark ? *mark : '\0') == 0 &&
			 (!mark || strspn(mark + 1, "0123456789") == strlen(mark + 1))) {
			if (mark && mark[1])
				strbuf_addf(&plain, ".%s", mark + 1);
			fault = decimal_parse(out, plain.s, scale, 1) == 0 ? NUMBER_FINE : NUMBER_BAD;
		}
	}
	strbuf_release(&digits);
	strbuf_release(&plain);
	return fault;
}

/* ---- days ---- */

int filter_looks_like_day(const char *text, size_t len)
{
	static const char shape[] = "####-##-##";

	if ((len != 7 && len != 10) || (strncmp(text, "19", 2) != 0 && strncmp(text, "20", 2) != 0))
		return 0;               /* 1042-07 is the number of an invoice */
	for (size_t i = 0; i < len; i++)
		if (shape[i] == '#' ? (text[i] < '0' || text[i] > '9') : text[i] != shape[i])
			return 0;
	return 1;
}

static int year_alone(const char *s)
{
	return strlen(s) == 4 && strspn(s, "0123456789") == 4;
}

/* The last part of "7d": how many seconds one of these has; several languages at once. */
static int64_t unit_seconds(const char *unit)
{
	static const struct { const char *names; int64_t days; } units[] = {
		{ " d day days j jour jours ", 1 }, { " w week weeks s sem semaine semaines ", 7 },
		{ " m month months mois ", 30 }, { " y year years a an ans ", 365 },
	};
	struct strbuf folded = STRBUF_INIT;
	int64_t seconds = -1;

	strbuf_addc(&folded, ' ');
	text_add_folded(&folded, unit);
	strbuf_addc(&folded, ' ');
	if (folded.len > 2 && strchr(unit, ' ') == NULL) {
		for (size_t i = 0; i < ARRAY_SIZE(units); i++)
			if (strstr(units[i].names, folded.s))
				seconds = units[i].days * 86400;
		if (strcmp(folded.s, " h ") == 0)
			seconds = 3600;
	}
	strbuf_release(&folded);
	return seconds;
}

int64_t filter_span(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	int64_t n, one;

	if (digits == 0 || digits > 5)
		return -1;
	n = strtoll(text, NULL, 10);
	one = unit_seconds(text + digits);
	return one < 0 ? -1 : n * one;
}

static void add_day(struct strbuf *out, int64_t from_today, size_t keep)
{
	char today[DATE_LEN], day[DATE_LEN];
	int64_t days = 0;

	date_today(today);
	date_to_days(today, &days);
	date_from_days(day, days + from_today);
	strbuf_add(out, day, keep);
}

/* Monday of this week. */
static int64_t since_monday(void)
{
	char today[DATE_LEN];
	int64_t days = 0;

	date_today(today);
	date_to_days(today, &days);
	return (days + 3) % 7;          /* 1970-01-01 was a Thursday */
}

static int named_day(struct strbuf *out, const char *text)
{
	if (filter_same(text, "today") || filter_same(text, N_("today")))
		add_day(out, 0, 10);
	else if (filter_same(text, "yesterday") || filter_same(text, N_("yesterday")))
		add_day(out, -1, 10);
	else if (filter_same(text, "tomorrow") || filter_same(text, N_("tomorrow")))
		add_day(out, 1, 10);
	/* TRANSLATORS: typed in a filter, one word: from this week's Monday on, this month, this year. */
	else if (filter_same(text, "week") || filter_same(text, N_("week")))
		add_day(out, -since_monday(), 10);
	else if (filter_same(text, "month") || filter_same(text, N_("month")))
		add_day(out, 0, 7);
	else if (filter_same(text, "year") || filter_same(text, N_("year")))
		add_day(out, 0, 4);
	else
		return -1;
	return 0;
}

/* "05/10/2026" as France writes it; elsewhere only when the day cannot be a month. */
static int slashed_day(struct strbuf *out, const char *s)
{
	if (strlen(s) != 10 || s[2] != '/' || s[5] != '/' || strspn(s, "0123456789/") != 10)
		return -1;
	if (lang_current() != LANG_FR && strncmp(s, "12", 2) <= 0)
		return -1;
	strbuf_addf(out, "%.4s-%.2s-%.2s", s + 6, s + 3, s);
	return 0;
}

int filter_day(struct strbuf *out, const char *text)
{
	int ahead = text[0] == '+';
	int64_t span = filter_span(text + (ahead || text[0] == '-'));
	struct strbuf day = STRBUF_INIT;
	int rc = 0;

	if (span >= 86400)
		add_day(&day, ahead ? span / 86400 : -span / 86400, 10);
	else if (year_alone(text) || filter_looks_like_day(text, strlen(text)))
		strbuf_adds(&day, text);
	else if (slashed_day(&day, text) < 0)
		rc = named_day(&day, text);
	/* no thirteenth month, no 31st of November */
	if (rc == 0 && ((day.len == 10 && !date_valid(day.s, 0)) ||
	    (day.len == 7 && (strcmp(day.s + 5, "01") < 0 || strcmp(day.s + 5, "12") > 0))))
		rc = -1;
	if (rc == 0)
		strbuf_add(out, day.s, day.len);
	strbuf_release(&day);
	return rc;
}
