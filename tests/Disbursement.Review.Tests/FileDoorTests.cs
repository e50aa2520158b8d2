using System.IO.Compression;
using System.Text;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Review.Files;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>Files come beside the circuit: from the session alone whose page waits for them, whole, and no larger than is told.</summary>
[TestFixture]
internal sealed class FileDoorTests
{
    private const string Send = """
        ([to, token]) => fetch(to, { method: "POST", body: "x", headers: { "X-File-Name": "a.yaml",
            RequestVerificationToken: token ?? document.querySelector("input[name=__RequestVerificationToken]").value } })
            .then(answer => answer.status)
        """;

    /// <summary>Sends a body, so many times over, under a name; 0 where the service hung up before it had all of it.</summary>
    private const string SendAs = """
        ([to, name, body, times]) => fetch(to, { method: "POST",
            body: new Blob(Array(times).fill(Uint8Array.from(atob(body), one => one.charCodeAt(0)))),
            headers: { "X-File-Name": encodeURIComponent(name),
                RequestVerificationToken: document.querySelector("input[name=__RequestVerificationToken]").value } })
            .then(answer => answer.status, () => 0)
        """;

    private TestConsole _console = null!;

    private static IEnumerable<(string Page, string Field, string Officer, string[] Others)> Doors =>
    [
        ("/returns", "returns", "zhang", ["li", "zhao"]), ("/runs/2026-1", "correction", "zhang", ["li", "zhao"]),
        ("/rosters?year=2027", "roster", "zhang", ["chen", "zhao"]), ("/policy", "pack", "chen", []),
    ];

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task A_file_is_taken_from_the_session_alone_whose_page_waits_for_it()
    {
        Dictionary<string, Visitor> officers = [];
        foreach (string name in new[] { "zhang", "chen", "li" })
            officers[name] = await (await Browser.Open(_console, "en")).SignIn(name);

        foreach ((string page, string field, string name, _) in Doors)
        {
            Visitor own = officers[name];
            await own.Go(page);
            await own.Page.WaitForSelectorAsync($"[data-test={field}]:not(:disabled)");
            string to = (await own.Page.GetAttributeAsync($"[data-test={field}]", "data-send"))!;

            using IDisposable all = Assert.EnterMultipleScope();
            Assert.That(await officers["li"].Page.EvaluateAsync<int>(Send, new[] { to, null }), Is.EqualTo(404),
                $"{field}: another session");
            Assert.That(await own.Page.EvaluateAsync<int>(Send, new[] { to, "" }), Is.EqualTo(400),
                $"{field}: no page of this service");
            Assert.That(await own.Page.EvaluateAsync<int>(Send, new[] { to, null }), Is.EqualTo(204), field);
            await own.Page.WaitForSelectorAsync("[data-test=told]:not(.told-none), [data-test=verdict], [data-test=unsound]");
            await own.Go("/password");
            Assert.That(await own.Page.EvaluateAsync<int>(Send, new[] { to, null }), Is.EqualTo(404),
                $"{field}: the page is left");
        }

        Assert.That(_console.HasAct("import-returns", "zhang", "refused") || _console.HasAct("import-correction", "zhang", "refused"));
        foreach (Visitor officer in officers.Values)
            await officer.DisposeAsync();
    }

    [Test]
    public async Task Whatever_a_file_is_called_and_holds_nothing_of_it_is_written_and_the_page_goes_on()
    {
        const int Mebi = 1 << 20;
        byte[] bomb = Bomb(64 * Mebi), nulls = new byte[Mebi];
        string[] names = ["../../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv", "C:\\evil.csv", "evil\0.csv", "evil\r\nX: y.csv",
            $"{new string('长', 300)}evil.csv", "", ".", "..", ".csv", "evil", "NUL.csv", "evil.csv:stream", "%2e%2e%2fevil.csv"];
        (string Name, byte[] Body, int Times)[] files = [.. names.Select(name => (name, new byte[] { 1, 2, 3 }, 1)),
            ("evil.xlsx", bomb, 1), ("evil.csv", bomb, 1), ("evil.xlsx", "%PDF-1.7"u8.ToArray(), 1), ("evil.csv", [], 1),
            ("evil.xlsx", [], 1)];
        string before = AdversaryTests.Written(_console.Office, "audit", "heads.txt");

        using IDisposable all = Assert.EnterMultipleScope();
        foreach ((string page, string field, string officer, _) in Doors)
        {
            await using Visitor own = await (await Browser.Open(_console, "en")).SignIn(officer, page);
            foreach ((string name, byte[] body, int times) in field == "returns" ? [.. files, ("evil.csv", nulls, 100)] : files)
            {
                // A roster that was checked stands in place of the field.
                if (field == "roster")
                {
                    await own.Turn("/help");
                    await own.Turn(page);
                }

                await own.Page.WaitForSelectorAsync($"[data-test={field}]:not(:disabled)");
                string to = (await own.Page.GetAttributeAsync($"[data-test={field}]", "data-send"))!;
                Assert.That(await own.Page.EvaluateAsync<int>(SendAs, new object[] { to, name, Convert.ToBase64String(body), times }),
                    Is.EqualTo(204).Or.EqualTo(times > 1 ? 0 : 204), $"{field} {name} {body.Length}");
            }

            await own.Page.WaitForSelectorAsync("[data-test=told]:not(.told-none), [data-test=verdict], [data-test=unsound]");
        }

        Assert.That(AdversaryTests.Written(_console.Office, "audit", "heads.txt"), Is.EqualTo(before));
        Assert.That(_console.Office.Number("SELECT COUNT(*) FROM audit WHERE act IN ('import-returns', 'import-correction') "
            + "AND outcome = 'done'"), Is.Zero);
        Assert.That(_console.Office.Texts("SELECT subject || coalesce(reason, '') || coalesce(detail, '') FROM audit"),
            Has.None.Contains("..").And.None.Contains("\n"), "a name that is kept on record breaks no line of it");
    }

