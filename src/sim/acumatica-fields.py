#!/usr/bin/env python3
"""Makes acumatica_fields_{docs,base,jobs,custom}.c from the vendor's endpoint metadata.

usage: acumatica-fields.py FOLDER OUTPUT-FOLDER

FOLDER holds default_<version>_field_map.json (one per endpoint version) and
screen_fields_subset.csv, both cut from github.com/Acumatica/
AcumaticaRESTAPIClientForCSharp (MIT; see acumatica-fields.LICENSE).
"""
import csv, json, os, sys

VERSIONS = [("20.200.001", "E20"), ("22.200.001", "E22"), ("23.200.001", "E23"), ("24.200.001", "E24")]
DOCS = ["Bill", "ChangeOrder", "Check", "ExternalCommitment", "PurchaseOrder", "Subcontract"]
BASE = ["Account", "AccountGroup", "CompaniesStructure", "CostCode", "Customer", "FinancialPeriod",
        "NonStockItem", "Project", "ProjectBudget", "ProjectTask", "ProjectTemplate",
        "ProjectTemplateTask", "Vendor"]
KEYS = {
    "Account": "AccountCD", "AccountGroup": "AccountGroupID", "CostCode": "CostCodeID",
    "Customer": "CustomerID", "FinancialPeriod": "FinancialYear", "NonStockItem": "InventoryID",
    "Project": "ProjectID", "ProjectBudget": "ProjectID ProjectTaskID AccountGroup CostCode InventoryID",
    "ProjectTask": "ProjectID ProjectTaskID", "ProjectTemplate": "ProjectTemplateID",
    "ProjectTemplateTask": "ProjectTemplateID ProjectTemplateTaskID", "Vendor": "VendorID",
    "Bill": "Type ReferenceNbr", "ChangeOrder": "RefNbr", "Check": "Type ReferenceNbr",
    "ExternalCommitment": "ExternalRefNbr", "PurchaseOrder": "Type OrderNbr",
    "Subcontract": "SubcontractNbr", "CompaniesStructure": "",
    "PurchaseOrderDetail": "LineNbr", "SubcontractDetail": "LineNbr",
}
GRAPHS = {
    "Bill": ("PX.Objects.AP.APInvoiceEntry", "Document"),
    "Check": ("PX.Objects.AP.APPaymentEntry", "Document"),
    "PurchaseOrder": ("PX.Objects.PO.POOrderEntry", "Document"),
    "Subcontract": ("PX.Objects.CN.Subcontracts.SC.Graphs.SubcontractEntry", "Document"),
    "Vendor": ("PX.Objects.AP.VendorMaint", "BAccount"),
    "Project": ("PX.Objects.PM.ProjectEntry", "Project"),
    "ProjectTask": ("PX.Objects.PM.ProjectTaskEntry", "Task"),
}
# What the construction endpoint adds (C), and what no endpoint shows but the
# screen has (0): name, type, endpoints, view, field behind it.
EXTRA = {
    "Bill": [("ApplyRetainage", "B", "C", "Document", "RetainageApply"),
             ("RetainagePct", "N", "C", "CurrentDocument", "DefRetainagePct"),
             ("RetainageAmount", "N", "C", "CurrentDocument", "CuryRetainageTotal"),
             ("xUnreleased", "N", "0", "CurrentDocument", "CuryRetainageUnreleasedAmt"),
             ("xReleasedRetainage", "N", "0", "CurrentDocument", "CuryRetainageReleased"),
             ("xRetainageDocument", "B", "0", "Document", "IsRetainageDocument"),
             ("xOriginal", "S", "0", "", ""),
             ("xExternalKey", "S", "0", "Document", "AttributePROCOREID"),
             ("xReleased", "B", "0", "Document", "Released")],
    "BillDetail": [("RetainagePct", "N", "C", "Transactions", "RetainagePct"),
                   ("RetainageAmount", "N", "C", "Transactions", "CuryRetainageAmt"),
                   ("xRetainageBalance", "N", "0", "Transactions", "CuryRetainageBal")],
    "PurchaseOrder": [("ApplyRetainage", "B", "C", "CurrentDocument", "RetainageApply"),
                      ("RetainagePct", "N", "C", "CurrentDocument", "DefRetainagePct"),
                      ("RetainageAmount", "N", "C", "Document", "CuryRetainageTotal"),
                      ("xExternalKey", "S", "0", "Document", "AttributePROCOREID")],
    "PurchaseOrderDetail": [("RetainagePct", "N", "C", "Transactions", "RetainagePct"),
                            ("RetainageAmount", "N", "C", "Transactions", "CuryRetainageAmt"),
                            ("xBilledAmount", "N", "0", "Transactions", "CuryBilledAmt"),
                            ("xBilledQty", "N", "0", "Transactions", "BilledQty")],
    "Subcontract": [("xHold", "B", "0", "Document", "Hold"),
                    ("xExternalKey", "S", "0", "Document", "AttributePROCOREID")],
    "SubcontractDetail": [("xBilledAmount", "N", "0", "Transactions", "CuryBilledAmt"),
                          ("xBilledQty", "N", "0", "Transactions", "BilledQty")],
    "Vendor": [("xApplyRetainage", "B", "0", "CurrentVendor", "RetainageApply"),
               ("xRetainagePct", "N", "0", "CurrentVendor", "RetainagePct")],
    "Project": [("xCommitmentsLocked", "B", "0", "Project", "LockCommitments")],
    "Check": [("xReleased", "B", "0", "Document", "Released"), ("xOriginal", "S", "0", "", "")],
}
LETTER = {"StringValue": "S", "DecimalValue": "N", "BooleanValue": "B", "DateTimeValue": "D",
          "IntValue": "I", "ShortValue": "H", "LongValue": "L", "GuidValue": "G", "DoubleValue": "N",
          "ByteValue": "I"}
