/* Several bills to Xero in the same requests, each of them at most once.
 *
 * The conversation of xero_push.c, held for many at a time:
 *
 *   LOOK -----> found, same sum: adopted         several, or other amounts: conflict
 *      |        absent: goes on
 *   CREATE ---> told OK: judged as one alone     told ERROR: looked for once more
 *      |        not told: stays open (the engine: unknown)
 *   LOOK again, for those that were refused ---> found: as above; absent: the refusal is final
 *
 * "summarizeErrors=false" makes every element answer for itself.  A request refused as a whole says of none of its
 * elements what became of it (reference 9: "some elements stored"): all are looked for, and what is absent is sent by
 * itself.  So is what was refused in a later attempt, since that may be the answer to an earlier one
 * (xero_push.c, the idempotency key).
 *
 * The key follows from the keys and bodies of all items.  Whether a bill is there is never decided by it, only by
 * looking; a part that a write was answered for is not written a second time in the same operation. */
#include "connectors/xero.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "connectors/push.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/banned.h"

#define MOST_NUMBERS 1400        /* characters in the address; 2,048 is a usual bound of servers for a query */
#define MOST_CONTACTS 8          /* more, and only the numbers are asked for: each contact takes 39 characters */
#define PAGE_SIZE 100            /* Xero's own, when it does not say how many pages there are */

enum { STEP_LOOK = 1, STEP_CREATE };
enum { N_FIRST, N_LAST, N_PAGE, N_AGAIN };
enum { P_HITS, P_VERDICT, P_REFUSED };
enum { REFUSED_NOT, REFUSED_ITSELF, REFUSED_WITH_ALL };
enum { PT_MARK, PT_WORDS, PT_NUMBER };

/* ---- what stands for a bill: its number and its contact ---- */

static void add_mark(struct strbuf *mark, const char *number, const char *contact)
{
	for (const char *c = number; *c; c++)
		strbuf_addc(mark, (char)tolower((unsigned char)*c));
	strbuf_addc(mark, '\n');
	for (const char *c = contact; *c; c++)
		strbuf_addc(mark, (char)tolower((unsigned char)*c));
}

static int may_travel(const json_node *env)
{
	const char *number = push_text(env, "lookup.number");

	return !strcmp(push_text(env, "system"), "xero") && !strcmp(push_text(env, "entity"), "Invoices")
		&& !strcmp(push_text(env, "query"), XERO_BILL_QUERY) && !json_first(json_get(env, "items"))
		&& !json_first(json_get(env, "pending")) && json_count(json_get(env, "body.Invoices")) == 1
		&& *number && !strchr(number, ',') && strlen(number) * 3 < MOST_NUMBERS / 2
		&& xero_is_guid(push_text(env, "lookup.contact"));
}

int xero_batch_mark(struct strbuf *mark, const struct push_item *item)
{
	struct json_doc doc;
	int yes;

	if (json_parse(&doc, item->payload, strlen(item->payload), NULL) < 0)
		return 0;
	yes = may_travel(json_root(&doc));
	if (yes)
		add_mark(mark, push_text(json_root(&doc), "lookup.number"), push_text(json_root(&doc), "lookup.contact"));
	json_release(&doc);
	return yes;
}

static const char *mark_of_bill(struct op *op, const json_node *bill)
{
	struct strbuf b = STRBUF_INIT;
	const char *mark;

	add_mark(&b, xero_field(bill, "InvoiceNumber", op->pool), xero_field(bill, "Contact.ContactID", op->pool));
	mark = pool_strdup(op->pool, b.s);
	strbuf_release(&b);
	return mark;
}

/* ---- one part as the only one ---- */

static int judge(struct op *op, struct push_part *part, const json_node *bill, int made)
{
	struct op one = { .kind = op->kind, .connector = op->connector, .env = op->env, .pool = op->pool,
		.item = &part->item };
	int rc;

	error_release(&part->err);
	rc = xero_judge_bill(&one, bill, made, &part->err);
	part->result = one.result;
	return rc == OP_DONE ? PART_DONE : PART_FAILED;
}

static int looked_for(const struct op *op, const struct push_part *part)
{
	return part->outcome == PART_OPEN && (!op->n[N_AGAIN] || part->n[P_REFUSED]);
}

static int to_be_made(const struct push_part *part)
{
	return part->outcome == PART_OPEN && !part->doubt;
}

/* ---- LOOK ---- */

