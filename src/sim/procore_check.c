/* Procore: what a record must satisfy before it is written.
 *
 * Types and names were judged by the shape of the request; here are the rules
 * between values.  Each refusal is a message under the attribute it concerns. */
#include "sim/procore.h"

#include "base/array.h"
#include "base/decimal.h"
#include <string.h>

#include "base/banned.h"

static const char taken[] = "has already been taken";
static const char blank[] = "can't be blank";

void pc_complain(cJSON *errors, const char *attribute, const char *message)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(errors, attribute);

	if (!list) {
		list = cJSON_CreateArray();
		jv_add(errors, attribute, list);
	}
	cJSON_AddItemToArray(list, cJSON_CreateString(message));
}

static void check_present(const cJSON *attrs, const char *name, int creating, cJSON *errors)
{
	const char *s = jv_str(attrs, name);

	if (s ? !s[strspn(s, " \t\n")] : creating)
		pc_complain(errors, name, blank);
}

static void check_decimal(const cJSON *attrs, const char *name, int scale, cJSON *errors)
{
	int64_t n;

	if (jv_get(attrs, name) && jv_decimal(jv_get(attrs, name), scale, &n))
		pc_complain(errors, name, "is not a number");
}

static int listed(const char *list, const char *code)
{
	size_t n = strlen(code);

	for (const char *at = list; (at = strstr(at, code)); at++)
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
			return n > 0;
	return 0;
}

static const char ca_states[] = "AB BC MB NB NL NS NT NU ON PE QC SK YT";
static const char us_states[] = "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA "
	"MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA "
	"WI WV WY MP";
static const char countries[] = "AE AR AT AU BE BG BR CA CH CL CN CO CR CZ DE DK EE EG ES FI FR GB "
	"GR HK HR HU ID IE IL IN IS IT JP KE KR LT LU LV MA MT MX MY NL NO NZ PA PE PH PL PT RO RS SA "
	"SE SG SI SK TH TN TR TW UA US UY VN ZA";

static void check_place(struct procore *pc, enum pc_kind kind, int at, const cJSON *attrs,
	cJSON *errors)
{
	const char *state = jv_str(attrs, "state_code"), *country = jv_str(attrs, "country_code");

	if (!state && !country)
		return;
	if (!country && at >= 0)
		country = pc_text(pc, kind, at, "country_code");
	if (country && *country && !listed(countries, country)) {
		pc_complain(errors, "country_code", "Invalid Country Code");
		return;
	}
	if (!state || !*state)
		return;
	if (country && *country &&
	    ((!strcmp(country, "CA") && !listed(ca_states, state)) ||
	     (!strcmp(country, "US") && !listed(us_states, state)) || strlen(state) > 3))
		pc_complain(errors, "state_code", "Invalid State Code for Country");
}

static int exists(struct procore *pc, enum pc_kind kind, const cJSON *attrs, const char *name,
	cJSON *errors)
{
	int64_t id;
	int at;

	if (!jv_is_int(jv_get(attrs, name), &id))
		return -1;
	at = pc_find(pc, kind, id);
	if (at < 0)
		pc_complain(errors, name, "does not exist");
	return at;
}

static void check_commitment(struct procore *pc, int at, const cJSON *attrs, cJSON *errors)
{
	int64_t percent;
	struct strbuf tmp = STRBUF_INIT;

	exists(pc, PC_VENDOR, attrs, "vendor_id", errors);
	check_decimal(attrs, "retainage_percent", 4, errors);
	if (!jv_decimal(jv_get(attrs, "retainage_percent"), 4, &percent) &&
	    (percent < 0 || percent > 1000000))
		pc_complain(errors, "retainage_percent", "must be between 0 and 100");
	if (pc->erp && at >= 0 && pc_origin_id(pc, PC_COMMITMENT, at, &tmp))
		for (const char *const *name = (const char *const[]){ "vendor_id", "status", NULL };
		     *name; name++)
			if (jv_get(attrs, *name))
				pc_complain(errors, *name, "cannot be changed: the contract is synced with ERP");
	strbuf_release(&tmp);
}

static const char units[] = "ea hr day wk mo ls m m2 m3 mm km kg t l ft sf lf cy sy in lb ton gal % "
	"un lot set";

