/* Sending commitments: looked for by their number, handed on as a file, or made in hh2 item by item
 * at the address that the connection's owner was told; and their items, line by line, once they
 * are there. */
#include "connectors/sage300_talk.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "connectors/push.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

int sage300_send_commitments(struct talk *t)
{
	int64_t since = 0;

	/* Before the first attempt all of them were looked through; an import later is above that. */
	if (t->op->kind == OP_LOOKUP && decimal_parse(&since, push_text(t->env, "lookup.since"), 0, 1) < 0)
		since = 0;
	t->op->n[N_VERSION] = since;
	return sage300_get_list(t, STEP_COMMITMENTS, SAGE300_COMMITMENTS, NULL, NULL);
}

/* hh2 shows a commitment when it comes back from Sage, not when it was made: not seeing it says
 * nothing, and nothing is sent again. */
int sage300_not_shown(struct talk *t)
{
	error_set(t->err, ERR_UNKNOWN, N_("\"%s\" was sent to hh2, which does not show all of it yet; it is looked up again and "
		"never sent twice.  If it stays so, see in hh2 what became of it"), sage300_code(t), NULL);
	return OP_FAIL;
}

static int send_header(struct talk *t)
{
	char *body = push_body(t->env, "body");
	int rc = sage300_post(t, STEP_HEADER, sage300_option(t->op->env, "commitment_path"), NULL, NULL, body, HTTP_MUTATES);

	free(body);
	return rc;
}

static const json_node *item_at(const struct talk *t, int64_t at)
{
	const json_node *o = json_first(json_get(t->env, "items"));

	while (o && at-- > 0)
		o = json_next(o);
	return o;
}

/* The next item, with the id of its commitment; after the last one it goes to Sage. */
int sage300_send_item(struct talk *t)
{
	const json_node *item = item_at(t, t->op->n[N_NEXT]);
	struct strbuf b = STRBUF_INIT, body = STRBUF_INIT;
	int rc;

	if (!item) {
		t->op->n[N_POLLS] = 0;
		return sage300_post(t, STEP_SYNC, sage300_option(t->op->env, "commitment_sync"), "commitment", t->op->text[TEXT_ID], NULL,
			HTTP_MUTATES);
	}
	json_add(&b, item);
	strbuf_addf(&body, "{\"CommitmentId\":\"%s\",%s", t->op->text[TEXT_ID], b.s + 1);
	rc = sage300_post(t, STEP_ITEM, sage300_option(t->op->env, "item_path"), NULL, NULL, body.s, HTTP_MUTATES);
	strbuf_release(&b);
	strbuf_release(&body);
	return rc;
}

static int commitment_differs(struct talk *t, const char *there)
{
	return sage300_differs(t, t->op->text[TEXT_ID], N_("hh2 already has a commitment \"%1$s\" that is not this one: %2$s there, "
		"%3$s here; link the two, or choose another number"), there);
}

int sage300_take_commitments(struct talk *t, const json_node *root)
{
	for (const json_node *o = json_first(root); o; o = json_next(o)) {
		if (!sage300_is_live(o, 0) || strcasecmp(sage300_word(t, o, "Code"), sage300_code(t)))
			continue;
		t->op->text[TEXT_ID] = sage300_word(t, o, "Id");
		t->op->text[TEXT_STATE] = json_is_null(json_get(o, "AmountOriginal")) ? sage300_word(t, o, "Amount")
			: sage300_word(t, o, "AmountOriginal");
		if (strcasecmp(sage300_word(t, o, "VendorId"), push_text(t->env, "lookup.vendor")))
			return commitment_differs(t, t->op->text[TEXT_STATE]);
		t->op->n[N_VERSION] = t->op->n[N_NEXT] = 0;
		return sage300_get_list(t, STEP_LINES, SAGE300_ITEMS, "commitment", t->op->text[TEXT_ID]);
	}
	if (json_first(root) && sage300_moves_on(t, root))
		return sage300_get_list(t, STEP_COMMITMENTS, SAGE300_COMMITMENTS, NULL, NULL);
	if (sage300_is_file(t))
		return sage300_write_file(t);
	return t->op->kind == OP_LOOKUP ? sage300_not_shown(t) : send_header(t);
}

