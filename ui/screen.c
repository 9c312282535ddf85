/* The terminal.
 *
 * Drawing goes to curses' picture of the next frame; nothing is written before
 * screen_flush, the one doupdate() of the program, so that a burst of keys costs one
 * frame.  What is drawn is gathered row by row first, and only rows that differ from the
 * frame before are handed to curses: moving a cursor costs two rows, whatever the size of
 * the screen.  Keys are read from a pad of their own, because reading from a window
 * would write that window to the terminal behind our back.
 *
 * The terminal is given back on every way out: the ordinary one, BUG(), lack of memory,
 * and fatal signals.  For these the strings that restore it are prepared at the
 * start, so that the handler only calls write and tcsetattr. */
#include "ui/screen.h"
#include "ui/curses.h"
#include "ui/screen_colour.h"
#include "ui/screen_keys.h"
#include "ui/screen_link.h"
#include "base/array.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

#include "base/banned.h"

#define CELLS_MAX 256             /* of one piece put as cells */
#define SCROLL_MIN 6              /* rows that moved, for scrolling to be worth it */
#define SAFE_MAX 4096             /* of a text: no line of a screen is longer */
#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* A row of the frame: pieces one after the other, each struct piece and its text with NUL. */
struct piece { short x, role; };
struct row { struct strbuf next, shown; int stale; };

/* Curses itself has one screen per process; signal handlers need it by name. */
static struct {
	int on, ascii, mouse, mouse_on, ring, links, reader, restore_len;
	SCREEN *term;
	WINDOW *keys;                 /* pad: reading from it writes nothing */
	int cursor_y, cursor_x, cursor_shown;
	attr_t attrs[ROLE_COUNT];
	short pairs[ROLE_COUNT];
	struct strbuf safe, fitted;
	struct row *rows;             /* owned, n_rows of them */
	int n_rows;
	cchar_t cells[CELLS_MAX];     /* of one piece; and its ASCII */
	chtype narrow[CELLS_MAX];
	int plain;                    /* the text in safe is printable ASCII */
	int reserved;                 /* rows at the bottom that belong to a panel */
	int pipe[2];
	FILE *out;                    /* owned: curses writes here; a descriptor of its own */
	struct termios saved;
	char restore[256];
} scr = { .pipe = { -1, -1 }, .safe = STRBUF_INIT, .fitted = STRBUF_INIT };

/* ---- signals ---- */

static void on_note(int sig)
{
	int saved = errno;
	char c = sig == SIGWINCH ? 'w' : 'q';
	ssize_t n = write(scr.pipe[1], &c, 1);
	(void)n;
	errno = saved;
}

void screen_restore(void)
{
	if (!scr.on)
		return;
	scr.on = 0;
	ssize_t n = write(STDOUT_FILENO, scr.restore, (size_t)scr.restore_len);
	(void)n;
	tcsetattr(STDIN_FILENO, TCSANOW, &scr.saved);
}

static void on_fatal(int sig)
{
	screen_restore();
	signal(sig, SIG_DFL);
	raise(sig);
}

static void handle(int sig, void (*handler)(int), int only_default)
{
	struct sigaction old, sa = { .sa_handler = handler };
	sigemptyset(&sa.sa_mask);
	sa.sa_flags = handler == on_fatal ? (int)(SA_NODEFER | SA_RESETHAND) : SA_RESTART;
	if (only_default && sigaction(sig, NULL, &old) == 0 &&
	    ((old.sa_flags & SA_SIGINFO) || old.sa_handler != SIG_DFL))
		return;
	sigaction(sig, &sa, NULL);
}

static void install_signals(void)
{
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS };
	for (size_t i = 0; i < ARRAY_SIZE(fatal); i++)
		handle(fatal[i], on_fatal, 1);
	handle(SIGWINCH, on_note, 0);
	handle(SIGTERM, on_note, 0);
	handle(SIGHUP, on_note, 0);
	handle(SIGINT, on_note, 0);
	signal(SIGPIPE, SIG_IGN);
}

static void add_restore(const char *s)
{
	size_t len;
	if (s == NULL || s == (char *)-1)
		return;
	len = strlen(s);
	if ((size_t)scr.restore_len + len > sizeof scr.restore)
		return;
	memcpy(scr.restore + scr.restore_len, s, len);
	scr.restore_len += (int)len;
}

