/* The vault as its users meet it: what opens, what does not and what is said, two
 * copies at once, damage to every byte, and the published test vectors. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/path.h"
#include "base/trace.h"
#include "vault/format.h"
#include "vault/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

static const struct vault_params cheap = { VAULT_MIN_OPS, VAULT_MIN_MEM, 1 };

static char dir[64];
static char *path, *bak, *key_path;

static int setup(void **state)
{
	memcpy(dir, "/tmp/vault-test-XXXXXX", sizeof "/tmp/vault-test-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	path = path_join(dir, "vault");
	bak = path_join(dir, "vault.bak");
	key_path = path_join(dir, "import.key");
	return 0;
}

static int teardown(void **state)
{
	static const char *const names[] = { "vault", "vault.bak", "vault.lock", "vault.refresh",
		"import.key", "other.key", "real", "trace" };
	size_t i;

	chmod(dir, 0700);
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		char *p = path_join(dir, names[i]);

		unlink(p);
		free(p);
	}
	free(path);
	free(bak);
	free(key_path);
	return rmdir(dir);     /* nothing else may lie there: no temporary file stays */
}

static struct vault *make(const char *passphrase)
{
	struct secret *p = secret_from_text(passphrase);
	struct vault *v = NULL;

	assert_int_equal(vault_create(&v, path, p, &cheap, NULL), 0);
	secret_free(p);
	return v;
}

static struct vault *reopen(void)
{
	struct vault *v = NULL;

	assert_int_equal(vault_open(&v, path, NULL), 0);
	assert_int_equal(vault_state(v), VAULT_LOCKED);
	return v;
}

static int unlock(struct vault *v, const char *passphrase, struct error *err)
{
	struct secret *p = secret_from_text(passphrase);
	int rc = vault_unlock(v, p, err);

	secret_free(p);
	return rc;
}

static int set(struct vault *v, enum vault_section section, const char *name, const char *value,
	struct error *err)
{
	struct secret *s = secret_from_text(value);
	int rc = vault_set(v, section, name, s, err);

	secret_free(s);
	return rc;
}

static void assert_value(struct vault *v, const char *name, const char *want)
{
	struct secret *s = NULL;

	assert_int_equal(vault_get(v, name, &s, NULL), 0);
	assert_string_equal(secret_text(s), want);
	assert_int_equal(secret_len(s), strlen(want));
	secret_free(s);
}

static void assert_says(struct error *err, const char *part)
{
	struct strbuf b = STRBUF_INIT;

	error_text(&b, err, 0);
	if (!strstr(b.s, part))
		fail_msg("\"%s\" does not say \"%s\"", b.s, part);
	strbuf_release(&b);
	error_release(err);
}

static void slurp(const char *name, struct strbuf *out)
{
	strbuf_reset(out);
	assert_int_equal(path_read_file(out, name, VAULT_FILE_MAX, NULL), 0);
}

static void spill(const char *name, const void *data, size_t len)
{
	assert_int_equal(path_write_file(name, data, len, 0600, NULL), 0);
}

/* ---- the ordinary life ---- */

static void vault_keeps_what_was_put_in(void **state)
{
	struct vault *v;
	struct vault_names names;
	struct stat st;

	assert_int_equal(vault_probe(path), VAULT_MISSING);
	v = make("correct horse");
	assert_int_equal(vault_state(v), VAULT_OPEN);
	assert_int_equal(set(v, VAULT_IMPORT, "procore/refresh", "r-1", NULL), 0);
	assert_int_equal(set(v, VAULT_EXPORT, "acumatica/password", "pw é", NULL), 0);
	assert_int_equal(set(v, VAULT_IMPORT, "procore/refresh", "r-2", NULL), 0);
	vault_free(v);

	assert_int_equal(vault_probe(path), VAULT_LOCKED);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	v = reopen();
	assert_int_equal(unlock(v, "correct horse", NULL), 0);
	assert_value(v, "procore/refresh", "r-2");
	assert_value(v, "acumatica/password", "pw é");
	assert_int_equal(vault_list(v, &names, NULL), 0);
	assert_int_equal(names.len, 2);
	assert_string_equal(names.items[0].name, "acumatica/password");
	assert_int_equal(names.items[0].section, VAULT_EXPORT);
	assert_string_equal(names.items[1].name, "procore/refresh");
	vault_names_release(&names);
	assert_int_equal(vault_remove(v, "acumatica/password", NULL), 0);
	assert_int_equal(vault_remove(v, "acumatica/password", NULL), ERR_NOTFOUND);
	vault_free(v);
}

