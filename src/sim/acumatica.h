/* The simulated Acumatica: what its files share.
 *
 *	acumatica.c         addresses, errors, options, the row of sim_systems
 *	acumatica_login.c   cookie sessions, seats, OAuth
 *	acumatica_rec.c     records; acumatica_fields_*.c the contract as tables
 *	acumatica_table.c   entities of a tenant, keys, ids
 *	acumatica_seed.c    the sample company as records
 *	acumatica_query.c   $filter, $select, $expand, $custom
 *	acumatica_body.c    request bodies read strictly, answers written
 *	acumatica_save.c    PUT: match, apply, check, keep or refuse whole
 *	acumatica_order.c   rules of purchase orders and subcontracts
 *	acumatica_bill.c    rules of bills, retainage, periods
 *	acumatica_master.c  rules of vendors, projects, tasks and the like
 *	acumatica_action.c  actions, long operations, payments
 *	acumatica_control.c control addresses and the state dump
 *	acumatica_books.c   the books, in the form all accounting systems share
 *	myob.c              the same product as MYOB sells it: a row of its own
 *
 * Everything runs under the lock of the core. */
#ifndef SIM_ACUMATICA_H
#define SIM_ACUMATICA_H

#include "base/array.h"
#include "sim/acumatica_rec.h"
#include "sim/sim.h"
#include <stdint.h>

enum acu_kind {
	ACU_ACCOUNT, ACU_ACCOUNT_GROUP, ACU_BILL, ACU_CHANGE_ORDER, ACU_CHECK,
	ACU_COMPANIES, ACU_COST_CODE, ACU_CUSTOMER, ACU_EXTERNAL_COMMITMENT,
	ACU_PERIOD, ACU_ITEM, ACU_PROJECT, ACU_BUDGET, ACU_TASK, ACU_TEMPLATE,
	ACU_TEMPLATE_TASK, ACU_PURCHASE_ORDER, ACU_SUBCONTRACT, ACU_VENDOR, ACU_KINDS
};

struct acu;
struct acu_tenant;

/* What differs from one seller of the product to the other. */
struct acu_product {
	const char *name;                /* "acumatica": the row, and what its options begin with */
	const char *base;                /* path of the instance; "": at the root of the host */
	const char *tenant;              /* name to sign in to; NULL: the company's */
	const char *login_kind;          /* how the demonstration signs in; NULL: by cookie */
	const char *construction;        /* name of the endpoint the customization publishes */
};

#define ACU_MADE_HERE UINT32_MAX         /* source of a record no company record stands behind */

/* One record, or the promise of one: rec NULL with a source is made when asked for. */
struct acu_slot {
	struct acu_rec *rec;             /* owned */
	uint32_t source;
	unsigned char dead, touched;     /* deleted; written since the start */
};

struct acu_table {
	enum acu_kind kind;
	const struct acu_def *def;
	struct acu_tenant *tenant;
	struct { struct acu_slot *items; size_t len, cap; } slots;
	uint32_t *hash;                  /* owned; slot + 1 by key */
	size_t hash_size, hash_used;
	uint32_t *order;                 /* owned; live slots by key; NULL: to be made */
	size_t n_order;
	uint64_t generation;             /* grows with every change */
	int64_t inserted, updated, deleted;      /* by requests */
	/* The last list answered, so that its next page costs nothing. */
	char *cached_filter;             /* owned */
	uint64_t cached_generation;
	uint32_t *cached;                /* owned */
	size_t n_cached;
};

struct acu_tenant {
	const char *name;                /* borrowed */
	struct acu *acu;
	int has_company;                 /* the sample company lives here */
	struct acu_table tables[ACU_KINDS];
	int64_t next_order, next_subcontract, next_bill, next_check, next_vendor;
};

/* Each rule the documentation leaves open is a switch: --option acumatica.NAME=VALUE or
 * POST /_sim/acumatica/set. */
