/* Reading beside the screen's thread.
 *
 * Everything the thread uses is its own: its handle, and the jobs it took from the pipe.  The one call
 * from outside is store_interrupt, which the store allows; it counts until the thread says
 * store_calm.  The order makes sure that none gets lost:
 *
 *	screen      puts the job into the pipe, then interrupts
 *	thread      calms, then empties the pipe, then runs the most urgent job
 *
 * An interrupt after the calm may meet the very job it came for: that one is found without a newer
 * one in its place and begins again. */
#include "ui/reader.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define STOP_MS 1500          /* a thread that does not end by then is left behind */
#define MANY_ANSWERS 1000     /* in the pipe, which must not fill up */

struct reader {
	pthread_t thread;
	char *database;           /* owned */
	_Atomic(struct store *) store;  /* the thread's */
	int in[2], out[2];        /* pipes of struct reader_job * */
	/* the thread's: */
	struct reader_job *waiting[READ_KINDS];
	int stopping;
	/* the screen's: */
	int asked[READ_KINDS];    /* answers still to come */
	int late;                 /* a wait was in vain, and nothing came since */
	int warm;                 /* asked to open its database */
};

static int send_pointer(int fd, void *p)
{
	ssize_t n;
	do
		n = write(fd, &p, sizeof p);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof p ? 0 : -1;
}

static void *take_pointer(int fd)
{
	void *p = NULL;
	ssize_t n;
	do
		n = read(fd, &p, sizeof p);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof p ? p : NULL;
}

static int something_in(int fd, int wait_ms)
{
	struct pollfd p = { fd, POLLIN, 0 };
	return poll(&p, 1, wait_ms) > 0;
}

/* ---- the thread ---- */

static int open_store(struct reader *r, struct error *err)
{
	struct store *s = NULL;
	int rc;
	if (atomic_load(&r->store))
		return 0;
	rc = store_open(&s, r->database, STORE_READ, err);
	if (rc == 0) {
		store_keep_interrupts(s);
		atomic_store(&r->store, s);
	}
	return rc;
}

static void answer(struct reader *r, struct reader_job *j, int rc)
{
	j->rc = rc;
	if (send_pointer(r->out[1], j) < 0)
		j->release(j);
}

/* NULL: the end. */
static void place(struct reader *r, struct reader_job *j)
{
	if (j == NULL) {
		r->stopping = 1;
		return;
	}
	if (r->waiting[j->kind])
		answer(r, r->waiting[j->kind], ERR_CANCEL);
	r->waiting[j->kind] = j;
}

/* The most urgent of what waits, once something does; NULL: the end. */
static struct reader_job *next_job(struct reader *r)
{
	struct reader_job *j = NULL;
	if (atomic_load(&r->store))
		store_calm(atomic_load(&r->store));
	while (!r->stopping && something_in(r->in[0], 0))
		place(r, take_pointer(r->in[0]));
	for (int k = 0; !r->stopping && k < READ_KINDS && j == NULL; k++)
		j = r->waiting[k];
	if (j == NULL && !r->stopping) {
		place(r, take_pointer(r->in[0]));
		return next_job(r);
	}
	return r->stopping ? NULL : j;
}

static void *run(void *data)
{
	struct reader *r = data;
	struct reader_job *j;
	sigset_t all;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);       /* signals are for the screen's thread */
	trace_thread_name("reader");
	while ((j = next_job(r)) != NULL) {
		int rc = 0;
		error_release(&j->error);
		if (j->run) {
			rc = open_store(r, &j->error);
			if (rc == 0)
				rc = j->run(j, atomic_load(&r->store), &j->error);
		}
		if (rc == ERR_CANCEL || rc == ERR_LATER)
			continue;             /* again, unless a newer one comes first */
		r->waiting[j->kind] = NULL;
		answer(r, j, rc);
	}
	for (int k = 0; k < READ_KINDS; k++)
		if (r->waiting[k])
			answer(r, r->waiting[k], ERR_CANCEL);
	return NULL;
}

/* ---- the screen's side ---- */

