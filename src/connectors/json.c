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
 * A page may be asked for with the names of the members that are read.  The scan then takes all others
 * out of the text, so that neither cJSON nor the walk meets them: most of a page is nobody's.
 *
 * The last point is how amounts stay exact.  cJSON keeps a number as a double only;
 * numbers appear in the tree in the order in which they stand in the text, so the
 * walk hands each node its own token (in valuestring, which cJSON leaves empty for
 * numbers), and the double is never looked at again.
 *
 * The hooks are installed once for the process; the arena they take from is a thread's
 * own, set only while cJSON runs. */
#include "connectors/json.h"
#include "base/array.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/text.h"
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
	char *text;                  /* owned; the document, mended */
	struct token *tokens;        /* owned; numbers in the order they stand */
	size_t n_tokens, cap_tokens, next_token;
	size_t values, len;
	const cJSON **seen;          /* owned; a hash table, used for one object at a time */
	size_t n_seen;
};

static _Thread_local struct arena *filling;
static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;

static void *arena_alloc(size_t size)
{
	struct arena *a = filling;
	struct chunk *c;
	void *p;

	if (!a)
		return malloc(size);
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

struct scan {
	struct arena *arena;
	char *s, *end;
	char *kept, *out;            /* what is kept begins at kept and will stand at out */
	const struct json_names *wanted;   /* borrowed, or NULL */
	int depth;
	uint64_t objects;            /* bit per depth: an object, not an array */
	int left_out;                /* inside a value that nobody reads */
	int escaped;                 /* the last text holds escapes */
	const char *why;             /* what is wrong; NULL: nothing */
};

static const char ill_formed[] = N_("the answer is not usable JSON: it ends too early or is ill-formed");

static int hex4(const char *s, const char *end, unsigned *out)
{
	unsigned v = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		unsigned char c = (unsigned char)s[i];
		unsigned d;
		if (c >= '0' && c <= '9')
			d = c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			d = (unsigned)((c | 32) - 'a' + 10);
		else
			return -1;
		v = v << 4 | d;
	}
	*out = v;
	return 0;
}

/* s stands on the u of an escape; returns how many bytes belong to it, 0 when ill-formed. */
static size_t scan_unicode(char *s, char *end)
{
	unsigned hi, lo;

	if (hex4(s + 1, end, &hi) < 0)
		return 0;
	if (hi >= 0xd800 && hi < 0xdc00 && end - s >= 11 && s[5] == '\\' && s[6] == 'u'
			&& hex4(s + 7, end, &lo) == 0 && lo >= 0xdc00 && lo < 0xe000)
		return 11;
	if (hi == 0 || (hi >= 0xd800 && hi < 0xe000))
		memcpy(s + 1, "fffd", 4);
	return 5;
}

/* How many of the next eight characters need no look: no control character, no quote, no backslash, none
 * past ASCII.  A borrow may make a plain one look suspect, but only after one that is. */
