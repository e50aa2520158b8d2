using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Disbursement.Jobs.Store.Migrations.SqlServer
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
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    officer_id = table.Column<int>(type: "int", nullable: true),
                    role = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true, collation: "Latin1_General_BIN2"),
                    origin = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    act = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_BIN2"),
                    subject = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    outcome = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    reason = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    detail = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "batch_acts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    batch_number = table.Column<int>(type: "int", nullable: false),
                    act = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    officer_id = table.Column<int>(type: "int", nullable: true),
                    officer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    reviewed = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_BIN2"),
                    files_sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_acts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claimant_index",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    entries = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claimant_index", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claimants",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    claimant_key = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    region_code = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false, collation: "Latin1_General_BIN2"),
                    household_no = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_BIN2"),
                    role = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    input_ordinal = table.Column<int>(type: "int", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    rows_from = table.Column<long>(type: "bigint", nullable: true),
                    rows_length = table.Column<long>(type: "bigint", nullable: true),
                    rows_above = table.Column<long>(type: "bigint", nullable: true),
                    facts = table.Column<int>(type: "int", nullable: false),
                    applied_on = table.Column<DateOnly>(type: "date", nullable: true),
                    standing_before = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    personal = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claimants", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    claimant_number = table.Column<long>(type: "bigint", nullable: false),
                    scheme = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    outcome = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    codes = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    months = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_BIN2"),
                    due_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "earlier_answers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    file_id = table.Column<int>(type: "int", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    payment_no = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: false, collation: "Latin1_General_BIN2"),
                    status = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    note = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_earlier_answers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "manifests",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    county = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false, collation: "Latin1_General_BIN2"),
                    sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    head = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    certificate = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_manifests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "officer_names",
                columns: table => new
                {
                    name = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    officer_id = table.Column<int>(type: "int", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_officer_names", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "officers",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    name = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    role = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    counties = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    password_hash = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    factor = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    factor_step = table.Column<long>(type: "bigint", nullable: false),
                    failures = table.Column<int>(type: "int", nullable: false),
                    locked_until = table.Column<long>(type: "bigint", nullable: true),
                    is_disabled = table.Column<bool>(type: "bit", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_officers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payees",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    payment_no = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: false, collation: "Latin1_General_BIN2"),
                    claimant_key = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    personal = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    officer_id = table.Column<int>(type: "int", nullable: true),
                    officer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    reason = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payees", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    batch_number = table.Column<int>(type: "int", nullable: false),
                    payment_no = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: false, collation: "Latin1_General_BIN2"),
                    claimant_number = table.Column<long>(type: "bigint", nullable: false),
                    months = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_BIN2"),
                    current_fen = table.Column<long>(type: "bigint", nullable: false),
                    arrears_fen = table.Column<long>(type: "bigint", nullable: false),
                    offset_fen = table.Column<long>(type: "bigint", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    flags = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true, collation: "Latin1_General_BIN2"),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    province_fen = table.Column<long>(type: "bigint", nullable: false),
                    city_fen = table.Column<long>(type: "bigint", nullable: false),
                    county_fen = table.Column<long>(type: "bigint", nullable: false),
                    is_left_out = table.Column<bool>(type: "bit", nullable: false),
                    replaces = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: true, collation: "Latin1_General_BIN2"),
                    payee = table.Column<int>(type: "int", nullable: true),
                    note = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    hold = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    return_file = table.Column<int>(type: "int", nullable: true),
                    return_line = table.Column<long>(type: "bigint", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quarantine",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    file_id = table.Column<int>(type: "int", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    payment_no = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: true, collation: "Latin1_General_BIN2"),
                    expected = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    given = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2"),
                    raw = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantine", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "return_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    name = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    lines = table.Column<long>(type: "bigint", nullable: false),
                    paid = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    quarantined = table.Column<long>(type: "bigint", nullable: false),
                    officer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_return_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roster_imports",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    path = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    year = table.Column<int>(type: "int", nullable: false),
                    officer_id = table.Column<int>(type: "int", nullable: true),
                    officer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roster_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_makers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    officer_id = table.Column<int>(type: "int", nullable: true),
                    name = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    why = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_makers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_parts",
                columns: table => new
                {
                    run_number = table.Column<int>(type: "int", nullable: false),
                    stage = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    name = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    product = table.Column<string>(type: "nvarchar(190)", maxLength: 190, nullable: false, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_parts", x => new { x.run_number, x.stage, x.name });
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    number = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    year = table.Column<int>(type: "int", nullable: false),
                    ordinal = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    maker = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    maker_officer = table.Column<int>(type: "int", nullable: true),
                    kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    started_at = table.Column<DateTimeOffset>(type: "datetimeoffset(0)", precision: 0, nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "datetimeoffset(0)", precision: 0, nullable: true),
                    counties = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    through_month = table.Column<int>(type: "int", nullable: false),
                    value_date = table.Column<DateOnly>(type: "date", nullable: true),
                    language = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    headers = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    pack_sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    definitions_sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    bureaus_sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    terms_sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    out_folder = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "standings",
                columns: table => new
                {
                    claimant_key = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    value = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_standings", x => x.claimant_key);
                });

            migrationBuilder.CreateTable(
                name: "standings_staged",
                columns: table => new
                {
                    claimant_key = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    value = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_standings_staged", x => x.claimant_key);
                });

            migrationBuilder.CreateTable(
                name: "transfers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    book = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false, collation: "Latin1_General_BIN2"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    @event = table.Column<string>(name: "event", type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    debit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    credit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    fen = table.Column<long>(type: "bigint", nullable: false),
                    run = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    batch = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true, collation: "Latin1_General_BIN2"),
                    payment = table.Column<string>(type: "nvarchar(48)", maxLength: 48, nullable: true, collation: "Latin1_General_BIN2"),
                    claimant = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    scheme = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    year = table.Column<int>(type: "int", nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transfers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "turns",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    taken = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_turns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    number = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_BIN2"),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    county = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false, collation: "Latin1_General_BIN2"),
                    scheme = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    payments = table.Column<int>(type: "int", nullable: false),
                    current_fen = table.Column<long>(type: "bigint", nullable: false),
                    arrears_fen = table.Column<long>(type: "bigint", nullable: false),
                    offset_fen = table.Column<long>(type: "bigint", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    central_fen = table.Column<long>(type: "bigint", nullable: false),
                    province_fen = table.Column<long>(type: "bigint", nullable: false),
                    city_fen = table.Column<long>(type: "bigint", nullable: false),
                    county_fen = table.Column<long>(type: "bigint", nullable: false),
                    recoveries = table.Column<int>(type: "int", nullable: false),
                    recovered_fen = table.Column<long>(type: "bigint", nullable: false),
                    is_assumed = table.Column<bool>(type: "bit", nullable: false),
                    files_sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2")
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
                    id = table.Column<long>(type: "bigint", nullable: false),
                    run_number = table.Column<int>(type: "int", nullable: false),
                    ordinal = table.Column<int>(type: "int", nullable: false),
                    path = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    encoding = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    accepted = table.Column<long>(type: "bigint", nullable: false),
                    rejected = table.Column<long>(type: "bigint", nullable: false),
                    replaced = table.Column<long>(type: "bigint", nullable: false),
                    refusal = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_BIN2")
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
                    id = table.Column<long>(type: "bigint", nullable: false),
                    batch_number = table.Column<int>(type: "int", nullable: false),
                    format = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    path = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2"),
                    rows = table.Column<int>(type: "int", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2")
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
                    id = table.Column<int>(type: "int", nullable: false),
                    officer_id = table.Column<int>(type: "int", nullable: false),
                    list = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_BIN2"),
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_BIN2"),
                    content = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_BIN2")
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
                column: "claimant_number");

            migrationBuilder.CreateIndex(
                name: "ix_payments_open",
                table: "payments",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_receivables",
                table: "transfers",
                column: "claimant");

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
                INSERT INTO turns (id, taken) VALUES (1, 0);
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER claimants_append_only ON claimants AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted) AND (NOT EXISTS (SELECT 1 FROM inserted) OR UPDATE(number) OR UPDATE(run_number) OR UPDATE(claimant_key) OR UPDATE(region_code) OR UPDATE(household_no) OR UPDATE(role) OR UPDATE(input_ordinal) OR UPDATE(line) OR UPDATE(rows_from) OR UPDATE(rows_length) OR UPDATE(rows_above) OR UPDATE(facts) OR UPDATE(applied_on) OR UPDATE(standing_before))
                BEGIN THROW 51000, ''claimants is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER decisions_append_only ON decisions AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''decisions is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER transfers_append_only ON transfers AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''transfers is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER audit_append_only ON audit AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''audit is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER batch_acts_append_only ON batch_acts AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''batch_acts is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER officer_names_append_only ON officer_names AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''officer_names is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER run_makers_append_only ON run_makers AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''run_makers is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER return_files_append_only ON return_files AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''return_files is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER quarantine_append_only ON quarantine AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted) AND (NOT EXISTS (SELECT 1 FROM inserted) OR UPDATE(id) OR UPDATE(file_id) OR UPDATE(line) OR UPDATE(code) OR UPDATE(payment_no) OR UPDATE(expected) OR UPDATE(given))
                BEGIN THROW 51000, ''quarantine is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER earlier_answers_append_only ON earlier_answers AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''earlier_answers is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER roster_imports_append_only ON roster_imports AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''roster_imports is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER payees_append_only ON payees AFTER UPDATE, DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted) AND (NOT EXISTS (SELECT 1 FROM inserted) OR UPDATE(id) OR UPDATE(payment_no) OR UPDATE(claimant_key) OR UPDATE(officer_id) OR UPDATE(officer) OR UPDATE(reason) OR UPDATE(recorded_at))
                BEGIN THROW 51000, ''payees is append-only'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER batches_kept ON batches AFTER DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''batches are never deleted'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER payments_kept ON payments AFTER DELETE AS BEGIN
                IF EXISTS (SELECT 1 FROM deleted)
                BEGIN THROW 51000, ''payments are never deleted'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER batches_fixed ON batches AFTER UPDATE AS BEGIN
                IF EXISTS (SELECT 1 FROM inserted) AND UPDATE(number)
                BEGIN THROW 51000, ''the number of a batch does not change'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER batches_life_cycle ON batches AFTER UPDATE AS BEGIN
                IF UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.number = i.number
                WHERE NOT (d.state = i.state
                  OR (d.state = ''proposed'' AND i.state IN (''approved'', ''rejected''))
                  OR (d.state = ''approved'' AND i.state IN (''proposed'', ''released'', ''rejected''))
                  OR (d.state = ''released'' AND i.state IN (''settled''))))
                BEGIN THROW 51000, ''the life cycle does not allow this state'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER payments_life_cycle ON payments AFTER UPDATE AS BEGIN
                IF UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.id = i.id
                WHERE NOT (d.state = i.state
                  OR (d.state = ''proposed'' AND i.state IN (''approved'', ''held'', ''cancelled''))
                  OR (d.state = ''approved'' AND i.state IN (''proposed'', ''held'', ''released'', ''cancelled''))
                  OR (d.state = ''held'' AND i.state IN (''proposed'', ''cancelled'', ''reissued''))
                  OR (d.state = ''released'' AND i.state IN (''paid'', ''failed''))
                  OR (d.state = ''paid'' AND i.state IN (''failed''))
                  OR (d.state = ''failed'' AND i.state IN (''paid'', ''reissued'', ''cancelled''))
                  OR (d.state = ''reissued'' AND i.state IN (''paid''))
                  OR (d.state = ''cancelled'' AND i.state IN (''paid''))))
                BEGIN THROW 51000, ''the life cycle does not allow this state'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER payments_fixed ON payments AFTER UPDATE AS BEGIN
                IF EXISTS (SELECT 1 FROM inserted) AND (UPDATE(id) OR UPDATE(batch_number) OR UPDATE(payment_no) OR UPDATE(claimant_number) OR UPDATE(months) OR UPDATE(current_fen) OR UPDATE(arrears_fen) OR UPDATE(offset_fen) OR UPDATE(amount_fen) OR UPDATE(flags) OR UPDATE(province_fen) OR UPDATE(city_fen) OR UPDATE(county_fen) OR UPDATE(replaces))
                BEGIN THROW 51000, ''what a payment is does not change'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER batch_acts_maker ON batch_acts AFTER INSERT AS BEGIN
                IF EXISTS (SELECT 1 FROM inserted i WHERE i.act IN (''first-approve'', ''approve'', ''release'') AND (NOT EXISTS (SELECT 1 FROM officers o WHERE o.id = i.officer_id AND o.role = ''reviewer'')
                  OR EXISTS (SELECT 1 FROM batches b JOIN run_makers m ON m.run_number = b.run_number
                    WHERE b.number = i.batch_number AND (m.officer_id = i.officer_id
                      OR m.name IN (SELECT n.name FROM officer_names n WHERE n.officer_id = i.officer_id)))))
                BEGIN THROW 51000, ''who made a run may not approve or release its batches'', 1; END END')
                """);
            migrationBuilder.Sql(
                """
                EXEC('CREATE TRIGGER batches_need_act ON batches AFTER UPDATE AS BEGIN
                IF UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.number = i.number
                WHERE d.state <> i.state AND i.state IN (''approved'', ''released'') AND NOT EXISTS (SELECT 1 FROM batch_acts a WHERE a.batch_number = i.number AND a.files_sha256 = i.files_sha256
                    AND a.act = CASE i.state WHEN ''approved'' THEN ''approve'' ELSE ''release'' END))
                BEGIN THROW 51000, ''a batch needs the act of a reviewer on its present files'', 1; END END')
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
                name: "standings_staged");

            migrationBuilder.DropTable(
                name: "transfers");

            migrationBuilder.DropTable(
                name: "turns");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "runs");
        }
    }
}
