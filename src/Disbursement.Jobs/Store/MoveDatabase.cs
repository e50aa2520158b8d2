using System.Data;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Store;

/// <summary>
/// Carries a bureau's whole history into another database, row for row: numbers, hashes and sealed values stay what they are, so every
/// chain stays whole.
/// </summary>
internal static class MoveDatabase
{
    private const int RowsAtOnce = 20_000;

    private static readonly DateTimeOffsetToBinaryConverter Times = new();

    /// <summary>
    /// Copies every table while nobody else can write into either database; all of it becomes visible at once, and the file is a record
    /// from then on, into which nobody can write.
    /// </summary>
    /// <param name="from">The present database: a SQLite file.</param>
    /// <param name="to">The new one, which must be empty.</param>
    /// <param name="stop">Stops the copying; then the new one stays empty.</param>
    /// <returns>Rows by table, in the order in which they were copied.</returns>
    /// <exception cref="StoreRefusal">The new database is not empty, a run is under way, or what arrived is not what was sent.</exception>
    public static IReadOnlyList<(string Table, long Rows)> Run(SqliteDatabase from, Database to, CancellationToken stop) =>
        Carry(from, to, source =>
        {
            if (source.Runs.Any(run => run.State == RunState.Created || run.State == RunState.Reading || run.State == RunState.Assessing))
                throw new StoreRefusal($"A run in {from.Name} has not ended. Nothing was moved; start it again and let it be sealed first.")
                {
                    IsResumable = true,
                };
        },
        (still, turn) => Leave(from, to, still, turn), stop);

    /// <summary>Copies every table of one moment into an empty database; the present one stays what it is.</summary>
    /// <exception cref="StoreRefusal">The new database is not empty, or what arrived is not what was sent.</exception>
    public static IReadOnlyList<(string Table, long Rows)> Copy(Database from, Database to, CancellationToken stop) =>
        Carry(from, to, _ => { }, (_, turn) => turn.Commit(), stop);

