/* Contacts: unique names, numbers, archived and merged ones. */
#include "sim/xero.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define ARCHIVED "The specified contact details matched an archived contact. Archived contacts cannot " \
	"currently be edited via the API."

/* The one a merged contact went into. */
static struct xcontact *living(struct xcontact *p)
{
	for (int i = 0; p && p->merged && i < 10; i++)
		p = p->merged;
	return p;
}

/* ---- members ---- */

static void take_address(struct xcall *c, const cJSON *v, struct xcontact *p)
{
	static const char *const lines[] = { "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4" };
	const char *type = jv_str(v, "AddressType");
	struct xaddress *a = &p->address[type && !strcmp(type, "STREET") ? XERO_STREET : XERO_POBOX];

	for (int i = 0; i < 4; i++)
		a->line[i] = xero_member_text(c, v, lines[i], 500, NULL);
	a->city = xero_member_text(c, v, "City", 255, NULL);
	a->region = xero_member_text(c, v, "Region", 255, NULL);
	a->postal = xero_member_text(c, v, "PostalCode", 50, NULL);
	a->country = xero_member_text(c, v, "Country", 50, NULL);
	a->attention = xero_member_text(c, v, "AttentionTo", 255, NULL);
	for (const char *s = a->country; s && *s; s++)
		if (isdigit((unsigned char)*s)) {
			xero_complain(c, "Country can only contain letters");
			break;
		}
}

static void take_phone(struct xcall *c, const cJSON *v, struct xcontact *p)
{
	static const char *const types[XERO_PHONES] = { "DDI", "DEFAULT", "FAX", "MOBILE", "OFFICE" };
	const char *type = jv_str(v, "PhoneType");

	for (int i = 0; i < XERO_PHONES; i++)
		if (!strcmp(types[i], type ? type : "DEFAULT")) {
			p->phone[i].number = xero_member_text(c, v, "PhoneNumber", 50, NULL);
			p->phone[i].area = xero_member_text(c, v, "PhoneAreaCode", 10, NULL);
			p->phone[i].country = xero_member_text(c, v, "PhoneCountryCode", 20, NULL);
		}
}

/* The persons that are not sent are gone. */
static void take_persons(struct xcall *c, const cJSON *v, struct xcontact *p)
{
	const cJSON *list = jv_get(v, "ContactPersons"), *e;

	p->persons = 0;
	cJSON_ArrayForEach(e, list) {
		if (p->persons == XERO_PERSONS) {
			xero_complain(c, "A contact can have no more than 5 contact persons");
			break;
		}
		p->person[p->persons].first = xero_member_text(c, e, "FirstName", 255, NULL);
		p->person[p->persons].last = xero_member_text(c, e, "LastName", 255, NULL);
		p->person[p->persons].email = xero_member_text(c, e, "EmailAddress", 255, NULL);
		p->person[p->persons++].include = jv_bool(e, "IncludeInEmails", 0);
	}
}

static void take_name(struct xcall *c, const cJSON *v, struct xcontact *p)
{
	const char *name = jv_str(v, "Name");
	size_t n = name ? strlen(name) : 0;

	p->name = xero_member_text(c, v, "Name", 255, p->name);
	if (!p->name) {
		xero_complain(c, "The contact name must be specified.");
		return;
	}
	if (n && (isspace((unsigned char)name[0]) || isspace((unsigned char)name[n - 1]) ||
	    strstr(name, "  ") || strpbrk(name, "<>")))
		xero_complain(c, "The contact name cannot contain leading, trailing or repeated spaces or the "
			"characters < and >.");
}

static void take_terms(struct xcall *c, const cJSON *v, struct xcontact *p)
{
	const cJSON *bills = jv_get(jv_get(v, "PaymentTerms"), "Bills");
	const char *type = jv_str(bills, "Type");
	int64_t day = jv_int(bills, "Day", 0);

	if (!bills)
		return;
	if (day < 1 || day > 365 || !type) {
		xero_complain(c, "The payment terms must have a day and a type");
		return;
	}
	p->term_day = (int)day;
	p->term_type = xero_text(c->x, type);
}

