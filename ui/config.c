/* Settings of the user, and how they meet the command line.
 *
 * A setting that is not in the file has the default of the table; cli_args holds NULL or a
 * negative number where nothing was typed.  The demo takes only what concerns the eye:
 * its company is not the user's. */
#include "ui/config.h"
#include "ui/theme.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define FILE_MAX (256u << 10)

const struct option_def config_options[] = {
	{ "language", OPTION_CHOICE, 0, "auto", "auto|en|fr|fr_CA", N_("Language"),
		N_("auto: as LC_ALL, LC_MESSAGES, LANG and LANGUAGE say.") },
	{ "theme", OPTION_TEXT, 0, "default", NULL, N_("Colours of the screens"),
		N_("default, mono, or the name of a file NAME.theme among the installed themes or in themes/ beside this file.") },
	{ "ascii", OPTION_BOOL, 0, "no", NULL, N_("Draw with ASCII characters alone"),
		N_("For terminals and fonts without marks and lines.") },
	{ "mouse", OPTION_BOOL, 0, "yes", NULL, N_("Use the mouse"),
		N_("no: the terminal keeps the mouse for itself, to mark and copy text.") },
	{ "keys", OPTION_TEXT, 0, "default", NULL, N_("Keys of the screens"),
		N_("default, vi, function-keys, or the path of a file of your own; keys.conf beside this file is laid over a preset.") },
	{ "plain_ui", OPTION_BOOL, 0, "no", NULL, N_("Screens for a screen reader"),
		N_("The cursor stands on what has the focus, no lines and boxes, label before value, nothing moves by itself.") },
	{ "bell", OPTION_CHOICE, 0, "no", "no|yes|visible", N_("Ring when something needs attention"),
		N_("visible: the screen flashes instead.") },
	{ "clipboard", OPTION_CHOICE, 0, "osc52", "osc52|command|off", N_("How y, Y and Ctrl-Y copy"),
		N_("osc52: through the terminal, also over SSH; command: with the program of clipboard_command.") },
	{ "clipboard_command", OPTION_TEXT, 0, NULL, NULL, N_("Program that takes what is copied on its standard input"),
		N_("Program and arguments apart by blanks, without a shell: wl-copy, or xclip -selection clipboard.") },
	{ "hyperlinks", OPTION_CHOICE, 0, "auto", "auto|yes|no", N_("Make record numbers links to their pages"),
		N_("For terminals that open a link on a click; auto: only in those known to do so.") },
	{ "auto_lock_minutes", OPTION_INT, 0, "15", NULL, N_("Lock the vault after so many minutes without a key"),
		N_("0: never.") },
	{ "grace_seconds", OPTION_INT, 0, "0", NULL, N_("Wait so long before an approved record is sent"),
		N_("Until then u takes it back.") },
	{ "bulk_grace_seconds", OPTION_INT, 0, "5", NULL, N_("The same for records that were approved together"),
		N_("The seconds are counted down on the screen. 0: they are sent at once.") },
	{ "confirm_total_above", OPTION_INT, 0, "500000", NULL, N_("Have the total typed when more than this is approved together"),
		N_("In whole units of each currency; one record alone is never asked for. 0: never.") },
	{ "settle_ms", OPTION_INT, 0, NULL, NULL, N_("Milliseconds between two look-ups of a lost answer"),
		N_("Not set: what the accounting system needs.") },
	{ "wait_seconds", OPTION_INT, 0, "120", NULL, N_("How long a command waits for the answer after approving"),
		N_("What is not answered by then goes on with the next sync.") },
	{ "ca_bundle", OPTION_TEXT, 0, NULL, NULL, N_("File of certificates to trust instead of the system's"),
		N_("For a company proxy that shows its own certificate.") },
	{ "user", OPTION_TEXT, 0, NULL, NULL, N_("Decide as this user"), N_("Not set: the Unix user.") },
	{ "read_only", OPTION_BOOL, 0, "no", NULL, N_("Look, and change nothing"),
		N_("For a second window, or for somebody who only looks.") },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static const struct { const char *name; int64_t max; } limits[] = {
	{ "auto_lock_minutes", 24 * 60 }, { "grace_seconds", 3600 },
	{ "bulk_grace_seconds", 3600 }, { "confirm_total_above", INT64_C(1000000000000) }, { "settle_ms", 3600000 },
	{ "wait_seconds", 24 * 3600 },
};

static int check_limits(const struct option_values *v, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		int64_t n = option_get_int(v, config_options, limits[i].name);

		if (n < 0 || n > limits[i].max) {
			struct strbuf max = STRBUF_INIT;

			strbuf_addf(&max, "%lld", (long long)limits[i].max);
			error_set(err, ERR_CONFIG, N_("%1$s is a number from 0 to %2$s"), limits[i].name, max.s, NULL);
			strbuf_release(&max);
			return ERR_CONFIG;
		}
	}
	return 0;
}

