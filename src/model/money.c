/* Amounts.  The minor unit of a currency decides how many digits it carries;
 * everything else is base/decimal. */
#include "model/money.h"
#include "base/decimal.h"
#include "base/lang.h"

#include "base/banned.h"

int money_parse(int64_t *minor, const char *text, const char *currency)
{
	return decimal_parse(minor, text, currency_decimals(currency), 1);
}

int money_percent(int64_t *out, int64_t minor, int64_t percent)
{
	/* percent is 10^-4 of a hundredth: 10 % = 100000 = 0.1 * 10^6 */
	return decimal_ratio(out, minor, percent, 1000000);
}

void money_add(struct strbuf *out, int64_t minor, const char *currency)
{
	int decimals = currency_decimals(currency);

	decimal_add(out, minor, decimals, decimals);
}
