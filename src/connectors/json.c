/* Reading and writing JSON safely; the only file that includes cJSON.h.
 *
 * What comes from outside is met three times.  First a scan over the raw bytes:
 * size, depth, number of values, the grammar of numbers and strings (cJSON is more
 * generous than RFC 8259), and three repairs in place that keep the length: the escape
 * of NUL, which would cut a C string, and lone halves of surrogate pairs, which some
 * services send and cJSON refuses, become U+FFFD; a byte that is no UTF-8 becomes "?".  Then cJSON builds the tree; its
 * hooks take memory from the arena of this document, so that one release frees it
 * all and thousands of nodes cost no call of malloc each.  Last a walk over the
 * finished tree: members named twice are refused, and every number gets back the
 * text it was written as.
 *
 * The last point is how amounts stay exact.  cJSON keeps a number as a double only;
 * numbers appear in the tree in the order in which they stand in the text, so the
 * walk hands each node its own token (in valuestring, which cJSON leaves empty for
 * numbers), and the double is never looked at again.
 *
 * A page of a list is read another way, for it is most of what a sync waits for: the caller names the members
 * that are read, and one pass over the text makes the nodes of these and checks the rest as strictly without
 * making anything of it; most of a page is nobody's.  Texts stay where they stand.  The nodes are cJSON's, so
 * whoever looks at the tree cannot tell.
 *
 * The hooks are installed once for the process; the arena they take from is a thread's
 * own, set only while cJSON runs. */
#include "connectors/json.h"
#include "connectors/json_scan.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "base/banned.h"

#define MAX_BYTES   ((size_t)64 << 20)
#define MAX_VALUES  ((size_t)4 << 20)
#define MAX_DIGITS  15
#define MAX_WHOLE   ((int64_t)1 << 53)
#define CHUNK       ((size_t)64 << 10)

/* ---- the arena ---- */

struct chunk {
	struct chunk *next;          /* owned */
	size_t used, size;
	max_align_t data[];
};

struct token { char *at; size_t len; };

struct arena {
	struct chunk *chunks;        /* owned; the first one is being filled */
	char *text;                  /* owned; the document, mended; NULL: the caller's */
	struct token *tokens;        /* owned; numbers in the order they stand */
	size_t n_tokens, cap_tokens, next_token;
	size_t values, len;
	const cJSON **seen;          /* owned; a hash table, used for one object at a time */
	size_t n_seen;
};

static _Thread_local struct arena *filling;
static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;

