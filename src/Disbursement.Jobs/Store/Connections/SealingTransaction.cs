using System.Data.Common;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>The entry in the chain of acts by which a transaction is known to have come about.</summary>
internal readonly record struct RecordedAct(long Sequence, byte[] Hash);

/// <summary>
/// The one transaction of a sealing, as a provider carries it out. Rows come from one thread; the rest is called when that thread is
/// through.
/// </summary>
internal abstract class SealingTransaction : IDisposable
{
    /// <summary>Rows taken over so far.</summary>
    public abstract long Rows { get; }

    /// <summary>Takes every row of a buffer over.</summary>
    public abstract void Write(ReadOnlySpan<byte> rows);

    /// <summary>
    /// Carries out what belongs to the end of the transaction, and makes all of it visible at once, on disk. Where a provider begins anew
    /// after a fault, the end is carried out anew as well.
    /// </summary>
    public abstract void Commit(Func<DbConnection, DbTransaction, RecordedAct> end);

    /// <summary>Leaves nothing behind of what was not committed.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool isDisposing);
}
