CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

CREATE TABLE "audit" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_audit" PRIMARY KEY,
    "recorded_at" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "officer_id" INTEGER NULL,
    "role" TEXT NULL,
    "origin" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NULL,
    "detail" TEXT NULL,
    "hash" BLOB NOT NULL
);

CREATE TABLE "batch_acts" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_batch_acts" PRIMARY KEY,
    "batch_number" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "officer_id" INTEGER NULL,
    "officer" TEXT NOT NULL,
    "reviewed" TEXT NULL,
    "files_sha256" TEXT NOT NULL,
    "recorded_at" INTEGER NOT NULL
);

CREATE TABLE "claimant_index" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_claimant_index" PRIMARY KEY,
    "entries" BLOB NOT NULL
);

CREATE TABLE "claimants" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_claimants" PRIMARY KEY,
    "run_number" INTEGER NOT NULL,
    "claimant_key" BLOB NOT NULL,
    "region_code" TEXT NOT NULL,
    "household_no" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "input_ordinal" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "rows_from" INTEGER NULL,
    "rows_length" INTEGER NULL,
    "rows_above" INTEGER NULL,
    "facts" INTEGER NOT NULL,
    "applied_on" TEXT NULL,
    "standing_before" BLOB NULL,
    "personal" BLOB NULL
);

CREATE TABLE "decisions" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_decisions" PRIMARY KEY,
    "claimant_number" INTEGER NOT NULL,
    "scheme" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "codes" TEXT NULL,
    "months" TEXT NULL,
    "due_fen" INTEGER NOT NULL
);

CREATE TABLE "earlier_answers" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_earlier_answers" PRIMARY KEY,
    "file_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "payment_no" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "note" TEXT NULL,
    "answered_on" TEXT NULL
);

CREATE TABLE "manifests" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_manifests" PRIMARY KEY,
    "run_number" INTEGER NOT NULL,
    "county" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "head" TEXT NOT NULL,
    "certificate" TEXT NULL
);

CREATE TABLE "officer_names" (
    "name" TEXT NOT NULL CONSTRAINT "PK_officer_names" PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "since" INTEGER NOT NULL
);

CREATE TABLE "officers" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_officers" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "counties" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "factor" BLOB NULL,
    "factor_step" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    "is_disabled" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);

CREATE TABLE "payees" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_payees" PRIMARY KEY,
    "payment_no" TEXT NOT NULL,
    "claimant_key" BLOB NOT NULL,
    "personal" BLOB NOT NULL,
    "officer_id" INTEGER NULL,
    "officer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" INTEGER NOT NULL
);

CREATE TABLE "payments" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_payments" PRIMARY KEY,
    "batch_number" INTEGER NOT NULL,
    "payment_no" TEXT NOT NULL,
    "claimant_number" INTEGER NOT NULL,
    "months" TEXT NULL,
    "current_fen" INTEGER NOT NULL,
    "arrears_fen" INTEGER NOT NULL,
    "offset_fen" INTEGER NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "flags" TEXT NULL,
    "state" TEXT NOT NULL,
    "province_fen" INTEGER NOT NULL,
    "city_fen" INTEGER NOT NULL,
    "county_fen" INTEGER NOT NULL,
    "is_left_out" INTEGER NOT NULL,
    "replaces" TEXT NULL,
    "payee" INTEGER NULL,
    "note" TEXT NULL,
    "hold" TEXT NULL,
    "return_file" INTEGER NULL,
    "return_line" INTEGER NULL,
    "answered_on" TEXT NULL
);

CREATE TABLE "quarantine" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_quarantine" PRIMARY KEY,
    "file_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "payment_no" TEXT NULL,
    "expected" TEXT NULL,
    "given" TEXT NULL,
    "raw" BLOB NOT NULL
);

CREATE TABLE "return_files" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_return_files" PRIMARY KEY,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "paid" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "quarantined" INTEGER NOT NULL,
    "officer" TEXT NOT NULL,
    "recorded_at" INTEGER NOT NULL
);

CREATE TABLE "roster_imports" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_roster_imports" PRIMARY KEY,
    "sha256" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "officer_id" INTEGER NULL,
    "officer" TEXT NOT NULL,
    "recorded_at" INTEGER NOT NULL
);

CREATE TABLE "run_makers" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_run_makers" PRIMARY KEY,
    "run_number" INTEGER NOT NULL,
    "officer_id" INTEGER NULL,
    "name" TEXT NOT NULL,
    "why" TEXT NOT NULL
);

CREATE TABLE "run_parts" (
    "run_number" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    CONSTRAINT "PK_run_parts" PRIMARY KEY ("run_number", "stage", "name")
);

