/* The set-up: its overlay, its order, and the pages that are not about a connection.
 *
 * Every page is a row of a table: a text, rows, what a button does, where Esc leads.  Which
 * page comes first is read from what is there (vault, connections, what a test brought), so
 * that a set-up that was interrupted anywhere goes on where it stopped. */
#include "ui/wizard_pages.h"
#include "ui/advice.h"
#include "ui/app.h"
#include "ui/sync_view.h"
#include "ui/vault_view.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "store/sync_state.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define WIZARD_STEPS 6
#define STEP_PROCORE 4      /* the accounting system: one more */
#define WIZARD_WIDTH 96
#define STATE_FILE   "set-up"

#define PASSPHRASE_MIN 8

static const struct overlay_ops wizard_ops;
static const struct wizard_page_def *page_of(const struct wizard *w);

static struct wizard *find(const struct app *a)
{
	for (struct overlay *o = a->top; o; o = o->below)
		if (o->ops == &wizard_ops)
			return (struct wizard *)o;
	return NULL;
}

static struct page *shown(struct wizard *w)
{
	return w->at == WPAGE_FIELDS ? &w->fields : &w->page;
}

/* ---- what was done before ---- */

static int is_finished(void)
{
	char *path = path_state(STATE_FILE);
	int there = access(path, F_OK) == 0;
	free(path);
	return there;
}

/* Said once: an incomplete set-up is what this user wants. */
static void set_finished(void)
{
	char *dir = path_state(""), *path = path_state(STATE_FILE);
	if (path_make_dir(dir, NULL) == 0)
		path_write_file(path, "finished\n", 9, 0600, NULL);
	free(dir);
	free(path);
}

int wizard_is_needed(struct store *s, int vault_exists)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	int procore = 0, erp = 0, silent = 0;
	int64_t read = 0;
	if (s)
		store_connections(s, &p, &all, NULL);
	for (size_t i = 0; i < all.len; i++) {
		procore += strcmp(all.items[i].role, "procore") == 0;
		erp += strcmp(all.items[i].role, "erp") == 0;
		silent += all.items[i].fingerprint == NULL;
		for (int e = 0; e < ENTITY_TAB_COUNT; e++)
			read += sync_age(s, all.items[i].id, (enum entity)e) > 0;
	}
	ARRAY_RELEASE(&all);
	pool_release(&p);
	if (!vault_exists && all.len == 0)
		return 1;
	return !is_finished() && (!vault_exists || !procore || !erp || (silent && !read));
}

/* ---- going from page to page ---- */

void wizard_go(struct app *a, struct wizard *w, enum wizard_page at)
{
	const struct wizard_page_def *def;
	w->at = at;
	def = page_of(w);
	error_release(&w->problem);
	if (def->rows) {
		page_clear(&w->page);
		def->rows(a, w, &w->page);
	}
	a->dirty = 1;
}

void wizard_fail(struct app *a, struct wizard *w, struct error *err)
{
	error_move(&w->problem, err);
	a->dirty = 1;
}

void wizard_ask(struct app *a, struct wizard *w, enum wizard_ask what, struct message *take_msg)
{
	error_release(&w->problem);
	w->asking = what;
	w->question = worker_post(a->worker, take_msg);
	a->dirty = 1;
}

void wizard_route(struct app *a, struct wizard *w)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	const struct connection *silent = NULL;
	int procore = 0, erp = 0;
	if (a->vault == VAULT_IS_UNKNOWN || a->vault != VAULT_IS_OPEN) {
		wizard_go(a, w, a->vault == VAULT_IS_UNKNOWN ? WPAGE_WAIT : a->vault == VAULT_IS_MISSING ?
			WPAGE_PASSPHRASE : WPAGE_UNLOCK);
		return;
	}
	wizard_connections(a, &p, &all);
	for (size_t i = 0; i < all.len; i++) {
		procore += strcmp(all.items[i].role, "procore") == 0;
		erp += strcmp(all.items[i].role, "erp") == 0;
		if (all.items[i].fingerprint == NULL && silent == NULL)
			silent = &all.items[i];
	}
	if (w->how == WIZARD_CONNECT && all.len > 0) {
		wizard_go(a, w, WPAGE_LIST);
	} else if (silent && wizard_connector(silent->connector)) {
		wizard_take(a, w, wizard_connector(silent->connector), silent);
		wizard_go(a, w, WPAGE_RESULT);
	} else if (!procore && wizard_connector("procore")) {
		wizard_take(a, w, wizard_connector("procore"), NULL);
		wizard_go(a, w, WPAGE_FIELDS);
	} else {
		wizard_go(a, w, erp ? WPAGE_READY : WPAGE_SYSTEM);
	}
	ARRAY_RELEASE(&all);
	pool_release(&p);
}

