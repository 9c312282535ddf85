/* The simulated Xero: what its files share.
 *
 *	xero.c          addresses, tenants, scopes, limits, repeated requests, errors; the row of sim_systems
 *	xero_login.c    consent page, tokens, connections
 *	xero_fields.c   the vendor's description as tables; xero_check.c holds requests to it
 *	xero_store.c    records, ids, values by name
 *	xero_seed.c     the sample company as records; xero_chart.c its accounts and tax rates
 *	xero_out.c      records as the vendor writes them; xero_out_doc.c documents and payments
 *	xero_where.c    where and order
 *	xero_list.c     GET
 *	xero_doc.c      bills, credit notes, orders: members, status; xero_line.c lines, tax and totals
 *	xero_contact.c  contacts; xero_setting.c items, tracking, currencies
 *	xero_pay.c      payments, batches, allocations
 *	xero_control.c  control addresses, switches, the state dump
 *
 * Amounts, quantities and unit amounts are integers of 10^-4, days are counted from 1970.  Records live
 * in one pool until the end; a write works on a copy and replaces the record whole, or not at all. */
#ifndef SIM_XERO_H
#define SIM_XERO_H

#include "base/array.h"
#include "base/pool.h"
#include "sim/sim.h"
#include "sim/xero_fields.h"
#include <stdint.h>

#define XERO_SCALE 4
#define XERO_UNIT 10000
#define XERO_CENT 100
#define XERO_RATE_SCALE 6                /* of a currency's rate */
#define XERO_NO_DAY INT32_MIN
#define XERO_MAX_TRACKING 2

struct xguid { uint64_t hi, lo; };

enum xero_kind {
	XERO_BILL, XERO_CREDIT, XERO_ORDER, XERO_CONTACT, XERO_ITEM, XERO_ACCOUNT, XERO_TAX,
	XERO_CATEGORY, XERO_OPTION, XERO_PAYMENT, XERO_BATCH, XERO_ALLOCATION, XERO_CURRENCY, XERO_USER,
	XERO_KINDS
};

/* What every record begins with. */
struct xhead {
	enum xero_kind kind;
	struct xguid id;
	int64_t updated;                 /* ms */
	int touched;                     /* created or changed since the start */
	int by_app;                      /* created through the API */
};

struct xaccount {
	struct xhead head;
	const char *code, *name, *type, *class, *status, *tax_type, *system, *currency, *bank_number;
	int payments;                    /* EnablePaymentsToAccount */
};

struct xtax {
	struct xhead head;
	const char *name, *type, *report, *status;
	int64_t rate;                    /* percent, 10^-4 */
	const char *part_name[2];
	int64_t part_rate[2];
	int assets, equity, expenses, liabilities, revenue;
};

struct xcategory {
	struct xhead head;
	const char *name, *status;
};

struct xoption {
	struct xhead head;
	struct xcategory *category;
	const char *name, *status;
};

struct xitem {
	struct xhead head;
	const char *code, *name, *description, *purchase_description;
	int sold, purchased, tracked;
	int has_buy_price, has_sell_price;
	int64_t buy_price, sell_price;
	const char *buy_account, *buy_tax, *sell_account, *sell_tax;
};

struct xaddress { const char *line[4], *city, *region, *postal, *country, *attention; };
struct xphone { const char *number, *area, *country; };
struct xperson { const char *first, *last, *email; int include; };

enum { XERO_POBOX, XERO_STREET, XERO_ADDRESSES };
enum { XERO_PHONES = 5, XERO_PERSONS = 5 };

struct xcontact {
	struct xhead head;
	const char *name, *number, *account_number, *first, *last, *email, *bank, *tax_number;
	const char *company_number, *ap_tax, *ar_tax, *buy_account, *sell_account, *currency, *status;
	int supplier, customer;
	struct xaddress address[XERO_ADDRESSES];
	struct xphone phone[XERO_PHONES];
	struct xperson person[XERO_PERSONS];
	int persons;
	int term_day;                    /* 0: none */
	const char *term_type;
	struct xcontact *merged;         /* into this one; NULL */
};

