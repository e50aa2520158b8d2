using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>
/// A half-written text outlasts a reload, a lost connection and a restart of the service, and is removed once the act is done.
/// </summary>
[TestFixture]
internal sealed class UnsavedTests
{
    private const string Payment = "2026-1-320302-ocr-000005";
    private const string Kept = "() => Object.keys(sessionStorage).filter(key => key.startsWith('kept:')).length";

    private TestConsole _console = null!;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task A_page_whose_network_was_cut_goes_on_where_it_was_with_what_was_typed()
    {
        using Wire wire = new(_console.Address);
        await using Visitor li = await (await Browser.Open(_console, at: wire.Address)).SignIn("li", $"/payments/{Payment}");
        await li.Press("hold");
        await li.Write("textarea[data-keep]", "证书");
        await li.Page.EvaluateAsync("() => document.documentElement.dataset.before = ''");
        wire.Cut();
        await li.Page.FillAsync("textarea[data-keep]", "证书待核，已发函");
        await li.Page.WaitForSelectorAsync(".lost-showing:visible");
        wire.Mend();
        await li.Page.WaitForSelectorAsync(".lost-showing", new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        Assert.That(await li.Page.InputValueAsync("textarea[data-keep]"), Is.EqualTo("证书待核，已发函"));
        Assert.That(await li.Page.EvaluateAsync<bool>("() => document.documentElement.dataset.before === ''"), "it was not read anew");
        await li.Confirm();
        await li.Told();

        Assert.That(_console.Office.Text($"SELECT note FROM payments WHERE payment_no = '{Payment}'"), Is.EqualTo("证书待核，已发函"));
    }

    [Test]
    public async Task An_open_page_comes_back_by_itself_after_a_restart_or_says_what_to_do()
    {
        const string back = "() => document.documentElement.dataset.before === undefined && document.querySelector('.shell[data-live]')";
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/payments/{Payment}");
        await using Visitor wu = await (await Browser.Open(_console)).SignIn("wu", "/stops");
        await li.Press("hold");
        await li.Write("textarea[data-keep]", "证书待核，已发函");
        await wu.Page.ClickAsync("main .mud-button-root >> nth=0");
        await wu.Write(".mud-dialog input >> nth=0", "320302");
        foreach (Visitor visitor in new[] { li, wu })
            await visitor.Page.EvaluateAsync("() => document.documentElement.dataset.before = ''");

        await _console.Restart();
        await li.Page.WaitForFunctionAsync(back);
        await li.Press("hold");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]:not([disabled])");
        Assert.That(await li.Page.InputValueAsync("textarea[data-keep]"), Is.EqualTo("证书待核，已发函"));

        await li.Confirm();
        await li.Told();
        Assert.That(_console.Office.Text($"SELECT note FROM payments WHERE payment_no = '{Payment}'"), Is.EqualTo("证书待核，已发函"));
        await li.Page.WaitForFunctionAsync($"() => ({Kept})() === 0");

        // A person's number is kept nowhere, so this page does not throw it away: it says that the service is back.
        await wu.Page.WaitForSelectorAsync(".lost-back:visible");
        await wu.Picture("lost-back");
        Assert.That(await wu.Page.InputValueAsync(".mud-dialog input >> nth=0"), Is.EqualTo("320302"));
    }

    [Test]
    public async Task What_was_given_up_is_forgotten_and_nobody_else_finds_it()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/payments/{Payment}");
        await li.Press("hold");
        await li.Write("textarea[data-keep]", "不再需要");
        await li.Page.ClickAsync(".mud-dialog [data-leave]");
        await li.Page.WaitForSelectorAsync(".mud-dialog", new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        Assert.That(await li.Page.EvaluateAsync<int>(Kept), Is.Zero);

        await li.Press("hold");
        await li.Write("textarea[data-keep]", "写了一半");
        await li.Page.WaitForFunctionAsync($"() => ({Kept})() === 1");
        await li.Page.ReloadAsync();
        await li.Ready();
        await li.Page.ClickAsync("form[action='/session/close'] button");
        await li.SignIn("wu", $"/payments/{Payment}");

        Assert.That(await li.Page.EvaluateAsync<int>(Kept), Is.Zero);
    }
}
