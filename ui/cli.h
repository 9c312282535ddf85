/* The faces without a screen: the same functions as commands.
 *
 * cli_commands[] is the one table; help and the manual are read from it.  A
 * command gets a struct cli with what its row asks for already open, prints data on stdout and
 * messages on stderr, and returns an exit code: 0 ok, 1 differences, 2 partial, 64-78 as
 * sysexits, 75 try again. */
#ifndef UI_CLI_H
#define UI_CLI_H

#include "base/json_writer.h"
#include "base/pool.h"
#include "store/store.h"
#include "sync/worker.h"
#include "ui/hands.h"
#include <stdio.h>

enum cli_format { CLI_PLAIN, CLI_JSON, CLI_CSV };

/* What was typed before and after the command, by one table in cli.c. */
struct cli_args {
	enum cli_format format;
	int full, no_export, prerequisites, accept_warnings, payload, yes, import_section, unattended;
	int read_only, story, demo, ascii, mouse, tour;
	const char *lang, *user, *key_file, *ca_bundle, *reason, *view, *filter, *sort, *connection, *theme, *demo_system;
	int64_t limit, passphrase_fd, settle_ms, wait_s;   /* -1: not typed */
	int64_t wait_hop;            /* minutes; 0: it was not asked for */
	int64_t auto_lock_ms, grace_ms, bulk_grace_ms, confirm_above;
	char **words;                /* the command and what follows it; borrowed */
	int n_words;
	struct hand_options hands;   /* how the screens are used */
	const char *record, *replay, *replay_dump;
	int64_t replay_speed;        /* 0: without pauses */
	struct script *script;       /* borrowed: what record or replay opened; NULL */
	const char *preset;          /* keys: lay this over the default ones */
};

struct cli {
	struct cli_args args;
	const char *user;
	char *database, *vault;      /* owned paths */
	struct worker *worker;       /* owned; when the command needs one */
	struct store *store;         /* owned reading handle */
	struct connection_array connections;  /* read when they are first asked for, in pool */
	struct pool pool;            /* what a command reads */
	int unlocked;
};

#define CLI_STORE    1u      /* a reading handle on the database */
#define CLI_WORKER   2u      /* the worker runs */
#define CLI_WORKER_LATER 8u  /* the same, begun by the loop after its first frame */
#define CLI_UNLOCKED 4u      /* ... with an open vault */

struct cli_command {
	const char *name;
	const char *usage;       /* what follows the name; not translated */
	const char *help;        /* N_() */
	unsigned needs;
	int min_words;           /* arguments it must have */
	int (*run)(struct cli *c, int argc, char **argv);
};
extern const struct cli_command cli_commands[];    /* ends with name NULL */

/* Reads the command line; 0, or an exit code after saying what is wrong. */
int cli_parse(struct cli_args *a, int argc, char **argv);
int cli_run(struct cli *c);
void cli_release(struct cli *c);
void cli_help(FILE *out);

/* Opens what a command needs; 0 or an exit code. */
int cli_open(struct cli *c, unsigned needs);
/* Opens the vault, once: with the key file that was named, else asks.  0 or an exit code. */
int cli_unlock(struct cli *c);
/* The worker alone, once; 0 or a class. */
int cli_start_worker(struct cli *c, struct error *err);
/* "comptoir: sentence" on stderr (English and French end with what to do); the exit code. */
int cli_fail(const struct error *err);
int cli_usage(const struct cli_command *cmd);
/* Posts, waits, prints what went wrong.  *answer may be NULL; else the caller frees it. */
int cli_ask(struct cli *c, struct message *take_question, struct message **answer);
/* The same; the answer is there also with an error when it says what was done all the same. */
int cli_ask_partly(struct cli *c, struct message *take_question, struct message **answer);
/* A secret from the terminal without echo, or from a descriptor. */
struct secret *cli_read_secret(struct cli *c, const char *prompt, struct error *err);
/* The same, unless news() says 1 first: then NULL, and no error.  It is asked whenever the
 * worker has something to say; a missing terminal is no error then, the news is waited for. */
struct secret *cli_read_secret_or(struct cli *c, const char *prompt, int (*news)(struct cli *c, void *data),
	void *data, struct error *err);
/* After decisions: waits until nothing of these records is on its way; the exit code.
 * after: rows of the outbox up to this one that were settled do not count. */
int cli_wait_outbox(struct cli *c, enum entity e, const int64_t *ids, size_t n, int64_t after);
/* Which connector the connection with this id is of; NULL: not known. */
const char *cli_connector(struct cli *c, int64_t connection);
/* Does a person sign in to this connection with the browser? */
int cli_by_browser(const struct connection *c);
/* A message about one record, as it is here. */
struct message *cli_message_about(enum message_type type, const struct record *r);
/* The record a person names: a number, or #id.  0 or an exit code. */
int cli_find_record(struct cli *c, enum entity e, const char *name, struct record *out);

/* --- writing --- */
void cli_put(const struct strbuf *b);                  /* to stdout, with a line end */
/* A table: a first row of titles, then cells; NULL ends a row's cells. */
struct cli_table { struct strbuf *cells; size_t n, cap; int columns; unsigned right; const char *const *names; };
void cli_table_init(struct cli_table *t, const char *const *names, const char *const *titles,
	int columns, unsigned right);
void cli_table_add(struct cli_table *t, const char *text);
/* Prints as plain text, CSV or JSON ({"schema":1,"kind":kind,"rows":[...]}) and releases. */
void cli_table_print(struct cli_table *t, enum cli_format f, const char *kind);

/* --- commands, by file --- */
int cmd_sync(struct cli *c, int argc, char **argv);            /* cli_sync.c */
int cmd_jobs(struct cli *c, int argc, char **argv);
int cmd_overview(struct cli *c, int argc, char **argv);        /* cli_overview.c */
int cmd_list(struct cli *c, int argc, char **argv);            /* cli_records.c */
int cmd_show(struct cli *c, int argc, char **argv);
int cmd_decide(struct cli *c, int argc, char **argv);          /* cli_decide.c */
int cmd_link(struct cli *c, int argc, char **argv);
int cmd_set(struct cli *c, int argc, char **argv);
int cmd_comment(struct cli *c, int argc, char **argv);
int cmd_vault(struct cli *c, int argc, char **argv);           /* cli_vault.c */
int cmd_connection(struct cli *c, int argc, char **argv);      /* cli_connection.c */
int cmd_login(struct cli *c, int argc, char **argv);
int cmd_profile(struct cli *c, int argc, char **argv);         /* cli_profile.c */
int cmd_user(struct cli *c, int argc, char **argv);            /* cli_admin.c */
int cmd_audit(struct cli *c, int argc, char **argv);
int cmd_doctor(struct cli *c, int argc, char **argv);
int cmd_paths(struct cli *c, int argc, char **argv);
int cmd_backup(struct cli *c, int argc, char **argv);
int cmd_help(struct cli *c, int argc, char **argv);
int cmd_init(struct cli *c, int argc, char **argv);            /* start.c */
int cmd_tutor(struct cli *c, int argc, char **argv);           /* demo.c */
int cmd_keys(struct cli *c, int argc, char **argv);            /* cli_keys.c */

/* --- the demo (demo.c) --- */
/* comptoir --demo[=SYSTEM]: the simulators of Procore and of that accounting system (all: every one), a throw-away vault and database, then the screens or
 * (story) the same road in text. */
int demo_run(struct cli_args *a);

#endif
