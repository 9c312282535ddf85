/* When an invoice is due, as far as this can be known: Procore's invoices name no due date. */
#ifndef MODEL_DUE_H
#define MODEL_DUE_H

#include "base/date.h"

/* Days after the billing date by the terms of payment of a vendor as an accounting system words them: "30D",
 * "Net 30", "NET30", "30 DAYSAFTERBILLDATE", "Due on receipt".  -1: the words say something else (a day of the
 * month, a discount), and no date is made of them. */
int due_days(const char *terms);
/* The due date of a bill of this date; 0, or -1 when the terms or the date do not tell. */
int due_date(char out[DATE_LEN], const char *billing_date, const char *terms);

#endif
