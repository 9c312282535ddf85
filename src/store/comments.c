/* Comments, in the audit trail. */
#include "store/comments.h"

#include "base/text.h"
#include "store/audit.h"
#include "store/internal.h"

#include <string.h>

#include "base/banned.h"

int comments_add(struct store *s, const char *actor, enum entity e, int64_t record_id, const char *text,
	struct error *err)
{
	struct strbuf safe = STRBUF_INIT, detail = STRBUF_INIT;
	int rc;

	text_add_safe(&safe, text, 0);
	strbuf_adds(&detail, "{\"comment\":");
	strbuf_add_json(&detail, safe.s);
	strbuf_addc(&detail, '}');
	rc = audit_add(s, actor, COMMENT_ACTION, e, record_id, detail.s, err);
	strbuf_release(&safe);
	strbuf_release(&detail);
	return rc;
}

/* The text of {"comment":"..."}; written above, so nothing else stands in it. */
static const char *comment_text(const char *detail, struct pool *p)
{
	static const char head[] = "{\"comment\":\"";
	struct strbuf out = STRBUF_INIT;
	const char *s, *text;

	if (!detail || strncmp(detail, head, sizeof head - 1) != 0)
		return "";
	for (s = detail + sizeof head - 1; *s && *s != '"'; s++) {
		if (*s == '\\' && s[1])
			s++;
		strbuf_addc(&out, *s);
	}
	text = pool_strdup(p, out.s);
	strbuf_release(&out);
	return text;
}

int comments_list(struct store *s, enum entity e, int64_t record_id, size_t max, struct pool *p,
	struct comment_array *out, struct error *err)
{
	struct db_stmt *st;
	int rc = store_ask(s, &st, err, "SELECT seq, at, actor, detail FROM audit WHERE entity=$1 AND record_id=$2"
		" AND action=$3 ORDER BY seq DESC LIMIT $4", "titi", entities[e].name, record_id, COMMENT_ACTION,
		I64(max));
	size_t first = out->len;

	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		struct comment *c = ARRAY_PUSH(out);

		c->seq = col_int(st, 0);
		c->at_ms = col_int(st, 1);
		c->actor = col_str(st, 2, p);
		c->text = comment_text(col_text(st, 3), p);
	}
	store_done(s, st);
	for (size_t i = first, k = out->len; rc == 0 && i + 1 < k; i++, k--) {
		struct comment swap = out->items[i];

		out->items[i] = out->items[k - 1];
		out->items[k - 1] = swap;
	}
	return rc;
}
