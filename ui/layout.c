/* How columns stand.
 *
 * One page is made of the frozen columns and of as many of the others as have room, beginning
 * with the one scrolled to.  Numbers and dates get what they need and are never cut; texts share what is
 * left. */
#include "ui/layout.h"
#include "base/decimal.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define NARROWEST 3

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

/* ---- life ---- */

void layout_init(struct layout *l, const struct column *cols, int n)
{
	memset(l, 0, sizeof *l);
	l->n = n;
	for (int i = 0; i < n; i++) {
		l->order[i] = i;
		if (cols[i].rank == RANK_AWAY)
			l->hidden |= 1u << i;
	}
	l->frozen = LAYOUT_FROZEN;
}

void layout_release(struct layout *l)
{
	free(l->unknown);
	l->unknown = NULL;
}

void layout_copy(struct layout *dst, const struct layout *src)
{
	char *unknown = xstrdup(src->unknown);
	free(dst->unknown);
	*dst = *src;
	dst->unknown = unknown;
}

int layout_same(const struct layout *a, const struct layout *b)
{
	return a->n == b->n && a->hidden == b->hidden && a->frozen == b->frozen &&
		memcmp(a->order, b->order, sizeof a->order) == 0 &&
		memcmp(a->width, b->width, sizeof a->width) == 0;
}

/* ---- one page ---- */

/* Everything a question about widths needs to know. */
struct work {
	const struct layout *l;
	const struct column *cols;
	enum entity e;
	const struct layout_sizes *s;
};

static int needed(const struct work *k, int i)
{
	const struct column *c = &k->cols[i];
	int whole = column_is_whole(c, k->e), wide = k->s->wide[i], need = max_int(c->min, k->s->title[i]);
	if (whole)
		return max_int(max_int(need, wide), k->l->width[i]);
	if (k->l->width[i] > 0)
		return max_int(k->l->width[i], NARROWEST);
	if (c->flex == 0 && wide > need)
		need = wide < c->max ? wide : max_int(need, c->max);
	return need;
}

static int total(const struct layout_slot *slots, int n)
{
	int sum = 0;
	for (int i = 0; i < n; i++)
		sum += slots[i].w + 1;
	return sum > 0 ? sum - 1 : 0;
}

static int total_needed(const struct work *k, const int *seq, int n)
{
	int sum = 0;
	for (int i = 0; i < n; i++)
		sum += needed(k, seq[i]) + 1;
	return sum > 0 ? sum - 1 : 0;
}

/* The shown columns; those without room go to the end in the order of their rank, the frozen ones never.
 * How many stand on the first page. */
static int by_rank(const struct work *k, int *seq, int n, int frozen, int width)
{
	int late[COLUMN_MAX], n_late = 0, kept = n, out[COLUMN_MAX], m = 0;
	memset(late, 0, sizeof late);
	for (;;) {
		int sum = 0, worst = -1;
		for (int i = 0; i < n; i++)
			sum += late[i] ? 0 : needed(k, seq[i]) + 1;
		if (sum - 1 <= width)
			break;
		for (int i = frozen; i < n; i++)
			if (!late[i] && k->cols[seq[i]].rank > 0 &&
			    (worst < 0 || k->cols[seq[i]].rank >= k->cols[seq[worst]].rank))
				worst = i;
		if (worst < 0)
			break;
		late[worst] = 1;
		n_late++;
	}
	kept -= n_late;
	for (int i = 0; i < n; i++)
		if (!late[i])
			out[m++] = seq[i];
	for (int i = 0; i < n; i++)
		if (late[i])
			out[m++] = seq[i];
	memcpy(seq, out, (size_t)n * sizeof *seq);
	return kept;
}

/* Too wide all the same: the widest text gives way. */
static void shrink(const struct work *k, struct layout_slot *slots, int n, int width)
{
	while (total(slots, n) > width) {
		int widest = -1;
		for (int i = 0; i < n; i++) {
			int flex = k->cols[slots[i].column].flex > 0, best = widest < 0 ? 0 : k->cols[slots[widest].column].flex > 0;
			if (slots[i].w > 4 && (widest < 0 || flex > best || (flex == best && slots[i].w > slots[widest].w)))
				widest = i;
		}
		if (widest < 0)
			return;
		slots[widest].w--;
	}
}

/* What is left goes to the texts that are cut: by share, only as far as they need it; then
 * to the last of the flexible columns.  Widths set by hand stay. */
