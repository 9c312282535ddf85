/* Procore: who is asking, which companies, which people, which code lists. */
#include "sim/procore.h"

#include "base/array.h"

#include "base/banned.h"

static const struct {
	int id;
	const char *first, *last, *login, *title;
	int accountant;
} people[] = {
	{ 1, "Amélie", "Rousseau", "amelie.rousseau@northside.example", "Comptable", 1 },
	{ 2, "Comptoir", "Service Account", "comptoir@northside.example", NULL, 0 },
	{ 3, "Daniel", "Whitfield", "daniel.whitfield@northside.example", "Project manager", 0 },
};

static int me(const struct pc_call *c)
{
	return c->token->user ? 0 : 1;
}

static cJSON *build_person(const struct pc_call *c, size_t i)
{
	cJSON *o = cJSON_CreateObject();
	struct strbuf name = STRBUF_INIT;
	int64_t since = c->pc->co->vendors[0].created_at;

	strbuf_addf(&name, "%s %s", people[i].first, people[i].last);
	jv_add_int(o, "id", CO_ID(CO_IDS_USER, people[i].id));
	jv_add_str(o, "name", name.s);
	jv_add_str(o, "first_name", people[i].first);
	jv_add_str(o, "last_name", people[i].last);
	jv_add_str(o, "login", people[i].login);
	jv_add_str(o, "email_address", people[i].login);
	jv_add_str(o, "job_title", people[i].title);
	jv_add_bool(o, "is_active", 1);
	jv_add_bool(o, "is_employee", i != 1);
	jv_add_bool(o, "erp_integrated_accountant", people[i].accountant);
	jv_add(o, "created_at", pc_instant(since));
	jv_add(o, "updated_at", pc_instant(since));
	strbuf_release(&name);
	return o;
}

void pc_get_me(struct pc_call *c)
{
	pc_answer(c, 200, shape_project(pc_record_shape(c->route), build_person(c, (size_t)me(c)), 1));
}

void pc_get_company_me(struct pc_call *c)
{
	pc_get_me(c);
}

void pc_list_users(struct pc_call *c)
{
	cJSON *list = cJSON_CreateArray();
	size_t from, to;

	pc_page(c, ARRAY_SIZE(people), &from, &to);
	for (size_t i = from; i < to; i++)
		cJSON_AddItemToArray(list, shape_project(pc_record_shape(c->route), build_person(c, i), 1));
	pc_answer(c, 200, list);
}

void pc_list_companies(struct pc_call *c)
{
	cJSON *list = cJSON_CreateArray(), *o = cJSON_CreateObject();
	size_t from, to;

	pc_page(c, 1, &from, &to);
	jv_add_int(o, "id", c->pc->co->id);
	jv_add_str(o, "name", c->pc->co->name);
	jv_add_bool(o, "is_active", 1);
	jv_add_bool(o, "pcn_business_experience", 0);
	jv_add_bool(o, "my_company", 1);
	o = shape_project(pc_record_shape(c->route), o, 1);
	if (from < to)
		cJSON_AddItemToArray(list, o);
	else
		cJSON_Delete(o);
	pc_answer(c, 200, list);
}

static cJSON *build_code_list(const struct pc_call *c)
{
	cJSON *o = cJSON_CreateObject();

	jv_add_int(o, "id", PC_CODE_LIST);
	jv_add_str(o, "name", "ERP");
	jv_add_bool(o, "is_erp_list", 1);
	jv_add_bool(o, "available_to_use_on_new_projects", 1);
	return shape_project(pc_record_shape(c->route), o, 1);
}

void pc_list_code_lists(struct pc_call *c)
{
	cJSON *list = cJSON_CreateArray();
	size_t from, to;

	pc_page(c, 1, &from, &to);
	if (from < to)
		cJSON_AddItemToArray(list, build_code_list(c));
	pc_answer(c, 200, list);
}

void pc_get_code_list(struct pc_call *c)
{
	if (c->ids[0] != PC_CODE_LIST)
		pc_refuse_call(c, 404, "Record not found");
	else
		pc_answer(c, 200, build_code_list(c));
}
