using Disbursement.Domain.Periods;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Domain.Tests.Cases;

/// <summary>One case of tests/cases: a sentence, changes to the pack, and runs over one ledger.</summary>
/// <param name="File">The file's name without its ending.</param>
/// <param name="Sentence">What is claimed.</param>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Pack">Changes to the shipped pack by dotted path.</param>
/// <param name="Runs">The runs in order.</param>
internal sealed record RuleCase(string File, string Sentence, long Line, YamlMappingNode Pack, IReadOnlyList<RuleCaseRun> Runs)
{
    public static IEnumerable<RuleCase> ReadAll() =>
        Directory.EnumerateFiles(RepositoryFile.At("tests/cases"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(ReadFile);

    public override string ToString() => $"{File}: {Sentence}";

    private static IEnumerable<RuleCase> ReadFile(string path)
    {
        using StreamReader text = new(path);
        YamlStream yaml = [];
        yaml.Load(text);
        foreach (YamlNode node in (YamlSequenceNode)yaml.Documents[0].RootNode)
        {
            CaseMap map = new((YamlMappingNode)node);
            RuleCase read = new(Path.GetFileNameWithoutExtension(path), map.Text("case")!, node.Start.Line, map.Map("pack") ?? [],
                [.. map.List("runs").Select(RuleCaseRun.Read)]);
            map.NoMore();
            yield return read;
        }
    }
}

/// <summary>One run of a case.</summary>
/// <param name="Through">The last month that the run pays; its year is the run's.</param>
/// <param name="Rows">The household's rows.</param>
/// <param name="Expected">What must come out.</param>
internal sealed record RuleCaseRun(Month Through, IReadOnlyList<YamlMappingNode> Rows, IReadOnlyList<RuleCaseExpectation> Expected)
{
    public int Year => Through.Year;

    public static RuleCaseRun Read(YamlMappingNode node)
    {
        CaseMap map = new(node);
        int year = CaseMap.Whole(map.Text("year")!);
        RuleCaseRun run =
            new(new Month(year, map.Value("through", CaseMap.Whole) ?? 12), [.. map.List("household")],
                [.. map.Map("expect")!.Select(RuleCaseExpectation.Read)]);
        map.NoMore();
        return run;
    }
}
