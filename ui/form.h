/* A dialog with one or a few fields to fill in: reasons, values, passphrases. */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "base/error.h"
#include "ui/overlay.h"
#include "vault/secret.h"

#define FORM_MAX_FIELDS 6

struct form_field {
	const char *name;           /* stable */
	const char *label;          /* translated; copied */
	const char *value;          /* at the start; copied; NULL "" */
	int secret;                 /* typed unseen, kept in guarded memory */
};

struct form;
struct form_def {
	const char *title;          /* N_() */
	const char *ok;             /* N_(): what Enter does, "Reject" */
	/* Enter on the last field.  0 closes the form; a class keeps it open and shows err. */
	int (*done)(struct app *a, struct form *f, void *data, struct error *err);
	void (*cancelled)(struct app *a, void *data);    /* NULL allowed */
	void (*free_data)(void *data);                   /* NULL allowed */
};

/* text: a paragraph above the fields, translated; copied; NULL none. */
struct form *form_open(struct app *a, const struct form_def *def, const char *text,
	const struct form_field *fields, int n, void *take_data);
const char *form_value(const struct form *f, int field);
/* The secret of a field, given away; an empty one takes its place. */
struct secret *form_take_secret(struct form *f, int field);
const struct secret *form_secret(const struct form *f, int field);
/* Shows a sentence under the fields of the form that is open; the answer to a question may
 * come after it was sent.  Clears secrets and keeps it open. */
void form_fail(struct app *a, const struct form_def *def, const struct error *err);
/* Waiting for an answer: fields cannot be changed. */
void form_wait(struct form *f, const char *text);
void form_close(struct app *a, const struct form_def *def);
/* 1: the dialog on top is a form, and what is typed now is secret. */
int form_in_secret(const struct overlay *top);

#endif
