/* comptoir-sim: the options, the ready line, and waiting for the end. */
#include "sim/sim.h"

#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/xalloc.h"
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/banned.h"

enum {
	OPT_SYSTEM = 256, OPT_PORT, OPT_SEED, OPT_SCALE, OPT_LOG, OPT_STATE, OPT_FAULT,
	OPT_TOKEN_LIFE, OPT_RATE, OPT_PAGE_CAP, OPT_LENIENT, OPT_OPTION, OPT_EXIT_WITH_PARENT,
	OPT_LANG, OPT_HELP, OPT_VERSION
};

static const struct option longopts[] = {
	{ "system", required_argument, NULL, OPT_SYSTEM },
	{ "port", required_argument, NULL, OPT_PORT },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "scale", required_argument, NULL, OPT_SCALE },
	{ "log", required_argument, NULL, OPT_LOG },
	{ "state", required_argument, NULL, OPT_STATE },
	{ "fault", required_argument, NULL, OPT_FAULT },
	{ "token-life", required_argument, NULL, OPT_TOKEN_LIFE },
	{ "rate", required_argument, NULL, OPT_RATE },
	{ "page-cap", required_argument, NULL, OPT_PAGE_CAP },
	{ "lenient", no_argument, NULL, OPT_LENIENT },
	{ "option", required_argument, NULL, OPT_OPTION },
	{ "exit-with-parent", no_argument, NULL, OPT_EXIT_WITH_PARENT },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

/* What the command line asked for. */
struct run {
	struct sim_options opt;
	const char *systems[SIM_MAX_SYSTEMS + 1];   /* ends with NULL */
	size_t n_systems;
	int ports[SIM_MAX_SYSTEMS];
	ARRAY_OF(const char *) faults;
};

