/* Inside the filter language: names, numbers and days, shared by its files. */
#ifndef MODEL_FILTER_PARTS_H
#define MODEL_FILTER_PARTS_H

#include "base/strbuf.h"
#include "model/filter.h"

/* --- filter_names.c --- */
/* What a name of the language stands for, beside the fields. */
#define NAME_UNKNOWN (-100)
#define NAME_STATUS  (-101)
#define NAME_AGE     (-102)

/* Letters and digits only, folded: "Date d'échéance" -> "datedecheance". */
void filter_slug(struct strbuf *out, const char *s);
int filter_same(const char *typed, const char *word);
/* A field's index, FILTER_ERP_CODE, NAME_STATUS or NAME_AGE; NAME_UNKNOWN. */
int filter_name_find(enum entity e, const char *typed);
/* A name that looks like what was typed, "" when none does. */
const char *filter_name_near(enum entity e, const char *typed, struct pool *p);
/* The field a comparison without a name, or a day without one, is about; -1 none. */
int filter_amount_field(enum entity e);
int filter_date_field(enum entity e);
int filter_due_field(enum entity e);
/* Is it the word for what is past its due date? */
int filter_is_overdue(const char *typed);
/* The statuses whose word or name is this or begins with it, in order; how many. */
size_t filter_statuses(const char *typed, int out[], size_t max);
/* 1 yes, 0 no, -1 neither. */
int filter_yes_no(const char *typed);

/* --- filter_values.c --- */
enum number_fault { NUMBER_FINE, NUMBER_BAD, NUMBER_TWO_WAYS };
/* "12 500,50", "12,500.50", "$500", "7 %": an integer of 10^-scale units.  money: a single mark
 * before three digits can be read two ways when it is not the language's own thousands mark. */
enum number_fault filter_number(int64_t *out, const char *text, int scale, int money);
/* A day or a period: 2026, 2026-10, 2026-10-05, today, month, 7d (ago), +7d; as the beginning
 * of ISO texts.  0, or -1. */
int filter_day(struct strbuf *out, const char *text);
/* "7d", "2 weeks" without the blank: seconds; -1. */
int64_t filter_span(const char *text);
/* Is it a date or the beginning of one: 2026-10, 2026-10-05? */
int filter_looks_like_day(const char *text, size_t len);

#endif
