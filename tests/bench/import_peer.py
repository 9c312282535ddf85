#!/usr/bin/env python3
"""The straightforward script that `make bench` compares the first import with: http.client, json
and sqlite3.  It reads the same pages as `comptoir sync`, of both systems, in the same order, and
stores a row for each record and each line: the first sixteen members as they come, with two indexes and one
transaction a page.  It keeps no history, links nothing and judges nothing.  Asked for "lists" it fills those
that Comptoir shows instead, see import_lists.py.

    import_peer.py READY-FILE DATABASE [lists]      (READY-FILE: what comptoir-sim printed)"""
import http.client
import json
import sqlite3
import sys
import urllib.parse

ready = json.load(open(sys.argv[1]))
db = sqlite3.connect(sys.argv[2])
db.execute("pragma journal_mode=wal")
db.execute("pragma synchronous=full")
counts = {}
lists = None
if sys.argv[3:] == ["lists"]:
    import import_lists
    lists = import_lists.Lists(db)


def text(value):
    """The columns of a nested record: what it is called, or its JSON."""
    if isinstance(value, dict):
        return value.get("value", value.get("name", value.get("id"))) if value else None
    return json.dumps(value) if isinstance(value, list) else value


def store(table, rows, key, keep=None):
    """Creates the table from the first record; then inserts or replaces."""
    if not rows:
        return
    if lists and lists.take(table, rows):
        counts["lists"] = [counts.get("lists", [0])[0] + len(rows)]
        return
    if table not in counts:
        names = keep or [n for n, v in rows[0].items() if not isinstance(v, list)][:16]
        counts[table] = [0, names]
        db.execute("create table %s (%s)" % (table, ", ".join('"%s"%s' % (n, " primary key" if n == key else "")
                                                              for n in names)))
        for name in [n for n in names if n != key][:2]:
            db.execute('create index "%s_%s" on %s ("%s")' % (table, name, table, name))
    names = counts[table][1]
    counts[table][0] += len(rows)
    with db:
        db.executemany("insert or replace into %s values (%s)" % (table, ",".join("?" * len(names))),
                       [[text(r.get(n)) for n in names] for r in rows])


class Procore:
    def __init__(self):
        c = ready["credentials"]["procore"]
        self.company = c["company_id"]
        self.conn = http.client.HTTPConnection(urllib.parse.urlsplit(ready["procore"]).netloc)
        body = json.dumps({"grant_type": "client_credentials", "client_id": c["client_id"],
                           "client_secret": c["client_secret"]})
        self.conn.request("POST", "/oauth/token", body, {"Content-Type": "application/json"})
        token = json.loads(self.conn.getresponse().read())["access_token"]
        self.head = {"Authorization": "Bearer " + token, "Procore-Company-Id": str(self.company)}

    def get(self, target):
        self.conn.request("GET", target, headers=self.head)
        answer = self.conn.getresponse()
        return answer, json.loads(answer.read())

    def pages(self, target, size=1000):
        page, more = 1, True
        while more:
            answer, rows = self.get("%s&page=%d&per_page=%d" % (target, page, size))
            more = 'rel="next"' in (answer.headers.get("Link") or "")
            page += 1
            yield rows

    def with_lines(self, table, rows, member, parent):
        store(table, rows, "id")
        lines = [dict(item, parent=r["id"]) for r in rows for item in r.get(member) or []]
        store(table + "_line", lines, "id")

    def read(self):
        for rows in self.pages("/rest/v1.0/vendors?view=extended&company_id=%d" % self.company):
            store("vendors", rows, "id")
        projects = []
        for rows in self.pages("/rest/v1.1/projects?view=normal&filters%%5Bby_status%%5D=All&company_id=%d" % self.company):
            store("projects", rows, "id")
            projects += [p["id"] for p in rows if p.get("active", True)]
        for name, table in (("line_item_types", "types"), ("sub_jobs", "sub_jobs"), ("cost_codes", "codes")):
            for p in projects:
                for rows in self.pages("/rest/v1.0/%s?company_id=%d&project_id=%d" % (name, self.company, p)
                                       if name == "line_item_types" else
                                       "/rest/v1.0/%s?project_id=%d" % (name, p)):
                    store(table, [dict(r, id="%s:%s" % (p, r["id"])) for r in rows], "id")
        for p in projects:
            for rows in self.pages("/rest/v1.0/work_order_contracts?view=extended&project_id=%d" % p):
                self.with_lines("subcontracts", rows, "line_items", "id")
        for p in projects:
            for rows in self.pages("/rest/v1.0/purchase_order_contracts?view=extended&project_id=%d" % p):
                full = [self.get("/rest/v1.0/purchase_order_contracts/%d?project_id=%d" % (r["id"], p))[1] for r in rows]
                self.with_lines("orders", full, "line_items", "id")
        for p in projects:
            for rows in self.pages("/rest/v1.1/requisitions?view=extended&project_id=%d" % p):
                self.with_lines("invoices", rows, "items", "id")