/* What puts the terminal back, from its own description. */
static void prepare_restore(void)
{
	static const char *const caps[] = { "sgr0", "op", "oc", "rmkx", "cnorm", "rmcup" };
	scr.restore_len = 0;
	add_restore(PASTE_OFF);
	if (scr.mouse)
		add_restore("\033[?1000l\033[?1002l\033[?1006l");
	for (size_t i = 0; i < ARRAY_SIZE(caps); i++)
		add_restore(tigetstr(caps[i]));
	add_restore("\r\n");
}

/* ---- colours ---- */

static void start_theme(const char *name, struct error *err)
{
	struct theme t;
	screen_colour_start();
	if (screen_colour_theme(name, scr.attrs, scr.pairs, err) == 0)
		return;
	if (screen_colour_theme(NULL, scr.attrs, scr.pairs, NULL) < 0) {
		theme_init(&t, 0);
		screen_colour_apply(&t, scr.attrs, scr.pairs);
	}
}

int screen_theme(const char *name, struct error *err)
{
	int rc = screen_colour_theme(name, scr.attrs, scr.pairs, err);
	if (rc == 0)
		screen_redraw();
	return rc;
}

/* ---- start and end ---- */

static void set_modes(int on)
{
	const char *s = on ? PASTE_ON : PASTE_OFF;
	ssize_t n = write(STDOUT_FILENO, s, strlen(s));
	(void)n;
}

/* Looked up before curses starts, which keeps memory for good when it fails.  Without a
 * movable cursor a screen is one long garbled line: TERM=dumb, a printer. */
static int check_terminal(struct error *err)
{
	const char *term = getenv("TERM"), *cup = NULL;
	int found = 0, rc = setupterm(NULL, STDOUT_FILENO, &found);
	if (rc == OK) {
		cup = tigetstr("cup");
		rc = cup && cup != (char *)-1 ? 0 : -1;
		del_curterm(cur_term);
	} else {
		rc = -1;
	}
	if (rc < 0 && found == 1)
		return error_set(err, ERR_CONFIG, N_("the terminal \"%s\" (TERM) cannot place its cursor, so the "
			"screens cannot be shown on it; the commands work: see \"comptoir help\""), term ? term : "", NULL);
	if (rc < 0)
		return error_set(err, ERR_CONFIG, N_("the terminal \"%s\" (TERM) is not known here; "
			"try TERM=xterm-256color"), term ? term : "", NULL);
	return 0;
}

/* The terminal under a number that is curses' alone. */
static int open_output(void)
{
	int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	scr.out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (scr.out == NULL && fd >= 0)
		close(fd);
	return scr.out ? 0 : -1;
}

static void close_output(void)
{
	if (scr.out)
		fclose(scr.out);
	scr.out = NULL;
}

/* From newterm() to its first endwin() curses (6.2 and later) writes out before each movement of its cursor, some
 * two hundred times a frame; after an endwin() once.  So it ends and begins again before anything is shown, while
 * its descriptor is one that takes modes and nothing that is written. */
static void begin_again(void)
{
	const char *name = ttyname(STDOUT_FILENO);
	int fd = fileno(scr.out), deaf = name ? open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC) : -1;
	if (deaf < 0)
		return;
	if (dup3(deaf, fd, O_CLOEXEC) >= 0) {
		endwin();
		dup3(STDOUT_FILENO, fd, O_CLOEXEC);
		refresh();            /* before there are colours: a terminal's own ones would be put back */
	}
	close(deaf);
}

