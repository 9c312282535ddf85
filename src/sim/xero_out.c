/* Records as the vendor writes them: envelope, dates, numbers, and everything that is no document. */
#include "sim/xero.h"
#include "base/date.h"
#include "base/decimal.h"
#include <stdio.h>
#include <string.h>
#include "base/banned.h"

void xo_name(struct strbuf *b, const char *name)
{
	if (b->len && !strchr("{[,", b->s[b->len - 1]))
		strbuf_addc(b, ',');
	if (name)
		strbuf_addf(b, "\"%s\":", name);
}

void xo_str(struct strbuf *b, const char *name, const char *s)
{
	if (s)
		xo_text(b, name, s);
}

void xo_text(struct strbuf *b, const char *name, const char *s)
{
	xo_name(b, name);
	strbuf_add_json(b, s ? s : "");
}

void xo_guid(struct strbuf *b, const char *name, struct xguid id)
{
	char text[37];

	xero_guid_text(text, id);
	xo_name(b, name);
	strbuf_addf(b, "\"%s\"", text);
}

void xo_num(struct strbuf *b, const char *name, int64_t n, int scale, int places)
{
	xo_name(b, name);
	decimal_add(b, n, scale, places);
}

void xo_int(struct strbuf *b, const char *name, int64_t n)
{
	xo_name(b, name);
	strbuf_addf(b, "%lld", (long long)n);
}

void xo_bool(struct strbuf *b, const char *name, int on)
{
	xo_name(b, name);
	strbuf_adds(b, on ? "true" : "false");
}

void xo_stamp(struct strbuf *b, const char *name, int64_t ms)
{
	xo_name(b, name);
	strbuf_addf(b, "\"\\/Date(%lld+0000)\\/\"", (long long)ms);
}

void xo_stamp_string(struct strbuf *b, const char *name, int64_t ms)
{
	char text[INSTANT_LEN];

	instant_format(text, ms);
	xo_text(b, name, text);
}

void xo_date(struct strbuf *b, const char *name, int32_t day)
{
	if (day != XERO_NO_DAY)
		xo_stamp(b, name, (int64_t)day * 86400000);
}

void xo_date_string(struct strbuf *b, const char *name, int32_t day)
{
	char text[DATE_LEN];

	if (day == XERO_NO_DAY)
		return;
	date_from_days(text, day);
	xo_name(b, name);
	strbuf_addf(b, "\"%sT00:00:00\"", text);
}

