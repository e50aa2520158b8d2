using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>An amount that stands before 元 or yuan in a sentence is grouped by thousands: people read it, no machine does.</summary>
[TestFixture]
internal sealed partial class AmountsTests
{
    [Test]
    public void An_amount_in_a_sentence_has_separators()
    {
        List<string> faults = [];
        int amounts = 0;
        foreach (string path in Directory
            .GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Jobs"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("Migrations", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string source = File.ReadAllText(path);
            foreach ((string amount, int line, bool isGrouped) in Amounts(source))
            {
                amounts++;
                if (!isGrouped)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}:{line}: {amount}"));
            }
        }

        Assert.That(faults, Is.Empty, string.Join('\n', faults));
        Assert.That(amounts, Is.GreaterThan(60), "so many amounts stand in sentences");
    }

    [TestCase("""Say($"{sum} yuan are open");""", 1)]
    [TestCase("""Say($"尚有 {receivable.Open} 元");""", 1)]
    [TestCase("""Say($"共{new Money(fen)}元");""", 1)]
    [TestCase("""string sum = fen.ToString(); Say($"{sum} yuan");""", 1)]
    [TestCase("""Say($"{sum.Grouped()} yuan");""", 0)]
    [TestCase("""string sum = fen.Grouped(); Say($"{sum} yuan");""", 0)]
    [TestCase("""(string sum, string open) = (a.Grouped(), b.Grouped()); Say($"{open} 元");""", 0)]
    [TestCase("""Say($"{count} payments; {Yuan(fen)} yuan");""", 0)]
    public void A_bare_amount_is_known_when_it_is_seen(string statement, int faults) => Assert.That(
        Amounts($"class C {{ void M() {{ {statement} }} }}").Count(amount => !amount.IsGrouped), Is.EqualTo(faults));

    /// <summary>Each value before the word for yuan, and whether it, or the local text that it names, is made with separators.</summary>
    private static IEnumerable<(string Amount, int Line, bool IsGrouped)> Amounts(string source)
    {
        foreach (InterpolatedStringExpressionSyntax text in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
            .OfType<InterpolatedStringExpressionSyntax>())
        {
            for (int i = 0; i + 1 < text.Contents.Count; i++)
            {
                if (text.Contents[i] is InterpolationSyntax value && text.Contents[i + 1] is InterpolatedStringTextSyntax words
                    && Unit().IsMatch(words.TextToken.Text))
                    yield return ($"{value.Expression}", value.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                        IsGrouped(value.Expression, source));
            }
        }
    }

    private static bool IsGrouped(ExpressionSyntax value, string source) => Grouping().IsMatch($"{value}")
        || value is IdentifierNameSyntax { Identifier.Text: var name }
            && (Regex.IsMatch(source, $@"\b{name} = [^;]*Grouped\(\)") || Regex.IsMatch(source, $@"\bstring {name}[,)][^;]*Grouped\(\)"));

    [GeneratedRegex(@"^ ?(元|yuan\b(?!=))")]
    private static partial Regex Unit();

    /// <summary>What makes an amount with separators: of Money, of the verbs, of the console.</summary>
    [GeneratedRegex(@"\bGrouped\(\)$|\bYuan\(|\bLanguage\.Money\(")]
    private static partial Regex Grouping();
}