static void take_members(struct xcall *c, const cJSON *v, struct xcontact *p)
{
	static const char *const unless[] = { "BankAccountDetails", "AccountsPayableTaxType",
		"AccountsReceivableTaxType" };
	const cJSON *e;

	take_name(c, v, p);
	p->number = xero_member_text(c, v, "ContactNumber", 50, p->number);
	p->account_number = xero_member_text(c, v, "AccountNumber", 50, p->account_number);
	p->first = xero_member_text(c, v, "FirstName", 255, p->first);
	p->last = xero_member_text(c, v, "LastName", 255, p->last);
	p->email = xero_member_text(c, v, "EmailAddress", 255, p->email);
	p->bank = xero_member_text(c, v, unless[0], 255, p->bank);
	p->ap_tax = xero_member_text(c, v, unless[1], 50, p->ap_tax);
	p->ar_tax = xero_member_text(c, v, unless[2], 50, p->ar_tax);
	p->tax_number = xero_member_text(c, v, "TaxNumber", 50, p->tax_number);
	p->company_number = xero_member_text(c, v, "CompanyNumber", 50, p->company_number);
	p->buy_account = xero_member_text(c, v, "PurchasesDefaultAccountCode", 10, p->buy_account);
	p->sell_account = xero_member_text(c, v, "SalesDefaultAccountCode", 10, p->sell_account);
	p->currency = xero_member_text(c, v, "DefaultCurrency", 3, p->currency);
	if (p->email && !strchr(p->email, '@'))
		xero_complain(c, "Email address must be valid.");
	if (p->currency && !xero_currency_known(c->t, p->currency))
		xero_complain(c, "Organisation is not subscribed to currency %s", p->currency);
	cJSON_ArrayForEach(e, jv_get(v, "Addresses"))
		take_address(c, e, p);
	cJSON_ArrayForEach(e, jv_get(v, "Phones"))
		take_phone(c, e, p);
	if (jv_get(v, "ContactPersons"))
		take_persons(c, v, p);
	take_terms(c, v, p);
	if (jv_str(v, "ContactStatus"))
		p->status = xero_text(c->x, jv_str(v, "ContactStatus"));
}

/* ---- saving ---- */

/* The contact an element means; PUT means a new one. */
static struct xcontact *existing(struct xcall *c, const cJSON *v)
{
	const char *id = c->n_seg == 2 ? c->seg[1] : jv_str(v, "ContactID");
	const char *name = jv_str(v, "Name"), *number = jv_str(v, "ContactNumber");
	struct xcontact *p = NULL;

	if (id) {
		p = xero_find(c->t, XERO_CONTACT, id);
		c->missing |= !p;
		return p;
	}
	if (strcmp(c->req->method, "POST"))
		return NULL;
	if (number && *number)
		p = xero_contact_by_number(c->t, number);
	return p ? p : xero_contact_by_name(c->t, name, 0);
}

static void check_unique(struct xcall *c, const struct xcontact *old, const struct xcontact *p)
{
	const struct xcontact *other = xero_contact_by_name(c->t, p->name, 0);

	if (other && other != old)
		xero_complain(c, "The contact name %s is already assigned to another contact. The contact name "
			"must be unique across all active contacts.", p->name);
	else if (!old && !other && xero_contact_by_name(c->t, p->name, 1))
		xero_complain(c, "%s", ARCHIVED);
	other = p->number ? xero_contact_by_number(c->t, p->number) : NULL;
	if (other && other != old)
		xero_complain(c, "The contact number %s is already assigned to another contact.", p->number);
}

static struct xhead *save_contact(struct xcall *c, const cJSON *v)
{
	struct xcontact *old = existing(c, v), *p;

	if (c->missing)
		return NULL;
	p = xero_record(c->x, XERO_CONTACT, old ? old->head.id : xero_new_guid(c->x));
	if (old)
		*p = *old;
	else
		p->status = "ACTIVE";
	if (old && (!strcmp(old->status, "ARCHIVED") || old->merged))
		xero_complain(c, "%s", ARCHIVED);
	take_members(c, v, p);
	if (p->name)
		check_unique(c, old, p);
	if (c->errors.len) {
		if (!old)
			p->head.id = (struct xguid){ 0, 0 };
		return &p->head;
	}
	if (old) {
		*old = *p;
		xero_mark(c->t, old);
		return &old->head;
	}
	p->head.by_app = 1;
	xero_mark(c->t, p);
	xero_add(c->t, p);
	xero_history_add(c->t, p->head.id, "Created", "Received through the API");
	return &p->head;
}

void xero_contacts_write(struct xcall *c)
{
	xero_save_all(c, XERO_CONTACT, save_contact);
}

/* Inside a document: by id, by number, by name; a new name makes a new contact. */
struct xcontact *xero_contact_refer(struct xcall *c, const cJSON *v)
{
	const char *id = jv_str(v, "ContactID"), *name = jv_str(v, "Name");
	const char *number = jv_str(v, "ContactNumber");
	struct xcontact *p = NULL;

	if (id) {
		p = xero_find(c->t, XERO_CONTACT, id);
		c->missing |= !p;
	} else if (number && *number) {
		p = xero_contact_by_number(c->t, number);
	}
	if (!p && !id && name && *name)
		p = xero_contact_by_name(c->t, name, 0);
	if (!p && !id && name && *name && strcasecmp(c->seg[0], "PurchaseOrders")) {
		p = xero_record(c->x, XERO_CONTACT, xero_new_guid(c->x));
		p->status = "ACTIVE";
		take_members(c, v, p);
		if (p->name)
			check_unique(c, NULL, p);
		if (c->errors.len)
			return NULL;
		p->head.by_app = 1;
		xero_mark(c->t, p);
		xero_add(c->t, p);
	}
	p = living(p);
	if (p && strcmp(p->status, "ACTIVE"))
		xero_complain(c, "%s", ARCHIVED);
	return p;
}
