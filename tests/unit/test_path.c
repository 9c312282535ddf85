/* Places of files, and whole files read and replaced. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/path.h"
#include "base/xalloc.h"

#include "base/banned.h"

static char dir[64];

static char *in_dir(const char *name)
{
	return path_join(dir, name);
}

static int count_files(void)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)))
		n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
	closedir(d);
	return n;
}

static int make_dir(void **state)
{
	snprintf(dir, sizeof dir, "/tmp/comptoir-path-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (unlinkat(dirfd(d), e->d_name, 0))
			unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR);
	if (d)
		closedir(d);
	return rmdir(dir);
}

static void assert_path(char *path, const char *expected)
{
	assert_string_equal(path, expected);
	free(path);
}

static void joins(void **state)
{
	assert_path(path_join("/a", "b"), "/a/b");
	assert_path(path_join("/a/", "b"), "/a/b");
	assert_path(path_join("/a/", "/b"), "/a/b");
	assert_path(path_join("/a", ""), "/a");
	assert_path(path_join("/a", NULL), "/a");
	assert_path(path_join("", "b"), "b");
	assert_path(path_join("/", "b"), "/b");
}

static void places_follow_xdg(void **state)
{
	unsetenv("COMPTOIR_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	setenv("HOME", "/home/x", 1);
	setenv("XDG_DATA_HOME", "/srv/data", 1);
	assert_path(path_config("a"), "/home/x/.config/comptoir/a");
	assert_path(path_state("a"), "/home/x/.local/state/comptoir/a");
	assert_path(path_data("vault"), "/srv/data/comptoir/vault");
	setenv("XDG_DATA_HOME", "relative", 1);
	assert_path(path_data("vault"), "/home/x/.local/share/comptoir/vault");
	setenv("COMPTOIR_HOME", "/demo", 1);
	assert_path(path_config("a"), "/demo/config/a");
	assert_path(path_data("a"), "/demo/data/a");
	assert_path(path_state(NULL), "/demo/state");
	unsetenv("COMPTOIR_HOME");
	setenv("COMPTOIR_DATADIR", "/src/data", 1);
	assert_path(path_installed("themes/dark"), "/src/data/themes/dark");
	unsetenv("COMPTOIR_DATADIR");
	assert_path(path_installed("x"), PKGDATADIR "/x");
}

static void folders_are_made_private(void **state)
{
	char *deep = in_dir("one/two/three"), *one = in_dir("one");
	char *file = in_dir("file"), *below = in_dir("file/x");
	struct error err = ERROR_INIT;
	struct stat st;
	mode_t old = umask(0);

	assert_int_equal(path_make_dir(deep, &err), 0);
	assert_int_equal(path_make_dir(deep, &err), 0);
	assert_int_equal(stat(one, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(path_write_file(file, "", 0, 0600, &err), 0);
	assert_int_equal(path_make_dir(file, &err), ERR_STORE);
	assert_string_equal(err.args[0], file);
	assert_int_equal(path_make_dir(below, &err), ERR_STORE);
	umask(old);
	assert_int_equal(rmdir(deep), 0);
	deep[strlen(deep) - 6] = '\0';
	assert_int_equal(rmdir(deep), 0);
	error_release(&err);
	free(deep);
	free(one);
	free(file);
	free(below);
}

static void writes_and_reads_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 16383, 16384, 16385, 100000 };
	char *path = in_dir("data"), *data = xmalloc(100000);
	struct error err = ERROR_INIT;
	struct stat st;
	size_t i;

	for (i = 0; i < 100000; i++)
		data[i] = (char)(i * 7 % 256);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct strbuf b = STRBUF_INIT;

		assert_int_equal(path_write_file(path, data, sizes[i], i % 2 ? 0600 : 0644, &err), 0);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 07777, i % 2 ? 0600 : 0644);
		assert_int_equal(path_read_file(&b, path, sizes[i], &err), 0);
		assert_int_equal(b.len, sizes[i]);
		assert_memory_equal(b.s, data, sizes[i]);
		assert_int_equal(b.s[b.len], '\0');
		if (sizes[i]) {
			strbuf_reset(&b);
			assert_int_equal(path_read_file(&b, path, sizes[i] - 1, &err), ERR_DATA);
			assert_int_equal(b.len, 0);
		}
		strbuf_release(&b);
	}
	assert_int_equal(count_files(), 1);        /* no temporary file is left */
	error_release(&err);
	free(data);
	free(path);
}

