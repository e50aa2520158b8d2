using Disbursement.Domain.Periods;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>One case: a sentence, changes to the pack, and runs over one ledger.</summary>
/// <param name="File">The file's name without its ending.</param>
/// <param name="Sentence">What is claimed.</param>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Pack">Changes to the pack by dotted path.</param>
/// <param name="Runs">The runs in order.</param>
internal sealed record RuleCase(string File, string Sentence, long Line, YamlMappingNode Pack, IReadOnlyList<RuleCaseRun> Runs)
{
    public override string ToString() => $"{File}: {Sentence}";

    /// <summary>The cases of a file.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">It is no YAML.</exception>
    /// <exception cref="InvalidDataException">It is no list of cases; the line is named.</exception>
    public static IEnumerable<RuleCase> ReadFile(string path)
    {
        using StreamReader text = new(path);
        YamlStream yaml = [];
        yaml.Load(text);
        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlSequenceNode cases)
            throw new InvalidDataException("Line 1: must be a list of cases.");

        foreach (YamlNode node in cases)
        {
            CaseMap map = new(node as YamlMappingNode ?? throw new InvalidDataException($"Line {node.Start.Line}: must be a case."));
            RuleCase read = new(Path.GetFileNameWithoutExtension(path), map.Needed("case"), node.Start.Line, map.Map("pack") ?? [],
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
        int year = CaseMap.Whole(map.Needed("year"));
        RuleCaseRun run =
            new(new Month(year, map.Value("through", CaseMap.Whole) ?? 12), [.. map.List("household")],
                [.. (map.Map("expect") ?? []).Select(RuleCaseExpectation.Read)]);
        map.NoMore();
        return run;
    }
}
