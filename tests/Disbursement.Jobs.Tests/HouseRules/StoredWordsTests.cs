using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>
/// States, roles and kinds are types: the word that a database or a file has for one stands on its type (<see cref="StoredAsAttribute"/>)
/// and nowhere else in the source, neither alone nor quoted in a statement.
/// </summary>
[TestFixture]
internal sealed partial class StoredWordsTests
{
    /// <summary>Where such a word stands for something else: the file or folder, the words, and what they are there.</summary>
    private static readonly (string Place, string Words, string Why)[] Excused =
    [
        ("Disbursement.Domain/Ledger/Bookings/Answer.cs", "paid failed", "events of the ledger"),
        ("Disbursement.Jobs/Store/Books/ReadFunds.cs", "paid failed", "events of the ledger"),
        ("Disbursement.Jobs/Proofs/ProvePayments.cs", "paid failed", "events of the ledger"),
        ("Disbursement.Jobs/Acts/ActPowers.cs", "reissue", "the act"),
        ("Disbursement.Jobs/Acts/ReissuePayments.cs", "reissue", "the act"),
        ("Disbursement.Jobs/Proofs/ProveFileHashes.cs", "reissue", "the act"),
        ("Disbursement.Jobs/Proofs/ProveMakers.cs", "reissue", "the act"),
        ("Disbursement.Jobs/Cli/", "reissue", "the command"),
        ("Disbursement.Jobs/Acts/HoldPayment.cs", "held", "part of a sentence"),
        ("Disbursement.Jobs/Acts/StopPayments.cs", "held", "part of a sentence"),
        ("Disbursement.Jobs/Reports/ListContradictions.cs", "held", "part of a sentence"),
        ("Disbursement.Jobs/Proposals/ProposeBatches.cs", "held", "a note"),
        ("Disbursement.Jobs/Cli/", "held paid failed rejected granted refused unclaimed dismissed", "columns and answers in English"),
        ("Disbursement.Jobs/Cli/ShowProgress.cs", "Reading Assessing", "titles in English"),
        ("Disbursement.Jobs/Cli/PackVerbs.cs", "proposed", "a step of a pack"),
        ("Disbursement.Jobs/Notices/", "rejected refused", "households, and why a run failed"),
        ("Disbursement.Jobs/Proofs/ProveBatches.cs", "released", "a part of the manifest"),
        ("Disbursement.Jobs/Questions/Audits/FailedPayments.cs", "failed", "the name of the question"),
        ("Disbursement.Jobs/Questions/Audits/OpenRecoveries.cs", "open", "a column"),
        ("Disbursement.Jobs/Reports/WriteFunds.cs", "held paid failed", "columns"),
        ("Disbursement.Jobs/Reports/WriteReceivables.cs", "open", "a column"),
        ("Disbursement.Jobs/ReturnFiles/", "paid failed", "what banks write, and keys of their layouts"),
        ("Disbursement.Jobs/Runs/Measures.cs", "paid failed", "names of measurements"),
        ("Disbursement.Jobs/Store/RunParts.cs", "failed", "the stage of a part of a run"),
        ("Disbursement.Jobs/Review/Lists/", "open done", "where receivables and lines stand, in addresses of pages"),
        ("Disbursement.Jobs/Review/Pictures/PicturesPage.razor", "done", "a class of the style sheet"),
        ("Disbursement.Jobs/Review/Words/", "*", "words for people, events of the ledger, acts, and what acts keep"),
        ("Disbursement.Jobs/Files/LyingFile.cs", "open", "the function of the system"),
        ("Disbursement.Jobs/Privacy/PrivateFile.cs", "open", "the function of the system"),
    ];

