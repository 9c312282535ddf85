/* Programs beside ours.
 *
 * They must not touch the terminal: a session of their own, and /dev/null for what they
 * say.  What they get to read fits into a pipe, so that writing it cannot wait.  Those that ended are
 * collected when the next one starts. */
#include "ui/spawn.h"
#include "base/i18n.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define CHILDREN 16

/* A process has one set of children; only those started here are waited for. */
static pid_t children[CHILDREN];

static void collect(void)
{
	for (int i = 0; i < CHILDREN; i++)
		if (children[i] > 0 && waitpid(children[i], NULL, WNOHANG) != 0)
			children[i] = 0;
}

static void remember(pid_t pid)
{
	for (int i = 0; i < CHILDREN; i++)
		if (children[i] == 0) {
			children[i] = pid;
			return;
		}
}

int spawn_finds(const char *name)
{
	const char *path = getenv("PATH");
	if (strchr(name, '/'))
		return access(name, X_OK) == 0;
	while (*name && path && *path) {
		size_t len = strcspn(path, ":");
		char *file = xasprintf("%.*s/%s", (int)len, path, name);
		int found = len > 0 && access(file, X_OK) == 0;
		free(file);
		if (found)
			return 1;
		path += len;
		path += *path == ':';
	}
	return 0;
}

/* The reading end of a pipe that holds the input; -1. */
static int input_pipe(const void *input, size_t len)
{
	int fds[2];
	if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) < 0)
		return -1;
	if (write(fds[1], input, len) != (ssize_t)len) {
		close(fds[0]);
		fds[0] = -1;
	} else {
		fcntl(fds[0], F_SETFL, 0);
	}
	close(fds[1]);
	return fds[0];
}

static int start(pid_t *pid, char *const argv[], int in)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int rc;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&files, in, 0);
	else
		posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawnp(pid, argv[0], &files, &attr, argv, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return rc;
}

int spawn_program(char *const argv[], const void *input, size_t len, struct error *err)
{
	pid_t pid = 0;
	int in = -1, rc;
	collect();
	if (input && (len > SPAWN_INPUT_MAX || (in = input_pipe(input, len)) < 0))
		return error_set(err, ERR_STORE, N_("%s: it cannot be given so much; nothing was done."), argv[0], NULL);
	rc = start(&pid, argv, in);
	if (in >= 0)
		close(in);
	if (rc != 0)
		return error_set(err, ERR_CONFIG, N_("\"%1$s\" cannot be started: %2$s"), argv[0], strerror(rc), NULL);
	remember(pid);
	return 0;
}
