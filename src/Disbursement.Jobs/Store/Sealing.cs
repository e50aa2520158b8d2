using System.Collections.Concurrent;
using Disbursement.Domain.Officers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Store;

/// <summary>
/// Everything a run leaves in the database goes in by one transaction: while it is open nobody sees any of it, and a run that dies leaves nothing.
/// Workers hand buffers of rows over; one thread writes them.
/// </summary>
internal sealed class Sealing : IRowSink, IDisposable
{
    private const int BuffersInFlight = 24;
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(500);

    private readonly SqliteConnection? _connection;
    private readonly SqliteBulkWriter? _bulk;
    private readonly Thread? _thread;
    private readonly BlockingCollection<RowBuffer> _full = new(BuffersInFlight);
    private readonly ConcurrentBag<RowBuffer> _spare = [];
    private readonly CancellationTokenSource _failed = new();
    private readonly Timer? _flush;
    private Exception? _failure;
    private long _numbers;
    private bool _isDone;

    private Sealing(SqliteConnection? connection, SqliteBulkWriter? bulk)
    {
        _connection = connection;
        _bulk = bulk;
        if (bulk is null)
            return;

        _thread = new Thread(WriteAll) { IsBackground = true, Name = "database writer" };
        _thread.Start();
        _flush = new Timer(_ => FlushLog(connection!.DataSource + "-wal"), null, FlushEvery, FlushEvery);
    }

    /// <summary>Rows written so far.</summary>
    public long Rows => _bulk?.Rows ?? 0;

    /// <summary>What else is done in the transaction, right before its end.</summary>
    public Action<System.Data.Common.DbConnection, System.Data.Common.DbTransaction?>? Last { get; set; }

    /// <summary>Opens the transaction that seals a run.</summary>
    public static Sealing Begin(DbContext model, string connectionString)
    {
        SqliteConnection connection = Database.Connect(connectionString);
        try
        {
            Execute(connection, "PRAGMA synchronous = FULL");
            Execute(connection, "PRAGMA cache_size = -32768");
            Execute(connection, "PRAGMA wal_autocheckpoint = 0");
            Execute(connection, "BEGIN IMMEDIATE");
            foreach (string lift in AppendOnlyTriggers.LiftGuards)
                Execute(connection, lift);
            return new Sealing(connection, new SqliteBulkWriter(model, connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A sealing that leaves nothing: for a dry run.</summary>
    public static Sealing Discarding() => new(null, null);

    public RowBuffer Rent() => _spare.TryTake(out RowBuffer? buffer) ? buffer : new RowBuffer();

    public long ReserveNumbers(int count) => Interlocked.Add(ref _numbers, count) - count + 1;

    /// <summary>Hands a buffer to the writer; waits while too many are under way.</summary>
    public void Submit(RowBuffer buffer)
    {
        if (_bulk is null)
        {
            Recycle(buffer);
            return;
        }

        try
        {
            _full.Add(buffer, _failed.Token);
        }
        catch (OperationCanceledException)
        {
            throw new IOException($"The database could not be written: {_failure!.Message}", _failure);
        }
    }

    /// <summary>Waits until every row is written, names the run's makers, replaces the payments that are paid again, records the act, sets the run's state, and makes it all visible at once, on disk.</summary>
    public void Commit(int runNumber, DateTimeOffset sealedAt, IReadOnlyList<RunMakerRecord> makers, IReadOnlyList<long> reissued, AuditEntry entry)
    {
        Finish();
        if (_connection is null)
            return;

        foreach (RunMakerRecord maker in makers)
            AddMaker(maker);
        foreach (long payment in reissued)
            Reissue(payment);
        AuditTrail.Append(_connection, null, entry);
        using (SqliteCommand command = _connection.CreateCommand())
        {
            command.CommandText = "UPDATE runs SET state = 'Sealed', sealed_at = $at WHERE number = $number";
            command.Parameters.AddWithValue("$at", DateTimeOffsetBinary(sealedAt));
            command.Parameters.AddWithValue("$number", runNumber);
            if (command.ExecuteNonQuery() != 1)
                throw new InvalidOperationException($"Run {runNumber} is not in the database.");
        }

        Last?.Invoke(_connection, null);
        foreach (string guard in AppendOnlyTriggers.GuardsAgainstReplace)
            Execute(_connection, guard);
        Execute(_connection, "COMMIT");
        Checkpoint(_connection);
    }

    public void Dispose()
    {
        _flush?.Dispose();
        _full.CompleteAdding();
        _thread?.Join();
        _bulk?.Dispose();
        _connection?.Dispose();
        _full.Dispose();
        _failed.Dispose();
    }

    /// <summary>Another payment takes the place of one that waited.</summary>
    private void Reissue(long payment)
    {
        using SqliteCommand command = _connection!.CreateCommand();
        command.CommandText = "UPDATE payments SET state = 'reissued' WHERE id = $id AND state IN ('failed', 'held')";
        command.Parameters.AddWithValue("$id", payment);
        if (command.ExecuteNonQuery() != 1)
            throw new InvalidOperationException($"Payment {payment} does not wait any more.");
    }

    private void AddMaker(RunMakerRecord maker)
    {
        using SqliteCommand command = _connection!.CreateCommand();
        command.CommandText = "INSERT INTO run_makers (id, run_number, officer_id, name, why) VALUES ($id, $run, $officer, $name, $why)";
        command.Parameters.AddWithValue("$id", maker.Id);
        command.Parameters.AddWithValue("$run", maker.RunNumber);
        command.Parameters.AddWithValue("$officer", maker.OfficerId is { } officer ? officer : DBNull.Value);
        command.Parameters.AddWithValue("$name", maker.Name);
        command.Parameters.AddWithValue("$why", maker.Why);
        command.ExecuteNonQuery();
    }

    /// <summary>Moves the log into the database file. The run is sealed already: a full disk here must not undo it, and SQLite tries again by itself.</summary>
    private static void Checkpoint(SqliteConnection connection)
    {
        try
        {
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException exception)
        {
            Serilog.Log.Warning("The log of the database could not be moved into it yet (SQLite error {Code}); nothing is lost", exception.SqliteErrorCode);
        }
    }

    private static long DateTimeOffsetBinary(DateTimeOffset time) =>
        (long)new Microsoft.EntityFrameworkCore.Storage.ValueConversion.DateTimeOffsetToBinaryConverter().ConvertToProvider(time)!;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Lets the disk work while the processors do: what is flushed already need not be waited for at the commit. SQLite itself holds no lock on this file.</summary>
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

    private void Finish()
    {
        if (_isDone)
            return;

        _isDone = true;
        _flush?.Dispose();
        _full.CompleteAdding();
        _thread?.Join();
        if (_failure is not null)
            throw new IOException($"The database could not be written: {_failure.Message}", _failure);
    }

    private void WriteAll()
    {
        try
        {
            foreach (RowBuffer buffer in _full.GetConsumingEnumerable())
            {
                _bulk!.Write(buffer.Bytes);
                Recycle(buffer);
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
            _failed.Cancel();
        }
    }

    private void Recycle(RowBuffer buffer)
    {
        buffer.Clear();
        _spare.Add(buffer);
    }
}
