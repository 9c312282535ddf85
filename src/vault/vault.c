/* The vault.
 *
 * Keys.  A random FULL key seals the EXPORT section; a random IMPORT key seals
 * the IMPORT section.  The passphrase's key wraps FULL, FULL wraps IMPORT, and
 * when a person has allowed it a key file's key wraps IMPORT too:
 *
 *	passphrase -Argon2id-> key -> FULL -> EXPORT entries
 *	                                \---> IMPORT key -> IMPORT entries
 *	key file ------------------------------^
 *
 * so that whoever holds the key file reaches the tokens for reading and nothing
 * else, and can still write a renewed one back.
 *
 *	MISSING -create-> OPEN -lock-> LOCKED -unlock-> OPEN
 *	                               LOCKED -unlock_with_key_file-> IMPORT_ONLY
 *
 * What always holds:
 *  1. `raw` is the last file content seen, `file` and `header` look into it, and
 *     `stamp` tells whether the path still holds it.
 *  2. A section's entries are in memory exactly when its key is.
 *  3. The header changes only in state OPEN, and then both sections are sealed
 *     anew, because every byte of it is their associated data.
 *  4. A change is made under the lock file, on the content read under it.
 *  5. Generations never go down: a content that is older than one already seen
 *     is refused.
 *  6. What fails leaves the former state, in memory and on disk. */
#include "vault/vault.h"

#include "base/array.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "vault/file.h"
#include "vault/format.h"
#include "vault/internal.h"
#include "vault/seal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

#define LOCK_WAIT_MS 5000
/* ---- small helpers ---- */

static int damaged(const struct vault *v, struct error *err)
{
	return error_set(err, ERR_STORE,
		N_("the vault \"%s\" is damaged: restore the copy \"%s.bak\" or a backup"),
		v->path, v->path, NULL);
}

static int wrong_passphrase(const struct vault *v, struct error *err)
{
	return error_set(err, ERR_LOCKED,
		N_("the passphrase does not open the vault \"%s\": "
		"check the keyboard's language and the capitals lock, then type it again"),
		v->path, NULL);
}

int vault_is_locked(struct error *err)
{
	return error_set(err, ERR_LOCKED,
		N_("the vault is locked: unlock it with its passphrase"), NULL);
}

static void close_keys(struct vault *v)
{
	size_t i;

	secret_free(v->full);
	secret_free(v->import);
	v->full = v->import = NULL;
	for (i = 0; i < SECTIONS; i++) {
		secret_free(v->entries[i]);
		v->entries[i] = NULL;
	}
}

static int same_params(const struct vault_header *a, const struct vault_header *b)
{
	uint8_t x[VAULT_HEADER_LEN], y[VAULT_HEADER_LEN];

	vault_header_write(x, a);
	vault_header_write(y, b);
	return !memcmp(x, y, sizeof x);
}

/* ---- reading the file ---- */

/* Parses raw, checks its sum; 0 or a class. */
static int parse_raw(struct vault_file *out, const struct strbuf *raw, const struct vault *v,
	struct error *err)
{
	uint8_t sum[VAULT_SUM_LEN];
	int rc = vault_file_parse(out, (const uint8_t *)raw->s, raw->len, v->path, err);

	if (rc)
		return rc;
	seal_header_sum(sum, (const uint8_t *)raw->s);
	return memcmp(sum, out->header.sum, sizeof sum) ? damaged(v, err) : 0;
}

static int is_older(const struct vault_file *now, const struct vault_file *seen)
{
	return memcmp(now->header.id, seen->header.id, VAULT_ID_LEN) ||
		now->sections[0].generation < seen->sections[0].generation ||
		now->sections[1].generation < seen->sections[1].generation;
}

/* Opens both sections of `raw` with the keys given; 0 or -1. */
static int open_sections(struct secret *entries[SECTIONS], const struct strbuf *raw,
	const struct vault_file *file, const struct secret *full, const struct secret *import)
{
	const uint8_t *header = (const uint8_t *)raw->s;

	entries[0] = entries[1] = NULL;
	if (full && seal_open_section(&entries[0], header, &file->sections[0], full))
		return -1;
	if (seal_open_section(&entries[1], header, &file->sections[1], import)) {
		secret_free(entries[0]);
		entries[0] = NULL;
		return -1;
	}
	return 0;
}

