using Disbursement.Jobs.Store.Bulk;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// What sealed runs left behind about a claimant, kept so that the next run finds it with one look; it follows from the other tables.
/// </summary>
internal sealed class StandingRecord
{
    public required byte[] ClaimantKey { get; set; }

    public required byte[] Value { get; set; }
}

/// <summary>Standings of claimants after the last sealed run.</summary>
internal static class StandingsTable
{
    public static StoredTable<StandingRecord> Table { get; } = new StoredTable<StandingRecord>("standings", Lifetime.Derived)
        .Column(row => row.ClaimantKey, Written, length: 16)
        .Column(row => row.Value, Written);

    /// <summary>Packs a standing; it replaces the one before.</summary>
    public static void Write(RowBuffer rows, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        rows.Begin(BulkTable.Standings).Blob(key).Blob(value);
}
