/* Rejecting: a reason by its letter, a note, and the text as the project team will read it.
 *
 * The keys are the same in every language; only the words change.  Enter does nothing before a reason
 * was chosen, so a key too many rejects nothing. */
#include "ui/decide.h"
#include "ui/app.h"
#include "ui/batch.h"
#include "ui/line_edit.h"
#include "ui/summary.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"

#include <string.h>

#include "base/banned.h"

#define WIDTH 74
#define OTHER 9

static const struct { char key; const char *title; } reasons[] = {
	{ 'a', N_("The amount does not agree with the work done") },
	{ 'b', N_("Backup is missing (receipts, time sheets, delivery notes)") },
	{ 'c', N_("The cost code or cost type is wrong") },
	{ 'd', N_("It was billed before (duplicate)") },
	{ 'i', N_("Insurance or licence is missing or has expired") },
	{ 'l', N_("A lien waiver or statutory declaration is missing") },
	{ 'p', N_("The billing period is wrong") },
	{ 'r', N_("The retainage is wrong") },
	{ 't', N_("The tax is wrong") },
	{ 'o', N_("Other; the note says what") },
};

struct reject {
	struct overlay overlay;
	struct batch *b;                /* owned */
	int chosen, in_note;            /* chosen: -1 none */
	struct line_edit note;
	const char *message;            /* why Enter did nothing; or NULL */
	int list_y;
	struct text_pane facts;
	int facts_width;
};

/* ---- the text ---- */

/* What is kept in the history: reason and note. */
static void add_comment(struct strbuf *out, const struct reject *r)
{
	const char *note = r->note.text.s + strspn(r->note.text.s, " ");
	if (r->chosen >= 0 && r->chosen != OTHER)
		strbuf_adds(out, TR(reasons[r->chosen].title));
	if (*note && out->len > 0)
		lang_add_colon(out);
	strbuf_adds(out, note);
}

static void add_preview(struct strbuf *out, struct app *a, const struct reject *r)
{
	const struct batch *b = r->b;
	struct strbuf comment = STRBUF_INIT, amount = STRBUF_INIT, what = STRBUF_INIT;
	struct pool pool = POOL_INIT;
	struct record first;
	add_comment(&comment, r);
	if (records_get(a->store, b->entity, b->ready.items[0].id, &pool, &first, NULL) == 0) {
		summary_add_amount(&amount, a, &first);
		strbuf_addf(&what, "%s %s", TR(entities[b->entity].title), record_name(&first));
		if (amount.len > 0)
			strbuf_addf(&what, ", %s", amount.s);
		strbuf_addf(out, _("%1$s: %2$s"), what.s, comment.len > 0 ? comment.s : screen_glyph("…", "..."));
		strbuf_addf(out, " (%s", a->user ? a->user : "");
		if (a->company && *a->company)
			strbuf_addf(out, ", %s", a->company);
		strbuf_addc(out, ')');
	}
	if (b->ready.len > 1)
		strbuf_addf(out, P_("\nThe same for %d other.", "\nThe same for %d others.", (unsigned long)b->ready.len - 1),
			(int)b->ready.len - 1);
	strbuf_release(&comment);
	strbuf_release(&amount);
	strbuf_release(&what);
	pool_release(&pool);
}

/* ---- drawing ---- */

static void build_facts(struct app *a, struct reject *r, int width)
{
	struct text_pane *p = &r->facts;
	if (r->facts_width == width)
		return;
	pane_clear(p);
	summary_count(a, p, r->b, width);
	pane_text(p, ROLE_TEXT, 0, width, r->b->entity == ENTITY_INVOICE ?
		_("It goes back to the project team as \"revise and resubmit\". Procore takes no text with that: the reason is "
		"kept in the history; tell them what to correct.") :
		_("It leaves the queue until it changes in Procore. The reason is kept in the history."));
	summary_held(p, &r->b->held, width);
	r->facts_width = width;
}

static int draw_wrapped(struct rect in, int y, int rows, enum role role, const char *text)
{
	struct text_pane p;
	int n;
	pane_init(&p);
	pane_text(&p, role, 0, in.w, text);
	n = pane_lines(&p) < rows ? pane_lines(&p) : rows;
	if (n > 0)
		pane_draw(&p, (struct rect){ y, in.x, n, in.w }, 0);
	pane_release(&p);
	return n;
}

static void draw_reasons(struct reject *r, struct rect in, int y)
{
	r->list_y = y;
	for (int i = 0; i < (int)ARRAY_SIZE(reasons); i++) {
		struct strbuf text = STRBUF_INIT;
		int on = i == r->chosen;
		strbuf_addf(&text, "%s %c  %s", on ? screen_glyph("▸", ">") : " ", reasons[i].key, TR(reasons[i].title));
		screen_put(y + i, in.x, in.w, on ? (r->in_note ? ROLE_CURSOR_AWAY : ROLE_CURSOR) : ROLE_TEXT, text.s);
		if ((on || (r->chosen < 0 && i == 0)) && !r->in_note)
			screen_cursor(y + i, in.x, 0);
		strbuf_release(&text);
	}
}

