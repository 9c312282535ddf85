/* Inside of the Procore simulator: only procore*.c include this.
 *
 * Records of one kind lie in one table; the record's place in it follows from its
 * id.  A record is the sample company's (index >= 0) with what was changed since
 * (extra), or was made here (index -1), then everything is in extra. */
#ifndef SIM_PROCORE_H
#define SIM_PROCORE_H

#include "sim/procore_schema.h"
#include "sim/sim.h"

enum pc_kind {                       /* the order of enum co_id_range */
	PC_VENDOR, PC_PROJECT, PC_SUB_JOB, PC_STANDARD_CODE, PC_COST_TYPE, PC_TAX_CODE, PC_PERIOD,
	PC_COMMITMENT, PC_LINE, PC_CHANGE_ORDER, PC_INVOICE, PC_PAYMENT, PC_COST_CODE, PC_KINDS,
	PC_NONE = -1
};

struct pc_extra {
	int has_origin;              /* the origin members below count, not the sample's */
	char *origin_id, *origin_code, *origin_data;   /* owned; NULL */
	cJSON *fields;               /* owned: what was written, by the names of requests; NULL */
	struct co_item *items;       /* owned: of a changed invoice; NULL */
	int64_t deleted_at;
};

#define PC_ABSENT   1u               /* not in Procore (a gap in the ids) */
#define PC_DELETED  2u
#define PC_TOUCHED  4u               /* created or changed since the start */
#define PC_HIDDEN   8u               /* a project the caller may not see */
#define PC_ORDER    16u              /* a commitment that is a purchase order */

struct pc_record {
	int index;                   /* in the company's list; -1 */
	int parent;                  /* place in the parent kind's table; -1 */
	int sub;                     /* cost code: its sub job; payment: its invoice; else -1 */
	unsigned flags;
	int64_t created_at, updated_at;
	struct pc_extra *extra;      /* owned; NULL */
};

struct pc_list { int *items; size_t len, cap; };

struct pc_table {
	struct pc_record *items;
	size_t len, cap;
	struct pc_list *children;    /* by place in the parent's table */
	size_t n_children;
};

struct pc_token {
	char *access, *refresh;      /* owned; refresh NULL for client credentials */
	int64_t created_ms, expires_ms;
	int user, revoked;
};

struct pc_code {                     /* an authorization code */
	char *code, *redirect_uri, *challenge;
	int64_t expires_ms;
	int plain, used;
};

struct pc_route;

struct procore {
	struct sim *sim;
	const struct company *co;
	struct pc_table tables[PC_KINDS];
	struct { struct pc_token *items; size_t len, cap; } tokens;
	struct { struct pc_code *items; size_t len, cap; } codes;
	struct pc_route *routes;     /* owned */
	size_t n_routes;
	int64_t hour_start, hour_used, spike_start, spike_used;
	char *client_id, *client_secret;
	int erp, grant_user;
	int64_t touches;             /* records changed so far */
};

/* One exchange on its way through. */
struct pc_call {
	struct procore *pc;
	struct sim *sim;
	const struct sim_request *req;
	struct sim_response *resp;
	const struct pc_route *route;
	const struct pc_token *token;
	int64_t ids[4];              /* numbers in the path, in order */
	int project;                 /* place of the project; -1 */
	int contract;                /* place of the commitment; -1 */
	const char *view;            /* "" */
};

typedef void pc_handler(struct pc_call *c);

struct pc_route {
	const struct pc_rule *rule;
	pc_handler *run;
	enum pc_kind kind;
	const char *member;          /* of the body: "vendor"; NULL */
	int order;                   /* for commitments: purchase orders */
	struct shape *query, *body, *answer;   /* owned */
};

/* ---- procore_routes.c ---- */
void pc_routes_make(struct procore *pc);
void pc_routes_release(struct procore *pc);
/* 1; 0 and *allowed tells whether the path exists with another method. */
const struct pc_route *pc_route_find(struct pc_call *c, int *allowed);
/* The shape of one record in this route's answer. */
const struct shape *pc_record_shape(const struct pc_route *r);

/* ---- procore_store.c ---- */
void pc_store_make(struct procore *pc);
void pc_store_release(struct procore *pc);
enum pc_kind pc_parent_kind(enum pc_kind kind);
int64_t pc_id(enum pc_kind kind, int at);
/* Its place, or -1: no such record, or deleted. */
int pc_find(const struct procore *pc, enum pc_kind kind, int64_t id);
/* The same, deleted ones too. */
int pc_find_any(const struct procore *pc, enum pc_kind kind, int64_t id);
struct pc_record *pc_record(const struct procore *pc, enum pc_kind kind, int at);
struct pc_extra *pc_extra(struct pc_record *r);
const struct pc_list *pc_children(const struct procore *pc, enum pc_kind kind, int parent);
int pc_add(struct procore *pc, enum pc_kind kind, int parent);
void pc_touch(struct procore *pc, struct pc_record *r);
/* A new project starts with the company's standard codes. */
void pc_copy_codes(struct procore *pc, int project);
void pc_delete(struct procore *pc, struct pc_record *r);
/* NULL when there is none; may point into tmp. */
const char *pc_origin_id(const struct procore *pc, enum pc_kind kind, int at, struct strbuf *tmp);
/* The place of the record with that origin id, or -1. */
int pc_find_origin(const struct procore *pc, enum pc_kind kind, const char *origin_id);
/* A field as written since, or NULL: then the sample's counts. */
const cJSON *pc_written(const struct pc_record *r, const char *name);