struct xline {
	struct xguid id;
	const char *text, *item;
	const struct xaccount *account;
	const struct xtax *rate;         /* NULL: none said */
	int64_t quantity, unit, amount, tax;
	struct xoption *track[XERO_MAX_TRACKING];
	int n_track;
	int has_amount, has_tax;         /* sent so */
};

struct xpayment;
struct xallocation;

/* A bill, a credit note or a purchase order. */
struct xdoc {
	struct xhead head;
	struct xcontact *contact;
	const char *type;                /* "ACCPAY", "ACCREC", "ACCPAYCREDIT", "PURCHASEORDER" */
	const char *number, *reference, *url, *currency, *status, *amounts;    /* LineAmountTypes */
	int64_t currency_rate;           /* 10^-6 */
	int32_t date, due, planned, delivery, arrival, paid_on;
	const char *address, *attention, *telephone, *instructions;
	int sent;
	struct xline *lines;             /* in the pool; never changed in place */
	int n_lines;
	int64_t subtotal, tax, total, paid, credited;   /* credited: of a credit note, what is applied */
	struct xpayment *payments;       /* newest first */
	struct xallocation *allocations;
};

struct xbatch {
	struct xhead head;
	struct xaccount *account;
	int32_t date;
	const char *reference, *details, *narrative, *status;
	int64_t total;
};

struct xpayment {
	struct xhead head;
	struct xdoc *doc;
	struct xpayment *next;           /* of the same document */
	struct xaccount *account;
	struct xbatch *batch;            /* NULL */
	int32_t date;
	int64_t amount, bank_amount, currency_rate;
	const char *reference, *status;
	int reconciled;
};

struct xallocation {
	struct xhead head;
	struct xdoc *credit, *bill;
	struct xallocation *next_of_credit, *next_of_bill;
	int64_t amount;
	int32_t date;
	int gone;
};

struct xcurrency { struct xhead head; const char *code, *description; };
struct xuser { struct xhead head; const char *email, *first, *last, *role; };

struct xhistory { struct xguid of; int64_t at; const char *changes, *user, *details; };

struct xlist { struct xhead **items; size_t len, cap; };

struct xero;

struct xero_tenant {
	const char *name;
	struct xero *x;
	struct xguid id, connection;
	int connected;
	int64_t connected_at;
	struct xlist lists[XERO_KINDS];
	struct xhead **index;            /* owned; open addressing by id */
	size_t index_size, index_used;
	struct { struct xhistory *items; size_t len, cap; } history;
	int32_t period_lock, year_lock;
	int64_t next_order;
	/* the limits */
	int64_t minute, day;
	int minute_calls, day_calls;
};

struct xtoken {
	struct xguid event;              /* authEventId */
	char *access, *refresh, *before, *scope, *client;   /* owned; before: the refresh token it replaced */
	int64_t ends_ms, refresh_ends_ms, before_ends_ms;
	int custom;                      /* client_credentials: one organisation */
};

struct xcode { char *code, *redirect, *challenge, *scope, *client; int64_t ends_ms; };

struct xrepeat {
	char *key, *request, *body;      /* owned */
	int status;
	int64_t at_ms;
};

/* What the reference leaves open: --option xero.NAME=VALUE or POST /_sim/xero/set. */
struct xero_switches {
	int minute_limit, day_limit, app_limit;  /* 0: none */
	int retry_after;                 /* 429 says when */
	int scopes;                      /* 0: broad and granular, 1: granular only, 2: broad only */
	int custom_tenants;              /* organisations a custom connection reaches */
	int post_matches_number;         /* POST of a bill without id updates the one with that number */
	int edit_paid;                   /* the members of 5.2 may change on a paid bill */
	int option_limit;                /* options of a category */
	int refuse_negative;             /* a document's total below zero */
	int currency_places;             /* JPY has no decimals, KWD three */
	int draft_lock;                  /* the lock dates hold for drafts too */
	int batch_text;                  /* a payment's batch has numbers as texts */
};