static void vault_hides_names_and_values_on_disk(void **state)
{
	struct vault *v = make("correct horse");
	struct strbuf raw = STRBUF_INIT;

	assert_int_equal(set(v, VAULT_IMPORT, "name-canary", "value-canary", NULL), 0);
	assert_int_equal(set(v, VAULT_EXPORT, "name-canary-2", "value-canary-2", NULL), 0);
	slurp(path, &raw);
	assert_null(memmem(raw.s, raw.len, "canary", 6));
	assert_null(memmem(raw.s, raw.len, "correct", 7));
	assert_int_equal(raw.len, VAULT_HEADER_LEN + 2 * (VAULT_SECTION_HEAD_LEN + VAULT_PAD + VAULT_TAG_LEN));
	strbuf_release(&raw);
	vault_free(v);
}

static void vault_locked_gives_and_takes_nothing(void **state)
{
	struct vault *v = make("x");
	struct error err = ERROR_INIT;
	struct vault_names names;
	struct secret *s = NULL;

	assert_int_equal(set(v, VAULT_IMPORT, "a", "1", NULL), 0);
	vault_lock(v);
	assert_int_equal(vault_state(v), VAULT_LOCKED);
	assert_int_equal(vault_get(v, "a", &s, &err), ERR_LOCKED);
	assert_null(s);
	assert_int_equal(set(v, VAULT_IMPORT, "a", "2", &err), ERR_LOCKED);
	assert_int_equal(vault_remove(v, "a", &err), ERR_LOCKED);
	assert_int_equal(vault_list(v, &names, &err), ERR_LOCKED);
	assert_int_equal(vault_enable_unattended(v, key_path, &err), ERR_LOCKED);
	assert_int_equal(vault_disable_unattended(v, &err), ERR_LOCKED);
	assert_int_equal(access(key_path, F_OK), -1);
	assert_int_equal(unlock(v, "x", NULL), 0);
	assert_value(v, "a", "1");
	error_release(&err);
	vault_free(v);
}

static void vault_refuses_a_wrong_passphrase_in_words(void **state)
{
	static const char *const wrong[] = { "", "Correct horse", "correct horse ", "correct hors" };
	struct vault *v = make("correct horse");
	struct error err = ERROR_INIT;
	size_t i;

	vault_lock(v);
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		assert_int_equal(unlock(v, wrong[i], &err), ERR_LOCKED);
		assert_int_equal(vault_state(v), VAULT_LOCKED);
		assert_says(&err, "the passphrase does not open the vault");
	}
	assert_int_equal(unlock(v, "correct horse", NULL), 0);
	vault_free(v);
}

static void vault_create_refuses_what_would_hurt(void **state)
{
	static const struct vault_params bad[] = {
		{ 0, VAULT_MIN_MEM, 1 }, { 65, VAULT_MIN_MEM, 1 }, { 1, 4096, 1 },
		{ 1, (UINT64_C(4) << 30) + 1, 1 },
	};
	struct vault *v = make("first"), *w = NULL;
	struct secret *p = secret_from_text("second"), *none = secret_new(0);
	struct error err = ERROR_INIT;
	size_t i;

	assert_int_equal(vault_create(&w, path, p, &cheap, &err), ERR_CONFIG);
	assert_says(&err, "left as it is");
	vault_free(v);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(vault_create(&w, path, none, &cheap, &err), ERR_DATA);
	assert_says(&err, "empty passphrase");
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(vault_create(&w, path, p, &bad[i], NULL), ERR_CONFIG);
	assert_int_equal(vault_probe(path), VAULT_MISSING);
	secret_free(none);
	secret_free(p);
}

static void vault_cost_comes_from_the_environment_at_creation_only(void **state)
{
	struct secret *p = secret_from_text("p");
	struct vault *v = NULL;

	setenv("COMPTOIR_VAULT_COST", "min", 1);
	assert_int_equal(vault_create(&v, path, p, NULL, NULL), 0);
	unsetenv("COMPTOIR_VAULT_COST");
	assert_int_equal(vault_params(v).ops, VAULT_MIN_OPS);
	assert_int_equal(vault_params(v).mem, VAULT_MIN_MEM);
	vault_lock(v);
	assert_int_equal(vault_unlock(v, p, NULL), 0);
	assert_int_equal(vault_params(v).mem, VAULT_MIN_MEM);   /* chosen on purpose: kept */
	secret_free(p);
	vault_free(v);
}

static long resident_pages(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long size = 0, resident = 0;

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%ld %ld", &size, &resident), 2);
	fclose(f);
	return resident;
}

