using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>How many children a household had by the end of a year.</summary>
/// <param name="Arrived">Born or adopted by then.</param>
/// <param name="Dead">Of them dead by then.</param>
/// <param name="Girls">Of them girls.</param>
internal readonly record struct ChildCount(int Arrived, int Dead, int Girls)
{
    public static ChildCount Of(Household household, int year)
    {
        DateOnly end = new(year, 12, 31);
        int arrived = 0, dead = 0, girls = 0;
        foreach (Child child in household.Children)
        {
            if (child.Arrival > end)
                continue;

            arrived++;
            if (child.IsDeadBy(end))
                dead++;
            if (child.IsGirl)
                girls++;
        }

        return new ChildCount(arrived, dead, girls);
    }
}

/// <summary>Kinds that judge the children of the household.</summary>
/// <remarks>
/// A(m), the children of a month, are those whose month of arrival is before m: so a new arrival still leaves its own month, and a death
/// pays from the next.
/// </remarks>
internal static class KindsOfChildren
{
    public static IReadOnlyList<ConditionKind> All { get; } = [.. new ConditionKind[]
    {
        new("fromCertificate", "the certificate is dated, not later than the first child's age limit; from that January, or that month, on",
            [
                new("fact", ArgumentType.DateFact), new("childAge", ArgumentType.Parameter, ParameterType.Whole),
                new("first", ArgumentType.Parameter, ParameterType.Choice),
            ], FromCertificate),
        new("arrivedAs", "the child of whom the decision is came as one of these to the household, counted from 1, the dead included",
            [new("from", ArgumentType.Number), new("to", ArgumentType.Number)], ArrivedAs),
        new("oneChildUntilSecond", "there is a child; until the month, or the December, of a second arrival",
            [new("stop", ArgumentType.Parameter, ParameterType.Choice)], OneChildUntilSecond),
        new("firstChildBorn", "the first child, if there is one, was born on or after one day and before another",
            [
                new("from", ArgumentType.Parameter, ParameterType.Day, IsOptional: true),
                new("before", ArgumentType.Parameter, ParameterType.Day, IsOptional: true),
            ], FirstChildBorn),
        new("firstChildUntilAge", "not after the month in which the first child reaches the age",
            [new("age", ArgumentType.Parameter, ParameterType.Whole)], FirstChildUntilAge),
        new("firstChildAlive", "not after the month in which the first child died", [], FirstChildAlive),
        new("childrenBy", "exactly so many children had arrived by the date, living or dead",
            [new("fact", ArgumentType.DateFact), new("count", ArgumentType.Number)], ChildrenBy),
        new("oneChildByYear", "by the end of the year one child, or two of whom one is dead; two daughters where the parameter says so",
            [new("twoDaughters", ArgumentType.Parameter, ParameterType.YesNo, IsOptional: true)], OneChildByYear),
        new("neverTwoAlive", "no two children were ever alive on the same day", [], NeverTwoAlive),
        new("everyChildDead", "every child that had arrived died in an earlier month, and there was one", [], EveryChildDead),
        new("oneLivingDisabled", "the one living child is disabled of a grade not above the parameter, from the assessment to the recovery",
            [new("most", ArgumentType.Parameter, ParameterType.Whole)], OneLivingDisabled),
        new("childDiedByYear", "a child died in or before the year", [], ChildDiedByYear),
        new("childDisabled", "a child has a grade of disability", [], ChildDisabled),
    }.Select(kind => kind with { RestsOnChildren = true })];

    private static Judgement FromCertificate(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, DateOnly?> date = fact.Date!;
        int age = terms.Whole("childAge");
        bool isFromJanuary = terms.Choice("first") == "certificateYear";
        DateOnly? Limit(Case c) => c.Household.FirstChild is { } child ? Ages.Anniversary(child.BirthDate, age) : null;
        return new(
            (c, year) => date(c) is not { } dated || dated > Limit(c)
                ? Months.None
                : Months.From(isFromJanuary ? new Month(dated.Year, 1) : Month.Of(dated), year),
            (c, year) => Facts.All(fact.Show(c, year), Facts.Show("first child's age limit", Limit(c))));
    }