struct acu_switches {
	int strict_fields;               /* unknown members and views are refused */
	int hold_default;                /* documents begin on hold when Hold is not sent */
	int order_approval, bill_approval;
	int validate_totals;             /* control totals must agree */
	int print_orders;                /* orders wait to be printed and mailed */
	int duplicate_vendor_ref;        /* refused on bills */
	int require_vendor_ref;
	int orders_open_for_bills;       /* a bill links only to open orders */
	int inherit_retainage;           /* a bill's line takes its order line's percentage */
	int block_branch_mismatch;
	int manual_numbers;              /* documents take the number sent */
	int attribute_key;               /* the PROCOREID attribute exists */
	int multi_tenant;                /* 0: any tenant name is accepted */
	int construct_endpoint;          /* ConstructLink/1.0.0 is published */
	int seat_status;                 /* status of "API Login Limit": 500 or 429 */
	int missing_status;              /* of a record that is not there: 500 or 404 */
	int seats;
	int idle_s;                      /* a seat left alone is free after so long */
	int rate;                        /* requests a minute before 429; 0: no limit */
	int polls;                       /* 202 answers before an operation has ended */
};

struct acu_session {
	char *cookie, *auth;             /* owned; a cookie session */
	char *token;                     /* owned; a bearer token */
	char *grant;                     /* owned; the refresh token of that grant; NULL */
	char *user, *branch;             /* owned */
	struct acu_tenant *tenant;
	int64_t used_ms, ends_ms;        /* ends 0: while it is used */
	int seat;
	char *busy;                      /* owned; id of the operation under way; NULL */
};

struct acu_job {
	char *id, *where;                /* owned; "/entity/.../status/<id>" below the base path */
	char *failure;                   /* owned; NULL: it went well */
	enum acu_kind kind;
	int polls;
};

struct acu_code {                        /* authorization code */
	char *code, *redirect, *challenge, *scope, *client;      /* owned */
	int64_t ends_ms;
};

struct acu {
	const struct acu_product *product;
	struct sim *sim;
	const struct company *co;        /* borrowed */
	const char *base;                /* "/acu" */
	const char *build;               /* "23.108.0024" */
	unsigned endpoints;              /* E20|E22.. that the release has */
	struct acu_switches sw;
	uint64_t seed;
	int64_t minute;                  /* the minute being counted, and its requests */
	int requests;
	char *user, *password, *client_id, *client_secret;       /* owned */
	const char *check_type;          /* label of a payment: "Payment", "Check" in older builds */
	char *cannot_optimize;           /* owned; "Vendor.TaxZone,..." or NULL */
	struct acu_tenant tenants[2];
	struct { struct acu_session *items; size_t len, cap; } sessions;
	struct { struct acu_job *items; size_t len, cap; } jobs;
	struct { struct acu_code *items; size_t len, cap; } codes;
};

/* One exchange on its way. */
struct acu_call {
	struct acu *acu;
	const struct sim_request *req;
	struct sim_response *resp;
	struct acu_session *session;
	struct acu_tenant *tenant;
	unsigned endpoint;               /* one of E20.. */
	const char *endpoint_name;       /* "Default/22.200.001" */
	const char *branch;              /* of this request; "" none */
	int64_t today;                   /* the business date, ms */
};

