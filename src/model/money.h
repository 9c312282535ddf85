/* Amounts: integers of the minor unit plus a currency; quantities, unit costs
 * and percentages: scaled integers.  No binary fraction. */
#ifndef MODEL_MONEY_H
#define MODEL_MONEY_H

#include <stdint.h>
#include <stddef.h>

#define QUANTITY_SCALE 6      /* quantities and unit costs: 10^-6 */
#define PERCENT_SCALE  4      /* 10 % is 100000 */

/* "1234.50" of `currency` to minor units; rejects digits the currency cannot
 * carry.  0, or -1. */
int money_parse(int64_t *minor, const char *text, const char *currency);
/* Share of an amount, rounded half away from zero to the minor unit.  0/-1. */
int money_percent(int64_t *out, int64_t minor, int64_t percent);
/* Text for machines: "1234.50". */
struct strbuf;
void money_add(struct strbuf *out, int64_t minor, const char *currency);

#endif