int screen_start(const struct screen_options *o, struct error *err)
{
	const char *term = getenv("TERM");
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(err, ERR_CONFIG, N_("the screens need a terminal; "
			"`comptoir list` and the other commands work without one"), NULL);
	if (check_terminal(err) < 0)
		return ERR_CONFIG;
	if (pipe2(scr.pipe, O_NONBLOCK | O_CLOEXEC) < 0)
		return error_set(err, ERR_STORE, N_("no pipe for signals: %s"), strerror(errno), NULL);
	tcgetattr(STDIN_FILENO, &scr.saved);
	if (open_output() < 0)
		return error_set(err, ERR_STORE, N_("the terminal cannot be opened: %s"), strerror(errno), NULL);
	scr.term = newterm(NULL, scr.out, stdin);
	if (scr.term == NULL)
		return error_set(err, ERR_CONFIG, N_("the terminal \"%s\" (TERM) is not known here; "
			"try TERM=xterm-256color"), term ? term : "", NULL);
	scr.ascii = o->ascii || !lang_utf8();
	scr.mouse = o->mouse;
	scr.mouse_on = 0;
	scr.ring = (int)o->ring;
	scr.links = o->links;
	scr.reader = o->plain;
	raw();
	noecho();
	nonl();
	begin_again();
	set_escdelay(25);
	leaveok(stdscr, FALSE);
	typeahead(-1);                /* a frame is written as a whole */
	scr.keys = newpad(1, 1);
	keypad(scr.keys, TRUE);
	nodelay(scr.keys, TRUE);
	screen_keys_define();
	mouseinterval(0);
	start_theme(o->theme, err);
	prepare_restore();
	scr.on = 1;
	bug_set_hook(screen_restore);
	install_signals();
	set_modes(1);
	return 0;
}

static void rows_release(void)
{
	for (int y = 0; y < scr.n_rows; y++) {
		strbuf_release(&scr.rows[y].next);
		strbuf_release(&scr.rows[y].shown);
	}
	free(scr.rows);
	scr.rows = NULL;
	scr.n_rows = 0;
}

