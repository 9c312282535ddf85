/* MYOB Acumatica (formerly MYOB Advanced): the same product as Acumatica, so the same functions; only the
 * questions asked of the owner differ, and the profile (data/profiles/myob.json).  Reference: acumatica.md 14.
 *
 * Nothing is guessed: the endpoint that carries subcontracts has the name its customization project gave
 * it, and payments are read back only when the owner asks for it. */
#include "connectors/acumatica.h"
#include "connectors/myob.h"
#include "base/i18n.h"
#include "base/banned.h"

static const struct option_def options[] = {
	{ "base_url", OPTION_URL, OPTION_REQUIRED, NULL, NULL, N_("Address of the site"),
		N_("For example https://company.myobadvanced.com") },
	{ "environment", OPTION_CHOICE, 0, "production", "production|test",
		N_("Environment"), N_("The real books, or a test company: never mixed with the other kind") },
	{ "tenant", OPTION_TEXT, 0, "", NULL, N_("Tenant"), N_("As on the sign-in screen; empty on a site with one") },
	{ "branch", OPTION_TEXT, 0, "", NULL, N_("Branch"), N_("Of documents whose project names none") },
	{ "login_kind", OPTION_CHOICE, 0, "oauth", "cookie|oauth", N_("Kind of sign-in"),
		N_("A user and password, or a connected application") },
	{ "user", OPTION_TEXT, 0, "", NULL, N_("User"), NULL },
	{ "password", OPTION_SECRET, 0, NULL, NULL, N_("Password"), NULL },
	{ "client_id", OPTION_TEXT, 0, "", NULL, N_("Client id"), N_("Of the connected application: <id>@<tenant>") },
	{ "client_secret", OPTION_SECRET, 0, NULL, NULL, N_("Client secret"), NULL },
	{ "refresh_token", OPTION_SECRET, 0, NULL, NULL, N_("Refresh token"),
		N_("Kept up to date by the program; not typed") },
	{ "endpoint", OPTION_TEXT, 0, "auto", NULL, N_("Endpoint"),
		N_("Name and version, or auto: the newest one this program knows") },
	{ "construction_endpoint", OPTION_TEXT, 0, "auto", NULL, N_("Endpoint with subcontracts"),
		N_("Name and version, auto, or none") },
	{ "construction_name", OPTION_TEXT, 0, "", NULL, N_("Name of the customization's endpoint"),
		N_("Looked for first when the endpoint with subcontracts is auto") },
	{ "connected_since", OPTION_TEXT, 0, "", NULL, N_("Connected since"),
		N_("Date (YYYY-MM-DD): projects made before are running ones and get a warning") },
	{ "home_currency", OPTION_CHOICE, 0, "AUD", "AUD|NZD", N_("Currency of the company"), NULL },
	{ "ids_typed", OPTION_BOOL, 0, "yes", NULL, N_("Ids are typed"),
		N_("No: MYOB numbers new suppliers and projects itself") },
	ACUMATICA_COMMON_OPTIONS,
	{ "activate_projects", OPTION_BOOL, 0, "yes", NULL, N_("Activate new projects"), NULL },
	{ "commitments_open", OPTION_BOOL, 0, "yes", NULL, N_("Release commitments from hold"),
		N_("No: they stay On Hold until somebody opens them in MYOB") },
	{ "subcontract_label", OPTION_TEXT, 0, "Subcontract", NULL, N_("Label of subcontracts on bills"),
		N_("The order type as MYOB shows it in the user's language") },
	{ "bill_date", OPTION_CHOICE, 0, "billing", "billing|period_end", N_("Date of bills"),
		N_("The billing date of the progress claim, or the last day of its period") },
	{ "period_check", OPTION_BOOL, 0, "yes", NULL, N_("Check periods"),
		N_("Reads which financial periods are open and says so before approval") },
	{ "payments", OPTION_BOOL, 0, "no", NULL, N_("Import payments"),
		N_("Documented for cheque and card payments; try it on a test company first") },
	{ "page_size", OPTION_INT, 0, "500", NULL, N_("Records per page"), NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

const struct connector myob_connector = {
	.name = "myob",
	.title = "MYOB Acumatica",
	.role = "erp",
	.profile = "myob",
	.caps = CAP_PULL(ENTITY_VENDOR) | CAP_PULL(ENTITY_JOB) | CAP_PULL(ENTITY_COMMITMENT)
		| CAP_PULL(ENTITY_INVOICE) | CAP_PULL(ENTITY_PAYMENT) | CAP_PULL(ENTITY_SUB_JOB)
		| CAP_PULL(ENTITY_COST_CODE) | CAP_PULL(ENTITY_COST_TYPE) | CAP_PULL(ENTITY_CUSTOMER)
		| CAP_PULL(ENTITY_BRANCH) | CAP_PULL(ENTITY_PERIOD) | CAP_EXPORT(ENTITY_VENDOR)
		| CAP_EXPORT(ENTITY_JOB) | CAP_EXPORT(ENTITY_COMMITMENT) | CAP_EXPORT(ENTITY_INVOICE)
		| CAP_UNATTENDED,
	.options = options,
	.feeds = acumatica_feeds,
	.login = acumatica_login,
	.logout = acumatica_logout,
	.pull = acumatica_pull,
	.push = acumatica_push,
	.test = acumatica_test,
	.compose = acumatica_compose,
	.explain = acumatica_explain,
	.authorize_url = acumatica_authorize_url,
	.settle_ms = 30000,
	.settle_probes = 2,
	.in_flight = 1,
};
