using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Disbursement.Jobs.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Payees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "payee",
                table: "payments",
                type: "INTEGER",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_payees_payment_no",
                table: "payees",
                column: "payment_no");

            AppendOnlyTriggers.PayeesOnSqlite(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payees");

            migrationBuilder.DropColumn(
                name: "payee",
                table: "payments");
        }
    }
}
