using System.Collections.Concurrent;
using System.Globalization;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>One use of a type of another folder.</summary>
/// <param name="From">The folder that uses it, such as <c>Runs/Parts</c>.</param>
/// <param name="To">The folder of the type.</param>
/// <param name="Place">File and line of the first use in that file.</param>
/// <param name="Type">The type.</param>
internal sealed record FolderUse(string From, string To, string Place, string Type);

/// <summary>Which folder of a project uses which: names are bound by the compiler, in C# and in what Razor makes of the pages.</summary>
internal static class FolderUses
{
    private static readonly MetadataReference[] Libraries =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is not ("disburse" or "Disbursement.Domain"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ConcurrentDictionary<string, (SyntaxTree[] Own, CSharpCompilation All)> Bound = new();

    /// <summary>Every use of another folder's type, once a file and type.</summary>
    /// <param name="project">The project: <c>Disbursement.Jobs</c>.</param>
    /// <param name="others">Projects whose types it names.</param>
    public static IReadOnlyList<FolderUse> Of(string project, params string[] others)
    {
        (SyntaxTree[] own, CSharpCompilation compilation) = Bind(project, others);
        HashSet<string> types = [.. own.SelectMany(Types)], values = [.. own.SelectMany(Values)];
        ConcurrentBag<FolderUse> found = [];
        Parallel.ForEach(own, tree =>
        {
            foreach (FolderUse use in In(compilation.GetSemanticModel(tree), tree, project, types, values))
                found.Add(use);
        });
        return [.. found.OrderBy(use => use.Place, StringComparer.Ordinal).ThenBy(use => use.Type, StringComparer.Ordinal)];
    }

    /// <summary>The source of a project, what Razor makes of its pages with it, bound once for all tests.</summary>
    /// <param name="project">The project: <c>Disbursement.Jobs</c>.</param>
    /// <param name="others">Projects whose types it names.</param>
    public static (SyntaxTree[] Own, CSharpCompilation All) Bind(string project, params string[] others) => Bound.GetOrAdd(project, _ =>
    {
        SyntaxTree[] own = [.. Trees(project)];
        return (own, CSharpCompilation.Create(
            project, [.. own, .. others.SelectMany(Trees)], Libraries,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable)));
    });

