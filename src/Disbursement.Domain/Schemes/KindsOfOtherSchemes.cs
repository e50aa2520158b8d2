using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>Kinds that judge what other schemes entitle the same claimant to.</summary>
internal static class KindsOfOtherSchemes
{
    public static IReadOnlyList<ConditionKind> All { get; } =
    [
        new("monthsOf", "only the months that one of the schemes entitles, as far as the run goes; none without an application",
            [new("schemes", ArgumentType.Schemes), new("as", ArgumentType.Text)], MonthsOf) { RestsOnChildren = true },
        new("yearsOf", "only years with such a month",
            [new("schemes", ArgumentType.Schemes), new("as", ArgumentType.Text)], YearsOf) { RestsOnChildren = true },
        new("anyMonthOf", "there is such a month in some accountable year up to the run's",
            [new("schemes", ArgumentType.Schemes)], AnyMonthOf) { RestsOnChildren = true },
        new("noMonthOf", "none of the schemes entitles a month of the year to one who applied in time; unless the parameter allows both",
            [new("schemes", ArgumentType.Schemes), new("unless", ArgumentType.Parameter, ParameterType.YesNo)], NoMonthOf)
        {
            RestsOnChildren = true,
        },
    ];

    private static Judgement MonthsOf(KindTerms terms)
    {
        Scheme[] schemes = terms.Schemes("schemes");
        string name = terms.Text("as");
        return new((c, year) => c.MonthsOf(schemes, year), (c, year) => Facts.Show(name, c.MonthsOf(schemes, year)));
    }

    private static Judgement YearsOf(KindTerms terms)
    {
        Scheme[] schemes = terms.Schemes("schemes");
        string name = terms.Text("as");
        return new((c, year) => Months.When(!c.MonthsOf(schemes, year).IsNone), (c, year) => Facts.Show(name, c.MonthsOf(schemes, year)));
    }

    private static Judgement AnyMonthOf(KindTerms terms)
    {
        Scheme[] schemes = terms.Schemes("schemes");
        return new((c, _) => Months.When(c.FirstMonthOf(schemes) is not null),
            (c, _) => Facts.Show($"first {string.Join(" or ", schemes.Select(scheme => scheme.Code))} month", c.FirstMonthOf(schemes)));
    }

    private static Judgement NoMonthOf(KindTerms terms)
    {
        Scheme[] schemes = terms.Schemes("schemes");
        bool mayStack = terms.IsSet("unless");
        return new(
            (c, year) =>
            {
                Months months = Months.None;
                for (int i = 0; i < schemes.Length && !mayStack; i++)
                    months |= c.WholeMonthsOf(schemes[i], year);
                return Months.When(months.IsNone);
            },
            (c, year) => Facts.All([.. schemes.Select(scheme => Facts.Show($"{scheme.Code} months", c.WholeMonthsOf(scheme, year)))]));
    }
}
