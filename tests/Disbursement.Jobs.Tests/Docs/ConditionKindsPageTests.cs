using System.Text;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Docs;

/// <summary>The page of kinds is what the program knows; where it drifts, the message holds the page as it should be.</summary>
internal sealed class ConditionKindsPageTests
{
    [Test]
    public void The_page_lists_every_kind_and_every_fact()
    {
        string page = Path.Combine(Repository.Root, "docs", "condition-kinds.md"), right = Page();

        Assert.That(File.Exists(page) ? File.ReadAllText(page).ReplaceLineEndings("\n") : "", Is.EqualTo(right), right);
    }

    private static string Page()
    {
        StringBuilder page = new("""
            # Kinds of conditions

            What a definition in `inputs/policy/schemes/` can be put together from. The list is closed. Each kind leaves months of a year;
            a month that every condition of a scheme leaves is entitled. *Italic* arguments may be left out.

            | kind | what it leaves | goes by |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (ConditionKind kind in ConditionKinds.All)
            page.Append($"| `{kind.Name}` | {kind.Meaning} | {string.Join(", ", kind.Arguments.Select(Argument))} |\n");
        page.Append("\n## Amounts\n\n`accrual` and what goes with it:\n\n| accrual | goes by |\n|---|---|\n");
        foreach (AccrualKind accrual in Enum.GetValues<AccrualKind>())
            page.Append($"| `{char.ToLowerInvariant($"{accrual}"[0])}{$"{accrual}"[1..]}` | "
                + $"{string.Join(", ", AmountArguments.Of(accrual, isBy: false).Select(Argument))} |\n");
        page.Append("\nWith `by`, a monthly or yearly rate is told apart by the words of a fact (`rateByCode`), a sum owed once by "
            + "`childAgeAtDeath` (`rateByAge`).\n`qualifyingDate` is a fact that is a date, or `lastChildDeath`. With `fact` and `words`, "
                + "a sum owed "
            + "once is that of a household: half to each\nclaimant, the whole where the fact has one of the words.\n\n## Facts\n\n| fact | "
                + "is |\n|---|---|\n");
        AppendFacts(page, SchemeSubject.Claimant);
        page.Append("\nOf a child, where `subject: child`:\n\n| fact | is |\n|---|---|\n");
        AppendFacts(page, SchemeSubject.Child);
        return page.ToString();
    }

    private static void AppendFacts(StringBuilder page, SchemeSubject subject)
    {
        foreach (ClaimantFact fact in ClaimantFact.Of(subject))
            page.Append($"| `{fact.Name}` | {(fact.Date is not null ? "a date" : fact.Cost is not null ? "a cost of the run's year, in yuan"
                : fact.Words.Count > 0 ? string.Join(", ", fact.Words) : "given or not")} |\n");
    }

    private static string Argument(Argument argument)
    {
        string what = argument.Type switch
        {
            ArgumentType.Parameter => $"a parameter ({Named(argument.Parameter)})",
            ArgumentType.DateFact => "a fact that is a date",
            ArgumentType.CodeFact => "a fact with words",
            ArgumentType.CostFact => "a fact that is a cost",
            ArgumentType.CountFact => "a fact that is a count",
            ArgumentType.AnyFact => "any fact",
            ArgumentType.Words => "words of that fact",
            ArgumentType.Schemes => "codes of schemes",
            ArgumentType.Number => "a number",
            _ => "a text",
        };
        return argument.IsOptional ? $"*`{argument.Name}`: {what}*" : $"`{argument.Name}`: {what}";
    }

    private static string Named(ParameterType type) => type switch
    {
        ParameterType.Day => "date",
        _ => char.ToLowerInvariant($"{type}"[0]) + $"{type}"[1..],
    };
}
