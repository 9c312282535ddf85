/* Keys and clock to a file, and back.
 *
 * The clock while playing: the file's, running on from there, and set forward to the time of each
 * event that is played.  So a countdown the recording waited for is over when its next key comes. */
#include "ui/script.h"
#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "vault/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/banned.h"

#define MAX_BYTES  (4u << 20)
#define FIRST_LINE "comptoir-script 1"
#define MAX_WORDS  4

enum kind { KIND_KEY, KIND_MOUSE, KIND_PASTE, KIND_SIZE, KIND_SECRET };
struct step { enum kind kind; int64_t at_ms; struct script_event e; };
struct option_line { char *name, *value; };     /* owned */

struct script {
	FILE *to;                       /* recording; NULL when playing */
	int64_t start_ms;               /* real, monotonic */
	int secret;                     /* recording: the last line says so; playing: one is being typed */
	int begun;                      /* the first event was written, or played */
	struct { struct step *items; size_t len, cap; } steps;
	struct { struct option_line *items; size_t len, cap; } options;
	size_t at;
	int rows, cols;
	int64_t times;                  /* speed; 0: no pauses */
	int secrets_fd;
	struct secret *typed;           /* owned: what is left of a secret being typed; NULL: none */
	size_t typed_at;
	const char *dump;               /* borrowed */
};

static const char *const mouse_words[] = {
	[MOUSE_PRESS] = "press", [MOUSE_WHEEL_UP] = "wheel-up", [MOUSE_WHEEL_DOWN] = "wheel-down",
	[MOUSE_WHEEL_LEFT] = "wheel-left", [MOUSE_WHEEL_RIGHT] = "wheel-right",
};

/* ---- the clock of what is played ---- */

/* The process has one clock; these are its state while a script sets it. */
static _Atomic int64_t clock_jump, clock_base;

