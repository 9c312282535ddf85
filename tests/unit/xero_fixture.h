/* What both tests of the Xero connector know: an organisation, its ids, a signed-in connection. */
#ifndef TESTS_XERO_FIXTURE_H
#define TESTS_XERO_FIXTURE_H

#include "connector_fixture.h"

#define API "https://xero.test"
#define BOOKS API "/api.xro/2.0/"
#define TENANT "9b7c3a52-0000-4000-8000-00000000a001"
#define OTHER "9b7c3a52-0000-4000-8000-00000000a002"
#define CATEGORY "22f10184-0deb-44ae-a312-b1f6ea70e51f"
#define OPTION_ID "34669548-b989-487a-979f-0787d04568a2"
#define CONTACT "7b2e5d10-0000-4000-8000-000000000101"
#define STRANGER "7b2e5d10-0000-4000-8000-000000000102"
#define BILL "046d8a6d-1ae1-4b4d-9340-5601bdf41b87"
#define ORDER "56204648-8fbe-46f8-b09c-2125f7939533"
#define ZERO "00000000-0000-0000-0000-000000000000"

__attribute__((unused))
static void begin(struct fx *f)
{
	fx_init(f, "xero");
	fx_option(f, "api_url", API);
	fx_option(f, "login_url", "https://login.test");
	fx_option(f, "identity_url", "https://id.test");
	fx_option(f, "client_id", "APP1");
	fx_option(f, "home_currency", "NZD");
	fx_option(f, "retainage_account", "826");
	f->session.bearer = pool_strdup(&f->session.pool, "tok");
	f->session.fingerprint = "xero:" TENANT;
	fx_option(f, "job_category", CATEGORY);
	f->session.valid = 1;
}

#define CATEGORIES "{\"TrackingCategories\":[{\"TrackingCategoryID\":\"0c9fce3e-a111-4d99-803a-62cf3f40e633\",\"Name\":\"Region\"," \
	"\"Status\":\"ACTIVE\",\"Options\":[]},{\"TrackingCategoryID\":\"" CATEGORY "\",\"Name\":\"Job\",\"Status\":\"ACTIVE\"," \
	"\"Options\":[{\"TrackingOptionID\":\"" OPTION_ID "\",\"Name\":\"26-014 Depot\",\"Status\":\"ACTIVE\"}," \
	"{\"TrackingOptionID\":\"34669548-b989-487a-979f-0787d04568a3\",\"Name\":\"25-001 Old yard\",\"Status\":\"ARCHIVED\"}]}]}"

#endif
