/* An import file, read as an accountant would have Sage read it.
 *
 * Commitments, one order each, its items behind it:
 *
 *	"C",number,description,vendor,job,date,retainage%
 *	"D",number,item,extra,cost code,category,description,amount[,units,unit cost,unit]
 *
 * Bills, in the variable format (API, APD) or the fixed one (APIF, APDF).  Which column holds
 * what differs from company to company; "columns" in the request says it as the company's printed
 * format would: {"API":["vendor","invoice",...],"APD":[...]}, without the record id.
 *
 * Lines end with CR LF, text stands in double quotes, numbers do not have to.  A file with one
 * mistake is not taken at all: {"errors":["line 3: ..."]}. */
#include "sim/sage300.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/strbuf.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define MAX_FIELDS 64

static const char *const c_columns[] = { "number", "description", "vendor", "job", "date",
	"retainage_percent", NULL };
static const char *const d_columns[] = { "number", "item", "extra", "cost_code", "category", "description",
	"amount", "units", "unit_cost", "unit", NULL };
static const char *const api_columns[] = { "vendor", "invoice", "description", "amount", "invoice_date",
	"payment_date", "accounting_date", "payee_name", "payee_address1", "payee_address2", "payee_city",
	"payee_state", "payee_zip", NULL };
static const char *const apd_columns[] = { "commitment", "commitment_item", "job", "cost_code", "category",
	"expense_account", "", "", "", "amount", "", "exempt_1099", "", "description", "", "", NULL };
static const char *const apif_columns[] = { "vendor", "invoice", "description", "amount", "tax", "discount",
	"misc_deduction", "invoice_date", "received_date", "discount_date", "payment_date", "accounting_date",
	"code1", "code2", "payee_name", "payee_address1", "payee_address2", "payee_city", "payee_state",
	"payee_zip", NULL };

/* One line of the file. */
struct line {
	int nr;
	char *fields[MAX_FIELDS];        /* owned */
	unsigned char quoted[MAX_FIELDS];
	int n;
	const char *names[MAX_FIELDS];   /* of fields 1 and up; borrowed */
	int n_names;
	int done;
};

struct file {
	struct s3 *s;
	const cJSON *columns;
	cJSON *errors;
	struct { struct line *items; size_t len, cap; } lines;
};

static void complain(struct file *f, const struct line *l, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void complain(struct file *f, const struct line *l, const char *fmt, ...)
{
	struct strbuf b = STRBUF_INIT;
	va_list ap;

	strbuf_addf(&b, "line %d: ", l->nr);
	va_start(ap, fmt);
	strbuf_vaddf(&b, fmt, ap);
	va_end(ap);
	cJSON_AddItemToArray(f->errors, jv_string(b.s));
	strbuf_release(&b);
}

/* ---- lines and fields ---- */

/* A field from p on; where the next begins, or NULL at the end of the line. */
static const char *read_field(struct file *f, struct line *l, const char *p, const char *end)
{
	struct strbuf b = STRBUF_INIT;
	int quoted = p < end && *p == '"';

	if (quoted) {
		for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++) {
			p += *p == '"';
			strbuf_addc(&b, *p);
		}
		if (p == end)
			complain(f, l, "a quote is not closed");
		else
			p++;
	} else {
		for (; p < end && *p != ','; p++)
			strbuf_addc(&b, *p);
	}
	if (p < end && *p != ',')
		complain(f, l, "a comma is missing after field %d", l->n + 1);
	if (l->n < MAX_FIELDS) {
		l->quoted[l->n] = (unsigned char)quoted;
		l->fields[l->n++] = strbuf_detach(&b);
	}
	strbuf_release(&b);
	return p < end && *p == ',' ? p + 1 : NULL;
}

static void name_columns(struct file *f, struct line *l)
{
	static const struct { const char *id; const char *const *names; } known[] = {
		{ "C", c_columns }, { "D", d_columns }, { "API", api_columns }, { "APD", apd_columns },
		{ "APIF", apif_columns }, { "APDF", apd_columns },
	};
	const cJSON *list = jv_get(f->columns, l->fields[0]), *m;
	size_t i;

	if (cJSON_IsArray(list)) {
		for (m = list->child; m && l->n_names < MAX_FIELDS; m = m->next)
			l->names[l->n_names++] = cJSON_IsString(m) ? m->valuestring : "";
		return;
	}
	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(known[i].id, l->fields[0])) {
			while (known[i].names[l->n_names]) {
				l->names[l->n_names] = known[i].names[l->n_names];
				l->n_names++;
			}
			return;
		}
	complain(f, l, "record '%s' is not known", l->fields[0]);
}