static void *arena_take(struct arena *a, size_t size)
{
	struct chunk *c;
	void *p;

	size = (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
	c = a->chunks;
	if (!c || c->size - c->used < size) {
		size_t want = size > CHUNK ? size : CHUNK;
		c = xmalloc(sizeof *c + want);
		c->used = 0;
		c->size = want;
		c->next = a->chunks;
		a->chunks = c;
	}
	p = (char *)c->data + c->used;
	c->used += size;
	return p;
}

static void *arena_alloc(size_t size)
{
	return filling ? arena_take(filling, size) : malloc(size);
}

static void arena_free(void *p)
{
	if (!filling)
		free(p);
}

static void hooks_install(void)
{
	cJSON_Hooks h = { arena_alloc, arena_free };
	cJSON_InitHooks(&h);
}

static void arena_release(struct arena *a)
{
	while (a->chunks) {
		struct chunk *next = a->chunks->next;
		free(a->chunks);
		a->chunks = next;
	}
	free(a->text);
	free(a->tokens);
	free(a->seen);
	free(a);
}

/* ---- the scan ---- */

static const char ill_formed[] = N_("the answer is not usable JSON: it ends too early or is ill-formed");

static void note_number(struct arena *a, char *at, size_t len)
{
	if (a->n_tokens == a->cap_tokens) {
		a->cap_tokens = a->cap_tokens ? a->cap_tokens * 2 : 64;
		a->tokens = xreallocarray(a->tokens, a->cap_tokens, sizeof *a->tokens);
	}
	a->tokens[a->n_tokens].at = at;
	a->tokens[a->n_tokens++].len = len;
}

static const char after_end[] = N_("the answer is not usable JSON: something follows its end");
static const char too_deep[] = N_("the answer is not usable JSON: it is nested too deeply");
static const char too_many[] = N_("the answer is not usable JSON: it holds too many values");
static const char named_twice[] = N_("the answer is not usable JSON: a member is named twice");

/* One mark, text, number or letter. */
static void scan_one(struct scan *sc)
{
	char *begin = sc->s;

	switch (*begin) {
	case '{': case '[':
		if (++sc->depth > JSON_MAX_DEPTH)
			sc->why = too_deep;
		sc->objects &= ~(UINT64_C(1) << sc->depth % 64);
		sc->objects |= (uint64_t)(*begin == '{') << sc->depth % 64;
		sc->s++;
		sc->arena->values++;
		break;
	case '}': case ']':
		if (sc->depth == 0 || (*begin == '}') != (sc->objects >> sc->depth % 64 & 1))
			sc->why = ill_formed;
		sc->depth--;
		sc->s++;
		break;
	case '"':
		json_scan_text(sc);
		sc->arena->values++;
		break;
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		json_scan_number(sc);
		note_number(sc->arena, begin, (size_t)(sc->s - begin));
		sc->arena->values++;
		break;
	case 't': case 'f': case 'n':
		sc->arena->values++;
		sc->s++;
		break;
	case ' ': case '\t': case '\r': case '\n': case ',': case ':':
		sc->s++;
		break;
	default:                         /* letters of the three words, told apart later */
		if ((unsigned char)*begin <= ' ')
			sc->why = ill_formed;
		sc->s++;
	}
	if (sc->arena->values > MAX_VALUES)
		sc->why = too_many;
}

static void scan_document(struct scan *sc)
{
	while (sc->s < sc->end && !sc->why)
		scan_one(sc);
}

/* ---- a page, in one pass ---- */

static cJSON *read_value(struct scan *sc);

static void skip_blanks(struct scan *sc)
{
	while (*sc->s == ' ' || *sc->s == '\n' || *sc->s == '\r' || *sc->s == '\t')
		sc->s++;                 /* the text ends with a NUL */
}

/* NULL inside what nobody reads. */
static cJSON *new_node(struct scan *sc, int type)
{
	static const cJSON none;
	cJSON *n;

	if (++sc->arena->values > MAX_VALUES)
		sc->why = too_many;
	if (sc->left_out)
		return NULL;
	n = arena_take(sc->arena, sizeof *n);
	*n = none;
	n->type = type;
	return n;
}

/* The text at s as one of C; s is behind it afterwards. */
static char *read_text(struct scan *sc)
{
	char *begin = sc->s + 1;

	json_scan_text(sc);
	if (!sc->why && !sc->left_out) {
		sc->s[-1] = '\0';
		if (sc->escaped)
			json_unescape(begin);
	}
	return begin;
}

/* The name of a member and its colon; where it stands among those that are read, or -1. */
static int read_name(struct scan *sc, char **name)
{
	int slot;

	*name = read_text(sc);
	if (sc->why)
		return -1;
	slot = sc->left_out ? -1 : json_names_find(sc->wanted, *name, sc->escaped ? strlen(*name) :
		(size_t)(sc->s - *name) - 1);
	skip_blanks(sc);
	if (*sc->s != ':')
		sc->why = ill_formed;
	else
		sc->s++;
	return slot;
}

/* At the mark that ends an object or a list, or that should. */
static void end_group(struct scan *sc, char end)
{
	if (sc->why)
		return;
	if (sc->mark != end)
		sc->why = ill_formed;
	else
		sc->s++;
}

static void read_object(struct scan *sc, cJSON *object)
{
	uint64_t seen[JSON_NAMES_SLOTS / 64] = { 0 };
	cJSON **at = object ? &object->child : NULL, *one;
	char *name;

	do {
		int slot;

		sc->s++;
		skip_blanks(sc);
		if (*sc->s == '}' && sc->mark == '{') {
			sc->mark = '}';
			break;
		}
		if (*sc->s != '"') {
			sc->why = ill_formed;
			return;
		}
		slot = read_name(sc, &name);
		if (slot >= 0 && seen[slot / 64] & UINT64_C(1) << slot % 64)
			sc->why = named_twice;
		if (sc->why)
			return;
		if (slot >= 0)
			seen[slot / 64] |= UINT64_C(1) << slot % 64;
		sc->left_out += slot < 0;
		one = read_value(sc);
		sc->left_out -= slot < 0;
		if (one) {
			one->string = name;
			*at = one;
			at = &one->next;
		}
	} while (!sc->why && sc->mark == ',');
	end_group(sc, '}');
}

static void read_array(struct scan *sc, cJSON *array)
{
	cJSON **at = array ? &array->child : NULL, *one;

	do {
		sc->s++;
		skip_blanks(sc);
		if (*sc->s == ']' && sc->mark == '[') {
			sc->mark = ']';
			break;
		}
		one = read_value(sc);
		if (one) {
			*at = one;
			at = &one->next;
		}
	} while (!sc->why && sc->mark == ',');
	end_group(sc, ']');
}

static cJSON *read_group(struct scan *sc)
{
	int object = *sc->s == '{';
	cJSON *n = new_node(sc, object ? cJSON_Object : cJSON_Array);

	if (++sc->depth > JSON_MAX_DEPTH) {
		sc->why = too_deep;
		return NULL;
	}
	sc->mark = *sc->s;
	if (object)
		read_object(sc, n);
	else
		read_array(sc, n);
	sc->depth--;
	return n;
}

static cJSON *read_word(struct scan *sc)
{
	static const struct { const char *word; int type; } words[] = {
		{ "true", cJSON_True }, { "false", cJSON_False }, { "null", cJSON_NULL } };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (!strncmp(sc->s, words[i].word, strlen(words[i].word))) {
			sc->s += strlen(words[i].word);
			return new_node(sc, words[i].type);
		}
	sc->why = ill_formed;
	return NULL;
}

/* One value; s then stands on what follows it, and mark says what that is: a number's text is ended by
 * writing over it. */
static cJSON *read_value(struct scan *sc)
{
	char *end = NULL;
	cJSON *n;

	skip_blanks(sc);
	if (*sc->s == '"') {
		char *text = read_text(sc);

		n = new_node(sc, cJSON_String);
		if (n)
			n->valuestring = text;
	} else if (*sc->s == '{' || *sc->s == '[') {
		n = read_group(sc);
	} else if (*sc->s == '-' || (*sc->s >= '0' && *sc->s <= '9')) {
		n = new_node(sc, cJSON_Number);
		if (n)
			n->valuestring = sc->s;
		json_scan_number(sc);
		end = n ? sc->s : NULL;
	} else {
		n = read_word(sc);
	}
	if (sc->why)
		return NULL;
	skip_blanks(sc);
	sc->mark = *sc->s;
	if (end)
		*end = '\0';
	return n;
}

static cJSON *read_document(struct scan *sc)
{
	cJSON *root = read_value(sc);

	if (!sc->why && sc->s != sc->end)
		sc->why = after_end;
	return root;
}

/* ---- the walk ---- */

/* Few members: all pairs are compared. */
static int twice_of_few(const cJSON *object)
{
	for (const cJSON *m = object->child; m; m = m->next)
		for (const cJSON *o = m->next; o; o = o->next)
			if (!strcmp(o->string, m->string))
				return 1;
	return 0;
}

static uint64_t hash_name(const char *s)
{
	uint64_t h = 2166136261u, word;

	for (size_t len = strlen(s), n; len; s += n, len -= n) {
		word = 0;
		n = len < sizeof word ? len : sizeof word;
		memcpy(&word, s, n);
		h = (h ^ word) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
	}
	return h;
}

/* Many: a hash table of what was seen. */
static int twice_of_many(struct arena *a, const cJSON *object, size_t n)
{
	size_t slots = 32;

	while (slots < 2 * n)
		slots *= 2;
	if (slots > a->n_seen) {
		free(a->seen);
		a->seen = xcalloc(slots, sizeof *a->seen);
		a->n_seen = slots;
	} else {
		memset(a->seen, 0, slots * sizeof *a->seen);
	}
	for (const cJSON *m = object->child; m; m = m->next) {
		uint64_t h = hash_name(m->string);
		for (h &= slots - 1; a->seen[h]; h = (h + 1) & (slots - 1))
			if (!strcmp(a->seen[h]->string, m->string))
				return 1;
		a->seen[h] = m;
	}
	return 0;
}

static int same_name_twice(struct arena *a, const cJSON *object)
{
	size_t n = 0;

	for (const cJSON *m = object->child; m; m = m->next)
		n++;
	return n < 8 ? twice_of_few(object) : twice_of_many(a, object, n);
}

/* NULL, or what is wrong. */
static const char *walk(struct arena *a, cJSON *n)
{
	const char *why = NULL;

	if (cJSON_IsNumber(n)) {
		struct token *t;
		if (a->next_token >= a->n_tokens)
			return N_("the answer is not usable JSON: its numbers cannot be told apart");
		t = &a->tokens[a->next_token++];
		t->at[t->len] = '\0';    /* parsed already: the character after it is free */
		n->valuestring = t->at;
		return NULL;
	}
	if (cJSON_IsObject(n) && n->child && same_name_twice(a, n))
		return named_twice;
	for (cJSON *c = n->child; c && !why; c = c->next)
		why = walk(a, c);
	return why;
}

/* The scan, cJSON and the walk. */
static cJSON *parse_whole(struct scan *sc)
{
	struct arena *a = sc->arena;
	const char *end = NULL;
	cJSON *root;

	scan_document(sc);
	if (sc->why)
		return NULL;
	pthread_once(&hooks_once, hooks_install);
	filling = a;
	root = cJSON_ParseWithLengthOpts(a->text, a->len + 1, &end, 0);
	filling = NULL;
	if (!root) {
		sc->why = ill_formed;
		return NULL;
	}
	while (end < a->text + a->len && strchr(" \t\r\n", *end) && *end)
		end++;
	sc->why = end != a->text + a->len ? after_end : walk(a, root);
	return root;
}

static int parse(struct json_doc *doc, struct scan *sc, char *text, size_t len, cJSON *(*read)(struct scan *sc),
	struct error *err)
{
	sc->s = text;
	sc->end = text + len;
	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3))
		sc->s += 3;
	if (len > MAX_BYTES)
		sc->why = N_("the answer is not usable JSON: it is too long");
	else if (!len)
		sc->why = N_("the answer is empty where JSON was expected");
	else
		doc->root = read(sc);
	if (!sc->why)
		return 0;
	json_release(doc);
	return error_set(err, ERR_DATA, sc->why, NULL);
}

