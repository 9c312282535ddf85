/* The user's language.
 *
 * The C library gives French only where the locale fr_CA.UTF-8 was generated,
 * which a server or a container rarely has.  We read the variables ourselves and
 * then lead gettext there: any locale that is not plain "C" makes it honour
 * LANGUAGE, and C.UTF-8 is part of every glibc.  Numbers and dates are written
 * by the few rules below, so LC_NUMERIC stays "C" and nothing that is stored or
 * sent ever depends on the language. */
#include "base/lang.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/path.h"
#include "base/text.h"

#include "base/banned.h"

#define DOMAIN "comptoir"
#define NBSP "\xc2\xa0"

static struct {
	enum lang lang;
	int utf8;
} now = { LANG_EN, 1 };

static const struct {
	const char *code;
	const char *lookup;     /* the catalogues to try, for LANGUAGE */
} langs[] = {
	[LANG_EN] = { "en", "en" },
	[LANG_FR] = { "fr", "fr" },
	[LANG_FR_CA] = { "fr_CA", "fr_CA:fr" },
};

/* ---- choosing ---- */

/* "fr_CA.UTF-8", "fr-CA", "fr": the language of such a name of len bytes, or -1. */
static int parse_lang(const char *s, size_t len)
{
	if (len >= 2 && !strncasecmp(s, "en", 2) && (len == 2 || strchr("_-.@", s[2])))
		return LANG_EN;
	if (len < 2 || strncasecmp(s, "fr", 2) || (len > 2 && !strchr("_-.@", s[2])))
		return -1;
	if (len >= 5 && !strncasecmp(s + 3, "CA", 2) && (len == 5 || strchr(".@", s[5])))
		return LANG_FR_CA;
	return LANG_FR;
}

static int is_plain_c(const char *s)
{
	return !strcmp(s, "C") || !strcmp(s, "POSIX");
}

/* The first of the variables that says something, or "". */
static const char *first_env(const char *category)
{
	const char *names[] = { "LC_ALL", category, "LANG" };
	const char *value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if ((value = getenv(names[i])) && *value)
			return value;
	return "";
}

/* LANGUAGE is a list, best first; a locale that says C outright wins over it. */
static enum lang lang_from_env(void)
{
	const char *locale = first_env("LC_MESSAGES"), *list = getenv("LANGUAGE");
	int found, from_locale = parse_lang(locale, strlen(locale));
	size_t n;

	if (is_plain_c(locale))
		return LANG_EN;
	for (; list && *list; list += n + (list[n] == ':')) {
		n = strcspn(list, ":");
		found = parse_lang(list, n);
		if (found == LANG_FR && n == 2 && from_locale == LANG_FR_CA)
			return LANG_FR_CA;
		if (found >= 0)
			return (enum lang)found;
	}
	return from_locale >= 0 ? (enum lang)from_locale : LANG_EN;
}

static int names_utf8(const char *charset)
{
	return !strncasecmp(charset, "UTF-8", 5) || !strncasecmp(charset, "UTF8", 4);
}

/* What the environment says about the terminal.  Nothing said means UTF-8: that
 * is what terminals are, and what a bare container forgets to say. */
static int env_is_utf8(void)
{
	const char *locale = first_env("LC_CTYPE");
	const char *dot = strchr(locale, '.');

	if (!*locale)
		return 1;
	if (is_plain_c(locale))
		return 0;
	if (dot)
		return names_utf8(dot + 1);
	if (setlocale(LC_CTYPE, ""))
		return names_utf8(nl_langinfo(CODESET));
	return 1;
}

