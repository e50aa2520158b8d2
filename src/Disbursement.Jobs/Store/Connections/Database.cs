using System.Data.Common;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore.Storage;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>The business database of a data folder, whatever stands behind it. Archive, keys and heads lie in the folder itself.</summary>
internal abstract class Database(string data, DatabaseSettings settings)
{
    /// <summary>The name of the file where the database is one.</summary>
    public const string FileName = "disbursement.db";

    private const int ChecksOfCommit = 5;

    /// <summary>The data folder.</summary>
    public string Data { get; } = data;

    public DatabaseSettings Settings { get; } = settings;

    /// <summary>What people know the database by: a file, or a server with the name of a database.</summary>
    public abstract string Name { get; }

    /// <summary>Where the heads of the books are kept in the data folder, or elsewhere.</summary>
    public HeadsFile Heads { get; } = HeadsFile.Of(data, settings.Anchors);

    public abstract DisbursementDb Model();

    /// <summary>An open connection of one's own.</summary>
    public abstract DbConnection Connect();

    /// <summary>Writes many rows at once inside a transaction that has its turn.</summary>
    public abstract IBulkWriter BulkWriter(DbTransaction transaction);

    /// <summary>Begins a transaction that writes, when it is its turn: one after the other, acts and sealings of all machines.</summary>
    public abstract IDbContextTransaction TakeTurn(DisbursementDb db);

    /// <summary>Compares the definitions of tables, indexes and triggers with those that this program makes.</summary>
    public abstract SchemaFindings CompareSchema();

    /// <summary>
    /// A SQLite file that holds what runs recorded: the database itself, or a copy that is made in a folder, once, for a replay to compare
    /// with.
    /// </summary>
    public abstract string RecordedFile(string folder);

    /// <summary>Refuses a run where the database is set up so that runs and readers stop each other; a file is not.</summary>
    /// <exception cref="StoreRefusal">It is.</exception>
    public virtual void RefuseUnfit()
    {
    }

    /// <summary>Opens the transaction that seals a run.</summary>
    public abstract Sealing BeginSealing();

    /// <summary>Whether a statement failed only because others held a lock, so that it may be given again.</summary>
    public static bool IsBusy(DbException exception) => Faults.IsBusy(exception);

    /// <summary>Whether a transaction failed through no fault of its own, so that it may be carried out anew.</summary>
    public static bool IsTransient(Exception exception) => Faults.IsTransient(exception);

    /// <summary>Whether a row was not written because another one has its key.</summary>
    public static bool IsTaken(Exception exception) => Faults.IsTaken(exception);

    /// <summary>
    /// Whether an entry is in the chain of acts. It is asked where a connection broke in the middle of a commit and nobody knows; with the
    /// turn in hand there is no transaction under way that could still bring it.
    /// </summary>
    public bool HasRecorded(long sequence, ReadOnlyMemory<byte> hash)
    {
        Patience patience = new(Settings, ChecksOfCommit);
        while (true)
        {
            try
            {
                using DisbursementDb db = Model();
                using IDbContextTransaction turn = TakeTurn(db);
                return AuditTrail.HashOf(turn.GetDbTransaction().Connection!, turn.GetDbTransaction(), sequence) is { } found
                    && hash.Span.SequenceEqual(found);
            }
            catch (Exception exception) when (patience.Bears(exception))
            {
                patience.Wait();
            }
        }
    }

    /// <summary>The head of a book's chain.</summary>
    public static TransferChain ChainOf(DbConnection connection, string book)
    {
        (long first, long end) = TransferId.OfBook(book);
        using DbCommand command = Sql.Command(
            connection, null, "SELECT sequence, hash FROM transfers WHERE id = (SELECT MAX(id) FROM transfers "
                + "WHERE id > @first AND id < @end)", ("@first", first), ("@end", end));
        using DbDataReader reader = command.ExecuteReader();
        return reader.Read() ? new TransferChain(reader.Long(0), reader.Bytes(1)) : new TransferChain(0, []);
    }
}
