using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Disbursement.Jobs.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    origin = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "batch_acts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_number = table.Column<int>(type: "INTEGER", nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    officer = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reviewed = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    files_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_acts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claimant_index",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    entries = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claimant_index", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claimants",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    claimant_key = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    region_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    household_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    input_ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    rows_from = table.Column<long>(type: "INTEGER", nullable: true),
                    rows_length = table.Column<long>(type: "INTEGER", nullable: true),
                    rows_above = table.Column<long>(type: "INTEGER", nullable: true),
                    facts = table.Column<int>(type: "INTEGER", nullable: false),
                    applied_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    standing_before = table.Column<byte[]>(type: "BLOB", nullable: true),
                    personal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claimants", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    claimant_number = table.Column<long>(type: "INTEGER", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    codes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    months = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    due_fen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "earlier_answers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    payment_no = table.Column<string>(type: "TEXT", maxLength: 48, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    answered_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_earlier_answers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "manifests",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    county = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    head = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    certificate = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_manifests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "officer_names",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_officer_names", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "officers",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    counties = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    factor = table.Column<byte[]>(type: "BLOB", nullable: true),
                    factor_step = table.Column<long>(type: "INTEGER", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    is_disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_officers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payees",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    payment_no = table.Column<string>(type: "TEXT", maxLength: 48, nullable: false),
                    claimant_key = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    personal = table.Column<byte[]>(type: "BLOB", nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    officer = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payees", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_number = table.Column<int>(type: "INTEGER", nullable: false),
                    payment_no = table.Column<string>(type: "TEXT", maxLength: 48, nullable: false),
                    claimant_number = table.Column<long>(type: "INTEGER", nullable: false),
                    months = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    current_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    arrears_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    offset_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    flags = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    province_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    city_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    county_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    is_left_out = table.Column<bool>(type: "INTEGER", nullable: false),
                    replaces = table.Column<string>(type: "TEXT", maxLength: 48, nullable: true),
                    payee = table.Column<int>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    hold = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    return_file = table.Column<int>(type: "INTEGER", nullable: true),
                    return_line = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quarantine",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    payment_no = table.Column<string>(type: "TEXT", maxLength: 48, nullable: true),
                    expected = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    given = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    raw = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantine", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "return_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    lines = table.Column<long>(type: "INTEGER", nullable: false),
                    paid = table.Column<long>(type: "INTEGER", nullable: false),
                    failed = table.Column<long>(type: "INTEGER", nullable: false),
                    quarantined = table.Column<long>(type: "INTEGER", nullable: false),
                    officer = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_return_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roster_imports",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    officer = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roster_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_makers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    why = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_makers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_parts",
                columns: table => new
                {
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product = table.Column<string>(type: "TEXT", maxLength: 190, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_parts", x => new { x.run_number, x.stage, x.name });
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    maker = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    maker_officer = table.Column<int>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    counties = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    through_month = table.Column<int>(type: "INTEGER", nullable: false),
                    value_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    headers = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    pack_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    definitions_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bureaus_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    terms_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    out_folder = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.number);
                });

            // Found by key alone: a table clustered by its key needs one look where a table with an index needs two.
            migrationBuilder.Sql(
                """
                CREATE TABLE standings (claimant_key BLOB NOT NULL CONSTRAINT PK_standings PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
                """);

            migrationBuilder.CreateTable(
                name: "transfers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    book = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", maxLength: 16, nullable: false),
                    debit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    credit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fen = table.Column<long>(type: "INTEGER", nullable: false),
                    run = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    batch = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    payment = table.Column<string>(type: "TEXT", maxLength: 48, nullable: true),
                    claimant = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    scheme = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: true),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transfers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    county = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    scheme = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    payments = table.Column<int>(type: "INTEGER", nullable: false),
                    current_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    arrears_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    offset_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    total_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    central_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    province_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    city_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    county_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    recoveries = table.Column<int>(type: "INTEGER", nullable: false),
                    recovered_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    is_assumed = table.Column<bool>(type: "INTEGER", nullable: false),
                    files_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batches", x => x.number);
                    table.ForeignKey(
                        name: "FK_batches_runs_run_number",
                        column: x => x.run_number,
                        principalTable: "runs",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_inputs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    encoding = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted = table.Column<long>(type: "INTEGER", nullable: false),
                    rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    replaced = table.Column<long>(type: "INTEGER", nullable: false),
                    refusal = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_inputs", x => x.id);
                    table.ForeignKey(
                        name: "FK_run_inputs_runs_run_number",
                        column: x => x.run_number,
                        principalTable: "runs",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batch_files",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    batch_number = table.Column<int>(type: "INTEGER", nullable: false),
                    format = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    total_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_batch_files_batches_batch_number",
                        column: x => x.batch_number,
                        principalTable: "batches",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    officer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    list = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_views", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_act",
                table: "audit",
                column: "act");

            migrationBuilder.CreateIndex(
                name: "IX_batch_acts_batch_number",
                table: "batch_acts",
                column: "batch_number");

            migrationBuilder.CreateIndex(
                name: "IX_batch_files_batch_number",
                table: "batch_files",
                column: "batch_number");

            migrationBuilder.CreateIndex(
                name: "IX_batches_id",
                table: "batches",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_batches_run_number",
                table: "batches",
                column: "run_number");

            migrationBuilder.CreateIndex(
                name: "IX_officer_names_officer_id",
                table: "officer_names",
                column: "officer_id");

            migrationBuilder.CreateIndex(
                name: "IX_officers_name",
                table: "officers",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payees_payment_no",
                table: "payees",
                column: "payment_no");

            migrationBuilder.CreateIndex(
                name: "IX_earlier_answers_payment_no",
                table: "earlier_answers",
                column: "payment_no");

            migrationBuilder.CreateIndex(
                name: "ix_payments_again",
                table: "payments",
                column: "claimant_number",
                filter: "replaces IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_open",
                table: "payments",
                column: "state",
                filter: "state IN ('held', 'failed') OR hold IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_receivables",
                table: "transfers",
                column: "claimant",
                filter: "event IN ('recover', 'offset', 'cancel', 'repaid', 'waived', 'withdrawn', 'duplicate', 'returned')");

            migrationBuilder.CreateIndex(
                name: "IX_quarantine_file_id",
                table: "quarantine",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "IX_quarantine_payment_no",
                table: "quarantine",
                column: "payment_no");

            migrationBuilder.CreateIndex(
                name: "IX_return_files_sha256",
                table: "return_files",
                column: "sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roster_imports_sha256",
                table: "roster_imports",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_run_inputs_run_number",
                table: "run_inputs",
                column: "run_number");

            migrationBuilder.CreateIndex(
                name: "IX_run_makers_run_number",
                table: "run_makers",
                column: "run_number");

            migrationBuilder.CreateIndex(
                name: "IX_runs_id",
                table: "runs",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_runs_year_ordinal",
                table: "runs",
                columns: new[] { "year", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_saved_views_officer_id_list_name",
                table: "saved_views",
                columns: new[] { "officer_id", "list", "name" },
                unique: true);

            migrationBuilder.Sql(
                """
                CREATE TRIGGER claimants_append_only_update BEFORE UPDATE OF number, run_number, claimant_key, region_code, household_no, role, input_ordinal, line, rows_from, rows_length, rows_above, facts, applied_on, standing_before ON claimants
                BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER claimants_append_only_delete BEFORE DELETE ON claimants
                BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER claimants_append_only_insert BEFORE INSERT ON claimants
                WHEN EXISTS (SELECT 1 FROM claimants WHERE number = NEW.number)
                BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER decisions_append_only_update BEFORE UPDATE ON decisions
                BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER decisions_append_only_delete BEFORE DELETE ON decisions
                BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER decisions_append_only_insert BEFORE INSERT ON decisions
                WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER transfers_append_only_update BEFORE UPDATE ON transfers
                BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER transfers_append_only_delete BEFORE DELETE ON transfers
                BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER transfers_append_only_insert BEFORE INSERT ON transfers
                WHEN EXISTS (SELECT 1 FROM transfers WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER audit_append_only_update BEFORE UPDATE ON audit
                BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
                BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER audit_append_only_insert BEFORE INSERT ON audit
                WHEN EXISTS (SELECT 1 FROM audit WHERE sequence = NEW.sequence)
                BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batch_acts_append_only_update BEFORE UPDATE ON batch_acts
                BEGIN SELECT RAISE(ABORT, 'batch_acts is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batch_acts_append_only_delete BEFORE DELETE ON batch_acts
                BEGIN SELECT RAISE(ABORT, 'batch_acts is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batch_acts_append_only_insert BEFORE INSERT ON batch_acts
                WHEN EXISTS (SELECT 1 FROM batch_acts WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'batch_acts is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER officer_names_append_only_update BEFORE UPDATE ON officer_names
                BEGIN SELECT RAISE(ABORT, 'officer_names is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER officer_names_append_only_delete BEFORE DELETE ON officer_names
                BEGIN SELECT RAISE(ABORT, 'officer_names is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER officer_names_append_only_insert BEFORE INSERT ON officer_names
                WHEN EXISTS (SELECT 1 FROM officer_names WHERE name = NEW.name)
                BEGIN SELECT RAISE(ABORT, 'officer_names is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER run_makers_append_only_update BEFORE UPDATE ON run_makers
                BEGIN SELECT RAISE(ABORT, 'run_makers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER run_makers_append_only_delete BEFORE DELETE ON run_makers
                BEGIN SELECT RAISE(ABORT, 'run_makers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER run_makers_append_only_insert BEFORE INSERT ON run_makers
                WHEN EXISTS (SELECT 1 FROM run_makers WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'run_makers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER return_files_append_only_update BEFORE UPDATE ON return_files
                BEGIN SELECT RAISE(ABORT, 'return_files is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER return_files_append_only_delete BEFORE DELETE ON return_files
                BEGIN SELECT RAISE(ABORT, 'return_files is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER return_files_append_only_insert BEFORE INSERT ON return_files
                WHEN EXISTS (SELECT 1 FROM return_files WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'return_files is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER quarantine_append_only_update BEFORE UPDATE OF id, file_id, line, code, payment_no, expected, given ON quarantine
                BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER quarantine_append_only_delete BEFORE DELETE ON quarantine
                BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER quarantine_append_only_insert BEFORE INSERT ON quarantine
                WHEN EXISTS (SELECT 1 FROM quarantine WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER earlier_answers_append_only_update BEFORE UPDATE ON earlier_answers
                BEGIN SELECT RAISE(ABORT, 'earlier_answers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER earlier_answers_append_only_delete BEFORE DELETE ON earlier_answers
                BEGIN SELECT RAISE(ABORT, 'earlier_answers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER earlier_answers_append_only_insert BEFORE INSERT ON earlier_answers
                WHEN EXISTS (SELECT 1 FROM earlier_answers WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'earlier_answers is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER roster_imports_append_only_update BEFORE UPDATE ON roster_imports
                BEGIN SELECT RAISE(ABORT, 'roster_imports is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER roster_imports_append_only_delete BEFORE DELETE ON roster_imports
                BEGIN SELECT RAISE(ABORT, 'roster_imports is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER roster_imports_append_only_insert BEFORE INSERT ON roster_imports
                WHEN EXISTS (SELECT 1 FROM roster_imports WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'roster_imports is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER payees_append_only_update BEFORE UPDATE OF id, payment_no, claimant_key, officer_id, officer, reason, recorded_at ON payees
                BEGIN SELECT RAISE(ABORT, 'payees is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER payees_append_only_delete BEFORE DELETE ON payees
                BEGIN SELECT RAISE(ABORT, 'payees is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER payees_append_only_insert BEFORE INSERT ON payees
                WHEN EXISTS (SELECT 1 FROM payees WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'payees is append-only'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batches_kept_insert BEFORE INSERT ON batches
                WHEN EXISTS (SELECT 1 FROM batches WHERE number = NEW.number)
                BEGIN SELECT RAISE(ABORT, 'batches are never replaced'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batches_kept_delete BEFORE DELETE ON batches
                BEGIN SELECT RAISE(ABORT, 'batches are never deleted'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER payments_kept_insert BEFORE INSERT ON payments
                WHEN EXISTS (SELECT 1 FROM payments WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'payments are never replaced'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER payments_kept_delete BEFORE DELETE ON payments
                BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batches_life_cycle BEFORE UPDATE OF state ON batches
                WHEN NOT (OLD.state = NEW.state
                  OR (OLD.state = 'proposed' AND NEW.state IN ('approved', 'rejected'))
                  OR (OLD.state = 'approved' AND NEW.state IN ('proposed', 'released', 'rejected'))
                  OR (OLD.state = 'released' AND NEW.state IN ('settled')))
                BEGIN SELECT RAISE(ABORT, 'the life cycle does not allow this state'); END;
                """);
            migrationBuilder.Sql(
                """
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
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER payments_fixed BEFORE UPDATE OF id, batch_number, payment_no, claimant_number, months, current_fen, arrears_fen, offset_fen, amount_fen, flags, province_fen, city_fen, county_fen, replaces ON payments
                BEGIN SELECT RAISE(ABORT, 'what a payment is does not change'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batch_acts_maker BEFORE INSERT ON batch_acts
                WHEN NEW.act IN ('first-approve', 'approve', 'release') AND (NOT EXISTS (SELECT 1 FROM officers o WHERE o.id = NEW.officer_id AND o.role = 'reviewer')
                  OR EXISTS (SELECT 1 FROM batches b JOIN run_makers m ON m.run_number = b.run_number
                    WHERE b.number = NEW.batch_number AND (m.officer_id = NEW.officer_id
                      OR m.name IN (SELECT n.name FROM officer_names n WHERE n.officer_id = NEW.officer_id))))
                BEGIN SELECT RAISE(ABORT, 'who made a run may not approve or release its batches'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER batches_need_act BEFORE UPDATE OF state ON batches
                WHEN OLD.state <> NEW.state AND NEW.state IN ('approved', 'released') AND NOT EXISTS (SELECT 1 FROM batch_acts a WHERE a.batch_number = NEW.number AND a.files_sha256 = NEW.files_sha256
                    AND a.act = CASE NEW.state WHEN 'approved' THEN 'approve' ELSE 'release' END)
                BEGIN SELECT RAISE(ABORT, 'a batch needs the act of a reviewer on its present files'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "batch_acts");

            migrationBuilder.DropTable(
                name: "batch_files");

            migrationBuilder.DropTable(
                name: "claimant_index");

            migrationBuilder.DropTable(
                name: "claimants");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "earlier_answers");

            migrationBuilder.DropTable(
                name: "manifests");

            migrationBuilder.DropTable(
                name: "officer_names");

            migrationBuilder.DropTable(
                name: "officers");

            migrationBuilder.DropTable(
                name: "payees");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "quarantine");

            migrationBuilder.DropTable(
                name: "return_files");

            migrationBuilder.DropTable(
                name: "roster_imports");

            migrationBuilder.DropTable(
                name: "run_inputs");

            migrationBuilder.DropTable(
                name: "run_makers");

            migrationBuilder.DropTable(
                name: "run_parts");

            migrationBuilder.DropTable(
                name: "standings");

            migrationBuilder.DropTable(
                name: "transfers");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "runs");
        }
    }
}
