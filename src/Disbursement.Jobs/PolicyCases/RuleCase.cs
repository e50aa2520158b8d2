using Disbursement.Domain.Periods;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;
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
    /// <exception cref="UnreadableFileException">It is no list of cases; the line is named.</exception>
    public static IEnumerable<RuleCase> ReadFile(string path)
    {
        if (LoadYaml.WhyNot(path) is { } reason)
            throw new UnreadableFileException(reason);

        (YamlSequenceNode? cases, int line, FileRemark? refusal) = LoadYaml.List(System.IO.File.ReadAllBytes(path));
        if (cases is null)
            throw new UnreadableFileException(line == 0
                ? refusal!
                : new FileRemark($"line {line}: {refusal!.English}", $"第 {line} 行：{refusal.Chinese}"));

        foreach (YamlNode node in cases)
        {
            CaseMap map = new(node as YamlMappingNode ?? throw CaseMap.Fault(
                node, new FileRemark("must be a case: a mapping of keys", "应为一个案例：一组“键: 值”")));
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
        int year = map.Value("year", text => new DateOnly(CaseMap.Whole(text), 1, 1).Year) ?? throw map.Missing("year");
        Month through = map.Value("through", text => new DateOnly(year, CaseMap.Whole(text), 1)) is { } day
            ? Month.Of(day)
            : new Month(year, 12);
        RuleCaseRun run = new(through, map.List("household"), [.. (map.Map("expect") ?? []).Select(RuleCaseExpectation.Read)]);
        map.NoMore();
        return run;
    }
}
