/* Requests read strictly: only members the contract has, only in the wrapper
 * {"value": ...}, only in their type.  What the service computes itself is
 * dropped without a word, as it does. */
#include "sim/acumatica_body.h"
#include "base/date.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

struct apply {
	struct acu_call *call;
	const struct acu_def *top;
	struct strbuf *why;
	int strict;
};

static int apply_record(struct apply *ap, struct acu_rec *r, const cJSON *obj, int row);

__attribute__((format(printf, 2, 3)))
static int wrong(struct apply *ap, const char *fmt, ...)
{
	va_list list;

	va_start(list, fmt);
	strbuf_vaddf(ap->why, fmt, list);
	va_end(list);
	return -1;
}

int acu_read_only(const struct acu_def *def, const char *field)
{
	static const struct { const char *def, *fields; } table[] = {
		{ "Bill", " Balance RetainageAmount Status TaxTotal " },
		{ "BillDetail", " Amount Description " },
		{ "PurchaseOrder", " LineTotal OrderTotal RetainageAmount Status TaxTotal " },
		{ "PurchaseOrderDetail", " Description QtyOnReceipts ReceivedAmount OrderNbr " },
		{ "Subcontract", " BaseCurrencyID DiscountTotal Emailed LineTotal Printed RetainageTotal Status"
			" SubcontractTotal TaxTotal " },
		{ "SubcontractDetail", " Amount Closed Description OrderNbr OrderType PrepaidAmount PrepaidQty " },
		{ "Project", " Assets Expenses Income Liabilities Status " },
		{ "ProjectTask", " Status " },
	};
	size_t i;
	char *padded;
	int found = !strcmp(field, "LastModifiedDateTime") || !strcmp(field, "CreatedDateTime") ||
		field[0] == 'x';

	if (!strcmp(field, "xExternalKey") || !strcmp(field, "xHold"))
		return 0;
	if (!strncmp(field, "xApply", 6) || !strcmp(field, "xRetainagePct"))
		return 0;
	padded = xasprintf(" %s ", field);
	for (i = 0; i < ARRAY_SIZE(table) && !found; i++)
		found = !strcmp(table[i].def, def->name) && strstr(table[i].fields, padded);
	free(padded);
	return found;
}

int acu_date_parse(int64_t *ms, const char *s)
{
	char iso[DATE_LEN];

	if (strlen(s) == 10 && s[2] == '/' && s[5] == '/') {
		char text[DATE_LEN] = { s[6], s[7], s[8], s[9], '-', s[0], s[1], '-', s[3], s[4], 0 };

		memcpy(iso, text, sizeof iso);
		return date_valid(iso, 0) ? instant_parse(ms, iso) : -1;
	}
	if (!date_valid(s, 1))
		return -1;
	if (s[10] == 'T' && !strpbrk(s + 10, "Zz+-")) {          /* local time of the site: UTC here */
		char *utc = xasprintf("%sZ", s);
		int rc = instant_parse(ms, utc);

		free(utc);
		return rc;
	}
	return instant_parse(ms, s);
}

/* ---- one value ---- */

static const char *type_name(char type)
{
	switch (type) {
	case 'N': return "DecimalValue, a number";
	case 'B': return "BooleanValue, true or false";
	case 'D': return "DateTimeValue, a date";
	case 'I': return "IntValue, a whole number";
	case 'H': return "ShortValue, a whole number";
	case 'L': return "LongValue, a whole number";
	case 'G': return "GuidValue, a GUID";
	default: return "StringValue, a text";
	}
}

