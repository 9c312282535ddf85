/* A signal as a flag and as a byte in a pipe: the flag is asked, the pipe wakes a poll. */
#include "ui/interrupt.h"
#include "base/array.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/banned.h"

/* A handler knows its state by name only. */
static volatile sig_atomic_t which;
static int wake[2] = { -1, -1 };

static void on_signal(int sig)
{
	int saved = errno;
	ssize_t n = write(wake[1], "", 1);

	(void)n;
	which = sig;
	errno = saved;
}

void interrupt_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction old, sa = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };

	if (wake[0] >= 0 || pipe2(wake, O_NONBLOCK | O_CLOEXEC) < 0)
		return;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(signals[i], &sa, NULL);
}

int interrupted(void)
{
	return which;
}

int interrupt_fd(void)
{
	return wake[0];
}

void interrupt_finish(void)
{
	if (!which)
		return;
	signal(which, SIG_DFL);
	raise(which);
}
