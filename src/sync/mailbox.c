/* One road from one thread to another: a list under the only mutex of the
 * program, and a pipe that is readable while the list is not empty.
 *
 * Invariants:
 *  1. A message has one owner: the poster until mailbox_post, the mailbox, then
 *     whoever took it.
 *  2. Ids grow by one and are never 0, so 0 means "no question".
 *  3. There is a byte in the pipe exactly when the list is not empty; both change
 *     under the mutex, so poll never sleeps on a full box and never spins on an
 *     empty one.
 *  4. wake() is called after the mutex was left: it may take locks of its own. */
#include "sync/mailbox.h"

#include "base/xalloc.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/banned.h"

struct mailbox {
	pthread_mutex_t mutex;
	struct message *first, *last;   /* owned */
	uint64_t last_id;
	int fds[2];                     /* read, write */
	void (*wake)(void *data);
	void *wake_data;                /* borrowed */
};

struct mailbox *mailbox_new(void)
{
	struct mailbox *m = xcalloc(1, sizeof *m);

	if (pthread_mutex_init(&m->mutex, NULL))
		BUG("no mutex");
	if (pipe2(m->fds, O_NONBLOCK | O_CLOEXEC))
		BUG("no pipe for a mailbox (errno %d)", errno);
	return m;
}

void mailbox_free(struct mailbox *m)
{
	struct message *msg, *next;

	if (!m)
		return;
	for (msg = m->first; msg; msg = next) {
		next = msg->next;
		message_free(msg);
	}
	close(m->fds[0]);
	close(m->fds[1]);
	pthread_mutex_destroy(&m->mutex);
	free(m);
}

void mailbox_set_wake(struct mailbox *m, void (*wake)(void *), void *data)
{
	pthread_mutex_lock(&m->mutex);
	m->wake = wake;
	m->wake_data = data;
	pthread_mutex_unlock(&m->mutex);
}

/* The pipe holds at most one byte, so writing it cannot fail for want of room. */
static void raise_flag(struct mailbox *m)
{
	while (write(m->fds[1], "", 1) < 0 && errno == EINTR)
		;
}

static void lower_flag(struct mailbox *m)
{
	char byte;

	while (read(m->fds[0], &byte, 1) < 0 && errno == EINTR)
		;
}

uint64_t mailbox_post(struct mailbox *m, struct message *take_msg)
{
	void (*wake)(void *);
	void *data;
	uint64_t id;

	take_msg->next = NULL;
	pthread_mutex_lock(&m->mutex);
	id = take_msg->id = ++m->last_id;
	if (m->last) {
		m->last->next = take_msg;
	} else {
		m->first = take_msg;
		raise_flag(m);
	}
	m->last = take_msg;
	wake = m->wake;
	data = m->wake_data;
	pthread_mutex_unlock(&m->mutex);
	if (wake)
		wake(data);
	return id;
}

struct message *mailbox_take(struct mailbox *m)
{
	struct message *msg;

	pthread_mutex_lock(&m->mutex);
	msg = m->first;
	if (msg) {
		m->first = msg->next;
		if (!m->first) {
			m->last = NULL;
			lower_flag(m);
		}
		msg->next = NULL;
	}
	pthread_mutex_unlock(&m->mutex);
	return msg;
}

int mailbox_fd(const struct mailbox *m)
{
	return m->fds[0];
}
