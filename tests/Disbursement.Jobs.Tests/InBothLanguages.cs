using System.Text.RegularExpressions;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Tests;

/// <summary>Asks of a message that its Chinese is Chinese, its English is not, and that both name the same values.</summary>
internal static partial class InBothLanguages
{
    public static void Check(IEnumerable<FileRemark> remarks)
    {
        FileRemark[] all = [.. remarks];
        Assert.That(all, Is.Not.Empty);
        foreach (FileRemark remark in all)
            Assert.That(Faults(remark.English, remark.Chinese), Is.Empty, $"{remark.English} | {remark.Chinese}");
    }

    /// <summary>The same of the only message there is, which begins as expected.</summary>
    public static void CheckOne(IReadOnlyList<FileRemark> remarks, string expected)
    {
        Assert.That(remarks.Select(remark => remark.English), Has.Exactly(1).Items.And.All.StartsWith(expected));
        Check(remarks);
    }

    /// <summary>What is wrong with a message; nothing where it is sound.</summary>
    public static IEnumerable<string> Faults(string english, string chinese)
    {
        if (!Han().IsMatch(chinese))
            yield return "the Chinese has no Chinese character";
        foreach (Match value in Quoted().Matches(english))
        {
            if (!chinese.Contains(value.Groups[1].Value, StringComparison.Ordinal))
                yield return $"the Chinese does not name {value}";
        }

        foreach (string number in Numbers().Matches(Quoted().Replace(english, "")).Select(match => match.Value).Distinct())
        {
            if (!chinese.Contains(number, StringComparison.Ordinal))
                yield return $"the Chinese does not name {number}";
        }
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex("(?<![A-Za-z])'([^']+)'(?![A-Za-z])")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[0-9]+(?:[.:-][0-9]+)*")]
    private static partial Regex Numbers();
}
