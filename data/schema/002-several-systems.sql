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
