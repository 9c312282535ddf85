/* Guarded memory for secrets.
 *
 * Each secret is one allocation of libsodium: guard pages on both sides, a
 * canary, locked into memory where the limit allows, left out of core dumps, and
 * wiped when freed.  The capacity is rounded up so that a passphrase being typed
 * moves seldom, and what it leaves behind is wiped by the free.  One byte of the
 * capacity is always kept for the NUL after the end. */
#include "vault/secret.h"

#include "base/xalloc.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/banned.h"

#define SECRET_STEP 64

struct secret {
	unsigned char *bytes;   /* owned, guarded */
	size_t len, cap;        /* cap > len: the NUL */
};

static unsigned char *guarded(size_t cap)
{
	unsigned char *p;

	if (sodium_init() < 0)
		BUG("libsodium does not start");
	p = sodium_malloc(cap);
	if (!p)
		BUG("no guarded memory for a secret of %zu bytes", cap);
	sodium_memzero(p, cap);
	return p;
}

struct secret *secret_new(size_t len)
{
	struct secret *s;

	if (len > SECRET_MAX)
		BUG("a secret of %zu bytes", len);
	s = xmalloc(sizeof *s);
	s->len = len;
	s->cap = (len / SECRET_STEP + 1) * SECRET_STEP;
	s->bytes = guarded(s->cap);
	return s;
}

struct secret *secret_from_bytes(const void *data, size_t len)
{
	struct secret *s = secret_new(len);

	if (len)
		memcpy(s->bytes, data, len);
	return s;
}

struct secret *secret_from_text(const char *text)
{
	return secret_from_bytes(text, strlen(text));
}

struct secret *secret_copy(const struct secret *s)
{
	return secret_from_bytes(s->bytes, s->len);
}

void secret_free(struct secret *s)
{
	if (!s)
		return;
	sodium_free(s->bytes);
	sodium_memzero(s, sizeof *s);
	free(s);
}

const void *secret_data(const struct secret *s)
{
	return s->bytes;
}

const char *secret_text(const struct secret *s)
{
	return (const char *)s->bytes;
}

void *secret_bytes(struct secret *s)
{
	return s->bytes;
}

size_t secret_len(const struct secret *s)
{
	return s->len;
}

int secret_equal(const struct secret *a, const struct secret *b)
{
	if (!a || !b || a->len != b->len)
		return 0;
	return sodium_memcmp(a->bytes, b->bytes, a->len) == 0;
}

int secret_push_char(struct secret *s, char byte)
{
	if (!byte || s->len >= SECRET_MAX)
		return -1;
	if (s->len + 1 >= s->cap) {
		size_t cap = s->cap * 2;
		unsigned char *p = guarded(cap);

		memcpy(p, s->bytes, s->len);
		sodium_free(s->bytes);
		s->bytes = p;
		s->cap = cap;
	}
	s->bytes[s->len++] = (unsigned char)byte;
	s->bytes[s->len] = 0;
	return 0;
}

static int is_continuation(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

int secret_pop_char(struct secret *s)
{
	unsigned char last;

	if (!s->len)
		return -1;
	do {
		last = s->bytes[--s->len];
		s->bytes[s->len] = 0;
	} while (s->len && is_continuation(last));
	return 0;
}

size_t secret_count_chars(const struct secret *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->len; i++)
		n += !is_continuation(s->bytes[i]);
	return n;
}

void secret_clear(struct secret *s)
{
	sodium_memzero(s->bytes, s->cap);
	s->len = 0;
}

void secret_wipe(void *p, size_t len)
{
	if (p && len)
		sodium_memzero(p, len);
}

int vault_harden_process(void)
{
	struct rlimit none = { 0, 0 };
	int ok = setrlimit(RLIMIT_CORE, &none) == 0;

	/* A leak checker reads this process from outside; such a build is never
	 * the one that holds real secrets. */
#ifndef SANITIZED
	ok &= prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L) == 0;
#endif
	return ok ? 0 : -1;
}
