using System.Text.RegularExpressions;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Replay;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Ledger;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Questions.Audits;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>
/// Where no server is at hand, everything that would be sent to one is still held against the grammar of Transact-SQL: our own statements
/// as they are sent in two years of an office, what the model makes of each of its queries and changes, the migrations and the rights.
/// </summary>
[TestFixture]
internal sealed partial class TransactSqlTests
{
    /// <summary>Files that speak to SQLite alone: its own database, and the scratch database of a replay.</summary>
    private static readonly string[] OfSqlite = ["CompareRun.cs", "PastStandings.cs", "ReplayStore.cs", "FindStrayRows.cs",
        "DatabaseCopy.cs", "Guards.cs", "SqlServerTriggers.cs", "DatabaseScript.cs"];

    private readonly QueriesTold _queries = new();
    private string[] _told = [];
    private string[] _slow = [];

    [OneTimeSetUp]
    public void TellTheStory()
    {
        HashSet<string> told = [];
        Sql.Watch = text =>
        {
            lock (told)
                told.Add(text);
        };
        try
        {
            using TestOffice office =
                FullStory.Tell(TestOffice.Staffed(new TestInputs(DatabaseSettings.Default with { Interceptors = [_queries] })));
            LookAtEverything(office);
            Sql.Watch = null;
            _told = [.. told.Order(StringComparer.Ordinal)];
            _slow = QueryPlans.ReadingAnew(office.Setting.Store, _told);
        }
        finally
        {
            Sql.Watch = null;
        }
    }

    [Test]
    public void Each_statement_of_our_own_is_sound_on_SQL_Server()
    {
        Assert.That(_told, Has.Length.GreaterThan(50));
        Assert.That(_told.SelectMany(text => Grammar.Faults(Sql.ForSqlServer(text))), Is.Empty);
    }

    [Test]
    public void No_statement_reads_a_table_anew_for_each_row_of_another() => Assert.That(_slow, Is.Empty);

    [Test]
    public void Each_statement_that_stands_in_the_source_is_sound_also_where_no_story_came_by_it()
    {
        string[] statements = [.. Statements("*.cs", SearchOption.AllDirectories).Where(one => !OfSqlite.Contains(one.File)
            && !one.File.StartsWith("Sqlite", StringComparison.Ordinal)
            && !one.Text.Contains('{', StringComparison.Ordinal)).Select(one => one.Text)];

        Assert.That(statements, Has.Length.GreaterThan(30));
        Assert.That(statements.SelectMany(text => Grammar.Faults(Sql.ForSqlServer(text))), Is.Empty);
    }

    [Test]
    public void Each_statement_to_SQL_Server_alone_is_sound()
    {
        (string File, string Text)[] statements =
            [.. Statements("SqlServer/*.cs", SearchOption.AllDirectories).Where(one => one.File != "SqlServerTriggers.cs")];

        Assert.That(statements, Has.Length.GreaterThan(8));
        Assert.That(statements.SelectMany(one => Grammar.Faults(Sql.ForSqlServer(Hole().Replace(one.Text, "x")))), Is.Empty);
    }

    [Test]
    public void What_the_model_makes_of_each_query_is_sound()
    {
        UnconnectedServer server = new();
        foreach (System.Linq.Expressions.Expression query in _queries.Queries)
            server.Ask(query);

        Assert.That(server.Sent, Has.Count.GreaterThanOrEqualTo(_queries.Queries.Count).And.Count.GreaterThan(40));
        Assert.That(server.Sent.Distinct().SelectMany(Grammar.Faults), Is.Empty);
    }

    [Test]
    public void What_the_model_makes_of_each_change_is_sound()
    {
        UnconnectedServer server = new();
        using SqlServerDisbursementDb model = new SqlServerDesign().CreateDbContext([]);
        foreach (Type record in model.Model.GetEntityTypes().Select(entity => entity.ClrType))
            server.Save(record);

        Assert.That(server.Sent, Has.Some.Contains("INSERT INTO [transfers]").And.Some.Contains("UPDATE [payments]"));
        Assert.That(server.Sent.Distinct().SelectMany(Grammar.Faults), Is.Empty);
    }

    [Test]
    public void The_migrations_and_the_rights_are_sound()
    {
        Assert.That(Grammar.Faults(DatabaseScript.Of(isSqlServer: true)), Is.Empty);
        Assert.That(Grammar.Faults(DatabaseScript.Roles() + ScheduleTables.Rights(DatabaseScript.Role)), Is.Empty);
    }

    /// <summary>The application's login makes no tables, so the scheduler has to find each of its own.</summary>
    [Test]
    public void The_tables_of_the_scheduler_are_in_the_script_with_rights_on_each()
    {
        Assert.That(ScheduleTables.Statements.SelectMany(Grammar.Faults), Is.Empty);
        Assert.That(Grammar.Faults(ScheduleTables.Script()), Is.Empty);
        Assert.That(ScheduleTables.Names, Has.Count.GreaterThan(10).And.SupersetOf((string[])["QRTZ_LOCKS", "QRTZ_SCHEDULER_STATE",
            "QRTZ_TRIGGERS", "QRTZ_CRON_TRIGGERS", "QRTZ_FIRED_TRIGGERS", "QRTZ_JOB_DETAILS"]));
        Assert.That(ScheduleTables.Statements, Has.None.Contains("{"));
        Assert.That(ScheduleTables.Names,
            Is.All.Matches<string>(name => ScheduleTables.Rights("role").Contains($" ON {name} TO role", StringComparison.Ordinal)));
    }

