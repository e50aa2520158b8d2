using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>What an argument of a kind may be.</summary>
public enum ArgumentType
{
    /// <summary>The name of a parameter of the definition, of the type that the argument says.</summary>
    Parameter,

    /// <summary>A fact that is a day.</summary>
    DateFact,

    /// <summary>A fact that has one of some words.</summary>
    CodeFact,

    /// <summary>A fact that is a cost.</summary>
    CostFact,

    /// <summary>A fact that is a count.</summary>
    CountFact,

    /// <summary>Any fact.</summary>
    AnyFact,

    /// <summary>Words of the fact that the argument <c>fact</c> names.</summary>
    Words,

    /// <summary>Codes of other schemes.</summary>
    Schemes,

    /// <summary>A whole number from 0 to 99.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,
}

/// <summary>An argument of a kind.</summary>
/// <param name="Name">Its key in the definition.</param>
/// <param name="Type">What it may be.</param>
/// <param name="Parameter">The type of the parameter that it names.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
public sealed record Argument(string Name, ArgumentType Type, ParameterType Parameter = default, bool IsOptional = false);

/// <summary>What a kind made of its arguments.</summary>
/// <param name="Allows">The months of a year that the condition leaves; for a sum owed once, all or none.</param>
/// <param name="Fact">The facts it used, as <c>column=value</c> pairs.</param>
public readonly record struct Judgement(Func<Case, int, Months> Allows, Func<Case, int, string> Fact)
{
    /// <summary>Whether it is asked at all; null for always.</summary>
    public bool? IsAsked { get; init; }
}

/// <summary>A kind of condition: a building block of definitions. There is a closed list of them.</summary>
/// <param name="Name">Its name in definitions.</param>
/// <param name="Meaning">What holds where it leaves a month.</param>
/// <param name="Arguments">What it goes by.</param>
/// <param name="Make">Makes the judgement of a definition's arguments.</param>
public sealed record ConditionKind(string Name, string Meaning, IReadOnlyList<Argument> Arguments, Func<KindTerms, Judgement> Make)
{
    /// <summary>Whether what it says depends on a child of the household.</summary>
    public bool RestsOnChildren { get; init; }
}

/// <summary>The arguments of a condition with what the pack says of the parameters they name.</summary>
/// <param name="arguments">As the definition writes them.</param>
/// <param name="scheme">The definition.</param>
/// <param name="terms">The pack's section of the scheme.</param>
public sealed class KindTerms(Arguments arguments, SchemeDefinition scheme, SchemeTerms terms)
{
    /// <summary>The column that dates the application.</summary>
    public string ApplicationColumn => scheme.ApplicationFact ?? "applied_on";

    /// <summary>When somebody first applied for the scheme; null where nobody did.</summary>
    public Func<Case, DateOnly?> AppliedOn => scheme.ApplicationFact is { } column ? c => c.FirstAppliedIn(column) : c => c.AppliedOn;

    /// <summary>Whether an argument is given.</summary>
    public bool Has(string name) => arguments.Has(name);

    /// <summary>A text.</summary>
    public string Text(string name) => arguments.Text(name);

    /// <summary>A number that stands in the definition itself.</summary>
    public int Number(string name) => int.Parse(arguments.Text(name), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The parameter that an argument names.</summary>
    public int Whole(string name) => terms.Whole(arguments.Text(name));

    /// <summary>The parameter that an argument names; null where there is none, or the pack leaves it out.</summary>
    public DateOnly? Day(string name) => Has(name) ? terms.Day(arguments.Text(name)) : null;

    /// <summary>The parameter that an argument names; off where there is none, or the pack leaves it out.</summary>
    public bool IsSet(string name) => Has(name) && terms.IsSet(arguments.Text(name));

    /// <summary>The parameter that an argument names.</summary>
    public string Choice(string name) => terms.Choice(arguments.Text(name));

    /// <summary>The parameter that an argument names.</summary>
    public IReadOnlyList<Dated<Amounts.Money>> Amounts(string name) => terms.Amounts(arguments.Text(name));

    /// <summary>The parameter that an argument names.</summary>
    public IReadOnlyList<Dated<int>> Percentages(string name) => terms.Percentages(arguments.Text(name));

    /// <summary>The parameter that an argument names.</summary>
    public Rate Rate(string name) => terms.Rate(arguments.Text(name));

    /// <summary>The parameter that an argument names.</summary>
    public IReadOnlyList<(string Key, Rate Rate)> RatesBy(string name) => terms.RatesBy(arguments.Text(name));

    /// <summary>The fact that an argument names.</summary>
    public ClaimantFact Fact(string name) => ClaimantFact.Find(arguments.Text(name), scheme)!;

    /// <summary>The schemes that an argument names.</summary>
    public Scheme[] Schemes(string name) =>
        [.. arguments.Texts(name).Select(Scheme.Of)];

    /// <summary>A bit for each word of the fact that an argument names.</summary>
    public int WordsOf(ClaimantFact fact, string name) =>
        arguments.Texts(name).Aggregate(0, (bits, word) => bits | 1 << fact.Words.ToList().IndexOf(word));
}