static void vault_below_the_default_cost_is_raised_and_memory_given_back(void **state)
{
	struct vault_params weak = { VAULT_MIN_OPS, VAULT_MIN_MEM, 0 };
	struct secret *p = secret_from_text("p");
	struct strbuf backup = STRBUF_INIT;
	struct vault_file f;
	struct vault *v = NULL;
	long before;

	assert_int_equal(vault_create(&v, path, p, &weak, NULL), 0);
	assert_int_equal(set(v, VAULT_EXPORT, "k", "v", NULL), 0);
	vault_lock(v);
	before = resident_pages();
	assert_int_equal(vault_unlock(v, p, NULL), 0);
	assert_true((resident_pages() - before) * sysconf(_SC_PAGESIZE) < (64L << 20));
	assert_int_equal(vault_params(v).ops, VAULT_DEFAULT_OPS);
	assert_int_equal(vault_params(v).mem, VAULT_DEFAULT_MEM);
	vault_free(v);
	slurp(bak, &backup);   /* the cheap wrapper does not stay behind */
	assert_int_equal(vault_file_parse(&f, (uint8_t *)backup.s, backup.len, bak, NULL), 0);
	assert_int_equal(f.header.mem, VAULT_DEFAULT_MEM);
	strbuf_release(&backup);
	v = reopen();
	assert_int_equal(vault_unlock(v, p, NULL), 0);
	assert_value(v, "k", "v");
	secret_free(p);
	vault_free(v);
}

static void vault_passphrase_changes_everywhere(void **state)
{
	struct vault *v = make("old one");
	struct secret *old = secret_from_text("old one"), *new = secret_from_text("new one");
	struct strbuf backup = STRBUF_INIT;
	struct error err = ERROR_INIT;

	assert_int_equal(set(v, VAULT_EXPORT, "k", "v", NULL), 0);
	assert_int_equal(vault_change_passphrase(v, new, new, NULL, &err), ERR_LOCKED);
	assert_says(&err, "does not open");
	assert_int_equal(vault_change_passphrase(v, old, new, NULL, NULL), 0);
	assert_value(v, "k", "v");
	vault_free(v);
	v = reopen();
	assert_int_equal(vault_unlock(v, old, NULL), ERR_LOCKED);
	assert_int_equal(vault_unlock(v, new, NULL), 0);
	assert_value(v, "k", "v");
	vault_free(v);
	slurp(bak, &backup);   /* and the backup copy does not open with the old one */
	spill(path, backup.s, backup.len);
	v = reopen();
	assert_int_equal(vault_unlock(v, old, NULL), ERR_LOCKED);
	assert_int_equal(vault_unlock(v, new, NULL), 0);
	vault_free(v);
	strbuf_release(&backup);
	secret_free(old);
	secret_free(new);
}

static void vault_backup_is_the_state_before(void **state)
{
	struct vault *v = make("p");
	struct strbuf before = STRBUF_INIT, kept = STRBUF_INIT;
	struct stat st;
	int i;

	for (i = 0; i < 3; i++) {
		slurp(path, &before);
		assert_int_equal(set(v, VAULT_EXPORT, "k", i & 1 ? "a" : "b", NULL), 0);
		slurp(bak, &kept);
		assert_int_equal(before.len, kept.len);
		assert_memory_equal(before.s, kept.s, kept.len);
		assert_int_equal(stat(bak, &st), 0);
		assert_int_equal(st.st_mode & 07777, 0600);
	}
	strbuf_release(&before);
	strbuf_release(&kept);
	vault_free(v);
}

static void vault_moves_a_name_between_sections(void **state)
{
	struct vault *v = make("p");
	struct vault_names names;

	assert_int_equal(set(v, VAULT_EXPORT, "token", "1", NULL), 0);
	assert_int_equal(set(v, VAULT_IMPORT, "token", "2", NULL), 0);
	assert_int_equal(vault_list(v, &names, NULL), 0);
	assert_int_equal(names.len, 1);
	assert_int_equal(names.items[0].section, VAULT_IMPORT);
	vault_names_release(&names);
	assert_value(v, "token", "2");
	vault_free(v);
}

static void vault_bounds_names_values_and_itself(void **state)
{
	struct vault *v = make("p");
	struct secret *big = secret_new(VAULT_VALUE_MAX), *bigger = secret_new(VAULT_VALUE_MAX + 1);
	char name[VAULT_NAME_MAX + 2];
	int i, rc = 0;

	assert_int_equal(vault_set(v, VAULT_EXPORT, "k", bigger, NULL), ERR_DATA);
	assert_int_equal(vault_set(v, VAULT_EXPORT, "", big, NULL), ERR_DATA);
	assert_int_equal(vault_set(v, VAULT_EXPORT, "a b", big, NULL), ERR_DATA);
	assert_int_equal(vault_set(v, VAULT_EXPORT, "a\x1b[2J", big, NULL), ERR_DATA);
	memset(name, 'n', sizeof name);
	name[VAULT_NAME_MAX + 1] = 0;
	assert_int_equal(vault_set(v, VAULT_EXPORT, name, big, NULL), ERR_DATA);
	name[VAULT_NAME_MAX] = 0;
	assert_int_equal(vault_set(v, VAULT_EXPORT, name, big, NULL), 0);
	for (i = 0; i < 40 && !rc; i++) {
		snprintf(name, sizeof name, "k%d", i);
		rc = vault_set(v, VAULT_EXPORT, name, big, NULL);
	}
	assert_int_equal(rc, ERR_DATA);          /* full, and still well */
	vault_lock(v);
	assert_int_equal(unlock(v, "p", NULL), 0);
	secret_free(big);
	secret_free(bigger);
	vault_free(v);
}