static void adopt(struct vault *v, struct strbuf *raw, const struct vault_file *file)
{
	strbuf_release(&v->raw);
	v->raw = *raw;
	strbuf_init(raw);
	v->file = *file;
}

/* Brings v up to what lies on disk now.  Open sections are opened again with the
 * keys at hand; when these no longer fit, the vault locks itself. */
static int reload(struct vault *v, struct error *err)
{
	struct strbuf raw = STRBUF_INIT;
	struct secret *entries[SECTIONS] = { NULL, NULL };
	struct vaultfile_stamp stamp;
	struct vault_file file;
	size_t i;
	int rc;

	rc = vaultfile_check_folder(v->path, err);
	if (!rc)
		rc = vaultfile_read(&raw, &stamp, v->path, VAULT_FILE_MAX, err);
	if (!rc)
		rc = parse_raw(&file, &raw, v, err);
	if (!rc && v->raw.len && is_older(&file, &v->file))
		rc = error_set(err, ERR_STORE,
			N_("the vault \"%s\" was replaced by an older or another one: "
			"lock and unlock it if you restored a backup"),
			v->path, NULL);
	if (rc)
		goto out;
	if (v->import && open_sections(entries, &raw, &file, v->full, v->import)) {
		close_keys(v);
		v->state = VAULT_LOCKED;
		rc = error_set(err, ERR_LOCKED,
			N_("another running copy changed the keys of the vault \"%s\": unlock it again"),
			v->path, NULL);
	}
	adopt(v, &raw, &file);
	v->stamp = stamp;
	for (i = 0; !rc && i < SECTIONS; i++) {
		secret_free(v->entries[i]);
		v->entries[i] = entries[i];
	}
out:
	strbuf_release(&raw);
	return rc;
}

int vault_fresh(struct vault *v, struct error *err)
{
	return vaultfile_changed(v->path, &v->stamp) ? reload(v, err) : 0;
}

/* Locked vaults forget which generations they saw: a person who restores a
 * backup locks and unlocks. */
static int fresh_locked(struct vault *v, struct error *err)
{
	strbuf_release(&v->raw);
	return reload(v, err);
}

/* ---- writing the file ---- */

void vault_draft_init(struct draft *d, struct vault *v)
{
	memset(d, 0, sizeof *d);
	d->header = v->file.header;
	d->full = v->full;
	d->import = v->import;
	d->entries[0] = v->entries[0];
	d->entries[1] = v->entries[1];
}

/* Frees what the draft has of its own. */
void vault_draft_release(struct draft *d, const struct vault *v)
{
	size_t i;

	if (d->full != v->full)
		secret_free(d->full);
	if (d->import != v->import)
		secret_free(d->import);
	for (i = 0; i < SECTIONS; i++)
		if (d->entries[i] != v->entries[i])
			secret_free(d->entries[i]);
}

static void draft_compose(struct strbuf *out, struct draft *d, const struct vault *v)
{
	uint8_t header[VAULT_HEADER_LEN];
	const struct vault_sealed *s;
	size_t i;

	vault_header_write(header, &d->header);
	seal_header_sum(d->header.sum, header);
	vault_header_write(header, &d->header);
	strbuf_add(out, header, sizeof header);
	for (i = 0; i < SECTIONS; i++) {
		s = &v->file.sections[i];
		if (d->header_changed || d->changed[i] || !s->head)
			seal_section(out, header, VAULT_EXPORT + (uint32_t)i, s->generation + 1,
				d->entries[i], i ? d->import : d->full);
		else
			strbuf_add(out, s->head, VAULT_SECTION_HEAD_LEN + s->cipher_len);
	}
}

/* Writes the draft; then it is the vault's state, and vault_draft_release leaves it
 * alone.  Under the lock. */
