using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>The outcome of a decision.</summary>
public enum Outcome : byte
{
    /// <summary>At least one month of the run's year is entitled, or a sum is owed in it.</summary>
    [StoredAs("granted", "准予")]
    Granted,

    /// <summary>Nothing is owed for the run's year.</summary>
    [StoredAs("refused", "不予")]
    Refused,

    /// <summary>It would be granted, but nobody ever applied.</summary>
    [StoredAs("unclaimed", "未申报")]
    Unclaimed,
}

/// <summary>What one scheme owes a claimant for one year.</summary>
/// <param name="Year">The entitlement year.</param>
/// <param name="Amount">The amount by layer; may be zero.</param>
public readonly record struct YearDue(int Year, Layered Amount);

/// <summary>One claimant × one scheme in one run (资格认定).</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Outcome">Granted, refused or unclaimed, about the run's year.</param>
/// <param name="Refusals">Bit <c>i</c> stands for condition <c>i</c> of the scheme; 0 unless refused.</param>
/// <param name="Months">Entitled months of the run's year; none for sums owed once and for costs.</param>
/// <param name="Dues">What is owed for each accountable year up to the run's, oldest first.</param>
public sealed record Decision(Scheme Scheme, Outcome Outcome, uint Refusals, Months Months, YearDue[] Dues)
{
    /// <summary>The bit that stands for DUP-CLAIMANT, which no condition of a scheme uses.</summary>
    public const uint DuplicateClaimant = 1u << 31;

    /// <summary>The bit that stands for ONCE: the sum is owed in another year.</summary>
    public const uint OwedInAnotherYear = 1u << 30;

    /// <summary>How many conditions a scheme may have, those that every scheme has included.</summary>
    public const int MostConditions = 30;

    /// <summary>The refusal of a claimant who stands in more than one household.</summary>
    public static Decision RefusedDuplicate(Scheme scheme) => new(scheme, Outcome.Refused, DuplicateClaimant, Months.None, []);

    /// <summary>The codes of the refusal in the order of the rules; empty unless refused.</summary>
    public IReadOnlyList<string> Codes
    {
        get
        {
            if (Refusals == 0)
                return [];
            if (Refusals == DuplicateClaimant)
                return [SharedWords.DuplicateClaimant.Code];

            List<string> codes = [];
            for (int i = 0; i < Conditions.Count; i++)
            {
                if ((Refusals >> i & 1) != 0)
                    codes.Add(Conditions[i].Code);
            }

            if ((Refusals & OwedInAnotherYear) != 0)
                codes.Add(SharedWords.Once.Code);
            return codes;
        }
    }

    /// <summary>The conditions that the bits of a refusal stand for.</summary>
    internal IReadOnlyList<Condition> Conditions { get; init; } = [];
}
