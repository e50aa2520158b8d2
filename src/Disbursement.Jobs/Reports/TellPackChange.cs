using System.Globalization;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Reports;

/// <summary>Says in words what changes from one policy pack to another, and from when.</summary>
internal static class TellPackChange
{
    /// <summary>The change in one sentence.</summary>
    public static string Say(PackChange change, PolicyPack pack, bool isChinese)
    {
        string what = Name(change.Path, pack, isChinese), when = When(change, isChinese);
        string source = change.Source is { Length: > 0 } given && ParameterWords.Source(given, isChinese) is var named
            ? isChinese
            ? $"（依据：{named}{(change.IsAssumed ? "；假定值" : "")}）"
            : $" (source: {named}{(change.IsAssumed ? "; assumed" : "")})"
            : "";
        return (change.Before, change.After) switch
        {
            _ when change.IsOfSourceOnly => isChinese
                ? $"{what}：{when}{change.After} 不变，仅依据或认定状态改变{source}"
                : $"{what}: {when}{change.After} stays; only its source or standing changes{source}",
            (null, { } after) => isChinese ? $"{what}：{when}新增 {after}{source}" : $"{what}: {when}new, {after}{source}",
            ({ } before, null) => isChinese ? $"{what}：{when}取消（原为 {before}）" : $"{what}: {when}gone (was {before})",
            (_, _) => isChinese
                ? $"{what}：{when}由 {change.Before} 改为 {change.After}{source}"
                : $"{what}: {when}{change.Before} becomes {change.After}{source}",
        };
    }

    private static string When(PackChange change, bool isChinese)
    {
        if (change.From is not { } from)
            return isChinese ? "不论年份，" : "for every year, ";

        string first = Day(from), last = change.Until is { } until ? Day(until) : "";
        return isChinese
            ? last.Length > 0
            ? $"{first} 至 {last}，"
            : $"自 {first} 起，"
            : last.Length > 0
            ? $"from {first} to {last}, "
            : $"from {first} on, ";
    }

    private static string Name(string path, PolicyPack pack, bool isChinese) =>
        ParameterWords.Path(path, code => Scheme.TryParse(code, out Scheme scheme) ? Titled(code, scheme, pack) : code, isChinese, " ");

    private static string Titled(string code, Scheme scheme, PolicyPack pack) =>
        pack.Has(scheme) ? $"{code} {pack.TermsOf(scheme).Title}" : code;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
