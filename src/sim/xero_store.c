/* Records of the simulated organisations: ids, lists, and values by the name they have on the wire. */
#include "sim/xero.h"
#include "base/date.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

/* splitmix64 */
static uint64_t mixed(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* Version 4 in form, from the seed: the same run gives the same ids. */
struct xguid xero_new_guid(struct xero *x)
{
	uint64_t h = mixed(sim_options(x->sim)->seed ^ UINT64_C(0x7865726f) << 32 ^ ++x->serial);
	struct xguid id = { h, mixed(h) };

	id.hi = (id.hi & ~UINT64_C(0xf000)) | 0x4000;
	id.lo = (id.lo & ~(UINT64_C(3) << 62)) | UINT64_C(2) << 62;
	return id;
}

void xero_guid_text(char out[37], struct xguid id)
{
	snprintf(out, 37, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(id.hi >> 32),
		(unsigned)(id.hi >> 16 & 0xffff), (unsigned)(id.hi & 0xffff), (unsigned)(id.lo >> 48),
		(unsigned long long)(id.lo & UINT64_C(0xffffffffffff)));
}

int xero_guid_parse(struct xguid *out, const char *s)
{
	uint64_t v[2] = { 0, 0 };
	int n = 0;

	for (int i = 0; i < 36; i++) {
		int c = s[i], d;

		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (c != '-')
				return 0;
			continue;
		}
		d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
			c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
		if (d < 0)
			return 0;
		v[n / 16] = v[n / 16] << 4 | (uint64_t)d;
		n++;
	}
	if (s[36])
		return 0;
	out->hi = v[0];
	out->lo = v[1];
	return 1;
}

int xero_guid_same(struct xguid a, struct xguid b)
{
	return a.hi == b.hi && a.lo == b.lo;
}

void *xero_record(struct xero *x, enum xero_kind kind, struct xguid id)
{
	static const size_t sizes[XERO_KINDS] = {
		[XERO_BILL] = sizeof(struct xdoc), [XERO_CREDIT] = sizeof(struct xdoc),
		[XERO_ORDER] = sizeof(struct xdoc), [XERO_CONTACT] = sizeof(struct xcontact),
		[XERO_ITEM] = sizeof(struct xitem), [XERO_ACCOUNT] = sizeof(struct xaccount),
		[XERO_TAX] = sizeof(struct xtax), [XERO_CATEGORY] = sizeof(struct xcategory),
		[XERO_OPTION] = sizeof(struct xoption), [XERO_PAYMENT] = sizeof(struct xpayment),
		[XERO_BATCH] = sizeof(struct xbatch), [XERO_ALLOCATION] = sizeof(struct xallocation),
		[XERO_CURRENCY] = sizeof(struct xcurrency), [XERO_USER] = sizeof(struct xuser),
	};
	struct xhead *r = pool_alloc(&x->pool, sizes[kind]);

	r->kind = kind;
	r->id = id;
	return r;
}

static void index_put(struct xero_tenant *t, struct xhead *r)
{
	size_t at = mixed(r->id.hi ^ r->id.lo) & (t->index_size - 1);

	while (t->index[at])
		at = (at + 1) & (t->index_size - 1);
	t->index[at] = r;
}

static void index_grow(struct xero_tenant *t)
{
	struct xhead **old = t->index;
	size_t n = t->index_size;

	t->index_size = n ? 2 * n : 256;
	t->index = xcalloc(t->index_size, sizeof *t->index);
	for (size_t i = 0; i < n; i++)
		if (old[i])
			index_put(t, old[i]);
	free(old);
}

void xero_add(struct xero_tenant *t, void *record)
{
	struct xhead *r = record;

	*ARRAY_PUSH(&t->lists[r->kind]) = r;
	if (2 * (t->index_used + 1) > t->index_size)
		index_grow(t);
	t->index_used++;
	index_put(t, r);
}

void *xero_find(const struct xero_tenant *t, enum xero_kind kind, const char *id)
{
	struct xguid g;
	size_t at;

	if (!id || !t->index_size || !xero_guid_parse(&g, id))
		return NULL;
	for (at = mixed(g.hi ^ g.lo) & (t->index_size - 1); t->index[at]; at = (at + 1) & (t->index_size - 1))
		if (t->index[at]->kind == kind && xero_guid_same(t->index[at]->id, g))
			return t->index[at];
	return NULL;
}

