using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Configuration;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Wrong = Microsoft.SqlServer.TransactSql.ScriptDom.ParseError;

namespace Disbursement.Jobs.Tests.Docs;

/// <summary>
/// What <c>deploy/</c> sets, mounts and calls is there. No container is started: there may be nothing on the machine that could.
/// </summary>
[TestFixture]
internal sealed partial class DeployTests
{
    private const string Image = "disburse", Program = "/opt/disburse/disburse";

    private static readonly string Dockerfile = Read("deploy/Dockerfile"), Compose = Read("deploy/compose.yaml");

    private static IEnumerable<string> Services => [.. Map(Root(), "services").Children.Keys.Select(name => $"{name}")];

    private static IEnumerable<string> OurServices => Services.Where(name => $"{Service(name)["image"]}" == Image);

    [TestCaseSource(nameof(OurServices))]
    public void Sets_nothing_that_the_program_does_not_know(string service)
    {
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection([.. Set(Dockerfile), .. SetBy(service)]).Build();

        Assert.That(Settings.Strange(settings)?.Message, Is.Null);
        Assert.That(DatabaseSettings.Read(settings).Provider, Is.EqualTo(DatabaseProvider.SqlServer));
        Assert.That(() => ThroughSettings.Read(settings), Throws.Nothing);
    }

    [TestCaseSource(nameof(OurServices))]
    public void Mounts_the_folders_that_the_image_uses(string service)
    {
        string[] used = [.. Set(Dockerfile).Select(one => one.Value!), .. Quoted().Matches(Volumes().Match(Dockerfile).Value)
            .Select(one => one.Groups[1].Value)];
        string[][] mounts = [.. Texts(Service(service), "volumes").Select(one => one.Split(':'))];
        string[] declared = [.. Map(Root(), "volumes").Children.Keys.Select(name => $"{name}")];

        Assert.That(mounts.Select(mount => mount[1]), Is.Not.Empty.And.SubsetOf(used));
        Assert.That(mounts.Select(mount => mount[0]).Where(source => !declared.Contains(source)
            && !Directory.Exists(Path.Combine(Repository.Root, "deploy", source))), Is.Empty);
    }

    [TestCaseSource(nameof(Services))]
    public void Waits_for_services_that_are_there(string service) =>
        Assert.That(Service(service).Children.TryGetValue("depends_on", out YamlNode? others)
            ? ((YamlMappingNode)others).Children.Keys.Select(name => $"{name}") : [], Is.SubsetOf(Services));

    [TestCase("deploy/compose.yaml", 2)]
    [TestCase("deploy/disburse.service", 1)]
    public void Calls_no_verb_that_the_program_does_not_take(string file, int fewest)
    {
        string[] calls = [.. Call().Matches(Read(file)).Select(call => call.Groups[1].Value)];
        RootCommand root = CommandLine.Root();

        Assert.That(calls.Where(call => root.Parse([.. CommandLineParser.SplitCommandLine(call)]).Errors.Count > 0), Is.Empty);
        Assert.That(calls, Has.Length.AtLeast(fewest), "calls are found at all");
    }

    [Test]
    public void The_image_starts_the_program_with_words_that_it_takes()
    {
        string[] words = [.. Quoted().Matches(Start().Match(Dockerfile).Value).Select(word => word.Groups[1].Value)];

        Assert.That(words, Is.Not.Empty);
        Assert.That(CommandLine.Root().Parse(words).Errors, Is.Empty);
        Assert.That(Dockerfile, Does.Contain($"ENTRYPOINT [\"{Program}\"]").And.Contain($"/app /opt/disburse\n"));
    }

    [Test]
    public void Every_variable_that_the_one_who_starts_it_gives_is_named_at_the_top()
    {
        string[] given = [.. Given().Matches(Compose).Select(name => name.Groups[1].Value).Distinct()];
        string top = Compose[..Compose.IndexOf("name:", StringComparison.Ordinal)];

        Assert.That(given, Is.Not.Empty.And.All.Matches<string>(name => top.Contains($"{name}=", StringComparison.Ordinal)));
    }

    [Test]
    public void What_it_asks_of_the_server_is_of_the_servers_language()
    {
        string[] asked = [.. Asked().Matches(Compose).Select(one => one.Groups[1].Value)];
        TSql160Parser parser = new(initialQuotedIdentifiers: true);
        string[] faults =
        [
            .. from sql in asked
               where parser.Parse(new StringReader(sql), out IList<Wrong> errors) is null || errors.Count > 0
               select sql,
        ];

        Assert.That(faults, Is.Empty);
        Assert.That(asked, Has.Length.AtLeast(5), "statements are found at all");
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    private static YamlMappingNode Root()
    {
        YamlStream stream = [];
        using StringReader reader = new(Compose);
        stream.Load(new MergingParser(new Parser(reader)));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    private static YamlMappingNode Service(string name) => Map(Map(Root(), "services"), name);

    private static IEnumerable<string> Texts(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node[key]).Select(text => $"{text}");

    /// <summary>What a service sets for the program, by the names of its configuration.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> SetBy(string service) =>
        Map(Service(service), "environment").Children.Select(one => Setting($"{one.Key}", $"{one.Value}"));

    private static IEnumerable<KeyValuePair<string, string?>> Set(string dockerfile) =>
        Variable().Matches(dockerfile).Select(one => Setting(one.Groups[1].Value, one.Groups[2].Value));

    /// <summary>A name that does not begin as ours do stays as it is, and is strange.</summary>
    private static KeyValuePair<string, string?> Setting(string name, string value) =>
        new((name.StartsWith("DISBURSE__", StringComparison.Ordinal) ? name["DISBURSE__".Length..] : name)
            .Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), value);

    [GeneratedRegex(@"(DISBURSE__\w+)=(\S+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^VOLUME .*$", RegexOptions.Multiline)]
    private static partial Regex Volumes();

    [GeneratedRegex(@"^CMD .*$", RegexOptions.Multiline)]
    private static partial Regex Start();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"/opt/disburse/disburse ([^&>""\n]+)")]
    private static partial Regex Call();

    [GeneratedRegex("-Q \"([^\"]+)\"")]
    private static partial Regex Asked();

    [GeneratedRegex(@"(?<!\$)\$\{(\w+)\}")]
    private static partial Regex Given();
}
