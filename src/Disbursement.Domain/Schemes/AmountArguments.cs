using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>What the amount of a definition goes by.</summary>
public static class AmountArguments
{
    public const string Rate = "rate", By = "by", QualifyingDate = "qualifyingDate", FurtherMonthOf = "furtherMonthOf",
        Fact = "fact", WholeWords = "words", Deductible = "deductible", Percent = "percent", Ceiling = "ceiling", Most = "most";

    /// <summary>As a qualifying date: the day on which the last child died; on a tie the first of them.</summary>
    public const string LastChildDeath = "lastChildDeath";

    /// <summary>As what rates are told apart by: the age of that child at its death, in full years.</summary>
    public const string ChildAgeAtDeath = "childAgeAtDeath";

    /// <summary>The arguments of an accrual.</summary>
    /// <param name="accrual">The accrual.</param>
    /// <param name="isBy">Whether rates are told apart by something.</param>
    public static IReadOnlyList<Argument> Of(AccrualKind accrual, bool isBy) => accrual switch
    {
        AccrualKind.Once =>
        [
            new(QualifyingDate, ArgumentType.Text),
            new(Rate, ArgumentType.Parameter, isBy ? ParameterType.RateByAge : ParameterType.Rate),
            new(By, ArgumentType.Text, IsOptional: true), new(FurtherMonthOf, ArgumentType.Schemes, IsOptional: true),
            new(Fact, ArgumentType.CodeFact, IsOptional: true), new(WholeWords, ArgumentType.Words, IsOptional: true),
        ],
        AccrualKind.Cost =>
        [
            new(Fact, ArgumentType.CostFact), new(Deductible, ArgumentType.Parameter, ParameterType.Amounts),
            new(Percent, ArgumentType.Parameter, ParameterType.Percentages), new(Ceiling, ArgumentType.Parameter, ParameterType.Amounts),
        ],
        AccrualKind.PerDay =>
        [
            new(Fact, ArgumentType.CountFact), new(Rate, ArgumentType.Parameter, ParameterType.Rate),
            new(Most, ArgumentType.Parameter, ParameterType.Whole),
        ],
        _ =>
        [
            new(Rate, ArgumentType.Parameter, isBy ? ParameterType.RateByCode : ParameterType.Rate),
            new(By, ArgumentType.CodeFact, IsOptional: true),
        ],
    };
}
