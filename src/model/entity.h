/* entities[]: what Comptoir knows about, and their fields.
 *
 * From one field table the store builds its columns, the maps of the connectors
 * find their targets, the tabs their columns, search knows where to look and
 * the output as JSON or CSV its header.  A field's name is the name of its column in the
 * database (data/schema), ASCII, never translated.
 *
 * Every record belongs to one connection: what Procore says and what the ERP says
 * are separate rows of the same table, tied by rows of `link`.  References hold
 * the remote id of another record of the same connection, so that pages may
 * arrive in any order. */
#ifndef MODEL_ENTITY_H
#define MODEL_ENTITY_H

#include <stddef.h>

enum entity {
	ENTITY_VENDOR, ENTITY_JOB, ENTITY_COMMITMENT, ENTITY_INVOICE, ENTITY_PAYMENT,
	/* the five above have a tab, a life cycle and the state columns */
	ENTITY_SUB_JOB, ENTITY_COST_CODE, ENTITY_COST_TYPE,
	ENTITY_COMMITMENT_LINE, ENTITY_INVOICE_LINE,
	ENTITY_CUSTOMER, ENTITY_BRANCH, ENTITY_PERIOD, ENTITY_ACCOUNT,
	ENTITY_COUNT,
	ENTITY_TAB_COUNT = ENTITY_PAYMENT + 1,
	ENTITY_NONE = -1,
};

enum value_type {
	VALUE_TEXT,
	VALUE_MONEY,      /* int64 minor units of the record's currency */
	VALUE_QUANTITY,   /* int64, 10^-6: quantities and unit costs */
	VALUE_PERCENT,    /* int64, 10^-4 */
	VALUE_DATE,       /* text YYYY-MM-DD */
	VALUE_INSTANT,    /* text, RFC 3339 UTC */
	VALUE_INT,
	VALUE_BOOL,       /* 0 or 1 */
	VALUE_REF,        /* text: remote id of a record of .ref, same connection */
};

#define FIELD_SEARCH  1u   /* part of the folded search column */
#define FIELD_SORT    2u   /* a sort index exists */
#define FIELD_DRIFT   4u   /* a later change of it is "changed since export" */
#define FIELD_COPY    8u   /* display copy of a referenced record's field */
#define FIELD_FIND    16u  /* records are looked up by it: an index within the connection */

struct field {
	const char *name;
	enum value_type type;
	unsigned flags;
	const char *title;       /* N_() */
	enum entity ref;         /* for VALUE_REF */
};

#define ENTITY_MAX_FIELDS 40

struct entity_def {
	const char *name;         /* "vendor": table name, stable */
	const char *title;        /* N_("Vendor") */
	const char *plural;       /* N_("Vendors") */
	const struct field *fields;
	int n_fields;
	int number;               /* the field a person calls it by */
	int label;                /* the field that names it */
	int parent;               /* VALUE_REF field of the owner for lines, -1 */
};

extern const struct entity_def entities[ENTITY_COUNT];

/* By stable name ("invoice") or plural English stable form ("invoices"); ENTITY_NONE. */
enum entity entity_parse(const char *name);
/* Field index by name, or -1. */
int entity_field(enum entity e, const char *name);

enum { VENDOR_NUMBER, VENDOR_NAME, VENDOR_LEGAL_NAME, VENDOR_ADDRESS, VENDOR_CITY,
	VENDOR_STATE, VENDOR_ZIP, VENDOR_COUNTRY, VENDOR_PHONE, VENDOR_EMAIL, VENDOR_ACTIVE,
	VENDOR_STATUS, VENDOR_CLASS, VENDOR_TERMS, VENDOR_CURRENCY, VENDOR_TAX_ID,
	VENDOR_ORIGIN_ID, VENDOR_FIELDS };
enum { JOB_NUMBER, JOB_NAME, JOB_ADDRESS, JOB_CITY, JOB_STATE, JOB_ZIP, JOB_COUNTRY,
	JOB_ACTIVE, JOB_STATUS, JOB_START, JOB_COMPLETION, JOB_CREATED, JOB_VALUE,
	JOB_CURRENCY, JOB_CUSTOMER, JOB_TEMPLATE, JOB_BRANCH, JOB_ORIGIN_ID, JOB_FIELDS };
enum { SUB_JOB_JOB, SUB_JOB_NUMBER, SUB_JOB_NAME, SUB_JOB_STATUS, SUB_JOB_DEFAULT,
	SUB_JOB_ORIGIN_ID, SUB_JOB_FIELDS };
/* Of an ERP: what a line is booked on there, whatever it is called: a cost code of Acumatica, an item
 * of Xero or QuickBooks, a category of a job's cost code in Sage (parent: that cost code's id). */
enum { COST_CODE_JOB, COST_CODE_SUB_JOB, COST_CODE_NUMBER, COST_CODE_NAME,
	COST_CODE_ORIGIN_ID, COST_CODE_PARENT, COST_CODE_ACCOUNT, COST_CODE_ACTIVE, COST_CODE_FIELDS };
enum { COST_TYPE_NUMBER, COST_TYPE_NAME, COST_TYPE_BASE, COST_TYPE_ACCOUNT,
	COST_TYPE_ACTIVE, COST_TYPE_ORIGIN_ID, COST_TYPE_FIELDS };
