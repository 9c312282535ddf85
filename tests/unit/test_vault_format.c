/* The vault's format without cryptography: round trips, every truncation, every
 * single-byte change, entry lists that lie about themselves. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "vault/format.h"
#include "vault/vault.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define CIPHER (VAULT_PAD + VAULT_TAG_LEN)
#define WHOLE (VAULT_HEADER_LEN + 2 * (VAULT_SECTION_HEAD_LEN + CIPHER))

static struct vault_header sample_header(void)
{
	struct vault_header h = { .flags = VAULT_FLAG_KEEP_COST, .ops = 3, .mem = 1 << 20, .unattended = 1 };

	memset(h.salt, 1, sizeof h.salt);
	memset(h.id, 2, sizeof h.id);
	memset(&h.full, 3, sizeof h.full);
	memset(&h.import, 4, sizeof h.import);
	memset(&h.keyfile, 5, sizeof h.keyfile);
	memset(h.sum, 6, sizeof h.sum);
	return h;
}

static void sample_file(uint8_t out[WHOLE])
{
	struct vault_header h = sample_header();
	uint8_t nonce[VAULT_NONCE_LEN], *p = out + VAULT_HEADER_LEN;
	uint32_t id;

	memset(out, 0x5a, WHOLE);
	memset(nonce, 7, sizeof nonce);
	vault_header_write(out, &h);
	for (id = 1; id <= 2; id++) {
		vault_section_head_write(p, id, UINT64_C(0x0102030405060708) + id, nonce, CIPHER);
		p += VAULT_SECTION_HEAD_LEN + CIPHER;
	}
}

static void file_round_trip_keeps_every_field(void **state)
{
	struct vault_header want = sample_header();
	uint8_t data[WHOLE], again[VAULT_HEADER_LEN];
	struct vault_file f;

	sample_file(data);
	assert_int_equal(vault_file_parse(&f, data, sizeof data, "v", NULL), 0);
	assert_memory_equal(&f.header.full, &want.full, sizeof want.full);
	assert_memory_equal(&f.header.import, &want.import, sizeof want.import);
	assert_memory_equal(&f.header.keyfile, &want.keyfile, sizeof want.keyfile);
	assert_memory_equal(f.header.salt, want.salt, sizeof want.salt);
	assert_memory_equal(f.header.id, want.id, sizeof want.id);
	assert_memory_equal(f.header.sum, want.sum, sizeof want.sum);
	assert_int_equal(f.header.flags, want.flags);
	assert_int_equal(f.header.ops, want.ops);
	assert_int_equal(f.header.mem, want.mem);
	assert_int_equal(f.header.unattended, 1);
	vault_header_write(again, &f.header);
	assert_memory_equal(again, data, sizeof again);
	assert_int_equal(f.sections[0].generation, UINT64_C(0x0102030405060709));
	assert_int_equal(f.sections[1].generation, UINT64_C(0x010203040506070a));
	assert_int_equal(f.sections[1].cipher_len, CIPHER);
	assert_ptr_equal(f.sections[1].cipher + CIPHER, data + WHOLE);
}

static void file_cut_anywhere_is_damaged(void **state)
{
	uint8_t data[WHOLE], *cut;
	struct vault_file f;
	struct error err = ERROR_INIT;
	size_t n;

	sample_file(data);
	for (n = 0; n < WHOLE; n++) {
		cut = malloc(n + !n);          /* its own block: a read behind it shows */
		assert_non_null(cut);
		memcpy(cut, data, n);
		assert_int_equal(vault_file_parse(&f, cut, n, "v", &err), ERR_STORE);
		free(cut);
	}
	error_release(&err);
}

static void file_with_something_behind_it_is_damaged(void **state)
{
	uint8_t data[WHOLE + 1] = { 0 };
	struct vault_file f;

	sample_file(data);
	assert_int_equal(vault_file_parse(&f, data, sizeof data, "v", NULL), ERR_STORE);
}