static void read_lines(struct file *f, const char *text)
{
	const char *p = text, *next;
	struct line *l;
	int nr = 0;

	for (; *p; p = next) {
		size_t len = strcspn(p, "\n");
		const char *end = p + len, *at = p;

		next = end + (*end == '\n');
		l = ARRAY_PUSH(&f->lines);
		memset(l, 0, sizeof *l);
		l->nr = ++nr;
		if (*end == '\n') {
			if (!len || end[-1] != '\r')
				complain(f, l, "it does not end with CR LF");
			else
				end--;
		}
		if (at == end) {
			f->lines.len--;
			continue;
		}
		while (at)
			at = read_field(f, l, at, end);
		name_columns(f, l);
		if (l->n > l->n_names + 1)
			complain(f, l, "it has more fields than the format");
	}
}

/* The text of a column; "" when the line ends before it or the format has none. */
static const char *field(const struct line *l, const char *name)
{
	int i;

	for (i = 0; i < l->n_names && i + 1 < l->n; i++)
		if (!strcmp(l->names[i], name))
			return l->fields[i + 1];
	return "";
}

static void check_quotes(struct file *f, const struct line *l)
{
	static const char *const plain[] = { "item", "date", "amount", "retainage_percent", "units", "unit_cost",
		"tax", "discount", "misc_deduction", "invoice_date", "payment_date", "accounting_date",
		"received_date", "discount_date", "retainage", "commitment_item", "exempt_1099", NULL };
	int i, k;

	for (i = 0; i < l->n; i++) {
		for (k = 0; i && i <= l->n_names && plain[k] && strcmp(plain[k], l->names[i - 1]); k++)
			;
		if (*l->fields[i] && !l->quoted[i] && (!i || i > l->n_names || !plain[k]))
			complain(f, l, "field %d is text without quotes", i + 1);
	}
}

/* ---- values ---- */

static int64_t amount(struct file *f, const struct line *l, const char *name, int scale)
{
	int64_t n = 0;

	if (*field(l, name) && decimal_parse(&n, field(l, name), scale, 1))
		complain(f, l, "%s '%s' is not a number", name, field(l, name));
	return n;
}

/* mm/dd/yyyy, mm/dd/yy or yyyy-mm-dd as the cloud writes a day; "" and a complaint. */
static void day(struct file *f, const struct line *l, const char *name, char out[24])
{
	const char *s = field(l, name);
	int m = 0, d = 0, y = 0;
	char iso[32];

	*out = 0;
	if (!*s)
		return;
	if (sscanf(s, "%2d/%2d/%4d", &m, &d, &y) == 3) {
		snprintf(iso, sizeof iso, "%04d-%02d-%02d", y < 100 ? y + 2000 : y, m, d);
		s = iso;
	}
	if (!date_valid(s, 0))
		complain(f, l, "%s '%s' is not a date", name, field(l, name));
	else
		snprintf(out, 24, "%.10sT00:00:00", s);
}

static void limit(struct file *f, const struct line *l, const char *name, size_t max, int required)
{
	const char *s = field(l, name);

	if (required && !*s)
		complain(f, l, "%s is missing", name);
	if (text_count_chars(s) > max)
		complain(f, l, "%s is longer than %d characters", name, (int)max);
}

/* The active record of that code; parent 0: any. */
static struct s3_rec *by_code(struct s3 *s, enum s3_kind kind, const char *code, uint32_t parent)
{
	struct s3_table *t = &s->tables[kind];
	size_t i;

	for (i = 0; *code && i < t->recs.len; i++) {
		struct s3_rec *r = &t->recs.items[i];
		const cJSON *v;

		if (kind == S3_COST_CODE ? r->job != parent : (kind == S3_JOB || kind == S3_CATEGORY ||
		    kind == S3_ITEM) && r->parent != parent)
			continue;
		v = s3_truth(s, kind, r);
		if (!strcasecmp(jv_str(v, "Code") ? jv_str(v, "Code") : "", code) && !jv_bool(v, "IsArchived", 0))
			return r;
	}
	return NULL;
}