int json_parse(struct json_doc *doc, const char *text, size_t len, struct error *err)
{
	struct arena *a = xcalloc(1, sizeof *a);
	struct scan sc = { .arena = a };

	doc->root = NULL;
	doc->arena = a;
	a->len = len > MAX_BYTES ? 0 : len;
	a->text = xmalloc(a->len + 1);
	if (a->len)
		memcpy(a->text, text, a->len);
	a->text[a->len] = '\0';
	return parse(doc, &sc, a->text, len, parse_whole, err);
}

int json_parse_some(struct json_doc *doc, char *text, size_t len, const struct json_names *wanted,
	struct error *err)
{
	struct scan sc = { .arena = xcalloc(1, sizeof *sc.arena), .wanted = wanted };

	doc->root = NULL;
	doc->arena = sc.arena;
	return parse(doc, &sc, text, len, read_document, err);
}

void json_release(struct json_doc *doc)
{
	if (doc->arena)
		arena_release(doc->arena);
	doc->arena = NULL;
	doc->root = NULL;
}

void json_wipe(struct json_doc *doc)
{
	struct arena *a = doc->arena;

	if (a) {
		for (struct chunk *c = a->chunks; c; c = c->next)
			explicit_bzero(c->data, c->used);
		if (a->text)
			explicit_bzero(a->text, a->len);
	}
	json_release(doc);
}

