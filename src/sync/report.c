/* What a sync cost: calls, bytes both ways, and how long it was kept waiting by the pace of the other
 * side.  Signing in counts with what it was done for; waiting is counted once for a connection,
 * however many lists wait at the same time. */
#include "base/i18n.h"
#include "base/lang.h"
#include "sync/pulling.h"

#include "base/banned.h"

static void add(struct task_counts *to, const struct task_counts *c, int sign)
{
	to->calls += sign * c->calls;
	to->bytes += sign * c->bytes;
	to->waited_ms += sign * c->waited_ms;
}

static void all_sent(struct worker *w, struct task_counts *out)
{
	*out = (struct task_counts){ 0 };
	for (size_t i = 0; i < w->n_lines; i++)
		add(out, &w->lines[i]->push_counts, 1);
}

void report_begin(struct worker *w, struct sync_job *j)
{
	all_sent(w, &j->sent_before);
}

void report_sent(struct worker *w, struct sync_job *j)
{
	if (!(j->flags & (MSG_SYNC_EXPORT | MSG_SYNC_SEND_ONLY)))
		return;
	all_sent(w, &j->sent);
	add(&j->sent, &j->sent_before, -1);
}

void report_count(struct pull *p)
{
	const struct line *l = p->line;

	p->run.calls += l->sign_counts.calls - p->signs_before.calls;
	p->run.bytes += l->sign_counts.bytes - p->signs_before.bytes;
	p->run.waited_ms = line_waited_ms(l) - p->waited_before;
}

static void add_cost(struct strbuf *out, int64_t calls, int64_t bytes, int64_t waited_ms)
{
	int64_t seconds = (waited_ms + 999) / 1000;

	strbuf_addf(out, P_("%lld call", "%lld calls", (unsigned long)calls), (long long)calls);
	strbuf_adds(out, ", ");
	strbuf_addf(out, _("%lld kB both ways"), (long long)((bytes + 999) / 1000));
	if (waited_ms < 100)
		return;
	strbuf_adds(out, ", ");
	strbuf_addf(out, P_("%lld second waited for its pace", "%lld seconds waited for its pace",
		(unsigned long)seconds), (long long)seconds);
}

static void add_pull(struct strbuf *out, const struct pull *p)
{
	const struct sync_run *r = &p->run;

	strbuf_adds(out, p->line->row.name);
	lang_add_colon(out);
	strbuf_addf(out, P_("%lld new", "%lld new", (unsigned long)r->added), (long long)r->added);
	if (r->changed)
		strbuf_addf(out, P_(", %lld changed", ", %lld changed", (unsigned long)r->changed),
			(long long)r->changed);
	if (r->deleted)
		strbuf_addf(out, P_(", %lld gone", ", %lld gone", (unsigned long)r->deleted), (long long)r->deleted);
	strbuf_adds(out, ", ");
	add_cost(out, r->calls, r->bytes, r->waited_ms);
	if (p->error.cls) {
		strbuf_adds(out, "; ");
		error_text(out, &p->error, 1);
	}
}

void report_add(struct strbuf *out, const struct sync_job *j)
{
	for (size_t i = 0; i < j->pulls.len; i++) {
		strbuf_adds(out, i ? "\n" : "");
		add_pull(out, j->pulls.items[i]);
	}
	if (!j->sent.calls)
		return;
	strbuf_adds(out, out->len ? "\n" : "");
	strbuf_adds(out, _("sent: "));
	add_cost(out, j->sent.calls, j->sent.bytes, j->sent.waited_ms);
}
