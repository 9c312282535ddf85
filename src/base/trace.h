/* Trace by category: COMPTOIR_TRACE=http,store,msg:FILE (or `all,-http`).
 *
 * Secrets and bodies never reach it.  Lines carry time, thread and category and
 * are made terminal-safe.  Any thread. */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H

enum trace_category {
	TRACE_HTTP, TRACE_STORE, TRACE_MSG, TRACE_SYNC, TRACE_OUTBOX,
	TRACE_VAULT, TRACE_UI, TRACE_COUNT
};

/* Reads the specification (NULL: trace nothing); 0, or -1 when it names an
 * unknown category or the file cannot be opened (then stderr is not used). */
int trace_init(const char *spec);
void trace_end(void);
int trace_on(enum trace_category cat);
void trace(enum trace_category cat, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Names of the categories, for help; NULL past the end. */
const char *trace_category_name(unsigned index);
void trace_thread_name(const char *name);   /* static text; this thread */

#endif
