/* The rows of one connection, a window at a time, for those who need all of a small
 * list (periods, cost codes, the jobs to read by job). */
#include "store/internal.h"

#include "base/banned.h"

int records_list(struct store *s, enum entity e, int64_t connection, int64_t after_id, size_t max,
	struct pool *p, struct record_array *out, struct error *err)
{
	struct strbuf sql = STRBUF_INIT;
	struct db_stmt *st;
	int rc;

	strbuf_addf(&sql, "%s WHERE connection_id = $1 AND id > $2 AND deleted = 0 ORDER BY id LIMIT $3",
		s->tables[e].select);
	rc = store_ask(s, &st, err, sql.s, "iii", I64(connection), I64(after_id), I64(max));
	strbuf_release(&sql);
	if (rc < 0)
		return rc;
	while ((rc = store_step(s, st, err)) > 0)
		table_read(s, st, e, p, ARRAY_PUSH(out));
	store_done(s, st);
	return rc < 0 ? rc : 0;
}
