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
                    flags = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    maker = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    counties = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    value_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    pack_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bureaus_sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    out_folder = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "standings",
                columns: table => new
                {
                    claimant_key = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_standings", x => x.claimant_key);
                });

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
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
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
                    is_assumed = table.Column<bool>(type: "INTEGER", nullable: false)
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
                name: "IX_run_inputs_run_number",
                table: "run_inputs",
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "batch_files");

            migrationBuilder.DropTable(
                name: "claimants");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "run_inputs");

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
