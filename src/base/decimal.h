/* Exact decimals as scaled integers.  No binary fraction anywhere. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/strbuf.h"
#include <stdint.h>

/* Parses "-1234.50", "1e3", "+.5" to an integer of 10^-scale units.  Returns 0;
 * -1 when it is not a number, does not fit in 64 bits, or (exact) has digits
 * beyond the scale that are not zero.  Not exact: rounds half away from zero. */
int decimal_parse(int64_t *out, const char *s, int scale, int exact);
/* "-1234.50"; trailing zeros beyond min_decimals are dropped. */
void decimal_add(struct strbuf *out, int64_t value, int scale, int min_decimals);
/* a * b / 10^scale, rounded half away from zero; 0, or -1 on overflow. */
int decimal_mul(int64_t *out, int64_t a, int64_t b, int scale);
/* a * num / den, rounded half away from zero; 0, or -1 on overflow or den 0. */
int decimal_ratio(int64_t *out, int64_t a, int64_t num, int64_t den);
/* a + b; 0, or -1 on overflow. */
int decimal_sum(int64_t *out, int64_t a, int64_t b);

#endif
