/* The simulated Sage 300 CRE behind hh2: what its files share.
 *
 *	sage300.c           addresses, errors, HTML, the row of sim_systems
 *	sage300_login.c     authenticate, cookies, what is said without a session
 *	sage300_store.c     records of both layers, versions, the hop from Sage to the cloud
 *	sage300_shape.c     the members each kind of record has
 *	sage300_seed.c      the sample company as records
 *	sage300_build.c     the members of a record of the sample company
 *	sage300_list.c      lists: version, page, filters, JSON and XML
 *	sage300_document.c  documents and their verdicts
 *	sage300_check.c     what hh2 refuses of a body before Sage sees it
 *	sage300_entity.c    direct costs, and commitments where they are accepted
 *	sage300_operation.c what waits for the sync client, and how far it is
 *	sage300_book.c      what Sage does: invoices, payments, voids, roll-ups
 *	sage300_import.c    an import file read as an accountant would have Sage read it
 *	sage300_control.c   control addresses and the state dump
 *
 * There are two layers.  What a record is in Sage is the truth; what the cloud answers is a copy
 * that s3_hop1 refreshes.  A record of the sample company has neither copy (both NULL) until it
 * changes: its members follow from the company.  Everything runs under the lock of the core. */
#ifndef SIM_SAGE300_H
#define SIM_SAGE300_H

#include "base/array.h"
#include "sim/sim.h"
#include <stdint.h>

enum s3_kind {
	S3_ACCOUNT, S3_VENDOR_TYPE, S3_VENDOR, S3_STANDARD_CODE, S3_STANDARD_CATEGORY, S3_JOB,
	S3_COST_CODE, S3_CATEGORY, S3_COMMITMENT, S3_ITEM, S3_INVOICE, S3_DISTRIBUTION, S3_PAYMENT,
	S3_TRANSACTION, S3_AR_INVOICE,
	S3_DOCUMENT, S3_FAILURE,         /* of the cloud alone: no hop carries them */
	S3_PENDING,                      /* sent to hh2, not yet in Sage; source: its kind */
	S3_KINDS
};

#define S3_SAGE_KINDS S3_DOCUMENT
#define S3_ID 37
#define S3_PAGE 1000
#define S3_MADE_HERE UINT32_MAX          /* source of a record no company record stands behind */

struct s3_rec {
	char id[S3_ID];
	uint32_t source;                 /* what s3_build makes it from */
	/* Slots + 1 of what the filters ask for; 0: none.  They never change. */
	uint32_t job, vendor, parent;    /* parent: order of an item, bill of a distribution,
	                                    cost code of a category, job of an extra */
	int64_t version;                 /* 0: the cloud does not have it */
	int64_t changed_ms;              /* in Sage */
	unsigned char dirty;             /* Sage has what the cloud has not */
	unsigned char touched;           /* not as at the start: the dump shows it */
	cJSON *sage, *cloud;             /* owned; NULL: as built */
};

struct s3_table {
	struct { struct s3_rec *items; size_t len, cap; } recs;
	uint32_t *hash;                  /* owned; slot + 1 by id */
	size_t hash_size;
	uint32_t *order;                 /* owned; slots the cloud has, by version */
	size_t n_order;
	int stale;                       /* order is to be made again */
};

/* Money of a job's cost code and category, as at the start; cents. */
struct s3_roll { int64_t committed, invoiced, cost, paid; };

/* A cost code of a job; a category of it. */
struct s3_code { uint32_t job; int32_t code; };          /* code -1: the group row */
struct s3_cat { uint32_t code_slot; int32_t type; struct s3_roll roll; };

struct s3_switches {
	int polls;                       /* looks at an operation before it has ended */
	int operation_s;                 /* seconds it takes by the clock; 0: by the looks alone */
	int commitment_writer;           /* commitments are accepted (a guess of the reference) */
	int strict_cookies;              /* .ASPXAUTH first, then both affinity cookies */
	int description_max, code_max;
	int lock_after;                  /* wrong passwords in a row that lock the user; 0: never */
	int cookie_s;                    /* life of .ASPXAUTH */
	int privilege;                   /* 0: the user may read, not write: 406 */
	int header_amount;               /* a bill's amount is: 0 anything, 1 what its lines sum to,
	                                    2 that less retainage */
	int line_max;                    /* imported lines end at 999,999.99 */
};

enum s3_refusal { S3_BY_CASE, S3_HTML, S3_302, S3_401 };
enum s3_again { S3_AGAIN_DUPLICATE, S3_AGAIN_REFUSE, S3_AGAIN_SAME };

struct s3_session { char *auth; int64_t ends_ms; };      /* auth owned */

/* Something the sync client has to do in Sage. */
struct s3_operation {
	char id[S3_ID];
	char subject[S3_ID];             /* document, direct cost or commitment */
	enum s3_kind kind;               /* S3_DOCUMENT, S3_TRANSACTION, S3_COMMITMENT */
	int64_t created_ms, transmitted_ms, received_ms, completed_ms;   /* 0: not yet */
	int looks;
};

