using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Store.Bulk;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A decision: never changed, never deleted.</summary>
internal sealed class DecisionRecord
{
    /// <summary>Claimant number × 16 + scheme.</summary>
    public long Id { get; set; }

    public long ClaimantNumber { get; set; }

    public required string Scheme { get; set; }

    public required Outcome Outcome { get; set; }

    /// <summary>Codes joined by <c>+</c>; null unless refused.</summary>
    public string? Codes { get; set; }

    public string? Months { get; set; }

    /// <summary>What the run's year owes.</summary>
    public long DueFen { get; set; }
}

/// <summary>Decisions of runs, one a claimant and scheme.</summary>
internal static class DecisionsTable
{
    public static StoredTable<DecisionRecord> Table { get; } = new StoredTable<DecisionRecord>("decisions", Lifetime.AppendOnly)
        .Column(row => row.Id, Written)
        .Column(row => row.ClaimantNumber, Written)
        .Column(row => row.Scheme, Written, length: 8)
        .Column(row => row.Outcome, Written, length: 16)
        .Column(row => row.Codes, Written, length: 400)
        .Column(row => row.Months, Written, length: 40)
        .Column(row => row.DueFen, Written);

    /// <summary>Packs a decision.</summary>
    /// <param name="rows">Where it goes.</param>
    /// <param name="claimant">The number of the claimant.</param>
    /// <param name="place">Place of the scheme in the pack.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="codes">The codes of a refusal, joined.</param>
    /// <param name="dueFen">What the year of the run owes.</param>
    public static void Write(RowBuffer rows, long claimant, int place, Decision decision, string? codes, long dueFen) =>
        rows.Begin(BulkTable.Decisions).Int(DecisionId.Of(new(claimant), place).Value).Int(claimant).Text(decision.Scheme.Code)
            .Text(decision.Outcome.Word())
            .TextOrNull(codes).TextOrNull(decision.Months.ToString()).Int(dueFen);
}
