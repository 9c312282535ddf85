/* Profiles: the file that is installed, and files that make no sense. */
#include "connector_fixture.h"
#include "model/check.h"
#include "base/banned.h"

static int load(struct profile *p, const char *text, struct error *err)
{
	return profile_load(p, text, NULL, NULL, err);
}

static void the_installed_profile_says_what_acumatica_does(void **state)
{
	struct fx f;
	struct profile p;
	char *text = fx_file("data/profiles/acumatica.json");

	fx_init(&f, "acumatica");
	fx_option(&f, "id_cost_code_mask", "##-###");
	fx_option(&f, "id_project_mask", "A####");
	fx_option(&f, "id_project_max", "6");
	fx_option(&f, "connected_since", "2026-01-05");
	fx_option(&f, "home_currency", "CAD");
	assert_int_equal(profile_load(&p, text, &f.options, f.c->options, &f.err), 0);
	assert_string_equal(p.name, "acumatica");
	assert_true(p.direction[ENTITY_INVOICE].exported && p.direction[ENTITY_INVOICE].imported);
	assert_false(p.direction[ENTITY_PAYMENT].exported);
	assert_non_null(strstr(p.direction[ENTITY_INVOICE].note_en, "purchase orders"));
	assert_non_null(strstr(p.direction[ENTITY_INVOICE].note_fr, "bons de commande"));
	assert_int_equal(profile_max_chars(&p, ENTITY_VENDOR, VENDOR_NAME), 30);
	assert_int_equal(profile_max_chars(&p, ENTITY_COMMITMENT, COMMITMENT_TITLE), 60);
	assert_int_equal(profile_max_chars(&p, ENTITY_INVOICE, INVOICE_NUMBER), 40);
	assert_int_equal(profile_max_chars(&p, ENTITY_INVOICE, INVOICE_TAX), 0);
	assert_string_equal(p.id[ID_COST_CODE].mask, "##-###");
	assert_string_equal(p.id[ID_PROJECT].mask, "A####");
	assert_int_equal(p.id[ID_PROJECT].max_length, 6);
	assert_null(p.id[ID_VENDOR].mask);
	assert_string_equal(p.connected_since, "2026-01-05");
	assert_string_equal(p.home_currency, "CAD");
	assert_int_equal(p.construction, -1);
	assert_false(p.tax_supported || p.stored_materials_supported || p.po_invoices_supported);
	assert_false(p.numbers_assigned_by_erp);
	assert_string_equal(p.ready_invoice[2], "pending_owner_approval");
	assert_null(p.ready_invoice[3]);
	profile_release_all(&p);
	fx_release(&f);
	free(text);
}

static void every_release_is_known_and_three_are_validated(void **state)
{
	static const struct { const char *build, *name; int validated, custom; } cases[] = {
		{ "22.114.0020", "2022R1", 1, 1 }, { "22.208.0032", "2022R2", 1, 1 },
		{ "23.108.0024", "2023R1", 1, 1 }, { "23.211.0018", "2023R2", 0, 0 },
		{ "24.207.0013", "2024R2", 0, 0 },
	};
	struct profile p;
	char *text = fx_file("data/profiles/acumatica.json");

	assert_int_equal(load(&p, text, NULL), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct profile_release *r = profile_find_release(&p, cases[i].build);
		assert_non_null(r);
		assert_string_equal(r->name, cases[i].name);
		assert_int_equal(r->validated, cases[i].validated);
		assert_int_equal(r->needs_custom_endpoint, cases[i].custom);
	}
	assert_null(profile_find_release(&p, "19.1"));
	profile_release_all(&p);
	free(text);
}

static void every_rule_of_the_file_exists_and_speaks_both_languages(void **state)
{
	struct profile p;
	char *text = fx_file("data/profiles/acumatica.json");

	assert_int_equal(load(&p, text, NULL), 0);
	assert_true(p.n_rules > 8);
	for (size_t i = 0; i < p.n_rules; i++) {
		if (!check_rule_find(p.rules[i].code))
			fail_msg("no rule %s", p.rules[i].code);
		assert_int_equal(p.rules[i].message_en == NULL, p.rules[i].message_fr == NULL);
	}
	for (int e = 0; e < ENTITY_COUNT; e++)
		assert_int_equal(p.direction[e].note_en == NULL, p.direction[e].note_fr == NULL);
	profile_release_all(&p);
	free(text);
}

static void profiles_that_make_no_sense_are_refused(void **state)
{
	static const char *const bad[] = {
		"{}", "{\"name\":\"x\"}", "[]", "nonsense",
		"{\"name\":\"x\",\"title\":\"X\",\"limitz\":{}}",
		"{\"name\":\"x\",\"title\":\"X\",\"limits\":{\"vendors_\":{\"name\":3}}}",
		"{\"name\":\"x\",\"title\":\"X\",\"limits\":{\"vendor\":{\"nom\":3}}}",
		"{\"name\":\"x\",\"title\":\"X\",\"limits\":{\"vendor\":{\"name\":0}}}",
		"{\"name\":\"x\",\"title\":\"X\",\"limits\":{\"vendor\":{\"name\":\"many\"}}}",
		"{\"name\":\"x\",\"title\":\"X\",\"rules\":{\"a\":{\"severity\":\"deadly\"}}}",
		"{\"name\":\"x\",\"title\":\"X\",\"supports\":{\"taxes\":true}}",
		"{\"name\":\"x\",\"title\":\"X\",\"directions\":{\"vendor\":{\"exports\":true}}}",
		"{\"name\":\"x\",\"title\":\"X\",\"releases\":[{\"name\":\"y\"}]}",
	};
	struct profile p;
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (load(&p, bad[i], &err) >= 0)
			fail_msg("taken: %s", bad[i]);
		error_release(&err);
	}
	assert_int_equal(load(&p, "{\"_\":\"a remark\",\"name\":\"x\",\"title\":\"X\"}", &err), 0);
	profile_release_all(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_installed_profile_says_what_acumatica_does),
		cmocka_unit_test(every_release_is_known_and_three_are_validated),
		cmocka_unit_test(every_rule_of_the_file_exists_and_speaks_both_languages),
		cmocka_unit_test(profiles_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
