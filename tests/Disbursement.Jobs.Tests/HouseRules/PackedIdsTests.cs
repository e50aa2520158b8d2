using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>How an id holds another one is known to the type of the id alone: in code, in SQL text and in tests.</summary>
[TestFixture]
internal sealed partial class PackedIdsTests
{
    /// <summary>Files that move bits of something else than ids.</summary>
    private static readonly string[] Others =
    [
        "src/Disbursement.Jobs/Workbooks/", "src/Disbursement.Jobs/Sorting/", "src/Disbursement.Jobs/Samples/",
        "src/Disbursement.Domain/Households/YearFacts.cs", "src/Disbursement.Jobs/Store/Standings/PackedReader.cs",
        "src/Disbursement.Jobs/Store/Standings/ClaimantIndex.cs",
        "tests/Disbursement.Jobs.Tests/Workbooks/", "tests/Disbursement.Domain.Tests/Batches/IdTests.cs",
        "tests/Disbursement.Jobs.Tests/HouseRules/PackedIdsTests.cs",
    ];

    [Test]
    public void Ids_are_taken_apart_and_put_together_by_their_types_alone()
    {
        string[] found = [.. Lines().Where(line => Arithmetic().IsMatch(line.Text)).Select(line => $"{line.Place}: {line.Text.Trim()}")];

        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    [TestCase("long first = (long)run.Number << 32;", true)]
    [TestCase("long end = first + (1L << 32);", true)]
    [TestCase("long first = (long)run.Number << 44, end = 0;", true)]
    [TestCase("int run = batch.Number / 4096;", true)]
    [TestCase("return run.Number * 4096 + place * 16;", true)]
    [TestCase("long id = (id >> BookShift);", true)]
    [TestCase("JOIN decisions d ON d.id >= c.number * 16 AND d.id < c.number * 16 + 16", true)]
    [TestCase("r.id = p.recorded * 16 + (a.id & 15)", true)]
    [TestCase("p.id > CAST(b.number AS bigint) * CAST(4294967296 AS bigint)", true)]
    [TestCase("one.Id % 256 + 1", true)]
    [TestCase("private const int Budget = 8 << 20;", false)]
    [TestCase("public static long Largest = 200L << 20;", false)]
    [TestCase("long free = drive.AvailableFreeSpace >> 20;", false)]
    [TestCase("private byte[] _line = new byte[4096];", false)]
    [TestCase("(long first, long end) = PaymentId.OfRun(run.Number);", false)]
    public void Arithmetic_of_an_id_is_known_when_it_is_seen(string line, bool isArithmetic) =>
        Assert.That(Arithmetic().IsMatch(line), Is.EqualTo(isArithmetic));

    private static IEnumerable<(string Place, string Text)> Lines()
    {
        foreach (string path in new[] { "src", "tests",
            "bench" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            if (Path.GetExtension(name) is not (".cs" or ".razor" or ".sql") || NotOurs().IsMatch(name)
                || Others.Any(other => name.StartsWith(other, StringComparison.Ordinal)) || IsType(name))
                continue;

            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
                yield return (string.Create(CultureInfo.InvariantCulture, $"{name}:{i + 1}"), lines[i]);
        }
    }

    private static bool IsType(string name) => name.StartsWith("src/Disbursement.Domain/", StringComparison.Ordinal)
        && (name.EndsWith("Id.cs", StringComparison.Ordinal) || name.EndsWith("Number.cs", StringComparison.Ordinal));

    [GeneratedRegex("/(obj|bin|Migrations)/")]
    private static partial Regex NotOurs();

    [GeneratedRegex(
        @"429496729[56]|(<<|>>) *(8|12|3[26]|44)\b|(?<!\b\d+L?) << *(4|16|20)\b|>> *4\b"
        + @"|(<<|>>) *\w*(Bits|Shift)\b|[*/%] *(16|256|4096)\b|& *15\b", RegexOptions.IgnoreCase)]
    private static partial Regex Arithmetic();
}
