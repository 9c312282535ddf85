/* Hashes against published values, text forms, random bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/array.h"
#include "base/digest.h"

#include "base/banned.h"

/* FIPS 180-2, appendix B. */
static void sha256_agrees_with_the_standard(void **state)
{
	static const struct { const char *in, *hex; } cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	uint8_t raw[DIGEST_LEN];
	char hex[DIGEST_HEX_LEN];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		digest_sha256_hex(hex, cases[i].in, strlen(cases[i].in));
		assert_string_equal(hex, cases[i].hex);
		digest_sha256(raw, cases[i].in, strlen(cases[i].in));
		digest_hex(&b, raw, sizeof raw);
		assert_string_equal(b.s, cases[i].hex);
		strbuf_release(&b);
	}
	digest_sha256_hex(hex, NULL, 0);
	assert_string_equal(hex, cases[0].hex);
}

/* RFC 4648, section 10, with the URL alphabet and without padding. */
static void base64url_agrees_with_the_rfc(void **state)
{
	static const struct { const char *in; size_t len; const char *out; } cases[] = {
		{ "", 0, "" }, { "f", 1, "Zg" }, { "fo", 2, "Zm8" }, { "foo", 3, "Zm9v" }, { "foob", 4, "Zm9vYg" },
		{ "fooba", 5, "Zm9vYmE" }, { "foobar", 6, "Zm9vYmFy" }, { "\xfb\xff\xfe", 3, "-__-" }, { "\0\0", 2, "AAA" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf b = STRBUF_INIT;

		digest_base64url(&b, cases[i].in, cases[i].len);
		assert_string_equal(b.s, cases[i].out);
		strbuf_release(&b);
	}
}

/* The worked example of RFC 7636, appendix B: what PKCE sends. */
static void pkce_challenge_agrees_with_the_rfc(void **state)
{
	static const char verifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
	struct strbuf b = STRBUF_INIT;
	uint8_t raw[DIGEST_LEN];

	digest_sha256(raw, verifier, strlen(verifier));
	digest_base64url(&b, raw, sizeof raw);
	assert_string_equal(b.s, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
	strbuf_release(&b);
}

static void uuids_have_their_form_and_differ(void **state)
{
	char uuid[37], before[37] = "";
	int i, j;

	for (i = 0; i < 200; i++) {
		digest_uuid(uuid);
		assert_int_equal(strlen(uuid), 36);
		for (j = 0; j < 36; j++) {
			if (j == 8 || j == 13 || j == 18 || j == 23)
				assert_int_equal(uuid[j], '-');
			else
				assert_non_null(strchr("0123456789abcdef", uuid[j]));
		}
		assert_int_equal(uuid[14], '4');
		assert_non_null(strchr("89ab", uuid[19]));
		assert_string_not_equal(uuid, before);
		memcpy(before, uuid, sizeof before);
	}
}

static void random_bytes_fill_the_room(void **state)
{
	uint8_t a[64] = { 0 }, b[64] = { 0 };

	digest_random(a, sizeof a);
	digest_random(b, sizeof b);
	assert_memory_not_equal(a, b, sizeof a);
	assert_memory_not_equal(a + 32, b + 32, 32);
	digest_random(a, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_agrees_with_the_standard),
		cmocka_unit_test(base64url_agrees_with_the_rfc),
		cmocka_unit_test(pkce_challenge_agrees_with_the_rfc),
		cmocka_unit_test(uuids_have_their_form_and_differ),
		cmocka_unit_test(random_bytes_fill_the_room),
	};

	if (digest_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