void wizard_leave(struct app *a, struct wizard *w)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	struct strbuf names = STRBUF_INIT;
	enum wizard_how how = w->how;
	if (w->at == WPAGE_LANGUAGE || w->at == WPAGE_WAY) {
		w->left = 1;
		return;
	}
	wizard_connections(a, &p, &all);
	for (size_t i = 0; i < all.len; i++)
		strbuf_addf(&names, "%s%s", i ? ", " : "", all.items[i].name);
	overlay_close(a, &w->overlay);
	a->facts_stale = 1;
	if (how == WIZARD_CONNECT && all.len > 0)
		app_say(a, TONE_PLAIN, _("Connected: %s."), names.s);
	else if (all.len > 0)
		app_say(a, TONE_PLAIN, _("Saved so far: the vault, %s. The set-up goes on with \": connect\"."), names.s);
	else if (a->vault != VAULT_IS_MISSING && a->vault != VAULT_IS_UNKNOWN)
		app_say(a, TONE_PLAIN, "%s", _("Saved so far: the vault. The set-up goes on with \": connect\"."));
	else
		app_say(a, TONE_PLAIN, "%s", _("Nothing was saved. The set-up goes on with \": connect\"."));
	ARRAY_RELEASE(&all);
	pool_release(&p);
	strbuf_release(&names);
}

static void leave_page(struct app *a, struct wizard *w)
{
	wizard_leave(a, w);
}

/* ---- language ---- */

static const struct { const char *code, *name; } languages[] = {
	{ "en", "English" }, { "fr_CA", "Français (Canada)" }, { "fr", "Français" },
};

static void language_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_SECTION, 0, width, _("Welcome to Comptoir."));
	pane_text(p, ROLE_TEXT, 0, width, _("It stands between Procore and your accounting system: it shows what waits for "
		"a decision and why, and brings what you approve into the books exactly once."));
	pane_line(p);
	pane_text(p, ROLE_TEXT, 0, width, _("Which language do you want? It changes as you move; Enter takes it."));
}

static void language_rows(struct app *a, struct wizard *w, struct page *p)
{
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++) {
		page_add_button(p, B_SYSTEM + (int)i, languages[i].name, NULL);
		if (strcmp(languages[i].code, lang_code()) == 0)
			page_focus(p, i);
	}
}

static void language_changed(struct app *a, struct wizard *w)
{
	if (strcmp(languages[w->page.focus].code, lang_code()) != 0)
		lang_init(languages[w->page.focus].code);
}

static void language_press(struct app *a, struct wizard *w, int button)
{
	language_changed(a, w);
	wizard_go(a, w, WPAGE_WAY);
}

/* ---- the ways in ---- */

static void way_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("How do you want to begin?"));
}

static void way_rows(struct app *a, struct wizard *w, struct page *p)
{
	page_add_button(p, B_COMPANY, _("Connect my company"), _("A passphrase, Procore, the accounting system, and a test of "
		"each. About ten minutes; you can stop anywhere and go on later."));
	page_add_button(p, B_DEMO, _("Look at a sample company"), _("Nothing to set up and nothing real: every key can be tried. "
		"It is gone when you leave it."));
	page_add_button(p, B_TOUR, _("Take the guided tour"), _("Ten minutes in the sample company, one task at a time."));
	page_add_button(p, B_LEAVE, _("Leave"), _("Nothing has been written so far."));
}

static void way_press(struct app *a, struct wizard *w, int button)
{
	w->welcome = button == B_COMPANY ? WELCOME_COMPANY : button == B_DEMO ? WELCOME_DEMO :
		button == B_TOUR ? WELCOME_TOUR : WELCOME_LEAVE;
	w->left = 1;
}

static void way_back(struct app *a, struct wizard *w)
{
	wizard_go(a, w, WPAGE_LANGUAGE);
}

/* ---- the vault ---- */

static void wait_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("One moment."));
}

