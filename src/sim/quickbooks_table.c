/* Records of the simulated QuickBooks Online.
 *
 * A table is sorted by id and only grows; a deleted record stays as its own tombstone.  What comes
 * from the sample company is only promised and made when somebody looks, so that a large company
 * costs little. */
#include "sim/quickbooks.h"

#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/banned.h"

const struct qb_def qb_defs[QB_KINDS] = {
	[QB_ACCOUNT] = { "Account", "account", QB_LIST,
		"Name FullyQualifiedName Active AccountType AccountSubType Classification AcctNum SubAccount "
		"ParentRef CurrentBalance CurrencyRef" },
	[QB_ATTACHABLE] = { "Attachable", "attachable", QB_TXN,
		"FileName Note AttachableRef.EntityRef ContentType Category" },
	[QB_BILL] = { "Bill", "bill", QB_TXN,
		"DocNumber TxnDate DueDate VendorRef APAccountRef TotalAmt Balance SalesTermRef DepartmentRef "
		"CurrencyRef" },
	[QB_BILL_PAYMENT] = { "BillPayment", "billpayment", QB_TXN,
		"DocNumber TxnDate VendorRef APAccountRef TotalAmt PayType CurrencyRef DepartmentRef" },
	[QB_CLASS] = { "Class", "class", QB_LIST, "Name FullyQualifiedName Active SubClass ParentRef" },
	[QB_COMPANY_INFO] = { "CompanyInfo", "companyinfo", QB_FIXED | QB_NO_CDC, "CompanyName Country" },
	[QB_CUSTOMER] = { "Customer", "customer", QB_LIST | QB_NAME,
		"DisplayName FullyQualifiedName CompanyName GivenName FamilyName Active Job ParentRef Level "
		"IsProject Balance CurrencyRef PrintOnCheckName" },
	[QB_DEPARTMENT] = { "Department", "department", QB_LIST,
		"Name FullyQualifiedName Active SubDepartment ParentRef" },
	[QB_EMPLOYEE] = { "Employee", "employee", QB_FIXED, "DisplayName GivenName FamilyName Active" },
	[QB_ITEM] = { "Item", "item", QB_LIST,
		"Name FullyQualifiedName Active Type Sku SubItem ParentRef ExpenseAccountRef IncomeAccountRef "
		"Description PurchaseDesc UnitPrice PurchaseCost" },
	[QB_PREFERENCES] = { "Preferences", "preferences", QB_FIXED | QB_NO_CDC, "" },
	[QB_PURCHASE_ORDER] = { "PurchaseOrder", "purchaseorder", QB_TXN,
		"DocNumber TxnDate DueDate VendorRef APAccountRef TotalAmt POStatus SalesTermRef CurrencyRef" },
	[QB_TAX_CODE] = { "TaxCode", "taxcode", QB_FIXED | QB_NO_CDC, "Name Active Taxable TaxGroup" },
	[QB_TAX_RATE] = { "TaxRate", "taxrate", QB_FIXED | QB_NO_CDC, "Name Active RateValue" },
	[QB_TERM] = { "Term", "term", QB_FIXED, "Name Active Type DueDays" },
	[QB_VENDOR] = { "Vendor", "vendor", QB_LIST | QB_NAME,
		"DisplayName CompanyName GivenName FamilyName PrintOnCheckName Active Balance AcctNum "
		"CurrencyRef TaxIdentifier Vendor1099" },
	[QB_VENDOR_CREDIT] = { "VendorCredit", "vendorcredit", QB_TXN,
		"DocNumber TxnDate VendorRef APAccountRef TotalAmt Balance DepartmentRef CurrencyRef" },
};

int qb_kind_of(const char *name, int path)
{
	for (int k = 0; k < QB_KINDS; k++)
		if (path ? !strcmp(qb_defs[k].path, name) : !strcasecmp(qb_defs[k].name, name))
			return k;
	return -1;
}

void qb_tables_init(struct qb *qb)
{
	for (int k = 0; k < QB_KINDS; k++) {
		qb->tables[k].kind = (enum qb_kind)k;
		qb->tables[k].type = qb_schema_type(qb->schema, qb_defs[k].name);
	}
}

void qb_tables_release(struct qb *qb)
{
	for (int k = 0; k < QB_KINDS; k++) {
		struct qb_table *t = &qb->tables[k];

		for (size_t i = 0; i < t->recs.len; i++)
			cJSON_Delete(t->recs.items[i].v);
		ARRAY_RELEASE(&t->recs);
		free(t->cached_query);
		free(t->cached);
	}
}

struct qb_rec *qb_table_add(struct qb_table *t, int64_t id, uint32_t source, cJSON *v, int64_t at)
{
	struct qb_rec *r;

