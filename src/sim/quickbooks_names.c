/* Rules of the lists: vendors, customers, items, accounts, classes, departments, notes.
 *
 * A display name is unique over vendors, customers and employees; making an entry inactive frees its
 * name.  A job is a customer below another; what is a project is decided elsewhere. */
#include "sim/quickbooks.h"

#include "base/xalloc.h"
#include <string.h>
#include <strings.h>

#include "base/banned.h"

#define SUFFIX " (deleted)"

static int fail_name(struct qb_save *s, const char *member, const char *name)
{
	return qb_fail(&s->call->fault, 6240, member, "The name supplied already exists. : Another name, %s, "
		"is already using this name. Please use a different name.", name);
}

/* Is another record of that kind so called, below the same parent when parents matter? */
static int taken(struct qb_save *s, enum qb_kind kind, const char *member, const char *name,
	const char *parent)
{
	struct qb_table *t = &s->call->qb->tables[kind];

	for (size_t i = 0; i < t->recs.len; i++) {
		const struct qb_rec *r = &t->recs.items[i];
		int temp, same;
		cJSON *v;
		const char *other, *below;

		if (r->dead || (s->rec == r && kind == s->kind))
			continue;
		v = qb_peek(s->call->qb, kind, r, &temp);
		other = jv_str(v, member);
		below = qb_ref_id(v, "ParentRef");
		same = other && !strcasecmp(other, name) &&
			(!parent || !strcmp(parent, below ? below : ""));
		if (temp)
			cJSON_Delete(v);
		if (same)
			return 1;
	}
	return 0;
}

static int check_characters(struct qb_save *s, const char *member, const char *name)
{
	if (name[strcspn(name, ":\t\r\n")])
		return qb_fail(&s->call->fault, 6000, member, "A business validation error has occurred while "
			"processing your request: Business Validation Error: %s can't contain a colon, a tab or a "
			"line break", member);
	return 0;
}

static void set_default_bool(cJSON *v, const char *name, int value)
{
	if (!jv_get(v, name))
		jv_add_bool(v, name, value);
}

/* Inactive: the name is freed; active again: it comes back. */
static void mark_name(struct qb_save *s, const char *member)
{
	const char *name = jv_str(s->work, member);
	size_t n = strlen(name), end = sizeof SUFFIX - 1;
	int marked = n > end && !strcmp(name + n - end, SUFFIX);
	char *other;

	if (marked == !jv_bool(s->work, "Active", 1))
		return;
	other = marked ? xstrndup(name, n - end) : xasprintf("%s" SUFFIX, name);
	jv_set_str(s->work, member, other);
	free(other);
}

/* ---- vendors and customers ---- */

static int check_display_name(struct qb_save *s)
{
	static const enum qb_kind shared[] = { QB_VENDOR, QB_CUSTOMER, QB_EMPLOYEE };
	const char *given = jv_str(s->work, "GivenName"), *family = jv_str(s->work, "FamilyName");
	const char *name;

	if (!jv_str(s->work, "DisplayName") && (given || family)) {
		char *both = xasprintf("%s%s%s", given ? given : "", given && family ? " " : "",
			family ? family : "");

		jv_set_str(s->work, "DisplayName", both);
		free(both);
	}
	if (qb_require(s, s->work, "DisplayName"))
		return -1;
	mark_name(s, "DisplayName");
	name = jv_str(s->work, "DisplayName");
	if (check_characters(s, "DisplayName", name))
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(shared); i++)
		if (taken(s, shared[i], "DisplayName", name, NULL))
			return fail_name(s, "DisplayName", name);
	return 0;
}

static int check_currency(struct qb_save *s, const char *fallback)
{
	static const char known[] = "|CAD|USD|EUR|GBP|";
	const char *now = qb_ref_id(s->work, "CurrencyRef");
	const char *before = s->old ? qb_ref_id(s->old, "CurrencyRef") : NULL;
	char *word;
	int ok;

	if (!now) {
		jv_set(s->work, "CurrencyRef", qb_ref_text(before ? before : fallback, NULL));
		return 0;
	}
	if (before && strcmp(before, now))
		return qb_fail(&s->call->fault, 6000, "CurrencyRef", "A business validation error has occurred "
			"while processing your request: Business Validation Error: the currency cannot be changed");
	word = xasprintf("|%s|", now);
	ok = strstr(known, word) != NULL;
	free(word);
	return ok ? 0 : qb_fail(&s->call->fault, 2500, "CurrencyRef", "Invalid Reference Id : Currency %s not "
		"found", now);
}

