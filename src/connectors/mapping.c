/* Rows and transforms: the loop every connector shares, and the few ways in which
 * one value of JSON becomes one value of a record.
 *
 * Amounts, quantities and percentages come as text from one system and as numbers
 * from the other; both are read exactly.  An amount with more decimals than its
 * currency has is not rounded here: somebody else's cent is not ours to drop.
 * Quantities and percentages are informative and may be longer than we keep; those
 * are rounded. */
#include "connectors/mapping.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/lang.h"
#include "model/money.h"
#include <string.h>
#include "base/banned.h"

static const char *scalar(struct map_ctx *ctx, const json_node *n)
{
	const char *t = json_text(n);

	return t ? t : json_scalar(n, ctx->pool);
}

void map_text(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	const char *t = scalar(ctx, n);

	if (t && *t)
		record_set_text(r, field, ctx->pool, t);
}

void map_trimmed(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	const char *t = scalar(ctx, n);
	size_t len = t ? strlen(t) : 0;

	while (len && t[len - 1] == ' ')
		len--;
	if (len)
		record_set_text(r, field, ctx->pool, pool_strndup(ctx->pool, t, len));
}

void map_date(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	const char *t = json_text(n);

	if (t && date_valid(t, 1))
		record_set_text(r, field, ctx->pool, pool_strndup(ctx->pool, t, DATE_LEN - 1));
}

void map_month(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	const char *t = json_text(n);

	if (t && date_valid(t, 1))
		record_set_text(r, field, ctx->pool, pool_strndup(ctx->pool, t, sizeof "2026-11" - 1));
}

void map_instant(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	char text[INSTANT_LEN];
	int64_t ms;

	if (!json_text(n) || instant_parse(&ms, json_text(n)) < 0)
		return;
	instant_format(text, ms);
	record_set_text(r, field, ctx->pool, text);
}

/* No invoice of this world is larger; so sums and differences of a few cannot overflow. */
#define AMOUNT_MAX (INT64_C(1) << 53)

int map_amount(struct map_ctx *ctx, const json_node *n, int64_t *out)
{
	int decimals = ctx->currency && *ctx->currency ? currency_decimals(ctx->currency) : 2;

	if (json_is_null(n) || (json_is_string(n) && !*json_text(n)))
		return -1;
	if (json_decimal(n, decimals, out) == 0 && *out <= AMOUNT_MAX && *out >= -AMOUNT_MAX)
		return 0;
	*out = 0;
	ctx->unreadable++;
	return -1;
}

void map_money(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	int64_t v;

	if (map_amount(ctx, n, &v) == 0)
		record_set_int(r, field, v);
}

static void scaled(struct map_ctx *ctx, struct record *r, int field, const json_node *n, int scale)
{
	const char *t = scalar(ctx, n);
	size_t len = t ? strcspn(t, "%") : 0;
	int64_t v;

	if (len && t[len])
		t = pool_strndup(ctx->pool, t, len);     /* "60.00%" */
	if (len && decimal_parse(&v, t, scale, 0) == 0)
		record_set_int(r, field, v);
}

void map_quantity(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	scaled(ctx, r, field, n, QUANTITY_SCALE);
}

void map_percent(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	scaled(ctx, r, field, n, PERCENT_SCALE);
}

void map_int(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	int64_t v;

	if (json_int(n, &v) == 0)
		record_set_int(r, field, v);
}

void map_bool(struct map_ctx *ctx, struct record *r, int field, const json_node *n)
{
	int v = json_bool(n, -1);

	if (v >= 0)
		record_set_int(r, field, v);
}

/* Answers name their members in the same order again and again, and so do the
 * tables: the search for the next row begins where the last one ended. */
static size_t find_row(const struct map_row *rows, size_t n_rows, size_t from, const char *name,
	size_t *prefix)
{
	size_t len = strlen(name);

	for (size_t k = 0; k < n_rows; k++) {
		size_t i = from + k < n_rows ? from + k : from + k - n_rows;
		const char *p = rows[i].path;
		if (*p == *name && !strncmp(p, name, len) && (p[len] == '\0' || p[len] == '.')) {
			*prefix = p[len] ? len + 1 : 0;
			return i;
		}
	}
	return n_rows;
}

void map_apply(const struct map_row *rows, struct map_ctx *ctx, struct record *r,
	const json_node *object, int wrapped)
{
	size_t n_rows = 0, at = 0, prefix = 0;

	while (rows[n_rows].path)
		n_rows++;
	for (const json_node *m = json_first(object); m; m = json_next(m)) {
		const char *name = json_name(m);
		size_t len, i = name ? find_row(rows, n_rows, at, name, &prefix) : n_rows;

		if (i == n_rows)
			continue;
		if (!prefix) {
			const json_node *v = wrapped && json_is_object(m) ? json_get(m, "value") : m;
			do
				rows[i].set(ctx, r, rows[i].field, v);
			while (++i < n_rows && !strcmp(rows[i].path, name));
			at = i;
			continue;
		}
		at = i + 1;
		/* An object: every row below it. */
		len = prefix;
		for (i = 0; i < n_rows; i++) {
			const json_node *v;
			if (strncmp(rows[i].path, name, len - 1) || rows[i].path[len - 1] != '.')
				continue;
			v = json_get(m, rows[i].path + len);
			if (wrapped && json_is_object(v))
				v = json_get(v, "value");
			rows[i].set(ctx, r, rows[i].field, v);
		}
	}
}

void map_hold(struct map_ctx *ctx, struct record *r, int field)
{
	if (ctx->unreadable) {
		r->values[field].set = 0;
		r->values[field].n = 0;
	}
	ctx->unreadable = 0;
}

const char *map_id(struct map_ctx *ctx, const json_node *n)
{
	const char *t = json_scalar(n, ctx->pool);

	return t && *t ? t : NULL;
}
