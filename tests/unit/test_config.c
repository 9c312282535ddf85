/* Settings: the file over the defaults, the command line over the file. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/path.h"
#include "ui/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

static char home[] = "/tmp/test-config-XXXXXX";

static int start(void **state)
{
	if (mkdtemp(home) == NULL)
		return -1;
	return setenv("COMPTOIR_HOME", home, 1);
}

static int end(void **state)
{
	char *path = path_config("comptoir.conf");

	unlink(path);
	free(path);
	path = path_config("");
	path[strlen(path) - (path[strlen(path) - 1] == '/')] = '\0';
	rmdir(path);
	free(path);
	return rmdir(home) == 0 || access(home, F_OK) != 0 ? 0 : -1;
}

static void write_file(const char *text)
{
	char *path = path_config("comptoir.conf"), *dir = path_config("");

	assert_int_equal(path_make_dir(dir, NULL), 0);
	assert_int_equal(path_write_file(path, text, strlen(text), 0600, NULL), 0);
	free(path);
	free(dir);
}

/* What cli_parse leaves when nothing was typed. */
static struct cli_args typed_nothing(void)
{
	return (struct cli_args){ .passphrase_fd = -1, .settle_ms = -1, .wait_s = -1, .mouse = 1 };
}

static void no_file_means_defaults(void **state)
{
	struct cli_args a = typed_nothing();
	struct option_values v = { NULL, 0, 0 };

	assert_int_equal(config_load(&v, &a, NULL), 0);
	assert_null(a.lang);
	assert_string_equal(a.theme, "default");
	assert_int_equal(a.ascii, 0);
	assert_int_equal(a.mouse, 1);
	assert_int_equal(a.auto_lock_ms, 15 * 60000);
	assert_int_equal(a.grace_ms, 0);
	assert_int_equal(a.settle_ms, -1);
	assert_int_equal(a.wait_s, 120);
	assert_null(a.ca_bundle);
	assert_null(a.user);
	assert_int_equal(a.read_only, 0);
	option_values_release(&v);
}

static const char everything[] =
	"language = fr_CA\ntheme = mono\nascii = yes\nmouse = no\nauto_lock_minutes = 0\ngrace_seconds = 5\n"
	"settle_ms = 250\nwait_seconds = 7\nca_bundle = /etc/ssl/own.pem\nuser = louise\nread_only = yes\n";

static void the_file_is_taken(void **state)
{
	struct cli_args a = typed_nothing();
	struct option_values v = { NULL, 0, 0 };

	write_file(everything);
	assert_int_equal(config_load(&v, &a, NULL), 0);
	assert_string_equal(a.lang, "fr_CA");
	assert_string_equal(a.theme, "mono");
	assert_int_equal(a.ascii, 1);
	assert_int_equal(a.mouse, 0);
	assert_int_equal(a.auto_lock_ms, 0);
	assert_int_equal(a.grace_ms, 5000);
	assert_int_equal(a.settle_ms, 250);
	assert_int_equal(a.wait_s, 7);
	assert_string_equal(a.ca_bundle, "/etc/ssl/own.pem");
	assert_string_equal(a.user, "louise");
	assert_int_equal(a.read_only, 1);
	option_values_release(&v);
}

static void what_was_typed_wins(void **state)
{
	struct cli_args a = typed_nothing();
	struct option_values v = { NULL, 0, 0 };

	a.lang = "en";
	a.theme = "light";
	a.settle_ms = 0;
	a.wait_s = 1;
	a.ca_bundle = "typed.pem";
	a.user = "marc";
	write_file(everything);
	assert_int_equal(config_load(&v, &a, NULL), 0);
	assert_string_equal(a.lang, "en");
	assert_string_equal(a.theme, "light");
	assert_int_equal(a.settle_ms, 0);
	assert_int_equal(a.wait_s, 1);
	assert_string_equal(a.ca_bundle, "typed.pem");
	assert_string_equal(a.user, "marc");
	option_values_release(&v);
}

static void the_demo_takes_the_look_alone(void **state)
{
	struct cli_args a = typed_nothing();
	struct option_values v = { NULL, 0, 0 };

	a.demo = 1;
	write_file(everything);
	assert_int_equal(config_load(&v, &a, NULL), 0);
	assert_string_equal(a.theme, "mono");
	assert_int_equal(a.ascii, 1);
	assert_null(a.user);
	assert_null(a.ca_bundle);
	assert_int_equal(a.read_only, 0);
	assert_int_equal(a.settle_ms, -1);
	option_values_release(&v);
}

static void nonsense_is_refused_with_its_line(void **state)
{
	static const struct { const char *text, *says; } cases[] = {
		{ "theme = mono\ncolour = red\n", "Line 2" },
		{ "theme = mono\ncolour = red\n", "colour" },
		{ "language = de\n", "auto|en|fr|fr_CA" },
		{ "auto_lock_minutes = soon\n", "auto_lock_minutes" },
		{ "auto_lock_minutes = -1\n", "auto_lock_minutes" },
		{ "grace_seconds = 3601\n", "3600" },
		{ "mouse = perhaps\n", "mouse" },
		{ "mouse\n", "Line 1" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cli_args a = typed_nothing();
		struct option_values v = { NULL, 0, 0 };
		struct error err = ERROR_INIT;
		struct strbuf text = STRBUF_INIT;

		write_file(cases[i].text);
		assert_int_equal(config_load(&v, &a, &err), ERR_CONFIG);
		error_text(&text, &err, 0);
		assert_non_null(strstr(text.s, cases[i].says));
		assert_non_null(strstr(text.s, "comptoir.conf"));
		assert_string_equal(a.theme, "default");    /* nothing of a bad file is kept */
		error_release(&err);
		strbuf_release(&text);
		option_values_release(&v);
	}
}

/* Every row can be set to its own default, and says what it is for. */
static void the_table_is_sound(void **state)
{
	for (const struct option_def *d = config_options; d->name; d++) {
		struct option_values v = { NULL, 0, 0 };

		assert_non_null(d->title);
		assert_non_null(d->help);
		assert_int_not_equal(d->type, OPTION_SECRET);
		if (d->fallback)
			assert_int_equal(option_set(&v, config_options, d->name, d->fallback, NULL), 0);
		option_values_release(&v);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_file_means_defaults),
		cmocka_unit_test(the_file_is_taken),
		cmocka_unit_test(what_was_typed_wins),
		cmocka_unit_test(the_demo_takes_the_look_alone),
		cmocka_unit_test(nonsense_is_refused_with_its_line),
		cmocka_unit_test(the_table_is_sound),
	};

	return cmocka_run_group_tests(tests, start, end);
}