int vault_draft_write(struct draft *d, struct vault *v, struct error *err)
{
	struct strbuf raw = STRBUF_INIT;
	struct vault_file file;
	size_t i;
	int rc;

	draft_compose(&raw, d, v);
	rc = parse_raw(&file, &raw, v, err);   /* what is written can be read */
	if (!rc)
		rc = vaultfile_replace(v->path, raw.s, raw.len, &v->stamp, err);
	if (!rc) {
		if (d->fresh_backup)
			rc = vaultfile_renew_backup(v->path, raw.s, raw.len, err);
		adopt(v, &raw, &file);
		if (d->full != v->full)
			secret_free(v->full);
		if (d->import != v->import)
			secret_free(v->import);
		v->full = d->full;
		v->import = d->import;
		for (i = 0; i < SECTIONS; i++) {
			if (d->entries[i] != v->entries[i])
				secret_free(v->entries[i]);
			v->entries[i] = d->entries[i];
		}
		trace(TRACE_VAULT, "written, generations %llu and %llu",
			(unsigned long long)file.sections[0].generation,
			(unsigned long long)file.sections[1].generation);
	}
	strbuf_release(&raw);
	return rc;
}

/* Takes the lock and brings v up to date; the lock's descriptor or a class. */
int vault_begin(struct vault *v, struct error *err)
{
	int rc, fd = vaultfile_lock(v->path, ".lock", LOCK_WAIT_MS, err);

	if (fd < 0)
		return fd;
	rc = vault_fresh(v, err);
	if (rc) {
		close(fd);
		return rc;
	}
	return fd;
}

/* ---- making and opening ---- */

enum vault_state vault_probe(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 ? VAULT_MISSING : VAULT_LOCKED;
}

static struct vault *vault_alloc(const char *path)
{
	struct vault *v = xcalloc(1, sizeof *v);

	v->path = xstrdup(path);
	strbuf_init(&v->raw);
	v->state = VAULT_LOCKED;
	v->refresh_fd = -1;
	return v;
}

static struct vault_params params_default(void)
{
	struct vault_params p = { VAULT_DEFAULT_OPS, VAULT_DEFAULT_MEM, 0 };
	const char *cost = getenv("COMPTOIR_VAULT_COST");

	if (cost && !strcmp(cost, "min")) {
		p.ops = VAULT_MIN_OPS;
		p.mem = VAULT_MIN_MEM;
		p.keep = 1;
	}
	return p;
}

static int params_check(const struct vault_params *p, struct error *err)
{
	if (p->ops < VAULT_MIN_OPS || p->ops > VAULT_LIMIT_OPS || p->mem < VAULT_MIN_MEM ||
	    p->mem > VAULT_LIMIT_MEM)
		return error_set(err, ERR_CONFIG,
			N_("the cost of the vault lies outside 1 to 64 passes and 8 KiB to 4 GiB"),
			NULL);
	return 0;
}

static int passphrase_check(const struct secret *passphrase, struct error *err)
{
	if (!passphrase || !secret_len(passphrase))
		return error_set(err, ERR_DATA,
			N_("an empty passphrase protects nothing: choose one"), NULL);
	return 0;
}

static void header_set_params(struct vault_header *h, const struct vault_params *p)
{
	h->ops = p->ops;
	h->mem = p->mem;
	h->flags = p->keep ? VAULT_FLAG_KEEP_COST : 0;
	seal_random(h->salt, sizeof h->salt);
}

/* New FULL key wrapped by kek, IMPORT key wrapped by it. */
static void draft_new_full(struct draft *d, const struct secret *kek)
{
	d->full = seal_random_key();
	seal_wrap(&d->header.full, d->full, kek, &d->header, SEAL_FULL);
	seal_wrap(&d->header.import, d->import, d->full, &d->header, SEAL_IMPORT);
	d->header_changed = 1;
}

static int create_locked(struct vault *v, const struct secret *passphrase,
	const struct vault_params *params, struct error *err)
{
	struct secret *kek = NULL;
	struct draft d;
	int rc;

	vault_draft_init(&d, v);
	header_set_params(&d.header, params);
	seal_random(d.header.id, sizeof d.header.id);
	rc = seal_derive(&kek, passphrase, &d.header, err);
	if (!rc) {
		d.import = seal_random_key();
		draft_new_full(&d, kek);
		d.entries[0] = secret_new(4);
		d.entries[1] = secret_new(4);
		rc = vault_draft_write(&d, v, err);
	}
	if (rc)
		vault_draft_release(&d, v);
	else
		v->state = VAULT_OPEN;
	vault_touch(v, clock_mono_ms());
	secret_free(kek);
	return rc;
}