/* ---- reading ---- */

static const cJSON *node(const json_node *n)
{
	return (const cJSON *)(const void *)n;
}

static const json_node *outer(const cJSON *n)
{
	return (const json_node *)(const void *)n;
}

const json_node *json_root(const struct json_doc *doc)
{
	return outer(doc->root);
}

static const cJSON *member(const cJSON *object, const char *name, size_t len)
{
	if (!cJSON_IsObject(object))
		return NULL;
	for (const cJSON *m = object->child; m; m = m->next)
		if (m->string[0] == name[0] && !strncmp(m->string, name, len) && !m->string[len])
			return m;
	return NULL;
}

const json_node *json_get(const json_node *n, const char *path)
{
	const cJSON *c = node(n);

	while (c && *path) {
		const char *dot = strchr(path, '.');
		size_t len = dot ? (size_t)(dot - path) : strlen(path);
		c = member(c, path, len);
		path += len + (dot != NULL);
	}
	return outer(c);
}

const json_node *json_first(const json_node *n)
{
	return n && (json_is_array(n) || json_is_object(n)) ? outer(node(n)->child) : NULL;
}

const json_node *json_next(const json_node *n)
{
	return n ? outer(node(n)->next) : NULL;
}

size_t json_count(const json_node *n)
{
	size_t count = 0;

	for (const json_node *c = json_first(n); c; c = json_next(c))
		count++;
	return count;
}

const char *json_name(const json_node *n) { return n ? node(n)->string : NULL; }
int json_is_array(const json_node *n) { return n && cJSON_IsArray(node(n)); }
int json_is_object(const json_node *n) { return n && cJSON_IsObject(node(n)); }
int json_is_null(const json_node *n) { return !n || cJSON_IsNull(node(n)); }
int json_is_string(const json_node *n) { return n && cJSON_IsString(node(n)); }
int json_is_number(const json_node *n) { return n && cJSON_IsNumber(node(n)); }
int json_is_bool(const json_node *n) { return n && cJSON_IsBool(node(n)); }

