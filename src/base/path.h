/* Where things lie: XDG directories, and the installed data.
 *
 * Each function gives a string to free().  COMPTOIR_DATADIR overrides the
 * installed data (an uninstalled build sets it); COMPTOIR_HOME puts
 * configuration, vault, database and state below one folder (the demo and the
 * tests use it). */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/error.h"

char *path_config(const char *name);   /* $XDG_CONFIG_HOME/comptoir/name */
char *path_data(const char *name);     /* $XDG_DATA_HOME/comptoir/name: vault, database */
char *path_state(const char *name);    /* $XDG_STATE_HOME/comptoir/name: logs, locks */
char *path_installed(const char *name);/* $datadir/comptoir/name */
/* In the folder of the running program; NULL when the system does not tell which. */
char *path_beside_program(const char *name);
char *path_join(const char *dir, const char *name);
/* mkdir -p with mode 0700 for what is made; 0 or a class. */
int path_make_dir(const char *dir, struct error *err);
/* Whole file, at most max bytes, NUL added; 0 or a class. */
int path_read_file(struct strbuf *out, const char *path, size_t max, struct error *err);
/* Temporary file in the same folder, fsync, rename, fsync of the folder; mode
 * as given (0600 for anything private). */
int path_write_file(const char *path, const void *data, size_t len, int mode,
	struct error *err);

#endif
