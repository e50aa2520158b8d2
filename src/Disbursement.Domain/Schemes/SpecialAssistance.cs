using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>
/// What <c>sab</c> and <c>sad</c> share: special assistance 特别扶助 for parents who lost their only child, or whose only child is disabled.
/// </summary>
/// <remarks>
/// A(m), the children of a month, are those whose month of arrival is before m: so a new arrival still leaves its own month, and a death
/// pays from the next.
/// </remarks>
public abstract class SpecialAssistance : MonthlyRule
{
    protected abstract SpecialAssistanceTerms Terms(Case c);

    /// <summary>SA-BORN.</summary>
    protected Condition Born => new(
        "SA-BORN",
        "出生日期不早于规定日期",
        "born on or after the given date",
        (c, _) => Months.When(c.Claimant.BirthDate >= Terms(c).BornFrom),
        (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate),
        $"schemes.{Scheme.Code()}.bornFrom");

    /// <summary>SA-CERTIFICATE, where the pack asks for it.</summary>
    protected Condition Certificate => new(
        "SA-CERTIFICATE",
        "持有光荣证",
        "holds the certificate",
        (c, _) => Months.When(c.Claimant.HasCertificate || !Terms(c).CertificateRequired),
        (c, _) => Facts.YesNo("certificate_no", c.Claimant.HasCertificate),
        $"schemes.{Scheme.Code()}.certificateRequired") { IsAsked = c => Terms(c).CertificateRequired };

    /// <summary>SA-CUTOVER, where the pack names a day.</summary>
    protected Condition Cutover => new(
        "SA-CUTOVER",
        "第一个子女出生在规定日期之前",
        "the first child was born before the given date",
        (c, _) => Months.When(c.Household.FirstChild is not { } child || !(child.BirthDate >= Terms(c).ChildBornBefore)),
        (c, _) => Facts.Show("first child's birth_date", c.Household.FirstChild?.BirthDate),
        $"schemes.{Scheme.Code()}.childBornBefore") { IsAsked = c => Terms(c).ChildBornBefore is not null };

    /// <summary>SA-AGE.</summary>
    protected Condition Age => new(
        "SA-AGE",
        "女方年满49周岁（父亲离婚、丧偶、未婚或无女方的，按本人年龄），自满周岁当月起",
        "the mother's age, or the father's own where he is alone, has reached the limit; from that month on",
        (c, year) => AgeReached(c, year) is { } first ? Months.From(first, year) : Months.None,
        (c, year) => Facts.All(
            Facts.Show("mother's birth_date", c.Household.Mother?.BirthDate),
            Facts.Show("mother's death_date", c.Household.Mother?.DeathDate),
            Facts.Show("birth_date", c.Claimant.BirthDate),
            Facts.Show("marital_status", c.FactsOf(year).MaritalStatus),
            Facts.Show("from", AgeReached(c, year))),
        $"schemes.{Scheme.Code()}.age");

    /// <summary>SA-ONE-CHILD.</summary>
    protected static Condition OneChild { get; } = new(
        "SA-ONE-CHILD",
        "没有两个子女同时在世过",
        "no two children were ever alive on the same day",
        (c, year) => LastMonthOfOneChild(c.Household) is { } last ? Months.Until(last, year) : Months.All,
        (c, _) => Facts.All(Facts.Show("children", c.Household.Children.Length),
            Facts.Show("two alive since", LastMonthOfOneChild(c.Household))));

    protected override Layered RateOn(Case c, int year, DateOnly day) => Terms(c).Rate.On(day, c.Household.County);

    /// <summary>Whether a child is one of A(m).</summary>
    protected static bool HasArrivedBefore(Child child, Month month) => Month.Of(child.Arrival) < month;

    /// <summary>Whether a child died in a month before m.</summary>
    protected static bool DiedBefore(Child child, Month month) => child.DeathDate is { } death && Month.Of(death) < month;

    /// <summary>The months of a year for which a question about A(m) is answered with yes.</summary>
    protected static Months MonthByMonth(int year, Func<Month, bool> holds)
    {
        int bits = 0;
        for (int number = 1; number <= 12; number++)
        {
            if (holds(new Month(year, number)))
                bits |= 1 << number - 1;
        }

        return new Months((ushort)bits);
    }

    private static Month? LastMonthOfOneChild(Household household)
    {
        Month? last = null;
        ReadOnlySpan<Child> children = household.Children;
        for (int later = 1; later < children.Length; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                if (children[earlier].LivedBeside(children[later]) && !(last <= Month.Of(children[later].Arrival)))
                    last = Month.Of(children[later].Arrival);
            }
        }

        return last;
    }

    private Month? AgeReached(Case c, int year)
    {
        int age = Terms(c).Age;
        Claimant claimant = c.Claimant;
        Month? own = MonthReached(claimant, age);
        if (claimant.Role == Role.Mother || c.Household.Mother is not { } mother)
            return own;
        if (c.FactsOf(year).MaritalStatus is MaritalStatus.Divorced or MaritalStatus.Widowed or MaritalStatus.Unmarried)
            return own;
        if (MonthReached(mother, age) is { } hers)
            return hers;

        // She died before reaching the age: only that death makes his own age count.
        return own is { } his ? Month.Later(his, Month.Of(mother.DeathDate!.Value)) : null;
    }

    private static Month? MonthReached(Claimant claimant, int age) =>
        Ages.Reached(claimant.BirthDate, claimant.DeathDate, age) is { } day ? Month.Of(day) : null;
}
