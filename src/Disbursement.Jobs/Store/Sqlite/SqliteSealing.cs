using System.Data.Common;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Win32.SafeHandles;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>A sealing into SQLite: rows go into the open transaction as they come.</summary>
internal sealed class SqliteSealing : SealingTransaction
{
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(500);

    private readonly SqliteDatabase _store;
    private readonly SqliteDisbursementDb _db;
    private readonly SqliteConnection _connection;
    private readonly IDbContextTransaction _transaction;
    private readonly SqliteBulkWriter _bulk;
    private readonly Timer _flush;

    private SqliteSealing(SqliteDatabase store, SqliteDisbursementDb db)
    {
        _store = store;
        _db = db;
        db.Database.OpenConnection();
        _connection = (SqliteConnection)db.Database.GetDbConnection();
        Execute("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA "
            + "wal_autocheckpoint = 0;");
        _transaction = store.TakeTurn(db);
        try
        {
            foreach ((string trigger, _) in SqliteTriggers.AgainstReplace)
                Execute($"DROP TRIGGER {trigger}", _transaction);
            _bulk = new SqliteBulkWriter(_connection);
        }
        catch
        {
            _transaction.Dispose();
            throw;
        }

        // Asked for now: the timer may fire once more when the connection is closed already, and nobody would catch what it throws.
        string log = _connection.DataSource + "-wal";
        _flush = new Timer(_ => FlushLog(log), null, FlushEvery, FlushEvery);
    }

    public override long Rows => _bulk.Rows;

    public static SqliteSealing Begin(SqliteDatabase store)
    {
        SqliteDisbursementDb db = store.Model();
        try
        {
            return new SqliteSealing(store, db);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    public override void Write(ReadOnlySpan<byte> rows) => _bulk.Write(rows);

    public override void Commit(Func<DbConnection, DbTransaction, RecordedAct> end)
    {
        _flush.Dispose();
        RecordedAct act = end(_connection, _transaction.GetDbTransaction());
        foreach ((_, string create) in SqliteTriggers.AgainstReplace)
            Execute(create, _transaction);
        try
        {
            _transaction.Commit();
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            // Nobody knows whether it came about, but the database.
            _transaction.Dispose();
            if (!_store.HasRecorded(act.Sequence, act.Hash))
                throw;
        }

        Checkpoint();
    }

    protected override void Dispose(bool isDisposing)
    {
        _flush.Dispose();
        _bulk.Dispose();
        _transaction.Dispose();
        _db.Dispose();
    }

    /// <summary>
    /// Moves the log into the database file. The run is sealed already: a full disk here must not undo it, and SQLite tries again by
    /// itself.
    /// </summary>
    private void Checkpoint()
    {
        try
        {
            Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException exception)
        {
            Serilog.Log.Warning("The log of the database could not be moved into it yet (SQLite error {Code}); nothing is lost",
                exception.SqliteErrorCode);
        }
    }

    private void Execute(string sql, IDbContextTransaction? transaction = null)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction?.GetDbTransaction() as SqliteTransaction;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Lets the disk work while the processors do: what is flushed already need not be waited for at the commit. SQLite itself holds no
    /// lock on this file.
    /// </summary>
    private static void FlushLog(string path)
    {
        try
        {
            using SafeFileHandle log = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }
        catch (IOException)
        {
            // It is only a head start: the commit flushes whatever is left, and reports what fails.
        }
    }
}
