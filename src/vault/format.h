/* The vault's file format: bytes in, structures out, and back.  No crypto, no
 * files: what is read here is not yet authenticated, and every length is checked.
 * data/doc/vault-format.md is the specification.
 *
 * Any thread. */
#ifndef VAULT_FORMAT_H
#define VAULT_FORMAT_H

#include "base/error.h"
#include <stdint.h>

#define VAULT_MAGIC "CPTVAULT"
#define VAULT_VERSION 1
#define VAULT_KDF_ARGON2ID13 1
#define VAULT_FLAG_KEEP_COST 1u

#define VAULT_SALT_LEN 16
#define VAULT_ID_LEN 16
#define VAULT_NONCE_LEN 24
#define VAULT_KEY_LEN 32
#define VAULT_TAG_LEN 16
#define VAULT_WRAPPED_LEN (VAULT_KEY_LEN + VAULT_TAG_LEN)
#define VAULT_SUM_LEN 32

#define VAULT_AT_WRAP1 72        /* bytes before it are the first wrapper's associated data */
#define VAULT_AT_SUM 296
#define VAULT_HEADER_LEN 328
#define VAULT_SECTION_HEAD_LEN 48
#define VAULT_PAD 1024

#define VAULT_LIMIT_OPS 64
#define VAULT_LIMIT_MEM (UINT64_C(4) << 30)
#define VAULT_FILE_MAX ((size_t)16 << 20)

struct vault_wrap {
	uint8_t nonce[VAULT_NONCE_LEN];
	uint8_t wrapped[VAULT_WRAPPED_LEN];
};

struct vault_header {
	uint32_t flags;
	uint64_t ops, mem;
	uint8_t salt[VAULT_SALT_LEN];
	uint8_t id[VAULT_ID_LEN];
	struct vault_wrap full;      /* the full key, by the passphrase key */
	struct vault_wrap import;    /* the import key, by the full key */
	int unattended;
	struct vault_wrap keyfile;   /* the import key, by the key file's key; else 0 */
	uint8_t sum[VAULT_SUM_LEN];  /* of all bytes before it; told apart from a wrong
	                              * passphrase by it, not protected by it */
};

struct vault_sealed {                /* one section as it lies in the file */
	uint32_t id;
	uint64_t generation;
	uint8_t nonce[VAULT_NONCE_LEN];
	const uint8_t *head;         /* lent: its VAULT_SECTION_HEAD_LEN bytes */
	const uint8_t *cipher;       /* lent */
	size_t cipher_len;           /* with the tag */
};

struct vault_file {
	struct vault_header header;
	struct vault_sealed sections[2];   /* EXPORT, IMPORT */
};

/* Whole file; lends from data.  ERR_STORE when it is damaged, ERR_CONFIG when it
 * was written by a later version.  path is for the message only. */
int vault_file_parse(struct vault_file *out, const uint8_t *data, size_t len,
	const char *path, struct error *err);
/* Everything but the checksum's value is taken from h; the sum too. */
void vault_header_write(uint8_t out[VAULT_HEADER_LEN], const struct vault_header *h);
void vault_section_head_write(uint8_t out[VAULT_SECTION_HEAD_LEN], uint32_t id,
	uint64_t generation, const uint8_t nonce[VAULT_NONCE_LEN], uint64_t cipher_len);

/* ---- the entries of an opened section ---- */

struct vault_entry {
	const char *name;            /* lent, not NUL-terminated */
	size_t name_len;
	const uint8_t *value;        /* lent */
	size_t value_len;
	int64_t changed_ms;
};

/* Checks the whole of it: 0, or -1 (count, lengths, order, names).  The padding
 * is already off. */
int vault_entries_check(const uint8_t *data, size_t len);
/* Walks checked entries: *pos starts at 0; 1 and the entry, 0 at the end. */
int vault_entries_next(const uint8_t *data, size_t len, size_t *pos, struct vault_entry *e);
/* 1 and the entry of that name; 0. */
int vault_entries_find(const uint8_t *data, size_t len, const char *name, struct vault_entry *e);
/* Length after putting, replacing (value not NULL) or removing name. */
size_t vault_entries_len_with(const uint8_t *data, size_t len, const char *name,
	const struct vault_entry *put);
/* Writes them to out, which has that length.  An empty section is data NULL. */
void vault_entries_write_with(uint8_t *out, const uint8_t *data, size_t len, const char *name,
	const struct vault_entry *put);
/* Entries in it. */
uint32_t vault_entries_count(const uint8_t *data, size_t len);
/* 1..255 printable ASCII characters without blanks. */
int vault_name_valid(const char *name, size_t len);

/* ---- the key file ---- */

#define VAULT_KEYFILE_MAGIC "comptoir-import-key-1"
#define VAULT_KEYFILE_LEN (sizeof VAULT_KEYFILE_MAGIC + 2 * VAULT_ID_LEN + 1 + 2 * VAULT_KEY_LEN + 1)

/* One line: magic, vault id and key in hex.  out has VAULT_KEYFILE_LEN bytes, no
 * NUL.  parse gives 0 or -1; a missing or doubled line end is forgiven. */
void vault_keyfile_write(char *out, const uint8_t id[VAULT_ID_LEN], const uint8_t *key);
int vault_keyfile_parse(uint8_t id[VAULT_ID_LEN], uint8_t *key, const char *text, size_t len);

#endif
