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

/* ---- a request in words ---- */

#define FLAT_DEPTH 12

static size_t add_step(struct strbuf *path, const char *name, int64_t index)
{
	size_t before = path->len;

	strbuf_adds(path, path->len ? " " : "");
	if (name)
		strbuf_adds(path, name);
	else
		strbuf_addf(path, "%lld", (long long)index);
	return before;
}

static void add_flat(struct strbuf *out, struct strbuf *path, const json_node *n, int depth)
{
	struct strbuf scalar = STRBUF_INIT;
	int64_t i = 0;

	if (json_get(n, "value"))        /* {"type": ..., "value": ...}: what it is, is what it says */
		n = json_get(n, "value");
	if (add_scalar(&scalar, n) == 0)
		strbuf_addf(out, "%s: %s\n", path->s, scalar.s);
	for (const json_node *c = depth < FLAT_DEPTH ? json_first(n) : NULL; c; c = json_next(c)) {
		size_t before = add_step(path, json_name(c), ++i);

		add_flat(out, path, c, depth + 1);
		strbuf_truncate(path, before);
	}
	strbuf_release(&scalar);
}

int worker_json_flat(struct strbuf *out, const char *json)
{
	struct strbuf path = STRBUF_INIT;
	struct json_doc doc;

	if (json_parse(&doc, json, strlen(json), NULL) < 0)
		return -1;
	add_flat(out, &path, json_root(&doc), 0);
	strbuf_release(&path);
	json_release(&doc);
	return 0;
}
