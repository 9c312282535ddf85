/* Files that a person hands on to the other system (OP_WRITE). */
#ifndef SYNC_HANDOVER_H
#define SYNC_HANDOVER_H

#include "base/error.h"

struct worker;

/* Writes the file once into the folder of that connection, for its owner alone, and onto the disk.
 * There already with the same text: nothing to do.  With another text: ERR_CONFLICT.  ERR_LATER when
 * it could not be written. */
int handover_write(struct worker *w, const char *connection, const char *name, const char *text,
	struct error *err);
/* <folder of the database>/exports/<connection>; free() it. */
char *handover_folder(const char *database, const char *connection);

#endif
