/* Pools: alignment, zeroed memory, large pieces, reset. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/pool.h"

#include "base/banned.h"

static void pieces_are_aligned_zeroed_and_apart(void **state)
{
	struct pool p = POOL_INIT;
	unsigned char *ptr[2000];
	size_t i, j, size;

	for (i = 0; i < 2000; i++) {
		size = i * 37 % 300;
		ptr[i] = pool_alloc(&p, size);
		assert_int_equal((uintptr_t)ptr[i] % _Alignof(max_align_t), 0);
		for (j = 0; j < size; j++)
			assert_int_equal(ptr[i][j], 0);
		memset(ptr[i], (int)(i % 255) + 1, size);
	}
	for (i = 0; i < 2000; i++)
		for (j = 0; j < i * 37 % 300; j++)
			assert_int_equal(ptr[i][j], i % 255 + 1);
	pool_release(&p);
	assert_null(p.blocks);
	pool_release(&p);
}

static void large_pieces_get_their_own_room(void **state)
{
	struct pool p = POOL_INIT;
	char *before = pool_strdup(&p, "before"), *large, *after;

	large = pool_alloc(&p, 3 * 1024 * 1024);
	memset(large, 'x', 3 * 1024 * 1024);
	after = pool_strdup(&p, "after");
	assert_string_equal(before, "before");
	assert_string_equal(after, "after");
	assert_int_equal(large[3 * 1024 * 1024 - 1], 'x');
	assert_ptr_equal(after, before + strlen(before) + 1);        /* the small room still counts */
	pool_release(&p);
}

static void copies_strings(void **state)
{
	struct pool p = POOL_INIT;
	char longer[1000], *s;

	assert_null(pool_strdup(&p, NULL));
	assert_null(pool_strndup(&p, NULL, 3));
	assert_string_equal(pool_strndup(&p, "abcdef", 3), "abc");
	assert_string_equal(pool_strndup(&p, "ab", 30), "ab");
	assert_string_equal(pool_strdup(&p, ""), "");
	assert_string_equal(pool_printf(&p, "%s-%04d", "SC", 77), "SC-0077");
	memset(longer, 'y', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	s = pool_printf(&p, "%s%s", longer, longer);
	assert_int_equal(strlen(s), 1998);
	pool_release(&p);
}

static void reset_keeps_one_block(void **state)
{
	struct pool p = POOL_INIT;
	int round, i;

	pool_reset(&p);
	for (round = 0; round < 50; round++) {
		for (i = 0; i < 1000; i++)
			assert_string_equal(pool_printf(&p, "%d", i), i == 7 ? "7" : pool_printf(&p, "%d", i));
		pool_reset(&p);
		assert_non_null(p.blocks);
	}
	assert_int_equal(*(unsigned char *)pool_alloc(&p, 1), 0);
	pool_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_aligned_zeroed_and_apart),
		cmocka_unit_test(large_pieces_get_their_own_room),
		cmocka_unit_test(copies_strings),
		cmocka_unit_test(reset_keeps_one_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