static const char help_text[] = N_(
"Usage: comptoir-sim [OPTION]...\n"
"Simulates Procore and the accounting systems on ports of 127.0.0.1, with a sample company.\n"
"\n"
"  --system NAME          serve this system (repeat for several, or all; default: procore\n"
"                         and acumatica)\n"
"                           procore     Procore REST API 1.0, 1.1, 2.0 and OAuth\n"
"                           acumatica   Acumatica contract-based REST API, below /acu\n"
"                           xero        Xero accounting API 2.0 and its identity service\n"
"                           sage300     Sage 300 CRE through hh2 Cloud Services\n"
"                           myob        MYOB Acumatica, the same at the root of its host\n"
"                           quickbooks  QuickBooks Online accounting API v3 and OAuth\n"
"  --port NAME=PORT       the port of a system; 0, the default, takes a free one\n"
"  --seed N               another sample company; the same N gives the same company\n"
"  --scale N              a company with N subcontractor invoices, 150 to 1,000,000\n"
"  --log FILE             one JSON object a line for every exchange: at, system, method,\n"
"                         target, request_headers, request_body, status, response_headers,\n"
"                         response_body, fault (status 0: the connection was cut)\n"
"  --state FILE           at the end, write every document created or changed there\n"
"  --fault SPEC           [SYSTEM:]KIND[,count=N][,skip=N][,match=METHOD TEXT]\n"
"                         [,delay_ms=N][,retry_after=N]; KIND is one of\n"
"                           cut_after_apply  do what was asked, then cut the connection\n"
"                           cut_before       cut the connection, nothing was done\n"
"                           delay, stall     do it, answer after delay_ms (stall: 30 s)\n"
"                           429, 500, 502, 503  refuse with this status (Retry-After)\n"
"                           html             a page of HTML with status 200\n"
"                           truncated        half of the JSON;  partial: and a cut\n"
"                           expired_token    every token and session ends just before\n"
"                           extra_member, missing_member  every object of the answer has a\n"
"                                            member nobody knows, or lacks its last one\n"
"                         count: exchanges it hits (-1: all), skip: let through first,\n"
"                         match: only requests whose method and target fit\n"
"  --token-life SECONDS   life of access tokens and sessions\n"
"  --rate hour=N,spike=N  Procore's two limits, an hour and 10 seconds; 0: none.  The\n"
"                         service's usual values are hour=3600,spike=25; default: hour=36000,\n"
"                         spike=1000\n"
"  --page-cap N           no page is longer than N records\n"
"  --lenient              unknown query parameters are ignored, not refused\n"
"  --option NAME=VALUE    a setting of one system:\n"
"                           procore.erp=on         records with an origin id are locked\n"
"                           procore.grant=user     client credentials get a user's rights\n"
"                           acumatica.release=2022R1|2022R2|2023R1|2023R2|2024R2\n"
"                           acumatica.bill_approval=on, acumatica.seats=2, …: the manual\n"
"                           myob.release=2022.2|2023.1, and the others of acumatica\n"
"                           xero.minute_limit=60, day_limit=5000, app_limit=10000 (none)\n"
"                           xero.scopes=both|granular|broad  what the app may ask for\n"
"                           xero.post_matches_number=off   a POST without id makes a new bill\n"
"                           xero.edit_paid=off             nothing may change on a paid bill\n"
"                           sage300.hop1=manual    the cloud waits for /hop1 (below)\n"
"                           sage300.client=offline nothing goes to Sage or comes from it\n"
"                           sage300.polls=N, sage300.operation_s=N  how long an export takes\n"
"                           sage300.expired=html|302|401   without a session\n"
"                           sage300.commitment_writer=1    commitments are accepted, a guess\n"
"                           quickbooks.minute_limit=500, second_limit=10, batch_limit=120\n"
"                           quickbooks.fault_form=1|2|3    faults in capitals, small letters, XML\n"
"                           quickbooks.fault_ok=on         faults of rules with status 200\n"
"                           quickbooks.rotate=0|1|2        refresh tokens: never, daily, always\n"
"  --exit-with-parent     end when the program that started this one ends\n"
"  --lang CODE            language of messages; the sample company is always in both\n"
"  --help, --version\n"
"\n"
"When ready it prints one line of JSON with the base addresses, the control addresses and\n"
"the demo credentials:\n"
"  {\"ready\":true,\"procore\":\"http://127.0.0.1:PORT\",\"acumatica\":\"http://127.0.0.1:PORT/acu\",\n"
"   \"control\":{\"procore\":\"http://127.0.0.1:PORT/_sim\",…},\"credentials\":{\"procore\":{…},…}}\n"
"\n"
"Control, on every port, in JSON:\n"
"  GET /_sim/state        documents created or changed in that system\n"
"  GET /_sim/log          the exchanges, oldest first\n"
"  GET /_sim/counters     calls, writes, token refreshes, connections opened\n"
"  GET /_sim/company      which sample record shows which finding\n"
"  POST /_sim/fault       {\"kind\":\"…\",\"count\":N,\"match\":\"METHOD TEXT\",…}; GET; DELETE\n"
"  POST /_sim/clock       {\"advance_s\":N}; GET\n"
"  POST /_sim/procore/vendors/ID, /projects/ID, /commitments/ID, /lines/ID, /invoices/ID,\n"
"       /payments/ID, /periods/ID …   change a record behind the client's back: {} touches\n"
"       it, members change it; DELETE deletes it\n"
"  POST /_sim/acumatica/pay {\"bill\":…}, /void {\"check\":…}, /period {\"period\":\"102026\",\n"
"       \"status\":\"Closed\"}, /set {switch:value}, /record {\"entity\",\"keys\",\"set\"|\"delete\"}\n"
"  POST /_sim/xero/pay {\"bill\",\"amount\",\"check\",\"batch\"}, /void {\"payment\"|\"bill\"},\n"
"       /credit {\"bill\",\"amount\"}, /lock-date {\"date\",\"year\"}, /approve {\"bill\"},\n"
"       /touch, /delete {\"entity\",\"id\"}, /merge {\"from\",\"into\"}, /disconnect,\n"
"       /set {switch:value}; GET /_sim/xero/set\n"
"  POST /_sim/sage300/pay {\"bill\",\"check\",\"amount\"}, /void {\"payment\"|\"bill\"}, /close {\"date\"},\n"
"       /touch and /delete {\"entity\",\"id\"}, /import-file {\"text\",\"columns\"} change Sage;\n"
"       /hop1 {\"range\":\"today|week|month|year|all\",\"depth\":\"shallow|deep\"} refreshes the\n"
"       cloud; /client {\"online\":false}; /set {switch:value}\n"
"  POST /_sim/quickbooks/pay {\"bill\",\"amount\",\"check\",\"credit\"}, /credit {\"bill\",\"amount\"},\n"
"       /void {\"payment\"}, /close {\"date\"}, /touch and /delete {\"entity\",\"id\"},\n"
"       /record {\"entity\",\"id\",\"set\"}, /set {switch:value}; GET /_sim/quickbooks/set\n"
"It ends with SIGINT or SIGTERM.\n");