static void file_bounds_are_kept(void **state)
{
	static const struct { size_t at; uint8_t byte; int want; const char *what; } rows[] = {
		{ 0, 'X', ERR_STORE, "magic" },
		{ 8, 2, ERR_CONFIG, "later version" },
		{ 8, 0, ERR_STORE, "version 0" },
		{ 12, 0, ERR_STORE, "header length" },
		{ 16, 3, ERR_STORE, "unknown flag" },
		{ 20, 2, ERR_STORE, "unknown KDF" },
		{ 24, 0, ERR_STORE, "no pass" },
		{ 24, 64, 0, "64 passes" },
		{ 24, 65, ERR_STORE, "65 passes" },
		{ 31, 1, ERR_STORE, "2^56 passes" },
		{ 36, 1, ERR_STORE, "4 GiB and more" },
		{ 39, 0x80, ERR_STORE, "2^63 bytes" },
		{ 216, 2, ERR_STORE, "unattended 2" },
		{ 216, 0, ERR_STORE, "a wrapper that should be empty" },
		{ 220, 1, ERR_STORE, "reserved" },
		{ VAULT_HEADER_LEN, 2, ERR_STORE, "section order" },
		{ VAULT_HEADER_LEN + 4, 1, ERR_STORE, "section reserved" },
		{ VAULT_HEADER_LEN + 40, 0, ERR_STORE, "length not padded" },
		{ VAULT_HEADER_LEN + 47, 0xff, ERR_STORE, "length beyond 64 bits of sense" },
		{ VAULT_HEADER_LEN + 42, 1, ERR_STORE, "length beyond the file" },
	};
	uint8_t data[WHOLE];
	struct vault_file f;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		sample_file(data);
		data[rows[i].at] = rows[i].byte;
		if (vault_file_parse(&f, data, sizeof data, "v", NULL) != rows[i].want)
			fail_msg("%s", rows[i].what);
	}
	sample_file(data);       /* exactly 4 GiB is the last that is believed */
	memset(data + 32, 0, 8);
	data[36] = 1;
	assert_int_equal(vault_file_parse(&f, data, sizeof data, "v", NULL), 0);
	data[32] = 1;
	assert_int_equal(vault_file_parse(&f, data, sizeof data, "v", NULL), ERR_STORE);
}

static void file_of_any_bytes_never_overruns(void **state)
{
	uint8_t data[WHOLE];
	struct vault_file f;
	uint32_t x = 12345;
	size_t i, k;

	for (i = 0; i < 20000; i++) {
		sample_file(data);
		for (k = 0; k < 4; k++) {
			x = x * 1664525 + 1013904223;
			data[(x >> 8) % (k & 1 ? WHOLE : VAULT_HEADER_LEN + 48)] ^= (uint8_t)(x >> 3 | 1);
		}
		(void)vault_file_parse(&f, data, sizeof data, "v", NULL);
	}
}

/* ---- entries ---- */

struct list { uint8_t *data; size_t len; };

static void list_put(struct list *l, const char *name, const char *value)
{
	struct vault_entry put = { name, strlen(name), (const uint8_t *)value, strlen(value), 77 };
	size_t n = vault_entries_len_with(l->data, l->len, name, &put);
	uint8_t *p = malloc(n);

	assert_non_null(p);
	vault_entries_write_with(p, l->data, l->len, name, &put);
	free(l->data);
	l->data = p;
	l->len = n;
}

static void list_drop(struct list *l, const char *name)
{
	size_t n = vault_entries_len_with(l->data, l->len, name, NULL);
	uint8_t *p = malloc(n);

	assert_non_null(p);
	vault_entries_write_with(p, l->data, l->len, name, NULL);
	free(l->data);
	l->data = p;
	l->len = n;
}

static void assert_list(const struct list *l, const char *want)
{
	char got[256] = "";
	struct vault_entry e;
	size_t pos = 0, n = 0;

	assert_int_equal(vault_entries_check(l->data, l->len), 0);
	while (vault_entries_next(l->data, l->len, &pos, &e)) {
		assert_int_equal(e.changed_ms, 77);
		memcpy(got + n, e.name, e.name_len);
		n += e.name_len;
		got[n++] = '=';
		memcpy(got + n, e.value, e.value_len);
		n += e.value_len;
		got[n++] = ' ';
	}
	got[n] = 0;
	assert_string_equal(got, want);
}

