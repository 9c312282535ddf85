/* The terminal of the tests. */
#include "tests/screen/term.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include <cmocka.h>

#include "base/banned.h"

/* What has not happened by then never will: far more than the slowest machine takes, and less than a program waits
 * for a network that keeps silent (HTTP_TIMEOUT_READ_MS). */
#define DEADLINE_MS 100000

struct term {
	pid_t pid;
	int fd, slave, rows, cols, status, ended;
	VTerm *vt;
	VTermScreen *screen;
	char *out;
	size_t len, cap;
	char row[4096];
};

static int64_t now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- start and end ---- */

static void child(const char *const argv[], const char *const env[])
{
	static const char *const keep[] = { "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
		"TSAN_OPTIONS", "LD_LIBRARY_PATH", "COMPTOIR_DATADIR", "abs_top_srcdir", "abs_top_builddir", "TMPDIR" };
	char *list[64];
	size_t n = 0;
	for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
		if (getenv(keep[i]) && asprintf(&list[n], "%s=%s", keep[i], getenv(keep[i])) > 0)
			n++;
	list[n++] = (char *)"HOME=/nonexistent";
	list[n++] = (char *)"TERM=xterm-256color";
	list[n++] = (char *)"TZ=UTC";
	list[n++] = (char *)"COMPTOIR_CLOCK=2026-11-21T12:00:00Z";
	for (size_t i = 0; env && env[i] && n < 60; i++)
		list[n++] = (char *)env[i];
	list[n++] = (char *)"LANG=C.UTF-8";      /* an earlier one in env wins */
	list[n] = NULL;
	execvpe(argv[0], (char *const *)argv, list);
	_exit(127);
}

