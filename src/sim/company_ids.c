/* The ids of the sample company's records in each accounting system.
 *
 * Acumatica's are written in the company itself; the other systems number or hash.  Nobody keeps a
 * table: an id follows from the seed, the system and the record, so two simulators agree on it
 * without knowing of each other. */
#include "sim/company.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* splitmix64, as the company's own numbers are made. */
static uint64_t mixed(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static const char *own_id(const struct company *co, enum co_entity e, int i)
{
	switch (e) {
	case CO_VENDOR: return co->vendors[i].erp_id;
	case CO_PROJECT: return co->projects[i].erp_id;
	case CO_SUB_JOB: return co->sub_jobs[i].erp_id;
	case CO_COST_CODE: return co->cost_codes[i].erp_id;
	case CO_COST_TYPE: return co->cost_types[i].erp_id;
	case CO_COMMITMENT: return co->commitments[i].erp_id;
	case CO_INVOICE: return co->invoices[i].erp_id;
	case CO_PAYMENT: return co->payments[i].erp_id;
	default: return NULL;
	}
}

void company_remote_id(const struct company *co, const char *system, enum co_entity e, int index,
	char out[CO_REMOTE_ID])
{
	uint64_t h = co->seed;
	const char *own;

	if (!strcmp(system, "acumatica") || !strcmp(system, "myob")) {
		own = own_id(co, e, index);
		snprintf(out, CO_REMOTE_ID, "%s", own ? own : "");
		return;
	}
	if (!strcmp(system, "quickbooks")) {
		/* a payment is known by itself and the bill it pays */
		if (e == CO_PAYMENT)
			snprintf(out, CO_REMOTE_ID, "%d|%d", 101 + index, 101 + co->payments[index].invoice);
		else
			snprintf(out, CO_REMOTE_ID, "%d", 101 + index);
		return;
	}
	for (const char *c = system; *c; c++)
		h = mixed(h ^ (unsigned char)*c);
	h = mixed(h ^ ((uint64_t)e << 32 | (uint32_t)index));
	snprintf(out, CO_REMOTE_ID, "%08x-%04x-4%03x-8%03x-%012llx", (unsigned)(h >> 32),
		(unsigned)(h >> 16 & 0xffff), (unsigned)(h >> 4 & 0xfff), (unsigned)(h & 0xfff),
		(unsigned long long)(mixed(h) & UINT64_C(0xffffffffffff)));
}