class Acumatica:
    lists = (
        ("Default/22.200.001/FinancialPeriod", "FinancialYear,Details/FinancialPeriodID,Details/StartDate,Details/EndDate,"
         "Details/Status,Details/ClosedInAP,Details/AdjustmentPeriod", "&$expand=Details", "FinancialYear"),
        ("Default/22.200.001/Vendor", "VendorID,VendorName,Status,VendorClass,Terms,CurrencyID,TaxRegistrationID,"
         "LastModifiedDateTime,MainContact/Email,MainContact/Phone1,MainContact/Address/AddressLine1",
         "&$expand=MainContact,MainContact/Address", "VendorID"),
        ("Default/22.200.001/Project", "ProjectID,Description,Status,Customer,ProjectTemplateID,LastModifiedDateTime,"
         "ProjectProperties/StartDate,ProjectProperties/EndDate,BillingAndAllocationSettings/Branch",
         "&$expand=ProjectProperties,BillingAndAllocationSettings", "ProjectID"),
        ("Default/22.200.001/ProjectTask", "ProjectID,ProjectTaskID,Description,Status,Default,LastModifiedDateTime", "", None),
        ("Default/22.200.001/CostCode", "CostCodeID,Description,LastModifiedDateTime", "", "CostCodeID"),
        ("ConstructLink/1.0.0/Subcontract", "SubcontractNbr,Status,Date,Description,VendorID,VendorRef,Branch,CurrencyID,"
         "RetainagePct,SubcontractTotal,LastModifiedDateTime", "", "SubcontractNbr"),
        ("Default/22.200.001/PurchaseOrder", "Type,OrderNbr,Status,Date,Description,VendorID,VendorRef,Project,Branch,"
         "CurrencyID,OrderTotal,LastModifiedDateTime", "&$filter=Type%20eq%20%27Normal%27", "OrderNbr"),
        ("Default/22.200.001/Bill", "Type,ReferenceNbr,Status,Vendor,VendorRef,Date,DueDate,Project,CurrencyID,Amount,"
         "Balance,LastModifiedDateTime", "&$custom=CurrentDocument.CuryRetainageTotal&$filter=Type%20eq%20%27Bill%27",
         "ReferenceNbr"),
        ("Default/22.200.001/Check", "Type,ReferenceNbr,Status,Vendor,PaymentRef,PaymentMethod,ApplicationDate,"
         "PaymentAmount,CurrencyID,LastModifiedDateTime,Details/DocType,Details/ReferenceNbr,Details/AmountPaid,"
         "History/DocType,History/ReferenceNbr,History/VendorRef,History/AmountPaid", "&$expand=Details,History", None),
    )

    def __init__(self):
        c = ready["credentials"]["acumatica"]
        parts = urllib.parse.urlsplit(ready["acumatica"])
        self.base = parts.path + "/entity/"
        self.conn = http.client.HTTPConnection(parts.netloc)
        body = json.dumps({"name": c["user"], "password": c["password"], "tenant": c["tenant"], "branch": c["branch"]})
        self.conn.request("POST", self.base + "auth/login", body, {"Content-Type": "application/json"})
        answer = self.conn.getresponse()
        answer.read()
        self.head = {"Cookie": "; ".join(v.split(";")[0] for k, v in answer.getheaders() if k.lower() == "set-cookie")}

    def read(self):
        for name, select, more, key in self.lists:
            skip, rows = 0, [None]
            while rows:
                self.conn.request("GET", "%s%s?$select=%s%s&$top=500&$skip=%d" % (self.base, name, select, more, skip),
                                  headers=self.head)
                rows = json.loads(self.conn.getresponse().read())
                if not isinstance(rows, list):
                    sys.exit("%s: %s" % (name, rows))
                table = "erp_" + name.split("/")[-1]
                store(table, rows, key, [s for s in select.split(",") if "/" not in s])
                lines = [dict(d, parent=text(r.get("ReferenceNbr"))) for r in rows
                         for d in (r.get("Details") or []) + (r.get("History") or [])]
                store(table + "_line", lines, None)
                skip += 500
                if len(rows) < 500:
                    break
        self.conn.request("POST", self.base + "auth/logout", "", self.head)
        self.conn.getresponse().read()


Procore().read()
Acumatica().read()
if lists:
    lists.finish()
print(sum(c[0] for c in counts.values()))
