using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>
/// Sound files changed at random, always the same ones: bytes, cells, lines and parts. Whatever comes of it is a refusal with a reason or a
/// reading in which every row has its household, in bounded time and memory. <c>DISBURSE_FUZZ=10</c> makes the 21,000 that a change of the
/// readers is tried with.
/// </summary>
[TestFixture]
internal sealed class IntakeFuzzTests
{
    private const int TextMutants = 1450;
    private const int WorkbookMutants = 450;
    private const int OldWorkbookMutants = 100;
    private const int PackMutants = 100;
    private const long MostAllocated = 96L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly int Times =
        int.TryParse(Environment.GetEnvironmentVariable("DISBURSE_FUZZ"), CultureInfo.InvariantCulture, out int times) ? times : 1;
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "rosters");
    private static readonly string Bureaus = Path.Combine(Repository.Root, "inputs", "bureaus.csv");
    private static readonly string[] Pieces = [",", "\"", "\n", "\r", "\r\n", "\t", ";", "，", "\0", "\u001A", "\u202E", "=\"", "'", "#N/A",
        "H-00002", "320302001001", "母", "合计", "sep=;\n", "1E+17", "·", "０"];

    private string _work = null!;

    [SetUp]
    public void MakeFolder() => _work = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/disburse-fuzz-{Environment.ProcessId}").FullName
        : Directory.CreateTempSubdirectory("disburse-fuzz").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_work, recursive: true);

    [Test]
    public void A_text_changed_at_random_loses_no_row_and_pays_no_half_family() => Each(TextMutants * Times, "csv", i =>
    {
        Draw draw = new(i);
        string[] lines = Seed(draw).TrimEnd('\n').Split('\n');
        HashSet<int> touched = [];
        bool isShifted = false;
        for (int changes = draw.Next(3) + 1; changes > 0; changes--)
            isShifted |= Change(lines, draw, touched);
        string text = string.Join('\n', lines) + "\n";
        byte[] bytes = draw.Next(6) == 0 ? FormTests.Gb18030.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        return new Mutant(bytes, isShifted ? null : OwnersOf(lines, touched));
    });

    [Test]
    public void A_workbook_changed_at_random_is_read_whole_or_refused()
    {
        byte[][] seeds = [.. new[] { "A4-no-cell-refs-right-dimension.xlsx", "C4-merged-cells.xlsx", "H1-two-sheets.xlsx",
            "B2-1904-death.xlsx" }.Select(name => File.ReadAllBytes(Path.Combine(Folder, name)))];
        Each(WorkbookMutants * Times, "xlsx", i =>
        {
            Draw draw = new(i);
            byte[] seed = seeds[draw.Next(seeds.Length)];
            return new Mutant(draw.Next(4) == 0 ? Flipped(seed, draw) : Parts(seed, draw), null);
        });
    }

    [Test]
    public void An_old_workbook_changed_at_random_is_read_whole_or_refused()
    {
        byte[] seed = File.ReadAllBytes(Path.Combine(Folder, "old-workbook.xls"));
        Each(OldWorkbookMutants * Times, "xls", i => new Mutant(Flipped(seed, new Draw(i)), null));
    }

    [Test]
    public void A_pack_changed_at_random_is_read_or_has_mistakes()
    {
        string seed = File.ReadAllText(Path.Combine(Repository.Root, "inputs", "policy", "xuzhou.yaml"));
        string[] pieces = ["&a ", "*a ", "[", "]", "{", "}", "- ", ": ", "\n", "  ", "<<: *a\n", "? ", "|", ">", "\"", "'", "!!map ", "%",
            "---\n", "\uFEFF", "\t"];
        Parallel.For(0, PackMutants * Times, i =>
        {
            Draw draw = new(i);
            StringBuilder text = new(seed);
            for (int changes = draw.Next(4) + 1; changes > 0; changes--)
                text.Insert(draw.Next(text.Length), pieces[draw.Next(pieces.Length)]);
            Assert.That(() => ReadPolicyPack.Run("pack.yaml", Encoding.UTF8.GetBytes(text.ToString())), Throws.Nothing, $"mutant {i}");
        });
    }

    /// <summary>
    /// A file, and the households that a sound reading may accept with all their rows alone; null where the change may have moved rows
    /// soundly.
    /// </summary>
    private sealed record Mutant(byte[] Bytes, IReadOnlySet<string>? Whole);

    private void Each(int count, string ending, Func<int, Mutant> make)
    {
        ConcurrentQueue<string> faults = [];
        string kept = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "fuzz")).FullName;
        int refused = 0, accepted = 0;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            Mutant mutant = make(i);
            string folder =
                Directory.CreateDirectory(Path.Combine(_work, $"{ending}-{i}")).FullName, file = Path.Combine(folder, $"m.{ending}");
            File.WriteAllBytes(file, mutant.Bytes);
            Stopwatch watch = Stopwatch.StartNew();
            int faultsBefore = faults.Count;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                long rows = 0;
                List<string> halves = [];
                RosterTrial trial =
                    TryRoster.Run(file, $"m.{ending}", 2026, Bureaus, RosterForm.Plain, folder, CancellationToken.None, copy =>
                {
                    rows += copy.RowCount;
                    if (!copy.IsRejected && mutant.Whole?.Contains(copy.NumberText()) == true && copy.RowCount < 3)
                        halves.Add(copy.NumberText());
                });
                _ = trial.Refusal is null ? Interlocked.Increment(ref accepted) : Interlocked.Increment(ref refused);
                if (trial.Refusal is { } refusal && (refusal.English.Length == 0 || refusal.Chinese.Length == 0))
                    faults.Enqueue($"{ending} {i}: refused without a reason");
                if (trial.Refusal is null && rows != trial.Reading!.Rows)
                    faults.Enqueue($"{ending} {i}: {trial.Reading.Rows} rows read, {rows} in households");
                if (trial.Refusal is null && ending == "csv" && LinesOf(mutant.Bytes) is var lines
                    && lines != trial.Reading!.HeaderLines + trial.Reading.Rows + trial.Reading.OtherLines)
                    faults.Enqueue($"{ending} {i}: {lines} lines, {trial.Reading.HeaderLines} of the header, {trial.Reading.Rows} rows, "
                        + $"{trial.Reading.OtherLines} others");
                if (halves.Count > 0)
                    faults.Enqueue($"{ending} {i}: half a family accepted: {string.Join(' ', halves)}");
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                faults.Enqueue(
                    $"{ending} {i}: {exception.GetType().Name} {exception.Message} {exception.StackTrace?.Split('\n').FirstOrDefault()}");
            }

            if (GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > MostAllocated)
                faults.Enqueue($"{ending} {i}: {allocated >> 20} MiB allocated");
            if (watch.Elapsed > Longest)
                faults.Enqueue($"{ending} {i}: {watch.Elapsed}");
            if (faults.Count > faultsBefore)
                File.Copy(file, Path.Combine(kept, $"{i}.{ending}"), overwrite: true);
            Directory.Delete(folder, recursive: true);
        });
        TestContext.Out.WriteLine($"{count} mutants of {ending}: {accepted} read, {refused} refused, {faults.Count} faults");
        Assert.That(faults, Is.Empty, string.Join('\n', faults.Take(20)));
    }

    /// <summary>Lines that say something, however they end.</summary>
    private static long LinesOf(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return text.ReplaceLineEndings("\n").Split('\n').Count(line => line.Any(character => character is not (' ' or '\t' or ',' or ';'
            or '|' or '"' or '\u001A')) || line.Count(character => character == '"') % 2 == 1);
    }

    private static string Seed(Draw draw) =>
        Rosters.RosterText.Of([.. Enumerable.Range(1, 3).SelectMany(number => A.Household(number).Rows)],
            columns: draw.Next(2) == 0 ? Rosters.RosterText.Columns : [.. Rosters.RosterText.Columns, "备注"]);

    /// <summary>Changes one line; tells whether lines were added, removed, joined or exchanged.</summary>
    private static bool Change(string[] lines, Draw draw, HashSet<int> touched)
    {
        int at = draw.Next(lines.Length);
        string line = lines[at];
        touched.Add(at);
        switch (draw.Next(8))
        {
            case 0:
                lines[at] = lines[draw.Next(lines.Length)];
                return true;
            case 1:
                (int other, string was) = (draw.Next(lines.Length), line);
                lines[at] = lines[other];
                lines[other] = was;
                return true;
            case 2:
                lines[at] = "";
                return true;
            case 3:
                string[] cells = line.Split(',');
                cells[draw.Next(cells.Length)] = Pieces[draw.Next(Pieces.Length)];
                lines[at] = string.Join(',', cells);
                break;
            case 4 when line.Length > 1:
                lines[at] = line.Remove(draw.Next(line.Length - 1), 1);
                break;
            default:
                lines[at] = line.Insert(draw.Next(line.Length + 1), Pieces[draw.Next(Pieces.Length)]);
                break;
        }

        return at == 0 || lines[at].IndexOfAny(['\n', '\r', '"']) >= 0;
    }

    /// <summary>The households of the lines that were touched, but those whose line says soundly that it is another household's.</summary>
    private static HashSet<string> OwnersOf(string[] lines, HashSet<int> touched)
    {
        HashSet<string> owners = ["H-00001", "H-00002", "H-00003"];
        foreach (int line in touched)
        {
            string own = $"H-0000{(line + 2) / 3}", text = lines[line];
            string[] cells = text.Split(',');
            bool saysAnother = cells.Length > 1 && cells[1].Trim().Normalize(NormalizationForm.FormKC) is { Length: > 0 } number
                && number.TrimStart('\'') != own && number.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
            bool saysElsewhere = cells[0].Trim() != "320302001001";
            if (saysAnother || saysElsewhere && cells.Length > 1)
                owners.Remove(own);
        }

        return owners;
    }

    private static byte[] Flipped(byte[] seed, Draw draw)
    {
        byte[] bytes = [.. seed];
        for (int changes = draw.Next(8) + 1; changes > 0; changes--)
            bytes[draw.Next(bytes.Length)] = (byte)draw.Next(256);
        return draw.Next(10) == 0 ? bytes[..draw.Next(bytes.Length)] : bytes;
    }

    /// <summary>The workbook with one of its parts changed, left out, or standing twice.</summary>
    private static byte[] Parts(byte[] seed, Draw draw)
    {
        string[] pieces = ["r=\"A1\"", " r=\"2147483646\"", " r=\"0\"", "<c r=\"ZZZ1\"/>", "t=\"s\"", "t=\"e\"", "<v>1E400</v>", "<row/>",
            "<mergeCell ref=\"A1:XFD1048576\"/>", "</row>", "<!--", "&#0;", "<f/>", " hidden=\"1\"", "9", "<row r=\"1048576\"/>"];
        using ZipArchive from = new(new MemoryStream(seed));
        using MemoryStream to = new();
        using (ZipArchive zip = new(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            int chosen = draw.Next(from.Entries.Count);
            for (int i = 0; i < from.Entries.Count; i++)
            {
                using StreamReader reader = new(from.Entries[i].Open());
                string text = reader.ReadToEnd();
                int what = i == chosen ? draw.Next(8) : 7;
                if (what == 0)
                    continue;

                for (int changes = what < 6 ? draw.Next(3) + 1 : 0; changes > 0 && text.Length > 2; changes--)
                {
                    int at = draw.Next(text.Length - 1);
                    text = what < 3
                        ? text.Remove(at, Math.Min(draw.Next(12) + 1, text.Length - at))
                        : text.Insert(at, pieces[draw.Next(pieces.Length)]);
                }

                foreach (int _ in Enumerable.Range(0, what == 6 ? 2 : 1))
                {
                    using StreamWriter writer = new(zip.CreateEntry(from.Entries[i].FullName, CompressionLevel.NoCompression).Open());
                    writer.Write(text);
                }
            }
        }

        return to.ToArray();
    }

    /// <summary>Numbers that look random and are the same in every run.</summary>
    private sealed class Draw(int seed)
    {
        private readonly PCG _pcg = new((uint)seed, 20_260_601);

        public int Next(int most) => most <= 1 ? 0 : (int)_pcg.Next((uint)most);
    }
}
