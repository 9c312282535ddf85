/* The accounting systems of the company, as the screens show them: whose records the lists hold,
 * how old what was read is, and which of them is a test company.
 *
 * A system that is read through a copy of somebody else's (Sage 300 CRE through hh2) has two ages,
 * and its first step is a person's: the guide in front of a sync walks through it. */
#ifndef UI_SYSTEMS_H
#define UI_SYSTEMS_H

#include "base/strbuf.h"
#include <stddef.h>
#include <stdint.h>

struct app;

struct system {
	int64_t id;                     /* of the connection */
	const char *name;               /* of the connection; lent by the facts */
	const char *connector, *title;  /* "sage300", "Sage 300 CRE" */
	const char *environment;        /* "production" or another word */
	int two_hops;
	int64_t arrived_ms, read_ms;    /* two_hops: newer data last arrived; last read; 0 never */
};

/* Reads them again, with the other facts. */
void systems_read(struct app *a);
/* The system whose records are shown; NULL: all of them. */
const struct system *systems_shown(const struct app *a);
/* What stands in the title: the one shown, or how many there are. */
void systems_add_title(struct strbuf *out, const struct app *a);
/* "hh2 3 h, read 2 min" of the system with two steps that is shown; 0 when there is none. */
int systems_add_ages(struct strbuf *out, const struct app *a);
/* A word when what is shown is no real company; NULL. */
const char *systems_badge(const struct app *a);
/* Which connector the connection with this id is of; NULL: not known. */
const char *systems_connector(const struct app *a, int64_t id);
/* Name of a connection by id, "" when it is none of these. */
const char *systems_name(const struct app *a, int64_t id);

/* Asks which system books this record (a job), and keeps the answer with it. */
struct record;
void systems_choose(struct app *a, const struct record *r);

/* In front of a sync: the guide through the first step when the system shown has one.  1 when it
 * was opened: it goes on from there. */
int hops_guide(struct app *a);

/* Actions. */
void act_system(struct app *a);

#endif
