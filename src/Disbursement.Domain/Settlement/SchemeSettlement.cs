using Disbursement.Domain.Amounts;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Settlement;

/// <summary>A positive difference between what a year owes and what the ledger has: money to accrue.</summary>
/// <param name="Year">The entitlement year.</param>
/// <param name="Amount">The difference by layer, positive in all.</param>
public readonly record struct Accrual(int Year, Layered Amount);

/// <summary>A negative difference: money that was accrued and is not owed.</summary>
/// <param name="Year">The entitlement year.</param>
/// <param name="Amount">The size of the difference, positive.</param>
/// <param name="Owed">What the year owes now; the ledger had this and the difference.</param>
public readonly record struct Recovery(int Year, Money Amount, Money Owed);

/// <summary>What a run does about one claimant and scheme.</summary>
/// <param name="Decision">The decision that was settled.</param>
/// <param name="Accruals">Positive differences, oldest year first.</param>
/// <param name="Recoveries">Negative differences, oldest year first.</param>
/// <param name="Offset">What of the gross is kept back for the open receivable; not negative.</param>
/// <param name="RunYear">The run's year, which tells current from arrears.</param>
public sealed record SchemeSettlement(
    Decision Decision, IReadOnlyList<Accrual> Accruals, IReadOnlyList<Recovery> Recoveries, Money Offset, int RunYear)
{
    /// <summary>The line of the run's year 本年.</summary>
    public Money Current => Sum(isCurrent: true);

    /// <summary>The line of earlier years 补发.</summary>
    public Money Arrears => Sum(isCurrent: false);

    /// <summary>Current and arrears.</summary>
    public Money Gross => Current + Arrears;

    /// <summary>What reaches the claimant 实发; zero means no payment.</summary>
    public Money Payment => Gross - Offset;

    /// <summary>The gross by who set it.</summary>
    public Layered Layers
    {
        get
        {
            Layered sum = default;
            foreach (Accrual accrual in Accruals)
                sum += accrual.Amount;
            return sum;
        }
    }

    private Money Sum(bool isCurrent)
    {
        Money sum = Money.Zero;
        foreach (Accrual accrual in Accruals)
        {
            if (accrual.Year == RunYear == isCurrent)
                sum += accrual.Amount.Total;
        }

        return sum;
    }
}

/// <summary>An open receivable before and after a run.</summary>
public readonly record struct ReceivableChange(string Group, Money Before, Money After);

/// <summary>Everything a run does about one claimant's money.</summary>
/// <param name="Schemes">Schemes with a difference, in the order of schemes.</param>
/// <param name="Receivables">Offset groups that were looked at and hold something before or after.</param>
public sealed record ClaimantSettlement(IReadOnlyList<SchemeSettlement> Schemes, IReadOnlyList<ReceivableChange> Receivables)
{
    /// <summary>Nothing to do.</summary>
    public static ClaimantSettlement Nothing { get; } = new([], []);
}
