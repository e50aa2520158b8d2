using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>Kinds that judge an age of a parent.</summary>
internal static class KindsOfAges
{
    public static IReadOnlyList<ConditionKind> All { get; } =
    [
        new("fromAge", "from the month in which the claimant reaches the age",
            [new("age", ArgumentType.Parameter, ParameterType.Whole)], FromAge),
        new("beforeAge", "before the month in which the subject reaches the age",
            [new("age", ArgumentType.Parameter, ParameterType.Whole)], BeforeAge),
        new("ageByYear", "the claimant reaches the age in or before the year",
            [new("age", ArgumentType.Parameter, ParameterType.Whole)], AgeByYear),
        new("ageByYearOrChildless", "the claimant reaches the age in or before the year, or a lower one where every child is dead by then",
            [
                new("age", ArgumentType.Parameter, ParameterType.Whole),
                new("ageChildless", ArgumentType.Parameter, ParameterType.Whole),
            ], AgeByYearOrChildless) { RestsOnChildren = true },
        new("familyAge", "the mother reaches the age, or the father himself where he is alone or she died before; from that month on",
            [new("age", ArgumentType.Parameter, ParameterType.Whole)], FamilyAge),
    ];

    private static Judgement FromAge(KindTerms terms)
    {
        int age = terms.Whole("age");
        return new((c, year) => MonthReached(c.Claimant, age) is { } month ? Months.From(month, year) : Months.None,
            (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate));
    }

    private static Judgement BeforeAge(KindTerms terms)
    {
        int age = terms.Whole("age");
        return new((c, year) => Months.Until(new Month(Month.Of(Ages.Anniversary(c.Claimant.BirthDate, age)).Index - 1), year),
            (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate));
    }

    private static Judgement AgeByYear(KindTerms terms)
    {
        int age = terms.Whole("age");
        return new((c, year) => Months.When(Ages.Reached(c.Claimant.BirthDate, c.Claimant.DeathDate, age)?.Year <= year),
            (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate));
    }

    private static Judgement AgeByYearOrChildless(KindTerms terms)
    {
        int age = terms.Whole("age"), ageChildless = terms.Whole("ageChildless");
        return new((c, year) => Months.When(HasAge(c, year, age, ageChildless)),
            (c, year) =>
            {
                ChildCount count = ChildCount.Of(c.Household, year);
                return Facts.All(Facts.Show("birth_date", c.Claimant.BirthDate), Facts.Show("children", count.Arrived),
                    Facts.Show("dead", count.Dead));
            });
    }

    private static bool HasAge(Case c, int year, int age, int ageChildless)
    {
        Claimant claimant = c.Claimant;
        if (Ages.Reached(claimant.BirthDate, claimant.DeathDate, age) is { } full && full.Year <= year)
            return true;

        return Ages.Reached(claimant.BirthDate, claimant.DeathDate, ageChildless) is { } early && early.Year <= year
            && ChildCount.Of(c.Household, year) is { Arrived: > 0 } count && count.Dead == count.Arrived;
    }

    private static Judgement FamilyAge(KindTerms terms)
    {
        int age = terms.Whole("age");
        return new((c, year) => FamilyAgeReached(c, year, age) is { } first ? Months.From(first, year) : Months.None,
            (c, year) => Facts.All(
                Facts.Show("mother's birth_date", c.Household.Mother?.BirthDate),
                Facts.Show("mother's death_date", c.Household.Mother?.DeathDate),
                Facts.Show("birth_date", c.Claimant.BirthDate),
                Facts.Show("marital_status", c.FactsOf(year).MaritalStatus),
                Facts.Show("from", FamilyAgeReached(c, year, age))));
    }

    private static Month? FamilyAgeReached(Case c, int year, int age)
    {
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