static void refusals_name_the_file(void **state)
{
	char *absent = in_dir("absent"), *nowhere = in_dir("no/where");
	struct strbuf b = STRBUF_INIT;
	struct error err = ERROR_INIT;

	strbuf_adds(&b, "kept");
	assert_int_equal(path_read_file(&b, absent, 100, &err), ERR_NOTFOUND);
	assert_string_equal(err.args[0], absent);
	assert_string_equal(err.args[1], "No such file or directory");
	assert_int_equal(path_read_file(&b, dir, 100, &err), ERR_STORE);
	assert_string_equal(err.args[0], dir);
	assert_int_equal(path_write_file(nowhere, "x", 1, 0600, &err), ERR_STORE);
	assert_string_equal(err.args[0], nowhere);
	assert_string_equal(b.s, "kept");
	strbuf_release(&b);
	error_release(&err);
	free(absent);
	free(nowhere);
}

/* The new contents are written beside the old: when the last step fails, the old
 * is untouched and nothing lies around. */
static void a_failed_write_leaves_the_old(void **state)
{
	char *path = in_dir("busy"), *inside = in_dir("busy/inside");
	struct error err = ERROR_INIT;

	assert_int_equal(path_make_dir(inside, &err), 0);
	assert_int_equal(path_write_file(path, "x", 1, 0600, &err), ERR_STORE);
	assert_int_equal(count_files(), 1);
	assert_int_equal(rmdir(inside), 0);
	error_release(&err);
	free(path);
	free(inside);
}

/* A limit on the size of files stands for the full disk. */
static void a_full_disk_leaves_the_old(void **state)
{
	struct rlimit before, small;
	char *path = in_dir("kept"), data[4096] = { 1 };
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;

	assert_int_equal(path_write_file(path, "old", 3, 0600, &err), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 1000;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(path_write_file(path, data, sizeof data, 0600, &err), ERR_STORE);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_string_equal(err.args[1], "File too large");
	assert_int_equal(path_read_file(&b, path, 100, NULL), 0);
	assert_string_equal(b.s, "old");
	assert_int_equal(count_files(), 1);
	strbuf_release(&b);
	error_release(&err);
	free(path);
}

static void a_link_is_replaced_not_followed(void **state)
{
	char *path = in_dir("link"), *target = in_dir("target");
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;
	struct stat st;

	assert_int_equal(path_write_file(target, "theirs", 6, 0600, &err), 0);
	assert_int_equal(symlink(target, path), 0);
	assert_int_equal(path_write_file(path, "ours", 4, 0600, &err), 0);
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(path_read_file(&b, target, 100, &err), 0);
	assert_string_equal(b.s, "theirs");
	strbuf_release(&b);
	error_release(&err);
	free(path);
	free(target);
}

static void a_bare_name_means_this_folder(void **state)
{
	struct error err = ERROR_INIT;
	struct strbuf b = STRBUF_INIT;
	char *before = getcwd(NULL, 0);

	assert_int_equal(chdir(dir), 0);
	assert_int_equal(path_write_file("bare", "x", 1, 0600, &err), 0);
	assert_int_equal(path_read_file(&b, "bare", 10, &err), 0);
	assert_string_equal(b.s, "x");
	assert_int_equal(chdir(before), 0);
	strbuf_release(&b);
	free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins),
		cmocka_unit_test(places_follow_xdg),
		cmocka_unit_test_setup_teardown(folders_are_made_private, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(writes_and_reads_back, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(refusals_name_the_file, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(a_failed_write_leaves_the_old, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(a_link_is_replaced_not_followed, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(a_bare_name_means_this_folder, make_dir, remove_dir),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