const char *json_text(const json_node *n)
{
	return json_is_string(n) ? node(n)->valuestring : NULL;
}

int json_bool(const json_node *n, int fallback)
{
	return json_is_bool(n) ? cJSON_IsTrue(node(n)) != 0 : fallback;
}

/* Significant digits of a number token, leading and trailing zeros not counted. */
static int significant(const char *t)
{
	int n = 0, zeros = 0, begun = 0;

	for (; *t && *t != 'e' && *t != 'E'; t++) {
		if (*t < '0' || *t > '9')
			continue;
		if (*t == '0') {
			zeros += begun;
			continue;
		}
		begun = 1;
		n += zeros + 1;
		zeros = 0;
	}
	return n;
}

static int whole(const char *t, int64_t *out)
{
	int64_t v;

	if (decimal_parse(&v, t, 0, 1) < 0 || v > MAX_WHOLE || v < -MAX_WHOLE)
		return -1;
	*out = v;
	return 0;
}

int json_int(const json_node *n, int64_t *out)
{
	if (json_is_number(n))
		return whole(node(n)->valuestring, out);
	if (json_is_string(n) && *json_text(n))
		return decimal_parse(out, json_text(n), 0, 1);
	return -1;
}

int json_decimal(const json_node *n, int scale, int64_t *out)
{
	const char *t;

	if (!json_is_number(n) && !json_is_string(n))
		return -1;
	t = node(n)->valuestring;
	if (json_is_number(n) && significant(t) > MAX_DIGITS)
		return -1;
	return decimal_parse(out, t, scale, 1);
}

const char *json_scalar(const json_node *n, struct pool *p)
{
	const char *t;
	int64_t v;

	if (json_is_string(n))
		return pool_strdup(p, json_text(n));
	if (json_is_bool(n))
		return json_bool(n, 0) ? "true" : "false";
	if (!json_is_number(n))
		return NULL;
	t = node(n)->valuestring;
	if (!t[strspn(t, "0123456789")] && strlen(t) <= MAX_DIGITS)
		return pool_strdup(p, t);        /* an id, most often */
	if (whole(t, &v) == 0)
		return pool_printf(p, "%lld", (long long)v);
	if (significant(t) > MAX_DIGITS)
		return NULL;
	if (strpbrk(t, "eE")) {
		struct strbuf b = STRBUF_INIT;
		char *copy = NULL;
		if (decimal_parse(&v, t, 9, 1) == 0) {
			decimal_add(&b, v, 9, 0);
			copy = pool_strdup(p, b.s);
		}
		strbuf_release(&b);
		return copy;
	}
	return pool_strdup(p, t);
}

/* ---- back to text ---- */

static void indent(struct strbuf *out, int level)
{
	strbuf_addc(out, '\n');
	for (int i = 0; i < level; i++)
		strbuf_adds(out, "  ");
}

static void add(struct strbuf *out, const cJSON *n, int pretty, int level)
{
	int object = cJSON_IsObject(n);

	if (!n || cJSON_IsNull(n)) {
		strbuf_adds(out, "null");
	} else if (cJSON_IsBool(n)) {
		strbuf_adds(out, cJSON_IsTrue(n) ? "true" : "false");
	} else if (cJSON_IsNumber(n)) {
		strbuf_adds(out, n->valuestring);
	} else if (cJSON_IsString(n)) {
		strbuf_add_json(out, n->valuestring);
	} else {
		strbuf_addc(out, object ? '{' : '[');
		for (const cJSON *c = n->child; c; c = c->next) {
			if (pretty)
				indent(out, level + 1);
			if (object) {
				strbuf_add_json(out, c->string);
				strbuf_adds(out, pretty ? ": " : ":");
			}
			add(out, c, pretty, level + 1);
			if (c->next)
				strbuf_addc(out, ',');
		}
		if (pretty && n->child)
			indent(out, level);
		strbuf_addc(out, object ? '}' : ']');
	}
}

void json_add(struct strbuf *out, const json_node *n)
{
	add(out, node(n), 0, 0);
}

void json_add_pretty(struct strbuf *out, const json_node *n)
{
	add(out, node(n), 1, 0);
}

int json_pretty_text(struct strbuf *out, const char *json)
{
	struct json_doc doc;

	if (!json || json_parse(&doc, json, strlen(json), NULL) < 0)
		return -1;
	json_add_pretty(out, json_root(&doc));
	json_release(&doc);
	return 0;
}
