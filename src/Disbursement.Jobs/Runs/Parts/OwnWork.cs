using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>
/// Every part done by this process, which holds the ledger from the first decision on: rows go straight into the transaction that seals the
/// run.
/// </summary>
/// <param name="folders">The run's folders.</param>
/// <param name="begin">Opens that transaction.</param>
/// <param name="workers">Parts at a time.</param>
internal sealed class OwnWork(RunFolders folders, Func<Sealing> begin, int workers) : IDivideWork
{
    private Sealing? _sealing;

    public T[] Each<T>(RunStage stage, IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
        where T : class, IProduct<T>
    {
        T[] products = new T[names.Count];
        ParallelOptions sideBySide = new() { MaxDegreeOfParallelism = workers, CancellationToken = stop };
        Parallel.For(0, names.Count, sideBySide,
            i => products[i] = carry(new PartPlace(names[i], folders.Work, folders.Growing, _sealing, IsKept: false)));
        return products;
    }

    public void HoldLedger(CancellationToken stop) => _sealing = begin();

    public IClaims Claims(IReadOnlyList<AcceptedPart> counties, KeyRing ring) =>
        new SortedClaims(SortedSegments.Of(counties.Select(part => part.County.Ids)),
            SortedSegments.Of(counties.Select(part => part.County.Accounts)));

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