    private static readonly Type[] Types =
    [
        .. new[] { typeof(StoredAsAttribute).Assembly, typeof(StoredTable).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(StoredWords.Has),
    ];

    private static readonly HashSet<string> Words = [.. Types.SelectMany(WordsOf)];

    [Test]
    public void Types_with_words_are_found() =>
        Assert.That((Types.Contains(typeof(RunState)), Types.Length > 7, Words.Contains("proposed")), Is.EqualTo((true, true, true)));

    [Test]
    public void No_stored_word_stands_outside_its_type()
    {
        Literal[] found = [.. Files().SelectMany(In)];
        string[] breaches = [.. found.Where(one => !Excused.Any(excuse => Excuses(excuse, one))).Select(one => one.Told)];
        string[] idle =
            [.. Excused.Where(excuse => !found.Any(one => Excuses(excuse, one))).Select(excuse => $"{excuse.Place}: {excuse.Words}")];

        Assert.That(breaches, Is.Empty, string.Join('\n', breaches));
        Assert.That(idle, Is.Empty, "excuses that nothing needs: " + string.Join('\n', idle));
    }

    /// <summary>Two values of a type that had one word could not be told apart once they are stored.</summary>
    [Test]
    public void Every_value_of_such_a_type_has_a_word_of_its_own() => Assert.That(
        Types.Where(type => WordsOf(type).Distinct().Count() != Enum.GetNames(type).Length), Is.Empty);

    [TestCase("if (payment.State == \"held\") { }", 1)]
    [TestCase("string sql = \"SELECT 1 FROM payments WHERE state IN ('held', 'failed')\";", 2)]
    [TestCase("string sql = $\"SELECT {one} FROM runs WHERE state = 'Sealed'\";", 1)]
    [TestCase("string told = \"the payment is held\";", 0)]
    [TestCase("// if (state == \"held\")", 0)]
    public void A_stored_word_is_known_when_it_is_seen(string statement, int words) =>
        Assert.That(In("A.cs", $"class C {{ void M() {{ {statement}\n }} }}").Count(), Is.EqualTo(words));

    [TestCase("@if (p.State == \"held\")", 1)]
    [TestCase("@if (p.State is \"held\" or \"failed\")", 2)]
    [TestCase("<div class=\"held\" data-test=\"failed\">", 0)]
    public void A_stored_word_of_a_page_is_known_when_it_is_seen(string line, int words) =>
        Assert.That(In("A.razor", line).Count(), Is.EqualTo(words));

    /// <summary>In a text such a value would stand under the name of its member, which no file, address or person knows.</summary>
    [Test]
    public void No_value_with_a_word_is_put_into_a_text_without_it()
    {
        (SyntaxTree[] own, CSharpCompilation all) = FolderUses.Bind("Disbursement.Jobs", "Disbursement.Domain");
        HashSet<string> types = [.. Types.Select(type => type.Name)], names = [.. Types.SelectMany(Enum.GetNames)];
        names.UnionWith(own.SelectMany(tree => tree.GetRoot().DescendantNodes().Select(node => Declared(node, types))).OfType<string>());
        ConcurrentBag<string> found = [];
        Parallel.ForEach(own, tree =>
        {
            foreach (string bare in Bare(tree, names, () => all.GetSemanticModel(tree)))
                found.Add(bare);
        });

        Assert.That(names, Does.Contain("State").And.Contain("Role"), "names of such values are found");
        Assert.That(found, Is.Empty, string.Join('\n', found.Order(StringComparer.Ordinal)));
    }

    [TestCase("string M(RunState state) => $\"{state}\";", 1)]
    [TestCase("string M(RunState state) => \"run \" + state;", 1)]
    [TestCase("string M(RunState? state) => state?.ToString();", 1)]
    [TestCase("string M(RunState state) => state.Word();", 0)]
    [TestCase("string M(string state) => $\"{state}\";", 0)]
    public void A_bare_value_is_known_when_it_is_seen(string method, int values)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            $"using {typeof(RunState).Namespace}; using {typeof(StoredWords).Namespace}; class C {{ {method} }}");
        CSharpCompilation alone = FolderUses.Bind("Disbursement.Jobs", "Disbursement.Domain").All.AddSyntaxTrees(tree);