static const struct option_def passphrase_fields[] = {
	{ "passphrase", OPTION_SECRET, OPTION_REQUIRED, NULL, NULL, N_("New passphrase"), NULL },
	{ "again", OPTION_SECRET, OPTION_REQUIRED, NULL, NULL, N_("The same again"), NULL },
	{ "present", OPTION_SECRET, OPTION_REQUIRED, NULL, NULL, N_("Passphrase"), NULL },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static void passphrase_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("Passwords and keys of Procore and the accounting system are kept in a vault, one "
		"encrypted file on this computer. Its passphrase opens it; it is asked for again when nobody typed for a while."));
	pane_line(p);
	pane_text(p, ROLE_WARNING, 0, width, _("Nobody can recover a lost passphrase, not even the makers of Comptoir. Write it "
		"down and keep it where you keep such things. Without it the passwords are typed anew; no record is lost."));
}

static void passphrase_changed(struct app *a, struct wizard *w);

static void passphrase_rows(struct app *a, struct wizard *w, struct page *p)
{
	page_add_field(p, &passphrase_fields[0], NULL, 0);
	page_add_field(p, &passphrase_fields[1], NULL, 0);
	page_add_button(p, B_CREATE, _("Make the vault"), NULL);
	passphrase_changed(a, w);
}

/* What makes it better, honestly: length and unrelated words, not signs and digits. */
static const char *strength_words(const struct secret *s)
{
	const char *text = secret_text(s);
	size_t n = secret_count_chars(s), words = 1, different = 0;
	int seen[256] = { 0 };
	for (const char *c = text; *c; c++) {
		words += *c == ' ' && c[1] && c[1] != ' ' && c > text;
		if (!seen[(unsigned char)*c]++)
			different++;
	}
	secret_wipe(seen, sizeof seen);
	if (n == 0)
		return _("Four or five words that have nothing to do with each other are strong and easy to keep in mind.");
	if (n < PASSPHRASE_MIN)
		return _("Too short so far: at least eight characters.");
	if (different < 5)
		return _("Weak: the same few characters again and again are guessed first.");
	if (n < 14)
		return _("Weak: enough to be taken, and a patient computer guesses it. Add words; length helps more than signs "
			"and digits.");
	if (n < 20 || words < 3)
		return _("Fair. One or two more words make it strong.");
	return _("Strong, if these words are not a known saying and not used elsewhere.");
}

static void passphrase_changed(struct app *a, struct wizard *w)
{
	struct page_row *one = page_field(&w->page, "passphrase"), *two = page_field(&w->page, "again");
	free(one->remark);
	one->remark = xstrdup(strength_words(one->secret));
	free(two->remark);
	two->remark = xstrdup(secret_len(two->secret) == 0 ? "" : secret_equal(one->secret, two->secret) ?
		_("The same.") : _("Not the same so far."));
}

static void passphrase_press(struct app *a, struct wizard *w, int button)
{
	struct page_row *one = page_field(&w->page, "passphrase"), *two = page_field(&w->page, "again");
	struct error err = ERROR_INIT;
	struct message *m;
	if (secret_count_chars(one->secret) < PASSPHRASE_MIN) {
		error_set(&err, ERR_DATA, N_("The passphrase is too short: at least eight characters, better several words."), NULL);
	} else if (!secret_equal(one->secret, two->secret)) {
		error_set(&err, ERR_DATA, N_("The two are not the same; type both again."), NULL);
		secret_clear(one->secret);
	}
	if (err.cls) {
		secret_clear(two->secret);
		one->touched = two->touched = 0;
		wizard_fail(a, w, &err);
		page_focus(&w->page, 0);
		passphrase_changed(a, w);
		return;
	}
	m = message_new(MSG_VAULT_CREATE);
	m->secret = secret_copy(one->secret);
	wizard_ask(a, w, WASK_CREATE, m);
}

/* Nothing of the user's is there yet: the ways in once more. */
static void passphrase_back(struct app *a, struct wizard *w)
{
	if (w->how == WIZARD_START && a->options->back_to_welcome) {
		*a->options->back_to_welcome = 1;
		a->quit = 1;
		return;
	}
	wizard_leave(a, w);
}

static void unlock_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("The vault is there and locked. Its passphrase opens it; then the set-up goes on "
		"where it stopped."));
}

static void unlock_rows(struct app *a, struct wizard *w, struct page *p)
{
	free(page_add_field(p, &passphrase_fields[2], NULL, 0)->remark);
	page_field(p, "present")->remark = xstrdup(_("As typed when the vault was made."));
	page_add_button(p, B_UNLOCK, _("Unlock"), NULL);
	page_add_button(p, B_LATER, _("Not now"), _("To the lists, without the set-up."));
}

