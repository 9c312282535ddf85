/* The palette: every action by words; one that cannot run now says why. */
#include "ui/palette.h"
#include "ui/app.h"
#include "ui/picker.h"
#include "base/i18n.h"

#include "base/banned.h"

static void fill(struct app *a, struct picker *p, const char *typed, void *data)
{
	for (size_t i = 0; i < n_actions; i++) {
		struct strbuf text = STRBUF_INIT, keys = STRBUF_INIT, why = STRBUF_INIT;
		strbuf_addf(&text, "%s  (%s)", TR(actions[i].title), actions[i].name);
		keymap_add_keys(&keys, &a->keymap, (int)i);
		if (picker_matches(text.s, typed) || picker_matches(TR(actions[i].help), typed)) {
			int off = action_possible(a, &actions[i], &why) < 0 && !(actions[i].needs & NEED_UNLOCKED);
			picker_add(p, (int64_t)i, text.s, keys.s, off ? why.s : NULL);
		}
		strbuf_release(&text);
		strbuf_release(&keys);
		strbuf_release(&why);
	}
}

static void chosen(struct app *a, int64_t id, void *data)
{
	action_run(a, (int)id);
}

void act_palette(struct app *a)
{
	static const struct picker_def def = { N_("What do you want to do?"), NULL, fill, chosen, NULL, 0 };
	picker_open(a, &def, NULL);
}
