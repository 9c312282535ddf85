/* The simulated QuickBooks Online: what its files share.
 *
 *	quickbooks.c          addresses, options, limits, the row of sim_systems
 *	quickbooks_auth.c     consent, tokens, revocation
 *	quickbooks_answer.c   faults, JSON and XML answers
 *	quickbooks_schema.c   members and types (quickbooks_fields.c is made from the vendor's schemas)
 *	quickbooks_table.c    records
 *	quickbooks_lists.c    accounts, codes, names of the sample company
 *	quickbooks_docs.c     its bills, payments and credits
 *	quickbooks_query.c    the query language: parsed; quickbooks_select.c: run
 *	quickbooks_cdc.c      changes since, batches, repeated requests
 *	quickbooks_write.c    create, update, delete, void
 *	quickbooks_names.c    rules of vendors, customers, items, accounts
 *	quickbooks_txn.c      rules of bills, credits and orders
 *	quickbooks_pay.c      rules of bill payments, balances
 *	quickbooks_control.c  control addresses and the state dump
 *
 * A record is kept as the JSON the service answers, without Id, SyncToken, MetaData, domain and
 * sparse, which are added on the way out.  Everything runs under the lock of the core. */
#ifndef SIM_QUICKBOOKS_H
#define SIM_QUICKBOOKS_H

#include "base/array.h"
#include "sim/quickbooks_schema.h"
#include "sim/sim.h"
#include <stdint.h>

enum qb_kind {
	QB_ACCOUNT, QB_ATTACHABLE, QB_BILL, QB_BILL_PAYMENT, QB_CLASS, QB_COMPANY_INFO, QB_CUSTOMER,
	QB_DEPARTMENT, QB_EMPLOYEE, QB_ITEM, QB_PREFERENCES, QB_PURCHASE_ORDER, QB_TAX_CODE, QB_TAX_RATE,
	QB_TERM, QB_VENDOR, QB_VENDOR_CREDIT, QB_KINDS
};

#define QB_LIST    1u            /* has Active: made inactive, never deleted */
#define QB_TXN     2u            /* a transaction: deleted */
#define QB_FIXED   4u            /* read only here */
#define QB_NO_CDC  8u
#define QB_NAME    16u           /* shares one list of names: vendors, customers, employees */

struct qb_def {
	const char *name, *path;     /* "BillPayment", "billpayment" */
	unsigned flags;
	const char *filter;          /* members a query may use, besides Id and MetaData */
};
extern const struct qb_def qb_defs[QB_KINDS];

struct qb;

#define QB_MADE_HERE UINT32_MAX

struct qb_rec {
	int64_t id;
	uint32_t source;             /* what of the company stands behind; QB_MADE_HERE: nothing */
	cJSON *v;                    /* owned; NULL: made when it is asked for */
	int64_t created_ms, updated_ms;
	int sync;
	int64_t bill;                /* of a payment that was voided: what it paid; 0 */
	unsigned char dead, touched; /* deleted; written since the start */
};

struct qb_table {
	enum qb_kind kind;
	const struct qb_type *type;
	struct { struct qb_rec *items; size_t len, cap; } recs;  /* by id, ascending */
	uint64_t generation;
	int64_t inserted, updated, deleted;
	/* The last list that was asked for, so that its next page costs nothing. */
	char *cached_query;          /* owned */
	uint64_t cached_generation;
	uint32_t *cached;            /* owned; indexes of recs */
	size_t n_cached;
};

/* Each is --option quickbooks.NAME=VALUE or POST /_sim/quickbooks/set. */
struct qb_switches {
	int fault_form;              /* 0 as the service, 1 capitals, 2 small letters, 3 XML */
	int fault_ok;                /* rule faults come with HTTP 200 */
	int duplicate_docnumber;     /* 1: a number used before is refused */
	int minute_limit, second_limit, batch_limit;     /* requests; 0: none */
	int cdc_limit, cdc_days;
	int batch_max;
	int total_count;             /* lists carry totalCount */
	int rotate;                  /* 0 never, 1 once a day, 2 with every refresh */
	int consent;                 /* 0: the person says no */
	int require_tax;             /* GlobalTaxCalculation and tax codes must be sent */
	int orders;                  /* 0: an edition without purchase orders */
	int subscription;            /* 0: ended */
	int link_bills;              /* 0: every link of a bill to an order is dropped */
	int unit_price_rule;         /* Amount must be Qty x UnitPrice */
};

struct qb_fault {
	int code;                    /* 0: none */
	char *detail, *element;      /* owned */
};

struct qb_code { char *code, *redirect; int64_t ends_ms; };      /* owned */

struct qb_token { char *access; int64_t ends_ms; };              /* owned */

struct qb_window { int64_t at; int n; };

