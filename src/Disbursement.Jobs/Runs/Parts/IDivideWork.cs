
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>The stages of a run whose parts do not touch one another.</summary>
internal enum RunStage
{
    /// <summary>Groups of rosters: rows, sorted by household.</summary>
    Reading,

    /// <summary>Counties: households accepted or rejected.</summary>
    Accepting,

    /// <summary>Rows that name no county, once all counties are accepted.</summary>
    Unknown,

    /// <summary>Registers of other offices.</summary>
    Registers,

    /// <summary>Counties: decisions and settlements.</summary>
    Assessing,

    /// <summary>Counties: batches, transfers, files.</summary>
    Paying,

    /// <summary>The run as a whole: everything becomes visible.</summary>
    Sealing,
}

/// <summary>What a part of a run leaves for the parts after it.</summary>
/// <typeparam name="TSelf">The kind of product.</typeparam>
internal interface IProduct<TSelf>
    where TSelf : IProduct<TSelf>
{
    /// <summary>Writes down whatever is not in files of the part's folder already.</summary>
    byte[] Save(PartPlace place);

    /// <summary>The product as another process left it.</summary>
    static abstract TSelf Load(PartPlace place, byte[] saved);
}

/// <summary>How the parts of a run get done: all of them by this process, or by whichever process is free.</summary>
internal interface IDivideWork : IDisposable
{
    /// <summary>Does each part of a stage once, side by side, and gives what they made in the order of names.</summary>
    T[] Each<T>(RunStage stage, IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
        where T : class, IProduct<T>;

    /// <summary>Says that decisions come next: from here on the ledger must not move under the run.</summary>
    /// <param name="stop">Stops the waiting.</param>
    void HoldLedger(CancellationToken stop);

    /// <summary>Who stands where, over all counties.</summary>
    Intake.IClaims Claims(IReadOnlyList<AcceptedPart> counties, Privacy.KeyRing ring);

    /// <summary>
    /// The last stage, and what stands over all counties; then everything the run leaves in the database waits in the transaction that is
    /// given back.
    /// </summary>
    /// <exception cref="SealedElsewhere">Another process has sealed the run.</exception>
    (T[] Products, Sealing Sealing) Last<T>(IReadOnlyList<string> names, Func<PartPlace, T> carry, Action<Sealing> close,
        CancellationToken stop)
        where T : class, IProduct<T>;
}

/// <summary>The run was sealed by another process that took part in it.</summary>
internal sealed class SealedElsewhere : Exception
{
    public SealedElsewhere()
    {
    }

    public SealedElsewhere(string message)
        : base(message)
    {
    }

    public SealedElsewhere(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
