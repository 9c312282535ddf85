/* What the files of the vault share: its state, and a state to be written.  The invariants
 * are those of vault.c. */
#ifndef VAULT_INTERNAL_H
#define VAULT_INTERNAL_H

#include "vault/file.h"
#include "vault/format.h"
#include "vault/vault.h"

#define SECTIONS 2

struct vault {
	char *path;                        /* owned */
	struct strbuf raw;
	struct vault_file file;            /* lends from raw */
	struct vaultfile_stamp stamp;
	enum vault_state state;
	struct secret *full, *import;      /* owned; NULL while locked */
	struct secret *entries[SECTIONS];  /* owned; NULL while locked */
	int64_t touched_ms;
	int refresh_fd;                    /* -1: no refresh under way */
};

/* A state to be written: what differs from the one in memory is set. */
struct draft {
	struct vault_header header;
	int header_changed;
	struct secret *full, *import;              /* borrowed unless new_* */
	struct secret *entries[SECTIONS];          /* borrowed unless owned */
	int changed[SECTIONS];
	int fresh_backup;
};

/* Brings v up to date with the file; 0 or a class. */
int vault_fresh(struct vault *v, struct error *err);
/* Takes the lock and brings v up to date; the lock's descriptor, to close(), or a class. */
int vault_begin(struct vault *v, struct error *err);
/* ERR_LOCKED, with what to do. */
int vault_is_locked(struct error *err);

void vault_draft_init(struct draft *d, struct vault *v);
/* Frees what the draft has of its own. */
void vault_draft_release(struct draft *d, const struct vault *v);
/* Writes the draft; then it is the vault's state, and vault_draft_release leaves it alone.
 * Under the lock. */
int vault_draft_write(struct draft *d, struct vault *v, struct error *err);

#endif
