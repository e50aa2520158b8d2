using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>rls</c>: the lump sum for holders of the certificate when they retire 持证退休一次性奖励.</summary>
/// <remarks>A claimant who died still leaves it owed: it is paid to the account in the roster.</remarks>
public sealed class RetirementLumpSum : OnceRule
{
    /// <summary>The rule.</summary>
    public static RetirementLumpSum Rule { get; } = new();

    public override Scheme Scheme => Scheme.Rls;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        new("RLS-CERTIFICATE",
            "有领证日期",
            "the certificate is dated",
            (c, _) => Months.When(c.Claimant.CertificateDate is not null),
            (c, _) => Facts.Show("certificate_date", c.Claimant.CertificateDate)),
        new("RLS-ONE-CHILD",
            "退休之日恰有一个子女（无论健在与否）",
            "exactly one child had arrived by the day of retirement, living or dead",
            (c, _) => Months.When(ChildrenAtRetirement(c) == 1),
            (c, _) => Facts.Show("children arrived by retired_on", ChildrenAtRetirement(c))),
        new("RLS-RETIRED",
            "退休日期不早于政策起始日",
            "retired on or after the start of the scheme",
            (c, _) => Months.When(c.Claimant.RetiredOn >= c.Pack.RetirementLumpSum.RetiredFrom),
            (c, _) => Facts.Show("retired_on", c.Claimant.RetiredOn),
            "schemes.rls.retiredFrom"),
        new("RLS-PAYER",
            "由财政负担（否则由单位支付）",
            "paid by finance (the employer pays otherwise)",
            (c, year) => Months.When(c.FactsOf(year).RewardPayer == RewardPayer.Finance),
            (c, year) => Facts.Show("reward_payer", c.FactsOf(year).RewardPayer)),
        new("RLS-NOT-PENSION-RAISE",
            "未享受加发5%养老金",
            "the pension does not carry the 5 % increase",
            (c, year) => Months.When(!c.FactsOf(year).HasPensionRaise),
            (c, year) => Facts.YesNo("pension_raise", c.FactsOf(year).HasPensionRaise)),
        SharedConditions.AccountableDate(c => c.Claimant.RetiredOn),
        SharedConditions.ThroughDate(c => Rule!.LatestMonth(c)),
    ];

    public override bool IsConsidered(Case c) => c.Claimant.RetiredOn is not null && c.Claimant.HasCertificate;

    public override DateOnly? QualifyingDate(Case c) => c.Claimant.RetiredOn;

    protected override Layered Sum(Case c, int owedYear) =>
        c.Pack.RetirementLumpSum.Rate.On(c.Claimant.RetiredOn!.Value, c.Household.County);

    private static int ChildrenAtRetirement(Case c)
    {
        int arrived = 0;
        foreach (Child child in c.Household.Children)
        {
            if (child.Arrival <= c.Claimant.RetiredOn)
                arrived++;
        }

        return arrived;
    }
}
