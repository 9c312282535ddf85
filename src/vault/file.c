/* The vault's files on disk.
 *
 * The check and the reading use one descriptor, opened without following a link
 * at the end of the path, so that nothing can be exchanged between them.  A new
 * content never overwrites an old one: it is written beside it, made durable and
 * renamed (path_write_file), after the old one has got the second name PATH.bak. */
#include "vault/file.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

#define LOCK_STEP_MS 20

static int file_refused(struct error *err, const char *path, int number)
{
	char text[128];

	return error_set(err, ERR_STORE, N_("the file \"%s\" cannot be used: %s"), path,
		strerror_r(number, text, sizeof text), NULL);
}

/* ---- the folder ---- */

static char *folder_of(const char *path)
{
	char *copy = xstrdup(path);
	char *dir = xstrdup(dirname(copy));

	free(copy);
	return dir;
}

static int folder_judge(const char *dir, const struct stat *st, struct error *err)
{
	if (!S_ISDIR(st->st_mode))
		return file_refused(err, dir, ENOTDIR);
	if (st->st_uid != geteuid())
		return error_set(err, ERR_CONFIG,
			N_("the folder \"%s\" belongs to another user: keep the vault in a folder of your own"),
			dir, NULL);
	if (st->st_mode & 077)
		return error_set(err, ERR_CONFIG,
			N_("others may enter the folder \"%s\" of the vault: close it with chmod 700 \"%s\""),
			dir, dir, NULL);
	return 0;
}

int vaultfile_check_folder(const char *path, struct error *err)
{
	char *dir = folder_of(path);
	struct stat st;
	int rc;

	if (stat(dir, &st) < 0)
		rc = errno == ENOENT ? error_set(err, ERR_NOTFOUND,
			N_("there is no vault at \"%s\": make one with `comptoir vault create`"), path, NULL)
			: file_refused(err, dir, errno);
	else
		rc = folder_judge(dir, &st, err);
	free(dir);
	return rc;
}

/* The program's own folder, made by hand with the usual mode, is closed for the
 * user; any other folder is not ours to change. */
static int is_own_folder(const char *dir, const struct stat *st)
{
	const char *home = getenv("COMPTOIR_HOME");
	const char *base = strrchr(dir, '/');

	if (st->st_uid != geteuid() || st->st_mode & (S_ISVTX | 022))
		return 0;
	if (home && *home && !strncmp(dir, home, strlen(home)))
		return 1;
	return !strcmp(base ? base + 1 : dir, "comptoir");
}

int vaultfile_prepare_folder(const char *path, struct error *err)
{
	char *dir = folder_of(path);
	struct stat st;
	int rc = path_make_dir(dir, err);

	if (!rc && stat(dir, &st) < 0)
		rc = file_refused(err, dir, errno);
	if (!rc && st.st_mode & 077 && is_own_folder(dir, &st) && chmod(dir, 0700) == 0)
		st.st_mode &= (mode_t)~077;
	if (!rc)
		rc = folder_judge(dir, &st, err);
	free(dir);
	return rc;
}

/* ---- reading ---- */

static int is_credential(const char *path)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	size_t len = dir ? strlen(dir) : 0;

	return len && !strncmp(path, dir, len) && path[len] == '/' && !strstr(path, "/../");
}

/* Opens and judges; the descriptor or a class. */
static int open_private(const char *path, size_t max, int credential, struct stat *st,
	struct error *err)
{
	int rc = 0, fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && errno == ENOENT)
		return error_set(err, ERR_NOTFOUND, N_("there is no file \"%s\""), path, NULL);
	if (fd < 0 && errno == ELOOP)
		return error_set(err, ERR_CONFIG,
			N_("\"%s\" is a symbolic link: name the file itself"), path, NULL);
	if (fd < 0 || fstat(fd, st) < 0) {
		rc = file_refused(err, path, errno);
	} else if (!S_ISREG(st->st_mode)) {
		rc = error_set(err, ERR_CONFIG, N_("\"%s\" is not a plain file"), path, NULL);
	} else if (st->st_uid != geteuid() && !(credential && st->st_uid == 0)) {
		rc = error_set(err, ERR_CONFIG,
			N_("the file \"%s\" belongs to another user: it is not read"), path, NULL);
	} else if (st->st_mode & (credential ? 037 : 077)) {
		rc = error_set(err, ERR_CONFIG,
			N_("others may read or write \"%s\": close it with chmod 600 \"%s\", "
			"and change what it holds if somebody may have seen it"),
			path, path, NULL);
	} else if (st->st_size < 0 || (uint64_t)st->st_size > max) {
		rc = error_set(err, ERR_STORE, N_("the file \"%s\" is too large to be what it should be"),
			path, NULL);
	}
	if (rc && fd >= 0)
		close(fd);
	return rc ? rc : fd;
}

