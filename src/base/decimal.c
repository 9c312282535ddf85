/* Exact decimals as scaled integers.
 *
 * Everything is done on the digits or in 128-bit integers; an answer either is
 * exact, or rounded once, half away from zero, or refused. */
#include "base/decimal.h"


#include "base/banned.h"

typedef __int128 wide;
typedef unsigned __int128 uwide;

#define MAX_SCALE 18
#define MAX_EXPONENT 100000

/* The parts of a number's text: all digits of the mantissa in a row, without
 * the point and without leading zeros. */
struct parts {
	int negative;
	const char *digits;     /* first digit that is not 0, or NULL */
	long count;             /* digits from there on */
	long fraction;          /* how many of all digits stand after the point */
	long exponent;
};

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *read_exponent(const char *s, long *exponent)
{
	int negative;

	*exponent = 0;
	if (*s != 'e' && *s != 'E')
		return s;
	s++;
	negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if (!is_digit(*s))
		return NULL;
	for (; is_digit(*s); s++)
		if (*exponent < MAX_EXPONENT)
			*exponent = *exponent * 10 + (*s - '0');
	if (negative)
		*exponent = -*exponent;
	return s;
}

static int read_parts(struct parts *p, const char *s)
{
	int point = 0, any = 0;

	*p = (struct parts){ .negative = *s == '-' };
	if (*s == '-' || *s == '+')
		s++;
	for (; is_digit(*s) || (*s == '.' && !point); s++) {
		if (*s == '.') {
			point = 1;
			continue;
		}
		any = 1;
		if (*s != '0' && !p->digits)
			p->digits = s;
		p->count += p->digits != NULL;
		p->fraction += point;
	}
	if (!any)
		return -1;
	s = read_exponent(s, &p->exponent);
	return s && !*s ? 0 : -1;
}

/* Adds one decimal digit; -1 when the value leaves 64 bits. */
static int push_digit(uint64_t *value, unsigned digit)
{
	return __builtin_mul_overflow(*value, (uint64_t)10, value) ||
		__builtin_add_overflow(*value, (uint64_t)digit, value) ? -1 : 0;
}

static int apply_sign(int64_t *out, uint64_t value, int negative)
{
	if (value > (uint64_t)INT64_MAX + (negative != 0))
		return -1;
	*out = negative ? (int64_t)(0 - value) : (int64_t)value;
	return 0;
}

int decimal_parse(int64_t *out, const char *s, int scale, int exact)
{
	uint64_t value = 0;
	struct parts p;
	long kept, i;
	int round_up = 0;

	if (!s || scale < 0 || scale > MAX_SCALE || read_parts(&p, s))
		return -1;
	if (!p.digits) {
		*out = 0;
		return 0;
	}
	kept = p.count - p.fraction + p.exponent + scale;   /* digits before the new point */
	if (kept > 20)
		return -1;
	for (i = 0, s = p.digits; i < p.count; s++) {
		if (*s == '.')
			continue;
		if (i < kept && push_digit(&value, (unsigned)(*s - '0')))
			return -1;
		if (i >= kept && exact && *s != '0')
			return -1;
		if (i == kept)
			round_up = *s >= '5';
		i++;
	}
	for (; i < kept; i++)
		if (push_digit(&value, 0))
			return -1;
	if (round_up && __builtin_add_overflow(value, (uint64_t)1, &value))
		return -1;
	return apply_sign(out, value, p.negative);
}

void decimal_add(struct strbuf *out, int64_t value, int scale, int min_decimals)
{
	uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char digits[48];
	int i = (int)sizeof digits, written = 0, end;

	if (scale < 0)
		scale = 0;
	if (scale > MAX_SCALE)
		scale = MAX_SCALE;
	while (v || written <= scale) {
		if (written == scale && scale)
			digits[--i] = '.';
		digits[--i] = (char)('0' + v % 10);
		v /= 10;
		written++;
	}
	end = (int)sizeof digits;
	while (scale > min_decimals && scale > 0 && digits[end - 1] == '0') {
		end--;
		scale--;
	}
	if (digits[end - 1] == '.')
		end--;
	if (value < 0)
		strbuf_addc(out, '-');
	strbuf_add(out, digits + i, (size_t)(end - i));
	if (min_decimals > scale) {
		if (!scale)
			strbuf_addc(out, '.');
		for (; scale < min_decimals; scale++)
			strbuf_addc(out, '0');
	}
}

static int divide_rounded(int64_t *out, wide n, wide d)
{
	int negative = (n < 0) != (d < 0);
	uwide un = n < 0 ? 0 - (uwide)n : (uwide)n;
	uwide ud = d < 0 ? 0 - (uwide)d : (uwide)d;
	uwide q = un / ud, r = un % ud;

	if (r >= ud - r)
		q++;
	if (q > (uwide)INT64_MAX + 1)
		return -1;
	return apply_sign(out, (uint64_t)q, negative && q);
}

int decimal_mul(int64_t *out, int64_t a, int64_t b, int scale)
{
	wide unit = 1;

	if (scale < 0 || scale > MAX_SCALE)
		return -1;
	while (scale--)
		unit *= 10;
	return divide_rounded(out, (wide)a * b, unit);
}

int decimal_ratio(int64_t *out, int64_t a, int64_t num, int64_t den)
{
	if (!den)
		return -1;
	return divide_rounded(out, (wide)a * num, den);
}

int decimal_sum(int64_t *out, int64_t a, int64_t b)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return -1;
	*out = sum;
	return 0;
}
