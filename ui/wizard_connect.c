/* The pages of the set-up about a connection: which system, its settings, a person's sign-in
 * with the browser, and what a test brought.
 *
 * Settings are rows of the connector's own table.  What a sign-in needs stands first; the
 * rest has defaults and is shown when asked for.  Saving goes secrets first, into the vault,
 * then the connection, then the test: a program that ends in between leaves nothing but an
 * entry in the vault that the next try replaces. */
#include "ui/wizard_pages.h"
#include "ui/advice.h"
#include "ui/app.h"
#include "ui/browser.h"
#include "ui/clipboard.h"
#include "base/array.h"
#include "base/i18n.h"
#include "model/profile.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

/* What a sign-in needs, by the stable names the connectors share. */
static const char *const first_fields[] = { "environment", "base_url", "subdomain", "tenant", "branch", "company_id",
	"grant", "login_kind", "user", "password", "client_id", "client_secret", "api_key", "api_secret",
	"home_currency", "connected_since" };
/* Learned from the other side; nobody types them. */
static const char *const learned_fields[] = { "refresh_token", "realm_id", "country" };
/* Only with this value of another field. */
static const struct { const char *name, *with, *value; } conditions[] = {
	{ "user", "login_kind", "cookie" }, { "password", "login_kind", "cookie" },
	{ "client_id", "login_kind", "oauth" }, { "client_secret", "login_kind", "oauth" },
};

static int is_one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return 1;
	return 0;
}

void wizard_connections(struct app *a, struct pool *p, struct connection_array *out)
{
	if (a->store && store_connections(a->store, p, out, NULL) < 0)
		out->len = 0;
}

const struct connector_info *wizard_connector(const char *name)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	for (size_t i = 0; i < n; i++)
		if (all[i].built && strcmp(all[i].name, name) == 0)
			return &all[i];
	return NULL;
}

static int is_procore(const struct wizard *w)
{
	return strcmp(w->info->role, "procore") == 0;
}

/* ---- the connection in hand ---- */

static void set_hidden(struct wizard *w)
{
	size_t more = 0;
	for (size_t i = 0; i < w->fields.rows.len; i++) {
		struct page_row *r = &w->fields.rows.items[i];
		if (r->def == NULL)
			continue;
		r->hidden = 0;
		for (size_t k = 0; k < ARRAY_SIZE(conditions); k++) {
			const char *value = strcmp(conditions[k].name, r->def->name) == 0 ?
				page_value(&w->fields, conditions[k].with) : NULL;
			if (value && strcmp(value, conditions[k].value) != 0)
				r->hidden = 1;
		}
		if (!r->hidden && !(r->def->flags & OPTION_REQUIRED) && r->error.cls == ERR_NONE &&
		    !is_one_of(r->def->name, first_fields, ARRAY_SIZE(first_fields))) {
			r->hidden = !w->all;
			more++;
		}
	}
	for (size_t i = 0; i < w->fields.rows.len; i++) {
		struct page_row *r = &w->fields.rows.items[i];
		if (r->def || r->id != B_MORE)
			continue;
		free(r->label);
		r->label = w->all ? xstrdup(_("Only what a sign-in needs")) : xasprintf(P_("%d more setting",
			"%d more settings", (unsigned long)more), (int)more);
		r->hidden = more == 0;
	}
}

static const char *option_of(const struct connection *c, const char *name)
{
	for (size_t i = 0; c && i < c->n_options; i++)
		if (strcmp(c->options[i].name, name) == 0)
			return c->options[i].value;
	return NULL;
}

/* The kind of system is a good name for its connection, with a number when there are several. */
static void choose_name(struct app *a, struct wizard *w)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	wizard_connections(a, &p, &all);
	for (int n = 1; n < 100; n++) {
		int taken = 0;
		if (n == 1)
			snprintf(w->name, sizeof w->name, "%s", w->info->name);
		else
			snprintf(w->name, sizeof w->name, "%s-%d", w->info->name, n);
		for (size_t i = 0; i < all.len; i++)
			taken |= strcmp(all.items[i].name, w->name) == 0;
		if (!taken)
			break;
	}
	ARRAY_RELEASE(&all);
	pool_release(&p);
}

