/* An ERP profile: directions, limits, ID formats and rules as data
 * (data/profiles/<erp>.json, read by connectors/profile.c; a connection adds the
 * formats its owner gave).  Everything lives in the profile's pool. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include "base/pool.h"
#include "base/strbuf.h"
#include "model/entity.h"
#include <stdint.h>

enum severity { SEVERITY_HOLD, SEVERITY_WARNING, SEVERITY_NOTE, SEVERITY_OFF };

/* The ids whose format the set-up guide asks for. */
enum id_kind { ID_COST_CODE, ID_PROJECT, ID_TEMPLATE, ID_VENDOR, ID_CUSTOMER, ID_TASK, ID_KIND_COUNT };
extern const char *const id_kind_names[ID_KIND_COUNT];   /* "cost_code" ... */

struct id_format {
	int max_length;          /* 0: not given */
	const char *mask;        /* '#' digit, 'A' letter, '*' letter or digit, other
	                          * characters literal: "##-###"; NULL: free */
	int upper;               /* letters are upper case */
};

struct profile_limit {           /* longest text of a field when it is sent */
	enum entity entity;
	int field;
	int max_chars;
};

struct profile_rule {            /* overrides one check of model/check.h */
	const char *code;
	enum severity severity;
	const char *message_en, *message_fr;  /* NULL: the program's own */
};

struct profile_direction {
	int exported, imported;               /* exported: as the option says, when one is named */
	const char *option;                   /* the connection's option that switches the export; or NULL */
	const char *note_en, *note_fr;        /* what this ERP cannot do, in words; or NULL */
};

/* A value the ERP asks for beyond what Procore knows; typed per record (overrides), else
 * the connection's option of that name. */
struct profile_field {
	enum entity entity;
	const char *name;                     /* name of the override */
	const char *label_en, *label_fr;
	const char *option;                   /* or NULL */
	const char *value;                    /* of that option in this connection; or NULL */
	int required, max_chars;
};

struct profile_label {                        /* the ERP's own word for an entity, singular */
	enum entity entity;
	const char *en, *fr;
};

/* The first of two hops, which a person starts elsewhere: what to do there, step by step, with
 * {range} and {depth} where the choices go. */
struct profile_hop_range { int days; const char *en, *fr; };   /* reaches back so many days; 0: everything */
struct profile_hop {
	const char *const *steps_en, *const *steps_fr;             /* NULL-ended; NULL: one hop */
	struct profile_hop_range *ranges; size_t n_ranges;        /* ascending days, everything last */
	const char *depth_en, *depth_fr;                          /* of an ordinary one */
	const char *deep_en, *deep_fr;                            /* of the first one */
};

struct profile_account { const char *type, *account; }; /* cost type (or "*") -> account number */

struct profile_release {         /* a release of the ERP and what differs in it */
	const char *name;        /* "2022R1" */
	const char *build_prefix;/* "22.1" */
	int validated;
	int needs_custom_endpoint;   /* subcontracts only by the construction endpoint */
};

struct profile {
	struct pool pool;
	const char *name;                /* "acumatica" */
	const char *title;
	struct profile_direction direction[ENTITY_COUNT];
	struct id_format id[ID_KIND_COUNT];
	struct profile_limit *limits;  size_t n_limits;
	struct profile_rule *rules;    size_t n_rules;
	struct profile_release *releases; size_t n_releases;
	struct profile_field *fields;  size_t n_fields;
	struct profile_label *labels;  size_t n_labels;
	struct profile_limit *mandatory; size_t n_mandatory;  /* fields that must be filled in; max_chars unused */
	struct profile_account *accounts; size_t n_accounts;  /* from the option "accounts": "L=320 M=310 *=300" */
	struct profile_hop first_hop;
	const char *retainage_account;   /* from the option of that name; or NULL */
	int retainage_account_asked;     /* the connector has that option: retainage is booked on an account */
	const char *cost_code_pattern;   /* "{code}", "{code}.{type}", "{job}-{code}.{type}": never NULL */
	int cost_codes_by_job;           /* the ERP's cost codes belong to a job */
	int cost_codes_created;          /* a missing one is made with the first document that needs it */
	int construction;                /* endpoint with subcontracts: 1 there, 0 missing, -1 not seen yet */
	const char *connected_since;     /* date: projects created before are running ones; or NULL */
	const char *home_currency;       /* of the ERP company; or NULL: unknown */
	int tax_supported, stored_materials_supported, po_invoices_supported,
	    foreign_retainage_supported, released_retainage_supported, negative_invoices_supported,
	    numbers_assigned_by_erp;
	int home_documents_only;         /* nothing in another currency than home_currency is exported */
	const char *const *ready_commitment, *const *ready_invoice; /* statuses, NULL-ended */
};

void profile_release_all(struct profile *p);
/* Longest allowed text for a field, or 0. */
int profile_max_chars(const struct profile *p, enum entity e, int field);
/* The system's own word for an entity, in English or French; NULL when it has none. */
const char *profile_word(const struct profile *p, enum entity e, int french);
/* The account that the connection's option gives a cost type; NULL. */
const char *profile_account(const struct profile *p, const char *cost_type);
const struct profile_rule *profile_rule(const struct profile *p, const char *code);
const struct profile_release *profile_find_release(const struct profile *p, const char *build);
/* Does the text fit the format?  0, or -1. */
int id_format_check(const struct id_format *f, const char *text);
/* A conforming proposal from free text ("2601-A" for "##-###"...); adds nothing
 * and returns -1 when no honest proposal exists. */
int id_format_propose(struct strbuf *out, const struct id_format *f, const char *text);

#endif