	if (t->recs.len && t->recs.items[t->recs.len - 1].id >= id)
		BUG("%s %lld comes too late", qb_defs[t->kind].name, (long long)id);
	r = ARRAY_PUSH(&t->recs);
	*r = (struct qb_rec){ .id = id, .source = source, .v = v };
	r->created_ms = r->updated_ms = at / 1000 * 1000;
	t->generation++;
	return r;
}

struct qb_rec *qb_table_find_any(struct qb_table *t, int64_t id)
{
	size_t lo = 0, hi = t->recs.len, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (t->recs.items[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->recs.len && t->recs.items[lo].id == id ? &t->recs.items[lo] : NULL;
}

struct qb_rec *qb_table_find(struct qb_table *t, int64_t id)
{
	struct qb_rec *r = qb_table_find_any(t, id);

	return r && !r->dead ? r : NULL;
}

struct qb_rec *qb_find(struct qb *qb, enum qb_kind kind, const char *id)
{
	int64_t n;

	if (!id || decimal_parse(&n, id, 0, 1))
		return NULL;
	return qb_table_find(&qb->tables[kind], n);
}

static cJSON *make(struct qb *qb, enum qb_kind kind, uint32_t source)
{
	return qb_defs[kind].flags & QB_TXN ? qb_make_doc(qb, kind, source) :
		qb_make_list(qb, kind, source);
}

cJSON *qb_body(struct qb *qb, enum qb_kind kind, struct qb_rec *r)
{
	if (!r->v)
		r->v = make(qb, kind, r->source);
	return r->v;
}

cJSON *qb_peek(struct qb *qb, enum qb_kind kind, const struct qb_rec *r, int *temp)
{
	*temp = r->v == NULL;
	return r->v ? r->v : make(qb, kind, r->source);
}

static cJSON *meta(const struct qb_rec *r)
{
	cJSON *m = cJSON_CreateObject();
	char text[40];

	qb_time(text, r->created_ms, 0);
	jv_add_str(m, "CreateTime", text);
	qb_time(text, r->updated_ms, 0);
	jv_add_str(m, "LastUpdatedTime", text);
	return m;
}

cJSON *qb_show(struct qb *qb, enum qb_kind kind, const struct qb_rec *r)
{
	int temp;
	cJSON *v = qb_peek(qb, kind, r, &temp), *out = temp ? v : cJSON_Duplicate(v, 1);
	char text[24];

	jv_add_str(out, "domain", "QBO");
	jv_add_bool(out, "sparse", 0);
	snprintf(text, sizeof text, "%lld", (long long)r->id);
	jv_add_str(out, "Id", text);
	snprintf(text, sizeof text, "%d", r->sync);
	jv_add_str(out, "SyncToken", text);
	jv_add(out, "MetaData", meta(r));
	return out;
}

cJSON *qb_show_deleted(struct qb *qb, const struct qb_rec *r, int with_meta)
{
	cJSON *out = cJSON_CreateObject();
	char text[24];

	jv_add_str(out, "domain", "QBO");
	jv_add_str(out, "status", "Deleted");
	snprintf(text, sizeof text, "%lld", (long long)r->id);
	jv_add_str(out, "Id", text);
	if (with_meta) {
		cJSON *m = cJSON_CreateObject();
		char at[40];

		qb_time(at, r->updated_ms, 0);
		jv_add_str(m, "LastUpdatedTime", at);
		jv_add(out, "MetaData", m);
	}
	return out;
}

void qb_mark(struct qb *qb, enum qb_kind kind, struct qb_rec *r)
{
	qb_body(qb, kind, r);
	r->sync++;
	r->updated_ms = qb_stamp(qb);
	r->touched = 1;
	qb->tables[kind].generation++;
}

/* ---- members ---- */

cJSON *qb_money(int64_t cents)
{
	struct strbuf b = STRBUF_INIT;
	cJSON *v;

	decimal_add(&b, cents, 2, 2);
	v = cJSON_CreateRaw(b.s);
	strbuf_release(&b);
	return v;
}

void qb_set_money(cJSON *v, const char *name, int64_t cents)
{
	jv_set(v, name, qb_money(cents));
}

int64_t qb_cents(const cJSON *v, const char *name)
{
	int64_t n;

	return jv_decimal(jv_get(v, name), 2, &n) ? 0 : n;
}

cJSON *qb_ref_text(const char *id, const char *name)
{
	cJSON *v = cJSON_CreateObject();

	jv_add_str(v, "value", id);
	if (name)
		jv_add_str(v, "name", name);
	return v;
}

cJSON *qb_ref(int64_t id, const char *name)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)id);
	return qb_ref_text(text, name);
}

const char *qb_ref_id(const cJSON *v, const char *member)
{
	return jv_str(jv_get(v, member), "value");
}

cJSON *qb_link(int64_t id, const char *type, const char *line)
{
	cJSON *v = cJSON_CreateObject();
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)id);
	jv_add_str(v, "TxnId", text);
	jv_add_str(v, "TxnType", type);
	if (line)
		jv_add_str(v, "TxnLineId", line);
	return v;
}
