using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>
/// Files that nobody should hand in end in a refusal or a rejection by name, in bounded memory, and the sound file beside them goes on.
/// </summary>
[TestFixture]
internal sealed class HostileFileTests
{
    private const long MemoryLimit = 200 << 20;
    private const int HugeLine = 80 << 20;

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs().Roster("good.csv", A.Household(9));

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_line_of_80_MB_rejects_the_household_that_it_names()
    {
        Fill("x.csv", RosterText.Of(A.Household(1)) + "320302001001,H-00002,mother,", (byte)'x', HugeLine,
            "\n" + RosterText.Line(A.Household(3).Rows[0]) + "\n");

        TestRun run = ReadInBounds();

        Assert.That((run.Codes("H-00002").Contains("R-ROW", StringComparison.Ordinal), run.Counts("x.csv")),
            Is.EqualTo((true, (3L, 2L, 1L, 0L))));
    }

    [Test]
    public void A_line_of_80_MB_of_commas_rejects_the_household_that_it_names()
    {
        Fill("x.csv", RosterText.Of(A.Household(1)) + "320302001001,H-00002,mother,", (byte)',', HugeLine, "\n");

        TestRun run = ReadInBounds();

        Assert.That((run.Codes("H-00002").Contains("R-ROW", StringComparison.Ordinal), run.Counts("x.csv")),
            Is.EqualTo((true, (2L, 1L, 1L, 0L))));
    }

    [Test]
    public void Four_million_broken_lines_are_refused_in_bounded_memory()
    {
        File.WriteAllText(_inputs.PathOf("x.csv"), RosterText.Of(A.Household(1)) + string.Concat(Enumerable.Repeat("\"\n", 4_000_000)));

        Assert.That(ReadInBounds().Refusal("x.csv"), Does.Contain("10000 lines cannot be read"));
    }

    [Test]
    public void A_file_that_is_one_line_of_80_MB_is_refused()
    {
        Fill("x.csv", "region_code,", (byte)'x', HugeLine, "");

        Assert.That(ReadInBounds().Refusal("x.csv"), Does.Contain("64 KiB"));
    }

    [Test]
    public void A_line_of_80_MB_in_GB18030_rejects_its_household()
    {
        using (FileStream file = File.Create(_inputs.PathOf("x.csv")))
        {
            file.Write(FormTests.Gb18030.GetBytes(RosterText.Of(A.Household(1)) + "320302001001,H-00002,mother,"));
            byte[] piece = FormTests.Gb18030.GetBytes(new string('徐', 1 << 19));
            for (int i = 0; i < HugeLine >> 20; i++)
                file.Write(piece);
            file.Write("\n"u8);
        }

        TestRun run = ReadInBounds();

        Assert.That((run.Codes("H-00002").Contains("R-ROW", StringComparison.Ordinal), run.Counts("x.csv")),
            Is.EqualTo((true, (2L, 1L, 1L, 0L))));
    }

    [Test]
    public void A_header_with_a_million_columns_is_refused()
    {
        _inputs.Roster("x.csv", string.Join(',', RosterText.Columns) + string.Concat(Enumerable.Repeat(",c", 1_000_000)) + "\n");

        Assert.That(ReadInBounds().Refusal("x.csv"), Does.Contain("header").Or.Contain("columns"));
    }

    [Test]
    public void A_header_with_three_thousand_columns_is_refused()
    {
        _inputs.Roster("x.csv",
            string.Join(',', RosterText.Columns) + string.Concat(Enumerable.Range(0, 3000).Select(i => $",c{i}")) + "\n");

        Assert.That(Read().Refusal("x.csv"), Does.Contain("columns"));
    }

    [Test]
    public void Many_broken_lines_are_all_in_the_rejects()
    {
        const int Lines = 2_000;
        _inputs.Roster("x.csv", RosterText.Of(A.Household(1)) + string.Concat(Enumerable.Repeat("\"\n", Lines)));

        Assert.That(_inputs.Read().Rejects, Has.Count.EqualTo(Lines + 3), "the lines, and the household beside them");
    }

    [Test]
    public void A_household_of_25_000_rows_is_rejected_before_anybody_waits()
    {
        _inputs.Roster("x.csv", RosterText.Of(A.Household(1)) + string.Concat(Enumerable.Repeat("320302001001,H-00002,\n", 25_000)));

        // Of the processor, not of the clock: another program on the machine must not fail the test. Most of it is the start.
        Assert.That(_inputs.CostOfReading().Processor, Is.LessThan(TimeSpan.FromSeconds(8)));
        Assert.That(Read().Counts("x.csv"), Is.EqualTo((2L, 1L, 1L, 0L)));
    }

