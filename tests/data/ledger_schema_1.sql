BEGIN TRANSACTION;
CREATE TABLE actions (
	seq INTEGER NOT NULL, 
	action_id VARCHAR(64) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	as_on DATE NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	user VARCHAR(80) NOT NULL, 
	detail TEXT NOT NULL, 
	row_count INTEGER NOT NULL, 
	payload_hash VARCHAR(64) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (action_id)
);
INSERT INTO "actions" VALUES(1,'cc8ca0f9028a602e6170e74c27a15bdbb5c9663720e13d8a41d6264b071d0783','TAKE_IN','2026-10','2026-10-31','2026-10-31T18:00:00','maker','{"files": 3, "first_period": true, "folder": "in1"}',7,'16605c25a384e328d49453c453a1af89cff8f7e80477f38aea8a547d42bcf417','0000000000000000000000000000000000000000000000000000000000000000','e69154bde96583b77edae1dfe57c34ac478745efb442d4059a41757fb3299297');
INSERT INTO "actions" VALUES(2,'b3b588883cefc6549b01f6dc423a992a2abe792c4c74af7e92d623e322bd496f','SETTLE','2026-10','2026-10-31','2026-10-31T18:00:00','maker','{}',1,'bf6dae838000ff8cccf06cb25bcde755de8650082360f354d9ab02279af505b7','e69154bde96583b77edae1dfe57c34ac478745efb442d4059a41757fb3299297','7d2dc052a4f73d7cac8b4ac3a6f498ac4fb39eb16295d9c1c19f5f2482fe1bc9');
CREATE TABLE closings (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	side TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	closing_count INTEGER NOT NULL, 
	closing_minor BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE facts (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	item_kind TEXT NOT NULL, 
	orm_number TEXT NOT NULL, 
	boe_number TEXT NOT NULL, 
	boe_date DATE, 
	port_code TEXT NOT NULL, 
	invoice_serial INTEGER NOT NULL, 
	shipment_date DATE, 
	contract_due_date DATE, 
	extension_granted_to DATE, 
	capital_goods BOOLEAN, 
	difference_reason TEXT NOT NULL, 
	documents_received BOOLEAN, 
	ad_satisfied BOOLEAN, 
	importer_declaration BOOLEAN, 
	letter_1_date DATE, 
	letter_2_date DATE, 
	registered_letter_date DATE, 
	on_behalf_of_iec TEXT NOT NULL, 
	third_party_agreement BOOLEAN, 
	deal_rate VARCHAR(40), 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE files (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	rows_read INTEGER NOT NULL, 
	rows_kept INTEGER NOT NULL, 
	rows_refused INTEGER NOT NULL, 
	taken_in_at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED, 
	UNIQUE (sha256)
);
INSERT INTO "files" VALUES(1,1,'rates.csv','RATES','f24cbc2361fd6c04f07cb9223188ac58ed7392e50b738ae8a056008050072788',1,1,0,'2026-10-31T18:00:00');
INSERT INTO "files" VALUES(2,1,'a.obe.xml','BOE_MASTER','efd1656d9e47e34590455adb1b392986d628ccfcc87e338ba137e838bcd22ecd',1,1,0,'2026-10-31T18:00:00');
INSERT INTO "files" VALUES(3,1,'orm.csv','ORM_LIST','115925c0f909e2b832636a30c8196f0d00515a0fe4158ed893fd50d49bbae6fc',1,1,0,'2026-10-31T18:00:00');
CREATE TABLE findings (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	source TEXT NOT NULL, 
	sheet TEXT NOT NULL, 
	"row" INTEGER NOT NULL, 
	"column" TEXT NOT NULL, 
	found TEXT NOT NULL, 
	expected TEXT NOT NULL, 
	action TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "findings" VALUES(1,1,'OTHER_DATE_FORM_READ','INFO','rates.csv','',2,'date','1 cell(s); the first: ''2026-10-01'' read as 2026-10-01','a date as dd/mm/yyyy','Read, as the form leaves no doubt. Format the column.');
CREATE TABLE importers (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	iec TEXT NOT NULL, 
	name TEXT NOT NULL, 
	address TEXT NOT NULL, 
	pan TEXT NOT NULL, 
	iec_last_updated DATE, 
	remittances_usd_fy_minus_1 VARCHAR(40), 
	remittances_usd_fy_minus_2 VARCHAR(40), 
	suit_pending BOOLEAN, 
	adverse_notice BOOLEAN, 
	under_investigation BOOLEAN, 
	caution_listed BOOLEAN, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE invoice_events (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	invoice_key TEXT NOT NULL, 
	boe_key TEXT NOT NULL, 
	boe_number TEXT NOT NULL, 
	boe_date DATE NOT NULL, 
	port_code TEXT NOT NULL, 
	ad_code TEXT NOT NULL, 
	iec TEXT NOT NULL, 
	importer_name TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	port_of_shipment TEXT NOT NULL, 
	master_bill_date DATE, 
	source TEXT NOT NULL, 
	serial INTEGER NOT NULL, 
	invoice_number TEXT NOT NULL, 
	terms TEXT NOT NULL, 
	supplier TEXT NOT NULL, 
	supplier_country TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	value_minor BIGINT NOT NULL, 
	opening_minor BIGINT NOT NULL, 
	freight_minor BIGINT, 
	freight_currency VARCHAR(3), 
	insurance_minor BIGINT, 
	insurance_currency VARCHAR(3), 
	commission_minor BIGINT, 
	commission_currency VARCHAR(3), 
	discount_minor BIGINT, 
	discount_currency VARCHAR(3), 
	miscellaneous_minor BIGINT, 
	miscellaneous_currency VARCHAR(3), 
	third_party TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "invoice_events" VALUES(1,1,'NEW','0052545/2026-10-06/INNSA1#1','0052545/2026-10-06/INNSA1','0052545','2026-10-06','INNSA1','0009001','0388000037','NAKLI FOODS','1','',NULL,'BOE_MASTER',1,'INV/1','FOB','UTOPIQ','JP','USD',50000,50000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'');
CREATE TABLE meta (
	name VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE orm_events (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	orm_key TEXT NOT NULL, 
	orm_number TEXT NOT NULL, 
	ad_code TEXT NOT NULL, 
	iec TEXT NOT NULL, 
	importer_name TEXT NOT NULL, 
	payment_date DATE NOT NULL, 
	currency TEXT NOT NULL, 
	amount_minor BIGINT NOT NULL, 
	opening_minor BIGINT NOT NULL, 
	purpose_code TEXT NOT NULL, 
	is_capital_goods BOOLEAN, 
	beneficiary TEXT NOT NULL, 
	beneficiary_country TEXT NOT NULL, 
	remarks TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "orm_events" VALUES(1,1,'NEW','IBA26100000001/0009001','IBA26100000001','0009001','0388000037','NAKLI FOODS','2026-10-05','USD',100000,100000,'S0102',0,'UTOPIQ','JP','');
CREATE TABLE postings (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	posting TEXT NOT NULL, 
	orm_key TEXT NOT NULL, 
	invoice_key TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	amount_minor BIGINT NOT NULL, 
	invoice_currency TEXT NOT NULL, 
	amount_invoice_minor BIGINT NOT NULL, 
	rate TEXT NOT NULL, 
	pass TEXT NOT NULL, 
	tier TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	group_id TEXT NOT NULL, 
	engine_version TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "postings" VALUES(1,2,'SETTLE','IBA26100000001/0009001','0052545/2026-10-06/INNSA1#1','USD',10000,'USD',10000,'','','','','','','');
CREATE TABLE rates (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	inr_per_unit VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("on", currency), 
	FOREIGN KEY(seq) REFERENCES actions (seq) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "rates" VALUES(1,1,'2026-10-01','USD','88.5');
CREATE INDEX ix_files_seq ON files (seq);
CREATE INDEX ix_findings_seq ON findings (seq);
CREATE INDEX ix_orm_events_seq ON orm_events (seq);
CREATE INDEX ix_invoice_events_seq ON invoice_events (seq);
CREATE INDEX ix_importers_seq ON importers (seq);
CREATE INDEX ix_facts_seq ON facts (seq);
CREATE INDEX ix_rates_seq ON rates (seq);
CREATE INDEX ix_postings_seq ON postings (seq);
CREATE INDEX ix_closings_seq ON closings (seq);
CREATE TRIGGER actions_no_update BEFORE UPDATE ON actions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER actions_no_delete BEFORE DELETE ON actions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_update BEFORE UPDATE ON files BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER files_no_delete BEFORE DELETE ON files BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER orm_events_no_update BEFORE UPDATE ON orm_events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER orm_events_no_delete BEFORE DELETE ON orm_events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER invoice_events_no_update BEFORE UPDATE ON invoice_events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER invoice_events_no_delete BEFORE DELETE ON invoice_events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER importers_no_update BEFORE UPDATE ON importers BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER importers_no_delete BEFORE DELETE ON importers BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER facts_no_update BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER facts_no_delete BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rates_no_update BEFORE UPDATE ON rates BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rates_no_delete BEFORE DELETE ON rates BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER closings_no_update BEFORE UPDATE ON closings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER closings_no_delete BEFORE DELETE ON closings BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