    [Test]
    public async Task Nobody_is_offered_a_field_for_what_their_role_may_not_bring()
    {
        using IDisposable all = Assert.EnterMultipleScope();
        foreach (string name in Doors.SelectMany(door => door.Others).Distinct())
        {
            using Walker officer = await new Walker(_console).SignIn(name);
            foreach ((string page, _, _, _) in Doors.Where(door => door.Others.Contains(name)))
                Assert.That((await officer.Get(page)).Body.Contains("data-send", StringComparison.Ordinal), Is.False, $"{name} {page}");
        }
    }

    [Test]
    public async Task Several_files_are_taken_one_after_another_and_each_is_told_of()
    {
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/returns");
        await zhang.Page.WaitForSelectorAsync("[data-test=returns]:not(:disabled)");
        await zhang.Page.SetInputFilesAsync("[data-test=returns]", new[] { "one.csv", "two.csv", "three.csv" }
            .Select(name => new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(name) }));
        await zhang.Page.WaitForFunctionAsync("() => document.querySelectorAll('[data-test=told]:not(.told-none)').length === 3");

        Assert.That(await zhang.Page.Locator("[data-unsent]:visible").CountAsync(), Is.Zero);
        await zhang.Page.Context.ClearCookiesAsync();
        await zhang.Page.SetInputFilesAsync("[data-test=returns]",
            new FilePayload { Name = "four.csv", MimeType = "text/csv", Buffer = [1] });
        await zhang.Page.WaitForSelectorAsync("[data-unsent]:visible");
    }

    [Test]
    public async Task A_file_that_is_too_large_or_does_not_come_whole_is_refused_before_anybody_reads_it(
        [Values("roster", "pack", "return", "correction")] string kind)
    {
        static ActOutcome Never(string place) => throw new AssertionException($"{place} was read");
        ArrivingFile large = new("a.yaml.csv", Uploads.Largest + 1, new Unread(), CancellationToken.None),
            cut = new("a.csv", 3, new MemoryStream([1, 2]), CancellationToken.None);
        foreach (ArrivingFile file in new[] { large, cut })
        {
            (object? Taken, ActOutcome? Outcome) given = kind switch
            {
                "roster" => await Uploads.Roster(file, 2027, new ReadingProgress(), CancellationToken.None),
                "pack" => await Uploads.Pack(file),
                "return" => (null, await Uploads.Return(file, Never)),
                _ => (null, await Uploads.Correction(file, Never)),
            };

            Assert.That((given.Taken, (given.Outcome as ActOutcome.Refused)?.Refusal.Code), Is.EqualTo((default(object), "SIZE")),
                file.Name);
        }
    }

    [Test]
    public async Task A_file_that_comes_whole_is_read_once_it_is_there()
    {
        ArrivingFile whole = new("a.csv", 2, new MemoryStream([1, 2]), CancellationToken.None);

        Assert.That(await Uploads.Return(whole, place => new ActOutcome.Done($"{new FileInfo(place).Length}", "")),
            Is.EqualTo(new ActOutcome.Done("2", "")));
    }

    /// <summary>A workbook whose only sheet is so many bytes that say nothing.</summary>
    private static byte[] Bomb(int bytes)
    {
        using MemoryStream target = new();
        using (ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream workbook = zip.CreateEntry("xl/workbook.xml").Open())
                workbook.Write("<workbook/>"u8);
            using Stream sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            sheet.Write(new byte[bytes]);
        }

        return target.ToArray();
    }

    /// <summary>A file that nobody may read.</summary>
    private sealed class Unread : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new AssertionException("it was read");
    }
}
