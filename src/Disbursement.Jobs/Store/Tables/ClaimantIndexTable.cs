using Disbursement.Jobs.Store.Bulk;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>The claimants of one run whose keys begin alike.</summary>
internal sealed class ClaimantIndexRecord
{
    /// <summary>The run in the upper bits, the first bits of the keys in the lower ones.</summary>
    public long Id { get; set; }

    /// <summary>What <see cref="Standings.ClaimantIndex"/> packs of each of them.</summary>
    public required byte[] Entries { get; set; }
}

/// <summary>
/// Where the rows of a claimant stand in each run. It follows from the claimants and is proved against them: with an index of the database
/// on their keys a run would write ten times as much, more in every further year.
/// </summary>
internal static class ClaimantIndexTable
{
    public static StoredTable<ClaimantIndexRecord> Table { get; } =
        new StoredTable<ClaimantIndexRecord>("claimant_index", Lifetime.Added)
        .Column(row => row.Id, Written)
        .Column(row => row.Entries, Written);

    /// <summary>Packs the claimants of a run whose keys begin alike.</summary>
    public static void Write(RowBuffer rows, long id, ReadOnlySpan<byte> entries) =>
        rows.Begin(BulkTable.ClaimantIndex).Int(id).Blob(entries);
}
