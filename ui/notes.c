/* Messages to the user: the last one stands above the key bar until the next key; all of them, and the problems
 * until they are put away, in the list of problems and messages. */
#include "ui/app.h"
#include "ui/problems.h"
#include "base/date.h"

#include <string.h>

#include "base/banned.h"

#define NOTES_MAX 500

static struct note *last(struct app *a)
{
	return a->notes.len > 0 ? &a->notes.items[a->notes.len - 1] : NULL;
}

static void forget(struct app *a, size_t i)
{
	free(a->notes.items[i].text);
	a->notes.len--;
	memmove(a->notes.items + i, a->notes.items + i + 1, (a->notes.len - i) * sizeof *a->notes.items);
}

static struct note *add(struct app *a, enum tone tone, char *take_text)
{
	if (a->notes.len == NOTES_MAX)
		forget(a, 0);
	*ARRAY_PUSH(&a->notes) = (struct note){ .at_ms = clock_now_ms(), .tone = tone, .text = take_text, .times = 1 };
	a->note_shown = 1;
	a->dirty = 1;
	return last(a);
}

void app_say(struct app *a, enum tone tone, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	add(a, tone, strbuf_detach(&text));
	text_reader_refresh(a, &problems_reader);
}

void app_say_count(struct app *a, enum tone tone, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	if (last(a) && last(a)->count)
		forget(a, a->notes.len - 1);
	add(a, tone, strbuf_detach(&text))->count = 1;
	text_reader_refresh(a, &problems_reader);
}

void app_say_error(struct app *a, const struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	error_text(&text, err, 1);
	add(a, TONE_WARNING, strbuf_detach(&text));
	text_reader_refresh(a, &problems_reader);
}

void app_problem(struct app *a, const struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	int times = 1;
	struct note *n;
	error_text(&text, err, 1);
	for (size_t i = 0; i < a->notes.len; i++)
		if (a->notes.items[i].problem && strcmp(a->notes.items[i].text, text.s) == 0) {
			times += a->notes.items[i].times;
			forget(a, i);
			break;
		}
	n = add(a, TONE_ERROR, strbuf_detach(&text));
	n->problem = 1;
	n->times = times;
	n->cls = err->cls;
	text_reader_refresh(a, &problems_reader);
}

void notes_release(struct app *a)
{
	while (a->notes.len > 0)
		forget(a, a->notes.len - 1);
	ARRAY_RELEASE(&a->notes);
}
