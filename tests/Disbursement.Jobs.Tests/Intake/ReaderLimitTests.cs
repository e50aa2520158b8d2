using System.IO.Compression;
using System.Text;
using System.Xml;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Sheets;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>Limits that readers name: what lies at a limit is read, one step beyond is refused by a message that names it.</summary>
[TestFixture]
internal sealed class ReaderLimitTests
{
    private TestInputs _inputs = null!;

    private string Handed => Path.Combine(_inputs.Root, "handed-in");

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void A_file_is_copied_up_to_its_limit(int beyond, bool isRefused)
    {
        const int Limit = 3 << 20;
        File.WriteAllBytes(Handed, new byte[Limit + beyond]);

        FileRemark? refusal = Refusal(() => CopyFile.Run(Handed, Handed + ".copy", Limit, null, CancellationToken.None));

        Assert.That(refusal?.English.Contains("over 3 MiB", StringComparison.Ordinal), Is.EqualTo(isRefused ? true : null));
    }

    [Test]
    [CancelAfter(30_000)]
    public void A_file_that_brings_nothing_is_given_up()
    {
        using Silent silent = new();

        FileRemark? refusal = Refusal(() => CopyFile.Run(
            silent, Handed + ".copy", 10, null, TestContext.CurrentContext.CancellationToken, TimeSpan.FromMilliseconds(50)));

        Assert.That(refusal?.English, Does.Contain("brought nothing"));
    }

    [TestCase(2000, false)]
    [TestCase(2001, true)]
    public void A_workbook_has_up_to_2000_parts(int parts, bool isRefused)
    {
        Zip(parts, 0);

        Assert.That(Refusal(() => XlsxParts.Open(Handed).Dispose())?.English.Contains("more than 2000 parts", StringComparison.Ordinal),
            Is.EqualTo(isRefused ? true : null));
    }

    /// <summary>The first of two sheets of one name was paid, where the clerk's program may have shown the second.</summary>
    [TestCase("xl/worksheets/sheet1.xml")]
    [TestCase("/xl/worksheets/sheet1.xml")]
    [TestCase("xl\\worksheets\\sheet1.xml")]
    public void A_workbook_that_holds_a_part_twice_is_refused(string again)
    {
        using (ZipArchive zip = ZipFile.Open(Handed, ZipArchiveMode.Create))
        {
            foreach (string name in (string[])["xl/workbook.xml", "xl/worksheets/sheet1.xml", again])
                zip.CreateEntry(name);
        }

        Assert.That(Refusal(() => XlsxParts.Open(Handed).Dispose())?.English, Does.Contain("its part xl/worksheets/sheet1.xml twice"));
    }

    [TestCase(2 << 20, false)]
    [TestCase((2 << 20) - 1, true)]
    public void What_the_parts_of_a_workbook_unpack_to_is_summed_up(int largestSum, bool isRefused)
    {
        Zip(2, 1 << 20);

        FileRemark? refusal = Refusal(() =>
        {
            using XlsxParts parts = XlsxParts.Open(Handed, largestSum);
            foreach (string name in parts.Names)
            {
                using XmlReader xml = parts.Xml(name)!;
                while (xml.Read())
                {
                }
            }
        });

        Assert.That(refusal?.English.Contains("zip bomb", StringComparison.Ordinal), Is.EqualTo(isRefused ? true : null));
    }

    [Test]
    public void A_workbook_has_up_to_128_million_characters_of_texts()
    {
        // Each text counts sixteen characters more than it has, so empty ones count too.
        using Repeated text = new("<sst>", "<si/>", 1 << 23, "<si><t>一</t></si></sst>");
        using XmlReader xml = XmlReader.Create(text);

        Assert.That(Refusal(() => XlsxStrings.Read(xml))?.English, Does.Contain("more than 128 million characters"));
    }

    [TestCase(200_000, false)]
    [TestCase(200_001, true)]
    public void A_sheet_has_up_to_200_000_merged_cells(int count, bool isRefused)
    {
        using Repeated text = new("<mergeCells>", "<mergeCell ref=\"A1:A2\"/>", count, "</mergeCells>");
        using XmlReader xml = XmlReader.Create(text);

        Assert.That(Refusal(() => XlsxRows.MergedOf(xml, CancellationToken.None))?.English
            .Contains("more than 200000 merged cells", StringComparison.Ordinal), Is.EqualTo(isRefused ? true : null));
    }

