#!/usr/bin/env python3
"""Makes procore_rules.c from the vendor's OpenAPI file.

usage: procore-rules.py OPENAPI.json > procore_rules.c

The file is the financial part of Procore's own description (MIT; operations,
names, types, enums and required flags unchanged).  For each operation the
simulator serves: query parameters, request body and answer, in the short form
that procore_schema.c reads:

    i integer  n number  s string  b boolean  d date  t date-time  * anything
    (a|b)      one of these texts       [T]  array       {name!:T,...}  object, ! required
"""
import json, sys

SERVED = """
GET /rest/v1.0/me
GET /rest/v1.0/companies
GET /rest/v1.0/companies/{company_id}/me
GET /rest/v1.0/companies/{company_id}/users
GET /rest/v1.0/companies/{company_id}/projects
GET /rest/v1.0/companies/{company_id}/vendors/inactive
GET /rest/v1.0/vendors
POST /rest/v1.0/vendors
PATCH /rest/v1.0/vendors/sync
GET /rest/v1.0/vendors/{id}
PATCH /rest/v1.0/vendors/{id}
GET /rest/v1.0/projects/{project_id}/vendors
GET /rest/v1.1/projects/{project_id}/vendors
GET /rest/v1.0/projects
POST /rest/v1.0/projects
PATCH /rest/v1.0/projects/sync
GET /rest/v1.0/projects/{id}
PATCH /rest/v1.0/projects/{id}
GET /rest/v1.1/projects
GET /rest/v1.0/projects/{project_id}/billing_periods
POST /rest/v1.0/projects/{project_id}/billing_periods
GET /rest/v1.0/projects/{project_id}/billing_periods/{id}
PATCH /rest/v1.0/projects/{project_id}/billing_periods/{id}
GET /rest/v1.0/projects/{project_id}/commitment_change_orders
GET /rest/v1.0/projects/{project_id}/work_breakdown_structure/wbs_codes
GET /rest/v1.0/cost_codes
POST /rest/v1.0/cost_codes
PATCH /rest/v1.0/cost_codes/sync
GET /rest/v1.0/cost_codes/{id}
PATCH /rest/v1.0/cost_codes/{id}
GET /rest/v1.0/line_item_types
POST /rest/v1.0/line_item_types
PATCH /rest/v1.0/line_item_types/sync
GET /rest/v1.0/line_item_types/{id}
PATCH /rest/v1.0/line_item_types/{id}
GET /rest/v1.0/standard_cost_code_lists
GET /rest/v1.0/standard_cost_code_lists/{id}
GET /rest/v1.0/standard_cost_codes
POST /rest/v1.0/standard_cost_codes
PATCH /rest/v1.0/standard_cost_codes/sync
GET /rest/v1.0/standard_cost_codes/{id}
PATCH /rest/v1.0/standard_cost_codes/{id}
GET /rest/v1.0/sub_jobs
POST /rest/v1.0/sub_jobs
PATCH /rest/v1.0/sub_jobs/sync
GET /rest/v1.0/sub_jobs/{id}
PATCH /rest/v1.0/sub_jobs/{id}
GET /rest/v1.0/tax_codes
POST /rest/v1.0/tax_codes
PATCH /rest/v1.0/tax_codes/sync
GET /rest/v1.0/tax_codes/{id}
PATCH /rest/v1.0/tax_codes/{id}
GET /rest/v1.0/commitments
GET /rest/v1.0/commitments/{id}
GET /rest/v1.0/change_order_packages
GET /rest/v1.0/change_order_packages/{id}
PATCH /rest/v1.0/change_order_packages/{id}
GET /rest/v1.0/work_order_contracts
POST /rest/v1.0/work_order_contracts
PATCH /rest/v1.0/work_order_contracts/sync
GET /rest/v1.0/work_order_contracts/{id}
PATCH /rest/v1.0/work_order_contracts/{id}
DELETE /rest/v1.0/work_order_contracts/{id}
GET /rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items
POST /rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items
PATCH /rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/sync
GET /rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/{id}
PATCH /rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/{id}
GET /rest/v1.0/purchase_order_contracts
POST /rest/v1.0/purchase_order_contracts
PATCH /rest/v1.0/purchase_order_contracts/sync
GET /rest/v1.0/purchase_order_contracts/{id}
PATCH /rest/v1.0/purchase_order_contracts/{id}
DELETE /rest/v1.0/purchase_order_contracts/{id}
GET /rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items
POST /rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items
PATCH /rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items/sync
GET /rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items/{id}
PATCH /rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items/{id}
GET /rest/v1.0/requisitions
GET /rest/v1.0/requisitions/{id}
PATCH /rest/v1.0/requisitions/{id}
DELETE /rest/v1.0/requisitions/{id}
GET /rest/v1.1/requisitions
GET /rest/v1.1/requisitions/{id}
PATCH /rest/v1.1/requisitions/{id}
DELETE /rest/v1.1/requisitions/{id}
GET /rest/v1.0/requisitions/{requisition_id}/contract_items
PATCH /rest/v1.0/requisitions/{requisition_id}/bulk_item_update
GET /rest/v1.0/contract_payments
POST /rest/v1.0/contract_payments
GET /rest/v1.0/contract_payments/{id}
PATCH /rest/v1.0/contract_payments/{id}
DELETE /rest/v1.0/contract_payments/{id}
GET /rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts
GET /rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts/{commitment_contract_id}
GET /rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts/{commitment_contract_id}/line_items
"""

