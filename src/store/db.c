/* Which databases there are: one row each.  PostgreSQL will be the second. */
#include "store/db.h"

#include "base/banned.h"

const struct db_ops *const databases[] = { &sqlite_ops, NULL };
