-- What systems other than the first need: the accounts of the ledger, and what a cost
-- code of theirs is made of.

CREATE TABLE account (
	id INTEGER PRIMARY KEY,
	connection_id BIGINT NOT NULL REFERENCES connection (id),
	remote_id TEXT NOT NULL,
	remote_code TEXT,
	remote_version TEXT,
	deleted SMALLINT NOT NULL DEFAULT 0,
	content_hash BIGINT NOT NULL,
	version BIGINT NOT NULL,
	imported_at BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	"number" TEXT,
	"name" TEXT,
	"kind" TEXT,
	"active" SMALLINT,
	"currency" TEXT,
	UNIQUE (connection_id, remote_id)
);

ALTER TABLE cost_code ADD COLUMN "parent" TEXT;
ALTER TABLE cost_code ADD COLUMN "account_number" TEXT;
ALTER TABLE cost_code ADD COLUMN "active" SMALLINT;

-- Which ERP books a record: its connection; null: nobody knows yet.
ALTER TABLE vendor ADD COLUMN books BIGINT;
ALTER TABLE job ADD COLUMN books BIGINT;
ALTER TABLE commitment ADD COLUMN books BIGINT;
ALTER TABLE invoice ADD COLUMN books BIGINT;
ALTER TABLE payment ADD COLUMN books BIGINT;

UPDATE vendor SET books = CASE
	WHEN connection_id IN (SELECT id FROM connection WHERE role = 'erp') THEN connection_id
	ELSE COALESCE((SELECT min(l.connection_id) FROM link l WHERE l.entity = 'vendor' AND l.record_id = vendor.id),
		(SELECT CASE count(*) WHEN 1 THEN min(id) END FROM connection WHERE role = 'erp'))
	END;
UPDATE job SET books = CASE
	WHEN connection_id IN (SELECT id FROM connection WHERE role = 'erp') THEN connection_id
	ELSE COALESCE((SELECT min(l.connection_id) FROM link l WHERE l.entity = 'job' AND l.record_id = job.id),
		(SELECT CASE count(*) WHEN 1 THEN min(id) END FROM connection WHERE role = 'erp'))
	END;
UPDATE commitment SET books = CASE
	WHEN connection_id IN (SELECT id FROM connection WHERE role = 'erp') THEN connection_id
	ELSE COALESCE((SELECT min(l.connection_id) FROM link l WHERE l.entity = 'commitment' AND l.record_id = commitment.id),
		(SELECT CASE count(*) WHEN 1 THEN min(id) END FROM connection WHERE role = 'erp'))
	END;
UPDATE invoice SET books = CASE
	WHEN connection_id IN (SELECT id FROM connection WHERE role = 'erp') THEN connection_id
	ELSE COALESCE((SELECT min(l.connection_id) FROM link l WHERE l.entity = 'invoice' AND l.record_id = invoice.id),
		(SELECT CASE count(*) WHEN 1 THEN min(id) END FROM connection WHERE role = 'erp'))
	END;
UPDATE payment SET books = CASE
	WHEN connection_id IN (SELECT id FROM connection WHERE role = 'erp') THEN connection_id
	ELSE COALESCE((SELECT min(l.connection_id) FROM link l WHERE l.entity = 'payment' AND l.record_id = payment.id),
		(SELECT CASE count(*) WHEN 1 THEN min(id) END FROM connection WHERE role = 'erp'))
	END;

-- Counts and sums, by the system that books too.
DROP TABLE tally;
CREATE TABLE tally (
	entity TEXT NOT NULL,
	view SMALLINT NOT NULL,
	state TEXT NOT NULL,
	currency TEXT NOT NULL,
	books BIGINT NOT NULL,
	n BIGINT NOT NULL,
	amount BIGINT NOT NULL,
	PRIMARY KEY (entity, view, state, currency, books)
);
INSERT INTO tally(entity, view, state, currency, books, n, amount)
	SELECT 'vendor', view, state, substr(COALESCE("currency", ''), 1, 3), COALESCE(books, 0), count(*),
		COALESCE(sum(0), 0)
	FROM vendor WHERE view >= 0 GROUP BY 2, 3, 4, 5;
INSERT INTO tally(entity, view, state, currency, books, n, amount)
	SELECT 'job', view, state, substr(COALESCE("currency", ''), 1, 3), COALESCE(books, 0), count(*),
		COALESCE(sum(0), 0)
	FROM job WHERE view >= 0 GROUP BY 2, 3, 4, 5;
INSERT INTO tally(entity, view, state, currency, books, n, amount)
	SELECT 'commitment', view, state, substr(COALESCE("currency", ''), 1, 3), COALESCE(books, 0), count(*),
		COALESCE(sum("amount"), 0)
	FROM commitment WHERE view >= 0 GROUP BY 2, 3, 4, 5;
INSERT INTO tally(entity, view, state, currency, books, n, amount)
	SELECT 'invoice', view, state, substr(COALESCE("currency", ''), 1, 3), COALESCE(books, 0), count(*),
		COALESCE(sum("net"), 0)
	FROM invoice WHERE view >= 0 GROUP BY 2, 3, 4, 5;
INSERT INTO tally(entity, view, state, currency, books, n, amount)
	SELECT 'payment', view, state, substr(COALESCE("currency", ''), 1, 3), COALESCE(books, 0), count(*),
		COALESCE(sum("amount"), 0)
	FROM payment WHERE view >= 0 GROUP BY 2, 3, 4, 5;