static void unlock_press(struct app *a, struct wizard *w, int button)
{
	struct page_row *one = page_field(&w->page, "present");
	struct message *m;
	if (button == B_LATER) {
		wizard_leave(a, w);
	} else if (page_check(&w->page, NULL) == 0) {
		m = message_new(MSG_UNLOCK);
		m->secret = secret_copy(one->secret);
		wizard_ask(a, w, WASK_UNLOCK, m);
	} else {
		one->touched = 1;
	}
}

static void vault_answered(struct app *a, struct wizard *w, const struct message *m)
{
	struct error err = ERROR_INIT;
	if (m->error.cls) {
		error_copy(&err, &m->error);
		for (size_t i = 0; i < w->page.rows.len; i++)
			if (w->page.rows.items[i].secret)
				secret_clear(w->page.rows.items[i].secret);
		page_focus(&w->page, 0);
		wizard_fail(a, w, &err);
		return;
	}
	a->vault = VAULT_IS_OPEN;
	wizard_route(a, w);
}

/* ---- the first sync ---- */

static void ready_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	struct connection_array all = { 0 };
	struct pool pool = POOL_INIT;
	wizard_connections(a, &pool, &all);
	pane_text(p, ROLE_TEXT, 0, width, _("What is set up:"));
	pane_textf(p, ROLE_SYNCED, 2, width, "%s %s", screen_glyph("✓", "+"), _("the vault"));
	for (size_t i = 0; i < all.len; i++) {
		const struct connection *c = &all.items[i];
		const struct connector_info *info = wizard_connector(c->connector);
		pane_textf(p, c->fingerprint ? ROLE_SYNCED : ROLE_WARNING, 2, width, "%s %s (%s), %s",
			c->fingerprint ? screen_glyph("✓", "+") : "!", c->name, info ? info->title : c->connector,
			c->fingerprint ? _("answers") : _("has not answered yet"));
	}
	pane_line(p);
	pane_text(p, ROLE_TEXT, 0, width, _("The first sync only reads: nothing is sent and nothing changes in Procore or in the "
		"accounting system. It takes from a minute to an hour, by the size of the company; you can work meanwhile."));
	ARRAY_RELEASE(&all);
	pool_release(&pool);
}

static void ready_rows(struct app *a, struct wizard *w, struct page *p)
{
	page_add_button(p, B_SYNC, _("Start the first sync"), NULL);
	page_add_button(p, B_LIST, _("Look at the connections"), _("Test again, change a value, connect another system."));
	page_add_button(p, B_FINISH, _("Later"), _("To the lists; s syncs the tab, S everything."));
}

static void start_sync(struct app *a, struct wizard *w)
{
	struct message *m = message_new(MSG_SYNC);
	m->number = 0;      /* reads, sends nothing */
	w->sync_done = 0;
	error_release(&w->sync_failure);
	free(w->sync_report);
	w->sync_report = NULL;
	w->sync = app_ask(a, REQUEST_SYNC, VERB_COUNT, m);
	wizard_go(a, w, WPAGE_SYNC);
}

static void ready_press(struct app *a, struct wizard *w, int button)
{
	if (button == B_SYNC) {
		start_sync(a, w);
	} else if (button == B_LIST) {
		wizard_go(a, w, WPAGE_LIST);
	} else {
		set_finished();
		wizard_leave(a, w);
	}
}

static void feed_line(struct text_pane *p, const struct progress *f, int width)
{
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "%s, %s", f->connection, f->entity == ENTITY_NONE ? f->feed : TR(entities[f->entity].plural));
	lang_add_colon(&text);
	lang_add_number(&text, f->done, 0, 0);
	if (f->total > 0) {
		strbuf_adds(&text, " / ");
		lang_add_number(&text, f->total, 0, 0);
	}
	pane_text(p, ROLE_PROGRESS, 2, width, text.s);
	strbuf_release(&text);
}

static void add_error(struct text_pane *p, const struct error *err, const char *advice, int width)
{
	struct strbuf text = STRBUF_INIT;
	error_text(&text, err, 1);
	pane_text(p, ROLE_ERROR, 0, width, text.s);
	if (advice)
		pane_text(p, ROLE_TEXT, 0, width, advice);
	strbuf_release(&text);
}

