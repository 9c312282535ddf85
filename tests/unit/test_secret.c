/* Guarded memory: what goes in comes out, a prompt's keys, comparison. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "vault/secret.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

static void secret_keeps_bytes_and_ends_in_nul(void **state)
{
	static const size_t sizes[] = { 0, 1, 31, 63, 64, 65, 4095, 4096, 65536 };
	size_t i, k;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct secret *s = secret_new(sizes[i]), *copy;
		unsigned char *p = secret_bytes(s);

		assert_int_equal(secret_len(s), sizes[i]);
		for (k = 0; k < sizes[i]; k++) {
			assert_int_equal(p[k], 0);
			p[k] = (unsigned char)(k * 7 + 1);
		}
		assert_int_equal(secret_text(s)[sizes[i]], 0);
		copy = secret_copy(s);
		assert_true(secret_equal(s, copy));
		assert_ptr_not_equal(secret_data(s), secret_data(copy));
		assert_memory_equal(secret_data(s), secret_data(copy), sizes[i]);
		secret_free(copy);
		secret_free(s);
	}
	secret_free(NULL);
}

static void secret_equal_looks_at_every_byte(void **state)
{
	struct secret *a = secret_from_text("passphrase"), *b;
	char text[] = "passphrase";
	size_t i;

	for (i = 0; i < strlen(text); i++) {
		text[i] ^= 1;
		b = secret_from_text(text);
		assert_false(secret_equal(a, b));
		secret_free(b);
		text[i] ^= 1;
	}
	b = secret_from_text("passphras");
	assert_false(secret_equal(a, b));
	assert_false(secret_equal(b, a));
	assert_false(secret_equal(a, NULL));
	assert_false(secret_equal(NULL, NULL));
	secret_free(b);
	b = secret_from_text("passphrase");
	assert_true(secret_equal(a, b));
	secret_free(b);
	secret_free(a);
}

static void push(struct secret *s, const char *text)
{
	for (; *text; text++)
		assert_int_equal(secret_push_char(s, *text), 0);
}

static void secret_is_typed_and_taken_back_by_whole_characters(void **state)
{
	struct secret *s = secret_new(0);

	assert_int_equal(secret_pop_char(s), -1);
	push(s, "aé漢𝄞");
	assert_int_equal(secret_count_chars(s), 4);
	assert_int_equal(secret_pop_char(s), 0);
	assert_string_equal(secret_text(s), "aé漢");
	assert_int_equal(secret_pop_char(s), 0);
	assert_int_equal(secret_pop_char(s), 0);
	assert_string_equal(secret_text(s), "a");
	assert_int_equal(secret_pop_char(s), 0);
	assert_int_equal(secret_pop_char(s), -1);
	assert_int_equal(secret_len(s), 0);
	assert_int_equal(secret_push_char(s, 0), -1);
	/* Ill-formed input may be taken back too, and never runs below the start. */
	push(s, "\x80\x80");
	assert_int_equal(secret_pop_char(s), 0);
	assert_int_equal(secret_len(s), 0);
	secret_free(s);
}

static void secret_grows_while_typed(void **state)
{
	struct secret *s = secret_new(0);
	size_t i;

	for (i = 0; i < 1000; i++) {
		assert_int_equal(secret_push_char(s, (char)('a' + i % 26)), 0);
		assert_int_equal(strlen(secret_text(s)), i + 1);
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(secret_text(s)[i], 'a' + (char)(i % 26));
	secret_clear(s);
	assert_int_equal(secret_len(s), 0);
	for (i = 0; i < 1000; i++)
		assert_int_equal(((const char *)secret_data(s))[i], 0);
	secret_free(s);
}

static void secret_wipe_leaves_zeros(void **state)
{
	char buf[] = "hunter2";

	secret_wipe(buf, sizeof buf - 1);
	assert_memory_equal(buf, "\0\0\0\0\0\0\0", 8);
	secret_wipe(NULL, 5);
}

static void harden_forbids_core_files(void **state)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct rlimit r;
		int ok = vault_harden_process() == 0;

		ok = ok && getrlimit(RLIMIT_CORE, &r) == 0 && r.rlim_cur == 0 && r.rlim_max == 0;
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secret_keeps_bytes_and_ends_in_nul),
		cmocka_unit_test(secret_equal_looks_at_every_byte),
		cmocka_unit_test(secret_is_typed_and_taken_back_by_whole_characters),
		cmocka_unit_test(secret_grows_while_typed),
		cmocka_unit_test(secret_wipe_leaves_zeros),
		cmocka_unit_test(harden_forbids_core_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
