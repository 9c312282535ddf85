-- The first schema.  SQL that SQLite and PostgreSQL share: amounts are integers of
-- the minor unit, quantities of 10^-6, percentages of 10^-4, dates text YYYY-MM-DD,
-- instants text or milliseconds since 1970 UTC (columns ending in _at, and at).
--
-- A migration that was published never changes; what follows is a new file.
-- Indexes over the entity tables and the search index follow from entities[] and are
-- made by the program (src/store/schema.c); NNN-x.sqlite.sql holds what only
-- SQLite knows.

CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
);

-- Procore and the accounting systems.
CREATE TABLE connection (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	connector TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('procore', 'erp')),
	environment TEXT NOT NULL,
	fingerprint TEXT,
	release TEXT
);

CREATE TABLE connection_option (
	connection_id BIGINT NOT NULL REFERENCES connection (id),
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (connection_id, name)
);

CREATE TABLE person (
	name TEXT PRIMARY KEY,
	role TEXT NOT NULL
);

CREATE TABLE person_right (
	name TEXT NOT NULL REFERENCES person (name),
	entity TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('import', 'export')),
	PRIMARY KEY (name, entity, kind)
);

-- ---- the entities: what Procore says and what the ERP says, one row each ----
--
-- References hold the remote id of a record of the same connection.  The five with
-- a life cycle have: state (its word), view (the list it stands in; -1: in none),
-- linked (an ERP row that a Procore record stands for), what preflight found, and
-- search (the searched texts, folded).  x_key is the folded form of a name, for sorting.