    [Test]
    public void A_household_of_90_MB_is_rejected_in_bounded_memory()
    {
        string[] columns =
            ["region_code", "household_no", "role", "hukou", "marital_status", "bank_account", "id_number", "bank_name", "name"];
        using (StreamWriter writer = new(_inputs.PathOf("x.csv")))
        {
            writer.Write(string.Join(',', columns) + "\n");
            string row = "320302001001,H-00002,child,,,,,," + new string('x', 60_000) + "\n";
            for (int i = 0; i < 1500; i++)
                writer.Write(row);
        }

        Assert.That(ReadInBounds().Counts("x.csv"), Is.EqualTo((1L, 0L, 1L, 0L)));
    }

    [Test]
    public void Nuls_in_a_row_reject_its_household()
    {
        _inputs.Roster("x.csv", RosterText.Of(A.Household(1), A.Household(2).Mother(("name", "王\0\0"))));

        TestRun run = Read();

        Assert.That((run.Codes("H-00002"), run.Counts("x.csv")), Is.EqualTo(("R-ROW", (2L, 1L, 1L, 0L))));
    }

    [Test]
    public void A_file_of_nuls_is_refused()
    {
        _inputs.RosterBytes("x.csv", new byte[1 << 20]);

        Assert.That(Read().Refusal("x.csv"), Is.Not.Empty);
    }

    [Test]
    public void Many_files_with_the_same_bytes_are_kept_side_by_side()
    {
        string archive = Path.Combine(_inputs.Root, "kept"), work = Path.Combine(_inputs.Root, "work");
        Directory.CreateDirectory(work);
        Disbursement.Jobs.Intake.OpenRoster open = new(
            new Disbursement.Jobs.Archive.SealedInputs(archive, Disbursement.Jobs.Privacy.KeyRing.Fleeting()), work);
        for (int round = 0; round < 40; round++)
        {
            _inputs.Roster("same.csv", A.Household(round));
            ConcurrentBag<string> hashes = [];
            Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
                hashes.Add(open.Run(new Disbursement.Jobs.Intake.RosterFile(i, _inputs.PathOf("same.csv"), "same.csv", IsCorrection: false),
                    Disbursement.Jobs.Intake.RosterColumns.Table, CancellationToken.None).Sha256));
            Assert.That(hashes.Distinct().Count(), Is.EqualTo(1));
        }