/* ---- acumatica.c ---- */
/* An HttpError; type and text may be NULL for the plain ones. */
void acu_error(struct sim_response *resp, int status, const char *type, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* The tables' names on the wire, by kind. */
const struct acu_def *acu_kind_def(enum acu_kind kind);
/* The functions of a row of sim_systems; init differs by the product. */
struct acu *acu_open(struct sim *sim, const struct acu_product *product);
void acu_handle(struct sim *sim, void *state, const struct sim_request *req, struct sim_response *resp);
void acu_refuse(void *state, struct sim_response *resp, int status, const char *message);
void acu_expire(struct sim *sim, void *state);
void acu_credentials(struct sim *sim, void *state, cJSON *obj);
void acu_release(void *state);
/* --option <product>.NAME=VALUE */
const char *acu_extra(const struct acu *acu, const char *name, const char *fallback);
/* Is this project of the company in these books? */
int acu_has_project(const struct acu *acu, int project);
/* A currency of the company as these books write it. */
const char *acu_currency(const struct acu *acu, const char *own);

/* ---- acumatica_login.c ---- */
/* 1 when path is one of the sign-in addresses and was answered. */
int acu_login_handle(struct acu *acu, const char *path, const struct sim_request *req,
	struct sim_response *resp);
/* The living session of a request, its time renewed; NULL. */
struct acu_session *acu_session_find(struct acu *acu, const struct sim_request *req);
void acu_session_end(struct acu *acu, struct acu_session *s);
void acu_sessions_expire(struct acu *acu);
void acu_sessions_release(struct acu *acu);
int acu_seats_taken(struct acu *acu);

/* ---- acumatica_table.c ---- */
void acu_table_init(struct acu_table *t, enum acu_kind kind, struct acu_tenant *tenant);
void acu_table_release(struct acu_table *t);
uint64_t acu_slot_id(const struct acu_table *t, size_t slot);
uint64_t acu_next_id(const struct acu_table *t);         /* for acu_new and acu_table_add */
uint64_t acu_next_row_id(const struct acu_rec *r, const char *field);
/* Takes rec; returns its slot. */
size_t acu_table_add(struct acu_table *t, struct acu_rec *rec);
/* The same for a record that somebody made: it is in the dump. */
void acu_table_add_written(struct acu_table *t, struct acu_rec *rec);
void acu_table_promise(struct acu_table *t, uint32_t source);
/* Takes rec in place of what the slot held. */
void acu_table_replace(struct acu_table *t, size_t slot, struct acu_rec *rec);
/* After a record was changed in place: its stamp, the lists, and the dump. */
void acu_mark(struct acu_tenant *tenant, struct acu_rec *r);
void acu_table_remove(struct acu_table *t, size_t slot);
/* The record of a slot, lent until it is replaced; NULL when it was deleted. */
struct acu_rec *acu_table_get(struct acu_table *t, size_t slot);
/* The same without keeping what was only promised: *temp tells the caller to free it. */
struct acu_rec *acu_table_peek(struct acu_table *t, size_t slot, int *temp);
/* By key values (n = def->n_keys), without regard to case and trailing blanks: slot, or -1. */
int64_t acu_table_find(struct acu_table *t, const char *const *keys);
int64_t acu_table_find_id(struct acu_table *t, uint64_t id);
/* The record itself, or NULL. */
struct acu_rec *acu_find1(struct acu_tenant *tenant, enum acu_kind kind, const char *key);
struct acu_rec *acu_find2(struct acu_tenant *tenant, enum acu_kind kind, const char *key1,
	const char *key2);
/* Live slots by key, n of them; lent until the next change. */
const uint32_t *acu_table_order(struct acu_table *t, size_t *n);
void acu_guid(const struct acu *acu, char out[37], uint64_t id);
int acu_guid_parse(const struct acu *acu, const char *s, uint64_t *id);  /* 1, or 0 */

/* ---- acumatica_seed.c ---- */
void acu_seed(struct acu *acu);
/* Builds a promised record from the company. */
struct acu_rec *acu_make(struct acu_table *t, size_t slot);
/* Its key values without building it. */
void acu_make_keys(const struct acu_table *t, uint32_t source, const char *keys[ACU_MAX_KEYS]);

/* Its VendorRef without building it; NULL when this kind has none. */
const char *acu_make_ref(const struct acu_table *t, uint32_t source);

/* ---- acumatica_filter.c ---- */
/* As the service's database compares: without regard to case and trailing blanks. */
int acu_text_same(const char *a, const char *b);

/* ---- acumatica_save.c ---- */
void acu_put(struct acu_call *call, struct acu_table *t);
void acu_delete(struct acu_call *call, struct acu_table *t, size_t slot);
/* Looks a reference up and complains on the field in the service's words: the record or NULL. */
struct acu_rec *acu_refer(struct acu_call *call, struct acu_rec *r, const char *field,
	enum acu_kind kind, const char *label);
/* Defaults, checks and computed values of `work`; old is NULL for a new one. */
void acu_order_check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work);
void acu_bill_check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work);
void acu_master_check(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	struct acu_rec *work);
/* Effects on other records once `work` is kept (NULL: deleted). */
void acu_bill_settle(struct acu_tenant *tenant, const struct acu_rec *old, const struct acu_rec *work);
void acu_master_settle(struct acu_call *call, struct acu_table *t, const struct acu_rec *old,
	const struct acu_rec *work);