void screen_end(void)
{
	if (scr.on) {
		set_modes(0);
		endwin();
		delwin(scr.keys);
		delscreen(scr.term);          /* the screens may begin again, after the first pages of the set-up */
		scr.term = NULL;
		scr.on = 0;
	}
	close_output();
	bug_set_hook(NULL);
	for (int i = 0; i < 2; i++)
		if (scr.pipe[i] >= 0) {
			close(scr.pipe[i]);
			scr.pipe[i] = -1;
		}
	signal(SIGWINCH, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	strbuf_release(&scr.safe);
	strbuf_release(&scr.fitted);
	screen_links_release();
	rows_release();
}

void screen_suspend(void)
{
	struct sigaction old, dfl = { .sa_handler = SIG_DFL };
	sigemptyset(&dfl.sa_mask);
	set_modes(0);
	curs_set(1);
	endwin();
	sigaction(SIGTSTP, &dfl, &old);
	kill(0, SIGTSTP);             /* the whole job, as the terminal itself would */
	sigaction(SIGTSTP, &old, NULL);
	set_modes(1);
	screen_colour_again();
	on_note(SIGWINCH);
	screen_redraw();
}

/* ---- drawing ---- */

int screen_rows(void)
{
	return LINES > scr.reserved ? LINES - scr.reserved : 0;
}

void screen_reserve(int rows)
{
	scr.reserved = rows;
}

int screen_cols(void)
{
	return COLS;
}

int screen_ascii(void)
{
	return scr.ascii;
}

int screen_plain(void)
{
	return scr.reader;
}

const char *screen_glyph(const char *utf8, const char *ascii)
{
	/* a single mark says nothing to the ear */
	if (scr.reader)
		return ascii[0] && !ascii[1] ? "" : ascii;
	return scr.ascii ? ascii : utf8;
}

/* One character in ASCII: its base letter in its own case, or `?`. */
static void add_ascii(struct strbuf *out, uint32_t cp)
{
	static const struct { uint32_t cp; const char *ascii; } marks[] = {
		{ 0xa0, " " }, { 0x202f, " " }, { 0x2009, " " }, { 0x2019, "'" }, { 0x2018, "'" },
		{ 0x201c, "\"" }, { 0x201d, "\"" }, { 0xab, "\"" }, { 0xbb, "\"" }, { 0x2013, "-" },
		{ 0x2014, "-" }, { 0x2212, "-" }, { 0x2026, "~" }, { 0xb7, "-" }, { 0x2022, "*" },
		{ 0x2192, ">" }, { 0x2260, "!" }, { 0xd7, "x" }, { 0xb0, "o" }, { 0x20ac, "EUR" },
	};
	struct strbuf one = STRBUF_INIT, folded = STRBUF_INIT;
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (marks[i].cp == cp) {
			strbuf_adds(out, marks[i].ascii);
			return;
		}
	text_encode(&one, cp);
	text_add_folded(&folded, one.s);
	if (text_char_width(cp) == 0) {
		/* a combining mark adds nothing */
	} else if (folded.len > 0 && (unsigned char)folded.s[0] < 0x80 && folded.s[0] != ' ') {
		uint32_t lower = (uint32_t)towlower((wint_t)cp);
		if (lower != cp && folded.s[0] >= 'a' && folded.s[0] <= 'z')
			folded.s[0] = (char)(folded.s[0] - 'a' + 'A');
		strbuf_adds(out, folded.s);
	} else {
		strbuf_addc(out, '?');
	}
	strbuf_release(&one);
	strbuf_release(&folded);
}

/* Terminal-safe, and only what curses counts with the same width as we do. */
static const char *make_safe(const char *text)
{
	struct strbuf *out = &scr.fitted;
	size_t at = 0, n = 0;
	uint32_t cp;
	strbuf_reset(&scr.safe);
	while (text && n < SAFE_MAX && text[n] >= 0x20 && text[n] < 0x7f)
		n++;
	scr.plain = !text || !text[n];
	if (scr.plain) {
		strbuf_add(&scr.safe, text ? text : "", n);
		return scr.safe.s;
	}
	text_add_safe(&scr.safe, text, SAFE_MAX);
	strbuf_reset(out);
	while ((n = text_decode(scr.safe.s + at, scr.safe.len - at, &cp)) > 0) {
		if (cp < 0x80)
			strbuf_addc(out, (char)cp);
		else if (scr.ascii)
			add_ascii(out, cp);
		else if (wcwidth((wchar_t)cp) == text_char_width(cp))
			text_encode(out, cp);
		else
			strbuf_adds(out, text_char_width(cp) == 2 ? "??" : text_char_width(cp) == 1 ? "?" : "");
		at += n;
	}
	strbuf_reset(&scr.safe);
	strbuf_add(&scr.safe, out->s, out->len);
	return scr.safe.s;
}

/* Curses' picture is not to be relied on: every row goes there again. */
static void rows_forget(void)
{
	for (int y = 0; y < scr.n_rows; y++)
		scr.rows[y].stale = 1;
}

static void rows_begin(void)
{
	if (scr.n_rows != LINES) {
		rows_release();
		scr.rows = xcalloc((size_t)LINES, sizeof *scr.rows);
		scr.n_rows = LINES;
		for (int y = 0; y < LINES; y++) {
			strbuf_init(&scr.rows[y].next);
			strbuf_init(&scr.rows[y].shown);
		}
		rows_forget();
	}
	for (int y = 0; y < scr.n_rows; y++)
		strbuf_reset(&scr.rows[y].next);
}

static void write_at(int y, int x, enum role role, const char *s)
{
	struct piece p = { (short)x, (short)role };
	if (y >= scr.n_rows)
		return;
	strbuf_add(&scr.rows[y].next, (const char *)&p, sizeof p);
	strbuf_add(&scr.rows[y].next, s, strlen(s) + 1);
}

/* The ASCII at the head of s as curses' own narrow cells, which cost it least; how many. */
static int put_ascii(int y, int x, enum role role, const char *s)
{
	chtype how = (chtype)scr.attrs[role] | (chtype)COLOR_PAIR(scr.pairs[role]);
	int n = 0;
	while (n < CELLS_MAX && (unsigned char)(s[n] - 0x20) < 0x5f) {
		scr.narrow[n] = how | (unsigned char)s[n];
		n++;
	}
	if (n > 0)
		mvaddchnstr(y, x, scr.narrow, n);
	return n;
}

/* The characters one column wide at the head of s that are not ASCII; *len: their bytes. */
static int put_wide(int y, int x, enum role role, const char *s, size_t *len)
{
	cchar_t *cells = scr.cells, blank;
	size_t left = strlen(s), n;
	uint32_t cp;
	int count = 0;
	*len = 0;
	if (setcchar(&blank, L" ", scr.attrs[role], scr.pairs[role], NULL) == ERR)
		return 0;
	while (count < CELLS_MAX && (unsigned char)s[*len] >= 0x80) {
		n = text_decode(s + *len, left - *len, &cp);
		if (n == 0 || text_char_width(cp) != 1)
			break;
		cells[count] = blank;
		cells[count++].chars[0] = (wchar_t)cp;
		*len += n;
	}
	if (count > 0)
		mvadd_wchnstr(y, x, cells, count);
	return count;
}

/* Text goes into curses' picture as finished cells, which costs it a copy and no conversion; the rest of one with
 * characters of other widths as text. */
static void put_text(int y, int x, enum role role, const char *s)
{
	while (*s) {
		size_t len;
		int n = put_ascii(y, x, role, s);
		s += n;
		x += n;
		n = put_wide(y, x, role, s, &len);
		s += len;
		x += n;
		if (n == 0 && *s && (unsigned char)(*s - 0x20) >= 0x5f) {
			attr_set(scr.attrs[role], scr.pairs[role], NULL);
			mvaddstr(y, x, s);
			return;
		}
	}
}

static void row_show(int y, const struct strbuf *pieces)
{
	size_t at = 0;
	attr_set(A_NORMAL, 0, NULL);
	move(y, 0);
	clrtoeol();
	while (at < pieces->len) {
		struct piece p;
		memcpy(&p, pieces->s + at, sizeof p);
		at += sizeof p;
		put_text(y, p.x, (enum role)p.role, pieces->s + at);
		at += strlen(pieces->s + at) + 1;
	}
}

static int same_row(const struct strbuf *a, const struct strbuf *b)
{
	return a->len == b->len && a->len > 0 && !memcmp(a->s, b->s, a->len);
}

/* How many rows of the new frame stand `by` rows higher than in the old one; the first and the
 * last of the region they moved in. */
static int moved(int by, int *top, int *bottom)
{
	int n = 0;
	*top = -1;
	for (int y = by < 0 ? -by : 0; y < scr.n_rows && y + by < scr.n_rows; y++) {
		const struct row *was = &scr.rows[y + by];
		if (was->stale || !same_row(&scr.rows[y].next, &was->shown) ||
		    same_row(&scr.rows[y].next, &scr.rows[y].shown))
			continue;
		n++;
		if (*top < 0)
			*top = by < 0 ? y + by : y;
		*bottom = by < 0 ? y : y + by;
	}
	return n;
}

/* A list that went on by one row: what stays is moved and not filled anew. */
static void rows_scroll(void)
{
	for (int by = -1; by <= 1; by += 2) {
		int top, bottom, from, to;
		struct strbuf lost;
		if (moved(by, &top, &bottom) < SCROLL_MIN)
			continue;
		scrollok(stdscr, TRUE);
		setscrreg(top, bottom);
		attr_set(A_NORMAL, 0, NULL);
		scrl(by);
		setscrreg(0, LINES - 1);
		scrollok(stdscr, FALSE);
		from = by > 0 ? top : bottom;
		to = by > 0 ? bottom : top;
		lost = scr.rows[from].shown;
		for (int y = from; y != to; y += by) {
			scr.rows[y].shown = scr.rows[y + by].shown;
			scr.rows[y].stale = scr.rows[y + by].stale;
		}
		scr.rows[to].shown = lost;
		scr.rows[to].stale = 1;
		return;
	}
}

static void rows_show(void)
{
	if (scr.n_rows == LINES)
		rows_scroll();
	for (int y = 0; y < scr.n_rows && y < LINES; y++) {
		struct row *r = &scr.rows[y];
		struct strbuf was = r->shown;
		if (!r->stale && was.len == r->next.len && !memcmp(was.s, r->next.s, was.len))
			continue;
		row_show(y, &r->next);
		screen_links_row(y);
		r->stale = 0;
		r->shown = r->next;
		r->next = was;
	}
}

/* The text in safe, exactly `width` columns: align < 0 left, > 0 right. */
static const char *fit(int width, int align, const char *ellipsis)
{
	size_t len = scr.safe.len, gap;
	strbuf_reset(&scr.fitted);
	if (!scr.plain || len > (size_t)width) {
		text_add_fitted(&scr.fitted, scr.safe.s, width, align, ellipsis);
		return scr.fitted.s;
	}
	gap = (size_t)width - len;
	if (align < 0)
		strbuf_add(&scr.fitted, scr.safe.s, len);
	for (size_t i = 0; i < gap; i++)
		strbuf_addc(&scr.fitted, ' ');
	if (align > 0)
		strbuf_add(&scr.fitted, scr.safe.s, len);
	return scr.fitted.s;
}

static const char *ellipsis(void)
{
	return scr.ascii ? "~" : "…";
}

static int clip(int y, int *x, int *width)
{
	if (*x < 0) {
		*width += *x;
		*x = 0;
	}
	if (*x + *width > COLS)
		*width = COLS - *x;
	return y >= 0 && y < LINES && *width > 0;
}

void screen_put(int y, int x, int width, enum role role, const char *text)
{
	if (!clip(y, &x, &width))
		return;
	make_safe(text);
	write_at(y, x, role, fit(width, -1, ellipsis()));
}

void screen_put_right(int y, int x, int width, enum role role, const char *text)
{
	if (!clip(y, &x, &width))
		return;
	make_safe(text);
	if ((scr.plain ? (int)scr.safe.len : text_width(scr.safe.s)) > width) {
		strbuf_reset(&scr.fitted);
		for (int i = 0; i < width; i++)
			strbuf_addc(&scr.fitted, '#');
		write_at(y, x, role, scr.fitted.s);
		return;
	}
	write_at(y, x, role, fit(width, 1, ""));
}

int screen_text(int y, int x, int width, enum role role, const char *text)
{
	int w;
	if (!clip(y, &x, &width))
		return 0;
	make_safe(text);
	w = scr.plain ? (int)scr.safe.len : text_width(scr.safe.s);
	if (w > width) {
		strbuf_reset(&scr.fitted);
		text_add_fitted(&scr.fitted, scr.safe.s, width, 0, ellipsis());
		write_at(y, x, role, scr.fitted.s);
		return text_width(scr.fitted.s);
	}
	write_at(y, x, role, scr.safe.s);
	return w;
}

void screen_link(int y, int x, int width, enum role role, const char *text, const char *url)
{
	size_t len;
	if (!scr.links || !clip(y, &x, &width))
		return;
	make_safe(text);
	strbuf_reset(&scr.fitted);
	text_add_fitted(&scr.fitted, scr.safe.s, width, 0, ellipsis());
	len = scr.fitted.len;
	while (len > 0 && scr.fitted.s[len - 1] == ' ')
		len--;
	strbuf_truncate(&scr.fitted, len);
	screen_links_add(y, x, scr.attrs[role], scr.pairs[role], scr.fitted.s, url);
}

int screen_has_links(void)
{
	return scr.links;
}

void screen_clear(void)
{
	rows_begin();
	screen_links_begin();
}

void screen_fill(struct rect r, enum role role)
{
	for (int y = 0; y < r.h; y++)
		screen_put(r.y + y, r.x, r.w, role, "");
}

void screen_rule(int y, int x, int width, enum role role)
{
	struct strbuf line = STRBUF_INIT;
	for (int i = 0; i < width && !scr.reader; i++)
		strbuf_adds(&line, screen_glyph("─", "-"));
	screen_put(y, x, width, role, line.s);
	strbuf_release(&line);
}

struct rect screen_box(struct rect r, const char *title)
{
	const char *side = screen_glyph("│", "|");
	struct rect in = { r.y + 1, r.x + 2, r.h - 2, r.w - 4 };
	if (scr.reader) {
		/* whole lines, so that no line is half list and half dialog */
		screen_fill((struct rect){ r.y, 0, r.h, COLS }, ROLE_DIALOG);
		screen_text(r.y, 0, COLS, ROLE_DIALOG_TITLE, title ? title : "");
		return (struct rect){ r.y + 1, 0, r.h - 2, COLS };
	}
	screen_fill(r, ROLE_DIALOG);
	for (int i = 0; i < 2; i++) {
		int y = i ? r.y + r.h - 1 : r.y;
		screen_rule(y, r.x, r.w, ROLE_DIM);
		screen_put(y, r.x, 1, ROLE_DIM, i ? screen_glyph("╰", "+") : screen_glyph("╭", "+"));
		screen_put(y, r.x + r.w - 1, 1, ROLE_DIM, i ? screen_glyph("╯", "+") : screen_glyph("╮", "+"));
	}
	for (int y = 1; y < r.h - 1; y++) {
		screen_put(r.y + y, r.x, 1, ROLE_DIM, side);
		screen_put(r.y + y, r.x + r.w - 1, 1, ROLE_DIM, side);
	}
	if (title && *title) {
		int w = screen_text(r.y, r.x + 3, r.w - 6, ROLE_DIALOG_TITLE, title);
		screen_put(r.y, r.x + 2, 1, ROLE_DIALOG, " ");
		screen_put(r.y, r.x + 3 + w, 1, ROLE_DIALOG, " ");
	}
	return in;
}

void screen_cursor(int y, int x, int visible)
{
	scr.cursor_y = y;
	scr.cursor_x = x;
	scr.cursor_shown = visible || scr.reader;
}

static void write_frame(const char *s, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, s, len);
		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = { STDOUT_FILENO, POLLOUT, 0 };
			poll(&p, 1, -1);
		} else if (n < 0 && errno != EINTR) {
			return;
		}
		s += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
}

