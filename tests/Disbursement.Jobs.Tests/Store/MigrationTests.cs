using System.Text.RegularExpressions;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
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

    private const string Outdated = "call src/Disbursement.Jobs/Store/Migrations/write-models.sh, and commit what it writes";

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

    [Test]
    public void The_ids_that_a_start_looks_for_are_those_of_the_migrations()
    {
        using SqliteDisbursementDb db = new SqliteDesign().CreateDbContext([]);

        Assert.That(SqliteMigrations.All, Is.EqualTo(db.Database.GetMigrations()));
    }

    [Test]
    public void A_new_file_is_made_by_what_the_migrations_come_to()
    {
        using SqliteDisbursementDb db = new SqliteDesign().CreateDbContext([]);
        string due = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);

        Assert.That(SqliteMigrations.NewFile.ReplaceLineEndings(), Is.EqualTo(due.ReplaceLineEndings()), Outdated);
    }

    /// <summary>Everything that the program reads of a model: entities, columns, types, keys, indexes, triggers and conversions.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void The_compiled_model_is_what_the_tables_say(bool isSqlServer)
    {
        using DisbursementDb db = isSqlServer ? new SqlServerDesign().CreateDbContext([]) : new SqliteDesign().CreateDbContext([]);
        IModel built = db.GetService<IModelSource>().GetModel(db, db.GetService<ModelCreationDependencies>(), designTime: false);

        Assert.That(db.Model.GetType().Namespace, Does.EndWith(".Model"), "the compiled one is in use");
        Assert.That(Told(db.Model), Is.EqualTo(Told(built)), Outdated);
    }

    /// <summary>A migration that called code of today would make another database tomorrow.</summary>
    [Test]
    public void A_migration_calls_nothing_of_this_program()
    {
        string[] migrations = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Store", "Migrations"), "*.cs",
            SearchOption.AllDirectories);
        string[] calling = [.. migrations.Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "Model"
            && !file.EndsWith("Snapshot.cs", StringComparison.Ordinal)
            && !file.EndsWith(".Designer.cs", StringComparison.Ordinal)
            && (CallsOther().IsMatch(File.ReadAllText(file)) || File.ReadAllText(file).Contains("$\"", StringComparison.Ordinal)))];

        Assert.That(migrations, Has.Length.GreaterThanOrEqualTo(6));
        Assert.That(calling, Is.Empty);
    }

    private static string Told(IModel model) => model.ToDebugString(MetadataDebugStringOptions.LongDefault);

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