SCREENS = ["AP301000", "AP302000", "AP303000", "PO301000", "PM301000", "PM302000"]


def load(folder):
    defs, tops = {}, {}

    def walk(name, fields, mark, owner):
        d = defs.setdefault(name, {})
        owners.setdefault(name, owner)
        for k, f in fields.items():
            e = d.setdefault(k, {"type": f["type"], "marks": [], "view": f.get("view") or "",
                                 "field": f.get("field") or "", "sub": "fields" in f})
            e["sub"] = e["sub"] or "fields" in f
            if mark not in e["marks"]:
                e["marks"].append(mark)
            if "fields" in f:
                walk(f["type"].rstrip("[]"), f["fields"], mark, owner)

    owners = {}
    for version, mark in VERSIONS:
        with open(os.path.join(folder, "default_%s_field_map.json" % version)) as f:
            entities = json.load(f)["entities"]
        for name in DOCS + BASE:
            if name not in entities:
                continue
            e = entities[name]
            top = tops.setdefault(name, {"screen": e["screen"], "marks": [], "actions": {}})
            top["marks"].append(mark)
            for a in e.get("actions", []):
                top["actions"].setdefault(a["name"], []).append(mark)
            walk(name, e["fields"], mark, name)
    for name, d in defs.items():
        for e in d.values():
            construct = "E20" in e["marks"] or (owners[name] == "Subcontract" and "E23" in e["marks"])
            if construct:
                e["marks"].append("EC")
        for n, t, where, view, field in EXTRA.get(name, []):
            d[n] = {"type": t, "marks": ["EC"] if where == "C" else ["0"], "view": view,
                    "field": field, "sub": False}
    for name, top in tops.items():
        if "E20" in top["marks"] or name == "Subcontract":
            top["marks"].append("EC")
        for marks in top["actions"].values():
            if "E20" in marks or name == "Subcontract":
                marks.append("EC")
    return defs, tops, owners


HEAD = """/* %s
 *
 * Made by acumatica-fields.py from the endpoint metadata of the vendor's REST
 * client, Copyright (c) 2023 Acumatica, MIT (acumatica-fields.LICENSE).  Change
 * the program, not this file. */
#include "sim/acumatica_fields.h"
#include "base/banned.h"

"""


def all_marks(marks):
    full = ["E20", "E22", "E23", "E24", "EC"]
    if marks == full:
        return "EALL"
    return "|".join(marks)


