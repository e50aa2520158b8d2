using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Disbursement.Jobs.Store.Migrations.SqlServer
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
                    run_number = table.Column<int>(type: "int", nullable: false),
                    stage = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    name = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    product = table.Column<string>(type: "nvarchar(190)", maxLength: 190, nullable: false, collation: "Latin1_General_BIN2")
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
                    run_number = table.Column<int>(type: "int", nullable: false),
                    stage = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false, collation: "Latin1_General_BIN2"),
                    name = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    state = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    node = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_BIN2"),
                    attempt = table.Column<int>(type: "int", nullable: false),
                    lease_until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_parts", x => new { x.run_number, x.stage, x.name });
                });

            migrationBuilder.CreateTable(
                name: "run_claims",
                columns: table => new
                {
                    run_number = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    claim = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    county = table.Column<int>(type: "int", nullable: false),
                    file_ordinal = table.Column<int>(type: "int", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    holder = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_claims", x => new { x.run_number, x.kind, x.claim, x.county, x.file_ordinal, x.line });
                });
        }
    }
}
