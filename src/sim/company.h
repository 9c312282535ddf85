/* The sample company: Northside Builders / Constructions Northside.
 *
 * One believable contractor of Québec, Ontario and the northern United States,
 * made from a seed and a scale, the same on every machine.  It is what both
 * sides know at the moment the product is installed; it never changes after
 * company_make.  Each simulated system copies what it holds and changes its
 * copy: a system never sees what happened at the other.
 *
 * A record says for each side whether it is there:
 *  - id != 0: it is in Procore under that id;
 *  - erp_id != NULL: it is in the ERP under that id;
 *  - linked: Procore already carries origin_id = erp_id.
 *
 * Amounts are cents, rates are hundredths of a percent (1000 = 10 %), quantities
 * and unit costs are millionths, dates are text, stamps ms since 1970 UTC.
 * References between records are indexes, -1 for none. */
#ifndef SIM_COMPANY_H
#define SIM_COMPANY_H

#include "base/pool.h"
#include <stddef.h>
#include <stdint.h>

struct co_branch {
	const char *erp_id;          /* "NORTH", "QC", "US" */
	const char *name;
	const char *currency;        /* "CAD", "USD" */
	const char *country;
};

struct co_customer {             /* only in the ERP */
	const char *erp_id, *name, *city, *state, *country;
};

struct co_vendor {
	int64_t id;
	const char *name, *legal_name, *abbreviated_name;
	const char *address, *city, *state, *zip, *country;   /* NULL: not filled in */
	const char *phone, *email, *tax_number, *notes;
	const char *language;        /* "en", "fr" */
	const char *currency;
	const char *terms;           /* "30D" */
	int active;                  /* in Procore */
	int deleted;                 /* in Procore: gone, once was there */
	const char *erp_id;          /* "V1004" */
	const char *erp_name;        /* as the ERP writes it; at most 60 characters */
	int erp_active;
	int linked;
	int64_t created_at, updated_at;
};

struct co_cost_code {
	int64_t id;                  /* company standard cost code in Procore */
	const char *code;            /* "03-200" */
	const char *name;
	const char *erp_id;          /* "03200", as the ERP stores it; NULL: absent there */
};

struct co_cost_type {
	int64_t id;
	const char *code;            /* "L", "M", "S", "E", "O" */
	const char *name;
	const char *base_type;       /* Procore's: "materials" ... */
	const char *erp_id;          /* account group in the ERP; NULL: none is assigned */
};

struct co_tax_code {
	int64_t id;
	const char *code, *description;
	int64_t rate;                /* thousandths of a percent: 14975 */
};

struct co_sub_job {              /* Procore sub job, ERP project task */
	int64_t id;                  /* 0: only a task of the ERP */
	int project;
	const char *code, *name;
	const char *erp_id;          /* task id */
	const char *erp_status;      /* "Active", "In Planning", "Completed", "Canceled" */
	int linked;
	int64_t created_at, updated_at;
};

struct co_project {
	int64_t id;
	const char *number;          /* "J-2601" */
	const char *name;
	const char *address, *city, *state, *zip, *country;
	const char *start_date, *completion_date;
	const char *currency;
	int64_t total_value;
	int active;
	int branch, customer;        /* indexes */
	const char *erp_id;          /* "J2601": the key of the ERP is a letter and four digits */
	const char *erp_name;
	const char *erp_status;      /* "Active", "In Planning", "Completed", "Canceled" */
	int linked;
	int running_before;          /* had costs in the ERP before the connection */
	int first_sub_job, sub_jobs; /* in company.sub_jobs */
	int first_period, periods;   /* in company.billing_periods */
	int64_t created_at, updated_at;
};

struct co_billing_period {       /* Procore's, by project */
	int64_t id;
	int project;
	const char *start_date, *end_date, *due_date;
	int closed;
};

struct co_fin_period {           /* the ERP's, for all branches */
	const char *id;              /* "102026" */
	const char *start_date, *end_date;
	int closed;                  /* closed in AP and GL */
};

enum co_commitment_kind { CO_SUBCONTRACT, CO_PURCHASE_ORDER };

struct co_line {                 /* of a commitment */
	int64_t id;
	int position;                /* 1.. */
	const char *description;
	int64_t amount;
	int64_t quantity, unit_cost; /* 0, 0 for a lump sum */
	const char *uom;             /* NULL */
	int cost_code, cost_type;    /* -1 */
	int sub_job;                 /* -1: the project itself */
	int tax_code;                /* -1 */
};

struct co_commitment {
	int64_t id;
	enum co_commitment_kind kind;
	const char *number, *title, *description;
	const char *status;          /* Procore's words, by kind */
	int executed;
	int deleted;
	int vendor, project;
	int64_t retainage;           /* 1000 = 10 % */
	const char *currency;
	const char *contract_date, *delivery_date;
	int64_t total;               /* grand total; differs from the lines in one record */
	int first_line, lines;       /* in company.lines */
	int first_invoice, invoices; /* in company.invoices, in the order of their numbers */
	const char *erp_id;          /* order number in the ERP */
	int linked;
	int64_t created_at, updated_at;
};

struct co_change_order {
	int64_t id;
	int commitment;
	const char *number, *title, *status, *date;
	int64_t amount;
	int cost_code, cost_type;
	int64_t created_at, updated_at;
};

struct co_item {                 /* of an invoice, one for each line of its commitment */
	int64_t work_before, work_now;           /* completed work, gross */
	int64_t stored;                          /* materials presently stored */
	int64_t retained_before, retained_now, released_now; /* on work */
	int64_t stored_retained;                 /* on stored materials, presently held */
	int64_t stored_before, stored_retained_before;       /* of the previous invoice */
};