/* Labels of drop-down lists. */
static const char *labels_of(const struct acu_def *def, const char *field)
{
	static const struct { const char *def, *field, *labels; } table[] = {
		{ "Bill", "Type", "|Bill|Credit Adj.|Debit Adj.|Prepayment|" },
		{ "BillDetail", "POOrderType", "|Normal|Drop-Ship|Project Drop-Ship|Blanket|Standard|Subcontract|" },
		{ "PurchaseOrder", "Type", "|Normal|Drop-Ship|Project Drop-Ship|Blanket|Standard|" },
		{ "PurchaseOrderDetail", "LineType", "|Goods for IN|Non-Stock|Service|Description|Freight|" },
		{ "Vendor", "Status", "|Active|On Hold|Hold Payments|Inactive|One-Time|" },
		{ "Customer", "Status", "|Active|On Hold|Credit Hold|Inactive|One-Time|" },
		{ "Account", "Type", "|Asset|Liability|Income|Expense|" },
		{ "AccountGroup", "Type", "|Asset|Liability|Income|Expense|Off-Balance|" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (!strcmp(table[i].def, def->name) && !strcmp(table[i].field, field))
			return table[i].labels;
	return NULL;
}

static int set_text(struct acu_rec *r, int i, const char *s)
{
	const char *labels = labels_of(r->def, r->def->fields[i].name);
	char *padded;

	acu_put_text(r, r->def->fields[i].name, s);
	if (!labels || !*s)
		return 0;
	padded = xasprintf("|%s|", s);
	if (!strstr(labels, padded))
		acu_fail(r, r->def->fields[i].name, "Error: The value '%s' is not in the list of %s.",
			s, r->def->fields[i].name);
	free(padded);
	return 0;
}

/* 0, or -1 when the JSON type is another one. */
static int set_value(struct acu_rec *r, int i, const cJSON *value)
{
	char type = r->def->fields[i].type;
	int64_t n = 0;

	if (cJSON_IsNull(value)) {
		acu_empty_at(r, i);
		return 0;
	}
	if (type == 'S' || type == 'G') {
		if (!cJSON_IsString(value))
			return -1;
		if (type == 'G' && strlen(value->valuestring) != 36)
			return -1;
		return set_text(r, i, value->valuestring);
	}
	if (type == 'D' ? !cJSON_IsString(value) || acu_date_parse(&n, value->valuestring) :
	    type == 'B' ? !cJSON_IsBool(value) :
	    type == 'N' ? !cJSON_IsNumber(value) || jv_decimal(value, ACU_SCALE, &n) :
	    !jv_is_int(value, &n))
		return -1;
	if (type == 'B')
		n = cJSON_IsTrue(value);
	if ((type == 'I' && (n > INT32_MAX || n < INT32_MIN)) ||
	    (type == 'H' && (n > INT16_MAX || n < INT16_MIN)))
		return -1;
	acu_put_num(r, r->def->fields[i].name, n);
	return 0;
}

static int apply_scalar(struct apply *ap, struct acu_rec *r, int i, const cJSON *m)
{
	const struct acu_field *f = &r->def->fields[i];
	const cJSON *k, *value = jv_get(m, "value");

	if (!cJSON_IsObject(m))
		return wrong(ap, "%s.%s must be written {\"value\": ...}.", r->def->name, f->name);
	for (k = m->child; k; k = k->next)
		if (strcmp(k->string, "value") && strcmp(k->string, "error"))
			return wrong(ap, "%s.%s holds an unknown member '%s'.", r->def->name, f->name, k->string);
	r->flags[i] |= ACU_SENT;
	if (!value || acu_read_only(r->def, f->name))
		return 0;
	if (set_value(r, i, value))
		return wrong(ap, "%s.%s: the value is not a %s.", r->def->name, f->name, type_name(f->type));
	return 0;
}

/* ---- rows ---- */

static struct acu_rec *row_by_key(const struct acu_def *def, struct acu_rows *rows, const cJSON *obj)
{
	const cJSON *m = def->n_keys ? jv_get(obj, def->keys[0]) : NULL;
	int64_t n;
	size_t i;

	if (!m || !jv_is_int(jv_get(m, "value"), &n))
		return NULL;
	for (i = 0; rows && i < rows->len; i++)
		if (acu_has(rows->items[i], def->keys[0]) && acu_num(rows->items[i], def->keys[0]) == n)
			return rows->items[i];
	return NULL;
}

static int row_by_id(struct apply *ap, struct acu_rows *rows, const cJSON *obj, struct acu_rec **out)
{
	const cJSON *m = jv_get(obj, "id");
	uint64_t id;
	size_t i;

	*out = NULL;
	if (!m)
		return 0;
	if (!cJSON_IsString(m) || !acu_guid_parse(ap->call->acu, m->valuestring, &id))
		return wrong(ap, "A detail row has an id that is not a GUID.");
	for (i = 0; rows && i < rows->len; i++)
		if (rows->items[i]->id == id)
			*out = rows->items[i];
	return *out ? 0 : wrong(ap, "No detail row has the id %s.", m->valuestring);
}

static void drop(struct acu_rows *rows, const struct acu_rec *row)
{
	size_t i;

	for (i = 0; i < rows->len; i++)
		if (rows->items[i] == row) {
			acu_drop_row(rows, i);
			return;
		}
}

static int apply_rows(struct apply *ap, struct acu_rec *r, int i, const cJSON *array)
{
	const struct acu_field *f = &r->def->fields[i];
	const cJSON *m;
	struct acu_rows *rows;
	struct acu_rec *row;

	if (!cJSON_IsArray(array))
		return wrong(ap, "%s.%s must be an array.", r->def->name, f->name);
	r->flags[i] |= ACU_SENT;
	for (m = array->child; m; m = m->next) {
		if (!cJSON_IsObject(m))
			return wrong(ap, "%s.%s must hold objects.", r->def->name, f->name);
		rows = acu_rows(r, f->name);
		if (row_by_id(ap, rows, m, &row))
			return -1;
		if (!row)
			row = row_by_key(f->sub, rows, m);
		if (row && jv_bool(m, "delete", 0)) {
			drop(rows, row);
			continue;
		}
		if (!row)
			row = acu_add_row(r, f->name, acu_next_row_id(r, f->name));
		if (apply_record(ap, row, m, 1))
			return -1;
	}
	return 0;
}

/* ---- custom ---- */

const struct acu_def *acu_custom_scope(const struct acu_def *def, unsigned endpoint,
	const char *path, const char **name)
{
	const char *slash = strchr(path, '/');
	char *head;
	int i;

	*name = path;
	if (!slash)
		return strchr(path, '.') ? def : NULL;
	head = xstrndup(path, (size_t)(slash - path));
	i = acu_index(def, head);
	free(head);
	if (i < 0 || !def->fields[i].sub || !(def->fields[i].endpoints & endpoint))
		return NULL;
	return acu_custom_scope(def->fields[i].sub, endpoint, slash + 1, name);
}

int acu_custom_known(const struct acu *acu, const struct acu_def *top, const struct acu_def *def,
	const char *name, int *index)
{
	const char *dot = strchr(name, '.'), *screen = top->screen;
	char *view, *padded;
	int i, found = 0;
	size_t k;

	if (index)
		*index = -1;
	if (!dot)
		return 0;
	view = xstrndup(name, (size_t)(dot - name));
	i = acu_index_behind(def, view, dot + 1);
	free(view);
	if (i >= 0 && !strcmp(def->fields[i].name, "xExternalKey") && !acu->sw.attribute_key)
		return 0;
	if (i >= 0) {
		if (index)
			*index = i;
		return 1;
	}
	if (!strcmp(screen, "SC301000"))         /* the purchase order's tables */
		screen = "PO301000";
	padded = xasprintf(" %s ", name);
	for (k = 0; acu_screens[k].screen; k++)
		if (!strcmp(acu_screens[k].screen, screen))
			found = strstr(acu_screens[k].fields, padded) != NULL;
	free(padded);
	return found;
}

static char custom_letter(const char *type)
{
	static const struct { const char *name; char letter; } types[] = {
		{ "CustomStringField", 'S' }, { "CustomDecimalField", 'N' }, { "CustomBooleanField", 'B' },
		{ "CustomDateTimeField", 'D' }, { "CustomIntField", 'I' }, { "CustomShortField", 'H' },
		{ "CustomLongField", 'L' }, { "CustomGuidField", 'G' }, { "CustomDoubleField", 'N' },
		{ "CustomByteField", 'I' },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (type && !strcmp(type, types[i].name))
			return types[i].letter;
	return 0;
}

static int apply_custom_field(struct apply *ap, struct acu_rec *r, const char *name, const cJSON *m)
{
	const char *type = jv_str(m, "type");
	const cJSON *value = jv_get(m, "value"), *k;
	struct strbuf json = STRBUF_INIT;
	char letter = custom_letter(type);
	int index;

	if (!acu_custom_known(ap->call->acu, ap->top, r->def, name, &index))
		return ap->strict ? wrong(ap, "The screen %s has no field %s.", ap->top->screen, name) : 0;
	if (!letter)
		return wrong(ap, "custom %s needs a type such as CustomStringField.", name);
	for (k = m->child; k; k = k->next)
		if (strcmp(k->string, "value") && strcmp(k->string, "type") && strcmp(k->string, "error"))
			return wrong(ap, "custom %s holds an unknown member '%s'.", name, k->string);
	if (!value)
		return 0;
	if (index < 0) {
		jv_print(&json, value);
		acu_custom_put(r, name, type, json.s);
		strbuf_release(&json);
		return 0;
	}
	if (r->def->fields[index].type != letter)
		return wrong(ap, "custom %s is not a %s.", name, type);
	r->flags[index] |= ACU_SENT_CUSTOM;
	if (acu_read_only(r->def, r->def->fields[index].name))
		return 0;
	return set_value(r, index, value) ?
		wrong(ap, "custom %s: the value is not a %s.", name, type_name(letter)) : 0;
}

static int apply_custom(struct apply *ap, struct acu_rec *r, const cJSON *obj)
{
	const cJSON *view, *field;
	char *name;
	int rc = 0;

	if (!cJSON_IsObject(obj))
		return wrong(ap, "%s.custom must be an object of views.", r->def->name);
	for (view = obj->child; view; view = view->next) {
		if (!cJSON_IsObject(view))
			return wrong(ap, "%s.custom.%s must be an object of fields.", r->def->name, view->string);
		for (field = view->child; field && !rc; field = field->next) {
			name = xasprintf("%s.%s", view->string, field->string);
			rc = apply_custom_field(ap, r, name, field);
			free(name);
		}
	}
	return rc;
}

/* ---- records ---- */

/* 1 when it is a member every record may have; -1 when it is one and wrong. */
static int apply_system(struct apply *ap, struct acu_rec *r, const cJSON *m, int row)
{
	const cJSON *text;

	if (!strcmp(m->string, "id"))
		return cJSON_IsString(m) ? 1 : wrong(ap, "id is not a GUID.");
	if (!strcmp(m->string, "rowNumber"))
		return cJSON_IsNumber(m) ? 1 : wrong(ap, "rowNumber is not a number.");
	if (!strcmp(m->string, "delete") && row)
		return cJSON_IsBool(m) ? 1 : wrong(ap, "delete is neither true nor false.");
	if (!strcmp(m->string, "files") || !strcmp(m->string, "_links") || !strcmp(m->string, "error"))
		return 1;
	if (!strcmp(m->string, "custom"))
		return apply_custom(ap, r, m) ? -1 : 1;
	if (strcmp(m->string, "note"))
		return 0;
	text = cJSON_IsObject(m) ? jv_get(m, "value") : m;
	if (text && !cJSON_IsString(text) && !cJSON_IsNull(text))
		return wrong(ap, "note is not a text.");
	if (text) {
		free(r->note);
		r->note = xstrdup(text->valuestring);
	}
	return 1;
}

static int apply_member(struct apply *ap, struct acu_rec *r, const cJSON *m, int row)
{
	int i, rc = apply_system(ap, r, m, row);

	if (rc)
		return rc < 0 ? -1 : 0;
	i = acu_index(r->def, m->string);
	if (i < 0 || !(r->def->fields[i].endpoints & ap->call->endpoint))
		return ap->strict ? wrong(ap, "The %s entity of %s has no field '%s'.", r->def->name,
			ap->call->endpoint_name, m->string) : 0;
	switch (r->def->fields[i].type) {
	case 'Q':
		return 0;
	case 'A':
		return apply_rows(ap, r, i, m);
	case 'O':
		if (!cJSON_IsObject(m) || jv_get(m, "value"))
			return wrong(ap, "%s.%s must be an object of fields.", r->def->name, m->string);
		r->flags[i] |= ACU_SENT;
		return apply_record(ap, acu_link(r, m->string), m, 0);
	default:
		return apply_scalar(ap, r, i, m);
	}
}

static int apply_record(struct apply *ap, struct acu_rec *r, const cJSON *obj, int row)
{
	const cJSON *m;

	for (m = obj->child; m; m = m->next)
		if (apply_member(ap, r, m, row))
			return -1;
	return 0;
}

int acu_apply(struct acu_call *call, const struct acu_def *top, struct acu_rec *r, const cJSON *obj,
	struct strbuf *why)
{
	struct apply ap = { call, top, why, call->acu->sw.strict_fields };

	return apply_record(&ap, r, obj, 0);
}
