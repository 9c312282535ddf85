"""What import_peer.py does when it is asked for "lists" too: the five lists that Comptoir shows, as plainly as a
script would fill them.  A row for each record with the columns that are shown, sorted by and searched, folded text
for the search, payments out of the commitments; one transaction a page.  After the load the indexes of the lists'
orders and look-ups, a trigram index of the text, a link for each document that names its counterpart in the other
system with what both said then, and the counts and sums of the tabs.  Still no history, no judging, no rows known by
their version, nothing to go on from when it is stopped."""
import json
import unicodedata

COLUMNS = {
    "vendor": ("number", "name", "city", "email", "phone", "tax_id", "status", "currency", "origin"),
    "job": ("number", "name", "city", "status", "start", "end", "currency", "origin"),
    "commitment": ("number", "kind", "title", "vendor", "vendor_name", "job", "job_number", "date", "status", "amount",
                   "currency", "vendor_ref", "origin"),
    "invoice": ("number", "vendor", "vendor_name", "job", "job_number", "commitment", "commitment_number", "period",
                "billing_date", "due_date", "status", "amount", "materials", "retainage", "released", "net", "balance",
                "currency", "origin"),
    "payment": ("number", "date", "status", "method", "vendor", "vendor_name", "job", "job_number", "commitment",
                "commitment_number", "invoice", "invoice_number", "amount", "currency", "origin"),
}
SEARCHED = ("number", "name", "title", "vendor_name", "job_number", "commitment_number", "invoice_number", "vendor_ref")
NAMES = ("name", "title", "vendor_name")
SORTED = {
    "vendor": ("number", "city", "status"),
    "job": ("number", "status", "start", "end"),
    "commitment": ("number", "job_number", "date", "status", "amount"),
    "invoice": ("number", "job_number", "commitment_number", "period", "billing_date", "due_date", "status", "amount",
                "retainage", "net"),
    "payment": ("number", "date", "job_number", "commitment_number", "invoice_number", "status", "amount"),
}
LOOKED_UP = ("number", "vendor", "job", "commitment", "invoice", "origin", "vendor_ref")
SUM = {"commitment": "amount", "invoice": "net", "payment": "amount"}


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def cents(value):
    return None if value in (None, "") else round(float(value) * 100)


def at(row, *path):
    for name in path:
        row = row.get(name) if isinstance(row, dict) else None
    return row.get("value") if isinstance(row, dict) else row


