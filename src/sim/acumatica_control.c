/* What the tests and the demonstration do behind the client's back:
 *
 *	POST /_sim/acumatica/pay     {"bill","amount","check","status","date","method"}
 *	POST /_sim/acumatica/void    {"check"}: a check by its number or its printed one; or {"payment"}
 *	POST /_sim/acumatica/period  {"period":"102026","status":"Closed"}
 *	POST /_sim/acumatica/close   {"date"}: every period that begins up to that day
 *	POST /_sim/acumatica/touch   {"entity":"vendor"|"job","id"}: changed now
 *	POST /_sim/acumatica/delete  {"entity","id"}
 *	POST /_sim/acumatica/set     {"hold_default":false, ...}; GET shows the switches
 *	POST /_sim/acumatica/record  {"entity","keys":[...],"set":{...}} or "delete":true
 *
 * and the dump of everything that was created or changed. */
#include "sim/acumatica_body.h"
#include "base/date.h"
#include "base/decimal.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

#define SWITCH(name, fallback) { #name, offsetof(struct acu_switches, name), fallback }

static const struct { const char *name; size_t at; int fallback; } switches[] = {
	SWITCH(strict_fields, 1), SWITCH(hold_default, 1), SWITCH(order_approval, 0),
	SWITCH(bill_approval, 0), SWITCH(validate_totals, 0), SWITCH(print_orders, 0),
	SWITCH(duplicate_vendor_ref, 0), SWITCH(require_vendor_ref, 0),
	SWITCH(orders_open_for_bills, 1), SWITCH(inherit_retainage, 1),
	SWITCH(block_branch_mismatch, 0), SWITCH(manual_numbers, 0), SWITCH(attribute_key, 1),
	SWITCH(multi_tenant, 1), SWITCH(construct_endpoint, 1), SWITCH(seat_status, 500),
	SWITCH(missing_status, 500), SWITCH(seats, 2), SWITCH(idle_s, 600), SWITCH(polls, 1),
	SWITCH(rate, 0),
};

static int *switch_at(struct acu *acu, size_t i)
{
	return (int *)(void *)((char *)&acu->sw + switches[i].at);
}

int acu_switch_set(struct acu *acu, const char *name, const char *value)
{
	int64_t n;
	size_t i;

	if (!strcmp(name, "cannot_optimize")) {
		free(acu->cannot_optimize);
		acu->cannot_optimize = xstrdup(value);
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(switches); i++) {
		if (strcmp(switches[i].name, name))
			continue;
		if (!strcmp(value, "true") || !strcmp(value, "on") || !strcmp(value, "yes"))
			n = 1;
		else if (!strcmp(value, "false") || !strcmp(value, "off") || !strcmp(value, "no"))
			n = 0;
		else if (decimal_parse(&n, value, 0, 1) || n < 0 || n > INT32_MAX)
			return -1;
		*switch_at(acu, i) = (int)n;
		return 0;
	}
	return -1;
}

void acu_switches_init(struct acu *acu)
{
	const char *value;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(switches); i++) {
		*switch_at(acu, i) = switches[i].fallback;
		value = acu_extra(acu, switches[i].name, NULL);
		if (value)
			acu_switch_set(acu, switches[i].name, value);
	}
	acu->cannot_optimize = xstrdup(acu_extra(acu, "cannot_optimize", NULL));
}

/* ---- control ---- */

static void done(struct sim_response *resp, const char *name, const char *value)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, name, value);
	sim_respond_json(resp, 200, v);
}

static void wrong(struct sim_response *resp, const char *what)
{
	done(resp, "error", what);
	resp->status = 400;
}

/* A payment as a client knows it, the check and the bill; and the check alone. */
static void paid(struct sim_response *resp, const char *number, const char *bill)
{
	cJSON *v = cJSON_CreateObject();
	char id[64];

	snprintf(id, sizeof id, "%s|%s", number, bill);
	jv_add_str(v, "payment", id);
	jv_add_str(v, "check", number);
	sim_respond_json(resp, 200, v);
}

static void control_pay(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	const char *bill = jv_str(body, "bill"), *status = jv_str(body, "status");
	const char *method = jv_str(body, "method"), *error;
	char number[16];
	int64_t amount = 0;

	if (!bill || (jv_get(body, "amount") && jv_decimal(jv_get(body, "amount"), ACU_SCALE, &amount))) {
		wrong(resp, "bill and an amount are needed");
		return;
	}
	error = acu_pay(&acu->tenants[0], bill, amount, jv_str(body, "check"), status ? status : "Closed",
		jv_str(body, "date"), method ? method : "CHECK", number);
	if (error)
		wrong(resp, error);
	else
		paid(resp, number, bill);
}

