using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Disbursement.Jobs.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Acts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "headers",
                table: "runs",
                type: "TEXT",
                maxLength: 8,
                nullable: false,
                defaultValue: "zh");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "runs",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "yearly");

            migrationBuilder.AddColumn<int>(
                name: "maker_officer",
                table: "runs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "answered_on",
                table: "payments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "city_fen",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "county_fen",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_left_out",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "payments",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "province_fen",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "replaces",
                table: "payments",
                type: "TEXT",
                maxLength: 48,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "return_file",
                table: "payments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "return_line",
                table: "payments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "files_sha256",
                table: "batches",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

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
                name: "quarantine",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    payment_no = table.Column<string>(type: "TEXT", maxLength: 48, nullable: true),
                    expected = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    found = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
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

            migrationBuilder.CreateIndex(
                name: "ix_payments_open",
                table: "payments",
                column: "state",
                filter: "state IN ('held', 'failed')");

            migrationBuilder.CreateIndex(
                name: "IX_batch_acts_batch_number",
                table: "batch_acts",
                column: "batch_number");

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
                name: "IX_quarantine_file_id",
                table: "quarantine",
                column: "file_id");

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
                name: "IX_run_makers_run_number",
                table: "run_makers",
                column: "run_number");

            migrationBuilder.Sql("INSERT INTO run_makers (id, run_number, officer_id, name, why) SELECT CAST(number AS BIGINT) * 4294967296, number, NULL, LOWER(maker), 'started' FROM runs");
            AppendOnlyTriggers.ActsOnSqlite(migrationBuilder);
            LifeCycleTriggers.OnSqlite(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "batch_acts");

            migrationBuilder.DropTable(
                name: "manifests");

            migrationBuilder.DropTable(
                name: "officer_names");

            migrationBuilder.DropTable(
                name: "officers");

            migrationBuilder.DropTable(
                name: "quarantine");

            migrationBuilder.DropTable(
                name: "return_files");

            migrationBuilder.DropTable(
                name: "roster_imports");

            migrationBuilder.DropTable(
                name: "run_makers");

            migrationBuilder.DropIndex(
                name: "ix_payments_open",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "headers",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "maker_officer",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "answered_on",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "city_fen",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "county_fen",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "is_left_out",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "note",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "province_fen",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "replaces",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "return_file",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "return_line",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "files_sha256",
                table: "batches");
        }
    }
}
