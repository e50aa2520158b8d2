using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>An objection with the county of its payment.</summary>
internal sealed record ListedObjection(Objection Objection, string County)
{
    /// <summary>Where it stands.</summary>
    public ObjectionState State => Objection.Outcome ?? ObjectionState.Open;
}

/// <summary>
/// Objections as the console lists them: open ones first, the oldest at the top; then decided ones, the last decision first.
/// </summary>
internal static class ListObjections
{
    /// <summary>Objections to the payments of these counties; an empty list stands for all of them.</summary>
    public static IReadOnlyList<ListedObjection> Run(Database store, IReadOnlyList<string> counties)
    {
        using DbConnection connection = store.Connect();
        using DisbursementDb db = store.Model();
        IReadOnlyList<Objection> objections = ObjectionBook.All(connection, null);
        string[] batches = [.. objections.Select(BatchOf).Distinct()];
        Dictionary<string, string> countyOf = db.Batches.ToRead().Where(batch => batches.Contains(batch.Id))
            .ToDictionary(batch => batch.Id, batch => batch.County);
        return
        [
            .. objections.Where(objection => countyOf.ContainsKey(BatchOf(objection)))
            .Select(objection => new ListedObjection(objection, countyOf[BatchOf(objection)]))
                .Where(listed => counties.Count == 0 || counties.Contains(listed.County))
                .OrderBy(listed => listed.Objection.Outcome is not null).ThenByDescending(listed => listed.Objection.DecidedAt)
                .ThenBy(listed => listed.Objection.Sequence),
        ];
    }

    /// <summary>The same, of one state and one county where they are named.</summary>
    public static IReadOnlyList<ListedObjection> Run(Database store, IReadOnlyList<string> counties, string? state, string? county) =>
        [.. Run(store, counties).Where(listed => (string.IsNullOrEmpty(state) || listed.State.Word() == state)
            && (string.IsNullOrEmpty(county) || listed.County == county))];

    /// <summary>Those to one payment, oldest first.</summary>
    public static IReadOnlyList<ListedObjection> To(Database store, string paymentNo, string county)
    {
        using DbConnection connection = store.Connect();
        return [.. ObjectionBook.All(connection, null, paymentNo).Select(objection => new ListedObjection(objection, county))];
    }

    private static string BatchOf(Objection objection) => PaymentNumber.TrySplit(objection.PaymentNo, out string batch, out _) ? batch : "";
}
