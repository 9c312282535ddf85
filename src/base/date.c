/* Calendar dates, RFC 3339 and the clock.
 *
 * Dates are counted in days of the proleptic Gregorian calendar, without the C
 * library's time zones; only date_today asks for the local zone. */
#include "base/date.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/xalloc.h"

#include "base/banned.h"

#define DAY_MS INT64_C(86400000)

/* ---- the clock ---- */

static int64_t (*_Atomic replaced_now)(void);
static int64_t (*_Atomic replaced_mono)(void);
static pthread_once_t clock_once = PTHREAD_ONCE_INIT;
static int64_t clock_shift;     /* added to the real clock */
static int64_t clock_frozen;
static int clock_is_frozen;

static int64_t real_ms(clockid_t id)
{
	struct timespec ts;

	if (clock_gettime(id, &ts))
		BUG("no clock");
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Reads COMPTOIR_CLOCK once; text that is no instant changes nothing. */
static void clock_start(void)
{
	const char *wanted = getenv("COMPTOIR_CLOCK");
	int64_t ms;

	if (!wanted || instant_parse(&ms, wanted + (*wanted == '@')))
		return;
	clock_is_frozen = *wanted == '@';
	clock_frozen = ms;
	clock_shift = ms - real_ms(CLOCK_REALTIME);
}

int64_t clock_now_ms(void)
{
	int64_t (*now)(void) = atomic_load(&replaced_now);

	if (now)
		return now();
	pthread_once(&clock_once, clock_start);
	return clock_is_frozen ? clock_frozen : real_ms(CLOCK_REALTIME) + clock_shift;
}

int64_t clock_mono_ms(void)
{
	int64_t (*mono)(void) = atomic_load(&replaced_mono);

	return mono ? mono() : real_ms(CLOCK_MONOTONIC);
}

void clock_replace(int64_t (*now_ms)(void), int64_t (*mono_ms)(void))
{
	atomic_store(&replaced_now, now_ms);
	atomic_store(&replaced_mono, mono_ms);
}

/* ---- the calendar ---- */

static int is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Exactly n digits at *s, which moves behind them; -1 when they are not there. */
static int read_digits(const char **s, int n)
{
	int value = 0;

	while (n--) {
		if (**s < '0' || **s > '9')
			return -1;
		value = value * 10 + (*(*s)++ - '0');
	}
	return value;
}

static int read_char(const char **s, const char *set)
{
	if (!**s || !strchr(set, **s))
		return 0;
	return *(*s)++;
}

/* Years count from 0000-03-01, so that the leap day is the last of its year. */
static int64_t days_from_civil(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

/* Years 0001 to 9999 only, so y above is never negative. */
static int read_date(const char **s, int64_t *days)
{
	int year = read_digits(s, 4), month, day;

	if (year < 1 || !read_char(s, "-"))
		return -1;
	month = read_digits(s, 2);
	if (month < 1 || month > 12 || !read_char(s, "-"))
		return -1;
	day = read_digits(s, 2);
	if (day < 1 || day > days_in_month(year, month))
		return -1;
	*days = days_from_civil(year, month, day);
	return 0;
}

int date_valid(const char *s, int prefix)
{
	int64_t days;

	if (!s || read_date(&s, &days))
		return 0;
	return !*s || (prefix && strchr("Tt ", *s));
}

int date_to_days(const char *s, int64_t *days)
{
	int64_t value;

	if (!s || read_date(&s, &value) || (*s && !strchr("Tt ", *s)))
		return -1;
	*days = value;
	return 0;
}

/* Days of the years 0001 to 9999. */
#define FIRST_DAY (-719162)
#define LAST_DAY 2932896

static void civil_from_days(int64_t days, int *year, int *month, int *day)
{
	int64_t shifted, era, of_era, of_year, y, m;

	if (days < FIRST_DAY)
		days = FIRST_DAY;
	if (days > LAST_DAY)
		days = LAST_DAY;
	shifted = days + 719468;
	era = shifted / 146097;
	of_era = shifted % 146097;
	y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * y + y / 4 - y / 100);
	m = (5 * of_year + 2) / 153;
	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

static void put_digits(char *out, int value, int n)
{
	while (n--) {
		out[n] = (char)('0' + value % 10);
		value /= 10;
	}
}

void date_from_days(char out[DATE_LEN], int64_t days)
{
	int year, month, day;

	civil_from_days(days, &year, &month, &day);
	memcpy(out, "0000-00-00", DATE_LEN);
	put_digits(out, year, 4);
	put_digits(out + 5, month, 2);
	put_digits(out + 8, day, 2);
}

void date_today(char out[DATE_LEN])
{
	time_t now = (time_t)(clock_now_ms() / 1000);
	struct tm tm;

	tzset();
	if (!localtime_r(&now, &tm)) {
		date_from_days(out, clock_now_ms() / DAY_MS);
		return;
	}
	date_from_days(out, days_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday));
}

/* ---- instants ---- */

void instant_format(char out[INSTANT_LEN], int64_t ms)
{
	int64_t days = ms / DAY_MS, rest = ms % DAY_MS;
	int seconds;

	if (rest < 0) {
		rest += DAY_MS;
		days--;
	}
	seconds = (int)(rest / 1000);
	date_from_days(out, days);
	memcpy(out + 10, "T00:00:00Z", 11);
	put_digits(out + 11, seconds / 3600, 2);
	put_digits(out + 14, seconds / 60 % 60, 2);
	put_digits(out + 17, seconds % 60, 2);
}

/* hh:mm:ss[.fraction]; a second 60 is the first of the next minute. */
static int read_time(const char **s, int64_t *ms)
{
	int hour, minute, second, scale = 100;

	hour = read_digits(s, 2);
	if (hour < 0 || hour > 23 || !read_char(s, ":"))
		return -1;
	minute = read_digits(s, 2);
	if (minute < 0 || minute > 59 || !read_char(s, ":"))
		return -1;
	second = read_digits(s, 2);
	if (second < 0 || second > 60)
		return -1;
	*ms = ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
	if (!read_char(s, "."))
		return 0;
	if (**s < '0' || **s > '9')
		return -1;
	for (; **s >= '0' && **s <= '9'; (*s)++, scale /= 10)
		*ms += (**s - '0') * scale;
	return 0;
}

/* Z, +hh:mm or +hhmm; milliseconds east of UTC. */
static int read_offset(const char **s, int64_t *ms)
{
	int sign, hour, minute;

	*ms = 0;
	if (read_char(s, "Zz"))
		return 0;
	sign = read_char(s, "+-");
	if (!sign)
		return -1;
	hour = read_digits(s, 2);
	read_char(s, ":");
	minute = read_digits(s, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return -1;
	*ms = ((int64_t)hour * 60 + minute) * 60000;
	if (sign == '-')
		*ms = -*ms;
	return 0;
}

int instant_parse(int64_t *ms, const char *s)
{
	int64_t days, time, offset;

	if (!s || read_date(&s, &days))
		return -1;
	if (!*s) {
		*ms = days * DAY_MS;
		return 0;
	}
	if (!read_char(&s, "Tt ") || read_time(&s, &time) || read_offset(&s, &offset) || *s)
		return -1;
	*ms = days * DAY_MS + time - offset;
	return 0;
}