struct co_invoice {
	int64_t id;
	int commitment;              /* its items follow the lines of this commitment */
	int number;                  /* 1.. within the commitment */
	const char *invoice_number;  /* the vendor's; NULL: missing */
	int period;                  /* in company.billing_periods; -1 */
	const char *billing_date;    /* NULL: missing */
	const char *submitted_date, *payment_date;
	const char *status;          /* "approved" ... */
	int final;
	int deleted;
	int first_item, items;       /* in company.items */
	const char *erp_id;          /* bill number in the ERP */
	int linked;
	int erp_by_hand;             /* the ERP's bill was typed there: same vendor and number, no link */
	int64_t created_at, updated_at;
};

struct co_payment {
	int64_t id;                  /* 0: not yet in Procore: an ERP check to import */
	int invoice;
	const char *date, *check_number, *method; /* "check", "electronic" */
	int64_t amount;
	const char *erp_id;          /* check number in the ERP; NULL: only in Procore */
	const char *erp_status;      /* "Closed", "Voided", "Open" */
	int linked;
	int64_t created_at, updated_at;
};

enum co_entity {
	CO_VENDOR, CO_PROJECT, CO_SUB_JOB, CO_COST_CODE, CO_COST_TYPE, CO_COMMITMENT,
	CO_INVOICE, CO_PAYMENT, CO_CHANGE_ORDER
};

/* What is wrong, or special, with a record, by a stable name: "vendor_inactive". */
struct co_finding {
	const char *name;
	enum co_entity entity;
	int index;
};

struct company {
	uint64_t seed;
	int64_t scale;
	int64_t id;                  /* Procore's company id */
	const char *name, *name_fr;
	const char *tenant;          /* of the ERP */
	const char *home_currency;   /* "CAD" */
	const char *connected_on;    /* the product was connected on this day */
	int64_t newest_at;           /* newest stamp of any record */
	struct co_branch *branches;          size_t n_branches;
	struct co_customer *customers;       size_t n_customers;
	struct co_vendor *vendors;           size_t n_vendors;
	struct co_cost_code *cost_codes;     size_t n_cost_codes;
	struct co_cost_type *cost_types;     size_t n_cost_types;
	struct co_tax_code *tax_codes;       size_t n_tax_codes;
	struct co_project *projects;         size_t n_projects;
	struct co_sub_job *sub_jobs;         size_t n_sub_jobs;
	struct co_billing_period *billing_periods; size_t n_billing_periods;
	struct co_fin_period *fin_periods;   size_t n_fin_periods;
	struct co_commitment *commitments;   size_t n_commitments;
	struct co_line *lines;               size_t n_lines;
	struct co_change_order *change_orders; size_t n_change_orders;
	struct co_invoice *invoices;         size_t n_invoices;
	struct co_item *items;               size_t n_items;
	struct co_payment *payments;         size_t n_payments;
	struct co_finding *findings;         size_t n_findings;
	struct pool pool;            /* every text above that is not static */
};

/* Procore's ids: each kind has its own range, and index 0 has the first id of it.  Records
 * that a simulator creates later continue the range. */
enum co_id_range {
	CO_IDS_VENDOR, CO_IDS_PROJECT, CO_IDS_SUB_JOB, CO_IDS_STANDARD_CODE, CO_IDS_COST_TYPE,
	CO_IDS_TAX_CODE, CO_IDS_PERIOD, CO_IDS_COMMITMENT, CO_IDS_LINE, CO_IDS_CHANGE_ORDER,
	CO_IDS_INVOICE, CO_IDS_PAYMENT, CO_IDS_COST_CODE, CO_IDS_ITEM, CO_IDS_WBS, CO_IDS_USER
};
#define CO_ID(range, index) \
	(INT64_C(562949953421312) + ((int64_t)(range) << 24) + (int64_t)(index))

/* Everything is owned by *out; company_free releases it.  scale 0: the sample of about 150
 * invoices; else that many invoices, at most 1,000,000, the sample among them. */
struct company *company_make(uint64_t seed, int64_t scale);
void company_free(struct company *co);

/* The record of a finding: its index, or -1.  nth from 0. */
int company_finding(const struct company *co, const char *name, int nth);
const char *company_entity_name(enum co_entity e);

/* The id under which a system knows a record of the ERP side (its erp_id is not NULL): the same in
 * every simulator, so that Procore carries the origin ids of the system its company is paired with.
 * acumatica, myob: the erp_id itself; quickbooks: a number, of a payment "payment|bill"; any other: a
 * GUID.  out: the text. */
#define CO_REMOTE_ID 64
void company_remote_id(const struct company *co, const char *system, enum co_entity e, int index,
	char out[CO_REMOTE_ID]);

/* Money of one item and of a whole invoice (G702: earned this time, retained, released, due). */
struct co_sums {
	int64_t contract;            /* original contract sum */
	int64_t work_before, work_now, stored, stored_before;
	int64_t retained_total;      /* held after this invoice, work and materials */
	int64_t retained_total_before;
	int64_t earned;              /* completed and stored to date less retainage */
	int64_t earned_before;       /* the same after the previous invoice */
	int64_t retained_now, released_now;
	int64_t due;                 /* current payment due */
};
void company_sum_items(const struct co_item *items, int n, int64_t contract,
	struct co_sums *out);
void company_invoice_sums(const struct company *co, int invoice, struct co_sums *out);
int64_t company_lines_total(const struct company *co, int commitment);

#endif