static const char *text(const struct option_values *v, const char *name)
{
	const char *s = option_get(v, config_options, name);

	return s && *s ? s : NULL;
}

/* A theme chosen on the screen stands over the setting it was chosen over. */
static void take_theme(const struct option_values *v, struct cli_args *a)
{
	struct hand_options *h = &a->hands;
	char *chosen;

	h->theme_setting = text(v, "theme");
	chosen = theme_chosen(h->theme_setting);
	if (chosen && strlen(chosen) < sizeof h->theme_chosen)
		memcpy(h->theme_chosen, chosen, strlen(chosen) + 1);
	if (a->theme == NULL)
		a->theme = *h->theme_chosen ? h->theme_chosen : h->theme_setting;
	free(chosen);
}

/* What the eye meets; also in the demo. */
static void take_look(const struct option_values *v, struct cli_args *a)
{
	const char *language = text(v, "language");

	if (a->lang == NULL && language && strcmp(language, "auto") != 0)
		a->lang = language;
	take_theme(v, a);
	a->ascii |= option_get_bool(v, config_options, "ascii");
	a->bulk_grace_ms = option_get_int(v, config_options, "bulk_grace_seconds") * 1000;
	a->confirm_above = option_get_int(v, config_options, "confirm_total_above");
	a->mouse = option_get_bool(v, config_options, "mouse");
	a->hands.plain |= option_get_bool(v, config_options, "plain_ui");
	a->hands.keys = text(v, "keys");
	a->hands.bell = text(v, "bell");
	a->hands.clipboard = text(v, "clipboard");
	a->hands.clipboard_command = text(v, "clipboard_command");
	a->hands.hyperlinks = text(v, "hyperlinks");
}

static void take_rest(const struct option_values *v, struct cli_args *a)
{
	a->auto_lock_ms = option_get_int(v, config_options, "auto_lock_minutes") * 60000;
	a->grace_ms = option_get_int(v, config_options, "grace_seconds") * 1000;
	if (a->settle_ms < 0 && text(v, "settle_ms"))
		a->settle_ms = option_get_int(v, config_options, "settle_ms");
	if (a->ca_bundle == NULL)
		a->ca_bundle = text(v, "ca_bundle");
	if (a->user == NULL)
		a->user = text(v, "user");
	a->read_only |= option_get_bool(v, config_options, "read_only");
}

static int read_file(struct option_values *v, const char *path, struct error *err)
{
	struct strbuf content = STRBUF_INIT, why = STRBUF_INIT;
	int rc = access(path, F_OK) == 0 ? path_read_file(&content, path, FILE_MAX, err) : 0;

	if (rc == 0 && content.len)
		rc = option_parse(v, config_options, content.s, "", err);
	if (rc == 0)
		rc = check_limits(v, err);
	if (rc == ERR_CONFIG) {
		error_text(&why, err, 1);
		error_set(err, ERR_CONFIG, N_("the settings in %1$s cannot be used: %2$s Correct the line, or put a # in front of it; nothing was done"), path, why.s, NULL);
	}
	strbuf_release(&content);
	strbuf_release(&why);
	return rc;
}

int config_load(struct option_values *v, struct cli_args *a, struct error *err)
{
	char *path = path_config("comptoir.conf");
	int rc = read_file(v, path, err);

	free(path);
	if (rc < 0)
		option_values_release(v);
	take_look(v, a);
	if (!a->demo)
		take_rest(v, a);
	if (a->wait_s < 0)
		a->wait_s = option_get_int(v, config_options, "wait_seconds");
	return rc;
}
