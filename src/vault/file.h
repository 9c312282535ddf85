/* The vault's files on disk: who may own them, how they are read, locked and
 * replaced.  Inside src/vault only.  One thread at a time. */
#ifndef VAULT_FILE_H
#define VAULT_FILE_H

#include "base/error.h"
#include "base/strbuf.h"
#include "vault/secret.h"
#include <sys/types.h>
#include <time.h>

/* Tells one content of a path from the next. */
struct vaultfile_stamp {
	dev_t dev;
	ino_t ino;
	off_t size;
	struct timespec changed;
};

/* The folder of path: ours, and nobody else may even read it.  prepare makes it
 * when it is missing. */
int vaultfile_check_folder(const char *path, struct error *err);
int vaultfile_prepare_folder(const char *path, struct error *err);

/* A private regular file, whole.  ERR_NOTFOUND when there is none. */
int vaultfile_read(struct strbuf *out, struct vaultfile_stamp *stamp, const char *path,
	size_t max, struct error *err);
/* The same for a key file: into guarded memory; a file below
 * $CREDENTIALS_DIRECTORY may belong to root and be readable for the group. */
int vaultfile_read_key(struct secret **out, const char *path, size_t max, struct error *err);
/* A new private file; refused when something is there. */
int vaultfile_write_key(const char *path, const void *data, size_t len, struct error *err);

/* 1 when path no longer is what the stamp was taken from. */
int vaultfile_changed(const char *path, const struct vaultfile_stamp *stamp);

/* Takes the lock PATH+suffix, waiting at most wait_ms; the descriptor, or a
 * class (ERR_LATER when another process keeps it).  Closing it lets go. */
int vaultfile_lock(const char *path, const char *suffix, int wait_ms, struct error *err);

/* Keeps the present file as PATH.bak, then puts the new content in its place in
 * one step. */
int vaultfile_replace(const char *path, const void *data, size_t len,
	struct vaultfile_stamp *stamp, struct error *err);
/* PATH.bak gets the new content as well: the former one must not be opened any
 * more, because its keys were given up. */
int vaultfile_renew_backup(const char *path, const void *data, size_t len, struct error *err);

#endif