enum { COMMITMENT_NUMBER, COMMITMENT_TITLE, COMMITMENT_KIND, COMMITMENT_STATUS,
	COMMITMENT_VENDOR, COMMITMENT_VENDOR_NAME, COMMITMENT_JOB, COMMITMENT_JOB_NUMBER,
	COMMITMENT_EXECUTED, COMMITMENT_METHOD, COMMITMENT_RETAINAGE_PERCENT, COMMITMENT_DATE,
	COMMITMENT_AMOUNT, COMMITMENT_CHANGES, COMMITMENT_REVISED, COMMITMENT_BILLED,
	COMMITMENT_CURRENCY, COMMITMENT_DESCRIPTION, COMMITMENT_BRANCH, COMMITMENT_VENDOR_REF,
	COMMITMENT_CREATED, COMMITMENT_ORIGIN_ID, COMMITMENT_FIELDS };
/* COMMITMENT_KIND */
#define KIND_SUBCONTRACT "subcontract"
#define KIND_PURCHASE_ORDER "purchase_order"
enum { COMMITMENT_LINE_COMMITMENT, COMMITMENT_LINE_POSITION, COMMITMENT_LINE_DESCRIPTION,
	COMMITMENT_LINE_AMOUNT, COMMITMENT_LINE_QUANTITY, COMMITMENT_LINE_UNIT_COST,
	COMMITMENT_LINE_UOM, COMMITMENT_LINE_COST_CODE, COMMITMENT_LINE_COST_CODE_NUMBER,
	COMMITMENT_LINE_COST_TYPE, COMMITMENT_LINE_COST_TYPE_NUMBER, COMMITMENT_LINE_SUB_JOB,
	COMMITMENT_LINE_SUB_JOB_NUMBER, COMMITMENT_LINE_TAX_CODE, COMMITMENT_LINE_BILLED,
	COMMITMENT_LINE_CURRENCY, COMMITMENT_LINE_ORIGIN_ID, COMMITMENT_LINE_FIELDS };
enum { INVOICE_NUMBER, INVOICE_SEQUENCE, INVOICE_STATUS, INVOICE_VENDOR, INVOICE_VENDOR_NAME,
	INVOICE_JOB, INVOICE_JOB_NUMBER, INVOICE_COMMITMENT, INVOICE_COMMITMENT_NUMBER,
	INVOICE_COMMITMENT_KIND, INVOICE_PERIOD, INVOICE_PERIOD_START, INVOICE_PERIOD_END,
	INVOICE_BILLING_DATE, INVOICE_DUE_DATE, INVOICE_AMOUNT, INVOICE_MATERIALS,
	INVOICE_RETAINAGE, INVOICE_RELEASED, INVOICE_TAX, INVOICE_NET, INVOICE_CONTRACT,
	INVOICE_CHANGES, INVOICE_PREVIOUS, INVOICE_TO_DATE, INVOICE_RETAINED_TO_DATE,
	INVOICE_CERTIFIED_BEFORE, INVOICE_BALANCE, INVOICE_CURRENCY, INVOICE_FINAL,
	INVOICE_SUBMITTED, INVOICE_CREATED, INVOICE_ORIGIN_ID, INVOICE_OPEN, INVOICE_FIELDS };
enum { INVOICE_LINE_INVOICE, INVOICE_LINE_POSITION, INVOICE_LINE_KIND,
	INVOICE_LINE_COMMITMENT_LINE, INVOICE_LINE_DESCRIPTION, INVOICE_LINE_SCHEDULED,
	INVOICE_LINE_PREVIOUS, INVOICE_LINE_AMOUNT, INVOICE_LINE_QUANTITY,
	INVOICE_LINE_MATERIALS, INVOICE_LINE_TO_DATE, INVOICE_LINE_RETAINAGE_PERCENT,
	INVOICE_LINE_RETAINAGE, INVOICE_LINE_RELEASED, INVOICE_LINE_COST_CODE,
	INVOICE_LINE_COST_CODE_NUMBER, INVOICE_LINE_CURRENCY, INVOICE_LINE_ORIGIN_ID,
	INVOICE_LINE_FIELDS };
/* One payment row per document it pays: an ERP check that pays two bills is two rows. */
enum { PAYMENT_NUMBER, PAYMENT_DATE, PAYMENT_STATUS, PAYMENT_METHOD, PAYMENT_VENDOR,
	PAYMENT_VENDOR_NAME, PAYMENT_JOB, PAYMENT_JOB_NUMBER, PAYMENT_COMMITMENT,
	PAYMENT_COMMITMENT_NUMBER, PAYMENT_INVOICE, PAYMENT_INVOICE_NUMBER, PAYMENT_AMOUNT,
	PAYMENT_CURRENCY, PAYMENT_VOID, PAYMENT_ORIGIN_ID, PAYMENT_FIELDS };
enum { CUSTOMER_NUMBER, CUSTOMER_NAME, CUSTOMER_STATUS, CUSTOMER_FIELDS };
enum { BRANCH_NUMBER, BRANCH_NAME, BRANCH_ACTIVE, BRANCH_CURRENCY, BRANCH_FIELDS };
enum { PERIOD_NUMBER, PERIOD_START, PERIOD_END, PERIOD_STATUS, PERIOD_FIELDS };
/* Accounts of the ERP's ledger: kind is its own word ("EXPENSE"). */
enum { ACCOUNT_NUMBER, ACCOUNT_NAME, ACCOUNT_KIND, ACCOUNT_ACTIVE, ACCOUNT_CURRENCY, ACCOUNT_FIELDS };

#endif
