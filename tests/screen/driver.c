/* The screens on a small company that never changes, with a worker that answers at
 * once: `driver FOLDER [option ...]`.  The tests run it in a terminal of their own.
 *
 *	vault=missing|locked|open    at the start (open)
 *	invoices=N                   so many more invoices
 *	failed=N staged=N            so many more invoices whose export failed, vendors that can be imported
 *	currencies                   an invoice in each of twelve more currencies
 *	systems                      two more accounting systems; one is read from a copy
 *	ways                         with systems: an invoice that two things hold, one of them its system
 *	elsewhere                    with systems: an invoice for Xero, of a vendor that is in Acumatica alone
 *	books                        the other side too: bills, payments, links, schedules of values
 *	texts=TEXT                   another company, whose every text is this one
 *	empty                        no connection and no record
 *	again                        the company that is there already
 *	ascii, mouse, theme=NAME     as the program's own options
 *	keys= clipboard= command= links= bell= plain    as the settings of these names
 *	grace=N                      seconds before what was approved together is sent (0)
 *	above=N                      a sum over N is typed to approve it
 *	crash                        Ctrl-X is a broken invariant */
#include "tests/screen/driver.h"
#include "base/array.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/lang.h"
#include "base/path.h"
#include "store/comments.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/sync_state.h"
#include "ui/app.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define PROCORE 1
#define ERP     2

static struct pool pool;

static void check(int rc, struct error *err, const char *what)
{
	struct strbuf text = STRBUF_INIT;
	if (rc >= 0)
		return;
	error_text(&text, err, 0);
	fprintf(stderr, "driver: %s: %s\n", what, text.s);
	exit(1);
}

static void set(struct record *r, int field, const char *text)
{
	int64_t n = 0;
	enum value_type t = entities[r->entity].fields[field].type;
	if (t == VALUE_MONEY && decimal_parse(&n, text, 2, 1) == 0)
		record_set_int(r, field, n);
	else if (t == VALUE_INT || t == VALUE_BOOL) {
		decimal_parse(&n, text, 0, 1);
		record_set_int(r, field, n);
	} else
		record_set_text(r, field, &pool, text);
}

static int64_t put(struct store *s, struct record *r, int64_t connection, const char *remote,
	enum status st, const char *note, const char *args)
{
	struct error err = ERROR_INIT;
	enum put_result result;
	struct record_state state = { .status = st, .note = note, .note_args = args,
		.n_holds = st == STATUS_HELD };
	int64_t id;
	r->connection_id = connection;
	r->remote_id = remote;
	check(records_put(s, r, &result, &id, &err), &err, "records_put");
	if (r->entity < ENTITY_TAB_COUNT)
		check(records_set_state(s, r->entity, id, &state, &err), &err, "records_set_state");
	return id;
}

struct cell { int field; const char *text; };

static int64_t add(struct store *s, enum entity e, int64_t connection, const char *remote, enum status st,
	const char *note, const char *args, const struct cell *cells)
{
	struct record r;
	record_init(&r, e);
	for (; cells->text; cells++)
		set(&r, cells->field, cells->text);
	return put(s, &r, connection, remote, st, note, args);
}
#define ADD(s, e, c, remote, st, note, args, ...) \
	add(s, e, c, remote, st, note, args, (const struct cell[]){ __VA_ARGS__, { 0, NULL } })

static void finding(struct store *s, enum entity e, int64_t id, const char *code, const char *severity,
	const char *args, enum entity fix, int64_t fix_id, int prerequisite)
{
	struct error err = ERROR_INIT;
	struct finding_row row = { code, severity, args, fix, fix_id, prerequisite, NULL, NULL };
	struct finding_array f = { &row, 1, 1 };
	check(findings_replace(s, e, id, &f, &err), &err, "findings_replace");
}

static void add_connections(struct store *s)
{
	struct error err = ERROR_INIT;
	struct connection procore = { .name = "procore", .connector = "procore", .role = "procore",
		.environment = "test", .fingerprint = "Northside Builders" };
	struct connection erp = { .name = "acumatica", .connector = "acumatica", .role = "erp",
		.environment = "test", .fingerprint = "NORTHSIDE",
		.options = &(struct connection_option){ "home_currency", "CAD" }, .n_options = 1 };
	int64_t id;
	check(store_connection_put(s, &procore, &id, &err), &err, "connection");
	check(store_connection_put(s, &erp, &id, &err), &err, "connection");
	check(store_setting_put(s, "company:1", "Northside Builders", &err), &err, "setting");
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		check(sync_age_put(s, ERP, (enum entity)e, clock_now_ms() - 120000, &err), &err, "age");
}