static void check_line(struct procore *pc, int parent, const cJSON *attrs, cJSON *errors)
{
	static const char *const numbers[] = { "amount", "quantity", "unit_cost" };
	const char *uom = jv_str(attrs, "uom");
	int code = exists(pc, PC_COST_CODE, attrs, "cost_code_id", errors);
	struct strbuf tmp = STRBUF_INIT;

	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
		check_decimal(attrs, numbers[i], i ? 6 : 2, errors);
	if (code >= 0 && pc_record(pc, PC_COST_CODE, code)->parent !=
	    pc_record(pc, PC_COMMITMENT, parent)->parent)
		pc_complain(errors, "cost_code_id", "does not belong to the project");
	exists(pc, PC_COST_TYPE, attrs, "line_item_type_id", errors);
	exists(pc, PC_TAX_CODE, attrs, "tax_code_id", errors);
	if (uom && *uom && !listed(units, uom))
		pc_complain(errors, "uom", "is not a unit of measure of the company");
	if (pc->erp && pc_origin_id(pc, PC_COMMITMENT, parent, &tmp) &&
	    (jv_get(attrs, "amount") || jv_get(attrs, "cost_code_id") ||
	     jv_get(attrs, "line_item_type_id")))
		pc_complain(errors, "base", "the schedule of values is synced with ERP");
	strbuf_release(&tmp);
}

/* A payment that has an origin id is the ERP's: only its marks may still change. */
static void check_payment_lock(struct procore *pc, int at, const cJSON *attrs, cJSON *errors)
{
	static const char *const open[] = { "origin_id", "origin_data", "attachments",
		"prostore_file_ids" };
	struct strbuf tmp = STRBUF_INIT;
	const cJSON *m;

	if (pc_origin_id(pc, PC_PAYMENT, at, &tmp))
		cJSON_ArrayForEach(m, attrs) {
			int allowed = 0;

			for (size_t i = 0; i < ARRAY_SIZE(open); i++)
				allowed |= !strcmp(m->string, open[i]);
			if (!allowed)
				pc_complain(errors, m->string, "cannot be changed: the payment is synced with ERP");
		}
	strbuf_release(&tmp);
}

static void check_payment(struct procore *pc, int at, int parent, const cJSON *attrs,
	cJSON *errors)
{
	int invoice = exists(pc, PC_INVOICE, attrs, "requisition_id", errors);

	check_decimal(attrs, "amount", 2, errors);
	if (at < 0) {
		if (!jv_get(attrs, "amount"))
			pc_complain(errors, "amount", blank);
		if (!jv_get(attrs, "date"))
			pc_complain(errors, "date", blank);
	} else {
		check_payment_lock(pc, at, attrs, errors);
	}
	if (invoice >= 0 && pc->co->invoices[invoice].commitment != parent)
		pc_complain(errors, "requisition_id", "does not belong to the contract");
}

static void check_origin(struct procore *pc, enum pc_kind kind, int at, const cJSON *attrs,
	cJSON *errors)
{
	const char *origin = jv_str(attrs, "origin_id");
	int holder;

	if (!origin || !*origin)
		return;
	holder = pc_find_origin(pc, kind, origin);
	if (holder >= 0 && holder != at)
		pc_complain(errors, "origin_id", taken);
}

void pc_check(struct procore *pc, enum pc_kind kind, int at, int parent, int order,
	const cJSON *attrs, cJSON *errors)
{
	const char *email = jv_str(attrs, "email_address");
	int creating = at < 0;

	check_origin(pc, kind, at, attrs, errors);
	switch (kind) {
	case PC_VENDOR:
		check_present(attrs, "name", creating, errors);
		check_place(pc, kind, at, attrs, errors);
		if (email && *email && !strchr(email, '@'))
			pc_complain(errors, "email_address", "is not an email address");
		break;
	case PC_PROJECT:
		check_present(attrs, "name", creating, errors);
		check_place(pc, kind, at, attrs, errors);
		break;
	case PC_SUB_JOB:
	case PC_STANDARD_CODE:
	case PC_COST_CODE:
		check_present(attrs, "code", creating, errors);
		check_present(attrs, "name", creating, errors);
		break;
	case PC_COST_TYPE:
		check_present(attrs, "name", creating, errors);
		break;
	case PC_TAX_CODE:
		check_present(attrs, "code", creating, errors);
		break;
	case PC_PERIOD:
		if (jv_str(attrs, "start_date") && jv_str(attrs, "end_date") &&
		    strcmp(jv_str(attrs, "start_date"), jv_str(attrs, "end_date")) > 0)
			pc_complain(errors, "end_date", "must be after the start date");
		break;
	case PC_COMMITMENT:
		check_commitment(pc, at, attrs, errors);
		break;
	case PC_LINE:
		check_line(pc, parent, attrs, errors);
		break;
	case PC_PAYMENT:
		check_payment(pc, at, parent, attrs, errors);
		break;
	case PC_CHANGE_ORDER:
		check_decimal(attrs, "grand_total", 2, errors);
		break;
	default:
		break;
	}
}