struct term *term_start(int rows, int cols, const char *const argv[], const char *const env[])
{
	struct term *t = calloc(1, sizeof *t);
	struct winsize ws = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	char name[128];
	int master;
	t->rows = rows;
	t->cols = cols;
	assert_int_equal(openpty(&master, &t->slave, name, NULL, &ws), 0);
	t->fd = master;
	t->vt = vterm_new(rows, cols);
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	t->pid = fork();
	assert_true(t->pid >= 0);
	if (t->pid == 0) {
		close(master);
		login_tty(t->slave);
		child(argv, env);
	}
	fcntl(t->fd, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
	fcntl(t->fd, F_SETFL, O_NONBLOCK);
	return t;
}

pid_t term_pid(const struct term *t)
{
	return t->pid;
}

void term_free(struct term *t)
{
	if (t == NULL)
		return;
	if (!t->ended) {
		kill(t->pid, SIGKILL);
		kill(t->pid, SIGCONT);
		waitpid(t->pid, NULL, 0);
	}
	close(t->fd);
	close(t->slave);
	vterm_free(t->vt);
	free(t->out);
	free(t);
}

/* ---- output of the program ---- */

static void keep_output(struct term *t, const char *buf, size_t n)
{
	if (t->len + n + 1 > t->cap) {
		t->cap = (t->len + n + 1) * 2;
		t->out = realloc(t->out, t->cap);
		assert_non_null(t->out);
	}
	memcpy(t->out + t->len, buf, n);
	t->len += n;
	t->out[t->len] = '\0';
}

/* Reads what there is; waits at most ms for something. */
static void pump(struct term *t, int ms)
{
	struct pollfd p = { t->fd, POLLIN, 0 };
	char buf[16384];
	ssize_t n;
	size_t answer;
	if (poll(&p, 1, ms) <= 0)
		return;
	while ((n = read(t->fd, buf, sizeof buf)) > 0) {
		keep_output(t, buf, (size_t)n);
		vterm_input_write(t->vt, buf, (size_t)n);
		while ((answer = vterm_output_read(t->vt, buf, sizeof buf)) > 0)
			if (write(t->fd, buf, answer) < 0)
				return;
	}
}

const char *term_row(struct term *t, int row)
{
	size_t n = 0, end = 0;
	for (int col = 0; col < t->cols; col++) {
		VTermScreenCell cell;
		VTermPos pos = { row, col };
		vterm_screen_get_cell(t->screen, pos, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue;             /* right half of a wide character */
		if (cell.chars[0] == 0) {     /* what follows in an empty cell is not set */
			cell.chars[0] = ' ';
			cell.chars[1] = 0;
		}
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && n < sizeof t->row - 8; i++) {
			uint32_t c = cell.chars[i];
			if (c < 0x80)
				t->row[n++] = (char)c;
			else if (c < 0x800) {
				t->row[n++] = (char)(0xc0 | c >> 6);
				t->row[n++] = (char)(0x80 | (c & 63));
			} else if (c < 0x10000) {
				t->row[n++] = (char)(0xe0 | c >> 12);
				t->row[n++] = (char)(0x80 | (c >> 6 & 63));
				t->row[n++] = (char)(0x80 | (c & 63));
			} else {
				t->row[n++] = (char)(0xf0 | c >> 18);
				t->row[n++] = (char)(0x80 | (c >> 12 & 63));
				t->row[n++] = (char)(0x80 | (c >> 6 & 63));
				t->row[n++] = (char)(0x80 | (c & 63));
			}
			if (c != ' ')
				end = n;
		}
	}
	t->row[end] = '\0';
	return t->row;
}

int term_find(struct term *t, const char *text)
{
	for (int row = 0; row < t->rows; row++)
		if (strstr(term_row(t, row), text))
			return row;
	return -1;
}

int term_has(struct term *t, const char *text)
{
	pump(t, 0);
	return term_find(t, text) >= 0;
}

static void show(struct term *t, const char *what, const char *text)
{
	print_error("%s: \"%s\".  The screen:\n", what, text);
	for (int row = 0; row < t->rows; row++)
		print_error("%3d |%s\n", row, term_row(t, row));
	fail_msg("%s: \"%s\"", what, text);
}

static void wait_for(struct term *t, const char *text, int present)
{
	int64_t end = now_ms() + DEADLINE_MS;
	for (;;) {
		pump(t, 20);
		if ((term_find(t, text) >= 0) == present)
			return;
		if (now_ms() > end)
			show(t, present ? "never appeared" : "never went away", text);
	}
}

void term_wait(struct term *t, const char *text)
{
	wait_for(t, text, 1);
}

/* The whole screen as words with one blank between; to free(). */
static char *words_of(struct term *t)
{
	char *text = NULL;
	size_t len = 0;
	int last = ' ';
	FILE *out = open_memstream(&text, &len);
	for (int row = 0; row < t->rows; row++) {
		const char *p = term_row(t, row);
		do {
			int c = *p ? *p : ' ';
			if (c != ' ' || last != ' ')
				putc(c, out);
			last = c;
		} while (*p++);
	}
	fclose(out);
	return text;
}

void term_wait_words(struct term *t, const char *text)
{
	int64_t end = now_ms() + DEADLINE_MS;
	int found;
	do {
		char *words;
		pump(t, 20);
		words = words_of(t);
		found = strstr(words, text) != NULL;
		free(words);
		if (!found && now_ms() > end)
			show(t, "the words never appeared", text);
	} while (!found);
}

void term_wait_gone(struct term *t, const char *text)
{
	wait_for(t, text, 0);
}

void term_wait_row(struct term *t, int row, const char *text)
{
	int64_t end = now_ms() + DEADLINE_MS;
	size_t n = strlen(text);
	int begins = n > 3 && strcmp(text + n - 3, "...") == 0;
	for (;;) {
		const char *have = term_row(t, row);
		if (begins ? strncmp(have, text, n - 3) == 0 : strcmp(have, text) == 0)
			return;
		pump(t, 20);
		if (now_ms() > end) {
			print_error("row %d ", row);
			show(t, "is not", text);
		}
	}
}

/* What stands so many rows below the first row with the mark. */
static const char *beside(struct term *t, const char *mark, int below)
{
	int row = term_find(t, mark) + below;
	return row < below || row < 0 || row >= t->rows ? "" : term_row(t, row);
}

void term_wait_beside(struct term *t, const char *mark, int below, const char *text)
{
	int64_t end = now_ms() + DEADLINE_MS;
	while (strstr(beside(t, mark, below), text) == NULL) {
		pump(t, 20);
		if (now_ms() > end) {
			print_error("%d rows below \"%s\" ", below, mark);
			show(t, "never appeared", text);
		}
	}
}

int term_rows(const struct term *t)
{
	return t->rows;
}

void term_wait_cursor(struct term *t, int row)
{
	int64_t end = now_ms() + DEADLINE_MS;
	VTermPos pos;
	char what[32];

	for (;;) {
		pump(t, 20);
		vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &pos);
		if (pos.row == row)
			return;
		if (now_ms() > end) {
			snprintf(what, sizeof what, "row %d, it is on %d", row, pos.row);
			show(t, "the cursor never came to", what);
		}
	}
}

int term_coloured(struct term *t)
{
	for (int row = 0; row < t->rows; row++)
		for (int col = 0; col < t->cols; col++) {
			VTermScreenCell cell;
			VTermPos pos = { row, col };
			vterm_screen_get_cell(t->screen, pos, &cell);
			if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
				return 1;
		}
	return 0;
}

void term_pump(struct term *t)
{
	pump(t, 20);
}

void term_go_on(struct term *t, int64_t *since, const char *what)
{
	*since = *since ? *since : now_ms();
	pump(t, 20);
	if (now_ms() - *since > DEADLINE_MS)
		show(t, "waited in vain", what);
}

unsigned term_cell(struct term *t, int row, int col)
{
	VTermScreenCell cell;
	VTermPos pos = { row, col };
	vterm_screen_get_cell(t->screen, pos, &cell);
	return cell.chars[0] == (uint32_t)-1 ? 0 : cell.chars[0] == 0 ? ' ' : cell.chars[0];
}