static void add_contact(struct strbuf *list, int *n, const char *contact)
{
	if (strstr(list->s, contact))
		return;
	strbuf_addf(list, "%s%s", list->len ? "," : "", contact);
	++*n;
}

/* The numbers from op->n[N_FIRST] on, as many as an address may hold; the part after them in op->n[N_LAST]. */
static int gather(struct op *op, struct strbuf *numbers, struct strbuf *contacts)
{
	struct strbuf coded = STRBUF_INIT;
	int i, n = 0;

	for (i = (int)op->n[N_FIRST]; i < op->n_parts; i++) {
		const char *contact = strchr(op->parts[i].text[PT_MARK], '\n') + 1;

		if (!looked_for(op, &op->parts[i]))
			continue;
		strbuf_reset(&coded);
		if (numbers->len)
			strbuf_addc(numbers, ',');
		strbuf_adds(numbers, op->parts[i].text[PT_NUMBER]);
		add_contact(contacts, &n, contact);
		strbuf_add_urlencoded(&coded, numbers->s);
		if (coded.len > MOST_NUMBERS) {
			i++;
			break;
		}
	}
	strbuf_release(&coded);
	op->n[N_LAST] = i;
	return n;
}

static int create(struct op *op, struct http_request *out, struct error *err);
static int conclude(struct op *op);

static int send_look(struct op *op, struct http_request *out, struct error *err)
{
	struct strbuf numbers = STRBUF_INIT, contacts = STRBUF_INIT, path = STRBUF_INIT;
	int n_contacts = gather(op, &numbers, &contacts), rc = OP_SEND;

	if (numbers.len) {
		strbuf_adds(&path, "Invoices");
		http_url_add_param(&path, "InvoiceNumbers", numbers.s);
		if (n_contacts <= MOST_CONTACTS)
			http_url_add_param(&path, "ContactIDs", contacts.s);
		http_url_add_param(&path, "Statuses", "DRAFT,SUBMITTED,AUTHORISED,PAID");
		http_url_add_param(&path, "unitdp", "4");
		http_url_add_param_int(&path, "page", op->n[N_PAGE]);
		xero_request(op->env, out, "GET", path.s);
		op->step = STEP_LOOK;
	} else {
		rc = op->n[N_AGAIN] ? conclude(op) : create(op, out, err);
	}
	strbuf_release(&numbers);
	strbuf_release(&contacts);
	strbuf_release(&path);
	return rc;
}

static int begin_look(struct op *op, struct http_request *out, struct error *err)
{
	op->n[N_FIRST] = 0;
	op->n[N_PAGE] = 1;
	for (int i = 0; i < op->n_parts; i++)
		op->parts[i].n[P_HITS] = 0;
	return send_look(op, out, err);
}

static void several(struct op *op, struct push_part *part, const json_node *bill)
{
	error_release(&part->err);
	error_set(&part->err, ERR_CONFLICT,
		N_("Xero has several bills of \"%1$s\" with the number %2$s; delete what is too many there"),
		xero_field(bill, "Contact.Name", op->pool), xero_field(bill, "InvoiceNumber", op->pool), NULL);
	part->n[P_VERDICT] = PART_FAILED;
}

static void take_hit(struct op *op, const json_node *bill)
{
	const char *mark = mark_of_bill(op, bill);

	if (strcmp(xero_field(bill, "Type", op->pool), "ACCPAY") || xero_bill_is_dead(xero_field(bill, "Status", op->pool)))
		return;
	for (int i = (int)op->n[N_FIRST]; i < op->n[N_LAST]; i++) {
		struct push_part *part = &op->parts[i];

		if (!looked_for(op, part) || strcmp(part->text[PT_MARK], mark))
			continue;
		if (part->n[P_HITS]++)
			several(op, part, bill);
		else
			part->n[P_VERDICT] = judge(op, part, bill, 0);
	}
}

static int more_pages(const struct op *op, const json_node *root)
{
	int64_t pages;

	if (json_int(json_get(root, "pagination.pageCount"), &pages) == 0)
		return op->n[N_PAGE] < pages;
	return json_count(json_get(root, "Invoices")) >= PAGE_SIZE;
}

