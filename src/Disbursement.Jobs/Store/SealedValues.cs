using System.Data.Common;
using System.Security.Cryptography;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Store;

/// <summary>How many values of a database were sealed with which key.</summary>
internal sealed class SealedCensus
{
    private readonly SortedDictionary<ushort, (long Values, SealedPlace First)> _keys = [];

    /// <summary>All values.</summary>
    public long Total => _keys.Values.Sum(key => key.Values);

    /// <summary>How many values were sealed with a key.</summary>
    public long Of(ushort key) => _keys.TryGetValue(key, out (long Values, SealedPlace First) known) ? known.Values : 0;

    /// <summary>How many values were sealed with another key than this one.</summary>
    public long Behind(ushort newest) => Total - Of(newest);

    /// <summary>
    /// A key newer than all of the ring, with a place where it was used: the ring was put back from an old backup. A new key would get that
    /// very number, and nobody could tell the values of the two apart any more.
    /// </summary>
    public (ushort Key, SealedPlace Place)? BeyondRing(KeyRing ring)
    {
        foreach ((ushort key, (_, SealedPlace first)) in _keys)
        {
            if (key > ring.Newest)
                return (key, first);
        }

        return null;
    }

    public void Add(ushort key, long values, SealedPlace first) =>
        _keys[key] = _keys.TryGetValue(key, out (long Values, SealedPlace First) known)
            ? (known.Values + values, known.First)
            : (values, first);
}

/// <summary>Every sealed value of the database, in the columns that triggers let be written anew.</summary>
internal static class SealedValues
{
    private const int MostRows = 2000;
    private const int MostBytes = 1 << 20;

    private static readonly SealedColumn[] Columns =
    [
        new("claimants", "number", "personal"), new("quarantine", "id", "raw"), new("payees", "id", "personal"),
        new("officers", "id", "factor"),
    ];

    /// <summary>Counts all values by their keys: one look through the tables, beside the work of others.</summary>
    public static SealedCensus Count(Database store)
    {
        using DisbursementDb db = store.Model();
        db.Database.OpenConnection();
        SealedCensus census = new();
        foreach (SealedColumn of in Columns)
        {
            using DbCommand command = Sql.Command(
                db.Database.GetDbConnection(), null, $"SELECT SUBSTRING({of.Name}, 1, 2), COUNT(*), MIN({of.Key}) FROM {of.Table} WHERE "
                    + $"{of.Name} IS NOT NULL GROUP BY SUBSTRING({of.Name}, 1, 2)");
            command.CommandTimeout = 0;
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
                census.Add(Sealer.KeyOf(reader.GetValue(0) as byte[]), reader.Long(1), new SealedPlace(of.Table, reader.Long(2)));
        }

        return census;
    }

    /// <summary>
    /// Seals every value anew that was not sealed with the newest key. Values are read and sealed without a lock and written in short
    /// transactions with a pause as long after each, so that others come to their turn; whatever was committed stays when this ends early,
    /// and the next call does the rest.
    /// </summary>
    /// <param name="store">The database.</param>
    /// <param name="ring">The keys.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="sealedAnew">Told how many more values are done.</param>
    /// <param name="stop">Ends it after the transaction under way.</param>
    /// <returns>The first value that cannot be opened, with the reason; it and what comes after it are as they were.</returns>
    /// <exception cref="StoreRefusal">Others kept the database locked for too long.</exception>
    public static (SealedPlace Place, string Reason)? SealAnew(Database store, KeyRing ring, TimeProvider clock, Action<int> sealedAnew,
        CancellationToken stop)
    {
        using DisbursementDb db = store.Model();
        db.Database.OpenConnection();
        using Sealer sealer = new(ring);
        foreach (SealedColumn column in Columns)
        {
            List<(long Row, byte[] Old, byte[] Value)> batch = [];
            for (long after = 0; Read(db, column, sealer.Newest, after, batch);)
            {
                stop.ThrowIfCancellationRequested();
                (SealedPlace, string)? fault = SealAnew(sealer, column.Table, batch);
                WriteInTurn.Run(() => Write(store, db, column, batch), store, clock, stop);
                sealedAnew(batch.Count);
                if (fault is not null)
                    return fault;

                after = batch[^1].Row;
            }
        }

        return null;
    }

    /// <summary>The next values of a column that were sealed with another key, in the order of their rows.</summary>
    private static bool Read(
        DisbursementDb db, SealedColumn of, ushort newest, long after, List<(long Row, byte[] Old, byte[] Value)> batch)
    {
        batch.Clear();
        using DbCommand command = Sql.Command(
            db.Database.GetDbConnection(), null,
            $"SELECT FIRST (@most) {of.Key}, {of.Name} FROM {of.Table} WHERE {of.Key} > @after AND {of.Name} IS NOT NULL AND "
                + $"SUBSTRING({of.Name}, 1, 2) <> @newest ORDER BY {of.Key}",
            ("@after", after), ("@newest", BitConverter.GetBytes(newest)), ("@most", MostRows));
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        for (int bytes = 0; batch.Count < MostRows && bytes < MostBytes && reader.Read();)
        {
            byte[] value = reader.GetValue(1) as byte[] ?? [];
            batch.Add((reader.Long(0), value, value));
            bytes += value.Length;
        }

        return batch.Count > 0;
    }

    /// <summary>Puts the new values in the place of the old ones; from the first that cannot be opened on, the batch is cut off.</summary>
    private static (SealedPlace Place, string Reason)? SealAnew(
        Sealer sealer, string table, List<(long Row, byte[] Old, byte[] Value)> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            (long row, byte[] old, _) = batch[i];
            try
            {
                SealedPlace place = new(table, row);
                byte[] plain = sealer.Open(old, place);
                batch[i] = (row, old, sealer.Seal(plain, place));
                CryptographicOperations.ZeroMemory(plain);
            }
            catch (CryptographicException exception)
            {
                batch.RemoveRange(i, batch.Count - i);
                return (new SealedPlace(table, row), exception.Message);
            }
        }

        return null;
    }

    private static void Write(Database store, DisbursementDb db, SealedColumn of, List<(long Row, byte[] Old, byte[] Value)> batch)
    {
        using IDbContextTransaction transaction = store.TakeTurn(db);
        using DbCommand command = Sql.Command(
            db.Database.GetDbConnection(), transaction.GetDbTransaction(),
            $"UPDATE {of.Table} SET {of.Name} = @value WHERE {of.Key} = @row AND {of.Name} = @old", ("@value", Array.Empty<byte>()),
            ("@row", 0L), ("@old", Array.Empty<byte>()));
        foreach ((long row, byte[] old, byte[] value) in batch)
        {
            // What an act has changed since it was read, such as a second factor that was taken away, stays as the act left it.
            (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (value, row, old);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private sealed record SealedColumn(string Table, string Key, string Name);
}
