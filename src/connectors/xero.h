/* Xero: what its files share. */
#ifndef CONNECTORS_XERO_H
#define CONNECTORS_XERO_H

#include "connectors/connector.h"

extern const struct connector xero_connector;

#endif
