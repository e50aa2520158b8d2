using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A claimant as one run saw them.</summary>
internal sealed class ClaimantRecord
{
    /// <summary>Run number in the upper bits, a count in the lower 32.</summary>
    public long Number { get; set; }

    public int RunNumber { get; set; }

    public required byte[] ClaimantKey { get; set; }

    public required string RegionCode { get; set; }

    public required string HouseholdNo { get; set; }

    public required string Role { get; set; }

    /// <summary>Which of the run's inputs.</summary>
    public int InputOrdinal { get; set; }

    public long Line { get; set; }

    /// <summary>Facts without a date, packed.</summary>
    public int Facts { get; set; }

    public DateOnly? AppliedOn { get; set; }

    /// <summary>What earlier runs had left behind when this one decided; empty for a person seen for the first time.</summary>
    public byte[]? StandingBefore { get; set; }

    /// <summary>
    /// Name, id number and account, sealed; only where money is settled or could be claimed: everybody else is found in the archived
    /// roster.
    /// </summary>
    public byte[]? Personal { get; set; }
}

/// <summary>Claimants, each as every run saw them. The personal data of those who are not paid is in the archived roster alone.</summary>
internal static class ClaimantsTable
{
    public static StoredTable<ClaimantRecord> Table { get; } = new StoredTable<ClaimantRecord>("claimants", Lifetime.AppendOnly)
        .Column(row => row.Number, Written)
        .Column(row => row.RunNumber, Written | Replayed)
        .Column(row => row.ClaimantKey, Written | Replayed, length: 16)
        .Column(row => row.RegionCode, Written, length: 12)
        .Column(row => row.HouseholdNo, Written, length: 32)
        .Column(row => row.Role, Written, length: 8)
        .Column(row => row.InputOrdinal, Written | Replayed)
        .Column(row => row.Line, Written | Replayed)
        .Column(row => row.Facts, Written | Replayed)
        .Column(row => row.AppliedOn, Written | Replayed)
        .Column(row => row.StandingBefore, Written)
        .Column(row => row.Personal, Written | Sealed);
}