static void write_links(void)
{
	struct strbuf out = STRBUF_INIT;
	screen_links_end(&out);
	for (size_t at = 0; at < out.len;) {
		ssize_t n = write(fileno(scr.out), out.s + at, out.len - at);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			break;
		at += n > 0 ? (size_t)n : 0;
	}
	strbuf_release(&out);
}

/* After the first frame: on the console a library of its own is loaded for it. */
static void begin_mouse(void)
{
	if (!scr.mouse || scr.mouse_on)
		return;
	scr.mouse_on = 1;
	mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED | BUTTON_SHIFT, NULL);
}

void screen_flush(void)
{
	int y = scr.cursor_y, x = scr.cursor_x;
	rows_show();
	move(y < 0 ? 0 : y >= LINES ? LINES - 1 : y, x < 0 ? 0 : x >= COLS ? COLS - 1 : x);
	wnoutrefresh(stdscr);
	curs_set(scr.cursor_shown);
	doupdate();
	if (scr.links)
		write_links();
	begin_mouse();
}

void screen_add_text(struct strbuf *out)
{
	for (int y = 0; y < LINES; y++) {
		size_t start = out->len;
		for (int x = 0; x < COLS; x++) {
			wchar_t chars[CCHARW_MAX] = { 0 };
			cchar_t cell;
			attr_t attrs;
			short pair;
			int width;
			if (mvwin_wch(stdscr, y, x, &cell) == ERR || getcchar(&cell, chars, &attrs, &pair, NULL) == ERR)
				continue;
			for (int i = 0; i < CCHARW_MAX && chars[i]; i++)
				text_encode(out, (uint32_t)chars[i]);
			width = wcwidth(chars[0]);
			x += width > 1 ? width - 1 : 0;
		}
		while (out->len > start && out->s[out->len - 1] == ' ')
			strbuf_truncate(out, out->len - 1);
		strbuf_addc(out, '\n');
	}
}