static int usage_error(const char *what, const char *value)
{
	fprintf(stderr, _("comptoir-sim: %s does not accept “%s”; see comptoir-sim --help\n"), what,
		value);
	return 64;
}

static int number(int64_t *out, const char *text, int64_t min, int64_t max)
{
	return decimal_parse(out, text, 0, 1) || *out < min || *out > max ? -1 : 0;
}

static int system_index(const char *name, size_t len)
{
	for (int i = 0; sim_systems[i]; i++)
		if (strlen(sim_systems[i]->name) == len && !strncmp(sim_systems[i]->name, name, len))
			return i;
	return -1;
}

static int set_port(struct run *run, const char *arg)
{
	const char *eq = strchr(arg, '=');
	int i = eq ? system_index(arg, (size_t)(eq - arg)) : -1;
	int64_t port;

	if (i < 0 || number(&port, eq + 1, 0, 65535))
		return usage_error("--port", arg);
	run->ports[i] = (int)port;
	return 0;
}

static int set_rate(struct run *run, const char *arg)
{
	struct sim_pairs p = { 0 };
	int rc = 0;

	for (const char *at = arg; *at && !rc; ) {
		size_t n = strcspn(at, ",");
		char *part = xstrndup(at, n);
		char *eq = strchr(part, '=');

		if (eq && !strncmp(part, "hour=", 5))
			rc = number(&run->opt.rate_hour, eq + 1, 0, 1000000000);
		else if (eq && !strncmp(part, "spike=", 6))
			rc = number(&run->opt.rate_spike, eq + 1, 0, 1000000000);
		else if (!strcmp(part, "off"))
			run->opt.rate_hour = run->opt.rate_spike = 0;
		else
			rc = -1;
		free(part);
		at += n + (at[n] == ',');
	}
	sim_pairs_release(&p);
	return rc ? usage_error("--rate", arg) : 0;
}

static int set_extra(struct run *run, const char *arg)
{
	const char *eq = strchr(arg, '=');
	char *name;

	if (!eq || !strchr(arg, '.') || system_index(arg, strcspn(arg, ".")) < 0)
		return usage_error("--option", arg);
	name = xstrndup(arg, (size_t)(eq - arg));
	sim_pairs_add(&run->opt.extra, name, eq + 1);
	free(name);
	return 0;
}

static int set_system(struct run *run, const char *arg)
{
	int i = system_index(arg, strlen(arg));

	if (!strcmp(arg, "all")) {
		for (i = 0; sim_systems[i]; i++)
			run->systems[i] = sim_systems[i]->name;
		run->n_systems = (size_t)i;
		return 0;
	}
	if (i < 0 || run->n_systems + 1 >= ARRAY_SIZE(run->systems))
		return usage_error("--system", arg);
	run->systems[run->n_systems++] = sim_systems[i]->name;
	return 0;
}

/* Procore with the accounting system the manual begins with. */
static const char *const usual[] = { "procore", "acumatica", NULL };

/* The parent may have gone before prctl was heard. */
static int end_with_parent(void)
{
	pid_t parent = getppid();

	if (prctl(PR_SET_PDEATHSIG, SIGTERM))
		fprintf(stderr, _("comptoir-sim: it will not notice the end of its parent: %s\n"),
			strerror(errno));
	return getppid() == parent ? 0 : 75;
}