static void sync_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	if (w->sync_done && w->sync_failure.cls) {
		pane_text(p, ROLE_WARNING, 0, width, _("The first sync did not get through; what has arrived is kept."));
		add_error(p, &w->sync_failure, advice_for(w->sync_failure.cls), width);
		return;
	}
	if (w->sync_done) {
		pane_textf(p, ROLE_SYNCED, 0, width, "%s %s", screen_glyph("✓", "+"), _("The first sync is done."));
		if (w->sync_report && *w->sync_report)
			pane_text(p, ROLE_TEXT, 2, width, w->sync_report);
		pane_text(p, ROLE_TEXT, 0, width, _("What waits for a decision stands on the tabs. ? shows the keys; \"comptoir "
			"tutor\" is a tour on a sample company."));
		return;
	}
	pane_text(p, ROLE_TEXT, 0, width, _("Reading. You can open the lists; the sync goes on."));
	if (a->feeds.len == 0)
		pane_text(p, ROLE_PROGRESS, 2, width, _("Signing in; nothing has arrived yet."));
	for (size_t i = a->feeds.len > 6 ? a->feeds.len - 6 : 0; i < a->feeds.len; i++)
		feed_line(p, &a->feeds.items[i], width);
}

static void sync_rows(struct app *a, struct wizard *w, struct page *p)
{
	if (w->sync_done && w->sync_failure.cls) {
		page_add_button(p, B_SYNC, _("Try again"), NULL);
		page_add_button(p, B_LIST, _("Look at the connections"), NULL);
	}
	page_add_button(p, B_FINISH, _("Open the lists"), NULL);
	if (!w->sync_done)
		page_add_button(p, B_STOP, _("Stop the sync"), _("What has arrived is kept."));
}

static void sync_press(struct app *a, struct wizard *w, int button)
{
	if (button == B_STOP) {
		act_cancel(a);
	} else if (button == B_SYNC) {
		start_sync(a, w);
	} else if (button == B_LIST) {
		wizard_go(a, w, WPAGE_LIST);
	} else {
		set_finished();
		wizard_leave(a, w);
	}
}

static void sync_back(struct app *a, struct wizard *w)
{
	if (w->sync_done)
		wizard_go(a, w, WPAGE_READY);
	else
		sync_press(a, w, B_FINISH);
}

static void route_back(struct app *a, struct wizard *w)
{
	wizard_leave(a, w);
}

/* ---- the table ---- */

static const struct wizard_page_def own_pages[WPAGE_COUNT] = {
	[WPAGE_LANGUAGE] = { 1, N_("language"), language_text, language_rows, language_press, language_changed, leave_page },
	[WPAGE_WAY] = { 2, N_("your company or a sample"), way_text, way_rows, way_press, NULL, way_back },
	[WPAGE_WAIT] = { 0, "", wait_text, NULL, NULL, NULL, leave_page },
	[WPAGE_PASSPHRASE] = { 3, N_("a vault for the passwords"), passphrase_text, passphrase_rows, passphrase_press,
		passphrase_changed, passphrase_back },
	[WPAGE_UNLOCK] = { 3, N_("the vault"), unlock_text, unlock_rows, unlock_press, NULL, leave_page },
	[WPAGE_READY] = { 6, N_("first sync"), ready_text, ready_rows, ready_press, NULL, route_back },
	[WPAGE_SYNC] = { 6, N_("first sync"), sync_text, sync_rows, sync_press, NULL, sync_back },
};

static const struct wizard_page_def *page_of(const struct wizard *w)
{
	return own_pages[w->at].text ? &own_pages[w->at] : &wizard_connection_pages[w->at];
}

/* ---- the overlay ---- */

static const char *waiting_text(const struct wizard *w)
{
	switch (w->asking) {
	case WASK_CREATE: return _("Making the vault; this takes about a second.");
	case WASK_UNLOCK: return _("Unlocking; this takes about a second.");
	case WASK_SECRET: case WASK_ADD: return _("Saving.");
	case WASK_TEST: case WASK_CODE: return _("Testing: signing in and asking for a first record. Esc goes back meanwhile.");
	case WASK_ADDRESS: return _("Preparing the sign-in.");
	case WASK_REMOVE: return _("Removing.");
	default: return NULL;
	}
}

