using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// What a server's database holds of runs, as a SQLite file for a replay to be compared with: the same comparison, in the same words, for
/// every provider. Personal values in it are sealed; it lies in the replay's own folder and goes with it.
/// </summary>
internal static class RecordedCopy
{
    /// <summary>
    /// Tables that acts change or add to: copied anew for each run. Standings come before transfers and payees: what is cancelled, or given
    /// another account, in between is then known to have been.
    /// </summary>
    private static readonly Type[] Moving =
    [
        typeof(StandingRecord), typeof(RunRecord), typeof(BatchRecord), typeof(BatchFileRecord), typeof(PaymentRecord), typeof(PayeeRecord),
    ];

    /// <summary>Tables that only grow: copied once. A run that is sealed meanwhile is not among those that are replayed.</summary>
    private static readonly Type[] Growing =
        [typeof(RunInputRecord), typeof(ClaimantRecord), typeof(DecisionRecord), typeof(TransferRecord)];

    private static readonly Microsoft.EntityFrameworkCore.Storage.ValueConversion.DateTimeOffsetToBinaryConverter Times = new();

    /// <summary>The records of the tables that it has rows of.</summary>
    public static IEnumerable<Type> Copied => Moving.Concat(Growing);

    /// <summary>Makes the file, or brings it up to what acts have done since.</summary>
    public static string Refresh(Database store, string folder)
    {
        string place = Path.Combine(folder, "recorded");
        bool isNew = !Database.Exists(place);
        SqliteDatabase copy = SqliteDatabase.Open(place);
        using SqliteDisbursementDb model = copy.Model();
        using SqliteConnection target = copy.Connect();
        using DbConnection source = store.Connect();
        Execute(target, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768;");
        using SqliteTransaction transaction = target.BeginTransaction();
        if (isNew)
        {
            foreach (string trigger in Triggers(target))
                Execute(target, $"DROP TRIGGER {trigger}");
        }

        foreach (Type record in Moving)
        {
            Execute(target, $"DELETE FROM {model.Model.FindEntityType(record)!.GetTableName()}");
            Copy(source, target, model.Model.FindEntityType(record)!, "");
        }

        foreach (Type record in isNew ? Growing : [])
            Copy(source, target, model.Model.FindEntityType(record)!, "");
        if (!isNew)
            Copy(source, target, model.Model.FindEntityType(typeof(TransferRecord))!,
                $" WHERE {TransfersTable.MovesStandings}");
        transaction.Commit();
        return copy.File;
    }

    private static void Copy(DbConnection source, SqliteConnection target, IEntityType entity, string where)
    {
        string[] columns = [.. entity.GetProperties().Select(property => property.GetColumnName())];
        string names = string.Join(", ", columns);
        using SqliteCommand insert = target.CreateCommand();
        insert.CommandText =
            $"INSERT OR IGNORE INTO {entity.GetTableName()} ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@{i}"))})";
        foreach (int i in Enumerable.Range(0, columns.Length))
            insert.Parameters.AddWithValue($"@{i}", DBNull.Value);
        using DbCommand select = Sql.Command(source, null, $"SELECT {names} FROM {entity.GetTableName()}{where}");
        select.CommandTimeout = 0;
        using DbDataReader rows = select.ExecuteReader();
        while (rows.Read())
        {
            for (int i = 0; i < columns.Length; i++)
                insert.Parameters[i].Value = Kept(rows.GetValue(i));
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>A value as SQLite keeps it.</summary>
    private static object Kept(object value) => value switch
    {
        int number => (long)number,
        bool yes => yes ? 1L : 0L,
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => Times.ConvertToProvider(time)!,
        _ => value,
    };

    private static List<string> Triggers(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
