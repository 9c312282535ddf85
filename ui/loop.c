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
#include "ui/form.h"
#include "ui/script.h"
#include "ui/wizard.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/path.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/banned.h"

#define MESSAGES_A_ROUND 64
#define KEYS_A_ROUND     2000
#define TICK_MS          1000
#define IDLE_MS          4
#define QUIET_MS         100      /* since the worker said something, for a screen at rest */
#define STUCK_MS         30000    /* a screen that does not come to rest */

enum { KEYS, WORKER, SIGNALS, READER, N_FDS };

struct loop {
	struct app *app;
	struct script *script;          /* borrowed; NULL: nothing is recorded or played */
	int stuck;                      /* what is under way was waited for in vain */
	int64_t news_ms, played_ms;     /* the worker spoke, an event was played */
};

static int in_secret(const struct app *a)
{
	return form_in_secret(a->top) || wizard_in_secret(a->top);
}

static int take_keys(struct loop *l)
{
	struct app *a = l->app;
	struct mouse_event m;
	uint32_t key;
	int n = 0;
	while (!a->quit && n < KEYS_A_ROUND && (key = screen_key(&m)) != UIKEY_NONE) {
		n++;
		if (script_playing(l->script) && !(script_asks(l->script) && in_secret(a))) {
			if (key == UIKEY_CTRL('C') || key == UIKEY_ESC)
				script_stop(l->script);
			continue;
		}
		script_key(l->script, key, &m, in_secret(a));
		app_key(a, key, &m);
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
		script_resize(a->options->script, screen_rows(), screen_cols());
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

/* ---- playing what was recorded ---- */

/* Nothing is under way that could still change the screen; a countdown does not count.  What never ends
 * (an answer that is lost) does not hold up the rest for ever. */
static int at_rest(struct loop *l)
{
	struct app *a = l->app;
	int64_t now = clock_mono_ms();
	int busy;
	if (a->dirty || (a->reader && reader_busy(a->reader)) || now - l->news_ms < QUIET_MS)
		return 0;
	busy = a->vault == VAULT_IS_UNKNOWN || a->requests.len > 0 || app_syncing(a) || (a->decide.grace.n == 0 && app_unsettled(a) > 0);
	l->stuck = busy && (l->stuck || now - l->played_ms > STUCK_MS);
	return !busy || l->stuck;
}

static void dump(const char *path)
{
	struct strbuf text = STRBUF_INIT;
	screen_add_text(&text);
	path_write_file(path, text.s, text.len, 0600, NULL);
	strbuf_release(&text);
}

/* Plays one event if it is time; how long to wait otherwise, -1: for what comes. */
static int64_t play(struct loop *l)
{
	struct app *a = l->app;
	struct script_event e = { 0 };
	switch (script_next(l->script, &e, in_secret(a))) {
	case SCRIPT_WAIT:
		return e.wait_ms;
	case SCRIPT_SECRET:
		return -1;
	case SCRIPT_SIZE:
		screen_set_size(e.rows, e.cols);
		app_resized(a);
		break;
	case SCRIPT_KEY:
		app_key(a, e.key, &e.mouse);
		break;
	case SCRIPT_DONE:
		a->quit = script_dump_path(l->script) != NULL;
		break;
	}
	if (!script_playing(l->script) && !script_dump_path(l->script))
		app_say(a, TONE_PLAIN, "%s", _("Here the recording ends; the keys are yours."));
	l->played_ms = clock_mono_ms();
	return 0;
}

static int is_playing(const struct loop *l)
{
	return script_playing(l->script) || (script_dump_path(l->script) && !l->app->quit);
}

/* What has to stand at the head of a recording, and the size of what is played. */
static void begin(struct loop *l)
{
	int rows, cols;
	if (!l->script)
		return;
	script_size(l->script, screen_rows(), screen_cols());
	script_first_size(l->script, &rows, &cols);
	if (rows > 0)
		screen_set_size(rows, cols);
}

/* One round: waits at most wait_ms, then takes what has come.  1 when there may be more idle work; -1: the
 * terminal is gone. */
static int turn(struct loop *l, struct pollfd fds[N_FDS], int64_t wait_ms, int idle)
{
	struct app *a = l->app;
	if (poll(fds, N_FDS, (int)wait_ms) < 0 && errno != EINTR)
		return -1;
	if (fds[SIGNALS].revents)
		take_signals(a);
	if (take_keys(l) == 0 && (fds[KEYS].revents & (POLLHUP | POLLERR | POLLNVAL)))
		return -1;
	if (fds[READER].revents)
		app_read(a);
	if (take_messages(a) > 0)
		l->news_ms = clock_mono_ms();
	else if (idle && !fds[KEYS].revents)
		idle = idle_some(a);
	return idle || a->dirty;
}

void loop_run(struct app *a)
{
	struct pollfd fds[N_FDS] = {
		[KEYS] = { STDIN_FILENO, POLLIN, 0 },
		[WORKER] = { worker_fd(a->worker), POLLIN, 0 },
		[SIGNALS] = { screen_signal_fd(), POLLIN, 0 },
		[READER] = { reader_fd(a->reader), POLLIN, 0 },
	};
	struct loop l = { .app = a, .script = a->options->script };
	int64_t next_tick = clock_mono_ms() + TICK_MS;
	int idle = 1;
	begin(&l);
	l.news_ms = l.played_ms = clock_mono_ms();
	a->dirty = 1;
	while (!a->quit && idle >= 0) {
		int64_t now, wait;
		idle |= a->dirty;             /* a tick, too, leaves something to count */
		draw(a);
		worker_begin(a->worker);      /* the first frame waits for nobody */
		now = clock_mono_ms();
		wait = idle ? 0 : next_tick > now ? next_tick - now : 0;
		if (!idle && is_playing(&l)) {
			int64_t due = at_rest(&l) ? play(&l) : QUIET_MS / 4;
			wait = due >= 0 && due < wait ? due : wait;
		}
		idle = a->quit ? 0 : turn(&l, fds, wait, idle);
		if (clock_mono_ms() >= next_tick) {
			app_tick(a);
			next_tick = clock_mono_ms() + TICK_MS;
		}
	}
	if (script_dump_path(l.script))
		dump(script_dump_path(l.script));
}