/* ---- procore_build.c, procore_money.c: one record as JSON, every member we know ---- */
cJSON *pc_build(const struct procore *pc, enum pc_kind kind, int at, int order, const char *view);
cJSON *pc_build_commitment(const struct procore *pc, int at, const char *view);
cJSON *pc_build_line(const struct procore *pc, int at);
cJSON *pc_build_invoice(const struct procore *pc, int at, const char *view);
cJSON *pc_build_items(const struct procore *pc, int at);
cJSON *pc_build_payment(const struct procore *pc, int at);
cJSON *pc_build_change_order(const struct procore *pc, int at);
cJSON *pc_build_cost_code(const struct procore *pc, int at);
cJSON *pc_build_cost_type(const struct procore *pc, int at);
cJSON *pc_build_contract_v2(const struct procore *pc, int at);
cJSON *pc_build_line_v2(const struct procore *pc, int at);
cJSON *pc_build_wbs(const struct procore *pc, int cost_code, int cost_type);
void pc_add_origin(const struct procore *pc, cJSON *o, enum pc_kind kind, int at);
void pc_add_stamps(cJSON *o, const struct pc_record *r);
cJSON *pc_instant(int64_t ms);
/* Texts and numbers of records as they are now: "name", "code", "title" ...; NULL. */
const char *pc_text(const struct procore *pc, enum pc_kind kind, int at, const char *name);
const char *pc_status(const struct procore *pc, enum pc_kind kind, int at);
int pc_vendor_of(const struct procore *pc, int commitment);
const char *pc_currency_of(const struct procore *pc, int commitment);
const char *pc_project_currency(const struct procore *pc, int project);
void pc_line_money(const struct procore *pc, int line, int64_t *amount, int64_t *quantity,
	int64_t *unit_cost);
int64_t pc_commitment_total(const struct procore *pc, int commitment);
int64_t pc_approved_changes(const struct procore *pc, int commitment, int *n);
void pc_invoice_sums(const struct procore *pc, int invoice, struct co_sums *out);
const struct co_item *pc_items(const struct procore *pc, int invoice, int *n);

/* ---- procore_list.c ---- */
pc_handler pc_list_records, pc_get_record, pc_list_inactive, pc_list_company_projects,
	pc_list_commitments, pc_get_commitment, pc_list_items, pc_list_wbs, pc_list_change_orders,
	pc_list_v2, pc_get_v2, pc_list_lines_v2;
/* The project or contract the kind lives in, named by the request: 0 or more; -1: refused. */
int pc_scope(struct pc_call *c);
/* The record the path names, within its scope; -1: refused. */
int pc_named(struct pc_call *c);
/* Cuts the list to the page asked for and sets the paging headers. */
void pc_page(struct pc_call *c, size_t total, size_t *from, size_t *to);

/* ---- procore_write.c ---- */
pc_handler pc_create_record, pc_patch_record, pc_sync_records, pc_delete_record;
/* Applies the attributes to a record (at -1: makes one below parent).  errors: an object that
 * gets {attribute:[messages]}; the place, or -1 and nothing was changed. */
int pc_apply(struct procore *pc, enum pc_kind kind, int at, int parent, int order,
	const cJSON *attrs, cJSON *errors);
void pc_complain(cJSON *errors, const char *attribute, const char *message);

/* ---- procore_check.c ---- */
void pc_check(struct procore *pc, enum pc_kind kind, int at, int parent, int order,
	const cJSON *attrs, cJSON *errors);

/* ---- procore_invoice.c ---- */
pc_handler pc_patch_invoice, pc_delete_invoice, pc_update_items;
/* Applies items of a request; complains in errors. */
void pc_apply_items(struct procore *pc, int invoice, const cJSON *items, cJSON *errors, int dry);

/* ---- procore_people.c ---- */
pc_handler pc_get_me, pc_list_companies, pc_get_company_me, pc_list_users,
	pc_list_code_lists, pc_get_code_list;
#define PC_CODE_LIST CO_ID(CO_IDS_USER, 900)

/* ---- procore_auth.c ---- */
void pc_oauth(struct procore *pc, const struct sim_request *req, struct sim_response *resp);
/* The bearer's token, or NULL with the refusal in resp. */
const struct pc_token *pc_authorize(struct procore *pc, const struct sim_request *req,
	struct sim_response *resp);
void pc_expire_tokens(struct procore *pc);
void pc_auth_release(struct procore *pc);

/* ---- procore.c ---- */
void pc_refuse(struct sim_response *resp, int status, const char *message);
/* The same in the shape of the version that was asked. */
void pc_refuse_call(struct pc_call *c, int status, const char *message);
/* 422 with {"errors":...}; takes errors. */
void pc_refuse_errors(struct sim_response *resp, cJSON *errors);
void pc_answer(struct pc_call *c, int status, cJSON *v);
/* The project or commitment named by the request, or -1 and refused. */
int pc_scope_project(struct pc_call *c);

/* ---- procore_control.c ---- */
void pc_control(struct sim *sim, void *state, const char *path, const struct sim_request *req,
	struct sim_response *resp);
void pc_dump(struct sim *sim, void *state, struct strbuf *out);

#endif
