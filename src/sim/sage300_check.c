/* What hh2 refuses of a body, before Sage sees it: {"Errors":[...]}.
 *
 * Unknown GUIDs are those the cloud does not have; what Sage has and no hop has brought is
 * unknown too.  Names of members outside the tables are refused unless the simulator is lenient. */
#include "sim/sage300.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/text.h"
#include <string.h>
#include <strings.h>
#include "base/banned.h"

const char s3_invoice_type[] = "76744AB9-4697-430A-ADB5-701E633472A9";

/* s text, n number, d date, g GUID, b boolean, o object, a list, x anything */
static const char header_members[] = "AccountingDate:d Amount:n Code:s DiscountAmount:n DiscountDate:d "
	"InvoiceCode1:s InvoiceCode2:s InvoiceDate:d MiscellaneousAmount:n Name:s PaymentDate:d ReceivedDate:d "
	"SummaryPayee:o TaxAmount:n VendorId:g InvoiceCity:s InvoiceState:s ContractId:g CustomerId:g "
	"Reference:s CommitmentId:g TaxGroupId:g Description:s";
static const char payee_members[] = "Name:s Address1:s Address2:s City:s State:s Zip:s";
static const char line_members[] = "AccountsPayableAccountId:g Amount:n Authorization:s CategoryId:g "
	"CommitmentId:g CommitmentItemId:g CostCodeId:g Description:s DiscountOffered:n Draw:s "
	"EquipmentItemId:g EquipmentCostCodeId:g MeterOdometer:n ExpenseAccountId:g Id:g Is1099Exempt:b "
	"JobId:g JointPayee:s MiscDeduction:n MiscDeduction2Percentage:n MiscEntry1:s MiscEntry1Units:n "
	"MiscEntry2:s MiscEntry2Units:n Retainage:n TaxAmount:n TaxGroupId:g TaxLiability:n Units:n UnitCost:n "
	"StandardCategoryId:g StandardCostCodeId:g StandardItemId:g Code:s ShouldDelete:b "
	"ShouldApplyDefaults:b PreTaxAmount:n GstTaxAmount:n HstTaxAmount:n PstTaxAmount:n QstTaxAmount:n "
	"WorkOrderId:g DepartmentId:g LocationId:g";
static const char cost_members[] = "AccountingDate:d TransactionDate:d Amount:n Code:s Description:s JobId:g "
	"CostCodeId:g CategoryId:g StandardCategoryId:g StandardCostCodeId:g DebitAccountId:g "
	"CreditAccountId:g TransactionType:n Reference1:s Reference2:s Tag:s UnitCost:n";
static const char commitment_members[] = "Code:s Name:s Description:s Type:n VendorId:g JobId:g Date:d "
	"Amount:n RetainagePercent:n Tax:n TaxGroupId:g IsClosed:b IsCommited:b ShipToAddress1:s "
	"ShipToAddress2:s ShipToCity:s ShipToState:s ShipToPostalCode:s";
static const char item_members[] = "Code:s Name:s Description:s CommitmentId:g JobId:g CostCodeId:g "
	"CategoryId:g StandardCategoryId:g Amount:n Units:n UnitCost:n Tax:n TaxGroupId:g";

