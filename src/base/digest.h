/* Hashes, random bytes and their text forms.  (libsodium underneath.) */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/strbuf.h"
#include <stdint.h>

#define DIGEST_LEN 32
#define DIGEST_HEX_LEN 65    /* with NUL */

int digest_init(void);                   /* once, before threads; 0 or -1 */
void digest_sha256(uint8_t out[DIGEST_LEN], const void *data, size_t len);
void digest_sha256_hex(char out[DIGEST_HEX_LEN], const void *data, size_t len);
void digest_hex(struct strbuf *out, const void *data, size_t len);
void digest_base64url(struct strbuf *out, const void *data, size_t len); /* no padding */
void digest_random(void *out, size_t len);
/* A version 4 UUID in lower case, 36 characters and NUL. */
void digest_uuid(char out[37]);

#endif
