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

int main(int argc, char **argv)
{
	struct cli c = { .database = NULL };
	struct option_values settings = { NULL, 0, 0 };
	const char *typed;
	int rc;

	reserve_standard_files();
	signal(SIGPIPE, SIG_IGN);
	lang_init(NULL);
	rc = cli_parse(&c.args, argc, argv);
	if (rc)
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
	if (c.args.demo)
		rc = demo_run(&c.args);
	else if (c.args.n_words == 0)
		rc = start_screens(&c, 0);
	else
		rc = cli_run(&c);
	cli_release(&c);
	option_values_release(&settings);
	trace_end();
	rc = end_output(rc);
	interrupt_finish();
	return rc;
}
