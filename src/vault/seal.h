/* The cryptography of the vault, four operations.  Inside src/vault only; keys
 * are VAULT_KEY_LEN bytes in guarded memory.  Any thread. */
#ifndef VAULT_SEAL_H
#define VAULT_SEAL_H

#include "vault/format.h"
#include "vault/secret.h"

/* The key of a passphrase, at the header's cost.  ERR_STORE when there is not
 * enough memory. */
int seal_derive(struct secret **key, const struct secret *passphrase,
	const struct vault_header *h, struct error *err);
struct secret *seal_random_key(void);
void seal_random(void *out, size_t len);

/* Which key is wrapped, for the associated data. */
enum seal_slot { SEAL_FULL = 1, SEAL_IMPORT = 2, SEAL_KEYFILE = 3 };

void seal_wrap(struct vault_wrap *out, const struct secret *key, const struct secret *with,
	const struct vault_header *h, enum seal_slot slot);
/* 0, or -1 when `with` is not the key or a byte was changed. */
int seal_unwrap(struct secret **key, const struct vault_wrap *w, const struct secret *with,
	const struct vault_header *h, enum seal_slot slot);

/* Adds one whole section (head and sealed entries) to out. */
void seal_section(struct strbuf *out, const uint8_t header[VAULT_HEADER_LEN], uint32_t id,
	uint64_t generation, const struct secret *entries, const struct secret *key);
/* Opens and checks one; 0 or -1. */
int seal_open_section(struct secret **entries, const uint8_t header[VAULT_HEADER_LEN],
	const struct vault_sealed *s, const struct secret *key);

/* The checksum of a written header. */
void seal_header_sum(uint8_t out[VAULT_SUM_LEN], const uint8_t header[VAULT_HEADER_LEN]);

#endif