static int take_look(struct op *op, const json_node *root, struct http_request *out, struct error *err)
{
	const json_node *list = json_get(root, "Invoices");

	if (!json_is_array(list)) {
		error_set(err, ERR_DATA, N_("Xero's answer for \"%1$s\" is not a list"), "Invoices", NULL);
		return OP_FAIL;
	}
	for (const json_node *b = json_first(list); b; b = json_next(b))
		take_hit(op, b);
	if (more_pages(op, root)) {
		op->n[N_PAGE]++;
		return send_look(op, out, err);
	}
	for (int i = (int)op->n[N_FIRST]; i < op->n[N_LAST]; i++)
		if (looked_for(op, &op->parts[i]) && op->parts[i].n[P_HITS])
			op->parts[i].outcome = (enum part_outcome)op->parts[i].n[P_VERDICT];
	op->n[N_FIRST] = op->n[N_LAST];
	op->n[N_PAGE] = 1;
	return send_look(op, out, err);
}

/* ---- CREATE ---- */

/* The bodies of all that are to be made, and what the key is made of. */
static int gather_bodies(struct op *op, struct strbuf *body, struct strbuf *key)
{
	int n = 0;

	strbuf_adds(body, "{\"Invoices\":[");
	for (int i = 0; i < op->n_parts; i++) {
		const struct push_item *item = &op->parts[i].item;
		struct json_doc doc;

		if (!to_be_made(&op->parts[i]))
			continue;
		if (json_parse(&doc, item->payload, strlen(item->payload), NULL) < 0)
			continue;                /* not sent: stays open, and is looked up */
		if (n++)
			strbuf_addc(body, ',');
		json_add(body, json_first(json_get(json_root(&doc), "body.Invoices")));
		strbuf_addf(key, "%s\n", item->key ? item->key : "");
		json_release(&doc);
	}
	strbuf_adds(body, "]}");
	return n;
}

static int create(struct op *op, struct http_request *out, struct error *err)
{
	struct strbuf body = STRBUF_INIT, key = STRBUF_INIT;
	const char *path = "Invoices?" XERO_BILL_QUERY;
	char hex[DIGEST_HEX_LEN];
	int n = gather_bodies(op, &body, &key);

	if (n) {
		strbuf_addf(&key, "%s\n%s\n", path, body.s);
		digest_sha256_hex(hex, key.s, key.len);
		xero_request(op->env, out, "PUT", path);
		http_request_set_body(out, "application/json", body.s, body.len);
		http_headers_set(&out->headers, "Idempotency-Key", hex);
		out->flags |= HTTP_MUTATES;
		op->step = STEP_CREATE;
	}
	strbuf_release(&body);
	strbuf_release(&key);
	return n ? OP_SEND : OP_DONE;
}

/* Which of those that were sent does this element of the answer speak of?  By number and contact; else, in an answer
 * as long as the request, by its place and number. */
static struct push_part *part_of(struct op *op, const json_node *bill, size_t place, int whole)
{
	const char *mark = mark_of_bill(op, bill);
	size_t number = strcspn(mark, "\n") + 1, at = 0;

	for (int i = 0; i < op->n_parts; i++)
		if (op->parts[i].n[P_HITS] == 1 && !strcmp(op->parts[i].text[PT_MARK], mark))
			return &op->parts[i];
	for (int i = 0; i < op->n_parts && whole; i++) {
		if (!op->parts[i].n[P_HITS] || at++ != place)
			continue;
		return op->parts[i].n[P_HITS] == 1 && !strncmp(op->parts[i].text[PT_MARK], mark, number) ? &op->parts[i] : NULL;
	}
	return NULL;
}

static void take_element(struct op *op, struct push_part *part, const json_node *bill)
{
	struct strbuf words = STRBUF_INIT;

	part->n[P_HITS] = 2;                     /* told */
	if (strcmp(xero_field(bill, "StatusAttributeString", op->pool), "ERROR")
			&& xero_is_guid(xero_field(bill, "InvoiceID", op->pool))) {
		part->outcome = (enum part_outcome)judge(op, part, bill, 1);
		return;
	}
	xero_element_words(&words, bill, "ValidationErrors");
	part->n[P_REFUSED] = REFUSED_ITSELF;
	part->text[PT_WORDS] = pool_strdup(op->pool, words.len ? words.s : "ERROR");
	strbuf_release(&words);
}

/* From here on an open part is in doubt: `sent` counts them, P_HITS marks them. */
static size_t mark_sent(struct op *op)
{
	size_t sent = 0;

	for (int i = 0; i < op->n_parts; i++) {
		struct push_part *part = &op->parts[i];

		part->n[P_HITS] = to_be_made(part);
		part->doubt |= part->n[P_HITS];
		sent += (size_t)part->n[P_HITS];
	}
	return sent;
}