void wizard_take(struct app *a, struct wizard *w, const struct connector_info *info, const struct connection *c)
{
	w->info = info;
	w->exists = c != NULL;
	w->all = w->tested = w->browser = 0;
	w->sign_in = 0;
	if (c)
		snprintf(w->name, sizeof w->name, "%s", c->name);
	else
		choose_name(a, w);
	page_clear(&w->fields);
	for (const struct option_def *o = info->options; o && o->name; o++)
		if (!is_one_of(o->name, learned_fields, ARRAY_SIZE(learned_fields)))
			page_add_field(&w->fields, o, option_of(c, o->name), 0);
	page_add_button(&w->fields, B_SAVE, _("Save and test"), _("Secrets go into the vault; then the system is asked."));
	page_add_button(&w->fields, B_MORE, "", _("They have defaults that usually fit."));
	page_add_button(&w->fields, B_LATER, w->how == WIZARD_CONNECT ? _("Back") : _("Later"), c ? NULL :
		_("Nothing of this page is saved."));
	set_hidden(w);
	for (size_t i = 0; i < w->fields.rows.len; i++)
		if (!w->fields.rows.items[i].hidden) {
			page_focus(&w->fields, i);
			break;
		}
	wizard_ask(a, w, WASK_NAMES, message_new(MSG_VAULT_LIST));
}

static void take_by_name(struct app *a, struct wizard *w, const char *name)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	wizard_connections(a, &p, &all);
	for (size_t i = 0; i < all.len; i++)
		if (strcmp(all.items[i].name, name) == 0 && wizard_connector(all.items[i].connector))
			wizard_take(a, w, wizard_connector(all.items[i].connector), &all.items[i]);
	ARRAY_RELEASE(&all);
	pool_release(&p);
}

/* Has the system answered once?  What is read from it then belongs to it. */
static int has_answered(struct app *a, const struct wizard *w)
{
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	int yes = 0;
	wizard_connections(a, &p, &all);
	for (size_t i = 0; i < all.len; i++)
		yes |= strcmp(all.items[i].name, w->name) == 0 && all.items[i].fingerprint != NULL;
	ARRAY_RELEASE(&all);
	pool_release(&p);
	return yes;
}

static int is_kept(const struct wizard *w, const char *secret)
{
	char *line = xasprintf("%s/%s", w->name, secret);
	size_t n = strlen(line);
	int found = 0;
	for (const char *s = w->secrets_kept; s && !found; s = strchr(s, '\n') ? strchr(s, '\n') + 1 : NULL)
		found = strncmp(s, line, n) == 0 && (s[n] == '\0' || s[n] == '\n');
	free(line);
	return found;
}

static int person_signs_in(struct wizard *w)
{
	const char *grant = page_value(&w->fields, "grant"), *kind = page_value(&w->fields, "login_kind");
	return w->info->person_signs_in && (!grant || strcmp(grant, "authorization_code") == 0) &&
		(!kind || strcmp(kind, "oauth") == 0);
}

/* ---- saving and testing ---- */

static void send_connection(struct app *a, struct wizard *w)
{
	struct message *m = message_new(MSG_CONNECTION_ADD);
	struct connection_array all = { 0 };
	struct pool p = POOL_INIT;
	const struct connection *old = NULL;
	struct error err = ERROR_INIT;
	wizard_connections(a, &p, &all);
	for (size_t i = 0; i < all.len; i++)
		if (strcmp(all.items[i].name, w->name) == 0)
			old = &all.items[i];
	m->name = xstrdup(w->name);
	m->text = xstrdup(w->info->name);
	for (size_t i = 0; i < w->fields.rows.len; i++) {
		const struct page_row *r = &w->fields.rows.items[i];
		const char *value = r->edit.text.s;
		if (r->def == NULL || r->secret)
			continue;
		/* A default that nobody changed may change with the program. */
		if (option_of(old, r->def->name) || strcmp(value, r->def->fallback ? r->def->fallback : "") != 0)
			option_set(&m->options, w->info->options, r->def->name, value, &err);
	}
	error_release(&err);
	ARRAY_RELEASE(&all);
	pool_release(&p);
	wizard_ask(a, w, WASK_ADD, m);
}

/* The next secret that was typed, or the connection when there is none. */
static void save_next(struct app *a, struct wizard *w)
{
	for (size_t i = 0; i < w->fields.rows.len; i++) {
		struct page_row *r = &w->fields.rows.items[i];
		struct message *m;
		if (r->secret == NULL || r->hidden || secret_len(r->secret) == 0)
			continue;
		m = message_new(MSG_VAULT_SET);
		m->name = xasprintf("%s/%s", w->name, r->def->name);
		m->secret = secret_copy(r->secret);
		wizard_ask(a, w, WASK_SECRET, m);
		return;
	}
	send_connection(a, w);
}