/* A check by its number, or by the number printed on it. */
static const char *check_number(struct acu_tenant *tenant, const char *text)
{
	struct acu_table *t = &tenant->tables[ACU_CHECK];
	struct acu_rec *r;
	size_t i;

	if (acu_find2(tenant, ACU_CHECK, tenant->acu->check_type, text))
		return text;
	for (i = 0; i < t->slots.len; i++) {
		r = acu_table_get(t, i);
		if (r && !strcmp(acu_text_or(r, "PaymentRef", ""), text) &&
		    !strcmp(acu_text_or(r, "Type", ""), tenant->acu->check_type))
			return acu_text(r, "ReferenceNbr");
	}
	return text;
}

static void control_void(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	const char *check = jv_str(body, "check"), *payment = jv_str(body, "payment"), *error;
	char *number;

	if (!check && !payment) {
		wrong(resp, "check or payment is needed");
		return;
	}
	number = xstrdup(check ? check_number(&acu->tenants[0], check) : payment);
	if (!check)
		number[strcspn(number, "|")] = 0;
	error = acu_void(&acu->tenants[0], number);
	if (error)
		wrong(resp, error);
	else
		done(resp, "check", number);
	free(number);
}

static void control_period(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	const char *id = jv_str(body, "period"), *status = jv_str(body, "status");
	struct acu_rec *p = id ? acu_period_find(&acu->tenants[0], id) : NULL;

	if (!p || !status || !strstr("|Open|Closed|Inactive|Locked|", status)) {
		wrong(resp, "a period such as 102026 and a status Open, Closed, Inactive or Locked are needed");
		return;
	}
	acu_put_text(p, "Status", status);
	acu_put_num(p, "ClosedInAP", !strcmp(status, "Closed") || !strcmp(status, "Locked"));
	acu->tenants[0].tables[ACU_PERIOD].generation++;
	done(resp, "period", id);
}

static void control_close(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	struct acu_table *t = &acu->tenants[0].tables[ACU_PERIOD];
	const char *date = jv_str(body, "date");
	int64_t day;

	if (!date || acu_date_parse(&day, date)) {
		wrong(resp, "a date is needed");
		return;
	}
	for (size_t i = 0; i < t->slots.len; i++) {
		struct acu_rec *year = acu_table_get(t, i);

		for (size_t k = 0; year && k < acu_n_rows(year, "Details"); k++) {
			struct acu_rec *p = acu_row(year, "Details", k);

			if (acu_num(p, "StartDate") > day)
				continue;
			acu_put_text(p, "Status", "Closed");
			acu_put_num(p, "ClosedInAP", 1);
		}
	}
	t->generation++;
	done(resp, "closed", date);
}

/* The slot of a vendor or a job; -1 and a refusal. */
static int64_t master_slot(struct acu *acu, const cJSON *body, struct acu_table **t, struct sim_response *resp)
{
	const char *entity = jv_str(body, "entity"), *id = jv_str(body, "id");
	int64_t slot = -1;

	*t = &acu->tenants[0].tables[entity && !strcmp(entity, "job") ? ACU_PROJECT : ACU_VENDOR];
	if (entity && id && (!strcmp(entity, "job") || !strcmp(entity, "vendor")))
		slot = acu_table_find(*t, &id);
	if (slot < 0)
		wrong(resp, "there is no such vendor or job");
	return slot;
}

static void control_touch(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	struct acu_table *t;
	int64_t slot = master_slot(acu, body, &t, resp);

	if (slot < 0)
		return;
	acu_mark(t->tenant, acu_table_get(t, (size_t)slot));
	done(resp, "touched", jv_str(body, "id"));
}

static void control_delete(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	struct acu_table *t;
	int64_t slot = master_slot(acu, body, &t, resp);

	if (slot < 0)
		return;
	acu_table_remove(t, (size_t)slot);
	done(resp, "deleted", jv_str(body, "id"));
}

static void show_switches(struct acu *acu, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(switches); i++)
		jv_add_int(v, switches[i].name, *switch_at(acu, i));
	jv_add_str(v, "cannot_optimize", acu->cannot_optimize);
	sim_respond_json(resp, 200, v);
}