static void reader_free(struct reader *r)
{
	for (int i = 0; i < 2; i++) {
		if (r->in[i] >= 0)
			close(r->in[i]);
		if (r->out[i] >= 0)
			close(r->out[i]);
	}
	store_close(atomic_load(&r->store));
	free(r->database);
	free(r);
}

int reader_start(struct reader **out, const char *database, struct error *err)
{
	struct reader *r = xcalloc(1, sizeof *r);
	int rc;
	r->in[0] = r->in[1] = r->out[0] = r->out[1] = -1;
	r->database = xstrdup(database);
	if (pipe2(r->in, O_CLOEXEC) < 0 || pipe2(r->out, O_CLOEXEC) < 0 ||
	    (errno = pthread_create(&r->thread, NULL, run, r)) != 0) {
		rc = error_set(err, ERR_STORE, N_("reading beside the screen could not start: %s"), strerror(errno),
			NULL);
		reader_free(r);
		return rc;
	}
	*out = r;
	return 0;
}

int reader_busy(const struct reader *r)
{
	int n = 0;
	for (int k = 0; k < READ_KINDS; k++)
		n += r->asked[k];
	return n;
}

static int warm_run(struct reader_job *j, struct store *s, struct error *err)
{
	return 0;
}

static void warm_done(struct reader_job *j)
{
}

static void warm_release(struct reader_job *j)
{
	error_release(&j->error);
	free(j);
}

void reader_warm(struct reader *r)
{
	struct reader_job *j;
	if (r == NULL || r->warm || reader_busy(r) > 0)
		return;
	r->warm = 1;
	j = xcalloc(1, sizeof *j);
	*j = (struct reader_job){ .kind = READ_OTHER, .run = warm_run, .done = warm_done, .release = warm_release };
	reader_ask(r, j);
}

void reader_ask(struct reader *r, struct reader_job *take_job)
{
	struct store *s = atomic_load(&r->store);
	int in_the_way = 0;
	for (int k = take_job->kind; k < READ_KINDS; k++)
		in_the_way += r->asked[k];
	if (reader_busy(r) > MANY_ANSWERS)
		reader_serve(r, 0);
	r->asked[take_job->kind]++;
	if (send_pointer(r->in[1], take_job) < 0) {
		r->asked[take_job->kind]--;
		take_job->rc = ERR_STORE;
		take_job->done(take_job);
		take_job->release(take_job);
	} else if (in_the_way && s) {
		store_interrupt(s);
	}
}

static void nothing(struct reader_job *j)
{
	(void)j;
}

static void free_job(struct reader_job *j)
{
	error_release(&j->error);
	free(j);
}

void reader_drop(struct reader *r, enum reader_kind kind)
{
	struct reader_job *j;
	if (r == NULL || r->asked[kind] == 0)
		return;
	j = xcalloc(1, sizeof *j);
	*j = (struct reader_job){ .kind = kind, .done = nothing, .release = free_job };
	reader_ask(r, j);
}

int reader_fd(const struct reader *r)
{
	return r ? r->out[0] : -1;
}

int reader_serve(struct reader *r, int wait_ms)
{
	int n = 0;
	while (something_in(r->out[0], n == 0 && !r->late ? wait_ms : 0)) {
		struct reader_job *j = take_pointer(r->out[0]);
		if (j == NULL)
			break;
		n++;
		r->late = 0;
		r->asked[j->kind]--;
		j->done(j);
		j->release(j);
	}
	if (n == 0 && wait_ms > 0)
		r->late = 1;
	return n;
}

/* 1 when the thread has ended. */
static int join(struct reader *r)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += STOP_MS / 1000;
	until.tv_nsec += STOP_MS % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	return pthread_timedjoin_np(r->thread, NULL, &until) == 0;
}

void reader_stop(struct reader *r)
{
	struct store *s;
	if (r == NULL)
		return;
	send_pointer(r->in[1], NULL);
	s = atomic_load(&r->store);
	if (s)
		store_interrupt(s);
	if (!join(r)) {
		trace(TRACE_UI, "a read did not end; its thread is left behind");
		return;
	}
	while (something_in(r->out[0], 0)) {
		struct reader_job *j = take_pointer(r->out[0]);
		if (j == NULL)
			break;
		j->release(j);
	}
	reader_free(r);
}
