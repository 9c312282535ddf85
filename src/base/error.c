/* What went wrong, as a value.
 *
 * The message stays a message id with its arguments until somebody shows it;
 * only then is it translated and put together.  The substitution knows %s,
 * %1$s..%4$s and %% and leaves everything else alone, so a message id that comes
 * back from the database, or a translation with a slip in it, can never read
 * memory.  Arguments often come from outside and are made terminal-safe here. */
#include "base/error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/xalloc.h"

#include "base/banned.h"

/* The row of a class is its number without the sign. */
static const struct {
	const char *name;
	int exit_code;      /* sysexits.h */
} classes[] = {
	[-ERR_NONE]     = { "none", 0 },
	[-ERR_RETRY]    = { "retry", 75 },
	[-ERR_LATER]    = { "later", 75 },
	[-ERR_LOGIN]    = { "login", 77 },
	[-ERR_REFUSED]  = { "refused", 65 },
	[-ERR_CONFLICT] = { "conflict", 65 },
	[-ERR_UNKNOWN]  = { "unknown", 75 },
	[-ERR_CONFIG]   = { "config", 78 },
	[-ERR_DATA]     = { "data", 65 },
	[-ERR_STORE]    = { "store", 74 },
	[-ERR_RIGHT]    = { "right", 77 },
	[-ERR_LOCKED]   = { "locked", 77 },
	[-ERR_NOTFOUND] = { "notfound", 66 },
	[-ERR_CANCEL]   = { "cancel", 75 },
	[-ERR_BUG]      = { "bug", 70 },
};

static size_t class_row(enum error_class cls)
{
	size_t row = cls <= 0 ? (size_t)-(int)cls : ARRAY_SIZE(classes);

	return row < ARRAY_SIZE(classes) ? row : (size_t)-ERR_BUG;
}

int error_set(struct error *err, enum error_class cls, const char *msgid, ...)
{
	char *args[ERROR_MAX_ARGS] = { NULL };
	const char *arg;
	va_list ap;
	size_t i = 0;

	if (!err)
		return cls;
	va_start(ap, msgid);
	while (i < ERROR_MAX_ARGS && (arg = va_arg(ap, const char *)))
		args[i++] = xstrdup(arg);
	va_end(ap);
	error_release(err);        /* only now: an argument may have been err's own */
	err->cls = cls;
	err->msgid = msgid;
	memcpy(err->args, args, sizeof args);
	return cls;
}

void error_release(struct error *err)
{
	size_t i;

	for (i = 0; i < ERROR_MAX_ARGS; i++)
		free(err->args[i]);
	*err = (struct error)ERROR_INIT;
}

void error_copy(struct error *dst, const struct error *src)
{
	size_t i;

	if (dst == src)
		return;
	error_release(dst);
	dst->cls = src->cls;
	dst->msgid = src->msgid;
	for (i = 0; i < ERROR_MAX_ARGS; i++)
		dst->args[i] = xstrdup(src->args[i]);
}

void error_move(struct error *dst, struct error *src)
{
	if (dst == src)
		return;
	error_release(dst);
	*dst = *src;
	*src = (struct error)ERROR_INIT;
}

/* Reads one placeholder at s (which is '%'); its length, and the argument's
 * index, or -1 for a literal percent sign; 0 when it is not a placeholder. */
static size_t read_placeholder(const char *s, size_t *next, int *index)
{
	if (s[1] == '%') {
		*index = -1;
		return 2;
	}
	if (s[1] == 's') {
		*index = (int)(*next)++;
		return 2;
	}
	if (s[1] >= '1' && s[1] <= '9' && s[2] == '$' && s[3] == 's') {
		*index = s[1] - '1';
		return 4;
	}
	return 0;
}

void phrase_text(struct strbuf *out, const char *msgid, const char *const *args,
	size_t n, int translated)
{
	const char *s, *percent;
	size_t next = 0, len;
	int index;

	if (!msgid)
		return;
	for (s = translated ? TR(msgid) : msgid; (percent = strchr(s, '%')); s = percent + len) {
		strbuf_add(out, s, (size_t)(percent - s));
		len = read_placeholder(percent, &next, &index);
		if (!len) {
			strbuf_addc(out, '%');
			len = 1;
		} else if (index < 0) {
			strbuf_addc(out, '%');
		} else if ((size_t)index < n && args[index]) {
			text_add_safe(out, args[index], 0);
		} else {
			strbuf_addc(out, '?');
		}
	}
	strbuf_adds(out, s);
}

void error_text(struct strbuf *out, const struct error *err, int translated)
{
	phrase_text(out, err->msgid, (const char *const *)err->args, ERROR_MAX_ARGS, translated);
}

const char *error_class_name(enum error_class cls)
{
	return classes[class_row(cls)].name;
}

enum error_class error_class_parse(const char *name)
{
	size_t i;

	for (i = 0; name && i < ARRAY_SIZE(classes); i++)
		if (!strcmp(classes[i].name, name))
			return (enum error_class)-(int)i;
	return ERR_BUG;
}

int error_exit_code(enum error_class cls)
{
	return classes[class_row(cls)].exit_code;
}