CREATE TABLE vendor (
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
	state TEXT NOT NULL,
	view SMALLINT NOT NULL,
	linked SMALLINT NOT NULL DEFAULT 0,
	resubmitted SMALLINT NOT NULL DEFAULT 0,
	n_holds BIGINT NOT NULL DEFAULT 0,
	n_warnings BIGINT NOT NULL DEFAULT 0,
	note TEXT,
	note_args TEXT,
	erp_code TEXT,
	search TEXT NOT NULL DEFAULT '',
	"number" TEXT,
	"name" TEXT,
	"legal_name" TEXT,
	"address" TEXT,
	"city" TEXT,
	"state_code" TEXT,
	"zip" TEXT,
	"country_code" TEXT,
	"phone" TEXT,
	"email" TEXT,
	"active" SMALLINT,
	"status" TEXT,
	"vendor_class" TEXT,
	"terms" TEXT,
	"currency" TEXT,
	"tax_id" TEXT,
	"origin_id" TEXT,
	"name_key" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE job (
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
	state TEXT NOT NULL,
	view SMALLINT NOT NULL,
	linked SMALLINT NOT NULL DEFAULT 0,
	resubmitted SMALLINT NOT NULL DEFAULT 0,
	n_holds BIGINT NOT NULL DEFAULT 0,
	n_warnings BIGINT NOT NULL DEFAULT 0,
	note TEXT,
	note_args TEXT,
	erp_code TEXT,
	search TEXT NOT NULL DEFAULT '',
	"number" TEXT,
	"name" TEXT,
	"address" TEXT,
	"city" TEXT,
	"state_code" TEXT,
	"zip" TEXT,
	"country_code" TEXT,
	"active" SMALLINT,
	"status" TEXT,
	"start_date" TEXT,
	"completion_date" TEXT,
	"created_at" TEXT,
	"total_value" BIGINT,
	"currency" TEXT,
	"customer_number" TEXT,
	"template_number" TEXT,
	"branch_number" TEXT,
	"origin_id" TEXT,
	"name_key" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE commitment (
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
	state TEXT NOT NULL,
	view SMALLINT NOT NULL,
	linked SMALLINT NOT NULL DEFAULT 0,
	resubmitted SMALLINT NOT NULL DEFAULT 0,
	n_holds BIGINT NOT NULL DEFAULT 0,
	n_warnings BIGINT NOT NULL DEFAULT 0,
	note TEXT,
	note_args TEXT,
	erp_code TEXT,
	search TEXT NOT NULL DEFAULT '',
	"number" TEXT,
	"title" TEXT,
	"kind" TEXT,
	"status" TEXT,
	"vendor" TEXT,
	"vendor_name" TEXT,
	"job" TEXT,
	"job_number" TEXT,
	"executed" SMALLINT,
	"accounting_method" TEXT,
	"retainage_percent" BIGINT,
	"contract_date" TEXT,
	"amount" BIGINT,
	"changes" BIGINT,
	"revised" BIGINT,
	"billed" BIGINT,
	"currency" TEXT,
	"description" TEXT,
	"branch_number" TEXT,
	"vendor_ref" TEXT,
	"created_at" TEXT,
	"origin_id" TEXT,
	"title_key" TEXT,
	"vendor_name_key" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE invoice (
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
	state TEXT NOT NULL,
	view SMALLINT NOT NULL,
	linked SMALLINT NOT NULL DEFAULT 0,
	resubmitted SMALLINT NOT NULL DEFAULT 0,
	n_holds BIGINT NOT NULL DEFAULT 0,
	n_warnings BIGINT NOT NULL DEFAULT 0,
	note TEXT,
	note_args TEXT,
	erp_code TEXT,
	search TEXT NOT NULL DEFAULT '',
	"number" TEXT,
	"sequence" BIGINT,
	"status" TEXT,
	"vendor" TEXT,
	"vendor_name" TEXT,
	"job" TEXT,
	"job_number" TEXT,
	"commitment" TEXT,
	"commitment_number" TEXT,
	"commitment_kind" TEXT,
	"period" TEXT,
	"period_start" TEXT,
	"period_end" TEXT,
	"billing_date" TEXT,
	"due_date" TEXT,
	"amount" BIGINT,
	"materials" BIGINT,
	"retainage" BIGINT,
	"released" BIGINT,
	"tax" BIGINT,
	"net" BIGINT,
	"contract_sum" BIGINT,
	"changes" BIGINT,
	"previous" BIGINT,
	"to_date" BIGINT,
	"retained_to_date" BIGINT,
	"certified_before" BIGINT,
	"balance" BIGINT,
	"currency" TEXT,
	"final" SMALLINT,
	"submitted_at" TEXT,
	"created_at" TEXT,
	"origin_id" TEXT,
	"vendor_name_key" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE payment (
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
	state TEXT NOT NULL,
	view SMALLINT NOT NULL,
	linked SMALLINT NOT NULL DEFAULT 0,
	resubmitted SMALLINT NOT NULL DEFAULT 0,
	n_holds BIGINT NOT NULL DEFAULT 0,
	n_warnings BIGINT NOT NULL DEFAULT 0,
	note TEXT,
	note_args TEXT,
	erp_code TEXT,
	search TEXT NOT NULL DEFAULT '',
	"number" TEXT,
	"payment_date" TEXT,
	"status" TEXT,
	"method" TEXT,
	"vendor" TEXT,
	"vendor_name" TEXT,
	"job" TEXT,
	"job_number" TEXT,
	"commitment" TEXT,
	"commitment_number" TEXT,
	"invoice" TEXT,
	"invoice_number" TEXT,
	"amount" BIGINT,
	"currency" TEXT,
	"voided" SMALLINT,
	"origin_id" TEXT,
	"vendor_name_key" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE sub_job (
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
	"job" TEXT,
	"number" TEXT,
	"name" TEXT,
	"status" TEXT,
	"is_default" SMALLINT,
	"origin_id" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE cost_code (
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
	"job" TEXT,
	"sub_job" TEXT,
	"number" TEXT,
	"name" TEXT,
	"origin_id" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE cost_type (
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
	"base_type" TEXT,
	"account_number" TEXT,
	"active" SMALLINT,
	"origin_id" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE commitment_line (
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
	"commitment" TEXT,
	"position" BIGINT,
	"description" TEXT,
	"amount" BIGINT,
	"quantity" BIGINT,
	"unit_cost" BIGINT,
	"uom" TEXT,
	"cost_code" TEXT,
	"cost_code_number" TEXT,
	"cost_type" TEXT,
	"cost_type_number" TEXT,
	"sub_job" TEXT,
	"sub_job_number" TEXT,
	"tax_code" TEXT,
	"billed" BIGINT,
	"currency" TEXT,
	"origin_id" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE invoice_line (
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
	"invoice" TEXT,
	"position" BIGINT,
	"kind" TEXT,
	"commitment_line" TEXT,
	"description" TEXT,
	"scheduled" BIGINT,
	"previous" BIGINT,
	"amount" BIGINT,
	"quantity" BIGINT,
	"materials" BIGINT,
	"to_date" BIGINT,
	"retainage_percent" BIGINT,
	"retainage" BIGINT,
	"released" BIGINT,
	"cost_code" TEXT,
	"cost_code_number" TEXT,
	"currency" TEXT,
	"origin_id" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE customer (
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
	"status" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE branch (
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
	"active" SMALLINT,
	"currency" TEXT,
	UNIQUE (connection_id, remote_id)
);

CREATE TABLE period (
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
	"start_date" TEXT,
	"end_date" TEXT,
	"status" TEXT,
	UNIQUE (connection_id, remote_id)
);

-- ---- what Comptoir knows about them ----

-- A Procore record and its counterpart in an ERP.
CREATE TABLE link (
	id INTEGER PRIMARY KEY,
	entity TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	connection_id BIGINT NOT NULL REFERENCES connection (id),
	erp_id TEXT,
	erp_code TEXT,
	erp_record_id BIGINT,
	origin TEXT NOT NULL,
	snapshot TEXT,
	erp_snapshot TEXT,
	at BIGINT NOT NULL,
	UNIQUE (entity, record_id, connection_id)
);
CREATE INDEX link_erp_id ON link (entity, connection_id, erp_id);
CREATE INDEX link_erp_code ON link (entity, connection_id, erp_code);
CREATE INDEX link_erp_record ON link (entity, erp_record_id);
CREATE INDEX link_connection ON link (connection_id);

-- Why an export would fail, or what one should know before it.
CREATE TABLE finding (
	entity TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	position BIGINT NOT NULL,
	code TEXT NOT NULL,
	severity TEXT NOT NULL,
	args TEXT,
	fix_entity TEXT,
	fix_id BIGINT,
	prerequisite SMALLINT NOT NULL DEFAULT 0,
	field TEXT,
	proposal TEXT,
	PRIMARY KEY (entity, record_id, position)
);

-- Values typed for a record before its export.
CREATE TABLE override (
	entity TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (entity, record_id, name)
);

-- Records whose state must be judged again.
CREATE TABLE judge (
	entity TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	PRIMARY KEY (entity, record_id)
);

-- How many rows of which state stand in which list, and the sum of their amounts.
CREATE TABLE tally (
	entity TEXT NOT NULL,
	view SMALLINT NOT NULL,
	state TEXT NOT NULL,
	currency TEXT NOT NULL,
	n BIGINT NOT NULL,
	amount BIGINT NOT NULL,
	PRIMARY KEY (entity, view, state, currency)
);

-- ---- decisions and their way out ----

CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	at BIGINT NOT NULL,
	actor TEXT NOT NULL,
	verb TEXT NOT NULL,
	entity TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	record_version BIGINT NOT NULL,
	comment TEXT,
	seen TEXT
);
CREATE INDEX decision_record ON decision (entity, record_id);

CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	decision_id BIGINT REFERENCES decision (id),
	connection_id BIGINT NOT NULL REFERENCES connection (id),
	verb TEXT NOT NULL,
	entity TEXT NOT NULL,
	record_id BIGINT NOT NULL,
	record_version BIGINT NOT NULL,
	depends_on BIGINT REFERENCES outbox (id),
	idempotency_key TEXT NOT NULL UNIQUE,
	payload TEXT,
	payload_hash TEXT,
	state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'waiting', 'unknown',
		'done', 'refused', 'conflict', 'dropped')),
	attempt BIGINT NOT NULL DEFAULT 0,
	probes BIGINT NOT NULL DEFAULT 0,
	not_before_at BIGINT NOT NULL DEFAULT 0,
	first_sent_at BIGINT NOT NULL DEFAULT 0,
	error_class TEXT,
	error_msgid TEXT,
	error_args TEXT,
	remote_id TEXT,
	remote_code TEXT,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	actor TEXT NOT NULL
);
CREATE INDEX outbox_record ON outbox (entity, record_id);
CREATE INDEX outbox_depends ON outbox (depends_on) WHERE depends_on IS NOT NULL;
CREATE INDEX outbox_open ON outbox (connection_id, state, not_before_at)
	WHERE state IN ('queued', 'sending', 'waiting', 'unknown');
-- One record is on its way to one system at most once.
CREATE UNIQUE INDEX outbox_once ON outbox (entity, record_id, connection_id, verb)
	WHERE verb IN ('export', 'add') AND state IN ('queued', 'sending', 'waiting', 'unknown');

-- Append-only and hash-chained.
CREATE TABLE audit (
	seq BIGINT PRIMARY KEY,
	at BIGINT NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	entity TEXT,
	record_id BIGINT NOT NULL DEFAULT 0,
	detail TEXT,
	hash TEXT NOT NULL
);
CREATE INDEX audit_record ON audit (entity, record_id);

-- ---- how far each connector has read ----

CREATE TABLE cursor_position (
	connection_id BIGINT NOT NULL REFERENCES connection (id),
	feed TEXT NOT NULL,
	scope TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (connection_id, feed, scope)
);

CREATE TABLE freshness (
	connection_id BIGINT NOT NULL REFERENCES connection (id),
	entity TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (connection_id, entity)
);

CREATE TABLE sync_run (
	id INTEGER PRIMARY KEY,
	started_at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL DEFAULT 0,
	connection_id BIGINT,
	title TEXT NOT NULL,
	actor TEXT,
	state TEXT NOT NULL,
	calls BIGINT NOT NULL DEFAULT 0,
	bytes BIGINT NOT NULL DEFAULT 0,
	waited_ms BIGINT NOT NULL DEFAULT 0,
	added BIGINT NOT NULL DEFAULT 0,
	changed BIGINT NOT NULL DEFAULT 0,
	deleted BIGINT NOT NULL DEFAULT 0,
	total BIGINT NOT NULL DEFAULT 0,
	error_class TEXT,
	error_msgid TEXT,
	error_args TEXT
);
CREATE INDEX sync_run_state ON sync_run (state);

-- One process may push at a time.
CREATE TABLE lease (
	name TEXT PRIMARY KEY,
	owner TEXT NOT NULL,
	until_at BIGINT NOT NULL
);
