/* A dossier: one record with everything that decides whether and how it can be
 * exported.  sync/dossier.c gathers it from the store, model/check.c judges it, a
 * connector composes the request from it.  So what was judged, what was shown
 * and what is sent are the same thing.  All memory in the caller's pool. */
#ifndef MODEL_DOSSIER_H
#define MODEL_DOSSIER_H

#include "model/profile.h"
#include "model/record.h"

/* A record of Procore's with its counterpart in the ERP, as far as known. */
struct counterpart {
	const struct record *procore;  /* NULL: the reference is empty or unknown here */
	const char *erp_id;            /* ERP's internal id of the linked record; or NULL: not linked */
	const char *erp_code;          /* number people use; what goes into requests */
	const struct record *erp;      /* the ERP's own row when it was imported; or NULL */
};

struct dossier_line {
	const struct record *line;     /* commitment_line or invoice_line */
	const struct record *commitment_line; /* of an invoice line; or NULL */
	const char *cost_code;         /* ERP's cost code id, or NULL when the ERP has none such */
	const char *cost_code_asked;   /* Procore's code, or what the profile's pattern makes of code, type
	                                * and job ("03-200.L"): how the ERP would call it */
	const char *cost_type;         /* ERP's account group, or NULL */
	const char *cost_type_asked;
	/* expense account: of the ERP's cost code, else of its cost type, else what the connection's
	 * option "accounts" says for the cost type; its number, or NULL */
	const char *account;
	const char *task;              /* ERP's task (sub job) id, or NULL */
	const char *task_asked;
	const char *task_status;
	const char *order_line;        /* ERP line number of the commitment line; or NULL */
	/* the ERP's own rows behind the words above, when they were imported; or NULL */
	const struct record *erp_cost_code, *erp_cost_type, *erp_task, *erp_account;
	int64_t billed_before;         /* on this commitment line, other invoices, minor units */
};

struct dossier {
	const struct record *record;   /* the record itself, Procore's row */
	int64_t erp;                   /* connection of the ERP it is judged for; 0: none */
	/* There are several ERPs and nothing says to which one the record (its job) belongs: rule
	 * "job-no-system".  systems: their names, separated by ", "; in the override "erp" of the job one
	 * of them is typed.  no_system_job: the job to be told it; NULL: it is the record itself. */
	int no_system;
	const char *systems;
	const struct record *no_system_job;
	struct counterpart self;       /* its own link, when it is linked already */
	struct counterpart vendor, job, commitment, invoice;
	struct dossier_line *lines;
	size_t n_lines;
	/* facts that need a search */
	const struct record *same_number;   /* other Procore record, same vendor and number; or NULL */
	const struct record *erp_same_number;/* ERP document with that vendor reference, not linked; or NULL */
	const struct record *erp_match;     /* unlinked ERP record that looks like this one; or NULL */
	const char *period_status;          /* "Open", "Closed", ... of the billing date; NULL unknown */
	const char *period_open_date;       /* first open day proposed; or NULL */
	int64_t billed_to_date;             /* on the commitment by all its invoices, minor units */
	const char *currency;               /* of the document */
	const char *branch;                 /* ERP branch; or NULL */
	const char *retainage_account;      /* option "retainage_account" of the connection; or NULL */
	const struct record *erp_retainage_account; /* its row; or NULL */
	const char *snapshot;               /* JSON of what was exported; or NULL */
	const char *rejected_snapshot;      /* JSON of what was rejected; or NULL */
	/* Values typed by the accountant for this record.  Their names:
	 *   erp_id           id of a vendor or project to be made in the ERP
	 *   name             name of a vendor or project as it is sent
	 *   title            title of a commitment as it is sent
	 *   number           number of a commitment as it is sent (vendor reference)
	 *   vendor_ref       invoice number as it is sent
	 *   accounting_date  date of the document in the ERP, YYYY-MM-DD
	 *   customer, template   for a project to be made
 *   erp              name of the connection that books a job (or a vendor), where there are several */
	struct dossier_override { const char *name, *value; } *overrides;
	size_t n_overrides;
};

const char *dossier_override_value(const struct dossier *d, const char *name);

#endif
