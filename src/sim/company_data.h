/* The tables the sample company is made of. */
#ifndef SIM_COMPANY_DATA_H
#define SIM_COMPANY_DATA_H

#include "sim/company.h"

#define VENDOR_IN_ERP     1u     /* there is a vendor of that name in the ERP */
#define VENDOR_LINKED     2u     /* and Procore knows it */
#define VENDOR_INACTIVE   4u     /* in Procore */
#define VENDOR_ERP_OFF    8u     /* inactive in the ERP */
#define VENDOR_ERP_ONLY   16u
#define VENDOR_DELETED    32u

struct co_vendor_seed {
	const char *name, *address, *city, *state, *zip, *country, *language;
	const char *trade;           /* cost code */
	unsigned flags;
	const char *erp_name;        /* NULL: the same */
	const char *finding;
};

struct co_project_seed {
	const char *number, *name, *address, *city, *state, *zip, *country;
	const char *start, *completion;
	int64_t value;
	int branch, customer;
	const char *erp_id, *erp_status;
	int linked, running_before;
	const char *finding;
};

struct co_sub_job_seed {
	int project, in_procore;
	const char *code, *name, *erp_id, *erp_status;
	const char *finding;
};

struct co_trade {
	const char *code, *title_en, *title_fr;
	const char *lines_en[3], *lines_fr[3];
};

/* One commitment with its invoices, a letter for each; see company.c. */
struct co_commitment_seed {
	enum co_commitment_kind kind;
	const char *number, *title;  /* title NULL: the trade's */
	int vendor, project;
	int64_t total;
	int retainage;
	const char *status;
	int exported, lines;
	const char *invoices;
	const char *finding;
};

extern const struct co_branch company_branches[];
extern const struct co_customer company_customers[];
extern const struct co_cost_code company_cost_codes[];
extern const struct co_cost_type company_cost_types[];
extern const struct co_tax_code company_tax_codes[];
extern const struct co_trade company_trades[];
extern const struct co_vendor_seed company_vendor_seeds[];
extern const struct co_project_seed company_project_seeds[];
extern const struct co_sub_job_seed company_sub_job_seeds[];
extern const struct co_commitment_seed company_commitment_seeds[];
extern const size_t company_n_branches, company_n_customers, company_n_cost_codes,
	company_n_cost_types, company_n_tax_codes, company_n_trades, company_n_vendor_seeds,
	company_n_project_seeds, company_n_sub_job_seeds, company_n_commitment_seeds;
/* For the vendors and jobs of a large company. */
extern const char *const company_families[];
extern const char *const company_places[];
extern const size_t company_n_families, company_n_places;

#endif