/* ---- unattended ---- */

static void key_file_opens_the_import_section_alone(void **state)
{
	struct vault *v = make("p"), *night;
	struct error err = ERROR_INIT;
	struct vault_names names;
	struct secret *s = NULL;
	struct stat st;

	assert_int_equal(set(v, VAULT_IMPORT, "read", "r-1", NULL), 0);
	assert_int_equal(set(v, VAULT_EXPORT, "write", "w-1", NULL), 0);
	assert_int_equal(vault_unattended(v), 0);
	assert_int_equal(vault_enable_unattended(v, key_path, NULL), 0);
	assert_int_equal(vault_unattended(v), 1);
	assert_int_equal(stat(key_path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(vault_enable_unattended(v, key_path, &err), ERR_CONFIG);
	assert_says(&err, "exists already");

	night = reopen();
	assert_int_equal(vault_unlock_with_key_file(night, key_path, NULL), 0);
	assert_int_equal(vault_state(night), VAULT_IMPORT_ONLY);
	assert_value(night, "read", "r-1");
	assert_int_equal(vault_get(night, "write", &s, &err), ERR_NOTFOUND);
	assert_says(&err, "open for importing");
	assert_int_equal(set(night, VAULT_EXPORT, "write", "w-2", &err), ERR_LOCKED);
	assert_says(&err, "importing only");
	assert_int_equal(set(night, VAULT_EXPORT, "read", "stolen", NULL), ERR_LOCKED);
	assert_int_equal(vault_remove(night, "write", NULL), ERR_NOTFOUND);
	assert_int_equal(vault_list(night, &names, NULL), 0);
	assert_int_equal(names.len, 1);
	vault_names_release(&names);
	assert_int_equal(set(night, VAULT_IMPORT, "read", "r-2", NULL), 0);   /* a renewed token */
	assert_value(v, "read", "r-2");          /* the open copy sees it */
	assert_value(v, "write", "w-1");
	vault_free(night);
	vault_free(v);
}

static void key_file_survives_a_new_passphrase(void **state)
{
	struct vault *v = make("p"), *night;
	struct secret *p = secret_from_text("p"), *q = secret_from_text("q");

	assert_int_equal(set(v, VAULT_IMPORT, "read", "r", NULL), 0);
	assert_int_equal(vault_enable_unattended(v, key_path, NULL), 0);
	assert_int_equal(vault_change_passphrase(v, p, q, NULL, NULL), 0);
	night = reopen();
	assert_int_equal(vault_unlock_with_key_file(night, key_path, NULL), 0);
	assert_value(night, "read", "r");
	vault_free(night);
	vault_free(v);
	secret_free(p);
	secret_free(q);
}

static void key_file_given_up_opens_nothing(void **state)
{
	struct vault *v = make("p"), *night;
	struct error err = ERROR_INIT;
	struct strbuf key = STRBUF_INIT;
	char *other = path_join(dir, "other.key");

	assert_int_equal(set(v, VAULT_IMPORT, "read", "r", NULL), 0);
	assert_int_equal(vault_enable_unattended(v, key_path, NULL), 0);
	night = reopen();
	assert_int_equal(vault_unlock_with_key_file(night, key_path, NULL), 0);
	assert_int_equal(vault_disable_unattended(v, NULL), 0);
	assert_int_equal(set(night, VAULT_IMPORT, "read", "x", &err), ERR_LOCKED);
	assert_says(&err, "unlock it again");
	assert_int_equal(vault_state(night), VAULT_LOCKED);
	assert_int_equal(vault_unlock_with_key_file(night, key_path, &err), ERR_LOCKED);
	assert_says(&err, "passphrase alone");
	/* A second key file: the first one is dead, and a bad text is refused. */
	assert_int_equal(vault_enable_unattended(v, other, NULL), 0);
	assert_int_equal(vault_unlock_with_key_file(night, key_path, &err), ERR_LOCKED);
	assert_says(&err, "does not open");
	assert_int_equal(vault_unlock_with_key_file(night, other, NULL), 0);
	slurp(other, &key);
	key.s[key.len - 2] ^= 1;
	spill(other, key.s, key.len);
	assert_int_equal(vault_unlock_with_key_file(night, other, NULL), ERR_LOCKED);
	strbuf_release(&key);
	free(other);
	vault_free(night);
	vault_free(v);
}

static void key_file_must_be_private(void **state)
{
	struct vault *v = make("p");
	struct error err = ERROR_INIT;

	assert_int_equal(vault_enable_unattended(v, key_path, NULL), 0);
	assert_int_equal(chmod(key_path, 0640), 0);
	assert_int_equal(vault_unlock_with_key_file(v, key_path, &err), ERR_CONFIG);
	assert_says(&err, "chmod 600");
	/* A systemd credential is 0440 for the group of the service. */
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	assert_int_equal(chmod(key_path, 0440), 0);
	assert_int_equal(vault_unlock_with_key_file(v, key_path, NULL), 0);
	assert_int_equal(chmod(key_path, 0444), 0);
	assert_int_equal(vault_unlock_with_key_file(v, key_path, NULL), ERR_CONFIG);
	unsetenv("CREDENTIALS_DIRECTORY");
	vault_free(v);
}

/* ---- the file and its folder ---- */

static void vault_refuses_wider_rights(void **state)
{
	static const mode_t modes[] = { 0640, 0604, 0620, 0602, 0610, 0666 };
	struct vault *v = make("p");
	struct error err = ERROR_INIT;
	size_t i;

	vault_free(v);
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		assert_int_equal(vault_open(&v, path, &err), ERR_CONFIG);
		assert_says(&err, "chmod 600");
	}
	assert_int_equal(chmod(path, 0600), 0);
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		assert_int_equal(chmod(dir, modes[i] | 0100), 0);
		assert_int_equal(vault_open(&v, path, &err), ERR_CONFIG);
		assert_says(&err, "chmod 700");
	}
	assert_int_equal(chmod(dir, 0700), 0);
	v = reopen();
	vault_free(v);
}

