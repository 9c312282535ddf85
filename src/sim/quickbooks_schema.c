/* Members and types by the vendor's schemas: requests are held to them, XML is written by them.
 *
 * The tables are text (quickbooks_fields.c) and become arrays once, when the system
 * starts. */
#include "sim/quickbooks_schema.h"

#include "base/array.h"
#include "base/date.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "sim/quickbooks.h"
#include <string.h>

#include "base/banned.h"

struct qb_schema {
	ARRAY_OF(struct qb_type) types;
};

static const char *words_of(const char *name)
{
	for (size_t i = 0; qb_enum_texts[i].name; i++)
		if (!strcmp(qb_enum_texts[i].name, name))
			return qb_enum_texts[i].text;
	BUG("no enumeration %s", name);
}

const struct qb_type *qb_schema_type(const struct qb_schema *s, const char *name)
{
	for (size_t i = 0; i < s->types.len; i++)
		if (!strcmp(s->types.items[i].name, name))
			return &s->types.items[i];
	return NULL;
}

/* "Line:Line*", "@domain:s", "$value:i", "PayType:=BillPaymentTypeEnum" */
static void parse_member(const struct qb_schema *s, struct qb_member *m, const char *token, size_t len)
{
	const char *colon = memchr(token, ':', len);
	char *type;

	memset(m, 0, sizeof *m);
	m->attribute = *token == '@';
	m->text = *token == '$';
	m->many = token[len - 1] == '*';
	type = xstrndup(colon + 1, (size_t)(token + len - m->many - colon - 1));
	token += m->attribute || m->text;
	m->name = xstrndup(token, (size_t)(colon - token));
	m->code = type[1] ? 'O' : type[0];
	if (type[0] == '=') {
		m->code = '=';
		m->words = words_of(type + 1);
	} else if (m->code == 'O') {
		m->type = qb_schema_type(s, type);
		if (!m->type)
			BUG("no type %s", type);
	}
	free(type);
}

static void parse_type(const struct qb_schema *s, struct qb_type *t, const char *text)
{
	struct { struct qb_member *items; size_t len, cap; } list = { 0 };
	size_t n;

	for (; *text; text += n + (text[n] == ' ')) {
		n = strcspn(text, " ");
		parse_member(s, ARRAY_PUSH(&list), text, n);
	}
	t->members = list.items;
	t->n = list.len;
}

struct qb_schema *qb_schema_open(void)
{
	struct qb_schema *s = xcalloc(1, sizeof *s);

	for (size_t i = 0; qb_type_texts[i].name; i++)
		*ARRAY_PUSH(&s->types) = (struct qb_type){ .name = qb_type_texts[i].name };
	for (size_t i = 0; i < s->types.len; i++)
		parse_type(s, &s->types.items[i], qb_type_texts[i].text);
	return s;
}

void qb_schema_close(struct qb_schema *s)
{
	for (size_t i = 0; i < s->types.len; i++) {
		for (size_t k = 0; k < s->types.items[i].n; k++)
			free(s->types.items[i].members[k].name);
		free(s->types.items[i].members);
	}
	ARRAY_RELEASE(&s->types);
	free(s);
}

const struct qb_member *qb_schema_member(const struct qb_type *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->members[i].name, name))
			return &t->members[i];
	return NULL;
}

const struct qb_member *qb_schema_path(const struct qb_type *t, const char *path)
{
	const char *dot = strchr(path, '.');
	const struct qb_member *m;
	char *first;

	if (!dot)
		return qb_schema_member(t, path);
	first = xstrndup(path, (size_t)(dot - path));
	m = qb_schema_member(t, first);
	free(first);
	return m && m->type ? qb_schema_path(m->type, dot + 1) : NULL;
}

/* ---- checking ---- */

static const struct { const char *member; size_t max; } lengths[] = {
	{ "DocNumber", 21 }, { "DisplayName", 500 }, { "CompanyName", 500 }, { "PrintOnCheckName", 110 },
	{ "GivenName", 100 }, { "FamilyName", 100 }, { "Name", 100 }, { "PrivateNote", 4000 },
	{ "Memo", 4000 }, { "Description", 4000 }, { "PurchaseDesc", 4000 }, { "AcctNum", 100 },
	{ "FreeFormNumber", 21 }, { "Address", 100 }, { "City", 255 }, { "CountrySubDivisionCode", 255 },
	{ "PostalCode", 30 }, { "Line1", 500 }, { "Line2", 500 }, { "Line3", 500 }, { "Line4", 500 },
	{ "Line5", 500 }, { "FileName", 1000 }, { "Note", 2000 }, { "TaxIdentifier", 20 },
};

static int check_length(const struct qb_member *m, const char *s, struct qb_fault *fault)
{
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++)
		if (!strcmp(lengths[i].member, m->name) && text_count_chars(s) > lengths[i].max)
			return qb_fail(fault, 2050, m->name, "Max allowed length for %s is %zu, and %zu characters "
				"were supplied", m->name, lengths[i].max, text_count_chars(s));
	return 0;
}

static int type_fault(const struct qb_member *m, const char *wanted, struct qb_fault *fault)
{
	return qb_fail(fault, 2010, m->name, "Property Name:%s : can not deserialize the value, %s is expected",
		m->name, wanted);
}

static int check_word(const struct qb_member *m, const cJSON *v, struct qb_fault *fault)
{
	char *word;
	int known;

	if (!cJSON_IsString(v))
		return type_fault(m, "a string", fault);
	word = xasprintf("|%s|", v->valuestring);
	known = strstr(m->words, word) != NULL && !strchr(v->valuestring, '|');
	free(word);
	return known ? 0 : qb_fail(fault, 2170, m->name, "Invalid Enumeration : %s", v->valuestring);
}

