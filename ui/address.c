/* Addresses of records in the pages of Procore and of the accounting systems.
 *
 * A value comes from outside and must stay a value: everything but letters, digits and -._~ is
 * percent-encoded, so that no vendor's number can turn an address into another one. */
#include "ui/address.h"
#include "ui/app.h"
#include "base/i18n.h"
#include "base/path.h"
#include "model/record.h"
#include "store/records.h"

#include <string.h>

#include "base/banned.h"

#define FILE_MAX_BYTES 65536
#define ADDRESS_MAX    2000

/* ---- templates ---- */

/* The value of `name` in a file's text; to free(), or NULL. */
static char *find_line(const char *text, const char *name)
{
	size_t len = strlen(name);
	while (*text) {
		size_t n = strcspn(text, "\r\n");
		const char *p = text + strspn(text, " \t");
		if (strncmp(p, name, len) == 0) {
			p += len;
			p += strspn(p, " \t");
			if (*p == '=') {
				p++;
				p += strspn(p, " \t");
				n = (size_t)(text + n - p);
				while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
					n--;
				return n > 0 ? xstrndup(p, n) : NULL;
			}
		}
		text += n;
		text += strspn(text, "\r\n");
	}
	return NULL;
}

char *address_template(const char *text, const char *connector, const char *environment, const char *entity)
{
	char *name = NULL, *found = NULL;
	if (environment && strcmp(environment, "production") != 0) {
		name = xasprintf("%s.test.%s", connector, entity);
		found = find_line(text, name);
		free(name);
	}
	if (found == NULL) {
		name = xasprintf("%s.%s", connector, entity);
		found = find_line(text, name);
		free(name);
	}
	return found;
}

static void add_encoded(struct strbuf *out, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c))
			strbuf_addc(out, (char)c);
		else
			strbuf_addf(out, "%%%02X", c);
	}
}

/* The site of a connection: as typed, without a slash at its end. */
static int add_base(struct strbuf *out, const char *url)
{
	size_t len = strlen(url);
	if ((strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) ||
	    strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]%") != len)
		return -1;
	while (len > 0 && url[len - 1] == '/')
		len--;
	strbuf_add(out, url, len);
	return 0;
}

int address_is_plain(const char *url)
{
	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return 0;
	for (; *url; url++)
		if (*url <= ' ' || *url >= 0x7f || strchr("\"'<>\\^`{|}", *url))
			return 0;
	return 1;
}

int address_fill(struct strbuf *out, const char *form, const char *(*value)(const void *data, const char *name),
	const void *data, struct error *err)
{
	while (*form) {
		const char *end = *form == '{' ? strchr(form, '}') : NULL, *v;
		char *name;
		int rc = 0;
		if (end == NULL) {
			strbuf_addc(out, *form++);
			continue;
		}
		name = xstrndup(form + 1, (size_t)(end - form - 1));
		v = value(data, name);
		if (v == NULL || *v == '\0')
			rc = error_set(err, ERR_CONFIG, N_("The address of this record needs its \"%s\", and nothing is known of it."), name, NULL);
		else if (strcmp(name, "base_url") != 0)
			add_encoded(out, v);
		else if (add_base(out, v) < 0)
			rc = error_set(err, ERR_CONFIG, N_("The connection's address \"%s\" is none of a web page."), v, NULL);
		free(name);
		if (rc < 0)
			return rc;
		form = end + 1;
	}
	if (out->len > ADDRESS_MAX || !address_is_plain(out->s))
		return error_set(err, ERR_CONFIG, N_("The line of links.conf makes no address a browser could open."), NULL);
	return 0;
}

/* ---- of a record ---- */

/* What names in a template stand for. */
struct source {
	const struct record *record;
	const struct connection *connection;
	const char *id, *number;
};

