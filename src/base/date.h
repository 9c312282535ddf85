/* Calendar dates, RFC 3339 and the clock.
 *
 * Dates are text YYYY-MM-DD, instants are text YYYY-MM-DDTHH:MM:SSZ (UTC) in the
 * database and milliseconds since 1970 UTC in memory. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stddef.h>
#include <stdint.h>

#define DATE_LEN 11            /* "2026-11-21" and NUL */
#define INSTANT_LEN 25         /* "2026-11-21T17:55:00.123Z" and NUL */

/* Wall clock in ms UTC.  COMPTOIR_CLOCK=2026-11-21T12:00:00Z pins the start (it
 * runs on from there); COMPTOIR_CLOCK=@... freezes it.  Any thread. */
int64_t clock_now_ms(void);
/* Never goes back; for time-outs and pacing. */
int64_t clock_mono_ms(void);
/* For tests in the same process: NULL restores the real one. */
void clock_replace(int64_t (*now_ms)(void), int64_t (*mono_ms)(void));

/* Writes "2026-11-21T17:55:00Z"; without milliseconds. */
void instant_format(char out[INSTANT_LEN], int64_t ms);
/* Accepts RFC 3339 with offset or Z, fraction, a blank for T, and a bare date
 * (midnight UTC); 0, or -1. */
int instant_parse(int64_t *ms, const char *s);
/* 1 for a real calendar date YYYY-MM-DD (also as the first ten characters of
 * an instant when `prefix`). */
int date_valid(const char *s, int prefix);
/* Days since 1970-01-01; and back. */
int date_to_days(const char *s, int64_t *days);
void date_from_days(char out[DATE_LEN], int64_t days);
/* Today in the local time zone. */
void date_today(char out[DATE_LEN]);

#endif