static int look_again(struct op *op, struct http_request *out, struct error *err)
{
	op->n[N_AGAIN] = 1;
	return begin_look(op, out, err);
}

static int take_created(struct op *op, const json_node *root, struct http_request *out, struct error *err)
{
	const json_node *list = json_get(root, "Invoices");
	size_t sent, place = 0;
	int whole;

	if (!json_is_array(list)) {
		error_set(err, ERR_UNKNOWN, N_("Xero's answer does not show what it made; it will be looked up"), NULL);
		return OP_FAIL;
	}
	sent = mark_sent(op);
	whole = json_count(list) == sent;
	for (const json_node *b = json_first(list); b; b = json_next(b), place++) {
		struct push_part *part = part_of(op, b, place, whole);

		if (part)
			take_element(op, part, b);
	}
	return look_again(op, out, err);
}

/* What was refused and is not there. */
static int conclude(struct op *op)
{
	for (int i = 0; i < op->n_parts; i++) {
		struct push_part *part = &op->parts[i];

		if (part->outcome != PART_OPEN || !part->n[P_REFUSED])
			continue;
		if (part->n[P_REFUSED] == REFUSED_WITH_ALL || part->item.attempt > 1) {
			part->outcome = PART_ALONE;
			continue;
		}
		error_release(&part->err);
		xero_refusal(part->text[PT_WORDS], &part->err);
		part->outcome = PART_FAILED;
	}
	return OP_DONE;
}

static int create_failed(struct op *op, const struct http_response *in, enum error_class cls,
	struct http_request *out, struct error *err)
{
	if (in->status != 404 && cls != ERR_REFUSED && cls != ERR_CONFLICT)
		return OP_FAIL;
	error_release(err);
	mark_sent(op);
	for (int i = 0; i < op->n_parts; i++)
		if (op->parts[i].n[P_HITS])
			op->parts[i].n[P_REFUSED] = REFUSED_WITH_ALL;
	return look_again(op, out, err);
}

/* ---- steps ---- */

static int take_answer(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	struct json_doc doc;
	int rc;

	if (json_parse(&doc, in->body.s, in->body.len, NULL) < 0) {
		error_set(err, op->step == STEP_CREATE ? ERR_UNKNOWN : ERR_LATER,
			N_("Xero's answer ended too early; it will be looked up"), NULL);
		return OP_FAIL;
	}
	rc = op->step == STEP_CREATE ? take_created(op, json_root(&doc), out, err) :
		take_look(op, json_root(&doc), out, err);
	json_release(&doc);
	return rc;
}

/* What it is looked for by; 0: it cannot travel with others. */
static int know(struct op *op, struct push_part *part)
{
	const char *payload = part->item.payload;
	struct strbuf mark = STRBUF_INIT;
	struct json_doc doc;
	int yes;

	part->text[PT_MARK] = "\n";
	part->text[PT_NUMBER] = "";
	if (json_parse(&doc, payload, strlen(payload), NULL) < 0)
		return 0;
	yes = may_travel(json_root(&doc));
	if (yes) {
		add_mark(&mark, push_text(json_root(&doc), "lookup.number"), push_text(json_root(&doc), "lookup.contact"));
		part->text[PT_MARK] = pool_strdup(op->pool, mark.s);
		part->text[PT_NUMBER] = pool_strdup(op->pool, push_text(json_root(&doc), "lookup.number"));
	}
	strbuf_release(&mark);
	json_release(&doc);
	return yes;
}

/* Again from the first call after a new sign-in: what is settled stays, what is in doubt is only looked for. */
static int begin(struct op *op, struct http_request *out, struct error *err)
{
	memset(op->n, 0, sizeof op->n);
	for (int i = 0; i < op->n_parts; i++) {
		struct push_part *part = &op->parts[i];

		part->n[P_REFUSED] = REFUSED_NOT;
		if (!know(op, part) && part->outcome == PART_OPEN)
			part->outcome = PART_ALONE;
	}
	return begin_look(op, out, err);
}

int xero_push_many(struct op *op, const struct http_response *in, struct http_request *out, struct error *err)
{
	enum error_class cls;

	if (!in)
		return begin(op, out, err);
	cls = xero_explain(in, err);
	if (cls == ERR_LOGIN)
		return OP_RESTART;
	if (cls == ERR_NONE)
		return take_answer(op, in, out, err);
	return op->step == STEP_CREATE ? create_failed(op, in, cls, out, err) : OP_FAIL;
}