static size_t plain_of_eight(const char *s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	uint64_t w, quote, slash, suspect;

	memcpy(&w, s, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	quote = w ^ ones * '"';
	slash = w ^ ones * '\\';
	suspect = (w | (w - ones * 0x20) | (quote - ones) | (slash - ones)) & tops;
	return suspect ? (size_t)__builtin_ctzll(suspect) / 8 : 8;
}

static void scan_string(struct scan *sc)
{
	char *s = sc->s + 1;

	sc->escaped = 0;
	while (s < sc->end) {
		size_t n = sc->end - s >= 8 ? plain_of_eight(s) : 0;

		s += n;
		if (n == 8)
			continue;
		if (*s == '"')
			break;
		if ((unsigned char)*s < 0x20) {
			sc->why = N_("the answer is not usable JSON: a control character inside a text");
			return;
		}
		if ((unsigned char)*s >= 0x80) {
			uint32_t cp;
			n = text_decode(s, (size_t)(sc->end - s), &cp);
			if (n == 1)
				*s = '?';
			s += n;
			continue;
		}
		if (*s != '\\') {
			s++;
			continue;
		}
		s++;
		sc->escaped = 1;
		if (s < sc->end && *s == 'u') {
			n = scan_unicode(s, sc->end);
			if (n == 0) {
				sc->why = N_("the answer is not usable JSON: an ill-formed escape");
				return;
			}
			s += n;
		} else if (s < sc->end && strchr("\"\\/bfnrt", *s) && *s) {
			s++;
		} else {
			sc->why = N_("the answer is not usable JSON: an ill-formed escape");
			return;
		}
	}
	if (s >= sc->end) {
		sc->why = N_("the answer is not usable JSON: a text that does not end");
		return;
	}
	sc->s = s + 1;
}

static char *digits(char *s, const char *end)
{
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return s;
}

static void scan_number(struct scan *sc)
{
	struct arena *a = sc->arena;
	char *begin = sc->s, *s = sc->s, *from;

	if (*s == '-')
		s++;
	from = s;
	s = digits(s, sc->end);
	if (s == from || (*from == '0' && s - from > 1))
		goto bad;
	if (s < sc->end && *s == '.') {
		from = ++s;
		s = digits(s, sc->end);
		if (s == from)
			goto bad;
	}
	if (s < sc->end && (*s == 'e' || *s == 'E')) {
		s++;
		if (s < sc->end && (*s == '+' || *s == '-'))
			s++;
		from = s;
		s = digits(s, sc->end);
		if (s == from)
			goto bad;
	}
	/* cJSON copies at most 63 characters of a number. */
	if (s - begin > 60)
		goto bad;
	sc->s = s;
	if (sc->left_out)
		return;
	if (a->n_tokens == a->cap_tokens) {
		a->cap_tokens = a->cap_tokens ? a->cap_tokens * 2 : 64;
		a->tokens = xreallocarray(a->tokens, a->cap_tokens, sizeof *a->tokens);
	}
	a->tokens[a->n_tokens].at = begin - (sc->kept - sc->out);
	a->tokens[a->n_tokens++].len = (size_t)(s - begin);
	return;
bad:
	sc->why = N_("the answer is not usable JSON: an ill-formed number");
}

static void scan_member(struct scan *sc, char *name);

/* One mark, text, number or letter. */
static void scan_one(struct scan *sc)
{
	char *begin = sc->s;

	switch (*begin) {
	case '{': case '[':
		if (++sc->depth > JSON_MAX_DEPTH)
			sc->why = N_("the answer is not usable JSON: it is nested too deeply");
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
		scan_string(sc);
		sc->arena->values++;
		if (sc->wanted && !sc->left_out && !sc->why)
			scan_member(sc, begin);
		break;
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		scan_number(sc);
		sc->arena->values++;
		break;
	case 't': case 'f': case 'n':
		sc->arena->values++;
		sc->s++;
		break;
	default:
		sc->s++;
	}
	if (sc->arena->values > MAX_VALUES)
		sc->why = N_("the answer is not usable JSON: it holds too many values");
}

static void scan_document(struct scan *sc)
{
	while (sc->s < sc->end && !sc->why)
		scan_one(sc);
}

/* ---- what nobody reads ---- */

static unsigned slot_of(const char *name, size_t len)
{
	return ((unsigned)len * 31 + (unsigned char)name[0] * 7u + (unsigned char)name[len - 1] * 3u +
		(unsigned char)name[len / 2]) % JSON_NAMES_SLOTS;
}

static int is_named(const struct json_names *names, const char *name, size_t len)
{
	unsigned i;

	if (!len)
		return 1;
	for (i = slot_of(name, len); names->slots[i].at; i = (i + 1) % JSON_NAMES_SLOTS)
		if (names->slots[i].len == len && !memcmp(names->slots[i].at, name, len))
			return 1;
	return 0;
}

void json_names_add(struct json_names *names, const char *path)
{
	for (size_t len; *path; path += len + (path[len] != '\0')) {
		unsigned i;

		len = strcspn(path, ".,/");
		if (is_named(names, path, len))
			continue;
		if (++names->n > JSON_NAMES_SLOTS / 2)
			BUG("too many names of members, at %s", path);
		for (i = slot_of(path, len); names->slots[i].at; i = (i + 1) % JSON_NAMES_SLOTS)
			;
		names->slots[i].at = path;
		names->slots[i].len = len;
	}
}

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct scan *sc)
{
	while (sc->s < sc->end && is_blank(*sc->s))
		sc->s++;
}

/* A whole value, marks and texts alone: its members' commas and colons are not looked at. */
static void scan_value(struct scan *sc)
{
	static const char *const words[] = { "true", "false", "null" };
	int depth = sc->depth;

	skip_blanks(sc);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (!strncmp(sc->s, words[i], strlen(words[i]))) {
			sc->s += strlen(words[i]);
			return;
		}
	if (sc->s >= sc->end || !strchr("{[\"-0123456789", *sc->s) || !*sc->s) {
		sc->why = ill_formed;
		return;
	}
	do
		if (sc->s < sc->end)
			scan_one(sc);
	while (sc->s < sc->end && !sc->why && sc->depth > depth);
}