static void complain(cJSON *errors, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void complain(cJSON *errors, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	cJSON_AddItemToArray(errors, jv_string(b.s));
	strbuf_release(&b);
}

/* ---- names and types ---- */

static int guid_valid(const char *s)
{
	int i;

	for (i = 0; i < 36; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? s[i] != '-' :
		    !s[i] || !strchr("0123456789abcdefABCDEF", s[i]))
			return 0;
	return !s[36];
}

static int fits(const cJSON *m, char type)
{
	switch (type) {
	case 's': return cJSON_IsString(m);
	case 'n': return cJSON_IsNumber(m);
	case 'b': return cJSON_IsBool(m);
	case 'o': return cJSON_IsObject(m);
	case 'a': return cJSON_IsArray(m);
	case 'd': return cJSON_IsString(m) && date_valid(m->valuestring, 1);
	case 'g': return cJSON_IsString(m) && guid_valid(m->valuestring);
	default: return 1;
	}
}

/* The letter of a member; 0. */
static char member_type(const char *members, const char *name)
{
	const char *at = members;
	size_t n = strlen(name);

	while (*at) {
		size_t len = strcspn(at, ":");

		if (len == n && !strncmp(at, name, n))
			return at[len + 1];
		at += len + 2;
		at += *at == ' ';
	}
	return 0;
}

static void check_members(const struct s3 *s, cJSON *errors, const cJSON *obj, const char *members,
	const char *what)
{
	const cJSON *m;
	char type;

	for (m = obj ? obj->child : NULL; m; m = m->next) {
		type = member_type(members, m->string);
		if (!type && !strncmp(m->string, "PM", 2))
			continue;                /* chargebacks of property management */
		if (!type && !sim_options(s->sim)->lenient)
			complain(errors, "%s has no member '%s'.", what, m->string);
		else if (type && !cJSON_IsNull(m) && !fits(m, type))
			complain(errors, "%s of %s is not valid.", m->string, what);
	}
}

static void need(cJSON *errors, const cJSON *obj, const char *name, const char *what)
{
	const cJSON *m = jv_get(obj, name);

	if (!m || cJSON_IsNull(m) || (cJSON_IsString(m) && !*m->valuestring))
		complain(errors, "%s of %s is required.", name, what);
}

static void limit(cJSON *errors, const cJSON *obj, const char *name, int max, const char *what)
{
	const char *text = jv_str(obj, name);

	if (text && max && text_count_chars(text) > (size_t)max)
		complain(errors, "%s of %s exceeds %d characters.", name, what, max);
}

/* ---- references ---- */

/* The record a GUID names in the cloud; NULL when the member is absent, or a complaint. */
static struct s3_rec *refer(struct s3 *s, cJSON *errors, const cJSON *obj, const char *name,
	enum s3_kind kind)
{
	const char *id = jv_str(obj, name);
	struct s3_rec *r;

	if (!id || !guid_valid(id))
		return NULL;
	r = s3_find(s, kind, id);
	if (r && r->version)
		return r;
	complain(errors, "%s '%s' was not found.", name, id);
	return NULL;
}

static int usable(struct s3 *s, enum s3_kind kind, const struct s3_rec *r)
{
	cJSON *v = s3_cloud_copy(s, kind, r);
	int ok = jv_bool(v, "IsActive", 1) && !jv_bool(v, "IsArchived", 0);

	cJSON_Delete(v);
	return ok;
}

static void check_vendor(struct s3 *s, cJSON *errors, const cJSON *obj)
{
	struct s3_rec *r = refer(s, errors, obj, "VendorId", S3_VENDOR);

	if (r && !usable(s, S3_VENDOR, r))
		complain(errors, "VendorId '%s' is inactive.", r->id);
}

static void check_account(struct s3 *s, cJSON *errors, const cJSON *obj, const char *name)
{
	struct s3_rec *r = refer(s, errors, obj, name, S3_ACCOUNT);

	if (r && !usable(s, S3_ACCOUNT, r))
		complain(errors, "%s '%s' is inactive.", name, r->id);
}

/* Job, cost code and category exist together and can be posted to. */
static void check_booking(struct s3 *s, cJSON *errors, const cJSON *obj)
{
	struct s3_rec *job = refer(s, errors, obj, "JobId", S3_JOB);
	struct s3_rec *code = refer(s, errors, obj, "CostCodeId", S3_COST_CODE);
	struct s3_rec *category = refer(s, errors, obj, "CategoryId", S3_CATEGORY);
	cJSON *v;

	refer(s, errors, obj, "StandardCategoryId", S3_STANDARD_CATEGORY);
	refer(s, errors, obj, "StandardCostCodeId", S3_STANDARD_CODE);
	if (!job && (code || category))
		complain(errors, "A cost code or category needs its job.");
	if (code && job && code->job != s3_slot(s, S3_JOB, job))
		complain(errors, "CostCodeId '%s' does not belong to the job.", code->id);
	if (category && (!code || category->parent != s3_slot(s, S3_COST_CODE, code)))
		complain(errors, "CategoryId '%s' does not belong to the cost code.", category->id);
	if (job && (!code || !category))
		complain(errors, "A job needs a cost code and a category.");
	if (!code)
		return;
	v = s3_cloud_copy(s, S3_COST_CODE, code);
	if (jv_bool(v, "IsGroupCode", 0))
		complain(errors, "CostCodeId '%s' is a group cost code.", code->id);
	cJSON_Delete(v);
}

static void check_order(struct s3 *s, cJSON *errors, const cJSON *obj)
{
	struct s3_rec *order = refer(s, errors, obj, "CommitmentId", S3_COMMITMENT);
	struct s3_rec *item = refer(s, errors, obj, "CommitmentItemId", S3_ITEM);

	if (item && (!order || item->parent != s3_slot(s, S3_COMMITMENT, order)))
		complain(errors, "CommitmentItemId '%s' does not belong to the commitment.", item->id);
	if (item && !usable(s, S3_ITEM, item))
		complain(errors, "CommitmentItemId '%s' is archived.", item->id);
}

/* ---- whole bodies ---- */

static void check_header(struct s3 *s, cJSON *errors, const cJSON *h)
{
	static const char what[] = "Header";

	check_members(s, errors, h, header_members, what);
	check_members(s, errors, jv_get(h, "SummaryPayee"), payee_members, "SummaryPayee");
	need(errors, h, "Code", what);
	need(errors, h, "VendorId", what);
	need(errors, h, "Amount", what);
	need(errors, h, "InvoiceDate", what);
	limit(errors, h, "Code", s->sw.code_max, what);
	limit(errors, h, "Description", s->sw.description_max, what);
	check_vendor(s, errors, h);
	refer(s, errors, h, "CommitmentId", S3_COMMITMENT);
}

static void check_line(struct s3 *s, cJSON *errors, const cJSON *d)
{
	static const char what[] = "Distribution";

	if (!cJSON_IsObject(d)) {
		complain(errors, "A distribution is not an object.");
		return;
	}
	check_members(s, errors, d, line_members, what);
	need(errors, d, "Amount", what);
	need(errors, d, "ExpenseAccountId", what);
	limit(errors, d, "Description", s->sw.description_max, what);
	check_account(s, errors, d, "ExpenseAccountId");
	check_account(s, errors, d, "AccountsPayableAccountId");
	check_booking(s, errors, d);
	check_order(s, errors, d);
}

static void check_snapshot(struct s3 *s, cJSON *errors, const cJSON *snapshot)
{
	const cJSON *lines = jv_get(snapshot, "Distributions"), *d;

	if (!cJSON_IsObject(jv_get(snapshot, "Header")) || !cJSON_IsArray(lines) || !lines->child) {
		complain(errors, "Snapshot needs a Header and Distributions.");
		return;
	}
	check_members(s, errors, snapshot,
		"Header:o Distributions:a ShouldSuspendInAP:b SuspendInAPReason:s", "Snapshot");
	check_header(s, errors, jv_get(snapshot, "Header"));
	for (d = lines->child; d; d = d->next)
		check_line(s, errors, d);
}

cJSON *s3_check_document(struct s3 *s, const cJSON *body)
{
	cJSON *errors = cJSON_CreateArray();
	const char *type = jv_str(body, "DocumentTypeId");

	check_members(s, errors, body, "DocumentTypeId:g Snapshot:o", "Document");
	if (!type || strcasecmp(type, sim_extra(s->sim, "sage300.document_type", s3_invoice_type)))
		complain(errors, "DocumentTypeId '%s' was not found.", type ? type : "");
	check_snapshot(s, errors, jv_get(body, "Snapshot"));
	return errors;
}

cJSON *s3_check_snapshot(struct s3 *s, const cJSON *body)
{
	cJSON *errors = cJSON_CreateArray();

	check_members(s, errors, body, "ActionLevel:n UpdatedOn:d Snapshot:o ActivityId:g", "Update");
	need(errors, body, "ActionLevel", "Update");
	need(errors, body, "UpdatedOn", "Update");
	check_snapshot(s, errors, jv_get(body, "Snapshot"));
	return errors;
}

cJSON *s3_check_direct_cost(struct s3 *s, const cJSON *body)
{
	static const char what[] = "Transaction";
	cJSON *errors = cJSON_CreateArray();

	check_members(s, errors, body, cost_members, what);
	need(errors, body, "AccountingDate", what);
	need(errors, body, "Amount", what);
	need(errors, body, "JobId", what);
	limit(errors, body, "Description", s->sw.description_max, what);
	check_booking(s, errors, body);
	check_account(s, errors, body, "DebitAccountId");
	check_account(s, errors, body, "CreditAccountId");
	return errors;
}

cJSON *s3_check_commitment(struct s3 *s, const cJSON *body)
{
	static const char what[] = "Commitment";
	cJSON *errors = cJSON_CreateArray();

	check_members(s, errors, body, commitment_members, what);
	need(errors, body, "Code", what);
	need(errors, body, "VendorId", what);
	need(errors, body, "JobId", what);
	limit(errors, body, "Code", 12, what);
	limit(errors, body, "Description", s->sw.description_max, what);
	check_vendor(s, errors, body);
	refer(s, errors, body, "JobId", S3_JOB);
	return errors;
}

cJSON *s3_check_item(struct s3 *s, const cJSON *body)
{
	static const char what[] = "CommitmentItem";
	cJSON *errors = cJSON_CreateArray();
	const char *order = jv_str(body, "CommitmentId");
	struct s3_rec *pending = order ? s3_find(s, S3_PENDING, order) : NULL;

	check_members(s, errors, body, item_members, what);
	need(errors, body, "Code", what);
	need(errors, body, "Amount", what);
	need(errors, body, "CommitmentId", what);
	limit(errors, body, "Code", 5, what);
	limit(errors, body, "Description", s->sw.description_max, what);
	check_booking(s, errors, body);
	if (order && !pending)
		refer(s, errors, body, "CommitmentId", S3_COMMITMENT);
	return errors;
}
