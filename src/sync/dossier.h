/* Gathering a dossier (model/dossier.h) from the store. */
#ifndef SYNC_DOSSIER_H
#define SYNC_DOSSIER_H

#include "model/dossier.h"
#include "store/records.h"
#include "sync/lookup.h"

/* Everything about one record of the five entities, Procore's row or the ERP's (a
 * payment to be imported, a vendor to be added).  All memory in the pool, except what
 * comes from the lookup and lives as long as that is not cleared.  ERR_NOTFOUND. */
int dossier_load_with(struct lookup *k, const struct profile *profile, enum entity e, int64_t id,
	struct pool *p, struct dossier *d, struct error *err);
/* Only the record, its references and its link: enough for check_ready and drift, a
 * tenth of the work.  dossier_complete adds the rest.
 * erp: the ERP it is judged for, when that is not its own (a vendor that is in one system and is
 * needed in another); 0: as dossier_erp says. */
int dossier_begin(struct lookup *k, enum entity e, int64_t id, int64_t erp, struct pool *p,
	struct dossier *d, struct error *err);
/* The same for a record that was read already and outlives the dossier. */
void dossier_of(struct lookup *k, const struct record *r, int64_t erp, struct dossier *d);
/* In two steps: the record and its own counterpart (of an ERP's payment the invoice too), which is all
 * that a linked record is judged by; then what it refers to. */
void dossier_self(struct lookup *k, const struct record *r, int64_t erp, struct dossier *d);
void dossier_around(struct lookup *k, struct dossier *d);
void dossier_complete(struct lookup *k, const struct profile *profile, struct pool *p, struct dossier *d);
/* The same from a store alone, for who needs one (screens, tests); copies into the pool. */
int dossier_load(struct store *s, const struct profile *profile, enum entity e, int64_t id,
	struct pool *p, struct dossier *d, struct error *err);

/* The ERP connection a record of Procore's goes to: that of its own link, of its job's link, the one a
 * person typed for the job (override "erp"), else the only one; a vendor's: that of its first
 * commitment.  0 when there is none, or several and nothing says which.  For an ERP record its own. */
int64_t dossier_erp(struct lookup *k, const struct record *r);
/* The Procore connection; 0. */
int64_t dossier_procore(struct lookup *k);
/* What was rejected last: the JSON the person saw; NULL. */
const char *dossier_rejected(struct store *s, enum entity e, int64_t id, struct pool *p);
/* The ERP's own row behind a link; NULL. */
const struct record *dossier_linked_row(struct lookup *k, const struct link *l);
int dossier_is_erp(struct lookup *k, const struct record *r);

/* Is the present content of a record (its FIELD_DRIFT fields) what this JSON says?  The
 * JSON may hold more fields.  1 equal, 0 different, -1 not readable. */
int snapshot_equal(const struct record *r, const char *json);
/* The FIELD_DRIFT part of a record's JSON, as record_add_json writes it. */
void snapshot_of_json(struct strbuf *out, enum entity e, const char *json);

#endif