/* What books an invoice follows from its connection here: three more invoices. */
static void add_systems(struct store *s)
{
	static const struct { const char *connector, *number, *vendor; int64_t arrived_days; } systems[] = {
		{ "xero", "2001-01", "Kestrel Paving", 0 }, { "sage300", "3001-01", "Summit Drywall", 3 },
	};
	struct error err = ERROR_INIT;
	for (size_t i = 0; i < ARRAY_SIZE(systems); i++) {
		struct connection c = { .name = systems[i].connector, .connector = systems[i].connector, .role = "erp",
			.environment = "test" };
		int64_t id, invoice;
		struct record_state st = { .status = STATUS_READY };
		check(store_connection_put(s, &c, &id, &err), &err, "connection");
		for (int e = 0; e < ENTITY_TAB_COUNT; e++)
			check(sync_age_put(s, id, (enum entity)e, clock_now_ms() - 120000, &err), &err, "age");
		if (systems[i].arrived_days)
			check(sync_hop_put(s, id, clock_now_ms() - systems[i].arrived_days * 86400000, &err), &err, "hop");
		invoice = ADD(s, ENTITY_INVOICE, PROCORE, systems[i].number, STATUS_READY, NULL, NULL,
			{ INVOICE_NUMBER, systems[i].number }, { INVOICE_VENDOR_NAME, systems[i].vendor },
			{ INVOICE_AMOUNT, "500" }, { INVOICE_NET, "450" }, { INVOICE_CURRENCY, "CAD" });
		st.books = id;
		check(records_set_state(s, ENTITY_INVOICE, invoice, &st, &err), &err, "state");
	}
}

static void add_ways(struct store *s)
{
	struct error err = ERROR_INIT;
	struct finding_row rows[] = {
		{ "system-not-decided", "hold", "[]", ENTITY_NONE, 0, 0, "erp", NULL },
		{ "vendor-not-linked", "hold", "[\"Toitures Létourneau\"]", ENTITY_VENDOR, 2, 1, NULL, NULL },
	};
	struct finding_array f = { rows, ARRAY_SIZE(rows), ARRAY_SIZE(rows) };
	int64_t id = ADD(s, ENTITY_INVOICE, PROCORE, "5001-01", STATUS_HELD, "vendor-not-linked", "[\"Toitures Létourneau\"]",
		{ INVOICE_NUMBER, "5001-01" }, { INVOICE_VENDOR_NAME, "Toitures Létourneau" }, { INVOICE_AMOUNT, "500" },
		{ INVOICE_NET, "450" }, { INVOICE_CURRENCY, "CAD" });
	check(findings_replace(s, ENTITY_INVOICE, id, &f, &err), &err, "findings_replace");
}

static void add_elsewhere(struct store *s)
{
	struct error err = ERROR_INIT;
	struct record_state st = { .status = STATUS_HELD, .n_holds = 1, .note = "vendor-not-linked",
		.note_args = "[\"Northside Concrete\"]" };
	struct connection xero;
	struct record vendor;
	int64_t invoice;
	check(store_connection_find(s, "xero", &pool, &xero, &err), &err, "connection");
	check(records_find(s, ENTITY_VENDOR, PROCORE, "v1", &pool, &vendor, &err), &err, "records_find");
	invoice = ADD(s, ENTITY_INVOICE, PROCORE, "2002-01", STATUS_HELD, NULL, NULL, { INVOICE_NUMBER, "2002-01" },
		{ INVOICE_VENDOR, "v1" }, { INVOICE_VENDOR_NAME, "Northside Concrete" }, { INVOICE_AMOUNT, "700" },
		{ INVOICE_NET, "630" }, { INVOICE_CURRENCY, "CAD" });
	st.books = xero.id;
	check(records_set_state(s, ENTITY_INVOICE, invoice, &st, &err), &err, "state");
	finding(s, ENTITY_INVOICE, invoice, "vendor-not-linked", "hold", "[\"Northside Concrete\"]", ENTITY_VENDOR, vendor.id, 1);
}

