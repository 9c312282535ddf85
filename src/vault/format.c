/* The vault's file format, byte by byte.
 *
 * All numbers are little-endian and unsigned.  A file is one header of fixed
 * length and exactly two sections; nothing may stand behind them.  Nothing read
 * here has been authenticated: a length is compared with what is left before it
 * is believed, and what the header demands of the key derivation is bounded, so
 * that a hostile file can neither overrun a buffer nor eat the machine. */
#include "vault/format.h"

#include "base/i18n.h"
#include "vault/vault.h"

#include <string.h>

#include "base/banned.h"

/* ---- numbers ---- */

static uint32_t get32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t get64(const uint8_t *p)
{
	return (uint64_t)get32(p) | (uint64_t)get32(p + 4) << 32;
}

static void put32(uint8_t *p, uint32_t v)
{
	int i;

	for (i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static void put64(uint8_t *p, uint64_t v)
{
	put32(p, (uint32_t)v);
	put32(p + 4, (uint32_t)(v >> 32));
}

/* ---- file ---- */

static int damaged(struct error *err, const char *path)
{
	return error_set(err, ERR_STORE,
		N_("the vault \"%s\" is damaged: restore the copy \"%s.bak\" or a backup"),
		path, path, NULL);
}

static int all_zero(const void *data, size_t len)
{
	const uint8_t *p = data;
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i])
			return 0;
	return 1;
}

static const uint8_t *wrap_parse(struct vault_wrap *w, const uint8_t *p)
{
	memcpy(w->nonce, p, sizeof w->nonce);
	memcpy(w->wrapped, p + sizeof w->nonce, sizeof w->wrapped);
	return p + sizeof w->nonce + sizeof w->wrapped;
}

static uint8_t *wrap_write(uint8_t *p, const struct vault_wrap *w)
{
	memcpy(p, w->nonce, sizeof w->nonce);
	memcpy(p + sizeof w->nonce, w->wrapped, sizeof w->wrapped);
	return p + sizeof w->nonce + sizeof w->wrapped;
}

static int header_parse(struct vault_header *h, const uint8_t *p, size_t len, const char *path,
	struct error *err)
{
	uint32_t unattended;

	if (len < VAULT_HEADER_LEN || memcmp(p, VAULT_MAGIC, 8))
		return damaged(err, path);
	if (get32(p + 8) > VAULT_VERSION)
		return error_set(err, ERR_CONFIG,
			N_("the vault \"%s\" was written by a later version of this program: install that version"),
			path, NULL);
	if (get32(p + 8) != VAULT_VERSION || get32(p + 12) != VAULT_HEADER_LEN)
		return damaged(err, path);
	h->flags = get32(p + 16);
	h->ops = get64(p + 24);
	h->mem = get64(p + 32);
	if (h->flags & ~VAULT_FLAG_KEEP_COST || get32(p + 20) != VAULT_KDF_ARGON2ID13 ||
	    h->ops < VAULT_MIN_OPS || h->ops > VAULT_LIMIT_OPS ||
	    h->mem < VAULT_MIN_MEM || h->mem > VAULT_LIMIT_MEM)
		return damaged(err, path);
	memcpy(h->salt, p + 40, sizeof h->salt);
	memcpy(h->id, p + 56, sizeof h->id);
	wrap_parse(&h->import, wrap_parse(&h->full, p + VAULT_AT_WRAP1));
	unattended = get32(p + 216);
	if (unattended > 1 || get32(p + 220))
		return damaged(err, path);
	h->unattended = (int)unattended;
	wrap_parse(&h->keyfile, p + 224);
	if (!h->unattended && !all_zero(&h->keyfile, sizeof h->keyfile))
		return damaged(err, path);
	memcpy(h->sum, p + VAULT_AT_SUM, sizeof h->sum);
	return 0;
}

/* Reads one section at p; gives its whole length, or 0. */
static size_t section_parse(struct vault_sealed *s, const uint8_t *p, size_t len, uint32_t id)
{
	uint64_t cipher_len;

	if (len < VAULT_SECTION_HEAD_LEN)
		return 0;
	s->id = get32(p);
	s->generation = get64(p + 8);
	memcpy(s->nonce, p + 16, sizeof s->nonce);
	cipher_len = get64(p + 40);
	if (s->id != id || get32(p + 4) || cipher_len > len - VAULT_SECTION_HEAD_LEN ||
	    cipher_len < VAULT_PAD + VAULT_TAG_LEN || (cipher_len - VAULT_TAG_LEN) % VAULT_PAD)
		return 0;
	s->head = p;
	s->cipher = p + VAULT_SECTION_HEAD_LEN;
	s->cipher_len = (size_t)cipher_len;
	return VAULT_SECTION_HEAD_LEN + s->cipher_len;
}

