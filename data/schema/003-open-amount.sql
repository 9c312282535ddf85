-- What is still to be paid of an invoice, as its accounting system says.

ALTER TABLE invoice ADD COLUMN "open_amount" BIGINT;
UPDATE invoice SET "open_amount" = "balance"
	WHERE connection_id IN (SELECT id FROM connection WHERE role = 'erp');
UPDATE invoice SET "open_amount" = (SELECT b."balance" FROM link l, invoice b
		WHERE l.entity = 'invoice' AND l.record_id = invoice.id AND b.id = l.erp_record_id),
	"due_date" = COALESCE((SELECT b."due_date" FROM link l, invoice b
		WHERE l.entity = 'invoice' AND l.record_id = invoice.id AND b.id = l.erp_record_id), "due_date")
	WHERE connection_id IN (SELECT id FROM connection WHERE role = 'procore');