static void add_company(struct store *s)
{
	int64_t concrete, roof, sc81, inv;
	concrete = ADD(s, ENTITY_VENDOR, PROCORE, "v1", STATUS_SYNCED, NULL, NULL, { VENDOR_NUMBER, "V-100" },
		{ VENDOR_NAME, "Northside Concrete" }, { VENDOR_CITY, "Laval" });
	roof = ADD(s, ENTITY_VENDOR, PROCORE, "v2", STATUS_READY, NULL, NULL, { VENDOR_NUMBER, "V-200" },
		{ VENDOR_NAME, "Toitures Létourneau" }, { VENDOR_CITY, "Québec" });
	ADD(s, ENTITY_VENDOR, ERP, "e7", STATUS_STAGED, NULL, NULL, { VENDOR_NUMBER, "TOITLET" },
		{ VENDOR_NAME, "Toitures Letourneau inc." }, { VENDOR_CITY, "Quebec" });
	ADD(s, ENTITY_JOB, PROCORE, "j1", STATUS_SYNCED, NULL, NULL, { JOB_NUMBER, "J-2601" },
		{ JOB_NAME, "Riverside school" }, { JOB_CITY, "Laval" }, { JOB_VALUE, "4500000" });
	ADD(s, ENTITY_COMMITMENT, PROCORE, "c1", STATUS_SYNCED, NULL, NULL, { COMMITMENT_NUMBER, "SC-0077" },
		{ COMMITMENT_TITLE, "Foundations" }, { COMMITMENT_VENDOR, "v1" }, { COMMITMENT_VENDOR_NAME, "Northside Concrete" },
		{ COMMITMENT_JOB, "j1" }, { COMMITMENT_JOB_NUMBER, "J-2601" }, { COMMITMENT_AMOUNT, "210000" },
		{ COMMITMENT_CHANGES, "12400" }, { COMMITMENT_REVISED, "222400" }, { COMMITMENT_CURRENCY, "CAD" });
	sc81 = ADD(s, ENTITY_COMMITMENT, PROCORE, "c2", STATUS_HELD, "vendor-not-linked", "[\"Toitures Létourneau\"]",
		{ COMMITMENT_NUMBER, "SC-0081" }, { COMMITMENT_TITLE, "Roof" }, { COMMITMENT_VENDOR, "v2" },
		{ COMMITMENT_VENDOR_NAME, "Toitures Létourneau" }, { COMMITMENT_JOB, "j1" }, { COMMITMENT_JOB_NUMBER, "J-2601" },
		{ COMMITMENT_AMOUNT, "184000" }, { COMMITMENT_REVISED, "184000" }, { COMMITMENT_CURRENCY, "CAD" });
	finding(s, ENTITY_COMMITMENT, sc81, "vendor-not-linked", "hold", "[\"Toitures Létourneau\"]", ENTITY_VENDOR, roof, 1);
	inv = ADD(s, ENTITY_INVOICE, PROCORE, "i1", STATUS_READY, NULL, NULL, { INVOICE_NUMBER, "1042-07" },
		{ INVOICE_VENDOR, "v1" }, { INVOICE_VENDOR_NAME, "Northside Concrete" }, { INVOICE_JOB, "j1" },
		{ INVOICE_JOB_NUMBER, "J-2601" }, { INVOICE_COMMITMENT, "c1" }, { INVOICE_COMMITMENT_NUMBER, "SC-0077" },
		{ INVOICE_PERIOD, "2026-10" }, { INVOICE_BILLING_DATE, "2026-10-31" }, { INVOICE_AMOUNT, "42118.00" },
		{ INVOICE_RETAINAGE, "4211.80" }, { INVOICE_RELEASED, "0" }, { INVOICE_NET, "37906.20" },
		{ INVOICE_CONTRACT, "210000" }, { INVOICE_CHANGES, "12400" }, { INVOICE_PREVIOUS, "96000" },
		{ INVOICE_TO_DATE, "138118" }, { INVOICE_CURRENCY, "CAD" });
	ADD(s, ENTITY_INVOICE_LINE, PROCORE, "l1", STATUS_NONE, NULL, NULL, { INVOICE_LINE_INVOICE, "i1" },
		{ INVOICE_LINE_POSITION, "1" }, { INVOICE_LINE_DESCRIPTION, "Footings" }, { INVOICE_LINE_AMOUNT, "42118.00" },
		{ INVOICE_LINE_RETAINAGE, "4211.80" }, { INVOICE_LINE_COST_CODE_NUMBER, "03-300" }, { INVOICE_LINE_CURRENCY, "CAD" });
	(void)inv;
	(void)concrete;
	inv = ADD(s, ENTITY_INVOICE, PROCORE, "i2", STATUS_HELD, "commitment-not-exported", "[\"SC-0081\"]",
		{ INVOICE_NUMBER, "1042-08" }, { INVOICE_VENDOR, "v2" }, { INVOICE_VENDOR_NAME, "Toitures Létourneau" },
		{ INVOICE_JOB, "j1" }, { INVOICE_JOB_NUMBER, "J-2601" }, { INVOICE_COMMITMENT, "c2" },
		{ INVOICE_COMMITMENT_NUMBER, "SC-0081" }, { INVOICE_PERIOD, "2026-10" }, { INVOICE_AMOUNT, "18400" },
		{ INVOICE_RETAINAGE, "1840" }, { INVOICE_NET, "16560" }, { INVOICE_CURRENCY, "CAD" });
	finding(s, ENTITY_INVOICE, inv, "commitment-not-exported", "hold", "[\"SC-0081\"]", ENTITY_COMMITMENT, sc81, 1);
	ADD(s, ENTITY_INVOICE, PROCORE, "i3", STATUS_READY, NULL, NULL, { INVOICE_NUMBER, "1043-01" },
		{ INVOICE_VENDOR_NAME, "Northside Concrete" }, { INVOICE_JOB_NUMBER, "J-2601" }, { INVOICE_COMMITMENT_NUMBER, "SC-0077" },
		{ INVOICE_PERIOD, "2026-11" }, { INVOICE_AMOUNT, "1000" }, { INVOICE_RETAINAGE, "100" },
		{ INVOICE_NET, "900" }, { INVOICE_CURRENCY, "CAD" });
	ADD(s, ENTITY_INVOICE, PROCORE, "i4", STATUS_FAILED, "the accounting system refused it: %s", "[\"period 10-2026 is closed\"]",
		{ INVOICE_NUMBER, "1044-01" }, { INVOICE_VENDOR_NAME, "\x1b[31mRed\x1b[0m \xe2\x80\xaetxt" },
		{ INVOICE_JOB_NUMBER, "J-2601" }, { INVOICE_PERIOD, "2026-09" }, { INVOICE_AMOUNT, "250.25" },
		{ INVOICE_NET, "250.25" }, { INVOICE_CURRENCY, "USD" });
	ADD(s, ENTITY_PAYMENT, ERP, "p1", STATUS_SYNCED, NULL, NULL, { PAYMENT_NUMBER, "000231" },
		{ PAYMENT_DATE, "2026-11-12" }, { PAYMENT_VENDOR_NAME, "Northside Concrete" }, { PAYMENT_AMOUNT, "9000" },
		{ PAYMENT_CURRENCY, "CAD" });
}