int vault_file_parse(struct vault_file *out, const uint8_t *data, size_t len, const char *path,
	struct error *err)
{
	size_t at = VAULT_HEADER_LEN, n;
	uint32_t i;
	int rc;

	memset(out, 0, sizeof *out);
	if (len > VAULT_FILE_MAX)
		return damaged(err, path);
	rc = header_parse(&out->header, data, len, path, err);
	if (rc)
		return rc;
	for (i = 0; i < 2; i++) {
		n = section_parse(&out->sections[i], data + at, len - at, VAULT_EXPORT + i);
		if (!n)
			return damaged(err, path);
		at += n;
	}
	return at == len ? 0 : damaged(err, path);
}

void vault_header_write(uint8_t out[VAULT_HEADER_LEN], const struct vault_header *h)
{
	memset(out, 0, VAULT_HEADER_LEN);
	memcpy(out, VAULT_MAGIC, 8);
	put32(out + 8, VAULT_VERSION);
	put32(out + 12, VAULT_HEADER_LEN);
	put32(out + 16, h->flags);
	put32(out + 20, VAULT_KDF_ARGON2ID13);
	put64(out + 24, h->ops);
	put64(out + 32, h->mem);
	memcpy(out + 40, h->salt, sizeof h->salt);
	memcpy(out + 56, h->id, sizeof h->id);
	wrap_write(wrap_write(out + VAULT_AT_WRAP1, &h->full), &h->import);
	put32(out + 216, (uint32_t)h->unattended);
	wrap_write(out + 224, &h->keyfile);
	memcpy(out + VAULT_AT_SUM, h->sum, sizeof h->sum);
}

void vault_section_head_write(uint8_t out[VAULT_SECTION_HEAD_LEN], uint32_t id, uint64_t generation,
	const uint8_t nonce[VAULT_NONCE_LEN], uint64_t cipher_len)
{
	put32(out, id);
	put32(out + 4, 0);
	put64(out + 8, generation);
	memcpy(out + 16, nonce, VAULT_NONCE_LEN);
	put64(out + 40, cipher_len);
}

/* ---- entries ---- */

int vault_name_valid(const char *name, size_t len)
{
	size_t i;

	if (!len || len > VAULT_NAME_MAX)
		return 0;
	for (i = 0; i < len; i++)
		if (name[i] < 0x21 || name[i] > 0x7e)
			return 0;
	return 1;
}

static int name_compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int d = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return d ? d : (a_len > b_len) - (a_len < b_len);
}

/* One entry: u16 name length, name, u32 value length, value, u64 time. */
static size_t entry_parse(struct vault_entry *e, const uint8_t *p, size_t len)
{
	size_t at = 2;

	if (len < 2)
		return 0;
	e->name_len = (size_t)(p[0] | p[1] << 8);
	if (len - at < e->name_len || len - at - e->name_len < 4)
		return 0;
	e->name = (const char *)p + at;
	at += e->name_len;
	e->value_len = get32(p + at);
	at += 4;
	if (e->value_len > VAULT_VALUE_MAX || len - at < e->value_len ||
	    len - at - e->value_len < 8)
		return 0;
	e->value = p + at;
	at += e->value_len;
	e->changed_ms = (int64_t)get64(p + at);
	return at + 8;
}

static size_t entry_len(const struct vault_entry *e)
{
	return 2 + e->name_len + 4 + e->value_len + 8;
}

static uint8_t *entry_write(uint8_t *p, const struct vault_entry *e)
{
	p[0] = (uint8_t)e->name_len;
	p[1] = (uint8_t)(e->name_len >> 8);
	memcpy(p + 2, e->name, e->name_len);
	p += 2 + e->name_len;
	put32(p, (uint32_t)e->value_len);
	if (e->value_len)
		memcpy(p + 4, e->value, e->value_len);
	p += 4 + e->value_len;
	put64(p, (uint64_t)e->changed_ms);
	return p + 8;
}

