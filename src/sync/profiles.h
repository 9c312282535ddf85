/* Where profiles come from. */
#ifndef SYNC_PROFILES_H
#define SYNC_PROFILES_H

#include "connectors/connector.h"

/* The shipped profile of a connector, with the owner's own file over it (<configuration>/profiles/<name>.json,
 * member by member) and the options of a connection.  0, or a class; an error in the owner's file names it. */
int profiles_load(struct profile *p, const struct connector *c, const struct option_values *options,
	struct error *err);

#endif
