/* Files that a person hands on to the other system.
 *
 * A file stands for what was sent, so it is treated like that: the row of the outbox is `sending` with
 * its payload before the file is there, the file appears whole or not at all, and what is found
 * under its name is never replaced.  A program stopped between the file and the commit writes the same
 * file again, which changes nothing. */
#include "sync/handover.h"

#include "base/i18n.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "sync/work.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define NAME_MAX_BYTES 200

char *handover_folder(const char *database, const char *connection)
{
	const char *slash = strrchr(database, '/');

	return xasprintf("%.*sexports/%s", slash ? (int)(slash - database) + 1 : 0, database, connection);
}

/* A plain name of a file, nothing that leads elsewhere. */
static int good_name(const char *name)
{
	size_t n = name ? strlen(name) : 0;

	if (n == 0 || n > NAME_MAX_BYTES || *name == '.')
		return 0;
	for (const char *c = name; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f || *c == '/' || *c == '\\')
			return 0;
	return 1;
}

/* 1 the same, 0 not there, or a class. */
static int compare(const char *path, const char *name, const char *text, struct error *err)
{
	struct strbuf have = STRBUF_INIT;
	int rc;

	if (access(path, F_OK) && errno == ENOENT)
		return 0;
	rc = path_read_file(&have, path, strlen(text) + 1, NULL);
	if (rc >= 0 && have.len == strlen(text) && !memcmp(have.s, text, have.len))
		rc = 1;
	else
		rc = error_set(err, ERR_CONFLICT, N_("the file \"%1$s\" is there already and says something else; it was "
			"not replaced, compare the two"), name, NULL);
	strbuf_release(&have);
	return rc;
}

int handover_write(struct worker *w, const char *connection, const char *name, const char *text,
	struct error *err)
{
	struct error why = ERROR_INIT;
	struct strbuf reason = STRBUF_INIT;
	char *folder, *path;
	int rc;

	if (!good_name(name) || !text)
		return error_set(err, ERR_BUG, N_("\"%1$s\" cannot name a file"), name ? name : "", NULL);
	folder = handover_folder(w->database, connection);
	path = path_join(folder, name);
	rc = path_make_dir(folder, &why);
	if (rc >= 0)
		rc = compare(path, name, text, err);
	if (rc == 0) {
		crash_pass(&w->crash, "file");
		rc = path_write_file(path, text, strlen(text), 0600, &why);
		if (rc >= 0)
			crash_pass(&w->crash, "file");
	}
	if (rc < 0 && why.cls) {                 /* nothing was written: later is as good */
		error_text(&reason, &why, 1);
		rc = error_set(err, ERR_LATER, N_("%1$s; nothing was handed on"), reason.s, NULL);
	}
	strbuf_release(&reason);
	error_release(&why);
	free(folder);
	free(path);
	return rc < 0 ? rc : 0;
}
