using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Files;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>What a run must say about one claimant and scheme; only what is written is checked.</summary>
internal sealed record RuleCaseExpectation
{
    public required Role Role { get; init; }

    /// <summary>Which child it is, from 1 in the order of arrival.</summary>
    public required int Place { get; init; }

    public required Scheme Scheme { get; init; }

    /// <summary>Whom and which scheme it is about, as the case writes it.</summary>
    public string Who => Role == Role.Child && Place > 1 ? $"child {Place} {Scheme}" : $"{Role.Code()} {Scheme}";

    public string? Outcome { get; init; }

    public IReadOnlyList<string>? Codes { get; init; }

    public string? Months { get; init; }

    public Money? Current { get; init; }

    public Money? Arrears { get; init; }

    public Money? Recovery { get; init; }

    public Money? Amount { get; init; }

    public Money? Receivable { get; init; }

    public static RuleCaseExpectation Read(KeyValuePair<YamlNode, YamlNode> entry)
    {
        string[] who = entry.Key.ToString().Split(' ');
        int child = 1;
        if (who is not (["mother" or "father" or "child", _] or ["child", _, _]) || !Scheme.TryParse(who[^1], out Scheme scheme)
            || who.Length == 3 && !int.TryParse(who[1], NumberStyles.None, CultureInfo.InvariantCulture, out child))
            throw CaseMap.Fault(entry.Key, new FileRemark(
                $"'{entry.Key}' is not mother, father, child or a child by its number, and a scheme",
                $"“{entry.Key}”不是 mother、father、child（或加序号）与项目代码"));

        CaseMap map = new(entry.Value as YamlMappingNode
            ?? throw CaseMap.Fault(entry.Key, new FileRemark($"says nothing of '{entry.Key}'", $"没有写“{entry.Key}”的结果")));
        RuleCaseExpectation expected = new()
        {
            Role = RoleCodes.Of(who[0]),
            Place = who[0] == "child" ? child : 1,
            Scheme = scheme,
            Outcome = map.OneOf(
                "outcome", [(null!, (string?)null), .. StoredWords.All<Outcome>().Select(word => (word, (string?)word)), ("none", "none")]),
            Codes = map.Texts("codes"),
            Months = map.Text("months"),
            Current = map.Value("current", CaseMap.Yuan),
            Arrears = map.Value("arrears", CaseMap.Yuan),
            Recovery = map.Value("recovery", CaseMap.Yuan),
            Amount = map.Value("amount", CaseMap.Yuan),
            Receivable = map.Value("receivable", CaseMap.Yuan),
        };
        map.NoMore();
        return expected;
    }

    /// <summary>What differs from the expectation, as <c>key: expected …, found …</c>.</summary>
    public IEnumerable<FileRemark> Differences(AssessedClaimant assessed, ClaimantHistory after)
    {
        Decision? decision = assessed.Decisions.SingleOrDefault(decision => decision.Scheme == Scheme);
        SchemeSettlement? settlement = assessed.Settlement.Schemes.SingleOrDefault(settled => settled.Decision.Scheme == Scheme);
        string group = assessed.Case.Pack.TermsOf(Scheme).ReceivableGroup;
        return new[]
        {
            Difference("outcome", Outcome, decision is null ? "none" : decision.Outcome.Word()),
            Difference("codes", Codes is null ? null : Joined(Codes), Joined(decision?.Codes ?? [])),
            Difference("months", Months, MonthsOf(settlement)),
            Difference("current", Current?.ToString(), (settlement?.Current ?? Money.Zero).ToString()),
            Difference("arrears", Arrears?.ToString(), (settlement?.Arrears ?? Money.Zero).ToString()),
            Difference("recovery", Recovery?.ToString(), (-(settlement?.Offset ?? Money.Zero)).ToString()),
            Difference("amount", Amount?.ToString(), (settlement?.Payment ?? Money.Zero).ToString()),
            Difference("receivable", Receivable?.ToString(), after.ReceivableOf(group).ToString()),
        }.OfType<FileRemark>();
    }

    private static string MonthsOf(SchemeSettlement? settlement) =>
        settlement is null || settlement.Payment == Money.Zero || settlement.Current <= Money.Zero
            ? ""
            : settlement.Decision.Months.ToString();

    private static string Joined(IReadOnlyList<string> codes) => $"[{string.Join(", ", codes)}]";

    private static FileRemark? Difference(string key, string? expected, string found) => expected is null || expected == found
        ? null
        : new FileRemark($"{key}: expected {Shown(expected, "none")}, found {Shown(found, "none")}",
            $"{key}：应为 {Shown(expected, "无")}，实为 {Shown(found, "无")}");

    private static string Shown(string text, string none) => text.Length == 0 ? none : text;
}
