/* Trace by category.
 *
 * A category that is off costs one relaxed load.  A line is put together first
 * and leaves with one write(2) to a file opened for appending, so lines of two
 * programs tracing to the same file do not mix; the mutex protects the file
 * descriptor against trace_end. */
#include "base/trace.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/text.h"

#include "base/banned.h"

static const char *const names[TRACE_COUNT] = {
	[TRACE_HTTP] = "http",
	[TRACE_STORE] = "store",
	[TRACE_MSG] = "msg",
	[TRACE_SYNC] = "sync",
	[TRACE_OUTBOX] = "outbox",
	[TRACE_VAULT] = "vault",
	[TRACE_UI] = "ui",
};

#define ALL_CATEGORIES ((1u << TRACE_COUNT) - 1)

static atomic_uint enabled;
static pthread_mutex_t file_lock = PTHREAD_MUTEX_INITIALIZER;
static int file = -1;
static _Thread_local const char *thread_name;

const char *trace_category_name(unsigned index)
{
	return index < TRACE_COUNT ? names[index] : NULL;
}

void trace_thread_name(const char *name)
{
	thread_name = name;
}

/* The bits of one word of the specification; 0 when unknown. */
static unsigned category_bits(const char *word, size_t len)
{
	unsigned i;

	if (len == 3 && !strncmp(word, "all", 3))
		return ALL_CATEGORIES;
	for (i = 0; i < TRACE_COUNT; i++)
		if (strlen(names[i]) == len && !strncmp(names[i], word, len))
			return 1u << i;
	return 0;
}

static int parse_categories(const char *s, const char *end, unsigned *mask)
{
	unsigned bits;
	size_t len;
	int minus;

	*mask = *s == '-' ? ALL_CATEGORIES : 0;
	while (s < end) {
		minus = *s == '-';
		s += minus;
		len = strcspn(s, ",:");
		bits = category_bits(s, len);
		if (!bits)
			return -1;
		*mask = minus ? *mask & ~bits : *mask | bits;
		s += len;
		if (s < end && ++s == end)
			return -1;
	}
	return 0;
}

int trace_init(const char *spec)
{
	const char *colon;
	unsigned mask;
	int fd;

	trace_end();
	if (!spec || !*spec)
		return 0;
	colon = strchr(spec, ':');
	if (!colon || colon == spec || !colon[1] || parse_categories(spec, colon, &mask))
		return -1;
	fd = open(colon + 1, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600);
	if (fd < 0)
		return -1;
	pthread_mutex_lock(&file_lock);
	file = fd;
	pthread_mutex_unlock(&file_lock);
	atomic_store(&enabled, mask);
	return 0;
}

void trace_end(void)
{
	atomic_store(&enabled, 0);
	pthread_mutex_lock(&file_lock);
	if (file >= 0)
		close(file);
	file = -1;
	pthread_mutex_unlock(&file_lock);
}

int trace_on(enum trace_category cat)
{
	return (unsigned)cat < TRACE_COUNT &&
		(atomic_load_explicit(&enabled, memory_order_relaxed) >> cat & 1);
}

static void write_line(const struct strbuf *line)
{
	size_t done = 0;
	ssize_t n;

	pthread_mutex_lock(&file_lock);
	while (file >= 0 && done < line->len) {
		n = write(file, line->s + done, line->len - done);
		if (n <= 0)        /* a full disk must not stop the program */
			break;
		done += (size_t)n;
	}
	pthread_mutex_unlock(&file_lock);
}

void trace(enum trace_category cat, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT, line = STRBUF_INIT;
	char when[INSTANT_LEN];
	int64_t now;
	va_list ap;

	if (!trace_on(cat))
		return;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	now = clock_now_ms();
	instant_format(when, now);
	strbuf_addf(&line, "%.19s.%03dZ %s %s ", when, (int)((now % 1000 + 1000) % 1000),
		thread_name ? thread_name : "main", names[cat]);
	text_add_safe(&line, text.s, 0);
	strbuf_addc(&line, '\n');
	write_line(&line);
	strbuf_release(&line);
	strbuf_release(&text);
}