static void grow(const struct work *k, struct layout_slot *slots, int n, int width)
{
	int left = width - total(slots, n), given = 1;
	while (left > 0 && given) {
		given = 0;
		for (int i = 0; i < n && left > 0; i++) {
			const struct column *c = &k->cols[slots[i].column];
			int want = k->s->wide[slots[i].column] - slots[i].w, share = c->flex ? c->flex : 1;
			if (want <= 0 || k->l->width[slots[i].column] > 0)
				continue;
			want = min_int(min_int(want, share), left);
			slots[i].w += want;
			left -= want;
			given = 1;
		}
	}
	for (int i = n - 1; i >= 0 && left > 0; i--)
		if (k->cols[slots[i].column].flex > 0 && k->l->width[slots[i].column] == 0) {
			slots[i].w += left;
			left = 0;
		}
}

/* How many columns of the sequence from `from` on have room. */
static int how_many(const struct work *k, const int *seq, int n, int from, int room)
{
	int m = 0;
	while (from + m < n) {
		room -= needed(k, seq[from + m]) + (m > 0);
		if (room < 0)
			break;
		m++;
	}
	return m > 0 ? m : from < n;
}

static int shown_columns(const struct layout *l, unsigned away, int *seq)
{
	int n = 0;
	for (int i = 0; i < l->n; i++)
		if (!((l->hidden | away) & (1u << l->order[i])))
			seq[n++] = l->order[i];
	return n;
}

/* Room for what scrolls, next to the frozen ones and the marks at both edges. */
static int room_right(const struct work *k, const struct layout_page *p, int width, int scrolled, int more)
{
	int used = p->frozen > 0 ? total_needed(k, p->sequence, p->frozen) + 1 : 0;
	return width - used - (scrolled ? 1 : 0) - (more ? 1 : 0);
}

/* The last place on the page that begins at `first`, + 1. */
static int page_end(const struct work *k, const struct layout_page *p, int width, int first, int kept)
{
	int m;
	if (first <= p->frozen && kept > p->frozen)
		return kept;
	m = how_many(k, p->sequence, p->n_sequence, first, room_right(k, p, width, first > p->frozen, 0));
	if (first + m < p->n_sequence)
		m = how_many(k, p->sequence, p->n_sequence, first, room_right(k, p, width, first > p->frozen, 1));
	return first + m;
}

static int place_of(const struct layout_page *p, int column)
{
	for (int i = 0; i < p->n_sequence; i++)
		if (p->sequence[i] == column)
			return i;
	return -1;
}

/* The mark at the right edge takes the room of a title that may end there. */
static int edge(const struct work *k, int column)
{
	return k->cols[column].flex == 0 || column_is_number(&k->cols[column], k->e);
}

static void fill(const struct work *k, struct layout_page *p, int width, int end)
{
	int n = 0, x = 0, scrolled = p->first > p->frozen;
	for (int i = 0; i < p->frozen; i++)
		p->slots[n++] = (struct layout_slot){ p->sequence[i], 0, needed(k, p->sequence[i]) };
	for (int i = p->first; i < end; i++)
		p->slots[n++] = (struct layout_slot){ p->sequence[i], 0, needed(k, p->sequence[i]) };
	p->n = n;
	p->left = p->first - p->frozen;
	p->right = p->n_sequence - end;
	width -= scrolled + (p->right > 0 && n > 0 && edge(k, p->slots[n - 1].column));
	shrink(k, p->slots, n, width);
	grow(k, p->slots, n, width);
	for (int i = 0; i < n; i++) {
		x += scrolled && i == p->frozen;
		p->slots[i].x = x;
		x += p->slots[i].w + 1;
	}
}

void layout_fit(struct layout_page *out, const struct layout *l, const struct column *cols, enum entity e,
	const struct layout_sizes *s, int width, unsigned away, int cursor, int *first)
{
	struct work k = { l, cols, e, s };
	int kept, at, end;
	memset(out, 0, sizeof *out);
	out->n_sequence = shown_columns(l, away, out->sequence);
	out->frozen = min_int(l->frozen, out->n_sequence);
	while (out->frozen > 1 && total_needed(&k, out->sequence, out->frozen) > width * 2 / 3)
		out->frozen--;
	if (l->arranged || total_needed(&k, out->sequence, out->n_sequence) <= width)
		kept = page_end(&k, out, width, out->frozen, 0);
	else
		kept = by_rank(&k, out->sequence, out->n_sequence, out->frozen, width);
	at = place_of(out, cursor);
	if (*first < out->frozen)
		*first = out->frozen;
	if (*first >= out->n_sequence)
		*first = out->n_sequence - 1;
	if (at >= out->frozen && at < *first)
		*first = at;
	while (at >= *first && at >= page_end(&k, out, width, *first, kept))
		++*first;
	/* no empty room at the right while something lies at the left */
	while (*first > out->frozen && page_end(&k, out, width, *first - 1, kept) == out->n_sequence)
		--*first;
	if (*first < out->frozen)
		*first = out->frozen;
	out->first = *first;
	end = page_end(&k, out, width, *first, kept);
	fill(&k, out, width, end);
}

