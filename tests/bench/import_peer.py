#!/usr/bin/env python3
"""The straightforward script that `make bench` compares the first import with: http.client,
json and sqlite3, the same pages of invoices, a row for each invoice and each of its lines, two
indexes, one transaction a page.

    import_peer.py BASE-URL COMPANY-ID TOKEN DATABASE"""
import http.client
import json
import sqlite3
import sys
import urllib.parse

base, company, token, path = sys.argv[1:5]
host = urllib.parse.urlsplit(base).netloc
conn = http.client.HTTPConnection(host)
head = {"Authorization": "Bearer " + token, "Procore-Company-Id": company}


def pages(target):
    page = 1
    while True:
        conn.request("GET", "%s&page=%d&per_page=1000" % (target, page), headers=head)
        answer = conn.getresponse()
        rows = json.loads(answer.read())
        yield rows
        if 'rel="next"' not in (answer.headers.get("Link") or ""):
            return
        page += 1


db = sqlite3.connect(path)
db.execute("pragma journal_mode=wal")
db.execute("pragma synchronous=full")
db.execute("""create table invoice (id integer primary key, number text, status text, vendor integer,
    vendor_name text, project integer, commitment integer, start text, end text, billing text, amount integer,
    retainage integer, net integer, to_date integer, updated text)""")
db.execute("create table line (id integer primary key, invoice integer, item integer, amount integer, retainage integer, text text)")
db.execute("create index i1 on invoice (vendor_name, id)")
db.execute("create index i2 on invoice (amount, id)")


def cents(text):
    return int(round(float(text or 0) * 100))


count = 0
projects = [p["id"] for rows in pages("/rest/v1.1/projects?company_id=" + company) for p in rows]
for project in projects:
    for rows in pages("/rest/v1.1/requisitions?view=extended&project_id=%d" % project):
        invoices, lines = [], []
        for r in rows:
            amount = retained = 0
            for item in r.get("items") or []:
                a = cents(item.get("work_completed_this_period"))
                k = cents(item.get("work_completed_retainage_retained_this_period"))
                amount += a
                retained += k
                lines.append((item["id"], r["id"], item.get("line_item_id"), a, k, item.get("description_of_work")))
            s = r.get("summary") or {}
            invoices.append((r["id"], r["invoice_number"], r["status"], r["vendor_id"], r["vendor_name"], project,
                             r["commitment_id"], r["requisition_start"], r["requisition_end"], r["billing_date"], amount,
                             retained, cents(s.get("current_payment_due")),
                             cents(s.get("total_completed_and_stored_to_date")), r["updated_at"]))
        with db:
            db.executemany("insert or replace into invoice values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", invoices)
            db.executemany("insert or replace into line values (?,?,?,?,?,?)", lines)
        count += len(invoices)
print(count)
