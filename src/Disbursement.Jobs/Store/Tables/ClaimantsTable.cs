using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Store.Connections;
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

    /// <summary>
    /// The first byte, in the archived roster, of the rows of the household; null for a roster that is not read as it stands.
    /// </summary>
    public long? RowsFrom { get; set; }

    /// <summary>How many bytes lie from the first of these rows to the end of the last.</summary>
    public long? RowsLength { get; set; }

    /// <summary>How many lines the first of these rows stands above the claimant's own.</summary>
    public long? RowsAbove { get; set; }

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
        .Column(row => row.RowsFrom, Written | Replayed)
        .Column(row => row.RowsLength, Written | Replayed)
        .Column(row => row.RowsAbove, Written | Replayed)
        .Column(row => row.Facts, Written | Replayed)
        .Column(row => row.AppliedOn, Written | Replayed)
        .Column(row => row.StandingBefore, Written)
        .Column(row => row.Personal, Written | Sealed);

    /// <summary>Where the rows of a household stand, from <c>rows_from</c>, <c>rows_length</c> and <c>rows_above</c>.</summary>
    /// <param name="reader">The row.</param>
    /// <param name="at">The place of the first of these columns; the others follow.</param>
    /// <param name="line">The claimant's own line.</param>
    public static RosterSpan? SpanOf(DbDataReader reader, int at, long line) =>
        reader.IsDBNull(at) ? null : new RosterSpan(reader.Long(at), reader.Long(at + 1), line - reader.Long(at + 2));
}