static void secret_saved(struct app *a, struct wizard *w)
{
	for (size_t i = 0; i < w->fields.rows.len; i++) {
		struct page_row *r = &w->fields.rows.items[i];
		if (r->secret == NULL || r->hidden || secret_len(r->secret) == 0)
			continue;
		secret_clear(r->secret);
		r->kept = 1;
		break;
	}
	save_next(a, w);
}

static void start_test(struct app *a, struct wizard *w)
{
	struct message *m = message_new(MSG_CONNECTION_TEST);
	m->name = xstrdup(w->name);
	wizard_ask(a, w, WASK_TEST, m);
}

static void start_browser(struct app *a, struct wizard *w)
{
	struct message *m = message_new(MSG_AUTHORIZE);
	m->name = xstrdup(w->name);
	wizard_ask(a, w, WASK_ADDRESS, m);
}

static void saved(struct app *a, struct wizard *w)
{
	w->exists = 1;
	if (person_signs_in(w) && (w->browser || !is_kept(w, "refresh_token")))
		start_browser(a, w);
	else
		start_test(a, w);
}

static void set_result(struct app *a, struct wizard *w, const struct message *m)
{
	w->tested = 1;
	error_release(&w->failure);
	free(w->report);
	w->report = NULL;
	if (m->error.cls)
		error_copy(&w->failure, &m->error);
	else
		w->report = xstrdup(m->text ? m->text : "");
	wizard_go(a, w, WPAGE_RESULT);
}

void wizard_connect_answer(struct app *a, struct wizard *w, enum wizard_ask what, const struct message *m)
{
	struct error err = ERROR_INIT;
	if (what == WASK_NAMES) {
		free(w->secrets_kept);
		w->secrets_kept = xstrdup(m->text ? m->text : "");
		for (size_t i = 0; i < w->fields.rows.len; i++)
			if (w->fields.rows.items[i].secret)
				w->fields.rows.items[i].kept = is_kept(w, w->fields.rows.items[i].def->name);
		return;
	}
	if (m->error.cls == ERR_LOCKED && w->at != WPAGE_UNLOCK) {    /* nobody typed for a while */
		wizard_go(a, w, WPAGE_UNLOCK);
		error_copy(&err, &m->error);
		wizard_fail(a, w, &err);
		return;
	}
	if (what == WASK_TEST || (what == WASK_CODE && m->error.cls != ERR_DATA) ||
	    (what == WASK_ADDRESS && m->error.cls)) {
		w->sign_in = 0;
		set_result(a, w, m);
	} else if (m->error.cls) {
		error_copy(&err, &m->error);
		wizard_fail(a, w, &err);
	} else if (what == WASK_SECRET) {
		secret_saved(a, w);
	} else if (what == WASK_ADD) {
		saved(a, w);
	} else if (what == WASK_ADDRESS) {
		free(w->address);
		w->address = xstrdup(m->text ? m->text : "");
		w->sign_in = m->to;
		wizard_go(a, w, WPAGE_SIGN_IN);
	} else if (what == WASK_REMOVE) {
		a->facts_stale = 1;
		wizard_route(a, w);
	}
}

/* ---- the settings ---- */

static void fields_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	if (is_procore(w))
		pane_text(p, ROLE_TEXT, 0, width, _("Comptoir signs in to Procore as an app of your company. The administrator of "
			"Procore installs a data connection app and gives you its client id and client secret; the company "
			"number stands in the address bar of Procore."));
	else
		pane_textf(p, ROLE_TEXT, 0, width, _("How Comptoir signs in to %s. The administrator of that system knows what to "
			"type here."), w->info->title);
	if (w->info->two_hops)
		pane_text(p, ROLE_TEXT, 0, width, _("Data takes two hops: from Sage to hh2, when somebody starts it there, and from "
			"hh2 to Comptoir. Both ages are shown on the tabs, and \"sync\" leads through the first hop."));
	if (w->exists)
		pane_textf(p, ROLE_DIM, 0, width, _("\"%s\" is saved; what you change here replaces it."), w->name);
}