static const char *value_of(const void *data, const char *name)
{
	const struct source *s = data;
	const struct entity_def *def = &entities[s->record->entity];
	if (strcmp(name, "id") == 0)
		return s->id;
	if (strcmp(name, "number") == 0)
		return s->number;
	for (size_t i = 0; i < s->connection->n_options; i++)
		if (strcmp(s->connection->options[i].name, name) == 0)
			return s->connection->options[i].value;
	for (int i = 0; i < def->n_fields; i++)
		if (strcmp(def->fields[i].name, name) == 0 &&
		    (def->fields[i].type == VALUE_TEXT || def->fields[i].type == VALUE_REF))
			return record_text(s->record, i);
	return NULL;
}

static const struct connection *connection_by_id(const struct app *a, int64_t id)
{
	for (size_t i = 0; i < a->connections.len; i++)
		if (a->connections.items[i].id == id)
			return &a->connections.items[i];
	return NULL;
}

void addresses_release(struct addresses *a)
{
	strbuf_release(&a->own);
	strbuf_release(&a->installed);
	a->read = 0;
}

static void read_file(struct strbuf *out, char *take_path)
{
	strbuf_init(out);
	if (path_read_file(out, take_path, FILE_MAX_BYTES, NULL) < 0)
		strbuf_reset(out);
	free(take_path);
}

static char *find_template(struct app *a, const struct source *s)
{
	struct addresses *book = &a->addresses;
	const char *entity = entities[s->record->entity].name;
	char *found = NULL;
	if (!book->read) {
		read_file(&book->own, path_config("links.conf"));
		read_file(&book->installed, path_installed("links.conf"));
		book->read = 1;
	}
	if (book->own.len > 0)
		found = address_template(book->own.s, s->connection->connector, s->connection->environment, entity);
	if (found == NULL && book->installed.len > 0)
		found = address_template(book->installed.s, s->connection->connector, s->connection->environment, entity);
	return found;
}

static int compose(struct strbuf *out, struct app *a, const struct source *s, struct error *err)
{
	char *form = find_template(a, s);
	int rc;
	if (form == NULL)
		return error_set(err, ERR_NOTFOUND, N_("Where the pages of %1$s are is not known for this kind of record; "
			"a line %1$s.%2$s = ... in links.conf says it."), s->connection->connector,
			entities[s->record->entity].name, NULL);
	rc = address_fill(out, form, value_of, s, err);
	free(form);
	return rc;
}

int address_here(struct strbuf *out, struct app *a, const struct record *r)
{
	struct source s = { .record = r, .connection = connection_by_id(a, r->connection_id), .id = r->remote_id,
		.number = r->remote_code ? r->remote_code : record_name(r) };
	return s.connection && compose(out, a, &s, NULL) == 0 ? 0 : -1;
}

int address_of(struct strbuf *out, struct app *a, const struct record *r, int erp, struct error *err)
{
	struct source s = { .record = r };
	struct pool pool = POOL_INIT;
	struct link l;
	int is_erp, rc;
	if (r == NULL || (s.connection = connection_by_id(a, r->connection_id)) == NULL)
		return error_set(err, ERR_NOTFOUND, N_("There is no record here to do that with."), NULL);
	s.id = r->remote_id;
	s.number = r->remote_code ? r->remote_code : record_name(r);
	is_erp = strcmp(s.connection->role, "erp") == 0;
	if (is_erp && !erp)
		return error_set(err, ERR_NOTFOUND, N_("%s is not in Procore yet."), record_name(r), NULL);
	if (erp && !is_erp) {
		if (links_get_in(a->store, r->entity, r->id, r->state.books, &pool, &l, NULL) < 0 ||
		    (s.connection = connection_by_id(a, l.connection_id)) == NULL) {
			pool_release(&pool);
			return error_set(err, ERR_NOTFOUND, N_("%s is not in the accounting system yet."), record_name(r), NULL);
		}
		s.id = l.erp_id;
		s.number = l.erp_code && *l.erp_code ? l.erp_code : l.erp_id;
	}
	rc = compose(out, a, &s, err);
	pool_release(&pool);
	return rc;
}
