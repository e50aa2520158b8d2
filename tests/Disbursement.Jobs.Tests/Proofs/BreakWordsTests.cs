using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>Whatever a proof says in English has words in Chinese.</summary>
[TestFixture]
internal sealed partial class BreakWordsTests
{
    /// <summary>Parts of sentences, and what is no sentence for people.</summary>
    private static readonly HashSet<string> Parts =
    [
        "number 7", "officer's name", "payment 7 is 7 and bears ", "that does not open", "7 of 7 since 7",
        "7 7, 7 of [7]7, since 7, password 77",
    ];

    private static IEnumerable<string> Said() => Directory
        .GetFiles(Path.Combine(Repository.Root, "src/Disbursement.Jobs/Proofs"), "Prove*.cs")
        .SelectMany(file => Texts(File.ReadAllText(file)))
        .Where(text => text.Contains(' ', StringComparison.Ordinal) && Words().Count(text) > 1 && char.IsLetterOrDigit(text[0])
            && !text.Contains('=', StringComparison.Ordinal) && !text.Contains("SELECT", StringComparison.Ordinal) && !Parts.Contains(text))
        .Distinct();

    [TestCaseSource(nameof(Said))]
    public void A_break_is_told_in_Chinese(string english)
    {
        string chinese = BreakWords.Say(english, isChinese: true);

        Assert.That(Words().Replace(Names().Replace(chinese, ""), "!"), Does.Not.Contain("!"), chinese);
        Assert.That(BreakWords.Say(english, isChinese: false), Is.EqualTo(english));
    }

    [TestCase("batch 2026-1-320302-ocr is approved, but its acts make it proposed",
        "批次 2026-1-320302-ocr 状态为“已审批”，而按操作应为“待审核”")]
    [TestCase("return file 3, line 12: it is neither booked nor in quarantine", "回盘文件 3 第 12 行：既未入账也不在待核")]
    [TestCase("run 2026-1: input a.csv: accepted recorded 3, replay gives nothing", "发放 2026-1：输入 a.csv：accepted 记录为 3，重算为 无")]
    [TestCase("what nobody has said", "what nobody has said")]
    public void Parts_of_a_sentence_are_told_too(string english, string chinese) =>
        Assert.That(BreakWords.Say(english, isChinese: true), Is.EqualTo(chinese));

    /// <summary>Whoever can alter a row decides how long a part of a sentence is, and what stands in it.</summary>
    [Test]
    public void A_row_that_was_altered_to_fit_nearly_every_sentence_is_told_all_the_same()
    {
        string nearly = string.Concat(
            Enumerable.Repeat("x: the x x is not as this program makes it; x. It is x, and should be x", 400)) + "\n";

        Assert.That(OwnThread.HasEnded(() => BreakWords.Say(nearly, isChinese: true)), Is.True);
    }

    /// <summary>The texts of a source, each value as 7; those that plus signs join are one.</summary>
    private static IEnumerable<string> Texts(string source)
    {
        string joined = Joins().Replace(source, "");
        for (int at = joined.IndexOf('"', StringComparison.Ordinal); at >= 0; at = joined.IndexOf('"', at + 1))
        {
            bool isFilled = at > 0 && joined[at - 1] == '$';
            StringBuilder text = new();
            int depth = 0;
            for (at++; joined[at] != '"' || depth > 0; at++)
            {
                depth += isFilled && joined[at] == '{' ? 1 : isFilled && joined[at] == '}' ? -1 : 0;
                if (isFilled && joined[at] == '}' && depth == 0)
                    text.Append('7');
                else if (depth == 0)
                    text.Append(joined[at]);
            }

            yield return text.ToString();
        }
    }

    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex Joins();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Words();

    /// <summary>What is named the same in either language.</summary>
    [GeneratedRegex("SHA-256|Signing:(?:Certificate|Known)|Heads:TimeStampRoots")]
    private static partial Regex Names();
}
