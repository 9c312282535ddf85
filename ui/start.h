/* How the screens begin: the set-up when nothing is there yet, then the lists. */
#ifndef UI_START_H
#define UI_START_H

#include "ui/cli.h"

/* `comptoir` and `comptoir init` (set_up: the set-up also when it is finished).  The exit code. */
int start_screens(struct cli *c, int set_up);

#endif
