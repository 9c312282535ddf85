/* Rules of bill payments, and what they do to bills and credits.
 *
 * The lines say what is settled: bills in full or in part, and vendor credits used for them.  The
 * money that moves is TotalAmt: bills less credits, or more, and the rest stays with the vendor. */
#include "sim/quickbooks.h"

#include "base/decimal.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define BUSINESS "A business validation error has occurred while processing your request: " \
	"Business Validation Error: "

static int kind_of_link(const char *type)
{
	return !type ? -1 : !strcmp(type, "Bill") ? QB_BILL : !strcmp(type, "VendorCredit") ?
		QB_VENDOR_CREDIT : -1;
}

static const cJSON *link_of(const cJSON *line)
{
	const cJSON *list = jv_get(line, "LinkedTxn");

	return list ? list->child : NULL;
}

/* ---- rules ---- */

static int check_account(struct qb_save *s, const char *holder, const char *member, const char *type)
{
	cJSON *d = cJSON_GetObjectItemCaseSensitive(s->work, holder);
	struct qb_rec *r;

	if (qb_require(s, s->work, holder) || qb_require(s, d, member))
		return -1;
	r = qb_refer(s, d, member, QB_ACCOUNT);
	if (!r)
		return -1;
	if (strcmp(jv_str(qb_body(s->call->qb, QB_ACCOUNT, r), "AccountType"), type))
		return qb_fail(&s->call->fault, 6000, member, BUSINESS "the account must be of type %s", type);
	return 0;
}

static int check_means(struct qb_save *s)
{
	cJSON *check;

	if (qb_require(s, s->work, "PayType"))
		return -1;
	if (!strcmp(jv_str(s->work, "PayType"), "CreditCard"))
		return check_account(s, "CreditCardPayment", "CCAccountRef", "Credit Card");
	if (check_account(s, "CheckPayment", "BankAccountRef", "Bank"))
		return -1;
	check = cJSON_GetObjectItemCaseSensitive(s->work, "CheckPayment");
	if (!jv_get(check, "PrintStatus"))
		jv_add_str(check, "PrintStatus", "NotSet");
	return 0;
}

static int check_line(struct qb_save *s, cJSON *line, int64_t *bills, int64_t *credits)
{
	const cJSON *link = link_of(line), *v;
	int kind = kind_of_link(jv_str(link, "TxnType"));
	struct qb_rec *r;
	int64_t amount;

	if (qb_require(s, line, "Amount") || qb_require(s, line, "LinkedTxn") || qb_require(s, link, "TxnId"))
		return -1;
	if (jv_decimal(jv_get(line, "Amount"), 2, &amount) || amount < 0)
		return qb_fail(&s->call->fault, 2040, "Amount", "Invalid Number : Amount");
	r = kind < 0 ? NULL : qb_find(s->call->qb, (enum qb_kind)kind, jv_str(link, "TxnId"));
	if (!r)
		return qb_fail(&s->call->fault, 2500, "LinkedTxn", "Invalid Reference Id : %s %s not found",
			jv_str(link, "TxnType") ? jv_str(link, "TxnType") : "TxnType", jv_str(link, "TxnId"));
	v = qb_body(s->call->qb, (enum qb_kind)kind, r);
	if (strcmp(qb_ref_id(v, "VendorRef"), qb_ref_id(s->work, "VendorRef")))
		return qb_fail(&s->call->fault, 6000, "LinkedTxn", BUSINESS "%s %s is of another vendor",
			jv_str(link, "TxnType"), jv_str(link, "TxnId"));
	if (strcmp(qb_ref_id(v, "APAccountRef"), qb_ref_id(s->work, "APAccountRef")))
		return qb_fail(&s->call->fault, 6000, "APAccountRef", BUSINESS "%s %s is on another payables account",
			jv_str(link, "TxnType"), jv_str(link, "TxnId"));
	if (amount > qb_cents(v, "Balance"))
		return qb_fail(&s->call->fault, 6000, "Amount", BUSINESS "the amount is more than what is open on "
			"%s %s", jv_str(link, "TxnType"), jv_str(link, "TxnId"));
	qb_set_money(line, "Amount", amount);
	*(kind == QB_BILL ? bills : credits) += amount;
	return 0;
}

