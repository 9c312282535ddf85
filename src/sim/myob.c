/* The simulated MYOB Acumatica: the same product at the root of its host, sold in Australia and New Zealand.
 *
 * The company keeps its books in Australian dollars there, releases are written 2023.1, and the connected
 * application signs in with <guid>@Company.  Everything else is acumatica.c and its files. */
#include "sim/acumatica.h"
#include "base/banned.h"

static void *init(struct sim *sim)
{
	static const struct acu_product product = { .name = "myob", .base = "", .tenant = "Company",
		.login_kind = "oauth", .construction = "ConstructionLink" };

	return acu_open(sim, &product);
}

const struct sim_system sim_myob = {
	.name = "myob",
	.title = "MYOB Acumatica, contract-based REST API",
	.base_path = "",
	.home_currency = "AUD",
	.init = init, .handle = acu_handle, .control = acu_control, .refuse = acu_refuse, .expire = acu_expire,
	.dump = acu_dump, .credentials = acu_credentials, .release = acu_release,
};
