using System.Net;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>
/// The Chinese and the English page are built of the same elements, so that what holds for one holds for the other; only the words differ.
/// </summary>
[TestFixture]
internal sealed partial class LanguageTests
{
    private const int MostTries = 300;

    /// <summary>Addresses at which there is little or nothing to see.</summary>
    internal static readonly string[] Astray =
        ["/", "/password", "/batches/nothing", "/payments/nothing", "/batches?state=rejected"], Nowhere = ["/not-allowed", "/nowhere"];

    private TestConsole _console = null!;

    /// <summary>The menu counts what waits from the first beat of the service on: both languages are read after it.</summary>
    [OneTimeSetUp]
    public async Task Open()
    {
        _console = await TestConsole.Over(AccessTests.Eventful());
        using Walker li = await new Walker(_console).SignIn("li");
        for (int tries = 0; !(await li.Get("/")).Body.Contains("data-test=\"count\"", StringComparison.Ordinal); tries++)
        {
            Assert.That(tries, Is.LessThan(MostTries), "the menu counts nothing");
            await Task.Delay(100);
        }
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("li")]
    [TestCase("zhang")]
    [TestCase("zhao")]
    [TestCase("chen")]
    public async Task Both_languages_have_the_same_elements_on_every_page(string name)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        await AssertSame(officer, [.. AccessTests.PagesOf(name)]);
    }

    [Test]
    public async Task Both_languages_have_the_same_elements_at_the_door_and_where_somebody_went_astray()
    {
        using Walker li = new(_console);
        await AssertSame(li, "/sign-in", "/sign-in?why=WRONG");
        await li.SignIn("li");
        await AssertSame(li, [.. Astray, .. Nowhere]);
    }

    private static async Task AssertSame(Walker walker, params string[] addresses)
    {
        Dictionary<string, string> chinese = await Read(walker, "zh", addresses), english = await Read(walker, "en", addresses);
        foreach (string address in addresses)
        {
            Assert.That(Elements(english[address]), Is.EqualTo(Elements(chinese[address])), address);
            Assert.That(Unnamed().Matches(english[address] + chinese[address]).Select(tag => tag.Value), Is.Empty, address);
            Assert.That((Lang(chinese[address]), Lang(english[address])), Is.EqualTo(("zh-CN", "en")), address);
        }
    }

    private static async Task<Dictionary<string, string>> Read(Walker walker, string language, string[] addresses)
    {
        await walker.Get($"/prefer?language={language}");
        Dictionary<string, string> pages = [];
        foreach (string address in addresses)
        {
            (HttpStatusCode status, _, string body) = await walker.Get(address);
            Assert.That(status, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.NotFound), address);
            pages[address] = KeptWhole().Replace(NoElements().Replace(body, ""), "$1");
        }

        return pages;
    }

    /// <summary>
    /// Every tag in order with its classes and the names of its attributes: what a page is built of, without words, addresses and numbers
    /// that are drawn anew.
    /// </summary>
    private static string[] Elements(string page) =>
        [.. Tag().Matches(page).Select(tag => $"{tag.Groups["name"].Value} {Class().Match(tag.Value).Groups[1].Value} "
            + $"{string.Join(' ', Names(tag.Value))}")];

    private static IEnumerable<string> Names(string tag) =>
        Attribute().Matches(tag).Select(one => one.Groups[1].Value).Order(StringComparer.Ordinal);

    private static string Lang(string page) => Language().Match(page).Groups[1].Value;

    [GeneratedRegex("<!--.*?-->|<(script|style)[ >].*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex NoElements();

    /// <summary>What keeps words of a text together is of the text, and so of its language.</summary>
    [GeneratedRegex("<span class=\"(?:whole)?\">([^<]*)</span>")]
    private static partial Regex KeptWhole();

    [GeneratedRegex("<(?<name>/?[a-z][a-z0-9-]*)(?:\\s+[^\\s=>/]+(?:=\"[^\"]*\")?)*\\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("\\sclass=\"([^\"]*)\"")]
    private static partial Regex Class();

    [GeneratedRegex("\\s([^\\s=>/\"]+)=\"[^\"]*\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("<html[^>]* lang=\"([^\"]*)\"")]
    private static partial Regex Language();

    [GeneratedRegex("<[^>]* (aria-label|title|alt)=\"\\s*\"[^>]*>")]
    private static partial Regex Unnamed();
}
