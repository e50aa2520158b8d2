using Disbursement.Domain.Households;

namespace Disbursement.Domain.Policies;

/// <summary>How what a scheme owes for a year follows from its entitled months (rules, section 2).</summary>
public enum AccrualKind
{
    /// <summary>Every entitled month owes the monthly rate in force on its first day.</summary>
    Monthly,

    /// <summary>A year with an entitled month owes the yearly rate in force on the first day of the last one.</summary>
    WholeYear,

    /// <summary>One sum, in one year alone.</summary>
    Once,

    /// <summary>A share of a cost of the run's year.</summary>
    Cost,

    /// <summary>A rate for each of some days of the run's year, up to a number of them.</summary>
    PerDay,
}

/// <summary>Whom the decisions of a scheme are about.</summary>
public enum SchemeSubject
{
    /// <summary>A mother or a father.</summary>
    Claimant,

    /// <summary>A child of the household.</summary>
    Child,
}

/// <summary>The type of a fact that a definition asks for.</summary>
public enum FactType
{
    /// <summary>A day.</summary>
    Date,

    /// <summary>One of some words.</summary>
    Code,

    /// <summary>Yes or no; no where the roster says nothing.</summary>
    YesNo,

    /// <summary>An amount of yuan, not negative.</summary>
    Yuan,

    /// <summary>A whole number, not negative.</summary>
    Count,

    /// <summary>A text.</summary>
    Text,
}

/// <summary>A column of the roster that a definition asks for.</summary>
/// <param name="Name">The English name, which definitions use.</param>
/// <param name="Chinese">The Chinese name.</param>
/// <param name="Of">On whose rows it counts.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsOfYear">Whether it belongs to the year of its roster: for an earlier year the one of that year's roster counts.</param>
public sealed record FactDefinition(string Name, string Chinese, SchemeSubject Of, FactType Type, bool IsOfYear)
{
    /// <summary>The words of a code, in both languages; their place is their value.</summary>
    public IReadOnlyList<(string English, string Chinese)> Words { get; init; } = [];

    /// <summary>Whether another definition means the same column in the same way.</summary>
    public bool IsLike(FactDefinition other) => this with { Words = [] } == other with { Words = [] } && Words.SequenceEqual(other.Words);
}

/// <summary>The type of a parameter that a definition takes from the pack.</summary>
public enum ParameterType
{
    /// <summary>A whole number within bounds.</summary>
    Whole,

    /// <summary>A day.</summary>
    Day,

    /// <summary>true or false.</summary>
    YesNo,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>A rate in layers.</summary>
    Rate,

    /// <summary>A rate for each of some codes.</summary>
    RateByCode,

    /// <summary>A rate for each step of age, the last year of the step included.</summary>
    RateByAge,

    /// <summary>Dated amounts in yuan.</summary>
    Amounts,

    /// <summary>Dated percentages.</summary>
    Percentages,
}

/// <summary>A parameter that a definition takes from its section of the pack.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">Its type.</param>
public sealed record ParameterDefinition(string Name, ParameterType Type)
{
    /// <summary>The least whole number.</summary>
    public int Least { get; init; }

    /// <summary>The most.</summary>
    public int Most { get; init; }

    /// <summary>The rate of a scheme that a rate is never above; null where it has no such bound.</summary>
    public (Scheme Scheme, string Name)? NotAbove { get; init; }

    /// <summary>The words of a choice, or the codes of a rate by code.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether the pack may leave it out: a switch is off then, a choice is the first word, a day is none.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>The arguments of a condition or an amount as the definition writes them: each a text or a list of texts.</summary>
/// <param name="texts">By name.</param>
public sealed class Arguments(IReadOnlyDictionary<string, IReadOnlyList<string>> texts)
{
    /// <summary>The names that are given, in order.</summary>
    public IEnumerable<string> Names => texts.Keys;

    /// <summary>Whether an argument is given.</summary>
    public bool Has(string name) => texts.ContainsKey(name);

    /// <summary>The one text of an argument.</summary>
    public string Text(string name) => texts[name][0];

    /// <summary>The texts of an argument; none where it is not given.</summary>
    public IReadOnlyList<string> Texts(string name) => texts.GetValueOrDefault(name, []);
}

/// <summary>A condition of a definition.</summary>
/// <param name="Code">The stable code; empty for one of <c>consideredWhen</c>.</param>
/// <param name="Chinese">What must hold, in Chinese.</param>
/// <param name="English">What must hold, in English.</param>
/// <param name="Kind">The building block that judges it.</param>
/// <param name="Arguments">What the block goes by.</param>
public sealed record ConditionDefinition(string Code, string Chinese, string English, string Kind, Arguments Arguments);

/// <summary>A scheme as policy staff write it: for whom, under which conditions, and what it owes.</summary>
public sealed record SchemeDefinition
{
    public required Scheme Scheme { get; init; }

    /// <summary>The place in every list.</summary>
    public required int Order { get; init; }

    /// <summary>The title in Chinese.</summary>
    public required string Chinese { get; init; }

    /// <summary>The title in English.</summary>
    public required string English { get; init; }

    /// <summary>The text of law.</summary>
    public required string Source { get; init; }

    /// <summary>The code of the paying platform, such as <c>2100701</c>; empty where it has none.</summary>
    public string Catalogue { get; init; } = "";

    /// <summary>Whom its decisions are about.</summary>
    public SchemeSubject Subject { get; init; }

    /// <summary>Who takes the money of a child: the first of these who is there and alive. Empty for claimants.</summary>
    public IReadOnlyList<Role> PaidTo { get; init; } = [];

    /// <summary>Further columns of the roster that it asks for.</summary>
    public IReadOnlyList<FactDefinition> Facts { get; init; } = [];

    /// <summary>The further column that dates the application; null for the column that every roster has.</summary>
    public string? ApplicationFact { get; init; }

    /// <summary>What it takes from the pack, in the order in which rates are told.</summary>
    public required IReadOnlyList<ParameterDefinition> Parameters { get; init; }

    /// <summary>There is a decision where all of these leave a month of the run's year.</summary>
    public required IReadOnlyList<ConditionDefinition> ConsideredWhen { get; init; }

    /// <summary>Whether an application is needed; without one the outcome can at best be unclaimed.</summary>
    public required bool NeedsApplication { get; init; }

    /// <summary>The conditions in order, without those that every scheme has.</summary>
    public required IReadOnlyList<ConditionDefinition> Conditions { get; init; }

    public required AccrualKind Accrual { get; init; }

    /// <summary>How the amount is found.</summary>
    public required Arguments Amount { get; init; }
}