static int check_head(struct qb_save *s)
{
	struct qb_rec *vendor;
	const char *wanted, *sent;
	char today[11];

	if (qb_require(s, s->work, "VendorRef"))
		return -1;
	vendor = qb_refer(s, s->work, "VendorRef", QB_VENDOR);
	if (!vendor)
		return -1;
	wanted = qb_ref_id(qb_body(s->call->qb, QB_VENDOR, vendor), "CurrencyRef");
	sent = qb_ref_id(s->work, "CurrencyRef");
	if (sent && wanted && strcmp(sent, wanted))
		return qb_fail(&s->call->fault, 6000, "CurrencyRef", BUSINESS "the payment's currency %s is not the "
			"vendor's, %s", sent, wanted);
	wanted = wanted ? wanted : "CAD";
	if (!sent)
		jv_add(s->work, "CurrencyRef", qb_ref_text(wanted, NULL));
	if (!jv_get(s->work, "ExchangeRate"))
		jv_add(s->work, "ExchangeRate", cJSON_CreateRaw(strcmp(wanted, "CAD") ? "1.3642" : "1"));
	if (!jv_get(s->work, "APAccountRef"))
		jv_add(s->work, "APAccountRef", qb_ref(!strcmp(wanted, "USD") ? QB_ACC_AP_USD : QB_ACC_AP, NULL));
	if (!qb_refer(s, s->work, "APAccountRef", QB_ACCOUNT))
		return -1;
	if (!jv_get(s->work, "TxnDate")) {
		qb_today(s->call->qb, today);
		jv_add_str(s->work, "TxnDate", today);
	}
	return qb_check_open(s, s->work) || (s->old && qb_check_open(s, s->old)) ? -1 : 0;
}

int qb_check_payment(struct qb_save *s)
{
	int64_t total, bills = 0, credits = 0;
	cJSON *line;

	if (check_head(s) || check_means(s) || qb_require(s, s->work, "TotalAmt"))
		return -1;
	if (jv_decimal(jv_get(s->work, "TotalAmt"), 2, &total) || total < 0)
		return qb_fail(&s->call->fault, 2040, "TotalAmt", "Invalid Number : TotalAmt");
	if (!jv_get(s->work, "Line"))
		jv_add(s->work, "Line", cJSON_CreateArray());
	cJSON_ArrayForEach(line, jv_get(s->work, "Line"))
		if (check_line(s, line, &bills, &credits))
			return -1;
	if (credits > bills)
		return qb_fail(&s->call->fault, 6000, "Line", BUSINESS "more credits are used than bills are paid");
	if (total < bills - credits)
		return qb_fail(&s->call->fault, 6000, "TotalAmt", BUSINESS "the amount paid is less than what the "
			"lines settle");
	qb_set_money(s->work, "TotalAmt", total);
	return 0;
}

/* ---- effects ---- */

static void change_links(cJSON *v, int64_t id, const char *type, int sign)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(v, "LinkedTxn"), *l, *next;

	if (!list) {
		list = cJSON_CreateArray();
		jv_add(v, "LinkedTxn", list);
	}
	for (l = list->child; l; l = next) {
		next = l->next;
		if (strtoll(jv_str(l, "TxnId"), NULL, 10) == id && !strcmp(jv_str(l, "TxnType"), type))
			cJSON_Delete(cJSON_DetachItemViaPointer(list, l));
	}
	if (sign > 0)
		cJSON_AddItemToArray(list, qb_link(id, type, NULL));
}

static void change_balance(cJSON *v, int64_t cents)
{
	int64_t balance = qb_cents(v, "Balance") + cents, rate, home;

	qb_set_money(v, "Balance", balance);
	if (jv_get(v, "HomeBalance") && !jv_decimal(jv_get(v, "ExchangeRate"), 7, &rate) &&
	    !decimal_mul(&home, balance, rate, 7))
		qb_set_money(v, "HomeBalance", home);
}

void qb_apply_payment(struct qb *qb, int64_t id, const cJSON *payment, int sign, int quiet)
{
	const char *type = jv_str(payment, "PayType");
	const char *word = type && !strcmp(type, "CreditCard") ? "BillPaymentCreditCard" : "BillPaymentCheck";
	struct qb_rec *vendor = qb_find(qb, QB_VENDOR, qb_ref_id(payment, "VendorRef")), *r;
	const cJSON *line, *link;
	cJSON *v;

	cJSON_ArrayForEach(line, jv_get(payment, "Line")) {
		int kind;

		link = link_of(line);
		kind = kind_of_link(jv_str(link, "TxnType"));
		r = kind < 0 ? NULL : qb_find(qb, (enum qb_kind)kind, jv_str(link, "TxnId"));
		if (!r)
			continue;
		v = qb_body(qb, (enum qb_kind)kind, r);
		change_balance(v, -sign * qb_cents(line, "Amount"));
		change_links(v, id, word, sign);
		if (!quiet)
			qb_mark(qb, (enum qb_kind)kind, r);
	}
	if (vendor) {
		v = qb_body(qb, QB_VENDOR, vendor);
		qb_set_money(v, "Balance", qb_cents(v, "Balance") - sign * qb_cents(payment, "TotalAmt"));
	}
}
