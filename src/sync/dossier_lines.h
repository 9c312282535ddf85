/* Between dossier.c and dossier_lines.c. */
#ifndef SYNC_DOSSIER_LINES_H
#define SYNC_DOSSIER_LINES_H

#include "model/dossier.h"
#include "sync/lookup.h"

/* The lines of a commitment or an invoice, for the ERP d->erp; the references of d are there. */
void dossier_load_lines(struct lookup *k, const struct profile *profile, struct pool *p, struct dossier *d);

#endif