static void control_set(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;
	const cJSON *m;
	int bad = 0;

	for (m = body->child; m && !bad; m = m->next) {
		strbuf_reset(&b);
		if (cJSON_IsString(m))
			strbuf_adds(&b, m->valuestring);
		else
			jv_print(&b, m);
		bad = acu_switch_set(acu, m->string, b.s);
	}
	strbuf_release(&b);
	if (bad)
		wrong(resp, "unknown switch, or a value that makes no sense");
	else
		show_switches(acu, resp);
}

static int set_field(struct acu_rec *r, const cJSON *m)
{
	int i = acu_index(r->def, m->string);
	int64_t n;

	if (i < 0)
		return -1;
	if (cJSON_IsNull(m))
		acu_empty_at(r, i);
	else if (r->def->fields[i].type == 'S' && cJSON_IsString(m))
		acu_put_text(r, m->string, m->valuestring);
	else if (r->def->fields[i].type == 'B' && cJSON_IsBool(m))
		acu_put_num(r, m->string, cJSON_IsTrue(m));
	else if (r->def->fields[i].type == 'D' && cJSON_IsString(m))
		acu_put_date(r, m->string, m->valuestring);
	else if (r->def->fields[i].type == 'N' && !jv_decimal(m, ACU_SCALE, &n))
		acu_put_num(r, m->string, n);
	else
		return -1;
	return 0;
}

static struct acu_table *table_of(struct acu *acu, const char *name)
{
	int k;

	for (k = 0; name && k < ACU_KINDS; k++)
		if (!strcmp(acu_kind_def((enum acu_kind)k)->name, name))
			return &acu->tenants[0].tables[k];
	return NULL;
}

static void control_record(struct acu *acu, const cJSON *body, struct sim_response *resp)
{
	struct acu_table *t = table_of(acu, jv_str(body, "entity"));
	const cJSON *list = jv_get(body, "keys"), *set = jv_get(body, "set"), *m;
	const char *keys[ACU_MAX_KEYS] = { NULL };
	struct acu_rec *r;
	int64_t slot;
	int n = 0;

	for (m = list ? list->child : NULL; m && n < ACU_MAX_KEYS && cJSON_IsString(m); m = m->next)
		keys[n++] = m->valuestring;
	slot = t && n && n == t->def->n_keys ? acu_table_find(t, keys) : -1;
	if (slot < 0) {
		wrong(resp, "there is no such record");
		return;
	}
	if (jv_bool(body, "delete", 0)) {
		acu_table_remove(t, (size_t)slot);
		done(resp, "deleted", t->def->name);
		return;
	}
	r = acu_table_get(t, (size_t)slot);
	for (m = set ? set->child : NULL; m; m = m->next)
		if (set_field(r, m)) {
			wrong(resp, "a field is unknown or of another type");
			return;
		}
	acu_mark(t->tenant, r);
	done(resp, "changed", t->def->name);
}

void acu_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	static const struct {
		const char *path;
		void (*run)(struct acu *acu, const cJSON *body, struct sim_response *resp);
	} table[] = {
		{ "/pay", control_pay }, { "/void", control_void }, { "/period", control_period },
		{ "/set", control_set }, { "/record", control_record }, { "/close", control_close },
		{ "/touch", control_touch }, { "/delete", control_delete },
	};
	struct acu *acu = state;
	size_t i;

	if (!strcmp(path, "/set") && !strcmp(req->method, "GET")) {
		show_switches(acu, resp);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		if (strcmp(table[i].path, path))
			continue;
		if (cJSON_IsObject(req->json))
			table[i].run(acu, req->json, resp);
		else
			wrong(resp, "a JSON object is needed");
		return;
	}
	wrong(resp, "unknown: pay, void, period, close, touch, delete, set and record are known");
	resp->status = 404;
}

/* ---- dump ---- */

static void dump_record(struct strbuf *out, const struct acu_rec *r);

