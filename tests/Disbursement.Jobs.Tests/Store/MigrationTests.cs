using System.Text.RegularExpressions;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>
/// Migrations are literal text, which a later version of this program does not change behind the back of a database that had them.
/// </summary>
public sealed partial class MigrationTests
{
    private const string Drifted =
        "the code and the migrations disagree about a trigger: write a new migration that drops the old one and makes the new one";

    [Test]
    public void The_script_for_SQL_Server_is_sound_Transact_SQL()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);
        string script = db.GetService<IMigrator>().GenerateScript();

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out IList<ParseError> errors);

        Assert.That(errors.Select(error => $"{error.Line}: {error.Message}"), Is.Empty);
        Assert.That(AllTables.AppendOnly.All(
            table => script.Contains($"CREATE TRIGGER {table.Name}_append_only", StringComparison.Ordinal)), Is.True);
    }

    [Test]
    public void No_migration_is_missing_on_either_provider()
    {
        using SqliteDisbursementDb sqlite = new SqliteDesign().CreateDbContext([]);
        using SqlServerDisbursementDb sqlServer = new SqlServerDesign().CreateDbContext([]);

        Assert.That((sqlite.Database.HasPendingModelChanges(), sqlServer.Database.HasPendingModelChanges()), Is.EqualTo((false, false)));
    }

    [Test]
    public void The_triggers_of_a_migrated_file_are_those_of_the_code()
    {
        using SqliteDisbursementDb db = new SqliteDesign().CreateDbContext([]);

        Assert.That(Triggers(db, sql => sql.TrimEnd(';')), Is.EquivalentTo(SqliteTriggers.All.Select(trigger => trigger.Sql)), Drifted);
    }

    [Test]
    public void The_triggers_of_a_migrated_server_are_those_of_the_code()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);

        Assert.That(Triggers(db, sql => Quoted().Match(sql).Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)),
            Is.EquivalentTo(SqlServerTriggers.All.Select(trigger => trigger.Sql)), Drifted);
    }

    /// <summary>A migration that called code of today would make another database tomorrow.</summary>
    [Test]
    public void A_migration_calls_nothing_of_this_program()
    {
        string[] migrations = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Store", "Migrations"), "*.cs",
            SearchOption.AllDirectories);
        string[] calling = [.. migrations.Where(file => !file.EndsWith("Snapshot.cs", StringComparison.Ordinal)
            && !file.EndsWith(".Designer.cs", StringComparison.Ordinal)
            && (CallsOther().IsMatch(File.ReadAllText(file)) || File.ReadAllText(file).Contains("$\"", StringComparison.Ordinal)))];

        Assert.That(migrations, Has.Length.GreaterThanOrEqualTo(6));
        Assert.That(calling, Is.Empty);
    }

    /// <summary>The triggers that are there after all migrations, as the statements that made them.</summary>
    private static List<string> Triggers(DisbursementDb db, Func<string, string> statement)
    {
        IMigrationsAssembly migrations = db.GetService<IMigrationsAssembly>();
        Dictionary<string, string> there = [];
        foreach (string sql in migrations.Migrations.Values.SelectMany(type => migrations.CreateMigration(type,
            db.Database.ProviderName!).UpOperations).OfType<SqlOperation>().Select(operation => operation.Sql))
        {
            if (Made().Match(sql) is { Success: true } made)
                there[made.Groups[1].Value] = statement(sql.Trim());
            else if (Dropped().Match(sql) is { Success: true } dropped)
                there.Remove(dropped.Groups[1].Value);
        }

        return [.. there.Values];
    }

    [GeneratedRegex(@"^EXEC\('(.*)'\)$", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"CREATE TRIGGER (\w+)")]
    private static partial Regex Made();

    [GeneratedRegex(@"DROP TRIGGER (\w+)")]
    private static partial Regex Dropped();

    /// <summary>A call of a method that is not the builder's.</summary>
    [GeneratedRegex(@"^\s+(?!migrationBuilder\.|table\.|base\.)[A-Z]\w*\.\w+\(", RegexOptions.Multiline)]
    private static partial Regex CallsOther();
}