        Assert.That(Directory.GetFiles(archive, "*", SearchOption.AllDirectories), Has.Length.EqualTo(40));
    }

    [Test]
    public void Two_encodings_in_one_file_are_refused_with_the_line()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(RosterText.Of(A.Household(1)));
        byte[] gb = FormTests.Gb18030.GetBytes(RosterText.Line(A.Household(2).Rows[0]) + "\n");
        _inputs.RosterBytes("x.csv", [.. utf8, .. gb]).RosterBytes("y.csv", [.. FormTests.Gb18030.GetBytes(RosterText.Of(A.Household(3))),
            .. Encoding.UTF8.GetBytes(RosterText.Line(A.Household(4).Rows[0]) + "\n")]);

        TestRun run = Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Refusal("x.csv"), Does.Contain("encoding").And.Match("line [2-5] is UTF-8, line [0-9]+ is not"));
            Assert.That(run.Refusal("y.csv"), Does.Contain("encoding").And.Contain("line 5"));
        });
    }

    [Test]
    public void Bytes_in_no_known_encoding_are_refused_with_the_line()
    {
        _inputs.RosterBytes("x.csv",
            [.. Encoding.UTF8.GetBytes(string.Join(',', RosterText.Columns) + "\na\n"), 0x80, 0xFF, 0xFF, 0x81, (byte)'\n']);

        Assert.That(Read().Refusal("x.csv"), Does.Contain("line 3"));
    }

    [Test]
    public void Utf16_is_refused()
    {
        string text = RosterText.Of(A.Household(1));
        _inputs.RosterBytes("x.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)])
            .RosterBytes("y.csv", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)])
            .RosterBytes("z.csv", Encoding.Unicode.GetBytes(text));

        TestRun run = Read();

        Assert.That((run.Refusal("x.csv").Contains("UTF-16", StringComparison.Ordinal), run.Refusal("y.csv")
            .Contains("UTF-16", StringComparison.Ordinal), run.Refusal("z.csv").Length > 0), Is.EqualTo((true, true, true)));
    }

    [Test]
    public void A_picture_is_refused()
    {
        byte[] noise = new byte[200_000];
        new Random(7).NextBytes(noise);
        _inputs.RosterBytes("x.csv", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. noise]);

        Assert.That(Read().Refusal("x.csv"), Is.Not.Empty);
    }

    [Test]
    public void An_old_workbook_is_refused()
    {
        _inputs.RosterBytes("x.csv", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);

        Assert.That(Read().Refusal("x.csv"), Does.Contain("Excel"));
    }

    [Test]
    public void An_empty_file_is_refused()
    {
        _inputs.RosterBytes("x.csv", []).RosterBytes("y.csv", [0xEF, 0xBB, 0xBF]).RosterBytes("z.csv", "\n\n\n"u8.ToArray());

        TestRun run = Read();

        Assert.That(new[] { "x.csv", "y.csv", "z.csv" }.Select(run.Refusal), Has.All.Contain("header"));
    }

    [Test]
    public void A_header_alone_is_a_roster_of_nobody()
    {
        _inputs.Roster("x.csv", RosterText.Of(rows: [])).Roster("y.csv", string.Join(',', RosterText.Columns));

        TestRun run = Read();

        Assert.That((run.Refusal("x.csv"), run.Refusal("y.csv"), run.Counts("x.csv"), run.Accepted),
            Is.EqualTo(("", "", (0L, 0L, 0L, 0L), 1L)));
    }

    [Test]
    public void Rows_without_a_header_are_refused()
    {
        _inputs.Roster("x.csv", RosterText.Line(A.Household(1).Rows[0]) + "\n");

        Assert.That(Read().Refusal("x.csv"), Does.Contain("header"));
    }

    [Test]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(_inputs.PathOf("x.csv"));

        Assert.That(Read().Refusal("x.csv"), Does.Contain("folder"));
    }

    [Test]
    public void A_link_is_refused_whether_it_leads_somewhere_or_not()
    {
        File.CreateSymbolicLink(_inputs.PathOf("x.csv"), _inputs.Bureaus);
        File.CreateSymbolicLink(_inputs.PathOf("y.csv"), Path.Combine(_inputs.Root, "nowhere"));
        Directory.CreateSymbolicLink(_inputs.PathOf("z.csv"), _inputs.Inputs);

        TestRun run = Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Refusal("x.csv"), Does.Contain("link"));
            Assert.That(run.Refusal("y.csv"), Does.Contain("link"));
            Assert.That(run.Refusal("z.csv"), Is.Not.Empty);
        });
    }

    [Test]
    public void A_pipe_is_refused_and_never_waited_for()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no pipes in folders.");
        using (Process make = Process.Start("mkfifo", [_inputs.PathOf("x.csv")]))
            make.WaitForExit();

        TestRun? reading = null;

        Assert.That(OwnThread.HasEnded(() => reading = _inputs.Read()), Is.True);
        Assert.That(reading!.Refusal("x.csv"), Is.Not.Empty);
    }

    [Test]
    public void A_quote_that_is_never_closed_loses_no_row()
    {
        string text = RosterText.Of([.. Enumerable.Range(1, 200).Select(number => A.Household(number + 100))]);
        int at = text.IndexOf("王秀英", StringComparison.Ordinal);
        _inputs.Roster("x.csv", text.Insert(at, "\""));

        TestRun run = Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Counts("x.csv"), Is.EqualTo((200L, 199L, 1L, 0L)));
            Assert.That(run.Codes("H-00101"), Is.EqualTo("R-ROW"));
        });
    }

    [Test]
    public void Lone_carriage_returns_lose_no_household()
    {
        _inputs.Roster("x.csv", RosterText.Of([.. A.Household(1).Rows, .. A.Household(2).Rows], newLine: "\r"));

        TestRun run = Read();

        (long read, _, _, _) = run.Counts("x.csv");
        Assert.That(run.Refusal("x.csv").Length > 0 || read == 2, Is.True, $"{read} households of 2, and no refusal");
    }

    [Test]
    public void A_carriage_return_within_a_row_rejects_its_household()
    {
        _inputs.Roster("x.csv", RosterText.Of(A.Household(1), A.Household(2)).Replace("王秀英", "王\r秀英", StringComparison.Ordinal));

        TestRun run = Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Counts("x.csv").Accepted), Is.EqualTo(("R-ROW", "R-ROW", 0L)));
    }

    [Test]
    public void Other_files_in_the_folder_are_passed_over_by_name()
    {
        File.WriteAllText(_inputs.PathOf("notes.txt"), "x");
        File.WriteAllText(_inputs.PathOf("~$a.xlsx"), "x");

        string[] passedOver = [.. Read().Json.GetProperty("passedOver").EnumerateArray().Select(name => name.GetString()!)];

        Assert.That(passedOver, Is.EquivalentTo(["notes.txt", "~$a.xlsx"]));
    }

    private void Fill(string name, string before, byte filler, int length, string after)
    {
        byte[] piece = new byte[1 << 20];
        Array.Fill(piece, filler);
        using FileStream file = File.Create(_inputs.PathOf(name));
        file.Write(Encoding.UTF8.GetBytes(before));
        for (int i = 0; i < length >> 20; i++)
            file.Write(piece);
        file.Write(Encoding.UTF8.GetBytes(after));
    }

    /// <summary>The sound file beside it is accepted.</summary>
    private TestRun Read()
    {
        TestRun run = _inputs.Read();
        Assert.That(run.Counts("good.csv"), Is.EqualTo((1L, 1L, 0L, 0L)));
        return run;
    }

    /// <summary>Reads it in a process of its own too, whose memory is watched.</summary>
    private TestRun ReadInBounds()
    {
        Assert.That(_inputs.CostOfReading().Peak, Is.GreaterThan(0).And.LessThan(MemoryLimit));
        return Read();
    }
}
