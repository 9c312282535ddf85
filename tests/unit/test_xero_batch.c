/* Xero: several bills in the same requests, each of them for itself - by recorded answers. */
#include "xero_fixture.h"
#include "base/banned.h"

#define MOST 60
#define ID(n) "046d8a6d-1ae1-4b4d-9340-5601bdf41b" n

struct many {
	struct fx f;
	struct push_part parts[MOST];
};

/* ---- helpers ---- */

/* As xero_compose makes it. */
static const char *envelope(struct fx *f, const char *number, const char *contact, const char *more)
{
	char *text = xasprintf("{\"system\":\"xero\",\"verb\":\"export\",\"entity\":\"Invoices\",\"method\":\"PUT\","
		"\"query\":\"summarizeErrors=false&unitdp=4\",\"lookup\":{\"number\":\"%s\",\"contact\":\"%s\"},\"items\":[%s],"
		"\"body\":{\"Invoices\":[{\"Type\":\"ACCPAY\",\"InvoiceNumber\":\"%s\"}]},"
		"\"expect\":{\"sum\":\"100.00\",\"inclusive\":false,\"date\":\"2026-03-31\",\"option\":\"" OPTION_ID "\","
		"\"amounts\":[\"100.00\"]}}", number, contact, more, number);
	const char *kept = pool_strdup(&f->pool, text);

	free(text);
	return kept;
}

static void item(struct many *m, int i, const char *number, const char *contact, int attempt)
{
	char key[16];

	snprintf(key, sizeof key, "k%d", i);
	m->parts[i].item = (struct push_item){ .verb = "export", .entity = ENTITY_INVOICE,
		.key = pool_strdup(&m->f.pool, key), .payload = envelope(&m->f, number, contact, ""), .attempt = attempt };
}

static void prepare(struct many *m, int n)
{
	memset(m, 0, sizeof *m);
	begin(&m->f);
	m->f.op.kind = OP_PUSH;
	m->f.op.connector = m->f.c;
	m->f.op.env = &m->f.env;
	m->f.op.pool = &m->f.pool;
	m->f.op.parts = m->parts;
	m->f.op.n_parts = n;
	m->f.fn = m->f.c->push;
	for (int i = 0; i < n; i++) {
		char number[16];

		snprintf(number, sizeof number, "Inv-%d", i + 1);
		item(m, i, number, CONTACT, 1);
	}
}

/* First call, and after a new sign-in. */
static int start(struct many *m)
{
	http_request_release(&m->f.out);
	http_request_init(&m->f.out);
	error_release(&m->f.err);
	m->f.op.step = 0;
	memset(m->f.op.n, 0, sizeof m->f.op.n);
	return m->f.fn(&m->f.op, NULL, &m->f.out, &m->f.err);
}

static void finish(struct many *m)
{
	for (int i = 0; i < MOST; i++)
		error_release(&m->parts[i].err);
	fx_release(&m->f);
}

static void are(struct many *m, const char *outcomes)
{
	static const char letters[] = "-dfa";        /* open, done, failed, alone */

	for (int i = 0; outcomes[i]; i++)
		if (letters[m->parts[i].outcome] != outcomes[i])
			fail_msg("part %d is %c, not %c", i, letters[m->parts[i].outcome], outcomes[i]);
}

#define BILL_OF(id, contact, number, sum, how) "{\"Type\":\"ACCPAY\",\"InvoiceID\":\"" id "\",\"InvoiceNumber\":\"" number "\"," \
	"\"Contact\":{\"ContactID\":\"" contact "\",\"Name\":\"Roy\"},\"Status\":\"SUBMITTED\",\"SubTotal\":" sum ",\"TotalTax\":0," \
	"\"Total\":" sum ",\"StatusAttributeString\":\"" how "\",\"LineItems\":[{\"LineItemID\":\"792b7e40-b9f2-47f0-8624-b09f4b0166dd\"," \
	"\"LineAmount\":" sum ",\"Tracking\":[{\"Name\":\"Job\",\"TrackingOptionID\":\"" OPTION_ID "\"}]}]}"
#define OF(id, number, sum) BILL_OF(ID(id), CONTACT, number, sum, "OK")
#define REFUSED(number) "{\"InvoiceID\":\"" ZERO "\",\"InvoiceNumber\":\"" number "\",\"HasErrors\":true," \
	"\"StatusAttributeString\":\"ERROR\",\"ValidationErrors\":[{\"Message\":\"Account code '320' is not a valid code\"}]}"
