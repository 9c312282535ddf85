/* The mailbox: order, ids, the descriptor, and two threads at once. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/xalloc.h"
#include "sync/mailbox.h"
#include <poll.h>
#include <pthread.h>

#include "base/banned.h"

static int readable(const struct mailbox *m, int timeout_ms)
{
	struct pollfd p = { .fd = mailbox_fd(m), .events = POLLIN };

	return poll(&p, 1, timeout_ms) == 1;
}

static void mailbox_take_gives_messages_in_the_order_posted(void **state)
{
	struct mailbox *m = mailbox_new();
	uint64_t ids[3];

	for (int i = 0; i < 3; i++) {
		struct message *msg = message_new(MSG_SYNC);
		msg->number = i;
		ids[i] = mailbox_post(m, msg);
	}
	assert_true(ids[0] > 0 && ids[0] < ids[1] && ids[1] < ids[2]);
	for (int i = 0; i < 3; i++) {
		struct message *msg = mailbox_take(m);
		assert_non_null(msg);
		assert_int_equal(msg->number, i);
		assert_int_equal(msg->id, ids[i]);
		message_free(msg);
	}
	assert_null(mailbox_take(m));
	mailbox_free(m);
}

static void mailbox_fd_is_readable_exactly_while_something_waits(void **state)
{
	struct mailbox *m = mailbox_new();

	assert_false(readable(m, 0));
	mailbox_post(m, message_new(MSG_LOCK));
	mailbox_post(m, message_new(MSG_LOCK));
	assert_true(readable(m, 0));
	message_free(mailbox_take(m));
	assert_true(readable(m, 0));
	message_free(mailbox_take(m));
	assert_false(readable(m, 0));
	mailbox_post(m, message_new(MSG_LOCK));
	assert_true(readable(m, 0));
	mailbox_free(m);             /* releases what is left */
}

static void count(void *data)
{
	++*(int *)data;
}

static void mailbox_post_calls_wake_after_the_message_is_in(void **state)
{
	struct mailbox *m = mailbox_new();
	int calls = 0;

	mailbox_set_wake(m, count, &calls);
	mailbox_post(m, message_new(MSG_ACTIVITY));
	assert_int_equal(calls, 1);
	mailbox_free(m);
}

static void message_free_releases_everything_it_owns(void **state)
{
	struct message *m = message_new(MSG_DECIDE);

	assert_int_equal(m->entity, ENTITY_NONE);
	m->name = xstrdup("acumatica");
	m->text = xstrdup("reason");
	m->secret = secret_from_text("pass");
	m->secret2 = secret_from_text("other");
	m->items = xcalloc(2, sizeof *m->items);
	m->n_items = 2;
	error_set(&m->error, ERR_REFUSED, "no: %s", "because", NULL);
	message_free(m);
	message_free(NULL);
}

static void messages_have_a_name_each(void **state)
{
	for (int i = 0; i < MSG_TYPE_COUNT; i++)
		assert_non_null(messages[i].name);
}

#define MANY 20000

static void *post_many(void *data)
{
	struct mailbox *m = data;

	for (int i = 0; i < MANY; i++) {
		struct message *msg = message_new(MSG_PROGRESS);
		msg->number = i;
		mailbox_post(m, msg);
	}
	return NULL;
}

static void mailbox_loses_nothing_between_two_threads(void **state)
{
	struct mailbox *m = mailbox_new();
	pthread_t thread;
	int got = 0;

	assert_int_equal(pthread_create(&thread, NULL, post_many, m), 0);
	while (got < MANY) {
		struct message *msg = mailbox_take(m);
		if (!msg) {
			assert_true(readable(m, 100000));
			continue;
		}
		assert_int_equal(msg->number, got);
		got++;
		message_free(msg);
	}
	pthread_join(thread, NULL);
	assert_null(mailbox_take(m));
	mailbox_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mailbox_take_gives_messages_in_the_order_posted),
		cmocka_unit_test(mailbox_fd_is_readable_exactly_while_something_waits),
		cmocka_unit_test(mailbox_post_calls_wake_after_the_message_is_in),
		cmocka_unit_test(message_free_releases_everything_it_owns),
		cmocka_unit_test(messages_have_a_name_each),
		cmocka_unit_test(mailbox_loses_nothing_between_two_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
