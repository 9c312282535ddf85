/* What unhappy answers have in common, whatever the system: no answer at all, a web
 * page where JSON was promised, a redirect, throttling. */
#ifndef CONNECTORS_ANSWER_H
#define CONNECTORS_ANSWER_H

#include "base/error.h"
#include "net/http.h"

/* 1 when the body is a web page or otherwise not JSON although there is one. */
int answer_is_page(const struct http_response *in);
int answer_happy(const struct http_response *in);     /* 2xx */
/* A request that changes something was sent and this answer does not settle whether it did. */
int answer_undecided(const struct http_response *in);
/* The class of what needs no knowledge of the system; ERR_NONE when it is none of
 * these (then err is untouched).  title: the system's name for people. */
enum error_class answer_common(const struct http_response *in, const char *title, struct error *err);

#endif
