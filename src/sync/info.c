/* What the screens may know of connectors and profiles without including them.  Nothing
 * here touches the worker; any thread. */
#include "base/i18n.h"
#include "base/lang.h"
#include "connectors/connector.h"
#include "connectors/json.h"
#include "model/check.h"
#include "sync/profiles.h"
#include "sync/worker.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define MAX_CONNECTORS 32

static struct connector_info infos[MAX_CONNECTORS];
static size_t n_infos;
static pthread_once_t infos_once = PTHREAD_ONCE_INIT;

static void make_infos(void)
{
	for (const struct connector *const *c = connectors; *c && n_infos < MAX_CONNECTORS; c++)
		infos[n_infos++] = (struct connector_info){ .name = (*c)->name, .title = (*c)->title,
			.role = (*c)->role, .options = (*c)->options, .built = (*c)->pull != NULL,
			.person_signs_in = (*c)->authorize_url != NULL,
			.unattended = ((*c)->caps & CAP_UNATTENDED) != 0, .two_hops = ((*c)->caps & CAP_TWO_HOPS) != 0,
			.profile = (*c)->profile };
}

size_t worker_connectors(const struct connector_info **out)
{
	pthread_once(&infos_once, make_infos);
	*out = infos;
	return n_infos;
}

/* The profile of a connector with all its options at their defaults. */
static int load_profile(struct profile *p, const char *connector, struct error *err)
{
	const struct connector *c = connector_find(connector);
	struct option_values none = { 0 };

	if (!c || !c->profile)
		return error_set(err, ERR_NOTFOUND, N_("there is no profile of \"%1$s\""),
			connector ? connector : "", NULL);
	return profiles_load(p, c, &none, err);
}

static const char *in_language(const char *en, const char *fr)
{
	return lang_current() != LANG_EN && fr ? fr : en;
}

void worker_profile_note(struct strbuf *out, const char *connector, enum entity e)
{
	struct profile p;

	if (e < 0 || e >= ENTITY_COUNT || load_profile(&p, connector, NULL) < 0)
		return;
	strbuf_adds(out, in_language(p.direction[e].note_en, p.direction[e].note_fr));
	profile_release_all(&p);
}

int worker_profile(struct profile *out, const char *connector, struct error *err)
{
	return load_profile(out, connector, err);
}

/* The words of an ERP's own profile where it has some.  Each is read when it is first asked for, and kept. */
static struct { int asked, usable; struct profile profile; } profiles[MAX_CONNECTORS];
static pthread_mutex_t profiles_lock = PTHREAD_MUTEX_INITIALIZER;

static const struct profile *own_profile(const char *connector)
{
	const struct profile *found = NULL;

	for (size_t i = 0; connector && connectors[i] && i < MAX_CONNECTORS; i++) {
		if (strcmp(connectors[i]->name, connector) != 0)
			continue;
		pthread_mutex_lock(&profiles_lock);
		if (!profiles[i].asked && connectors[i]->pull)
			profiles[i].usable = load_profile(&profiles[i].profile, connector, NULL) >= 0;
		profiles[i].asked = 1;
		found = profiles[i].usable ? &profiles[i].profile : NULL;
		pthread_mutex_unlock(&profiles_lock);
	}
	return found;
}

void worker_finding_text(struct strbuf *out, const char *connector, const char *code, const char *const *args,
	int n_args)
{
	finding_text(out, own_profile(connector), code, args, n_args);
}

int worker_json_pretty(struct strbuf *out, const char *json)
{
	return json_pretty_text(out, json);
}