static void tie(struct store *s, enum entity e, const char *procore, const char *erp)
{
	struct error err = ERROR_INIT;
	struct record a, b;
	struct link l = { .entity = e, .connection_id = ERP, .origin = "export" };
	check(records_find(s, e, PROCORE, procore, &pool, &a, &err), &err, "records_find");
	check(records_find(s, e, ERP, erp, &pool, &b, &err), &err, "records_find");
	l.record_id = a.id;
	l.erp_record_id = b.id;
	l.erp_id = l.erp_code = erp;
	check(links_put(s, &l, &err), &err, "links_put");
}

/* What the accounting system knows of the same vendor: one bill from here, with another net amount and
 * half of it paid, one of its own; and an invoice whose lines do not come to its amount. */
static void add_books(struct store *s)
{
	ADD(s, ENTITY_VENDOR, ERP, "NORTHCON", STATUS_STAGED, NULL, NULL, { VENDOR_NUMBER, "NORTHCON" },
		{ VENDOR_NAME, "Northside Concrete Ltd" }, { VENDOR_CITY, "Laval" });
	tie(s, ENTITY_VENDOR, "v1", "NORTHCON");
	ADD(s, ENTITY_INVOICE, PROCORE, "i9", STATUS_SYNCED, NULL, NULL, { INVOICE_NUMBER, "1042-06" },
		{ INVOICE_VENDOR, "v1" }, { INVOICE_VENDOR_NAME, "Northside Concrete" }, { INVOICE_JOB, "j1" },
		{ INVOICE_JOB_NUMBER, "J-2601" }, { INVOICE_COMMITMENT, "c1" }, { INVOICE_COMMITMENT_NUMBER, "SC-0077" },
		{ INVOICE_PERIOD, "2026-09" }, { INVOICE_AMOUNT, "96000" }, { INVOICE_RETAINAGE, "9600" }, { INVOICE_RELEASED, "0" },
		{ INVOICE_NET, "86400" }, { INVOICE_CONTRACT, "210000" }, { INVOICE_CHANGES, "12400" }, { INVOICE_PREVIOUS, "0" },
		{ INVOICE_TO_DATE, "96500" }, { INVOICE_RETAINED_TO_DATE, "9600" }, { INVOICE_BALANCE, "136000" },
		{ INVOICE_CURRENCY, "CAD" });
	ADD(s, ENTITY_INVOICE_LINE, PROCORE, "l8", STATUS_NONE, NULL, NULL, { INVOICE_LINE_INVOICE, "i9" },
		{ INVOICE_LINE_POSITION, "1" }, { INVOICE_LINE_DESCRIPTION, "Footings and foundation walls" },
		{ INVOICE_LINE_COMMITMENT_LINE, "cl1" }, { INVOICE_LINE_SCHEDULED, "150000" }, { INVOICE_LINE_PREVIOUS, "0" },
		{ INVOICE_LINE_AMOUNT, "60000" }, { INVOICE_LINE_TO_DATE, "60000" }, { INVOICE_LINE_RETAINAGE, "6000" },
		{ INVOICE_LINE_COST_CODE_NUMBER, "03-300" }, { INVOICE_LINE_CURRENCY, "CAD" });
	ADD(s, ENTITY_INVOICE_LINE, PROCORE, "l9", STATUS_NONE, NULL, NULL, { INVOICE_LINE_INVOICE, "i9" },
		{ INVOICE_LINE_POSITION, "2" }, { INVOICE_LINE_DESCRIPTION, "Slab on grade" }, { INVOICE_LINE_SCHEDULED, "72400" },
		{ INVOICE_LINE_PREVIOUS, "0" }, { INVOICE_LINE_AMOUNT, "35000" }, { INVOICE_LINE_TO_DATE, "35001" },
		{ INVOICE_LINE_RETAINAGE, "3500" }, { INVOICE_LINE_COST_CODE_NUMBER, "03-350" }, { INVOICE_LINE_CURRENCY, "CAD" });
	ADD(s, ENTITY_COMMITMENT_LINE, PROCORE, "cl1", STATUS_NONE, NULL, NULL, { COMMITMENT_LINE_COMMITMENT, "c1" },
		{ COMMITMENT_LINE_POSITION, "1" }, { COMMITMENT_LINE_DESCRIPTION, "Foundations, supplied and placed" },
		{ COMMITMENT_LINE_AMOUNT, "150000" }, { COMMITMENT_LINE_COST_CODE_NUMBER, "03-300" },
		{ COMMITMENT_LINE_CURRENCY, "CAD" });
	ADD(s, ENTITY_INVOICE, ERP, "BILL-1", STATUS_STAGED, NULL, NULL, { INVOICE_NUMBER, "1042-06" },
		{ INVOICE_VENDOR, "NORTHCON" }, { INVOICE_NET, "86000" }, { INVOICE_BALANCE, "43000" }, { INVOICE_CURRENCY, "CAD" });
	ADD(s, ENTITY_INVOICE, ERP, "BILL-2", STATUS_STAGED, NULL, NULL, { INVOICE_NUMBER, "77" },
		{ INVOICE_VENDOR, "NORTHCON" }, { INVOICE_NET, "1250" }, { INVOICE_BALANCE, "1250" }, { INVOICE_CURRENCY, "CAD" });
	tie(s, ENTITY_INVOICE, "i9", "BILL-1");
	ADD(s, ENTITY_PAYMENT, ERP, "p8", STATUS_SYNCED, NULL, NULL, { PAYMENT_NUMBER, "000230" }, { PAYMENT_DATE, "2026-11-02" },
		{ PAYMENT_VENDOR, "NORTHCON" }, { PAYMENT_VENDOR_NAME, "Northside Concrete" }, { PAYMENT_INVOICE, "BILL-1" },
		{ PAYMENT_INVOICE_NUMBER, "1042-06" }, { PAYMENT_AMOUNT, "43000" }, { PAYMENT_CURRENCY, "CAD" });
}