static void leave_fields(struct app *a, struct wizard *w)
{
	if (w->how == WIZARD_CONNECT || w->exists)
		wizard_go(a, w, w->exists && w->how == WIZARD_START ? WPAGE_RESULT : WPAGE_LIST);
	else if (is_procore(w))
		wizard_leave(a, w);
	else
		wizard_go(a, w, WPAGE_SYSTEM);
}

static void later(struct app *a, struct wizard *w)
{
	if (w->how == WIZARD_CONNECT)
		wizard_go(a, w, WPAGE_LIST);
	else
		wizard_go(a, w, is_procore(w) ? WPAGE_SYSTEM : WPAGE_READY);
}

static void fields_press(struct app *a, struct wizard *w, int button)
{
	if (button == B_MORE) {
		w->all = !w->all;
		set_hidden(w);
	} else if (button == B_LATER) {
		later(a, w);
	} else if (page_check(&w->fields, NULL) == 0) {
		w->browser = 0;
		save_next(a, w);
	} else {
		struct error err = ERROR_INIT;
		for (size_t i = 0; i < w->fields.rows.len; i++)
			w->fields.rows.items[i].touched = 1;
		error_set(&err, ERR_DATA, N_("Something is missing or does not fit; the cursor stands there. Nothing was saved."),
			NULL);
		set_hidden(w);
		wizard_fail(a, w, &err);
	}
}

static void fields_changed(struct app *a, struct wizard *w)
{
	set_hidden(w);
}

/* ---- a person at the browser ---- */

static const struct option_def code_fields[] = {
	{ "code", OPTION_SECRET, 0, NULL, NULL, N_("Address or code"),
		N_("Only when the browser does not come back by itself") },
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static void sign_in_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	const char *at = w->address ? w->address : "";
	pane_textf(p, ROLE_TEXT, 0, width, _("Open this address in a browser and sign in to %s there. Comptoir waits; when the "
		"browser says that you are signed in, the test begins by itself."), w->info->title);
	pane_line(p);
	while (*at) {          /* unbroken but for the edge of the screen */
		size_t n = strlen(at) < (size_t)width ? strlen(at) : (size_t)width;
		pane_line(p);
		pane_put(p, 0, 0, 0, ROLE_LINK, pool_strndup(&p->pool, at, n));
		at += n;
	}
	pane_line(p);
	pane_text(p, ROLE_TEXT, 0, width, _("Is the browser on another computer? It then ends at a page that cannot be shown: "
		"copy that page's address and paste it here."));
}

static void sign_in_rows(struct app *a, struct wizard *w, struct page *p)
{
	page_add_button(p, B_OPEN, _("Open the browser"), _("On this computer."));
	page_add_button(p, B_COPY, _("Copy the address"), _("Into the clipboard, where the terminal allows it."));
	page_add_field(p, &code_fields[0], NULL, 0);
	page_add_button(p, B_PASTED, _("Use what was pasted"), NULL);
	page_add_button(p, B_BROWSER, _("Begin anew"), _("Makes a new address; the old one no longer works."));
}

static void sign_in_press(struct app *a, struct wizard *w, int button)
{
	struct page_row *code = page_field(&w->page, "code");
	struct error err = ERROR_INIT;
	struct message *m;
	if (button == B_BROWSER) {
		start_browser(a, w);
	} else if (button == B_OPEN || button == B_COPY) {
		if (button == B_OPEN ? browser_open(w->address, &err) < 0 :
		    clipboard_copy(a, w->address, strlen(w->address), &err) < 0)
			wizard_fail(a, w, &err);
	} else if (secret_len(code->secret) == 0) {
		error_set(&err, ERR_DATA, N_("Paste the address at which the browser ended, or the code it shows."), NULL);
		page_focus(&w->page, 2);
		wizard_fail(a, w, &err);
	} else {
		m = message_new(MSG_AUTH_CODE);
		m->name = xstrdup(w->name);
		m->secret = secret_copy(code->secret);
		secret_clear(code->secret);
		wizard_ask(a, w, WASK_CODE, m);
	}
}

static void sign_in_back(struct app *a, struct wizard *w)
{
	wizard_go(a, w, WPAGE_FIELDS);
}

/* ---- what a test brought ---- */

static void add_lines(struct text_pane *p, const char *text, int width)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = pool_strndup(&p->pool, text, n);
		if (n > 0)
			pane_textf(p, ROLE_SYNCED, 0, width, "%s %s", screen_glyph("✓", "+"), line);
		text += n + (text[n] == '\n');
	}
}