struct s3 {
	struct sim *sim;
	const struct company *co;        /* borrowed */
	struct s3_switches sw;
	enum s3_refusal expired;
	enum s3_again export_again;
	int hop1_auto, client_online;
	char *fail_next;                 /* owned; Sage refuses the next export in these words */
	char *user, *password, *api_key, *api_secret;            /* owned */
	int wrong_passwords;
	int64_t version;                 /* the tenant's last change number */
	int64_t made;                    /* ids given to new records */
	int64_t hop1_ms;                 /* when the cloud last heard from Sage */
	int64_t hops;
	char closed[11];                 /* nothing is booked up to this day; "" */
	struct s3_table tables[S3_KINDS];
	/* owned; slot + 1 by company index: 0 when Sage does not have the record */
	uint32_t *vendor_slot, *job_slot, *extra_slot, *order_slot, *item_slot, *bill_slot;
	struct { struct s3_code *items; size_t len, cap; } codes;
	struct { struct s3_cat *items; size_t len, cap; } cats;
	int32_t *code_at;                /* owned; cost code slot + 1 by job slot and company code */
	int32_t *cat_at;                 /* owned; category slot + 1 by the same and cost type */
	struct s3_roll *job_rolls;       /* owned; by job slot */
	int unpaired;                    /* company payment whose Reference1 is empty; -1 */
	int needy;                       /* company commitment whose category Sage lacks; -1 */
	struct { struct s3_session *items; size_t len, cap; } sessions;
	struct { struct s3_operation *items; size_t len, cap; } operations;
};