static int check_id(const struct qb_member *m, const cJSON *v, int lenient, struct qb_fault *fault)
{
	if (cJSON_IsNumber(v) && lenient)
		return 0;
	if (!cJSON_IsString(v))
		return type_fault(m, "an id as string", fault);
	return *v->valuestring ? 0 : qb_fail(fault, 2030, m->name, "Invalid ID : %s is empty", m->name);
}

static int check_number(const struct qb_member *m, const cJSON *v, int lenient, struct qb_fault *fault)
{
	int64_t n;

	if (!cJSON_IsNumber(v) && !(lenient && cJSON_IsString(v)))
		return type_fault(m, "a number", fault);
	if (m->code == 'd')
		return jv_decimal(v, 7, &n) ? qb_fail(fault, 2040, m->name, "Invalid Number : %s", m->name) : 0;
	if (jv_decimal(v, 0, &n) || (m->code == 'p' && n < 1))
		return qb_fail(fault, 2040, m->name, "Invalid Number : %s must be a whole number", m->name);
	return 0;
}

static int check_one(const struct qb_member *m, const cJSON *v, int lenient, struct qb_fault *fault)
{
	int64_t ms;

	switch (m->code) {
	case 'O':
		return cJSON_IsObject(v) ? qb_schema_check(m->type, v, lenient, fault) :
			type_fault(m, "an object", fault);
	case '=':
		return check_word(m, v, fault);
	case 'b':
		return cJSON_IsBool(v) ? 0 : type_fault(m, "a boolean", fault);
	case 'i':
		return check_id(m, v, lenient, fault);
	case 'D':
		return cJSON_IsString(v) && date_valid(v->valuestring, 0) ? 0 :
			type_fault(m, "a date YYYY-MM-DD", fault);
	case 'T':
		return cJSON_IsString(v) && !instant_parse(&ms, v->valuestring) ? 0 :
			type_fault(m, "a dateTime", fault);
	case 's':
		return cJSON_IsString(v) ? check_length(m, v->valuestring, fault) : type_fault(m, "a string", fault);
	default:
		return check_number(m, v, lenient, fault);
	}
}

static int check_member(const struct qb_member *m, const cJSON *v, int lenient, struct qb_fault *fault)
{
	const cJSON *e;

	if (cJSON_IsNull(v))
		return 0;
	if (!m->many)
		return check_one(m, v, lenient, fault);
	if (!cJSON_IsArray(v))
		return type_fault(m, "an array", fault);
	cJSON_ArrayForEach(e, v)
		if (check_one(m, e, lenient, fault))
			return -1;
	return 0;
}

int qb_schema_check(const struct qb_type *t, const cJSON *v, int lenient, struct qb_fault *fault)
{
	const struct qb_member *m;
	const cJSON *c;

	cJSON_ArrayForEach(c, v) {
		m = qb_schema_member(t, c->string);
		if (!m && lenient)
			continue;
		if (!m)
			return qb_fail(fault, 2010, c->string, "Property Name:%s specified is unsupported or invalid",
				c->string);
		if (check_member(m, c, lenient, fault))
			return -1;
	}
	return 0;
}

/* ---- XML ---- */

void qb_xml_text(struct strbuf *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': strbuf_adds(out, "&amp;"); break;
		case '<': strbuf_adds(out, "&lt;"); break;
		case '>': strbuf_adds(out, "&gt;"); break;
		case '"': strbuf_adds(out, "&quot;"); break;
		case '\t': case '\n': case '\r': strbuf_addc(out, *s); break;
		default:
			/* other control characters cannot be said in XML 1.0 */
			strbuf_addc(out, (unsigned char)*s < 0x20 ? '?' : *s);
		}
}

static void xml_value(struct strbuf *out, const cJSON *v)
{
	if (cJSON_IsString(v))
		qb_xml_text(out, v->valuestring);
	else
		jv_print(out, v);
}

static void xml_member(struct strbuf *out, const struct qb_member *m, const cJSON *v)
{
	if (m->code == 'O') {
		qb_schema_xml(out, m->type, m->name, v);
		return;
	}
	strbuf_addf(out, "<%s>", m->name);
	xml_value(out, v);
	strbuf_addf(out, "</%s>", m->name);
}

void qb_schema_xml(struct strbuf *out, const struct qb_type *t, const char *name, const cJSON *v)
{
	const cJSON *c, *e;
	size_t i;

	strbuf_addf(out, "<%s", name);
	for (i = 0; i < t->n; i++) {
		c = t->members[i].attribute ? jv_get(v, t->members[i].name) : NULL;
		if (!c || cJSON_IsNull(c))
			continue;
		strbuf_addf(out, " %s=\"", t->members[i].name);
		xml_value(out, c);
		strbuf_addc(out, '"');
	}
	strbuf_addc(out, '>');
	for (i = 0; i < t->n; i++) {
		c = t->members[i].attribute ? NULL : jv_get(v, t->members[i].name);
		if (!c || cJSON_IsNull(c))
			continue;
		if (t->members[i].text)
			xml_value(out, c);
		else if (!cJSON_IsArray(c))
			xml_member(out, &t->members[i], c);
		else
			cJSON_ArrayForEach(e, c)
				xml_member(out, &t->members[i], e);
	}
	strbuf_addf(out, "</%s>", name);
}
