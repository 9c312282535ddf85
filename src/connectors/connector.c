/* connectors[]: every system Comptoir has a name for.
 *
 * A row without functions is described and not built: the settings screen can name
 * it and say so.  Adding a connector is one file and one row here. */
#include "connectors/connector.h"
#include "connectors/acumatica.h"
#include "connectors/myob.h"
#include "connectors/procore.h"
#include "connectors/quickbooks.h"
#include "connectors/sage300.h"
#include "connectors/xero.h"
#include <string.h>
#include "base/banned.h"

static const struct option_def no_options[] = {
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static const struct feed no_feeds[] = {
	{ NULL, ENTITY_NONE, 0 },
};

#define DESCRIBED(id, words) \
	static const struct connector id##_connector = { \
		.name = #id, .title = words, .role = "erp", .options = no_options, .feeds = no_feeds, \
	}

DESCRIBED(netsuite, "NetSuite");
DESCRIBED(cmic, "CMiC");
DESCRIBED(workday, "Workday");
DESCRIBED(yardi, "Yardi Voyager");
DESCRIBED(mri, "MRI Platform X");

const struct connector *const connectors[] = {
	&procore_connector,
	&acumatica_connector,
	&myob_connector,
	&xero_connector,
	&sage300_connector,
	&quickbooks_connector,
	&netsuite_connector,
	&cmic_connector,
	&workday_connector,
	&yardi_connector,
	&mri_connector,
	NULL,
};

const struct connector *connector_find(const char *name)
{
	for (size_t i = 0; name && connectors[i]; i++)
		if (!strcmp(connectors[i]->name, name))
			return connectors[i];
	return NULL;
}
