using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Policies;

/// <summary>Until when a scheme pays after the claimant's death.</summary>
public enum DeathCutoff
{
    /// <summary>Up to the month of death, that month included.</summary>
    DeathMonth,

    /// <summary>Up to December of the year of death.</summary>
    YearEnd,
}

/// <summary>How a scheme takes back what was paid too much (rules, section 5).</summary>
public enum RecoveryMethod
{
    /// <summary>Kept back from later payments of the offset group.</summary>
    Offset,

    /// <summary>Asked for by letter; nothing is ever kept from a payment.</summary>
    Request,

    /// <summary>Not taken back.</summary>
    None,
}

/// <summary>A limit of a scheme that is dated and no rate.</summary>
/// <param name="Name">The key of the parameter.</param>
/// <param name="Entries">Its values, oldest first, each as it is printed.</param>
public readonly record struct Limit(string Name, IReadOnlyList<Dated<string>> Entries);

/// <summary>What the policy pack says of one scheme.</summary>
public sealed record SchemeTerms
{
    public required Scheme Scheme { get; init; }

    public required string Title { get; init; }

    /// <summary>How money paid too much is taken back.</summary>
    public required RecoveryMethod Recovery { get; init; }

    /// <summary>Schemes of one group share one receivable; a scheme without a group is one of its own.</summary>
    public required string? OffsetGroup { get; init; }

    public required DeathCutoff DeathCutoff { get; init; }

    /// <summary>Who bears the base layer.</summary>
    public required Shares Funding { get; init; }

    /// <summary>The parameters of the definition, in its order; one that the pack leaves out is not there.</summary>
    public required IReadOnlyList<(string Name, object Value)> Values { get; init; }

    /// <summary>The name of the receivable: the offset group, or the scheme's own code.</summary>
    public string ReceivableGroup => OffsetGroup ?? Scheme.Code;

    /// <summary>Every rate of the scheme with its place in the pack.</summary>
    public IEnumerable<(string Path, Rate Rate)> Rates => Values.SelectMany(value => value.Value switch
    {
        Rate rate => [(value.Name, rate)],
        IReadOnlyList<(string Key, Rate Rate)> rates => rates.Select(rate => ($"{value.Name}.{rate.Key}", rate.Rate)),
        _ => (IEnumerable<(string, Rate)>)[],
    });

    /// <summary>Every dated limit of the scheme.</summary>
    public IEnumerable<Limit> Limits => Values.Select(value => value.Value switch
    {
        IReadOnlyList<Dated<Money>> amounts => new Limit(value.Name, [.. amounts.Select(entry => Printed(entry, $"{entry.Value}"))]),
        IReadOnlyList<Dated<int>> percents => new Limit(value.Name, [.. percents.Select(entry =>
            Printed(entry, (entry.Value / 100m).ToString("0.##", CultureInfo.InvariantCulture)))]),
        _ => default,
    }).Where(limit => limit.Entries is not null);

    /// <summary>A whole number.</summary>
    public int Whole(string name) => (int)Of(name)!;

    /// <summary>A day; null where the pack names none.</summary>
    public DateOnly? Day(string name) => (DateOnly?)Of(name);

    /// <summary>A switch; off where the pack leaves it out.</summary>
    public bool IsSet(string name) => Of(name) is true;

    /// <summary>A word.</summary>
    public string Choice(string name) => (string)Of(name)!;

    /// <summary>A rate.</summary>
    public Rate Rate(string name) => (Rate)Of(name)!;

    /// <summary>Rates by code, or by the last year of a step of age.</summary>
    public IReadOnlyList<(string Key, Rate Rate)> RatesBy(string name) => (IReadOnlyList<(string Key, Rate Rate)>)Of(name)!;

    /// <summary>Dated amounts.</summary>
    public IReadOnlyList<Dated<Money>> Amounts(string name) => (IReadOnlyList<Dated<Money>>)Of(name)!;

    /// <summary>Dated percentages, in hundredths of a percent.</summary>
    public IReadOnlyList<Dated<int>> Percentages(string name) => (IReadOnlyList<Dated<int>>)Of(name)!;

    private object? Of(string name)
    {
        foreach ((string known, object value) in Values)
        {
            if (known == name)
                return value;
        }

        return null;
    }

    private static Dated<string> Printed<T>(Dated<T> entry, string text) => new(entry.From, text, entry.Source, entry.IsAssumed);
}
