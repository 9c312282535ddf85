/* Envelopes: what compose() made is read again here, never trusted to be what it was. */
#include "connectors/push.h"
#include "base/i18n.h"
#include <stdlib.h>
#include <string.h>
#include "base/banned.h"

int push_envelope(struct json_doc *doc, const struct op *op, const char *system, struct error *err)
{
	const char *payload = op->item->payload;
	int rc = json_parse(doc, payload ? payload : "", payload ? strlen(payload) : 0, err);

	if (rc < 0)
		return rc;
	if (strcmp(push_text(json_root(doc), "system"), system)
			|| !json_is_object(json_get(json_root(doc), "body"))) {
		json_release(doc);
		return error_set(err, ERR_BUG, N_("what was to be sent was made for another system"), NULL);
	}
	return 0;
}

const char *push_text(const json_node *envelope, const char *path)
{
	const char *t = json_text(json_get(envelope, path));

	return t ? t : "";
}

char *push_body(const json_node *envelope, const char *path)
{
	struct strbuf b = STRBUF_INIT;

	json_add(&b, json_get(envelope, path));
	return strbuf_detach(&b);
}

const char *push_line_number(const char *order_line)
{
	const char *bar = order_line ? strrchr(order_line, '|') : NULL;
	const char *n = bar ? bar + 1 : order_line ? order_line : "";

	return n[strspn(n, "0123456789")] ? "" : n;
}
