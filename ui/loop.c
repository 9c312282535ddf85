/* The loop.
 *
 *	wait for a key, a message, a signal or the next tick
 *	handle every key that waits, then a bounded number of messages
 *	draw once if anything changed
 *
 * So three hundred queued keys cost one frame, and a flood of messages delays a key by
 * a few milliseconds at most.  What may wait (exact counts and sums) is done piece by
 * piece in moments when nothing else is to do. */
#include "ui/loop.h"
#include "ui/app.h"
#include "base/date.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/banned.h"

#define MESSAGES_A_ROUND 64
#define KEYS_A_ROUND     2000
#define TICK_MS          1000
#define IDLE_MS          4

enum { KEYS, WORKER, SIGNALS, READER, N_FDS };

static int take_keys(struct app *a)
{
	struct mouse_event m;
	uint32_t key;
	int n = 0;
	while (!a->quit && n < KEYS_A_ROUND && (key = screen_key(&m)) != UIKEY_NONE) {
		app_key(a, key, &m);
		n++;
	}
	return n;
}

static int take_messages(struct app *a)
{
	struct message *m;
	int n = 0;
	while (n < MESSAGES_A_ROUND && (m = worker_take(a->worker)) != NULL) {
		app_message(a, m);
		message_free(m);
		n++;
	}
	return n;
}

static int key_waits(void)
{
	struct pollfd p = { STDIN_FILENO, POLLIN, 0 };
	return poll(&p, 1, 0) > 0;
}

/* Small pieces in a row, and one frame for all of them. */
static int idle_some(struct app *a)
{
	int64_t end = clock_mono_ms() + IDLE_MS;
	int more;
	do
		more = app_idle(a);
	while (more && clock_mono_ms() < end && !key_waits());
	return more;
}

static void take_signals(struct app *a)
{
	unsigned bits = screen_signals();
	if (bits & SCREEN_RESIZED) {
		screen_redraw();
		app_resized(a);
	}
	if (bits & SCREEN_HANGUP)
		a->quit = 1;
}

static void draw(struct app *a)
{
	if (!a->dirty)
		return;
	a->dirty = 0;
	app_draw(a);
	screen_flush();
}

void loop_run(struct app *a)
{
	struct pollfd fds[N_FDS] = {
		[KEYS] = { STDIN_FILENO, POLLIN, 0 },
		[WORKER] = { worker_fd(a->worker), POLLIN, 0 },
		[SIGNALS] = { screen_signal_fd(), POLLIN, 0 },
		[READER] = { reader_fd(a->reader), POLLIN, 0 },
	};
	int64_t next_tick = clock_mono_ms() + TICK_MS;
	int idle = 1;
	a->dirty = 1;
	while (!a->quit) {
		int64_t now, wait;
		draw(a);
		now = clock_mono_ms();
		wait = idle ? 0 : next_tick > now ? next_tick - now : 0;
		if (poll(fds, N_FDS, (int)wait) < 0 && errno != EINTR)
			break;
		if (fds[SIGNALS].revents)
			take_signals(a);
		if (take_keys(a) == 0 && (fds[KEYS].revents & (POLLHUP | POLLERR | POLLNVAL)))
			break;
		if (fds[READER].revents)
			app_read(a);
		if (take_messages(a) == 0 && idle && !fds[KEYS].revents)
			idle = idle_some(a);
		if (a->dirty)
			idle = 1;
		if (clock_mono_ms() >= next_tick) {
			app_tick(a);
			next_tick = clock_mono_ms() + TICK_MS;
		}
	}
}