void xero_mark(struct xero_tenant *t, void *record)
{
	struct xhead *r = record;

	r->updated = sim_stamp_ms(t->x->sim);
	r->touched = 1;
}

const char *xero_text(struct xero *x, const char *s)
{
	return pool_strdup(&x->pool, s);
}

/* ---- by name ---- */

/* The records of a kind are walked by these. */
#define EACH(t, KIND, type, r) \
	for (size_t i_ = 0; i_ < (t)->lists[KIND].len; i_++) \
		for (type *r = (type *)(void *)(t)->lists[KIND].items[i_], *once_ = r; once_; once_ = NULL)

struct xaccount *xero_account_by_code(const struct xero_tenant *t, const char *code)
{
	EACH(t, XERO_ACCOUNT, struct xaccount, a)
		if (code && a->code && !strcmp(a->code, code))
			return a;
	return NULL;
}

struct xtax *xero_tax_by_type(const struct xero_tenant *t, const char *type)
{
	EACH(t, XERO_TAX, struct xtax, r)
		if (type && !strcmp(r->type, type))
			return r;
	return NULL;
}

struct xitem *xero_item_by_code(const struct xero_tenant *t, const char *code)
{
	EACH(t, XERO_ITEM, struct xitem, r)
		if (code && !strcasecmp(r->code, code))
			return r;
	return NULL;
}

struct xcontact *xero_contact_by_name(const struct xero_tenant *t, const char *name, int archived)
{
	EACH(t, XERO_CONTACT, struct xcontact, r)
		if (name && r->name && !strcasecmp(r->name, name) && !r->merged &&
		    !strcmp(r->status, "ARCHIVED") == !!archived)
			return r;
	return NULL;
}

struct xcontact *xero_contact_by_number(const struct xero_tenant *t, const char *number)
{
	EACH(t, XERO_CONTACT, struct xcontact, r)
		if (number && r->number && !strcasecmp(r->number, number))
			return r;
	return NULL;
}

struct xcategory *xero_category_by_name(const struct xero_tenant *t, const char *name)
{
	EACH(t, XERO_CATEGORY, struct xcategory, r)
		if (name && !strcasecmp(r->name, name) && strcmp(r->status, "DELETED"))
			return r;
	return NULL;
}

struct xoption *xero_option_by_name(const struct xero_tenant *t, const struct xcategory *c,
	const char *name)
{
	EACH(t, XERO_OPTION, struct xoption, r)
		if (name && r->category == c && !strcasecmp(r->name, name) && strcmp(r->status, "DELETED"))
			return r;
	return NULL;
}

int xero_currency_known(const struct xero_tenant *t, const char *code)
{
	EACH(t, XERO_CURRENCY, struct xcurrency, r)
		if (!strcmp(r->code, code))
			return 1;
	return 0;
}

int xero_places(const struct xero *x, const char *currency)
{
	static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
	static const char three[] = "BHD IQD JOD KWD LYD OMR TND";

	if (!x->sw.currency_places || !currency || strlen(currency) != 3)
		return 2;
	return strstr(none, currency) ? 0 : strstr(three, currency) ? 3 : 2;
}

int64_t xero_round(int64_t value, int places)
{
	static const int64_t steps[] = { 10000, 1000, 100, 10, 1 };
	int64_t step = steps[places], half = step / 2;

	return value < 0 ? -((-value + half) / step * step) : (value + half) / step * step;
}

void xero_history_add(struct xero_tenant *t, struct xguid of, const char *changes, const char *details)
{
	struct xhistory *h = ARRAY_PUSH(&t->history);

	*h = (struct xhistory){ of, sim_now_ms(t->x->sim), changes, "System Generated", details };
}

/* ---- values by name ---- */

struct field { const char *name; char type; size_t at; };   /* i: day, b: int flag, t: stamp, S, N, G */

#define DOC(name, type, member) { name, type, offsetof(struct xdoc, member) }
#define DOC_COMMON \
	DOC("Type", 'S', type), DOC("Status", 'S', status), DOC("Date", 'i', date), \
	DOC("DueDate", 'i', due), DOC("Reference", 'S', reference), DOC("CurrencyCode", 'S', currency), \
	DOC("LineAmountTypes", 'S', amounts), DOC("SubTotal", 'N', subtotal), DOC("TotalTax", 'N', tax), \
	DOC("Total", 'N', total), DOC("SentToContact", 'b', sent), DOC("FullyPaidOnDate", 'i', paid_on), \
	DOC("UpdatedDateUTC", 't', head.updated)

