/* The row of MYOB Acumatica. */
#ifndef CONNECTORS_MYOB_H
#define CONNECTORS_MYOB_H

#include "connectors/connector.h"

extern const struct connector myob_connector;

#endif