static void add_many(struct store *s, int64_t n)
{
	for (int64_t i = 0; i < n; i++) {
		char *number = xasprintf("9%06lld", (long long)i), *amount = xasprintf("%lld.50", (long long)(i % 90000));
		ADD(s, ENTITY_INVOICE, PROCORE, number, STATUS_READY, NULL, NULL, { INVOICE_NUMBER, number },
			{ INVOICE_VENDOR_NAME, i % 3 ? "Granite Works" : "Plomberie Bélanger" }, { INVOICE_JOB_NUMBER, "J-2602" },
			{ INVOICE_PERIOD, "2026-10" }, { INVOICE_AMOUNT, amount }, { INVOICE_NET, amount },
			{ INVOICE_CURRENCY, "CAD" });
		free(number);
		free(amount);
		pool_release(&pool);
	}
}

static void add_failed(struct store *s, int64_t n)
{
	for (int64_t i = 0; i < n; i++) {
		char *number = xasprintf("70000%02lld", (long long)i);
		ADD(s, ENTITY_INVOICE, PROCORE, number, STATUS_FAILED, "the accounting system refused it: %s",
			"[\"period 10-2026 is closed\"]", { INVOICE_NUMBER, number }, { INVOICE_VENDOR_NAME, "Granite Works" },
			{ INVOICE_AMOUNT, "50" }, { INVOICE_NET, "50" }, { INVOICE_CURRENCY, "CAD" });
		free(number);
	}
}

