using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Docs;

/// <summary>What the pages name is there: files, folders, types, and every flag.</summary>
[TestFixture]
internal sealed partial class NamedPlaceTests
{
    private static readonly string[] Projects = ["src/Disbursement.Domain", "src/Disbursement.Jobs"];

    private static IEnumerable<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md", "inputs/README.md", "deploy/README.md", "bench/README.md", "tests/cases/README.md",
        "tests/scenarios/README.md",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/')),
    ];

    /// <summary>Decisions are dated: what they name may have moved since.</summary>
    private static IEnumerable<string> PagesOfToday => Pages.Where(page => !page.StartsWith("docs/decisions/", StringComparison.Ordinal));

    [TestCaseSource(nameof(Pages))]
    public void Links_to_pages_that_are_there(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        string[] dead =
        [
            .. Link().Matches(Read(page)).Select(link => link.Groups[1].Value)
                .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
                .Select(link => link.Split('#')[0])
                .Where(link => !Path.Exists(Path.Combine(folder, link))),
        ];

        Assert.That(dead, Is.Empty);
    }

    [TestCaseSource(nameof(PagesOfToday))]
    public void Names_only_files_folders_and_types_that_are_there(string page)
    {
        string[] missing =
            [.. Place().Matches(Read(page)).Select(place => place.Groups[1].Value).Distinct().Where(place => !IsThere(place))];

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void The_glossary_names_every_flag_and_no_other()
    {
        string row = Read("docs/glossary.md").Split('\n').Single(line => line.StartsWith("| flag |", StringComparison.Ordinal));
        ReviewFlags all = Enum.GetValues<ReviewFlags>().Aggregate((flags, flag) => flags | flag);

        Assert.That(Flag().Matches(row).Select(flag => flag.Value), Is.EquivalentTo(ReviewFlagsOf.Text(all).Split('+').Append("ASSUMED")));
    }

    [Test]
    public void A_place_that_is_not_there_is_known_when_it_is_seen() =>
        Assert.That((IsThere("Runs/RunYear"), IsThere("Runs/RunYear.cs"), IsThere("Acts/"), IsThere("Runs/RunMonth")),
            Is.EqualTo((true, true, true, false)));

    /// <summary>A folder, a file with or without its ending, or a type of a folder, with or without one of its members.</summary>
    private static bool IsThere(string place)
    {
        foreach (string project in Projects)
        {
            string path = Path.Combine(Repository.Root, project, Prefix().Replace(place, ""));
            if (Path.Exists(path) || File.Exists(path + ".cs"))
                return true;

            string folder = Path.GetDirectoryName(path)!, name = Path.GetFileName(path).Split('.')[0];
            if (name.Length > 0 && Directory.Exists(folder) && Directory.GetFiles(folder, "*.cs").Any(file => Declares(file, name)))
                return true;
        }

        return false;
    }

    private static bool Declares(string file, string type) =>
        Regex.IsMatch(File.ReadAllText(file), $@"\b(?:class|record|struct|interface|enum) (?:struct )?{type}\b");

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    /// <summary>Code spans such as <c>Runs/RunYear</c>: a folder of the field's words, then what stands in it.</summary>
    [GeneratedRegex(@"`([A-Z][a-z][A-Za-z]*/(?:[A-Za-z0-9/]+(?:\.[A-Za-z]+)?)?)`")]
    private static partial Regex Place();

    [GeneratedRegex("^(?:Domain|Jobs)/")]
    private static partial Regex Prefix();

    [GeneratedRegex("[A-Z]{3,}(?:-[A-Z]+)*")]
    private static partial Regex Flag();
}
