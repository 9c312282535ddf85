/* Who sends.
 *
 * Only one running copy of the program does: the one that holds the lock file beside the
 * database, which the kernel releases when its process dies, however.  It also holds the lease
 * in the store, so that others can say who sends.  A row that is `sending` when somebody takes
 * the lock belongs to nobody, and becomes `unknown`. */
#include "sync/push.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/xalloc.h"
#include "sync/work.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/banned.h"

#define LEASE_MS (10 * INT64_C(60000))

static char *lock_path(const struct worker *w)
{
	return xasprintf("%s.push", w->database);
}

static int elsewhere(struct worker *w)
{
	struct error err = ERROR_INIT;

	w->push_refused_at = clock_mono_ms();
	if (!w->push_told) {
		w->push_told = 1;
		error_set(&err, ERR_LATER, N_("another running copy of Comptoir is sending; "
			"this one reads and decides, the other one sends"), NULL);
		worker_notice(w, &err, 0);
		error_release(&err);
		worker_tell_state(w, 0);
	}
	return 0;
}

int push_acquire(struct worker *w)
{
	struct error err = ERROR_INIT;
	int64_t now = clock_now_ms();
	char *path;
	int fd, rc;

	if (w->push_fd >= 0)
		return 1;
	if (w->push_refused_at && clock_mono_ms() - w->push_refused_at < PUSH_ELSEWHERE_MS)
		return 0;
	path = lock_path(w);
	fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	free(path);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB)) {
		if (fd >= 0)
			close(fd);
		return elsewhere(w);
	}
	rc = lease_take(w->store, "push", w->owner, now, now + LEASE_MS, &err);
	if (rc < 0) {
		close(fd);
		error_release(&err);
		return elsewhere(w);
	}
	w->push_fd = fd;
	w->push_refused_at = 0;
	w->push_told = 0;
	w->lease_until = now + LEASE_MS;
	rc = outbox_recover(w->store, &err);
	if (rc < 0)
		worker_notice(w, &err, 1);
	error_release(&err);
	worker_tell_state(w, 0);
	return 1;
}

void push_renew(struct worker *w)
{
	int64_t now = clock_now_ms();

	if (w->push_fd >= 0 && w->lease_until - now < LEASE_MS / 2 &&
	    lease_take(w->store, "push", w->owner, now, now + LEASE_MS, NULL) >= 0)
		w->lease_until = now + LEASE_MS;
}

void push_release(struct worker *w)
{
	if (w->push_fd < 0)
		return;
	lease_release(w->store, "push", w->owner, NULL);
	close(w->push_fd);
	w->push_fd = -1;
}

int push_recover(struct worker *w, struct error *err)
{
	if (w->read_only || !push_acquire(w))
		return 0;
	push_release(w);
	return 0;
}