    private static IEnumerable<FolderUse> In(SemanticModel model, SyntaxTree tree, string project, HashSet<string> types,
        HashSet<string> values)
    {
        string root = Path.Combine(Repository.Root, "src", project);
        string file = Path.GetRelativePath(root, tree.FilePath).Replace('\\', '/');
        string from = file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : "";
        Dictionary<(int, string), INamedTypeSymbol?> known = [];
        HashSet<string> seen = [];
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (!types.Contains(name.Identifier.Text) || !IsType(name) && !IsOwner(name) || TypeOf(model, name, known) is not { } type
                || FolderOf(type, project) is not { } to || from == to)
                continue;

            // A property may bear the name of a type: what stands before a dot is looked at closely then.
            if (!IsType(name) && values.Contains(name.Identifier.Text) && model.GetSymbolInfo(name).Symbol is not INamedTypeSymbol)
                continue;

            if (seen.Add(type.Name))
                yield return new FolderUse(from, to, string.Create(
                    CultureInfo.InvariantCulture, $"{file}:{tree.GetMappedLineSpan(name.Span).StartLinePosition.Line + 1}"), type.Name);
        }
    }

    /// <summary>
    /// What a name means as a type at the place of the class that it stands in: bodies of methods need not be bound for that.
    /// </summary>
    private static INamedTypeSymbol? TypeOf(SemanticModel model, SimpleNameSyntax name, Dictionary<(int, string), INamedTypeSymbol?> known)
    {
        ExpressionSyntax whole = IsRight(name) && name.Parent is ExpressionSyntax parent ? parent : name;
        BaseTypeDeclarationSyntax? owner = name.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>(
            type => type.OpenBraceToken.SpanStart < name.SpanStart && type.OpenBraceToken.Span.Length > 0);
        int place = owner?.OpenBraceToken.Span.End ?? name.SpanStart;
        string text = whole.ToString();
        if (!known.TryGetValue((place, text), out INamedTypeSymbol? found))
            known[(place, text)] = found = (model.GetSpeculativeSymbolInfo(place, SyntaxFactory.ParseTypeName(text),
                SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol as INamedTypeSymbol)?.OriginalDefinition;
        return found;
    }

    private static bool IsRight(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Right == name,
        AliasQualifiedNameSyntax alias => alias.Name == name,
        MemberAccessExpressionSyntax access => access.Name == name,
        _ => false,
    };

    private static bool IsType(SimpleNameSyntax name) => SyntaxFacts.IsInTypeOnlyContext(
        name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax && IsRight(name) ? (ExpressionSyntax)name.Parent : name);

    /// <summary>Whether a member of it is named, or it is matched as a pattern.</summary>
    private static bool IsOwner(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = IsRight(name) && name.Parent is ExpressionSyntax parent ? parent : name;
        return whole.Parent is MemberAccessExpressionSyntax access && access.Expression == whole
            || whole.Parent is ConstantPatternSyntax
            or ArgumentSyntax
            {
                Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }
            };
    }

    private static IEnumerable<string> Types(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(node => node is not BlockSyntax).Select(node => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax one => one.Identifier.Text,
        _ => "",
    }).Where(name => name.Length > 0);

    private static IEnumerable<string> Values(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Select(node => node switch
    {
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        ParameterSyntax parameter => parameter.Identifier.Text,
        EnumMemberDeclarationSyntax member => member.Identifier.Text,
        _ => "",
    }).Where(name => name.Length > 0);

    /// <summary>The folder of a type: its namespace below the project's; null for types of others.</summary>
    private static string? FolderOf(INamedTypeSymbol type, string project)
    {
        string name = type.ContainingNamespace?.ToDisplayString() ?? "";
        return name == project
            ? ""
            : name.StartsWith(project + ".", StringComparison.Ordinal)
            ? name[(project.Length + 1)..].Replace('.', '/')
            : null;
    }

    private static IEnumerable<SyntaxTree> Trees(string project)
    {
        string root = Path.Combine(Repository.Root, "src", project);
        CSharpParseOptions options = new(LanguageVersion.CSharp14);
        IEnumerable<(string Code, string Name)> files = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => IsSource(Path.GetRelativePath(root, path).Replace('\\', '/'))).Select(path => (Code: path, Name: path));
        return files.Concat(Pages(root)).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Code), options, file.Name));
    }

    private static bool IsSource(string name) =>
        !name.StartsWith("bin/", StringComparison.Ordinal) && !name.Contains("/Migrations/", StringComparison.Ordinal)
        && (!name.StartsWith("obj/", StringComparison.Ordinal)
            || name.StartsWith($"obj/{Configuration}/", StringComparison.Ordinal)
            && name.EndsWith(".GlobalUsings.g.cs", StringComparison.Ordinal));

    /// <summary>What Razor made of each page, and the page.</summary>
    private static IEnumerable<(string Code, string Name)> Pages(string root)
    {
        string made = Path.Combine(root, "obj", Configuration, "net10.0", "generated");
        string[] codes = Directory.Exists(made) ? Directory.GetFiles(made, "*_razor.g.cs", SearchOption.AllDirectories) : [];
        foreach (string page in Directory.GetFiles(root, "*.razor", SearchOption.AllDirectories))
        {
            string name = $"{Path.DirectorySeparatorChar}{Path.GetRelativePath(root, page)[..^".razor".Length]}_razor.g.cs";
            string code = codes.FirstOrDefault(code => code.EndsWith(name, StringComparison.Ordinal))
                ?? throw new FileNotFoundException($"Razor's code for {page} is not below {made}: build the project.");
            yield return (code, page);
        }
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
