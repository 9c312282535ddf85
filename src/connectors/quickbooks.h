/* QuickBooks Online: what its files share. */
#ifndef CONNECTORS_QUICKBOOKS_H
#define CONNECTORS_QUICKBOOKS_H

#include "connectors/connector.h"

extern const struct connector quickbooks_connector;

#endif
