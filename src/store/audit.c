/* The audit trail: append-only, each row chained to the one before.
 *
 *   hash = SHA-256( previous hash LF seq | at | actor | action | entity | record | detail )
 *
 * Texts stand with their length before them ("5:alice"), so that no two rows have the
 * same canonical form; a null is "-".  The first row's previous hash is 64 zeros.  The
 * database refuses UPDATE and DELETE on the table; the number of rows and the last hash are
 * also kept as settings, so that a chain cut at its end is found. */
#include "store/audit.h"

#include "base/digest.h"
#include "base/i18n.h"
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define HEAD "audit.head"
#define COUNT "audit.count"

static const char first_hash[] = "0000000000000000000000000000000000000000000000000000000000000000";

static void add_text(struct strbuf *out, const char *s)
{
	if (s)
		strbuf_addf(out, "|%zu:%s", strlen(s), s);
	else
		strbuf_adds(out, "|-");
}

static void row_hash(char hash[DIGEST_HEX_LEN], const char *before, int64_t seq, int64_t at,
	const char *actor, const char *action, const char *entity, int64_t record, const char *detail)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "%s\n%lld|%lld", before, (long long)seq, (long long)at);
	add_text(&text, actor);
	add_text(&text, action);
	add_text(&text, entity);
	strbuf_addf(&text, "|%lld", (long long)record);
	add_text(&text, detail);
	digest_sha256_hex(hash, text.s, text.len);
	strbuf_release(&text);
}

/* What the settings say: how many rows, and the last hash. */
static int read_head(struct store *s, int64_t *count, char head[DIGEST_HEX_LEN], struct error *err)
{
	struct pool p = POOL_INIT;
	const char *n = NULL, *hash = NULL;
	int rc = store_setting_get(s, COUNT, &p, &n, err);

	if (rc == 0)
		rc = store_setting_get(s, HEAD, &p, &hash, err);
	*count = n ? strtoll(n, NULL, 10) : 0;
	snprintf(head, DIGEST_HEX_LEN, "%s", hash ? hash : first_hash);
	pool_release(&p);
	return rc;
}

static int add(struct store *s, const char *actor, const char *action, const char *entity,
	int64_t record_id, const char *detail, struct error *err)
{
	char hash[DIGEST_HEX_LEN], head[DIGEST_HEX_LEN], number[24];
	int64_t count, at = store_now(s);
	int rc = read_head(s, &count, head, err);

	if (rc < 0)
		return rc;
	actor = actor ? actor : "";
	row_hash(hash, head, count + 1, at, actor, action, entity, record_id, detail);
	rc = store_exec(s, err, "INSERT INTO audit(seq, at, actor, action, entity, record_id, detail, hash)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", "iitttitt", count + 1, at, actor, action, entity,
		record_id, detail, hash);
	snprintf(number, sizeof number, "%lld", (long long)count + 1);
	if (rc == 0)
		rc = store_setting_put(s, COUNT, number, err);
	return rc == 0 ? store_setting_put(s, HEAD, hash, err) : rc;
}

int audit_add(struct store *s, const char *actor, const char *action, enum entity e,
	int64_t record_id, const char *detail, struct error *err)
{
	int own, rc = store_enter(s, &own, err);

	if (rc < 0)
		return rc;
	rc = add(s, actor, action, e == ENTITY_NONE ? NULL : entities[e].name, record_id, detail, err);
	return store_leave(s, own, rc, err);
}

int audit_list(struct store *s, enum entity e, int64_t record_id, int64_t before_seq, size_t max,
	struct pool *p, struct audit_array *out, struct error *err)
{
	int64_t before = before_seq ? before_seq : INT64_MAX, limit = max > INT32_MAX ? INT32_MAX : I64(max);
	struct db_stmt *st;
	int rc;

	#define COLUMNS "SELECT seq, at, actor, action, entity, record_id, detail, hash FROM audit"
	if (e == ENTITY_NONE)
		rc = store_ask(s, &st, err, COLUMNS " WHERE seq<$1 ORDER BY seq DESC LIMIT $2", "ii", before, limit);
	else
		rc = store_ask(s, &st, err, COLUMNS " WHERE seq<$1 AND entity=$2 AND record_id=$3"
			" ORDER BY seq DESC LIMIT $4", "itii", before, entities[e].name, record_id, limit);
	#undef COLUMNS
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) == 1) {
		struct audit_row *r = ARRAY_PUSH(out);

		r->seq = col_int(st, 0);
		r->at_ms = col_int(st, 1);
		r->actor = col_str(st, 2, p);
		r->action = col_str(st, 3, p);
		r->entity = entity_parse(col_text(st, 4));
		r->record_id = col_int(st, 5);
		r->detail = col_str(st, 6, p);
		r->hash = col_str(st, 7, p);
	}
	store_done(s, st);
	return rc;
}

/* Walks rows until one does not fit; 1 when all fit, 0 when not, or a class. */
static int walk(struct store *s, struct db_stmt *st, struct audit_verdict *out, struct error *err)
{
	char hash[DIGEST_HEX_LEN];
	int rc;

	while ((rc = store_step(s, st, err)) == 1) {
		int64_t seq = col_int(st, 0);
		const char *stored = col_text(st, 7);

		row_hash(hash, out->head, out->rows + 1, col_int(st, 1), col_text(st, 2), col_text(st, 3),
			col_text(st, 4), col_int(st, 5), col_text(st, 6));
		if (seq != out->rows + 1 || !stored || strcmp(stored, hash) != 0) {
			out->first_bad = out->rows + 1;
			return 0;
		}
		out->rows++;
		memcpy(out->head, hash, sizeof hash);
	}
	return rc < 0 ? rc : 1;
}

int audit_verify(struct store *s, struct audit_verdict *out, struct error *err)
{
	char head[DIGEST_HEX_LEN], number[24];
	struct db_stmt *st;
	int64_t count;
	int rc;

	memset(out, 0, sizeof *out);
	memcpy(out->head, first_hash, sizeof first_hash);
	rc = read_head(s, &count, head, err);
	if (rc == 0)
		rc = store_ask(s, &st, err, "SELECT seq, at, actor, action, entity, record_id, detail, hash"
			" FROM audit ORDER BY seq", NULL);
	if (rc < 0)
		return rc;
	rc = walk(s, st, out, err);
	store_done(s, st);
	if (rc < 0)
		return rc;
	if (rc == 1 && out->rows != count)
		out->first_bad = out->rows + 1;
	else if (rc == 1 && strcmp(out->head, head) != 0)
		out->first_bad = out->rows;
	if (out->first_bad == 0 && rc == 1 && strcmp(out->head, head) == 0)
		return 0;
	snprintf(number, sizeof number, "%lld", (long long)out->first_bad);
	return error_set(err, ERR_DATA,
		N_("the audit trail was changed: row %s is missing or does not fit the one before it; compare with a backup"),
		number, NULL);
}
