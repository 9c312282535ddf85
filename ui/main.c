/* Start: language, hardening, then a face: the screens, the demo, or a command. */
#include "base/array.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/trace.h"
#include "ui/app.h"
#include "ui/cli.h"
#include "ui/config.h"
#include "ui/interrupt.h"
#include "ui/script.h"
#include "ui/start.h"
#include "vault/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/banned.h"

/* Settings that cannot be used stop everything, except the commands one mends them with. */
static int load_settings(struct option_values *v, struct cli_args *a)
{
	static const char *const menders[] = { "doctor", "paths", "help" };
	struct error err = ERROR_INIT;
	int rc = config_load(v, a, &err);

	if (rc < 0)
		rc = cli_fail(&err);
	for (size_t i = 0; rc && a->n_words && i < ARRAY_SIZE(menders); i++)
		if (strcmp(a->words[0], menders[i]) == 0)
			rc = 0;
	error_release(&err);
	return rc;
}

/* A program started without them must not get the database or a connection as its
 * standard output.  What stands there instead refuses what would be done with it. */
static void reserve_standard_files(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd)
			_exit(EX_OSERR);
}

/* Data that did not arrive is a failure, also when it is noticed only now. */
static int end_output(int rc)
{
	int code = fflush(stdout) ? errno : ferror(stdout) ? EIO : 0;

	if (code && code != EPIPE)
		fprintf(stderr, _("comptoir: the output could not be written: %s\n"), strerror(code));
	return code && !rc ? EX_IOERR : rc;
}

/* ---- recording and playing the screens ---- */

/* What of the start can be seen on the screens, with a value or (flags) without. */
static void record_options(struct script *s, const struct cli_args *a)
{
	script_option(s, "lang", lang_code());
	if (a->demo)
		script_option(s, "demo", a->demo_system);
	if (a->theme)
		script_option(s, "theme", a->theme);
	if (a->preset)
		script_option(s, "preset", a->preset);
	if (a->ascii)
		script_option(s, "ascii", NULL);
	if (a->hands.plain)
		script_option(s, "plain-ui", NULL);
	if (a->read_only)
		script_option(s, "read-only", NULL);
}

/* As it was started then; what is typed now counts more. */
static void take_option(struct cli_args *a, const char *name, const char *value)
{
	if (strcmp(name, "lang") == 0 && !a->lang)
		a->lang = value;
	else if (strcmp(name, "theme") == 0 && !a->theme)
		a->theme = value;
	else if (strcmp(name, "preset") == 0 && !a->preset)
		a->preset = value;
	else if (strcmp(name, "ascii") == 0)
		a->ascii = 1;
	else if (strcmp(name, "plain-ui") == 0)
		a->hands.plain = 1;
	else if (strcmp(name, "read-only") == 0)
		a->read_only = 1;
	else if (strcmp(name, "demo") == 0 && !a->demo) {
		a->demo = 1;
		a->demo_system = value;
	}
}

/* Before anything asks for the time.  0 or an exit code. */
static int open_replay(struct cli_args *a)
{
	struct error err = ERROR_INIT;
	const char *name, *value;
	int rc = script_replay(&a->script, a->replay, &err);

	if (rc < 0)
		rc = cli_fail(&err);
	for (size_t i = 0; rc == 0 && script_option_at(a->script, i, &name, &value); i++)
		take_option(a, name, value);
	if (rc == 0) {
		script_set_speed(a->script, a->replay_speed);
		script_set_secrets(a->script, (int)a->passphrase_fd);
		script_set_dump(a->script, a->replay_dump);
	}
	error_release(&err);
	return rc;
}

static int open_record(struct cli_args *a)
{
	struct error err = ERROR_INIT;
	int rc = script_record(&a->script, a->record, &err);

	if (rc < 0)
		rc = cli_fail(&err);
	else
		record_options(a->script, a);
	error_release(&err);
	return rc;
}

int main(int argc, char **argv)
{
	struct cli c = { .database = NULL };
	struct option_values settings = { NULL, 0, 0 };
	struct script *script;
	const char *typed;
	int rc;

	reserve_standard_files();
	signal(SIGPIPE, SIG_IGN);
	lang_init(NULL);
	rc = cli_parse(&c.args, argc, argv);
	if (rc)
		return rc;
	if (c.args.replay && (rc = open_replay(&c.args)) != 0)
		return rc;
	typed = c.args.lang;
	if (typed)
		lang_init(typed);
	rc = load_settings(&settings, &c.args);
	if (rc)
		return rc;
	if (c.args.lang != typed)
		lang_init(c.args.lang);
	if (digest_init() < 0) {
		fprintf(stderr, _("comptoir: the cryptographic library does not start; nothing was done\n"));
		return EX_OSERR;
	}
	vault_harden_process();
	if (trace_init(getenv("COMPTOIR_TRACE")) < 0) {
		fprintf(stderr, _("comptoir: COMPTOIR_TRACE names an unknown category or a file that cannot be written\n"));
		return EX_CONFIG;
	}
	if (c.args.record && !c.args.replay && (rc = open_record(&c.args)) != 0)
		return rc;
	script = c.args.script;
	if (c.args.demo)
		rc = demo_run(&c.args);
	else if (c.args.n_words == 0)
		rc = start_screens(&c, 0);
	else
		rc = cli_run(&c);
	cli_release(&c);
	script_free(script);
	option_values_release(&settings);
	trace_end();
	rc = end_output(rc);
	interrupt_finish();
	return rc;
}
