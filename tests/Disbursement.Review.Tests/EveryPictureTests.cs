using System.Reflection;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Review.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// Every page that a role may open, as a picture, for people to look at: in either language and theme, on a small screen, a large one and a
/// telephone. What a rule can tell is checked beside it, with pictures or without.
/// </summary>
[TestFixture]
internal sealed class EveryPictureTests
{
    /// <summary>A sheet to be printed stays as wide as the sheet.</summary>
    private const string Paper = "/paper";

    /// <summary>Pages in a state that their address alone does not show: lines to answer, sums of groups, a payment that is held.</summary>
    private static readonly string[] Further =
    [
        "/returns/3", "/batches?group=county", "/batches/2027-1-320302-ocr/payments?group=village", "/payments/2027-1-320302-ocr-000002",
    ];

    private static readonly (int Width, int Height)[] Screens = [(1280, 720), (1920, 1080), (390, 844)];

    private static readonly (string Name, ColorScheme Scheme)[] Themes = [("light", ColorScheme.Light), ("dark", ColorScheme.Dark)];

    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(BusyOffice.Tell());

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    /// <summary>Where no pictures are wanted, whoever sees most of a page looks at it alone, in one theme.</summary>
    [Test]
    public async Task Every_page_of_a_role_is_laid_out_for_each_window_and_taken_on_request(
        [Values("zhang", "li", "zhao", "chen")] string name, [Values("zh-CN", "en")] string language)
    {
        OfficerRole role = AccessTests.Officers.Single(officer => officer.Name == name).Role;
        await using Visitor visitor = await (await Browser.Open(_console, language)).SignIn(name);
        List<string> faults = [];
        foreach ((string address, string page) in PagesOf(name, role))
        {
            await visitor.Page.SetViewportSizeAsync(Screens[0].Width, Screens[0].Height);
            await visitor.Turn(address);
            await visitor.Page.WaitForFunctionAsync(AccessTests.Stands);
            if (await visitor.IsNowhere())
                faults.Add($"{page}: there is no such page");
            foreach ((int width, int height) in Screens)
            {
                await visitor.Page.SetViewportSizeAsync(width, height);
                faults.AddRange((await Layout.Faults(visitor, address.EndsWith(Paper, StringComparison.Ordinal)))
                    .Select(fault => $"{page} {width}: {fault}"));
                foreach ((string theme, ColorScheme scheme) in Browser.TakesPictures ? Themes : [])
                {
                    await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                    await visitor.Picture($"{role.ToString().ToLowerInvariant()}-{page}-{language[..2]}-{width}-{theme}");
                }
            }
        }

        Assert.That(faults, Is.Empty, string.Join('\n', faults));
        Assert.That(visitor.Complaints, Is.Empty);
    }

    [TestCase("<div style='width: 3000px'>x</div>", "wider than its window")]
    [TestCase("<div class='wide' style='width: 90px; overflow: auto'><div style='width: 200px'>x</div></div>", "scrolled sideways")]
    [TestCase("<nav class='main'><a style='display: block; width: 40px; white-space: nowrap'>Bank returns 12</a></nav>", "does not fit")]
    [TestCase("<form class='filter'><label style='display: block'>a</label><button type='submit'>b</button></form>", "line of its own")]
    [TestCase("<p style='width: 60px'>2026-06-01</p>", "breaks: 2026-06-01")]
    [TestCase("<p style='width: 60px'>¥1,234.00 <b style='display: block'>¥1,234.00</b></p>", null)]
    [TestCase("<div class='grid'><table><thead><tr><th>a</th></tr></thead><tr><td>1</td><td>2</td></tr></table></div>", "without a head")]
    [TestCase("<details><summary>a</summary><div class='wide' style='width: 9px; overflow: auto'>wider</div></details>", null)]
    public async Task A_fault_of_a_page_in_sight_is_told(string main, string? told)
    {
        await using Visitor visitor = await Browser.Open(_console);
        await visitor.Page.SetContentAsync($"<main>{main}</main>");
        string[] faults = await Layout.Faults(visitor, isPaper: false);

        Assert.That(faults, told is null ? Is.Empty : Has.One.Contains(told));
    }

    /// <summary>Addresses of the pages that a role may open, each under its name, and of the same pages in another state.</summary>
    private static IEnumerable<(string Address, string Name)> PagesOf(string name, OfficerRole role) =>
        (Browser.TakesPictures
            ? RouteWalkTests.Pages.Where(page => page.Page.GetCustomAttribute<AllowAnonymousAttribute>() is null
                && (page.Page.GetCustomAttribute<NeedsAttribute>() is not { } needs || needs.Acts.Any(act => Powers.May(role, act))))
                .Select(page => page.Address)
            : RouteWalkTests.PagesOf(name).Append("/"))
        .Select(address => address.Replace("2026-1", "2027-1", StringComparison.Ordinal)
            .Replace("/returns/1/1", "/returns/3/73", StringComparison.Ordinal))
        .Concat(Powers.May(role, OfficialAct.Approve) || Browser.TakesPictures && Powers.May(role, OfficialAct.Read) ? Further : [])
        .Concat(Powers.May(role, OfficialAct.Supervise) ? AskAudit.Questions.Select(question => $"/questions/{question.Name}") : [])
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(address => (address, NameOf(address)));

    private static string NameOf(string address) =>
        address == "/" ? "home" : address.Trim('/').Replace('/', '_').Replace('?', '_').Replace('=', '_');
}
