/* comptoir comment: the same note as the key C writes. */
#include "ui/cli.h"
#include "base/i18n.h"
#include "base/xalloc.h"

#include <sysexits.h>

#include "base/banned.h"

int cmd_comment(struct cli *c, int argc, char **argv)
{
	enum entity e = entity_parse(argv[1]);
	struct message *m;
	struct record r;
	int rc;

	if (e == ENTITY_NONE || e >= ENTITY_TAB_COUNT)
		return EX_USAGE;
	rc = cli_find_record(c, e, argv[2], &r);
	if (rc)
		return rc;
	m = cli_message_about(MSG_COMMENT, &r);
	m->text = xstrdup(argv[3]);
	return cli_ask(c, m, NULL);
}
