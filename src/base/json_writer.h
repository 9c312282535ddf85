/* Writing JSON: a small builder that takes care of commas.  Numbers are written
 * from scaled integers.  Reading it is connectors/json.h. */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include "base/strbuf.h"
#include <stdint.h>

#define JSON_WRITER_DEPTH 64

struct json_writer {
	struct strbuf *out;       /* borrowed */
	int depth;
	unsigned char comma[JSON_WRITER_DEPTH];
};

void json_w_init(struct json_writer *w, struct strbuf *out);
/* name: NULL inside arrays and at the root. */
void json_w_object(struct json_writer *w, const char *name);
void json_w_end_object(struct json_writer *w);
void json_w_array(struct json_writer *w, const char *name);
void json_w_end_array(struct json_writer *w);
void json_w_text(struct json_writer *w, const char *name, const char *value);   /* NULL: null */
void json_w_int(struct json_writer *w, const char *name, int64_t value);
void json_w_decimal(struct json_writer *w, const char *name, int64_t value, int scale, int min_decimals);
void json_w_bool(struct json_writer *w, const char *name, int value);
void json_w_null(struct json_writer *w, const char *name);
/* json: a whole JSON value as text. */
void json_w_raw(struct json_writer *w, const char *name, const char *json);

#endif
