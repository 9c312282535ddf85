/* The simulators' life: options, company, clock, chance, and one exchange.
 *
 * The table of systems is here.  A connection's thread (server.c) takes the lock
 * for each exchange and calls sim_answer, so a system is never entered twice at
 * once and what it answers depends only on the order of the requests. */
#include "sim/core.h"

#include "base/array.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/xalloc.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

const struct sim_system *const sim_systems[] = {
	&sim_procore,
	&sim_acumatica,
	&sim_xero,
	&sim_sage300,
	&sim_myob,
	&sim_quickbooks,
	NULL
};
_Static_assert(sizeof sim_systems / sizeof *sim_systems <= SIM_MAX_SYSTEMS + 1, "SIM_MAX_SYSTEMS");

/* ---- what systems call ---- */

/* Accounting systems that were asked for, in the order of the table. */
static const char *nth_erp(const struct sim *sim, size_t n)
{
	for (size_t i = 0; i < sim->n_chosen; i++)
		if (sim->chosen[i] != &sim_procore && n-- == 0)
			return sim->chosen[i]->name;
	return NULL;
}

static size_t count_erps(const struct sim *sim)
{
	size_t n = 0;

	while (nth_erp(sim, n))
		n++;
	return n;
}

const char *sim_erp_first(const struct sim *sim)
{
	const char *name = nth_erp(sim, 0);

	return name ? name : "acumatica";
}

const char *sim_erp_of(const struct sim *sim, int project)
{
	/* The third project is billed in a foreign currency, which not every system takes: a system with two or
	 * three projects gets one in its own. */
	static const int dealt[] = { 0, 1, 3, 2 };
	size_t n = count_erps(sim);

	if (project >= 0 && (size_t)project < ARRAY_SIZE(dealt))
		project = dealt[project];
	return n && project >= 0 ? nth_erp(sim, (size_t)project % n) : sim_erp_first(sim);
}

const char *sim_currency(const struct sim *sim, const char *erp, const char *own)
{
	for (size_t i = 0; own && i < sim->n_chosen; i++)
		if (sim->chosen[i]->home_currency && !strcmp(sim->chosen[i]->name, erp) &&
		    !strcmp(own, sim->company->home_currency))
			return sim->chosen[i]->home_currency;
	return own;
}

const struct company *sim_company(const struct sim *sim)
{
	return sim->company;
}

const struct sim_options *sim_options(const struct sim *sim)
{
	return &sim->opt;
}

const char *sim_extra(const struct sim *sim, const char *name, const char *fallback)
{
	const char *v = sim_pairs_get(&sim->opt.extra, name);

	return v ? v : fallback;
}

int64_t sim_now_ms(const struct sim *sim)
{
	return clock_now_ms() + sim->advance_ms;
}

int64_t sim_stamp_ms(const struct sim *sim)
{
	int64_t now = sim_now_ms(sim);

	return now > sim->company->newest_at ? now : sim->company->newest_at;
}

