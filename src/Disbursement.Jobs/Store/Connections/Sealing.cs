using System.Collections.Concurrent;
using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Everything a run leaves in the database goes in by one transaction: while it is open nobody sees any of it, and a run that dies leaves
/// nothing.
/// Workers hand buffers of rows over; one thread writes them.
/// </summary>
internal sealed class Sealing : IRowSink, IDisposable
{
    private const int BuffersInFlight = 16;

    private readonly SealingTransaction? _into;
    private readonly Thread? _thread;
    private readonly BlockingCollection<RowBuffer> _full = new(BuffersInFlight);
    private readonly ConcurrentBag<RowBuffer> _spare = [];
    private readonly CancellationTokenSource _failed = new();
    private Exception? _failure;
    private long _numbers;
    private bool _isDone;

    private Sealing(SealingTransaction? into)
    {
        _into = into;
        if (into is null)
            return;

        _thread = new Thread(WriteAll) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    /// <summary>Rows written so far.</summary>
    public long Rows => _into?.Rows ?? 0;

    /// <summary>What else is done in the transaction, right before its end.</summary>
    public Action<DbConnection, DbTransaction>? Last { get; set; }

    /// <summary>A sealing into an open transaction, which ends with it.</summary>
    public static Sealing Into(SealingTransaction transaction) => new(transaction);

    /// <summary>A sealing that leaves nothing: for a dry run.</summary>
    public static Sealing Discarding() => new(null);

    public RowBuffer Rent() => _spare.TryTake(out RowBuffer? buffer) ? buffer : new RowBuffer();

    public long ReserveNumbers(int count) => Interlocked.Add(ref _numbers, count) - count + 1;

    /// <summary>Hands a buffer to the writer; waits while too many are under way.</summary>
    public void Submit(RowBuffer buffer)
    {
        if (_into is null)
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

    /// <summary>
    /// Waits until every row is written, names the run's makers, replaces the payments that are paid again, records the act, sets the run's
    /// state, and makes it all visible at once, on disk.
    /// </summary>
    public void Commit(
        int runNumber, DateTimeOffset sealedAt, IReadOnlyList<RunMakerRecord> makers, IReadOnlyList<long> reissued, AuditEntry entry)
    {
        Finish();
        _into?.Commit((connection, transaction) =>
        {
            foreach (RunMakerRecord maker in makers)
                AddMaker(connection, transaction, maker);
            foreach (long payment in reissued)
                Reissue(connection, transaction, payment);
            RecordedAct act = AuditTrail.Append(connection, transaction, entry);
            if (Sql.Execute(connection, transaction, "UPDATE runs SET state = @sealed, sealed_at = @at WHERE number = @number",
                ("@sealed", RunState.Sealed), ("@at", sealedAt.Stored(connection)), ("@number", runNumber)) != 1)
                throw new InvalidOperationException($"Run {runNumber} is not in the database.");
            Last?.Invoke(connection, transaction);
            return act;
        });
    }

    public void Dispose()
    {
        _full.CompleteAdding();
        _thread?.Join();
        _into?.Dispose();
        _full.Dispose();
        _failed.Dispose();
    }

    /// <summary>Another payment takes the place of one that waited.</summary>
    private static void Reissue(DbConnection connection, DbTransaction transaction, long payment)
    {
        if (Sql.Execute(connection, transaction, "UPDATE payments SET state = @reissued WHERE id = @id AND state IN (@failed, @held)",
            ("@failed", PaymentState.Failed), ("@held", PaymentState.Held), ("@reissued", PaymentState.Reissued), ("@id", payment)) != 1)
            throw new InvalidOperationException($"Payment {payment} does not wait any more.");
    }

    private static void AddMaker(DbConnection connection, DbTransaction transaction, RunMakerRecord maker) =>
        Sql.Execute(
            connection, transaction,
            "INSERT INTO run_makers (id, run_number, officer_id, name, why) VALUES (@id, @run, @officer, @name, @why)",
            ("@id", maker.Id), ("@run", maker.RunNumber), ("@officer", maker.OfficerId), ("@name", maker.Name), ("@why", maker.Why));

    private void Finish()
    {
        if (_isDone)
            return;

        _isDone = true;
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
                _into!.Write(buffer.Bytes);
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
