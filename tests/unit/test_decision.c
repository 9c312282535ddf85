/* Every refusal is decided by the tables and says something. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/decision.h"

static int allowed(enum verb v, enum status st, const char *role, unsigned may, const char *comment)
{
	struct record_state s = { .status = st };
	struct rights who = { "ann", role, may, may };
	struct error err = ERROR_INIT;
	int rc = decision_allowed(v, ENTITY_INVOICE, &s, &who, comment, &err);

	if (rc < 0) {
		struct strbuf b = STRBUF_INIT;

		error_text(&b, &err, 0);
		assert_true(b.len > 10);
		assert_null(strchr(b.s, '%'));
		strbuf_release(&b);
	}
	error_release(&err);
	return rc;
}

static void decisions_follow_status_and_rights(void **state)
{
	const unsigned all = ~0u;
	static const struct { enum verb v; enum status st; const char *role; int may; const char *why; int rc; } c[] = {
		{ VERB_APPROVE, STATUS_READY, ROLE_APPROVER, 1, NULL, 0 },
		{ VERB_APPROVE, STATUS_READY, ROLE_APPROVER, 0, NULL, ERR_RIGHT },
		{ VERB_APPROVE, STATUS_READY, ROLE_READ_ONLY, 1, NULL, ERR_RIGHT },
		{ VERB_APPROVE, STATUS_READY, ROLE_ADMINISTRATOR, 0, NULL, 0 },
		{ VERB_APPROVE, STATUS_SYNCED, ROLE_ADMINISTRATOR, 1, NULL, ERR_REFUSED },
		{ VERB_APPROVE, STATUS_UNKNOWN, ROLE_ADMINISTRATOR, 1, NULL, ERR_REFUSED },
		{ VERB_APPROVE, STATUS_SENDING, ROLE_ADMINISTRATOR, 1, NULL, ERR_REFUSED },
		{ VERB_APPROVE, STATUS_NOT_READY, ROLE_ADMINISTRATOR, 1, NULL, ERR_REFUSED },
		{ VERB_REJECT, STATUS_READY, ROLE_APPROVER, 1, NULL, ERR_DATA },
		{ VERB_REJECT, STATUS_READY, ROLE_APPROVER, 1, "", ERR_DATA },
		{ VERB_REJECT, STATUS_HELD, ROLE_APPROVER, 1, "wrong period", 0 },
		{ VERB_REJECT, STATUS_QUEUED, ROLE_APPROVER, 1, "late", ERR_REFUSED },
		{ VERB_UNDO, STATUS_QUEUED, ROLE_APPROVER, 1, NULL, 0 },
		{ VERB_UNDO, STATUS_SENDING, ROLE_APPROVER, 1, NULL, ERR_REFUSED },
		{ VERB_RETRY, STATUS_FAILED, ROLE_APPROVER, 1, NULL, 0 },
		{ VERB_UNLINK, STATUS_READY, ROLE_APPROVER, 1, NULL, ERR_REFUSED },
		{ VERB_ARCHIVE, STATUS_STAGED, ROLE_APPROVER, 1, NULL, 0 },
		{ VERB_ARCHIVE, STATUS_STAGED, ROLE_APPROVER, 0, NULL, ERR_RIGHT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(c); i++)
		assert_int_equal(allowed(c[i].v, c[i].st, c[i].role, c[i].may ? all : 0, c[i].why), c[i].rc);
}

static void nothing_leaves_unknown_or_sending_by_a_key_but_retry(void **state)
{
	for (int v = 0; v < VERB_COUNT; v++) {
		if (v != VERB_RETRY)
			assert_true(allowed((enum verb)v, STATUS_UNKNOWN, ROLE_ADMINISTRATOR, ~0u, "x") < 0);
		assert_true(allowed((enum verb)v, STATUS_SENDING, ROLE_ADMINISTRATOR, ~0u, "x") < 0);
	}
}

static void everybody_but_readers_may_comment(void **state)
{
	static const struct { const char *role; int rc; } cases[] = {
		{ ROLE_ADMINISTRATOR, 0 }, { ROLE_APPROVER, 0 }, { ROLE_READ_ONLY, ERR_RIGHT }, { NULL, ERR_RIGHT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct rights who = { .user = "ann", .role = cases[i].role };
		struct error err = ERROR_INIT;

		assert_int_equal(rights_may_comment(&who, &err), cases[i].rc);
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decisions_follow_status_and_rights),
		cmocka_unit_test(everybody_but_readers_may_comment),
		cmocka_unit_test(nothing_leaves_unknown_or_sending_by_a_key_but_retry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
