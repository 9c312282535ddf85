/* Records.  Text from outside is made terminal-safe here, once, on its way in. */
#include "model/record.h"
#include "base/decimal.h"
#include "base/text.h"
#include "model/money.h"

#include <string.h>

#include "base/banned.h"

/* No text of a record is longer: nothing an accountant writes comes near, and a
 * hostile one cannot fill the memory. */
#define RECORD_TEXT_MAX 16384

void record_init(struct record *r, enum entity e)
{
	memset(r, 0, sizeof *r);
	r->entity = e;
}

static int text_like(enum value_type t)
{
	return t == VALUE_TEXT || t == VALUE_DATE || t == VALUE_INSTANT || t == VALUE_REF;
}

void record_set_text(struct record *r, int field, struct pool *p, const char *text)
{
	struct value *v = &r->values[field];

	if (text == NULL) {
		v->set = 0;
		v->s = NULL;
		return;
	}
	v->set = 1;
	v->n = 0;
	if (text_is_safe(text) && strlen(text) <= RECORD_TEXT_MAX) {
		v->s = pool_strdup(p, text);
		return;
	}
	struct strbuf safe = STRBUF_INIT;

	text_add_safe(&safe, text, RECORD_TEXT_MAX);
	v->s = pool_strndup(p, safe.s, safe.len);
	strbuf_release(&safe);
}

void record_set_int(struct record *r, int field, int64_t n)
{
	r->values[field].set = 1;
	r->values[field].n = n;
	r->values[field].s = NULL;
}

const char *record_text(const struct record *r, int field)
{
	return r->values[field].set && r->values[field].s ? r->values[field].s : "";
}

int64_t record_int(const struct record *r, int field)
{
	return r->values[field].set ? r->values[field].n : 0;
}

int record_has(const struct record *r, int field)
{
	const struct value *v = &r->values[field];

	if (!v->set)
		return 0;
	return !text_like(entities[r->entity].fields[field].type) || (v->s && *v->s);
}

const char *record_currency(const struct record *r)
{
	static const int currency_field[ENTITY_COUNT] = {
		[ENTITY_VENDOR] = VENDOR_CURRENCY, [ENTITY_JOB] = JOB_CURRENCY,
		[ENTITY_COMMITMENT] = COMMITMENT_CURRENCY, [ENTITY_INVOICE] = INVOICE_CURRENCY,
		[ENTITY_PAYMENT] = PAYMENT_CURRENCY, [ENTITY_COMMITMENT_LINE] = COMMITMENT_LINE_CURRENCY,
		[ENTITY_INVOICE_LINE] = INVOICE_LINE_CURRENCY, [ENTITY_BRANCH] = BRANCH_CURRENCY,
	};
	int field = currency_field[r->entity];

	return field ? record_text(r, field) : "";
}

const char *record_name(const struct record *r)
{
	const struct entity_def *e = &entities[r->entity];

	if (text_like(e->fields[e->number].type) && record_has(r, e->number))
		return record_text(r, e->number);
	if (record_has(r, e->label))
		return record_text(r, e->label);
	return r->remote_code ? r->remote_code : r->remote_id ? r->remote_id : "";
}

void record_add_value(struct strbuf *out, const struct record *r, int field)
{
	const struct value *v = &r->values[field];

	if (!v->set)
		return;
	switch (entities[r->entity].fields[field].type) {
	case VALUE_MONEY:
		money_add(out, v->n, record_currency(r));
		break;
	case VALUE_QUANTITY:
		decimal_add(out, v->n, QUANTITY_SCALE, 0);
		break;
	case VALUE_PERCENT:
		decimal_add(out, v->n, PERCENT_SCALE, 0);
		break;
	case VALUE_INT:
		decimal_add(out, v->n, 0, 0);
		break;
	case VALUE_BOOL:
		strbuf_adds(out, v->n ? "true" : "false");
		break;
	case VALUE_TEXT: case VALUE_DATE: case VALUE_INSTANT: case VALUE_REF:
		strbuf_adds(out, v->s);
		break;
	}
}

void record_add_json(struct strbuf *out, const struct record *r, int drift_only)
{
	const struct entity_def *e = &entities[r->entity];
	struct strbuf text = STRBUF_INIT;
	int first = 1;

	strbuf_addc(out, '{');
	for (int i = 0; i < e->n_fields; i++) {
		enum value_type t = e->fields[i].type;

		if (!record_has(r, i) || (drift_only && !(e->fields[i].flags & FIELD_DRIFT)))
			continue;
		strbuf_adds(out, first ? "" : ",");
		first = 0;
		strbuf_add_json(out, e->fields[i].name);
		strbuf_addc(out, ':');
		strbuf_reset(&text);
		record_add_value(&text, r, i);
		if (t == VALUE_BOOL || t == VALUE_INT)
			strbuf_adds(out, text.s);
		else
			strbuf_add_json(out, text.s);
	}
	strbuf_addc(out, '}');
	strbuf_release(&text);
}

void record_copy(struct record *dst, const struct record *src, struct pool *p)
{
	*dst = *src;
	dst->remote_id = pool_strdup(p, src->remote_id);
	dst->remote_code = pool_strdup(p, src->remote_code);
	dst->remote_version = pool_strdup(p, src->remote_version);
	for (int i = 0; i < entities[src->entity].n_fields; i++)
		dst->values[i].s = pool_strdup(p, src->values[i].s);
	dst->state.note = pool_strdup(p, src->state.note);
	dst->state.note_args = pool_strdup(p, src->state.note_args);
	dst->state.erp_code = pool_strdup(p, src->state.erp_code);
}