static void reject_draw(struct app *a, struct overlay *o)
{
	struct reject *r = (struct reject *)o;
	int width = screen_cols() - 8 < WIDTH ? screen_cols() - 8 : WIDTH, n = (int)ARRAY_SIZE(reasons), facts, y, w;
	struct strbuf preview = STRBUF_INIT;
	struct rect in;
	build_facts(a, r, width);
	in = screen_box(overlay_rect(pane_lines(&r->facts) + n + 10, width + 4), TR(N_("Reject")));
	facts = in.h - n - 7;
	if (facts > pane_lines(&r->facts))
		facts = pane_lines(&r->facts);
	if (facts < 1)
		facts = 1;
	pane_draw(&r->facts, (struct rect){ in.y, in.x, facts, in.w }, 0);
	y = in.y + facts;
	y += in.h - facts - n - 6 > 0;
	draw_reasons(r, in, y);
	y += n;
	w = screen_text(y, in.x, in.w, ROLE_LABEL, _("Note:")) + 1;
	line_edit_draw(&r->note, y, in.x + w, in.w - w, ROLE_INPUT, r->in_note);
	y++;
	screen_put(y++, in.x, in.w, ROLE_SECTION, _("For the project team"));
	add_preview(&preview, a, r);
	draw_wrapped(in, y, in.y + in.h - 1 - y, ROLE_TEXT, preview.s);
	y = in.y + in.h - 1;
	if (r->message)
		screen_put(y, in.x, in.w, ROLE_ERROR, TR(r->message));
	else
		screen_put(y, in.x, in.w, ROLE_DIM, r->chosen < 0 ? _("letter or arrows: reason   Esc cancel") :
			_("Enter reject   arrows: another reason   Tab note   Esc cancel"));
	strbuf_release(&preview);
}

/* ---- keys ---- */

static void submit(struct app *a, struct reject *r)
{
	struct strbuf comment = STRBUF_INIT;
	add_comment(&comment, r);
	if (r->chosen < 0) {
		r->message = N_("Press the letter of a reason first.");
	} else if (comment.len == 0) {
		r->in_note = 1;
		r->message = N_("Type what is to be corrected.");
	} else {
		decide_post(a, VERB_REJECT, r->b->ready.items, r->b->ready.len, comment.s, 0);
		overlay_close(a, &r->overlay);
	}
	strbuf_release(&comment);
}

static int by_letter(const struct reject *r, uint32_t key)
{
	for (int i = 0; !r->in_note && i < (int)ARRAY_SIZE(reasons); i++)
		if (key == (uint32_t)reasons[i].key || key + 32 == (uint32_t)reasons[i].key)
			return i;
	return -1;
}

static void reject_key(struct app *a, struct overlay *o, uint32_t key)
{
	struct reject *r = (struct reject *)o;
	int n = (int)ARRAY_SIZE(reasons), letter = by_letter(r, key);
	if (key != UIKEY_ENTER)
		r->message = NULL;
	if (key == UIKEY_ESC || key == UIKEY_CTRL('C')) {
		overlay_close(a, o);
		app_say(a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	} else if (key == UIKEY_ENTER) {
		submit(a, r);
	} else if (key == UIKEY_TAB || key == UIKEY_BACKTAB) {
		r->in_note = !r->in_note;
	} else if (key == UIKEY_DOWN || key == UIKEY_UP) {
		r->chosen = r->chosen < 0 ? (key == UIKEY_DOWN ? 0 : n - 1) : (r->chosen + (key == UIKEY_DOWN ? 1 : n - 1)) % n;
	} else if (key == UIKEY_PGUP || key == UIKEY_PGDN) {
		pane_scroll(&r->facts, key == UIKEY_PGUP ? -3 : 3);
	} else if (letter >= 0) {
		r->chosen = letter;
		r->in_note = 1;
	} else if (r->in_note) {
		line_edit_key(&r->note, key);
	} else if (key >= 32 && key < 0x110000) {
		r->message = N_("Press the letter of a reason first.");
	}
}

static void reject_mouse(struct app *a, struct overlay *o, const struct mouse_event *m)
{
	struct reject *r = (struct reject *)o;
	int i = m->y - r->list_y;
	if (m->kind != MOUSE_PRESS) {
		pane_scroll(&r->facts, m->kind == MOUSE_WHEEL_UP ? -3 : 3);
	} else if (i >= 0 && i < (int)ARRAY_SIZE(reasons)) {
		r->chosen = i;
		r->message = NULL;
	}
}

static void reject_release(struct overlay *o)
{
	struct reject *r = (struct reject *)o;
	line_edit_release(&r->note);
	pane_release(&r->facts);
	batch_free(r->b);
	free(r);
}

static const struct overlay_ops reject_ops = { "reject", reject_draw, reject_key, reject_mouse, reject_release, 1, NULL };

static void reject_ready(struct app *a, struct batch *b)
{
	struct reject *r;
	if (b->ready.len == 0) {
		decide_say_held(a, b);
		batch_free(b);
		return;
	}
	r = xcalloc(1, sizeof *r);
	r->overlay.ops = &reject_ops;
	r->b = b;
	r->chosen = -1;
	line_edit_init(&r->note, "");
	pane_init(&r->facts);
	overlay_push(a, &r->overlay);
}

void act_reject(struct app *a)
{
	batch_gather(a, VERB_REJECT, reject_ready);
}
