/* Settings: the user's comptoir.conf, by one option table.
 *
 * The file, the manual and data/comptoir.conf are read from config_options[] too
 * (data/tables.sh).  What stands on the command line wins over the file. */
#ifndef UI_CONFIG_H
#define UI_CONFIG_H

#include "base/option.h"
#include "ui/cli.h"

extern const struct option_def config_options[];    /* ends with name NULL */

/* Reads the user's file over the defaults; no file is fine.  Fills what the command
 * line left open in a, whose texts then live as long as v.  0, or ERR_CONFIG with a sentence
 * that names the file and the line; a is then filled with the defaults. */
int config_load(struct option_values *v, struct cli_args *a, struct error *err);

#endif