static int set_option(struct run *run, int opt, const char *arg)
{
	int64_t n;

	switch (opt) {
	case OPT_SYSTEM:
		return set_system(run, arg);
	case OPT_PORT:
		return set_port(run, arg);
	case OPT_SEED:
		if (number(&n, arg, 1, INT64_MAX))
			return usage_error("--seed", arg);
		run->opt.seed = (uint64_t)n;
		return 0;
	case OPT_SCALE:
		return number(&run->opt.scale, arg, 1, 1000000) ? usage_error("--scale", arg) : 0;
	case OPT_LOG:
		run->opt.log_path = arg;
		return 0;
	case OPT_STATE:
		run->opt.state_path = arg;
		return 0;
	case OPT_FAULT:
		*ARRAY_PUSH(&run->faults) = arg;
		return 0;
	case OPT_TOKEN_LIFE:
		return number(&run->opt.token_life_s, arg, 1, 100000000) ?
			usage_error("--token-life", arg) : 0;
	case OPT_RATE:
		return set_rate(run, arg);
	case OPT_PAGE_CAP:
		return number(&run->opt.page_cap, arg, 1, 100000) ? usage_error("--page-cap", arg) : 0;
	case OPT_LENIENT:
		run->opt.lenient = 1;
		return 0;
	case OPT_OPTION:
		return set_extra(run, arg);
	case OPT_LANG:
		lang_init(arg);
		return 0;
	case OPT_EXIT_WITH_PARENT:
		return end_with_parent();
	default:
		return usage_error("comptoir-sim", arg ? arg : "");
	}
}

/* -1: go on; else the exit code. */
static int read_options(struct run *run, int argc, char **argv)
{
	int opt, rc;

	while ((opt = getopt_long(argc, argv, "", longopts, NULL)) != -1) {
		if (opt == OPT_HELP) {
			fputs(_(help_text), stdout);
			return 0;
		}
		if (opt == OPT_VERSION) {
			puts("comptoir-sim " PACKAGE_VERSION);
			return 0;
		}
		if (opt == '?')
			return 64;
		rc = set_option(run, opt, optarg);
		if (rc)
			return rc;
	}
	return optind < argc ? usage_error("comptoir-sim", argv[optind]) : -1;
}

static int complain(struct error *err)
{
	struct strbuf b = STRBUF_INIT;
	int rc = error_exit_code(err->cls);

	error_text(&b, err, 1);
	fprintf(stderr, "comptoir-sim: %s\n", b.s);
	strbuf_release(&b);
	error_release(err);
	return rc;
}

static int serve(struct run *run, const sigset_t *end)
{
	struct error err = ERROR_INIT;
	struct strbuf line = STRBUF_INIT;
	struct sim *sim;
	int sig;

	if (sim_start(&sim, &run->opt, run->n_systems ? run->systems : usual, run->ports, &err))
		return complain(&err);
	for (size_t i = 0; i < run->faults.len; i++)
		if (sim_add_fault(sim, run->faults.items[i], &err)) {
			sim_stop(sim);
			return complain(&err);
		}
	sim_ready_line(sim, &line);
	printf("%s\n", line.s);
	fflush(stdout);
	strbuf_release(&line);
	while (sigwait(end, &sig) == EINTR)
		;
	sim_stop(sim);
	return 0;
}

int main(int argc, char **argv)
{
	struct run run = { .opt = { .rate_hour = 36000, .rate_spike = 1000 } };
	sigset_t end;
	int rc;

	lang_init(NULL);
	/* Blocked in every thread to come: only sigwait takes them. */
	sigemptyset(&end);
	sigaddset(&end, SIGINT);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &end, NULL);
	signal(SIGPIPE, SIG_IGN);
	rc = read_options(&run, argc, argv);
	if (rc < 0)
		rc = serve(&run, &end);
	sim_pairs_release(&run.opt.extra);
	ARRAY_RELEASE(&run.faults);
	return rc;
}
