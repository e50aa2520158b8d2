using System.Diagnostics;
using System.Text;
using CsCheck;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>
/// Whatever is handed in as a return file ends in a refusal or in quarantined lines, in bounded memory, and sound lines are taken.
/// </summary>
[TestFixture]
internal sealed class HostileReturnTests
{
    private const string Header = "payment_no,amount,status,reason,settled_on\n";
    private const string First = "2026-1-320302-sab-000001,590.00,paid,,2026-06-05\n";
    private const string Last = "2026-1-320302-sab-000002,590.00,paid,,2026-06-05\n";

    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(65_536, "sound")]
    [TestCase(65_537, "Q-ROW")]
    public void A_line_has_at_most_64_KiB(int length, string expected)
    {
        string start = "2026-1-320302-sab-000009,590.00,failed,", end = ",2026-06-05";
        string line = start + new string('x', length - start.Length - end.Length) + end;

        ReturnItem[] items = [.. _folder.Read(Header + First + line + "\n" + Last).Lines];

        Assert.That(items.Select(ReturnFolder.Codes), Is.EqualTo(new[] { "sound", expected, "sound" }));
        Assert.That(items[1].Raw, Has.Length.EqualTo(expected == "sound" ? length : 1024));
    }

    [Test]
    public void A_line_of_10_MB_is_quarantined_in_bounded_memory([Values("x", "|", ",", "\"", "\0", "徐", " ")] string filler,
        [Values(TestEncoding.Utf8, TestEncoding.Gb18030)] TestEncoding encoding)
    {
        byte[] line = ComposeReturns.Encode(
            string.Concat(Enumerable.Repeat(filler, 10_000_000 / ComposeReturns.Encode(filler, encoding).Length)), encoding);
        File.WriteAllBytes(_folder.File, [.. ComposeReturns.Encode(Header + First, encoding), .. line, (byte)'\n',
            .. ComposeReturns.Encode(Last.Replace(",,", ",失败,", StringComparison.Ordinal), encoding)]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] codes = ReturnFolder.Codes(_folder.Read());

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
        Assert.That(codes, Is.EqualTo(new[] { "2: sound", "3: Q-ROW", "4: sound" }));
    }

    [Test]
    public void A_file_that_is_one_line_of_10_MB_is_refused() =>
        Assert.That(_folder.Read(Header.TrimEnd() + new string('x', 10_000_000)).Refusal!.English, Does.Contain("64 KiB"));

    [TestCase(61, false)]
    [TestCase(62, true)]
    public void A_status_report_nests_up_to_64_levels(int levels, bool isRefused) => Assert.That(_folder.Read(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><OrgnlPmtInfAndSts><TxInfAndSts>"
        + string.Concat(Enumerable.Repeat("<x>", levels)) + string.Concat(Enumerable.Repeat("</x>", levels))
        + "</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>").Refusal is not null, Is.EqualTo(isRefused));

    [Test]
    public void A_header_of_three_thousand_columns_is_refused() =>
        Assert.That(_folder.Read(Header.TrimEnd() + new string(',', 3000) + "\n").Refusal!.English, Does.Contain("columns"));

    [Test]
    public void Utf16_is_refused()
    {
        string[] refusals =
        [
            _folder.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + First)]).Refusal!.English,
            _folder.Read([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Header + First)]).Refusal!.English,
            _folder.Read(Encoding.Unicode.GetBytes(Header + First)).Refusal!.English,
        ];

        Assert.That(refusals, Has.All.Contain("UTF-16"));
    }

    [TestCase(new byte[] { (byte)'P', (byte)'K', 3, 4, 0 })]
    [TestCase(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1 })]
    public void A_workbook_is_refused(byte[] start) => Assert.That(_folder.Read(start).Refusal!.English, Does.Contain("Excel"));

    [Test]
    public void A_mark_that_stands_twice_is_passed_over(
        [Values(ReturnLayout.Columns, ReturnLayout.BareLines, ReturnLayout.BankText)] ReturnLayout layout) =>
        Assert.That(
            ReturnFolder.Said(_folder.Read("\uFEFF\uFEFF" + ComposeReturns.Text([ComposeReturns.Paid("a"), ComposeReturns.Paid("b")],
                layout))).Select(line => line.PaymentNo), Is.EqualTo(new[] { "a", "b" }));

    [Test]
    public void Two_files_put_together_keep_every_answer() =>
        Assert.That(ReturnFolder.Codes(_folder.Read("\uFEFF" + Header + First + "\uFEFF" + Header + Last)),
            Is.EqualTo(new[] { "2: sound", "3: Q-FORMAT+Q-STATUS+Q-FORMAT", "4: sound" }));

    [Test]
    public void A_quote_that_is_never_closed_swallows_no_line()
    {
        string text =
            Header + string.Concat(Enumerable.Range(1, 300).Select(i => $"p{i},590.00,failed,{(i % 7 == 0 ? "\"" : "")}销户,2026-06-05\n"));

        string[] codes = ReturnFolder.Codes(_folder.Read(text));

        Assert.That(codes, Is.EqualTo(Enumerable.Range(1, 300).Select(i => $"{i + 1}: {(i % 7 == 0 ? "Q-ROW" : "sound")}")));
    }

    [Test]
    public void A_carriage_return_within_a_line_ends_it() =>
        Assert.That(ReturnFolder.Codes(_folder.Read(Header + "2026-1-320302-sab-000001,590.00,pa\rid,,2026-06-05\n" + Last)),
            Is.EqualTo(new[] { "2: Q-ROW", "3: Q-ROW", "4: sound" }));

    [Test]
    public void Line_ends_may_differ_and_the_last_may_be_absent() =>
        Assert.That(ReturnFolder.Codes(_folder.Read("payment_no,amount,status\r\na,1,paid\rb,1,paid\nc,1,paid\r\n\r\nd,1,paid")),
            Is.EqualTo(new[] { "2: sound", "3: sound", "4: sound", "6: sound" }));

    [Test]
    public void A_file_that_ends_within_a_line_quarantines_that_line_alone() =>
        Assert.That(ReturnFolder.Codes(_folder.Read(Header + First + Last[..30])), Is.EqualTo(new[] { "2: sound", "3: Q-ROW" }));

    [Test]
    public void Characters_cut_by_the_edge_of_a_chunk_are_read_whole(
        [Values(TestEncoding.Utf8, TestEncoding.Gb18030)] TestEncoding encoding, [Range(0, 3)] int shift)
    {
        string reason = "账户已销户𠮷";
        string text = Header + new string(' ',
            shift) + "\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"p{i},590.00,失败,{reason},2026-06-05\n"));

        ReturnReading reading = _folder.Read(ComposeReturns.Encode(text, encoding));

        Assert.That(ReturnFolder.Said(reading).Count(line => line.Reason == reason), Is.EqualTo(20_000));
    }

    [Test]
    public void A_folder_a_link_and_nothing_at_all_are_refused()
    {
        Directory.CreateDirectory(_folder.File);
        string folder = _folder.Read().Refusal!.English;
        Directory.Delete(_folder.File);
        string nothing = _folder.Read().Refusal!.English;
        File.WriteAllText(Path.Combine(_folder.Root, "real.csv"), Header + First);
        File.CreateSymbolicLink(_folder.File, Path.Combine(_folder.Root, "real.csv"));
        string link = _folder.Read().Refusal!.English;

        Assert.That((folder, nothing, link),
            Is.EqualTo(("is a folder, not a file", "there is no such file", "is a link: put the file itself here")));
    }

    [Test]
    public void A_pipe_is_refused_and_never_waited_for()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no pipes in folders.");
        using (Process make = Process.Start("mkfifo", [_folder.File]))
            make.WaitForExit();

        ReturnReading? reading = null;

        Assert.That(OwnThread.HasEnded(() => reading = _folder.Read()), Is.True);
        Assert.That(reading!.Refusal, Is.Not.Null);
    }

    [Test]
    public void Any_bytes_are_refused_or_read_line_by_line() => Check.Sample(
        Gen.OneOf("", "payment_no,amount,status\n", "||20260601|320302|||1|1\n", "a|1|paid||\n")
            .SelectMany(start => Gen.Byte.Array[0, 400].Select(rest => (byte[])[.. Encoding.UTF8.GetBytes(start), .. rest])),
        bytes =>
        {
            ReturnReading reading = _folder.Read(bytes);
            return reading.Lines.All(item => item is ReturnItem.Answer or ReturnItem.Broken { Faults.Count: > 0 })
                && (reading.Refusal is null) == (reading.Layout is not null);
        },
        iter: 2000,
        threads: 1);

    [Test]
    public void Reading_stops_when_asked()
    {
        ReturnReading reading = _folder.Read(Header + First);
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.That(() => ReadReturnFile.Open(_folder.File, BankLayouts.None, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(reading.Lines.Count(), Is.EqualTo(1));
    }
}
