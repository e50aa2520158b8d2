using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>The stages of a run whose parts do not touch one another, in their order.</summary>
internal enum RunStage
{
    /// <summary>Nothing yet: the story only begins.</summary>
    Beginning,

    /// <summary>Groups of rosters: rows, sorted by household.</summary>
    Reading,

    /// <summary>Counties: households accepted or rejected.</summary>
    Accepting,

    /// <summary>Rows that name no county, once all counties are accepted.</summary>
    Unknown,

    /// <summary>All counties together: who stands in two households, and which accounts too many share.</summary>
    Duplicates,

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

/// <summary>How the parts of a run get done: all of them by this process, or each by whichever node of a cluster takes it.</summary>
internal interface IDivideWork : IDisposable
{
    /// <summary>Does each part of a stage once, side by side, and gives what they made in the order of names.</summary>
    /// <exception cref="HandedOn">Others do the rest, and go on from there.</exception>
    T[] Each<T>(RunStage stage, IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
        where T : class, IProduct<T>;

    /// <summary>Says that decisions come next: from here on the ledger must not move under the run.</summary>
    void HoldLedger();

    /// <summary>
    /// The last stage, and what stands over all counties; then everything the run leaves in the database waits in the transaction that is
    /// given back.
    /// </summary>
    /// <exception cref="HandedOn">Others do the rest, and go on from there.</exception>
    (T[] Products, Sealing Sealing) Last<T>(IReadOnlyList<string> names, Func<PartPlace, T> carry, Action<Sealing> close,
        CancellationToken stop)
        where T : class, IProduct<T>;
}

/// <summary>The story of a run stops here: whoever does what is left of the stage goes on with it. Nothing is wrong.</summary>
internal sealed class HandedOn : Exception
{
    public HandedOn()
    {
    }

    public HandedOn(string message)
        : base(message)
    {
    }

    public HandedOn(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