static void dump_value(struct strbuf *out, const struct acu_rec *r, int i)
{
	char day[11], instant[INSTANT_LEN];
	size_t k;

	switch (r->def->fields[i].type) {
	case 'S':
	case 'G':
		strbuf_add_json(out, r->v[i].s);
		break;
	case 'N':
		decimal_add(out, r->v[i].n, ACU_SCALE, 2);
		break;
	case 'B':
		strbuf_adds(out, r->v[i].n ? "true" : "false");
		break;
	case 'D':
		acu_date_text(day, r->v[i].n);
		instant_format(instant, r->v[i].n);
		strbuf_addf(out, "\"%s\"", r->v[i].n % 86400000 ? instant : day);
		break;
	case 'O':
		dump_record(out, r->v[i].rec);
		break;
	case 'A':
		strbuf_addc(out, '[');
		for (k = 0; k < r->v[i].rows->len; k++) {
			strbuf_adds(out, k ? "," : "");
			dump_record(out, r->v[i].rows->items[k]);
		}
		strbuf_addc(out, ']');
		break;
	default:
		strbuf_addf(out, "%lld", (long long)r->v[i].n);
	}
}

/* Plain members, the hidden fields of the screen without their x. */
static void dump_record(struct strbuf *out, const struct acu_rec *r)
{
	int i, first = 1;
	size_t k;

	strbuf_addc(out, '{');
	for (i = 0; i < r->def->n; i++) {
		const char *name = r->def->fields[i].name;

		if (!(r->flags[i] & ACU_SET))
			continue;
		strbuf_addf(out, "%s\"%s\":", first ? "" : ",", name + (*name == 'x'));
		dump_value(out, r, i);
		first = 0;
	}
	if (r->note) {
		strbuf_adds(out, first ? "\"note\":" : ",\"note\":");
		strbuf_add_json(out, r->note);
		first = 0;
	}
	for (k = 0; k < r->custom.len; k++) {
		strbuf_adds(out, first ? "" : ",");
		strbuf_add_json(out, r->custom.items[k].name);
		strbuf_addf(out, ":%s", r->custom.items[k].json);
		first = 0;
	}
	strbuf_addc(out, '}');
}

static void dump_table(struct strbuf *out, struct acu_table *t)
{
	size_t i, n = 0;

	strbuf_addf(out, "\"%s\":[", t->def->name);
	for (i = 0; i < t->slots.len; i++) {
		if (!t->slots.items[i].touched || t->slots.items[i].dead)
			continue;
		strbuf_adds(out, n++ ? ",\n" : "");
		dump_record(out, acu_table_get(t, i));
	}
	strbuf_adds(out, "],\n");
}

static void dump_counters(struct strbuf *out, struct acu_tenant *tenant)
{
	const struct acu_table *t;
	int k, first = 1;

	strbuf_adds(out, "\"counters\":{");
	for (k = 0; k < ACU_KINDS; k++) {
		t = &tenant->tables[k];
		if (!t->inserted && !t->updated && !t->deleted)
			continue;
		strbuf_addf(out, "%s\"%s\":{\"inserted\":%lld,\"updated\":%lld,\"deleted\":%lld}",
			first ? "" : ",", t->def->name, (long long)t->inserted, (long long)t->updated,
			(long long)t->deleted);
		first = 0;
	}
	strbuf_adds(out, "}");
}

void acu_dump(struct sim *sim, void *state, struct strbuf *out)
{
	static const enum acu_kind shown[] = { ACU_SUBCONTRACT, ACU_PURCHASE_ORDER, ACU_BILL, ACU_CHECK,
		ACU_VENDOR, ACU_CUSTOMER, ACU_PROJECT, ACU_TASK, ACU_BUDGET, ACU_EXTERNAL_COMMITMENT };
	struct acu *acu = state;
	size_t i;

	strbuf_addf(out, "{\"system\":\"%s\",\"build\":\"%s\",\"tenant\":", acu->product->name, acu->build);
	strbuf_add_json(out, acu->tenants[0].name);
	strbuf_addf(out, ",\"seats_taken\":%d,\n", acu_seats_taken(acu));
	for (i = 0; i < ARRAY_SIZE(shown); i++)
		dump_table(out, &acu->tenants[0].tables[shown[i]]);
	strbuf_adds(out, "\"training_writes\":");
	strbuf_addf(out, "%lld,", (long long)(acu->tenants[1].tables[ACU_BILL].inserted +
		acu->tenants[1].tables[ACU_SUBCONTRACT].inserted +
		acu->tenants[1].tables[ACU_PURCHASE_ORDER].inserted +
		acu->tenants[1].tables[ACU_VENDOR].inserted + acu->tenants[1].tables[ACU_PROJECT].inserted));
	dump_counters(out, &acu->tenants[0]);
	strbuf_addc(out, ',');
	acu_dump_books(out, acu);
	strbuf_adds(out, "}\n");
}