static void vault_refuses_another_owner(void **state)
{
	struct vault *v = make("p");
	struct error err = ERROR_INIT;

	vault_free(v);
	if (geteuid() != 0)
		skip();
	assert_int_equal(chown(path, 12345, (gid_t)-1), 0);
	assert_int_equal(vault_open(&v, path, &err), ERR_CONFIG);
	assert_says(&err, "belongs to another user");
	assert_int_equal(chown(path, 0, (gid_t)-1), 0);
	assert_int_equal(chown(dir, 12345, (gid_t)-1), 0);
	assert_int_equal(vault_open(&v, path, &err), ERR_CONFIG);
	assert_says(&err, "belongs to another user");
	assert_int_equal(chown(dir, 0, (gid_t)-1), 0);
}

static void vault_does_not_follow_a_link(void **state)
{
	char *real = path_join(dir, "real");
	struct vault *v = make("p");
	struct error err = ERROR_INIT;

	vault_free(v);
	assert_int_equal(rename(path, real), 0);
	assert_int_equal(symlink(real, path), 0);
	assert_int_equal(vault_open(&v, path, &err), ERR_CONFIG);
	assert_says(&err, "symbolic link");
	free(real);
}

static void vault_missing_says_so(void **state)
{
	struct error err = ERROR_INIT;
	struct vault *v = NULL;

	assert_int_equal(vault_open(&v, path, &err), ERR_NOTFOUND);
	assert_says(&err, "there is no vault");
	assert_int_equal(vault_open(&v, "/nonexistent/folder/vault", &err), ERR_NOTFOUND);
	error_release(&err);
}

static void vault_change_fails_whole_when_the_folder_is_gone(void **state)
{
	struct vault *v = make("p");
	struct error err = ERROR_INIT;
	char *real = path_join(dir, "real");

	assert_int_equal(set(v, VAULT_EXPORT, "k", "v", NULL), 0);
	assert_int_equal(rename(path, real), 0);
	assert_int_equal(set(v, VAULT_EXPORT, "k", "w", &err), ERR_NOTFOUND);
	assert_int_equal(rename(real, path), 0);
	assert_value(v, "k", "v");
	free(real);
	error_release(&err);
	vault_free(v);
}

/* ---- damage ---- */

static int opens(const char *passphrase)
{
	struct vault *v = NULL;
	int rc = vault_open(&v, path, NULL);

	if (rc)
		return rc;
	rc = unlock(v, passphrase, NULL);
	vault_free(v);
	return rc;
}