static void entries_stay_sorted_whatever_the_order(void **state)
{
	struct list l = { NULL, 0 };
	struct vault_entry e;

	list_put(&l, "m", "1");
	list_put(&l, "z", "2");
	list_put(&l, "a", "");
	list_put(&l, "ma", "4");
	assert_list(&l, "a= m=1 ma=4 z=2 ");
	list_put(&l, "m", "longer");
	assert_list(&l, "a= m=longer ma=4 z=2 ");
	list_drop(&l, "nobody");
	list_drop(&l, "a");
	list_drop(&l, "z");
	assert_list(&l, "m=longer ma=4 ");
	assert_int_equal(vault_entries_count(l.data, l.len), 2);
	assert_int_equal(vault_entries_find(l.data, l.len, "ma", &e), 1);
	assert_int_equal(e.value_len, 1);
	assert_int_equal(vault_entries_find(l.data, l.len, "mb", &e), 0);
	list_drop(&l, "m");
	list_drop(&l, "ma");
	assert_int_equal(l.len, 4);
	assert_list(&l, "");
	free(l.data);
}

static void entries_that_lie_are_refused(void **state)
{
	struct list l = { NULL, 0 };
	uint8_t *p;
	size_t n, i;

	list_put(&l, "aa", "first");
	list_put(&l, "bb", "second");
	for (n = 0; n < l.len; n++) {
		p = malloc(n + !n);
		assert_non_null(p);
		memcpy(p, l.data, n);
		assert_int_equal(vault_entries_check(p, n), -1);
		free(p);
	}
	for (i = 0; i < 4; i++) {          /* the count */
		l.data[i] ^= 0x10;
		assert_int_equal(vault_entries_check(l.data, l.len), -1);
		l.data[i] ^= 0x10;
	}
	l.data[6] = 'c';                   /* no longer in order */
	assert_int_equal(vault_entries_check(l.data, l.len), -1);
	l.data[6] = l.data[7] = 'b';       /* twice the same name */
	assert_int_equal(vault_entries_check(l.data, l.len), -1);
	l.data[6] = '\n';                  /* a name nobody can have given */
	assert_int_equal(vault_entries_check(l.data, l.len), -1);
	l.data[6] = l.data[7] = 'a';
	assert_int_equal(vault_entries_check(l.data, l.len), 0);
	l.data[9] = 0xff;                  /* a value of 65 000 bytes */
	assert_int_equal(vault_entries_check(l.data, l.len), -1);
	free(l.data);
}

static void key_file_text_round_trip(void **state)
{
	uint8_t id[VAULT_ID_LEN], key[VAULT_KEY_LEN], id2[VAULT_ID_LEN], key2[VAULT_KEY_LEN];
	char text[VAULT_KEYFILE_LEN + 2];
	size_t i;

	for (i = 0; i < sizeof key; i++)
		key[i] = (uint8_t)(i * 11);
	memset(id, 0xab, sizeof id);
	vault_keyfile_write(text, id, key);
	assert_int_equal(text[VAULT_KEYFILE_LEN - 1], '\n');
	assert_int_equal(vault_keyfile_parse(id2, key2, text, VAULT_KEYFILE_LEN), 0);
	assert_memory_equal(id, id2, sizeof id);
	assert_memory_equal(key, key2, sizeof key);
	assert_int_equal(vault_keyfile_parse(id2, key2, text, VAULT_KEYFILE_LEN - 1), 0);
	for (i = 0; i < VAULT_KEYFILE_LEN - 1; i++)
		assert_int_equal(vault_keyfile_parse(id2, key2, text, i), -1);
	for (i = 0; i < VAULT_KEYFILE_LEN - 1; i++) {
		char keep = text[i];

		text[i] = '/';
		assert_int_equal(vault_keyfile_parse(id2, key2, text, VAULT_KEYFILE_LEN), -1);
		text[i] = keep;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_round_trip_keeps_every_field),
		cmocka_unit_test(file_cut_anywhere_is_damaged),
		cmocka_unit_test(file_with_something_behind_it_is_damaged),
		cmocka_unit_test(file_bounds_are_kept),
		cmocka_unit_test(file_of_any_bytes_never_overruns),
		cmocka_unit_test(entries_stay_sorted_whatever_the_order),
		cmocka_unit_test(entries_that_lie_are_refused),
		cmocka_unit_test(key_file_text_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
