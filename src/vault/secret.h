/* Guarded memory for what nobody may read: pass phrases, keys, tokens.
 *
 * A secret lies between guard pages, is kept out of swap where the system
 * allows it and out of core dumps, and is wiped when it is released.  There is
 * deliberately no function that prints one.
 *
 * One thread at a time; a secret may be handed from thread to thread. */
#ifndef VAULT_SECRET_H
#define VAULT_SECRET_H

#include <stddef.h>

#define SECRET_MAX (1u << 20)     /* no secret is longer, in bytes */

struct secret;

/* A secret of len bytes, all 0; len 0 is the empty input of a prompt.  Ends the
 * program when there is no memory; len is at most SECRET_MAX. */
struct secret *secret_new(size_t len);
/* Copies; the caller wipes its own copy (secret_wipe). */
struct secret *secret_from_bytes(const void *data, size_t len);
struct secret *secret_from_text(const char *text);
struct secret *secret_copy(const struct secret *s);
/* Wipes and frees; NULL is fine. */
void secret_free(struct secret *s);

/* Lent until the secret changes or goes.  One NUL always follows the last byte,
 * so that a text can be handed on without a copy. */
const void *secret_data(const struct secret *s);
const char *secret_text(const struct secret *s);
void *secret_bytes(struct secret *s);            /* to be written into */
size_t secret_len(const struct secret *s);

/* Same length and bytes; the time depends on the lengths alone.  NULL equals
 * nothing. */
int secret_equal(const struct secret *a, const struct secret *b);

/* A passphrase being typed.  push adds one byte (a character of UTF-8 is its
 * bytes in turn); 0, or -1 when it is full or the byte is 0.  pop removes the
 * last whole character of UTF-8; -1 when nothing is left.  count_chars tells how
 * many marks the prompt draws. */
int secret_push_char(struct secret *s, char byte);
int secret_pop_char(struct secret *s);
size_t secret_count_chars(const struct secret *s);
void secret_clear(struct secret *s);             /* wiped, length 0 */

/* Wipes ordinary memory in a way the compiler keeps. */
void secret_wipe(void *p, size_t len);

/* No core file, and no other process of the same user may attach or read this
 * one's memory.  Once, at start, before threads; 0, or -1 when the system refused. */
int vault_harden_process(void);

#endif