    private static Judgement ArrivedAs(KindTerms terms)
    {
        int from = terms.Number("from"), to = terms.Number("to");
        return new((c, _) => Months.When(OrderOf(c) is var order && order >= from && order <= to),
            (c, _) => Facts.Show("child", OrderOf(c)));
    }

    /// <summary>The place of the child of whom the decision is among the children of the household, from 1; 0 for a parent.</summary>
    private static int OrderOf(Case c)
    {
        for (int i = 0; i < c.Household.Children.Length; i++)
        {
            if (c.Household.Children[i] == c.Claimant.Child)
                return i + 1;
        }

        return 0;
    }

    private static Judgement OneChildUntilSecond(KindTerms terms)
    {
        bool isMonth = terms.Choice("stop") == "eventMonth";
        return new(
            (c, year) =>
            {
                if (c.Household.FirstChild is null)
                    return Months.None;
                if (Second(c) is not { } second)
                    return Months.All;

                return Months.Until(isMonth ? Month.Of(second.Arrival) : Month.December(second.Arrival.Year), year);
            },
            (c, _) => Facts.All(Facts.Show("children", c.Household.Children.Length), Facts.Show("second arrival", Second(c)?.Arrival)));
    }

    private static Child? Second(Case c) => c.Household.Children.Length > 1 ? c.Household.Children[1] : null;

    private static Judgement FirstChildBorn(KindTerms terms)
    {
        DateOnly? from = terms.Day("from"), before = terms.Day("before");
        DateOnly least = from ?? DateOnly.MinValue, end = before ?? DateOnly.MaxValue;
        return new((c, _) => Months.When(c.Household.FirstChild is not { } child || child.BirthDate >= least && child.BirthDate < end),
            (c, _) => Facts.Show("first child's birth_date", c.Household.FirstChild?.BirthDate))
        {
            IsAsked = from is not null || before is not null,
        };
    }

    private static Judgement FirstChildUntilAge(KindTerms terms)
    {
        int age = terms.Whole("age");
        DateOnly? Outgrown(Case c) =>
            c.Household.FirstChild is { } child ? Ages.Reached(child.BirthDate, child.DeathDate, age) : null;
        return new((c, year) => Outgrown(c) is { } limit ? Months.Until(Month.Of(limit), year) : Months.All,
            (c, _) => Facts.All(Facts.Show("first child's birth_date", c.Household.FirstChild?.BirthDate),
                Facts.Show("age limit reached", Outgrown(c))));
    }

    private static Judgement FirstChildAlive(KindTerms terms) => new(
        (c, year) => c.Household.FirstChild?.DeathDate is { } death ? Months.Until(Month.Of(death), year) : Months.All,
        (c, _) => Facts.Show("first child's death_date", c.Household.FirstChild?.DeathDate));

    private static Judgement ChildrenBy(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        int count = terms.Number("count");
        int Arrived(Case c)
        {
            int arrived = 0;
            DateOnly? day = fact.Date!(c);
            foreach (Child child in c.Household.Children)
                arrived += child.Arrival <= day ? 1 : 0;
            return arrived;
        }

        return new((c, _) => Months.When(Arrived(c) == count), (c, _) => Facts.Show($"children arrived by {fact.Name}", Arrived(c)));
    }

    private static Judgement OneChildByYear(KindTerms terms)
    {
        bool mayBeTwoDaughters = terms.IsSet("twoDaughters");
        return new(
            (c, year) =>
            {
                ChildCount count = ChildCount.Of(c.Household, year);
                return Months.When(count is { Arrived: 1 } or { Arrived: 2, Dead: > 0 }
                    || mayBeTwoDaughters && count is { Arrived: 2, Girls: 2 });
            },
            (c, year) =>
            {
                ChildCount count = ChildCount.Of(c.Household, year);
                string told = Facts.All(Facts.Show("children", count.Arrived), Facts.Show("dead", count.Dead));
                return mayBeTwoDaughters ? Facts.All(told, Facts.Show("girls", count.Girls)) : told;
            });
    }

