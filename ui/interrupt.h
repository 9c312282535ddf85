/* Commands that a signal stops (Ctrl-C, SIGTERM, SIGHUP): the first one asks, so that what
 * runs can be given up in order and sessions are closed over there; the second one ends the program
 * at once.  The screens have handlers of their own (screen.c). */
#ifndef UI_INTERRUPT_H
#define UI_INTERRUPT_H

/* From now on; again has no effect.  What the caller's caller ignores stays ignored (nohup). */
void interrupt_catch(void);
/* The signal that came, or 0. */
int interrupted(void);
/* Readable once a signal came; -1 before interrupt_catch. */
int interrupt_fd(void);
/* The last thing before the end: when a signal came, dies of it, as the shell and systemd
 * expect; otherwise returns. */
void interrupt_finish(void);

#endif
