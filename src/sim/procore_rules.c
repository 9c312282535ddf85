/* What Procore takes and gives, operation by operation.  Made by procore-rules.py from the
 * vendor's OpenAPI description (MIT, see procore-rules.LICENSE); do not edit. */
#include "sim/procore_schema.h"

#include "base/banned.h"

const struct pc_rule pc_rules[] = {
{ "GET", "/rest/v1.0/me",
	"{company_id:i,project_id:i}",
	NULL,
	"{id:i,login:s,name:s}" },
{ "GET", "/rest/v1.0/companies",
	"{page:i,per_page:i,include_free_companies:b}",
	NULL,
	"[{id:i,name:s,is_active:b,logo_url:s,pcn_business_experience:b,my_company:b}]" },
{ "GET", "/rest/v1.0/companies/{company_id}/me",
	"{}",
	NULL,
	"{address:s,add_to_new_projects:b,avatar:s,business_id:s,business_phone:s,business_phone_extension:i,"
	"city:s,country_code:s,email_address:s,email_signature:s,employee_id:s,fax_number:s,first_name:s,id:i"
	",initials:s,is_active:b,is_employee:b,is_insurance_manager:b,job_title:s,last_login_at:t,last_name:s"
	",mobile_phone:s,name:s,notes:s,state_code:s,zip:s,origin_id:s,origin_data:s,created_at:t,updated_at:"
	"t,vendor:{id:i,name:s},work_classification_id:i,default_permission_template_id:i,company_permission_"
	"template_id:i}" },
{ "GET", "/rest/v1.0/companies/{company_id}/users",
	"{page:i,per_page:i,filters[created_at]:s,filters[updated_at]:s,filters[vendor_id]:[i],filters[origin"
	"_id]:s,filters[trade_id][]:[i],filters[search]:s,sort:(name|vendor_name|permission_template|full_nam"
	"e|projects|email|job_title)}",
	NULL,
	"[{address:s,avatar:s,business_id:s,business_phone:s,business_phone_extension:i,city:s,contact_id:i,c"
	"ountry_code:s,created_at:t,email_address:s,email_signature:s,employee_id:s,erp_integrated_accountant"
	":b,fax_number:s,first_name:s,id:i,initials:s,is_active:b,is_employee:b,job_title:s,last_activated_at"
	":t,last_login_at:t,last_name:s,mobile_phone:s,name:s,notes:s,origin_id:s,origin_data:s,state_code:s,"
	"updated_at:t,welcome_email_sent_at:t,zip:s,work_classification_id:i,permission_template:{id:i,name:s"
	",project_specific:b,type:(company_tools|global|project_specific)},company_permission_template:{id:i,"
	"name:s,project_specific:b,type:(company_tools|global|project_specific)},vendor:{id:i,name:s}}]" },
{ "GET", "/rest/v1.0/companies/{company_id}/projects",
	"{}",
	NULL,
	"[{id:i,name:s,address:{street:s,city:s,state_code:s,zip:s,country_code:s},stage_name:s,status_name:s"
	",type_name:s,open_items:[{id:*,details:*,host:*,url:*}],created_by:{id:i,email:s}}]" },
{ "GET", "/rest/v1.0/companies/{company_id}/vendors/inactive",
	"{page:i,per_page:i,view:(compact|normal|erp|extended|directory|summary),sort:(name)}",
	NULL,
	"[{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_co"
	"de:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active"
	":b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licen"
	"se_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s}"
	",primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],bidd"
	"ing:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,up"
	"dated_at:t}]" },
{ "GET", "/rest/v1.0/vendors",
	"{view:(compact|normal|erp|extended|directory|summary),company_id!:i,page:i,per_page:i,filters[origin"
	"_id]:s,filters[search]:s,filters[created_at]:s,filters[updated_at]:s,filters[standard_cost_code_id]["
	"]:[i],filters[trade_id][]:[i],filters[id][]:[i],filters[parent_id][]:[i],sort:(name|main_office_name"
	"|project_and_bid_counts)}",
	NULL,
	"[{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_co"
	"de:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active"
	":b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licen"
	"se_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s}"
	",primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],bidd"
	"ing:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,up"
	"dated_at:t}]" },
{ "POST", "/rest/v1.0/vendors",
	"{view:(compact|normal|erp|extended|directory|summary),run_configurable_validations:b}",
	"{company_id!:i,vendor!:{name!:s,address:s,city:s,zip:s,business_phone:s,mobile_phone:s,fax_number:s,"
	"email_address:s,is_active:b,state_code:s,authorized_bidder:b,prequalified:b,country_code:s,labor_uni"
	"on:s,license_number:s,website:s,union_member:b,non_union_prevailing_wage:b,abbreviated_name:s,notes:"
	"s,vendor_group_id:i,parent_id:i,primary_contact_id:i,origin_id:s,origin_data:s,origin_code:s,trade_i"
	"ds:[i],bidding_distribution_ids:[i],standard_cost_code_ids:[i],trade_name:s,bidding:{affirmative_act"
	"ion:b,small_business:b,african_american_business:b,hispanic_business:b,womens_business:b,historicall"
	"y_underutilized_business:b,sdvo_business:b,certified_business_enterprise:b,asian_american_business:b"
	",native_american_business:b,disadvantaged_business:b,minority_business_enterprise:b,eight_a_business"
	":b}}}",
	"{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_cod"
	"e:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active:"
	"b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licens"
	"e_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s},"
	"primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],biddi"
	"ng:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,upd"
	"ated_at:t}" },
{ "PATCH", "/rest/v1.0/vendors/sync",
	"{run_configurable_validations:b}",
	"{company_id!:i,updates!:[{id:i,name:s,address:s,city:s,zip:s,business_phone:s,mobile_phone:s,fax_num"
	"ber:s,email_address:s,is_active:b,state_code:s,authorized_bidder:b,prequalified:b,country_code:s,lab"
	"or_union:s,license_number:s,website:s,union_member:b,non_union_prevailing_wage:b,abbreviated_name:s,"
	"notes:s,vendor_group_id:i,parent_id:i,primary_contact_id:i,origin_id:s,origin_data:s,origin_code:s,t"
	"rade_ids:[*],bidding_distribution_ids:[*],standard_cost_code_ids:[*],trade_name:s,bidding:{affirmati"
	"ve_action:*,small_business:*,african_american_business:*,hispanic_business:*,womens_business:*,histo"
	"rically_underutilized_business:*,sdvo_business:*,certified_business_enterprise:*,asian_american_busi"
	"ness:*,native_american_business:*,disadvantaged_business:*,minority_business_enterprise:*,eight_a_bu"
	"siness:*},business_register_attributes:{type:*,identifier:*},origin_custom_fields:*}]}",
	"{entities:[{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:"
	"s,state_code:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s"
	",is_active:b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wa"
	"ge:b,license_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,ide"
	"ntifier:s},primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trade"
	"s:[*],bidding:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,creat"
	"ed_at:t,updated_at:t}],errors:[*]}" },
{ "GET", "/rest/v1.0/vendors/{id}",
	"{company_id!:i,view:(compact|normal|erp|extended|directory|summary),page:i,per_page:i}",
	NULL,
	"{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_cod"
	"e:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active:"
	"b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licens"
	"e_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s},"
	"primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],biddi"
	"ng:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,upd"
	"ated_at:t}" },
{ "PATCH", "/rest/v1.0/vendors/{id}",
	"{view:(compact|normal|erp|extended|directory|summary),run_configurable_validations:b}",
	"{company_id!:i,vendor!:{name!:s,address:s,city:s,zip:s,business_phone:s,mobile_phone:s,fax_number:s,"
	"email_address:s,is_active:b,state_code:s,authorized_bidder:b,prequalified:b,country_code:s,labor_uni"
	"on:s,license_number:s,website:s,union_member:b,non_union_prevailing_wage:b,abbreviated_name:s,notes:"
	"s,vendor_group_id:i,parent_id:i,primary_contact_id:i,origin_id:s,origin_data:s,origin_code:s,trade_i"
	"ds:[i],bidding_distribution_ids:[i],standard_cost_code_ids:[i],trade_name:s,bidding:{affirmative_act"
	"ion:b,small_business:b,african_american_business:b,hispanic_business:b,womens_business:b,historicall"
	"y_underutilized_business:b,sdvo_business:b,certified_business_enterprise:b,asian_american_business:b"
	",native_american_business:b,disadvantaged_business:b,minority_business_enterprise:b,eight_a_business"
	":b}}}",
	"{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_cod"
	"e:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active:"
	"b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licens"
	"e_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s},"
	"primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],biddi"
	"ng:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,upd"
	"ated_at:t}" },
{ "GET", "/rest/v1.0/projects/{project_id}/vendors",
	"{view:(normal|extended),page:i,per_page:i,filters[search]:s,filters[standard_cost_code_id][]:[i],fil"
	"ters[trade_id][]:[i],filters[id][]:[i],filters[parent_id][]:[i],filters[abbreviated_name][]:[s],sort"
	":(name|main_office_name|project_and_bid_counts)}",
	NULL,
	"[{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_co"
	"de:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active"
	":b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licen"
	"se_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s}"
	",primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],bidd"
	"ing:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,up"
	"dated_at:t}]" },
{ "GET", "/rest/v1.1/projects/{project_id}/vendors",
	"{view:(extended|ids_only|list|name|minimal|normal),page:i,per_page:i,filters[search]:s,filters[stand"
	"ard_cost_code_id][]:[i],filters[trade_id][]:[i],filters[id][]:[i],filters[parent_id][]:[i],sort:(nam"
	"e|main_office_name)}",
	NULL,
	"[{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,state_co"
	"de:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,website:s,is_active"
	":b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,non_union_prevailing_wage:b,licen"
	"se_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,business_register:{type:s,identifier:s}"
	",primary_contact:*,parent:*,children_count:i,project_ids:[i],standard_cost_codes:[*],trades:[*],bidd"
	"ing:*,attachments:[*],logo:s,origin_id:s,origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,up"
	"dated_at:t}]" },
{ "GET", "/rest/v1.0/projects",
	"{company_id!:i,page:i,per_page:i,filters[by_status]:(All|Active|Inactive),filters[name]:s,filters[cr"
	"eated_at]:s,filters[updated_at]:s,filters[origin_id]:s,filters[from_project_template_id]:i,filters[i"
	"d]:[i],filters[synced]:b,filters[vendor_id]:i,filters[custom_fields]:*,serializer_view:(compact),sor"
	"t:(name|display_name)}",
	NULL,
	"[{id:i,name:s,is_demo:b,parent_job_id:i,parent_job:{id:i,name:s},display_name:s,project_number:s,add"
	"ress:s,city:s,state_code:s,country_code:s,zip:s,county:s,time_zone:s,latitude:n,longitude:n,stage:s,"
	"project_stage:{id:i,name:s},project_template:{id:i,name:s},phone:s,created_at:t,updated_at:t,active:"
	"b,origin_id:s,origin_data:s,origin_code:s,owners_project_id:i,total_value:s,store_number:s,accountin"
	"g_project_number:s,designated_market_area:s,project_region_id:i,project_bid_type_id:i,project_owner_"
	"type_id:i,photo_id:i,start_date:d,completion_date:d,projected_finish_date:d,estimated_value:s,fax:s,"
	"sector:s,work_scope:(new_construction|renovation_alteration|maintenance_service),delivery_method:(co"
	"nstruction_management_at_risk_cmar|construction_manager_as_agent_owners_rep|design_bid_build_dbb|des"
	"ign_build_db|indefinite_delivery_indefinite_quantity_idiq|integrated_project_delivery|multi_prime|pu"
	"blic_private_partnership_p3|other),estimated_budget:n,priority:(low|medium|high),company:{id:i,name:"
	"s},created_by:{id:i,name:s,login:s},custom_fields:{custom_field_:{data_type:*,value:*}},project_sect"
	"or_id:i}]" },
{ "POST", "/rest/v1.0/projects",
	"{run_configurable_validations:b}",
	"{company_id!:i,project!:{active:b,address:s,city:s,code:s,country_code:s,description:s,start_date:d,"
	"completion_date:d,total_value:n,warranty_start_date:d,warranty_end_date:d,flag:(Red|Yellow|Green),im"
	"age_id:i,locale:s,name!:s,office_id:i,phone:s,project_number:s,public_notes:s,project_stage_id:i,squ"
	"are_feet:i,state_code:s,time_zone:s,zip:s,parent_job_id:i,program_id:i,project_bid_type_id:i,project"
	"_type_id:i,project_owner_type_id:i,project_region_id:i,project_template_id:i,origin_id:s,origin_data"
	":s,origin_code:s,override_start_date:d,override_start_date_check:b,override_end_date:d,override_end_"
	"date_check:b,department_ids:[i],estimated_value:n,estimated_start_date:d,estimated_completion_date:d"
	",store_number:s,accounting_project_number:s,designated_market_area:s,erp_integrated:b,latitude:n,lon"
	"gitude:n,enable_copy_of_standard_cost_codes:b,sector:s,work_scope:(new_construction|renovation_alter"
	"ation|maintenance_service),delivery_method:(construction_management_at_risk_cmar|construction_manage"
	"r_as_agent_owners_rep|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quantity_i"
	"diq|integrated_project_delivery|multi_prime|public_private_partnership_p3|other),estimated_budget:n,"
	"priority:(low|medium|high),currency_configuration:{currency_iso_code!:s,exchange_rate_override:n},pr"
	"oject_sector_id:i}}",
	"{id:i,logo_id:i,logo_url:s,name:s,is_demo:b,template:b,display_name:s,project_number:s,address:s,cit"
	"y:s,state_code:s,country_code:s,zip:s,time_zone:s,tz_name:s,latitude:n,longitude:n,county:s,parent_j"
	"ob_id:i,parent_job:{id:i,name:s},from_project_template_id:i,description:s,square_feet:i,start_date:d"
	",completion_date:d,total_value:s,store_number:s,accounting_project_number:s,designated_market_area:s"
	",warranty_start_date:d,warranty_end_date:d,active:b,flag:(Red|Yellow|Green),locale:s,phone:s,public_"
	"notes:s,actual_start_date:d,projected_finish_date:d,created_at:t,updated_at:t,origin_id:s,origin_dat"
	"a:s,origin_code:s,standard_cost_code_list_id:i,is_erp_integrated:b,owners_project_id:i,photo_id:i,ph"
	"oto_url:s,inbound_email:s,inbound_email_address:s,estimated_start_date:d,estimated_completion_date:d"
	",estimated_value:s,code:s,sector:s,work_scope:(new_construction|renovation_alteration|maintenance_se"
	"rvice),delivery_method:(construction_management_at_risk_cmar|construction_manager_as_agent_owners_re"
	"p|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quantity_idiq|integrated_proje"
	"ct_delivery|multi_prime|public_private_partnership_p3|other),created_by:{id:i,name:s,login:s},persis"
	"tent_message:{title:s,message:s},office:{id:i,name:s,address:s,city:s,state_code:s,country_code:s,zi"
	"p:s,phone:s,fax:s,division:s,logo:{id:i,name:s,url:s}},project_bid_type_id:i,project_bid_type:{id:i,"
	"name:s},project_owner_type_id:i,project_owner_type:{id:i,name:s},project_region_id:i,project_region:"
	"{id:i,name:s},project_stage_id:i,project_stage:{id:i,name:s},project_type:{id:i,name:s},program:{id:"
	"i,name:s},departments:[{id:i,name:s}],company:{id:i,name:s},dictionary_type:s,custom_fields:{custom_"
	"field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},custom_field_:{data_type:s,value:b}"
	",custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data_type:s,value:[*]}},project_sec"
	"tor_id:i}" },
{ "PATCH", "/rest/v1.0/projects/sync",
	"{company_id:i,run_configurable_validations:b}",
	"{company_id!:i,updates!:[{id:i,active:b,address:s,city:s,country_code:s,description:s,start_date:d,c"
	"ompletion_date:d,total_value:n,warranty_start_date:d,warranty_end_date:d,flag:(Red|Yellow|Green),ima"
	"ge_id:i,name:s,office_id:i,phone:s,project_number:s,public_notes:s,project_stage_id:i,square_feet:i,"
	"state_code:s,time_zone:s,zip:s,program_id:i,project_bid_type_id:i,project_type_id:i,project_owner_ty"
	"pe_id:i,project_region_id:i,project_template_id:i,origin_id:s,origin_data:s,department_ids:[*],estim"
	"ated_value:n,estimated_start_date:d,estimated_completion_date:d,store_number:s,accounting_project_nu"
	"mber:s,designated_market_area:s,enable_copy_of_standard_cost_codes:b,sector:s,work_scope:(new_constr"
	"uction|renovation_alteration|maintenance_service),delivery_method:(construction_management_at_risk_c"
	"mar|construction_manager_as_agent_owners_rep|design_bid_build_dbb|design_build_db|indefinite_deliver"
	"y_indefinite_quantity_idiq|integrated_project_delivery|multi_prime|public_private_partnership_p3|oth"
	"er),estimated_budget:n,priority:(low|medium|high),project_sector_id:i}]}",
	"{entities:[{id:i,logo_url:s,name:s,display_name:s,project_number:s,address:s,city:s,state_code:s,cou"
	"ntry_code:s,zip:s,time_zone:s,latitude:n,longitude:n,description:s,square_feet:i,start_date:d,comple"
	"tion_date:d,total_value:s,store_number:s,accounting_project_number:s,designated_market_area:s,warran"
	"ty_start_date:d,warranty_end_date:d,active:b,flag:(Red|Yellow|Green),phone:s,public_notes:s,actual_s"
	"tart_date:d,projected_finish_date:d,created_at:t,updated_at:t,origin_id:s,origin_data:s,origin_code:"
	"s,estimated_start_date:d,estimated_completion_date:d,estimated_value:s,office:{id:*,name:*},project_"
	"bid_type_id:i,project_owner_type_id:i,project_region_id:i,project_stage:{id:*,name:*},project_type:{"
	"id:*,name:*},program:{id:*,name:*},departments:[*],sector:s,work_scope:(new_construction|renovation_"
	"alteration|maintenance_service),delivery_method:(construction_management_at_risk_cmar|construction_m"
	"anager_as_agent_owners_rep|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quant"
	"ity_idiq|integrated_project_delivery|multi_prime|public_private_partnership_p3|other),estimated_budg"
	"et:n,priority:(low|medium|high),project_sector_id:i}],errors:[*]}" },
{ "GET", "/rest/v1.0/projects/{id}",
	"{company_id!:i,view:(minimal)}",
	NULL,
	"{id:i,logo_id:i,logo_url:s,name:s,is_demo:b,template:b,display_name:s,project_number:s,address:s,cit"
	"y:s,state_code:s,country_code:s,zip:s,time_zone:s,tz_name:s,latitude:n,longitude:n,county:s,parent_j"
	"ob_id:i,parent_job:{id:i,name:s},from_project_template_id:i,description:s,square_feet:i,start_date:d"
	",completion_date:d,total_value:s,store_number:s,accounting_project_number:s,designated_market_area:s"
	",warranty_start_date:d,warranty_end_date:d,active:b,flag:(Red|Yellow|Green),locale:s,phone:s,public_"
	"notes:s,actual_start_date:d,projected_finish_date:d,created_at:t,updated_at:t,origin_id:s,origin_dat"
	"a:s,origin_code:s,standard_cost_code_list_id:i,is_erp_integrated:b,owners_project_id:i,photo_id:i,ph"
	"oto_url:s,inbound_email:s,inbound_email_address:s,estimated_start_date:d,estimated_completion_date:d"
	",estimated_value:s,code:s,sector:s,work_scope:(new_construction|renovation_alteration|maintenance_se"
	"rvice),delivery_method:(construction_management_at_risk_cmar|construction_manager_as_agent_owners_re"
	"p|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quantity_idiq|integrated_proje"
	"ct_delivery|multi_prime|public_private_partnership_p3|other),created_by:{id:i,name:s,login:s},persis"
	"tent_message:{title:s,message:s},office:{id:i,name:s,address:s,city:s,state_code:s,country_code:s,zi"
	"p:s,phone:s,fax:s,division:s,logo:{id:i,name:s,url:s}},project_bid_type_id:i,project_bid_type:{id:i,"
	"name:s},project_owner_type_id:i,project_owner_type:{id:i,name:s},project_region_id:i,project_region:"
	"{id:i,name:s},project_stage_id:i,project_stage:{id:i,name:s},project_type:{id:i,name:s},program:{id:"
	"i,name:s},departments:[{id:i,name:s}],company:{id:i,name:s},dictionary_type:s,custom_fields:{custom_"
	"field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},custom_field_:{data_type:s,value:b}"
	",custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data_type:s,value:[*]}},project_sec"
	"tor_id:i}" },
{ "PATCH", "/rest/v1.0/projects/{id}",
	"{run_configurable_validations:b}",
	"{company_id!:i,project!:{active:b,address:s,city:s,country_code:s,county:s,description:s,erp_integra"
	"ted:b,standard_cost_code_list_id:i,start_date:d,completion_date:d,total_value:n,warranty_start_date:"
	"d,warranty_end_date:d,fax:s,flag:(Red|Yellow|Green),image_id:i,locale:s,name:s,office_id:i,phone:s,p"
	"roject_number:s,public_notes:s,project_stage_id:i,square_feet:i,state_code:s,time_zone:s,zip:s,paren"
	"t_job_id:i,program_id:i,project_bid_type_id:i,project_type_id:i,project_owner_type_id:i,project_regi"
	"on_id:i,project_template_id:i,origin_id:s,origin_data:s,origin_code:s,department_ids:[i],estimated_v"
	"alue:n,estimated_start_date:d,estimated_completion_date:d,store_number:s,accounting_project_number:s"
	",designated_market_area:s,sector:s,work_scope:(new_construction|renovation_alteration|maintenance_se"
	"rvice),delivery_method:(construction_management_at_risk_cmar|construction_manager_as_agent_owners_re"
	"p|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quantity_idiq|integrated_proje"
	"ct_delivery|multi_prime|public_private_partnership_p3|other),custom_field_:*,project_sector_id:i}}",
	"{id:i,logo_id:i,logo_url:s,name:s,is_demo:b,template:b,display_name:s,project_number:s,address:s,cit"
	"y:s,state_code:s,country_code:s,zip:s,time_zone:s,tz_name:s,latitude:n,longitude:n,county:s,parent_j"
	"ob_id:i,parent_job:{id:i,name:s},from_project_template_id:i,description:s,square_feet:i,start_date:d"
	",completion_date:d,total_value:s,store_number:s,accounting_project_number:s,designated_market_area:s"
	",warranty_start_date:d,warranty_end_date:d,active:b,flag:(Red|Yellow|Green),locale:s,phone:s,public_"
	"notes:s,actual_start_date:d,projected_finish_date:d,created_at:t,updated_at:t,origin_id:s,origin_dat"
	"a:s,origin_code:s,standard_cost_code_list_id:i,is_erp_integrated:b,owners_project_id:i,photo_id:i,ph"
	"oto_url:s,inbound_email:s,inbound_email_address:s,estimated_start_date:d,estimated_completion_date:d"
	",estimated_value:s,code:s,sector:s,work_scope:(new_construction|renovation_alteration|maintenance_se"
	"rvice),delivery_method:(construction_management_at_risk_cmar|construction_manager_as_agent_owners_re"
	"p|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quantity_idiq|integrated_proje"
	"ct_delivery|multi_prime|public_private_partnership_p3|other),created_by:{id:i,name:s,login:s},persis"
	"tent_message:{title:s,message:s},office:{id:i,name:s,address:s,city:s,state_code:s,country_code:s,zi"
	"p:s,phone:s,fax:s,division:s,logo:{id:i,name:s,url:s}},project_bid_type_id:i,project_bid_type:{id:i,"
	"name:s},project_owner_type_id:i,project_owner_type:{id:i,name:s},project_region_id:i,project_region:"
	"{id:i,name:s},project_stage_id:i,project_stage:{id:i,name:s},project_type:{id:i,name:s},program:{id:"
	"i,name:s},departments:[{id:i,name:s}],company:{id:i,name:s},dictionary_type:s,custom_fields:{custom_"
	"field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},custom_field_:{data_type:s,value:b}"
	",custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data_type:s,value:[*]}},project_sec"
	"tor_id:i}" },
{ "GET", "/rest/v1.1/projects",
	"{company_id!:i,page:i,per_page:i,filters[by_status]:(All|Active|Inactive),filters[name]:s,filters[pr"
	"oject_number]:s,filters[created_at]:s,filters[updated_at]:s,filters[origin_id]:s,filters[id]:[i],fil"
	"ters[synced]:b,filters[vendor_id]:i,filters[is_demo]:b,filters[custom_fields]:*,filters[template]:b,"
	"filters[by_owner_type]:s,filters[by_department]:s,filters[by_region]:s,filters[by_office]:s,filters["
	"by_program]:s,filters[by_stage]:s,filters[by_type]:s,filters[by_bid_type]:s,view:(ids|compact|normal"
	"|extended),sort:(name|display_name)}",
	NULL,
	"[{id:i,logo_id:i,logo_url:s,name:s,is_demo:b,template:b,display_name:s,project_number:s,address:s,ci"
	"ty:s,state_code:s,country_code:s,zip:s,time_zone:s,tz_name:s,latitude:n,longitude:n,county:s,parent_"
	"job_id:i,parent_job:{id:i,name:s},from_project_template_id:i,description:s,square_feet:i,start_date:"
	"d,completion_date:d,total_value:s,store_number:s,accounting_project_number:s,designated_market_area:"
	"s,warranty_start_date:d,warranty_end_date:d,active:b,flag:(Red|Yellow|Green),locale:s,phone:s,public"
	"_notes:s,actual_start_date:d,projected_finish_date:d,created_at:t,updated_at:t,origin_id:s,origin_da"
	"ta:s,origin_code:s,standard_cost_code_list_id:i,is_erp_integrated:b,owners_project_id:i,photo_id:i,p"
	"hoto_url:s,inbound_email:s,inbound_email_address:s,estimated_start_date:d,estimated_completion_date:"
	"d,estimated_value:s,code:s,sector:s,work_scope:(new_construction|renovation_alteration|maintenance_s"
	"ervice),delivery_method:(construction_management_at_risk_cmar|construction_manager_as_agent_owners_r"
	"ep|design_bid_build_dbb|design_build_db|indefinite_delivery_indefinite_quantity_idiq|integrated_proj"
	"ect_delivery|multi_prime|public_private_partnership_p3|other),created_by:{id:i,name:s,login:s},persi"
	"stent_message:{title:s,message:s},office:{id:i,name:s,address:s,city:s,state_code:s,country_code:s,z"
	"ip:s,phone:s,fax:s,division:s,logo:{id:i,name:s,url:s}},project_bid_type_id:i,project_bid_type:{id:i"
	",name:s},project_owner_type_id:i,project_owner_type:{id:i,name:s},project_region_id:i,project_region"
	":{id:i,name:s},project_stage_id:i,project_stage:{id:i,name:s},project_type:{id:i,name:s},program:{id"
	":i,name:s},departments:[{id:i,name:s}],company:{id:i,name:s},dictionary_type:s,custom_fields:{custom"
	"_field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},custom_field_:{data_type:s,value:b"
	"},custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data_type:s,value:[*]}},project_se"
	"ctor_id:i}]" },
{ "GET", "/rest/v1.0/projects/{project_id}/billing_periods",
	"{page:i,per_page:i,filters[id]:[i],filters[created_at]:s,filters[updated_at]:s,filters[status]:(open"
	"|closed)}",
	NULL,
	"[{id:i,created_at:t,due_date:d,end_date:d,position:i,project_id:i,start_date:d,status:(open|closed),"
	"updated_at:t}]" },
{ "POST", "/rest/v1.0/projects/{project_id}/billing_periods",
	"{}",
	"{billing_period!:{due_date!:d,start_date!:d,end_date!:d,status!:(open|closed)}}",
	"{id:i,created_at:t,due_date:d,end_date:d,position:i,project_id:i,start_date:d,status:(open|closed),u"
	"pdated_at:t}" },
{ "GET", "/rest/v1.0/projects/{project_id}/billing_periods/{id}",
	"{}",
	NULL,
	"{id:i,created_at:t,due_date:d,end_date:d,position:i,project_id:i,start_date:d,status:(open|closed),u"
	"pdated_at:t}" },
{ "PATCH", "/rest/v1.0/projects/{project_id}/billing_periods/{id}",
	"{}",
	"{billing_period!:{due_date!:d,start_date!:d,end_date!:d,status!:(open|closed)}}",
	"{id:i,created_at:t,due_date:d,end_date:d,position:i,project_id:i,start_date:d,status:(open|closed),u"
	"pdated_at:t}" },
{ "GET", "/rest/v1.0/projects/{project_id}/commitment_change_orders",
	"{view:(default|extended),sort:(id|created_at),filters[id]:i,filters[batch_id]:i,filters[legacy_packa"
	"ge_id]:i,filters[contract_id]:i,filters[vendor_id]:i,filters[signature_required]:b,filters[executed]"
	":b,filters[status]:(draft|pricing|not_pricing|pending|revised|proceeding|not_proceeding|pending_bill"
	"able|no_charge|approved|rejected|void),filters[updated_at]:s}",
	NULL,
	"[{id:i,contract_id:i,number:s,revision:i,title:s,status:s,grand_total:s,executed:b,due_date:d,invoic"
	"ed_date:d,paid_date:d,reviewed_at:t,origin_id:s,origin_code:s,origin_data:s,created_at:t,updated_at:"
	"t,deleted_at:t}]" },
{ "GET", "/rest/v1.0/projects/{project_id}/work_breakdown_structure/wbs_codes",
	"{can_select_divisions:b,required_segments:[(cost_code|line_item_type)],filters[status][]:[s],filters"
	"[updated_at]:s,scope:(budget_code|production_quantity_code),query:s,group_type:(contract),group_id:i"
	",hide_not_in_group:b,page:i,per_page:i}",
	NULL,
	"[{id:i,flat_code:s,flat_name:s,description:s,status:s,created_at:t,updated_at:t,segment_items:[{id:*"
	",code:*,name:*,created_at:*,updated_at:*,parent_id:*,path_ids:*,path_code:*,is_parent:*,path_codes:*"
	",path_names:*,in_use:*,segment:*,status:*}],wbs_pattern_id:i}]" },
{ "GET", "/rest/v1.0/cost_codes",
	"{project_id!:i,sub_job_id:i,filters[id]:[i],page:i,per_page:i,filters[origin_id]:s,view:(default|erp"
	"_compact)}",
	NULL,
	"[{id:i,biller:s,biller_id:i,biller_type:(Project|SubJob),budgeted:b,code:s,created_at:t,deleted_at:t"
	",full_code:s,name:s,origin_data:s,origin_id:s,parent:{id:i},position:i,sortable_code:s,standard_cost"
	"_code_id:i,standard_cost_code_list_id:i,updated_at:t,line_item_types:[{id:i,name:s,code:s,base_type:"
	"(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,origin_id:s}]}"
	"]" },
{ "POST", "/rest/v1.0/cost_codes",
	"{}",
	"{project_id!:i,sub_job_id:i,cost_code!:{position:i,code!:s,name!:s,origin_data:s,origin_id:s,parent_"
	"id:i,standard_cost_code_id:i}}",
	"{id:i,biller:s,biller_id:i,biller_type:(Project|SubJob),budgeted:b,code:s,created_at:t,deleted_at:t,"
	"full_code:s,name:s,origin_data:s,origin_id:s,parent:{id:i},position:i,sortable_code:s,standard_cost_"
	"code_id:i,standard_cost_code_list_id:i,updated_at:t,line_item_types:[{id:i,name:s,code:s,base_type:("
	"equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,origin_id:s}]}" },
{ "PATCH", "/rest/v1.0/cost_codes/sync",
	"{project_id!:i,sub_job_id:i}",
	"{updates!:[{id:i,position:i,code:s,name:s,origin_data:s,origin_id:s,parent_id:i,standard_cost_code_i"
	"d:i}]}",
	"{entities:[{id:i,biller:s,biller_id:i,biller_type:(Project|SubJob),budgeted:b,code:s,created_at:t,de"
	"leted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{id:i},position:i,sortable_code:s,sta"
	"ndard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,line_item_types:[{id:i,name:s,code:s,"
	"base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,orig"
	"in_id:s}]}],errors:[*]}" },
{ "GET", "/rest/v1.0/cost_codes/{id}",
	"{project_id!:i,sub_job_id:i}",
	NULL,
	"{id:i,biller:s,biller_id:i,biller_type:(Project|SubJob),budgeted:b,code:s,created_at:t,deleted_at:t,"
	"full_code:s,name:s,origin_data:s,origin_id:s,parent:{id:i},position:i,sortable_code:s,standard_cost_"
	"code_id:i,standard_cost_code_list_id:i,updated_at:t,line_item_types:[{id:i,name:s,code:s,base_type:("
	"equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,origin_id:s}]}" },
{ "PATCH", "/rest/v1.0/cost_codes/{id}",
	"{}",
	"{project_id!:i,sub_job_id:i,cost_code!:{position:i,code!:s,name!:s,origin_data:s,origin_id:s,parent_"
	"id:i,standard_cost_code_id:i}}",
	"{id:i,biller:s,biller_id:i,biller_type:(Project|SubJob),budgeted:b,code:s,created_at:t,deleted_at:t,"
	"full_code:s,name:s,origin_data:s,origin_id:s,parent:{id:i},position:i,sortable_code:s,standard_cost_"
	"code_id:i,standard_cost_code_list_id:i,updated_at:t,line_item_types:[{id:i,name:s,code:s,base_type:("
	"equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,origin_id:s}]}" },
{ "GET", "/rest/v1.0/line_item_types",
	"{company_id!:i,project_id!:i,page:i,per_page:i,filters[origin_id]:s}",
	NULL,
	"[{id:i,name:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|othe"
	"r),origin_data:s,origin_id:s}]" },
{ "POST", "/rest/v1.0/line_item_types",
	"{}",
	"{company_id!:i,line_item_type!:{name:s,csv_import_code:s,base_type:(labor|equipment|materials|commit"
	"ment|owner_cost|professional_services|other),origin_data:s,origin_id:s}}",
	"{id:i,name:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other"
	"),origin_data:s,origin_id:s}" },
{ "PATCH", "/rest/v1.0/line_item_types/sync",
	"{}",
	"{company_id!:i,updates!:[{id:i,name:s,csv_import_code:s,base_type:(equipment|materials|commitment|ow"
	"ner_cost|professional_services|other),origin_data:s,origin_id:s}]}",
	"{entities:[{id:i,name:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_ser"
	"vices|other),origin_data:s,origin_id:s}],errors:[*]}" },
{ "GET", "/rest/v1.0/line_item_types/{id}",
	"{company_id!:i}",
	NULL,
	"{id:i,name:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other"
	"),origin_data:s,origin_id:s}" },
{ "PATCH", "/rest/v1.0/line_item_types/{id}",
	"{}",
	"{company_id!:i,line_item_type!:{name:s,csv_import_code:s,base_type:(labor|equipment|materials|commit"
	"ment|owner_cost|professional_services|other),origin_data:s,origin_id:s}}",
	"{id:i,name:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other"
	"),origin_data:s,origin_id:s}" },
{ "GET", "/rest/v1.0/standard_cost_code_lists",
	"{company_id!:i,page:i,per_page:i}",
	NULL,
	"[{available_to_use_on_new_projects:b,id:i,is_erp_list:b,name:s}]" },
{ "GET", "/rest/v1.0/standard_cost_code_lists/{id}",
	"{company_id!:i}",
	NULL,
	"{id:i,is_erp_list:b,name:s,company_id:i}" },
{ "GET", "/rest/v1.0/standard_cost_codes",
	"{company_id!:i,standard_cost_code_list_id!:i,page:i,per_page:i,filters[origin_id]:s,view:(default|co"
	"mpact|extended)}",
	NULL,
	"[{id:i,standard_cost_code_list_id:i,parent_id:i,code:s,full_code:s,name:s,origin_data:s,origin_id:s}"
	"]" },
{ "POST", "/rest/v1.0/standard_cost_codes",
	"{view:(default|compact|extended)}",
	"{company_id!:i,standard_cost_code_list_id!:i,standard_cost_code!:{parent_id:i,code:s,name:s,origin_d"
	"ata:s,origin_id:s}}",
	"{id:i,standard_cost_code_list_id:i,parent_id:i,code:s,full_code:s,name:s,origin_data:s,origin_id:s}" },
{ "PATCH", "/rest/v1.0/standard_cost_codes/sync",
	"{view:(default|compact|extended)}",
	"{company_id!:i,standard_cost_code_list_id!:i,updates!:[{name:s,id:i,code:s,parent_id:i,origin_id:s,o"
	"rigin_data:s}]}",
	"{entities:[{id:i,standard_cost_code_list_id:i,parent_id:i,code:s,full_code:s,name:s,origin_data:s,or"
	"igin_id:s}],errors:[*]}" },
{ "GET", "/rest/v1.0/standard_cost_codes/{id}",
	"{company_id!:i,standard_cost_code_list_id!:i,view:(default|compact|extended)}",
	NULL,
	"{id:i,standard_cost_code_list_id:i,parent_id:i,code:s,full_code:s,name:s,origin_data:s,origin_id:s}" },
{ "PATCH", "/rest/v1.0/standard_cost_codes/{id}",
	"{view:(default|compact|extended)}",
	"{company_id!:i,standard_cost_code_list_id!:i,standard_cost_code!:{parent_id:i,code:s,name:s,origin_d"
	"ata:s,origin_id:s}}",
	"{id:i,standard_cost_code_list_id:i,parent_id:i,code:s,full_code:s,name:s,origin_data:s,origin_id:s}" },
{ "GET", "/rest/v1.0/sub_jobs",
	"{project_id!:i,page:i,per_page:i}",
	NULL,
	"[{id:i,name:s,code:s,origin_id:s,origin_data:s,created_at:t,updated_at:t}]" },
{ "POST", "/rest/v1.0/sub_jobs",
	"{}",
	"{project_id!:i,sub_job!:{name:s,code:s,origin_id:s,origin_data:s}}",
	"{id:i,name:s,code:s,origin_id:s,origin_data:s,created_at:t,updated_at:t}" },
{ "PATCH", "/rest/v1.0/sub_jobs/sync",
	"{project_id!:i}",
	"{project_id!:i,updates!:[{id:i,name:s,code:s,origin_id:s,origin_data:s}]}",
	"{entities:[{id:i,name:s,code:s,origin_id:s,origin_data:s,created_at:t,updated_at:t}],errors:[*]}" },
{ "GET", "/rest/v1.0/sub_jobs/{id}",
	"{project_id!:i}",
	NULL,
	"{id:i,name:s,code:s,origin_id:s,origin_data:s,created_at:t,updated_at:t}" },
{ "PATCH", "/rest/v1.0/sub_jobs/{id}",
	"{}",
	"{project_id!:i,sub_job!:{name:s,code:s,origin_id:s,origin_data:s}}",
	"{id:i,name:s,code:s,origin_id:s,origin_data:s,created_at:t,updated_at:t}" },
{ "GET", "/rest/v1.0/tax_codes",
	"{company_id!:i,page:i,per_page:i}",
	NULL,
	"[{id:i,code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:b}]" },
{ "POST", "/rest/v1.0/tax_codes",
	"{company_id!:i}",
	"{tax_code!:{code!:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:b}}",
	"{id:i,code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:b}" },
{ "PATCH", "/rest/v1.0/tax_codes/sync",
	"{}",
	"{company_id!:i,updates!:[{id:i,code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,def"
	"ault_tax_code:b}]}",
	"{entities:[{id:i,code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:"
	"b}],errors:[*]}" },
{ "GET", "/rest/v1.0/tax_codes/{id}",
	"{company_id!:i}",
	NULL,
	"{id:i,code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:b}" },
{ "PATCH", "/rest/v1.0/tax_codes/{id}",
	"{company_id!:i}",
	"{tax_code!:{code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:b}}",
	"{id:i,code:s,description:s,origin_data:s,origin_id:s,rate1:n,archived:b,default_tax_code:b}" },
{ "GET", "/rest/v1.0/commitments",
	"{project_id!:i,page:i,per_page:i}",
	NULL,
	"[{id:n,title:s,number:s,status:(Draft|Out For Bid|Out For Signature|Approved|Complete|Terminated|Voi"
	"d),description:s,executed:b,delivery_date:d,created_at:t,private:b,vendor:{id:i,name:s}}]" },
{ "GET", "/rest/v1.0/commitments/{id}",
	"{project_id!:i}",
	NULL,
	"{id:n,title:s,number:s,status:(Draft|Out For Bid|Out For Signature|Approved|Complete|Terminated|Void"
	"),description:s,executed:b,delivery_date:d,created_at:t,private:b,vendor:*,accounting_method:(amount"
	"|unit),actual_completion_date:d,allow_comments:b,allow_markups:b,allow_payment_applications:b,allow_"
	"payments:b,allow_redistributions:b,approved_change_orders:s,bill_to:s,budget_line_item_id:i,contract"
	"_estimated_completion_date:d,contract_start_date:d,contract_termination_date:d,deleted_at:t,display_"
	"materials_retainage:b,display_stored_materials:b,display_work_retainage:b,exclusions:s,grand_total:s"
	",inclusions:s,line_items_extended_total:s,line_items_total:s,payment_terms:s,pending_change_orders:s"
	",pending_revised_contract:s,percentage_paid:s,position:i,remaining_balance_outstanding:s,requisition"
	"_number:s,retainage_percent:s,revised_contract:s,ship_to:s,ship_via:s,signed_contract_received_date:"
	"d,total_payments:s,total_draw_requests_amount:s,type:(WorkOrderContract|PurchaseOrderContract),updat"
	"ed_at:t,architect:{id:i,login:s,name:s},assigned_to:{id:i,login:s,name:s},attachments:[{id:i,url:s,f"
	"ilename:s}],change_order_packages:[{id:i,contract_id:i,created_at:t,deleted_at:t,due_date:d,invoiced"
	"_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:t,title:s,status:(draft|not_prici"
	"ng|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),updated_at:t}"
	"],change_order_requests:[[{id:*,created_at:*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_d"
	"ate:*,status:*,title:*,change_order_package_id:*,updated_at:*}]],contractor:*,cost_code:*,created_by"
	":{id:i,login:s,name:s},line_items:[{id:i,amount:s,company:{id:*,name:*},cost_code:*,created_at:t,des"
	"cription:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:*"
	",code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,na"
	"me:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,chang"
	"e_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*}}],potentia"
	"l_change_orders:[{id:i,created_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,rev"
	"iewed_at:t,title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_ch"
	"arge|approved|rejected|void),updated_at:t}],payments_issued:[{id:i,amount:s,check_number:s,created_a"
	"t:t,date:d,draw_request_number:i,invoice_number:s,notes:s,payment_number:i,attachments:[*],origin_id"
	":s,origin_data:s}],received_from:{id:i,login:s,name:s}}" },
{ "GET", "/rest/v1.0/change_order_packages",
	"{project_id!:i,contract_id:i,filters[id]:[i],filters[created_at]:s,filters[updated_at]:s,filters[rev"
	"iewed_at]:s,filters[due_date]:s,filters[include_deleted]:(only|with),filters[invoiced_date]:s,filter"
	"s[paid_date]:s,filters[signed_change_order_received_date]:s,page:i,per_page:i}",
	NULL,
	"[{id:i,contract_id:i,created_at:t,created_by_id:i,deleted_at:t,due_date:d,executed:b,invoiced_date:d"
	",number:s,origin_code:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:t,signed_change_order_rece"
	"ived_date:d,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|ap"
	"proved|rejected|void),title:s,updated_at:t,revision:i,grand_total:s,designated_reviewer:{id:i,login:"
	"s,name:s},currency_configuration:*,custom_fields:{custom_field_:{data_type:*,value:*}}}]" },
{ "GET", "/rest/v1.0/change_order_packages/{id}",
	"{project_id!:i,contract_id:i}",
	NULL,
	"{id:i,contract_id:i,created_at:t,deleted_at:t,description:s,due_date:d,executed:b,grand_total:s,invo"
	"iced_date:d,number:s,origin_code:s,origin_data:s,origin_id:s,paid_date:d,position:i,private:b,review"
	"_notes:s,reviewed_at:t,revised_substantial_completion_date:d,revision:i,schedule_impact_amount:i,sig"
	"ned_change_order_received_date:d,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_pr"
	"oceeding|no_charge|approved|rejected|void),title:s,type:(PrimeContractChangeOrder|CommitmentContract"
	"ChangeOrder|ChangeOrderPackage),updated_at:t,creator:{id:i,login:s,name:s},designated_reviewer:{id:i"
	",login:s,name:s},reviewer:{id:i,login:s,name:s},attachments:[{id:i,name:s,url:s,filename:s}],line_it"
	"ems:[{id:i,position:i,description:s,quantity:s,uom:s,total_amount:s,extended_amount:s,unit_cost:s,co"
	"st_code:*,wbs_code:{id:*,flat_code:*,description:*},holder:{id:*,holder_type:*},line_item_type:{id:*"
	",name:*,code:*,base_type:*,origin_data:*,origin_id:*},markup_line_items:[*],currency_configuration:{"
	"currency_iso_code:*}}],currency_configuration:*,custom_fields:{custom_field_:{data_type:s,value:s},c"
	"ustom_field_:{data_type:s,value:n},custom_field_:{data_type:s,value:b},custom_field_:{data_type:s,va"
	"lue:{id:*,label:*}},custom_field_:{data_type:s,value:[*]}}}" },
{ "PATCH", "/rest/v1.0/change_order_packages/{id}",
	"{}",
	"{project_id!:i,contract_id:i,change_order!:{status:(draft|not_pricing|pricing|pending|revised|procee"
	"ding|not_proceeding|no_charge|approved|rejected|void),title:s,description:s,grand_total:s,schedule_i"
	"mpact_amount:i,origin_code:s,origin_data:s,origin_id:s,paid_date:d,invoiced_date:d,due_date:d,execut"
	"ed:b,signed_change_order_received_date:d}}",
	"{id:i,contract_id:i,created_at:t,deleted_at:t,description:s,due_date:d,executed:b,grand_total:s,invo"
	"iced_date:d,number:s,origin_code:s,origin_data:s,origin_id:s,paid_date:d,position:i,private:b,review"
	"_notes:s,reviewed_at:t,revised_substantial_completion_date:d,revision:i,schedule_impact_amount:i,sig"
	"ned_change_order_received_date:d,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_pr"
	"oceeding|no_charge|approved|rejected|void),title:s,type:(PrimeContractChangeOrder|CommitmentContract"
	"ChangeOrder|ChangeOrderPackage),updated_at:t,creator:{id:i,login:s,name:s},designated_reviewer:{id:i"
	",login:s,name:s},reviewer:{id:i,login:s,name:s},attachments:[{id:i,name:s,url:s,filename:s}],line_it"
	"ems:[{id:i,position:i,description:s,quantity:s,uom:s,total_amount:s,extended_amount:s,unit_cost:s,co"
	"st_code:*,wbs_code:{id:*,flat_code:*,description:*},holder:{id:*,holder_type:*},line_item_type:{id:*"
	",name:*,code:*,base_type:*,origin_data:*,origin_id:*},markup_line_items:[*],currency_configuration:{"
	"currency_iso_code:*}}],currency_configuration:*,custom_fields:{custom_field_:{data_type:s,value:s},c"
	"ustom_field_:{data_type:s,value:n},custom_field_:{data_type:s,value:b},custom_field_:{data_type:s,va"
	"lue:{id:*,label:*}},custom_field_:{data_type:s,value:[*]}}}" },
{ "GET", "/rest/v1.0/work_order_contracts",
	"{project_id!:i,view:(compact|extended),page:i,per_page:i,filters[id]:[i],filters[status]:(Draft|Out "
	"For Bid|Out For Signature|Approved|Complete|Terminated|Void),filters[created_at]:s,filters[updated_a"
	"t]:s,filters[include_deleted]:(only|with),filters[origin_id]:s}",
	NULL,
	"[{accounting_method:(amount|unit),actual_completion_date:d,approval_letter_date:s,approved_change_or"
	"ders:s,attachments:[{id:i,url:s,filename:s}],change_order_packages:[{id:i,contract_id:i,created_at:t"
	",deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:"
	"t,title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|appr"
	"oved|rejected|void),updated_at:t,currency_configuration:*}],change_order_requests:[[{id:*,created_at"
	":*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,status:*,title:*,updated_at:*,curren"
	"cy_configuration:*}]],contract_date:d,contract_start_date:d,contract_estimated_completion_date:d,cre"
	"ated_at:t,created_by_id:i,deleted_at:t,description:s,draft_change_orders_amount:s,exclusions:s,execu"
	"ted:b,execution_date:d,grand_total:s,id:i,inclusions:s,invoice_contacts:[{id:i,business_phone:s,busi"
	"ness_phone_extension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s"
	",vendor_name:s,currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i"
	",amount:s,company:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,d"
	"escription:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name"
	":*,code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,"
	"name:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,cha"
	"nge_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_"
	"configuration:*},currency_configuration:*}],number:s,origin_data:s,origin_code:s,origin_id:s,payment"
	"s_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s,n"
	"otes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pending"
	"_change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[{id:i,created"
	"_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,reviewed_at:t,title:s,status:(dra"
	"ft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),u"
	"pdated_at:t,currency_configuration:*}],private:b,project:{id:i,name:s},remaining_balance_outstanding"
	":s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,signed_contract"
	"_received_date:d,show_line_items_to_non_admins:b,status:(Draft|Out For Bid|Out For Signature|Approve"
	"d|Complete|Terminated|Void),title:s,total_draw_requests_amount:s,total_payments:s,total_requisitions"
	"_amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s},currency_configuration:*}]" },
{ "POST", "/rest/v1.0/work_order_contracts",
	"{run_configurable_validations:b}",
	"{project_id!:i,attachments:[s],work_order_contract!:{accounting_method:(amount|unit),actual_completi"
	"on_date:d,approval_letter_date:s,contract_date:d,contract_estimated_completion_date:d,contract_start"
	"_date:d,description:s,exclusions:s,executed:b,execution_date:d,inclusions:s,invoice_contact_user_ids"
	":[i],issued_on_date:d,letter_of_intent_date:d,origin_code:s,origin_data:s,origin_id:s,number:s,priva"
	"te:b,retainage_percent:s,returned_date:d,signed_contract_received_date:d,status:(Draft|Out For Bid|O"
	"ut For Signature|Approved|Complete|Terminated|Void),title:s,vendor_id:i,custom_field_:*,drawing_revi"
	"sion_ids:[i],file_version_ids:[i],form_ids:[i],image_ids:[i],upload_ids:[s],currency_exchange_rate:n"
	",currency_iso_code:s}}",
	"{accounting_method:(amount|unit),actual_completion_date:d,approval_letter_date:s,approved_change_ord"
	"ers:s,attachments:[{id:i,url:s,filename:s}],change_order_packages:[{id:i,contract_id:i,created_at:t,"
	"deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:t"
	",title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|appro"
	"ved|rejected|void),updated_at:t,currency_configuration:*}],change_order_requests:[[{id:*,created_at:"
	"*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,status:*,title:*,updated_at:*,currenc"
	"y_configuration:*}]],contract_date:d,contract_start_date:d,contract_estimated_completion_date:d,crea"
	"ted_at:t,created_by_id:i,deleted_at:t,description:s,draft_change_orders_amount:s,exclusions:s,execut"
	"ed:b,execution_date:d,grand_total:s,id:i,inclusions:s,invoice_contacts:[{id:i,business_phone:s,busin"
	"ess_phone_extension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,"
	"vendor_name:s,currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,"
	"amount:s,company:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,de"
	"scription:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:"
	"*,code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,n"
	"ame:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,chan"
	"ge_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_c"
	"onfiguration:*},currency_configuration:*}],number:s,origin_data:s,origin_code:s,origin_id:s,payments"
	"_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s,no"
	"tes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pending_"
	"change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[{id:i,created_"
	"at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,reviewed_at:t,title:s,status:(draf"
	"t|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),up"
	"dated_at:t,currency_configuration:*}],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,signed_contract_"
	"received_date:d,show_line_items_to_non_admins:b,status:(Draft|Out For Bid|Out For Signature|Approved"
	"|Complete|Terminated|Void),title:s,total_draw_requests_amount:s,total_payments:s,total_requisitions_"
	"amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s},currency_configuration:*}" },
{ "PATCH", "/rest/v1.0/work_order_contracts/sync",
	"{}",
	"{project_id!:i,updates!:[{id:i,accounting_method:(amount|unit),actual_completion_date:d,approval_let"
	"ter_date:s,contract_date:d,contract_estimated_completion_date:d,contract_start_date:d,description:s,"
	"exclusions:s,executed:b,execution_date:d,inclusions:s,issued_on_date:d,letter_of_intent_date:d,origi"
	"n_code:s,origin_data:s,origin_id:s,number:s,private:b,retainage_percent:s,returned_date:d,signed_con"
	"tract_received_date:d,status:(Draft|Out For Bid|Out For Signature|Approved|Complete|Terminated|Void)"
	",title:s,vendor_id:i}]}",
	"{entities:[{accounting_method:(amount|unit),actual_completion_date:d,approval_letter_date:s,approved"
	"_change_orders:s,attachments:[{id:i,url:s,filename:s}],change_order_packages:[{id:i,contract_id:i,cr"
	"eated_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,re"
	"viewed_at:t,title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_c"
	"harge|approved|rejected|void),updated_at:t,currency_configuration:*}],change_order_requests:[[{id:*,"
	"created_at:*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,status:*,title:*,updated_a"
	"t:*,currency_configuration:*}]],contract_date:d,contract_start_date:d,contract_estimated_completion_"
	"date:d,created_at:t,created_by_id:i,deleted_at:t,description:s,draft_change_orders_amount:s,exclusio"
	"ns:s,executed:b,execution_date:d,grand_total:s,id:i,inclusions:s,invoice_contacts:[{id:i,business_ph"
	"one:s,business_phone_extension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phon"
	"e:s,name:s,vendor_name:s,currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_it"
	"ems:[{id:i,amount:s,company:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,crea"
	"ted_at:t,description:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:"
	"{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,proj"
	"ect:{id:*,name:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,update"
	"d_at:t,change_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*"
	",currency_configuration:*},currency_configuration:*}],number:s,origin_data:s,origin_code:s,origin_id"
	":s,payments_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_"
	"number:s,notes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*"
	"}],pending_change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[{id"
	":i,created_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,reviewed_at:t,title:s,s"
	"tatus:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|reject"
	"ed|void),updated_at:t,currency_configuration:*}],private:b,project:{id:i,name:s},remaining_balance_o"
	"utstanding:s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,signe"
	"d_contract_received_date:d,show_line_items_to_non_admins:b,status:(Draft|Out For Bid|Out For Signatu"
	"re|Approved|Complete|Terminated|Void),title:s,total_draw_requests_amount:s,total_payments:s,total_re"
	"quisitions_amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s},currency_configur"
	"ation:*}],errors:[*]}" },
{ "GET", "/rest/v1.0/work_order_contracts/{id}",
	"{project_id!:i}",
	NULL,
	"{accounting_method:(amount|unit),actual_completion_date:d,approval_letter_date:s,approved_change_ord"
	"ers:s,attachments:[{id:i,url:s,filename:s}],change_order_packages:[{id:i,contract_id:i,created_at:t,"
	"deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:t"
	",title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|appro"
	"ved|rejected|void),updated_at:t,currency_configuration:*}],change_order_requests:[[{id:*,created_at:"
	"*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,status:*,title:*,updated_at:*,currenc"
	"y_configuration:*}]],contract_date:d,contract_start_date:d,contract_estimated_completion_date:d,crea"
	"ted_at:t,created_by_id:i,deleted_at:t,description:s,draft_change_orders_amount:s,exclusions:s,execut"
	"ed:b,execution_date:d,grand_total:s,id:i,inclusions:s,invoice_contacts:[{id:i,business_phone:s,busin"
	"ess_phone_extension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,"
	"vendor_name:s,currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,"
	"amount:s,company:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,de"
	"scription:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:"
	"*,code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,n"
	"ame:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,chan"
	"ge_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_c"
	"onfiguration:*},currency_configuration:*}],number:s,origin_data:s,origin_code:s,origin_id:s,payments"
	"_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s,no"
	"tes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pending_"
	"change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[{id:i,created_"
	"at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,reviewed_at:t,title:s,status:(draf"
	"t|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),up"
	"dated_at:t,currency_configuration:*}],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,signed_contract_"
	"received_date:d,show_line_items_to_non_admins:b,status:(Draft|Out For Bid|Out For Signature|Approved"
	"|Complete|Terminated|Void),title:s,total_draw_requests_amount:s,total_payments:s,total_requisitions_"
	"amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s},currency_configuration:*}" },
{ "PATCH", "/rest/v1.0/work_order_contracts/{id}",
	"{run_configurable_validations:b}",
	"{project_id!:i,attachments:[s],work_order_contract!:{accounting_method:(amount|unit),actual_completi"
	"on_date:d,approval_letter_date:s,contract_date:d,contract_estimated_completion_date:d,contract_start"
	"_date:d,description:s,exclusions:s,executed:b,execution_date:d,inclusions:s,invoice_contact_user_ids"
	":[i],issued_on_date:d,letter_of_intent_date:d,origin_code:s,origin_data:s,origin_id:s,number:s,priva"
	"te:b,retainage_percent:s,returned_date:d,signed_contract_received_date:d,status:(Draft|Out For Bid|O"
	"ut For Signature|Approved|Complete|Terminated|Void),title:s,vendor_id:i,custom_field_:*,drawing_revi"
	"sion_ids:[i],file_version_ids:[i],form_ids:[i],image_ids:[i],upload_ids:[s],currency_exchange_rate:n"
	",currency_iso_code:s}}",
	"{accounting_method:(amount|unit),actual_completion_date:d,approval_letter_date:s,approved_change_ord"
	"ers:s,attachments:[{id:i,url:s,filename:s}],change_order_packages:[{id:i,contract_id:i,created_at:t,"
	"deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:t"
	",title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|appro"
	"ved|rejected|void),updated_at:t,currency_configuration:*}],change_order_requests:[[{id:*,created_at:"
	"*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,status:*,title:*,updated_at:*,currenc"
	"y_configuration:*}]],contract_date:d,contract_start_date:d,contract_estimated_completion_date:d,crea"
	"ted_at:t,created_by_id:i,deleted_at:t,description:s,draft_change_orders_amount:s,exclusions:s,execut"
	"ed:b,execution_date:d,grand_total:s,id:i,inclusions:s,invoice_contacts:[{id:i,business_phone:s,busin"
	"ess_phone_extension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,"
	"vendor_name:s,currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,"
	"amount:s,company:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,de"
	"scription:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:"
	"*,code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,n"
	"ame:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,chan"
	"ge_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_c"
	"onfiguration:*},currency_configuration:*}],number:s,origin_data:s,origin_code:s,origin_id:s,payments"
	"_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s,no"
	"tes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pending_"
	"change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[{id:i,created_"
	"at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,reviewed_at:t,title:s,status:(draf"
	"t|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),up"
	"dated_at:t,currency_configuration:*}],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,signed_contract_"
	"received_date:d,show_line_items_to_non_admins:b,status:(Draft|Out For Bid|Out For Signature|Approved"
	"|Complete|Terminated|Void),title:s,total_draw_requests_amount:s,total_payments:s,total_requisitions_"
	"amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s},currency_configuration:*}" },
{ "DELETE", "/rest/v1.0/work_order_contracts/{id}",
	"{project_id!:i}",
	NULL,
	"{accounting_method:(amount|unit),actual_completion_date:d,approval_letter_date:s,approved_change_ord"
	"ers:s,attachments:[{id:i,url:s,filename:s}],change_order_packages:[{id:i,contract_id:i,created_at:t,"
	"deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_data:s,origin_id:s,paid_date:d,reviewed_at:t"
	",title:s,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|appro"
	"ved|rejected|void),updated_at:t,currency_configuration:*}],change_order_requests:[[{id:*,created_at:"
	"*,deleted_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,status:*,title:*,updated_at:*,currenc"
	"y_configuration:*}]],contract_date:d,contract_start_date:d,contract_estimated_completion_date:d,crea"
	"ted_at:t,created_by_id:i,deleted_at:t,description:s,draft_change_orders_amount:s,exclusions:s,execut"
	"ed:b,execution_date:d,grand_total:s,id:i,inclusions:s,invoice_contacts:[{id:i,business_phone:s,busin"
	"ess_phone_extension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,"
	"vendor_name:s,currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,"
	"amount:s,company:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,de"
	"scription:s,extended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:"
	"*,code:*,base_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,n"
	"ame:*},quantity:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,chan"
	"ge_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_c"
	"onfiguration:*},currency_configuration:*}],number:s,origin_data:s,origin_code:s,origin_id:s,payments"
	"_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s,no"
	"tes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pending_"
	"change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[{id:i,created_"
	"at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,paid_date:d,reviewed_at:t,title:s,status:(draf"
	"t|not_pricing|pricing|pending|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),up"
	"dated_at:t,currency_configuration:*}],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,signed_contract_"
	"received_date:d,show_line_items_to_non_admins:b,status:(Draft|Out For Bid|Out For Signature|Approved"
	"|Complete|Terminated|Void),title:s,total_draw_requests_amount:s,total_payments:s,total_requisitions_"
	"amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s},currency_configuration:*}" },
{ "GET", "/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items",
	"{project_id!:i,page:i,per_page:i,filters[id]:[i],filters[created_at]:s,filters[updated_at]:s,filters"
	"[cost_code_id]:s,filters[line_item_type_id]:i,view:(default|ssov_source_lines)}",
	NULL,
	"[{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJ"
	"ob),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:"
	"{id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,"
	"line_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descripti"
	"on:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:"
	"s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,or"
	"igin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total"
	"_amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t"
	",change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,n"
	"ame:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origi"
	"n_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency"
	"_iso_code:s}}]" },
{ "POST", "/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items",
	"{}",
	"{project_id!:i,line_item!:{amount:s,cost_code_id:i,description:s,extended_type:(manual|calculated),q"
	"uantity:s,line_item_type_id:i,origin_data:s,origin_id:s,tax_code_id:i,unit_cost:s,uom:s,wbs_code_id:"
	"i}}",
	"{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJo"
	"b),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{"
	"id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,l"
	"ine_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descriptio"
	"n:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:s"
	",base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,ori"
	"gin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total_"
	"amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t,"
	"change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,na"
	"me:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin"
	"_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency_"
	"iso_code:s}}" },
{ "PATCH", "/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/sync",
	"{project_id!:i}",
	"{updates!:[{amount:s,cost_code_id:i,description:s,extended_type:(manual|calculated),quantity:s,line_"
	"item_type_id:i,origin_data:s,origin_id:s,tax_code_id:i,unit_cost:s,uom:s,wbs_code_id:i}]}",
	"{entities:[{id:i,amount:s,company:{id:*,name:*},cost_code:*,created_at:t,description:s,extended_type"
	":(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:*,code:*,base_type:*,orig"
	"in_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,name:*},quantity:s,tax_cod"
	"e_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,wbs_code:{id:*,flat_code:*,de"
	"scription:*},change_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_"
	"type:*},currency_configuration:{currency_iso_code:*}}],errors:[*]}" },
{ "GET", "/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/{id}",
	"{project_id!:i,view:(default|ssov_source_lines)}",
	NULL,
	"{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJo"
	"b),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{"
	"id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,l"
	"ine_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descriptio"
	"n:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:s"
	",base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,ori"
	"gin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total_"
	"amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t,"
	"change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,na"
	"me:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin"
	"_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency_"
	"iso_code:s}}" },
{ "PATCH", "/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/{id}",
	"{}",
	"{project_id!:i,line_item!:{amount:s,cost_code_id:i,description:s,extended_type:(manual|calculated),q"
	"uantity:s,line_item_type_id:i,origin_data:s,origin_id:s,tax_code_id:i,unit_cost:s,uom:s,wbs_code_id:"
	"i}}",
	"{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJo"
	"b),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{"
	"id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,l"
	"ine_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descriptio"
	"n:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:s"
	",base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,ori"
	"gin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total_"
	"amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t,"
	"change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,na"
	"me:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin"
	"_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency_"
	"iso_code:s}}" },
{ "GET", "/rest/v1.0/purchase_order_contracts",
	"{project_id!:i,view:(compact|extended),page:i,per_page:i,filters[id]:[i],filters[status]:(Draft|Proc"
	"essing|Submitted|Partially Received|Received|Approved|Closed),filters[created_at]:s,filters[updated_"
	"at]:s,filters[include_deleted]:(only|with),filters[origin_id]:s}",
	NULL,
	"[{accounting_method:(amount|unit),approval_letter_date:s,approved_change_orders:s,assignee:{id:i},bi"
	"ll_to_address:s,billing_schedule_of_values_status:(draft|under_review|revise_and_submit|approved),co"
	"ntract_date:d,created_at:t,deleted_at:t,delivery_date:d,description:s,draft_change_orders_amount:s,e"
	"xecuted:b,execution_date:d,grand_total:s,id:i,issued_on_date:d,letter_of_intent_date:d,number:s,orig"
	"in_code:s,origin_data:s,origin_id:s,payment_terms:s,pending_change_orders:s,pending_revised_contract"
	":s,percentage_paid:s,private:b,project:{id:i,name:s},remaining_balance_outstanding:s,requisitions_ar"
	"e_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,ship_to_address:s,ship_via:s,show"
	"_line_items_to_non_admins:b,signed_contract_received_date:d,status:(Draft|Processing|Submitted|Parti"
	"ally Received|Received|Approved|Closed),title:s,total_draw_requests_amount:s,total_payments:s,total_"
	"requisitions_amount:s,updated_at:t,vendor:{id:i,company:s},currency_configuration:*}]" },
{ "POST", "/rest/v1.0/purchase_order_contracts",
	"{run_configurable_validations:b}",
	"{project_id!:i,attachments:[s],purchase_order_contract!:{accounting_method:(amount|unit),approval_le"
	"tter_date:s,assignee_id:i,bill_to_address:s,contract_date:d,delivery_date:d,description:s,executed:b"
	",execution_date:d,invoice_contact_user_ids:[i],issued_on_date:d,letter_of_intent_date:d,origin_code:"
	"s,origin_data:s,origin_id:s,number:s,payment_terms:s,private:b,retainage_percent:s,returned_date:d,s"
	"hip_to_address:s,ship_via:s,status:(Draft|Processing|Submitted|Partially Received|Received|Approved|"
	"Closed),title:s,vendor_id:i,custom_field_:*,drawing_revision_ids:[i],file_version_ids:[i],form_ids:["
	"i],image_ids:[i],upload_ids:[s],currency_exchange_rate:n,currency_iso_code:s}}",
	"{id:i,accounting_method:(amount|unit),approval_letter_date:s,approved_change_orders:s,assignee:{id:i"
	"},attachments:{id:i,url:s,filename:s},bill_to_address:s,change_order_packages:[{id:i,contract_id:i,c"
	"reated_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_code:s,origin_data:s,origin_id:s"
	",paid_date:d,reviewed_at:t,signed_change_order_received_date:d,status:(draft|not_pricing|pricing|pen"
	"ding|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),title:s,updated_at:t,curren"
	"cy_configuration:*}],change_order_requests:[{id:i,created_at:t,deleted_at:t,due_date:d,invoiced_date"
	":d,number:s,paid_date:d,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|"
	"no_charge|approved|rejected|void),title:s,updated_at:t,currency_configuration:*}],contract_date:d,cr"
	"eated_at:t,created_by_id:i,deleted_at:t,delivery_date:d,description:s,draft_change_orders_amount:s,e"
	"xecuted:b,execution_date:d,grand_total:s,invoice_contacts:[{id:i,business_phone:s,business_phone_ext"
	"ension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,vendor_name:s"
	",currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,amount:s,comp"
	"any:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,description:s,e"
	"xtended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:*,code:*,base"
	"_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,name:*},quanti"
	"ty:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,change_event_line"
	"_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_configuration:"
	"*},currency_configuration:*}],number:s,origin_code:s,origin_data:s,origin_id:s,payment_terms:s,payme"
	"nts_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s"
	",notes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pendi"
	"ng_change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[[{id:*,cont"
	"ract_id:*,created_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,reviewed_at:*,status:*,title:"
	"*,change_order_request_title:*,change_order_package_title:*,potential_change_order_acronym_number:*,"
	"change_order_request_acronym_number:*,change_order_package_acronym_number:*,change_order_tiers:*,upd"
	"ated_at:*,currency_configuration:*}]],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,ship_to_address:"
	"s,ship_via:s,show_line_items_to_non_admins:b,signed_contract_received_date:d,status:(Draft|Processin"
	"g|Submitted|Partially Received|Received|Approved|Closed),title:s,total_draw_requests_amount:s,total_"
	"payments:s,total_requisitions_amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s"
	"},currency_configuration:*}" },
{ "PATCH", "/rest/v1.0/purchase_order_contracts/sync",
	"{}",
	"{project_id!:i,updates!:[{accounting_method:(amount|unit),approval_letter_date:s,assignee_id:i,bill_"
	"to_address:s,contract_date:d,delivery_date:d,description:s,executed:b,execution_date:d,issued_on_dat"
	"e:d,letter_of_intent_date:d,origin_code:s,origin_data:s,origin_id:s,number:s,payment_terms:s,private"
	":b,retainage_percent:s,returned_date:d,ship_to_address:s,ship_via:s,status:(Draft|Processing|Submitt"
	"ed|Partially Received|Received|Approved|Closed),title:s,vendor_id:i}]}",
	"{entities:[{accounting_method:(amount|unit),approval_letter_date:s,approved_change_orders:s,assignee"
	":{id:*},bill_to_address:s,billing_schedule_of_values_status:(draft|under_review|revise_and_submit|ap"
	"proved),contract_date:d,created_at:t,deleted_at:t,delivery_date:d,description:s,draft_change_orders_"
	"amount:s,executed:b,execution_date:d,grand_total:s,id:i,issued_on_date:d,letter_of_intent_date:d,num"
	"ber:s,origin_code:s,origin_data:s,origin_id:s,payment_terms:s,pending_change_orders:s,pending_revise"
	"d_contract:s,percentage_paid:s,private:b,project:{id:*,name:*},remaining_balance_outstanding:s,requi"
	"sitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,ship_to_address:s,ship_"
	"via:s,show_line_items_to_non_admins:b,signed_contract_received_date:d,status:(Draft|Processing|Submi"
	"tted|Partially Received|Received|Approved|Closed),title:s,total_draw_requests_amount:s,total_payment"
	"s:s,total_requisitions_amount:s,updated_at:t,vendor:{id:*,company:*},currency_configuration:*}],erro"
	"rs:[*]}" },
{ "GET", "/rest/v1.0/purchase_order_contracts/{id}",
	"{project_id!:i}",
	NULL,
	"{id:i,accounting_method:(amount|unit),approval_letter_date:s,approved_change_orders:s,assignee:{id:i"
	"},attachments:{id:i,url:s,filename:s},bill_to_address:s,change_order_packages:[{id:i,contract_id:i,c"
	"reated_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_code:s,origin_data:s,origin_id:s"
	",paid_date:d,reviewed_at:t,signed_change_order_received_date:d,status:(draft|not_pricing|pricing|pen"
	"ding|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),title:s,updated_at:t,curren"
	"cy_configuration:*}],change_order_requests:[{id:i,created_at:t,deleted_at:t,due_date:d,invoiced_date"
	":d,number:s,paid_date:d,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|"
	"no_charge|approved|rejected|void),title:s,updated_at:t,currency_configuration:*}],contract_date:d,cr"
	"eated_at:t,created_by_id:i,deleted_at:t,delivery_date:d,description:s,draft_change_orders_amount:s,e"
	"xecuted:b,execution_date:d,grand_total:s,invoice_contacts:[{id:i,business_phone:s,business_phone_ext"
	"ension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,vendor_name:s"
	",currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,amount:s,comp"
	"any:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,description:s,e"
	"xtended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:*,code:*,base"
	"_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,name:*},quanti"
	"ty:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,change_event_line"
	"_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_configuration:"
	"*},currency_configuration:*}],number:s,origin_code:s,origin_data:s,origin_id:s,payment_terms:s,payme"
	"nts_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s"
	",notes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pendi"
	"ng_change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[[{id:*,cont"
	"ract_id:*,created_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,reviewed_at:*,status:*,title:"
	"*,change_order_request_title:*,change_order_package_title:*,potential_change_order_acronym_number:*,"
	"change_order_request_acronym_number:*,change_order_package_acronym_number:*,change_order_tiers:*,upd"
	"ated_at:*,currency_configuration:*}]],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,ship_to_address:"
	"s,ship_via:s,show_line_items_to_non_admins:b,signed_contract_received_date:d,status:(Draft|Processin"
	"g|Submitted|Partially Received|Received|Approved|Closed),title:s,total_draw_requests_amount:s,total_"
	"payments:s,total_requisitions_amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s"
	"},currency_configuration:*}" },
{ "PATCH", "/rest/v1.0/purchase_order_contracts/{id}",
	"{run_configurable_validations:b}",
	"{project_id!:i,attachments:[s],purchase_order_contract!:{accounting_method:(amount|unit),approval_le"
	"tter_date:s,assignee_id:i,bill_to_address:s,contract_date:d,delivery_date:d,description:s,executed:b"
	",execution_date:d,invoice_contact_user_ids:[i],issued_on_date:d,letter_of_intent_date:d,origin_code:"
	"s,origin_data:s,origin_id:s,number:s,payment_terms:s,private:b,retainage_percent:s,returned_date:d,s"
	"hip_to_address:s,ship_via:s,status:(Draft|Processing|Submitted|Partially Received|Received|Approved|"
	"Closed),title:s,vendor_id:i,custom_field_:*,drawing_revision_ids:[i],file_version_ids:[i],form_ids:["
	"i],image_ids:[i],upload_ids:[s],currency_exchange_rate:n,currency_iso_code:s}}",
	"{id:i,accounting_method:(amount|unit),approval_letter_date:s,approved_change_orders:s,assignee:{id:i"
	"},attachments:{id:i,url:s,filename:s},bill_to_address:s,change_order_packages:[{id:i,contract_id:i,c"
	"reated_at:t,deleted_at:t,due_date:d,invoiced_date:d,number:s,origin_code:s,origin_data:s,origin_id:s"
	",paid_date:d,reviewed_at:t,signed_change_order_received_date:d,status:(draft|not_pricing|pricing|pen"
	"ding|revised|proceeding|not_proceeding|no_charge|approved|rejected|void),title:s,updated_at:t,curren"
	"cy_configuration:*}],change_order_requests:[{id:i,created_at:t,deleted_at:t,due_date:d,invoiced_date"
	":d,number:s,paid_date:d,status:(draft|not_pricing|pricing|pending|revised|proceeding|not_proceeding|"
	"no_charge|approved|rejected|void),title:s,updated_at:t,currency_configuration:*}],contract_date:d,cr"
	"eated_at:t,created_by_id:i,deleted_at:t,delivery_date:d,description:s,draft_change_orders_amount:s,e"
	"xecuted:b,execution_date:d,grand_total:s,invoice_contacts:[{id:i,business_phone:s,business_phone_ext"
	"ension:i,email:s,fax_number:s,job_title:s,login_information_id:i,mobile_phone:s,name:s,vendor_name:s"
	",currency_configuration:*}],issued_on_date:d,letter_of_intent_date:d,line_items:[{id:i,amount:s,comp"
	"any:{id:*,name:*},wbs_code:{id:*,flat_code:*,description:*},cost_code:*,created_at:t,description:s,e"
	"xtended_type:(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:*,code:*,base"
	"_type:*,origin_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,name:*},quanti"
	"ty:s,tax_code_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,change_event_line"
	"_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_type:*,currency_configuration:"
	"*},currency_configuration:*}],number:s,origin_code:s,origin_data:s,origin_id:s,payment_terms:s,payme"
	"nts_issued:[{id:i,amount:s,check_number:s,created_at:t,date:d,draw_request_number:i,invoice_number:s"
	",notes:s,payment_number:i,attachments:[*],origin_id:s,origin_data:s,currency_configuration:*}],pendi"
	"ng_change_orders:s,pending_revised_contract:s,percentage_paid:s,potential_change_orders:[[{id:*,cont"
	"ract_id:*,created_at:*,due_date:*,invoiced_date:*,number:*,paid_date:*,reviewed_at:*,status:*,title:"
	"*,change_order_request_title:*,change_order_package_title:*,potential_change_order_acronym_number:*,"
	"change_order_request_acronym_number:*,change_order_package_acronym_number:*,change_order_tiers:*,upd"
	"ated_at:*,currency_configuration:*}]],private:b,project:{id:i,name:s},remaining_balance_outstanding:"
	"s,requisitions_are_enabled:b,retainage_percent:s,returned_date:d,revised_contract:s,ship_to_address:"
	"s,ship_via:s,show_line_items_to_non_admins:b,signed_contract_received_date:d,status:(Draft|Processin"
	"g|Submitted|Partially Received|Received|Approved|Closed),title:s,total_draw_requests_amount:s,total_"
	"payments:s,total_requisitions_amount:s,updated_at:t,vendor:{id:i,company:s,origin_data:s,origin_id:s"
	"},currency_configuration:*}" },
{ "DELETE", "/rest/v1.0/purchase_order_contracts/{id}",
	"{project_id!:i}",
	NULL,
	"*" },
{ "GET", "/rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items",
	"{project_id!:i,page:i,per_page:i,filters[id]:[i],filters[created_at]:s,filters[updated_at]:s,filters"
	"[cost_code_id]:s,filters[line_item_type_id]:i,view:(default|ssov_source_lines)}",
	NULL,
	"[{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJ"
	"ob),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:"
	"{id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,"
	"line_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descripti"
	"on:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:"
	"s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,or"
	"igin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total"
	"_amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t"
	",change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,n"
	"ame:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origi"
	"n_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency"
	"_iso_code:s}}]" },
{ "POST", "/rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items",
	"{}",
	"{project_id!:i,line_item!:{amount:s,cost_code_id:i,description:s,extended_type:(manual|calculated),q"
	"uantity:s,line_item_type_id:i,origin_data:s,origin_id:s,tax_code_id:i,unit_cost:s,uom:s,wbs_code_id:"
	"i}}",
	"{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJo"
	"b),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{"
	"id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,l"
	"ine_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descriptio"
	"n:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:s"
	",base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,ori"
	"gin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total_"
	"amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t,"
	"change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,na"
	"me:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin"
	"_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency_"
	"iso_code:s}}" },
{ "PATCH", "/rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items/sync",
	"{project_id!:i}",
	"{updates!:[{amount:s,cost_code_id:i,description:s,extended_type:(manual|calculated),quantity:s,line_"
	"item_type_id:i,origin_data:s,origin_id:s,tax_code_id:i,unit_cost:s,uom:s,wbs_code_id:i}]}",
	"{entities:[{id:i,amount:s,company:{id:*,name:*},cost_code:*,created_at:t,description:s,extended_type"
	":(manual|calculated),holder:{id:*,holder_type:*},line_item_type:{id:*,name:*,code:*,base_type:*,orig"
	"in_data:*,origin_id:*},origin_data:s,origin_id:s,position:i,project:{id:*,name:*},quantity:s,tax_cod"
	"e_id:i,total_amount:s,extended_amount:s,unit_cost:s,uom:s,updated_at:t,wbs_code:{id:*,flat_code:*,de"
	"scription:*},change_event_line_item:{id:*,cost_rom:*,revenue_rom:*,event_id:*,cost_code:*,line_item_"
	"type:*},currency_configuration:{currency_iso_code:*}}],errors:[*]}" },
{ "GET", "/rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items/{id}",
	"{project_id!:i,view:(default|ssov_source_lines)}",
	NULL,
	"{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJo"
	"b),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{"
	"id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,l"
	"ine_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descriptio"
	"n:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:s"
	",base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,ori"
	"gin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total_"
	"amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t,"
	"change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,na"
	"me:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin"
	"_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency_"
	"iso_code:s}}" },
{ "PATCH", "/rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items/{id}",
	"{}",
	"{project_id!:i,line_item!:{amount:s,cost_code_id:i,description:s,extended_type:(manual|calculated),q"
	"uantity:s,line_item_type_id:i,origin_data:s,origin_id:s,tax_code_id:i,unit_cost:s,uom:s,wbs_code_id:"
	"i}}",
	"{id:i,amount:s,company:{id:i,name:s},cost_code:{id:i,biller:s,biller_id:i,biller_type:(Project|SubJo"
	"b),budgeted:b,code:s,created_at:t,deleted_at:t,full_code:s,name:s,origin_data:s,origin_id:s,parent:{"
	"id:i},position:i,sortable_code:s,standard_cost_code_id:i,standard_cost_code_list_id:i,updated_at:t,l"
	"ine_item_types:[{id:*,name:*,code:*,base_type:*,origin_data:*,origin_id:*}]},created_at:t,descriptio"
	"n:s,extended_type:(manual|calculated),holder:{id:i,holder_type:s},line_item_type:{id:i,name:s,code:s"
	",base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin_data:s,ori"
	"gin_id:s},origin_data:s,origin_id:s,position:i,project:{id:i,name:s},quantity:s,tax_code_id:i,total_"
	"amount:s,extended_amount:s,unit_cost:s,uom:s,wbs_code:{id:i,flat_code:s,description:s},updated_at:t,"
	"change_event_line_item:{id:i,cost_rom:s,revenue_rom:s,event_id:i,cost_code:*,line_item_type:{id:i,na"
	"me:s,code:s,base_type:(equipment|materials|commitment|owner_cost|professional_services|other),origin"
	"_data:s,origin_id:s},currency_configuration:{currency_iso_code:s}},currency_configuration:{currency_"
	"iso_code:s}}" },
{ "GET", "/rest/v1.0/requisitions",
	"{project_id!:i,page:i,per_page:i,filters[id]:[i],filters[commitment_id]:i,filters[period_id]:i,filte"
	"rs[status]:(draft|under_review|revise_and_resubmit|approved|approved_as_noted|pending_owner_approval"
	"),filters[created_at]:s,filters[updated_at]:s,filters[origin_id]:s}",
	NULL,
	"[{id:i,project_id:i,electronic_signature_id:i,billing_date:d,commitment_id:i,commitment_type:s,contr"
	"act_name:s,created_at:t,created_by:{id:i,name:s,login:s,company_name:s},updated_at:t,invoice_number:"
	"s,origin_data:s,origin_id:s,payment_date:d,period_id:i,requisition_start:d,requisition_end:d,status:"
	"(draft|under_review|revise_and_resubmit|approved|approved_as_noted|pending_owner_approval),erp_statu"
	"s:s,submitted_at:d,comment:s,final:b,number:i,percent_complete:s,vendor_name:s,total_claimed_amount:"
	"s,deletable:b,custom_fields:{custom_field_:{data_type:*,value:*}},currency_configuration:{currency_i"
	"so_code:s},attachments:[{id:*,url:*,filename:*,content_type:*}],summary:{balance_to_finish_including"
	"_retainage:s,completed_work_retainage_percent:s,completed_work_retainage_amount:s,contract_sum_to_da"
	"te:s,current_payment_due:s,formatted_period:s,less_previous_certificates_for_payment:s,negative_chan"
	"ge_order_item_total:s,negative_new_change_order_item_total:s,negative_previous_change_order_item_tot"
	"al:s,net_change_by_change_orders:s,original_contract_sum:s,positive_change_order_item_total:s,positi"
	"ve_new_change_order_item_total:s,positive_previous_change_order_item_total:s,stored_materials_retain"
	"age_amount:s,stored_materials_retainage_percent:s,tax_applicable_to_this_payment:s,total_completed_a"
	"nd_stored_to_date:s,total_earned_less_retainage:s,total_retainage:s},action_policy:*}]" },
{ "GET", "/rest/v1.0/requisitions/{id}",
	"{project_id!:i}",
	NULL,
	"{id:i,project_id:i,electronic_signature_id:i,billing_date:d,commitment_id:i,commitment_type:s,contra"
	"ct_name:s,created_at:t,created_by:{id:i,name:s,login:s,company_name:s},updated_at:t,invoice_number:s"
	",origin_data:s,origin_id:s,payment_date:d,period_id:i,requisition_start:d,requisition_end:d,status:("
	"draft|under_review|revise_and_resubmit|approved|approved_as_noted|pending_owner_approval),erp_status"
	":s,submitted_at:d,comment:s,final:b,number:i,percent_complete:s,vendor_name:s,total_claimed_amount:s"
	",deletable:b,custom_fields:{custom_field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},"
	"custom_field_:{data_type:s,value:b},custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{"
	"data_type:s,value:[*]}},currency_configuration:{currency_iso_code:s},attachments:[{id:i,url:s,filena"
	"me:s,content_type:s}],summary:{balance_to_finish_including_retainage:s,completed_work_retainage_perc"
	"ent:s,completed_work_retainage_amount:s,contract_sum_to_date:s,current_payment_due:s,formatted_perio"
	"d:s,less_previous_certificates_for_payment:s,negative_change_order_item_total:s,negative_new_change_"
	"order_item_total:s,negative_previous_change_order_item_total:s,net_change_by_change_orders:s,origina"
	"l_contract_sum:s,positive_change_order_item_total:s,positive_new_change_order_item_total:s,positive_"
	"previous_change_order_item_total:s,stored_materials_retainage_amount:s,stored_materials_retainage_pe"
	"rcent:s,tax_applicable_to_this_payment:s,total_completed_and_stored_to_date:s,total_earned_less_reta"
	"inage:s,total_retainage:s},action_policy:*}" },
{ "PATCH", "/rest/v1.0/requisitions/{id}",
	"{}",
	"{project_id!:i,commitment_id!:i,attachments:[s],requisition:{period_id:i,requisition_start:d,requisi"
	"tion_end:d,billing_date:d,final:b,invoice_number:s,payment_date:d,origin_data:s,origin_id:s,status:("
	"draft|under_review|revise_and_resubmit|approved|approved_as_noted|pending_owner_approval),submitted_"
	"at:d,comment:s,custom_field_:*}}",
	"{id:i,previous_requisition_id:i,project_id:i,billing_date:d,created_at:t,updated_at:t,commitment_id:"
	"i,commitment_type:s,contract_name:s,deletable:b,final:b,vendor_name:s,vendor_id:i,invoice_number:s,i"
	"nvoice_type:s,origin_data:s,origin_id:s,payment_date:d,percent_complete:s,period_id:i,requisition_st"
	"art:d,requisition_end:d,status:(draft|under_review|revise_and_resubmit|approved|approved_as_noted|pe"
	"nding_owner_approval),erp_status:s,number:i,submitted_at:d,total_claimed_amount:s,electronic_signatu"
	"re_id:i,move_materials_to_previous_work_completed:b,summary_text:{project_name:s,project_number:s,to"
	"_general_contractor:s,requisition_period_start:d,requisition_period_end:d,subcontractor_name:s,subco"
	"ntractor_street:s,subcontractor_city:s,subcontractor_state_code:s,subcontractor_zip:s,subcontractor_"
	"country_code:s,application_number:s,contract_for:s,contract_date:d},summary:{balance_to_finish_inclu"
	"ding_retainage:s,completed_work_retainage_percent:s,completed_work_retainage_amount:s,contract_sum_t"
	"o_date:s,current_payment_due:s,formatted_period:s,less_previous_certificates_for_payment:s,negative_"
	"change_order_item_total:s,negative_new_change_order_item_total:s,negative_previous_change_order_item"
	"_total:s,net_change_by_change_orders:s,original_contract_sum:s,positive_change_order_item_total:s,po"
	"sitive_new_change_order_item_total:s,positive_previous_change_order_item_total:s,stored_materials_re"
	"tainage_amount:s,stored_materials_retainage_percent:s,tax_applicable_to_this_payment:s,total_complet"
	"ed_and_stored_to_date:s,total_earned_less_retainage:s,total_retainage:s,new_materials:s,new_material"
	"s_quantity:s,stored_materials:s,stored_materials_quantity:s},created_by:{id:i,name:s,login:s,company"
	"_name:s},custom_fields:{custom_field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},cust"
	"om_field_:{data_type:s,value:b},custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data"
	"_type:s,value:[*]}},currency_configuration:{currency_iso_code:s,currency_exchange_rate:n,base_curren"
	"cy_iso_code:s},attachments:[{id:i,url:s,filename:s,content_type:s}],items:[{id:i,item_type:s,account"
	"ing_method:(amount|unit),cost_code_id:i,currency_configuration:{currency_iso_code:*,currency_exchang"
	"e_rate:*,base_currency_iso_code:*},line_item_id:i,description_of_work:s,net_amount:s,gross_amount:s,"
	"wbs_code:{id:*,flat_code:*,description:*,segment_items:*},scheduled_value:s,work_completed_from_prev"
	"ious_application:s,work_completed_this_period:s,materials_presently_stored:s,materials_presently_sto"
	"red_quantity:s,materials_presently_stored_from_previous_progress:s,materials_previously_stored_quant"
	"ity:s,materials_moved:s,materials_retainage_retained_moved:s,total_completed_and_stored_to_date:s,to"
	"tal_completed_and_stored_to_date_percent:s,total_completed_and_stored_to_date_from_previous:s,work_c"
	"ompleted_retainage_from_previous_application:s,work_completed_retainage_retained_this_period:s,work_"
	"completed_retainage_percent_this_period:s,materials_stored_retainage_currently_retained:s,materials_"
	"stored_retainage_percent_this_period:s,materials_stored_retainage_new_materials:s,work_completed_ret"
	"ainage_released_this_period:s,materials_stored_retainage_released_this_period:s,scheduled_quantity:s"
	",scheduled_unit_price:s,work_completed_this_period_quantity:s,work_completed_from_previous_applicati"
	"on_quantity:s,comment:s,status:s,position:i,line_number:s,ssr_manual_override:b,subcontractor_claime"
	"d_amount:s,previous_progress_id:i,taxes:[*],uom:s}],item_packages:[{id:i,contract_id:i,change_order_"
	"id:i,number:s,title:s,status:s,position:i,change_order_acronym_number:s,change_order_request:{id:*,t"
	"itle:*,change_order_acronym_number:*},batch:{id:*,title:*,change_order_acronym_number:*}}]}" },
{ "DELETE", "/rest/v1.0/requisitions/{id}",
	"{project_id!:i}",
	NULL,
	"*" },
{ "GET", "/rest/v1.1/requisitions",
	"{project_id!:i,page:i,per_page:i,filters[id]:[i],filters[commitment_id]:i,filters[period_id]:i,filte"
	"rs[status]:(draft|under_review|revise_and_resubmit|approved|approved_as_noted|pending_owner_approval"
	"),filters[created_at]:s,filters[updated_at]:s,filters[origin_id]:s,filters[is_last]:b,view:(default|"
	"extended|items|action_policy)}",
	NULL,
	"[{id:i,previous_requisition_id:i,project_id:i,billing_date:d,created_at:t,updated_at:t,commitment_id"
	":i,commitment_type:s,contract_name:s,deletable:b,final:b,vendor_name:s,vendor_id:i,invoice_number:s,"
	"invoice_type:s,origin_data:s,origin_id:s,payment_date:d,percent_complete:s,period_id:i,requisition_s"
	"tart:d,requisition_end:d,status:(draft|under_review|revise_and_resubmit|approved|approved_as_noted|p"
	"ending_owner_approval),erp_status:s,number:i,submitted_at:d,total_claimed_amount:s,electronic_signat"
	"ure_id:i,move_materials_to_previous_work_completed:b,summary_text:{project_name:s,project_number:s,t"
	"o_general_contractor:s,requisition_period_start:d,requisition_period_end:d,subcontractor_name:s,subc"
	"ontractor_street:s,subcontractor_city:s,subcontractor_state_code:s,subcontractor_zip:s,subcontractor"
	"_country_code:s,application_number:s,contract_for:s,contract_date:d},summary:{balance_to_finish_incl"
	"uding_retainage:s,completed_work_retainage_percent:s,completed_work_retainage_amount:s,contract_sum_"
	"to_date:s,current_payment_due:s,formatted_period:s,less_previous_certificates_for_payment:s,negative"
	"_change_order_item_total:s,negative_new_change_order_item_total:s,negative_previous_change_order_ite"
	"m_total:s,net_change_by_change_orders:s,original_contract_sum:s,positive_change_order_item_total:s,p"
	"ositive_new_change_order_item_total:s,positive_previous_change_order_item_total:s,stored_materials_r"
	"etainage_amount:s,stored_materials_retainage_percent:s,tax_applicable_to_this_payment:s,total_comple"
	"ted_and_stored_to_date:s,total_earned_less_retainage:s,total_retainage:s,new_materials:s,new_materia"
	"ls_quantity:s,stored_materials:s,stored_materials_quantity:s},created_by:{id:i,name:s,login:s,compan"
	"y_name:s},custom_fields:{custom_field_:{data_type:*,value:*}},currency_configuration:{currency_iso_c"
	"ode:s,currency_exchange_rate:n,base_currency_iso_code:s},attachments:[{id:*,url:*,filename:*,content"
	"_type:*}],items:[{id:*,item_type:*,accounting_method:*,cost_code_id:*,currency_configuration:*,line_"
	"item_id:*,description_of_work:*,net_amount:*,gross_amount:*,wbs_code:*,scheduled_value:*,work_comple"
	"ted_from_previous_application:*,work_completed_this_period:*,materials_presently_stored:*,materials_"
	"presently_stored_quantity:*,materials_presently_stored_from_previous_progress:*,materials_previously"
	"_stored_quantity:*,materials_moved:*,materials_retainage_retained_moved:*,total_completed_and_stored"
	"_to_date:*,total_completed_and_stored_to_date_percent:*,total_completed_and_stored_to_date_from_prev"
	"ious:*,work_completed_retainage_from_previous_application:*,work_completed_retainage_retained_this_p"
	"eriod:*,work_completed_retainage_percent_this_period:*,materials_stored_retainage_currently_retained"
	":*,materials_stored_retainage_percent_this_period:*,materials_stored_retainage_new_materials:*,work_"
	"completed_retainage_released_this_period:*,materials_stored_retainage_released_this_period:*,schedul"
	"ed_quantity:*,scheduled_unit_price:*,work_completed_this_period_quantity:*,work_completed_from_previ"
	"ous_application_quantity:*,comment:*,status:*,position:*,line_number:*,ssr_manual_override:*,subcont"
	"ractor_claimed_amount:*,previous_progress_id:*,taxes:*,uom:*}],item_packages:[{id:*,contract_id:*,ch"
	"ange_order_id:*,number:*,title:*,status:*,position:*,change_order_acronym_number:*,change_order_requ"
	"est:*,batch:*}]}]" },
{ "GET", "/rest/v1.1/requisitions/{id}",
	"{project_id!:i,view:(default|extended|items|action_policy)}",
	NULL,
	"{id:i,previous_requisition_id:i,project_id:i,billing_date:d,created_at:t,updated_at:t,commitment_id:"
	"i,commitment_type:s,contract_name:s,deletable:b,final:b,vendor_name:s,vendor_id:i,invoice_number:s,i"
	"nvoice_type:s,origin_data:s,origin_id:s,payment_date:d,percent_complete:s,period_id:i,requisition_st"
	"art:d,requisition_end:d,status:(draft|under_review|revise_and_resubmit|approved|approved_as_noted|pe"
	"nding_owner_approval),erp_status:s,number:i,submitted_at:d,total_claimed_amount:s,electronic_signatu"
	"re_id:i,move_materials_to_previous_work_completed:b,summary_text:{project_name:s,project_number:s,to"
	"_general_contractor:s,requisition_period_start:d,requisition_period_end:d,subcontractor_name:s,subco"
	"ntractor_street:s,subcontractor_city:s,subcontractor_state_code:s,subcontractor_zip:s,subcontractor_"
	"country_code:s,application_number:s,contract_for:s,contract_date:d},summary:{balance_to_finish_inclu"
	"ding_retainage:s,completed_work_retainage_percent:s,completed_work_retainage_amount:s,contract_sum_t"
	"o_date:s,current_payment_due:s,formatted_period:s,less_previous_certificates_for_payment:s,negative_"
	"change_order_item_total:s,negative_new_change_order_item_total:s,negative_previous_change_order_item"
	"_total:s,net_change_by_change_orders:s,original_contract_sum:s,positive_change_order_item_total:s,po"
	"sitive_new_change_order_item_total:s,positive_previous_change_order_item_total:s,stored_materials_re"
	"tainage_amount:s,stored_materials_retainage_percent:s,tax_applicable_to_this_payment:s,total_complet"
	"ed_and_stored_to_date:s,total_earned_less_retainage:s,total_retainage:s,new_materials:s,new_material"
	"s_quantity:s,stored_materials:s,stored_materials_quantity:s},created_by:{id:i,name:s,login:s,company"
	"_name:s},custom_fields:{custom_field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},cust"
	"om_field_:{data_type:s,value:b},custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data"
	"_type:s,value:[*]}},currency_configuration:{currency_iso_code:s,currency_exchange_rate:n,base_curren"
	"cy_iso_code:s},attachments:[{id:i,url:s,filename:s,content_type:s}],items:[{id:i,item_type:s,account"
	"ing_method:(amount|unit),cost_code_id:i,currency_configuration:{currency_iso_code:*,currency_exchang"
	"e_rate:*,base_currency_iso_code:*},line_item_id:i,description_of_work:s,net_amount:s,gross_amount:s,"
	"wbs_code:{id:*,flat_code:*,description:*,segment_items:*},scheduled_value:s,work_completed_from_prev"
	"ious_application:s,work_completed_this_period:s,materials_presently_stored:s,materials_presently_sto"
	"red_quantity:s,materials_presently_stored_from_previous_progress:s,materials_previously_stored_quant"
	"ity:s,materials_moved:s,materials_retainage_retained_moved:s,total_completed_and_stored_to_date:s,to"
	"tal_completed_and_stored_to_date_percent:s,total_completed_and_stored_to_date_from_previous:s,work_c"
	"ompleted_retainage_from_previous_application:s,work_completed_retainage_retained_this_period:s,work_"
	"completed_retainage_percent_this_period:s,materials_stored_retainage_currently_retained:s,materials_"
	"stored_retainage_percent_this_period:s,materials_stored_retainage_new_materials:s,work_completed_ret"
	"ainage_released_this_period:s,materials_stored_retainage_released_this_period:s,scheduled_quantity:s"
	",scheduled_unit_price:s,work_completed_this_period_quantity:s,work_completed_from_previous_applicati"
	"on_quantity:s,comment:s,status:s,position:i,line_number:s,ssr_manual_override:b,subcontractor_claime"
	"d_amount:s,previous_progress_id:i,taxes:[*],uom:s}],item_packages:[{id:i,contract_id:i,change_order_"
	"id:i,number:s,title:s,status:s,position:i,change_order_acronym_number:s,change_order_request:{id:*,t"
	"itle:*,change_order_acronym_number:*},batch:{id:*,title:*,change_order_acronym_number:*}}]}" },
{ "PATCH", "/rest/v1.1/requisitions/{id}",
	"{view:(default|extended|items|action_policy)}",
	"{project_id!:i,commitment_id!:i,requisition:{items:[{id!:*,line_item_id:*,detail_line_item_id:*,item"
	"_type!:*,work_completed_this_period:*,materials_presently_stored:*,materials_presently_stored_from_p"
	"revious_progress:*,new_materials:*,new_materials_quantity:*,stored_materials:*,stored_materials_quan"
	"tity:*,work_completed_retainage_retained_this_period:*,materials_stored_retainage_currently_retained"
	":*,work_completed_retainage_released_this_period:*,work_completed_this_period_quantity:*,work_comple"
	"ted_retainage_percent_this_period:*,materials_stored_retainage_percent_this_period:*,subcontractor_c"
	"laimed_amount:*,status:*,comment:*}],period_id:i,requisition_start:d,requisition_end:d,billing_date:"
	"d,final:b,invoice_number:s,payment_date:d,origin_data:s,origin_id:s,status:(draft|under_review|revis"
	"e_and_resubmit|approved|approved_as_noted|pending_owner_approval),submitted_at:d,prostore_file_ids:["
	"i],upload_ids:[s],custom_field_:*}}",
	"{id:i,previous_requisition_id:i,project_id:i,billing_date:d,created_at:t,updated_at:t,commitment_id:"
	"i,commitment_type:s,contract_name:s,deletable:b,final:b,vendor_name:s,vendor_id:i,invoice_number:s,i"
	"nvoice_type:s,origin_data:s,origin_id:s,payment_date:d,percent_complete:s,period_id:i,requisition_st"
	"art:d,requisition_end:d,status:(draft|under_review|revise_and_resubmit|approved|approved_as_noted|pe"
	"nding_owner_approval),erp_status:s,number:i,submitted_at:d,total_claimed_amount:s,electronic_signatu"
	"re_id:i,move_materials_to_previous_work_completed:b,summary_text:{project_name:s,project_number:s,to"
	"_general_contractor:s,requisition_period_start:d,requisition_period_end:d,subcontractor_name:s,subco"
	"ntractor_street:s,subcontractor_city:s,subcontractor_state_code:s,subcontractor_zip:s,subcontractor_"
	"country_code:s,application_number:s,contract_for:s,contract_date:d},summary:{balance_to_finish_inclu"
	"ding_retainage:s,completed_work_retainage_percent:s,completed_work_retainage_amount:s,contract_sum_t"
	"o_date:s,current_payment_due:s,formatted_period:s,less_previous_certificates_for_payment:s,negative_"
	"change_order_item_total:s,negative_new_change_order_item_total:s,negative_previous_change_order_item"
	"_total:s,net_change_by_change_orders:s,original_contract_sum:s,positive_change_order_item_total:s,po"
	"sitive_new_change_order_item_total:s,positive_previous_change_order_item_total:s,stored_materials_re"
	"tainage_amount:s,stored_materials_retainage_percent:s,tax_applicable_to_this_payment:s,total_complet"
	"ed_and_stored_to_date:s,total_earned_less_retainage:s,total_retainage:s,new_materials:s,new_material"
	"s_quantity:s,stored_materials:s,stored_materials_quantity:s},created_by:{id:i,name:s,login:s,company"
	"_name:s},custom_fields:{custom_field_:{data_type:s,value:s},custom_field_:{data_type:s,value:n},cust"
	"om_field_:{data_type:s,value:b},custom_field_:{data_type:s,value:{id:*,label:*}},custom_field_:{data"
	"_type:s,value:[*]}},currency_configuration:{currency_iso_code:s,currency_exchange_rate:n,base_curren"
	"cy_iso_code:s},attachments:[{id:i,url:s,filename:s,content_type:s}],items:[{id:i,item_type:s,account"
	"ing_method:(amount|unit),cost_code_id:i,currency_configuration:{currency_iso_code:*,currency_exchang"
	"e_rate:*,base_currency_iso_code:*},line_item_id:i,description_of_work:s,net_amount:s,gross_amount:s,"
	"wbs_code:{id:*,flat_code:*,description:*,segment_items:*},scheduled_value:s,work_completed_from_prev"
	"ious_application:s,work_completed_this_period:s,materials_presently_stored:s,materials_presently_sto"
	"red_quantity:s,materials_presently_stored_from_previous_progress:s,materials_previously_stored_quant"
	"ity:s,materials_moved:s,materials_retainage_retained_moved:s,total_completed_and_stored_to_date:s,to"
	"tal_completed_and_stored_to_date_percent:s,total_completed_and_stored_to_date_from_previous:s,work_c"
	"ompleted_retainage_from_previous_application:s,work_completed_retainage_retained_this_period:s,work_"
	"completed_retainage_percent_this_period:s,materials_stored_retainage_currently_retained:s,materials_"
	"stored_retainage_percent_this_period:s,materials_stored_retainage_new_materials:s,work_completed_ret"
	"ainage_released_this_period:s,materials_stored_retainage_released_this_period:s,scheduled_quantity:s"
	",scheduled_unit_price:s,work_completed_this_period_quantity:s,work_completed_from_previous_applicati"
	"on_quantity:s,comment:s,status:s,position:i,line_number:s,ssr_manual_override:b,subcontractor_claime"
	"d_amount:s,previous_progress_id:i,taxes:[*],uom:s}],item_packages:[{id:i,contract_id:i,change_order_"
	"id:i,number:s,title:s,status:s,position:i,change_order_acronym_number:s,change_order_request:{id:*,t"
	"itle:*,change_order_acronym_number:*},batch:{id:*,title:*,change_order_acronym_number:*}}]}" },
{ "DELETE", "/rest/v1.1/requisitions/{id}",
	"{project_id!:i}",
	NULL,
	"*" },
{ "GET", "/rest/v1.0/requisitions/{requisition_id}/contract_items",
	"{project_id!:i,page:i,per_page:i}",
	NULL,
	"[{id:i,item_type:s,cost_code_id:i,line_item_id:i,description_of_work:s,scheduled_value:s,work_comple"
	"ted_from_previous_application:s,work_completed_this_period:s,materials_presently_stored:s,total_comp"
	"leted_and_stored_to_date:s,total_completed_and_stored_to_date_percent:s,work_completed_retainage_fro"
	"m_previous_application:s,work_completed_retainage_retained_this_period:s,work_completed_retainage_pe"
	"rcent_this_period:s,materials_stored_retainage_currently_retained:s,materials_stored_retainage_perce"
	"nt_this_period:s,work_completed_retainage_released_this_period:s,materials_stored_retainage_released"
	"_this_period:s,scheduled_quantity:s,scheduled_unit_price:s,work_completed_this_period_quantity:s,wor"
	"k_completed_from_previous_application_quantity:s,comment:s,status:s,position:i,ssr_manual_override:b"
	",subcontractor_claimed_amount:s,wbs_code:{id:i,flat_code:s,description:s},currency_configuration:{cu"
	"rrency_iso_code:s},materials_moved:s,materials_retainage_retained_moved:s}]" },
{ "PATCH", "/rest/v1.0/requisitions/{requisition_id}/bulk_item_update",
	"{project_id!:i}",
	"{requisition_items!:[{id:i,item_type:(contract_item|contract_detail_item|change_order_item),work_com"
	"pleted_this_period:s,materials_presently_stored:s,work_completed_retainage_retained_this_period:s,ma"
	"terials_stored_retainage_currently_retained:s,work_completed_retainage_released_this_period:s,work_c"
	"ompleted_this_period_quantity:s,subcontractor_claimed_amount:s,status:(approved|rejected|no_action),"
	"comment:s}]}",
	"*" },
{ "GET", "/rest/v1.0/contract_payments",
	"{project_id!:i,contract_id!:i,page:i,per_page:i}",
	NULL,
	"[{id:i,amount:s,check_number:s,contract_id:i,created_at:t,updated_at:t,date:d,date_payment_settled:t"
	",date_payment_initiated:t,draw_request_number:i,external_payment_id:s,invoice_number:s,notes:s,payme"
	"nt_number:i,attachments:[{id:*,url:*,filename:*}],project_id:i,requisition_id:i,origin_id:s,origin_c"
	"ode:s,origin_data:s,status:s}]" },
{ "POST", "/rest/v1.0/contract_payments",
	"{}",
	"{project_id!:i,contract_id!:i,attachments:[s],contract_payment:{date:d,invoice_number:s,check_number"
	":s,invoice_date:d,draw_request_number:i,notes:s,payment_number:i,payment_method:(check|credit_card|e"
	"lectronic),amount:s,origin_id:s,origin_data:s,requisition_id:i,prostore_file_ids:[i]}}",
	"{id:i,amount:s,check_number:s,contract_id:i,created_at:t,updated_at:t,date:d,date_payment_settled:t,"
	"date_payment_initiated:t,draw_request_number:i,external_payment_id:s,invoice_number:s,notes:s,paymen"
	"t_number:i,attachments:[{id:i,url:s,filename:s}],project_id:i,requisition_id:i,origin_id:s,origin_co"
	"de:s,origin_data:s,status:s}" },
{ "GET", "/rest/v1.0/contract_payments/{id}",
	"{project_id!:i,contract_id!:i}",
	NULL,
	"{id:i,amount:s,check_number:s,contract_id:i,created_at:t,updated_at:t,date:d,date_payment_settled:t,"
	"date_payment_initiated:t,draw_request_number:i,external_payment_id:s,invoice_number:s,notes:s,paymen"
	"t_number:i,attachments:[{id:i,url:s,filename:s}],project_id:i,requisition_id:i,origin_id:s,origin_co"
	"de:s,origin_data:s,status:s}" },
{ "PATCH", "/rest/v1.0/contract_payments/{id}",
	"{}",
	"{project_id!:i,contract_id!:i,attachments:[s],contract_payment:{date:d,invoice_number:s,check_number"
	":s,invoice_date:d,draw_request_number:i,notes:s,payment_number:i,payment_method:(check|credit_card|e"
	"lectronic),amount:s,origin_id:s,origin_data:s,requisition_id:i,prostore_file_ids:[i]}}",
	"{id:i,amount:s,check_number:s,contract_id:i,created_at:t,updated_at:t,date:d,date_payment_settled:t,"
	"date_payment_initiated:t,draw_request_number:i,external_payment_id:s,invoice_number:s,notes:s,paymen"
	"t_number:i,attachments:[{id:i,url:s,filename:s}],project_id:i,requisition_id:i,origin_id:s,origin_co"
	"de:s,origin_data:s,status:s}" },
{ "DELETE", "/rest/v1.0/contract_payments/{id}",
	"{project_id!:i,contract_id!:i}",
	NULL,
	"*" },
{ "GET", "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts",
	"{page:i,per_page:i,view:(default|extended),filters[include_deleted]:(only|with),filters[accounting_m"
	"ethod]:(unit|amount),filters[type]:(WorkOrderContract|PurchaseOrderContract),filters[created_at]:s,f"
	"ilters[deleted_at]:s,filters[id]:s,filters[signature_required]:b,filters[status]:s,filters[updated_a"
	"t]:s,filters[vendor_id]:s,filters[executed]:b}",
	NULL,
	"{data:[{id:s,type:s,number:s,title:s,status:s,description:s,executed:b,private:b,accounting_method:s"
	",retainage_percent:s,vendor_id:s,grand_total:s,contract_date:d,created_at:t,updated_at:t,deleted_at:"
	"t}]}" },
{ "GET", "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts/{commitment_contract_id}",
	"{view:(default|extended)}",
	NULL,
	"{data:{id:s,type:s,number:s,title:s,status:s,description:s,executed:b,private:b,accounting_method:s,"
	"retainage_percent:s,vendor_id:s,grand_total:s,contract_date:d,created_at:t,updated_at:t,deleted_at:t"
	"}}" },
{ "GET", "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts/{commitment_contract_id}/line_items",
	"{page:i,per_page:i}",
	NULL,
	"{data:[{prime_line_item_id:s,id:s,description:s,uom:s,quantity:n,unit_cost:s,amount:s,extended_type:"
	"(manual|calculated),wbs_code_id:s,tax_code_id:s,position:n,wbs_code:{id:*,flat_code:*,description:*}"
	",work_breakdown_structure:*}]}" },
{ NULL, NULL, NULL, NULL, NULL }
};