/* What is kept so far moves to its place. */
static void keep_until(struct scan *sc, const char *end)
{
	size_t len = (size_t)(end - sc->kept);

	memmove(sc->out, sc->kept, len);
	sc->out += len;
}

/* Does a member begin here: after the brace, or after a comma? */
static int begins_member(const struct scan *sc, const char *name)
{
	int comma = 0;

	for (;;) {
		while (name > sc->kept && is_blank(name[-1]))
			name--;
		if (name == sc->kept)
			break;
		if (comma || name[-1] != ',')
			return (name[-1] == '{') != comma;
		comma = 1;
		name--;
	}
	return !comma && sc->kept > sc->arena->text;      /* right after one that was left out, and its comma */
}

/* What follows a member that was left out; its comma goes too. */
static int end_member(struct scan *sc)
{
	skip_blanks(sc);
	if (sc->s < sc->end && *sc->s == '}') {
		while (sc->out > sc->arena->text && is_blank(sc->out[-1]))
			sc->out--;
		if (sc->out > sc->arena->text && sc->out[-1] == ',')
			sc->out--;
		return 0;
	}
	if (sc->s >= sc->end || *sc->s++ != ',')
		return -1;
	skip_blanks(sc);
	return sc->s < sc->end && *sc->s == '"' ? 0 : -1;
}

/* After a text in an object: when it names a member that nobody reads, both go. */
static void scan_member(struct scan *sc, char *name)
{
	char *after = sc->s;

	if (sc->escaped || !(sc->objects & UINT64_C(1) << sc->depth % 64))
		return;                   /* a name spelt otherwise is left for the tree to tell */
	skip_blanks(sc);
	if (sc->s >= sc->end || *sc->s != ':' || is_named(sc->wanted, name + 1, (size_t)(after - name) - 2)) {
		sc->s = after;
		return;
	}
	sc->s++;
	sc->left_out = 1;
	scan_value(sc);
	sc->left_out = 0;
	if (sc->why)
		return;
	if (!begins_member(sc, name)) {
		sc->why = ill_formed;
		return;
	}
	keep_until(sc, name);
	if (end_member(sc) < 0)
		sc->why = ill_formed;
	sc->kept = sc->s;
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
		return N_("the answer is not usable JSON: a member is named twice");
	for (cJSON *c = n->child; c && !why; c = c->next)
		why = walk(a, c);
	return why;
}

int json_parse(struct json_doc *doc, const char *text, size_t len, struct error *err)
{
	return json_parse_some(doc, text, len, NULL, err);
}

int json_parse_some(struct json_doc *doc, const char *text, size_t len, const struct json_names *wanted,
	struct error *err)
{
	struct arena *a = xcalloc(1, sizeof *a);
	struct scan sc = { .arena = a, .wanted = wanted };
	const char *end = NULL, *why;
	cJSON *root = NULL;

	doc->root = NULL;
	doc->arena = a;
	if (len > MAX_BYTES) {
		why = N_("the answer is not usable JSON: it is too long");
		goto refuse;
	}
	a->text = xmalloc(len + 1);
	memcpy(a->text, text, len);
	a->text[len] = '\0';
	a->len = len;
	sc.s = sc.kept = sc.out = a->text;
	sc.end = a->text + len;
	if (len >= 3 && !memcmp(a->text, "\xef\xbb\xbf", 3))
		sc.s += 3;
	scan_document(&sc);
	why = sc.why;
	if (why)
		goto refuse;
	keep_until(&sc, sc.end);
	*sc.out = '\0';
	len = (size_t)(sc.out - a->text);
	pthread_once(&hooks_once, hooks_install);
	filling = a;
	root = cJSON_ParseWithLengthOpts(a->text, len + 1, &end, 0);
	filling = NULL;
	if (!root) {
		why = len == 0 ? N_("the answer is empty where JSON was expected")
			: ill_formed;
		goto refuse;
	}
	while (end < a->text + len && strchr(" \t\r\n", *end) && *end)
		end++;
	if (end != a->text + len) {
		why = N_("the answer is not usable JSON: something follows its end");
		goto refuse;
	}
	why = walk(a, root);
	if (why)
		goto refuse;
	doc->root = root;
	return 0;
refuse:
	json_release(doc);
	return error_set(err, ERR_DATA, why, NULL);
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
