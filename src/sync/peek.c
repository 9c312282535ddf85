/* Looking into JSON for faces that may not include the reader. */
#include "base/pool.h"
#include "connectors/json.h"
#include "sync/worker.h"

#include <string.h>

#include "base/banned.h"

static int add_scalar(struct strbuf *out, const json_node *n)
{
	struct pool p = POOL_INIT;
	const char *text = json_scalar(n, &p);

	if (text && out)
		strbuf_adds(out, text);
	pool_release(&p);
	return text ? 0 : -1;
}

int worker_json_member(struct strbuf *out, const char *json, const char *path)
{
	struct json_doc doc;
	int rc;

	if (json_parse(&doc, json, strlen(json), NULL) < 0)
		return -1;
	rc = add_scalar(out, json_get(json_root(&doc), path));
	json_release(&doc);
	return rc;
}

int worker_json_find(struct strbuf *out, const char *json, const char *array_path, const char *key,
	const char *value, const char *member)
{
	struct strbuf got = STRBUF_INIT;
	struct json_doc doc;
	int hits = 0;

	if (json_parse(&doc, json, strlen(json), NULL) < 0)
		return -1;
	for (const json_node *n = json_first(json_get(json_root(&doc), array_path)); n; n = json_next(n)) {
		strbuf_reset(&got);
		if (add_scalar(&got, json_get(n, key)) < 0 || strcmp(got.s, value) != 0)
			continue;
		if (hits++ == 0)
			add_scalar(out, json_get(n, member));
	}
	strbuf_release(&got);
	json_release(&doc);
	return hits;
}
