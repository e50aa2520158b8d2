namespace Disbursement.Domain.Policies;

/// <summary>Terms of the public posting 公示: everybody can read who is to be paid, and object.</summary>
/// <param name="Days">Days that the posting lasts, the day of posting not counted.</param>
/// <param name="IsAwaited">Whether a batch may be approved only after the posting has ended.</param>
/// <param name="Objections">Where and how to object, as it is printed.</param>
public sealed record PostingTerms(int Days, bool IsAwaited, string Objections)
{
    /// <summary>What counts where a pack says nothing.</summary>
    public static PostingTerms Default { get; } = new(7, false, "所在县（市、区）卫生健康委员会、镇（街道）计划生育办公室");

    /// <summary>The last day of a posting.</summary>
    public DateOnly Until(DateOnly posted) => posted.AddDays(Days);
}