static const struct field bill_fields[] = {
	DOC_COMMON, DOC("InvoiceID", 'G', head.id), DOC("InvoiceNumber", 'S', number), DOC("Url", 'S', url),
	DOC("AmountPaid", 'N', paid), DOC("AmountCredited", 'N', credited),
	DOC("PlannedPaymentDate", 'i', planned), { NULL, 0, 0 }
};

static const struct field credit_fields[] = {
	DOC_COMMON, DOC("CreditNoteID", 'G', head.id), DOC("CreditNoteNumber", 'S', number), { NULL, 0, 0 }
};

static const struct field order_fields[] = {
	DOC_COMMON, DOC("PurchaseOrderID", 'G', head.id), DOC("PurchaseOrderNumber", 'S', number),
	DOC("DeliveryDate", 'i', delivery), { NULL, 0, 0 }
};

#define CON(name, type, member) { name, type, offsetof(struct xcontact, member) }
static const struct field contact_fields[] = {
	CON("ContactID", 'G', head.id), CON("Name", 'S', name), CON("ContactNumber", 'S', number),
	CON("AccountNumber", 'S', account_number), CON("ContactStatus", 'S', status),
	CON("FirstName", 'S', first), CON("LastName", 'S', last), CON("EmailAddress", 'S', email),
	CON("TaxNumber", 'S', tax_number), CON("CompanyNumber", 'S', company_number),
	CON("IsSupplier", 'b', supplier), CON("IsCustomer", 'b', customer),
	CON("DefaultCurrency", 'S', currency), CON("UpdatedDateUTC", 't', head.updated), { NULL, 0, 0 }
};

#define PAY(name, type, member) { name, type, offsetof(struct xpayment, member) }
static const struct field payment_fields[] = {
	PAY("PaymentID", 'G', head.id), PAY("PaymentId", 'G', head.id), PAY("Date", 'i', date),
	PAY("Amount", 'N', amount), PAY("BankAmount", 'N', bank_amount), PAY("Status", 'S', status),
	PAY("Reference", 'S', reference), PAY("IsReconciled", 'b', reconciled),
	PAY("UpdatedDateUTC", 't', head.updated), { NULL, 0, 0 }
};

static const struct field batch_fields[] = {
	{ "BatchPaymentID", 'G', offsetof(struct xbatch, head.id) },
	{ "Date", 'i', offsetof(struct xbatch, date) }, { "Status", 'S', offsetof(struct xbatch, status) },
	{ "Reference", 'S', offsetof(struct xbatch, reference) },
	{ "TotalAmount", 'N', offsetof(struct xbatch, total) },
	{ "UpdatedDateUTC", 't', offsetof(struct xbatch, head.updated) }, { NULL, 0, 0 }
};

static const struct field account_fields[] = {
	{ "AccountID", 'G', offsetof(struct xaccount, head.id) }, { "Code", 'S', offsetof(struct xaccount, code) },
	{ "Name", 'S', offsetof(struct xaccount, name) }, { "Type", 'S', offsetof(struct xaccount, type) },
	{ "Class", 'S', offsetof(struct xaccount, class) }, { "Status", 'S', offsetof(struct xaccount, status) },
	{ "TaxType", 'S', offsetof(struct xaccount, tax_type) },
	{ "SystemAccount", 'S', offsetof(struct xaccount, system) },
	{ "EnablePaymentsToAccount", 'b', offsetof(struct xaccount, payments) },
	{ "UpdatedDateUTC", 't', offsetof(struct xaccount, head.updated) }, { NULL, 0, 0 }
};

static const struct field tax_fields[] = {
	{ "Name", 'S', offsetof(struct xtax, name) }, { "TaxType", 'S', offsetof(struct xtax, type) },
	{ "Status", 'S', offsetof(struct xtax, status) },
	{ "EffectiveRate", 'N', offsetof(struct xtax, rate) },
	{ "CanApplyToExpenses", 'b', offsetof(struct xtax, expenses) },
	{ "CanApplyToLiabilities", 'b', offsetof(struct xtax, liabilities) }, { NULL, 0, 0 }
};

static const struct field category_fields[] = {
	{ "TrackingCategoryID", 'G', offsetof(struct xcategory, head.id) },
	{ "Name", 'S', offsetof(struct xcategory, name) },
	{ "Status", 'S', offsetof(struct xcategory, status) }, { NULL, 0, 0 }
};

