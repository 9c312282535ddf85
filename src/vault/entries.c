/* The entries of an open vault: set, get, remove, list.  A change is a draft of one or two
 * sections, written whole under the lock. */
#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "vault/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

#define SECTION_ROOM (SECRET_MAX - 2 * VAULT_PAD)

static size_t index_of(enum vault_section section)
{
	return (size_t)section - VAULT_EXPORT;
}

static const struct secret *section_key(const struct vault *v, enum vault_section section)
{
	return section == VAULT_EXPORT ? v->full : v->import;
}

static int find(const struct vault *v, const char *name, struct vault_entry *e)
{
	size_t i;

	for (i = 0; i < SECTIONS; i++)
		if (v->entries[i] && vault_entries_find(secret_data(v->entries[i]),
		    secret_len(v->entries[i]), name, e))
			return (int)(VAULT_EXPORT + i);
	return 0;
}

/* Section i of the draft with name put or (put NULL) removed. */
static int draft_entry(struct draft *d, const struct vault *v, size_t i, const char *name,
	const struct vault_entry *put, struct error *err)
{
	const uint8_t *data = secret_data(v->entries[i]);
	size_t len = secret_len(v->entries[i]);
	size_t want = vault_entries_len_with(data, len, name, put);

	if (want > SECTION_ROOM || (put && vault_entries_count(data, len) >= VAULT_COUNT_MAX))
		return error_set(err, ERR_DATA,
			N_("the vault is full: remove entries nobody needs"), NULL);
	d->entries[i] = secret_new(want);
	vault_entries_write_with(secret_bytes(d->entries[i]), data, len, name, put);
	d->changed[i] = 1;
	return 0;
}

int vault_set(struct vault *v, enum vault_section section, const char *name,
	const struct secret *value, struct error *err)
{
	struct vault_entry put = { name, strlen(name), secret_data(value), secret_len(value),
		clock_now_ms() };
	struct vault_entry old;
	struct draft d;
	int rc = 0, fd, where;

	if (!vault_name_valid(name, put.name_len) || put.value_len > VAULT_VALUE_MAX)
		return error_set(err, ERR_DATA,
			N_("the vault does not take \"%s\": "
			"a name has 1 to 255 plain characters, a value at most 64 KiB"),
			name, NULL);
	if (!v->import)
		return vault_is_locked(err);
	fd = vault_begin(v, err);
	if (fd < 0)
		return fd;
	vault_draft_init(&d, v);
	where = find(v, name, &old);
	if (!section_key(v, section))
		rc = error_set(err, ERR_LOCKED,
			N_("the vault is open for importing only: unlock it with its passphrase"), NULL);
	if (!rc && where && where != (int)section)
		rc = draft_entry(&d, v, index_of((enum vault_section)where), name, NULL, err);
	if (!rc)
		rc = draft_entry(&d, v, index_of(section), name, &put, err);
	if (!rc)
		rc = vault_draft_write(&d, v, err);
	if (rc)
		vault_draft_release(&d, v);
	close(fd);
	return rc;
}

int vault_remove(struct vault *v, const char *name, struct error *err)
{
	struct vault_entry old;
	struct draft d;
	int rc, fd, where;

	if (!v->import)
		return vault_is_locked(err);
	fd = vault_begin(v, err);
	if (fd < 0)
		return fd;
	vault_draft_init(&d, v);
	where = find(v, name, &old);
	if (!where)
		rc = error_set(err, ERR_NOTFOUND, N_("the vault holds no \"%s\""), name, NULL);
	else
		rc = draft_entry(&d, v, index_of((enum vault_section)where), name, NULL, err);
	if (!rc)
		rc = vault_draft_write(&d, v, err);
	if (rc)
		vault_draft_release(&d, v);
	close(fd);
	return rc;
}

int vault_get(struct vault *v, const char *name, struct secret **out, struct error *err)
{
	struct vault_entry e;
	int rc;

	if (!v->import)
		return vault_is_locked(err);
	rc = vault_fresh(v, err);
	if (rc)
		return rc;
	if (!find(v, name, &e))
		return error_set(err, ERR_NOTFOUND, v->full ? N_("the vault holds no \"%s\"") :
			N_("the part of the vault that is open for importing holds no \"%s\""),
			name, NULL);
	*out = secret_from_bytes(e.value, e.value_len);
	return 0;
}

static int name_order(const void *a, const void *b)
{
	return strcmp(((const struct vault_name *)a)->name, ((const struct vault_name *)b)->name);
}

int vault_list(struct vault *v, struct vault_names *out, struct error *err)
{
	struct vault_name *n;
	struct vault_entry e;
	size_t i, pos;
	int rc;

	memset(out, 0, sizeof *out);
	if (!v->import)
		return vault_is_locked(err);
	rc = vault_fresh(v, err);
	for (i = 0; !rc && i < SECTIONS; i++) {
		pos = 0;
		while (v->entries[i] && vault_entries_next(secret_data(v->entries[i]),
		    secret_len(v->entries[i]), &pos, &e)) {
			n = ARRAY_PUSH(out);
			n->name = xstrndup(e.name, e.name_len);
			n->section = (enum vault_section)(VAULT_EXPORT + i);
		}
	}
	if (out->len)
		qsort(out->items, out->len, sizeof *out->items, name_order);
	return rc;
}

void vault_names_release(struct vault_names *n)
{
	size_t i;

	for (i = 0; i < n->len; i++)
		free(n->items[i].name);
	ARRAY_RELEASE(n);
}
