/* What to do about an error, by its class. */
#ifndef UI_ADVICE_H
#define UI_ADVICE_H

#include "base/error.h"

/* A sentence in the user's language; NULL when the error says it all. */
const char *advice_for(enum error_class cls);
/* The same about a connection that was just tested. */
const char *advice_for_test(enum error_class cls);

#endif
