/* Counting beside the screen's thread.
 *
 * Everything the thread uses is its own: its handle, opened when it is first needed (the
 * first screen does not wait for it), and the question it took from the pipe.  The one call from outside is store_interrupt, which the store allows.  It may
 * come a moment too late and end the newer question instead; then that one's answer says
 * ERR_CANCEL, and the screen asks again. */
#include "ui/counter.h"
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

struct question { uint64_t id; enum entity entity; enum view view; int64_t books; char *filter; int stop; };

struct counter {
	pthread_t thread;
	char *database;           /* owned */
	_Atomic(struct store *) store;  /* the thread's; opened with the first question */
	int in[2], out[2];        /* pipes of struct question * and struct count_answer * */
	uint64_t last_id;
	int asked;                /* answers still to come */
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

static void question_free(struct question *q)
{
	if (q)
		free(q->filter);
	free(q);
}

static int open_store(struct counter *c)
{
	struct store *s = NULL;
	int rc;
	if (atomic_load(&c->store))
		return 0;
	rc = store_open(&s, c->database, STORE_READ, NULL);
	if (rc == 0)
		atomic_store(&c->store, s);
	return rc;
}

static struct count_answer *answer(struct counter *c, const struct question *q)
{
	struct count_answer *a = xcalloc(1, sizeof *a);
	struct query query = { .entity = q->entity, .view = q->view, .books = q->books, .sort_field = SORT_ID };
	struct filter f;
	memset(&f, 0, sizeof f);
	a->id = q->id;
	a->rc = filter_parse(&f, q->entity, q->filter, NULL);
	if (a->rc == 0)
		a->rc = open_store(c);
	if (a->rc == 0) {
		query.filter = f.n_terms > 0 ? &f : NULL;
		a->rc = query_totals(atomic_load(&c->store), &query, &a->totals, NULL);
	}
	filter_release(&f);
	return a;
}

static int more_waits(int fd)
{
	struct pollfd p = { fd, POLLIN, 0 };
	return poll(&p, 1, 0) > 0;
}

static void *run(void *data)
{
	struct counter *c = data;
	struct question *q;
	sigset_t all;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);       /* signals are for the screen's thread */
	trace_thread_name("counter");
	while ((q = take_pointer(c->in[0])) != NULL && !q->stop) {
		struct count_answer *a;
		if (more_waits(c->in[0])) {           /* only the newest is of interest */
			a = xcalloc(1, sizeof *a);
			a->id = q->id;
			a->rc = ERR_CANCEL;
		} else {
			a = answer(c, q);
		}
		question_free(q);
		if (send_pointer(c->out[1], a) < 0)
			free(a);
	}
	question_free(q);
	return NULL;
}

static void close_pipes(struct counter *c)
{
	for (int i = 0; i < 2; i++) {
		if (c->in[i] >= 0)
			close(c->in[i]);
		if (c->out[i] >= 0)
			close(c->out[i]);
	}
}

int counter_start(struct counter **out, const char *database, struct error *err)
{
	struct counter *c = xcalloc(1, sizeof *c);
	int rc;
	c->in[0] = c->in[1] = c->out[0] = c->out[1] = -1;
	c->database = xstrdup(database);
	if (pipe2(c->in, O_CLOEXEC) < 0 || pipe2(c->out, O_CLOEXEC) < 0 ||
	    (errno = pthread_create(&c->thread, NULL, run, c)) != 0) {
		rc = error_set(err, ERR_STORE, N_("counting beside the screen could not start: %s"),
			strerror(errno), NULL);
		close_pipes(c);
		free(c->database);
		free(c);
		return rc;
	}
	*out = c;
	return 0;
}

static void interrupt(struct counter *c)
{
	struct store *s = atomic_load(&c->store);
	if (s)
		store_interrupt(s);
}

uint64_t counter_ask(struct counter *c, enum entity e, enum view view, int64_t books, const char *filter)
{
	struct question *q = xcalloc(1, sizeof *q);
	struct count_answer old;
	*q = (struct question){ ++c->last_id, e, view, books, xstrdup(filter ? filter : ""), 0 };
	while (counter_take(c, &old))
		;        /* overtaken; and so the pipes never fill up */
	if (c->asked > 0)
		interrupt(c);
	c->asked++;
	if (send_pointer(c->in[1], q) < 0) {
		c->asked--;
		question_free(q);
	}
	return c->last_id;
}

int counter_fd(const struct counter *c)
{
	return c ? c->out[0] : -1;
}

int counter_take(struct counter *c, struct count_answer *out)
{
	struct count_answer *a;
	if (!more_waits(c->out[0]))
		return 0;
	a = take_pointer(c->out[0]);
	if (a == NULL)
		return 0;
	c->asked--;
	*out = *a;
	free(a);
	return 1;
}

void counter_stop(struct counter *c)
{
	struct question *stop;
	struct count_answer old;
	if (c == NULL)
		return;
	stop = xcalloc(1, sizeof *stop);
	stop->stop = 1;
	send_pointer(c->in[1], stop);
	interrupt(c);
	pthread_join(c->thread, NULL);
	while (counter_take(c, &old))
		;
	close_pipes(c);
	store_close(atomic_load(&c->store));
	free(c->database);
	free(c);
}
