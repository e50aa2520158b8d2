using System.Globalization;
using System.Text;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Jobs.Reports;

/// <summary>Tells an explanation to people, in Chinese or English.</summary>
internal static class TellExplanation
{
    /// <summary>The conditions, amounts and settlement of one scheme as lines of text.</summary>
    public static void Write(StringBuilder text, Explanation explanation, SchemeSettlement? settlement, bool isChinese)
    {
        foreach (Finding finding in explanation.Findings)
        {
            string mark = finding.Allowed.IsNone ? "✗" : finding.Allowed.IsAll ? "✓" : "◐";
            string allowed = finding.Allowed.IsAll || finding.Allowed.IsNone || explanation.IsOnce
                ? ""
                : Say(isChinese, $"（{finding.Allowed}月）", $" (months {finding.Allowed})");
            text.AppendLine(CultureInfo.InvariantCulture,
                $"    {mark} {finding.Condition.Code}  {(isChinese ? finding.Condition.Chinese : finding.Condition.English)}{allowed}");
            text.AppendLine(CultureInfo.InvariantCulture, $"        {Say(isChinese, "事实", "fact")}: {finding.Tell(isChinese)}");
            foreach (Parameter parameter in finding.Parameters)
                text.AppendLine(CultureInfo.InvariantCulture, $"        {Say(isChinese, "参数", "parameter")}: {Tell(parameter, isChinese)}");
        }

        if (explanation.Decision.Refusals == Decision.OwedInAnotherYear)
            text.AppendLine(
                Say(isChinese, $"    ✗ ONCE  应在 {explanation.Year} 年一次性发放", $"    ✗ ONCE  the sum is owed once, in {explanation.Year}"));
        foreach (Parameter rate in explanation.Rates)
            text.AppendLine(CultureInfo.InvariantCulture, $"    {Say(isChinese, "标准", "rate")}: {Tell(rate, isChinese)}");
        foreach (YearDue due in explanation.Decision.Dues.Where(due => due.Amount.Total.Fen != 0))
            text.AppendLine(CultureInfo.InvariantCulture, $"    {Say(isChinese, "应发", "due")} {due.Year}: {due.Amount.Total.Grouped()}");
        if (settlement is not null)
            Settlement(text, settlement, isChinese);
        if (explanation.FirstGrantedYear is { } year)
            text.AppendLine(Say(isChinese, $"    若名册不变，最早可于 {year} 年准予", $"    if the roster stays as it is, first granted in {year}"));
    }

    /// <summary>The same for machines.</summary>
    public static object ToJson(Explanation explanation) => new
    {
        explanation.Year,
        Conditions = explanation.Findings.Select(finding => new
        {
            finding.Condition.Code,
            finding.Condition.Chinese,
            finding.Condition.English,
            Passed = !finding.Allowed.IsNone,
            Months = finding.Allowed.ToString(),
            finding.Fact,
            Parameters = finding.Parameters.Select(ToJson),
        }),
        Rates = explanation.Rates.Select(ToJson),
        Due = explanation.Decision.Dues.Select(due => new { due.Year, Fen = due.Amount.Total.Fen }),
        explanation.FirstGrantedYear,
    };

    private static object ToJson(Parameter parameter) =>
        new { parameter.Path, parameter.Value, From = Day(parameter), parameter.Source, Status = Status(parameter), parameter.Line };

    private static void Settlement(StringBuilder text, SchemeSettlement settlement, bool isChinese)
    {
        foreach (Accrual accrual in settlement.Accruals)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"    {Say(isChinese, "记账", "accrued")} {accrual.Year}: {accrual.Amount.Total.Grouped()}");
        foreach (Recovery recovery in settlement.Recoveries)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"    {Say(isChinese, "追回", "recovered")} {recovery.Year}: {(-recovery.Amount).Grouped()}");
        (string current, string arrears, string offset, string paid) = (settlement.Current.Grouped(), settlement.Arrears.Grouped(),
            (-settlement.Offset).Grouped(), settlement.Payment.Grouped());
        text.AppendLine(Say(
            isChinese,
            $"    本年 {current}，补发 {arrears}，抵扣 {offset}，实发 {paid}",
            $"    current {current}, arrears {arrears}, recovery {offset}, paid {paid}"));
    }

    private static string Tell(Parameter parameter, bool isChinese)
    {
        string from = Day(parameter) is { } day ? Say(isChinese, $"，自 {day} 起", $", from {day}") : "";
        string source = parameter.Source is { Length: > 0 } given && ParameterWords.Source(given, isChinese) is var named
            ? Say(isChinese, $"，依据：{named}", $", source: {named}")
            : "";
        string status = parameter.From is null ? ""
            : parameter.IsAssumed ? Say(isChinese, "（假定）", " [assumed]") : Say(isChinese, "（已核实）", " [verified]");
        return $"{parameter.Path} = {parameter.Value}{from}{source}{status}";
    }

    private static string? Day(Parameter parameter) => parameter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Status(Parameter parameter) => parameter.From is null ? null : parameter.IsAssumed ? "assumed" : "verified";

    private static string Say(bool isChinese, string chinese, string english) => isChinese ? chinese : english;
}
