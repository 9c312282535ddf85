/* Passphrases.
 *
 * What is typed lies in guarded memory from the first byte and leaves in a message; the
 * screen keeps nothing. */
#include "ui/vault_view.h"
#include "ui/app.h"
#include "ui/form.h"
#include "base/i18n.h"

#include "base/banned.h"

#define PASSPHRASE_MIN 8

static int unlock_done(struct app *a, struct form *f, void *data, struct error *err)
{
	struct message *m;
	if (secret_len(form_secret(f, 0)) == 0)
		return error_set(err, ERR_DATA, N_("Type the passphrase, or press Esc."), NULL);
	m = message_new(MSG_UNLOCK);
	m->secret = form_take_secret(f, 0);
	form_wait(f, _("Unlocking; this takes about a second."));
	app_ask(a, REQUEST_UNLOCK, VERB_COUNT, m);
	return 0;
}

static int create_done(struct app *a, struct form *f, void *data, struct error *err)
{
	struct message *m;
	if (secret_count_chars(form_secret(f, 0)) < PASSPHRASE_MIN)
		return error_set(err, ERR_DATA,
			N_("The passphrase is too short: at least eight characters, better several words."), NULL);
	if (!secret_equal(form_secret(f, 0), form_secret(f, 1)))
		return error_set(err, ERR_DATA, N_("The two are not the same; type both again."), NULL);
	m = message_new(MSG_VAULT_CREATE);
	m->secret = form_take_secret(f, 0);
	form_wait(f, _("Making the vault; this takes about a second."));
	app_ask(a, REQUEST_CREATE, VERB_COUNT, m);
	return 0;
}

static void cancelled(struct app *a, void *data)
{
	a->after_unlock = -1;
}

static const struct form_def unlock_def = { N_("Unlock"), N_("Unlock"), unlock_done, cancelled, NULL };
static const struct form_def create_def = { N_("A vault for the passwords"), N_("Create"), create_done,
	cancelled, NULL };

static const char *locked_text(const struct app *a, int after)
{
	if (a->options->demo)
		return _("The vault of the demonstration is locked; its passphrase is: demonstration");
	return after >= 0 ? _("The vault is locked. This needs it open.") : _("The vault is locked.");
}

void vault_ask(struct app *a, int after)
{
	const struct form_field one[] = { { "passphrase", _("Passphrase"), "", 1 } };
	const struct form_field two[] = { { "passphrase", _("New passphrase"), "", 1 },
		{ "again", _("The same again"), "", 1 } };
	a->after_unlock = after;
	a->after_unlock_id = table_current_id(&app_tab(a)->table);
	if (a->vault == VAULT_IS_MISSING)
		form_open(a, &create_def, _("Passwords and keys of Procore and the accounting system are kept in a vault, "
			"under a passphrase that only you know. Nobody can recover it."), two, 2, NULL);
	else
		form_open(a, &unlock_def, locked_text(a, after), one, 1, NULL);
}

/* While the passphrase was typed another record may have come under the cursor: nobody has read that one. */
static int is_still_meant(struct app *a, const struct action *act)
{
	const struct table *t = &app_tab(a)->table;
	return !(act->needs & NEED_ROW) || t->marks.len > 0 || table_current_id(t) == a->after_unlock_id;
}

void vault_answer(struct app *a, int created, const struct error *err)
{
	const struct form_def *def = created ? &create_def : &unlock_def;
	int after = a->after_unlock;
	if (err->cls != ERR_NONE) {
		form_fail(a, def, err);
		return;
	}
	form_close(a, def);
	a->vault = VAULT_IS_OPEN;
	app_say(a, TONE_GOOD, "%s", created ? _("The vault was created and is open.") : _("Unlocked."));
	a->after_unlock = -1;
	if (after >= 0 && is_still_meant(a, &actions[after]))
		action_run(a, after);
	else if (after >= 0)
		app_say(a, TONE_WARNING, "%s", _("That record is not here any more."));
}

void act_lock(struct app *a)
{
	if (a->vault == VAULT_IS_OPEN || a->vault == VAULT_IS_IMPORT_ONLY)
		app_ask(a, REQUEST_LOCK, VERB_COUNT, message_new(MSG_LOCK));
	else
		vault_ask(a, -1);
}
