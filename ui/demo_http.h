/* Asking the simulators for their state, on this machine only. */
#ifndef UI_DEMO_HTTP_H
#define UI_DEMO_HTTP_H

#include "base/strbuf.h"

/* One request to http://127.0.0.1:PORT/...; body NULL: GET, else POST of JSON.  The answer's
 * body; 0 when its status was 2xx. */
int demo_http(struct strbuf *answer, const char *url, const char *body);

#endif
