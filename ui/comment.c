/* Writing a comment: one line, kept in the audit trail with who and when. */
#include "ui/comment.h"
#include "ui/app.h"
#include "ui/form.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

struct writing { struct message_item *items; size_t n; };

static void writing_free(void *data)
{
	struct writing *w = data;
	free(w->items);
	free(w);
}

static int comment_done(struct app *a, struct form *f, void *data, struct error *err)
{
	struct writing *w = data;
	const char *text = form_value(f, 0);
	struct message *m;
	if (text[strspn(text, " ")] == '\0')
		return error_set(err, ERR_DATA, N_("the comment is empty; nothing was kept"), NULL);
	m = message_new(MSG_COMMENT);
	m->entity = w->items[0].entity;
	m->text = xstrdup(text);
	m->items = xcalloc(w->n, sizeof *m->items);
	memcpy(m->items, w->items, w->n * sizeof *m->items);
	m->n_items = w->n;
	app_ask(a, REQUEST_COMMENT, VERB_COUNT, m);
	return 0;
}

void act_comment(struct app *a)
{
	static const struct form_def def = { N_("Comment"), N_("Keep"), comment_done, NULL, writing_free };
	struct form_field field = { "comment", _("Comment"), "", 0 };
	struct writing *w = xcalloc(1, sizeof *w);
	struct strbuf about = STRBUF_INIT;
	w->items = app_items(a, &w->n);
	if (w->n == 0) {
		writing_free(w);
		return;
	}
	if (w->n == 1 && app_record(a))
		strbuf_addf(&about, "%s %s. ", TR(entities[app_record(a)->entity].title), record_name(app_record(a)));
	else
		strbuf_addf(&about, P_("%d record. ", "%d records. ", (unsigned long)w->n), (int)w->n);
	strbuf_adds(&about, _("It stays in the audit trail with your name and the time, and cannot be changed or removed. "
		"It is sent nowhere."));
	form_open(a, &def, about.s, &field, 1, w);
	strbuf_release(&about);
}

void comment_answer(struct app *a, const struct message *m)
{
	if (m->error.cls != ERR_NONE)
		app_say_error(a, &m->error);
	else
		app_say(a, TONE_GOOD, "%s", _("Comment kept."));
}