static void draw_head(const struct wizard *w, const struct wizard_page_def *def, int width)
{
	struct strbuf text = STRBUF_INIT;
	int erp = w->info && strcmp(w->info->role, "erp") == 0 && def->step == STEP_PROCORE;
	int named = w->info && def->step == STEP_PROCORE;
	screen_put(0, 0, screen_cols(), ROLE_TITLE, "");
	if (def->step && w->how == WIZARD_START)
		/* TRANSLATORS: goes on, for example with "a vault for the passwords" */
		strbuf_addf(&text, _("Set-up, step %1$d of %2$d: "), def->step + erp, WIZARD_STEPS);
	else
		strbuf_adds(&text, _("Connections: "));
	strbuf_addf(&text, "%s%s%s", named ? w->info->title : "", named ? ", " : "", TR(def->title));
	screen_text(0, 1, width, ROLE_DIALOG_TITLE, text.s);
	screen_rule(1, 0, screen_cols(), ROLE_DIM);
	strbuf_release(&text);
}

static void wizard_draw(struct app *a, struct overlay *o)
{
	struct wizard *w = (struct wizard *)o;
	const struct wizard_page_def *def = page_of(w);
	struct page *p = shown(w);
	const char *waits = waiting_text(w);
	int width = screen_cols() - 2 < WIZARD_WIDTH ? screen_cols() - 2 : WIZARD_WIDTH, h = screen_rows() - 4;
	screen_clear();
	draw_head(w, def, width);
	pane_clear(&p->text);
	def->text(a, w, &p->text, width);
	if (w->problem.cls) {
		pane_line(&p->text);
		add_error(&p->text, &w->problem, NULL, width);
	}
	if (waits) {
		pane_line(&p->text);
		pane_text(&p->text, ROLE_PROGRESS, 0, width, waits);
	}
	if (w->problem.cls || waits)      /* the newest is never out of sight */
		p->text.top = pane_lines(&p->text);
	page_draw(p, (struct rect){ 2, 1, h, width });
	screen_text(screen_rows() - 1, 1, screen_cols() - 2, ROLE_DIM, w->at == WPAGE_LANGUAGE || w->at == WPAGE_WAY ?
		_("Up Down choose   Enter take   Esc back") :
		_("Up Down choose   Enter take   Esc back   F10 leave, go on later"));
}

static int is_vault_ask(const struct wizard *w)
{
	return w->asking == WASK_CREATE || w->asking == WASK_UNLOCK || w->asking == WASK_SECRET || w->asking == WASK_ADD ||
		w->asking == WASK_REMOVE;
}

static void wizard_result(struct app *a, struct wizard *w, enum page_result r)
{
	const struct wizard_page_def *def = page_of(w);
	struct page *p = shown(w);
	if (r == PAGE_PRESSED && (w->asking == WASK_NOTHING || w->asking == WASK_NAMES) && def->press)
		def->press(a, w, p->rows.items[p->focus].id);
	else if ((r == PAGE_CHANGED || r == PAGE_MOVED) && def->changed)
		def->changed(a, w);
	if (r == PAGE_CHANGED)
		error_release(&w->problem);
}

static void wizard_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct wizard *w = (struct wizard *)o;
	if (key == UIKEY_F1 + 9 || key == UIKEY_CTRL('C')) {
		wizard_leave(a, w);
	} else if (key == UIKEY_ESC) {
		if (is_vault_ask(w))
			return;                     /* a second; then it is said what became of it */
		if (w->asking != WASK_NOTHING && w->asking != WASK_NAMES) {
			w->asking = WASK_NOTHING;   /* its answer is no longer waited for */
			w->question = 0;
			return;
		}
		w->asking = WASK_NOTHING;
		page_of(w)->back(a, w);
	} else if (key == UIKEY_CTRL('L')) {
		screen_redraw();
	} else {
		wizard_result(a, w, page_key(shown(w), key));
	}
}

static void wizard_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct wizard *w = (struct wizard *)o;
	wizard_result(a, w, page_mouse(shown(w), m));
}

static void wizard_release(struct overlay *o)
{
	struct wizard *w = (struct wizard *)o;
	page_release(&w->page);
	page_release(&w->fields);
	error_release(&w->problem);
	error_release(&w->failure);
	error_release(&w->sync_failure);
	free(w->secrets_kept);
	free(w->address);
	free(w->report);
	free(w->sync_report);
	free(w);
}

static const struct overlay_ops wizard_ops = { "set-up", wizard_draw, wizard_key, wizard_mouse, wizard_release, 1, NULL };

