using Disbursement.Jobs.PolicyCases;
using Disbursement.Jobs.Tests.Rosters;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>One story of tests/scenarios: what comes in, who does what, and what must then stand in the books and files.</summary>
/// <param name="Folder">Its folder, whose name is the story's.</param>
/// <param name="HasOfficers">Whether there are officers from the first day.</param>
/// <param name="Steps">The steps in order.</param>
internal sealed record Story(string Folder, bool HasOfficers, IReadOnlyList<StoryStep> Steps)
{
    private const string FileName = "story.yaml";

    public static string Shelf { get; } = Path.Combine(Repository.Root, "tests", "scenarios");

    public static IEnumerable<string> Names => Directory.GetFiles(Shelf, FileName, SearchOption.AllDirectories)
        .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal);

    public static Story Read(string name)
    {
        string folder = Path.Combine(Shelf, name);
        using StreamReader text = new(Path.Combine(folder, FileName));
        YamlStream yaml = [];
        yaml.Load(text);
        CaseMap map = new((YamlMappingNode)yaml.Documents[0].RootNode);
        if (string.IsNullOrWhiteSpace(map.Text("title")) || string.IsNullOrWhiteSpace(map.Text("tells")))
            throw new InvalidDataException($"{name}: a story has a title and tells in a paragraph what it is about.");

        Story story = new(folder, map.OneOf("officers", ("from the first day", true), ("none", false)),
            [.. map.List("steps").Select(StoryStep.Read)]);
        map.NoMore();
        return story;
    }
}

/// <summary>A step: files come or go, officers act, and then the books and files are looked at.</summary>
/// <param name="Line">Line of the story, from 1.</param>
/// <param name="Sentence">What happens.</param>
/// <param name="On">The day, where the clock moves.</param>
/// <param name="Put">Files of the inputs folder by their path, each with the file of the story that is copied there.</param>
/// <param name="TakeAway">Files that leave the inputs folder.</param>
/// <param name="Acts">Acts in order.</param>
/// <param name="Expected">What must be found: a heading, and a table or list.</param>
internal sealed record StoryStep(
    long Line, string Sentence, DateOnly? On, IReadOnlyDictionary<string, string> Put, IReadOnlyList<string> TakeAway,
    IReadOnlyList<StoryAct> Acts, IReadOnlyList<(string What, YamlNode Content)> Expected)
{
    public static StoryStep Read(YamlMappingNode node)
    {
        CaseMap map = new(node);
        StoryStep step = new(
            node.Start.Line, map.Text("step") ?? throw new InvalidDataException($"Line {node.Start.Line}: "
                + "a step says in a sentence what happens."), map.Value("on", CaseMap.Day),
            (map.Map("put") ?? []).Children.ToDictionary(file => file.Key.ToString(), file => file.Value.ToString()),
            map.Texts("take away") ?? [],
            node.Children.ContainsKey("acts") ? [.. map.List("acts").Select(StoryAct.Read)] : [],
            [.. (map.Map("expect") ?? []).Children.Select(entry => (entry.Key.ToString(), entry.Value))]);
        map.NoMore();
        return step;
    }
}

/// <summary>An act of an officer, and the answer that it must get.</summary>
internal sealed record StoryAct
{
    /// <summary>What an officer may be told to do in a story.</summary>
    private static readonly string[] Verbs =
    [
        "run", "look at", "approve", "release", "reject", "close", "hold", "unhold", "cancel", "give account for", "import returns",
        "reissue", "import correction", "add officer", "rename officer", "repay", "waive", "confirm receivable of", "stop",
        "lift stop of",
    ];

    public required long Line { get; init; }

    public required string Verb { get; init; }

    /// <summary>Year, run, batch, payment, file or officer.</summary>
    public required string Subject { get; init; }

    public required string By { get; init; }

    /// <summary><c>done</c>, <c>unchanged</c> or the code of a refusal.</summary>
    public required string Answer { get; init; }

    /// <summary>What the answer must say, in English.</summary>
    public string? Says { get; init; }

    public string? Because { get; init; }

    /// <summary>The name under which the reviewer remembers the bytes that were looked at.</summary>
    public string? As { get; init; }

    /// <summary>The remembered bytes that an approval is for; where it is not said, those that are there now.</summary>
    public string? Seen { get; init; }

    /// <summary>The new account, the new name of an officer, or the sum that was repaid.</summary>
    public string? To { get; init; }

    public string? Role { get; init; }

    public IReadOnlyList<string> Counties { get; init; } = [];

    /// <summary>The year of a correction.</summary>
    public int? Year { get; init; }

    /// <summary>The lines of a return file, where it is not a file of the story.</summary>
    public StoryTable? Lines { get; init; }

    public override string ToString() => $"line {Line}, {By}: {Verb} {Subject}";

    public static StoryAct Read(YamlMappingNode node)
    {
        CaseMap map = new(node);
        (string verb, string subject) = Verbs.Select(verb => (verb, map.Text(verb)))
            .FirstOrDefault(act => act.Item2 is not null) is (string known, string given)
            ? (known, given)
            : throw new InvalidDataException($"Line {node.Start.Line}: an act is one of {string.Join(", ", Verbs)}.");
        StoryAct act = new()
        {
            Line = node.Start.Line, Verb = verb, Subject = subject,
            By = map.Text("by") ?? throw new InvalidDataException($"Line {node.Start.Line}: say who acts (by)."),
            Answer = map.Text("answer") ?? "done",
            Says = map.Text("says"), Because = map.Text("because"), As = map.Text("as"), Seen = map.Text("seen"), To = map.Text("to"),
            Role = map.Text("role"), Counties = map.Texts("counties") ?? [],
            Year = map.Value("year", CaseMap.Whole), Lines = map.Text("lines") is { } lines ? StoryTable.Read(lines) : null,
        };
        map.NoMore();
        return act;
    }
}