/* splitmix64 */
uint64_t sim_random(struct sim *sim)
{
	uint64_t z = sim->rng += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void sim_add_token(struct sim *sim, struct strbuf *out, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		strbuf_addf(out, "%02x", (unsigned)(sim_random(sim) & 0xff));
}

void sim_count(struct sim *sim, const char *what)
{
	struct sim_slot *slot = sim->running;
	struct counter *c;

	if (!slot)
		return;
	for (size_t i = 0; i < slot->counters.len; i++)
		if (!strcmp(slot->counters.items[i].what, what)) {
			slot->counters.items[i].n++;
			return;
		}
	c = ARRAY_PUSH(&slot->counters);
	c->what = xstrdup(what);
	c->n = 1;
}

/* ---- one exchange ---- */

void sim_answer(struct sim *sim, struct sim_slot *slot, struct sim_request *req,
	struct sim_response *resp)
{
	resp->status = 200;
	resp->wrote = 0;
	sim->running = slot;
	if (!strncmp(req->path, "/_sim/", 6)) {
		control_handle(sim, slot, req, resp);
	} else {
		slot->sys->handle(sim, slot->state, req, resp);
		slot->calls++;
		slot->writes += resp->wrote != 0;
	}
	sim->running = NULL;
}

static struct sim_slot *slot_of(const struct sim *sim, const char *system)
{
	for (size_t i = 0; i < sim->n_slots; i++)
		if (!strcmp(sim->slots[i].sys->name, system))
			return (struct sim_slot *)&sim->slots[i];
	return NULL;
}

void sim_exchange(struct sim *sim, const char *system, struct sim_request *req,
	struct sim_response *resp)
{
	struct sim_slot *slot = slot_of(sim, system);

	if (!slot)
		BUG("system %s does not run", system);
	pthread_mutex_lock(&sim->lock);
	sim_answer(sim, slot, req, resp);
	pthread_mutex_unlock(&sim->lock);
}

/* ---- start and end ---- */

static void copy_options(struct sim *sim, const struct sim_options *opt)
{
	sim->opt = *opt;
	memset(&sim->opt.extra, 0, sizeof sim->opt.extra);
	for (size_t i = 0; i < opt->extra.len; i++)
		sim_pairs_add(&sim->opt.extra, opt->extra.items[i].name, opt->extra.items[i].value);
	if (!sim->opt.seed)
		sim->opt.seed = 1;
	sim->log_path = xstrdup(opt->log_path);
	sim->state_path = xstrdup(opt->state_path);
	sim->opt.log_path = sim->log_path;
	sim->opt.state_path = sim->state_path;
}

static int open_log(struct sim *sim, struct error *err)
{
	if (!sim->log_path)
		return 0;
	sim->log_fd = open(sim->log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (sim->log_fd < 0)
		return error_set(err, ERR_STORE, N_("%s cannot be written: %s"), sim->log_path,
			strerror(errno), NULL);
	return 0;
}

static int wanted(const char *const *systems, const char *name)
{
	if (!systems)
		return 1;
	for (; *systems; systems++)
		if (!strcmp(*systems, name))
			return 1;
	return 0;
}

static void add_slot(struct sim *sim, const struct sim_system *sys, int port)
{
	struct sim_slot *slot = &sim->slots[sim->n_slots++];

	slot->sys = sys;
	slot->sim = sim;
	slot->port = port;
	sim->running = slot;
	slot->state = sys->init(sim);
	sim->running = NULL;
}

int sim_start(struct sim **out, const struct sim_options *opt, const char *const *systems,
	const int *ports, struct error *err)
{
	struct sim *sim = xcalloc(1, sizeof *sim);
	int rc;

	pthread_mutex_init(&sim->lock, NULL);
	pthread_cond_init(&sim->stop, NULL);
	sim->log_fd = -1;
	copy_options(sim, opt);
	sim->rng = sim->opt.seed;
	sim->company = company_make(sim->opt.seed, sim->opt.scale);
	rc = digest_init() ? error_set(err, ERR_BUG, N_("no random numbers"), NULL) : 0;
	if (!rc)
		rc = open_log(sim, err);
	for (size_t i = 0; sim_systems[i] && i < SIM_MAX_SYSTEMS; i++)
		if (wanted(systems, sim_systems[i]->name))
			sim->chosen[sim->n_chosen++] = sim_systems[i];
	for (size_t i = 0; sim_systems[i] && i < SIM_MAX_SYSTEMS; i++)
		if (wanted(systems, sim_systems[i]->name))
			add_slot(sim, sim_systems[i], ports ? ports[i] : 0);
	for (size_t i = 0; !rc && i < sim->n_slots; i++)
		rc = server_open(&sim->slots[i], err);
	if (rc) {
		sim->opt.state_path = NULL;
		sim_stop(sim);
		return rc;
	}
	*out = sim;
	return 0;
}

static void write_state(struct sim *sim)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_addc(&b, '{');
	for (size_t i = 0; i < sim->n_slots; i++) {
		if (i)
			strbuf_addc(&b, ',');
		strbuf_addf(&b, "\"%s\":", sim->slots[i].sys->name);
		sim->slots[i].sys->dump(sim, sim->slots[i].state, &b);
	}
	strbuf_adds(&b, "}\n");
	path_write_file(sim->opt.state_path, b.s, b.len, 0600, NULL);
	strbuf_release(&b);
}

void sim_stop(struct sim *sim)
{
	if (!sim)
		return;
	pthread_mutex_lock(&sim->lock);
	sim->stopping = 1;
	pthread_cond_broadcast(&sim->stop);
	pthread_mutex_unlock(&sim->lock);
	for (size_t i = 0; i < sim->n_slots; i++)
		server_close(&sim->slots[i]);
	if (sim->opt.state_path)
		write_state(sim);
	for (size_t i = 0; i < sim->n_slots; i++) {
		struct sim_slot *slot = &sim->slots[i];

		slot->sys->release(slot->state);
		for (size_t k = 0; k < slot->counters.len; k++)
			free(slot->counters.items[k].what);
		ARRAY_RELEASE(&slot->counters);
	}
	for (size_t i = 0; i < sim->faults.len; i++)
		fault_release(&sim->faults.items[i]);
	ARRAY_RELEASE(&sim->faults);
	journal_release(sim);
	company_free(sim->company);
	sim_pairs_release(&sim->opt.extra);
	free(sim->log_path);
	free(sim->state_path);
	pthread_cond_destroy(&sim->stop);
	pthread_mutex_destroy(&sim->lock);
	free(sim);
}

int sim_port(const struct sim *sim, const char *system)
{
	const struct sim_slot *slot = slot_of(sim, system);

	return slot ? slot->port : -1;
}

int sim_add_fault(struct sim *sim, const char *spec, struct error *err)
{
	struct fault f;
	int rc = fault_parse(&f, spec, err);

	if (rc)
		return rc;
	pthread_mutex_lock(&sim->lock);
	*ARRAY_PUSH(&sim->faults) = f;
	pthread_mutex_unlock(&sim->lock);
	return 0;
}

void sim_ready_line(struct sim *sim, struct strbuf *out)
{
	cJSON *v = cJSON_CreateObject(), *control = cJSON_CreateObject();
	cJSON *credentials = cJSON_CreateObject();
	struct strbuf b = STRBUF_INIT;

	pthread_mutex_lock(&sim->lock);
	jv_add_bool(v, "ready", 1);
	for (size_t i = 0; i < sim->n_slots; i++) {
		struct sim_slot *slot = &sim->slots[i];
		cJSON *c = cJSON_CreateObject();
		const char *base;

		strbuf_reset(&b);
		strbuf_addf(&b, "%s.base", slot->sys->name);
		base = sim_extra(sim, b.s, slot->sys->base_path);
		strbuf_reset(&b);
		strbuf_addf(&b, "http://127.0.0.1:%d%s", slot->port, base);
		jv_add_str(v, slot->sys->name, b.s);
		strbuf_reset(&b);
		strbuf_addf(&b, "http://127.0.0.1:%d/_sim", slot->port);
		jv_add_str(control, slot->sys->name, b.s);
		slot->sys->credentials(sim, slot->state, c);
		jv_add(credentials, slot->sys->name, c);
	}
	jv_add(v, "control", control);
	jv_add(v, "credentials", credentials);
	jv_add_int(v, "pid", getpid());
	pthread_mutex_unlock(&sim->lock);
	jv_print(out, v);
	cJSON_Delete(v);
	strbuf_release(&b);
}
