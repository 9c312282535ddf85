/* The cryptography of the vault: Argon2id for the passphrase, XChaCha20-Poly1305
 * for everything sealed, BLAKE2b for the header's checksum; all from libsodium.
 *
 * What is bound to what (associated data):
 *  - the full key, wrapped by the passphrase key, to the header's first 72 bytes:
 *    magic, version, cost, salt, vault id;
 *  - the other two wrapped keys to magic, version, vault id and their slot, so
 *    that a new passphrase does not need the key file;
 *  - each section to every byte of the header and to its own head.
 * A random nonce of 24 bytes is drawn for each sealing; it never repeats. */
#include "vault/seal.h"

#include "base/i18n.h"
#include "base/xalloc.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define SLOT_AAD_LEN (8 + 4 + VAULT_ID_LEN + 1)

void seal_random(void *out, size_t len)
{
	if (sodium_init() < 0)
		BUG("libsodium does not start");
	randombytes_buf(out, len);
}

struct secret *seal_random_key(void)
{
	struct secret *key = secret_new(VAULT_KEY_LEN);

	seal_random(secret_bytes(key), VAULT_KEY_LEN);
	return key;
}

int seal_derive(struct secret **key, const struct secret *passphrase, const struct vault_header *h,
	struct error *err)
{
	struct secret *k = secret_new(VAULT_KEY_LEN);
	char mib[32];

	if (crypto_pwhash(secret_bytes(k), VAULT_KEY_LEN, secret_text(passphrase),
	    secret_len(passphrase), h->salt, h->ops, (size_t)h->mem, crypto_pwhash_ALG_ARGON2ID13)) {
		secret_free(k);
		snprintf(mib, sizeof mib, "%llu", (unsigned long long)(h->mem >> 20));
		return error_set(err, ERR_STORE,
			N_("there is not enough free memory to open the vault: it needs %s MiB for a moment"),
			mib, NULL);
	}
	*key = k;
	return 0;
}

/* The associated data of a wrapped key; gives its length. */
static size_t slot_aad(uint8_t out[VAULT_HEADER_LEN], const struct vault_header *h, enum seal_slot slot)
{
	vault_header_write(out, h);
	if (slot == SEAL_FULL)
		return VAULT_AT_WRAP1;
	memmove(out + 12, out + 56, VAULT_ID_LEN);
	out[SLOT_AAD_LEN - 1] = (uint8_t)slot;
	return SLOT_AAD_LEN;
}

void seal_wrap(struct vault_wrap *out, const struct secret *key, const struct secret *with,
	const struct vault_header *h, enum seal_slot slot)
{
	uint8_t aad[VAULT_HEADER_LEN];
	size_t aad_len = slot_aad(aad, h, slot);

	seal_random(out->nonce, sizeof out->nonce);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out->wrapped, NULL, secret_data(key),
		VAULT_KEY_LEN, aad, aad_len, NULL, out->nonce, secret_data(with));
}

int seal_unwrap(struct secret **key, const struct vault_wrap *w, const struct secret *with,
	const struct vault_header *h, enum seal_slot slot)
{
	struct secret *k = secret_new(VAULT_KEY_LEN);
	uint8_t aad[VAULT_HEADER_LEN];
	size_t aad_len = slot_aad(aad, h, slot);

	if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret_bytes(k), NULL, NULL, w->wrapped,
	    sizeof w->wrapped, aad, aad_len, w->nonce, secret_data(with))) {
		secret_free(k);
		return -1;
	}
	*key = k;
	return 0;
}

#define SECTION_AAD_LEN (VAULT_HEADER_LEN + VAULT_SECTION_HEAD_LEN)

static void section_aad(uint8_t out[SECTION_AAD_LEN], const uint8_t *header, const uint8_t *head)
{
	memcpy(out, header, VAULT_HEADER_LEN);
	memcpy(out + VAULT_HEADER_LEN, head, VAULT_SECTION_HEAD_LEN);
}

void seal_section(struct strbuf *out, const uint8_t header[VAULT_HEADER_LEN], uint32_t id,
	uint64_t generation, const struct secret *entries, const struct secret *key)
{
	size_t len = secret_len(entries);
	size_t padded_len = (len / VAULT_PAD + 1) * VAULT_PAD;
	size_t cipher_len = padded_len + VAULT_TAG_LEN;
	uint8_t head[VAULT_SECTION_HEAD_LEN], nonce[VAULT_NONCE_LEN], aad[SECTION_AAD_LEN];
	struct secret *padded = secret_new(padded_len);

	memcpy(secret_bytes(padded), secret_data(entries), len);
	((uint8_t *)secret_bytes(padded))[len] = 0x80;   /* then zeros: ISO/IEC 7816-4 */
	seal_random(nonce, sizeof nonce);
	vault_section_head_write(head, id, generation, nonce, cipher_len);
	section_aad(aad, header, head);
	strbuf_add(out, head, sizeof head);
	strbuf_grow(out, cipher_len + 1);
	crypto_aead_xchacha20poly1305_ietf_encrypt((uint8_t *)out->s + out->len, NULL,
		secret_data(padded), padded_len, aad, sizeof aad, NULL, nonce, secret_data(key));
	out->len += cipher_len;
	out->s[out->len] = 0;
	secret_free(padded);
}

int seal_open_section(struct secret **entries, const uint8_t header[VAULT_HEADER_LEN],
	const struct vault_sealed *s, const struct secret *key)
{
	size_t len, padded_len = s->cipher_len - VAULT_TAG_LEN;
	uint8_t aad[SECTION_AAD_LEN];
	struct secret *padded;
	int bad;

	if (padded_len > SECRET_MAX)
		return -1;
	padded = secret_new(padded_len);
	section_aad(aad, header, s->head);
	bad = crypto_aead_xchacha20poly1305_ietf_decrypt(secret_bytes(padded), NULL, NULL, s->cipher,
		s->cipher_len, aad, sizeof aad, s->nonce, secret_data(key));
	if (!bad)
		bad = sodium_unpad(&len, secret_data(padded), padded_len, VAULT_PAD);
	if (!bad)
		bad = vault_entries_check(secret_data(padded), len);
	if (!bad)
		*entries = secret_from_bytes(secret_data(padded), len);
	secret_free(padded);
	return bad ? -1 : 0;
}

void seal_header_sum(uint8_t out[VAULT_SUM_LEN], const uint8_t header[VAULT_HEADER_LEN])
{
	crypto_generichash(out, VAULT_SUM_LEN, header, VAULT_AT_SUM, NULL, 0);
}