    private static Judgement NeverTwoAlive(KindTerms terms) => new(
        (c, year) => LastMonthOfOneChild(c.Household) is { } last ? Months.Until(last, year) : Months.All,
        (c, _) => Facts.All(Facts.Show("children", c.Household.Children.Length),
            Facts.Show("two alive since", LastMonthOfOneChild(c.Household))));

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

    private static Judgement EveryChildDead(KindTerms terms) => new(
        (c, year) => MonthByMonth(year, month =>
        {
            bool hasChild = false;
            foreach (Child child in c.Household.Children)
            {
                if (!HasArrivedBefore(child, month))
                    continue;
                if (!DiedBefore(child, month))
                    return false;

                hasChild = true;
            }

            return hasChild;
        }),
        (c, _) => Facts.Show("death_dates", string.Join(",", DeathDates(c))));

    private static List<string> DeathDates(Case c)
    {
        List<string> dates = [];
        foreach (Child child in c.Household.Children)
            dates.Add(child.DeathDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-");
        return dates;
    }

    private static Judgement OneLivingDisabled(KindTerms terms)
    {
        int most = terms.Whole("most");
        return new((c, year) => MonthByMonth(year, month => IsOneLivingDisabled(c.Household, month, most)),
            (c, _) => Facts.Show("grades", string.Join(",", Grades(c))));
    }

    private static bool IsOneLivingDisabled(Household household, Month month, int most)
    {
        Child? living = null;
        foreach (Child child in household.Children)
        {
            if (!HasArrivedBefore(child, month) || DiedBefore(child, month))
                continue;
            if (living is not null)
                return false;

            living = child;
        }

        return living is { DisabilityGrade: > 0, DisabilityDate: { } assessed }
            && living.DisabilityGrade <= most
            && Month.Of(assessed) <= month
            && (living.DisabilityEndedOn is not { } ended || month <= Month.Of(ended));
    }

    private static List<string> Grades(Case c)
    {
        List<string> grades = [];
        foreach (Child child in c.Household.Children)
            grades.Add(child.DisabilityGrade == 0 ? "-" : $"{child.DisabilityGrade} "
                + $"({child.DisabilityDate:yyyy-MM-dd}..{child.DisabilityEndedOn:yyyy-MM-dd})");
        return grades;
    }

    private static Judgement ChildDiedByYear(KindTerms terms) => new(
        (c, year) =>
        {
            foreach (Child child in c.Household.Children)
            {
                if (child.DeathDate?.Year <= year)
                    return Months.All;
            }

            return Months.None;
        },
        (c, _) => Facts.Show("death_dates", string.Join(",", DeathDates(c))));

    private static Judgement ChildDisabled(KindTerms terms) => new(
        (c, _) =>
        {
            foreach (Child child in c.Household.Children)
            {
                if (child.DisabilityGrade != 0)
                    return Months.All;
            }

            return Months.None;
        },
        (c, _) => Facts.Show("grades", string.Join(",", Grades(c))));

    /// <summary>Whether a child is one of A(m).</summary>
    private static bool HasArrivedBefore(Child child, Month month) => Month.Of(child.Arrival) < month;

    /// <summary>Whether a child died in a month before m.</summary>
    private static bool DiedBefore(Child child, Month month) => child.DeathDate is { } death && Month.Of(death) < month;

    /// <summary>The months of a year for which a question about A(m) is answered with yes.</summary>
    private static Months MonthByMonth(int year, Func<Month, bool> holds)
    {
        int bits = 0;
        for (int number = 1; number <= 12; number++)
        {
            if (holds(new Month(year, number)))
                bits |= 1 << number - 1;
        }

        return new Months((ushort)bits);
    }
}
