using System.Net;
using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>The page of a run says what became of the registers of other offices, and where to go from there.</summary>
[TestFixture]
internal sealed class RegisterPageTests
{
    private const string Run = "2026-1", Batch = Run + "-320302-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    /// <summary>Two registers that contradict two households, one line on nobody, and one that cannot be used.</summary>
    public static TestOffice OfficeWithRegisters(bool areTrusted = false)
    {
        TestOffice office = TestOffice.Staffed();
        if (areTrusted)
            office.Inputs.TrustRegisters();
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 4).Select(i => A.Household(i))])
            .Roster("b.csv", A.Household(41, "320303001001"));
        office.Inputs.Register("births.csv", "parent_id,birth_date", $"{A.Household(2).MotherId},2025-03-09",
            $"{A.Household(2).FatherId},2025-03-09");
        office.Inputs.Register("deaths.csv", "id_number,death_date", $"{A.Household(41).ChildId},2026-01-09",
            $"{A.Household(9).ChildId},2026-01-09", "x,y");
        office.Run();
        return office;
    }

    [TestCase("zh-CN", "2 户", "暂扣待审")]
    public async Task A_reviewer_sees_what_each_register_gave_and_goes_on_to_the_payments(string language, string households, string next)
    {
        _console = await TestConsole.Over(OfficeWithRegisters());
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", $"/runs/{Run}");
        await li.Picture($"register-1-reviewer-{language}");

        Assert.That(await Counts(li), Is.EqualTo(new[] { "registers/births.csv|2|2|0|0|1", "registers/deaths.csv|3|1|1|1|1" }));
        Assert.That(await li.Text("[data-test=registers-next]"), Does.Contain(households).And.Contain(next));
        Assert.That((await Cells(li, "contradicted")).Select(row => row.Split('|')).Select(row => (row[0], row[4], row[5])),
            Is.EqualTo(new[] { (Batch, "2", "2"), ($"{Run}-320303-ocr", "2", "2") }));
        Assert.That(await li.Page.Locator("[data-test=malformed]").CountAsync(), Is.Zero);
        await li.Page.ClickAsync($"[data-test=contradicted] a[href='/batches/{Batch}/payments?flag=REG-BIRTH']");
        await li.At("**/payments?flag=REG-BIRTH");
        await li.Page.WaitForSelectorAsync($"a[href='/payments/{Batch}-000003']");
        Assert.That(await li.Text(), Does.Contain("000003").And.Contain("000004").And.Not.Contain("000005"));
        await li.Page.FillAsync("[data-test=sought]", A.Household(2).MotherId);
        await li.Press("seek-anything");
        await li.At("**/people/**");
        await li.Page.WaitForSelectorAsync("text=registers/births.csv");
        Assert.That(await Cells(li, "person"), Has.Exactly(1).Contains("registers/births.csv : 2").And.Exactly(1).Contains("2025-03-09"));

        Office.Inputs.Register("births.csv", "parent_id,birth_date", $"{A.Household(2).MotherId},2025-03-09",
            $"{A.Household(2).MotherId},2025-11-30");
        Office.Run();
        await li.Page.WaitForSelectorAsync("[data-test=person] >> text=2025-11-30");
        Unreadable("births.csv");
        await li.Page.ReloadAsync();
        await li.Page.WaitForSelectorAsync("main .told-needs");
        Assert.That(await li.Text("main .told-needs"), Does.Contain("2026-1 registers/births.csv、2026-2 registers/births.csv"));
        Assert.That(await Cells(li, "person"), Has.Exactly(2).Contains("a.csv : ").And.Some.Contains($"{Batch}-000003"), "the rest stands");
        Assert.That(li.Complaints, Is.Empty);
    }

    [TestCase("en")]
    public async Task An_operator_takes_the_lines_that_could_not_be_used_and_the_contradictions_on_record(string language)
    {
        _console = await TestConsole.Over(OfficeWithRegisters());
        await using Visitor zhang = await (await Browser.Open(_console, language)).SignIn("zhang", $"/runs/{Run}");
        await zhang.Picture($"register-2-operator-{language}");
        IDownload download = await zhang.Page.RunAndWaitForDownloadAsync(() => zhang.Press("malformed"));

        Assert.That(download.SuggestedFilename, Is.EqualTo("2026-1-registers-deaths.csv"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("x,y,registers/deaths.csv"));
        Assert.That(Office.LastAct()["detail"], Is.EqualTo("list=registers register=deaths.csv"));
        await zhang.Page.ClickAsync("details:has(input[name=kind][value=contradictions]) summary");
        await zhang.Page.RunAndWaitForDownloadAsync(
            () => zhang.Page.ClickAsync("form:has(input[name=kind][value=contradictions]):has(input[name=county][value='320302']) button"));
        Assert.That(Office.LastAct()["detail"], Is.EqualTo("list=contradictions county=320302"));
        Assert.That(zhang.Complaints, Is.Empty);
    }

    [Test]
    public async Task Where_the_pack_trusts_them_nothing_is_held_and_without_a_summary_the_record_tells_what_it_knows()
    {
        _console = await TestConsole.Over(OfficeWithRegisters(areTrusted: true));
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", $"/runs/{Run}");
        Assert.That(await zhao.Text("[data-test=registers-next]"), Does.Contain("以登记为准"));

        File.Delete(Path.Combine(Office.Inputs.Out, Run, "summary.json"));
        await zhao.Go($"/runs/{Run}");
        Assert.That(await Counts(zhao), Is.EqualTo(new[] { "registers/births.csv|2|–|–|0|1", "registers/deaths.csv|3|–|–|1|1" }));
        Assert.That(await zhao.Text("[data-test=registers-next]"), Does.Contain("摘要已缺失"));
    }

    [Test]
    public async Task What_registers_say_of_a_person_is_told_once_and_by_the_run_that_read_it_first()
    {
        TestOffice office = OfficeWithRegisters();
        _console = await TestConsole.Over(office);
        office.Run();
        using ClaimantKeys keys = new(office.Setting.Ring);
        RegisterRows Of(CitizenId id, RegisterRows? before = null) =>
            RegisterRows.Of(office.Inputs.Data, office.Setting.Store, office.Setting.Ring, keys.Of(id), CancellationToken.None, before);
        RegisterRows mother = Of(Id(A.Household(2).MotherId)), child = Of(Id(A.Household(41).ChildId));

        Assert.That(mother.Lines.Select(line => (line.Run.Id, line.Register, $"{line.Entry.Place.Line}", line.Entry.Kind)),
            Is.EqualTo(new[] { (Run, "registers/births.csv", "2", RegisterKind.Birth) }));
        Assert.That(child.Lines.Select(line => line.Entry.On), Is.EqualTo(new[] { new DateOnly(2026, 1, 9) }));
        Assert.That(Of(Id(A.Household(1).MotherId)).Lines, Is.Empty);

        office.Inputs.Register("births.csv", "parent_id,birth_date", $"{A.Household(2).MotherId},2025-11-30",
            $"{A.Household(2).MotherId},2025-12-24");
        office.Run();
        RegisterRows since = Of(Id(A.Household(2).MotherId), mother);
        DateOnly[] days = [new(2025, 3, 9), new(2025, 11, 30), new(2025, 12, 24)];
        Assert.That(since.Lines.Select(line => line.Entry.On), Is.EqualTo(days), "what was read before is kept, and each line is told");
        Assert.That(Of(Id(A.Household(2).MotherId), since), Is.SameAs(since), "nothing was sealed since, so nothing is read");
        office.Run();
        Assert.That(Of(Id(A.Household(2).MotherId), since).Lines.Select(line => line.Entry.On), Is.EqualTo(days),
            "what a later run reads again is not told again");
        Unreadable("deaths.csv");
        RegisterRows left = Of(Id(A.Household(2).MotherId));
        Assert.That(left.Missing, Is.EqualTo(new[] { $"{Run} registers/deaths.csv" }));
        Assert.That(left.Lines.Select(line => line.Entry.On), Is.EqualTo(days), "one that cannot be read hides no other");
    }

    [Test]
    public async Task A_run_without_registers_says_nothing_of_them()
    {
        _console = await TestConsole.Over(TestConsole.Office2026());
        using Walker zhang = await new Walker(_console).SignIn("zhang");

        Assert.That((await zhang.Get($"/runs/{Run}")).Body, Does.Not.Contain("data-test=\"registers\""));
    }

    [TestCase("zhang", "deaths.csv", HttpStatusCode.OK)]
    [TestCase("zhang", "births.csv", HttpStatusCode.NotFound)]
    [TestCase("zhang", "../summary.json", HttpStatusCode.NotFound)]
    [TestCase("zhang", "320302197508150026", HttpStatusCode.NotFound)]
    [TestCase("li", "deaths.csv", HttpStatusCode.Forbidden)]
    [TestCase("zhao", "deaths.csv", HttpStatusCode.Forbidden)]
    public async Task Lines_of_a_register_go_to_operators_alone_and_are_never_a_path(string name, string register, HttpStatusCode expected)
    {
        _console = await TestConsole.Over(OfficeWithRegisters());
        using Walker officer = await new Walker(_console).SignIn(name);
        using HttpResponseMessage answer =
            await officer.Send("/", "/files/run", ("run", Run), ("kind", "registers"), ("register", register));

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        Assert.That(string.Join('|', Office.LastAct().Values),
            Does.Contain("take-file").And.Contain(name).And.Not.Contain("320302197508150026"));
    }

    [Test]
    public async Task A_reviewer_of_one_county_sees_the_payments_of_that_county_alone()
    {
        _console = await TestConsole.Over(OfficeWithRegisters());
        using Walker sun = await new Walker(_console).SignIn("sun");

        Assert.That((await sun.Get($"/runs/{Run}")).Body,
            Does.Contain($"/batches/{Run}-320303-ocr/payments?flag=REG-DEATH").And.Not.Contain(Batch));
    }

    /// <summary>Puts a folder where the archive keeps each content of a register: it is there, and cannot be read.</summary>
    private void Unreadable(string register)
    {
        foreach (string sha256 in Office.Texts($"SELECT DISTINCT sha256 FROM run_inputs WHERE path LIKE '%{register}'"))
        {
            string kept = Directory.GetFiles(Office.Inputs.Data, sha256 + "*", SearchOption.AllDirectories).Single();
            File.Delete(kept);
            Directory.CreateDirectory(kept);
        }
    }

    private static CitizenId Id(string number) => CitizenId.TryParse(number, out CitizenId id) ? id : throw new ArgumentException(number);

    /// <summary>The registers with their counts, without the hash.</summary>
    private static async Task<string[]> Counts(Visitor visitor) =>
        [.. (await Cells(visitor, "registers")).Select(row => row[..row.LastIndexOf('|')])];

    /// <summary>The rows of a table, cells joined by bars.</summary>
    private static async Task<string[]> Cells(Visitor visitor, string table) =>
        [.. (await visitor.Page.Locator($"[data-test={table}] tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => "
            + "[...row.cells].map(cell => cell.innerText.trim()).join('|'))"))];
}
