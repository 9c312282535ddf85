/* Passphrases: creating the vault, unlocking, locking. */
#ifndef UI_VAULT_VIEW_H
#define UI_VAULT_VIEW_H

struct app;
struct message;
struct error;

/* Asks for the passphrase (or for a new one when there is no vault yet); after it the
 * action runs, -1: none. */
void vault_ask(struct app *a, int after);
void vault_answer(struct app *a, int created, const struct error *err);

void act_lock(struct app *a);

#endif