uint32_t vault_entries_count(const uint8_t *data, size_t len)
{
	return data && len >= 4 ? get32(data) : 0;
}

int vault_entries_check(const uint8_t *data, size_t len)
{
	struct vault_entry e, before = { 0 };
	size_t at = 4, n;
	uint32_t i, count;

	if (len < 4)
		return -1;
	count = get32(data);
	if (count > VAULT_COUNT_MAX)
		return -1;
	for (i = 0; i < count; i++) {
		n = entry_parse(&e, data + at, len - at);
		if (!n || !vault_name_valid(e.name, e.name_len))
			return -1;
		if (i && name_compare(before.name, before.name_len, e.name, e.name_len) >= 0)
			return -1;
		before = e;
		at += n;
	}
	return at == len ? 0 : -1;
}

int vault_entries_next(const uint8_t *data, size_t len, size_t *pos, struct vault_entry *e)
{
	size_t n;

	if (!*pos)
		*pos = 4;
	if (!data || *pos >= len)
		return 0;
	n = entry_parse(e, data + *pos, len - *pos);
	*pos += n;
	return n > 0;
}

int vault_entries_find(const uint8_t *data, size_t len, const char *name, struct vault_entry *e)
{
	size_t pos = 0, name_len = strlen(name);

	while (vault_entries_next(data, len, &pos, e))
		if (!name_compare(e->name, e->name_len, name, name_len))
			return 1;
	return 0;
}

size_t vault_entries_len_with(const uint8_t *data, size_t len, const char *name,
	const struct vault_entry *put)
{
	struct vault_entry e;
	size_t n = data ? len : 4;

	if (vault_entries_find(data, len, name, &e))
		n -= entry_len(&e);
	return put ? n + entry_len(put) : n;
}

void vault_entries_write_with(uint8_t *out, const uint8_t *data, size_t len, const char *name,
	const struct vault_entry *put)
{
	struct vault_entry e;
	size_t pos = 0, name_len = strlen(name);
	uint8_t *p = out + 4;
	uint32_t count = 0;
	int d;

	while (vault_entries_next(data, len, &pos, &e)) {
		d = name_compare(e.name, e.name_len, name, name_len);
		if (put && d >= 0) {
			p = entry_write(p, put);
			put = NULL;
			count++;
		}
		if (d) {
			p = entry_write(p, &e);
			count++;
		}
	}
	if (put) {
		entry_write(p, put);
		count++;
	}
	put32(out, count);
}

/* ---- key file ---- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int hex_read(uint8_t *out, const char *s, size_t bytes)
{
	size_t i;
	int hi, lo;

	for (i = 0; i < bytes; i++) {
		hi = hex_digit(s[2 * i]);
		lo = hex_digit(s[2 * i + 1]);
		if (hi < 0 || lo < 0)
			return -1;
		out[i] = (uint8_t)(hi << 4 | lo);
	}
	return 0;
}

static char *hex_write(char *out, const uint8_t *data, size_t bytes)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < bytes; i++) {
		*out++ = digits[data[i] >> 4];
		*out++ = digits[data[i] & 15];
	}
	return out;
}

void vault_keyfile_write(char *out, const uint8_t id[VAULT_ID_LEN], const uint8_t *key)
{
	memcpy(out, VAULT_KEYFILE_MAGIC " ", sizeof VAULT_KEYFILE_MAGIC);
	out = hex_write(out + sizeof VAULT_KEYFILE_MAGIC, id, VAULT_ID_LEN);
	*out++ = ' ';
	out = hex_write(out, key, VAULT_KEY_LEN);
	*out = '\n';
}

int vault_keyfile_parse(uint8_t id[VAULT_ID_LEN], uint8_t *key, const char *text, size_t len)
{
	const size_t magic = sizeof VAULT_KEYFILE_MAGIC;

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	if (len != VAULT_KEYFILE_LEN - 1 || memcmp(text, VAULT_KEYFILE_MAGIC " ", magic) ||
	    text[magic + 2 * VAULT_ID_LEN] != ' ')
		return -1;
	if (hex_read(id, text + magic, VAULT_ID_LEN))
		return -1;
	return hex_read(key, text + magic + 2 * VAULT_ID_LEN + 1, VAULT_KEY_LEN);
}