        Assert.That(Bare(tree, ["state"], () => alone.GetSemanticModel(tree)).Count(), Is.EqualTo(values));
    }

    private static IEnumerable<string> Bare(SyntaxTree tree, HashSet<string> names, Func<SemanticModel> bind)
    {
        ExpressionSyntax[] put = [.. tree.GetRoot().DescendantNodes().SelectMany(PutIntoText).Where(one => names.Contains(NameOf(one)))];
        if (put.Length == 0)
            return [];

        SemanticModel model = bind();
        return put.Where(one => model.GetTypeInfo(one).Type is { } type && HasWord(type)).Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{tree.FilePath}:{tree.GetMappedLineSpan(one.Span).StartLinePosition.Line + 1}: {one} is put into a text without its word"));
    }

    private static bool HasWord(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } of
        ? HasWord(of.TypeArguments[0])
        : Types.Any(one => one.FullName == type.ToDisplayString());

    /// <summary>What a text is made of here: holes, terms of a sum, what is asked for its text, and what a page shows.</summary>
    private static IEnumerable<ExpressionSyntax> PutIntoText(SyntaxNode node) => node switch
    {
        InterpolationSyntax hole => [hole.Expression],
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => [sum.Left, sum.Right],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ToString" } of } => [of.Expression],
        ConditionalAccessExpressionSyntax
        {
            WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.Text: "ToString" } },
        } of => [of.Expression],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "AddContent" } } shown =>
            [shown.ArgumentList.Arguments[^1].Expression],
        _ => [],
    };

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax bound } => bound.Name.Identifier.Text,
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
        _ => "",
    };

    /// <summary>The name of what is declared with one of some types.</summary>
    private static string? Declared(SyntaxNode node, HashSet<string> types) => node switch
    {
        PropertyDeclarationSyntax one when IsOf(one.Type, types) => one.Identifier.Text,
        ParameterSyntax one when IsOf(one.Type, types) => one.Identifier.Text,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax of } one when IsOf(of.Type, types) => one.Identifier.Text,
        ForEachStatementSyntax one when IsOf(one.Type, types) => one.Identifier.Text,
        _ => null,
    };

    private static bool IsOf(TypeSyntax? type, HashSet<string> types) => type switch
    {
        NullableTypeSyntax nullable => IsOf(nullable.ElementType, types),
        IdentifierNameSyntax name => types.Contains(name.Identifier.Text),
        QualifiedNameSyntax name => types.Contains(name.Right.Identifier.Text),
        _ => false,
    };

    private static bool Excuses((string Place, string Words, string Why) excuse, Literal one) =>
        one.File.StartsWith(excuse.Place, StringComparison.Ordinal) && (excuse.Words == "*" || excuse.Words.Split(' ').Contains(one.Word));

    private static IEnumerable<string> WordsOf(Type type) =>
        Enum.GetValues(type).Cast<Enum>().Select(StoredWords.Of);

    private static IEnumerable<string> Files()
    {
        string root = Path.Combine(Repository.Root, "src");
        return Directory.GetFiles(root, "*.*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is ".cs" or ".razor")
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(name => !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
                && !name.Contains("/Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<Literal> In(string file) => In(file, File.ReadAllText(Path.Combine(Repository.Root, "src", file)));

    private static IEnumerable<Literal> In(string file, string text) => file.EndsWith(".cs", StringComparison.Ordinal)
        ? InCode(file, CSharpSyntaxTree.ParseText(text))
        : text.Split('\n').SelectMany((line, i) => OfPage().Matches(line).Select(match => match.Groups[1].Value).Where(Words.Contains)
            .Select(word => new Literal(file, i + 1, word)));

    private static IEnumerable<Literal> InCode(string file, SyntaxTree tree) =>
        from token in tree.GetRoot().DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.Utf8StringLiteralToken)
            || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
            || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
        where !IsOfItsType(token)
        from word in Words.Contains(token.ValueText) && !token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            ? [token.ValueText]
            : Quoted().Matches(token.ValueText).Select(match => match.Groups[1].Value).Where(Words.Contains)
        select new Literal(file, token.GetLocation().GetLineSpan().StartLinePosition.Line + 1, word);

    private static bool IsOfItsType(SyntaxToken token) =>
        token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute && attribute.Name.ToString() == "StoredAs";

    /// <summary>A text that is no value of an attribute.</summary>
    [GeneratedRegex("(?<![=\\w])\"(\\w+)\"")]
    private static partial Regex OfPage();

    [GeneratedRegex("'(\\w+)'")]
    private static partial Regex Quoted();

    private sealed record Literal(string File, int Line, string Word)
    {
        public string Told => string.Create(CultureInfo.InvariantCulture, $"src/{File}:{Line}: '{Word}' is the word of a type");
    }
}