struct xero {
	struct sim *sim;
	const struct company *co;        /* borrowed */
	struct pool pool;
	struct xero_switches sw;
	char *client_id, *client_secret; /* owned */
	struct xero_tenant tenants[2];
	struct { struct xtoken *items; size_t len, cap; } tokens;
	struct { struct xcode *items; size_t len, cap; } codes;
	struct { struct xrepeat *items; size_t len, cap; } repeats;
	int64_t app_minute;
	int app_calls;
	uint64_t serial;                 /* of ids made here */
};

#define XERO_SEGMENTS 4

struct xerrors { const char **items; size_t len, cap; };    /* texts in the pool */

/* One exchange on its way. */
struct xcall {
	struct xero *x;
	const struct sim_request *req;
	struct sim_response *resp;
	struct xero_tenant *t;
	const struct xtoken *token;
	const struct xero_op *op;
	char seg[XERO_SEGMENTS][SIM_SEGMENT];    /* "Invoices", id, "History", id */
	int n_seg;
	int unitdp;                      /* 2 or 4 */
	int summarize, missing;          /* missing: an id of the body is unknown: 404 */
	struct xerrors errors, warnings; /* of the element being written */
};

/* ---- xero.c ---- */
/* {"ErrorNumber","Type","Message"} */
void xero_fail(struct sim_response *resp, int status, int number, const char *type, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
void xero_not_found(struct sim_response *resp);
/* {"Type","Title","Status","Detail","Instance","Extensions"} */
void xero_problem(struct xero *x, struct sim_response *resp, int status, const char *title,
	const char *detail);
/* One more message for the element being written. */
void xero_complain(struct xcall *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int32_t xero_today(const struct xero *x);

/* ---- xero_login.c ---- */
/* 1 when the path is one of identity's and was answered. */
int xero_login_handle(struct xero *x, const struct sim_request *req, struct sim_response *resp);
/* The living token of a request; NULL and the refusal. */
const struct xtoken *xero_token(struct xero *x, const struct sim_request *req, struct sim_response *resp);
int xero_has_scope(const struct xtoken *token, const char *scope);
/* The organisation this token may see under that id (NULL or "": the only one); NULL. */
struct xero_tenant *xero_tenant_of(struct xero *x, const struct xtoken *token, const char *id);
void xero_login_expire(struct xero *x);
void xero_login_release(struct xero *x);

/* ---- xero_check.c ---- */
const struct xero_schema *xero_schema_named(const char *name);
/* The operation of method and path (already split); NULL. */
const struct xero_op *xero_op_of(const struct xcall *c, const char *method, int *known_path);
/* Query parameters and body against the tables: 0, or -1 (answered). */
int xero_check(struct xcall *c);
/* The elements of the body: an array to walk, the bare object as its only element, or NULL (answered).
 * *owned is to be deleted. */
const cJSON *xero_elements(struct xcall *c, cJSON **owned);

/* ---- xero_store.c ---- */
struct xguid xero_new_guid(struct xero *x);
void xero_guid_text(char out[37], struct xguid id);
int xero_guid_parse(struct xguid *out, const char *s);           /* 1, or 0 */
int xero_guid_same(struct xguid a, struct xguid b);
/* A new record of that kind, zeroed, in the pool, with its id but in no list. */
void *xero_record(struct xero *x, enum xero_kind kind, struct xguid id);
void xero_add(struct xero_tenant *t, void *record);
/* By id as text, of one kind; NULL. */
void *xero_find(const struct xero_tenant *t, enum xero_kind kind, const char *id);
/* Changed now. */
void xero_mark(struct xero_tenant *t, void *record);
const char *xero_text(struct xero *x, const char *s);            /* into the pool; NULL stays NULL */
struct xaccount *xero_account_by_code(const struct xero_tenant *t, const char *code);
struct xtax *xero_tax_by_type(const struct xero_tenant *t, const char *type);
struct xitem *xero_item_by_code(const struct xero_tenant *t, const char *code);
/* A contact of that name that is not archived (or is); without regard to case; NULL. */
struct xcontact *xero_contact_by_name(const struct xero_tenant *t, const char *name, int archived);
struct xcontact *xero_contact_by_number(const struct xero_tenant *t, const char *number);
struct xcategory *xero_category_by_name(const struct xero_tenant *t, const char *name);
struct xoption *xero_option_by_name(const struct xero_tenant *t, const struct xcategory *c,
	const char *name);
int xero_currency_known(const struct xero_tenant *t, const char *code);
int xero_places(const struct xero *x, const char *currency);     /* decimals of an amount */
/* value rounded half away from zero to that many decimals. */
int64_t xero_round(int64_t value, int places);
void xero_history_add(struct xero_tenant *t, struct xguid of, const char *changes, const char *details);

/* A member of a record by the name it has on the wire, also "Contact.ContactID". */
struct xvalue {
	char type;                       /* S text (NULL: null), N number, D ms, G id, B yes or no, 0 null */
	const char *s;
	int64_t n;
	struct xguid g;
};
int xero_value(const struct xhead *r, const char *name, struct xvalue *out);     /* 1, or 0: unknown */

/* ---- xero_seed.c, xero_chart.c ---- */
void xero_seed(struct xero *x);
void xero_chart(struct xero_tenant *t);
/* Of a cost type of the company: "330". */
const char *xero_cost_account(int cost_type);
#define XERO_RETENTION "826"
#define XERO_BANK "090"
#define XERO_BANK_USD "091"
#define XERO_USD_RATE 730000             /* dollars of the United States for one of the base */

/* ---- xero_out.c, xero_out_doc.c ---- */
struct xview {
	int detail;                      /* line items and the like */
	int unitdp;
	int summary;                     /* summaryOnly */
	int archived;                    /* archived options too */
	const char *status;              /* StatusAttributeString; NULL */
	const struct xerrors *errors, *warnings; /* NULL */
	int fresh;                       /* refused: a new one has the zero id */
};
void xo_name(struct strbuf *b, const char *name);                /* comma when needed, name, colon */
void xo_str(struct strbuf *b, const char *name, const char *s);  /* nothing when NULL */
void xo_text(struct strbuf *b, const char *name, const char *s); /* "" when NULL */
void xo_guid(struct strbuf *b, const char *name, struct xguid id);
void xo_num(struct strbuf *b, const char *name, int64_t n, int scale, int places);
void xo_int(struct strbuf *b, const char *name, int64_t n);
void xo_bool(struct strbuf *b, const char *name, int on);
void xo_date(struct strbuf *b, const char *name, int32_t day);   /* nothing for no day */
void xo_date_string(struct strbuf *b, const char *name, int32_t day);
void xo_stamp(struct strbuf *b, const char *name, int64_t ms);
void xo_stamp_string(struct strbuf *b, const char *name, int64_t ms);
void xo_messages(struct strbuf *b, const char *name, const struct xerrors *list);
void xo_record(struct strbuf *b, const struct xero *x, const struct xhead *r, const struct xview *v);
void xo_organisation(struct strbuf *b, const struct xero_tenant *t);
void xo_doc(struct strbuf *b, const struct xero *x, const struct xdoc *d, const struct xview *v);
void xo_payment(struct strbuf *b, const struct xero *x, const struct xpayment *p, const struct xview *v);
void xo_batch(struct strbuf *b, const struct xero *x, const struct xbatch *p, const struct xview *v);
void xo_allocation(struct strbuf *b, const struct xero *x, const struct xallocation *a,
	const struct xview *v);
void xo_contact_brief(struct strbuf *b, const char *name, const struct xcontact *p);
/* "Invoices", "PurchaseOrders" of a kind; the member of its id. */
const char *xero_collection(enum xero_kind kind);
const char *xero_id_name(enum xero_kind kind);
/* The envelope around what is added between the two. */
void xero_open(struct xcall *c, const char *collection);
void xero_close(struct xcall *c);
/* One record in its envelope. */
void xero_answer(struct xcall *c, const char *collection, const struct xhead *r);

/* ---- xero_where.c ---- */
struct xwhere;
/* Parses; NULL and *problem (in the pool) when it cannot be understood. */
struct xwhere *xero_where_parse(struct xero *x, const char *text, const char **problem);
/* 1, 0, or -1: a name in it is unknown (then *problem). */
int xero_where_match(const struct xwhere *w, const struct xhead *r, const char **problem);
/* "A ASC, B DESC" sorts; 0, or -1 and *problem. */
int xero_order(struct xero *x, struct xlist *list, const char *text, const char **problem);

/* ---- xero_list.c ---- */
void xero_get(struct xcall *c);
/* The time of If-Modified-Since in seconds; 0 when there is none or it cannot be read. */
int64_t xero_since_of(const struct xcall *c);
void xero_history_get(struct xcall *c, struct xguid of);

/* ---- writing ---- */
typedef struct xhead *xero_save_fn(struct xcall *c, const cJSON *v);
/* Each element of the body through fn; it returns what is shown of it, complaints in c->errors. */
void xero_save_all(struct xcall *c, enum xero_kind kind, xero_save_fn *fn);
void xero_docs_write(struct xcall *c);           /* xero_doc.c */
struct xhead *xero_doc_save(struct xcall *c, const cJSON *v);
void xero_contacts_write(struct xcall *c);       /* xero_contact.c */
struct xcontact *xero_contact_refer(struct xcall *c, const cJSON *v);
void xero_items_write(struct xcall *c);          /* xero_setting.c */
void xero_tracking_write(struct xcall *c);
void xero_currencies_write(struct xcall *c);
void xero_taxes_write(struct xcall *c);
void xero_payments_write(struct xcall *c);       /* xero_pay.c */
void xero_batches_write(struct xcall *c);
void xero_allocations_write(struct xcall *c);
/* A day sent as 2026-03-31 or longer; XERO_NO_DAY and a complaint when it is none. */
int32_t xero_day(struct xcall *c, const cJSON *v, const char *name);
/* Text of at most max characters, in the pool; the old value when absent, NULL when null or "". */
const char *xero_member_text(struct xcall *c, const cJSON *v, const char *name, int max, const char *old);

/* ---- xero_line.c ---- */
/* LineItems of `v` applied to the document: ids kept, added, dropped. */
void xero_lines_apply(struct xcall *c, struct xdoc *d, const cJSON *lines);
/* Amounts, taxes, totals of the lines as they are. */
void xero_doc_sum(struct xcall *c, const struct xero *x, struct xdoc *d);
/* What a document that counts must have on each line. */
void xero_lines_check(struct xcall *c, const struct xdoc *d);

/* ---- xero_pay.c ---- */
int64_t xero_due(const struct xdoc *d);
/* Sums and status of a document after a payment or allocation came or went. */
void xero_settle(struct xero_tenant *t, struct xdoc *d, int32_t day);
/* NULL, or what is wrong; *out is the payment. */
const char *xero_pay(struct xero_tenant *t, struct xdoc *d, struct xaccount *account, int64_t amount,
	int32_t day, const char *reference, struct xbatch *batch, struct xpayment **out);
const char *xero_unpay(struct xero_tenant *t, struct xpayment *p);
const char *xero_allocate(struct xero_tenant *t, struct xdoc *credit, struct xdoc *bill, int64_t amount,
	int32_t day, struct xallocation **out);
/* NULL, or the sentence about a lock date that holds for this day. */
const char *xero_locked(struct xero_tenant *t, int32_t day);

/* ---- xero_control.c ---- */
void xero_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp);
void xero_dump(struct sim *sim, void *state, struct strbuf *out);
void xero_switches_init(struct xero *x);

#endif
