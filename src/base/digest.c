/* Hashes, random bytes and their text forms.  Besides the vault, the only place
 * that knows libsodium. */
#include "base/digest.h"

#include <sodium.h>

#include "base/banned.h"

int digest_init(void)
{
	return sodium_init() < 0 ? -1 : 0;
}

void digest_sha256(uint8_t out[DIGEST_LEN], const void *data, size_t len)
{
	_Static_assert(DIGEST_LEN == crypto_hash_sha256_BYTES, "SHA-256 has 32 bytes");
	crypto_hash_sha256(out, len ? data : (const void *)"", len);
}

void digest_sha256_hex(char out[DIGEST_HEX_LEN], const void *data, size_t len)
{
	uint8_t hash[DIGEST_LEN];

	digest_sha256(hash, data, len);
	sodium_bin2hex(out, DIGEST_HEX_LEN, hash, sizeof hash);
}

void digest_hex(struct strbuf *out, const void *data, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *p = data;

	strbuf_grow(out, 2 * len);
	for (; len; p++, len--) {
		strbuf_addc(out, digits[*p >> 4]);
		strbuf_addc(out, digits[*p & 15]);
	}
}

void digest_base64url(struct strbuf *out, const void *data, size_t len)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const uint8_t *p = data;
	uint32_t group;
	size_t n, i;

	for (; len; p += n, len -= n) {
		n = len < 3 ? len : 3;
		group = (uint32_t)p[0] << 16;
		if (n > 1)
			group |= (uint32_t)p[1] << 8;
		if (n > 2)
			group |= p[2];
		for (i = 0; i <= n; i++)
			strbuf_addc(out, letters[group >> (18 - 6 * i) & 63]);
	}
}

void digest_random(void *out, size_t len)
{
	randombytes_buf(out, len);
}

void digest_uuid(char out[37])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t b[16];
	size_t i, n = 0;

	randombytes_buf(b, sizeof b);
	b[6] = (uint8_t)((b[6] & 0x0f) | 0x40);        /* version 4 */
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);        /* variant of RFC 9562 */
	for (i = 0; i < sizeof b; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[n++] = '-';
		out[n++] = digits[b[i] >> 4];
		out[n++] = digits[b[i] & 15];
	}
	out[n] = '\0';
}