#define LIST(x) "{\"Invoices\":[" x "]}"
#define LOOK BOOKS "Invoices?InvoiceNumbers="
#define WRITE BOOKS "Invoices?summarizeErrors=false&unitdp=4"

/* ---- the story ---- */

static void each_hears_its_own(void **state)
{
	struct many m;
	char *key;

	prepare(&m, 5);
	assert_int_equal(start(&m), OP_SEND);
	fx_asks(&m.f, "GET", LOOK "Inv-1%2CInv-2%2CInv-3%2CInv-4%2CInv-5&ContactIDs=" CONTACT "&Statuses=");
	/* The first is there, the second with other amounts, the third of another vendor and void. */
	assert_int_equal(fx_answer(&m.f, 200, LIST(OF("01", "INV-1", "100.00") "," OF("02", "Inv-2", "99.00") ","
		BILL_OF(ID("03"), STRANGER, "Inv-3", "100.00", "OK")), NULL), OP_SEND);
	are(&m, "df---");
	assert_int_equal(m.parts[0].result.adopted, 1);
	assert_int_equal(m.parts[1].err.cls, ERR_CONFLICT);
	fx_asks(&m.f, "PUT", WRITE);
	assert_true(m.f.out.flags & HTTP_MUTATES);
	assert_string_equal(m.f.out.body, "{\"Invoices\":[{\"Type\":\"ACCPAY\",\"InvoiceNumber\":\"Inv-3\"},"
		"{\"Type\":\"ACCPAY\",\"InvoiceNumber\":\"Inv-4\"},{\"Type\":\"ACCPAY\",\"InvoiceNumber\":\"Inv-5\"}]}");
	key = xstrdup(http_headers_get(&m.f.out.headers, "Idempotency-Key"));
	assert_true(strlen(key) > 20 && strlen(key) <= 128);
	free(key);
	/* One is made, one refused, of one nothing is told; the order is another. */
	assert_int_equal(fx_answer(&m.f, 200, LIST(BILL_OF(ZERO, CONTACT, "Inv-4", "100.00", "ERROR") "," OF("03", "Inv-3", "100.00")),
		NULL), OP_SEND);
	are(&m, "dfd--");
	assert_int_equal(m.parts[2].result.adopted, 0);
	fx_asks(&m.f, "GET", LOOK "Inv-4&ContactIDs=");
	assert_int_equal(fx_answer(&m.f, 200, LIST(""), NULL), OP_DONE);
	are(&m, "dfdf-");
	assert_int_equal(m.parts[3].err.cls, ERR_REFUSED);
	assert_true(m.parts[4].doubt);
	finish(&m);
}

static void an_element_without_a_contact_is_known_by_its_place(void **state)
{
	struct many m;

	prepare(&m, 3);
	start(&m);
	fx_answer(&m.f, 200, LIST(""), NULL);
	assert_int_equal(fx_answer(&m.f, 200, LIST(OF("01", "Inv-1", "100.00") "," REFUSED("Inv-2") "," OF("03", "Inv-3", "100")), NULL),
		OP_SEND);
	are(&m, "d-d");
	/* It is there all the same: an earlier attempt made it. */
	assert_int_equal(fx_answer(&m.f, 200, LIST(OF("02", "Inv-2", "100.00")), NULL), OP_DONE);
	are(&m, "ddd");
	finish(&m);
}

/* A refusal of a later attempt may be that of an earlier one, kept under the same key. */
static void a_later_attempt_that_is_refused_goes_alone(void **state)
{
	struct many m;

	prepare(&m, 2);
	item(&m, 1, "Inv-2", CONTACT, 2);
	start(&m);
	fx_answer(&m.f, 200, LIST(""), NULL);
	assert_int_equal(fx_answer(&m.f, 200, LIST(OF("01", "Inv-1", "100.00") "," REFUSED("Inv-2")), NULL), OP_SEND);
	assert_int_equal(fx_answer(&m.f, 200, LIST(""), NULL), OP_DONE);
	are(&m, "da");
	finish(&m);
}