CREATE TABLE "runs" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_runs" PRIMARY KEY,
    "id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "maker" TEXT NOT NULL,
    "maker_officer" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "sealed_at" INTEGER NULL,
    "counties" TEXT NOT NULL,
    "through_month" INTEGER NOT NULL,
    "value_date" TEXT NULL,
    "language" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "pack_sha256" TEXT NOT NULL,
    "definitions_sha256" TEXT NOT NULL,
    "bureaus_sha256" TEXT NOT NULL,
    "terms_sha256" TEXT NOT NULL,
    "out_folder" TEXT NOT NULL
);

CREATE TABLE standings (claimant_key BLOB NOT NULL CONSTRAINT PK_standings PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE "transfers" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_transfers" PRIMARY KEY,
    "book" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "debit" TEXT NOT NULL,
    "credit" TEXT NOT NULL,
    "fen" INTEGER NOT NULL,
    "run" TEXT NOT NULL,
    "batch" TEXT NULL,
    "payment" TEXT NULL,
    "claimant" BLOB NOT NULL,
    "scheme" TEXT NOT NULL,
    "year" INTEGER NULL,
    "recorded_at" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "hash" BLOB NOT NULL
);

CREATE TABLE "batches" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_batches" PRIMARY KEY,
    "id" TEXT NOT NULL,
    "run_number" INTEGER NOT NULL,
    "county" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "payments" INTEGER NOT NULL,
    "current_fen" INTEGER NOT NULL,
    "arrears_fen" INTEGER NOT NULL,
    "offset_fen" INTEGER NOT NULL,
    "total_fen" INTEGER NOT NULL,
    "central_fen" INTEGER NOT NULL,
    "province_fen" INTEGER NOT NULL,
    "city_fen" INTEGER NOT NULL,
    "county_fen" INTEGER NOT NULL,
    "recoveries" INTEGER NOT NULL,
    "recovered_fen" INTEGER NOT NULL,
    "is_assumed" INTEGER NOT NULL,
    "files_sha256" TEXT NOT NULL,
    CONSTRAINT "FK_batches_runs_run_number" FOREIGN KEY ("run_number") REFERENCES "runs" ("number") ON DELETE RESTRICT
);

CREATE TABLE "run_inputs" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_run_inputs" PRIMARY KEY,
    "run_number" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "encoding" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "replaced" INTEGER NOT NULL,
    "refusal" TEXT NULL,
    CONSTRAINT "FK_run_inputs_runs_run_number" FOREIGN KEY ("run_number") REFERENCES "runs" ("number") ON DELETE RESTRICT
);

CREATE TABLE "batch_files" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_batch_files" PRIMARY KEY,
    "batch_number" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "total_fen" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    CONSTRAINT "FK_batch_files_batches_batch_number" FOREIGN KEY ("batch_number") REFERENCES "batches" ("number") ON DELETE RESTRICT
);

CREATE TABLE "saved_views" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_saved_views" PRIMARY KEY,
    "officer_id" INTEGER NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL
);

CREATE INDEX "IX_audit_act" ON "audit" ("act");

CREATE INDEX "IX_batch_acts_batch_number" ON "batch_acts" ("batch_number");

CREATE INDEX "IX_batch_files_batch_number" ON "batch_files" ("batch_number");

CREATE UNIQUE INDEX "IX_batches_id" ON "batches" ("id");

CREATE INDEX "IX_batches_run_number" ON "batches" ("run_number");

CREATE INDEX "IX_officer_names_officer_id" ON "officer_names" ("officer_id");

CREATE UNIQUE INDEX "IX_officers_name" ON "officers" ("name");

CREATE INDEX "IX_payees_payment_no" ON "payees" ("payment_no");

CREATE INDEX "IX_earlier_answers_payment_no" ON "earlier_answers" ("payment_no");

CREATE INDEX "ix_payments_again" ON "payments" ("claimant_number") WHERE replaces IS NOT NULL;

CREATE INDEX "ix_payments_open" ON "payments" ("state") WHERE state IN ('held', 'failed') OR hold IS NOT NULL;

CREATE INDEX "ix_transfers_receivables" ON "transfers" ("claimant") WHERE event IN ('recover', 'offset', 'cancel', 'repaid', 'waived', 'withdrawn', 'duplicate', 'returned');

CREATE INDEX "IX_quarantine_file_id" ON "quarantine" ("file_id");

CREATE INDEX "IX_quarantine_payment_no" ON "quarantine" ("payment_no");

CREATE UNIQUE INDEX "IX_return_files_sha256" ON "return_files" ("sha256");

CREATE INDEX "IX_roster_imports_sha256" ON "roster_imports" ("sha256");

CREATE INDEX "IX_run_inputs_run_number" ON "run_inputs" ("run_number");

CREATE INDEX "IX_run_makers_run_number" ON "run_makers" ("run_number");