/* Countries are answered with three letters, however they were sent. */
static void spell_countries(cJSON *v)
{
	static const char *const members[] = { "BillAddr", "ShipAddr" };
	static const char *const words[][2] = { { "CA", "CAN" }, { "Canada", "CAN" }, { "US", "USA" },
		{ "United States", "USA" } };

	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		cJSON *a = cJSON_GetObjectItemCaseSensitive(v, members[i]);
		const char *country = jv_str(a, "Country");

		for (size_t k = 0; country && k < ARRAY_SIZE(words); k++)
			if (!strcasecmp(country, words[k][0])) {
				jv_set_str(a, "Country", words[k][1]);
				break;
			}
	}
}

static int check_vendor(struct qb_save *s)
{
	spell_countries(s->work);
	set_default_bool(s->work, "Active", 1);
	set_default_bool(s->work, "Vendor1099", 0);
	if (check_display_name(s) || check_currency(s, "CAD"))
		return -1;
	qb_refer(s, s->work, "TermRef", QB_TERM);
	qb_refer(s, s->work, "APAccountRef", QB_ACCOUNT);
	if (!jv_get(s->work, "PrintOnCheckName"))
		jv_add_str(s->work, "PrintOnCheckName", jv_str(s->work, "DisplayName"));
	if (!jv_get(s->work, "Balance"))
		jv_add(s->work, "Balance", qb_money(0));
	return s->call->fault.code ? -1 : 0;
}

static void set_full_name(struct qb_save *s, const char *member, const cJSON *parent)
{
	const char *name = jv_str(s->work, member);
	const char *above = parent ? jv_str(parent, "FullyQualifiedName") : NULL;
	char *full = above ? xasprintf("%s:%s", above, name) : xstrdup(name);

	jv_set_str(s->work, "FullyQualifiedName", full);
	free(full);
}

static int check_customer(struct qb_save *s)
{
	struct qb_rec *r = qb_refer(s, s->work, "ParentRef", QB_CUSTOMER);
	cJSON *parent = r ? qb_body(s->call->qb, QB_CUSTOMER, r) : NULL;
	int64_t level = parent ? jv_int(parent, "Level", 0) + 1 : 0;

	spell_countries(s->work);
	set_default_bool(s->work, "Active", 1);
	set_default_bool(s->work, "Job", 0);
	if (s->call->fault.code || check_display_name(s))
		return -1;
	if (jv_bool(s->work, "Job", 0) != (parent != NULL))
		return qb_fail(&s->call->fault, parent ? 6000 : 2020, parent ? "Job" : "ParentRef",
			"A sub-customer needs Job true and a ParentRef");
	if (level > 4 || (s->rec && r == s->rec))
		return qb_fail(&s->call->fault, 6000, "ParentRef", "A business validation error has occurred while "
			"processing your request: Business Validation Error: sub-customers can be five levels deep");
	set_default_bool(s->work, "BillWithParent", parent != NULL);
	set_default_bool(s->work, "Taxable", 1);
	set_default_bool(s->work, "IsProject", 0);
	if (parent)
		jv_set_int(s->work, "Level", level);
	set_full_name(s, "DisplayName", parent);
	if (!jv_get(s->work, "Balance"))
		jv_add(s->work, "Balance", qb_money(0));
	if (!jv_get(s->work, "BalanceWithJobs"))
		jv_add(s->work, "BalanceWithJobs", qb_money(0));
	if (!jv_get(s->work, "PrintOnCheckName"))
		jv_add_str(s->work, "PrintOnCheckName", jv_str(s->work, "DisplayName"));
	return check_currency(s, parent && qb_ref_id(parent, "CurrencyRef") ?
		qb_ref_id(parent, "CurrencyRef") : "CAD");
}

/* ---- Name, ParentRef, SubSomething ---- */

