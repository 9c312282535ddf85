/* The life of a record (design.md 4): words, glyphs, colours, moves. */
#ifndef MODEL_STATUS_H
#define MODEL_STATUS_H

#include <stdint.h>

enum status {
	STATUS_NONE,
	/* export */
	STATUS_NOT_READY,    /* the entity's own rule is not met yet */
	STATUS_HELD,         /* ready by the rule, but an export would fail */
	STATUS_READY,
	STATUS_QUEUED,       /* approved */
	STATUS_SENDING,
	STATUS_SYNCED,
	STATUS_CHANGED,      /* synced, and one side changed since export */
	STATUS_FAILED,
	STATUS_CONFLICT,
	STATUS_UNKNOWN,
	STATUS_REJECTED,
	/* import */
	STATUS_STAGED,       /* ready to import */
	STATUS_ARCHIVED,
	STATUS_INVALID,
	STATUS_COUNT,
};

/* Which list a status belongs to: the views of every tab. */
enum view { VIEW_READY, VIEW_FAILED, VIEW_SYNCED, VIEW_REJECTED, VIEW_IMPORT, VIEW_ALL, VIEW_COUNT };

struct status_def {
	const char *name;      /* stable: "ready" */
	const char *word;      /* N_(): at most 9 columns in every language */
	const char *glyph;     /* UTF-8, one column */
	const char *ascii;     /* one character */
	enum view view;        /* VIEW_ALL: in no other view */
};
extern const struct status_def statuses[STATUS_COUNT];

struct view_def {
	const char *name;      /* stable: "ready" */
	const char *title;     /* N_("Ready to export") */
	const char *empty;     /* N_(): what an empty list says to do next */
};
extern const struct view_def views[VIEW_COUNT];

enum status status_parse(const char *name);    /* STATUS_NONE when unknown */
int view_parse(const char *name);              /* -1 when unknown */

/* The state columns of the five entities; text borrowed from the reader's pool. */
struct record_state {
	enum status status;
	int resubmitted;          /* rejected before, changed in Procore, back again */
	int n_holds, n_warnings;  /* findings by severity */
	const char *note;         /* first finding: code (model/check.h) or error msgid; or NULL */
	const char *note_args;    /* JSON array of its arguments; or NULL */
	const char *erp_code;     /* number in the ERP once linked; or NULL */
	int64_t version;          /* grows with every change of the content */
	int64_t changed_ms;       /* when the content changed last, UTC */
	int64_t books;              /* connection of the ERP that books it; 0: not known */
};

#endif
