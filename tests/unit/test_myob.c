/* MYOB Acumatica: Acumatica's functions under options and a profile of their own. */
#include "connector_fixture.h"
#include "base/banned.h"

#define SITE "https://northside.myobadvanced.com"
#define EP(name, version) "{\"name\":\"" name "\",\"version\":\"" version "\",\"href\":\"/entity/" name "/" version "/\"}"

static void begin(struct fx *f)
{
	fx_init(f, "myob");
	fx_option(f, "base_url", SITE);
	fx_option(f, "client_id", "6B1A7E60-4C4E-9B36-3A0D-52E4D9A1C7F2@Company");
	fx_option(f, "user", "procore");
	f->secrets[0] = "password";
	f->secrets[1] = "s3cret";
	f->secrets[2] = "client_secret";
	f->secrets[3] = "shared";
}

static void the_row_is_its_own_and_the_functions_are_acumaticas(void **state)
{
	const struct connector *myob = connector_find("myob"), *acumatica = connector_find("acumatica");

	assert_string_equal(myob->profile, "myob");
	assert_ptr_equal(myob->pull, acumatica->pull);
	assert_ptr_equal(myob->push, acumatica->push);
	assert_ptr_equal(myob->feeds, acumatica->feeds);
	assert_ptr_not_equal(myob->options, acumatica->options);
	assert_int_equal(myob->caps, acumatica->caps);
}

/* The defaults of its own table count, not those of Acumatica's. */
static void its_own_defaults_count(void **state)
{
	static const struct { const char *name, *value; } defaults[] = {
		{ "home_currency", "AUD" }, { "login_kind", "oauth" }, { "payments", "no" },
		{ "construction_name", "" }, { "endpoint", "auto" },
	};
	struct fx f;

	fx_init(&f, "myob");
	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		assert_string_equal(option_get(&f.options, f.c->options, defaults[i].name), defaults[i].value);
	assert_true(option_set(&f.options, f.c->options, "home_currency", "NZD", NULL) >= 0);
	assert_true(option_set(&f.options, f.c->options, "home_currency", "CAD", NULL) < 0);
	fx_release(&f);
}

static void signs_in_at_the_root_of_the_host(void **state)
{
	struct fx f;

	begin(&f);
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	fx_asks(&f, "POST", SITE "/identity/connect/token");
	assert_non_null(strstr(f.out.body, "%40Company"));
	fx_release(&f);
	begin(&f);
	fx_option(&f, "login_kind", "cookie");
	assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
	fx_asks(&f, "POST", SITE "/entity/auth/login");
	fx_release(&f);
}

/* No name is guessed for the endpoint of a customization; from 2023.2 on the built-in one has subcontracts. */
static void the_endpoint_with_subcontracts_is_named_or_built_in(void **state)
{
	static const struct { const char *name, *list, *construction; } cases[] = {
		{ "", "{\"version\":{\"acumaticaBuildVersion\":\"23.108.0024\"},\"endpoints\":[" EP("Default", "22.200.001") ","
			EP("ConstructLink", "1.0.0") "]}", NULL },
		{ "ConstructionAU", "{\"version\":{\"acumaticaBuildVersion\":\"23.108.0024\"},\"endpoints\":["
			EP("Default", "22.200.001") "," EP("ConstructionAU", "1.2.0") "]}", "ConstructionAU/1.2.0" },
		{ "", "{\"version\":{\"acumaticaBuildVersion\":\"23.211.0018\"},\"endpoints\":[" EP("Default", "23.200.001")
			"]}", "Default/23.200.001" },
	};
	char *text = fx_file("data/profiles/myob.json");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fx f;
		struct profile p;

		begin(&f);
		fx_option(&f, "construction_name", cases[i].name);
		assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
		f.env.profile = &p;
		assert_int_equal(fx_start(&f, OP_LOGIN), OP_SEND);
		assert_int_equal(fx_answer(&f, 200, "{\"access_token\":\"t\",\"expires_in\":3600,\"token_type\":\"Bearer\"}",
			NULL), OP_SEND);
		fx_asks(&f, "GET", SITE "/entity");
		assert_int_equal(fx_answer(&f, 200, cases[i].list, NULL), OP_SEND);
		if (cases[i].construction)
			assert_string_equal(f.session.construction, cases[i].construction);
		else
			assert_null(f.session.construction);
		profile_release_all(&p);
		fx_release(&f);
	}
	free(text);
}

static void its_words_are_those_of_australia(void **state)
{
	char *text = fx_file("data/profiles/myob.json");
	struct profile p;

	assert_int_equal(profile_load(&p, text, NULL, NULL, NULL), 0);
	assert_string_equal(profile_word(&p, ENTITY_VENDOR, 0), "supplier");
	assert_non_null(strstr(profile_word(&p, ENTITY_INVOICE, 0), "progress claim"));
	assert_non_null(strstr(profile_word(&p, ENTITY_COMMITMENT, 0), "variation"));
	assert_non_null(strstr(profile_rule(&p, "currency-foreign")->message_en, "retention"));
	assert_non_null(strstr(profile_rule(&p, "tax-ignored")->message_en, "GST"));
	assert_string_equal(profile_find_release(&p, "23.108.0024")->name, "2023.1");
	assert_null(profile_find_release(&p, "22.114.0020"));
	profile_release_all(&p);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_row_is_its_own_and_the_functions_are_acumaticas),
		cmocka_unit_test(its_own_defaults_count),
		cmocka_unit_test(signs_in_at_the_root_of_the_host),
		cmocka_unit_test(the_endpoint_with_subcontracts_is_named_or_built_in),
		cmocka_unit_test(its_words_are_those_of_australia),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