/* Exactly len bytes, or fewer when the file ends; -1. */
static ssize_t read_all(int fd, void *buf, size_t len)
{
	size_t at = 0;
	ssize_t n;

	while (at < len) {
		n = read(fd, (char *)buf + at, len - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		at += (size_t)n;
	}
	return (ssize_t)at;
}

static void stamp_take(struct vaultfile_stamp *stamp, const struct stat *st)
{
	stamp->dev = st->st_dev;
	stamp->ino = st->st_ino;
	stamp->size = st->st_size;
	stamp->changed = st->st_mtim;
}

int vaultfile_read(struct strbuf *out, struct vaultfile_stamp *stamp, const char *path, size_t max,
	struct error *err)
{
	struct stat st;
	ssize_t n;
	int fd = open_private(path, max, 0, &st, err);

	if (fd < 0)
		return fd;
	strbuf_reset(out);
	strbuf_grow(out, (size_t)st.st_size + 1);
	n = read_all(fd, out->s, (size_t)st.st_size);
	close(fd);
	if (n < 0)
		return file_refused(err, path, errno);
	out->len = (size_t)n;
	out->s[out->len] = 0;
	if (stamp)
		stamp_take(stamp, &st);
	return 0;
}

int vaultfile_read_key(struct secret **out, const char *path, size_t max, struct error *err)
{
	struct secret *all;
	struct stat st;
	ssize_t n;
	int fd = open_private(path, max, is_credential(path), &st, err);

	if (fd < 0)
		return fd;
	all = secret_new((size_t)st.st_size);
	n = read_all(fd, secret_bytes(all), secret_len(all));
	close(fd);
	if (n < 0 || (size_t)n != secret_len(all)) {
		secret_free(all);
		return file_refused(err, path, n < 0 ? errno : EIO);
	}
	*out = all;
	return 0;
}

int vaultfile_write_key(const char *path, const void *data, size_t len, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int number = 0;

	if (fd < 0 && errno == EEXIST)
		return error_set(err, ERR_CONFIG,
			N_("the key file \"%s\" exists already: remove it, or name another"), path, NULL);
	if (fd < 0)
		return file_refused(err, path, errno);
	if (write(fd, data, len) != (ssize_t)len)
		number = errno ? errno : ENOSPC;
	if (!number && fsync(fd) < 0)
		number = errno;
	if (close(fd) < 0 && !number)
		number = errno;
	if (number) {
		unlink(path);
		return file_refused(err, path, number);
	}
	return 0;
}

int vaultfile_changed(const char *path, const struct vaultfile_stamp *stamp)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return 1;
	return st.st_dev != stamp->dev || st.st_ino != stamp->ino || st.st_size != stamp->size ||
		st.st_mtim.tv_sec != stamp->changed.tv_sec ||
		st.st_mtim.tv_nsec != stamp->changed.tv_nsec;
}

/* ---- locking and replacing ---- */

int vaultfile_lock(const char *path, const char *suffix, int wait_ms, struct error *err)
{
	char *name = xasprintf("%s%s", path, suffix);
	int64_t until = clock_mono_ms() + wait_ms;
	int rc = 0, fd = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		rc = file_refused(err, name, errno);
	while (!rc && flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			rc = file_refused(err, name, errno);
		else if (clock_mono_ms() >= until)
			rc = error_set(err, ERR_LATER,
				N_("another running copy is using the vault \"%s\": try again in a moment"),
				path, NULL);
		else
			poll(NULL, 0, LOCK_STEP_MS);
	}
	if (rc && fd >= 0)
		close(fd);
	free(name);
	return rc ? rc : fd;
}

/* A second name for the present content; where the file system has no such
 * thing, a copy. */
static int keep_backup(const char *path, const char *backup, struct error *err)
{
	char *tmp = xasprintf("%s.tmp", backup);
	struct strbuf old = STRBUF_INIT;
	int rc = 0;

	unlink(tmp);
	if (link(path, tmp) == 0) {
		if (rename(tmp, backup) < 0)
			rc = file_refused(err, backup, errno);
		unlink(tmp);    /* still there when both names were one file already */
	} else if (errno != ENOENT) {
		rc = path_read_file(&old, path, (size_t)64 << 20, err);
		if (!rc)
			rc = path_write_file(backup, old.s, old.len, 0600, err);
	}
	strbuf_release(&old);
	free(tmp);
	return rc;
}

int vaultfile_replace(const char *path, const void *data, size_t len,
	struct vaultfile_stamp *stamp, struct error *err)
{
	char *backup = xasprintf("%s.bak", path);
	struct stat st;
	int rc = keep_backup(path, backup, err);

	if (!rc)
		rc = path_write_file(path, data, len, 0600, err);
	if (!rc && lstat(path, &st) < 0)
		rc = file_refused(err, path, errno);
	if (!rc)
		stamp_take(stamp, &st);
	free(backup);
	return rc;
}

int vaultfile_renew_backup(const char *path, const void *data, size_t len, struct error *err)
{
	char *backup = xasprintf("%s.bak", path);
	int rc = path_write_file(backup, data, len, 0600, err);

	free(backup);
	return rc;
}
