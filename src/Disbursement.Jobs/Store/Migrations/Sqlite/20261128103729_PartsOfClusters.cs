using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Disbursement.Jobs.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PartsOfClusters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Both hold something only while a run is under way; one that an earlier version had begun starts anew.
            migrationBuilder.DropTable(
                name: "run_claims");

            migrationBuilder.DropTable(
                name: "run_parts");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_parts");

            migrationBuilder.CreateTable(
                name: "run_parts",
                columns: table => new
                {
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    node = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_parts", x => new { x.run_number, x.stage, x.name });
                });

            migrationBuilder.CreateTable(
                name: "run_claims",
                columns: table => new
                {
                    run_number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    claim = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    file_ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    holder = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_claims", x => new { x.run_number, x.kind, x.claim, x.county, x.file_ordinal, x.line });
                });
        }
    }
}
