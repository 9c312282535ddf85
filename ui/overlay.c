/* The stack of dialogs. */
#include "ui/overlay.h"
#include "ui/app.h"

#include <stdio.h>

#include "base/banned.h"

void overlay_push(struct app *a, struct overlay *take_o)
{
	take_o->below = a->top;
	a->top = take_o;
	a->dirty = 1;
}

void overlay_close(struct app *a, struct overlay *o)
{
	for (struct overlay **p = &a->top; *p; p = &(*p)->below)
		if (*p == o) {
			*p = o->below;
			o->ops->release(o);
			a->dirty = 1;
			return;
		}
}

void overlay_close_all(struct app *a)
{
	while (a->top)
		overlay_close(a, a->top);
}

struct rect overlay_rect(int h, int w)
{
	int rows = screen_rows(), cols = screen_cols();
	struct rect r;
	r.h = h < rows - 2 ? h : rows - 2;
	r.w = w < cols - 2 ? w : cols - 2;
	if (r.h < 3)
		r.h = rows < 3 ? rows : 3;
	if (r.w < 10)
		r.w = cols;
	r.y = (rows - r.h) / 2;
	r.x = (cols - r.w) / 2;
	return r;
}

int overlay_number(int y, int x, int width, enum role role, int number)
{
	char text[16];
	if (!screen_plain() || number <= 0)
		return 0;
	snprintf(text, sizeof text, "%d ", number);
	return screen_text(y, x, width, role, text);
}
