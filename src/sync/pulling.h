/* Between pull.c, hops.c and report.c: a sync at work. */
#ifndef SYNC_PULLING_H
#define SYNC_PULLING_H

#include "sync/pull.h"
#include "sync/work.h"

enum phase { PHASE_NEW, PHASE_PULL, PHASE_JUDGE, PHASE_EXPORT };

struct pull {
	struct sync_job *job;              /* borrowed */
	struct line *line;                 /* borrowed */
	int at;                            /* feed at work: index in the connector's table */
	int running;                       /* tasks under way */
	struct { char **items; size_t len, cap; } scopes;  /* owned: jobs to read by */
	size_t next_scope;
	int feed_ok, feed_full;            /* of the feed at work */
	int64_t feed_started;
	unsigned read, failed, partial_read;   /* bits of entities: feeds read, failed, not in full */
	int64_t pass_started[ENTITY_COUNT];    /* of the full passes */
	unsigned kinds;                    /* entities whose rows changed */
	int first_load, stop, ended;
	struct sync_run run;
	struct error error;                /* the first */
	int64_t done, total;               /* of the feed at work, for progress */
	struct task_counts signs_before;   /* the line's sign-ins when it began */
	int64_t waited_before;
	/* Waiting for newer data to arrive (hops.c), before anything is read. */
	int waiting, arrived;
	int probe;                         /* feed looked at: index */
	int64_t waiting_since, wait_until, probe_at;   /* mono ms */
};

struct sync_job {
	uint64_t question;
	enum entity entity;
	int64_t flags, wait_ms;
	char *connection;                  /* owned; NULL: all */
	int internal;                      /* the worker's own: nobody waits for an answer */
	enum phase phase;
	struct { struct pull **items; size_t len, cap; } pulls;
	struct task_counts sent, sent_before;  /* what was sent after it was read */
	struct error error;
	int cancelled;
	struct sync_job *next;
};

/* --- pull.c --- */
/* Reads what is to be read next, or ends. */
void pull_next_feed(struct pull *p);
void pull_note_error(struct pull *p, const struct error *err);
/* Does a sync of `asked` read this feed's entity? */
int pull_wanted(enum entity asked, enum entity feed);

/* --- hops.c --- */
/* 1: this pull waits for newer data first. */
int hops_begin(struct pull *p);
/* Moves what waits on; 1 when it did something. */
int hops_step(struct sync_job *j);
/* The sync is gone: a probe of it has nobody to tell. */
void hops_forget(struct task *t);
int64_t hops_wait_ms(const struct sync_job *j);
/* A feed is through and its cursor will be `next`: notes when newer data was seen; in the page's
 * transaction. */
int hops_note(struct line *l, const struct feed *f, const char *scope, const char *next, struct error *err);

/* --- report.c --- */
void report_begin(struct worker *w, struct sync_job *j);
/* The calls, bytes and waiting of a pull that ends. */
void report_count(struct pull *p);
void report_sent(struct worker *w, struct sync_job *j);
/* The summary of a sync, one line for each connection. */
void report_add(struct strbuf *out, const struct sync_job *j);

#endif