CREATE UNIQUE INDEX "IX_runs_id" ON "runs" ("id");

CREATE UNIQUE INDEX "IX_runs_year_ordinal" ON "runs" ("year", "ordinal");

CREATE UNIQUE INDEX "IX_saved_views_officer_id_list_name" ON "saved_views" ("officer_id", "list", "name");

CREATE TRIGGER claimants_append_only_update BEFORE UPDATE OF number, run_number, claimant_key, region_code, household_no, role, input_ordinal, line, rows_from, rows_length, rows_above, facts, applied_on, standing_before ON claimants
BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;

CREATE TRIGGER claimants_append_only_delete BEFORE DELETE ON claimants
BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;

CREATE TRIGGER claimants_append_only_insert BEFORE INSERT ON claimants
WHEN EXISTS (SELECT 1 FROM claimants WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;

CREATE TRIGGER decisions_append_only_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;

CREATE TRIGGER decisions_append_only_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;

CREATE TRIGGER decisions_append_only_insert BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;

CREATE TRIGGER transfers_append_only_update BEFORE UPDATE ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;

CREATE TRIGGER transfers_append_only_delete BEFORE DELETE ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;

CREATE TRIGGER transfers_append_only_insert BEFORE INSERT ON transfers
WHEN EXISTS (SELECT 1 FROM transfers WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;

CREATE TRIGGER audit_append_only_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_append_only_insert BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER batch_acts_append_only_update BEFORE UPDATE ON batch_acts
BEGIN SELECT RAISE(ABORT, 'batch_acts is append-only'); END;

CREATE TRIGGER batch_acts_append_only_delete BEFORE DELETE ON batch_acts
BEGIN SELECT RAISE(ABORT, 'batch_acts is append-only'); END;

CREATE TRIGGER batch_acts_append_only_insert BEFORE INSERT ON batch_acts
WHEN EXISTS (SELECT 1 FROM batch_acts WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'batch_acts is append-only'); END;

CREATE TRIGGER officer_names_append_only_update BEFORE UPDATE ON officer_names
BEGIN SELECT RAISE(ABORT, 'officer_names is append-only'); END;

CREATE TRIGGER officer_names_append_only_delete BEFORE DELETE ON officer_names
BEGIN SELECT RAISE(ABORT, 'officer_names is append-only'); END;

CREATE TRIGGER officer_names_append_only_insert BEFORE INSERT ON officer_names
WHEN EXISTS (SELECT 1 FROM officer_names WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'officer_names is append-only'); END;

CREATE TRIGGER run_makers_append_only_update BEFORE UPDATE ON run_makers
BEGIN SELECT RAISE(ABORT, 'run_makers is append-only'); END;

CREATE TRIGGER run_makers_append_only_delete BEFORE DELETE ON run_makers
BEGIN SELECT RAISE(ABORT, 'run_makers is append-only'); END;

CREATE TRIGGER run_makers_append_only_insert BEFORE INSERT ON run_makers
WHEN EXISTS (SELECT 1 FROM run_makers WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'run_makers is append-only'); END;

CREATE TRIGGER return_files_append_only_update BEFORE UPDATE ON return_files
BEGIN SELECT RAISE(ABORT, 'return_files is append-only'); END;

CREATE TRIGGER return_files_append_only_delete BEFORE DELETE ON return_files
BEGIN SELECT RAISE(ABORT, 'return_files is append-only'); END;

CREATE TRIGGER return_files_append_only_insert BEFORE INSERT ON return_files
WHEN EXISTS (SELECT 1 FROM return_files WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'return_files is append-only'); END;

CREATE TRIGGER quarantine_append_only_update BEFORE UPDATE OF id, file_id, line, code, payment_no, expected, given ON quarantine
BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;

CREATE TRIGGER quarantine_append_only_delete BEFORE DELETE ON quarantine
BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;

CREATE TRIGGER quarantine_append_only_insert BEFORE INSERT ON quarantine
WHEN EXISTS (SELECT 1 FROM quarantine WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;

CREATE TRIGGER earlier_answers_append_only_update BEFORE UPDATE ON earlier_answers
BEGIN SELECT RAISE(ABORT, 'earlier_answers is append-only'); END;

CREATE TRIGGER earlier_answers_append_only_delete BEFORE DELETE ON earlier_answers
BEGIN SELECT RAISE(ABORT, 'earlier_answers is append-only'); END;

CREATE TRIGGER earlier_answers_append_only_insert BEFORE INSERT ON earlier_answers
WHEN EXISTS (SELECT 1 FROM earlier_answers WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'earlier_answers is append-only'); END;

CREATE TRIGGER roster_imports_append_only_update BEFORE UPDATE ON roster_imports
BEGIN SELECT RAISE(ABORT, 'roster_imports is append-only'); END;

CREATE TRIGGER roster_imports_append_only_delete BEFORE DELETE ON roster_imports
BEGIN SELECT RAISE(ABORT, 'roster_imports is append-only'); END;

CREATE TRIGGER roster_imports_append_only_insert BEFORE INSERT ON roster_imports
WHEN EXISTS (SELECT 1 FROM roster_imports WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'roster_imports is append-only'); END;

CREATE TRIGGER payees_append_only_update BEFORE UPDATE OF id, payment_no, claimant_key, officer_id, officer, reason, recorded_at ON payees
BEGIN SELECT RAISE(ABORT, 'payees is append-only'); END;

CREATE TRIGGER payees_append_only_delete BEFORE DELETE ON payees
BEGIN SELECT RAISE(ABORT, 'payees is append-only'); END;

CREATE TRIGGER payees_append_only_insert BEFORE INSERT ON payees
WHEN EXISTS (SELECT 1 FROM payees WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payees is append-only'); END;

CREATE TRIGGER batches_kept_insert BEFORE INSERT ON batches
WHEN EXISTS (SELECT 1 FROM batches WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'batches are never replaced'); END;

CREATE TRIGGER batches_kept_delete BEFORE DELETE ON batches
BEGIN SELECT RAISE(ABORT, 'batches are never deleted'); END;

CREATE TRIGGER payments_kept_insert BEFORE INSERT ON payments
WHEN EXISTS (SELECT 1 FROM payments WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'payments are never replaced'); END;

CREATE TRIGGER payments_kept_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;

CREATE TRIGGER batches_life_cycle BEFORE UPDATE OF state ON batches
WHEN NOT (OLD.state = NEW.state
  OR (OLD.state = 'proposed' AND NEW.state IN ('approved', 'rejected'))
  OR (OLD.state = 'approved' AND NEW.state IN ('proposed', 'released', 'rejected'))
  OR (OLD.state = 'released' AND NEW.state IN ('settled')))
BEGIN SELECT RAISE(ABORT, 'the life cycle does not allow this state'); END;

CREATE TRIGGER payments_life_cycle BEFORE UPDATE OF state ON payments
WHEN NOT (OLD.state = NEW.state
  OR (OLD.state = 'proposed' AND NEW.state IN ('approved', 'held', 'cancelled'))
  OR (OLD.state = 'approved' AND NEW.state IN ('proposed', 'held', 'released', 'cancelled'))
  OR (OLD.state = 'held' AND NEW.state IN ('proposed', 'cancelled', 'reissued'))
  OR (OLD.state = 'released' AND NEW.state IN ('paid', 'failed'))
  OR (OLD.state = 'paid' AND NEW.state IN ('failed'))
  OR (OLD.state = 'failed' AND NEW.state IN ('paid', 'reissued', 'cancelled'))
  OR (OLD.state = 'reissued' AND NEW.state IN ('paid'))
  OR (OLD.state = 'cancelled' AND NEW.state IN ('paid')))
BEGIN SELECT RAISE(ABORT, 'the life cycle does not allow this state'); END;

CREATE TRIGGER payments_fixed BEFORE UPDATE OF id, batch_number, payment_no, claimant_number, months, current_fen, arrears_fen, offset_fen, amount_fen, flags, province_fen, city_fen, county_fen, replaces ON payments
BEGIN SELECT RAISE(ABORT, 'what a payment is does not change'); END;

CREATE TRIGGER batch_acts_maker BEFORE INSERT ON batch_acts
WHEN NEW.act IN ('first-approve', 'approve', 'release') AND (NOT EXISTS (SELECT 1 FROM officers o WHERE o.id = NEW.officer_id AND o.role = 'reviewer')
  OR EXISTS (SELECT 1 FROM batches b JOIN run_makers m ON m.run_number = b.run_number
    WHERE b.number = NEW.batch_number AND (m.officer_id = NEW.officer_id
      OR m.name IN (SELECT n.name FROM officer_names n WHERE n.officer_id = NEW.officer_id))))
BEGIN SELECT RAISE(ABORT, 'who made a run may not approve or release its batches'); END;

CREATE TRIGGER batches_need_act BEFORE UPDATE OF state ON batches
WHEN OLD.state <> NEW.state AND NEW.state IN ('approved', 'released') AND NOT EXISTS (SELECT 1 FROM batch_acts a WHERE a.batch_number = NEW.number AND a.files_sha256 = NEW.files_sha256
    AND a.act = CASE NEW.state WHEN 'approved' THEN 'approve' ELSE 'release' END)
BEGIN SELECT RAISE(ABORT, 'a batch needs the act of a reviewer on its present files'); END;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261130143000_Initial', '10.0.14');