    [Test]
    public void Each_trigger_is_sound_by_itself()
    {
        string[] triggers = [.. InText().Matches(DatabaseScript.Of(isSqlServer: true))
            .Select(match => match.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))];

        Assert.That(triggers, Has.Length.EqualTo(20));
        Assert.That(triggers.SelectMany(Grammar.Faults), Is.Empty);
    }

    [Test]
    public void Only_plain_types_are_used()
    {
        using SqlServerDisbursementDb model = new SqlServerDesign().CreateDbContext([]);
        string[] types = [.. model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Select(property => Length().Replace(property.GetColumnType(), "")).Distinct().Order(StringComparer.Ordinal)];

        Assert.That(types,
            Is.SubsetOf(["bigint", "bit", "date", "datetimeoffset(0)", "int", "nvarchar", "nvarchar(max)", "varbinary", "varbinary(max)"]));
    }

    [Test]
    public void Texts_are_compared_by_their_code_points_as_on_SQLite()
    {
        using SqlServerDisbursementDb model = new SqlServerDesign().CreateDbContext([]);

        Assert.That(model.GetService<Microsoft.EntityFrameworkCore.Metadata.IDesignTimeModel>().Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties())
            .Where(property => property.GetColumnType().StartsWith("nvarchar", StringComparison.Ordinal))
            .Select(property => property.GetCollation()), Is.All.EqualTo("Latin1_General_BIN2").And.Not.Empty);
    }

    /// <summary>Every proof, report and list, and a rotation of keys.</summary>
    private static void LookAtEverything(TestOffice office)
    {
        Assert.That(office.Breaks(), Is.Empty);
        Assert.That(office.Inputs.Replay().Where(check => check.FirstBreak is not null), Is.Empty);
        ActSetting setting = office.Setting;
        using (System.Data.Common.DbConnection connection = setting.Store.Connect())
        {
            _ = new ReadReports(connection).Unpaid(null);
            _ = new ReadReports(connection).Receivables(null);
            _ = new ReadBooks(connection).Decisions("2026-1", null).Count();
            _ = Database.ChainOf(connection, "320302");
        }

        foreach (string question in AskAudit.Questions.Select(question => question.Name))
            _ = (office.Ask(question), office.Ask(question, new AuditOrder { Year = 2027, IsWeighted = true }));
        _ = CitizenId.TryParse(A.Household(1).MotherId, out CitizenId mother);
        _ = new ExplainPerson(office.Inputs.Data, setting.Store, setting.Ring).Run(mother, 2026, null, CancellationToken.None);
        _ = JournalChecks.Export(setting.Store, ExportLedger.Csv);
        TestOffice.Done(new RotateKeys(setting)
            .Run(new Administering(office.Administrator, "somebody"), new RotationProgress(), CancellationToken.None));
        Assert.That(setting.Store.HasRecorded(1, new byte[32]), Is.False);
        _ = RingMisfit.Of(setting.Store, setting.Ring);
        using DisbursementDb db = setting.Store.Model();
        foreach (ListedBatch batch in ReadBatches.List(db, "2026-1", null, null))
        {
            _ = ReadBatches.Acts(db, batch.Batch.Number);
            _ = ReadBatches.Remarkable(db, batch.Batch.Number, 10);
        }

        _ = ReadBatches.List(db, null, Domain.Batches.BatchState.Proposed, "320302", "2026-1-320302-ocr");
        _ = ReadBatches.Payment(db, "2026-1-320302-ocr-000001");
        _ = WaitingBatches.List(db);
        RunBook runs = new(setting.Store);
        _ = (runs.UnderWay(), runs.Unfinished(2026), runs.HasSealedRuns(), runs.MadeSince(Month.December(2026), DateTimeOffset.UnixEpoch));
    }

    private static IEnumerable<(string File, string Text)> Statements(string pattern, SearchOption search)
    {
        string store = Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Store");
        string folder = Path.GetDirectoryName(Path.Combine(store, pattern))!;
        return Directory.GetFiles(folder, Path.GetFileName(pattern), search).SelectMany(file => Literal()
            .Matches(Joint().Replace(File.ReadAllText(file), ""))
            .Select(match => (Path.GetFileName(file), match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)));
    }

    [GeneratedRegex("\"\"\"\\s*\\n\\s*((?:SELECT|INSERT|UPDATE|DELETE)\\b.*?)\\s*\"\"\"|(?<!\")\"((?:SELECT|INSERT INTO|UPDATE|DELETE "
        + "FROM)\\b[^\"\\n]*)\"(?!\")", RegexOptions.Singleline)]
    private static partial Regex Literal();

    /// <summary>Where a text of one line goes on in the next.</summary>
    [GeneratedRegex("\"\\s*\\n\\s*\\+ \\$?\"")]
    private static partial Regex Joint();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"EXEC\('(CREATE TRIGGER (?:[^']|'')*)'\)")]
    private static partial Regex InText();

    [GeneratedRegex(@"\(\d{2,}\)|(?<=nvarchar|varbinary)\(\d\)")]
    private static partial Regex Length();
}
