/* Trace lines: which categories, their form, threads. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/date.h"
#include "base/path.h"
#include "base/trace.h"
#include "base/xalloc.h"

#include "base/banned.h"

static char file[64];

static int start(void **state)
{
	int fd;

	snprintf(file, sizeof file, "/tmp/comptoir-trace-XXXXXX");
	fd = mkstemp(file);
	if (fd >= 0)
		close(fd);
	unlink(file);
	return fd < 0 ? -1 : 0;
}

static int end(void **state)
{
	trace_end();
	unlink(file);
	return 0;
}

static int begin(const char *categories)
{
	char *spec = xasprintf("%s:%s", categories, file);
	int rc = trace_init(spec);

	free(spec);
	return rc;
}

static int64_t fixed_now(void)
{
	return INT64_C(1795283700123);
}

static void chooses_categories(void **state)
{
	static const struct { const char *spec; unsigned on; } cases[] = {
		{ "http", 1u << TRACE_HTTP },
		{ "http,store", 1u << TRACE_HTTP | 1u << TRACE_STORE },
		{ "all", (1u << TRACE_COUNT) - 1 },
		{ "all,-http", ((1u << TRACE_COUNT) - 1) & ~(1u << TRACE_HTTP) },
		{ "-ui,-msg", ((1u << TRACE_COUNT) - 1) & ~(1u << TRACE_UI | 1u << TRACE_MSG) },
		{ "http,-http", 0 },
	};
	unsigned cat;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(begin(cases[i].spec), 0);
		for (cat = 0; cat < TRACE_COUNT; cat++)
			assert_int_equal(trace_on((enum trace_category)cat), cases[i].on >> cat & 1);
	}
	assert_false(trace_on(TRACE_COUNT));
	assert_string_equal(trace_category_name(TRACE_OUTBOX), "outbox");
	assert_null(trace_category_name(TRACE_COUNT));
}

static void refuses_what_it_does_not_know(void **state)
{
	static const char *const bad[] = { "http", ":x", "http:", "htt:/tmp/x", "http,:/tmp/x", "http,,store:/tmp/x",
		"http:/no/such/folder/x", "all,-:/tmp/x" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		assert_int_equal(trace_init(bad[i]), -1);
		assert_false(trace_on(TRACE_HTTP));
	}
	assert_int_equal(trace_init(NULL), 0);
	assert_int_equal(trace_init(""), 0);
	assert_false(trace_on(TRACE_HTTP));
	trace(TRACE_HTTP, "to nowhere");
}

static void lines_are_private_safe_and_complete(void **state)
{
	struct strbuf b = STRBUF_INIT;
	struct stat st;

	clock_replace(fixed_now, NULL);
	assert_int_equal(begin("http"), 0);
	trace(TRACE_HTTP, "GET %s\n%s", "/x", "\x1b[31mred");
	trace(TRACE_STORE, "not asked for");
	trace_thread_name("worker");
	trace(TRACE_HTTP, "%d", 200);
	trace_thread_name(NULL);
	trace_end();
	trace(TRACE_HTTP, "too late");
	clock_replace(NULL, NULL);
	assert_int_equal(path_read_file(&b, file, 4096, NULL), 0);
	assert_string_equal(b.s, "2026-11-21T17:55:00.123Z main http GET /x \xe2\x90\x9b[31mred\n"
		"2026-11-21T17:55:00.123Z worker http 200\n");
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	strbuf_release(&b);
}

#define LINES 500

static void *write_lines(void *name)
{
	int i;

	trace_thread_name(name);
	for (i = 0; i < LINES; i++)
		trace(TRACE_SYNC, "%s line %d of some length so that mixing would show", (char *)name, i);
	return NULL;
}

static void threads_do_not_mix_lines(void **state)
{
	static const char *const names[] = { "one", "two", "three", "four" };
	struct strbuf b = STRBUF_INIT;
	pthread_t threads[4];
	size_t i, lines = 0;
	char *s, *end_of_line;

	assert_int_equal(begin("sync"), 0);
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_lines, (void *)names[i]), 0);
	for (i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	trace_end();
	assert_int_equal(path_read_file(&b, file, 1 << 20, NULL), 0);
	for (s = b.s; (end_of_line = strchr(s, '\n')); s = end_of_line + 1, lines++) {
		char by[16], word[16];

		*end_of_line = '\0';
		assert_int_equal(sscanf(s, "%*s %15s sync %15s line %*d of some length so", by, word), 2);
		assert_string_equal(by, word);
		assert_string_equal(strstr(s, "that"), "that mixing would show");
	}
	assert_int_equal(lines, 4 * LINES);
	strbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(chooses_categories, start, end),
		cmocka_unit_test(refuses_what_it_does_not_know),
		cmocka_unit_test_setup_teardown(lines_are_private_safe_and_complete, start, end),
		cmocka_unit_test_setup_teardown(threads_do_not_mix_lines, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
