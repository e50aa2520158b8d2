using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Bulk;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// Where a claimant stands, or who uses an account, in a run that several processes share; it is there only while the run is under way.
/// </summary>
internal sealed class RunClaimRecord
{
    public int RunNumber { get; set; }

    /// <summary>1 for a claimant, 2 for an account.</summary>
    public int Kind { get; set; }

    /// <summary>Keyed hash of the identity number or of the account.</summary>
    public required byte[] Claim { get; set; }

    public int County { get; set; }

    public int FileOrdinal { get; set; }

    public long Line { get; set; }

    /// <summary>Keyed hash of the account's holder.</summary>
    public byte[]? Holder { get; set; }
}

/// <summary>Claims of runs that several processes share.</summary>
internal static class RunClaimsTable
{
    public static StoredTable<RunClaimRecord> Table { get; } = new StoredTable<RunClaimRecord>("run_claims", Lifetime.Passing)
        .Column(row => row.RunNumber, Written)
        .Column(row => row.Kind, Written)
        .Column(row => row.Claim, Written, length: 16)
        .Column(row => row.County, Written)
        .Column(row => row.FileOrdinal, Written)
        .Column(row => row.Line, Written)
        .Column(row => row.Holder, Written, length: 16)
        .With(row => row.HasKey(claim => new { claim.RunNumber, claim.Kind, claim.Claim, claim.County, claim.FileOrdinal, claim.Line }));

    /// <summary>Packs a claim.</summary>
    public static void Write(RowBuffer rows, int run, int kind, ClaimantKey claim, uint county, int file, long line, ClaimantKey? holder)
    {
        RowBuffer row = rows.Begin(BulkTable.Claims).Int(run).Int(kind);
        claim.Write(row.BlobRoom(ClaimantKey.Length));
        row.Int(county).Int(file).Int(line);
        if (holder is { } known)
            known.Write(row.BlobRoom(ClaimantKey.Length));
        else
            row.Null();
        rows.EndRows();
    }
}
