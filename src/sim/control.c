/* /_sim/ on every port: looking into the simulator and disturbing it.
 *
 *	GET    /_sim/state       every document created or changed in this system
 *	GET    /_sim/log         the exchanges so far, oldest first
 *	GET    /_sim/counters    calls, writes, sign-ins, connections of all systems
 *	GET    /_sim/company     which sample record stands for which finding
 *	GET    /_sim/fault       faults waiting;  POST adds one;  DELETE removes all
 *	GET    /_sim/clock       POST {"advance_s":N} moves the clock forward
 *	*      /_sim/<system>/…  changes behind the client's back, see the manual */
#include "sim/core.h"

#include "base/array.h"
#include "base/date.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static void respond_error(struct sim_response *resp, int status, const char *message)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "error", message);
	sim_respond_json(resp, status, v);
}

static void respond_buffer(struct sim_response *resp, struct strbuf *b)
{
	sim_respond_text(resp, 200, "application/json; charset=utf-8", b->s);
	strbuf_release(b);
}

static void get_state(struct sim *sim, struct sim_slot *slot, struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;

	slot->sys->dump(sim, slot->state, &b);
	respond_buffer(resp, &b);
}

static void get_log(struct sim *sim, struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addc(&b, '[');
	for (size_t i = 0; i < sim->log.len; i++) {
		if (i)
			strbuf_adds(&b, ",\n");
		strbuf_adds(&b, sim->log.items[i]);
	}
	strbuf_addc(&b, ']');
	respond_buffer(resp, &b);
}

static void get_counters(struct sim *sim, struct sim_response *resp)
{
	cJSON *v = cJSON_CreateObject();

	for (size_t i = 0; i < sim->n_slots; i++) {
		const struct sim_slot *slot = &sim->slots[i];
		cJSON *c = cJSON_CreateObject();

		jv_add_int(c, "calls", slot->calls);
		jv_add_int(c, "writes", slot->writes);
		jv_add_int(c, "connections", slot->connections);
		jv_add_int(c, "faults", slot->faults);
		for (size_t k = 0; k < slot->counters.len; k++)
			jv_add_int(c, slot->counters.items[k].what, slot->counters.items[k].n);
		jv_add(v, slot->sys->name, c);
	}
	sim_respond_json(resp, 200, v);
}

static int64_t record_id(const struct company *co, const struct co_finding *f)
{
	switch (f->entity) {
	case CO_VENDOR: return co->vendors[f->index].id;
	case CO_PROJECT: return co->projects[f->index].id;
	case CO_SUB_JOB: return co->sub_jobs[f->index].id;
	case CO_COST_CODE: return co->cost_codes[f->index].id;
	case CO_COST_TYPE: return co->cost_types[f->index].id;
	case CO_COMMITMENT: return co->commitments[f->index].id;
	case CO_INVOICE: return co->invoices[f->index].id;
	case CO_PAYMENT: return co->payments[f->index].id;
	case CO_CHANGE_ORDER: return co->change_orders[f->index].id;
	}
	return 0;
}

static void get_company(struct sim *sim, struct sim_response *resp)
{
	const struct company *co = sim->company;
	cJSON *v = cJSON_CreateObject(), *list = cJSON_CreateArray();

	jv_add_int(v, "company_id", co->id);
	jv_add_str(v, "name", co->name);
	jv_add_str(v, "connected_on", co->connected_on);
	jv_add_int(v, "vendors", (int64_t)co->n_vendors);
	jv_add_int(v, "projects", (int64_t)co->n_projects);
	jv_add_int(v, "commitments", (int64_t)co->n_commitments);
	jv_add_int(v, "invoices", (int64_t)co->n_invoices);
	jv_add_int(v, "payments", (int64_t)co->n_payments);
	for (size_t i = 0; i < co->n_findings; i++) {
		const struct co_finding *f = &co->findings[i];
		cJSON *row = cJSON_CreateObject();

		jv_add_str(row, "finding", f->name);
		jv_add_str(row, "entity", company_entity_name(f->entity));
		jv_add_int(row, "id", record_id(co, f));
		cJSON_AddItemToArray(list, row);
	}
	jv_add(v, "findings", list);
	sim_respond_json(resp, 200, v);
}