static struct wizard *wizard_new(enum wizard_how how)
{
	struct wizard *w = xcalloc(1, sizeof *w);
	w->overlay.ops = &wizard_ops;
	w->how = how;
	page_init(&w->page);
	page_init(&w->fields);
	return w;
}

void wizard_open(struct app *a, enum wizard_how how)
{
	struct wizard *w = wizard_new(how);
	overlay_push(a, &w->overlay);
	wizard_route(a, w);
}

void act_connect(struct app *a)
{
	wizard_open(a, WIZARD_CONNECT);
}

/* ---- news ---- */

static void sync_ended(struct app *a, struct wizard *w, const struct message *m)
{
	w->sync_done = 1;
	if (m->error.cls)
		error_copy(&w->sync_failure, &m->error);
	else
		w->sync_report = xstrdup(m->text ? m->text : "");
	if (w->at == WPAGE_SYNC)
		wizard_go(a, w, WPAGE_SYNC);
}

int wizard_message(struct app *a, const struct message *m)
{
	struct wizard *w = find(a);
	enum wizard_ask what;
	if (w == NULL)
		return 0;
	if (m->type == MSG_WORKER_STATE && w->at == WPAGE_WAIT) {
		a->vault = (int)(m->number & STATE_VAULT_MASK);
		wizard_route(a, w);
		return 0;
	}
	if (m->type == MSG_SYNC_DONE && w->sync && m->to == w->sync) {
		sync_ended(a, w, m);
		return 0;
	}
	if (m->type != MSG_ANSWER || m->to == 0)
		return 0;
	if (m->to == w->question && w->asking != WASK_NOTHING) {
		what = w->asking;
		w->asking = WASK_NOTHING;
		a->dirty = 1;
		a->facts_stale = 1;
		if (what == WASK_CREATE || what == WASK_UNLOCK)
			vault_answered(a, w, m);
		else
			wizard_connect_answer(a, w, what, m);
		return 1;
	}
	if (w->sign_in && m->to == w->sign_in) {          /* the browser came back by itself */
		w->sign_in = 0;
		w->asking = WASK_NOTHING;
		a->dirty = 1;
		wizard_connect_answer(a, w, WASK_TEST, m);
		return 1;
	}
	return 0;
}

/* ---- before the start ---- */

static void welcome_loop(struct app *a, struct wizard *w)
{
	struct pollfd fds[] = { { STDIN_FILENO, POLLIN, 0 }, { screen_signal_fd(), POLLIN, 0 } };
	struct mouse_event m;
	uint32_t key;
	while (!w->left) {
		w->overlay.ops->draw(a, &w->overlay);
		screen_flush();
		if (poll(fds, ARRAY_SIZE(fds), -1) < 0 && errno != EINTR)
			break;
		if (fds[1].revents) {
			unsigned bits = screen_signals();
			if (bits & SCREEN_RESIZED)
				screen_redraw();
			w->left |= (bits & SCREEN_HANGUP) != 0;
		}
		while (!w->left && (key = screen_key(&m)) != UIKEY_NONE) {
			if (key == UIKEY_MOUSE)
				wizard_mouse(a, &w->overlay, &m);
			else if (key == UIKEY_CTRL('Z'))
				screen_suspend();
			else if (key != UIKEY_RESIZE)
				wizard_key(a, &w->overlay, key);
		}
		if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
			break;
	}
}

int wizard_welcome(const struct screen_options *o, struct error *err)
{
	struct app *a = xcalloc(1, sizeof *a);
	struct wizard *w = wizard_new(WIZARD_START);
	int rc = screen_start(o, err);
	if (rc == 0) {
		error_release(err);       /* a theme that cannot be read: the default stands */
		wizard_go(a, w, WPAGE_LANGUAGE);
		welcome_loop(a, w);
		screen_end();
		rc = (int)w->welcome;
	}
	wizard_release(&w->overlay);
	free(a);
	return rc;
}

/* The address pasted after a sign-in holds a code. */
int wizard_in_secret(const struct overlay *top)
{
	struct wizard *w = (struct wizard *)top;
	const struct page *p;
	if (top == NULL || top->ops != &wizard_ops)
		return 0;
	p = shown(w);
	return w->at == WPAGE_SIGN_IN || (p->focus < p->rows.len && p->rows.items[p->focus].secret != NULL);
}
