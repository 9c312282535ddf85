/* Sage 300 CRE: what its files share. */
#ifndef CONNECTORS_SAGE300_H
#define CONNECTORS_SAGE300_H

#include "connectors/connector.h"

extern const struct connector sage300_connector;

#endif