void screen_set_size(int rows, int cols)
{
	struct winsize ws;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row > 0 && ws.ws_col > 0) {
		rows = rows < ws.ws_row ? rows : ws.ws_row;
		cols = cols < ws.ws_col ? cols : ws.ws_col;
	}
	resizeterm(rows, cols);
	screen_redraw();
}

void screen_redraw(void)
{
	rows_forget();
	clearok(stdscr, TRUE);
}

void screen_send(const char *bytes, size_t len)
{
	if (scr.on)
		write_frame(bytes, len);
}

void screen_bell(void)
{
	if (scr.ring == BELL_VISIBLE)
		flash();
	else if (scr.ring == BELL_YES)
		beep();
}

/* ---- input ---- */

int screen_signal_fd(void)
{
	return scr.pipe[0];
}

unsigned screen_signals(void)
{
	unsigned bits = 0;
	char buf[64];
	ssize_t n;
	while ((n = read(scr.pipe[0], buf, sizeof buf)) > 0)
		for (ssize_t i = 0; i < n; i++)
			bits |= buf[i] == 'w' ? SCREEN_RESIZED : SCREEN_HANGUP;
	if (bits & SCREEN_RESIZED) {
		struct winsize ws;
		if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row > 0 && ws.ws_col > 0)
			resizeterm(ws.ws_row, ws.ws_col);
		rows_forget();
	}
	return bits;
}

uint32_t screen_key(struct mouse_event *m)
{
	return screen_keys_read(scr.keys, m);
}