static void get_faults(struct sim *sim, struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addc(&b, '[');
	for (size_t i = 0; i < sim->faults.len; i++) {
		if (i)
			strbuf_addc(&b, ',');
		fault_add_json(&b, &sim->faults.items[i]);
	}
	strbuf_addc(&b, ']');
	respond_buffer(resp, &b);
}

static void post_fault(struct sim *sim, struct sim_slot *slot, const struct sim_request *req,
	struct sim_response *resp)
{
	struct strbuf b = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct fault f;

	if (!cJSON_IsObject(req->json)) {
		respond_error(resp, 400, "a fault is a JSON object");
		return;
	}
	if (fault_from_json(&f, req->json, slot->sys->name, &err)) {
		error_text(&b, &err, 0);
		respond_error(resp, 400, b.s);
		strbuf_release(&b);
		error_release(&err);
		return;
	}
	*ARRAY_PUSH(&sim->faults) = f;
	get_faults(sim, resp);
}

static void clock_answer(struct sim *sim, const struct sim_request *req,
	struct sim_response *resp)
{
	char now[INSTANT_LEN];
	int64_t advance = 0;
	cJSON *v;

	if (!strcmp(req->method, "POST")) {
		if (!jv_is_int(jv_get(req->json, "advance_s"), &advance) || advance < 0 ||
		    advance > INT64_C(3153600000)) {
			respond_error(resp, 400, "advance_s: whole seconds, forward only");
			return;
		}
		sim->advance_ms += advance * 1000;
	}
	v = cJSON_CreateObject();
	instant_format(now, sim_now_ms(sim));
	jv_add_str(v, "now", now);
	jv_add_int(v, "advanced_s", sim->advance_ms / 1000);
	sim_respond_json(resp, 200, v);
}

static void fault_answer(struct sim *sim, struct sim_slot *slot, const struct sim_request *req,
	struct sim_response *resp)
{
	if (!strcmp(req->method, "POST")) {
		post_fault(sim, slot, req, resp);
		return;
	}
	if (!strcmp(req->method, "DELETE")) {
		for (size_t i = 0; i < sim->faults.len; i++)
			fault_release(&sim->faults.items[i]);
		sim->faults.len = 0;
	}
	get_faults(sim, resp);
}

static void to_system(struct sim *sim, const char *path, const struct sim_request *req,
	struct sim_response *resp)
{
	for (size_t i = 0; i < sim->n_slots; i++) {
		struct sim_slot *slot = &sim->slots[i];
		size_t n = strlen(slot->sys->name);

		if (strncmp(path, slot->sys->name, n) || path[n] != '/' || !slot->sys->control)
			continue;
		sim->running = slot;
		slot->sys->control(sim, slot->state, path + n, req, resp);
		return;
	}
	respond_error(resp, 404, "no such control");
}

void control_handle(struct sim *sim, struct sim_slot *slot, const struct sim_request *req,
	struct sim_response *resp)
{
	const char *path = req->path + strlen("/_sim/");

	if (!strcmp(path, "fault"))
		fault_answer(sim, slot, req, resp);
	else if (!strcmp(path, "clock"))
		clock_answer(sim, req, resp);
	else if (strchr(path, '/'))
		to_system(sim, path, req, resp);
	else if (strcmp(req->method, "GET"))
		respond_error(resp, 405, "GET only");
	else if (!strcmp(path, "state"))
		get_state(sim, slot, resp);
	else if (!strcmp(path, "log"))
		get_log(sim, resp);
	else if (!strcmp(path, "counters"))
		get_counters(sim, resp);
	else if (!strcmp(path, "company"))
		get_company(sim, resp);
	else
		respond_error(resp, 404, "no such control");
}