struct qb_repeat {                       /* an answer kept for a repeated requestid */
	char *id;                    /* owned */
	int status;
	char *body;                  /* owned; JSON */
};

struct qb {
	struct sim *sim;
	const struct company *co;    /* borrowed */
	struct qb_schema *schema;
	struct qb_switches sw;
	struct qb_table tables[QB_KINDS];
	char realm[24];
	char *client_id, *client_secret;         /* owned */
	/* refresh tokens: the current one, and what it replaced */
	char *refresh, *refresh_before;          /* owned */
	int64_t refresh_ms, refresh_used_ms, replaced_ms;
	int revoked;
	struct { struct qb_token *items; size_t len, cap; } tokens;
	struct { struct qb_code *items; size_t len, cap; } codes;
	struct { struct qb_repeat *items; size_t len, cap; } repeats;
	struct qb_window minute, second, batches;
	char close_date[11];         /* books are closed up to and with this day; "" */
	int64_t next_txn, next_name, next_list;
	uint64_t exchange;           /* counted, for intuit_tid */
	int64_t combos;              /* items made from the company */
	struct { struct qb_combo *items; size_t len, cap; } items;
};

struct qb_combo { int project, code, type; };    /* an item of the sample company */

/* One exchange on its way. */
struct qb_call {
	struct qb *qb;
	const struct sim_request *req;
	struct sim_response *resp;
	int xml;
	int wrote;
	struct qb_fault fault;
};

/* ---- ids the sample company's lists have ---- */
enum {
	QB_ACC_AP = 33, QB_ACC_AP_USD = 34, QB_ACC_BANK = 35, QB_ACC_BANK_USD = 36, QB_ACC_CARD = 37,
	QB_ACC_SALES = 38, QB_ACC_COST = 41,     /* and the next ones, by cost type */
	QB_ACC_OFFICE = 51, QB_ACC_OLD = 52, QB_ACC_RETAINAGE = 91,
	QB_PARENT = 58, QB_OWNER = 60,
	QB_TAX_EXEMPT = 2, QB_TAX_ZERO = 3, QB_TAX_NONE = 4, QB_TAX_HST = 5, QB_TAX_GSTQST = 6,
	QB_TERM_30 = 3
};
#define QB_PARENT_NAME "Construction projects"

/* ---- quickbooks.c ---- */
int64_t qb_stamp(const struct qb *qb);           /* for records: whole seconds */
void qb_today(const struct qb *qb, char out[11]);

/* ---- quickbooks_auth.c ---- */
void qb_auth_init(struct qb *qb);
void qb_auth_release(struct qb *qb);
/* 1 when path is one of the sign-in addresses and was answered. */
int qb_auth_handle(struct qb *qb, const struct sim_request *req, struct sim_response *resp);
int qb_auth_ok(struct qb *qb, const struct sim_request *req);
void qb_auth_expire(struct qb *qb);