static int64_t real_mono(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t played_mono(void)
{
	return real_mono() + atomic_load(&clock_jump);
}

static int64_t played_now(void)
{
	return played_mono() + atomic_load(&clock_base);
}

/* Another clock was asked for: it stays, and only waiting times pass. */
static void start_clock(struct script *s, int64_t now_ms, int frozen)
{
	struct strbuf text = STRBUF_INIT;
	char instant[INSTANT_LEN];
	if (getenv("COMPTOIR_CLOCK"))
		return;
	instant_format(instant, now_ms);
	strbuf_addf(&text, "%s%s", frozen ? "@" : "", instant);
	setenv("COMPTOIR_CLOCK", text.s, 1);        /* for the simulators too, which are children */
	strbuf_release(&text);
	if (frozen)
		return;
	atomic_store(&clock_base, now_ms - s->start_ms);
	clock_replace(played_now, played_mono);
}

static int64_t since_start(const struct script *s)
{
	return clock_mono_ms() - s->start_ms;
}

/* What waited for the clock in the recording does not wait now. */
static void pass_time(const struct script *s, int64_t at_ms)
{
	int64_t behind = at_ms - since_start(s);
	if (behind > 0)
		atomic_fetch_add(&clock_jump, behind);
}

/* ---- recording ---- */

int script_record(struct script **out, const char *path, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *to = fd >= 0 ? fdopen(fd, "w") : NULL;
	const char *clock = getenv("COMPTOIR_CLOCK");
	char now[INSTANT_LEN];
	struct script *s;
	if (!to) {
		int code = errno;
		if (fd >= 0)
			close(fd);
		return error_set(err, ERR_STORE, N_("\"%1$s\" cannot be written: %2$s; nothing is recorded"), path,
			strerror(code), NULL);
	}
	s = xcalloc(1, sizeof *s);
	s->to = to;
	s->secrets_fd = -1;
	s->start_ms = clock_mono_ms();
	instant_format(now, clock_now_ms());
	fprintf(to, FIRST_LINE "\nclock %s%s\n", clock && *clock == '@' ? "@" : "", now);
	fflush(to);
	*out = s;
	return 0;
}

void script_option(struct script *s, const char *name, const char *value)
{
	if (s && s->to && !s->begun)
		fprintf(s->to, "option %s%s%s\n", name, value ? " " : "", value ? value : "");
}

void script_size(struct script *s, int rows, int cols)
{
	if (s && s->to && !s->begun)
		fprintf(s->to, "size %d %d\n", rows, cols);
}

static void write_event(struct script *s, const char *what)
{
	s->begun = 1;
	fprintf(s->to, "%lld %s\n", (long long)since_start(s), what);
	fflush(s->to);                  /* a crash is when it is wanted most */
}

static void add_key(struct strbuf *out, uint32_t key, const struct mouse_event *m)
{
	struct strbuf name = STRBUF_INIT;
	if (key == UIKEY_MOUSE) {
		strbuf_addf(out, "mouse %s %d %d", mouse_words[m->kind], m->y, m->x);
	} else if (key == UIKEY_PASTE_BEGIN || key == UIKEY_PASTE_END) {
		strbuf_addf(out, "paste %s", key == UIKEY_PASTE_BEGIN ? "on" : "off");
	} else {
		key_add_name(&name, key);
		if (key_parse(name.s) == key)
			strbuf_addf(out, "key %s", name.s);
	}
	strbuf_release(&name);
}

/* Enter, Esc and the like move between fields: they are no part of a secret. */
static int is_text(uint32_t key)
{
	return (key >= 32 && key < UIKEY_UP) || key == UIKEY_BACKSPACE || key == UIKEY_DELETE ||
		key == UIKEY_CTRL('U') || key == UIKEY_PASTE_BEGIN || key == UIKEY_PASTE_END;
}

void script_key(struct script *s, uint32_t key, const struct mouse_event *m, int secret)
{
	struct strbuf line = STRBUF_INIT;
	if (!s || !s->to || key == UIKEY_RESIZE || key == UIKEY_CTRL('Z'))
		return;                 /* stopping the program belongs to whoever sits there */
	if (secret && is_text(key)) {
		if (!s->secret)
			write_event(s, "secret");
		s->secret = 1;
		return;
	}
	s->secret = 0;
	add_key(&line, key, m);
	if (line.len > 0)
		write_event(s, line.s);
	strbuf_release(&line);
}

void script_resize(struct script *s, int rows, int cols)
{
	struct strbuf line = STRBUF_INIT;
	if (!s || !s->to)
		return;
	strbuf_addf(&line, "resize %d %d", rows, cols);
	write_event(s, line.s);
	strbuf_release(&line);
}

/* ---- reading ---- */

static int read_int(int *out, const char *text)
{
	int64_t n;
	if (!text || decimal_parse(&n, text, 0, 0) < 0 || n < 0 || n > 10000)
		return -1;
	*out = (int)n;
	return 0;
}

/* Cuts a line at its blanks, the last word taking what is left. */
static int split(char *line, char *words[MAX_WORDS])
{
	int n = 0;
	memset(words, 0, MAX_WORDS * sizeof *words);
	for (char *at = line; at && *at && n < MAX_WORDS;) {
		char *end = strchr(at, ' ');
		words[n++] = at;
		if (end && n < MAX_WORDS)
			*end++ = '\0';
		at = end;
	}
	return n;
}

static int read_mouse(struct mouse_event *m, char *words[MAX_WORDS])
{
	for (size_t i = 0; words[1] && i < ARRAY_SIZE(mouse_words); i++)
		if (strcmp(words[1], mouse_words[i]) == 0) {
			memset(m, 0, sizeof *m);
			m->kind = i;
			return read_int(&m->y, words[2]) < 0 ? -1 : read_int(&m->x, words[3]);
		}
	return -1;
}

static int read_event(struct script *s, int64_t at_ms, char *text)
{
	struct step step = { .at_ms = at_ms };
	char *words[MAX_WORDS], *key = strncmp(text, "key ", 4) == 0 ? text + 4 : NULL;
	int rc = -1;
	if (key) {
		step.e.key = key_parse(key);
		rc = step.e.key == UIKEY_NONE ? -1 : 0;
	} else if (split(text, words) == 1 && strcmp(words[0], "secret") == 0) {
		step.kind = KIND_SECRET;
		rc = 0;
	} else if (words[1] && strcmp(words[0], "resize") == 0) {
		step.kind = KIND_SIZE;
		rc = read_int(&step.e.rows, words[1]) < 0 ? -1 : read_int(&step.e.cols, words[2]);
	} else if (words[1] && strcmp(words[0], "mouse") == 0) {
		step.kind = KIND_MOUSE;
		step.e.key = UIKEY_MOUSE;
		rc = read_mouse(&step.e.mouse, words);
	} else if (words[1] && strcmp(words[0], "paste") == 0) {
		step.kind = KIND_PASTE;
		step.e.key = strcmp(words[1], "on") == 0 ? UIKEY_PASTE_BEGIN : UIKEY_PASTE_END;
		rc = strcmp(words[1], "on") && strcmp(words[1], "off") ? -1 : 0;
	}
	if (rc == 0)
		*ARRAY_PUSH(&s->steps) = step;
	return rc;
}

struct reading { int64_t clock_ms; int has_clock, frozen; };

static int read_head(struct script *s, struct reading *r, char *line)
{
	char *words[MAX_WORDS];
	if (strncmp(line, "clock ", 6) == 0) {
		r->frozen = line[6] == '@';
		r->has_clock = 1;
		return instant_parse(&r->clock_ms, line + 6 + r->frozen);
	}
	if (strncmp(line, "option ", 7) == 0) {
		char *value = strchr(line + 7, ' ');
		if (value)
			*value++ = '\0';
		*ARRAY_PUSH(&s->options) = (struct option_line){ xstrdup(line + 7), value ? xstrdup(value) : NULL };
		return 0;
	}
	if (split(line, words) == 3 && strcmp(words[0], "size") == 0)
		return read_int(&s->rows, words[1]) < 0 ? -1 : read_int(&s->cols, words[2]);
	return -1;
}

static int read_line(struct script *s, struct reading *r, char *line, int number)
{
	size_t digits = strspn(line, "0123456789");
	int64_t ms;
	if (number == 1)
		return strcmp(line, FIRST_LINE) == 0 ? 0 : -1;
	if (*line == '\0' || *line == '#')
		return 0;
	if (digits == 0)
		return read_head(s, r, line);
	if (line[digits] != ' ')
		return -1;
	line[digits] = '\0';
	return decimal_parse(&ms, line, 0, 0) < 0 ? -1 : read_event(s, ms, line + digits + 1);
}

int script_replay(struct script **out, const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	struct reading r = { 0, 0, 0 };
	struct script *s;
	int rc = path_read_file(&text, path, MAX_BYTES, err), number = 0;
	if (rc < 0)
		return rc;
	s = xcalloc(1, sizeof *s);
	s->secrets_fd = -1;
	s->start_ms = real_mono();
	for (char *line = text.s, *end; rc == 0 && line && (*line || number == 0); line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		number++;
		if (read_line(s, &r, line, number) < 0) {
			char where[24];
			snprintf(where, sizeof where, "%d", number);
			rc = error_set(err, ERR_DATA, N_("line %1$s of \"%2$s\" is no line of a recording; nothing is played"),
				where, path, NULL);
		}
	}
	strbuf_release(&text);
	if (rc < 0) {
		script_free(s);
		return rc;
	}
	if (r.has_clock)
		start_clock(s, r.clock_ms, r.frozen);
	*out = s;
	return 0;
}

int script_option_at(const struct script *s, size_t i, const char **name, const char **value)
{
	if (i >= s->options.len)
		return 0;
	*name = s->options.items[i].name;
	*value = s->options.items[i].value;
	return 1;
}

void script_first_size(const struct script *s, int *rows, int *cols)
{
	*rows = s->rows;
	*cols = s->cols;
}

void script_set_speed(struct script *s, int64_t times)
{
	s->times = times;
}

void script_set_secrets(struct script *s, int fd)
{
	s->secrets_fd = fd;
}

void script_set_dump(struct script *s, const char *path)
{
	s->dump = path;
}

const char *script_dump_path(const struct script *s)
{
	return s ? s->dump : NULL;
}

/* ---- playing ---- */

int script_playing(const struct script *s)
{
	return s && !s->to && s->at < s->steps.len;
}

int script_asks(const struct script *s)
{
	return script_playing(s) && s->secrets_fd < 0 && s->steps.items[s->at].kind == KIND_SECRET;
}

void script_stop(struct script *s)
{
	s->at = s->steps.len;
}

/* A line of the descriptor into guarded memory. */
static void read_secret(struct script *s)
{
	char c;
	s->typed = secret_new(0);
	s->typed_at = 0;
	while (read(s->secrets_fd, &c, 1) == 1 && c != '\n')
		secret_push_char(s->typed, c);
	secret_wipe(&c, 1);
}

/* The next character of it, or the end of that step. */
static enum script_step type_secret(struct script *s, struct script_event *e, int in_secret)
{
	size_t n;
	if (!in_secret) {               /* the screen is another than it was: nothing secret is typed into it */
		script_stop(s);
		return SCRIPT_DONE;
	}
	if (!s->typed)
		read_secret(s);
	n = text_decode(secret_text(s->typed) + s->typed_at, secret_len(s->typed) - s->typed_at, &e->key);
	s->typed_at += n;
	if (n > 0)
		return SCRIPT_KEY;
	secret_free(s->typed);
	s->typed = NULL;
	s->at++;
	return script_next(s, e, in_secret);
}

/* A person types it, and leaves the field by a key of their own: the one the file has next is theirs. */
static enum script_step wait_for_secret(struct script *s, struct script_event *e, int in_secret)
{
	if (in_secret) {
		s->secret = 1;
		return SCRIPT_SECRET;
	}
	s->at++;
	if (s->secret && s->at < s->steps.len && s->steps.items[s->at].kind == KIND_KEY &&
	    (s->steps.items[s->at].e.key == UIKEY_ENTER || s->steps.items[s->at].e.key == UIKEY_TAB))
		s->at++;
	s->secret = 0;
	return script_next(s, e, in_secret);
}

enum script_step script_next(struct script *s, struct script_event *e, int in_secret)
{
	const struct step *step;
	int64_t due;
	if (!script_playing(s))
		return SCRIPT_DONE;
	step = &s->steps.items[s->at];
	due = s->times > 0 ? step->at_ms / s->times - (real_mono() - s->start_ms) : 0;
	if (due > 0) {
		e->wait_ms = due;
		return SCRIPT_WAIT;
	}
	pass_time(s, step->at_ms);
	if (step->kind == KIND_SECRET)
		return s->secrets_fd >= 0 ? type_secret(s, e, in_secret) : wait_for_secret(s, e, in_secret);
	*e = step->e;
	s->at++;
	return step->kind == KIND_SIZE ? SCRIPT_SIZE : SCRIPT_KEY;
}

void script_free(struct script *s)
{
	if (!s)
		return;
	if (s->to)
		fclose(s->to);
	for (size_t i = 0; i < s->options.len; i++) {
		free(s->options.items[i].name);
		free(s->options.items[i].value);
	}
	ARRAY_RELEASE(&s->options);
	ARRAY_RELEASE(&s->steps);
	secret_free(s->typed);
	free(s);
}
