/* Sage 300 CRE: described, not built yet. */
#include "connectors/sage300.h"
#include "base/banned.h"

static const struct option_def no_options[] = {
	{ NULL, OPTION_TEXT, 0, NULL, NULL, NULL, NULL },
};

static const struct feed no_feeds[] = {
	{ NULL, ENTITY_NONE, 0 },
};

const struct connector sage300_connector = {
	.name = "sage300", .title = "Sage 300 CRE", .role = "erp", .options = no_options, .feeds = no_feeds,
};
