/* JSON of the simulators: the one door to cJSON in this folder.
 *
 * Requests are read as cJSON trees and answers are built as cJSON trees.  Two
 * cares: cJSON keeps numbers as double, so amounts go out through jv_add_money
 * and the like, which write exact decimal text, and come in through
 * jv_decimal, which refuses what fifteen digits cannot carry; and ids stay
 * below 2^53. */
#ifndef SIM_JSONV_H
#define SIM_JSONV_H

#include "base/strbuf.h"
#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

/* Whole text of len bytes, at most 64 deep, nothing after it: a tree for
 * cJSON_Delete, or NULL. */
cJSON *jv_parse(const char *text, size_t len);
/* Compact text. */
void jv_print(struct strbuf *out, const cJSON *v);

/* Members by exact name; v may be NULL or of another type. */
const cJSON *jv_get(const cJSON *v, const char *name);
const char *jv_str(const cJSON *v, const char *name);       /* NULL unless a string */
int64_t jv_int(const cJSON *v, const char *name, int64_t absent);
int jv_bool(const cJSON *v, const char *name, int absent);
/* A whole number within 2^53: 1 and *out, or 0. */
int jv_is_int(const cJSON *v, int64_t *out);
/* A number or a string holding one, to units of 10^-scale: 0; -1 when it is not
 * one or does not fit exactly. */
int jv_decimal(const cJSON *v, int scale, int64_t *out);

/* Builders; each replaces a member of that name.  NULL strings become null. */
void jv_set(cJSON *obj, const char *name, cJSON *value);    /* takes value */
void jv_set_str(cJSON *obj, const char *name, const char *s);
void jv_set_int(cJSON *obj, const char *name, int64_t n);
void jv_set_bool(cJSON *obj, const char *name, int b);
void jv_set_null(cJSON *obj, const char *name);
/* "1234.5" as JSON string (Procore) of an amount of minor units, at least one decimal. */
void jv_set_money_str(cJSON *obj, const char *name, int64_t value, int scale);
/* 1234.50 as exact JSON number. */
void jv_set_number(cJSON *obj, const char *name, int64_t value, int scale);
cJSON *jv_number(int64_t value, int scale);
cJSON *jv_string(const char *s);                            /* NULL: null */
/* The same, adding without looking for an earlier member: for building new objects. */
void jv_add(cJSON *obj, const char *name, cJSON *value);
void jv_add_str(cJSON *obj, const char *name, const char *s);
void jv_add_int(cJSON *obj, const char *name, int64_t n);
void jv_add_bool(cJSON *obj, const char *name, int b);
void jv_add_null(cJSON *obj, const char *name);
void jv_add_money_str(cJSON *obj, const char *name, int64_t value, int scale);
void jv_add_number(cJSON *obj, const char *name, int64_t value, int scale);

#endif
