using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>How the house is built, read from the source text; every breach is named with file and line.</summary>
[TestFixture]
internal sealed partial class HouseRulesTests
{
    private const int LongestFile = 400;
    private const int WidestLine = 140;

    private static readonly string[] Stages =
        ["Intake", "Policies", "Assessment", "Batches", "PaymentFiles", "ReturnFiles", "Ledger", "Reports"];

    private static readonly (string Package, string[] Folders)[] Packages =
    [
        ("CsvHelper", ["Intake", "PaymentFiles", "ReturnFiles", "Reports", "Ledger"]),
        ("ICSharpCode.SharpZipLib", ["Workbooks"]),
        ("MiniExcelLibs", []),
        ("ExcelDataReader", ["Sheets"]),
        ("YamlDotNet", ["Policies", "PolicyCases", "Yaml"]),
        ("Quartz", ["Schedule"]),
        ("Microsoft.AspNetCore", ["Review", "Officers"]),
        ("OpenTelemetry", ["Review"]),
        ("MailKit", ["Notices"]),
        ("MimeKit", ["Notices"]),
        ("OtpNet", ["Officers"]),
        ("QRCoder", ["Officers"]),
        ("System.CommandLine", ["Cli"]),
        ("Spectre.Console", ["Cli"]),
        ("Microsoft.EntityFrameworkCore", ["Store"]),
        ("SQLitePCL", ["Store"]),
    ];

    private static readonly SourceFile[] Source = [.. Read()];

