using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Batches;

/// <summary>A number of payments and their sum.</summary>
public readonly record struct CountedSum(long Payments, Money Sum)
{
    public static CountedSum operator +(CountedSum left, CountedSum right) => new(left.Payments + right.Payments, left.Sum + right.Sum);

    public static CountedSum operator -(CountedSum left, CountedSum right) => new(left.Payments - right.Payments, left.Sum - right.Sum);
}

/// <summary>The money of one batch: what is asked for (用款申请), and what became of it once the bank has answered (结算).</summary>
/// <param name="Batch">The batch.</param>
/// <param name="County">Whose bureau pays.</param>
/// <param name="Scheme">The scheme's code.</param>
/// <param name="Requested">The payments of its files.</param>
/// <param name="Funding">What each level bears of them, as its manifest says.</param>
/// <param name="Held">Payments kept back, for which nothing is asked.</param>
/// <param name="Released">What was sent to the bank, by the ledger.</param>
/// <param name="Paid">What the bank paid, by the ledger.</param>
/// <param name="Failed">What the bank could not pay, by the ledger; also where it was paid again in another batch.</param>
/// <param name="PaidBy">What each level bore of what was paid.</param>
public sealed record BatchFunds(string Batch, string County, string Scheme, CountedSum Requested, LevelSums Funding, CountedSum Held,
    CountedSum Released, CountedSum Paid, CountedSum Failed, LevelSums PaidBy)
{
    /// <summary>What was sent and has no answer yet.</summary>
    public CountedSum Unanswered => Released - Paid - Failed;

    /// <summary>What was asked for and not sent.</summary>
    public CountedSum NotReleased => Requested - Released;

    /// <summary>What was asked for and has not reached anybody: failed, unanswered and not sent together.</summary>
    public CountedSum LeftOver => Requested - Paid;

    /// <summary>What of each level's money is left over.</summary>
    public LevelSums LeftWith => new(Funding.Central - PaidBy.Central, Funding.Province - PaidBy.Province, Funding.City - PaidBy.City,
        Funding.County - PaidBy.County);

    /// <summary>Whether the levels add up, and nothing was sent but what was asked for.</summary>
    public bool IsWhole => Funding.Total == Requested.Sum && PaidBy.Total == Paid.Sum && NotReleased.Sum >= Money.Zero
        && Unanswered.Sum >= Money.Zero && (Released.Payments == 0 || NotReleased == default);

    /// <summary>Several batches together.</summary>
    public static BatchFunds Sum(IEnumerable<BatchFunds> batches) => batches.Aggregate(
        new BatchFunds("", "", "", default, default, default, default, default, default, default),
        (sum, one) => sum with
        {
            Requested = sum.Requested + one.Requested, Funding = sum.Funding + one.Funding, Held = sum.Held + one.Held,
            Released = sum.Released + one.Released,
            Paid = sum.Paid + one.Paid, Failed = sum.Failed + one.Failed, PaidBy = sum.PaidBy + one.PaidBy,
        });
}
