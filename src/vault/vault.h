/* The vault: one file of secrets (data/doc/vault-format.md).
 *
 * Two sections.  EXPORT entries open with the passphrase alone.  IMPORT entries
 * (tokens for reading) open with the passphrase or, when a person has allowed
 * it, with a key file: that is how the nightly import works without a person,
 * and why it can never export.
 *
 * The file is read again by itself when another process has replaced it; every
 * change is written at once (lock, read again, write, rename), so two running
 * copies do not undo each other's work.
 *
 * Errors: ERR_LOCKED the passphrase or key does not open it, or it is locked;
 * ERR_STORE damaged, or the file system refused; ERR_CONFIG owner, mode or
 * version; ERR_NOTFOUND no such vault or entry; ERR_LATER another process is
 * writing.  One thread at a time. */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include "base/error.h"
#include "vault/secret.h"
#include <stdint.h>

struct vault;

enum vault_state {
	VAULT_MISSING,       /* vault_probe only: no file there */
	VAULT_LOCKED,
	VAULT_IMPORT_ONLY,   /* opened with the key file */
	VAULT_OPEN,
};

enum vault_section {
	VAULT_EXPORT = 1,
	VAULT_IMPORT = 2,
};

/* What deriving the key costs.  ops: passes; mem: bytes. */
struct vault_params {
	uint64_t ops;
	uint64_t mem;
	int keep;            /* chosen on purpose: never raised by itself */
};
#define VAULT_DEFAULT_OPS 3
#define VAULT_DEFAULT_MEM (UINT64_C(256) << 20)
#define VAULT_MIN_OPS 1
#define VAULT_MIN_MEM (UINT64_C(8) << 10)
#define VAULT_NAME_MAX 255
#define VAULT_VALUE_MAX 65536
#define VAULT_COUNT_MAX 1024

/* What lies at path: VAULT_MISSING or VAULT_LOCKED, without judging it. */
enum vault_state vault_probe(const char *path);

/* Makes a new vault and leaves it open.  params NULL: the default cost, or the
 * least one when COMPTOIR_VAULT_COST=min is set (demonstration and tests; it is
 * read here and nowhere else).  Refuses when the file exists. */
int vault_create(struct vault **out, const char *path, const struct secret *passphrase,
	const struct vault_params *params, struct error *err);
/* Reads and checks the file; it stays locked. */
int vault_open(struct vault **out, const char *path, struct error *err);
/* Locks and frees; NULL is fine. */
void vault_free(struct vault *v);

enum vault_state vault_state(const struct vault *v);
const char *vault_path(const struct vault *v);
/* The cost the file was made with. */
struct vault_params vault_params(const struct vault *v);

/* Opens everything.  Takes about as long as the key derivation (a second); its
 * memory is given back.  When the cost lies below the default and was not
 * chosen on purpose, the key is derived anew at the default and the file
 * rewritten. */
int vault_unlock(struct vault *v, const struct secret *passphrase, struct error *err);
/* Opens the IMPORT section only.  The file must be private (design.md 9); a
 * systemd credential may belong to root. */
int vault_unlock_with_key_file(struct vault *v, const char *path, struct error *err);
/* The same with the line of a key file that came another way (a command, a pipe). */
int vault_unlock_with_key(struct vault *v, const struct secret *line, struct error *err);
/* Wipes every key and value. */
void vault_lock(struct vault *v);
/* Needs the old one again, whoever sits there.  The data key is renewed as
 * well, and the backup copy replaced: the old passphrase opens neither. */
int vault_change_passphrase(struct vault *v, const struct secret *old,
	const struct secret *passphrase, const struct vault_params *params, struct error *err);

/* Adds or replaces; the value is copied.  A name is in one section only. */
int vault_set(struct vault *v, enum vault_section section, const char *name,
	const struct secret *value, struct error *err);
/* Gives a copy away. */
int vault_get(struct vault *v, const char *name, struct secret **out, struct error *err);
int vault_remove(struct vault *v, const char *name, struct error *err);

/* Names only, sorted; of the sections that are open. */
struct vault_names {
	struct vault_name { char *name; enum vault_section section; } *items;  /* owned */
	size_t len, cap;
};
int vault_list(struct vault *v, struct vault_names *out, struct error *err);
void vault_names_release(struct vault_names *n);

/* Writes a new key file (0600, refused when it exists) and the second wrapper.
 * Disabling renews the import key: a copy of the key file opens nothing any
 * more; the file itself is the caller's to delete. */
int vault_enable_unattended(struct vault *v, const char *key_file, struct error *err);
int vault_disable_unattended(struct vault *v, struct error *err);
int vault_unattended(const struct vault *v);

/* Auto-lock.  now_ms from clock_mono_ms; vault_unlock touches. */
void vault_touch(struct vault *v, int64_t now_ms);
/* 1 when it is open with the passphrase and untouched for timeout_ms (0: never). */
int vault_idle_expired(const struct vault *v, int64_t now_ms, int64_t timeout_ms);

/* One process at a time may use up a refresh token that works only once:
 *	begin, vault_get, ask for the new token, vault_set, end.
 * begin does not wait: ERR_LATER when another process is at it. */
int vault_refresh_begin(struct vault *v, struct error *err);
void vault_refresh_end(struct vault *v);

/* Counts up with each change (of the header and EXPORT; of IMPORT), kept in the
 * file: a store that remembers them notices an older copy put back. */
void vault_generation(const struct vault *v, uint64_t *main_gen, uint64_t *import_gen);

#endif
