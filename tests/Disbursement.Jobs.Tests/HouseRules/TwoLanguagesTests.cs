using System.Globalization;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>Every message of the readers of packs, templates, layouts, cases and lists is there in Chinese, with its values.</summary>
[TestFixture]
internal sealed class TwoLanguagesTests
{
    /// <summary>Who reads what an administrator keeps.</summary>
    private static readonly string[] Readers =
    [
        "Yaml", "Policies", "PolicyCases", "Files/TableRemarks.cs", "PaymentFiles/ReadTemplates.cs", "ReturnFiles/ReadBankLayouts.cs",
        "Intake/ReadBureaus.cs", "Intake/ReadRegions.cs", "Intake/ReadBudget.cs",
    ];

    [Test]
    public void Each_message_of_the_readers_is_Chinese_too_and_names_the_same_values()
    {
        List<string> faults = [];
        int messages = 0;
        foreach (string path in Readers.SelectMany(Files))
        {
            foreach ((string english, string chinese, int line) in Pairs(File.ReadAllText(path)))
            {
                messages++;
                faults.AddRange(Faults(english, chinese).Select(fault => string.Create(
                    CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}:{line}: {fault}: {english} | {chinese}")));
            }
        }

        Assert.That(faults, Is.Empty, string.Join('\n', faults));
        Assert.That(messages, Is.GreaterThan(110), "the readers make that many mistakes known");
    }

    [TestCase("""map.Mistake("a", $"'{x}' is none of {string.Join(", ", all)}", $"“{x}”不是 {string.Join("、", all)}");""", 0)]
    [TestCase("""map.Mistake("a", $"{x} is bad", "不对");""", 1)]
    [TestCase("""map.Mistake("a", $"at most {Most} of 12", $"最多 {Most} 个");""", 1)]
    [TestCase("""map.Mistake("a", "is bad", "is bad");""", 1)]
    [TestCase("""return new FileRemark("is bad", "is bad");""", 1)]
    [TestCase("""return new FileRemark($"{x} is bad", $"{x} 不对");""", 0)]
    [TestCase("""return new FileRemark(one.English, one.Chinese);""", 0)]
    public void A_message_that_lacks_its_Chinese_is_known_when_it_is_seen(string statement, int faults) => Assert.That(
        Pairs($"class C {{ void M() {{ {statement} }} }}").SelectMany(pair => Faults(pair.English, pair.Chinese)).Count(),
        Is.EqualTo(faults));

    private static IEnumerable<string> Files(string reader)
    {
        string place = Path.Combine(Repository.Root, "src", "Disbursement.Jobs", reader);
        return File.Exists(place) ? [place] : Directory.GetFiles(place, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }

    /// <summary>Both texts of each message as the source has them.</summary>
    private static IEnumerable<(string English, string Chinese, int Line)> Pairs(string source)
    {
        foreach (SyntaxNode node in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes())
        {
            ArgumentListSyntax? list = node switch
            {
                ObjectCreationExpressionSyntax made when made.Type.ToString() is "FileRemark" or "ReturnRemark" => made.ArgumentList,
                ImplicitObjectCreationExpressionSyntax made => made.ArgumentList,
                InvocationExpressionSyntax call when NameOf(call) is "Mistake" or "MistakeOfAll" or "Tell" or "Wrong" or "At" =>
                    call.ArgumentList,
                _ => null,
            };
            if (list is { Arguments: [.., { Expression: { } english }, { Expression: { } chinese }] } && IsText(english) && IsText(chinese))
                yield return (english.ToString(), chinese.ToString(), node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        var other => other.ToString(),
    };

    private static bool IsText(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && (IsText(sum.Left) || IsText(sum.Right)),
        _ => false,
    };

    private static IEnumerable<string> Faults(string english, string chinese)
    {
        string[] values = Values(english), named = Values(chinese);
        if (!values.SequenceEqual(named))
            yield return $"names {string.Join(' ', values)} in English and {string.Join(' ', named)} in Chinese";
        if (Letters(english).Any(char.IsAsciiLetter))
        {
            foreach (string fault in InBothLanguages.Faults(Letters(english), Letters(chinese)))
                yield return fault;
        }
    }

    /// <summary>The names in what is put in, those of the other language's texts made alike.</summary>
    private static string[] Values(string text) =>
    [
        .. SyntaxFactory.ParseExpression(text).DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Select(name => name.Identifier.Text.Replace("hinese", "nglish", StringComparison.Ordinal)
                .Replace("Cnglish", "English", StringComparison.Ordinal).Replace("cnglish", "english", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The words alone, with a sign for each value.</summary>
    private static string Letters(string text) => string.Concat(SyntaxFactory.ParseExpression(text).DescendantNodesAndTokensAndSelf(
        descendIntoChildren: node => node is not InterpolationSyntax).Select(part => part.IsKind(SyntaxKind.Interpolation) ? "§"
            : part.IsKind(SyntaxKind.StringLiteralToken) || part.IsKind(SyntaxKind.InterpolatedStringTextToken) ? part.AsToken().ValueText
            : ""));
}