int vault_create(struct vault **out, const char *path, const struct secret *passphrase,
	const struct vault_params *params, struct error *err)
{
	struct vault_params p = params ? *params : params_default();
	struct vault *v;
	int rc, fd;

	rc = passphrase_check(passphrase, err);
	if (!rc)
		rc = params_check(&p, err);
	if (!rc)
		rc = vaultfile_prepare_folder(path, err);
	if (rc)
		return rc;
	fd = vaultfile_lock(path, ".lock", LOCK_WAIT_MS, err);
	if (fd < 0)
		return fd;
	v = vault_alloc(path);
	if (vault_probe(path) != VAULT_MISSING)
		rc = error_set(err, ERR_CONFIG,
			N_("there is a vault at \"%s\" already: it was left as it is"), path, NULL);
	else
		rc = create_locked(v, passphrase, &p, err);
	close(fd);
	if (rc)
		vault_free(v);
	else
		*out = v;
	return rc;
}

int vault_open(struct vault **out, const char *path, struct error *err)
{
	struct vault *v = vault_alloc(path);
	int rc;

	if (vault_probe(path) == VAULT_MISSING)
		rc = error_set(err, ERR_NOTFOUND,
			N_("there is no vault at \"%s\": make one with `comptoir vault create`"),
			path, NULL);
	else
		rc = reload(v, err);
	if (rc)
		vault_free(v);
	else
		*out = v;
	return rc;
}

void vault_free(struct vault *v)
{
	if (!v)
		return;
	vault_refresh_end(v);
	close_keys(v);
	strbuf_release(&v->raw);
	free(v->path);
	free(v);
}

enum vault_state vault_state(const struct vault *v)
{
	return v->state;
}

const char *vault_path(const struct vault *v)
{
	return v->path;
}

struct vault_params vault_params(const struct vault *v)
{
	struct vault_params p = { v->file.header.ops, v->file.header.mem,
		(v->file.header.flags & VAULT_FLAG_KEEP_COST) != 0 };

	return p;
}

void vault_generation(const struct vault *v, uint64_t *main_gen, uint64_t *import_gen)
{
	*main_gen = v->file.sections[0].generation;
	*import_gen = v->file.sections[1].generation;
}

/* ---- unlocking ---- */

/* Opens both keys of the present header with the passphrase's key. */
static int unwrap_keys(struct vault *v, const struct secret *kek, struct secret **full,
	struct secret **import, struct error *err)
{
	const struct vault_header *h = &v->file.header;

	*import = NULL;
	if (seal_unwrap(full, &h->full, kek, h, SEAL_FULL))
		return wrong_passphrase(v, err);
	if (seal_unwrap(import, &h->import, *full, h, SEAL_IMPORT)) {
		secret_free(*full);
		*full = NULL;
		return damaged(v, err);
	}
	return 0;
}

static int open_with(struct vault *v, const struct secret *kek, struct error *err)
{
	struct secret *full = NULL, *import = NULL, *entries[SECTIONS];
	int rc = unwrap_keys(v, kek, &full, &import, err);

	if (!rc && open_sections(entries, &v->raw, &v->file, full, import))
		rc = damaged(v, err);
	if (rc) {
		secret_free(full);
		secret_free(import);
		return rc;
	}
	close_keys(v);
	v->full = full;
	v->import = import;
	v->entries[0] = entries[0];
	v->entries[1] = entries[1];
	v->state = VAULT_OPEN;
	vault_touch(v, clock_mono_ms());
	trace(TRACE_VAULT, "unlocked");
	return 0;
}

/* Derives again at the cost given, with new keys where that is possible; under
 * the lock and open.  The import key stays when a key file wraps it. */
static int rekey(struct vault *v, const struct secret *passphrase, const struct vault_params *p,
	struct error *err)
{
	struct vault_header before = v->file.header;
	struct secret *kek = NULL;
	struct draft d;
	int rc, fd = -1;