/* "400 with summarised errors: some elements stored". */
static void a_request_refused_as_a_whole_judges_none(void **state)
{
	static const int status[] = { 400, 404 };

	for (size_t i = 0; i < 2; i++) {
		struct many m;

		prepare(&m, 3);
		start(&m);
		fx_answer(&m.f, 200, LIST(""), NULL);
		assert_int_equal(fx_answer(&m.f, status[i], "{\"ErrorNumber\":10,\"Message\":\"A validation exception occurred\"}", NULL),
			OP_SEND);
		fx_asks(&m.f, "GET", LOOK "Inv-1%2CInv-2%2CInv-3&");
		assert_true(m.parts[0].doubt && m.parts[1].doubt && m.parts[2].doubt);
		assert_int_equal(fx_answer(&m.f, 200, LIST(OF("02", "Inv-2", "100.00")), NULL), OP_DONE);
		are(&m, "ada");
		finish(&m);
	}
}

static void what_is_no_answer_is_unknown(void **state)
{
	static const struct { int status; const char *body; enum error_class cls; } cases[] = {
		{ 0, NULL, ERR_UNKNOWN }, { 500, "", ERR_UNKNOWN }, { 200, "{\"Invoices\":[{\"Inv", ERR_UNKNOWN }, { 200, "{}", ERR_UNKNOWN },
		{ 429, "", ERR_LATER },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct many m;

		prepare(&m, 2);
		start(&m);
		fx_answer(&m.f, 200, LIST(OF("01", "Inv-1", "100.00")), NULL);
		assert_int_equal(fx_answer(&m.f, cases[i].status, cases[i].body, NULL), OP_FAIL);
		assert_int_equal(m.f.err.cls, cases[i].cls);
		are(&m, "d-");
		finish(&m);
	}
}

/* The session ends while looking again: what is settled stays, what is in doubt is not written a second time. */
static void after_a_new_sign_in_nothing_is_written_twice(void **state)
{
	struct many m;

	prepare(&m, 3);
	start(&m);
	fx_answer(&m.f, 200, LIST(""), NULL);
	fx_answer(&m.f, 200, LIST(OF("01", "Inv-1", "100.00") "," BILL_OF(ZERO, CONTACT, "Inv-2", "0", "ERROR")), NULL);
	assert_int_equal(fx_answer(&m.f, 401, "{\"Title\":\"Unauthorized\"}", NULL), OP_RESTART);
	assert_int_equal(start(&m), OP_SEND);
	fx_asks(&m.f, "GET", LOOK "Inv-2%2CInv-3&");
	assert_int_equal(fx_answer(&m.f, 200, LIST(""), NULL), OP_DONE);
	are(&m, "d--");
	assert_true(m.parts[1].doubt && m.parts[2].doubt);
	finish(&m);
}

static void key_of(struct many *m, char *key, size_t size)
{
	start(m);
	assert_int_equal(fx_answer(&m->f, 200, LIST(""), NULL), OP_SEND);
	snprintf(key, size, "%s", http_headers_get(&m->f.out.headers, "Idempotency-Key"));
}

/* The same documents have the same key in whatever attempt; others another. */
static void the_key_follows_from_the_documents(void **state)
{
	char first[129], again[129], other[129];
	struct many m;

	prepare(&m, 2);
	key_of(&m, first, sizeof first);
	m.parts[0].item.attempt = 2;
	key_of(&m, again, sizeof again);
	assert_string_equal(first, again);
	item(&m, 1, "Inv-9", CONTACT, 1);
	key_of(&m, other, sizeof other);
	assert_string_not_equal(first, other);
	item(&m, 1, "Inv-2", CONTACT, 1);
	m.parts[1].item.key = "k7";
	key_of(&m, other, sizeof other);
	assert_string_not_equal(first, other);
	finish(&m);
}

static void what_is_void_is_not_there(void **state)
{
	struct many m;

	prepare(&m, 2);
	start(&m);
	assert_int_equal(fx_answer(&m.f, 200, LIST("{\"Type\":\"ACCPAY\",\"InvoiceID\":\"" BILL "\",\"InvoiceNumber\":\"Inv-1\","
		"\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"Status\":\"VOIDED\",\"SubTotal\":100},{\"Type\":\"ACCREC\",\"InvoiceID\":\""
		BILL "\",\"InvoiceNumber\":\"Inv-2\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"Status\":\"PAID\",\"SubTotal\":100}"),
		NULL), OP_SEND);
	are(&m, "--");
	fx_asks(&m.f, "PUT", WRITE);
	finish(&m);
}

/* ---- looking for many ---- */

