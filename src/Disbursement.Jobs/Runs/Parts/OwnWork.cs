using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>
/// Every part done by this process, which holds the ledger from the first decision on: rows go straight into the transaction that seals the
/// run.
/// </summary>
/// <param name="folder">Where the run works.</param>
/// <param name="growing">Where its files grow.</param>
/// <param name="begin">Opens that transaction.</param>
/// <param name="workers">Parts at a time.</param>
internal sealed class OwnWork(string folder, string growing, Func<Sealing> begin, int workers) : IDivideWork
{
    private Sealing? _sealing;

    public T[] Each<T>(RunStage stage, IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
        where T : class, IProduct<T> => SideBySide(names, carry, stop);

    /// <summary>Does each part once, side by side, and gives what they made in the order of names.</summary>
    public T[] SideBySide<T>(IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
    {
        T[] products = new T[names.Count];
        ParallelOptions sideBySide = new() { MaxDegreeOfParallelism = workers, CancellationToken = stop };
        Parallel.For(0, names.Count, sideBySide,
            i => products[i] = carry(new PartPlace(names[i], folder, growing, _sealing, IsKept: false)));
        return products;
    }

    public void HoldLedger() => _sealing = begin();

    public (T[] Products, Sealing Sealing) Last<T>(IReadOnlyList<string> names, Func<PartPlace, T> carry, Action<Sealing> close,
        CancellationToken stop)
        where T : class, IProduct<T>
    {
        T[] products = [];
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = stop },
            () => close(_sealing!),
            () => products = Each(RunStage.Paying, names, carry, stop));
        return (products, _sealing!);
    }

    public void Dispose() => _sealing?.Dispose();
}
