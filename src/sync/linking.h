/* Links that make themselves: by the mark the other side carries, and, where there are several
 * systems, a vendor's by its name. */
#ifndef SYNC_LINKING_H
#define SYNC_LINKING_H

#include "model/dossier.h"
#include "store/records.h"

struct worker;

/* Is there more than one ERP? */
int linking_several(struct worker *w);
/* Of a record of Procore's: 1 when a link was made, 0, or a class.  A document that carries an
 * origin id was exported, also when the accounting system does not list it: it must never be
 * sent again. */
int linking_procore(struct worker *w, const struct dossier *d, struct error *err);
/* Of a row of an ERP's: the same from the other side. */
int linking_erp(struct worker *w, const struct dossier *d, struct error *err);
/* Of a document of an ERP's that nothing is tied to: while another was the only one, Procore's record
 * with this origin id was taken for exported there, though it listed none such.  Ties it to this one: 1. */
int linking_later(struct worker *w, const struct record *row, struct error *err);
/* The override that remembers that a person untied it there. */
void linking_untied_name(struct strbuf *out, int64_t connection);

#endif