int term_cols(const struct term *t)
{
	return t->cols;
}

int term_reverse(struct term *t, int row, int col)
{
	VTermScreenCell cell;
	VTermPos pos = { row, col };
	vterm_screen_get_cell(t->screen, pos, &cell);
	return cell.attrs.reverse;
}

const char *term_output(const struct term *t, size_t *len)
{
	*len = t->len;
	return t->out ? t->out : "";
}

/* ---- input ---- */

static void send_bytes(struct term *t, const char *s, size_t len)
{
	int64_t end = now_ms() + DEADLINE_MS;
	while (len > 0) {
		ssize_t n = write(t->fd, s, len);
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		} else {
			pump(t, 20);
			assert_true(now_ms() < end);
		}
	}
}

void term_type(struct term *t, const char *text)
{
	send_bytes(t, text, strlen(text));
}

void term_keys(struct term *t, const char *keys)
{
	static const struct { const char *name, *bytes; } named[] = {
		{ "Enter", "\r" }, { "Esc", "\033" }, { "Tab", "\t" }, { "Space", " " }, { "Backspace", "\177" },
		{ "Up", "\033OA" }, { "Down", "\033OB" }, { "Right", "\033OC" }, { "Left", "\033OD" },
		{ "Home", "\033OH" }, { "End", "\033OF" }, { "PgUp", "\033[5~" }, { "PgDn", "\033[6~" },
		{ "Del", "\033[3~" }, { "Shift-Tab", "\033[Z" }, { "Shift-Down", "\033[1;2B" },
		{ "Shift-Up", "\033[1;2A" }, { "Alt-Up", "\033[1;3A" }, { "Alt-Down", "\033[1;3B" }, { "F1", "\033OP" }, { "F5", "\033[15~" }, { "F10", "\033[21~" },
	};
	char *copy = strdup(keys), *save = NULL;
	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		size_t i;
		for (i = 0; i < sizeof named / sizeof *named; i++)
			if (strcmp(named[i].name, w) == 0)
				break;
		if (i < sizeof named / sizeof *named) {
			term_type(t, named[i].bytes);
		} else if (strncmp(w, "Ctrl-", 5) == 0) {
			char c[2] = { (char)(w[5] & 31), '\0' };
			term_type(t, c);
		} else if (strncmp(w, "Alt-", 4) == 0) {
			char c[3] = { '\033', w[4], '\0' };
			term_type(t, c);
		} else {
			term_type(t, w);
		}
	}
	free(copy);
}

void term_mouse(struct term *t, int button, int row, int col)
{
	char buf[64];
	snprintf(buf, sizeof buf, "\033[<%d;%d;%dM", button, col + 1, row + 1);
	term_type(t, buf);
	if (button == 0) {
		snprintf(buf, sizeof buf, "\033[<%d;%d;%dm", button, col + 1, row + 1);
		term_type(t, buf);
	}
}

void term_resize(struct term *t, int rows, int cols)
{
	struct winsize ws = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	pump(t, 0);
	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	ioctl(t->fd, TIOCSWINSZ, &ws);
}

/* ---- the end ---- */

static int ended(struct term *t)
{
	int status;
	if (!t->ended && waitpid(t->pid, &status, WNOHANG) == t->pid) {
		t->ended = 1;
		t->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	}
	return t->ended;
}

int term_ended_or(struct term *t, const char *text)
{
	int64_t end = now_ms() + DEADLINE_MS;
	while (!ended(t)) {
		pump(t, 20);
		if (term_find(t, text) >= 0)
			return 0;
		if (now_ms() > end)
			show(t, "neither ended nor showed", text);
	}
	return 1;
}

int term_exit(struct term *t)
{
	int64_t end = now_ms() + DEADLINE_MS;
	while (!ended(t)) {
		pump(t, 20);
		if (now_ms() > end)
			show(t, "did not end", "the program");
	}
	pump(t, 0);
	return t->status;
}

int term_restored(struct term *t)
{
	struct termios tio;
	const char *last_on = NULL, *last_off = NULL, *s;
	if (tcgetattr(t->slave, &tio) < 0)
		return 0;
	for (s = t->out; s && (s = strstr(s, "\033[?1049h")); s++)
		last_on = s;
	for (s = t->out; s && (s = strstr(s, "\033[?1049l")); s++)
		last_off = s;
	return (tio.c_lflag & ECHO) && (tio.c_lflag & ICANON) && last_off && last_off > last_on;
}

/* ---- folders ---- */

char *term_folder(void)
{
	char path[] = "/tmp/comptoir-screen-XXXXXX";
	assert_non_null(mkdtemp(path));
	return strdup(path);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *f)
{
	(void)st;
	(void)flag;
	(void)f;
	return remove(path);
}

void term_folder_remove(char *take_path)
{
	nftw(take_path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(take_path);
}