static const struct field item_fields[] = {
	{ "ItemID", 'G', offsetof(struct xitem, head.id) }, { "Code", 'S', offsetof(struct xitem, code) },
	{ "Name", 'S', offsetof(struct xitem, name) }, { "IsSold", 'b', offsetof(struct xitem, sold) },
	{ "IsPurchased", 'b', offsetof(struct xitem, purchased) },
	{ "UpdatedDateUTC", 't', offsetof(struct xitem, head.updated) }, { NULL, 0, 0 }
};

static const struct field currency_fields[] = {
	{ "Code", 'S', offsetof(struct xcurrency, code) },
	{ "Description", 'S', offsetof(struct xcurrency, description) }, { NULL, 0, 0 }
};

static const struct field user_fields[] = {
	{ "UserID", 'G', offsetof(struct xuser, head.id) },
	{ "EmailAddress", 'S', offsetof(struct xuser, email) },
	{ "UpdatedDateUTC", 't', offsetof(struct xuser, head.updated) }, { NULL, 0, 0 }
};

static const struct field *const fields_of[XERO_KINDS] = {
	[XERO_BILL] = bill_fields, [XERO_CREDIT] = credit_fields, [XERO_ORDER] = order_fields,
	[XERO_CONTACT] = contact_fields, [XERO_PAYMENT] = payment_fields, [XERO_BATCH] = batch_fields,
	[XERO_ACCOUNT] = account_fields, [XERO_TAX] = tax_fields, [XERO_CATEGORY] = category_fields,
	[XERO_ITEM] = item_fields, [XERO_CURRENCY] = currency_fields, [XERO_USER] = user_fields,
};

static void take(const struct xhead *r, const struct field *f, struct xvalue *out)
{
	const char *at = (const char *)r + f->at;
	int32_t day;

	out->type = f->type;
	switch (f->type) {
	case 'S':
		out->s = *(const char *const *)(const void *)at;
		break;
	case 'G':
		out->g = *(const struct xguid *)(const void *)at;
		break;
	case 'b':
		out->type = 'B';
		out->n = *(const int *)(const void *)at;
		break;
	case 'i':
		day = *(const int32_t *)(const void *)at;
		out->type = day == XERO_NO_DAY ? 0 : 'D';
		out->n = (int64_t)day * 86400000;
		break;
	case 't':
		out->type = 'D';
		out->n = *(const int64_t *)(const void *)at;
		break;
	default:
		out->n = *(const int64_t *)(const void *)at;
	}
}

/* "Contact.ContactID" and the like: the record behind the point. */
static const struct xhead *behind(const struct xhead *r, const char *name, size_t n)
{
	const struct xdoc *d = (const struct xdoc *)(const void *)r;
	const struct xpayment *p = (const struct xpayment *)(const void *)r;

	if (r->kind <= XERO_ORDER && n == 7 && !strncmp(name, "Contact", n))
		return d->contact ? &d->contact->head : NULL;
	if (r->kind != XERO_PAYMENT)
		return NULL;
	if (n == 7 && (!strncmp(name, "Invoice", n)))
		return &p->doc->head;
	if (n == 7 && !strncmp(name, "Account", n))
		return &p->account->head;
	if (n == 12 && !strncmp(name, "BatchPayment", n))
		return p->batch ? &p->batch->head : NULL;
	return NULL;
}

int xero_value(const struct xhead *r, const char *name, struct xvalue *out)
{
	const char *point = strchr(name, '.');
	const struct field *f;

	memset(out, 0, sizeof *out);
	if (point) {
		const struct xhead *b = behind(r, name, (size_t)(point - name));

		return b ? xero_value(b, point + 1, out) : 0;
	}
	if (r->kind == XERO_PAYMENT && !strcmp(name, "PaymentType")) {
		out->type = 'S';
		out->s = ((const struct xpayment *)(const void *)r)->doc->head.kind == XERO_CREDIT ?
			"APCREDITPAYMENT" : "ACCPAYPAYMENT";
		return 1;
	}
	if (r->kind == XERO_BILL && !strcmp(name, "AmountDue")) {
		out->type = 'N';
		out->n = xero_due((const struct xdoc *)(const void *)r);
		return 1;
	}
	for (f = fields_of[r->kind]; f && f->name; f++)
		if (!strcmp(f->name, name) ||
		    (!strcmp(name, "InvoiceId") && !strcmp(f->name, "InvoiceID"))) {
			take(r, f, out);
			return 1;
		}
	return 0;
}