static void vault_with_any_byte_changed_does_not_open(void **state)
{
	struct vault *v = make("p");
	struct strbuf raw = STRBUF_INIT;
	size_t i;
	int rc;

	assert_int_equal(set(v, VAULT_IMPORT, "read", "r", NULL), 0);
	assert_int_equal(vault_enable_unattended(v, key_path, NULL), 0);
	vault_free(v);
	slurp(path, &raw);
	for (i = 0; i < raw.len; i += i < VAULT_HEADER_LEN + VAULT_SECTION_HEAD_LEN ? 1 : 13) {
		raw.s[i] ^= (char)(1 << i % 8);
		spill(path, raw.s, raw.len);
		rc = opens("p");
		if (rc != ERR_STORE && rc != ERR_CONFIG)
			fail_msg("byte %zu: %d", i, rc);
		raw.s[i] ^= (char)(1 << i % 8);
	}
	spill(path, raw.s, raw.len);
	assert_int_equal(opens("p"), 0);
	strbuf_release(&raw);
}

/* Somebody who can write the file makes the checksum right again: then only the
 * authentication is left, and it must cover each byte of the header. */
#include "vault/seal.h"

static void vault_with_a_forged_header_does_not_open(void **state)
{
	struct vault *v = make("p"), *night;
	struct strbuf raw = STRBUF_INIT;
	size_t i;

	assert_int_equal(set(v, VAULT_IMPORT, "read", "r", NULL), 0);
	assert_int_equal(vault_enable_unattended(v, key_path, NULL), 0);
	vault_free(v);
	slurp(path, &raw);
	for (i = 0; i < VAULT_AT_SUM; i++) {
		uint8_t bit = (uint8_t)(i == 32 ? 4 : 1);   /* keep the cost small where it may differ */

		if (i >= 24 && i < 40 && i != 24 && i != 32 && i != 33)
			continue;
		raw.s[i] ^= (char)bit;
		seal_header_sum((uint8_t *)raw.s + VAULT_AT_SUM, (uint8_t *)raw.s);
		spill(path, raw.s, raw.len);
		if (!opens("p"))
			fail_msg("byte %zu opens with the passphrase", i);
		night = NULL;
		if (!vault_open(&night, path, NULL) &&
		    !vault_unlock_with_key_file(night, key_path, NULL))
			fail_msg("byte %zu opens with the key file", i);
		vault_free(night);
		raw.s[i] ^= (char)bit;
	}
	strbuf_release(&raw);
}

static void vault_cut_short_is_damaged(void **state)
{
	struct vault *v = make("p");
	struct strbuf raw = STRBUF_INIT;
	struct error err = ERROR_INIT;
	size_t n;

	vault_free(v);
	slurp(path, &raw);
	for (n = 0; n < raw.len; n += n < 400 ? 3 : 101) {
		spill(path, raw.s, n);
		assert_int_equal(vault_open(&v, path, &err), ERR_STORE);
		assert_says(&err, "is damaged: restore the copy");
	}
	strbuf_release(&raw);
}

static void vault_sections_of_two_files_do_not_mix(void **state)
{
	struct vault *v = make("p");
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT, swap = STRBUF_INIT;
	const size_t section = VAULT_SECTION_HEAD_LEN + VAULT_PAD + VAULT_TAG_LEN;

	slurp(path, &one);
	vault_free(v);
	unlink(path);
	v = make("p");
	vault_free(v);
	slurp(path, &two);
	assert_int_equal(one.len, VAULT_HEADER_LEN + 2 * section);
	assert_int_equal(two.len, one.len);
	memcpy(two.s + VAULT_HEADER_LEN, one.s + VAULT_HEADER_LEN, section);
	spill(path, two.s, two.len);
	assert_int_equal(opens("p"), ERR_STORE);
	/* nor do the two sections of one file change places */
	strbuf_add(&swap, one.s + VAULT_HEADER_LEN + section, section);
	strbuf_add(&swap, one.s + VAULT_HEADER_LEN, section);
	swap.s[0] = 1;
	swap.s[section] = 2;
	memcpy(one.s + VAULT_HEADER_LEN, swap.s, 2 * section);
	spill(path, one.s, one.len);
	assert_int_equal(opens("p"), ERR_STORE);
	strbuf_release(&swap);
	strbuf_release(&one);
	strbuf_release(&two);
}

static void vault_put_back_older_is_noticed(void **state)
{
	struct vault *v = make("p");
	struct strbuf old = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct secret *s = NULL;
	uint64_t before, after, import;

	assert_int_equal(set(v, VAULT_EXPORT, "k", "1", NULL), 0);
	vault_generation(v, &before, &import);
	slurp(path, &old);
	assert_int_equal(set(v, VAULT_EXPORT, "k", "2", NULL), 0);
	vault_generation(v, &after, &import);
	assert_true(after > before);
	spill(path, old.s, old.len);
	assert_int_equal(vault_get(v, "k", &s, &err), ERR_STORE);
	assert_says(&err, "older");
	assert_int_equal(set(v, VAULT_EXPORT, "k", "3", NULL), ERR_STORE);
	vault_lock(v);                       /* on purpose, then */
	assert_int_equal(unlock(v, "p", NULL), 0);
	assert_value(v, "k", "1");
	strbuf_release(&old);
	vault_free(v);
}