/* ---- sage300.c ---- */
void s3_html(struct sim_response *resp, int status, const char *title, const char *text);
/* 400 {"Errors":[...]}; takes list. */
void s3_errors(struct sim_response *resp, cJSON *list);
void s3_error(struct sim_response *resp, int status, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* A bare string. */
void s3_answer_id(const struct sim_request *req, struct sim_response *resp, const char *id);

/* ---- sage300_login.c ---- */
void s3_authenticate(struct s3 *s, const struct sim_request *req, struct sim_response *resp);
/* 1, or 0 and the answer of a tenant that does not know who asks. */
int s3_session_ok(struct s3 *s, const struct sim_request *req, struct sim_response *resp);
void s3_sessions_end(struct s3 *s);
void s3_sessions_release(struct s3 *s);

/* ---- sage300_store.c ---- */
void s3_guid(const struct s3 *s, char out[S3_ID], const char *what, int64_t n);
struct s3_rec *s3_at(struct s3 *s, enum s3_kind kind, uint32_t slot1);   /* slot + 1; NULL for 0 */
uint32_t s3_slot(struct s3 *s, enum s3_kind kind, const struct s3_rec *r);       /* slot + 1 */
/* By GUID, without regard to case; NULL. */
struct s3_rec *s3_find(struct s3 *s, enum s3_kind kind, const char *id);
/* A promised record of the company, in both layers. */
struct s3_rec *s3_promise(struct s3 *s, enum s3_kind kind, const char *id, uint32_t source);
/* A new record of Sage; takes sage, gives it an id.  Lent until the next of its kind is made. */
struct s3_rec *s3_create(struct s3 *s, enum s3_kind kind, cJSON *sage);
/* The same under an id that hh2 gave before. */
struct s3_rec *s3_create_as(struct s3 *s, enum s3_kind kind, cJSON *sage, const char *id);
/* A new record of the cloud alone. */
struct s3_rec *s3_create_cloud(struct s3 *s, enum s3_kind kind, cJSON *cloud);
/* Members in Sage, lent; s3_edit also notes the change. */
cJSON *s3_truth(struct s3 *s, enum s3_kind kind, struct s3_rec *r);
cJSON *s3_edit(struct s3 *s, enum s3_kind kind, struct s3_rec *r);
/* What the cloud answers for it: a tree of its own. */
cJSON *s3_cloud_copy(struct s3 *s, enum s3_kind kind, const struct s3_rec *r);
void s3_bump(struct s3 *s, enum s3_kind kind, struct s3_rec *r);
/* Slots the cloud has, by version. */
const uint32_t *s3_order(struct s3 *s, enum s3_kind kind, size_t *n);
/* Refreshes the cloud with what changed in the last `days` (0: whenever) up to the end of today;
 * deep: everything, with new versions.  How many records; -1: the sync client is offline. */
int64_t s3_hop1(struct s3 *s, int64_t days, int deep);
void s3_tables_release(struct s3 *s);
int64_t s3_cents(const cJSON *v, const char *name);
void s3_add_cents(cJSON *v, const char *name, int64_t delta);
/* "2026-11-21T17:55:00" */
void s3_stamp(char out[24], int64_t ms);

/* ---- sage300_shape.c ---- */
/* A record of that kind with every member it has, each empty; and its type's name in XML. */
cJSON *s3_new(enum s3_kind kind);
const char *s3_type(enum s3_kind kind);

/* ---- sage300_seed.c, sage300_build.c ---- */
void s3_seed(struct s3 *s);
void s3_seed_release(struct s3 *s);
/* A record of the company as it was at the start. */
cJSON *s3_build(struct s3 *s, enum s3_kind kind, const struct s3_rec *r);
uint32_t s3_job_of(const struct s3 *s, int project, int sub_job);        /* slot + 1; 0 */
uint32_t s3_code_of(const struct s3 *s, uint32_t job1, int code);
uint32_t s3_category_of(const struct s3 *s, uint32_t job1, int code, int type);
/* The account of a cost type's expenses; and others by their code: NULL when there is none. */
const char *s3_account(struct s3 *s, const char *code);
const char *s3_expense(struct s3 *s, int type);
/* What the payments of an invoice paid of its line i; cents. */
int64_t s3_line_paid(const struct company *co, int invoice, int i);
/* What a bill takes from an item of its invoice. */
int64_t s3_booked(const struct co_item *it);
int64_t s3_retained(const struct co_item *it);
/* At most `max` characters of the part before " / ". */
void s3_cut(struct strbuf *out, const char *text, size_t max);

/* ---- sage300_list.c ---- */
/* 1 when path is one of the lists and was answered. */
int s3_list(struct s3 *s, const char *path, const struct sim_request *req, struct sim_response *resp);
void s3_respond(const struct sim_request *req, struct sim_response *resp, cJSON *v, const char *type);

/* ---- sage300_document.c ---- */
int s3_document_handle(struct s3 *s, const char *path, const struct sim_request *req,
	struct sim_response *resp);
/* Sage has the document now, or refuses it: its state, its last action, the failures. */
void s3_document_end(struct s3 *s, struct s3_rec *document);
/* 1 when the user may write and the body is JSON; 0 and the answer. */
int s3_may_write(struct s3 *s, const struct sim_request *req, struct sim_response *resp, int body);

/* ---- sage300_check.c ---- */
/* Complaints of hh2, empty when there are none. */
cJSON *s3_check_document(struct s3 *s, const cJSON *body);
cJSON *s3_check_snapshot(struct s3 *s, const cJSON *snapshot);
cJSON *s3_check_direct_cost(struct s3 *s, const cJSON *body);
cJSON *s3_check_commitment(struct s3 *s, const cJSON *body);
cJSON *s3_check_item(struct s3 *s, const cJSON *body);
extern const char s3_invoice_type[];     /* the document type */

/* ---- sage300_entity.c ---- */
int s3_entity_handle(struct s3 *s, const char *path, const struct sim_request *req,
	struct sim_response *resp);
void s3_entity_end(struct s3 *s, struct s3_rec *pending);

/* ---- sage300_operation.c ---- */
/* A new operation on a document or a pending record; its id. */
const char *s3_operation_add(struct s3 *s, enum s3_kind kind, const char *subject);
/* The one under way on that record; NULL. */
struct s3_operation *s3_operation_of(struct s3 *s, const char *subject);
/* Somebody asks about that record (NULL: about all): its operation may come further. */
void s3_look(struct s3 *s, const char *subject);
int s3_operation_handle(struct s3 *s, const char *path, const struct sim_request *req,
	struct sim_response *resp);

/* ---- sage300_book.c ---- */
/* The invoice of a document, in Sage.  NULL, or why not in Sage's words (static). */
const char *s3_book_invoice(struct s3 *s, const cJSON *snapshot, uint32_t document1);
/* A cost on a job outside of invoices: its category and job. */
void s3_book_cost(struct s3 *s, struct s3_rec *transaction);
/* NULL, or why not. */
const char *s3_pay(struct s3 *s, struct s3_rec *bill, int64_t cents, const char *check, int type,
	const char *date, int reference, struct s3_rec **out);
const char *s3_void_payment(struct s3 *s, struct s3_rec *payment);
const char *s3_void_invoice(struct s3 *s, struct s3_rec *bill);
void s3_post_invoices(struct s3 *s);     /* what was waiting is posted */
/* An order's new line: the roll-ups of its category. */
void s3_commit(struct s3 *s, const cJSON *item);
int s3_closed(const struct s3 *s, const char *date);
struct s3_rec *s3_bill_named(struct s3 *s, const char *text, const char *vendor);
struct s3_rec *s3_payment_named(struct s3 *s, const char *text);

/* ---- sage300_import.c ---- */
void s3_import(struct s3 *s, const cJSON *body, struct sim_response *resp);

/* ---- sage300_control.c ---- */
void s3_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp);
void s3_dump(struct sim *sim, void *state, struct strbuf *out);
void s3_switches_init(struct s3 *s);

#endif
