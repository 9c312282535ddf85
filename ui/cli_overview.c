/* comptoir overview: the numbers of the overview screen as a table, CSV or JSON. */
#include "ui/cli.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "store/overview.h"

#include <string.h>

#include "base/banned.h"

enum { COLUMNS = 6 };

static void put(struct cli *c, struct cli_table *t, const char *part, const char *what, const char *span,
	int64_t count, const struct query_total *sum)
{
	struct strbuf n = STRBUF_INIT, amount = STRBUF_INIT;

	strbuf_addf(&n, "%lld", (long long)count);
	if (sum && c->args.format == CLI_PLAIN)
		lang_add_amount(&amount, sum->sum, sum->currency);
	else if (sum)
		decimal_add(&amount, sum->sum, currency_decimals(sum->currency), currency_decimals(sum->currency));
	cli_table_add(t, part);
	cli_table_add(t, what);
	cli_table_add(t, span);
	cli_table_add(t, n.s);
	cli_table_add(t, sum ? sum->currency : "");
	cli_table_add(t, amount.s);
	strbuf_release(&n);
	strbuf_release(&amount);
}

/* One row for each currency; without an amount of their own one row. */
static void put_totals(struct cli *c, struct cli_table *t, enum entity e, const char *part, const char *what,
	const char *span, const struct query_totals *totals)
{
	if (totals->count > 0 && query_sum_field(e) < 0)
		put(c, t, part, what, span, totals->count, NULL);
	for (size_t i = 0; i < totals->n && query_sum_field(e) >= 0; i++)
		put(c, t, part, what, span, totals->by_currency[i].count, &totals->by_currency[i]);
}

static void add_waiting(struct cli *c, struct cli_table *t, const struct overview *o)
{
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		for (int i = 0; i < AGE_COUNT; i++) {
			const struct overview_span *s = &overview_spans[i];
			struct strbuf span = STRBUF_INIT;
			if (s->below)
				strbuf_addf(&span, "%d-%d d", s->from, s->below - 1);
			else
				strbuf_addf(&span, ">%d d", s->from - 1);
			put_totals(c, t, (enum entity)e, "waiting", entities[e].name, span.s, &o->waits[e][i]);
			strbuf_release(&span);
		}
}

static void add_cash(struct cli *c, struct cli_table *t, const struct overview *o)
{
	for (int i = 0; i < CASH_COUNT; i++) {
		const char *week = i == CASH_OVERDUE ? "overdue" : i == CASH_UNDATED ? "undated" :
			i == CASH_LATER ? "later" : o->weeks[i - CASH_FIRST_WEEK];
		put_totals(c, t, ENTITY_INVOICE, "cash", entities[ENTITY_INVOICE].name, week, &o->cash[i]);
	}
}

static void add_wrong(struct cli *c, struct cli_table *t, const struct overview *o)
{
	for (int i = 0; i < OVERVIEW_WRONG; i++)
		for (int e = 0; e < ENTITY_TAB_COUNT; e++) {
			char since[INSTANT_LEN] = "";
			if (o->wrong[e][i].n == 0)
				continue;
			if (o->wrong[e][i].oldest_ms)
				instant_format(since, o->wrong[e][i].oldest_ms);
			put(c, t, statuses[overview_wrong[i]].name, entities[e].name, since, o->wrong[e][i].n, NULL);
		}
}

/* The currency of the accounting system: vendors are in its order. */
static const char *home_of(const struct connection_array *all)
{
	for (size_t i = 0; i < all->len; i++)
		for (size_t k = 0; k < all->items[i].n_options; k++)
			if (strcmp(all->items[i].options[k].name, "home_currency") == 0)
				return all->items[i].options[k].value;
	return "";
}

int cmd_overview(struct cli *c, int argc, char **argv)
{
	static const char *const names[COLUMNS] = { "part", "what", "span", "count", "currency", "amount" };
	static const char *const titles[COLUMNS] = { N_("Part"), N_("What"), N_("Age or week"), N_("Count"), N_("Currency"),
		N_("Amount") };
	struct error err = ERROR_INIT;
	struct overview o;
	struct cli_table t;
	char today[DATE_LEN];
	int rc;

	cli_connector(c, 0);             /* reads the connections */
	date_today(today);
	rc = overview_read(c->store, 0, clock_now_ms(), today, home_of(&c->connections), &o, &err);
	if (rc < 0) {
		rc = cli_fail(&err);
		error_release(&err);
		return rc;
	}
	cli_table_init(&t, names, titles, COLUMNS, 1u << 3 | 1u << 5);
	add_waiting(c, &t, &o);
	add_cash(c, &t, &o);
	add_wrong(c, &t, &o);
	for (size_t i = 0; i < o.n_vendors; i++)
		put_totals(c, &t, ENTITY_INVOICE, "vendor", o.vendors[i].name, "", &o.vendors[i].open);
	cli_table_print(&t, c->args.format, "overview");
	overview_release(&o);
	return 0;
}