# Where the description leaves the record open: the shape of another operation, or the fields its
# documentation names.
VENDOR = ("{id:i,name:s,abbreviated_name:s,legal_name:s,trade_name:s,company:s,address:s,city:s,zip:s,"
          "state_code:s,country_code:s,business_phone:s,mobile_phone:s,fax_number:s,email_address:s,"
          "website:s,is_active:b,authorized_bidder:b,prequalified:b,labor_union:s,union_member:b,"
          "non_union_prevailing_wage:b,license_number:s,notes:s,vendor_group:{id:i,name:s},business_id:s,"
          "business_register:{type:s,identifier:s},primary_contact:*,parent:*,children_count:i,"
          "project_ids:[i],standard_cost_codes:[*],trades:[*],bidding:*,attachments:[*],logo:s,origin_id:s,"
          "origin_code:s,origin_data:s,synced_to_erp:b,created_at:t,updated_at:t}")
SUB_JOB = "{id:i,name:s,code:s,origin_id:s,origin_data:s,created_at:t,updated_at:t}"
CHANGE_ORDER = ("{id:i,contract_id:i,number:s,revision:i,title:s,status:s,grand_total:s,executed:b,due_date:d,"
                "invoiced_date:d,paid_date:d,reviewed_at:t,origin_id:s,origin_code:s,origin_data:s,"
                "created_at:t,updated_at:t,deleted_at:t}")
CONTRACT = ("{id:s,type:s,number:s,title:s,status:s,description:s,executed:b,private:b,accounting_method:s,"
            "retainage_percent:s,vendor_id:s,grand_total:s,contract_date:d,created_at:t,updated_at:t,"
            "deleted_at:t}")
SHAPES = {
    "vendors": VENDOR,
    "inactive": VENDOR,
    "sub_jobs": SUB_JOB,
    "commitment_change_orders": CHANGE_ORDER,
    "commitment_contracts": CONTRACT,
    "cost_codes": ("GET", "/rest/v1.0/cost_codes/{id}"),
    "projects": ("GET", "/rest/v1.0/projects/{id}"),
    "work_order_contracts": ("GET", "/rest/v1.0/work_order_contracts/{id}"),
    "line_items": ("PATCH", "/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items/{id}"),
}

# Not enums but hints in the vendor's text.
HINTS = {"Any value present in the Company list of Units of Measure"}


def short(s):
    if not s:
        return "*"
    t = s.get("type")
    if t == "object":
        props = s.get("properties")
        if not props:
            return "*"
        need = set(s.get("required", []))
        out = []
        for k, v in props.items():
            if k.startswith("custom_field_%"):
                k = "custom_field_"
            out.append(k + ("!" if k in need else "") + ":" + short(v))
        return "{" + ",".join(dict.fromkeys(out)) + "}"
    if t == "array":
        return "[" + short(s.get("items")) + "]"
    if "enum" in s and not set(map(str, s["enum"])) & HINTS:
        return "(" + "|".join(str(e) for e in s["enum"] if e is not None) + ")"
    if t == "string":
        return {"date": "d", "date-time": "t"}.get(s.get("format"), "s")
    return {"integer": "i", "number": "n", "boolean": "b"}.get(t, "*")


def answer_of(spec, method, path):
    op = spec["paths"][path][method.lower()]
    good = [k for k in op["responses"] if k[0] == "2"]
    return short(op["responses"][good[0]].get("content", {}).get("application/json", {}).get("schema"))


def complete(spec, path, answer):
    """The answer with the record filled in where the description leaves it open."""
    parts = [p for p in path.split("/") if not p.startswith("{") and p != "sync"]
    shape = SHAPES.get(parts[-1])
    if isinstance(shape, tuple):
        shape = answer_of(spec, *shape)
    if parts[-1] == "commitment_change_orders":
        return "[" + shape + "]"
    if shape and answer in ("*", "[*]", "{data:*}", "{entities:[*],errors:[*]}"):
        if answer == "{data:*}" and not path.endswith("}"):
            return "{data:[" + shape + "]}"
        return answer.replace("*", shape, 1)
    return answer


def literal(s):
    if s is None:
        return "\tNULL"
    out = []
    while s:
        out.append('\t"' + s[:100] + '"')
        s = s[100:]
    return "\n".join(out) if out else '\t""'


def main():
    spec = json.load(open(sys.argv[1]))
    rows = []
    for line in SERVED.split("\n"):
        if not line:
            continue
        method, path = line.split(" ")
        op = spec["paths"][path][method.lower()]
        query = []
        for q in op.get("parameters", []):
            if q["in"] == "query":
                query.append(q["name"] + ("!" if q.get("required") else "") + ":" + short(q["schema"]))
        body = None
        if "requestBody" in op:
            body = short(op["requestBody"]["content"]["application/json"]["schema"])
        answer = complete(spec, path, answer_of(spec, method, path))
        rows.append('{ "%s", "%s",\n%s,\n%s,\n%s },' % (
            method, path, literal("{" + ",".join(query) + "}"), literal(body), literal(answer)))
    print("/* What Procore takes and gives, operation by operation.  Made by procore-rules.py from the")
    print(" * vendor's OpenAPI description (MIT, see procore-rules.LICENSE); do not edit. */")
    print('#include "sim/procore_schema.h"\n')
    print('#include "base/banned.h"\n')
    print("const struct pc_rule pc_rules[] = {")
    print("\n".join(rows))
    print("{ NULL, NULL, NULL, NULL, NULL }\n};")


main()
