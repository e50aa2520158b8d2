using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>era</c>: elderly reward assistance for rural families of one child 计划生育家庭奖励扶助.</summary>
/// <remarks>Each year is judged with the children and deaths up to its 31 December, and is entitled whole or not at all.</remarks>
public sealed class ElderlyReward : WholeYearRule
{
    /// <summary>The rule.</summary>
    public static ElderlyReward Rule { get; } = new();

    public override Scheme Scheme => Scheme.Era;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        new("ERA-HUKOU",
            "农业户口",
            "the household registration is rural",
            (c, year) => Months.When(c.FactsOf(year).Hukou == Hukou.Rural),
            (c, year) => Facts.Show("hukou", c.FactsOf(year).Hukou)),
        new("ERA-BORN",
            "出生日期不早于规定日期",
            "born on or after the given date",
            (c, _) => Months.When(c.Claimant.BirthDate >= c.Pack.ElderlyReward.BornFrom),
            (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate),
            "schemes.era.bornFrom"),
        new("ERA-AGE",
            "当年或以前年满60周岁；子女全部死亡的年满50周岁",
            "turns 60 in or before the year, or 50 where every child is dead",
            (c, year) => Months.When(HasAge(c, year)),
            (c, year) => Facts.All(Facts.Show("birth_date", c.Claimant.BirthDate), Facts.Show("children", Count(c, year).Arrived),
                Facts.Show("dead", Count(c, year).Dead)),
            "schemes.era.age", "schemes.era.ageChildless"),
        new("ERA-CERTIFICATE",
            "持有光荣证",
            "holds the certificate, where it is required",
            (c, _) => Months.When(c.Claimant.HasCertificate || !c.Pack.ElderlyReward.CertificateRequired),
            (c, _) => Facts.YesNo("certificate_no", c.Claimant.HasCertificate),
            "schemes.era.certificateRequired"),
        new("ERA-ONE-CHILD",
            "一个子女，或两个子女中至少一个已死亡",
            "exactly one child, or two of whom at least one is dead",
            (c, year) => Months.When(Count(c, year) is { Arrived: 1 } or { Arrived: 2, Dead: > 0 } || HasTwoDaughters(c, year)),
            (c, year) => c.Pack.ElderlyReward.TwoDaughters
                ? Facts.All(Facts.Show("children", Count(c, year).Arrived), Facts.Show("dead", Count(c, year).Dead),
                    Facts.Show("girls", Count(c, year).Girls))
                : Facts.All(Facts.Show("children", Count(c, year).Arrived), Facts.Show("dead", Count(c, year).Dead)),
            "schemes.era.twoDaughters"),
        new("ERA-CHILD-BORN",
            "第一个子女出生日期不早于规定日期",
            "the first child was born on or after the given date",
            (c, _) => Months.When(c.Household.FirstChild is not { } child || child.BirthDate >= c.Pack.ElderlyReward.ChildBornFrom),
            (c, _) => Facts.Show("first child's birth_date", c.Household.FirstChild?.BirthDate),
            "schemes.era.childBornFrom"),
        new("ERA-LAWFUL",
            "无政策外生育",
            "no birth outside the policy",
            (c, year) => Months.When(!c.FactsOf(year).HasUnlawfulBirth),
            (c, year) => Facts.YesNo("unlawful_birth", c.FactsOf(year).HasUnlawfulBirth)),
        new("ERA-APPLIED",
            "当年或以前已申报",
            "applied in or before the year",
            (c, year) => Months.When(c.AppliedOn is not { } applied || applied.Year <= year),
            (c, _) => Facts.Show("applied_on", c.AppliedOn)),
        new("ERA-NO-STACK",
            "当年未享受特别扶助",
            "no special assistance in the same year, unless both may be had",
            (c, year) => Months.When(c.Pack.ElderlyReward.StackWithSpecial || (c.BereavedMonths(year) | c.DisabledMonths(year)).IsNone),
            (c, year) => Facts.All(Facts.Show("sab months", c.BereavedMonths(year)), Facts.Show("sad months", c.DisabledMonths(year))),
            "schemes.era.stackWithSpecial"),
        SharedConditions.Alive(Scheme.Era),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    public override bool IsConsidered(Case c) => c.Claimant.Facts.Hukou == Hukou.Rural && HasAge(c, c.RunYear);

    protected override Layered RateOn(Case c, DateOnly day) => c.Pack.ElderlyReward.Rate.On(day, c.Household.County);

    private static bool HasAge(Case c, int year)
    {
        Claimant claimant = c.Claimant;
        if (Ages.Reached(claimant.BirthDate, claimant.DeathDate, c.Pack.ElderlyReward.Age) is { } full && full.Year <= year)
            return true;

        return Ages.Reached(claimant.BirthDate, claimant.DeathDate, c.Pack.ElderlyReward.AgeChildless) is { } early && early.Year <= year
            && Count(c, year) is { Arrived: > 0 } count && count.Dead == count.Arrived;
    }

    private static bool HasTwoDaughters(Case c, int year) =>
        c.Pack.ElderlyReward.TwoDaughters && Count(c, year) is { Arrived: 2, Girls: 2 };

    private static (int Arrived, int Dead, int Girls) Count(Case c, int year)
    {
        DateOnly end = new(year, 12, 31);
        int arrived = 0, dead = 0, girls = 0;
        foreach (Child child in c.Household.Children)
        {
            if (child.Arrival > end)
                continue;

            arrived++;
            if (child.IsDeadBy(end))
                dead++;
            if (child.IsGirl)
                girls++;
        }

        return (arrived, dead, girls);
    }
}