static struct s3_rec *look_up(struct file *f, const struct line *l, const char *name, enum s3_kind kind,
	uint32_t parent)
{
	struct s3_rec *r = by_code(f->s, kind, field(l, name), parent);

	if (!r)
		complain(f, l, "%s '%s' is not set up in Sage", name, field(l, name));
	else if (!jv_bool(s3_truth(f->s, kind, r), "IsActive", 1))
		complain(f, l, "%s '%s' is not active", name, field(l, name));
	return r;
}

static void set_id(cJSON *v, const char *name, const struct s3_rec *r)
{
	if (r)
		jv_set_str(v, name, r->id);
}

/* Job or extra, cost code and category of a detail line. */
struct place { struct s3_rec *job, *code, *category; };

static void find_place(struct file *f, const struct line *l, const char *job_code, struct place *at)
{
	struct s3 *s = f->s;

	memset(at, 0, sizeof *at);
	at->job = by_code(s, S3_JOB, job_code, 0);
	if (at->job && *field(l, "extra"))
		at->job = look_up(f, l, "extra", S3_JOB, s3_slot(s, S3_JOB, at->job));
	if (!at->job)
		return;
	at->code = look_up(f, l, "cost_code", S3_COST_CODE, s3_slot(s, S3_JOB, at->job));
	if (!at->code)
		return;
	if (jv_bool(s3_truth(s, S3_COST_CODE, at->code), "IsGroupCode", 0))
		complain(f, l, "cost_code '%s' is a group cost code", field(l, "cost_code"));
	at->category = look_up(f, l, "category", S3_CATEGORY, s3_slot(s, S3_COST_CODE, at->code));
}

/* ---- commitments ---- */

static void check_order(struct file *f, const struct line *l)
{
	char date[24];
	size_t i;
	int items = 0;

	limit(f, l, "number", 12, 1);
	limit(f, l, "description", 30, 0);
	look_up(f, l, "vendor", S3_VENDOR, 0);
	look_up(f, l, "job", S3_JOB, 0);
	day(f, l, "date", date);
	if (amount(f, l, "retainage_percent", 2) < 0 || amount(f, l, "retainage_percent", 2) > 10000)
		complain(f, l, "retainage_percent is not a percentage");
	if (by_code(f->s, S3_COMMITMENT, field(l, "number"), 0))
		complain(f, l, "commitment '%s' exists already", field(l, "number"));
	for (i = 0; i < f->lines.len; i++) {
		const struct line *d = &f->lines.items[i];

		if (d->n && !strcmp(d->fields[0], "D") && !strcmp(field(d, "number"), field(l, "number")))
			items++;
		else if (d != l && d->n && !strcmp(d->fields[0], "C") && d->nr < l->nr &&
			 !strcmp(field(d, "number"), field(l, "number")))
			complain(f, l, "commitment '%s' is in the file twice", field(l, "number"));
	}
	if (!items)
		complain(f, l, "the commitment has no items");
}

static const struct line *head_of(const struct file *f, const struct line *d, const char *id)
{
	const struct line *head = NULL;
	size_t i;

	for (i = 0; i < f->lines.len && f->lines.items[i].nr < d->nr; i++)
		if (f->lines.items[i].n && !strcmp(f->lines.items[i].fields[0], id))
			head = &f->lines.items[i];
	return head;
}

static void check_item(struct file *f, const struct line *l)
{
	const struct line *head = head_of(f, l, "C");
	struct place at;
	int64_t n;

	if (!head || strcmp(field(head, "number"), field(l, "number"))) {
		complain(f, l, "the item does not follow its commitment");
		return;
	}
	limit(f, l, "item", 5, 1);
	limit(f, l, "description", 30, 0);
	if (*field(l, "item") && decimal_parse(&n, field(l, "item"), 0, 1))
		complain(f, l, "item '%s' is not a number", field(l, "item"));
	if (!*field(l, "amount"))
		complain(f, l, "amount is missing");
	n = amount(f, l, "amount", 2);
	if (f->s->sw.line_max && (n > 99999999 || n < -99999999))
		complain(f, l, "amount is larger than 999,999.99");
	find_place(f, l, field(head, "job"), &at);
}

