/* The line over the list: which view it shows, the filter, how many rows and what they come to,
 * the marks. */
#include "ui/view_line.h"
#include "ui/app.h"
#include "ui/filter_line.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include "base/banned.h"

/* Vendors and jobs have no amount of their own. */
static void add_sums(struct strbuf *out, const struct app *a, const struct query_totals *t)
{
	if (query_sum_field(app_entity(a)) < 0)
		return;
	for (size_t i = 0; i < t->n; i++) {
		strbuf_adds(out, i == 0 ? "   " : " + ");
		lang_add_money(out, t->by_currency[i].sum, t->by_currency[i].currency, a->home);
	}
}

/* What is left out where the filter needs the room: the sum of the list, then that of the marks. */
enum brevity { ALL_OF_IT, NO_SUM, NO_SUMS, BREVITY_COUNT };

static void add_totals(struct strbuf *out, const struct app *a, const struct tab *t, enum brevity brevity)
{
	const struct table *tb = &t->table;
	if (tb->waiting == WAITING_LIST) {
		strbuf_addf(out, "%s%s", _("searching"), screen_glyph("…", "..."));
	} else if (tb->waiting == WAITING_MORE) {
		strbuf_addf(out, "%s%s", _("reading"), screen_glyph("…", "..."));
	} else if (tb->totals_stale && (tb->totals.count == 0 || tb->query.filter)) {
		strbuf_addf(out, "%s%s", _("counting"), screen_glyph("…", "..."));
	} else {
		struct strbuf n = STRBUF_INIT;
		lang_add_number(&n, tb->totals.count, 0, 0);
		strbuf_addf(out, P_("%s shown", "%s shown", (unsigned long)tb->totals.count), n.s);
		strbuf_release(&n);
		if (brevity == ALL_OF_IT)
			add_sums(out, a, &tb->totals);
	}
	if (tb->marking)
		/* TRANSLATORS: the rows to mark are being looked up. */
		strbuf_addf(out, "  %s%s", _("marking"), screen_glyph("…", "..."));
	if (tb->marks.len > 0) {
		struct strbuf sums = STRBUF_INIT;
		if (brevity < NO_SUMS)
			add_sums(&sums, a, &tb->marked);
		strbuf_addf(out, P_("  (%d marked%s)", "  (%d marked%s)", (unsigned long)tb->marks.len),
			(int)tb->marks.len, tb->marked_stale ? "" : sums.len > 2 ? sums.s + 1 : "");
		if (!tb->marked_stale && tb->marks_hidden > 0)
			/* TRANSLATORS: of the marked records, so many are not in the list that is shown. */
			strbuf_addf(out, P_(" %d not shown", " %d not shown", (unsigned long)tb->marks_hidden),
				(int)tb->marks_hidden);
		strbuf_release(&sums);
	}
}

void view_line_draw(struct app *a, int y)
{
	struct tab *t = app_tab(a);
	struct strbuf text = STRBUF_INIT;
	int cols = screen_cols(), x = 1, right = 0, used, wants = filter_line_wants(a);
	places_add_crumbs(&text, a);
	if (text.len > 0)
		strbuf_adds(&text, TR(entities[t->def->entity].plural));
	if (text.len > 0 && t->table.query.view != VIEW_ALL)
		lang_add_colon(&text);
	if (text.len == 0 || t->table.query.view != VIEW_ALL)
		strbuf_adds(&text, TR(views[t->table.query.view].title));
	strbuf_addf(&text, " %s", screen_glyph("▾", "v"));
	desk_add_name(&text, a, t);
	screen_put(y, 0, cols, ROLE_TEXT, "");
	x += screen_text(y, x, cols - 2, ROLE_VIEW, text.s) + 2;
	a->place.view_y = y;
	for (int b = ALL_OF_IT; b < BREVITY_COUNT && (b == ALL_OF_IT || x + wants + right + 3 > cols); b++) {
		strbuf_reset(&text);
		add_totals(&text, a, t, (enum brevity)b);
		right = text_width(text.s);
	}
	used = filter_line_draw(a, y, x, a->filter.open && cols - x - right - 3 < 14 ? cols - x - 1 :
		cols - x - right - 3);
	if (x + used + right + 2 <= cols)
		screen_put(y, cols - right - 1, right, t->table.marks.len > 0 ? ROLE_MARK : ROLE_TEXT, text.s);
	else if (!a->filter.open)
		screen_put(y, x + used + 1, cols - x - used - 2, ROLE_TEXT, text.s);
	strbuf_release(&text);
}