static void set_ctype(void)
{
	static const char *const fallbacks[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8", "fr_CA.UTF-8" };
	size_t i;

	if (setlocale(LC_CTYPE, "") && names_utf8(nl_langinfo(CODESET)))
		return;
	for (i = 0; i < ARRAY_SIZE(fallbacks); i++)
		if (setlocale(LC_CTYPE, fallbacks[i]))
			return;
	setlocale(LC_CTYPE, "");
}

/* gettext reads LANGUAGE only when the locale of messages is not plain "C". */
static void set_messages(void)
{
	static const char *const fallbacks[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8", "fr_CA.UTF-8" };
	const char *name;
	size_t i;

	setlocale(LC_MESSAGES, "C");        /* forgets what was looked up before */
	name = setlocale(LC_MESSAGES, "");
	for (i = 0; (!name || is_plain_c(name)) && i < ARRAY_SIZE(fallbacks); i++)
		name = setlocale(LC_MESSAGES, fallbacks[i]);
}

/* dir, or what the build laid beside the program, or what was installed. */
static void bind_catalogues(const char *dir)
{
	char *built = dir ? NULL : path_beside_program("locale");

	if (built && access(built, R_OK) != 0) {
		free(built);
		built = NULL;
	}
	bindtextdomain(DOMAIN, dir ? dir : built ? built : LOCALEDIR);
	free(built);
}

void lang_init(const char *wanted)
{
	int found = wanted ? parse_lang(wanted, strlen(wanted)) : -1;
	const char *list = getenv("LANGUAGE"), *dir = getenv("COMPTOIR_LOCALEDIR");

	now.lang = found >= 0 ? (enum lang)found : lang_from_env();
	now.utf8 = env_is_utf8();
	/* In English, a foreign LANGUAGE is left to the programs we start. */
	if (now.lang != LANG_EN || found >= 0 || (list && *list))
		setenv("LANGUAGE", langs[now.lang].lookup, 1);
	set_ctype();
	set_messages();
	setlocale(LC_NUMERIC, "C");
	bind_catalogues(dir && *dir ? dir : NULL);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	tzset();
}

enum lang lang_current(void)
{
	return now.lang;
}

const char *lang_code(void)
{
	return langs[now.lang].code;
}

int lang_utf8(void)
{
	return now.utf8;
}

/* ---- numbers and money ---- */

#define CODE(a, b, c) ((a) << 16 | (b) << 8 | (c))

int currency_decimals(const char *code)
{
	if (!code || strlen(code) != 3)
		return 2;
	/* ISO 4217, list one, where it is not 2 */
	switch (CODE((unsigned char)code[0], (unsigned char)code[1], (unsigned char)code[2])) {
	case CODE('B', 'I', 'F'): case CODE('C', 'L', 'P'): case CODE('D', 'J', 'F'):
	case CODE('G', 'N', 'F'): case CODE('I', 'S', 'K'): case CODE('J', 'P', 'Y'):
	case CODE('K', 'M', 'F'): case CODE('K', 'R', 'W'): case CODE('P', 'Y', 'G'):
	case CODE('R', 'W', 'F'): case CODE('U', 'G', 'X'): case CODE('U', 'Y', 'I'):
	case CODE('V', 'N', 'D'): case CODE('V', 'U', 'V'): case CODE('X', 'A', 'F'):
	case CODE('X', 'O', 'F'): case CODE('X', 'P', 'F'):
		return 0;
	case CODE('B', 'H', 'D'): case CODE('I', 'Q', 'D'): case CODE('J', 'O', 'D'):
	case CODE('K', 'W', 'D'): case CODE('L', 'Y', 'D'): case CODE('O', 'M', 'R'):
	case CODE('T', 'N', 'D'):
		return 3;
	case CODE('C', 'L', 'F'): case CODE('U', 'Y', 'W'):
		return 4;
	default:
		return 2;
	}
}

static const char *blank(void)
{
	return now.utf8 ? NBSP : " ";
}

void lang_add_colon(struct strbuf *out)
{
	strbuf_addf(out, "%s: ", now.lang == LANG_EN ? "" : blank());
}

void lang_add_number(struct strbuf *out, int64_t scaled, int scale, int min_decimals)
{
	const char *group = now.lang == LANG_EN ? "," : blank(), *s, *point;
	struct strbuf plain = STRBUF_INIT;
	size_t whole;

	decimal_add(&plain, scaled, scale, min_decimals);
	s = plain.s;
	if (*s == '-')
		strbuf_addc(out, *s++);
	point = strchr(s, '.');
	for (whole = point ? (size_t)(point - s) : strlen(s); whole; s++) {
		strbuf_addc(out, *s);
		if (--whole && whole % 3 == 0)
			strbuf_adds(out, group);
	}
	if (point) {
		strbuf_addc(out, now.lang == LANG_EN ? '.' : ',');
		strbuf_adds(out, point + 1);
	}
	strbuf_release(&plain);
}

void lang_add_amount(struct strbuf *out, int64_t minor, const char *currency)
{
	int decimals = currency_decimals(currency);

	lang_add_number(out, minor, decimals, decimals);
}

/* The sign of a currency, or NULL when its code says it better.  A sign that
 * several currencies share is only used for the company's own. */
static const char *currency_sign(const char *code, const char *home)
{
	static const struct { const char *code, *sign; int shared; } signs[] = {
		{ "USD", "$", 1 }, { "CAD", "$", 1 }, { "AUD", "$", 1 }, { "NZD", "$", 1 },
		{ "MXN", "$", 1 }, { "SGD", "$", 1 }, { "HKD", "$", 1 },
		{ "GBP", "\xc2\xa3", 1 }, { "JPY", "\xc2\xa5", 1 }, { "CNY", "\xc2\xa5", 1 },
		{ "EUR", "\xe2\x82\xac", 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(signs); i++) {
		if (strcmp(signs[i].code, code))
			continue;
		if (signs[i].shared && (!home || strcmp(home, code)))
			return NULL;
		return now.utf8 || *signs[i].sign == '$' ? signs[i].sign : NULL;
	}
	return NULL;
}

void lang_add_money(struct strbuf *out, int64_t minor, const char *currency,
	const char *home)
{
	const char *code = currency ? currency : "", *sign = currency_sign(code, home);
	struct strbuf amount = STRBUF_INIT;
	const char *digits;

	if (!sign)
		sign = code;
	lang_add_amount(&amount, minor, code);
	digits = amount.s;
	if (now.lang == LANG_EN && *sign) {
		if (*digits == '-')
			strbuf_addc(out, *digits++);
		text_add_safe(out, sign, 0);
		strbuf_addc(out, ' ');
	}
	strbuf_adds(out, digits);
	if (now.lang != LANG_EN && *sign) {
		strbuf_adds(out, blank());
		text_add_safe(out, sign, 0);
	}
	strbuf_release(&amount);
}

/* ---- dates ---- */

void lang_add_date(struct strbuf *out, const char *iso_date)
{
	if (!iso_date)
		return;
	if (!date_valid(iso_date, 1))
		text_add_safe(out, iso_date, 0);
	else if (now.lang == LANG_FR)
		strbuf_addf(out, "%.2s/%.2s/%.4s", iso_date + 8, iso_date + 5, iso_date);
	else
		strbuf_add(out, iso_date, 10);
}

void lang_add_instant(struct strbuf *out, int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000 - (ms % 1000 < 0));
	char iso[16];
	struct tm tm;

	if (!localtime_r(&seconds, &tm) || strftime(iso, sizeof iso, "%Y-%m-%d", &tm) != 10)
		return;
	lang_add_date(out, iso);
	strbuf_addf(out, " %02d:%02d", tm.tm_hour, tm.tm_min);
}

void lang_add_age(struct strbuf *out, int64_t since_ms, int64_t now_ms)
{
	int64_t minutes = now_ms > since_ms ? (now_ms - since_ms) / 60000 : 0;

	if (minutes < 60)
		strbuf_addf(out, "%d min", (int)minutes);
	else if (minutes < 24 * 60)
		strbuf_addf(out, "%d h", (int)(minutes / 60));
	else
		strbuf_addf(out, "%lld %s", (long long)(minutes / (24 * 60)),
			now.lang == LANG_EN ? "d" : "j");
}
