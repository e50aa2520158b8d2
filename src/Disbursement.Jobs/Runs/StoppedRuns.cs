using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>Runs that nobody works on until they are started again: they ended early, or their process is gone.</summary>
internal static class StoppedRuns
{
    /// <summary>
    /// The oldest first. A run without an end on record is one of them only where that is certain: it had none before nobody was at work,
    /// and has none after. The nodes of a cluster take up what one of them left: there it lies while no node is up, which whoever is a node
    /// need not ask.
    /// </summary>
    /// <param name="data">The data folder.</param>
    /// <param name="store">The database.</param>
    /// <param name="hasNodes">Whether any node of the cluster is up; null where there is none, or the asking process is one.</param>
    public static IReadOnlyList<RunRecord> Of(string data, Database store, Func<bool>? hasNodes = null) => Of(store,
        hasNodes ?? (() => store.Settings.Provider != DatabaseProvider.Sqlite || RunLock.IsHeld(data)));

    /// <param name="store">The database.</param>
    /// <param name="isAnyAtWork">Whether anybody may be at work on a run.</param>
    internal static IReadOnlyList<RunRecord> Of(Database store, Func<bool> isAnyAtWork)
    {
        using DisbursementDb db = store.Model();
        IReadOnlyList<RunRecord> before = Unended(db);
        if (before.All(run => run.State == RunState.Failed))
            return before;

        HashSet<int> open = [.. before.Where(run => run.State != RunState.Failed).Select(run => run.Number)];
        bool isLeft = !isAnyAtWork();
        return [.. Unended(db).Where(run => run.State == RunState.Failed || isLeft && open.Contains(run.Number))];
    }

    private static IReadOnlyList<RunRecord> Unended(DisbursementDb db) =>
        [.. db.Runs.ToRead().Where(run => run.State != RunState.Sealed && run.State != RunState.Abandoned).OrderBy(run => run.Number)];
}
