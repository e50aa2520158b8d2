using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>One condition of a scheme: what it allows, what it is called, and which fact and parameters it looked at.</summary>
/// <remarks>
/// The run asks only <see cref="Allows"/>; an explanation asks the same object for the rest. So a rule stands in one place.
/// </remarks>
/// <param name="Code">The stable code, such as <c>OCR-AGE</c>.</param>
/// <param name="Chinese">What must hold, in Chinese.</param>
/// <param name="English">What must hold, in English.</param>
/// <param name="Allows">The months of a year that the condition leaves; for a sum owed once, all or none.</param>
/// <param name="Fact">The facts it used, as <c>column=value</c> pairs.</param>
/// <param name="Parameters">Paths in the policy pack that it used.</param>
public sealed record Condition(
    string Code,
    string Chinese,
    string English,
    Func<Case, int, Months> Allows,
    Func<Case, int, string> Fact,
    params string[] Parameters)
{
    /// <summary>
    /// Whether the condition is asked at all, so that an explanation names it: the pack or the run may leave it out. Where it is left out,
    /// it allows every month.
    /// </summary>
    public Func<Case, bool> IsAsked { get; init; } = _ => true;

    /// <summary>The condition that a definition describes, under what the pack says.</summary>
    /// <param name="definition">The condition.</param>
    /// <param name="scheme">The definition that it belongs to.</param>
    /// <param name="terms">What the pack says of the scheme.</param>
    public static Condition Of(ConditionDefinition definition, SchemeDefinition scheme, SchemeTerms terms)
    {
        ConditionKind kind = ConditionKinds.Find(definition.Kind)!;
        Judgement judgement = kind.Make(new KindTerms(definition.Arguments, scheme, terms));
        string[] parameters = [.. kind.Arguments
            .Where(argument => argument.Type == ArgumentType.Parameter && definition.Arguments.Has(argument.Name))
            .Select(argument => $"schemes.{terms.Scheme.Code}.{definition.Arguments.Text(argument.Name)}")];
        Condition condition =
            new(definition.Code, definition.Chinese, definition.English, judgement.Allows, judgement.Fact, parameters);
        return judgement.IsAsked is { } isAsked ? condition with { IsAsked = _ => isAsked } : condition;
    }
}