static int check_nested(struct qb_save *s, const char *sub)
{
	struct qb_rec *r = qb_refer(s, s->work, "ParentRef", s->kind);
	cJSON *parent = r ? qb_body(s->call->qb, s->kind, r) : NULL;
	const char *name;

	set_default_bool(s->work, "Active", 1);
	if (s->call->fault.code || qb_require(s, s->work, "Name"))
		return -1;
	mark_name(s, "Name");
	name = jv_str(s->work, "Name");
	if (check_characters(s, "Name", name))
		return -1;
	if (taken(s, s->kind, "Name", name, parent ? qb_ref_id(s->work, "ParentRef") : ""))
		return fail_name(s, "Name", name);
	jv_set_bool(s->work, sub, parent != NULL);
	set_full_name(s, "Name", parent);
	return 0;
}

static int check_item(struct qb_save *s)
{
	const char *type;

	if (check_nested(s, "SubItem") || qb_require(s, s->work, "Type"))
		return -1;
	type = jv_str(s->work, "Type");
	if (strcmp(type, "Service") && strcmp(type, "NonInventory") && strcmp(type, "Category"))
		return qb_fail(&s->call->fault, 6000, "Type", "A business validation error has occurred while "
			"processing your request: Business Validation Error: items of type %s need inventory "
			"tracking, which is off", type);
	qb_refer(s, s->work, "IncomeAccountRef", QB_ACCOUNT);
	qb_refer(s, s->work, "ExpenseAccountRef", QB_ACCOUNT);
	if (s->call->fault.code)
		return -1;
	if (strcmp(type, "Category") && !jv_get(s->work, "IncomeAccountRef") &&
	    !jv_get(s->work, "ExpenseAccountRef"))
		return qb_fail(&s->call->fault, 2020, "IncomeAccountRef",
			"Required parameter IncomeAccountRef is missing in the request");
	return 0;
}

static const char *classification_of(const char *type)
{
	static const struct { const char *part, *word; } rows[] = {
		{ "Payable", "Liability" }, { "Credit Card", "Liability" }, { "Liability", "Liability" },
		{ "Asset", "Asset" }, { "Bank", "Asset" }, { "Receivable", "Asset" }, { "Equity", "Equity" },
		{ "Income", "Revenue" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (strstr(type, rows[i].part))
			return rows[i].word;
	return "Expense";
}

static int check_account(struct qb_save *s)
{
	if (check_nested(s, "SubAccount") || qb_require(s, s->work, "AccountType"))
		return -1;
	jv_set_str(s->work, "Classification", classification_of(jv_str(s->work, "AccountType")));
	if (!jv_get(s->work, "CurrentBalance"))
		jv_add(s->work, "CurrentBalance", qb_money(0));
	return check_currency(s, "CAD");
}

/* A note, or the description of a file, on other records. */
static int check_attachable(struct qb_save *s)
{
	const cJSON *ref, *entity;
	const char *type;
	int kind;

	if (!jv_get(s->work, "Note") && !jv_get(s->work, "FileName"))
		return qb_fail(&s->call->fault, 2020, "Note", "Required parameter Note is missing in the request");
	cJSON_ArrayForEach(ref, jv_get(s->work, "AttachableRef")) {
		entity = jv_get(ref, "EntityRef");
		if (!entity)
			continue;
		type = jv_str(entity, "type");
		kind = type ? qb_kind_of(type, 0) : -1;
		if (kind < 0 || !qb_find(s->call->qb, (enum qb_kind)kind, jv_str(entity, "value")))
			return qb_fail(&s->call->fault, 2500, "EntityRef", "Invalid Reference Id : %s",
				type ? type : "EntityRef.type is missing");
	}
	return 0;
}

int qb_check_name(struct qb_save *s)
{
	switch (s->kind) {
	case QB_VENDOR: return check_vendor(s);
	case QB_CUSTOMER: return check_customer(s);
	case QB_ITEM: return check_item(s);
	case QB_ACCOUNT: return check_account(s);
	case QB_CLASS: return check_nested(s, "SubClass");
	case QB_DEPARTMENT: return check_nested(s, "SubDepartment");
	case QB_ATTACHABLE: return check_attachable(s);
	default:
		return qb_fail(&s->call->fault, 500, NULL, "Unsupported Operation : %s is read only here",
			qb_defs[s->kind].name);
	}
}
