/* Reading profiles: what is installed, and what the owner of this computer says differently. */
#include "sync/profiles.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/xalloc.h"
#include <stdlib.h>
#include <unistd.h>

#include "base/banned.h"

#define PROFILE_MAX_BYTES (1u << 20)

/* The installed text with the owner's own over it; nothing when there is no such file. */
static int add_own(struct strbuf *text, const char *path, struct error *err)
{
	struct strbuf own = STRBUF_INIT, merged = STRBUF_INIT;
	struct error why = ERROR_INIT;
	int rc = 0;

	if (path_read_file(&own, path, PROFILE_MAX_BYTES, NULL) >= 0) {
		rc = profile_merge(&merged, text->s, own.s, &why);
		if (rc < 0)
			rc = error_set(err, ERR_CONFIG, N_("your own profile %s cannot be read; it is not valid JSON"), path,
				NULL);
		else {
			strbuf_reset(text);
			strbuf_add(text, merged.s, merged.len);
		}
	}
	error_release(&why);
	strbuf_release(&own);
	strbuf_release(&merged);
	return rc;
}

int profiles_load(struct profile *p, const struct connector *c, const struct option_values *options,
	struct error *err)
{
	char *file = xasprintf("profiles/%s.json", c->profile);
	char *own = path_config(file), *installed = path_installed(file);
	struct strbuf text = STRBUF_INIT;
	struct error why = ERROR_INIT;
	int rc = path_read_file(&text, installed, PROFILE_MAX_BYTES, err);

	if (rc >= 0)
		rc = add_own(&text, own, err);
	if (rc >= 0)
		rc = profile_load(p, text.s, options, c->options, &why);
	if (why.cls) {
		struct strbuf said = STRBUF_INIT;
		error_text(&said, &why, 1);
		if (access(own, R_OK) == 0)
			error_set(err, why.cls, N_("your own profile %1$s cannot be used: %2$s"), own, said.s, NULL);
		else
			error_move(err, &why);
		strbuf_release(&said);
	}
	error_release(&why);
	strbuf_release(&text);
	free(installed);
	free(file);
	free(own);
	return rc;
}
