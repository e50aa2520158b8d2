namespace Disbursement.Jobs.Store.Tables;

/// <summary>A standing on its way into its table: rows come here in bulk and are put in place by one statement.</summary>
internal sealed class StagedStandingRecord
{
    public required byte[] ClaimantKey { get; set; }

    public required byte[] Value { get; set; }
}

/// <summary>Standings on their way, on SQL Server alone.</summary>
internal static class StagedStandingsTable
{
    public static StoredTable<StagedStandingRecord> Table { get; } =
        new StoredTable<StagedStandingRecord>("standings_staged", Lifetime.Passing)
        .Column(row => row.ClaimantKey, length: 16)
        .Column(row => row.Value);
}
