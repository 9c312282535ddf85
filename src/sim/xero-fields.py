#!/usr/bin/env python3
"""Writes xero_fields.c from the vendor's OpenAPI file.

    src/sim/xero-fields.py xero_accounting.yaml > src/sim/xero_fields.c

The file is xero_accounting.yaml of github.com/XeroAPI/Xero-OpenAPI, release 16.1.0 (MIT licence, see
xero-fields.LICENSE).  What is written: the operations that the simulator serves with their query
parameters and bodies, and the members of every schema that a body can hold.
"""
import sys
import yaml

GROUPS = ("Accounts", "BatchPayments", "Contacts", "CreditNotes", "Currencies", "Invoices", "Items",
          "Organisation", "Payments", "PurchaseOrders", "TaxRates", "TrackingCategories", "Users")
LEFT_OUT = ("/pdf", "/OnlineInvoice", "/Email", "/CISSettings", "/Attachments", "/Attachments/{FileName}",
            "/Attachments/{AttachmentID}")


def ref_name(schema):
    return schema.get("$ref", "").rsplit("/", 1)[-1]


class Spec:
    def __init__(self, name):
        with open(name, encoding="utf-8") as f:
            self.doc = yaml.load(f, Loader=yaml.BaseLoader)
        self.schemas = self.doc["components"]["schemas"]

    def value(self, schema):
        """(type letter, argument): S text, U GUID, D date, N number, I integer, B yes or no, E enum, O
        object, A list of objects, T list of texts."""
        if "$ref" in schema:
            name = ref_name(schema)
            target = self.schemas[name]
            if "enum" in target:
                return "E", "|".join(target["enum"])
            if target.get("type") == "string":
                return "S", ""
            return "O", name
        kind = schema.get("type")
        if kind == "array":
            item = schema.get("items", {})
            if "$ref" in item and self.value(item)[0] == "O":
                return "A", ref_name(item)
            return "T", self.value(item)[0]
        if "enum" in schema:
            return "E", "|".join(schema["enum"])
        if schema.get("x-is-msdate") or schema.get("x-is-msdate-time"):
            return "D", ""
        if kind == "string":
            return ("U", "") if schema.get("format") == "uuid" else ("S", "")
        return {"number": "N", "integer": "I", "boolean": "B"}[kind], ""

    def operations(self):
        params = self.doc["components"].get("parameters", {})
        for path, ops in sorted(self.doc["paths"].items()):
            if path.split("/")[1] not in GROUPS or path.endswith(LEFT_OUT):
                continue
            for method in ("get", "put", "post", "delete"):
                op = ops.get(method)
                if op is None:
                    continue
                query = []
                for p in ops.get("parameters", []) + op.get("parameters", []):
                    if "$ref" in p:
                        p = params[ref_name(p)]
                    if p["in"] == "query":
                        query.append((p["name"],) + self.value(p["schema"]))
                body = op.get("requestBody", {})
                if "$ref" in body:
                    body = self.doc["components"]["requestBodies"][ref_name(body)]
                content = body.get("content", {})
                name = ""
                for c in content.values():
                    name = ref_name(c["schema"])
                yield method.upper(), path, query, name

    def reachable(self, roots):
        seen, left = [], list(roots)
        while left:
            name = left.pop(0)
            if not name or name in seen:
                continue
            seen.append(name)
            for m in self.schemas[name].get("properties", {}).values():
                letter, value = self.value(m)
                if letter in "OA":
                    left.append(value)
        return sorted(seen)


def text(s):
    """A C string, broken below 100 columns."""
    parts = [s[i:i + 90] for i in range(0, len(s), 90)] or [""]
    return "\n\t".join('"%s"' % p for p in parts)


LONG = []                                # enums that would not fit in a row


def arg(letter, s):
    if not s:
        return "NULL"
    if letter != "E" or len(s) < 50:
        return text(s)
    if s not in LONG:
        LONG.append(s)
    return "values_%d" % (LONG.index(s) + 1)


def main():
    spec = Spec(sys.argv[1])
    ops = list(spec.operations())
    names = spec.reachable(o[3] for o in ops)
    print("/* Written by xero-fields.py from the vendor's description of release %s; do not edit.\n *\n"
          " * Copyright (c) 2017 Xero Developer API, MIT licence: see xero-fields.LICENSE. */"
          % spec.doc["info"]["version"])
    print('#include "sim/xero_fields.h"\n\n#include <stddef.h>\n\n#include "base/banned.h"\n')
    for name in names:
        for m in spec.schemas[name].get("properties", {}).values():
            arg(*spec.value(m))
    for i, s in enumerate(LONG):
        print("static const char values_%d[] =\n\t%s;\n" % (i + 1, text(s)))
    for name in names:
        schema = spec.schemas[name]
        print("static const struct xero_member members_%s[] = {" % name)
        for member, m in schema.get("properties", {}).items():
            letter, value = spec.value(m)
            print("\t{ \"%s\", '%s', %s, %s, %s, %s }," % (
                member, letter, arg(letter, value), m.get("maxLength", 0),
                int(m.get("readOnly") == "true"), int(member in schema.get("required", []))))
        print("};\n")
    print("#define SCHEMA(name) { #name, members_##name, sizeof members_##name / sizeof members_##name[0] }\n")
    print("const struct xero_schema xero_schemas[] = {")
    for name in names:
        print("\tSCHEMA(%s)," % name)
    print("\t{ NULL, NULL, 0 }\n};\n")
    tables = []
    for method, path, query, body in ops:
        if query and query not in tables:
            tables.append(query)
            print("static const struct xero_member query_%d[] = {" % len(tables))
            for q in query:
                print("\t{ \"%s\", '%s', %s, 0, 0, 0 }," % (q[0], q[1], arg(q[1], q[2])))
            print("\t{ NULL, 0, NULL, 0, 0, 0 }\n};\n")
    print("const struct xero_op xero_ops[] = {")
    for method, path, query, body in ops:
        table = "query_%d" % (tables.index(query) + 1) if query else "NULL"
        end = " %s, %s }," % (table, '"%s"' % body if body else "NULL")
        start = "\t{ \"%s\", \"%s\"," % (method, path)
        print(start + ("\n\t\t" + end[1:] if len(start + end) > 95 else end))
    print("\t{ NULL, NULL, NULL, NULL }\n};")


main()
