/* Xero: described, not built yet. */
#include "connectors/xero.h"
#include "base/banned.h"

static const struct option_def no_options[] = {
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static const struct feed no_feeds[] = {
	{ NULL, ENTITY_NONE, 0 },
};

const struct connector xero_connector = {
	.name = "xero", .title = "Xero", .role = "erp", .options = no_options, .feeds = no_feeds,
};
