using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>What one condition found.</summary>
/// <param name="Condition">The condition that decided.</param>
/// <param name="Allowed">The months of the year it leaves; for a sum owed once, all or none.</param>
/// <param name="Fact">The facts it used, for machines; <see cref="Tell"/> has them in words.</param>
/// <param name="Parameters">The parameters it used, as in force in that year.</param>
public sealed record Finding(Condition Condition, Months Allowed, string Fact, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>The further columns of the pack, whose names stand in the definitions.</summary>
    public IReadOnlyList<FactDefinition> Further { get; init; } = [];

    /// <summary>The facts as sentences, where they are no columns of the household; null where they are.</summary>
    public (string Chinese, string English)? Sentences { get; init; }

    /// <summary>The facts in one of the two languages.</summary>
    public string Tell(bool isChinese) => Sentences is { } told
        ? isChinese ? told.Chinese : told.English
        : FactWords.Tell(Fact, Further, isChinese);

    /// <summary>The facts in one of the two languages, one by one; the value is null where a fact is a sentence.</summary>
    public IEnumerable<(string Name, string? Value)> TellEach(bool isChinese) =>
        Sentences is null ? FactWords.Each(Fact, Further, isChinese) : [(Tell(isChinese), null)];
}

/// <summary>A decision told condition by condition.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Year">The year that the conditions were asked about: the run's, or the one in which a sum is owed.</param>
/// <param name="Findings">Every condition in order.</param>
/// <param name="Rates">The rates in force at the end of that year.</param>
/// <param name="FirstGrantedYear">For a refusal: the first later year in which it would be granted if the roster stayed as it is; null
/// where none is in sight.</param>
public sealed record Explanation(Decision Decision, int Year, IReadOnlyList<Finding> Findings, IReadOnlyList<Parameter> Rates,
    int? FirstGrantedYear)
{
    /// <summary>Whether the scheme owes one sum, so that months mean all or nothing.</summary>
    public required bool IsOnce { get; init; }
}

/// <summary>Explains a decision by asking the very conditions that made it.</summary>
public static class ExplainDecision
{
    private const int YearsAhead = 60;

    /// <summary>The explanation of one scheme, or null where it was not considered.</summary>
    public static Explanation? Run(Case c, SchemeRule rule)
    {
        if (!rule.IsConsidered(c))
            return null;

        Decision decision = rule.Decide(c);
        int year = rule is OnceRule once ? once.DecidingYear(c) : c.RunYear;
        List<Finding> findings = [];
        foreach (Condition condition in rule.Conditions)
        {
            if (!condition.IsAsked(c))
                continue;

            IReadOnlyList<Parameter> parameters = [.. condition.Parameters.SelectMany(path => InForce(c.Pack, path, year))];
            findings.Add(new Finding(condition, condition.Allows(c, year), condition.Fact(c, year), parameters) { Further = c.Pack.Facts });
        }

        IReadOnlyList<Parameter> rates = [
            .. rule.Terms.Rates.SelectMany(rate => InForce(c.Pack, $"schemes.{rule.Scheme.Code}.{rate.Path}", year))
            .Where(rate => rate.From is not null && IsOfCounty(rate, c))];
        return new Explanation(decision, year, findings, rates, decision.Outcome == Outcome.Refused ? FirstGranted(c, rule) : null)
        {
            IsOnce = rule is OnceRule,
        };
    }

    private static bool IsOfCounty(Parameter rate, Case c) =>
        !rate.Path.Contains(".county.", StringComparison.Ordinal) || rate.Path.EndsWith(c.Household.County, StringComparison.Ordinal);

    private static int? FirstGranted(Case c, SchemeRule rule)
    {
        for (int year = c.RunYear + 1; year <= c.RunYear + YearsAhead; year++)
        {
            Case later = new(c.Household, c.Claimant, c.History, c.Rules, Month.December(year));
            if (rule.IsConsidered(later) && rule.Decide(later).Outcome == Outcome.Granted)
                return year;
        }

        return null;
    }

    private static IEnumerable<Parameter> InForce(PolicyPack pack, string path, int year)
    {
        DateOnly end = new(year, 12, 31);
        foreach (IGrouping<string, Parameter> values in pack.ParametersAt(path).GroupBy(parameter => parameter.Path))
        {
            if (values.LastOrDefault(value => value.From is null || value.From <= end) is { } inForce)
                yield return inForce;
        }
    }
}