    [TestCase("<c r=\"XFD1\"><v>1</v></c>", null)]
    [TestCase("<c r=\"XFE1\"><v>1</v></c>", "has a cell XFE1 in row 1")]
    [TestCase("<c r=\"XFD1\"><v>1</v></c><c><v>1</v></c>", "cannot be read")]
    public void A_sheet_ends_with_column_XFD(string cells, string? refused)
    {
        Change("xl/worksheets/sheet1.xml", text => text.Replace(
            "</sheetData>", $"<row r=\"1048576\">{cells.Replace("1\"", "1048576\"", StringComparison.Ordinal)}</row></sheetData>",
            StringComparison.Ordinal));

        FileRemark? refusal = Refusal(() =>
        {
            using XlsxWorkbook book = XlsxWorkbook.Open(Handed);
            foreach (SheetRow _ in book.Rows(book.Sheets[0], CancellationToken.None))
            {
            }
        });

        Assert.That(refusal?.English, refused is null ? Is.Null : Does.Contain(refused.Replace("XFE1 in row 1", "XFE1048576 in row 1048576",
            StringComparison.Ordinal)).Or.EqualTo(XlsxWorkbook.Damaged.English));
    }

    [TestCase(1000, false)]
    [TestCase(1001, true)]
    public void A_workbook_has_up_to_1000_sheets(int sheets, bool isRefused)
    {
        Change("xl/workbook.xml", _ => "<workbook><sheets>" + string.Concat(Enumerable.Range(1, sheets).Select(
            number => $"<sheet name=\"s{number}\" sheetId=\"{number}\"/>")) + "</sheets></workbook>");

        Assert.That(Refusal(() => XlsxWorkbook.Open(Handed).Dispose())?.English.Contains("more than 1000 sheets", StringComparison.Ordinal),
            Is.EqualTo(isRefused ? true : null));
    }

    [Test]
    public void An_old_workbook_over_128_MiB_is_refused_unread()
    {
        using (FileStream large = File.Create(Handed))
            large.SetLength(FileLimits.LargestOldWorkbook + 1);

        Assert.That(Refusal(() => XlsWorkbook.Open(Handed).Dispose())?.English, Does.Contain("over 128 MiB"));
    }

    [TestCase(50, 1L)]
    [TestCase(51, 0L)]
    public void A_value_has_up_to_50_line_breaks(int breaks, long accepted)
    {
        TestHousehold household = A.Household(1);
        string text = RosterText.Of(household.Rows, columns: [.. RosterText.Columns, "备注"]);
        string[] lines = text.TrimEnd('\n').Split('\n');
        lines[1] += $"\"{string.Concat(Enumerable.Repeat("a\n", breaks))}b\"";

        Assert.That(_inputs.Roster("a.csv", string.Join('\n', lines) + "\n").Read().Accepted, Is.EqualTo(accepted));
    }

    [Test]
    public void A_household_that_is_no_family_is_kept_up_to_10_000_rows()
    {
        const string Header = "region_code,household_no,role,hukou,marital_status,bank_account,id_number,bank_name,name\n";

        TestRun run = _inputs.Roster("a.csv", Header + string.Concat(Enumerable.Repeat("320302001001,H-00002,child,,,,,,x\n", 10_500)))
            .Read();

        Assert.That(run.Problems, Does.Contain(ProblemDetails.TooManyRows));
    }

    [TestCase(10_000, "")]
    [TestCase(10_001, "more than 10000 lines")]
    public void Up_to_10_000_lines_in_a_row_wait_for_whose_they_are(int lines, string refused)
    {
        string text = RosterText.Of(A.Household(1)) + string.Concat(Enumerable.Repeat("x\n", lines)) + "x";

        Assert.That(_inputs.Roster("a.csv", text[..^1]).Read().Refusal("a.csv"), refused.Length == 0 ? Is.Empty : Does.Contain(refused));
    }

    [Test]
    public void Every_line_of_a_text_is_of_the_header_a_row_or_another()
    {
        string[] lines = RosterText.Of(A.Household(1).Rows, columns: [.. RosterText.Columns, "备注"]).TrimEnd('\n').Split('\n');
        lines[1] += "\"a\nb\nc\"";
        string text = "徐州市花名册\n" + string.Join('\n', lines) + "\n合计\n制表人：王样\n";
        File.WriteAllText(Handed, text);

        RosterReading reading = TryRoster.Run(Handed, "a.csv", 2026, _inputs.Bureaus, RosterForm.Plain, _inputs.Root,
            CancellationToken.None).Reading!;

        Assert.That((reading.HeaderLines, reading.Rows, reading.OtherLines), Is.EqualTo((1L, lines.Length - 1L, 5L)));
        Assert.That(reading.HeaderLines + reading.Rows + reading.OtherLines, Is.EqualTo(text.Count(character => character == '\n')));
    }

    [TestCase(0, null)]
    [TestCase(1, "over 4 MiB")]
    public void A_YAML_file_has_up_to_4_MiB(int beyond, string? refused)
    {
        byte[] bytes = [.. "a: 1\n#"u8, .. new byte[LoadYaml.LargestText - 6 + beyond]];
        bytes.AsSpan(6).Fill((byte)'x');

        Assert.That(LoadYaml.Run(bytes).Refusal?.English, refused is null ? Is.Null : Does.Contain(refused));
        File.WriteAllBytes(Handed, bytes);
        Assert.That(LoadYaml.WhyNot(Handed)?.English, refused is null ? Is.Null : Does.Contain(refused), "before it is opened");
    }

    [TestCase(LoadYaml.MostNodes - 3, null)]
    [TestCase(LoadYaml.MostNodes - 2, "more than 200000 values")]
    public void A_YAML_file_has_up_to_200_000_values(int items, string? refused) => Assert.That(
        LoadYaml.Run(Encoding.UTF8.GetBytes($"a: [{string.Join(',', Enumerable.Repeat('x', items))}]")).Refusal?.English,
        refused is null ? Is.Null : Does.Contain(refused));

    [TestCase(32, null)]
    [TestCase(33, "more than 32 levels")]
    public void A_YAML_file_nests_up_to_32_levels(int levels, string? refused) => Assert.That(
        LoadYaml.Run(Encoding.UTF8.GetBytes($"a: {new string('[', levels - 1)}{new string(']', levels - 1)}")).Refusal?.English,
        refused is null ? Is.Null : Does.Contain(refused));

    [TestCase(256, null)]
    [TestCase(257, "names 257 bureaus; 256 is the most")]
    public void There_are_up_to_256_bureaus(int count, string? refused)
    {
        string[] shipped = File.ReadAllLines(_inputs.Bureaus);
        IEnumerable<string> lines = Enumerable.Range(0, count).Select(i => $"{320302 + i}{shipped[1][6..]}");

        IReadOnlyList<FileRemark> mistakes = ReadBureaus.Run(
            "bureaus.csv", Encoding.UTF8.GetBytes(string.Join('\n', [shipped[0], .. lines]) + "\n")).Mistakes;

        Assert.That(mistakes.SingleOrDefault()?.English, refused is null ? Is.Null : Does.Contain(refused));
    }

    [Test]
    public void Lists_of_bureaus_and_regions_are_refused_by_their_bytes_before_they_are_read()
    {
        FileRemark[] refusals =
        [
            .. ReadBureaus.Run("bureaus.csv", new byte[FileLimits.LargestBureaus + 1]).Mistakes,
            .. ReadRegions.Run("regions.csv", new byte[FileLimits.LargestRegions + 1]).Mistakes,
        ];

        Assert.That(refusals.Select(refusal => refusal.English[..refusal.English.LastIndexOf(':')]),
            Is.EqualTo(new[] { "bureaus.csv: is over 1 MiB", "regions.csv: is over 16 MiB" }));
        InBothLanguages.Check(refusals);
    }

    private static FileRemark? Refusal(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (UnreadableFileException exception)
        {
            return exception.Remark;
        }
    }

    /// <summary>An archive of XML parts, each of so many bytes.</summary>
    private void Zip(int parts, int bytes)
    {
        using ZipArchive zip = ZipFile.Open(Handed, ZipArchiveMode.Create);
        for (int i = 0; i < parts; i++)
        {
            using StreamWriter part = new(zip.CreateEntry($"part{i}.xml").Open());
            part.Write(bytes == 0 ? "<a/>" : $"<a>{new string('x', bytes - 7)}</a>");
        }
    }

    /// <summary>A sound workbook with one part changed.</summary>
    private void Change(string name, Func<string, string> change)
    {
        File.Copy(Path.Combine(Repository.Root, "tests", "rosters", "A1-dimension-A1-living-read-as-dead.xlsx"), Handed);
        using ZipArchive zip = ZipFile.Open(Handed, ZipArchiveMode.Update);
        ZipArchiveEntry part = zip.GetEntry(name)!;
        string text;
        using (StreamReader reader = new(part.Open()))
            text = reader.ReadToEnd();
        part.Delete();
        using StreamWriter writer = new(zip.CreateEntry(name).Open());
        writer.Write(change(text));
    }

    /// <summary>One text after another without end in memory.</summary>
    private sealed class Repeated(string first, string each, int count, string last) : TextReader
    {
        private string _part = first;
        private int _at;
        private int _given;

        public override int Read(char[] buffer, int index, int length)
        {
            if (_at == _part.Length && _given <= count)
                (_part, _at, _given) = (_given < count ? each : last, 0, _given + 1);
            int taken = Math.Min(length, _part.Length - _at);
            _part.CopyTo(_at, buffer, index, taken);
            _at += taken;
            return taken;
        }
    }

    /// <summary>A source that is open and never answers.</summary>
    private sealed class Silent : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