static void a_look_has_pages_and_a_bounded_address(void **state)
{
	struct many m;
	int looks = 0, rc;

	prepare(&m, MOST);
	for (int i = 0; i < MOST; i++) {
		char number[64], contact[40];

		snprintf(number, sizeof number, "A-LONG-NUMBER-OF-A-BILL/2026/%05d", i + 1);
		snprintf(contact, sizeof contact, "7b2e5d10-0000-4000-8000-0000000001%02d", i % 20);
		item(&m, i, number, contact, 1);
	}
	rc = start(&m);
	while (rc == OP_SEND && !strcmp(m.f.out.method, "GET") && looks++ < 100) {
		assert_true(strlen(m.f.out.url) < 2048);
		assert_null(strstr(m.f.out.url, "ContactIDs"));
		/* Each has two pages, on the second another vendor's bill of the same number. */
		rc = fx_answer(&m.f, 200, strstr(m.f.out.url, "page=1") ? "{\"pagination\":{\"page\":1,\"pageCount\":2},\"Invoices\":[]}" :
			"{\"pagination\":{\"page\":2,\"pageCount\":2},\"Invoices\":["
			BILL_OF(ID("01"), STRANGER, "A-LONG-NUMBER-OF-A-BILL/2026/00001", "100.00", "OK") "]}", NULL);
	}
	assert_int_equal(rc, OP_SEND);
	assert_in_range(looks, 2, 10);
	fx_asks(&m.f, "PUT", WRITE);
	finish(&m);
}

static void twice_there_is_a_conflict_on_whatever_page(void **state)
{
	struct many m;

	prepare(&m, 2);
	start(&m);
	assert_int_equal(fx_answer(&m.f, 200, "{\"pagination\":{\"page\":1,\"pageCount\":2},\"Invoices\":[" OF("01", "Inv-1", "100.00") "]}",
		NULL), OP_SEND);
	are(&m, "--");
	assert_int_equal(fx_answer(&m.f, 200, "{\"pagination\":{\"page\":2,\"pageCount\":2},\"Invoices\":[" OF("02", "inv-1", "100.00") "]}",
		NULL), OP_SEND);
	are(&m, "f-");
	assert_int_equal(m.parts[0].err.cls, ERR_CONFLICT);
	finish(&m);
}

/* ---- who may travel ---- */

static int mark(struct fx *f, struct strbuf *out, const char *payload)
{
	struct push_item i = { .verb = "export", .entity = ENTITY_INVOICE, .key = "k", .payload = payload, .attempt = 1 };

	strbuf_reset(out);
	return f->c->batch_mark(out, &i);
}

static void who_may_travel_and_who_is_the_same(void **state)
{
	struct fx f;
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;

	begin(&f);
	assert_int_equal(mark(&f, &a, envelope(&f, "INV-1", CONTACT, "")), 1);
	assert_int_equal(mark(&f, &b, envelope(&f, "inv-1", CONTACT, "")), 1);
	assert_string_equal(a.s, b.s);
	assert_int_equal(mark(&f, &b, envelope(&f, "INV-1", STRANGER, "")), 1);
	assert_string_not_equal(a.s, b.s);
	assert_int_equal(mark(&f, &b, envelope(&f, "INV-1,2", CONTACT, "")), 0);
	assert_int_equal(mark(&f, &b, envelope(&f, "", CONTACT, "")), 0);
	assert_int_equal(mark(&f, &b, envelope(&f, "INV-1", "", "")), 0);
	assert_int_equal(mark(&f, &b, envelope(&f, "INV-1", CONTACT, "{\"Code\":\"03\"}")), 0);
	assert_int_equal(mark(&f, &b, "{\"system\":\"xero\",\"entity\":\"PurchaseOrders\"}"), 0);
	assert_int_equal(mark(&f, &b, "{"), 0);
	strbuf_release(&a);
	strbuf_release(&b);
	fx_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_hears_its_own),
		cmocka_unit_test(an_element_without_a_contact_is_known_by_its_place),
		cmocka_unit_test(a_later_attempt_that_is_refused_goes_alone),
		cmocka_unit_test(a_request_refused_as_a_whole_judges_none),
		cmocka_unit_test(what_is_no_answer_is_unknown),
		cmocka_unit_test(after_a_new_sign_in_nothing_is_written_twice),
		cmocka_unit_test(the_key_follows_from_the_documents),
		cmocka_unit_test(what_is_void_is_not_there),
		cmocka_unit_test(a_look_has_pages_and_a_bounded_address),
		cmocka_unit_test(twice_there_is_a_conflict_on_whatever_page),
		cmocka_unit_test(who_may_travel_and_who_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
