using System.Diagnostics;
using System.Reflection;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// Accessibility: axe finds nothing of serious or critical grade on any page, in either language and either theme (the dark one in
/// Chinese).
/// </summary>
[TestFixture]
internal sealed class AccessTests
{
    private const string Batch = "2026-1-320302-ocr";

    private static readonly string[] Grades = ["serious", "critical"];

    /// <summary>The rules that depend on the theme; texts and layout are the same in both.</summary>
    private static readonly RunOnlyOptions Colours = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] };

    /// <summary>The role that sees most of a page that several roles may open.</summary>
    private static readonly (string Name, OfficerRole Role)[] Officers =
        [("li", OfficerRole.Reviewer), ("zhang", OfficerRole.Operator), ("zhao", OfficerRole.Auditor), ("chen", OfficerRole.Administrator)];

    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestOffice office = TestConsole.Office2026();
        TestOffice.Done(new Jobs.Acts.HoldPayment(office.Setting).Hold("2026-1-320303-ocr-000001", office["sun"], "证书待核"));
        TestOffice.Done(new Jobs.Acts.RaiseObjection(office.Setting).Run("2026-1-320303-ocr-000001", "同村村民甲", office.Operator, "子女已超龄"));
        office.Send(Batch);
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        Jobs.Tests.ReturnFiles.ComposeReturns.Write(answers, [office.Answer($"{Batch}-000001"),
            office.Answer($"{Batch}-000002", "failed", "账户已销户"), new($"{Batch}-000003", "1.00", "paid", "")]);
        TestOffice.Done(new Jobs.Acts.ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        _console = await TestConsole.Over(office);
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task Axe_finds_nothing_serious_on_any_page([Values("zh-CN", "en")] string language,
        [Values("li", "zhang", "zhao", "chen")] string name)
    {
        long start = Stopwatch.GetTimestamp();
        OfficerRole role = Officers.Single(officer => officer.Name == name).Role;
        List<string> found = [];
        await using Visitor visitor = await (await Browser.Open(_console, language)).SignIn(name);
        string[] addresses = [.. RouteWalkTests.Pages.Where(page => page.Page.GetCustomAttribute<NeedsAttribute>() is not null
            && FirstToOpen(page.Page) == role).Select(page => page.Address)];
        foreach (string address in addresses)
            found.AddRange(await Findings(visitor, address, isInTheDark: language == "zh-CN"));

        TestContext.Out.WriteLine($"{addresses.Length} pages in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        Assert.That(addresses, Is.Not.Empty);
        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    [Test]
    public async Task Axe_finds_nothing_serious_at_the_door_nor_where_somebody_went_astray([Values("zh-CN", "en")] string language)
    {
        await using Visitor nobody = await Browser.Open(_console, language);
        List<string> found = [];
        foreach (string address in new[] { "/sign-in", "/sign-in?why=WRONG" })
            found.AddRange(await Findings(nobody, address));
        await nobody.SignIn("li");
        foreach (string address in new[] { "/", "/password", "/batches/nothing", "/payments/nothing", "/batches?state=rejected" })
            found.AddRange(await Findings(nobody, address));
        foreach (string address in new[] { "/not-allowed", "/nowhere" })
            found.AddRange(await Findings(nobody, address, isLive: false));

        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    [TestCase("li", "/payments/2026-1-320303-ocr-000001", "unhold")]
    [TestCase("li", "/payments/2026-1-320303-ocr-000001", "give-account")]
    [TestCase("zhang", "/payments/2026-1-320303-ocr-000002", "object")]
    [TestCase("li", "/payments/2026-1-320303-ocr-000001", "dismiss")]
    [TestCase("chen", "/officers", "add-officer")]
    public async Task Axe_finds_nothing_serious_in_a_dialog(string name, string address, string button)
    {
        await using Visitor visitor = await (await Browser.Open(_console)).SignIn(name, address);
        await visitor.Press(button);
        await visitor.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");

        string[] found = [.. await Findings(visitor, $"{address} {button}", isThere: true)];
        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    [TestCase("zhang", "zh-CN")]
    [TestCase("li", "en")]
    public async Task Axe_finds_nothing_serious_where_registers_contradict_a_roster(string name, string language)
    {
        await using TestConsole console = await TestConsole.Over(RegisterPageTests.OfficeWithRegisters());
        await using Visitor visitor = await (await Browser.Open(console, language)).SignIn(name);

        string[] found = [.. await Findings(visitor, "/runs/2026-1")];
        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    private static OfficerRole? FirstToOpen(Type page) =>
        Officers.FirstOrDefault(officer => page.GetCustomAttribute<NeedsAttribute>()!.Acts.Any(act => Powers.May(officer.Role, act))).Role;

    private static async Task<IEnumerable<string>> Findings(Visitor visitor, string address, bool isThere = false, bool isLive = true,
        bool isInTheDark = true)
    {
        if (!isThere)
            await visitor.Page.GotoAsync(address);
        if (isLive)
            await visitor.Ready();
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('main .mud-progress-linear') === null");
        List<string> found = [];
        foreach (ColorScheme scheme in isInTheDark ? new[] { ColorScheme.Light, ColorScheme.Dark } : [ColorScheme.Light])
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            AxeResult result = await visitor.Page.RunAxe(
                new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = scheme == ColorScheme.Dark ? Colours : null });
            found.AddRange(result.Violations.Where(violation => Grades.Contains(violation.Impact))
                .Select(violation => $"{address} {scheme}: {violation.Id} ({violation.Impact}): "
                    + $"{string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html[..Math.Min(160, node.Html.Length)]))}"));
        }

        return found;
    }
}
