/* The words that guide a person through the first of two hops, from the system's profile. */
#include "base/lang.h"
#include "base/strbuf.h"
#include "sync/profiles.h"
#include "sync/worker.h"
#include <string.h>

#include "base/banned.h"

static int french(void)
{
	return lang_current() != LANG_EN;
}

/* The shortest range that reaches back to when something last arrived, a day to spare. */
static const char *range_for(const struct profile_hop *h, int days)
{
	size_t i = 0;

	while (i + 1 < h->n_ranges && (days < 0 || h->ranges[i].days <= days))
		i++;
	return french() ? h->ranges[i].fr : h->ranges[i].en;
}

static void add_filled(struct strbuf *out, const char *step, const char *range, const char *depth)
{
	for (const char *s = step; *s; s++) {
		if (!strncmp(s, "{range}", 7)) {
			strbuf_adds(out, range);
			s += 6;
		} else if (!strncmp(s, "{depth}", 7)) {
			strbuf_adds(out, depth);
			s += 6;
		} else {
			strbuf_addc(out, *s);
		}
	}
	strbuf_addc(out, '\n');
}

int worker_first_hop(struct strbuf *out, const char *connector, int days)
{
	struct profile p;
	const struct profile_hop *h = &p.first_hop;
	const char *depth;

	if (worker_profile(&p, connector, NULL) < 0)
		return -1;
	if (french())
		depth = days < 0 ? h->deep_fr : h->depth_fr;
	else
		depth = days < 0 ? h->deep_en : h->depth_en;
	for (const char *const *s = french() ? h->steps_fr : h->steps_en; s && *s; s++)
		add_filled(out, *s, range_for(h, days), depth);
	profile_release_all(&p);
	return out->len ? 0 : -1;
}