static int64_t add_items(struct file *f, const struct line *head, const char *order_id, uint32_t order1)
{
	struct s3 *s = f->s;
	int64_t total = 0, cents;
	struct place at;
	struct s3_rec *r;
	size_t i;
	cJSON *v;

	for (i = 0; i < f->lines.len; i++) {
		const struct line *l = &f->lines.items[i];

		if (!l->n || strcmp(l->fields[0], "D") || strcmp(field(l, "number"), field(head, "number")))
			continue;
		find_place(f, l, field(head, "job"), &at);
		cents = amount(f, l, "amount", 2);
		v = s3_new(S3_ITEM);
		jv_set_str(v, "Code", field(l, "item"));
		jv_set_str(v, "Name", field(l, "description"));
		jv_set_str(v, "Description", field(l, "description"));
		jv_set_str(v, "CommitmentId", order_id);
		set_id(v, "JobId", at.job);
		set_id(v, "CostCodeId", at.code);
		set_id(v, "CategoryId", at.category);
		if (at.category)
			jv_set_str(v, "StandardCategoryId",
				jv_str(s3_truth(s, S3_CATEGORY, at.category), "StandardCategoryId"));
		jv_set_number(v, "Amount", cents, 2);
		jv_set_number(v, "AmountOriginal", cents, 2);
		jv_set_number(v, "AmountApproved", cents, 2);
		jv_set_number(v, "Units", amount(f, l, "units", 6), 6);
		jv_set_number(v, "UnitCost", amount(f, l, "unit_cost", 6), 6);
		r = s3_create(s, S3_ITEM, v);
		r->job = s3_slot(s, S3_JOB, at.job);
		r->parent = order1;
		s3_commit(s, v);
		total += cents;
	}
	return total;
}

static void add_order(struct file *f, const struct line *l)
{
	struct s3 *s = f->s;
	struct s3_rec *vendor = by_code(s, S3_VENDOR, field(l, "vendor"), 0);
	struct s3_rec *job = by_code(s, S3_JOB, field(l, "job"), 0), *r;
	cJSON *v = s3_new(S3_COMMITMENT);
	char date[24], now[25];
	int64_t total;

	day(f, l, "date", date);
	s3_stamp(now, sim_now_ms(s->sim));
	memcpy(now + 19, "Z", 2);
	jv_set_str(v, "Code", field(l, "number"));
	jv_set_str(v, "Name", field(l, "description"));
	jv_set_str(v, "Description", field(l, "description"));
	jv_set_int(v, "Type", strncasecmp(field(l, "number"), "PO", 2) ? 1 : 2);
	set_id(v, "VendorId", vendor);
	set_id(v, "JobId", job);
	if (*date)
		jv_set_str(v, "Date", date);
	jv_set_number(v, "RetainagePercent", amount(f, l, "retainage_percent", 2), 2);
	jv_set_str(v, "CreatedOnUtc", now);
	r = s3_create(s, S3_COMMITMENT, v);
	r->vendor = s3_slot(s, S3_VENDOR, vendor);
	r->job = s3_slot(s, S3_JOB, job);
	total = add_items(f, l, r->id, s3_slot(s, S3_COMMITMENT, r));
	jv_set_number(v, "Amount", total, 2);
	jv_set_number(v, "AmountOriginal", total, 2);
	jv_set_number(v, "AmountApproved", total, 2);
}

/* ---- bills ---- */

static int is_bill(const struct line *l)
{
	return !strcmp(l->fields[0], "API") || !strcmp(l->fields[0], "APIF");
}

static int is_bill_line(const struct line *l)
{
	return !strcmp(l->fields[0], "APD") || !strcmp(l->fields[0], "APDF");
}

/* The distribution of a line in the words of a document; complaints when it cannot be. */
static cJSON *bill_line(struct file *f, const struct line *l)
{
	struct s3 *s = f->s;
	struct s3_rec *order = NULL, *item = NULL;
	struct place at = { 0 };
	cJSON *d = cJSON_CreateObject();

	limit(f, l, "description", 30, 0);
	if (*field(l, "job")) {
		if (look_up(f, l, "job", S3_JOB, 0))
			find_place(f, l, field(l, "job"), &at);
		set_id(d, "JobId", at.job);
		set_id(d, "CostCodeId", at.code);
		set_id(d, "CategoryId", at.category);
	}
	if (*field(l, "commitment"))
		order = look_up(f, l, "commitment", S3_COMMITMENT, 0);
	if (order && *field(l, "commitment_item"))
		item = look_up(f, l, "commitment_item", S3_ITEM, s3_slot(s, S3_COMMITMENT, order));
	set_id(d, "CommitmentId", order);
	set_id(d, "CommitmentItemId", item);
	set_id(d, "ExpenseAccountId", look_up(f, l, "expense_account", S3_ACCOUNT, 0));
	jv_add_str(d, "Description", field(l, "description"));
	jv_add_number(d, "Amount", amount(f, l, "amount", 2), 2);
	jv_add_number(d, "Retainage", amount(f, l, "retainage", 2), 2);
	return d;
}

