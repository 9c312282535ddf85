/* comptoir keys: the keys in force, written as a key file is, and what is wrong with the files
 * they come from. */
#include "ui/action.h"
#include "ui/cli.h"
#include "ui/keymap.h"
#include "base/array.h"
#include "base/i18n.h"

#include <string.h>

#include "base/banned.h"

static const char *context_name(unsigned context)
{
	return context & CTX_GLOBAL ? "everywhere" : context == CTX_TABLE ? "list" :
		context == CTX_DETAIL ? "detail" : "list and detail";
}

static void print_file(const struct keymap *k)
{
	for (size_t i = 0; i < k->n; i++) {
		struct strbuf line = STRBUF_INIT;
		size_t start;

		strbuf_addf(&line, "%-16s = ", actions[i].name);
		start = line.len;
		keymap_add_keys(&line, k, (int)i);
		if (line.len == start)
			strbuf_adds(&line, "none");
		strbuf_addf(&line, "%*s # %s", line.len < 40 ? (int)(40 - line.len) : 0, "", TR(actions[i].title));
		cli_put(&line);
		strbuf_release(&line);
	}
}

static void print_table(const struct keymap *k, enum cli_format f)
{
	static const char *const names[] = { "action", "keys", "where", "title" };
	struct cli_table t;

	cli_table_init(&t, names, names, ARRAY_SIZE(names), 0);
	for (size_t i = 0; i < k->n; i++) {
		struct strbuf keys = STRBUF_INIT;

		keymap_add_keys(&keys, k, (int)i);
		cli_table_add(&t, actions[i].name);
		cli_table_add(&t, keys.s);
		cli_table_add(&t, context_name(actions[i].context));
		cli_table_add(&t, TR(actions[i].title));
		strbuf_release(&keys);
	}
	cli_table_print(&t, f, "keys");
}

int cmd_keys(struct cli *c, int argc, char **argv)
{
	struct keymap_faults faults = { 0 };
	struct keymap k;
	int rc;

	keymap_load(&k, c->args.preset ? c->args.preset : c->args.hands.keys, &faults);
	if (c->args.format == CLI_PLAIN)
		print_file(&k);
	else
		print_table(&k, c->args.format);
	fflush(stdout);
	for (size_t i = 0; i < faults.len; i++)
		cli_fail(&faults.items[i]);
	rc = faults.len > 0;
	keymap_faults_release(&faults);
	keymap_release(&k);
	return rc;
}