/* ---- two copies ---- */

static void vault_two_copies_do_not_undo_each_other(void **state)
{
	struct vault *a = make("p"), *b = reopen();

	assert_int_equal(unlock(b, "p", NULL), 0);
	assert_int_equal(set(a, VAULT_EXPORT, "from-a", "1", NULL), 0);
	assert_int_equal(set(b, VAULT_EXPORT, "from-b", "2", NULL), 0);
	assert_int_equal(set(a, VAULT_IMPORT, "again-a", "3", NULL), 0);
	assert_value(a, "from-b", "2");
	assert_value(b, "from-a", "1");
	assert_value(b, "again-a", "3");
	vault_free(a);
	vault_free(b);
}

static void vault_writers_in_many_processes_lose_nothing(void **state)
{
	struct vault *v = make("p");
	struct vault_names names;
	char name[32];
	int i, k, status;

	for (i = 0; i < 4; i++) {
		if (fork() == 0) {
			struct vault *mine = NULL;
			int bad = vault_open(&mine, path, NULL) || unlock(mine, "p", NULL);

			for (k = 0; k < 10 && !bad; k++) {
				snprintf(name, sizeof name, "p%d-%d", i, k);
				bad = set(mine, k & 1 ? VAULT_EXPORT : VAULT_IMPORT, name, name, NULL);
			}
			vault_free(mine);
			vault_free(v);
			_exit(bad ? 1 : 0);
		}
	}
	for (i = 0; i < 4; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(vault_list(v, &names, NULL), 0);
	assert_int_equal(names.len, 40);
	vault_names_release(&names);
	vault_free(v);
}

static void vault_refresh_is_for_one_at_a_time(void **state)
{
	struct vault *a = make("p"), *b = reopen();
	struct error err = ERROR_INIT;

	assert_int_equal(vault_refresh_begin(a, NULL), 0);
	assert_int_equal(vault_refresh_begin(a, NULL), ERR_LATER);
	assert_int_equal(vault_refresh_begin(b, &err), ERR_LATER);
	assert_says(&err, "another running copy");
	assert_int_equal(set(a, VAULT_IMPORT, "t", "new", NULL), 0);   /* writing goes on */
	vault_refresh_end(a);
	assert_int_equal(vault_refresh_begin(b, NULL), 0);
	vault_free(b);                                                 /* going away lets go */
	assert_int_equal(vault_refresh_begin(a, NULL), 0);
	vault_free(a);
}

static void vault_passphrase_changed_elsewhere_locks(void **state)
{
	struct vault *a = make("p"), *b = reopen();
	struct secret *p = secret_from_text("p"), *q = secret_from_text("q"), *s = NULL;
	struct error err = ERROR_INIT;

	assert_int_equal(set(a, VAULT_EXPORT, "k", "v", NULL), 0);
	assert_int_equal(vault_unlock(b, p, NULL), 0);
	assert_int_equal(vault_change_passphrase(a, p, q, NULL, NULL), 0);
	assert_int_equal(vault_get(b, "k", &s, &err), ERR_LOCKED);
	assert_says(&err, "unlock it again");
	assert_int_equal(vault_state(b), VAULT_LOCKED);
	assert_int_equal(vault_unlock(b, q, NULL), 0);
	assert_value(b, "k", "v");
	secret_free(p);
	secret_free(q);
	vault_free(a);
	vault_free(b);
}

static void vault_idles_out(void **state)
{
	struct vault *v = make("p");

	vault_touch(v, 1000);
	assert_int_equal(vault_idle_expired(v, 1999, 1000), 0);
	assert_int_equal(vault_idle_expired(v, 2000, 1000), 1);
	assert_int_equal(vault_idle_expired(v, 999999, 0), 0);
	vault_touch(v, 2000);
	assert_int_equal(vault_idle_expired(v, 2500, 1000), 0);
	vault_lock(v);
	assert_int_equal(vault_idle_expired(v, 99999, 1000), 0);
	vault_free(v);
}

static void vault_trace_holds_no_secret(void **state)
{
	char *log = path_join(dir, "trace"), *spec = xasprintf("all:%s", log);
	struct strbuf text = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct vault *v;

	assert_int_equal(trace_init(spec), 0);
	v = make("canary-passphrase");
	assert_int_equal(set(v, VAULT_IMPORT, "k", "canary-value", NULL), 0);
	vault_lock(v);
	assert_int_equal(unlock(v, "canary-wrong", &err), ERR_LOCKED);
	error_text(&text, &err, 0);
	assert_null(strstr(text.s, "canary"));
	assert_int_equal(unlock(v, "canary-passphrase", NULL), 0);
	vault_free(v);
	trace_end();
	slurp(log, &text);
	assert_non_null(strstr(text.s, "unlocked"));
	assert_null(strstr(text.s, "canary"));
	error_release(&err);
	strbuf_release(&text);
	free(spec);
	free(log);
}

/* ---- the published vectors ---- */

/* The text behind "key": in the vectors; every value wanted here is a string
 * without escapes. */
static char *vector_text(const char *json, const char *key)
{
	char *want = xasprintf("\"%s\": \"", key);
	const char *p = strstr(json, want);

	if (!p)
		fail_msg("the vectors have no %s", key);
	p += strlen(want);
	free(want);
	return xstrndup(p, strcspn(p, "\""));
}

static size_t unhex(char *s)
{
	size_t i, n = strlen(s) / 2;
	unsigned byte;

	for (i = 0; i < n; i++) {
		assert_int_equal(sscanf(s + 2 * i, "%2x", &byte), 1);
		s[i] = (char)byte;
	}
	return n;
}

static void vault_opens_the_published_vectors(void **state)
{
	const char *src = getenv("abs_top_srcdir");
	char *name = path_join(src ? src : ".", "data/doc/vault-vectors.json");
	struct strbuf json = STRBUF_INIT;
	struct vault_names names;
	struct vault *v;
	char *passphrase, *file, *key, *value;
	struct secret *line;
	size_t len;

	slurp(name, &json);
	passphrase = vector_text(json.s, "passphrase");
	file = vector_text(json.s, "file_hex");
	len = unhex(file);
	spill(path, file, len);
	v = reopen();
	assert_int_equal(unlock(v, passphrase, NULL), 0);
	assert_int_equal(vault_list(v, &names, NULL), 0);
	assert_int_equal(names.len, 3);
	vault_names_release(&names);
	value = vector_text(json.s, "acumatica/password");
	assert_value(v, "acumatica/password", value);
	free(value);
	value = vector_text(json.s, "procore/refresh-token");
	assert_value(v, "procore/refresh-token", value);
	key = vector_text(json.s, "key_file");
	spill(key_path, key, strlen(key));
	assert_int_equal(vault_unlock_with_key_file(v, key_path, NULL), 0);
	assert_value(v, "procore/refresh-token", value);
	line = secret_from_text(key);
	assert_int_equal(vault_unlock_with_key(v, line, NULL), 0);
	assert_int_equal(vault_state(v), VAULT_IMPORT_ONLY);
	((char *)secret_bytes(line))[secret_len(line) - 1] ^= 1;
	assert_int_equal(vault_unlock_with_key(v, line, NULL), ERR_LOCKED);
	((char *)secret_bytes(line))[secret_len(line) - 1] ^= 1;
	assert_int_equal(vault_unlock_with_key(v, line, NULL), 0);
	secret_free(line);
	assert_int_equal(vault_list(v, &names, NULL), 0);
	assert_int_equal(names.len, 2);
	vault_names_release(&names);
	vault_free(v);
	free(value);
	free(key);
	free(file);
	free(passphrase);
	free(name);
	strbuf_release(&json);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(vault_keeps_what_was_put_in),
		T(vault_hides_names_and_values_on_disk),
		T(vault_locked_gives_and_takes_nothing),
		T(vault_refuses_a_wrong_passphrase_in_words),
		T(vault_create_refuses_what_would_hurt),
		T(vault_cost_comes_from_the_environment_at_creation_only),
		T(vault_below_the_default_cost_is_raised_and_memory_given_back),
		T(vault_passphrase_changes_everywhere),
		T(vault_backup_is_the_state_before),
		T(vault_moves_a_name_between_sections),
		T(vault_bounds_names_values_and_itself),
		T(key_file_opens_the_import_section_alone),
		T(key_file_survives_a_new_passphrase),
		T(key_file_given_up_opens_nothing),
		T(key_file_must_be_private),
		T(vault_refuses_wider_rights),
		T(vault_refuses_another_owner),
		T(vault_does_not_follow_a_link),
		T(vault_missing_says_so),
		T(vault_change_fails_whole_when_the_folder_is_gone),
		T(vault_with_any_byte_changed_does_not_open),
		T(vault_with_a_forged_header_does_not_open),
		T(vault_cut_short_is_damaged),
		T(vault_sections_of_two_files_do_not_mix),
		T(vault_put_back_older_is_noticed),
		T(vault_two_copies_do_not_undo_each_other),
		T(vault_writers_in_many_processes_lose_nothing),
		T(vault_refresh_is_for_one_at_a_time),
		T(vault_passphrase_changed_elsewhere_locks),
		T(vault_idles_out),
		T(vault_trace_holds_no_secret),
		T(vault_opens_the_published_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