/* ---- the items of a commitment that is there ---- */

/* TEXT_ITEMS: "code=id=amount;" in the order of the list. */
static void note_items(struct talk *t, const json_node *root)
{
	struct strbuf b = STRBUF_INIT;

	strbuf_adds(&b, t->op->text[TEXT_ITEMS]);
	for (const json_node *o = json_first(root); o; o = json_next(o))
		if (sage300_is_live(o, 0) && sage300_is_id(sage300_word(t, o, "Id")))
			strbuf_addf(&b, "%s=%s=%s;", sage300_word(t, o, "Code"), sage300_word(t, o, "Id"),
				json_is_null(json_get(o, "AmountOriginal")) ? sage300_word(t, o, "Amount")
				: sage300_word(t, o, "AmountOriginal"));
	t->op->text[TEXT_ITEMS] = pool_strdup(t->op->pool, b.s);
	strbuf_release(&b);
}

/* The item of our n-th line: by its number, which is n in the file.  Its end is the amount. */
static const char *item_numbered(const char *items, int n)
{
	for (const char *s = items; s && *s; s += strcspn(s, ";") + 1) {
		int64_t v = 0;
		char number[24];
		size_t len = strcspn(s, "=");

		if (len >= sizeof number)
			continue;
		snprintf(number, sizeof number, "%.*s", (int)len, s);
		if (decimal_parse(&v, number, 0, 1) == 0 && v == n)
			return s + len + 1;
	}
	return NULL;
}

int sage300_take_lines(struct talk *t, const json_node *root)
{
	struct op *op = t->op;
	const json_node *amount = json_first(json_get(t->env, "expect.amounts"));
	const json_node *id = json_first(json_get(t->env, "lines"));
	struct push_line *lines = pool_alloc(op->pool, (json_count(json_get(t->env, "lines")) + 1) * sizeof *lines);
	size_t n = 0, there = 0;

	note_items(t, root);
	if (json_first(root) && sage300_moves_on(t, root)) {
		sage300_get_list(t, STEP_LINES, SAGE300_ITEMS, "commitment", op->text[TEXT_ID]);
		t->out->flags |= op->text[TEXT_OPERATION] ? HTTP_MUTATES : 0;
		return OP_SEND;
	}
	for (; amount && id; amount = json_next(amount), id = json_next(id), n++) {
		const char *item = item_numbered(op->text[TEXT_ITEMS], (int)n + 1);
		int64_t a, b;

		if (!item)
			break;
		a = b = 0;
		if (decimal_parse(&a, pool_strndup(op->pool, item + 37, strcspn(item + 37, ";")), 6, 1) < 0
				|| decimal_parse(&b, json_text(amount), 6, 1) < 0 || a != b)
			return commitment_differs(t, op->text[TEXT_STATE]);
		lines[n].remote_id = pool_strdup(op->pool, json_text(id));
		lines[n].erp_line = pool_strndup(op->pool, item, 36);
	}
	for (const char *s = op->text[TEXT_ITEMS]; *s; s += strcspn(s, ";") + 1)
		there++;
	if (there > n)
		return commitment_differs(t, op->text[TEXT_STATE]);
	if (amount && sage300_is_file(t))
		return commitment_differs(t, op->text[TEXT_STATE]);      /* an import that stopped in the middle */
	/* What is missing may be there and not be shown: it is never made twice. */
	if (amount)
		return sage300_not_shown(t);
	op->result.lines = lines;
	op->result.n_lines = n;
	sage300_snapshot(t, "Open", push_text(t->env, "expect.gross"));
	if (sage300_unverified(t))
		op->result.note = N_("it came back as it was meant: the layout of the import file works; set import_verified");
	return sage300_done(t, op->text[TEXT_ID], op->text[TEXT_OPERATION] == NULL);
}
