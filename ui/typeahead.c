/* Keys that wait.
 *
 *	key ---> nothing waits, and neither does it ---> acts
 *	  \----> waits behind the others ---> what the first one is about is here ---> they act, in order
 *
 * What is at the head either is an action that action_waits for, or a key that the dialog on top is not ready
 * for; all others only keep their place. */
#include "ui/typeahead.h"
#include "ui/app.h"
#include "ui/errand.h"
#include "base/date.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

#define MOST       2000
#define PATIENCE_MS 5000          /* for a list */

static void keep(struct app *a, int action, uint32_t key, const struct mouse_event *m)
{
	struct typeahead *q = &a->typed;
	struct typed_key k = { .action = action, .key = key };
	if (m)
		k.mouse = *m;
	if (q->len == MOST)
		return;
	if (q->len == 0 || q->going_on) {
		q->since_ms = clock_mono_ms();
		q->said = 0;
	}
	ARRAY_PUSH(q);
	if (q->going_on)
		memmove(q->items + 1, q->items, (q->len - 1) * sizeof k);
	q->items[q->going_on ? 0 : q->len - 1] = k;
	a->dirty = 1;
}

void typeahead_action(struct app *a, int index)
{
	keep(a, index, UIKEY_NONE, NULL);
}

void typeahead_forget(struct app *a)
{
	a->typed.len = 0;
	a->typed.said = a->typed.pasting = 0;
}

/* A question of an earlier key is under way, or the dialog is not ready for this one. */
static int not_yet(struct app *a, uint32_t key)
{
	return errand_holds(a) || (a->top && a->top->ops->waits && a->top->ops->waits(a, a->top, key));
}

/* The first one cannot act yet. */
static int first_waits(struct app *a)
{
	const struct typed_key *k = &a->typed.items[0];
	return errand_holds(a) || (k->action >= 0 ? action_waits(a, &actions[k->action]) : not_yet(a, k->key));
}

int typeahead_go_on(struct app *a)
{
	struct typeahead *q = &a->typed;
	int n = 0;
	if (q->going_on)
		return 0;
	if (q->len > 0 && q->items[0].action >= 0 && a->top) {
		typeahead_forget(a);          /* a dialog opened meanwhile: it was not meant */
		return 0;
	}
	q->going_on = 1;
	while (q->len > 0 && !a->quit && !first_waits(a)) {
		struct typed_key k = q->items[0];
		memmove(q->items, q->items + 1, --q->len * sizeof k);
		if (k.action >= 0)
			app_action_now(a, k.action);
		else
			app_key_now(a, k.key, &k.mouse);
		n++;
	}
	q->going_on = 0;
	if (n > 0)
		a->dirty = 1;
	if (q->len == 0)
		typeahead_forget(a);
	return n;
}

/* Esc: what waits, and what it waits for. */
static int give_up(struct app *a)
{
	int stopped = errand_stop(a);
	typeahead_forget(a);
	if (a->top && !stopped)
		return 0;                     /* the dialog's own Esc */
	if (stopped || !reading_stop(a))
		app_say(a, TONE_PLAIN, "%s", _("Cancelled; nothing was changed."));
	return 1;
}

static int answers_at_once(struct app *a, uint32_t key, const struct mouse_event *m)
{
	int action;
	if (key == UIKEY_MOUSE) {
		if (m->kind == MOUSE_PRESS)
			typeahead_forget(a);          /* the hand has changed its mind */
		return 1;
	}
	if (a->top || a->filter.open || a->typed.pasting)
		return 0;
	action = keymap_find(&a->keymap, key, CTX_GLOBAL | CTX_TABLE);
	return action >= 0 && (actions[action].run == act_quit || actions[action].run == act_suspend ||
		actions[action].run == act_redraw);
}

int typeahead_key(struct app *a, uint32_t key, const struct mouse_event *m)
{
	struct typeahead *q = &a->typed;
	if (q->going_on)
		return 0;
	if (q->len > 0)
		typeahead_go_on(a);
	if (q->len == 0) {
		if (key == UIKEY_MOUSE || !not_yet(a, key))
			return 0;
		if ((key == UIKEY_ESC || key == UIKEY_CTRL('C')) && errand_holds(a))
			return give_up(a);
		if (answers_at_once(a, key, m))
			return 0;
	} else if (!q->pasting && (key == UIKEY_ESC || key == UIKEY_CTRL('C'))) {
		return give_up(a);
	} else if (answers_at_once(a, key, m)) {
		return 0;
	}
	if (key == UIKEY_PASTE_BEGIN || key == UIKEY_PASTE_END)
		q->pasting = key == UIKEY_PASTE_BEGIN;
	keep(a, -1, key, m);
	return 1;
}

static void say_waiting(struct app *a)
{
	const struct typed_key *k = &a->typed.items[0];
	struct strbuf name = STRBUF_INIT;
	if (k->action >= 0)
		strbuf_adds(&name, TR(actions[k->action].title));
	else
		key_add_name(&name, k->key);
	/* TRANSLATORS: %s is what was typed: "approve". */
	app_say(a, TONE_PLAIN, _("\"%s\" waits until all of it has been read; Esc gives it up."), name.s);
	a->typed.said = 1;
	strbuf_release(&name);
}

void typeahead_tick(struct app *a)
{
	struct typeahead *q = &a->typed;
	if (q->len == 0 && errand_holds(a) && !q->said) {
		app_say(a, TONE_PLAIN, "%s", _("This is still being read; Esc gives it up."));
		q->said = 1;
	}
	if (q->len == 0 && !errand_holds(a))
		q->said = 0;
	if (q->len == 0 || typeahead_go_on(a) > 0)
		return;
	if (q->len > 0 && (a->top || !app_tab(a)->table.marking) && clock_mono_ms() - q->since_ms > PATIENCE_MS) {
		typeahead_forget(a);
		app_say(a, TONE_WARNING, "%s", _("The list is still being searched; nothing was done. Try again when it is "
			"there, or Esc."));
	} else if (q->len > 0 && !q->said) {
		say_waiting(a);
	}
}
