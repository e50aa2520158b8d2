using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>Kinds that judge a fact of the claimant's own row.</summary>
internal static class KindsOfFacts
{
    public static IReadOnlyList<ConditionKind> All { get; } =
    [
        new("given", "the fact is given", [new("fact", ArgumentType.AnyFact)], Given),
        new("oneOf", "the fact has one of these words in the year",
            [new("fact", ArgumentType.CodeFact), new("words", ArgumentType.Words)], OneOf),
        new("dateWithin", "the date is given, on or after one day and before another",
            [
                new("fact", ArgumentType.DateFact), new("from", ArgumentType.Parameter, ParameterType.Day, IsOptional: true),
                new("before", ArgumentType.Parameter, ParameterType.Day, IsOptional: true),
            ], DateWithin),
        new("untilMonthOf", "not after the month of the date, where it is given", [new("fact", ArgumentType.DateFact)], UntilMonthOf),
        new("between", "from the month of one date, which must be given, until that of another, open where it is not",
            [new("from", ArgumentType.DateFact), new("until", ArgumentType.DateFact)], Between),
        new("certificateHeld", "the claimant holds the Honour Certificate, where the parameter asks for it",
            [new("requiredBy", ArgumentType.Parameter, ParameterType.YesNo)], CertificateHeld),
        new("gradeUpTo", "the grade is given and not above the parameter in the year",
            [new("fact", ArgumentType.CodeFact), new("most", ArgumentType.Parameter, ParameterType.Whole)], GradeUpTo),
        new("appliedMonth", "not before the month of the application; whoever never applied is judged as if in time", [], AppliedMonth),
        new("appliedByYear", "applied in or before the year; whoever never applied is judged as if in time", [], AppliedByYear),
        new("appliedWithin", "applied by the end of the year so many years after the date; whoever never applied is judged as if in time",
            [new("fact", ArgumentType.DateFact), new("years", ArgumentType.Parameter, ParameterType.Whole)], AppliedWithin),
        new("fromMonthOf", "from the month of the date, which must be given", [new("fact", ArgumentType.DateFact)], FromMonthOf),
        new("fromDay", "from the month of the day that the parameter names",
            [new("from", ArgumentType.Parameter, ParameterType.Day)], FromDay),
        new("costAbove", "the cost of the run's year is above the deductible; percent and ceiling are told beside it",
            [
                new("fact", ArgumentType.CostFact), new("deductible", ArgumentType.Parameter, ParameterType.Amounts),
                new("percent", ArgumentType.Parameter, ParameterType.Percentages, IsOptional: true),
                new("ceiling", ArgumentType.Parameter, ParameterType.Amounts, IsOptional: true),
            ], CostAbove),
    ];

    /// <summary>The dated value in force on the first day of a year; nothing before the first.</summary>
    public static Money OfYear(IReadOnlyList<Dated<Money>> values, int year) =>
        values.InForce(new DateOnly(year, 1, 1))?.Value ?? Money.Zero;

    private static Judgement Given(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        return new((c, _) => Months.When(fact.IsGiven(c)), fact.Show);
    }

    private static Judgement OneOf(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, int, int> code = fact.Code!;
        int words = terms.WordsOf(fact, "words");
        return new((c, year) => Months.When((words >> code(c, year) & 1) != 0), fact.Show);
    }

    private static Judgement DateWithin(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, DateOnly?> date = fact.Date!;
        DateOnly from = terms.Day("from") ?? DateOnly.MinValue, before = terms.Day("before") ?? DateOnly.MaxValue;
        return new((c, _) => Months.When(date(c) is { } day && day >= from && day < before), fact.Show);
    }

    private static Judgement UntilMonthOf(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, DateOnly?> date = fact.Date!;
        return new((c, year) => date(c) is { } day ? Months.Until(Month.Of(day), year) : Months.All, fact.Show);
    }

    private static Judgement Between(KindTerms terms)
    {
        ClaimantFact from = terms.Fact("from"), until = terms.Fact("until");
        Func<Case, DateOnly?> first = from.Date!, last = until.Date!;
        return new(
            (c, year) =>
            {
                if (first(c) is not { } begun)
                    return Months.None;

                Months since = Months.From(Month.Of(begun), year);
                return last(c) is { } ended ? since & Months.Until(Month.Of(ended), year) : since;
            },
            (c, year) => Facts.All(from.Show(c, year), until.Show(c, year)));
    }

    private static Judgement CertificateHeld(KindTerms terms)
    {
        bool isRequired = terms.IsSet("requiredBy");
        return new((c, _) => Months.When(c.Claimant.HasCertificate || !isRequired),
            (c, _) => Facts.YesNo("certificate_no", c.Claimant.HasCertificate)) { IsAsked = isRequired };
    }

    private static Judgement GradeUpTo(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, int, int> code = fact.Code!;
        int most = terms.Whole("most");
        return new((c, year) => Months.When(code(c, year) is > 0 and var grade && grade <= most), fact.Show);
    }

    private static Judgement AppliedMonth(KindTerms terms)
    {
        Func<Case, DateOnly?> appliedOn = terms.AppliedOn;
        string column = terms.ApplicationColumn;
        return new((c, year) => appliedOn(c) is { } applied ? Months.From(Month.Of(applied), year) : Months.All,
            (c, _) => Facts.Show(column, appliedOn(c)));
    }

    private static Judgement AppliedByYear(KindTerms terms)
    {
        Func<Case, DateOnly?> appliedOn = terms.AppliedOn;
        string column = terms.ApplicationColumn;
        return new((c, year) => Months.When(appliedOn(c) is not { } applied || applied.Year <= year),
            (c, _) => Facts.Show(column, appliedOn(c)));
    }

    private static Judgement AppliedWithin(KindTerms terms)
    {
        Func<Case, DateOnly?> appliedOn = terms.AppliedOn;
        string column = terms.ApplicationColumn;
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, DateOnly?> date = fact.Date!;
        int years = terms.Whole("years");
        return new((c, _) => Months.When(date(c) is { } since && !(appliedOn(c)?.Year > since.Year + years)),
            (c, year) => Facts.All(Facts.Show(column, appliedOn(c)), fact.Show(c, year)));
    }

    private static Judgement FromMonthOf(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, DateOnly?> date = fact.Date!;
        return new((c, year) => date(c) is { } day ? Months.From(Month.Of(day), year) : Months.None, fact.Show);
    }

    private static Judgement FromDay(KindTerms terms)
    {
        DateOnly? day = terms.Day("from");
        return new((_, year) => day is { } first ? Months.From(Month.Of(first), year) : Months.All, (_, year) => Facts.Show("year", year));
    }

    private static Judgement CostAbove(KindTerms terms)
    {
        ClaimantFact fact = terms.Fact("fact");
        Func<Case, Money?> cost = fact.Cost!;
        IReadOnlyList<Dated<Money>> deductible = terms.Amounts("deductible");
        return new((c, year) => Months.When(cost(c) is { } borne && borne > OfYear(deductible, year)),
            (c, year) => Facts.All(fact.Show(c, year), Facts.Show("deductible", OfYear(deductible, year))));
    }
}