static void add_staged(struct store *s, int64_t n)
{
	for (int64_t i = 0; i < n; i++) {
		char *number = xasprintf("STAGED-%lld", (long long)i);
		ADD(s, ENTITY_VENDOR, ERP, number, STATUS_STAGED, NULL, NULL, { VENDOR_NUMBER, number }, { VENDOR_NAME, number });
		free(number);
	}
}

static void add_currencies(struct store *s)
{
	static const char *const codes[] = { "MXN", "EUR", "GBP", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "CHF", "USD" };
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		char *number = xasprintf("60000%02zu", i), *amount = xasprintf("%zu", i + 1);
		ADD(s, ENTITY_INVOICE, PROCORE, number, STATUS_READY, NULL, NULL, { INVOICE_NUMBER, number },
			{ INVOICE_VENDOR_NAME, "Granite Works" }, { INVOICE_AMOUNT, amount }, { INVOICE_NET, amount },
			{ INVOICE_CURRENCY, codes[i] });
		free(number);
		free(amount);
	}
}

/* Two records of each kind whose every text is this one, as it is: also what the store's reader would
 * have made safe. */
static void add_texts(struct store *s, const char *text)
{
	struct error err = ERROR_INIT;
	struct strbuf args = STRBUF_INIT;
	strbuf_addc(&args, '[');
	strbuf_add_json(&args, text);
	strbuf_addc(&args, ']');
	check(store_setting_put(s, "company:1", text, &err), &err, "setting");
	for (int e = 0; e < ENTITY_TAB_COUNT; e++)
		for (int i = 0; i < 2; i++) {
			struct record r;
			char *remote = xasprintf("t%d", i);
			int64_t id;
			record_init(&r, (enum entity)e);
			for (int f = 0; f < entities[e].n_fields; f++) {
				enum value_type t = entities[e].fields[f].type;
				if (t == VALUE_TEXT)
					r.values[f] = (struct value){ 1, 0, text };
				else if (t == VALUE_DATE)
					record_set_text(&r, f, &pool, "2026-11-12");
				else if (t == VALUE_MONEY)
					record_set_int(&r, f, 123456);
			}
			if (entity_field((enum entity)e, "currency") >= 0)
				record_set_text(&r, entity_field((enum entity)e, "currency"), &pool, "CAD");
			id = put(s, &r, PROCORE, remote, i ? STATUS_HELD : STATUS_READY, i ? "vendor-not-linked" : "the accounting system refused it: %s",
				args.s);
			finding(s, (enum entity)e, id, "vendor-not-linked", "hold", args.s, ENTITY_NONE, 0, 0);
			check(comments_add(s, "marie", (enum entity)e, id, text, &err), &err, "comments_add");
			free(remote);
		}
	strbuf_release(&args);
}

