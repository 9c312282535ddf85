/* Problems and messages. */
#include "ui/problems.h"
#include "ui/advice.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "base/lang.h"

#include "base/banned.h"

int problems_count(const struct app *a)
{
	int n = 0;
	for (size_t i = 0; i < a->notes.len; i++)
		n += a->notes.items[i].problem;
	return n;
}

static void build_notes(struct app *a, struct text_pane *p, int width, int problems)
{
	static const enum role roles[] = { ROLE_TEXT, ROLE_SYNCED, ROLE_WARNING, ROLE_ERROR };
	for (size_t i = a->notes.len; i-- > 0;) {
		const struct note *n = &a->notes.items[i];
		struct strbuf when = STRBUF_INIT;
		const char *advice;
		int line;
		if (problems && !n->problem)
			continue;
		lang_add_instant(&when, n->at_ms);
		if (n->times > 1)
			strbuf_addf(&when, P_("  (%d time)", "  (%d times)", (unsigned long)n->times), n->times);
		line = pane_lines(p);
		pane_text(p, roles[n->tone], 2, width, when.s);
		pane_text(p, roles[n->tone], 4, width, n->text);
		advice = problems ? advice_for(n->cls) : NULL;
		if (advice)
			pane_text(p, ROLE_TEXT, 4, width, advice);
		if (problems) {
			p->links.items[line] = (int)i;
			p->links.items[line + 1] = (int)i;
		}
		strbuf_release(&when);
	}
}

static void build(struct app *a, struct text_pane *p, int width, void *data)
{
	pane_line(p);
	pane_put(p, 0, 0, 0, ROLE_SECTION, _("Problems"));
	if (problems_count(a) == 0)
		pane_text(p, ROLE_DIM, 2, width, _("None. What needs your attention is listed here until you put it away."));
	else
		build_notes(a, p, width, 1);
	pane_section(p, _("All messages of this session, newest first"));
	build_notes(a, p, width, 0);
}

static int key(struct app *a, struct overlay *o, uint32_t k, void *data)
{
	if (k != 'x')
		return 0;
	for (size_t i = 0; i < a->notes.len; i++)
		a->notes.items[i].problem = 0;
	text_reader_refresh(a, &problems_reader);
	return 1;
}

const struct text_reader problems_reader = { N_("Problems and messages"),
	N_("x puts all problems away   Esc back"), build, NULL, key, NULL };

void act_problems(struct app *a)
{
	text_reader_open(a, &problems_reader, NULL);
}