/* ---- quickbooks_answer.c ---- */
/* Notes the first fault; returns -1. */
int qb_fail(struct qb_fault *f, int code, const char *element, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void qb_fault_clear(struct qb_fault *f);
cJSON *qb_fault_json(const struct qb_fault *f);  /* what stands behind "Fault" */
void qb_respond_fault(struct qb_call *call);     /* of call->fault, which it clears */
/* A refusal of the gateway: 401, 403, 429. */
void qb_respond_gateway(struct qb_call *call, int status, const char *code, const char *name,
	const char *detail);
/* Takes root; adds the time. */
void qb_respond(struct qb_call *call, cJSON *root);
void qb_time(char out[40], int64_t ms, int fraction);

/* ---- quickbooks_table.c ---- */
void qb_tables_init(struct qb *qb);
void qb_tables_release(struct qb *qb);
/* A new last record; takes v (NULL: promised). */
struct qb_rec *qb_table_add(struct qb_table *t, int64_t id, uint32_t source, cJSON *v, int64_t at);
struct qb_rec *qb_table_find(struct qb_table *t, int64_t id);    /* live; NULL */
struct qb_rec *qb_table_find_any(struct qb_table *t, int64_t id);
/* The same by the text of an id; NULL. */
struct qb_rec *qb_find(struct qb *qb, enum qb_kind kind, const char *id);
/* The record's members, kept. */
cJSON *qb_body(struct qb *qb, enum qb_kind kind, struct qb_rec *r);
/* The same, not kept when it was only promised: *temp tells the caller to delete it. */
cJSON *qb_peek(struct qb *qb, enum qb_kind kind, const struct qb_rec *r, int *temp);
/* As the service answers it; the caller's. */
cJSON *qb_show(struct qb *qb, enum qb_kind kind, const struct qb_rec *r);
cJSON *qb_show_deleted(struct qb *qb, const struct qb_rec *r, int with_meta);
/* Changed now. */
void qb_mark(struct qb *qb, enum qb_kind kind, struct qb_rec *r);
int qb_kind_of(const char *name, int path);      /* by name (any case) or path; -1 */

/* Members. */
cJSON *qb_money(int64_t cents);
void qb_set_money(cJSON *v, const char *name, int64_t cents);
int64_t qb_cents(const cJSON *v, const char *name);              /* 0 when absent */
cJSON *qb_ref(int64_t id, const char *name);
cJSON *qb_ref_text(const char *id, const char *name);
const char *qb_ref_id(const cJSON *v, const char *member);       /* NULL */
cJSON *qb_link(int64_t id, const char *type, const char *line);

/* ---- quickbooks_lists.c, quickbooks_docs.c ---- */
void qb_seed_lists(struct qb *qb);
void qb_seed_docs(struct qb *qb);
cJSON *qb_make_list(struct qb *qb, enum qb_kind kind, uint32_t source);
cJSON *qb_make_doc(struct qb *qb, enum qb_kind kind, uint32_t source);
/* DocNumber of a promised bill without making it; NULL. */
const char *qb_make_number(const struct qb *qb, enum qb_kind kind, uint32_t source);
/* The item of a line of the sample company: its id, or 0. */
int64_t qb_item_of(const struct qb *qb, int project, int code, int type);
int64_t qb_cost_account(const struct qb *qb, int type);
char *qb_cost_accounts(const struct qb *qb);     /* "L=5010 M=5020"; the caller's */
int qb_is_mine(const struct qb *qb, int project);

/* ---- quickbooks_query.c ---- */
enum qb_op { QB_EQ, QB_LT, QB_GT, QB_LE, QB_GE, QB_IN, QB_LIKE };
struct qb_cond {
	char *path;                  /* owned */
	const struct qb_member *member;
	enum qb_op op;
	ARRAY_OF(char *) values;     /* owned */
};
struct qb_query {
	enum qb_kind kind;
	int count;
	ARRAY_OF(char *) columns;    /* owned; empty: all */
	ARRAY_OF(struct qb_cond) where;
	char *order;                 /* owned; NULL */
	const struct qb_member *order_member;
	int descending;
	int64_t start, max;
	size_t filter_from, filter_len;  /* of the text: what decides the list */
};
int qb_query_parse(struct qb *qb, struct qb_query *q, const char *text, struct qb_fault *fault);
void qb_query_release(struct qb_query *q);
/* quickbooks_select.c: the value behind "QueryResponse", or NULL and the fault. */
cJSON *qb_query_run(struct qb *qb, const char *text, struct qb_fault *fault);

/* ---- quickbooks_cdc.c ---- */
void qb_cdc(struct qb_call *call);
void qb_batch(struct qb_call *call);
/* 1 when the requestid was seen before and was answered again. */
int qb_repeat_answer(struct qb_call *call, size_t max);
void qb_repeat_keep(struct qb_call *call);
void qb_repeats_release(struct qb *qb);

/* ---- quickbooks_write.c ---- */
enum qb_verb { QB_SAVE, QB_DELETE, QB_VOID };
/* The answer's members, or NULL and call->fault. */
cJSON *qb_write(struct qb_call *call, enum qb_kind kind, enum qb_verb verb, const cJSON *body,
	const char *include);

struct qb_save {
	struct qb_call *call;
	enum qb_kind kind;
	struct qb_rec *rec;          /* NULL: new */
	const cJSON *old;            /* borrowed; NULL: new */
	cJSON *work;                 /* what will be kept */
	const char *include;
};
/* Is the reference of that member there, and active?  Its record; NULL and, when sent and wrong,
 * the fault. */
struct qb_rec *qb_refer(struct qb_save *s, cJSON *v, const char *member, enum qb_kind kind);
int qb_require(struct qb_save *s, const cJSON *v, const char *member);   /* 0, or -1 */

int qb_check_name(struct qb_save *s);            /* each: 0, or -1 and the fault */
int qb_check_txn(struct qb_save *s);
int qb_check_payment(struct qb_save *s);
/* Before a transaction goes, or changes its day. */
int qb_check_open(struct qb_save *s, const cJSON *v);
/* Orders that this bill is linked to: their status. */
void qb_settle_orders(struct qb *qb, const cJSON *before, const cJSON *after);
int qb_check_delete(struct qb_save *s);
/* What a payment settles; sign 1: applied, -1: taken back.  quiet: stamps stay. */
void qb_apply_payment(struct qb *qb, int64_t id, const cJSON *payment, int sign, int quiet);

/* ---- quickbooks_control.c ---- */
void qb_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp);
void qb_dump(struct sim *sim, void *state, struct strbuf *out);
int qb_switch_set(struct qb *qb, const char *name, const char *value);
void qb_switches_init(struct qb *qb);

#endif
