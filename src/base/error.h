/* What went wrong, as a value.
 *
 * Functions that can fail return 0 or a negative enum error_class, take their
 * output first and `struct error *err` last (err may be NULL).  An error holds a
 * class, a message marked with N_() and its arguments, so that the log prints
 * it in English, the screen in the user's language, and it can travel in a
 * message or be kept in the database.
 *
 * Placeholders in the message are %s, %1$s .. %4$s and %%; nothing else. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/strbuf.h"

enum error_class {
	ERR_NONE     = 0,
	ERR_RETRY    = -1,   /* try again now */
	ERR_LATER    = -2,   /* busy, offline, throttled: try again later */
	ERR_LOGIN    = -3,   /* sign in again */
	ERR_REFUSED  = -4,   /* the other side said no; a person reads it */
	ERR_CONFLICT = -5,   /* the record had moved on; a person decides */
	ERR_UNKNOWN  = -6,   /* sent, and no answer that settles it */
	ERR_CONFIG   = -7,   /* nothing will work until a setting changes */
	ERR_DATA     = -8,   /* input that makes no sense */
	ERR_STORE    = -9,   /* the database or a file refused */
	ERR_RIGHT    = -10,  /* this user may not */
	ERR_LOCKED   = -11,  /* the vault is locked */
	ERR_NOTFOUND = -12,
	ERR_CANCEL   = -13,  /* the user stopped it */
	ERR_BUG      = -14,
};

#define ERROR_MAX_ARGS 4

struct error {
	enum error_class cls;
	const char *msgid;              /* static text, N_() */
	char *args[ERROR_MAX_ARGS];     /* owned; NULL when absent */
};
#define ERROR_INIT { 0 }

/* Releases what err held, stores the new message and returns cls.  The
 * arguments are strings (at most four), copied; the list is closed by NULL. */
int error_set(struct error *err, enum error_class cls, const char *msgid, ...)
	__attribute__((sentinel));
void error_release(struct error *err);
void error_copy(struct error *dst, const struct error *src);
void error_move(struct error *dst, struct error *src);
/* The whole sentence; translated when `translated` is not 0. */
void error_text(struct strbuf *out, const struct error *err, int translated);

/* The same substitution for any message and arguments (n of them), e.g. as they
 * were read from the database: safe with any text as format. */
void phrase_text(struct strbuf *out, const char *msgid, const char *const *args,
	size_t n, int translated);

/* "retry", "later", "refused" ...: stable names, for the database and traces. */
const char *error_class_name(enum error_class cls);
enum error_class error_class_parse(const char *name);
/* The exit code of sysexits for a class (README and the manual list them). */
int error_exit_code(enum error_class cls);

#endif