static const char *option(int argc, char **argv, const char *name)
{
	size_t n = strlen(name);
	for (int i = 2; i < argc; i++)
		if (strncmp(argv[i], name, n) == 0)
			return argv[i] + n;
	return NULL;
}

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct app_options o = { .user = "marie" };
	const char *vault = option(argc, argv, "vault="), *many = option(argc, argv, "invoices=");
	struct store *s;
	struct worker *w;
	char *path;
	int64_t n = 0;
	int rc;
	if (argc < 2)
		return 64;
	setenv("COMPTOIR_HOME", argv[1], 1);     /* what the screens keep */
	lang_init(NULL);
	digest_init();
	path = path_join(argv[1], "comptoir.db");
	check(store_open(&s, path, STORE_WRITE, &err), &err, "store_open");
	if (!option(argc, argv, "empty") && !option(argc, argv, "again")) {
		add_connections(s);
		check(store_begin(s, &err), &err, "begin");
		if (option(argc, argv, "texts="))
			add_texts(s, option(argc, argv, "texts="));
		else
			add_company(s);
		if (option(argc, argv, "systems"))
			add_systems(s);
		if (option(argc, argv, "elsewhere"))
			add_elsewhere(s);
		if (option(argc, argv, "ways"))
			add_ways(s);
		if (option(argc, argv, "failed=") && decimal_parse(&n, option(argc, argv, "failed="), 0, 1) == 0)
			add_failed(s, n);
		if (option(argc, argv, "staged=") && decimal_parse(&n, option(argc, argv, "staged="), 0, 1) == 0)
			add_staged(s, n);
		if (option(argc, argv, "currencies"))
			add_currencies(s);
		if (option(argc, argv, "books"))
			add_books(s);
		if (many && decimal_parse(&n, many, 0, 1) == 0)
			add_many(s, n);
		check(store_commit(s, &err), &err, "commit");
	}
	check(store_user_put(s, "marie", ROLE_ADMINISTRATOR, &err), &err, "user");
	w = fake_worker_new(s, vault == NULL ? 3 : strcmp(vault, "locked") == 0 ? 1 :
		strcmp(vault, "missing") == 0 ? 0 : 3);
	o.database = path;
	o.ascii = option(argc, argv, "ascii") != NULL;
	o.mouse = option(argc, argv, "mouse") != NULL;
	o.theme = option(argc, argv, "theme=");
	o.hands.keys = option(argc, argv, "keys=");
	o.hands.clipboard = option(argc, argv, "clipboard=");
	o.hands.clipboard_command = option(argc, argv, "command=");
	o.hands.hyperlinks = option(argc, argv, "links=");
	o.hands.bell = option(argc, argv, "bell=");
	o.hands.plain = option(argc, argv, "plain") != NULL;
	if (option(argc, argv, "above="))
		decimal_parse(&o.confirm_above, option(argc, argv, "above="), 0, 1);
	if (option(argc, argv, "grace="))
		decimal_parse(&o.bulk_grace_ms, option(argc, argv, "grace="), 3, 1);
	fake_worker_grace(w, o.bulk_grace_ms);
	rc = app_run(w, &o, &err);
	check(rc, &err, "app_run");
	fake_worker_free(w);
	store_close(s);
	pool_release(&pool);
	free(path);
	return 0;
}