void acu_stamp(struct acu *acu, struct acu_rec *r);

/* Common to orders and bills. */
struct acu_line_shape {
	enum acu_kind kind;
	const char *task;                /* name of the task field */
	const char *qty, *branch, *text;
	int billing;                     /* a bill: tasks and projects must be active */
};
void acu_line_check(struct acu_call *call, const struct acu_line_shape *shape,
	const struct acu_rec *head, struct acu_rec *row);
/* The extended cost: as sent, rounded to cents, or quantity times unit cost. */
void acu_line_amount(struct acu_rec *row, const char *qty_field);
/* Retainage of a line: its percentage of the extended cost, rounded half away from zero to
 * cents; an amount that was sent stands and gives the percentage.  fallback is the percentage
 * of a line that says nothing; all is 0 when the document does not apply retainage. */
void acu_line_retainage(struct acu_rec *row, int apply, int64_t fallback);
/* amount * pct / 100, rounded half away from zero to cents; all in millionths. */
int64_t acu_percent(int64_t amount, int64_t pct);
int64_t acu_round_cents(int64_t amount);
void acu_currency_check(struct acu_call *call, struct acu_rec *work, const char *branch_field,
	int retainage);
void acu_length_check(struct acu_rec *r, const char *field, size_t max);
const char *acu_base_currency(struct acu_tenant *tenant, const char *branch);    /* NULL: no branch */

/* ---- acumatica_bill.c ---- */
/* "102026" of a date; the record of the period as detail row; NULL. */
struct acu_rec *acu_period_of(struct acu_tenant *tenant, int64_t ms);
struct acu_rec *acu_period_find(struct acu_tenant *tenant, const char *id);
void acu_bill_totals(struct acu_rec *bill);
/* Status and balance after release, payments and retainage. */
void acu_bill_refresh(struct acu_rec *bill);

/* ---- acumatica_action.c ---- */
void acu_act(struct acu_call *call, struct acu_table *t, const char *action);
/* GET of a status address: 1 when it was one. */
int acu_job_poll(struct acu *acu, struct acu_session *s, const char *path, struct sim_response *resp);
/* Is an operation of this session under way on that entity? */
int acu_busy(struct acu *acu, const struct acu_session *s, enum acu_kind kind);
/* A payment of a bill; NULL and its number, or what is wrong. */
const char *acu_pay(struct acu_tenant *tenant, const char *bill, int64_t amount, const char *check,
	const char *status, const char *date, const char *method, char number[16]);
const char *acu_void(struct acu_tenant *tenant, const char *number);

/* ---- acumatica_books.c ---- */
/* "books":{...} of sim.h. */
void acu_dump_books(struct strbuf *out, struct acu *acu);

/* ---- acumatica_control.c ---- */
void acu_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp);
void acu_dump(struct sim *sim, void *state, struct strbuf *out);
/* Sets a switch by name: 0, or -1 when it is unknown or the value makes no sense. */
int acu_switch_set(struct acu *acu, const char *name, const char *value);
void acu_switches_init(struct acu *acu);

#endif