    private static IEnumerable<SourceFile> Domain =>
        Source.Where(file => file.Name.StartsWith("src/Disbursement.Domain/", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> JobsSource =>
        Source.Where(file => file.Name.StartsWith("src/Disbursement.Jobs/", StringComparison.Ordinal));

    [Test]
    public void The_source_is_found() => Assert.That((Domain.Count() > 20, JobsSource.Count() > 50), Is.EqualTo((true, true)));

    [Test]
    public void No_type_has_a_vague_name() =>
        None(Source, line => VagueName().Match(line) is { Success: true } match ? match.Groups[1].Value : null);

    [Test]
    public void Nobody_looks_at_the_clock_but_through_a_time_provider() => None(Source, Matching(Clock()));

    [Test]
    public void Nothing_is_random() => None(Source, Matching(Randomness()));

    [Test]
    public void Random_bytes_are_drawn_in_Privacy_alone() => None(Source.Where(file => file.Folder != "Privacy"), Matching(RandomBytes()));

    [Test]
    public void A_file_gets_a_new_name_in_one_step_or_not_at_all() =>
        None(JobsSource.Where(file => file.Name != "src/Disbursement.Jobs/Privacy/PrivateFile.cs"), Matching(MoveThatLooksFirst()));

    [Test]
    public void Money_is_never_a_floating_point_number() => None(Domain, Matching(FloatingPoint()));

    [Test]
    public void Domain_uses_System_and_itself_alone() =>
        None(Domain, line => Using().Match(line) is { Success: true } match
            && !IsOfDomain(match.Groups[1].Value) ? match.Groups[1].Value : null);

    [Test]
    public void Domain_references_no_package_and_no_project()
    {
        string project = Path.Combine(Repository.Root, "src", "Disbursement.Domain", "Disbursement.Domain.csproj");

        Assert.That(File.ReadAllText(project), Does.Not.Contain("PackageReference").And.Not.Contain("ProjectReference"));
    }

    [Test]
    public void Stages_never_use_one_another() => None(JobsSource, (file, line) => OtherStage(file.Folder, line));

    [Test]
    public void A_package_is_used_in_its_own_folder_alone() => None(Source, (file, line) => StrangePackage(file.Folder, line));

    [Test]
    public void No_file_outgrows_one_sitting()
    {
        string[] long_ =
            [.. Source.Where(file => file.Lines.Length > LongestFile && !file.Name.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(
                file => string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{file.Lines.Length}: more than {LongestFile} lines"))];

        Assert.That(long_, Is.Empty, string.Join('\n', long_));
    }

    /// <summary>A Chinese character counts as one column.</summary>
    [Test]
    public void No_line_is_wider_than_140_columns()
    {
        string[] wide = [.. Code("src").Concat(Code("tests")).Concat(Code("bench")).SelectMany(WideLines)];

        Assert.That(wide, Is.Empty, string.Join('\n', wide));
    }

    [TestCase("internal sealed class PaymentManager(int x)", true)]
    [TestCase("public record struct RowData;", true)]
    [TestCase("internal interface IRunHelper", true)]
    [TestCase("internal static class SealBatch", false)]
    [TestCase("internal sealed class Database", false)]
    public void A_vague_name_is_known_when_it_is_seen(string line, bool isVague) =>
        Assert.That(VagueName().IsMatch(line), Is.EqualTo(isVague));

    [TestCase("DateTimeOffset now = DateTimeOffset.UtcNow;", true)]
    [TestCase("var now = DateTime.Now;", true)]
    [TestCase("DateOnly day = DateOnly.FromDateTime(DateTime.Today);", true)]
    [TestCase("clock.GetUtcNow()", false)]
    public void A_hidden_clock_is_known_when_it_is_seen(string line, bool isHidden) =>
        Assert.That(Clock().IsMatch(line), Is.EqualTo(isHidden));

    [TestCase("Reports", "using Disbursement.Jobs.Intake;", true)]
    [TestCase("Reports", "    private readonly Intake.RosterFile _file;", true)]
    [TestCase("Batches", "        Jobs.Ledger.BookSettlement book = new();", true)]
    [TestCase("Intake", "using Disbursement.Jobs.Intake;", false)]
    [TestCase("Intake", "using Disbursement.Jobs.Sorting;", false)]
    [TestCase("Ledger", "using Disbursement.Domain.Batches;", false)]
    [TestCase("Runs", "using Disbursement.Jobs.Intake;", false)]
    public void A_stage_that_uses_another_is_known_when_it_is_seen(string folder, string line, bool isBreach) =>
        Assert.That(OtherStage(folder, line) is not null, Is.EqualTo(isBreach));

    [TestCase("Runs", "using CsvHelper;", true)]
    [TestCase("Intake", "using CsvHelper;", false)]
    [TestCase("Cli", "using Microsoft.EntityFrameworkCore.Storage;", true)]
    [TestCase("Store", "        (long)new Microsoft.EntityFrameworkCore.Storage.X();", false)]
    [TestCase("Runs", "using System.CommandLine;", true)]
    public void A_package_out_of_place_is_known_when_it_is_seen(string folder, string line, bool isBreach) =>
        Assert.That(StrangePackage(folder, line) is not null, Is.EqualTo(isBreach));

    private static string? OtherStage(string folder, string line) => !Stages.Contains(folder)
        ? null
        : JobsNamespace().Matches(line).Select(match => match.Groups[1].Value)
            .FirstOrDefault(other => other != folder && Stages.Contains(other));

    private static string? StrangePackage(string folder, string line) => Packages
        .Where(package => !package.Folders.Contains(folder) && Regex.IsMatch(line, $@"(?<![\w.]){Regex.Escape(package.Package)}\s*[.;]"))
        .Select(package => package.Package).FirstOrDefault();

    private static bool IsOfDomain(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Disbursement.Domain", StringComparison.Ordinal);

    private static Func<string, string?> Matching(Regex rule) => line => rule.Match(line) is { Success: true } match ? match.Value : null;

    private static void None(IEnumerable<SourceFile> files, Func<string, string?> breach) => None(files, (_, line) => breach(line));

    private static void None(IEnumerable<SourceFile> files, Func<SourceFile, string, string?> breach)
    {
        string[] found =
        [
            .. files.SelectMany(file => file.Lines.Select((line, i) => (
                Breach: breach(file, WithoutComment(line)), Place: string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{i + 1}"))))
                .Where(line => line.Breach is not null).Select(line => $"{line.Place}: {line.Breach}"),
        ];

        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    private static string WithoutComment(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        return comment < 0 || line[..comment].Contains('"', StringComparison.Ordinal) ? line : line[..comment];
    }

    private static IEnumerable<string> WideLines(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Length > WidestLine)
                yield return $"{Named(file)}:{number}: {line.Length} columns";
        }
    }

    /// <summary>Code that people write: C# and Razor, migrations aside.</summary>
    private static IEnumerable<string> Code(string folder) => Directory
        .GetFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .Where(file => !GeneratedFolder().IsMatch(Named(file)))
        .Order(StringComparer.Ordinal);

    private static string Named(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static IEnumerable<SourceFile> Read()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            if (!name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal))
                yield return new SourceFile(name, name.Split('/') is { Length: > 3 } parts ? parts[2] : "", File.ReadAllLines(path));
        }
    }

    [GeneratedRegex(@"\bFile\.Move\((?!.*overwrite: true)")]
    private static partial Regex MoveThatLooksFirst();

    [GeneratedRegex(
        @"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?(\w*(?:Service|Manager|Helper|Helpers"
        + @"|Util|Utils|Utility|Processor|Handler|Info|Data|Dto|Base|Impl))\b")]
    private static partial Regex VagueName();

    [GeneratedRegex("/(?:obj|bin|work|Migrations)/")]
    private static partial Regex GeneratedFolder();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b|\bEnvironment\.TickCount")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bnew Random\b|\bRandom\s+\w+\s*=|\bRandom\.Shared\b|\bGuid\.(?:NewGuid|CreateVersion7)\b")]
    private static partial Regex Randomness();

    [GeneratedRegex(@"\bRandomNumberGenerator\b")]
    private static partial Regex RandomBytes();

    [GeneratedRegex(@"\b(?:float|double)\b|\bSystem\.(?:Single|Double|Half)\b")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([A-Z][\w.]*)\s*;")]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(?:(?:Disbursement\.)?Jobs\.)?(\w+)(?:;|\.[A-Z])")]
    private static partial Regex JobsNamespace();

    private sealed record SourceFile(string Name, string Folder, string[] Lines);
}
