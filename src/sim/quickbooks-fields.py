#!/usr/bin/env python3
"""Makes quickbooks_fields.c from the schemas of QuickBooks Online's accounting API.

usage: quickbooks-fields.py FOLDER OUTPUT-FOLDER

FOLDER holds IntuitBaseTypes.xsd, Finance.xsd, IntuitNamesTypes.xsd and SalesTax.xsd of
github.com/intuit/QuickBooks-V3-Java-SDK (Apache License 2.0; see quickbooks-fields.LICENSE).
"""
import os, sys, textwrap
import xml.etree.ElementTree as ET

X = "{http://www.w3.org/2001/XMLSchema}"
ROOTS = ["Account", "Attachable", "Bill", "BillPayment", "Class", "CompanyInfo", "Customer", "Department",
         "Employee", "Item", "Preferences", "PurchaseOrder", "TaxCode", "TaxRate", "Term", "Vendor",
         "VendorCredit"]
# Reached, but of documents and editions that are not simulated: kept by name, without members.
OPAQUE = {"IntuitAnyType", "CreditChargeInfo", "PaymentLineDetail", "DepositLineDetail",
          "DiscountLineDetail", "SalesItemLineDetail", "SalesOrderItemLineDetail", "ReimburseLineDetail",
          "PurchaseOrderItemLineDetail", "ItemReceiptLineDetail", "JournalEntryLineDetail",
          "GroupLineDetail", "SubTotalLineDetail", "TDSLineDetail", "ItemAdjustmentLineDetail",
          "ItemGroupDetail", "ItemAssemblyDetail", "RecurringInfo", "VendorBankAccountDetail",
          "CustomFieldDefinition", "GenericContactType", "AdvancedInventoryPrefs", "EmailMessagesPrefs",
          "PrintDocumentPrefs", "FinanceChargePrefs", "TimeTrackingPrefs", "ReportPrefs", "JobInfo"}
BASIC = {"string": "s", "anyURI": "s", "boolean": "b", "decimal": "d", "int": "n", "integer": "n",
         "long": "n", "positiveInteger": "p", "date": "D", "dateTime": "T", "id": "i"}

complexes, simples = {}, {}


def local(name):
    return name.split(":")[-1]


def load(folder):
    for f in ["IntuitBaseTypes.xsd", "Finance.xsd", "IntuitNamesTypes.xsd", "SalesTax.xsd"]:
        for e in ET.parse(os.path.join(folder, f)).getroot():
            if e.tag == X + "complexType":
                complexes[e.get("name")] = e
            elif e.tag == X + "simpleType":
                simples[e.get("name")] = e


def members(name):
    """(name, type, many, attribute) in the order of the sequence; attributes behind."""
    plain, attributes = [], []

    def walk(node):
        for c in node:
            kind = c.tag.replace(X, "")
            if kind == "annotation":
                continue
            if kind == "extension":
                base = local(c.get("base"))
                if base in complexes:
                    p, a = members(base)
                    plain.extend(p)
                    attributes.extend(a)
                else:
                    plain.append(("value", base, False, "$"))
                walk(c)
            elif kind == "element":
                many = c.get("maxOccurs") not in (None, "1")
                plain.append((c.get("name"), local(c.get("type")), many, ""))
            elif kind == "attribute":
                attributes.append((c.get("name"), local(c.get("type")), False, "@"))
            else:
                walk(c)

    walk(complexes[name])
    return plain, attributes


def words(name):
    node = simples[name].find(X + "restriction")
    return [e.get("value") for e in node.findall(X + "enumeration")]


def main():
    folder, out = sys.argv[1], sys.argv[2]
    load(folder)
    types, enums, queue = {}, {}, list(ROOTS)
    while queue:
        name = queue.pop(0)
        if name in types:
            continue
        tokens = []
        types[name] = tokens
        if name in OPAQUE:
            continue
        plain, attributes = members(name)
        for m, t, many, mark in plain + attributes:
            if t in BASIC:
                code = BASIC[t]
            elif t in complexes:
                code = t
                queue.append(t)
            elif words(t):
                code = "=" + t
                enums[t] = words(t)
            else:
                code = "s"
            tokens.append("%s%s:%s%s" % (mark, m, code, "*" if many else ""))
    lines = ["/* Members of QuickBooks Online's entities, in the order of the vendor's schemas.",
             " *",
             " * Made by quickbooks-fields.py from the XML schemas of QuickBooks-V3-Java-SDK 6.4.2, Copyright",
             " * Intuit Inc., Apache License 2.0 (quickbooks-fields.LICENSE).  Change the program, not this",
             " * file.  A member is name:type; s text, b boolean, d decimal, n integer, p positive integer,",
             " * D date, T instant, i id, =X one word of the enumeration X, else a type of this table; a star",
             " * says list, @ an attribute, $ the text of the element itself. */",
             '#include "sim/quickbooks_schema.h"', "", '#include "base/banned.h"', "",
             "const struct qb_text_pair qb_type_texts[] = {"]

    def pack(name, text):
        lines.append('\t{ "%s",' % name)
        chunks = textwrap.wrap(text, 96, break_long_words=False, break_on_hyphens=False) or [""]
        for i, c in enumerate(chunks):
            last = i + 1 == len(chunks)
            lines.append('\t  "%s%s"%s' % (c, "" if last else " ", " }," if last else ""))

    for name in sorted(types):
        pack(name, " ".join(types[name]))
    lines += ["\t{ NULL, NULL }", "};", "", "const struct qb_text_pair qb_enum_texts[] = {"]
    for name in sorted(enums):
        lines.append('\t{ "%s",' % name)
        text = "|" + "|".join(enums[name]) + "|"
        while text:
            lines.append('\t  "%s"%s' % (text[:96], "" if len(text) > 96 else " },"))
            text = text[96:]
    lines += ["\t{ NULL, NULL }", "};", ""]
    with open(os.path.join(out, "quickbooks_fields.c"), "w") as f:
        f.write("\n".join(lines))


main()
