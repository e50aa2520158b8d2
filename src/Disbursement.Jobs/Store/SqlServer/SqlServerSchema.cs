using System.Data.Common;
using System.Text.RegularExpressions;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>The tables and triggers of a server's database: what is there, what should be, and how the one becomes the other.</summary>
internal sealed partial class SqlServerSchema(SqlServerDisbursementDb db, DbConnection connection, string name)
{
    private const string History = "__EFMigrationsHistory";

    private const string Remedy =
        "Stop paying, find out who changed it, and restore a backup, or let a login that may change tables carry out the statement that "
            + "'disburse db script' prints for it";

    /// <summary>What a login that may not change tables is told by the server.</summary>
    private static readonly HashSet<int> NotAllowed = [229, 230, 262, 1088, 2760, 3701, 4902, 15247];

    /// <summary>Migrations that are still to come, in their order.</summary>
    public IReadOnlyList<string> Pending => [.. db.Database.GetMigrations().Except(Applied(connection))];

    /// <summary>Whether nobody has acted in it yet, or begun a run.</summary>
    public bool IsEmpty => !Applied(connection).Any()
        || AuditTrail.Head(connection, null).Sequence == 0 && Sql.Number(connection, null, "SELECT COUNT(*) FROM runs") == 0;

    /// <summary>Migrations that the database has had.</summary>
    public static IEnumerable<string> Applied(DbConnection connection) =>
        Texts(connection, $"SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = '{History}'").Count == 0
            ? []
            : Texts(connection, $"SELECT MigrationId FROM {History} ORDER BY MigrationId");

    /// <summary>
    /// Tables that bear our names without our history are another program's, and migrations that are unknown here are of a newer version.
    /// </summary>
    /// <exception cref="StoreRefusal">There are some.</exception>
    public void RefuseForeign()
    {
        string[] applied = [.. Applied(connection)], known = [.. db.Database.GetMigrations()];
        if (applied.Except(known).Any())
            throw StoreRefusal.Newer(name);
        if (applied.Length > 0)
            return;

        HashSet<string> own = [.. db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!)];
        if (Texts(connection, "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES").FirstOrDefault(own.Contains) is { } foreign)
            throw new StoreRefusal($"{name} has a table {foreign}, but not from this program. Name another database in "
                + $"{DatabaseSettings.Section}:ConnectionString.")
            {
                Chinese = $"{name} 中已有表 {foreign}，但不属于本程序。请在 {DatabaseSettings.Section}:ConnectionString 中另行指定数据库。",
            };
    }

    /// <summary>
    /// Carries out what <c>db script</c> prints, from the last migration on, in one transaction. Of several programs the first one wins.
    /// </summary>
    /// <exception cref="StoreRefusal">The login may not.</exception>
    public void BringUpToDate()
    {
        string? last = Applied(connection).LastOrDefault();
        string script = db.GetService<IMigrator>().GenerateScript(last, null, MigrationsSqlGenerationOptions.NoTransactions);
        try
        {
            using DbTransaction transaction = connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);
            foreach (string batch in Batches(script))
                Sql.Execute(connection, transaction, batch);
            transaction.Commit();
        }
        catch (SqlException exception)
        {
            if (Pending.Count == 0)
                return;
            if (exception.Errors.Cast<SqlError>().Any(error => NotAllowed.Contains(error.Number)))
                throw new StoreRefusal($"{name} needs {Counted.Of(Pending.Count, "migration")}, and this login may not change tables: let "
                    + $"one that may give 'disburse db migrate', or carry out what 'disburse db script' prints. "
                    + $"({exception.Message})", exception)
                {
                    Chinese = $"{name} 尚需 {Pending.Count} 项升级，而本登录名无权改表：请由有权的登录名运行 disburse db migrate，"
                        + $"或执行 disburse db script 输出的脚本。（{exception.Message}）",
                };

            throw;
        }
    }

    /// <summary>Whether readers see what was committed last without waiting for whoever writes.</summary>
    private bool ReadsAreOfOneMoment => db.Database.SqlQueryRaw<int>(
        "SELECT CAST(is_read_committed_snapshot_on AS int) AS Value FROM sys.databases WHERE name = DB_NAME()")
        .AsEnumerable().Single() != 0;

    /// <summary>
    /// Refuses a database whose readers wait for writers, and writers for readers: a run and a reviewer would stop each other.
    /// </summary>
    /// <exception cref="StoreRefusal">It is one.</exception>
    public void RefuseReadersThatWait()
    {
        if (!ReadsAreOfOneMoment)
            throw ReadersWait(name);
    }

    /// <summary>Is it ours, up to date, and guarded; how far do its books reach?</summary>
    public DatabaseFindings Check()
    {
        List<string> problems = [];
        Dictionary<string, long> heads = [];
        IReadOnlyList<string> pending = Pending;
        if (pending.Count > 0)
        {
            problems.Add($"{name} is of an older version of this program: {Counted.Of(pending.Count, "migration")} to come (db migrate)");
            return new DatabaseFindings(problems, heads);
        }

        problems.AddRange(Compare().Problems);
        if (!ReadsAreOfOneMoment)
            problems.Add(ReadersWait(name).Message);
        if (Sql.Number(connection, null, "SELECT COUNT(*) FROM turns WHERE id = 1") != 1)
            problems.Add($"{name}: the table turns has lost its row; nobody can write");
        foreach (string book in Texts(connection, "SELECT DISTINCT book FROM transfers"))
            heads[book] = Database.ChainOf(connection, book).Sequence;
        heads["audit"] = AuditTrail.Head(connection, null).Sequence;
        return new DatabaseFindings(problems, heads);
    }

    /// <summary>Compares the definitions of the database with those of this program.</summary>
    public SchemaFindings Compare()
    {
        HashSet<string> tables = [.. db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!)];
        return CompareSchema.Run(name, Remedy, SqlServerDefinitions.Due(db), SqlServerDefinitions.Read(connection, tables));
    }

    private static StoreRefusal ReadersWait(string name) => new($"{name}: READ_COMMITTED_SNAPSHOT is off, so whoever reads waits while a "
        + "run is sealed, and a run for whoever reads. Nothing is run there: its administrator gives ALTER DATABASE CURRENT SET "
        + "READ_COMMITTED_SNAPSHOT ON.")
    {
        Chinese = $"{name}：READ_COMMITTED_SNAPSHOT 未开启，封账时读者须等待，运行也须等待读者。不在该库上运行：请由其管理员执行 "
            + "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON。",
    };

    /// <summary>A script in the parts that a server takes at once.</summary>
    public static IEnumerable<string> Batches(string script) =>
        End().Split(script).Select(batch => batch.Trim()).Where(batch => batch.Length > 0);

    private static List<string> Texts(DbConnection connection, string sql)
    {
        using DbCommand command = Sql.Command(connection, null, sql);
        using DbDataReader reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline)]
    private static partial Regex End();
}
