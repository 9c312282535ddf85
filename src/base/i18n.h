/* Marks for translation. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) (s)
#define P_(one, many, n) ngettext(one, many, n)
/* For static tables that may hold "": gettext("") is the catalogue header. */
#define TR(s) ((s) && *(s) ? gettext(s) : "")

#endif