void xo_messages(struct strbuf *b, const char *name, const struct xerrors *list)
{
	xo_name(b, name);
	strbuf_addc(b, '[');
	for (size_t i = 0; i < list->len; i++) {
		strbuf_adds(b, i ? ",{" : "{");
		xo_text(b, "Message", list->items[i]);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
}

const char *xero_collection(enum xero_kind kind)
{
	static const char *const names[XERO_KINDS] = {
		[XERO_BILL] = "Invoices", [XERO_CREDIT] = "CreditNotes", [XERO_ORDER] = "PurchaseOrders",
		[XERO_CONTACT] = "Contacts", [XERO_ITEM] = "Items", [XERO_ACCOUNT] = "Accounts",
		[XERO_TAX] = "TaxRates", [XERO_CATEGORY] = "TrackingCategories", [XERO_OPTION] = "Options",
		[XERO_PAYMENT] = "Payments", [XERO_BATCH] = "BatchPayments", [XERO_ALLOCATION] = "Allocations",
		[XERO_CURRENCY] = "Currencies", [XERO_USER] = "Users",
	};

	return names[kind];
}

const char *xero_id_name(enum xero_kind kind)
{
	static const char *const names[XERO_KINDS] = {
		[XERO_BILL] = "InvoiceID", [XERO_CREDIT] = "CreditNoteID", [XERO_ORDER] = "PurchaseOrderID",
		[XERO_CONTACT] = "ContactID", [XERO_ITEM] = "ItemID", [XERO_ACCOUNT] = "AccountID",
		[XERO_CATEGORY] = "TrackingCategoryID", [XERO_OPTION] = "TrackingOptionID",
		[XERO_PAYMENT] = "PaymentID", [XERO_BATCH] = "BatchPaymentID",
		[XERO_ALLOCATION] = "AllocationID", [XERO_USER] = "UserID",
	};

	return names[kind];
}

/* The head of an element: its id, or the zero id of a refused new one. */
static void own_id(struct strbuf *b, const struct xhead *r, const struct xview *v)
{
	xo_guid(b, xero_id_name(r->kind), v->fresh ? (struct xguid){ 0, 0 } : r->id);
}

static void out_account(struct strbuf *b, const struct xaccount *a)
{
	xo_guid(b, "AccountID", a->head.id);
	xo_str(b, "Code", a->code);
	xo_text(b, "Name", a->name);
	xo_text(b, "Status", a->status);
	xo_text(b, "Type", a->type);
	xo_text(b, "TaxType", a->tax_type);
	xo_text(b, "Class", a->class);
	xo_str(b, "SystemAccount", a->system);
	xo_bool(b, "EnablePaymentsToAccount", a->payments);
	xo_bool(b, "ShowInExpenseClaims", 0);
	if (!strcmp(a->type, "BANK")) {
		xo_text(b, "BankAccountNumber", a->bank_number);
		xo_text(b, "BankAccountType", "BANK");
		xo_text(b, "CurrencyCode", a->currency);
	}
	xo_bool(b, "HasAttachments", 0);
	xo_stamp(b, "UpdatedDateUTC", a->head.updated);
	xo_bool(b, "AddToWatchlist", 0);
}

static void out_tax(struct strbuf *b, const struct xtax *t)
{
	xo_text(b, "Name", t->name);
	xo_text(b, "TaxType", t->type);
	xo_str(b, "ReportTaxType", t->report);
	xo_bool(b, "CanApplyToAssets", t->assets);
	xo_bool(b, "CanApplyToEquity", t->equity);
	xo_bool(b, "CanApplyToExpenses", t->expenses);
	xo_bool(b, "CanApplyToLiabilities", t->liabilities);
	xo_bool(b, "CanApplyToRevenue", t->revenue);
	xo_num(b, "DisplayTaxRate", t->rate, XERO_SCALE, 4);
	xo_num(b, "EffectiveRate", t->rate, XERO_SCALE, 4);
	xo_text(b, "Status", t->status);
	xo_name(b, "TaxComponents");
	strbuf_addc(b, '[');
	for (int i = 0; i < 2 && t->part_name[i]; i++) {
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_text(b, "Name", t->part_name[i]);
		xo_num(b, "Rate", t->part_rate[i], XERO_SCALE, 4);
		xo_bool(b, "IsCompound", 0);
		xo_bool(b, "IsNonRecoverable", 0);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
}

static void out_option(struct strbuf *b, const struct xoption *o, int with_category)
{
	xo_guid(b, "TrackingOptionID", o->head.id);
	xo_text(b, "Name", o->name);
	xo_text(b, "Status", o->status);
	if (with_category)
		xo_guid(b, "TrackingCategoryID", o->category->head.id);
	xo_bool(b, "HasValidationErrors", 0);
	xo_bool(b, "IsDeleted", !strcmp(o->status, "DELETED"));
	xo_bool(b, "IsArchived", !strcmp(o->status, "ARCHIVED"));
	xo_bool(b, "IsActive", !strcmp(o->status, "ACTIVE"));
}

static void out_category(struct strbuf *b, const struct xero *x, const struct xcategory *c,
	const struct xview *v)
{
	const struct xlist *options = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(x->tenants) && !options; i++)
		for (size_t k = 0; k < x->tenants[i].lists[XERO_CATEGORY].len; k++)
			if (x->tenants[i].lists[XERO_CATEGORY].items[k] == &c->head)
				options = &x->tenants[i].lists[XERO_OPTION];
	xo_text(b, "Name", c->name);
	xo_text(b, "Status", c->status);
	xo_guid(b, "TrackingCategoryID", c->head.id);
	xo_name(b, "Options");
	strbuf_addc(b, '[');
	for (size_t i = 0; options && i < options->len; i++) {
		const struct xoption *o = (const struct xoption *)(const void *)options->items[i];

		if (o->category != c || !strcmp(o->status, "DELETED") ||
		    (!v->archived && !strcmp(o->status, "ARCHIVED")))
			continue;
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		out_option(b, o, 0);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
}

static void out_details(struct strbuf *b, const char *name, int has_price, int64_t price,
	const char *account, const char *tax, int unitdp)
{
	xo_name(b, name);
	strbuf_addc(b, '{');
	if (has_price)
		xo_num(b, "UnitPrice", xero_round(price, unitdp), XERO_SCALE, unitdp);
	xo_str(b, "AccountCode", account);
	xo_str(b, "TaxType", tax);
	strbuf_addc(b, '}');
}

static void out_item(struct strbuf *b, const struct xitem *i, const struct xview *v)
{
	own_id(b, &i->head, v);
	xo_text(b, "Code", i->code);
	xo_str(b, "Name", i->name);
	xo_str(b, "Description", i->description);
	xo_str(b, "PurchaseDescription", i->purchase_description);
	xo_stamp(b, "UpdatedDateUTC", i->head.updated);
	out_details(b, "PurchaseDetails", i->has_buy_price, i->buy_price, i->buy_account, i->buy_tax,
		v->unitdp);
	out_details(b, "SalesDetails", i->has_sell_price, i->sell_price, i->sell_account, i->sell_tax,
		v->unitdp);
	xo_bool(b, "IsTrackedAsInventory", i->tracked);
	xo_bool(b, "IsSold", i->sold);
	xo_bool(b, "IsPurchased", i->purchased);
}

/* ---- contacts ---- */

static void out_address(struct strbuf *b, const struct xaddress *a, const char *type)
{
	static const char *const lines[] = { "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4" };

	xo_name(b, NULL);
	strbuf_addc(b, '{');
	xo_text(b, "AddressType", type);
	for (int i = 0; i < 4; i++)
		xo_str(b, lines[i], a->line[i]);
	xo_text(b, "City", a->city);
	xo_text(b, "Region", a->region);
	xo_text(b, "PostalCode", a->postal);
	xo_text(b, "Country", a->country);
	xo_str(b, "AttentionTo", a->attention);
	strbuf_addc(b, '}');
}

static void out_phones(struct strbuf *b, const struct xcontact *p)
{
	static const char *const types[XERO_PHONES] = { "DDI", "DEFAULT", "FAX", "MOBILE", "OFFICE" };

	xo_name(b, "Phones");
	strbuf_addc(b, '[');
	for (int i = 0; i < 4; i++) {
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_text(b, "PhoneType", types[i]);
		xo_text(b, "PhoneNumber", p->phone[i].number);
		xo_text(b, "PhoneAreaCode", p->phone[i].area);
		xo_text(b, "PhoneCountryCode", p->phone[i].country);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
}

static void out_persons(struct strbuf *b, const struct xcontact *p)
{
	xo_name(b, "ContactPersons");
	strbuf_addc(b, '[');
	for (int i = 0; i < p->persons; i++) {
		xo_name(b, NULL);
		strbuf_addc(b, '{');
		xo_text(b, "FirstName", p->person[i].first);
		xo_text(b, "LastName", p->person[i].last);
		xo_text(b, "EmailAddress", p->person[i].email);
		xo_bool(b, "IncludeInEmails", p->person[i].include);
		strbuf_addc(b, '}');
	}
	strbuf_addc(b, ']');
}

static void out_contact(struct strbuf *b, const struct xcontact *p, const struct xview *v)
{
	own_id(b, &p->head, v);
	if (p->merged)
		xo_guid(b, "MergedToContactID", p->merged->head.id);
	xo_str(b, "ContactNumber", p->number);
	xo_str(b, "AccountNumber", p->account_number);
	xo_text(b, "ContactStatus", p->status);
	xo_str(b, "Name", p->name);
	xo_str(b, "FirstName", p->first);
	xo_str(b, "LastName", p->last);
	xo_str(b, "CompanyNumber", p->company_number);
	xo_text(b, "EmailAddress", p->email);
	xo_str(b, "TaxNumber", p->tax_number);
	if (!v->summary) {
		xo_text(b, "BankAccountDetails", p->bank);
		xo_str(b, "AccountsReceivableTaxType", p->ar_tax);
		xo_str(b, "AccountsPayableTaxType", p->ap_tax);
		xo_name(b, "Addresses");
		strbuf_addc(b, '[');
		out_address(b, &p->address[XERO_STREET], "STREET");
		out_address(b, &p->address[XERO_POBOX], "POBOX");
		strbuf_addc(b, ']');
		out_phones(b, p);
		out_persons(b, p);
		strbuf_adds(b, ",\"ContactGroups\":[],\"SalesTrackingCategories\":[],"
			"\"PurchasesTrackingCategories\":[]");
		xo_str(b, "PurchasesDefaultAccountCode", p->buy_account);
		xo_str(b, "SalesDefaultAccountCode", p->sell_account);
		if (p->term_day) {
			xo_name(b, "PaymentTerms");
			strbuf_addf(b, "{\"Bills\":{\"Day\":%d,\"Type\":\"%s\"}}", p->term_day, p->term_type);
		}
	}
	if (!v->fresh)
		xo_stamp(b, "UpdatedDateUTC", p->head.updated);
	xo_bool(b, "IsSupplier", p->supplier);
	xo_bool(b, "IsCustomer", p->customer);
	xo_str(b, "DefaultCurrency", p->currency);
	if (!v->summary)
		xo_bool(b, "HasAttachments", 0);
	xo_bool(b, "HasValidationErrors", v->errors && v->errors->len);
}

void xo_contact_brief(struct strbuf *b, const char *name, const struct xcontact *p)
{
	xo_name(b, name);
	strbuf_addc(b, '{');
	if (p) {
		xo_guid(b, "ContactID", p->head.id);
		xo_str(b, "ContactNumber", p->number);
		xo_str(b, "Name", p->name);
		strbuf_adds(b, ",\"Addresses\":[],\"Phones\":[],\"ContactGroups\":[],\"ContactPersons\":[]");
		xo_bool(b, "HasValidationErrors", 0);
	}
	strbuf_addc(b, '}');
}

/* ---- any record ---- */

void xo_record(struct strbuf *b, const struct xero *x, const struct xhead *r, const struct xview *v)
{
	const void *p = r;

	xo_name(b, NULL);
	strbuf_addc(b, '{');
	switch (r->kind) {
	case XERO_BILL: case XERO_CREDIT: case XERO_ORDER: xo_doc(b, x, p, v); break;
	case XERO_CONTACT: out_contact(b, p, v); break;
	case XERO_ITEM: out_item(b, p, v); break;
	case XERO_ACCOUNT: out_account(b, p); break;
	case XERO_TAX: out_tax(b, p); break;
	case XERO_CATEGORY: out_category(b, x, p, v); break;
	case XERO_OPTION: out_option(b, p, 1); break;
	case XERO_PAYMENT: xo_payment(b, x, p, v); break;
	case XERO_BATCH: xo_batch(b, x, p, v); break;
	case XERO_ALLOCATION: xo_allocation(b, x, p, v); break;
	case XERO_CURRENCY:
		xo_text(b, "Code", ((const struct xcurrency *)p)->code);
		xo_text(b, "Description", ((const struct xcurrency *)p)->description);
		break;
	case XERO_USER:
		xo_guid(b, "UserID", r->id);
		xo_text(b, "EmailAddress", ((const struct xuser *)p)->email);
		xo_text(b, "FirstName", ((const struct xuser *)p)->first);
		xo_text(b, "LastName", ((const struct xuser *)p)->last);
		xo_stamp(b, "UpdatedDateUTC", r->updated);
		xo_bool(b, "IsSubscriber", 0);
		xo_text(b, "OrganisationRole", ((const struct xuser *)p)->role);
		break;
	default:
		break;
	}
	if (v->status)
		xo_text(b, "StatusAttributeString", v->status);
	if (v->errors && v->errors->len)
		xo_messages(b, "ValidationErrors", v->errors);
	if (v->warnings && v->warnings->len)
		xo_messages(b, "Warnings", v->warnings);
	strbuf_addc(b, '}');
}

void xo_organisation(struct strbuf *b, const struct xero_tenant *t)
{
	const struct company *co = t->x->co;

	strbuf_addc(b, '{');
	xo_text(b, "Name", t->name);
	xo_text(b, "LegalName", t->name);
	xo_bool(b, "PaysTax", 1);
	xo_text(b, "Version", "GLOBAL");
	xo_text(b, "OrganisationType", "COMPANY");
	xo_text(b, "BaseCurrency", co->home_currency);
	xo_text(b, "CountryCode", "CA");
	xo_bool(b, "IsDemoCompany", 1);
	xo_text(b, "OrganisationStatus", "ACTIVE");
	xo_int(b, "FinancialYearEndDay", 31);
	xo_int(b, "FinancialYearEndMonth", 12);
	xo_text(b, "SalesTaxBasis", "ACCRUALS");
	xo_text(b, "SalesTaxPeriod", "QUARTERLY");
	xo_text(b, "DefaultSalesTax", "Tax Exclusive");
	xo_text(b, "DefaultPurchasesTax", "Tax Exclusive");
	xo_date(b, "PeriodLockDate", t->period_lock);
	xo_date(b, "EndOfYearLockDate", t->year_lock);
	xo_name(b, "CreatedDateUTC");
	strbuf_addf(b, "\"\\/Date(%lld)\\/\"", (long long)t->connected_at);
	xo_text(b, "OrganisationEntityType", "COMPANY");
	xo_text(b, "Timezone", "EASTERNSTANDARDTIME");
	xo_text(b, "ShortCode", t == &t->x->tenants[0] ? "!nB4fQ" : "!tR7kW");
	xo_guid(b, "OrganisationID", t->id);
	xo_text(b, "Edition", "BUSINESS");
	xo_text(b, "Class", "DEMO");
	strbuf_adds(b, ",\"Addresses\":[],\"Phones\":[],\"ExternalLinks\":[],\"PaymentTerms\":{}}");
}

/* ---- envelope ---- */

void xero_open(struct xcall *c, const char *collection)
{
	struct strbuf *b = &c->resp->body;

	strbuf_reset(b);
	strbuf_addc(b, '{');
	xo_guid(b, "Id", xero_new_guid(c->x));
	xo_text(b, "Status", "OK");
	xo_text(b, "ProviderName", "Comptoir");
	xo_name(b, "DateTimeUTC");
	strbuf_addf(b, "\"\\/Date(%lld)\\/\"", (long long)sim_now_ms(c->x->sim));
	if (!collection)
		return;
	xo_name(b, collection);
	strbuf_addc(b, '[');
}

void xero_close(struct xcall *c)
{
	strbuf_adds(&c->resp->body, "]}");
	c->resp->status = 200;
	sim_respond_header(c->resp, "Content-Type", "application/json; charset=utf-8");
}

void xero_answer(struct xcall *c, const char *collection, const struct xhead *r)
{
	struct xview v = { .detail = 1, .unitdp = c->unitdp, .archived = 1 };

	xero_open(c, collection);
	xo_record(&c->resp->body, c->x, r, &v);
	xero_close(c);
}
