using Disbursement.Jobs.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Disbursement.Jobs.Tests.Store;

public sealed class MigrationTests
{
    [Test]
    public void The_script_for_SQL_Server_is_sound_Transact_SQL()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);
        string script = db.GetService<IMigrator>().GenerateScript();

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out IList<ParseError> errors);

        Assert.That(errors.Select(error => $"{error.Line}: {error.Message}"), Is.Empty);
        Assert.That(DisbursementDb.AppendOnlyTables.All(table => script.Contains($"CREATE TRIGGER {table}_append_only", StringComparison.Ordinal)), Is.True);
    }

    [Test]
    public void No_migration_is_missing_on_either_provider()
    {
        using SqliteDisbursementDb sqlite = new SqliteDesign().CreateDbContext([]);
        using SqlServerDisbursementDb sqlServer = new SqlServerDesign().CreateDbContext([]);

        Assert.That((sqlite.Database.HasPendingModelChanges(), sqlServer.Database.HasPendingModelChanges()), Is.EqualTo((false, false)));
    }
}
