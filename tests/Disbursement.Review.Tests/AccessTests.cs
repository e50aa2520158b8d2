using Deque.AxeCore.Commons;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// Whoever cannot see well, or uses no mouse, does the same work: axe finds nothing of serious or critical grade, on any page, in either
/// theme. It looks at each page once, in Chinese: <see cref="LanguageTests"/> proves that the English page is built of the same elements.
/// </summary>
[TestFixture]
internal sealed class AccessTests
{
    private const string Batch = "2026-1-320302-ocr";

    /// <summary>
    /// The page has a title for a while and works on nothing: one that takes over from the server is without a title for a moment.
    /// </summary>
    internal const string Stands = """
        () => {
            const stands = document.querySelector('main .mud-progress-linear') === null && document.title !== '';
            window.stoodSince = stands ? window.stoodSince ?? performance.now() : undefined;
            return stands && performance.now() - window.stoodSince > 250;
        }
        """;

    private static readonly string[] Grades = ["serious", "critical"];

    /// <summary>How each page is looked at: whole once; then by the rules that another theme or a narrow window can break.</summary>
    private static readonly (string How, ColorScheme Scheme, int Width, string[]? Rules)[] Looks =
    [
        ("Light", ColorScheme.Light, 1280, null),
        ("Dark", ColorScheme.Dark, 1280, ["color-contrast", "link-in-text-block"]),
        ("narrow", ColorScheme.Light, 640, ["scrollable-region-focusable", "target-size"]),
    ];

    private const string Look = """
        async ({ rules, grades }) => {
            const all = { resultTypes: ["violations"], iframes: false };
            const result = await axe.run(document, rules ? { ...all, runOnly: { type: "rule", values: rules } } : all);
            return result.violations.filter(one => grades.includes(one.impact)).map(one => ({
                Id: `${one.id} (${one.impact})`, Nodes: one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ") }));
        }
        """;

    /// <summary>Given to a page once; a page keeps it for each look.</summary>
    private static readonly Lazy<string> Script = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>Who looks at a page that several roles may open: whoever sees most of it.</summary>
    internal static readonly (string Name, OfficerRole Role)[] Officers =
        [("li", OfficerRole.Reviewer), ("zhang", OfficerRole.Operator), ("zhao", OfficerRole.Auditor), ("chen", OfficerRole.Administrator)];

    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(Eventful());

    /// <summary>
    /// An office in which there is something to see on every page: a payment is held, one is objected to, a bank has answered.
    /// </summary>
    internal static TestOffice Eventful()
    {
        TestOffice office = TestConsole.Office2026();
        TestOffice.Done(new Jobs.Acts.HoldPayment(office.Setting).Hold("2026-1-320303-ocr-000001", office["sun"], "证书待核"));
        TestOffice.Done(new Jobs.Acts.RaiseObjection(office.Setting).Run("2026-1-320303-ocr-000001", "同村村民甲", office.Operator, "子女已超龄"));
        office.Send(Batch);
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        Jobs.Tests.ReturnFiles.ComposeReturns.Write(answers, [office.Answer($"{Batch}-000001") with { SettledOn = "" },
            office.Answer($"{Batch}-000002", "failed", "账户已销户") with { SettledOn = "" }, new($"{Batch}-000003", "1.00", "paid", "")]);
        TestOffice.Done(new Jobs.Acts.ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        return office;
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    /// <summary>Pages that this officer is the first to look at, with the line that stands in quarantine in an eventful office.</summary>
    internal static IEnumerable<string> PagesOf(string name) => RouteWalkTests.PagesOf(name)
        .Select(address => address.Replace("/returns/1/1", "/returns/1/4", StringComparison.Ordinal));

    [TestCase("li")]
    [TestCase("zhang")]
    [TestCase("zhao")]
    [TestCase("chen")]
    public async Task Axe_finds_nothing_serious_on_any_page(string name)
    {
        List<string> found = [];
        await using Visitor visitor = await (await Browser.Open(_console)).SignIn(name);
        string[] addresses = [.. PagesOf(name)];
        foreach (string address in addresses)
        {
            found.AddRange(await Findings(visitor, address));
            if (await visitor.IsNowhere())
                found.Add($"{address}: there is no such page");
        }

        Assert.That(addresses, Is.Not.Empty);
        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    [Test]
    public async Task Axe_finds_nothing_serious_at_the_door_nor_where_somebody_went_astray()
    {
        await using Visitor nobody = await Browser.Open(_console);
        List<string> found = [];
        foreach (string address in new[] { "/sign-in", "/sign-in?why=WRONG" })
            found.AddRange(await Findings(nobody, address));
        await nobody.SignIn("li");
        foreach (string address in LanguageTests.Astray)
            found.AddRange(await Findings(nobody, address));
        foreach (string address in LanguageTests.Nowhere)
            found.AddRange(await Findings(nobody, address, isLive: false));

        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    [TestCase("li", "/payments/2026-1-320303-ocr-000001", "unhold")]
    [TestCase("li", "/payments/2026-1-320303-ocr-000001", "give-account")]
    [TestCase("zhang", "/payments/2026-1-320303-ocr-000002", "object")]
    [TestCase("li", "/payments/2026-1-320303-ocr-000001", "dismiss")]
    [TestCase("chen", "/officers", "add-officer")]
    [TestCase("zhang", "/rosters", "withdraw")]
    public async Task Axe_finds_nothing_serious_in_a_dialog(string name, string address, string button)
    {
        await using Visitor visitor = await (await Browser.Open(_console)).SignIn(name, address);
        await visitor.Page.Locator($"[data-test={button}]").First.ClickAsync();
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

    [Test]
    public async Task Axe_finds_nothing_serious_in_what_is_said_of_a_roster()
    {
        string text = Jobs.Tests.Rosters.RosterText.Of(Jobs.Tests.Rosters.A.Household(50),
            Jobs.Tests.Rosters.A.Household(51).Mother(("id_number", "320302198503040025")));
        await using Visitor visitor = await (await Browser.Open(_console)).SignIn("zhang", "/rosters");
        await visitor.Upload("roster",
            new FilePayload { Name = "a.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await visitor.Page.WaitForSelectorAsync("[data-test=verdict]");
        foreach (string shut in new[] { "header", "first-rows" })
            await visitor.Page.ClickAsync($"[data-test={shut}] summary");

        string[] found = [.. await Findings(visitor, "/rosters checked", isThere: true)];
        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    private static async Task<IEnumerable<string>> Findings(Visitor visitor, string address, bool isThere = false, bool isLive = true)
    {
        if (!isThere && isLive)
            await visitor.Turn(address);
        else if (!isThere)
            await visitor.Page.GotoAsync(address);
        await visitor.Page.WaitForFunctionAsync(Stands);
        if (!await visitor.Page.EvaluateAsync<bool>("() => 'axe' in window"))
            await visitor.Page.EvaluateAsync(Script.Value);
        List<string> found = [];
        foreach ((string how, ColorScheme scheme, int width, string[]? rules) in Looks)
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await visitor.Page.SetViewportSizeAsync(width, 720);
            found.AddRange((await visitor.Page.EvaluateAsync<Violation[]>(Look, new { rules, grades = Grades }))
                .Select(violation => $"{address} {how}: {violation.Id}: {violation.Nodes}"));
        }

        await visitor.Page.SetViewportSizeAsync(1280, 720);
        return found;
    }

    /// <summary>What axe found: its rule and its grade, and where the first places stand.</summary>
    private sealed record Violation
    {
        public string Id { get; init; } = "";

        public string Nodes { get; init; } = "";
    }
}
