/* Where things lie, and reading and writing whole files.
 *
 * A file is written beside its final place and renamed over it, so a reader and a
 * crash see the old contents or the new ones, never half.  Every answer of the
 * system is looked at, close and fsync included: a full disk is often reported
 * only there. */
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/xalloc.h"

#include "base/banned.h"

/* ---- places ---- */

char *path_join(const char *dir, const char *name)
{
	size_t len = strlen(dir);

	if (!name || !*name)
		return xstrdup(dir);
	while (*name == '/' && len)
		name++;
	return xasprintf("%s%s%s", dir, !len || dir[len - 1] == '/' ? "" : "/", name);
}

/* A variable that names a folder from the root; XDG says to ignore others. */
static const char *absolute_env(const char *name)
{
	const char *value = getenv(name);

	return value && *value == '/' ? value : NULL;
}

static char *home_dir(void)
{
	const char *home = absolute_env("HOME");
	struct passwd pw, *found = NULL;
	char buf[4096];

	if (home)
		return xstrdup(home);
	if (!getpwuid_r(geteuid(), &pw, buf, sizeof buf, &found) && found && *pw.pw_dir == '/')
		return xstrdup(pw.pw_dir);
	return xstrdup("/");
}

static char *place(const char *sub, const char *xdg, const char *below_home, const char *name)
{
	const char *own = getenv("COMPTOIR_HOME"), *base;
	char *home, *dir, *path;

	if (own && *own) {
		dir = path_join(own, sub);
	} else if ((base = absolute_env(xdg))) {
		dir = path_join(base, "comptoir");
	} else {
		home = home_dir();
		dir = path_join(home, below_home);
		free(home);
	}
	path = path_join(dir, name);
	free(dir);
	return path;
}

char *path_config(const char *name)
{
	return place("config", "XDG_CONFIG_HOME", ".config/comptoir", name);
}

char *path_data(const char *name)
{
	return place("data", "XDG_DATA_HOME", ".local/share/comptoir", name);
}

char *path_state(const char *name)
{
	return place("state", "XDG_STATE_HOME", ".local/state/comptoir", name);
}

char *path_beside_program(const char *name)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash;

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	slash = strrchr(self, '/');
	if (slash == NULL)
		return NULL;
	*slash = '\0';
	return path_join(self, name);
}

/* The build lays a link to the data beside the program (data/Makefile.inc), so that one
 * that is not installed finds its own data and not those of an older installation. */
char *path_installed(const char *name)
{
	const char *dir = getenv("COMPTOIR_DATADIR");
	char *built, *path;

	if (dir && *dir)
		return path_join(dir, name);
	built = path_beside_program("share/profiles");
	if (built && access(built, R_OK) == 0) {
		free(built);
		built = path_beside_program("share");
		path = path_join(built, name);
	} else {
		path = path_join(PKGDATADIR, name);
	}
	free(built);
	return path;
}

/* ---- files ---- */

static int fail(struct error *err, enum error_class cls, const char *msgid, const char *path, int code)
{
	char buf[128];

	return error_set(err, cls, msgid, path, strerror_r(code, buf, sizeof buf), NULL);
}

static int make_one(const char *dir, struct error *err)
{
	struct stat st;
	int code;

	if (!mkdir(dir, 0700))
		return 0;
	code = errno;
	if (!stat(dir, &st)) {        /* there already, perhaps made by another program just now */
		if (S_ISDIR(st.st_mode))
			return 0;
		code = ENOTDIR;
	}
	return fail(err, ERR_STORE, N_("The folder %s could not be made: %s."), dir, code);
}

int path_make_dir(const char *dir, struct error *err)
{
	char *path = xstrdup(dir), *slash = path;
	int rc = 0;

	while (!rc && (slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		rc = make_one(path, err);
		*slash = '/';
	}
	if (!rc)
		rc = make_one(path, err);
	free(path);
	return rc;
}

static int read_all(struct strbuf *out, int fd, size_t max, int *too_large)
{
	size_t start = out->len;
	char chunk[16384];
	ssize_t n;

	*too_large = 0;
	for (;;) {
		n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		if (!n)
			break;
		if ((size_t)n > max - (out->len - start)) {
			*too_large = 1;
			break;
		}
		strbuf_add(out, chunk, (size_t)n);
	}
	explicit_bzero(chunk, sizeof chunk);
	return 0;
}

int path_read_file(struct strbuf *out, const char *path, size_t max, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), code, too_large;
	size_t start = out->len;

	if (fd < 0)
		return fail(err, errno == ENOENT ? ERR_NOTFOUND : ERR_STORE,
			N_("%s could not be read: %s."), path, errno);
	strbuf_grow(out, 1);        /* even an empty file gives a string of its own */
	code = read_all(out, fd, max, &too_large);
	if (close(fd) && !code)
		code = errno;
	if (!code && !too_large)
		return 0;
	strbuf_truncate(out, start);
	if (code)
		return fail(err, ERR_STORE, N_("%s could not be read: %s."), path, code);
	return error_set(err, ERR_DATA, N_("%s is larger than expected; it was not read."), path, NULL);
}

static int write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	while (len) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

/* "folder/.name.0123456789abcdef" */
static char *temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	uint64_t id;

	if (getrandom(&id, sizeof id, 0) != (ssize_t)sizeof id)
		return NULL;
	return xasprintf("%.*s.%.200s.%016llx", (int)(name - path), path, name, (unsigned long long)id);
}

static int sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? xstrndup(path, slash == path ? 1 : (size_t)(slash - path)) : xstrdup(".");
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), code = fd < 0 ? errno : 0;

	free(dir);
	if (fd < 0)
		return code;
	/* Some file systems cannot sync a folder and say EINVAL. */
	if (fsync(fd) && errno != EINVAL)
		code = errno;
	if (close(fd) && !code)
		code = errno;
	return code;
}

/* Writes the temporary file; an errno, or 0. */
static int fill_temporary(const char *temp, const void *data, size_t len, int mode)
{
	int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0600), code;

	if (fd < 0)
		return errno;
	code = write_all(fd, data, len);
	if (!code && fchmod(fd, (mode_t)mode))        /* whatever the umask says */
		code = errno;
	if (!code && fsync(fd))
		code = errno;
	if (close(fd) && !code)
		code = errno;
	return code;
}

int path_write_file(const char *path, const void *data, size_t len, int mode,
	struct error *err)
{
	char *temp = temporary_name(path);
	int code;

	if (!temp)
		return fail(err, ERR_STORE, N_("%s could not be written: %s."), path, errno);
	code = fill_temporary(temp, data, len, mode);
	if (!code && rename(temp, path))
		code = errno;
	if (code && code != EEXIST)
		unlink(temp);
	if (!code)
		code = sync_folder_of(path);
	free(temp);
	if (code)
		return fail(err, ERR_STORE, N_("%s could not be written: %s."), path, code);
	return 0;
}