def write_defs(path, title, names, defs, tops):
    with open(path, "w") as out:
        out.write(HEAD % title)
        for name in names:
            out.write("static const struct acu_field f_%s[] = {\n" % name)
            for k in sorted(defs[name]):
                e = defs[name][k]
                t = e["type"]
                if t in LETTER:
                    kind, sub = LETTER[t], "NULL"
                elif len(t) == 1:
                    kind, sub = t, "NULL"
                elif e["sub"]:
                    kind, sub = ("A" if t.endswith("[]") else "O"), "&acu_def_" + t.rstrip("[]")
                else:
                    kind, sub = "Q", "NULL"
                view = e["view"].split(":")[0].strip()
                out.write('\t{ "%s", \'%s\', %s, %s, "%s", "%s" },\n' % (
                    k, kind, all_marks(e["marks"]), sub, view, e["field"]))
            out.write("};\n")
            keys = KEYS.get(name, "").split()
            if name in tops and tops[name]["actions"]:
                out.write("static const struct acu_action a_%s[] = {\n" % name)
                for a, marks in tops[name]["actions"].items():
                    out.write('\t{ "%s", %s },\n' % (a, all_marks(marks)))
                out.write("\t{ NULL, 0 },\n};\n")
                actions = "a_" + name
            else:
                actions = "NULL"
            graph, view = GRAPHS.get(name, ("", ""))
            out.write('const struct acu_def acu_def_%s = {\n\t"%s", "%s", %s, f_%s, %d,\n' % (
                name, name, tops.get(name, {}).get("screen", ""),
                all_marks(tops[name]["marks"]) if name in tops else "EALL", name, len(defs[name])))
            out.write("\t{ %s }, %d, %s, \"%s\", \"%s\"\n};\n\n" % (
                ", ".join('"%s"' % k for k in keys) if keys else "NULL", len(keys), actions, graph, view))


def main():
    folder, target = sys.argv[1:3]
    defs, tops, owners = load(folder)
    docs = [n for n in sorted(defs) if owners[n] in DOCS]
    jobs = [n for n in sorted(defs) if owners[n].startswith("Project")]
    base = [n for n in sorted(defs) if owners[n] not in DOCS and n not in jobs]
    write_defs(os.path.join(target, "acumatica_fields_docs.c"),
               "Contract fields of the documents: bills, orders, checks.", docs, defs, tops)
    write_defs(os.path.join(target, "acumatica_fields_base.c"),
               "Contract fields of the master records: vendors, customers, codes.", base, defs, tops)
    write_defs(os.path.join(target, "acumatica_fields_jobs.c"),
               "Contract fields of the projects, their tasks, budgets and templates.", jobs, defs, tops)
    with open(os.path.join(target, "acumatica_fields.h"), "w") as out:
        out.write("""/* The contract of the simulated endpoints as tables (acumatica-fields.py).
 *
 * A definition is an entity, a linked entity or a kind of detail row; its
 * fields are sorted by name.  Field types: S text, N decimal, B boolean, D date
 * and time, I whole number, H short, L long, G guid, O linked entity, A detail
 * rows, Q nested data the simulator accepts and forgets.  Fields whose name
 * begins with x are in no contract: the screen has them, `custom` reaches them. */
#ifndef SIM_ACUMATICA_FIELDS_H
#define SIM_ACUMATICA_FIELDS_H

#include <stddef.h>

/* The endpoints that show a field. */
enum { E20 = 1, E22 = 2, E23 = 4, E24 = 8, EC = 16, EALL = 31 };

struct acu_def;

struct acu_field {
	const char *name;
	char type;
	unsigned char endpoints;
	const struct acu_def *sub;
	const char *view, *field;    /* behind it on the screen */
};

struct acu_action { const char *name; unsigned endpoints; };

#define ACU_MAX_KEYS 5

struct acu_def {
	const char *name, *screen;
	unsigned endpoints;
	const struct acu_field *fields;
	int n;
	const char *keys[ACU_MAX_KEYS];
	int n_keys;
	const struct acu_action *actions;    /* NULL, or closed by a NULL name */
	const char *graph, *view;            /* of the attachments address */
};

/* Fields of a screen beyond the contract: " View.Field View.Field ... ". */
struct acu_screen { const char *screen, *fields; };
extern const struct acu_screen acu_screens[];        /* ends with NULL */

""")
        for n in sorted(defs):
            out.write("extern const struct acu_def acu_def_%s;\n" % n)
        out.write("\n#endif\n")
    rows = {}
    with open(os.path.join(folder, "screen_fields_subset.csv")) as f:
        for r in csv.DictReader(f):
            view = r["view"].split(":")[0].strip()
            field = r["field"]
            ok = (view + field).replace("_", "").isalnum()
            if r["screen"] in SCREENS and ok:
                rows.setdefault(r["screen"], set()).add(view + "." + field)
    with open(os.path.join(target, "acumatica_fields_custom.c"), "w") as out:
        out.write(HEAD % "View and field names that the custom section may carry, by screen.")
        out.write("const struct acu_screen acu_screens[] = {\n")
        for s in SCREENS:
            out.write('\t{ "%s",\n' % s)
            line = " "
            for n in sorted(rows[s]):
                if len(line) + len(n) > 88:
                    out.write('\t\t"%s"\n' % line)
                    line = ""
                line += n + " "
            out.write('\t\t"%s" },\n' % line)
        out.write("\t{ NULL, NULL },\n};\n")


main()
