using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>ocr</c>: the reward of parents who hold the Honour Certificate of Parents of an Only Child 独生子女父母奖励金.</summary>
/// <remarks>
/// Jiangsu: from the certificate year to the child's 14th birthday; old methods for old people, new methods for new people.
/// </remarks>
public sealed class OnlyChildReward : WholeYearRule
{
    /// <summary>The rule.</summary>
    public static OnlyChildReward Rule { get; } = new();

    public override Scheme Scheme => Scheme.Ocr;

    public override bool NeedsApplication => false;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        new("OCR-CERTIFICATE",
            "领证日期不晚于第一个子女14周岁生日，自领证年度1月起",
            "the certificate is dated, not later than the first child's age limit; from January of the certificate year",
            Certificate,
            (c, _) => Facts.All(Facts.Show("certificate_date", c.Claimant.CertificateDate),
                Facts.Show("first child's age limit", AgeLimit(c))),
            "schemes.ocr.childAgeLimit", "schemes.ocr.firstMonth"),
        new("OCR-ONE-CHILD",
            "有且仅有一个子女；第二个子女出生或收养后终止",
            "there is a child, and a second arrival ends the reward",
            OneChild,
            (c, _) => Facts.All(Facts.Show("children", c.Household.Children.Length), Facts.Show("second arrival", Second(c)?.Arrival)),
            "schemes.ocr.stopOnSecondChild"),
        new("OCR-CUTOVER",
            "第一个子女出生在政策调整之前",
            "the first child was born before the change of policy",
            (c, _) => Months.When(c.Household.FirstChild is not { } child || child.BirthDate < c.Pack.OnlyChildReward.ChildBornBefore),
            (c, _) => Facts.Show("first child's birth_date", c.Household.FirstChild?.BirthDate),
            "schemes.ocr.childBornBefore"),
        new("OCR-AGE",
            "第一个子女未超过年龄上限（发放至满周岁当月）",
            "the first child is not past the age limit (that month included)",
            (c, year) => Outgrown(c) is { } limit ? Months.Until(Month.Of(limit), year) : Months.All,
            (c, _) => Facts.All(Facts.Show("first child's birth_date", c.Household.FirstChild?.BirthDate),
                Facts.Show("age limit reached", Outgrown(c))),
            "schemes.ocr.childAgeLimit"),
        new("OCR-CHILD-LIVING",
            "第一个子女健在（发放至死亡当月）",
            "the first child is alive (the month of death included)",
            (c, year) => c.Household.FirstChild?.DeathDate is { } death ? Months.Until(Month.Of(death), year) : Months.All,
            (c, _) => Facts.Show("first child's death_date", c.Household.FirstChild?.DeathDate)),
        new("OCR-REVOKED",
            "光荣证未收回（发放至收回当月）",
            "the certificate has not been withdrawn (the month of withdrawal included)",
            (c, year) => c.Claimant.CertificateRevokedOn is { } revoked ? Months.Until(Month.Of(revoked), year) : Months.All,
            (c, _) => Facts.Show("certificate_revoked_on", c.Claimant.CertificateRevokedOn)),
        new("OCR-PAYER",
            "奖励金由财政负担",
            "the reward is paid by finance, not by an employer",
            (c, year) => Months.When(c.FactsOf(year).RewardPayer == RewardPayer.Finance),
            (c, year) => Facts.Show("reward_payer", c.FactsOf(year).RewardPayer)),
        SharedConditions.Alive(Scheme.Ocr),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    public override bool IsConsidered(Case c) => c.Claimant.HasCertificate;

    protected override Layered RateOn(Case c, DateOnly day) => c.Pack.OnlyChildReward.Rate.On(day, c.Household.County);

    private static DateOnly? AgeLimit(Case c) =>
        c.Household.FirstChild is { } child ? Ages.Anniversary(child.BirthDate, c.Pack.OnlyChildReward.ChildAgeLimit) : null;

    /// <summary>The day on which the first child reaches the age limit; a child that died before never does.</summary>
    private static DateOnly? Outgrown(Case c) =>
        c.Household.FirstChild is { } child ? Ages.Reached(child.BirthDate, child.DeathDate, c.Pack.OnlyChildReward.ChildAgeLimit) : null;

    private static Child? Second(Case c) => c.Household.Children.Length > 1 ? c.Household.Children[1] : null;

    private static Months Certificate(Case c, int year)
    {
        if (c.Claimant.CertificateDate is not { } dated || dated > AgeLimit(c))
            return Months.None;

        return Months.From(
            c.Pack.OnlyChildReward.FirstMonth == FirstMonth.CertificateYear ? new Month(dated.Year, 1) : Month.Of(dated), year);
    }

    private static Months OneChild(Case c, int year)
    {
        if (c.Household.FirstChild is null)
            return Months.None;
        if (Second(c) is not { } second)
            return Months.All;

        return Months.Until(c.Pack.OnlyChildReward.StopOnSecondChild == SecondChildStop.EventMonth
            ? Month.Of(second.Arrival)
            : new Month(second.Arrival.Year, 12), year);
    }
}