static void result_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	struct strbuf text = STRBUF_INIT;
	const char *advice;
	if (!w->tested) {
		pane_textf(p, ROLE_TEXT, 0, width, has_answered(a, w) ? _("\"%1$s\" (%2$s) is saved and has answered before.") :
			_("\"%1$s\" (%2$s) is saved and was not tested yet."), w->name, w->info->title);
	} else if (w->report) {
		pane_textf(p, ROLE_TEXT, 0, width, _("%s answers. What it said:"), w->info->title);
		add_lines(p, w->report, width);
	} else {
		pane_textf(p, ROLE_WARNING, 0, width, _("\"%s\" does not work yet. Nothing was read and nothing was sent; what you "
			"typed is saved."), w->name);
		error_text(&text, &w->failure, 1);
		pane_text(p, ROLE_ERROR, 0, width, text.s);
		advice = advice_for_test(w->failure.cls);
		if (advice)
			pane_text(p, ROLE_TEXT, 0, width, advice);
	}
	strbuf_release(&text);
}

static void result_rows(struct app *a, struct wizard *w, struct page *p)
{
	int fine = w->tested && w->report;
	if (fine)
		page_add_button(p, B_NEXT, w->how == WIZARD_CONNECT ? _("Done") : _("Go on"), NULL);
	page_add_button(p, B_TEST, w->tested ? _("Test again") : _("Test now"), NULL);
	page_add_button(p, B_CHANGE, _("Change the settings"), NULL);
	if (person_signs_in(w))
		page_add_button(p, B_BROWSER, _("Sign in with the browser"), NULL);
	if (!fine)
		page_add_button(p, B_LATER, w->how == WIZARD_CONNECT ? _("Back") : _("Go on without it"),
			_("It stays saved; \": connect\" comes back to it."));
	if (!has_answered(a, w))
		page_add_button(p, B_REMOVE, _("Remove this connection"), _("It has never answered; nothing was read from it."));
}

static void result_press(struct app *a, struct wizard *w, int button)
{
	struct message *m;
	switch (button) {
	case B_TEST:
		start_test(a, w);
		break;
	case B_BROWSER:
		start_browser(a, w);
		break;
	case B_CHANGE:
		wizard_go(a, w, WPAGE_FIELDS);
		break;
	case B_REMOVE:
		m = message_new(MSG_CONNECTION_REMOVE);
		m->name = xstrdup(w->name);
		wizard_ask(a, w, WASK_REMOVE, m);
		break;
	default:
		later(a, w);
	}
}

static void result_back(struct app *a, struct wizard *w)
{
	wizard_go(a, w, w->how == WIZARD_CONNECT && w->tested ? WPAGE_LIST : WPAGE_FIELDS);
}

/* ---- which accounting system ---- */

static void add_entities(struct strbuf *out, const struct profile *p, int exported)
{
	size_t before = out->len;
	for (int e = 0; e < ENTITY_COUNT; e++)
		if (exported ? p->direction[e].exported : p->direction[e].imported && !p->direction[e].exported) {
			strbuf_addf(out, "%s%s", out->len > before ? ", " : "", TR(entities[e].plural));
			if (out->len - before > 90)
				return;
		}
}

/* "takes vendors, jobs, commitments, invoices; gives payments" */
static void add_abilities(struct strbuf *out, const struct connector_info *info)
{
	struct strbuf takes = STRBUF_INIT, gives = STRBUF_INIT;
	struct profile p;
	if (worker_profile(&p, info->name, NULL) < 0)
		return;
	add_entities(&takes, &p, 1);
	add_entities(&gives, &p, 0);
	strbuf_addf(out, _("takes %s"), takes.s ? takes.s : "");
	if (gives.len > 0)
		strbuf_addf(out, _("; gives %s"), gives.s);
	if (info->two_hops)
		strbuf_adds(out, _("; read from a copy, in two hops"));
	strbuf_release(&takes);
	strbuf_release(&gives);
	profile_release_all(&p);
}

static void system_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("Which accounting system books what you approve? Others can be added later; a job "
		"belongs to one of them."));
}