    /// <summary>
    /// Copies the database while others use it: a file as it is; of a server a SQLite file of all rows, as one moment has them, while
    /// nobody writes. Either can be put in place of a file, or brought into an empty database of a server.
    /// </summary>
    /// <exception cref="StoreRefusal">The copy is not sound, or the target exists.</exception>
    public static void BackUp(Database store, string target)
    {
        if (store is SqliteDatabase file)
        {
            DatabaseCopy.BackUp(file, target);
            return;
        }

        string folder = Path.Combine(store.Data, "work", $"backup-{OwnName.Next()}");
        Directory.CreateDirectory(folder);
        try
        {
            SqliteDatabase copy = SqliteDatabase.Open(folder);
            Copy(store, copy, CancellationToken.None);
            DatabaseCopy.BackUp(copy, target);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<(string Table, long Rows)> Carry(Database from, Database to, Action<DisbursementDb> look,
        Action<IDbContextTransaction, IDbContextTransaction> end, CancellationToken stop)
    {
        using DisbursementDb source = from.Model(), target = to.Model();
        source.Database.OpenConnection();
        target.Database.OpenConnection();
        using IDbContextTransaction still = from.TakeTurn(source);
        using IDbContextTransaction turn = to.TakeTurn(target);
        IReadOnlyList<IEntityType> tables = InOrder(source.Model);
        foreach (string table in tables.Select(table => table.GetTableName()!))
        {
            if (Count(turn, table) > 0)
                throw new StoreRefusal($"{to.Name} is not empty: {table} has rows. Nothing was moved; name an empty database.")
                {
                    Chinese = $"{to.Name} 不是空库：{table} 中有记录。未作任何迁移；请指定空库。",
                };
        }

        look(source);
        List<(string Table, long Rows)> moved = [];
        foreach (IEntityType table in tables)
            moved.Add((table.GetTableName()!, Copy(still, turn, table, stop)));
        foreach ((string table, long rows) in moved)
        {
            long arrived = Count(turn, table);
            if (arrived != rows)
                throw new StoreRefusal($"{table}: {Counted.Of(rows, "row was", "rows were")} sent to {to.Name}, and {arrived} "
                    + $"{Counted.Are(arrived)} there. Nothing was kept.");
        }

        end(still, turn);
        return moved;
    }

    /// <summary>
    /// The file is marked before the new database has the rows: at no moment can two databases take acts. Where the new one did not take
    /// them, the mark goes again; where that cannot be found out, it stays, and says what to look at.
    /// </summary>
    private static void Leave(SqliteDatabase from, Database to, IDbContextTransaction still, IDbContextTransaction turn)
    {
        (long last, byte[] head) = AuditTrail.Head(still.GetDbTransaction().Connection!, still.GetDbTransaction());
        SqliteDatabase.MarkMoved(still, isMoved: true);
        still.Commit();
        try
        {
            turn.Commit();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            turn.Dispose();
            if (to.HasRecorded(last, head))
                return;

            using DisbursementDb db = from.Model();
            using IDbContextTransaction again = db.Database.BeginTransaction(IsolationLevel.Serializable);
            SqliteDatabase.MarkMoved(again, isMoved: false);
            again.Commit();
            throw;
        }
    }

    /// <summary>
    /// Tables after those that their rows name; those that hold something only while a run is under way are left out. The guards stay up
    /// meanwhile: officers come first, since an act needs its reviewer, and makers last, since a guard would hold acts of the past against
    /// those who became makers after them.
    /// </summary>
    private static List<IEntityType> InOrder(IModel model)
    {
        List<IEntityType> left = [.. model.GetEntityTypes()
            .Where(table => table.ClrType != typeof(RunPartRecord) && AllTables.Everywhere.Any(one => one.Record == table.ClrType))
            .OrderBy(table => table.ClrType == typeof(RunMakerRecord)).ThenBy(table => table.ClrType != typeof(OfficerRecord))
                .ThenBy(table => table.GetTableName(), StringComparer.Ordinal)], inOrder = [];
        while (left.Count > 0)
        {
            IEntityType next = left.First(table => table.GetForeignKeys().All(key => inOrder.Contains(key.PrincipalEntityType)));
            left.Remove(next);
            inOrder.Add(next);
        }

        return inOrder;
    }

    private static long Count(IDbContextTransaction transaction, string table) =>
        Sql.Number(transaction.GetDbTransaction().Connection!, transaction.GetDbTransaction(), $"SELECT COUNT(*) FROM {table}");

    private static long Copy(IDbContextTransaction from, IDbContextTransaction to, IEntityType table, CancellationToken stop)
    {
        IProperty[] columns = [.. table.GetProperties()];
        string names = string.Join(", ", columns.Select(column => column.GetColumnName())),
            keys = string.Join(", ", table.FindPrimaryKey()!.Properties.Select(column => column.GetColumnName()));
        using DbCommand command = Sql.Command(from.GetDbTransaction().Connection!, from.GetDbTransaction(),
            $"SELECT {names} FROM {table.GetTableName()} ORDER BY {keys}");
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        using DataTable rows = new() { Locale = CultureInfo.InvariantCulture };
        foreach (IProperty column in columns)
            rows.Columns.Add(column.GetColumnName(), TypeOf(column));
        long count = 0;
        for (bool hasMore = true; hasMore; count += rows.Rows.Count)
        {
            stop.ThrowIfCancellationRequested();
            rows.Clear();
            while (rows.Rows.Count < RowsAtOnce && (hasMore = reader.Read()))
                rows.Rows.Add([.. columns.Select((column, i) => Value(reader, i, column))]);
            Write(to.GetDbTransaction(), table.GetTableName()!, rows);
        }

        return count;
    }

    private static void Write(DbTransaction transaction, string table, DataTable rows)
    {
        if (transaction is SqlTransaction server)
        {
            using SqlBulkCopy bulk = new(server.Connection, SqlServerBulkWriter.Guarded, server)
            {
                DestinationTableName = table,
                BulkCopyTimeout = 0,
            };
            foreach (DataColumn column in rows.Columns)
                bulk.ColumnMappings.Add(column.ColumnName, column.ColumnName);
            bulk.WriteToServer(rows);
            return;
        }

        string[] names = [.. rows.Columns.Cast<DataColumn>().Select(column => column.ColumnName)];
        using DbCommand insert = Sql.Command(
            transaction.Connection!, transaction, $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES "
                + $"({string.Join(", ", names.Select(name => "@" + name))})", [.. names.Select(name => ("@" + name, (object?)null))]);
        foreach (DataRow row in rows.Rows)
        {
            for (int i = 0; i < names.Length; i++)
                insert.Parameters[i].Value = row[i] switch { DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    DateTimeOffset time => Times.ConvertToProvider(time), object value => value };
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>The type of a column's values on their way; a date goes as a time of day zero, and states go as text.</summary>
    private static Type TypeOf(IProperty column) => (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) switch
    {
        { IsEnum: true } => typeof(string),
        Type type when type == typeof(DateOnly) => typeof(DateTime),
        Type type => type,
    };

    private static object Value(DbDataReader reader, int column, IProperty property) =>
        reader.ValueOf(column, StoredWords.Behind(property.ClrType) is null ? property.ClrType : typeof(string)) switch
        {
            null => DBNull.Value,
            DateOnly day => day.ToDateTime(TimeOnly.MinValue),
            { } value => value,
        };
}