/* ---- changes ---- */

int layout_toggle(struct layout *l, int column)
{
	unsigned all = l->n >= 32 ? ~0u : (1u << l->n) - 1, hidden = l->hidden ^ 1u << column;
	if ((hidden & all) == all)
		return 0;
	l->hidden = hidden;
	return 1;
}

/* What stands on the screen becomes the user's order: the shown ones take the places of the shown. */
static void take_order(struct layout *l, const struct layout_page *page)
{
	unsigned on_page = 0;
	int at = 0;
	if (l->arranged)
		return;
	for (int i = 0; i < page->n_sequence; i++)
		on_page |= 1u << page->sequence[i];
	for (int i = 0; i < l->n; i++)
		if (on_page & 1u << l->order[i])
			l->order[i] = page->sequence[at++];
	l->arranged = 1;
}

int layout_move(struct layout *l, const struct layout_page *page, int column, int step)
{
	unsigned on_page = 0;
	int at = 0, other;
	for (int i = 0; i < page->n_sequence; i++)
		on_page |= 1u << page->sequence[i];
	take_order(l, page);
	while (at < l->n && l->order[at] != column)
		at++;
	for (other = at + step; other >= 0 && other < l->n; other += step)
		if (on_page & 1u << l->order[other])
			break;
	if (at == l->n || other < 0 || other >= l->n)
		return 0;
	l->order[at] = l->order[other];
	l->order[other] = column;
	return 1;
}

void layout_widen(struct layout *l, int column, int shown, int step)
{
	int from = l->width[column] > 0 ? l->width[column] : shown;
	l->width[column] = min_int(max_int(from + step, NARROWEST), LAYOUT_WIDEST);
}

/* ---- as text ---- */

void layout_add_text(struct strbuf *out, const struct layout *l, const struct column *cols)
{
	if (l->arranged)
		strbuf_adds(out, "= ");
	for (int i = 0; i < l->n; i++) {
		int c = l->order[i];
		strbuf_addf(out, "%s%s%s", i > 0 ? " " : "", l->hidden & 1u << c ? "-" : "", cols[c].name);
		if (l->width[c] > 0)
			strbuf_addf(out, ":%d", l->width[c]);
	}
	if (l->unknown && *l->unknown)
		strbuf_addf(out, " %s", l->unknown);
}

struct reading { struct layout *l; const struct column *cols; unsigned seen; int at; struct strbuf unknown; };

static void read_word(struct reading *r, const char *word)
{
	int hidden = *word == '-';
	const char *name = word + hidden, *colon = strchr(name, ':');
	char *bare = xstrndup(name, colon ? (size_t)(colon - name) : strlen(name));
	int c = column_find(r->cols, r->l->n, bare);
	int64_t width = 0;
	free(bare);
	if (c < 0 || r->seen & 1u << c) {
		if (c < 0)
			strbuf_addf(&r->unknown, "%s%s", r->unknown.len > 0 ? " " : "", word);
		return;
	}
	if (colon && (decimal_parse(&width, colon + 1, 0, 1) < 0 || width < NARROWEST || width > LAYOUT_WIDEST))
		width = 0;
	r->seen |= 1u << c;
	r->l->order[r->at++] = c;
	r->l->width[c] = (int)width;
	r->l->hidden = hidden ? r->l->hidden | 1u << c : r->l->hidden & ~(1u << c);
}

void layout_parse(struct layout *l, const struct column *cols, int n, const char *text)
{
	char *copy = xstrdup(text ? text : ""), *save = NULL;
	struct reading r = { l, cols, 0, 0, STRBUF_INIT };
	layout_release(l);
	layout_init(l, cols, n);
	for (char *w = strtok_r(copy, " \t\r", &save); w; w = strtok_r(NULL, " \t\r", &save)) {
		if (strcmp(w, "=") == 0)
			l->arranged = 1;
		else
			read_word(&r, w);
	}
	for (int i = 0; i < n; i++)
		if (!(r.seen & 1u << i))
			l->order[r.at++] = i;
	/* a text that hides everything hides nothing */
	if ((l->hidden & ((1u << n) - 1)) == (1u << n) - 1)
		l->hidden = 0;
	if (r.unknown.len > 0)
		l->unknown = strbuf_detach(&r.unknown);
	strbuf_release(&r.unknown);
	free(copy);
}