static void system_rows(struct app *a, struct wizard *w, struct page *p)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	for (size_t i = 0; i < n; i++) {
		struct strbuf can = STRBUF_INIT;
		if (!all[i].built || strcmp(all[i].role, "erp") != 0)
			continue;
		add_abilities(&can, &all[i]);
		page_add_button(p, B_SYSTEM + (int)i, all[i].title, can.s);
		strbuf_release(&can);
	}
	page_add_button(p, B_LATER, w->how == WIZARD_CONNECT ? _("Back") : _("Later"),
		_("Without one, Comptoir shows what stands in Procore; nothing can be sent."));
}

static void system_press(struct app *a, struct wizard *w, int button)
{
	const struct connector_info *all;
	size_t n = worker_connectors(&all);
	if (button >= B_SYSTEM && (size_t)(button - B_SYSTEM) < n) {
		/* What was typed for it before it was left stays. */
		if (w->info != &all[button - B_SYSTEM] || w->exists)
			wizard_take(a, w, &all[button - B_SYSTEM], NULL);
		wizard_go(a, w, WPAGE_FIELDS);
	} else {
		wizard_go(a, w, w->how == WIZARD_CONNECT ? WPAGE_LIST : WPAGE_READY);
	}
}

static void system_back(struct app *a, struct wizard *w)
{
	if (w->how == WIZARD_CONNECT) {
		wizard_go(a, w, WPAGE_LIST);
		return;
	}
	take_by_name(a, w, "procore");
	if (w->info && is_procore(w))
		wizard_go(a, w, w->exists ? WPAGE_RESULT : WPAGE_FIELDS);
	else
		wizard_leave(a, w);
}

/* ---- all of them ---- */

static void list_text(struct app *a, struct wizard *w, struct text_pane *p, int width)
{
	pane_text(p, ROLE_TEXT, 0, width, _("Enter on a connection: test it, sign in again, change a value."));
}

static void list_rows(struct app *a, struct wizard *w, struct page *p)
{
	struct connection_array all = { 0 };
	struct pool pool = POOL_INIT;
	int procore = 0;
	wizard_connections(a, &pool, &all);
	for (size_t i = 0; i < all.len; i++) {
		const struct connection *c = &all.items[i];
		const struct connector_info *info = wizard_connector(c->connector);
		char *remark = xasprintf("%s, %s", info ? info->title : c->connector, c->fingerprint ? _("answers") :
			_("has not answered yet"));
		procore |= strcmp(c->role, "procore") == 0;
		page_add_button(p, B_SYSTEM + (int)i, c->name, remark);
		free(remark);
	}
	if (!procore)
		page_add_button(p, B_NEXT, _("Connect Procore"), NULL);
	page_add_button(p, B_ADD, _("Add an accounting system"), NULL);
	page_add_button(p, B_FINISH, w->how == WIZARD_CONNECT ? _("Close") : _("Back"), NULL);
	ARRAY_RELEASE(&all);
	pool_release(&pool);
}

static void list_back(struct app *a, struct wizard *w)
{
	if (w->how == WIZARD_CONNECT)
		wizard_leave(a, w);
	else
		wizard_go(a, w, WPAGE_READY);
}

static void list_press(struct app *a, struct wizard *w, int button)
{
	if (button >= B_SYSTEM) {
		char *name = xstrdup(w->page.rows.items[w->page.focus].label);
		take_by_name(a, w, name);
		free(name);
		if (w->info)
			wizard_go(a, w, WPAGE_RESULT);
	} else if (button == B_NEXT) {
		wizard_take(a, w, wizard_connector("procore"), NULL);
		wizard_go(a, w, WPAGE_FIELDS);
	} else if (button == B_ADD) {
		wizard_go(a, w, WPAGE_SYSTEM);
	} else {
		list_back(a, w);
	}
}

/* ---- the table ---- */

const struct wizard_page_def wizard_connection_pages[WPAGE_COUNT] = {
	[WPAGE_LIST] = { 0, N_("all"), list_text, list_rows, list_press, NULL, list_back },
	[WPAGE_FIELDS] = { 4, N_("settings"), fields_text, NULL, fields_press, fields_changed, leave_fields },
	[WPAGE_SIGN_IN] = { 4, N_("sign in with the browser"), sign_in_text, sign_in_rows, sign_in_press, NULL, sign_in_back },
	[WPAGE_RESULT] = { 4, N_("test"), result_text, result_rows, result_press, NULL, result_back },
	[WPAGE_SYSTEM] = { 5, N_("accounting system"), system_text, system_rows, system_press, NULL, system_back },
};
