using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>The page of one person after some years, on a telephone.</summary>
[TestFixture]
internal sealed class PersonPageTests
{
    private static readonly TestHousehold Family = A.Household(1);

    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestOffice office = TestOffice.Staffed();
        foreach (int year in new[] { 2026, 2027, 2028 })
        {
            office.Inputs.RosterOf(year, "a.csv", Family).Clock.Advance(TimeSpan.FromDays(year == 2026 ? 0 : 365));
            office.Run(year);
        }

        _console = await TestConsole.Over(office);
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", "未付")]
    [TestCase("en", "unpaid")]
    public async Task What_happened_stands_under_its_year_and_older_years_are_folded_under_what_they_paid(string language, string unpaid)
    {
        await using Visitor li = await (await Browser.Open(_console, language, width: 390)).SignIn("li");
        await li.Page.FillAsync("[data-test=sought]", Family.MotherId);
        await li.Press("seek-anything");
        await li.At("**/people/**");
        await li.Page.WaitForSelectorAsync("details.year");
        await li.Ready();
        await li.Picture($"person-years-{language}");

        string[] years = await Years(li);
        Assert.That(years.Select(year => (year[..4], year[^4..])),
            Is.EqualTo(new[] { ("2028", "true"), ("2027", "true"), ("2026", "alse") }));
        Assert.That(years, Is.All.Contains(unpaid).And.All.Contains("¥60.00"));
        Assert.That(await li.Page.Locator("a[href='/payments/2026-1-320302-ocr-000001']").IsVisibleAsync(), Is.False);
        await li.Page.ClickAsync("details.year:last-of-type summary");
        await li.Page.WaitForSelectorAsync("a[href='/payments/2026-1-320302-ocr-000001']");
        Assert.That(li.Complaints, Is.Empty);
    }

    [TestCase("en")]
    public async Task On_a_telephone_the_menu_stands_beside_the_name_of_the_product_and_holds_what_is_ones_own(string language)
    {
        await using Visitor zhao = await (await Browser.Open(_console, language, width: 390)).SignInByHand("zhao");
        await zhao.Page.WaitForSelectorAsync("main h1");
        await zhao.Ready();
        Assert.That(await zhao.Page.Locator(".top .prefer").IsVisibleAsync(), Is.False);
        Assert.That(await zhao.Page.EvaluateAsync<double>("document.querySelector('main').getBoundingClientRect().top"), Is.LessThan(100));

        await zhao.Page.ClickAsync(".menu summary");
        await zhao.Picture($"menu-telephone-{language}");
        Assert.That(await zhao.Page.Locator(".menu [data-test=help]").IsVisibleAsync());
        await zhao.Page.ClickAsync(".menu form[action='/session/close'] button");
        await zhao.At("**/sign-in");
        Assert.That(zhao.Complaints, Is.Empty);
    }

    private static async Task<string[]> Years(Visitor visitor) => await visitor.Page.Locator("details.year").EvaluateAllAsync<string[]>(
        "years => years.map(year => `${year.querySelector('summary').innerText} ${year.open}`)");
}