	vault_draft_init(&d, v);
	header_set_params(&d.header, p);
	rc = seal_derive(&kek, passphrase, &d.header, err);
	if (!rc)
		rc = fd = vault_begin(v, err);
	if (fd >= 0)
		rc = same_params(&before, &v->file.header) ? 0 : error_set(err, ERR_LATER,
			N_("another running copy changed the vault at the same moment: try again"), NULL);
	if (!rc) {
		d.full = v->full;
		d.import = v->file.header.unattended ? v->import : seal_random_key();
		d.entries[0] = v->entries[0];
		d.entries[1] = v->entries[1];
		draft_new_full(&d, kek);
		d.fresh_backup = 1;
		rc = vault_draft_write(&d, v, err);
		if (rc)
			vault_draft_release(&d, v);
	}
	if (fd >= 0)
		close(fd);
	secret_free(kek);
	return rc;
}

static void raise_cost(struct vault *v, const struct secret *passphrase)
{
	struct vault_params p = vault_params(v), wanted = { VAULT_DEFAULT_OPS, VAULT_DEFAULT_MEM, 0 };

	if (p.keep || (p.ops >= wanted.ops && p.mem >= wanted.mem))
		return;
	if (p.ops > wanted.ops)
		wanted.ops = p.ops;
	if (p.mem > wanted.mem)
		wanted.mem = p.mem;
	/* A read-only folder or little memory today is no reason to stay locked. */
	if (rekey(v, passphrase, &wanted, NULL))
		trace(TRACE_VAULT, "the cost could not be raised");
}

int vault_unlock(struct vault *v, const struct secret *passphrase, struct error *err)
{
	struct secret *kek = NULL;
	int rc;

	if (!passphrase || !secret_len(passphrase))
		return wrong_passphrase(v, err);
	rc = v->state == VAULT_LOCKED ? fresh_locked(v, err) : vault_fresh(v, err);
	if (!rc)
		rc = seal_derive(&kek, passphrase, &v->file.header, err);
	if (!rc)
		rc = open_with(v, kek, err);
	secret_free(kek);
	if (!rc)
		raise_cost(v, passphrase);
	return rc;
}

static int key_wrong(const struct vault *v, const char *source, struct error *err)
{
	return error_set(err, ERR_LOCKED,
		N_("the key file \"%s\" does not open the vault \"%s\": "
		"make a new one with `comptoir vault unattended on FILE`"),
		source, v->path, NULL);
}

/* The key in a key file's line, if it is one for this vault. */
static int key_parse(struct secret **key, const struct vault *v, const struct secret *line)
{
	uint8_t id[VAULT_ID_LEN];
	struct secret *k = secret_new(VAULT_KEY_LEN);

	if (vault_keyfile_parse(id, secret_bytes(k), secret_text(line), secret_len(line)) ||
	    memcmp(id, v->file.header.id, sizeof id)) {
		secret_free(k);
		return -1;
	}
	*key = k;
	return 0;
}

/* Opens IMPORT with a key line; source names where it came from. */
static int open_import(struct vault *v, const struct secret *line, const char *source,
	struct error *err)
{
	struct secret *key = NULL, *import = NULL, *entries[SECTIONS];
	const struct vault_header *h = &v->file.header;
	int rc = 0;

	if (!h->unattended)
		return error_set(err, ERR_LOCKED,
			N_("the vault \"%s\" opens with its passphrase alone: "
			"allow a key file with `comptoir vault unattended on FILE`"),
			v->path, NULL);
	if (key_parse(&key, v, line) || seal_unwrap(&import, &h->keyfile, key, h, SEAL_KEYFILE))
		rc = key_wrong(v, source, err);
	if (!rc && open_sections(entries, &v->raw, &v->file, NULL, import)) {
		secret_free(import);
		rc = damaged(v, err);
	}
	secret_free(key);
	if (rc)
		return rc;
	v->import = import;
	v->entries[1] = entries[1];
	v->state = VAULT_IMPORT_ONLY;
	trace(TRACE_VAULT, "unlocked for importing");
	return 0;
}

int vault_unlock_with_key(struct vault *v, const struct secret *line, struct error *err)
{
	int rc;

	vault_lock(v);
	rc = fresh_locked(v, err);
	return rc ? rc : open_import(v, line, "-", err);
}

