using System.Reflection;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// Every page that a role may open, as a picture, for people to look at: in either language and theme, on a small screen, a large one and a
/// telephone. What is looked at by a rule is checked beside it: no page is wider than its window, each column has its head, and none is
/// broken.
/// </summary>
[TestFixture]
internal sealed class EveryPictureTests
{
    /// <summary>How far the page reaches beyond its window; what is scrolled within the page is not the page.</summary>
    private const string Wide = """
        () => Math.max(...[document.documentElement, document.querySelector('main')].map(one => one.scrollWidth - one.clientWidth))
        """;

    /// <summary>How many tables have a row with more or fewer cells in sight than their head.</summary>
    private const string Uneven = """
        () => [...document.querySelectorAll('.grid table')].filter(table => {
            const cells = row => [...row.cells].filter(one => one.offsetParent !== null).reduce((sum, one) => sum + one.colSpan, 0);
            return table.tHead && table.offsetParent !== null
                && [...table.tBodies].flatMap(body => [...body.rows]).some(row => cells(row) !== cells(table.tHead.rows[0]));
        }).length
        """;

    /// <summary>A sheet to be printed stays as wide as the sheet.</summary>
    private const string Paper = "/paper";

    /// <summary>Pages in a state that their address alone does not show: lines to answer, sums of groups, a payment that is held.</summary>
    private static readonly string[] Further =
    [
        "/returns/3", "/batches?group=county", "/batches/2027-1-320302-ocr/payments?group=village", "/payments/2027-1-320302-ocr-000002",
    ];

    private static readonly (int Width, int Height)[] Screens = [(1280, 720), (1920, 1080), (390, 844)];

    private static readonly (string Name, ColorScheme Scheme)[] Themes = [("light", ColorScheme.Light), ("dark", ColorScheme.Dark)];

    private TestConsole? _console;

    [OneTimeSetUp]
    public async Task Open()
    {
        if (Browser.TakesPictures)
            _console = await TestConsole.Over(BusyOffice.Tell());
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_console is not null)
            await _console.DisposeAsync();
    }

    [Test]
    public async Task Every_page_of_a_role_is_taken(
        [Values("zhang", "li", "zhao", "chen")] string name, [Values("zh-CN", "en")] string language)
    {
        if (_console is null)
        {
            Assert.Ignore($"{Browser.PicturesWanted} is not 1: no pictures are wanted.");
            return;
        }

        OfficerRole role = AccessTests.Officers.Single(officer => officer.Name == name).Role;
        await using Visitor visitor = await (await Browser.Open(_console, language)).SignIn(name);
        List<string> wide = [], uneven = [];
        foreach ((string address, string page) in PagesOf(role))
        {
            await visitor.Page.SetViewportSizeAsync(1280, 720);
            await visitor.Go(address);
            await visitor.Page.WaitForFunctionAsync(AccessTests.Stands);
            if (await visitor.Page.EvaluateAsync<int>(Uneven) > 0)
                uneven.Add(page);
            foreach ((int width, int height) in Screens)
                foreach ((string theme, ColorScheme scheme) in Themes)
                {
                    await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                    await visitor.Page.SetViewportSizeAsync(width, height);
                    await visitor.Picture($"{role.ToString().ToLowerInvariant()}-{page}-{language[..2]}-{width}-{theme}");
                    int beyond = await visitor.Page.EvaluateAsync<int>(Wide);
                    if (beyond > 0 && !address.EndsWith(Paper, StringComparison.Ordinal))
                        wide.Add($"{page} {width}: {beyond} px");
                }
        }

        Assert.That(wide.Distinct(), Is.Empty);
        Assert.That(uneven, Is.Empty, "a column without a head, or a head without a column");
        Assert.That(visitor.Complaints, Is.Empty);
    }

    /// <summary>Addresses of the pages that a role may open, each under its name, and of the same pages in another state.</summary>
    private static IEnumerable<(string Address, string Name)> PagesOf(OfficerRole role) => RouteWalkTests.Pages
        .Where(page => page.Page.GetCustomAttribute<AllowAnonymousAttribute>() is null
            && (page.Page.GetCustomAttribute<NeedsAttribute>() is not { } needs || needs.Acts.Any(act => Powers.May(role, act))))
        .Select(page => page.Address.Replace("2026-1", "2027-1", StringComparison.Ordinal)
            .Replace("/returns/1/1", "/returns/3/73", StringComparison.Ordinal))
        .Concat(Powers.May(role, OfficialAct.Read) ? Further : [])
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(address => (address, NameOf(address)));

    private static string NameOf(string address) =>
        address == "/" ? "home" : address.Trim('/').Replace('/', '_').Replace('?', '_').Replace('=', '_');
}
