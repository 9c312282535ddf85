/* A total that a person types to confirm it: read in either language's way, compared as an integer. */
#ifndef UI_TOTAL_H
#define UI_TOTAL_H

#include <stdint.h>

/* Is this text that amount?  "42,118.00", "42 118,00", "42118", "$ 42,118.00 CAD" and
 * "(1,000.00)" are read; the signs of currency say nothing.  A text that is no amount,
 * has more decimals than the currency, or groups of other than three digits: 0. */
int total_typed_is(const char *text, int64_t minor, const char *currency);

#endif