int vault_unlock_with_key_file(struct vault *v, const char *path, struct error *err)
{
	struct secret *line = NULL;
	int rc;

	vault_lock(v);
	rc = fresh_locked(v, err);
	if (!rc)
		rc = vaultfile_read_key(&line, path, 4096, err);
	if (!rc)
		rc = open_import(v, line, path, err);
	secret_free(line);
	return rc;
}

void vault_lock(struct vault *v)
{
	if (v->state != VAULT_LOCKED)
		trace(TRACE_VAULT, "locked");
	close_keys(v);
	v->state = VAULT_LOCKED;
}

int vault_change_passphrase(struct vault *v, const struct secret *old,
	const struct secret *passphrase, const struct vault_params *params, struct error *err)
{
	struct vault_params p = params ? *params : vault_params(v);
	int rc = passphrase_check(passphrase, err);

	if (!rc)
		rc = params_check(&p, err);
	if (!rc)
		rc = vault_unlock(v, old, err);
	if (!rc)
		rc = rekey(v, passphrase, &p, err);
	if (!rc)
		trace(TRACE_VAULT, "passphrase changed");
	return rc;
}

/* ---- unattended import ---- */

/* A new IMPORT key, wrapped by FULL and, when with is given, by it. */
static void draft_new_import(struct draft *d, const struct secret *with)
{
	d->import = seal_random_key();
	seal_wrap(&d->header.import, d->import, d->full, &d->header, SEAL_IMPORT);
	d->header.unattended = with != NULL;
	memset(&d->header.keyfile, 0, sizeof d->header.keyfile);
	if (with)
		seal_wrap(&d->header.keyfile, d->import, with, &d->header, SEAL_KEYFILE);
	d->header_changed = 1;
	d->fresh_backup = 1;
}

static int needs_person(struct error *err)
{
	return error_set(err, ERR_LOCKED,
		N_("only a person changes this: unlock the vault with its passphrase"), NULL);
}

static int rewrap_import(struct vault *v, const struct secret *with, struct error *err)
{
	struct draft d;
	int rc, fd = vault_begin(v, err);

	if (fd < 0)
		return fd;
	vault_draft_init(&d, v);
	draft_new_import(&d, with);
	rc = vault_draft_write(&d, v, err);
	if (rc)
		vault_draft_release(&d, v);
	close(fd);
	return rc;
}

int vault_enable_unattended(struct vault *v, const char *key_file, struct error *err)
{
	struct secret *key, *text;
	int rc;

	if (v->state != VAULT_OPEN)
		return needs_person(err);
	key = seal_random_key();
	text = secret_new(VAULT_KEYFILE_LEN);
	vault_keyfile_write(secret_bytes(text), v->file.header.id, secret_data(key));
	rc = vaultfile_write_key(key_file, secret_data(text), secret_len(text), err);
	if (!rc) {
		rc = rewrap_import(v, key, err);
		if (rc)
			unlink(key_file);
	}
	secret_free(text);
	secret_free(key);
	return rc;
}

int vault_disable_unattended(struct vault *v, struct error *err)
{
	if (v->state != VAULT_OPEN)
		return needs_person(err);
	return rewrap_import(v, NULL, err);
}

int vault_unattended(const struct vault *v)
{
	return v->file.header.unattended;
}

/* ---- time, and one refresh at a time ---- */

void vault_touch(struct vault *v, int64_t now_ms)
{
	v->touched_ms = now_ms;
}

int vault_idle_expired(const struct vault *v, int64_t now_ms, int64_t timeout_ms)
{
	return v->state == VAULT_OPEN && timeout_ms > 0 && now_ms - v->touched_ms >= timeout_ms;
}

int vault_refresh_begin(struct vault *v, struct error *err)
{
	int fd;

	if (v->refresh_fd >= 0)
		return error_set(err, ERR_LATER, N_("a token is being renewed already"), NULL);
	fd = vaultfile_lock(v->path, ".refresh", 0, err);
	if (fd < 0)
		return fd;
	v->refresh_fd = fd;
	return 0;
}

void vault_refresh_end(struct vault *v)
{
	if (v->refresh_fd >= 0)
		close(v->refresh_fd);
	v->refresh_fd = -1;
}
