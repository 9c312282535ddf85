/* The user's language: start of gettext, and numbers, dates, money by language.
 *
 * The language comes from LC_ALL, LC_MESSAGES, LANG and LANGUAGE without asking
 * the C library whether that locale was generated on this machine: fr_CA.UTF-8
 * reads French on a machine that has only C.UTF-8.  One call, before threads. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/strbuf.h"
#include <stdint.h>

enum lang { LANG_EN, LANG_FR, LANG_FR_CA };

/* Chooses from the environment or from `wanted` ("en", "fr", "fr_CA"; NULL: the
 * environment), sets LC_CTYPE to a UTF-8 locale and binds the catalogue. */
void lang_init(const char *wanted);
enum lang lang_current(void);
const char *lang_code(void);           /* "en", "fr", "fr_CA" */
int lang_utf8(void);                   /* is the terminal's character set UTF-8? */

/* "42,118.00", "42 118,00" (no-break spaces in UTF-8); currency decimals. */
void lang_add_amount(struct strbuf *out, int64_t minor, const char *currency);
/* With the sign of the currency: "$ 42,118.00", "42 118,00 $"; the code where
 * the sign would not say which dollar: home is the company's own currency. */
void lang_add_money(struct strbuf *out, int64_t minor, const char *currency,
	const char *home);
/* ": " as the language writes it. */
void lang_add_colon(struct strbuf *out);
void lang_add_number(struct strbuf *out, int64_t scaled, int scale, int min_decimals);
/* "2026-11-21" in en and fr_CA, "21/11/2026" in fr. */
void lang_add_date(struct strbuf *out, const char *iso_date);
/* Local time, date and minutes. */
void lang_add_instant(struct strbuf *out, int64_t ms);
/* "2 min", "3 h", "5 d" / "5 j" since then. */
void lang_add_age(struct strbuf *out, int64_t since_ms, int64_t now_ms);
/* Decimals of a currency: 2, JPY 0, KWD 3 ... */
int currency_decimals(const char *code);

#endif