/* The bill and the lines behind it as a document's snapshot. */
static cJSON *bill_snapshot(struct file *f, const struct line *l)
{
	static const char *const dates[][2] = { { "invoice_date", "InvoiceDate" },
		{ "accounting_date", "AccountingDate" }, { "payment_date", "PaymentDate" } };
	cJSON *v = cJSON_CreateObject(), *h = cJSON_CreateObject(), *lines = cJSON_CreateArray();
	char text[24];
	size_t i;

	limit(f, l, "invoice", 15, 1);
	limit(f, l, "description", 30, 0);
	set_id(h, "VendorId", look_up(f, l, "vendor", S3_VENDOR, 0));
	jv_add_str(h, "Code", field(l, "invoice"));
	jv_add_str(h, "Description", field(l, "description"));
	jv_add_number(h, "Amount", amount(f, l, "amount", 2), 2);
	jv_add_number(h, "TaxAmount", amount(f, l, "tax", 2), 2);
	for (i = 0; i < ARRAY_SIZE(dates); i++) {
		day(f, l, dates[i][0], text);
		if (*text)
			jv_add_str(h, dates[i][1], text);
	}
	if (!jv_get(h, "InvoiceDate"))
		complain(f, l, "invoice_date is missing");
	for (i = (size_t)(l - f->lines.items) + 1; i < f->lines.len && is_bill_line(&f->lines.items[i]); i++)
		cJSON_AddItemToArray(lines, bill_line(f, &f->lines.items[i]));
	if (!lines->child)
		complain(f, l, "the bill has no distributions");
	jv_add(v, "Header", h);
	jv_add(v, "Distributions", lines);
	return v;
}

/* ---- the file ---- */

static void check_lines(struct file *f)
{
	const struct line *before = NULL;
	size_t i;

	for (i = 0; i < f->lines.len; before = &f->lines.items[i++]) {
		const struct line *l = &f->lines.items[i];

		check_quotes(f, l);
		if (!strcmp(l->fields[0], "C"))
			check_order(f, l);
		else if (!strcmp(l->fields[0], "D"))
			check_item(f, l);
		else if (is_bill(l))
			cJSON_Delete(bill_snapshot(f, l));
		else if (is_bill_line(l) && (!before || (!is_bill(before) && !is_bill_line(before))))
			complain(f, l, "the distribution does not follow its bill");
	}
}

/* Everything was checked: what Sage still refuses stops the file there. */
static void take_lines(struct file *f, int64_t *orders, int64_t *bills)
{
	const char *error;
	cJSON *v;
	size_t i;

	for (i = 0; i < f->lines.len && !f->errors->child; i++) {
		const struct line *l = &f->lines.items[i];

		if (!strcmp(l->fields[0], "C")) {
			add_order(f, l);
			++*orders;
		} else if (is_bill(l)) {
			v = bill_snapshot(f, l);
			error = s3_book_invoice(f->s, v, 0);
			cJSON_Delete(v);
			if (error)
				complain(f, l, "%s", error);
			else
				++*bills;
		}
	}
}

void s3_import(struct s3 *s, const cJSON *body, struct sim_response *resp)
{
	const char *text = jv_str(body, "text");
	struct file f = { .s = s, .columns = jv_get(body, "columns"), .errors = cJSON_CreateArray() };
	cJSON *answer = cJSON_CreateObject();
	int64_t orders = 0, bills = 0;
	size_t i;
	int k;

	if (text)
		read_lines(&f, text);
	if (!f.lines.len)
		cJSON_AddItemToArray(f.errors, jv_string("the file is empty"));
	if (!f.errors->child)
		check_lines(&f);
	if (!f.errors->child)
		take_lines(&f, &orders, &bills);
	jv_add_int(answer, "commitments", orders);
	jv_add_int(answer, "bills", bills);
	jv_add(answer, "errors", f.errors);
	sim_respond_json(resp, f.errors->child ? 400 : 200, answer);
	for (i = 0; i < f.lines.len; i++)
		for (k = 0; k < f.lines.items[i].n; k++)
			free(f.lines.items[i].fields[k]);
	ARRAY_RELEASE(&f.lines);
}