class Lists:
    def __init__(self, db):
        self.db, self.rows, self.names, self.jobs, self.commitments = db, {}, {}, {}, {}
        for table, columns in COLUMNS.items():
            keys = ["%s_key text" % n for n in columns if n in NAMES]
            db.execute("create table %s (n integer primary key, system int, id text, changed text, view int, erp text,"
                       " search text, %s, unique (system, id))" % (table, ", ".join(list(columns) + keys)))
        db.execute("create table link (n integer primary key, entity text, record int, erp_record int, erp_id text,"
                   " ours text, theirs text, unique (entity, record))")

    def put(self, table, system, id, changed, **values):
        columns = COLUMNS[table]
        search = "\n".join(fold(str(values[n])) for n in columns if n in SEARCHED and values.get(n))
        keys = [fold(values[n]) if values.get(n) else None for n in columns if n in NAMES]
        self.rows.setdefault(table, []).append(
            [system, str(id), changed, 0, None, search + "\n\n"] + [values.get(n) for n in columns] + keys)

    def take(self, table, rows):
        """Whether this is a page of one of the five lists."""
        reader = getattr(self, table.replace("erp_", "erp").lower(), None)
        if not reader:
            return False
        for row in rows:
            reader(row)
        with self.db:
            for name, page in self.rows.items():
                self.db.executemany("insert or replace into %s values (null,%s)" % (name, ",".join("?" * len(page[0]))),
                                    page)
        self.rows = {}
        return True

    def vendors(self, r):
        self.put("vendor", 1, r["id"], at(r, "updated_at"), number=at(r, "abbreviated_name"), name=r["name"],
                 city=at(r, "city"), email=at(r, "email_address"), phone=at(r, "business_phone"),
                 status=at(r, "is_active"), currency="CAD", origin=at(r, "origin_id"))

    def projects(self, r):
        self.jobs[r["id"]] = at(r, "project_number")
        self.put("job", 1, r["id"], at(r, "updated_at"), number=at(r, "project_number"), name=r["name"],
                 city=at(r, "city"), status=at(r, "active"), start=at(r, "start_date"), end=at(r, "completion_date"),
                 currency=at(r, "currency_configuration", "currency_iso_code"), origin=at(r, "origin_id"))

    def commitment(self, r, kind):
        self.commitments[r["id"]] = r["number"]
        job, vendor = at(r, "project", "id"), at(r, "vendor", "id")
        currency = at(r, "currency_configuration", "currency_iso_code")
        self.put("commitment", 1, r["id"], at(r, "updated_at"), number=r["number"], kind=kind, title=at(r, "title"),
                 vendor=vendor, vendor_name=at(r, "vendor", "company"), job=job, job_number=self.jobs.get(job),
                 date=at(r, "contract_date"), status=at(r, "status"), amount=cents(at(r, "grand_total")),
                 currency=currency, origin=at(r, "origin_id"))
        for p in r.get("payments_issued") or []:
            self.put("payment", 1, p["id"], at(p, "updated_at"), number=at(p, "check_number"), date=at(p, "date"),
                     method=at(p, "payment_method"), vendor=vendor, vendor_name=at(r, "vendor", "company"), job=job,
                     job_number=self.jobs.get(job), commitment=r["id"], commitment_number=r["number"],
                     invoice=at(p, "requisition_id"), invoice_number=at(p, "invoice_number"),
                     amount=cents(at(p, "amount")), currency=currency, origin=at(p, "origin_id"))

    def subcontracts(self, r):
        self.commitment(r, "subcontract")

    def orders(self, r):
        self.commitment(r, "order")

    def invoices(self, r):
        items = r.get("items") or []

        def total(*names):
            return sum(cents(i.get(n)) or 0 for i in items for n in names)
        self.put("invoice", 1, r["id"], r["updated_at"], number=r["invoice_number"], vendor=r["vendor_id"],
                 vendor_name=r["vendor_name"], job=r["project_id"], job_number=self.jobs.get(r["project_id"]),
                 commitment=r["commitment_id"], commitment_number=self.commitments.get(r["commitment_id"]),
                 period=at(r, "requisition_end"), billing_date=r["billing_date"], due_date=at(r, "payment_date"),
                 status=r["status"], amount=total("work_completed_this_period"),
                 materials=total("materials_presently_stored"),
                 retainage=total("work_completed_retainage_retained_this_period"),
                 released=total("work_completed_retainage_released_this_period"),
                 net=cents(at(r, "summary", "current_payment_due")),
                 currency=at(r, "currency_configuration", "currency_iso_code"), origin=at(r, "origin_id"))

    def erpvendor(self, r):
        self.names[at(r, "VendorID")] = at(r, "VendorName")
        self.put("vendor", 2, at(r, "VendorID"), at(r, "LastModifiedDateTime"), number=at(r, "VendorID"),
                 name=at(r, "VendorName"), email=at(r, "MainContact", "Email"), phone=at(r, "MainContact", "Phone1"),
                 tax_id=at(r, "TaxRegistrationID"), status=at(r, "Status"), currency=at(r, "CurrencyID"))

    def erpproject(self, r):
        self.put("job", 2, at(r, "ProjectID"), at(r, "LastModifiedDateTime"), number=at(r, "ProjectID"),
                 name=at(r, "Description"), status=at(r, "Status"), start=at(r, "ProjectProperties", "StartDate"),
                 end=at(r, "ProjectProperties", "EndDate"), currency="CAD")

    def erpcommitment(self, r, id, amount):
        vendor = at(r, "VendorID")
        self.put("commitment", 2, at(r, id), at(r, "LastModifiedDateTime"), number=at(r, id),
                 title=at(r, "Description"), vendor=vendor, vendor_name=self.names.get(vendor), job=at(r, "Project"),
                 job_number=at(r, "Project"), date=at(r, "Date"), status=at(r, "Status"), amount=cents(at(r, amount)),
                 currency=at(r, "CurrencyID"), vendor_ref=at(r, "VendorRef"))

    def erpsubcontract(self, r):
        self.erpcommitment(r, "SubcontractNbr", "SubcontractTotal")

    def erppurchaseorder(self, r):
        self.erpcommitment(r, "OrderNbr", "OrderTotal")

    def erpbill(self, r):
        vendor = at(r, "Vendor")
        self.put("invoice", 2, at(r, "ReferenceNbr"), at(r, "LastModifiedDateTime"), number=at(r, "VendorRef"),
                 vendor=vendor, vendor_name=self.names.get(vendor), job=at(r, "Project"), job_number=at(r, "Project"),
                 billing_date=at(r, "Date"), due_date=at(r, "DueDate"), status=at(r, "Status"),
                 amount=cents(at(r, "Amount")), retainage=cents(at(r, "custom", "CurrentDocument", "CuryRetainageTotal")),
                 net=cents(at(r, "Amount")), balance=cents(at(r, "Balance")), currency=at(r, "CurrencyID"))

    def erpcheck(self, r):
        vendor, number = at(r, "Vendor"), at(r, "ReferenceNbr")
        for d in r.get("Details") or r.get("History") or []:
            self.put("payment", 2, "%s|%s" % (number, at(d, "ReferenceNbr")), at(r, "LastModifiedDateTime"),
                     number=at(r, "PaymentRef"), date=at(r, "ApplicationDate"), status=at(r, "Status"),
                     method=at(r, "PaymentMethod"), vendor=vendor, vendor_name=self.names.get(vendor),
                     invoice=at(d, "ReferenceNbr"), invoice_number=at(d, "VendorRef"), amount=cents(at(d, "AmountPaid")),
                     currency=at(r, "CurrencyID"), origin=number)

    def link(self, table):
        shown = [n for n in COLUMNS[table] if n not in ("origin",)]
        theirs = "r.id=m.origin" if table != "payment" else "r.origin=m.origin and r.amount=m.amount"
        pairs, met = [], set()
        for row in self.db.execute("select m.n, r.n, r.id, %s from %s m, %s r where m.system=1 and r.system=2 and %s" % (
                ", ".join(["m." + n for n in shown] + ["r." + n for n in shown]), table, table, theirs)):
            if row[0] in met or -row[1] in met:
                continue
            met.update((row[0], -row[1]))
            ours, theirs = row[3:3 + len(shown)], row[3 + len(shown):]
            pairs.append((table, row[0], row[1], row[2],
                          json.dumps({n: v for n, v in zip(shown, ours) if v is not None}),
                          json.dumps({n: v for n, v in zip(shown, theirs) if v is not None})))
        with self.db:
            self.db.executemany("insert into link values (null,?,?,?,?,?,?)", pairs)
            self.db.executemany("update %s set erp=?, view=2 where n=?" % table, [(p[3], p[1]) for p in pairs])
            self.db.executemany("update %s set view=-1 where n=?" % table, [(p[2],) for p in pairs])

    def finish(self):
        for table, columns in COLUMNS.items():
            with self.db:
                for n in LOOKED_UP:
                    if n in columns:
                        self.db.execute("create index %s_of_%s on %s (system, %s)" % (table, n, table, n))
            self.link(table)
            with self.db:
                orders = ["n", "changed", "erp"] + list(SORTED[table]) + [n + "_key" for n in columns if n in NAMES]
                for n in orders + (["currency, " + SUM[table]] if table in SUM else []):
                    self.db.execute('create index "%s_by_%s" on %s (view, %s)' % (table, n, table, n))
                self.db.execute("create virtual table %s_search using fts5(search, content='%s', content_rowid='n',"
                                " tokenize='trigram case_sensitive 1', detail=none)" % (table, table))
                self.db.execute("insert into %s_search(%s_search) values ('rebuild')" % (table, table))
        with self.db:
            self.db.execute("create index link_erp on link (entity, erp_record)")
            self.db.execute("create index link_erp_id on link (entity, erp_id)")
            self.db.execute("create table tally (entity, view, status, currency, n, amount)")
            for table in COLUMNS:
                self.db.execute("insert into tally select '%s', view, status, currency, count(*), sum(%s) from %s"
                                " group by view, status, currency" % (table, SUM.get(table, "0"), table))
