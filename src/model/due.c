/* Terms of payment.  Only what can mean nothing else is read: one number of days, with the words that
 * systems and people put around it. */
#include "model/due.h"
#include "base/array.h"

#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define DAYS_MOST 180

static const char *after_blanks(const char *s)
{
	return s + strspn(s, " -");
}

/* The rest of the text after the first of the words it begins with, whatever its case; the text itself: none. */
static const char *after_word(const char *s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncasecmp(s, words[i], strlen(words[i])) == 0)
			return after_blanks(s + strlen(words[i]));
	return s;
}

int due_days(const char *terms)
{
	static const char *const before[] = { "net", "n" };
	static const char *const after[] = { "daysafterbilldate", "days", "day", "jours", "jour", "d", "j" };
	static const char *const at_once[] = { "due on receipt", "due upon receipt", "cod", "payable sur réception" };
	int days = 0;
	size_t digits;
	if (terms == NULL)
		return -1;
	terms = after_blanks(terms);
	for (size_t i = 0; i < ARRAY_SIZE(at_once); i++)
		if (strcasecmp(terms, at_once[i]) == 0)
			return 0;
	terms = after_word(terms, before, ARRAY_SIZE(before));
	digits = strspn(terms, "0123456789");
	if (digits == 0 || digits > 3)
		return -1;
	for (size_t i = 0; i < digits; i++)
		days = days * 10 + (terms[i] - '0');
	terms = after_word(after_blanks(terms + digits), after, ARRAY_SIZE(after));
	return *terms == '\0' && days <= DAYS_MOST ? days : -1;
}

int due_date(char out[DATE_LEN], const char *billing_date, const char *terms)
{
	int64_t day;
	int n = due_days(terms);
	if (n < 0 || date_to_days(billing_date, &day) < 0)
		return -1;
	date_from_days(out, day + n);
	return 0;
}
